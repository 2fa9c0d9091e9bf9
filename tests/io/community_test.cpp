// A made-up community must look like one, and be the same everywhere.
#include "hobnob/io/community.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "support/progress.hpp"

namespace {

using namespace hobnob;

constexpr Time last_instant = 1'719'705'600;  // 2024-06-30T00:00:00Z

std::vector<std::uint32_t> degrees(const Snapshot& snapshot) {
  std::vector<std::uint32_t> all;
  for (std::size_t u = 0; u + 1 < snapshot.offsets().size(); ++u) all.push_back(snapshot.offsets()[u + 1] - snapshot.offsets()[u]);
  return all;
}

const Network& community() {  // the default, shared by the tests that only look
  static const Network network = generate_community();
  return network;
}
const Snapshot& picture() {
  static const Snapshot snapshot = community().snapshot(community().last_event());
  return snapshot;
}

TEST(Community, IsTheSameForTheSameSeed) {
  const CommunityOptions options{.members = 500, .seed = 7};
  const Snapshot one = generate_community(options).snapshot(last_instant), two = generate_community(options).snapshot(last_instant);
  EXPECT_TRUE(one == two);
}

TEST(Community, IsTheSameOnEveryMachine) {  // figures noted once, found alike with two compilers; to change them is to change everybody's demo
  EXPECT_EQ(community().interaction_count(), 539'535U);
  EXPECT_EQ(community().connection_count(), 39'779U);
  EXPECT_EQ(picture().tie_count(), 199'970U);
  EXPECT_EQ(picture().key(MemberId{0}), Key("ada-0005"));
  EXPECT_EQ(picture().name(MemberId{0}), "Ada Olsen");
}

TEST(Community, IsAnotherForAnotherSeed) {
  const Snapshot one = generate_community({.members = 500, .seed = 1}).snapshot(last_instant);
  const Snapshot two = generate_community({.members = 500, .seed = 2}).snapshot(last_instant);
  EXPECT_FALSE(one == two);
}

TEST(Community, HasAsManyMembersAndPairsAsAsked) {
  const Network network = generate_community({.members = 3000, .mean_degree = 12});
  EXPECT_EQ(network.member_count(), 3000U);
  const std::size_t ties = network.snapshot(last_instant).tie_count();  // a tie each way: twice the pairs, as is the sum of degrees
  EXPECT_LE(ties, 3000U * 12U);
  EXPECT_GE(ties, 3000U * 12U * 998U / 1000U);                          // the few pairs with a block have none
}

TEST(Community, OfInteractionsHasAsManyAsAsked) {
  const Network network = generate_community({.members = 3000, .interactions_per_tie = 4});
  const double talking = 0.9 * 30'000;
  EXPECT_NEAR(static_cast<double>(network.interaction_count()) / talking, 4, 0.2);
}

TEST(Community, WithoutInteractionsIsDeclaredConnectionsWithWeights) {
  const Network network = generate_community({.members = 2000, .interactions_per_tie = 0});
  EXPECT_EQ(network.interaction_count(), 0U);
  EXPECT_EQ(network.connection_count(), 20'000U);
  const Snapshot snapshot = network.snapshot(network.last_event());
  EXPECT_GE(snapshot.tie_count(), 40'000U * 998U / 1000U);
  const auto [weakest, strongest] = std::ranges::minmax(snapshot.strengths());
  EXPECT_GT(weakest, 0.0F);
  EXPECT_LT(weakest, 0.1F);
  EXPECT_GT(strongest, 0.9F);
  EXPECT_LE(strongest, 1.0F);
}

TEST(Community, KeysAreAFirstNameAndANumber) {
  for (const Key& key : community().keys()) {
    ASSERT_TRUE(key.is_text());
    const std::string& text = key.text();
    const std::size_t dash = text.find('-');
    ASSERT_NE(dash, std::string::npos) << text;
    EXPECT_EQ(text.size() - dash - 1, 4U) << text;
    EXPECT_TRUE(std::ranges::all_of(text.substr(dash + 1), [](char c) { return c >= '0' && c <= '9'; })) << text;
  }
}

TEST(Community, LivesUntilTheLastDay) {
  EXPECT_EQ(community().last_event(), last_instant);
  const View view = picture().owner_view(Policy::open());
  int lately = 0;
  for (std::uint32_t u = 0; u < view.id_bound(); ++u)
    for (const Tie uv : view.ties_from(MemberId{u}))
      lately += view.tie_facts(MemberId{u}, uv.member)->seconds_since_out < std::uint32_t{seconds_per_day};
  EXPECT_GT(lately, 100);
  EXPECT_EQ(picture().notice(), "");
}

TEST(Community, DegreesHaveAHeavyTail) {
  std::vector<std::uint32_t> all = degrees(picture());
  std::ranges::sort(all, std::greater{});
  double of_all = 0, of_the_top = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    of_all += all[i];
    if (i < all.size() / 100) of_the_top += all[i];
  }
  EXPECT_GT(all.front(), 10U * 20U);                  // a Poisson degree of mean 20 passes 60 in 10⁻¹² of cases
  EXPECT_GT(of_the_top / of_all, 0.05);
  EXPECT_GT(all[all.size() / 2], 5U);                 // and yet the middle is no hermit
}

TEST(Community, TriadsClose) {
  // Chance that two friends of a member are friends: in a random graph mean degree over members, 0.002.
  double closed = 0, wedges = 0;
  for (std::uint32_t u = 0; u < picture().id_bound(); u += 10) {
    std::vector<MemberId> friends;
    for (const Tie uv : picture().ties_from(MemberId{u})) friends.push_back(uv.member);
    if (friends.size() > 50) continue;
    for (std::size_t i = 0; i < friends.size(); ++i)
      for (std::size_t j = i + 1; j < friends.size(); ++j) {
        wedges += 1;
        closed += picture().find_tie(friends[i], friends[j]) ? 1 : 0;
      }
  }
  EXPECT_GT(closed / wedges, 0.1);
}

TEST(Community, SomeAnswerAndSomeDoNotAndRelationshipsEnd) {
  const View view = picture().owner_view(Policy::open());
  double talking = 0, both = 0, over = 0, once = 0;
  for (std::uint32_t u = 0; u < view.id_bound(); ++u)
    for (const Tie uv : view.ties_from(MemberId{u})) {
      if (index(uv.member) < u) continue;
      const TieFacts facts = *view.tie_facts(MemberId{u}, uv.member);
      if (facts.events_out + facts.events_back == 0) continue;
      talking += 1;
      both += facts.events_out > 0 && facts.events_back > 0;
      once += facts.events_out + facts.events_back == 1;
      const std::uint32_t half_a_year = 182U * std::uint32_t{seconds_per_day};
      over += facts.seconds_since_out.value_or(half_a_year) >= half_a_year && facts.seconds_since_back.value_or(half_a_year) >= half_a_year;
    }
  EXPECT_GT(both / talking, 0.3);
  EXPECT_LT(both / talking, 0.8);
  EXPECT_GT(once / talking, 0.1);
  EXPECT_LT(once / talking, 0.4);
  EXPECT_GT(over / talking, 0.2);
  EXPECT_LT(over / talking, 0.8);
}

TEST(Community, CostsAreNumbers) {
  for (const float cost : picture().costs()) {
    ASSERT_FALSE(std::isnan(cost));
    ASSERT_GE(cost, 0.0F);
    ASSERT_FALSE(std::signbit(cost));
  }
}

TEST(Community, AFewRefuseAndAFewAreUnlisted) {
  const View open = picture().owner_view(Policy::open());
  int refuse_to_introduce = 0, refuse_to_share = 0, not_to_be_met = 0;
  for (std::uint32_t u = 0; u < open.id_bound(); ++u) {
    refuse_to_introduce += open.willingness(MemberId{u}) == 0;
    refuse_to_share += !open.permits(MemberId{u}, Purpose::share_ties);
    not_to_be_met += open.openness(MemberId{u}) == 0;
  }
  for (const int count : {refuse_to_introduce, refuse_to_share, not_to_be_met}) {
    EXPECT_GT(count, 30);
    EXPECT_LT(count, 600);
  }
  const Key viewer = picture().key(MemberId{0});
  EXPECT_LT(picture().view(viewer, Policy::open()).member_count(), 9'900U);
  EXPECT_GT(picture().view(viewer, Policy::open()).member_count(), 9'500U);
}

TEST(Community, OfTwoIsOnePair) {
  const Network network = generate_community({.members = 2});
  EXPECT_EQ(network.member_count(), 2U);
  EXPECT_EQ(network.snapshot(network.last_event()).tie_count(), 2U);
  EXPECT_EQ(network.last_event(), last_instant);
}

TEST(Community, SmallerThanItsMeanDegreeHasNoPairTwice) {
  const Network network = generate_community({.members = 9, .mean_degree = 30});
  EXPECT_LE(network.snapshot(network.last_event()).tie_count(), 9U * 8U);
  EXPECT_GT(network.snapshot(network.last_event()).tie_count(), 9U * 6U);
}

TEST(Community, IsToldOfAndEnded) {
  std::string made;
  support::expect_told_and_ended(
      [&made](const support::Progress& progress) {
        made = generate_community({.members = 3'000, .interactions_per_tie = 6, .progress = progress}).to_bytes();
      },
      20);
  EXPECT_TRUE(made == generate_community({.members = 3'000, .interactions_per_tie = 6}).to_bytes());  // whoever asks changes nothing
  // Where all know each other it is the looking for a stranger that takes long, not the pairs that there are.
  support::expect_told_and_ended(
      [](const support::Progress& progress) {
        (void)generate_community({.members = 400, .mean_degree = 1000, .interactions_per_tie = 0, .progress = progress});
      },
      20);
}

TEST(Community, RefusesOptionsOutOfRange) {
  const auto code = [](const CommunityOptions& options) {
    try {
      (void)generate_community(options);
    } catch (const Error& error) { return std::string(name_of(error.code())); }
    return std::string("nothing");
  };
  EXPECT_EQ(code({.members = 1}), "invalid_argument");
  EXPECT_EQ(code({.members = 10, .mean_degree = NAN}), "invalid_argument");
  EXPECT_EQ(code({.members = 10, .days = 0}), "invalid_argument");
  EXPECT_EQ(code({.members = 10, .interactions_per_tie = -1}), "invalid_argument");
  EXPECT_EQ(code({.members = 100'000'000, .mean_degree = 1000}), "limit_exceeded");
}

}  // namespace
