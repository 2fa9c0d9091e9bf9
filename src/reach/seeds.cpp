#include "hobnob/reach/seeds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/search/parallel.hpp"
#include "reach/limits.hpp"
#include "reach/readers.hpp"
#include "reach/reverse.hpp"
#include "reach/samples.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

/// What may be chosen, by the numbers of sources: members, then groups.
class Candidates {
 public:
  Candidates(const View& view, const SeedOptions& options)
      : view_(&view),
        options_(&options),
        members_(options.among == SeedKind::groups ? 0 : view.id_bound()),
        groups_(options.among == SeedKind::members ? 0 : view.group_bound()),
        excluded_(view.id_bound()),
        chosen_of_(options.group_cap > 0 ? view.group_bound() : 0) {
    for (const Key& key : options.exclude) excluded_[index(view.id(key))] = true;
    if (options.costs.empty() && options.group_costs.empty() && std::isinf(options.budget)) return;
    costs_.assign(count(), 1.0);
    for (const auto& [key, cost] : options.costs) costs_[index(view.id(key))] = detail::checked_cost(key.to_string(), cost);
    for (const auto& [name, cost] : options.group_costs) {
      const auto group = view.find_group(name);
      if (!group) throw Error(Errc::invalid_argument, fmt::format("group_costs: nobody is in a group {}", name));
      const double checked = detail::checked_cost(name, cost);
      if (groups_ > 0) costs_[view.id_bound() + index(*group)] = checked;
    }
  }
  /// Members keep their ids whether they may be chosen or not.
  [[nodiscard]] std::size_t count() const noexcept { return std::size_t{view_->id_bound()} + groups_; }
  [[nodiscard]] bool is_member(std::uint32_t source) const noexcept { return source < view_->id_bound(); }
  [[nodiscard]] GroupId group(std::uint32_t source) const noexcept { return GroupId{source - view_->id_bound()}; }
  [[nodiscard]] bool may_choose(std::uint32_t source) const noexcept { return !is_member(source) || (members_ > 0 && !excluded_[source]); }
  [[nodiscard]] Seed seed(std::uint32_t source) const {
    return is_member(source) ? Seed{MemberId{source}, {}} : Seed{no_member, std::string(view_->group_name(group(source)))};
  }
  /// Anew for each choice of all seeds.
  [[nodiscard]] CoverLimits limits() {
    std::ranges::fill(chosen_of_, 0);
    CoverLimits limits;
    limits.k = static_cast<std::size_t>(options_->k), limits.costs = costs_, limits.budget = detail::with_rounding(options_->budget);
    if (options_->group_cap > 0) {
      limits.may_choose = [this](std::uint32_t source) {
        return !is_member(source) || std::ranges::none_of(view_->groups_of(MemberId{source}),
                                                          [this](std::uint32_t group) { return chosen_of_[group] >= options_->group_cap; });
      };
      limits.chosen = [this](std::uint32_t source) {
        if (is_member(source))
          for (const std::uint32_t group : view_->groups_of(MemberId{source})) ++chosen_of_[group];
      };
    }
    return limits;
  }

 private:
  const View* view_;
  const SeedOptions* options_;
  std::uint32_t members_, groups_;
  std::vector<bool> excluded_;
  std::vector<int> chosen_of_;
  std::vector<double> costs_;
};

/// One hop: expected distinct readers in closed form. `missing` holds each reader's chance to read none of the posts so far.
class OneHop {
 public:
  OneHop(const View& view, const SeedOptions& options, MemberId author)
      : view_(&view), options_(&options), author_(author), readers_(view, options.channels, true), chances_(options.reading) {}

  /// Calls visit(reader, chance) for all whom a post through `source` may reach.
  template <class Visit>
  void each(const Candidates& candidates, std::uint32_t source, const Visit& visit) {
    if (candidates.is_member(source)) {
      readers_.gather(MemberId{source});
      chances_.by(options_->days, detail::one_post, readers_);
      touched += readers_.touched();
      for (std::uint32_t place = 0; place < readers_.members().size(); ++place) visit(readers_.members()[place], chances_.read(place));
      return;
    }
    const double seen = options_->reading.attention.seen_by(options_->days);
    detail::for_each_in_group(*view_, candidates.group(source), author_, options_->reading, [&](MemberId reader, double reads) {
      ++touched;
      visit(reader, reads * seen);
    });
  }
  std::uint64_t touched = 0;

 private:
  const View* view_;
  const SeedOptions* options_;
  MemberId author_;
  detail::Readers readers_;
  detail::Chances chances_;
};

/// The exact lazy greedy.
detail::ChosenSeeds choose_exactly(const View& view, const SeedOptions& options, MemberId author, Candidates& candidates) {
  constexpr std::size_t block = 64;
  detail::ChosenSeeds out;
  std::vector<double> gains(candidates.count());
  const std::uint64_t steps = gains.size() + 1;   // the last is to choose
  const auto told = [&](std::uint64_t done, std::uint64_t) { return !options.progress || options.progress(done, steps); };
  std::vector<std::uint64_t> touched((gains.size() + block - 1) / block);
  parallel_blocks(
      gains.size(), block, options.threads, told, [&] { return OneHop(view, options, author); },
      [&](OneHop& hop, std::size_t begin, std::size_t end) {
        hop.touched = 0;
        for (std::size_t source = begin; source < end; ++source) {
          if (!candidates.may_choose(static_cast<std::uint32_t>(source))) continue;
          double gain = 0;
          hop.each(candidates, static_cast<std::uint32_t>(source), [&](MemberId, double chance) { gain += chance; });
          gains[source] = gain;
        }
        touched[begin / block] = hop.touched;
      });
  out.looked = std::accumulate(touched.begin(), touched.end(), std::uint64_t{0});

  const std::vector<double> first = gains;
  CoverLimits limits = candidates.limits();
  OneHop hop(view, options, author);
  std::vector<double> missing(view.id_bound(), 1.0);
  std::uint64_t asked = 0;
  const auto gain = [&](std::uint32_t source) {
    // Long runs of asking again must hear that they should stop, too.
    if (++asked % 256 == 0) detail::tell(options.progress, steps - 1, steps);
    double sum = 0;
    hop.each(candidates, source, [&](MemberId reader, double chance) { sum += missing[index(reader)] * chance; });
    return sum;
  };
  double bound = detail::most_to_add(first, limits), covered = 0;
  const auto choose = [&](std::uint32_t source) {
    double sum = 0;
    hop.each(candidates, source, [&](MemberId reader, double chance) {
      sum += missing[index(reader)] * chance;
      missing[index(reader)] *= 1 - chance;
    });
    out.sources.push_back(source), out.adds.push_back(sum);
    covered += sum;
    if (!limits.costs.empty()) out.cost += limits.costs[source];
  };
  detail::lazy_greedy(gains, limits, gain, choose);
  // What the chosen add to themselves is counted; of the others what was last known bounds what they would still add.
  for (const std::uint32_t source : out.sources) gains[source] = 0;
  bound = std::min(bound, covered + detail::most_to_add(gains, limits));
  // With costs the best alone may be better than the best for their cost.
  if (!limits.costs.empty()) {
    limits = candidates.limits();
    std::uint32_t single = 0;
    double most = 0;
    for (std::uint32_t source = 0; source < first.size(); ++source)
      if (first[source] > most && limits.costs[source] <= limits.budget && (!limits.may_choose || limits.may_choose(source)))
        most = first[source], single = source;
    if (most > covered) {
      std::ranges::fill(missing, 1.0);
      out.sources.clear(), out.adds.clear(), covered = out.cost = 0;
      choose(single);
    }
  }
  hop.touched += out.looked;
  out.looked = hop.touched;
  out.spread = {covered, covered, covered};
  out.certificate = bound > 0 ? std::min(1.0, covered / bound) : 1;
  detail::tell(options.progress, steps, steps);
  return out;
}

}  // namespace

Seeds choose_seeds(const View& view, const SeedOptions& options) {
  validate(options);
  detail::check_reading(options.reading);
  if (!view.is_owner()) throw Error(Errc::invalid_argument, "choose_seeds asks about everybody's audiences: it needs the owner's view");
  const MemberId author = options.author ? view.id(*options.author) : no_member;
  Candidates candidates(view, options);
  Seeds out;
  if (options.share > 0) {
    // First everybody's channels are looked at, then sets are drawn, mostly fewer than `max_samples`.
    const auto most = static_cast<std::uint64_t>(options.max_samples);
    const std::uint64_t steps = view.id_bound() + detail::most_sets(most);
    const std::function<bool(std::uint64_t, std::uint64_t)> told = [&](std::uint64_t done, std::uint64_t) {
      return !options.progress || options.progress(done, steps);
    };
    const detail::ReaderSets sets(view, {options.channels, options.reading, options.share, options.days, options.among != SeedKind::groups,
                                         options.among != SeedKind::members, author, options.threads, told});
    const bool any = detail::anybody(candidates.count(), candidates.limits(), [&](std::uint32_t source) { return candidates.may_choose(source); });
    const detail::ChosenSeeds chosen = detail::choose_by_samples(
        candidates.count(), any ? sets.roots() : 0, {options.quality, most, options.seed, options.threads, options.progress, view.id_bound()},
        [&] { return candidates.limits(); }, [&] { return sets.scratch(); },
        [&](detail::ReaderSets::Scratch& scratch, Stream& stream, SourceSets& into) {
          const std::size_t begin = into.sources.size();
          std::size_t direct = 0;
          const std::uint64_t looked = sets.draw(scratch, stream, into.sources, direct);
          if (!options.exclude.empty()) detail::keep_only(into, begin, [&](std::uint32_t source) { return candidates.may_choose(source); });
          return looked;
        });
    detail::tell(options.progress, steps, steps);
    detail::fill(out, chosen, options.seed, [&](std::uint32_t source) { return candidates.seed(source); });
  } else {
    const detail::ChosenSeeds chosen = choose_exactly(view, options, author, candidates);
    detail::fill(out, chosen, options.seed, [&](std::uint32_t source) { return candidates.seed(source); });
    out.method = "greedy, exact, one hop";
  }
  std::vector<MemberId> named;
  for (const auto& row : out.rows)
    if (row.item.member != no_member) named.push_back(row.item.member);
  std::sort(named.begin(), named.end());
  for (const MemberId member : named) view.introduce(member, out.people);
  out.method += fmt::format(", reading: {}", options.reading.origin);
  out.notice = view.notice();
  out.as_of = view.as_of();
  return out;
}

std::string to_text(const Seeds& seeds) {
  std::string out;
  double together = 0;
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    const Ranked<Seed>& row = seeds[i];
    together += row.score;
    const std::string name =
        row.item.member == no_member ? "group " + detail::one_line(row.item.group) : detail::called(seeds.people, row.item.member);
    out += fmt::format("{}. {}: adds {:.1f}, together {:.1f}\n", i + 1, name, row.score, together);
  }
  if (seeds.empty()) {
    out += "Nobody would be reached by what may be chosen.\n";
  } else if (!(seeds.certificate > 0)) {
    out += fmt::format("{} sets are too few to say how near the best that is: raise max_samples.\n", seeds.samples);
  } else if (seeds.samples > 0) {
    out += fmt::format("Between {:.1f} and {:.1f} are reached; no choice reaches more than {:.1f} (1 in 1,000 to err).\n", seeds.spread.lower,
                       seeds.spread.upper, seeds.spread.lower / seeds.certificate);
  } else {
    out += fmt::format("Exact; no choice reaches more than {:.1f}.\n", seeds.spread.value / seeds.certificate);
  }
  if (!seeds.notice.empty()) out += seeds.notice + '\n';
  return out;
}

Table to_table(const Seeds& seeds) {
  std::vector<std::int64_t> rank;
  std::vector<std::string> member, group;
  std::vector<double> adds;
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    const Ranked<Seed>& row = seeds[i];
    rank.push_back(static_cast<std::int64_t>(i + 1));
    member.push_back(row.item.member == no_member ? std::string() : seeds.key(row.item.member).to_string());
    group.push_back(row.item.group);
    adds.push_back(row.score);
  }
  return {{{"rank", rank}, {"member", member}, {"group", group}, {"adds", adds}}};
}

}  // namespace v0
}  // namespace hobnob
