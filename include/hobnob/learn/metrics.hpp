// How good are these probabilities, how good are these rankings? What was said before, held against what happened after.
//
//   hobnob::ProbabilityScores scores = hobnob::score_probabilities(probabilities, outcomes);
//   scores.calibration_error <= scores.calibration_null   // as well calibrated as a perfect model of so many rows would look
//   scores.auc                                            // chance that something that happened was given more than something that did not
//   hobnob::RankingScores found = hobnob::score_rankings(queries, {.k = 5});
//   hobnob::bootstrap_probabilities(probabilities, outcomes, members).auc->lower   // 95 % interval, members resampled
//
// A probability is a number from 0 to 1, an outcome is 1 (it happened) or 0 (it did not). The order of rows never matters.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/table.hpp"

namespace hobnob {
inline namespace v0 {

// --- probabilities ----------------------------------------------------------------------------------------------------------------------

struct ScoreOptions {
  int bins = 15;           ///< Bins of equal mass for calibration, decomposition and curve.
  int draws = 200;         ///< How often outcomes are redrawn for `calibration_null`; 0: never, and there is none.
  std::uint64_t seed = 0;
  template <class O = ScoreOptions>
  static constexpr auto fields() {
    return std::tuple{field("bins", &O::bins, 1, 1000), field("draws", &O::draws, 0, 100'000), field("seed", &O::seed)};
  }
};

/// Rows of similar probability: what was said of them and what happened.
struct CalibrationBin {
  double predicted = 0;     ///< Mean probability.
  double observed = 0;      ///< Share of outcomes that are 1.
  std::uint64_t count = 0;  ///< Rows, at least one.
  double lower = 0;         ///< 95 % interval of `observed` (E. B. Wilson, 1927, doi:10.1080/01621459.1927.10502953).
  double upper = 0;
  friend bool operator==(const CalibrationBin&, const CalibrationBin&) = default;
};

/// Lower is better for log loss, Brier score and calibration error, higher for AUC and resolution. No field is ever NaN.
struct ProbabilityScores {
  std::uint64_t count = 0;
  std::uint64_t positives = 0;               ///< Outcomes that are 1.
  double log_loss = 0;                       ///< Mean −ln of the probability of what happened, in nats, with p clipped.
  double brier = 0;                          ///< Mean squared difference of probability and outcome.
  double reliability = 0;                    ///< Squared difference of `predicted` and `observed`, weighted by the bins' counts.
  double resolution = 0;                     ///< Squared difference of `observed` and the share of positives, weighted so.
  double uncertainty = 0;                    ///< Variance of the outcomes; nobody's merit or fault.
  double within_bin = 0;                     ///< What bins hide: variance of probabilities less twice their covariance with outcomes.
  std::optional<double> auc{};               ///< Area under the ROC curve, ties count half; absent if one class is missing.
  double calibration_error = 0;              ///< Absolute difference of `predicted` and `observed`, weighted so.
  std::optional<double> calibration_null{};  ///< A perfect model stays below it in 95 of 100 cases; see `score_probabilities`.
  std::optional<double> slope{};  ///< Logistic recalibration, outcome ~ σ(intercept + slope · logit p): 1 is right, less is overconfidence.
  std::optional<double> intercept{};  ///< 0 is right. Absent, as `slope`, if no finite pair of the two is the likeliest.
  std::vector<CalibrationBin> curve{};  ///< The bins that hold rows, by rising probability.
  friend bool operator==(const ProbabilityScores&, const ProbabilityScores&) = default;
};

/// Error(invalid_argument) for sizes that differ, a probability that is not 0…1, an outcome that is not 0 or 1, options out of range. No rows:
/// zeros, nothing optional. O(n log n + n · Newton's steps), and once O(n) for the null: two million rows with 200 draws take about a second.
///   Bins: equal probabilities stay together; a row of mean rank r (1…n, ties share theirs) is in bin ⌊(r − ½) · bins / n⌋.
///   brier = reliability − resolution + uncertainty + within_bin, whatever the bins: D. Stephenson, C. Coelho, I. Jolliffe, Two extra
///   components in the Brier score decomposition, 2008, doi:10.1175/2007WAF2006116.1.
///   calibration_null: the 95 % quantile (linear between draws) of the calibration error when each outcome is drawn anew with its probability.
///   A bin's number of positives is drawn as a whole: from its exact distribution while its variance Σp(1−p) is at most 25, and beyond from
///   the normal one, whose mean deviation is within one per cent there. Draw d takes its numbers from Stream{seed, d}.
///   log_loss: p and 1 − p are clipped to ε…1 − ε with ε = 2⁻⁵², as scikit-learn does it.
///   slope, intercept: maximum likelihood on logits of clipped p; D. R. Cox, Two further applications of a model for binary regression,
///   1958, doi:10.1093/biomet/45.3-4.562. There is none where one class is missing or a threshold separates the classes.
///   AUC: J. Hanley, B. McNeil, 1982, doi:10.1148/radiology.143.1.7063747.
HOBNOB_API ProbabilityScores score_probabilities(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                                                 const ScoreOptions& options = {});

/// For people. What Python's `str` gives.
HOBNOB_API std::string to_text(const ProbabilityScores& scores);
/// The curve: columns predicted, observed, count, lower, upper.
HOBNOB_API Table to_table(const ProbabilityScores& scores);

// --- rankings ---------------------------------------------------------------------------------------------------------------------------

/// One answer: at which ranks stood items that were right?
struct RankedQuery {
  std::vector<std::uint32_t> ranks;  ///< From 1, each once, in any order.
  std::uint32_t relevant = 0;  ///< How many right items there are, found or not.
  friend bool operator==(const RankedQuery&, const RankedQuery&) = default;
};

struct RankingScoreOptions {
  int k = 10;  ///< How many ranks are looked at; the reciprocal rank looks at all.
  template <class O = RankingScoreOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 1e6)};
  }
};

/// Means over the queries that have relevant items, 0…1, higher is better; zeros if there is none.
struct RankingScores {
  std::uint64_t queries = 0;  ///< With relevant items.
  std::uint64_t left_out = 0;  ///< Without: they say nothing of a ranking.
  int k = 10;  ///< As asked.
  double mrr = 0;  ///< 1 / the best rank of a relevant item, 0 if none was found.
  double ndcg = 0;  ///< Σ 1/log₂(1 + rank) of relevant items within k, relative to the best possible sum.
  double recall = 0;  ///< Share of the relevant items that are within k.
  double hits = 0;  ///< Share of the queries with at least one within k.
  friend bool operator==(const RankingScores&, const RankingScores&) = default;
};

/// Error(invalid_argument) for a rank of 0, a rank that occurs twice in a query, more ranks than relevant items, options out of range.
/// O(ranks), and O(m log m) for a query with m of them.
///   nDCG with gains of 0 and 1: K. Järvelin, J. Kekäläinen, 2002, doi:10.1145/582415.582418.
HOBNOB_API RankingScores score_rankings(std::span<const RankedQuery> queries, const RankingScoreOptions& options = {});

/// For people. What Python's `str` gives.
HOBNOB_API std::string to_text(const RankingScores& scores);
/// One row: columns queries, left_out, k, mrr, ndcg, recall, hits.
HOBNOB_API Table to_table(const RankingScores& scores);

// --- how sure? --------------------------------------------------------------------------------------------------------------------------
// Percentile bootstrap: B. Efron, Bootstrap methods: another look at the jackknife, 1979, doi:10.1214/aos/1176344552. Whole members are
// drawn with replacement, as many as there are, because the rows of a member are alike: drawing rows would give intervals that are too narrow.

/// A score of all rows, and the 2.5 % and 97.5 % quantiles (linear) of the same score of resampled members.
struct Interval95 {
  double value = 0;
  double lower = 0;
  double upper = 0;
  friend bool operator==(const Interval95&, const Interval95&) = default;
};

struct BootstrapOptions {
  int resamples = 200;
  std::uint64_t seed = 0;  ///< Resample r takes its numbers from Stream{seed, r}.
  template <class O = BootstrapOptions>
  static constexpr auto fields() {
    return std::tuple{field("resamples", &O::resamples, 1, 100'000), field("seed", &O::seed)};
  }
};

struct ScoreIntervals {
  std::uint64_t groups = 0;  ///< How many members there are to draw from.
  Interval95 log_loss;
  Interval95 brier;
  std::optional<Interval95> auc{};  ///< Over the resamples with both classes; absent if there is none.
  friend bool operator==(const ScoreIntervals&, const ScoreIntervals&) = default;
};

/// Intervals of log loss, Brier score and AUC; `groups` names the member of each row, by any numbers.
/// Error(invalid_argument) as `score_probabilities`. No rows: zeros. One sort, then O(n) a resample (O(members) while a class is missing).
HOBNOB_API ScoreIntervals bootstrap_probabilities(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                                                  std::span<const std::uint32_t> groups, const BootstrapOptions& options = {});

struct RankingBootstrapOptions {
  int k = 10;  ///< As of `RankingScoreOptions`.
  int resamples = 200;
  std::uint64_t seed = 0;
  template <class O = RankingBootstrapOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 1e6), field("resamples", &O::resamples, 1, 100'000), field("seed", &O::seed)};
  }
};

struct RankingIntervals {
  std::uint64_t queries = 0;  ///< With relevant items; these are drawn.
  std::uint64_t left_out = 0;
  int k = 10;
  Interval95 mrr;
  Interval95 ndcg;
  Interval95 recall;
  Interval95 hits;
  friend bool operator==(const RankingIntervals&, const RankingIntervals&) = default;
};

/// The same for rankings, where a query is taken for a member's one answer. Error(invalid_argument) as `score_rankings`. O(queries) a resample.
HOBNOB_API RankingIntervals bootstrap_rankings(std::span<const RankedQuery> queries, const RankingBootstrapOptions& options = {});

}  // namespace v0
}  // namespace hobnob
