// Through whom should I post? The few members or groups whose posts reach the most distinct readers together, and how near that is to the best.
//
//   hobnob::Seeds seeds = hobnob::choose_seeds(app, {.k = 10, .share = 0.02});
//   seeds.spread.value, seeds.certificate       // expected readers; no other ten reach more than value / certificate of them, but for one chance in a thousand
//
// Expected distinct readers of several authors is monotone and submodular, so that the greedy choice is within 1 − 1/e of the best (G. Nemhauser,
// L. Wolsey, M. Fisher 1978, doi:10.1007/BF01588971). Without onward sharing it is computed in closed form; with it, by random reverse
// reachable sets, of which two thirds choose and one third judges (J. Tang, X. Tang, X. Xiao, J. Yuan 2018, doi:10.1145/3183713.3183749).
// A certificate says how near this choice is; 1 − 1/e alone is a trap: sets are doubled until it reaches `quality`.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
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
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"

namespace hobnob {
inline namespace v0 {

/// A figure and the interval that holds it with the confidence that its maker states.
struct Estimate {
  double value = 0, lower = 0, upper = 0;
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// Somebody or something to post through: a member, or a group where `member` is `no_member`.
struct Seed {
  MemberId member = no_member;
  std::string group;
};
inline std::span<const MemberId> mentions(const Seed& seed) { return {&seed.member, seed.member == no_member ? std::size_t{0} : std::size_t{1}}; }

/// Seeds in the order of choice; the score of each is what it adds to those before it in expected distinct readers ("adds"), and they add up to
/// `spread.value`.
struct Seeds : Ranking<Seed> {
  Estimate spread;  ///< Expected distinct readers of all together; the interval holds but for one chance in a thousand. Exact: all three alike.
  double certificate = 1;  ///< spread / the best possible is at least this, as certain as the interval. 1 where nobody can be reached.
  double cost = 0;  ///< Of all together, where costs were given.
  std::uint64_t samples = 0;  ///< Reverse reachable sets drawn; 0 where the answer is exact.
  std::uint64_t seed = 0;
  friend bool operator==(const Seeds& a, const Seeds& b) {
    const auto same_group = [](const auto& x, const auto& y) { return x.item.group == y.item.group; };
    return static_cast<const Ranking<Seed>&>(a) == b && std::ranges::equal(a.rows, b.rows, same_group) && a.spread == b.spread &&
           a.certificate == b.certificate && a.cost == b.cost && a.samples == b.samples && a.seed == b.seed;
  }
};

enum class SeedKind : std::uint8_t { members, groups, both };
constexpr SeedKind last_value(SeedKind) noexcept { return SeedKind::both; }  ///< The greatest value.

struct SeedOptions {
  int k = 10;  ///< How many to choose; fewer if nobody else adds a reader.
  SeedKind among = SeedKind::members;  ///< What may be chosen.
  double days = 180;  ///< Reading by so many days after the posts appeared, all on one day.
  Channels channels{};  ///< Of the members: those that `estimate_reach` would take.
  ReadingModel reading{};
  double share = 0;  ///< As of `ReachOptions`; 0: one hop, exact.
  std::optional<Key> author{};  ///< Who posts to the groups: reading propensity is towards them. None: `group_base` alone.
  std::vector<Key> exclude{};  ///< Members who may not be chosen. They may read and share.
  std::map<Key, double> costs{};  ///< Of choosing a member; the others cost 1. More than 0.
  std::map<std::string, double> group_costs{};  ///< Of choosing a group, likewise.
  double budget = infinity;  ///< The chosen may cost so much together.
  int group_cap = 0;  ///< At most so many of the chosen members may belong to any one group; 0: no cap.
  double quality = 0.82;  ///< Draw until the certificate is at least this, or `max_samples` are drawn. With onward sharing.
  std::int64_t max_samples = 3 << 20;  ///< Sets at most; and no more than fill 4 GiB.
  std::uint64_t seed = 0;
  int threads = 1;  ///< 0: as many as the machine has. The answer is the same for any number.
  /// Called now and then with what is done and how much there is at most, on the calling thread: members looked at and sets drawn, or candidates.
  /// Where fewer sets suffice it goes to the end at once. False ends the query with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = SeedOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 1'000'000),
                      field("among", &O::among),
                      field("days", &O::days, 0, infinity),
                      field("channels", &O::channels),
                      field("reading", &O::reading),
                      field("share", &O::share, 0, 1),
                      field("author", &O::author),
                      field("exclude", &O::exclude),
                      field("costs", &O::costs),
                      field("group_costs", &O::group_costs),
                      field("budget", &O::budget, 0, infinity),
                      field("group_cap", &O::group_cap, 0, 1'000'000),
                      field("quality", &O::quality, 0, 1),
                      field("max_samples", &O::max_samples, 2, 1LL << 32),
                      field("seed", &O::seed),
                      field("threads", &O::threads, 0, 1024)};
  }
};

/// The seeds that reach the most distinct readers together. A member's own post reaches as in `estimate_reach` (of whom it is a part to the
/// bit without onward sharing); a group's, each member who may read, as its channel would. An author may be among the readers of another.
/// With costs by readers per cost, or the best single seed where that is better. The owner's question. Error(invalid_argument) in a member's
/// view or for options out of range, Error(unknown_member) for keys that nobody has, Error(limit_exceeded) where the channels of all members
/// hold more than 2³¹ entries. O(entries of all channels) and, for sets, O(arcs into them that are live · samples).
HOBNOB_API Seeds choose_seeds(const View& view, const SeedOptions& options = {});

/// For people. What Python's `str` gives.
HOBNOB_API std::string to_text(const Seeds& seeds);
/// Columns rank, member (a key, or nothing), group, adds.
HOBNOB_API Table to_table(const Seeds& seeds);

}  // namespace v0
}  // namespace hobnob
