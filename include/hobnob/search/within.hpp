// How many members are within so many hops, for everybody? Counted, or estimated from sketches where counting takes too long.
//
//   const hobnob::DistanceCounts two = hobnob::count_within(graph, {.hops = 2});
//   std::uint32_t friends_of_friends = two.of(u)[1];             // at distance 2 exactly
//   const auto far = hobnob::estimate_within(graph, hash_of, 64, {.hops = 6});   // by 64 registers a member: ± 13 %
//
// Distances are along ties_from; a tie of infinite cost does not carry; nobody counts themselves. The same numbers for any number of threads.
// One hop: O(ties). Two hops: marks in a row for one member after the other, in the order of their lists, so that what the next member shares
// with the last (the busiest neighbours first) is not marked again; at most Σ degree², 5 bytes a member and thread.
// More, and two where that is less work (where many know each other): breadth-first searches from 512 members at a time, a bit each,
// O(hops · ties · members / 512), 192 bytes a member and thread: M. Then et al., The more the merrier: efficient multi-source graph
// traversal, 2014, doi:10.14778/2735496.2735507.
// Estimated: HyperBall, O(hops · ties · registers), 2 · registers bytes a member: P. Boldi, S. Vigna, In-core computation of geometric
// centralities with HyperBall, 2013, doi:10.1109/ICDMW.2013.10; the bytes are a HyperLogLog's, see there.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"
#include "hobnob/search/hyperloglog.hpp"
#include "hobnob/search/parallel.hpp"

namespace hobnob {
inline namespace v0 {

struct WithinOptions {
  int hops = 2;  ///< How far to look, 1 or more.
  int columns = 255;  ///< Distances told apart, 1 or more: the last column holds what is farther, too.
  int threads = 1;  ///< 0: as many as the machine has.
  /// Called now and then with work done and work in all, on the calling thread; false ends the search with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
};

/// For each member, how many others there are at distance 1, 2, ….
struct DistanceCounts {
  std::size_t columns = 0;  ///< min(hops, columns) of the options.
  std::vector<std::uint32_t> counts;  ///< By id, `columns` each.
  std::uint64_t ties_touched = 0;  ///< Ties walked, those of the first copy included.

  [[nodiscard]] std::span<const std::uint32_t> of(MemberId u) const noexcept { return {counts.data() + index(u) * columns, columns}; }
  /// At any distance asked about.
  [[nodiscard]] std::uint32_t within(MemberId u) const noexcept { return std::accumulate(of(u).begin(), of(u).end(), std::uint32_t{0}); }
};

namespace detail {

/// The ties that carry, as lists by place.
struct CompactTies {
  std::vector<MemberId> members;  // by place
  std::vector<std::size_t> offsets{0};
  std::vector<std::uint32_t> ends;  // places, ascending in each list

  [[nodiscard]] std::size_t size() const noexcept { return members.size(); }
  [[nodiscard]] std::span<const std::uint32_t> from(std::size_t place) const noexcept {
    return {ends.data() + offsets[place], ends.data() + offsets[place + 1]};
  }
};

/// Places in the order of ids.
template <TieGraph G>
CompactTies compact_ties(const G& graph) {
  CompactTies out;
  std::vector<std::uint32_t> place(graph.id_bound());
  std::size_t most = 0;
  for (std::uint32_t u = 0; u < graph.id_bound(); ++u) {
    if (!graph.contains(MemberId{u})) continue;
    place[u] = static_cast<std::uint32_t>(out.size());
    out.members.push_back(MemberId{u});
    if constexpr (requires { graph.degree(MemberId{u}); }) most += graph.degree(MemberId{u});
  }
  out.offsets.reserve(out.size() + 1), out.ends.reserve(most);
  const bool all = out.size() == graph.id_bound();
  for (const MemberId u : out.members) {
    for (const Tie tie : graph.ties_from(u))
      if (tie.cost < infinity) out.ends.push_back(all ? index(tie.member) : place[index(tie.member)]);
    out.offsets.push_back(out.ends.size());
  }
  return out;
}

/// The same with who is in the middle of most ways of two ties first.
inline CompactTies busiest_first(const CompactTies& ties, int threads) {
  std::vector<std::uint32_t> place(ties.size());
  for (const std::uint32_t end : ties.ends) ++place[end];  // for now: ties to it
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(ties.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = {~(std::uint64_t{place[i]} * ties.from(i).size()), static_cast<std::uint32_t>(i)};
  std::ranges::sort(order);
  CompactTies out;
  out.members.reserve(ties.size()), out.offsets.reserve(ties.size() + 1), out.ends.resize(ties.ends.size());
  for (const auto& [ways, was] : order) {
    place[was] = static_cast<std::uint32_t>(out.size());
    out.members.push_back(ties.members[was]);
    out.offsets.push_back(out.offsets.back() + ties.from(was).size());
  }
  parallel_blocks(
      out.size(), 4096, threads, {}, [] { return 0; },
      [&](int, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const auto list = ties.from(order[i].second);
          const auto into = out.ends.begin() + static_cast<std::ptrdiff_t>(out.offsets[i]);
          const auto last = std::ranges::transform(list, into, [&](std::uint32_t was) { return place[was]; }).out;
          std::sort(into, last);
        }
      });
  return out;
}

/// Places in the lexicographic order of their lists: neighbours in it have the same busiest neighbours.
inline std::vector<std::uint32_t> by_list(const CompactTies& ties) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> heads(ties.size());  // the first two ends decide nearly always
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const auto list = ties.from(i);
    const auto end = [&](std::size_t at) { return at < list.size() ? std::uint64_t{list[at]} + 1 : 0; };
    heads[i] = {end(0) << 32 | (end(1) & 0xffff'ffffU), static_cast<std::uint32_t>(i)};
  }
  std::ranges::sort(heads, [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    const auto one = ties.from(a.second), other = ties.from(b.second);
    const auto [x, y] = std::ranges::mismatch(one, other);
    if (x == one.end() || y == other.end()) return std::pair(one.size(), a.second) < std::pair(other.size(), b.second);
    return *x < *y;
  });
  std::vector<std::uint32_t> order;
  order.reserve(heads.size());
  for (const auto& head : heads) order.push_back(head.second);
  return order;
}

/// Whom the neighbours of a member have for neighbours. The path of a trie: what a list begins with stays marked for the lists that follow.
class TwoHops {
 public:
  explicit TwoHops(const CompactTies& ties) : ties_(&ties), marked_(ties.size()), fresh_(ties.size() + 1) {}

  /// How many are at distance 2 of the member at that place, exactly.
  std::uint32_t count(std::size_t place) {
    const auto list = ties_->from(place);
    const auto shared = static_cast<std::size_t>(std::ranges::mismatch(list, path_).in1 - list.begin());
    keep(shared);
    for (std::size_t i = shared; i < list.size(); ++i) {
      if (i + ahead < list.size()) __builtin_prefetch(&ties_->offsets[list[i + ahead]]);
      if (i + ahead / 2 < list.size()) {  // two lines: most lists are no longer
        const std::uint32_t* const head = ties_->from(list[i + ahead / 2]).data();
        __builtin_prefetch(head), __builtin_prefetch(head + 16);
      }
      mark(list[i]);
    }
    std::size_t nearer = marked_[place];
    for (const std::uint32_t end : list) nearer += marked_[end];
    touched_ += list.size();
    return static_cast<std::uint32_t>(count_ - nearer);
  }
  /// Forgets everybody, and says how many ties were walked since the last time.
  std::uint64_t finish() noexcept {
    keep(0);
    return std::exchange(touched_, 0);
  }

 private:
  void keep(std::size_t length) noexcept {
    if (length == path_.size()) return;
    for (const std::size_t until = before_[length]; count_ > until;) marked_[fresh_[--count_]] = 0;
    path_.resize(length), before_.resize(length);
  }
  void mark(std::uint32_t end) {
    path_.push_back(end), before_.push_back(count_);
    std::size_t count = count_;
    std::uint32_t* const fresh = fresh_.data();
    std::uint8_t* const marked = marked_.data();
    for (const std::uint32_t far : ties_->from(end)) {  // without a branch: it would be guessed wrong
      fresh[count] = far;
      count += 1U - marked[far];
      marked[far] = 1;
    }
    count_ = count;
    touched_ += ties_->from(end).size();
  }

  static constexpr std::size_t ahead = 8;
  const CompactTies* ties_;
  std::vector<std::uint8_t> marked_;  // by place
  std::vector<std::uint32_t> fresh_;  // whom each of the path marked that those before it had not
  std::size_t count_ = 0;
  std::vector<std::uint32_t> path_;  // whose lists are marked
  std::vector<std::size_t> before_;  // how many were marked before each
  std::uint64_t touched_ = 0;
};

/// A bit for each of 512 searches, one cache line.
struct alignas(64) Lanes {
  static constexpr std::size_t count = 512;
  std::array<std::uint64_t, 8> words{};

  [[nodiscard]] bool any() const noexcept {
    std::uint64_t all = 0;
    for (const std::uint64_t word : words) all |= word;
    return all != 0;
  }
  void set(std::size_t lane) noexcept { words[lane / 64] |= std::uint64_t{1} << (lane % 64); }
  [[nodiscard]] std::uint32_t operator[](std::size_t lane) const noexcept { return static_cast<std::uint32_t>(words[lane / 64] >> (lane % 64) & 1U); }
};

/// How often was each lane set? A carry-save counter: 5 operations an addition on average, however many lanes carry.
class LaneCounter {
 public:
  void add(const Lanes& one) noexcept {
    Lanes lanes = one;
    for (std::size_t i = 0;; ++i) {
      if (!waiting_[i]) {
        waiting_[i] = true;
        second_[i] = lanes;
        return;
      }
      waiting_[i] = false;
      for (std::size_t w = 0; w < 8; ++w) {  // a full adder
        const std::uint64_t a = first_[i].words[w], b = second_[i].words[w], c = lanes.words[w];
        first_[i].words[w] = a ^ b ^ c;
        lanes.words[w] = (a & b) | ((a ^ b) & c);
      }
    }
  }
  /// Of one lane.
  [[nodiscard]] std::uint32_t operator[](std::size_t lane) const noexcept {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < 32; ++i) sum += (first_[i][lane] + (waiting_[i] ? second_[i][lane] : 0U)) << i;
    return sum;
  }
  void clear() noexcept { first_.fill({}), waiting_.fill(false); }

 private:
  std::array<Lanes, 33> first_{}, second_{};  // each lane of place i weighs 2^i; 2³² members never carry out of the last
  std::array<bool, 33> waiting_{};
};

/// Breadth-first searches side by side.
class ManySearches {
 public:
  explicit ManySearches(const CompactTies& ties) : ties_(&ties), seen_(ties.size()), now_(ties.size()), next_(ties.size()) {}

  /// From each of ≤ 512 places; `tell(lane, distance, members)` for each of them, until nobody is reached. Returns how many ties were walked.
  template <class Tell>
  std::uint64_t run(std::span<const std::uint32_t> sources, int hops, const Tell& tell) {
    std::uint64_t touched = 0;
    frontier_.assign(sources.begin(), sources.end());
    for (std::size_t lane = 0; lane < sources.size(); ++lane) {
      now_[sources[lane]] = {};
      now_[sources[lane]].set(lane), seen_[sources[lane]].set(lane);
    }
    reached_.assign(frontier_.begin(), frontier_.end());
    for (int distance = 1; distance <= hops && !frontier_.empty(); ++distance) {
      entered_.clear();
      for (const std::uint32_t u : frontier_) {
        const Lanes lanes = now_[u];
        const auto list = ties_->from(u);
        for (std::size_t i = 0; i < list.size(); ++i) {
          if (i + ahead < list.size()) __builtin_prefetch(&next_[list[i + ahead]], 1);
          Lanes& into = next_[list[i]];
          if (!into.any()) entered_.push_back(list[i]);
          for (std::size_t w = 0; w < 8; ++w) into.words[w] |= lanes.words[w];
        }
        touched += list.size();
      }
      frontier_.clear();
      counter_.clear();
      for (const std::uint32_t v : entered_) {
        Lanes fresh = std::exchange(next_[v], Lanes{});
        for (std::size_t w = 0; w < 8; ++w) {
          fresh.words[w] &= ~seen_[v].words[w];
          seen_[v].words[w] |= fresh.words[w];
        }
        if (!fresh.any()) continue;
        counter_.add(fresh);
        now_[v] = fresh;
        frontier_.push_back(v);
      }
      reached_.insert(reached_.end(), frontier_.begin(), frontier_.end());
      for (std::size_t lane = 0; lane < sources.size(); ++lane) tell(lane, distance, counter_[lane]);
    }
    for (const std::uint32_t v : reached_) seen_[v] = {};
    return touched;
  }

 private:
  static constexpr std::size_t ahead = 8;
  const CompactTies* ties_;
  std::vector<Lanes> seen_, now_, next_;  // by place: who came by so far, who came in the last step, who comes in this one
  std::vector<std::uint32_t> frontier_, entered_, reached_;
  LaneCounter counter_;
};

/// For two hops: is it less work to mark for one member after the other, in that order, than to search from 512 at a time? Counts both.
inline bool marking_pays(const CompactTies& ties, std::span<const std::uint32_t> order) {
  constexpr std::uint64_t marks_a_line = 8;  // what it takes to merge 512 bits where marking a member takes 1
  std::vector<std::uint32_t> batch_of(ties.size());
  std::uint64_t marks = 0, lines = 0;
  std::span<const std::uint32_t> before;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto list = ties.from(order[i]);
    const auto batch = static_cast<std::uint32_t>(i / Lanes::count + 1);
    for (auto fresh = std::ranges::mismatch(list, before).in1; fresh != list.end(); ++fresh) marks += ties.from(*fresh).size();
    for (const std::uint32_t end : list)
      if (std::exchange(batch_of[end], batch) != batch) lines += ties.from(end).size();
    before = list;
  }
  return marks <= marks_a_line * lines;
}

/// The answer while it is made: distance d of a member goes into column d, or the last.
class DistanceTable {
 public:
  DistanceTable(std::uint32_t bound, const WithinOptions& options) {
    out.columns = static_cast<std::size_t>(std::min(options.hops, options.columns));
    out.counts.resize(bound * out.columns);
  }
  void add(MemberId u, int distance, std::uint32_t members) noexcept {
    out.counts[index(u) * out.columns + std::min(static_cast<std::size_t>(distance), out.columns) - 1] += members;
  }
  DistanceCounts out;
};

/// A sum over blocks.
inline std::uint64_t total(const std::vector<std::uint64_t>& parts) { return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0}); }

}  // namespace detail

/// Counts exactly.
template <TieGraph G>
DistanceCounts count_within(const G& graph, const WithinOptions& options) {
  detail::CompactTies ties = detail::compact_ties(graph);
  detail::DistanceTable table(static_cast<std::uint32_t>(graph.id_bound()), options);
  for (std::size_t i = 0; i < ties.size(); ++i) table.add(ties.members[i], 1, static_cast<std::uint32_t>(ties.from(i).size()));
  table.out.ties_touched = ties.ends.size();
  if (options.hops == 1) return table.out;
  ties = detail::busiest_first(ties, options.threads);
  const std::vector<std::uint32_t> order = detail::by_list(ties);
  // In blocks of their own, so that neither counts nor the work told of depend on who did which.
  const bool marks_them = options.hops == 2 && detail::marking_pays(ties, order);
  const std::size_t block = marks_them ? 1024 : detail::Lanes::count;
  std::vector<std::uint64_t> touched((order.size() + block - 1) / block);
  if (marks_them) {
    parallel_blocks(
        order.size(), block, options.threads, options.progress, [&] { return detail::TwoHops(ties); },
        [&](detail::TwoHops& marks, std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i) table.add(ties.members[order[i]], 2, marks.count(order[i]));
          touched[begin / block] = marks.finish();
        });
  } else {
    parallel_blocks(
        order.size(), block, options.threads, options.progress, [&] { return detail::ManySearches(ties); },
        [&](detail::ManySearches& searches, std::size_t begin, std::size_t end) {
          touched[begin / block] =
              searches.run(std::span(order).subspan(begin, end - begin), options.hops, [&](std::size_t lane, int distance, std::uint32_t members) {
                if (distance > 1) table.add(ties.members[order[begin + lane]], distance, members);
              });
        });
  }
  table.out.ties_touched += detail::total(touched);
  return table.out;
}

namespace detail {

/// `width` registers of each of a list of sketches, merged into one.
template <std::size_t width>
struct Strip {
  std::array<std::uint8_t, width> held;

  explicit Strip(const std::uint8_t* from) noexcept { std::memcpy(held.data(), from, width); }
  void raise(const Strip& by) noexcept {  // written so that compilers see 16 bytes at a time: an array of its own, a value and no reference
    for (std::size_t i = 0; i < width; ++i) held[i] = by.held[i] > held[i] ? by.held[i] : held[i];
  }
};

/// All sketches before and after a step, and whose changed by it.
class Balls {
 public:
  Balls(const CompactTies& ties, const HyperLogLog& sketches)
      : ties_(&ties), registers_(sketches.registers()), changed_(ties.size()), changes_(ties.size()) {
    const std::size_t lines = (ties.size() * registers_ + sizeof(Line) - 1) / sizeof(Line);
    now_.resize(lines), next_.resize(lines);
  }
  [[nodiscard]] const std::uint8_t* operator[](std::size_t place) const noexcept { return bytes(now_) + place * registers_; }

  /// Within one hop: the marks of a member and their neighbours.
  bool begin(std::size_t place, std::span<const HyperLogLog::Mark> marks) noexcept {
    std::uint8_t* const into = bytes(now_) + place * registers_;
    HyperLogLog::raise(into, marks[place]);
    bool rose = false;
    for (const std::uint32_t end : ties_->from(place)) rose |= HyperLogLog::raise(into, marks[end]);
    changed_[place] = rose;
    return rose;
  }

  /// One hop more for the member at that place; the sketch that comes out, or null where it is what it was.
  template <std::size_t width>
  const std::uint8_t* step(std::size_t place) noexcept {
    const std::uint8_t* const all = bytes(now_);
    std::uint8_t* const into = bytes(next_) + place * registers_;
    bool rose = false;
    for (std::size_t at = 0; at < registers_; at += width) {
      const Strip<width> before(all + place * registers_ + at);
      Strip<width> strip = before;
      const std::uint32_t* const last = ties_->ends.data() + ties_->ends.size();
      for (const std::uint32_t& end : ties_->from(place)) {
        if (&end + ahead < last) {
          for (std::size_t line = 0; line < width; line += 64) __builtin_prefetch(all + (&end)[ahead] * registers_ + at + line);
        }
        if (changed_[end]) strip.raise(Strip<width>(all + end * registers_ + at));
      }
      rose |= strip.held != before.held;
      std::memcpy(into + at, strip.held.data(), width);
    }
    changes_[place] = rose;
    return rose ? into : nullptr;
  }
  void advance() noexcept { now_.swap(next_), changed_.swap(changes_); }

 private:
  static constexpr std::ptrdiff_t ahead = 8;
  struct alignas(64) Line {
    std::array<std::uint8_t, 64> registers;
  };
  static std::uint8_t* bytes(std::vector<Line>& lines) noexcept { return reinterpret_cast<std::uint8_t*>(lines.data()); }
  static const std::uint8_t* bytes(const std::vector<Line>& lines) noexcept { return reinterpret_cast<const std::uint8_t*>(lines.data()); }

  const CompactTies* ties_;
  std::size_t registers_;
  std::vector<Line> now_, next_;
  std::vector<std::uint8_t> changed_, changes_;  // by the last step, by this one
};

}  // namespace detail

/// Estimates all distances but the first, which is counted: whole numbers, never more than there are members. `hash(u)` gives 64 uniform bits
/// that are the member's own. `registers` is a power of two from 64 to 65,536; 1.04/√registers is the relative standard deviation of how many
/// are within so many hops.
template <TieGraph G, class Hash>
DistanceCounts estimate_within(const G& graph, const Hash& hash, int registers, const WithinOptions& options) {
  constexpr std::size_t block = 1024;
  const detail::CompactTies ties = detail::compact_ties(graph);
  const HyperLogLog sketches(registers);
  const std::size_t members = ties.size();
  const std::uint64_t work = members * static_cast<std::uint64_t>(options.hops);
  detail::DistanceTable table(static_cast<std::uint32_t>(graph.id_bound()), options);
  std::vector<std::uint32_t> within(members);
  std::vector<HyperLogLog::Mark> marks(members);
  const auto over_all = [&](int hop, const auto& visit) {
    const auto heard = [&](std::uint64_t done, std::uint64_t) {
      return !options.progress || options.progress(members * static_cast<std::uint64_t>(hop - 1) + done, work);
    };
    std::atomic<bool> rose{false};
    parallel_blocks(
        members, block, options.threads, heard, [] { return 0; },
        [&](int, std::size_t begin, std::size_t end) {
          bool any = false;
          for (std::size_t i = begin; i < end; ++i) any |= visit(i);
          if (any) rose = true;
        });
    table.out.ties_touched += ties.ends.size();
    return rose.load();
  };
  const auto found = [&](std::size_t i, int hop, std::uint32_t now) {
    table.add(ties.members[i], hop, now - within[i]);
    within[i] = now;
  };
  detail::Balls balls(ties, sketches);
  parallel_blocks(
      members, block, options.threads, {}, [] { return 0; },
      [&](int, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) marks[i] = sketches.mark(hash(ties.members[i]));
      });
  bool rose = over_all(1, [&](std::size_t i) {
    found(i, 1, static_cast<std::uint32_t>(ties.from(i).size()));
    return options.hops > 1 && balls.begin(i, marks);
  });
  const auto steps = [&]<std::size_t width>() {
    for (int hop = 2; hop <= options.hops && rose; ++hop) {
      rose = over_all(hop, [&](std::size_t i) {
        const std::uint8_t* const sketch = balls.template step<width>(i);
        if (sketch == nullptr && hop > 2) return false;
        const double others = std::round(sketches.distinct(sketch == nullptr ? balls[i] : sketch)) - 1;
        found(i, hop, static_cast<std::uint32_t>(std::clamp(others, static_cast<double>(within[i]), static_cast<double>(members - 1))));
        return sketch != nullptr;
      });
      balls.advance();
    }
  };
  switch (registers) {
    case 64: steps.template operator()<64>(); break;
    default: steps.template operator()<128>();
  }
  if (options.progress) options.progress(work, work);
  return table.out;
}

}  // namespace v0
}  // namespace hobnob
