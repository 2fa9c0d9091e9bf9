#include "hobnob/reach/within.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/io/community.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using testing::ElementsAre;
using testing::HasSubstr;

std::string refusal(const View& view, const RankWithinOptions& options) {
  try {
    (void)rank_within(view, options);
  } catch (const Error& error) { return error.code() == Errc::invalid_argument ? error.what() : "another error"; }
  return "taken";
}

/// ana – bo – cy – dee – eve, and gil alone.
Network chain() {
  Network network;
  const std::vector<Key> keys{"ana", "bo", "cy", "dee", "eve"};
  for (std::size_t i = 1; i < keys.size(); ++i) network.add_connection(keys[i - 1], keys[i]);
  network.add_member("gil", {});
  return network;
}

View owner(const Network& network, const Policy& policy = Policy::open()) { return network.snapshot(network.last_event()).owner_view(policy); }

std::vector<std::pair<std::string, double>> scores(const Neighbourhoods& answer) {
  std::vector<std::pair<std::string, double>> out;
  for (const auto& row : answer) out.emplace_back(answer.key(row.item.member).to_string(), row.score);
  return out;
}

std::vector<std::pair<std::string, double>> parts(const Ranked<Author>& row) {
  std::vector<std::pair<std::string, double>> out;
  for (const Factor& factor : row.factors) out.emplace_back(factor.name, factor.value);
  return out;
}

TEST(RankWithin, CountsAlongAChain) {
  using Row = std::pair<std::string, double>;
  const View view = owner(chain());
  const Neighbourhoods two = rank_within(view);
  EXPECT_THAT(scores(two), ElementsAre(Row{"cy", 4}, Row{"bo", 3}, Row{"dee", 3}, Row{"ana", 2}, Row{"eve", 2}, Row{"gil", 0}));
  EXPECT_THAT(parts(two[1]), ElementsAre(Row{"1 hop", 2}, Row{"2 hops", 1}));
  EXPECT_EQ(two.factor_kind, FactorKind::sum);
  EXPECT_TRUE(two.complete && two.method == "exact");
  EXPECT_EQ(scores(rank_within(view, {.hops = 1, .k = 2})), (std::vector<Row>{{"bo", 2}, {"cy", 2}}));
  EXPECT_EQ(rank_within(view, {.hops = 255})[0].score, 4);
  EXPECT_THAT(parts(rank_within(view, {.hops = 11, .k = 1})[0]),
              ElementsAre(Row{"1 hop", 1}, Row{"2 hops", 1}, Row{"3 hops", 1}, Row{"4 hops", 1}, Row{"5 hops", 0}, Row{"6 hops", 0}, Row{"7 hops", 0},
                          Row{"8 hops", 0}, Row{"9 hops", 0}, Row{"10 to 11 hops", 0}));
  EXPECT_EQ(rank_within(view, {.hops = 10})[0].factors.back().name, "10 hops");
}

TEST(RankWithin, SpeaksToPeopleAndInTables) {
  const Neighbourhoods two = rank_within(owner(chain()), {.k = 2});
  EXPECT_EQ(to_text(two), "1. cy: 4 members (1 hop 2, 2 hops 2)\n2. bo: 3 members (1 hop 2, 2 hops 1)\n");
  EXPECT_EQ(to_csv(to_table(two)), "rank,member,within,hops_1,hops_2\n1,cy,4,2,2\n2,bo,3,2,1\n");
  EXPECT_EQ(to_table(rank_within(owner(chain()), {.hops = 255})).columns.back().name, "hops_10_to_255");
  const Neighbourhoods about = rank_within(owner(chain()), {.approximate = 64});
  EXPECT_EQ(about.method, "HyperBall, 64 registers, ±13 % (one σ)");
  EXPECT_THAT(to_text(about), HasSubstr("Estimated: HyperBall, 64 registers"));
  EXPECT_EQ(rank_within(owner(chain()), {.approximate = 4096}).method, "HyperBall, 4096 registers, ±1.6 % (one σ)");
  EXPECT_EQ(rank_within(owner(chain()), {.hops = 1, .approximate = 64}).method, "exact");  // the first hop is counted anyway
}

TEST(RankWithin, OfNobodyAndOfOneIsAnswered) {
  for (const int registers : {0, 64}) {
    const Neighbourhoods nobody = rank_within(owner(Network()), {.approximate = registers});
    EXPECT_TRUE(nobody.empty());
    EXPECT_THAT(to_text(nobody), HasSubstr("nobody"));
    EXPECT_EQ(to_table(nobody).columns.size(), 3U);
    Network one;
    one.add_member("ana", {});
    EXPECT_EQ(rank_within(owner(one), {.hops = 4, .approximate = registers})[0].score, 0);
  }
}

TEST(RankWithin, IsTheOwnersQuestionAndRefusesWhatItCannotAnswer) {
  const Network network = chain();
  EXPECT_THAT(refusal(network.snapshot(0).view("ana", Policy::open()), {}), HasSubstr("owner's view"));
  const View view = owner(network);
  EXPECT_EQ(refusal(view, {.hops = 0}), "hops must be 1…255, got 0");
  EXPECT_EQ(refusal(view, {.hops = 256}), "hops must be 1…255, got 256");
  EXPECT_EQ(refusal(view, {.k = 0}), "k must be 1…100000000, got 0");
  EXPECT_EQ(refusal(view, {.threads = -1}), "threads must be 0…1024, got -1");
  EXPECT_THAT(refusal(view, {.approximate = -64}), HasSubstr("approximate must be 0…4096"));
  for (const int registers : {1, 16, 32, 65, 100, 4095}) EXPECT_THAT(refusal(view, {.approximate = registers}), HasSubstr("power of two, 64…4096"));
}

TEST(RankWithin, AHorizonCapsIt) {
  Policy near = Policy::open();
  near.max_hops = 2;
  const View view = owner(chain(), near);
  for (const int registers : {0, 64}) {
    const Neighbourhoods capped = rank_within(view, {.hops = 4, .approximate = registers});
    EXPECT_EQ(capped, rank_within(view, {.hops = 2, .approximate = registers}));
    EXPECT_EQ(capped[0].factors.size(), 2U);
  }
}

TEST(RankWithin, IsCancelledWhenProgressSaysNo) {
  const View view = owner(chain());
  for (const int registers : {0, 64}) try {
      (void)rank_within(view, {.approximate = registers, .progress = [](std::uint64_t, std::uint64_t) { return false; }});
      ADD_FAILURE() << "not cancelled";
    } catch (const Error& error) { EXPECT_EQ(error.code(), Errc::cancelled); }
}

// By a search from each member over the visible ties that can be passed.
TEST(RankWithin, CountsWhatASearchFromEachFinds) {
  int rows = 0;
  for (std::uint64_t seed = 0; seed < 300 && !HasFailure(); ++seed) {
    SCOPED_TRACE("record " + std::to_string(seed));
    Dice dice(seed + 31'000);
    const int members = dice.between(2, 20);
    const support::RandomFacts wanted{.members = members, .facts = members * dice.between(2, 9), .days = 40, .refusals_too = false};
    const Network network = support::network_of(support::random_facts(dice, wanted));
    const Policy policy = support::random_policy(dice);
    const View view = owner(network, policy);
    const int asked = dice.between(1, 8), hops = policy.max_hops < 6 ? std::min(asked, policy.max_hops) : asked;
    const Neighbourhoods all = rank_within(view, {.hops = asked, .k = 1000, .threads = dice.between(1, 2)});
    ASSERT_EQ(all.size(), view.member_count());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const MemberId source = all[i].item.member;
      std::vector<int> distance(view.id_bound(), -1);
      std::vector<MemberId> queue{source};
      distance[index(source)] = 0;
      double within = 0;
      std::vector<double> at(static_cast<std::size_t>(hops));
      for (std::size_t q = 0; q < queue.size(); ++q)
        for (const Tie tie : view.ties_from(queue[q])) {
          int& there = distance[index(tie.member)];
          if (std::isinf(tie.cost) || there >= 0 || distance[index(queue[q])] == hops) continue;
          there = distance[index(queue[q])] + 1;
          ++within, ++at[static_cast<std::size_t>(there) - 1];
          queue.push_back(tie.member);
        }
      ASSERT_EQ(all[i].score, within);
      ASSERT_EQ(all[i].factors.size(), at.size());
      for (std::size_t d = 0; d < at.size(); ++d) ASSERT_EQ(all[i].factors[d].value, at[d]);
      if (i > 0) { ASSERT_TRUE(all[i - 1].score > all[i].score || (all[i - 1].score == all[i].score && all[i - 1].item.member < source)); }
      ++rows;
    }
  }
  EXPECT_GT(rows, 2'000);
}

TEST(RankWithin, SaysTheSameFromAnyNumberOfThreadsAndAnotherThingForAnotherSeed) {
  const View view = owner(generate_community({.members = 1'500}));
  for (const int registers : {0, 64}) {
    const Neighbourhoods one = rank_within(view, {.hops = 3, .k = 1500, .approximate = registers});
    for (const int threads : {2, 8}) EXPECT_EQ(one, rank_within(view, {.hops = 3, .k = 1500, .approximate = registers, .threads = threads}));
    EXPECT_EQ(one == rank_within(view, {.hops = 3, .k = 1500, .approximate = registers, .seed = 2}), registers == 0);
  }
}

}  // namespace
