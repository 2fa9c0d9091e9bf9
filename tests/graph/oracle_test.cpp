// Thousands of small random records, answered by the library and by reading the facts one by one (support/record_oracle.hpp).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/tie_model.hpp"
#include "hobnob/graph/view.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::RecordOracle;
using support::Viewer;

struct Case {
  Dice& dice;
  support::RandomFacts wanted;
  std::vector<support::Fact> facts;
  Network network;
  RecordOracle record;
};

/// Runs `check` on `count` random records, no two alike; stops at the first that fails and names it.
void for_random_records(int count, const std::function<void(Case&)>& check) {
  for (int seed = 0; seed < count && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("random record " + std::to_string(seed));
    Dice dice(static_cast<std::uint64_t>(seed));
    const support::RandomFacts wanted{.members = dice.between(3, 9),
                                      .facts = dice.between(0, 70),
                                      .days = dice.pick(std::vector<int>{3, 40, 400}),
                                      .text_keys = dice.chance(0.6),
                                      .undated = dice.unit(),
                                      .restrained = dice.unit(),
                                      .consenting = dice.chance(0.3) ? 0.8 : 0};
    Case now{dice, wanted, support::random_facts(dice, wanted), {}, {}};
    for (const support::Fact& fact : now.facts) {
      const bool taken = now.record.add(fact);
      ASSERT_EQ(support::accepts(now.network, fact), taken) << "a fact of kind " << fact.index();
    }
    check(now);
  }
}

LogisticTies random_model(Dice& dice) {
  LogisticTies model;
  if (dice.chance(0.3)) return model;
  model.options.window_days = dice.pick(std::vector<double>{0.25, 7, 14, 30, 365});
  model.options.reciprocity = dice.pick(std::vector<double>{0, 0.2, 0.5, 0.75, 1});
  model.options.max_participants = dice.between(2, 5);
  model.options.kind_weights = {{"meeting", 2.5}, {"coffee", 4}, {"spam", dice.chance(0.5) ? 0 : 0.01}};
  for (double& theta : model.theta) theta = dice.unit();
  model.theta[0] = -4 * dice.unit();
  model.gamma = dice.unit();
  return model;
}

support::Logistic as_written(const LogisticTies& model) { return {model.options.window_days, model.options.reciprocity, model.theta, model.gamma}; }

std::vector<Key> keys_of(const Snapshot& snapshot) {
  std::vector<Key> keys;
  for (std::uint32_t i = 0; i < snapshot.id_bound(); ++i) keys.push_back(snapshot.key(MemberId{i}));
  return keys;
}

std::vector<Viewer> viewers(const Instant& now) {
  std::vector<Viewer> all{std::nullopt};
  for (const Key& key : now.members()) all.emplace_back(key);
  return all;
}

View view_of(const Snapshot& snapshot, const Viewer& viewer, const Policy& policy) {
  return viewer ? snapshot.view(*viewer, policy) : snapshot.owner_view(policy);
}

// --- what a snapshot holds -----------------------------------------------------------------------------------------------------------

TEST(RandomRecords, HoldTheMembersWhoExistAtTheInstantInKeyOrder) {
  for_random_records(4000, [](Case& c) {
    for (int i = 0; i < 3; ++i) {
      const Instant now(c.record, support::random_instant(c.dice, c.wanted));
      const Snapshot snapshot = c.network.snapshot(now.as_of());
      ASSERT_EQ(keys_of(snapshot), std::vector<Key>(now.members().begin(), now.members().end()));
      ASSERT_EQ(snapshot.member_count(), now.members().size());
      for (const auto& [key, profile] : c.record.members) ASSERT_EQ(snapshot.find(key).has_value(), now.exists(key));
    }
  });
}

TEST(RandomRecords, KeepWhatMembersSayOfThemselves) {
  for_random_records(500, [](Case& c) {
    const Snapshot snapshot = c.network.snapshot(max_time);
    ASSERT_EQ(c.network.member_count(), c.record.members.size());
    for (const auto& [key, said] : c.record.members) {
      const Member profile = c.record.profile(key);
      ASSERT_EQ(c.network.member(key), profile);
      const auto id = snapshot.find(key);
      ASSERT_TRUE(id);  // in the year 9999 everybody is there
      ASSERT_EQ(snapshot.name(*id), profile.name);
      ASSERT_EQ(snapshot.industry(*id), profile.industry);
      ASSERT_EQ(snapshot.organisation(*id), profile.organisation);
      ASSERT_EQ(snapshot.city(*id), profile.city);
    }
    ASSERT_EQ(c.network.connection_count(), c.record.connections.size());
    ASSERT_EQ(c.network.interaction_count(), c.record.events.size());
  });
}

TEST(RandomRecords, TieThoseWhoAreConnectedOrTalkedAndNobodyElse) {
  for_random_records(4000, [](Case& c) {
    const LogisticTies model = random_model(c.dice);
    const Instant now(c.record, support::random_instant(c.dice, c.wanted), model.evidence_options());
    const Snapshot snapshot = c.network.snapshot(now.as_of(), model);
    std::size_t ties = 0;
    for (const Key& u : now.members())
      for (const Key& v : now.members()) {
        const bool tied = now.tied(u, v);
        ties += tied;
        ASSERT_EQ(snapshot.find_tie(*snapshot.find(u), *snapshot.find(v)).has_value(), tied) << u.to_string() << " and " << v.to_string();
      }
    ASSERT_EQ(snapshot.tie_count(), ties);
  });
}

TEST(RandomRecords, ListTiesInBothDirectionsInAscendingOrder) {
  for_random_records(500, [](Case& c) {
    const LogisticTies model = random_model(c.dice);
    const Snapshot snapshot = c.network.snapshot(support::random_instant(c.dice, c.wanted), model);
    std::size_t ties = 0;
    for (std::uint32_t u = 0; u < snapshot.id_bound(); ++u) {
      std::optional<MemberId> before;
      for (const Tie uv : snapshot.ties_from(MemberId{u})) {
        ++ties;
        ASSERT_TRUE(!before || *before < uv.member);
        ASSERT_NE(index(uv.member), u);
        ASSERT_GE(uv.cost, 0);
        before = uv.member;
        ASSERT_EQ(snapshot.find_tie(MemberId{u}, uv.member), uv);
        bool found = false;  // the same tie as seen from its far end
        for (const Tie uv_back : snapshot.ties_to(uv.member))
          if (index(uv_back.member) == u) found = uv_back.cost == uv.cost;
        ASSERT_TRUE(found);
      }
    }
    ASSERT_EQ(ties, snapshot.tie_count());
    ASSERT_EQ(snapshot.costs().size(), ties);
    ASSERT_EQ(snapshot.strengths().size(), ties);
  });
}

// --- evidence, strength, probability -------------------------------------------------------------------------------------------------

/// Shows one figure of the evidence as a strength.
struct Probe {
  std::function<double(const PairEvidence&)> read;
  EvidenceOptions options;
  [[nodiscard]] double strength(const PairEvidence& pair) const { return read(pair); }
  [[nodiscard]] EvidenceOptions evidence_options() const { return options; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "probe"}; }
};
double folded(double x) { return x / (1 + x); }                     // 0…∞ into 0…1
double unfolded(double y) { return y / (1 - y); }
double slack(double x) { return 1e-6 * (1 + x) * (1 + x); }         // what a float of the folded figure leaves of 1e-6

EvidenceOptions random_evidence_options(Dice& dice) {
  EvidenceOptions options;
  if (dice.chance(0.3)) return options;
  for (double& days : options.half_life_days) days = dice.pick(std::vector<double>{0.01, 1, 7.5, 30, 1000});
  options.kind_weights = {{"meeting", 2.5}, {"coffee", 4}, {"spam", dice.chance(0.5) ? 0 : 0.01}};
  options.max_participants = dice.between(1, 5);
  return options;
}

TEST(RandomRecords, WeighEventsByAgeKindAndCompany) {
  for_random_records(3000, [](Case& c) {
    const EvidenceOptions options = random_evidence_options(c.dice);
    const Instant now(c.record, support::random_instant(c.dice, c.wanted), options);
    for (std::size_t h = 0; h < 3; ++h) {
      const Snapshot out = c.network.snapshot(now.as_of(), Probe{[h](const PairEvidence& e) { return folded(e.out.mass[h]); }, options});
      const Snapshot back = c.network.snapshot(now.as_of(), Probe{[h](const PairEvidence& e) { return folded(e.back.mass[h]); }, options});
      for (const Key& u : now.members())
        for (const Key& v : now.members()) {
          if (!now.tied(u, v)) continue;
          const MemberId i = *out.find(u), j = *out.find(v);
          const double to = now.traffic(u, v).mass[h], from = now.traffic(v, u).mass[h];
          ASSERT_NEAR(unfolded(out.strength(i, j)), to, slack(to)) << u.to_string() << " to " << v.to_string();
          ASSERT_NEAR(unfolded(back.strength(i, j)), from, slack(from));
        }
    }
  });
}

TEST(RandomRecords, KnowWhenTheLastEventWasAndHowManyThereWere) {
  for_random_records(2000, [](Case& c) {
    const EvidenceOptions options = random_evidence_options(c.dice);
    const Instant now(c.record, support::random_instant(c.dice, c.wanted), options);
    const auto recency = [](double days) { return std::isinf(days) ? 0.0 : 1 / (1 + days); };
    const Snapshot out = c.network.snapshot(now.as_of(), Probe{[&](const PairEvidence& e) { return recency(e.out.days_since_last); }, options});
    const Snapshot back = c.network.snapshot(now.as_of(), Probe{[&](const PairEvidence& e) { return recency(e.back.days_since_last); }, options});
    const View owner = out.owner_view(Policy::open());
    for (const Key& u : now.members())
      for (const Key& v : now.members()) {
        if (!now.tie_visible(u, v, {}, Policy::open())) continue;
        const MemberId i = *out.find(u), j = *out.find(v);
        const support::Traffic to = now.traffic(u, v), from = now.traffic(v, u);
        ASSERT_NEAR(out.strength(i, j), to.last ? recency(now.days_since(*to.last)) : 0, 1e-7);
        ASSERT_NEAR(back.strength(i, j), from.last ? recency(now.days_since(*from.last)) : 0, 1e-7);
        const std::optional<TieFacts> facts = owner.tie_facts(i, j);
        ASSERT_TRUE(facts);
        ASSERT_EQ(facts->events_out, to.events);
        ASSERT_EQ(facts->events_back, from.events);
        const auto since = [&](const support::Traffic& t) {
          return t.last ? std::optional(static_cast<std::uint32_t>(now.as_of() - *t.last)) : std::nullopt;
        };
        ASSERT_EQ(facts->seconds_since_out, since(to));
        ASSERT_EQ(facts->seconds_since_back, since(from));
        ASSERT_EQ(facts->declared, now.declared(u, v).has_value());
      }
  });
}

TEST(RandomRecords, GiveTheModelTheWeightOfADeclaredConnection) {
  for_random_records(500, [](Case& c) {
    const Instant now(c.record, support::random_instant(c.dice, c.wanted));
    const Snapshot snapshot = c.network.snapshot(now.as_of(), Probe{[](const PairEvidence& e) { return e.declared; }, {}});
    for (const Key& u : now.members())
      for (const Key& v : now.members()) {
        if (!now.tied(u, v)) continue;
        const auto declared = now.declared(u, v);
        ASSERT_NEAR(snapshot.strength(*snapshot.find(u), *snapshot.find(v)), declared ? declared->weight.value_or(0.3) : 0, 1e-7);
      }
  });
}

TEST(RandomRecords, HaveTheStrengthsOfTheWrittenModel) {
  for_random_records(4000, [](Case& c) {
    const LogisticTies model = random_model(c.dice);
    const Instant now(c.record, support::random_instant(c.dice, c.wanted), model.evidence_options());
    const Snapshot snapshot = c.network.snapshot(now.as_of(), model);
    for (const Key& u : now.members())
      for (const Key& v : now.members()) {
        const double strength = snapshot.strength(*snapshot.find(u), *snapshot.find(v));
        const double expected = now.tied(u, v) ? now.strength(u, v, as_written(model)) : 0;
        ASSERT_NEAR(strength, expected, 1e-5 * expected) << u.to_string() << " to " << v.to_string();
      }
  });
}

TEST(RandomRecords, ChargeEachTieTheChanceThatTheOtherDoesWhatOneAsks) {
  for_random_records(4000, [](Case& c) {
    const LogisticTies model = random_model(c.dice);
    const Instant now(c.record, support::random_instant(c.dice, c.wanted), model.evidence_options());
    const Snapshot snapshot = c.network.snapshot(now.as_of(), model);
    for (const Key& u : now.members())
      for (const Key& v : now.members()) {
        if (!now.tied(u, v)) continue;
        const Tie tie = *snapshot.find_tie(*snapshot.find(u), *snapshot.find(v));
        ASSERT_NEAR(probability_of(tie.cost) / now.probability(u, v, as_written(model)), 1, 1e-5) << u.to_string() << " to " << v.to_string();
      }
  });
}

// --- permission ----------------------------------------------------------------------------------------------------------------------

TEST(RandomRecords, ShowEachViewerTheMembersTheyMaySee) {
  for_random_records(2000, [](Case& c) {
    const Instant now(c.record, support::random_instant(c.dice, c.wanted));
    const Snapshot snapshot = c.network.snapshot(now.as_of());
    for (const Viewer& viewer : viewers(now)) {
      const View view = view_of(snapshot, viewer, support::random_policy(c.dice));
      std::size_t visible = 0;
      for (const auto& [key, profile] : c.record.members) {
        const bool shown = now.visible(key, viewer);
        visible += shown;
        ASSERT_EQ(view.find(key).has_value(), shown) << key.to_string();
        if (shown) {
          ASSERT_EQ(view.key(view.id(key)), key);
          ASSERT_EQ(view.name(view.id(key)), c.record.profile(key).name);
        } else if (viewer) {
          ASSERT_EQ(view.id(key), no_member);
        }
        ASSERT_EQ(view.contains(snapshot.find(key).value_or(no_member)), shown);
      }
      ASSERT_EQ(view.member_count(), visible);
      ASSERT_FALSE(view.contains(no_member));
      ASSERT_FALSE(view.contains(MemberId{snapshot.id_bound()}));
    }
  });
}

TEST(RandomRecords, ShowEachViewerTheTiesTheyMaySee) {
  for_random_records(3000, [](Case& c) {
    const LogisticTies model = random_model(c.dice);
    const Instant now(c.record, support::random_instant(c.dice, c.wanted), model.evidence_options());
    const Snapshot snapshot = c.network.snapshot(now.as_of(), model);
    for (const Viewer& viewer : viewers(now)) {
      const Policy policy = support::random_policy(c.dice);
      const View view = view_of(snapshot, viewer, policy);
      for (const Key& u : now.members()) {
        const MemberId i = *snapshot.find(u);
        std::map<MemberId, Tie> from, to;
        for (const Tie tie : view.ties_from(i)) ASSERT_TRUE(from.emplace(tie.member, tie).second);
        for (const Tie tie : view.ties_to(i)) ASSERT_TRUE(to.emplace(tie.member, tie).second);
        ASSERT_EQ(from.size(), to.size());
        for (const Key& v : now.members()) {
          const MemberId j = *snapshot.find(v);
          const bool shown = now.tie_visible(u, v, viewer, policy);
          ASSERT_EQ(from.contains(j), shown) << u.to_string() << " to " << v.to_string() << " for " << (viewer ? viewer->to_string() : "the owner");
          ASSERT_EQ(view.find_tie(i, j).has_value(), shown);
          ASSERT_EQ(view.tie_facts(i, j).has_value(), shown);
          ASSERT_EQ(view.strength(i, j), shown ? snapshot.strength(i, j) : 0);
          if (!shown) continue;
          ASSERT_EQ(from.at(j), *snapshot.find_tie(i, j));
          ASSERT_EQ(to.at(j).cost, snapshot.find_tie(j, i)->cost);
          ASSERT_EQ(view.find_tie(i, j), from.at(j));
        }
      }
    }
  });
}

TEST(RandomRecords, ConsentAsTheNarrowestAndLatestStatementSays) {
  for_random_records(3000, [](Case& c) {
    const Instant now(c.record, support::random_instant(c.dice, c.wanted));
    const Snapshot snapshot = c.network.snapshot(now.as_of());
    for (const Viewer& viewer : viewers(now)) {
      const Policy policy = support::random_policy(c.dice);
      const View view = view_of(snapshot, viewer, policy);
      for (const Key& u : now.members()) {
        if (!now.visible(u, viewer)) continue;
        for (std::size_t p = 0; p < purpose_count; ++p) {
          const auto purpose = static_cast<Purpose>(p);
          ASSERT_EQ(view.permits(view.id(u), purpose), now.permits(u, purpose, viewer, policy))
              << u.to_string() << ": " << purpose_names[p] << " for " << (viewer ? viewer->to_string() : "the owner");
        }
      }
    }
  });
}

TEST(RandomRecords, KnowHowWillinglyEachMemberIntroducesAndIsIntroduced) {
  for_random_records(3000, [](Case& c) {
    const Instant now(c.record, support::random_instant(c.dice, c.wanted));
    const Snapshot snapshot = c.network.snapshot(now.as_of());
    for (const Viewer& viewer : viewers(now)) {
      const Policy policy = support::random_policy(c.dice);
      const View view = view_of(snapshot, viewer, policy);
      for (const Key& u : now.members()) {
        if (!now.visible(u, viewer)) continue;
        const double omega = now.omega(u, viewer, policy);
        ASSERT_NEAR(view.willingness(view.id(u)), omega, 1e-12) << u.to_string();
        ASSERT_EQ(view.introducer_cost(view.id(u)), cost_of(view.willingness(view.id(u))));
        ASSERT_EQ(view.openness(view.id(u)), now.open(u, viewer, policy)) << u.to_string();
      }
    }
  });
}

TEST(RandomRecords, KnowWhatEachMemberAskedForAndWasShownAndTellNobodyElse) {
  int open = 0, refused = 0, declined = 0, shown = 0;
  for_random_records(4000, [&](Case& c) {
    const Instant now(c.record, support::random_instant(c.dice, c.wanted));
    const Snapshot snapshot = c.network.snapshot(now.as_of());
    for (const Viewer& viewer : viewers(now)) {
      const Policy policy = support::random_policy(c.dice);
      const View view = view_of(snapshot, viewer, policy), through = view_of(view.project(), viewer, policy);
      for (const View* seen : {&view, &through})
        for (const Key& u : now.members()) {
          if (!now.visible(u, viewer)) continue;
          const MemberId i = seen->id(u);
          const std::vector<std::pair<MemberId, double>> shown_row = seen->shown_to(i);
          const std::map<MemberId, double> row(shown_row.begin(), shown_row.end());
          ASSERT_TRUE(std::is_sorted(shown_row.begin(), shown_row.end()) && row.size() == shown_row.size());
          for (const Key& v : now.members()) {
            const MemberId j = seen->find(v).value_or(no_member);
            ASSERT_EQ(seen->asked(i, j), now.asked(u, v, viewer)) << u.to_string() << " for " << v.to_string();
            ASSERT_EQ(seen->days_since_refusal(i, j), now.days_since_refusal(u, v, viewer)) << u.to_string() << " by " << v.to_string();
            ASSERT_EQ(seen->days_since_decline(i, j), now.days_since_decline(u, v, viewer)) << u.to_string() << " by " << v.to_string();
            ASSERT_NEAR(seen->impressions(i, j), now.impressions(u, v, viewer), 1e-9) << v.to_string() << " to " << u.to_string();
            ASSERT_EQ(row.contains(j), seen->impressions(i, j) > 0);
            if (row.contains(j)) { ASSERT_EQ(row.at(j), seen->impressions(i, j)); }
            open += seen->asked(i, j), refused += seen->days_since_refusal(i, j).has_value(), declined += seen->days_since_decline(i, j).has_value();
            shown += row.contains(j);
          }
          std::vector<AskFacts> asks;
          seen->for_each_ask(i, [&](const AskFacts& ask) { asks.push_back(ask); });
          ASSERT_TRUE(std::is_sorted(asks.begin(), asks.end()));
          ASSERT_EQ(asks.size(), std::count_if(c.record.asks.begin(), c.record.asks.end(),
                                               [&](const RecordOracle::Ask& ask) { return ask.seeker == u && now.counts(ask, viewer); }));
        }
    }
  });
  for (const int found : {open, refused, declined, shown}) EXPECT_GT(found, 500);
}

TEST(RandomRecords, KnowWhoBlockedWhomEitherWay) {
  for_random_records(500, [](Case& c) {
    const Instant now(c.record, support::random_instant(c.dice, c.wanted));
    const View owner = c.network.snapshot(now.as_of()).owner_view(Policy::open());
    for (const Key& u : now.members())
      for (const Key& v : now.members()) ASSERT_EQ(owner.blocked(owner.id(u), owner.id(v)), u != v && now.blocked(u, v));
  });
}

// --- projections ---------------------------------------------------------------------------------------------------------------------

TEST(RandomRecords, ProjectToExactlyWhatTheViewerMaySee) {
  for_random_records(2000, [](Case& c) {
    const LogisticTies model = random_model(c.dice);
    const Instant now(c.record, support::random_instant(c.dice, c.wanted), model.evidence_options());
    const Snapshot snapshot = c.network.snapshot(now.as_of(), model);
    for (const Viewer& viewer : viewers(now)) {
      const Policy policy = support::random_policy(c.dice);
      const View view = view_of(snapshot, viewer, policy);
      const Snapshot projection = view.project();
      std::vector<Key> visible;
      for (const Key& key : now.members())
        if (now.visible(key, viewer)) visible.push_back(key);
      ASSERT_EQ(keys_of(projection), visible);
      std::size_t ties = 0;
      for (const Key& u : visible)
        for (const Key& v : visible) {
          const MemberId i = *projection.find(u), j = *projection.find(v);
          ASSERT_EQ(projection.find_tie(i, j).has_value(), now.tie_visible(u, v, viewer, policy)) << u.to_string() << " to " << v.to_string();
          if (!projection.find_tie(i, j)) continue;
          ++ties;
          ASSERT_EQ(projection.find_tie(i, j)->cost, view.find_tie(view.id(u), view.id(v))->cost);
          ASSERT_EQ(projection.strength(i, j), view.strength(view.id(u), view.id(v)));
          for (const Tie back : projection.ties_to(i)) ASSERT_EQ(back.cost, projection.find_tie(back.member, i)->cost);
        }
      ASSERT_EQ(projection.tie_count(), ties);
    }
  });
}

TEST(RandomRecords, AnswerThroughAProjectionAsThroughTheView) {
  for_random_records(2000, [](Case& c) {
    const Instant now(c.record, support::random_instant(c.dice, c.wanted));
    const Snapshot snapshot = c.network.snapshot(now.as_of());
    for (const Viewer& viewer : viewers(now)) {
      const Policy policy = support::random_policy(c.dice);
      const View view = view_of(snapshot, viewer, policy), again = view_of(view.project(), viewer, policy);
      ASSERT_EQ(again.member_count(), view.member_count());
      ASSERT_EQ(again.notice(), view.notice());
      for (const auto& [key, profile] : c.record.members) {
        ASSERT_EQ(again.find(key).has_value(), view.find(key).has_value());
        if (!view.find(key)) continue;
        const MemberId i = *view.find(key), j = *again.find(key);
        for (std::size_t p = 0; p < purpose_count; ++p)
          ASSERT_EQ(again.permits(j, static_cast<Purpose>(p)), view.permits(i, static_cast<Purpose>(p))) << key.to_string() << purpose_names[p];
        ASSERT_EQ(again.willingness(j), view.willingness(i));
        ASSERT_EQ(again.introducer_cost(j), view.introducer_cost(i));
        ASSERT_EQ(again.openness(j), view.openness(i));
        ASSERT_EQ(again.name(j), view.name(i));
        for (const auto& [other, said] : c.record.members) {
          if (!view.find(other)) continue;
          const MemberId k = *view.find(other), l = *again.find(other);
          const auto a = view.tie_facts(i, k), b = again.tie_facts(j, l);
          ASSERT_EQ(a.has_value(), b.has_value());
          ASSERT_EQ(again.blocked(j, l), view.blocked(i, k));
          if (!a) continue;
          ASSERT_EQ(std::tuple(a->declared, a->events_out, a->events_back, a->seconds_since_out, a->seconds_since_back),
                    std::tuple(b->declared, b->events_out, b->events_back, b->seconds_since_out, b->seconds_since_back));
        }
      }
    }
  });
}

TEST(RandomRecords, ProjectTwiceToTheSameBytes) {
  for_random_records(2000, [](Case& c) {
    const Snapshot snapshot = c.network.snapshot(support::random_instant(c.dice, c.wanted), random_model(c.dice));
    for (const Viewer& viewer : viewers(Instant(c.record, snapshot.as_of()))) {
      const Policy policy = support::random_policy(c.dice);
      const Snapshot once = view_of(snapshot, viewer, policy).project();
      ASSERT_TRUE(once == view_of(once, viewer, policy).project());
    }
  });
}

// --- order, time, erasure ------------------------------------------------------------------------------------------------------------

TEST(RandomRecords, MakeTheSameBytesInAnyOrder) {
  for_random_records(3000, [](Case& c) {
    const std::vector<support::Fact> shuffled = support::shuffled(c.dice, c.record.told());
    ASSERT_EQ(shuffled.size(), c.record.told().size());
    const Network other = support::network_of(shuffled);
    const Time as_of = support::random_instant(c.dice, c.wanted);
    const LogisticTies model = random_model(c.dice);
    ASSERT_TRUE(c.network.snapshot(as_of, model) == other.snapshot(as_of, model));
    ASSERT_TRUE(c.network.snapshot(as_of, Overlap{}) == other.snapshot(as_of, Overlap{}));
    ASSERT_EQ(c.network.last_event(), other.last_event());
    ASSERT_EQ(c.network.keys(), other.keys());
  });
}

TEST(RandomRecords, DoNotKnowWhatHappensLater) {
  // Facts dated after the instant change no byte, as long as they speak of members who are there: to them alone they are news.
  for_random_records(3000, [](Case& c) {
    const Time as_of = support::random_instant(c.dice, c.wanted);
    const Instant now(c.record, as_of);
    if (now.members().size() < 3) return;
    const Snapshot before = c.network.snapshot(as_of);
    Network later = c.network;
    const std::vector<Key> keys(now.members().begin(), now.members().end());
    RecordOracle grown = c.record;
    for (int i = 0; i < 10; ++i) {
      const auto [a, b] = support::random_pair(c.dice, keys);
      const Time time = as_of + c.dice.between(1, 1'000'000);
      std::vector<Key> others = keys;
      std::erase(others, a), std::erase(others, b);
      support::Fact fact = support::Interacts{a, b, time, {.kind = "meeting", .participants = {c.dice.pick(others)}}};
      if (i % 5 == 1) fact = support::Follows{a, b, Channel::follow, time};
      if (i % 5 == 2) fact = support::Consents{a, Purpose::introduce, false, {}, {.start = time}};
      if (i % 5 == 3) fact = support::Asks{a, b, c.dice.pick(others), time};
      if (i % 5 == 4) fact = support::Blocks{a, b, {.start = time}};
      if (i == 5) fact = support::Sees{a, b, time};
      for (const RecordOracle::Ask& ask : grown.asks)  // an answer that comes later changes nothing now
        if (i == 6 && !ask.answered) fact = support::Answers{ask.seeker, ask.introducer, ask.target, time, support::random_outcome(c.dice)};
      RecordOracle next = grown;
      next.add(fact);
      if (Instant(next, as_of).members() != now.members()) continue;  // the fact would be somebody's first date
      grown = next;
      support::accepts(later, fact);
    }
    ASSERT_TRUE(later.snapshot(as_of) == before);
  });
}

TEST(RandomRecords, ForgetARemovedMemberAsIfTheyHadNeverBeen) {
  for_random_records(4000, [](Case& c) {
    if (c.record.members.empty()) return;
    auto at = c.record.members.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(c.dice.below(c.record.members.size())));
    const Key gone = at->first;
    const std::vector<support::Fact> rest = c.record.told_without(gone);
    c.network.remove(gone);
    Network never;
    for (const support::Fact& fact : rest) ASSERT_TRUE(support::accepts(never, fact));
    ASSERT_EQ(c.network.keys(), never.keys());
    ASSERT_EQ(c.network.member_count(), never.member_count());
    ASSERT_EQ(c.network.connection_count(), never.connection_count());
    ASSERT_EQ(c.network.interaction_count(), never.interaction_count());
    ASSERT_EQ(c.network.last_event(), never.last_event());
    ASSERT_FALSE(c.network.contains(gone));
    for (const Key& key : never.keys()) ASSERT_EQ(c.network.member(key), never.member(key));
    for (int i = 0; i < 3; ++i) {
      const Time as_of = i == 0 ? max_time : support::random_instant(c.dice, c.wanted);
      const LogisticTies model = random_model(c.dice);
      ASSERT_TRUE(c.network.snapshot(as_of, model) == never.snapshot(as_of, model));
    }
    // The record goes on as if nothing had been: the same further facts are taken, refused, and leave the same bytes.
    std::vector<Key> keys = never.keys();
    keys.push_back(gone);
    if (keys.size() < 3) return;
    for (int i = 0; i < 12; ++i) {
      const support::Fact fact = support::random_fact(c.dice, keys, c.wanted);
      ASSERT_EQ(support::accepts(c.network, fact), support::accepts(never, fact));
    }
    ASSERT_TRUE(c.network.snapshot(support::first_day + 90 * support::one_day) == never.snapshot(support::first_day + 90 * support::one_day));
  });
}

}  // namespace
