#include "hobnob/learn/calibrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/words.hpp"
#include "graph/rules.hpp"
#include "hobnob/core/error.hpp"
#include "introduce/query.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::refuse;

constexpr std::uint64_t least_outcomes = 50;
constexpr std::uint64_t positives_for_isotonic = 1000;

/// Equal predictions, and what came of them.
struct Pool {
  double p = 0;
  std::uint64_t outcomes = 0, positives = 0;
};

/// Predictions by value: after this the order in which they came cannot show.
std::vector<Pool> pooled(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes) {
  std::vector<std::pair<double, bool>> pairs;
  pairs.reserve(probabilities.size());
  for (std::size_t i = 0; i < probabilities.size(); ++i) pairs.emplace_back(probabilities[i] + 0.0, outcomes[i] != 0);  // + 0.0: no −0
  std::sort(pairs.begin(), pairs.end());
  std::vector<Pool> pools;
  for (const auto& [p, worked] : pairs) {
    if (pools.empty() || pools.back().p != p) pools.push_back({p, 0, 0});
    ++pools.back().outcomes;
    pools.back().positives += worked ? 1U : 0U;
  }
  return pools;
}

/// The likelihood of σ(a·u + b), u = logit p moved and scaled to mean 0 and variance 1, and its derivatives.
class Likelihood {
 public:
  Likelihood(const std::vector<Pool>& pools, std::uint64_t positives, std::uint64_t all) {
    const auto yes = static_cast<double>(positives), no = static_cast<double>(all - positives);
    const double target_of_yes = (yes + 1) / (yes + 2), target_of_no = 1 / (no + 2);
    double sum = 0;
    for (const Pool& pool : pools) {
      const auto n = static_cast<double>(pool.outcomes), k = static_cast<double>(pool.positives);
      terms_.push_back({detail::logit(std::clamp(pool.p, 0x1p-52, 1 - 0x1p-52)), n, k * target_of_yes + (n - k) * target_of_no});
      count_ += n, expected_ += terms_.back().expected, sum += n * terms_.back().u;
    }
    mean_ = sum / count_;
    double squares = 0;
    for (const Term& term : terms_) squares += term.count * (term.u - mean_) * (term.u - mean_);
    scale_ = std::sqrt(squares / count_);
    for (Term& term : terms_) term.u = scale_ > 0 ? (term.u - mean_) / scale_ : 0;
  }

  struct At {
    double a = 0, b = 0;
    double loss = 0, slope_a = 0, slope_b = 0, curve_aa = 0, curve_ab = 0, curve_bb = 0;
    [[nodiscard]] double steepness() const { return std::max(std::abs(slope_a), std::abs(slope_b)); }
  };
  [[nodiscard]] At at(double a, double b) const {
    At here{a, b};
    for (const auto& [u, count, expected] : terms_) {
      const double z = a * u + b, small = std::exp(-std::abs(z));
      const double q = z < 0 ? small / (1 + small) : 1 / (1 + small);
      here.loss += count * (std::max(z, 0.0) + std::log1p(small)) - expected * z;
      const double miss = count * q - expected, curve = count * small / ((1 + small) * (1 + small));
      here.slope_a += miss * u, here.slope_b += miss;
      here.curve_aa += curve * u * u, here.curve_ab += curve * u, here.curve_bb += curve;
    }
    return here;
  }

  /// Newton's steps, halved until they gain enough. The loss is convex, and bounded from below because no target is 0 or 1.
  void fit(Calibration& made) const {
    At here = at(0, detail::logit(expected_ / count_));  // the best without a slope
    if (scale_ > 0 && here.slope_a < 0) {                // else a slope above 0 gains nothing, and one below is not monotone
      const double close = 1e-13 * count_, ridge = 1e-12 * count_;
      for (int round = 0; round < 100 && here.steepness() > close; ++round) {
        const double aa = here.curve_aa + ridge, bb = here.curve_bb + ridge, determinant = aa * bb - here.curve_ab * here.curve_ab;
        const double step_a = -(bb * here.slope_a - here.curve_ab * here.slope_b) / determinant;
        const double step_b = -(aa * here.slope_b - here.curve_ab * here.slope_a) / determinant;
        const double gain = here.slope_a * step_a + here.slope_b * step_b;  // below 0
        std::optional<At> next;
        for (double share = 1; share > 1e-10 && !next; share /= 2) {
          const At there = at(here.a + share * step_a, here.b + share * step_b);
          // At the bottom the loss no longer tells two places apart, and the slope still does.
          const bool level = there.loss <= here.loss * (1 + 1e-12) && there.steepness() < here.steepness() / 2;
          if (there.loss <= here.loss + 1e-4 * share * gain || level) next = there;
        }
        if (!next) break;
        here = *next;
      }
    }
    made.slope = scale_ > 0 ? std::max(0.0, here.a) / scale_ : 0.0;
    made.intercept = here.b - made.slope * mean_;
  }

 private:
  struct Term {
    double u, count, expected;
  };
  std::vector<Term> terms_;
  double count_ = 0, expected_ = 0, mean_ = 0, scale_ = 0;
};

/// Where a prediction does worse than the one below it, both are one: until means rise from block to block.
void fit_isotonic(Calibration& made, const std::vector<Pool>& pools) {
  struct Block {
    double first = 0, last = 0;
    std::uint64_t outcomes = 0, positives = 0;
  };
  std::vector<Block> blocks;
  for (const Pool& pool : pools) {
    Block block{pool.p, pool.p, pool.outcomes, pool.positives};
    for (; !blocks.empty() && blocks.back().positives * block.outcomes >= block.positives * blocks.back().outcomes; blocks.pop_back())
      block = {blocks.back().first, block.last, blocks.back().outcomes + block.outcomes, blocks.back().positives + block.positives};
    blocks.push_back(block);
  }
  for (const Block& block : blocks) {  // level over the block, a straight line to the next
    const double mean = static_cast<double>(block.positives) / static_cast<double>(block.outcomes);
    made.x.push_back(block.first), made.y.push_back(mean);
    if (block.last > block.first) made.x.push_back(block.last), made.y.push_back(mean);
  }
}

Calibration fitted(const std::vector<Pool>& pools, CalibrateMethod method) {
  Calibration made;
  for (const Pool& pool : pools) made.outcomes += pool.outcomes, made.positives += pool.positives;
  const bool all_alike = made.positives == 0 || made.positives == made.outcomes;
  const bool many = made.positives >= positives_for_isotonic && !all_alike;
  if (method == CalibrateMethod::isotonic || (method == CalibrateMethod::automatic && many)) {
    made.method = CalibrationMethod::isotonic;
    fit_isotonic(made, pools);
  } else {
    Likelihood(pools, made.positives, made.outcomes).fit(made);
  }
  return made;
}

}  // namespace

Calibration calibrate(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes, const CalibrateOptions& options) {
  validate(options);
  if (options.method > CalibrateMethod::isotonic) refuse("method must be automatic, platt or isotonic");
  if (probabilities.size() != outcomes.size())
    refuse(fmt::format("probabilities and outcomes must be of one length, got {} and {}", probabilities.size(), outcomes.size()));
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) refuse(fmt::format("probabilities must be 0…1, got {} at place {}", probabilities[i], i));
    if (outcomes[i] > 1) refuse(fmt::format("outcomes must be 0 or 1, got {} at place {}", outcomes[i], i));
  }
  if (outcomes.size() < least_outcomes) refuse(fmt::format("calibrate needs at least {} outcomes, got {}", least_outcomes, outcomes.size()));
  Calibration made = fitted(pooled(probabilities, outcomes), options.method);
  made.origin = fmt::format("{} given", detail::count(made.outcomes, "outcome", "outcomes"));
  return made;
}

Calibration detail::calibrate_record(const Network& network, Time as_of, const std::function<Snapshot(Time)>& picture,
                                     const CalibrateOptions& options) {
  validate(options);
  check_time(as_of, "as_of");
  std::vector<double> probabilities;
  std::vector<std::uint8_t> outcomes;
  std::uint64_t open = 0, without_path = 0;
  std::optional<View> view;  // of the evening before the day that the loop is at
  for (const Ask& ask : network.asks()) {
    if (ask.at > as_of) break;
    const bool answered = ask.answered && *ask.answered <= as_of;
    if (!answered && ask.at + ask_expires_after > as_of) {
      ++open;
      continue;
    }
    const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{ask.at}});
    const Time before = std::chrono::sys_seconds{day}.time_since_epoch().count() - 1;
    double cost = infinity;
    if (before >= min_time) {
      if (!view || view->as_of() != before) view = picture(before).owner_view(Policy::open());
      const auto seeker = view->find(ask.seeker), introducer = view->find(ask.introducer), target = view->find(ask.target);
      if (seeker && introducer && target) cost = Quest(*view, *seeker, *target).cost_through(*introducer, options.max_hops);
    }
    const double p = probability_of(cost);
    if (p <= 0) {
      ++without_path;
      continue;
    }
    probabilities.push_back(p);
    outcomes.push_back(answered && ask.outcome == Outcome::yes ? 1 : 0);
  }
  if (outcomes.size() < least_outcomes)
    refuse(fmt::format("calibrate needs the outcomes of at least {} asks, got {}; beside them {} had no path when asked, and {} open", least_outcomes,
                       outcomes.size(), count(without_path, "ask", "asks"), count(open, "is", "are")));
  Calibration made = fitted(pooled(probabilities, outcomes), options.method);
  made.origin = fmt::format("{} on record as of {}; {} left out that had no path when asked", count(made.outcomes, "ask", "asks"), date(as_of),
                            count(without_path, "ask", "asks"));
  return made;
}

}  // namespace v0
}  // namespace hobnob
