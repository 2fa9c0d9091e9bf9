#include "hobnob/reach/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/reach/spread.hpp"
#include "reach/readers.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

constexpr std::size_t most_days_shown = 6;

/// Each group once, by name: as the channels of an audience come.
std::vector<std::string> groups_asked(const View& view, MemberId author, const std::optional<std::vector<std::string>>& given) {
  std::vector<std::string> names;
  if (given) names = *given;
  else
    for (const std::uint32_t group : view.groups_of(author)) names.emplace_back(view.group_name(GroupId{group}));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Channels only_groups(std::vector<std::string> names) { return {false, false, false, std::move(names)}; }

/// Letters, not bytes, so that columns stand under each other.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t latest_of(const std::vector<PostPoint>& points) {
  return static_cast<std::size_t>(std::ranges::max_element(points, {}, &PostPoint::days) - points.begin());
}

/// What posts and contacts cost, as `effort` has it.
class Costs {
 public:
  explicit Costs(const ComparePostsOptions& options) {
    asked_.contact_seconds = options.contact_seconds, asked_.contact_chance = options.contact_chance;
    asked_.writing_seconds = options.writing_seconds, asked_.reply_seconds = options.reply_seconds;
    asked_.reading_seconds = options.reading_seconds;
    contact_ = effort(asked_).rows[1];
  }
  PostPoint post(const ReachPoint& reach) {
    asked_.post_readers = reach.readers, asked_.post_conversations = reach.conversations;
    const Way way = effort(asked_).rows[2];
    return {reach.days, way.readers, way.conversations, way.seconds, way.receiver_seconds};
  }
  /// By `days`, when there are `total` to turn to. No time is no contact, also within days without end.
  [[nodiscard]] PostPoint one_by_one(double days, double hours_a_day, double total) const {
    const double seconds = hours_a_day > 0 ? days * hours_a_day * 3600 : 0, turned_to = std::min(total, seconds / contact_.seconds);
    return {days, turned_to * contact_.readers, turned_to * contact_.conversations, turned_to * contact_.seconds,
            turned_to * contact_.receiver_seconds};
  }

 private:
  EffortOptions asked_;
  Way contact_;
};

/// The ways of one author, one after another.
class PostWays {
 public:
  PostWays(const View& view, MemberId author, const ComparePostsOptions& options)
      : view_(&view), author_(author), options_(&options), costs_(options) {}

  PostWay post(std::string name, Channels channels) {
    const bool first = first_;
    const Reach reach = ask(channels, options_->times);
    if (first) answer.notice = reach.notice;  // of all channels: to one of them there may be nobody
    PostWay way{std::move(name), std::move(channels), reach.audience.total, reach.audience.total_complete, {}};
    for (const ReachPoint& point : reach.rows) way.points.push_back(costs_.post(point));
    return way;
  }
  [[nodiscard]] PostWay one_by_one(const PostWay& all) const {
    PostWay way{"one by one", all.channels, all.total, all.total_complete, {}};
    for (const double days : options_->times) way.points.push_back(costs_.one_by_one(days, options_->hours_a_day, static_cast<double>(all.total)));
    return way;
  }
  /// How many questions there will be in all.
  void expect(std::uint64_t questions) noexcept { all_ = questions; }
  double first_readers_by(double days, const Channels& channels) { return ask(channels, {days}, true).rows[0].readers; }

  PostComparison answer;

 private:
  Reach ask(const Channels& channels, std::vector<double> times, bool first_hop = false) {  // the one place that makes a question of the options
    ReachOptions asked;
    asked.times = std::move(times), asked.channels = channels, asked.reading = options_->reading;
    asked.share = options_->share, asked.worlds = options_->worlds, asked.seed = options_->seed, asked.threads = options_->threads;
    if (options_->progress)  // not a copy: what it holds may be another language's
      asked.progress = [this](std::uint64_t done, std::uint64_t) {
        return options_->progress(asked_ * unit() + std::min(done, unit() - 1), all_ * unit());
      };
    if (first_hop) asked.share = 0;
    Reach reach = estimate_reach(*view_, author_, asked);
    ++asked_;
    if (options_->progress && !options_->progress(asked_ * unit(), std::max(all_, asked_) * unit()))
      throw Error(Errc::cancelled, "the progress callback asked to stop");
    if (std::exchange(first_, false)) answer.method = reach.method;  // all channels: strangers who are a crowd in any are one there
    answer.complete = answer.complete && reach.complete;
    answer.entries_touched += reach.entries_touched;
    return reach;
  }

  const View* view_;
  MemberId author_;
  const ComparePostsOptions* options_;
  Costs costs_;
  bool first_ = true;
  [[nodiscard]] std::uint64_t unit() const noexcept { return options_->share > 0 ? static_cast<std::uint64_t>(options_->worlds) : 1; }
  std::uint64_t asked_ = 0, all_ = 1;
};

struct Pair {
  double readers = 0;
  std::string first, second;  // by name
};

/// The pairs with the most readers by `days` among the first of `groups`, which come by readers.
std::vector<Pair> best_pairs(PostWays& ways, std::vector<std::string> groups, double days, int most) {
  std::vector<Pair> pairs;
  if (most == 0) return pairs;
  if (groups.size() > most_paired_groups) groups.resize(most_paired_groups);
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (std::size_t j = i + 1; j < groups.size(); ++j) {
      const auto& [first, second] = std::minmax(groups[i], groups[j]);
      pairs.push_back({ways.first_readers_by(days, only_groups({first, second})), first, second});
    }
  const auto last = pairs.begin() + std::min(std::ssize(pairs), std::ptrdiff_t{most});
  std::partial_sort(pairs.begin(), last, pairs.end(), [](const Pair& a, const Pair& b) {
    return a.readers != b.readers ? a.readers > b.readers : std::tie(a.first, a.second) < std::tie(b.first, b.second);
  });
  pairs.erase(last, pairs.end());
  return pairs;
}

}  // namespace

PostComparison compare_posts(const View& view, MemberId author, const ComparePostsOptions& options) {
  validate(options);
  view.require_seeker(author, "author");
  const std::vector<std::string> groups = groups_asked(view, author, options.groups);
  PostWays ways(view, author, options);
  const std::size_t paired = options.pairs > 0 ? std::min(groups.size(), most_paired_groups) : 0,
                    pairs = paired * (paired - std::min<std::size_t>(paired, 1)) / 2;
  ways.expect(3 + groups.size() + pairs + std::min(pairs, static_cast<std::size_t>(options.pairs)));
  PostWay all = ways.post("all channels", {true, true, true, groups});  // first: it refuses what any of them would

  const auto latest = static_cast<std::size_t>(std::ranges::max_element(options.times) - options.times.begin());
  std::vector<PostWay> rows;
  const std::vector<std::string> none;
  rows.push_back(ways.post("followers", {true, true, false, none}));
  rows.push_back(ways.post("connections", {false, false, true, none}));
  std::vector<std::pair<double, std::string>> by_readers;
  for (const std::string& group : groups) {
    rows.push_back(ways.post(fmt::format("group {}", group), only_groups({group})));
    by_readers.emplace_back(rows.back().points[latest].readers, group);
  }
  std::ranges::stable_sort(by_readers, std::ranges::greater{}, &std::pair<double, std::string>::first);
  std::vector<std::string> largest;
  for (const auto& [readers, group] : by_readers) largest.push_back(group);
  for (const Pair& pair : best_pairs(ways, std::move(largest), options.times[latest], options.pairs))
    rows.push_back(ways.post(fmt::format("groups {} + {}", pair.first, pair.second), only_groups({pair.first, pair.second})));
  PostWay each = ways.one_by_one(all);
  rows.push_back(std::move(all)), rows.push_back(std::move(each));
  std::ranges::stable_sort(rows, [latest](const PostWay& a, const PostWay& b) {
    const PostPoint &left = a.points[latest], &right = b.points[latest];
    return std::pair(left.conversations_per_hour(), left.readers) > std::pair(right.conversations_per_hour(), right.readers);
  });

  PostComparison out = std::move(ways.answer);
  out.rows = std::move(rows);
  out.method += fmt::format("; one by one at {:g} hours a day", options.hours_a_day);
  if (options.pairs > 0 && groups.size() > most_paired_groups)
    out.method += fmt::format("; pairs among the {} groups with the most readers", most_paired_groups);
  out.reading = options.reading.origin;
  out.as_of = view.as_of();
  return out;
}

std::string to_text(const PostComparison& comparison) {
  std::string out = fmt::format("Where to post, as of {} UTC, by conversations for an hour of one's own ({}; chances of reading: {}):\n",
                                detail::date(comparison.as_of), comparison.method, comparison.reading);
  const std::vector<PostPoint> days = comparison.empty() ? std::vector<PostPoint>{} : comparison.rows[0].points;
  if (!days.empty()) {
    constexpr std::string_view corner = "readers:";
    std::size_t widest = corner.size();
    for (const PostWay& way : comparison.rows) widest = std::max(widest, std::min<std::size_t>(width(detail::one_line(way.way)), 40));
    const std::size_t latest = latest_of(days);
    std::vector<std::size_t> shown{latest};  // of many days the latest speaks for all
    if (days.size() <= most_days_shown) shown.resize(days.size()), std::iota(shown.begin(), shown.end(), std::size_t{0});
    out += fmt::format("{:<{}}{:>10}", corner, widest, "of");
    for (const std::size_t i : shown) out += fmt::format("{:>12}", std::isinf(days[i].days) ? "ever" : fmt::format("by day {:g}", days[i].days));
    out += fmt::format("{:>15}{:>11}{:>14}{:>20}\n", "conversations", "own hours", "others' hours", "conversations/hour");
    for (const PostWay& way : comparison.rows) {
      if (way.points.size() != days.size()) continue;  // an answer that somebody made by hand
      out += fmt::format("{:<{}}{:>10}", detail::one_line(way.way), widest, detail::figure_text(way.total, way.total_complete));
      for (const std::size_t i : shown) out += fmt::format("{:>12}", detail::expected(way.points[i].readers));
      const PostPoint& end = way.points[latest];
      out += fmt::format("{:>15}{:>11.2f}{:>14.2f}{:>20}\n", detail::expected(end.conversations), end.own_seconds / 3600, end.receiver_seconds / 3600,
                         detail::expected(end.conversations_per_hour()));
    }
  }
  if (!comparison.complete) out += detail::kept_back;
  if (!comparison.notice.empty()) out += comparison.notice + '\n';
  return out;
}

Table to_table(const PostComparison& comparison) {
  std::vector<std::string> way;
  std::vector<double> days, readers, conversations, own_seconds, receiver_seconds;
  for (const PostWay& row : comparison.rows)
    for (const PostPoint& point : row.points) {
      way.push_back(row.way);
      days.push_back(point.days), readers.push_back(point.readers), conversations.push_back(point.conversations);
      own_seconds.push_back(point.own_seconds), receiver_seconds.push_back(point.receiver_seconds);
    }
  return {{{"way", way},
           {"days", days},
           {"readers", readers},
           {"conversations", conversations},
           {"own_seconds", own_seconds},
           {"receiver_seconds", receiver_seconds}}};
}

}  // namespace v0
}  // namespace hobnob
