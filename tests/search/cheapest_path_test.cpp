// The cheapest path of any length must be the first of a list of all paths, to the bit.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/types.hpp"
#include "hobnob/search/cheapest_path.hpp"
#include "support/path_oracle.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Arc;
using support::both_ways;
using support::Draws;
using support::never;
using support::OraclePath;
using support::PathOracle;
using support::ToyGraph;
using support::Veiled;

constexpr auto free_of_charge = [](MemberId) { return 0.0; };

template <class G, class InteriorCost = decltype(free_of_charge)>
std::optional<OraclePath> find(const G& graph, std::uint32_t source, std::uint32_t target, const InteriorCost& interior = free_of_charge,
                               double target_cost = 0) {
  CheapestScratch scratch;
  const auto path = cheapest_path(graph, MemberId{source}, MemberId{target}, interior, target_cost, scratch, nullptr);
  if (!path) return std::nullopt;
  OraclePath plain{path->cost, {}};
  for (const MemberId u : path->members) plain.members.push_back(index(u));
  return plain;
}

//   0 ─1─► 1 ─1─► 2 ─1─► 3 ─1─► 4 ─1─► 5 ─1─► 6 ─1─► 7        Seven ties for 7 beat one tie for 8 …
//   └───────────────────── 8 ──────────────────────► 7
ToyGraph long_way() { return {8, {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}, {4, 5, 1}, {5, 6, 1}, {6, 7, 1}, {0, 7, 8}}}; }

TEST(CheapestPath, MayBeOfAnyLength) { EXPECT_EQ(find(long_way(), 0, 7), (OraclePath{7, {0, 1, 2, 3, 4, 5, 6, 7}})); }

// … but not where each of the six between asks for 1, wherever the ends are charged nothing.
TEST(CheapestPath, ChargesThoseBetweenAndTheTarget) {
  EXPECT_EQ(find(
                long_way(), 0, 7, [](MemberId) { return 1.0; }, 0.5),
            (OraclePath{8.5, {0, 7}}));
  EXPECT_EQ(find(
                long_way(), 0, 7, [](MemberId u) { return u == MemberId{0} || u == MemberId{7} ? 99.0 : 0.1; }, 0.5)
                ->members.size(),
            8U);
}

TEST(CheapestPath, IsTheDirectTieWhereNobodyIntroduces) {
  EXPECT_EQ(find(long_way(), 0, 7, [](MemberId) { return infinity; }), (OraclePath{8, {0, 7}}));
}

TEST(CheapestPath, ToOneselfCostsWhatTheTargetCosts) {
  EXPECT_EQ(find(long_way(), 3, 3, free_of_charge, 0.5), (OraclePath{0.5, {3}}));
  EXPECT_EQ(find(long_way(), 3, 3, free_of_charge, infinity), std::nullopt);
}

//   0 ─1─► 1     2 ─1─► 3,  1 ─∞─► 2
TEST(CheapestPath, IsNothingWhereNoneExists) {
  const ToyGraph graph(4, {{0, 1, 1}, {1, 2, never}, {2, 3, 1}});
  EXPECT_EQ(find(graph, 0, 3), std::nullopt) << "a tie of infinite cost";
  EXPECT_EQ(find(graph, 1, 0), std::nullopt) << "against the direction";
  EXPECT_EQ(find(graph, 0, 1, free_of_charge, infinity), std::nullopt) << "a target that is not open";
  EXPECT_EQ(find(graph, 0, index(no_member)), std::nullopt);
  EXPECT_EQ(find(graph, index(no_member), 0), std::nullopt);
}

//       ┌─► 1 ─┐
//   0 ──┼─► 2 ─┼─► 4 ──► 5       All ties cost the same, or nothing.
//       └─► 3 ─┴───────► 5
TEST(CheapestPath, IsOfFewestHopsAndLowestIdsAmongEquals) {
  const std::vector<Arc> arcs{{0, 1, 0}, {0, 2, 0}, {0, 3, 0}, {1, 4, 0}, {2, 4, 0}, {3, 4, 0}, {4, 5, 0}, {3, 5, 0}};
  EXPECT_EQ(find(ToyGraph(6, arcs), 0, 5), (OraclePath{0, {0, 3, 5}}));
  EXPECT_EQ(find(ToyGraph(6, arcs), 0, 4), (OraclePath{0, {0, 1, 4}}));
}

//   0 ─2⁵³─► 2 ─0─► 3 ─0─► 4 ─4─► 5 ─0─► 7     Beyond 2⁵³ doubles are even, and halves go to the multiple of four:
//   └──2⁵³─► 1 ────2─────► 4 ─3─► 6 ─0─► 7     2⁵³ + 4, 2⁵³ + 3 and 2⁵³ + 2 + 3 are all 2⁵³ + 4, but 2⁵³ + 2 + 4 is more.
// So over 1 and 6 all is forgiven; but who looks only at the cheapest way to 4, or at any way on from 4, takes the five ties over 2.
TEST(CheapestPath, TakesTheDearerWayThatRoundingForgivesIfItIsShorter) {
  const ToyGraph graph(8, {{0, 2, 0x1p53F}, {2, 3, 0}, {3, 4, 0}, {0, 1, 0x1p53F}, {1, 4, 2}, {4, 5, 4}, {5, 7, 0}, {4, 6, 3}, {6, 7, 0}});
  EXPECT_EQ(find(graph, 0, 7), (OraclePath{0x1p53 + 4, {0, 1, 4, 6, 7}}));
}

//   0 ─2⁵³─► 2 ─0─► 3 ─0─► 4 ──────4─────► 7   As above, but without 5 both ways are of four ties, and ids decide.
//   └──2⁵³─► 1 ────2─────► 4 ─3─► 6 ─0─► 7
TEST(CheapestPath, TakesTheDearerWayThatRoundingForgivesIfItsIdsAreLower) {
  const ToyGraph graph(8, {{0, 2, 0x1p53F}, {2, 3, 0}, {3, 4, 0}, {0, 1, 0x1p53F}, {1, 4, 2}, {4, 7, 4}, {4, 6, 3}, {6, 7, 0}});
  EXPECT_EQ(find(graph, 0, 7), (OraclePath{0x1p53 + 4, {0, 1, 4, 6, 7}}));
}

// ─────────── against the list of all paths ───────────

/// Few different costs make many paths of equal cost; sums of very unequal ones lose the small ones, or differ by the order of adding.
const std::vector<std::vector<double>>& palettes() {
  static const std::vector<std::vector<double>> all{{0.6931472},
                                                    {0},
                                                    {0, infinity},
                                                    {0, 1},
                                                    {1, 2, 3},
                                                    {0.1, 0.2, 0.3, 0.7},
                                                    {0, 0.6931472, infinity},
                                                    {1e-17, 1, 1e16},
                                                    {1, 1e16},
                                                    {1e-16, 5e-17, 2e-16, 1},
                                                    {1e-40, 3e-42, 1e-30},
                                                    {0.1, 1e-17, 1e-9, 3},
                                                    {1e30, 3e38, 1},
                                                    {}};
  return all;
}

struct Instance {
  std::uint32_t n = 0;
  std::vector<Arc> arcs;
  std::vector<double> interior;
  double target_cost = 0;

  [[nodiscard]] std::optional<OraclePath> expected(std::uint32_t source, std::uint32_t target) const {
    if (source == target) return OraclePath{target_cost, {source}};
    PathOracle all{std::vector(n, std::vector<float>(n, never)), interior};
    for (const auto& [u, v, cost] : arcs) all.tie[u][v] = cost;
    const auto paths = all.all_paths({{source, 0.0}}, {{target, target_cost}}, 1, n);
    return paths.empty() ? std::nullopt : std::optional(paths.front());
  }
  [[nodiscard]] auto interior_cost() const {
    return [this](MemberId u) { return interior[index(u)]; };
  }
};

Instance random_instance(Draws& draws) {
  Instance made;
  made.n = 2 + draws.below(6);
  const std::vector<double> ties = draws.one_of(palettes()), vertices = draws.one_of(palettes());
  const auto cost = [&](const std::vector<double>& palette) { return palette.empty() ? -std::log(draws.uniform()) : draws.one_of(palette); };
  const bool directed = draws.chance(0.5);
  const double density = draws.one_of<double>({0.2, 0.5, 0.9});
  for (std::uint32_t u = 0; u < made.n; ++u)
    for (std::uint32_t v = directed ? 0 : u + 1; v < made.n; ++v) {
      if (u == v || !draws.chance(density)) continue;
      made.arcs.push_back({u, v, static_cast<float>(cost(ties))});
      if (!directed) made.arcs.push_back({v, u, made.arcs.back().cost});
    }
  for (std::uint32_t u = 0; u < made.n; ++u) made.interior.push_back(cost(vertices));
  do made.target_cost = draws.chance(0.5) ? 0 : cost(vertices);
  while (made.target_cost == infinity);
  return made;
}

/// All ties of the source cost 2⁵³, beyond which doubles are even: what follows is rounded away or up, and many detours cost nothing.
Instance coarse_instance(Draws& draws, std::uint32_t source) {
  Instance made;
  made.n = 4 + draws.below(5);
  const std::vector<float> palette =
      draws.one_of<std::vector<float>>({{0.5F, 1, 1.5F}, {0.5F, 1, 2, 3}, {0, 1, 1.25F}, {0.25F, 0.75F, 1}, {1, 2, 3, 5}});
  for (std::uint32_t u = 0; u < made.n; ++u) {
    made.interior.push_back(draws.chance(0.5) ? 0 : double{draws.one_of(palette)});
    for (std::uint32_t v = 0; v < made.n; ++v)
      if (u != v && draws.chance(0.4)) made.arcs.push_back({u, v, u == source ? 0x1p53F : draws.one_of(palette)});
  }
  if (draws.chance(0.5)) made.target_cost = double{draws.one_of(palette)};
  return made;
}

TEST(CheapestPath, IsTheFirstOfAListOfAllPaths) {
  Draws draws(3);
  CheapestScratch scratch;  // one for all: every graph finds it as the last one left it
  for (int round = 0; round < 60'000; ++round) {
    const Instance made = round % 3 == 0 ? coarse_instance(draws, 0) : random_instance(draws);
    const std::uint32_t source = round % 3 == 0 ? 0 : draws.below(made.n), target = draws.below(made.n);
    const ToyGraph graph(made.n, made.arcs);
    const auto found = cheapest_path(graph, MemberId{source}, MemberId{target}, made.interior_cost(), made.target_cost, scratch, nullptr);
    std::optional<OraclePath> plain;
    if (found) {
      plain = OraclePath{found->cost, {}};
      for (const MemberId u : found->members) plain->members.push_back(index(u));
    }
    std::string text;
    if (plain != made.expected(source, target)) {
      for (const auto& [u, v, cost] : made.arcs) text += "\n  " + std::to_string(u) + " → " + std::to_string(v) + ": " + std::to_string(cost);
      for (const double g : made.interior) text += " g " + std::to_string(g);
    }
    ASSERT_EQ(plain, made.expected(source, target)) << "round " << round << ": from " << source << " to " << target << text;
  }
}

TEST(CheapestPath, LeavesTheScratchCleanWhenInterrupted) {
  Draws draws(6);
  CheapestScratch scratch;
  for (int round = 0; round < 5'000; ++round) {
    const Instance made = random_instance(draws);
    const ToyGraph graph(made.n, made.arcs);
    const MemberId source{draws.below(made.n)}, target{draws.below(made.n)};
    int asked = 0;
    const int patience = draws.between(0, 4);
    const auto soon_out_of_memory = [&](MemberId u) { return ++asked > patience ? throw std::bad_alloc() : made.interior[index(u)]; };
    try {
      cheapest_path(graph, source, target, soon_out_of_memory, made.target_cost, scratch);
    } catch (const std::bad_alloc&) {}
    CheapestScratch untouched;
    ASSERT_EQ(cheapest_path(graph, source, target, made.interior_cost(), made.target_cost, scratch),
              cheapest_path(graph, source, target, made.interior_cost(), made.target_cost, untouched));
  }
}

//   A ladder of 12 rungs: at each, up or down for the same price. 2¹² paths cost the same; the lowest ids are up all the way.
TEST(CheapestPath, DoesNotListPathsOfEqualCost) {
  std::vector<Arc> arcs;
  const std::uint32_t rungs = 12;  // rung i: 3i, then 3i + 1 or 3i + 2, then 3i + 3
  for (std::uint32_t i = 0; i < rungs; ++i)
    for (const std::uint32_t way : {1U, 2U}) {
      arcs.push_back({3 * i, 3 * i + way, 0.1F});
      arcs.push_back({3 * i + way, 3 * i + 3, 0.1F});
    }
  const ToyGraph graph(3 * rungs + 1, arcs);
  CheapestScratch scratch;
  std::uint64_t touched = 0;
  const auto path = cheapest_path(
      graph, MemberId{0}, MemberId{3 * rungs}, [](MemberId) { return 0.3; }, 0.0, scratch, &touched);
  ASSERT_TRUE(path);
  ASSERT_EQ(path->members.size(), 2U * rungs + 1);
  for (std::uint32_t i = 0; i < rungs; ++i) EXPECT_EQ(path->members[2 * i + 1], MemberId{3 * i + 1});
  EXPECT_LE(touched, 5U * arcs.size());
}

//   0 ═ 1 ═ 2 ═ … ═ 299, all for nothing: to and fro is no way on.
TEST(CheapestPath, DoesNotGoToAndFroWhereTiesAreFree) {
  std::vector<Arc> arcs;
  for (std::uint32_t u = 0; u < 299; ++u) arcs.push_back({u, u + 1, 0});
  CheapestScratch scratch;
  std::uint64_t touched = 0;
  const auto path = cheapest_path(both_ways(300, arcs), MemberId{0}, MemberId{299}, free_of_charge, 0.0, scratch, &touched);
  ASSERT_TRUE(path);
  EXPECT_EQ(path->members.size(), 300U);
  EXPECT_LE(touched, 10 * arcs.size());
}

TEST(CheapestPath, IsThatOfTheProjectionWithAsMuchWork) {
  Draws draws(4);
  CheapestScratch scratch;
  for (int round = 0; round < 10'000; ++round) {
    const Instance made = random_instance(draws);
    const ToyGraph graph(made.n, made.arcs);
    std::vector<bool> hidden(made.n);
    for (std::uint32_t u = 0; u < made.n; ++u) hidden[u] = draws.chance(0.3);
    std::vector<MemberId> id_anew, id_before;
    for (std::uint32_t u = 0; u < made.n; ++u) {
      id_anew.push_back(hidden[u] ? no_member : MemberId{static_cast<std::uint32_t>(id_before.size())});
      if (!hidden[u]) id_before.push_back(MemberId{u});
    }
    std::vector<Arc> arcs;
    for (const auto& [u, v, cost] : made.arcs)
      if (!hidden[u] && !hidden[v]) arcs.push_back({index(id_anew[u]), index(id_anew[v]), cost});
    const ToyGraph projected(static_cast<std::uint32_t>(id_before.size()), arcs);
    const MemberId source{draws.below(made.n)}, target{draws.below(made.n)};
    const auto interior_anew = [&](MemberId u) { return made.interior[index(id_before[index(u)])]; };

    std::uint64_t touched = 0, expected_touched = 0;
    auto seen = cheapest_path(Veiled(graph, hidden), source, target, made.interior_cost(), made.target_cost, scratch, &touched);
    const auto expected =
        cheapest_path(projected, id_anew[index(source)], id_anew[index(target)], interior_anew, made.target_cost, scratch, &expected_touched);
    if (seen)
      for (MemberId& u : seen->members) u = id_anew[index(u)];
    ASSERT_EQ(seen, expected) << "round " << round;
    ASSERT_EQ(touched, expected_touched) << "round " << round;
  }
}

}  // namespace
