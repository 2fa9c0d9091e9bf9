// Whom did people come to know, and which measures of closeness had said so? Weights for `discover_targets`, and how good its lists were.
//
//   const hobnob::TargetModel model = hobnob::fit_targets(network, now);               // from the two windows that end now, nothing later
//   hobnob::discover_targets(view, ana, {.model = model});
//   hobnob::TargetBacktest past = hobnob::backtest_targets(network);                   // the lists of then, against who met whom after
//   std::puts(hobnob::to_text(past).c_str());
//
// A first-ever tie is one between two who were both members before and had no tie. Those who made any are the seekers; for them all others are
// ranked as they stood before. A list is as good as its nDCG@k: the first-ever ties of the seeker among its first k, the higher the better.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/introduce/targets.hpp"
#include "hobnob/learn/metrics.hpp"

namespace hobnob {
inline namespace v0 {

struct FitTargetsOptions {
  double window_days = 30;   ///< W of the tie model (its preset). First-ever ties of 2W days are what is learned from.
  int max_participants = 50;
  std::map<std::string, double> kind_weights = TieOptions{}.kind_weights;
  int seekers = 250;         ///< Learn from at most so many members, evenly spaced among those with first-ever ties.
  int threads = 1;           ///< 0: as many as there are. The answer is the same for any number.
  /// Called now and then with members done and members in all, on the calling thread; false ends the fit with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = FitTargetsOptions>
  static constexpr auto fields() {
    return std::tuple{field("window_days", &O::window_days, 1e-4, 36500), field("max_participants", &O::max_participants, 2, 1'000'000),
                      field("kind_weights", &O::kind_weights), field("seekers", &O::seekers, 1, 1'000'000), field("threads", &O::threads, 0, 1024)};
  }
};

/// Weights for the measures of the preset, learned from the network's own past: how the members stood at as_of − 2W, and who has met whom since.
/// Of each seeker the 50 whom the preset puts first are looked at; the weights are the most probable ones, 0 or more, of a model that draws the next
/// to be met in proportion to their scores, under a prior that is centred on the preset. Uses nothing after `as_of`. With fewer than 5 seekers to
/// learn from it is the preset, and `origin` says so. Equal records and options give equal bits.
/// Error(invalid_argument) for options or an instant out of range. Two snapshots, and for each seeker what `discover_targets` takes.
[[nodiscard]] HOBNOB_API TargetModel fit_targets(const Network& network, Time as_of, const FitTargetsOptions& options = {});

struct TargetBacktestOptions {
  /// Shares of the interactions, as in `BacktestOptions`.
  std::vector<double> cuts{0.5, 0.65, 0.8};
  // How ties are weighed and weights are fitted, as in FitTargetsOptions.
  double window_days = FitTargetsOptions{}.window_days;
  int max_participants = FitTargetsOptions{}.max_participants;
  std::map<std::string, double> kind_weights = FitTargetsOptions{}.kind_weights;
  int seekers = FitTargetsOptions{}.seekers;   ///< To learn from. Lists are judged for all who made first-ever ties.
  // How they are judged, as in RankingBootstrapOptions.
  int k = 10;
  int resamples = 200;
  std::uint64_t seed = 0;
  int threads = 1;
  /// Called now and then with steps done and steps in all, on the calling thread; false ends the backtest with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = TargetBacktestOptions>
  static constexpr auto fields() {
    return std::tuple{field("cuts", &O::cuts),
                      field("window_days", &O::window_days, 1e-4, 36500),
                      field("max_participants", &O::max_participants, 2, 1'000'000),
                      field("kind_weights", &O::kind_weights),
                      field("seekers", &O::seekers, 1, 1'000'000),
                      field("k", &O::k, 1, 1e6),
                      field("resamples", &O::resamples, 1, 100'000),
                      field("seed", &O::seed),
                      field("threads", &O::threads, 0, 1024)};
  }
};

/// One way to rank at one cut.
struct TargetCut {
  double cut = 0;                   ///< As asked.
  Time as_of = 0;
  Time until = 0;                   ///< as_of + 2W.
  std::string ranking;              ///< "fitted", "preset", or the name of a measure alone.
  std::string model;                ///< Where its weights come from.
  bool whole = false;               ///< Both as_of − 2W and as_of + 2W lie within the record.
  std::uint64_t members = 0;        ///< There by as_of.
  std::uint64_t seekers = 0;        ///< Of those, with first-ever ties within (as_of, as_of + 2W].
  std::uint64_t positives = 0;      ///< Such ties, once from each end.
  RankingScores scores;
  RankingIntervals intervals;       ///< Seekers resampled.
  friend bool operator==(const TargetCut&, const TargetCut&) = default;
};

/// A plain value: for each cut, in the order asked, the fitted model, the preset, and each classic measure alone.
struct TargetBacktest {
  std::vector<TargetCut> rows;
  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
  [[nodiscard]] const TargetCut& operator[](std::size_t row) const { return rows[row]; }
  [[nodiscard]] auto begin() const noexcept { return rows.begin(); }
  [[nodiscard]] auto end() const noexcept { return rows.end(); }
  friend bool operator==(const TargetBacktest&, const TargetBacktest&) = default;
};

/// How good the lists would have been. The models rank the candidates that `discover_targets` would rank; the measures alone rank everybody, nothing
/// being sampled. Ties of score go by ascending id. Whoever has any tie with the seeker by then is in no list: they are no first-ever tie.
/// Error(invalid_argument) for options out of range, and for a network without interactions.
[[nodiscard]] HOBNOB_API TargetBacktest backtest_targets(const Network& network, const TargetBacktestOptions& options = {});

/// For people: one line a cut and ranking. What Python's `str` gives.
HOBNOB_API std::string to_text(const TargetBacktest& backtest);
/// Columns cut, as_of, until, ranking, whole, members, seekers, positives, and ndcg, mrr, recall, hits, each with its `_lower` and `_upper`.
HOBNOB_API Table to_table(const TargetBacktest& backtest);

}  // namespace v0
}  // namespace hobnob
