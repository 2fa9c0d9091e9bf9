#include "hobnob/reach/effort.hpp"

#include <fmt/format.h>

#include <cmath>

#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

double given_or(const std::optional<double>& given, std::string_view name, double otherwise) {
  if (!given) return otherwise;
  if (!(*given >= 0 && *given <= 1e15)) throw Error(Errc::invalid_argument, fmt::format("{} must be 0…1e15, got {}", name, *given));
  return *given;
}

}  // namespace

Effort effort(const EffortOptions& options) {
  validate(options);
  const ReadingModel reading;
  const auto members = static_cast<double>(options.members);
  const double seen = reading.attention.seen_by(180);
  const double post_readers = given_or(options.post_readers, "post_readers", members * reading.follow_visibility * reading.follow_base * seen);
  const double group_readers = given_or(options.group_readers, "group_readers", members * reading.group_visibility * reading.group_base * seen);
  const double post_talks = given_or(options.post_conversations, "post_conversations", post_readers * reading.talk);
  const double group_talks = given_or(options.group_conversations, "group_conversations", group_readers * reading.talk);
  const auto post = [&](const char* way, double readers, double talks) {
    return Way{way, options.writing_seconds + options.reply_seconds * talks, readers, talks,
               options.reading_seconds * readers + options.reply_seconds * talks};
  };
  Effort out;
  out.rows = {
      {"asking", options.ask_seeker_seconds, options.ask_chance, options.ask_chance,
       options.ask_introducer_seconds + options.ask_target_seconds * options.ask_chance},
      {"contact", options.contact_seconds, 1, options.contact_chance, options.reading_seconds + options.reply_seconds * options.contact_chance},
      post("post", post_readers, post_talks),
      post("group", group_readers, group_talks)};
  out.one_by_one_hours = members * options.contact_seconds / 3600;
  out.break_even_readers = options.writing_seconds / options.contact_seconds;
  return out;
}

std::string to_text(const Effort& effort) {
  std::string out =
      fmt::format("One by one: {:.1f} hours. A post pays from {:.0f} readers on.\n", effort.one_by_one_hours, std::ceil(effort.break_even_readers));
  out +=
      fmt::format("{:<10}{:>12}{:>12}{:>16}{:>20}{:>22}\n", "way", "own hours", "readers", "readers/hour", "conversations/hour", "receivers' hours");
  for (const Way& way : effort.rows)
    out += fmt::format("{:<10}{:>12.2f}{:>12.1f}{:>16.1f}{:>20.2f}{:>22.2f}\n", way.way, way.seconds / 3600, way.readers, way.readers_per_hour(),
                       way.conversations_per_hour(), way.receiver_seconds / 3600);
  return out;
}

Table to_table(const Effort& effort) {
  std::vector<std::string> way;
  std::vector<double> seconds, readers, conversations, readers_per_hour, conversations_per_hour, receiver_seconds;
  for (const Way& row : effort.rows) {
    way.push_back(row.way);
    seconds.push_back(row.seconds), readers.push_back(row.readers), conversations.push_back(row.conversations);
    readers_per_hour.push_back(row.readers_per_hour()), conversations_per_hour.push_back(row.conversations_per_hour());
    receiver_seconds.push_back(row.receiver_seconds);
  }
  return {{{"way", way},
           {"seconds", seconds},
           {"readers", readers},
           {"conversations", conversations},
           {"readers_per_hour", readers_per_hour},
           {"conversations_per_hour", conversations_per_hour},
           {"receiver_seconds", receiver_seconds}}};
}

}  // namespace v0
}  // namespace hobnob
