#include "hobnob/introduce/targets.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "support/progress.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Time now = 1'700'000'000;
constexpr Time day = seconds_per_day;

using Scores = std::map<Key, double>;

Scores scores_of(const Targets& targets) {
  Scores scores;
  for (const auto& row : targets) scores[targets.key(row.item.member)] = row.score;
  return scores;
}
std::vector<Key> order_of(const Targets& targets) {
  std::vector<Key> order;
  for (const auto& row : targets) order.push_back(targets.key(row.item.member));
  return order;
}

// --- the measures, by matrices over the whole projection ------------------------------------------------------------------------------

struct Matrices {
  std::vector<Key> keys;
  Eigen::MatrixXd ties, chance, out;  // A, p(row → column), S(row → column)
  Eigen::MatrixXd recency, use;       // 2^(−windows since the last event), 1/events; 0 where there was none
  Eigen::VectorXd willing;

  explicit Matrices(const View& view) {
    std::vector<MemberId> ids;
    for (std::uint32_t u = 0; u < view.id_bound(); ++u)
      if (view.contains(MemberId{u})) ids.push_back(MemberId{u}), keys.push_back(view.key(MemberId{u}));
    const auto n = std::ssize(ids);
    ties = chance = out = recency = use = Eigen::MatrixXd::Zero(n, n);
    willing = Eigen::VectorXd::Zero(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const MemberId u = ids[static_cast<std::size_t>(i)];
      willing(i) = view.willingness(u);
      for (Eigen::Index j = 0; j < n; ++j) {
        const MemberId v = ids[static_cast<std::size_t>(j)];
        const auto tie = view.find_tie(u, v);
        if (!tie) continue;
        ties(i, j) = 1, chance(i, j) = std::exp(-double{tie->cost}), out(i, j) = view.strength(u, v);
        const TieFacts facts = view.tie_facts(u, v).value();
        double seconds = infinity;
        for (const auto& since : {facts.seconds_since_out, facts.seconds_since_back})
          if (since) seconds = std::min(seconds, static_cast<double>(*since));
        const std::uint32_t events = facts.events_out + facts.events_back;
        if (events > 0) recency(i, j) = std::exp2(-seconds / (86400 * view.model().window_days)), use(i, j) = 1.0 / events;
      }
    }
  }
  [[nodiscard]] Eigen::Index place(const Key& key) const { return std::ranges::lower_bound(keys, key) - keys.begin(); }
  static double inverse(double x) { return x > 0 ? 1 / x : 0; }
  /// Σ_z f(z)·a(s, z)·b(z, t)
  static Eigen::VectorXd through(const Eigen::MatrixXd& a, const Eigen::VectorXd& f, const Eigen::MatrixXd& b, Eigen::Index s) {
    return (a.row(s) * f.asDiagonal() * b).transpose();
  }
  static Eigen::VectorXd pagerank(const Eigen::MatrixXd& w, double restart, Eigen::Index s) {
    const auto n = w.rows();
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n);
    for (Eigen::Index u = 0; u < n; ++u) {
      const double total = w.row(u).sum();
      if (total > 0) system.col(u) -= (1 - restart) * w.row(u).transpose() / total;
      else system(u, u) -= 1 - restart;
    }
    Eigen::VectorXd source = Eigen::VectorXd::Zero(n);
    source(s) = restart;
    return system.partialPivLu().solve(source);
  }
  [[nodiscard]] Eigen::VectorXd measure(TargetMeasure which, Eigen::Index s) const {
    const auto n = ties.rows();
    const Eigen::VectorXd d = ties.rowwise().sum(), ones = Eigen::VectorXd::Ones(n);
    const Eigen::VectorXd common = through(ties, ones, ties, s);
    const Eigen::MatrixXd both = out + out.transpose();
    switch (which) {
      case TargetMeasure::common_neighbours: return common;
      case TargetMeasure::adamic_adar: return through(ties, d.unaryExpr([](double x) { return x > 1 ? 1 / std::log(x) : 0; }), ties, s);
      case TargetMeasure::resource_allocation: return through(ties, d.unaryExpr(&inverse), ties, s);
      case TargetMeasure::jaccard: {
        Eigen::VectorXd of = common;
        for (Eigen::Index t = 0; t < n; ++t) of(t) *= inverse(d(s) + d(t) - common(t));
        return of;
      }
      case TargetMeasure::preferential_attachment: return d(s) * d;
      case TargetMeasure::katz: {
        Eigen::RowVectorXd walks = ties.row(s), sum = 0.005 * walks;
        for (int l = 2; l <= 4; ++l) walks *= ties, sum += std::pow(0.005, l) * walks;
        return sum.transpose();
      }
      case TargetMeasure::pagerank: return pagerank(ties, 0.15, s);
      case TargetMeasure::warm: {
        Eigen::VectorXd none = ones;
        for (Eigen::Index t = 0; t < n; ++t)
          for (Eigen::Index z = 0; z < n; ++z)
            if (z != s && z != t) none(t) *= 1 - chance(s, z) * willing(z) * chance(z, t);
        return ones - none;
      }
      case TargetMeasure::strength_allocation: {
        const Eigen::MatrixXd q = (both / 2).cwiseSqrt();
        return through(q, q.rowwise().sum().unaryExpr(&inverse), q, s);
      }
      case TargetMeasure::strength_pagerank: return pagerank(both, 0.15, s);
      case TargetMeasure::near_pagerank: return pagerank(both, 0.5, s);
      case TargetMeasure::recent_pagerank: return pagerank(recency, 0.15, s);
      case TargetMeasure::new_ties: return (recency.array().pow(4) * use.array()).rowwise().sum().matrix();
    }
    return {};
  }
};

/// Asks about random records, for the owner and members.
int for_views(int worlds, const std::function<void(const View&, const Key&, Dice&)>& check) {
  int asked = 0;
  for (int seed = 0; seed < worlds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("world " + std::to_string(seed));
    Dice dice(static_cast<std::uint64_t>(seed) + 5'000'000);
    const int members = dice.between(4, 14);
    const support::RandomFacts wanted{.members = members,
                                      .facts = members * dice.between(2, 9),
                                      .days = 40,
                                      .text_keys = dice.chance(0.5),
                                      .refusals_too = false,
                                      .restrained = dice.chance(0.4) ? 0 : 0.5 * dice.unit()};
    const Network network = support::network_of(support::random_facts(dice, wanted));
    const Snapshot snapshot =
        network.snapshot(support::first_day + support::one_day * dice.between(20, 60),
                         preset({.window_days = dice.chance(0.5) ? 30.0 : 5.0, .reciprocity = dice.chance(0.7) ? 0.5 : dice.unit()}));
    for (std::uint32_t u = 0; u < snapshot.id_bound(); ++u) {
      const Policy policy = dice.chance(0.5) ? Policy::open() : support::random_policy(dice);
      const Key key = snapshot.key(MemberId{u});
      check(dice.chance(0.5) ? snapshot.owner_view(policy) : snapshot.view(key, policy), key, dice);
      ++asked;
    }
  }
  return asked;
}

// Of a model with scales of its own most members are never looked at, for what they could score at best is known. Asked to spread the answer,
// everybody is.
TEST(Targets, OfAModelWithScalesAreTheBestOfThemAll) {
  int asked = 0;
  for (std::uint64_t seed = 0; seed < 60 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed + 9'000'000);
    Network network;
    const int members = dice.between(12, 40);
    const std::vector<std::string> topics{"law", "wine", "rowing", "steel"};
    for (int u = 0; u < members; ++u) {
      Member profile;
      if (dice.chance(0.7)) profile.industry = dice.chance(0.5) ? "wine" : "steel";
      if (dice.chance(0.6)) profile.needs = {topics[dice.below(4)]};
      if (dice.chance(0.6)) profile.offers = {topics[dice.below(4)]};
      if (dice.chance(0.5)) profile.openness = dice.unit();
      network.add_member(std::int64_t{u}, profile);
    }
    for (int i = 0; i < 3 * members; ++i) {
      const int u = dice.between(0, members - 1), v = dice.between(0, members - 1);
      if (u != v) network.add_interaction(std::int64_t{u}, std::int64_t{v}, now - dice.between(0, 60) * day);
      if (u != v && dice.chance(0.2)) network.record_impression(std::int64_t{v}, std::int64_t{u}, now - dice.between(0, 60) * day);
    }
    const View view = network.snapshot(now).owner_view(Policy::open());
    for (std::size_t m = 0; m < target_measure_names.size(); ++m) {
      TargetOptions options{.k = dice.between(1, 6), .measure = static_cast<TargetMeasure>(m), .novelty = dice.chance(0.5) ? 2.0 : 0.0};
      if (dice.chance(0.3)) options.topic_weight = dice.chance(0.5) ? 0 : 5;
      for (std::uint32_t u = 0; u < view.id_bound(); ++u) {
        options.per_industry = 0;
        const Targets few = discover_targets(view, MemberId{u}, options);
        options.per_industry = 100'000;
        const Targets all = discover_targets(view, MemberId{u}, options);
        EXPECT_EQ(few, all) << target_measure_names[m];
        asked += few.empty() ? 0 : 1;
      }
    }
  }
  EXPECT_GT(asked, 5'000);
}

TEST(TargetMeasures, EqualMatricesOnRandomRecords) {
  int compared = 0;
  for_views(400, [&](const View& view, const Key& seeker, Dice&) {
    const Matrices all(view);
    const Eigen::Index s = all.place(seeker);
    for (std::size_t m = 0; m < target_measure_names.size(); ++m) {
      const auto which = static_cast<TargetMeasure>(m);
      const Eigen::VectorXd wanted = all.measure(which, s);
      const Targets found = discover_targets(view, view.id(seeker), {.k = 1000, .measure = which, .everybody = true});
      Eigen::MatrixXd weights;  // of a PageRank, of which a millionth of the seeker's average tie may be missing for each unit of a total
      if (which == TargetMeasure::pagerank) weights = all.ties;
      if (which == TargetMeasure::strength_pagerank || which == TargetMeasure::near_pagerank) weights = all.out + all.out.transpose();
      if (which == TargetMeasure::recent_pagerank) weights = all.recency;
      Scores scores = scores_of(found);
      for (const auto& row : found) {
        const double open = view.openness(row.item.member), rested = row.factors.back().value, fit = row.factors[1].value;
        const double value = row.score / (open * rested * fit), truth = wanted(all.place(found.key(row.item.member)));
        const Eigen::Index t = all.place(found.key(row.item.member));
        const double missing = weights.rows() == 0 ? 0 : 1e-6 * weights.row(t).sum() * all.ties.row(s).sum() / weights.row(s).sum();
        ASSERT_NEAR(value, truth, 1e-9 + 2e-5 * truth + missing) << target_measure_names[m];
        if (m <= static_cast<std::size_t>(TargetMeasure::katz)) { ASSERT_NEAR(value, truth, 1e-12 * (1 + truth)) << target_measure_names[m]; }
        ++compared;
      }
      for (Eigen::Index t = 0; t < wanted.size(); ++t) {  // whoever is missing has none of it, or is no candidate
        const Key& key = all.keys[static_cast<std::size_t>(t)];
        if (t == s || scores.contains(key) || wanted(t) < 1e-3) continue;
        const MemberId u = view.id(key), self = view.id(seeker);
        const bool connected = view.find_tie(self, u) && (view.tie_facts(self, u)->declared || std::max(all.out(s, t), all.out(t, s)) >= 0.05);
        ASSERT_TRUE(connected || view.openness(u) == 0 || view.blocked(self, u) || view.asked(self, u) || view.days_since_decline(self, u))
            << target_measure_names[m] << ' ' << key.to_string();
      }
    }
  });
  EXPECT_GT(compared, 50'000);
}

TEST(DiscoverTargets, IsTheProductOfPowers) {
  int compared = 0;
  for_views(300, [&](const View& view, const Key& seeker, Dice& dice) {
    TargetModel model = TargetModel::only(TargetMeasure::resource_allocation);
    model.scales.clear();
    for (double* weight : {&model.warm, &model.katz, &model.jaccard, &model.adamic_adar}) *weight = dice.chance(0.4) ? 0 : 2 * dice.unit();
    const TargetOptions options{.k = 1000, .model = model, .everybody = true};
    const Targets found = discover_targets(view, view.id(seeker), options);
    std::map<std::string, Scores> alone;
    for (std::size_t m = 0; m < target_measure_names.size(); ++m) {
      const auto which = static_cast<TargetMeasure>(m);
      if (model.weight(which) == 0) continue;
      TargetModel one = TargetModel::only(which);
      one.scales.assign(target_measure_names.size(), 1.0);  // M + 1, so that whoever has none is there
      alone[std::string(target_measure_names[m])] = scores_of(discover_targets(view, view.id(seeker), {.k = 1000, .model = one, .everybody = true}));
    }
    for (const auto& [name, scores] : alone) {
      const auto which = static_cast<TargetMeasure>(std::ranges::find(target_measure_names, name) - target_measure_names.begin());
      std::vector<double> values;  // δ from the values alone
      std::map<Key, double> value;
      for (const auto& row : found) {
        const Key key = found.key(row.item.member);
        double rest = 1;
        for (const Factor& factor : row.factors)
          if (!alone.contains(factor.name)) rest *= factor.value;
        value[key] = scores.at(key) / rest - 1;
        if (value[key] > 1e-12) values.push_back(value[key]);
      }
      std::ranges::sort(values);
      double scale = 1;
      if (!values.empty()) {
        const double place = 0.9 * static_cast<double>(values.size() - 1);
        const auto low = static_cast<std::size_t>(place);
        scale = values[low] + (place - std::floor(place)) * (values[std::min(low + 1, values.size() - 1)] - values[low]);
      }
      for (const auto& row : found) {
        const auto factor = std::ranges::find(row.factors, name, &Factor::name);
        ASSERT_NE(factor, row.factors.end());
        const double truth = std::pow(std::max(0.0, value[found.key(row.item.member)]) + scale, model.weight(which));
        ASSERT_NEAR(factor->value, truth, 1e-6 * (1 + truth)) << name;
        ++compared;
      }
    }
  });
  EXPECT_GT(compared, 5'000);
}

// --- who is a candidate ---------------------------------------------------------------------------------------------------------------

/// ana – bo – {cy, di, ed}; fi far away.
class Square : public testing::Test {
 protected:
  Square() {
    for (const char* key : {"ana", "bo", "cy", "di", "ed", "fi", "gu"}) network.add_member(key);
    for (const auto& [a, b] : {std::pair("ana", "bo"), std::pair("bo", "cy"), std::pair("bo", "di"), std::pair("bo", "ed"), std::pair("fi", "gu")})
      network.add_connection(a, b);
  }
  View owner() const { return network.snapshot(now).owner_view(Policy::open()); }
  Targets ask(const TargetOptions& options = {}) const {
    const View view = owner();
    return discover_targets(view, view.id("ana"), options);
  }
  Network network;
};

TEST_F(Square, FindsThoseWithinTwoHopsAndWhoCouldIntroduce) {
  const Targets found = ask();
  EXPECT_THAT(order_of(found), ElementsAre(Key("cy"), Key("di"), Key("ed")));  // equal: by id
  for (const auto& row : found) EXPECT_EQ(found.key(row.item.via), Key("bo"));
  EXPECT_THAT(order_of(ask({.everybody = true})), testing::UnorderedElementsAre(Key("cy"), Key("di"), Key("ed"), Key("fi"), Key("gu")));
  EXPECT_EQ(ask({.everybody = true})[4].item.via, no_member);
  EXPECT_THAT(to_text(found), HasSubstr("1. cy, whom bo could introduce"));
  EXPECT_EQ(to_table(found).columns[1].name, "target");
}

TEST_F(Square, ADormantTieLeavesSomebodyToMeetAgain) {
  network.add_interaction("ana", "cy", now - 3000 * day);
  const View view = owner();
  ASSERT_LT(std::max(view.strength(view.id("ana"), view.id("cy")), view.strength(view.id("cy"), view.id("ana"))), 0.05);
  const Targets found = ask();
  EXPECT_THAT(order_of(found), testing::Contains(Key("cy")));
  for (const auto& row : found) {
    const auto tie = view.find_tie(view.id("ana"), view.id(found.key(row.item.member)));
    EXPECT_EQ(tie.has_value(), found.key(row.item.member) == Key("cy"));
    EXPECT_EQ(row.item.direct, tie ? std::optional(probability_of(tie->cost)) : std::nullopt);
  }
  EXPECT_THAT(to_text(found), HasSubstr("cy, known from before ("));
  EXPECT_EQ(scores_of(ask({.connected_at = 0})).count("cy"), 0U);
  network.add_interaction("ana", "cy", now - day);
  EXPECT_EQ(scores_of(ask()).count("cy"), 0U);
}

TEST_F(Square, LeavesOutWhoIsAskedForRestsRefusesOrIsExcluded) {
  EXPECT_EQ(scores_of(ask({.exclude = {"di"}})).count("di"), 0U);
  EXPECT_THROW((void)ask({.exclude = {"di", "nobody"}}), Error);   // a slip of the pen is told
  EXPECT_THROW((void)discover_targets_for_all(owner(), {.exclude = {"nobody"}}), Error);
  const View anas = network.snapshot(now).view("ana", Policy::open());
  EXPECT_FALSE(discover_targets(anas, anas.id("ana"), {.exclude = {"nobody"}}).empty());   // who may not know cannot be told
  network.record_ask("ana", "bo", "cy", now - day);
  EXPECT_THAT(order_of(ask()), ElementsAre(Key("di"), Key("ed")));
  network.record_outcome("ana", "bo", "cy", now - day / 2, Outcome::no);  // the introducer's no: cy may be asked for by others
  EXPECT_EQ(scores_of(ask()).count("cy"), 1U);
  network.record_ask("ana", "bo", "di", now - 40 * day);
  network.record_outcome("ana", "bo", "di", now - 39 * day, Outcome::declined);
  EXPECT_EQ(scores_of(ask()).count("di"), 0U);
  EXPECT_EQ(scores_of(ask({.rest_days = 30})).count("di"), 1U);
  network.set_consent("ed", Purpose::be_introduced, false);
  EXPECT_EQ(scores_of(ask()).count("ed"), 0U);
}

TEST_F(Square, AnIntroducerWhoRestsIsNotNamed) {
  network.add_connection("ana", "gu");
  network.add_connection("gu", "cy");
  network.record_ask("ana", "bo", "di", now - day);
  network.record_outcome("ana", "bo", "di", now - day / 2, Outcome::no);
  const auto via = [&](const TargetOptions& options, const Key& key) {
    const Targets found = ask(options);
    for (const auto& row : found)
      if (found.key(row.item.member) == key) return row.item.via == no_member ? Key("nobody") : found.key(row.item.via);
    return Key("absent");
  };
  EXPECT_EQ(via({}, "di"), Key("nobody"));
  EXPECT_EQ(via({}, "cy"), Key("gu"));
  EXPECT_EQ(via({.rest_days = 0}, "di"), Key("bo"));
}

TEST_F(Square, RecencyFarBackIsNoEndlessMatter) {
  network.add_interaction("ana", "fi", now - day);
  network.add_interaction("fi", "hy", now - 3000 * day);
  network.add_interaction("hy", "iv", now - 3000 * day);
  const View view = network.snapshot(now, preset({.window_days = 0.5})).owner_view(Policy::open());
  for (const char* seeker : {"ana", "hy", "iv"}) EXPECT_FALSE(discover_targets(view, view.id(seeker)).empty());
}

TEST_F(Square, WeightsThatWereChangedAreByHand) {
  TargetModel model;
  EXPECT_THAT(ask({.model = model}).method, HasSubstr("weights: preset"));
  model.warm = 1;
  EXPECT_THAT(ask({.model = model}).method, HasSubstr("weights: by hand"));
}

TEST_F(Square, BlocksHideBothWays) {
  network.add_block("di", "ana");
  EXPECT_EQ(scores_of(ask()).count("di"), 0U);
  const View view = network.snapshot(now).view("ana", Policy::open());
  EXPECT_EQ(scores_of(discover_targets(view, view.id("ana"))).count("di"), 0U);
}

// --- what multiplies ------------------------------------------------------------------------------------------------------------------

double factor(const Targets& targets, const Key& key, const std::string& name) {
  for (const auto& row : targets)
    if (targets.key(row.item.member) == key)
      for (const Factor& each : row.factors)
        if (each.name == name) return each.value;
  return -1;
}

TEST_F(Square, NeedsAndOffersThatFitCount) {
  network.update_member("ana", {.needs = {"law", "tax"}, .offers = {"jazz"}});
  network.update_member("cy", {.needs = {"jazz"}, .offers = {"tax"}});
  network.update_member("di", {.offers = {"law", "tax"}});
  network.update_member("ed", {.needs = {"tax"}});
  // n = 7: law is said by two (ana, di), tax by all four, jazz by two.
  const double law = std::log1p(7 / 2.0), tax = std::log1p(7 / 4.0);
  const double of_ana = std::sqrt(law * law + tax * tax);
  EXPECT_NEAR(factor(ask(), "cy", "fit"), std::sqrt((1 + tax / of_ana) * 2), 1e-12);
  EXPECT_NEAR(factor(ask(), "di", "fit"), std::sqrt(2), 1e-12);
  EXPECT_EQ(factor(ask(), "ed", "fit"), 1);
  EXPECT_NEAR(factor(ask({.topic_weight = 3}), "di", "fit"), 2, 1e-12);
  EXPECT_EQ(factor(ask({.topic_weight = 0}), "di", "fit"), 1);
}

TEST_F(Square, OpennessNoveltyAndRestMultiply) {
  network.update_member("ana", {.industry = "law"});
  network.update_member("cy", {.industry = "law", .openness = 0.5});
  network.update_member("di", {.industry = "music"});
  for (int i = 0; i < 3; ++i) network.record_impression("ana", "ed", now);
  const Targets found = ask({.novelty = 0.5});
  EXPECT_EQ(factor(found, "cy", "openness"), 0.5);
  EXPECT_EQ(factor(found, "cy", "novelty"), 1);
  EXPECT_EQ(factor(found, "di", "novelty"), 1.5);
  EXPECT_EQ(factor(found, "ed", "novelty"), 1);
  EXPECT_DOUBLE_EQ(factor(found, "ed", "rested"), 0.5);
  EXPECT_EQ(factor(found, "di", "rested"), 1);
}

TEST_F(Square, AtMostSoManyOfAKind) {
  for (const char* key : {"cy", "di", "ed"}) network.update_member(key, {.industry = "law", .organisation = key[0] == 'e' ? "b" : "a"});
  network.add_group("choir", "ana");
  network.add_group("choir", "di");
  network.add_group("choir", "ed");
  network.add_group("secret", "cy");
  network.add_group("secret", "di");
  EXPECT_THAT(order_of(ask({.per_industry = 2})), ElementsAre(Key("cy"), Key("di")));
  EXPECT_THAT(order_of(ask({.per_organisation = 1})), ElementsAre(Key("cy"), Key("ed")));
  EXPECT_THAT(order_of(ask({.per_group = 1})), ElementsAre(Key("cy"), Key("di")));  // of ana's own groups
}

// --- errors and edges -----------------------------------------------------------------------------------------------------------------

template <class Act>
std::string error_of(const Act& act) {
  try {
    act();
  } catch (const Error& e) { return e.what(); }
  return "no error";
}

TEST_F(Square, RefusesAMeasureThatThereIsNot) {
  EXPECT_EQ(error_of([&] { ask({.measure = static_cast<TargetMeasure>(77)}); }), "measure must be one of the values 0…12 of its enum, got 77");
  EXPECT_EQ(error_of([&] { (void)TargetModel::only(static_cast<TargetMeasure>(13)); }), "measure must be one of the values 0…12 of its enum, got 13");
  EXPECT_EQ(TargetModel{}.weight(static_cast<TargetMeasure>(13)), 0);
}

TEST_F(Square, RefusesWhatMakesNoSense) {
  EXPECT_THAT(error_of([&] { ask({.k = 0}); }), HasSubstr("k must be"));
  TargetModel none = TargetModel::only(TargetMeasure::katz);
  none.katz = 0;
  EXPECT_THAT(error_of([&] { ask({.model = none}); }), HasSubstr("at least one measure"));
  EXPECT_THAT(error_of([&] { ask({.model = {.warm = std::nan("")}}); }), HasSubstr("warm must be 0…10"));
  EXPECT_THAT(error_of([&] { ask({.model = {.scales = {1, 2}}}); }), HasSubstr("scales must be empty or one for each"));
  EXPECT_THAT(error_of([&] { ask({.model = {.scales = std::vector<double>(target_measure_names.size(), -1)}}); }), HasSubstr("scales must be 0"));
  const View view = network.snapshot(now).view("ana", Policy::open());
  EXPECT_THAT(error_of([&] { discover_targets(view, view.id("bo")); }), HasSubstr("must be the viewer"));
  EXPECT_THAT(error_of([&] { discover_targets_for_all(view); }), HasSubstr("needs the owner's view"));
}

TEST(DiscoverTargets, OfNobodyIsEmpty) {
  Network network;
  network.add_member("ana");
  const View view = network.snapshot(now).owner_view(Policy::open());
  EXPECT_TRUE(discover_targets(view, view.id("ana")).empty());
  EXPECT_THAT(to_text(discover_targets(view, view.id("ana"))), HasSubstr("Nobody found"));
  EXPECT_TRUE(discover_targets_for_all(view).empty());
  EXPECT_TRUE(discover_targets_for_all(Network().snapshot(now).owner_view(Policy::open())).empty());
}

// --- everybody's ----------------------------------------------------------------------------------------------------------------------

TEST(DiscoverTargetsForAll, IsEachMembersOwnAnswer) {
  int rows = 0;
  for (int seed = 0; seed < 60 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(static_cast<std::uint64_t>(seed) + 6'000'000);
    const int members = dice.between(3, 80);
    const Network network = support::network_of(support::random_facts(
        dice, {.members = members, .facts = members * 6, .refusals_too = false, .restrained = dice.chance(0.5) ? 0 : 0.3 * dice.unit()}));
    const Snapshot snapshot = network.snapshot(support::first_day + 60 * support::one_day);
    const Policy policy = dice.chance(0.5) ? Policy::open() : support::random_policy(dice);
    TargetOptions options{.k = dice.between(1, 10), .connected_at = 0.2, .novelty = 0.3};
    if (dice.chance(0.5)) options.measure = static_cast<TargetMeasure>(dice.below(target_measure_names.size()));
    const TargetLists lists = discover_targets_for_all(snapshot.owner_view(policy), options);
    std::size_t row = 0;
    for (std::uint32_t u = 0; u < snapshot.id_bound(); ++u) {
      const View own = snapshot.view(snapshot.key(MemberId{u}), policy);
      for (const auto& [target, score, factors] : discover_targets(own, MemberId{u}, options)) {
        ASSERT_LT(row, lists.size());
        ASSERT_EQ(lists.targets[row], target.member);
        ASSERT_EQ(lists.scores[row], score);
        ++row, ++rows;
      }
    }
    ASSERT_EQ(row, lists.size());
    for (const int threads : {2, 8}) {
      options.threads = threads;
      const TargetLists again = discover_targets_for_all(snapshot.owner_view(policy), options);
      ASSERT_EQ(again.targets, lists.targets);
      ASSERT_EQ(again.scores, lists.scores);
      ASSERT_EQ(again.ties_touched, lists.ties_touched);
    }
  }
  EXPECT_GT(rows, 3000);
}

TEST(DiscoverTargetsForAll, HearsAWishToStop) {
  Network network;
  for (int i = 0; i < 300; ++i) network.add_connection(i, (i + 1) % 300);
  TargetOptions options;
  int heard = 0;
  options.progress = [&](std::uint64_t, std::uint64_t all) { return all == 300 && ++heard < 2; };
  const View view = network.snapshot(now).owner_view(Policy::open());
  EXPECT_THAT(error_of([&] { discover_targets_for_all(view, options); }), HasSubstr("asked to stop"));
  EXPECT_EQ(heard, 2);
}

TEST(DiscoverTargets, TellsOfProgressAndEndsWhenAsked) {
  const Network network = support::long_record();
  const View view = network.snapshot(network.last_event()).owner_view(Policy::open());
  const MemberId seeker = view.id("member 0");
  for (const auto& measure : {std::optional<TargetMeasure>(), std::optional(TargetMeasure::katz), std::optional(TargetMeasure::warm)})
    for (const bool everybody : {true, false}) {
      TargetOptions options{.measure = measure, .everybody = everybody};
      const Targets usual = discover_targets(view, seeker, options);
      const auto told = [&](const support::Progress& progress) {
        options.progress = progress;
        EXPECT_EQ(discover_targets(view, seeker, options), usual);
      };
      support::expect_told_and_ended(told, everybody ? 5 : 2);
      options.progress = {};
      EXPECT_EQ(discover_targets(view, seeker, options), usual);   // what was known half is known to be
    }
}

}  // namespace
