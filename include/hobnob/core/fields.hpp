// Which options does a query take? One table per options struct, from which C++ validates and Python takes its keywords.
//
//   struct PathOptions {
//     int k = 5;  ///< How many paths to return.
//     template <class O = PathOptions>  // a template, so that only those who read the table pay for it
//     static constexpr auto fields() { return std::tuple{field("k", &O::k, 1, 1000)}; }
//   };
//   validate(PathOptions{.k = 0});  // Error(invalid_argument): "k must be 1…1000, got 0"
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {

/// One option: its name (the same in C++ and Python), where it lives, and the closed range of its values (numbers only).
template <class Options, class Value>
struct Field {
  std::string_view name;
  Value Options::*member;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

template <class Options, class Value>
constexpr Field<Options, Value> field(std::string_view name, Value Options::*member) {
  return {name, member};
}
template <class Options, class Value>
constexpr Field<Options, Value> field(std::string_view name, Value Options::*member, double low, double high) {
  return {name, member, low, high};
}

/// An aggregate of options with a `fields()` table.
template <class Options>
concept OptionTable = requires { Options::fields(); };

template <OptionTable Options, class Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&](const auto&... each) { (visit(each), ...); }, Options::fields());
}

namespace detail {
inline std::string shortest(double value) {  // locale-free, the shortest text that reads back as the same number
  char text[32];
  if (value == std::trunc(value) && std::abs(value) < 1e15)  // 100000, not 1e+05
    return {text, std::to_chars(text, text + sizeof text, static_cast<long long>(value)).ptr};
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

/// Refuses what is no value of its enum, as a number that an app has cast may be. The values are 0, 1, … `last_value(Enum{})`, which stands beside
/// each enum that callers hand over.
template <class Enum>
  requires std::is_enum_v<Enum>
void check_value(Enum value, std::string_view name) {
  const auto number = static_cast<long long>(value), last = static_cast<long long>(last_value(Enum{}));
  if (number < 0 || number > last)
    throw Error(Errc::invalid_argument,
                std::string(name) + " must be one of the values 0…" + std::to_string(last) + " of its enum, got " + std::to_string(number));
}
template <class Value>
inline constexpr bool is_optional_enum = false;
template <class Value>
inline constexpr bool is_optional_enum<std::optional<Value>> = std::is_enum_v<Value>;
}  // namespace detail

/// Throws Error(invalid_argument) naming the first option out of its range, the value and the range. NaN is in no range, and what is no value of its
/// enum neither.
template <OptionTable Options>
void validate(const Options& options) {
  for_each_field<Options>([&]<class Value>(const Field<Options, Value>& field) {
    if constexpr (std::is_arithmetic_v<Value> && !std::same_as<Value, bool>) {
      const auto value = static_cast<double>(options.*field.member);
      if (value >= field.low && value <= field.high) return;
      throw Error(Errc::invalid_argument, std::string(field.name) + " must be " + detail::shortest(field.low) + "…" + detail::shortest(field.high) +
                                              ", got " + detail::shortest(value));
    } else if constexpr (std::is_enum_v<Value>) {
      detail::check_value(options.*field.member, field.name);
    } else if constexpr (detail::is_optional_enum<Value>) {
      if (options.*field.member) detail::check_value(*(options.*field.member), field.name);
    }
  });
}

}  // namespace v0
}  // namespace hobnob
