#include "hobnob/reach/spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/search/parallel.hpp"
#include "reach/onward.hpp"
#include "reach/ranked.hpp"
#include "reach/readers.hpp"
#include "reach/reverse.hpp"
#include "reach/samples.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

void check_days(std::span<const double> days, std::string_view name, double most) {
  if (days.empty() || days.size() > 10'000)
    throw Error(Errc::invalid_argument, fmt::format("{} must list 1 to 10,000 days, got a list of {}", name, days.size()));
  for (const double day : days)
    if (!(day >= 0 && day <= most)) throw Error(Errc::invalid_argument, fmt::format("{} must be days, 0…{:g}, got {}", name, most, day));
}

using detail::expected;

/// Adds what the worlds bring beyond the first hop.
void pass_on(const View& view, MemberId author, const ReachOptions& options, Reach& out) {
  constexpr std::size_t block = 16;
  const std::size_t times = options.times.size();
  const auto worlds = static_cast<std::size_t>(options.worlds);
  const std::size_t part = (worlds / 4096 / block + 1) * block;   // the more worlds, the more of them in one sum, so that sums take no room
  struct Sums {
    double readers = 0, squares = 0, views = 0;
  };
  std::vector<Sums> sums((worlds + part - 1) / part * times);
  std::vector<std::uint64_t> looked((worlds + part - 1) / part);
  const detail::DaysInOrder days(options.times);
  struct Worker {
    detail::OnwardWorlds worlds;
    std::vector<double> more, views;   // by the first of the days that each counts for; and at the end, one for none
  };
  parallel_blocks(
      worlds, part, options.threads, options.progress,
      [&] {
        return Worker{detail::OnwardWorlds(view, author, options.channels, options.reading, options.share, options.posts, days.last(), options.seed),
                      std::vector<double>(times + 1), std::vector<double>(times + 1)};
      },
      [&](Worker& worker, std::size_t begin, std::size_t end) {
        const std::size_t at = begin / part;
        for (std::size_t world = begin; world < end; ++world) {
          worker.worlds.run(world);
          looked[at] += worker.worlds.looked();
          std::fill(worker.more.begin(), worker.more.end(), 0.0);
          std::fill(worker.views.begin(), worker.views.end(), 0.0);
          for (const auto& read : worker.worlds.reads())
            if (read.day < read.first_hop) {
              worker.more[days.since(read.day)] += 1;
              if (!std::isinf(read.first_hop)) worker.more[days.since(read.first_hop)] -= 1;
            }
          for (const double day : worker.worlds.passed_on()) worker.views[days.since(day)] += 1;
          double more = 0, views = 0;
          for (std::size_t i = 0; i < times; ++i) {
            more += worker.more[i], views += worker.views[i];
            Sums& sum = sums[at * times + days.place(i)];
            sum.readers += more, sum.squares += more * more, sum.views += views;
          }
        }
      });
  const auto count = static_cast<double>(worlds);
  for (std::size_t i = 0; i < times; ++i) {
    Sums all;
    for (std::size_t at = 0; at < looked.size(); ++at) {
      const Sums& sum = sums[at * times + i];
      all.readers += sum.readers, all.squares += sum.squares, all.views += sum.views;
    }
    ReachPoint& point = out.rows[i];
    point.views += all.views / count;
    point.readers += all.readers / count;
    point.conversations = point.readers * options.reading.talk;
    point.standard_error = detail::standard_error(all.readers, all.squares, count);
  }
  out.entries_touched += std::accumulate(looked.begin(), looked.end(), std::uint64_t{0});
}

}  // namespace

Reach estimate_reach(const View& view, MemberId author, const ReachOptions& options) {
  validate(options);
  check_days(options.times, "times", infinity);
  check_days(options.posts, "posts", 1e9);
  detail::check_reading(options.reading);
  view.require_seeker(author, "author");
  detail::Readers readers(view, options.channels);
  readers.gather(author);
  const double work = static_cast<double>(options.times.size()) * static_cast<double>(options.posts.size()) * static_cast<double>(readers.touched());
  if (work > 2e10)
    throw Error(Errc::limit_exceeded, fmt::format("{} times and {} posts over {} entries are too many for one question: ask for fewer",
                                                  options.times.size(), options.posts.size(), readers.touched()));
  Reach out;
  out.audience = detail::audience_of(view, readers);
  out.entries_touched = readers.touched();
  const detail::Crowd crowd(view, readers);
  detail::Chances chances(options.reading);
  for (const double days : options.times) {
    chances.by(days, options.posts, readers);
    const auto [views, read] = chances.of_strangers(crowd.strangers, crowd.groups);
    const double readers_by_then = chances.own_readers + read;
    out.rows.push_back({days, chances.own_views + views, readers_by_then, readers_by_then * options.reading.talk});
  }
  out.complete = out.audience.complete;
  if (crowd.strangers > 0) out.method = "exact, one hop; strangers as a rounded crowd";
  if (options.share > 0) {
    if (static_cast<double>(options.worlds) * static_cast<double>(options.posts.size()) > 1e9)
      throw Error(Errc::limit_exceeded,
                  fmt::format("{} worlds of {} posts are too many for one question: ask for fewer", options.worlds, options.posts.size()));
    out.share = options.share, out.worlds = static_cast<std::uint64_t>(options.worlds), out.seed = options.seed;
    if (view.is_owner()) {
      pass_on(view, author, options, out);
      out.method = detail::method_of_worlds(out.share, out.worlds, out.seed);
    } else {
      chances.by(infinity, detail::one_post, readers);
      const double first = chances.own_readers + chances.of_strangers(crowd.strangers, crowd.groups).second;
      const detail::OnwardCrowd onward(view, author, readers, options.reading, options.share, first);
      const auto more = onward.by(options.times, options.posts, out.worlds, out.seed, options.threads, options.progress);
      for (std::size_t i = 0; i < more.size(); ++i) {
        ReachPoint& point = out.rows[i];
        point.views += more[i].first, point.readers += more[i].second, point.conversations = point.readers * options.reading.talk;
      }
      out.complete = false;   // the crowd that may not be told, if there is one
      out.method += fmt::format("; passed on with chance {:g} among rounded crowds", out.share);
    }
  }
  out.reading = options.reading.origin;
  out.notice = detail::with_audience_notice(view.notice(), out.audience.total == 0);
  out.as_of = view.as_of();
  return out;
}

std::string to_text(const Reach& reach) {
  std::string out = fmt::format("Expected as of {} UTC ({}; chances of reading: {}), of {}:\n", detail::date(reach.as_of), reach.method,
                                reach.reading, detail::figure_text(reach.audience.total, reach.audience.total_complete) + " who can be reached");
  for (const ReachPoint& point : reach.rows) {
    const std::string when = std::isinf(point.days) ? "ever" : fmt::format("by day {:g}", point.days);
    const std::string error = point.standard_error > 0 ? fmt::format(" ± {}", expected(point.standard_error)) : "";
    out += fmt::format("  {}: {}{} readers, {} views, {} conversations\n", when, expected(point.readers), error, expected(point.views),
                       expected(point.conversations));
  }
  if (!reach.complete) out += detail::kept_back;
  if (!reach.notice.empty()) out += reach.notice + '\n';
  return out;
}

Table to_table(const Reach& reach) {
  std::vector<double> days, views, readers, conversations, standard_error;
  for (const ReachPoint& point : reach.rows) {
    days.push_back(point.days), views.push_back(point.views);
    readers.push_back(point.readers), conversations.push_back(point.conversations);
    standard_error.push_back(point.standard_error);
  }
  return {{{"days", days}, {"views", views}, {"readers", readers}, {"conversations", conversations}, {"standard_error", standard_error}}};
}

namespace {

/// What sharing adds to each author's first hop: of how many random readers they are the source by sharing alone.
/// Of progress, `members` steps are to look at everybody's channels, then come the samples.
template <class Told>
std::uint64_t rank_onward(const View& view, const RankReachOptions& options, const Told& told, std::vector<double>& onward) {
  const std::uint64_t members = view.id_bound();
  const std::function<bool(std::uint64_t, std::uint64_t)> first = told(members), then = told(2 * members);
  const detail::ReaderSets sets(view,
                                {options.channels, options.reading, options.share, options.days, true, false, no_member, options.threads, first});
  if (sets.roots() == 0) return 0;
  std::vector<std::uint64_t> count(onward.size());
  const auto samples = static_cast<std::size_t>(options.samples);
  struct Worker {
    detail::ReaderSets::Scratch scratch;
    std::vector<std::uint32_t> set;
  };
  const std::uint64_t looked = detail::count_sets(
      samples, options.seed, options.threads, then,
      [&] {
        return Worker{sets.scratch(), {}};
      },
      [&](Worker& worker, Stream& stream) {
        worker.set.clear();
        std::size_t direct = 0;
        const std::uint64_t seen = sets.draw(worker.scratch, stream, worker.set, direct);
        for (std::size_t i = direct; i < worker.set.size(); ++i) detail::add_one(count[worker.set[i]]);
        return seen;
      });
  const double scale = static_cast<double>(sets.roots()) / static_cast<double>(samples);
  for (std::size_t u = 0; u < onward.size(); ++u) onward[u] = static_cast<double>(count[u]) * scale;
  return looked;
}

}  // namespace

Authors rank_reach(const View& view, const RankReachOptions& options) {
  validate(options);
  detail::check_reading(options.reading);
  if (!view.is_owner()) throw Error(Errc::invalid_argument, "rank_reach asks for every author: it needs the owner's view");
  constexpr std::size_t block = 64;  // so that progress, and with it Ctrl-C, is heard soon even where groups are large
  std::vector<double> score(view.id_bound());
  std::vector<std::array<double, detail::channel_kinds>> brought(view.id_bound());
  std::vector<std::uint64_t> touched((view.id_bound() + block - 1) / block);
  std::vector<std::uint8_t> any(touched.size());  // has anybody of the block an audience?
  struct Worker {
    detail::Readers readers;
    detail::Chances chances;
  };
  // With sharing everybody's channels are looked at twice, and samples are drawn.
  const std::uint64_t steps = options.share > 0 ? 2 * std::uint64_t{view.id_bound()} + static_cast<std::uint64_t>(options.samples) : view.id_bound();
  const auto told = [&](std::uint64_t before) -> std::function<bool(std::uint64_t, std::uint64_t)> {
    if (!options.progress) return {};
    return [&options, before, steps](std::uint64_t done, std::uint64_t) { return options.progress(before + done, steps); };
  };
  parallel_blocks(
      view.id_bound(), block, options.threads, told(0),
      [&] {
        return Worker{detail::Readers(view, options.channels, true), detail::Chances(options.reading)};
      },
      [&](Worker& worker, std::size_t begin, std::size_t end) {
        for (std::size_t u = begin; u < end; ++u) {
          const MemberId author{static_cast<std::uint32_t>(u)};
          worker.readers.gather(author);
          worker.chances.by(options.days, detail::one_post, worker.readers);
          score[u] = worker.chances.own_readers;
          brought[u] = worker.chances.brought;
          touched[begin / block] += worker.readers.touched();
          any[begin / block] |= static_cast<std::uint8_t>(!worker.readers.members().empty());
        }
      });

  std::vector<double> onward(view.id_bound());
  std::uint64_t looked = 0;
  if (options.share > 0) {
    looked = rank_onward(view, options, told, onward);
    detail::tell(options.progress, steps, steps);
    for (std::size_t u = 0; u < score.size(); ++u) score[u] += onward[u];
  }

  const auto order = detail::best_of(view.id_bound(), options.k, [&](std::uint32_t u) { return score[u]; });  // the owner sees everybody

  Authors authors;
  authors.factor_kind = FactorKind::sum;
  authors.rows.reserve(order.size());
  for (const std::uint32_t u : order) {
    authors.rows.push_back({{MemberId{u}},
                            score[u],
                            {{"follow", brought[u][0], no_member},
                             {"subscription", brought[u][1], no_member},
                             {"connection", brought[u][2], no_member},
                             {"groups", brought[u][3], no_member}}});
    if (options.share > 0) authors.rows.back().factors.push_back({"onward", onward[u], no_member});
  }
  detail::introduce_all(order, authors.people, [&](MemberId u, People& people) { view.introduce(u, people); });
  authors.complete = !(options.share > 0);   // else an estimate
  authors.method = options.share > 0 ? fmt::format("exact first hop, then passed on with chance {:g} in {} reverse reachable sets of seed {}",
                                                   options.share, options.samples, options.seed)
                                     : std::string("exact, one hop");
  authors.method += fmt::format(", reading: {}", options.reading.origin);
  authors.as_of = view.as_of();
  authors.ties_touched = std::accumulate(touched.begin(), touched.end(), looked);
  authors.notice = detail::with_audience_notice(view.notice(), !authors.empty() && std::ranges::count(any, 1) == 0);
  return authors;
}

std::string to_text(const Authors& authors) {
  std::string out;
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const Ranked<Author>& row = authors[i];
    out += fmt::format("{}. {}: {:.1f} readers", i + 1, detail::called(authors.people, row.item.member), row.score);
    std::string parts;
    for (const Factor& factor : row.factors)
      if (factor.value > 0) parts += fmt::format("{}{} {:.1f}", parts.empty() ? "" : ", ", factor.name, factor.value);
    out += parts.empty() ? "\n" : fmt::format(" ({})\n", parts);
  }
  if (authors.empty()) out += "There is nobody.\n";
  if (!authors.notice.empty()) out += authors.notice + '\n';
  return out;
}

Table to_table(const Authors& authors) {
  std::vector<std::int64_t> rank;
  std::vector<Key> member;
  std::vector<double> readers;
  // The parts are those of the question: a column each, 0 where a row lacks it.
  std::vector<std::string> names{"follow", "subscription", "connection", "groups"};
  if (!authors.empty()) {
    names.clear();
    for (const Factor& factor : authors.rows.front().factors) names.push_back(factor.name);
  }
  std::vector<std::vector<double>> parts(names.size());
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const Ranked<Author>& row = authors[i];
    rank.push_back(static_cast<std::int64_t>(i + 1));
    member.push_back(authors.key(row.item.member));
    readers.push_back(row.score);
    for (std::size_t part = 0; part < names.size(); ++part) parts[part].push_back(part < row.factors.size() ? row.factors[part].value : 0);
  }
  Table table{{{"rank", rank}, {"member", member}, {"readers", readers}}};
  for (std::size_t part = 0; part < names.size(); ++part) table.columns.emplace_back(names[part], parts[part]);
  return table;
}

}  // namespace v0
}  // namespace hobnob
