// One answer, one section. What a reader should know first stands first: the question, what the answer comes to, a picture, the figures.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/words.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/introduce/chance.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/introduce/targets.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/reach/compare.hpp"
#include "hobnob/reach/effort.hpp"
#include "hobnob/reach/seeds.hpp"
#include "hobnob/reach/spread.hpp"
#include "hobnob/reach/within.hpp"
#include "hobnob/report/report.hpp"
#include "reach/readers.hpp"
#include "report/markup.hpp"
#include "report/pictures.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::bar;
using detail::chance;
using detail::Html;
using detail::html;
using detail::number;

constexpr std::size_t most_rows = 100, most_lanes = 10, most_matrix = 10, most_parts = 8;

// --- people ----------------------------------------------------------------------------------------------------------------------------

/// What a person is called where there is room for one word.
std::string short_name(const People& people, MemberId id) {
  const std::string& name = people.name(id);
  return name.empty() ? people.key(id).to_string() : name;
}

/// The name, and the key in small where it says something else. Isolated, so that a name written from right to left turns nothing around it.
Html person(const People& people, MemberId id) {
  const std::string name = short_name(people, id), key = people.key(id).to_string();
  if (name == key) return html("<bdi>{}</bdi>", name);
  const Html whole{detail::ems(key) < 10 ? " class=\"key\"" : ""};  // a short key is not broken at its hyphen
  return html("<bdi>{}</bdi> <small{}><bdi>{}</bdi></small>", name, whole, key);
}

Html bold(const People& people, MemberId id) { return html("<strong><bdi>{}</bdi></strong>", short_name(people, id)); }

/// The ends by name, the introducers with their keys as well.
Html chain(const People& people, std::span<const MemberId> members) {
  Html out;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += Html{" → "};
    out += i == 0 || i + 1 == members.size() ? html("<bdi>{}</bdi>", short_name(people, members[i])) : person(people, members[i]);
  }
  return out;
}
Html ends(const People& people, MemberId seeker, MemberId target) {
  return html("<p class=\"parts\">From {} to {}.</p>\n", person(people, seeker), person(people, target));
}

// --- pieces ----------------------------------------------------------------------------------------------------------------------------

Html section(std::string_view kind, const Html& heading, const Html& inside) {
  return html("<section class=\"{}\">\n<h2>{}</h2>\n{}</section>\n", kind, heading, inside);
}
Html lead(const Html& inside) { return html("<p class=\"lead\">{}</p>\n", inside); }
Html figure(const Html& picture, std::string_view caption) {
  if (picture.code.empty()) return {};
  if (caption.empty()) return html("<figure>\n{}</figure>\n", picture);
  return html("<figure>\n{}<figcaption>{}</figcaption>\n</figure>\n", picture, caption);
}

/// What the answer itself says of how it came about.
Html small_print(Time as_of, std::string_view found, std::string_view kept_back, std::string_view notice) {
  Html out = html("<p class=\"print\">As of {} UTC.", detail::date(as_of));
  for (const std::string_view sentence : {found, kept_back, notice})
    if (!sentence.empty()) out += html(" {}", sentence);
  out += Html{"</p>\n"};
  return out;
}
template <class T>
Html small_print(const Ranking<T>& ranking) {
  return small_print(ranking.as_of, fmt::format("Found by: {}.", ranking.method),
                     ranking.complete ? "" : "The search was cut: better ones may be missing.", ranking.notice);
}

struct Head {
  std::string_view name;
  std::string_view kind{};  // numbers stand at the right
};

/// The first rows of a table; `row(i)` gives its cells.
Html table(std::string_view caption, const std::vector<Head>& heads, std::size_t count, const auto& row) {
  Html out = html("<div class=\"table\"><table>\n<caption><span>{}</span></caption>\n<thead><tr>", caption);
  const auto cell = [&](std::string_view tag, const Head& column, const Html& inside) {
    out += html("<{}{}{}>{}</{}>", tag, Html{tag == "th" ? " scope=\"col\"" : ""}, column.kind.empty() ? Html{} : html(" class=\"{}\"", column.kind),
                inside, tag);
  };
  for (const Head& column : heads) cell("th", column, html("{}", column.name));
  out += Html{"</tr></thead>\n<tbody>\n"};
  for (std::size_t i = 0; i < std::min(count, most_rows); ++i) {
    out += Html{"<tr>"};
    const std::vector<Html> cells = row(i);
    for (std::size_t at = 0; at < heads.size(); ++at) cell("td", heads[at], cells[at]);
    out += Html{"</tr>\n"};
  }
  if (count > most_rows)
    out += html("<tr><td class=\"more\" colspan=\"{}\">… and {} more</td></tr>\n", heads.size(), number(std::uint64_t{count - most_rows}));
  out += Html{"</tbody>\n</table></div>\n"};
  return out;
}

Html rank_cell(std::size_t row) { return html("{}", row + 1); }
/// Where the column is narrow, a long chance may break once.
Html chance_cell(double probability) {
  std::string text = chance(probability);
  const std::size_t last = text.rfind("\u00A0");
  if (text.size() > 14 && last != std::string::npos) text.replace(last, 2, 1, ' ');
  return html("{}", text);
}
Html figure_cell(double value) { return html("{}", number(value)); }

/// A few figures, large.
Html figures(const std::vector<std::pair<std::string, std::string>>& all) {
  Html out{"<dl class=\"figures\">"};
  for (const auto& [value, meaning] : all) out += html("<div><dt>{}</dt><dd>{}</dd></div>", meaning, value);
  out += Html{"</dl>\n"};
  return out;
}

// --- introductions ---------------------------------------------------------------------------------------------------------------------

/// One factor in words: "Bo willing 67 %".
Html factor_words(const People& people, const Factor& factor) {
  if (factor.name == "calibration") return html("{} × {}", factor.name, fmt::format("{:.2g}", factor.value));  // no chance: it may pass 1
  const std::string value = chance(factor.value);
  if (factor.who == no_member || !people.contains(factor.who)) return html("{} {}", factor.name, value);
  const std::string who = short_name(people, factor.who);
  if (factor.name == "tie") return html("tie to <bdi>{}</bdi> {}", who, value);
  if (factor.name == "willingness") return html("<bdi>{}</bdi> willing {}", who, value);
  if (factor.name == "openness") return html("<bdi>{}</bdi> open {}", who, value);
  if (factor.name == "way") return html("the way on to <bdi>{}</bdi> {}", who, value);
  return html("{} of <bdi>{}</bdi> {}", factor.name, who, value);
}
Html factors_words(const People& people, const std::vector<Factor>& factors) {
  Html out;
  for (const Factor& factor : factors) {
    if (!out.code.empty()) out += Html{" · "};
    out += factor_words(people, factor);
  }
  return out;
}

/// The same of what is no chance: "jaccard × 0.231".
Html parts_words(const std::vector<Factor>& factors) {
  Html out;
  for (const Factor& factor : factors)
    out += html("{}{} × {}", Html{out.code.empty() ? "" : " · "}, factor.name, fmt::format("{:.3g}", factor.value));
  return out;
}

std::vector<std::string> names(const People& people, std::span<const MemberId> members) {
  std::vector<std::string> all;
  for (const MemberId id : members) all.push_back(short_name(people, id));
  return all;
}

/// A span for each tie, the weakest (the first of equals) marked where there are several.
std::vector<detail::TieSpan> tie_spans(const std::vector<Factor>& factors) {
  std::vector<detail::TieSpan> spans;
  for (const Factor& factor : factors)
    if (factor.name == "tie") spans.push_back({spans.size(), spans.size() + 1, factor.value, false});
  if (spans.size() > 1) std::ranges::min_element(spans, {}, &detail::TieSpan::chance)->weakest = true;
  return spans;
}

detail::Lane lane(const Paths& paths, const Ranked<Path>& row) {
  return {names(paths.people, row.item.members), tie_spans(row.factors), row.score, 1};
}

/// Beyond the first tie the answer knows only what the rest of the way comes to.
detail::Lane lane(const Introducers& introducers, const Ranked<Introducer>& row) {
  detail::Lane out{names(introducers.people, row.item.path.members), {}, row.score, 1};
  for (const Factor& factor : row.factors) {
    if (factor.name == "tie") out.spans.push_back({0, 1, factor.value, false});
    if (factor.name == "way" && out.people.size() > 2) out.spans.push_back({1, out.people.size() - 1, factor.value, false});
  }
  return out;
}

/// The drawing of those of a ranking's first rows that are wanted, for those who see it and for those who hear it.
template <class Answer>
Html lanes_of(const Answer& answer, const auto& wanted) {
  std::vector<detail::Lane> lanes;
  std::string words = "Chains of introductions.";
  for (std::size_t i = 0; i < std::min(answer.size(), most_lanes); ++i) {
    const auto& row = answer[i];
    if (mentions(row.item).size() < 2 || !wanted(row.item)) continue;
    lanes.push_back(lane(answer, row));
    lanes.back().rank = i + 1;
    words += fmt::format(" {}. ", i + 1);
    for (const std::string& name : lanes.back().people) words += (&name == &lanes.back().people.front() ? "" : " → ") + name;
    words += ": " + chance(row.score) + '.';
  }
  return lanes.empty() ? Html{} : detail::lanes_picture(lanes, words);
}

constexpr auto every_row = [](const auto&) { return true; };

/// How many people there are at one end of paths.
std::size_t count_ends(const Paths& paths, const auto& end) {
  std::set<MemberId> people;
  for (const Ranked<Path>& row : paths)
    if (!row.item.members.empty()) people.insert(end(row.item.members));
  return people.size();
}

constexpr std::string_view thicker = "The thicker a line, the likelier the tie. ";

}  // namespace

std::string to_html(const Paths& paths) {
  const People& people = paths.people;
  Html heading{"Who can introduce them?"}, inside;
  if (paths.empty()) {
    inside += lead(Html{"No chain of introductions was found."});
  } else {
    const std::vector<MemberId>& best = paths[0].item.members;
    const std::size_t seekers = count_ends(paths, [](const auto& members) { return members.front(); });
    const std::size_t targets = count_ends(paths, [](const auto& members) { return members.back(); });
    const auto of_these = [&](std::size_t count, MemberId one) {
      return count == 1 ? html("<bdi>{}</bdi>", short_name(people, one)) : html("one of {}", number(std::uint64_t{count}));
    };
    heading = html("Who can introduce {} to {}?", of_these(seekers, best.front()), of_these(targets, best.back()));
    Html says = best.size() > 2 ? html("Best by way of {}", bold(people, best[1])) : Html{"Best without anybody between"};
    for (std::size_t i = 2; i + 1 < best.size(); ++i) says += html(", then {}", bold(people, best[i]));
    says += html(": the chance that it works is <strong>{}</strong>.", chance(paths[0].score));
    inside += lead(says);
    std::string caption(thicker);
    caption += "A broken line is the weakest link of its chain.";
    if (paths.size() > most_lanes) caption += fmt::format(" The first {} of {} chains.", most_lanes, number(std::uint64_t{paths.size()}));
    // A picture has one person at each end.
    std::vector<std::pair<MemberId, MemberId>> drawn;
    for (std::size_t i = 0; i < std::min(paths.size(), most_lanes); ++i) {
      if (paths[i].item.members.size() < 2) continue;
      const std::pair between{paths[i].item.members.front(), paths[i].item.members.back()};
      if (std::ranges::find(drawn, between) != drawn.end()) continue;
      inside += ends(people, between.first, between.second);
      inside += figure(lanes_of(paths,
                                [&](const Path& path) {
                                  return std::pair{path.members.front(), path.members.back()} == between;
                                }),
                       drawn.empty() ? caption : std::string());
      drawn.push_back(between);
    }
  }
  if (paths.direct) inside += html("<p>The two already share a tie: {}.</p>\n", chance(*paths.direct));
  for (std::size_t i = 0; i < std::min(paths.known.size(), most_lanes); ++i)
    inside += html("<p>{} and {} already share a tie: {}.</p>\n", bold(people, paths.known[i].seeker), bold(people, paths.known[i].target),
                   chance(paths.known[i].probability));
  if (!paths.empty())
    inside += table("Each chain, and what its chance is made of: all of these, multiplied", {{"#", "rank"}, {"Chain"}, {"Chance", "right"}},
                    paths.size(), [&](std::size_t i) {
                      const Ranked<Path>& row = paths[i];
                      return std::vector{rank_cell(i),
                                         html("{}<div class=\"parts\">{}</div>", chain(people, row.item.members), factors_words(people, row.factors)),
                                         chance_cell(row.score)};
                    });
  inside += small_print(paths);
  return section("introductions", heading, inside).code;
}

std::string to_html(const Introducers& introducers) {
  const People& people = introducers.people;
  Html heading{"Whom to ask first?"}, inside;
  if (introducers.empty()) {
    inside += lead(Html{"Nobody was found who could introduce."});
  } else {
    const Ranked<Introducer>& best = introducers[0];
    heading = html("Whom should <bdi>{}</bdi> ask first to meet <bdi>{}</bdi>?", short_name(people, best.item.path.members.front()),
                   short_name(people, best.item.path.members.back()));
    inside += lead(html("{}: the chance that it works is <strong>{}</strong>.", bold(people, best.item.member), chance(best.score)));
    inside += ends(people, best.item.path.members.front(), best.item.path.members.back());
    std::string caption(thicker);
    caption += "After the first tie a line stands for the whole way on.";
    if (introducers.size() > most_lanes) caption += fmt::format(" The first {} of {} people.", most_lanes, number(std::uint64_t{introducers.size()}));
    inside += figure(lanes_of(introducers, every_row), caption);
    inside += table(
        "Each person to ask, and what the chance is made of: all of these, multiplied", {{"#", "rank"}, {"Ask"}, {"Chance", "right"}},
        introducers.size(), [&](std::size_t i) {
          const Ranked<Introducer>& row = introducers[i];
          Html ask = person(people, row.item.member);
          for (std::size_t at = 2; at + 1 < row.item.path.members.size(); ++at) ask += html(", then {}", person(people, row.item.path.members[at]));
          return std::vector{rank_cell(i), html("{}<div class=\"parts\">{}</div>", ask, factors_words(people, row.factors)), chance_cell(row.score)};
        });
  }
  inside += small_print(introducers);
  return section("introducers", heading, inside).code;
}

std::string to_html(const Chance& answer) {
  const People& people = answer.people;
  Html inside = answer.empty() ? lead(Html{"Nobody was found who could introduce."})
                               : lead(html("The chance that at least one introduction succeeds is <strong>{}</strong>.", chance(answer.value)));
  if (!answer.complete) inside += html("<p class=\"parts\">Between {} and {}.</p>\n", chance(answer.lower), chance(answer.upper));
  if (!answer.empty())
    inside += table("Whom to ask, one after the other", {{"#", "rank"}, {"Ask"}, {"By then", "right"}}, answer.size(), [&](std::size_t i) {
      const AskStep& step = answer.ask_in_order[i];
      return std::vector{rank_cell(i),
                         html("{}<div class=\"parts\">the best way through them {}</div>", person(people, step.introducer), chance(step.way)),
                         chance_cell(step.chance)};
    });
  inside += small_print(answer.as_of, fmt::format("Found by: {}.", answer.method), "", answer.notice);
  return section("chance", Html{"Will one of them introduce me?"}, inside).code;
}

std::string to_html(const Targets& targets) {
  const People& people = targets.people;
  Html inside;
  if (targets.empty()) {
    inside += lead(Html{"Nobody was found."});
  } else {
    inside += lead(html("First of all {}.", bold(people, targets[0].item.member)));
    inside += table("Each person to meet, who could introduce, and what the score is made of: all of these, multiplied",
                    {{"#", "rank"}, {"Meet"}, {"Through"}, {"Score", "right"}}, targets.size(), [&](std::size_t i) {
                      const Ranked<Target>& row = targets[i];
                      return std::vector{
                          rank_cell(i), html("{}<div class=\"parts\">{}</div>", person(people, row.item.member), parts_words(row.factors)),
                          row.item.via == no_member ? Html{"–"} : person(people, row.item.via), html("{}", fmt::format("{:.4g}", row.score))};
                    });
  }
  inside += small_print(targets);
  return section("targets", html("Whom should <bdi>{}</bdi> meet?", short_name(people, targets.seeker)), inside).code;
}

std::string to_html(const Explanation& explanation) {
  const People& people = explanation.people;
  Html heading{"Why this chain?"}, inside;
  if (!explanation.steps.empty()) {
    const MemberId seeker = explanation.steps.front().source, target = explanation.steps.back().target;
    heading = html("Why this chain from <bdi>{}</bdi> to <bdi>{}</bdi>?", short_name(people, seeker), short_name(people, target));
    detail::Lane lane{{short_name(people, seeker)}, {}, explanation.is_chance ? std::optional(explanation.score) : std::nullopt, 1};
    std::string words = "A chain of introductions: " + lane.people.front();
    for (const Step& step : explanation.steps) {
      lane.people.push_back(short_name(people, step.target));
      words += " → " + lane.people.back();
      lane.spans.push_back({lane.spans.size(), lane.spans.size() + 1, step.probability, step.weakest && explanation.steps.size() > 1});
    }
    inside += lead(explanation.is_chance ? html("The chance that it works is <strong>{}</strong>.", chance(explanation.score))
                                         : Html{"How they could be introduced."});
    inside += figure(detail::lanes_picture({lane}, words), fmt::format("{}A broken line is the weakest link.", thicker));
    inside += table("What each tie rests on", {{"#", "rank"}, {"Who turns to whom"}, {"Tie", "right"}}, explanation.steps.size(), [&](std::size_t i) {
      const Step& step = explanation.steps[i];
      return std::vector{rank_cell(i),
                         html("{} → {}{}<div class=\"parts\">{}</div>", person(people, step.source), person(people, step.target),
                              Html{step.weakest && explanation.steps.size() > 1 ? " <em>the weakest link</em>" : ""}, step.reason),
                         chance_cell(step.probability)};
    });
  }
  if (!explanation.factors.empty())
    inside += html("<p class=\"parts\">What the {} is made of, multiplied: {}.</p>\n", explanation.is_chance ? "chance" : "score",
                   explanation.is_chance ? factors_words(people, explanation.factors) : parts_words(explanation.factors));
  inside += small_print(explanation.as_of, "", "", "");
  return section("explanation", heading, inside).code;
}

// --- audiences and reach ---------------------------------------------------------------------------------------------------------------

namespace {

/// "1,234", or "1,234+" where strangers may be left out.
std::string told(std::uint64_t figure, bool complete) { return number(figure) + (complete ? "" : "+"); }

std::string_view kept_back(bool complete) { return complete ? std::string_view() : detail::kept_back; }

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

Html channels_table(std::string_view caption, std::string_view first, std::string_view only, const std::vector<ChannelAudience>& rows) {
  std::uint64_t largest = 0;
  for (const ChannelAudience& row : rows) largest = std::max(largest, row.size);
  return table(caption, {{first}, {"Readers", "right"}, {only, "right"}}, rows.size(), [&](std::size_t i) {
    const ChannelAudience& row = rows[i];
    const auto size = static_cast<double>(row.size), alone = static_cast<double>(row.only), most = static_cast<double>(largest);
    return std::vector{html("<bdi>{}</bdi>{}", row.channel, bar({share(alone, most), share(size - alone, most)})),
                       html("{}", told(row.size, row.size_complete)), html("{}", told(row.only, row.only_complete))};
  });
}

/// How many are in both of two channels; the deeper the colour, the larger the part of the smaller channel.
Html overlap_matrix(const Audience& audience) {
  const std::size_t shown = std::min(audience.size(), most_matrix);
  if (shown < 2) return {};
  Html out{
      "<div class=\"table\"><table class=\"overlap\">\n<caption><span>In both of two channels: the deeper the colour, the larger the part of the "
      "smaller "
      "one"};
  if (shown < audience.size()) out += html(" (the first {} of {} channels)", shown, audience.size());
  out += Html{"</span></caption>\n<thead><tr><td></td>"};
  for (std::size_t j = 0; j < shown; ++j) out += html("<th scope=\"col\" title=\"{}\">{}</th>", audience.rows[j].channel, j + 1);
  out += Html{"</tr></thead>\n<tbody>\n"};
  for (std::size_t i = 0; i < shown; ++i) {
    out += html("<tr><th scope=\"row\">{} <bdi>{}</bdi></th>", i + 1, audience.rows[i].channel);
    for (std::size_t j = 0; j < shown; ++j) {
      const auto both = static_cast<double>(audience.overlap(i, j));
      const double part = share(both, static_cast<double>(std::min(audience.rows[i].size, audience.rows[j].size)));
      const int heat = i == j || both == 0 ? 0 : 1 + static_cast<int>(std::clamp(part, 0.0, 1.0) * 6.99);
      out += html("<td class=\"{}{}\">{}</td>", Html{i == j ? "self heat" : "heat"}, heat, number(audience.overlap(i, j)));
    }
    out += Html{"</tr>\n"};
  }
  out += Html{"</tbody>\n</table></div>\n"};
  return out;
}

std::string found_by(std::string_view method, std::string_view reading) {
  return fmt::format("Found by: {}. Chances of reading: {}{}.", method, reading,
                     reading == "preset" ? ", of the right order but fitted to nobody" : "");
}

std::string day_words(double days) { return std::isinf(days) ? "ever" : fmt::format("{:g}", days); }

}  // namespace

std::string to_html(const Audience& audience) {
  Html inside = lead(html("<strong>{}</strong> over {}, each counted once.",
                          told(audience.total, audience.total_complete) + (audience.total == 1 ? " reader" : " readers"),
                          detail::count(audience.size(), "channel", "channels")));
  if (!audience.empty())
    inside += channels_table("Readers by channel; the strong part of a bar is reached by no other", "Channel", "Alone", audience.rows);
  inside += overlap_matrix(audience);
  if (!audience.more.empty())
    inside += channels_table("Further groups, by how many readers each would add; the strong part of a bar is new", "Group", "New", audience.more);
  inside += small_print(audience.as_of, fmt::format("Counted: {}.", audience.method), kept_back(audience.complete), audience.notice);
  return section("audience", Html{"Who can be reached at all?"}, inside).code;
}

std::string to_html(const Reach& reach) {
  Html inside;
  if (reach.empty()) {
    inside += lead(Html{"No day was asked about."});
  } else {
    const ReachPoint& last = *std::ranges::max_element(reach.rows, {}, &ReachPoint::days);
    const std::string when = std::isinf(last.days) ? "at any time" : fmt::format("by day {}", day_words(last.days));
    inside += lead(html("Expected {}, of <strong>{}</strong> who can be reached:", when, told(reach.audience.total, reach.audience.total_complete)));
    inside += figures({{number(last.readers), "distinct readers"}, {number(last.views), "views"}, {number(last.conversations), "conversations"}});
    std::vector<detail::CurvePoint> points;
    for (const ReachPoint& point : reach.rows) points.push_back({point.days, point.readers, point.views});
    inside += figure(detail::curve_picture(points, fmt::format("Expected readers over time: {} {}.", number(last.readers), when)),
                     "Distinct readers (full line) and views (dotted), straight from one day asked about to the next; early days are stretched.");
    const Html days = table("Expected by day", {{"Day", "right"}, {"Readers", "right"}, {"Views", "right"}, {"Conversations", "right"}},
                            reach.rows.size(), [&](std::size_t i) {
                              const ReachPoint& point = reach.rows[i];
                              return std::vector{html("{}", day_words(point.days)), figure_cell(point.readers), figure_cell(point.views),
                                                 figure_cell(point.conversations)};
                            });
    // Many days are for the curve to tell; their figures can be unfolded.
    inside += reach.rows.size() <= 12
                  ? days
                  : html("<details><summary>All {} days</summary>\n{}</details>\n", number(std::uint64_t{reach.rows.size()}), days);
  }
  if (!reach.audience.empty())
    inside +=
        channels_table("Who can be reached, by channel; the strong part of a bar is reached by no other", "Channel", "Alone", reach.audience.rows);
  inside += small_print(reach.as_of, found_by(reach.method, reach.reading), kept_back(reach.complete), reach.notice);
  return section("reach", Html{"How far will these words carry?"}, inside).code;
}

std::string to_html(const Readers& readers) {
  const People& people = readers.people;
  Html inside;
  if (readers.empty()) {
    inside += lead(Html{"Nobody was found who could be named as a reader."});
  } else {
    inside += lead(html("{} comes first: {} to read, {} to read and talk.", bold(people, readers[0].item.member),
                        chance(readers[0].factors.empty() ? readers[0].score : readers[0].factors[0].value), chance(readers[0].score)));
    double most = 0;
    for (const auto& row : readers)
      for (const Factor& factor : row.factors)
        if (factor.name == "reads") most = std::max(most, factor.value);
    inside += table("Readers, the most promising first", {{"#", "rank"}, {"Reader"}, {"Reads"}, {"Then talks", "right"}, {"Both", "right"}},
                    readers.size(), [&](std::size_t i) {
                      const Ranked<Reader>& row = readers[i];
                      const auto value = [&](std::string_view name) -> std::optional<double> {
                        for (const Factor& factor : row.factors)
                          if (factor.name == name) return factor.value;
                        return std::nullopt;
                      };
                      std::string channels;
                      for (std::size_t c = 0; c < std::min(row.item.channels.size(), most_parts); ++c)
                        channels += (c == 0 ? "" : ", ") + row.item.channels[c];
                      if (row.item.channels.size() > most_parts) channels += fmt::format(", and {} more", row.item.channels.size() - most_parts);
                      if (row.item.through != no_member) {
                        if (!channels.empty()) channels += ", ";
                        channels += "through " + detail::called(people, row.item.through);
                      }
                      const auto reads = value("reads"), talks = value("talks");
                      return std::vector{rank_cell(i), html("{}<div class=\"parts\">{}</div>", person(people, row.item.member), channels),
                                         reads ? html("{}{}", chance(*reads), bar({share(*reads, most)})) : Html{},
                                         talks ? chance_cell(*talks) : Html{}, chance_cell(row.score)};
                    });
  }
  inside += small_print(readers);
  return section("readers", Html{"Who is likeliest to read, and to talk?"}, inside).code;
}

namespace {

/// Members with a bar each, of the parts that its factors are of the greatest score.
Html members_table(const Ranking<Author>& answer, std::string_view caption, std::string_view member, std::string_view figure) {
  const People& people = answer.people;
  double most = 0;
  for (const auto& row : answer) most = std::max(most, row.score);
  return table(caption, {{"#", "rank"}, {member}, {figure, "right"}}, answer.size(), [&](std::size_t i) {
    const Ranked<Author>& row = answer[i];
    std::vector<double> shares;
    std::string parts;
    for (const Factor& factor : row.factors) {
      shares.push_back(share(factor.value, most));
      if (factor.value > 0) parts += fmt::format("{}{} {}", parts.empty() ? "" : " · ", factor.name, number(factor.value));
    }
    return std::vector{rank_cell(i), html("{}{}<div class=\"parts\">{}</div>", person(people, row.item.member), bar(shares), parts),
                       figure_cell(row.score)};
  });
}

/// "255 hops" of "10 to 255 hops".
std::string_view farthest(const std::vector<Factor>& distances) {
  const std::string_view name = distances.empty() ? "reach" : std::string_view(distances.back().name);
  const std::size_t to = name.find(" to ");
  return to == std::string_view::npos ? name : name.substr(to + 4);
}

}  // namespace

std::string to_html(const Authors& authors) {
  Html inside;
  if (authors.empty()) {
    inside += lead(Html{"There is nobody."});
  } else {
    inside += lead(html("{}, with <strong>{}</strong> expected readers.", bold(authors.people, authors[0].item.member), number(authors[0].score)));
    inside += members_table(authors, "Authors by expected distinct readers; the parts of a bar are what each channel adds, in the order named",
                            "Author", "Readers");
  }
  inside += small_print(authors);
  return section("authors", Html{"Whose words carry farthest?"}, inside).code;
}

std::string to_html(const Seeds& seeds) {
  const People& people = seeds.people;
  const auto name = [&](const Seed& seed) {
    return seed.member == no_member ? html("group {}", detail::one_line(seed.group)) : person(people, seed.member);
  };
  Html inside;
  if (seeds.empty()) {
    inside += lead(Html{"Nobody would be reached by what may be chosen."});
  } else {
    const Html bound =
        seeds.certificate > 0 ? html("; no other choice reaches more than {}", number(seeds.spread.lower / seeds.certificate)) : Html{};
    inside += lead(html("Together they reach <strong>{}</strong> expected readers{}.", number(seeds.spread.value), bound));
    double most = 0;
    for (const auto& row : seeds) most = std::max(most, row.score);
    inside += table("In the order of choice, and what each adds to those before it", {{"#", "rank"}, {"Post through"}, {"Adds", "right"}},
                    seeds.size(), [&](std::size_t i) {
                      const Ranked<Seed>& row = seeds[i];
                      return std::vector{rank_cell(i), html("{}{}", name(row.item), bar({share(row.score, most)})), figure_cell(row.score)};
                    });
    if (seeds.samples > 0)
      inside += html("<p>Expected readers between {} and {}, but for one chance in a thousand.</p>\n", number(seeds.spread.lower),
                     number(seeds.spread.upper));
  }
  inside += small_print(seeds);
  return section("seeds", Html{"Through whom should I post?"}, inside).code;
}

namespace {
constexpr std::string_view one_by_one = "one by one";  // what `compare_posts` calls the way that is no post
}  // namespace

std::string to_html(const PostComparison& comparison) {
  constexpr std::size_t most_curves = 8;
  Html inside;
  const std::vector<PostPoint> points = comparison.empty() ? std::vector<PostPoint>{} : comparison.rows[0].points;
  const bool whole = std::ranges::all_of(comparison.rows, [&](const PostWay& way) { return way.points.size() == points.size(); });
  if (points.empty() || !whole) {
    inside += lead(Html{"Nothing was compared."});
  } else {
    const auto latest = static_cast<std::size_t>(std::ranges::max_element(points, {}, &PostPoint::days) - points.begin());
    const std::string when = std::isinf(points[latest].days) ? "at any time" : fmt::format("by day {}", day_words(points[latest].days));
    const auto end = [latest](const PostWay& way) -> const PostPoint& { return way.points[latest]; };
    const PostWay& best = comparison.rows[0];
    const auto post = std::ranges::find_if(comparison.rows, [](const PostWay& way) { return way.way != one_by_one; });
    if (end(best).conversations > 0) {
      const Html then = post == comparison.rows.end() || post == comparison.rows.begin()
                            ? Html{}
                            : html(" The best of the posts is <bdi>{}</bdi>: {}.", post->way, number(end(*post).conversations_per_hour()));
      inside += lead(html("<strong><bdi>{}</bdi></strong>: for an hour of one's own, <strong>{}</strong> {} {}.{}", best.way,
                          number(end(best).conversations_per_hour()),
                          std::string(end(best).conversations_per_hour() == 1 ? "conversation" : "conversations"), when, then));
    } else {
      inside += lead(html("No way is expected to bring a conversation {}.", when));
    }

    // Ways in their order, and turning to each one, whose line leaves a picture of posts. On the day of the post nobody has read it.
    std::vector<detail::WayCurve> curves;
    std::size_t ways = 0, drawn = 0;
    std::string words = fmt::format("Expected readers {}:", when);
    for (const PostWay& way : comparison.rows) {
      const bool each = way.way == one_by_one;
      if (!each && (++ways > most_curves)) continue;
      drawn += !each;
      detail::WayCurve& curve = curves.emplace_back(detail::WayCurve{way.way, {0}, each});
      for (const PostPoint& point : way.points) curve.values.push_back(point.readers);
      words += fmt::format(" {} {};", way.way, number(end(way).readers));
    }
    words.back() = '.';
    std::vector<double> days{0};
    for (const PostPoint& point : points) days.push_back(point.days);
    std::string caption = fmt::format("Readers, straight from one day asked about to the next, and their number {}; early days are stretched.", when);
    if (curves.size() > drawn) caption += " Turning to people one by one leaves the picture where it passes every post.";
    if (ways > drawn) caption += fmt::format(" The first {} of {} ways to post.", drawn, number(std::uint64_t{ways}));
    inside += figure(detail::ways_picture(std::move(days), std::move(curves), words), caption);

    double most = 0;
    for (const PostWay& way : comparison.rows) most = std::max(most, end(way).conversations_per_hour());
    inside += table(
        fmt::format("What each way comes to {}; bars are conversations for an hour of one's own", when),
        {{"Way"}, {"Readers", "right"}, {"Conver\u00ADsations", "right"}, {"An hour", "right"}, {"Own time", "right"}, {"Others' time", "right"}},
        comparison.size(), [&](std::size_t i) {
          const PostWay& way = comparison.rows[i];
          const PostPoint& point = end(way);
          return std::vector{html("<bdi>{}</bdi>{}<div class=\"parts\">of {}</div>", way.way, bar({share(point.conversations_per_hour(), most)}),
                                  told(way.total, way.total_complete)),
                             figure_cell(point.readers),
                             figure_cell(point.conversations),
                             figure_cell(point.conversations_per_hour()),
                             html("{}", detail::duration(point.own_seconds)),
                             html("{}", detail::duration(point.receiver_seconds))};
        });
    if (points.size() > 1) {
      const Html all = table("Expected by day", {{"Way"}, {"Day", "right"}, {"Readers", "right"}, {"Conversations", "right"}, {"Own time", "right"}},
                             comparison.size() * points.size(), [&](std::size_t i) {
                               const PostWay& way = comparison.rows[i / points.size()];
                               const PostPoint& point = way.points[i % points.size()];
                               return std::vector{html("<bdi>{}</bdi>", way.way), html("{}", day_words(point.days)), figure_cell(point.readers),
                                                  figure_cell(point.conversations), html("{}", detail::duration(point.own_seconds))};
                             });
      inside += html("<details><summary>Every way by day</summary>\n{}</details>\n", all);
    }
  }
  inside += small_print(comparison.as_of, found_by(comparison.method, comparison.reading), kept_back(comparison.complete), comparison.notice);
  return section("posts", Html{"Where to post?"}, inside).code;
}

std::string to_html(const Neighbourhoods& neighbourhoods) {
  Html inside;
  if (neighbourhoods.empty()) {
    inside += lead(Html{"There is nobody."});
  } else {
    const Ranked<Author>& first = neighbourhoods[0];
    inside += lead(html("{}, with <strong>{}</strong> other members within {}.", bold(neighbourhoods.people, first.item.member), number(first.score),
                        farthest(first.factors)));
    inside += members_table(neighbourhoods, "Members by how many others are so near; the parts of a bar are how many there are at each distance",
                            "Member", "Within");
  }
  inside += small_print(neighbourhoods);
  return section("neighbourhoods", Html{"Who has the widest neighbourhood?"}, inside).code;
}

// --- effort, tables --------------------------------------------------------------------------------------------------------------------

std::string to_html(const Effort& effort) {
  Html inside = figures({{number(effort.one_by_one_hours), "hours to turn to everybody one by one"},
                         {number(std::ceil(effort.break_even_readers)), "readers from whom on writing a post is cheaper"}});
  if (!effort.empty()) {
    double most = 0;
    for (const Way& way : effort.rows) most = std::max(most, std::isfinite(way.conversations_per_hour()) ? way.conversations_per_hour() : 0);
    inside +=
        table("Conversations for an hour of one's own time", {{"Way"}, {"Conversations an hour", "right"}}, effort.rows.size(), [&](std::size_t i) {
          const Way& way = effort.rows[i];
          return std::vector{html("<bdi>{}</bdi>{}", way.way, bar({share(way.conversations_per_hour(), most)})),
                             figure_cell(way.conversations_per_hour())};
        });
    // Ways side by side, so that four of them fit a telephone.
    std::vector<Head> heads{{""}};
    for (const Way& way : effort.rows) heads.push_back({way.way, "right"});
    using Say = std::string (*)(const Way&);
    const std::vector<std::pair<std::string_view, Say>> said{
        {"Your own time", [](const Way& way) { return detail::duration(way.seconds); }},
        {"Readers", [](const Way& way) { return number(way.readers); }},
        {"Readers an hour", [](const Way& way) { return number(way.readers_per_hour()); }},
        {"Conver\u00ADsations", [](const Way& way) { return number(way.conversations); }},
        {"Time of all the others", [](const Way& way) { return detail::duration(way.receiver_seconds); }}};
    inside += table("Each way, done once", heads, said.size(), [&](std::size_t i) {
      std::vector<Html> cells{html("{}", said[i].first)};
      for (const Way& way : effort.rows) cells.push_back(html("{}", said[i].second(way)));
      return cells;
    });
  }
  return section("effort", Html{"What does a conversation cost?"}, inside).code;
}

std::string to_html(const Table& given) {
  std::vector<std::string> names;
  for (const Column& column : given.columns) {
    names.push_back(column.name);
    std::ranges::replace(names.back(), '_', ' ');
  }
  std::vector<Head> heads;
  for (std::size_t i = 0; i < names.size(); ++i)
    heads.push_back({names[i], given.columns[i].values.index() < 2 ? "right" : ""});  // numbers and whole numbers
  const auto cell = []<class Cell>(const Cell& value) {
    if constexpr (std::is_arithmetic_v<Cell>) return html("{}", number(value));
    else if constexpr (std::is_same_v<Cell, std::string>) return html("<bdi>{}</bdi>", value);
    else if constexpr (std::is_same_v<Cell, Key>) return html("<bdi>{}</bdi>", value.to_string());
    else {
      Html out;
      for (const Key& key : value) out += html("{}<bdi>{}</bdi>", Html{out.code.empty() ? "" : ", "}, key.to_string());
      return out;
    }
  };
  const std::string rows = given.row_count() == 1 ? "1 row" : number(std::uint64_t{given.row_count()}) + " rows";
  Html inside = given.columns.empty() ? lead(Html{"No columns."}) : table(rows, heads, given.row_count(), [&](std::size_t i) {
    std::vector<Html> cells;
    for (const Column& column : given.columns)
      cells.push_back(std::visit([&](const auto& values) { return i < values.size() ? cell(values[i]) : Html{}; }, column.values));
    return cells;
  });
  return section("plain", Html{"Table"}, inside).code;
}

}  // namespace v0
}  // namespace hobnob
