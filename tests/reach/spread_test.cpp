#include "hobnob/reach/spread.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <limits>
#include <optional>
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
#include "hobnob/io/community.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
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

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> groups(std::initializer_list<const char*> names) { return {names.begin(), names.end()}; }

ReadingModel random_reading(Dice& dice) {
  ReadingModel reading;
  for (double* each : {&reading.follow_visibility, &reading.follow_base, &reading.subscription_visibility, &reading.subscription_base,
                       &reading.connection_visibility, &reading.connection_base, &reading.group_visibility, &reading.group_base, &reading.talk})
    if (dice.chance(0.6)) *each = dice.chance(0.1) ? 0 : dice.chance(0.1) ? 1 : dice.unit();
  switch (dice.below(5)) {
    case 0: break;
    case 1: reading.attention = Attention::exponential(1 + 20 * dice.unit()); break;
    case 2: reading.attention = Attention::michaelis_menten(1 + 20 * dice.unit()); break;
    case 3: {
      const double scale = 1 + 5 * dice.unit();  // drawn one by one: arguments have no order
      reading.attention = Attention::lomax(scale, 0.05 + dice.unit());
      break;
    }
    default: reading.attention = Attention::mixture({{0.25, Attention::video()}, {0.75, Attention{}}});
  }
  return reading;
}

/// A question about a random record, and all that the oracle needs to answer it.
struct Case {
  const Instant& now;
  View view;
  Viewer viewer;
  Policy policy;
  Key author;
  ReachOptions options;
};

void for_cases(int count, const std::function<void(const Case&, Dice&)>& check) {
  support::for_askings(count, 77'000, [&](const support::Asking& asking, Dice& dice) {
    ReachOptions options{.times = {0, 1, 40 * dice.unit(), 180, infinity},
                         .posts = {},
                         .channels = {dice.chance(0.8), dice.chance(0.8), dice.chance(0.8), std::nullopt},
                         .reading = random_reading(dice)};
    for (int i = dice.between(1, 4); i > 0; --i) options.posts.push_back(dice.chance(0.4) ? 0 : 60 * dice.unit());
    check({asking.now, asking.view(), asking.viewer, asking.policy, asking.author, options}, dice);
  });
}

TEST(EstimateReach, AddsUpTheChancesOfEachReaderChannelAndPost) {
  std::uint64_t points = 0, some = 0;
  for_cases(2000, [&](const Case& c, Dice&) {
    const ReachOracle sets(c.now, c.author, c.viewer, c.policy, c.options.channels, c.options.reading);
    const auto strength = [&](const Key& m) { return c.now.tie_visible(m, c.author, c.viewer, c.policy) ? c.now.strength(m, c.author, {}) : 0.0; };
    const Reach reach = estimate_reach(c.view, c.view.id(c.author), c.options);
    ASSERT_EQ(reach.size(), c.options.times.size());
    for (std::size_t t = 0; t < reach.size(); ++t) {
      double views = 0, readers = 0;
      for (const Key& reader : support::both(sets.everybody(), sets.own)) {  // fewer than 300 strangers: nothing is told of them
        double miss = 1;
        for (const double p : sets.showings(reader, c.options.times[t], c.options.posts, strength, c.options.reading.attention))
          views += p, miss *= 1 - p;
        readers += 1 - miss;
      }
      ASSERT_EQ(reach.rows[t].days, c.options.times[t]);
      ASSERT_NEAR(reach.rows[t].views, views, 1e-6 * (1 + views));
      ASSERT_NEAR(reach.rows[t].readers, readers, 1e-6 * (1 + readers));
      ASSERT_NEAR(reach.rows[t].conversations, readers * c.options.reading.talk, 1e-6 * (1 + readers));
      ++points, some += readers > 0.01;
    }
    ASSERT_EQ(reach.complete, reach.audience.complete);
    Audience audience = hobnob::audience(c.view, c.view.id(c.author), {.channels = c.options.channels, .more_groups = 0});
    ASSERT_EQ(reach.audience, audience);
  });
  EXPECT_GT(points, 100'000U);
  EXPECT_GT(some, points / 5);
}

TEST(EstimateReach, ExpectsNoFewerReadersWithOneMoreChannel) {
  for_cases(800, [](const Case& c, Dice& dice) {
    ReachOptions more = c.options;
    (dice.chance(0.3) ? more.channels.follow : dice.chance(0.5) ? more.channels.subscription : more.channels.connection) = true;
    const Reach narrow = estimate_reach(c.view, c.view.id(c.author), c.options), wide = estimate_reach(c.view, c.view.id(c.author), more);
    for (std::size_t t = 0; t < narrow.size(); ++t) {
      ASSERT_GE(wide.rows[t].readers, narrow.rows[t].readers - 1e-12);
      ASSERT_GE(wide.rows[t].views, narrow.rows[t].views - 1e-12);
    }
  });
}

TEST(EstimateReach, NeverLosesReadersWithTimeNorHasMoreThanViewsOrAudience) {
  for_cases(800, [](const Case& c, Dice& dice) {
    ReachOptions options = c.options;
    for (int i = 0; i < 10; ++i) options.times.push_back(100 * dice.unit());
    std::sort(options.times.begin(), options.times.end());
    const Reach reach = estimate_reach(c.view, c.view.id(c.author), options);
    for (std::size_t t = 0; t < reach.size(); ++t) {
      ASSERT_LE(reach.rows[t].readers, static_cast<double>(reach.audience.total) + 1e-9);
      ASSERT_LE(reach.rows[t].readers, reach.rows[t].views + 1e-9);
      if (t > 0) { ASSERT_GE(reach.rows[t].readers, reach.rows[t - 1].readers - 1e-12); }
    }
  });
}

// --- closed forms against simulation -------------------------------------------------------------------------------------------------

/// The day on which a share `u` of all attention has been had: one term by its weight, then its inverse.
double reading_day(const Attention& attention, Dice& dice) {
  double which = dice.unit();
  std::size_t at = 0;
  while (at + 1 < attention.terms.size() && which >= attention.terms[at].weight) which -= attention.terms[at++].weight;
  const AttentionTerm& term = attention.terms[at];
  const double u = dice.unit();
  switch (term.family) {
    case AttentionFamily::exponential: return -term.days * std::log2(1 - u);
    case AttentionFamily::michaelis_menten: return term.days * u / (1 - u);
    case AttentionFamily::lomax: return term.days * (std::pow(1 - u, -1 / term.power) - 1);
  }
  return 0;
}

// In each world a coin says whether a post is shown to a reader over a channel and read, and F by its inverse on which day; another coin
// a reader says whether they would talk. 50 networks of 100,000 worlds are 5·10⁶; HOBNOB_WORLDS=1000000 gives each network as many.
TEST(EstimateReach, AgreesWithMillionsOfSimulatedWorlds) {
  const char* given = std::getenv("HOBNOB_WORLDS");
  const int worlds = given ? std::atoi(given) : 100'000;
  constexpr int networks = 50;
  int simulated = 0, tested = 0;
  double squares = 0, worst = 0;
  for_cases(1000, [&](const Case& c, Dice& dice) {
    if (simulated == networks || c.viewer || !dice.chance(0.2)) return;
    const ReachOracle sets(c.now, c.author, c.viewer, c.policy, c.options.channels, c.options.reading);
    if (sets.everybody().size() < 3) return;
    const std::vector<double> times{0.5, 3, 30, 180, infinity};
    ReachOptions options = c.options;
    options.times = times;
    const auto strength = [&](const Key& m) { return c.view.strength(c.view.id(m), c.view.id(c.author)); };

    struct Coin {
      double chance, post;
      std::size_t reader;
    };
    std::vector<Coin> coins;
    std::size_t readers = 0;
    for (const Key& reader : sets.everybody()) {
      for (const auto& channel : sets.channels)
        if (channel.readers.contains(reader))
          for (const double post : options.posts) coins.push_back({channel.visibility * std::max(strength(reader), channel.base), post, readers});
      ++readers;
    }
    using Sums = std::array<double, 3>;  // views, readers, conversations
    std::vector<Sums> sum(times.size(), Sums{}), variance(times.size(), Sums{});
    for (std::size_t t = 0; t < times.size(); ++t) {  // of independent coins, for the width of the test
      std::vector<double> miss(readers, 1.0);
      for (const Coin& coin : coins) {
        const double p = coin.chance * (times[t] > coin.post ? options.reading.attention.seen_by(times[t] - coin.post) : 0);
        variance[t][0] += p * (1 - p), miss[coin.reader] *= 1 - p;
      }
      for (const double m : miss) {
        const double talks = (1 - m) * options.reading.talk;
        variance[t][1] += m * (1 - m), variance[t][2] += talks * (1 - talks);
      }
    }
    std::vector<double> first(readers);
    for (int world = 0; world < worlds; ++world) {
      std::fill(first.begin(), first.end(), 2 * infinity);
      std::vector<bool> reads(readers, false);
      for (const Coin& coin : coins) {
        if (!dice.chance(coin.chance)) continue;
        const double day = coin.post + reading_day(options.reading.attention, dice);
        reads[coin.reader] = true, first[coin.reader] = std::min(first[coin.reader], day);
        for (std::size_t t = 0; t < times.size(); ++t) sum[t][0] += day <= times[t];
      }
      for (std::size_t reader = 0; reader < readers; ++reader) {
        if (!reads[reader]) continue;
        const bool talks = dice.chance(options.reading.talk);
        for (std::size_t t = 0; t < times.size(); ++t)
          if (first[reader] <= times[t]) sum[t][1] += 1, sum[t][2] += talks;
      }
    }
    const Reach reach = estimate_reach(c.view, c.view.id(c.author), options);
    for (std::size_t t = 0; t < times.size(); ++t) {
      const Sums expected{reach.rows[t].views, reach.rows[t].readers, reach.rows[t].conversations};
      for (std::size_t what = 0; what < 3; ++what) {
        const double mean = sum[t][what] / worlds;
        if (variance[t][what] < 1e-12) {  // certain, or as good as never
          ASSERT_NEAR(mean, expected[what], 1e-4);
          continue;
        }
        const double z = (mean - expected[what]) / std::sqrt(variance[t][what] / worlds);
        if (variance[t][what] * worlds < 20) continue;  // too few events to be normal
        ASSERT_LT(std::abs(z), 4) << "network " << simulated << ", by day " << times[t] << ", figure " << what;
        squares += z * z, worst = std::max(worst, std::abs(z)), ++tested;
      }
    }
    ++simulated;
  });
  EXPECT_EQ(simulated, networks);
  EXPECT_GT(tested, 500);
  const double spread = squares / tested;  // 1 where all is as chance has it; a network's figures go together, which makes its sd about 0.15
  EXPECT_GT(spread, 0.4);
  EXPECT_LT(spread, 1.8);
  RecordProperty("worlds", std::to_string(std::int64_t{simulated} * worlds));
  RecordProperty("figures", tested);
  RecordProperty("largest_z", std::to_string(worst));
}

// --- by hand -------------------------------------------------------------------------------------------------------------------------

/// ana, her followers f0 … and members s0 … of the group "town", which she is in.
Network town(int followers, int strangers) {
  Network network;
  network.add_group("town", "ana");
  for (int i = 0; i < followers; ++i) network.add_follow("f" + std::to_string(i), "ana");
  for (int i = 0; i < strangers; ++i) network.add_group("town", "s" + std::to_string(i));
  return network;
}

Reach reach_of_ana(const View& view, const std::vector<double>& times, const ReadingModel& reading, const std::vector<double>& posts = {0},
                   const Channels& channels = {}) {
  ReachOptions options;
  options.times = times, options.posts = posts, options.channels = channels, options.reading = reading;
  return estimate_reach(view, view.id("ana"), options);
}

ReadingModel follow_half() {  // every follower reads with chance 1/2 in the end
  return {.follow_visibility = 0.5, .follow_base = 1, .talk = 0.1, .attention = Attention::exponential(1)};
}

TEST(EstimateReach, HalvesWhatIsLeftEveryDay) {
  const View owner = town(40, 0).snapshot(0).owner_view(Policy::open());
  const Reach reach = reach_of_ana(owner, {0, 1, 2, infinity}, follow_half());
  const std::vector<ReachPoint> by_hand{{0, 0, 0, 0}, {1, 10, 10, 1}, {2, 15, 15, 1.5}, {infinity, 20, 20, 2}};
  for (std::size_t t = 0; t < by_hand.size(); ++t) {
    EXPECT_DOUBLE_EQ(reach.rows[t].views, by_hand[t].views);
    EXPECT_DOUBLE_EQ(reach.rows[t].readers, by_hand[t].readers);
    EXPECT_DOUBLE_EQ(reach.rows[t].conversations, by_hand[t].conversations);
  }
  EXPECT_EQ(reach.rows[0], by_hand[0]);
}

// Each follower misses both posts with chance 1/4, so that 3/4 read; each post has 20 views.
TEST(EstimateReach, CountsTheReaderOfTwoPostsOnceAndTheirViewsTwice) {
  const View owner = town(40, 0).snapshot(0).owner_view(Policy::open());
  const Reach reach = reach_of_ana(owner, {infinity}, follow_half(), {0, 0});
  EXPECT_DOUBLE_EQ(reach.rows[0].views, 40);
  EXPECT_DOUBLE_EQ(reach.rows[0].readers, 30);
  EXPECT_DOUBLE_EQ(reach.rows[0].conversations, 3);
}

TEST(EstimateReach, GainsViewsWithoutEndFromAnArchiveButNoMoreReadersThanThereAre) {
  const View owner = town(40, 0).snapshot(0).owner_view(Policy::open());
  std::vector<double> archive;
  double views = 0, readers = 0;
  for (int posts = 1; posts <= 30; ++posts) {
    archive.push_back(0);
    const Reach reach = reach_of_ana(owner, {infinity}, follow_half(), archive);
    EXPECT_NEAR(reach.rows[0].views - views, 20, 1e-9);
    EXPECT_GT(reach.rows[0].readers, readers);
    EXPECT_LT(reach.rows[0].readers, 40);
    views = reach.rows[0].views, readers = reach.rows[0].readers;
  }
  EXPECT_NEAR(readers, 40, 1e-7);
}

TEST(EstimateReach, StillGainsReadersAfterHalfAYearUnlessAttentionIsGone) {
  const View owner = town(1000, 0).snapshot(0).owner_view(Policy::open());
  const auto gain = [&](const Attention& attention) {
    const Reach reach = reach_of_ana(owner, {179, 180}, {.attention = attention});
    return reach.rows[1].readers - reach.rows[0].readers;
  };
  // 1000 · 0.3 · 0.1 · 0.3 · (2^(−179/120) − 2^(−180/120))
  EXPECT_NEAR(gain({}), 9 * (std::exp2(-179.0 / 120) - std::exp2(-1.5)), 1e-9);
  EXPECT_GT(gain({}), 0.01);
  EXPECT_NEAR(gain(Attention::exponential(1)), 0, 1e-12);
}

TEST(EstimateReach, HasNothingOfAPostOfTheFuture) {
  const View owner = town(40, 0).snapshot(0).owner_view(Policy::open());
  const auto by = [&](double day, double post) { return reach_of_ana(owner, {day}, follow_half(), {post}).rows[0]; };
  EXPECT_EQ(by(5, 7), (ReachPoint{5, 0, 0, 0}));
  EXPECT_EQ(by(7, 7), (ReachPoint{7, 0, 0, 0}));
  EXPECT_DOUBLE_EQ(by(8, 7).readers, 10);
  EXPECT_DOUBLE_EQ(by(infinity, 7).readers, 20);
}

TEST(EstimateReach, WaitsLongForAttentionThatHardlyEnds) {
  const View owner = town(40, 0).snapshot(0).owner_view(Policy::open());
  ReadingModel reading = follow_half();
  reading.attention = Attention::lomax(1, 0.01);
  const Reach reach = reach_of_ana(owner, {1e6, infinity}, reading);
  EXPECT_NEAR(reach.rows[0].readers, 20 * (1 - std::pow(1e6 + 1, -0.01)), 1e-9);
  EXPECT_DOUBLE_EQ(reach.rows[1].readers, 20);
}

TEST(EstimateReach, TakesChancesOfNothingAndOfCertainty) {
  const View owner = town(40, 0).snapshot(0).owner_view(Policy::open());
  const auto ever = [&](double visibility, double base, double talk) {
    return reach_of_ana(owner, {infinity}, {.follow_visibility = visibility, .follow_base = base, .talk = talk}, {0, 3}).rows[0];
  };
  EXPECT_EQ(ever(0, 1, 1), (ReachPoint{infinity, 0, 0, 0}));
  EXPECT_EQ(ever(1, 0, 1), (ReachPoint{infinity, 0, 0, 0}));
  EXPECT_EQ(ever(1, 1, 0), (ReachPoint{infinity, 80, 40, 0}));
  EXPECT_EQ(ever(1, 1, 1), (ReachPoint{infinity, 80, 40, 40}));
}

TEST(EstimateReach, GivesNothingToAnAuthorWithoutAnything) {
  const View owner = town(0, 0).snapshot(0).owner_view(Policy::open());
  const Reach reach = estimate_reach(owner, owner.id("ana"));
  ASSERT_EQ(reach.size(), 4U);
  for (const ReachPoint& point : reach.rows) EXPECT_EQ(point, (ReachPoint{point.days, 0, 0, 0}));
  EXPECT_TRUE(reach.complete);
}

TEST(EstimateReachOfAMember, ExpectsOfStrangersWhatTheirRoundedNumberDoes) {
  for (const auto& [strangers, told] : std::vector<std::pair<int, double>>{{299, 0}, {300, 150}, {304, 150}, {309, 155}, {311, 155}}) {
    const View ana = town(4, strangers).snapshot(0).view("ana", Policy::open());
    ReadingModel reading = follow_half();
    reading.group_visibility = 0.5, reading.group_base = 1;
    const Reach reach = reach_of_ana(ana, {infinity}, reading, {0}, {.groups = groups({"town"})});
    EXPECT_DOUBLE_EQ(reach.rows[0].readers, 2 + told) << strangers;
    EXPECT_DOUBLE_EQ(reach.rows[0].views, 2 + told) << strangers;
    EXPECT_EQ(reach.complete, strangers >= 300);
  }
}

// 340 in two groups of 300 and 340: 640/340 groups each, so that a crowd of 340 misses with 0.5^(640/340).
TEST(EstimateReachOfAMember, TakesStrangersAsACrowdInTheirGroupsOnAverage) {
  Network network = town(0, 340);
  for (int i = 0; i < 300; ++i) network.add_group("club", "s" + std::to_string(i));
  network.add_group("club", "ana");
  const View ana = network.snapshot(0).view("ana", Policy::open());
  const Reach reach = reach_of_ana(ana, {infinity}, {.group_visibility = 0.5, .group_base = 1, .talk = 1}, {0}, {.groups = groups({"town", "club"})});
  EXPECT_DOUBLE_EQ(reach.rows[0].views, 320);
  EXPECT_NEAR(reach.rows[0].readers, 247.8, 0.05);  // 340 · 0.7288
  EXPECT_EQ(reach.rows[0].conversations, reach.rows[0].readers);
}

// ana wrote to t, who is no connection and does not follow her: is t in the clinic, among a crowd that may be told of?
TEST(EstimateReachOfAMember, DoesNotTellWhichStrangerIsInAGroup) {
  std::vector<Reach> told;
  for (const char* patient : {"t", "s3"}) {
    Network network = town(2, 333);
    network.add_interaction("ana", "t", 0);
    network.add_interaction("t", "ana", 0);
    network.add_group("town", "t");
    network.add_group("clinic", patient);
    network.add_group("clinic", "ana");
    const View ana = network.snapshot(0).view("ana", Policy::open());
    ReadingModel telltale{.follow_visibility = 0, .group_visibility = 1, .group_base = 0};
    told.push_back(reach_of_ana(ana, {1, 30, infinity}, telltale, std::vector<double>(10'000, 0), {.groups = groups({"clinic", "town"})}));
  }
  EXPECT_EQ(told[0], told[1]);
}

TEST(EstimateReachOfAMember, TellsNoMoreOfHowManyStrangersThereAreThanTheAudience) {
  std::vector<Reach> told;
  for (const int strangers : {305, 308, 314}) {
    const View ana = town(0, strangers).snapshot(0).view("ana", Policy::open());
    std::vector<double> times;
    for (int i = 1; i <= 1000; ++i) times.push_back(0.01 * i);
    told.push_back(reach_of_ana(ana, times, {.group_visibility = 1, .group_base = 1}, std::vector<double>(100, 0), {.groups = groups({"town"})}));
    EXPECT_EQ(told.back().audience.total, 310U);
  }
  EXPECT_EQ(told[0], told[1]);
  EXPECT_EQ(told[0], told[2]);
}

TEST(EstimateReach, RefusesOptionsOutOfRange) {
  const View owner = town(1, 1).snapshot(0).owner_view(Policy::open());
  const MemberId ana = owner.id("ana");
  for (const double wrong : {nan, -1.0, -infinity}) {
    EXPECT_THROW((void)estimate_reach(owner, ana, {.times = {1, wrong}}), Error) << wrong;
    EXPECT_THROW((void)estimate_reach(owner, ana, {.posts = {wrong}}), Error) << wrong;
  }
  EXPECT_THROW((void)estimate_reach(owner, ana, {.posts = {infinity}}), Error);
  EXPECT_THROW((void)estimate_reach(owner, ana, {.times = {}}), Error);
  EXPECT_THROW((void)estimate_reach(owner, ana, {.posts = {}}), Error);
  EXPECT_THROW((void)estimate_reach(owner, ana, {.times = std::vector<double>(10'001, 1)}), Error);
  EXPECT_NO_THROW((void)estimate_reach(owner, ana, {.times = std::vector<double>(10'000, 1)}));
  EXPECT_THROW((void)estimate_reach(owner, ana, {.reading = {.follow_base = 2}}), Error);
  EXPECT_THROW((void)estimate_reach(owner, ana, {.reading = {.talk = nan}}), Error);
  EXPECT_THROW((void)estimate_reach(owner, ana, {.reading = {.attention = {{}}}}), Error);
  EXPECT_THROW((void)estimate_reach(owner, MemberId{77}), Error);
  const View member = town(1, 1).snapshot(0).view("ana", Policy::open());
  EXPECT_THROW((void)estimate_reach(member, member.id("f0")), Error);
}

TEST(EstimateReach, SaysWhereItsChancesComeFrom) {
  const View owner = town(3, 0).snapshot(0).owner_view(Policy::open());
  EXPECT_THAT(to_text(estimate_reach(owner, owner.id("ana"))), testing::HasSubstr("preset"));
  const Reach fitted = reach_of_ana(owner, {infinity}, {.origin = "fitted in spring"});
  EXPECT_THAT(to_text(fitted), testing::HasSubstr("fitted in spring"));
  EXPECT_THAT(to_text(fitted), testing::HasSubstr("ever"));
  const Table table = to_table(fitted);
  ASSERT_EQ(table.columns.size(), 5U);
  EXPECT_EQ(std::get<std::vector<double>>(table.columns[2].values), std::vector<double>{fitted.rows[0].readers});
}

// --- everybody's reach ---------------------------------------------------------------------------------------------------------------

/// Each row is what `estimate_reach` says of the author, to the bit; nobody is left out; the order is by readers, then by id.
void expect_every_author_as_asked_alone(const View& view, const RankReachOptions& options) {
  const Authors authors = rank_reach(view, options);
  ASSERT_EQ(authors.size(), view.member_count());
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const auto& row = authors[i];
    const Reach alone = estimate_reach(view, row.item.member, {.times = {options.days}, .channels = options.channels, .reading = options.reading});
    ASSERT_EQ(row.score, alone.rows[0].readers) << authors.key(row.item.member).to_string();
    double made = 0;
    for (const Factor& factor : row.factors) {
      ASSERT_GE(factor.value, 0);
      made += factor.value;
    }
    ASSERT_NEAR(made, row.score, 1e-12 * (1 + row.score));
    if (i > 0) {
      ASSERT_TRUE(authors[i - 1].score > row.score || (authors[i - 1].score == row.score && authors[i - 1].item.member < row.item.member));
    }
  }
}

TEST(RankReach, SaysOfEveryAuthorWhatTheyAreToldAlone) {
  for_cases(600, [](const Case& c, Dice& dice) {
    if (c.viewer || dice.chance(0.6)) return;
    RankReachOptions options{.k = 1000, .days = c.options.times[dice.below(5)], .channels = c.options.channels, .reading = c.options.reading};
    options.threads = dice.between(0, 3);
    expect_every_author_as_asked_alone(c.view, options);
  });
}

TEST(RankReach, SaysOfACommunityWhatEachIsToldAloneFromAnyNumberOfThreads) {
  const Network network = generate_community({.members = 2000});
  const View view = network.snapshot(network.last_event()).owner_view(Policy::open());
  expect_every_author_as_asked_alone(view, {.k = 2000, .threads = 2});
  const Authors one = rank_reach(view, {.k = 2000, .threads = 1});
  EXPECT_GT(one[0].score, 1);
  for (const int threads : {2, 8}) {
    const Authors more = rank_reach(view, {.k = 2000, .threads = threads});
    EXPECT_EQ(one, more);
    EXPECT_EQ(to_text(one), to_text(more));
    EXPECT_EQ(to_table(one), to_table(more));
  }
  const Authors best = rank_reach(view, {.k = 10});
  ASSERT_EQ(best.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(best[i].item.member, one[i].item.member);
}

// f reads over the first channel with 1/2, over the second with 1/2 of what is left, and so on: 1/2 + 1/4 + 1/8 + 1/16.
TEST(RankReach, GivesEachKindOfChannelWhatTheOnesBeforeItDoNotBring) {
  Network network;
  network.add_follow("f", "ana");
  network.add_follow("f", "ana", Channel::subscription);
  network.add_connection("f", "ana", {.weight = 1e-9});
  network.add_group("club", "f");
  network.add_group("club", "ana");
  const View owner = network.snapshot(0).owner_view(Policy::open());
  RankReachOptions half;
  half.k = 1, half.days = infinity;
  for (double ReadingModel::*visibility : {&ReadingModel::follow_visibility, &ReadingModel::subscription_visibility,
                                           &ReadingModel::connection_visibility, &ReadingModel::group_visibility})
    half.reading.*visibility = 0.5;
  for (double ReadingModel::*base :
       {&ReadingModel::follow_base, &ReadingModel::subscription_base, &ReadingModel::connection_base, &ReadingModel::group_base})
    half.reading.*base = 1;
  const Authors authors = rank_reach(owner, half);
  EXPECT_EQ(authors.factor_kind, FactorKind::sum);
  EXPECT_DOUBLE_EQ(authors[0].score, 0.9375);
  std::vector<std::pair<std::string, double>> parts;
  for (const Factor& factor : authors[0].factors) parts.emplace_back(factor.name, factor.value);
  EXPECT_EQ(parts, (std::vector<std::pair<std::string, double>>{{"follow", 0.5}, {"subscription", 0.25}, {"connection", 0.125}, {"groups", 0.0625}}));
}

TEST(RankReach, IsCancelledWhenProgressSaysNo) {
  const View owner = town(50, 0).snapshot(0).owner_view(Policy::open());
  for (const int threads : {1, 4}) {
    try {
      (void)rank_reach(owner, {.threads = threads, .progress = [](std::uint64_t, std::uint64_t) { return false; }});
      ADD_FAILURE() << "not cancelled";
    } catch (const Error& error) { EXPECT_EQ(error.code(), Errc::cancelled); }
  }
  std::uint64_t last = 0;
  (void)rank_reach(owner, {.progress = [&last](std::uint64_t done, std::uint64_t all) { return last = done, done <= all; }});
  EXPECT_EQ(last, 51U);
}

TEST(RankReach, IsTheOwnersQuestion) {
  const View ana = town(3, 0).snapshot(0).view("ana", Policy::open());
  try {
    (void)rank_reach(ana);
    ADD_FAILURE() << "not refused";
  } catch (const Error& error) { EXPECT_EQ(error.code(), Errc::invalid_argument); }
}

TEST(RankReach, RefusesOptionsOutOfRangeAndUnknownGroups) {
  const View owner = town(1, 1).snapshot(0).owner_view(Policy::open());
  EXPECT_THROW((void)rank_reach(owner, {.k = 0}), Error);
  EXPECT_THROW((void)rank_reach(owner, {.days = nan}), Error);
  EXPECT_THROW((void)rank_reach(owner, {.threads = -1}), Error);
  EXPECT_THROW((void)rank_reach(owner, {.threads = 1025}), Error);
  EXPECT_THROW((void)rank_reach(owner, {.channels = {.groups = groups({"twon"})}}), Error);
}

TEST(RankReach, OfNobodyIsEmpty) {
  const View owner = Network().snapshot(0).owner_view(Policy::open());
  EXPECT_TRUE(rank_reach(owner).empty());
  EXPECT_THAT(to_text(rank_reach(owner)), testing::HasSubstr("nobody"));
}

}  // namespace
