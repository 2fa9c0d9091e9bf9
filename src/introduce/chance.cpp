#include "hobnob/introduce/chance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/words.hpp"
#include "hobnob/search/reliability.hpp"
#include "introduce/query.hpp"
#include "introduce/restraint.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

constexpr std::uint64_t expansion_steps = 1 << 15;
constexpr std::uint64_t order_steps = 4 * expansion_steps;
constexpr std::size_t most_pairs = 64;               // of ways, squared, for the bound by pairs
constexpr std::uint64_t order_worlds = 2048, most_pilots = 1024;
constexpr double miss_rate = 0.05;                        // how often an interval of worlds may not hold the chance
constexpr double rounding_slack = 1e-12;             // of a sum of as many products as there are walks

/// Paths as ways, their ties and introducers as components, and who is asked for each.
struct Listed {
  Ways ways{};
  std::vector<CostedPath> paths{};  // of each way, with the openness of the target
  bool complete = true;
  std::uint64_t ties_touched = 0;
  double sum = 0;                   // of the ways' probabilities
};

Listed listed(const View& view, const detail::Quest& quest, int max_hops, int max_paths) {
  Listed out;
  if (!quest.possible() || max_hops < 2) return out;
  const auto scratch = view.workspace().borrow<PathScratch>();
  const Endpoint from = quest.source(), to = quest.goal();
  BestPaths found = best_paths(view, std::span(&from, 1), std::span(&to, 1), quest,
                               BestPathsOptions{.k = max_paths + 1, .min_hops = 2, .max_hops = max_hops}, *scratch);
  out.ties_touched = found.ties_touched;
  std::erase_if(found.paths, [](const CostedPath& path) { return probability_of(path.cost) <= 0; });
  out.complete = found.paths.size() <= static_cast<std::size_t>(max_paths);
  if (!out.complete) found.paths.pop_back();
  // Components get their numbers in the order of the paths, which no hidden member can change.
  std::map<std::pair<MemberId, MemberId>, std::uint32_t> numbers;   // a tie by its ends, an introducer as (no_member, who)
  std::vector<std::uint32_t> needs;
  out.paths = std::move(found.paths);
  for (const CostedPath& path : out.paths) {
    needs.clear();
    const auto need = [&](MemberId u, MemberId v, auto chance) {
      const auto [at, is_new] = numbers.try_emplace({u, v}, static_cast<std::uint32_t>(out.ways.chance.size()));
      if (is_new) out.ways.chance.push_back(chance());
      needs.push_back(at->second);
    };
    for (std::size_t i = 1; i < path.members.size(); ++i) {
      const MemberId u = path.members[i - 1], v = path.members[i];
      need(u, v, [&] { return probability_of(view.find_tie(u, v)->cost); });
      if (i + 1 < path.members.size()) need(no_member, v, [&] { return view.willingness(v); });
    }
    out.ways.add(needs);
    out.sum += out.ways.probability(out.ways.size() - 1);
  }
  return out;
}

/// Some of the ways.
Ways chosen_of(const Ways& all, const std::vector<std::uint32_t>& which) {
  Ways some{.chance = all.chance};
  for (const std::uint32_t way : which) some.add(all[way]);
  return some;
}

struct Candidate {
  MemberId who = no_member;
  std::vector<std::uint32_t> ways{};   // the best first
  double chance = 0;         // of those asked by then and these
  double gain = 2;           // no less than what asking them adds: what it added when fewer had been asked
  std::size_t asked = ~std::size_t{0};   // how many had been by then
};

/// Greedy: next is always who adds most. What somebody adds never grows as others are asked, so gains are brought up to date only for those
/// who may be next. `any_of(candidates asked, candidate)` is the chance that one way of theirs works.
template <class AnyOf>
std::vector<std::pair<std::size_t, double>> greedy(std::vector<Candidate>& candidates, std::size_t k, const AnyOf& any_of) {
  std::vector<std::pair<std::size_t, double>> order;
  std::vector<bool> taken(candidates.size());
  double reached = 0;
  while (order.size() < std::min(k, candidates.size())) {
    std::size_t best = candidates.size();
    for (;;) {   // candidates are by ascending id: the first of equals is the one with the lower id
      best = candidates.size();
      for (std::size_t i = 0; i < candidates.size(); ++i)
        if (!taken[i] && (best == candidates.size() || candidates[i].gain > candidates[best].gain)) best = i;
      Candidate& next = candidates[best];
      if (next.asked == order.size()) break;
      const std::optional<double> chance = any_of(order, best);
      if (!chance) return {};
      next.chance = std::max(*chance, reached);
      next.gain = std::min(next.gain, next.chance - reached);
      next.asked = order.size();
    }
    taken[best] = true;
    reached = candidates[best].chance;
    order.emplace_back(best, reached);
  }
  return order;
}

using Order = std::vector<std::pair<std::size_t, double>>;

/// By expansion; nothing if that takes too many steps.
Order exact_order(const Ways& ways, std::vector<Candidate> candidates, std::size_t k) {
  std::uint64_t left = order_steps;
  const bool apart = share_nothing(ways);
  return greedy(candidates, k, [&](const Order& asked, std::size_t candidate) -> std::optional<double> {
    std::vector<std::uint32_t> which;
    for (const auto& [before, chance] : asked) which.insert(which.end(), candidates[before].ways.begin(), candidates[before].ways.end());
    which.insert(which.end(), candidates[candidate].ways.begin(), candidates[candidate].ways.end());
    const Ways some = chosen_of(ways, which);
    if (apart) return chance_if_apart(some);
    return exact_chance(some, left, &left);
  });
}

/// By worlds in which one way works at least.
Order sampled_order(const Listed& paths, std::vector<Candidate> candidates, std::size_t k, std::uint64_t seed) {
  std::vector<std::uint32_t> candidate_of(paths.ways.size());
  for (std::uint32_t i = 0; i < candidates.size(); ++i)
    for (const std::uint32_t way : candidates[i].ways) candidate_of[way] = i;
  WayWorlds worlds(paths.ways);
  std::vector<std::vector<std::uint32_t>> worlds_of(candidates.size());
  std::vector<double> weight;
  for (std::uint32_t world = 0; world < order_worlds; ++world) {
    const auto& working = worlds.world(seed, world);
    weight.push_back(worlds.total() / static_cast<double>(working.size()) / static_cast<double>(order_worlds));
    for (const std::uint32_t way : working) {
      auto& of = worlds_of[candidate_of[way]];
      if (of.empty() || of.back() != world) of.push_back(world);
    }
  }
  std::vector<bool> covered(order_worlds);
  std::size_t told = 0;
  double reached = 0;
  return greedy(candidates, k, [&](const Order& asked, std::size_t candidate) -> std::optional<double> {
    for (; told < asked.size(); ++told) {
      for (const std::uint32_t world : worlds_of[asked[told].first]) covered[world] = true;
      reached = asked[told].second;
    }
    double gain = 0;
    for (const std::uint32_t world : worlds_of[candidate])
      if (!covered[world]) gain += weight[world];
    return reached + gain;
  });
}

void tell_order(Chance& out, const View& view, const Listed& paths, double openness, const ChanceOptions& options, bool exact) {
  std::vector<Candidate> candidates;
  for (std::uint32_t way = 0; way < paths.ways.size(); ++way) {
    const MemberId first = paths.paths[way].members[1];
    auto at = std::ranges::lower_bound(candidates, first, {}, &Candidate::who);
    if (at == candidates.end() || at->who != first) at = candidates.insert(at, {.who = first});
    at->ways.push_back(way);
  }
  const auto k = static_cast<std::size_t>(options.k);
  Order order;
  if (exact) order = exact_order(paths.ways, candidates, k);
  if (order.empty() && paths.sum > 0) order = sampled_order(paths, candidates, k, options.seed);
  double best = 0;
  for (const auto& [candidate, reached] : order) {
    Ranked<Path> way = detail::ranked(view, CostedPath(paths.paths[candidates[candidate].ways.front()]));
    best = std::max(best, way.score);
    // Where worlds were drawn, they must say no less than the best way asked for and no more than the answer.
    out.ask_in_order.push_back(
        {candidates[candidate].who, way.score, std::min(std::max(reached * openness, best), out.value), std::move(way.item), std::move(way.factors)});
  }
}

}  // namespace

bool operator==(const Chance& a, const Chance& b) {
  const auto figures = [](const Chance& c) {
    return std::tie(c.value, c.lower, c.upper, c.complete, c.method, c.notice, c.as_of, c.paths, c.paths_complete, c.components, c.samples, c.seed,
                    c.ties_touched);
  };
  const auto same = [&](MemberId x, MemberId y) { return x == no_member ? y == x : a.key(x) == b.key(y) && a.name(x) == b.name(y); };
  const auto same_factor = [&](const Factor& x, const Factor& y) { return x.name == y.name && x.value == y.value && same(x.who, y.who); };
  return figures(a) == figures(b) && std::ranges::equal(a.ask_in_order, b.ask_in_order, [&](const AskStep& x, const AskStep& y) {
           return same(x.introducer, y.introducer) && x.way == y.way && x.chance == y.chance &&
                  std::ranges::equal(x.path.members, y.path.members, same) && std::ranges::equal(x.factors, y.factors, same_factor);
         });
}

Chance chance(const View& view, MemberId seeker, MemberId target, const ChanceOptions& options) {
  validate(options);
  const detail::Quest quest(view, seeker, target);
  const int hops = std::min(options.max_hops, view.policy().max_hops);
  const Listed paths = listed(view, quest, hops, options.max_paths);
  const double openness = quest.openness();
  Chance out;
  out.seed = options.seed;
  out.as_of = view.as_of();
  out.notice = view.notice();
  out.paths = paths.ways.size();
  out.paths_complete = paths.complete;
  out.components = paths.ways.chance.size();
  out.ties_touched = paths.ties_touched;

  const auto tell = [&](const char* method, double lower, double value, double upper) {
    out.method = method;
    out.complete = lower == upper;
    out.lower = lower * openness, out.value = value * openness, out.upper = upper * openness;
  };
  bool expanded = true;   // can the listed paths be told apart?
  const auto ladder = [&] {
    if (paths.ways.size() == 0) return;
    if (paths.complete && share_nothing(paths.ways)) {
      const double chance = chance_if_apart(paths.ways);
      return tell("closed form", chance, chance, chance);
    }
    const std::optional<double> of_listed = exact_chance(paths.ways, expansion_steps);
    expanded = of_listed.has_value();
    if (paths.complete && of_listed) return tell("exact", *of_listed, *of_listed, *of_listed);

    const auto scratch = view.workspace().borrow<BetweenScratch>();
    const Between graph = between(view, seeker, target, quest, hops, *scratch);
    out.ties_touched += graph.ties_touched;
    if (hops == 2) {
      const double chance = two_hop_chance(graph);
      return tell("closed form", chance, chance, chance);
    }
    // What is left out fails at least as often as if all of it were apart, and the more if what is listed fails: both need the same to hold.
    const double left_out = paths.complete ? 0 : std::min(1.0, std::max(0.0, walk_sum(graph) * (1 + rounding_slack) - paths.sum));
    const double surely = of_listed ? *of_listed : std::max(lower_by_disjoint(paths.ways), lower_by_pairs(paths.ways, most_pairs));
    const double least = std::min(1.0, surely);
    const double most = std::max(least, 1 - (1 - (of_listed ? *of_listed : chance_if_apart(paths.ways))) * (1 - left_out));
    if ((most - least) * openness <= options.tolerance) return tell("bounds", least, least + (most - least) / 2, most);

    // Worlds, of either kind. A few of each say which takes fewer and how many; the interval is of others, so that it holds whatever the few said.
    const auto all = static_cast<std::uint64_t>(options.max_samples), pilots = std::min(most_pilots, all / 8);
    const auto wanted = [&](auto& worlds, double range, double scale, double above) {
      const double far = (options.tolerance / openness - above) / 2 / scale;
      const double variance = worlds.sample(options.seed, 0, pilots).variance();
      out.samples += pilots;
      return 1.25 * bernstein_count(variance, range, miss_rate, std::max(far, 1e-9));
    };
    const auto draw = [&](auto& worlds, double range, double scale, double above, double count, const char* method) {
      const std::uint64_t most_samples = all - out.samples;
      const Moments samples =
          worlds.sample(options.seed, pilots,
                        count < static_cast<double>(most_samples) ? std::max<std::uint64_t>(2, static_cast<std::uint64_t>(count)) : most_samples);
      out.samples += samples.count;
      const Bounds bounds = bernstein(samples, range, miss_rate);
      // Certain bounds stay certain: an interval that leaves them has missed.
      const double lower = std::clamp(bounds.lower * scale, least, most), upper = std::clamp(bounds.upper * scale + above, least, most);
      tell(method, lower, std::clamp(samples.mean * scale + above / 2, lower, upper), upper);
      out.complete = false;
    };
    HopWorlds of_all(graph);
    const double count = wanted(of_all, of_all.range(), 1.0, 0.0);
    if (left_out * openness <= options.tolerance / 4) {
      WayWorlds of_listed_paths(paths.ways);
      const double other = wanted(of_listed_paths, 1.0, of_listed_paths.total(), left_out);
      if (other < count) return draw(of_listed_paths, 1.0, of_listed_paths.total(), left_out, other, "Karp-Luby");
    }
    draw(of_all, of_all.range(), 1.0, 0.0, count, "worlds");
  };
  ladder();
  tell_order(out, view, paths, openness, options, expanded);
  if (out.empty() && !view.is_owner()) out.ties_touched = 0;  // a member cannot tell why there is nobody, not even by the work that it took
  for (const AskStep& step : out.ask_in_order)
    for (const MemberId member : step.path.members) view.introduce(member, out.people);
  const detail::Restraint restraint(view, seeker, {}, options.rest_days);
  const std::string why_not = restraint.why_not(target);
  detail::add_notice(out.notice, why_not.empty() ? restraint.who_rests(false) : why_not);
  return out;
}

std::string to_text(const Chance& chance) {
  std::string out;
  if (chance.empty()) {
    out = "Nobody found who could introduce.\n";
  } else {
    out = fmt::format("{} that at least one introduction succeeds", chance_text(chance.value));
    if (chance.complete) out += fmt::format(" ({}).\n", chance.method);
    else if (chance.samples == 0)
      out += fmt::format(" (between {} and {}, {}).\n", chance_text(chance.lower), chance_text(chance.upper), chance.method);
    else
      out += fmt::format(" (between {} and {} with 95 % confidence: {}, {} samples of seed {}).\n", chance_text(chance.lower),
                         chance_text(chance.upper), chance.method, chance.samples, chance.seed);
    out += "Whom to ask, in order, and the best way through each:\n";
    for (std::size_t i = 0; i < chance.size(); ++i) {
      const AskStep& step = chance.ask_in_order[i];
      std::string chain;
      for (const MemberId member : step.path.members) chain += (chain.empty() ? "" : " → ") + detail::called(chance.people, member);
      out += fmt::format("{}. {}: {}, by then {}\n", i + 1, chain, chance_text(step.way), chance_text(step.chance));
    }
    out += fmt::format("By {}{}, as if ties were independent of one another.\n", chance.paths_complete ? "" : "the best ",
                       detail::count(chance.paths, "path", "paths"));
  }
  if (!chance.notice.empty()) out += chance.notice + '\n';
  return out;
}

Table to_table(const Chance& chance) {
  std::vector<std::int64_t> rank;
  std::vector<Key> introducer;
  std::vector<double> way, together;
  for (std::size_t i = 0; i < chance.size(); ++i) {
    const AskStep& step = chance.ask_in_order[i];
    rank.push_back(static_cast<std::int64_t>(i + 1));
    introducer.push_back(chance.key(step.introducer));
    way.push_back(step.way);
    together.push_back(step.chance);
  }
  return {{{"rank", rank}, {"introducer", introducer}, {"way", way}, {"chance", together}}};
}

}  // namespace v0
}  // namespace hobnob
