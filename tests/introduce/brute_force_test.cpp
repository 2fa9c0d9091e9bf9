// Answers about introductions against writing down every simple path of the graph that the viewer may see, as the semantics define it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "support/path_oracle.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::Instant;
using support::PathOracle;
using support::Viewer;

/// Few distinct strengths, so that costs are often equal and order is by hops and keys; some ties are impossible, some certain.
struct Coarse {
  double reciprocity = 0.5;
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    if (pair.declared > 0.9) return 1;
    if (pair.out.events == 0 && pair.declared == 0) return 0;
    return pair.out.events >= 2 ? 0.5 : 0.25;
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "coarse", .reciprocity = reciprocity}; }
};

struct Question {
  const View& view;
  MemberId seeker, target;
  std::vector<Key> keys;   // of the visible members, ascending; their places are the oracle's numbers
  PathOracle graph;
  std::uint32_t from, to;
  double exit;             // −ln open(target), or infinite
  std::optional<double> direct;
  Dice& dice;
  const Instant& now;
  const Viewer& viewer;
  const Policy& policy;
  std::vector<double> omega_cost, open;   // of each, whoever asks; blocks are left out
  std::function<bool(std::uint32_t, std::uint32_t)> blocked;
  [[nodiscard]] const Key& seeker_key() const { return keys[from]; }
  [[nodiscard]] MemberId id(std::uint32_t place) const { return view.id(keys[place]); }
};

/// Asks `check` many questions: who may be seen, walked and asked comes from reading the facts; costs are rounded as the snapshot stores them.
/// `sparse`: more members with fewer ties, so that many are strangers to each other.
int for_questions(int worlds, const std::function<void(const Question&)>& check, bool sparse = false) {
  int asked = 0;
  for (int seed = 0; seed < worlds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("world " + std::to_string(seed));
    Dice dice(static_cast<std::uint64_t>(seed) + 2'000'000);
    const int members = sparse ? dice.between(5, 10) : dice.between(3, 7);
    const support::RandomFacts wanted{.members = members,
                                      .facts = members * (sparse ? dice.between(2, 5) : dice.between(3, 12)),
                                      .days = 40,
                                      .text_keys = dice.chance(0.5),
                                      .refusals_too = false,
                                      .undated = 0.7,
                                      .restrained = dice.chance(0.3) ? 0 : dice.unit()};
    const std::vector<support::Fact> facts = support::random_facts(dice, wanted);
    const support::RecordOracle record = support::oracle_of(facts);
    const Network network = support::network_of(facts);
    const Instant now(record, support::first_day + support::one_day * dice.between(20, 60));
    const double reciprocity = dice.chance(0.5) ? 0.5 : dice.unit();
    const Snapshot snapshot =
        dice.chance(0.5) ? network.snapshot(now.as_of(), Coarse{reciprocity}) : network.snapshot(now.as_of(), preset({.reciprocity = reciprocity}));
    std::vector<Viewer> viewers{std::nullopt};
    for (const Key& key : now.members()) viewers.emplace_back(key);
    for (const Viewer& viewer : viewers) {
      const Policy policy = support::random_policy(dice);
      const View view = viewer ? snapshot.view(*viewer, policy) : snapshot.owner_view(policy);
      std::vector<Key> keys;
      for (const Key& key : now.members())
        if (now.visible(key, viewer)) keys.push_back(key);
      if (keys.size() < 2) continue;
      const Key seeker = viewer.value_or(dice.pick(keys));
      const auto place = [&](const Key& key) { return static_cast<std::uint32_t>(std::find(keys.begin(), keys.end(), key) - keys.begin()); };
      PathOracle graph{std::vector(keys.size(), std::vector<float>(keys.size(), std::numeric_limits<float>::infinity())), {}};
      std::vector<double> omega_cost, open_of;
      for (const Key& u : keys) {
        for (const Key& v : keys)
          if (now.tie_visible(u, v, viewer, policy)) graph.tie[place(u)][place(v)] = snapshot.find_tie(*snapshot.find(u), *snapshot.find(v))->cost;
        const double omega = now.omega(u, viewer, policy);
        EXPECT_NEAR(view.willingness(view.id(u)), omega, 1e-12);  // equal but for the last bits: take those, to compare to the bit below
        const bool excluded = omega == 0 || (!viewer && now.blocked(u, seeker));
        graph.interior.push_back(excluded ? infinity : cost_of(view.willingness(view.id(u))));
        omega_cost.push_back(omega == 0 ? infinity : cost_of(view.willingness(view.id(u))));
        open_of.push_back(now.open(u, viewer, policy));
      }
      const auto blocked = [&](std::uint32_t a, std::uint32_t b) { return now.blocked(keys[a], keys[b]); };
      for (int i = 0; i < 2; ++i) {
        const Key target = dice.pick(keys);
        if (target == seeker) continue;
        const double open = now.blocked(seeker, target) ? 0 : now.open(target, viewer, policy);
        std::optional<double> direct;
        if (now.tie_visible(seeker, target, viewer, policy)) direct = std::exp(-double{graph.tie[place(seeker)][place(target)]});
        check({view, view.id(seeker), view.id(target), keys, graph, place(seeker), place(target), cost_of(open), direct, dice, now, viewer, policy,
               omega_cost, open_of, blocked});
        ++asked;
      }
    }
  }
  return asked;
}

/// The best paths within the hops that options and policy allow, without those less likely than `least` or impossible.
std::vector<support::OraclePath> expected(const Question& q, int k, int min_hops, int max_hops, double least, bool one_per_first) {
  std::vector<support::OraclePath> best;
  if (max_hops >= min_hops && q.exit < infinity)
    best = q.graph.best_paths({{q.from, 0.0}}, {{q.to, q.exit}}, static_cast<std::size_t>(k), static_cast<std::size_t>(min_hops),
                              static_cast<std::size_t>(max_hops), std::numeric_limits<double>::max(), one_per_first);
  std::erase_if(best, [least](const support::OraclePath& path) { return std::exp(-path.cost) < least || std::exp(-path.cost) == 0; });
  return best;
}

double random_least(Dice& dice) { return dice.chance(0.7) ? 0 : std::pow(dice.unit(), 3); }

/// What an answer about sets should be, from the facts alone.
struct ExpectedSets {
  std::vector<support::OraclePath> rows;      // in order, as many as asked for
  std::vector<support::OraclePath> all;       // all that qualify, whatever k, per and disjoint say
  std::set<std::pair<std::uint32_t, std::uint32_t>> known;
};

/// For each seeker alone, as the semantics say it; blocks make introducers and targets differ from seeker to seeker.
ExpectedSets expected_sets(const Question& q, const std::set<std::uint32_t>& team, const std::set<std::uint32_t>& wanted,
                           const std::set<std::uint32_t>& excluded, const PathOptions& options) {
  ExpectedSets made;
  std::set<std::uint32_t> seekers = team, targets = wanted;
  for (const std::uint32_t u : excluded) seekers.erase(u), targets.erase(u);
  for (const std::uint32_t u : team) targets.erase(u);
  for (const std::uint32_t s : seekers)
    for (const std::uint32_t t : targets)
      if (q.graph.tie[s][t] < infinity || q.view.find_tie(q.id(s), q.id(t))) made.known.emplace(s, t);
  for (const auto& [s, t] : made.known) targets.erase(t);
  std::erase_if(targets, [&](std::uint32_t t) { return q.open[t] == 0; });
  const int max_hops = std::min(options.max_hops, q.view.policy().max_hops);
  const std::set<std::uint32_t> every_target = targets;   // none of them introduces, not even one that has its path
  const auto find = [&](const std::set<std::uint32_t>& barred, const std::set<std::uint32_t>& to_any) {
    std::vector<support::OraclePath> found;
    if (max_hops < 2) return found;
    for (const std::uint32_t s : seekers) {
      PathOracle graph{q.graph.tie, q.omega_cost};
      PathOracle::Ends to;
      for (const std::uint32_t t : to_any)
        if (!q.blocked(s, t)) to.emplace(t, cost_of(q.open[t]));
      for (std::uint32_t v = 0; v < q.keys.size(); ++v)
        if (barred.contains(v) || excluded.contains(v) || team.contains(v) || every_target.contains(v) || q.blocked(s, v))
          graph.interior[v] = infinity;
      for (auto& path : graph.all_paths({{s, 0.0}}, to, 2, static_cast<std::size_t>(max_hops)))
        if (std::exp(-path.cost) > 0 && std::exp(-path.cost) >= options.min_probability) found.push_back(std::move(path));
    }
    std::sort(found.begin(), found.end());
    return found;
  };
  made.all = find({}, targets);
  std::set<std::uint32_t> used, seen;
  while (made.rows.size() < static_cast<std::size_t>(options.k)) {
    const auto left = options.disjoint ? find(used, targets) : made.all;
    const auto next = std::find_if(left.begin(), left.end(), [&](const support::OraclePath& path) {
      if (options.per == PathsPer::target && seen.contains(path.members.back())) return false;
      if (options.per == PathsPer::introducer && seen.contains(path.members[1])) return false;
      return made.rows.empty() || made.rows.back() < path;
    });
    if (next == left.end()) break;
    const support::OraclePath row = *next;
    made.rows.push_back(row);
    seen.insert(options.per == PathsPer::target ? row.members.back() : row.members[1]);
    used.insert(row.members.begin() + 1, row.members.end() - 1);
    if (options.per == PathsPer::target && options.disjoint) targets.erase(row.members.back());
  }
  return made;
}

std::vector<Key> keys_of(const Question& q, const support::OraclePath& path) {
  std::vector<Key> keys;
  for (const std::uint32_t member : path.members) keys.push_back(q.keys[member]);
  return keys;
}

template <class Answer, class Item>
std::vector<Key> keys_of(const Answer& answer, const Item& item) {
  std::vector<Key> keys;
  for (const MemberId member : mentions(item)) keys.push_back(answer.key(member));
  return keys;
}

TEST(BruteForce, FindsTheSamePaths) {
  int rows = 0;
  const int asked = for_questions(2500, [&rows](const Question& q) {
    const PathOptions options{.k = q.dice.between(1, 8), .max_hops = q.dice.between(2, 6), .min_probability = random_least(q.dice)};
    const Paths paths = find_paths(q.view, q.seeker, q.target, options);
    const auto best = expected(q, options.k, 2, std::min(options.max_hops, q.view.policy().max_hops), options.min_probability, false);
    ASSERT_EQ(paths.size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(keys_of(paths, paths[i].item), keys_of(q, best[i]));
      ASSERT_EQ(paths[i].score, std::exp(-best[i].cost));
    }
    ASSERT_EQ(paths.direct, q.direct);
    ASSERT_TRUE(paths.complete);
    rows += static_cast<int>(best.size());
  });
  EXPECT_GT(asked, 15'000);
  EXPECT_GT(rows, 15'000);
}

/// Sets with everything that can be asked of them; `owners_only` for teams of more than one.
struct SetsAsked {
  std::set<std::uint32_t> team, wanted, excluded;
  std::vector<MemberId> seekers, targets;
  PathOptions options;
};
SetsAsked random_sets(const Question& q) {
  SetsAsked asked{.team = {q.from}, .wanted = {}, .excluded = {}, .seekers = {}, .targets = {}, .options = {}};
  const auto members = static_cast<std::uint32_t>(q.keys.size());
  if (q.view.is_owner())
    for (int i = q.dice.between(0, 2); i > 0; --i) asked.team.insert(static_cast<std::uint32_t>(q.dice.below(members)));
  for (int i = q.dice.between(0, 4); i > 0; --i) asked.wanted.insert(static_cast<std::uint32_t>(q.dice.below(members)));
  if (q.dice.chance(0.3)) asked.excluded.insert(static_cast<std::uint32_t>(q.dice.below(members)));
  for (const std::uint32_t u : asked.team) asked.seekers.push_back(q.id(u));
  for (const std::uint32_t u : asked.wanted) asked.targets.push_back(q.id(u));
  if (q.dice.chance(0.2) && !asked.targets.empty()) asked.targets.push_back(asked.targets.front());
  std::reverse(asked.targets.begin(), asked.targets.end());
  for (const std::uint32_t u : asked.excluded) asked.options.exclude.push_back(q.keys[u]);
  asked.options.k = q.dice.between(1, 8), asked.options.max_hops = q.dice.between(2, 6), asked.options.min_probability = random_least(q.dice);
  asked.options.per = static_cast<PathsPer>(q.dice.below(3)), asked.options.disjoint = q.dice.chance(0.3);
  return asked;
}

TEST(BruteForce, FindsTheSamePathsOfSets) {
  int rows = 0, known = 0;
  const int asked_of = for_questions(
      3500,
      [&](const Question& q) {
        const SetsAsked asked = random_sets(q);
        const Paths paths = find_paths(q.view, asked.seekers, asked.targets, asked.options);
        const ExpectedSets best = expected_sets(q, asked.team, asked.wanted, asked.excluded, asked.options);
        ASSERT_EQ(paths.size(), best.rows.size());
        for (std::size_t i = 0; i < best.rows.size(); ++i) {
          ASSERT_EQ(keys_of(paths, paths[i].item), keys_of(q, best.rows[i]));
          ASSERT_EQ(paths[i].score, std::exp(-best.rows[i].cost));
        }
        ASSERT_EQ(paths.known.size(), best.known.size());
        for (const KnownTie& tie : paths.known) {
          const auto place = [&](MemberId id) {
            return static_cast<std::uint32_t>(std::find(q.keys.begin(), q.keys.end(), paths.key(id)) - q.keys.begin());
          };
          ASSERT_TRUE(best.known.contains({place(tie.seeker), place(tie.target)}));
          ASSERT_EQ(tie.probability, std::exp(-double{q.graph.tie[place(tie.seeker)][place(tie.target)]}));
        }
        ASSERT_TRUE(paths.complete && paths.unseen == 0 && !paths.direct);
        rows += static_cast<int>(best.rows.size()), known += static_cast<int>(best.known.size());
      },
      true);
  EXPECT_GT(asked_of, 20'000);
  EXPECT_GT(rows, 7'000);
  EXPECT_GT(known, 5'000);
}

TEST(BruteForce, LeavesOutNothingAboveItsCertificate) {
  int incomplete = 0, telling = 0, partly = 0;
  for_questions(
      3500,
      [&](const Question& q) {
        SetsAsked asked = random_sets(q);
        asked.options.max_ties = static_cast<std::uint64_t>(q.dice.between(1, q.dice.chance(0.5) ? 12 : 60));
        const Paths paths = find_paths(q.view, asked.seekers, asked.targets, asked.options);
        ASSERT_LE(paths.ties_touched, asked.options.max_ties);
        const ExpectedSets best = expected_sets(q, asked.team, asked.wanted, asked.excluded, asked.options);
        if (paths.complete) {
          ASSERT_EQ(paths.unseen, 0);
          ASSERT_EQ(paths.size(), best.rows.size());
          for (std::size_t i = 0; i < best.rows.size(); ++i) ASSERT_EQ(keys_of(paths, paths[i].item), keys_of(q, best.rows[i]));
          return;
        }
        ++incomplete, telling += paths.unseen < 1, partly += !paths.empty();
        std::vector<support::OraclePath> rows;   // of the answer, as the oracle has them
        for (const auto& row : paths) {
          const auto same =
              std::ranges::find_if(best.all, [&](const support::OraclePath& path) { return keys_of(q, path) == keys_of(paths, row.item); });
          ASSERT_NE(same, best.all.end()) << "a row must be a path";
          ASSERT_EQ(row.score, std::exp(-same->cost));
          ASSERT_TRUE(rows.empty() || rows.back() < *same);
          rows.push_back(*same);
        }
        if (asked.options.disjoint) {   // greedy: all but the last row are what they would have been
          for (std::size_t i = 0; i + 1 < rows.size(); ++i) ASSERT_EQ(rows[i], best.rows[i]);
          for (const support::OraclePath& path : best.rows)
            ASSERT_TRUE(std::ranges::find(rows, path) != rows.end() || std::exp(-path.cost) <= paths.unseen);
          return;
        }
        for (const support::OraclePath& path : best.rows)
          ASSERT_TRUE(std::ranges::find(rows, path) != rows.end() || std::exp(-path.cost) <= paths.unseen)
              << std::exp(-path.cost) << " although none above " << paths.unseen;
      },
      true);
  EXPECT_GT(incomplete, 3'000);
  EXPECT_GT(telling, 1'000);
  EXPECT_GT(partly, 300);
}

TEST(BruteForce, FindsTheSameCheapestPath) {
  int rows = 0;
  const int asked = for_questions(2500, [&rows](const Question& q) {
    const Paths paths = cheapest_path(q.view, q.seeker, q.target);
    const int horizon = q.view.policy().max_hops;
    const auto best = expected(q, 1, 1, horizon < 6 ? horizon : 100, 0, false);
    ASSERT_EQ(paths.size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(keys_of(paths, paths[i].item), keys_of(q, best[i]));
      ASSERT_EQ(paths[i].score, std::exp(-best[i].cost));
    }
    ASSERT_EQ(paths.direct, q.direct);
    rows += static_cast<int>(best.size());
  });
  EXPECT_GT(asked, 15'000);
  EXPECT_GT(rows, 5'000);
}

IntroducerOptions random_introducer_options(const Question& q) {
  IntroducerOptions options{.k = q.dice.between(1, 8),
                            .max_hops = q.dice.between(2, 6),
                            .min_probability = random_least(q.dice),
                            .rest_days = q.dice.pick(std::vector<double>{0, 10, 180}),
                            .exclude = {}};
  for (int i = q.dice.chance(0.6) ? 0 : q.dice.between(1, 2); i > 0; --i) options.exclude.push_back(q.dice.pick(q.keys));
  return options;
}

bool rests(const std::optional<double>& days, double rest_days) { return days && *days < rest_days; }

/// The best path to a target through each introducer who may be asked first, all of them; by the facts about asks.
std::vector<support::OraclePath> expected_introducers(const Question& q, const Key& target, double exit, const IntroducerOptions& options) {
  if (q.now.asked(q.seeker_key(), target, q.viewer)) return {};
  if (rests(q.now.days_since_decline(q.seeker_key(), target, q.viewer), options.rest_days)) return {};
  const auto is_excluded = [&](const Key& key) { return std::count(options.exclude.begin(), options.exclude.end(), key) > 0; };
  if (is_excluded(target) || is_excluded(q.seeker_key())) return {};
  Question without = q;
  without.to = static_cast<std::uint32_t>(std::find(q.keys.begin(), q.keys.end(), target) - q.keys.begin());
  without.exit = exit;
  for (std::uint32_t i = 0; i < q.keys.size(); ++i)
    if (is_excluded(q.keys[i])) without.graph.interior[i] = infinity;
  auto best = expected(without, 1000, 2, std::min(options.max_hops, q.view.policy().max_hops), options.min_probability, true);
  std::erase_if(best, [&](const support::OraclePath& path) {
    return rests(q.now.days_since_refusal(q.seeker_key(), q.keys[path.members[1]], q.viewer), options.rest_days);
  });
  return best;
}

TEST(BruteForce, RanksTheSameIntroducers) {
  int rows = 0, waiting = 0, resting = 0, left_out = 0;
  const int asked = for_questions(3500, [&](const Question& q) {
    const IntroducerOptions options = random_introducer_options(q);
    const Introducers introducers = rank_introducers(q.view, q.seeker, q.target, options);
    const Key target = q.keys[q.to];
    auto best = expected_introducers(q, target, q.exit, options);
    if (best.size() > static_cast<std::size_t>(options.k)) best.resize(static_cast<std::size_t>(options.k));
    const bool waits = q.now.asked(q.seeker_key(), target, q.viewer);
    const bool rested = rests(q.now.days_since_decline(q.seeker_key(), target, q.viewer), options.rest_days);
    waiting += waits, resting += rested;
    left_out += introducers.notice.find("not asked first") != std::string::npos;
    ASSERT_EQ(introducers.notice.find("waits for the answer") != std::string::npos, waits);
    ASSERT_EQ(introducers.notice.find("rests until") != std::string::npos, rested && !waits);
    ASSERT_EQ(introducers.size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(keys_of(introducers, introducers[i].item), keys_of(q, best[i]));
      ASSERT_EQ(introducers.key(introducers[i].item.member), keys_of(q, best[i])[1]);
      ASSERT_EQ(introducers[i].score, std::exp(-best[i].cost));
    }
    rows += static_cast<int>(best.size());
  });
  EXPECT_GT(asked, 15'000);
  EXPECT_GT(rows, 8'000);
  EXPECT_TRUE(waiting > 1'000 && resting > 80 && left_out > 800) << waiting << ' ' << resting << ' ' << left_out;
}

TEST(BruteForce, RanksTheSameIntroducersForSeveral) {
  int rows = 0, many = 0;
  for_questions(3000, [&](const Question& q) {
    const IntroducerOptions options = random_introducer_options(q);
    std::vector<WeightedTarget> targets;
    std::map<Key, double> weights;   // summed as they are given; few distinct ones, and sums of them have no rounding
    for (int i = q.dice.between(0, 6); i > 0; --i) {
      const Key& key = q.dice.pick(q.keys);
      const double weight = q.dice.pick(std::vector<double>{0.5, 1, 3});
      targets.push_back({q.view.id(key), weight}), weights[key] += weight;
    }
    const SharedIntroducers introducers = rank_introducers(q.view, q.seeker, targets, options);
    std::map<Key, std::vector<std::pair<double, Key>>> terms;   // of each introducer: −weight · chance and the target, best first
    std::map<std::pair<Key, Key>, std::vector<Key>> paths;
    for (const auto& [target, weight] : weights) {
      if (target == q.seeker_key()) continue;
      const double open = q.now.blocked(q.seeker_key(), target) ? 0 : q.now.open(target, q.viewer, q.policy);
      for (const support::OraclePath& path : expected_introducers(q, target, cost_of(open), options)) {
        const Key introducer = q.keys[path.members[1]];
        terms[introducer].emplace_back(-(weight * std::exp(-path.cost)), target);
        paths[{introducer, target}] = keys_of(q, path);
      }
    }
    std::vector<std::pair<double, Key>> best;
    for (auto& [introducer, list] : terms) {
      double sum = 0;
      for (const auto& [term, target] : list) sum += -term;   // by ascending key
      best.emplace_back(-sum, introducer);
      std::sort(list.begin(), list.end());
    }
    std::sort(best.begin(), best.end());
    if (best.size() > static_cast<std::size_t>(options.k)) best.resize(static_cast<std::size_t>(options.k));
    ASSERT_EQ(introducers.size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      const auto& row = introducers[i];
      const auto& list = terms[best[i].second];
      ASSERT_EQ(introducers.key(row.item.member), best[i].second);
      ASSERT_EQ(row.score, -best[i].first);
      ASSERT_EQ(row.item.targets, list.size());
      ASSERT_EQ(row.item.doors.size(), std::min<std::size_t>(3, list.size()));
      ASSERT_EQ(row.factors.size(), std::min<std::size_t>(4, list.size()));
      double made = 0;
      for (const Factor& factor : row.factors) made += factor.value;
      ASSERT_NEAR(made, row.score, 1e-12 * row.score);
      for (std::size_t d = 0; d < row.item.doors.size(); ++d) {
        const Door& door = row.item.doors[d];
        ASSERT_EQ(introducers.key(door.target), list[d].second);
        ASSERT_EQ(row.factors[d].value, -list[d].first);
        ASSERT_EQ(row.factors[d].who, door.target);
        ASSERT_EQ(door.probability * weights[list[d].second], -list[d].first);
        std::vector<Key> keys;
        for (const MemberId id : door.path.members) keys.push_back(introducers.key(id));
        ASSERT_EQ(keys, (paths[{best[i].second, list[d].second}]));
      }
      many += list.size() > 3;
    }
    rows += static_cast<int>(best.size());
  });
  EXPECT_GT(rows, 8'000);
  EXPECT_GT(many, 100);
}

/// √((1 + κ·cos(needs of a, offers of b)) · (1 + κ·cos(offers of a, needs of b))), by reading everybody's profile for every topic.
double expected_fit(const Question& q, const Key& a, const Key& b, double kappa) {
  const auto profile = [&](const Key& key) { return q.now.record().profile(key); };
  const auto has = [](const std::vector<std::string>& topics, const std::string& topic) {
    return std::count(topics.begin(), topics.end(), topic) > 0;
  };
  const auto weight = [&](const std::string& topic) {
    double named = 0;
    for (const Key& key : q.keys) named += has(profile(key).needs, topic) || has(profile(key).offers, topic);
    return std::log(1 + static_cast<double>(q.keys.size()) / named);
  };
  const auto cosine = [&](const std::vector<std::string>& x, const std::vector<std::string>& y) {
    double both = 0, of_x = 0, of_y = 0;
    for (const std::string& topic : std::set<std::string>(x.begin(), x.end()))
      of_x += std::pow(weight(topic), 2), both += has(y, topic) ? std::pow(weight(topic), 2) : 0;
    for (const std::string& topic : std::set<std::string>(y.begin(), y.end())) of_y += std::pow(weight(topic), 2);
    return x.empty() || y.empty() ? 0 : both / std::sqrt(of_x * of_y);
  };
  return std::sqrt((1 + kappa * cosine(profile(a).needs, profile(b).offers)) * (1 + kappa * cosine(profile(a).offers, profile(b).needs)));
}

/// Whom to introduce to each other, by writing down every pair of ties and taking the best that are left.
TEST(BruteForce, FindsTheSamePairsToIntroduce) {
  int rows = 0, capped = 0, acquainted = 0, fitting = 0;
  for_questions(2500, [&](const Question& q) {
    const IntroductionOptions options{.k = q.dice.between(1, 12),
                                      .per_member = q.dice.between(0, 3),
                                      .connected_at = q.dice.pick(std::vector<double>{0, 0.05, 0.3, 1}),
                                      .rest_days = q.dice.pick(std::vector<double>{0, 10, 180}),
                                      .topic_weight = q.dice.pick(std::vector<double>{0, 1, 1, 5})};
    const Introductions introductions = rank_introductions(q.view, q.seeker, options);
    const auto p = [&](std::uint32_t u) { return std::exp(-double{q.graph.tie[q.from][u]}); };
    const auto open = [&](std::uint32_t u) { return q.now.open(q.keys[u], q.viewer, q.policy); };
    const auto is_left_out = [&](std::uint32_t a, std::uint32_t b) {
      const Key &u = q.keys[a], &v = q.keys[b];
      if (!q.viewer && q.now.blocked(u, v)) return true;
      if (q.now.asked(u, v, q.viewer) || q.now.asked(v, u, q.viewer)) return true;
      if (rests(q.now.days_since_decline(u, v, q.viewer), options.rest_days) || rests(q.now.days_since_decline(v, u, q.viewer), options.rest_days))
        return true;
      if (!q.now.tie_visible(u, v, q.viewer, q.policy)) return false;
      const MemberId i = q.view.id(u), j = q.view.id(v);
      const bool known = q.now.declared(u, v) || q.view.strength(i, j) >= options.connected_at || q.view.strength(j, i) >= options.connected_at;
      acquainted += known;
      return known;
    };
    struct Pair {
      double score;
      double better, worse;
      std::uint32_t a, b;
      bool operator<(const Pair& other) const {
        return std::tuple(-score, -better, a, -worse, b) < std::tuple(-other.score, -other.better, other.a, -other.worse, other.b);
      }
    };
    std::vector<Pair> pairs;
    if (q.now.permits(q.seeker_key(), Purpose::introduce, q.viewer, q.policy))
      for (std::uint32_t a = 0; a < q.keys.size(); ++a)
        for (std::uint32_t b = 0; b < q.keys.size(); ++b) {
          const double x = p(a) * open(a), y = p(b) * open(b);
          if (a == b || x * y == 0 || std::pair(-y, b) < std::pair(-x, a) || is_left_out(a, b)) continue;
          pairs.push_back({x * y * expected_fit(q, q.keys[a], q.keys[b], options.topic_weight), x, y, a, b});
        }
    std::sort(pairs.begin(), pairs.end());
    std::map<std::uint32_t, int> taken;
    std::vector<Pair> best;
    for (const Pair& pair : pairs) {
      if (best.size() == static_cast<std::size_t>(options.k)) break;
      const bool full = options.per_member > 0 && std::max(taken[pair.a], taken[pair.b]) >= options.per_member;
      capped += full;
      if (full) continue;
      ++taken[pair.a], ++taken[pair.b];
      best.push_back(pair);
    }
    ASSERT_EQ(introductions.size(), best.size()) << to_text(introductions);
    for (std::size_t i = 0; i < best.size(); ++i) {
      const auto& [item, score, factors] = introductions[i];
      ASSERT_EQ(introductions.key(item.first), q.keys[best[i].a]);
      ASSERT_EQ(introductions.key(item.second), q.keys[best[i].b]);
      ASSERT_NEAR(score / best[i].score, 1, 1e-11);
      const double values[] = {p(best[i].a), open(best[i].a), p(best[i].b), open(best[i].b)};
      for (std::size_t f = 0; f < 4; ++f) ASSERT_EQ(factors[f].value, values[f]);
      ASSERT_NEAR(factors[4].value, expected_fit(q, q.keys[best[i].a], q.keys[best[i].b], options.topic_weight), 1e-12);
      ASSERT_EQ(score, values[0] * values[1] * (values[2] * values[3]) * factors[4].value);
      fitting += factors[4].value > 1;
    }
    rows += static_cast<int>(best.size());
  });
  EXPECT_TRUE(rows > 8'000 && capped > 500 && acquainted > 5'000 && fitting > 300) << rows << ' ' << capped << ' ' << acquainted << ' ' << fitting;
}

TEST(BruteForce, FactorsAreTheChancesOfTheLinks) {
  for_questions(500, [](const Question& q) {
    const Paths paths = find_paths(q.view, q.seeker, q.target, {.k = 4, .max_hops = 4});
    for (const Ranked<Path>& row : paths) {
      std::vector<std::tuple<std::string, double, MemberId>> factors, links;
      for (const Factor& factor : row.factors) factors.emplace_back(factor.name, factor.value, factor.who);
      const auto place = [&](MemberId id) {
        return static_cast<std::size_t>(std::find(q.keys.begin(), q.keys.end(), paths.key(id)) - q.keys.begin());
      };
      const std::vector<MemberId>& members = row.item.members;
      for (std::size_t i = 1; i < members.size(); ++i) {
        links.emplace_back("tie", std::exp(-double{q.graph.tie[place(members[i - 1])][place(members[i])]}), members[i]);
        if (i + 1 < members.size()) links.emplace_back("willingness", q.view.willingness(members[i]), members[i]);
      }
      links.emplace_back("openness", q.view.openness(q.target), q.target);
      ASSERT_EQ(factors, links);
    }
  });
}

}  // namespace
