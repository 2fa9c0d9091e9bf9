#include "hobnob/reach/cascade.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/arc_graph.hpp"
#include "support/arc_oracle.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Arc;
using support::ArcWorlds;
using support::Dice;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A small graph twice: for the library and for enumeration. Members are 0, 1, …, each the end of an arc (of chance 0 if of no other), so
/// that ids are keys.
struct Twice {
  std::uint32_t members;
  ArcGraph graph;
  ArcWorlds worlds;

  static Twice random(Dice& dice, int most_members, std::size_t most_arcs) {
    const auto members = static_cast<std::uint32_t>(dice.between(2, most_members));
    const std::vector<Arc> arcs = support::random_arcs(dice, members, most_arcs);
    std::vector<ArcRow> rows;
    for (std::uint32_t u = 0; u < members; ++u) rows.push_back({Key(u), Key((u + 1) % members), 0});
    for (const Arc& arc : arcs) {
      if (dice.chance(0.2)) rows.push_back({Key(arc.from), Key(arc.to), dice.unit()});   // replaced by the one that follows
      rows.push_back({Key(arc.from), Key(arc.to), arc.probability});
    }
    return {members, ArcGraph(rows, {.duplicates = Duplicates::last}), ArcWorlds(members, arcs)};
  }
};

std::vector<MemberId> ids(std::uint32_t set) {
  std::vector<MemberId> out;
  for (std::uint32_t u = 0; u < 32; ++u)
    if (set >> u & 1U) out.push_back(MemberId{u});
  return out;
}

/// z-scores that should be standard normal.
struct Scores {
  int count = 0;
  double sum = 0, squares = 0;
  void add(double z) { ++count, sum += z, squares += z * z; }
  void expect_normal() const {
    EXPECT_LT(std::abs(sum) / std::sqrt(count), 4.0) << count;
    EXPECT_NEAR(squares / count, 1, 5 * std::sqrt(2.0 / count)) << count;
  }
};

TEST(EstimateReachOfArcs, IsTheMeanOverEveryWorldThereCanBe) {
  Scores scores;
  int certain = 0;
  for (std::uint64_t seed = 0; seed < 700; ++seed) {
    SCOPED_TRACE("graph " + std::to_string(seed));
    Dice dice(seed);
    const Twice twice = Twice::random(dice, 7, 11);
    const auto seeds = static_cast<std::uint32_t>(dice.chance(0.4) ? 1U << dice.below(twice.members) : dice.below(1U << twice.members));
    const auto [mean, variance] = twice.worlds.moments(seeds);
    constexpr int worlds = 2000;
    const Spread spread = estimate_reach(twice.graph, ids(seeds), {.worlds = worlds, .seed = seed});
    const double error = std::sqrt(variance / worlds);
    if (error < 1e-9) {
      ASSERT_NEAR(spread.readers, mean, 1e-9);
      ASSERT_EQ(spread.standard_error, 0);
      ++certain;
      continue;
    }
    const double z = (spread.readers - mean) / error;
    if (variance > 0.05) {   // enough happens for a normal, and for the stated error to be near
      ASSERT_LT(std::abs(z), 4.5) << spread.readers << ' ' << mean;
      ASSERT_LT(std::abs(spread.readers - mean), 4.5 * spread.standard_error) << spread.readers << ' ' << mean;
      ASSERT_NEAR(spread.standard_error / error, 1, 0.35);
      scores.add(z);
    } else {
      ASSERT_LT(std::abs(spread.readers - mean), 6 * error + 6.0 / worlds) << spread.readers << ' ' << mean;
    }
  }
  scores.expect_normal();
  EXPECT_GT(scores.count, 450);
  EXPECT_GT(certain, 5);
}

TEST(EstimateReachOfArcs, IsTheSameForAnyNumberOfThreadsAndAnyOrderOfSeeds) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Dice dice(seed + 1000);
    const Twice twice = Twice::random(dice, 12, 30 - 15);
    const std::vector<MemberId> seeds{MemberId{0}, MemberId{1}}, again{MemberId{1}, MemberId{0}, MemberId{1}};
    const Spread one = estimate_reach(twice.graph, seeds, {.worlds = 3001, .seed = seed});
    for (const int threads : {2, 8}) ASSERT_EQ(one, estimate_reach(twice.graph, again, {.worlds = 3001, .seed = seed, .threads = threads}));
    ASSERT_EQ(rank_reach(twice.graph, {.samples = 9001, .seed = seed}), rank_reach(twice.graph, {.samples = 9001, .seed = seed, .threads = 8}));
    ASSERT_EQ(choose_seeds(twice.graph, {.k = 2, .max_samples = 40'000, .seed = seed}),
              choose_seeds(twice.graph, {.k = 2, .max_samples = 40'000, .seed = seed, .threads = 8}));
  }
}

// Questions of one seed share their coins: more seeds reach no fewer, in every world and so in the mean.
TEST(EstimateReachOfArcs, NeverFallsWithMoreSeedsAndAdds) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Dice dice(seed + 2000);
    const Twice twice = Twice::random(dice, 8, 14);
    const auto a = static_cast<std::uint32_t>(dice.below(1U << twice.members)), b = static_cast<std::uint32_t>(dice.below(1U << twice.members));
    const auto of = [&](std::uint32_t set) { return estimate_reach(twice.graph, ids(set), {.worlds = 100, .seed = seed}).readers; };
    ASSERT_GE(of(a | b), of(a));
    ASSERT_LE(of(a | b) + of(a & b), of(a) + of(b) + 1e-9);   // submodular in every world
  }
}

TEST(RankReachOfArcs, IsWithinItsErrorForEveryMember) {
  Scores scores;
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    SCOPED_TRACE("graph " + std::to_string(seed));
    Dice dice(seed + 3000);
    const Twice twice = Twice::random(dice, 8, 10);
    constexpr int samples = 20'000;
    const Authors authors = rank_reach(twice.graph, {.k = 100, .samples = samples, .seed = seed});
    ASSERT_EQ(authors.size(), twice.members);
    for (std::size_t i = 0; i < authors.size(); ++i) {
      if (i > 0) {
        const auto &a = authors[i - 1], &b = authors[i];
        ASSERT_TRUE(a.score > b.score || (a.score == b.score && a.item.member < b.item.member));
      }
      const double exact = twice.worlds.spread(1U << index(authors[i].item.member)), members = twice.members;
      ASSERT_EQ(authors[i].factors[0].value, 1);
      ASSERT_NEAR(authors[i].factors[0].value + authors[i].factors[1].value, authors[i].score, 1e-12);
      const double stated = std::sqrt(exact * std::max(0.0, members - exact) / samples);
      ASSERT_LT(std::abs(authors[i].score - exact), 4.5 * stated + 1e-9) << authors[i].score << ' ' << exact;
      if (i == 0 && exact > 1.2 && exact < members - 0.2)   // one of each graph: the others of the same sets are not independent of it
        scores.add((authors[i].score - exact) / std::sqrt((exact - 1) * (members - exact) / samples * members / (members - 1)));
    }
  }
  // The greatest of several is a little above its expectation.
  EXPECT_LT(std::abs(scores.sum) / std::sqrt(scores.count), 6);
  EXPECT_NEAR(scores.squares / scores.count, 1, 5 * std::sqrt(2.0 / scores.count));
}

// Whoever reaches everybody for certain reaches exactly all; nobody reaches more.
TEST(RankReachOfArcs, IsExactWhereNothingIsLeftToChance) {
  std::vector<ArcRow> ring;
  for (int u = 0; u < 7; ++u) ring.push_back({Key(u), Key((u + 1) % 7), 1});
  for (const auto& row : rank_reach(ArcGraph(ring), {.samples = 1001})) EXPECT_EQ(row.score, 7);
  const std::vector<ArcRow> idle{{1, 2, 0}};
  for (const auto& row : rank_reach(ArcGraph(idle), {.samples = 100})) EXPECT_EQ(row.score, 1);
  EXPECT_TRUE(rank_reach(ArcGraph()).empty());
  EXPECT_EQ(rank_reach(ArcGraph(ring), {.k = 3, .samples = 100}).size(), 3U);
}

// --- seeds ---------------------------------------------------------------------------------------------------------------------------

/// The best there is, by trying all.
double best_spread(const Twice& twice, int k, const std::vector<double>& costs, double budget, std::uint32_t excluded) {
  double best = 0;
  for (std::uint32_t set = 0; set < 1U << twice.members; ++set) {
    if (std::popcount(set) > k || (set & excluded)) continue;
    double cost = 0;
    for (std::uint32_t u = 0; u < twice.members && !costs.empty(); ++u)
      if (set >> u & 1U) cost += costs[u];
    if (cost <= budget) best = std::max(best, twice.worlds.spread(set));
  }
  return best;
}

TEST(ChooseSeedsOfArcs, HoldWhatTheyCertify) {
  int doubted = 0, improved = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("graph " + std::to_string(seed));
    Dice dice(seed + 4000);
    const Twice twice = Twice::random(dice, dice.chance(0.8) ? 9 : 12, 8);
    const int k = dice.between(1, 3);
    const Seeds seeds = choose_seeds(twice.graph, {.k = k, .quality = dice.chance(0.5) ? 0.5 : 0.9, .max_samples = 1 << 16, .seed = seed});
    std::uint32_t chosen = 0;
    double adds = 0;
    for (const auto& row : seeds) chosen |= 1U << index(row.item.member), adds += row.score;
    ASSERT_EQ(static_cast<std::size_t>(std::popcount(chosen)), seeds.size());
    ASSERT_LE(seeds.size(), static_cast<std::size_t>(k));
    ASSERT_NEAR(adds, seeds.spread.value, 1e-9 * (1 + adds));
    const double spread = twice.worlds.spread(chosen), best = best_spread(twice, k, {}, infinity, 0);
    ASSERT_LE(seeds.spread.lower, spread + 1e-9);
    ASSERT_GE(seeds.spread.upper, spread - 1e-9);
    ASSERT_GE(spread, seeds.certificate * best - 1e-9);
    ASSERT_GE(spread, (1 - std::exp(-1.0)) * best);
    ASSERT_TRUE(seeds.certificate > 0 && seeds.certificate <= 1);
    improved += seeds.certificate >= 0.9;
    doubted += spread < best - 1e-9;
  }
  EXPECT_GT(doubted, 3);
  EXPECT_GT(improved, 50);
}

TEST(ChooseSeedsOfArcs, HoldCostsBudgetsAndExclusions) {
  int nobody = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("graph " + std::to_string(seed));
    Dice dice(seed + 5000);
    const Twice twice = Twice::random(dice, 8, 8);
    ArcSeedOptions options{.k = dice.between(1, 8), .budget = 0.5 * dice.between(0, 8), .quality = 0.5, .max_samples = 1 << 15, .seed = seed};
    std::vector<double> costs(twice.members, 1);
    std::uint32_t excluded = 0;
    for (std::uint32_t u = 0; u < twice.members; ++u) {
      if (dice.chance(0.5)) costs[u] = 0.25 * dice.between(1, 10), options.costs.emplace(u, costs[u]);
      if (dice.chance(0.15)) options.exclude.emplace_back(u), excluded |= 1U << u;
    }
    const Seeds seeds = choose_seeds(twice.graph, options);
    std::uint32_t chosen = 0;
    double cost = 0;
    for (const auto& row : seeds) chosen |= 1U << index(row.item.member), cost += costs[index(row.item.member)];
    ASSERT_EQ(chosen & excluded, 0U);
    ASSERT_EQ(cost, seeds.cost);
    ASSERT_LE(cost, options.budget);
    ASSERT_LE(seeds.size(), static_cast<std::size_t>(options.k));
    const double spread = twice.worlds.spread(chosen), best = best_spread(twice, options.k, costs, options.budget, excluded);
    ASSERT_GE(spread, seeds.certificate * best - 1e-9);
    ASSERT_LE(seeds.spread.lower, spread + 1e-9);
    ASSERT_GE(seeds.spread.upper, spread - 1e-9);
    if (best == 0) {   // nobody is affordable or allowed: the best there is, and known without a sample
      ASSERT_TRUE(seeds.empty());
      ASSERT_EQ(seeds.certificate, 1);
      ASSERT_EQ(seeds.samples, 0U);
      ++nobody;
    }
  }
  EXPECT_GT(nobody, 5);
}

TEST(ChooseSeedsOfArcs, OfAlmostNothing) {
  const Seeds none = choose_seeds(ArcGraph(), {.k = 5});
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.certificate, 1);
  EXPECT_EQ(none.spread, (Estimate{0, 0, 0}));
  EXPECT_EQ(to_text(none), "Nobody would be reached by what may be chosen.\n");
  const std::vector<ArcRow> pair{{1, 2, 1}};
  const Seeds both = choose_seeds(ArcGraph(pair), {.k = 1000});   // k beyond all: who adds nobody is not chosen
  ASSERT_EQ(both.size(), 1U);
  EXPECT_EQ(both.key(both[0].item.member), Key(1));
  EXPECT_EQ(both.spread.value, 2);
  EXPECT_EQ(choose_seeds(ArcGraph(pair), {.k = 1, .max_samples = 2}).samples, 2U);
}

TEST(Arcs, WhatCannotBeAskedIsRefused) {
  const std::vector<ArcRow> pair{{1, 2, 0.5}};
  const ArcGraph graph(pair);
  const auto code = [](const auto& ask) {
    try {
      ask();
    } catch (const Error& error) { return error.code(); }
    return Errc::io;   // not refused
  };
  EXPECT_EQ(code([&] { (void)estimate_reach(graph, std::vector{MemberId{2}}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)estimate_reach(graph, std::vector{no_member}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)estimate_reach(graph, {}, {.worlds = 1}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)rank_reach(graph, {.samples = 1}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.k = 0}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.quality = nan}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.budget = nan}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.budget = -1}); }), Errc::invalid_argument);
  for (const double cost : {0.0, -1.0, infinity, nan})
    EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.costs = {{Key(1), cost}}}); }), Errc::invalid_argument) << cost;
  EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.exclude = {Key(3)}}); }), Errc::unknown_member);
  EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.costs = {{Key(3), 1.0}}}); }), Errc::unknown_member);
  EXPECT_EQ(estimate_reach(graph, {}).readers, 0);
  const auto stop = [](std::uint64_t, std::uint64_t) { return false; };
  EXPECT_EQ(code([&] { (void)estimate_reach(graph, {}, {.progress = stop}); }), Errc::cancelled);
  EXPECT_EQ(code([&] { (void)rank_reach(graph, {.progress = stop}); }), Errc::cancelled);
  EXPECT_EQ(code([&] { (void)choose_seeds(graph, {.progress = stop}); }), Errc::cancelled);
}

}  // namespace
