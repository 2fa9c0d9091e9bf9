// What do strengths mean on this very network? A model fitted to its own past: who turned to whom again, given what was known before.
//
//   hobnob::LogisticTies model = hobnob::fit_ties(network, as_of, {.window_days = 14});
//   hobnob::Snapshot now = network.snapshot(as_of, model);
//
// Features as of one window before `as_of`, outcomes from the window since; both directions of every pair with a tie by then. The maximum
// a posteriori under a normal prior centred on the preset, so that a short history levels the preset and a long one speaks for itself.
// Nothing after `as_of` is looked at; a declaration without a date holds at every instant, so date them where you can.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/tie_model.hpp"

namespace hobnob {
inline namespace v0 {

/// The window and the weighing of events, as in TieOptions, and how much the preset counts.
struct FitOptions {
  double window_days = 30;             ///< W: strengths are chances within W days, and W days are what is learned from.
  double reciprocity = 0.5;            ///< ρ, of the model that is made; no fit changes it.
  int max_participants = 50;           ///< Called g_max: above it an event is mass mail and no evidence.
  std::map<std::string, double> kind_weights = TieOptions{}.kind_weights;  ///< Every other kind weighs 1.
  double prior_weight = 1;             ///< Times the precision of the prior; 0: the record alone speaks (but for 10⁻⁹ of it).
  double steadiness = 0.4;  ///< How far the level is drawn back to that of the window before, 0…1; 0: the last window alone speaks.
  double rhythm = 0.7;  ///< How far the level follows where it went at this time a day or a week ago, 0…1; 0: not at all.
  /// Called now and then with steps done and steps in all (as reading, fitting, other windows, scoring), on the calling thread; false ends
  /// the fit with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = FitOptions>
  static constexpr auto fields() {
    return std::tuple{field("window_days", &O::window_days, 1e-4, 36500),
                      field("reciprocity", &O::reciprocity, 0, 1),
                      field("max_participants", &O::max_participants, 2, 1'000'000),
                      field("kind_weights", &O::kind_weights),
                      field("prior_weight", &O::prior_weight, 0, 1e9),
                      field("steadiness", &O::steadiness, 0, 1),
                      field("rhythm", &O::rhythm, 0, 1)};
  }
};

/// The default model with θ and γ learned from the window that ends at `as_of`; θ1…θ8 ≥ 0 and 0 ≤ γ ≤ 1, so its strengths are monotone.
/// γ keeps its preset where nobody had declared a connection. Where there is nothing to learn from (no pair known a window before, or
/// no interaction between such pairs, as in a record of declarations alone), the preset, and `origin` says why. Levels of windows differ, and a
/// busy one is followed by one that is less so: θ0 is drawn towards that of the window before (`steadiness`), by half a unit times it at most;
/// where there are more than 262,144 directions, to that of a part of its pairs, as in what follows. Days and weeks have a rhythm: where windows are
/// half a day at most, θ0 goes `rhythm` of the way to the level of the window that began a day ago, where they are half a week at most, a week ago;
/// of no longer a way than 2, or than the level went in that direction when that window began; and upwards in proportion to the pairs known then.
/// These levels are drawn towards the present one as by its prior. `fit` is of the window that was learned from, before that move, which is `fit.moved`.
/// Damped Newton steps, projected onto the bounds (D. Bertsekas, Projected Newton methods, 1982, doi:10.1137/0320018).
/// O(record + rows · steps); about 150 bytes a row. Error(invalid_argument) for options or an instant out of range.
[[nodiscard]] HOBNOB_API LogisticTies fit_ties(const Network& network, Time as_of, const FitOptions& options = {});

/// What `fit_ties` of the same instant and options learns from, a row for each direction of each pair known one window before:
/// columns source, target (keys), the eight features of LogisticTies by name, declared (the weight, 0: not declared), and turned
/// (1: source turned to target within the window that ends at `as_of`). For models of one's own.
[[nodiscard]] HOBNOB_API Table training_data(const Network& network, Time as_of, const FitOptions& options = {});

}  // namespace v0
}  // namespace hobnob
