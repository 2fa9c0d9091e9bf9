// Does a fit find what is there? Its rows from the raw facts, its optimum from finite differences, planted coefficients, thin and odd pasts.
#include "hobnob/learn/fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/learn/metrics.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::one_day;
using testing::AllOf;
using testing::Gt;
using testing::HasSubstr;
using testing::Lt;
using testing::Not;

constexpr Time now = 1'700'000'000;
constexpr std::size_t features = LogisticTies::feature_count;
constexpr std::array<const char*, features> names{"recency_out",     "recency_back",  "log_mass_quarter", "log_mass",
                                                  "log_mass_triple", "log_mass_back", "recency_either",   "log_weight"};
// The widths of the prior, as the source says them.
constexpr std::array<double, features + 2> widths{0.5, 0.03, 0.03, 0.15, 0.15, 0.15, 0.15, 0.03, 0.15, 0.5};

template <class T>
const std::vector<T>& column(const Table& table, const char* name) {
  return std::get<std::vector<T>>(table[name].values);
}

/// Training data as rows.
struct Row {
  Key source, target;
  std::array<double, features> x;
  double declared;
  bool turned;
};
std::vector<Row> rows_of(const Network& network, Time as_of, const FitOptions& options = {}) {
  const Table table = training_data(network, as_of, options);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    Row row{column<Key>(table, "source")[i],
            column<Key>(table, "target")[i],
            {},
            column<double>(table, "declared")[i],
            column<std::int64_t>(table, "turned")[i] == 1};
    for (std::size_t f = 0; f < features; ++f) row.x[f] = column<double>(table, names[f])[i];
    rows.push_back(row);
  }
  return rows;
}

/// θ and γ as one list.
std::vector<double> unknowns(const LogisticTies& model) {
  std::vector<double> all(model.theta.begin(), model.theta.end());
  all.push_back(model.gamma);
  return all;
}

/// −log posterior, from the definition.
double objective(const std::vector<Row>& rows, const std::vector<double>& at, double prior_weight) {
  double sum = 0;
  const std::vector<double> centre = unknowns(preset());
  for (std::size_t i = 0; i < at.size(); ++i) sum += prior_weight * std::pow((at[i] - centre[i]) / widths[i], 2) / 2;
  for (const Row& row : rows) {
    double logit = at[0];
    for (std::size_t f = 0; f < features; ++f) logit += at[f + 1] * row.x[f];
    const double s = 1 / (1 + std::exp(-logit));
    const double strength = 1 - (1 - s) * (1 - at.back() * row.declared);
    sum -= std::log(row.turned ? strength : 1 - strength);
  }
  return sum;
}

/// Members in pairs that have talked for a while at their own pace; in the last window each direction turns with the chance that `truth` says.
/// With `declared`, every third pair is connected.
struct Planted {
  Network network;
  Time as_of = now;
};
Planted planted(std::uint64_t seed, int pairs, const LogisticTies& truth, bool declared = false) {
  Dice dice(seed);
  Planted made;
  const double window = truth.options.window_days * static_cast<double>(one_day);
  const auto start = static_cast<Time>(static_cast<double>(now) - window);
  for (int pair = 0; pair < pairs; ++pair) {
    const Key a = std::int64_t{2} * pair, b = std::int64_t{2} * pair + 1;
    const double pace = std::pow(10, 1.5 * dice.unit() - 1) * window;
    for (int event = dice.between(0, 12); event >= 0; --event) {
      const bool back = dice.chance(0.4);
      const double age = -std::log(1 - dice.unit()) * pace;
      made.network.add_interaction(back ? b : a, back ? a : b, start - static_cast<Time>(std::min(age, 5000.0 * static_cast<double>(one_day))));
    }
    if (declared && pair % 3 == 0) made.network.add_connection(a, b, {.weight = 0.2 + 0.8 * dice.unit(), .since = start});
  }
  std::vector<std::pair<Key, Key>> turns;
  const std::vector<Key> keys = made.network.keys(start);
  made.network.for_each_pair(start, start, truth.evidence_options(), [&](const PairHistory& pair) {
    const PairEvidence& known = pair.evidence;
    if (dice.chance(truth.strength(known))) turns.emplace_back(keys[index(pair.low)], keys[index(pair.high)]);
    if (dice.chance(truth.strength({known.back, known.out, known.declared}))) turns.emplace_back(keys[index(pair.high)], keys[index(pair.low)]);
  });
  for (const auto& [from, to] : turns) made.network.add_interaction(from, to, now - static_cast<Time>(dice.unit() * (window - 1)));
  return made;
}

LogisticTies truth(double window_days = 30) {
  LogisticTies model = preset({.window_days = window_days});
  model.theta = {-1.5, 0.1, 0.05, 0.3, 0.2, 0.4, 0.25, 0.2, 0.35};
  return model;
}

// --- what is learned from --------------------------------------------------------------------------------------------------------------

TEST(TrainingData, IsWhatTheRawFactsSay) {
  int rows_seen = 0, turned_seen = 0;
  for (std::uint64_t seed = 0; seed < 400 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    Network network;
    support::RecordOracle record;
    for (const support::Fact& fact : support::random_facts(dice, {.members = dice.between(3, 8), .facts = dice.between(5, 90), .days = 100})) {
      (void)record.add(fact);
      (void)support::accepts(network, fact);
    }
    const FitOptions options{.window_days = dice.pick(std::vector<double>{3, 20, 60}), .max_participants = dice.between(2, 5)};
    const Time as_of = support::first_day + dice.between(1, 110) * one_day + 17;
    const Time start = as_of - static_cast<Time>(options.window_days * static_cast<double>(one_day));
    const EvidenceOptions weighing =
        preset({options.window_days, options.reciprocity, options.max_participants, options.kind_weights}).evidence_options();
    const support::Instant before(record, start, weighing), after(record, as_of, weighing);
    std::map<std::pair<Key, Key>, Row> made;
    for (const Row& row : rows_of(network, as_of, options)) ASSERT_TRUE(made.emplace(std::pair(row.source, row.target), row).second);
    std::size_t expected = 0;
    for (const Key& u : before.members())
      for (const Key& v : before.members()) {
        if (!before.tied(u, v)) continue;
        ++expected;
        const auto at = made.find({u, v});
        ASSERT_NE(at, made.end()) << u.to_string() << " " << v.to_string();
        const Row& row = at->second;
        const support::Traffic out = before.traffic(u, v), back = before.traffic(v, u);
        const auto r = [&](const support::Traffic& t) {
          return -std::log(0.01 + (t.last ? std::min(before.days_since(*t.last) / options.window_days, 1000.0) : 1000.0));
        };
        EXPECT_NEAR(row.x[0], r(out), 1e-9);
        EXPECT_NEAR(row.x[1], r(back), 1e-9);
        EXPECT_NEAR(row.x[6], std::max(r(out), r(back)), 1e-9);
        for (std::size_t h = 0; h < 3; ++h) EXPECT_NEAR(row.x[2 + h], std::log1p(out.mass[h]), 1e-9);
        EXPECT_NEAR(row.x[5], std::log1p(back.mass[1]), 1e-9);
        EXPECT_NEAR(row.x[7], std::log1p(out.weight), 1e-9);
        const auto connection = before.declared(u, v);
        EXPECT_NEAR(row.declared, connection ? connection->weight.value_or(0.3) : 0, 1e-7);
        EXPECT_EQ(row.turned, after.traffic(u, v).events > out.events);
        ++rows_seen, turned_seen += row.turned;
      }
    EXPECT_EQ(made.size(), expected);
  }
  EXPECT_GT(rows_seen, 2000);
  EXPECT_GT(turned_seen, 200);
}

// --- the optimum -----------------------------------------------------------------------------------------------------------------------

class Optimum : public testing::TestWithParam<std::tuple<int, double, bool>> {};

TEST_P(Optimum, HasNoSlopeWhereItIsFreeAndLeansOnItsBoundsElsewhere) {
  const auto [seed, prior_weight, declared] = GetParam();
  LogisticTies plant = truth();
  plant.gamma = 0.4;
  const Planted past = planted(static_cast<std::uint64_t>(seed), 300, plant, declared);
  const FitOptions options{.prior_weight = prior_weight, .steadiness = 0};
  const LogisticTies model = fit_ties(past.network, past.as_of, options);
  const std::vector<Row> rows = rows_of(past.network, past.as_of, options);
  ASSERT_EQ(model.fit.rows, rows.size());
  ASSERT_GT(model.fit.positives, 50U);
  const std::vector<double> at = unknowns(model);
  const double least = objective(rows, at, prior_weight);
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (i == at.size() - 1 && !declared) continue;  // γ has nothing to be learned from
    SCOPED_TRACE(i);
    const double step = 1e-5;
    const auto moved = [&](double by) {
      std::vector<double> there = at;
      there[i] += by;
      return objective(rows, there, prior_weight);
    };
    const bool at_low = i > 0 && at[i] <= step, at_high = i == at.size() - 1 && at[i] >= 1 - step;
    if (at_low) {
      EXPECT_GE(moved(step), least - 1e-9);
    } else if (at_high) {
      EXPECT_GE(moved(-step), least - 1e-9);
    } else {
      EXPECT_NEAR((moved(step) - moved(-step)) / (2 * step), 0, 2e-3);
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Pasts, Optimum, testing::Combine(testing::Range(1, 6), testing::Values(0.0, 1.0, 30.0), testing::Bool()));

TEST(FitTies, FindsPlantedCoefficients) {
  const Planted past = planted(7, 40'000, truth());
  const LogisticTies model = fit_ties(past.network, past.as_of, {.prior_weight = 0, .steadiness = 0});
  // Features are alike, so that single coefficients are loose and what they say together is not.
  double off = 0, rows = 0;
  past.network.for_each_pair(past.as_of, past.as_of, model.evidence_options(), [&](const PairHistory& pair) {
    off += std::abs(model.strength(pair.evidence) - truth().strength(pair.evidence)), ++rows;
  });
  EXPECT_LT(off / rows, 0.01);
  EXPECT_NEAR(model.theta[0], truth().theta[0], 0.3);
  EXPECT_LT(model.fit.calibration_error, model.fit.calibration_null + 0.01);
}

TEST(FitTies, FindsWhatADeclarationMeans) {
  for (const double gamma : {0.0, 0.3, 0.8}) {
    LogisticTies plant = truth();
    plant.theta[0] = -4;
    plant.gamma = gamma;
    const Planted past = planted(8, 5000, plant, true);
    EXPECT_NEAR(fit_ties(past.network, past.as_of).gamma, gamma, 0.04);
  }
}

TEST(FitTies, MovesFromThePresetAsThePastGrows) {
  const auto distance = [](const LogisticTies& model) {
    double sum = 0;
    for (std::size_t i = 1; i < model.theta.size(); ++i) sum += std::abs(model.theta[i] - preset().theta[i]);
    return sum;
  };
  const double thin = distance(fit_ties(planted(9, 10, truth()).network, now));
  const double some = distance(fit_ties(planted(9, 300, truth()).network, now));
  const double long_past = distance(fit_ties(planted(9, 10'000, truth()).network, now));
  EXPECT_LT(thin, some);
  EXPECT_LT(some, long_past);
}

TEST(FitTies, ScalesWithTheWindow) {  // the same past at a tenth of the pace, but for the rhythm of weeks
  const LogisticTies slow = fit_ties(planted(10, 500, truth(30)).network, now, {.window_days = 30});
  const LogisticTies fast = fit_ties(planted(10, 500, truth(3)).network, now, {.window_days = 3, .rhythm = 0});
  for (std::size_t i = 0; i < slow.theta.size(); ++i) EXPECT_NEAR(slow.theta[i], fast.theta[i], 0.02);
}

// --- no leakage ------------------------------------------------------------------------------------------------------------------------

TEST(FitTies, LooksAtNothingAfterTheInstant) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Planted past = planted(seed, 60, truth(), true);
    const Time as_of = now - 20 * one_day;
    const LogisticTies known = fit_ties(past.network, as_of);
    Dice dice(seed);
    Network everything = past.network;
    for (int extra = 0; extra < 300; ++extra)
      everything.add_interaction(dice.between(0, 119), 200 + dice.between(0, 50), as_of + 1 + dice.between(0, 1'000'000));
    for (int extra = 0; extra < 50; ++extra) everything.add_connection(dice.between(0, 119), 300 + extra, {.since = as_of + 1});
    EXPECT_EQ(fit_ties(everything, as_of), known);
    EXPECT_EQ(everything.snapshot(as_of, known), past.network.snapshot(as_of, known)) << "the same bytes whenever asked";
  }
}

TEST(FitTies, IsTheSameInAnyOrderOfEntry) {
  for (const double window_days : {30.0, 3.0}) {   // without a rhythm and with one
    Dice dice(11);
    std::vector<std::array<std::int64_t, 3>> events;
    for (int i = 0; i < 2000; ++i) {
      const std::int64_t a = dice.between(0, 30), b = dice.between(0, 30);
      if (a != b) events.push_back({a, b, now - dice.between(0, 90 * 86'400)});
    }
    const auto fitted = [&] {
      Network network;
      for (const auto& [a, b, time] : events) network.add_interaction(a, b, time);
      return fit_ties(network, now, {.window_days = window_days});
    };
    const LogisticTies first = fitted();
    EXPECT_GT(first.fit.positives, window_days == 30 ? 100U : 30U);
    EXPECT_EQ(first.fit.moved != 0, window_days == 3);
    for (int round = 0; round < 5; ++round) {
      dice.shuffle(events);
      EXPECT_EQ(fitted(), first);
    }
    const std::vector<std::array<std::int64_t, 3>> whole = events;
    for (int i = 0; i < 500; ++i) events.push_back({dice.between(0, 60), 100 + dice.between(0, 9), now + 1 + dice.between(0, 10'000)});
    EXPECT_EQ(fitted(), first) << "what comes after changes nothing";
    events.assign(whole.begin(), whole.end());
    for (auto& event : events)
      if (event[2] == now) event[2] = now;
    EXPECT_EQ(fitted(), first);
  }
}

// --- the law ---------------------------------------------------------------------------------------------------------------------------

TEST(FitTies, MakesMonotoneModels) {
  Dice dice(12);
  std::vector<LogisticTies> models;
  for (int i = 0; i < 25; ++i) {
    LogisticTies plant = truth();
    for (std::size_t f = 1; f <= features; ++f) plant.theta[f] = dice.chance(0.5) ? 0 : dice.unit() - 0.3;  // wrong signs too
    plant.gamma = dice.unit();
    models.push_back(fit_ties(planted(100 + static_cast<std::uint64_t>(i), 80, plant, true).network, now,
                              {.prior_weight = dice.pick(std::vector<double>{0, 0.01, 1})}));
  }
  for (const LogisticTies& model : models) {
    for (std::size_t f = 1; f <= features; ++f) ASSERT_GE(model.theta[f], 0);
    ASSERT_GE(model.gamma, 0);
    ASSERT_LE(model.gamma, 1);
  }
  struct Event {
    bool back;
    Time time;
    const char* kind;
  };
  const auto evidence = [](const std::vector<Event>& events, const LogisticTies& model) {
    Network network;
    for (const Event& event : events) network.add_interaction(event.back ? 2 : 1, event.back ? 1 : 2, event.time, {.kind = event.kind});
    PairEvidence pair;
    network.for_each_pair(now, now, model.evidence_options(), [&](const PairHistory& known) { pair = known.evidence; });
    return pair;
  };
  const auto random_time = [&] { return now - static_cast<Time>(std::pow(10, 8 * dice.unit())) + 1; };
  for (int history = 0; history < 100'000 && !HasFailure(); ++history) {
    const LogisticTies& model = models[dice.below(models.size())];
    std::vector<Event> events;
    for (int i = dice.between(0, 6); i > 0; --i)
      events.push_back({dice.chance(0.4), random_time(), dice.pick(std::vector<const char*>{"message", "meeting", "reaction"})});
    PairEvidence before = evidence(events, model);
    if (events.empty() || dice.chance(0.5)) events.push_back({dice.chance(0.5), random_time(), "message"});
    else {
      Event& moved = events[dice.below(events.size())];
      moved.time += static_cast<Time>(static_cast<double>(now - moved.time) * dice.unit());
    }
    PairEvidence after = evidence(events, model);
    before.declared = after.declared = dice.chance(0.5) ? 0 : dice.unit();
    ASSERT_GE(model.strength(after), model.strength(before));
    ASSERT_GE(model.strength({after.back, after.out, after.declared}), model.strength({before.back, before.out, before.declared}));
  }
}

// --- thin and odd pasts ----------------------------------------------------------------------------------------------------------------

void expect_sound(const Network& network, const LogisticTies& model) {
  for (const double theta : model.theta) EXPECT_TRUE(std::isfinite(theta));
  const Snapshot snapshot = network.snapshot(now, model);
  for (const float strength : snapshot.strengths()) EXPECT_TRUE(strength >= 0 && strength <= 1);
}

TEST(FitTies, OfNothingIsThePreset) {
  const Network empty;
  LogisticTies model = fit_ties(empty, now);
  EXPECT_THAT(model.origin, HasSubstr("not fitted: no pair was known 30 days before"));
  EXPECT_EQ(model.fit, TieFit{});
  model.origin = preset().origin;
  EXPECT_EQ(model, preset());
  EXPECT_EQ(training_data(empty, now).row_count(), 0U);
}

TEST(FitTies, OfDeclarationsAloneIsThePreset) {
  Network network;
  network.add_connection("ana", "bo");
  network.add_connection("bo", "kim", {.weight = 0.8});
  const LogisticTies model = fit_ties(network, now);
  EXPECT_THAT(model.origin, HasSubstr("not fitted: no interaction is recorded"));
  EXPECT_EQ(model.theta, preset().theta);
  EXPECT_EQ(model.gamma, 1) << "nothing was logged that could speak against declarations";
}

TEST(FitTies, OfASilentWindowIsWeaker) {
  Network network;
  network.add_interaction("ana", "bo", now - 100 * one_day);
  const LogisticTies model = fit_ties(network, now, {.steadiness = 0});
  EXPECT_EQ(model.fit.rows, 2U);
  EXPECT_EQ(model.fit.positives, 0U);
  EXPECT_LT(model.theta[0], preset().theta[0]);
}

// Twice as many turned in the last window as in the one before: the level comes back by the share asked for, and by no more than its limit.
TEST(FitTies, DrawsTheLevelBackToTheWindowBefore) {
  Network network;
  Dice dice(21);
  for (int pair = 0; pair < 400; ++pair) {
    network.add_interaction(2 * pair, 2 * pair + 1, now - 70 * one_day - dice.between(0, 1000));
    if (dice.chance(0.2)) network.add_interaction(2 * pair, 2 * pair + 1, now - 45 * one_day);
    if (dice.chance(0.4)) network.add_interaction(2 * pair, 2 * pair + 1, now - 15 * one_day);
  }
  const auto level = [&](double steadiness) { return fit_ties(network, now, {.steadiness = steadiness}).theta[0]; };
  const double last = level(0), turn = level(1) - last;
  EXPECT_LT(turn, -0.01);
  EXPECT_GE(level(1), last - 0.5);
  EXPECT_NEAR(level(0.4), last + 0.4 * turn, 1e-12);
  LogisticTies a = fit_ties(network, now, {.steadiness = 0}), b = fit_ties(network, now, {.steadiness = 1});
  for (std::size_t i = 1; i < a.theta.size(); ++i) EXPECT_EQ(a.theta[i], b.theta[i]);
}

// Pairs meet in the three hours before noon and in those after, with the chances of that day, 0: today; the question is put at noon today.
using Chance = std::function<double(int)>;
Network days(int how_many, std::uint64_t seed, const Chance& morning, const Chance& afternoon) {
  Network network;
  Dice dice(seed);
  const Time length = one_day / 8;
  for (int day = how_many; day >= 0; --day) {
    for (int pair = 0; pair < 300; ++pair) {
      const auto meet = [&](double chance, Time start) {
        if (dice.chance(chance)) network.add_interaction(2 * pair, 2 * pair + 1, start + dice.between(1, static_cast<int>(length)));
      };
      meet(morning(day), now - day * one_day - length);
      if (day > 0) meet(afternoon(day), now - day * one_day);
    }
  }
  return network;
}
Network days(double morning, double afternoon, int how_many, std::uint64_t seed) {
  return days(
      how_many, seed, [=](int) { return morning; }, [=](int) { return afternoon; });
}
constexpr double three_hours = 0.125;
double rhythm_of(const Network& network, double rhythm = FitOptions{}.rhythm, double window_days = three_hours) {
  const auto level = [&](double share) { return fit_ties(network, now, {.window_days = window_days, .rhythm = share}).theta[0]; };
  return level(rhythm) - level(0);
}

TEST(FitTies, KnowsTheAfternoonFromThatOfTheDayBefore) {
  const Network network = days(0.5, 0.1, 3, 5);
  const LogisticTies without = fit_ties(network, now, {.window_days = three_hours, .rhythm = 0});
  const LogisticTies model = fit_ties(network, now, {.window_days = three_hours, .rhythm = 1});
  EXPECT_LT(model.theta[0], without.theta[0] - 1);
  for (std::size_t i = 1; i < model.theta.size(); ++i) EXPECT_EQ(model.theta[i], without.theta[i]);
  TieFit fit = model.fit;   // it tells of the window that was learned from, and of the move
  EXPECT_NEAR(fit.moved, model.theta[0] - without.theta[0], 1e-12);
  fit.moved = 0;
  EXPECT_EQ(fit, without.fit);
  EXPECT_THAT(to_text(model.info()), HasSubstr("its level then moved by -"));
  EXPECT_THAT(to_text(without.info()), Not(HasSubstr("moved")));
  // What was learned from is a morning, yet the mean strength is near the afternoon's share.
  const Snapshot snapshot = network.snapshot(now, model);
  double sum = 0;
  const View view = snapshot.owner_view(Policy::open());
  std::size_t directions = 0;
  for (std::uint32_t u = 0; u < snapshot.id_bound(); ++u)
    for (const Tie tie : view.ties_from(MemberId{u})) sum += probability_of(tie.cost), ++directions;
  EXPECT_GT(directions, 500U);
  EXPECT_NEAR(sum / static_cast<double>(directions), 0.1, 0.06);
}

TEST(FitTies, FollowsARhythmByTheShareAskedFor) {
  const Network network = days(0.5, 0.1, 3, 6);
  const double whole = rhythm_of(network, 1);
  EXPECT_LT(whole, -1);
  EXPECT_NEAR(rhythm_of(network, 0.25), 0.25 * whole, 1e-12);
  EXPECT_NEAR(rhythm_of(days(0.9, 0.0005, 3, 7), 1), -2, 1e-12) << "of no longer a way than that";
}

// Yesterday at noon the level was far below that of today, but it did not fall then, or not so far.
TEST(FitTies, LearnsFromADayThatWasQuietAllThroughOnlyHowItWent) {
  const auto rhythm_after = [](double morning, double afternoon) {
    return rhythm_of(days(
                         4, 8, [=](int day) { return day == 1 ? morning : 0.5; }, [=](int day) { return day == 1 ? afternoon : 0.1; }),
                     1);
  };
  EXPECT_LT(rhythm_after(0.5, 0.1), -1);
  EXPECT_NEAR(rhythm_after(0, 0), 0, 0.3);
  EXPECT_THAT(rhythm_after(0.12, 0.1), AllOf(Lt(-0.1), Gt(-0.8)));
  EXPECT_EQ(rhythm_after(0.05, 0.25), 0) << "it rose";
}

TEST(FitTies, RisesLessWhereFewWereKnownThen) {
  Network network = days(0.1, 0.5, 2, 9);
  const double all = rhythm_of(network);
  EXPECT_GT(all, 0.5);
  for (int pair = 1000; pair < 1900; ++pair) network.add_interaction(2 * pair, 2 * pair + 1, now - 3 * one_day / 4);   // three in four
  const double few = rhythm_of(network);
  EXPECT_GT(few, 0);
  EXPECT_LT(few, 0.6 * all);
}

TEST(FitTies, LooksAWeekBackWhereWindowsAreDays) {
  Network network;
  Dice dice(10);
  for (int week = 3; week >= 0; --week)
    for (int pair = 0; pair < 300; ++pair) {
      const auto meet = [&](double chance, int day) {
        if (dice.chance(chance))
          network.add_interaction(2 * pair, 2 * pair + 1, now - (7 * week + day) * one_day - dice.between(0, static_cast<int>(one_day) - 1));
      };
      meet(0.5, 1), meet(0.5, 0);                          // two days that are busy, and two after them that are not
      if (week > 0) meet(0.05, -1), meet(0.05, -2);
    }
  EXPECT_LT(rhythm_of(network, 0.7, 2), -0.5);
  EXPECT_LT(rhythm_of(network, 0.7, 3.5), 0);
  EXPECT_EQ(rhythm_of(network, 1, 3.6), 0) << "a week is not two windows";
}

TEST(FitTies, OfARhythmLooksAtNothingLater) {
  const Network network = days(0.5, 0.1, 3, 12);
  const LogisticTies known = fit_ties(network, now, {.window_days = three_hours});
  ASSERT_LT(known.fit.moved, -0.5);
  Network later = network;
  for (int pair = 0; pair < 300; pair += 2) later.add_interaction(2 * pair, 2 * pair + 1, now + 1 + pair);
  EXPECT_EQ(fit_ties(later, now, {.window_days = three_hours}), known);
}

// Above 262,144 directions every level is that of some members' pairs, the same ones as of each instant: as if there were fewer.
TEST(FitTies, OfManyPairsFollowsTheRhythmOfSome) {
  const auto fitted = [](int pairs, double rhythm) {
    Network network;
    Dice dice(13);
    const int length = static_cast<int>(one_day / 8);
    for (int pair = 0; pair < pairs; ++pair) {
      const auto meet = [&](double chance, Time start) {
        if (dice.chance(chance)) network.add_interaction(2 * pair, 2 * pair + 1, start + dice.between(1, length));
      };
      network.add_interaction(2 * pair, 2 * pair + 1, now - 2 * one_day);
      meet(0.2, now - one_day - length), meet(0.5, now - one_day), meet(0.2, now - length);
    }
    return fit_ties(network, now, {.window_days = three_hours, .rhythm = rhythm}).fit;
  };
  const TieFit some = fitted(50'000, 1), all = fitted(140'000, 1);
  EXPECT_LT(some.rows, 262'144U);
  ASSERT_GT(all.rows, 262'144U);
  EXPECT_GT(some.moved, 0.1);
  EXPECT_LT(some.moved, 1.5);
  EXPECT_NEAR(all.moved, some.moved, 0.08);
  EXPECT_NEAR(fitted(140'000, 0.5).moved, all.moved / 2, 1e-12);
}

TEST(FitTies, HasNoRhythmWhereTheRecordBeginsToday) {
  Network today = days(0.5, 0.1, 0, 11);
  for (int pair = 0; pair < 300; ++pair) today.add_interaction(2 * pair, 2 * pair + 1, now - one_day / 4 - pair);
  EXPECT_EQ(fit_ties(today, now, {.window_days = three_hours}).fit.rows, 600U);
  EXPECT_EQ(rhythm_of(today, 1), 0);
  Network network;
  network.add_interaction("ana", "bo", min_time);
  expect_sound(network, fit_ties(network, min_time + one_day, {.window_days = three_hours}));
  expect_sound(network, fit_ties(network, min_time + one_day / 2, {.window_days = three_hours}));
}

TEST(FitTies, OfEverythingInOneSecond) {
  Network network;
  for (int i = 0; i < 50; ++i) network.add_interaction(i, i + 1, now);
  EXPECT_THAT(fit_ties(network, now).origin, HasSubstr("no pair was known"));
  expect_sound(network, fit_ties(network, now));
  expect_sound(network, fit_ties(network, now + 30 * one_day));  // as of then it is the past, and nothing happened since
}

TEST(FitTies, OfOneKindAndOfClocksInTheFuture) {
  Planted past = planted(13, 100, truth());
  const LogisticTies known = fit_ties(past.network, now);
  for (int i = 0; i < 40; ++i) past.network.add_interaction(i, i + 1, now + 1000 + i, {.kind = "late"});
  EXPECT_EQ(fit_ties(past.network, now), known);
  Network meetings;
  Dice dice(14);
  for (int i = 0; i < 400; ++i) {
    const int a = dice.between(0, 20), b = dice.between(0, 20);
    if (a != b) meetings.add_interaction(a, b, now - dice.between(0, 80 * 86'400), {.kind = "meeting"});
  }
  const LogisticTies both_ways = fit_ties(meetings, now);  // out and back are the same columns
  EXPECT_GT(both_ways.fit.positives, 0U);
  expect_sound(meetings, both_ways);
  expect_sound(meetings, fit_ties(meetings, now, {.prior_weight = 0}));
}

TEST(FitTies, StaysFiniteWhereAThresholdSeparates) {
  Network network;
  for (int pair = 0; pair < 60; ++pair) {
    const bool alive = pair % 2 == 0;
    network.add_interaction(2 * pair, 2 * pair + 1, now - (alive ? 31 : 300) * one_day);
    network.add_interaction(2 * pair + 1, 2 * pair, now - (alive ? 31 : 300) * one_day);
    if (alive) network.add_interaction(2 * pair, 2 * pair + 1, now - one_day), network.add_interaction(2 * pair + 1, 2 * pair, now - one_day);
  }
  for (const double prior_weight : {0.0, 1e-9, 1.0, 1e9}) {
    const LogisticTies model = fit_ties(network, now, {.prior_weight = prior_weight});
    EXPECT_EQ(model.fit.positives, 60U);
    expect_sound(network, model);
  }
}

TEST(FitTies, OfThinPastsIsNoWorseThanThePreset) {
  // Many small networks of different levels, each fitted to few labelled pairs and judged by pairs like them; all judged together.
  for (const int pairs : {0, 5, 50}) {
    std::vector<double> fitted, unfitted;
    std::vector<std::uint8_t> turned;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
      LogisticTies plant = truth();
      plant.theta[0] = -5 + 0.1 * static_cast<double>(seed);
      const LogisticTies model = fit_ties(planted(seed, pairs, plant).network, now);
      Dice dice(1000 + seed);
      const Planted test = planted(2000 + seed, 100, plant);
      test.network.for_each_pair(now - 30 * one_day, now, plant.evidence_options(), [&](const PairHistory& pair) {
        fitted.push_back(model.strength(pair.evidence)), unfitted.push_back(preset().strength(pair.evidence));
        turned.push_back(pair.next_out.has_value());
      });
    }
    const double error = score_probabilities(fitted, turned).calibration_error;
    EXPECT_LE(error, score_probabilities(unfitted, turned).calibration_error) << pairs;
    for (const double p : fitted) ASSERT_TRUE(std::isfinite(p));
  }
}

TEST(FitTies, RefusesWhatIsOutOfRange) {
  const Network network;
  EXPECT_THROW((void)fit_ties(network, now, {.window_days = 0}), Error);
  EXPECT_THROW((void)fit_ties(network, now, {.prior_weight = -1}), Error);
  EXPECT_THROW((void)fit_ties(network, now, {.prior_weight = std::numeric_limits<double>::quiet_NaN()}), Error);
  EXPECT_THROW((void)fit_ties(network, now, {.kind_weights = {{"spam", -1}}}), Error);
  EXPECT_THROW((void)fit_ties(network, std::numeric_limits<Time>::max()), Error);
  EXPECT_THROW((void)fit_ties(network, std::numeric_limits<Time>::min()), Error);
  EXPECT_EQ(fit_ties(network, min_time).fit.rows, 0U) << "a window before time itself holds nothing";
}

TEST(PairHistories, RefuseWhatCannotBe) {
  Network network;
  network.add_interaction("ana", "bo", now);
  EXPECT_THROW(network.for_each_pair(now, now - 1, {}, [](const PairHistory&) {}), Error);
  EXPECT_THROW(network.for_each_pair(now, now, {}, nullptr), Error);
}

TEST(FitTies, IsToldByTheSnapshot) {
  const Planted past = planted(15, 200, truth());
  const LogisticTies model = fit_ties(past.network, now);
  const TieModelInfo info = past.network.snapshot(now, model).model();
  EXPECT_EQ(info, model.info());
  EXPECT_THAT(info.name, HasSubstr("fitted"));
  std::map<std::string, double> told(info.parameters.begin(), info.parameters.end());
  EXPECT_EQ(told.at("theta8"), model.theta[8]);
  EXPECT_EQ(told.at("fit rows"), 400);
  EXPECT_EQ(told.at("fit until"), static_cast<double>(now));
  EXPECT_GT(told.at("fit log loss"), 0);
}

}  // namespace
