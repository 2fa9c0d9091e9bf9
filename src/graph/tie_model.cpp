#include "hobnob/graph/tie_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

namespace hobnob {
inline namespace v0 {

namespace {
constexpr std::string_view fit_error = "fit calibration error", fit_null = "fit calibration null", fit_moved = "moved since";
}

std::string to_text(const TieModelInfo& info) {
  std::string text = info.window_days > 0 ? fmt::format("{}, chances within {:g} days", info.name, info.window_days) : info.name;
  const auto told = [&](std::string_view name) {
    const auto at = std::ranges::find(info.parameters, name, &std::pair<std::string, double>::first);
    return at == info.parameters.end() ? std::optional<double>() : std::optional(at->second);
  };
  if (const auto error = told(fit_error), null = told(fit_null); error && null)
    text += fmt::format("; calibration error there {:.2g}, and {:.2g} by chance alone", *error, *null);
  if (const auto moved = told(fit_moved)) text += fmt::format("; its level then moved by {:+.2f}, as it went at this time before", *moved);
  return text;
}

std::array<double, LogisticTies::feature_count> LogisticTies::features(const PairEvidence& pair) const {
  const double window = options.window_days;
  const auto recency = [&](double days) { return -std::log(0.01 + std::min(days / window, 1000.0)); };
  const double out = recency(pair.out.days_since_last), back = recency(pair.back.days_since_last);
  return {out,
          back,
          std::log1p(pair.out.mass[0]),
          std::log1p(pair.out.mass[1]),
          std::log1p(pair.out.mass[2]),
          std::log1p(pair.back.mass[1]),
          std::max(out, back),   // of the latest event either way
          std::log1p(pair.out.weight)};
}

double LogisticTies::strength(const PairEvidence& pair) const {
  // Every term is non-decreasing in its evidence, and rounding keeps that: sums are taken in one order, from left to right.
  const auto x = features(pair);
  double logit = theta[0];
  for (std::size_t i = 0; i < x.size(); ++i) logit += theta[i + 1] * x[i];
  const double s = 1.0 / (1.0 + std::exp(-logit));
  const double known = gamma * pair.declared;
  return known + s * (1.0 - known);  // = 1 − (1 − s)(1 − γ·d), and s itself where nothing is declared; in this form no rounding lowers it as s grows
}

EvidenceOptions LogisticTies::evidence_options() const {
  return {{options.window_days / 4, options.window_days, options.window_days * 3}, options.kind_weights, options.max_participants};
}

TieModelInfo LogisticTies::info() const {
  TieModelInfo info{fmt::format("monotone logistic ({})", origin), options.window_days, options.reciprocity, {}};
  for (std::size_t i = 0; i < theta.size(); ++i) info.parameters.emplace_back(fmt::format("theta{}", i), theta[i]);
  info.parameters.emplace_back("gamma", gamma);
  info.parameters.emplace_back("max_participants", options.max_participants);
  for (const auto& [kind, weight] : options.kind_weights) info.parameters.emplace_back("weight of " + kind, weight);
  if (fit.rows > 0) {
    info.parameters.emplace_back("fit rows", static_cast<double>(fit.rows));
    info.parameters.emplace_back("fit positives", static_cast<double>(fit.positives));
    info.parameters.emplace_back("fit start", static_cast<double>(fit.start));
    info.parameters.emplace_back("fit until", static_cast<double>(fit.until));
    info.parameters.emplace_back("fit log loss", fit.log_loss);
    info.parameters.emplace_back(fit_error, fit.calibration_error);
    info.parameters.emplace_back(fit_null, fit.calibration_null);
    if (fit.moved != 0) info.parameters.emplace_back(fit_moved, fit.moved);
  }
  return info;
}

LogisticTies preset(const TieOptions& options) {
  validate(options);
  for (const auto& [kind, weight] : options.kind_weights)
    if (!(weight >= 0 && weight <= 1000)) throw Error(Errc::invalid_argument, fmt::format("kind_weights['{}'] must be 0…1000, got {}", kind, weight));
  LogisticTies model;
  model.options = options;
  return model;
}

}  // namespace v0
}  // namespace hobnob
