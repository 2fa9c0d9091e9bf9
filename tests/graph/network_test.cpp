// The record's door: what it takes, what it refuses in which words, and that a refusal changes nothing.
#include "hobnob/graph/network.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using testing::HasSubstr;

constexpr Time now = 1'700'000'000;
constexpr Time day = seconds_per_day;
const double nan = std::numeric_limits<double>::quiet_NaN();

template <class Call>
std::string complaint(const Call& call, Errc code) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(name_of(error.code()), name_of(code)) << error.what();
    return error.what();
  }
  return "no error";
}

/// Ana, Bo and Kim with a fact of every kind.
Network little_record() {
  Network network;
  network.add_member("ana", {.name = "Ana Silva", .needs = {"law"}, .openness = 0.9});
  network.add_interaction("ana", "bo", now - day);
  network.add_connection("bo", "kim", {.weight = 0.4});
  network.add_group("rowing", "kim");
  network.add_follow("ana", "kim");
  network.set_consent("bo", Purpose::introduce, true);
  network.add_block("ana", "kim", {.until = now - day});
  network.record_ask("ana", "bo", "kim", now - 2 * day);
  network.record_impression("ana", "kim", now);
  return network;
}

/// Everything that can be seen of a record.
struct Sight {
  explicit Sight(const Network& network)
      : keys(network.keys()),
        members(network.member_count()),
        connections(network.connection_count()),
        interactions(network.interaction_count()),
        last(network.last_event()),
        pictures{network.snapshot(now - 90 * day), network.snapshot(now), network.snapshot(max_time)} {
    for (const Key& key : keys) profiles.push_back(network.member(key));
  }
  std::vector<Key> keys;
  std::size_t members, connections, interactions;
  Time last;
  std::vector<Member> profiles;
  std::array<Snapshot, 3> pictures;
  friend bool operator==(const Sight&, const Sight&) = default;
};

// --- what comes into being -----------------------------------------------------------------------------------------------------------

TEST(Network, BeginsEmpty) {
  const Network network;
  EXPECT_EQ(network.member_count(), 0U);
  EXPECT_EQ(network.connection_count(), 0U);
  EXPECT_EQ(network.interaction_count(), 0U);
  EXPECT_EQ(network.last_event(), 0);
  EXPECT_EQ(network.text_keys(), std::nullopt);
  EXPECT_TRUE(network.keys().empty());
  EXPECT_EQ(network.snapshot(0).member_count(), 0U);
  EXPECT_EQ(network.snapshot(0).tie_count(), 0U);
}

TEST(Network, MakesMembersOfWhoeverAFactNames) {
  Network network;
  network.add_interaction("a", "b", now, {.participants = {"c"}});
  network.add_connection("d", "e");
  network.add_follow("f", "g");
  network.add_group("rowing", "h");
  EXPECT_EQ(network.keys(), (std::vector<Key>{"a", "b", "c", "d", "e", "f", "g", "h"}));
}

TEST(Network, MakesNoMembersOfConsentsBlocksAsksAndImpressions) {
  Network network = little_record();
  const Sight before(network);
  EXPECT_THAT(complaint([&] { network.set_consent("bob", Purpose::introduce, false); }, Errc::unknown_member), HasSubstr("'bob'"));
  EXPECT_THAT(complaint([&] { network.set_consent("bo", Purpose::introduce, false, Grantee::member("kin")); }, Errc::unknown_member),
              HasSubstr("'kin'"));
  EXPECT_THAT(complaint([&] { network.add_block("bo", "kin"); }, Errc::unknown_member), HasSubstr("'kin'"));
  EXPECT_THAT(complaint([&] { network.record_ask("ana", "bo", "kin", now); }, Errc::unknown_member), HasSubstr("'kin'"));
  EXPECT_THAT(complaint([&] { network.record_impression("anna", "kim", now); }, Errc::unknown_member), HasSubstr("'anna'"));
  EXPECT_TRUE(Sight(network) == before);
}

TEST(Network, DescribesAMemberWhoWasOnlyMentioned) {
  Network network = little_record();
  network.add_member("bo", {.name = "Bo"});
  EXPECT_EQ(network.member("bo").name, "Bo");
  EXPECT_EQ(network.member_count(), 3U);
}

TEST(Network, DescribesAMemberOnce) {
  Network network = little_record();
  EXPECT_THAT(complaint([&] { network.add_member("ana", {.name = "Another"}); }, Errc::duplicate_key), HasSubstr("update_member"));
  EXPECT_EQ(network.member("ana").name, "Ana Silva");
}

TEST(Network, ReplacesAllThatAMemberSaidOnUpdate) {
  Network network = little_record();
  network.update_member("ana", {.city = "Porto"});
  EXPECT_EQ(network.member("ana"), (Member{.city = "Porto"}));
}

TEST(Network, HoldsOneConnectionAPairWhicheverWayItIsNamed) {
  Network network = little_record();
  EXPECT_THAT(complaint([&] { network.add_connection("kim", "bo"); }, Errc::duplicate_key), HasSubstr("connected already"));
  EXPECT_EQ(network.connection_count(), 1U);
}

TEST(Network, ReplacesAConnectionWhereTheLastCounts) {
  Network network, expected;
  network.add_connection("bo", "kim", {.weight = 0.4, .since = now - day, .is_private = true});
  network.add_connection("kim", "bo", {.since = now - 2 * day}, Duplicates::last);
  expected.add_connection("bo", "kim", {.since = now - 2 * day});
  EXPECT_EQ(network.connection_count(), 1U);
  EXPECT_TRUE(network.snapshot(now) == expected.snapshot(now));
}

TEST(Network, TellsWhatTwoMembersDeclared) {
  Network network;
  EXPECT_EQ(network.connection("ana", "bo"), std::nullopt);
  network.add_connection("ana", "bo");
  network.add_connection("bo", "kim", {.weight = 0.5, .since = 7, .is_private = true});
  EXPECT_EQ(network.connection("ana", "bo"), Connection{});
  EXPECT_EQ(network.connection("kim", "bo"), (Connection{.weight = 0.5, .since = 7, .is_private = true}));
  EXPECT_EQ(network.connection("ana", "kim"), std::nullopt);
  EXPECT_EQ(network.connection("ana", "ana"), std::nullopt);
  EXPECT_EQ(network.connection(1, "ana"), std::nullopt);
}

TEST(Network, NeverMergesEvents) {
  Network network;
  for (int i = 0; i < 3; ++i) network.add_interaction("ana", "bo", now);
  EXPECT_EQ(network.interaction_count(), 3U);
  const View view = network.snapshot(now).owner_view(Policy::open());
  EXPECT_EQ(view.tie_facts(view.id("ana"), view.id("bo"))->events_out, 3U);
}

TEST(Network, CountsAParticipantWhoIsNamedTwiceOnce) {
  Network once, twice;
  once.add_interaction("ana", "bo", now, {.participants = {"kim"}});
  twice.add_interaction("ana", "bo", now, {.participants = {"kim", "bo", "ana", "kim"}});
  EXPECT_TRUE(once.snapshot(now) == twice.snapshot(now));
}

TEST(Network, KnowsOneInstantOfARepeatedFollow) {
  Network once, twice;
  once.add_follow("bo", "ana", Channel::follow, 1'000);
  for (const Time since : {3'000, 1'000, 2'000}) twice.add_follow("bo", "ana", Channel::follow, since);
  EXPECT_EQ(twice.last_event(), 1'000);
  EXPECT_EQ(twice.to_bytes(), once.to_bytes());
  {
    const Network::Batch batch(twice);  // taken back
    twice.add_follow("bo", "ana", Channel::follow, 500);
    twice.add_follow("bo", "kim", Channel::follow, 9'000);
  }
  EXPECT_EQ(twice.to_bytes(), once.to_bytes());
  twice.add_follow("bo", "kim", Channel::follow, 9'000);
  twice.add_follow("bo", "kim", Channel::subscription, 9'500);
  EXPECT_EQ(Network::from_bytes(twice.to_bytes()).last_event(), 9'500);
  twice.remove("kim");
  twice.add_follow("bo", "ana", Channel::follow, 4'000);
  EXPECT_EQ(twice.to_bytes(), once.to_bytes());
}

TEST(Network, MakesAFollowOlderButNotNewerOnRepeat) {
  Network repeated, old;
  repeated.add_follow("ana", "bo", Channel::follow, now - 2 * day);
  repeated.add_follow("ana", "bo", Channel::follow, now);
  old.add_follow("ana", "bo", Channel::follow, now - 2 * day);
  EXPECT_TRUE(repeated.snapshot(now - day) == old.snapshot(now - day));
  EXPECT_TRUE(repeated.snapshot(now) == old.snapshot(now));
}

TEST(Network, KeepsTheLastOfEqualConsents) {
  Network network = little_record();
  network.set_consent("bo", Purpose::introduce, false);
  const View view = network.snapshot(now).owner_view(Policy::open());
  EXPECT_FALSE(view.permits(view.id("bo"), Purpose::introduce));
  network.set_consent("bo", Purpose::introduce, true);
  const View again = network.snapshot(now).owner_view(Policy::opt_in());
  EXPECT_TRUE(again.permits(again.id("bo"), Purpose::introduce));
}

TEST(Network, RecordsAnAskOnce) {
  Network network = little_record();
  EXPECT_THAT(complaint([&] { network.record_ask("ana", "bo", "kim", now - 2 * day); }, Errc::duplicate_key), HasSubstr("already"));
  network.record_ask("ana", "bo", "kim", now - day);  // asked again, later: another ask
}

TEST(Network, TakesAnOutcomeOnlyForAnUnansweredAskMadeByThen) {
  Network network = little_record();
  const auto answer = [&](Time at) { network.record_outcome("ana", "bo", "kim", at, Outcome::yes); };
  EXPECT_THAT(complaint([&] { answer(now - 3 * day); }, Errc::invalid_argument), HasSubstr("record_ask comes first"));
  answer(now - 2 * day);
  EXPECT_THAT(complaint([&] { answer(now); }, Errc::invalid_argument), HasSubstr("no unanswered ask"));
  EXPECT_THAT(complaint([&] { network.record_outcome("kim", "bo", "ana", now, Outcome::no); }, Errc::invalid_argument),
              HasSubstr("no unanswered ask"));
}

TEST(Network, GivesAnOutcomeToTheLatestAsk) {
  // Asked at −40 days and −10; a yes now to the second leaves the first to expire: (2 + 1)/(3 + 1 + 2^(−10/365)).
  Network network = little_record();
  Network other;
  for (const char* key : {"ana", "bo", "kim"}) other.add_member(key);
  other.record_ask("ana", "bo", "kim", now - 10 * day);
  other.record_ask("ana", "bo", "kim", now - 40 * day);
  other.record_outcome("ana", "bo", "kim", now, Outcome::yes);
  const View view = other.snapshot(now).owner_view(Policy::open());
  EXPECT_NEAR(view.willingness(view.id("bo")), 3 / (4 + std::exp2(-10.0 / 365)), 1e-12);
}

TEST(Network, TellsItsAsksInOrderWithWhatCameOfThem) {
  Network network, other;
  for (Network* each : {&network, &other})
    for (const char* key : {"kim", "bo", "ana"}) each->add_member(key);
  EXPECT_TRUE(network.asks().empty());
  network.record_ask("kim", "bo", "ana", now);
  network.record_ask("ana", "bo", "kim", now);
  network.record_ask("ana", "bo", "kim", now - day);
  network.record_outcome("ana", "bo", "kim", now + 5, Outcome::yes);
  const std::vector<Ask> expected{
      {"ana", "bo", "kim", now - day, {}, {}}, {"ana", "bo", "kim", now, now + 5, Outcome::yes}, {"kim", "bo", "ana", now, {}, {}}};
  EXPECT_EQ(network.asks(), expected);
  other.record_ask("ana", "bo", "kim", now - day);
  other.record_ask("ana", "bo", "kim", now);
  other.record_outcome("ana", "bo", "kim", now + 5, Outcome::yes);
  other.record_ask("kim", "bo", "ana", now);
  EXPECT_EQ(other.asks(), expected);
  EXPECT_EQ(Network::from_bytes(network.to_bytes()).asks(), expected);
  network.remove("kim");
  EXPECT_TRUE(network.asks().empty());
}

TEST(Network, TellsItsKeysInOrder) {
  Network texts, numbers;
  for (const char* key : {"b", "\xc3\xa9", "B", "10", "9"}) texts.add_member(key);
  for (const int key : {10, 9, -1}) numbers.add_member(key);
  EXPECT_EQ(texts.keys(), (std::vector<Key>{"10", "9", "B", "b", "\xc3\xa9"}));
  EXPECT_EQ(numbers.keys(), (std::vector<Key>{-1, 9, 10}));
  EXPECT_EQ(texts.text_keys(), true);
  EXPECT_EQ(numbers.text_keys(), false);
}

TEST(Network, KnowsItsLastEvent) {
  Network network;
  network.add_connection("ana", "bo");
  EXPECT_EQ(network.last_event(), 0);  // nothing is dated
  network.add_follow("ana", "bo", Channel::follow, now + 5 * day);
  network.add_connection("ana", "kim", {.since = now});
  EXPECT_EQ(network.last_event(), now + 5 * day);
  network.add_interaction("ana", "bo", now - 9 * day);
  EXPECT_EQ(network.last_event(), now - 9 * day);  // an interaction goes before all other facts
}

// --- copies and moves ----------------------------------------------------------------------------------------------------------------

TEST(Network, IsCopiedWhole) {
  const Network network = little_record();
  const Network copy = network;
  EXPECT_TRUE(Sight(copy) == Sight(network));
}

TEST(Network, GoesItsOwnWayFromItsCopy) {
  Network network = little_record();
  const Sight before(network);
  Network copy = network;
  copy.add_interaction("ana", "dee", now);
  copy.update_member("ana", {});
  copy.set_consent("bo", Purpose::introduce, false);
  copy.record_outcome("ana", "bo", "kim", now, Outcome::no);
  copy.add_connection("bo", "kim", {.weight = 1}, Duplicates::last);
  EXPECT_TRUE(Sight(network) == before);
  copy.remove("ana");
  EXPECT_TRUE(Sight(network) == before);
  network.remove("bo");
  EXPECT_TRUE(copy.contains("bo"));
}

TEST(Network, CanBeMovedAndUsedAgain) {
  Network network = little_record();
  const Sight before(network);
  Network moved = std::move(network);
  EXPECT_TRUE(Sight(moved) == before);
  network = Network();
  network.add_member(1);
  EXPECT_EQ(network.keys(), std::vector<Key>{1});
  network = std::move(moved);
  EXPECT_TRUE(Sight(network) == before);
}

TEST(Snapshot, OutlivesItsNetworkAndDoesNotSeeItChange) {
  std::optional<Network> network = little_record();
  const Snapshot snapshot = network->snapshot(now);
  const Snapshot same = little_record().snapshot(now);
  network->add_interaction("ana", "kim", now);
  network->remove("bo");
  network.reset();
  EXPECT_TRUE(snapshot == same);
}

// --- what is refused -----------------------------------------------------------------------------------------------------------------

struct Wrong {
  std::string what;
  std::function<void(Network&)> call;
  Errc code = Errc::invalid_argument;
  std::vector<std::string> words;  // that the text must hold: the field first
};

/// Every place that takes a key, with a key of the caller's choice in it.
std::vector<std::pair<std::string, std::function<void(Network&, const Key&)>>> key_places() {
  return {{"key", [](Network& n, const Key& k) { n.add_member(k); }},
          {"key", [](Network& n, const Key& k) { n.update_member(k, {}); }},
          {"source", [](Network& n, const Key& k) { n.add_connection(k, "bo"); }},
          {"target", [](Network& n, const Key& k) { n.add_connection("bo", k); }},
          {"source", [](Network& n, const Key& k) { n.add_interaction(k, "bo", now); }},
          {"target", [](Network& n, const Key& k) { n.add_interaction("bo", k, now); }},
          {"participants",
           [](Network& n, const Key& k) {
             n.add_interaction("bo", "ana", now, {.participants = {"kim", k}});
           }},
          {"member", [](Network& n, const Key& k) { n.add_group("rowing", k); }},
          {"follower", [](Network& n, const Key& k) { n.add_follow(k, "bo"); }},
          {"followed", [](Network& n, const Key& k) { n.add_follow("bo", k); }},
          {"member", [](Network& n, const Key& k) { n.set_consent(k, Purpose::introduce, true); }},
          {"grantee", [](Network& n, const Key& k) { n.set_consent("bo", Purpose::introduce, true, Grantee::member(k)); }},
          {"blocker", [](Network& n, const Key& k) { n.add_block(k, "bo"); }},
          {"blocked", [](Network& n, const Key& k) { n.add_block("bo", k); }},
          {"seeker", [](Network& n, const Key& k) { n.record_ask(k, "bo", "kim", now); }},
          {"introducer", [](Network& n, const Key& k) { n.record_ask("ana", k, "kim", now); }},
          {"target", [](Network& n, const Key& k) { n.record_ask("ana", "bo", k, now); }},
          {"seeker", [](Network& n, const Key& k) { n.record_outcome(k, "bo", "kim", now, Outcome::yes); }},
          {"introducer", [](Network& n, const Key& k) { n.record_outcome("ana", k, "kim", now, Outcome::yes); }},
          {"target", [](Network& n, const Key& k) { n.record_outcome("ana", "bo", k, now, Outcome::yes); }},
          {"viewer", [](Network& n, const Key& k) { n.record_impression(k, "kim", now); }},
          {"target", [](Network& n, const Key& k) { n.record_impression("bo", k, now); }}};
}

/// Every place that takes an instant.
std::vector<std::pair<std::string, std::function<void(Network&, Time)>>> time_places() {
  return {{"joined", [](Network& n, Time t) { n.add_member("dee", {.joined = t}); }},
          {"joined", [](Network& n, Time t) { n.update_member("ana", {.joined = t}); }},
          {"since", [](Network& n, Time t) { n.add_connection("ana", "dee", {.since = t}); }},
          {"time", [](Network& n, Time t) { n.add_interaction("ana", "bo", t); }},
          {"start", [](Network& n, Time t) { n.add_group("rowing", "bo", {.start = t}); }},
          {"until", [](Network& n, Time t) { n.add_group("rowing", "bo", {.until = t}); }},
          {"since", [](Network& n, Time t) { n.add_follow("ana", "bo", Channel::follow, t); }},
          {"start", [](Network& n, Time t) { n.set_consent("ana", Purpose::introduce, true, {}, {.start = t}); }},
          {"until", [](Network& n, Time t) { n.set_consent("ana", Purpose::introduce, true, {}, {.until = t}); }},
          {"start", [](Network& n, Time t) { n.add_block("ana", "bo", {.start = t}); }},
          {"until", [](Network& n, Time t) { n.add_block("ana", "bo", {.until = t}); }},
          {"at", [](Network& n, Time t) { n.record_ask("ana", "bo", "kim", t); }},
          {"at", [](Network& n, Time t) { n.record_outcome("ana", "bo", "kim", t, Outcome::yes); }},
          {"at", [](Network& n, Time t) { n.record_impression("ana", "bo", t); }}};
}

/// Every place that takes two members, with Ana in both.
std::vector<std::pair<std::string, std::function<void(Network&)>>> twice_places() {
  return {{"source", [](Network& n) { n.add_connection("ana", "ana"); }},
          {"source", [](Network& n) { n.add_interaction("ana", "ana", now); }},
          {"follower", [](Network& n) { n.add_follow("ana", "ana"); }},
          {"blocker", [](Network& n) { n.add_block("ana", "ana"); }},
          {"seeker", [](Network& n) { n.record_ask("ana", "ana", "kim", now); }},
          {"seeker", [](Network& n) { n.record_ask("ana", "bo", "ana", now); }},
          {"introducer", [](Network& n) { n.record_ask("bo", "ana", "ana", now); }},
          {"viewer", [](Network& n) { n.record_impression("ana", "ana", now); }}};
}

std::vector<Wrong> wrong_calls() {
  std::vector<Wrong> all;
  const std::string long_key(129, 'x');
  for (const auto& [field, call] : key_places()) {
    const auto with = [call = call](const Key& key) { return [call, key](Network& n) { call(n, key); }; };
    all.push_back({field + ": an integer among texts", with(7), Errc::invalid_argument, {field, "text", "7"}});
    all.push_back({field + ": empty", with(""), Errc::invalid_argument, {field, "empty"}});
    all.push_back({field + ": 129 bytes", with(long_key), Errc::invalid_argument, {field, "128", "129"}});
    all.push_back({field + ": no UTF-8", with("an\xff"), Errc::invalid_argument, {field, "UTF-8", "'an\\xff'"}});
  }
  for (const auto& [field, call] : time_places())
    for (const Time time : {min_time - 1, max_time + 1, std::numeric_limits<Time>::min(), std::numeric_limits<Time>::max()})
      all.push_back({field + ": " + std::to_string(time),
                     [call = call, time](Network& n) { call(n, time); },
                     Errc::invalid_argument,
                     {field, "year 1…9999", std::to_string(time)}});
  for (const auto& [field, call] : twice_places())
    all.push_back({field + ": twice", call, Errc::invalid_argument, {field, "two members", "'ana' twice"}});

  for (const auto& [weight, text] : std::vector<std::pair<double, std::string>>{
           {0, "0"}, {-1, "-1"}, {1.0001, "1.0001"}, {nan, "nan"}, {infinity, "inf"}, {-infinity, "-inf"}, {1e-50, "1e-50"}})
    all.push_back({"weight: " + text,
                   [weight = weight](Network& n) { n.add_connection("ana", "dee", {.weight = weight}); },
                   Errc::invalid_argument,
                   {"weight", text}});
  all.push_back({"weight of a replacement",
                 [](Network& n) { n.add_connection("bo", "kim", {.weight = 2}, Duplicates::last); },
                 Errc::invalid_argument,
                 {"weight", "2"}});
  for (const auto& [openness, text] : std::vector<std::pair<double, std::string>>{{-0.1, "-0.1"}, {1.1, "1.1"}, {nan, "nan"}, {infinity, "inf"}}) {
    all.push_back({"openness: " + text,
                   [o = openness](Network& n) { n.add_member("dee", {.openness = o}); },
                   Errc::invalid_argument,
                   {"openness must be 0…1, got " + text}});
    all.push_back({"openness, updated: " + text,
                   [o = openness](Network& n) { n.update_member("ana", {.openness = o}); },
                   Errc::invalid_argument,
                   {"openness must be 0…1, got " + text}});
  }
  all.push_back({"ask_cap", [](Network& n) { n.add_member("dee", {.ask_cap = -1}); }, Errc::invalid_argument, {"ask_cap", "-1"}});
  all.push_back({"name", [](Network& n) { n.add_member("dee", {.name = "\xc3"}); }, Errc::invalid_argument, {"name", "UTF-8"}});
  all.push_back({"name, long",
                 [](Network& n) { n.add_member("dee", {.name = std::string(65'537, 'x')}); },
                 Errc::invalid_argument,
                 {"name", "65536", "65537"}});
  all.push_back({"industry", [](Network& n) { n.add_member("dee", {.industry = "\xff"}); }, Errc::invalid_argument, {"industry", "UTF-8"}});
  all.push_back(
      {"organisation", [](Network& n) { n.add_member("dee", {.organisation = "\xff"}); }, Errc::invalid_argument, {"organisation", "UTF-8"}});
  all.push_back({"city", [](Network& n) { n.add_member("dee", {.city = "\xff"}); }, Errc::invalid_argument, {"city", "UTF-8"}});
  all.push_back({"needs, empty", [](Network& n) { n.add_member("dee", {.needs = {"law", ""}}); }, Errc::invalid_argument, {"needs", "empty"}});
  all.push_back(
      {"offers, long", [&](Network& n) { n.add_member("dee", {.offers = {std::string(129, 'x')}}); }, Errc::invalid_argument, {"offers", "128"}});
  all.push_back({"kind, empty", [](Network& n) { n.add_interaction("ana", "dee", now, {.kind = ""}); }, Errc::invalid_argument, {"kind", "empty"}});
  all.push_back(
      {"kind, no UTF-8", [](Network& n) { n.add_interaction("ana", "dee", now, {.kind = "\x80"}); }, Errc::invalid_argument, {"kind", "UTF-8"}});
  all.push_back({"group, empty", [](Network& n) { n.add_group("", "dee"); }, Errc::invalid_argument, {"group", "empty"}});
  all.push_back({"group, long", [](Network& n) { n.add_group(std::string(129, 'x'), "dee"); }, Errc::invalid_argument, {"group", "128", "129"}});
  all.push_back({"group of a grantee",
                 [](Network& n) { n.set_consent("bo", Purpose::introduce, true, Grantee::group("")); },
                 Errc::invalid_argument,
                 {"grantee group", "empty"}});
  for (const Time until : {now, now - 1}) {
    const Interval empty{.start = now, .until = until};
    all.push_back(
        {"empty interval of a membership", [=](Network& n) { n.add_group("rowing", "dee", empty); }, Errc::invalid_argument, {"start", "until"}});
    all.push_back({"empty interval of a consent",
                   [=](Network& n) { n.set_consent("bo", Purpose::introduce, true, {}, empty); },
                   Errc::invalid_argument,
                   {"start", "until"}});
    all.push_back({"empty interval of a block", [=](Network& n) { n.add_block("ana", "bo", empty); }, Errc::invalid_argument, {"start", "until"}});
  }
  all.push_back({"unknown update", [](Network& n) { n.update_member("dee", {}); }, Errc::unknown_member, {"'dee'"}});
  all.push_back({"unknown removal", [](Network& n) { n.remove("dee"); }, Errc::unknown_member, {"'dee'"}});
  all.push_back(
      {"unknown outcome", [](Network& n) { n.record_outcome("ana", "bo", "dee", now, Outcome::yes); }, Errc::unknown_member, {"target", "'dee'"}});
  return all;
}

TEST(WrongCalls, NameTheFieldAndTheValueAndChangeNothing) {
  Network network = little_record();
  const Sight before(network);
  int calls = 0;
  for (const Wrong& wrong : wrong_calls()) {
    SCOPED_TRACE(wrong.what);
    const std::string text = complaint([&] { wrong.call(network); }, wrong.code);
    for (const std::string& word : wrong.words) EXPECT_THAT(text, HasSubstr(word));
    ASSERT_EQ(network.member_count(), before.members);
    ++calls;
  }
  EXPECT_TRUE(Sight(network) == before);
  EXPECT_GT(calls, 150);
}

TEST(WrongCalls, OfMillisecondsSayWhatToDo) {
  Network network;
  EXPECT_THAT(complaint([&] { network.add_interaction("ana", "bo", 1'700'000'000'000); }, Errc::invalid_argument), HasSubstr("divide by 1000"));
}

TEST(WrongCalls, OfTwoKindsOfKeysInOneFactMakeNoMember) {
  Network network;
  EXPECT_THAT(complaint([&] { network.add_connection("ana", 1); }, Errc::invalid_argument), HasSubstr("one kind"));
  EXPECT_THAT(complaint([&] { network.add_interaction(1, 2, now, {.participants = {"kim"}}); }, Errc::invalid_argument), HasSubstr("participants"));
  EXPECT_EQ(network.member_count(), 0U);
  EXPECT_EQ(network.text_keys(), std::nullopt);
  network.add_member(1);  // the first that is taken decides
  EXPECT_THAT(complaint([&] { network.add_member("1"); }, Errc::invalid_argument), HasSubstr("integer"));
}

TEST(WrongCalls, OfSnapshotsOutsideTheCalendarAreRefused) {
  const Network network = little_record();
  for (const Time as_of : {min_time - 1, max_time + 1, std::numeric_limits<Time>::min(), std::numeric_limits<Time>::max()}) {
    EXPECT_THAT(complaint([&] { (void)network.snapshot(as_of); }, Errc::invalid_argument), HasSubstr("as_of"));
    EXPECT_THAT(complaint([&] { (void)network.snapshot(as_of, Overlap{}); }, Errc::invalid_argument), HasSubstr("as_of"));
  }
}

TEST(Network, NamesTheNearestKeysForAnUnknownOne) {
  Network network = little_record();
  EXPECT_THAT(complaint([&] { (void)network.member("anna"); }, Errc::unknown_member), HasSubstr("did you mean 'ana'"));
  EXPECT_THAT(complaint([&] { network.remove("kin"); }, Errc::unknown_member), HasSubstr("'kim'"));
  EXPECT_THAT(complaint([&] { network.set_consent("boo", Purpose::introduce, true); }, Errc::unknown_member), HasSubstr("'bo'"));
  EXPECT_THAT(complaint([&] { (void)network.member("somebody else"); }, Errc::unknown_member), testing::Not(HasSubstr("did you mean")));
}

TEST(Network, NamesTheNearestIntegersToo) {
  Network network;
  network.add_connection(1234, 77);
  EXPECT_THAT(complaint([&] { (void)network.member(1243); }, Errc::unknown_member), HasSubstr("'1234'"));
}

TEST(Network, ShowsNoControlCharactersInItsMessages) {
  Network network;
  network.add_member("an\x1b[31m");
  network.add_member("ana\nbo");
  for (const char* asked : {"an\x1b[32m", "ana\tbo", "ana"}) {
    const std::string text = complaint([&] { (void)network.member(asked); }, Errc::unknown_member);
    EXPECT_EQ(text.find_first_of("\x1b\n\t"), std::string::npos) << text;
  }
}

// --- limits --------------------------------------------------------------------------------------------------------------------------

TEST(Limits, OfAKeyAre128Bytes) {
  Network network;
  const std::string longest(128, 'x');
  network.add_member(longest);
  EXPECT_TRUE(network.contains(longest));
  std::string umlauts;
  for (int i = 0; i < 64; ++i) umlauts += "\xc3\xa4";  // 64 characters, 128 bytes
  network.add_member(umlauts);
  EXPECT_THROW(network.add_member(umlauts + "x"), Error);
}

TEST(Limits, OfAMessageHoldForAKeyThatIsNoText) {
  Network network;
  try {
    network.add_member(std::string(1'000'000, '\x80'));  // bytes that only go on, and never begin a character
    FAIL() << "took a key of a megabyte";
  } catch (const Error& error) { EXPECT_LT(std::string_view(error.what()).size(), 1000U); }
}

TEST(Limits, OfAKeyOfIntegersAreThoseOf64Bits) {
  Network network;
  const std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
  network.add_connection(high, low);
  network.add_member(0);
  EXPECT_EQ(network.keys(), (std::vector<Key>{low, 0, high}));
  EXPECT_EQ(network.snapshot(now).find(low), MemberId{0});
}

TEST(Limits, OfTextAre64KibibytesAndOfWords128) {
  Network network;
  network.add_member("ana", {.name = std::string(65'536, 'x'), .needs = {std::string(128, 'y')}});
  network.add_interaction("ana", "bo", now, {.kind = std::string(128, 'z')});
  network.add_group(std::string(128, 'g'), "ana");
  EXPECT_EQ(network.snapshot(now).name(MemberId{0}).size(), 65'536U);
}

TEST(Limits, OfTimeAreTheYearsOneAndNineThousandNineHundredNinetyNine) {
  Network network;
  for (const auto& [field, call] : time_places()) {
    SCOPED_TRACE(field);
    for (const Time time : {min_time, max_time}) {
      if (field == "until" && time == min_time) continue;
      Network fresh = little_record();
      EXPECT_NO_THROW(call(fresh, field == "at" && time == min_time ? now : time));
    }
  }
  network.add_interaction("ana", "bo", min_time);
  network.add_interaction("bo", "ana", max_time);
  const Snapshot last = network.snapshot(max_time);
  const View view = last.owner_view(Policy::open());
  const auto facts = view.tie_facts(view.id("ana"), view.id("bo"));
  EXPECT_EQ(facts->events_out, 1U);
  EXPECT_EQ(facts->seconds_since_out, 0xFFFF'FFFEU);  // ten thousand years do not fit 32 bits: as many as do
  EXPECT_EQ(facts->seconds_since_back, 0U);
  EXPECT_EQ(network.snapshot(min_time).tie_count(), 2U);
  LogisticTies own = preset();
  own.theta[1] = 0.25;  // who turned to the other lately, and who ten thousand years ago
  const Snapshot weighed = network.snapshot(max_time, own);
  EXPECT_GT(weighed.strength(MemberId{1}, MemberId{0}), weighed.strength(MemberId{0}, MemberId{1}));
}

TEST(Limits, OfAWeightEndAtTheSmallestThatAFloatHolds) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 1.2e-38});
  EXPECT_THAT(complaint([&] { network.add_connection("ana", "kim", {.weight = 1e-46}); }, Errc::invalid_argument), HasSubstr("weight"));
  EXPECT_NO_THROW(network.add_connection("ana", "kim", {.weight = 1}));
}

TEST(Limits, OfUtf8AreThoseOfTheStandard) {
  const std::vector<std::string> good{
      std::string("a\0b", 3), "\x01",         "\x7f",         "\xc2\x80",         "\xdf\xbf",         "\xe0\xa0\x80",
      "\xed\x9f\xbf",         "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\xf0\x9f\x91\x8b",
      "\xe2\x80\xae",         "a\xcc\x81"};
  const std::vector<std::string> bad{"\x80",
                                     "\xbf",
                                     "a\x80",
                                     "\xc3",
                                     "a\xc3",
                                     "\xc3(",
                                     "\xc3\xc3",
                                     "\xe2\x82",
                                     "\xe2(\x82",
                                     "\xe2\x82(",
                                     "\xf0\x9f\x91",
                                     "\xf0\x9f",
                                     "\xf0(\x91\x8b",  // broken off
                                     "\xc0\x80",
                                     "\xc0\xaf",
                                     "\xc1\xbf",
                                     "\xe0\x80\x80",
                                     "\xe0\x9f\xbf",
                                     "\xf0\x80\x80\x80",
                                     "\xf0\x8f\xbf\xbf",                                       // longer than need be
                                     "\xed\xa0\x80",
                                     "\xed\xbf\xbf",
                                     "\xed\xa0\xbd\xed\xb1\x8b",  // surrogates
                                     "\xf4\x90\x80\x80",
                                     "\xf5\x80\x80\x80",
                                     "\xf7\xbf\xbf\xbf",
                                     "\xf8\x88\x80\x80\x80",
                                     "\xfc\x84\x80\x80\x80\x80",
                                     "\xfe",
                                     "\xff"};  // beyond U+10FFFF
  Network network;
  for (const std::string& key : good) EXPECT_NO_THROW(network.add_member(key, {.name = key})) << testing::PrintToString(key);
  EXPECT_EQ(network.member_count(), good.size());
  for (const std::string& key : bad) {
    EXPECT_THROW(network.add_member(key), Error) << testing::PrintToString(key);
    EXPECT_THROW(network.add_member("x", {.name = key}), Error) << testing::PrintToString(key);
  }
  EXPECT_EQ(network.member_count(), good.size());
}

TEST(Limits, OfParticipantsAreTheModelsNotTheRecords) {
  Network network;
  Interaction mail;
  for (int i = 2; i < 5000; ++i) mail.participants.emplace_back(i);
  network.add_interaction(0, 1, now, mail);
  EXPECT_EQ(network.member_count(), 5000U);
  EXPECT_EQ(network.snapshot(now).member_count(), 5000U);
  EXPECT_EQ(network.snapshot(now).tie_count(), 0U);
}

// --- bulk ----------------------------------------------------------------------------------------------------------------------------

TEST(BulkImport, TakesAllRows) {
  Network bulk, single;
  const std::vector<Network::MemberRow> members{{"ana", {.name = "Ana"}}, {"bo"}};
  const std::vector<Network::ConnectionRow> connections{{"ana", "bo", {.weight = 0.5}}, {"bo", "kim"}};
  const std::vector<Network::InteractionRow> interactions{{"ana", "bo", now}, {"bo", "ana", now, {.kind = "meeting"}}};
  const std::vector<Network::GroupRow> groups{{"rowing", "ana", {.start = now}}};
  const std::vector<Network::FollowRow> follows{{"kim", "ana", Channel::subscription, now}};
  EXPECT_EQ(bulk.add_members(members), (ImportReport{2, 2, {}}));
  EXPECT_EQ(bulk.add_connections(connections), (ImportReport{2, 2, {}}));
  EXPECT_EQ(bulk.add_interactions(interactions), (ImportReport{2, 2, {}}));
  EXPECT_EQ(bulk.add_groups(groups), (ImportReport{1, 1, {}}));
  EXPECT_EQ(bulk.add_follows(follows), (ImportReport{1, 1, {}}));
  single.add_follow("kim", "ana", Channel::subscription, now);
  single.add_group("rowing", "ana", {.start = now});
  single.add_interaction("bo", "ana", now, {.kind = "meeting"});
  single.add_interaction("ana", "bo", now);
  single.add_connection("bo", "kim");
  single.add_connection("ana", "bo", {.weight = 0.5});
  single.add_member("bo");
  single.add_member("ana", {.name = "Ana"});
  EXPECT_TRUE(Sight(bulk) == Sight(single));
}

TEST(BulkImport, IsStrictUnlessToldOtherwise) {
  Network network = little_record();
  const Sight before(network);
  const std::vector<Network::ConnectionRow> rows{{"ana", "dee"}, {"bo", "kim"}, {"dee", "eve"}};
  const std::string text = complaint([&] { network.add_connections(rows); }, Errc::duplicate_key);
  EXPECT_THAT(text, HasSubstr("row 2"));
  EXPECT_THAT(text, HasSubstr("connected already"));
  EXPECT_TRUE(Sight(network) == before);
}

TEST(BulkImport, ReportsAsManyBadRowsAsAllowed) {
  Network network = little_record();
  const std::vector<Network::ConnectionRow> rows{{"ana", "dee"}, {"bo", "kim"}, {"", "eve"}, {"dee", "eve"}};
  const ImportReport report = network.add_connections(rows, {.max_rejected = 2});
  EXPECT_EQ(report.rows, 4U);
  EXPECT_EQ(report.accepted, 2U);
  ASSERT_EQ(report.rejected.size(), 2U);
  EXPECT_EQ(report.rejected[0].line, 2U);
  EXPECT_EQ(report.rejected[1].line, 3U);
  EXPECT_THAT(report.rejected[1].reason, HasSubstr("source must not be empty"));
  EXPECT_TRUE(network.contains("eve"));
}

TEST(BulkImport, TakesNothingBackFromBeforeWhenOneTooManyFails) {
  Network network = little_record();
  const Sight before(network);
  const std::vector<Network::InteractionRow> rows{{"ana", "dee", now}, {"x", "x", now}, {"ana", "bo", max_time + 1}, {"ana", "bo", now}};
  EXPECT_THAT(complaint([&] { network.add_interactions(rows, {.max_rejected = 1}); }, Errc::invalid_argument), HasSubstr("row 3"));
  EXPECT_TRUE(Sight(network) == before);
}

TEST(BulkImport, ReplacesConnectionsWhereTheLastCountsAndRestoresThemOnFailure) {
  Network network = little_record();
  const Sight before(network);
  const std::vector<Network::ConnectionRow> wrong{{"kim", "bo", {.weight = 1}}, {"bo", "bo"}};
  EXPECT_THROW(network.add_connections(wrong, {.duplicates = Duplicates::last}), Error);
  EXPECT_TRUE(Sight(network) == before);
  const std::vector<Network::ConnectionRow> right{{"kim", "bo", {.weight = 1}}};
  network.add_connections(right, {.duplicates = Duplicates::last});
  const Snapshot snapshot = network.snapshot(now);
  EXPECT_EQ(snapshot.strength(*snapshot.find("kim"), *snapshot.find("bo")), 1);
}

// A number of a database that was cast to an enum: the smallest calls that were accepted, and could not be read back once saved.
TEST(Network, RefusesWhatIsNoValueOfItsEnum) {
  Network network = little_record();
  const Sight before(network);
  const auto refused = [&](const auto& call) { return complaint(call, Errc::invalid_argument); };
  EXPECT_EQ(refused([&] { network.add_follow("kim", "ana", static_cast<Channel>(2)); }), "channel must be one of the values 0…1 of its enum, got 2");
  EXPECT_EQ(refused([&] { network.set_consent("ana", static_cast<Purpose>(5), false); }), "purpose must be one of the values 0…4 of its enum, got 5");
  EXPECT_THAT(refused([&] { network.set_consent("ana", Purpose::introduce, false, {.kind = static_cast<Grantee::Kind>(9)}); }),
              HasSubstr("grantee's kind"));
  EXPECT_THAT(refused([&] { network.record_outcome("ana", "bo", "kim", now, static_cast<Outcome>(7)); }), HasSubstr("outcome must be"));
  EXPECT_THAT(refused([&] { network.add_connection("ana", "bo", {}, static_cast<Duplicates>(2)); }), HasSubstr("duplicates must be"));
  EXPECT_EQ(Sight(network), before);
  const Snapshot snapshot = network.snapshot(now);
  EXPECT_FALSE(snapshot.owner_view(Policy::open()).permits(MemberId{0}, static_cast<Purpose>(77)));
}

// What a callback would change is being read: the smallest record with which a save wrote what no load could read.
TEST(Network, IsNotChangedByACallbackOfACallThatReadsIt) {
  Network network = little_record();
  const Sight before(network);
  const std::string bytes = network.to_bytes();
  const std::vector<std::function<void()>> changes{
      [&] { network.add_member("zoe"); },
      [&] { network.update_member("ana", {}); },
      [&] { network.add_connection("ana", "zoe"); },
      [&] { network.add_interaction("ana", "zoe", now); },
      [&] { network.add_group("rowing", "ana"); },
      [&] { network.add_follow("bo", "kim"); },
      [&] { network.set_consent("ana", Purpose::introduce, false); },
      [&] { network.add_block("bo", "kim"); },
      [&] { network.record_ask("kim", "bo", "ana", now); },
      [&] { network.record_outcome("ana", "bo", "kim", now, Outcome::yes); },
      [&] { network.record_impression("bo", "kim", now); },
      [&] { network.remove("ana"); },
      [&] {
        network.add_follows(std::vector<Network::FollowRow>{{"bo", "kim"}});
      },
      [&] { const Network::Batch batch(network); },
  };
  const std::string path = testing::TempDir() + "called_back.hob";
  const EvidenceOptions evidence = preset().evidence_options();
  for (const auto& change : changes) {
    int calls = 0;
    const auto progress = [&](std::uint64_t, std::uint64_t) { return ++calls, change(), true; };
    const std::string in_use = "this network is in use by the call that is calling back; change it afterwards";
    const auto refused = [&](const auto& call) { return complaint(call, Errc::invalid_argument); };
    EXPECT_EQ(refused([&] { (void)network.snapshot(now, {.progress = progress}); }), in_use);
    EXPECT_EQ(refused([&] { (void)network.snapshot(now, Overlap{}, {.progress = progress}); }), in_use);
    EXPECT_EQ(refused([&] { (void)network.to_bytes(progress); }), in_use);
    EXPECT_EQ(refused([&] { network.save(path, progress); }), in_use);
    EXPECT_EQ(refused([&] {
                network.for_each_pair(
                    now, now, evidence, [](const PairHistory&) {}, progress);
              }),
              in_use);
    EXPECT_EQ(refused([&] { network.for_each_pair(now, now, evidence, [&](const PairHistory&) { change(); }); }), in_use);
    EXPECT_EQ(calls, 5);
    EXPECT_EQ(Sight(network), before);
  }
  EXPECT_EQ(network.to_bytes(), bytes);
  network.add_member("zoe");   // afterwards it may be
}

// It may be read, and even be replaced: who reads the record holds on to it.
TEST(Network, MayBeReadAndReplacedByACallbackOfACallThatReadsIt) {
  Network network = little_record();
  const std::string bytes = network.to_bytes();
  std::string within;
  const Snapshot snapshot = network.snapshot(now, {.progress = [&](std::uint64_t, std::uint64_t) {
                                               if (network.member_count() > 0) within = network.to_bytes();
                                               network = Network();
                                               return true;
                                             }});
  EXPECT_EQ(within, bytes);
  EXPECT_EQ(snapshot, little_record().snapshot(now));
  EXPECT_EQ(network.member_count(), 0U);
}

}  // namespace
