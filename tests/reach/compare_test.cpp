#include "hobnob/reach/compare.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/reach/effort.hpp"
#include "hobnob/reach/spread.hpp"
#include "support/random_network.hpp"
#include "support/reach_oracle.hpp"
#include "support/reach_records.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::ReachOracle;
using support::Viewer;
using testing::HasSubstr;
using testing::Not;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

using Names = std::vector<std::string>;

/// A question about a random record, and all that the oracle needs to answer it.
struct Case {
  const Instant& now;
  View view;
  Viewer viewer;
  Policy policy;
  Key author;
  ComparePostsOptions options;

  [[nodiscard]] PostComparison answer() const { return compare_posts(view, view.id(author), options); }
  /// Expected readers of a post over some channels: of fewer than 300 strangers nothing is told.
  [[nodiscard]] double readers(const Channels& channels, double days) const {
    const ReachOracle sets(now, author, viewer, policy, channels, options.reading);
    const auto strength = [&](const Key& m) { return now.tie_visible(m, author, viewer, policy) ? now.strength(m, author, {}) : 0.0; };
    double sum = 0;
    for (const Key& reader : support::both(sets.everybody(), sets.own)) {
      double miss = 1;
      for (const double p : sets.showings(reader, days, {0}, strength, options.reading.attention)) miss *= 1 - p;
      sum += 1 - miss;
    }
    return sum;
  }
};

void for_cases(int count, const std::function<void(const Case&, Dice&)>& check) {
  support::for_askings(count, 99'000, [&](const support::Asking& asking, Dice& dice) {
    ComparePostsOptions options;
    options.times = {dice.chance(0.5) ? 0 : 40 * dice.unit(), 180, 1, infinity, 0};
    options.times.resize(1 + dice.below(5));
    options.pairs = dice.between(0, 4);
    options.hours_a_day = dice.chance(0.2) ? 0 : 24 * dice.unit();
    for (double* each : {&options.contact_seconds, &options.writing_seconds, &options.reply_seconds, &options.reading_seconds})
      if (dice.chance(0.5)) *each = 1 + 5000 * dice.unit();
    options.contact_chance = dice.unit();
    for (double* each : {&options.reading.follow_visibility, &options.reading.connection_visibility, &options.reading.connection_base,
                         &options.reading.group_visibility, &options.reading.group_base, &options.reading.talk})
      if (dice.chance(0.6)) *each = dice.chance(0.1) ? 0 : dice.chance(0.1) ? 1 : dice.unit();
    check({asking.now, asking.view(), asking.viewer, asking.policy, asking.author, options}, dice);
  });
}

/// What the ways are called, and over which channels each goes.
std::map<std::string, Channels> expected_channels(const std::set<std::string>& groups) {
  const Names all(groups.begin(), groups.end());
  std::map<std::string, Channels> ways{{"followers", {true, true, false, Names()}},
                                       {"connections", {false, false, true, Names()}},
                                       {"all channels", {true, true, true, all}},
                                       {"one by one", {true, true, true, all}}};
  for (const std::string& a : groups) {
    ways["group " + a] = {false, false, false, Names{a}};
    for (const std::string& b : groups)
      if (a < b) ways["groups " + a + " + " + b] = {false, false, false, Names{a, b}};
  }
  return ways;
}

const PostWay& way(const PostComparison& answer, const std::string& name) {
  const auto found = std::ranges::find(answer.rows, name, &PostWay::way);
  if (found == answer.rows.end()) throw Error(Errc::invalid_argument, "no way " + name);
  return *found;
}

TEST(ComparePosts, ExpectsOfEachWayWhatTheRecordSaysOfItsReaders) {
  int ways = 0, some = 0, paired = 0;
  for_cases(150, [&](const Case& c, Dice&) {
    const PostComparison answer = c.answer();
    const auto channels = expected_channels(c.now.groups_of(c.author));
    std::set<std::string> told;
    for (const PostWay& way : answer.rows) {
      ASSERT_TRUE(channels.contains(way.way)) << way.way;
      ASSERT_TRUE(told.insert(way.way).second);
      ASSERT_EQ(way.channels, channels.at(way.way)) << way.way;
      const ReachOracle sets(c.now, c.author, c.viewer, c.policy, way.channels, c.options.reading);
      ASSERT_EQ(std::pair(way.total, way.total_complete), sets.told(sets.everybody(), sets.has_group())) << way.way;
      ASSERT_EQ(way.points.size(), c.options.times.size());
      paired += way.way.starts_with("groups "), ++ways;
      for (std::size_t t = 0; t < way.points.size(); ++t) {
        const PostPoint& point = way.points[t];
        const double days = c.options.times[t];
        ASSERT_EQ(point.days, days);
        double readers = c.readers(way.channels, days), talks = readers * c.options.reading.talk;
        double own = c.options.writing_seconds + c.options.reply_seconds * talks;
        if (way.way == "one by one") {
          readers = static_cast<double>(way.total);
          if (c.options.hours_a_day == 0) readers = 0;
          else readers = std::min(readers, 3600 * days * c.options.hours_a_day / c.options.contact_seconds);
          talks = readers * c.options.contact_chance, own = readers * c.options.contact_seconds;
        }
        ASSERT_NEAR(point.readers, readers, 1e-6 * (1 + readers)) << way.way;
        ASSERT_NEAR(point.conversations, talks, 1e-6 * (1 + talks)) << way.way;
        ASSERT_NEAR(point.own_seconds, own, 1e-6 * (1 + own)) << way.way;
        const double others = c.options.reading_seconds * readers + c.options.reply_seconds * talks;
        ASSERT_NEAR(point.receiver_seconds, others, 1e-6 * (1 + others)) << way.way;
        some += point.readers > 0.01;
      }
    }
    const std::size_t groups = c.now.groups_of(c.author).size();
    ASSERT_EQ(answer.size(), 4 + groups + std::min(static_cast<std::size_t>(c.options.pairs), groups * (groups + 1) / 2 - groups));
  });
  EXPECT_GT(ways, 5'000);
  EXPECT_GT(some, ways / 4);
  EXPECT_GT(paired, 200);
}

TEST(ComparePosts, TellsOfThePairsWithTheMostReaders) {
  int chosen = 0;
  for_cases(600, [&](const Case& c, Dice&) {
    const double latest = *std::ranges::max_element(c.options.times);
    std::vector<double> all;
    for (const auto& [name, channels] : expected_channels(c.now.groups_of(c.author)))
      if (name.starts_with("groups ")) all.push_back(c.readers(channels, latest));
    std::ranges::sort(all, std::greater{});
    const PostComparison answer = c.answer();
    std::vector<double> told;
    for (const PostWay& way : answer.rows)
      if (way.way.starts_with("groups ")) told.push_back(std::ranges::max_element(way.points, {}, &PostPoint::days)->readers);
    std::ranges::sort(told, std::greater{});
    ASSERT_LE(told.size(), all.size());
    for (std::size_t i = 0; i < told.size(); ++i) ASSERT_NEAR(told[i], all[i], 1e-6);
    chosen += !told.empty() && told.size() < all.size();
  });
  EXPECT_GT(chosen, 50);
}

TEST(ComparePosts, ReachesWithMoreChannelsNoFewerAndWithTwoGroupsNoMoreThanBothApart) {
  int pairs = 0;
  for_cases(400, [&](const Case& c, Dice&) {
    const PostComparison answer = c.answer();
    const PostWay& all = way(answer, "all channels");
    for (const PostWay& each : answer.rows)
      for (std::size_t t = 0; t < all.points.size(); ++t) {
        const double readers = each.points[t].readers;
        if (each.way != "one by one") { ASSERT_GE(all.points[t].readers, readers - 1e-12) << each.way; }
        if (!each.way.starts_with("groups ")) continue;
        double sum = 0;
        for (const std::string& group : each.channels.groups.value()) {
          const double alone = way(answer, "group " + group).points[t].readers;
          ASSERT_GE(readers, alone - 1e-12);
          sum += alone;
        }
        ASSERT_LE(readers, sum + 1e-12);
        ++pairs;
      }
  });
  EXPECT_GT(pairs, 1000);
}

TEST(ComparePosts, PutsTheMostConversationsForAnHourByTheLatestDayFirst) {
  int level = 0;
  for_cases(300, [&](const Case& c, Dice&) {
    const PostComparison answer = c.answer();
    const auto latest = std::ranges::max_element(c.options.times) - c.options.times.begin();
    for (std::size_t i = 1; i < answer.size(); ++i) {
      const PostPoint &before = answer.rows[i - 1].points[static_cast<std::size_t>(latest)],
                      &after = answer.rows[i].points[static_cast<std::size_t>(latest)];
      const double high = before.own_seconds > 0 ? before.conversations / before.own_seconds : 0;
      const double low = after.own_seconds > 0 ? after.conversations / after.own_seconds : 0;
      ASSERT_GE(high, low - 1e-15);
      if (before.conversations_per_hour() == after.conversations_per_hour()) {
        ASSERT_GE(before.readers, after.readers);
        ++level;
      }
    }
  });
  EXPECT_GT(level, 100);
}

TEST(ComparePosts, SaysOfEachWayWhatEstimateReachSaysToTheBit) {
  for_cases(150, [](const Case& c, Dice&) {
    for (const PostWay& way : c.answer().rows) {
      if (way.way == "one by one") continue;
      ReachOptions asked;
      asked.times = c.options.times, asked.channels = way.channels, asked.reading = c.options.reading;
      const Reach reach = estimate_reach(c.view, c.view.id(c.author), asked);
      for (std::size_t t = 0; t < reach.size(); ++t) {
        ASSERT_EQ(way.points[t].readers, reach.rows[t].readers);
        ASSERT_EQ(way.points[t].conversations, reach.rows[t].conversations);
      }
    }
  });
}

TEST(ComparePosts, AnswersThroughAProjectionAsThroughTheView) {
  for_cases(150, [](const Case& c, Dice&) {
    const Snapshot projected = c.view.project();
    const View again = c.viewer ? projected.view(c.author, c.policy) : projected.owner_view(c.policy);
    ASSERT_EQ(c.answer(), compare_posts(again, again.id(c.author), c.options));
  });
}

// --- by hand ---------------------------------------------------------------------------------------------------------------------------

/// ana with 40 followers, four connections, and two clubs of 20 that share half of their members.
Network town() {
  Network network;
  for (int i = 0; i < 40; ++i) network.add_follow("f" + std::to_string(i), "ana");
  for (int i = 0; i < 4; ++i) network.add_connection("c" + std::to_string(i), "ana");
  for (const char* club : {"chess", "rowing"}) network.add_group(club, "ana");
  for (int i = 0; i < 20; ++i) {
    network.add_group("chess", "m" + std::to_string(i));
    network.add_group("rowing", "m" + std::to_string(i + 10));
  }
  return network;
}

/// Everybody who is shown a post over a channel reads with chance 1/2 in the end, half of it on the first day; one in ten talks.
ComparePostsOptions halves() {
  ComparePostsOptions options;
  options.times = {1, infinity};
  ReadingModel& reading = options.reading;
  reading.follow_visibility = reading.connection_visibility = reading.group_visibility = 0.5;
  reading.follow_base = reading.connection_base = reading.group_base = 1;
  reading.talk = 0.1, reading.attention = Attention::exponential(1);
  options.hours_a_day = 0.5, options.contact_seconds = 60, options.contact_chance = 0.5;
  options.writing_seconds = 1000, options.reply_seconds = 100, options.reading_seconds = 10;
  return options;
}

//                   can be reached  ever read                    talk   own seconds   an hour  others' seconds
//   followers       40              20                           2      1200          6        400
//   connections     4               2                            0.2    1020          0.706    40
//   group chess     20              10                           1      1100          3.27     200
//   chess + rowing  30              20 · 1/2 + 10 · 3/4 = 17.5   1.75   1175          5.36     350
//   all channels    74              20 + 2 + 17.5 = 39.5         3.95   1395          10.2     790
//   one by one      74              74                           37     4440          30       740 + 3700
TEST(ComparePosts, AddsUpByHand) {
  const View owner = town().snapshot(0).owner_view(Policy::open());
  const PostComparison answer = compare_posts(owner, owner.id("ana"), halves());
  Names order;
  for (const PostWay& each : answer.rows) order.push_back(each.way);
  EXPECT_EQ(order, (Names{"one by one", "all channels", "followers", "groups chess + rowing", "group chess", "group rowing", "connections"}));
  const auto expect = [&](const char* name, std::uint64_t total, double readers, double talks, double own, double others, double an_hour) {
    const PostWay& row = way(answer, name);
    const PostPoint& ever = row.points[1];
    EXPECT_EQ(row.total, total) << name;
    EXPECT_TRUE(row.total_complete);
    EXPECT_EQ(ever.days, infinity);
    EXPECT_DOUBLE_EQ(ever.readers, readers) << name;
    EXPECT_DOUBLE_EQ(ever.conversations, talks) << name;
    EXPECT_DOUBLE_EQ(ever.own_seconds, own) << name;
    EXPECT_DOUBLE_EQ(ever.receiver_seconds, others) << name;
    EXPECT_NEAR(ever.conversations_per_hour(), an_hour, 0.005 * an_hour) << name;
  };
  expect("followers", 40, 20, 2, 1200, 400, 6);
  expect("connections", 4, 2, 0.2, 1020, 40, 0.706);
  expect("group chess", 20, 10, 1, 1100, 200, 3.27);
  expect("group rowing", 20, 10, 1, 1100, 200, 3.27);
  expect("groups chess + rowing", 30, 17.5, 1.75, 1175, 350, 5.36);
  expect("all channels", 74, 39.5, 3.95, 1395, 790, 10.2);
  expect("one by one", 74, 74, 37, 4440, 4440, 30);
  EXPECT_DOUBLE_EQ(way(answer, "followers").points[0].readers, 10);
  EXPECT_DOUBLE_EQ(way(answer, "one by one").points[0].readers, 30);  // half an hour, a minute each
  EXPECT_TRUE(answer.complete);
}

TEST(ComparePosts, TakesDaysForWhatTakesHours) {
  Network network;
  for (int i = 0; i < 2000; ++i) network.add_follow("f" + std::to_string(i), "ana");
  const View owner = network.snapshot(0).owner_view(Policy::open());
  ComparePostsOptions options;
  options.times = {0, 1, 2, 3};
  const PostWay each = way(compare_posts(owner, owner.id("ana"), options), "one by one");  // eight hours, thirty seconds each
  for (const auto& [day, readers] : std::vector<std::pair<std::size_t, double>>{{0, 0}, {1, 960}, {2, 1920}, {3, 2000}})
    EXPECT_DOUBLE_EQ(each.points[day].readers, readers);
  EXPECT_DOUBLE_EQ(each.points[3].own_seconds, 60'000);
  EXPECT_EQ(each.points[0].conversations_per_hour(), 0);
  EXPECT_DOUBLE_EQ(each.points[1].conversations_per_hour(), 2.4);
  options.hours_a_day = 0, options.times = {infinity};
  EXPECT_EQ(way(compare_posts(owner, owner.id("ana"), options), "one by one").points[0].readers, 0);
}

TEST(ComparePosts, GivesNothingToAnAuthorWithoutAnything) {
  Network network;
  network.add_member("ana");
  const View owner = network.snapshot(0).owner_view(Policy::open());
  const PostComparison answer = compare_posts(owner, owner.id("ana"));
  Names order;
  for (const PostWay& row : answer.rows) {
    order.push_back(row.way);
    EXPECT_EQ(row.total, 0U);
    for (const PostPoint& point : row.points) EXPECT_EQ(point.readers + point.conversations + point.receiver_seconds, 0);
    for (const PostPoint& point : row.points) EXPECT_EQ(point.own_seconds, row.way == "one by one" ? 0 : 1800);
  }
  EXPECT_EQ(order, (Names{"followers", "connections", "all channels", "one by one"}));
  EXPECT_THAT(to_text(answer), Not(HasSubstr("nan")));
}

// --- groups ----------------------------------------------------------------------------------------------------------------------------

TEST(ComparePosts, ComparesTheGroupsNamedEachOnce) {
  Network network = town();
  network.add_group("opera", "m3");
  const View owner = network.snapshot(0).owner_view(Policy::open());
  ComparePostsOptions options;
  options.groups = Names{"rowing", "opera", "rowing"};
  const PostComparison answer = compare_posts(owner, owner.id("ana"), options);
  EXPECT_EQ(answer.size(), 4 + 2 + 1U);
  EXPECT_EQ(way(answer, "groups opera + rowing").channels, (Channels{false, false, false, Names{"opera", "rowing"}}));
  EXPECT_EQ(way(answer, "all channels").total, 65U);
  options.groups = Names{"rowing", "oprea"};
  try {
    (void)compare_posts(owner, owner.id("ana"), options);
    ADD_FAILURE() << "not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    EXPECT_THAT(error.what(), HasSubstr("opera"));
  }
  options.groups = Names();
  EXPECT_EQ(compare_posts(owner, owner.id("ana"), options).size(), 4U);
}

TEST(ComparePostsOfAMember, FindsNobodyInGroupsThatTheyAreNotIn) {
  Network network = town();
  for (int i = 0; i < 400; ++i) network.add_group("opera", "o" + std::to_string(i));
  const View ana = network.snapshot(0).view("ana", Policy::open());
  ComparePostsOptions options;
  options.groups = Names{"opera"};
  PostComparison there = compare_posts(ana, ana.id("ana"), options);
  options.groups = Names{"nowhere"};
  const PostComparison nowhere = compare_posts(ana, ana.id("ana"), options);
  EXPECT_EQ(way(there, "group opera").points, way(nowhere, "group nowhere").points);
  EXPECT_EQ(way(there, "group opera").total, 0U);
  EXPECT_EQ(way(there, "all channels").points, way(nowhere, "all channels").points);
  EXPECT_EQ(there.entries_touched, nowhere.entries_touched);
}

// 200 strangers in each of two groups are too few to be told of; the 400 in both together are not.
TEST(ComparePostsOfAMember, TellsOfStrangersFromThreeHundredOnAndRounded) {
  Network network;
  for (const char* group : {"few", "more", "many"}) network.add_group(group, "ana");
  for (int i = 0; i < 200; ++i) network.add_group("few", "a" + std::to_string(i)), network.add_group("more", "b" + std::to_string(i));
  for (int i = 0; i < 404; ++i) network.add_group("many", "c" + std::to_string(i));
  network.add_follow("f", "ana");
  const View ana = network.snapshot(0).view("ana", Policy::open());
  const PostComparison answer = compare_posts(ana, ana.id("ana"), halves());
  const auto told = [&](const char* name) { return std::pair(way(answer, name).total, way(answer, name).total_complete); };
  EXPECT_EQ(told("followers"), std::pair(std::uint64_t{1}, true));
  EXPECT_EQ(told("group few"), std::pair(std::uint64_t{0}, false));
  EXPECT_EQ(told("group many"), std::pair(std::uint64_t{400}, true));
  EXPECT_EQ(told("groups few + more"), std::pair(std::uint64_t{400}, true));
  EXPECT_EQ(told("groups few + many"), std::pair(std::uint64_t{600}, true));
  EXPECT_EQ(told("one by one"), std::pair(std::uint64_t{801}, true));
  EXPECT_DOUBLE_EQ(way(answer, "group many").points[1].readers, 200);
  EXPECT_EQ(way(answer, "group few").points[1].readers, 0);
  EXPECT_DOUBLE_EQ(way(answer, "one by one").points[1].readers, 801);
  EXPECT_FALSE(answer.complete);
  EXPECT_THAT(answer.method, HasSubstr("crowd"));
  EXPECT_THAT(to_text(answer), HasSubstr(" 0+ "));
  ComparePostsOptions without = halves();
  without.pairs = 0;  // then "more", of whose strangers nothing is told, is asked about last
  EXPECT_THAT(compare_posts(ana, ana.id("ana"), without).method, HasSubstr("crowd"));
  EXPECT_THAT(to_text(answer), HasSubstr("up to 299"));
  const View owner = network.snapshot(0).owner_view(Policy::open());
  EXPECT_THAT(to_text(compare_posts(owner, owner.id("ana"), halves())), Not(HasSubstr("+:")));
}

TEST(ComparePosts, LooksForPairsAmongTheThirtyLargestGroups) {
  Network network;
  int next = 0;
  for (int g = 0; g < 40; ++g) {
    const std::string group = "group" + std::to_string(g);
    network.add_group(group, "ana");
    for (int i = 0; i < (g < 10 ? 1 : g); ++i) network.add_group(group, "m" + std::to_string(next++));
  }
  const View owner = network.snapshot(0).owner_view(Policy::open());
  ComparePostsOptions options;
  options.pairs = 1000;
  const PostComparison answer = compare_posts(owner, owner.id("ana"), options);
  EXPECT_EQ(answer.size(), 4 + 40 + 30 * 29 / 2U);
  EXPECT_THAT(answer.method, HasSubstr("among the 30 groups"));
  EXPECT_EQ(way(answer, "groups group38 + group39").total, 77U);
  EXPECT_THROW((void)way(answer, "groups group3 + group39"), Error);
  options.pairs = 0;
  EXPECT_EQ(compare_posts(owner, owner.id("ana"), options).size(), 44U);
  EXPECT_THAT(compare_posts(owner, owner.id("ana"), options).method, Not(HasSubstr("among")));
}

// --- options and texts -----------------------------------------------------------------------------------------------------------------

TEST(ComparePosts, RefusesOptionsOutOfRange) {
  const View owner = town().snapshot(0).owner_view(Policy::open());
  const auto refuses = [&](const auto& change) {
    ComparePostsOptions options;
    change(options);
    try {
      (void)compare_posts(owner, owner.id("ana"), options);
      return false;
    } catch (const Error& error) { return error.code() == Errc::invalid_argument; }
  };
  for (const double wrong : {nan, -1.0, infinity}) {
    EXPECT_TRUE(refuses([&](ComparePostsOptions& o) { o.hours_a_day = wrong; })) << wrong;
    EXPECT_TRUE(refuses([&](ComparePostsOptions& o) { o.contact_seconds = wrong; })) << wrong;
    EXPECT_TRUE(refuses([&](ComparePostsOptions& o) { o.contact_chance = wrong; })) << wrong;
    EXPECT_TRUE(refuses([&](ComparePostsOptions& o) { o.writing_seconds = wrong; })) << wrong;
    EXPECT_TRUE(refuses([&](ComparePostsOptions& o) { o.reply_seconds = wrong; })) << wrong;
    EXPECT_TRUE(refuses([&](ComparePostsOptions& o) { o.reading_seconds = wrong; })) << wrong;
  }
  EXPECT_TRUE(refuses([](ComparePostsOptions& o) { o.times = {}; }));
  EXPECT_TRUE(refuses([](ComparePostsOptions& o) { o.times = {1, nan}; }));
  EXPECT_TRUE(refuses([](ComparePostsOptions& o) { o.pairs = -1; }));
  EXPECT_TRUE(refuses([](ComparePostsOptions& o) { o.hours_a_day = 25; }));
  EXPECT_TRUE(refuses([](ComparePostsOptions& o) { o.reading.talk = 2; }));
  EXPECT_FALSE(refuses([](ComparePostsOptions&) {}));
  EXPECT_THROW((void)compare_posts(owner, MemberId{7777}), Error);
  EXPECT_THROW((void)compare_posts(owner, no_member), Error);
  const View member = town().snapshot(0).view("ana", Policy::open());
  EXPECT_THROW((void)compare_posts(member, member.id("f0")), Error);
}

// Every range here is one there: a post and a contact are made of `effort`'s options.
TEST(ComparePosts, HasTheDefaultsAndRangesOfEffort) {
  int shared = 0;
  for_each_field<ComparePostsOptions>([&]<class Value>(const Field<ComparePostsOptions, Value>& mine) {
    for_each_field<EffortOptions>([&]<class Theirs>(const Field<EffortOptions, Theirs>& theirs) {
      if (mine.name != theirs.name) return;
      if constexpr (std::is_same_v<Value, Theirs> && std::is_arithmetic_v<Value>) {
        EXPECT_EQ(mine.low, theirs.low) << mine.name;
        EXPECT_EQ(mine.high, theirs.high) << mine.name;
        EXPECT_EQ(ComparePostsOptions{}.*mine.member, EffortOptions{}.*theirs.member) << mine.name;
        ++shared;
      }
    });
  });
  EXPECT_EQ(shared, 5);
}

TEST(ComparePosts, IsALineAWayAndARowAWayAndDay) {
  const View owner = town().snapshot(0).owner_view(Policy::open());
  const PostComparison answer = compare_posts(owner, owner.id("ana"), halves());
  const std::string text = to_text(answer);
  EXPECT_EQ(std::ranges::count(text, '\n'), 2 + 7);
  for (const char* const part : {"by day 1 ", " ever ", "preset", "0.5 hours a day", "1970-01-01", "one by one", "groups chess + rowing", " 39.5 "})
    EXPECT_THAT(text, HasSubstr(part));
  const Table table = to_table(answer);
  ASSERT_EQ(table.columns.size(), 6U);
  EXPECT_EQ(table.row_count(), 14U);
  EXPECT_EQ(std::get<std::vector<std::string>>(table["way"].values)[2], "all channels");
  EXPECT_EQ(std::get<std::vector<double>>(table["readers"].values)[3], 39.5);
  EXPECT_EQ(std::get<std::vector<double>>(table["receiver_seconds"].values)[1], 4440);
  EXPECT_EQ(to_table(PostComparison{}).row_count(), 0U);
  EXPECT_FALSE(to_text(PostComparison{}).empty());
}

TEST(ComparePosts, ShowsOfManyDaysTheLatestAndNamesOnOneLine) {
  Network network = town();
  network.add_group("two\nlines", "ana");
  const View owner = network.snapshot(0).owner_view(Policy::open());
  ComparePostsOptions options = halves();
  options.times = {1, 2, 30, 3, 4, 5, 6};
  const std::string text = to_text(compare_posts(owner, owner.id("ana"), options));
  EXPECT_THAT(text, HasSubstr("by day 30"));
  EXPECT_THAT(text, Not(HasSubstr("by day 6")));
  EXPECT_THAT(text, Not(HasSubstr("two\nlines")));
}

}  // namespace
