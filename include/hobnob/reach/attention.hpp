// How does attention to a post fall over time, and how likely does somebody read what they could see?
//
//   hobnob::Attention{}.seen_by(180)                       // 0.894: the default still gains readers after half a year
//   hobnob::Attention::exponential(1).seen_by(180)         // 1: with a one-day half-life all is over long before
//   hobnob::ReadingModel{.talk = 0.05}                     // the preset, but one reader in twenty strikes up a conversation
//
// F(τ) is the share of all the attention a post will ever have that it has had τ days after it appeared: F(τ) = 0 for τ ≤ 0, it never
// falls, and F(∞) = 1. Three families and their mixtures. Plain values; O(terms) an evaluation.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"

namespace hobnob {
inline namespace v0 {

enum class AttentionFamily : std::uint8_t {
  exponential,        ///< 1 − 2^(−τ/days): half of what is left is gone after every `days`.
  michaelis_menten,   ///< τ/(τ + days): half is gone after `days`, then ever more slowly.
  lomax,              ///< 1 − (1 + τ/days)^(−power): a power law, with the longest tail for the smallest power.
};
constexpr AttentionFamily last_value(AttentionFamily) noexcept { return AttentionFamily::lomax; }  ///< The greatest value.

/// One part of a mixture.
struct AttentionTerm {
  AttentionFamily family = AttentionFamily::exponential;
  double weight = 1;  ///< Its share of the mixture; the weights of all terms add up to 1.
  double days = 1;    ///< Half-life (called h), half-saturation (K) or scale (s), by family; more than 0.
  double power = 1;   ///< Called g; for `lomax` only.
  template <class O = AttentionTerm>
  static constexpr auto fields() {
    return std::tuple{field("family", &O::family), field("weight", &O::weight, 0, 1), field("days", &O::days), field("power", &O::power)};
  }
  friend bool operator==(const AttentionTerm&, const AttentionTerm&) = default;
};

/// A mixture of the three families. Left alone: 0.7 with a half-life of one day and 0.3 with one of 120 days, our preset for a post that
/// is also found by searching.
struct Attention {
  std::vector<AttentionTerm> terms{{AttentionFamily::exponential, 0.7, 1, 1}, {AttentionFamily::exponential, 0.3, 120, 1}};
  template <class O = Attention>
  static constexpr auto fields() {
    return std::tuple{field("terms", &O::terms)};
  }

  // Error(invalid_argument) for days or a power that are not positive and finite.
  HOBNOB_API static Attention exponential(double half_life_days);
  HOBNOB_API static Attention michaelis_menten(double half_days);
  HOBNOB_API static Attention lomax(double scale_days, double power);
  /// A front page: a half-life of 69 minutes, as measured on digg.com (F. Wu, B. A. Huberman, Novelty and collective attention, 2007,
  /// doi:10.1073/pnas.0704916104).
  static Attention front_page() { return exponential(69.0 / 1440.0); }
  /// A video after a burst: views relax with time as a power law of exponent 1 + 0.4 (R. Crane, D. Sornette, Robust dynamic classes
  /// revealed by measuring the response function of a social system, 2008, doi:10.1073/pnas.0803685105); the scale of a day is ours.
  static Attention video() { return lomax(1, 0.4); }
  /// Weighted parts; a part may be a mixture itself.
  HOBNOB_API static Attention mixture(const std::vector<std::pair<double, Attention>>& parts);

  /// F(τ), 0…1, `days` after the post appeared; 0 for a post of the future. Of terms that `validate` accepts.
  [[nodiscard]] HOBNOB_API double seen_by(double days) const noexcept;
  friend bool operator==(const Attention&, const Attention&) = default;
};

/// Error(invalid_argument) unless there are terms, their weights are 0…1 and add up to 1 (within 1e-9), and days and powers are positive
/// and finite.
HOBNOB_API void validate(const Attention& attention);

/// How likely a post is seen, read and answered, by channel. The figures are presets: of the right order, fitted to nobody; every answer
/// says so (`origin`) until somebody fits them. Reading propensity of a reader m over channel c: R_c(m) = max(S(m→author), base_c).
struct ReadingModel {
  double follow_visibility = 0.3;        ///< Chance that a post is ever shown to one who follows the author.
  double follow_base = 0.1;              ///< Reading propensity of one with no stronger tie to the author.
  double subscription_visibility = 0.5;
  double subscription_base = 0.2;
  double connection_visibility = 0.1;
  double connection_base = 0;
  double group_visibility = 0.1;
  double group_base = 0.05;
  double talk = 0.02;                    ///< Chance that a reader strikes up a conversation.
  Attention attention{};                 ///< When those read who ever do.
  std::string origin = "preset";         ///< Where the figures come from.
  template <class O = ReadingModel>
  static constexpr auto fields() {
    return std::tuple{field("follow_visibility", &O::follow_visibility, 0, 1),
                      field("follow_base", &O::follow_base, 0, 1),
                      field("subscription_visibility", &O::subscription_visibility, 0, 1),
                      field("subscription_base", &O::subscription_base, 0, 1),
                      field("connection_visibility", &O::connection_visibility, 0, 1),
                      field("connection_base", &O::connection_base, 0, 1),
                      field("group_visibility", &O::group_visibility, 0, 1),
                      field("group_base", &O::group_base, 0, 1),
                      field("talk", &O::talk, 0, 1),
                      field("attention", &O::attention),
                      field("origin", &O::origin)};
  }
  friend bool operator==(const ReadingModel&, const ReadingModel&) = default;
};

}  // namespace v0
}  // namespace hobnob
