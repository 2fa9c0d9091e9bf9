#include "hobnob/introduce/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "hobnob/core/error.hpp"
#include "introduce/query.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

[[noreturn]] void wrong(const std::string& text) { throw Error(Errc::invalid_argument, "calibration: " + text); }

/// 1/(1 + exp(−z)) as a chain of steps of which each, rounding included, never falls: so the whole never does.
double sigmoid(double z) noexcept {
  if (z < -40) return std::exp(z);  // the same there in a double, up to less than one step of z makes; and further down exp(−z) overflows
  return 1 / (1 + std::exp(-z));
}

double between_knots(const std::vector<double>& x, const std::vector<double>& y, double p) noexcept {
  const auto above = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), p) - x.begin());
  if (above == 0) return y.front();
  if (above == x.size()) return y.back();
  const std::size_t low = above - 1;
  const double share = (p - x[low]) / (x[above] - x[low]);
  return std::min(y[above], y[low] + (y[above] - y[low]) * share);  // rounding must not lead past the next knot
}

}  // namespace

double detail::logit(double p) noexcept {
  // The nearest chances to 0 and 1 that a double holds stand for 0 and 1.
  p = std::clamp(p, std::numeric_limits<double>::denorm_min(), 1 - std::numeric_limits<double>::epsilon() / 2);
  return std::log(p) - std::log(1 - p);
}

double Calibration::operator()(double p) const noexcept {
  if (std::isnan(p)) return p;
  p = std::clamp(p, 0.0, 1.0);
  return method == CalibrationMethod::platt ? sigmoid(slope * detail::logit(p) + intercept) : between_knots(x, y, p);
}

void validate(const Calibration& calibration) {
  const auto& [method, slope, intercept, x, y, outcomes, positives, origin] = calibration;
  if (method != CalibrationMethod::platt && method != CalibrationMethod::isotonic) wrong("method must be platt or isotonic");
  if (!(slope >= 0 && std::isfinite(slope))) wrong(fmt::format("slope must be 0 or more and finite, got {}", slope));
  if (!std::isfinite(intercept)) wrong(fmt::format("intercept must be finite, got {}", intercept));
  if (x.size() != y.size()) wrong(fmt::format("x and y must be of one length, got {} and {}", x.size(), y.size()));
  if (method == CalibrationMethod::platt && !x.empty()) wrong(fmt::format("platt has no knots, got {}", x.size()));
  if (method == CalibrationMethod::isotonic && x.empty()) wrong("isotonic must have knots, got none");
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(x[i] >= 0 && x[i] <= 1)) wrong(fmt::format("x must be 0…1, got {} at knot {}", x[i], i));
    if (!(y[i] >= 0 && y[i] <= 1)) wrong(fmt::format("y must be 0…1, got {} at knot {}", y[i], i));
    if (i > 0 && !(x[i - 1] < x[i])) wrong(fmt::format("x must ascend, got {} after {} at knot {}", x[i], x[i - 1], i));
    if (i > 0 && !(y[i - 1] <= y[i])) wrong(fmt::format("y must never fall, got {} after {} at knot {}", y[i], y[i - 1], i));
  }
  if (positives > outcomes) wrong(fmt::format("positives must be at most outcomes, got {} of {}", positives, outcomes));
}

}  // namespace v0
}  // namespace hobnob
