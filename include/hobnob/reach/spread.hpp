// How far will my words carry? Expected views, distinct readers and conversations, by days after a post; for one author or for all.
//
//   hobnob::Reach reach = hobnob::estimate_reach(view, view.id("ana"), {.times = {1, 7, 30, 180}});
//   hobnob::Authors widest = hobnob::rank_reach(app, {.k = 10});
//
// A reader m who is reached over the channels c reads by day τ with chance P_m(τ) = 1 − Π_c (1 − visibility_c · R_c(m) · F(τ)).
// Distinct readers: Σ P_m. Views: the sum of all the terms. Conversations: Σ P_m · talk. Several posts are an archive: views and
// conversations add, and readers are Σ (1 − Π_posts (1 − P_m)), each counted once however many posts they read. Closed form for one hop,
// under independence of channels, posts and readers: O(entries of the channels · times · posts). Floors as in `audience.hpp`.
// Onward sharing (`share` > 0) is a live-edge process: the author shares with certainty, a reader once with chance `share`, and each follower
// and subscriber of one who shared reads with chance visibility · R, each time by one coin; a reader must be allowed to hear of the author
// and of the sharer. The first hop stays exact; what comes after it is simulated, in worlds that share their coins with every other question
// of the same seed (common random numbers).
// In a member's view strangers (`audience.hpp`) are a crowd: as many as may be told, each in as many of the groups as they are on average,
// reading by `group_base` alone. An expectation about them tells no more than the audience does, whatever chances and posts are asked about. For
// the same reason all whom sharing reaches are there a crowd at each hop, of as many as may be told (300 on, rounded to 10), who read by base
// propensities; a crowd that may not be told ends it.
#pragma once

#include <cstdint>
#include <functional>
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
#include "hobnob/reach/audience.hpp"

namespace hobnob {
inline namespace v0 {

struct ReachOptions {
  std::vector<double> times{1, 7, 30, 180};  ///< Days to tell of; infinity is "ever". 1 to 10,000 of them.
  std::vector<double> posts{0};              ///< Days on which posts appear; several are an archive. A post later than a time is not yet there.
  Channels channels{};
  ReadingModel reading{};
  double share = 0;  ///< Chance that a reader passes it on; 0: one hop, exact. Our preset where sharing is asked for: 0.02.
  std::int64_t worlds = 1000;  ///< How many worlds are simulated beyond the first hop; none where `share` is 0.
  std::uint64_t seed = 0;
  int threads = 1;  ///< 0: as many as the machine has. The answer is the same for any number.
  /// Called now and then with worlds done and worlds in all, on the calling thread; false ends the query with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = ReachOptions>
  static constexpr auto fields() {
    return std::tuple{field("times", &O::times),       field("posts", &O::posts),
                      field("channels", &O::channels), field("reading", &O::reading),
                      field("share", &O::share, 0, 1), field("worlds", &O::worlds, 2, 100'000'000),
                      field("seed", &O::seed),         field("threads", &O::threads, 0, 1024)};
  }
};

/// What is expected by a day.
struct ReachPoint {
  double days = 0;
  double views = 0;
  double readers = 0;  ///< Distinct.
  double conversations = 0;
  double standard_error = 0;  ///< Of `readers`, from the worlds; 0 where nothing was simulated.
  friend bool operator==(const ReachPoint&, const ReachPoint&) = default;
};

struct Reach {
  std::vector<ReachPoint> rows;  ///< In the order of the times asked about.
  Audience audience;  ///< Who can be reached at all (without `more`).
  bool complete = true;  ///< False where the audience may leave out strangers: see there.
  std::string method = "exact, one hop";
  std::string reading = "preset";  ///< Where visibility, propensity and talk come from.
  double share = 0;
  std::uint64_t worlds = 0;  ///< Simulated; 0 without onward sharing.
  std::uint64_t seed = 0;
  std::string notice;
  Time as_of = 0;
  std::uint64_t entries_touched = 0;  ///< Of lists, and arcs looked at in the worlds.

  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
  friend bool operator==(const Reach&, const Reach&) = default;
};

/// Expected reach of `author` by each of the times. Errors as in `audience`, Error(invalid_argument) for options out of range, and
/// Error(limit_exceeded) where times · posts · entries pass 2·10¹⁰, some seconds of work. With onward sharing O(worlds · posts · arcs from those who
/// share), on `threads` threads.
HOBNOB_API Reach estimate_reach(const View& view, MemberId author, const ReachOptions& options = {});

/// For people. What Python's `str` gives.
HOBNOB_API std::string to_text(const Reach& reach);
/// Columns days, views, readers, conversations, standard_error.
HOBNOB_API Table to_table(const Reach& reach);

/// An author among all.
struct Author {
  MemberId member = no_member;
};
inline std::span<const MemberId> mentions(const Author& author) { return {&author.member, 1}; }

/// Authors in order; the score is the expected distinct readers, and its factors add up to it: what "follow", then "subscription", then
/// "connection", then "groups" bring in readers that the ones before do not.
struct Authors : Ranking<Author> {};

struct RankReachOptions {
  int k = 20;  ///< How many authors to return; fewer if there are fewer.
  double days = 180;  ///< Reading by so many days after the post appeared.
  Channels channels{};
  ReadingModel reading{};
  double share = 0;  ///< As of `ReachOptions`.
  std::int64_t samples = 1'000'000;  ///< Random reverse reachable sets, from which what sharing adds is estimated for all at once.
  std::uint64_t seed = 0;
  int threads = 1;  ///< 0: as many as the machine has. The answer is the same for any number.
  /// Called now and then with authors (then samples) done and in all, on the calling thread; false ends the query with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = RankReachOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 100'000'000), field("days", &O::days, 0, infinity),  field("channels", &O::channels),
                      field("reading", &O::reading),     field("share", &O::share, 0, 1),       field("samples", &O::samples, 2, 1LL << 32),
                      field("seed", &O::seed),           field("threads", &O::threads, 0, 1024)};
  }
};

/// The members whose words carry farthest: for each the readers that `estimate_reach` expects, to the bit; ties by ascending id. With onward
/// sharing the factor "onward" is what it adds, estimated with standard error √(onward · members / samples). The owner's question:
/// Error(invalid_argument) in a member's view. O(Σ over members of their channels' entries), and the samples' live arcs.
HOBNOB_API Authors rank_reach(const View& view, const RankReachOptions& options = {});

/// For people: one line an author.
HOBNOB_API std::string to_text(const Authors& authors);
/// Columns rank, member, readers, and one for each factor.
HOBNOB_API Table to_table(const Authors& authors);

}  // namespace v0
}  // namespace hobnob
