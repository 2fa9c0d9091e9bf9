// What is known of two members at an instant? How much passed between them, how lately and how often, in each direction.
//
//   PairEvidence{.out = {.days_since_last = 3, .mass = {1.8, 2.9, 3.6}, .events = 4}, .declared = 0.3}
//
// Computed from the event log when a snapshot is made; masses on a grid of 2⁻³⁶, so that the order of events cannot change a bit.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {

/// What the events from one member to another amount to.
/// `mass[h]` = Σ w_kind · φ(g) · 2^(−age/half_life[h]); φ(g) = 1/(g−1) for g participants, 0 above `max_participants`.
struct Evidence {
  double days_since_last = infinity;   ///< Infinite without an event.
  std::array<double, 3> mass{};
  std::uint32_t events = 0;
  double weight = 0;                   ///< The mass that never decays: Σ w_kind · φ(g).
  double days_since_first = infinity;  ///< Infinite without an event.
};

/// Both directions of a pair, and the weight of their declared connection (0: none).
struct PairEvidence {
  Evidence out{};
  Evidence back{};
  double declared = 0;
};

/// A pair as of an instant, and what came after: what models are fitted to and judged by. `low` and `high` are ids of a snapshot of
/// that instant, `evidence.out` speaks of low → high, and `next_…` is the time of the first event after the instant in that direction.
struct PairHistory {
  MemberId low = no_member, high = no_member;
  PairEvidence evidence{};
  std::optional<Time> next_out{}, next_back{};
};

/// How events become evidence: what a tie model asks for.
struct EvidenceOptions {
  std::array<double, 3> half_life_days{7.5, 30, 90};
  std::map<std::string, double> kind_weights{{"meeting", 3.0}, {"reaction", 0.3}};  ///< Every other kind weighs 1.
  int max_participants = 50;           ///< Above it an event is mass mail and no evidence.
};

}  // namespace v0
}  // namespace hobnob
