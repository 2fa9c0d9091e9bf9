// How far does something spread along given chances? A plain directed graph for the independent cascade: source → target with a probability.
//
//   const std::vector<hobnob::ArcRow> rows{{"ana", "bo", 0.5}, {"bo", "kim"}};   // a probability that is left out is 1
//   const hobnob::ArcGraph graph(rows);
//   for (const hobnob::Tie tie : graph.ties_from(graph.id("ana"))) … graph.key(tie.member) … hobnob::probability_of(tie.cost) …
//   const hobnob::ArcGraph cascade = hobnob::read_arcs("NetHEPT.txt.gz", {.skip_lines = 1}).weighted();
//
// What the literature's data sets hold: no record, no time, no policy, so no views either; everybody sees everything. Members are the ends
// of arcs. A handle to shared constant data: copying is one counter, any thread may read. Compressed sparse rows both ways with ascending
// ends: 24 bytes per arc (end and probability, out and in) and 8 per member for offsets, beside the keys.
// A chance is kept in double, as given; a kernel that walks costs gets float(−ln p), made on the way.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/tie_graph.hpp"

namespace hobnob {
inline namespace v0 {

/// An arc as it is given.
struct ArcRow {
  Key source{}, target{};
  double probability = 1;              ///< The chance that what reached the source goes on to the target, in [0, 1].
  friend bool operator==(const ArcRow&, const ArcRow&) = default;
};

/// How rows become arcs. The default is strict: the first bad row raises.
struct ArcOptions {
  Duplicates duplicates = Duplicates::reject;   ///< A row that repeats source and target: bad, or (last) it replaces the one before.
  /// Each row counts both ways. A row that turns an earlier one around is no repeat: it replaces it, whatever `duplicates` says.
  bool undirected = false;
  std::uint64_t max_rejected = 0;               ///< Up to this many rows may fail and are reported; one more raises.
  template <class O = ArcOptions>
  static constexpr auto fields() {
    return std::tuple{field("duplicates", &O::duplicates), field("undirected", &O::undirected), field("max_rejected", &O::max_rejected)};
  }
};

namespace detail {
struct ArcData;
}

class HOBNOB_API ArcGraph {
 public:
  class Builder;

  /// The arcs of the rows. A row is bad with a key of another kind than the keys before it, an empty key, one that is not UTF-8 or longer
  /// than 128 bytes, one member as both ends, a probability outside [0, 1] or NaN (Error(invalid_argument)), or as a repeat
  /// (Error(duplicate_key)); it names no members. Error(limit_exceeded) beyond 2³¹ − 1 arcs, 2³² − 1 members or 4 GiB of keys.
  /// O(rows + members log members).
  explicit ArcGraph(std::span<const ArcRow> rows = {}, const ArcOptions& options = {});
  // A copy is one counter, so that a move may be one too: no graph is ever left without its arcs.
  ArcGraph(const ArcGraph&) = default;
  ArcGraph& operator=(const ArcGraph&) = default;
  ~ArcGraph() = default;

  /// The ties of one member, in ascending order of the other end.
  class Ties {
   public:
    class iterator {
     public:
      using value_type = Tie;
      using difference_type = std::ptrdiff_t;
      using iterator_concept = std::forward_iterator_tag;
      iterator() = default;
      iterator(const std::uint32_t* end, const double* probability) : end_(end), probability_(probability) {}
      Tie operator*() const noexcept { return {MemberId{*end_}, static_cast<float>(cost_of(*probability_))}; }
      iterator& operator++() noexcept {
        ++end_, ++probability_;
        return *this;
      }
      iterator operator++(int) noexcept {
        iterator was = *this;
        ++*this;
        return was;
      }
      friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.end_ == b.end_; }

     private:
      const std::uint32_t* end_ = nullptr;
      const double* probability_ = nullptr;
    };
    Ties() = default;
    Ties(std::span<const std::uint32_t> ends, const double* probability) : ends_(ends), probability_(probability) {}
    [[nodiscard]] iterator begin() const noexcept { return {ends_.data(), probability_}; }
    [[nodiscard]] iterator end() const noexcept { return {ends_.data() + ends_.size(), probability_ + ends_.size()}; }
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

   private:
    std::span<const std::uint32_t> ends_;
    const double* probability_ = nullptr;
  };

  // A TieGraph.
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return member_count(); }
  [[nodiscard]] std::uint32_t member_count() const noexcept { return static_cast<std::uint32_t>(out_.offsets.size() - 1); }
  [[nodiscard]] bool contains(MemberId u) const noexcept { return index(u) < member_count(); }
  [[nodiscard]] Ties ties_from(MemberId u) const noexcept { return ties(u, out_); }
  [[nodiscard]] Ties ties_to(MemberId u) const noexcept { return ties(u, in_); }

  [[nodiscard]] std::size_t arc_count() const noexcept { return out_.ends.size(); }
  /// What became of the rows: where they stood and why, if they were rejected.
  [[nodiscard]] const ImportReport& report() const noexcept;

  /// The key of a member, bounds-checked.
  [[nodiscard]] Key key(MemberId u) const;
  /// The member of that key, if there is one. O(log n) key comparisons.
  [[nodiscard]] std::optional<MemberId> find(const Key& key) const noexcept;
  /// The member of that key. Error(unknown_member), naming the nearest keys.
  [[nodiscard]] MemberId id(const Key& key) const;
  /// All keys, ascending: where a key stands is its id. O(n).
  [[nodiscard]] std::vector<Key> keys() const;

  // The arrays themselves, for bulk work; valid as long as some handle lives. The arcs from u are those from offsets()[u] to
  // offsets()[u + 1], ascending by their targets; the arcs to u, likewise in the `in_` arrays, ascending by their sources.
  [[nodiscard]] std::span<const std::uint32_t> offsets() const noexcept { return out_.offsets; }
  [[nodiscard]] std::span<const std::uint32_t> ends() const noexcept { return out_.ends; }
  [[nodiscard]] std::span<const double> probability() const noexcept { return out_.probability; }
  [[nodiscard]] std::span<const std::uint32_t> in_offsets() const noexcept { return in_.offsets; }
  [[nodiscard]] std::span<const std::uint32_t> in_ends() const noexcept { return in_.ends; }
  [[nodiscard]] std::span<const double> in_probability() const noexcept { return in_.probability; }

  /// The weighted cascade: the same arcs, each with the probability 1 / in-degree of its target, so that everybody is reached by one of
  /// their sources in expectation. D. Kempe, J. Kleinberg, É. Tardos, Maximizing the spread of influence through a social network, 2003,
  /// doi:10.1145/956750.956769. The report stays. O(arcs + members).
  [[nodiscard]] ArcGraph weighted() const;

  /// The same keys, arcs and probabilities, whatever rows they came from.
  friend HOBNOB_API bool operator==(const ArcGraph& a, const ArcGraph& b);

 private:
  /// Side by side in every handle, as walks touch them.
  struct Rows {
    std::span<const std::uint32_t> offsets;
    std::span<const std::uint32_t> ends;
    std::span<const double> probability;
  };
  explicit ArcGraph(std::shared_ptr<const detail::ArcData> data);
  [[nodiscard]] Ties ties(MemberId u, const Rows& rows) const noexcept {
    if (!contains(u)) return {};
    const std::uint32_t from = rows.offsets[index(u)];
    return {rows.ends.subspan(from, rows.offsets[index(u) + std::size_t{1}] - from), rows.probability.data() + from};
  }
  std::shared_ptr<const detail::ArcData> data_;
  Rows out_, in_;
};

static_assert(TieGraph<ArcGraph>);

/// A graph from rows that come one at a time: what the constructor and the readers stand on.
class HOBNOB_API ArcGraph::Builder {
 public:
  /// `max_rejected` is for whoever gives the rows: a bad one is theirs to report.
  explicit Builder(const ArcOptions& options = {});
  ~Builder();
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  /// Error as of the graph's constructor; then nothing has changed. Amortised O(1) (hashing).
  void add(const ArcRow& row);
  /// The arcs added so far, with a report to carry. O(arcs + members log members).
  [[nodiscard]] ArcGraph build(ImportReport report = {}) const;

 private:
  struct Pending;
  std::unique_ptr<Pending> pending_;
};

}  // namespace v0
}  // namespace hobnob
