// Who can introduce me to Kim? The most promising chains of introductions, best first.
//
//   hobnob::Paths paths = hobnob::find_paths(view, view.id("ana"), view.id("kim"), {.k = 3});
//   std::puts(hobnob::to_text(paths).c_str());
//
// And who can introduce one of us to somebody at Acme? From any of a team to any of a set, in one search.
//
//   hobnob::find_paths(view, std::vector{ana, bo}, hobnob::find_members(view, {.organisation = "Acme"}), {.per = hobnob::PathsPer::target});
//
// A path's probability is the product of its ties' p, its introducers' willingness ω and the target's openness, under independence.
// Exact: the k best simple paths within the hop bound (`search/best_paths.hpp`), on what the view permits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

namespace hobnob {
inline namespace v0 {

/// A chain of members from the seeker to the target; everybody between is an introducer.
struct Path {
  std::vector<MemberId> members;
  [[nodiscard]] std::size_t hops() const noexcept { return members.empty() ? 0 : members.size() - 1; }
};
inline std::span<const MemberId> mentions(const Path& path) { return path.members; }

/// A tie that there is already between a seeker and one of a set of targets.
struct KnownTie {
  MemberId seeker = no_member;
  MemberId target = no_member;
  double probability = 0;
};

/// Paths in order; factors multiply to the score: "tie" (who: its far end), "willingness" (of an introducer), "openness" (of the target),
/// and, where a calibration was given, "calibration": what was observed divided by what the model says.
struct Paths : Ranking<Path> {
  std::optional<double> direct;   ///< Of one seeker and one target: p of a tie between them, if there is one; never inside the ranking.
  std::vector<KnownTie> known;    ///< Of sets: the ties of seekers to targets, likeliest first. Those targets are not looked for.
  /// No path that was left out for want of ties to walk has a score above this: 0 if the answer is complete.
  double unseen = 0;
  friend bool operator==(const Paths& a, const Paths& b) {
    const auto same_tie = [&](const KnownTie& x, const KnownTie& y) {
      return x.probability == y.probability && a.key(x.seeker) == b.key(y.seeker) && a.key(x.target) == b.key(y.target);
    };
    return a.direct == b.direct && a.unseen == b.unseen && std::ranges::equal(a.known, b.known, same_tie) &&
           static_cast<const Ranking<Path>&>(a) == static_cast<const Ranking<Path>&>(b);
  }
};

/// Which paths count: the k best of all, only the best to each target, or only the best through each first introducer.
enum class PathsPer { overall, target, introducer };
constexpr PathsPer last_value(PathsPer) noexcept { return PathsPer::introducer; }  ///< The greatest value.

struct PathOptions {
  int k = 5;                    ///< How many paths to return; fewer if there are fewer.
  int max_hops = 3;             ///< Ties on a path, 2…6; introducers are hops − 1. The policy's horizon may cap it.
  double min_probability = 0;   ///< Leave out paths whose score is less than this: the calibrated one, where there is a calibration.
  std::optional<Calibration> calibration{};   ///< Scores are calibration(P); the order stays that of P. `direct` is no such chance, and stays.
  PathsPer per = PathsPer::overall;           ///< `target`, `introducer`: one path for each of these, the k best of those.
  /// Alternatives: no introducer is on two paths. Greedy, each row is the best path without the introducers of the rows before it: another
  /// choice of as many may be likelier as a whole, or there may be more of them. A search for each row.
  bool disjoint = false;
  std::uint64_t max_ties = 0;        ///< Walk no more ties than this, in the order of promise; 0: as many as it takes. See `Paths::unseen`.
  std::vector<Key> exclude{};        ///< Members who must not be on a path, at either end or between.
  template <class O = PathOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 100'000),
                      field("max_hops", &O::max_hops, 2, 6),
                      field("min_probability", &O::min_probability, 0, 1),
                      field("calibration", &O::calibration),
                      field("per", &O::per),
                      field("disjoint", &O::disjoint),
                      field("max_ties", &O::max_ties, 0, 1e15),
                      field("exclude", &O::exclude)};
  }
};

/// The k most promising chains of introductions from `seeker` to `target`, best first; ties by fewer hops, then by ascending ids.
/// Empty if no chain exists under the view's policy within max_hops; in a member's view also empty if the target is hidden, blocked,
/// erased or never existed: the caller cannot tell these apart. Paths of probability 0 are no paths; one whose calibrated score is 0 is.
/// Throws Error(invalid_argument) for options out of range, for seeker = target, and for a seeker who is not the viewer of a member's view.
/// Safe to call from many threads on one view. Cost: about vol(N(target)) ties up to 3 hops, more beyond (`ties_touched` in the answer).
/// With `max_ties` the answer may be incomplete: its rows are paths, and no other that should stand among them has a score above `unseen`. In a
/// member's view an empty answer under a budget is never called complete, as nobody may learn that a search took long for somebody hidden.
HOBNOB_API Paths find_paths(const View& view, MemberId seeker, MemberId target, const PathOptions& options = {});

/// The most promising chains from any of the seekers, a team, to any of the targets, as one ranking. Each is named once, in any order.
/// Who is on the team is no introducer, and no target either. Targets who have a tie to one of the team are in `known` and not looked for;
/// ask for the pair to find another way to them. They may introduce, and so may targets who are not open to it; other targets are never
/// introducers. One search, with `per` target one for each target. Targets who are hidden or never existed leave no trace in a member's
/// view: such an answer about a set tells no work done. But a budget is spent on all whom the view shows, also on those to whom no chain leads.
/// Throws Error(invalid_argument) for options out of range, for no seekers, for one who is not the viewer of a member's view, and in the
/// owner's view for targets who are no members. No targets: no paths.
HOBNOB_API Paths find_paths(const View& view, std::span<const MemberId> seekers, std::span<const MemberId> targets, const PathOptions& options = {});

/// The most promising chain of any length, the direct tie included: at most one row. A policy with a horizon below 6 hops caps it.
/// Its score is the model's probability: calibrations are of asks, and this may be no ask.
/// Empty and errors as in `find_paths`. Bidirectional search: O(m log n) at worst, a small part of the graph as a rule.
/// E. Dijkstra, A note on two problems in connexion with graphs, 1959, doi:10.1007/BF01386390.
HOBNOB_API Paths cheapest_path(const View& view, MemberId seeker, MemberId target);

/// For people: one line a path, with chances as "1 in N" where they are small. What Python's `str` gives.
HOBNOB_API std::string to_text(const Paths& paths);
/// Columns rank, target, members, introducers, hops, score, weakest (who is at the far end of the least likely tie), weakest_probability.
HOBNOB_API Table to_table(const Paths& paths);

}  // namespace v0
}  // namespace hobnob
