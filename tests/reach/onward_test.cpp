// Words that are passed on, against every world there can be and against one world after another. In the owner's view.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/reach/spread.hpp"
#include "support/onward_oracle.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::Sharing;
using support::SharingCase;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Mean and variance of what is seen one by one.
struct Sample {
  double count = 0, sum = 0, squares = 0;
  void add(double x) { ++count, sum += x, squares += x * x; }
  [[nodiscard]] double mean() const { return sum / count; }
  [[nodiscard]] double variance() const { return std::max(0.0, squares / count - mean() * mean()); }
};

void for_cases(int count, std::uint64_t seed, int least, int most,
               const std::function<void(const SharingCase&, const Instant&, const View&, Dice&)>& check) {
  for (int i = 0; i < count && !testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("record " + std::to_string(i));
    Dice dice(seed + static_cast<std::uint64_t>(i));
    const SharingCase c(dice, least, most);
    const Instant now(c.record, c.as_of);
    check(c, now, c.network.snapshot(c.as_of).owner_view(c.policy), dice);
  }
}

TEST(OnwardOracle, SaysTheSameByStatesAsByWorlds) {
  int compared = 0, passed_on = 0;
  for_cases(400, 10'000, 3, 5, [&](const SharingCase& c, const Instant& now, const View&, Dice& dice) {
    const Sharing sharing(now, c.policy, c.channels, c.reading, c.share);
    const Key author = dice.pick(sharing.who);
    const Sharing::Ever states = sharing.ever(sharing.of(author));
    const auto worlds = sharing.ever_by_worlds(sharing.of(author), 12);
    if (!worlds) return;
    ASSERT_NEAR(states.readers, worlds->readers, 1e-9);
    ASSERT_NEAR(states.views, worlds->views, 1e-9);
    for (std::size_t u = 0; u < sharing.who.size(); ++u) ASSERT_NEAR(states.reads[u], worlds->reads[u], 1e-9);
    ++compared;
    passed_on += states.views > 1;
  });
  EXPECT_GT(compared, 100);
  EXPECT_GT(passed_on, 40);
}

TEST(EstimateReach, OfWordsThatArePassedOnIsTheMeanOverEveryWorld) {
  int compared = 0, far = 0;
  double sum = 0;
  for_cases(250, 20'000, 3, 7, [&](const SharingCase& c, const Instant& now, const View& view, Dice& dice) {
    const Sharing sharing(now, c.policy, c.channels, c.reading, c.share), one_hop(now, c.policy, c.channels, c.reading, 0);
    const Key author = dice.pick(sharing.who);
    const Sharing::Ever ever = sharing.ever(sharing.of(author)), first = one_hop.ever(one_hop.of(author));
    constexpr int worlds = 4000;
    const Reach reach = estimate_reach(view, view.id(author),
                                       {.times = {infinity},
                                        .channels = c.channels,
                                        .reading = c.reading,
                                        .share = c.share,
                                        .worlds = worlds,
                                        .seed = static_cast<std::uint64_t>(dice.below(1000))});
    const ReachPoint& point = reach.rows[0];
    ASSERT_LT(std::abs(point.readers - ever.readers), 4.5 * point.standard_error + 3.0 / worlds + 1e-6) << point.readers << ' ' << ever.readers;
    ASSERT_NEAR(point.conversations, point.readers * c.reading.talk, 1e-12);
    Sample views;   // how much they vary is seen world by world
    for (int i = 0; i < 600; ++i) {
      std::vector<double> days;
      (void)sharing.read_days(sharing.draw(dice, false), sharing.of(author), 0, &days);
      views.add(static_cast<double>(days.size()));
    }
    ASSERT_LT(std::abs(point.views - ever.views), 5 * std::sqrt(views.variance() / worlds) + 3.0 / worlds + 1e-6) << point.views << ' ' << ever.views;
    ASSERT_EQ(reach.share, c.share);
    if (point.standard_error > 10.0 / worlds) sum += (point.readers - ever.readers) / point.standard_error, ++compared;
    far += ever.readers > first.readers + 0.05;
  });
  EXPECT_LT(std::abs(sum) / std::sqrt(compared), 4);
  EXPECT_GT(compared, 80);
  EXPECT_GT(far, 80);
}

TEST(EstimateReach, OfWordsThatArePassedOnTakesItsTime) {
  constexpr int draws = 2000;
  int compared = 0, some = 0;
  double sum = 0;
  for_cases(14, 30'000, 4, 9, [&](const SharingCase& c, const Instant& now, const View& view, Dice& dice) {
    const Sharing sharing(now, c.policy, c.channels, c.reading, c.share);
    const Key author = dice.pick(sharing.who);
    ReachOptions options{.times = {30, 0, 1, 4, 4},
                         .posts = {0},
                         .channels = c.channels,
                         .reading = c.reading,
                         .share = c.share,
                         .worlds = 4000,
                         .seed = static_cast<std::uint64_t>(dice.below(1000))};
    for (int i = dice.between(0, 2); i > 0; --i) options.posts.push_back(dice.chance(0.3) ? 0 : 8 * dice.unit());
    if (dice.chance(0.2)) options.posts = {50};   // not yet there
    const Reach reach = estimate_reach(view, view.id(author), options);
    std::vector<Sample> readers(options.times.size()), views(options.times.size());
    for (int i = 0; i < draws; ++i) {
      std::vector<double> day(sharing.who.size(), Sharing::never), seen;
      for (const double post : options.posts) {   // each post in a world of its own
        const std::vector<double> by = sharing.read_days(sharing.draw(dice), sharing.of(author), post, &seen);
        for (std::size_t u = 0; u < day.size(); ++u) day[u] = std::min(day[u], by[u]);
      }
      for (std::size_t t = 0; t < options.times.size(); ++t) {
        const auto by_then = [&](double each) { return each <= options.times[t]; };
        readers[t].add(static_cast<double>(std::count_if(day.begin(), day.end(), by_then)));
        views[t].add(static_cast<double>(std::count_if(seen.begin(), seen.end(), by_then)));
      }
    }
    for (std::size_t t = 0; t < options.times.size(); ++t) {
      const ReachPoint& point = reach.rows[t];
      const double error = std::sqrt(readers[t].variance() / draws + point.standard_error * point.standard_error);
      ASSERT_LT(std::abs(point.readers - readers[t].mean()), 4.5 * error + 3.0 / draws)
          << options.times[t] << ": " << point.readers << ' ' << readers[t].mean();
      ASSERT_LT(std::abs(point.views - views[t].mean()), 4.5 * std::sqrt(views[t].variance() * (1.0 / draws + 1.0 / 4000)) + 3.0 / draws)
          << options.times[t] << ": " << point.views << ' ' << views[t].mean();
      if (options.times[t] == 0) { ASSERT_EQ(point.readers, 0); }
      if (error > 0.003 && t == 3) sum += (point.readers - readers[t].mean()) / error, ++compared;
      some += point.readers > 0.1 && point.standard_error > 0;
    }
    ASSERT_EQ(reach.rows[3], reach.rows[4]);
  });
  EXPECT_LT(std::abs(sum) / std::sqrt(compared), 4);
  EXPECT_GT(some, 12);
}

TEST(EstimateReach, WithoutSharingIsTheOneHopAnswerWhateverTheWorlds) {
  for_cases(100, 40'000, 3, 8, [](const SharingCase& c, const Instant&, const View& view, Dice& dice) {
    const Key author = view.key(MemberId{static_cast<std::uint32_t>(dice.below(view.id_bound()))});
    const ReachOptions plain{.channels = c.channels, .reading = c.reading};
    ReachOptions none = plain;
    none.share = 0, none.worlds = 77, none.seed = 5, none.threads = 2;
    ASSERT_EQ(estimate_reach(view, view.id(author), plain), estimate_reach(view, view.id(author), none));
    const ReaderOptions readers{.channels = c.channels, .reading = c.reading};
    ReaderOptions no_readers = readers;
    no_readers.worlds = 3, no_readers.seed = 9;
    ASSERT_EQ(rank_readers(view, view.id(author), readers), rank_readers(view, view.id(author), no_readers));
    // And where nothing can be passed on, sharing changes no figure.
    none.reading.follow_visibility = none.reading.subscription_visibility = 0;
    ReachOptions shared = none;
    shared.share = 1;
    ASSERT_EQ(estimate_reach(view, view.id(author), none).rows, estimate_reach(view, view.id(author), shared).rows);
  });
}

TEST(EstimateReach, OfWordsThatArePassedOnIsTheSameForAnyNumberOfThreads) {
  for_cases(15, 50'000, 5, 12, [](const SharingCase& c, const Instant&, const View& view, Dice& dice) {
    const MemberId author{static_cast<std::uint32_t>(dice.below(view.id_bound()))};
    ReachOptions options{.posts = {0, 3}, .channels = c.channels, .reading = c.reading, .share = c.share, .worlds = 333};
    ReaderOptions readers{.channels = c.channels, .reading = c.reading, .share = c.share, .worlds = 333};
    RankReachOptions authors{.channels = c.channels, .reading = c.reading, .share = c.share, .samples = 7001};
    authors.channels.groups.reset();
    const Reach reach = estimate_reach(view, author, options);
    const Readers ranked = rank_readers(view, author, readers);
    const Authors all = rank_reach(view, authors);
    for (const int threads : {2, 8}) {
      options.threads = readers.threads = authors.threads = threads;
      ASSERT_EQ(reach, estimate_reach(view, author, options));
      ASSERT_EQ(ranked, rank_readers(view, author, readers));
      ASSERT_EQ(all, rank_reach(view, authors));
    }
    options.seed = 1;
    ASSERT_EQ(estimate_reach(view, author, options).seed, 1U);
  });
}

TEST(RankReaders, HaveTheChancesOfEveryWorldThereCanBe) {
  int brought = 0;
  for_cases(150, 60'000, 3, 7, [&](const SharingCase& c, const Instant& now, const View& view, Dice& dice) {
    const Sharing sharing(now, c.policy, c.channels, c.reading, c.share), one_hop(now, c.policy, c.channels, c.reading, 0);
    const Key author = dice.pick(sharing.who);
    const Sharing::Ever ever = sharing.ever(sharing.of(author)), first = one_hop.ever(one_hop.of(author));
    constexpr int worlds = 3000;
    const Readers readers = rank_readers(view, view.id(author),
                                         {.k = 100,
                                          .days = infinity,
                                          .channels = c.channels,
                                          .reading = c.reading,
                                          .share = c.share,
                                          .worlds = worlds,
                                          .seed = static_cast<std::uint64_t>(dice.below(1000))});
    std::map<Key, double> reads;
    for (const auto& row : readers) {
      reads[readers.key(row.item.member)] = row.factors[0].value;
      ASSERT_NEAR(row.score, row.factors[0].value * c.reading.talk, 1e-12);
      ASSERT_NE(row.item.member, view.id(author));
      if (row.item.through != no_member) { ASSERT_TRUE(readers.people.contains(row.item.through)); }
      if (row.item.channels.empty()) { ASSERT_NE(row.item.through, no_member); }
    }
    for (std::size_t u = 0; u < sharing.who.size(); ++u) {
      const double p = ever.reads[u], more = std::max(0.0, p - first.reads[u]);
      ASSERT_LT(std::abs(reads[sharing.who[u]] - p), 4.5 * std::sqrt(more * (1 - more) / worlds) + 3.0 / worlds + 1e-6)
          << reads[sharing.who[u]] << ' ' << p;
      brought += more > 0.01;
    }
  });
  EXPECT_GT(brought, 100);
}

TEST(RankReach, WithSharingIsWhatEstimateReachExpectsOfEveryAuthor) {
  int compared = 0;
  double sum = 0;
  for_cases(40, 70'000, 4, 9, [&](const SharingCase& c, const Instant& now, const View& view, Dice& dice) {
    constexpr int worlds = 3000, samples = 30'000;
    RankReachOptions options{
        .k = 100, .days = dice.chance(0.5) ? infinity : 5, .channels = c.channels, .reading = c.reading, .share = c.share, .samples = samples};
    options.seed = dice.below(1000);
    const Authors authors = rank_reach(view, options);
    ASSERT_EQ(authors.size(), view.member_count());
    const Sharing sharing(now, c.policy, c.channels, c.reading, c.share);
    for (std::size_t i = 0; i < authors.size(); ++i) {
      const auto& row = authors[i];
      if (i > 0) { ASSERT_GE(authors[i - 1].score, row.score); }
      const Reach one = estimate_reach(view, row.item.member,
                                       {.times = {options.days}, .channels = c.channels, .reading = c.reading, .share = c.share, .worlds = worlds});
      const double onward = row.factors.back().value,
                   own =
                       estimate_reach(view, row.item.member, {.times = {options.days}, .channels = c.channels, .reading = c.reading}).rows[0].readers;
      ASSERT_EQ(row.factors.back().name, "onward");
      ASSERT_NEAR(row.score, own + onward, 1e-9);
      const double members = view.member_count(), stated = std::sqrt(onward * members / samples);
      const double error = std::sqrt(stated * stated + one.rows[0].standard_error * one.rows[0].standard_error);
      ASSERT_LT(std::abs(row.score - one.rows[0].readers), 4.5 * error + 3.0 / worlds)
          << authors.key(row.item.member).to_string() << row.score << ' ' << one.rows[0].readers;
      if (std::isinf(options.days)) {
        const double exact = sharing.ever(sharing.of(authors.key(row.item.member))).readers;
        ASSERT_LT(std::abs(row.score - exact), 4.5 * stated + 3 * members / samples + 1e-6) << row.score << ' ' << exact;
      }
      if (error > 0.005) sum += (row.score - one.rows[0].readers) / error, ++compared;
    }
  });
  EXPECT_LT(std::abs(sum) / std::sqrt(compared), 6);   // authors of one record share their worlds
  EXPECT_GT(compared, 100);
}

// --- by hand -------------------------------------------------------------------------------------------------------------------------

/// Whoever can read, reads; whoever reads, shares: who is reached is a matter of who may hear of whom.
ReadingModel certain() {
  ReadingModel reading;
  for (double* each : {&reading.follow_visibility, &reading.follow_base, &reading.subscription_visibility, &reading.subscription_base,
                       &reading.connection_visibility, &reading.connection_base, &reading.group_visibility, &reading.group_base})
    *each = 1;
  return reading;
}

Network followed(std::initializer_list<std::pair<const char*, const char*>> follows) {
  Network network;
  for (const auto& [follower, author] : follows) network.add_follow(follower, author);
  return network;
}

/// Readers of ana's words, by `estimate_reach`, by `rank_readers` and by `rank_reach`, which must agree.
std::vector<std::string> reached(const Network& network, const Channels& channels = {}, double days = infinity) {
  const View view = network.snapshot(1000).owner_view(Policy::open());
  const Reach reach = estimate_reach(view, view.id("ana"), {.times = {days}, .channels = channels, .reading = certain(), .share = 1, .worlds = 20});
  const Readers readers =
      rank_readers(view, view.id("ana"), {.k = 100, .days = days, .channels = channels, .reading = certain(), .share = 1, .worlds = 20});
  std::vector<std::string> names;
  for (const auto& row : readers) names.push_back(readers.key(row.item.member).to_string());
  std::sort(names.begin(), names.end());
  EXPECT_EQ(reach.rows[0].readers, static_cast<double>(names.size()));
  EXPECT_EQ(reach.rows[0].standard_error, 0);
  const Authors authors = rank_reach(view, {.k = 100, .days = days, .channels = channels, .reading = certain(), .share = 1, .samples = 40'000});
  for (const auto& row : authors) {
    if (authors.key(row.item.member) == Key("ana")) { EXPECT_NEAR(row.score, static_cast<double>(names.size()), 0.15); }
  }
  return names;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Onward, FollowsTheFollowersOfFollowers) {
  EXPECT_THAT(reached(followed({{"bo", "ana"}, {"kim", "bo"}, {"lee", "kim"}, {"max", "noa"}})), ElementsAre("bo", "kim", "lee"));
  EXPECT_THAT(reached(followed({{"ana", "bo"}})), IsEmpty());
  EXPECT_THAT(reached(followed({{"bo", "ana"}}), {}, 0), IsEmpty());   // nobody has read anything on the day itself
}

TEST(Onward, ComesBackToTheAuthorAndNoFurther) {
  EXPECT_THAT(reached(followed({{"bo", "ana"}, {"ana", "bo"}, {"bo", "kim"}, {"kim", "ana"}})), ElementsAre("bo", "kim"));
  // Who hears of ana's words only because she would pass them on to herself does not hear of them.
  Network network = followed({{"kim", "ana"}, {"ana", "bo"}});
  network.add_follow("bo", "ana", Channel::subscription);
  EXPECT_THAT(reached(network, {.follow = false}), ElementsAre("bo"));
}

TEST(Onward, GoesOverFollowsAlsoWhereTheAuthorsPostDoesNot) {
  Network network = followed({{"kim", "ana"}, {"lee", "bo"}, {"max", "kim"}});
  network.add_group("rowing", "ana"), network.add_group("rowing", "bo");
  EXPECT_THAT(reached(network, {.follow = false}), ElementsAre("bo", "lee"));
  EXPECT_THAT(reached(network, {.follow = false, .groups = std::vector<std::string>{}}), IsEmpty());
  EXPECT_THAT(reached(network), ElementsAre("bo", "kim", "lee", "max"));
  // A group or a connection is no way onward.
  network.add_group("chess", "lee"), network.add_group("chess", "noa"), network.add_connection("lee", "pat");
  EXPECT_THAT(reached(network, {.follow = false}), ElementsAre("bo", "lee"));
}

TEST(Onward, IsKeptFromWhoIsBlockedRefusesOrAskedNotToBeContacted) {
  const auto chain = [] { return followed({{"bo", "ana"}, {"kim", "bo"}, {"lee", "kim"}}); };
  Network network = chain();
  network.add_block("kim", "ana");   // kim does not hear of ana, nor passes her words on
  EXPECT_THAT(reached(network), ElementsAre("bo"));
  network = chain();
  network.add_block("bo", "kim");   // and not through bo, though ana is nothing to her
  EXPECT_THAT(reached(network), ElementsAre("bo"));
  network.add_follow("kim", "ana");   // but from ana herself
  EXPECT_THAT(reached(network), ElementsAre("bo", "kim", "lee"));
  network = chain();
  network.set_consent("kim", Purpose::be_counted, false);
  EXPECT_THAT(reached(network), ElementsAre("bo"));
  network = chain();
  network.update_member("kim", {.do_not_contact = true});
  EXPECT_THAT(reached(network), ElementsAre("bo"));
  network = chain();
  network.add_block("lee", "bo");   // strangers to each other in this chain
  EXPECT_THAT(reached(network), ElementsAre("bo", "kim", "lee"));
}

TEST(Onward, NamesThroughWhomItMostOftenComes) {
  // kim hears of ana herself one time in a hundred; bo brings it nearly always, max now and then.
  Network network = followed({{"bo", "ana"}, {"max", "ana"}, {"kim", "bo"}});
  network.add_follow("kim", "max", Channel::subscription);
  network.add_group("rowing", "ana"), network.add_group("rowing", "kim");
  ReadingModel reading = certain();
  reading.group_visibility = 0.01, reading.subscription_visibility = 0.3;
  const View view = network.snapshot(1000).owner_view(Policy::open());
  ReaderOptions options;
  options.reading = reading, options.share = 0.9, options.worlds = 2000;
  const Readers readers = rank_readers(view, view.id("ana"), options);
  for (const auto& row : readers) {
    const bool kim = readers.key(row.item.member) == Key("kim");
    ASSERT_EQ(row.item.through, kim ? view.id("bo") : no_member) << readers.key(row.item.member).to_string();
    if (kim) { EXPECT_THAT(row.item.channels, ElementsAre("group rowing")); }
  }
  EXPECT_THAT(to_text(readers), testing::HasSubstr("(group rowing, through bo)"));
  const Table table = to_table(readers);
  EXPECT_EQ(table.columns.back().name, "through");
  // Where the author is heard of more often than others bring it, nobody is named.
  reading.group_visibility = 1, reading.subscription_visibility = 0.1, reading.follow_visibility = 0.1;
  options.reading = reading, options.days = infinity, options.share = 0.1;
  for (const auto& row : rank_readers(view, view.id("ana"), options)) EXPECT_EQ(row.item.through, no_member);
}

// bo reads with F, kim with F after bo: the convolution, by the quantiles of F.
TEST(Onward, TakesTheTimeOfOneReadingAfterTheOther) {
  const Network network = followed({{"bo", "ana"}, {"kim", "bo"}});
  const View view = network.snapshot(1000).owner_view(Policy::open());
  Attention with_nothing =
      Attention::mixture({{0.5, Attention::lomax(0.5, 1.5)}, {0.2, Attention::exponential(4)}, {0.3, Attention::michaelis_menten(2)}});
  with_nothing.terms.push_back({AttentionFamily::exponential, 0, 1000, 1});
  for (const Attention& attention :
       {Attention::exponential(2), Attention::michaelis_menten(1), Attention::lomax(1, 0.7), Attention{}, with_nothing}) {
    ReadingModel reading = certain();
    reading.attention = attention;
    constexpr int worlds = 100'000;
    ReachOptions options;
    options.times = {0.2, 1, 3, 10, 100, infinity}, options.reading = reading, options.share = 1, options.worlds = worlds;
    for (const ReachPoint& point : estimate_reach(view, view.id("ana"), options).rows) {
      double later = 0;
      constexpr int quantiles = 4000;
      for (int i = 0; i < quantiles; ++i)
        later += std::isinf(point.days) ? 1 : support::share_seen(attention, point.days - support::day_of(attention, (i + 0.5) / quantiles));
      later /= quantiles;
      const double first = std::isinf(point.days) ? 1 : support::share_seen(attention, point.days);
      ASSERT_LT(std::abs(point.readers - first - later), 4.5 * std::sqrt(later * (1 - later) / worlds) + 2e-4) << point.days;
      RankReachOptions all;
      all.days = point.days, all.reading = reading, all.share = 1, all.samples = worlds, all.k = 1;
      ASSERT_LT(std::abs(rank_reach(view, all)[0].score - first - later), 4.5 * std::sqrt(2.0 * later / worlds) + 2e-4) << point.days;
    }
  }
}

// Half of the readings of so flat a power law are later than a double can say; "ever" waits for them.
TEST(Onward, WaitsForReadingsThatComeLaterThanNumbersGo) {
  ReadingModel reading = certain();
  reading.attention = Attention::lomax(1, 0.0005);
  Network network = followed({{"bo", "ana"}, {"kim", "bo"}, {"lee", "kim"}, {"lee", "ana"}});
  const View view = network.snapshot(1000).owner_view(Policy::open());
  ReachOptions ever;
  ever.times = {infinity}, ever.reading = reading, ever.share = 1, ever.worlds = 50;
  const Reach reach = estimate_reach(view, view.id("ana"), ever);
  EXPECT_EQ(reach.rows[0].readers, 3);
  EXPECT_EQ(reach.rows[0].views, 4);
  ReaderOptions readers;
  readers.days = infinity, readers.reading = reading, readers.share = 1, readers.worlds = 50;
  EXPECT_EQ(rank_readers(view, view.id("ana"), readers).size(), 3U);
}

TEST(Onward, WhatCannotBeAskedIsRefused) {
  const Network network = followed({{"bo", "ana"}});
  const View view = network.snapshot(1000).owner_view(Policy::open());
  const MemberId ana = view.id("ana");
  const auto code = [](const auto& ask) {
    try {
      ask();
    } catch (const Error& error) { return error.code(); }
    return Errc::io;   // not refused
  };
  for (const double share : {nan, -0.1, 1.1}) {
    EXPECT_EQ(code([&] { (void)estimate_reach(view, ana, {.share = share}); }), Errc::invalid_argument);
    EXPECT_EQ(code([&] { (void)rank_readers(view, ana, {.share = share}); }), Errc::invalid_argument);
    EXPECT_EQ(code([&] { (void)rank_reach(view, {.share = share}); }), Errc::invalid_argument);
  }
  EXPECT_EQ(code([&] { (void)estimate_reach(view, ana, {.share = 1, .worlds = 1}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)estimate_reach(view, no_member, {.share = 1}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)estimate_reach(view, ana, {.channels = {.groups = {{"rowers"}}}, .share = 1}); }), Errc::invalid_argument);
  EXPECT_EQ(code([&] { (void)estimate_reach(view, ana, {.posts = std::vector<double>(10'000), .share = 1, .worlds = 1'000'000}); }),
            Errc::limit_exceeded);
  const auto stop = [](std::uint64_t, std::uint64_t) { return false; };
  EXPECT_EQ(code([&] { (void)estimate_reach(view, ana, {.share = 1, .progress = stop}); }), Errc::cancelled);
  EXPECT_EQ(code([&] { (void)rank_readers(view, ana, {.share = 1, .progress = stop}); }), Errc::cancelled);
  EXPECT_EQ(code([&] { (void)rank_reach(view, {.share = 1, .progress = stop}); }), Errc::cancelled);
}

// --- what a member may not learn ------------------------------------------------------------------------------------------------------

Reach told_to_ana(const Network& network, std::vector<double> times = {infinity}, std::vector<double> posts = {0}) {
  const View ana = network.snapshot(0).view("ana", Policy::open());
  ReachOptions options;
  options.times = std::move(times), options.posts = std::move(posts), options.share = 1;
  return estimate_reach(ana, ana.id("ana"), options);
}

TEST(OnwardCrowd, TellsNothingOfStrangersTooFewToBeTold) {
  Network network;
  network.add_follow("bo", "ana");
  network.add_group("rowing", "ana");
  for (int i = 0; i < 3000; ++i) network.add_follow(Key("follower " + std::to_string(i)), "zed");
  const Reach without = told_to_ana(network);
  network.add_group("rowing", "zed");
  EXPECT_EQ(told_to_ana(network).rows, without.rows);
  for (int i = 0; i < 310; ++i) network.add_group("rowing", Key("rower " + std::to_string(i)));
  EXPECT_GT(told_to_ana(network).rows[0].readers, without.rows[0].readers + 1);   // enough: now the crowd beyond them is told too
}

TEST(OnwardCrowd, CountsPeopleAndNotHowManyOneOfThemFollows) {
  Network network;
  for (int i = 0; i < 500; ++i) {
    network.add_follow(Key("own " + std::to_string(i)), "ana");
    network.add_follow(Key("stranger " + std::to_string(i % 400)), Key("own " + std::to_string(i)));
  }
  const Reach before = told_to_ana(network);
  EXPECT_GT(before.rows[0].views, before.rows[0].readers);
  for (int i = 0; i < 450; ++i) {
    network.add_follow("stranger 7", Key("own " + std::to_string(i)));
    network.add_follow("stranger 7", Key("own " + std::to_string(i)), hobnob::Channel::subscription);
  }
  EXPECT_EQ(told_to_ana(network).rows, before.rows);
}

TEST(OnwardCrowd, NeverFallsWithTheDays) {
  Network network;
  for (int i = 0; i < 600; ++i) {
    network.add_follow(Key("own " + std::to_string(i)), "ana");
    network.add_follow(Key("second " + std::to_string(i)), Key("own " + std::to_string(i)));
    network.add_follow(Key("third " + std::to_string(i)), Key("second " + std::to_string(i)));
  }
  std::vector<double> times;
  for (int i = 0; i < 200; ++i) times.push_back(5 * i);
  const Reach reach = told_to_ana(network, times, std::vector<double>(12, 0.0));
  EXPECT_GT(reach.rows.back().readers, reach.rows.front().readers + 100);
  for (std::size_t i = 1; i < reach.size(); ++i) {
    EXPECT_GE(reach.rows[i].readers, reach.rows[i - 1].readers);
    EXPECT_GE(reach.rows[i].views, reach.rows[i - 1].views);
  }
}

// 600 followers read by a half each, and so does the one follower that each of them has: 300 views at once, 150 at the second hop. With one
// half-life for all, a view at the second hop has happened by day t if the sum of two exponential delays is no more: 1 − e^(−λt)·(1 + λt).
TEST(OnwardCrowd, HasReadByThenWhatTwoDelaysLetThrough) {
  Network network;
  for (int i = 0; i < 600; ++i) {
    network.add_follow(Key("own " + std::to_string(i)), "ana");
    network.add_follow(Key("second " + std::to_string(i)), Key("own " + std::to_string(i)));
  }
  const View ana = network.snapshot(0).view("ana", Policy::open());
  ReachOptions options;
  options.times = {30, 0, 1, 2, 4, 8, infinity, 0.5};
  options.reading.follow_visibility = 1, options.reading.follow_base = 0.5, options.reading.attention = Attention::exponential(1);
  options.share = 1, options.worlds = 200'000;
  const Reach reach = estimate_reach(ana, ana.id("ana"), options);
  for (const ReachPoint& point : reach.rows) {
    const double t = point.days * std::log(2.0), gone = std::exp(-t);
    const double by_then = std::isinf(t) ? 1 : 1 - gone * (1 + t), error = 5 * std::sqrt(by_then * (1 - by_then) / 200'000);
    EXPECT_NEAR(point.views, 300 * (1 - gone) + 150 * by_then, 150 * error + 1e-9) << point.days;
    EXPECT_NEAR(point.readers, 300 * (1 - gone) + 600 * (1 - std::exp(-150 * by_then / 600)), 150 * error + 1e-9) << point.days;
  }
}

}  // namespace
