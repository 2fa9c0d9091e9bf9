#include "hobnob/search/within.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/search/hyperloglog.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Arc;
using support::Draws;
using support::never;
using support::ToyGraph;
using support::Veiled;

/// Plain breadth-first search from one member: how many are at distance 1, 2, … `hops`.
template <class G>
std::vector<std::uint32_t> searched(const G& graph, MemberId source, int hops) {
  std::vector<std::uint32_t> at(static_cast<std::size_t>(hops));
  if (!graph.contains(source)) return at;
  std::vector<bool> seen(graph.id_bound());
  std::vector<MemberId> now{source}, next;
  seen[index(source)] = true;
  for (auto& found : at) {
    for (const MemberId u : now)
      for (const Tie tie : graph.ties_from(u)) {
        if (tie.cost == never || seen[index(tie.member)]) continue;
        seen[index(tie.member)] = true;
        next.push_back(tie.member);
      }
    found = static_cast<std::uint32_t>(next.size());
    now = std::exchange(next, {});
  }
  return at;
}

std::vector<std::uint32_t> folded(const std::vector<std::uint32_t>& at, std::size_t columns) {
  std::vector<std::uint32_t> out(std::min(at.size(), columns));
  for (std::size_t d = 0; d < at.size(); ++d) out[std::min(d, out.size() - 1)] += at[d];
  return out;
}

/// Directed, of any density; some ties carry nothing, some members have none, some are everybody's neighbour.
ToyGraph random_graph(Draws& draws, std::uint32_t members, double ties_each) {
  std::vector<Arc> arcs;
  std::vector<std::vector<bool>> there(members, std::vector<bool>(members));
  const bool two_way = draws.chance(0.4);
  const double useless = draws.chance(0.5) ? 0 : draws.uniform(), hubs = draws.chance(0.5) ? 0 : 0.7 * draws.uniform();
  const auto end = [&] { return draws.chance(hubs) ? draws.below(std::min(members, 3U)) : draws.below(members); };
  for (auto i = static_cast<int>(ties_each * members); i > 0 && members > 0; --i) {
    const std::uint32_t u = end(), v = end();
    for (const auto& [a, b] : {std::pair(u, v), std::pair(v, u)}) {
      if (a == b || there[a][b] || (!two_way && a == v)) continue;
      there[a][b] = true;
      arcs.push_back({a, b, draws.chance(useless) ? never : static_cast<float>(draws.uniform())});
    }
  }
  return {members, arcs};
}

/// The same for tests of errors: sparse, of several thousand members, half of the ties to a neighbourhood on a ring.
ToyGraph town(std::uint32_t members, std::uint32_t ties, std::uint64_t seed) {
  Draws draws(seed);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> drawn;
  for (std::uint32_t i = 0; i < members * ties / 2; ++i) {
    const std::uint32_t u = draws.below(members), v = draws.chance(0.5) ? draws.below(members) : (u + 1 + draws.below(20)) % members;
    if (u != v) drawn.emplace_back(std::min(u, v), std::max(u, v));
  }
  std::ranges::sort(drawn);
  drawn.erase(std::unique(drawn.begin(), drawn.end()), drawn.end());
  std::vector<Arc> arcs;
  for (const auto& [u, v] : drawn) arcs.push_back({u, v, 1});
  return support::both_ways(members, arcs);
}

template <class G>
void expect_searched(const G& graph, const WithinOptions& options) {
  const DistanceCounts counts = count_within(graph, options);
  ASSERT_EQ(counts.columns, static_cast<std::size_t>(std::min(options.hops, options.columns)));
  ASSERT_EQ(counts.counts.size(), graph.id_bound() * counts.columns);
  for (std::uint32_t u = 0; u < graph.id_bound(); ++u) {
    const auto told = counts.of(MemberId{u});
    const auto expected = folded(searched(graph, MemberId{u}, options.hops), counts.columns);
    ASSERT_EQ(std::vector(told.begin(), told.end()), expected) << "member " << u << ", " << options.hops << " hops";
  }
}

std::uint64_t hash_of(MemberId u, std::uint64_t seed) { return Stream(seed, index(u)).bits(); }

TEST(CountWithin, CountsWhatASearchFromEachFinds) {
  for (std::uint64_t seed = 0; seed < 1'200 && !HasFailure(); ++seed) {
    SCOPED_TRACE("graph " + std::to_string(seed));
    Draws draws(seed);
    const ToyGraph graph = random_graph(draws, draws.below(40), 4 * draws.uniform() * draws.uniform());
    for (const int hops : {1, 2, 3, draws.between(4, 8), 255})
      expect_searched(graph, {.hops = hops, .columns = draws.between(1, 6), .threads = draws.between(1, 2)});
  }
}

TEST(CountWithin, KnowsNothingOfTheHidden) {
  for (std::uint64_t seed = 0; seed < 200 && !HasFailure(); ++seed) {
    Draws draws(seed + 5'000);
    const ToyGraph graph = random_graph(draws, 1 + draws.below(40), 3);
    std::vector<bool> hidden(graph.id_bound());
    for (auto&& each : hidden) each = draws.chance(0.3);
    for (const int hops : {1, 2, 4}) expect_searched(Veiled(graph, hidden), {.hops = hops});
  }
}

// More members than are searched from at a time, and than a block holds.
TEST(CountWithin, CountsInLargerGraphs) {
  for (const std::uint32_t members : {511U, 513U, 1'100U}) {
    Draws draws(members);
    const ToyGraph graph = random_graph(draws, members, 2);
    for (const int hops : {2, 3, 30}) expect_searched(graph, {.hops = hops, .threads = 2});
  }
}

TEST(CountWithin, KnowsPathsStarsRingsAndCliques) {
  std::vector<Arc> path, star, ring, clique;
  constexpr std::uint32_t n = 700;
  for (std::uint32_t u = 0; u < n; ++u) {
    if (u > 0) path.push_back({u - 1, u, 0}), star.push_back({0, u, 0});
    ring.push_back({u, (u + 1) % n, 0});
    for (std::uint32_t v = 0; v < u && u < 60; ++v) clique.push_back({v, u, 0});
  }
  const DistanceCounts along = count_within(ToyGraph(n, path), {.hops = 255});  // one way
  EXPECT_EQ(along.within(MemberId{0}), 255U);
  EXPECT_EQ(along.within(MemberId{n - 10}), 9U);
  EXPECT_EQ(along.within(MemberId{n - 1}), 0U);
  const DistanceCounts around = count_within(support::both_ways(n, star), {.hops = 2});
  EXPECT_EQ(around.of(MemberId{0})[0], n - 1);
  EXPECT_EQ(around.of(MemberId{5})[0], 1U);
  EXPECT_EQ(around.of(MemberId{5})[1], n - 2);
  const DistanceCounts circle = count_within(support::both_ways(n, ring), {.hops = 7});
  for (std::uint32_t u = 0; u < n; ++u)
    for (const std::uint32_t found : circle.of(MemberId{u})) ASSERT_EQ(found, 2U);
  for (const int hops : {2, 5}) {
    const DistanceCounts all = count_within(support::both_ways(60, clique), {.hops = hops});
    for (std::uint32_t u = 0; u < 60; ++u) ASSERT_TRUE(all.of(MemberId{u})[0] == 59 && all.within(MemberId{u}) == 59);
  }
}

TEST(Within, SaysTheSameFromAnyNumberOfThreads) {
  const ToyGraph graph = town(3'000, 8, 1);
  const auto hash = [](MemberId u) { return hash_of(u, 1); };
  for (const int hops : {1, 2, 3, 9}) {
    const DistanceCounts counted = count_within(graph, {.hops = hops}), estimated = estimate_within(graph, hash, 64, {.hops = hops});
    EXPECT_GT(counted.ties_touched, 0U);
    for (const int threads : {2, 8, 0}) {
      const DistanceCounts more = count_within(graph, {.hops = hops, .threads = threads});
      const DistanceCounts again = estimate_within(graph, hash, 64, {.hops = hops, .threads = threads});
      EXPECT_TRUE(more.counts == counted.counts && more.ties_touched == counted.ties_touched);
      EXPECT_TRUE(again.counts == estimated.counts && again.ties_touched == estimated.ties_touched);
    }
  }
}

TEST(Within, OfNobodyIsNothing) {
  for (const int hops : {1, 2, 3}) {
    EXPECT_TRUE(count_within(ToyGraph(0, {}), {.hops = hops}).counts.empty());
    EXPECT_TRUE(estimate_within(ToyGraph(0, {}), [](MemberId) { return 0U; }, 64, {.hops = hops}).counts.empty());
    const DistanceCounts alone = estimate_within(ToyGraph(1, {}), [](MemberId) { return 0U; }, 64, {.hops = hops});
    EXPECT_EQ(alone.within(MemberId{0}), 0U);
    EXPECT_EQ(count_within(ToyGraph(3, {}), {.hops = hops}).within(MemberId{2}), 0U);
  }
}

TEST(Within, TellsOfProgressAndIsCancelled) {
  const ToyGraph graph = town(3'000, 8, 2);
  const auto hash = [](MemberId u) { return hash_of(u, 1); };
  const std::vector<std::function<void(const WithinOptions&)>> searches{
      [&](const WithinOptions& options) { (void)count_within(graph, options); },
      [&](const WithinOptions& options) { (void)estimate_within(graph, hash, 64, options); }};
  for (const auto& search : searches)
    for (const int hops : {2, 3, 50}) {
      std::uint64_t last = 0, whole = 0;
      int calls = 0;
      const auto listen = [&](std::uint64_t done, std::uint64_t all) {
        EXPECT_TRUE(done >= last && done <= all && (whole == 0 || whole == all));
        last = done, whole = all, ++calls;
        return true;
      };
      search({.hops = hops, .progress = listen});
      EXPECT_TRUE(calls >= 3 && last == whole) << calls << ' ' << last << ' ' << whole;
      try {
        search({.hops = hops, .threads = 2, .progress = [](std::uint64_t, std::uint64_t) { return false; }});
        ADD_FAILURE() << "not cancelled";
      } catch (const Error& error) { EXPECT_EQ(error.code(), Errc::cancelled); }
    }
}

// --- estimates -------------------------------------------------------------------------------------------------------------------------

// Sketches of sets, not of graphs: the mean over many seeds is the truth and the deviation is as stated, for few and for many.
TEST(HyperLogLog, IsAsFarOffAsItSays) {
  for (const int registers : {64, 256, 1'024}) {
    const HyperLogLog sketches(registers);
    const int runs = registers > 1'000 ? 100 : 400;
    const std::vector<std::uint64_t> sizes{1, 2, 5, 10, 30, 100, 160, 300, 1'000, 3'000};
    std::vector<double> sum(sizes.size()), square(sizes.size());
    std::vector<int> right(sizes.size());
    for (int run = 0; run < runs; ++run) {
      std::vector<std::uint8_t> sketch(sketches.registers());
      double before = 0;
      std::size_t at = 0;
      for (std::uint64_t i = 1; i <= sizes.back(); ++i) {
        sketches.add(sketch.data(), key_hash(static_cast<std::int64_t>(i + 1'000'000 * static_cast<std::uint64_t>(run))));
        if (i != sizes[at]) continue;
        const double told = sketches.distinct(sketch.data()), error = told / static_cast<double>(i) - 1;
        ASSERT_GE(told, before);
        before = told;
        right[at] += std::round(told) == static_cast<double>(i);
        sum[at] += error, square[at++] += error * error;
      }
    }
    for (std::size_t at = 0; at < sizes.size(); ++at) {
      const double mean = sum[at] / runs, deviation = std::sqrt(square[at] / runs);
      EXPECT_LT(std::abs(mean), 4 * sketches.relative_error() / std::sqrt(runs)) << registers << " registers, " << sizes[at];
      EXPECT_LT(deviation, 1.15 * sketches.relative_error()) << registers << " registers, " << sizes[at];
      const double pairs = static_cast<double>(sizes[at] * (sizes[at] - 1)) / 2;  // two in one register count as one
      if (sizes[at] <= 10) { EXPECT_GT(right[at], runs * (1 - pairs / registers) - 4 * std::sqrt(runs * pairs / registers) - 1) << sizes[at]; }
    }
  }
}

TEST(HyperLogLog, OfAUnionIsTheGreaterOfEachRegister) {
  for (const int registers : {64, 256, 4'096, 65'536}) {
    const HyperLogLog sketches(registers);
    std::vector<std::uint8_t> one(sketches.registers()), other = one, both = one;
    EXPECT_EQ(sketches.distinct(one.data()), 0);
    for (std::int64_t i = 0; i < 900; ++i) {
      const std::uint64_t hash = key_hash(i);
      if (i < 600) sketches.add(one.data(), hash);
      if (i >= 300) sketches.add(other.data(), hash);
      sketches.add(both.data(), hash);
      const std::vector<std::uint8_t> again = both;
      EXPECT_FALSE(sketches.add(both.data(), hash));  // once is as good as twice
      ASSERT_EQ(both, again);
    }
    for (std::size_t i = 0; i < one.size(); ++i) one[i] = std::max(one[i], other[i]);
    EXPECT_EQ(one, both);
  }
}

TEST(HyperLogLog, HoldsAnyHash) {
  const HyperLogLog sketches(64);
  for (const std::uint64_t hash : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 63U}) {
    std::vector<std::uint8_t> sketch(64);
    EXPECT_TRUE(sketches.add(sketch.data(), hash));
    EXPECT_EQ(std::ranges::count(sketch, 0), 63);
    EXPECT_NEAR(sketches.distinct(sketch.data()), 1, 0.06);
  }
}

// Over many seeds, since the members of one graph are off together: their balls overlap.
TEST(EstimateWithin, IsAsFarOffAsItSays) {
  struct Case {
    std::uint32_t members, ties;
    int hops, registers, seeds;
  };
  for (const auto& [members, ties, hops, registers, seeds] :
       {Case{4'000, 6, 3, 64, 40}, Case{3'000, 3, 5, 64, 40}, Case{2'000, 8, 2, 64, 40}, Case{3'000, 6, 4, 256, 20}}) {
    const ToyGraph graph = town(members, ties, members + ties);
    const DistanceCounts truth = count_within(graph, {.hops = hops});
    const double sigma = HyperLogLog(registers).relative_error();
    double square = 0, worst = 0;
    std::uint64_t near = 0, asked = 0;
    for (int seed = 0; seed < seeds; ++seed) {
      const auto hash = [seed](MemberId u) { return hash_of(u, static_cast<std::uint64_t>(seed)); };
      const DistanceCounts told = estimate_within(graph, hash, registers, {.hops = hops});
      for (std::uint32_t u = 0; u < members; ++u) {
        ASSERT_EQ(told.of(MemberId{u})[0], truth.of(MemberId{u})[0]);
        const double all = truth.within(MemberId{u});
        if (all == 0) continue;
        const double error = told.within(MemberId{u}) / all - 1;
        square += error * error, near += std::abs(error) <= 3 * sigma, ++asked;
        worst = std::max(worst, std::abs(error));
      }
    }
    const double deviation = std::sqrt(square / static_cast<double>(asked));
    EXPECT_LE(deviation, 1.1 * sigma) << members << ' ' << hops << ' ' << registers;
    EXPECT_GE(deviation, 0.5 * sigma);  // else it was counted, or the balls are the whole town
    EXPECT_GE(static_cast<double>(near), 0.99 * static_cast<double>(asked)) << members << ' ' << hops << ' ' << registers;
    EXPECT_LT(worst, 8 * sigma);
  }
}

// Sketches by another road: every member's ball by breadth-first search, its hashes into one sketch.
TEST(EstimateWithin, IsWhatTheSketchOfTheBallSays) {
  for (std::uint64_t seed = 0; seed < 150 && !HasFailure(); ++seed) {
    SCOPED_TRACE("graph " + std::to_string(seed));
    Draws draws(seed + 9'000);
    const ToyGraph graph = random_graph(draws, 1 + draws.below(60), 2 * draws.uniform());
    std::vector<bool> hidden(graph.id_bound());
    for (auto&& each : hidden) each = draws.chance(0.15);
    const Veiled seen(graph, hidden);
    const int hops = draws.between(2, 7), registers = draws.one_of(std::vector{64, 128, 512});
    const auto hash = [seed](MemberId u) { return hash_of(u, seed); };
    const HyperLogLog sketches(registers);
    const DistanceCounts told = estimate_within(seen, hash, registers, {.hops = hops, .threads = draws.between(1, 3)});
    for (std::uint32_t u = 0; u < graph.id_bound(); ++u) {
      if (hidden[u]) {
        ASSERT_EQ(told.within(MemberId{u}), 0U);
        continue;
      }
      std::uint32_t before = 0;
      for (int d = 1; d <= hops; ++d) {
        std::vector<std::uint8_t> sketch(sketches.registers());
        std::uint32_t in = 0;
        for (std::uint32_t v = 0; v < graph.id_bound(); ++v) {  // who has u within d hops, seen from v: one search a pair, slow and plain
          if (hidden[v]) continue;
          std::vector<int> distance(graph.id_bound(), -1);
          std::vector<std::uint32_t> queue{u};
          distance[u] = 0;
          for (std::size_t i = 0; i < queue.size() && distance[v] < 0; ++i)
            for (const Tie tie : seen.ties_from(MemberId{queue[i]}))
              if (tie.cost != never && distance[index(tie.member)] < 0) {
                distance[index(tie.member)] = distance[queue[i]] + 1;
                queue.push_back(index(tie.member));
              }
          if (distance[v] >= 0 && distance[v] <= d) sketches.add(sketch.data(), hash(MemberId{v})), ++in;
        }
        const double whole = std::round(sketches.distinct(sketch.data())) - 1;
        const double most = seen.member_count() - 1.0;
        const std::uint32_t expected = d == 1 ? in - 1 : static_cast<std::uint32_t>(std::clamp(whole, static_cast<double>(before), most));
        ASSERT_EQ(told.of(MemberId{u})[static_cast<std::size_t>(d) - 1], expected - before) << "member " << u << " at " << d;
        before = expected;
      }
      if (draws.chance(0.7)) u += draws.below(10);  // not everybody: it is slow
    }
  }
}

}  // namespace
