#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/chance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "introduce/query.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

std::string direction(std::uint32_t events, std::optional<std::uint32_t> since) {
  if (events == 0) return "none";
  return since ? fmt::format("{}, last {}", events, detail::ago(*since)) : fmt::format("{}", events);
}

/// What a tie rests on: how often, how lately, both ways or one, declared or not.
std::string rests_on(const View& view, const Step& step, const People& people) {
  const TieFacts& facts = step.facts;
  std::string out;
  if (!view.explains()) {
    out = "counts were not kept";
  } else if (facts.events_out == 0 && facts.events_back == 0) {
    out = "no interaction on record";
  } else {
    out = fmt::format("interactions from {}: {}; from {}: {}", detail::called(people, step.source),
                      direction(facts.events_out, facts.seconds_since_out), detail::called(people, step.target),
                      direction(facts.events_back, facts.seconds_since_back));
    if (facts.events_out == 0 || facts.events_back == 0) out += " (one way only)";
  }
  return facts.declared ? out + "; declared connection" : out;
}

template <class Answer>
Explanation explained(const View& view, const Answer& answer, const std::vector<Factor>& factors, double score, std::span<const MemberId> members) {
  Explanation out;
  out.factors = factors;
  out.score = score;
  out.as_of = answer.as_of;
  out.model = view.model();
  out.people = answer.people;
  // What was charged is in the row; a later view may know another figure.
  const auto charged = [&out](std::string_view name, MemberId who, double otherwise) {
    for (const Factor& factor : out.factors)
      if (factor.name == name && factor.who == who) return factor.value;
    return otherwise;
  };
  std::vector<MemberId> here;  // the same members in this view's ids
  for (const MemberId member : members) here.push_back(view.find(answer.key(member)).value_or(no_member));
  for (std::size_t i = 1; i < members.size(); ++i) {
    const auto tie = view.find_tie(here[i - 1], here[i]);
    if (!tie)
      throw Error(Errc::invalid_argument, fmt::format("this view shows no tie between {} and {}: explain with the view that answered",
                                                      answer.key(members[i - 1]).to_string(), answer.key(members[i]).to_string()));
    const double probability = charged("tie", members[i], probability_of(tie->cost));
    out.steps.push_back({members[i - 1], members[i], probability, *view.tie_facts(here[i - 1], here[i]), false, {}});
  }
  // An explanation must not speak for somebody who has refused since.
  for (std::size_t i = 1; i < members.size(); ++i) {
    const bool last = i + 1 == members.size();
    if (last ? view.openness(here[i]) > 0 : view.willingness(here[i]) > 0) continue;
    throw Error(Errc::invalid_argument,
                fmt::format("in this view {} {}: explain with the view that answered, or ask again", answer.key(members[i]).to_string(),
                            last ? "is not open to introductions" : "does not introduce"));
  }
  std::ranges::min_element(out.steps, {}, &Step::probability)->weakest = true;
  for (Step& step : out.steps) step.reason = rests_on(view, step, out.people);

  const MemberId seeker = members.front(), target = members.back();
  const std::size_t introducers = members.size() - 2;
  out.text = fmt::format("{} to {}, {}: {} as of {} UTC.\n", detail::called(out.people, seeker), detail::called(out.people, target),
                         introducers == 0 ? "directly" : "through " + detail::count(introducers, "introducer", "introducers"), chance_text(out.score),
                         detail::date(out.as_of));
  for (std::size_t i = 0; i < out.steps.size(); ++i) {
    const Step& step = out.steps[i];
    const bool last = i + 1 == out.steps.size();
    out.text += fmt::format("  {}. {} {} {}: {}{}.\n     {}.\n", i + 1, detail::called(out.people, step.source), last ? "turns to" : "asks",
                            detail::called(out.people, step.target), chance_text(step.probability),
                            step.weakest && out.steps.size() > 1 ? ", the weakest link" : "", step.reason);
    if (last) break;
    const double willingness = charged("willingness", step.target, view.willingness(here[i + 1]));
    out.text += fmt::format("     {} is willing to introduce: {}.\n", detail::called(out.people, step.target), chance_text(willingness));
  }
  const double openness = charged("openness", target, view.openness(here.back()));
  out.text += fmt::format("  {} is open to introductions: {}.\n", detail::called(out.people, target), chance_text(openness));
  out.text += fmt::format("  Ties by {}.\n", to_text(out.model));
  out.text += "  Chances multiply, as if ties were independent of one another.\n";
  if (!out.factors.empty() && out.factors.back().name == detail::calibration_factor) {
    double model = 1;  // what the factors before the last make
    for (std::size_t i = 0; i + 1 < out.factors.size(); ++i) model *= out.factors[i].value;
    const std::string how = detail::told(answer.method);
    out.text += fmt::format("  That makes {}. By the outcomes of earlier asks it is {}: {}.\n", chance_text(model), chance_text(out.score),
                            how.empty() ? "calibrated" : how);
  }
  return out;
}

}  // namespace

Explanation explain(const View& view, const Targets& targets, std::size_t row) {
  const Ranked<Target>& ranked = targets[row];
  const auto here = [&](MemberId member) {
    const auto found = view.find(targets.key(member));
    if (!found)
      throw Error(Errc::invalid_argument, fmt::format("this view shows no {}: explain with the view that answered", targets.key(member).to_string()));
    return *found;
  };
  const MemberId seeker = here(targets.seeker), target = here(ranked.item.member);
  if (!(view.openness(target) > 0))
    throw Error(Errc::invalid_argument, fmt::format("in this view {} is not open to introductions: explain with the view that answered, or ask again",
                                                    targets.key(ranked.item.member).to_string()));
  Explanation out;
  out.factors = ranked.factors, out.score = ranked.score, out.is_chance = false;
  out.as_of = targets.as_of, out.model = view.model(), out.people = targets.people;
  const std::string who = detail::called(out.people, ranked.item.member), asks = detail::called(out.people, targets.seeker);
  out.text =
      fmt::format("{} for {}: score {:.4g} as of {} UTC, by {}.\n", who, asks, out.score, detail::date(out.as_of), detail::one_line(targets.method));
  std::size_t common = 0;
  for (const Tie tie : view.ties_from(seeker)) common += view.find_tie(tie.member, target).has_value();
  out.text += fmt::format("  They have {} in common.\n", common == 0 ? "nobody" : detail::count(common, "person", "people"));
  if (ranked.item.direct)
    out.text += fmt::format("  They know each other from before: {}, too little to count as connected.\n", chance_text(*ranked.item.direct));
  std::string parts;
  for (const Factor& factor : out.factors) parts += fmt::format("{}{} {:.4g}", parts.empty() ? "" : " × ", factor.name, factor.value);
  out.text += fmt::format("  The score is {}.\n", parts);
  if (ranked.item.via == no_member) {
    out.text += "  Nobody could introduce them.\n";
    return out;
  }
  const MemberId via = here(ranked.item.via);
  for (const auto& [from, to, near, far] :
       {std::tuple(seeker, via, targets.seeker, ranked.item.via), std::tuple(via, target, ranked.item.via, ranked.item.member)}) {
    const auto tie = view.find_tie(from, to);
    if (!tie || !(view.willingness(via) > 0))
      throw Error(Errc::invalid_argument, fmt::format("in this view {} could not introduce them: explain with the view that answered, or ask again",
                                                      targets.key(ranked.item.via).to_string()));
    out.steps.push_back({near, far, probability_of(tie->cost), *view.tie_facts(from, to), false, {}});
  }
  std::ranges::min_element(out.steps, {}, &Step::probability)->weakest = true;
  for (Step& step : out.steps) step.reason = rests_on(view, step, out.people);
  out.text +=
      fmt::format("  {} could introduce them, willing {}.\n", detail::called(out.people, ranked.item.via), chance_text(view.willingness(via)));
  for (const Step& step : out.steps)
    out.text += fmt::format("     {} and {}: {}, {}.\n", detail::called(out.people, step.source), detail::called(out.people, step.target),
                            chance_text(step.probability), step.reason);
  out.text += fmt::format("  Ties by {}.\n", to_text(out.model));
  return out;
}

Explanation explain(const View& view, const Paths& paths, std::size_t row) {
  return explained(view, paths, paths[row].factors, paths[row].score, paths[row].item.members);
}

Explanation explain(const View& view, const Introducers& introducers, std::size_t row) {
  return explained(view, introducers, introducers[row].factors, introducers[row].score, introducers[row].item.path.members);
}

Explanation explain(const View& view, const Chance& chance, std::size_t row) {
  if (row >= chance.size()) throw detail::no_such_row(row, chance.size());
  const AskStep& step = chance.ask_in_order[row];
  return explained(view, chance, step.factors, step.way, step.path.members);
}

}  // namespace v0
}  // namespace hobnob
