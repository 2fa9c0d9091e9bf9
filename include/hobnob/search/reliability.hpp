// How likely is it that at least one of several ways works, when ways share the ties and people that may fail?
//
//   hobnob::Ways ways{.chance = {0.5, 0.8, 0.4}, …};   // independent components, each with its chance to hold
//   ways.add({0, 1}), ways.add({0, 2});                // two ways that share component 0
//   hobnob::exact_chance(ways, 1 << 12)                // 0.44 = 0.5 · (1 − 0.2 · 0.6)
//
// Two-terminal reliability under a hop bound is #P-hard (L. Valiant, The complexity of enumeration and reliability problems, 1979,
// doi:10.1137/0208032; M. Ball, Computational complexity of network reliability analysis, 1986, doi:10.1109/TR.1986.4335422), so there is a
// ladder: a closed form where nothing is shared, bounds, an exact expansion within a given number of steps, and estimates with intervals that
// hold. Of a list of ways: `Ways`. Of all walks from one member to another in a graph, listed or not: `Between`. The problem under a hop
// bound, and sampling in parts for it: R. Jin, L. Liu, B. Ding, H. Wang, Distance-constraint reachability computation in uncertain graphs,
// 2011, doi:10.14778/2002938.2002941.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hobnob/core/random.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"
#include "hobnob/search/scratch.hpp"

namespace hobnob {
inline namespace v0 {

// --- ways in a list ------------------------------------------------------------------------------------------------------------------

/// Ways, each the set of components that it needs all of. Components hold or fail independently of one another.
struct Ways {
  std::vector<double> chance{};             ///< Of each component to hold, 0…1.
  std::vector<std::size_t> offsets{0};
  std::vector<std::uint32_t> components{};  ///< Of one way after the other; ascending and once each within a way.
  [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t way) const noexcept {
    return std::span(components).subspan(offsets[way], offsets[way + 1] - offsets[way]);
  }
  void add(std::span<const std::uint32_t> needs) {
    const auto begin = static_cast<std::ptrdiff_t>(components.size());
    components.insert(components.end(), needs.begin(), needs.end());
    std::sort(components.begin() + begin, components.end());
    components.erase(std::unique(components.begin() + begin, components.end()), components.end());
    offsets.push_back(components.size());
  }
  void add(std::initializer_list<std::uint32_t> needs) { add(std::span(needs.begin(), needs.size())); }
  /// That all the components of one way hold.
  [[nodiscard]] double probability(std::size_t way) const noexcept {
    double p = 1;
    for (const std::uint32_t c : (*this)[way]) p *= chance[c];
    return p;
  }
};

/// Is every component needed by one way at most?
inline bool share_nothing(const Ways& ways) {
  std::vector<bool> needed(ways.chance.size());
  for (const std::uint32_t c : ways.components) {
    if (needed[c]) return false;
    needed[c] = true;
  }
  return true;
}

/// 1 − Π (1 − P) over all ways: the chance of at least one where nothing is shared, and an upper bound where something is, for ways that share
/// help each other to fail. J. Esary, F. Proschan, Coherent structures of non-identical components, 1963, doi:10.1080/00401706.1963.10490075.
inline double chance_if_apart(const Ways& ways) noexcept {
  double none = 0;  // logarithm of the chance that all fail
  for (std::size_t i = 0; i < ways.size(); ++i) none += std::log1p(-ways.probability(i));
  return -std::expm1(none);
}

/// No more than the chance of at least one: the chance of ways that share nothing with one another, taken greedily in the order given.
inline double lower_by_disjoint(const Ways& ways) {
  std::vector<bool> taken(ways.chance.size());
  double none = 0;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const auto way = ways[i];
    if (std::ranges::any_of(way, [&](std::uint32_t c) { return taken[c]; })) continue;
    for (const std::uint32_t c : way) taken[c] = true;
    none += std::log1p(-ways.probability(i));
  }
  return -std::expm1(none);
}

/// No more than the chance of at least one: Σ P(i) − Σ P(i and j) (Bonferroni), over as many of the first `most` ways as make it greatest.
/// O(most² · components of a way). C. Bonferroni 1936; of networks M. Ball, C. Colbourn, J. Provan, Network reliability, 1995,
/// doi:10.1016/S0927-0507(05)80128-8.
inline double lower_by_pairs(const Ways& ways, std::size_t most) {
  double sum = 0, greatest = 0;
  for (std::size_t j = 0; j < std::min(most, ways.size()); ++j) {
    sum += ways.probability(j);
    for (std::size_t i = 0; i < j; ++i) {
      double both = ways.probability(i);
      const auto with = ways[i];
      for (const std::uint32_t c : ways[j])
        if (!std::ranges::binary_search(with, c)) both *= ways.chance[c];
      sum -= both;
    }
    greatest = std::max(greatest, sum);
  }
  return greatest;
}

namespace detail {

/// Ways by what they share: what a way needs alone is one chance, and components that the same ways need are one component.
struct SharedWays {
  std::vector<double> chance;                       // of each shared component
  std::vector<std::vector<std::uint32_t>> shared;   // of each way, ascending
  std::vector<double> alone;                        // of each way, the chance of the rest
};

inline SharedWays by_what_is_shared(const Ways& ways) {
  std::vector<std::vector<std::uint32_t>> needed_by(ways.chance.size());
  for (std::size_t i = 0; i < ways.size(); ++i)
    for (const std::uint32_t c : ways[i]) needed_by[c].push_back(static_cast<std::uint32_t>(i));
  SharedWays out{{}, std::vector<std::vector<std::uint32_t>>(ways.size()), std::vector<double>(ways.size(), 1.0)};
  std::vector<std::uint32_t> order;  // components that several ways need, the same ways side by side
  for (std::uint32_t c = 0; c < needed_by.size(); ++c) {
    if (needed_by[c].size() == 1) out.alone[needed_by[c].front()] *= ways.chance[c];
    else if (needed_by[c].size() > 1 && ways.chance[c] < 1) order.push_back(c);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return needed_by[a] < needed_by[b]; });
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || needed_by[order[i]] != needed_by[order[i - 1]]) {
      for (const std::uint32_t way : needed_by[order[i]]) out.shared[way].push_back(static_cast<std::uint32_t>(out.chance.size()));
      out.chance.push_back(1.0);
    }
    out.chance.back() *= ways.chance[order[i]];
  }
  return out;
}

/// The chance of a monotone disjunction, by Shannon's expansion on the component that most ways share, with a memo on what remains.
/// For up to 64 · words shared components.
template <std::size_t words>
class Expansion {
 public:
  Expansion(const SharedWays& ways, std::uint64_t max_steps) : ways_(ways), steps_left_(max_steps) {}

  std::optional<double> run() {
    std::vector<Clause> clauses(ways_.shared.size());
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      clauses[i].alone = ways_.alone[i];
      for (const std::uint32_t c : ways_.shared[i]) clauses[i].shared[c / 64] |= std::uint64_t{1} << (c % 64);
    }
    const double found = any_of(std::move(clauses));
    return gave_up_ ? std::nullopt : std::optional(found);
  }
  [[nodiscard]] std::uint64_t steps_left() const noexcept { return steps_left_; }

 private:
  using Mask = std::array<std::uint64_t, words>;
  struct Clause {
    Mask shared{};
    double alone = 1;
  };
  static bool before(const Clause& a, const Clause& b) noexcept { return std::tie(a.shared, a.alone) < std::tie(b.shared, b.alone); }
  static bool empty(const Mask& mask) noexcept { return mask == Mask{}; }
  static bool meet(const Mask& a, const Mask& b) noexcept {
    std::uint64_t both = 0;
    for (std::size_t w = 0; w < words; ++w) both |= a[w] & b[w];
    return both != 0;
  }
  static bool holds(const Mask& mask, std::size_t bit) noexcept { return (mask[bit / 64] >> (bit % 64) & 1U) != 0; }

  /// Ways that share the same are one way; what only one way needs is its own. Until nothing changes.
  void simplify(std::vector<Clause>& clauses) const {
    for (bool changed = true; changed;) {
      std::erase_if(clauses, [](const Clause& clause) { return clause.alone <= 0; });
      std::sort(clauses.begin(), clauses.end(), before);
      std::size_t kept = 0;
      for (std::size_t i = 0; i < clauses.size(); ++i) {
        if (kept > 0 && clauses[kept - 1].shared == clauses[i].shared) clauses[kept - 1].alone += clauses[i].alone * (1 - clauses[kept - 1].alone);
        else clauses[kept++] = clauses[i];
      }
      clauses.resize(kept);
      Mask once{}, more{};
      for (const Clause& clause : clauses)
        for (std::size_t w = 0; w < words; ++w) more[w] |= once[w] & clause.shared[w], once[w] |= clause.shared[w];
      changed = false;
      for (Clause& clause : clauses)
        for (std::size_t w = 0; w < words; ++w) {
          for (std::uint64_t own = clause.shared[w] & ~more[w]; own != 0; own &= own - 1, changed = true)
            clause.alone *= ways_.chance[w * 64 + static_cast<std::size_t>(std::countr_zero(own))];
          clause.shared[w] &= more[w];
        }
    }
  }

  /// Calls itself, at most once for each shared component deep: each is decided once.
  double any_of(std::vector<Clause> clauses) {
    simplify(clauses);
    if (clauses.size() + 1 > steps_left_) gave_up_ = true;
    if (gave_up_) return 0;
    steps_left_ -= clauses.size() + 1;
    double none = 0;
    std::vector<Clause> rest;
    for (const Clause& clause : clauses) {
      if (empty(clause.shared)) none += std::log1p(-clause.alone);
      else rest.push_back(clause);
    }
    // Ways that are joined by what they share, block by block: each block is moved to the front of the rest, in order.
    for (auto begin = rest.begin(); begin != rest.end() && !gave_up_;) {
      Mask joined = begin->shared;
      auto end = begin + 1;
      for (bool grown = true; grown;) {
        grown = false;
        for (auto at = end; at != rest.end(); ++at) {
          if (!meet(at->shared, joined)) continue;
          for (std::size_t w = 0; w < words; ++w) joined[w] |= at->shared[w];
          std::swap(*at, *end++);
          grown = true;
        }
      }
      std::sort(begin, end, before);
      none += std::log1p(-any_of_block({begin, end}));
      begin = end;
    }
    return -std::expm1(none);
  }

  double any_of_block(std::span<const Clause> block) {
    std::string key(block.size() * (sizeof(Mask) + sizeof(double)), '\0');
    char* at = key.data();
    for (const Clause& clause : block) {
      std::memcpy(at, clause.shared.data(), sizeof(Mask)), at += sizeof(Mask);
      std::memcpy(at, &clause.alone, sizeof(double)), at += sizeof(double);
    }
    if (const auto known = memo_.find(key); known != memo_.end()) return known->second;
    std::array<std::uint32_t, 64 * words> sharing{};
    for (const Clause& clause : block)
      for (std::size_t w = 0; w < words; ++w)
        for (std::uint64_t bits = clause.shared[w]; bits != 0; bits &= bits - 1) ++sharing[w * 64 + static_cast<std::size_t>(std::countr_zero(bits))];
    const auto most = static_cast<std::size_t>(std::ranges::max_element(sharing) - sharing.begin());
    std::vector<Clause> held(block.begin(), block.end()), failed;
    for (const Clause& clause : block)
      if (!holds(clause.shared, most)) failed.push_back(clause);
    for (Clause& clause : held) clause.shared[most / 64] &= ~(std::uint64_t{1} << (most % 64));
    const double p = ways_.chance[most];
    const double chance = p * any_of(std::move(held)) + (1 - p) * any_of(std::move(failed));
    if (!gave_up_) memo_.emplace(std::move(key), chance);
    return chance;
  }

  const SharedWays& ways_;
  std::uint64_t steps_left_;
  bool gave_up_ = false;
  std::unordered_map<std::string, double> memo_;
};

}  // namespace detail

/// The chance that at least one way works, to rounding; nothing if that takes more than `max_steps` (ways looked at, over all the cases that
/// the expansion tells apart) or more than 256 components are shared. Exponential at worst in the number of shared components; memory
/// 40 bytes a step. C. Shannon 1938, doi:10.1109/T-AIEE.1938.5057767; factoring of networks: A. Satyanarayana, M. Chang 1983,
/// doi:10.1002/net.3230130107. Reductions of graphs do not hold under a hop bound, so ways are what is expanded, not the graph of their ties.
/// Where `left` is given, it is told how many of the steps were not taken.
inline std::optional<double> exact_chance(const Ways& ways, std::uint64_t max_steps, std::uint64_t* left = nullptr) {
  const detail::SharedWays shared = detail::by_what_is_shared(ways);
  const auto expand = [&](auto&& expansion) {
    const std::optional<double> found = expansion.run();
    if (left) *left = expansion.steps_left();
    return found;
  };
  if (shared.chance.size() <= 64) return expand(detail::Expansion<1>(shared, max_steps));
  if (shared.chance.size() <= 256) return expand(detail::Expansion<4>(shared, max_steps));
  if (left) *left = max_steps;
  return std::nullopt;
}

// --- estimates -----------------------------------------------------------------------------------------------------------------------

/// Mean and variance of independent samples, added up in their order.
struct Moments {
  std::uint64_t count = 0;
  double mean = 0;
  double squares = 0;   ///< Σ (x − mean)².
  void add(double x) noexcept {  // B. Welford 1962, doi:10.1080/00401706.1962.10490022
    const double step = x - mean;
    mean += step / static_cast<double>(++count);
    squares += step * (x - mean);
  }
  [[nodiscard]] double variance() const noexcept { return count > 1 ? squares / static_cast<double>(count - 1) : 0; }   ///< Unbiased.
};

/// What a number lies between.
struct Bounds {
  double lower = 0;
  double upper = 1;
};

/// An interval that holds the mean of a distribution on [0, range] with chance 1 − miss or more, whatever the distribution and the count:
/// empirical Bernstein. A. Maurer, M. Pontil, Empirical Bernstein bounds and sample variance penalization, 2009, arXiv:0907.3740, theorem 4,
/// once for either side. The number of samples must not depend on the samples.
inline Bounds bernstein(const Moments& samples, double range, double miss) noexcept {
  if (samples.count < 2) return {0, range};
  const auto n = static_cast<double>(samples.count);
  const double l = std::log(4 / miss);
  const double far = std::sqrt(2 * samples.variance() * l / n) + 7 * l * range / (3 * (n - 1));
  return {std::max(0.0, samples.mean - far), std::min(range, samples.mean + far)};
}

/// How many samples of that variance make the interval of `bernstein` reach no farther than `far` to either side.
inline double bernstein_count(double variance, double range, double miss, double far) noexcept {
  const double l = std::log(4 / miss);
  const double b = std::sqrt(2 * variance * l), c = 7 * l * range / 3;
  const double root = (b + std::sqrt(b * b + 4 * far * c)) / (2 * far);
  return 1 + root * root;
}

/// Worlds in which at least one way works, and each as often as it has ways that work: a way is drawn by its probability, its components hold
/// and all others are drawn. A world counts 1/(ways that work): the mean times Σ P is the chance of at least one, with a relative error that does
/// not grow as that chance falls. R. Karp, M. Luby, J. Madras, Monte-Carlo approximation algorithms for enumeration problems, 1989,
/// doi:10.1016/0196-6774(89)90038-2, after R. Karp, M. Luby 1983, doi:10.1109/SFCS.1983.35.
/// World i of a seed is always the same, given the ways in their order. O(ways · components of a way) a world.
class WayWorlds {
 public:
  explicit WayWorlds(const Ways& ways) : ways_(detail::by_what_is_shared(ways)), holds_(ways_.chance.size()) {
    for (std::size_t i = 0; i < ways.size(); ++i) ends_.push_back(total_ += ways.probability(i));
  }
  /// Σ P, which is what worlds are to be scaled by; not above the number of ways.
  [[nodiscard]] double total() const noexcept { return total_; }

  /// The ways that work in world `index`, ascending; one at least. Only if `total()` is above 0.
  const std::vector<std::uint32_t>& world(std::uint64_t seed, std::uint64_t index) {
    Stream stream(seed, index);
    const double at = stream.uniform() * total_;
    const std::size_t drawn = std::min(static_cast<std::size_t>(std::ranges::upper_bound(ends_, at) - ends_.begin()), last_possible());
    for (std::size_t c = 0; c < holds_.size(); ++c) holds_[c] = stream.uniform() < ways_.chance[c];
    for (const std::uint32_t c : ways_.shared[drawn]) holds_[c] = true;
    working_.clear();
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      if (!std::ranges::all_of(ways_.shared[i], [this](std::uint32_t c) { return holds_[c]; })) continue;
      if (stream.uniform() < ways_.alone[i] || i == drawn) working_.push_back(static_cast<std::uint32_t>(i));
    }
    return working_;
  }

  /// Of what worlds first…first + count − 1 count: between 0 and 1, the mean being the chance of at least one divided by `total()`.
  Moments sample(std::uint64_t seed, std::uint64_t first, std::uint64_t count) {
    Moments moments;
    for (std::uint64_t i = 0; i < count; ++i) moments.add(1 / static_cast<double>(world(seed, first + i).size()));
    return moments;
  }

 private:
  /// The last way with a probability above 0: where rounding makes `at` the total itself.
  [[nodiscard]] std::size_t last_possible() const noexcept {
    return static_cast<std::size_t>(std::ranges::lower_bound(ends_, total_) - ends_.begin());
  }
  detail::SharedWays ways_;
  std::vector<double> ends_;   // Σ P up to and with each way
  double total_ = 0;
  std::vector<char> holds_;
  std::vector<std::uint32_t> working_;
};

// --- all walks of a graph ------------------------------------------------------------------------------------------------------------

/// Who and what is on walks of at most so many ties from a source to a target: a graph of its own. The direct tie is left out, and so are ties
/// and members that never hold.
struct Between {
  struct Arc {
    std::uint32_t to = 0;   ///< A place in `members`.
    double chance = 0;
  };
  std::vector<MemberId> members{};      ///< Ascending; source and target are not among them.
  std::vector<double> passing{};        ///< Of each, the chance to hold.
  std::vector<double> to_target{};      ///< Of each, the chance of the tie to the target; 0 without one.
  std::vector<std::size_t> offsets{0};  ///< Of each one's arcs, and then of the source's.
  std::vector<Arc> arcs{};
  int hops = 0;
  std::uint64_t ties_touched = 0;
  [[nodiscard]] std::span<const Arc> arcs_of(std::size_t place) const noexcept {
    return std::span(arcs).subspan(offsets[place], offsets[place + 1] - offsets[place]);
  }
  [[nodiscard]] std::size_t source() const noexcept { return members.size(); }
};

/// Memory of `between`: 6 bytes per member of the largest graph; clean between calls.
class BetweenScratch {
 public:
  void clear() noexcept { seen_from_source.clear(), seen_from_target.clear(), places.clear(); }
  detail::MemberMap<std::uint8_t> seen_from_source{0}, seen_from_target{0};
  detail::MemberMap<std::uint32_t> places{0};   // + 1
};

/// The graph between two members. `interior(v)` ≥ 0 is the cost of passing through v, +infinity where nobody can. Grows from both ends, the
/// smaller of the two rims first, `hops` rims in all: about the ties of the smaller of two neighbourhoods at 3 hops, of both at 4.
template <TieGraph G, class InteriorCost>
Between between(const G& graph, MemberId source, MemberId target, const InteriorCost& interior, int hops, BetweenScratch& scratch) {
  struct Walked {
    MemberId from, to;
    double chance;
  };
  const detail::ClearAtExit clear(scratch);
  scratch.seen_from_source.cover(graph.id_bound()), scratch.seen_from_target.cover(graph.id_bound()), scratch.places.cover(graph.id_bound());
  Between out;
  out.hops = hops;
  std::vector<Walked> steps;
  std::vector<MemberId> ahead{source}, back{target}, next;
  const auto passes = [&](MemberId v) { return interior(v) < infinity; };
  for (int rims = 0; rims < hops; ++rims) {  // any split of the rims sees every tie that is on such a walk
    next.clear();
    if (ahead.size() <= back.size()) {
      for (const MemberId u : ahead)
        for (const Tie tie : graph.ties_from(u)) {
          ++out.ties_touched;
          const MemberId v = tie.member;
          if (!(tie.cost < infinity) || v == source || (v == target && u == source) || (v != target && !passes(v))) continue;
          steps.push_back({u, v, probability_of(tie.cost)});
          if (v == target || scratch.seen_from_source[v] != 0) continue;
          scratch.seen_from_source.set(v, 1);
          next.push_back(v);
        }
      ahead.swap(next);
    } else {
      for (const MemberId v : back)
        for (const Tie tie : graph.ties_to(v)) {
          ++out.ties_touched;
          const MemberId u = tie.member;
          if (!(tie.cost < infinity) || u == target || (u == source && v == target) || (u != source && !passes(u))) continue;
          steps.push_back({u, v, probability_of(tie.cost)});
          if (u == source || scratch.seen_from_target[u] != 0) continue;
          scratch.seen_from_target.set(u, 1);
          next.push_back(u);
        }
      back.swap(next);
    }
  }
  // Both ends may have found the same tie.
  std::sort(steps.begin(), steps.end(), [](const Walked& a, const Walked& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
  steps.erase(std::unique(steps.begin(), steps.end(), [](const Walked& a, const Walked& b) { return a.from == b.from && a.to == b.to; }),
              steps.end());

  std::vector<MemberId> everybody;
  const auto place_of = [&](MemberId v) {
    if (scratch.places[v] == 0) {
      everybody.push_back(v);
      scratch.places.set(v, static_cast<std::uint32_t>(everybody.size()));
    }
    return scratch.places[v] - 1;
  };
  place_of(source), place_of(target);
  std::vector<std::array<std::uint32_t, 2>> ends;
  for (const Walked& step : steps) ends.push_back({place_of(step.from), place_of(step.to)});
  // Hops from the source and to the target, level by level: there are at most six levels.
  const int far = hops + 1;
  std::vector<int> since(everybody.size(), far), until(everybody.size(), far);
  since[0] = 0, until[1] = 0;
  for (int level = 0; level < hops; ++level)
    for (const auto& [from, to] : ends) {
      if (since[from] == level && since[to] > level + 1) since[to] = level + 1;
      if (until[to] == level && until[from] > level + 1) until[from] = level + 1;
    }
  const auto is_on = [&](std::size_t step) { return since[ends[step][0]] + 1 + until[ends[step][1]] <= hops; };
  std::vector<bool> used(everybody.size());
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (is_on(i)) used[ends[i][0]] = used[ends[i][1]] = true;
  for (std::size_t place = 2; place < everybody.size(); ++place)
    if (used[place]) out.members.push_back(everybody[place]);
  std::ranges::sort(out.members);
  for (std::uint32_t place = 0; place < out.members.size(); ++place) scratch.places.set(out.members[place], place + 1);
  for (const MemberId v : out.members) out.passing.push_back(probability_of(interior(v)));
  out.to_target.resize(out.members.size());
  // Steps are in the order of who they begin with; the source's come last.
  std::size_t at = 0;
  std::vector<Between::Arc> of_source;
  for (std::size_t place = 0; place <= out.members.size(); ++place) {
    const bool last = place == out.members.size();
    for (; at < steps.size() && (last || steps[at].from <= out.members[place]); ++at) {
      if (!is_on(at)) continue;
      if (steps[at].to == target) out.to_target[scratch.places[steps[at].from] - 1] = steps[at].chance;
      else (steps[at].from == source ? of_source : out.arcs).push_back({scratch.places[steps[at].to] - 1, steps[at].chance});
    }
    if (last) out.arcs.insert(out.arcs.end(), of_source.begin(), of_source.end());
    out.offsets.push_back(out.arcs.size());
  }
  return out;
}

/// Σ over all walks of the product of what is on them. Every path is a walk, and up to 3 hops every walk is a path: no less than Σ P of all
/// paths, and what listed paths leave of it is no less than the chance that only others work. O(hops · arcs).
inline double walk_sum(const Between& graph) {
  std::vector<double> onward = graph.to_target, shorter;
  double sum = 0;
  for (int ties = 2; ties <= graph.hops; ++ties) {
    for (const Between::Arc& arc : graph.arcs_of(graph.source())) sum += arc.chance * graph.passing[arc.to] * onward[arc.to];
    shorter.swap(onward);
    onward.assign(shorter.size(), 0.0);
    for (std::size_t v = 0; v < onward.size(); ++v)
      for (const Between::Arc& arc : graph.arcs_of(v)) onward[v] += arc.chance * graph.passing[arc.to] * shorter[arc.to];
  }
  return sum;
}

/// Worlds of the whole graph between two members, nothing left out: who is reached within all but the last two ties is drawn, and of those
/// two the chance is taken in closed form. The mean of that chance over worlds is the chance that some path works; at 2 hops each world says it.
/// World i of a seed is always the same, given the graph. O(arcs of who is reached) a world.
class HopWorlds {
 public:
  explicit HopWorlds(const Between& graph) : graph_(graph), state_(graph.members.size()), missing_(graph.members.size()) {
    double none = 0;
    for (const double p : graph.to_target) none += std::log1p(-p);
    range_ = -std::expm1(none);
  }
  /// No world says more: somebody must turn to the target.
  [[nodiscard]] double range() const noexcept { return range_; }

  double world(std::uint64_t seed, std::uint64_t index) {
    Stream stream(seed, index);
    ++now_;
    level_.assign(1, static_cast<std::uint32_t>(graph_.source()));
    double none = 1;  // the chance that nobody who is reached gets through
    for (int ties = 1; ties + 2 <= graph_.hops; ++ties) {
      next_.clear();
      for (const std::uint32_t u : level_)
        for (const Between::Arc& arc : graph_.arcs_of(u)) {
          if (state_[arc.to] == now_ || !(stream.uniform() < arc.chance)) continue;
          state_[arc.to] = now_;   // reached, or will never pass on
          if (!(stream.uniform() < graph_.passing[arc.to])) continue;
          none *= 1 - graph_.to_target[arc.to];
          next_.push_back(arc.to);
        }
      level_.swap(next_);
    }
    next_.clear();   // who may be reached by the last tie but one
    for (const std::uint32_t u : level_)
      for (const Between::Arc& arc : graph_.arcs_of(u)) {
        if (state_[arc.to] == now_ || graph_.to_target[arc.to] <= 0) continue;
        if (missing_[arc.to].since != now_) {
          missing_[arc.to] = {now_, 1.0};
          next_.push_back(arc.to);
        }
        missing_[arc.to].chance *= 1 - arc.chance;
      }
    for (const std::uint32_t v : next_) none *= 1 - graph_.passing[v] * graph_.to_target[v] * (1 - missing_[v].chance);
    return 1 - none;
  }

  Moments sample(std::uint64_t seed, std::uint64_t first, std::uint64_t count) {
    Moments moments;
    for (std::uint64_t i = 0; i < count; ++i) moments.add(world(seed, first + i));
    return moments;
  }

 private:
  struct Missing {
    std::uint64_t since = 0;
    double chance = 1;   // that none of those reached last has reached this one
  };
  const Between& graph_;
  double range_ = 1;
  std::uint64_t now_ = 0;
  std::vector<std::uint64_t> state_;   // the last world in which this member was turned to
  std::vector<Missing> missing_;
  std::vector<std::uint32_t> level_, next_;
};

/// The chance that some path of at most two ties works, in closed form: paths of two ties share nothing. Only for a graph of 2 hops.
inline double two_hop_chance(const Between& graph) noexcept {
  double none = 0;
  for (const Between::Arc& arc : graph.arcs_of(graph.source())) none += std::log1p(-arc.chance * graph.passing[arc.to] * graph.to_target[arc.to]);
  return -std::expm1(none);
}

}  // namespace v0
}  // namespace hobnob
