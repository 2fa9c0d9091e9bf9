#include "hobnob/introduce/introducers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>

#include "core/words.hpp"
#include "introduce/query.hpp"
#include "introduce/restraint.hpp"
#include "introduce/topics.hpp"

namespace hobnob {
inline namespace v0 {

namespace {

constexpr std::size_t most_doors = 3;

/// The best path through each of the `k` best introducers who may be asked first.
BestPaths best_through_each(const detail::Quest& quest, const detail::Restraint& restraint, IntroducerOptions options) {
  const auto k = static_cast<std::size_t>(options.k);
  options.k += static_cast<int>(restraint.resting().size());   // those may come first, and are not asked
  BestPaths found = quest.best(options, true);
  std::erase_if(found.paths, [&](const CostedPath& path) { return !restraint.first_may_be(path.members[1]); });
  if (found.paths.size() > k) found.paths.resize(k);
  return found;
}

}  // namespace

Introducers rank_introducers(const View& view, MemberId seeker, MemberId target, const IntroducerOptions& options) {
  detail::check(options);
  detail::Quest quest(view, seeker, target);
  const detail::Restraint restraint(view, seeker, options.exclude, options.rest_days);
  quest.leave_out(restraint.excluded());
  const std::string why_not = restraint.why_not(target);
  BestPaths found;
  if (why_not.empty()) found = best_through_each(quest, restraint, options);
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
  detail::add_notice(introducers.notice, why_not.empty() ? restraint.who_rests(true) : why_not);
  return introducers;
}

std::vector<MemberId> mentions(const SharedIntroducer& introducer) {
  std::vector<MemberId> all{introducer.member};
  for (const Door& door : introducer.doors) all.insert(all.end(), door.path.members.begin(), door.path.members.end());
  return all;
}

SharedIntroducers rank_introducers(const View& view, MemberId seeker, std::span<const WeightedTarget> targets, const IntroducerOptions& options) {
  detail::check(options);
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (!(targets[i].weight > 0 && targets[i].weight < infinity))
      throw Error(Errc::invalid_argument, fmt::format("weight must be more than 0 and finite, got {} for target {}", targets[i].weight, i + 1));
  view.require_seeker(seeker);
  const detail::Restraint restraint(view, seeker, options.exclude, options.rest_days);
  std::vector<WeightedTarget> wanted(targets.begin(), targets.end());
  std::sort(wanted.begin(), wanted.end(),
            [](const WeightedTarget& a, const WeightedTarget& b) { return std::tie(a.member, a.weight) < std::tie(b.member, b.weight); });

  struct Sum {
    Ranked<SharedIntroducer> row;
    double others = 0;
  };
  std::map<MemberId, Sum> sums;   // by first introducer; targets come in ascending order, so that sums have one
  std::uint64_t waiting = 0, resting = 0, touched = 0;
  IntroducerOptions all = options;
  all.k = static_cast<int>(std::clamp<std::uint64_t>(view.degree(seeker), 1, 0x3FFF'FFFF));
  for (std::size_t i = 0, next = 0; i < wanted.size(); i = next) {
    const MemberId target = wanted[i].member;
    double weight = 0;
    for (next = i; next < wanted.size() && wanted[next].member == target; ++next) weight += wanted[next].weight;
    if (target == seeker) continue;
    detail::Quest quest(view, seeker, target);
    if (restraint.waits_for(target)) ++waiting;
    else if (restraint.target_rests(target)) ++resting;
    else {
      quest.leave_out(restraint.excluded());
      BestPaths found = best_through_each(quest, restraint, all);
      touched += found.ties_touched;
      for (CostedPath& path : found.paths) {
        const MemberId first = path.members[1];
        const double model = probability_of(path.cost), p = options.calibration ? (*options.calibration)(model) : model;
        const double term = weight * p;
        Sum& sum = sums[first];
        SharedIntroducer& introducer = sum.row.item;
        introducer.member = first;
        ++introducer.targets;
        sum.row.score += term;
        std::vector<Factor>& factors = sum.row.factors;   // beside the doors; an earlier target stays before an equal one
        const auto at = std::upper_bound(factors.begin(), factors.end(), term, [](double value, const Factor& f) { return value > f.value; });
        const auto place = at - factors.begin();
        factors.insert(at, {"target", term, target});
        introducer.doors.insert(introducer.doors.begin() + place, {target, p, {std::move(path.members)}});
        if (factors.size() <= most_doors) continue;
        sum.others += factors.back().value;
        factors.pop_back(), introducer.doors.pop_back();
      }
    }
  }

  SharedIntroducers introducers;
  introducers.factor_kind = FactorKind::sum;
  for (auto& [first, sum] : sums) {
    if (sum.row.item.targets > most_doors) sum.row.factors.push_back({"others", sum.others, no_member});
    introducers.rows.push_back(std::move(sum.row));
  }
  std::ranges::stable_sort(introducers.rows, std::greater<>(), &Ranked<SharedIntroducer>::score);
  if (introducers.size() > static_cast<std::size_t>(options.k)) introducers.rows.resize(static_cast<std::size_t>(options.k));
  // In a member's view the work would tell which of the targets are not there at all.
  detail::finish(view, introducers, view.is_owner() ? touched : 0, options.calibration);
  if (waiting > 0)
    detail::add_notice(introducers.notice, fmt::format("{} left out: an ask is open.", detail::count(waiting, "target is", "targets are")));
  if (resting > 0)
    detail::add_notice(introducers.notice, fmt::format("{} left out: they declined within {:g} days.",
                                                       detail::count(resting, "target is", "targets are"), options.rest_days));
  detail::add_notice(introducers.notice, restraint.who_rests(true));
  return introducers;
}

Introductions rank_introductions(const View& view, MemberId introducer, const IntroductionOptions& options) {
  validate(options);
  view.require_seeker(introducer, "introducer");
  struct Side {
    MemberId member;
    double tie, openness, agrees;
  };
  std::vector<Side> sides;
  Introductions answer;
  if (view.permits(introducer, Purpose::introduce))
    for (const Tie tie : view.ties_from(introducer)) {
      ++answer.ties_touched;
      const double p = probability_of(tie.cost), open = view.openness(tie.member);
      if (p * open > 0) sides.push_back({tie.member, p, open, p * open});
    }
  std::ranges::stable_sort(sides, std::greater<>(), &Side::agrees);   // ties come by ascending ids

  const auto rests = [&](MemberId who, MemberId from) {
    const auto days = view.days_since_decline(from, who);
    return days && *days < options.rest_days;
  };
  const auto may_meet = [&](MemberId a, MemberId b) {
    if (view.blocked(a, b) || view.asked(a, b) || view.asked(b, a) || rests(a, b) || rests(b, a)) return false;
    return !detail::connected(view, a, b, options.connected_at);
  };
  const std::optional<detail::TopicWeights> topics =
      options.topic_weight > 0 && sides.size() > 1 ? std::optional<detail::TopicWeights>(view) : std::nullopt;
  const double best_fit = topics && topics->any() ? (1 + options.topic_weight) * (1 + 0x1p-40) : 1;
  // The most promising pair first: of each side the next partner waits for the score that it could have at best, and no later one is better.
  struct Waiting {
    double score;
    std::size_t first, second;   // places among the sides
    double fit;                  // 0: not looked at yet
    bool operator<(const Waiting& w) const noexcept {   // the top comes first: the best, and of equals those to look at
      return std::tuple(w.score, fit > 0, first, second) > std::tuple(score, w.fit > 0, w.first, w.second);
    }
  };
  std::priority_queue<Waiting> heap;
  const auto wait = [&](std::size_t i, std::size_t j) {
    if (j < sides.size()) heap.push({sides[i].agrees * sides[j].agrees * best_fit, i, j, 0});
  };
  for (std::size_t i = 0; i + 1 < sides.size(); ++i) wait(i, i + 1);
  const int most = options.per_member == 0 ? std::numeric_limits<int>::max() : options.per_member;
  std::vector<int> taken(sides.size(), 0);
  while (!heap.empty() && answer.size() < static_cast<std::size_t>(options.k)) {
    Waiting pair = heap.top();
    heap.pop();
    const auto i = pair.first, j = pair.second;
    if (taken[i] == most) continue;   // nor will any later partner be introduced to them
    const Side &a = sides[i], &b = sides[j];
    if (pair.fit == 0) {
      wait(i, j + 1);
      if (taken[j] == most) continue;
      ++answer.ties_touched;
      pair.fit = best_fit > 1 ? detail::fit(view, *topics, a.member, b.member, options.topic_weight) : 1;
      pair.score = a.agrees * b.agrees * pair.fit;
      if (pair.score > 0 && may_meet(a.member, b.member)) heap.push(pair);
      continue;
    }
    if (taken[j] == most) continue;
    ++taken[i], ++taken[j];
    answer.rows.push_back({{a.member, b.member},
                           pair.score,
                           {{"tie", a.tie, a.member},
                            {"openness", a.openness, a.member},
                            {"tie", b.tie, b.member},
                            {"openness", b.openness, b.member},
                            {"fit", pair.fit, no_member}}});
  }
  detail::finish(view, answer, answer.ties_touched, std::nullopt);
  return answer;
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

std::string to_text(const SharedIntroducers& introducers) {
  std::string out;
  for (std::size_t i = 0; i < introducers.size(); ++i) {
    const Ranked<SharedIntroducer>& row = introducers[i];
    std::string doors;
    for (const Door& door : row.item.doors)
      doors += fmt::format("{}{} {}", doors.empty() ? "" : ", ", detail::called(introducers.people, door.target), chance_text(door.probability));
    if (row.item.targets > row.item.doors.size()) doors += fmt::format(" and {} more", row.item.targets - row.item.doors.size());
    out += fmt::format("{}. ask {}: worth {:.3g}, opens {}: {}\n", i + 1, detail::called(introducers.people, row.item.member), row.score,
                       detail::count(row.item.targets, "door", "doors"), doors);
  }
  if (introducers.empty()) out += "Nobody found who could introduce.\n";
  else if (const std::string how = detail::told(introducers.method); !how.empty()) out += fmt::format("Chances of introductions are {}.\n", how);
  if (!introducers.notice.empty()) out += introducers.notice + '\n';
  return out;
}

std::string to_text(const Introductions& introductions) {
  std::string out;
  for (std::size_t i = 0; i < introductions.size(); ++i) {
    const Ranked<Introduction>& row = introductions[i];
    out += fmt::format("{}. {} and {}: {} that both agree{}\n", i + 1, detail::called(introductions.people, row.item.first),
                       detail::called(introductions.people, row.item.second), chance_text(row.score / row.factors[4].value),
                       row.factors[4].value > 1 ? ", and one offers what the other needs" : "");
  }
  if (introductions.empty()) out += "Nobody found to introduce to each other.\n";
  if (!introductions.notice.empty()) out += introductions.notice + '\n';
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

Table to_table(const SharedIntroducers& introducers) {
  std::vector<std::int64_t> rank, targets;
  std::vector<Key> introducer;
  std::vector<std::vector<Key>> doors, path;
  std::vector<double> score;
  for (std::size_t i = 0; i < introducers.size(); ++i) {
    const SharedIntroducer& item = introducers[i].item;
    std::vector<Key> keys, way;
    for (const Door& door : item.doors) keys.push_back(introducers.key(door.target));
    for (const MemberId id : item.doors.front().path.members) way.push_back(introducers.key(id));
    rank.push_back(static_cast<std::int64_t>(i + 1));
    introducer.push_back(introducers.key(item.member));
    targets.push_back(static_cast<std::int64_t>(item.targets));
    score.push_back(introducers[i].score);
    doors.push_back(std::move(keys));
    path.push_back(std::move(way));
  }
  return {{{"rank", rank}, {"introducer", introducer}, {"targets", targets}, {"score", score}, {"doors", doors}, {"path", path}}};
}

Table to_table(const Introductions& introductions) {
  std::vector<std::int64_t> rank;
  std::vector<Key> first, second;
  std::vector<double> score, parts[5];
  for (std::size_t i = 0; i < introductions.size(); ++i) {
    const Ranked<Introduction>& row = introductions[i];
    rank.push_back(static_cast<std::int64_t>(i + 1));
    first.push_back(introductions.key(row.item.first));
    second.push_back(introductions.key(row.item.second));
    score.push_back(row.score);
    for (std::size_t part = 0; part < 5; ++part) parts[part].push_back(row.factors[part].value);
  }
  return {{{"rank", rank},
           {"first", first},
           {"second", second},
           {"score", score},
           {"first_tie", parts[0]},
           {"first_openness", parts[1]},
           {"second_tie", parts[2]},
           {"second_openness", parts[3]},
           {"fit", parts[4]}}};
}

}  // namespace v0
}  // namespace hobnob
