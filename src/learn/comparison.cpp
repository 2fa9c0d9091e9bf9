#include "hobnob/learn/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/learn/metrics.hpp"
#include "learn/fit_telling.hpp"
#include "learn/window.hpp"

namespace hobnob {
inline namespace v0 {

namespace {

using Parameters = std::array<double, ComparisonTies::parameter_count>;

constexpr double flat_width = 100;  // of intercept and slope
constexpr double log_width = 10;     // of logarithms of parameters
constexpr double furthest_logit = 100;
constexpr double furthest_log = 30;

struct Kind {
  std::string_view name;
  std::vector<std::string_view> parameters;
  Parameters by_default;
};

// Where nothing was learned: somebody who never turned to the other does so in one window of twenty, and the paper's own figures, rounded,
// for a week of shopping are taken for a window.
const Kind& kind_of(Comparison which) {
  static const std::array<Kind, 5> kinds{
      Kind{"count", {"intercept", "slope"}, {-3, 1, 0, 0, 0}}, Kind{"half-life", {"intercept", "slope"}, {-3, 1, 0, 0, 0}},
      Kind{"recency", {"intercept", "slope"}, {-3, 0.3, 0, 0, 0}}, Kind{"gamma-Poisson", {"r", "alpha"}, {0.25, 5, 0, 0, 0}},
      Kind{"BG/NBD", {"r", "alpha", "a", "b", "first"}, {0.25, 4.5, 0.8, 2.4, 0.05}}};
  detail::check_value(which, "which");
  return kinds[static_cast<std::size_t>(which)];
}

/// What the models look at: the events of one direction, times in windows.
struct Direction {
  double x = 0;         // what a logistic model weighs, or the number of events
  double last = 0;      // from the first event to the last
  double age = 0;       // from the first event to now; of the pair for gamma_poisson
};

Direction direction_of(Comparison which, double window, const PairEvidence& pair) {
  const Evidence& out = pair.out;
  const auto windows = [&](double days) { return std::clamp(days / window, 0.0, 1e6); };  // finite, also of evidence made by hand
  switch (which) {
    case Comparison::count: return {std::log1p(static_cast<double>(out.events))};
    case Comparison::half_life: return {std::log1p(out.mass[1])};
    case Comparison::recency: return {-std::log(0.01 + std::min(windows(out.days_since_last), 1000.0))};
    case Comparison::gamma_poisson: {
      double age = 0.01;  // two events of one instant say nothing of a rate
      if (out.events > 0) age = std::max(age, windows(out.days_since_first));
      if (pair.back.events > 0) age = std::max(age, windows(pair.back.days_since_first));
      return {static_cast<double>(out.events), 0, age};
    }
    case Comparison::bg_nbd: {
      if (out.events == 0) return {};
      const double age = windows(out.days_since_first);
      return {static_cast<double>(out.events), std::max(age - windows(out.days_since_last), 0.0), age};
    }
  }
  return {};
}

/// ln of the chance that nothing comes within a window, from a rate of the shape r + events and the scale 1/(α + age).
double log_silence(double shape, double scale) { return -shape * std::log1p(1 / scale); }

double chance_of(Comparison which, const Parameters& p, const Direction& direction) {
  switch (which) {
    case Comparison::count:
    case Comparison::half_life:
    case Comparison::recency: return 1 / (1 + std::exp(-(p[0] + p[1] * direction.x)));
    case Comparison::gamma_poisson: return -std::expm1(log_silence(p[0] + direction.x, p[1] + direction.age));
    case Comparison::bg_nbd: {
      if (direction.x == 0) return p[4];
      const auto [r, alpha, a, b, first] = p;
      const double repeats = direction.x - 1;
      const double one_more = -std::expm1(log_silence(r + repeats, alpha + direction.age));
      if (repeats == 0) return one_more;
      const double gone = a / (b + repeats - 1) * std::exp((r + repeats) * std::log((alpha + direction.age) / (alpha + direction.last)));
      return one_more / (1 + gone);  // 0 where an infinite weight of evidence says that it has ended
    }
  }
  return 0;
}

/// What is learned from: a row for each direction of each pair.
struct PastCounts {
  TieFit fit{};
  std::vector<Direction> rows;
  std::vector<std::uint8_t> turned;
};

template <class Visit>
void for_each_direction(const Network& network, Time at, Time until, const ComparisonTies& model, const detail::FitTelling& tell,
                        const Visit& visit) {
  const auto both = [&](const PairHistory& pair) {
    const PairEvidence& known = pair.evidence;
    visit(direction_of(model.which, model.options.window_days, known), pair.next_out.has_value());
    visit(direction_of(model.which, model.options.window_days, {known.back, known.out, known.declared}), pair.next_back.has_value());
  };
  network.for_each_pair(at, until, model.evidence_options(), both, [&](std::uint64_t, std::uint64_t) { return tell(), true; });
}

PastCounts past_counts(const Network& network, Time as_of, const ComparisonTies& model, const detail::FitTelling& tell) {
  detail::check_instant(as_of);
  PastCounts past;
  past.fit.until = as_of;
  past.fit.start = as_of - detail::seconds_of(model.options.window_days);
  if (past.fit.start < min_time) return past;  // nothing can have been before
  for_each_direction(network, past.fit.start, as_of, model, tell, [&](const Direction& direction, bool turned) {
    past.rows.push_back(direction);
    past.turned.push_back(turned);
  });
  past.fit.rows = past.rows.size();
  past.fit.positives = static_cast<std::uint64_t>(std::count(past.turned.begin(), past.turned.end(), 1));
  return past;
}

// --- two numbers, by Newton -------------------------------------------------------------------------------------------------------------

/// −ln of the probability of an outcome with this logit, precise at both ends.
double logistic_loss(double logit, bool turned) {
  const double against = turned ? -logit : logit;
  return std::max(against, 0.0) + std::log1p(std::exp(-std::abs(logit)));
}

Parameters fit_logistic(const PastCounts& past, double prior_weight, const detail::FitTelling& tell) {
  const double precision = prior_weight / (flat_width * flat_width);
  const auto loss_at = [&](double intercept, double slope) {
    tell();
    double sum = 0.5 * precision * (intercept * intercept + slope * slope);
    for (std::size_t row = 0; row < past.rows.size(); ++row) sum += logistic_loss(intercept + slope * past.rows[row].x, past.turned[row] != 0);
    return sum;
  };
  const double share = static_cast<double>(past.fit.positives) / static_cast<double>(past.rows.size());
  double intercept = std::clamp(std::log(share / (1 - share)), -furthest_logit, furthest_logit), slope = 0;
  double loss = loss_at(intercept, slope);
  for (int step = 0; step < 200; ++step) {
    double by_intercept = precision * intercept, by_slope = precision * slope;
    double twice_intercept = precision, mixed = 0, twice_slope = precision;
    for (std::size_t row = 0; row < past.rows.size(); ++row) {
      const double x = past.rows[row].x, logit = intercept + slope * x;
      const double e = std::exp(-std::abs(logit)), less = e / (1 + e), more = 1 / (1 + e);
      const double away = past.turned[row] != 0 ? -(logit > 0 ? less : more) : (logit > 0 ? more : less);
      const double curved = less * more;
      by_intercept += away, by_slope += away * x;
      twice_intercept += curved, mixed += curved * x, twice_slope += curved * x * x;
    }
    const bool held = slope == 0 && by_slope >= 0;
    const double regular = 1e-12;
    const double a = twice_intercept * (1 + regular) + 1e-300, c = twice_slope * (1 + regular) + 1e-300;
    const double determinant = a * c - mixed * mixed;
    double move_intercept = held || determinant <= 0 ? -by_intercept / a : (mixed * by_slope - c * by_intercept) / determinant;
    double move_slope = held ? 0 : determinant <= 0 ? -by_slope / c : (mixed * by_intercept - a * by_slope) / determinant;
    double next_intercept = intercept, next_slope = slope, next_loss = loss;
    double length = 1;
    for (; length > 1e-10; length /= 2) {
      next_intercept = std::clamp(intercept + length * move_intercept, -furthest_logit, furthest_logit);
      next_slope = std::clamp(slope + length * move_slope, 0.0, furthest_logit);
      next_loss = loss_at(next_intercept, next_slope);
      if (next_loss <= loss + 1e-4 * (by_intercept * (next_intercept - intercept) + by_slope * (next_slope - slope))) break;
    }
    if (length <= 1e-10) break;  // at the limit of what sums can tell
    const double moved = std::max(std::abs(next_intercept - intercept), std::abs(next_slope - slope));
    intercept = next_intercept, slope = next_slope, loss = next_loss;
    if (moved < 1e-10) break;
  }
  return {intercept, slope, 0, 0, 0};
}

// --- more numbers, by a simplex ---------------------------------------------------------------------------------------------------------

using Point = std::vector<double>;

/// A least point: a simplex of n + 1 points turns its worst one over, towards the others, as long as that helps. Started anew where it ends,
/// until that gains nothing, because a simplex can shrink short of the goal.
Point least(const std::function<double(const Point&)>& value, Point start, double size) {
  struct Corner {
    Point at;
    double value;
  };
  const std::size_t n = start.size();
  double reached = value(start);
  for (int round = 0; round < 20; ++round) {
    std::vector<Corner> corners{{start, reached}};
    for (std::size_t i = 0; i < n; ++i) {
      Point at = start;
      at[i] += size;
      corners.push_back({at, value(at)});
    }
    for (int step = 0; step < 2000; ++step) {
      std::ranges::stable_sort(corners, {}, &Corner::value);
      const Corner& best = corners.front();
      Corner& worst = corners.back();
      double width = 0;
      for (const Corner& corner : corners)
        for (std::size_t i = 0; i < n; ++i) width = std::max(width, std::abs(corner.at[i] - best.at[i]));
      if (worst.value - best.value <= 1e-12 * (1 + std::abs(best.value)) && width < 1e-5) break;
      if (width < 1e-9) break;
      Point middle(n, 0.0);
      for (std::size_t c = 0; c < n; ++c)
        for (std::size_t i = 0; i < n; ++i) middle[i] += corners[c].at[i] / static_cast<double>(n);
      const auto along = [&](double factor) {
        Point at(n);
        for (std::size_t i = 0; i < n; ++i) at[i] = middle[i] + factor * (worst.at[i] - middle[i]);
        const double found = value(at);
        return Corner{std::move(at), found};
      };
      Corner next = along(-1);
      if (next.value < best.value) {
        Corner further = along(-2);
        if (further.value < next.value) next = std::move(further);
      } else if (next.value >= corners[n - 1].value) {
        Corner nearer = next.value < worst.value ? along(-0.5) : along(0.5);
        if (nearer.value < std::min(next.value, worst.value)) {
          next = std::move(nearer);
        } else {
          for (std::size_t c = 1; c <= n; ++c) {
            for (std::size_t i = 0; i < n; ++i) corners[c].at[i] = 0.5 * (corners[c].at[i] + corners[0].at[i]);
            corners[c].value = value(corners[c].at);
          }
          continue;
        }
      }
      worst = std::move(next);
    }
    const Corner& best = *std::ranges::min_element(corners, {}, &Corner::value);
    const double gained = reached - best.value;
    start = best.at, reached = best.value;
    if (gained <= 1e-9 * (1 + std::abs(reached))) break;
    size = std::min(size, 0.1);
  }
  return start;
}

/// Positive parameters by their logarithms: most steps on a part of many rows, the last few on all.
/// `loss(parameters, stride)` looks at every stride-th row.
Point least_of_logs(std::size_t rows, double prior_weight, const Point& start, const detail::FitTelling& tell,
                    const std::function<double(const Point&, std::size_t)>& loss) {
  const auto with = [&](std::size_t stride) {
    return [&loss, &tell, stride, prior_weight](const Point& logs) {
      tell();
      double prior = 0;
      Point at(logs.size());
      for (std::size_t i = 0; i < logs.size(); ++i) {
        if (std::abs(logs[i]) > furthest_log) return std::numeric_limits<double>::infinity();
        at[i] = std::exp(logs[i]);
        prior += logs[i] * logs[i];
      }
      return loss(at, stride) + 0.5 * prior_weight * prior / (log_width * log_width);
    };
  };
  Point logs(start.size());
  std::ranges::transform(start, logs.begin(), [](double value) { return std::log(value); });
  constexpr std::size_t sample = 1 << 15;
  double size = 0.5;
  if (rows > 4 * sample) {
    logs = least(with((rows / sample) | 1U), logs, size);  // odd: the directions of a pair stand side by side
    size = 0.02;
  }
  logs = least(with(1), logs, size);
  std::ranges::transform(logs, logs.begin(), [](double value) { return std::exp(value); });
  return logs;
}

Parameters fit_gamma_poisson(const PastCounts& past, double prior_weight, const Parameters& start, const detail::FitTelling& tell) {
  const auto loss = [&](const Point& at, std::size_t stride) {
    double sum = 0;
    for (std::size_t row = 0; row < past.rows.size(); row += stride) {
      const double silence = log_silence(at[0] + past.rows[row].x, at[1] + past.rows[row].age);
      sum -= past.turned[row] != 0 ? std::log(std::max(-std::expm1(silence), 1e-300)) : silence;
    }
    return sum;
  };
  const Point found = least_of_logs(past.rows.size(), prior_weight, {start[0], start[1]}, tell, loss);
  return {found[0], found[1], 0, 0, 0};
}

/// The likelihood of a history, with x repeats, the last at t, up to now at T:
///   L = Γ(r+x)/Γ(r) · α^r · B(a,b+x)/B(a,b) · (α+T)^−(r+x) · [1 + (x > 0) · a/(b+x−1) · ((α+T)/(α+t))^(r+x)].
/// Both quotients are products over 0…x−1, so that all histories together need them once for each number, whatever the histories.
Parameters fit_bg_nbd(const std::vector<Direction>& histories, double prior_weight, const Parameters& start, const detail::FitTelling& tell) {
  const auto loss = [&](const Point& at, std::size_t stride) {
    const double r = at[0], alpha = at[1], a = at[2], b = at[3];
    std::vector<double> longer;  // how many have more than so many repeats
    double count = 0, sum = 0;
    for (std::size_t row = 0; row < histories.size(); row += stride) {
      const auto& [events, last, age] = histories[row];
      const double x = events - 1;
      const auto most = static_cast<std::size_t>(x);
      if (longer.size() <= most) longer.resize(most + 1);
      if (most > 0) ++longer[most - 1];
      count += 1;
      const double log_age = std::log(alpha + age);
      sum -= (r + x) * log_age;
      if (x == 0) continue;
      const double gone = std::log(a / (b + x - 1)) + (r + x) * (log_age - std::log(alpha + last));
      sum += gone > 0 ? gone + std::log1p(std::exp(-gone)) : std::log1p(std::exp(gone));
    }
    double with_more = 0;
    for (std::size_t i = longer.size(); i-- > 0;) {
      with_more += longer[i];
      const auto x = static_cast<double>(i);
      if (with_more > 0) sum += with_more * std::log((r + x) * (b + x) / (a + b + x));
    }
    return -(sum + count * r * std::log(alpha));
  };
  const Point found = least_of_logs(histories.size(), prior_weight, {start[0], start[1], start[2], start[3]}, tell, loss);
  return {found[0], found[1], found[2], found[3], start[4]};
}

}  // namespace

double ComparisonTies::strength(const PairEvidence& pair) const {
  return chance_of(which, parameters, direction_of(which, options.window_days, pair));
}

EvidenceOptions ComparisonTies::evidence_options() const {
  return {{options.window_days / 4, options.window_days, options.window_days * 3}, options.kind_weights, options.max_participants};
}

TieModelInfo ComparisonTies::info() const {
  const Kind& kind = kind_of(which);
  TieModelInfo info{fmt::format("{} ({})", kind.name, origin), options.window_days, options.reciprocity, {}};
  for (std::size_t i = 0; i < kind.parameters.size(); ++i) info.parameters.emplace_back(kind.parameters[i], parameters[i]);
  info.parameters.emplace_back("max_participants", options.max_participants);
  for (const auto& [name, weight] : options.kind_weights) info.parameters.emplace_back(fmt::format("weight of {}", name), weight);
  return info;
}

ComparisonTies fit_comparison(const Network& network, Time as_of, Comparison which, const FitOptions& options) {
  validate(options);
  detail::check_value(which, "which");
  ComparisonTies model;
  model.options = preset({options.window_days, options.reciprocity, options.max_participants, options.kind_weights}).options;  // checks weights
  model.which = which;
  model.parameters = kind_of(which).by_default;
  detail::FitTelling tell(options, 3);
  tell();
  const PastCounts past = past_counts(network, as_of, model, tell);
  tell.step();
  const auto unfitted = [&](std::string_view why) {
    model.origin = fmt::format("default; not fitted: {}", why);
    tell.end();
    return model;
  };
  if (past.fit.rows == 0) return unfitted(fmt::format("no pair was known {:g} days before", options.window_days));
  if (past.fit.positives == 0) return unfitted(fmt::format("nobody turned to a known other in the last {:g} days", options.window_days));

  if (which == Comparison::gamma_poisson) {
    model.parameters = fit_gamma_poisson(past, options.prior_weight, model.parameters, tell);
  } else if (which == Comparison::bg_nbd) {
    std::vector<Direction> histories;
    for_each_direction(network, as_of, as_of, model, tell, [&](const Direction& direction, bool) {
      if (direction.x > 0) histories.push_back(direction);
    });
    model.parameters = fit_bg_nbd(histories, options.prior_weight, model.parameters, tell);
    double first = model.parameters[4], without = 1;  // one direction's worth of the default, so that it is never 0 or 1
    for (std::size_t row = 0; row < past.rows.size(); ++row)
      if (past.rows[row].x == 0) first += past.turned[row], without += 1;
    model.parameters[4] = first / without;
  } else {
    model.parameters = fit_logistic(past, options.prior_weight, tell);
  }
  tell.step();
  model.origin = fmt::format("fitted to {} of {} directions of pairs", past.fit.positives, past.fit.rows);
  std::vector<double> said(past.rows.size());
  std::ranges::transform(past.rows, said.begin(), [&](const Direction& row) { return chance_of(which, model.parameters, row); });
  const ProbabilityScores scores = score_probabilities(said, past.turned);
  model.fit = past.fit;
  model.fit.log_loss = scores.log_loss, model.fit.calibration_error = scores.calibration_error;
  model.fit.calibration_null = scores.calibration_null.value_or(0);
  tell.end();
  return model;
}

}  // namespace v0
}  // namespace hobnob
