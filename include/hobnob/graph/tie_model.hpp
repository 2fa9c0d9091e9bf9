// How likely is it that a turns to b within the next days, given all that passed between them? A TieModel answers.
//
//   hobnob::LogisticTies campus = hobnob::preset({.window_days = 14});
//   hobnob::Snapshot now = network.snapshot(as_of, campus);
//
// The default is a monotone logistic model of eight features of the pair's own events: a newer event or one more event never lowers
// a strength. `learn/fit.hpp` fits it to a network's own past. `Overlap` is for plain friend lists. A caller's own type models the concept in a few lines.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/graph/evidence.hpp"

namespace hobnob {
inline namespace v0 {

/// A plain value that a snapshot stores of its model: what was used, so that every figure can be explained later.
struct TieModelInfo {
  std::string name{};
  double window_days = 30;  ///< W: a strength is a chance within W days.
  double reciprocity = 0.5;  ///< ρ: p(u→v) = S(v→u)^(1−ρ) · S(u→v)^ρ.
  std::vector<std::pair<std::string, double>> parameters{};
  friend bool operator==(const TieModelInfo&, const TieModelInfo&) = default;
};

/// The model in a line, for people: its name, the window, and, of a fit, how true it was of what it was fitted to.
HOBNOB_API std::string to_text(const TieModelInfo& info);

/// A tie model: evidence → probability.
/// `strength(pair)` is the chance, 0…1, that the member at the near end turns to the far one within the window;
/// it must depend on nothing but its argument. `evidence_options()` says how events are weighed, `info()` describes the model.
template <class M>
concept TieModel = requires(const M& model, const PairEvidence& pair) {
  { model.strength(pair) } -> std::convertible_to<double>;
  { model.evidence_options() } -> std::convertible_to<EvidenceOptions>;
  { model.info() } -> std::convertible_to<TieModelInfo>;
};

/// What the default model and its fits have in common: the window, and how events are weighed.
struct TieOptions {
  double window_days = 30;  ///< W, chosen for the network: mail 30, a campus 14, face-to-face contacts in hours.
  double reciprocity = 0.5;  ///< ρ, called so in the semantics: ½ means both must care alike.
  int max_participants = 50;  ///< Called g_max: above it an event is mass mail and no evidence.
  std::map<std::string, double> kind_weights{{"meeting", 3.0}, {"reaction", 0.3}};  ///< Every other kind weighs 1.
  template <class O = TieOptions>
  static constexpr auto fields() {
    return std::tuple{field("window_days", &O::window_days, 1e-4, 36500), field("reciprocity", &O::reciprocity, 0, 1),
                      field("max_participants", &O::max_participants, 2, 1'000'000), field("kind_weights", &O::kind_weights)};
  }
  friend bool operator==(const TieOptions&, const TieOptions&) = default;
};

/// What a fit rests on, and how well the model says what it was fitted to; a plain value. `rows` is 0 for a preset.
struct TieFit {
  Time start = 0, until = 0;  ///< Features as of `start`, outcomes from (start, until].
  std::uint64_t rows = 0;  ///< Directions of pairs: two a pair.
  std::uint64_t positives = 0;  ///< Those that turned to the other.
  // On those rows (evenly spaced ones where there are more than 2¹⁸): of what was learned, so a little better than on what comes.
  double log_loss = 0;  ///< Mean, in nats.
  double calibration_error = 0;  ///< 15 bins of equal mass; `calibration_null` is what chance alone gives (95 %).
  double calibration_null = 0;
  /// What was added to θ0 after all that, for the window to come: the rhythm of days or weeks (`FitOptions::rhythm`).
  double moved = 0;
  friend bool operator==(const TieFit&, const TieFit&) = default;
};

/// The default: logit s = θ0 + θ1·r(out) + θ2·r(back) + θ3·ln(1+m_{W/4}) + θ4·ln(1+m_W) + θ5·ln(1+m_{3W}) + θ6·ln(1+m_W(back))
/// + θ7·r(either) + θ8·ln(1+weight); r = −ln(0.01 + Δ/W), Δ = time since the last event in that direction (in either), at most 1000 W;
/// weight is the mass that never decays. θ1…θ8 ≥ 0: monotone, a newer event or one more event never lowers a strength.
/// With a declared connection of weight d: S = 1 − (1 − s)(1 − γ·d); without, S = s.
/// The preset: one slope for each feature and a level for each network and cut, pooled by `benchmarks/preset.py` over email-Eu-core,
/// sx-mathoverflow, CollegeMsg, Copenhagen's calls and messages, and six sets of face-to-face contacts, each of the same weight; θ0 is the
/// median level. Levels differ between networks by a factor of ten and more: fit where there is a past.
struct LogisticTies {
  static constexpr std::size_t feature_count = 8;
  TieOptions options;
  std::array<double, feature_count + 1> theta{-3.04, 0, 0.013, 0.04, 0, 0.203, 0.08, 0.284, 0.713};
  double gamma = 1;  ///< How much a declaration means on this network, 0…1.
  std::string origin = "preset, pooled over ten networks of mail, forums, messages, calls and meetings";
  TieFit fit{};

  /// What θ1…θ8 weigh, in that order.
  [[nodiscard]] HOBNOB_API std::array<double, feature_count> features(const PairEvidence& pair) const;
  [[nodiscard]] HOBNOB_API double strength(const PairEvidence& pair) const;
  [[nodiscard]] HOBNOB_API EvidenceOptions evidence_options() const;
  [[nodiscard]] HOBNOB_API TieModelInfo info() const;
  friend bool operator==(const LogisticTies&, const LogisticTies&) = default;
};

/// The published preset for a window and weights of the caller's choice. Error(invalid_argument) for values out of range.
HOBNOB_API LogisticTies preset(const TieOptions& options = {});

/// Strengths for a plain friend list: S = 0.1 + 0.5·O, O = c/(d_u + d_v − 2 − c) with c common neighbours, 0 where that is 0/0.
/// Constant strengths would make every ranking an alphabet. It reads other pairs, so it is no TieModel and not monotone.
/// J.-P. Onnela et al., Structure and tie strengths in mobile communication networks, 2007, doi:10.1073/pnas.0610245104.
struct Overlap {};

/// Any TieModel as one type. Made by `snapshot`; callers have no need of it.
struct AnyTieModel {
  std::function<double(const PairEvidence&)> strength;
  EvidenceOptions evidence_options;
  TieModelInfo info;
};
template <TieModel M>
AnyTieModel erase(const M&& model) = delete;  // it refers to the model, which must outlive it
template <TieModel M>
AnyTieModel erase(const M& model) {
  return {[&model](const PairEvidence& pair) { return static_cast<double>(model.strength(pair)); }, model.evidence_options(), model.info()};
}

static_assert(TieModel<LogisticTies>);

}  // namespace v0
}  // namespace hobnob
