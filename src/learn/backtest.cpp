#include "hobnob/learn/backtest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string_view>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "learn/resample.hpp"
#include "learn/window.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

constexpr std::uint64_t enough_positives = 200;
constexpr std::uint64_t strong_events = 10;
constexpr std::array<std::string_view, 5> strata_names{"declared", "new", "dormant", "strong", "weak"};
enum Stratum : std::uint8_t { declared, new_, dormant, strong, weak };

constexpr std::uint64_t steps_a_cut = 4;  // the model, the window before, the window after, the scores

Stratum stratum_of(const PairEvidence& pair, Time window) {
  // Evidence tells days; instants are whole seconds.
  const auto seconds = [](double days) { return static_cast<Time>(std::llround(days * static_cast<double>(seconds_per_day))); };
  const std::uint64_t events = std::uint64_t{pair.out.events} + pair.back.events;
  if (events == 0) return declared;
  Time since_first = 0, since_last = std::numeric_limits<Time>::max();
  for (const Evidence* way : {&pair.out, &pair.back}) {
    if (way->events == 0) continue;
    since_first = std::max(since_first, seconds(way->days_since_first));
    since_last = std::min(since_last, seconds(way->days_since_last));
  }
  if (since_first < window) return new_;
  if (since_last >= 3 * window) return dormant;
  return events >= strong_events ? strong : weak;
}

/// What was said and what happened, a row for each direction of each pair.
struct Forecasts {
  std::vector<double> said;
  std::vector<std::uint8_t> turned;
  std::vector<std::uint32_t> source, target;
  std::vector<std::uint8_t> stratum;
  [[nodiscard]] std::size_t size() const noexcept { return said.size(); }
};

/// Each member's ties in order of strength, and where in it those stand whom they turned to.
std::vector<RankedQuery> queries_of(const Forecasts& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    if (rows.source[a] != rows.source[b]) return rows.source[a] < rows.source[b];
    return rows.said[a] != rows.said[b] ? rows.said[a] > rows.said[b] : rows.target[a] < rows.target[b];
  });
  std::vector<RankedQuery> queries;
  std::uint32_t rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t row = order[i];
    if (i == 0 || rows.source[row] != rows.source[order[i - 1]]) queries.emplace_back(), rank = 0;
    ++rank;
    if (rows.turned[row] == 0) continue;
    queries.back().ranks.push_back(rank);
    ++queries.back().relevant;
  }
  return queries;
}

std::vector<TieStratum> strata_of(const Forecasts& rows, const ScoreOptions& options) {
  std::vector<TieStratum> out;
  std::vector<double> said;
  std::vector<std::uint8_t> turned;
  for (std::size_t stratum = 0; stratum < strata_names.size(); ++stratum) {
    said.clear(), turned.clear();
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (rows.stratum[row] == stratum) said.push_back(rows.said[row]), turned.push_back(rows.turned[row]);
    const ProbabilityScores scores = score_probabilities(said, turned, options);
    TieStratum& one = out.emplace_back();
    one.name = strata_names[stratum];
    one.population = scores.count, one.positives = scores.positives;
    if (scores.count > 0) {
      one.predicted = std::accumulate(said.begin(), said.end(), 0.0) / static_cast<double>(scores.count);
      one.observed = static_cast<double>(scores.positives) / static_cast<double>(scores.count);
    }
    one.log_loss = scores.log_loss, one.auc = scores.auc;
    one.calibration_error = scores.calibration_error, one.calibration_null = scores.calibration_null;
  }
  return out;
}

/// The share of positives of the past as the forecast for all.
void score_constant(TieCut& cut) {
  if (cut.past_population == 0 || cut.population() == 0) return;
  const double share = static_cast<double>(cut.past_positives) / static_cast<double>(cut.past_population);
  constexpr double epsilon = std::numeric_limits<double>::epsilon();  // as in `score_probabilities`
  const double p = std::clamp(share, epsilon, 1 - epsilon), rate = cut.base_rate();
  cut.constant_log_loss = -rate * std::log(p) - (1 - rate) * std::log1p(-p);
  cut.constant_calibration_error = std::abs(share - rate);
}

class Backtest {
 public:
  Backtest(const Network& network, const BacktestOptions& options)
      : network_(network), options_(options), times_(network.interaction_times()), steps_(steps_a_cut * options.cuts.size()) {}

  [[nodiscard]] bool has_past() const noexcept { return !times_.empty(); }

  TieCut at(double share, const std::function<AnyTieModel(Time)>& make) {
    TieCut cut;
    cut.cut = share;
    cut.as_of = detail::cut_of(times_, share);
    tell();
    const AnyTieModel model = make(cut.as_of);
    cut.model = model.info.name, cut.window_days = model.info.window_days;
    if (!(cut.window_days >= 1e-4 && cut.window_days <= 36500))
      throw Error(Errc::invalid_argument, fmt::format("tie model '{}' must have window_days 0.0001…36500, got {}", cut.model, cut.window_days));
    const Time window = detail::seconds_of(cut.window_days), before = cut.as_of - window;
    cut.until = cut.as_of + window;
    step();
    if (before >= min_time)  // else nothing can have been known
      for_each_direction(before, cut.as_of, model,
                         [&](MemberId, MemberId, const PairEvidence&, bool turned) { ++cut.past_population, cut.past_positives += turned; });
    step();
    const Forecasts rows = rows_of(cut, model, window);
    step();
    judge(cut, rows);
    step();
    return cut;
  }

 private:
  void tell() const {
    if (options_.progress && !options_.progress(done_, steps_)) throw Error(Errc::cancelled, "the progress callback asked to stop");
  }
  void step() { ++done_, tell(); }

  template <class Visit>
  void for_each_direction(Time as_of, Time until, const AnyTieModel& model, Visit&& visit) const {
    const auto both = [&](const PairHistory& pair) {
      const PairEvidence& known = pair.evidence;
      visit(pair.low, pair.high, known, pair.next_out.has_value());
      visit(pair.high, pair.low, PairEvidence{known.back, known.out, known.declared}, pair.next_back.has_value());
    };
    network_.for_each_pair(as_of, until, model.evidence_options, both, [this](std::uint64_t, std::uint64_t) { return tell(), true; });
  }

  [[nodiscard]] Forecasts rows_of(const TieCut& cut, const AnyTieModel& model, Time window) const {
    Forecasts rows;
    for_each_direction(cut.as_of, cut.until, model, [&](MemberId source, MemberId target, const PairEvidence& pair, bool turned) {
      const double strength = model.strength(pair);
      if (!(strength >= 0 && strength <= 1))
        throw Error(Errc::invalid_argument, fmt::format("tie model '{}' must give strengths 0…1, gave {}", model.info.name, strength));
      rows.said.push_back(strength), rows.turned.push_back(turned ? 1 : 0);
      rows.source.push_back(index(source)), rows.target.push_back(index(target));
      rows.stratum.push_back(stratum_of(pair, window));
    });
    return rows;
  }

  void judge(TieCut& cut, const Forecasts& rows) const {
    const ScoreOptions how{options_.bins, options_.draws, options_.seed};
    cut.scores = score_probabilities(rows.said, rows.turned, how);
    cut.intervals = detail::bootstrap_probabilities(rows.said, rows.turned, rows.source, {options_.resamples, options_.seed}, [this] { tell(); });
    const std::vector<RankedQuery> queries = queries_of(rows);
    cut.ranking = score_rankings(queries, {options_.k});
    cut.ranking_intervals = detail::bootstrap_rankings(queries, {options_.k, options_.resamples, options_.seed}, [this] { tell(); });
    cut.strata = strata_of(rows, how);
    score_constant(cut);
    const Time window = cut.until - cut.as_of;
    cut.whole = cut.as_of - window >= times_.front() && cut.until <= times_.back();
    cut.judged = cut.whole && std::min(cut.past_positives, cut.positives()) >= enough_positives;
  }

  const Network& network_;
  const BacktestOptions& options_;
  std::vector<Time> times_;
  std::uint64_t steps_, done_ = 0;
};

double or_nan(std::optional<double> value) { return value.value_or(std::numeric_limits<double>::quiet_NaN()); }

}  // namespace

namespace detail {

TieBacktest backtest(const Network& network, const std::function<AnyTieModel(Time)>& make, const BacktestOptions& options) {
  validate(options);
  check_cuts(options.cuts);
  Backtest past(network, options);
  if (!past.has_past()) throw Error(Errc::invalid_argument, "a network without interactions has no past to test strengths on");
  TieBacktest out;
  for (const double cut : options.cuts) out.rows.push_back(past.at(cut, make));
  return out;
}

}  // namespace detail

TieBacktest backtest_ties(const Network& network, const BacktestOptions& options) {
  FitOptions fit;
  std::uint64_t done = 0;   // in steps of the backtest, of which a fit is one
  fit.progress = [&](std::uint64_t, std::uint64_t) { return !options.progress || options.progress(done, steps_a_cut * options.cuts.size()); };
  fit.window_days = options.window_days, fit.max_participants = options.max_participants;
  fit.kind_weights = options.kind_weights, fit.prior_weight = options.prior_weight;
  fit.steadiness = options.steadiness, fit.rhythm = options.rhythm;
  return detail::backtest(
      network,
      [&](Time as_of) {
        AnyTieModel made = detail::owned(fit_ties(network, as_of, fit));
        done += steps_a_cut;
        return made;
      },
      options);
}

std::string to_text(const TieBacktest& backtest) {
  std::string out;
  for (const TieCut& cut : backtest) {
    out += fmt::format("{:g} ({}, {:g} days on): ", cut.cut, detail::date(cut.as_of), cut.window_days);
    if (cut.population() == 0) {
      out += "nobody had a tie by then.\n";
      continue;
    }
    out += fmt::format("{} of {} turned to the other ({:.2f} %); log loss {:.4f} [{:.4f}, {:.4f}]", cut.positives(), cut.population(),
                       100 * cut.base_rate(), cut.scores.log_loss, cut.intervals.log_loss.lower, cut.intervals.log_loss.upper);
    if (cut.constant_log_loss) out += fmt::format(", of a constant {:.4f}", *cut.constant_log_loss);
    out += fmt::format("; calibration error {:.4f}", cut.scores.calibration_error);
    if (cut.scores.calibration_null) out += fmt::format(" (perfect: below {:.4f})", *cut.scores.calibration_null);
    if (cut.scores.auc) out += fmt::format("; AUC {:.3f}", *cut.scores.auc);
    if (cut.ranking.queries > 0) out += fmt::format("; MRR {:.3f}, nDCG@{} {:.3f}", cut.ranking.mrr, cut.ranking.k, cut.ranking.ndcg);
    if (!cut.whole) out += "; not judged: the record does not hold both windows";
    else if (!cut.judged) out += fmt::format("; not judged: fewer than {} turned in a window", enough_positives);
    out += fmt::format("; {}.\n", detail::one_line(cut.model));
  }
  return out;
}

Table to_table(const TieBacktest& backtest) {
  Table table;
  const auto add = [&]<class Get>(std::string name, const Get& get) {
    std::vector<decltype(get(TieCut{}))> column;
    column.reserve(backtest.size());
    for (const TieCut& cut : backtest) column.push_back(get(cut));
    table.columns.push_back({std::move(name), std::move(column)});
  };
  const auto whole = [](std::uint64_t number) { return static_cast<std::int64_t>(number); };
  const auto add_interval = [&]<class Get>(const std::string& name, const Get& get) {
    const auto part = [&](const char* suffix, double Interval95::*which) {
      add(name + suffix, [&](const TieCut& cut) {
        const std::optional<Interval95> interval = get(cut);
        return interval ? (*interval).*which : or_nan({});
      });
    };
    part("", &Interval95::value), part("_lower", &Interval95::lower), part("_upper", &Interval95::upper);
  };
  using Maybe = std::optional<Interval95>;
  add("cut", [](const TieCut& cut) { return cut.cut; });
  add("as_of", [](const TieCut& cut) { return cut.as_of; });
  add("until", [](const TieCut& cut) { return cut.until; });
  add("model", [](const TieCut& cut) { return cut.model; });
  add("population", [&](const TieCut& cut) { return whole(cut.population()); });
  add("positives", [&](const TieCut& cut) { return whole(cut.positives()); });
  add("base_rate", [](const TieCut& cut) { return cut.base_rate(); });
  add("judged", [](const TieCut& cut) { return std::int64_t{cut.judged}; });
  add_interval("log_loss", [](const TieCut& cut) -> Maybe { return cut.intervals.log_loss; });
  add("constant_log_loss", [](const TieCut& cut) { return or_nan(cut.constant_log_loss); });
  add_interval("brier", [](const TieCut& cut) -> Maybe { return cut.intervals.brier; });
  add("calibration_error", [](const TieCut& cut) { return cut.scores.calibration_error; });
  add("calibration_null", [](const TieCut& cut) { return or_nan(cut.scores.calibration_null); });
  add("constant_calibration_error", [](const TieCut& cut) { return or_nan(cut.constant_calibration_error); });
  add("slope", [](const TieCut& cut) { return or_nan(cut.scores.slope); });
  add("intercept", [](const TieCut& cut) { return or_nan(cut.scores.intercept); });
  add_interval("auc", [](const TieCut& cut) -> Maybe {
    if (cut.intervals.auc || !cut.scores.auc) return cut.intervals.auc;
    return Interval95{*cut.scores.auc, or_nan({}), or_nan({})};  // no resample had both classes
  });
  add_interval("mrr", [](const TieCut& cut) -> Maybe { return cut.ranking_intervals.mrr; });
  add_interval("ndcg", [](const TieCut& cut) -> Maybe { return cut.ranking_intervals.ndcg; });
  add_interval("recall", [](const TieCut& cut) -> Maybe { return cut.ranking_intervals.recall; });
  add_interval("hits", [](const TieCut& cut) -> Maybe { return cut.ranking_intervals.hits; });
  return table;
}

}  // namespace v0
}  // namespace hobnob
