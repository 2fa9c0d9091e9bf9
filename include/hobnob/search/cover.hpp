// Which few sources cover most of many sets, and how far can that be from the best there is?
//
//   hobnob::Cover cover = hobnob::greedy_cover(sets, {.k = 50});             // on the sets that choose
//   double certificate = hobnob::spread_lower(covered, a) / hobnob::spread_upper(cover.bound, a);   // judged by others
//
// A set is whom a random reader could have been reached by; a share of the sets covered is a share of the readers reached. Greedy is within
// 1 − 1/e of the best (G. Nemhauser, L. Wolsey, M. Fisher, 1978, doi:10.1007/BF01588971), and the bounds say how near it is here (J. Tang, X. Tang,
// X. Xiao, J. Yuan, Online processing algorithms for influence maximization, 2018, doi:10.1145/3183713.3183749).
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace hobnob {
inline namespace v0 {

/// Sets of sources, one after the other; a source is in a set once.
struct SourceSets {
  std::vector<std::uint64_t> offsets{0};
  std::vector<std::uint32_t> sources;
  [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t set) const noexcept {
    return std::span(sources).subspan(offsets[set], offsets[set + 1] - offsets[set]);
  }
  /// Ends the set whose sources have been appended.
  void close() { offsets.push_back(sources.size()); }
  void append(const SourceSets& more) {
    const std::uint64_t shift = sources.size();
    sources.insert(sources.end(), more.sources.begin(), more.sources.end());
    for (std::size_t i = 1; i < more.offsets.size(); ++i) offsets.push_back(more.offsets[i] + shift);
  }
};

/// What may be chosen.
struct CoverLimits {
  std::size_t k = 1;  ///< How many sources at most.
  std::span<const double> costs{};  ///< Of each source, ≥ 0; none: each costs 1 and there is no budget.
  double budget = std::numeric_limits<double>::infinity();
  std::function<bool(std::uint32_t)> may_choose{};  ///< Given what was chosen so far; once no, no for good. None: any.
  std::function<void(std::uint32_t)> chosen{};  ///< Told of each choice.
};

struct Cover {
  std::vector<std::uint32_t> chosen;  ///< In order.
  std::vector<std::uint64_t> marginal;  ///< Sets that each covers and those before it do not.
  std::uint64_t covered = 0;  ///< All of them.
  double bound = 0;  ///< No choice within k and the budget covers more sets than this.
  double cost = 0;  ///< Of the chosen, where there are costs.
};

namespace detail {

/// The most that k sources of these marginals could add, within what is left of the budget (a part of a source counts as such a part).
inline double most_to_add(std::span<const double> marginal, const CoverLimits& limits) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t u = 0; u < marginal.size(); ++u)
    if (marginal[u] > 0 && (limits.costs.empty() || limits.costs[u] <= limits.budget)) order.push_back(u);
  const auto most = std::min(limits.k, order.size());
  const auto top = order.begin() + static_cast<std::ptrdiff_t>(most);
  std::nth_element(order.begin(), top, order.end(), [&](std::uint32_t a, std::uint32_t b) { return marginal[a] > marginal[b]; });
  const double by_count = std::accumulate(order.begin(), top, 0.0, [&](double sum, std::uint32_t u) { return sum + marginal[u]; });
  if (limits.costs.empty() || std::isinf(limits.budget)) return by_count;
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return marginal[a] * limits.costs[b] > marginal[b] * limits.costs[a]; });
  double left = limits.budget, by_cost = 0;
  for (const std::uint32_t u : order) {
    if (limits.costs[u] > left) return std::min(by_count, by_cost + marginal[u] * left / limits.costs[u]);
    left -= limits.costs[u];
    by_cost += marginal[u];
  }
  return std::min(by_count, by_cost);
}

/// Greedy over any monotone submodular gain: the next is whose gain (with costs: gain per cost) is greatest, then the lowest id. A gain once
/// known bounds the gain later, so most are never asked again (M. Minoux, Accelerated greedy algorithms, 1978, doi:10.1007/BFb0006528).
///   gain(u)      what u would add now; `first` holds the gains before anything is chosen
///   choose(u)    chooses it
/// Stops when nothing adds anything, k are chosen or nothing affordable is left. Leaves in `first` the last gain known of each: bounds of what they would add.
template <class Gain, class Choose>
void lazy_greedy(std::vector<double>& first, const CoverLimits& limits, const Gain& gain, const Choose& choose) {
  const auto worth = [&](std::uint32_t u) { return limits.costs.empty() ? first[u] : first[u] / limits.costs[u]; };  // ∞ for what is free
  struct Entry {
    double worth;
    std::uint32_t source;
    bool operator<(const Entry& other) const noexcept { return worth != other.worth ? worth < other.worth : source > other.source; }
  };
  std::vector<Entry> heap;
  for (std::uint32_t u = 0; u < first.size(); ++u)
    if (first[u] > 0) heap.push_back({worth(u), u});
  std::make_heap(heap.begin(), heap.end());
  std::vector<std::size_t> asked(first.size(), 0);
  double left = limits.budget;
  for (std::size_t taken = 0; taken < limits.k && !heap.empty();) {
    std::pop_heap(heap.begin(), heap.end());
    const std::uint32_t u = heap.back().source;
    heap.pop_back();
    if ((!limits.costs.empty() && limits.costs[u] > left) || (limits.may_choose && !limits.may_choose(u))) continue;
    if (asked[u] != taken) {
      first[u] = gain(u), asked[u] = taken;
      if (!(first[u] > 0)) continue;
      heap.push_back({worth(u), u});
      std::push_heap(heap.begin(), heap.end());
      continue;
    }
    choose(u);
    if (!limits.costs.empty()) left -= limits.costs[u];
    if (limits.chosen) limits.chosen(u);
    ++taken;
  }
}

}  // namespace detail

/// Greedy cover of sets over sources 0 … source_count − 1; with costs by sets per cost, or the best single source where that covers more
/// (S. Khuller, A. Moss, J. Naor, The budgeted maximum coverage problem, 1999, doi:10.1016/S0020-0190(99)00031-9). Ties by ascending source.
/// O(entries of the sets + sources · log sources · k at worst).
inline Cover greedy_cover(const SourceSets& sets, std::size_t source_count, const CoverLimits& limits) {
  Cover out;
  // Which sets hold each source.
  std::vector<std::uint64_t> offsets(source_count + 1);
  for (const std::uint32_t u : sets.sources) ++offsets[u + 1];
  std::vector<double> count(source_count);
  for (std::size_t u = 0; u < source_count; ++u) count[u] = static_cast<double>(offsets[u + 1]);
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  std::vector<std::uint32_t> holders(sets.sources.size());
  {
    std::vector<std::uint64_t> at(offsets.begin(), offsets.end() - 1);
    for (std::size_t set = 0; set < sets.size(); ++set)
      for (const std::uint32_t u : sets[set]) holders[at[u]++] = static_cast<std::uint32_t>(set);
  }
  std::vector<double> bounds = count;  // what lazy_greedy knows; `count` is kept exact beside it
  std::vector<bool> is_covered(sets.size());
  // The best choice covers what those chosen so far do, and at most so much more.
  const auto bound = [&] {
    const double most = static_cast<double>(out.covered) + detail::most_to_add(count, limits);
    out.bound = out.chosen.empty() ? most : std::min(out.bound, most);
  };
  bound();
  const auto may_choose = [&](std::uint32_t u) { return !limits.may_choose || limits.may_choose(u); };
  std::uint32_t single = 0;  // the best that may be chosen alone
  double most = 0;
  if (!limits.costs.empty())
    for (std::uint32_t u = 0; u < source_count; ++u)
      if (count[u] > most && limits.costs[u] <= limits.budget && may_choose(u)) most = count[u], single = u;

  detail::lazy_greedy(
      bounds, limits, [&](std::uint32_t u) { return count[u]; },
      [&](std::uint32_t u) {
        out.chosen.push_back(u);
        out.marginal.push_back(static_cast<std::uint64_t>(count[u]));
        out.covered += out.marginal.back();
        if (!limits.costs.empty()) out.cost += limits.costs[u];
        for (std::uint64_t at = offsets[u]; at < offsets[u + 1]; ++at) {
          if (is_covered[holders[at]]) continue;
          is_covered[holders[at]] = true;
          for (const std::uint32_t other : sets[holders[at]]) --count[other];
        }
        if (std::has_single_bit(out.chosen.size())) bound();
      });
  bound();
  if (most > static_cast<double>(out.covered)) {
    out.chosen = {single}, out.marginal = {static_cast<std::uint64_t>(most)};
    out.covered = out.marginal.front(), out.cost = limits.costs[single];
  }
  return out;
}

/// How many of the sets each of the chosen covers and those before it do not. O(entries).
inline std::vector<std::uint64_t> covered_by(const SourceSets& sets, std::size_t source_count, std::span<const std::uint32_t> chosen) {
  constexpr auto none = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> place(source_count, none);
  for (std::size_t i = 0; i < chosen.size(); ++i) place[chosen[i]] = static_cast<std::uint32_t>(i);
  std::vector<std::uint64_t> counts(chosen.size());
  for (std::size_t set = 0; set < sets.size(); ++set) {
    std::uint32_t first = none;
    for (const std::uint32_t u : sets[set]) first = std::min(first, place[u]);
    if (first != none) ++counts[first];
  }
  return counts;
}

// Confidence bounds of an expected number of covered sets, from how many of random ones were (Tang and others 2018, lemmas 4.2 and 4.3);
// each holds but for a chance of e^−a.

/// The expectation is at least this where `count` sets were covered by sources chosen without looking at them.
inline double spread_lower(double count, double a) noexcept {
  const double root = std::sqrt(count + 2 * a / 9) - std::sqrt(a / 2);
  return std::max(0.0, (root > 0 ? root * root : 0) - a / 18);
}
/// The expectation of what covers at most `bound` sets is at most this.
inline double spread_upper(double bound, double a) noexcept {
  const double root = std::sqrt(bound + a / 2) + std::sqrt(a / 2);
  return root * root;
}

}  // namespace v0
}  // namespace hobnob
