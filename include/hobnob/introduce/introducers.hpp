// Whom should I ask first? The people next to me through whom the way to Kim is most promising, each with that way.
//
//   hobnob::Introducers best = hobnob::rank_introducers(view, view.id("ana"), view.id("kim"));
//
// For each first introducer c the best path that begins with c; ranked by that path. Exact.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/calibration.hpp"
#include "hobnob/introduce/paths.hpp"

namespace hobnob {
inline namespace v0 {

/// Somebody to ask, and the best path through them: seeker, this member, …, target.
struct Introducer {
  MemberId member = no_member;
  Path path;
};
inline std::span<const MemberId> mentions(const Introducer& introducer) { return introducer.path.members; }

/// Introducers in order; factors multiply to the score: "tie" (yours to them), "willingness" (theirs, load included),
/// "way" (from them to the target, that member's openness included), and, where a calibration was given, "calibration" as in `Paths`.
struct Introducers : Ranking<Introducer> {};

struct IntroducerOptions {
  int k = 10;                   ///< How many introducers to return; fewer if there are fewer.
  int max_hops = 3;             ///< Ties on a path, 2…6. The policy's horizon may cap it.
  double min_probability = 0;   ///< Leave out introducers whose score is less than this: the calibrated one, where there is a calibration.
  std::optional<Calibration> calibration{};   ///< As in `PathOptions`.
  template <class O = IntroducerOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 100'000), field("max_hops", &O::max_hops, 2, 6), field("min_probability", &O::min_probability, 0, 1),
                      field("calibration", &O::calibration)};
  }
};

/// The k best people to ask for an introduction to `target`; ties by fewer hops of their path, then by ascending ids along it.
/// Empty and errors as in `find_paths`. Cost: one backward pass as there, and a search below each tie of the seeker.
HOBNOB_API Introducers rank_introducers(const View& view, MemberId seeker, MemberId target, const IntroducerOptions& options = {});

/// For people: one line an introducer. What Python's `str` gives.
HOBNOB_API std::string to_text(const Introducers& introducers);
/// Columns rank, introducer, target, path, hops, score, tie, willingness, way. A calibrated score is not the product of the last three.
HOBNOB_API Table to_table(const Introducers& introducers);

}  // namespace v0
}  // namespace hobnob
