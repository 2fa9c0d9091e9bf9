#include "hobnob/learn/targets.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/targets.hpp"
#include "hobnob/io/community.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using testing::HasSubstr;
using testing::StartsWith;

constexpr Time day = seconds_per_day;

/// Events alone: without openness, refusals and asks, of which a backtest knows nothing, its lists are those of `discover_targets`.
Network chatter() {
  Dice dice(11);
  Network network;
  std::vector<std::vector<int>> known(150);
  for (int event = 0; event < 3000; ++event) {
    const int u = static_cast<int>(dice.below(150) * dice.below(150) / 150);
    int v = dice.between(0, 149);
    if (!known[static_cast<std::size_t>(u)].empty() && dice.chance(0.8)) {  // again, or a friend of a friend
      v = dice.pick(known[static_cast<std::size_t>(u)]);
      if (dice.chance(0.2)) v = dice.pick(known[static_cast<std::size_t>(v)]);
    }
    if (u == v) continue;
    network.add_interaction(u, v, 1'000'000'000 + event * 3 * 3600);
    known[static_cast<std::size_t>(u)].push_back(v), known[static_cast<std::size_t>(v)].push_back(u);
  }
  return network;
}

const Network& community() {
  static const Network made = generate_community({.members = 250, .seed = 7});
  return made;
}

template <class Act>
std::string error_of(const Act& act) {
  try {
    act();
  } catch (const Error& e) { return e.what(); }
  return "no error";
}

/// Who has a first-ever tie within (then, until], by asking the record's two pictures pair by pair.
std::map<Key, std::set<Key>> first_ever(const Network& network, Time then, Time until) {
  const Snapshot before = network.snapshot(then), after = network.snapshot(until);
  std::map<Key, std::set<Key>> met;
  for (std::uint32_t u = 0; u < before.member_count(); ++u)
    for (std::uint32_t v = 0; v < before.member_count(); ++v) {
      const auto a = after.find(before.key(MemberId{u})), b = after.find(before.key(MemberId{v}));
      if (a && b && !before.find_tie(MemberId{u}, MemberId{v}) && after.find_tie(*a, *b))
        met[before.key(MemberId{u})].insert(before.key(MemberId{v}));
    }
  return met;
}

double ndcg(const std::vector<Key>& list, const std::set<Key>& right, std::size_t k) {
  double gain = 0, best = 0;
  for (std::size_t i = 0; i < std::min(k, list.size()); ++i) gain += right.contains(list[i]) ? 1 / std::log2(static_cast<double>(i) + 2) : 0;
  for (std::size_t i = 0; i < std::min(k, right.size()); ++i) best += 1 / std::log2(static_cast<double>(i) + 2);
  return gain / best;
}

TEST(BacktestTargets, JudgesTheListsThatWouldHaveBeenGiven) {
  const Network network = chatter();
  const TargetBacktest backtest = backtest_targets(network, {.cuts = {0.6}, .resamples = 20});
  ASSERT_EQ(backtest.size(), 9U);
  const TargetCut& fitted = backtest[0];
  const auto met = first_ever(network, fitted.as_of, fitted.until);
  ASSERT_GT(met.size(), 20U);
  EXPECT_EQ(fitted.seekers, met.size());
  std::uint64_t positives = 0;
  for (const auto& [seeker, right] : met) positives += right.size();
  EXPECT_EQ(fitted.positives, positives);
  EXPECT_EQ(fitted.until - fitted.as_of, 60 * day);
  const Snapshot then = network.snapshot(fitted.as_of);
  const View view = then.owner_view(Policy::open());
  for (const TargetCut& cut : backtest) {
    TargetOptions options{.k = 1000, .connected_at = 0, .topic_weight = 0};
    if (cut.ranking == "fitted") options.model = fit_targets(network, cut.as_of);
    else if (cut.ranking != "preset") {
      options.measure = static_cast<TargetMeasure>(std::ranges::find(target_measure_names, cut.ranking) - target_measure_names.begin());
      options.everybody = true;
    }
    double sum = 0;
    for (const auto& [seeker, right] : met) {
      std::vector<std::pair<double, Key>> list;  // openness is none of a backtest's business
      const Targets told = discover_targets(view, view.id(seeker), options);
      for (const auto& row : told) {
        double score = 1;
        for (const Factor& factor : row.factors)
          if (factor.name != "openness" && factor.name != "rested" && factor.name != "fit" && factor.name != "novelty") score *= factor.value;
        list.emplace_back(-score, told.key(row.item.member));
      }
      std::ranges::sort(list);
      std::vector<Key> order;
      for (const auto& [score, key] : list) order.push_back(key);
      sum += ndcg(order, right, 10);
    }
    EXPECT_NEAR(cut.scores.ndcg, sum / static_cast<double>(met.size()), 1e-9) << cut.ranking;
    EXPECT_EQ(cut.seekers, met.size());
  }
}

TEST(BacktestTargets, IsTheSameFromAnyNumberOfThreads) {
  const TargetBacktest one = backtest_targets(community(), {.cuts = {0.5}, .resamples = 20});
  EXPECT_EQ(backtest_targets(community(), {.cuts = {0.5}, .resamples = 20, .threads = 3}), one);
  EXPECT_THAT(to_text(one), HasSubstr("fitted: nDCG@10"));
  EXPECT_EQ(to_table(one).row_count(), 9U);
}

TEST(BacktestTargets, RefusesWhatMakesNoSense) {
  EXPECT_THAT(error_of([] { (void)backtest_targets(Network()); }), HasSubstr("no past"));
  EXPECT_THAT(error_of([] { (void)backtest_targets(community(), {.cuts = {}}); }), HasSubstr("cuts must be 1…1000"));
  EXPECT_THAT(error_of([] { (void)backtest_targets(community(), {.cuts = {1.5}}); }), HasSubstr("above 0 and below 1"));
  EXPECT_THAT(error_of([] { (void)backtest_targets(community(), {.window_days = 0}); }), HasSubstr("window_days"));
  int heard = 0;
  TargetBacktestOptions stops{.cuts = {0.5}};
  stops.progress = [&](std::uint64_t, std::uint64_t) { return ++heard < 3; };
  EXPECT_THAT(error_of([&] { (void)backtest_targets(community(), stops); }), HasSubstr("asked to stop"));
}

TEST(FitTargets, LooksAtNothingLater) {
  const Time as_of = community().last_event() - 100 * day;
  const TargetModel model = fit_targets(community(), as_of);
  EXPECT_THAT(model.origin, StartsWith("fitted to "));
  Network other = community();
  const std::vector<Key> keys = other.keys();
  for (std::size_t i = 0; i + 50 < keys.size(); i += 3) other.add_interaction(keys[i], keys[i + 50], as_of + 1);
  EXPECT_EQ(fit_targets(other, as_of), model);
  EXPECT_EQ(fit_targets(community(), as_of, {.threads = 2}), model);
}

TEST(FitTargets, FindsWhatPeopleGoBy) {
  // A ring of friends, of whom some are busy meeting others just then. In one history these come to know each other, however far away; in the other
  // those who are near and not busy.
  const TargetModel preset;
  const auto grown = [&](bool by_news) {
    Network network;
    const int members = 120;
    for (int u = 0; u < members; ++u)
      for (int step : {1, 2, 3}) network.add_interaction(u, (u + step) % members, 1'000'000'000 + u);
    const Time then = 1'000'000'000 + 61 * day, now = then + 60 * day;
    for (int u = 0; u < members; u += 10)  // busy members: many new ties, once each
      for (int step = 20; step < 32; ++step) network.add_interaction(u, (u + step) % members, then - day);
    for (int u = 0; u < members; u += 20) {
      if (by_news) network.add_interaction(u, u + 10, then + 5 * day);  // both busy, and far from each other
      else
        for (int away : {4, 14}) network.add_interaction(u + away, (u + away + 4) % members, then + 5 * day);  // near, and not busy
    }
    return fit_targets(network, now);
  };
  const TargetModel news = grown(true), close = grown(false);
  EXPECT_THAT(news.origin, StartsWith("fitted to "));
  EXPECT_GT(news.new_ties / news.jaccard, 1.5 * close.new_ties / close.jaccard);
  EXPECT_LT(close.new_ties / close.jaccard, preset.new_ties / preset.jaccard);
  for (const TargetModel& model : {news, close})
    for (std::size_t m = 0; m < target_measure_names.size(); ++m) EXPECT_GE(model.weight(static_cast<TargetMeasure>(m)), 0);
}

TEST(FitTargets, SaysWhyItIsThePreset) {
  EXPECT_THAT(fit_targets(Network(), 0).origin, StartsWith("preset; not fitted: 0 members"));
  EXPECT_THAT(fit_targets(Network(), min_time).origin, HasSubstr("no time before"));
  EXPECT_THAT(error_of([] { (void)fit_targets(Network(), max_time + 1); }), HasSubstr("as_of must be"));
  EXPECT_THAT(error_of([] { (void)fit_targets(Network(), 0, {.seekers = 0}); }), HasSubstr("seekers must be"));
  TargetModel unfitted = fit_targets(Network(), 0);
  unfitted.origin = TargetModel{}.origin;
  EXPECT_EQ(unfitted, TargetModel{});
}

}  // namespace
