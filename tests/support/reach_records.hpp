// Random records for questions about audiences: few members who follow one another a lot, refusals and blocks among them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace support {

/// Who asks for whom on which record.
struct Asking {
  const Instant& now;
  const hobnob::Snapshot& snapshot;
  Viewer viewer;
  Policy policy;
  Key author;
  [[nodiscard]] hobnob::View view() const { return viewer ? snapshot.view(author, policy) : snapshot.owner_view(policy); }
};

/// Every member as an author, in the owner's view and in their own, on `count` records that another `salt` makes others; stops at the first
/// that fails and names it.
inline void for_askings(int count, std::uint64_t salt, const std::function<void(const Asking&, Dice&)>& check) {
  for (int seed = 0; seed < count && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("record " + std::to_string(seed));
    Dice dice(static_cast<std::uint64_t>(seed) + salt);
    const int members = dice.between(3, 12);
    const RandomFacts wanted{.members = members,
                             .facts = members * dice.between(3, 14),
                             .days = 60,
                             .refusals_too = false,
                             .restrained = dice.chance(0.4) ? 0 : dice.unit(),
                             .following = dice.unit() * 0.7};
    const auto facts = random_facts(dice, wanted);
    const auto record = oracle_of(facts);
    const Time as_of = random_instant(dice, wanted);
    const Instant now(record, as_of);
    const hobnob::Snapshot snapshot = network_of(facts).snapshot(as_of);
    for (const Key& author : now.members())
      for (const Viewer& viewer : {Viewer{}, Viewer{author}}) {
        const Policy policy = dice.chance(0.5) ? Policy::open() : random_policy(dice);
        check({now, snapshot, viewer, policy, author}, dice);
      }
  }
}

}  // namespace support
