// What would simpler or better known models say? Five to compare with: behind the same TieModel, fitted to the same past.
//
//   hobnob::ComparisonTies known = hobnob::fit_comparison(network, as_of, hobnob::Comparison::bg_nbd, {.window_days = 14});
//   hobnob::Snapshot now = network.snapshot(as_of, known);
//
// For benchmarks, and for whoever asks why not one of these. None looks at a declared connection or at the other direction (but for the age
// of the pair), and the last two are not monotone: after a longer silence, one event more can lower a strength.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "hobnob/core/export.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/tie_model.hpp"
#include "hobnob/learn/fit.hpp"

namespace hobnob {
inline namespace v0 {

/// Strengths by the events of one direction, in windows W. The first three are logistic, logit S = intercept + slope · x with slope ≥ 0.
enum class Comparison : std::uint8_t {
  count,          ///< x = ln(1 + events).
  half_life,      ///< x = ln(1 + mass of half-life W).
  recency,        ///< x = −ln(0.01 + Δ/W), Δ = time since the last event, at most 1000 W.
  gamma_poisson,  ///< A rate for ever, gamma distributed over directions.
  bg_nbd,         ///< A rate, and after each event a chance that it was the last.
};
constexpr Comparison last_value(Comparison) noexcept { return Comparison::bg_nbd; }  ///< The greatest value.

/// A model of another school, as a plain value. `parameters` are, the rest being 0,
///   count, half_life, recency: intercept, slope.
///   gamma_poisson: r, α. With x events in T windows since the pair's first event (at least 0.01), S = 1 − ((α+T)/(α+T+1))^(r+x).
///   bg_nbd: r, α, a, b, and S where there was no event yet. P. Fader, B. Hardie, K. Lee, "Counting your customers" the easy way, 2005,
///   doi:10.1287/mksc.1040.0098: with x + 1 events, the last t and now T windows after the first, S = P(alive) · (1 − ((α+T)/(α+T+1))^(r+x)),
///   P(alive) = 1 / (1 + a/(b+x−1) · ((α+T)/(α+t))^(r+x)), and 1 for x = 0.
struct ComparisonTies {
  static constexpr std::size_t parameter_count = 5;
  TieOptions options{};
  Comparison which = Comparison::count;
  std::array<double, parameter_count> parameters{-3, 1, 0, 0, 0};
  std::string origin = "default";
  TieFit fit{};

  [[nodiscard]] HOBNOB_API double strength(const PairEvidence& pair) const;
  [[nodiscard]] HOBNOB_API EvidenceOptions evidence_options() const;
  [[nodiscard]] HOBNOB_API TieModelInfo info() const;
  friend bool operator==(const ComparisonTies&, const ComparisonTies&) = default;
};

static_assert(TieModel<ComparisonTies>);

/// Fitted to the rows of `fit_ties`: both directions of every pair known one window before `as_of`, outcomes from the window since. Nothing
/// after `as_of` is looked at. Where there is nothing to learn from, parameters by default, and `origin` says why.
///   The logistic ones and gamma_poisson: maximum likelihood of the outcomes. bg_nbd: maximum likelihood of all histories up to `as_of` (of
///   directions with an event), as the paper has it; the share that turned in the window where there was no event before.
///   So that outcomes which a threshold separates give finite values: a normal prior of mean 0, with a standard deviation of 100 for intercept
///   and slope and of 10 for logarithms of parameters; `prior_weight` times its precision, and no parameter (or logarithm) goes beyond ±100
///   (±30). Newton steps for the logistic ones, else the simplex of J. Nelder and R. Mead, 1965, doi:10.1093/comjnl/7.4.308.
/// O(record + rows · steps); about 60 bytes a row. `progress` is asked at each step. Error(invalid_argument) for options or an instant out of range.
[[nodiscard]] HOBNOB_API ComparisonTies fit_comparison(const Network& network, Time as_of, Comparison which, const FitOptions& options = {});

}  // namespace v0
}  // namespace hobnob
