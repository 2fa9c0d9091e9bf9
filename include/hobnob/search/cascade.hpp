// Who is reached when everybody who is reached may reach others in turn? One world forwards, and the sets that reach somebody backwards.
//
//   hobnob::WorldCoins coins(seed, world);                                   // every coin of one world, by whom it concerns
//   hobnob::cascade(starts, horizon, scratch, live, seen, reached);          // one world, in the order of time
//   hobnob::ReverseLists in = hobnob::reverse_lists(member_count, arcs);     // for live_arcs(in, v, stream, …): whose arcs to v are live
//
// A live-edge process (D. Kempe, J. Kleinberg, É. Tardos, Maximizing the spread of influence through a social network, 2003,
// doi:10.1145/956750.956769): in each world every arc is live or not, by one coin; who is reached is who can be walked to. Chances are taken
// under independence of arcs.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "hobnob/core/random.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {

/// All coins of one world, each a function of (seed, world, whom it concerns): no coin depends on which others are looked at, so what-if
/// graphs, projections and any order of looking share them (common random numbers). Members are named by the hashes of their keys.
class WorldCoins {
 public:
  constexpr WorldCoins(std::uint64_t seed, std::uint64_t world) noexcept {
    const auto block = philox({static_cast<std::uint32_t>(world), static_cast<std::uint32_t>(world >> 32), 0x776F726CU, 0x64U},
                              {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    key_ = {block[0], block[1]};
  }
  struct Draws {
    double coin, delay;  ///< Uniform in [0, 1).
  };
  /// Of the arc from → to; parallel arcs are told apart by `channel`.
  [[nodiscard]] constexpr Draws arc(std::uint64_t from, std::uint64_t to, std::uint64_t channel = 0) const noexcept {
    to ^= channel * 0x9E3779B97F4A7C15U;
    const auto block = philox({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(from >> 32), static_cast<std::uint32_t>(to),
                               static_cast<std::uint32_t>(to >> 32)},
                              key_);
    return {uniform(block[0], block[1]), uniform(block[2], block[3])};
  }
  /// Of a member alone.
  [[nodiscard]] constexpr double member(std::uint64_t who) const noexcept { return arc(who, ~who).coin; }

 private:
  static constexpr double uniform(std::uint32_t low, std::uint32_t high) noexcept {
    return static_cast<double>((std::uint64_t{high} << 32 | low) >> 11) * 0x1p-53;
  }
  std::array<std::uint32_t, 2> key_{};
};

/// Somebody is reached at a time, by somebody (`no_member`: from outside).
struct Arrival {
  double time = 0;
  MemberId member = no_member;
  MemberId from = no_member;
};

/// For `cascade`: sized by the largest id that was met, clean between calls.
struct CascadeScratch {
  std::vector<Arrival> queue;
  std::vector<std::uint8_t> reached;
  std::vector<std::uint32_t> touched;
};

/// One world of a cascade: the starts, and whoever is reached from those who are reached, each at the earliest time they can be and by whom;
/// nobody after `horizon`. In the order of time; without delays, in the order of hops.
///   live(member, time, push)   calls push(other, later) for every live arc from a member who was reached at `time`; none if they do not pass it on
///   seen(arrival)          every arrival by the horizon, also of those who were reached before
///   reached(arrival)       the first of each member
/// O(arrivals · log arrivals).
template <class Live, class Seen, class Reached>
void cascade(std::span<const Arrival> starts, double horizon, CascadeScratch& scratch, const Live& live, const Seen& seen, const Reached& reached) {
  struct Later {
    bool operator()(const Arrival& a, const Arrival& b) const noexcept { return a.time > b.time; }
  };
  std::vector<Arrival>& queue = scratch.queue;
  const auto mark = [&](MemberId u) -> std::uint8_t& {
    if (index(u) >= scratch.reached.size()) scratch.reached.resize(std::size_t{index(u)} + 1 + scratch.reached.size() / 2);
    return scratch.reached[index(u)];
  };
  bool timed = false;
  for (const Arrival& start : starts) {
    if (!(start.time <= horizon)) continue;
    seen(start);
    queue.push_back(start);
    timed = timed || start.time != starts.front().time;
  }
  if (timed) std::make_heap(queue.begin(), queue.end(), Later{});
  // Without delays every arrival has the same time, and a plain queue is in order.
  for (std::size_t next = 0; timed ? !queue.empty() : next < queue.size();) {
    Arrival at;
    if (timed) {
      std::pop_heap(queue.begin(), queue.end(), Later{});
      at = queue.back();
      queue.pop_back();
    } else {
      at = queue[next++];
    }
    std::uint8_t& was = mark(at.member);
    if (was) continue;
    was = 1;
    scratch.touched.push_back(index(at.member));
    reached(at);
    live(at.member, at.time, [&](MemberId other, double time) {
      if (!(time <= horizon)) return;
      const Arrival arrival{time, other, at.member};
      seen(arrival);
      if (time != at.time && !timed) {  // the first delay: from now on a heap
        queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(next));
        next = 0;
        timed = true;
        std::make_heap(queue.begin(), queue.end(), Later{});
      }
      queue.push_back(arrival);
      if (timed) std::push_heap(queue.begin(), queue.end(), Later{});
    });
  }
  queue.clear();
  for (const std::uint32_t u : scratch.touched) scratch.reached[u] = 0;
  scratch.touched.clear();
}

/// Arcs in compressed rows: those of u stand at offsets[u] … offsets[u + 1] − 1.
struct ArcLists {
  std::span<const std::uint64_t> offsets;
  std::span<const std::uint32_t> ends;
  std::span<const double> probability;  ///< 0…1.
};

/// The arcs *to* each member, the likeliest first, made for drawing the live ones without looking at the others: 16 bytes of a member mostly tell
/// that none is live. 12 bytes an arc.
struct ReverseLists {
  struct Member {
    std::uint64_t begin;  ///< Of the arcs to them; those end where the next member's begin.
    float none;           ///< The likeliest arc's chance to fail, to the power of how many there are; rounded down.
  };
  struct Arc {
    std::uint32_t from;
    float probability;
    float per_log;        ///< 1 / ln(1 − p)
  };
  std::vector<Member> members;  ///< And one behind the last.
  std::vector<Arc> arcs;
  [[nodiscard]] std::size_t member_count() const noexcept { return members.empty() ? 0 : members.size() - 1; }
  [[nodiscard]] std::span<const Arc> of(std::uint32_t v) const noexcept {
    return std::span(arcs).subspan(members[v].begin, members[v + 1].begin - members[v].begin);
  }
};

/// From lists of the arcs to each member. Arcs of probability 0 are left out. O(arcs · log of the longest list).
inline ReverseLists reverse_lists(const ArcLists& in) {
  ReverseLists out;
  const std::size_t members = in.offsets.empty() ? 0 : in.offsets.size() - 1;
  out.members.reserve(members + 1), out.arcs.reserve(in.ends.size());
  std::vector<std::pair<float, std::uint32_t>> row;
  for (std::size_t v = 0; v < members; ++v) {
    row.clear();
    for (std::uint64_t at = in.offsets[v]; at < in.offsets[v + 1]; ++at)
      if (const auto p = static_cast<float>(in.probability[at]); p > 0) row.emplace_back(p, in.ends[at]);
    std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    // Down, or rare arcs would never be live: what lies between the two the logarithm decides.
    const double none = row.empty() ? 1.0 : std::exp(static_cast<double>(row.size()) * std::log1p(-double{row.front().first}));
    out.members.push_back({out.arcs.size(), std::nextafter(static_cast<float>(none), 0.0F)});
    for (const auto& [p, end] : row) out.arcs.push_back({end, p, static_cast<float>(1 / std::log1p(-double{p}))});
  }
  out.members.push_back({out.arcs.size(), 1});
  return out;
}

/// Calls take(u) for the live ones among the arcs u → v, each live with its own probability, independently. How many arcs fail before the
/// next live one is geometric, so those that fail cost nothing: the likelihood of where one stands bounds those behind it, and what the
/// bound takes too often is thinned (Q. Guo, S. Wang, Z. Wei, M. Chen, Influence maximization revisited: efficient reverse reachable set
/// generation with bound tightened, 2020, doi:10.1145/3318464.3389740). O(1 + live arcs) where probabilities are alike. Returns how many arcs it looked at.
template <class Take>
std::uint64_t live_arcs(const ReverseLists& in, std::uint32_t v, Stream& stream, const Take& take) {
  std::uint64_t looked = 0;
  const ReverseLists::Member& member = in.members[v];
  const ReverseLists::Arc* at = in.arcs.data() + member.begin;
  const ReverseLists::Arc* const end = in.arcs.data() + (&member)[1].begin;
  const double none = member.none;  // 0 where an arc is certain
  for (bool first = none > 0; at != end; ++at, first = false) {
    ++looked;
    double left = 0;
    // As the logarithm would say, and mostly there is none: then not even the first arc is read.
    if (first && (left = 1 - stream.uniform()) <= none) break;
    const float bound = at->probability;
    if (bound < 1) {
      if (!first) {
        left = 1 - stream.uniform();
        if (at + 1 == end && left <= 1 - double{bound}) break;
      }
      const double fails = std::log(left) * double{at->per_log};
      if (!(fails < static_cast<double>(end - at))) break;
      at += static_cast<std::ptrdiff_t>(fails);
      if (at->probability != bound && !(stream.uniform() * double{bound} < double{at->probability})) continue;
    }
    take(at->from);
  }
  return looked;
}

/// For `reverse_set`.
struct ReverseScratch {
  std::vector<std::uint32_t> mark;
  std::uint32_t epoch = 0;
};

/// Appends to `set` who reaches `root` in the world of `stream`, the root first: a random reverse reachable set (C. Borgs, M. Brautbar,
/// J. Chayes, B. Lucier, Maximizing social influence in nearly optimal time, 2014, doi:10.1137/1.9781611973402.70). Returns the arcs looked at.
inline std::uint64_t reverse_set(const ReverseLists& in, std::uint32_t root, Stream& stream, ReverseScratch& scratch,
                                 std::vector<std::uint32_t>& set) {
  if (scratch.mark.size() < in.member_count()) scratch.mark.resize(in.member_count());
  if (++scratch.epoch == 0) std::fill(scratch.mark.begin(), scratch.mark.end(), 0U), scratch.epoch = 1;
  std::uint64_t looked = 0;
  std::size_t next = set.size();
  set.push_back(root);
  scratch.mark[root] = scratch.epoch;
  for (; next < set.size(); ++next)
    looked += live_arcs(in, set[next], stream, [&](std::uint32_t u) {
      if (scratch.mark[u] == scratch.epoch) return;
      scratch.mark[u] = scratch.epoch;
      set.push_back(u);
    });
  return looked;
}

}  // namespace v0
}  // namespace hobnob
