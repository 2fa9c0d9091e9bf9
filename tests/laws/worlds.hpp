// What the laws have in common: worlds with all their permissions, viewers and their questions, and the whole of what they are told.
//
//   for_worlds(1500, [](World& world, Dice& dice) {
//     for_cases(world, world.picture(world.network), dice, 4, [&](const Case& c) { … Reply<Question<cheapest_path>> … });
//   });
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/evidence.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/tie_model.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/calibration.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/introduce/targets.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/seeds.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace laws {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::RecordOracle;
using support::Viewer;

// --- a question as the laws see it ---------------------------------------------------------------------------------------------------

struct NoOptions {
  static constexpr auto fields() { return std::tuple{}; }
};

inline void randomise(Dice& dice, std::vector<double>& days) {  // times or posts
  days.resize(1 + dice.below(3));
  for (double& day : days) day = dice.chance(0.3) ? 0 : std::pow(10, 3 * dice.unit() - 1);
}
inline void randomise(Dice& dice, std::optional<std::vector<std::string>>& groups) {  // those of random records, and one that is nowhere
  if (dice.chance(0.5)) return;
  groups.emplace();
  for (std::size_t i = dice.below(4); i > 0; --i)
    groups->push_back(dice.chance(0.03) ? "rowers" : dice.pick(std::vector<std::string>{"rowing", "chess", "alumni"}));
}
inline void randomise(Dice& dice, Attention& attention) {
  if (dice.chance(0.3)) attention = dice.chance(0.5) ? Attention::video() : Attention::michaelis_menten(7);
}
inline void randomise(Dice& dice, PathsPer& per) { per = static_cast<PathsPer>(dice.below(3)); }
inline void randomise(Dice& dice, std::optional<TargetMeasure>& measure) {
  if (dice.chance(0.5)) measure = static_cast<TargetMeasure>(dice.below(target_measure_names.size()));
}
inline void randomise(Dice& dice, TargetModel& model) {  // the preset, or a few measures, with scales of their own now and then
  if (dice.chance(0.4)) return;
  model = TargetModel::only(static_cast<TargetMeasure>(dice.below(target_measure_names.size())));
  for (double* weight : {&model.warm, &model.katz, &model.near_pagerank, &model.jaccard, &model.new_ties})
    if (dice.chance(0.3)) *weight = 2 * dice.unit();
  if (dice.chance(0.7)) model.scales.clear();
}
inline void randomise(Dice& dice, SeedKind& among) { among = static_cast<SeedKind>(dice.below(3)); }
inline void randomise(Dice& dice, std::optional<Calibration>& calibration) {  // level stretches, 0 and 1 among them
  if (dice.chance(0.5)) return;
  Calibration& made = calibration.emplace(Calibration{.outcomes = dice.below(2000)});
  made.slope = dice.chance(0.2) ? 0 : 2 * dice.unit(), made.intercept = 6 * dice.unit() - 4;
  if (dice.chance(0.4)) return;
  made.method = CalibrationMethod::isotonic;
  for (int i = dice.between(1, 6); i > 0; --i) {
    made.x.push_back(std::pow(dice.unit(), 4));
    made.y.push_back(dice.chance(0.3) ? (dice.chance(0.5) ? 0 : 1) : 0.25 * dice.between(0, 4));
  }
  std::sort(made.x.begin(), made.x.end()), std::sort(made.y.begin(), made.y.end());
}

/// Random options, from the table that every options struct has.
template <class Options>
Options random_options(Dice& dice) {
  Options options;
  for_each_field<Options>([&]<class Value>(const Field<Options, Value>& field) {
    Value& value = options.*field.member;
    if constexpr (std::is_same_v<Value, bool>) value = dice.chance(0.5);
    else if constexpr (std::is_integral_v<Value>)
      value = static_cast<Value>(field.low) + static_cast<Value>(dice.below(static_cast<std::size_t>(std::min(field.high - field.low, 5.0)) + 1));
    else if constexpr (std::is_floating_point_v<Value>) {
      if (dice.chance(0.25)) value = field.low + (std::min(field.high, field.low + 1) - field.low) * std::pow(dice.unit(), 4);
    } else if constexpr (requires { randomise(dice, value); }) randomise(dice, value);
    else if constexpr (OptionTable<Value>) value = random_options<Value>(dice);
  });
  return options;
}

/// The same question without onward sharing. What the owner is told of it is a mean over worlds beside an exact first hop: laws about each figure
/// hold for the expectation alone.
template <class Options>
Options one_hop(Options options) {
  if constexpr (requires { options.share; }) options.share = 0;
  return options;
}
/// The same question whatever it takes. What a budget leaves out depends on the rest of the options.
template <class Options>
Options unbounded(Options options) {
  if constexpr (requires { options.max_ties; }) options.max_ties = 0;
  return options;
}
/// The same question without choices that are greedy: a tie more may take the first best past what it leaves to the next.
template <class Options>
Options not_greedy(Options options) {
  if constexpr (requires { options.disjoint; }) options.disjoint = false;
  return options;
}

/// A query and its options, the same to all: `ask(view, seeker, target, options)`. Some ask about nobody in particular, some for nobody.
template <auto query, class QueryOptions = NoOptions>
struct Question {
  using Options = QueryOptions;
  static constexpr bool about_somebody = std::is_invocable_v<decltype(query), const View&, MemberId, MemberId> ||
                                         std::is_invocable_v<decltype(query), const View&, MemberId, MemberId, const Options&>;
  static auto ask(const View& view, MemberId seeker, MemberId target, const Options& options) {
    if constexpr (std::is_same_v<Options, NoOptions>) return query(view, seeker, target);
    else if constexpr (about_somebody) return query(view, seeker, target, options);
    else if constexpr (std::is_invocable_v<decltype(query), const View&, MemberId, const Options&>) return query(view, seeker, options);
    else return query(view, options);
  }
  using Answer = decltype(ask(std::declval<const View&>(), {}, {}, std::declval<const Options&>()));
};

/// Work done, as the answer reports it.
template <class Answer>
std::uint64_t work(const Answer& answer) {
  if constexpr (requires { answer.ties_touched; }) return answer.ties_touched;
  else return answer.entries_touched;
}

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
inline void for_worlds(int count, const std::function<void(World&, Dice&)>& check) {
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
                           .restrained = dice.chance(0.2) ? 0 : dice.unit(),
                           .following = 0.25},
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

inline View view_of(const Snapshot& snapshot, const Viewer& viewer, const Policy& policy) {
  return viewer ? snapshot.view(*viewer, policy) : snapshot.owner_view(policy);
}

/// For every viewer and the owner, some questions: mostly proper ones, now and then one that raises.
inline void for_cases(const World& world, const Snapshot& snapshot, Dice& dice, int questions, const std::function<void(const Case&)>& check) {
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
    if (reply.answer) out << "work: " << work(*reply.answer) << '\n' << to_csv(reply.table);
    return out;
  }
};

}  // namespace laws
