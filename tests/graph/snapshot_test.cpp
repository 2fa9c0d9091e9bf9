// One instant, drawn small: who is there, what an event is worth, when a thing begins and ends.
#include "hobnob/graph/snapshot.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/view.hpp"
#include "support/progress.hpp"

namespace {

using namespace hobnob;

constexpr Time now = 1'700'000'000;
constexpr Time day = seconds_per_day;

bool exists(const Network& network, const Key& key, Time as_of) { return network.snapshot(as_of).find(key).has_value(); }
bool tied(const Network& network, const Key& a, const Key& b, Time as_of = now) {
  const Snapshot snapshot = network.snapshot(as_of);
  const auto u = snapshot.find(a), v = snapshot.find(b);
  return u && v && snapshot.find_tie(*u, *v) && snapshot.find_tie(*v, *u);
}
double strength(const Network& network, const Key& a, const Key& b, Time as_of = now) {
  const Snapshot snapshot = network.snapshot(as_of);
  return snapshot.strength(*snapshot.find(a), *snapshot.find(b));
}
double willingness(const Network& network, const Key& key, Time as_of = now) {
  const View view = network.snapshot(as_of).owner_view(Policy::open());
  return view.willingness(view.id(key));
}

// --- who is there --------------------------------------------------------------------------------------------------------------------

TEST(Existence, BeginsWithJoiningIfThatIsKnown) {
  Network network;
  network.add_interaction("ana", "bo", now);
  network.add_member("ana", {.joined = now + day});
  EXPECT_FALSE(exists(network, "ana", now + day - 1));
  EXPECT_TRUE(exists(network, "ana", now + day));
  EXPECT_FALSE(tied(network, "ana", "bo", now));      // there was nobody yet to talk to
  EXPECT_TRUE(tied(network, "ana", "bo", now + day));
}

TEST(Existence, BeginsWithTheFirstDatedFactOtherwise) {
  Network network;
  network.add_interaction("ana", "bo", now);
  network.add_follow("ana", "kim", Channel::follow, now - day);
  EXPECT_TRUE(exists(network, "ana", now - day));
  EXPECT_FALSE(exists(network, "ana", now - day - 1));
  EXPECT_FALSE(exists(network, "bo", now - 1));
  EXPECT_TRUE(exists(network, "bo", now));
}

TEST(Existence, HasNoBeginningWhereAFactIsUndated) {
  Network network;
  network.add_interaction("ana", "bo", now);
  network.add_group("rowing", "ana");
  EXPECT_TRUE(exists(network, "ana", min_time));
}

TEST(Existence, HasNoBeginningWhereThereIsNoFact) {
  Network network;
  network.add_member("ana");
  EXPECT_TRUE(exists(network, "ana", min_time));
}

TEST(Existence, LeavesNoIdBefore) {
  Network network;
  network.add_member("ana", {.joined = now});
  network.add_member("bo");
  EXPECT_EQ(network.snapshot(now - 1).find("bo"), MemberId{0});
  EXPECT_EQ(network.snapshot(now).find("bo"), MemberId{1});
}

TEST(Existence, OfAnUndatedConnectionIsAtEveryInstant) {
  Network network;
  network.add_connection("ana", "bo");
  EXPECT_TRUE(tied(network, "ana", "bo", min_time));
  EXPECT_TRUE(tied(network, "ana", "bo", max_time));
}

// --- what an event is worth ----------------------------------------------------------------------------------------------------------

TEST(Events, CountFromTheirVerySecond) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 0.01});
  network.add_interaction("ana", "bo", now);
  EXPECT_LT(strength(network, "ana", "bo", now - 1), strength(network, "ana", "bo", now));
}

TEST(Events, MakeATieBothWaysThoughOneSpoke) {
  Network network;
  network.add_interaction("ana", "bo", now);
  EXPECT_TRUE(tied(network, "ana", "bo"));
  EXPECT_GT(strength(network, "ana", "bo"), strength(network, "bo", "ana"));
}

TEST(Events, GoFromTheSenderToEachOther) {
  //       ┌──► bo
  //  ana ─┤              bo and kim only heard: nothing passed between them
  //       └──► kim
  Network network;
  network.add_interaction("ana", "bo", now, {.participants = {"kim"}});
  EXPECT_TRUE(tied(network, "ana", "bo"));
  EXPECT_TRUE(tied(network, "ana", "kim"));
  EXPECT_FALSE(tied(network, "bo", "kim"));
  EXPECT_EQ(strength(network, "ana", "bo"), strength(network, "ana", "kim"));
}

TEST(Events, OfThreePeopleAreWorthHalfAMessage) {
  Network three, half;
  three.add_interaction("ana", "bo", now, {.participants = {"kim"}});
  half.add_interaction("ana", "bo", now, {.kind = "half"});
  const auto strength_of = [](const Network& network) {
    TieOptions options;
    options.kind_weights["half"] = 0.5;
    const Snapshot snapshot = network.snapshot(now, preset(options));
    return snapshot.strength(*snapshot.find("ana"), *snapshot.find("bo"));
  };
  EXPECT_EQ(strength_of(three), strength_of(half));
}

TEST(Events, OfAMeetingCountBetweenEverybody) {
  Network network;
  network.add_interaction("ana", "bo", now, {.kind = "meeting", .participants = {"kim"}});
  EXPECT_EQ(strength(network, "bo", "kim"), strength(network, "ana", "bo"));
  EXPECT_EQ(strength(network, "kim", "bo"), strength(network, "bo", "ana"));
}

TEST(Events, OfAnUndirectedRowCountBothWays) {
  Network network, two;
  network.add_interaction("ana", "bo", now, {.undirected = true});
  two.add_interaction("ana", "bo", now);
  two.add_interaction("bo", "ana", now);
  EXPECT_TRUE(network.snapshot(now) == two.snapshot(now));
}

TEST(Events, OfFiftyPeopleAreATieAndOfFiftyOneMassMail) {
  const auto mail = [](int people) {
    Network network;
    Interaction how;
    for (int i = 2; i < people; ++i) how.participants.emplace_back(i);
    network.add_interaction(0, 1, now, how);
    return network.snapshot(now).tie_count();
  };
  EXPECT_EQ(mail(50), 2U * 49U);
  EXPECT_EQ(mail(51), 0U);
}

TEST(Events, OfMassMailAreNotTheLatestEither) {
  Network network, mailed;
  network.add_interaction(0, 1, now - 90 * day);
  mailed.add_interaction(0, 1, now - 90 * day);
  Interaction how;
  for (int i = 2; i < 60; ++i) how.participants.emplace_back(i);
  mailed.add_interaction(0, 1, now, how);
  EXPECT_EQ(strength(mailed, 0, 1), strength(network, 0, 1));
}

TEST(Events, LoseHalfTheirMassInAHalfLife) {
  // A model that shows the second mass: two events of age 0 and 30 days make 1 + ½.
  struct Mass {
    [[nodiscard]] double strength(const PairEvidence& pair) const { return pair.out.mass[1] / 4; }
    [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
    [[nodiscard]] TieModelInfo info() const { return {.name = "mass"}; }
  };
  Network network;
  network.add_interaction("ana", "bo", now);
  network.add_interaction("ana", "bo", now - 30 * day);
  const Snapshot snapshot = network.snapshot(now, Mass{});
  EXPECT_NEAR(snapshot.strength(MemberId{0}, MemberId{1}) * 4, 1.5, 1e-6);
}

TEST(Events, OfOneSecondAreTheSameInAnyOrder) {
  Network forward, backward;
  for (int i = 0; i < 50; ++i) forward.add_interaction("ana", "bo", now, {.kind = i % 3 == 0 ? "meeting" : i % 3 == 1 ? "reaction" : "message"});
  for (int i = 50; i-- > 0;) backward.add_interaction("ana", "bo", now, {.kind = i % 3 == 0 ? "meeting" : i % 3 == 1 ? "reaction" : "message"});
  EXPECT_TRUE(forward.snapshot(now + 12'345'678) == backward.snapshot(now + 12'345'678));
}

TEST(GroupsAndFollows, MakeNoTie) {
  Network network;
  network.add_group("rowing", "ana");
  network.add_group("rowing", "bo");
  network.add_follow("ana", "bo");
  EXPECT_FALSE(tied(network, "ana", "bo"));
}

TEST(Connections, BeginWhenTheySay) {
  Network network;
  network.add_member("ana"), network.add_member("bo");
  network.add_interaction("ana", "bo", now - 10 * day);
  network.add_connection("ana", "bo", {.weight = 1, .since = now});
  EXPECT_LT(strength(network, "ana", "bo", now - 1), 1);
  EXPECT_EQ(strength(network, "ana", "bo", now), 1);
}

// --- willingness ---------------------------------------------------------------------------------------------------------------------

class Willingness : public testing::Test {
 protected:
  Willingness() {
    for (const char* key : {"ana", "bo", "kim", "dee"}) network.add_member(key);
  }
  void ask(int days_ago) { network.record_ask("ana", "bo", "kim", now - days_ago * day); }
  void answer(int days_ago, Outcome outcome) { network.record_outcome("ana", "bo", "kim", now - days_ago * day, outcome); }
  Network network;
};

TEST_F(Willingness, IsTwoThirdsWithoutHistory) { EXPECT_DOUBLE_EQ(willingness(network, "bo"), 2.0 / 3); }

TEST_F(Willingness, RisesWithAYesAndFallsWithANo) {
  ask(0), answer(0, Outcome::yes);
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 3.0 / 4);
  network.record_ask("dee", "bo", "kim", now);
  network.record_outcome("dee", "bo", "kim", now, Outcome::no);
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 3.0 / 5);
}

TEST_F(Willingness, IsTheIntroducersAlsoWhereTheTargetDeclines) {
  ask(0), answer(0, Outcome::declined);  // the ask was passed on
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 3.0 / 4);
}

TEST_F(Willingness, ForgetsHalfInAYear) {
  ask(400), answer(365, Outcome::yes);
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 2.5 / 3.5);
}

TEST_F(Willingness, DoesNotTakeAnOpenAskForANo) {
  ask(29);
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 2.0 / 3);
}

TEST_F(Willingness, TakesAnAskForANoAfterThirtyDaysOfSilence) {
  ask(30);
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 2.0 / 4);
  EXPECT_DOUBLE_EQ(willingness(network, "bo", now - 1), 2.0 / 3);
  EXPECT_DOUBLE_EQ(willingness(network, "bo", now + 365 * day), 2 / 3.5);
}

TEST_F(Willingness, TakesALateAnswerForTheAnswer) {
  ask(60), answer(10, Outcome::yes);
  EXPECT_DOUBLE_EQ(willingness(network, "bo", now - 10 * day), 3.0 / 4);
  EXPECT_LT(willingness(network, "bo", now - 10 * day - 1), 2.0 / 3);  // until then it looked like a no
}

TEST_F(Willingness, DoesNotKnowAnAnswerToCome) {
  ask(1), answer(0, Outcome::yes);
  EXPECT_DOUBLE_EQ(willingness(network, "bo", now - 1), 2.0 / 3);
}

TEST_F(Willingness, IsThatOfTheIntroducerAlone) {
  ask(0), answer(0, Outcome::yes);
  EXPECT_DOUBLE_EQ(willingness(network, "ana"), 2.0 / 3);
  EXPECT_DOUBLE_EQ(willingness(network, "kim"), 2.0 / 3);
}

TEST_F(Willingness, SharesTheRoomBelowACapAmongOpenAsks) {
  network.update_member("bo", {.ask_cap = 2});
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 2.0 / 3);
  ask(1);
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 1.0 / 3);
  ask(2);
  EXPECT_EQ(willingness(network, "bo"), 0);
  ask(3);
  EXPECT_EQ(willingness(network, "bo"), 0);  // and not below
  answer(0, Outcome::yes);
  EXPECT_EQ(willingness(network, "bo"), 0);
  answer(0, Outcome::yes);
  EXPECT_DOUBLE_EQ(willingness(network, "bo"), 4.0 / 5 / 2);
}

TEST_F(Willingness, FreesTheRoomOfAnExpiredAsk) {
  network.update_member("bo", {.ask_cap = 1});
  ask(30);
  EXPECT_EQ(willingness(network, "bo", now - 1), 0);
  EXPECT_DOUBLE_EQ(willingness(network, "bo", now), 2.0 / 4);
}

TEST_F(Willingness, IsZeroWithACapOfZero) {
  network.update_member("bo", {.ask_cap = 0});
  EXPECT_EQ(willingness(network, "bo"), 0);
}

// --- asks and impressions ------------------------------------------------------------------------------------------------------------

class Asks : public Willingness {
 protected:
  [[nodiscard]] View view(Time as_of = now) const { return network.snapshot(as_of).owner_view(Policy::open()); }
  const MemberId ana{0}, bo{1}, dee{2}, kim{3};
};

TEST_F(Asks, AreOpenForThirtyDaysAndThenTheIntroducersNo) {
  ask(30);
  EXPECT_TRUE(view(now - 1).asked(ana, kim));
  EXPECT_FALSE(view(now - 1).asked(ana, bo) || view(now - 1).asked(kim, ana) || view(now - 1).asked(bo, kim));
  EXPECT_EQ(view(now - 1).days_since_refusal(ana, bo), std::nullopt);
  EXPECT_FALSE(view().asked(ana, kim));
  EXPECT_EQ(view().days_since_refusal(ana, bo), 0);
  EXPECT_EQ(view(now + 3 * day).days_since_refusal(ana, bo), 3);
  EXPECT_EQ(view().days_since_decline(ana, kim), std::nullopt);
}

TEST_F(Asks, AreRefusedByTheIntroducerOrDeclinedByTheTarget) {
  ask(20), answer(10, Outcome::no);
  ask(9), answer(8, Outcome::declined);
  ask(7), answer(6, Outcome::yes);
  EXPECT_FALSE(view().asked(ana, kim));
  EXPECT_EQ(view().days_since_refusal(ana, bo), 10);
  EXPECT_EQ(view().days_since_decline(ana, kim), 8);
  EXPECT_EQ(view().days_since_refusal(ana, kim), std::nullopt);
  EXPECT_EQ(view().days_since_decline(ana, bo), std::nullopt);
  EXPECT_EQ(view(now - 8 * day - 1).days_since_decline(ana, kim), std::nullopt);
  EXPECT_TRUE(view(now - 8 * day - 1).asked(ana, kim));   // until then it was open
  std::vector<AskState> states;
  view().for_each_ask(ana, [&](const AskFacts& ask) { states.push_back(ask.state); });
  EXPECT_EQ(states, (std::vector{AskState::refused, AskState::declined, AskState::met}));
}

TEST_F(Asks, AreKnownToThoseWhoAskedAndToTheOwner) {
  ask(1);
  network.record_impression("ana", "dee", now);
  for (const char* other : {"bo", "kim", "dee"}) {
    const View theirs = network.snapshot(now).view(other, Policy::open());
    EXPECT_FALSE(theirs.asked(ana, kim));
    EXPECT_TRUE(theirs.shown_to(ana).empty());
    EXPECT_EQ(theirs.impressions(ana, dee), 0);
    theirs.for_each_ask(ana, [](const AskFacts&) { ADD_FAILURE(); });
  }
  EXPECT_TRUE(network.snapshot(now).view("ana", Policy::open()).asked(ana, kim));
}

TEST_F(Asks, NeverWereIfTheyWentThroughAHiddenMember) {
  ask(1);
  network.record_impression("ana", "kim", now - 2 * day);
  const double shown = std::exp2(-2.0 / 30);
  EXPECT_EQ(network.snapshot(now).view("ana", Policy::open()).impressions(ana, kim), 0);
  network.add_block("bo", "ana");
  const View own = network.snapshot(now).view("ana", Policy::open());
  EXPECT_FALSE(own.asked(ana, kim));
  EXPECT_NEAR(own.impressions(ana, kim), shown, 1e-10);
  EXPECT_TRUE(view().asked(ana, kim));
}

TEST_F(Asks, EndTheImpressionsBeforeThem) {
  for (const int days : {60, 30, 30, 0}) network.record_impression("ana", "kim", now - days * day);
  network.record_impression("ana", "dee", now - 30 * day);
  EXPECT_EQ(view().impressions(ana, kim), 0.25 + 0.5 + 0.5 + 1);
  EXPECT_EQ(view(now - 30 * day).impressions(ana, kim), 0.5 + 1 + 1);
  EXPECT_EQ(view().impressions(kim, ana), 0);
  EXPECT_EQ(view().shown_to(ana), (std::vector<std::pair<MemberId, double>>{{dee, 0.5}, {kim, 2.25}}));
  ask(40);
  EXPECT_EQ(view().impressions(ana, kim), 0.5 + 0.5 + 1);
  ask(30);   // at the same second: it was asked for when it was shown
  EXPECT_EQ(view().impressions(ana, kim), 1);
  answer(0, Outcome::no);
  EXPECT_EQ(view().impressions(ana, kim), 1);
  network.record_ask("ana", "dee", "kim", now);
  EXPECT_EQ(view().shown_to(ana), (std::vector<std::pair<MemberId, double>>{{dee, 0.5}}));
}

TEST_F(Asks, TakeMemory) {
  const std::size_t before = network.snapshot(now).memory_usage().asks;
  ask(1), ask(2);
  network.record_impression("ana", "dee", now);
  EXPECT_EQ(network.snapshot(now).memory_usage().asks, before + 2 * sizeof(AskFacts) + 24);
  EXPECT_GE(network.snapshot(now).memory_usage().total(), network.snapshot(now).memory_usage().asks);
}

// --- the notice of a dead instant ----------------------------------------------------------------------------------------------------

Network busy_day(int messages, int lately) {
  Network network;
  for (int i = 0; i < messages; ++i) network.add_interaction("ana", "bo", now - 100 * day + i);
  for (int i = 0; i < lately; ++i) network.add_interaction("ana", "bo", now - i);
  return network;
}

TEST(Notice, IsGivenWhereUnderOnePercentOfTheEventsFallIntoTheLastWindow) {
  EXPECT_EQ(busy_day(200, 3).snapshot(now).notice(), "");
  EXPECT_EQ(busy_day(99, 1).snapshot(now).notice(), "");    // one in a hundred is one percent
  EXPECT_NE(busy_day(100, 1).snapshot(now).notice(), "");
  EXPECT_NE(busy_day(5, 0).snapshot(now).notice(), "");
  EXPECT_EQ(busy_day(0, 0).snapshot(now).notice(), "");
}

TEST(Notice, CountsAndNamesTheLatestInstantThatIsAlive) {
  const std::string notice = busy_day(200, 1).snapshot(now).notice();
  EXPECT_THAT(notice, testing::HasSubstr("the last 30 days hold 1 of 201 interactions"));
  EXPECT_THAT(notice, testing::HasSubstr(std::to_string(now - 100 * day + 199)));  // the last message of the busy day
}

TEST(Notice, BeginsAWindowAfterTheLastEvent) {
  const Network network = busy_day(5, 0);  // the last at now − 100 days + 4 s
  EXPECT_EQ(network.snapshot(now - 70 * day + 3).notice(), "");
  EXPECT_NE(network.snapshot(now - 70 * day + 4).notice(), "");
}

TEST(Notice, KnowsTheModelsWindow) { EXPECT_EQ(busy_day(5, 0).snapshot(now, preset({.window_days = 101})).notice(), ""); }

// --- the picture as a value ----------------------------------------------------------------------------------------------------------

TEST(Snapshot, KeepsCountsAndRecencyOnlyIfAsked) {
  Network network;
  network.add_interaction("ana", "bo", now - 5);
  network.add_connection("ana", "bo");
  const Snapshot with = network.snapshot(now), without = network.snapshot(now, SnapshotOptions{.explain = false});
  EXPECT_FALSE(with == without);
  const View view = without.owner_view(Policy::open());
  EXPECT_FALSE(view.explains());
  const auto facts = view.tie_facts(MemberId{0}, MemberId{1});
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->declared);
  EXPECT_EQ(facts->events_out, 0U);
  EXPECT_EQ(facts->seconds_since_out, std::nullopt);
  EXPECT_EQ(without.memory_usage().explanation, 0U);
  EXPECT_EQ(with.memory_usage().explanation, 2U * 8U);
  EXPECT_TRUE(with.owner_view(Policy::open()).explains());
}

TEST(Snapshot, IsAnotherAtAnotherInstant) {
  Network network;
  network.add_member("ana");
  EXPECT_TRUE(network.snapshot(now) == network.snapshot(now));
  EXPECT_FALSE(network.snapshot(now) == network.snapshot(now + 1));
}

TEST(Snapshot, ChecksTheIdsItIsAskedFor) {
  Network network;
  network.add_member("ana");
  const Snapshot snapshot = network.snapshot(now);
  EXPECT_EQ(snapshot.key(MemberId{0}), Key("ana"));
  for (const MemberId wrong : {MemberId{1}, no_member}) {
    EXPECT_THROW((void)snapshot.key(wrong), Error);
    EXPECT_THROW((void)snapshot.name(wrong), Error);
    EXPECT_EQ(snapshot.find_tie(wrong, MemberId{0}), std::nullopt);
    EXPECT_EQ(snapshot.strength(wrong, MemberId{0}), 0);
    EXPECT_EQ(snapshot.strength(MemberId{0}, wrong), 0);
    EXPECT_EQ(snapshot.ties_from(wrong).size(), 0U);
  }
}

TEST(Snapshot, FindsNoKeyOfTheOtherKind) {
  Network network;
  network.add_member(1);
  EXPECT_EQ(network.snapshot(now).find("1"), std::nullopt);
  EXPECT_EQ(network.snapshot(now).find(1), MemberId{0});
}

TEST(Snapshot, IsReadByManyThreads) {
  Network network;
  for (int i = 0; i < 50; ++i)
    for (int j = 0; j < i; ++j) network.add_interaction(i, j, now - i * j);
  const Snapshot snapshot = network.snapshot(now);
  std::vector<double> sums(8);
  std::vector<std::thread> crew;
  for (double& sum : sums)
    crew.emplace_back([&sum, snapshot] {
      for (std::uint32_t u = 0; u < snapshot.id_bound(); ++u)
        for (const Tie tie : snapshot.ties_from(MemberId{u})) sum += tie.cost;
    });
  for (std::thread& reader : crew) reader.join();
  EXPECT_THAT(sums, testing::Each(sums[0]));
  EXPECT_GT(sums[0], 0);
}

// --- erasure -------------------------------------------------------------------------------------------------------------------------

TEST(Removal, MakesAGroupEventSmaller) {
  Network network, never;
  network.add_interaction("ana", "bo", now, {.participants = {"kim"}});
  network.remove("kim");
  never.add_interaction("ana", "bo", now);  // of two people: worth twice as much
  EXPECT_TRUE(network.snapshot(now) == never.snapshot(now));
}

TEST(Removal, TakesWhatTheMemberSaidToOthers) {
  Network network;
  network.add_interaction("ana", "bo", now, {.participants = {"kim"}});
  network.remove("ana");
  EXPECT_EQ(network.interaction_count(), 0U);
  EXPECT_FALSE(tied(network, "bo", "kim"));
}

TEST(Removal, LeavesAMeetingToThoseWhoStay) {
  Network network, never;
  network.add_interaction("ana", "bo", now, {.kind = "meeting", .participants = {"kim"}});
  network.remove("ana");
  never.add_interaction("kim", "bo", now, {.kind = "meeting"});
  EXPECT_TRUE(network.snapshot(now) == never.snapshot(now));
}

TEST(Removal, TakesAnEventThatHasOneParticipantLeft) {
  Network network;
  network.add_interaction("ana", "bo", now);
  network.remove("bo");
  EXPECT_EQ(network.interaction_count(), 0U);
  EXPECT_EQ(network.last_event(), 0);
}

TEST(Removal, TakesAGroupThatHasNobodyLeft) {
  Network network, never;
  network.add_group("rowing", "ana");
  network.add_member("bo");
  network.set_consent("bo", Purpose::introduce, false, Grantee::group("rowing"));
  network.remove("ana");
  never.add_member("bo");
  never.set_consent("bo", Purpose::introduce, false, Grantee::group("rowing"));
  EXPECT_TRUE(network.snapshot(now) == never.snapshot(now));
}

TEST(Removal, FreesTheKey) {
  Network network;
  network.add_member("ana", {.name = "Ana"});
  network.add_connection("ana", "bo");
  network.remove("ana");
  EXPECT_THROW((void)network.member("ana"), Error);
  network.add_member("ana", {.name = "Another Ana"});
  network.add_connection("ana", "bo");
  EXPECT_EQ(network.member("ana").name, "Another Ana");
}

TEST(Removal, OfTheLastMemberLeavesAnEmptyRecord) {
  Network network;
  network.add_member("ana");
  network.remove("ana");
  EXPECT_EQ(network.text_keys(), std::nullopt);
  network.add_member(1);  // even the kind of keys is forgotten
  EXPECT_TRUE(network.contains(1));
}

//   a ──?── b     c ──.3── d     e ──?── f     Saying nothing is saying 0.3, to the bit, whoever stands beside.
TEST(Declared, ConnectionWithoutAWeightIsOneThatSaysThirtyPerCent) {
  Network network;
  network.add_connection("a", "b");
  network.add_connection("c", "d", {.weight = 0.3});
  network.add_connection("e", "f");
  const Snapshot snapshot = network.snapshot(0);
  for (const float cost : snapshot.costs()) EXPECT_EQ(cost, snapshot.costs()[0]);
}

//   a ──► b at 0, seen from a year later through a window of less than a second
TEST(Notice, HoldsForAWindowBelowASecond) {
  Network network;
  network.add_interaction("a", "b", 0);
  LogisticTies model;
  model.options.window_days = 1e-6;
  EXPECT_NE(network.snapshot(365 * seconds_per_day, model).notice(), "");
}

TEST(View, AnswersForNobodyWithNothing) {
  Network network;
  network.add_member("a");
  network.add_member("b", {.unlisted = true});
  const Snapshot snapshot = network.snapshot(0);
  const View a = snapshot.view("a", Policy::open()), owner = snapshot.owner_view(Policy::open());
  for (const MemberId nobody : {a.id("b"), MemberId{1}, MemberId{7}}) {
    EXPECT_FALSE(a.permits(nobody, Purpose::introduce));
    EXPECT_EQ(a.willingness(nobody), 0);
    EXPECT_EQ(a.introducer_cost(nobody), infinity);
    EXPECT_EQ(a.openness(nobody), 0);
  }
  EXPECT_FALSE(owner.permits(no_member, Purpose::introduce));
}

// --- progress ---------------------------------------------------------------------------------------------------------------------------

TEST(Progress, IsToldByASnapshotAndEndsIt) {
  const Network network = support::long_record();
  const Time last = network.last_event();
  const Snapshot usual = network.snapshot(last);
  support::expect_told_and_ended([&](const support::Progress& progress) { EXPECT_EQ(network.snapshot(last, {.progress = progress}), usual); }, 50);
  EXPECT_EQ(network.snapshot(last), usual);
  const Snapshot overlap = network.snapshot(last, Overlap{});
  support::expect_told_and_ended(
      [&](const support::Progress& progress) { EXPECT_EQ(network.snapshot(last, Overlap{}, {.progress = progress}), overlap); }, 50);
  // Long after the last event there is more to say, and to sort for it.
  const Time later = last + 5000 * seconds_per_day;
  const Snapshot silent = network.snapshot(later);
  EXPECT_NE(silent.notice(), "");
  support::expect_told_and_ended([&](const support::Progress& progress) { EXPECT_EQ(network.snapshot(later, {.progress = progress}), silent); }, 60);
}

// So many events that they are gathered in parts: counts, first and last times and masses against sums by pair.
TEST(Evidence, OfManyEventsIsTheSumByPair) {
  Network network;
  std::vector<Network::InteractionRow> rows;
  struct Said {
    std::uint32_t events = 0;
    Time earliest = max_time, latest = min_time;
    double mass = 0;
  };
  std::map<std::pair<std::int64_t, std::int64_t>, Said> said;
  const Time last = 400 * seconds_per_day;
  const EvidenceOptions evidence = preset().evidence_options();
  Stream draw{7, 0};
  for (int i = 0; i < 300'000; ++i) {
    const auto from = static_cast<std::int64_t>(draw.below(97)), to = (from + 1 + static_cast<std::int64_t>(draw.below(20))) % 97;
    const auto time = static_cast<Time>(draw.below(static_cast<std::uint64_t>(last) + 1));
    rows.push_back({from, to, time, {}});
    Said& pair = said[{from, to}];
    ++pair.events, pair.earliest = std::min(pair.earliest, time), pair.latest = std::max(pair.latest, time);
    pair.mass += std::exp2(-static_cast<double>(last - time) / static_cast<double>(seconds_per_day) / evidence.half_life_days[0]);
  }
  network.add_interactions(rows);
  const std::vector<Key> keys = network.keys(last);
  std::size_t visited = 0;
  const auto expect = [&](MemberId from, MemberId to, const Evidence& found) {
    const auto at = said.find({keys[index(from)].number(), keys[index(to)].number()});
    if (at == said.end()) {
      EXPECT_EQ(found.events, 0U);
      return;
    }
    ++visited;
    EXPECT_EQ(found.events, at->second.events);
    EXPECT_EQ(found.days_since_first, static_cast<double>(last - at->second.earliest) / static_cast<double>(seconds_per_day));
    EXPECT_EQ(found.days_since_last, static_cast<double>(last - at->second.latest) / static_cast<double>(seconds_per_day));
    EXPECT_NEAR(found.mass[0], at->second.mass, 1e-7);
  };
  network.for_each_pair(last, last, evidence, [&](const PairHistory& pair) {
    expect(pair.low, pair.high, pair.evidence.out);
    expect(pair.high, pair.low, pair.evidence.back);
  });
  EXPECT_EQ(visited, said.size());
}

TEST(Evidence, OfOneInSoManyIsAllThatTheirPairsHave) {
  const Network network = support::long_record();
  const EvidenceOptions evidence = preset().evidence_options();
  const Time last = network.last_event();
  const auto pairs_of = [&](std::uint32_t one_in) {
    std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> pairs;   // by lower member: the higher one and events
    network.for_each_pair(
        last, last, evidence,
        [&](const PairHistory& pair) { pairs[index(pair.low)].emplace_back(index(pair.high), pair.evidence.out.events + pair.evidence.back.events); },
        {}, one_in);
    return pairs;
  };
  const auto all = pairs_of(1), some = pairs_of(4);
  EXPECT_NEAR(static_cast<double>(some.size()), static_cast<double>(all.size()) / 4, 4 * std::sqrt(static_cast<double>(all.size())));
  EXPECT_GT(some.size(), 0U);
  for (const auto& [low, pairs] : some) EXPECT_EQ(pairs, all.at(low));
  // The same members later, when newcomers have moved everybody's id.
  Network grown = network;
  const Time later = last + 1;
  ASSERT_LT(Key("a3"), network.keys(last).front());
  grown.add_interaction("a0", "a1", later), grown.add_interaction("a2", "a3", later);
  std::size_t visited = 0;
  grown.for_each_pair(
      later, later, evidence,
      [&](const PairHistory& pair) {
        if (index(pair.low) < 4) return;  // the newcomers
        ++visited;
        EXPECT_TRUE(some.contains(index(pair.low) - 4));
      },
      {}, 4);
  std::size_t expected = 0;
  for (const auto& [low, pairs] : some) expected += pairs.size();
  EXPECT_EQ(visited, expected);
  EXPECT_THROW(network.for_each_pair(
                   last, last, evidence, [](const PairHistory&) {}, {}, 0),
               Error);
}

TEST(Progress, IsToldWhilePairsAreVisited) {
  const Network network = support::long_record();
  const EvidenceOptions evidence = preset().evidence_options();
  support::expect_told_and_ended(
      [&](const support::Progress& progress) {
        network.for_each_pair(
            network.last_event(), max_time, evidence, [](const PairHistory&) {}, progress);
      },
      50);
}

// A handle that was moved from still had its spans, of arrays that nobody held any more.
TEST(Snapshot, IsWholeAfterItWasMovedFrom) {
  Network network;
  network.add_connection(1, 2);
  Snapshot first = network.snapshot(0);
  {
    const Snapshot second = std::move(first);
    EXPECT_EQ(second.tie_count(), 2U);
  }
  EXPECT_EQ(first.tie_count(), 2U);   // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(first.ties_from(MemberId{0}).size(), 1U);
  View view = first.owner_view(Policy::open());
  { const View other = std::move(view); }
  EXPECT_EQ(view.degree(MemberId{0}), 1U);   // NOLINT(bugprone-use-after-move)
}

// More contributions than a part holds, of one pair and of many, with times at both ends of the calendar.
TEST(Snapshot, SumsTheSameWhateverTheOrderOfManyEvents) {
  Network forwards, backwards;
  std::vector<std::pair<std::pair<int, int>, Time>> events;
  for (int i = 0; i < 9'000; ++i) events.push_back({{i % 7, 7 + i % 11}, (i % 3 == 0 ? min_time : 0) + 1000 * i});
  for (int i = 0; i < 5'000; ++i) events.push_back({{3, 50'000}, max_time - i});
  for (const auto& [who, when] : events) forwards.add_interaction(who.first, who.second, when);
  std::reverse(events.begin(), events.end());
  for (const auto& [who, when] : events) backwards.add_interaction(who.first, who.second, when);
  EXPECT_EQ(forwards.snapshot(max_time), backwards.snapshot(max_time));
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> expected;
  const std::vector<Key> keys = forwards.keys(max_time);
  const auto id = [&](int key) { return static_cast<std::uint32_t>(std::lower_bound(keys.begin(), keys.end(), Key(key)) - keys.begin()); };
  for (const auto& [who, when] : events) ++expected[{id(who.first), id(who.second)}];
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> found;
  forwards.for_each_pair(max_time, max_time, preset().evidence_options(), [&](const PairHistory& pair) {
    found[{index(pair.low), index(pair.high)}] = pair.evidence.out.events + pair.evidence.back.events;
  });
  EXPECT_EQ(found, expected);
}

}  // namespace
