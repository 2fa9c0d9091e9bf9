// Private: who can read what an author posts and with what chance, gathered once for every question about audiences.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/core/workspace.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

enum class ChannelKind : std::uint8_t { follow, subscription, connection, group };
inline constexpr std::size_t channel_kinds = 4;

/// Visibility and base propensity of a kind of channel.
[[nodiscard]] inline std::pair<double, double> rate_of(const ReadingModel& reading, ChannelKind kind) noexcept {
  switch (kind) {
    case ChannelKind::follow: return {reading.follow_visibility, reading.follow_base};
    case ChannelKind::subscription: return {reading.subscription_visibility, reading.subscription_base};
    case ChannelKind::connection: return {reading.connection_visibility, reading.connection_base};
    case ChannelKind::group: break;
  }
  return {reading.group_visibility, reading.group_base};
}

/// Posts on day 0 alone.
inline constexpr double one_post[] = {0};

/// Calls visit(reader, visibility · R) for all who may read what is posted to a group, by `author` (`no_member`: by nobody in particular).
template <class Visit>
void for_each_in_group(const View& view, GroupId group, MemberId author, const ReadingModel& reading, const Visit& visit) {
  const auto [visibility, base] = rate_of(reading, ChannelKind::group);
  for (const MemberId reader : view.members_of(group)) {
    if (!view.may_read(author, reader)) continue;
    const double strength = author == no_member ? 0.0 : view.strength(reader, author);
    visit(reader, visibility * std::max(strength, base));
  }
}

/// What a gathering remembers of a member; borrowed, so that a question costs what its lists cost.
struct ReaderMarks {
  struct Mark {
    std::uint32_t epoch = 0;
    std::uint32_t place = 0;   // where among the readers
    float strength = 0;            // S(member → author)
    bool own = false;
  };
  std::vector<Mark> of;
  std::uint32_t epoch = 0;
};

/// The readers of one author after another. Lists come as follow, subscription, connection, groups by name, and ids ascend in each: an
/// order that a projection keeps, so that sums are the same to the bit.
class Readers {
 public:
  struct List {
    ChannelKind kind;
    GroupId group;               // of a group
    std::string_view name;       // of a group
    std::uint32_t begin, end;    // in `entries`
  };
  static constexpr std::uint32_t nowhere = 0xFFFF'FFFFU;

  /// Checks and resolves the channels. `everybody`: made ready for every author in turn, O(members).
  Readers(const View& view, const Channels& channels, bool everybody = false);
  /// Forgets the author before. O(ties of the author + entries).
  void gather(MemberId author);

  [[nodiscard]] const std::vector<List>& lists() const noexcept { return lists_; }
  /// The readers of a list, as places in `members`.
  [[nodiscard]] std::span<const std::uint32_t> entries(const List& list) const noexcept {
    return std::span(entries_).subspan(list.begin, list.end - list.begin);
  }
  [[nodiscard]] const std::vector<MemberId>& members() const noexcept { return members_; }   // each once, in the order met
  [[nodiscard]] double strength(std::uint32_t place) const noexcept { return double{strength_[place]}; }
  /// Is this a follower, subscriber or connection of the author? In the owner's view everybody is: exact figures may be told of them.
  [[nodiscard]] bool own(std::uint32_t place) const noexcept { return own_[place] != 0; }
  /// Could this member read, and is not among the readers yet?
  [[nodiscard]] bool would_add(MemberId u) noexcept { return may_read(u) && mark(u).place == nowhere; }
  [[nodiscard]] bool may_read(MemberId u) const noexcept {
    return countable_.empty() || author_blocks_ ? view_->may_read(author_, u) : u != author_ && countable_[index(u)];
  }
  /// Entries of those who may read, beside the author's ties: who refuses to be counted is in no figure, and work is one. In a member's
  /// view without those of groups, whose exact size is not the member's to know.
  [[nodiscard]] std::uint64_t touched() const noexcept { return touched_; }

 private:
  void add_list(ChannelKind kind, const View::Members& members, GroupId group, std::string_view name);
  bool add(MemberId reader);   // false if they may not read
  ReaderMarks::Mark& mark(MemberId u) noexcept {
    ReaderMarks::Mark& at = (*marks_).of[index(u)];
    if (at.epoch != (*marks_).epoch) at = {(*marks_).epoch, nowhere, 0, false};
    return at;
  }

  const View* view_;
  const Channels* channels_;
  std::vector<std::pair<std::string_view, GroupId>> named_;   // the groups asked for, by name; no_group where the viewer may not post
  std::vector<bool> countable_;                               // per member, where every author is asked about
  Workspace::Lease<ReaderMarks> marks_;
  MemberId author_ = no_member;
  bool author_blocks_ = false;
  std::vector<List> lists_;
  std::vector<std::uint32_t> entries_;
  std::vector<MemberId> members_;
  std::vector<float> strength_;
  std::vector<std::uint8_t> own_;
  std::uint64_t touched_ = 0;
};

/// Chances of reading by a day, for the readers gathered.
class Chances {
 public:
  explicit Chances(const ReadingModel& reading) : reading_(&reading) {}
  /// Of everybody by `days`, when posts appear on the days `posts`. O(entries · posts).
  void by(double days, std::span<const double> posts, const Readers& readers);
  [[nodiscard]] double read(std::uint32_t place) const noexcept { return 1 - miss_[place]; }
  /// Expected views and distinct readers among the author's own: in the owner's view, among all.
  double own_views = 0, own_readers = 0;
  /// The same of a crowd of so many strangers, each in so many of the groups, by their base propensity.
  [[nodiscard]] std::pair<double, double> of_strangers(double strangers, double groups) const noexcept;
  /// What each kind of channel brings in distinct readers beyond the kinds before it; own or not.
  std::array<double, channel_kinds> brought{};

 private:
  const ReadingModel* reading_;
  std::vector<double> miss_;
  std::vector<double> seen_;   // F, for each post that is there
};

/// What a viewer may be told of strangers: from the floor on, rounded; nothing below it.
struct Figures {
  bool exact = true;       // the owner's view
  bool complete = true;    // was nothing kept back? None and few look alike, so that nobody can be told from nobody
  explicit Figures(const View& view) : exact(view.is_owner()) {}
  /// A count of the author's own and of strangers.
  [[nodiscard]] std::uint64_t count(std::uint64_t own, std::uint64_t strangers) noexcept;
};

/// The strangers among the readers as a member may know of them: counts that may be told, and nothing else. Whoever asks chooses chances,
/// posts and times, so a sum over the strangers themselves, however it is rounded, would give away each one's part in it.
struct Crowd {
  double strangers = 0;    // how many
  double groups = 1;       // in how many of the lists each is, on average
  Crowd(const View& view, const Readers& readers);
};

void check_reading(const ReadingModel& reading);
/// The audience of what has been gathered.
Audience audience_of(const View& view, const Readers& readers);
[[nodiscard]] std::string name_of(const Readers::List& list);
/// "12", or "12+" where strangers may be left out; and what the sign says.
[[nodiscard]] inline std::string figure_text(std::uint64_t figure, bool complete) { return std::to_string(figure) + (complete ? "" : "+"); }
inline constexpr std::string_view kept_back =
    "+: and up to 299 who are neither followers, subscribers nor connections; from 300 on they are counted, rounded to 10.\n";

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
