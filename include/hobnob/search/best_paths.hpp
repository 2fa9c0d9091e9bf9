// Which chains of ties from here to there cost least? The k best simple paths under a hop bound, and the one cheapest path without a bound.
//
//   hobnob::PathScratch scratch;                                                  // kept for the next search, on any graph
//   const hobnob::Endpoint ana{hobnob::MemberId{0}}, kim{hobnob::MemberId{7}};
//   const auto found = hobnob::best_paths(graph, {&ana, 1}, {&kim, 1}, [](hobnob::MemberId) { return 0.4; }, {.k = 3}, scratch);
//   for (const hobnob::CostedPath& path : found.paths) …                          // cheapest first
//
// Exact, in a total order without epsilon: cost, then hops, then the ids as a sequence.
// best_paths: about vol(N(target)) ties up to 3 hops, times the mean degree of a neighbour for each hop beyond, less what bounds cut off.
// Depth-first search under a bound, as in Y. Peng, Y. Zhang, X. Lin, W. Zhang, L. Qin, J. Zhou, Hop-constrained s-t simple path
// enumeration, 2019, doi:10.14778/3372716.3372720, with costs in place of distances: the bounds are walk minima, found backward from the
// far end (R. Bellman, On a routing problem, 1958, doi:10.1090/qam/102435).
// cheapest_path: O(m log n) at worst, a small part of the graph as a rule.
// E. Dijkstra, A note on two problems in connexion with graphs, 1959, doi:10.1007/BF01386390, from both ends at once.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <ranges>
#include <span>
#include <tuple>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"
#include "hobnob/search/scratch.hpp"

namespace hobnob {
inline namespace v0 {

/// Where a path may begin or end, and what that costs.
struct Endpoint {
  MemberId member{};
  double cost = 0;   ///< ≥ 0; +infinity: no path begins or ends here.
};

/// A simple path s, v₁, …, t. Its cost is a_s + c₁ + g(v₁) + c₂ + g(v₂) + … + c_k + b_t, added from left to right in double.
struct CostedPath {
  double cost = 0;
  std::vector<MemberId> members;
  friend bool operator==(const CostedPath&, const CostedPath&) = default;
};

struct BestPathsOptions {
  int k = 5;                     ///< How many paths; fewer if there are fewer.
  int min_hops = 1;              ///< 2 leaves out the direct tie.
  int max_hops = 3;              ///< Ties on a path, 1…8.
  double max_cost = infinity;    ///< Leave out paths that cost more.
  bool one_per_first = false;    ///< Only the best path through each first interior member v₁, the k best of those. Needs min_hops ≥ 2.
};

struct BestPaths {
  std::vector<CostedPath> paths;
  std::uint64_t ties_touched = 0;   ///< Ties walked by the search. Weighing its two ends against each other beforehand is not counted.
};

namespace detail {

inline constexpr std::size_t longest_path = 8;
inline constexpr double largest = std::numeric_limits<double>::max();

/// Two sums of the same ≤ 4·longest_path costs, in any two orders, differ relatively by less than this: 128 roundings of 2⁻⁵³.
inline constexpr double rounding = 0x1p-46;

/// The largest float that is not above x, for x ≥ 0.
inline float round_down(double x) noexcept {
  const auto nearest = static_cast<float>(std::min(x, double{std::numeric_limits<float>::max()}));
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(nearest) - (double{nearest} > x ? 1U : 0U));
}

struct FoundPath {
  double cost = 0;
  std::size_t hops = 0;
  std::array<MemberId, longest_path + 1> members{};
  [[nodiscard]] std::span<const MemberId> sequence() const noexcept { return {members.data(), hops + 1}; }
  friend bool operator<(const FoundPath& a, const FoundPath& b) noexcept {
    if (a.cost != b.cost) return a.cost < b.cost;
    if (a.hops != b.hops) return a.hops < b.hops;
    return std::ranges::lexicographical_compare(a.sequence(), b.sequence());
  }
};

/// A member on the path of a depth-first search, or waiting to be.
struct PathStep {
  double bound = 0;      // no completion costs less, up to rounding
  double cost = 0;       // of the path so far, this member's interior cost included
  double interior = 0;   // g of this member
  float tie = 0;         // cost of the tie that led here
  MemberId member{};
  std::uint32_t start = 0;   // where the path began: an index into its endpoints
  friend bool operator<(const PathStep& a, const PathStep& b) noexcept {
    return std::tie(a.bound, a.member, a.start) < std::tie(b.bound, b.member, b.start);
  }
};

/// The last tie of a path, and the next such tie of the same member (+ 1; 0: none).
struct LastTie {
  std::uint32_t end;
  float cost;
  std::uint32_t next;
};

enum : std::uint8_t { is_source = 1, is_target = 2 };

template <bool reversed, TieGraph G, class InteriorCost>
class PathSearch;
template <TieGraph G, class InteriorCost>
class CheapestSearch;

}  // namespace detail

/// Memory of `best_paths`. About 9 + 4·(max_hops / 2) bytes per member of the largest graph searched; clean between searches.
class PathScratch {
 public:
  void clear() noexcept {
    sources.clear(), targets.clear(), roles.clear(), last_tie_of.clear(), last_ties.clear(), steps.clear(), best.clear(), near.clear(), far.clear();
    for (auto& layer : layers) layer.clear();
  }

 private:
  template <bool reversed, TieGraph G, class InteriorCost>
  friend class detail::PathSearch;
  template <TieGraph G, class InteriorCost>
  friend BestPaths best_paths(const G&, std::span<const Endpoint>, std::span<const Endpoint>, const InteriorCost&, const BestPathsOptions&, PathScratch&);

  std::vector<Endpoint> sources, targets;           // ascending, once each
  std::vector<MemberId> near, far;                  // neighbours of the sources and of the targets
  detail::MemberMap<std::uint8_t> roles{0};         // is_source, is_target
  detail::MemberMap<std::uint32_t> last_tie_of{0};  // into last_ties, + 1
  std::vector<detail::LastTie> last_ties;
  std::vector<detail::MemberMap<float>> layers;
  std::vector<detail::PathStep> steps;
  std::vector<detail::FoundPath> best;              // a heap, the worst in front
};

namespace detail {

/// The number of ties of a list: at once where the list knows it, else by walking it.
template <TieRange Ties>
std::uint64_t size_of(Ties&& ties) {
  if constexpr (std::ranges::sized_range<Ties>) {
    return static_cast<std::uint64_t>(std::ranges::size(ties));
  } else {
    std::uint64_t size = 0;
    for (auto at = std::ranges::begin(ties); at != std::ranges::end(ties); ++at) ++size;
    return size;
  }
}

/// Is vol(N(sources)), the ties of the sources' neighbours, at most vol(N(targets))?
/// Adds list by list, always on the side that is behind, and stops where one side is through: O(the smaller one, and one list).
/// Decided by what the lists yield and nothing else, so a view and its projection are searched alike.
template <TieGraph G>
bool sources_weigh_less(const G& graph, std::span<const Endpoint> sources, std::span<const Endpoint> targets, std::vector<MemberId>& near,
                        std::vector<MemberId>& far) {
  for (const Endpoint& s : sources)
    for (const Tie su : graph.ties_from(s.member)) near.push_back(su.member);
  for (const Endpoint& t : targets)
    for (const Tie vt : graph.ties_to(t.member)) far.push_back(vt.member);
  std::uint64_t near_volume = 0, far_volume = 0;
  for (std::size_t i = 0, j = 0;;) {
    if (near_volume <= far_volume) {
      if (i == near.size()) return true;
      near_volume += size_of(graph.ties_from(near[i++]));
    } else {
      if (j == far.size()) return false;
      far_volume += size_of(graph.ties_to(far[j++]));
    }
  }
}

/// One run. Forward it starts at the sources and its bounds come from the targets; reversed, the other way round, with every tie turned.
/// `starts` and `ends` are the endpoints in the run's own direction.
template <bool reversed, TieGraph G, class InteriorCost>
class PathSearch {
 public:
  PathSearch(const G& graph, const InteriorCost& interior, const BestPathsOptions& options, PathScratch& scratch)
      : graph_(graph), interior_(interior), options_(options), hops_(static_cast<std::size_t>(options.max_hops)), depth_(std::max(hops_ / 2, std::size_t{1})),
        starts_(reversed ? scratch.targets : scratch.sources), ends_(reversed ? scratch.sources : scratch.targets), roles_(scratch.roles),
        last_tie_of_(scratch.last_tie_of), last_ties_(scratch.last_ties), layers_(scratch.layers), steps_(scratch.steps), best_(scratch.best) {
    while (layers_.size() < depth_) layers_.emplace_back(std::numeric_limits<float>::infinity());
    for (std::size_t j = 1; j <= depth_; ++j) layer(j).cover(graph.id_bound());
    least_tie_.fill(0.0), least_interior_.fill(0.0);
    aim_at(nullptr);
  }

  std::uint64_t run() {
    find_bounds();
    for (std::uint32_t start = 0; start < starts_.size(); ++start) {
      begin_at(start);
      offer_ends(0);
      if (hops_ > 1) expand(0);
    }
    if (options_.one_per_first) gather_by_first();
    descend();
    return touched_;
  }

 private:
  // Ties as the run walks them.
  decltype(auto) ties_onward(MemberId u) const {
    if constexpr (reversed) return graph_.ties_to(u);
    else return graph_.ties_from(u);
  }
  decltype(auto) ties_back(MemberId u) const {
    if constexpr (reversed) return graph_.ties_from(u);
    else return graph_.ties_to(u);
  }
  MemberMap<float>& layer(std::size_t j) const { return layers_[j - 1]; }

  /// Layer j, called h[j]: for each interior member the cost of the cheapest walk of at most j ties to an end, rounded down. A cheapest walk
  /// needs no member twice, as costs are ≥ 0. Only the deepest layer's minimum speaks for walks that are longer still.
  void find_bounds() {
    constexpr auto is_end = reversed ? is_source : is_target;
    const auto lower = [this](std::size_t j, MemberId v, double cost) {
      const float bound = round_down(cost);
      if (bound >= layer(j)[v] || roles_[v] != 0) return;
      layer(j).set(v, bound);
      if (j == depth_) beyond_ = std::min(beyond_, bound);
    };
    std::fill_n(least_tie_.begin() + 1, depth_, infinity);
    std::fill_n(least_interior_.begin() + 1, depth_ - 1, infinity);
    for (std::uint32_t end = 0; end < ends_.size(); ++end) {
      least_end_ = std::min(least_end_, ends_[end].cost);
      for (const Tie vt : ties_back(ends_[end].member)) {
        ++touched_;
        const MemberId v = vt.member;
        const double cost = double{vt.cost} + ends_[end].cost;
        if (!(cost <= limit_) || roles_[v] == is_end) continue;
        last_ties_.push_back({end, vt.cost, last_tie_of_[v]});
        last_tie_of_.set(v, static_cast<std::uint32_t>(last_ties_.size()));
        least_tie_[1] = std::min(least_tie_[1], double{vt.cost});
        lower(1, v, cost);
      }
    }
    for (std::size_t j = 2; j <= depth_; ++j) {
      const std::span<const MemberId> reached = layer(j - 1).members();
      for (const MemberId v : reached) lower(j, v, double{layer(j - 1)[v]});
      for (std::size_t i = 0; i < reached.size(); ++i) {
        if (i + 1 < reached.size()) prefetch(graph_, reached[i + 1]);
        const MemberId v = reached[i];
        const double g = interior_(v), onward = g + double{layer(j - 1)[v]};
        if (!(onward <= limit_)) continue;
        least_interior_[j - 1] = std::min(least_interior_[j - 1], g);
        for (const Tie xv : ties_back(v)) {
          ++touched_;
          const double cost = double{xv.cost} + onward;
          if (!(cost <= limit_)) continue;
          least_tie_[j] = std::min(least_tie_[j], double{xv.cost});
          lower(j, xv.member, cost);
        }
      }
    }
  }

  /// No walk of at most r ties from v to an end costs less.
  [[nodiscard]] float bound(std::size_t r, MemberId v) const noexcept { return r <= depth_ ? layer(r)[v] : std::min(layer(depth_)[v], beyond_); }

  /// Depth first, the most promising member first. Each depth has its members waiting in `steps_`, one depth after the other.
  void descend() {
    std::array<std::size_t, longest_path + 1> next{}, end{};
    std::size_t depth = 1;
    next[1] = 0, end[1] = steps_.size();
    std::sort(steps_.begin(), steps_.end());
    while (depth > 0) {
      const bool more = next[depth] < end[depth];
      if (depth == 1 && current_ && !(more && steps_[next[1]].member == path_[1].member)) keep_current();
      if (!more || !(steps_[next[depth]].bound <= limit_)) {   // then the rest, which is no better, is of no use either
        steps_.resize(end[--depth]);
        continue;
      }
      path_[depth] = steps_[next[depth]++];
      if (depth == 1) begin_at(path_[1].start);
      if (next[depth] < end[depth]) prefetch(graph_, steps_[next[depth]].member);
      if (comes_too_late(depth)) continue;
      offer_ends(depth);
      if (depth + 1 == hops_) continue;
      expand(depth);
      const std::size_t first = end[depth];
      ++depth;
      next[depth] = first, end[depth] = steps_.size();
      std::sort(steps_.begin() + static_cast<std::ptrdiff_t>(first), steps_.end());
    }
  }

  void begin_at(std::uint32_t start) noexcept { path_[0] = {.cost = starts_[start].cost, .member = starts_[start].member, .start = start}; }

  /// Puts on `steps_` who may come next on the path. Where only the last tie would be missing then, offers the paths at once.
  void expand(std::size_t depth) {
    const std::size_t left = hops_ - depth - 1;
    const bool last = left == 1 && depth > 0;   // v₁ always waits its turn: `one_per_first` goes by it
    const MemberMap<float>& layer_left = layer(std::min(left, depth_));
    const float beyond = left > depth_ ? beyond_ : std::numeric_limits<float>::infinity();
    const PathStep from = path_[depth];
    for (const Tie ux : ties_onward(from.member)) {
      ++touched_;
      const MemberId x = ux.member;
      const double reached = from.cost + double{ux.cost};
      const double onward{std::min(layer_left[x], beyond)};
      if (!(reached + onward <= limit_) || roles_[x] != 0 || is_on_path(x, depth)) continue;   // first what is cheap to know
      const double g = interior_(x), cost = reached + g;
      if (!(cost + onward <= limit_)) continue;
      const PathStep step{.bound = cost + onward, .cost = cost, .interior = g, .tie = ux.cost, .member = x, .start = from.start};
      if (last) {
        path_[depth + 1] = step;
        offer_ends(depth + 1);
      } else {
        steps_.push_back(step);
      }
    }
  }
  [[nodiscard]] bool is_on_path(MemberId x, std::size_t depth) const noexcept {
    for (std::size_t d = 1; d <= depth; ++d)
      if (path_[d].member == x) return true;
    return false;
  }

  /// Offers the paths that end with one more tie.
  void offer_ends(std::size_t depth) {
    if (depth + 1 < static_cast<std::size_t>(std::max(options_.min_hops, 0))) return;
    for (std::uint32_t at = last_tie_of_[path_[depth].member]; at != 0; at = last_ties_[at - 1].next) {
      const LastTie& last = last_ties_[at - 1];
      const Endpoint& end = ends_[last.end];
      double cost = path_[depth].cost + double{last.cost} + end.cost;
      if (!(cost <= limit_) || end.member == path_[0].member) continue;
      if constexpr (reversed) cost = cost_in_order(depth, end.cost + double{last.cost});
      if (!(cost <= ceiling_)) continue;
      FoundPath path{.cost = cost, .hops = depth + 1};
      for (std::size_t d = 0; d <= depth; ++d) path.members[reversed ? depth + 1 - d : d] = path_[d].member;
      path.members[reversed ? 0 : depth + 1] = end.member;
      offer(path);
    }
  }

  /// Of a reversed run: the cost up to an interior member `depth` steps from the start, continued in the order that counts.
  [[nodiscard]] double cost_in_order(std::size_t depth, double cost) const noexcept {
    for (std::size_t d = depth; d > 0; --d) cost = cost + path_[d].interior + double{path_[d].tie};
    return cost + path_[0].cost;
  }

  void offer(const FoundPath& path) {
    if (to_beat_ && !(path < *to_beat_)) return;
    if (options_.one_per_first) {
      current_ = path;
      aim_at(&*current_);
    } else {
      keep(path);
    }
  }
  void keep_current() {
    keep(*current_);
    current_.reset();
  }
  /// Among the k best; `path` is better than the worst of them if they are k already.
  void keep(const FoundPath& path) {
    const auto k = static_cast<std::size_t>(options_.k);
    if (best_.size() == k) std::pop_heap(best_.begin(), best_.end()), best_.back() = path;
    else best_.push_back(path);
    std::push_heap(best_.begin(), best_.end());
    aim_at(best_.size() == k ? &best_.front() : nullptr);
  }
  /// From now on only paths before this one are of use; none: any within max_cost.
  void aim_at(const FoundPath* path) noexcept {
    to_beat_ = path;
    ceiling_ = path ? path->cost : std::min(options_.max_cost, largest);
    limit_ = std::min(ceiling_ * (1 + rounding), largest);
    nearly_ = ceiling_ * (1 - 0x1p-20);   // the bounds are floats
  }

  /// Bounds are blind to the order of equal costs; alone they would walk all of a graph whose probabilities are equal.
  /// Is it certain that every completion comes after the path to beat, because it costs more, or as much but with more hops, or as much
  /// with as many hops and later ids? Of a reversed run the ids seen so far are the path's last, and say nothing.
  [[nodiscard]] bool comes_too_late(std::size_t depth) const noexcept {
    if (!to_beat_ || path_[depth].bound < nearly_) return false;
    for (std::size_t ties = 1; ties <= hops_ - depth; ++ties) {
      if (!(path_[depth].cost + double{bound(ties, path_[depth].member)} <= limit_)) continue;
      const double least = least_cost(depth, ties);
      const std::size_t hops = depth + ties;
      if (least < ceiling_) return false;
      if (least > ceiling_ || hops > to_beat_->hops) continue;
      if (hops < to_beat_->hops || reversed || !is_after_path_to_beat(depth)) return false;
    }
    return true;
  }
  /// No path with `ties` more ties costs less, to the last bit: in the order that counts, with each unknown cost at its least,
  /// since rounding never turns a larger summand into a smaller sum.
  [[nodiscard]] double least_cost(std::size_t depth, std::size_t ties) const noexcept {
    double cost = reversed ? least_end_ : path_[depth].cost;
    if constexpr (reversed) {
      for (std::size_t j = 1; j < ties; ++j) cost = cost + least_tie_[j] + least_interior_[j];
      return cost_in_order(depth, cost + least_tie_[ties]);
    } else {
      for (std::size_t j = ties; j > 1; --j) cost = cost + least_tie_[j] + least_interior_[j - 1];
      return cost + least_tie_[1] + least_end_;
    }
  }
  [[nodiscard]] bool is_after_path_to_beat(std::size_t depth) const noexcept {
    for (std::size_t d = 0; d <= depth; ++d)
      if (path_[d].member != to_beat_->members[d]) return to_beat_->members[d] < path_[d].member;
    return false;
  }

  /// With several starts, the same v₁ waits once for each. Gives all of them the least bound among them, so that they stand together.
  void gather_by_first() {
    std::sort(steps_.begin(), steps_.end(), [](const PathStep& a, const PathStep& b) {
      return std::tie(a.member, a.bound) < std::tie(b.member, b.bound);
    });
    for (std::size_t i = 1; i < steps_.size(); ++i)
      if (steps_[i].member == steps_[i - 1].member) steps_[i].bound = steps_[i - 1].bound;
  }

  const G& graph_;
  const InteriorCost& interior_;
  const BestPathsOptions& options_;
  const std::size_t hops_;    // called H
  const std::size_t depth_;   // of the bounds: H / 2 layers, so that neither they nor the search walk the graph alone
  const std::vector<Endpoint>& starts_;
  const std::vector<Endpoint>& ends_;
  const MemberMap<std::uint8_t>& roles_;
  MemberMap<std::uint32_t>& last_tie_of_;
  std::vector<LastTie>& last_ties_;
  std::vector<MemberMap<float>>& layers_;
  std::vector<PathStep>& steps_;
  std::vector<FoundPath>& best_;

  std::array<PathStep, longest_path + 1> path_{};
  std::optional<FoundPath> current_;          // one_per_first: the best path through the v₁ being searched
  const FoundPath* to_beat_ = nullptr;        // the worst of the k, or `current_`
  double ceiling_ = 0, limit_ = 0, nearly_ = 0;   // its cost, called τ; τ and what rounding may add; what is too near τ for bounds to tell
  float beyond_ = std::numeric_limits<float>::infinity();    // the deepest layer's minimum
  double least_end_ = infinity;
  std::array<double, longest_path + 1> least_tie_{}, least_interior_{};   // by layer; 0 beyond the layers, where nothing is known
  std::uint64_t touched_ = 0;
};

}  // namespace detail

/// The k best simple paths from any source to any target with min_hops…max_hops ties. `interior(v)` ≥ 0 is the cost of passing through v,
/// +infinity where v may only be an end. Sources and targets are never interior; one that is both begins paths and ends others.
/// Endpoints that do not exist are left out; of one named twice the cheaper counts. Ties and members of infinite cost are on no path.
/// The caller guarantees k ≥ 1 and 1 ≤ max_hops ≤ 8. Each thread needs a scratch of its own.
template <TieGraph G, class InteriorCost>
BestPaths best_paths(const G& graph, std::span<const Endpoint> sources, std::span<const Endpoint> targets, const InteriorCost& interior,
                     const BestPathsOptions& options, PathScratch& scratch) {
  assert(options.k >= 1 && options.max_hops >= 1 && options.max_hops <= int{detail::longest_path});
  assert(!options.one_per_first || options.min_hops >= 2);
  const detail::ClearAtExit clear(scratch);
  scratch.roles.cover(graph.id_bound());
  scratch.last_tie_of.cover(graph.id_bound());
  const auto note = [&](std::span<const Endpoint> endpoints, std::vector<Endpoint>& noted, std::uint8_t role) {
    for (const Endpoint& endpoint : endpoints) {
      if (!graph.contains(endpoint.member)) continue;
      noted.push_back(endpoint);
      scratch.roles.set(endpoint.member, static_cast<std::uint8_t>(scratch.roles[endpoint.member] | role));
    }
    std::sort(noted.begin(), noted.end(), [](const Endpoint& a, const Endpoint& b) { return std::tie(a.member, a.cost) < std::tie(b.member, b.cost); });
    noted.erase(std::unique(noted.begin(), noted.end(), [](const Endpoint& a, const Endpoint& b) { return a.member == b.member; }), noted.end());
    std::erase_if(noted, [](const Endpoint& endpoint) { return endpoint.cost == infinity; });
  };
  note(sources, scratch.sources, detail::is_source);
  note(targets, scratch.targets, detail::is_target);

  // The bounds walk one end's surroundings whole, the search the other's only where the bounds allow. So from 4 hops on the bounds get the
  // smaller end; at 3 hops, where the bounds are one layer deep, the search does. The search for the first v₁ must begin at the sources.
  bool reversed = false;
  if (options.max_hops >= 3 && !options.one_per_first)
    reversed = detail::sources_weigh_less(graph, scratch.sources, scratch.targets, scratch.near, scratch.far) == (options.max_hops >= 4);

  BestPaths found;
  found.ties_touched = reversed ? detail::PathSearch<true, G, InteriorCost>(graph, interior, options, scratch).run()
                                : detail::PathSearch<false, G, InteriorCost>(graph, interior, options, scratch).run();
  std::sort_heap(scratch.best.begin(), scratch.best.end());
  for (const detail::FoundPath& path : scratch.best) found.paths.push_back({path.cost, {path.sequence().begin(), path.sequence().end()}});
  return found;
}

namespace detail {

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
      : graph_(graph), source_(source), target_(target), interior_(interior), target_cost_(target_cost),
        from_(scratch.from_source), to_(scratch.to_target), latest_(scratch.latest), waypoints_(scratch.waypoints), stages_(scratch.stages),
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
      std::sort(stage, waypoints_.end(), [](const Waypoint& a, const Waypoint& b) { return std::tie(a.member, b.latest) < std::tie(b.member, a.latest); });
      waypoints_.erase(std::unique(stage, waypoints_.end(), [](const Waypoint& a, const Waypoint& b) { return a.member == b.member; }), waypoints_.end());
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
      const auto first = waypoints_.begin() + static_cast<std::ptrdiff_t>(stages_[r]), last = waypoints_.begin() + static_cast<std::ptrdiff_t>(stages_[r + 1]);
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
/// cost. `interior` and scratch as for `best_paths`; the ties touched are added to `*ties_touched`, if given.
template <TieGraph G, class InteriorCost>
std::optional<CostedPath> cheapest_path(const G& graph, MemberId source, MemberId target, const InteriorCost& interior, double target_cost,
                                        CheapestScratch& scratch, std::uint64_t* ties_touched = nullptr) {
  if (!graph.contains(source) || !graph.contains(target) || !(target_cost < infinity)) return std::nullopt;
  if (source == target) return CostedPath{target_cost, {source}};
  const detail::ClearAtExit clear(scratch);
  detail::CheapestSearch search(graph, source, target, interior, target_cost, scratch);
  std::optional<CostedPath> path = search.run();
  if (ties_touched) *ties_touched += search.ties_touched();
  return path;
}

}  // namespace v0
}  // namespace hobnob
