// Who here is with Acme? Against reading the profiles one by one.
#include "hobnob/graph/members.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::Viewer;
using testing::ElementsAre;

std::vector<std::string> keys(const View& view, const MemberFilter& filter) {
  std::vector<std::string> all;
  for (const MemberId u : find_members(view, filter)) all.push_back(view.key(u).to_string());
  return all;
}

TEST(FindMembers, AskForEveryPartOfTheFilter) {
  Network network;
  network.add_member("ana", {.industry = "law", .organisation = "Acme", .city = "Bonn", .needs = {"funding", "hiring"}, .offers = {}});
  network.add_member("bo", {.industry = "law", .organisation = "Acme Labs", .city = "Bonn", .needs = {"hiring"}, .offers = {"funding"}});
  network.add_group("chess", "bo");
  const View view = network.snapshot(0).owner_view(Policy::open());
  EXPECT_THAT(keys(view, {}), ElementsAre("ana", "bo"));
  EXPECT_THAT(keys(view, {.organisation = "Acme"}), ElementsAre("ana")) << "a text matches as a whole";
  EXPECT_THAT(keys(view, {.industry = "law", .city = "Bonn", .needs = "hiring"}), ElementsAre("ana", "bo"));
  EXPECT_THAT(keys(view, {.offers = "funding"}), ElementsAre("bo"));
  EXPECT_THAT(keys(view, {.needs = "funding", .offers = "funding"}), ElementsAre());
  EXPECT_THAT(keys(view, {.needs = "nothing"}), ElementsAre());
  EXPECT_THAT(keys(view, {.group = "chess"}), ElementsAre("bo"));
  EXPECT_THAT(keys(view, {.group = "rowing"}), ElementsAre());
}

TEST(FindMembers, AreThoseWhoseProfilesSaySo) {
  int found = 0, hidden = 0, of_groups = 0;
  for (std::uint64_t seed = 0; seed < 2000 && !testing::Test::HasFailure(); ++seed) {
    Dice dice(seed + 7'000'000);
    const int members = dice.between(3, 9);
    const auto facts = support::random_facts(
        dice, {.members = members, .facts = members * 10, .days = 40, .refusals_too = false, .restrained = dice.unit(), .following = 0.2});
    const support::RecordOracle record = support::oracle_of(facts);
    const Instant now(record, support::first_day + support::one_day * dice.between(10, 60));
    const Snapshot snapshot = support::network_of(facts).snapshot(now.as_of());
    std::vector<Viewer> viewers{std::nullopt};
    for (const Key& key : now.members()) viewers.emplace_back(key);
    for (const Viewer& viewer : viewers) {
      const Policy policy = support::random_policy(dice);
      const View view = viewer ? snapshot.view(*viewer, policy) : snapshot.owner_view(policy);
      const std::vector<std::string> topics{"hiring", "funding", "law", "go", "\xc3\xa4rzte", "la"};
      MemberFilter filter;
      for (std::string* part : {&filter.industry, &filter.organisation, &filter.city, &filter.needs, &filter.offers})
        if (dice.chance(0.25)) *part = dice.pick(topics);
      if (dice.chance(0.25)) filter.group = dice.pick(std::vector<std::string>{"rowing", "chess", "alumni"});
      std::vector<Key> expected, got;
      for (const Key& key : now.members()) {
        if (!now.visible(key, viewer)) {
          ++hidden;
          continue;
        }
        const Member profile = record.profile(key);
        const auto has = [](const std::vector<std::string>& all, const std::string& one) { return one.empty() || std::ranges::count(all, one) > 0; };
        const auto is = [](const std::string& said, const std::string& asked) { return asked.empty() || said == asked; };
        const bool in_group =
            filter.group.empty() || (now.groups_of(key).contains(filter.group) && (!viewer || now.groups_of(*viewer).contains(filter.group)));
        if (is(profile.industry, filter.industry) && is(profile.organisation, filter.organisation) && is(profile.city, filter.city) &&
            has(profile.needs, filter.needs) && has(profile.offers, filter.offers) && in_group)
          expected.push_back(key);
      }
      for (const MemberId u : find_members(view, filter)) got.push_back(view.key(u));
      ASSERT_EQ(got, expected);
      const Snapshot projected = view.project();
      const View through = viewer ? projected.view(*viewer, policy) : projected.owner_view(policy);
      std::vector<Key> again;
      for (const MemberId u : find_members(through, filter)) again.push_back(through.key(u));
      ASSERT_EQ(got, again);
      found += static_cast<int>(got.size()), of_groups += !filter.group.empty() && !got.empty();
    }
  }
  EXPECT_GT(found, 5'000);
  EXPECT_GT(hidden, 1'000);
  EXPECT_GT(of_groups, 100);
}

}  // namespace
