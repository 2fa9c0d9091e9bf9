#include "hobnob/reach/attention.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

double seen(const AttentionTerm& term, double days) noexcept {
  const double x = days / term.days;
  switch (term.family) {  // expm1 and log1p: the first seconds after a post count too
    case AttentionFamily::exponential: return -std::expm1(-x * std::numbers::ln2);
    case AttentionFamily::michaelis_menten: return std::isinf(x) ? 1.0 : x / (1 + x);
    case AttentionFamily::lomax: return -std::expm1(-term.power * std::log1p(x));
  }
  return 0;
}

}  // namespace

Attention Attention::exponential(double half_life_days) { return mixture({{1, {{{AttentionFamily::exponential, 1, half_life_days, 1}}}}}); }
Attention Attention::michaelis_menten(double half_days) { return mixture({{1, {{{AttentionFamily::michaelis_menten, 1, half_days, 1}}}}}); }
Attention Attention::lomax(double scale_days, double power) { return mixture({{1, {{{AttentionFamily::lomax, 1, scale_days, power}}}}}); }

Attention Attention::mixture(const std::vector<std::pair<double, Attention>>& parts) {
  Attention mixed{{}};
  for (const auto& [weight, part] : parts)
    for (AttentionTerm term : part.terms) {
      term.weight *= weight;
      mixed.terms.push_back(term);
    }
  validate(mixed);
  return mixed;
}

double Attention::seen_by(double days) const noexcept {
  if (!(days > 0)) return std::isnan(days) ? days : 0;
  double sum = 0, weights = 0;  // divided by what the weights add up to: F(∞) is 1, not 1 − 10⁻¹⁶
  for (const AttentionTerm& term : terms) sum += term.weight * seen(term, days), weights += term.weight;
  return weights > 0 ? std::min(1.0, sum / weights) : 0.0;
}

void validate(const Attention& attention) {
  constexpr double most = std::numeric_limits<double>::max();
  double weights = 0;
  for (const AttentionTerm& term : attention.terms) {
    if (!(term.days > 0 && term.days <= most))
      throw Error(Errc::invalid_argument, fmt::format("attention: days must be positive and finite, got {}", term.days));
    if (!(term.power > 0 && term.power <= most))
      throw Error(Errc::invalid_argument, fmt::format("attention: power must be positive and finite, got {}", term.power));
    validate<AttentionTerm>(term);
    weights += term.weight;
  }
  if (!(std::abs(weights - 1) <= 1e-9))
    throw Error(Errc::invalid_argument, fmt::format("attention: the weights of its terms must add up to 1, got {}", weights));
}

}  // namespace v0
}  // namespace hobnob
