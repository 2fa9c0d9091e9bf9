// How do I print an answer with fmt? As any string: whatever has a `to_text` has a formatter.
//
//   fmt::print("{}\n", hobnob::find_paths(view, ana, kim));        // what to_text says
//   fmt::print("{:>12} {:.3}\n", ranking.key(id), row.score);      // keys as people read them, with a width
//   catch (const hobnob::Error& e) { fmt::print(stderr, "{}: {}\n", e.code(), e); }
//
// Formats are those of strings: fill, alignment, width and precision, of the text as a whole; ids are formatted as numbers are.
// An answer is never taken for a range, also with fmt/ranges.h, which would print its rows. For char; fmt 9.1 or newer.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/printable.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

struct FmtText : fmt::formatter<fmt::string_view> {
  template <class Context>
  auto format_text(std::string_view text, Context& context) const {
    return fmt::formatter<fmt::string_view>::format({text.data(), text.size()}, context);
  }
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

template <hobnob::Printable Answer>
struct fmt::formatter<Answer, char> : hobnob::detail::FmtText {
  template <class Context>
  auto format(const Answer& answer, Context& context) const {
    return format_text(to_text(answer), context);
  }
};
template <hobnob::Printable Answer, class Char>
struct fmt::is_range<Answer, Char> : std::false_type {};

template <>
struct fmt::formatter<hobnob::Key> : hobnob::detail::FmtText {
  template <class Context>
  auto format(const hobnob::Key& key, Context& context) const {
    return format_text(key.to_string(), context);
  }
};
/// Its text, without the code.
template <>
struct fmt::formatter<hobnob::Error> : hobnob::detail::FmtText {
  template <class Context>
  auto format(const hobnob::Error& error, Context& context) const {
    return format_text(error.what(), context);
  }
};
template <>
struct fmt::formatter<hobnob::Errc> : hobnob::detail::FmtText {
  template <class Context>
  auto format(hobnob::Errc code, Context& context) const {
    return format_text(hobnob::name_of(code), context);
  }
};

template <>
struct fmt::formatter<hobnob::MemberId> : fmt::formatter<std::uint32_t> {
  template <class Context>
  auto format(hobnob::MemberId id, Context& context) const {
    return fmt::formatter<std::uint32_t>::format(hobnob::index(id), context);
  }
};
template <>
struct fmt::formatter<hobnob::GroupId> : fmt::formatter<std::uint32_t> {
  template <class Context>
  auto format(hobnob::GroupId id, Context& context) const {
    return fmt::formatter<std::uint32_t>::format(hobnob::index(id), context);
  }
};
