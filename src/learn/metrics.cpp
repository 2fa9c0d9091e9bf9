#include "hobnob/learn/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <string_view>
#include <utility>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "learn/resample.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

// What is added a million times must not lose the digits that it is compared by (the compensated sum of Neumaier).
class CompensatedSum {
 public:
  void add(double x) {
    const double next = sum_ + x;
    lost_ += std::abs(sum_) >= std::abs(x) ? (sum_ - next) + x : (x - next) + sum_;
    sum_ = next;
  }
  [[nodiscard]] double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0, lost_ = 0;
};

double squared(double x) { return x * x; }

double quantile(std::vector<double>& values, double share) {
  std::ranges::sort(values);
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], place - static_cast<double>(below));
}

// --- rows in order ----------------------------------------------------------------------------------------------------------------------

// Rows of one probability. Every score but those of members is a function of these, so the order of rows cannot matter.
struct Run {
  double p = 0;
  std::uint64_t count = 0, positives = 0;
  [[nodiscard]] double all() const { return static_cast<double>(count); }
  [[nodiscard]] double ones() const { return static_cast<double>(positives); }
  [[nodiscard]] double zeros() const { return static_cast<double>(count - positives); }
};

// A row as one number that sorts by probability, then outcome: the bits of numbers that are not negative rise with them, and up to 1 leave
// the second highest bit free; the highest, the sign of −0, is shifted out.
std::uint64_t sort_key(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes, std::size_t row) {
  const double p = probabilities[row];
  const std::uint8_t outcome = outcomes[row];
  if (!(p >= 0 && p <= 1)) throw Error(Errc::invalid_argument, fmt::format("probabilities[{}] must be 0…1, got {}", row, p));
  if (outcome > 1) throw Error(Errc::invalid_argument, fmt::format("outcomes[{}] must be 0 or 1, got {}", row, outcome));
  return std::bit_cast<std::uint64_t>(p) << 1U | outcome;
}
double probability_of(std::uint64_t key) { return std::bit_cast<double>(key >> 1U); }

void require_same_size(std::size_t probabilities, std::size_t others, std::string_view name) {
  if (probabilities != others)
    throw Error(Errc::invalid_argument, fmt::format("there must be as many {} as probabilities ({}), got {}", name, probabilities, others));
}

template <class Rows, class KeyOf>
std::vector<Run> runs_of(const Rows& sorted, const KeyOf& key_of) {
  std::vector<Run> runs;
  for (const auto& row : sorted) {
    const double p = probability_of(key_of(row));
    if (runs.empty() || runs.back().p != p) runs.push_back({p, 0, 0});
    ++runs.back().count;
    runs.back().positives += key_of(row) & 1U;
  }
  return runs;
}

constexpr double least_chance = std::numeric_limits<double>::epsilon();
double clipped(double p) { return std::clamp(p, least_chance, 1 - least_chance); }
double loss_of_one(double p) { return -std::log(clipped(p)); }
double loss_of_zero(double p) { return -std::log(clipped(1 - p)); }

// The scores that are resampled.
struct Basics {
  std::uint64_t count = 0, positives = 0;
  double log_loss = 0, brier = 0;
  std::optional<double> auc{};
};

// The area as pairs won: each positive against the negatives below it, and half of those beside it.
class Area {
 public:
  void add(double ones, double zeros) {
    won_ += ones * (zeros_ + zeros / 2);
    ones_ += ones, zeros_ += zeros;
  }
  [[nodiscard]] std::optional<double> share() const { return ones_ > 0 && zeros_ > 0 ? std::optional(won_ / (ones_ * zeros_)) : std::nullopt; }

 private:
  double won_ = 0, ones_ = 0, zeros_ = 0;
};

Basics basics_of(const std::vector<Run>& runs) {
  Basics out;
  CompensatedSum loss, square;
  Area area;
  for (const Run& run : runs) {
    out.count += run.count;
    out.positives += run.positives;
    if (run.positives > 0) loss.add(run.ones() * loss_of_one(run.p));
    if (run.positives < run.count) loss.add(run.zeros() * loss_of_zero(run.p));
    square.add(run.ones() * squared(1 - run.p));
    square.add(run.zeros() * squared(run.p));
    area.add(run.ones(), run.zeros());
  }
  if (out.count == 0) return out;
  out.log_loss = loss.value() / static_cast<double>(out.count);
  out.brier = square.value() / static_cast<double>(out.count);
  out.auc = area.share();
  return out;
}

// --- bins -------------------------------------------------------------------------------------------------------------------------------

struct Bin {
  std::span<const Run> runs;
  std::uint64_t count = 0, positives = 0;
  double predicted = 0;
  [[nodiscard]] double all() const { return static_cast<double>(count); }
  [[nodiscard]] double observed() const { return static_cast<double>(positives) / all(); }
};

Bin bin_of(std::span<const Run> runs) {
  Bin bin{runs, 0, 0, runs.front().p};
  CompensatedSum beyond;  // beyond the first, so that equal probabilities have themselves as their mean
  for (const Run& run : runs) {
    bin.count += run.count;
    bin.positives += run.positives;
    beyond.add(run.all() * (run.p - bin.predicted));
  }
  bin.predicted += beyond.value() / bin.all();
  return bin;
}

std::vector<Bin> bins_of(const std::vector<Run>& runs, std::uint64_t rows, int most) {
  std::vector<Bin> bins;
  std::uint64_t before = 0, place = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::uint64_t twice_middle = 2 * before + runs[i].count;
    const std::uint64_t here = twice_middle * static_cast<std::uint64_t>(most) / (2 * rows);
    if (i > first && here != place) {
      bins.push_back(bin_of(std::span(runs).subspan(first, i - first)));
      first = i;
    }
    place = here;
    before += runs[i].count;
  }
  if (first < runs.size()) bins.push_back(bin_of(std::span(runs).subspan(first)));
  return bins;
}

CalibrationBin with_interval(const Bin& bin) {
  constexpr double z = 1.959963984540054;  // the normal's 97.5 % quantile
  const double n = bin.all(), share = bin.observed();
  const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
  // The ends are 0 and 1 where nothing or everything happened, whatever the last bit says.
  return {bin.predicted, share, bin.count, bin.positives == 0 ? 0 : middle - half, bin.positives == bin.count ? 1 : middle + half};
}

// --- what a perfect model would show ----------------------------------------------------------------------------------------------------

// The number of positives among outcomes drawn with the probabilities of a bin.
class Redrawn {
 public:
  explicit Redrawn(const Bin& bin) : mean_(bin.predicted * bin.all()) {
    double variance = 0;
    for (const Run& run : bin.runs) variance += run.all() * run.p * (1 - run.p);
    deviation_ = std::sqrt(variance);
    if (variance > 0 && variance <= 25) convolve(bin);
  }

  /// How far a drawn number is from what is expected.
  [[nodiscard]] double miss(Stream& stream) const {
    if (deviation_ == 0) return 0;  // each is certain
    if (cumulative_.empty()) return std::abs(deviation_ * stream.normal());
    const auto at = std::ranges::upper_bound(cumulative_, stream.uniform() * cumulative_.back());
    const auto number = first_ + std::min<std::ptrdiff_t>(at - cumulative_.begin(), std::ssize(cumulative_) - 1);
    return std::abs(static_cast<double>(number) - mean_);
  }

 private:
  // Coin by coin, over the numbers that are not next to impossible: O(rows · deviation), less than tossing every coin in every draw.
  void convolve(const Bin& bin) {
    constexpr double nothing = 1e-18;
    std::vector<double> chance{1.0};
    std::size_t low = 0;
    for (const Run& run : bin.runs) {
      if (run.p == 0) continue;
      for (std::uint64_t coin = 0; coin < run.count; ++coin) {
        chance.push_back(0);
        for (std::size_t heads = chance.size() - 1; heads > low; --heads) chance[heads] = chance[heads] * (1 - run.p) + chance[heads - 1] * run.p;
        chance[low] *= 1 - run.p;
        while (chance.back() < nothing) chance.pop_back();
        while (chance[low] < nothing) ++low;
      }
    }
    first_ = static_cast<std::ptrdiff_t>(low);
    cumulative_.resize(chance.size() - low);
    std::partial_sum(chance.begin() + first_, chance.end(), cumulative_.begin());
  }

  double mean_, deviation_ = 0;
  std::ptrdiff_t first_ = 0;
  std::vector<double> cumulative_;
};

double null_of(const std::vector<Bin>& bins, double rows, const ScoreOptions& options) {
  const std::vector<Redrawn> perfect(bins.begin(), bins.end());
  std::vector<double> errors(static_cast<std::size_t>(options.draws));
  for (std::size_t draw = 0; draw < errors.size(); ++draw) {
    Stream stream{options.seed, draw};
    for (const Redrawn& bin : perfect) errors[draw] += bin.miss(stream) / rows;
  }
  return quantile(errors, 0.95);
}

// --- logistic recalibration -------------------------------------------------------------------------------------------------------------

struct Line {
  double intercept = 0, slope = 0;
};

// Minus log likelihood, its gradient and its second derivatives.
struct Steepness {
  double loss = 0;
  double by_intercept = 0, by_slope = 0;
  double twice_intercept = 0, mixed = 0, twice_slope = 0;
};

Steepness steepness_at(const Line& line, const std::vector<Run>& runs, const std::vector<double>& x) {
  CompensatedSum loss, by_intercept, by_slope;  // where they vanish or hardly change, rounding would decide
  Steepness out;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    const double z = line.intercept + line.slope * x[i];
    const double e = std::exp(-std::abs(z));
    const double chance = (z >= 0 ? 1 : e) / (1 + e);
    loss.add(run.all() * (std::log1p(e) + std::max(z, 0.0)) - run.ones() * z);
    const double excess = run.all() * chance - run.ones();
    by_intercept.add(excess);
    by_slope.add(excess * x[i]);
    const double bend = run.all() * e / squared(1 + e);
    out.twice_intercept += bend;
    out.mixed += bend * x[i];
    out.twice_slope += bend * x[i] * x[i];
  }
  out.loss = loss.value(), out.by_intercept = by_intercept.value(), out.by_slope = by_slope.value();
  return out;
}

// The likeliest line through logits, by Newton's method with steps halved until they improve.
std::optional<Line> recalibrated(const std::vector<Run>& runs) {
  std::vector<double> x(runs.size());
  std::ranges::transform(runs, x.begin(), [](const Run& run) { return std::log(clipped(run.p) / (1 - clipped(run.p))); });
  // There is none if the classes are on different sides of a threshold, also if they meet on it (A. Albert, J. Anderson, 1984,
  // doi:10.1093/biomet/71.1.1).
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double least_one = infinity, most_one = -infinity, least_zero = infinity, most_zero = -infinity;
  double rows = 0, ones = 0;
  CompensatedSum sum, squares;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].positives > 0) least_one = std::min(least_one, x[i]), most_one = std::max(most_one, x[i]);
    if (runs[i].positives < runs[i].count) least_zero = std::min(least_zero, x[i]), most_zero = std::max(most_zero, x[i]);
    rows += runs[i].all(), ones += runs[i].ones();
    sum.add(runs[i].all() * x[i]);
  }
  if (!(least_one < most_zero && least_zero < most_one)) return std::nullopt;

  // With mean 0 and variance 1 the first step knows its scale.
  const double mean = sum.value() / rows;
  for (std::size_t i = 0; i < runs.size(); ++i) squares.add(runs[i].all() * squared(x[i] - mean));
  const double scale = std::sqrt(squares.value() / rows);
  for (double& each : x) each = (each - mean) / scale;

  Line line{std::log(ones / (rows - ones)), 0};
  Steepness here = steepness_at(line, runs, x);
  for (int step = 0; step < 100; ++step) {
    const double determinant = here.twice_intercept * here.twice_slope - squared(here.mixed);
    Line move{(here.mixed * here.by_slope - here.twice_slope * here.by_intercept) / determinant,
              (here.mixed * here.by_intercept - here.twice_intercept * here.by_slope) / determinant};
    if (!std::isfinite(move.intercept) || !std::isfinite(move.slope)) return std::nullopt;
    const double length = std::hypot(move.intercept, move.slope);
    if (length <= 1e-9 * (1 + std::hypot(line.intercept, line.slope))) {  // the error after a step is about its square
      line.intercept += move.intercept, line.slope += move.slope;
      return Line{line.intercept - line.slope * mean / scale, line.slope / scale};
    }
    Line next;
    Steepness there;
    for (int halved = 0; halved < 60; ++halved) {
      next = {line.intercept + move.intercept, line.slope + move.slope};
      there = steepness_at(next, runs, x);
      if (there.loss <= here.loss * (1 + 1e-13)) break;
      move.intercept /= 2, move.slope /= 2;
    }
    line = next, here = there;
  }
  return std::nullopt;
}

// --- resampling -------------------------------------------------------------------------------------------------------------------------

Interval95 interval(double value, std::vector<double>& resampled) {
  const double lower = quantile(resampled, 0.025);
  return {value, lower, quantile(resampled, 0.975)};
}

/// Draws as many of `times.size()` as there are, with replacement, and counts how often each was.
void draw_again(Stream stream, std::vector<std::uint32_t>& times) {
  std::ranges::fill(times, 0U);
  for (std::size_t i = 0; i < times.size(); ++i) ++times[stream.below(times.size())];
}

// One query's part of the means: reciprocal rank, nDCG, recall, hit.
using QueryScores = std::array<double, 4>;

double gain_at(std::uint64_t rank) { return 1 / std::log2(static_cast<double>(rank) + 1); }

struct AllQueries {
  std::vector<QueryScores> scores;
  std::uint64_t left_out = 0;
};

AllQueries scores_of(std::span<const RankedQuery> queries, int k) {
  AllQueries out;
  std::vector<std::uint32_t> ranks;
  std::vector<double> ideal{0};  // of so many relevant items
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const RankedQuery& query = queries[i];
    const auto refuse = [i](const std::string& why) { throw Error(Errc::invalid_argument, fmt::format("query {}: {}", i, why)); };
    ranks = query.ranks;
    std::ranges::sort(ranks);
    if (ranks.size() > query.relevant) refuse(fmt::format("{} ranks are more than its {} relevant items", ranks.size(), query.relevant));
    if (!ranks.empty() && ranks.front() == 0) refuse("ranks begin with 1, got 0");
    if (const auto twice = std::ranges::adjacent_find(ranks); twice != ranks.end()) refuse(fmt::format("rank {} occurs twice", *twice));
    if (query.relevant == 0) {
      ++out.left_out;
      continue;
    }
    const auto most = static_cast<std::uint64_t>(k);
    const std::uint64_t best = std::min<std::uint64_t>(most, query.relevant);
    // Only as far as something was found can the ideal matter; it grows by what was asked before.
    double gain = 0;
    std::uint64_t within = 0;
    for (; within < ranks.size() && ranks[within] <= most; ++within) gain += gain_at(ranks[within]);
    if (within > 0)
      while (ideal.size() <= best) ideal.push_back(ideal.back() + gain_at(ideal.size()));
    out.scores.push_back({ranks.empty() ? 0 : 1.0 / ranks.front(), within > 0 ? gain / ideal[best] : 0, static_cast<double>(within) / query.relevant,
                          within > 0 ? 1.0 : 0.0});
  }
  return out;
}

QueryScores mean_of(const std::vector<QueryScores>& scores) {
  std::array<CompensatedSum, 4> sums;
  for (const QueryScores& each : scores)
    for (std::size_t i = 0; i < 4; ++i) sums[i].add(each[i]);
  QueryScores mean{};
  for (std::size_t i = 0; i < 4 && !scores.empty(); ++i) mean[i] = sums[i].value() / static_cast<double>(scores.size());
  return mean;
}

}  // namespace

// --- probabilities ----------------------------------------------------------------------------------------------------------------------

ProbabilityScores score_probabilities(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes, const ScoreOptions& options) {
  validate(options);
  require_same_size(probabilities.size(), outcomes.size(), "outcomes");
  std::vector<Run> runs;
  {
    std::vector<std::uint64_t> keys(probabilities.size());
    for (std::size_t row = 0; row < keys.size(); ++row) keys[row] = sort_key(probabilities, outcomes, row);
    std::ranges::sort(keys);
    runs = runs_of(keys, [](std::uint64_t key) { return key; });
  }
  const Basics basics = basics_of(runs);
  ProbabilityScores out;
  out.count = basics.count, out.positives = basics.positives;
  out.log_loss = basics.log_loss, out.brier = basics.brier, out.auc = basics.auc;
  if (out.count == 0) return out;

  const auto rows = static_cast<double>(out.count);
  const double share = static_cast<double>(out.positives) / rows;
  const std::vector<Bin> bins = bins_of(runs, out.count, options.bins);
  CompensatedSum reliability, resolution, within, error;
  for (const Bin& bin : bins) {
    reliability.add(bin.all() * squared(bin.predicted - bin.observed()));
    resolution.add(bin.all() * squared(bin.observed() - share));
    error.add(bin.all() * std::abs(bin.predicted - bin.observed()));
    for (const Run& run : bin.runs) {
      const double off = run.p - bin.predicted;
      within.add(run.all() * off * off - 2 * off * (run.ones() - run.all() * bin.observed()));
    }
    out.curve.push_back(with_interval(bin));
  }
  out.reliability = reliability.value() / rows;
  out.resolution = resolution.value() / rows;
  out.uncertainty = share * (1 - share);
  out.within_bin = within.value() / rows;
  out.calibration_error = error.value() / rows;
  if (options.draws > 0) out.calibration_null = null_of(bins, rows, options);
  if (const auto line = recalibrated(runs)) out.slope = line->slope, out.intercept = line->intercept;
  return out;
}

std::string to_text(const ProbabilityScores& scores) {
  if (scores.count == 0) return "No probabilities.\n";
  std::string out = fmt::format("{} probabilities, {:.2f} % happened.\n", scores.count,
                                100 * static_cast<double>(scores.positives) / static_cast<double>(scores.count));
  out += fmt::format("Log loss {:.4f}; Brier {:.4f} = {:.4f} reliability − {:.4f} resolution + {:.4f} uncertainty {} {:.4f} within bins",
                     scores.log_loss, scores.brier, scores.reliability, scores.resolution, scores.uncertainty, scores.within_bin < 0 ? "−" : "+",
                     std::abs(scores.within_bin));
  if (scores.auc) out += fmt::format("; AUC {:.4f}", *scores.auc);
  out += fmt::format(".\nCalibration error {:.4f}", scores.calibration_error);
  if (scores.calibration_null) out += fmt::format("; a perfect model stays below {:.4f} in 95 of 100 cases", *scores.calibration_null);
  if (scores.slope && scores.intercept) out += fmt::format("; slope {:.3f}, intercept {:.3f}", *scores.slope, *scores.intercept);
  out += ".\n";
  return out + to_text(to_table(scores));
}

Table to_table(const ProbabilityScores& scores) {
  std::vector<double> predicted, observed, lower, upper;
  std::vector<std::int64_t> count;
  for (const CalibrationBin& bin : scores.curve) {
    predicted.push_back(bin.predicted), observed.push_back(bin.observed);
    count.push_back(static_cast<std::int64_t>(bin.count));
    lower.push_back(bin.lower), upper.push_back(bin.upper);
  }
  return {{{"predicted", predicted}, {"observed", observed}, {"count", count}, {"lower", lower}, {"upper", upper}}};
}

ScoreIntervals bootstrap_probabilities(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                                       std::span<const std::uint32_t> groups, const BootstrapOptions& options) {
  return detail::bootstrap_probabilities(probabilities, outcomes, groups, options, [] {});
}

ScoreIntervals detail::bootstrap_probabilities(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                                               std::span<const std::uint32_t> groups, const BootstrapOptions& options,
                                               const std::function<void()>& tell) {
  validate(options);
  require_same_size(probabilities.size(), outcomes.size(), "outcomes");
  require_same_size(probabilities.size(), groups.size(), "groups");
  ScoreIntervals out;
  if (probabilities.empty()) return out;

  std::vector<std::uint32_t> members(groups.begin(), groups.end());
  std::ranges::sort(members);
  members.erase(std::unique(members.begin(), members.end()), members.end());
  out.groups = members.size();

  struct Row {
    std::uint64_t key;
    std::uint32_t member;
    auto operator<=>(const Row&) const = default;
  };
  std::vector<Row> rows(probabilities.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto place = std::ranges::lower_bound(members, groups[i]) - members.begin();
    rows[i] = {sort_key(probabilities, outcomes, i), static_cast<std::uint32_t>(place)};
  }
  std::ranges::sort(rows);
  const std::vector<Run> runs = runs_of(rows, [](const Row& row) { return row.key; });
  const Basics basics = basics_of(runs);

  // Means of rows are sums of members' sums; the area needs the order, in which the zeros of a run stand before its ones.
  struct Sums {
    CompensatedSum loss, square;
    std::uint64_t rows = 0;
  };
  std::vector<Sums> of_member(members.size());
  std::vector<std::uint32_t> member_of(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double p = probability_of(rows[i].key);
    const bool happened = (rows[i].key & 1U) != 0;
    Sums& sums = of_member[rows[i].member];
    sums.loss.add(happened ? loss_of_one(p) : loss_of_zero(p));
    sums.square.add(squared(happened ? 1 - p : p));
    ++sums.rows;
    member_of[i] = rows[i].member;
  }
  rows = {};

  std::vector<std::uint32_t> times(members.size());
  std::vector<double> log_losses, briers, areas;
  for (int resample = 0; resample < options.resamples; ++resample) {
    tell();
    draw_again(Stream{options.seed, static_cast<std::uint64_t>(resample)}, times);
    CompensatedSum loss, square;
    double count = 0;
    for (std::size_t member = 0; member < times.size(); ++member) {
      if (times[member] == 0) continue;
      loss.add(times[member] * of_member[member].loss.value());
      square.add(times[member] * of_member[member].square.value());
      count += times[member] * static_cast<double>(of_member[member].rows);
    }
    log_losses.push_back(loss.value() / count);
    briers.push_back(square.value() / count);
    if (!basics.auc) continue;
    Area area;
    const std::uint32_t* at = member_of.data();
    for (const Run& run : runs) {
      std::uint64_t zeros = 0, ones = 0;
      for (const std::uint32_t* const end = at + (run.count - run.positives); at != end; ++at) zeros += times[*at];
      for (const std::uint32_t* const end = at + run.positives; at != end; ++at) ones += times[*at];
      area.add(static_cast<double>(ones), static_cast<double>(zeros));
    }
    if (const auto share = area.share()) areas.push_back(*share);
  }
  out.log_loss = interval(basics.log_loss, log_losses);
  out.brier = interval(basics.brier, briers);
  if (!areas.empty()) out.auc = interval(*basics.auc, areas);
  return out;
}

// --- rankings ---------------------------------------------------------------------------------------------------------------------------

RankingScores score_rankings(std::span<const RankedQuery> queries, const RankingScoreOptions& options) {
  validate(options);
  const AllQueries all = scores_of(queries, options.k);
  const auto [mrr, ndcg, recall, hits] = mean_of(all.scores);
  return {all.scores.size(), all.left_out, options.k, mrr, ndcg, recall, hits};
}

std::string to_text(const RankingScores& scores) {
  std::string out = fmt::format("{} queries", scores.queries);
  if (scores.left_out > 0) out += fmt::format(" ({} more have nothing relevant and are left out)", scores.left_out);
  out += fmt::format(": MRR {:.4f}, nDCG@{} {:.4f}, recall@{} {:.4f}, hits@{} {:.4f}.\n", scores.mrr, scores.k, scores.ndcg, scores.k, scores.recall,
                     scores.k, scores.hits);
  return out;
}

Table to_table(const RankingScores& scores) {
  using Whole = std::vector<std::int64_t>;
  using Real = std::vector<double>;
  return {{{"queries", Whole{static_cast<std::int64_t>(scores.queries)}},
           {"left_out", Whole{static_cast<std::int64_t>(scores.left_out)}},
           {"k", Whole{scores.k}},
           {"mrr", Real{scores.mrr}},
           {"ndcg", Real{scores.ndcg}},
           {"recall", Real{scores.recall}},
           {"hits", Real{scores.hits}}}};
}

RankingIntervals bootstrap_rankings(std::span<const RankedQuery> queries, const RankingBootstrapOptions& options) {
  return detail::bootstrap_rankings(queries, options, [] {});
}

RankingIntervals detail::bootstrap_rankings(std::span<const RankedQuery> queries, const RankingBootstrapOptions& options,
                                            const std::function<void()>& tell) {
  validate(options);
  const AllQueries all = scores_of(queries, options.k);
  RankingIntervals out;
  out.queries = all.scores.size(), out.left_out = all.left_out, out.k = options.k;
  if (all.scores.empty()) return out;
  std::array<std::vector<double>, 4> resampled;
  std::vector<std::uint32_t> times(all.scores.size());
  for (int resample = 0; resample < options.resamples; ++resample) {
    tell();
    draw_again(Stream{options.seed, static_cast<std::uint64_t>(resample)}, times);
    std::array<CompensatedSum, 4> sums;
    for (std::size_t query = 0; query < times.size(); ++query)
      for (std::size_t i = 0; i < 4 && times[query] > 0; ++i) sums[i].add(times[query] * all.scores[query][i]);
    for (std::size_t i = 0; i < 4; ++i) resampled[i].push_back(sums[i].value() / static_cast<double>(times.size()));
  }
  const QueryScores mean = mean_of(all.scores);
  out.mrr = interval(mean[0], resampled[0]);
  out.ndcg = interval(mean[1], resampled[1]);
  out.recall = interval(mean[2], resampled[2]);
  out.hits = interval(mean[3], resampled[3]);
  return out;
}

}  // namespace v0
}  // namespace hobnob
