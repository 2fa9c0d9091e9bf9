// When introductions of this probability were asked for, how often did they work?
//
//   const hobnob::Calibration observed = hobnob::calibrate(network, network.last_event());
//   hobnob::Paths paths = hobnob::find_paths(view, ana, kim, {.calibration = observed});
//
// A path's probability takes its ties for independent and every model has its bent: the record of asks tells what such chances come to.
// Few outcomes get a curve of two numbers, many a free monotone one. What a calibration rests on must be later than what the model was
// fitted to: a model that has seen the outcomes looks better than it is.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <tuple>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/tie_model.hpp"
#include "hobnob/introduce/calibration.hpp"

namespace hobnob {
inline namespace v0 {

enum class CalibrateMethod : std::uint8_t {
  automatic,   ///< `platt` under 1,000 yeses and where all answers are alike, else `isotonic`.
  platt,
  isotonic,
};
constexpr CalibrateMethod last_value(CalibrateMethod) noexcept { return CalibrateMethod::isotonic; }  ///< The greatest value.

struct CalibrateOptions {
  CalibrateMethod method = CalibrateMethod::automatic;
  int max_hops = 3;   ///< Ties on a path, 2…6, as the queries that will use it have it. Only where paths are looked for: with a record.
  template <class O = CalibrateOptions>
  static constexpr auto fields() {
    return std::tuple{field("method", &O::method), field("max_hops", &O::max_hops, 2, 6)};
  }
};

/// From what was predicted and what came of it: `outcomes` are 1 (it worked) or 0, one for each of the probabilities, in any order.
/// Platt: σ(slope · logit p + intercept) by maximum likelihood, each yes counted as (yes + 1)/(yes + 2) and each no as 1/(no + 2), so that no
/// finite number of outcomes makes a chance certain; the slope is not negative. Where all answers or all probabilities are alike, the slope
/// is 0. Isotonic: the monotone step values of least squared error by pooling adjacent violators, equal probabilities pooled first; where
/// all answers are alike it says 0 or 1 everywhere.
/// Error(invalid_argument) for fewer than 50 outcomes, for lists of two lengths, and for values out of range. O(n log n).
/// J. Platt, Probabilistic outputs for support vector machines, 1999; H.-T. Lin, C.-J. Lin, R. Weng, A note on Platt's probabilistic
/// outputs, 2007, doi:10.1007/s10994-007-5018-6. M. Ayer et al., An empirical distribution function for sampling with incomplete
/// information, 1955, doi:10.1214/aoms/1177728423; B. Zadrozny, C. Elkan, Transforming classifier scores, 2002, doi:10.1145/775047.775151.
HOBNOB_API Calibration calibrate(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes, const CalibrateOptions& options = {});

namespace detail {
/// `picture` makes the snapshot of an instant.
[[nodiscard]] HOBNOB_API Calibration calibrate_record(const Network& network, Time as_of, const std::function<Snapshot(Time)>& picture,
                                                      const CalibrateOptions& options);
}  // namespace detail

/// From the asks on record that were answered by `as_of`, or had expired by then, which is a no, as it is where the target declined. What was
/// predicted of an ask is the probability of the best path through the introducer who was asked, in the owner's open view, as things stood at
/// the end of the day (UTC) before the ask: nothing that came of the ask can be in it. Asks for which there was no path then are left out;
/// `origin` says how many.
/// Profiles have no dates and are taken as they are now; other facts after `as_of` change nothing.
/// Errors as above. One snapshot for each day with asks.
template <TieModel Model>
[[nodiscard]] Calibration calibrate(const Network& network, Time as_of, const Model& model, const CalibrateOptions& options = {}) {
  const auto picture = [&](Time at) { return network.snapshot(at, model, {.explain = false}); };
  return detail::calibrate_record(network, as_of, picture, options);
}
/// With the published preset of the default model.
[[nodiscard]] inline Calibration calibrate(const Network& network, Time as_of, const CalibrateOptions& options = {}) {
  return calibrate(network, as_of, preset(), options);
}
/// With strengths from shared neighbours.
[[nodiscard]] inline Calibration calibrate(const Network& network, Time as_of, const Overlap& overlap, const CalibrateOptions& options = {}) {
  const auto picture = [&](Time at) { return network.snapshot(at, overlap, {.explain = false}); };
  return detail::calibrate_record(network, as_of, picture, options);
}

}  // namespace v0
}  // namespace hobnob
