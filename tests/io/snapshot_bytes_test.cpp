// A snapshot that went through bytes is the same to the byte, and bytes that cannot be one are refused before anything relies on them.
#include <gtest/gtest.h>

#include <array>
#include <boost/crc.hpp>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/chance.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/reach/audience.hpp"
#include "support/progress.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;

support::RandomFacts some_facts(Dice& dice) {
  return {.members = dice.between(0, 9), .facts = dice.between(0, 60), .text_keys = dice.chance(0.7), .consenting = 0.3, .following = 0.3};
}

Network random_network(Dice& dice, const support::RandomFacts& wanted) {
  if (wanted.members < 2) return {};
  return support::network_of(support::random_facts(dice, wanted));
}

Snapshot random_snapshot(Dice& dice) {
  const support::RandomFacts wanted = some_facts(dice);
  const Network network = random_network(dice, wanted);
  const Time now = support::random_instant(dice, wanted);
  if (dice.chance(0.1)) return network.snapshot(now, Overlap{});
  const Snapshot whole = network.snapshot(now, preset({.reciprocity = dice.chance(0.5) ? 0.5 : 0.25}), {.explain = dice.chance(0.8)});
  if (whole.member_count() == 0 || dice.chance(0.5)) return whole;
  const Policy policy = support::random_policy(dice);
  const MemberId someone{static_cast<std::uint32_t>(dice.below(whole.member_count()))};
  return (dice.chance(0.5) ? whole.owner_view(policy) : whole.view(whole.key(someone), policy)).project();
}

/// What its owner is told, in a text; for a projection, what its viewer is.
std::string answers_of(const Snapshot& snapshot) {
  std::string all;
  std::vector<View> views;
  const auto look = [&](const auto& make) {
    try {
      views.push_back(make());
    } catch (const Error&) {  // a projection answers for its own viewer and policy alone
    }
  };
  for (const Policy& policy : {Policy::open(), Policy::opt_in()}) {
    look([&] { return snapshot.owner_view(policy); });
    for (std::uint32_t u = 0; u < snapshot.member_count(); ++u) look([&] { return snapshot.view(snapshot.key(MemberId{u}), policy); });
  }
  for (const View& view : views) {
    for (std::uint32_t u = 0; u < snapshot.member_count() && u < 6; ++u) {
      if (!view.is_owner() && view.viewer() != MemberId{u}) continue;
      for (std::uint32_t v = 0; v < snapshot.member_count() && v < 6; ++v)
        if (u != v) {
          const Paths paths = find_paths(view, MemberId{u}, MemberId{v}), cheapest = cheapest_path(view, MemberId{u}, MemberId{v});
          all += to_text(paths) + to_text(to_table(cheapest));
          for (std::size_t row = 0; row < cheapest.size(); ++row) all += explain(view, cheapest, row).text;
        }
      all += to_text(audience(view, MemberId{u}));
    }
  }
  return all;
}

std::string with_checksum(std::string bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size() - 4);
  const std::uint32_t sum = crc.checksum();
  std::memcpy(bytes.data() + bytes.size() - 4, &sum, 4);
  return bytes;
}

std::optional<Errc> refusal(std::string_view bytes) {
  try {
    (void)Snapshot::from_bytes(bytes);
  } catch (const Error& error) { return error.code(); }
  return std::nullopt;
}

TEST(SnapshotBytes, AreTheSnapshot) {
  Dice dice(20240601);
  for (int world = 0; world < 1000; ++world) {
    const Snapshot snapshot = random_snapshot(dice);
    const std::string bytes = snapshot.to_bytes();
    const Snapshot again = Snapshot::from_bytes(bytes);
    ASSERT_EQ(again, snapshot);
    ASSERT_EQ(again.to_bytes(), bytes);
    ASSERT_EQ(again.memory_usage().ties, snapshot.memory_usage().ties);
    if (world % 10 == 0) { ASSERT_EQ(answers_of(again), answers_of(snapshot)); }
  }
}

TEST(SnapshotBytes, ThatAreCutOrChangedAreRefused) {
  Dice dice(20240602);
  for (int world = 0; world < 20; ++world) {
    const std::string bytes = random_snapshot(dice).to_bytes();
    for (std::size_t size = 0; size < bytes.size(); size += 1 + dice.below(7)) ASSERT_EQ(refusal(bytes.substr(0, size)), Errc::corrupt_data);
    for (std::size_t at = 12; at < bytes.size(); at += 1 + dice.below(7)) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ (1 << dice.below(8)));
      ASSERT_EQ(refusal(changed), Errc::corrupt_data);
    }
    ASSERT_EQ(refusal(bytes + "x"), Errc::corrupt_data);
  }
}

/// Forged bytes carry a right checksum. They may be another snapshot that can be; then it answers questions like any other.
TEST(SnapshotBytes, ThatAreForgedAreRefusedOrAreASnapshot) {
  Dice dice(20240603);
  int refused = 0, taken = 0;
  for (int world = 0; world < 60; ++world) {
    const std::string bytes = random_snapshot(dice).to_bytes();
    for (int damage = 0; damage < 200; ++damage) {
      std::string forged = bytes;
      const std::size_t at = 12 + dice.below(forged.size() - 16);
      if (dice.chance(0.5)) {
        forged[at] = static_cast<char>(dice.below(256));
      } else {
        const std::array<std::uint32_t, 5> odd{0, 1, 0x7FFF'FFFF, 0xFFFF'FFFF, 0x7FC0'0000};
        std::memcpy(forged.data() + at - 4, &odd[dice.below(odd.size())], 4);
      }
      forged = with_checksum(forged);
      std::optional<Snapshot> snapshot;
      try {
        snapshot = Snapshot::from_bytes(forged);
      } catch (const Error&) {
        ++refused;
        continue;
      }
      ++taken;
      ASSERT_EQ(snapshot->to_bytes(), forged) << "there is one way to write a snapshot";
      (void)answers_of(*snapshot);
    }
  }
  EXPECT_GT(refused, 1000);
  EXPECT_GT(taken, 100);
}

TEST(SnapshotBytes, OfAnotherVersionAreRefusedAsSuch) {
  std::string bytes = Network().snapshot(0).to_bytes();
  bytes[8] = 2;
  EXPECT_EQ(refusal(with_checksum(bytes)), Errc::unsupported_version);
  EXPECT_EQ(refusal(""), Errc::corrupt_data);
  EXPECT_EQ(refusal(Network().to_bytes()), Errc::corrupt_data) << "a record is no snapshot";
}

/// A cost that differs with the end from which it is looked up: searches from both ends would trace back a way that is none.
TEST(SnapshotBytes, WithTwoCostsOfOneTieAreRefused) {
  Network network;
  network.add_connection("a", "b");
  for (const double reciprocity : {0.5, 0.25}) {
    const Snapshot snapshot = network.snapshot(0, preset({.reciprocity = reciprocity}));
    std::string bytes = snapshot.to_bytes();
    const std::string costs(reinterpret_cast<const char*>(snapshot.costs().data()), 2 * sizeof(float));
    const std::size_t at = bytes.find(costs);
    ASSERT_NE(at, std::string::npos);
    const float other = 0.5F;
    std::memcpy(bytes.data() + at, &other, sizeof other);
    EXPECT_EQ(refusal(with_checksum(bytes)), Errc::corrupt_data) << reciprocity;
  }
}

/// What a column or a policy of its own refuses is damage here, too.
TEST(SnapshotBytes, OfAPolicyThatCannotBeAreDamaged) {
  Network network;
  network.add_connection("a", "b");
  const std::string bytes = network.snapshot(0).owner_view(Policy::open()).project().to_bytes();
  int refused = 0;
  for (std::size_t at = 12; at + 4 < bytes.size(); ++at) {
    std::string forged = bytes;
    const std::uint32_t hops = 7;
    if (std::uint32_t was = 0; std::memcpy(&was, bytes.data() + at, 4), was != 6) continue;
    std::memcpy(forged.data() + at, &hops, 4);
    ++refused;
    EXPECT_EQ(refusal(with_checksum(forged)), Errc::corrupt_data);
  }
  EXPECT_GT(refused, 0);
}

/// A tie that only one of its ends knows would let a walk in one direction see what the other does not.
TEST(SnapshotBytes, WithATieOneWayAreRefused) {
  Network network;
  network.add_connection("a", "b");
  network.add_connection("c", "d");
  std::string bytes = network.snapshot(0).to_bytes();
  const std::uint32_t ends[] = {1, 0, 3, 2};
  const std::size_t at = bytes.find(std::string(reinterpret_cast<const char*>(ends), sizeof ends));
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 2;   // a knows c, who knows d alone
  EXPECT_EQ(refusal(with_checksum(bytes)), Errc::corrupt_data);
}

TEST(SnapshotBytes, TellOfProgressAndEndWhenAsked) {
  const Network network = support::long_record();
  const Snapshot snapshot = network.snapshot(network.last_event());
  const std::string bytes = snapshot.to_bytes();
  support::expect_told_and_ended([&](const support::Progress& progress) { EXPECT_EQ(snapshot.to_bytes(progress), bytes); }, 10);
  support::expect_told_and_ended([&](const support::Progress& progress) { EXPECT_EQ(Snapshot::from_bytes(bytes, progress), snapshot); }, 10);
}

}  // namespace
