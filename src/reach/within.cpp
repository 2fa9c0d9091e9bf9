#include "hobnob/reach/within.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "hobnob/search/within.hpp"
#include "reach/ranked.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

constexpr int most_columns = 10, unbounded_horizon = 6;

std::string distance_name(int column, int columns, int hops) {
  if (column == columns && columns < hops) return fmt::format("{} to {} hops", column, hops);
  return column == 1 ? "1 hop" : fmt::format("{} hops", column);
}

/// "10 to 255 hops" as the name of a column: "hops_10_to_255".
std::string column_name(std::string_view distance) {
  std::string name = "hops_";
  name += distance.substr(0, distance.rfind(' '));
  std::ranges::replace(name, ' ', '_');
  return name;
}

std::string people_count(double score) { return detail::count(static_cast<std::uint64_t>(score), "member", "members"); }

}  // namespace

namespace {

void check(const RankWithinOptions& options) {
  validate(options);
  const auto registers = static_cast<unsigned>(options.approximate);
  if (registers != 0 && (registers < 64 || !std::has_single_bit(registers)))
    throw Error(Errc::invalid_argument, fmt::format("approximate must be 0 (count) or a power of two, 64…4096 registers, got {}", registers));
}

/// Of any graph whose members have keys; `introduce(member, people)` notes them in the answer.
template <class Graph, class Introduce>
Neighbourhoods neighbourhoods_of(const Graph& graph, int hops, const RankWithinOptions& options, const Introduce& introduce) {
  const bool counts = options.approximate == 0 || hops == 1;
  WithinOptions how{hops, most_columns, options.threads, {}};
  if (options.progress)  // not a copy: what it holds may be another language's, and ours to call but not to count references of
    how.progress = [&options](std::uint64_t done, std::uint64_t all) { return options.progress(done, all); };
  const DistanceCounts found =
      counts ? count_within(graph, how)
             : estimate_within(
                   graph, [&](MemberId u) { return Stream(options.seed, key_hash(graph.key(u))).bits(); }, options.approximate, how);

  const auto order = detail::best_of(graph.id_bound(), options.k, [&](std::uint32_t u) { return found.within(MemberId{u}); });  // everybody is seen

  Neighbourhoods out;
  out.factor_kind = FactorKind::sum;
  out.rows.reserve(order.size());
  const auto columns = static_cast<int>(found.columns);
  for (const std::uint32_t u : order) {
    Ranked<Author>& row = out.rows.emplace_back(Ranked<Author>{{MemberId{u}}, static_cast<double>(found.within(MemberId{u})), {}});
    const auto at = found.of(MemberId{u});
    for (int column = 1; column <= columns; ++column)
      row.factors.push_back({distance_name(column, columns, hops), static_cast<double>(at[static_cast<std::size_t>(column) - 1]), no_member});
  }
  detail::introduce_all(order, out.people, introduce);
  out.complete = counts;
  if (!counts)
    out.method =
        fmt::format("HyperBall, {} registers, ±{:.2g} % (one σ)", options.approximate, 100 * HyperLogLog(options.approximate).relative_error());
  out.ties_touched = found.ties_touched;
  return out;
}

}  // namespace

Neighbourhoods rank_within(const View& view, const RankWithinOptions& options) {
  check(options);
  if (!view.is_owner()) throw Error(Errc::invalid_argument, "rank_within asks about every member: it needs the owner's view");
  const int horizon = view.policy().max_hops;
  const int hops = horizon < unbounded_horizon ? std::min(options.hops, horizon) : options.hops;
  Neighbourhoods out = neighbourhoods_of(view, hops, options, [&](MemberId u, People& people) { view.introduce(u, people); });
  out.notice = view.notice();
  out.as_of = view.as_of();
  return out;
}

Neighbourhoods rank_within(const ArcGraph& graph, const RankWithinOptions& options) {
  check(options);
  return neighbourhoods_of(graph, options.hops, options, [&](MemberId u, People& people) { people.add(u, graph.key(u), {}); });
}

std::string to_text(const Neighbourhoods& neighbourhoods) {
  std::string out;
  for (std::size_t i = 0; i < neighbourhoods.size(); ++i) {
    const Ranked<Author>& row = neighbourhoods[i];
    out += fmt::format("{}. {}: {}", i + 1, detail::called(neighbourhoods.people, row.item.member), people_count(row.score));
    std::string parts;
    for (const Factor& factor : row.factors)
      if (factor.value > 0) parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", factor.name, factor.value);
    out += parts.empty() ? "\n" : fmt::format(" ({})\n", parts);
  }
  if (neighbourhoods.empty()) out += "There is nobody.\n";
  if (neighbourhoods.method != "exact") out += fmt::format("Estimated: {}.\n", neighbourhoods.method);
  if (!neighbourhoods.notice.empty()) out += neighbourhoods.notice + '\n';
  return out;
}

Table to_table(const Neighbourhoods& neighbourhoods) {
  std::vector<std::int64_t> rank, within;
  std::vector<Key> member;
  const std::size_t distances = neighbourhoods.empty() ? 0 : neighbourhoods[0].factors.size();
  std::vector<std::vector<std::int64_t>> at(distances);
  for (std::size_t i = 0; i < neighbourhoods.size(); ++i) {
    const Ranked<Author>& row = neighbourhoods[i];
    rank.push_back(static_cast<std::int64_t>(i + 1));
    member.push_back(neighbourhoods.key(row.item.member));
    within.push_back(static_cast<std::int64_t>(row.score));
    for (std::size_t d = 0; d < distances; ++d) at[d].push_back(d < row.factors.size() ? static_cast<std::int64_t>(row.factors[d].value) : 0);
  }
  Table table{{{"rank", rank}, {"member", member}, {"within", within}}};
  for (std::size_t d = 0; d < distances; ++d) table.columns.push_back({column_name(neighbourhoods[0].factors[d].name), std::move(at[d])});
  return table;
}

}  // namespace v0
}  // namespace hobnob
