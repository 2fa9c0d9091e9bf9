// What are the units? Members, groups, instants, and the two faces of a chance: probability and cost.
//
//   hobnob::cost_of(0.5)               // 0.693… = −ln 0.5
//   hobnob::probability_of(0.693147)   // 0.5
//
// Everything here is a plain value, O(1), and needs only the standard library.
#pragma once

#include <cmath>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#ifdef __FAST_MATH__
#error "hobnob needs IEEE arithmetic: infinities are costs and the same bits are promised everywhere. Build without -ffast-math."
#endif

namespace hobnob {
inline namespace v0 {

static_assert(sizeof(void*) == 8, "hobnob needs a 64-bit platform");

/// A member of one snapshot: the rank of the member's key among the members of that snapshot.
/// Dense and ascending with the key. Keep keys, not ids: an id means nothing in another snapshot.
enum class MemberId : std::uint32_t {};

/// The id of nobody: what `view.id(key)` gives for a member the viewer may not see.
inline constexpr MemberId no_member{0xffff'ffffU};

/// A group of one snapshot: the rank of the group's name among the groups of that snapshot.
enum class GroupId : std::uint32_t {};

constexpr std::uint32_t index(MemberId id) noexcept { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(GroupId id) noexcept { return static_cast<std::uint32_t>(id); }

/// An instant, in seconds since 1970-01-01 UTC.
using Time = std::int64_t;

inline constexpr Time seconds_per_day = 86'400;
/// Instants from the year 1 to the year 9999 are accepted: what every calendar library can print.
inline constexpr Time min_time = -62'135'596'800;
inline constexpr Time max_time = 253'402'300'799;

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// −ln p: additive along a path, 0 for certainty, +infinity for the impossible.
/// p = 1 gives +0 (not −0), so that equal chances have equal bytes.
inline double cost_of(double probability) noexcept { return probability >= 1.0 ? 0.0 : -std::log(probability); }

/// exp(−cost), the inverse of `cost_of`.
inline double probability_of(double cost) noexcept { return std::exp(-cost); }

/// The caller's own name for a member: a string (compared bytewise) or a 64-bit integer.
/// One kind per network; `1` and `"1"` are different keys and are never mixed. Keys are ordered, and `std::hash` takes them.
class Key {
 public:
  Key() : value_(std::int64_t{0}) {}
  template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char>)
  Key(I value) : value_(static_cast<std::int64_t>(value)) {  // NOLINT(google-explicit-constructor): a key is what the caller writes
    static_assert(sizeof(I) < 8 || std::signed_integral<I>, "keys are signed 64-bit integers: cast to std::int64_t, if all fit");
  }
  Key(std::string value) : value_(std::move(value)) {}       // NOLINT(google-explicit-constructor)
  Key(std::string_view value) : value_(std::string(value)) {}  // NOLINT(google-explicit-constructor)
  Key(const char* value) : value_(std::string(value)) {}     // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool is_text() const noexcept { return std::holds_alternative<std::string>(value_); }
  /// The string; only for a text key.
  [[nodiscard]] const std::string& text() const { return std::get<std::string>(value_); }
  /// The integer; only for an integer key.
  [[nodiscard]] std::int64_t number() const { return std::get<std::int64_t>(value_); }
  /// How a person reads it: the string itself, or the integer's digits.
  [[nodiscard]] std::string to_string() const { return is_text() ? text() : std::to_string(number()); }

  friend bool operator==(const Key&, const Key&) = default;
  friend std::strong_ordering operator<=>(const Key& a, const Key& b) {
    if (a.is_text() != b.is_text()) return a.is_text() <=> b.is_text();
    if (a.is_text()) return a.text().compare(b.text()) <=> 0;
    return a.number() <=> b.number();
  }

 private:
  std::variant<std::int64_t, std::string> value_;
};

}  // namespace v0
}  // namespace hobnob

/// Of what the key holds: as good as the standard library's for strings and integers, and no shield where strangers choose the keys.
template <>
struct std::hash<hobnob::Key> {
  [[nodiscard]] std::size_t operator()(const hobnob::Key& key) const {
    return key.is_text() ? std::hash<std::string>()(key.text()) : std::hash<std::int64_t>()(key.number());
  }
};
