// Where does a walk that keeps coming back to me spend its time? Personalised PageRank, by pushing along the ties, with a bound that holds; and of
// everybody at once, by power iteration.
//
//   hobnob::PageRankScratch scratch;                                    // kept for the next one, on any graph
//   hobnob::push_pagerank(weights, seed, {.tolerance = 1e-6}, scratch);
//   for (const hobnob::MemberId u : scratch.members()) scratch[u] …     // at most `tolerance · total(u)` below the truth, never above it
//   hobnob::iterate_pagerank(weights, restarts, {.tolerance = 1e-9}).values[u] …
//
// The walk begins at the seed and at each step either returns there, with chance `restart`, or follows one of the ties of where it is, with a
// chance in proportion to the tie's weight. A seed without ties is where it stays.
// `weights` is any type with `id_bound()`, `total(u)` (the sum of u's weights) and `walk(u, visit)`, which calls visit(v, w) for each of u's ties
// in ascending order. Weights are 0 or more and finite, and for pushes symmetric: what makes the bound hold.
// R. Andersen, F. Chung, K. Lang, Local graph partitioning using PageRank vectors, 2006, doi:10.1109/FOCS.2006.44; L. Page, S. Brin, R. Motwani,
// T. Winograd, The PageRank citation ranking, 1999.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/search/scratch.hpp"

namespace hobnob {
inline namespace v0 {

struct PageRankOptions {
  double restart = 0.15;     ///< Chance to return at each step, above 0 and below 1.
  double tolerance = 1e-6;   ///< Above 0. Pushes: how much may be left waiting at a member for each unit of their total. Iteration: see there.
};

/// Memory of `push_pagerank`, and its answer: 33 bytes a member of the largest graph.
class PageRankScratch {
 public:
  /// The estimate; 0 for whom the pushes did not reach.
  [[nodiscard]] double operator[](MemberId u) const noexcept { return estimate_[u]; }
  /// What still waits at u: the truth is the estimate and what would come of all that waits.
  [[nodiscard]] double waiting(MemberId u) const noexcept { return residual_[u]; }
  /// Whose estimate is above 0, in the order in which they were met.
  [[nodiscard]] std::span<const MemberId> members() const noexcept { return estimate_.members(); }
  void clear() noexcept { estimate_.clear(), residual_.clear(), total_.clear(), queued_.clear(), queue_.clear(); }

 private:
  template <class Weights>
  friend std::uint64_t push_pagerank(const Weights&, MemberId, const PageRankOptions&, PageRankScratch&);

  detail::MemberMap<double> estimate_{0.0}, residual_{0.0};
  detail::MemberMap<double> total_{-1.0};  // of those whose total was asked for
  detail::MemberMap<std::uint8_t> queued_{0};
  std::vector<MemberId> queue_;
};

/// Begins where `scratch` stands if it holds an answer for the same seed and weights with a greater tolerance, else clear it first.
/// First come, first pushed. Returns how many ties were walked: at most O(1 / (restart · tolerance)) where weights are 1.
template <class Weights>
std::uint64_t push_pagerank(const Weights& weights, MemberId seed, const PageRankOptions& options, PageRankScratch& scratch) {
  auto& [estimate, residual, totals, queued, queue] = scratch;
  for (auto* map : {&estimate, &residual, &totals}) map->cover(weights.id_bound());
  queued.cover(weights.id_bound());
  std::uint64_t walked = 0;
  const auto total = [&](MemberId u) {
    if (totals[u] < 0) totals.set(u, weights.total(u));
    return totals[u];
  };
  // A residual that was pushed stays a member of its map as a number that is as good as nothing and not 0, and that waits for nothing: where
  // totals are as small as that, two members would else push it to and fro for ever.
  constexpr double none = 1e-300, nothing = 1e-280;
  const auto wait = [&](MemberId u) {
    if (queued[u] == 1 || !(residual[u] > std::max(nothing, options.tolerance * total(u)))) return;
    queued.set(u, 1);
    queue.push_back(u);
  };
  queue.clear();
  if (estimate.members().empty() && residual.members().empty()) {
    if (!(total(seed) > 0)) {
      estimate.set(seed, 1.0);
      return walked;
    }
    residual.set(seed, 1.0);
    wait(seed);
  } else {
    const std::vector<MemberId> left(residual.members().begin(), residual.members().end());
    for (const MemberId u : left) wait(u);
  }
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const MemberId v = queue[at];
    queued.set(v, 2);  // not waiting, but noted
    const double pushed = residual[v];
    residual.set(v, none);
    estimate.set(v, estimate[v] + options.restart * pushed);
    const double share = (1 - options.restart) * pushed / total(v);
    weights.walk(v, [&](MemberId u, double w) {
      ++walked;
      if (!(w > 0)) return;
      residual.set(u, residual[u] + share * w);
      wait(u);
    });
    if (at > 4096 && at * 2 > queue.size()) {  // what was done goes, so that the queue is as long as what waits
      queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(at + 1));
      at = static_cast<std::size_t>(-1);
    }
  }
  return walked;
}

/// The k members with the most PageRank, the seed left out, best first, ties by ascending id; and whether the bounds prove that these are the k.
struct TopPageRank {
  std::vector<MemberId> members;
  bool certified = false;
  double tolerance = 0;           ///< With which it ended.
  std::uint64_t ties_touched = 0;
};

/// Pushes until the k best are proven, making the tolerance 4 times smaller each time, `rounds` times at most. Bounds cannot tell apart members with
/// the same PageRank: where such stand at the end of the k, nothing is proven. Fewer than k are proven to be all where nobody else has ties.
/// Estimates are left in `scratch`. Beside the pushes a total of everybody in each round: O(ties).
template <class Weights>
TopPageRank top_pagerank(const Weights& weights, MemberId seed, int k, PageRankOptions options, int rounds, PageRankScratch& scratch) {
  TopPageRank top;
  scratch.clear();
  for (int round = 0;; ++round) {
    top.ties_touched += push_pagerank(weights, seed, options, scratch);
    top.tolerance = options.tolerance;
    std::vector<MemberId> order;
    for (const MemberId u : scratch.members())
      if (u != seed) order.push_back(u);
    const auto better = [&](MemberId a, MemberId b) { return scratch[a] != scratch[b] ? scratch[a] > scratch[b] : a < b; };
    const auto last = order.begin() + std::min<std::ptrdiff_t>(k, std::ssize(order));
    std::partial_sort(order.begin(), last, order.end(), better);
    top.members.assign(order.begin(), last);
    double least = last == order.begin() ? 0 : scratch[top.members.back()], most_beside = 0;
    for (auto u = last; u != order.end(); ++u) most_beside = std::max(most_beside, scratch[*u] + options.tolerance * weights.total(*u));
    // Whom no push has reached yet may have as much, too.
    for (std::uint32_t u = 0; u < weights.id_bound(); ++u)
      if (MemberId{u} != seed && scratch[MemberId{u}] == 0) most_beside = std::max(most_beside, options.tolerance * weights.total(MemberId{u}));
    top.certified = least >= most_beside;
    if (top.certified || round == rounds) return top;
    options.tolerance /= 4;
  }
}

/// PageRank of everybody, by member, 0 for whom the walk never reaches.
struct PageRank {
  std::vector<double> values;  ///< They sum to 1.
  double error = 0;            ///< All of them together are at most so far from the truth.
  int iterations = 0;
};

/// PageRank by power iteration: the walk returns to u with a chance in proportion to `restarts[u]`, by member; from whom has no ties it returns
/// at once. All restarts 1: PageRank of the whole graph; 1 at the seed alone: the personalised one, as `push_pagerank` has it. Weights need not
/// be symmetric. Iterates until the sum of all errors is at most `tolerance`, or rounding keeps it from getting smaller: O(ties) an iteration,
/// of which log(2 / (restart · tolerance)) / restart are enough. A step of size d leaves an error of at most d · (1 − restart) / restart.
/// `restarts` are `id_bound()` numbers, finite, none below 0; if all are 0 so is the answer.
template <class Weights>
PageRank iterate_pagerank(const Weights& weights, std::span<const double> restarts, const PageRankOptions& options = {}) {
  PageRank rank{std::vector<double>(weights.id_bound()), 0, 0};
  double restarts_sum = 0;
  for (const double chance : restarts) restarts_sum += chance;
  if (!(restarts_sum > 0)) return rank;
  std::vector<double> totals(weights.id_bound()), next(weights.id_bound());
  for (std::uint32_t u = 0; u < weights.id_bound(); ++u) {
    totals[u] = weights.total(MemberId{u});
    rank.values[u] = restarts[u] / restarts_sum;
  }
  for (double last = std::numeric_limits<double>::infinity();; last = rank.error) {
    std::ranges::fill(next, 0.0);
    double walked = 0;
    for (std::uint32_t u = 0; u < weights.id_bound(); ++u) {
      if (!(rank.values[u] > 0 && totals[u] > 0)) continue;
      const double share = (1 - options.restart) * rank.values[u] / totals[u];
      walked += (1 - options.restart) * rank.values[u];
      weights.walk(MemberId{u}, [&](MemberId v, double w) { next[index(v)] += share * w; });
    }
    double moved = 0;
    for (std::uint32_t u = 0; u < weights.id_bound(); ++u) {
      next[u] += (1 - walked) * restarts[u] / restarts_sum;
      moved += std::abs(next[u] - rank.values[u]);
    }
    rank.values.swap(next);
    rank.error = moved * (1 - options.restart) / options.restart;
    ++rank.iterations;
    if (rank.error <= options.tolerance || !(rank.error < last)) return rank;
  }
}

}  // namespace v0
}  // namespace hobnob
