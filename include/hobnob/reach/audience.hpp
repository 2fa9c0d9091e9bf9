// Who is opted in to what I post, over which channels, each counted once? And who of them is most likely to read and to talk?
//
//   hobnob::Audience audience = hobnob::audience(view, view.id("ana"));
//   hobnob::Readers readers = hobnob::rank_readers(view, view.id("ana"), {.k = 10});
//
// Following, subscribing and joining a group are opt-ins in themselves; a declared connection counts where the reader lets themselves be
// messaged. Interactions strengthen ties and make no audience. Left out first, from every figure: the author, members marked do-not-contact, members with a block between them and the author,
// and members who refuse to be counted or, under `Policy::opt_in()`, have not agreed to be. Exact: one pass over the channels' lists.
//
// In a member's view, figures about one's own followers, subscribers and connections are exact. Of strangers (other members of groups that
// the viewer is in) a figure is given only from 300 on and rounded to 10, and nobody is named; a group that the viewer is not in is an empty
// channel, as one that does not exist, and only `more` counts its members, as it counts all, as strangers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/attention.hpp"

namespace hobnob {
inline namespace v0 {

/// In a member's view: fewest strangers of whom a figure is given, and what such figures are rounded to.
inline constexpr std::uint64_t stranger_floor = 300;
inline constexpr std::uint64_t stranger_rounding = 10;

/// Over which channels a post goes.
struct Channels {
  bool follow = true;
  bool subscription = true;
  bool connection = true;
  /// Names of groups, repeats once. Left out (nullopt, and that is what `{}` means): those the author belongs to. None: `{{}}`.
  std::optional<std::vector<std::string>> groups{};
  template <class O = Channels>
  static constexpr auto fields() {
    return std::tuple{field("follow", &O::follow), field("subscription", &O::subscription), field("connection", &O::connection),
                      field("groups", &O::groups)};
  }
  friend bool operator==(const Channels&, const Channels&) = default;
};

struct AudienceOptions {
  Channels channels{};
  int more_groups = 5;  ///< How many further groups to name, by how many readers each would add. Looks at every group.
  template <class O = AudienceOptions>
  static constexpr auto fields() {
    return std::tuple{field("channels", &O::channels), field("more_groups", &O::more_groups, 0, 100'000)};
  }
};

/// One channel's part of an audience.
struct ChannelAudience {
  std::string channel;  ///< "follow", "subscription", "connection", or "group " and its name.
  std::uint64_t size = 0;  ///< Readers it reaches.
  std::uint64_t only = 0;  ///< Those of them whom no other of the channels reaches.
  bool size_complete = true;  ///< False: up to 299 strangers beside these are not told; texts say "+".
  bool only_complete = true;
  friend bool operator==(const ChannelAudience&, const ChannelAudience&) = default;
};

/// Who can be reached at all: per channel, where channels overlap, and together.
struct Audience {
  std::vector<ChannelAudience> rows;  ///< follow, subscription, connection, then groups by name.
  std::vector<std::uint64_t> overlaps;  ///< |A_i ∩ A_j|, row by row; the diagonal holds the sizes.
  std::uint64_t total = 0;  ///< Distinct readers.
  bool total_complete = true;  ///< False: up to 299 strangers beside these are not told.
  std::vector<ChannelAudience> more;  ///< Further groups: `only` is how many readers one would add; the largest first, then by name.
  bool complete = true;  ///< False where rows, overlaps or the total may leave out up to 299 strangers each.
  std::string method = "exact";
  std::string notice;  ///< What the asker should know of the instant asked about; empty if nothing.
  Time as_of = 0;
  std::uint64_t entries_touched = 0;  ///< Work done, in permitted entries of lists.

  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
  /// |A_i ∩ A_j|. Error(invalid_argument) beyond the rows.
  [[nodiscard]] HOBNOB_API std::uint64_t overlap(std::size_t i, std::size_t j) const;
  friend bool operator==(const Audience&, const Audience&) = default;
};

/// The exact distinct audience of `author`. An unknown group is an empty channel in a member's view and Error(invalid_argument) in the
/// owner's. Error(invalid_argument) if the author is not the viewer of a member's view; Error(limit_exceeded) beyond 2,000 channels.
/// O(Σ of the lists' lengths + Σ over readers of the square of how many lists hold them + channels² + all memberships if `more_groups` > 0).
HOBNOB_API Audience audience(const View& view, MemberId author, const AudienceOptions& options = {});

/// For people. What Python's `str` gives.
HOBNOB_API std::string to_text(const Audience& audience);
/// Columns channel, size, only.
HOBNOB_API Table to_table(const Audience& audience);

/// Somebody who may read, and over which channels.
struct Reader {
  MemberId member = no_member;
  std::vector<std::string> channels;  ///< The author's own; none for who hears of it from others alone.
  MemberId through =
      no_member;  ///< With onward sharing: who most often is the first to bring it to them, where others more often do than the author.
};
inline std::vector<MemberId> mentions(const Reader& reader) {
  return reader.through == no_member ? std::vector{reader.member} : std::vector{reader.member, reader.through};
}

/// Readers in order; factors multiply to the score: "reads" (P_m, by the day asked about) and "talks".
struct Readers : Ranking<Reader> {};

struct ReaderOptions {
  int k = 20;  ///< How many readers to return; fewer if there are fewer.
  double days = 180;  ///< Reading by so many days after the post appeared.
  Channels channels{};
  ReadingModel reading{};
  double share = 0;  ///< As of `ReachOptions` (spread.hpp), with the next three; in a member's view it brings nobody new by name.
  std::int64_t worlds = 1000;
  std::uint64_t seed = 0;
  int threads = 1;
  /// Called now and then with worlds done and worlds in all, on the calling thread; false ends the query with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = ReaderOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 100'000'000), field("days", &O::days, 0, infinity),  field("channels", &O::channels),
                      field("reading", &O::reading),     field("share", &O::share, 0, 1),       field("worlds", &O::worlds, 2, 100'000'000),
                      field("seed", &O::seed),           field("threads", &O::threads, 0, 1024)};
  }
};

/// The readers most likely to read and to talk, P_m(τ) · talk: those who come pre-qualified to a conversation; ties by ascending id. Those
/// without any chance are left out. With onward sharing the chance of the first hop stays exact, and what others bring is the share of worlds in
/// which they did (standard error √(p(1 − p)/worlds)). In a member's view of the viewer's own followers, subscribers and connections only, and by
/// the first hop alone: who passes words on to them is not the viewer's to know. Errors as in `audience`.
HOBNOB_API Readers rank_readers(const View& view, MemberId author, const ReaderOptions& options = {});

/// For people: one line a reader.
HOBNOB_API std::string to_text(const Readers& readers);
/// Columns rank, member, score, reads, talks, channels, through (a key, or nothing).
HOBNOB_API Table to_table(const Readers& readers);

}  // namespace v0
}  // namespace hobnob
