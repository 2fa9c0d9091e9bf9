// What every ranking promises, whatever it ranks. A new ranking is one more line in `Rankings` below.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::RecordOracle;
using support::Viewer;

// --- a ranking as the laws see it ----------------------------------------------------------------------------------------------------

struct NoOptions {
  static constexpr auto fields() { return std::tuple{}; }
};

/// Random options, from the table that every options struct has.
template <class Options>
Options random_options(Dice& dice) {
  Options options;
  for_each_field<Options>([&]<class Value>(const Field<Options, Value>& field) {
    Value& value = options.*field.member;
    if constexpr (std::is_same_v<Value, bool>) value = dice.chance(0.5);
    else if constexpr (std::is_integral_v<Value>)
      value = static_cast<Value>(field.low) + static_cast<Value>(dice.below(static_cast<std::size_t>(std::min(field.high - field.low, 5.0)) + 1));
    else if constexpr (std::is_floating_point_v<Value>)
      if (dice.chance(0.25)) value = field.low + (std::min(field.high, field.low + 1) - field.low) * std::pow(dice.unit(), 4);
  });
  return options;
}

/// A query and its options, the same to all: `ask(view, seeker, target, options)`.
template <auto query, class QueryOptions = NoOptions>
struct Question {
  using Options = QueryOptions;
  static auto ask(const View& view, MemberId seeker, MemberId target, const Options& options) {
    if constexpr (std::is_same_v<Options, NoOptions>) return query(view, seeker, target);
    else if constexpr (std::is_invocable_v<decltype(query), const View&, MemberId, MemberId, const Options&>)
      return query(view, seeker, target, options);
    else return query(view, seeker, options);
  }
  using Answer = decltype(ask(std::declval<const View&>(), {}, {}, std::declval<const Options&>()));
};

using Rankings = testing::Types<  //
    Question<find_paths, PathOptions>, Question<cheapest_path>, Question<rank_introducers, IntroducerOptions>>;

template <class Q>
class RankingLaw : public testing::Test {};
TYPED_TEST_SUITE(RankingLaw, Rankings);

// --- worlds and cases ----------------------------------------------------------------------------------------------------------------

/// Few distinct strengths, so that scores are often equal, with impossible and certain ties among them. Monotone.
struct Coarse {
  double reciprocity = 0.5;
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    const double talk = pair.out.events >= 4 ? 1 : pair.out.events >= 2 ? 0.5 : pair.out.events == 1 || pair.back.events > 0 ? 0.25 : 0;
    return std::max(talk, pair.declared > 0.9 ? 1 : pair.declared > 0.3 ? 0.5 : pair.declared > 0.1 ? 0.25 : 0);
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "coarse", .reciprocity = reciprocity}; }
};

/// A small community with all its permissions, at an instant; the tie model is coarse or the default.
struct World {
  support::RandomFacts wanted;
  std::vector<support::Fact> facts;
  bool coarse = false;
  double reciprocity = 0.5;
  Time as_of = 0;
  RecordOracle record{};
  Network network{};
  std::vector<Key> keys{};  // of everybody in the record, and of one who is not

  [[nodiscard]] Snapshot picture(const Network& of) const {
    if (coarse) return of.snapshot(as_of, Coarse{reciprocity});
    return of.snapshot(as_of, preset({.reciprocity = reciprocity}));
  }
};

/// Runs `check` on `count` worlds, no two alike; stops at the first that fails and names it.
void for_worlds(int count, const std::function<void(World&, Dice&)>& check) {
  for (int seed = 0; seed < count && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("world " + std::to_string(seed));
    Dice dice(static_cast<std::uint64_t>(seed) + 1'000'000);
    const int members = dice.between(3, 8);
    World world{.wanted = {.members = members,
                           .facts = members * dice.between(4, 12),
                           .days = 40,
                           .text_keys = dice.chance(0.7),
                           .refusals_too = false,
                           .undated = 0.7,
                           .restrained = dice.chance(0.2) ? 0 : dice.unit()},
                .facts = {},
                .coarse = dice.chance(0.5),
                .reciprocity = dice.chance(0.6) ? 0.5 : dice.unit()};
    world.facts = support::random_facts(dice, world.wanted);
    world.record = support::oracle_of(world.facts);
    world.network = support::network_of(world.facts);
    world.as_of = support::first_day + support::one_day * dice.between(25, 60);
    for (const auto& [key, profile] : world.record.members) world.keys.push_back(key);
    world.keys.push_back(world.wanted.text_keys ? Key("nobody") : Key(-77));
    check(world, dice);
  }
}

struct Case {
  View view;
  Viewer viewer;
  Policy policy;
  Key seeker, target;
};

View view_of(const Snapshot& snapshot, const Viewer& viewer, const Policy& policy) {
  return viewer ? snapshot.view(*viewer, policy) : snapshot.owner_view(policy);
}

/// For every viewer and the owner, some questions: mostly proper ones, now and then one that raises.
void for_cases(const World& world, const Snapshot& snapshot, Dice& dice, int questions, const std::function<void(const Case&)>& check) {
  std::vector<Viewer> viewers{std::nullopt};
  for (const Key& key : world.keys)
    if (snapshot.find(key)) viewers.emplace_back(key);
  for (const Viewer& viewer : viewers) {
    const Policy policy = support::random_policy(dice);
    const View view = view_of(snapshot, viewer, policy);
    for (int i = 0; i < questions; ++i) {
      const Key seeker = viewer && !dice.chance(0.03) ? *viewer : dice.pick(world.keys);
      Key target = dice.pick(world.keys);
      if (target == seeker && !dice.chance(0.1)) target = dice.pick(world.keys);
      check({view, viewer, policy, seeker, target});
    }
  }
}

/// All that a caller gets for a question: the answer in its three forms, or the error.
template <class Q>
struct Reply {
  std::optional<typename Q::Answer> answer;
  std::string text;
  Table table;
  std::string error;

  Reply(const View& view, const Key& seeker, const Key& target, const typename Q::Options& options) {
    try {
      answer = Q::ask(view, view.id(seeker), view.id(target), options);
      text = to_text(*answer);
      if constexpr (requires { explain(view, *answer, 0); }) {
        if (!answer->empty()) text += to_text(explain(view, *answer, 0));
      }
      table = to_table(*answer);
    } catch (const Error& e) { error = std::string(name_of(e.code())) + ": " + e.what(); }
  }
  friend bool operator==(const Reply& a, const Reply& b) {
    if (a.answer.has_value() != b.answer.has_value() || a.text != b.text || !(a.table == b.table) || a.error != b.error) return false;
    return !a.answer || *a.answer == *b.answer;
  }
  friend std::ostream& operator<<(std::ostream& out, const Reply& reply) {
    out << (reply.error.empty() ? reply.text : reply.error);
    if (reply.answer) out << "ties touched: " << reply.answer->ties_touched << '\n' << to_csv(reply.table);
    return out;
  }
};

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

TYPED_TEST(RankingLaw, AnswersThroughAProjectionAsThroughTheView) {
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
  EXPECT_GT(answered, asked / 10);
  EXPECT_GT(refused, asked / 100);
  EXPECT_GT(partly_hidden, asked / 3);
}

/// How rows are ordered: by score, where equal by the cost that the score is made of (it has more digits), by hops, by ids.
template <class Row>
auto place(const View& view, const Row& row) {
  const auto members = mentions(row.item);
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
        ASSERT_NEAR(made, row.score, 1e-12 * row.score) << reply;
        ASSERT_GT(row.score, 0);
      }
    });
  });
}

TYPED_TEST(RankingLaw, IsTheSameFromAnyNumberOfThreads) {
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

TYPED_TEST(RankingLaw, DoesNotDependOnTheOrderOfEntry) {
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
      const auto options = random_options<typename TypeParam::Options>(dice);
      const Reply<TypeParam> weak(c.view, c.seeker, c.target, options), strong(view_of(after, c.viewer, c.policy), c.seeker, c.target, options);
      ASSERT_EQ(weak.error, strong.error);
      if (!weak.answer) return;
      ASSERT_GE(strong.answer->size(), weak.answer->size());
      for (std::size_t k = 0; k < weak.answer->size(); ++k) ASSERT_GE((*strong.answer)[k].score, (*weak.answer)[k].score) << weak << strong;
    });
  });
}

// Five ways not to be reachable, told apart by nobody.
TYPED_TEST(RankingLaw, AnswersHiddenBlockedErasedUnknownAndUnreachableAlike) {
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
        ASSERT_TRUE(reply.answer && reply.answer->empty() && reply.answer->ties_touched == 0);
        ++told;
      }
    }
  });
  EXPECT_GT(told, 25'000);
}

// A hidden member also leaves no trace in what is answered about others.
TYPED_TEST(RankingLaw, AnswersTheSameWithoutAMemberWhoIsHidden) {
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
