#include "hobnob/learn/metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"

namespace {

using namespace hobnob;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Rows {
  std::vector<double> p;
  std::vector<std::uint8_t> y;
};

// Probabilities on a grid, so that many are equal, with both ends; outcomes as probable as they say, or less.
Rows random_rows(unsigned seed, std::size_t count, int grid, double trust = 1) {
  std::mt19937 random(seed);
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    const double p = std::uniform_int_distribution<int>(0, grid)(random) / static_cast<double>(grid);
    rows.p.push_back(p);
    rows.y.push_back(std::bernoulli_distribution(trust * p + (1 - trust) / 2)(random) ? 1 : 0);
  }
  return rows;
}

std::string refusal(const std::vector<double>& p, const std::vector<std::uint8_t>& y, const ScoreOptions& options = {}) {
  try {
    (void)score_probabilities(p, y, options);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    return error.what();
  }
  return "";
}

// --- oracles: straight from the definitions ---------------------------------------------------------------------------------------------

double pairwise_auc(const Rows& rows) {
  double won = 0, pairs = 0;
  for (std::size_t i = 0; i < rows.p.size(); ++i)
    for (std::size_t j = 0; j < rows.p.size(); ++j)
      if (rows.y[i] == 1 && rows.y[j] == 0) {
        won += rows.p[i] > rows.p[j] ? 1 : rows.p[i] == rows.p[j] ? 0.5 : 0;
        pairs += 1;
      }
  return won / pairs;
}

// Which rows share a bin, by counting for each row who is below it and who beside.
std::map<int, std::vector<std::size_t>> counted_bins(const Rows& rows, int bins) {
  std::map<int, std::vector<std::size_t>> out;
  for (std::size_t i = 0; i < rows.p.size(); ++i) {
    const auto below = std::ranges::count_if(rows.p, [&](double p) { return p < rows.p[i]; });
    const auto beside = std::ranges::count(rows.p, rows.p[i]);
    const double rank = static_cast<double>(below) + (static_cast<double>(beside) + 1) / 2;
    out[static_cast<int>((rank - 0.5) * bins / static_cast<double>(rows.p.size()))].push_back(i);
  }
  return out;
}

struct ByBins {
  double reliability = 0, resolution = 0, variance = 0, covariance = 0, error = 0;
  std::vector<std::uint64_t> counts;
};

ByBins by_bins(const Rows& rows, int bins) {
  ByBins out;
  const auto n = static_cast<double>(rows.p.size());
  const double share = std::accumulate(rows.y.begin(), rows.y.end(), 0.0) / n;
  for (const auto& [place, members] : counted_bins(rows, bins)) {
    double p = 0, y = 0;
    const auto size = static_cast<double>(members.size());
    for (const std::size_t i : members) p += rows.p[i] / size, y += rows.y[i] / size;
    out.reliability += size / n * (p - y) * (p - y);
    out.resolution += size / n * (y - share) * (y - share);
    out.error += size / n * std::abs(p - y);
    for (const std::size_t i : members) {
      out.variance += (rows.p[i] - p) * (rows.p[i] - p) / n;
      out.covariance += (rows.p[i] - p) * (rows.y[i] - y) / n;
    }
    out.counts.push_back(members.size());
  }
  return out;
}

double error_of(const std::vector<double>& p, const std::vector<std::uint8_t>& y, int bins) {
  return score_probabilities(p, y, {bins, 0, 0}).calibration_error;  // checked by itself against by_bins
}

// The 95 % quantile of the error when every coin is tossed, by another generator.
std::pair<double, double> tossed_null(const std::vector<double>& p, int bins, int draws) {
  std::mt19937_64 random(7);
  std::vector<double> errors;
  std::vector<std::uint8_t> y(p.size());
  double sum = 0;
  for (int draw = 0; draw < draws; ++draw) {
    for (std::size_t i = 0; i < p.size(); ++i) y[i] = std::uniform_real_distribution<double>(0, 1)(random) < p[i] ? 1 : 0;
    errors.push_back(error_of(p, y, bins));
    sum += errors.back();
  }
  std::ranges::sort(errors);
  return {sum / draws, errors[static_cast<std::size_t>(0.95 * (draws - 1))]};
}

// --- probabilities ----------------------------------------------------------------------------------------------------------------------

// Four rows, by hand. Two bins: {0.1, 0.4} with 0 of 2, {0.6, 0.8} with 2 of 2.
//   brier        (0.01 + 0.16 + 0.16 + 0.04) / 4 = 0.0925
//   predicted    0.25, 0.7        observed 0, 1        reliability (0.0625 + 0.09) / 2 = 0.07625
//   resolution   0.25             uncertainty 0.25     error (0.25 + 0.3) / 2 = 0.275
//   within_bin   (2 · 0.0225 + 2 · 0.01) / 4 = 0.01625, no covariance
TEST(ScoreProbabilities, OfFourRowsAreThoseWorkedOutByHand) {
  const ProbabilityScores scores = score_probabilities(std::vector<double>{0.6, 0.1, 0.8, 0.4}, std::vector<std::uint8_t>{1, 0, 1, 0}, {2, 0, 0});
  EXPECT_EQ(scores.count, 4U);
  EXPECT_EQ(scores.positives, 2U);
  EXPECT_DOUBLE_EQ(scores.log_loss, -std::log(0.6 * 0.9 * 0.8 * 0.6) / 4);
  EXPECT_DOUBLE_EQ(scores.brier, 0.0925);
  EXPECT_DOUBLE_EQ(scores.reliability, 0.07625);
  EXPECT_DOUBLE_EQ(scores.resolution, 0.25);
  EXPECT_DOUBLE_EQ(scores.uncertainty, 0.25);
  EXPECT_DOUBLE_EQ(scores.within_bin, 0.01625);
  EXPECT_EQ(scores.auc, 1);
  EXPECT_DOUBLE_EQ(scores.calibration_error, 0.275);
  EXPECT_EQ(scores.calibration_null, std::nullopt);
  EXPECT_EQ(scores.slope, std::nullopt);  // 0.5 separates them
  EXPECT_EQ(scores.intercept, std::nullopt);
  ASSERT_EQ(scores.curve.size(), 2U);
  EXPECT_EQ(scores.curve[0].predicted, 0.25);
  EXPECT_DOUBLE_EQ(scores.curve[1].predicted, 0.7);
  EXPECT_EQ(scores.curve[0].observed, 0);
  EXPECT_EQ(scores.curve[1].count, 2U);
  // Wilson for 0 of 2 ends at z² / (2 + z²); for 2 of 2 it is the mirror image.
  const double z2 = 1.959963984540054 * 1.959963984540054;
  EXPECT_EQ(scores.curve[0].lower, 0);
  EXPECT_DOUBLE_EQ(scores.curve[0].upper, z2 / (2 + z2));
  EXPECT_DOUBLE_EQ(scores.curve[1].lower, 2 / (2 + z2));
  EXPECT_EQ(scores.curve[1].upper, 1);
}

// Published: 15 of 20 gives 0.531…0.888 (Wilson without continuity correction).
TEST(ScoreProbabilities, WilsonIntervalHoldsThePublishedNumbers) {
  std::vector<std::uint8_t> y(20, 0);
  std::fill_n(y.begin(), 15, std::uint8_t{1});
  const ProbabilityScores scores = score_probabilities(std::vector<double>(20, 0.5), y);
  ASSERT_EQ(scores.curve.size(), 1U);
  EXPECT_NEAR(scores.curve[0].lower, 0.531, 0.0005);
  EXPECT_NEAR(scores.curve[0].upper, 0.888, 0.0005);
}

TEST(ScoreProbabilities, WilsonIntervalEndsAtTheEnds) {
  for (std::size_t count = 1; count < 100; ++count) {
    const std::vector<double> p(count, 0.5);
    EXPECT_EQ(score_probabilities(p, std::vector<std::uint8_t>(count, 0), {1, 0, 0}).curve[0].lower, 0) << count;
    EXPECT_EQ(score_probabilities(p, std::vector<std::uint8_t>(count, 1), {1, 0, 0}).curve[0].upper, 1) << count;
  }
}

TEST(ScoreProbabilities, AgreeWithTheDefinitionsOnRandomRows) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Rows rows = random_rows(seed, 2 + seed * 5, seed % 3 == 0 ? 7 : seed % 3 == 1 ? 40 : 1'000'000, seed % 2 == 0 ? 1.0 : 0.5);
    const int bins = 1 + static_cast<int>(seed % 17);
    const ProbabilityScores scores = score_probabilities(rows.p, rows.y, {bins, 0, 0});
    const ByBins expected = by_bins(rows, bins);
    EXPECT_NEAR(scores.reliability, expected.reliability, 1e-14) << seed;
    EXPECT_NEAR(scores.resolution, expected.resolution, 1e-14) << seed;
    EXPECT_NEAR(scores.within_bin, expected.variance - 2 * expected.covariance, 1e-14) << seed;
    EXPECT_NEAR(scores.calibration_error, expected.error, 1e-14) << seed;
    std::vector<std::uint64_t> counts;
    for (const CalibrationBin& bin : scores.curve) counts.push_back(bin.count);
    EXPECT_EQ(counts, expected.counts) << seed;
    EXPECT_NEAR(scores.brier, scores.reliability - scores.resolution + scores.uncertainty + scores.within_bin, 1e-14) << seed;
    if (scores.positives > 0 && scores.positives < scores.count) {
      ASSERT_TRUE(scores.auc);
      EXPECT_NEAR(*scores.auc, pairwise_auc(rows), 1e-14) << seed;
    } else {
      EXPECT_FALSE(scores.auc);
    }
  }
}

TEST(ScoreProbabilities, DoNotDependOnTheOrderOfRowsToTheBit) {
  Rows rows = random_rows(3, 500, 60);
  const ProbabilityScores scores = score_probabilities(rows.p, rows.y);
  std::vector<std::size_t> order(rows.p.size());
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), std::mt19937(1));
  Rows shuffled;
  for (const std::size_t i : order) shuffled.p.push_back(rows.p[i]), shuffled.y.push_back(rows.y[i]);
  EXPECT_EQ(score_probabilities(shuffled.p, shuffled.y), scores);
}

// Saying 1 − p of what did not happen is the same statement.
TEST(ScoreProbabilities, OfTheContraryAreTheMirrorImage) {
  const Rows rows = random_rows(5, 300, 64, 0.7);  // p and 1 − p are exact
  Rows contrary = rows;
  for (double& p : contrary.p) p = 1 - p;
  for (std::uint8_t& y : contrary.y) y = y == 1 ? 0 : 1;
  const ProbabilityScores a = score_probabilities(rows.p, rows.y), b = score_probabilities(contrary.p, contrary.y);
  EXPECT_DOUBLE_EQ(a.log_loss, b.log_loss);
  EXPECT_DOUBLE_EQ(a.brier, b.brier);
  EXPECT_DOUBLE_EQ(*a.auc, *b.auc);
  EXPECT_NEAR(*a.slope, *b.slope, 1e-9);
  EXPECT_NEAR(*a.intercept, -*b.intercept, 1e-9);
}

// Two probabilities p with shares s: the line goes through both, slope = (logit s₂ − logit s₁) / (logit p₂ − logit p₁).
TEST(ScoreProbabilities, RecalibrationThroughTwoPointsIsExact) {
  const auto logit = [](double p) { return std::log(p / (1 - p)); };
  std::vector<double> p;
  std::vector<std::uint8_t> y;
  const auto add = [&](double probability, int ones, int zeros) {
    p.insert(p.end(), static_cast<std::size_t>(ones + zeros), probability);
    y.insert(y.end(), static_cast<std::size_t>(ones), 1);
    y.insert(y.end(), static_cast<std::size_t>(zeros), 0);
  };
  add(0.1, 20, 80), add(0.7, 55, 45);
  const ProbabilityScores scores = score_probabilities(p, y);
  const double slope = (logit(0.55) - logit(0.2)) / (logit(0.7) - logit(0.1));
  ASSERT_TRUE(scores.slope && scores.intercept);
  EXPECT_NEAR(*scores.slope, slope, 1e-12);
  EXPECT_NEAR(*scores.intercept, logit(0.2) - slope * logit(0.1), 1e-12);

  p.clear(), y.clear();
  add(0, 3, 7), add(1, 8, 2);  // certain and often wrong: logits are those of the clipped probabilities
  const ProbabilityScores certain = score_probabilities(p, y);
  const double end = logit(1 - 0x1p-52);
  ASSERT_TRUE(certain.slope && certain.intercept);
  EXPECT_NEAR(*certain.slope, (logit(0.8) - logit(0.3)) / (2 * end), 1e-12);
  EXPECT_NEAR(*certain.intercept, (logit(0.8) + logit(0.3)) / 2, 1e-12);
  EXPECT_NEAR(certain.log_loss, 5.0 / 20 * 52 * std::log(2.0), 1e-12);
}

TEST(ScoreProbabilities, RecalibrationExistsWhereTheClassesOverlapOnly) {
  using P = std::vector<double>;
  using Y = std::vector<std::uint8_t>;
  const auto exists = [](const P& p, const Y& y) {
    const ProbabilityScores scores = score_probabilities(p, y);
    EXPECT_EQ(scores.slope.has_value(), scores.intercept.has_value());
    EXPECT_TRUE(std::isfinite(scores.slope.value_or(0)) && std::isfinite(scores.intercept.value_or(0)));
    return scores.slope.has_value();
  };
  EXPECT_TRUE(exists({0.1, 0.2, 0.3}, {0, 1, 0}));
  EXPECT_TRUE(exists({0.1, 0.1, 0.2, 0.2}, {0, 1, 0, 1}));
  EXPECT_TRUE(exists({1e-300, 0.5, 1.0}, {0, 1, 0}));
  EXPECT_FALSE(exists({0.1, 0.2, 0.3}, {0, 1, 1}));
  EXPECT_FALSE(exists({0.1, 0.2, 0.3}, {1, 0, 0}));             // upside down
  EXPECT_FALSE(exists({0.1, 0.2, 0.2, 0.3}, {0, 0, 1, 1}));     // they meet
  EXPECT_FALSE(exists({0.1, 0.2, 0.2, 0.3}, {1, 1, 0, 0}));
  EXPECT_FALSE(exists({0.4, 0.4, 0.4}, {0, 1, 0}));
  EXPECT_FALSE(exists({0.1, 0.2, 0.3}, {1, 1, 1}));
  EXPECT_FALSE(exists({0, 1e-300, 0, 1e-17}, {0, 1, 1, 0}));    // equal once clipped
}

// At the likeliest line both equations of the likelihood hold: Σ(q − y) = 0 and Σ(q − y) logit p = 0.
TEST(ScoreProbabilities, RecalibrationSolvesItsEquations) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    Rows rows = random_rows(seed, 400, 1000, 0.3 + 0.03 * seed);
    const ProbabilityScores scores = score_probabilities(rows.p, rows.y);
    ASSERT_TRUE(scores.slope && scores.intercept);
    double first = 0, second = 0;
    for (std::size_t i = 0; i < rows.p.size(); ++i) {
      const double p = std::clamp(rows.p[i], 0x1p-52, 1 - 0x1p-52), x = std::log(p) - std::log(1 - p);
      const double miss = 1 / (1 + std::exp(-(*scores.intercept + *scores.slope * x))) - rows.y[i];
      first += miss, second += miss * x;
    }
    EXPECT_NEAR(first, 0, 1e-9) << seed;
    EXPECT_NEAR(second, 0, 1e-8) << seed;
  }
}

// Bins of few expected positives (their exact distribution), of many (the normal one), and both together.
TEST(ScoreProbabilities, NullIsThatOfTossedCoins) {
  std::mt19937 random(11);
  const auto uniform = [&](std::size_t count, double most) {
    std::vector<double> p(count);
    for (double& each : p) each = std::uniform_real_distribution<double>(0, most)(random);
    return p;
  };
  std::vector<double> mixed = uniform(300, 1);
  mixed.insert(mixed.end(), 500, 0.002);
  mixed.insert(mixed.end(), 500, 0.998);
  mixed.insert(mixed.end(), 100, 1);
  for (const auto& [p, bins] : {std::pair(uniform(1000, 0.2), 15), {uniform(2000, 1), 4}, {mixed, 10}, {uniform(40, 1), 15}}) {
    const std::vector<std::uint8_t> y(p.size(), 0);
    const ProbabilityScores scores = score_probabilities(p, y, {bins, 2000, 3});
    const auto [mean, quantile] = tossed_null(p, bins, 2000);
    ASSERT_TRUE(scores.calibration_null);
    EXPECT_NEAR(*scores.calibration_null / quantile, 1, 0.03) << p.size();
    EXPECT_GT(*scores.calibration_null, mean);
  }
}

// A perfect model of a thousand rows shows an error of about .028 without any fault of its own.
TEST(ScoreProbabilities, APerfectModelShowsAnError) {
  std::vector<double> p(1000);
  for (std::size_t i = 0; i < p.size(); ++i) p[i] = 0.2 * (static_cast<double>(i) + 0.5) / 1000;
  const auto [mean, quantile] = tossed_null(p, 15, 2000);
  double by_normal = 0;  // mean absolute deviation √(2/π) σ, bin by bin
  for (int bin = 0; bin < 15; ++bin) {
    double variance = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
      if (static_cast<int>((static_cast<double>(i) + 0.5) * 15 / 1000) == bin) variance += p[i] * (1 - p[i]);
    by_normal += std::sqrt(2 * variance / 3.14159265358979) / 1000;
  }
  EXPECT_NEAR(mean, 0.028, 0.001);
  EXPECT_NEAR(by_normal, 0.028, 0.001);
  const double null = *score_probabilities(p, std::vector<std::uint8_t>(1000, 0), {15, 2000, 1}).calibration_null;
  EXPECT_NEAR(null, quantile, 0.001);
}

TEST(ScoreProbabilities, NullIsDeterministicAndSeeded) {
  const Rows rows = random_rows(1, 200, 50);
  const auto null = [&](std::uint64_t seed, int draws) { return score_probabilities(rows.p, rows.y, {15, draws, seed}).calibration_null; };
  EXPECT_EQ(null(1, 200), null(1, 200));
  EXPECT_NE(null(1, 200), null(2, 200));
  EXPECT_EQ(null(1, 0), std::nullopt);
  EXPECT_TRUE(null(1, 1));
}

TEST(ScoreProbabilities, OfNoRowsAreZerosAndNothingOptional) {
  EXPECT_EQ(score_probabilities({}, {}), ProbabilityScores{});
  EXPECT_EQ(to_text(score_probabilities({}, {})), "No probabilities.\n");
  EXPECT_EQ(to_table(score_probabilities({}, {})).row_count(), 0U);
}

TEST(ScoreProbabilities, OfOneRow) {
  const ProbabilityScores scores = score_probabilities(std::vector<double>{0.25}, std::vector<std::uint8_t>{1});
  EXPECT_DOUBLE_EQ(scores.log_loss, std::log(4.0));
  EXPECT_DOUBLE_EQ(scores.brier, 0.5625);
  EXPECT_DOUBLE_EQ(scores.reliability, 0.5625);
  EXPECT_EQ(scores.resolution, 0);
  EXPECT_EQ(scores.uncertainty, 0);
  EXPECT_EQ(scores.within_bin, 0);
  EXPECT_EQ(scores.auc, std::nullopt);
  EXPECT_EQ(scores.calibration_error, 0.75);
  EXPECT_EQ(scores.calibration_null, 0.75);  // 3 of 4 draws miss by 0.25, so 5 of 100 certainly are 0.75
  EXPECT_EQ(scores.slope, std::nullopt);
  ASSERT_EQ(scores.curve.size(), 1U);
  EXPECT_EQ(scores.curve[0].count, 1U);
}

TEST(ScoreProbabilities, OfEqualProbabilitiesAreOneBin) {
  const std::vector<std::uint8_t> y{1, 0, 0, 1, 0, 0, 0};
  const ProbabilityScores scores = score_probabilities(std::vector<double>(7, 0.3), y);
  ASSERT_EQ(scores.curve.size(), 1U);
  EXPECT_EQ(scores.curve[0].predicted, 0.3);
  EXPECT_EQ(scores.auc, 0.5);
  EXPECT_EQ(scores.resolution, 0);
  EXPECT_EQ(scores.within_bin, 0);
  EXPECT_DOUBLE_EQ(scores.calibration_error, 0.3 - 2 / 7.0);
}

TEST(ScoreProbabilities, OfCertaintyAreFinite) {
  const ProbabilityScores right = score_probabilities(std::vector<double>{0, 1, 1, -0.0}, std::vector<std::uint8_t>{0, 1, 1, 0});
  EXPECT_NEAR(right.log_loss, 0x1p-52, 1e-20);
  EXPECT_EQ(right.brier, 0);
  EXPECT_EQ(right.calibration_error, 0);
  EXPECT_EQ(right.calibration_null, 0);
  EXPECT_EQ(right.auc, 1);
  EXPECT_EQ(right.curve.size(), 2U);
  const ProbabilityScores wrong = score_probabilities(std::vector<double>{0, 1}, std::vector<std::uint8_t>{1, 0});
  EXPECT_DOUBLE_EQ(wrong.log_loss, 52 * std::log(2.0));
  EXPECT_EQ(wrong.brier, 1);
  EXPECT_EQ(wrong.auc, 0);
}

TEST(ScoreProbabilities, MoreBinsThanRowsLeaveBinsOut) {
  const Rows rows{{0.1, 0.2, 0.2, 0.9}, {0, 1, 0, 1}};
  const ProbabilityScores scores = score_probabilities(rows.p, rows.y, {1000, 50, 0});
  std::vector<std::uint64_t> counts;
  for (const CalibrationBin& bin : scores.curve) counts.push_back(bin.count);
  EXPECT_THAT(counts, ElementsAre(1, 2, 1));
  EXPECT_NEAR(scores.within_bin, 0, 1e-17);
}

TEST(ScoreProbabilities, RefuseWhatIsNone) {
  EXPECT_THAT(refusal({0.5, nan}, {0, 1}), HasSubstr("probabilities[1] must be 0…1, got nan"));
  EXPECT_THAT(refusal({1.5}, {0}), HasSubstr("probabilities[0] must be 0…1, got 1.5"));
  EXPECT_THAT(refusal({0.2, 0.3, -1e-9}, {0, 0, 0}), HasSubstr("probabilities[2]"));
  EXPECT_THAT(refusal({0.5}, {2}), HasSubstr("outcomes[0] must be 0 or 1, got 2"));
  EXPECT_THAT(refusal({0.5}, {}), HasSubstr("as many outcomes as probabilities (1), got 0"));
  EXPECT_THAT(refusal({0.5}, {0}, {0, 1, 0}), HasSubstr("bins must be 1…1000, got 0"));
  EXPECT_THAT(refusal({0.5}, {0}, {1, -1, 0}), HasSubstr("draws must be 0…100000, got -1"));
}

TEST(ScoreProbabilities, AreToldInTextAndTable) {
  const Rows rows = random_rows(2, 100, 50);
  const ProbabilityScores scores = score_probabilities(rows.p, rows.y, {5, 100, 0});
  const Table table = to_table(scores);
  ASSERT_EQ(table.columns.size(), 5U);
  ASSERT_EQ(table.row_count(), scores.curve.size());
  EXPECT_EQ(std::get<std::vector<double>>(table["observed"].values)[2], scores.curve[2].observed);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table["count"].values)[0], static_cast<std::int64_t>(scores.curve[0].count));
  const std::string text = to_text(scores);
  for (const char* part : {"100 probabilities", "Log loss", "AUC", "perfect model", "slope", "predicted"}) EXPECT_THAT(text, HasSubstr(part));
}

// --- rankings ---------------------------------------------------------------------------------------------------------------------------

const std::vector<RankedQuery> by_hand{{{2, 1, 11}, 4}, {{3}, 1}, {{}, 2}, {{}, 0}, {{12}, 1}};

// Within 10:                reciprocal  gain                    ideal                                  recall  hit
//   ranks 1, 2 (11) of 4    1           1 + 1/log₂3             1 + 1/log₂3 + 1/2 + 1/log₂5             2/4    1
//   rank 3 of 1             1/3         1/2                     1                                       1      1
//   none of 2               0           0                       1 + 1/log₂3                             0      0
//   nothing to find         left out
//   (12) of 1               1/12        0                       1                                       0      0
TEST(ScoreRankings, AreThoseWorkedOutByHand) {
  const RankingScores scores = score_rankings(by_hand);
  const double two = 1 + 1 / std::log2(3), four = two + 0.5 + 1 / std::log2(5);
  EXPECT_EQ(scores.queries, 4U);
  EXPECT_EQ(scores.left_out, 1U);
  EXPECT_EQ(scores.k, 10);
  EXPECT_DOUBLE_EQ(scores.mrr, (1 + 1 / 3.0 + 0 + 1 / 12.0) / 4);
  EXPECT_DOUBLE_EQ(scores.ndcg, (two / four + 0.5) / 4);
  EXPECT_DOUBLE_EQ(scores.recall, 1.5 / 4);
  EXPECT_DOUBLE_EQ(scores.hits, 0.5);
  EXPECT_EQ(to_text(scores),
            "4 queries (1 more have nothing relevant and are left out): MRR 0.3542, nDCG@10 0.2842, recall@10 0.3750, hits@10 0.5000.\n");
}

TEST(ScoreRankings, LookAtKRanks) {
  const RankingScores one = score_rankings(by_hand, {.k = 1});
  EXPECT_DOUBLE_EQ(one.ndcg, 0.25);  // the ideal is that of one rank
  EXPECT_DOUBLE_EQ(one.recall, 0.25 / 4);
  EXPECT_DOUBLE_EQ(one.hits, 0.25);
  EXPECT_DOUBLE_EQ(one.mrr, score_rankings(by_hand).mrr);
  const RankingScores all = score_rankings(by_hand, {.k = 1'000'000});
  EXPECT_DOUBLE_EQ(all.hits, 0.75);
  EXPECT_DOUBLE_EQ(all.recall, (0.75 + 1 + 1) / 4);
}

TEST(ScoreRankings, OfTheBestPossibleRankingsAreOne) {
  std::vector<RankedQuery> best;
  for (std::uint32_t relevant = 1; relevant < 30; ++relevant) {
    RankedQuery query{{}, relevant};
    for (std::uint32_t rank = 1; rank <= relevant; ++rank) query.ranks.push_back(rank);
    best.push_back(query);
  }
  const RankingScores scores = score_rankings(best, {.k = 30});
  EXPECT_EQ(scores, (RankingScores{29, 0, 30, 1, 1, 1, 1}));
  EXPECT_DOUBLE_EQ(score_rankings(best, {.k = 3}).ndcg, 1);
}

TEST(ScoreRankings, OfNoQueriesAreZeros) {
  EXPECT_EQ(score_rankings({}), RankingScores{});
  EXPECT_EQ(score_rankings(std::vector<RankedQuery>{{{}, 0}}), (RankingScores{0, 1, 10, 0, 0, 0, 0}));
  EXPECT_EQ(score_rankings(std::vector<RankedQuery>{{{4'000'000'000U}, 4'294'967'295U}}).hits, 0);
  const Table table = to_table(score_rankings(by_hand));
  EXPECT_EQ(table.row_count(), 1U);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table["left_out"].values), std::vector<std::int64_t>{1});
}

TEST(ScoreRankings, RefuseWhatIsNone) {
  const auto refused = [](const RankedQuery& query) -> std::string {
    try {
      (void)score_rankings(std::vector<RankedQuery>{{{1}, 1}, query});
    } catch (const Error& error) { return error.what(); }
    return "";
  };
  EXPECT_THAT(refused({{0}, 1}), HasSubstr("query 1: ranks begin with 1"));
  EXPECT_THAT(refused({{3, 2, 3}, 5}), HasSubstr("query 1: rank 3 occurs twice"));
  EXPECT_THAT(refused({{1, 2}, 1}), HasSubstr("query 1: 2 ranks are more than its 1 relevant items"));
  EXPECT_THAT(refused({{1}, 0}), HasSubstr("query 1"));
  EXPECT_THROW((void)score_rankings(by_hand, {.k = 0}), Error);
}

// --- intervals --------------------------------------------------------------------------------------------------------------------------

// A resample is the score of the rows of the members drawn: done here by writing those rows out, with the members that Stream gives.
TEST(Bootstrap, IsTheScoreOfRowsWrittenOut) {
  const Rows rows = random_rows(9, 150, 12);
  std::vector<std::uint32_t> groups;
  std::vector<std::uint32_t> names{4'000'000'000U, 7, 12, 0, 500, 13, 14, 99};  // any numbers
  std::mt19937 random(2);
  for (std::size_t i = 0; i < rows.p.size(); ++i) groups.push_back(names[random() % names.size()]);
  std::ranges::sort(names);
  constexpr int resamples = 41;
  std::vector<double> losses, briers, areas;
  for (std::uint64_t r = 0; r < resamples; ++r) {
    Stream stream{5, r};
    Rows drawn;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::uint32_t member = names[stream.below(names.size())];
      for (std::size_t row = 0; row < rows.p.size(); ++row)
        if (groups[row] == member) drawn.p.push_back(rows.p[row]), drawn.y.push_back(rows.y[row]);
    }
    const ProbabilityScores scores = score_probabilities(drawn.p, drawn.y, {15, 0, 0});
    losses.push_back(scores.log_loss), briers.push_back(scores.brier), areas.push_back(pairwise_auc(drawn));
  }
  const ScoreIntervals intervals = bootstrap_probabilities(rows.p, rows.y, groups, {resamples, 5});
  const ProbabilityScores whole = score_probabilities(rows.p, rows.y);
  EXPECT_EQ(intervals.groups, 8U);
  EXPECT_EQ(intervals.log_loss.value, whole.log_loss);
  EXPECT_EQ(intervals.brier.value, whole.brier);
  ASSERT_TRUE(intervals.auc);
  EXPECT_EQ(intervals.auc->value, whole.auc);
  const Interval95 of_two = bootstrap_probabilities(rows.p, rows.y, groups, {2, 5}).brier;  // a fortieth of the way between the two
  EXPECT_NEAR(of_two.lower, std::min(briers[0], briers[1]) + std::abs(briers[0] - briers[1]) / 40, 1e-13);
  const auto same = [](std::vector<double>& values, const Interval95& interval) {  // 40 · 0.025 = 1: the second and the last but one
    std::ranges::sort(values);
    EXPECT_NEAR(interval.lower, values[1], 1e-13);
    EXPECT_NEAR(interval.upper, values[39], 1e-13);
  };
  same(losses, intervals.log_loss), same(briers, intervals.brier), same(areas, *intervals.auc);
}

// Members whose rows are all alike: the interval is that of so many members, not of so many rows.
TEST(Bootstrap, IsWiderWhereRowsOfAMemberAreAlike) {
  std::mt19937 random(4);
  Rows rows;
  std::vector<std::uint32_t> by_member, by_row;
  for (std::uint32_t member = 0; member < 100; ++member) {
    const bool luck = random() % 2 == 0;
    for (int i = 0; i < 25; ++i) {
      rows.p.push_back(0.7), rows.y.push_back(luck ? 1 : 0);
      by_row.push_back(static_cast<std::uint32_t>(by_member.size())), by_member.push_back(member);
    }
  }
  const auto width = [&](const std::vector<std::uint32_t>& groups) {
    const Interval95 brier = bootstrap_probabilities(rows.p, rows.y, groups, {1000, 0}).brier;
    return brier.upper - brier.lower;
  };
  // Brier is 0.09 or 0.49 with the share of luck: half widths 1.96 · 0.4 · √(¼ / n)
  EXPECT_NEAR(width(by_member), 2 * 1.96 * 0.4 * 0.5 / 10, 0.012);
  EXPECT_NEAR(width(by_row), 2 * 1.96 * 0.4 * 0.5 / 50, 0.003);
}

TEST(Bootstrap, OfFewRowsIsDefined) {
  EXPECT_EQ(bootstrap_probabilities({}, {}, {}), ScoreIntervals{});
  const ScoreIntervals one =
      bootstrap_probabilities(std::vector<double>{0.25, 0.5}, std::vector<std::uint8_t>{1, 1}, std::vector<std::uint32_t>{3, 3});
  EXPECT_EQ(one.groups, 1U);
  EXPECT_DOUBLE_EQ(one.brier.value, (0.5625 + 0.25) / 2);
  EXPECT_DOUBLE_EQ(one.brier.lower, one.brier.upper);
  EXPECT_EQ(one.auc, std::nullopt);
  // Two members of one class each: the resamples that drew one of them twice have no area, the others one of 1.
  const ScoreIntervals two =
      bootstrap_probabilities(std::vector<double>{0.25, 0.5}, std::vector<std::uint8_t>{0, 1}, std::vector<std::uint32_t>{3, 4});
  EXPECT_EQ(two.auc, (Interval95{1, 1, 1}));
}

TEST(Bootstrap, RefusesWhatIsNone) {
  const std::vector<double> p{0.5, 0.5};
  const std::vector<std::uint8_t> y{0, 1};
  const std::vector<std::uint32_t> groups{0, 1};
  EXPECT_THROW((void)bootstrap_probabilities(p, y, std::vector<std::uint32_t>{0}), Error);
  EXPECT_THROW((void)bootstrap_probabilities(p, std::vector<std::uint8_t>{0}, groups), Error);
  EXPECT_THROW((void)bootstrap_probabilities(std::vector<double>{0.5, nan}, y, groups), Error);
  EXPECT_THROW((void)bootstrap_probabilities(p, y, groups, {0, 0}), Error);
  EXPECT_THROW((void)bootstrap_rankings(by_hand, {10, 0, 0}), Error);
  EXPECT_THROW((void)bootstrap_rankings(by_hand, {0, 1, 0}), Error);
  EXPECT_THROW((void)bootstrap_rankings(std::vector<RankedQuery>{{{0}, 1}}), Error);
}

TEST(Bootstrap, OfRankingsIsTheScoreOfQueriesWrittenOut) {
  std::vector<RankedQuery> counted;
  for (const RankedQuery& query : by_hand)
    if (query.relevant > 0) counted.push_back(query);
  std::array<std::vector<double>, 4> drawn_scores;
  for (std::uint64_t r = 0; r < 81; ++r) {
    Stream stream{6, r};
    std::vector<RankedQuery> drawn;
    for (std::size_t i = 0; i < counted.size(); ++i) drawn.push_back(counted[stream.below(counted.size())]);
    const RankingScores scores = score_rankings(drawn, {.k = 11});
    drawn_scores[0].push_back(scores.mrr), drawn_scores[1].push_back(scores.ndcg);
    drawn_scores[2].push_back(scores.recall), drawn_scores[3].push_back(scores.hits);
  }
  const RankingIntervals intervals = bootstrap_rankings(by_hand, {11, 81, 6});
  const RankingScores whole = score_rankings(by_hand, {.k = 11});
  EXPECT_EQ(intervals.queries, 4U);
  EXPECT_EQ(intervals.left_out, 1U);
  EXPECT_EQ(intervals.k, 11);
  const std::array<Interval95, 4> given{intervals.mrr, intervals.ndcg, intervals.recall, intervals.hits};
  const std::array<double, 4> values{whole.mrr, whole.ndcg, whole.recall, whole.hits};
  for (std::size_t i = 0; i < 4; ++i) {
    std::ranges::sort(drawn_scores[i]);  // 80 · 0.025 = 2
    EXPECT_EQ(given[i].value, values[i]);
    EXPECT_NEAR(given[i].lower, drawn_scores[i][2], 1e-14);
    EXPECT_NEAR(given[i].upper, drawn_scores[i][78], 1e-14);
  }
  EXPECT_EQ(bootstrap_rankings({}), RankingIntervals{});
  EXPECT_EQ(bootstrap_rankings(std::vector<RankedQuery>{{{}, 0}}).left_out, 1U);
}

}  // namespace
