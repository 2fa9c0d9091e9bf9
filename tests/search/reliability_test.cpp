// The chance of at least one against writing down every state that ties and people can be in.
#include "hobnob/search/reliability.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
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
using support::Draws;
using support::ToyGraph;
using support::Veiled;

/// Σ over all 2^c states of the components of the state's probability, if some way has all that it needs.
double by_states(const Ways& ways) {
  const std::size_t count = ways.chance.size();
  std::vector<std::uint32_t> needs;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    needs.push_back(0);
    for (const std::uint32_t c : ways[i]) needs.back() |= 1U << c;
  }
  double sum = 0;
  for (std::uint32_t state = 0; state < 1U << count; ++state) {
    if (std::ranges::none_of(needs, [&](std::uint32_t need) { return (need & state) == need; })) continue;
    double p = 1;
    for (std::size_t c = 0; c < count; ++c) p *= (state >> c & 1U) != 0 ? ways.chance[c] : 1 - ways.chance[c];
    sum += p;
  }
  return sum;
}

double random_chance(Draws& draws) {
  switch (draws.below(12)) {
    case 0: return 0;
    case 1:
    case 2: return 1;
    case 3: return 0.5;
    case 4: return 1e-9 * draws.uniform();
    default: return draws.uniform();
  }
}

Ways random_ways(Draws& draws, int most_components) {
  Ways ways;
  const int components = draws.between(1, most_components);
  for (int c = 0; c < components; ++c) ways.chance.push_back(random_chance(draws));
  for (int i = draws.between(0, 12); i > 0; --i) {
    std::vector<std::uint32_t> needs;
    for (int j = draws.between(1, 6); j > 0; --j) needs.push_back(draws.below(static_cast<std::uint32_t>(components)));
    ways.add(needs);
  }
  return ways;
}

TEST(Ways, TheExampleOfTheHeader) {
  Ways ways{.chance = {0.5, 0.8, 0.4}};
  ways.add({0, 1}), ways.add({2, 0, 2});
  EXPECT_EQ(ways[1].size(), 2U);
  EXPECT_NEAR(*exact_chance(ways, 1 << 12), 0.44, 1e-15);
  EXPECT_NEAR(chance_if_apart(ways), 1 - 0.6 * 0.8, 1e-15);
  EXPECT_NEAR(lower_by_disjoint(ways), 0.4, 1e-15);
  EXPECT_NEAR(lower_by_pairs(ways, 64), 0.4 + 0.2 - 0.16, 1e-15);
  EXPECT_FALSE(share_nothing(ways));
}

TEST(Ways, NoneWorkWhereThereAreNone) {
  const Ways ways;
  EXPECT_EQ(exact_chance(ways, 1), 0.0);
  EXPECT_EQ(chance_if_apart(ways), 0.0);
  EXPECT_EQ(lower_by_disjoint(ways), 0.0);
  EXPECT_EQ(lower_by_pairs(ways, 64), 0.0);
  EXPECT_TRUE(share_nothing(ways));
}

TEST(Ways, AreAsLikelyAsTheirStatesSay) {
  int apart = 0, sharing = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    Draws draws(seed);
    const Ways ways = random_ways(draws, seed % 40 == 0 ? 18 : 12);
    const double truth = by_states(ways);
    const auto exact = exact_chance(ways, 1 << 20);
    ASSERT_TRUE(exact);
    ASSERT_NEAR(*exact, truth, 1e-12);
    ASSERT_GE(chance_if_apart(ways), truth - 1e-12);
    ASSERT_LE(lower_by_disjoint(ways), truth + 1e-12);
    for (const std::size_t most : {1U, 3U, 64U}) ASSERT_LE(lower_by_pairs(ways, most), truth + 1e-12);
    double best = 0;
    for (std::size_t i = 0; i < ways.size(); ++i) best = std::max(best, ways.probability(i));
    ASSERT_GE(*exact, best * (1 - 1e-15));
    if (share_nothing(ways)) {
      ASSERT_NEAR(chance_if_apart(ways), truth, 1e-12);
      ASSERT_NEAR(lower_by_disjoint(ways), truth, 1e-12);
      ++apart;
    } else {
      ++sharing;
    }
  }
  EXPECT_GT(apart, 300);
  EXPECT_GT(sharing, 2000);
}

TEST(Ways, AreLikelierIfAComponentIs) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Draws draws(seed + 100'000);
    Ways ways = random_ways(draws, 14);
    const double before = *exact_chance(ways, 1 << 20);
    double& raised = ways.chance[draws.below(static_cast<std::uint32_t>(ways.chance.size()))];
    raised += (1 - raised) * draws.uniform();
    ASSERT_GE(*exact_chance(ways, 1 << 20), before - 1e-14) << seed;
  }
}

TEST(Ways, SmallChancesKeepTheirDigits) {
  Ways ways{.chance = {1e-9, 1e-9, 1e-9}};
  ways.add({0, 1}), ways.add({0, 2});
  EXPECT_NEAR(*exact_chance(ways, 100) / 2e-18, 1, 1e-8);
  EXPECT_NEAR(chance_if_apart(ways) / 2e-18, 1, 1e-8);
}

TEST(Ways, ExpansionStopsAtItsLimitAndTellsWhatIsLeft) {
  Ways ways;   // a grid: i and j of way (i, j) are shared by a row and a column
  for (int c = 0; c < 24; ++c) ways.chance.push_back(0.5);
  for (std::uint32_t i = 0; i < 12; ++i)
    for (std::uint32_t j = 12; j < 24; ++j) ways.add({i, j});
  std::uint64_t left = 7;
  EXPECT_FALSE(exact_chance(ways, 100, &left));
  EXPECT_LE(left, 100U);
  const auto all = exact_chance(ways, 1 << 20, &left);
  ASSERT_TRUE(all);
  EXPECT_GT(left, 0U);
  const double one_side = 1 - std::pow(0.5, 12);
  EXPECT_NEAR(*all, one_side * one_side, 1e-12);
  EXPECT_FALSE(exact_chance(ways, (1 << 20) - left - 1));
  EXPECT_EQ(exact_chance(ways, (1 << 20) - left), all);
}

TEST(Ways, ManySharedComponentsAreLeftAlone) {
  Ways ways;
  for (std::uint32_t c = 0; c < 300; ++c) ways.chance.push_back(0.5);
  for (std::uint32_t c = 0; c < 300; ++c) ways.add({c, (c + 1) % 300});
  EXPECT_FALSE(exact_chance(ways, 1 << 24));
  Ways fewer{.chance = ways.chance};   // a ring of 200 pairs: a transfer of two states says its chance
  for (std::uint32_t c = 0; c < 200; ++c) fewer.add({c, c + 1});
  double none_held = 0.5, none_failed = 0.5;   // no two neighbours hold, by the state of the last
  for (int c = 1; c <= 200; ++c) {
    const double held = none_failed * 0.5;
    none_failed = (none_held + none_failed) * 0.5, none_held = held;
  }
  const auto chance = exact_chance(fewer, 1 << 22);
  ASSERT_TRUE(chance);
  EXPECT_NEAR(*chance, 1 - none_held - none_failed, 1e-12);
}

// --- estimates -----------------------------------------------------------------------------------------------------------------------

TEST(Bernstein, IsWhatTheTheoremSays) {
  Moments moments;
  for (const double x : {0.0, 0.5, 1.0, 0.5}) moments.add(x);
  EXPECT_EQ(moments.count, 4U);
  EXPECT_NEAR(moments.mean, 0.5, 1e-15);
  EXPECT_NEAR(moments.variance(), 0.5 / 3, 1e-15);
  const double l = std::log(4 / 0.05), far = std::sqrt(2 * (0.5 / 3) * l / 4) + 7 * l / (3 * 3);
  EXPECT_EQ(bernstein(moments, 10, 0.05).lower, 0);
  EXPECT_NEAR(bernstein(moments, 0.001, 0.05).upper, 0.001, 1e-15);
  Moments many;
  for (int i = 0; i < 100'000; ++i) many.add(i % 2);
  const double near = std::sqrt(2 * many.variance() * l / 1e5) + 7 * l / (3 * (1e5 - 1));
  EXPECT_GT(far, near);
  EXPECT_NEAR(bernstein(many, 1, 0.05).lower, 0.5 - near, 1e-12);
  EXPECT_NEAR(bernstein(many, 1, 0.05).upper, 0.5 + near, 1e-12);
  // So many samples are needed for that: to a few, since the theorem divides by n and n − 1.
  EXPECT_NEAR(bernstein_count(many.variance(), 1, 0.05, near), 1e5, 3);
}

TEST(WayWorlds, TellTheChanceOfAtLeastOne) {
  double squares = 0;
  int instances = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Draws draws(seed + 200'000);
    const Ways ways = random_ways(draws, 12);
    WayWorlds worlds(ways);
    double sum = 0;
    for (std::size_t i = 0; i < ways.size(); ++i) sum += ways.probability(i);
    ASSERT_NEAR(worlds.total(), sum, 1e-12);
    if (sum <= 0) continue;
    const Moments moments = worlds.sample(seed, 0, 4000);
    const double truth = by_states(ways);
    const double error = std::sqrt(moments.variance() / 4000) * sum;
    if (moments.variance() == 0) {
      ASSERT_NEAR(moments.mean * sum, truth, std::max(1e-12, truth * 5e-3));   // a rare second way may never have been seen
      continue;
    }
    const double z = (moments.mean * sum - truth) / error;
    ASSERT_LT(std::abs(z), 6);
    squares += z * z, ++instances;
  }
  EXPECT_GT(instances, 150);
  EXPECT_NEAR(squares / instances, 1, 0.35);   // no bias, and the variance told is the variance
}

TEST(WayWorlds, HoldTheChanceAsOftenAsTheirIntervalSays) {
  int runs = 0, held = 0;
  for (std::uint64_t seed = 0; runs < 3000; ++seed) {
    Draws draws(seed + 300'000);
    const Ways ways = random_ways(draws, 10);
    WayWorlds worlds(ways);
    if (worlds.total() <= 0) continue;
    const double truth = by_states(ways);
    for (std::uint64_t run = 0; run < 10; ++run) {
      const Bounds bounds = bernstein(worlds.sample(seed * 1000 + run, 0, 30 + 50 * run), 1, 0.05);
      held += bounds.lower * worlds.total() <= truth + 1e-12 && truth <= bounds.upper * worlds.total() + 1e-12;
      ++runs;
    }
  }
  EXPECT_GE(held, runs * 95 / 100);
}

TEST(WayWorlds, AreWorldsInWhichAWayWorks) {
  Ways ways{.chance = {0.5, 0.0, 0.3, 1.0}};
  ways.add({0, 2}), ways.add({1}), ways.add({2, 3}), ways.add({1, 3});
  WayWorlds worlds(ways);
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const auto& working = worlds.world(5, i);
    ASSERT_FALSE(working.empty());
    for (const std::uint32_t way : working) ASSERT_TRUE(way == 0 || way == 2);
    ASSERT_TRUE(std::ranges::find(working, 2U) != working.end());   // whatever holds for 0 holds for 2
  }
}

// --- graphs --------------------------------------------------------------------------------------------------------------------------

struct Instance {
  std::uint32_t members = 0;
  std::vector<Arc> arcs{};
  std::vector<double> passing{};
  int hops = 0;
  [[nodiscard]] auto interior() const {
    return [this](MemberId v) { return cost_of(passing[index(v)]); };
  }
};
constexpr std::uint32_t from = 0, to = 1;

float stored(double chance) { return chance > 0 ? static_cast<float>(cost_of(chance)) : support::never; }

Instance random_instance(Draws& draws, int most_components) {
  for (;;) {
    Instance made;
    made.members = static_cast<std::uint32_t>(draws.between(3, 7));
    const bool undirected = draws.chance(0.4);
    const double dense = 0.2 + 0.6 * draws.uniform();
    for (std::uint32_t u = 0; u < made.members; ++u)
      for (std::uint32_t v = 0; v < made.members; ++v) {
        if (u == v || (undirected && v < u) || !draws.chance(dense)) continue;
        const float cost = stored(random_chance(draws));
        made.arcs.push_back({u, v, cost});
        if (undirected) made.arcs.push_back({v, u, cost});
      }
    for (std::uint32_t u = 0; u < made.members; ++u) made.passing.push_back(random_chance(draws));
    made.hops = draws.between(2, 6);
    int uncertain = 0;
    for (const Arc& arc : made.arcs) uncertain += arc.cost > 0 && arc.cost < support::never && arc.to != from && arc.from != to;
    for (std::uint32_t u = 2; u < made.members; ++u) uncertain += made.passing[u] > 0 && made.passing[u] < 1;
    if (uncertain <= most_components) return made;
  }
}

/// Is there a walk of at most so many ties along what holds, other than the direct tie? Only over members that hold.
bool connected(const Instance& made, std::uint32_t ties, std::uint32_t people) {
  std::uint32_t reached = 1U << from, last = reached;
  for (int hop = 1; hop <= made.hops; ++hop) {
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < made.arcs.size(); ++i) {
      const Arc& arc = made.arcs[i];
      if ((ties >> i & 1U) == 0 || (last >> arc.from & 1U) == 0 || (arc.from == from && arc.to == to)) continue;
      if (arc.to == to) return true;
      if ((people >> arc.to & 1U) != 0) next |= 1U << arc.to;
    }
    last = next & ~reached;
    reached |= next;
  }
  return false;
}

/// Over all states of the ties and people that are uncertain.
double by_states(const Instance& made) {
  struct Uncertain {
    bool is_tie;
    std::size_t which;
    double chance;
  };
  std::vector<Uncertain> all;
  std::uint32_t ties = 0, people = 0;
  for (std::size_t i = 0; i < made.arcs.size(); ++i) {
    if (made.arcs[i].cost == 0) ties |= 1U << i;
    else if (made.arcs[i].cost < support::never && made.arcs[i].to != from && made.arcs[i].from != to)
      all.push_back({true, i, std::exp(-double{made.arcs[i].cost})});
  }
  for (std::uint32_t u = 2; u < made.members; ++u) {
    if (made.passing[u] == 1) people |= 1U << u;
    else if (made.passing[u] > 0) all.push_back({false, u, made.passing[u]});
  }
  double sum = 0;
  for (std::uint32_t state = 0; state < 1U << all.size(); ++state) {
    double p = 1;
    std::uint32_t held_ties = ties, held_people = people;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool held = (state >> i & 1U) != 0;
      p *= held ? all[i].chance : 1 - all[i].chance;
      if (held) (all[i].is_tie ? held_ties : held_people) |= 1U << all[i].which;
    }
    if (connected(made, held_ties, held_people)) sum += p;
  }
  return sum;
}

/// All paths by writing them down, and their ways.
std::pair<std::vector<support::OraclePath>, Ways> all_paths(const Instance& made) {
  support::PathOracle oracle{std::vector(made.members, std::vector<float>(made.members, support::never)), {}};
  for (const Arc& arc : made.arcs) oracle.tie[arc.from][arc.to] = arc.cost;
  for (const double p : made.passing) oracle.interior.push_back(p > 0 ? cost_of(p) : infinity);
  auto paths = oracle.all_paths({{from, 0.0}}, {{to, 0.0}}, 2, static_cast<std::size_t>(made.hops));
  Ways ways;
  for (std::uint32_t u = 0; u < made.members; ++u) {   // components: ties as u·n + v, then people
    for (std::uint32_t v = 0; v < made.members; ++v) ways.chance.push_back(std::exp(-double{oracle.tie[u][v]}));
  }
  ways.chance.insert(ways.chance.end(), made.passing.begin(), made.passing.end());
  for (const auto& path : paths) {
    std::vector<std::uint32_t> needs;
    for (std::size_t i = 1; i < path.members.size(); ++i) {
      needs.push_back(path.members[i - 1] * made.members + path.members[i]);
      if (i + 1 < path.members.size()) needs.push_back(made.members * made.members + path.members[i]);
    }
    ways.add(needs);
  }
  return {std::move(paths), std::move(ways)};
}

template <class G>
Between between_of(const G& graph, const Instance& made, int hops) {
  BetweenScratch scratch;
  return between(graph, MemberId{from}, MemberId{to}, made.interior(), hops, scratch);
}

/// Σ of the products of all walks, by walking.
double walks_from(const Instance& made, std::uint32_t at, int left) {
  double sum = 0;
  for (const Arc& arc : made.arcs) {
    if (arc.from != at || arc.to == from || !(arc.cost < support::never) || (at == from && arc.to == to)) continue;
    const double p = std::exp(-double{arc.cost});
    if (arc.to == to) sum += p;
    else if (left > 1 && made.passing[arc.to] > 0) sum += p * made.passing[arc.to] * walks_from(made, arc.to, left - 1);
  }
  return sum;
}

TEST(Between, HoldsAllWalksAndNothingElse) {
  int with_walks = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    Draws draws(seed + 400'000);
    const Instance made = random_instance(draws, 30);
    const ToyGraph graph(made.members, made.arcs);
    const Between all = between_of(graph, made, made.hops);
    const double sum = walks_from(made, from, made.hops);
    ASSERT_NEAR(walk_sum(all), sum, 1e-12 * (1 + sum));
    const auto [paths, ways] = all_paths(made);
    double of_paths = 0;
    for (std::size_t i = 0; i < ways.size(); ++i) of_paths += ways.probability(i);
    ASSERT_GE(walk_sum(all), of_paths - 1e-12 * (1 + of_paths));
    if (made.hops <= 3) { ASSERT_NEAR(walk_sum(all), of_paths, 1e-12 * (1 + of_paths)); }
    ASSERT_TRUE(std::ranges::is_sorted(all.members));
    ASSERT_EQ(all.offsets.size(), all.members.size() + 2);
    if (paths.empty()) {
      ASSERT_TRUE(all.members.empty() && all.arcs.empty());
    } else {
      ++with_walks;
    }
    // Everybody on a path is there, and whoever is there is on a walk that is short enough.
    for (const auto& path : paths)
      for (std::size_t i = 1; i + 1 < path.members.size(); ++i) ASSERT_TRUE(std::ranges::binary_search(all.members, MemberId{path.members[i]}));
    if (made.hops <= 3) {
      for (const MemberId v : all.members)
        ASSERT_TRUE(std::ranges::any_of(paths, [v](const auto& path) { return std::ranges::find(path.members, index(v)) != path.members.end(); }));
    }
  }
  EXPECT_GT(with_walks, 1500);
}

TEST(Between, IsTheSameThroughAVeil) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Draws draws(seed + 500'000);
    Instance made = random_instance(draws, 30);
    std::vector<bool> hidden(made.members + 2, false);
    hidden[made.members] = hidden[made.members + 1] = true;
    std::vector<Arc> more = made.arcs;
    for (std::uint32_t extra = made.members; extra < made.members + 2; ++extra)
      for (std::uint32_t u = 0; u < made.members; ++u) more.push_back({u, extra, 0.1F}), more.push_back({extra, u, 0.1F});
    const ToyGraph plain(made.members, made.arcs), wide(made.members + 2, more);
    const Between one = between_of(plain, made, made.hops), other = between_of(Veiled(wide, hidden), made, made.hops);
    ASSERT_EQ(one.members, other.members);
    ASSERT_EQ(one.ties_touched, other.ties_touched);
    ASSERT_EQ(HopWorlds(one).sample(3, 0, 50).mean, HopWorlds(other).sample(3, 0, 50).mean);
  }
}

TEST(ListedPaths, AreAsLikelyAsTheStatesOfTheGraphSay) {
  int some = 0, certain = 0;
  std::vector<int> by_hops(7);
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    Draws draws(seed + 600'000);
    const Instance made = random_instance(draws, seed % 50 == 0 ? 18 : 12);
    const auto [paths, ways] = all_paths(made);
    const double truth = by_states(made);
    const auto exact = exact_chance(ways, 1 << 20);
    ASSERT_TRUE(exact);
    ASSERT_NEAR(*exact, truth, 1e-12);
    ASSERT_LE(std::max(lower_by_disjoint(ways), lower_by_pairs(ways, 64)), truth + 1e-12);
    ASSERT_GE(chance_if_apart(ways), truth - 1e-12);
    const ToyGraph graph(made.members, made.arcs);
    const Between all = between_of(graph, made, made.hops);
    ASSERT_LE(truth, HopWorlds(all).range() + 1e-12);
    // Of a list that is cut short, what walks there are beyond it bounds the rest.
    const auto listed = draws.below(static_cast<std::uint32_t>(ways.size() + 1));
    Ways few{.chance = ways.chance};
    double sum = 0;
    for (std::size_t i = 0; i < listed; ++i) few.add(ways[i]), sum += ways.probability(i);
    const double left_out = std::min(1.0, std::max(0.0, walk_sum(all) - sum));
    ASSERT_LE(truth, *exact_chance(few, 1 << 20) + left_out + 1e-12);
    ASSERT_LE(truth, 1 - (1 - *exact_chance(few, 1 << 20)) * (1 - left_out) + 1e-12);
    ASSERT_LE(truth, 1 - (1 - chance_if_apart(few)) * (1 - left_out) + 1e-12);
    if (made.hops < 6) {
      Instance wider = made;
      ++wider.hops;
      ASSERT_GE(*exact_chance(all_paths(wider).second, 1 << 22), truth - 1e-12);
    }
    ASSERT_NEAR(two_hop_chance(between_of(graph, made, 2)), by_states([&] {
                  Instance two = made;
                  two.hops = 2;
                  return two;
                }()),
                1e-12);
    some += truth > 0 && truth<1, certain += truth> 1 - 1e-12;
    by_hops[static_cast<std::size_t>(made.hops)] += truth > 0;
  }
  EXPECT_GT(some, 1000);
  EXPECT_GT(certain, 5);
  for (int hops = 2; hops <= 6; ++hops) EXPECT_GT(by_hops[static_cast<std::size_t>(hops)], 150) << hops;
}

TEST(HopWorlds, TellTheChanceOfTheGraph) {
  double squares = 0;
  int instances = 0, held = 0, runs = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    Draws draws(seed + 700'000);
    const Instance made = random_instance(draws, 11);
    const double truth = by_states(made);
    const ToyGraph toy(made.members, made.arcs);
    const Between graph = between_of(toy, made, made.hops);
    HopWorlds worlds(graph);
    const Moments moments = worlds.sample(seed, 0, 4000);
    if (made.hops == 2 || moments.variance() < 1e-12) {
      ASSERT_NEAR(moments.mean, truth, made.hops == 2 ? 1e-12 : 5e-3);
    } else {
      const double z = (moments.mean - truth) / std::sqrt(moments.variance() / 4000);
      ASSERT_LT(std::abs(z), 6);
      squares += z * z, ++instances;
    }
    for (std::uint64_t run = 0; run < 4; ++run, ++runs) {
      const Bounds bounds = bernstein(worlds.sample(seed * 100 + run, 17, 40 + 100 * run), worlds.range(), 0.05);
      held += bounds.lower <= truth + 1e-12 && truth <= bounds.upper + 1e-12;
    }
  }
  EXPECT_GT(instances, 150);
  EXPECT_NEAR(squares / instances, 1, 0.35);
  EXPECT_GE(held, runs * 95 / 100);
  EXPECT_EQ(runs, 4000);
}

TEST(HopWorlds, AreTheSameInAnyOrder) {
  Draws draws(1);
  const Instance made = random_instance(draws, 18);
  const ToyGraph toy(made.members, made.arcs);
  const Between graph = between_of(toy, made, 4);
  HopWorlds worlds(graph), others(graph);
  std::vector<double> forwards, backwards;
  for (std::uint64_t i = 0; i < 100; ++i) forwards.push_back(worlds.world(9, i));
  for (std::uint64_t i = 100; i-- > 0;) backwards.insert(backwards.begin(), others.world(9, i));
  EXPECT_EQ(forwards, backwards);
}

}  // namespace
