// The k best paths must be those of a list of all paths, to the bit and in order.
#include "hobnob/search/best_paths.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/types.hpp"
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

Endpoint at(std::uint32_t member, double cost = 0) { return {MemberId{member}, cost}; }

std::vector<OraclePath> plain(const std::vector<CostedPath>& paths) {
  std::vector<OraclePath> all;
  for (const CostedPath& path : paths) {
    all.push_back({path.cost, {}});
    for (const MemberId u : path.members) all.back().members.push_back(index(u));
  }
  return all;
}

template <class G, class InteriorCost = decltype(free_of_charge)>
std::vector<OraclePath> find(const G& graph, const std::vector<Endpoint>& sources, const std::vector<Endpoint>& targets,
                             const BestPathsOptions& options, const InteriorCost& interior = free_of_charge) {
  PathScratch scratch;
  return plain(best_paths(graph, sources, targets, interior, options, scratch).paths);
}

using Members = std::vector<std::vector<std::uint32_t>>;
Members members(const std::vector<OraclePath>& paths) {
  Members all;
  for (const OraclePath& path : paths) all.push_back(path.members);
  return all;
}

//   0 ─1─► 1 ─2─► 3      Over 1 for 3, over 2 for 4, over both for 6, and the direct tie for 5.
//   └──3─► 2 ─1─► 3
//   └─────5─────► 3
//          1 ─4─► 2
ToyGraph kite() { return {4, {{0, 1, 1}, {1, 3, 2}, {1, 2, 4}, {0, 2, 3}, {2, 3, 1}, {0, 3, 5}}}; }

TEST(BestPaths, AreListedCheapestFirst) {
  const std::vector<OraclePath> expected{{3, {0, 1, 3}}, {4, {0, 2, 3}}, {5, {0, 3}}, {6, {0, 1, 2, 3}}};
  EXPECT_EQ(find(kite(), {at(0)}, {at(3)}, {.k = 9}), expected);
}

TEST(BestPaths, AreNoMoreThanK) { EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.k = 2})), (Members{{0, 1, 3}, {0, 2, 3}})); }

TEST(BestPaths, LeaveOutTooFewAndTooManyHops) {
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.min_hops = 2, .max_hops = 2})), (Members{{0, 1, 3}, {0, 2, 3}}));
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.min_hops = 3})), (Members{{0, 1, 2, 3}}));
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.max_hops = 1})), (Members{{0, 3}}));
}

TEST(BestPaths, MayCostJustTheMaximum) {
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.max_cost = 4})), (Members{{0, 1, 3}, {0, 2, 3}}));
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.max_cost = std::nextafter(4.0, 0.0)})), (Members{{0, 1, 3}}));
}

TEST(BestPaths, FollowTiesInTheirDirection) { EXPECT_TRUE(find(kite(), {at(3)}, {at(0)}, {}).empty()); }

TEST(BestPaths, ChargeIntroducersAndNeverTheEnds) {
  const auto ten_times_the_id = [](MemberId u) { return 10.0 * index(u); };
  const std::vector<OraclePath> expected{{5, {0, 3}}, {13, {0, 1, 3}}, {24, {0, 2, 3}}};
  EXPECT_EQ(find(kite(), {at(0)}, {at(3)}, {.k = 3}, ten_times_the_id), expected);
}

TEST(BestPaths, AskNobodyWhoNeverIntroduces) {
  const auto not_one = [](MemberId u) { return u == MemberId{1} ? infinity : 0.0; };
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {}, not_one)), (Members{{0, 2, 3}, {0, 3}}));
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(1)}, {}, not_one)), (Members{{0, 1}})) << "who never introduces may still be met";
}

//   0 ──1──► 1 ──∞──► 2
TEST(BestPaths, UseNoTieOfInfiniteCost) { EXPECT_TRUE(find(ToyGraph(3, {{0, 1, 1}, {1, 2, never}}), {at(0)}, {at(2)}, {}).empty()); }

//   0 ═══ 1 ═══ 2 ═══ 3     To and fro between 1 and 2 would be within six hops and free.
TEST(BestPaths, VisitNobodyTwice) {
  EXPECT_EQ(members(find(both_ways(4, {{0, 1, 0}, {1, 2, 0}, {2, 3, 0}}), {at(0)}, {at(3)}, {.max_hops = 6})), (Members{{0, 1, 2, 3}}));
}

//       ┌─► 1 ─┐
//   0 ──┼─► 2 ─┼─► 4 ──► 5       All ties cost the same; 0 → 3 → 5 is shorter.
//       └─► 3 ─┴───────► 5
TEST(BestPaths, OfEqualCostAreOrderedByHopsAndThenByIds) {
  const ToyGraph graph(6, {{0, 1, 0}, {0, 2, 0}, {0, 3, 0}, {1, 4, 0}, {2, 4, 0}, {3, 4, 0}, {4, 5, 0}, {3, 5, 0}});
  EXPECT_EQ(members(find(graph, {at(0)}, {at(5)}, {.k = 3})), (Members{{0, 3, 5}, {0, 1, 4, 5}, {0, 2, 4, 5}}));
}

//   0 ─1─► 1 ◄═1═► 2 ─1─► 3,  0 ─1─► 2,  1 ─1─► 3     1 asks for .7 and 2 for 1.1, so to go over both in either order costs the same,
// but for rounding: from the left, over 2 first is less by the last bit. From the right it would be the other way round.
TEST(BestPaths, AddFromTheSourceToTheTarget) {
  const double over_1 = 1 + 0.7 + 1 + 1.1 + 1, over_2 = 1 + 1.1 + 1 + 0.7 + 1;
  ASSERT_LT(over_2, over_1);
  const ToyGraph graph(4, {{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {2, 1, 1}, {1, 3, 1}, {2, 3, 1}});
  const std::vector<OraclePath> expected{{over_2, {0, 2, 1, 3}}, {over_1, {0, 1, 2, 3}}};
  EXPECT_EQ(find(graph, {at(0)}, {at(3)}, {.min_hops = 3}, [](MemberId u) { return u == MemberId{1} ? 0.7 : 1.1; }), expected);
}

TEST(BestPaths, GoFromAnySourceToAnyTarget) {
  const ToyGraph graph(5, {{0, 2, 1}, {1, 2, 2}, {2, 3, 1}, {2, 4, 1}, {0, 1, 0}});
  const std::vector<OraclePath> expected{{3, {1, 2, 3}}, {4, {0, 2, 3}}, {8, {1, 2, 4}}, {9, {0, 2, 4}}};
  EXPECT_EQ(find(graph, {at(0, 2), at(1, 0)}, {at(3, 0), at(4, 5)}, {}), expected);
}

TEST(BestPaths, TakeTheCheaperOfTwoPricesForTheSameEnd) {
  EXPECT_EQ(find(ToyGraph(2, {{0, 1, 1}}), {at(0, 5), at(0, 3), at(0, 4)}, {at(1, 7), at(1, 2)}, {}), (std::vector<OraclePath>{{6, {0, 1}}}));
}

//   0 ◄══► 1, both of them seekers and targets: a path has at least one tie.
TEST(BestPaths, BeginAndEndWithMembersThatAreBoth) {
  const ToyGraph pair = both_ways(2, {{0, 1, 1}});
  EXPECT_EQ(members(find(pair, {at(0), at(1)}, {at(0), at(1)}, {})), (Members{{0, 1}, {1, 0}}));
  EXPECT_TRUE(find(pair, {at(0)}, {at(0)}, {}).empty());
}

//   0 ═ 1, and the way 0 → 2 → 0 is no path even where 0 is both an end and a beginning
TEST(BestPaths, DoNotReturnToTheirBeginning) {
  const ToyGraph graph = both_ways(3, {{0, 1, 9}, {0, 2, 1}, {2, 1, 1}});
  for (int max_hops = 2; max_hops <= 6; ++max_hops)
    EXPECT_EQ(members(find(graph, {at(0)}, {at(0), at(1)}, {.max_hops = max_hops})), (Members{{0, 2, 1}, {0, 1}}));
}

TEST(BestPaths, LeaveOutEndsThatDoNotExistOrCostTooMuch) {
  EXPECT_EQ(members(find(kite(), {{no_member, 0}, at(4), at(0)}, {at(3), {no_member, 0}}, {.k = 1})), (Members{{0, 1, 3}}));
  EXPECT_TRUE(find(kite(), {{no_member, 0}}, {at(3)}, {}).empty());
  EXPECT_TRUE(find(kite(), {at(0)}, {at(3, infinity)}, {}).empty());
  EXPECT_TRUE(find(kite(), {}, {}, {}).empty());
}

//        ┌─1─► 1 ─1─► 4,  1 ─2─► 5 ─1─► 4     The two best paths go through 1; each introducer counts once.
//   0 ───┼─5─► 2 ─1─► 4
//        └─9─► 3 ─1─► 4
TEST(BestPaths, CanBeOneForEachFirstIntroducer) {
  const ToyGraph graph(6, {{0, 1, 1}, {0, 2, 5}, {0, 3, 9}, {1, 4, 1}, {2, 4, 1}, {3, 4, 1}, {1, 5, 2}, {5, 4, 1}, {0, 4, 0}});
  EXPECT_EQ(members(find(graph, {at(0)}, {at(4)}, {.k = 9, .min_hops = 2, .one_per_first = true})), (Members{{0, 1, 4}, {0, 2, 4}, {0, 3, 4}}));
  EXPECT_EQ(members(find(graph, {at(0)}, {at(4)}, {.k = 2, .min_hops = 2, .one_per_first = true})), (Members{{0, 1, 4}, {0, 2, 4}}));
}

//   0 ─1─► 1 ─1─► 3,  1 ─2─► 4,  0 ─5─► 2 ─1─► 3,  2 ─1─► 5: the two best paths lead to 3; each target counts once.
TEST(BestPaths, CanBeOneForEachTarget) {
  const ToyGraph graph(6, {{0, 1, 1}, {1, 3, 1}, {1, 4, 2}, {0, 2, 5}, {2, 3, 0}, {2, 5, 1}});
  const std::vector<Endpoint> targets{at(5), at(4), at(3)};
  EXPECT_EQ(members(find(graph, {at(0)}, targets, {.k = 9, .one_per_target = true})), (Members{{0, 1, 3}, {0, 1, 4}, {0, 2, 5}}));
  EXPECT_EQ(members(find(graph, {at(0)}, targets, {.k = 2, .one_per_target = true})), (Members{{0, 1, 3}, {0, 1, 4}}));
}

// ─────────── against the list of all paths ───────────

struct Instance {
  std::uint32_t n = 0;
  std::vector<Arc> arcs;
  std::vector<double> interior;
  std::vector<Endpoint> sources, targets;
  BestPathsOptions options;

  [[nodiscard]] PathOracle oracle() const {
    PathOracle all{std::vector(n, std::vector<float>(n, never)), interior};
    for (const auto& [u, v, cost] : arcs) all.tie[u][v] = cost;
    return all;
  }
  [[nodiscard]] std::vector<OraclePath> expected() const {
    const auto ends = [](const std::vector<Endpoint>& endpoints) {
      PathOracle::Ends all;
      for (const auto& [member, cost] : endpoints) all.emplace(index(member), cost);
      return all;
    };
    return oracle().best_paths(ends(sources), ends(targets), static_cast<std::size_t>(options.k), static_cast<std::size_t>(options.min_hops),
                               static_cast<std::size_t>(options.max_hops), options.max_cost, options.one_per_first, options.one_per_target);
  }
  /// All of them, however many and through whomever.
  [[nodiscard]] std::vector<OraclePath> all() const {
    Instance without_end = *this;
    without_end.options.k = std::numeric_limits<int>::max();
    without_end.options.one_per_first = without_end.options.one_per_target = false;
    return without_end.expected();
  }
  [[nodiscard]] auto interior_cost() const {
    return [this](MemberId u) { return interior[index(u)]; };
  }
};

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
                                                    {1e-40, 3e-42, 1e-30},
                                                    {0.1, 1e-17, 1e-9, 3},
                                                    {1e30, 3e38, 1},
                                                    {}};
  return all;
}

Instance random_instance(Draws& draws) {
  Instance made;
  made.n = 2 + draws.below(6);
  const std::vector<double> ties = draws.one_of(palettes()), vertices = draws.one_of(palettes());
  const auto cost = [&](const std::vector<double>& palette) { return palette.empty() ? -std::log(draws.uniform()) : draws.one_of(palette); };
  const bool directed = draws.chance(0.5);
  const double density = draws.one_of<double>({0.3, 0.6, 0.9});
  for (std::uint32_t u = 0; u < made.n; ++u)
    for (std::uint32_t v = directed ? 0 : u + 1; v < made.n; ++v) {
      if (u == v || !draws.chance(density)) continue;
      made.arcs.push_back({u, v, static_cast<float>(cost(ties))});
      if (!directed) made.arcs.push_back({v, u, made.arcs.back().cost});
    }
  for (std::uint32_t u = 0; u < made.n; ++u) made.interior.push_back(cost(vertices));
  const bool one_to_one = draws.chance(0.4), priced = draws.chance(0.5);
  for (auto* ends : {&made.sources, &made.targets})
    for (int i = one_to_one ? 1 : draws.between(1, 3); i > 0; --i) ends->push_back(at(draws.below(made.n), priced ? cost(vertices) : 0));
  BestPathsOptions& options = made.options;
  options.one_per_first = draws.chance(0.3);
  options.one_per_target = !options.one_per_first && draws.chance(0.3);
  options.max_hops = draws.between(options.one_per_first ? 2 : 1, 6);
  options.min_hops = options.one_per_first || draws.chance(0.3) ? draws.between(std::min(2, options.max_hops), std::min(3, options.max_hops)) : 1;
  options.k = draws.one_of<int>({1, 2, 3, 5, 20, 1000});
  if (draws.chance(0.3)) options.max_cost = cost(ties) * draws.between(0, 4);
  if (std::isnan(options.max_cost)) options.max_cost = infinity;
  return made;
}

std::string show(const Instance& made, const BestPathsOptions& options) {
  std::string text = "n " + std::to_string(made.n) + " k " + std::to_string(options.k) + " hops " + std::to_string(options.min_hops) + "…" +
                     std::to_string(options.max_hops) + " max_cost " + std::to_string(options.max_cost) +
                     (options.one_per_first ? " one per first" : "") + (options.one_per_target ? " one per target" : "") +
                     (options.max_ties ? " ties " + std::to_string(options.max_ties) : "");
  for (const auto& [u, v, cost] : made.arcs) text += "\n  " + std::to_string(u) + " → " + std::to_string(v) + ": " + std::to_string(cost);
  for (const double g : made.interior) text += " g " + std::to_string(g);
  for (const auto& [member, cost] : made.sources) text += "\n  from " + std::to_string(index(member)) + ": " + std::to_string(cost);
  for (const auto& [member, cost] : made.targets) text += "\n  to " + std::to_string(index(member)) + ": " + std::to_string(cost);
  return text;
}

TEST(BestPaths, AreTheFirstOfAListOfAllPaths) {
  Draws draws(1);
  PathScratch scratch;  // one for all: every graph finds it as the last one left it
  for (int round = 0; round < 60'000; ++round) {
    const Instance made = random_instance(draws);
    const BestPaths found = best_paths(ToyGraph(made.n, made.arcs), made.sources, made.targets, made.interior_cost(), made.options, scratch);
    ASSERT_EQ(plain(found.paths), made.expected()) << "round " << round << ": " << show(made, made.options);
  }
}

/// What the hidden members leave, with ids anew.
std::pair<ToyGraph, std::vector<MemberId>> projection(const Instance& made, const std::vector<bool>& hidden) {
  std::vector<MemberId> id_anew;
  id_anew.reserve(hidden.size());
  std::uint32_t visible = 0;
  for (const bool hides : hidden) id_anew.push_back(hides ? no_member : MemberId{visible++});
  std::vector<Arc> arcs;
  for (const auto& [u, v, cost] : made.arcs)
    if (!hidden[u] && !hidden[v]) arcs.push_back({index(id_anew[u]), index(id_anew[v]), cost});
  return {ToyGraph(visible, arcs), id_anew};
}

TEST(BestPaths, AreThoseOfTheProjectionWithAsMuchWork) {
  Draws draws(2);
  PathScratch scratch;
  for (int round = 0; round < 10'000; ++round) {
    Instance made = random_instance(draws);
    const ToyGraph graph(made.n, made.arcs);
    std::vector<bool> hidden;
    for (std::uint32_t u = 0; u < made.n; ++u) hidden.push_back(draws.chance(0.3));
    const auto [projected, id_anew] = projection(made, hidden);
    const BestPaths seen = best_paths(Veiled(graph, hidden), made.sources, made.targets, made.interior_cost(), made.options, scratch);

    std::vector<double> interior;
    interior.reserve(made.n);
    for (std::uint32_t u = 0; u < made.n; ++u)
      if (!hidden[u]) interior.push_back(made.interior[u]);
    for (auto* ends : {&made.sources, &made.targets})
      for (Endpoint& end : *ends) end.member = id_anew[index(end.member)];
    BestPaths expected = best_paths(
        projected, made.sources, made.targets, [&](MemberId u) { return interior[index(u)]; }, made.options, scratch);
    std::vector<CostedPath> seen_anew = seen.paths;
    for (CostedPath& path : seen_anew)
      for (MemberId& u : path.members) u = id_anew[index(u)];
    ASSERT_EQ(seen_anew, expected.paths) << "round " << round;
    ASSERT_EQ(seen.ties_touched, expected.ties_touched) << "round " << round;
  }
}

TEST(BestPaths, LeaveTheScratchCleanWhenInterrupted) {
  Draws draws(5);
  PathScratch scratch;
  for (int round = 0; round < 5'000; ++round) {
    const Instance made = random_instance(draws);
    const ToyGraph graph(made.n, made.arcs);
    int asked = 0;
    const int patience = draws.between(0, 4);
    const auto soon_out_of_memory = [&](MemberId u) { return ++asked > patience ? throw std::bad_alloc() : made.interior[index(u)]; };
    try {
      best_paths(graph, made.sources, made.targets, soon_out_of_memory, made.options, scratch);
    } catch (const std::bad_alloc&) {}
    ASSERT_EQ(plain(best_paths(graph, made.sources, made.targets, made.interior_cost(), made.options, scratch).paths), made.expected());
  }
}

// ─────────── budgets ───────────

/// Is `path` of no use beside `found`: among them, after the last of k, or after the one for the same first introducer or target?
bool is_settled(const OraclePath& path, const std::vector<OraclePath>& found, const BestPathsOptions& options) {
  if (found.size() == static_cast<std::size_t>(options.k) && found.back() < path) return true;
  return std::ranges::any_of(found, [&](const OraclePath& other) {
    if (other == path) return true;
    if (!(other < path)) return false;
    return (options.one_per_first && other.members[1] == path.members[1]) || (options.one_per_target && other.members.back() == path.members.back());
  });
}

TEST(BestPaths, WithinABudgetLeaveOutNothingBelowTheirCertificate) {
  Draws draws(6);
  PathScratch scratch;
  int complete = 0, telling = 0, partly = 0;
  for (int round = 0; round < 60'000; ++round) {
    Instance made = random_instance(draws);
    made.options.max_ties = draws.chance(0.05) ? 1'000'000 : 1 + draws.below(draws.one_of<std::uint32_t>({10, 40, 150}));
    const BestPaths found = best_paths(ToyGraph(made.n, made.arcs), made.sources, made.targets, made.interior_cost(), made.options, scratch);
    const std::vector<OraclePath> paths = plain(found.paths), all = made.all();
    ASSERT_LE(found.ties_touched, made.options.max_ties) << "round " << round << ": " << show(made, made.options);
    ASSERT_EQ(found.complete, found.unseen_cost == infinity);
    ASSERT_TRUE(std::is_sorted(paths.begin(), paths.end()));
    ASSERT_LE(paths.size(), static_cast<std::size_t>(made.options.k));
    for (const OraclePath& path : paths)
      ASSERT_TRUE(std::binary_search(all.begin(), all.end(), path)) << "round " << round << ": " << show(made, made.options);
    for (const OraclePath& path : all)
      ASSERT_TRUE(is_settled(path, paths, made.options) || path.cost >= found.unseen_cost)
          << "round " << round << ": " << show(made, made.options) << "\ncertificate " << found.unseen_cost << ", path of " << path.cost;
    if (found.complete || made.options.max_ties == 1'000'000) { ASSERT_EQ(paths, made.expected()) << "round " << round; }
    complete += found.complete;
    telling += !found.complete && found.unseen_cost > 0;
    partly += !found.complete && !paths.empty();
  }
  EXPECT_GT(complete, 10'000);
  EXPECT_GT(telling, 5'000);
  EXPECT_GT(partly, 2'000);
}

TEST(BestPaths, WithinABudgetAreThoseOfTheProjection) {
  Draws draws(7);
  PathScratch scratch;
  for (int round = 0; round < 10'000; ++round) {
    Instance made = random_instance(draws);
    made.options.max_ties = 1 + draws.below(60);
    std::vector<bool> hidden;
    for (std::uint32_t u = 0; u < made.n; ++u) hidden.push_back(draws.chance(0.3));
    const ToyGraph graph(made.n, made.arcs);
    const auto [projected, id_anew] = projection(made, hidden);
    const BestPaths seen = best_paths(Veiled(graph, hidden), made.sources, made.targets, made.interior_cost(), made.options, scratch);
    std::vector<double> interior;
    for (std::uint32_t u = 0; u < made.n; ++u)
      if (!hidden[u]) interior.push_back(made.interior[u]);
    for (auto* ends : {&made.sources, &made.targets})
      for (Endpoint& end : *ends) end.member = id_anew[index(end.member)];
    const BestPaths expected = best_paths(
        projected, made.sources, made.targets, [&](MemberId u) { return interior[index(u)]; }, made.options, scratch);
    ASSERT_EQ(seen.unseen_cost, expected.unseen_cost) << "round " << round;
    ASSERT_EQ(seen.ties_touched, expected.ties_touched) << "round " << round;
    ASSERT_EQ(seen.paths.size(), expected.paths.size()) << "round " << round;
    for (std::size_t i = 0; i < seen.paths.size(); ++i) {
      std::vector<MemberId> anew;
      for (const MemberId u : seen.paths[i].members) anew.push_back(id_anew[index(u)]);
      ASSERT_EQ(anew, expected.paths[i].members) << "round " << round;
    }
  }
}

// ─────────── work ───────────

/// Layers of `width` members between 0 and the last, everybody tied to everybody in the next layer: width^layers paths of equal cost.
ToyGraph layered(std::uint32_t width, std::uint32_t layers, float cost) {
  std::vector<Arc> arcs;
  const std::uint32_t last = width * layers + 1;
  for (std::uint32_t layer = 0; layer <= layers; ++layer)
    for (std::uint32_t i = 0; i < (layer == 0 ? 1 : width); ++i)
      for (std::uint32_t j = 0; j < (layer == layers ? 1 : width); ++j)
        arcs.push_back({layer == 0 ? 0 : (layer - 1) * width + 1 + i, layer == layers ? last : layer * width + 1 + j, cost});
  return {last + 1, arcs};
}

TEST(BestPaths, DoNotWalkEveryPathWhereAllCostTheSame) {
  const std::uint32_t width = 30;
  PathScratch scratch;
  for (const float cost : {0.0F, 0.6931472F}) {
    const ToyGraph graph = layered(width, 3, cost);  // 27,000 paths of 4 ties, 1,860 ties
    const Endpoint source = at(0), target = at(width * 3 + 1);
    const BestPaths found = best_paths(
        graph, {&source, 1}, {&target, 1}, [](MemberId) { return 0.4054651081081644; }, {.max_hops = 4}, scratch);
    ASSERT_EQ(found.paths.size(), 5U);
    EXPECT_EQ(found.paths[4].members, (std::vector{MemberId{0}, MemberId{1}, MemberId{31}, MemberId{65}, target.member}));
    EXPECT_LT(found.ties_touched, 3U * 1'860) << "cost " << cost;
  }
}

TEST(BestPaths, CountTheTiesTheyTouch) {
  PathScratch scratch;
  const Endpoint source = at(0), target = at(3);
  EXPECT_EQ(best_paths(kite(), {&source, 1}, {&target, 1}, free_of_charge, {.max_hops = 1}, scratch).ties_touched, 3U) << "those into 3";
  EXPECT_EQ(best_paths(kite(), {&source, 1}, {&target, 1}, free_of_charge, {.max_hops = 2}, scratch).ties_touched, 6U) << "and those out of 0";
}

// More hops than a path has room for wrote beyond it.
TEST(BestPaths, TakeOptionsOutOfTheirRangeForTheNearest) {
  EXPECT_TRUE(find(kite(), {at(0)}, {at(3)}, {.k = 20, .min_hops = 11, .max_hops = 12}).empty());
  EXPECT_TRUE(find(kite(), {at(0)}, {at(3)}, {.max_hops = 0}).empty());
  EXPECT_TRUE(find(kite(), {at(0)}, {at(3)}, {.k = 0}).empty());
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.max_hops = 1000})), members(find(kite(), {at(0)}, {at(3)}, {.max_hops = 8})));
  const auto by_first = members(find(kite(), {at(0)}, {at(3)}, {.min_hops = 2, .one_per_first = true}));
  EXPECT_FALSE(by_first.empty());
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.one_per_first = true})), by_first);
  EXPECT_EQ(members(find(kite(), {at(0)}, {at(3)}, {.one_per_first = true, .one_per_target = true})), by_first);
}

}  // namespace
