// How strong is a tie? The written formula, the caller's own model, shared neighbours, and the law that news never weaken a tie.
#include "hobnob/graph/tie_model.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/view.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using support::one_day;

constexpr Time now = 1'700'000'000;

/// Round coefficients, so that figures can be had by hand and a new preset leaves them alone.
LogisticTies by_hand(const TieOptions& options = {}) {
  LogisticTies model = preset(options);
  model.theta = {-2.9, 0.25, 0.15, 0.07, 0.14, 0.78, 0.19, 0, 0};
  return model;
}

double strength(const Network& network, const Key& from, const Key& to, const LogisticTies& model = by_hand()) {
  const Snapshot snapshot = network.snapshot(now, model);
  return snapshot.strength(*snapshot.find(from), *snapshot.find(to));
}
double cost(const Network& network, const Key& from, const Key& to, const LogisticTies& model = by_hand()) {
  const Snapshot snapshot = network.snapshot(now, model);
  return snapshot.find_tie(*snapshot.find(from), *snapshot.find(to))->cost;
}
template <class Call>
std::string complaint(const Call& call, Errc code = Errc::invalid_argument) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code) << error.what();
    return error.what();
  }
  return "no error";
}

// --- the written formula; the figures are computed from it by hand -------------------------------------------------------------------

TEST(LogisticTies, OfOneMessageToday) {
  // r(out) = −ln 0.01 = 4.605, r(back) = −ln 1000.01 = −6.908, all masses 1:
  // −2.9 + 0.25·4.605 − 0.15·6.908 + (0.07 + 0.14 + 0.78)·ln 2 = −2.0987
  Network network;
  network.add_interaction("ana", "bo", now);
  EXPECT_NEAR(strength(network, "ana", "bo"), 0.1092274673, 1e-8);
  EXPECT_NEAR(strength(network, "bo", "ana"), 0.0217858523, 1e-8);
}

TEST(LogisticTies, OfOneMessageAWindowAgo) {
  Network network;
  network.add_interaction("ana", "bo", now - 30 * one_day);  // Δ/W = 1; masses 2⁻⁴, 2⁻¹, 2^(−1/3)
  EXPECT_NEAR(strength(network, "ana", "bo"), 0.0316178641, 1e-8);
  EXPECT_NEAR(strength(network, "bo", "ana"), 0.0104422764, 1e-8);
}

TEST(LogisticTies, CountsTimeInWindows) {
  Network network;
  network.add_interaction("ana", "bo", now - 14 * one_day);
  EXPECT_NEAR(strength(network, "ana", "bo", by_hand({.window_days = 14})), 0.0316178641, 1e-8);
}

TEST(LogisticTies, OfSeveralMessagesAndAReactionBack) {
  Network network;
  for (const int days : {0, 10, 20}) network.add_interaction("ana", "bo", now - days * one_day);
  network.add_interaction("bo", "ana", now - 5 * one_day, {.kind = "reaction"});
  // masses out: 2⁻⁰ + 2^(−10/H) + 2^(−20/H) for H = 7.5, 30, 90; back, 30 days: 0.3 · 2^(−5/30)
  EXPECT_NEAR(strength(network, "ana", "bo"), 0.4581217090, 1e-8);
}

TEST(LogisticTies, OfAMeetingIsTheSameBothWays) {
  Network network;
  network.add_interaction("ana", "bo", now, {.kind = "meeting"});
  EXPECT_NEAR(strength(network, "ana", "bo"), 0.6405829990, 1e-7);
  EXPECT_EQ(strength(network, "ana", "bo"), strength(network, "bo", "ana"));
}

TEST(LogisticTies, OfTheLatestEitherWayAndOfAllThereWas) {
  Network network;
  for (const int days : {300, 30, 3}) network.add_interaction("ana", "bo", now - days * one_day);
  network.add_interaction("bo", "ana", now - 15 * one_day, {.kind = "reaction"});
  LogisticTies model = by_hand();
  model.theta = {-1, 0, 0, 0, 0, 0, 0, 0.5, 0.25};
  // r(either) = −ln(0.01 + 3/30) = 2.20727 from both ends; weights 3 out and 0.3 back: −1 + 0.5·2.20727 + 0.25·ln 4 and ln 1.3
  EXPECT_NEAR(strength(network, "ana", "bo", model), 1 / (1 + std::exp(1 - 0.5 * 2.2072749131897207 - 0.25 * 1.3862943611198906)), 1e-7);
  EXPECT_NEAR(strength(network, "bo", "ana", model), 1 / (1 + std::exp(1 - 0.5 * 2.2072749131897207 - 0.25 * 0.26236426446749106)), 1e-7);
}

TEST(LogisticTies, OfADeclarationAlone) {
  // s of silence is 0.0034597; S = 1 − (1 − s)(1 − 0.3)
  Network network;
  network.add_connection("ana", "bo");
  EXPECT_NEAR(strength(network, "ana", "bo"), 0.3024217938, 1e-7);
}

TEST(LogisticTies, OfADeclarationAndAMessage) {
  Network network;
  network.add_connection("ana", "bo");
  network.add_interaction("ana", "bo", now);
  EXPECT_NEAR(strength(network, "ana", "bo"), 0.3764592271, 1e-7);
}

TEST(LogisticTies, OfAFullDeclarationIsCertainAndCostsPositiveZero) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 1});
  EXPECT_EQ(strength(network, "ana", "bo"), 1);
  const double zero = cost(network, "ana", "bo");
  EXPECT_EQ(zero, 0);
  EXPECT_FALSE(std::signbit(zero));
}

TEST(LogisticTies, WithGammaZeroCareNothingForDeclarations) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 1});
  LogisticTies model = by_hand();
  model.gamma = 0;
  EXPECT_NEAR(strength(network, "ana", "bo", model), 0.0034597055, 1e-9);
}

TEST(LogisticTies, DoNotJumpWhenAFaintFirstEventArrives) {
  Network silent, faint;
  silent.add_connection("ana", "bo");
  faint.add_connection("ana", "bo");
  faint.add_interaction("ana", "bo", now - 36'000 * one_day, {.kind = "reaction"});  // a century ago: 1200 windows
  EXPECT_NEAR(strength(faint, "ana", "bo"), strength(silent, "ana", "bo"), 1e-7);
}

// --- p(u→v) = S(v→u)^(1−ρ) · S(u→v)^ρ ------------------------------------------------------------------------------------------------

class Reciprocity : public testing::Test {
 protected:
  Reciprocity() { network.add_interaction("ana", "bo", now); }  // S(ana→bo) = 0.10923, S(bo→ana) = 0.021786
  double p(const Key& from, const Key& to, double rho) { return std::exp(-cost(network, from, to, by_hand({.reciprocity = rho}))); }
  Network network;
};

TEST_F(Reciprocity, OfOneHalfMakesBothDirectionsAlike) {
  EXPECT_NEAR(p("ana", "bo", 0.5), std::sqrt(0.1092274673 * 0.0217858523), 1e-7);
  EXPECT_EQ(p("ana", "bo", 0.5), p("bo", "ana", 0.5));
}
TEST_F(Reciprocity, OfZeroAsksOnlyHowMuchTheOtherCares) {
  EXPECT_NEAR(p("ana", "bo", 0), 0.0217858523, 1e-7);
  EXPECT_NEAR(p("bo", "ana", 0), 0.1092274673, 1e-7);
}
TEST_F(Reciprocity, OfOneAsksOnlyHowMuchOneCaresOneself) {
  EXPECT_NEAR(p("ana", "bo", 1), 0.1092274673, 1e-7);
  EXPECT_NEAR(p("bo", "ana", 1), 0.0217858523, 1e-7);
}
TEST_F(Reciprocity, InBetweenWeighsTheTwo) {
  EXPECT_NEAR(p("ana", "bo", 0.2), std::pow(0.0217858523, 0.8) * std::pow(0.1092274673, 0.2), 1e-7);
  EXPECT_NEAR(p("bo", "ana", 0.2), std::pow(0.1092274673, 0.8) * std::pow(0.0217858523, 0.2), 1e-7);
}
TEST_F(Reciprocity, ChargesTheWayInAsTheOtherEndsWayOut) {
  const Snapshot snapshot = network.snapshot(now, preset({.reciprocity = 0.2}));
  const MemberId ana = *snapshot.find("ana"), bo = *snapshot.find("bo");
  EXPECT_EQ((*snapshot.ties_to(ana).begin()).cost, snapshot.find_tie(bo, ana)->cost);
  EXPECT_EQ((*snapshot.ties_from(ana).begin()).cost, snapshot.find_tie(ana, bo)->cost);
  EXPECT_NE(snapshot.find_tie(ana, bo)->cost, snapshot.find_tie(bo, ana)->cost);
}

// --- the preset ----------------------------------------------------------------------------------------------------------------------

TEST(Preset, IsThePublishedOne) {
  EXPECT_EQ(preset().theta, (std::array<double, 9>{-3.04, 0, 0.013, 0.04, 0, 0.203, 0.08, 0.284, 0.713}));
  EXPECT_EQ(preset().gamma, 1);
  EXPECT_EQ(preset().options.window_days, 30);
  EXPECT_EQ(preset().options.reciprocity, 0.5);
  EXPECT_EQ(preset().options.max_participants, 50);
  EXPECT_EQ(preset().options.kind_weights, (std::map<std::string, double>{{"meeting", 3}, {"reaction", 0.3}}));
}

TEST(Preset, HasHalfLivesOfAQuarterOneAndThreeWindows) {
  EXPECT_EQ(preset({.window_days = 14}).evidence_options().half_life_days, (std::array<double, 3>{3.5, 14, 42}));
}

TEST(Preset, RefusesWhatIsOutOfRange) {
  EXPECT_EQ(complaint([] { (void)preset({.window_days = 0}); }), "window_days must be 1e-04…36500, got 0");
  EXPECT_EQ(complaint([] { (void)preset({.reciprocity = 1.5}); }), "reciprocity must be 0…1, got 1.5");
  EXPECT_EQ(complaint([] { (void)preset({.max_participants = 1}); }), "max_participants must be 2…1000000, got 1");
  EXPECT_EQ(complaint([] { (void)preset({.kind_weights = {{"spam", -1}}}); }), "kind_weights['spam'] must be 0…1000, got -1");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(complaint([&] { (void)preset({.window_days = nan}); }), "window_days must be 1e-04…36500, got nan");
  EXPECT_EQ(complaint([&] { (void)preset({.kind_weights = {{"spam", nan}}}); }), "kind_weights['spam'] must be 0…1000, got nan");
}

TEST(Snapshot, KeepsTheModelThatMadeIt) {
  Network network;
  network.add_interaction("ana", "bo", now);
  const Snapshot snapshot = network.snapshot(now, preset({.window_days = 14}));
  EXPECT_EQ(snapshot.model(), preset({.window_days = 14}).info());
  EXPECT_EQ(snapshot.model().window_days, 14);
  EXPECT_EQ(network.snapshot(now).model(), preset().info());
}

// --- the caller's own model ----------------------------------------------------------------------------------------------------------

/// "We talked three times or more": a model in a few lines.
struct ThreeTimes {
  double otherwise = 0.1;
  [[nodiscard]] double strength(const PairEvidence& pair) const { return pair.out.events + pair.back.events >= 3 ? 0.9 : otherwise; }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "three times"}; }
};
static_assert(TieModel<ThreeTimes>);

TEST(CustomModel, IsAskedForEveryPair) {
  Network network;
  for (int i = 0; i < 3; ++i) network.add_interaction("ana", "bo", now - i);
  network.add_interaction("bo", "kim", now);
  const Snapshot snapshot = network.snapshot(now, ThreeTimes{});
  const MemberId ana = *snapshot.find("ana"), bo = *snapshot.find("bo"), kim = *snapshot.find("kim");
  EXPECT_EQ(snapshot.strength(ana, bo), double{0.9F});
  EXPECT_EQ(snapshot.strength(bo, ana), double{0.9F});
  EXPECT_EQ(snapshot.strength(bo, kim), double{0.1F});
  EXPECT_EQ(snapshot.model().name, "three times");
}

TEST(CustomModel, ThatGivesZeroLeavesATieThatNoPathCanUse) {
  Network network;
  network.add_interaction("ana", "bo", now);
  const Snapshot snapshot = network.snapshot(now, ThreeTimes{.otherwise = 0});
  EXPECT_EQ(snapshot.tie_count(), 2U);
  EXPECT_EQ(snapshot.find_tie(*snapshot.find("ana"), *snapshot.find("bo"))->cost, std::numeric_limits<float>::infinity());
}

TEST(CustomModel, ThatGivesNoProbabilityIsRefusedByName) {
  Network talked, connected;
  talked.add_interaction("ana", "bo", now);
  connected.add_connection("ana", "bo");
  for (const Network* network : {&talked, &connected})
    for (const double wrong : {std::numeric_limits<double>::quiet_NaN(), -1e-9, 1.0000001, std::numeric_limits<double>::infinity()}) {
      const std::string text = complaint([&] { (void)network->snapshot(now, ThreeTimes{.otherwise = wrong}); });
      EXPECT_NE(text.find("tie model 'three times' must give strengths 0…1"), std::string::npos) << text;
    }
}

struct Described : ThreeTimes {
  EvidenceOptions evidence;
  TieModelInfo about;
  [[nodiscard]] const EvidenceOptions& evidence_options() const { return evidence; }
  [[nodiscard]] const TieModelInfo& info() const { return about; }
};

TEST(CustomModel, WithAnImpossibleDescriptionIsRefused) {
  Network network;
  network.add_interaction("ana", "bo", now);
  const auto refused = [&](const auto& change) {
    Described model;
    change(model);
    return complaint([&] { (void)network.snapshot(now, model); });
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(refused([&](Described& m) { m.about.reciprocity = nan; }), "reciprocity must be 0…1, got nan");
  EXPECT_EQ(refused([&](Described& m) { m.about.reciprocity = -0.1; }), "reciprocity must be 0…1, got -0.1");
  EXPECT_EQ(refused([&](Described& m) { m.about.window_days = infinity; }), "window_days must be 0…36500, got inf");
  EXPECT_EQ(refused([&](Described& m) { m.about.window_days = nan; }), "window_days must be 0…36500, got nan");
  EXPECT_EQ(refused([&](Described& m) { m.evidence.half_life_days[1] = 0; }), "half_life_days must be positive, got 0");
  EXPECT_EQ(refused([&](Described& m) { m.evidence.half_life_days[2] = nan; }), "half_life_days must be positive, got nan");
  EXPECT_EQ(refused([&](Described& m) { m.evidence.kind_weights["message"] = 1e9; }), "kind_weights['message'] must be 0…1000, got 1000000000");
  EXPECT_EQ(refused([&](Described& m) { m.evidence.max_participants = -1; }), "max_participants must be 0 or more, got -1");
}

TEST(CustomModel, ThatThrowsLeavesTheNetworkAsItWas) {
  struct Throwing : ThreeTimes {
    [[nodiscard]] double strength(const PairEvidence&) const { throw std::runtime_error("out of thought"); }
  };
  Network network;
  network.add_interaction("ana", "bo", now);
  const Snapshot before = network.snapshot(now);
  EXPECT_THROW((void)network.snapshot(now, Throwing{}), std::runtime_error);
  EXPECT_TRUE(network.snapshot(now) == before);
}

// --- shared neighbours ---------------------------------------------------------------------------------------------------------------

Snapshot friends(const std::vector<std::pair<Key, Key>>& pairs) {
  Network network;
  for (const auto& [a, b] : pairs) network.add_connection(a, b);
  return network.snapshot(now, Overlap{});
}
double strength(const Snapshot& snapshot, const Key& a, const Key& b) { return snapshot.strength(*snapshot.find(a), *snapshot.find(b)); }

//   a ─── b        a–b: 2 common, degrees 3 and 3: O = 2/(3 + 3 − 2 − 2) = 1, S = 0.6
//   │ ╲ ╱ │        a–c: 2 common (b, d)? c–d is missing, so a–c share b alone: O = 1/(3 + 2 − 2 − 1) = 1/2, S = 0.35
//   │ ╱ ╲ │
//   c     d
TEST(Overlap, CountsCommonNeighboursAmongAll) {
  const Snapshot snapshot = friends({{"a", "b"}, {"a", "c"}, {"a", "d"}, {"b", "c"}, {"b", "d"}});
  EXPECT_NEAR(strength(snapshot, "a", "b"), 0.6, 1e-7);
  EXPECT_NEAR(strength(snapshot, "a", "c"), 0.35, 1e-7);
  EXPECT_NEAR(strength(snapshot, "c", "b"), 0.35, 1e-7);
}

TEST(Overlap, OfALonePairIsTheLeast) { EXPECT_NEAR(strength(friends({{"a", "b"}}), "a", "b"), 0.1, 1e-8); }

TEST(Overlap, OfATriangleIsTheMost) {
  EXPECT_NEAR(strength(friends({{"a", "b"}, {"b", "c"}, {"c", "a"}}), "a", "b"), 0.6, 1e-7);  // 1/(2 + 2 − 2 − 1) = 1
}

TEST(Overlap, CountsInteractionsAsNeighboursToo) {
  Network network;
  network.add_connection("a", "b");
  network.add_interaction("b", "c", now);
  network.add_interaction("a", "c", now);
  EXPECT_NEAR(strength(network.snapshot(now, Overlap{}), "b", "c"), 0.6, 1e-7);
}

TEST(Overlap, GivesTheOwnersOpenViewAndNoOther) {
  const Snapshot snapshot = friends({{"a", "b"}});
  EXPECT_EQ(snapshot.owner_view(Policy::open()).member_count(), 2U);
  EXPECT_NE(complaint([&] { (void)snapshot.owner_view(Policy::opt_in()); }).find("owner_view(Policy::open())"), std::string::npos);
  EXPECT_NE(complaint([&] { (void)snapshot.view("a", Policy::open()); }).find("owner_view(Policy::open())"), std::string::npos);
  EXPECT_NE(complaint([&] { (void)snapshot.view("nobody", Policy::open()); }).find("owner_view(Policy::open())"), std::string::npos);
}

TEST(Overlap, EqualsCountingOnRandomGraphs) {
  Dice dice(1);
  for (int round = 0; round < 200; ++round) {
    const int n = dice.between(2, 12);
    const double density = dice.unit();
    std::vector<std::set<int>> near(static_cast<std::size_t>(n));
    std::vector<std::pair<Key, Key>> pairs;
    for (int a = 0; a < n; ++a)
      for (int b = a + 1; b < n; ++b)
        if (dice.chance(density)) near[static_cast<std::size_t>(a)].insert(b), near[static_cast<std::size_t>(b)].insert(a), pairs.emplace_back(b, a);
    dice.shuffle(pairs);
    const Snapshot snapshot = friends(pairs);
    for (const auto& [a, b] : pairs) {
      const auto& of_a = near[static_cast<std::size_t>(a.number())];
      const auto& of_b = near[static_cast<std::size_t>(b.number())];
      double common = 0;
      for (const int c : of_a) common += of_b.contains(c);
      const double rest = static_cast<double>(of_a.size() + of_b.size()) - 2 - common;
      ASSERT_NEAR(strength(snapshot, a, b), 0.1 + (rest == 0 ? 0 : 0.5 * common / rest), 1e-7);
      ASSERT_NEAR(std::exp(-snapshot.find_tie(*snapshot.find(b), *snapshot.find(a))->cost), strength(snapshot, a, b), 1e-7);
    }
  }
}

// --- the monotone law ----------------------------------------------------------------------------------------------------------------

struct Event {
  bool back = false;
  Time time = now;
  std::string kind;
  int others = 0;  // further participants
};

Event random_event(Dice& dice) {
  // Ages from seconds to decades, so that every regime of recency and every half-life is met.
  const double days = std::pow(10.0, dice.unit() * 8 - 4);
  const auto age = static_cast<Time>(dice.chance(0.05) ? 0 : days * 86'400);
  return {dice.chance(0.5), now - age, dice.pick(std::vector<std::string>{"message", "meeting", "reaction", "spam"}),
          dice.chance(0.8) ? 0 : dice.between(1, 3)};
}

void happen(Network& network, const Event& event) {
  Interaction how{.kind = event.kind};
  for (int i = 0; i < event.others; ++i) how.participants.emplace_back("x" + std::to_string(i));
  network.add_interaction(event.back ? "bo" : "ana", event.back ? "ana" : "bo", event.time, how);
}

Network history(const std::vector<Event>& events, double declared) {
  Network network;
  network.add_member("ana"), network.add_member("bo");
  if (declared > 0) network.add_connection("ana", "bo", {.weight = declared});
  for (const Event& event : events) happen(network, event);
  return network;
}

LogisticTies random_monotone_model(Dice& dice) {
  LogisticTies model;
  if (dice.chance(0.5)) return model;
  model.options.window_days = std::pow(10.0, dice.unit() * 4 - 2);
  for (std::size_t i = 1; i < model.theta.size(); ++i) model.theta[i] = dice.chance(0.2) ? 0 : dice.unit();
  model.theta[0] = dice.unit() * 8 - 6;
  model.gamma = dice.unit();
  return model;
}

TEST(MonotoneLaw, OneMoreEventNeverLowersAStrength) {
  Dice dice(2);
  for (int round = 0; round < 5000; ++round) {
    Network network = history({}, dice.chance(0.5) ? 0 : 1 - dice.unit());
    const LogisticTies model = random_monotone_model(dice);
    Snapshot before = network.snapshot(now, model);
    for (int more = 0; more < 8; ++more) {
      happen(network, random_event(dice));
      const Snapshot after = network.snapshot(now, model);
      ASSERT_GE(strength(after, "ana", "bo"), strength(before, "ana", "bo")) << round;
      ASSERT_GE(strength(after, "bo", "ana"), strength(before, "bo", "ana")) << round;
      before = after;
    }
  }
}

TEST(MonotoneLaw, ANewerEventNeverLowersAStrength) {
  Dice dice(3);
  for (int round = 0; round < 5000; ++round) {
    std::vector<Event> events;
    for (int i = dice.between(1, 8); i > 0; --i) events.push_back(random_event(dice));
    const double declared = dice.chance(0.5) ? 0 : 1 - dice.unit();
    const LogisticTies model = random_monotone_model(dice);
    Snapshot before = history(events, declared).snapshot(now, model);
    for (int more = 0; more < 3; ++more) {
      Event& moved = events[dice.below(events.size())];
      const Time age = now - moved.time;
      moved.time = dice.chance(0.3) ? std::min(now, moved.time + 1) : now - static_cast<Time>(static_cast<double>(age) * dice.unit());
      const Snapshot after = history(events, declared).snapshot(now, model);
      ASSERT_GE(strength(after, "ana", "bo"), strength(before, "ana", "bo")) << round;
      ASSERT_GE(strength(after, "bo", "ana"), strength(before, "bo", "ana")) << round;
      before = after;
    }
  }
}

TEST(MonotoneLaw, AHeavierDeclarationNeverLowersAStrength) {
  Dice dice(5);
  for (int round = 0; round < 10'000; ++round) {
    const LogisticTies model = random_monotone_model(dice);
    PairEvidence pair{
        {.days_since_last = dice.unit() * 100, .mass = {0.1, 0.5, dice.unit() * 3}, .events = 2}, {}, dice.chance(0.3) ? 0 : dice.unit()};
    const double before = model.strength(pair);
    pair.declared += (1 - pair.declared) * dice.unit();
    ASSERT_GE(model.strength(pair), before - 1e-15) << round;  // equal strengths may differ in the last bit
  }
}

TEST(MonotoneLaw, HoldsToTheBitForTheEvidenceOfAPair) {
  Dice dice(4);
  const auto random_evidence = [&dice] {
    Evidence evidence;
    if (dice.chance(0.2)) return evidence;
    evidence.days_since_last = std::pow(10.0, dice.unit() * 9 - 4);
    for (double& mass : evidence.mass) mass = std::pow(10.0, dice.unit() * 12 - 9);
    evidence.events = 1;
    return evidence;
  };
  for (int round = 0; round < 200'000; ++round) {
    const LogisticTies model = random_monotone_model(dice);
    PairEvidence less{random_evidence(), random_evidence(), dice.chance(0.3) ? 0 : dice.unit()};
    PairEvidence more = less;
    const auto grow = [&dice](double& x) { x = dice.chance(0.5) ? std::nextafter(x, infinity) : x * (1 + dice.unit() * 1e-6) + 1e-12 * dice.unit(); };
    switch (dice.below(6)) {
      case 0: grow(more.out.mass[0]); break;
      case 1: grow(more.out.mass[1]); break;
      case 2: grow(more.out.mass[2]); break;
      case 3: grow(more.back.mass[1]); break;
      case 4: more.out.days_since_last = std::isinf(less.out.days_since_last) ? 1e6 : std::nextafter(less.out.days_since_last, 0); break;
      default: more.back.days_since_last = std::isinf(less.back.days_since_last) ? 1e6 : std::nextafter(less.back.days_since_last, 0); break;
    }
    ASSERT_GE(model.strength(more), model.strength(less)) << round;
    ASSERT_LE(model.strength(more), 1);
  }
}

}  // namespace
