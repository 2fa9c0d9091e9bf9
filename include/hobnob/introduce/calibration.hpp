// What does a chance come to in practice? A Calibration maps the probabilities of a model to the frequencies that were observed.
//
//   const hobnob::Calibration observed = hobnob::calibrate(network, now);                   // learn/calibrate.hpp makes it
//   hobnob::find_paths(view, ana, kim, {.calibration = observed});                          // and a query takes it
//   observed(0.2)                                                                           // 0.08: where 0.2 was promised, 0.08 worked
//
// It never falls, so that it changes what is told of a path and not which path is better. A plain value; it may be written by hand.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"

namespace hobnob {
inline namespace v0 {

enum class CalibrationMethod : std::uint8_t {
  platt,      ///< σ(slope · logit p + intercept): two numbers, for few outcomes.
  isotonic,   ///< Straight lines between knots, level beyond them: as many numbers as the outcomes speak for.
};
constexpr CalibrationMethod last_value(CalibrationMethod) noexcept { return CalibrationMethod::isotonic; }  ///< The greatest value.

/// A monotone map of 0…1 into 0…1. Left alone, p itself (up to rounding).
struct Calibration {
  CalibrationMethod method = CalibrationMethod::platt;
  double slope = 1;                   ///< Of `platt`; 0 or more, and finite.
  double intercept = 0;               ///< Of `platt`; finite.
  std::vector<double> x{};            ///< Of `isotonic`: probabilities, strictly ascending.
  std::vector<double> y{};            ///< Of `isotonic`: what was observed at each `x`, never falling.
  std::uint64_t outcomes = 0;         ///< How many outcomes it rests on.
  std::uint64_t positives = 0;        ///< How many of the outcomes were a yes.
  std::string origin = "by hand";     ///< Where the outcomes come from.
  template <class O = Calibration>
  static constexpr auto fields() {
    return std::tuple{field("method", &O::method), field("slope", &O::slope),       field("intercept", &O::intercept), field("x", &O::x),
                      field("y", &O::y),           field("outcomes", &O::outcomes), field("positives", &O::positives), field("origin", &O::origin)};
  }

  /// What p comes to. Never falls as p grows, to the last bit. A p outside 0…1 counts as its nearer end; NaN stays. Of values that
  /// `validate` accepts; O(log knots).
  [[nodiscard]] HOBNOB_API double operator()(double p) const noexcept;
  friend bool operator==(const Calibration&, const Calibration&) = default;
};

/// Error(invalid_argument), saying what is wrong, unless slope and intercept are finite and the slope is not negative; and unless there are
/// as many x as y, both 0…1, x ascending and y never falling; at least one where the method is isotonic, none where it is platt; and unless
/// positives are at most outcomes.
HOBNOB_API void validate(const Calibration& calibration);

}  // namespace v0
}  // namespace hobnob
