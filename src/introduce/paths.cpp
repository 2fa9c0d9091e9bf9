#include "hobnob/introduce/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/words.hpp"
#include "introduce/query.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

Ranked<Path> ranked(const View& view, const detail::Quest& quest, CostedPath&& found) {
  Ranked<Path> row{{std::move(found.members)}, probability_of(found.cost), {}};
  const std::vector<MemberId>& members = row.item.members;
  for (std::size_t i = 1; i < members.size(); ++i) {
    row.factors.push_back({"tie", probability_of(view.find_tie(members[i - 1], members[i])->cost), members[i]});
    if (i + 1 < members.size()) row.factors.push_back({"willingness", view.willingness(members[i]), members[i]});
  }
  row.factors.push_back({"openness", quest.openness(), members.back()});
  return row;
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
  BestPaths found = quest.best(options, false);
  Paths paths;
  for (CostedPath& path : found.paths) paths.rows.push_back(detail::calibrated(ranked(view, quest, std::move(path)), options.calibration));
  if (quest.direct()) paths.direct = probability_of(quest.direct()->cost);
  quest.finish(paths, found.ties_touched, options.calibration);
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
  if (found && probability_of(found->cost) > 0) paths.rows.push_back(ranked(view, quest, std::move(*found)));
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
  if (paths.direct) out += fmt::format("There is a direct tie: {}.\n", chance_text(*paths.direct));
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
