// What every answer promises, whatever it is about, and what every ranking does. A new one is one more line in a list below.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/ranking.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/members.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/chance.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/introduce/targets.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/reach/compare.hpp"
#include "hobnob/reach/seeds.hpp"
#include "hobnob/reach/spread.hpp"
#include "hobnob/reach/within.hpp"
#include "laws/worlds.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace laws;

/// With a number of registers, where random options have any number.
Neighbourhoods rank_within_some(const View& view, const RankWithinOptions& options) {
  constexpr int registers[] = {0, 64, 0, 128, 0, 5};
  RankWithinOptions some = options;
  some.approximate = registers[options.approximate];
  return rank_within(view, some);
}

/// Without some members, by their keys: a projection has the same.
Introducers rank_introducers_some(const View& view, MemberId seeker, MemberId target, const IntroducerOptions& options) {
  IntroducerOptions some = options;
  for (std::uint32_t u = 0; u < view.id_bound(); ++u)
    if (const MemberId id{u}; options.k % 2 == 0 && view.contains(id) && view.key(id).to_string().size() % 3 == 1)
      some.exclude.push_back(view.key(id));
  return rank_introducers(view, seeker, target, some);
}
/// For the target alone, and for everybody there is.
SharedIntroducers rank_introducers_to_one(const View& view, MemberId seeker, MemberId target, const IntroducerOptions& options) {
  return rank_introducers(view, seeker, {{target, 0.5}, {target}, {seeker}}, options);
}
SharedIntroducers rank_introducers_to_all(const View& view, MemberId seeker, const IntroducerOptions& options) {
  std::vector<WeightedTarget> all;
  for (std::uint32_t u = 0; u < view.id_bound(); ++u)
    if (const MemberId id{u}; view.contains(id)) all.push_back({id, static_cast<double>(view.key(id).to_string().size())});
  return rank_introducers(view, seeker, all, options);
}

/// A budget that is none, small or large, where random options have a few ties.
PathOptions budgeted(const PathOptions& options) {
  constexpr std::uint64_t budgets[] = {0, 15, 0, 60, 300, 0};
  PathOptions some = options;
  some.max_ties = budgets[options.max_ties];
  return some;
}
Paths find_paths_to_one(const View& view, MemberId seeker, MemberId target, const PathOptions& options) {
  return find_paths(view, seeker, target, budgeted(options));
}
/// To whoever has something in common; the owner asks for all who are in the same group as the one who is named.
Paths find_paths_to_some(const View& view, MemberId seeker, const PathOptions& options) {
  const MemberFilter filters[] = {{}, {.needs = "law"}, {}, {.industry = "go"}, {.offers = "funding"}, {.group = "chess"}};
  std::vector<MemberId> seekers{seeker};
  if (view.is_owner() && view.contains(seeker))
    for (const std::uint32_t group : view.groups_of(seeker))
      for (const MemberId member : view.members_of(GroupId{group})) seekers.push_back(member);
  PathOptions some = budgeted(options);
  for (const MemberId member : find_members(view, {.city = "hiring"})) some.exclude.push_back(view.key(member));
  return find_paths(view, seekers, find_members(view, filters[(options.k + options.max_hops) % 6]), some);
}

using Rankings = testing::Types<  //
    Question<find_paths_to_one, PathOptions>, Question<find_paths_to_some, PathOptions>, Question<cheapest_path>,
    Question<rank_introducers_some, IntroducerOptions>, Question<rank_introducers_to_one, IntroducerOptions>,
    Question<rank_introducers_to_all, IntroducerOptions>, Question<rank_introductions, IntroductionOptions>,
    Question<discover_targets, TargetOptions>, Question<rank_readers, ReaderOptions>, Question<rank_reach, RankReachOptions>,
    Question<rank_within_some, RankWithinOptions>>;
using Figures = testing::Types<  //
    Question<chance, ChanceOptions>, Question<audience, AudienceOptions>, Question<estimate_reach, ReachOptions>,
    Question<compare_posts, ComparePostsOptions>, Question<choose_seeds, SeedOptions>>;

template <class... A, class... B>
testing::Types<A..., B...> joined(testing::Types<A...>, testing::Types<B...>);

template <class Q>
class RankingLaw : public testing::Test {};
TYPED_TEST_SUITE(RankingLaw, Rankings);

template <class Q>
class AnswerLaw : public testing::Test {};
TYPED_TEST_SUITE(AnswerLaw, decltype(joined(Rankings(), Figures())));

// --- the laws ------------------------------------------------------------------------------------------------------------------------

TYPED_TEST(RankingLaw, NamesNobodyWhoIsHidden) {
  for_worlds(1500, [](World& world, Dice& dice) {
    const Snapshot snapshot = world.picture(world.network);
    const Instant now(world.record, world.as_of);
    for_cases(world, snapshot, dice, 4, [&](const Case& c) {
      const Reply<TypeParam> reply(c.view, c.seeker, c.target, random_options<typename TypeParam::Options>(dice));
      if (!reply.answer) return;
      for (const People::Person& person : reply.answer->people) ASSERT_TRUE(now.visible(person.key, c.viewer)) << person.key.to_string();
      for (const auto& row : *reply.answer) {
        for (const MemberId id : mentions(row.item)) ASSERT_TRUE(reply.answer->people.contains(id));
        for (const Factor& factor : row.factors) ASSERT_TRUE(factor.who == no_member || reply.answer->people.contains(factor.who));
      }
    });
  });
}

TYPED_TEST(AnswerLaw, AnswersThroughAProjectionAsThroughTheView) {
  int asked = 0, answered = 0, refused = 0, partly_hidden = 0;
  for_worlds(4500, [&](World& world, Dice& dice) {
    const Snapshot snapshot = world.picture(world.network);
    for_cases(world, snapshot, dice, 4, [&](const Case& c) {
      const auto options = random_options<typename TypeParam::Options>(dice);
      const Snapshot once = c.view.project();
      const View through = view_of(once, c.viewer, c.policy);
      const Reply<TypeParam> direct(c.view, c.seeker, c.target, options);
      const Reply<TypeParam> projected(through, c.seeker, c.target, options);
      ASSERT_EQ(direct, projected);
      const Reply<TypeParam> twice(view_of(through.project(), c.viewer, c.policy), c.seeker, c.target, options);
      ASSERT_EQ(direct, twice);
      ++asked;
      answered += direct.answer && !direct.answer->empty();
      refused += !direct.answer;
      partly_hidden += once.tie_count() < snapshot.tie_count();
    });
  });
  // The cases are worth something only if many have answers, and if much is hidden in many.
  EXPECT_GT(asked, 100'000);
  // One in eleven where only the owner may ask, and in thirty where there must be somebody to reach.
  EXPECT_GT(answered, asked / (std::is_same_v<typename TypeParam::Options, SeedOptions> ? 40 : 15));
  EXPECT_GT(refused, asked / 100);
  EXPECT_GT(partly_hidden, asked / 3);
}

/// How rows are ordered: by score, where equal by the cost that the score is made of (it has more digits), by hops, by ids.
auto place(const View&, const Ranked<SharedIntroducer>& row) { return std::pair(-row.score, row.item.member); }
auto place(const View&, const Ranked<Introduction>& row) {
  const auto& f = row.factors;
  return std::tuple(-row.score, -(f[0].value * f[1].value), row.item.first, -(f[2].value * f[3].value), row.item.second);
}
template <class Row>
auto place(const View& view, const Row& row) {
  const auto all = mentions(row.item);
  std::vector<MemberId> members(all.begin(), all.end());
  if constexpr (std::is_same_v<std::remove_cvref_t<decltype(row.item)>, Target>) members.resize(1);  // who could introduce decides nothing
  double cost = 0;
  for (std::size_t i = 1; i < members.size(); ++i) {
    const auto tie = view.find_tie(members[i - 1], members[i]);
    if (tie) cost += double{tie->cost};
    if (tie && i + 1 < members.size()) cost += view.introducer_cost(members[i]);
  }
  if (members.size() > 1) cost += cost_of(view.openness(members.back()));
  return std::tuple(-row.score, cost, members.size(), std::vector<MemberId>(members.begin(), members.end()));
}

TYPED_TEST(RankingLaw, IsInATotalOrder) {
  for_worlds(1500, [](World& world, Dice& dice) {
    const Snapshot snapshot = world.picture(world.network);
    for_cases(world, snapshot, dice, 4, [&](const Case& c) {
      const auto options = random_options<typename TypeParam::Options>(dice);
      const Reply<TypeParam> reply(c.view, c.seeker, c.target, options);
      if (!reply.answer) return;
      if constexpr (requires { options.k; }) { ASSERT_LE(reply.answer->size(), static_cast<std::size_t>(options.k)); }
      for (std::size_t i = 1; i < reply.answer->size(); ++i)
        ASSERT_LT(place(c.view, (*reply.answer)[i - 1]), place(c.view, (*reply.answer)[i])) << reply;
    });
  });
}

TYPED_TEST(RankingLaw, HasFactorsThatMakeUpTheScore) {
  for_worlds(1500, [](World& world, Dice& dice) {
    const Snapshot snapshot = world.picture(world.network);
    for_cases(world, snapshot, dice, 4, [&](const Case& c) {
      const Reply<TypeParam> reply(c.view, c.seeker, c.target, random_options<typename TypeParam::Options>(dice));
      if (!reply.answer) return;
      for (const auto& row : *reply.answer) {
        const bool product = reply.answer->factor_kind == FactorKind::product;
        double made = product ? 1 : 0;
        for (const Factor& factor : row.factors) made = product ? made * factor.value : made + factor.value;
        ASSERT_NEAR(made, row.score, 1e-12 * (product ? row.score : 1 + row.score)) << reply;
        const bool calibrated = !row.factors.empty() && row.factors.back().name == "calibration";  // then 0 may be what was observed
        if (product) { ASSERT_TRUE(row.score > 0 || (calibrated && row.score == 0)); }
      }
    });
  });
}

/// The same options but for a calibration, if they know of any.
template <class Options>
Options uncalibrated(Options options) {
  if constexpr (requires { options.calibration; }) options.calibration.reset();
  return options;
}

TYPED_TEST(RankingLaw, ACalibrationChangesScoresAndNothingElse) {
  if constexpr (std::is_same_v<typename TypeParam::Answer, SharedIntroducers>) {
    GTEST_SKIP() << "adds up what is calibrated";
  } else if constexpr (requires(typename TypeParam::Options options) { options.calibration; }) {
    int mapped = 0, level = 0, cut = 0;
    for_worlds(2500, [&](World& world, Dice& dice) {
      const Snapshot snapshot = world.picture(world.network);
      for_cases(world, snapshot, dice, 4, [&](const Case& c) {
        auto options = unbounded(random_options<typename TypeParam::Options>(dice));
        const double least = options.min_probability;
        options.min_probability = 0;
        const Reply<TypeParam> with(c.view, c.seeker, c.target, options), without(c.view, c.seeker, c.target, uncalibrated(options));
        ASSERT_EQ(with.error, without.error);
        if (!with.answer || !options.calibration) return;
        ASSERT_EQ(with.answer->size(), without.answer->size());
        ASSERT_EQ(work(*with.answer), work(*without.answer));
        std::size_t enough = 0;
        for (std::size_t i = 0; i < with.answer->size(); ++i) {
          const auto &row = (*with.answer)[i], &plain = (*without.answer)[i];
          ASSERT_TRUE(std::ranges::equal(mentions(row.item), mentions(plain.item)));
          ASSERT_EQ(row.score, (*options.calibration)(plain.score));
          ASSERT_EQ(row.factors.size(), plain.factors.size() + 1);
          mapped += row.score != plain.score;
          level += i > 0 && row.score == (*with.answer)[i - 1].score && plain.score != (*without.answer)[i - 1].score;
          enough += row.score >= least;
        }
        options.min_probability = least;  // of the calibrated score: those at the front that reach it
        const Reply<TypeParam> few(c.view, c.seeker, c.target, options);
        ASSERT_EQ(few.answer->size(), enough) << few << with;
        for (std::size_t i = 0; i < enough; ++i) ASSERT_EQ((*few.answer)[i].score, (*with.answer)[i].score);
        cut += enough > 0 && enough < with.answer->size();
      });
    });
    EXPECT_TRUE(mapped > 5000 && level > 500 && cut > 40) << mapped << ' ' << level << ' ' << cut;
  } else {
    GTEST_SKIP() << "takes no calibration";
  }
}

TYPED_TEST(AnswerLaw, IsTheSameFromAnyNumberOfThreads) {
  struct Asked {
    Key seeker, target;
    typename TypeParam::Options options;
  };
  for_worlds(40, [](World& world, Dice& dice) {
    const Snapshot snapshot = world.picture(world.network);
    const Policy policy = support::random_policy(dice);
    const View view = snapshot.owner_view(policy);
    std::vector<Asked> questions;
    std::vector<Reply<TypeParam>> alone;
    for (int i = 0; i < 50; ++i) {
      questions.push_back({dice.pick(world.keys), dice.pick(world.keys), random_options<typename TypeParam::Options>(dice)});
      alone.emplace_back(view, questions.back().seeker, questions.back().target, questions.back().options);
    }
    for (const std::size_t threads : {1U, 2U, 8U}) {
      std::atomic<int> wrong{0};
      std::vector<std::thread> crew;
      for (std::size_t t = 0; t < threads; ++t)
        crew.emplace_back([&, t] {
          for (std::size_t i = 0; i < questions.size(); ++i) {
            const std::size_t q = (i + t * 7) % questions.size();
            wrong += !(Reply<TypeParam>(view, questions[q].seeker, questions[q].target, questions[q].options) == alone[q]);
          }
        });
      for (std::thread& worker : crew) worker.join();
      ASSERT_EQ(wrong, 0) << threads << " threads";
    }
  });
}

TYPED_TEST(AnswerLaw, DoesNotDependOnTheOrderOfEntry) {
  for_worlds(1500, [](World& world, Dice& dice) {
    const Snapshot snapshot = world.picture(world.network);
    const Snapshot other = world.picture(support::network_of(support::shuffled(dice, world.facts)));
    for_cases(world, snapshot, dice, 2, [&](const Case& c) {
      const auto options = random_options<typename TypeParam::Options>(dice);
      const Reply<TypeParam> one(c.view, c.seeker, c.target, options), two(view_of(other, c.viewer, c.policy), c.seeker, c.target, options);
      ASSERT_EQ(one, two);
    });
  });
}

TYPED_TEST(RankingLaw, NeverFallsWhenATieGrowsStronger) {
  if (std::is_same_v<TypeParam, Question<discover_targets, TargetOptions>>)
    GTEST_SKIP() << "closeness is relative: who comes nearer leaves others behind";
  if constexpr (std::is_same_v<typename TypeParam::Options, IntroductionOptions>)
    GTEST_SKIP() << "who turn to each other need nobody to introduce them";
  for_worlds(3000, [](World& world, Dice& dice) {
    const Snapshot before = world.picture(world.network);
    std::vector<std::pair<MemberId, MemberId>> ties;
    for (std::uint32_t u = 0; u < before.id_bound(); ++u)
      for (const Tie tie : before.ties_from(MemberId{u})) ties.emplace_back(MemberId{u}, tie.member);
    if (ties.empty()) return;
    const auto [u, v] = dice.pick(ties);
    for (int i = dice.between(1, 3); i > 0; --i)
      world.network.add_interaction(before.key(u), before.key(v), world.as_of - dice.between(0, 1'000'000));
    const Snapshot after = world.picture(world.network);
    ASSERT_EQ(after.member_count(), before.member_count());
    ASSERT_GE(after.strength(u, v), before.strength(u, v));
    for_cases(world, before, dice, 3, [&](const Case& c) {
      const auto options = not_greedy(unbounded(one_hop(random_options<typename TypeParam::Options>(dice))));
      const Reply<TypeParam> weak(c.view, c.seeker, c.target, options), strong(view_of(after, c.viewer, c.policy), c.seeker, c.target, options);
      ASSERT_EQ(weak.error, strong.error);
      if (!weak.answer) return;
      ASSERT_GE(strong.answer->size(), weak.answer->size());
      for (std::size_t k = 0; k < weak.answer->size(); ++k) ASSERT_GE((*strong.answer)[k].score, (*weak.answer)[k].score) << weak << strong;
    });
  });
}

// Five ways not to be reachable, told apart by nobody.
TYPED_TEST(AnswerLaw, AnswersHiddenBlockedErasedUnknownAndUnreachableAlike) {
  if (!TypeParam::about_somebody) GTEST_SKIP() << "asks about nobody in particular";
  int told = 0;
  for_worlds(1500, [&told](World& world, Dice& dice) {
    if (world.record.members.size() < 3) return;
    const Key target = world.keys[dice.below(world.record.members.size())];
    Network hidden = world.network, erased = world.network, never = support::network_of(world.record.told_without(target));
    Member unlisted = world.record.profile(target);
    unlisted.unlisted = true;
    hidden.update_member(target, unlisted);
    erased.remove(target);
    Network unreachable = never;
    unreachable.add_member(target);
    const std::vector<Snapshot> pictures{world.picture(never), world.picture(hidden), world.picture(erased), world.picture(unreachable)};
    for (const Key& viewer : world.keys) {
      if (viewer == target || !world.network.contains(viewer)) continue;
      Network blocking = world.network;
      if (dice.chance(0.5)) blocking.add_block(viewer, target);
      else blocking.add_block(target, viewer);
      std::vector<Snapshot> all = pictures;
      all.push_back(world.picture(blocking));
      const Policy policy = support::random_policy(dice);
      const auto options = random_options<typename TypeParam::Options>(dice);
      std::optional<Reply<TypeParam>> first;
      for (const Snapshot& snapshot : all) {
        if (!snapshot.find(viewer) || !snapshot.notice().empty()) continue;  // an instant where the viewer is not, or a constant that differs
        const Reply<TypeParam> reply(snapshot.view(viewer, policy), viewer, target, options);
        if (!first) first = reply;
        ASSERT_EQ(reply, *first);
        ASSERT_TRUE(reply.answer && reply.answer->empty() && work(*reply.answer) == 0);
        ++told;
      }
    }
  });
  EXPECT_GT(told, 25'000);
}

// A hidden member also leaves no trace in what is answered about others.
TYPED_TEST(AnswerLaw, AnswersTheSameWithoutAMemberWhoIsHidden) {
  int compared = 0;
  for_worlds(3000, [&compared](World& world, Dice& dice) {
    // Events of three or more weigh otherwise without one of them, and that is no secret of the hidden: leave them out.
    std::erase_if(world.facts, [](const support::Fact& fact) {
      const auto* event = std::get_if<support::Interacts>(&fact);
      return event && !event->how.participants.empty();
    });
    world.record = support::oracle_of(world.facts);
    world.network = support::network_of(world.facts);
    if (world.record.members.size() < 3) return;
    const Instant now(world.record, world.as_of);
    const Snapshot snapshot = world.picture(world.network);
    for (const auto& [hidden, profile] : world.record.members) {
      if (std::none_of(now.members().begin(), now.members().end(), [&](const Key& viewer) { return !now.visible(hidden, viewer); })) continue;
      const RecordOracle rest = support::oracle_of(world.record.told_without(hidden));
      const Instant without(rest, world.as_of);
      // ω, the notice and who exists are constants of the instant: the law holds where they are the same.
      std::set<Key> others = now.members();
      others.erase(hidden);
      if (without.members() != others) continue;
      if (std::any_of(others.begin(), others.end(), [&](const Key& key) { return now.willingness(key) != without.willingness(key); })) continue;
      Network erased = world.network;
      erased.remove(hidden);
      const Snapshot smaller = world.picture(erased);
      if (smaller.notice() != snapshot.notice()) continue;
      for (const Key& viewer : others) {
        if (now.visible(hidden, viewer)) continue;
        const Policy policy = support::random_policy(dice);
        const View with = snapshot.view(viewer, policy), none = smaller.view(viewer, policy);
        for (int i = 0; i < 4; ++i) {
          const Key target = dice.pick(world.keys);
          const auto options = random_options<typename TypeParam::Options>(dice);
          const Reply<TypeParam> one(with, viewer, target, options), two(none, viewer, target, options);
          ASSERT_EQ(one, two);
          ++compared;
        }
      }
    }
  });
  EXPECT_GT(compared, 10'000);
}

}  // namespace
