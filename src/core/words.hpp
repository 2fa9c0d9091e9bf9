// Private: how answers speak to people.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hobnob/core/ranking.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// Control characters as "\uFFFD": a name must not begin a line of its own or speak to the terminal.
inline std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c < 0x20 || c == 0x7F || c1) out += "\xEF\xBF\xBD";
    else out += text[i];
    i += c1;
  }
  return out;
}

/// "Ana Silva (ana)", or the key alone where no name is known.
inline std::string called(const People& people, MemberId id) {
  const std::string name = one_line(people.name(id));
  const std::string key = one_line(people.key(id).to_string());
  return name.empty() || name == key ? key : fmt::format("{} ({})", name, key);
}

inline std::string chain(const People& people, std::span<const MemberId> members) {
  std::string out;
  for (const MemberId id : members) out += (out.empty() ? "" : " → ") + called(people, id);
  return out;
}

/// Said where nobody can be reached, as on a record of mail alone: rows of zeros would not say why.
inline constexpr std::string_view what_makes_an_audience =
    "Follows, subscriptions, connections and groups make an audience; interactions alone do not.";

/// What a picture has to say, and that, where there is nobody to be reached.
inline std::string with_audience_notice(std::string notice, bool nobody) {
  if (nobody) (notice += notice.empty() ? "" : " ") += what_makes_an_audience;
  return notice;
}

/// "2004-05-01" in UTC.
inline std::string date(Time time) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{time}})};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

/// An expected figure: "17.4", and a small one with two digits that say something: "0.027".
inline std::string expected(double figure) { return figure >= 1 || figure == 0 ? fmt::format("{:.1f}", figure) : fmt::format("{:.2g}", figure); }

inline std::string count(std::uint64_t n, std::string_view one, std::string_view many) { return fmt::format("{} {}", n, n == 1 ? one : many); }

/// "3 days ago"; whole units, rounded down.
inline std::string ago(std::uint32_t seconds) {
  const std::uint32_t days = seconds / static_cast<std::uint32_t>(seconds_per_day);
  if (days >= 730) return count(days / 365, "year ago", "years ago");
  if (days >= 60) return count(days / 30, "month ago", "months ago");
  if (days >= 1) return count(days, "day ago", "days ago");
  if (seconds >= 3600) return count(seconds / 3600, "hour ago", "hours ago");
  return seconds >= 60 ? count(seconds / 60, "minute ago", "minutes ago") : "under a minute ago";
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
