// Why this path? The words, written by hand for a community that fits on a napkin.
#include "hobnob/introduce/explain.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"

namespace {

using namespace hobnob;
using testing::HasSubstr;
using testing::Not;

constexpr Time now = 1'700'000'000;  // 2023-11-14 22:13:20 UTC
constexpr Time day = seconds_per_day;

/// Half where something was said either way, a quarter where it is only declared.
struct Halves {
  [[nodiscard]] double strength(const PairEvidence& pair) const { return pair.out.events + pair.back.events > 0 ? 0.5 : 0.25; }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "halves"}; }
};

class Napkin : public testing::Test {
 protected:
  Napkin() {
    network.add_member("ana", {.name = "Ana Silva"});
    network.add_member("kim", {.name = "Kim Lee", .openness = 0.9});
    network.add_interaction("ana", "bo", now - 3 * day);
    network.add_interaction("ana", "bo", now - 5 * day);
    network.add_interaction("bo", "ana", now - 2 * 3600);
    network.add_connection("bo", "cy");
    network.add_interaction("kim", "cy", now - 90 * day);
    network.add_connection("cy", "kim");
  }
  View owner(const SnapshotOptions& options = {}) { return network.snapshot(now, Halves{}, options).owner_view(Policy::open()); }
  Explanation why(const View& view) { return explain(view, find_paths(view, view.id("ana"), view.id("kim"))); }
  Network network;
};

TEST_F(Napkin, IsExplainedInFull) {
  EXPECT_EQ(why(owner()).text,
            "Ana Silva (ana) to Kim Lee (kim), through 2 introducers: 2 % as of 2023-11-14 UTC.\n"
            "  1. Ana Silva (ana) asks bo: 50 %.\n"
            "     interactions from Ana Silva (ana): 2, last 3 days ago; from bo: 1, last 2 hours ago.\n"
            "     bo is willing to introduce: 67 %.\n"
            "  2. bo asks cy: 25 %, the weakest link.\n"
            "     no interaction on record; declared connection.\n"
            "     cy is willing to introduce: 67 %.\n"
            "  3. cy turns to Kim Lee (kim): 50 %.\n"
            "     interactions from cy: none; from Kim Lee (kim): 1, last 3 months ago (one way only); declared connection.\n"
            "  Kim Lee (kim) is open to introductions: 90 %.\n"
            "  Ties by halves, chances within 30 days.\n"
            "  Chances multiply, as if ties were independent of one another.\n");
}

TEST_F(Napkin, IsExplainedStepByStep) {
  const Explanation explanation = why(owner());
  ASSERT_EQ(explanation.steps.size(), 3U);
  EXPECT_EQ(explanation.key(explanation.steps[0].source), Key("ana"));
  EXPECT_EQ(explanation.name(explanation.steps[2].target), "Kim Lee");
  EXPECT_NEAR(explanation.steps[1].probability, 0.25, 1e-7);
  EXPECT_EQ((std::vector<bool>{explanation.steps[0].weakest, explanation.steps[1].weakest, explanation.steps[2].weakest}),
            (std::vector<bool>{false, true, false}));
  EXPECT_EQ(explanation.steps[0].facts.events_out, 2U);
  EXPECT_EQ(explanation.steps[0].facts.seconds_since_back, 2U * 3600U);
  EXPECT_TRUE(explanation.steps[1].facts.declared);
  EXPECT_EQ(explanation.steps[1].reason, "no interaction on record; declared connection");
  EXPECT_EQ(explanation.as_of, now);
  EXPECT_EQ(to_text(explanation), explanation.text);
}

TEST_F(Napkin, HasFactorsThatMultiplyToTheScore) {
  const Explanation explanation = why(owner());
  double product = 1;
  for (const Factor& factor : explanation.factors) product *= factor.value;
  EXPECT_NEAR(product, explanation.score, 1e-12 * explanation.score);
  EXPECT_NEAR(explanation.score, 0.5 * 0.25 * 0.5 * 4 / 9 * 0.9, 1e-7);
}

TEST_F(Napkin, IsExplainedForIntroducersToo) {
  const View view = owner();
  const Introducers introducers = rank_introducers(view, view.id("ana"), view.id("kim"));
  EXPECT_EQ(explain(view, introducers).text, why(view).text);
}

TEST_F(Napkin, NamesTheFirstOfEquallyWeakLinks) {
  network.add_interaction("bo", "cy", now);
  const Explanation explanation = why(owner());
  EXPECT_TRUE(explanation.steps[0].weakest);
  EXPECT_FALSE(explanation.steps[1].weakest);
}

TEST_F(Napkin, SaysWhereCountsWereNotKept) {
  const std::string text = why(owner({.explain = false})).text;
  EXPECT_THAT(text, HasSubstr("  1. Ana Silva (ana) asks bo: 50 %.\n     counts were not kept.\n"));
  EXPECT_THAT(text, HasSubstr("  2. bo asks cy: 25 %, the weakest link.\n     counts were not kept; declared connection.\n"));
  EXPECT_THAT(text, Not(HasSubstr("interaction on record")));
}

TEST_F(Napkin, SaysSmallChancesAsOneInN) {
  network.update_member("kim", {.openness = 0.01});
  EXPECT_THAT(why(owner()).text, HasSubstr("ana) to kim, through 2 introducers: 1 in 3,600 as of"));  // 1/16 · 4/9 · 1/100
}

TEST_F(Napkin, ExplainsADirectTie) {
  const View view = owner();
  EXPECT_EQ(explain(view, cheapest_path(view, view.id("ana"), view.id("bo"))).text,
            "Ana Silva (ana) to bo, directly: 50 % as of 2023-11-14 UTC.\n"
            "  1. Ana Silva (ana) turns to bo: 50 %.\n"
            "     interactions from Ana Silva (ana): 2, last 3 days ago; from bo: 1, last 2 hours ago.\n"
            "  bo is open to introductions: 100 %.\n"
            "  Ties by halves, chances within 30 days.\n"
            "  Chances multiply, as if ties were independent of one another.\n");
}

TEST_F(Napkin, SaysOneIntroducerInTheSingular) {
  const View view = owner();
  EXPECT_THAT(explain(view, find_paths(view, view.id("ana"), view.id("cy"))).text, HasSubstr("through 1 introducer: "));
}

TEST_F(Napkin, DoesNotSpeakForSomebodyWhoHasRefusedSince) {
  const View before = owner();
  const Paths paths = find_paths(before, before.id("ana"), before.id("kim"));
  network.set_consent("cy", Purpose::introduce, false);
  try {
    (void)explain(owner(), paths);
    FAIL() << "spoke for cy";
  } catch (const Error& error) { EXPECT_THAT(error.what(), HasSubstr("cy does not introduce")); }
}

TEST_F(Napkin, LeavesItToTheAnswerToSayThatTheRecordIsSilent) {
  const View view = network.snapshot(now + 400 * day, Halves{}).owner_view(Policy::open());
  EXPECT_THAT(to_text(find_paths(view, view.id("ana"), view.id("kim"))), HasSubstr("nearly silent"));
  EXPECT_THAT(why(view).text, Not(HasSubstr("nearly silent")));
}

TEST_F(Napkin, IsExplainedFromALaterViewByKey) {
  const View before = owner();
  const Paths paths = find_paths(before, before.id("ana"), before.id("kim"));
  network.add_member("aaron");  // everybody's id moves
  network.add_interaction("cy", "kim", now);
  const Explanation explanation = explain(owner(), paths);
  EXPECT_EQ(explanation.score, paths[0].score);
  EXPECT_THAT(explanation.text, HasSubstr("interactions from cy: 1, last under a minute ago; from Kim Lee (kim): 1"));
}

TEST_F(Napkin, KeepsTheChancesOfTheAnswerWhenTheViewKnowsOthers) {
  const View before = owner();
  const Paths paths = find_paths(before, before.id("ana"), before.id("kim"));
  network.update_member("kim", {.name = "Kim Lee", .openness = 0.1});
  network.update_member("bo", {.ask_cap = 2});
  network.record_ask("cy", "bo", "ana", now);  // half of bo's room is taken
  network.add_interaction("bo", "cy", now);  // half now
  const Explanation explanation = explain(owner(), paths);
  EXPECT_THAT(explanation.text, HasSubstr("Kim Lee (kim) is open to introductions: 90 %"));
  EXPECT_THAT(explanation.text, HasSubstr("bo is willing to introduce: 67 %"));
  EXPECT_THAT(explanation.text, HasSubstr("bo asks cy: 25 %, the weakest link"));
  EXPECT_NEAR(explanation.steps[1].probability, 0.25, 1e-7);
}

TEST_F(Napkin, CannotBeExplainedWhereATieIsGone) {
  const View before = owner();
  const Paths paths = find_paths(before, before.id("ana"), before.id("kim"));
  const auto complaint = [&](const View& view) {
    try {
      (void)explain(view, paths);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Errc::invalid_argument);
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_THAT(complaint(network.snapshot(now, Halves{}).view("ana", Policy::opt_in())), HasSubstr("no tie between bo and cy"));
  network.remove("cy");
  EXPECT_THAT(complaint(owner()), HasSubstr("no tie between bo and cy"));
  EXPECT_THAT(complaint(network.snapshot(now, Halves{}).view("ana", Policy::open())), HasSubstr("no tie between bo and cy"));
}

TEST_F(Napkin, HasNoExplanationForARowThatIsNot) {
  const View view = owner();
  const Paths paths = find_paths(view, view.id("ana"), view.id("kim"));
  EXPECT_THROW((void)explain(view, paths, 1), Error);
  EXPECT_THROW((void)explain(view, find_paths(view, view.id("ana"), view.id("kim"), {.min_probability = 1})), Error);
}

TEST(Ago, SpeaksInWholeUnitsRoundedDown) {
  const std::vector<std::pair<Time, std::string>> said{{0, "under a minute ago"},      {59, "under a minute ago"}, {60, "1 minute ago"},
                                                       {119, "1 minute ago"},          {120, "2 minutes ago"},     {3599, "59 minutes ago"},
                                                       {3600, "1 hour ago"},           {86'399, "23 hours ago"},   {86'400, "1 day ago"},
                                                       {2 * 86'400 - 1, "1 day ago"},  {59 * day, "59 days ago"},  {60 * day, "2 months ago"},
                                                       {729 * day, "24 months ago"},   {730 * day, "2 years ago"}, {40'000 * day, "109 years ago"},
                                                       {60'000 * day, "136 years ago"}};  // 2³² s are 136 years
  for (const auto& [age, words] : said) {
    Network network;
    network.add_interaction("ana", "bo", now - age);
    network.add_connection("ana", "bo");
    const View view = network.snapshot(now, Halves{}).owner_view(Policy::open());
    EXPECT_THAT(explain(view, cheapest_path(view, view.id("ana"), view.id("bo"))).text, HasSubstr("from ana: 1, last " + words + ";")) << age;
  }
}

TEST(ChanceText, SpeaksInPercentDownToOneAndInOneInNBelow) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), least = std::numeric_limits<double>::denorm_min();
  for (const auto& [probability, words] : std::vector<std::pair<double, std::string>>{{1, "100 %"},
                                                                                      {0.999999, "over 99 %"},
                                                                                      {0.995, "over 99 %"},
                                                                                      {0.994, "99 %"},
                                                                                      {0.62, "62 %"},
                                                                                      {0.5, "50 %"},
                                                                                      {0.1, "10 %"},
                                                                                      {0.014, "1 %"},
                                                                                      {0.01, "1 %"},
                                                                                      {0.0099, "1 in 100"},
                                                                                      {1.0 / 340, "1 in 340"},
                                                                                      {1.0 / 345, "1 in 350"},
                                                                                      {0.001, "1 in 1,000"},
                                                                                      {1.0 / 999, "1 in 1,000"},
                                                                                      {1.0 / 12'345, "1 in 12,000"},
                                                                                      {1e-6, "1 in 1,000,000"},
                                                                                      {9.6e-10, "1 in 1,000,000,000"},
                                                                                      {2e-15, "1 in 500,000,000,000,000"},
                                                                                      {9e-16, "less than 1 in 10^15"},
                                                                                      {1e-300, "less than 1 in 10^15"},
                                                                                      {least, "less than 1 in 10^15"},
                                                                                      {0, "no chance"},
                                                                                      {-0.0, "no chance"},
                                                                                      {nan, "unknown"}})
    EXPECT_EQ(chance_text(probability), words) << probability;
}

}  // namespace
