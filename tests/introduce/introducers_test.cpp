// Whom to ask now, drawn small: who waits, who rests, who opens several doors, and who could be brought together.
#include "hobnob/introduce/introducers.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/paths.hpp"

namespace {

using namespace hobnob;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Time now = 1'700'000'000;
constexpr Time day = seconds_per_day;

/// Ana knows Bo and Cy, both know Kim and Lee; Cy knows Bo as well.
class Asking : public testing::Test {
 protected:
  Asking() {
    for (const char* key : {"ana", "bo", "cy", "kim", "lee"}) network.add_member(key);
    network.add_connection("ana", "bo", {.weight = 0.8});
    network.add_connection("ana", "cy", {.weight = 0.5});
    network.add_connection("bo", "cy", {.weight = 0.9});
    network.add_connection("bo", "kim", {.weight = 0.5});
    network.add_connection("bo", "lee", {.weight = 0.5});
    network.add_connection("cy", "lee", {.weight = 0.25});
  }
  [[nodiscard]] View owner(Time as_of = now) const { return network.snapshot(as_of).owner_view(Policy::open()); }
  [[nodiscard]] View own(const Key& viewer, Time as_of = now) const { return network.snapshot(as_of).view(viewer, Policy::open()); }
  static Introducers ask(const View& view, const Key& target, const IntroducerOptions& options = {}) {
    return rank_introducers(view, view.id("ana"), view.id(target), options);
  }
  static std::vector<std::string> names(const Introducers& introducers) {
    std::vector<std::string> names;
    for (const auto& row : introducers) names.push_back(introducers.key(row.item.member).to_string());
    return names;
  }
  static std::vector<std::string> pairs(const Introductions& introductions) {
    std::vector<std::string> names;
    for (const auto& row : introductions)
      names.push_back(introductions.key(row.item.first).to_string() + " " + introductions.key(row.item.second).to_string());
    return names;
  }
  Network network;
};

std::string complaint(const auto& wrong) {
  try {
    wrong();
  } catch (const Error& error) { return error.what(); }
  return {};
}

TEST_F(Asking, IsForOneAtATime) {
  network.record_ask("ana", "bo", "kim", now - 29 * day);
  EXPECT_THAT(names(ask(owner(), "kim")), IsEmpty());
  EXPECT_EQ(to_text(ask(owner(), "kim")),
            "Nobody found who could introduce.\nana has asked for kim and waits for the answer: nobody else is asked meanwhile.\n");
  EXPECT_EQ(ask(own("ana"), "kim").notice, ask(owner(), "kim").notice);
  EXPECT_EQ(ask(own("ana"), "kim").ties_touched, 0U);
  EXPECT_THAT(names(ask(owner(), "lee")), ElementsAre("bo", "cy"));
  EXPECT_FALSE(find_paths(owner(), owner().id("ana"), owner().id("kim")).empty());   // chains are shown as they are
  EXPECT_THAT(names(ask(owner(now + day), "kim")), ElementsAre("cy"));               // expired, and Bo's no
  EXPECT_EQ(ask(owner(now + day), "kim").notice, "1 member next to ana refused an ask within 180 days and is not asked first.");
}

TEST_F(Asking, LeavesInPeaceThoseWhoSaidNo) {
  network.record_ask("ana", "bo", "kim", now);
  network.record_outcome("ana", "bo", "kim", now, Outcome::no);
  EXPECT_THAT(names(ask(owner(), "lee")), ElementsAre("cy"));
  EXPECT_THAT(names(ask(owner(), "kim")), ElementsAre("cy"));   // and through Cy it is Bo again, who is asked by somebody else
  EXPECT_EQ(ask(owner(), "kim")[0].item.path.members.size(), 4U);
  EXPECT_THAT(names(ask(owner(now + 180 * day - 1), "lee")), ElementsAre("cy"));
  EXPECT_THAT(names(ask(owner(now + 180 * day), "lee")), ElementsAre("bo", "cy"));
  EXPECT_THAT(names(ask(owner(), "lee", {.rest_days = 0})), ElementsAre("bo", "cy"));
  EXPECT_THAT(names(ask(owner(), "lee", {.k = 1})), ElementsAre("cy"));
  // Bo refused Ana, not Cy.
  const Introducers cys = rank_introducers(owner(), owner().id("cy"), owner().id("kim"));
  EXPECT_THAT(names(cys), testing::Contains("bo"));
  EXPECT_EQ(cys.notice, "");
}

TEST_F(Asking, LeavesInPeaceATargetWhoDeclined) {
  network.record_ask("ana", "bo", "kim", now - 3 * day);
  network.record_outcome("ana", "bo", "kim", now, Outcome::declined);
  EXPECT_EQ(ask(owner(now + 2 * day), "kim").notice, "kim declined to meet ana 2 days ago and rests until 180 days have passed.");
  EXPECT_THAT(names(ask(owner(now + 2 * day), "kim")), IsEmpty());
  EXPECT_THAT(names(ask(owner(now + 2 * day), "lee")), ElementsAre("bo", "cy"));   // Bo did what he was asked
  EXPECT_EQ(ask(owner(now + 2 * day), "lee").notice, "");
  EXPECT_THAT(names(ask(owner(now + 2 * day), "kim", {.rest_days = 2})), ElementsAre("bo", "cy"));
}

TEST_F(Asking, GoesByWhomNobodyMayBeAskedThrough) {
  EXPECT_THAT(names(ask(owner(), "lee", {.exclude = {"bo"}})), ElementsAre("cy"));
  EXPECT_EQ(ask(owner(), "lee", {.exclude = {"bo"}})[0].item.path.members.size(), 3U);
  EXPECT_THAT(names(ask(owner(), "kim", {.exclude = {"bo"}})), IsEmpty());
  EXPECT_THAT(names(ask(owner(), "kim", {.exclude = {"kim"}})), IsEmpty());
  EXPECT_THAT(complaint([&] { (void)ask(owner(), "kim", {.exclude = {"nobody"}}); }), HasSubstr("no member 'nobody'"));
  EXPECT_THAT(names(ask(own("ana"), "lee", {.exclude = {"nobody"}})), ElementsAre("bo", "cy"));
}

TEST_F(Asking, ForSeveralAddsUpTheDoors) {
  for (const char* far : {"max", "pat", "zoe"}) network.add_connection("cy", far, {.weight = 0.7});
  const View view = owner();
  std::vector<WeightedTarget> wanted;
  for (const char* key : {"kim", "lee", "max", "pat", "zoe", "ana"}) wanted.push_back({view.id(key)});
  const SharedIntroducers doors = rank_introducers(view, view.id("ana"), wanted, {.max_hops = 2});
  ASSERT_EQ(doors.size(), 2U);
  EXPECT_EQ(doors.factor_kind, FactorKind::sum);
  EXPECT_EQ(doors.key(doors[0].item.member), Key("cy"));
  EXPECT_EQ(doors[0].item.targets, 4U);
  EXPECT_EQ(doors[0].item.doors.size(), 3U);
  ASSERT_EQ(doors[0].factors.size(), 4U);
  EXPECT_EQ(doors[0].factors[3].name, "others");
  EXPECT_NEAR(doors[0].factors[3].value, rank_introducers(view, view.id("ana"), view.id("lee"), {.max_hops = 2})[1].score, 1e-15);
  EXPECT_THAT(to_text(doors), HasSubstr("2. ask bo: worth 0.537, opens 2 doors: kim 27 %, lee 27 %\n"));
  EXPECT_THAT(to_text(doors), HasSubstr(" and 1 more\n"));
  // The same person twice weighs twice.
  const SharedIntroducers twice = rank_introducers(view, view.id("ana"), {{view.id("kim")}, {view.id("kim"), 2.5}}, {.max_hops = 2});
  EXPECT_DOUBLE_EQ(twice[0].score, 3.5 * rank_introducers(view, view.id("ana"), view.id("kim"), {.max_hops = 2})[0].score);
  EXPECT_TRUE(rank_introducers(view, view.id("ana"), std::vector<WeightedTarget>()).empty());
}

TEST_F(Asking, ForSeveralSaysWhoWasLeftOut) {
  network.record_ask("ana", "bo", "kim", now - day);
  network.record_ask("ana", "cy", "lee", now - 2 * day);
  network.record_outcome("ana", "cy", "lee", now - day, Outcome::declined);
  const View view = owner();
  const SharedIntroducers doors = rank_introducers(view, view.id("ana"), {{view.id("kim")}, {view.id("lee")}, {view.id("bo")}});
  EXPECT_EQ(doors.notice, "1 target is left out: an ask is open. 1 target is left out: they declined within 180 days.");
  ASSERT_EQ(doors.size(), 1U);
  EXPECT_EQ(doors.key(doors[0].item.doors[0].target), Key("bo"));
}

TEST_F(Asking, ForSeveralSaysWhatIsWrong) {
  const View view = owner();
  for (const double weight : {0.0, -1.0, std::nan(""), infinity})
    EXPECT_THAT(complaint([&] {
                  (void)rank_introducers(view, view.id("ana"), {{view.id("kim")}, {view.id("lee"), weight}});
                }),
                HasSubstr("weight must be more than 0 and finite"));
  EXPECT_THAT(complaint([&] { (void)rank_introducers(view, view.id("ana"), {{no_member}}); }), HasSubstr("target must be a member"));
  EXPECT_THAT(complaint([&] { (void)rank_introducers(view, no_member, {{view.id("kim")}}); }), HasSubstr("seeker must be a member"));
  const View ana = own("ana");
  EXPECT_TRUE(rank_introducers(ana, ana.viewer(), {{no_member}, {no_member}}).empty());
  EXPECT_THAT(complaint([&] { (void)rank_introducers(ana, ana.id("bo"), {{ana.id("kim")}}); }), HasSubstr("must be the viewer"));
}

TEST_F(Asking, BringsTogetherThoseWhoDoNotKnowEachOther) {
  network.update_member("kim", {.openness = 0.25});
  const View view = owner();
  const Introductions all = rank_introductions(view, view.id("bo"));
  // Bo's ties by how gladly they agree: cy 0.9, ana 0.8, lee 0.5, kim 0.125. Ana and Lee each know Cy.
  EXPECT_THAT(pairs(all), ElementsAre("ana lee", "cy kim", "ana kim", "lee kim"));
  const double ana = probability_of(view.find_tie(view.id("bo"), view.id("ana"))->cost);
  EXPECT_EQ(all[2].score, ana * 1.0 * (probability_of(view.find_tie(view.id("bo"), view.id("kim"))->cost) * 0.25));
  EXPECT_THAT(pairs(rank_introductions(view, view.id("bo"), {.per_member = 1})), ElementsAre("ana lee", "cy kim"));
  EXPECT_THAT(pairs(rank_introductions(view, view.id("bo"), {.k = 2, .per_member = 0})), ElementsAre("ana lee", "cy kim"));
  EXPECT_THAT(to_text(rank_introductions(view, view.id("bo"), {.k = 1})), HasSubstr("1. ana and lee: 40 % that both agree\n"));
  EXPECT_EQ(pairs(rank_introductions(own("bo"), own("bo").viewer())), pairs(all));
}

TEST_F(Asking, BringsTogetherFirstThoseWhoHaveSomethingForEachOther) {
  network.update_member("kim", {.needs = {"law"}});
  network.update_member("ana", {.offers = {"law", "go"}});
  const View view = owner();
  const Introductions all = rank_introductions(view, view.id("bo"));
  EXPECT_EQ(pairs(all)[0], "ana kim");
  // Named by two of five and by one of five; "go" has nobody who needs it.
  const double law = std::log(1 + 5.0 / 2), go = std::log(1 + 5.0 / 1);
  EXPECT_NEAR(all[0].factors[4].value, std::sqrt(1 + law * law / std::sqrt(law * law * (law * law + go * go))), 1e-12);
  EXPECT_EQ(all[1].factors[4].value, 1);
  EXPECT_THAT(to_text(all), HasSubstr("that both agree, and one offers what the other needs\n"));
  EXPECT_EQ(rank_introductions(view, view.id("bo"), {.topic_weight = 0})[0].factors[4].value, 1);
}

TEST_F(Asking, BringsNobodyTogetherWhoIsAskingOrWasTurnedDown) {
  network.record_ask("ana", "bo", "lee", now - day);
  network.record_ask("kim", "bo", "cy", now - 9 * day);
  network.record_outcome("kim", "bo", "cy", now - 8 * day, Outcome::declined);
  network.add_block("kim", "lee");
  const View view = owner();
  EXPECT_THAT(pairs(rank_introductions(view, view.id("bo"))), ElementsAre("ana kim"));
  EXPECT_THAT(pairs(rank_introductions(view, view.id("bo"), {.rest_days = 8})), ElementsAre("cy kim", "ana kim"));
  const View bo = own("bo");   // who knows nothing of what others asked or blocked
  EXPECT_THAT(pairs(rank_introductions(bo, bo.viewer())), testing::UnorderedElementsAre("ana lee", "ana kim", "cy kim", "kim lee"));
}

TEST_F(Asking, BringsPeopleTogetherWhomTheIntroducerMayIntroduce) {
  network.update_member("bo", {.ask_cap = 0});   // is about what others ask
  EXPECT_EQ(rank_introductions(owner(), owner().id("bo")).size(), 4U);
  network.set_consent("bo", Purpose::introduce, false);
  EXPECT_TRUE(rank_introductions(owner(), owner().id("bo")).empty());
  EXPECT_EQ(rank_introductions(own("bo"), own("bo").viewer()).size(), 4U);   // it is Bo who asks
  network.set_consent("kim", Purpose::be_introduced, false);
  network.update_member("lee", {.do_not_contact = true});
  EXPECT_THAT(pairs(rank_introductions(own("bo"), own("bo").viewer())), IsEmpty());
  EXPECT_EQ(to_text(rank_introductions(own("bo"), own("bo").viewer())), "Nobody found to introduce to each other.\n");
  EXPECT_THAT(complaint([&] { (void)rank_introductions(own("bo"), own("bo").id("ana")); }), "in a member's view the introducer must be the viewer");
}

}  // namespace
