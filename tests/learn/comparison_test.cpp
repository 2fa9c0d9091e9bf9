// Are these the models they claim to be? Formulas by integrals and by simulation, optima by independent likelihoods, planted parameters found.
#include "hobnob/learn/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"

namespace {

using namespace hobnob;
using testing::HasSubstr;
using testing::StartsWith;

constexpr Time now = 1'700'000'000;
constexpr double window = 30 * 86'400.0;
constexpr std::array<Comparison, 5> all{Comparison::count, Comparison::half_life, Comparison::recency, Comparison::gamma_poisson, Comparison::bg_nbd};

Time before(double windows) { return now - std::llround(windows * window); }

ComparisonTies made(Comparison which, const std::array<double, ComparisonTies::parameter_count>& parameters) {
  ComparisonTies model;
  model.which = which, model.parameters = parameters;
  return model;
}

/// Evidence of a direction by windows.
Evidence seen(std::uint32_t events, double first, double last) {
  const double mass = events * std::exp2(-(first + last) / 2);
  return {.days_since_last = last * 30, .mass = {mass, mass, mass}, .events = events, .weight = events * 1.0, .days_since_first = first * 30};
}

/// Both directions of all pairs as of an instant, and whether they turned within the window after.
struct Row {
  PairEvidence pair;
  bool turned;
};
std::vector<Row> rows_of(const Network& network, Time at, Time until) {
  std::vector<Row> rows;
  network.for_each_pair(at, until, preset().evidence_options(), [&](const PairHistory& pair) {
    rows.push_back({pair.evidence, pair.next_out.has_value()});
    rows.push_back({{pair.evidence.back, pair.evidence.out, pair.evidence.declared}, pair.next_back.has_value()});
  });
  return rows;
}
std::vector<Row> training_rows(const Network& network) { return rows_of(network, before(1), now); }

/// Pairs with a few bursts; in the last window those turn more often that did so lately and often.
Network bursty(unsigned seed, int pairs, bool reversed = false) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> unit;
  Network network;
  for (int pair = 0; pair < pairs; ++pair) {
    const Key a = 2 * pair, b = 2 * pair + 1;
    const double latest = 1 + 4 * unit(random);
    const int events = 1 + static_cast<int>(6 * unit(random));
    for (int event = 0; event < events; ++event) {
      const Time time = before(latest + 0.3 * event * unit(random));
      if (unit(random) < 0.7) network.add_interaction(a, b, time);
      else network.add_interaction(b, a, time);
    }
    const double chance = 1 / (1 + std::exp(reversed ? 3 - 0.5 * latest + 0.4 * events : latest - 0.4 * events));
    if (unit(random) < chance) network.add_interaction(a, b, before(unit(random) * 0.99));
    if (unit(random) < chance / 2) network.add_interaction(b, a, before(unit(random) * 0.99));
  }
  return network;
}

// --- BG/NBD -----------------------------------------------------------------------------------------------------------------------------

struct Paper {
  double r, alpha, a, b;
};
/// The likelihood as the paper states it, by gamma functions.
double log_likelihood(const Paper& m, double x, double last, double age) {
  const auto beta = [](double u, double v) { return std::lgamma(u) + std::lgamma(v) - std::lgamma(u + v); };
  const double common = std::lgamma(m.r + x) - std::lgamma(m.r) + m.r * std::log(m.alpha) - beta(m.a, m.b);
  double likelihood = std::exp(beta(m.a, m.b + x) - (m.r + x) * std::log(m.alpha + age));
  if (x > 0) likelihood += std::exp(beta(m.a + 1, m.b + x - 1) - (m.r + x) * std::log(m.alpha + last));
  return common + std::log(likelihood);
}

/// The integral of a density-weighted function over the rate (gamma) and the chance to stop (beta), by the rule of midpoints on a
/// transformed square: u = λ^r and v = p^a near 0 take away the poles.
double integral(const Paper& m, const std::function<double(double, double)>& of) {
  constexpr int steps = 1500;
  const double norm = m.r * std::log(m.alpha) - std::lgamma(m.r + 1) - (std::lgamma(m.a + 1) + std::lgamma(m.b) - std::lgamma(m.a + m.b));
  const double furthest = std::pow((m.r + 60) / m.alpha * 2, m.r);
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    const double rate = std::pow((i + 0.5) / steps * furthest, 1 / m.r);
    const double weight = std::exp(-m.alpha * rate);
    for (int j = 0; j < steps; ++j) {
      const double p = std::pow((j + 0.5) / steps, 1 / m.a);
      sum += weight * std::pow(1 - p, m.b - 1) * of(rate, p);
    }
  }
  return sum * std::exp(norm) * furthest / steps / steps;
}

struct History {
  double repeats, last, age;
};
constexpr std::array<History, 4> histories{History{0, 0, 3}, {1, 0.4, 2.5}, {3, 1.5, 2}, {7, 2, 9}};
constexpr Paper planted{0.8, 1.5, 0.9, 2.5};

/// Alive: x events and no stop, silence since. Gone: the last of x events was the last for ever.
double still_there(const History& h, double rate, double p) { return std::pow(rate * (1 - p), h.repeats) * std::exp(-rate * h.age); }
double gone(const History& h, double rate, double p) {
  return h.repeats == 0 ? 0 : std::pow(rate, h.repeats) * std::pow(1 - p, h.repeats - 1) * p * std::exp(-rate * h.last);
}

TEST(BgNbd, LikelihoodIsTheIntegralOverRatesAndStops) {
  for (const History& h : histories) {
    const double by_hand = integral(planted, [&](double rate, double p) { return still_there(h, rate, p) + gone(h, rate, p); });
    EXPECT_NEAR(std::log(by_hand), log_likelihood(planted, h.repeats, h.last, h.age), 2e-3) << h.repeats;
  }
}

TEST(BgNbd, StrengthIsTheIntegralToo) {
  const ComparisonTies model = made(Comparison::bg_nbd, {planted.r, planted.alpha, planted.a, planted.b, 0.07});
  for (const History& h : histories) {
    const double all_ways = integral(planted, [&](double rate, double p) { return still_there(h, rate, p) + gone(h, rate, p); });
    const double turns = integral(planted, [&](double rate, double p) { return still_there(h, rate, p) * -std::expm1(-rate); });
    const auto events = static_cast<std::uint32_t>(h.repeats) + 1;
    EXPECT_NEAR(model.strength({.out = seen(events, h.age, h.age - h.last)}), turns / all_ways, 2e-3) << h.repeats;
  }
  EXPECT_EQ(model.strength({.back = seen(3, 2, 1)}), 0.07);
}

/// People who begin some time in the last ten windows; what the model says of them, drawn.
Network simulated(unsigned seed, int pairs, const Paper& m, Time until) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> unit;
  Network network;
  for (int pair = 0; pair < pairs; ++pair) {
    const Key a = 2 * pair, b = 2 * pair + 1;
    const double rate = std::gamma_distribution<double>(m.r, 1 / m.alpha)(random);
    const double u = std::gamma_distribution<double>(m.a, 1)(random), v = std::gamma_distribution<double>(m.b, 1)(random);
    const double stop = u / (u + v);
    double at = 12 * unit(random);
    network.add_interaction(a, b, before(at));
    for (;;) {
      at -= std::exponential_distribution<double>(rate)(random);
      if (before(std::max(at, -100.0)) > until) break;
      network.add_interaction(a, b, before(at));
      if (unit(random) < stop) break;
    }
  }
  return network;
}

TEST(BgNbd, FindsWhatWasPlanted) {
  const Network network = simulated(1, 6000, planted, now);
  const ComparisonTies model = fit_comparison(network, now, Comparison::bg_nbd);
  EXPECT_NEAR(std::log(model.parameters[0] / planted.r), 0, 0.2);
  EXPECT_NEAR(std::log(model.parameters[1] / planted.alpha), 0, 0.25);
  EXPECT_NEAR(std::log(model.parameters[2] / planted.a), 0, 0.4);  // a and b move together
  EXPECT_NEAR(std::log(model.parameters[3] / planted.b), 0, 0.5);
  EXPECT_NEAR(model.parameters[2] / (model.parameters[2] + model.parameters[3]), planted.a / (planted.a + planted.b), 0.03);
}

TEST(BgNbd, TheLikelihoodOfTheHistoriesIsAtItsMost) {
  const Network network = simulated(2, 400, planted, now);
  const ComparisonTies model = fit_comparison(network, now, Comparison::bg_nbd);
  const auto value = [&](const std::array<double, 4>& logs) {
    const Paper at{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
    double sum = 0;
    for (const double each : logs) sum -= each * each / 200;
    for (const Row& row : rows_of(network, now, now)) {
      const Evidence& out = row.pair.out;
      if (out.events > 0) sum += log_likelihood(at, out.events - 1.0, (out.days_since_first - out.days_since_last) / 30, out.days_since_first / 30);
    }
    return sum;
  };
  std::array<double, 4> logs{};
  for (std::size_t i = 0; i < 4; ++i) logs[i] = std::log(model.parameters[i]);
  for (std::size_t i = 0; i < 4; ++i) {
    auto up = logs, down = logs;
    up[i] += 1e-3, down[i] -= 1e-3;
    EXPECT_NEAR((value(up) - value(down)) / 2e-3, 0, 0.02) << i;
    EXPECT_LT(value(up), value(logs) + 1e-6) << i;
    EXPECT_LT(value(down), value(logs) + 1e-6) << i;
  }
}

TEST(BgNbd, AsManyTurnAsItSays) {
  const Network network = simulated(3, 5000, planted, now + std::llround(window));
  const ComparisonTies model = made(Comparison::bg_nbd, {planted.r, planted.alpha, planted.a, planted.b, 0});
  double expected = 0, variance = 0, turned = 0;
  for (const Row& row : rows_of(network, now, now + std::llround(window))) {
    const double p = model.strength(row.pair);
    expected += p, variance += p * (1 - p), turned += row.turned;
  }
  EXPECT_GT(expected, 200);
  EXPECT_NEAR(turned, expected, 4 * std::sqrt(variance));
}

TEST(BgNbd, OneEventMoreCanLowerAStrength) {  // as the header says
  const ComparisonTies model = made(Comparison::bg_nbd, {planted.r, planted.alpha, planted.a, planted.b, 0.07});
  EXPECT_LT(model.strength({.out = seen(20, 10, 5)}), model.strength({.out = seen(2, 10, 5)}));
}

TEST(BgNbd, ThoseWithoutAnEventTurnAsOftenAsTheyDid) {
  const Network network = bursty(4, 500);
  double turned = 0.05, all_rows = 1;
  for (const Row& row : training_rows(network))
    if (row.pair.out.events == 0) turned += row.turned, all_rows += 1;
  EXPECT_DOUBLE_EQ(fit_comparison(network, now, Comparison::bg_nbd).parameters[4], turned / all_rows);
}

// --- gamma-Poisson ----------------------------------------------------------------------------------------------------------------------

TEST(GammaPoisson, AsManyTurnAsItSays) {
  constexpr double r = 0.6, alpha = 2;
  const ComparisonTies model = made(Comparison::gamma_poisson, {r, alpha});
  std::mt19937 random(5);
  double expected = 0, variance = 0, turned = 0;
  for (int drawn = 0; drawn < 40'000; ++drawn) {
    const double age = std::uniform_real_distribution<double>(0.5, 6)(random);
    const double rate = std::gamma_distribution<double>(r, 1 / alpha)(random);
    const auto events = std::poisson_distribution<std::uint32_t>(rate * age)(random);
    // The pair met by an event of the other direction, so that the age is known also without one of this.
    PairEvidence pair{.back = seen(1, age, age)};
    if (events > 0) pair.out = seen(events, age / 2, age / 3);
    const double p = model.strength(pair);
    expected += p, variance += p * (1 - p);
    turned += std::poisson_distribution<int>(rate)(random) > 0;
  }
  EXPECT_NEAR(turned, expected, 4 * std::sqrt(variance));
}

TEST(GammaPoisson, FindsWhatWasPlanted) {
  constexpr double r = 0.5, alpha = 3;
  const ComparisonTies truth = made(Comparison::gamma_poisson, {r, alpha});
  Network network;
  std::mt19937 random(6);
  std::uniform_real_distribution<double> unit;
  for (int pair = 0; pair < 6000; ++pair) {
    const Key a = 2 * pair, b = 2 * pair + 1;
    const int events = 1 + static_cast<int>(8 * unit(random) * unit(random));
    for (int event = 0; event < events; ++event) network.add_interaction(a, b, before(1.05 + 5 * unit(random)));
  }
  std::vector<std::pair<Key, Key>> turning;
  const std::vector<Key> keys = network.keys(before(1));
  network.for_each_pair(before(1), now, preset().evidence_options(), [&](const PairHistory& pair) {
    const PairEvidence& known = pair.evidence;
    const Key low = keys[index(pair.low)], high = keys[index(pair.high)];
    if (unit(random) < truth.strength(known)) turning.emplace_back(low, high);
    if (unit(random) < truth.strength({known.back, known.out, 0})) turning.emplace_back(high, low);
  });
  for (const auto& [source, target] : turning) network.add_interaction(source, target, before(0.5));
  const ComparisonTies model = fit_comparison(network, now, Comparison::gamma_poisson);
  EXPECT_NEAR(std::log(model.parameters[0] / r), 0, 0.2);
  EXPECT_NEAR(std::log(model.parameters[1] / alpha), 0, 0.2);
  EXPECT_NEAR(model.fit.calibration_error, 0, 0.02);
}

TEST(GammaPoisson, IsItsFormula) {
  const ComparisonTies model = made(Comparison::gamma_poisson, {0.6, 2});
  EXPECT_NEAR(model.strength({}), 1 - std::pow(2.01 / 3.01, 0.6), 1e-15);
  EXPECT_NEAR(model.strength({.out = seen(2, 0, 0)}), 1 - std::pow(2.01 / 3.01, 2.6), 1e-15);
  EXPECT_NEAR(model.strength({seen(2, 4, 0), seen(1, 1, 1)}), 1 - std::pow(6.0 / 7, 2.6), 1e-15);
  EXPECT_NEAR(model.strength({seen(2, 4, 0), seen(1, 5, 1)}), 1 - std::pow(7.0 / 8, 2.6), 1e-15);
}

class GammaPoissonOf : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(FewAndMany, GammaPoissonOf, testing::Values(400, 70'000));  // of many rows, most steps look at a part

TEST_P(GammaPoissonOf, TheLikelihoodOfTheOutcomesIsAtItsMost) {
  const Network network = bursty(7, GetParam());
  const std::vector<Row> rows = training_rows(network);
  const ComparisonTies model = fit_comparison(network, now, Comparison::gamma_poisson);
  const auto value = [&](double log_r, double log_alpha) {
    const ComparisonTies at = made(Comparison::gamma_poisson, {std::exp(log_r), std::exp(log_alpha)});
    double sum = -(log_r * log_r + log_alpha * log_alpha) / 200;
    for (const Row& row : rows) sum += std::log(row.turned ? at.strength(row.pair) : 1 - at.strength(row.pair));
    return sum;
  };
  const double log_r = std::log(model.parameters[0]), log_alpha = std::log(model.parameters[1]);
  EXPECT_NEAR((value(log_r + 1e-3, log_alpha) - value(log_r - 1e-3, log_alpha)) / 2e-3, 0, 5e-5 * static_cast<double>(rows.size()));
  EXPECT_NEAR((value(log_r, log_alpha + 1e-3) - value(log_r, log_alpha - 1e-3)) / 2e-3, 0, 5e-5 * static_cast<double>(rows.size()));
}

// --- two numbers ------------------------------------------------------------------------------------------------------------------------

double feature(Comparison which, const Evidence& out) {
  if (which == Comparison::count) return std::log1p(static_cast<double>(out.events));
  if (which == Comparison::half_life) return std::log1p(out.mass[1]);
  return -std::log(0.01 + std::min(out.days_since_last / 30, 1000.0));
}

TEST(TwoNumbers, TheGradientIsZero) {
  const Network network = bursty(8, 800);
  for (const Comparison which : {Comparison::count, Comparison::half_life, Comparison::recency}) {
    const ComparisonTies model = fit_comparison(network, now, which);
    const auto [intercept, slope, none, neither, nor] = model.parameters;
    EXPECT_EQ(none + neither + nor, 0);
    EXPECT_GT(slope, 0);
    double by_intercept = 1e-4 * intercept, by_slope = 1e-4 * slope;
    for (const Row& row : training_rows(network)) {
      const double x = feature(which, row.pair.out);
      const double p = 1 / (1 + std::exp(-(intercept + slope * x)));
      EXPECT_DOUBLE_EQ(model.strength(row.pair), p);
      by_intercept += p - row.turned, by_slope += (p - row.turned) * x;
    }
    EXPECT_NEAR(by_intercept, 0, 1e-7);
    EXPECT_NEAR(by_slope, 0, 1e-7);
  }
}

TEST(TwoNumbers, NoSlopeFalls) {
  const Network network = bursty(9, 800, true);
  const ComparisonTies model = fit_comparison(network, now, Comparison::recency);
  double share = 0;
  for (const Row& row : training_rows(network)) share += row.turned;
  share /= static_cast<double>(training_rows(network).size());
  EXPECT_EQ(model.parameters[1], 0);
  EXPECT_NEAR(model.strength({}), share, 1e-5);
}

TEST(TwoNumbers, WhereAThresholdSeparatesTheyStayFinite) {
  Network network;
  for (int pair = 0; pair < 40; ++pair) {
    network.add_interaction(2 * pair, 2 * pair + 1, before(pair < 20 ? 1.1 : 3));
    if (pair < 20) network.add_interaction(2 * pair, 2 * pair + 1, before(0.5));
  }
  for (const double prior_weight : {1.0, 0.0}) {
    const ComparisonTies model = fit_comparison(network, now, Comparison::recency, {.prior_weight = prior_weight});
    EXPECT_TRUE(std::abs(model.parameters[0]) <= 100 && model.parameters[1] <= 100) << testing::PrintToString(model.parameters);
    EXPECT_GT(model.strength({.out = seen(1, 0.1, 0.1)}), 0.9);
    EXPECT_LT(model.strength({.out = seen(1, 2, 2)}), 0.1);
  }
}

// --- all ----------------------------------------------------------------------------------------------------------------------------------

TEST(Comparisons, WithoutAPastTheDefaultAndWhy) {
  Network late;
  late.add_interaction("ana", "bo", before(0.5));
  Network once;
  once.add_interaction("ana", "bo", before(2));
  for (const Comparison which : all) {
    EXPECT_THAT(fit_comparison(Network(), now, which).origin, HasSubstr("no pair was known 30 days before"));
    EXPECT_THAT(fit_comparison(late, now, which).origin, StartsWith("default; not fitted: no pair was known"));
    EXPECT_THAT(fit_comparison(once, now, which).origin, HasSubstr("nobody turned to a known other"));
    EXPECT_THAT(fit_comparison(once, min_time, which).origin, HasSubstr("no pair was known"));
    const ComparisonTies model = fit_comparison(once, now, which);
    EXPECT_EQ(model.fit, TieFit{});
    EXPECT_EQ(model.which, which);
    const double s = once.snapshot(now, model).strength(MemberId{0}, MemberId{1});
    EXPECT_TRUE(s > 0 && s < 1) << s;
  }
}

TEST(Comparisons, StrengthsAreProbabilitiesWhateverTheEvidence) {
  const Network network = bursty(10, 60);
  Network empty;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::vector<Evidence> extremes{{},
                                       seen(1, 0, 0),
                                       seen(1, 1e9, 1e9),
                                       seen(1'000'000, 1e9, 0),
                                       seen(4'000'000'000, 1e-9, 0),
                                       {.events = 3},
                                       {.days_since_last = 2, .mass = {1e9, 1e9, 1e9}, .events = 9, .days_since_first = infinity}};
  for (const Comparison which : all)
    for (const ComparisonTies& model : {fit_comparison(empty, now, which), fit_comparison(network, now, which)})
      for (const Evidence& out : extremes)
        for (const Evidence& back : extremes) {
          const double s = model.strength({out, back, 1});
          EXPECT_TRUE(s >= 0 && s <= 1) << model.info().name << ' ' << s;
        }
}

TEST(Comparisons, NothingLaterIsLookedAt) {
  Network network = bursty(11, 200);
  for (const Comparison which : all) {
    const ComparisonTies then = fit_comparison(network, now, which);
    Network later = network;
    for (int pair = 0; pair < 200; pair += 3) later.add_interaction(2 * pair, 2 * pair + 1, now + 1 + pair);
    later.add_interaction(0, 399, now + 5);
    EXPECT_EQ(fit_comparison(later, now, which), then);
    EXPECT_NE(fit_comparison(later, now + 1000, which), then);
  }
}

TEST(Comparisons, ADeclarationChangesNothing) {
  Network network = bursty(12, 200);
  for (const Comparison which : all) {
    const ComparisonTies without = fit_comparison(network, now, which);
    Network declared = network;
    for (int pair = 0; pair < 200; pair += 2) declared.add_connection(2 * pair, 2 * pair + 1, {.weight = 0.9});
    EXPECT_EQ(fit_comparison(declared, now, which), without);
    EXPECT_EQ(without.strength({.declared = 1}), without.strength({}));
  }
}

TEST(Comparisons, WindowsAreTheirUnitOfTime) {
  Network slow, fast;
  std::mt19937 random(13);
  for (int event = 0; event < 3000; ++event) {
    const int pair = static_cast<int>(random() % 300);
    const auto ago = static_cast<Time>(random() % 10'000'000);
    slow.add_interaction(2 * pair, 2 * pair + 1, now - 2 * ago), fast.add_interaction(2 * pair, 2 * pair + 1, now - ago);
  }
  for (const Comparison which : all) {
    const ComparisonTies twice = fit_comparison(slow, now, which, {.window_days = 28}), once = fit_comparison(fast, now, which, {.window_days = 14});
    EXPECT_EQ(twice.parameters, once.parameters);
    EXPECT_EQ(twice.fit.positives, once.fit.positives);
  }
}

TEST(Comparisons, SayWhatTheyAreAndWhatTheyRestOn) {
  const Network network = bursty(14, 100);
  const ComparisonTies model = fit_comparison(network, now, Comparison::bg_nbd, {.reciprocity = 0.25, .kind_weights = {{"call", 2}}});
  EXPECT_EQ(model.fit.rows, 200);
  EXPECT_EQ(model.fit.start, before(1));
  EXPECT_EQ(model.fit.until, now);
  EXPECT_GE(model.fit.positives, 10);
  EXPECT_GT(model.fit.log_loss, 0);
  const TieModelInfo info = model.info();
  EXPECT_THAT(info.name, StartsWith("BG/NBD (fitted to "));
  EXPECT_EQ(info.reciprocity, 0.25);
  ASSERT_EQ(info.parameters.size(), 7U);
  EXPECT_EQ(info.parameters[1], (std::pair<std::string, double>("alpha", model.parameters[1])));
  EXPECT_EQ(info.parameters[6], (std::pair<std::string, double>("weight of call", 2)));
  EXPECT_EQ(network.snapshot(now, model).model(), info);
}

TEST(Comparisons, ProgressIsToldAndCancels) {
  const Network network = bursty(12, 100);
  for (const Comparison which : all) {
    std::vector<std::uint64_t> told;
    const ComparisonTies known = fit_comparison(network, now, which, {.progress = [&](std::uint64_t done, std::uint64_t steps) {
                                                  EXPECT_EQ(steps, 3U);
                                                  return told.push_back(done), true;
                                                }});
    EXPECT_EQ(known, fit_comparison(network, now, which));
    EXPECT_TRUE(std::ranges::is_sorted(told));
    EXPECT_EQ(told.front(), 0U);
    EXPECT_EQ(told.back(), 3U);
    EXPECT_GT(std::ranges::count(told, 1U), 2) << "asked at every pass of the search";
    for (const std::size_t stop : {std::size_t{0}, told.size() / 2, told.size() - 1}) {
      std::size_t calls = 0;
      EXPECT_THROW((void)fit_comparison(network, now, which, {.progress = [&](std::uint64_t, std::uint64_t) { return calls++ < stop; }}), Error);
      EXPECT_EQ(calls, stop + 1);
    }
  }
}

TEST(Comparisons, WhatIsOutOfRangeIsRefused) {
  const Network network;
  const auto code = [&](Time as_of, const FitOptions& options) {
    try {
      (void)fit_comparison(network, as_of, Comparison::count, options);
    } catch (const Error& error) { return error.code() == Errc::invalid_argument; }
    return false;
  };
  EXPECT_TRUE(code(now, {.window_days = 0}));
  EXPECT_TRUE(code(now, {.kind_weights = {{"call", -1}}}));
  EXPECT_TRUE(code(now, {.prior_weight = -1}));
  EXPECT_TRUE(code(max_time + 1, {}));
  EXPECT_FALSE(code(now, {}));
}

}  // namespace
