// Until it is committed, a batch can be taken back: whatever was added, replaced or answered is as it was before.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;

constexpr Time now = 1'700'000'000;

TEST(Batch, KeepsWhatIsCommitted) {
  Network network;
  {
    Network::Batch batch(network);
    network.add_connection("ana", "bo");
    batch.commit();
    network.add_connection("bo", "kim");  // after the commit nothing is taken back
  }
  EXPECT_EQ(network.connection_count(), 2U);
}

TEST(Batch, TakesBackWhatIsNot) {
  Network network;
  {
    const Network::Batch batch(network);
    network.add_connection("ana", "bo");
    EXPECT_EQ(network.connection_count(), 1U);
  }
  EXPECT_EQ(network.connection_count(), 0U);
  EXPECT_EQ(network.member_count(), 0U);
  EXPECT_EQ(network.text_keys(), std::nullopt);
}

TEST(Batch, TakesBackWhenAnExceptionPasses) {
  Network network;
  network.add_connection("ana", "bo");
  EXPECT_THROW(
      {
        const Network::Batch batch(network);
        network.add_connection("bo", "kim");
        network.add_connection("ana", "bo");
      },
      Error);
  EXPECT_EQ(network.connection_count(), 1U);
  EXPECT_FALSE(network.contains("kim"));
}

TEST(Batch, RestoresWhatMembersSaid) {
  Network network;
  network.add_member("ana", {.name = "Ana"});
  network.add_connection("ana", "bo");
  {
    const Network::Batch batch(network);
    network.update_member("ana", {.name = "Anna"});
    network.update_member("ana", {.name = "Annette"});
    network.add_member("bo", {.name = "Bo"});
  }
  EXPECT_EQ(network.member("ana").name, "Ana");
  EXPECT_EQ(network.member("bo").name, "");
  network.add_member("bo", {.name = "Bo"});  // bo is again one who was only mentioned
}

TEST(Batch, RestoresAReplacedConnection) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 1});
  {
    const Network::Batch batch(network);
    network.add_connection("bo", "ana", {.weight = 0.1, .is_private = true}, Duplicates::last);
    network.add_connection("bo", "ana", {.since = now}, Duplicates::last);
  }
  const Snapshot snapshot = network.snapshot(now - 1);
  EXPECT_EQ(snapshot.strength(MemberId{0}, MemberId{1}), 1);
}

TEST(Batch, RestoresAConsent) {
  Network network;
  network.add_member("ana");
  network.set_consent("ana", Purpose::introduce, false);
  {
    const Network::Batch batch(network);
    network.set_consent("ana", Purpose::introduce, true);
    network.set_consent("ana", Purpose::introduce, true, {}, {.start = now - 5});
  }
  EXPECT_FALSE(network.snapshot(now).owner_view(Policy::open()).permits(MemberId{0}, Purpose::introduce));
}

TEST(Batch, LeavesAnAskUnansweredAgain) {
  Network network;
  for (const char* key : {"ana", "bo", "kim"}) network.add_member(key);
  network.record_ask("ana", "bo", "kim", now);
  {
    const Network::Batch batch(network);
    network.record_outcome("ana", "bo", "kim", now, Outcome::yes);
    network.record_ask("ana", "bo", "kim", now + 1);
  }
  const View view = network.snapshot(now).owner_view(Policy::open());
  EXPECT_DOUBLE_EQ(view.willingness(view.id("bo")), 2.0 / 3);
  network.record_outcome("ana", "bo", "kim", now, Outcome::no);
  network.record_ask("ana", "bo", "kim", now + 1);  // not there already
}

TEST(Batch, IsTheOnlyOneOfItsNetwork) {
  Network network, other;
  std::optional<Network::Batch> batch(std::in_place, network);
  EXPECT_THROW(Network::Batch second(network), Error);
  EXPECT_THROW(network.add_members({}), Error);  // an import is a batch of its own
  const Network::Batch elsewhere(other);
  batch.reset();
  const Network::Batch next(network);
}

TEST(Batch, MakesRemovalAndCopyingWait) {
  Network network;
  network.add_member("ana");
  std::optional<Network::Batch> batch(std::in_place, network);
  EXPECT_THROW(network.remove("ana"), Error);
  EXPECT_THROW(Network copy(network), Error);
  Network other;
  EXPECT_THROW(other = network, Error);
  EXPECT_THROW(network = other, Error);
  batch.reset();
  network.remove("ana");
  EXPECT_NO_THROW(Network copy(network));
}

TEST(Batch, GoesWithANetworkThatIsMoved) {
  Network network;
  network.add_member("ana");
  Network moved;
  {
    const Network::Batch batch(network);
    network.add_member("bo");
    moved = std::move(network);
    moved.add_member("kim");
  }
  EXPECT_EQ(moved.keys(), std::vector<Key>{"ana"});
  EXPECT_NO_THROW(moved.remove("ana"));
}

TEST(Batch, LetsSnapshotsSeeWhatIsNotCommittedYet) {
  Network network;
  std::optional<Snapshot> during;
  {
    const Network::Batch batch(network);
    network.add_connection("ana", "bo");
    during = network.snapshot(now);
  }
  EXPECT_EQ(during->tie_count(), 2U);
  EXPECT_EQ(network.snapshot(now).tie_count(), 0U);
}

TEST(Batch, RestoresRandomRecordsAtAnyPoint) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const support::RandomFacts wanted{.members = dice.between(3, 8),
                                      .facts = dice.between(5, 60),
                                      .text_keys = dice.chance(0.5),
                                      .undated = dice.unit(),
                                      .restrained = dice.unit(),
                                      .consenting = dice.chance(0.3) ? 0.6 : 0};
    const std::vector<support::Fact> facts = support::random_facts(dice, wanted);
    const std::size_t begin = dice.below(facts.size() + 1), end = begin + dice.below(facts.size() - begin + 1);
    const std::vector<support::Fact> before(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(begin));
    Network network = support::network_of(before), never = support::network_of(before);
    {
      const Network::Batch batch(network);
      for (std::size_t i = begin; i < end; ++i) support::accepts(network, facts[i]);
    }
    ASSERT_EQ(network.keys(), never.keys());
    ASSERT_EQ(network.member_count(), never.member_count());
    ASSERT_EQ(network.connection_count(), never.connection_count());
    ASSERT_EQ(network.interaction_count(), never.interaction_count());
    ASSERT_EQ(network.last_event(), never.last_event());
    ASSERT_EQ(network.text_keys(), never.text_keys());
    for (const Key& key : never.keys()) ASSERT_EQ(network.member(key), never.member(key));
    const Time as_of = support::random_instant(dice, wanted);
    ASSERT_TRUE(network.snapshot(as_of) == never.snapshot(as_of));
    ASSERT_TRUE(network.snapshot(max_time) == never.snapshot(max_time));
    // From here on the two must take and refuse the same facts: what they index must be restored as well.
    for (std::size_t i = begin; i < facts.size(); ++i) ASSERT_EQ(support::accepts(network, facts[i]), support::accepts(never, facts[i])) << i;
    ASSERT_TRUE(network.snapshot(as_of) == never.snapshot(as_of));
    ASSERT_TRUE(network.snapshot(max_time) == never.snapshot(max_time));
  }
}

TEST(Batch, MayOutliveWhatItsNetworkHeld) {
  Network network;
  Network::Batch batch(network);
  network.add_connection("a", "b");
  network = Network();
  EXPECT_EQ(network.member_count(), 0U);
}  // and the batch lets go of the old record

}  // namespace
