// Who can introduce Ana to Kim? Small communities, drawn, with chances that multiply in the head.
#include "hobnob/introduce/paths.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/graph/members.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/introducers.hpp"

namespace {

using namespace hobnob;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Time now = 1'700'000'000;

/// The declared weight is the strength: what is drawn is what holds.
struct AsDeclared {
  [[nodiscard]] double strength(const PairEvidence& pair) const { return pair.declared; }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "as declared"}; }
};

template <class Answer>
std::vector<std::string> chains(const Answer& answer) {
  std::vector<std::string> all;
  for (const auto& row : answer) {
    std::string chain;
    for (const MemberId id : mentions(row.item)) chain += (chain.empty() ? "" : " ") + answer.key(id).to_string();
    all.push_back(chain);
  }
  return all;
}

template <class Call>
std::string complaint(const Call& call, Errc code = Errc::invalid_argument) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(name_of(error.code()), name_of(code)) << error.what();
    return error.what();
  }
  return "no error";
}

//          1/2        1/2
//    ┌──────── bo ────────┐          through bo:      1/2 · ω · 1/2          = 1/4 ω
//   ana ──1── cy ──1/4── kim         through cy:      1 · ω · 1/4            = 1/4 ω
//    └─1/2── dee ──1── eve           through dee, eve: 1/2 · ω · 1 · ω · 1/2 = 1/4 ω²
//                      └─1/2── kim   ω = 2/3 where nobody was ever asked
class Drawn : public testing::Test {
 protected:
  Drawn() {
    for (const auto& [a, b, weight] : std::vector<std::tuple<std::string, std::string, double>>{{"ana", "bo", 0.5},
                                                                                                {"bo", "kim", 0.5},
                                                                                                {"ana", "cy", 1},
                                                                                                {"cy", "kim", 0.25},
                                                                                                {"ana", "dee", 0.5},
                                                                                                {"dee", "eve", 1},
                                                                                                {"eve", "kim", 0.5}})
      network.add_connection(a, b, {.weight = weight});
  }
  View owner(const Policy& policy = Policy::open()) { return network.snapshot(now, AsDeclared{}).owner_view(policy); }
  View ana(const Policy& policy = Policy::open()) { return network.snapshot(now, AsDeclared{}).view("ana", policy); }
  static Paths paths(const View& view, const PathOptions& options = {}) { return find_paths(view, view.id("ana"), view.id("kim"), options); }
  static Introducers introducers(const View& view, const IntroducerOptions& options = {}) {
    return rank_introducers(view, view.id("ana"), view.id("kim"), options);
  }
  Network network;
};

TEST_F(Drawn, ListsTheBestChainsFirstAndEqualOnesByKey) {
  const Paths found = paths(owner());
  EXPECT_THAT(chains(found), ElementsAre("ana bo kim", "ana cy kim", "ana dee eve kim"));
  EXPECT_NEAR(found[0].score, 1.0 / 6, 1e-7);
  EXPECT_EQ(found[0].score, found[1].score);
  EXPECT_NEAR(found[2].score, 1.0 / 9, 1e-7);
  EXPECT_EQ(found.direct, std::nullopt);
  EXPECT_TRUE(found.complete);
  EXPECT_EQ(found.method, "exact");
  EXPECT_EQ(found.as_of, now);
}

TEST_F(Drawn, IsTheSameInAMembersOwnView) { EXPECT_TRUE(paths(ana()) == paths(owner())); }

TEST_F(Drawn, ReturnsAsManyAsAsked) {
  EXPECT_THAT(chains(paths(owner(), {.k = 1})), ElementsAre("ana bo kim"));
  EXPECT_EQ(paths(owner(), {.k = 100'000}).size(), 3U);
}

TEST_F(Drawn, GoesAsFarAsAsked) {
  EXPECT_THAT(chains(paths(owner(), {.max_hops = 2})), ElementsAre("ana bo kim", "ana cy kim"));
  network.add_connection("bo", "cy", {.weight = 1});  // by cy and bo 1 · ω · 1 · ω · 1/2 = 2/9, by bo and cy 1/18
  EXPECT_THAT(chains(paths(owner(), {.k = 9, .max_hops = 3})),
              ElementsAre("ana cy bo kim", "ana bo kim", "ana cy kim", "ana dee eve kim", "ana bo cy kim"));
}

TEST_F(Drawn, StopsAtThePolicysHorizon) {
  Policy policy = Policy::open();
  policy.max_hops = 2;
  EXPECT_EQ(paths(owner(policy), {.max_hops = 6}).size(), 2U);
  policy.max_hops = 1;  // only people whom one knows: nobody can introduce
  EXPECT_EQ(paths(owner(policy), {.max_hops = 6}).size(), 0U);
  EXPECT_EQ(introducers(owner(policy), {.max_hops = 6}).size(), 0U);
  EXPECT_EQ(owner(policy).member_count(), 6U);  // it hides nobody
}

TEST_F(Drawn, LeavesOutWhatIsLessLikelyThanAsked) {
  EXPECT_EQ(paths(owner(), {.min_probability = 0.12}).size(), 2U);
  EXPECT_EQ(paths(owner(), {.min_probability = 0.17}).size(), 0U);
  const double exactly = paths(owner())[1].score;
  EXPECT_EQ(paths(owner(), {.min_probability = exactly}).size(), 2U);
  EXPECT_EQ(paths(owner(), {.min_probability = std::nextafter(exactly, 1)}).size(), 0U);
}

TEST_F(Drawn, MultipliesOpennessAndWillingness) {
  network.add_member("kim", {.openness = 0.5});
  network.record_ask("ana", "bo", "kim", now);
  network.record_outcome("ana", "bo", "kim", now, Outcome::yes);  // ω(bo) = 3/4
  const Paths found = paths(owner());
  EXPECT_THAT(chains(found), ElementsAre("ana bo kim", "ana cy kim", "ana dee eve kim"));
  EXPECT_NEAR(found[0].score, 0.25 * 0.75 * 0.5, 1e-7);
  EXPECT_NEAR(found[1].score, 0.25 * 2 / 3 * 0.5, 1e-7);
  std::vector<std::pair<std::string, std::string>> factors;
  for (const Factor& factor : found[0].factors) factors.emplace_back(factor.name, found.key(factor.who).to_string());
  EXPECT_THAT(factors, ElementsAre(std::pair("tie", "bo"), std::pair("willingness", "bo"), std::pair("tie", "kim"), std::pair("openness", "kim")));
}

TEST_F(Drawn, ReportsADirectTieBesideTheChains) {
  network.add_connection("ana", "kim", {.weight = 0.9});
  const Paths found = paths(owner());
  EXPECT_THAT(chains(found), ElementsAre("ana bo kim", "ana cy kim", "ana dee eve kim"));
  EXPECT_NEAR(*found.direct, 0.9, 1e-7);
}

TEST_F(Drawn, ReportsADirectTieThoughNobodyMayIntroduce) {
  network.add_connection("ana", "kim", {.weight = 0.9});
  network.add_member("kim", {.openness = 0});
  EXPECT_EQ(paths(owner()).size(), 0U);
  EXPECT_NEAR(*paths(owner()).direct, 0.9, 1e-7);
  EXPECT_EQ(to_text(paths(owner())), "No chain of introductions found.\nThere is a direct tie: 90 %.\n");
}

TEST_F(Drawn, FindsNobodyWhoIsNotOpen) {
  network.add_member("kim", {.openness = 0});
  EXPECT_TRUE(paths(owner()).empty());
  EXPECT_TRUE(introducers(owner()).empty());
  EXPECT_TRUE(cheapest_path(owner(), owner().id("ana"), owner().id("kim")).empty());
}

TEST_F(Drawn, FindsNobodyWhoIsNotToBeContacted) {
  network.add_member("kim", {.do_not_contact = true});
  for (const View& view : {owner(), ana()}) {
    EXPECT_TRUE(paths(view).empty());
    EXPECT_TRUE(introducers(view).empty());
  }
}

TEST_F(Drawn, LetsOneWhoIsNotToBeContactedIntroduce) {  // it is as a target and reader that they are left alone
  network.add_member("bo", {.do_not_contact = true});
  EXPECT_THAT(chains(paths(owner())), testing::Contains("ana bo kim"));
}

TEST_F(Drawn, AsksNobodyWhoTakesNoAsks) {
  network.add_member("bo", {.ask_cap = 0});
  EXPECT_THAT(chains(paths(owner())), ElementsAre("ana cy kim", "ana dee eve kim"));
  EXPECT_THAT(chains(introducers(owner())), ElementsAre("ana cy kim", "ana dee eve kim"));
}

TEST_F(Drawn, AsksNobodyWhoRefusesToIntroduce) {
  network.set_consent("cy", Purpose::introduce, false);
  network.set_consent("eve", Purpose::introduce, false, Grantee::member("ana"));
  EXPECT_THAT(chains(paths(ana())), ElementsAre("ana bo kim"));
  EXPECT_THAT(chains(paths(owner())), ElementsAre("ana bo kim", "ana dee eve kim"));  // eve said so to ana alone
}

TEST_F(Drawn, FindsNobodyWhoRefusesToBeIntroduced) {
  network.set_consent("kim", Purpose::be_introduced, false, Grantee::member("ana"));
  EXPECT_TRUE(paths(ana()).empty());
  EXPECT_EQ(paths(owner()).size(), 3U);
}

TEST_F(Drawn, WalksOnlySharedTies) {
  EXPECT_TRUE(paths(ana(Policy::opt_in())).empty());
  for (const char* key : {"bo", "kim"})
    for (const Purpose purpose : {Purpose::share_ties, Purpose::introduce, Purpose::be_introduced}) network.set_consent(key, purpose, true);
  EXPECT_THAT(chains(paths(ana(Policy::opt_in()))), ElementsAre("ana bo kim"));
}

TEST_F(Drawn, GoesNoWayOverAPrivateConnectionOfOthers) {
  network.add_connection("bo", "kim", {.weight = 0.5, .is_private = true}, Duplicates::last);
  EXPECT_THAT(chains(paths(ana())), ElementsAre("ana cy kim", "ana dee eve kim"));
  EXPECT_EQ(paths(owner()).size(), 3U);
}

TEST_F(Drawn, SendsNobodyToOneWhomTheyBlocked) {
  network.add_block("kim", "ana");
  EXPECT_TRUE(paths(owner()).empty());
  EXPECT_TRUE(paths(ana()).empty());
}

TEST_F(Drawn, AsksNobodyWhoIsBlocked) {
  //  dee has no tie to ana any more; over fay a way would lead to dee, who must not introduce ana
  network.add_connection("ana", "fay", {.weight = 1});
  network.add_connection("fay", "dee", {.weight = 1});
  EXPECT_THAT(chains(paths(owner(), {.k = 9, .max_hops = 4})), testing::Contains("ana fay dee eve kim"));
  network.add_block("ana", "dee");
  EXPECT_THAT(chains(paths(owner(), {.k = 9, .max_hops = 4})), ElementsAre("ana bo kim", "ana cy kim"));
  EXPECT_THAT(chains(paths(ana(), {.k = 9, .max_hops = 4})), ElementsAre("ana bo kim", "ana cy kim"));
  EXPECT_THAT(chains(introducers(owner(), {.max_hops = 4})), ElementsAre("ana bo kim", "ana cy kim"));
}

TEST_F(Drawn, NeverComesBackToTheSeekerOrPassesTheTarget) {
  network.add_connection("ana", "kim", {.weight = 1});
  for (const std::string& chain : chains(paths(owner(), {.k = 100, .max_hops = 6}))) {
    EXPECT_EQ(chain.find("ana"), chain.rfind("ana"));
    EXPECT_EQ(chain.find("kim"), chain.rfind("kim"));
  }
}

TEST_F(Drawn, RefusesASeekerWhoIsTheTarget) {
  EXPECT_EQ(complaint([&] { (void)find_paths(owner(), owner().id("ana"), owner().id("ana")); }), "seeker and target must be two members");
  EXPECT_EQ(complaint([&] { (void)cheapest_path(ana(), ana().id("ana"), ana().id("ana")); }), "seeker and target must be two members");
  EXPECT_EQ(complaint([&] { (void)rank_introducers(owner(), owner().id("ana"), owner().id("ana")); }), "seeker and target must be two members");
}

TEST_F(Drawn, RefusesAnotherSeekerThanTheViewer) {
  const std::string text = "in a member's view the seeker must be the viewer";
  const MemberId bo = ana().id("bo"), kim = ana().id("kim");
  EXPECT_EQ(complaint([&] { (void)find_paths(ana(), bo, kim); }), text);
  EXPECT_EQ(complaint([&] { (void)find_paths(ana(), no_member, kim); }), text);
  EXPECT_EQ(complaint([&] { (void)find_paths(ana(), bo, bo); }), text);  // nor is it told that the two are one
  EXPECT_EQ(complaint([&] { (void)cheapest_path(ana(), bo, kim); }), text);
  EXPECT_EQ(complaint([&] { (void)rank_introducers(ana(), bo, kim); }), text);
}

TEST_F(Drawn, RefusesIdsThatAreNobodysInTheOwnersView) {
  const MemberId somebody = owner().id("ana");
  EXPECT_THAT(complaint([&] { (void)find_paths(owner(), MemberId{99}, somebody); }), HasSubstr("seeker must be a member"));
  EXPECT_THAT(complaint([&] { (void)find_paths(owner(), somebody, MemberId{99}); }), HasSubstr("target must be a member"));
}

TEST_F(Drawn, RefusesOptionsOutOfRangeBeforeAnythingElse) {
  const MemberId id = owner().id("ana");
  EXPECT_EQ(complaint([&] { (void)find_paths(owner(), id, id, {.k = 0}); }), "k must be 1…100000, got 0");
  EXPECT_EQ(complaint([&] { (void)find_paths(owner(), id, id, {.max_hops = 1}); }), "max_hops must be 2…6, got 1");
  EXPECT_EQ(complaint([&] { (void)find_paths(owner(), id, id, {.max_hops = 7}); }), "max_hops must be 2…6, got 7");
  EXPECT_EQ(complaint([&] { (void)find_paths(owner(), id, id, {.min_probability = 1.5}); }), "min_probability must be 0…1, got 1.5");
  EXPECT_EQ(complaint([&] { (void)rank_introducers(owner(), id, id, {.min_probability = std::nan("")}); }), "min_probability must be 0…1, got nan");
}

TEST_F(Drawn, SpeaksToPeople) {
  network.add_member("kim", {.name = "Kim Lee"});
  network.add_connection("ana", "kim", {.weight = 0.001});
  EXPECT_EQ(to_text(paths(owner(), {.k = 1})),
            "1. ana → bo → Kim Lee (kim): 17 % (weakest link ana → bo, 50 %)\nThere is a direct tie: 1 in 1,000.\n");
  EXPECT_EQ(to_text(introducers(owner(), {.k = 2})),
            "1. ask bo: 17 % (your tie 50 %, willing 67 %, their way 50 %), then Kim Lee (kim)\n"
            "2. ask cy: 17 % (your tie 100 %, willing 67 %, their way 25 %), then Kim Lee (kim)\n");
}

TEST_F(Drawn, SaysThatThereIsNobody) {
  EXPECT_EQ(to_text(find_paths(ana(), ana().id("ana"), ana().id("nobody"))), "No chain of introductions found.\n");
  EXPECT_EQ(to_text(rank_introducers(ana(), ana().id("ana"), ana().id("nobody"))), "Nobody found who could introduce.\n");
}

TEST_F(Drawn, BecomesColumns) {
  const Table table = to_table(paths(owner()));
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  EXPECT_THAT(names, ElementsAre("rank", "target", "members", "introducers", "hops", "score", "weakest", "weakest_probability"));
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table["rank"].values), (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table["hops"].values), (std::vector<std::int64_t>{2, 2, 3}));
  EXPECT_EQ(std::get<std::vector<Key>>(table["weakest"].values), (std::vector<Key>{"bo", "kim", "dee"}));
  EXPECT_EQ(std::get<std::vector<std::vector<Key>>>(table["introducers"].values), (std::vector<std::vector<Key>>{{"bo"}, {"cy"}, {"dee", "eve"}}));
  EXPECT_EQ(std::get<std::vector<std::vector<Key>>>(table["members"].values)[2], (std::vector<Key>{"ana", "dee", "eve", "kim"}));
  EXPECT_NEAR(std::get<std::vector<double>>(table["weakest_probability"].values)[1], 0.25, 1e-7);
}

// --- sets ----------------------------------------------------------------------------------------------------------------------------

//   ana ─1/2─ bo ─1/2─ kim (Acme)       cy and lea are with Acme too; ana knows cy already, who may introduce her.
//   ana ──1── cy ─1/2─ lea              max is a colleague of ana's on the team, with a tie to dee.
//   max ──1── dee ──1── lea
class Sets : public testing::Test {
 protected:
  Sets() {
    for (const auto& [a, b, weight] : std::vector<std::tuple<std::string, std::string, double>>{
             {"ana", "bo", 0.5}, {"bo", "kim", 0.5}, {"ana", "cy", 1}, {"cy", "lea", 0.5}, {"max", "dee", 1}, {"dee", "lea", 1}})
      network.add_connection(a, b, {.weight = weight});
    for (const char* key : {"kim", "lea", "cy"}) network.update_member(key, {.organisation = "Acme"});
  }
  View owner() { return network.snapshot(now, AsDeclared{}).owner_view(Policy::open()); }
  View ana() { return network.snapshot(now, AsDeclared{}).view("ana", Policy::open()); }
  static std::vector<MemberId> ids(const View& view, const std::vector<std::string>& keys) {
    std::vector<MemberId> all;
    for (const std::string& key : keys) all.push_back(view.id(key));
    return all;
  }
  static Paths paths(const View& view, const std::vector<std::string>& from, const std::vector<std::string>& to, const PathOptions& options = {}) {
    return find_paths(view, ids(view, from), ids(view, to), options);
  }
  Network network;
};

TEST_F(Sets, AreReachedByWhoeverIsLikeliest) {
  const Paths found = paths(owner(), {"ana"}, {"lea", "kim"});
  EXPECT_THAT(chains(found), ElementsAre("ana cy lea", "ana bo kim"));
  EXPECT_NEAR(found[0].score, 1.0 / 3, 1e-7);
  EXPECT_TRUE(found == paths(owner(), {"ana", "ana"}, {"kim", "lea", "kim"})) << "each counts once, in any order";
}

TEST_F(Sets, LeaveOutWhomOneOfTheTeamKnowsAndLetThemIntroduce) {
  const View view = owner();
  const std::vector<MemberId> acme = find_members(view, {.organisation = "Acme"});
  ASSERT_EQ(acme, ids(view, {"cy", "kim", "lea"}));
  const Paths found = find_paths(view, ids(view, {"ana"}), acme);
  EXPECT_THAT(chains(found), ElementsAre("ana cy lea", "ana bo kim"));
  ASSERT_EQ(found.known.size(), 1U);
  EXPECT_EQ(found.key(found.known[0].seeker).to_string() + found.key(found.known[0].target).to_string(), "anacy");
  EXPECT_EQ(found.known[0].probability, 1);
  EXPECT_EQ(found.direct, std::nullopt);
  EXPECT_THAT(to_text(found), HasSubstr("Tied already: ana → cy (100 %).\n"));
}

TEST_F(Sets, BeginWithAnyOfATeam) {
  EXPECT_THAT(chains(paths(owner(), {"ana", "max"}, {"kim", "lea"})), ElementsAre("max dee lea", "ana cy lea", "ana bo kim"));
  network.add_connection("ana", "max", {.weight = 1});
  EXPECT_THAT(chains(paths(owner(), {"ana", "max"}, {"lea"}, {.k = 9, .max_hops = 6})), ElementsAre("max dee lea", "ana cy lea"))
      << "who is on the team introduces nobody on it";
}

TEST_F(Sets, MayBeOneRowForEachTargetOrIntroducer) {
  network.add_connection("bo", "lea", {.weight = 0.5});
  EXPECT_THAT(chains(paths(owner(), {"ana"}, {"kim", "lea"}, {.max_hops = 2})), ElementsAre("ana cy lea", "ana bo kim", "ana bo lea"));
  EXPECT_THAT(chains(paths(owner(), {"ana"}, {"kim", "lea"}, {.max_hops = 2, .per = PathsPer::target})), ElementsAre("ana cy lea", "ana bo kim"));
  EXPECT_THAT(chains(paths(owner(), {"ana"}, {"kim", "lea"}, {.max_hops = 2, .per = PathsPer::introducer})), ElementsAre("ana cy lea", "ana bo kim"));
  EXPECT_THAT(chains(paths(owner(), {"ana"}, {"lea"}, {.max_hops = 2, .per = PathsPer::target})), ElementsAre("ana cy lea"));
}

TEST_F(Sets, OfOneAnswerAsThePairDoes) {
  const Paths pair = find_paths(owner(), owner().id("ana"), owner().id("lea")), set = paths(owner(), {"ana"}, {"lea"});
  EXPECT_TRUE(pair == set);
}

TEST_F(Sets, OfNobodyAreReachedByNobody) {
  EXPECT_TRUE(paths(owner(), {"ana"}, {}).empty());
  EXPECT_TRUE(paths(owner(), {"ana"}, {"ana"}).empty()) << "nobody looks for themselves";
  EXPECT_EQ(complaint([&] { (void)paths(owner(), {}, {"kim"}); }), "seekers must be at least one member, got none");
  EXPECT_THAT(complaint([&] { (void)find_paths(owner(), ids(owner(), {"ana"}), std::vector{no_member}); }), HasSubstr("targets must be members"));
  EXPECT_EQ(complaint([&] {
              (void)find_paths(ana(), std::vector{ana().id("ana"), ana().id("bo")}, ids(ana(), {"kim"}));
            }),
            "in a member's view the seeker must be the viewer");
}

TEST_F(Sets, TellAMemberNothingOfTheHiddenOrOfThoseWhomNoChainReaches) {
  const Paths kim = paths(ana(), {"ana"}, {"kim"});
  EXPECT_TRUE(kim == paths(ana(), {"ana"}, {"kim", "nobody"}));
  network.add_member("far", {});
  network.add_connection("far", "away", {.weight = 1});
  EXPECT_TRUE(kim == paths(ana(), {"ana"}, {"kim", "far"}));
  network.update_member("far", {.unlisted = true});
  EXPECT_TRUE(kim == paths(ana(), {"ana"}, {"kim", "far"}));
}

TEST_F(Sets, AreAskedForByATeamOfWhomSomeAreBlocked) {
  network.add_block("max", "lea");   // max must not meet lea; ana may
  EXPECT_THAT(chains(paths(owner(), {"ana", "max"}, {"kim", "lea"})), ElementsAre("ana cy lea", "ana bo kim"));
  network.add_block("ana", "bo");    // and bo must not introduce ana, but max
  network.add_connection("max", "bo", {.weight = 0.1});
  EXPECT_THAT(chains(paths(owner(), {"ana", "max"}, {"kim", "lea"})), ElementsAre("ana cy lea", "max bo kim"));
  EXPECT_THAT(chains(paths(owner(), {"ana", "max"}, {"kim", "lea"}, {.k = 1})), ElementsAre("ana cy lea"));
}

TEST_F(Drawn, LeavesOutWhoIsExcluded) {
  const View view = owner();
  EXPECT_THAT(chains(paths(view, {.exclude = {"bo"}})), ElementsAre("ana cy kim", "ana dee eve kim"));
  EXPECT_THAT(chains(paths(view, {.exclude = {"eve", "cy"}})), ElementsAre("ana bo kim"));
  EXPECT_TRUE(paths(view, {.exclude = {"kim"}}).empty());
  EXPECT_TRUE(paths(view, {.exclude = {"ana"}}).empty());
  EXPECT_THAT(complaint([&] { (void)paths(view, {.exclude = {"anna"}}); }, Errc::unknown_member), HasSubstr("anna"));
  EXPECT_EQ(paths(ana(), {.exclude = {"anna"}}).size(), 3U);
}

//   The best chain takes bo and cy; without them dee is left. Through bo and cy one by one there would have been two.
TEST_F(Drawn, OffersAlternativesThatShareNobody) {
  network.add_connection("bo", "cy", {.weight = 1});
  const Paths some = paths(owner(), {.disjoint = true});
  EXPECT_THAT(chains(some), ElementsAre("ana cy bo kim", "ana dee eve kim"));
  EXPECT_EQ(some.method, "greedy, no introducer twice");
  EXPECT_TRUE(some.complete);
  EXPECT_EQ(paths(owner(), {.k = 1, .disjoint = true}).size(), 1U);
}

TEST_F(Drawn, SaysWhatABudgetMayHaveLeftOut) {
  const Paths all = paths(owner());
  int incomplete = 0;
  for (std::uint64_t ties = 1; ties <= 20; ++ties) {
    const Paths some = paths(owner(), {.max_ties = ties});
    EXPECT_LE(some.ties_touched, ties);
    EXPECT_EQ(some.complete, some.unseen == 0);
    if (some.complete) {
      EXPECT_EQ(chains(some), chains(all));
      continue;
    }
    ++incomplete;
    for (const auto& row : all)
      EXPECT_TRUE(row.score <= some.unseen || std::ranges::count(chains(some), chains(all)[static_cast<std::size_t>(&row - &all[0])]) == 1);
    EXPECT_THAT(to_text(some), HasSubstr("Not all was searched: there may be a chain of up to " + chance_text(some.unseen)));
  }
  EXPECT_GT(incomplete, 3);
  EXPECT_LT(incomplete, 20);
  const Paths mapped = paths(owner(), {.calibration = Calibration{.slope = 0, .intercept = 0, .outcomes = 50}, .max_ties = 2});
  EXPECT_EQ(mapped.unseen, 0.5) << "a bound on what is told";
}

TEST_F(Drawn, IsNeverSureUnderABudgetThatAMemberHasNoChain) {
  network.add_member("far", {});
  const View view = ana();
  const Paths none = find_paths(view, view.id("ana"), view.id("nobody"), {.max_ties = 1'000});
  EXPECT_TRUE(none.empty() && !none.complete && none.unseen == 1 && none.ties_touched == 0);
  EXPECT_TRUE(none == find_paths(view, view.id("ana"), view.id("far"), {.max_ties = 1'000}));
  EXPECT_TRUE(find_paths(owner(), owner().id("ana"), owner().id("far"), {.max_ties = 1'000}).complete);
}

// --- introducers ---------------------------------------------------------------------------------------------------------------------

TEST_F(Drawn, NamesEachIntroducerOnceWithTheirBestWay) {
  network.add_connection("bo", "eve", {.weight = 1});  // a second way through bo: 1/2 · ω · 1 · ω · 1/2
  const Introducers best = introducers(owner());
  EXPECT_THAT(chains(best), ElementsAre("ana bo kim", "ana cy kim", "ana dee eve kim"));
  EXPECT_EQ(best.key(best[0].item.member), Key("bo"));
}

TEST_F(Drawn, SplitsAnIntroducersChanceIntoTieWillingnessAndWay) {
  network.add_member("kim", {.openness = 0.5});
  const Introducers best = introducers(owner());
  const Ranked<Introducer>& dee = best[2];
  ASSERT_EQ(best.key(dee.item.member), Key("dee"));
  EXPECT_EQ(dee.factors[0].name, "tie");
  EXPECT_NEAR(dee.factors[0].value, 0.5, 1e-7);
  EXPECT_EQ(dee.factors[1].name, "willingness");
  EXPECT_NEAR(dee.factors[1].value, 2.0 / 3, 1e-12);
  EXPECT_EQ(dee.factors[2].name, "way");
  EXPECT_NEAR(dee.factors[2].value, 1 * 2.0 / 3 * 0.5 * 0.5, 1e-7);  // eve's tie, eve's willingness, her tie to kim, kim's openness
  EXPECT_NEAR(dee.score, 1.0 / 18, 1e-7);
}

TEST_F(Drawn, ListsIntroducersAsColumns) {
  const Table table = to_table(introducers(owner()));
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  EXPECT_THAT(names, ElementsAre("rank", "introducer", "target", "path", "hops", "score", "tie", "willingness", "way"));
  EXPECT_EQ(std::get<std::vector<Key>>(table["introducer"].values), (std::vector<Key>{"bo", "cy", "dee"}));
}

// --- the cheapest path of any length -------------------------------------------------------------------------------------------------

TEST(CheapestPath, TakesTheDirectTieIfThatIsBest) {
  Network network;
  network.add_connection("ana", "kim", {.weight = 0.5});
  network.add_connection("ana", "bo", {.weight = 0.7});
  network.add_connection("bo", "kim", {.weight = 1});
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const Paths found = cheapest_path(view, view.id("ana"), view.id("kim"));  // 0.7 · 2/3 < 0.5
  EXPECT_THAT(chains(found), ElementsAre("ana kim"));
  EXPECT_NEAR(found[0].score, 0.5, 1e-7);
  EXPECT_NEAR(*found.direct, 0.5, 1e-7);
  EXPECT_EQ(to_text(found), "1. ana → kim: 50 %\nThere is a direct tie: 50 %.\n");
}

TEST(CheapestPath, GoesAroundAWeakDirectTie) {
  Network network;
  network.add_connection("ana", "kim", {.weight = 0.1});
  network.add_connection("ana", "bo", {.weight = 1});
  network.add_connection("bo", "kim", {.weight = 1});
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  EXPECT_THAT(chains(cheapest_path(view, view.id("ana"), view.id("kim"))), ElementsAre("ana bo kim"));
}

TEST(CheapestPath, HasNoHopBoundButThePolicys) {
  Network network;  // a chain of eleven members
  for (int i = 0; i < 10; ++i) network.add_connection(i, i + 1, {.weight = 1});
  const Snapshot snapshot = network.snapshot(now, AsDeclared{});
  const View view = snapshot.owner_view(Policy::open());
  const Paths found = cheapest_path(view, view.id(0), view.id(10));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item.hops(), 10U);
  EXPECT_NEAR(found[0].score, std::pow(2.0 / 3, 9), 1e-7);
  Policy policy = Policy::open();
  policy.max_hops = 5;
  const View near = snapshot.owner_view(policy);
  EXPECT_TRUE(cheapest_path(near, near.id(0), near.id(10)).empty());
  EXPECT_EQ(cheapest_path(near, near.id(0), near.id(5)).size(), 1U);
}

TEST(CheapestPath, UnderAHorizonOfOneIsTheDirectTieOrNothing) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 1});
  network.add_connection("bo", "kim", {.weight = 1});
  Policy policy = Policy::open();
  policy.max_hops = 1;
  const View view = network.snapshot(now, AsDeclared{}).owner_view(policy);
  EXPECT_THAT(chains(cheapest_path(view, view.id("ana"), view.id("bo"))), ElementsAre("ana bo"));
  EXPECT_TRUE(cheapest_path(view, view.id("ana"), view.id("kim")).empty());
}

TEST(Chances, TooSmallForANumberAreNoPath) {
  // Six ties of probability 1e−60 multiply to 1e−360, which is zero in double.
  Network network;
  for (int i = 0; i < 6; ++i) network.add_connection(i, i + 1);
  struct Tiny {
    [[nodiscard]] double strength(const PairEvidence&) const { return 1e-60; }
    [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
    [[nodiscard]] TieModelInfo info() const { return {.name = "tiny"}; }
  };
  const View view = network.snapshot(now, Tiny{}).owner_view(Policy::open());
  EXPECT_TRUE(find_paths(view, view.id(0), view.id(6), {.max_hops = 6}).empty());
  EXPECT_TRUE(cheapest_path(view, view.id(0), view.id(6)).empty());
  EXPECT_EQ(find_paths(view, view.id(0), view.id(5), {.max_hops = 6}).size(), 1U);  // 1e−300 still is one
}

TEST(Chances, OfImpossibleTiesAreNoPath) {
  Network network;
  network.add_connection("ana", "bo");
  network.add_connection("bo", "kim");
  struct Never {
    [[nodiscard]] double strength(const PairEvidence&) const { return 0; }
    [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
    [[nodiscard]] TieModelInfo info() const { return {.name = "never"}; }
  };
  const View view = network.snapshot(now, Never{}).owner_view(Policy::open());
  EXPECT_TRUE(find_paths(view, view.id("ana"), view.id("kim")).empty());
  EXPECT_TRUE(cheapest_path(view, view.id("ana"), view.id("bo")).empty());
  EXPECT_EQ(find_paths(view, view.id("ana"), view.id("bo")).direct, 0.0);  // a tie, though a hopeless one
}

// --- the dead instant ----------------------------------------------------------------------------------------------------------------

TEST(Notice, IsPassedOnWithEveryAnswer) {
  Network network;
  network.add_interaction("ana", "bo", now);
  network.add_interaction("bo", "kim", now);
  const View view = network.snapshot(now + 100 * seconds_per_day).owner_view(Policy::open());
  const Paths paths = find_paths(view, view.id("ana"), view.id("kim"));
  EXPECT_THAT(paths.notice, HasSubstr("nearly silent"));
  EXPECT_THAT(to_text(paths), HasSubstr(paths.notice));
  EXPECT_THAT(to_text(rank_introducers(view, view.id("ana"), view.id("kim"))), HasSubstr(paths.notice));
}

}  // namespace
