#include "hobnob/introduce/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/search/scratch.hpp"
#include "introduce/query.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

/// Members who must not pass anything on.
struct Barred {
  detail::MemberMap<std::uint8_t> members{0};
  void clear() noexcept { members.clear(); }
};

/// The cost of passing through an introducer.
struct Passing {
  const View& view;
  const detail::MemberMap<std::uint8_t>& barred;
  MemberId blocker;   // whose blocks count, if anybody's
  double operator()(MemberId v) const noexcept {
    if (barred[v] != 0 || (blocker != no_member && view.blocked(v, blocker))) return infinity;
    return view.introducer_cost(v);
  }
};

bool comes_before(const CostedPath& a, const CostedPath& b) noexcept {
  if (a.cost != b.cost) return a.cost < b.cost;
  return a.members.size() != b.members.size() ? a.members.size() < b.members.size() : a.members < b.members;
}

/// From any of a team to any of a set.
class PathSearch {
 public:
  /// Targets who are tied to a seeker are noted in `known` and not looked for; without it all are looked for.
  PathSearch(const View& view, std::span<const MemberId> seekers, std::span<const MemberId> targets, const PathOptions& options,
             std::vector<KnownTie>* known)
      : view_(view), options_(options), lease_(view.workspace().borrow<Barred>()), clear_(*lease_) {
    barred().cover(view.id_bound());
    const auto bar = [&](MemberId u) {
      if (index(u) < view.id_bound()) barred().set(u, 1);
    };
    for (const Key& key : options.exclude) bar(view.id(key));
    for (const MemberId s : seekers) {
      if (barred()[s] == 0) seekers_.push_back(s);
      bar(s);
    }
    std::vector<MemberId> each(targets.begin(), targets.end());
    std::ranges::sort(each);
    each.erase(std::unique(each.begin(), each.end()), each.end());
    for (const MemberId t : each) {
      if (!view.contains(t) || barred()[t] != 0) continue;
      bool is_known = false;
      for (const MemberId s : known ? std::span<const MemberId>(seekers_) : std::span<const MemberId>())
        if (const auto tie = view.find_tie(s, t)) known->push_back({s, t, probability_of(tie->cost)}), is_known = true;
      if (const double open = view.openness(t); open > 0 && !is_known) targets_.push_back({t, cost_of(open)});
    }
  }

  /// The rows that are wanted, without those that are not likely enough.
  BestPaths find() {
    if (!options_.disjoint) return round(options_.k, options_.max_ties);
    BestPaths all;
    while (all.complete && all.paths.size() < static_cast<std::size_t>(options_.k)) {
      if (options_.max_ties != 0 && all.ties_touched >= options_.max_ties) {   // what would have come next is no better than the last
        all.complete = false, all.unseen_cost = all.paths.empty() ? 0 : all.paths.back().cost;
        break;
      }
      BestPaths next = round(1, options_.max_ties == 0 ? 0 : options_.max_ties - all.ties_touched);
      all.ties_touched += next.ties_touched, all.complete = next.complete, all.unseen_cost = next.unseen_cost;
      if (next.paths.empty()) break;
      const std::vector<MemberId>& members = next.paths.front().members;
      for (const MemberId v : std::span(members).subspan(1, members.size() - 2)) barred().set(v, 1);
      if (options_.per == PathsPer::target) {   // one that has its path is looked for no more, and introduces nobody either
        barred().set(members.back(), 1);
        std::erase_if(targets_, [&](const Endpoint& t) { return t.member == members.back(); });
      }
      all.paths.push_back(std::move(next.paths.front()));
    }
    return all;
  }

 private:
  [[nodiscard]] detail::MemberMap<std::uint8_t>& barred() const noexcept { return (*lease_).members; }

  /// Blocks in the owner's view are between two: seekers who have some search by themselves, all others together.
  BestPaths round(int k, std::uint64_t max_ties) const {
    std::vector<Endpoint> together;
    std::vector<MemberId> alone;
    for (const MemberId s : seekers_) {
      if (view_.has_blocks(s)) alone.push_back(s);
      else together.push_back({s, 0.0});
    }
    if (alone.empty()) return search(together, targets_, no_member, k, max_ties);
    BestPaths all;
    const auto add = [&](std::span<const Endpoint> from, std::span<const Endpoint> to, MemberId blocker, std::size_t still_to_come) {
      if (from.empty() || to.empty()) return;
      BestPaths more;
      if (max_ties == 0 || all.ties_touched < max_ties) {
        const std::uint64_t share = max_ties == 0 ? 0 : std::max((max_ties - all.ties_touched) / still_to_come, std::uint64_t{1});
        more = search(from, to, blocker, k, share);
      } else {
        more.complete = false, more.unseen_cost = std::ranges::min(to, {}, &Endpoint::cost).cost;
      }
      all.ties_touched += more.ties_touched, all.complete = all.complete && more.complete;
      all.unseen_cost = std::min(all.unseen_cost, more.unseen_cost);
      std::ranges::move(more.paths, std::back_inserter(all.paths));
    };
    add(together, targets_, no_member, alone.size() + 1);
    for (std::size_t i = 0; i < alone.size(); ++i) {
      const Endpoint from{alone[i], 0.0};
      std::vector<Endpoint> to = targets_;
      std::erase_if(to, [&](const Endpoint& t) { return view_.blocked(from.member, t.member); });
      add({&from, 1}, to, from.member, alone.size() - i);
    }
    std::sort(all.paths.begin(), all.paths.end(), comes_before);
    std::vector<MemberId> seen;   // one for each of these
    std::erase_if(all.paths, [&](const CostedPath& path) {
      if (seen.size() == static_cast<std::size_t>(k)) return true;
      const MemberId who = options_.per == PathsPer::target ? path.members.back() : path.members[1];
      if (options_.per != PathsPer::overall && std::ranges::find(seen, who) != seen.end()) return true;
      seen.push_back(who);
      return false;
    });
    return all;
  }
  BestPaths search(std::span<const Endpoint> from, std::span<const Endpoint> to, MemberId blocker, int k, std::uint64_t max_ties) const {
    const int max_hops = std::min(options_.max_hops, view_.policy().max_hops);
    if (from.empty() || to.empty() || max_hops < 2) return {};
    const auto scratch = view_.workspace().borrow<PathScratch>();
    BestPaths found = best_paths(view_, from, to, Passing{view_, barred(), blocker},
                                 BestPathsOptions{.k = k,
                                                  .min_hops = 2,
                                                  .max_hops = max_hops,
                                                  .max_cost = detail::max_cost_of(options_),
                                                  .one_per_first = options_.per == PathsPer::introducer,
                                                  .one_per_target = options_.per == PathsPer::target,
                                                  .max_ties = max_ties},
                                 *scratch);
    detail::leave_out_unlikely(found.paths, options_);
    return found;
  }

  const View& view_;
  const PathOptions& options_;
  detail::Workspace::Lease<Barred> lease_;
  detail::ClearAtExit<Barred> clear_;
  std::vector<MemberId> seekers_;
  std::vector<Endpoint> targets_;
};

/// Makes the answer of what was found; `of_sets` if it is about sets.
void tell(const View& view, BestPaths&& found, const PathOptions& options, bool of_sets, Paths& paths) {
  for (CostedPath& path : found.paths) paths.rows.push_back(detail::calibrated(detail::ranked(view, std::move(path)), options.calibration));
  paths.complete = found.complete;
  if (!found.complete) paths.unseen = probability_of(found.unseen_cost);
  if (!view.is_owner() && paths.empty() && options.max_ties != 0) paths.complete = false, paths.unseen = 1;
  if (options.calibration && !paths.complete) paths.unseen = (*options.calibration)(paths.unseen);
  if (options.disjoint) paths.method = "greedy, no introducer twice";
  detail::finish(view, paths, of_sets && !view.is_owner() ? 0 : found.ties_touched, options.calibration);
  for (const KnownTie& tie : paths.known) view.introduce(tie.seeker, paths.people), view.introduce(tie.target, paths.people);
}

/// The least likely tie of a path, the first of equals.
const Factor& weakest_tie(const Ranked<Path>& row) {
  const Factor* weakest = &row.factors.front();
  for (const Factor& factor : row.factors)
    if (factor.name == "tie" && factor.value < weakest->value) weakest = &factor;
  return *weakest;
}

}  // namespace

Paths find_paths(const View& view, MemberId seeker, MemberId target, const PathOptions& options) {
  detail::check(options);
  const detail::Quest quest(view, seeker, target);
  Paths paths;
  if (quest.direct()) paths.direct = probability_of(quest.direct()->cost);
  tell(view, PathSearch(view, {&seeker, 1}, {&target, 1}, options, nullptr).find(), options, false, paths);
  return paths;
}

Paths find_paths(const View& view, std::span<const MemberId> seekers, std::span<const MemberId> targets, const PathOptions& options) {
  detail::check(options);
  if (seekers.empty()) throw Error(Errc::invalid_argument, "seekers must be at least one member, got none");
  for (const MemberId seeker : seekers) view.require_seeker(seeker);
  if (view.is_owner())
    for (const MemberId target : targets)
      if (!view.contains(target)) throw Error(Errc::invalid_argument, fmt::format("targets must be members, got id {}", index(target)));
  Paths paths;
  tell(view, PathSearch(view, seekers, targets, options, &paths.known).find(), options, true, paths);
  std::ranges::sort(paths.known, {}, [](const KnownTie& tie) { return std::tuple(-tie.probability, tie.target, tie.seeker); });
  return paths;
}

Paths cheapest_path(const View& view, MemberId seeker, MemberId target) {
  const detail::Quest quest(view, seeker, target);
  Paths paths;
  std::uint64_t touched = 0;
  std::optional<CostedPath> found;
  const bool bounded = view.policy().max_hops < Policy::open().max_hops;
  if (bounded) {
    BestPaths best = quest.best(PathOptions{.k = 1, .max_hops = view.policy().max_hops}, false, 1);
    touched = best.ties_touched;
    if (!best.paths.empty()) found = std::move(best.paths.front());
  } else if (quest.possible()) {
    const auto scratch = view.workspace().borrow<CheapestScratch>();
    found = cheapest_path(view, seeker, target, quest, quest.goal().cost, *scratch, &touched);
  }
  if (found && probability_of(found->cost) > 0) paths.rows.push_back(detail::ranked(view, std::move(*found)));
  if (quest.direct()) paths.direct = probability_of(quest.direct()->cost);
  quest.finish(paths, touched);
  return paths;
}

std::string to_text(const Paths& paths) {
  std::string out;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Ranked<Path>& row = paths[i];
    const Factor& weakest = weakest_tie(row);
    const auto& members = row.item.members;
    const auto to = std::find(members.begin() + 1, members.end(), weakest.who);
    out += fmt::format("{}. {}: {}", i + 1, detail::chain(paths.people, members), chance_text(row.score));
    if (members.size() > 2)
      out += fmt::format(" (weakest link {} → {}, {})", detail::called(paths.people, *(to - 1)), detail::called(paths.people, *to),
                         chance_text(weakest.value));
    out += '\n';
  }
  if (paths.empty()) out += "No chain of introductions found.\n";
  else if (const std::string how = detail::told(paths.method); !how.empty()) out += fmt::format("Chances of paths are {}.\n", how);
  if (!paths.complete) out += fmt::format("Not all was searched: there may be a chain of up to {}.\n", chance_text(paths.unseen));
  if (paths.direct) out += fmt::format("There is a direct tie: {}.\n", chance_text(*paths.direct));
  constexpr std::size_t most = 5;
  for (std::size_t i = 0; i < std::min(paths.known.size(), most); ++i)
    out += fmt::format("{} {} → {} ({})", i == 0 ? "Tied already:" : ",", detail::called(paths.people, paths.known[i].seeker),
                       detail::called(paths.people, paths.known[i].target), chance_text(paths.known[i].probability));
  if (paths.known.size() > most) out += fmt::format(" and {} more", paths.known.size() - most);
  if (!paths.known.empty()) out += ".\n";
  if (!paths.notice.empty()) out += paths.notice + '\n';
  return out;
}

Table to_table(const Paths& paths) {
  std::vector<std::int64_t> rank, hops;
  std::vector<Key> target, weakest;
  std::vector<std::vector<Key>> members, introducers;
  std::vector<double> score, weakest_probability;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Ranked<Path>& row = paths[i];
    std::vector<Key> keys;
    for (const MemberId id : row.item.members) keys.push_back(paths.key(id));
    rank.push_back(static_cast<std::int64_t>(i + 1));
    target.push_back(keys.back());
    introducers.emplace_back(keys.begin() + 1, keys.end() - 1);
    members.push_back(std::move(keys));
    hops.push_back(static_cast<std::int64_t>(row.item.hops()));
    score.push_back(row.score);
    weakest.push_back(paths.key(weakest_tie(row).who));
    weakest_probability.push_back(weakest_tie(row).value);
  }
  return {{{"rank", rank},
           {"target", target},
           {"members", members},
           {"introducers", introducers},
           {"hops", hops},
           {"score", score},
           {"weakest", weakest},
           {"weakest_probability", weakest_probability}}};
}

}  // namespace v0
}  // namespace hobnob
