// What is the one cheapest chain of ties from here to there, however long?
//
//   hobnob::CheapestScratch scratch;   // kept for the next search, on any graph
//   const auto path = hobnob::cheapest_path(graph, ana, kim, [](hobnob::MemberId) { return 0.4; }, 0.0, scratch);
//   if (path) … path->cost … path->members …
//
// Exact, in a total order without epsilon: cost, then hops, then the ids as a sequence. O(m log n) at worst, a small part of the graph as a
// rule: two searches meet, each taking its turn when it has touched fewer ties (by the nearer frontier costs 4 to 30 times as much).
// E. Dijkstra, A note on two problems in connexion with graphs, 1959, doi:10.1007/BF01386390, from both ends at once.
// The order among equals is settled in the few members that the two searches leave, see `trace_back`.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"
#include "hobnob/search/scratch.hpp"

namespace hobnob {
inline namespace v0 {

/// A simple path s, v₁, …, t. Its cost is a_s + c₁ + g(v₁) + c₂ + g(v₂) + … + c_k + b_t, added from left to right in double.
struct CostedPath {
  double cost = 0;
  std::vector<MemberId> members;
  friend bool operator==(const CostedPath&, const CostedPath&) = default;
};

namespace detail {

/// Every finite cost is within it.
inline constexpr double largest = std::numeric_limits<double>::max();

template <TieGraph G, class InteriorCost>
class CheapestSearch;

/// One of the two searches of `cheapest_path`: what is known of the way between its end and each member, and who waits to be looked at.
struct CheapestSide {
  struct Waiting {
    double cost;
    MemberId member;
    friend bool operator<(const Waiting& a, const Waiting& b) noexcept { return std::tie(b.cost, b.member) < std::tie(a.cost, a.member); }
  };
  MemberMap<double> cost{infinity};
  std::vector<Waiting> waiting;   // a heap, the cheapest in front
  std::uint64_t touched = 0;
  double reached = 0;             // costs up to this one are final, the others are not below it

  void add(MemberId u, double to_here, bool goes_on) {
    cost.set(u, to_here);
    if (!goes_on) return;
    waiting.push_back({to_here, u});
    std::push_heap(waiting.begin(), waiting.end());
  }
  /// The next member whose cost is final; `no_member` for one that was found again cheaper and is done already.
  MemberId next() {
    const auto [to_here, u] = waiting.front();
    std::pop_heap(waiting.begin(), waiting.end());
    waiting.pop_back();
    reached = to_here;
    return to_here == cost[u] ? u : no_member;
  }
  [[nodiscard]] double frontier() const noexcept { return waiting.empty() ? infinity : waiting.front().cost; }
  /// The cost from or to u is not below this.
  [[nodiscard]] double at_least(MemberId u) const noexcept { return std::min(cost[u], reached); }
  void clear() noexcept { cost.clear(), waiting.clear(), touched = 0, reached = 0; }
};

/// On an optimal path, some ties before the target: the largest cost so far with which the optimum can still be met.
struct Waypoint {
  MemberId member{};
  double latest = 0;
};

/// The largest x ≥ 0 with x + c ≤ total in double arithmetic; −1 if there is none. Costs are ≥ 0, so bits are ordered as values are.
inline double largest_before(double c, double total) noexcept {
  if (!(c <= total)) return -1;
  const auto fits = [c, total](std::uint64_t bits) { return std::bit_cast<double>(bits) + c <= total; };
  std::uint64_t low = 0, high = std::bit_cast<std::uint64_t>(total);   // x + c ≥ x
  // A guess that is right but for the last bits: total − c, and half of what separates total from its successor.
  const double guess = total - c + (std::nextafter(total, infinity) - total) / 2;
  const std::uint64_t about = std::min(std::bit_cast<std::uint64_t>(guess), high);
  if (about > 2 && fits(about - 2)) low = about - 2;
  if (about + 2 < high && !fits(about + 2)) high = about + 1;
  while (low < high) {
    const std::uint64_t middle = high - (high - low) / 2;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return std::bit_cast<double>(low);
}

}  // namespace detail

/// Memory of `cheapest_path`: 24 bytes per member of the largest graph searched; clean between searches.
class CheapestScratch {
 public:
  void clear() noexcept { from_source.clear(), to_target.clear(), latest.clear(), waypoints.clear(), stages.clear(); }

 private:
  template <TieGraph G, class InteriorCost>
  friend class detail::CheapestSearch;

  detail::CheapestSide from_source, to_target;
  detail::MemberMap<double> latest{-1.0};
  std::vector<detail::Waypoint> waypoints;   // stage by stage, ascending in each
  std::vector<std::size_t> stages;           // stage r, the waypoints r ties before the target, begins here
};

namespace detail {

/// From the source: what it costs to arrive at a member, added from left to right, so that the target's is the optimum to the last bit.
/// To the target: what follows after leaving a member. A member's own interior cost is in neither.
template <TieGraph G, class InteriorCost>
class CheapestSearch {
 public:
  CheapestSearch(const G& graph, MemberId source, MemberId target, const InteriorCost& interior, double target_cost, CheapestScratch& scratch)
      : graph_(graph),
        source_(source),
        target_(target),
        interior_(interior),
        target_cost_(target_cost),
        from_(scratch.from_source),
        to_(scratch.to_target),
        latest_(scratch.latest),
        waypoints_(scratch.waypoints),
        stages_(scratch.stages),
        rounding_(0x1p-50 * (static_cast<double>(graph.member_count()) + 2)) {
    from_.cost.cover(graph.id_bound());
    to_.cost.cover(graph.id_bound());
    latest_.cover(graph.id_bound());
  }

  std::optional<CostedPath> run() {
    meet();
    if (!(cheapest_ < infinity)) return std::nullopt;
    settle();
    trace_back();
    return walk();
  }
  [[nodiscard]] std::uint64_t ties_touched() const noexcept { return from_.touched + to_.touched; }

 private:
  [[nodiscard]] double passing(MemberId u) const { return u == source_ || u == target_ ? 0.0 : double{interior_(u)}; }

  /// Both ends in turn, the one that has touched fewer ties first, until no path that is cheaper than the best can be hidden from both.
  void meet() {
    from_.add(source_, 0, true);
    to_.add(target_, target_cost_, true);
    while (from_.frontier() + to_.frontier() <= limit_) {
      if (from_.touched <= to_.touched) step_forward();
      else step_backward();
    }
  }
  void step_forward() {
    const MemberId u = from_.next();
    if (u == no_member) return;
    const double leaving = from_.cost[u] + passing(u);
    if (!(leaving + to_.at_least(u) <= limit_)) return;
    for (const Tie ux : graph_.ties_from(u)) {
      ++from_.touched;
      const MemberId x = ux.member;
      const double arriving = leaving + double{ux.cost};
      if (!(arriving < from_.cost[x] && arriving + to_.at_least(x) <= limit_)) continue;
      from_.add(x, arriving, x != target_);
      if (to_.cost[x] < infinity) note(arriving + passing(x) + to_.cost[x]);
    }
  }
  void step_backward() {
    const MemberId v = to_.next();
    if (v == no_member) return;
    const double arriving = passing(v) + to_.cost[v];
    if (!(from_.at_least(v) + arriving <= limit_)) return;
    for (const Tie uv : graph_.ties_to(v)) {
      ++to_.touched;
      const MemberId u = uv.member;
      const double leaving = double{uv.cost} + arriving;
      if (!(leaving < to_.cost[u] && from_.at_least(u) + leaving <= limit_)) continue;
      to_.add(u, leaving, u != source_);
      if (from_.cost[u] < infinity) note(from_.cost[u] + passing(u) + leaving);
    }
  }
  void note(double cost) noexcept {
    cheapest_ = std::min(cheapest_, cost);
    limit_ = std::min(cheapest_ * (1 + rounding_), largest);
  }

  /// Whoever is on a path that costs the optimum but for rounding gets the final cost from the source. The search to the target has
  /// settled all of them that the search from the source has not, so this looks at nobody else.
  void settle() {
    to_.reached = to_.frontier();
    while (from_.frontier() <= limit_) step_forward();
  }

  /// Rounding may forgive a detour, so the cheapest ways to a path's members are not all there is: a member r ties before the target is on
  /// an optimal path if it can be reached at no more than the latest cost from which r ties still meet the optimum. Stage by stage, until
  /// the source is among them: then r is the fewest hops. Who can be as late with fewer ties to go is on no path of fewest hops.
  void trace_back() {
    waypoints_.push_back({target_, largest_before(target_cost_, from_.cost[target_] + target_cost_)});
    for (std::size_t begin = 0, end = 0; begin < waypoints_.size(); begin = end) {
      const auto stage = waypoints_.begin() + static_cast<std::ptrdiff_t>(begin);
      std::sort(stage, waypoints_.end(),
                [](const Waypoint& a, const Waypoint& b) { return std::tie(a.member, b.latest) < std::tie(b.member, a.latest); });
      waypoints_.erase(std::unique(stage, waypoints_.end(), [](const Waypoint& a, const Waypoint& b) { return a.member == b.member; }),
                       waypoints_.end());
      stages_.push_back(begin);
      end = waypoints_.size();
      for (std::size_t i = begin; i < end; ++i) latest_.set(waypoints_[i].member, waypoints_[i].latest);
      if (latest_[source_] >= 0) return;
      for (std::size_t i = begin; i < end; ++i) {
        const Waypoint v = waypoints_[i];
        for (const Tie uv : graph_.ties_to(v.member)) {
          ++to_.touched;
          const MemberId u = uv.member;
          const double c{uv.cost}, reached = from_.cost[u];
          if (!(reached + c <= v.latest) || u == target_) continue;   // the cheap test first
          const double g = passing(u);
          if (!(reached + g + c <= v.latest)) continue;
          const double latest = largest_before(g, largest_before(c, v.latest));
          if (latest > latest_[u]) waypoints_.push_back({u, latest});
        }
      }
    }
  }

  /// From the source along the waypoints, each time to the lowest id from which the optimum can still be met.
  std::optional<CostedPath> walk() {
    CostedPath path{0, {source_}};
    for (std::size_t r = stages_.size() - 1; r-- > 0;) {
      const auto first = waypoints_.begin() + static_cast<std::ptrdiff_t>(stages_[r]),
                 last = waypoints_.begin() + static_cast<std::ptrdiff_t>(stages_[r + 1]);
      const double leaving = path.cost + passing(path.members.back());
      for (const Tie ux : graph_.ties_from(path.members.back())) {
        ++from_.touched;
        const double arriving = leaving + double{ux.cost};
        if (!(arriving <= latest_[ux.member])) continue;
        const auto next = std::lower_bound(first, last, ux.member, [](const Waypoint& a, MemberId x) { return a.member < x; });
        if (next == last || next->member != ux.member || !(arriving <= next->latest)) continue;
        path.cost = arriving;
        path.members.push_back(ux.member);
        break;
      }
    }
    path.cost += target_cost_;
    return path;
  }

  const G& graph_;
  const MemberId source_, target_;
  const InteriorCost& interior_;
  const double target_cost_;
  CheapestSide& from_;
  CheapestSide& to_;
  MemberMap<double>& latest_;
  std::vector<Waypoint>& waypoints_;
  std::vector<std::size_t>& stages_;
  const double rounding_;   // two sums of the ≤ 2n costs of a simple path differ relatively by less: 8n roundings of 2⁻⁵³
  double cheapest_ = infinity, limit_ = largest;
};

}  // namespace detail

/// The cheapest path from `source` to `target` with any number of ties, the direct one included; among paths of equal cost the one with
/// the fewest hops, then the lowest ids. To oneself: a path of one member that costs `target_cost`. Nothing if there is no path of finite
/// cost. `interior(v)` ≥ 0 is the cost of passing through v, +infinity where v may only be an end. `*ties_touched`, if given, is set.
/// Each thread needs a scratch of its own.
template <TieGraph G, class InteriorCost>
std::optional<CostedPath> cheapest_path(const G& graph, MemberId source, MemberId target, const InteriorCost& interior, double target_cost,
                                        CheapestScratch& scratch, std::uint64_t* ties_touched = nullptr) {
  if (ties_touched) *ties_touched = 0;
  if (!graph.contains(source) || !graph.contains(target) || !(target_cost < infinity)) return std::nullopt;
  if (source == target) return CostedPath{target_cost, {source}};
  const detail::ClearAtExit clear(scratch);
  detail::CheapestSearch search(graph, source, target, interior, target_cost, scratch);
  std::optional<CostedPath> path = search.run();
  if (ties_touched) *ties_touched = search.ties_touched();
  return path;
}

}  // namespace v0
}  // namespace hobnob
