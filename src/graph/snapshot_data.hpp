// Private: the columns of a snapshot. Canonical: two snapshots of equal records are equal member by member.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/telling.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/core/workspace.hpp"
#include "hobnob/graph/snapshot.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// Strings end to end.
class TextColumn {
 public:
  void push(std::string_view text) {
    if (bytes_.size() + text.size() > 0xFFFF'FFFFU) throw Error(Errc::limit_exceeded, "the texts of one column exceed 4 GiB");
    bytes_ += text;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  [[nodiscard]] std::string_view operator[](std::uint32_t row) const noexcept {
    const std::uint32_t from = row == 0 ? 0 : ends_[row - 1];
    return std::string_view(bytes_).substr(from, ends_[row] - from);
  }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(ends_.size()); }
  [[nodiscard]] std::size_t memory_usage() const noexcept { return ends_.capacity() * 4 + bytes_.capacity(); }
  void fit() { ends_.shrink_to_fit(), bytes_.shrink_to_fit(); }
  friend bool operator==(const TextColumn&, const TextColumn&) = default;

 private:
  std::vector<std::uint32_t> ends_;
  std::string bytes_;
};

/// Keys in ascending order, all of one kind.
struct KeyColumn {
  bool text = false;
  std::vector<std::int64_t> numbers;
  TextColumn texts;
  void push(const Key& key) {
    text = key.is_text();
    if (text) texts.push(key.text());
    else numbers.push_back(key.number());
  }
  [[nodiscard]] std::uint32_t size() const noexcept { return text ? texts.size() : static_cast<std::uint32_t>(numbers.size()); }
  [[nodiscard]] Key operator[](std::uint32_t row) const { return text ? Key(texts[row]) : Key(numbers[row]); }
  [[nodiscard]] std::optional<MemberId> find(const Key& key) const noexcept {
    if (size() == 0 || key.is_text() != text) return std::nullopt;
    std::uint32_t low = 0, high = size();
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      const bool less = text ? texts[middle] < std::string_view(key.text()) : numbers[middle] < key.number();
      if (less) low = middle + 1;
      else high = middle;
    }
    if (low == size() || (text ? texts[low] != std::string_view(key.text()) : numbers[low] != key.number())) return std::nullopt;
    return MemberId{low};
  }
  friend bool operator==(const KeyColumn&, const KeyColumn&) = default;
};

/// For a key that is not there: names the nearest ones, or why there can be none. `as_of`: of a picture, which may be of a time before all.
/// snapshot.cpp
Error unknown_member(const KeyColumn& keys, const Key& key, std::optional<Time> as_of = {});

/// Compressed sparse rows: for each row an ascending list.
struct Csr {
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> ids;
  /// From (row, id) pairs in any order, repeats once. O(pairs log pairs).
  static Csr from_pairs(std::uint32_t rows, std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs) {
    Telling nobody;
    return from_pairs(rows, std::move(pairs), nobody);
  }
  static Csr from_pairs(std::uint32_t rows, std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs, Telling& tell) {
    tell.sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    Csr csr;
    csr.offsets.assign(rows + std::size_t{1}, 0);
    csr.ids.reserve(pairs.size());
    for (const auto& [row, id] : pairs) ++csr.offsets[row + std::size_t{1}], csr.ids.push_back(id);
    for (std::size_t row = 0; row < rows; ++row) csr.offsets[row + 1] += csr.offsets[row];
    return csr;
  }
  [[nodiscard]] std::span<const std::uint32_t> row(std::uint32_t i) const noexcept { return {ids.data() + offsets[i], ids.data() + offsets[i + 1]}; }
  [[nodiscard]] bool contains(std::uint32_t i, std::uint32_t id) const noexcept {
    const auto list = row(i);
    return std::binary_search(list.begin(), list.end(), id);
  }
  [[nodiscard]] std::uint32_t rows() const noexcept { return static_cast<std::uint32_t>(offsets.size() - 1); }
  [[nodiscard]] std::size_t memory_usage() const noexcept { return (offsets.capacity() + ids.capacity()) * 4; }
  friend bool operator==(const Csr&, const Csr&) = default;
};

/// Sparse rows of what is more than an id: for each row an ascending list.
template <class Item>
struct SparseRows {
  std::vector<std::uint32_t> offsets{0};
  std::vector<Item> items;
  /// From (row, item) pairs that ascend, no two alike.
  static SparseRows from_sorted(std::uint32_t rows, const std::vector<std::pair<std::uint32_t, Item>>& pairs) {
    SparseRows sparse;
    sparse.offsets.assign(rows + std::size_t{1}, 0);
    sparse.items.reserve(pairs.size());
    for (const auto& [row, item] : pairs) ++sparse.offsets[row + std::size_t{1}], sparse.items.push_back(item);
    for (std::size_t row = 0; row < rows; ++row) sparse.offsets[row + 1] += sparse.offsets[row];
    return sparse;
  }
  [[nodiscard]] std::span<const Item> row(std::uint32_t i) const noexcept { return {items.data() + offsets[i], items.data() + offsets[i + 1]}; }
  [[nodiscard]] std::size_t memory_usage() const noexcept { return offsets.capacity() * 4 + items.capacity() * sizeof(Item); }
  friend bool operator==(const SparseRows&, const SparseRows&) = default;
};

/// How often a member was shown another between two of their asks for them.
struct Impressions {
  std::uint32_t target;
  Time last;                            // of these impressions
  std::uint64_t mass;                   // decayed, in units of 1/mass_grid: a sum without an order
  friend auto operator<=>(const Impressions&, const Impressions&) = default;
};
inline constexpr double mass_grid = 0x1p36;

/// A consent that speaks to some, not to all.
struct ConsentException {
  std::uint32_t member;
  Purpose purpose;
  std::uint8_t kind;      // Grantee::Kind
  bool allow;
  std::uint32_t grantee;  // member or group, by kind
  Time from;              // when it began: of statements to two groups of a viewer the later one holds
  friend auto operator<=>(const ConsentException&, const ConsentException&) = default;
};

struct SnapshotData {
  Time as_of = 0;
  TieModelInfo model;
  std::string notice;
  bool open_only = false;               // made with Overlap: the owner's open view alone
  bool projected = false;               // a projection answers its own viewer only:
  std::optional<Key> projected_for;     // that member, or none for the owner
  std::optional<Policy> projected_by;   // and its own policy

  KeyColumn keys;
  TextColumn names, industries, organisations, cities;
  TextColumn topics;                    // ascending; needs and offers are places in it
  Csr needs, offers;
  std::vector<double> openness;
  std::vector<double> willingness;      // ω as of now, before consent
  std::vector<std::uint32_t> status;
  std::uint32_t unlisted_count = 0;

  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> ends;
  std::vector<float> cost;
  std::vector<float> cost_back;         // empty where ρ = ½: then `cost` serves both ways
  std::vector<float> strength;
  std::vector<std::uint64_t> declared;
  std::vector<std::uint64_t> is_private;

  bool explained = true;                 // were recency and counts kept?
  std::vector<std::uint32_t> seconds_since;  // of the directed tie; 2³²−1: no event. Both empty without explanations
  std::vector<std::uint32_t> events;

  std::vector<ConsentException> exceptions;  // ascending
  Csr blocks;                           // both ways
  Csr followers, subscribers;           // of each member
  SparseRows<AskFacts> asks;            // of each seeker
  SparseRows<Impressions> impressions;  // of each viewer
  TextColumn groups;                    // ascending
  Csr members_of;                       // of each group
  Csr groups_of;                        // of each member

  // What makes views cheap: does anything of the kind exist at all?
  bool any_private = false;
  std::uint32_t any_status = 0;         // union of all members' status bits
  std::uint32_t all_status = 0;         // intersection
  std::vector<double> introducer_cost;  // −ln ω

  mutable Workspace workspace;

  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(status.size()); }
  /// Fills what follows from the rest. Last step of every maker.
  void finish() {
    any_status = 0;
    all_status = ~0U;
    unlisted_count = 0;
    introducer_cost.clear();
    introducer_cost.reserve(size());
    for (const std::uint32_t bits : status) any_status |= bits, all_status &= bits, unlisted_count += (bits & status_unlisted) != 0;
    for (const double omega : willingness) introducer_cost.push_back(cost_of(omega));
    any_private = std::ranges::any_of(is_private, [](std::uint64_t word) { return word != 0; });
  }
};

inline void set_bit(std::vector<std::uint64_t>& bits, std::uint32_t i) noexcept { bits[i >> 6] |= std::uint64_t{1} << (i & 63U); }
inline std::vector<std::uint64_t> bits_for(std::size_t count) { return std::vector<std::uint64_t>((count + 63) / 64); }

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
