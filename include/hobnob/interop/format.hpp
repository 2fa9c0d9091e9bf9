// How do I print an answer with std::format? As any string: whatever has a `to_text` has a formatter.
//
//   std::cout << std::format("{}\n", hobnob::find_paths(view, ana, kim));       // what to_text says
//   std::cout << std::format("{:>12} {:.3}\n", ranking.key(id), row.score);     // keys as people read them, with a width
//
// Formats are those of strings: fill, alignment, width and precision, of the text as a whole; ids are formatted as numbers are.
// An answer is never taken for a range, as C++23 would. For char. Nothing is here where the standard library has no <format>: g++ 12 and
// clang 16 have none; there `interop/fmt.hpp` says the same with fmt.
#pragma once

#include <version>

#ifdef __cpp_lib_format

#include <concepts>
#include <cstdint>
#include <format>
#include <ranges>
#include <string_view>
#include <type_traits>

#include "hobnob/core/error.hpp"
#include "hobnob/core/printable.hpp"
#include "hobnob/core/types.hpp"

template <hobnob::Printable Answer>
struct std::formatter<Answer, char> : std::formatter<std::string_view, char> {
  template <class Context>
  auto format(const Answer& answer, Context& context) const {
    return std::formatter<std::string_view, char>::format(to_text(answer), context);
  }
};
#ifdef __cpp_lib_format_ranges
template <std::ranges::input_range Answer>
  requires std::same_as<Answer, std::remove_cvref_t<Answer>> && hobnob::Printable<Answer>
constexpr std::range_format std::format_kind<Answer> = std::range_format::disabled;
#endif

template <>
struct std::formatter<hobnob::Key, char> : std::formatter<std::string_view, char> {
  template <class Context>
  auto format(const hobnob::Key& key, Context& context) const {
    return std::formatter<std::string_view, char>::format(key.to_string(), context);
  }
};
/// Its text, without the code.
template <>
struct std::formatter<hobnob::Error, char> : std::formatter<std::string_view, char> {
  template <class Context>
  auto format(const hobnob::Error& error, Context& context) const {
    return std::formatter<std::string_view, char>::format(error.what(), context);
  }
};
template <>
struct std::formatter<hobnob::Errc, char> : std::formatter<std::string_view, char> {
  template <class Context>
  auto format(hobnob::Errc code, Context& context) const {
    return std::formatter<std::string_view, char>::format(hobnob::name_of(code), context);
  }
};

template <>
struct std::formatter<hobnob::MemberId, char> : std::formatter<std::uint32_t, char> {
  template <class Context>
  auto format(hobnob::MemberId id, Context& context) const {
    return std::formatter<std::uint32_t, char>::format(hobnob::index(id), context);
  }
};
template <>
struct std::formatter<hobnob::GroupId, char> : std::formatter<std::uint32_t, char> {
  template <class Context>
  auto format(hobnob::GroupId id, Context& context) const {
    return std::formatter<std::uint32_t, char>::format(hobnob::index(id), context);
  }
};

#endif
