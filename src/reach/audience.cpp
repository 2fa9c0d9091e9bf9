#include "hobnob/reach/audience.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <mutex>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/search/parallel.hpp"
#include "reach/onward.hpp"
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

namespace {

/// Of each reader, in how many worlds sharing was what made them read by the day asked about, and who brought it most often.
struct Brought {
  struct Row {
    MemberId member;
    std::uint64_t count;
    MemberId from;
  };
  std::vector<Row> rows;   // by member
  std::uint64_t looked = 0;

  Brought(const View& view, MemberId author, const ReaderOptions& options) {
    using Counts = std::unordered_map<std::uint64_t, std::uint64_t>;   // sums of whole numbers: the order of blocks does not matter
    Counts counts;
    std::mutex adding;
    parallel_blocks(
        static_cast<std::size_t>(options.worlds), 64, options.threads, options.progress,
        [&] {
          return detail::OnwardWorlds(view, author, options.channels, options.reading, options.share, detail::one_post, options.days, options.seed);
        },
        [&](detail::OnwardWorlds& worlds, std::size_t begin, std::size_t end) {
          Counts here;
          std::uint64_t seen = 0;
          for (std::size_t world = begin; world < end; ++world) {
            worlds.run(world);
            seen += worlds.looked();
            for (const auto& read : worlds.reads())
              if (std::isinf(read.first_hop) && read.from != no_member) ++here[std::uint64_t{index(read.member)} << 32 | index(read.from)];
          }
          const std::scoped_lock lock(adding);
          looked += seen;
          for (const auto& [pair, count] : here) counts[pair] += count;
        });
    std::vector<std::pair<std::uint64_t, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::sort(sorted.begin(), sorted.end());
    std::uint64_t most = 0;
    for (const auto& [pair, count] : sorted) {
      const MemberId member{static_cast<std::uint32_t>(pair >> 32)}, from{static_cast<std::uint32_t>(pair)};
      if (rows.empty() || rows.back().member != member) rows.push_back({member, 0, from}), most = 0;
      rows.back().count += count;
      if (count > most) most = count, rows.back().from = from;
    }
  }
};

}  // namespace

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
  if (audience.total == 0) out += fmt::format("{}\n", detail::what_makes_an_audience);
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
  chances.by(options.days, detail::one_post, gathered);

  struct Candidate {
    MemberId member;
    double reads;
    std::uint32_t place;   // among the gathered; nowhere
    MemberId through;
  };
  std::vector<Candidate> found;
  for (std::uint32_t place = 0; place < gathered.members().size(); ++place)
    if (gathered.own(place)) found.push_back({gathered.members()[place], chances.read(place), place, no_member});
  Readers readers;
  readers.method = "exact, one hop";
  readers.ties_touched = gathered.touched();
  if (options.share > 0 && view.is_owner()) {
    const Brought brought(view, author, options);
    std::vector<std::uint32_t> at(view.id_bound(), detail::Readers::nowhere);
    for (std::uint32_t i = 0; i < found.size(); ++i) at[index(found[i].member)] = i;
    for (const auto& [member, count, from] : brought.rows) {
      if (at[index(member)] == detail::Readers::nowhere) {
        at[index(member)] = static_cast<std::uint32_t>(found.size());
        found.push_back({member, 0, detail::Readers::nowhere, no_member});
      }
      Candidate& one = found[at[index(member)]];
      const double more = static_cast<double>(count) / static_cast<double>(options.worlds);
      if (more > one.reads) one.through = from;
      one.reads = std::min(1.0, one.reads + more);
    }
    readers.ties_touched += brought.looked;
    readers.method = detail::method_of_worlds(options.share, static_cast<std::uint64_t>(options.worlds), options.seed);
  }
  std::erase_if(found, [&](const Candidate& one) { return !(one.reads * options.reading.talk > 0); });
  const auto last = found.begin() + std::min(std::ssize(found), std::ptrdiff_t{options.k});
  std::partial_sort(found.begin(), last, found.end(), [&](const Candidate& a, const Candidate& b) {
    const double x = a.reads * options.reading.talk, y = b.reads * options.reading.talk;
    return x != y ? x > y : a.member < b.member;
  });
  found.erase(last, found.end());

  const ListsOf lists_of(gathered);
  for (const Candidate& one : found) {
    Ranked<Reader> row{{one.member, {}, one.through},
                       one.reads * options.reading.talk,
                       {{"reads", one.reads, one.member}, {"talks", options.reading.talk, no_member}}};
    if (one.place != detail::Readers::nowhere)
      for (const std::uint32_t list : lists_of[one.place]) row.item.channels.push_back(detail::name_of(gathered.lists()[list]));
    readers.rows.push_back(std::move(row));
  }
  std::vector<MemberId> named;
  for (const Candidate& one : found) {
    named.push_back(one.member);
    if (one.through != no_member) named.push_back(one.through);
  }
  std::sort(named.begin(), named.end());
  for (const MemberId member : named) view.introduce(member, readers.people);
  readers.method += fmt::format(", reading: {}", options.reading.origin);
  readers.notice = view.notice();
  readers.as_of = view.as_of();
  return readers;
}

std::string to_text(const Readers& readers) {
  std::string out;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const Ranked<Reader>& row = readers[i];
    std::string channels;
    for (const std::string& channel : row.item.channels) channels += (channels.empty() ? "" : ", ") + channel;
    if (row.item.through != no_member) {
      if (!channels.empty()) channels += ", ";
      channels += "through " + detail::called(readers.people, row.item.through);
    }
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
  std::vector<std::string> channels, through;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const Ranked<Reader>& row = readers[i];
    through.push_back(row.item.through == no_member ? std::string() : readers.key(row.item.through).to_string());
    rank.push_back(static_cast<std::int64_t>(i + 1));
    member.push_back(readers.key(row.item.member));
    score.push_back(row.score), reads.push_back(row.factors[0].value), talks.push_back(row.factors[1].value);
    std::string all;
    for (const std::string& channel : row.item.channels) all += (all.empty() ? "" : ";") + channel;
    channels.push_back(std::move(all));
  }
  return {{{"rank", rank}, {"member", member}, {"score", score}, {"reads", reads}, {"talks", talks}, {"channels", channels}, {"through", through}}};
}

}  // namespace v0
}  // namespace hobnob
