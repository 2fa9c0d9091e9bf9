// What does a conversation cost, one by one and by one post for many? Introductions and posts in one unit: hours of human time.
//
//   hobnob::Effort effort = hobnob::effort({.members = 10'000});
//   effort.one_by_one_hours      // 83.3: thirty seconds with each
//   effort.break_even_readers    // 60: from so many readers on, thirty minutes of writing are cheaper than turning to each
//
// Arithmetic on numbers that the caller knows or the presets guess; nothing is read from a network. O(1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/reach/attention.hpp"

namespace hobnob {
inline namespace v0 {

/// Durations are seconds of human time. What is left out is what the presets of `ReadingModel` expect of as many followers, or members of
/// a group, as there are `members`, within half a year.
struct EffortOptions {
  std::int64_t members = 10'000;               ///< How many there are to turn to.
  double contact_seconds = 30;                 ///< Called c: turning to one person.
  double contact_chance = 0.02;                ///< Chance that a cold contact answers.
  double ask_chance = 0.25;                    ///< Chance that an ask for an introduction succeeds, for example of a path.
  double ask_seeker_seconds = 120;
  double ask_introducer_seconds = 420;
  double ask_target_seconds = 300;
  double writing_seconds = 1800;               ///< Writing a post.
  double reply_seconds = 120;                  ///< What a conversation takes, on either side.
  double reading_seconds = 30;                 ///< Reading a post or a message.
  std::optional<double> post_readers{};        ///< Expected distinct readers of a post to all but groups, as `estimate_reach` gives them.
  std::optional<double> post_conversations{};
  std::optional<double> group_readers{};       ///< The same of a post to a group.
  std::optional<double> group_conversations{};
  template <class O = EffortOptions>
  static constexpr auto fields() {
    return std::tuple{field("members", &O::members, 0, 1e12),
                      field("contact_seconds", &O::contact_seconds, 1, 1e6),
                      field("contact_chance", &O::contact_chance, 0, 1),
                      field("ask_chance", &O::ask_chance, 0, 1),
                      field("ask_seeker_seconds", &O::ask_seeker_seconds, 1, 1e6),
                      field("ask_introducer_seconds", &O::ask_introducer_seconds, 0, 1e6),
                      field("ask_target_seconds", &O::ask_target_seconds, 0, 1e6),
                      field("writing_seconds", &O::writing_seconds, 1, 1e6),
                      field("reply_seconds", &O::reply_seconds, 0, 1e6),
                      field("reading_seconds", &O::reading_seconds, 0, 1e6),
                      field("post_readers", &O::post_readers),
                      field("post_conversations", &O::post_conversations),
                      field("group_readers", &O::group_readers),
                      field("group_conversations", &O::group_conversations)};
  }
};

/// One way to reach people, once done: an ask, a cold contact, a post, a post to a group.
struct Way {
  std::string way;
  double seconds = 0;             ///< The sender's own.
  double readers = 0;             ///< Who is expected to take notice.
  double conversations = 0;       ///< Expected.
  double receiver_seconds = 0;    ///< Of all those who are turned to, introducers included.
  [[nodiscard]] double readers_per_hour() const noexcept { return readers * 3600 / seconds; }
  [[nodiscard]] double conversations_per_hour() const noexcept { return conversations * 3600 / seconds; }
  friend bool operator==(const Way&, const Way&) = default;
};

struct Effort {
  std::vector<Way> rows;
  double one_by_one_hours = 0;    ///< members · c.
  double break_even_readers = 0;  ///< writing / c.
  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
  friend bool operator==(const Effort&, const Effort&) = default;
};

/// Asking, cold contact, posting and posting to a group side by side. Error(invalid_argument) for options out of range.
///   asking: one introduction; a conversation with chance `ask_chance`; the introducer's time is spent on every ask, the target's on success.
///   contact: one message; it is read, and answered with chance `contact_chance`.
///   post, group: writing, and `reply_seconds` a conversation.
HOBNOB_API Effort effort(const EffortOptions& options = {});

/// For people. What Python's `str` gives.
HOBNOB_API std::string to_text(const Effort& effort);
/// Columns way, seconds, readers, conversations, readers_per_hour, conversations_per_hour, receiver_seconds.
HOBNOB_API Table to_table(const Effort& effort);

}  // namespace v0
}  // namespace hobnob
