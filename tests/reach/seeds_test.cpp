// Through whom to post: every choice tried on small networks, one hop in closed form and beyond it world by world.
#include "hobnob/reach/seeds.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/cascade.hpp"
#include "hobnob/reach/spread.hpp"
#include "support/onward_oracle.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::Sharing;
using support::SharingCase;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Who or what may be chosen, by one name for both: members as they are, groups behind "#".
struct Candidate {
  std::string name;
  const Sharing::Source* source;
  double cost = 1;
  std::set<std::string> groups;   // of a member
};

/// A question and all that it takes to try every answer.
struct Question {
  SharingCase record;
  Instant now;
  View view;
  SeedOptions options;
  Sharing sharing;
  std::vector<Candidate> candidates;

  Question(Dice& dice, int least, int most, bool shares)
      : record(dice, least, most),
        now(record.record, record.as_of),
        view(record.network.snapshot(record.as_of).owner_view(record.policy)),
        options(random_options(dice, shares)),
        sharing(now, record.policy, options.channels, options.reading, options.share, options.author) {
    if (options.among != SeedKind::groups)
      for (const Key& key : sharing.who)
        if (std::ranges::find(options.exclude, key) == options.exclude.end())
          candidates.push_back(
              {key.to_string(), &sharing.members.at(key), options.costs.contains(key) ? options.costs.at(key) : 1, now.groups_of(key)});
    if (options.among != SeedKind::members)
      for (const auto& [name, source] : sharing.groups)
        candidates.push_back({"#" + name, &source, options.group_costs.contains(name) ? options.group_costs.at(name) : 1, {}});
  }
  SeedOptions random_options(Dice& dice, bool shares) const {
    SeedOptions made{.k = dice.between(1, 3)};
    made.among = dice.pick(std::vector{SeedKind::members, SeedKind::groups, SeedKind::both});
    made.days = dice.chance(0.5) ? infinity : dice.chance(0.05) ? 0 : 20 * dice.unit();
    made.channels = record.channels, made.reading = record.reading;
    made.share = shares ? record.share : 0;
    made.seed = dice.below(1000);
    const std::vector<Key> who(now.members().begin(), now.members().end());
    if (dice.chance(0.4)) made.author = dice.pick(who);
    for (const Key& key : who) {
      if (dice.chance(0.1)) made.exclude.push_back(key);
      if (record.share > 0.6 && dice.chance(0.5)) made.costs[key] = 0.25 * dice.between(1, 8);
      for (const std::string& group : now.groups_of(key))
        if (record.share > 0.6 && dice.chance(0.3)) made.group_costs[group] = 0.25 * dice.between(1, 8);
    }
    if (dice.chance(0.4)) made.budget = 0.25 * dice.between(0, 20);
    if (dice.chance(0.3)) made.group_cap = dice.between(1, 2);
    return made;
  }
  [[nodiscard]] double cost(std::uint32_t chosen) const {
    double sum = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) sum += chosen >> i & 1U ? candidates[i].cost : 0;
    return sum;
  }
  [[nodiscard]] bool allowed(std::uint32_t chosen) const {
    if (std::popcount(chosen) > options.k || cost(chosen) > options.budget) return false;
    std::map<std::string, int> members;
    for (std::size_t i = 0; i < candidates.size(); ++i)
      if (chosen >> i & 1U)
        for (const std::string& group : candidates[i].groups)
          if (++members[group] > options.group_cap && options.group_cap > 0) return false;
    return true;
  }
  /// The answer's rows as places among the candidates, in order.
  [[nodiscard]] std::vector<std::size_t> places(const Seeds& seeds) const {
    std::vector<std::size_t> out;
    for (const auto& row : seeds) {
      const std::string name = row.item.member == no_member ? "#" + row.item.group : seeds.key(row.item.member).to_string();
      const auto at = std::ranges::find(candidates, name, &Candidate::name);
      EXPECT_NE(at, candidates.end()) << name << " may not be chosen";
      if (at != candidates.end()) out.push_back(static_cast<std::size_t>(at - candidates.begin()));
    }
    return out;
  }
  /// One hop: each reader's chance.
  [[nodiscard]] std::vector<double> chances(std::size_t candidate) const {
    std::vector<double> miss(sharing.who.size(), 1);
    const double seen = std::isinf(options.days) ? 1 : support::share_seen(options.reading.attention, options.days);
    for (const std::size_t i : candidates[candidate].source->own) miss[sharing.arcs[i].to] *= 1 - sharing.arcs[i].p * seen;
    for (double& each : miss) each = 1 - each;
    return miss;
  }
  [[nodiscard]] double one_hop(std::uint32_t chosen) const {
    std::vector<double> miss(sharing.who.size(), 1);
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      if (!(chosen >> c & 1U)) continue;
      const std::vector<double> p = chances(c);
      for (std::size_t u = 0; u < miss.size(); ++u) miss[u] *= 1 - p[u];
    }
    double readers = 0;
    for (const double each : miss) readers += 1 - each;
    return readers;
  }
  [[nodiscard]] bool has_costs() const { return !options.costs.empty() || !options.group_costs.empty() || !std::isinf(options.budget); }
};

TEST(ChooseSeeds, OfOneHopIsPlainGreedyAndHoldsWhatItCertifies) {
  int several = 0, behind = 0, groups = 0, empty = 0;
  for (std::uint64_t seed = 0; seed < 400 && !HasFailure(); ++seed) {
    SCOPED_TRACE("record " + std::to_string(seed));
    Dice dice(seed);
    const Question q(dice, 3, 8, false);
    const Seeds seeds = choose_seeds(q.view, q.options);
    const std::vector<std::size_t> places = q.places(seeds);
    ASSERT_EQ(places.size(), seeds.size());
    std::uint32_t chosen = 0;
    double most_alone = 0, by_steps = 0;
    for (std::size_t c = 0; c < q.candidates.size(); ++c)
      if (q.allowed(1U << c)) most_alone = std::max(most_alone, q.one_hop(1U << c));
    // Step by step: nobody was worth more. Or the best alone, where that is better than the steps.
    const auto steps = [&](std::uint32_t& so_far) {
      double best = 0;
      std::size_t next = 0;
      for (std::size_t c = 0; c < q.candidates.size(); ++c) {
        if (so_far >> c & 1U || !q.allowed(so_far | 1U << c)) continue;
        const double gain = (q.one_hop(so_far | 1U << c) - q.one_hop(so_far)) / (q.has_costs() ? q.candidates[c].cost : 1);
        if (gain > best + 1e-9) best = gain, next = c;
      }
      if (best > 0) so_far |= 1U << next;
      return best;
    };
    std::uint32_t plain = 0;
    while (steps(plain) > 1e-9) {}
    by_steps = q.one_hop(plain);
    double adds = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double before = q.one_hop(chosen);
      std::uint32_t with = chosen;
      const double best = steps(with);
      chosen |= 1U << places[i];
      const double gain = q.one_hop(chosen) - before;
      ASSERT_NEAR(seeds[i].score, gain, 2e-6);
      if (seeds.size() > 1 || !q.has_costs()) { ASSERT_GE(gain / (q.has_costs() ? q.candidates[places[i]].cost : 1), best - 2e-6); }
      adds += seeds[i].score;
    }
    ASSERT_TRUE(q.allowed(chosen));
    ASSERT_EQ(seeds.cost, q.has_costs() ? q.cost(chosen) : 0);
    ASSERT_NEAR(seeds.spread.value, adds, 1e-12);
    ASSERT_TRUE(seeds.spread.lower == seeds.spread.value && seeds.spread.upper == seeds.spread.value && seeds.samples == 0);
    ASSERT_NEAR(seeds.spread.value, q.has_costs() ? std::max(by_steps, most_alone) : by_steps, 0.2 * by_steps + 1e-6);   // ties may part ways
    double best = 0;
    for (std::uint32_t set = 0; set < 1U << q.candidates.size(); ++set)
      if (q.allowed(set)) best = std::max(best, q.one_hop(set));
    ASSERT_GE(seeds.spread.value, seeds.certificate * best - 2e-6);
    if (!q.has_costs() && q.options.group_cap == 0) { ASSERT_GE(seeds.spread.value, (1 - std::exp(-1.0)) * best - 2e-6); }
    if (best == 0) { ASSERT_TRUE(seeds.empty() && seeds.certificate == 1); }
    several += seeds.size() > 1, behind += seeds.spread.value < best - 1e-4, empty += seeds.empty();
    groups += std::ranges::any_of(seeds, [](const auto& row) { return row.item.member == no_member; });
  }
  EXPECT_GT(several, 100);
  EXPECT_GT(groups, 50);
  EXPECT_GT(behind, 3);
  EXPECT_GT(empty, 5);
}

TEST(ChooseSeeds, AloneReachesWhatEstimateReachExpectsToTheBit) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Dice dice(seed + 1000);
    const SharingCase c(dice, 3, 10);
    const View view = c.network.snapshot(c.as_of).owner_view(c.policy);
    const Seeds seeds = choose_seeds(view, {.k = 1, .days = 9, .channels = c.channels, .reading = c.reading});
    const Authors authors = rank_reach(view, {.k = 1, .days = 9, .channels = c.channels, .reading = c.reading});
    if (seeds.empty()) {
      ASSERT_EQ(authors[0].score, 0);
      continue;
    }
    ASSERT_EQ(seeds[0].score, authors[0].score);
    ASSERT_EQ(seeds[0].score,
              estimate_reach(view, seeds[0].item.member, {.times = {9}, .channels = c.channels, .reading = c.reading}).rows[0].readers);
    ASSERT_EQ(seeds.certificate, 1);
  }
}

/// Readers of all the posts in each of many worlds.
struct Worlds {
  double mean = 0, error = 0;
  Worlds(const Question& q, const std::vector<Sharing::World>& worlds, const std::vector<std::size_t>& places) {
    double sum = 0, squares = 0;
    for (const Sharing::World& world : worlds) {
      std::vector<bool> reads(q.sharing.who.size());
      for (const std::size_t c : places) {
        const std::vector<double> day = q.sharing.read_days(world, *q.candidates[c].source, 0);
        for (std::size_t u = 0; u < day.size(); ++u) reads[u] = reads[u] || (day[u] != Sharing::never && day[u] <= q.options.days);
      }
      const auto count = static_cast<double>(std::ranges::count(reads, true));
      sum += count, squares += count * count;
    }
    const auto n = static_cast<double>(worlds.size());
    mean = sum / n, error = std::sqrt(std::max(0.0, squares / n - mean * mean) / n);
  }
};

TEST(ChooseSeeds, OfWordsThatArePassedOnReachTheUnionInEveryWorld) {
  int compared = 0, blocks = 0, authored = 0;
  double sum = 0;
  for (std::uint64_t seed = 0; seed < 70 && !HasFailure(); ++seed) {
    SCOPED_TRACE("record " + std::to_string(seed));
    Dice dice(seed + 2000);
    Question q(dice, 4, 8, true);
    q.options.max_samples = 1 << 15;
    const Seeds seeds = choose_seeds(q.view, q.options);
    const std::vector<std::size_t> places = q.places(seeds);
    ASSERT_EQ(places.size(), seeds.size());
    std::uint32_t chosen = 0;
    double adds = 0;
    for (std::size_t i = 0; i < places.size(); ++i) chosen |= 1U << places[i], adds += seeds[i].score;
    ASSERT_TRUE(q.allowed(chosen));
    ASSERT_NEAR(adds, seeds.spread.value, 1e-9);
    std::vector<Sharing::World> worlds;
    for (int i = 0; i < 700; ++i) worlds.push_back(q.sharing.draw(dice, !std::isinf(q.options.days)));
    const Worlds union_of_all(q, worlds, places);
    if (seeds.samples > 0) {
      const double members = q.view.member_count(), p = std::min(1.0, seeds.spread.value / members);
      const double stated = members * std::sqrt(p * (1 - p) / (static_cast<double>(seeds.samples) / 2));
      const double error = std::sqrt(stated * stated + union_of_all.error * union_of_all.error);
      ASSERT_LT(std::abs(seeds.spread.value - union_of_all.mean), 4.5 * error + 4.0 / 700) << seeds.spread.value << ' ' << union_of_all.mean;
      ASSERT_LT(seeds.spread.lower, union_of_all.mean + 4.5 * union_of_all.error + 1e-9);
      ASSERT_GT(seeds.spread.upper, union_of_all.mean - 4.5 * union_of_all.error - 1e-9);
      if (error > 0.01) sum += (seeds.spread.value - union_of_all.mean) / error, ++compared;
    }
    double best = 0, of_best = 0;
    for (std::uint32_t set = 0; set < 1U << q.candidates.size() && seed < 25; ++set) {
      if (!q.allowed(set)) continue;
      std::vector<std::size_t> these;
      for (std::size_t c = 0; c < q.candidates.size(); ++c)
        if (set >> c & 1U) these.push_back(c);
      const Worlds others(q, std::vector(worlds.begin(), worlds.begin() + 100), these);
      if (others.mean > best) best = others.mean, of_best = others.error;
    }
    ASSERT_GE(union_of_all.mean, seeds.certificate * (best - 4.5 * of_best) - 4.5 * union_of_all.error - 1e-9);
    blocks += !q.record.record.blocks.empty(), authored += q.options.author && q.options.among != SeedKind::members;
  }
  EXPECT_LT(std::abs(sum) / std::sqrt(compared), 4);
  EXPECT_GT(compared, 30);
  EXPECT_GT(blocks, 20);
  EXPECT_GT(authored, 10);
}

TEST(ChooseSeeds, AreTheSameForAnyNumberOfThreads) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Dice dice(seed + 3000);
    Question q(dice, 5, 12, seed % 2 == 0);
    q.options.max_samples = 1 << 15;
    const Seeds one = choose_seeds(q.view, q.options);
    for (const int threads : {2, 8}) {
      q.options.threads = threads;
      ASSERT_EQ(one, choose_seeds(q.view, q.options));
    }
  }
}

// --- by hand -------------------------------------------------------------------------------------------------------------------------

ReadingModel certain() {
  ReadingModel reading;
  for (double* each : {&reading.follow_visibility, &reading.follow_base, &reading.subscription_visibility, &reading.subscription_base,
                       &reading.connection_visibility, &reading.connection_base, &reading.group_visibility, &reading.group_base})
    *each = 1;
  return reading;
}

View owner(const Network& network) { return network.snapshot(1000).owner_view(Policy::open()); }

// ana posts to the rowers: bo reads and passes it on. ana herself is no reader of hers, and kim hears nothing through her.
TEST(ChooseSeeds, WhoPostsToAGroupIsNoReaderOfTheirOwnWords) {
  Network network;
  network.add_group("rowing", "bo");
  network.add_follow("ana", "bo"), network.add_follow("kim", "ana");
  SeedOptions by_ana;
  by_ana.k = 1, by_ana.among = SeedKind::groups, by_ana.days = infinity, by_ana.reading = certain();
  by_ana.share = 1, by_ana.author = Key("ana"), by_ana.max_samples = 1 << 14;
  EXPECT_NEAR(choose_seeds(owner(network), by_ana).spread.value, 1, 0.1);
  SeedOptions by_nobody = by_ana;
  by_nobody.author.reset();
  EXPECT_NEAR(choose_seeds(owner(network), by_nobody).spread.value, 3, 0.1);
}

TEST(ChooseSeeds, WhereNobodyCanBeReachedAreNoneAndCertain) {
  Network silent;   // members, and nobody who follows anybody
  for (const char* key : {"ana", "bo", "kim"}) silent.add_member(key);
  Network refusing;
  refusing.add_follow("bo", "ana"), refusing.set_consent("bo", Purpose::be_counted, false);
  Network following;
  following.add_follow("bo", "ana");
  ReadingModel blind = certain();
  blind.follow_visibility = 0;
  for (const double share : {0.0, 0.5}) {
    const auto expect_none = [](const Seeds& seeds) {
      EXPECT_TRUE(seeds.empty());
      EXPECT_EQ(seeds.spread, Estimate{});
      EXPECT_EQ(seeds.certificate, 1);
      EXPECT_EQ(seeds.samples, 0U);
    };
    expect_none(choose_seeds(owner(Network()), {.share = share}));
    expect_none(choose_seeds(owner(silent), {.share = share}));
    expect_none(choose_seeds(owner(refusing), {.share = share}));
    expect_none(choose_seeds(owner(following), {.days = 0, .share = share}));
    SeedOptions options;
    options.reading = blind, options.share = share;
    expect_none(choose_seeds(owner(following), options));
    expect_none(choose_seeds(owner(following), {.channels = {.follow = false}, .share = share}));
    expect_none(choose_seeds(owner(following), {.among = SeedKind::groups, .share = share}));
    expect_none(choose_seeds(owner(following), {.share = share, .exclude = {"ana", "bo"}}));
    expect_none(choose_seeds(owner(following), {.share = share, .budget = 0.5}));
    // As many as there are, however many are asked for.
    options.k = 1000, options.reading = certain(), options.max_samples = 1 << 14;
    EXPECT_EQ(choose_seeds(owner(following), options).size(), 1U);
  }
}

TEST(ChooseSeeds, SpendABudgetToTheEnd) {
  Network network;
  for (const char* key : {"ana", "bo", "kim"}) network.add_follow(std::string("reads ") + key, key);
  for (const double share : {0.0, 0.5}) {
    SeedOptions options;
    options.reading = certain(), options.share = share, options.max_samples = 1 << 14;
    options.costs = {{Key("ana"), 0.1}, {Key("bo"), 0.1}, {Key("kim"), 0.1}}, options.budget = 0.3;   // 0.1 + 0.1 + 0.1 > 0.3
    EXPECT_EQ(choose_seeds(owner(network), options).size(), 3U);
    options.budget = 0.29;
    EXPECT_EQ(choose_seeds(owner(network), options).size(), 2U);
  }
}

// kim costs the budget and reaches ten, the others cost little and reach two, all the same two. The steps take one of these, and what they
// leave bounds the best by 2 + 10, where all at first sight would have been 2 + 2 + 2 + 7.
TEST(ChooseSeeds, CertifyTheBestAloneByWhatTheStepsLeft) {
  Network network;
  SeedOptions options;
  for (int i = 0; i < 10; ++i) network.add_follow("k" + std::to_string(i), "kim");
  for (const char* key : {"ana", "bo", "lee"}) {
    for (const char* reader : {"k0", "k1"}) network.add_follow(reader, key);
    options.costs[key] = 1;
  }
  options.k = 4, options.reading = certain(), options.days = infinity, options.costs["kim"] = 10, options.budget = 10;
  const Seeds seeds = choose_seeds(owner(network), options);
  ASSERT_EQ(seeds.size(), 1U);
  EXPECT_EQ(seeds.key(seeds[0].item.member), Key("kim"));
  EXPECT_EQ(seeds.spread.value, 10);
  EXPECT_NEAR(seeds.certificate, 10.0 / 12, 1e-9);
}

TEST(ChooseSeeds, WhatCannotBeAskedIsRefused) {
  Network network;
  network.add_follow("bo", "ana");
  const View view = owner(network);
  const auto code = [](const auto& ask) {
    try {
      ask();
    } catch (const Error& error) { return error.code(); }
    return Errc::io;   // not refused
  };
  EXPECT_EQ(code([&] { (void)choose_seeds(network.snapshot(1000).view("ana", Policy::open())); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)rank_reach(network.snapshot(1000).view("ana", Policy::open()), {.share = 0.5}); }), Errc::invalid_argument);
  for (const double wrong : {nan, -0.1, 1.1}) {
    EXPECT_EQ(code([&] { (void)choose_seeds(view, {.share = wrong}); }), Errc::invalid_argument);
    EXPECT_EQ(code([&] { (void)choose_seeds(view, {.quality = wrong}); }), Errc::invalid_argument);
  }
  for (const double cost : {0.0, -1.0, infinity, nan}) {
    EXPECT_EQ(code([&] { (void)choose_seeds(view, {.costs = {{Key("bo"), cost}}}); }), Errc::invalid_argument);
    EXPECT_EQ(code([&] { (void)choose_seeds(view, {.group_costs = {{"rowing", cost}}}); }), Errc::invalid_argument);
  }
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.k = 0}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.days = nan}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.budget = nan}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.group_cap = -1}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.author = Key("who")}); }), Errc::unknown_member);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.exclude = {"who"}}); }), Errc::unknown_member);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.costs = {{Key("who"), 1.0}}}); }), Errc::unknown_member);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.group_costs = {{"rowers", 1.0}}}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.channels = {.groups = {{"rowers"}}}}); }), Errc::invalid_argument);
  const auto stop = [](std::uint64_t, std::uint64_t) { return false; };
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.progress = stop}); }), Errc::cancelled);
  EXPECT_EQ(code([&] { (void)choose_seeds(view, {.share = 1, .progress = stop}); }), Errc::cancelled);
}

TEST(ChooseSeeds, SayWhoAndHowNear) {
  Network network;
  for (const char* key : {"bo", "kim", "lee"}) network.add_follow(key, "ana"), network.add_group("rowing", key);
  network.add_group("rowing", "max");
  SeedOptions options;
  options.k = 2, options.among = SeedKind::both, options.days = infinity, options.reading = certain();
  const Seeds seeds = choose_seeds(owner(network), options);
  EXPECT_EQ(to_text(seeds), "1. group rowing: adds 4.0, together 4.0\nExact; no choice reaches more than 4.0.\n");
  EXPECT_EQ(to_csv(to_table(seeds)), "rank,member,group,adds\n1,,rowing,4\n");
}

TEST(ChooseSeeds, OfTooFewSetsSaySo) {
  std::vector<ArcRow> rows;
  for (int i = 0; i < 50; ++i) rows.push_back({Key(i), Key(i + 100), 0.5});
  ArcSeedOptions options;
  options.max_samples = 2;
  const Seeds seeds = choose_seeds(ArcGraph(rows), options);
  EXPECT_EQ(seeds.certificate, 0);
  EXPECT_THAT(to_text(seeds), testing::HasSubstr("too few"));
  EXPECT_THAT(to_text(seeds), testing::Not(testing::HasSubstr("nan")));
}

}  // namespace
