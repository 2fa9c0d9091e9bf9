// Private: from keys to slots and back, safe against keys chosen to collide.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/telling.hpp"
#include "core/text.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// SipHash-1-3, keyed at random: who fills a table cannot foresee collisions. One key per process, for a draw of it costs 10 to 50 µs.
/// J.-P. Aumasson, D. J. Bernstein, SipHash: a fast short-input PRF, 2012, doi:10.1007/978-3-642-34931-7_28.
class SipHash {
 public:
  using is_avalanching = void;
  SipHash() {
    static const std::array<std::uint64_t, 2> secret = [] {
      std::random_device entropy;
      std::array<std::uint64_t, 2> drawn{};
      for (std::uint64_t& half : drawn) half = std::uint64_t{entropy()} << 32 | entropy();
      return drawn;
    }();
    key_ = secret;
  }
  std::size_t operator()(std::string_view text) const noexcept {
    std::array<std::uint64_t, 4> v{key_[0] ^ 0x736f6d6570736575U, key_[1] ^ 0x646f72616e646f6dU, key_[0] ^ 0x6c7967656e657261U,
                                   key_[1] ^ 0x7465646279746573U};
    const auto round = [&v] {
      v[0] += v[1], v[1] = std::rotl(v[1], 13) ^ v[0], v[0] = std::rotl(v[0], 32);
      v[2] += v[3], v[3] = std::rotl(v[3], 16) ^ v[2];
      v[0] += v[3], v[3] = std::rotl(v[3], 21) ^ v[0];
      v[2] += v[1], v[1] = std::rotl(v[1], 17) ^ v[2], v[2] = std::rotl(v[2], 32);
    };
    const auto absorb = [&](std::uint64_t word) { v[3] ^= word, round(), v[0] ^= word; };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + at, 8);
      absorb(word);
    }
    std::uint64_t last = std::uint64_t{text.size()} << 56;
    std::memcpy(&last, text.data() + at, text.size() - at);
    absorb(last);
    v[2] ^= 0xFF;
    round(), round(), round();
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }
  std::size_t operator()(std::int64_t number) const noexcept {
    char bytes[8];
    std::memcpy(bytes, &number, 8);
    return (*this)(std::string_view(bytes, 8));
  }

 private:
  std::array<std::uint64_t, 2> key_{};
};

/// The keys of a record in the order of their slots, and the way back. All are of one kind, set by the first.
class KeyTable {
 public:
  KeyTable() = default;
  KeyTable(KeyTable&&) = default;
  KeyTable& operator=(KeyTable&&) = default;
  KeyTable(const KeyTable& other) { *this = other; }
  KeyTable& operator=(const KeyTable& other) {
    if (this == &other) return *this;
    *this = KeyTable();
    for (std::uint32_t slot = 0; slot < other.size(); ++slot) add(other[slot]);
    return *this;
  }
  ~KeyTable() = default;

  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(text_ ? texts_.size() : numbers_.size()); }
  /// Of what kind are the keys? Unset while there are none.
  [[nodiscard]] std::optional<bool> text() const noexcept { return size() == 0 ? std::nullopt : std::optional(text_); }
  [[nodiscard]] Key operator[](std::uint32_t slot) const { return text_ ? Key(texts_[slot]) : Key(numbers_[slot]); }
  [[nodiscard]] const std::string& text_at(std::uint32_t slot) const noexcept { return texts_[slot]; }
  [[nodiscard]] std::int64_t number_at(std::uint32_t slot) const noexcept { return numbers_[slot]; }

  [[nodiscard]] std::optional<std::uint32_t> find(const Key& key) const noexcept {
    if (size() == 0 || key.is_text() != text_) return std::nullopt;
    if (text_) {
      const auto at = by_text_.find(std::string_view(key.text()));
      return at == by_text_.end() ? std::nullopt : std::optional(at->second);
    }
    const auto at = by_number_.find(key.number());
    return at == by_number_.end() ? std::nullopt : std::optional(at->second);
  }
  /// The key must not be there yet and be of the table's kind.
  std::uint32_t add(const Key& key) {
    const std::uint32_t slot = size();
    if (slot == 0) text_ = key.is_text();
    if (text_) {
      texts_.push_back(key.text());
      by_text_.emplace(texts_.back(), slot);
    } else {
      numbers_.push_back(key.number());
      by_number_.emplace(key.number(), slot);
    }
    return slot;
  }
  void truncate(std::uint32_t size_before) {
    while (size() > size_before) {
      if (text_) {
        by_text_.erase(std::string_view(texts_.back()));
        texts_.pop_back();
      } else {
        by_number_.erase(numbers_.back());
        numbers_.pop_back();
      }
    }
  }
  /// Takes one key out; the slots above move down by one. O(size).
  void remove(std::uint32_t slot) {
    KeyTable kept;
    for (std::uint32_t other = 0; other < size(); ++other)
      if (other != slot) kept.add((*this)[other]);
    *this = std::move(kept);
  }
  /// Orders slots by their keys, ascending.
  void sort(std::vector<std::uint32_t>& slots) const {
    Telling nobody;
    sort(slots, nobody);
  }
  void sort(std::vector<std::uint32_t>& slots, Telling& tell) const {
    if (!text_) {
      tell.sort(slots.begin(), slots.end(), [this](std::uint32_t a, std::uint32_t b) { return numbers_[a] < numbers_[b]; });
      return;
    }
    // Sorting by the first eight bytes settles most comparisons without touching the strings.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    order.reserve(slots.size());
    tell.for_each(slots, [&](std::uint32_t slot) {
      unsigned char head[8] = {};
      const std::string& text = texts_[slot];
      std::memcpy(head, text.data(), std::min<std::size_t>(8, text.size()));
      std::uint64_t prefix = 0;
      for (const unsigned char c : head) prefix = prefix << 8 | c;
      order.emplace_back(prefix, slot);
    });
    tell.sort(order.begin(), order.end(),
              [this](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : texts_[a.second] < texts_[b.second]; });
    std::ranges::transform(order, slots.begin(), [](const auto& entry) { return entry.second; });
  }
  [[nodiscard]] std::size_t memory_usage() const noexcept {
    std::size_t bytes = numbers_.capacity() * sizeof(std::int64_t) + by_number_.bucket_count() * 17 + by_text_.bucket_count() * 25;
    for (const std::string& text : texts_) bytes += sizeof text + (text.capacity() > 15 ? text.capacity() + 1 : 0);
    return bytes;
  }

 private:
  bool text_ = false;
  std::vector<std::int64_t> numbers_;
  std::deque<std::string> texts_;  // never moves an element, so that the map's views stay valid
  boost::unordered_flat_map<std::int64_t, std::uint32_t, SipHash> by_number_;
  boost::unordered_flat_map<std::string_view, std::uint32_t, SipHash> by_text_;
};

/// Edit distance in which two neighbours that change places are one slip (F. Damerau 1964), given up at `limit`.
inline std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() >= limit) return limit;
  std::vector<std::size_t> before(a.size() + 1), last(a.size() + 1), row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::swap(before, last), std::swap(last, row);
    row[0] = j;
    std::size_t least = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      row[i] = std::min({last[i - 1] + (a[i - 1] != b[j - 1]), last[i] + 1, row[i - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[i] = std::min(row[i], before[i - 2] + 1);
      least = std::min(least, row[i]);
    }
    if (least >= limit && (j < 2 || *std::ranges::min_element(last) + 1 >= limit)) return limit;
  }
  return std::min(row[a.size()], limit);
}

/// "; did you mean 'ana', 'anna'?" from the (up to three) nearest of `count` texts, or nothing if none is near: a slip changes a third of
/// what is written at most, and never more than three letters. O(count · length).
template <class TextOf>
std::string did_you_mean(const std::string& asked, std::uint32_t count, const TextOf& text_of, bool quoted = true) {
  std::vector<std::pair<std::size_t, std::string>> nearest;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string text = text_of(i);
    const std::size_t limit = std::min<std::size_t>(4, std::max(asked.size(), text.size()) / 3 + 1);
    const std::size_t distance = edit_distance(asked, text, limit);
    if (distance >= limit) continue;
    nearest.emplace_back(distance, text);
    std::sort(nearest.begin(), nearest.end());
    if (nearest.size() > 3) nearest.pop_back();
  }
  std::string out;
  for (const auto& [distance, text] : nearest) out += (out.empty() ? "; did you mean " : ", ") + (quoted ? in_quotes(text) : text);
  return out.empty() ? out : out + "?";
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
