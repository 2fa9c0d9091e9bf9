// Keys and their order; probability and cost.
#include "hobnob/core/types.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace hobnob;

TEST(Key, OfIntegersIsOrderedByValue) {
  const std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
  std::vector<Key> keys{10, high, 9, -1, 0, low};
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys, (std::vector<Key>{low, -1, 0, 9, 10, high}));
}

TEST(Key, OfTextIsOrderedByBytesNotByAlphabetOrNumber) {
  // U+00E9 begins with the byte C3, which as a signed char would come before every letter.
  std::vector<Key> keys{"\xc3\xa9", "b", "B", "10", "9", "", "ab", std::string("a\0b", 3), "a"};
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys, (std::vector<Key>{"", "10", "9", "B", "a", std::string("a\0b", 3), "ab", "b", "\xc3\xa9"}));
}

TEST(Key, OfTextIsNeverAnInteger) {
  EXPECT_NE(Key("1"), Key(1));
  EXPECT_LT(Key(1), Key("1"));
  EXPECT_LT(Key(std::numeric_limits<std::int64_t>::max()), Key(""));
}

TEST(Key, TakesWhatCallersWrite) {
  const std::uint32_t small = 7;
  EXPECT_EQ(Key(small), Key(std::int64_t{7}));
  EXPECT_EQ(Key(short{-7}).number(), -7);
  EXPECT_EQ(Key(std::string_view("ana")), Key("ana"));
  EXPECT_EQ(Key(std::string("ana")).text(), "ana");
  EXPECT_EQ(Key(), Key(0));
}

TEST(Key, IsShownAsItsTextOrItsDigits) {
  EXPECT_EQ(Key("ana").to_string(), "ana");
  EXPECT_EQ(Key(-5).to_string(), "-5");
  EXPECT_EQ(Key(std::numeric_limits<std::int64_t>::min()).to_string(), "-9223372036854775808");
}

TEST(Key, IsAKeyOfUnorderedMaps) {
  std::unordered_map<Key, int> map{{"ana", 1}, {"1", 2}, {1, 3}, {"", 4}, {0, 5}, {-1, 6}};
  EXPECT_EQ(map.size(), 6U);
  EXPECT_EQ(map.at(std::string("ana")), 1);
  EXPECT_EQ(map.at("1"), 2);
  EXPECT_EQ(map.at(std::int64_t{1}), 3);
  EXPECT_EQ(map.at(Key()), 5);
  EXPECT_FALSE(map.contains("bo"));
  // Many keys that are alike meet no more often than by chance: n²/2²³ of pairs where the lower 22 bits are looked at.
  for (const bool text : {false, true}) {
    std::vector<std::size_t> low;
    for (int i = 0; i < 2048; ++i) low.push_back(std::hash<Key>()(text ? Key("member " + std::to_string(i)) : Key(i)) & 0x3fffffU);
    std::ranges::sort(low);
    EXPECT_LE(std::ranges::unique(low).size(), 8U);
  }
}

TEST(Key, KnowsItsKind) {
  EXPECT_TRUE(Key("1").is_text());
  EXPECT_FALSE(Key(1).is_text());
}

TEST(Cost, IsMinusTheLogarithm) {
  EXPECT_DOUBLE_EQ(cost_of(0.5), 0.69314718055994530942);
  EXPECT_DOUBLE_EQ(cost_of(std::exp(-3.0)), 3.0);
}

TEST(Cost, OfCertaintyIsPositiveZero) {
  EXPECT_EQ(cost_of(1.0), 0.0);
  EXPECT_FALSE(std::signbit(cost_of(1.0)));
}

TEST(Cost, OfTheImpossibleIsInfiniteAndBack) {
  EXPECT_EQ(cost_of(0.0), infinity);
  EXPECT_EQ(probability_of(infinity), 0.0);
  EXPECT_EQ(probability_of(0.0), 1.0);
}

TEST(Cost, IsNeverNegativeJustBelowCertainty) { EXPECT_GT(cost_of(std::nextafter(1.0, 0.0)), 0.0); }

TEST(Cost, ReadsBackAsTheProbability) {
  for (double p = 1; p > 1e-300; p *= 0.37) EXPECT_NEAR(probability_of(cost_of(p)) / p, 1, 1e-12) << p;
}

TEST(Cost, OfAChainIsTheSumOfItsLinks) { EXPECT_NEAR(probability_of(cost_of(0.9) + cost_of(0.8)), 0.72, 1e-15); }

TEST(Time, CoversTheYearsOneToNineThousandNineHundredNinetyNine) {
  // 1 January of year 1 is 719,162 days before 1970 in the proleptic Gregorian calendar; 31 December 9999 is day 2,932,896.
  EXPECT_EQ(min_time, -719'162 * seconds_per_day);
  EXPECT_EQ(max_time, 2'932'897 * seconds_per_day - 1);
}

}  // namespace
