#include "hobnob/search/cascade.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/random.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;

constexpr double never = std::numeric_limits<double>::infinity();

// --- coins ---------------------------------------------------------------------------------------------------------------------------

TEST(WorldCoins, AreUniformAndUnrelated) {
  constexpr int worlds = 40'000;
  // Everything that could be confused: the two directions, channels, seeds, the delay, the member alone.
  std::vector<double> sum(8), product(8), square(8);
  for (int world = 0; world < worlds; ++world) {
    const WorldCoins coins(7, static_cast<std::uint64_t>(world)), other(8, static_cast<std::uint64_t>(world));
    const double draws[] = {coins.arc(3, 9).coin, coins.arc(3, 9).delay,   coins.arc(9, 3).coin, coins.arc(3, 9, 1).coin,
                            coins.member(3),      coins.arc(3, 9, 2).coin, other.arc(3, 9).coin, coins.member(9)};
    for (std::size_t i = 0; i < 8; ++i) {
      ASSERT_TRUE(draws[i] >= 0 && draws[i] < 1);
      sum[i] += draws[i] - 0.5, square[i] += (draws[i] - 0.5) * (draws[i] - 0.5);
      product[i] += (draws[i] - 0.5) * (draws[(i + 1) % 8] - 0.5);
    }
  }
  const double root = std::sqrt(static_cast<double>(worlds));
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_LT(std::abs(sum[i] / root * std::sqrt(12.0)), 4.5) << i;
    EXPECT_LT(std::abs(product[i] / root * 12), 4.5) << i;
    EXPECT_NEAR(square[i] / worlds, 1.0 / 12, 0.002) << i;
  }
  EXPECT_EQ(WorldCoins(7, 3).arc(1, 2).coin, WorldCoins(7, 3).arc(1, 2).coin);
  EXPECT_NE(WorldCoins(7, 3).arc(1, 2).coin, WorldCoins(7, std::uint64_t{3} | std::uint64_t{1} << 40).arc(1, 2).coin);
}

// --- one world ------------------------------------------------------------------------------------------------------------------------

struct Link {
  std::uint32_t from, to;
  double delay;
};

// By relaxing every link until nothing changes.
TEST(Cascade, ReachesEverybodyAtTheEarliestTimeThereIs) {
  int late = 0, delayed = 0;
  CascadeScratch scratch;   // shared by all: clean between calls
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE("graph " + std::to_string(seed));
    Dice dice(seed);
    const auto members = static_cast<std::uint32_t>(dice.between(1, 12));
    const bool delays = dice.chance(0.7);
    std::vector<Link> links;
    for (int i = dice.between(0, 30); i > 0; --i)
      links.push_back({static_cast<std::uint32_t>(dice.below(members)), static_cast<std::uint32_t>(dice.below(members)),
                       delays && dice.chance(0.7) ? 0.25 * dice.between(0, 8) : 0});
    std::vector<Arrival> starts;
    for (int i = dice.between(0, 3); i > 0; --i)
      starts.push_back({delays ? 0.5 * dice.between(0, 4) : 1, MemberId{static_cast<std::uint32_t>(dice.below(members))}, no_member});
    const double horizon = dice.chance(0.3) ? never : dice.between(0, 6);

    std::vector<double> day(members, never);
    for (const Arrival& start : starts)
      if (start.time <= horizon) day[index(start.member)] = std::min(day[index(start.member)], start.time);
    for (std::uint32_t round = 0; round <= members; ++round)
      for (const Link& link : links)
        if (day[link.from] + link.delay <= horizon) day[link.to] = std::min(day[link.to], day[link.from] + link.delay);
    std::multiset<std::tuple<double, std::uint32_t, std::uint32_t>> expected, seen;
    for (const Arrival& start : starts)
      if (start.time <= horizon) expected.emplace(start.time, index(start.member), index(no_member));
    for (const Link& link : links)
      if (day[link.from] + link.delay <= horizon && day[link.from] < never) expected.emplace(day[link.from] + link.delay, link.to, link.from);

    std::vector<double> found(members, never);
    double now = -1;
    cascade(
        starts, horizon, scratch,
        [&](MemberId member, double time, const auto& push) {
          for (const Link& link : links)
            if (link.from == index(member)) push(MemberId{link.to}, time + link.delay);
        },
        [&](const Arrival& at) { seen.emplace(at.time, index(at.member), index(at.from)); },
        [&](const Arrival& at) {
          ASSERT_GE(at.time, now);
          now = at.time;
          ASSERT_EQ(found[index(at.member)], never) << "twice";
          found[index(at.member)] = at.time;
          ASSERT_TRUE(seen.contains({at.time, index(at.member), index(at.from)}));
        });
    ASSERT_EQ(found, day);
    ASSERT_EQ(seen, expected);
    delayed += now > 1;
    late += std::count(day.begin(), day.end(), never) > 0;
  }
  EXPECT_GT(delayed, 300);
  EXPECT_GT(late, 300);
}

TEST(Cascade, WithoutDelaysGoesHopByHop) {
  CascadeScratch scratch;
  std::vector<std::uint32_t> order;
  const std::vector<Link> links{{0, 1, 0}, {0, 2, 0}, {1, 3, 0}, {2, 3, 0}, {3, 0, 0}};
  const std::vector<Arrival> starts{{0, MemberId{0}, no_member}};
  cascade(
      starts, 0, scratch,
      [&](MemberId member, double time, const auto& push) {
        for (const Link& link : links)
          if (link.from == index(member)) push(MemberId{link.to}, time);
      },
      [](const Arrival&) {}, [&](const Arrival& at) { order.push_back(index(at.member)); });
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

// --- live arcs ------------------------------------------------------------------------------------------------------------------------

ReverseLists to_one(const std::vector<double>& chances) {
  const std::vector<std::uint64_t> offsets{0, chances.size()};
  std::vector<std::uint32_t> ends(chances.size());
  for (std::uint32_t i = 0; i < ends.size(); ++i) ends[i] = i;
  return reverse_lists({offsets, ends, chances});
}

// Each has its own chance; any two are independent: counts of all pairs.
TEST(LiveArcs, AreEachLiveWithTheirOwnChanceAndInPairsIndependent) {
  const std::vector<std::vector<double>> lists{{0.02, 1, 0.5, 0.3, 0.3, 0, 0.02, 0.9, 0.02, 1, 0.07},
                                               {0.4},
                                               {0.2, 0.2, 0.2, 0.2, 0.2, 0.2},
                                               {1, 1, 1},
                                               {0.999, 0.01, 1e-3, 0.5, 1e-6},
                                               {0, 0}};
  std::uint64_t seed = 0;
  for (const std::vector<double>& chances : lists) {
    SCOPED_TRACE("list " + std::to_string(seed));
    const ReverseLists in = to_one(chances);
    const std::size_t n = chances.size();
    constexpr int draws = 200'000;
    std::vector<std::uint64_t> both(n * n);
    std::vector<std::uint32_t> live;
    ++seed;
    for (int draw = 0; draw < draws; ++draw) {
      Stream stream{seed, static_cast<std::uint64_t>(draw)};
      live.clear();
      live_arcs(in, 0, stream, [&](std::uint32_t u) { live.push_back(u); });
      for (const std::uint32_t u : live)
        for (const std::uint32_t v : live) ++both[u * n + v];
    }
    for (std::size_t u = 0; u < n; ++u)
      for (std::size_t v = u; v < n; ++v) {
        const double p = u == v ? chances[u] : chances[u] * chances[v], expected = p * draws;
        const auto found = static_cast<double>(both[u * n + v]);
        if (p == 0 || p == 1) ASSERT_EQ(found, expected);
        else if (expected > 20) ASSERT_LT(std::abs(found - expected) / std::sqrt(expected * (1 - p)), 4.5) << u << ' ' << v;
        else ASSERT_LT(found, expected + 5 * std::sqrt(expected) + 3) << u << ' ' << v;
      }
  }
}

// All subsets of four arcs against their products: more than pairs could be bent.
TEST(LiveArcs, AreIndependentAllTogether) {
  const std::vector<double> chances{0.7, 0.2, 0.45, 0.2};
  const ReverseLists in = to_one(chances);
  constexpr int draws = 300'000;
  std::vector<int> found(16);
  for (int draw = 0; draw < draws; ++draw) {
    Stream stream{99, static_cast<std::uint64_t>(draw)};
    std::size_t live = 0;
    live_arcs(in, 0, stream, [&](std::uint32_t u) { live |= std::size_t{1} << u; });
    ++found[live];
  }
  double chi_square = 0;
  for (std::size_t live = 0; live < 16; ++live) {
    double p = draws;
    for (std::size_t u = 0; u < 4; ++u) p *= live >> u & 1U ? chances[u] : 1 - chances[u];
    chi_square += (found[live] - p) * (found[live] - p) / p;
  }
  EXPECT_LT(chi_square, 15 + 4.5 * std::sqrt(30.0));
}

TEST(LiveArcs, OfTinyChancesCostNothingAndAreNotLost) {
  // A certain one before a thousand of one in a million.
  std::vector<double> chances(1001, 1e-6);
  chances[500] = 1;
  const ReverseLists in = to_one(chances);
  constexpr int draws = 300'000;
  std::uint64_t rare = 0, looked = 0;
  for (int draw = 0; draw < draws; ++draw) {
    Stream stream{5, static_cast<std::uint64_t>(draw)};
    int certain = 0;
    looked += live_arcs(in, 0, stream, [&](std::uint32_t u) { u == 500 ? ++certain : static_cast<int>(++rare); });
    ASSERT_EQ(certain, 1);
  }
  EXPECT_LT(std::abs(static_cast<double>(rare) - 1e-3 * draws) / std::sqrt(1e-3 * draws), 4.5);
  EXPECT_LT(looked, std::uint64_t{draws} * 21 / 10);
}

// The short cut says "none" no more often than the logarithm behind it would: else the rarest arcs would never be live.
TEST(LiveArcs, ShortCutTakesNoChanceAway) {
  for (const double p : {1e-12, 1e-9, 2.9e-8, 1e-7, 1e-6, 1e-3, 0.1, 0.5, 0.9999999, 1.0})
    for (const std::size_t count : {1U, 2U, 3U, 10U, 1000U}) {
      const ReverseLists in = to_one(std::vector<double>(count, p));
      const double chance = static_cast<double>(static_cast<float>(p));
      ASSERT_LE(double{in.members[0].none}, std::exp(static_cast<double>(count) * std::log1p(-chance))) << p << ' ' << count;
      ASSERT_GE(double{in.members[0].none}, std::exp(static_cast<double>(count) * std::log1p(-chance)) - 2e-7) << p << ' ' << count;
    }
}

TEST(ReverseLists, HoldArcsByChanceAndLeaveOutTheImpossible) {
  const std::vector<std::uint64_t> offsets{0, 0, 4, 5};
  const std::vector<std::uint32_t> ends{0, 2, 7, 9, 1};
  const std::vector<double> chances{0.5, 0, 0.75, 0.5, 0};
  const ReverseLists in = reverse_lists({offsets, ends, chances});
  std::vector<std::uint32_t> from;
  for (const ReverseLists::Arc& arc : in.of(1)) from.push_back(arc.from);
  EXPECT_EQ(from, (std::vector<std::uint32_t>{7, 0, 9}));
  EXPECT_TRUE(in.of(0).empty());
  EXPECT_TRUE(in.of(2).empty());
  EXPECT_EQ(reverse_lists({}).member_count(), 0U);
}

// With chances 0 and 1 who reaches the root is a matter of walking back.
TEST(ReverseSet, IsEverybodyWhoCanWalkToTheRoot) {
  ReverseScratch scratch;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Dice dice(seed);
    const auto members = static_cast<std::uint32_t>(dice.between(1, 10));
    std::vector<std::vector<std::uint32_t>> to(members);
    std::vector<std::uint64_t> offsets{0};
    std::vector<std::uint32_t> ends;
    for (std::uint32_t v = 0; v < members; ++v) {
      for (std::uint32_t u = 0; u < members; ++u)
        if (u != v && dice.chance(0.2)) to[v].push_back(u), ends.push_back(u);
      offsets.push_back(ends.size());
    }
    const std::vector<double> chances(ends.size(), 1.0);
    const ReverseLists in = reverse_lists({offsets, ends, chances});
    const auto root = static_cast<std::uint32_t>(dice.below(members));
    std::set<std::uint32_t> expected{root};
    for (std::uint32_t round = 0; round < members; ++round)
      for (const std::uint32_t v : std::set(expected)) expected.insert(to[v].begin(), to[v].end());
    Stream stream{1, seed};
    std::vector<std::uint32_t> set{77};   // what was there stays
    reverse_set(in, root, stream, scratch, set);
    ASSERT_EQ(set[0], 77U);
    ASSERT_EQ(set[1], root);
    ASSERT_EQ(std::set(set.begin() + 1, set.end()), expected);
    ASSERT_EQ(set.size(), expected.size() + 1);
  }
}

}  // namespace
