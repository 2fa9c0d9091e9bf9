// What does somebody see who reads no code? Answers made by hand, so that every figure and every hostile name is known.
#include "hobnob/report/report.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/introduce/chance.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/reach/compare.hpp"
#include "hobnob/reach/effort.hpp"
#include "hobnob/reach/seeds.hpp"
#include "hobnob/reach/spread.hpp"
#include "hobnob/reach/within.hpp"

namespace elsewhere {

struct Weather {
  std::string text;
};
std::string to_html(const Weather& weather) { return "<section><h2>Weather</h2><p>" + weather.text + "</p></section>\n"; }

}  // namespace elsewhere

namespace {

using namespace hobnob;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsSubsetOf;
using testing::Not;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Time christmas = 1'703'462'400;  // 2023-12-25

// --- a reader of markup that forgives nothing ------------------------------------------------------------------------------------------

struct Markup {
  std::set<std::string> tags, attributes;
  std::map<std::string, int> count;
  std::string text;     // what stands between tags, entities as they are
  std::string trouble;  // empty if all is well
};

/// Tags balance, attributes are quoted and not given twice, `&` begins one of five entities, nothing is a control character.
Markup read(std::string_view html) {
  Markup found;
  std::vector<std::string> open;
  const auto wrong = [&](const std::string& what, std::size_t at) {
    found.trouble = what + " near: " + std::string(html.substr(at > 40 ? at - 40 : 0, 120));
    return found;
  };
  constexpr std::string_view doctype = "<!DOCTYPE html>";
  std::size_t at = html.starts_with(doctype) ? doctype.size() : 0;
  const auto entity = [&](std::size_t i) {
    for (const std::string_view known : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"})
      if (html.substr(i).starts_with(known)) return true;
    return false;
  };
  while (at < html.size()) {
    const auto c = static_cast<unsigned char>(html[at]);
    if (c < 0x20 && c != '\n') return wrong("a control character", at);
    if (c == '&' && !entity(at)) return wrong("a bare &", at);
    if (c == '>') return wrong("a bare >", at);
    if (c != '<') {
      found.text += html[at++];
      continue;
    }
    const std::size_t begin = at++;
    const bool closes = html.substr(at).starts_with("/");
    if (closes) ++at;
    std::string name;
    while (at < html.size() && (std::isalnum(static_cast<unsigned char>(html[at])) != 0)) name += html[at++];
    if (name.empty()) return wrong("a bare <", begin);
    if (closes) {
      if (html.substr(at, 1) != ">" || open.empty() || open.back() != name) return wrong("a closing tag that closes nothing", begin);
      open.pop_back(), ++at;
      found.text += ' ';
      continue;
    }
    found.tags.insert(name), ++found.count[name];
    std::set<std::string> given;
    while (html.substr(at, 1) == " ") {
      ++at;
      std::string attribute;
      while (at < html.size() && (std::isalnum(static_cast<unsigned char>(html[at])) != 0 || html[at] == '-')) attribute += html[at++];
      if (html.substr(at, 2) != "=\"" || !given.insert(attribute).second) return wrong("a wrong attribute", at);
      found.attributes.insert(attribute);
      for (at += 2; at < html.size() && html[at] != '"'; ++at) {
        if (html[at] == '<' || html[at] == '>' || (html[at] == '&' && !entity(at)) || static_cast<unsigned char>(html[at]) < 0x20)
          return wrong("a wrong attribute value", at);
      }
      ++at;
    }
    if (html.substr(at, 2) == "/>") {
      at += 2;
    } else if (html.substr(at, 1) == ">") {
      open.push_back(name), ++at;
    } else {
      return wrong("a tag without an end", begin);
    }
    if (name == "style") {  // a language of its own
      const std::size_t end = html.find("</style>", at);
      if (end == std::string_view::npos) return wrong("a style without an end", begin);
      at = end;
    }
  }
  if (!open.empty()) found.trouble = "never closed: " + open.back();
  return found;
}

const std::set<std::string> known_tags{"html",  "head",  "meta",    "title",  "style", "body", "main", "footer",  "section",    "h1",
                                       "h2",    "p",     "strong",  "small",  "bdi",   "em",   "div",  "figure",  "figcaption", "table",
                                       "thead", "tbody", "caption", "tr",     "th",    "td",   "dl",   "dt",      "dd",         "svg",
                                       "g",     "path",  "line",    "circle", "rect",  "span", "text", "details", "summary"};
const std::set<std::string> known_attributes{"lang",
                                             "charset",
                                             "http-equiv",
                                             "content",
                                             "name",
                                             "class",
                                             "scope",
                                             "colspan",
                                             "title",
                                             "hidden",
                                             "role",
                                             "aria-label",
                                             "aria-hidden",
                                             "viewBox",
                                             "width",
                                             "height",
                                             "x",
                                             "y",
                                             "x1",
                                             "y1",
                                             "x2",
                                             "y2",
                                             "cx",
                                             "cy",
                                             "r",
                                             "rx",
                                             "d",
                                             "fill",
                                             "fill-opacity",
                                             "stroke",
                                             "font-size",
                                             "stroke-opacity",
                                             "stroke-width",
                                             "stroke-dasharray",
                                             "stroke-linejoin",
                                             "text-anchor",
                                             "preserveAspectRatio"};

/// Short words where a page is not what it should be.
testing::AssertionResult has(const std::string& html, std::string_view text) {
  if (html.find(text) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "not there: " << text;
}

/// Well-formed, of known tags and attributes only (no event handler, no style, no address), and nothing hides in it.
void expect_sound(const std::string& html) {
  const Markup found = read(html);
  EXPECT_EQ(found.trouble, "");
  EXPECT_THAT(found.tags, IsSubsetOf(known_tags));
  EXPECT_THAT(found.attributes, IsSubsetOf(known_attributes));
  for (const char* const hides :
       {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F", "\u0085"})
    EXPECT_FALSE(has(html, hides));
}

/// Chances keep to one line.
std::string chance(double probability) {
  std::string out;
  for (const char c : chance_text(probability)) c == ' ' ? out += "\u00A0" : out += c;
  return out;
}

// --- answers by hand -------------------------------------------------------------------------------------------------------------------

/// Keys from 0; a name each, which may be empty.
People people_called(const std::vector<std::string>& names, const std::string& key = "key") {
  People people;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    const Key own(key + "-" + std::to_string(i));
    people.add(MemberId{i}, own, names[i]);
  }
  return people;
}

Ranked<Path> path(const std::vector<std::uint32_t>& members, const std::vector<double>& ties, double willingness, double score) {
  Ranked<Path> row;
  row.score = score;
  for (const std::uint32_t id : members) row.item.members.push_back(MemberId{id});
  for (std::size_t i = 0; i < ties.size(); ++i) {
    row.factors.push_back({"tie", ties[i], MemberId{members[i + 1]}});
    if (i + 1 < ties.size()) row.factors.push_back({"willingness", willingness, MemberId{members[i + 1]}});
  }
  row.factors.push_back({"openness", 0.97, MemberId{members.back()}});
  return row;
}

Paths some_paths(const std::vector<std::string>& names = {"Ana Silva", "Bo Li", "Cy Roy", "Kim Park"}) {
  Paths paths;
  paths.people = people_called(names);
  paths.rows = {path({0, 1, 3}, {0.51, 0.42}, 0.66, 0.137), path({0, 1, 2, 3}, {0.51, 0.23, 0.88}, 0.66, 0.0041)};
  paths.direct = 0.031;
  paths.as_of = christmas;
  paths.notice = "Nothing was recorded lately.";
  return paths;
}

Introducers some_introducers(const std::vector<std::string>& names = {"Ana Silva", "Bo Li", "Cy Roy", "Kim Park"}) {
  Introducers introducers;
  introducers.people = people_called(names);
  const auto add = [&](const std::vector<std::uint32_t>& members, double tie, double willing, double way, double score) {
    Ranked<Introducer> row{
        {MemberId{members[1]}, {}},
        score,
        {{"tie", tie, MemberId{members[1]}}, {"willingness", willing, MemberId{members[1]}}, {"way", way, MemberId{members.back()}}}};
    for (const std::uint32_t id : members) row.item.path.members.push_back(MemberId{id});
    introducers.rows.push_back(std::move(row));
  };
  add({0, 1, 3}, 0.52, 0.67, 0.44, 0.153);
  add({0, 2, 1, 3}, 0.21, 0.68, 0.13, 0.0186);
  introducers.as_of = christmas;
  return introducers;
}

Explanation some_explanation(const std::vector<std::string>& names = {"Ana Silva", "Bo Li", "Kim Park"},
                             const std::string& reason = "they met twice") {
  Explanation explanation;
  explanation.people = people_called(names);
  explanation.steps = {{MemberId{0}, MemberId{1}, 0.54, {}, false, reason}, {MemberId{1}, MemberId{2}, 0.37, {}, true, "declared connection"}};
  explanation.factors = {{"tie", 0.54, MemberId{1}}, {"willingness", 0.71, MemberId{1}}, {"tie", 0.37, MemberId{2}}, {"openness", 0.96, MemberId{2}}};
  explanation.score = 0.136;
  explanation.as_of = christmas;
  return explanation;
}

Audience some_audience(const std::string& group = "group chess") {
  Audience audience;
  audience.rows = {{"follow", 12'345, 11'000}, {"connection", 678, 90}, {group, 2'100, 1'234}};
  audience.overlaps = {12'345, 321, 876, 321, 678, 54, 876, 54, 2'100};
  audience.total = 13'579;
  audience.more = {{group + " by post", 987, 765}};
  audience.as_of = christmas;
  audience.notice = "Half a picture.";
  return audience;
}

Reach some_reach() {
  Reach reach;
  reach.rows = {{180, 1'902.7, 1'801.4, 36.0}, {1, 402.6, 398.2, 7.96}, {7, 911.3, 890.1, 17.8}};
  reach.audience = some_audience();
  reach.complete = false;
  reach.as_of = christmas;
  return reach;
}

Readers some_readers(const std::vector<std::string>& names = {"Ana Silva", "Bo Li"}, const std::string& channel = "group chess") {
  Readers readers;
  readers.people = people_called(names);
  readers.rows = {{{MemberId{0}, {"follow", channel}}, 0.0123, {{"reads", 0.41, MemberId{0}}, {"talks", 0.03, no_member}}},
                  {{MemberId{1}, {"subscription"}}, 0.0066, {{"reads", 0.22, MemberId{1}}, {"talks", 0.03, no_member}}}};
  readers.method = "exact, one hop, reading: preset";
  readers.as_of = christmas;
  return readers;
}

Authors some_authors(const std::vector<std::string>& names = {"Ana Silva", "Bo Li"}) {
  Authors authors;
  authors.factor_kind = FactorKind::sum;
  authors.people = people_called(names);
  authors.rows = {
      {{MemberId{1}},
       1'234.56,
       {{"follow", 1'000.4, no_member}, {"subscription", 0, no_member}, {"connection", 200.2, no_member}, {"groups", 33.96, no_member}}},
      {{MemberId{0}}, 17.25, {{"follow", 17.25, no_member}, {"subscription", 0, no_member}, {"connection", 0, no_member}, {"groups", 0, no_member}}}};
  authors.as_of = christmas;
  return authors;
}

Neighbourhoods some_neighbourhoods(const std::vector<std::string>& names = {"Ana Silva", "Bo Li"}) {
  Neighbourhoods neighbourhoods;
  neighbourhoods.factor_kind = FactorKind::sum;
  neighbourhoods.people = people_called(names);
  neighbourhoods.rows = {{{MemberId{1}}, 5'070, {{"1 hop", 70, no_member}, {"2 hops", 5'000, no_member}, {"3 to 12 hops", 0, no_member}}},
                         {{MemberId{0}}, 2, {{"1 hop", 2, no_member}, {"2 hops", 0, no_member}, {"3 to 12 hops", 0, no_member}}}};
  neighbourhoods.method = "HyperBall, 64 registers, ±13 % (one σ)";
  neighbourhoods.as_of = christmas;
  return neighbourhoods;
}

Effort some_effort(const std::string& way = "asking") {
  Effort effort;
  effort.rows = {{way, 120, 0.25, 0.25, 495}, {"post", 7'200, 4'321, 86.4, 140'000}};
  effort.one_by_one_hours = 1'083.3;
  effort.break_even_readers = 59.2;
  return effort;
}

PostComparison some_posts(const std::string& group = "group chess") {
  PostComparison posts;
  posts.rows = {{"one by one", {}, 1'234, true, {{7, 1'234, 24.68, 37'020, 39'981.6}, {1, 960, 19.2, 28'800, 31'104}}},
                {group, {}, 765, false, {{7, 41.5, 0.83, 1'900, 1'345}, {1, 20.3, 0.406, 1'849, 658}}},
                {"followers", {}, 432, true, {{7, 32.4, 0.648, 1'878, 1'050}, {1, 12.2, 0.244, 1'829, 395}}}};
  posts.complete = false;
  posts.method = "exact, one hop; one by one at 8 hours a day";
  posts.as_of = christmas;
  return posts;
}

Table some_table(const std::string& name = "plain_name") {
  Table table;
  table.columns = {{"x", std::vector<double>{1'234'567.891, -0.25}},
                   {"n", std::vector<std::int64_t>{-1'234'567, 12}},
                   {name, std::vector<std::string>{name, "b"}},
                   {"key", std::vector<Key>{Key(name), Key(7)}},
                   {"keys", std::vector<std::vector<Key>>{{Key(name), Key("c")}, {}}}};
  return table;
}

std::vector<Section> one_of_each() {
  return {some_paths(),   some_introducers(), some_explanation(), some_audience(), some_reach(),
          some_readers(), some_authors(),     some_effort(),      some_posts(),    some_table()};
}

template <class Call>
std::string complaint(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(name_of(error.code()), "io") << error.what();
    return error.what();
  }
  return "no error";
}

// --- the page --------------------------------------------------------------------------------------------------------------------------

TEST(Page, IsWellFormedAndLoadsNothing) {
  const std::string html = page(one_of_each(), {.title = "Ana & Kim"});
  expect_sound(html);
  for (const char* const loads : {"<script", "://", "url(", "@import", "src=", "href=", "javascript:", "<link", "<iframe", "<img", " style="})
    EXPECT_FALSE(has(html, loads)) << loads;
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n"));
  EXPECT_TRUE(has(html, "<title>Ana &amp; Kim</title>"));
  EXPECT_TRUE(has(html, "<h1>Ana &amp; Kim</h1>"));
  EXPECT_TRUE(has(html, "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"));
  EXPECT_EQ(read(html).count["section"], 10);
  EXPECT_EQ(read(html).count["h2"], 10);
  EXPECT_EQ(read(html).count["table"], read(html).count["caption"]);
}

TEST(Page, IsSoundWithNothingOnIt) { expect_sound(page({})); }

TEST(Page, HasTheSameBytesEveryTime) { EXPECT_EQ(page(one_of_each()), page(one_of_each())); }

TEST(Page, TakesAnAnswerOfTheCallersOwn) {
  EXPECT_TRUE(has(page({some_effort(), elsewhere::Weather{"It rains."}}), "<h2>Weather</h2><p>It rains.</p>"));
}

// --- what comes from outside -----------------------------------------------------------------------------------------------------------

class Hostile : public testing::TestWithParam<std::string> {};

TEST_P(Hostile, TextIsShownAndNeverTakenAsMarkup) {
  const std::string& bad = GetParam();
  const std::vector<std::string> names{bad, bad + "1", bad + "2", bad + "3"};
  Paths paths = some_paths(names);
  paths.people = people_called(names, bad);  // keys as well
  paths.method = paths.notice = bad;
  paths.rows[0].factors.push_back({bad, 0.5, MemberId{1}});
  paths.rows[0].factors.push_back({bad, 0.5, no_member});
  Reach reach = some_reach();
  reach.audience = some_audience(bad);
  reach.method = reach.notice = reach.reading = bad;
  Authors authors = some_authors(names);
  authors.rows[0].factors[0].name = bad;
  PostComparison posts = some_posts(bad);
  posts.method = posts.notice = posts.reading = bad;
  const std::vector<Section> sections{
      paths, some_introducers(names), some_explanation(names, bad), some_audience(bad), reach, some_readers(names, bad), authors, some_effort(bad),
      posts, some_table(bad)};
  expect_sound(page(sections, {.title = bad}));
  for (const Section& section : sections) expect_sound(section.html);
}

INSTANTIATE_TEST_SUITE_P(Names, Hostile,
                         testing::Values("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
                                         "</style></title></text></svg>", "]]><!-- -->", "&lt;b&gt; & &#60;i&#62;", "{} {0} {:d} %s",
                                         "https://example.org/?a=1&b=2 url(x) @import src=y", "right \u202Eto left\u2066",
                                         std::string("zero \0 byte", 11), "\x01\x1b[31m\x7f\u0085", "\xff\xfe\xc0\xaf\xed\xa0\x80 cut \xe2\x82",
                                         "two\r\nlines\u2028three", "", " ", "\U0001F469\u200D\U0001F680 مريم e\u0301"));

TEST(Names, ThatAreNoUnicodeShowWhereTheyAreBroken) {
  EXPECT_THAT(to_html(some_table("a\xff"
                                 "b")),
              HasSubstr("a\uFFFDb"));
  EXPECT_TRUE(has(to_html(some_table("a\xe2\x82")), "a\uFFFD\uFFFD<"));
  EXPECT_TRUE(has(to_html(some_table("dear \u202Eana")), "dear \uFFFDana"));
  EXPECT_TRUE(has(to_html(some_table("Zoë 李 مريم")), "<bdi>Zoë 李 مريم</bdi>"));
}

TEST(Names, StandForKeysWhereTheyAreKnown) {
  const std::string html = to_html(some_paths({"Ana Silva", "", "Cy Roy", "Kim Park"}));
  EXPECT_TRUE(has(html, "Who can introduce <bdi>Ana Silva</bdi> to <bdi>Kim Park</bdi>?"));
  EXPECT_TRUE(has(html, "Best by way of <strong><bdi>key-1</bdi></strong>"));  // nobody told Bo's name
}

TEST(Names, OfTwoHundredLettersAreShortInThePictureAndWholeInTheTable) {
  const std::string longest(200, 'm');
  const std::string html = to_html(some_paths({"Ana", longest, "Cy", "Kim"}));
  expect_sound(html);
  EXPECT_TRUE(has(html, "<title>" + longest + "</title>"));
  EXPECT_TRUE(has(html, "<bdi>" + longest + "</bdi>"));
  EXPECT_TRUE(has(html, "mm…</text>"));
  EXPECT_FALSE(has(html, longest + "</text>"));
}

// --- figures ---------------------------------------------------------------------------------------------------------------------------

void expect_texts(const std::string& html, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) EXPECT_TRUE(has(html, text));
}

TEST(Paths, ShowEveryFactorAndTheDirectTie) {
  const std::string html = to_html(some_paths());
  expect_texts(html, {chance(0.137), chance(0.0041), chance(0.51), chance(0.42), chance(0.23), chance(0.88), chance(0.66), chance(0.97),
                      chance(0.031), "key-0", "key-1", "key-2", "key-3", "As of 2023-12-25 UTC.", "exact", "Nothing was recorded lately."});
  EXPECT_TRUE(has(html, "<title>Bo Li → Kim Park: " + chance(0.42) + ", the weakest link</title>"));
  EXPECT_TRUE(has(html, "<title>Bo Li → Cy Roy: " + chance(0.23) + ", the weakest link</title>"));
  EXPECT_EQ(read(html).count["svg"], 2);  // wide and narrow
}

TEST(Introducers, ShowEveryFactor) {
  expect_texts(to_html(some_introducers()), {chance(0.153), chance(0.0186), chance(0.52), chance(0.67), chance(0.44), chance(0.21), chance(0.68),
                                             chance(0.13), "Whom should <bdi>Ana Silva</bdi> ask first to meet <bdi>Kim Park</bdi>?"});
}

TEST(Explanation, ShowsItsStepsAndFactors) {
  expect_texts(to_html(some_explanation()), {chance(0.136), chance(0.54), chance(0.37), chance(0.71), chance(0.96), "they met twice",
                                             "declared connection", "<em>the weakest link</em>"});
}

TEST(Audience, ShowsChannelsOverlapsAndFurtherGroups) {
  expect_texts(to_html(some_audience()), {"<strong>13,579 readers</strong>", "12,345", "11,000", "678", "90", "2,100", "1,234", ">321<", ">876<",
                                          ">54<", "987", "765", "group chess by post", "Half a picture.", "exact"});
}

TEST(Reach, ShowsItsPointsAndWhatItRestsOn) {
  const std::string html = to_html(some_reach());
  expect_texts(html, {"1,903", "1,801", "36", "403", "398", "8.0", "911", "890", "17.8", "13,579", "Expected by day 180", "preset",
                      "fitted to nobody", "and up to 299 who are neither"});
}

TEST(Reach, DrawsStraightFromOneDayAskedAboutToTheNext) {
  const std::string html = to_html(some_reach());
  const std::size_t begin = html.find("<path class=\"readers\"");
  ASSERT_NE(begin, std::string::npos);
  const std::size_t from = html.find(" d=\"", begin) + 4;
  const std::string d = html.substr(from, html.find('"', from) - from);
  EXPECT_EQ(std::ranges::count(d, 'M'), 1);
  EXPECT_EQ(std::ranges::count(d, 'L'), 2);  // three days, two lines
  EXPECT_EQ(d.find_first_of("CQSTA"), std::string::npos);
}

TEST(Readers, ShowTheirChancesAndChannels) {
  expect_texts(to_html(some_readers()),
               {chance(0.41), chance(0.22), chance(0.03), chance(0.0123), chance(0.0066), "follow, group chess", "subscription", "reading: preset"});
}

TEST(Neighbourhoods, ShowHowManyAreAtEachDistance) {
  expect_texts(to_html(some_neighbourhoods()), {"Bo Li", "5,070</strong> other members within 12 hops", "1 hop 70 · 2 hops 5,000<", ">2<", "±13 %"});
  expect_sound(to_html(some_neighbourhoods({"<b>", "&amp;\"'"})));
}

TEST(Authors, ShowWhatEachChannelAdds) { expect_texts(to_html(some_authors()), {"1,235", "follow 1,000", "connection 200", "groups 34.0", "17.2"}); }

TEST(Effort, ShowsTwoLargeFiguresAndTheWays) {
  expect_texts(to_html(some_effort()), {"<dd>1,083</dd>", "<dd>60</dd>", "asking", "7.5", "43.2", "0.25", "4,321", "86.4", "2\u00A0min", "2\u00A0h",
                                        "8\u00A0min", "38.9\u00A0h"});
}

TEST(PostComparison, ShowsWhatEachWayComesToByTheLatestDay) {
  const std::string html = to_html(some_posts());
  expect_texts(
      html, {"<strong><bdi>one by one</bdi></strong>", "<strong>2.4</strong> conversations by day 7", "1,234", "24.7", "41.5", "0.83", "1.6", "765+",
             "of 432<", "32\u00A0min", "10.3\u00A0h", "at 8 hours a day", "fitted to nobody", "and up to 299 who are neither", "20.3"});
  EXPECT_EQ(read(html).count["svg"], 2 + 3);  // wide and narrow, and a bar a way
}

TEST(PostComparison, DrawsALineOfItsOwnPatternForEachWayAndNamesItAtItsEnd) {
  PostComparison posts = some_posts();
  posts.rows.push_back({"connections", {}, 3, true, {{7, 0.2, 0, 1'800, 6}, {1, 0.1, 0, 1'800, 3}}});
  const std::string html = to_html(posts);
  const std::string wide = html.substr(0, html.find("picture narrow"));
  std::set<std::string> patterns;
  std::size_t lines = 0;
  for (std::size_t at = wide.find("<path class=\"way"); at != std::string::npos; at = wide.find("<path class=\"way", at + 1)) {
    const std::string line = wide.substr(at, wide.find("/>", at) - at);
    const std::size_t dash = line.find("stroke-dasharray=\"");
    patterns.insert(dash == std::string::npos ? "" : line.substr(dash, line.find('"', dash + 18) - dash));
    ++lines;
  }
  EXPECT_EQ(lines, 4U);
  EXPECT_EQ(patterns.size(), 4U);
  for (const char* const name : {"one by one", "group chess", "followers", "connections"})
    EXPECT_TRUE(has(wide, std::string("class=\"name\">") + name + "<"));
  std::set<std::string> heights;  // no name stands on another
  for (std::size_t at = wide.find("class=\"name\""); at != std::string::npos; at = wide.find("class=\"name\"", at + 1)) {
    const std::size_t y = wide.rfind(" y=\"", at);
    EXPECT_TRUE(heights.insert(wide.substr(y, wide.find('"', y + 4) - y)).second);
  }
  EXPECT_EQ(heights.size(), 4U);
}

TEST(PostComparison, LetsOneByOneLeaveThePictureAndNothingElse) {
  const std::string html = to_html(some_posts());
  const std::string wide = html.substr(0, html.find("picture narrow"));
  std::vector<std::vector<double>> heights;
  for (std::size_t at = wide.find("<path class=\"way"); at != std::string::npos; at = wide.find("<path class=\"way", at + 1)) {
    const std::size_t d = wide.find(" d=\"", at) + 4;
    std::istringstream path(wide.substr(d, wide.find('"', d) - d));
    heights.emplace_back();
    for (char move = 0; path >> move;) {
      double x = 0, y = 0;
      path >> x >> y;
      heights.back().push_back(y);
    }
  }
  ASSERT_EQ(heights.size(), 3U);
  EXPECT_EQ(heights[0], (std::vector<double>{250, 14}));  // above every post from the first day on
  ASSERT_EQ(heights[1].size(), 3U);
  EXPECT_EQ(heights[1][2], 14);  // the most readers of a post
  EXPECT_NEAR(heights[1][1], 250 - 236 * 20.3 / 41.5, 0.05);
  EXPECT_NEAR(heights[2][2], 250 - 236 * 32.4 / 41.5, 0.05);
}

TEST(PostComparison, OfManyWaysAndDaysIsSound) {
  PostComparison posts;
  for (int i = 0; i < 300; ++i) {
    PostWay way{"group " + std::to_string(i), {}, 10, true, {}};
    for (int day = 0; day < 500; ++day) way.points.push_back({day == 499 ? infinity : day * 1.0, (300.0 - i) * day, day * 0.1, 1'800, 10});
    posts.rows.push_back(way);
  }
  const std::string html = to_html(posts);
  expect_sound(html);
  EXPECT_TRUE(has(html, "The first 8 of 300 ways to post."));
  EXPECT_TRUE(has(html, "at any time"));
  EXPECT_LT(html.size(), 200'000U);
  posts.rows.resize(1);
  posts.rows[0].points = {{0, 0, 0, 0, 0}};
  expect_sound(to_html(posts));
  EXPECT_TRUE(has(to_html(posts), "No way is expected to bring a conversation"));
  posts.rows.push_back({"ragged", {}, 0, true, {}});
  expect_sound(to_html(posts));
  posts.rows = {{"odd", {}, 0, true, {{nan, infinity, nan, -1, nan}}}};
  expect_sound(to_html(posts));
}

TEST(Table, SpeaksToPeople) {
  const std::string html = to_html(some_table());
  expect_texts(html, {"1,234,568", "-0.25", "-1,234,567", ">plain name</th>", "<bdi>plain_name</bdi>, <bdi>c</bdi>", "2 rows"});
  EXPECT_FALSE(has(html, "1234567.891"));
}

TEST(Figures, HaveNoMoreDigitsThanMatter) {
  Table table;
  table.columns = {
      {"x", std::vector<double>{1.0 / 3, 2e-9, 5e20, infinity, -infinity, nan, 0, 100, 99.97, 0.9999, 1e-320, std::numeric_limits<double>::max()}}};
  const std::string html = to_html(table);
  expect_sound(html);
  expect_texts(html, {">0.33<", ">2.0e-09<", ">5.00e+20<", ">∞<", ">−∞<", ">unknown<", ">0<", ">100<", ">1.0<", ">1.80e+308<"});
}

// --- edges -----------------------------------------------------------------------------------------------------------------------------

TEST(Answers, ThatAreEmptySaySo) {
  const std::vector<Section> sections{Paths{},   Introducers{}, Explanation{}, Audience{},       Reach{},          Readers{},
                                      Authors{}, Effort{},      Table{},       PostComparison{}, Neighbourhoods{}, Seeds{}};
  expect_sound(page(sections));
  EXPECT_TRUE(has(sections[0].html, "No chain of introductions was found."));
  EXPECT_TRUE(has(sections[1].html, "Nobody was found who could introduce."));
  EXPECT_TRUE(has(sections[3].html, "0 readers"));
  EXPECT_TRUE(has(sections[5].html, "Nobody was found"));
  EXPECT_TRUE(has(sections[9].html, "Nothing was compared."));
  EXPECT_TRUE(has(sections[10].html, "There is nobody."));
  EXPECT_TRUE(has(sections[11].html, "Nobody would be reached by what may be chosen."));
}

/// Each picture has one person at each end, so chains to several people are several pictures.
TEST(Paths, ToSeveralPeopleAreDrawnApart) {
  Paths paths;
  paths.people = people_called({"Ana", "Bo", "Cy", "Kim", "Lee"});
  paths.rows = {path({0, 1, 3}, {0.5, 0.4}, 0.66, 0.13), path({0, 2, 4}, {0.3, 0.4}, 0.66, 0.08), path({0, 2, 3}, {0.3, 0.1}, 0.66, 0.02)};
  const std::string section = to_html(paths);
  expect_sound(section);
  EXPECT_TRUE(has(section, "Who can introduce <bdi>Ana</bdi> to one of 2?"));
  EXPECT_EQ(read(section).count["figure"], 2);
  const std::size_t kim = section.find("From "), lee = section.find("From ", kim + 1);
  const std::size_t to_lee = section.find("Cy → Lee: 40\u00A0%"), to_kim = section.find("Cy → Kim: 10\u00A0%");
  ASSERT_NE(to_lee, std::string::npos);
  ASSERT_NE(to_kim, std::string::npos);
  EXPECT_LT(kim, to_kim);
  EXPECT_LT(to_kim, lee) << "the third chain goes to Kim and is drawn with the first";
  EXPECT_LT(lee, to_lee);
  paths.rows.pop_back();
  paths.rows[1].item.members.front() = MemberId{1};
  EXPECT_TRUE(has(to_html(paths), "Who can introduce one of 2 to one of 2?"));
}

/// A product of what are no chances is shown as none.
TEST(Explanations, OfScoresShowNoChanceOfTheWhole) {
  Explanation explanation;
  explanation.people = people_called({"Ana", "Bo", "Kim"});
  explanation.steps = {{MemberId{0}, MemberId{1}, 0.5, {}, true, ""}, {MemberId{1}, MemberId{2}, 0.25, {}, false, ""}};
  explanation.score = 9315;
  explanation.is_chance = false;
  EXPECT_FALSE(has(to_html(explanation), "100\u00A0%"));
  EXPECT_FALSE(has(to_html(explanation), "class=\"total\""));
  explanation.score = 0.125, explanation.is_chance = true;
  EXPECT_TRUE(has(to_html(explanation), "class=\"total\""));
}

TEST(Answers, OfOneRowAreSound) {
  Paths paths;
  paths.people = people_called({"Ana", "Kim"});
  paths.rows = {path({0, 1}, {0.5}, 1, 0.5)};  // as cheapest_path may answer
  EXPECT_TRUE(has(to_html(paths), "Best without anybody between"));
  EXPECT_FALSE(has(to_html(paths), "stroke-dasharray"));
  Reach reach;
  reach.rows = {{7, 20, 10, 1}};
  Table table;
  table.columns = {{"n", std::vector<std::int64_t>{1}}};
  EXPECT_TRUE(has(to_html(table), "1 row<"));
  expect_sound(page({paths, reach, table}));
}

TEST(Answers, OfAThousandRowsShowAHundred) {
  Paths paths;
  Introducers introducers;
  Readers readers;
  Authors authors;
  Reach reach;
  Audience audience;
  Effort effort;
  Table table;
  std::vector<std::string> names;
  for (int i = 0; i < 1'002; ++i) names.push_back("Member " + std::to_string(i));
  paths.people = introducers.people = readers.people = authors.people = people_called(names);
  std::vector<std::int64_t> numbers;
  for (std::uint32_t i = 1; i <= 1'000; ++i) {
    paths.rows.push_back(path({0, i, 1'001}, {0.5, 0.5}, 1, 0.25));
    introducers.rows.push_back({{MemberId{i}, {{MemberId{0}, MemberId{i}, MemberId{1'001}}}}, 0.25, {{"tie", 0.5, MemberId{i}}}});
    readers.rows.push_back({{MemberId{i}, {}}, 0.1, {{"reads", 0.5, MemberId{i}}, {"talks", 0.2, no_member}}});
    authors.rows.push_back({{MemberId{i}}, 10, {}});
    reach.rows.push_back({static_cast<double>(i), i * 2.0, i * 1.0, i * 0.1});
    audience.rows.push_back({"group " + std::to_string(i), 10, 1});
    numbers.push_back(i);
  }
  audience.overlaps.assign(1'000 * 1'000, 5);
  table.columns = {{"n", numbers}};
  for (const Section& section : std::vector<Section>{paths, introducers, readers, authors, reach, audience, table}) {
    expect_sound(section.html);
    EXPECT_TRUE(has(section.html, "… and 900 more"));
    EXPECT_LT(section.html.size(), 200'000U);
  }
  EXPECT_TRUE(has(to_html(paths), "The first 10 of 1,000 chains."));
  EXPECT_EQ(read(to_html(table)).count["tr"], 1 + 100 + 1);
}

TEST(Reach, PutsInfiniteDaysApart) {
  Reach reach;
  reach.rows = {{infinity, 90, 80, 2}, {1, 20, 10, 1}, {0, 0, 0, 0}};
  const std::string html = to_html(reach);
  expect_sound(html);
  expect_texts(html, {">ever</text>", "<td class=\"right\">ever</td>", "Expected at any time"});
  EXPECT_FALSE(has(html, "inf") || has(html, "nan"));
  reach.rows = {{infinity, 90, 80, 2}};
  expect_sound(to_html(reach));
  reach.rows = {{0, 0, 0, 0}, {0, 0, 0, 0}};
  EXPECT_FALSE(has(to_html(reach), "nan") || has(to_html(reach), "inf"));
  reach.rows = {{1, 1e300, 1e300, 1e300}, {1e300, infinity, nan, 3}};
  expect_sound(to_html(reach));
}

TEST(Paths, OfHugeAndTinyChancesAreDrawn) {
  Paths paths = some_paths();
  paths.rows = {path({0, 1, 3}, {1, 1e-300}, 1, 1e-300), path({0, 2, 3}, {nan, 2}, 1, 1), path({0, 1, 2, 3}, {1e-7, 0.003, 0}, 0, 0)};
  const std::string html = to_html(paths);
  expect_sound(html);
  expect_texts(html, {chance(1e-300), "&lt; 1 in 1M</text>", chance(1e-7), chance(0.003), "no\u00A0chance", "unknown", chance(1)});
  EXPECT_FALSE(has(html, "\"nan"));
}

TEST(Paths, OfManyHopsMakeTheirPictureWiderAndNotTighter) {
  std::vector<std::string> names;
  std::vector<std::uint32_t> members;
  for (std::uint32_t i = 0; i < 30; ++i) names.push_back("Member " + std::to_string(i)), members.push_back(i);
  Paths paths;
  paths.people = people_called(names);
  paths.rows = {path(members, std::vector<double>(29, 0.9), 1, 0.05)};
  const std::string html = to_html(paths);
  expect_sound(html);
  EXPECT_TRUE(has(html, "viewBox=\"0 0 2420.0 "));  // 22 + 29 · 80 + 78
}

// --- the file --------------------------------------------------------------------------------------------------------------------------

class File : public testing::Test {
 protected:
  void SetUp() override {
    folder =
        std::filesystem::path(testing::TempDir()) / ("hobnob_report_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  [[nodiscard]] std::string at(const std::string& name) const { return (folder / name).string(); }
  static std::string content(const std::string& path) {
    std::ostringstream all;
    all << std::ifstream(path, std::ios::binary).rdbuf();
    return all.str();
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
  }
  std::filesystem::path folder;
};

TEST_F(File, HoldsThePageAndReplacesTheOneBefore) {
  report(at("r.html"), {some_paths()});
  EXPECT_EQ(content(at("r.html")), page({some_paths()}));
  report(at("r.html"), {some_effort()}, {.title = "Effort"});
  EXPECT_EQ(content(at("r.html")), page({some_effort()}, {.title = "Effort"}));
  EXPECT_EQ(files(), 1U);
}

TEST_F(File, ThatCannotBeMadeIsAnErrorThatNamesPathAndReason) {
  EXPECT_THAT(complaint([&] { report(at("no/such/r.html"), {}); }), AllOf(HasSubstr("no/such/r.html"), HasSubstr("No such file or directory")));
  EXPECT_THAT(complaint([&] { report(folder.string(), {}); }), AllOf(HasSubstr(folder.filename().string()), HasSubstr("directory")));
  EXPECT_THAT(complaint([&] { report("", {}); }), HasSubstr("path"));
  EXPECT_THAT(complaint([&] { report("/dev/null", {}); }), HasSubstr("no regular file"));
  EXPECT_EQ(files(), 0U);
}

TEST_F(File, StaysAsItWasWhereTheNewOneFindsNoRoom) {
  std::ofstream(at("r.html")) << "the page before";
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{1000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  const std::string said = complaint([&] { report(at("r.html"), {some_paths()}); });
  setrlimit(RLIMIT_FSIZE, &before);
  std::ignore = std::signal(SIGXFSZ, old);
  EXPECT_THAT(said, AllOf(HasSubstr("r.html"), HasSubstr("File too large")));
  EXPECT_EQ(content(at("r.html")), "the page before");
  EXPECT_EQ(files(), 1U);
}

}  // namespace
