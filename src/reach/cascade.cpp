#include "hobnob/reach/cascade.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/search/cascade.hpp"
#include "hobnob/search/parallel.hpp"
#include "reach/limits.hpp"
#include "reach/onward.hpp"
#include "reach/ranked.hpp"
#include "reach/samples.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

ReverseLists reversed(const ArcGraph& graph) {
  const std::vector<std::uint64_t> offsets(graph.in_offsets().begin(), graph.in_offsets().end());
  return reverse_lists({offsets, graph.in_ends(), graph.in_probability()});
}

std::uint32_t root_of(Stream& stream, std::uint32_t members) { return static_cast<std::uint32_t>(stream.uniform() * static_cast<double>(members)); }

auto name_in(const ArcGraph& graph) {
  return [&graph](MemberId u, People& people) { people.add(u, graph.key(u), {}); };
}

}  // namespace

Spread estimate_reach(const ArcGraph& graph, std::span<const MemberId> seeds, const CascadeOptions& options) {
  validate(options);
  std::vector<MemberId> starts(seeds.begin(), seeds.end());
  for (const MemberId seed : starts)
    if (!graph.contains(seed))
      throw Error(Errc::invalid_argument, fmt::format("seeds must be members, got id {} of {}", index(seed), graph.member_count()));
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<std::uint64_t> hash(graph.member_count());
  for (std::uint32_t u = 0; u < hash.size(); ++u) hash[u] = key_hash(graph.key(MemberId{u}));
  std::vector<Arrival> outside;
  outside.reserve(starts.size());
  for (const MemberId seed : starts) outside.push_back({0, seed, no_member});

  const auto worlds = static_cast<std::size_t>(options.worlds);
  struct Sums {
    std::uint64_t reached = 0, arcs = 0;
    double squares = 0;
  };
  // Few worlds at once where each may walk many arcs, so that a wish to stop is heard soon.
  const std::size_t part = std::max<std::size_t>(worlds >> 20, graph.arc_count() > 1 << 18 ? 1 : 16);
  std::vector<Sums> sums((worlds + part - 1) / part);
  parallel_blocks(
      worlds, part, options.threads, options.progress, [] { return CascadeScratch{}; },
      [&](CascadeScratch& scratch, std::size_t begin, std::size_t end) {
        Sums& sum = sums[begin / part];
        for (std::size_t world = begin; world < end; ++world) {
          const WorldCoins coins(options.seed, world);
          std::uint64_t reached = 0;
          cascade(
              outside, 0, scratch,
              [&](MemberId member, double, const auto& push) {
                const std::uint32_t from = graph.offsets()[index(member)], until = graph.offsets()[index(member) + std::size_t{1}];
                sum.arcs += until - from;
                for (std::uint32_t at = from; at < until; ++at) {
                  const std::uint32_t other = graph.ends()[at];
                  if (coins.arc(hash[index(member)], hash[other]).coin < graph.probability()[at]) push(MemberId{other}, 0);
                }
              },
              [](const Arrival&) {}, [&](const Arrival&) { ++reached; });
          sum.reached += reached;
          sum.squares += static_cast<double>(reached) * static_cast<double>(reached);
        }
      });
  Spread out{0, 0, worlds, options.seed, 0};
  double all = 0, squares = 0;
  for (const Sums& sum : sums) all += static_cast<double>(sum.reached), squares += sum.squares, out.arcs_touched += sum.arcs;
  const auto count = static_cast<double>(worlds);
  out.readers = all / count;
  out.standard_error = detail::standard_error(all, squares, count);
  return out;
}

Authors rank_reach(const ArcGraph& graph, const RankCascadeOptions& options) {
  validate(options);
  Authors out;
  out.factor_kind = FactorKind::sum;
  out.method = fmt::format("{} random reverse reachable sets of seed {}", options.samples, options.seed);
  out.complete = false;   // an estimate
  const std::uint32_t members = graph.member_count();
  if (members == 0) return out;
  const ReverseLists in = reversed(graph);
  const auto samples = static_cast<std::size_t>(options.samples);
  std::vector<std::uint64_t> others(members), begun(members);   // in how many sets each is beside the first, and how many begin with them
  struct Worker {
    ReverseScratch scratch;
    std::vector<std::uint32_t> set;
  };
  out.ties_touched = detail::count_sets(
      samples, options.seed, options.threads, options.progress, [] { return Worker{}; },
      [&](Worker& worker, Stream& stream) {
        worker.set.clear();
        const std::uint64_t looked = reverse_set(in, root_of(stream, members), stream, worker.scratch, worker.set);
        detail::add_one(begun[worker.set.front()]);
        for (std::size_t i = 1; i < worker.set.size(); ++i) detail::add_one(others[worker.set[i]]);
        return looked;
      });
  // Of the sets that could tell: those that begin with somebody else. So nobody reaches more than all.
  std::vector<double> reaches(members);
  for (std::uint32_t u = 0; u < members; ++u)
    if (others[u] > 0) reaches[u] = static_cast<double>(others[u]) * (members - 1) / static_cast<double>(samples - begun[u]);
  const auto order = detail::best_of(members, options.k, [&](std::uint32_t u) { return reaches[u]; });
  for (const std::uint32_t u : order)
    out.rows.push_back({{MemberId{u}}, 1 + reaches[u], {{"itself", 1, no_member}, {"others", reaches[u], no_member}}});
  detail::introduce_all(order, out.people, name_in(graph));
  return out;
}

Seeds choose_seeds(const ArcGraph& graph, const ArcSeedOptions& options) {
  validate(options);
  const std::uint32_t members = graph.member_count();
  const ReverseLists in = reversed(graph);
  std::vector<bool> excluded(members);
  for (const Key& key : options.exclude) excluded[index(graph.id(key))] = true;
  std::vector<double> costs;
  if (!options.costs.empty() || !std::isinf(options.budget)) {
    costs.assign(members, 1.0);
    for (const auto& [key, cost] : options.costs) costs[index(graph.id(key))] = detail::checked_cost(key.to_string(), cost);
  }
  const bool any_excluded = !options.exclude.empty();
  const auto limits = [&] {
    return CoverLimits{
        .k = static_cast<std::size_t>(options.k), .costs = costs, .budget = detail::with_rounding(options.budget), .may_choose = {}, .chosen = {}};
  };
  const bool any = detail::anybody(members, limits(), [&](std::uint32_t u) { return !excluded[u]; });
  const detail::ChosenSeeds chosen = detail::choose_by_samples(
      members, any ? members : 0, {options.quality, static_cast<std::uint64_t>(options.max_samples), options.seed, options.threads, options.progress},
      limits, [] { return ReverseScratch{}; },
      [&](ReverseScratch& scratch, Stream& stream, SourceSets& sets) {
        const std::size_t begin = sets.sources.size();
        const std::uint64_t looked = reverse_set(in, root_of(stream, members), stream, scratch, sets.sources);
        if (any_excluded) detail::keep_only(sets, begin, [&](std::uint32_t u) { return !excluded[u]; });
        return looked;
      });
  const std::uint64_t steps = detail::most_sets(static_cast<std::uint64_t>(options.max_samples));
  detail::tell(options.progress, steps, steps);
  Seeds out;
  detail::fill(out, chosen, options.seed, [](std::uint32_t u) { return Seed{MemberId{u}, {}}; });
  detail::introduce_all(chosen.sources, out.people, name_in(graph));
  return out;
}

std::string to_text(const Spread& spread) {
  return fmt::format("{:.1f} ± {:.2g} are reached (independent cascade, {} worlds of seed {}).\n", spread.readers, spread.standard_error,
                     spread.worlds, spread.seed);
}

}  // namespace v0
}  // namespace hobnob
