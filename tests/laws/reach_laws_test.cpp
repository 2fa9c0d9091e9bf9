// What figures of reach promise beside what every answer does: where crowds are large enough to be told of, and as ties grow stronger.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/reach/compare.hpp"
#include "hobnob/reach/spread.hpp"
#include "laws/worlds.hpp"
#include "support/random_network.hpp"

namespace {

using namespace laws;

using Figures =
    testing::Types<Question<audience, AudienceOptions>, Question<estimate_reach, ReachOptions>, Question<compare_posts, ComparePostsOptions>>;

template <class Q>
class CrowdLaw : public testing::Test {};
TYPED_TEST_SUITE(CrowdLaw, Figures);

/// Everybody whom an answer counts.
std::uint64_t told(const Audience& audience) { return audience.total; }
std::uint64_t told(const Reach& reach) { return reach.audience.total; }
std::uint64_t told(const PostComparison& comparison) { return std::ranges::max_element(comparison.rows, {}, &PostWay::total)->total; }

/// Groups of about 300 strangers, some of whom are hidden from some: whether a figure may be told hangs on a few members.
struct Crowd {
  Network network;
  std::vector<Key> keys;

  explicit Crowd(Dice& dice) {
    const int members = dice.between(305, 420);
    for (int i = 0; i < members; ++i) {
      keys.emplace_back("m" + std::to_string(i));
      network.add_member(keys.back(), {.unlisted = dice.chance(0.02), .do_not_contact = dice.chance(0.01)});
      network.add_group("rowing", keys.back());
      if (dice.chance(0.9)) network.add_group("chess", keys.back());
      if (dice.chance(0.1)) network.add_group("alumni", keys.back());
    }
    if (dice.chance(0.6)) {   // some whom the authors may be followed by, and whom nearly all follow: crowds at the second hop, and a third
      for (const Key& author : {keys[0], keys[1], keys[2]})
        network.add_follow(keys[4], author), network.add_follow(keys[5], author, hobnob::Channel::subscription);
      const double likely = dice.chance(0.5) ? 0.8 : 0.98;
      for (const Key& key : keys) {
        if (key != keys[4] && dice.chance(likely))
          network.add_follow(key, keys[4], dice.chance(0.9) ? hobnob::Channel::follow : hobnob::Channel::subscription);
        if (key != keys[5] && dice.chance(0.3)) network.add_follow(key, keys[5]);
      }
    }
    for (int i = 0; i < 60; ++i) {
      const auto [a, b] = support::random_pair(dice, keys);
      const Key& author = keys[dice.below(3)];
      if (a == author) continue;
      if (dice.chance(0.3)) network.add_follow(a, author, dice.chance(0.5) ? hobnob::Channel::follow : hobnob::Channel::subscription);
      else if (dice.chance(0.3)) network.add_interaction(a, author, dice.between(0, 1000));
      else if (dice.chance(0.3)) network.add_connection(a, author, {}, Duplicates::last);
      else if (dice.chance(0.4)) {
        const Purpose purpose = dice.chance(0.7) ? Purpose::be_counted : Purpose::be_messaged;
        network.set_consent(a, purpose, dice.chance(0.5));
      } else network.add_block(a, dice.chance(0.5) ? author : b);
    }
  }
  [[nodiscard]] Snapshot picture() const { return network.snapshot(1000); }
};

/// Mostly as they come; now and then so that words go to followers first and from them to the crowd.
template <class Options>
Options crowd_options(Dice& dice) {
  auto options = random_options<Options>(dice);
  if constexpr (requires { options.share, options.channels; }) {
    if (dice.chance(0.4)) {
      options.share = 1 - dice.unit(), options.channels.groups.emplace();
      options.channels.follow = options.channels.subscription = true;
    }
  }
  return options;
}

Policy counting(Dice& dice) {  // mostly, since under opt-in there are no crowds
  return dice.chance(0.8) ? Policy::open() : support::random_policy(dice);
}

TYPED_TEST(CrowdLaw, AnswersThroughAProjectionAsThroughTheView) {
  int asked = 0, rounded = 0, kept_back = 0, passed_on = 0;
  for (std::uint64_t seed = 0; seed < 120 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("crowd " + std::to_string(seed));
    Dice dice(seed);
    const Crowd crowd(dice);
    const Snapshot snapshot = crowd.picture();
    for (const Viewer& viewer : {Viewer{}, Viewer{crowd.keys[0]}, Viewer{crowd.keys[1]}, Viewer{crowd.keys[3]}}) {
      const Policy policy = counting(dice);
      const View view = view_of(snapshot, viewer, policy);
      const View once = view_of(view.project(), viewer, policy), twice = view_of(once.project(), viewer, policy);
      const Key author = viewer.value_or(crowd.keys[2]);
      for (int i = 0; i < 6; ++i) {
        const auto options = crowd_options<typename TypeParam::Options>(dice);
        const Reply<TypeParam> direct(view, author, author, options);
        ASSERT_EQ(direct, Reply<TypeParam>(once, author, author, options));
        ASSERT_EQ(direct, Reply<TypeParam>(twice, author, author, options));
        ++asked;
        if (!direct.answer || !viewer) continue;
        kept_back += !direct.answer->complete;
        rounded += told(*direct.answer) >= 300;
        if constexpr (std::is_same_v<TypeParam, Question<estimate_reach, ReachOptions>>)
          passed_on += direct.answer->rows != estimate_reach(view, view.id(author), one_hop(options)).rows;
      }
    }
  }
  EXPECT_GT(rounded, asked / 20);  // worth something only on both sides of the floor
  EXPECT_GT(kept_back, asked / 20);
  if constexpr (std::is_same_v<TypeParam, Question<estimate_reach, ReachOptions>>) { EXPECT_GT(passed_on, asked / 50); }
}

TYPED_TEST(CrowdLaw, AnswersTheSameWithoutAMemberWhoIsHidden) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 120 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("crowd " + std::to_string(seed));
    Dice dice(seed + 1000);
    const Crowd crowd(dice);
    const Snapshot with = crowd.picture();
    for (int h = 0; h < 4; ++h) {
      const Key& hidden = crowd.keys[3 + dice.below(crowd.keys.size() - 3)];
      Crowd unlisted = crowd, erased = crowd;
      unlisted.network.update_member(hidden, {.unlisted = true});
      erased.network.remove(hidden);
      const Key& viewer = crowd.keys[dice.below(3)];
      const Policy policy = counting(dice);
      const View one = unlisted.picture().view(viewer, policy), other = erased.picture().view(viewer, policy);
      for (int i = 0; i < 6; ++i) {
        const auto options = crowd_options<typename TypeParam::Options>(dice);
        ASSERT_EQ(Reply<TypeParam>(one, viewer, viewer, options), Reply<TypeParam>(other, viewer, viewer, options));
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 2000);
}

// Who refuses to be counted, and asked not to be contacted, is in no figure: it is as if they had not followed, subscribed or joined.
TYPED_TEST(CrowdLaw, AnswersTheSameWithoutAMemberWhoRefusesToBeCounted) {
  for (std::uint64_t seed = 0; seed < 150 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("crowd " + std::to_string(seed));
    Dice dice(seed + 2000);
    Crowd crowd(dice);
    const Key& viewer = crowd.keys[dice.below(3)];
    crowd.network.add_member("private", {.do_not_contact = seed % 2 == 0});
    crowd.network.set_consent("private", Purpose::be_counted, false);
    Crowd apart = crowd;
    crowd.network.add_follow("private", viewer);
    crowd.network.add_follow("private", viewer, hobnob::Channel::subscription);
    for (const char* group : {"rowing", "chess", "alumni"}) crowd.network.add_group(group, "private");
    const Policy policy = counting(dice);
    const View one = crowd.picture().view(viewer, policy), other = apart.picture().view(viewer, policy);
    for (int i = 0; i < 6; ++i) {
      const auto options = crowd_options<typename TypeParam::Options>(dice);
      ASSERT_EQ(Reply<TypeParam>(one, viewer, viewer, options), Reply<TypeParam>(other, viewer, viewer, options));
    }
  }
}

TEST(ReachLaw, NeverFallsWhenATieGrowsStronger) {
  int compared = 0;
  for_worlds(3000, [&compared](World& world, Dice& dice) {
    const Snapshot before = world.picture(world.network);
    std::vector<std::pair<MemberId, MemberId>> ties;
    for (std::uint32_t u = 0; u < before.id_bound(); ++u)
      for (const Tie tie : before.ties_from(MemberId{u})) ties.emplace_back(MemberId{u}, tie.member);
    if (ties.empty()) return;
    const auto [u, v] = dice.pick(ties);
    for (int i = dice.between(1, 3); i > 0; --i)
      world.network.add_interaction(before.key(u), before.key(v), world.as_of - dice.between(0, 1'000'000));
    const Snapshot after = world.picture(world.network);
    for_cases(world, before, dice, 3, [&](const Case& c) {
      using Q = Question<estimate_reach, ReachOptions>;
      const auto drawn = random_options<ReachOptions>(dice);
      const auto options = c.viewer ? drawn : one_hop(drawn);
      const Reply<Q> weak(c.view, c.seeker, c.target, options), strong(view_of(after, c.viewer, c.policy), c.seeker, c.target, options);
      ASSERT_EQ(weak.error, strong.error);
      if (!weak.answer) return;
      ASSERT_EQ(weak.answer->audience.total, strong.answer->audience.total);
      for (std::size_t t = 0; t < weak.answer->size(); ++t) {
        const ReachPoint &low = weak.answer->rows[t], &high = strong.answer->rows[t];
        ASSERT_GE(high.readers, low.readers);
        ASSERT_GE(high.views, low.views);
        ASSERT_GE(high.conversations, low.conversations);
        ++compared;
      }
    });
  });
  EXPECT_GT(compared, 50'000);
}

// To a member those whom sharing reaches are as many as may be told, and nothing else about them shows.
TEST(ReachLaw, AMembersFiguresOfSharingMoveInTheStepsThatAreTold) {
  const ReachOptions options{.times = {1, 9, infinity}, .share = 0.5, .worlds = 50};
  const auto told = [&](int followers, bool strong) {
    Network network;
    network.add_follow("hub", "ana");
    for (int i = 0; i < followers; ++i) {
      const std::string key = "m" + std::to_string(i);
      network.add_follow(key, "hub");
      if (strong) network.add_interaction(key, "hub", 900), network.add_interaction("hub", key, 900);
    }
    const View view = network.snapshot(1000).view("ana", Policy::open());
    const std::vector<ReachPoint> rows = estimate_reach(view, view.id("ana"), options).rows;
    EXPECT_FALSE(estimate_reach(view, view.id("ana"), options).complete);
    return rows;
  };
  const auto none = told(0, false), three_hundred = told(300, false);
  EXPECT_EQ(told(299, false), none);
  EXPECT_GT(three_hundred.back().readers, none.back().readers + 0.1);
  EXPECT_EQ(told(304, false), three_hundred);
  EXPECT_GT(told(305, false).back().readers, three_hundred.back().readers);
  for (const int followers : {306, 309, 314}) EXPECT_EQ(told(followers, false), told(305, false)) << followers;
  EXPECT_EQ(told(310, true), told(305, false));   // who they are to the hub is not ana's to know
}

TEST(ReachLaw, SharingNamesNobodyNewToAMember) {
  int named = 0;
  for_worlds(600, [&named](World& world, Dice& dice) {
    const Snapshot snapshot = world.picture(world.network);
    for_cases(world, snapshot, dice, 2, [&](const Case& c) {
      auto options = random_options<ReaderOptions>(dice);
      options.share = 1, options.k = 100;
      if (!c.viewer) return;
      using Q = Question<rank_readers, ReaderOptions>;
      const Reply<Q> with(c.view, c.seeker, c.target, options), without(c.view, c.seeker, c.target, one_hop(options));
      ASSERT_EQ(with, without);
      if (with.answer) named += static_cast<int>(with.answer->size());
    });
  });
  EXPECT_GT(named, 500);
}

}  // namespace
