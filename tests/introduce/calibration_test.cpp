// What a calibration is, which are refused, and what queries make of one.
#include "hobnob/introduce/calibration.hpp"

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/chance.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/report/report.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;
using testing::HasSubstr;
using testing::Not;

Calibration steps(std::vector<double> x, std::vector<double> y) {
  return {.method = CalibrationMethod::isotonic, .x = std::move(x), .y = std::move(y), .outcomes = 812, .positives = 40};
}

TEST(Calibration, LeftAloneIsTheProbabilityItself) {
  const Calibration same;
  for (const double p : {1e-12, 0.01, 0.3, 0.5, 0.99}) EXPECT_NEAR(same(p), p, 1e-14 * p + 1e-16) << p;
  EXPECT_LT(same(0), 1e-300);
  EXPECT_GT(same(1), 1 - 1e-15);
  EXPECT_TRUE(std::isnan(same(std::nan(""))));
  EXPECT_EQ(same(-3), same(0));
  EXPECT_EQ(same(7), same(1));
}

TEST(Calibration, IsALineOnTheLogit) {
  const Calibration made{.slope = 0.5, .intercept = -1};
  EXPECT_NEAR(made(0.5), 1 / (1 + std::exp(1)), 1e-15);
  EXPECT_NEAR(made(0.9), 1 / (1 + std::exp(1 - 0.5 * std::log(9))), 1e-15);
  EXPECT_EQ((Calibration{.slope = 0, .intercept = 0}(0.0)), 0.5);
}

TEST(Calibration, IsLinearBetweenKnotsAndLevelBeyond) {
  const Calibration made = steps({0.2, 0.4, 0.8}, {0.1, 0.1, 0.5});
  EXPECT_EQ(made(0), 0.1);
  EXPECT_EQ(made(0.3), 0.1);
  EXPECT_NEAR(made(0.5), 0.2, 1e-15);
  EXPECT_EQ(made(0.8), 0.5);
  EXPECT_EQ(made(1), 0.5);
  EXPECT_EQ(steps({0.5}, {0.25})(0.9), 0.25);
}

TEST(Calibration, NeverFallsToTheLastBit) {
  Dice dice(1);
  for (int i = 0; i < 2'000; ++i) {
    Calibration made{.slope = dice.chance(0.3) ? 0.001 * dice.unit() : 3 * dice.unit(), .intercept = 20 * dice.unit() - 10};
    if (dice.chance(0.4)) made = steps({0.1 * dice.unit(), 0.2 + dice.unit() / 2}, {0.5 * dice.unit(), 0.5 + 0.5 * dice.unit()});
    for (int j = 0; j < 100; ++j) {
      double p = dice.chance(0.2)   ? made.method == CalibrationMethod::isotonic ? made.x[dice.below(2)] : 0.5
                 : dice.chance(0.5) ? std::pow(10, -320 * dice.unit())
                                    : dice.unit();
      for (int k = 0; k < 5; ++k) p = std::nextafter(p, 0.0);
      for (int k = 0; k < 10; ++k) {
        const double next = std::nextafter(p, 1.0);
        ASSERT_LE(made(p), made(next)) << made.slope << ' ' << made.intercept << ' ' << p;
        ASSERT_TRUE(made(p) >= 0 && made(p) <= 1);
        p = next;
      }
    }
    // Where two ways of computing it meet.
    const double seam = (-40 - made.intercept) / made.slope;
    if (made.method == CalibrationMethod::platt && std::abs(seam) < 700) {
      double p = 1 / (1 + std::exp(-seam));
      for (int k = 0; k < 50; ++k) p = std::nextafter(p, 0.0);
      for (int k = 0; k < 100; ++k, p = std::nextafter(p, 1.0)) ASSERT_LE(made(p), made(std::nextafter(p, 1.0)));
    }
  }
}

TEST(Calibration, ThatFallsOrLeavesTheUnitIsRefused) {
  const auto complaint = [](const Calibration& made) -> std::string {
    try {
      validate(made);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), Errc::invalid_argument);
      return e.what();
    }
    return "accepted";
  };
  EXPECT_EQ(complaint({}), "accepted");
  EXPECT_EQ(complaint({.method = CalibrationMethod{9}}), "calibration: method must be platt or isotonic");
  EXPECT_EQ(complaint({.slope = 0}), "accepted");
  EXPECT_EQ(complaint(steps({0, 1}, {0, 0})), "accepted");
  for (const double wrong : {-1e-9, infinity, std::nan("")}) EXPECT_THAT(complaint({.slope = wrong}), HasSubstr("slope must be 0 or more")) << wrong;
  for (const double wrong : {-infinity, infinity, std::nan("")}) EXPECT_THAT(complaint({.intercept = wrong}), HasSubstr("intercept must be finite"));
  EXPECT_THAT(complaint(steps({0.1, 0.2}, {0.1})), HasSubstr("one length, got 2 and 1"));
  EXPECT_THAT(complaint(steps({}, {})), HasSubstr("must have knots"));
  EXPECT_THAT(complaint({.x = {0.5}, .y = {0.5}}), HasSubstr("platt has no knots"));
  EXPECT_THAT(complaint(steps({0.2, 0.2}, {0.1, 0.1})), HasSubstr("x must ascend, got 0.2 after 0.2 at knot 1"));
  EXPECT_THAT(complaint(steps({0.1, 0.2}, {0.2, 0.1})), HasSubstr("y must never fall, got 0.1 after 0.2 at knot 1"));
  for (const double wrong : {-0.1, 1.1, std::nan("")}) {
    EXPECT_THAT(complaint(steps({wrong}, {0.1})), HasSubstr("x must be 0…1"));
    EXPECT_THAT(complaint(steps({0.1}, {wrong})), HasSubstr("y must be 0…1"));
  }
  EXPECT_THAT(complaint({.outcomes = 3, .positives = 4}), HasSubstr("4 of 3"));
}

// --- queries -------------------------------------------------------------------------------------------------------------------------

/// Half where something was said either way, a quarter where it is only declared.
struct Halves {
  [[nodiscard]] double strength(const PairEvidence& pair) const { return pair.out.events + pair.back.events > 0 ? 0.5 : 0.25; }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {.name = "halves"}; }
};

class Calibrated : public testing::Test {
 protected:
  Calibrated() {
    network.add_interaction("ana", "bo", 1'700'000'000), network.add_interaction("bo", "kim", 1'700'000'000);  // 1/2 · 2/3 · 1/2 = 1/6
    network.add_interaction("ana", "cy", 1'700'000'000), network.add_connection("cy", "kim");                  // 1/12
    network.add_connection("ana", "di"), network.add_connection("di", "kim");                                  // 1/24
    network.add_connection("ana", "kim");
  }
  View view() { return network.snapshot(1'700'000'000, Halves{}).owner_view(Policy::open()); }
  Paths paths(const PathOptions& options) { return find_paths(view(), view().id("ana"), view().id("kim"), options); }
  Introducers introducers(const IntroducerOptions& options) { return rank_introducers(view(), view().id("ana"), view().id("kim"), options); }
  Network network;
  const Calibration level = steps({0.05, 0.1, 0.2}, {0, 0.5, 0.5});  // 1/24 → 0, 1/12 → 1/3, 1/6 → 1/2
};

TEST_F(Calibrated, ScoresAreMappedAndTheOrderStays) {
  const Paths plain = paths({.max_hops = 2}), mapped = paths({.max_hops = 2, .calibration = level});
  ASSERT_EQ(mapped.size(), 3U);
  const std::vector<double> expected{0.5, 1.0 / 3, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(mapped[i].item.members, plain[i].item.members);
    EXPECT_NEAR(mapped[i].score, expected[i], 1e-6);
    EXPECT_EQ(mapped[i].score, level(plain[i].score));
    ASSERT_EQ(mapped[i].factors.size(), plain[i].factors.size() + 1);
    EXPECT_EQ(mapped[i].factors.back().name, "calibration");
    EXPECT_EQ(mapped[i].factors.back().who, no_member);
    EXPECT_EQ(mapped[i].factors.back().value, mapped[i].score / plain[i].score);
  }
  EXPECT_EQ(mapped.direct, plain.direct);
  EXPECT_EQ(plain.method, "exact");
  EXPECT_EQ(mapped.method, "exact, calibrated (isotonic, 812 outcomes)");
  EXPECT_EQ(paths({.calibration = Calibration{.outcomes = 1}}).method, "exact, calibrated (platt, 1 outcome)");
  EXPECT_EQ(mapped.ties_touched, plain.ties_touched);
}

TEST_F(Calibrated, LevelStretchesDoNotReorder) {
  const Calibration flat = steps({0.5}, {0.25});
  const Introducers plain = introducers({}), mapped = introducers({.calibration = flat});
  ASSERT_EQ(mapped.size(), plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_EQ(mapped[i].item.path.members, plain[i].item.path.members);
    EXPECT_EQ(mapped[i].score, 0.25);
    EXPECT_EQ(mapped[i].factors.size(), 4U);
  }
  EXPECT_EQ(introducers({.k = 1, .calibration = flat})[0].item.path.members, plain[0].item.path.members);
}

TEST_F(Calibrated, TheLeastProbabilityIsTheOneThatIsTold) {
  EXPECT_EQ(paths({.max_hops = 2, .min_probability = 0.4}).size(), 0U);
  EXPECT_EQ(paths({.max_hops = 2, .min_probability = 0.5, .calibration = level}).size(), 1U);
  EXPECT_EQ(paths({.max_hops = 2, .min_probability = 0.3, .calibration = level}).size(), 2U);
  EXPECT_EQ(paths({.max_hops = 2, .min_probability = 1e-300, .calibration = level}).size(), 2U);  // that of 0 is left out
  EXPECT_EQ(paths({.max_hops = 2, .min_probability = 0.51, .calibration = level}).size(), 0U);
  EXPECT_EQ(introducers({.min_probability = 0.3, .calibration = level}).size(), 2U);
}

TEST_F(Calibrated, AWrongOneIsRefused) {
  EXPECT_THROW(paths({.calibration = Calibration{.slope = -1}}), Error);
  EXPECT_THROW(introducers({.calibration = steps({}, {})}), Error);
}

TEST_F(Calibrated, WordsSayWhatTheyRestOn) {
  const Paths mapped = paths({.max_hops = 2, .calibration = level});
  EXPECT_EQ(to_text(mapped),
            "1. ana → bo → kim: 50 % (weakest link ana → bo, 50 %)\n"
            "2. ana → cy → kim: 33 % (weakest link cy → kim, 25 %)\n"
            "3. ana → di → kim: no chance (weakest link ana → di, 25 %)\n"
            "Chances of paths are calibrated (isotonic, 812 outcomes).\n"
            "There is a direct tie: 25 %.\n");
  EXPECT_THAT(to_text(introducers({.calibration = level})), HasSubstr("\nChances of introductions are calibrated (isotonic, 812 outcomes).\n"));
  const Explanation why = explain(view(), mapped, 1);
  EXPECT_THAT(why.text, HasSubstr("through 1 introducer: 33 % as of"));
  EXPECT_THAT(why.text, HasSubstr("  Chances multiply, as if ties were independent of one another.\n"
                                  "  That makes 8 %. By the outcomes of earlier asks it is 33 %: calibrated (isotonic, 812 outcomes).\n"));
  EXPECT_THAT(explain(view(), paths({})).text, Not(HasSubstr("calibrated")));
  EXPECT_THAT(explain(view(), introducers({.calibration = level})).text, HasSubstr("calibrated (isotonic, 812 outcomes)"));
  EXPECT_THAT(to_html(mapped), HasSubstr("calibration × 3"));
  EXPECT_THAT(to_html(mapped), HasSubstr("812 outcomes"));
}

}  // namespace
