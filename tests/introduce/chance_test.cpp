// The chance of at least one introduction against every state that ties and introducers can be in, and every claim of the answer besides.
#include "hobnob/introduce/chance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr Time now = 1'700'000'000;
constexpr double omega = 2.0 / 3;  // of who has no history

/// The declared weight is the strength: what is drawn is what holds.
struct AsDeclared {
  [[nodiscard]] double strength(const PairEvidence& pair) const { return pair.declared; }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "as declared"}; }
};

/// By the number of events in one direction alone, so that the two directions of a tie differ; impossible and certain ties among them.
struct ByCount {
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    constexpr double of[] = {0, 0.15, 0.4, 0.75, 1};
    return of[std::min(pair.out.events, 4U)];
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "by count", .reciprocity = 0}; }
};

template <class Call>
std::string complaint(const Call& call, Errc code = Errc::invalid_argument) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(name_of(error.code()), name_of(code)) << error.what();
    return error.what();
  }
  return "no error";
}

std::vector<std::string> asked(const Chance& chance) {
  std::vector<std::string> keys;
  for (const AskStep& step : chance.ask_in_order) keys.push_back(chance.key(step.introducer).to_string());
  return keys;
}

//    ┌──1/2── bo ──1/2──┐
//   ana ──1── cy ──1/4── kim       and ana ──1/4── kim, which is no introduction
Network drawn() {
  Network network;
  network.add_connection("ana", "bo", {.weight = 0.5});
  network.add_connection("bo", "kim", {.weight = 0.5});
  network.add_connection("ana", "cy", {.weight = 1.0});
  network.add_connection("cy", "kim", {.weight = 0.25});
  network.add_connection("ana", "kim", {.weight = 0.25});
  return network;
}

TEST(Chance, OfPathsThatShareNothingIsAClosedForm) {
  const View view = drawn().snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const Chance answer = chance(view, view.id("ana"), view.id("kim"));
  const double way = omega / 4;
  EXPECT_NEAR(answer.value, 1 - (1 - way) * (1 - way), 1e-7);  // costs are floats
  EXPECT_EQ(answer.lower, answer.value);
  EXPECT_EQ(answer.upper, answer.value);
  EXPECT_EQ(answer.method, "closed form");
  EXPECT_TRUE(answer.complete && answer.paths_complete);
  EXPECT_EQ(answer.paths, 2U);
  EXPECT_EQ(answer.components, 6U);
  EXPECT_EQ(answer.samples, 0U);
  EXPECT_EQ(answer.as_of, now);
  EXPECT_GT(answer.ties_touched, 0U);
  EXPECT_THAT(asked(answer), ElementsAre("bo", "cy"));  // equals, by id
  EXPECT_NEAR(answer.ask_in_order[0].chance, way, 1e-7);
  EXPECT_EQ(answer.ask_in_order[0].way, answer.ask_in_order[0].chance);
  EXPECT_EQ(answer.ask_in_order[1].chance, answer.value);
}

TEST(Chance, ThroughOneIntroducerIsNoneWithoutThem) {
  Network network;  // ana – bo, who knows two who know kim
  network.add_connection("ana", "bo", {.weight = 0.5});
  for (const char* who : {"x", "y"}) network.add_connection("bo", who, {.weight = 0.5}), network.add_connection(who, "kim", {.weight = 0.5});
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const Chance answer = chance(view, view.id("ana"), view.id("kim"));
  const double onward = 1 - std::pow(1 - omega / 4, 2);
  EXPECT_NEAR(answer.value, 0.5 * omega * onward, 1e-7);
  EXPECT_EQ(answer.method, "exact");
  EXPECT_TRUE(answer.complete);
  EXPECT_THAT(asked(answer), ElementsAre("bo"));
  EXPECT_EQ(chance(view, view.id("ana"), view.id("kim"), {.max_hops = 2}).value, 0);
  // ω folded into ties would make it 1 − (1 − ω²/8)², which is more.
  EXPECT_LT(answer.value, 1 - std::pow(1 - omega * omega / 8, 2) - 0.005);
}

TEST(Chance, NextIsWhoeverAddsMost) {
  Network network;  // a and b ask the same x; c has a weaker way of their own
  for (const char* first : {"a", "b"}) network.add_connection("ana", first, {.weight = 0.9}), network.add_connection(first, "x", {.weight = 0.9});
  network.add_connection("x", "kim", {.weight = 0.5});
  network.add_connection("ana", "c", {.weight = 0.5});
  network.add_connection("c", "kim", {.weight = 0.5});
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const Chance answer = chance(view, view.id("ana"), view.id("kim"));
  EXPECT_THAT(asked(answer), ElementsAre("a", "c", "b"));
  EXPECT_GT(answer.ask_in_order[2].way, answer.ask_in_order[1].way);
  EXPECT_NEAR(answer.ask_in_order[2].chance, answer.value, 1e-15);
  EXPECT_THAT(asked(chance(view, view.id("ana"), view.id("kim"), {.k = 2})), ElementsAre("a", "c"));
}

TEST(Chance, OpennessIsOneCoinForAll) {
  Network network = drawn();
  const View closed = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const double before = chance(closed, closed.id("ana"), closed.id("kim")).value;
  network.update_member("kim", {.openness = 0.5});
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const Chance answer = chance(view, view.id("ana"), view.id("kim"));
  EXPECT_EQ(answer.value, before / 2);
  EXPECT_EQ(answer.ask_in_order.back().chance, answer.value);
  EXPECT_EQ(answer.ask_in_order[0].way, rank_introducers(view, view.id("ana"), view.id("kim"))[0].score);
  network.update_member("kim", {.openness = 0});
  const View never = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  EXPECT_TRUE(chance(never, never.id("ana"), never.id("kim")).empty());
}

TEST(Chance, OfNoPathIsNone) {
  Network network;
  network.add_connection("ana", "kim");
  network.add_member("bo");
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  for (const char* target : {"kim", "bo"}) {
    const Chance answer = chance(view, view.id("ana"), view.id(target));
    EXPECT_TRUE(answer.empty() && answer.complete);
    EXPECT_EQ(answer.value, 0);
    EXPECT_EQ(answer.lower, 0);
    EXPECT_EQ(answer.upper, 0);
    EXPECT_EQ(to_text(answer), "Nobody found who could introduce.\n");
    EXPECT_EQ(to_table(answer).row_count(), 0U);
  }
}

TEST(Chance, RefusesWhatIsNoQuestion) {
  const Network network = drawn();
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const MemberId ana = view.id("ana"), kim = view.id("kim");
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, ana); }), HasSubstr("two members"));
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, MemberId{99}); }), HasSubstr("target"));
  EXPECT_THAT(complaint([&] { (void)chance(view, MemberId{99}, kim); }), HasSubstr("seeker"));
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, view.id("nobody")); }, Errc::unknown_member), HasSubstr("nobody"));
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, kim, {.max_hops = 1}); }), HasSubstr("max_hops must be 2…6, got 1"));
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, kim, {.max_hops = 7}); }), HasSubstr("max_hops"));
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, kim, {.tolerance = std::nan("")}); }), HasSubstr("tolerance"));
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, kim, {.k = 0}); }), HasSubstr("k must be"));
  EXPECT_THAT(complaint([&] { (void)chance(view, ana, kim, {.max_samples = 1}); }), HasSubstr("max_samples"));
  const View own = network.snapshot(now, AsDeclared{}).view("ana", Policy::open());
  EXPECT_TRUE(chance(own, own.id("ana"), own.id("nobody")).empty());
  EXPECT_EQ(chance(own, own.id("ana"), own.id("nobody")).ties_touched, 0U);
  EXPECT_THAT(complaint([&] { (void)chance(own, own.id("bo"), own.id("kim")); }), HasSubstr("seeker"));
}

TEST(Chance, ExplainsTheBestPathThroughEach) {
  for (std::uint32_t round = 0; round < 40; ++round) {
    Dice dice(round);
    Network network;
    for (std::uint32_t u = 0; u < 9; ++u)
      for (std::uint32_t v = 0; v < u; ++v)
        if (dice.chance(0.5)) network.add_connection(std::int64_t{u}, std::int64_t{v}, {.weight = 0.1 * static_cast<double>(1 + dice.below(9))});
    if (!network.contains(std::int64_t{0}) || !network.contains(std::int64_t{8})) continue;
    const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
    const MemberId seeker = view.id(std::int64_t{0}), target = view.id(std::int64_t{8});
    const Chance answer = chance(view, seeker, target, {.max_hops = 4});
    const Introducers ranked = rank_introducers(view, seeker, target, {.k = 100, .max_hops = 4});
    const Paths paths = find_paths(view, seeker, target, {.k = 1000, .max_hops = 4});
    EXPECT_EQ(answer.size(), ranked.size());
    for (std::size_t i = 0; i < answer.size(); ++i) {
      const AskStep& step = answer.ask_in_order[i];
      const auto row = std::ranges::find(ranked.rows, step.introducer, [](const auto& each) { return each.item.member; });
      ASSERT_NE(row, ranked.rows.end());
      EXPECT_EQ(step.way, row->score);
      EXPECT_EQ(step.path.members, row->item.path.members);
      double product = 1;
      for (const Factor& factor : step.factors) product *= factor.value;
      EXPECT_NEAR(product, step.way, 1e-12);
      const auto path = std::ranges::find(paths.rows, step.path.members, [](const auto& each) { return each.item.members; });
      ASSERT_NE(path, paths.rows.end());
      EXPECT_EQ(explain(view, answer, i).text, explain(view, paths, static_cast<std::size_t>(path - paths.rows.begin())).text);
    }
    EXPECT_THAT(complaint([&] { (void)explain(view, answer, answer.size()); }),
                HasSubstr(answer.empty() ? "the answer has no rows" : "row must be below"));
  }
}

TEST(Chance, TellsOfEarlierAsksAndCountsAllTheSame) {
  Network network = drawn();
  const auto ask = [&](Time at, double rest_days = 10) {
    const View view = network.snapshot(at, AsDeclared{}).owner_view(Policy::open());
    return chance(view, view.id("ana"), view.id("kim"), {.rest_days = rest_days});
  };
  constexpr Time day = seconds_per_day;
  const Chance before = ask(now);
  EXPECT_EQ(before.notice, "");
  network.record_ask("ana", "bo", "kim", now);
  EXPECT_THAT(ask(now).notice, HasSubstr("ana has asked for kim and waits for the answer"));
  network.record_outcome("ana", "bo", "kim", now, Outcome::no);
  const Chance rests = ask(now + day), nobody_rests = ask(now + day, 0);
  EXPECT_EQ(rests.notice, "1 member next to ana refused an ask within 10 days and counts all the same.");
  EXPECT_EQ(ask(now + 11 * day).notice, "");
  EXPECT_EQ(nobody_rests.notice, "");
  EXPECT_EQ(rests.value, nobody_rests.value);
  EXPECT_THAT(asked(rests), UnorderedElementsAre("bo", "cy"));
  EXPECT_THAT(to_text(rests), HasSubstr(rests.notice));
  network.record_ask("ana", "cy", "kim", now);
  network.record_outcome("ana", "cy", "kim", now, Outcome::declined);
  EXPECT_THAT(ask(now + day).notice, HasSubstr("kim declined to meet ana 1 day ago"));
  EXPECT_THAT(complaint([&] { (void)chance(network.snapshot(now).owner_view(Policy::open()), MemberId{0}, MemberId{1}, {.rest_days = -1}); }),
              HasSubstr("rest_days"));
}

TEST(Chance, SpeaksToPeople) {
  Network network = drawn();
  network.update_member("bo", {.name = "Bo Berg"});
  const View view = network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
  const Chance answer = chance(view, view.id("ana"), view.id("kim"));
  EXPECT_EQ(to_text(answer),
            "31 % that at least one introduction succeeds (closed form).\n"
            "Whom to ask, in order, and the best way through each:\n"
            "1. ana → Bo Berg (bo) → kim: 17 %, by then 17 %\n"
            "2. ana → cy → kim: 17 %, by then 31 %\n"
            "By 2 paths, as if ties were independent of one another.\n");
  const Table table = to_table(answer);
  EXPECT_EQ(std::get<std::vector<Key>>(table["introducer"].values), (std::vector<Key>{"bo", "cy"}));
  EXPECT_EQ(std::get<std::vector<double>>(table["chance"].values).back(), answer.value);
  EXPECT_EQ(std::get<std::vector<double>>(table["way"].values)[0], answer.ask_in_order[0].way);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table["rank"].values), (std::vector<std::int64_t>{1, 2}));
  Chance estimated = answer;
  estimated.complete = false, estimated.paths_complete = false, estimated.method = "worlds";
  estimated.samples = 500, estimated.seed = 7, estimated.lower = 0.001, estimated.value = 0.002, estimated.upper = 0.4;
  EXPECT_THAT(to_text(estimated),
              HasSubstr("1 in 500 that at least one introduction succeeds (between 1 in 1,000 and 40 % with 95 % confidence: worlds, "
                        "500 samples of seed 7).\n"));
  EXPECT_THAT(to_text(estimated), HasSubstr("By the best 2 paths"));
  EXPECT_FALSE(estimated == answer);
}

// --- every state ---------------------------------------------------------------------------------------------------------------------

/// What may hold or fail on the way from 0 … as a view tells it, by places in `view`.
struct States {
  struct Tied {
    std::uint32_t from, to;
    double chance;
  };
  std::vector<Tied> ties{};
  std::vector<double> passing{};
  std::uint32_t seeker = 0, target = 0;
  double open = 0;
  int hops = 0;

  States(const View& view, MemberId from, MemberId to, int max_hops)
      : seeker(index(from)), target(index(to)), open(view.openness(to)), hops(std::min(max_hops, view.policy().max_hops)) {
    for (std::uint32_t u = 0; u < view.id_bound(); ++u) {
      passing.push_back(view.contains(MemberId{u}) ? view.willingness(MemberId{u}) : 0);
      for (const Tie tie : view.ties_from(MemberId{u})) ties.push_back({u, index(tie.member), probability_of(double{tie.cost})});
    }
    std::erase_if(
        ties, [&](const Tied& tie) { return tie.chance == 0 || tie.to == seeker || tie.from == target || (tie.from == seeker && tie.to == target); });
  }
  [[nodiscard]] std::vector<std::size_t> uncertain() const {  // ties, then people
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < ties.size(); ++i)
      if (ties[i].chance < 1) all.push_back(i);
    for (std::size_t u = 0; u < passing.size(); ++u)
      if (passing[u] > 0 && passing[u] < 1 && u != seeker && u != target) all.push_back(ties.size() + u);
    return all;
  }
  [[nodiscard]] double chance_of(std::size_t component) const {
    return component < ties.size() ? ties[component].chance : passing[component - ties.size()];
  }

  /// For each set of first introducers (a bit for each member), the chance that a path which begins with one of them holds: of all paths of at most
  /// so many ties, in all states. `sets[i]` is told in out[i].
  [[nodiscard]] std::vector<double> chances(const std::vector<std::uint32_t>& sets) const {
    const auto all = uncertain();
    std::vector<double> out(sets.size(), 0.0);
    for (std::uint32_t state = 0; state < 1U << all.size(); ++state) {
      double p = 1;
      std::vector<bool> held(ties.size() + passing.size());
      for (std::size_t c = 0; c < held.size(); ++c) held[c] = chance_of(c) == 1;
      for (std::size_t i = 0; i < all.size(); ++i) {
        held[all[i]] = (state >> i & 1U) != 0;
        p *= held[all[i]] ? chance_of(all[i]) : 1 - chance_of(all[i]);
      }
      std::uint32_t firsts = 0;  // whose paths hold
      std::vector<std::uint32_t> path{seeker};
      walk(path, held, firsts);
      for (std::size_t i = 0; i < sets.size(); ++i) out[i] += (firsts & sets[i]) != 0 ? p * open : 0;
    }
    return out;
  }
  [[nodiscard]] double chance() const { return chances({~0U}).front(); }

 private:
  void walk(std::vector<std::uint32_t>& path, const std::vector<bool>& held, std::uint32_t& firsts) const {
    if (static_cast<int>(path.size()) > hops) return;
    for (std::size_t i = 0; i < ties.size(); ++i) {
      if (ties[i].from != path.back() || !held[i]) continue;
      const std::uint32_t v = ties[i].to;
      if (v == target) {
        firsts |= 1U << path[1];
      } else if (held[ties.size() + v] && std::ranges::find(path, v) == path.end()) {
        path.push_back(v);
        walk(path, held, firsts);
        path.pop_back();
      }
    }
  }
};

struct Community {
  Network network{};
  std::vector<std::string> keys{};
  std::vector<std::pair<std::string, std::string>> pairs{};
};

/// Few members with ties of the five kinds of `ByCount`; some are asked no more, some have a history, some are less open.
Community random_community(Dice& dice) {
  Community made;
  const int members = dice.between(3, 6);
  for (int i = 0; i < members; ++i) made.keys.push_back(std::string(1, static_cast<char>('a' + i)));
  for (const std::string& key : made.keys) {
    Member member;
    if (dice.chance(0.15)) member.ask_cap = 0;
    if (dice.chance(0.3)) member.openness = dice.unit();
    made.network.add_member(key, member);
  }
  const double dense = 0.3 + 0.5 * dice.unit();
  for (const std::string& u : made.keys)
    for (const std::string& v : made.keys) {
      if (u == v || !dice.chance(dense)) continue;
      const int events = dice.chance(0.3) ? 4 : dice.between(1, 3);
      for (int i = 0; i < events; ++i) made.network.add_interaction(u, v, now - 100 * (i + 1));
    }
  for (int i = dice.between(0, 4); i > 0; --i) {
    const std::string &a = dice.pick(made.keys), &b = dice.pick(made.keys), &c = dice.pick(made.keys);
    if (a == b || b == c || a == c) continue;
    try {
      made.network.record_ask(a, b, c, now - 86'400 * dice.between(1, 60));
    } catch (const Error&) {  // one open ask for a pair
    }
  }
  return made;
}

/// Calls `check(view, seeker, target, states)` for so many questions with at most so many uncertain components.
template <class Check>
void for_questions(int count, std::size_t most_uncertain, const Check& check) {
  int asked_so_far = 0;
  for (std::uint64_t seed = 0; asked_so_far < count && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("community " + std::to_string(seed));
    Dice dice(seed + 3'000'000);
    const Community made = random_community(dice);
    Policy policy = Policy::open();
    if (dice.chance(0.2)) policy.max_hops = dice.between(1, 5);
    const View view = made.network.snapshot(now, ByCount{}).owner_view(policy);
    const MemberId seeker = view.id(dice.pick(made.keys)), target = view.id(dice.pick(made.keys));
    if (seeker == target) continue;
    const States states(view, seeker, target, dice.between(2, 6));
    if (states.uncertain().size() > most_uncertain) continue;
    check(view, seeker, target, states, dice);
    ++asked_so_far;
  }
}

TEST(ChanceOfStates, IsTheChance) {
  std::map<std::string, int> methods;
  for_questions(2500, 13, [&](const View& view, MemberId seeker, MemberId target, const States& states, Dice& dice) {
    const double truth = states.hops < 2 ? 0 : states.chance();
    const Chance answer = chance(view, seeker, target, {.max_hops = std::max(2, states.hops)});
    ASSERT_NEAR(answer.value, truth, 1e-12);
    ASSERT_EQ(answer.lower, answer.value);
    ASSERT_EQ(answer.upper, answer.value);
    ASSERT_TRUE(answer.complete && answer.paths_complete);
    ASSERT_EQ(answer.empty(), truth == 0);
    ++methods[answer.method];
    const Paths paths = find_paths(view, seeker, target, {.k = 1000, .max_hops = std::max(2, states.hops)});
    ASSERT_EQ(answer.paths, paths.size());
    if (!paths.empty()) { ASSERT_GE(answer.value, paths[0].score * (1 - 1e-14)); }
    if (states.hops == 2) { ASSERT_EQ(answer.method, "closed form"); }
    // More hops never make it less likely.
    const int wider = std::min(6, std::max(2, states.hops) + 1);
    ASSERT_GE(chance(view, seeker, target, {.max_hops = wider}).value, answer.value - 1e-14);
    // However short the list, however few the worlds, what is certain holds.
    const ChanceOptions hard{.max_hops = std::max(2, states.hops), .tolerance = dice.chance(0.5) ? 1.0 : 0.3, .max_paths = dice.between(1, 4)};
    const Chance cut = chance(view, seeker, target, hard);
    ASSERT_LE(cut.lower, cut.value);
    ASSERT_LE(cut.value, cut.upper);
    ASSERT_EQ(cut.paths_complete, cut.paths == answer.paths);
    if (cut.samples == 0) {
      ASSERT_LE(cut.lower, truth + 1e-12);
      ASSERT_GE(cut.upper, truth - 1e-12);
      ASSERT_LE(cut.upper - cut.lower, hard.tolerance + 1e-12);
    }
    ASSERT_EQ(cut.complete, cut.lower == cut.upper && cut.samples == 0);
    ++methods[cut.method + ", cut"];
  });
  EXPECT_GT(methods["closed form"], 500);
  EXPECT_GT(methods["exact"], 500);
  EXPECT_GT(methods["bounds, cut"], 100);
  EXPECT_GT(methods["worlds, cut"], 5);
}

TEST(ChanceOfStates, AsksWhoeverAddsMostNext) {
  int steps = 0, not_by_way = 0;
  for_questions(1000, 12, [&](const View& view, MemberId seeker, MemberId target, const States& states, Dice&) {
    if (states.hops < 2) return;
    const Chance answer = chance(view, seeker, target, {.max_hops = states.hops});
    const Paths introducers = find_paths(view, seeker, target, {.k = 100, .max_hops = states.hops, .per = PathsPer::introducer});
    ASSERT_EQ(answer.size(), introducers.size());
    std::uint32_t set = 0;
    double reached = 0;
    for (std::size_t i = 0; i < answer.size(); ++i) {
      const AskStep& step = answer.ask_in_order[i];
      const auto same = std::ranges::find_if(introducers, [&](const auto& row) { return row.item.members[1] == step.introducer; });
      ASSERT_NE(same, introducers.end());
      ASSERT_EQ(step.way, same->score);
      std::vector<std::uint32_t> sets;
      for (const auto& row : introducers) sets.push_back(set | 1U << index(row.item.members[1]));
      const auto chances = states.chances(sets);
      const double best = *std::ranges::max_element(chances);
      set |= 1U << index(step.introducer);
      const double now_reached = states.chances({set}).front();
      ASSERT_NEAR(step.chance, now_reached, 1e-12);
      ASSERT_NEAR(now_reached, best, 1e-12);
      ASSERT_GE(step.chance, reached);
      reached = step.chance;
      ++steps;
      not_by_way += step.introducer != introducers[i].item.members[1];
    }
    if (!answer.empty()) { ASSERT_NEAR(reached, answer.value, 1e-12); }
  });
  EXPECT_GT(steps, 500);
  EXPECT_GT(not_by_way, 10);
}

TEST(ChanceOfStates, IsWithinTheIntervalOfWorldsAsOftenAsItSays) {
  int runs = 0, held = 0, wide = 0;
  std::map<std::string, int> methods;
  for_questions(2000, 11, [&](const View& view, MemberId seeker, MemberId target, const States& states, Dice& dice) {
    if (states.hops < 3) return;
    const ChanceOptions options{.max_hops = states.hops, .tolerance = 0, .max_paths = 1, .max_samples = dice.between(2, 600)};
    const Chance first = chance(view, seeker, target, options);
    if (first.method != "worlds") return;
    const double truth = states.chance();
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      ChanceOptions with = options;
      with.seed = seed;
      const Chance answer = chance(view, seeker, target, with);
      ASSERT_TRUE(answer.lower <= answer.value && answer.value <= answer.upper);
      ASSERT_FALSE(answer.complete);
      ASSERT_EQ(answer.seed, seed);
      ASSERT_EQ(answer.samples, static_cast<std::uint64_t>(options.max_samples));
      held += answer.lower <= truth + 1e-12 && truth <= answer.upper + 1e-12;
      wide += answer.upper - answer.lower > 0.3;
      ++runs;
    }
  });
  EXPECT_GT(runs, 3000);
  EXPECT_GE(held, runs * 95 / 100);
  EXPECT_LT(wide, runs * 9 / 10);  // it also says something
}

// --- more than can be told apart -----------------------------------------------------------------------------------------------------

/// Everybody knows everybody of 24, with ties of one weight: 22 paths of two ties and 462 of three.
View crowded(double weight) {
  Network network;
  for (int u = 0; u < 24; ++u)
    for (int v = 0; v < u; ++v) network.add_connection(u, v, {.weight = weight});
  return network.snapshot(now, AsDeclared{}).owner_view(Policy::open());
}

/// Worlds of a crowd at 3 hops, by flipping every coin.
double simulated(double p, int worlds) {
  std::mt19937_64 engine(1);
  const auto holds = [&](double chance) { return static_cast<double>(engine() >> 11) * 0x1p-53 < chance; };
  int reached = 0;
  for (int world = 0; world < worlds; ++world) {
    bool passes[24], first[24], last[24], found = false;
    for (int v = 2; v < 24; ++v) passes[v] = holds(omega), first[v] = passes[v] && holds(p), last[v] = passes[v] && holds(p);
    for (int a = 2; a < 24; ++a) {
      if (!first[a]) continue;
      found = found || last[a];
      for (int b = 2; b < 24; ++b)
        if (b != a && last[b] && holds(p)) found = true;
    }
    reached += found;
  }
  return static_cast<double>(reached) / worlds;
}

TEST(ChanceInACrowd, IsEstimatedByWorlds) {
  for (const double weight : {0.1, 0.25, 0.5}) {
    SCOPED_TRACE(weight);
    const View view = crowded(weight);
    const Chance answer = chance(view, view.id(0), view.id(1));
    EXPECT_EQ(answer.method, "worlds");
    EXPECT_FALSE(answer.complete || answer.paths_complete);
    EXPECT_EQ(answer.paths, 256U);
    EXPECT_LE(answer.upper - answer.lower, 0.01);
    constexpr int worlds = 200'000;
    const double seen = simulated(weight, worlds);
    EXPECT_NEAR(answer.value, seen, 0.005 + 5 * std::sqrt(seen * (1 - seen) / worlds));
    EXPECT_EQ(answer, chance(view, view.id(0), view.id(1)));
    EXPECT_NE(answer.value, chance(view, view.id(0), view.id(1), {.seed = 1}).value);
    EXPECT_EQ(answer.size(), 10U);
    for (std::size_t i = 0; i < answer.size(); ++i) {
      EXPECT_GE(answer.ask_in_order[i].chance, answer.ask_in_order[i].way);
      EXPECT_LE(answer.ask_in_order[i].chance, answer.value);
      if (i > 0) { EXPECT_GE(answer.ask_in_order[i].chance, answer.ask_in_order[i - 1].chance); }
    }
  }
}

TEST(ChanceInACrowd, WhereItIsSmallIsEstimatedByWorldsInWhichAPathWorks) {
  const View view = crowded(0.06);
  const Chance answer = chance(view, view.id(0), view.id(1), {.tolerance = 0.001, .max_paths = 1000});
  EXPECT_EQ(answer.method, "Karp-Luby");
  EXPECT_TRUE(answer.paths_complete);
  EXPECT_FALSE(answer.complete);
  EXPECT_EQ(answer.paths, 484U);
  EXPECT_EQ(answer.components, 22U * 3 + 22 * 21);
  EXPECT_LE(answer.upper - answer.lower, 0.001);
  constexpr int worlds = 400'000;
  const double seen = simulated(0.06, worlds);
  EXPECT_NEAR(answer.value, seen, 0.0005 + 5 * std::sqrt(seen * (1 - seen) / worlds));
  // The two kinds of worlds agree, and with the bounds.
  const Chance other = chance(view, view.id(0), view.id(1), {.tolerance = 0.001, .max_paths = 50});
  EXPECT_EQ(other.method, "worlds");
  EXPECT_LE(std::abs(other.value - answer.value), other.upper - other.lower + answer.upper - answer.lower);
  const Chance rough = chance(view, view.id(0), view.id(1), {.tolerance = 0.2, .max_paths = 1000});
  EXPECT_EQ(rough.method, "bounds");
  EXPECT_TRUE(rough.lower <= answer.upper && answer.lower <= rough.upper);
}

TEST(ChanceInACrowd, AtTwoHopsIsAClosedFormHoweverLongTheList) {
  const View view = crowded(0.25);
  for (const int max_paths : {1, 10, 1000}) {
    const Chance answer = chance(view, view.id(0), view.id(1), {.max_hops = 2, .max_paths = max_paths});
    EXPECT_EQ(answer.method, "closed form");
    EXPECT_TRUE(answer.complete);
    EXPECT_NEAR(answer.value, 1 - std::pow(1 - omega / 16, 22), 1e-6);
  }
}

}  // namespace
