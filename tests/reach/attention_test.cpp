#include "hobnob/reach/attention.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;
using support::Dice;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A mixture of up to four terms whose weights add up to 1 as nearly as decimal fractions do.
Attention random_attention(Dice& dice) {
  const std::vector<std::vector<double>> splits{{1}, {0.3, 0.7}, {0.1, 0.2, 0.7}, {0.1, 0.1, 0.1, 0.7}, {0, 1}};
  Attention attention{{}};
  for (const double weight : dice.pick(splits))
    attention.terms.push_back(
        {static_cast<AttentionFamily>(dice.below(3)), weight, std::pow(10, 6 * dice.unit() - 3), std::pow(10, 2 * dice.unit() - 1)});
  return attention;
}

std::string refusal(const Attention& attention) {
  try {
    validate(attention);
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    return error.what();
  }
}

TEST(Attention, IsNothingBeforeThePostAndAllInTheEnd) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    const Attention attention = random_attention(dice);
    ASSERT_NO_THROW(validate(attention));
    ASSERT_EQ(attention.seen_by(0), 0);
    ASSERT_EQ(attention.seen_by(-0.0), 0);
    ASSERT_EQ(attention.seen_by(-1e-300), 0);
    ASSERT_EQ(attention.seen_by(-infinity), 0);
    ASSERT_EQ(attention.seen_by(infinity), 1);
  }
}

TEST(Attention, NeverFallsAndStaysWithinOne) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    const Attention attention = random_attention(dice);
    double before = 0;
    for (int i = -120; i <= 120; ++i) {
      const double now = attention.seen_by(std::pow(10, i / 10.0));
      ASSERT_GE(now, before) << "seed " << seed;
      ASSERT_LE(now, 1);
      before = now;
    }
  }
}

TEST(Attention, OfAOneDayExponentialLeavesNothingAfterHalfAYear) {
  EXPECT_EQ(Attention::exponential(1).seen_by(1), 0.5);
  EXPECT_EQ(Attention::exponential(1).seen_by(2), 0.75);
  EXPECT_NEAR(Attention::exponential(10).seen_by(5), 1 - std::sqrt(0.5), 1e-15);
  EXPECT_NEAR(std::exp2(-180.0), 6.5e-55, 0.03e-55);  // what is left, in a number that can hold it
  EXPECT_EQ(Attention::exponential(1).seen_by(180), 1);
  EXPECT_EQ(Attention::exponential(1).seen_by(181) - Attention::exponential(1).seen_by(180), 0);
}

TEST(Attention, LeftAloneStillRisesAfterHalfAYear) {
  // 0.7 · (1 − 2^−180) + 0.3 · (1 − 2^−1.5) = 0.7 + 0.3 · 0.646447
  EXPECT_NEAR(Attention{}.seen_by(180), 0.7 + 0.3 * (1 - 1 / std::sqrt(8.0)), 1e-15);
  EXPECT_NEAR(Attention{}.seen_by(180), 0.894, 0.0005);
  EXPECT_GT(Attention{}.seen_by(181), Attention{}.seen_by(180) + 0.0006);
}

TEST(Attention, OfMichaelisAndMentenHasHadHalfAtK) {
  EXPECT_EQ(Attention::michaelis_menten(7).seen_by(7), 0.5);
  EXPECT_EQ(Attention::michaelis_menten(7).seen_by(21), 0.75);
  EXPECT_NEAR(Attention::michaelis_menten(30).seen_by(180), 180.0 / 210, 1e-15);
}

TEST(Attention, OfLomaxFallsByAPowerLaw) {
  EXPECT_NEAR(Attention::lomax(1, 0.4).seen_by(31), 1 - std::pow(32, -0.4), 1e-15);  // 32 = 2⁵: 1 − 2⁻² = 0.75
  EXPECT_NEAR(Attention::lomax(1, 0.4).seen_by(31), 0.75, 1e-15);
  EXPECT_NEAR(Attention::lomax(2, 3).seen_by(2), 1 - 1.0 / 8, 1e-15);
  EXPECT_LT(Attention::lomax(1, 0.001).seen_by(1e9), 0.03);  // hardly ever ends
  EXPECT_EQ(Attention::video(), Attention::lomax(1, 0.4));
}

TEST(Attention, CountsTheFirstMicrosecond) {
  constexpr double tiny = 1e-18;  // 1 − 2^−τ would round to 0
  EXPECT_NEAR(Attention::exponential(1).seen_by(tiny) / tiny, std::numbers::ln2, 1e-12);
  EXPECT_NEAR(Attention::lomax(1, 0.4).seen_by(tiny) / tiny, 0.4, 1e-12);
  EXPECT_NEAR(Attention::michaelis_menten(1).seen_by(tiny) / tiny, 1, 1e-12);
}

TEST(Attention, OfAFrontPageHalvesEverySixtyNineMinutes) {
  EXPECT_NEAR(Attention::front_page().seen_by(69.0 / 24 / 60), 0.5, 1e-15);
  EXPECT_NEAR(Attention::front_page().seen_by(138.0 / 24 / 60), 0.75, 1e-15);
}

TEST(Attention, MixesMixtures) {
  const Attention inner = Attention::mixture({{0.5, Attention::exponential(1)}, {0.5, Attention::michaelis_menten(4)}});
  const Attention outer = Attention::mixture({{0.2, Attention::lomax(1, 1)}, {0.8, inner}});
  ASSERT_EQ(outer.terms.size(), 3U);
  // At four days: Lomax 4/5, exponential 15/16, Michaelis–Menten 1/2.
  EXPECT_NEAR(outer.seen_by(4), 0.2 * 0.8 + 0.4 * 0.9375 + 0.4 * 0.5, 1e-15);
  EXPECT_EQ(Attention::mixture({{1, Attention{}}}), Attention{});
}

TEST(Attention, RefusesMixturesOfWeightsThatDoNotAddUpToOne) {
  EXPECT_THROW((void)Attention::mixture({}), Error);
  EXPECT_THROW((void)Attention::mixture({{0.5, Attention::exponential(1)}}), Error);
  EXPECT_THROW((void)Attention::mixture({{0.6, Attention::exponential(1)}, {0.5, Attention::exponential(2)}}), Error);
  EXPECT_THROW((void)Attention::mixture({{-0.5, Attention::exponential(1)}, {1.5, Attention::exponential(2)}}), Error);
  EXPECT_THROW((void)Attention::mixture({{nan, Attention::exponential(1)}}), Error);
  EXPECT_NO_THROW((void)Attention::mixture({{1 - 5e-10, Attention::exponential(1)}}));
  EXPECT_THROW((void)Attention::mixture({{1 - 2e-9, Attention::exponential(1)}}), Error);
}

TEST(Attention, RefusesTermsOutOfRangeByName) {
  const auto with = [](double weight, double days, double power) { return refusal({{{AttentionFamily::lomax, weight, days, power}}}); };
  EXPECT_EQ(with(1, 1, 1), "");
  EXPECT_EQ(with(1, 1e-300, 1e300), "");
  EXPECT_NE(refusal({{}}).find("weights"), std::string::npos);
  EXPECT_NE(with(0.5, 1, 1).find("weights"), std::string::npos);
  for (const double weight : {-0.1, 1.1, nan, infinity}) EXPECT_NE(with(weight, 1, 1).find("weight"), std::string::npos) << weight;
  for (const double wrong : {0.0, -1.0, nan, infinity, -infinity}) {
    EXPECT_NE(with(1, wrong, 1).find("days"), std::string::npos) << wrong;
    EXPECT_NE(with(1, 1, wrong).find("power"), std::string::npos) << wrong;
  }
}

TEST(Attention, EndsAtOneThoughItsWeightsAreRounded) {
  const Attention tenths{std::vector<AttentionTerm>(10, {AttentionFamily::exponential, 0.1, 1, 1})};  // 0.1 · 10 < 1 in double
  EXPECT_EQ(tenths.seen_by(infinity), 1);
  EXPECT_EQ(tenths.seen_by(1e6), 1);
}

}  // namespace
