// Answers about introductions against writing down every simple path of the graph that the viewer may see, as the semantics define it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "support/path_oracle.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::PathOracle;
using support::Viewer;

/// Few distinct strengths, so that costs are often equal and order is by hops and keys; some ties are impossible, some certain.
struct Coarse {
  double reciprocity = 0.5;
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    if (pair.declared > 0.9) return 1;
    if (pair.out.events == 0 && pair.declared == 0) return 0;
    return pair.out.events >= 2 ? 0.5 : 0.25;
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "coarse", .reciprocity = reciprocity}; }
};

struct Question {
  const View& view;
  MemberId seeker, target;
  std::vector<Key> keys;   // of the visible members, ascending; their places are the oracle's numbers
  PathOracle graph;
  std::uint32_t from, to;
  double exit;             // −ln open(target), or infinite
  std::optional<double> direct;
  Dice& dice;
};

/// Asks `check` many questions: who may be seen, walked and asked comes from reading the facts; costs are rounded as the snapshot stores them.
int for_questions(int worlds, const std::function<void(const Question&)>& check) {
  int asked = 0;
  for (int seed = 0; seed < worlds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("world " + std::to_string(seed));
    Dice dice(static_cast<std::uint64_t>(seed) + 2'000'000);
    const int members = dice.between(3, 7);
    const support::RandomFacts wanted{.members = members,
                                      .facts = members * dice.between(3, 12),
                                      .days = 40,
                                      .text_keys = dice.chance(0.5),
                                      .refusals_too = false,
                                      .undated = 0.7,
                                      .restrained = dice.chance(0.3) ? 0 : dice.unit()};
    const std::vector<support::Fact> facts = support::random_facts(dice, wanted);
    const support::RecordOracle record = support::oracle_of(facts);
    const Network network = support::network_of(facts);
    const Instant now(record, support::first_day + support::one_day * dice.between(20, 60));
    const double reciprocity = dice.chance(0.5) ? 0.5 : dice.unit();
    const Snapshot snapshot =
        dice.chance(0.5) ? network.snapshot(now.as_of(), Coarse{reciprocity}) : network.snapshot(now.as_of(), preset({.reciprocity = reciprocity}));
    std::vector<Viewer> viewers{std::nullopt};
    for (const Key& key : now.members()) viewers.emplace_back(key);
    for (const Viewer& viewer : viewers) {
      const Policy policy = support::random_policy(dice);
      const View view = viewer ? snapshot.view(*viewer, policy) : snapshot.owner_view(policy);
      std::vector<Key> keys;
      for (const Key& key : now.members())
        if (now.visible(key, viewer)) keys.push_back(key);
      if (keys.size() < 2) continue;
      const Key seeker = viewer.value_or(dice.pick(keys));
      const auto place = [&](const Key& key) { return static_cast<std::uint32_t>(std::find(keys.begin(), keys.end(), key) - keys.begin()); };
      PathOracle graph{std::vector(keys.size(), std::vector<float>(keys.size(), std::numeric_limits<float>::infinity())), {}};
      for (const Key& u : keys) {
        for (const Key& v : keys)
          if (now.tie_visible(u, v, viewer, policy)) graph.tie[place(u)][place(v)] = snapshot.find_tie(*snapshot.find(u), *snapshot.find(v))->cost;
        const double omega = now.omega(u, viewer, policy);
        EXPECT_NEAR(view.willingness(view.id(u)), omega, 1e-12);  // equal but for the last bits: take those, to compare to the bit below
        const bool excluded = omega == 0 || (!viewer && now.blocked(u, seeker));
        graph.interior.push_back(excluded ? infinity : cost_of(view.willingness(view.id(u))));
      }
      for (int i = 0; i < 2; ++i) {
        const Key target = dice.pick(keys);
        if (target == seeker) continue;
        const double open = now.blocked(seeker, target) ? 0 : now.open(target, viewer, policy);
        std::optional<double> direct;
        if (now.tie_visible(seeker, target, viewer, policy)) direct = std::exp(-double{graph.tie[place(seeker)][place(target)]});
        check({view, view.id(seeker), view.id(target), keys, graph, place(seeker), place(target), cost_of(open), direct, dice});
        ++asked;
      }
    }
  }
  return asked;
}

/// The best paths within the hops that options and policy allow, without those less likely than `least` or impossible.
std::vector<support::OraclePath> expected(const Question& q, int k, int min_hops, int max_hops, double least, bool one_per_first) {
  std::vector<support::OraclePath> best;
  if (max_hops >= min_hops && q.exit < infinity)
    best = q.graph.best_paths({{q.from, 0.0}}, {{q.to, q.exit}}, static_cast<std::size_t>(k), static_cast<std::size_t>(min_hops),
                              static_cast<std::size_t>(max_hops), std::numeric_limits<double>::max(), one_per_first);
  std::erase_if(best, [least](const support::OraclePath& path) { return std::exp(-path.cost) < least || std::exp(-path.cost) == 0; });
  return best;
}

std::vector<Key> keys_of(const Question& q, const support::OraclePath& path) {
  std::vector<Key> keys;
  for (const std::uint32_t member : path.members) keys.push_back(q.keys[member]);
  return keys;
}

template <class Answer, class Item>
std::vector<Key> keys_of(const Answer& answer, const Item& item) {
  std::vector<Key> keys;
  for (const MemberId member : mentions(item)) keys.push_back(answer.key(member));
  return keys;
}

double random_least(Dice& dice) { return dice.chance(0.7) ? 0 : std::pow(dice.unit(), 3); }

TEST(BruteForce, FindsTheSamePaths) {
  int rows = 0;
  const int asked = for_questions(2500, [&rows](const Question& q) {
    const PathOptions options{.k = q.dice.between(1, 8), .max_hops = q.dice.between(2, 6), .min_probability = random_least(q.dice)};
    const Paths paths = find_paths(q.view, q.seeker, q.target, options);
    const auto best = expected(q, options.k, 2, std::min(options.max_hops, q.view.policy().max_hops), options.min_probability, false);
    ASSERT_EQ(paths.size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(keys_of(paths, paths[i].item), keys_of(q, best[i]));
      ASSERT_EQ(paths[i].score, std::exp(-best[i].cost));
    }
    ASSERT_EQ(paths.direct, q.direct);
    ASSERT_TRUE(paths.complete);
    rows += static_cast<int>(best.size());
  });
  EXPECT_GT(asked, 15'000);
  EXPECT_GT(rows, 15'000);
}

TEST(BruteForce, FindsTheSameCheapestPath) {
  int rows = 0;
  const int asked = for_questions(2500, [&rows](const Question& q) {
    const Paths paths = cheapest_path(q.view, q.seeker, q.target);
    const int horizon = q.view.policy().max_hops;
    const auto best = expected(q, 1, 1, horizon < 6 ? horizon : 100, 0, false);
    ASSERT_EQ(paths.size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(keys_of(paths, paths[i].item), keys_of(q, best[i]));
      ASSERT_EQ(paths[i].score, std::exp(-best[i].cost));
    }
    ASSERT_EQ(paths.direct, q.direct);
    rows += static_cast<int>(best.size());
  });
  EXPECT_GT(asked, 15'000);
  EXPECT_GT(rows, 5'000);
}

TEST(BruteForce, RanksTheSameIntroducers) {
  int rows = 0;
  const int asked = for_questions(2500, [&rows](const Question& q) {
    const IntroducerOptions options{.k = q.dice.between(1, 8), .max_hops = q.dice.between(2, 6), .min_probability = random_least(q.dice)};
    const Introducers introducers = rank_introducers(q.view, q.seeker, q.target, options);
    const auto best = expected(q, options.k, 2, std::min(options.max_hops, q.view.policy().max_hops), options.min_probability, true);
    ASSERT_EQ(introducers.size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(keys_of(introducers, introducers[i].item), keys_of(q, best[i]));
      ASSERT_EQ(introducers.key(introducers[i].item.member), keys_of(q, best[i])[1]);
      ASSERT_EQ(introducers[i].score, std::exp(-best[i].cost));
    }
    rows += static_cast<int>(best.size());
  });
  EXPECT_GT(asked, 15'000);
  EXPECT_GT(rows, 8'000);
}

TEST(BruteForce, FactorsAreTheChancesOfTheLinks) {
  for_questions(500, [](const Question& q) {
    const Paths paths = find_paths(q.view, q.seeker, q.target, {.k = 4, .max_hops = 4});
    for (const Ranked<Path>& row : paths) {
      std::vector<std::tuple<std::string, double, MemberId>> factors, links;
      for (const Factor& factor : row.factors) factors.emplace_back(factor.name, factor.value, factor.who);
      const auto place = [&](MemberId id) {
        return static_cast<std::size_t>(std::find(q.keys.begin(), q.keys.end(), paths.key(id)) - q.keys.begin());
      };
      const std::vector<MemberId>& members = row.item.members;
      for (std::size_t i = 1; i < members.size(); ++i) {
        links.emplace_back("tie", std::exp(-double{q.graph.tie[place(members[i - 1])][place(members[i])]}), members[i]);
        if (i + 1 < members.size()) links.emplace_back("willingness", q.view.willingness(members[i]), members[i]);
      }
      links.emplace_back("openness", q.view.openness(q.target), q.target);
      ASSERT_EQ(factors, links);
    }
  });
}

}  // namespace
