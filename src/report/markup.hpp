// Private: how does text become markup without ever being taken for markup? Only `html` and `Html{…}` make markup; whatever text is put
// into a pattern of `html` is escaped on the way, so that forgetting is not possible.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.hpp"
#include "hobnob/core/ranking.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// Markup: safe to stand in a page as it is.
struct Html {
  std::string code;
  Html& operator+=(const Html& more) {
    code += more.code;
    return *this;
  }
};

/// The code point that begins at `at`, which moves on; U+FFFD, one byte at a time, for what is no UTF-8.
inline char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (!is_utf8(text.substr(at, length))) {
    ++at;
    return U'\uFFFD';
  }
  char32_t point = length == 1 ? first : first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) point = (point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  at += length;
  return point;
}

inline void put_code_point(std::string& out, char32_t point) {
  const auto byte = [&out](char32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (point < 0x80) return byte(point);
  if (point < 0x800) byte(0xC0 | (point >> 6U));
  else if (point < 0x10000) byte(0xE0 | (point >> 12U)), byte(0x80 | ((point >> 6U) & 0x3F));
  else byte(0xF0 | (point >> 18U)), byte(0x80 | ((point >> 12U) & 0x3F)), byte(0x80 | ((point >> 6U) & 0x3F));
  byte(0x80 | (point & 0x3F));
}

/// What a name may do to a page: be read. Controls, and what turns the direction of the text after it or hides in it, show as U+FFFD.
inline char32_t harmless(char32_t point) noexcept {
  if (point == '\t' || point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029) return ' ';
  const bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
  const bool direction =
      point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  const bool invisible = point == 0x200B || point == 0xFEFF;
  const bool nothing = (point & 0xFFFEU) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
  return control || direction || invisible || nothing ? U'\uFFFD' : point;
}

/// Text for an element or a quoted attribute.
inline std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = harmless(next_code_point(text, at));
    switch (point) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: put_code_point(out, point);
    }
  }
  return out;
}
inline const std::string& escaped(const Html& markup) noexcept { return markup.code; }
template <std::integral Whole>
Whole escaped(Whole number) noexcept {
  return number;
}

/// A pattern of markup with text, markup and whole numbers put in.
template <class... Part>
Html html(fmt::format_string<decltype(escaped(std::declval<const Part&>()))...> pattern, const Part&... parts) {
  return {fmt::format(pattern, escaped(parts)...)};
}

/// A place in a picture, to a tenth.
inline Html at(double place) { return {fmt::format("{:.1f}", place)}; }

/// About how wide a text is, in ems of a common sans serif: a picture must know before anybody draws it.
inline double ems(char32_t point) noexcept {
  if (point < 0x80) {
    constexpr std::string_view narrow = "fijlrt.,:;|!'()[] ", wide = "mwMW@%";
    const char c = static_cast<char>(point);
    if (narrow.find(c) != std::string_view::npos) return 0.36;
    if (wide.find(c) != std::string_view::npos) return 0.92;
    return c >= 'A' && c <= 'Z' ? 0.70 : 0.58;
  }
  if (point >= 0x300 && point < 0x370) return 0;  // marks over the letter before
  return point < 0x1100 ? 0.66 : 1.05;
}
inline double ems(std::string_view text) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < text.size();) sum += ems(harmless(next_code_point(text, i)));
  return sum;
}

/// The text, or as much of its beginning as fits, and "…".
inline std::string shortened(std::string_view text, double most_ems) {
  double sum = 0;
  std::size_t fits = 0;  // bytes before which "…" still finds room
  for (std::size_t i = 0; i < text.size();) {
    sum += ems(harmless(next_code_point(text, i)));
    if (sum > most_ems) return std::string(text.substr(0, fits)) + "…";
    if (sum <= most_ems - 1) fits = i;
  }
  return std::string(text);
}

inline std::string thousands(std::string digits) {
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0 && digits[static_cast<std::size_t>(i) - 1] != '-'; i -= 3)
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  return digits;
}
inline std::string number(std::uint64_t n) { return thousands(fmt::format("{}", n)); }
inline std::string number(std::int64_t n) { return thousands(fmt::format("{}", n)); }

/// A chance whose words stay on one line.
inline std::string chance(double probability) {
  std::string out;
  for (const char c : chance_text(probability)) c == ' ' ? out += "\u00A0" : out += c;
  return out;
}

/// For people: as many digits as matter, thousands apart.
inline std::string number(double x) {
  if (std::isnan(x)) return "unknown";
  if (std::isinf(x)) return x > 0 ? "∞" : "−∞";
  const double size = std::abs(x);
  if (size == 0) return "0";
  if (size < 0.001) return fmt::format("{:.1e}", x);
  if (size < 0.095) return fmt::format("{:.2g}", x);
  if (size < 0.995) return fmt::format("{:.2f}", x);
  if (size >= 1e15) return fmt::format("{:.2e}", x);
  if (size == std::trunc(size) || size >= 99.95) return thousands(fmt::format("{:.0f}", x));
  return fmt::format("{:.1f}", x);
}

/// "30 s", "41 min", "2.3 h".
inline std::string duration(double seconds) {
  if (!(std::abs(seconds) >= 60)) return number(seconds) + "\u00A0s";
  return seconds < 3600 ? fmt::format("{:.0f}\u00A0min", seconds / 60) : number(seconds / 3600) + "\u00A0h";
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
