// Random numbers that are the same everywhere: published vectors first, then what every stream must promise.
#include "hobnob/core/random.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace hobnob;
using Block = std::array<std::uint32_t, 4>;

// Random123 1.14, kat_vectors, lines "philox4x32 10".
static_assert(philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});

TEST(Philox, GivesThePublishedBlockForZeros) { EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8})); }

TEST(Philox, GivesThePublishedBlockForAllOnes) {
  const std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
}

TEST(Philox, GivesThePublishedBlockForTheDigitsOfPi) {
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Stream, BeginsWithTheBlockOfItsSeedAndIndex) {
  Stream stream{0, 0};  // counter and key are zeros: the first published block, low halves first
  EXPECT_EQ(stream.bits(), 0xe169c58d6627e8d5U);
  EXPECT_EQ(stream.bits(), 0x9b00dbd8bc57ac4cU);
}

TEST(Stream, PutsTheSeedIntoTheKeyAndTheIndexIntoTheCounter) {
  Stream stream{0x299f31d0a4093822U, 0x0370734413198a2eU};
  const Block first = philox({0, 0, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0});
  EXPECT_EQ(stream.bits(), std::uint64_t{first[1]} << 32 | first[0]);
  EXPECT_EQ(stream.bits(), std::uint64_t{first[3]} << 32 | first[2]);
  const Block second = philox({1, 0, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0});
  EXPECT_EQ(stream.bits(), std::uint64_t{second[1]} << 32 | second[0]);
}

TEST(Stream, DoesNotDependOnWhichStreamsWereUsedBefore) {
  std::vector<std::vector<std::uint64_t>> forward(8), backward(8);
  for (std::uint64_t i = 0; i < 8; ++i)
    for (Stream stream{5, i}; forward[i].size() < 100;) forward[i].push_back(stream.bits());
  std::vector<Stream> all;
  for (std::uint64_t i = 0; i < 8; ++i) all.emplace_back(5, i);
  for (int draw = 0; draw < 100; ++draw)  // from the last to the first, one draw each in turn
    for (std::uint64_t i = 8; i-- > 0;) backward[i].push_back(all[i].bits());
  EXPECT_EQ(forward, backward);
}

TEST(Stream, OfAnotherIndexOrSeedIsAnother) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 32; ++seed)
    for (std::uint64_t i = 0; i < 32; ++i)
      for (Stream stream{seed, i << 31}; const int draw : {0, 1, 2}) {
        (void)draw;
        EXPECT_TRUE(seen.insert(stream.bits()).second);
      }
  EXPECT_EQ(seen.size(), 32U * 32U * 3U);
}

TEST(Stream, WorksAtCompileTime) {
  constexpr std::uint64_t first = Stream{0, 0}.bits();
  static_assert(first == 0xe169c58d6627e8d5U);
}

TEST(Stream, DrawsUniformlyFromTheHalfOpenUnitInterval) {
  Stream stream{42, 0};
  constexpr int draws = 1'000'000, cells = 100;
  std::array<int, cells> count{};
  double sum = 0, square = 0;
  for (int i = 0; i < draws; ++i) {
    const double x = stream.uniform();
    ASSERT_GE(x, 0.0);
    ASSERT_LT(x, 1.0);
    ASSERT_EQ(x * 0x1p53, std::floor(x * 0x1p53));  // on the grid of 2⁻⁵³
    ++count[static_cast<std::size_t>(x * cells)];
    sum += x, square += x * x;
  }
  EXPECT_NEAR(sum / draws, 0.5, 5 / std::sqrt(12.0 * draws));
  EXPECT_NEAR(square / draws, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / draws));
  double chi_square = 0;
  for (const int n : count) chi_square += (n - draws / cells) * static_cast<double>(n - draws / cells) / (draws / cells);
  EXPECT_LT(chi_square, 99 + 5 * std::sqrt(2.0 * 99));
  EXPECT_GT(chi_square, 99 - 5 * std::sqrt(2.0 * 99));  // too even is not random either
}

TEST(Stream, DrawsBelowASmallBoundEvenly) {
  for (const std::uint64_t n : {2U, 3U, 10U, 97U}) {
    Stream stream{42, n};
    const int draws = 200'000;
    std::vector<int> count(n);
    for (int i = 0; i < draws; ++i) {
      const std::uint64_t x = stream.below(n);
      ASSERT_LT(x, n);
      ++count[x];
    }
    const double expected = draws / static_cast<double>(n), freedom = static_cast<double>(n - 1);
    double chi_square = 0;
    for (const int c : count) chi_square += (c - expected) * (c - expected) / expected;
    EXPECT_LT(chi_square, freedom + 5 * std::sqrt(2 * freedom)) << "n = " << n;
  }
}

TEST(Stream, DrawsBelowAHugeBoundWithoutFavouringTheLowEnd) {
  // Of 2⁶⁴ draws taken modulo 3·2⁶², half would fall below 2⁶²; a fair draw falls there once in three.
  Stream stream{42, 1};
  const std::uint64_t n = 3ULL << 62, third = 1ULL << 62;
  const int draws = 100'000;
  int low = 0;
  for (int i = 0; i < draws; ++i) low += stream.below(n) < third;
  EXPECT_NEAR(low / static_cast<double>(draws), 1.0 / 3, 5 * std::sqrt(2.0 / 9 / draws));
}

TEST(Stream, DrawsBelowOneWithoutEnd) {
  Stream stream{42, 2};
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(stream.below(1), 0U);
}

TEST(Stream, DrawsExponentialsOfMeanAndVarianceOne) {
  Stream stream{42, 3};
  const int draws = 1'000'000;
  double sum = 0, square = 0;
  int above_ln2 = 0;
  for (int i = 0; i < draws; ++i) {
    const double x = stream.exponential();
    ASSERT_GE(x, 0.0);
    ASSERT_TRUE(std::isfinite(x));
    sum += x, square += x * x, above_ln2 += x > std::log(2.0);
  }
  EXPECT_NEAR(sum / draws, 1, 5 / std::sqrt(1.0 * draws));
  EXPECT_NEAR(square / draws, 2, 5 * std::sqrt(20.0 / draws));
  EXPECT_NEAR(above_ln2 / static_cast<double>(draws), 0.5, 5 * std::sqrt(0.25 / draws));  // the median is ln 2
}

TEST(Stream, DrawsNormalsOfMeanZeroAndVarianceOne) {
  Stream stream{42, 4};
  const int draws = 1'000'000;
  double sum = 0, square = 0, cube = 0;
  int within_one = 0;
  for (int i = 0; i < draws; ++i) {
    const double x = stream.normal();
    ASSERT_TRUE(std::isfinite(x));
    sum += x, square += x * x, cube += x * x * x, within_one += std::abs(x) < 1;
  }
  EXPECT_NEAR(sum / draws, 0, 5 / std::sqrt(1.0 * draws));
  EXPECT_NEAR(square / draws, 1, 5 * std::sqrt(2.0 / draws));
  EXPECT_NEAR(cube / draws, 0, 5 * std::sqrt(15.0 / draws));
  EXPECT_NEAR(within_one / static_cast<double>(draws), 0.682689492, 5 * std::sqrt(0.22 / draws));
}

// splitmix64 from seed 0 begins e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f (S. Vigna); its n-th output is the finaliser of
// n times the golden-ratio constant, and an integer key k is hashed as the finaliser of k plus that constant.
TEST(KeyHash, OfIntegersIsSplitmix64) {
  EXPECT_EQ(key_hash(Key(0)), 0xe220a8397b1dcdafU);
  const std::uint64_t golden = 0x9e3779b97f4a7c15U;
  EXPECT_EQ(key_hash(Key(static_cast<std::int64_t>(golden))), 0x6e789e6aa1b965f4U);
  EXPECT_EQ(key_hash(Key(static_cast<std::int64_t>(2 * golden))), 0x06c45d188009454fU);
}

TEST(KeyHash, TellsTextFromNumbersAndLooksAtEveryByte) {
  EXPECT_NE(key_hash("1"), key_hash(1));
  std::set<std::uint64_t> seen;
  for (const char* text : {"a", "b", "ab", "ba", "aa", "aaa", "ana", "anb", "bna", "\xc3\xa9", "\xc3\xa8"}) seen.insert(key_hash(text));
  seen.insert(key_hash(std::string("a\0", 2)));
  seen.insert(key_hash(std::string("a\0\0", 3)));
  EXPECT_EQ(seen.size(), 13U);
}

TEST(KeyHash, OfTextNeverChanges) {  // computed from the definition by another program
  EXPECT_EQ(key_hash("x"), 0x309a25af198f0555U);
  EXPECT_EQ(key_hash("ana"), 0x6c26e40fc7b01664U);
  EXPECT_EQ(key_hash("\xc3\xa9"), 0xb8fd83af2a205827U);
}

}  // namespace
