// Had I used this model then, how true would its strengths have been? The record's own past is asked, without a look ahead.
//
//   hobnob::TieBacktest fitted = hobnob::backtest_ties(network);                          // fitted anew at each cut
//   hobnob::TieBacktest mine = hobnob::backtest_ties(network, hobnob::preset({.window_days = 14}));
//   fitted[0].scores.log_loss < fitted[0].constant_log_loss                                // better than the base rate of the window before?
//
// At each cut the clock is set back to `as_of`: the model is made from what was known by then, gives the strength of both directions of every
// pair with a tie by then, and is held against who turned to whom within (as_of, as_of + W]. W is the model's own window, so that strengths
// and outcomes speak of the same days. What came after `as_of + W` is not looked at. Declarations without a date hold at every instant: they
// look ahead.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/tie_model.hpp"
#include "hobnob/learn/fit.hpp"
#include "hobnob/learn/metrics.hpp"

namespace hobnob {
inline namespace v0 {

struct BacktestOptions {
  /// Shares of the n interactions, each above 0 and below 1: cut q is the time of interaction ⌊q·n⌋, counted from 1, in the order of time
  /// (the first at least).
  std::vector<double> cuts{0.5, 0.65, 0.8};
  // For the model that is fitted at each cut, as in FitOptions; a model of the caller's brings its own.
  double window_days = FitOptions{}.window_days;
  int max_participants = FitOptions{}.max_participants;
  std::map<std::string, double> kind_weights = FitOptions{}.kind_weights;
  double prior_weight = FitOptions{}.prior_weight;
  double steadiness = FitOptions{}.steadiness;
  double rhythm = FitOptions{}.rhythm;
  // How it is judged, as in ScoreOptions, RankingScoreOptions and BootstrapOptions.
  int k = 10;
  int bins = 15;
  int draws = 200;
  int resamples = 200;
  std::uint64_t seed = 0;
  /// Called now and then with steps done and steps in all, on the calling thread; false ends the backtest with Error(cancelled). A fit and the
  /// scoring of a cut are each one step.
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = BacktestOptions>
  static constexpr auto fields() {
    return std::tuple{field("cuts", &O::cuts),
                      field("window_days", &O::window_days, 1e-4, 36500),
                      field("max_participants", &O::max_participants, 2, 1'000'000),
                      field("kind_weights", &O::kind_weights),
                      field("prior_weight", &O::prior_weight, 0, 1e9),
                      field("steadiness", &O::steadiness, 0, 1),
                      field("rhythm", &O::rhythm, 0, 1),
                      field("k", &O::k, 1, 1e6),
                      field("bins", &O::bins, 1, 1000),
                      field("draws", &O::draws, 0, 100'000),
                      field("resamples", &O::resamples, 1, 100'000),
                      field("seed", &O::seed)};
  }
};

/// A part of the population, by evidence alone: the same pairs for models of one window that weigh events alike. In this order:
///   "declared"  no event between the two, only a declaration
///   "new"       the first event between the two is within the last window
///   "dormant"   no event between the two, in either direction, within the last three
///   "strong"    of the rest, ten events or more, both directions together
///   "weak"      of the rest, fewer
struct TieStratum {
  std::string name;
  std::uint64_t population = 0;
  std::uint64_t positives = 0;
  double predicted = 0;                    ///< Mean strength.
  double observed = 0;                     ///< Share of positives; 0 without population.
  double log_loss = 0;
  std::optional<double> auc{};             ///< Absent if one class is missing.
  double calibration_error = 0;            ///< As in ProbabilityScores, with its null.
  std::optional<double> calibration_null{};
  friend bool operator==(const TieStratum&, const TieStratum&) = default;
};

/// One cut: what was said at an instant, held against the window after it.
struct TieCut {
  double cut = 0;                          ///< As asked.
  Time as_of = 0;
  Time until = 0;                          ///< as_of + W.
  double window_days = 30;                 ///< W, of the model.
  std::string model;                       ///< Its name.
  bool whole = false;                      ///< Both windows lie within the record: as_of − W ≥ first, as_of + W ≤ last interaction.
  bool judged = false;                     ///< Whole, and at least 200 positives in each of them: fewer say little.
  std::uint64_t past_population = 0;       ///< Directions of pairs known one window before as_of …
  std::uint64_t past_positives = 0;        ///< … and those that turned to the other within (as_of − W, as_of].
  ProbabilityScores scores;                ///< Of the strengths: one for each direction of each pair with a tie by as_of.
  ScoreIntervals intervals;                ///< Members resampled, with all their own directions.
  /// Had everybody been given the past window's share of positives; absent if nobody was known before it, or now.
  std::optional<double> constant_log_loss{};
  std::optional<double> constant_calibration_error{};  ///< Of that constant; absent with it.
  RankingScores ranking;  ///< Each member's ties by falling strength, then ascending id; right are those they turned to.
  RankingIntervals ranking_intervals;
  std::vector<TieStratum> strata;  ///< All five, empty ones too.

  [[nodiscard]] std::uint64_t population() const noexcept { return scores.count; }
  [[nodiscard]] std::uint64_t positives() const noexcept { return scores.positives; }
  /// Share of positives; 0 without population.
  [[nodiscard]] double base_rate() const noexcept {
    return scores.count == 0 ? 0 : static_cast<double>(scores.positives) / static_cast<double>(scores.count);
  }
  friend bool operator==(const TieCut&, const TieCut&) = default;
};

/// A plain value: a row for each cut, in the order asked.
struct TieBacktest {
  std::vector<TieCut> rows;
  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
  [[nodiscard]] const TieCut& operator[](std::size_t row) const { return rows[row]; }
  [[nodiscard]] auto begin() const noexcept { return rows.begin(); }
  [[nodiscard]] auto end() const noexcept { return rows.end(); }
  friend bool operator==(const TieBacktest&, const TieBacktest&) = default;
};

namespace detail {
[[nodiscard]] HOBNOB_API TieBacktest backtest(const Network& network, const std::function<AnyTieModel(Time)>& make, const BacktestOptions& options);

/// `erase`, but the model comes along.
template <TieModel M>
AnyTieModel owned(M model) {
  const auto kept = std::make_shared<const M>(std::move(model));
  AnyTieModel any = erase(*kept);
  any.strength = [kept](const PairEvidence& pair) { return static_cast<double>(kept->strength(pair)); };
  return any;
}
}  // namespace detail

/// Makes a tie model at each cut: called with the record and the instant. It is given the whole record and must not look beyond the instant.
template <class M>
concept TieModelMaker = requires(const M& make, const Network& network, Time as_of) {
  { make(network, as_of) } -> TieModel;
};

/// The default model, fitted at each cut to the window before it. Equal records, options and models give equal bits.
/// Error(invalid_argument) for options out of range, and for a network without interactions: it has no past to be asked about.
/// O(cuts · (record + rows log rows + resamples · rows)); about 40 bytes a row.
HOBNOB_API TieBacktest backtest_ties(const Network& network, const BacktestOptions& options = {});

/// A model as it is, at every cut. If it was learned from this very record, cuts before it learned flatter it. Errors also for a strength that is
/// not 0…1 and a window out of range.
template <TieModel Model>
TieBacktest backtest_ties(const Network& network, const Model& model, const BacktestOptions& options = {}) {
  return detail::backtest(
      network, [any = erase(model)](Time) { return any; }, options);
}

/// A model made at each cut.
template <TieModelMaker Maker>
  requires(!TieModel<Maker>)
TieBacktest backtest_ties(const Network& network, const Maker& make, const BacktestOptions& options = {}) {
  return detail::backtest(
      network, [&](Time as_of) { return detail::owned(make(network, as_of)); }, options);
}

/// For people: one line a cut. What Python's `str` gives.
HOBNOB_API std::string to_text(const TieBacktest& backtest);
/// A row for each cut, without the strata: columns cut, as_of, until, model, population, positives, base_rate, judged, then scores with their
/// intervals (`log_loss`, `log_loss_lower`, `log_loss_upper`, …). NaN stands for what is absent.
HOBNOB_API Table to_table(const TieBacktest& backtest);

}  // namespace v0
}  // namespace hobnob
