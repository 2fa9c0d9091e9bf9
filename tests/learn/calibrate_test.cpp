// Calibrations, found again by other roads: every partition into blocks, pooling in a plain loop, gradients by differences, and a record
// whose introducers keep to a curve that is known.
#include "hobnob/learn/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/paths.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using testing::HasSubstr;

struct Sample {
  std::vector<double> p;
  std::vector<std::uint8_t> outcome;
  void add(double probability, bool worked, int times = 1) {
    for (int i = 0; i < times; ++i) p.push_back(probability), outcome.push_back(worked ? 1 : 0);
  }
  [[nodiscard]] Calibration fit(CalibrateMethod method = CalibrateMethod::automatic) const { return calibrate(p, outcome, {.method = method}); }
  [[nodiscard]] double yes() const { return static_cast<double>(std::count(outcome.begin(), outcome.end(), 1)); }
  [[nodiscard]] double no() const { return static_cast<double>(outcome.size()) - yes(); }
};

double sigma(double z) { return 1 / (1 + std::exp(-z)); }
double logit(double p) { return std::log(p / (1 - p)); }

/// Few distinct predictions, each many times; outcomes hardly follow them, so that there is much to pool.
Sample few_predictions(Dice& dice, int distinct) {
  Sample sample;
  for (int i = 0; i < distinct; ++i) {
    const double p = dice.unit(), truth = dice.chance(0.2) ? (dice.chance(0.5) ? 0 : 1) : dice.unit();
    for (int n = 50 / distinct + dice.between(1, 6); n > 0; --n) sample.add(p, dice.chance(truth));
  }
  return sample;
}

Sample spread(Dice& dice, int count, double slope, double intercept) {
  Sample sample;
  for (int i = 0; i < count; ++i) {
    const double p = dice.chance(0.2) ? 0.05 * dice.between(1, 19) : 0.001 + 0.998 * dice.unit();
    sample.add(p, dice.chance(sigma(slope * logit(p) + intercept)));
  }
  return sample;
}

std::string complaint(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), Errc::invalid_argument);
    return e.what();
  }
  return "no complaint";
}

// --- isotonic ------------------------------------------------------------------------------------------------------------------------

using Means = std::map<double, std::pair<double, double>>;  // by prediction: how many, how many yeses

Means counted(const Sample& sample) {
  Means pools;
  for (std::size_t i = 0; i < sample.p.size(); ++i) pools[sample.p[i]].first += 1, pools[sample.p[i]].second += sample.outcome[i];
  return pools;
}

/// The rising step values of least squared error, by trying every partition into blocks.
std::vector<double> least_squares(const Means& pools) {
  const std::vector<std::pair<double, std::pair<double, double>>> list(pools.begin(), pools.end());
  std::vector<double> best;
  double least = infinity;
  for (std::uint32_t cuts = 0; cuts < 1U << (list.size() - 1); ++cuts) {
    std::vector<double> values;
    double error = 0;
    bool rises = true;
    for (std::size_t from = 0; from < list.size();) {
      std::size_t to = from + 1;
      while (to < list.size() && ((cuts >> (to - 1)) & 1U) == 0) ++to;
      double n = 0, k = 0;
      for (std::size_t i = from; i < to; ++i) n += list[i].second.first, k += list[i].second.second;
      rises = rises && (values.empty() || values.back() <= k / n);
      values.insert(values.end(), to - from, k / n);
      error += k * (1 - k / n) * (1 - k / n) + (n - k) * (k / n) * (k / n);
      from = to;
    }
    if (rises && error < least - 1e-12) least = error, best = values;
  }
  return best;
}

TEST(Isotonic, IsTheBestOfAllPartitions) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Dice dice(seed);
    const Sample sample = few_predictions(dice, dice.between(1, 10));
    const Means pools = counted(sample);
    const std::vector<double> best = least_squares(pools);
    const Calibration made = sample.fit(CalibrateMethod::isotonic);
    ASSERT_NO_THROW(validate(made));
    std::size_t i = 0;
    for (const auto& [p, counts] : pools) ASSERT_NEAR(made(p), best[i++], 1e-15) << "seed " << seed;
  }
}

TEST(Isotonic, IsWhatPoolingInALoopFinds) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Dice dice(seed);
    const Sample sample = spread(dice, 400, dice.unit(), dice.unit() - 0.5);
    struct Block {
      std::vector<double> at;
      double n, k;
    };
    std::vector<Block> blocks;
    for (const auto& [p, counts] : counted(sample)) blocks.push_back({{p}, counts.first, counts.second});
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = 1; i < blocks.size() && !again; ++i) {
        if (blocks[i - 1].k / blocks[i - 1].n <= blocks[i].k / blocks[i].n) continue;
        blocks[i - 1].at.insert(blocks[i - 1].at.end(), blocks[i].at.begin(), blocks[i].at.end());
        blocks[i - 1].n += blocks[i].n, blocks[i - 1].k += blocks[i].k;
        blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i));
        again = true;
      }
    }
    const Calibration made = sample.fit(CalibrateMethod::isotonic);
    for (const Block& block : blocks)
      for (const double p : block.at) ASSERT_NEAR(made(p), block.k / block.n, 1e-15) << "seed " << seed;
    for (std::size_t i = 1; i < blocks.size(); ++i) {  // half way between two blocks (as near as numbers are), half way between their means
      const double from = blocks[i - 1].at.back(), to = blocks[i].at.front();
      const double half = (from + to) / 2, low = blocks[i - 1].k / blocks[i - 1].n, high = blocks[i].k / blocks[i].n;
      ASSERT_NEAR(made(half), low + (high - low) * ((half - from) / (to - from)), 1e-12);
    }
    ASSERT_EQ(made(0), made(sample.p[static_cast<std::size_t>(std::min_element(sample.p.begin(), sample.p.end()) - sample.p.begin())]));
    ASSERT_EQ(made(1), made(*std::max_element(sample.p.begin(), sample.p.end())));
  }
}

TEST(Isotonic, KeepsOnlyTheEndsOfLevelStretches) {
  Sample sample;
  for (int i = 1; i <= 20; ++i) sample.add(i / 100.0, false, 5), sample.add(0.5 + i / 100.0, true, 5);
  const Calibration made = sample.fit(CalibrateMethod::isotonic);
  EXPECT_EQ(made.x, (std::vector<double>{0.01, 0.20, 0.51, 0.70}));
  EXPECT_EQ(made.y, (std::vector<double>{0, 0, 1, 1}));
}

// --- Platt ---------------------------------------------------------------------------------------------------------------------------

/// The loss as Platt wrote it, over the raw list.
double platt_loss(const Sample& sample, double slope, double intercept) {
  const double of_yes = (sample.yes() + 1) / (sample.yes() + 2), of_no = 1 / (sample.no() + 2);
  double loss = 0;
  for (std::size_t i = 0; i < sample.p.size(); ++i) {
    const double q = sigma(slope * logit(sample.p[i]) + intercept), target = sample.outcome[i] ? of_yes : of_no;
    loss -= target * std::log(q) + (1 - target) * std::log1p(-q);
  }
  return loss;
}

TEST(Platt, StandsWhereTheLossIsLevelAndNothingNearIsLower) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Dice dice(seed);
    const Sample sample = spread(dice, dice.between(60, 600), 0.2 + 2 * dice.unit(), 2 * dice.unit() - 1);
    const Calibration made = sample.fit(CalibrateMethod::platt);
    ASSERT_NO_THROW(validate(made));
    ASSERT_GT(made.slope, 0) << "seed " << seed;
    const double h = 1e-5, n = static_cast<double>(sample.p.size());
    ASSERT_NEAR((platt_loss(sample, made.slope + h, made.intercept) - platt_loss(sample, made.slope - h, made.intercept)) / (2 * h), 0, 1e-7 * n);
    ASSERT_NEAR((platt_loss(sample, made.slope, made.intercept + h) - platt_loss(sample, made.slope, made.intercept - h)) / (2 * h), 0, 1e-7 * n);
    const double here = platt_loss(sample, made.slope, made.intercept);
    for (int a = -20; a <= 20; ++a)
      for (int b = -20; b <= 20; ++b)
        ASSERT_GE(platt_loss(sample, made.slope + a / 10.0, made.intercept + b / 10.0), here - 1e-9 * n) << a << ' ' << b;
  }
}

TEST(Platt, HasNoSlopeWhereOutcomesFallAsPredictionsRise) {
  Sample sample;
  sample.add(0.2, true, 30), sample.add(0.2, false, 5), sample.add(0.6, true, 20), sample.add(0.9, true, 10), sample.add(0.9, false, 30);
  const Calibration made = sample.fit(CalibrateMethod::platt);
  EXPECT_EQ(made.slope, 0);
  const double target = (60 * (61.0 / 62) + 35 * (1.0 / 37)) / 95;
  EXPECT_NEAR(made(0.2), target, 1e-15);
  EXPECT_EQ(made(0), made(1));
}

TEST(Platt, SeparatedOutcomesMakeNothingCertain) {
  Sample sample;
  sample.add(0.1, false, 40), sample.add(0.7, true, 40);
  const Calibration made = sample.fit(CalibrateMethod::platt);
  EXPECT_NEAR(made(0.1), 1.0 / 42, 1e-9);
  EXPECT_NEAR(made(0.7), 41.0 / 42, 1e-9);
}

TEST(Platt, FollowsPredictionsToTheEndsOfWhatADoubleHolds) {
  Sample sample;
  for (const double p : {0.0, 1e-300, 1e-9, 0.5, 1 - 1e-9, 1.0}) sample.add(p, p > 0.4, 30), sample.add(p, p <= 0.4, 5);
  for (const CalibrateMethod method : {CalibrateMethod::platt, CalibrateMethod::isotonic}) {
    const Calibration made = sample.fit(method);
    ASSERT_NO_THROW(validate(made));
    EXPECT_TRUE(made(0) >= 0 && made(0) < made(1) && made(1) <= 1);
  }
}

// --- both ----------------------------------------------------------------------------------------------------------------------------

TEST(Calibrate, FindsAPlantedCurveAgain) {
  Dice dice(7);
  const Sample sample = spread(dice, 30'000, 0.6, -0.5);
  const Calibration platt = sample.fit(CalibrateMethod::platt), isotonic = sample.fit(CalibrateMethod::isotonic);
  EXPECT_NEAR(platt.slope, 0.6, 0.03);
  EXPECT_NEAR(platt.intercept, -0.5, 0.05);
  for (int i = 1; i < 20; ++i) EXPECT_NEAR(isotonic(i / 20.0), sigma(0.6 * logit(i / 20.0) - 0.5), 0.06) << i;
}

TEST(Calibrate, IsIsotonicFromAThousandYesesOn) {
  Sample sample;
  sample.add(0.3, true, 400), sample.add(0.3, false, 300), sample.add(0.6, true, 599), sample.add(0.6, false, 1);
  EXPECT_EQ(sample.fit().method, CalibrationMethod::platt);
  sample.add(0.6, true);
  const Calibration made = sample.fit();
  EXPECT_EQ(made.method, CalibrationMethod::isotonic);
  EXPECT_EQ(made.outcomes, 1301U);
  EXPECT_EQ(made.positives, 1000U);
  EXPECT_EQ(made.origin, "1301 outcomes given");
}

TEST(Calibrate, OneAnswerForAllGivesAConstantThatIsNotCertain) {
  for (const bool worked : {false, true}) {
    Sample sample;
    for (int i = 0; i < 2000; ++i) sample.add(i / 2000.0, worked);
    const Calibration made = sample.fit();
    EXPECT_EQ(made.method, CalibrationMethod::platt);  // also from a thousand on
    EXPECT_EQ(made.slope, 0);
    EXPECT_NEAR(made(0.3), worked ? 2001.0 / 2002 : 1.0 / 2002, 1e-12);
    EXPECT_EQ(sample.fit(CalibrateMethod::isotonic)(0.3), worked ? 1 : 0);
  }
  Sample alike;
  alike.add(0.4, true, 30), alike.add(0.4, false, 70);
  EXPECT_EQ(alike.fit().slope, 0);
  EXPECT_NEAR(alike.fit()(0.9), (30 * (31.0 / 32) + 70 * (1.0 / 72)) / 100, 1e-12);
  EXPECT_EQ(alike.fit(CalibrateMethod::isotonic)(0.9), 0.3);
}

TEST(Calibrate, DoesNotDependOnTheOrderToTheBit) {
  Dice dice(3);
  const Sample sample = spread(dice, 500, 0.8, 0.2);
  std::vector<std::size_t> order(sample.p.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  dice.shuffle(order);
  Sample other;
  for (const std::size_t i : order) other.add(sample.p[i], sample.outcome[i] == 1);
  for (const CalibrateMethod method : {CalibrateMethod::platt, CalibrateMethod::isotonic}) EXPECT_EQ(sample.fit(method), other.fit(method));
}

TEST(Calibrate, SaysWhatIsWrong) {
  Sample sample;
  sample.add(0.3, true, 20), sample.add(0.5, false, 29);
  EXPECT_THAT(complaint([&] { (void)sample.fit(); }), HasSubstr("at least 50 outcomes, got 49"));
  sample.add(0.5, true);
  EXPECT_EQ(sample.fit().outcomes, 50U);
  sample.p.push_back(0.5);
  EXPECT_THAT(complaint([&] { (void)sample.fit(); }), HasSubstr("one length, got 51 and 50"));
  sample.outcome.push_back(2);
  EXPECT_THAT(complaint([&] { (void)sample.fit(); }), HasSubstr("0 or 1, got 2 at place 50"));
  sample.outcome.back() = 1;
  for (const double wrong : {-0.1, 1.5, std::nan("")}) {
    sample.p.back() = wrong;
    EXPECT_THAT(complaint([&] { (void)sample.fit(); }), HasSubstr("probabilities must be 0…1")) << wrong;
  }
  EXPECT_THAT(complaint([&] { (void)calibrate({}, {}, {.max_hops = 7}); }), HasSubstr("max_hops"));
}

// --- from a record -------------------------------------------------------------------------------------------------------------------

constexpr Time first_day = support::first_day, day = support::one_day;

/// A year of a small community: people talk, and ask for introductions, which are granted as `truth` has it or left without an answer.
struct Year {
  explicit Year(std::uint64_t seed, int asks, int members = 14) : dice(seed) {
    for (int i = 0; i < members; ++i) keys.push_back(Key("m" + std::to_string(i)));
    for (const Key& key : keys) put([key](Network& n) { n.add_member(key); });
    for (int i = 0; i < members * 2; ++i) {
      const auto [a, b] = support::random_pair(dice, keys);
      put([a = a, b = b](Network& n) { n.add_connection(a, b, {.weight = 0.6}, Duplicates::last); });
    }
    for (int i = 0; i < members * 25; ++i) {
      const auto [a, b] = support::random_pair(dice, keys);
      const Time at = first_day + day * dice.between(0, 364) + dice.between(0, 86'399);
      if (dice.chance(0.4)) put([a = a, b = b, at](Network& n) { n.add_interaction(a, b, at); }, at);
    }
    std::vector<Time> times;
    for (int i = 0; i < asks; ++i) times.push_back(first_day + day * dice.between(20, 364) + (dice.chance(0.1) ? 0 : dice.between(0, 86'399)));
    std::sort(times.begin(), times.end());
    for (const Time at : times) {
      auto [seeker, introducer] = support::random_pair(dice, keys);
      const Key target = dice.pick(keys);
      if (target == seeker || target == introducer || !asked.insert({std::tuple(seeker, introducer, target), at}).second) continue;
      const double p = predicted(seeker, introducer, target, at);
      put([=, seeker = seeker, introducer = introducer](Network& n) { n.record_ask(seeker, introducer, target, at); }, at);
      if (dice.chance(0.1)) continue;
      const Time answered = at + dice.between(0, 20 * 86'400);
      const Outcome outcome = dice.chance(truth(p)) ? Outcome::yes : Outcome::no;
      put([=, seeker = seeker, introducer = introducer](Network& n) { n.record_outcome(seeker, introducer, target, answered, outcome); }, answered);
    }
  }
  static double truth(double p) { return p > 0 ? sigma(0.5 * logit(p) + 0.8) : 0.5; }

  /// By another road than `calibrate`: out of all paths.
  [[nodiscard]] double predicted(const Key& seeker, const Key& introducer, const Key& target, Time at) const {
    Time midnight = first_day;
    while (midnight + day <= at) midnight += day;
    const View view = network.snapshot(midnight - 1).owner_view(Policy::open());
    const auto s = view.find(seeker), t = view.find(target);
    if (!s || !t) return 0;
    const Paths paths = find_paths(view, *s, *t, {.k = 100'000});   // which heed no open ask, as a prediction must not
    for (const auto& [path, score, factors] : paths)
      if (paths.key(path.members[1]) == introducer) return score;
    return 0;
  }
  void put(const std::function<void(Network&)>& fact, Time at = std::numeric_limits<Time>::min()) {
    fact(network);
    facts.emplace_back(at, fact);
  }
  /// The same facts, without those after an instant.
  [[nodiscard]] Network until(Time as_of) const {
    Network early;
    for (const auto& [at, fact] : facts)
      if (at <= as_of) fact(early);
    return early;
  }

  Dice dice;
  std::vector<Key> keys;
  Network network;
  std::vector<std::pair<Time, std::function<void(Network&)>>> facts;
  std::map<std::tuple<Key, Key, Key>, Time> asked;
};

TEST(CalibrateRecord, TakesEveryOutcomeWithWhatWasPredictedTheEveningBefore) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Year year(seed, 400);
    const Time as_of = first_day + day * 300 + 5000;
    Sample sample;
    int without = 0, open = 0;
    for (const Ask& ask : year.network.asks()) {
      if (ask.at > as_of) continue;
      const bool answered = ask.answered && *ask.answered <= as_of;
      if (!answered && ask.at + 30 * day > as_of) {
        ++open;
        continue;
      }
      const double p = year.predicted(ask.seeker, ask.introducer, ask.target, ask.at);
      if (p > 0) sample.add(p, answered && ask.outcome == Outcome::yes);
      else ++without;
    }
    ASSERT_TRUE(sample.p.size() > 60 && without > 10 && open > 0);
    for (const CalibrateMethod method : {CalibrateMethod::automatic, CalibrateMethod::isotonic}) {
      Calibration expected = sample.fit(method);
      const Calibration made = calibrate(year.network, as_of, {.method = method});
      expected.origin = std::to_string(sample.p.size()) + " asks on record as of 2024-09-10; " + std::to_string(without) +
                        " asks left out that had no path when asked";
      EXPECT_EQ(made, expected) << made.origin;
    }
    EXPECT_EQ(calibrate(year.network, as_of), calibrate(year.network, as_of, preset()));
  }
}

TEST(CalibrateRecord, FindsAKnownDistortionAgain) {
  const Year year(11, 6000, 24);
  const Calibration made = calibrate(year.network, first_day + day * 400);
  ASSERT_GT(made.outcomes, 1500U);
  // An ask in ten is never answered, which is a no.
  for (const double p : {0.01, 0.03, 0.1}) EXPECT_NEAR(made(p), 0.9 * Year::truth(p), 0.07) << p;
  EXPECT_GT(made(0.03), 2 * 0.03);  // what was promised was not what came of it
}

TEST(CalibrateRecord, NothingLaterChangesIt) {
  for (std::uint64_t seed = 20; seed < 26; ++seed) {
    Year year(seed, 500);
    for (const Time as_of : {first_day + day * 200, first_day + day * 300 + 43'210}) {
      const Calibration made = calibrate(year.network, as_of);
      ASSERT_EQ(made, calibrate(year.until(as_of), as_of)) << "seed " << seed;
      Network changed = year.network;
      for (int i = 0; i < 60; ++i) {
        const auto [a, b] = support::random_pair(year.dice, year.keys);
        const Time later = as_of + year.dice.between(1, 100'000);
        changed.add_interaction(a, b, later, {.kind = "meeting"});
        changed.add_block(a, b, {.start = later});
        changed.set_consent(a, Purpose::introduce, false, Grantee::all(), {.start = later});
        changed.set_consent(b, Purpose::be_introduced, false, Grantee::all(), {.start = later});
        for (const Key& c : year.keys)
          if (c != a && c != b) changed.record_ask(a, b, c, later + i);
      }
      for (const Ask& ask : changed.asks())
        if (!ask.answered && year.dice.chance(0.5))
          changed.record_outcome(ask.seeker, ask.introducer, ask.target, std::max(ask.at, as_of) + 5'000'000, Outcome::yes);
      ASSERT_EQ(made, calibrate(changed, as_of)) << "seed " << seed;
    }
  }
}

TEST(CalibrateRecord, WhatComesOfAnAskIsNotInItsPrediction) {
  // Bo is asked at noon and says so to everybody; and an ask at midnight is not answered by what happens at that second.
  Network quiet;
  for (const char* key : {"ana", "bo", "kim"}) quiet.add_member(key);
  quiet.add_connection("ana", "bo"), quiet.add_connection("bo", "kim");
  Network loud = quiet;
  for (int i = 0; i < 60; ++i) {
    const Time at = first_day + day * 40 * i + (i % 2 == 0 ? 0 : 43'200);
    for (Network* network : {&quiet, &loud}) network->record_ask("ana", "bo", "kim", at);
    for (Network* network : {&quiet, &loud}) network->record_outcome("ana", "bo", "kim", at, i % 3 == 0 ? Outcome::yes : Outcome::no);
  }
  const Time last = first_day + day * 40 * 59 + 43'200;
  loud.add_interaction("bo", "kim", last), loud.add_interaction("kim", "bo", last);
  loud.add_interaction("ana", "bo", first_day + day * 40 * 59);
  EXPECT_EQ(calibrate(quiet, last + day), calibrate(loud, last + day));
}

TEST(CalibrateRecord, CountsAnswersExpiryAndOpenAsks) {
  Network network;
  for (int i = 0; i < 60; ++i) network.add_connection("hub", "m" + std::to_string(i));
  const Time asked = first_day + day * 100;
  for (int i = 0; i < 59; ++i) network.record_ask("m" + std::to_string(i), "hub", "m59", asked);
  for (int i = 0; i < 9; ++i) network.record_outcome("m" + std::to_string(i), "hub", "m59", asked + day * (i < 6 ? 1 : 40), Outcome::yes);
  EXPECT_THAT(complaint([&] { (void)calibrate(network, asked + 30 * day - 1); }),
              HasSubstr("at least 50 asks, got 6; beside them 0 asks had no path when asked, and 53 are open"));
  EXPECT_EQ(calibrate(network, asked + 30 * day).positives, 6U);  // the rest has expired
  EXPECT_EQ(calibrate(network, asked + 40 * day).positives, 9U);  // but an answer that comes late is one
  EXPECT_EQ(calibrate(network, asked + 40 * day).outcomes, 59U);
  Network declined = network;
  declined.record_outcome("m9", "hub", "m59", asked + day, Outcome::declined);
  EXPECT_EQ(calibrate(declined, asked + day * 30).positives, 6U);  // passed on, and yet nobody met
  EXPECT_EQ(calibrate(declined, asked + day * 30).outcomes, 59U);
  EXPECT_THAT(complaint([&] { (void)calibrate(network, asked - 1); }), HasSubstr("got 0"));
  EXPECT_THAT(complaint([&] { (void)calibrate(network, max_time + 1); }), HasSubstr("as_of"));
  // Who is asked but could not help is left out: no path, no prediction.
  network.add_connection("m0", "far");
  for (int i = 0; i < 3; ++i) network.record_ask("m1", "far", "m59", asked + i);
  EXPECT_THAT(calibrate(network, asked + 40 * day).origin, HasSubstr("59 asks on record as of 2024-04-03; 3 asks left out"));
}

TEST(CalibrateRecord, FindsTheIntroducerWhateverTheirRankAndWithinTheHopsAskedAbout) {
  Network network;
  for (int i = 0; i < 200; ++i) {
    network.add_connection("ana", "i" + std::to_string(i), {.weight = i == 150 ? 0.01 : 1.0});
    network.add_connection("i" + std::to_string(i), "kim", {.weight = 1.0});
  }
  network.add_connection("ana", "x"), network.add_connection("x", "y"), network.add_connection("y", "z"), network.add_connection("z", "kim");
  for (int i = 0; i < 60; ++i) {
    network.record_ask("ana", "i150", "kim", first_day + day * 31 * i);
    network.record_ask("ana", "x", "kim", first_day + day * 31 * i);
  }
  const Time as_of = first_day + day * 31 * 61;
  EXPECT_EQ(calibrate(network, as_of).outcomes, 60U);
  EXPECT_EQ(calibrate(network, as_of, {.max_hops = 4}).outcomes, 120U);
  EXPECT_EQ(calibrate(network, as_of, Overlap{}).outcomes, 60U);
}

}  // namespace
