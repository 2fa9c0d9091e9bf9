#include "hobnob/learn/backtest.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Time day = seconds_per_day;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// --- another road: raw events, sorted, and loops ----------------------------------------------------------------------------------------

struct Event {
  int source, target;
  Time time;
  std::string kind = "message";
  std::vector<int> others{};
};

struct Declared {
  int a, b;
  double weight;
  Time since;
};

struct Facts {
  std::vector<Event> events;
  std::vector<Declared> declared;
};

Network network_of(const Facts& facts) {
  Network network;
  for (const Declared& each : facts.declared) network.add_connection(Key(each.a), Key(each.b), {.weight = each.weight, .since = each.since});
  for (const Event& event : facts.events) {
    Interaction how{.kind = event.kind};
    for (const int other : event.others) how.participants.emplace_back(other);
    network.add_interaction(Key(event.source), Key(event.target), event.time, how);
  }
  return network;
}

Facts random_facts(Dice& dice, int members, int events, int days) {
  Facts facts;
  std::set<std::pair<int, int>> known;
  const auto two = [&] {
    const int a = dice.between(1, members);
    return std::pair(a, (a + dice.between(0, members - 2)) % members + 1);
  };
  for (int i = 0; i < members; ++i) {
    const auto [a, b] = two();
    if (known.insert(std::minmax(a, b)).second) facts.declared.push_back({a, b, 0.25 * dice.between(1, 4), support::random_time(dice, days)});
  }
  const std::vector<std::string> kinds{"message", "message", "message", "meeting", "reaction", "spam"};
  for (int i = 0; i < events; ++i) {
    const auto [a, b] = two();
    Event event{a, b, support::random_time(dice, days), dice.pick(kinds)};
    for (int more = dice.chance(0.2) ? dice.between(1, 4) : 0; more > 0; --more)
      if (const int who = dice.between(1, members); who != a && who != b && std::ranges::count(event.others, who) == 0) event.others.push_back(who);
    facts.events.push_back(event);
  }
  return facts;
}

// Who turned to whom, when: one entry for each direction of each pair that an event counts for.
struct Turn {
  int from, to;
  Time time;
};

std::vector<Turn> turns_of(const Facts& facts, int most_participants) {
  std::vector<Turn> turns;
  for (const Event& event : facts.events) {
    std::vector<int> rest{event.target};
    rest.insert(rest.end(), event.others.begin(), event.others.end());
    if (event.kind == "spam" || static_cast<int>(rest.size()) + 1 > most_participants) continue;
    for (const int to : rest) turns.push_back({event.source, to, event.time});
    if (event.kind != "meeting") continue;
    for (const int from : rest) {
      turns.push_back({from, event.source, event.time});
      for (const int to : rest)
        if (to != from) turns.push_back({from, to, event.time});
    }
  }
  std::ranges::sort(turns, {}, &Turn::time);
  return turns;
}

/// A model that the slow road can follow: counts, days and the declaration.
struct Counting {
  double window = 30;
  int most_participants = 4;
  double push = 0;
  static double chance(double out, double back, double days_since_last, double declared, double push) {
    return (1 + out + push) / (3 + out + 2 * back + days_since_last / 7 + push) * (1 - 0.5 * declared) + 0.25 * declared;
  }
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    const double last = std::min({pair.out.days_since_last, pair.back.days_since_last, 1000.0});
    return chance(pair.out.events, pair.back.events, last, pair.declared, push);
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {.kind_weights = {{"spam", 0.0}}, .max_participants = most_participants}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "counting", .window_days = window}; }
};

struct Naive {
  std::uint64_t population = 0, positives = 0, past_population = 0, past_positives = 0;
  double log_loss = 0, mrr = 0, hits = 0;
  std::uint64_t queries = 0, left_out = 0;
  Time as_of = 0;
  bool whole = false;
  struct Part {
    std::uint64_t population = 0, positives = 0;
    double predicted = 0;
  };
  std::map<std::string, Part> strata{{"declared", {}}, {"new", {}}, {"dormant", {}}, {"strong", {}}, {"weak", {}}};
};

Naive naive_row(const Facts& facts, double cut, const Counting& model, int k) {
  const std::vector<Turn> turns = turns_of(facts, model.most_participants);
  const auto window = static_cast<Time>(model.window * 86'400);
  std::vector<Time> times;
  for (const Event& event : facts.events) times.push_back(event.time);
  std::ranges::sort(times);
  Naive out;
  std::size_t place = 0;
  while (static_cast<double>(place + 1) <= cut * static_cast<double>(times.size())) ++place;
  out.as_of = times[place == 0 ? 0 : place - 1];
  out.whole = out.as_of - times.front() >= window && times.back() - out.as_of >= window;

  const auto known_by = [&](Time instant) {
    std::set<std::pair<int, int>> pairs;
    for (const Declared& each : facts.declared)
      if (each.since <= instant) pairs.insert({each.a, each.b}), pairs.insert({each.b, each.a});
    for (const Turn& turn : turns)
      if (turn.time <= instant) pairs.insert({turn.from, turn.to}), pairs.insert({turn.to, turn.from});
    return pairs;
  };
  const auto turned = [&](int from, int to, Time after, Time until) {
    return std::ranges::any_of(turns, [&](const Turn& t) { return t.from == from && t.to == to && t.time > after && t.time <= until; });
  };
  for (const auto& [from, to] : known_by(out.as_of - window)) {
    ++out.past_population;
    out.past_positives += turned(from, to, out.as_of - window, out.as_of);
  }
  std::map<int, std::vector<std::pair<double, int>>> ties;
  for (const auto& [from, to] : known_by(out.as_of)) {
    double there = 0, back = 0, declared = 0;
    Time first = std::numeric_limits<Time>::max(), last = std::numeric_limits<Time>::min();
    for (const Turn& t : turns) {
      if (t.time > out.as_of || !((t.from == from && t.to == to) || (t.from == to && t.to == from))) continue;
      (t.from == from ? there : back) += 1;
      first = std::min(first, t.time), last = std::max(last, t.time);
    }
    for (const Declared& each : facts.declared)
      if (each.since <= out.as_of && std::minmax(each.a, each.b) == std::minmax(from, to)) declared = each.weight;
    const double days = there + back == 0 ? 1000.0 : std::min(1000.0, static_cast<double>(out.as_of - last) / 86'400);
    const double p = Counting::chance(there, back, days, declared, model.push);
    const bool yes = turned(from, to, out.as_of, out.as_of + window);
    ++out.population;
    out.positives += yes;
    out.log_loss -= std::log(yes ? p : 1 - p);
    ties[from].emplace_back(-p, to);
    const char* stratum = there + back == 0                ? "declared"
                          : first > out.as_of - window     ? "new"
                          : last <= out.as_of - 3 * window ? "dormant"
                          : there + back >= 10             ? "strong"
                                                           : "weak";
    Naive::Part& part = out.strata[stratum];
    ++part.population, part.positives += yes, part.predicted += p;
  }
  if (out.population > 0) out.log_loss /= static_cast<double>(out.population);
  for (auto& [from, targets] : ties) {
    std::ranges::sort(targets);
    int best = 0;
    for (int rank = static_cast<int>(targets.size()); rank > 0; --rank)
      if (turned(from, targets[static_cast<std::size_t>(rank - 1)].second, out.as_of, out.as_of + window)) best = rank;
    if (best == 0) {
      ++out.left_out;
      continue;
    }
    ++out.queries;
    out.mrr += 1.0 / best, out.hits += best <= k;
  }
  if (out.queries > 0) out.mrr /= static_cast<double>(out.queries), out.hits /= static_cast<double>(out.queries);
  return out;
}

BacktestOptions quick(std::vector<double> cuts) { return {.cuts = std::move(cuts), .k = 3, .draws = 20, .resamples = 20}; }

const TieStratum& stratum(const TieCut& cut, const std::string& name) { return *std::ranges::find(cut.strata, name, &TieStratum::name); }

template <class Call>
std::string refusal(const Call& call, Errc code = Errc::invalid_argument) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    return error.what();
  }
  return "nothing was refused";
}

TEST(Backtest, SaysWhatTheRawEventsSay) {
  std::uint64_t positives = 0;
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Dice dice(seed);
    const Facts facts = random_facts(dice, dice.between(3, 9), dice.between(1, 120), 120);
    const Counting model{.window = std::vector<double>{5, 12, 30}[dice.below(3)], .most_participants = dice.between(2, 5)};
    const std::vector<double> cuts{0.01, 0.3, 0.5, 0.8, 0.95};
    const TieBacktest backtest = backtest_ties(network_of(facts), model, quick(cuts));
    ASSERT_EQ(backtest.size(), cuts.size());
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << ", cut " << cuts[i]);
      const TieCut& cut = backtest[i];
      const Naive naive = naive_row(facts, cuts[i], model, 3);
      EXPECT_EQ(cut.cut, cuts[i]);
      EXPECT_EQ(cut.model, "counting");
      EXPECT_EQ(cut.window_days, model.window);
      ASSERT_EQ(cut.as_of, naive.as_of);
      EXPECT_EQ(cut.until, naive.as_of + static_cast<Time>(model.window * 86'400));
      ASSERT_EQ(cut.population(), naive.population);
      EXPECT_EQ(cut.positives(), naive.positives);
      EXPECT_EQ(cut.past_population, naive.past_population);
      EXPECT_EQ(cut.past_positives, naive.past_positives);
      EXPECT_EQ(cut.whole, naive.whole);
      EXPECT_NEAR(cut.scores.log_loss, naive.log_loss, 1e-12);
      EXPECT_EQ(cut.intervals.log_loss.value, cut.scores.log_loss);
      EXPECT_EQ(cut.ranking.queries, naive.queries);
      EXPECT_EQ(cut.ranking.left_out, naive.left_out);
      EXPECT_NEAR(cut.ranking.mrr, naive.mrr, 1e-12);
      EXPECT_NEAR(cut.ranking.hits, naive.hits, 1e-12);
      EXPECT_EQ(cut.ranking_intervals.mrr.value, cut.ranking.mrr);
      for (const auto& [name, part] : naive.strata) {
        const TieStratum& found = stratum(cut, name);
        EXPECT_EQ(found.population, part.population) << name;
        EXPECT_EQ(found.positives, part.positives) << name;
        if (part.population == 0) continue;
        EXPECT_NEAR(found.predicted, part.predicted / static_cast<double>(part.population), 1e-12);
        EXPECT_NEAR(found.observed, static_cast<double>(part.positives) / static_cast<double>(part.population), 1e-15);
        seen.insert(name);
      }
      if (naive.past_population > 0 && naive.population > 0) {
        const double rate = static_cast<double>(naive.past_positives) / static_cast<double>(naive.past_population);
        const double now = static_cast<double>(naive.positives) / static_cast<double>(naive.population);
        EXPECT_NEAR(cut.constant_calibration_error.value(), std::abs(rate - now), 1e-12);
        if (rate > 0 && rate < 1) { EXPECT_NEAR(cut.constant_log_loss.value(), -now * std::log(rate) - (1 - now) * std::log(1 - rate), 1e-12); }
      } else {
        EXPECT_FALSE(cut.constant_log_loss || cut.constant_calibration_error);
      }
      positives += cut.positives();
    }
  }
  EXPECT_GT(positives, 1000U);
  EXPECT_EQ(seen.size(), 5U);
}

TEST(Backtest, StrataPartTheTiesWhateverTheModel) {
  for (std::uint64_t seed = 100; seed < 115; ++seed) {
    Dice dice(seed);
    const Network network = network_of(random_facts(dice, 8, 150, 200));
    const TieBacktest one = backtest_ties(network, Counting{.window = 10}, quick({0.4, 0.7}));
    const TieBacktest other = backtest_ties(network, Counting{.window = 10, .push = 4}, quick({0.4, 0.7}));
    for (std::size_t i = 0; i < one.size(); ++i) {
      std::vector<std::string> names;
      std::uint64_t population = 0, positives = 0;
      double loss = 0;
      for (std::size_t s = 0; s < one[i].strata.size(); ++s) {
        const TieStratum& each = one[i].strata[s];
        names.push_back(each.name);
        population += each.population, positives += each.positives;
        loss += each.log_loss * static_cast<double>(each.population);
        EXPECT_EQ(each.population, other[i].strata[s].population);
        EXPECT_EQ(each.positives, other[i].strata[s].positives);
        if (each.population > 0) { EXPECT_NE(each.predicted, other[i].strata[s].predicted); }
      }
      EXPECT_THAT(names, ElementsAre("declared", "new", "dormant", "strong", "weak"));
      EXPECT_EQ(population, one[i].population());
      EXPECT_EQ(positives, one[i].positives());
      EXPECT_NEAR(loss / static_cast<double>(population), one[i].scores.log_loss, 1e-12);
    }
  }
}

TEST(Backtest, StrataBeginAndEndToTheSecond) {
  const Time now = support::first_day + 1000 * day, window = 10 * day;
  const auto where = [&](std::vector<Time> times) {
    Network network;
    for (const Time time : times) network.add_interaction(1, 2, time);
    for (int i = 0; i < 40; ++i) network.add_interaction(8, 9, now);  // the instant
    const TieCut cut = backtest_ties(network, Counting{.window = 10}, quick({0.9}))[0];
    EXPECT_EQ(cut.as_of, now);
    std::string found;
    for (const TieStratum& each : cut.strata)
      for (std::uint64_t i = each.name == "new" ? 1 : 0; i < each.population / 2; ++i) found += each.name;  // 8 and 9 are new
    return found.empty() ? "new" : found;
  };
  EXPECT_EQ(where({now - window + 1}), "new");
  EXPECT_EQ(where({now - window}), "weak");
  EXPECT_EQ(where({now - 3 * window + 1}), "weak");
  EXPECT_EQ(where({now - 3 * window}), "dormant");
  EXPECT_EQ(where({now - 9 * window, now - 3 * window + 1}), "weak");
  EXPECT_EQ(where(std::vector<Time>(9, now - window)), "weak");
  EXPECT_EQ(where(std::vector<Time>(10, now - window)), "strong");
  EXPECT_EQ(where(std::vector<Time>(10, now - 3 * window)), "dormant");
  EXPECT_EQ(where(std::vector<Time>(10, now - window + 1)), "new");
}

// --- nothing is known beforehand --------------------------------------------------------------------------------------------------------

// The cut that stands for the same instant in another record; the last event is never one.
double cut_at(const Facts& facts, Time as_of) {
  const auto by_then = std::ranges::count_if(facts.events, [as_of](const Event& event) { return event.time <= as_of; });
  return (static_cast<double>(by_then) + 0.5) / static_cast<double>(facts.events.size());
}

TieCut without_names(TieCut cut) {
  cut.cut = 0, cut.whole = cut.judged = false;
  return cut;
}

TEST(Backtest, NothingAfterTheWindowMatters) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    Dice dice(seed);
    const Facts facts = random_facts(dice, 8, 150, 120);
    const BacktestOptions options{.cuts = {0.5}, .window_days = 14, .draws = 20, .resamples = 20};
    const TieCut cut = backtest_ties(network_of(facts), options)[0];

    Facts gone, shuffled;
    gone.events.push_back({98, 99, cut.until + day});  // for a cut must be before the end
    std::vector<Event> later;
    for (const Declared& each : facts.declared)
      if (each.since <= cut.until) gone.declared.push_back(each), shuffled.declared.push_back(each);
    for (const Event& event : facts.events) {
      if (event.time <= cut.until) gone.events.push_back(event), shuffled.events.push_back(event);
      else later.push_back(event);
    }
    for (const Event& event : later)  // others, oftener, at other times
      for (int i = 0; i < 3; ++i)
        shuffled.events.push_back({dice.between(1, 4), dice.between(5, 20), cut.until + 1 + static_cast<Time>(dice.below(100)) * day, event.kind});
    for (const Facts& other : {gone, shuffled}) {
      BacktestOptions same = options;
      same.cuts = {cut_at(other, cut.as_of)};
      const TieCut again = backtest_ties(network_of(other), same)[0];
      EXPECT_EQ(without_names(again), without_names(cut)) << "seed " << seed;
    }
  }
}

TEST(Backtest, ModelsAreMadeOfWhatWasKnown) {
  const FitOptions fit{.window_days = 14};
  int fitted = 0;
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    Dice dice(seed);
    const Facts facts = random_facts(dice, 8, 150, 120);
    std::vector<LogisticTies> models;
    const auto make = [&](const Network& network, Time as_of) { return models.emplace_back(fit_ties(network, as_of, fit)); };
    const BacktestOptions options{.cuts = {0.6}, .window_days = 14, .draws = 20, .resamples = 20};
    const TieBacktest made = backtest_ties(network_of(facts), make, options);
    EXPECT_EQ(made, backtest_ties(network_of(facts), options));  // the default is that very fit
    EXPECT_EQ(made, backtest_ties(network_of(facts), models[0], options));
    const TieCut& cut = made[0];
    Facts known;
    for (const Declared& each : facts.declared)
      if (each.since <= cut.as_of) known.declared.push_back(each);
    for (const Event& event : facts.events)
      if (event.time <= cut.as_of) known.events.push_back(event);
    known.events.push_back({98, 99, cut.until + day});  // for a cut must be before the end
    BacktestOptions same = options;
    same.cuts = {cut_at(known, cut.as_of)};
    const TieCut then = backtest_ties(network_of(known), make, same)[0];
    ASSERT_EQ(models.size(), 2U);
    EXPECT_EQ(models[0], models[1]);
    EXPECT_EQ(then.positives(), 0U);
    ASSERT_EQ(then.population(), cut.population());
    for (std::size_t s = 0; s < cut.strata.size(); ++s) EXPECT_EQ(then.strata[s].predicted, cut.strata[s].predicted);
    EXPECT_EQ(then.past_positives, cut.past_positives);
    fitted += models[0].fit.rows > 0;
  }
  EXPECT_GT(fitted, 20);
}

TEST(Backtest, OptionsOfTheFitReachIt) {
  Dice dice(5);
  const Network network = network_of(random_facts(dice, 8, 200, 120));
  const FitOptions fit{.window_days = 9, .max_participants = 3, .kind_weights = {{"spam", 0}, {"meeting", 2}}, .prior_weight = 0.25};
  const BacktestOptions options{.cuts = {0.5, 0.7},
                                .window_days = fit.window_days,
                                .max_participants = fit.max_participants,
                                .kind_weights = fit.kind_weights,
                                .prior_weight = fit.prior_weight,
                                .resamples = 5};
  const auto make = [&](const Network& record, Time as_of) { return fit_ties(record, as_of, fit); };
  EXPECT_EQ(backtest_ties(network, options), backtest_ties(network, make, {.cuts = {0.5, 0.7}, .resamples = 5}));
}

TEST(Backtest, OptionsOfTheScoresReachThem) {
  Dice dice(6);
  const Network network = network_of(random_facts(dice, 9, 300, 120));
  const BacktestOptions options{.cuts = {0.6}, .k = 2, .bins = 4, .draws = 10, .resamples = 30, .seed = 9};
  const auto with = [&](auto change) {
    BacktestOptions other = options;
    change(other);
    return backtest_ties(network, Counting{}, other)[0];
  };
  const TieCut cut = with([](BacktestOptions&) {});
  EXPECT_LE(cut.scores.curve.size(), 4U);
  EXPECT_EQ(cut.ranking.k, 2);
  EXPECT_EQ(cut.ranking_intervals.k, 2);
  EXPECT_TRUE(cut.scores.calibration_null.has_value());
  EXPECT_FALSE(with([](BacktestOptions& o) { o.draws = 0; }).scores.calibration_null.has_value());
  EXPECT_EQ(with([](BacktestOptions&) {}), cut);
  const TieCut reseeded = with([](BacktestOptions& o) { o.seed = 10; });
  EXPECT_NE(reseeded.scores.calibration_null, cut.scores.calibration_null);
  EXPECT_NE(reseeded.intervals, cut.intervals);
  EXPECT_NE(reseeded.ranking_intervals, cut.ranking_intervals);
  EXPECT_NE(with([](BacktestOptions& o) { o.resamples = 60; }).intervals, cut.intervals);
}

TEST(Backtest, IntervalsResampleMembersWithTheirTies) {
  Dice dice(8);
  const Facts facts = random_facts(dice, 9, 200, 120);
  const TieCut cut = backtest_ties(network_of(facts), Counting{}, quick({0.6}))[0];
  std::set<int> members;
  for (const Turn& turn : turns_of(facts, 4))
    if (turn.time <= cut.as_of) members.insert(turn.from), members.insert(turn.to);
  for (const Declared& each : facts.declared)
    if (each.since <= cut.as_of) members.insert(each.a), members.insert(each.b);
  EXPECT_EQ(cut.intervals.groups, members.size());
  EXPECT_LT(cut.intervals.log_loss.lower, cut.scores.log_loss);
  EXPECT_GT(cut.intervals.log_loss.upper, cut.scores.log_loss);
  EXPECT_LT(cut.ranking_intervals.mrr.lower, cut.ranking_intervals.mrr.upper);
}

// --- truth is found -----------------------------------------------------------------------------------------------------------------------

// Declared weights are the chances with which people turned to each other, in each of four windows.
Network planted(std::uint64_t seed, int pairs) {
  Dice dice(seed);
  Network network;
  const Time start = support::first_day;
  for (int i = 0; i < pairs; ++i) {
    const double chance = 0.02 + 0.9 * dice.unit() * dice.unit();
    const int a = 2 * i + 1, b = 2 * i + 2;
    network.add_connection(a, b, {.weight = chance, .since = start - 1});
    for (int window = 0; window < 4; ++window)
      for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)})
        if (dice.chance(chance)) network.add_interaction(from, to, start + (10 * window + dice.between(1, 9)) * day);
  }
  for (int i = 0; i < 4 * pairs; ++i) network.add_interaction(0, -1, start + 20 * day);  // the instant, in the midst of all times
  network.add_interaction(0, -1, start + 45 * day);
  return network;
}

struct Saying {
  double confidence = 1;
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    if (pair.declared == 0) return 0.5;
    return 1 / (1 + std::exp(-confidence * std::log(pair.declared / (1 - pair.declared))));
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "saying", .window_days = 10}; }
};

TEST(Backtest, ATrueModelIsFoundCalibratedAndAnOverconfidentOneIsNot) {
  const BacktestOptions options{.cuts = {0.5}, .resamples = 50};
  int beyond_null = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Network network = planted(seed, 2000);
    const TieCut honest = backtest_ties(network, Saying{}, options)[0];
    ASSERT_EQ(honest.as_of, support::first_day + 20 * day);
    EXPECT_EQ(honest.population(), 4002U);
    EXPECT_TRUE(honest.whole);
    EXPECT_TRUE(honest.judged);
    beyond_null += honest.scores.calibration_error > honest.scores.calibration_null.value();
    EXPECT_NEAR(honest.scores.slope.value(), 1, 0.13);  // about three standard errors
    EXPECT_NEAR(honest.scores.intercept.value(), 0, 0.2);
    EXPECT_LT(honest.scores.log_loss, honest.constant_log_loss.value());
    EXPECT_LT(honest.constant_calibration_error.value(), 0.04);
    const TieCut loud = backtest_ties(network, Saying{2}, options)[0];
    EXPECT_GT(loud.scores.calibration_error, 2 * loud.scores.calibration_null.value());
    EXPECT_NEAR(loud.scores.slope.value(), 0.5, 0.065);
    EXPECT_GT(loud.intervals.log_loss.lower, honest.intervals.log_loss.upper);
    EXPECT_EQ(loud.scores.auc, honest.scores.auc);  // order is not calibration
  }
  EXPECT_LE(beyond_null, 6);  // 5 in 100 are expected
}

TEST(Backtest, JudgesWhereBothWindowsAreWholeAndTellEnough) {
  // So many turn in the window before and the one after the instant; the record begins and ends so many seconds beyond the windows.
  const auto cut = [](int before, int after, Time head = 0, Time tail = 0) {
    const Time now = support::first_day + 100 * day, window = 10 * day;
    Network network;
    for (int i = 0; i < 300; ++i) network.add_connection(2 * i + 1, 2 * i + 2);
    for (int i = 0; i < before; ++i) network.add_interaction(2 * i + 1, 2 * i + 2, now - 1);
    for (int i = 0; i < after; ++i) network.add_interaction(2 * i + 1, 2 * i + 2, now + 1);
    for (int i = 0; i < 1000; ++i) network.add_interaction(0, -1, now);  // the instant
    network.add_interaction(0, -1, now - window - head);
    network.add_interaction(0, -1, now + window + tail);
    const TieCut found = backtest_ties(network, Saying{}, quick({0.5}))[0];
    EXPECT_EQ(found.as_of, now);
    return std::pair(found.whole, found.judged);
  };
  EXPECT_EQ(cut(199, 199), std::pair(true, true));  // and the two of the instant
  EXPECT_EQ(cut(198, 199), std::pair(true, false));
  EXPECT_EQ(cut(199, 198), std::pair(true, false));
  EXPECT_EQ(cut(199, 199, -1, 0), std::pair(false, false));
  EXPECT_EQ(cut(199, 199, 0, -1), std::pair(false, false));
  EXPECT_EQ(cut(300, 300, 5, 5), std::pair(true, true));
}

// --- the edges ----------------------------------------------------------------------------------------------------------------------------

TEST(Backtest, WantsAPast) {
  Network network;
  const auto ask = [&] { (void)backtest_ties(network); };
  EXPECT_THAT(refusal(ask), HasSubstr("without interactions"));
  network.add_connection("ana", "bo", {.since = 1000});
  EXPECT_THAT(refusal(ask), HasSubstr("without interactions"));
}

TEST(Backtest, OneInteractionIsAPast) {
  Network network;
  network.add_interaction("ana", "bo", support::first_day);
  const TieBacktest backtest = backtest_ties(network, {.cuts = {0.01, 0.99}});
  ASSERT_EQ(backtest.size(), 2U);
  for (const TieCut& cut : backtest) {
    EXPECT_EQ(cut.as_of, support::first_day);
    EXPECT_EQ(cut.population(), 2U);
    EXPECT_EQ(cut.positives(), 0U);
    EXPECT_EQ(cut.past_population, 0U);
    EXPECT_FALSE(cut.whole || cut.judged || cut.constant_log_loss || cut.scores.auc);
    EXPECT_THAT(cut.model, HasSubstr("not fitted"));
    EXPECT_EQ(stratum(cut, "new").population, 2U);
  }
}

TEST(Backtest, AllInOneSecondAndTheVeryEnd) {
  Network network;
  for (int i = 1; i <= 20; ++i) network.add_interaction(0, i, support::first_day);
  const TieBacktest backtest = backtest_ties(network, {.cuts = {0.05, 0.5, 0.9999}});
  EXPECT_EQ(without_names(backtest[0]), without_names(backtest[1]));
  EXPECT_EQ(without_names(backtest[0]), without_names(backtest[2]));
  EXPECT_EQ(backtest[0].population(), 40U);
  EXPECT_EQ(backtest[0].ranking.queries, 0U);
  EXPECT_EQ(backtest[0].ranking.left_out, 21U);
}

TEST(Backtest, ATieWithoutEvidenceOfItsOwnInstantIsNobody) {  // the only events are mass mail
  Network network;
  Interaction mass;
  for (int i = 2; i < 80; ++i) mass.participants.emplace_back(i);
  network.add_interaction(0, 1, support::first_day, mass);
  network.add_interaction(0, 1, support::first_day + day, mass);
  const TieCut cut = backtest_ties(network, {.cuts = {0.5}})[0];
  EXPECT_EQ(cut.population(), 0U);
  EXPECT_EQ(cut.base_rate(), 0);
  EXPECT_THAT(to_text(backtest_ties(network, {.cuts = {0.5}})), HasSubstr("nobody had a tie"));
}

TEST(Backtest, TheDawnOfTime) {
  Network network;
  network.add_interaction("ana", "bo", min_time);
  network.add_interaction("ana", "bo", max_time);
  const TieBacktest backtest = backtest_ties(network, {.cuts = {0.5, 0.99}});
  EXPECT_EQ(backtest[0].as_of, min_time);
  EXPECT_EQ(backtest[0].past_population, 0U);
  EXPECT_EQ(backtest_ties(network, {.cuts = {1 - 1e-16}})[0].as_of, min_time);  // ⌊q·2⌋ = 1
}

TEST(Backtest, RefusesWhatIsOutOfRange) {
  Network network;
  network.add_interaction("ana", "bo", support::first_day);
  const auto with = [&](const BacktestOptions& options) { return refusal([&] { (void)backtest_ties(network, options); }); };
  EXPECT_EQ(with({.cuts = {0.5, 1}}), "cuts must be above 0 and below 1, got 1");
  EXPECT_EQ(with({.cuts = {0}}), "cuts must be above 0 and below 1, got 0");
  EXPECT_THAT(with({.cuts = {nan}}), HasSubstr("got nan"));
  EXPECT_EQ(with({.cuts = {}}), "cuts must be 1…1000 shares, got 0");
  EXPECT_THAT(with({.window_days = 0}), HasSubstr("window_days"));
  EXPECT_THAT(with({.k = 0}), HasSubstr("k must be"));
  EXPECT_THAT(with({.bins = 0}), HasSubstr("bins"));
  EXPECT_THAT(with({.resamples = 0}), HasSubstr("resamples"));
  EXPECT_THAT(with({.prior_weight = -1}), HasSubstr("prior_weight"));
  EXPECT_THAT(refusal([&] { (void)backtest_ties(network, Counting{.window = 0}); }), HasSubstr("tie model 'counting' must have window_days"));
  EXPECT_THAT(refusal([&] { (void)backtest_ties(network, Counting{.window = nan}); }), HasSubstr("got nan"));
  EXPECT_THAT(refusal([&] { (void)backtest_ties(network, Counting{.push = -3.5}); }), HasSubstr("must give strengths 0…1, gave -"));
}

TEST(Backtest, ProgressIsToldAndCancels) {
  const Network network = planted(3, 2000);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
  BacktestOptions options = quick({0.4, 0.5});
  options.progress = [&](std::uint64_t done, std::uint64_t all) { return told.emplace_back(done, all), true; };
  (void)backtest_ties(network, Saying{}, options);
  EXPECT_EQ(told.front(), std::pair(std::uint64_t{0}, std::uint64_t{8}));
  EXPECT_EQ(told.back(), std::pair(std::uint64_t{8}, std::uint64_t{8}));
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_GT(told.size(), 20U);  // also while pairs are gone through
  for (std::size_t stop = 0; stop < told.size(); stop += 5) {
    std::size_t calls = 0;
    options.progress = [&](std::uint64_t, std::uint64_t) { return calls++ < stop; };
    EXPECT_THAT(refusal([&] { (void)backtest_ties(network, Saying{}, options); }, Errc::cancelled), HasSubstr("asked to stop"));
    EXPECT_EQ(calls, stop + 1);
  }
}

// --- for people and for tables ------------------------------------------------------------------------------------------------------------

TEST(Backtest, TellsALineACut) {
  const TieBacktest backtest = backtest_ties(planted(1, 700), Saying{}, {.cuts = {0.5, 0.9}, .resamples = 20});
  const std::string text = to_text(backtest);
  EXPECT_EQ(std::ranges::count(text, '\n'), 2);
  EXPECT_THAT(text, testing::StartsWith("0.5 (2023-12-05, 10 days on): "));
  EXPECT_THAT(text, HasSubstr("of 1402 turned to the other ("));
  EXPECT_THAT(text, HasSubstr("; saying.\n0.9 ("));
  EXPECT_THAT(text, HasSubstr("of a constant 0."));
}

TEST(Backtest, IsATable) {
  const TieBacktest backtest = backtest_ties(planted(1, 700), Saying{}, {.cuts = {0.5, 0.99}, .resamples = 20});
  const Table table = to_table(backtest);
  EXPECT_EQ(table.row_count(), 2U);
  EXPECT_EQ(table["cut"].values, decltype(Column::values)(std::vector<double>{0.5, 0.99}));
  EXPECT_EQ(table["judged"].values, decltype(Column::values)(std::vector<std::int64_t>{1, 0}));
  const auto number = [&](const char* name) { return std::get<std::vector<double>>(table[name].values)[0]; };
  const TieCut& cut = backtest[0];
  EXPECT_EQ(number("log_loss"), cut.scores.log_loss);
  EXPECT_EQ(number("log_loss_lower"), cut.intervals.log_loss.lower);
  EXPECT_EQ(number("log_loss_upper"), cut.intervals.log_loss.upper);
  EXPECT_EQ(number("constant_log_loss"), cut.constant_log_loss);
  EXPECT_EQ(number("calibration_null"), cut.scores.calibration_null);
  EXPECT_EQ(number("auc"), cut.scores.auc);
  EXPECT_EQ(number("slope"), cut.scores.slope);
  EXPECT_EQ(number("mrr"), cut.ranking.mrr);
  EXPECT_EQ(number("hits_upper"), cut.ranking_intervals.hits.upper);
  Network one;
  one.add_interaction("ana", "bo", support::first_day);
  const Table lone = to_table(backtest_ties(one, {.cuts = {0.5}}));
  for (const char* name : {"constant_log_loss", "auc", "auc_lower", "slope"})
    EXPECT_TRUE(std::isnan(std::get<std::vector<double>>(lone[name].values)[0]));
}

}  // namespace
