// Private: text from outside, checked and shown safely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hobnob {
inline namespace v0 {
namespace detail {

/// Is it well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF)?
inline bool is_utf8(std::string_view text) noexcept {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = at + text.size();
  while (at != end) {
    if (*at < 0x80) {
      ++at;
      continue;
    }
    const int more = *at >= 0xF0 ? 3 : *at >= 0xE0 ? 2 : 1;
    if (*at < 0xC2 || *at > 0xF4 || end - at <= more) return false;
    const unsigned char second = at[1];
    if ((*at == 0xE0 && second < 0xA0) || (*at == 0xED && second > 0x9F) || (*at == 0xF0 && second < 0x90) || (*at == 0xF4 && second > 0x8F))
      return false;
    for (int i = 1; i <= more; ++i)
      if ((at[i] & 0xC0U) != 0x80) return false;
    at += more + 1;
  }
  return true;
}

/// As given, for a message: control characters and bytes that are no UTF-8 as \xNN, shortened to about 60 bytes, in quotes.
inline std::string in_quotes(std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "'";
  const bool whole = is_utf8(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool starts = (c & 0xC0U) != 0x80;
    if (i >= 60 && (starts || !whole)) {
      out += "…";
      break;
    }
    if (c < 0x20 || c == 0x7F || (c >= 0x80 && !whole)) {
      out += "\\x";
      out += digits[c >> 4U];
      out += digits[c & 15U];
    } else {
      out += static_cast<char>(c);
    }
  }
  return out + "'";
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
