// Which chains of ties from here to there cost least? The k best simple paths under a hop bound, from a set of members to a set.
//
//   hobnob::PathScratch scratch;   // kept for the next search, on any graph
//   const hobnob::Endpoint ana{hobnob::MemberId{0}}, kim{hobnob::MemberId{7}};
//   const auto found = hobnob::best_paths(graph, {&ana, 1}, {&kim, 1}, [](hobnob::MemberId) { return 0.4; }, {.k = 3}, scratch);
//   for (const hobnob::CostedPath& path : found.paths) …   // cheapest first
//
// Exact, in a total order without epsilon: cost, then hops, then the ids as a sequence.
// About vol(N(target)) ties up to 3 hops, the ties of the target's neighbours; from there on times r · the mean degree of a neighbour for
// each hop, where r < 1 is what the bounds leave. O(k) memory beside the scratch. One path for each target: one such search for each.
// Depth-first search under a bound, as in Y. Peng, Y. Zhang, X. Lin, W. Zhang, L. Qin, J. Zhou, Hop-constrained s-t simple path
// enumeration, 2019, doi:10.14778/3372716.3372720, with costs in place of distances. The bounds are walk minima from the far end:
// R. Bellman, On a routing problem, 1958, doi:10.1090/qam/102435. One path without a hop bound: `cheapest_path`, included here.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
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
#include "hobnob/search/cheapest_path.hpp"
#include "hobnob/search/scratch.hpp"

namespace hobnob {
inline namespace v0 {

/// Where a path may begin or end, and what that costs.
struct Endpoint {
  MemberId member{};
  double cost = 0;   ///< ≥ 0; +infinity: no path begins or ends here.
};

struct BestPathsOptions {
  int k = 5;                     ///< How many paths; fewer if there are fewer, none for less than 1.
  int min_hops = 1;              ///< 2 leaves out the direct tie.
  int max_hops = 3;              ///< Ties on a path, 1…8; more count as 8.
  double max_cost = infinity;    ///< Leave out paths that cost more.
  bool one_per_first = false;    ///< Only the best path through each first interior member v₁, the k best of those, of 2 ties or more.
  bool one_per_target = false;   ///< Only the best path to each target, the k best of those. The former goes before it.
  std::uint64_t max_ties = 0;    ///< Walk no more ties than this; 0: as many as it takes.
};

struct BestPaths {
  std::vector<CostedPath> paths;
  std::uint64_t ties_touched = 0;   ///< Ties walked by the search. Weighing its two ends against each other beforehand is not counted.
  bool complete = true;             ///< Did max_ties suffice? Then these are the best there are.
  double unseen_cost = infinity;    ///< If not: no path that is missing here costs less.
};

class PathScratch;

namespace detail {

inline constexpr std::size_t longest_path = 8;

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
template <TieGraph G>
bool sources_weigh_less(const G& graph, PathScratch& scratch);
template <TieGraph G, class InteriorCost>
double search_paths(const G& graph, const InteriorCost& interior, const BestPathsOptions& options, PathScratch& scratch, std::uint64_t& touched);
template <TieGraph G, class InteriorCost>
double search_each_target(const G& graph, const InteriorCost& interior, const BestPathsOptions& options, PathScratch& scratch,
                          std::uint64_t& touched);

}  // namespace detail

/// Memory of `best_paths`: 5 bytes per member of the largest graph searched and 4 for each two hops; clean between searches.
class PathScratch {
 public:
  void clear() noexcept {
    sources.clear(), targets.clear(), roles.clear(), around_sources.clear(), around_targets.clear(), each_target.clear(), kept.clear();
    forget_search();
  }

 private:
  void forget_search() noexcept {
    last_tie_of.clear(), last_ties.clear(), steps.clear(), best.clear();
    for (auto& layer : layers) layer.clear();
  }
  template <bool reversed, TieGraph G, class InteriorCost>
  friend class detail::PathSearch;
  template <TieGraph G>
  friend bool detail::sources_weigh_less(const G&, PathScratch&);
  template <TieGraph G, class InteriorCost>
  friend double detail::search_paths(const G&, const InteriorCost&, const BestPathsOptions&, PathScratch&, std::uint64_t&);
  template <TieGraph G, class InteriorCost>
  friend double detail::search_each_target(const G&, const InteriorCost&, const BestPathsOptions&, PathScratch&, std::uint64_t&);
  template <TieGraph G, class InteriorCost>
  friend BestPaths best_paths(const G&, std::span<const Endpoint>, std::span<const Endpoint>, const InteriorCost&, const BestPathsOptions&,
                              PathScratch&);

  std::vector<Endpoint> sources, targets;           // ascending, once each
  std::vector<MemberId> around_sources, around_targets;   // their neighbours
  detail::MemberMap<std::uint8_t> roles{0};         // is_source, is_target
  detail::MemberMap<std::uint32_t> last_tie_of{0};  // into last_ties, + 1
  std::vector<detail::LastTie> last_ties;
  std::vector<detail::MemberMap<float>> layers;
  std::vector<detail::PathStep> steps;
  std::vector<detail::FoundPath> best;              // a heap, the worst in front
  std::vector<Endpoint> each_target;                // one_per_target: all of them, and the best path to each, a heap like `best`
  std::vector<detail::FoundPath> kept;
};

namespace detail {

/// Is vol(N(sources)), the ties of the sources' neighbours, at most vol(N(targets))?
/// Adds list by list, always on the side that is behind, and stops where one side is through: O(the smaller one, and one list).
/// Decided by what the lists yield and nothing else, so a view and its projection are searched alike.
template <TieGraph G>
bool sources_weigh_less(const G& graph, PathScratch& scratch) {
  auto &out = scratch.around_sources, &in = scratch.around_targets;
  out.clear(), in.clear();
  for (const Endpoint& s : scratch.sources)
    for (const Tie su : graph.ties_from(s.member)) out.push_back(su.member);
  for (const Endpoint& t : scratch.targets)
    for (const Tie vt : graph.ties_to(t.member)) in.push_back(vt.member);
  const auto count = [&](MemberId u, const auto& ties) {
    if constexpr (requires { graph.degree(u); }) return static_cast<std::ptrdiff_t>(graph.degree(u));
    else return static_cast<std::ptrdiff_t>(std::ranges::distance(ties()));
  };
  std::ptrdiff_t volume_out = 0, volume_in = 0;
  for (std::size_t i = 0, j = 0;;) {
    if (volume_out <= volume_in) {
      if (i == out.size()) return true;
      const MemberId u = out[i++];
      volume_out += count(u, [&] { return graph.ties_from(u); });
    } else {
      if (j == in.size()) return false;
      const MemberId v = in[j++];
      volume_in += count(v, [&] { return graph.ties_to(v); });
    }
  }
}

/// One run. Forward it starts at the sources and its bounds come from the targets; reversed, the other way round, with every tie turned.
/// `starts` and `ends` are the endpoints in the run's own direction.
template <bool reversed, TieGraph G, class InteriorCost>
class PathSearch {
 public:
  PathSearch(const G& graph, const InteriorCost& interior, const BestPathsOptions& options, PathScratch& scratch)
      : graph_(graph),
        interior_(interior),
        options_(options),
        budget_(options.max_ties == 0 ? std::numeric_limits<std::uint64_t>::max() : options.max_ties),
        hops_(static_cast<std::size_t>(options.max_hops)),
        depth_(std::max(hops_ / 2, std::size_t{1})),
        starts_(reversed ? scratch.targets : scratch.sources),
        ends_(reversed ? scratch.sources : scratch.targets),
        scratch_(scratch) {
    while (scratch_.layers.size() < depth_) scratch_.layers.emplace_back(std::numeric_limits<float>::infinity());
    for (std::size_t j = 1; j <= depth_; ++j) layer(j).cover(graph.id_bound());
    aim_at(nullptr);
  }

  std::uint64_t run() {
    for (const Endpoint& start : starts_) least_start_ = std::min(least_start_, start.cost);
    for (const Endpoint& end : ends_) least_end_ = std::min(least_end_, end.cost);
    if (!find_bounds()) return touched_;
    for (std::uint32_t start = 0; start < starts_.size(); ++start) {
      begin_at(start);
      offer_ends(0);
      if (hops_ > 1) expand(0);
    }
    if (options_.one_per_first) gather_by_first();
    descend();
    return touched_;
  }
  [[nodiscard]] bool gave_up() const noexcept { return gave_up_; }
  /// No path that was left out for want of ties to walk costs less and is still of use; +infinity if there is none.
  [[nodiscard]] double unseen_cost() const noexcept { return unseen_ <= limit_ ? unseen_ * (1 - rounding) : infinity; }

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
  MemberMap<float>& layer(std::size_t j) const { return scratch_.layers[j - 1]; }

  /// Layer j, called h[j]: for each interior member the cost of the cheapest walk of at most j ties to an end, rounded down. A cheapest walk
  /// needs no member twice, as costs are ≥ 0. Longer walks end with one of as many ties as there are layers: the cheapest such is `beyond_`.
  /// Half of a budget is for the search: a layer that would take more is done without. False if there is not enough for the first.
  bool find_bounds() {
    constexpr auto is_end = reversed ? is_source : is_target;
    const std::uint64_t budget = budget_, half = budget_ / 2;
    std::uint64_t touched = touched_;   // locals, which stay in registers
    double least = infinity, least_tie = infinity;
    for (std::uint32_t end = 0; end < ends_.size(); ++end) {
      for (const Tie vt : ties_back(ends_[end].member)) {
        if (touched == budget) {
          touched_ = touched;
          return leave(least_start_ + least_end_);
        }
        ++touched;
        const MemberId v = vt.member;
        const double cost = double{vt.cost} + ends_[end].cost;
        if (!(cost <= limit_) || scratch_.roles[v] == is_end) continue;
        scratch_.last_ties.push_back({end, vt.cost, scratch_.last_tie_of[v]});
        scratch_.last_tie_of.set(v, static_cast<std::uint32_t>(scratch_.last_ties.size()));
        if (scratch_.roles[v] != 0) continue;
        lower(layer(1), v, cost);
        least = std::min(least, cost);
        least_tie = std::min(least_tie, double{vt.cost});
      }
    }
    least_tie_[1] = least_tie;
    least_walk_ = beyond_ = rounded_down(least);
    for (std::size_t j = 2; j <= depth_; ++j) {
      const std::span<const MemberId> reached = layer(j - 1).members();
      for (const MemberId v : reached) lower(layer(j), v, double{layer(j - 1)[v]});
      double least_interior = infinity;
      least = infinity, least_tie = infinity;
      for (const MemberId v : reached) {
        const double g = interior_(v), onward = g + double{layer(j - 1)[v]};
        if (!(onward <= limit_)) continue;
        least_interior = std::min(least_interior, g);
        for (const Tie xv : ties_back(v)) {
          if (touched >= half) {
            touched_ = touched, depth_ = j - 1;
            return true;
          }
          ++touched;
          const double cost = double{xv.cost} + onward;
          least_tie = std::min(least_tie, double{xv.cost});
          if (!(cost < least || cost < double{layer(j)[xv.member]}) || scratch_.roles[xv.member] != 0) continue;
          lower(layer(j), xv.member, cost);
          least = std::min(least, cost);
        }
      }
      least_tie_[j] = least_tie, least_interior_[j - 1] = least_interior;
      beyond_ = rounded_down(least);
    }
    touched_ = touched;
    return true;
  }
  static float rounded_down(double cost) noexcept { return cost < infinity ? round_down(cost) : std::numeric_limits<float>::infinity(); }
  /// The budget is spent: what is left out costs at least so much.
  bool leave(double bound) noexcept {
    stopped_ = true;
    unseen_ = std::min(unseen_, bound);
    return false;
  }
  static void lower(MemberMap<float>& layer, MemberId v, double cost) {
    if (cost < double{layer[v]}) layer.set(v, round_down(cost));
  }

  /// No walk of at most r ties from v to an end costs less.
  [[nodiscard]] float bound(std::size_t r, MemberId v) const noexcept { return r <= depth_ ? layer(r)[v] : std::min(layer(depth_)[v], beyond_); }

  /// Depth first, the most promising member first. Each depth has its members waiting in `steps`, one depth after the other.
  void descend() {
    std::array<std::size_t, longest_path + 1> next{}, end{};
    std::size_t depth = 1;
    next[1] = 0, end[1] = scratch_.steps.size();
    std::sort(scratch_.steps.begin(), scratch_.steps.end());
    while (depth > 0) {
      const bool more = next[depth] < end[depth];
      if (depth == 1 && current_ && !(more && scratch_.steps[next[1]].member == path_[1].member)) keep_current();
      if (more && stopped_) leave(scratch_.steps[next[depth]].bound);   // nor does the rest cost less
      if (!more || stopped_ || !(scratch_.steps[next[depth]].bound <= limit_)) {   // then the rest, which is no better, is of no use either
        scratch_.steps.resize(end[--depth]);
        continue;
      }
      path_[depth] = scratch_.steps[next[depth]++];
      if (depth == 1) begin_at(path_[1].start);
      if (comes_too_late(depth)) continue;
      offer_ends(depth);
      if (depth + 1 == hops_) continue;
      expand(depth);
      const std::size_t first = end[depth];
      ++depth;
      next[depth] = first, end[depth] = scratch_.steps.size();
      std::sort(scratch_.steps.begin() + static_cast<std::ptrdiff_t>(first), scratch_.steps.end());
    }
    if (current_) keep_current();
  }

  void begin_at(std::uint32_t start) noexcept { path_[0] = {.cost = starts_[start].cost, .member = starts_[start].member, .start = start}; }

  /// Puts on `steps` who may come next on the path. Where only the last tie would be missing then, offers the paths at once.
  void expand(std::size_t depth) {
    if (options_.max_ties == 0) expand_within<false>(depth);
    else expand_within<true>(depth);
  }
  /// The innermost loop: without a budget it must not pay for one.
  template <bool has_budget>
  void expand_within(std::size_t depth) {
    const std::size_t left = hops_ - depth - 1;
    const bool last = left == 1 && depth > 0;   // v₁ always waits its turn: `one_per_first` goes by it
    const MemberMap<float>& layer_left = layer(std::min(left, depth_));
    const float beyond = left > depth_ ? beyond_ : std::numeric_limits<float>::infinity();
    const PathStep from = path_[depth];
    for (const Tie ux : ties_onward(from.member)) {
      if constexpr (has_budget) {
        if (touched_ == budget_) {
          leave(depth == 0 ? from.cost + double{least_walk_} : from.bound);
          return;
        }
      }
      ++touched_;
      const MemberId x = ux.member;
      const double reached = from.cost + double{ux.cost};
      const double onward{std::min(layer_left[x], beyond)};
      if (!(reached + onward <= limit_) || scratch_.roles[x] != 0 || is_on_path(x, depth)) continue;   // first what is cheap to know
      const double g = interior_(x), cost = reached + g;
      if (!(cost + onward <= limit_)) continue;
      const PathStep step{.bound = cost + onward, .cost = cost, .interior = g, .tie = ux.cost, .member = x, .start = from.start};
      if (last) {
        path_[depth + 1] = step;
        offer_ends(depth + 1);
      } else {
        scratch_.steps.push_back(step);
      }
    }
  }
  [[nodiscard]] bool is_on_path(MemberId x, std::size_t depth) const noexcept {
    for (std::size_t d = 1; d < depth; ++d)   // nobody has a tie to themselves
      if (path_[d].member == x) return true;
    return false;
  }

  /// Offers the paths that end with one more tie.
  void offer_ends(std::size_t depth) {
    if (static_cast<int>(depth) + 1 < options_.min_hops) return;
    for (std::uint32_t at = scratch_.last_tie_of[path_[depth].member]; at != 0; at = scratch_.last_ties[at - 1].next) {
      const LastTie& last = scratch_.last_ties[at - 1];
      const Endpoint& end = ends_[last.end];
      double cost = path_[depth].cost + double{last.cost} + end.cost;
      if (!(cost <= limit_) || end.member == path_[0].member) continue;
      if constexpr (reversed) {
        cost = cost_in_order(depth, end.cost + double{last.cost});
        if (to_beat_ && cost == ceiling_ && depth + 1 == to_beat_->hops && hops_ > 3 && options_.max_ties == 0 && forward_would_cost_less())
          return give_up();
      }
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

  /// For a reversed run that met a path which only its ids can tell from the path to beat. There may be any number of them, and a forward
  /// run can prune by ids: have more ties been touched by now than its bounds would touch?
  bool forward_would_cost_less() {
    for (; forward_volume_ <= touched_; ++weighed_) {
      if (weighed_ == scratch_.around_targets.size()) return true;
      forward_volume_ += static_cast<std::uint64_t>(std::ranges::distance(graph_.ties_to(scratch_.around_targets[weighed_])));
    }
    return false;
  }
  void give_up() noexcept {
    gave_up_ = true;
    limit_ = -1;   // nothing is within it
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
    if (scratch_.best.size() == k) {
      std::pop_heap(scratch_.best.begin(), scratch_.best.end());
      scratch_.best.pop_back();
    }
    scratch_.best.push_back(path);
    std::push_heap(scratch_.best.begin(), scratch_.best.end());
    aim_at(scratch_.best.size() == k ? &scratch_.best.front() : nullptr);
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
    return false;   // on the way to it
  }

  /// With several starts, the same v₁ waits once for each. Gives all of them the least bound among them, so that they stand together.
  void gather_by_first() {
    std::sort(scratch_.steps.begin(), scratch_.steps.end(),
              [](const PathStep& a, const PathStep& b) { return std::tie(a.member, a.bound) < std::tie(b.member, b.bound); });
    for (std::size_t i = 1; i < scratch_.steps.size(); ++i)
      if (scratch_.steps[i].member == scratch_.steps[i - 1].member) scratch_.steps[i].bound = scratch_.steps[i - 1].bound;
  }

  const G& graph_;
  const InteriorCost& interior_;
  const BestPathsOptions& options_;
  const std::uint64_t budget_;
  const std::size_t hops_;   // called H
  std::size_t depth_;        // of the bounds: H / 2 layers, so that neither they nor the search walk the graph alone
  const std::vector<Endpoint>& starts_;
  const std::vector<Endpoint>& ends_;
  PathScratch& scratch_;

  std::array<PathStep, longest_path + 1> path_{};
  std::optional<FoundPath> current_;          // one_per_first: the best path through the v₁ being searched
  const FoundPath* to_beat_ = nullptr;        // the worst of the k, or `current_`
  double ceiling_ = 0;                        // its cost, called τ, or max_cost
  double limit_ = 0;                          // τ and what rounding may add
  double nearly_ = 0;                         // from here on bounds cannot tell from τ
  float beyond_ = 0;                          // see `find_bounds`
  float least_walk_ = 0;                      // the cheapest from anybody to an end
  double least_start_ = infinity, least_end_ = infinity;
  std::array<double, longest_path + 1> least_tie_{}, least_interior_{};   // by layer; 0 beyond the layers, where nothing is known
  std::uint64_t touched_ = 0;
  std::size_t weighed_ = 0;            // of `around_targets`
  std::uint64_t forward_volume_ = 0;   // of those
  bool gave_up_ = false;
  bool stopped_ = false;         // the budget is spent
  double unseen_ = infinity;     // no path left out for that costs less
};

/// One search, into `scratch.best`. Returns the cost below which it left out nothing that is of use; +infinity if it is complete.
template <TieGraph G, class InteriorCost>
double search_paths(const G& graph, const InteriorCost& interior, const BestPathsOptions& options, PathScratch& scratch, std::uint64_t& touched) {
  // The bounds walk the surroundings of one end whole, the search those of the other where the bounds allow. So from 4 hops on the bounds
  // take the lighter end; at 3 hops, where they are one layer deep, the search does. The search for the first v₁ must begin at the sources.
  bool reversed = false;
  if (options.max_hops >= 3 && !options.one_per_first) reversed = sources_weigh_less(graph, scratch) == (options.max_hops >= 4);
  if (reversed) {
    PathSearch<true, G, InteriorCost> search(graph, interior, options, scratch);
    touched += search.run();
    if (!search.gave_up()) return search.unseen_cost();
    scratch.forget_search();
  }
  PathSearch<false, G, InteriorCost> search(graph, interior, options, scratch);
  touched += search.run();
  return search.unseen_cost();
}

/// The best path to each target by a search of its own, the k best of them into `scratch.best`; what a budget leaves is shared out evenly
/// among the targets that are still to come. Returns what `search_paths` does.
template <TieGraph G, class InteriorCost>
double search_each_target(const G& graph, const InteriorCost& interior, const BestPathsOptions& options, PathScratch& scratch,
                          std::uint64_t& touched) {
  const auto k = static_cast<std::size_t>(options.k);
  std::vector<FoundPath>& kept = scratch.kept;
  BestPathsOptions one = options;
  one.k = 1;
  double unseen = infinity, least_start = infinity;
  for (const Endpoint& source : scratch.sources) least_start = std::min(least_start, source.cost);
  std::swap(scratch.each_target, scratch.targets);
  for (std::size_t i = 0; i < scratch.each_target.size(); ++i) {
    const Endpoint& target = scratch.each_target[i];
    if (options.max_ties != 0) {
      if (touched >= options.max_ties) {
        unseen = std::min(unseen, (least_start + target.cost) * (1 - rounding));
        continue;
      }
      one.max_ties = std::max((options.max_ties - touched) / (scratch.each_target.size() - i), std::uint64_t{1});
    }
    if (kept.size() == k) one.max_cost = kept.front().cost;
    scratch.targets.assign(1, target);
    unseen = std::min(unseen, search_paths(graph, interior, one, scratch, touched));
    if (!scratch.best.empty() && (kept.size() < k || scratch.best.front() < kept.front())) {
      if (kept.size() == k) {
        std::pop_heap(kept.begin(), kept.end());
        kept.pop_back();
      }
      kept.push_back(scratch.best.front());
      std::push_heap(kept.begin(), kept.end());
    }
    scratch.forget_search();
  }
  std::swap(scratch.best, kept);
  const double last = scratch.best.size() == k ? scratch.best.front().cost : options.max_cost;
  return unseen <= last ? unseen : infinity;
}

}  // namespace detail

/// The k best simple paths from any source to any target with min_hops…max_hops ties. `interior(v)` ≥ 0 is the cost of passing through v,
/// +infinity where v may only be an end. Sources and targets are never interior; one that is both begins paths and ends others.
/// Endpoints that do not exist are left out; of one named twice the cheaper counts. Ties and members of infinite cost are on no path.
/// With a budget (max_ties) the answer may be incomplete: its paths are paths, and every path that should have come before one of them, or
/// after them where they are fewer than k, costs at least `unseen_cost`. Bounds come from the graph's own ties, so projections stop alike.
/// Each thread needs a scratch of its own.
template <TieGraph G, class InteriorCost>
BestPaths best_paths(const G& graph, std::span<const Endpoint> sources, std::span<const Endpoint> targets, const InteriorCost& interior,
                     const BestPathsOptions& wanted, PathScratch& scratch) {
  BestPathsOptions options = wanted;
  options.max_hops = std::min(options.max_hops, int{detail::longest_path});
  if (options.one_per_first) options.min_hops = std::max(options.min_hops, 2), options.one_per_target = false;
  if (options.k < 1 || options.max_hops < std::max(options.min_hops, 1)) return {};
  const detail::ClearAtExit clear(scratch);
  scratch.roles.cover(graph.id_bound());
  scratch.last_tie_of.cover(graph.id_bound());
  const auto note = [&](std::span<const Endpoint> endpoints, std::vector<Endpoint>& noted, std::uint8_t role) {
    for (const Endpoint& endpoint : endpoints) {
      if (!graph.contains(endpoint.member)) continue;
      noted.push_back(endpoint);
      scratch.roles.set(endpoint.member, static_cast<std::uint8_t>(scratch.roles[endpoint.member] | role));
    }
    std::sort(noted.begin(), noted.end(),
              [](const Endpoint& a, const Endpoint& b) { return std::tie(a.member, a.cost) < std::tie(b.member, b.cost); });
    noted.erase(std::unique(noted.begin(), noted.end(), [](const Endpoint& a, const Endpoint& b) { return a.member == b.member; }), noted.end());
    std::erase_if(noted, [](const Endpoint& endpoint) { return endpoint.cost == infinity; });
  };
  note(sources, scratch.sources, detail::is_source);
  note(targets, scratch.targets, detail::is_target);

  BestPaths found;
  found.unseen_cost = options.one_per_target ? detail::search_each_target(graph, interior, options, scratch, found.ties_touched)
                                             : detail::search_paths(graph, interior, options, scratch, found.ties_touched);
  found.complete = found.unseen_cost == infinity;
  std::sort_heap(scratch.best.begin(), scratch.best.end());
  for (const detail::FoundPath& path : scratch.best) found.paths.push_back({path.cost, {path.sequence().begin(), path.sequence().end()}});
  return found;
}

}  // namespace v0
}  // namespace hobnob
