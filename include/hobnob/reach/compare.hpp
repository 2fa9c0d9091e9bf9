// Where should I post? To my followers, my connections, a group, two groups, everywhere; or turn to people one by one?
//
//   hobnob::PostComparison where = hobnob::compare_posts(view, view.id("ana"));
//   where.rows[0].way                                  // "all channels": the most conversations for an hour of one's own
//   where.rows[0].points.back().conversations          // by day 180
//
// Readers and conversations of a post are those of `estimate_reach` with the channels of each way, to the bit, and so are floors and
// roundings in a member's view; what they cost is what `effort` says of a post and of a contact. A post is written once, however many
// channels it goes to.
//
// One by one is turning to each member of the whole audience, as many as `audience` tells: each reads, `contact_chance` of them answer,
// and each takes `contact_seconds` of `hours_a_day` working hours. By day τ so many have been turned to: min(total, τ · hours_a_day · 3600 /
// contact_seconds), taken as a quantity that grows evenly. It says what the same hours would have brought.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/reach/effort.hpp"

namespace hobnob {
inline namespace v0 {

/// Pairs are looked for among so many groups: those with the most readers by the latest day.
inline constexpr std::size_t most_paired_groups = 30;

struct ComparePostsOptions {
  std::vector<double> times{1, 7, 30, 180};                    ///< Days to tell of; infinity is "ever". 1 to 10,000 of them.
  std::optional<std::vector<std::string>> groups{};            ///< Groups to compare, as in `Channels`; left out, those the author is in.
  int pairs = 5;  ///< How many pairs of groups to tell of, those with the most readers at the first hop.
  double hours_a_day = 8;  ///< Working hours in which to turn to people one by one.
  double contact_seconds = EffortOptions{}.contact_seconds;  ///< These five as in `EffortOptions`.
  double contact_chance = EffortOptions{}.contact_chance;
  double writing_seconds = EffortOptions{}.writing_seconds;
  double reply_seconds = EffortOptions{}.reply_seconds;
  double reading_seconds = EffortOptions{}.reading_seconds;
  ReadingModel reading{};
  double share = 0;  ///< Onward sharing and its worlds, as in `ReachOptions`, for every post alike.
  std::int64_t worlds = 1000;
  std::uint64_t seed = 0;
  int threads = 1;
  /// Called now and then with work done and work in all, at least after every way; false ends the question with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = ComparePostsOptions>
  static constexpr auto fields() {
    return std::tuple{field("times", &O::times),
                      field("groups", &O::groups),
                      field("pairs", &O::pairs, 0, 1000),
                      field("hours_a_day", &O::hours_a_day, 0, 24),
                      field("contact_seconds", &O::contact_seconds, 1, 1e6),
                      field("contact_chance", &O::contact_chance, 0, 1),
                      field("writing_seconds", &O::writing_seconds, 1, 1e6),
                      field("reply_seconds", &O::reply_seconds, 0, 1e6),
                      field("reading_seconds", &O::reading_seconds, 0, 1e6),
                      field("reading", &O::reading),
                      field("share", &O::share, 0, 1),
                      field("worlds", &O::worlds, 2, 100'000'000),
                      field("seed", &O::seed),
                      field("threads", &O::threads, 0, 1024)};
  }
};

/// What a way is expected to come to by a day; durations are seconds of human time.
struct PostPoint {
  double days = 0;
  double readers = 0;  ///< Distinct.
  double conversations = 0;
  double own_seconds = 0;  ///< The author's: writing and replies, or turning to each.
  double receiver_seconds = 0;  ///< Of all the others: reading and replies.
  /// For an hour of the author's own; 0 where nothing has been spent yet.
  [[nodiscard]] double conversations_per_hour() const noexcept { return own_seconds > 0 ? conversations * 3600 / own_seconds : 0; }
  friend bool operator==(const PostPoint&, const PostPoint&) = default;
};

/// One way to spread one's words.
struct PostWay {
  std::string way;  ///< "followers" (and subscribers), "connections", "group X", "groups X + Y", "all channels", "one by one".
  Channels channels;  ///< What to pass to `estimate_reach` for the same figures; one by one, whose members are turned to.
  std::uint64_t total = 0;  ///< Who can be reached at all.
  bool total_complete = true;  ///< False: up to 299 strangers beside these are not told, as in `Audience`.
  std::vector<PostPoint> points;  ///< In the order of the times asked about.
  friend bool operator==(const PostWay&, const PostWay&) = default;
};

/// Ways in order: the most conversations for an hour of one's own by the latest day first; among equals the most readers, then followers
/// before connections before groups by name, pairs, all channels and one by one.
struct PostComparison {
  std::vector<PostWay> rows;
  bool complete = true;  ///< False where some figure may leave out strangers: see `Audience`.
  std::string method = "exact, one hop";
  std::string reading = "preset";  ///< Where visibility, propensity and talk come from.
  std::string notice;
  Time as_of = 0;
  std::uint64_t entries_touched = 0;

  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
  friend bool operator==(const PostComparison&, const PostComparison&) = default;
};

/// Ways for `author` to spread their words, side by side. Of more than `most_paired_groups` groups only the pairs among those with the most
/// readers are looked at, and `method` says so: there may be a better one. Errors as in `estimate_reach`; options out of range are
/// Error(invalid_argument). As much work as `estimate_reach` of every way, and of all the pairs looked at by one day.
HOBNOB_API PostComparison compare_posts(const View& view, MemberId author, const ComparePostsOptions& options = {});

/// For people: a line a way. What Python's `str` gives.
HOBNOB_API std::string to_text(const PostComparison& comparison);
/// A row for every way and day. Columns way, days, readers, conversations, own_seconds, receiver_seconds.
HOBNOB_API Table to_table(const PostComparison& comparison);

}  // namespace v0
}  // namespace hobnob
