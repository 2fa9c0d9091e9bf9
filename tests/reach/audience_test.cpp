#include "hobnob/reach/audience.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
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
#include "support/random_network.hpp"
#include "support/reach_oracle.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::both;
using support::Dice;
using support::either;
using support::Instant;
using support::Keys;
using support::ReachOracle;
using support::Viewer;
using support::without;

Channels random_channels(Dice& dice, bool unknown_too) {
  Channels channels{dice.chance(0.75), dice.chance(0.75), dice.chance(0.75), std::nullopt};
  if (dice.chance(0.5)) return channels;
  std::vector<std::string> groups{"rowing", "chess", "alumni", "chess"};
  if (unknown_too) groups.insert(groups.end(), {"nobody's", ""});
  dice.shuffle(groups);
  groups.resize(dice.below(groups.size() + 1));
  channels.groups = groups;
  return channels;
}

/// One question about a random record, and what the sets say of it.
struct Case {
  const Instant& now;
  View view;
  Viewer viewer;
  Policy policy;
  Key author;
  Channels channels;
  ReachOracle sets;
};

/// Every member as an author in the owner's view and in their own, on `count` random records.
void for_cases(int count, const std::function<void(const Case&, Dice&)>& check) {
  for (int seed = 0; seed < count && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("record " + std::to_string(seed));
    Dice dice(static_cast<std::uint64_t>(seed));
    const int members = dice.between(3, 12);
    const support::RandomFacts wanted{.members = members,
                                      .facts = members * dice.between(2, 14),
                                      .days = 60,
                                      .text_keys = dice.chance(0.7),
                                      .refusals_too = false,
                                      .restrained = dice.chance(0.3) ? 0 : dice.unit(),
                                      .consenting = dice.chance(0.3) ? 0.3 : 0,
                                      .following = dice.unit() * 0.8};
    const auto facts = support::random_facts(dice, wanted);
    const auto record = support::oracle_of(facts);
    const Network network = support::network_of(facts);
    const Time as_of = support::random_instant(dice, wanted);
    const Instant now(record, as_of);
    const Snapshot snapshot = network.snapshot(as_of);
    for (const Key& author : now.members())
      for (const Viewer& viewer : {Viewer{}, Viewer{author}}) {
        const Policy policy = support::random_policy(dice);
        const View view = viewer ? snapshot.view(author, policy) : snapshot.owner_view(policy);
        Channels channels = random_channels(dice, viewer.has_value());
        if (!viewer && channels.groups)  // the owner's view refuses groups that nobody is in
          std::erase_if(*channels.groups, [&](const std::string& name) {
            return std::none_of(now.members().begin(), now.members().end(), [&](const Key& u) { return now.in_group(u, name); });
          });
        check({now, view, viewer, policy, author, channels, {now, author, viewer, policy, channels}}, dice);
      }
  }
}

TEST(Audience, IsTheUnionOfItsChannelsLessWhoMayNotBeReached) {
  std::uint64_t asked = 0, reached = 0, kept_back = 0;
  for_cases(4000, [&](const Case& c, Dice&) {
    const Audience audience = hobnob::audience(c.view, c.view.id(c.author), {.channels = c.channels, .more_groups = 0});
    const auto& channels = c.sets.channels;
    ASSERT_EQ(audience.size(), channels.size());
    const auto [total, total_complete] = c.sets.told(c.sets.everybody(), c.sets.has_group());
    bool all = total_complete;
    ASSERT_EQ(audience.total, total);
    ASSERT_EQ(audience.total_complete, total_complete);
    for (std::size_t i = 0; i < channels.size(); ++i) {
      const auto size = c.sets.told(channels[i].readers, channels[i].group), only = c.sets.told(c.sets.by_nothing_else(i), channels[i].group);
      ASSERT_EQ(audience.rows[i], (ChannelAudience{channels[i].name, size.first, only.first, size.second, only.second}));
      all = all && size.second && only.second;
      for (std::size_t j = 0; j < channels.size(); ++j) {
        const auto shared = c.sets.told(both(channels[i].readers, channels[j].readers), channels[i].group && channels[j].group);
        ASSERT_EQ(audience.overlap(i, j), shared.first);
        all = all && shared.second;
      }
    }
    ASSERT_EQ(audience.complete, all);
    ASSERT_EQ(audience.as_of, c.now.as_of());
    ++asked, reached += total > 0, kept_back += !all;
  });
  EXPECT_GT(asked, 20'000U);  // worth something only if many reach somebody
  EXPECT_GT(reached, asked / 4);
  EXPECT_GT(kept_back, asked / 20);
}

TEST(Audience, AddsUpByInclusionAndExclusion) {
  int checked = 0;
  for_cases(1500, [&](const Case& c, Dice&) {
    if (c.viewer) return;
    const auto count = [&](const Channels& channels) { return hobnob::audience(c.view, c.view.id(c.author), {.channels = channels}); };
    const Audience pair = count({.follow = true, .subscription = true, .connection = false, .groups = std::vector<std::string>{}});
    ASSERT_EQ(pair.total, pair.rows[0].size + pair.rows[1].size - pair.overlap(0, 1));
    // Of more channels, from the sets: every intersection, with alternating signs.
    const auto& channels = c.sets.channels;
    if (channels.size() > 4) return;
    std::int64_t total = 0;
    for (std::size_t chosen = 1; chosen < (std::size_t{1} << channels.size()); ++chosen) {
      std::optional<Keys> common;
      int sign = -1;
      for (std::size_t i = 0; i < channels.size(); ++i)
        if (chosen >> i & 1) common = common ? both(*common, channels[i].readers) : channels[i].readers, sign = -sign;
      total += sign * static_cast<std::int64_t>(common->size());
    }
    ASSERT_EQ(count(c.channels).total, static_cast<std::uint64_t>(total));
    ++checked;
  });
  EXPECT_GT(checked, 2000);
}

TEST(Audience, NeverShrinksWithOneMoreChannel) {
  for_cases(1500, [](const Case& c, Dice& dice) {
    Channels more = c.channels;
    switch (dice.below(3)) {
      case 0: more.follow = true; break;
      case 1: more.subscription = true; break;
      default: more.connection = true;
    }
    const auto total = [&](const Channels& channels) { return hobnob::audience(c.view, c.view.id(c.author), {.channels = channels}).total; };
    ASSERT_GE(total(more), total(c.channels));
  });
}

TEST(Audience, NamesFurtherGroupsByWhatEachWouldAdd) {
  int named = 0;
  for_cases(2500, [&named](const Case& c, Dice& dice) {
    const int most = dice.between(0, 3);
    const Audience audience = hobnob::audience(c.view, c.view.id(c.author), {.channels = c.channels, .more_groups = most});
    const Keys before = c.sets.everybody();
    std::vector<ChannelAudience> wanted;
    for (const std::string group : {"alumni", "chess", "rowing"}) {
      if (std::any_of(audience.rows.begin(), audience.rows.end(), [&](const auto& row) { return row.channel == "group " + group; })) continue;
      Keys readers;
      for (const Key& u : c.now.members())
        if (c.now.may_read(c.author, u, c.viewer, c.policy) && c.now.in_group(u, group)) readers.insert(u);
      ReachOracle crowd = c.sets;
      crowd.own.clear();  // a member is told of groups that they are not in as of strangers
      const auto size = crowd.told(readers, true), adds = crowd.told(without(readers, before), true);
      if (adds.first > 0) wanted.push_back({"group " + group, size.first, adds.first, size.second, adds.second});
    }
    std::stable_sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.only > b.only; });
    if (wanted.size() > static_cast<std::size_t>(most)) wanted.resize(static_cast<std::size_t>(most));
    ASSERT_EQ(audience.more, wanted);
    named += !wanted.empty();
  });
  EXPECT_GT(named, 1000);
}

TEST(Audience, GainsFromAFurtherGroupWhatThatGroupIsSaidToAdd) {
  int joined = 0;
  for_cases(1000, [&joined](const Case& c, Dice&) {
    if (c.viewer || !c.channels.groups) return;
    const auto ask = [&](const Channels& channels) { return hobnob::audience(c.view, c.view.id(c.author), {.channels = channels}); };
    const Audience audience = ask(c.channels);
    for (const ChannelAudience& further : audience.more) {
      Channels with = c.channels;
      with.groups->push_back(further.channel.substr(std::string("group ").size()));
      ASSERT_EQ(ask(with).total, audience.total + further.only);
      ++joined;
    }
  });
  EXPECT_GT(joined, 500);
}

/// ana; her followers f1 … fn; strangers s1 … sm in the group "town", and she with them.
Network town(int followers, int strangers) {
  Network network;
  network.add_group("town", "ana");
  for (int i = 0; i < followers; ++i) network.add_follow("f" + std::to_string(i), "ana");
  for (int i = 0; i < strangers; ++i) network.add_group("town", "s" + std::to_string(i));
  return network;
}

TEST(AudienceOfAMember, CountsStrangersFromThreeHundredOnAndRoundsThemToTen) {
  const AudienceOptions in_town{.channels = {.groups = std::vector<std::string>{"town"}}};
  for (const auto& [strangers, told, complete] : std::vector<std::tuple<int, std::uint64_t, bool>>{
           {0, 0, false}, {1, 0, false}, {299, 0, false}, {300, 300, true}, {304, 300, true}, {305, 310, true}, {314, 310, true}}) {
    Network network = town(3, strangers);
    network.add_group("town", "f0");  // own, so that they count exactly, in the group too
    const Snapshot snapshot = network.snapshot(0);
    const View ana = snapshot.view("ana", Policy::open());
    const Audience audience = hobnob::audience(ana, ana.viewer(), in_town);
    EXPECT_EQ(audience.rows[3].size, told + 1) << strangers;
    EXPECT_EQ(audience.rows[3].only, told) << strangers;
    EXPECT_EQ(audience.total, told + 3) << strangers;
    EXPECT_EQ(audience.overlap(0, 3), 1U);
    EXPECT_EQ(audience.complete, complete) << strangers;
    EXPECT_EQ(to_text(audience).find("from 300 on") == std::string::npos, complete);
    const View owner = snapshot.owner_view(Policy::open());
    const Audience exact = hobnob::audience(owner, owner.id("ana"), in_town);
    EXPECT_EQ(exact.total, static_cast<std::uint64_t>(strangers) + 3);
    EXPECT_TRUE(exact.complete);
  }
}

TEST(AudienceOfAMember, CountsNoStrangersWhoAreHiddenOrRefuse) {
  Network network = town(0, 304);
  network.add_follow("s0", "ana");                                      // no stranger
  network.set_consent("s1", Purpose::be_counted, false);                // counted by nobody
  network.add_block("s2", "ana");                                       // not there
  network.update_member("s3", {.unlisted = true});                      // not there
  const AudienceOptions in_town{.channels = {.groups = std::vector<std::string>{"town"}}};
  const auto told = [&] {
    const View ana = network.snapshot(0).view("ana", Policy::open());
    return hobnob::audience(ana, ana.viewer(), in_town).rows[3].size;
  };
  EXPECT_EQ(told(), 301U);
  network.update_member("s4", {.do_not_contact = true});                // 299 strangers are left
  EXPECT_EQ(told(), 1U);
}

TEST(AudienceOfAMember, SaysNothingOfGroupsThatDoNotExist) {
  const View ana = town(2, 5).snapshot(0).view("ana", Policy::open());
  const Audience audience = hobnob::audience(ana, ana.viewer(), {.channels = {.groups = std::vector<std::string>{"twon", ""}}, .more_groups = 0});
  EXPECT_EQ(audience.rows[3], (ChannelAudience{"group ", 0, 0, false, false}));
  EXPECT_EQ(audience.rows[4], (ChannelAudience{"group twon", 0, 0, false, false}));
}

// f0 follows ana and is in the clinic, with many others; ana is not. Whether the clinic exists, and that f0 is there, is not hers to know.
TEST(AudienceOfAMember, SaysNothingOfWhoIsInGroupsThatTheyAreNotIn) {
  Network network = town(2, 5);
  const auto ask = [](const Network& of) {
    const View ana = of.snapshot(0).view("ana", Policy::open());
    const Channels clinic{.groups = std::vector<std::string>{"clinic"}};
    const std::string readers = to_text(rank_readers(ana, ana.viewer(), {.channels = clinic}));
    return std::pair(hobnob::audience(ana, ana.viewer(), {.channels = clinic}), readers);
  };
  const auto before = ask(network);
  network.add_group("clinic", "f0");
  EXPECT_EQ(ask(network), before);
  for (int i = 0; i < 299; ++i) network.add_group("clinic", "c" + std::to_string(i));
  const auto [audience, readers] = ask(network);  // 300 by now: enough to be told of as a crowd, f0 one of them
  EXPECT_TRUE(audience.more.empty());  // f0 reads already: 299 would be new
  EXPECT_EQ(readers, before.second);
  EXPECT_EQ(audience.rows, before.first.rows);
}

// None, few, refusing, blocking: one answer.
TEST(AudienceOfAMember, TellsNoStrangerFromNobody) {
  const auto ask = [](const Network& of) {
    const View ana = of.snapshot(0).view("ana", Policy::open());
    return hobnob::audience(ana, ana.viewer());
  };
  const Audience nobody = ask(town(2, 0));
  Network network = town(2, 1);
  EXPECT_EQ(ask(network), nobody);
  Network blocked = network, refused = network;
  blocked.add_block("s0", "ana");
  refused.set_consent("s0", Purpose::be_counted, false);
  EXPECT_EQ(ask(blocked), nobody);
  EXPECT_EQ(ask(refused), nobody);
  EXPECT_FALSE(nobody.complete);
  EXPECT_TRUE(nobody.rows[0].size_complete && nobody.rows[0].only_complete && !nobody.rows[3].size_complete && !nobody.total_complete);
}

TEST(AudienceOfAMember, IsForTheirOwnWordsOnly) {
  const View ana = town(2, 5).snapshot(0).view("ana", Policy::open());
  EXPECT_THROW((void)hobnob::audience(ana, ana.id("f0")), Error);
  EXPECT_THROW((void)hobnob::audience(ana, no_member), Error);
  EXPECT_THROW((void)rank_readers(ana, ana.id("f0")), Error);
}

TEST(Audience, RefusesAnUnknownGroupAndNamesTheNearest) {
  const View owner = town(2, 5).snapshot(0).owner_view(Policy::open());
  try {
    (void)hobnob::audience(owner, owner.id("ana"), {.channels = {.groups = std::vector<std::string>{"twon"}}});
    ADD_FAILURE() << "not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    EXPECT_THAT(error.what(), testing::HasSubstr("town"));
    EXPECT_THAT(error.what(), testing::HasSubstr("twon"));
  }
}

TEST(Audience, TakesAGroupThatIsNamedTwiceOnce) {
  const View owner = town(0, 5).snapshot(0).owner_view(Policy::open());
  const Audience twice = hobnob::audience(owner, owner.id("ana"), {.channels = {.groups = std::vector<std::string>{"town", "town"}}});
  EXPECT_EQ(twice.size(), 4U);
  EXPECT_EQ(twice.rows[3], (ChannelAudience{"group town", 5, 5}));
}

TEST(Audience, OfSomebodyWithoutAnythingIsEmpty) {
  Network network;
  network.add_member("ana");
  const View owner = network.snapshot(0).owner_view(Policy::opt_in());
  const Audience audience = hobnob::audience(owner, owner.id("ana"));
  EXPECT_EQ(audience.size(), 3U);
  EXPECT_EQ(audience.total, 0U);
  EXPECT_TRUE(audience.complete && audience.more.empty());
  const Audience none = hobnob::audience(
      owner, owner.id("ana"), {.channels = {.follow = false, .subscription = false, .connection = false, .groups = std::vector<std::string>{}}});
  EXPECT_TRUE(none.empty() && none.overlaps.empty());
  EXPECT_EQ(none.total, 0U);
  EXPECT_THROW((void)none.overlap(0, 0), Error);
  EXPECT_THROW((void)audience.overlap(0, 3), Error);
}

// Day:        0 ──── 10 ──── 20 ──── 30
//   bo        in the club until 10
//   kim                      joins at 20
//   lee       in, always
TEST(Audience, KnowsWhoHasLeftAGroupAndWhoHasNotJoinedYet) {
  Network network;
  const auto day = [](int n) { return support::first_day + n * support::one_day; };
  for (const char* key : {"ana", "bo", "kim", "lee"}) network.add_member(key);
  network.add_group("club", "bo", {.start = {}, .until = day(10)});
  network.add_group("club", "kim", {.start = day(20), .until = {}});
  network.add_group("club", "lee");
  const auto size = [&](Time as_of) {
    const View owner = network.snapshot(as_of).owner_view(Policy::open());
    return hobnob::audience(owner, owner.id("ana"), {.channels = {.groups = std::vector<std::string>{"club"}}}).total;
  };
  EXPECT_EQ(size(day(10) - 1), 2U);
  EXPECT_EQ(size(day(10)), 1U);
  EXPECT_EQ(size(day(20) - 1), 1U);
  EXPECT_EQ(size(day(20)), 2U);
}

TEST(Audience, ReachesOthersThoughTheAuthorIsNotToBeContacted) {
  Network network = town(2, 0);
  network.update_member("ana", {.do_not_contact = true});
  const View owner = network.snapshot(0).owner_view(Policy::open());
  EXPECT_EQ(hobnob::audience(owner, owner.id("ana")).total, 2U);
  network.add_follow("ana", "f0");
  const View later = network.snapshot(0).owner_view(Policy::open());
  EXPECT_EQ(hobnob::audience(later, later.id("f0")).total, 0U);
}

TEST(Audience, HasNobodyWithABlockBetweenThemAndTheAuthor) {
  Network network = town(3, 0);
  for (const char* key : {"f0", "f1", "f2"}) network.add_group("club", key), network.add_connection("ana", key);
  network.add_group("club", "ana");
  network.add_block("f0", "ana");
  network.add_block("ana", "f1");
  network.add_block("f1", "f2");  // no business of ana's
  const Snapshot snapshot = network.snapshot(0);
  const View owner = snapshot.owner_view(Policy::open()), ana = snapshot.view("ana", Policy::open());
  for (const View& view : {owner, ana}) {
    const Audience audience = hobnob::audience(view, view.id("ana"));
    EXPECT_EQ(audience.total, 1U);
    for (std::size_t i : {0U, 2U, 3U}) EXPECT_EQ(audience.rows[i].size, 1U) << audience.rows[i].channel;
  }
}

TEST(Audience, NeedsConsentToBeMessagedForConnectionsAlone) {
  Network network;
  for (const char* key : {"bo", "kim", "lee"}) network.add_connection("ana", key);
  network.add_follow("kim", "ana");
  for (const char* key : {"bo", "kim"}) network.set_consent(key, Purpose::be_messaged, false);
  const View owner = network.snapshot(0).owner_view(Policy::open());
  const Audience audience = hobnob::audience(owner, owner.id("ana"));
  EXPECT_EQ(audience.rows[2].size, 1U);  // lee
  EXPECT_EQ(audience.rows[0].size, 1U);  // kim, who follows
}

TEST(Audience, HoldsTwoThousandChannelsAndNotOneMore) {
  const Snapshot snapshot = town(1, 1).snapshot(0);
  const View ana = snapshot.view("ana", Policy::open());
  std::vector<std::string> groups;
  for (int i = 0; i < 1997; ++i) groups.push_back("g" + std::to_string(i));
  EXPECT_EQ(hobnob::audience(ana, ana.viewer(), {.channels = {.groups = groups}}).size(), 2000U);
  groups.push_back("one more");
  try {
    (void)hobnob::audience(ana, ana.viewer(), {.channels = {.groups = groups}});
    ADD_FAILURE() << "not refused";
  } catch (const Error& error) { EXPECT_EQ(error.code(), Errc::limit_exceeded); }
}

TEST(Audience, RefusesOptionsOutOfRange) {
  const View owner = town(1, 1).snapshot(0).owner_view(Policy::open());
  EXPECT_THROW((void)hobnob::audience(owner, owner.id("ana"), {.more_groups = -1}), Error);
  EXPECT_THROW((void)hobnob::audience(owner, owner.id("ana"), {.more_groups = 100'001}), Error);
  EXPECT_THROW((void)hobnob::audience(owner, MemberId{99}), Error);
  EXPECT_THROW((void)hobnob::audience(owner, no_member), Error);
}

TEST(Audience, SaysTheSameInATable) {
  const View owner = town(2, 0).snapshot(0).owner_view(Policy::open());
  const Table table = to_table(hobnob::audience(owner, owner.id("ana")));
  ASSERT_EQ(table.columns.size(), 3U);
  EXPECT_EQ(std::get<std::vector<std::string>>(table.columns[0].values),
            (std::vector<std::string>{"follow", "subscription", "connection", "group town"}));
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table.columns[1].values), (std::vector<std::int64_t>{2, 0, 0, 0}));
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table.columns[2].values), (std::vector<std::int64_t>{2, 0, 0, 0}));
}

// --- readers by name -----------------------------------------------------------------------------------------------------------------

TEST(RankReaders, OrdersThoseWhoMayBeNamedByTheChanceToReadAndTalk) {
  int ranked = 0, member_views = 0;
  for_cases(3000, [&](const Case& c, Dice& dice) {
    ReaderOptions options{.k = dice.chance(0.5) ? 100 : dice.between(1, 4), .channels = c.channels};
    if (dice.chance(0.5)) options.days = 20 * dice.unit();
    options.reading.talk = dice.chance(0.1) ? 0 : dice.unit();
    options.reading.follow_visibility = dice.unit(), options.reading.group_base = dice.unit();
    const ReachOracle sets(c.now, c.author, c.viewer, c.policy, c.channels, options.reading);
    struct Expected {
      double reads;
      Key key;
      std::vector<std::string> channels;
    };
    std::vector<Expected> expected;
    for (const Key& u : both(sets.everybody(), sets.own)) {
      double miss = 1;
      const auto strength = [&](const Key& m) { return c.now.tie_visible(m, c.author, c.viewer, c.policy) ? c.now.strength(m, c.author, {}) : 0.0; };
      for (const double p : sets.showings(u, options.days, {0}, strength, options.reading.attention)) miss *= 1 - p;
      std::vector<std::string> over;
      for (const auto& channel : sets.channels)
        if (channel.readers.contains(u)) over.push_back(channel.name);
      if ((1 - miss) * options.reading.talk > 0) expected.push_back({1 - miss, u, over});
    }
    std::sort(expected.begin(), expected.end(),
              [](const Expected& a, const Expected& b) { return a.reads != b.reads ? a.reads > b.reads : a.key < b.key; });
    const Readers readers = rank_readers(c.view, c.view.id(c.author), options);
    ASSERT_EQ(readers.size(), std::min(expected.size(), static_cast<std::size_t>(options.k)));
    for (std::size_t i = 0; i < readers.size(); ++i) {
      const auto& row = readers[i];
      ASSERT_NEAR(row.factors[0].value, expected[i].reads, 1e-6);  // figures so near each other are so near in order, too, whoever they are of
      ASSERT_DOUBLE_EQ(row.score, row.factors[0].value * options.reading.talk);
      const auto same = std::find_if(expected.begin(), expected.end(), [&](const Expected& e) { return e.key == readers.key(row.item.member); });
      ASSERT_NE(same, expected.end());
      ASSERT_NEAR(same->reads, row.factors[0].value, 1e-6);
      ASSERT_EQ(same->channels, row.item.channels);
      if (i > 0) {
        ASSERT_TRUE(readers[i - 1].score > row.score || (readers[i - 1].score == row.score && readers[i - 1].item.member < row.item.member));
      }
      ++ranked, member_views += c.viewer.has_value();
    }
  });
  EXPECT_GT(ranked, 20'000);
  EXPECT_GT(member_views, 5'000);
}

TEST(RankReaders, NamesNoStrangerToAMember) {
  Network network = town(2, 400);
  network.add_group("town", "ana");
  const Snapshot snapshot = network.snapshot(0);
  const View ana = snapshot.view("ana", Policy::open()), owner = snapshot.owner_view(Policy::open());
  EXPECT_EQ(rank_readers(ana, ana.viewer(), {.k = 1000}).size(), 2U);
  EXPECT_EQ(rank_readers(owner, owner.id("ana"), {.k = 1000}).size(), 402U);
}

TEST(RankReaders, LeavesOutThoseWithoutAnyChance) {
  const View owner = town(2, 0).snapshot(0).owner_view(Policy::open());
  EXPECT_TRUE(rank_readers(owner, owner.id("ana"), {.days = 0}).empty());
  EXPECT_TRUE(rank_readers(owner, owner.id("ana"), {.reading = {.talk = 0}}).empty());
  EXPECT_TRUE(rank_readers(owner, owner.id("ana"), {.reading = {.follow_visibility = 0}}).empty());
  EXPECT_EQ(rank_readers(owner, owner.id("ana"), {.days = infinity, .reading = {.follow_visibility = 1, .follow_base = 1, .talk = 1}})[0].score, 1);
  EXPECT_THAT(to_text(rank_readers(owner, owner.id("ana"), {.days = 0})), testing::HasSubstr("Nobody"));
}

TEST(RankReaders, RefusesOptionsOutOfRange) {
  const View owner = town(1, 1).snapshot(0).owner_view(Policy::open());
  const MemberId ana = owner.id("ana");
  EXPECT_THROW((void)rank_readers(owner, ana, {.k = 0}), Error);
  EXPECT_THROW((void)rank_readers(owner, ana, {.days = -1}), Error);
  EXPECT_THROW((void)rank_readers(owner, ana, {.days = std::nan("")}), Error);
  EXPECT_THROW((void)rank_readers(owner, ana, {.reading = {.talk = 1.1}}), Error);
  EXPECT_THROW((void)rank_readers(owner, ana, {.reading = {.group_base = -0.1}}), Error);
  EXPECT_THROW((void)rank_readers(owner, ana, {.reading = {.attention = {{}}}}), Error);
}

}  // namespace
