#include "hobnob/reach/audience.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "reach/readers.hpp"

namespace hobnob {
inline namespace v0 {

namespace {

constexpr std::size_t most_channels = 2000;  // the overlaps of more would fill more than their reader's patience

/// Of each reader, the lists that hold them, ascending.
class ListsOf {
 public:
  explicit ListsOf(const detail::Readers& readers) : begins_(readers.members().size() + 1, 0) {
    for (const auto& list : readers.lists())
      for (const std::uint32_t place : readers.entries(list)) ++begins_[place + std::size_t{1}];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    lists_.resize(begins_.back());
    std::vector<std::size_t> next(begins_.begin(), begins_.end() - 1);
    for (std::uint32_t i = 0; i < readers.lists().size(); ++i)
      for (const std::uint32_t place : readers.entries(readers.lists()[i])) lists_[next[place]++] = i;
  }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::uint32_t place) const noexcept {
    return {lists_.data() + begins_[place], lists_.data() + begins_[place + std::size_t{1}]};
  }

 private:
  std::vector<std::size_t> begins_;
  std::vector<std::uint32_t> lists_;
};

// A member is told of all who are in a further group as of strangers: who of their own is in one is not theirs to know.
std::vector<ChannelAudience> further_groups(const View& view, detail::Readers& readers, int most) {
  std::vector<ChannelAudience> more;
  std::vector<GroupId> chosen;  // ascending, as their names are
  for (const auto& list : readers.lists())
    if (list.kind == detail::ChannelKind::group && index(list.group) < view.group_bound()) chosen.push_back(list.group);
  for (std::uint32_t g = 0; g < view.group_bound() && most > 0; ++g) {
    const GroupId group{g};
    if (std::binary_search(chosen.begin(), chosen.end(), group)) continue;
    std::uint64_t size = 0, adds = 0;
    for (const MemberId u : view.members_of(group)) size += readers.may_read(u), adds += readers.would_add(u);
    detail::Figures sizes(view), only(view);
    ChannelAudience row{fmt::format("group {}", view.group_name(group)), sizes.count(0, size), only.count(0, adds)};
    row.size_complete = sizes.complete, row.only_complete = only.complete;
    if (row.only > 0) more.push_back(std::move(row));
  }
  const auto before = [](const ChannelAudience& a, const ChannelAudience& b) { return a.only != b.only ? a.only > b.only : a.channel < b.channel; };
  std::sort(more.begin(), more.end(), before);
  if (more.size() > static_cast<std::size_t>(most)) more.resize(static_cast<std::size_t>(most));
  return more;
}

std::string channel_lines(const std::vector<ChannelAudience>& rows, std::string_view text) {
  std::string out;
  for (const ChannelAudience& row : rows)
    out += fmt::format(fmt::runtime(text), row.channel, detail::figure_text(row.size, row.size_complete),
                       detail::figure_text(row.only, row.only_complete));
  return out;
}

}  // namespace

Audience detail::audience_of(const View& view, const Readers& readers) {
  const std::size_t count = readers.lists().size();
  if (count > most_channels) throw Error(Errc::limit_exceeded, fmt::format("an audience holds at most {} channels, got {}", most_channels, count));
  Audience out;
  // How many are in both of two lists, and in this list alone: of strangers and of the author's own.
  std::array<std::vector<std::uint64_t>, 2> both{std::vector<std::uint64_t>(count * count), std::vector<std::uint64_t>(count * count)};
  std::array<std::vector<std::uint64_t>, 2> alone{std::vector<std::uint64_t>(count), std::vector<std::uint64_t>(count)};
  std::array<std::uint64_t, 2> total{};
  const ListsOf lists_of(readers);
  for (std::uint32_t place = 0; place < readers.members().size(); ++place) {
    const bool own = readers.own(place);
    const auto lists = lists_of[place];
    ++total[own];
    if (lists.size() == 1) ++alone[own][lists[0]];
    for (const std::uint32_t i : lists)
      for (const std::uint32_t j : lists) ++both[own][i * count + j];
  }
  // Strangers are met in groups alone: where there can be none, nothing is kept back.
  const auto has_strangers = [&](std::size_t i) { return !view.is_owner() && readers.lists()[i].kind == ChannelKind::group; };
  const auto told = [&](std::uint64_t own, std::uint64_t strangers, bool some) {
    Figures figure(view);
    const std::uint64_t shown = some ? figure.count(own, strangers) : own;
    out.complete = out.complete && figure.complete;
    return std::pair(shown, figure.complete);
  };
  bool any = false;
  for (std::size_t i = 0; i < count; ++i) {
    any = any || has_strangers(i);
    for (std::size_t j = 0; j < count; ++j)
      out.overlaps.push_back(told(both[1][i * count + j], both[0][i * count + j], has_strangers(i) && has_strangers(j)).first);
    const auto [size, size_complete] = told(both[1][i * count + i], both[0][i * count + i], has_strangers(i));
    const auto [only, only_complete] = told(alone[1][i], alone[0][i], has_strangers(i));
    out.rows.push_back({name_of(readers.lists()[i]), size, only, size_complete, only_complete});
  }
  std::tie(out.total, out.total_complete) = told(total[1], total[0], any);
  if (any) out.method = "exact; strangers rounded";
  out.notice = view.notice();
  out.as_of = view.as_of();
  out.entries_touched = readers.touched();
  return out;
}

std::uint64_t Audience::overlap(std::size_t i, std::size_t j) const {
  if (std::max(i, j) >= rows.size() || overlaps.size() != rows.size() * rows.size())
    throw Error(Errc::invalid_argument, fmt::format("rows must be below {}, got {} and {}", rows.size(), i, j));
  return overlaps[i * rows.size() + j];
}

Audience audience(const View& view, MemberId author, const AudienceOptions& options) {
  validate(options);
  view.require_seeker(author, "author");
  detail::Readers readers(view, options.channels);
  readers.gather(author);
  Audience out = detail::audience_of(view, readers);
  out.more = further_groups(view, readers, options.more_groups);
  return out;
}

std::string to_text(const Audience& audience) {
  std::string out = fmt::format("Audience as of {} UTC: {} {}, each counted once.\n", detail::date(audience.as_of),
                                detail::figure_text(audience.total, audience.total_complete), audience.total == 1 ? "reader" : "readers");
  out += channel_lines(audience.rows, "  {}: {}, {} of them by nothing else\n");
  if (audience.total == 0) out += "Follows, subscriptions, connections and groups make an audience; interactions alone do not.\n";
  if (!audience.more.empty()) out += "Further groups:\n" + channel_lines(audience.more, "  {}: {} in it, {} of them new\n");
  if (!audience.complete) out += detail::kept_back;
  if (!audience.notice.empty()) out += audience.notice + '\n';
  return out;
}

Table to_table(const Audience& audience) {
  std::vector<std::string> channel;
  std::vector<std::int64_t> size, only;
  for (const ChannelAudience& row : audience.rows) {
    channel.push_back(row.channel);
    size.push_back(static_cast<std::int64_t>(row.size)), only.push_back(static_cast<std::int64_t>(row.only));
  }
  return {{{"channel", channel}, {"size", size}, {"only", only}}};
}

Readers rank_readers(const View& view, MemberId author, const ReaderOptions& options) {
  validate(options);
  detail::check_reading(options.reading);
  view.require_seeker(author, "author");
  detail::Readers gathered(view, options.channels);
  gathered.gather(author);
  detail::Chances chances(options.reading);
  constexpr double today[] = {0};
  chances.by(options.days, today, gathered);

  std::vector<std::uint32_t> order;
  const auto score = [&](std::uint32_t place) { return chances.read(place) * options.reading.talk; };
  for (std::uint32_t place = 0; place < gathered.members().size(); ++place)
    if (gathered.own(place) && score(place) > 0) order.push_back(place);
  const auto last = order.begin() + std::min(std::ssize(order), std::ptrdiff_t{options.k});
  std::partial_sort(order.begin(), last, order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return score(a) != score(b) ? score(a) > score(b) : gathered.members()[a] < gathered.members()[b];
  });
  order.erase(last, order.end());

  Readers readers;
  const ListsOf lists_of(gathered);
  for (const std::uint32_t place : order) {
    const MemberId member = gathered.members()[place];
    Ranked<Reader> row{{member, {}}, score(place), {{"reads", chances.read(place), member}, {"talks", options.reading.talk, no_member}}};
    for (const std::uint32_t list : lists_of[place]) row.item.channels.push_back(detail::name_of(gathered.lists()[list]));
    readers.rows.push_back(std::move(row));
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return gathered.members()[a] < gathered.members()[b]; });
  for (const std::uint32_t place : order) view.introduce(gathered.members()[place], readers.people);
  readers.method = fmt::format("exact, one hop, reading: {}", options.reading.origin);
  readers.notice = view.notice();
  readers.as_of = view.as_of();
  readers.ties_touched = gathered.touched();
  return readers;
}

std::string to_text(const Readers& readers) {
  std::string out;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const Ranked<Reader>& row = readers[i];
    std::string channels;
    for (const std::string& channel : row.item.channels) channels += (channels.empty() ? "" : ", ") + channel;
    out += fmt::format("{}. {}: reads {}, then talks {} ({})\n", i + 1, detail::called(readers.people, row.item.member),
                       chance_text(row.factors[0].value), chance_text(row.factors[1].value), channels);
  }
  if (readers.empty()) out += "Nobody found who could be named as a reader.\n";
  if (!readers.notice.empty()) out += readers.notice + '\n';
  return out;
}

Table to_table(const Readers& readers) {
  std::vector<std::int64_t> rank;
  std::vector<Key> member;
  std::vector<double> score, reads, talks;
  std::vector<std::string> channels;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const Ranked<Reader>& row = readers[i];
    rank.push_back(static_cast<std::int64_t>(i + 1));
    member.push_back(readers.key(row.item.member));
    score.push_back(row.score), reads.push_back(row.factors[0].value), talks.push_back(row.factors[1].value);
    std::string all;
    for (const std::string& channel : row.item.channels) all += (all.empty() ? "" : ";") + channel;
    channels.push_back(std::move(all));
  }
  return {{{"rank", rank}, {"member", member}, {"score", score}, {"reads", reads}, {"talks", talks}, {"channels", channels}}};
}

}  // namespace v0
}  // namespace hobnob
