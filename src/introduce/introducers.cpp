#include "hobnob/introduce/introducers.hpp"

#include <fmt/format.h>

#include <limits>

#include "core/words.hpp"
#include "introduce/query.hpp"

namespace hobnob {
inline namespace v0 {

Introducers rank_introducers(const View& view, MemberId seeker, MemberId target, const IntroducerOptions& options) {
  detail::check(options);
  const detail::Quest quest(view, seeker, target);
  BestPaths found = quest.best(options, true);
  Introducers introducers;
  for (CostedPath& path : found.paths) {
    const std::vector<MemberId>& members = path.members;
    const MemberId first = members[1];
    double way = 0;  // the cost from the introducer on, their own willingness left out
    for (std::size_t i = 2; i < members.size(); ++i) {
      way += double{view.find_tie(members[i - 1], members[i])->cost};
      if (i + 1 < members.size()) way += view.introducer_cost(members[i]);
    }
    way += quest.goal().cost;
    Ranked<Introducer> row{{first, {}}, probability_of(path.cost), {}};
    row.factors = {{"tie", probability_of(view.find_tie(seeker, first)->cost), first},
                   {"willingness", view.willingness(first), first},
                   {"way", probability_of(way), target}};
    row.item.path.members = std::move(path.members);
    introducers.rows.push_back(detail::calibrated(std::move(row), options.calibration));
  }
  quest.finish(introducers, found.ties_touched, options.calibration);
  return introducers;
}

std::string to_text(const Introducers& introducers) {
  std::string out;
  for (std::size_t i = 0; i < introducers.size(); ++i) {
    const Ranked<Introducer>& row = introducers[i];
    const auto& factors = row.factors;
    out +=
        fmt::format("{}. ask {}: {} (your tie {}, willing {}, their way {}), then {}\n", i + 1, detail::called(introducers.people, row.item.member),
                    chance_text(row.score), chance_text(factors[0].value), chance_text(factors[1].value), chance_text(factors[2].value),
                    detail::chain(introducers.people, std::span(row.item.path.members).subspan(2)));
  }
  if (introducers.empty()) out += "Nobody found who could introduce.\n";
  else if (const std::string how = detail::told(introducers.method); !how.empty()) out += fmt::format("Chances of introductions are {}.\n", how);
  if (!introducers.notice.empty()) out += introducers.notice + '\n';
  return out;
}

Table to_table(const Introducers& introducers) {
  std::vector<std::int64_t> rank, hops;
  std::vector<Key> introducer, target;
  std::vector<std::vector<Key>> path;
  std::vector<double> score, tie, willingness, way;
  for (std::size_t i = 0; i < introducers.size(); ++i) {
    const Ranked<Introducer>& row = introducers[i];
    std::vector<Key> keys;
    for (const MemberId id : row.item.path.members) keys.push_back(introducers.key(id));
    rank.push_back(static_cast<std::int64_t>(i + 1));
    introducer.push_back(keys[1]);
    target.push_back(keys.back());
    path.push_back(std::move(keys));
    hops.push_back(static_cast<std::int64_t>(row.item.path.hops()));
    score.push_back(row.score);
    tie.push_back(row.factors[0].value);
    willingness.push_back(row.factors[1].value);
    way.push_back(row.factors[2].value);
  }
  return {{{"rank", rank},
           {"introducer", introducer},
           {"target", target},
           {"path", path},
           {"hops", hops},
           {"score", score},
           {"tie", tie},
           {"willingness", willingness},
           {"way", way}}};
}

}  // namespace v0
}  // namespace hobnob
