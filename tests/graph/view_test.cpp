// Who may see and do what? Each rule of permission by the smallest picture that shows it.
#include "hobnob/graph/view.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using testing::HasSubstr;

constexpr Time now = 1'700'000'000;
constexpr Time day = seconds_per_day;

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

//   ana ─── bo ─── kim ─── dee ─── ana: a square, all connected for years
class Square : public testing::Test {
 protected:
  Square() {
    network.add_connection("ana", "bo");
    network.add_connection("bo", "kim");
    network.add_connection("kim", "dee");
    network.add_connection("dee", "ana");
  }
  View as(const Key& viewer, const Policy& policy = Policy::open()) { return network.snapshot(now).view(viewer, policy); }
  View owner(const Policy& policy = Policy::open()) { return network.snapshot(now).owner_view(policy); }
  static bool shows(const View& view, const Key& a, const Key& b) {
    const auto u = view.find(a), v = view.find(b);
    const bool found = u && v && view.find_tie(*u, *v);
    int listed = 0;  // a tie is listed by both ends or by none
    if (u && v) {
      for (const Tie tie : view.ties_from(*u)) listed += tie.member == *v;
      for (const Tie tie : view.ties_from(*v)) listed += tie.member == *u;
    }
    EXPECT_EQ(listed, found ? 2 : 0);
    return found;
  }
  Network network;
};

// --- silence -------------------------------------------------------------------------------------------------------------------------

TEST_F(Square, IsSeenWholeWhereSilenceIsYes) {
  EXPECT_TRUE(shows(as("ana"), "bo", "kim"));
  EXPECT_TRUE(shows(owner(), "bo", "kim"));
  EXPECT_EQ(as("ana").member_count(), 4U);
}

TEST_F(Square, IsSeenByItsEndsAloneWhereSilenceIsNo) {
  const View view = as("ana", Policy::opt_in());
  EXPECT_TRUE(shows(view, "ana", "bo"));
  EXPECT_TRUE(shows(view, "ana", "dee"));
  EXPECT_FALSE(shows(view, "bo", "kim"));
  EXPECT_EQ(view.member_count(), 4U);  // that they exist is not secret
  EXPECT_FALSE(shows(owner(Policy::opt_in()), "ana", "bo"));  // the owner is no end of a tie
}

TEST_F(Square, AnswersSilencePurposeByPurpose) {
  Policy policy = Policy::opt_in();
  policy.introduce = true;
  const View view = as("ana", policy);
  EXPECT_TRUE(view.permits(view.id("bo"), Purpose::introduce));
  EXPECT_FALSE(view.permits(view.id("bo"), Purpose::share_ties));
  EXPECT_FALSE(view.permits(view.id("bo"), Purpose::be_introduced));
  EXPECT_FALSE(view.permits(view.id("bo"), Purpose::be_messaged));
  EXPECT_FALSE(view.permits(view.id("bo"), Purpose::be_counted));
}

TEST_F(Square, PermitsEverythingToOneselfInOnesOwnView) {
  for (std::size_t p = 0; p < purpose_count; ++p) network.set_consent("ana", static_cast<Purpose>(p), false);
  const View view = as("ana", Policy::opt_in());
  for (std::size_t p = 0; p < purpose_count; ++p) EXPECT_TRUE(view.permits(view.viewer(), static_cast<Purpose>(p)));
}

// --- what a refusal does -------------------------------------------------------------------------------------------------------------

TEST_F(Square, HidesTheTiesOfOneWhoDoesNotShareThem) {
  network.set_consent("bo", Purpose::share_ties, false);
  EXPECT_FALSE(shows(as("dee"), "ana", "bo"));
  EXPECT_FALSE(shows(as("dee"), "bo", "kim"));
  EXPECT_TRUE(shows(as("dee"), "ana", "dee"));
  EXPECT_TRUE(shows(as("ana"), "ana", "bo"));  // an end sees its own tie
  EXPECT_FALSE(shows(as("ana"), "bo", "kim"));
  EXPECT_FALSE(shows(owner(), "ana", "bo"));
  EXPECT_TRUE(as("dee").find("bo").has_value());
}

TEST_F(Square, NeedsBothEndsToShareATie) {
  network.set_consent("bo", Purpose::share_ties, true);
  EXPECT_FALSE(shows(as("dee", Policy::opt_in()), "bo", "kim"));
  network.set_consent("kim", Purpose::share_ties, true);
  EXPECT_TRUE(shows(as("ana", Policy::opt_in()), "bo", "kim"));
  EXPECT_TRUE(shows(owner(Policy::opt_in()), "bo", "kim"));
}

TEST_F(Square, HasNoWillingnessInOneWhoDoesNotIntroduce) {
  network.set_consent("bo", Purpose::introduce, false);
  const View view = as("ana");
  EXPECT_EQ(view.willingness(view.id("bo")), 0);
  EXPECT_EQ(view.introducer_cost(view.id("bo")), infinity);
  EXPECT_DOUBLE_EQ(view.willingness(view.id("dee")), 2.0 / 3);
  EXPECT_TRUE(shows(view, "bo", "kim"));
}

TEST_F(Square, HasNoOpennessInOneWhoIsNotToBeIntroduced) {
  network.update_member("kim", {.openness = 0.7});
  EXPECT_EQ(owner().openness(owner().id("kim")), 0.7);
  network.set_consent("kim", Purpose::be_introduced, false);
  EXPECT_EQ(owner().openness(owner().id("kim")), 0);
  EXPECT_EQ(as("ana").openness(as("ana").id("kim")), 0);
}

TEST_F(Square, HearsDoNotContactBeforeAnyConsent) {
  network.update_member("kim", {.do_not_contact = true});
  network.set_consent("kim", Purpose::be_introduced, true);
  network.set_consent("kim", Purpose::be_introduced, true, Grantee::member("ana"));
  EXPECT_EQ(as("ana").openness(as("ana").id("kim")), 0);
  EXPECT_EQ(owner().openness(owner().id("kim")), 0);
  EXPECT_TRUE(as("ana").find("kim").has_value());
}

// --- to whom a consent speaks --------------------------------------------------------------------------------------------------------

class Grants : public Square {
 protected:
  void says(bool allow, const Grantee& grantee, const Interval& interval = {}) {
    network.set_consent("bo", Purpose::introduce, allow, grantee, interval);
  }
  bool allows(const Key& viewer, const Policy& policy = Policy::open()) {
    const View view = as(viewer, policy);
    return view.permits(view.id("bo"), Purpose::introduce);
  }
  bool allows_owner(const Policy& policy = Policy::open()) { return owner(policy).permits(owner().id("bo"), Purpose::introduce); }
};

TEST_F(Grants, SpeakToAll) {
  says(false, Grantee::all());
  EXPECT_FALSE(allows("ana"));
  EXPECT_FALSE(allows("dee"));
  EXPECT_FALSE(allows_owner());
}

TEST_F(Grants, SpeakToConnections) {
  says(true, Grantee::connections());
  EXPECT_TRUE(allows("ana", Policy::opt_in()));
  EXPECT_FALSE(allows("dee", Policy::opt_in()));
  EXPECT_FALSE(allows_owner(Policy::opt_in()));  // nobody is the owner's connection
}

TEST_F(Grants, DoNotTakeTalkForAConnection) {
  network.add_interaction("dee", "bo", now, {.kind = "meeting"});
  says(true, Grantee::connections());
  EXPECT_FALSE(allows("dee", Policy::opt_in()));
}

TEST_F(Grants, TakeAConnectionFromWhenItHolds) {
  network.add_connection("dee", "bo", {.since = now + 1});
  says(true, Grantee::connections());
  EXPECT_FALSE(allows("dee", Policy::opt_in()));
  const View later = network.snapshot(now + 1).view("dee", Policy::opt_in());
  EXPECT_TRUE(later.permits(later.id("bo"), Purpose::introduce));
}

TEST_F(Grants, TakeAPrivateConnectionForOne) {
  network.add_connection("dee", "bo", {.is_private = true});
  says(true, Grantee::connections());
  EXPECT_TRUE(allows("dee", Policy::opt_in()));
}

TEST_F(Grants, SpeakToAGroup) {
  network.add_group("rowing", "dee", {.start = now - day, .until = now + day});
  says(true, Grantee::group("rowing"));
  EXPECT_TRUE(allows("dee", Policy::opt_in()));
  EXPECT_FALSE(allows("ana", Policy::opt_in()));
  const View later = network.snapshot(now + day).view("dee", Policy::opt_in());
  EXPECT_FALSE(later.permits(later.id("bo"), Purpose::introduce));
}

TEST_F(Grants, SpeakToOneMember) {
  says(false, Grantee::member("ana"));
  EXPECT_FALSE(allows("ana"));
  EXPECT_TRUE(allows("dee"));
  EXPECT_TRUE(allows_owner());
}

TEST_F(Grants, OfTheNarrowestDecide) {
  network.add_group("rowing", "ana");
  says(true, Grantee::all());
  EXPECT_TRUE(allows("ana"));
  says(false, Grantee::connections());
  EXPECT_FALSE(allows("ana"));
  EXPECT_TRUE(allows("dee"));
  says(true, Grantee::group("rowing"));
  EXPECT_TRUE(allows("ana"));
  says(false, Grantee::member("ana"));
  EXPECT_FALSE(allows("ana"));
}

TEST_F(Grants, OfTheLatestDecideAmongEquals) {
  says(false, Grantee::all(), {.start = now - 2 * day});
  says(true, Grantee::all(), {.start = now - day});
  EXPECT_TRUE(allows("ana"));
  says(false, Grantee::all());  // undated: before both
  EXPECT_TRUE(allows("ana"));
  says(true, Grantee::member("ana"), {.start = now - 5 * day});
  says(false, Grantee::member("ana"), {.start = now - 4 * day});
  EXPECT_FALSE(allows("ana"));
}

TEST_F(Grants, OfTwoGroupsTheLaterDecides) {
  network.add_group("rowing", "ana");
  network.add_group("chess", "ana");
  says(false, Grantee::group("chess"), {.start = now - 2 * day});
  says(true, Grantee::group("rowing"), {.start = now - day});
  EXPECT_TRUE(allows("ana"));
  says(false, Grantee::group("chess"), {.start = now - day});  // now both began at once: a refusal goes first
  EXPECT_FALSE(allows("ana"));
}

TEST_F(Grants, ThatRefuseGoFirstAmongThoseThatBeganAtOnce) {
  says(true, Grantee::all(), {.start = now - day});
  says(false, Grantee::all(), {.start = now - day, .until = now + day});
  EXPECT_FALSE(allows("ana"));
}

TEST_F(Grants, HoldFromTheirStartUntilBeforeTheirEnd) {
  says(false, Grantee::all(), {.start = now, .until = now + day});
  const auto at = [&](Time time) {
    const View view = network.snapshot(time).view("ana", Policy::open());
    return view.permits(view.id("bo"), Purpose::introduce);
  };
  EXPECT_TRUE(at(now - 1));
  EXPECT_FALSE(at(now));
  EXPECT_FALSE(at(now + day - 1));
  EXPECT_TRUE(at(now + day));
}

// --- blocks, unlisted, private -------------------------------------------------------------------------------------------------------

TEST_F(Square, HidesBothFromEachOtherAfterABlock) {
  network.add_block("bo", "dee", {.until = now + day});
  EXPECT_EQ(as("bo").id("dee"), no_member);
  EXPECT_EQ(as("dee").id("bo"), no_member);
  EXPECT_EQ(as("bo").member_count(), 3U);
  EXPECT_EQ(as("ana").member_count(), 4U);  // others see both
  EXPECT_FALSE(shows(as("dee"), "ana", "bo"));
  EXPECT_TRUE(shows(as("kim"), "ana", "bo"));
  EXPECT_EQ(network.snapshot(now + day).view("bo", Policy::open()).member_count(), 4U);
}

TEST_F(Square, HasNoTieBetweenTwoWithABlock) {
  network.add_block("ana", "bo");
  EXPECT_FALSE(shows(owner(), "ana", "bo"));
  EXPECT_FALSE(shows(as("kim"), "ana", "bo"));
  EXPECT_TRUE(shows(owner(), "bo", "kim"));
  EXPECT_EQ(owner().member_count(), 4U);
  EXPECT_TRUE(owner().blocked(owner().id("ana"), owner().id("bo")));
  EXPECT_TRUE(owner().blocked(owner().id("bo"), owner().id("ana")));
  EXPECT_FALSE(owner().blocked(owner().id("bo"), owner().id("kim")));
}

TEST_F(Square, DoesNotTellMembersWhoElseBlockedWhom) {
  network.add_block("ana", "bo");
  const View kim = as("kim");
  EXPECT_FALSE(kim.blocked(kim.id("ana"), kim.id("bo")));
}

TEST_F(Square, LeavesUnlistedMembersOutOfOthersViews) {
  network.update_member("bo", {.unlisted = true});
  EXPECT_EQ(as("ana").id("bo"), no_member);
  EXPECT_EQ(as("ana").member_count(), 3U);
  EXPECT_FALSE(shows(as("ana"), "ana", "bo"));
  EXPECT_FALSE(shows(as("ana"), "bo", "kim"));
  EXPECT_EQ(as("bo").member_count(), 4U);  // nobody is hidden from themselves
  EXPECT_TRUE(shows(as("bo"), "ana", "bo"));
  EXPECT_EQ(owner().member_count(), 4U);
  EXPECT_TRUE(shows(owner(), "ana", "bo"));
}

TEST_F(Square, CountsAnUnlistedBlockedMemberHiddenOnce) {
  network.update_member("bo", {.unlisted = true});
  network.add_block("ana", "bo");
  EXPECT_EQ(as("ana").member_count(), 3U);
  EXPECT_EQ(as("bo").member_count(), 3U);
}

TEST_F(Square, ShowsAPrivateTieToItsEndsAndTheOwner) {
  network.add_connection("ana", "kim", {.weight = 0.9, .is_private = true});
  network.add_interaction("ana", "kim", now);  // what passes along it is private too
  EXPECT_TRUE(shows(as("ana"), "ana", "kim"));
  EXPECT_TRUE(shows(as("kim"), "ana", "kim"));
  EXPECT_FALSE(shows(as("bo"), "ana", "kim"));
  EXPECT_TRUE(shows(owner(), "ana", "kim"));
  EXPECT_EQ(as("bo").strength(as("bo").id("ana"), as("bo").id("kim")), 0);
  EXPECT_EQ(as("bo").tie_facts(as("bo").id("ana"), as("bo").id("kim")), std::nullopt);
}

TEST_F(Square, ShowsTalkBeforeAPrivateConnectionBegan) {
  network.add_connection("ana", "kim", {.since = now, .is_private = true});
  network.add_interaction("ana", "kim", now - day);
  const View before = network.snapshot(now - 1).view("bo", Policy::open());
  EXPECT_TRUE(shows(before, "ana", "kim"));
  EXPECT_FALSE(shows(as("bo"), "ana", "kim"));
}

// --- keys, ids, doors ----------------------------------------------------------------------------------------------------------------

TEST_F(Square, AnswersHiddenAndUnknownKeysAlikeInAMembersView) {
  network.update_member("bo", {.unlisted = true});
  const View view = as("ana");
  for (const Key& key : {Key("bo"), Key("nobody"), Key(7), Key("")}) {
    EXPECT_EQ(view.id(key), no_member);
    EXPECT_EQ(view.find(key), std::nullopt);
  }
}

TEST_F(Square, NamesNearKeysInTheOwnersView) {
  EXPECT_THAT(complaint([&] { (void)owner().id("anna"); }, Errc::unknown_member), HasSubstr("did you mean 'ana'"));
  EXPECT_EQ(owner().find("anna"), std::nullopt);
}

TEST_F(Square, NamesNobodyFarFetched) {
  // "zz" is no slip for any key of two or three letters; "ann" is one for "ana", and "annab" none, which has two more.
  EXPECT_EQ(complaint([&] { (void)owner().id("zz"); }, Errc::unknown_member), "no member 'zz'");
  EXPECT_EQ(complaint([&] { (void)owner().id("ann"); }, Errc::unknown_member), "no member 'ann'; did you mean 'ana'?");
  EXPECT_EQ(complaint([&] { (void)owner().id("annab"); }, Errc::unknown_member), "no member 'annab'");
}

TEST(View, SaysWhichKindOfKeysThereAre) {
  Network numbers, texts;
  numbers.add_connection(7, 1001);
  texts.add_connection("7", "1001");
  const View of_numbers = numbers.snapshot(0).owner_view(Policy::open()), of_texts = texts.snapshot(0).owner_view(Policy::open());
  EXPECT_EQ(complaint([&] { (void)of_numbers.id("7"); }, Errc::unknown_member),
            "no member '7': keys here are integers, and this is text; did you mean 7?");
  EXPECT_EQ(complaint([&] { (void)of_numbers.id("8"); }, Errc::unknown_member), "no member '8': keys here are integers, and this is text");
  EXPECT_EQ(complaint([&] { (void)of_texts.id(7); }, Errc::unknown_member),
            "no member 7: keys here are text, and this is an integer; did you mean '7'?");
  EXPECT_EQ(complaint([&] { (void)of_texts.id(8); }, Errc::unknown_member), "no member 8: keys here are text, and this is an integer");
  EXPECT_EQ(complaint([&] { (void)of_numbers.id(1002); }, Errc::unknown_member), "no member 1002; did you mean 1001?");
  // A member is not told what keys there are, nor when there was nobody.
  for (const Key& key : {Key("7"), Key(8)}) EXPECT_EQ(numbers.snapshot(0).view(1001, Policy::open()).id(key), no_member);
}

TEST(View, OfATimeBeforeAllSaysSo) {
  Network network;
  network.add_interaction("ana", "bo", 1'700'000'000);
  EXPECT_EQ(complaint([&] { (void)network.snapshot(0).owner_view(Policy::open()).id("ana"); }, Errc::unknown_member),
            "no member 'ana': the snapshot of 1970-01-01 has no members yet");
  EXPECT_EQ(complaint([&] { (void)network.snapshot(86'400).view("ana", Policy::open()); }, Errc::unknown_member),
            "no member 'ana': the snapshot of 1970-01-02 has no members yet");
}

TEST_F(Square, IsOpenedByAMemberWhoIsThere) {
  EXPECT_THAT(complaint([&] { (void)as("anna"); }, Errc::unknown_member), HasSubstr("'ana'"));
  network.add_member("eve", {.joined = now + 1});
  EXPECT_THAT(complaint([&] { (void)as("eve"); }, Errc::unknown_member), HasSubstr("'eve'"));
}

TEST_F(Square, ShowsNoKeyOrNameOfAHiddenId) {
  network.update_member("bo", {.name = "Bo", .unlisted = true});
  const MemberId bo = owner().id("bo");
  EXPECT_EQ(owner().name(bo), "Bo");
  EXPECT_THAT(complaint([&] { (void)as("ana").key(bo); }), HasSubstr("no member has the id"));
  EXPECT_THAT(complaint([&] { (void)as("ana").name(bo); }), HasSubstr("no member has the id"));
  EXPECT_THAT(complaint([&] { (void)as("ana").key(no_member); }), HasSubstr("no member has the id"));
}

TEST_F(Square, LetsOnlyTheViewerSeek) {
  const View view = as("ana");
  EXPECT_NO_THROW(view.require_seeker(view.id("ana")));
  EXPECT_EQ(complaint([&] { view.require_seeker(view.id("bo")); }), "in a member's view the seeker must be the viewer");
  EXPECT_EQ(complaint([&] { view.require_seeker(no_member); }), "in a member's view the seeker must be the viewer");
  EXPECT_NO_THROW(owner().require_seeker(owner().id("bo")));
  EXPECT_THAT(complaint([&] { owner().require_seeker(no_member); }), HasSubstr("seeker must be a member"));
}

TEST_F(Square, RefusesAHorizonOutOfRange) {
  for (const int hops : {0, 7}) {
    Policy policy = Policy::open();
    policy.max_hops = hops;
    EXPECT_EQ(complaint([&] { (void)as("ana", policy); }), "max_hops must be 1…6, got " + std::to_string(hops));
    EXPECT_EQ(complaint([&] { (void)owner(policy); }), "max_hops must be 1…6, got " + std::to_string(hops));
  }
}

// --- projections ---------------------------------------------------------------------------------------------------------------------

TEST_F(Square, ProjectsForItsViewerAndPolicyAndNobodyElse) {
  const Snapshot for_ana = as("ana").project(), for_owner = owner().project();
  EXPECT_NO_THROW((void)for_ana.view("ana", Policy::open()));
  EXPECT_NO_THROW((void)for_owner.owner_view(Policy::open()));
  for (const std::string& text :
       {complaint([&] { (void)for_ana.view("bo", Policy::open()); }), complaint([&] { (void)for_ana.view("ana", Policy::opt_in()); }),
        complaint([&] { (void)for_ana.owner_view(Policy::open()); }), complaint([&] { (void)for_owner.view("ana", Policy::open()); }),
        complaint([&] { (void)for_owner.owner_view(Policy::opt_in()); })})
    EXPECT_THAT(text, HasSubstr("a projection answers the viewer and policy that it was made for"));
}

TEST(Projection, HoldsNoWordThatOnlyHiddenMembersUse) {
  // Equal to the bytes of a record in which bo never was, given the same policy and viewer.
  const auto picture = [](bool with_bo) {
    Network network;
    network.add_member("ana", {.needs = {"law"}});
    network.add_group("chess", "ana");
    network.add_connection("ana", "kim");
    if (with_bo) {
      network.add_member("bo", {.name = "Bo", .industry = "mining", .needs = {"gold", "law"}, .offers = {"aaa"}, .unlisted = true});
      network.add_group("aardvarks", "bo");
      network.add_group("chess", "bo");
      network.add_follow("bo", "ana");
      network.add_follow("kim", "bo");
      network.add_connection("bo", "kim");
      network.set_consent("bo", Purpose::introduce, true, Grantee::member("ana"));
    }
    return network.snapshot(now).view("ana", Policy::open()).project();
  };
  EXPECT_TRUE(picture(true) == picture(false));
}

TEST_F(Square, ProjectsConsentsAsTheyHoldForTheViewer) {
  network.set_consent("bo", Purpose::introduce, false);
  network.set_consent("bo", Purpose::introduce, true, Grantee::member("ana"));
  network.set_consent("kim", Purpose::be_introduced, false, Grantee::member("ana"));
  const Snapshot projection = as("ana").project();
  const View again = projection.view("ana", Policy::open());
  EXPECT_TRUE(again.permits(again.id("bo"), Purpose::introduce));
  EXPECT_FALSE(again.permits(again.id("kim"), Purpose::be_introduced));
}

TEST(OwnerView, SaysWhomMembersSeeByARuleAndItsExceptions) {
  int more = 0, less = 0;
  for (std::uint64_t seed = 0; seed < 600 && !testing::Test::HasFailure(); ++seed) {
    support::Dice dice(seed + 8'000'000);
    const int members = dice.between(3, 9);
    const auto facts = support::random_facts(
        dice, {.members = members, .facts = members * 10, .days = 40, .refusals_too = false, .restrained = dice.unit(), .following = 0.2});
    const support::RecordOracle record = support::oracle_of(facts);
    const support::Instant at(record, support::first_day + support::one_day * dice.between(10, 60));
    const View owner = support::network_of(facts).snapshot(at.as_of()).owner_view(Policy::open());
    for (const Key& viewer : at.members()) {
      const View::Exceptions exceptions = owner.exceptions_of(owner.id(viewer));
      more += static_cast<int>(exceptions.more.size()), less += static_cast<int>(exceptions.less.size());
      EXPECT_TRUE(std::ranges::is_sorted(exceptions.less));
      for (const Key& key : at.members()) {
        const MemberId u = owner.id(key);
        const bool sees = (owner.is_listed(u) && !std::ranges::binary_search(exceptions.less, u)) || std::ranges::count(exceptions.more, u) > 0;
        EXPECT_EQ(sees, at.visible(key, viewer));
      }
    }
  }
  EXPECT_GT(more, 100);
  EXPECT_GT(less, 100);
}

}  // namespace
