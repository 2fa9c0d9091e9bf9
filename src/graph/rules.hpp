// Private: what a fact must satisfy, whichever door it comes through: the calls of Network or a saved record.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/text.hpp"
#include "graph/record.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline constexpr std::size_t longest_key = 128;
inline constexpr std::size_t longest_text = 65'536;

[[noreturn]] inline void refuse(const std::string& text) { throw Error(Errc::invalid_argument, text); }

inline void check_text(std::string_view text, std::string_view field) {
  if (text.size() > longest_text) refuse(fmt::format("{} must be at most {} bytes, got {}", field, longest_text, text.size()));
  if (!detail::is_utf8(text)) refuse(fmt::format("{} must be UTF-8, got {}", field, in_quotes(text)));
}

inline void check_word(std::string_view word, std::string_view field) {  // names that stand for something: groups, kinds
  if (word.empty()) refuse(fmt::format("{} must not be empty", field));
  if (word.size() > longest_key) refuse(fmt::format("{} must be at most {} bytes, got {}: {}", field, longest_key, word.size(), in_quotes(word)));
  check_text(word, field);
}

inline std::string shown(const Key& key) { return key.is_text() ? in_quotes(key.text()) : key.to_string(); }

/// `whole`: what the keys are those of, for the message.
inline void check_key(const KeyTable& keys, const Key& key, std::string_view field, std::string_view whole = "network") {
  if (key.is_text()) check_word(key.text(), field);
  if (keys.text() && *keys.text() != key.is_text())
    refuse(fmt::format("{} must be {} like the other keys of this {}, got {} {}", field, *keys.text() ? "text" : "an integer", whole,
                       key.is_text() ? "the text" : "the integer", shown(key)));
}

inline void check_pair(const KeyTable& keys, const Key& a, std::string_view field_a, const Key& b, std::string_view field_b,
                       std::string_view whole = "network") {
  check_key(keys, a, field_a, whole);
  check_key(keys, b, field_b, whole);
  if (a.is_text() != b.is_text()) refuse(fmt::format("{} and {} must be keys of one kind, got {} and {}", field_a, field_b, shown(a), shown(b)));
  if (a == b) refuse(fmt::format("{} and {} must be two members, got {} twice", field_a, field_b, shown(a)));
}

inline void check_time(std::optional<Time> time, std::string_view field) {
  if (!time || (*time >= min_time && *time <= max_time)) return;
  refuse(fmt::format("{} must be Unix seconds of a year 1…9999, got {}{}", field, *time, *time > max_time ? " (milliseconds? divide by 1000)" : ""));
}

inline Span checked(const Interval& interval) {
  check_time(interval.start, "start");
  check_time(interval.until, "until");
  if (interval.start && interval.until && *interval.start >= *interval.until)
    refuse(fmt::format("start must be before until, got {} and {}", *interval.start, *interval.until));
  return {interval.start.value_or(detail::from_always), interval.until.value_or(detail::until_ever)};
}

inline void check_member(const Member& member) {
  check_text(member.name, "name");
  check_text(member.industry, "industry");
  check_text(member.organisation, "organisation");
  check_text(member.city, "city");
  for (const std::string& topic : member.needs) check_word(topic, "needs");
  for (const std::string& topic : member.offers) check_word(topic, "offers");
  check_time(member.joined, "joined");
  if (member.ask_cap && *member.ask_cap < 0) refuse(fmt::format("ask_cap must be 0 or more, got {}", *member.ask_cap));
  validate(member);
}

/// Gives every row to `add`, at most `max_rejected` of which it may refuse; the first one too many is thrown, with its place. A limit is no row's fault.
template <class Row, class Add>
ImportReport take_rows(std::span<const Row> rows, std::uint64_t max_rejected, std::string_view what, const Add& add) {
  ImportReport report;
  for (const Row& row : rows) {
    ++report.rows;
    try {
      add(row);
      ++report.accepted;
    } catch (const Error& error) {
      if (error.code() == Errc::limit_exceeded || report.rejected.size() >= max_rejected)
        throw Error(error.code(), fmt::format("{} row {}: {} ({} rows were rejected before; max_rejected allows more)", what, report.rows,
                                              error.what(), report.rejected.size()));
      report.rejected.push_back({report.rows, error.what()});
    }
  }
  return report;
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
