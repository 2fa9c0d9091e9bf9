#include "hobnob/reach/effort.hpp"

#include <limits>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/table.hpp"

namespace {

using namespace hobnob;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The article's numbers: thirty seconds with each of ten thousand, or thirty minutes once.
TEST(Effort, TakesEightyThreeHoursOneByOneAndBreaksEvenAtSixtyReaders) {
  const Effort article = effort({.members = 10'000});
  EXPECT_NEAR(article.one_by_one_hours, 83.3, 0.05);
  EXPECT_DOUBLE_EQ(article.one_by_one_hours, 300'000.0 / 3600);
  EXPECT_EQ(article.break_even_readers, 60);
  EXPECT_NE(to_text(article).find("83.3 hours"), std::string::npos);
  EXPECT_NE(to_text(article).find("60 readers"), std::string::npos);
}

TEST(Effort, BreaksEvenWhereWritingCostsAsMuchAsTurningToEach) {
  const Effort slow = effort({.members = 7, .contact_seconds = 40, .writing_seconds = 3000});
  EXPECT_EQ(slow.break_even_readers, 75);
  EXPECT_DOUBLE_EQ(slow.one_by_one_hours, 280.0 / 3600);
  EXPECT_EQ(effort({.members = 0}).one_by_one_hours, 0);
}

//                own seconds          readers  conversations  receivers' seconds
//   asking       100                  1/2      1/2            400 + 300/2 = 550
//   contact      20                   1        1/10           10 + 60/10 = 16
//   post         1000 + 60·4 = 1240   200      4              10·200 + 60·4 = 2240
//   group        1000 + 60·1 = 1060   50       1              10·50 + 60·1 = 560
TEST(Effort, ComparesFourWaysInOneTable) {
  const Effort four = effort({.members = 1000,
                              .contact_seconds = 20,
                              .contact_chance = 0.1,
                              .ask_chance = 0.5,
                              .ask_seeker_seconds = 100,
                              .ask_introducer_seconds = 400,
                              .ask_target_seconds = 300,
                              .writing_seconds = 1000,
                              .reply_seconds = 60,
                              .reading_seconds = 10,
                              .post_readers = 200,
                              .post_conversations = 4,
                              .group_readers = 50,
                              .group_conversations = 1});
  const std::vector<Way> by_hand{
      {"asking", 100, 0.5, 0.5, 550}, {"contact", 20, 1, 0.1, 16}, {"post", 1240, 200, 4, 2240}, {"group", 1060, 50, 1, 560}};
  EXPECT_EQ(four.rows, by_hand);
  EXPECT_DOUBLE_EQ(four.rows[0].conversations_per_hour(), 18);
  EXPECT_DOUBLE_EQ(four.rows[1].readers_per_hour(), 180);
  EXPECT_DOUBLE_EQ(four.rows[2].readers_per_hour(), 200 * 3600.0 / 1240);
  EXPECT_DOUBLE_EQ(four.rows[3].conversations_per_hour(), 3600.0 / 1060);

  const Table table = to_table(four);
  ASSERT_EQ(table.columns.size(), 7U);
  EXPECT_EQ(std::get<std::vector<double>>(table.columns[6].values), (std::vector<double>{550, 16, 2240, 560}));
}

// 10,000 followers, of whom 0.3 · 0.1 · 0.8939 read in half a year and 2 % of these talk; of a group's members 0.1 · 0.05 · 0.8939.
TEST(Effort, GuessesWhatThePresetsExpectWhereNothingIsGiven) {
  const double seen = 0.7 + 0.3 * (1 - 0.3535533905932738);
  const Effort guessed = effort({.members = 10'000});
  EXPECT_NEAR(guessed.rows[2].readers, 300 * seen, 1e-9);
  EXPECT_NEAR(guessed.rows[2].conversations, 6 * seen, 1e-9);
  EXPECT_NEAR(guessed.rows[2].seconds, 1800 + 720 * seen, 1e-9);
  EXPECT_NEAR(guessed.rows[3].readers, 50 * seen, 1e-9);
  EXPECT_NEAR(guessed.rows[3].conversations, 1 * seen, 1e-9);
  EXPECT_EQ(guessed.rows[0], (Way{"asking", 120, 0.25, 0.25, 420 + 75}));
}

TEST(Effort, GuessesConversationsFromReadersThatAreGiven) {
  const Effort given = effort({.post_readers = 1000, .group_readers = 0});
  EXPECT_DOUBLE_EQ(given.rows[2].conversations, 20);
  EXPECT_EQ(given.rows[3].conversations, 0);
  EXPECT_EQ(given.rows[3].seconds, 1800);
}

TEST(Effort, RefusesWhatIsOutOfRange) {
  EXPECT_THROW((void)effort({.members = -1}), Error);
  EXPECT_THROW((void)effort({.contact_seconds = 0}), Error);
  EXPECT_THROW((void)effort({.contact_chance = 1.5}), Error);
  EXPECT_THROW((void)effort({.writing_seconds = nan}), Error);
  for (const double wrong : {-1.0, nan, std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)effort({.post_readers = wrong}), Error) << wrong;
    EXPECT_THROW((void)effort({.post_conversations = wrong}), Error) << wrong;
    EXPECT_THROW((void)effort({.group_readers = wrong}), Error) << wrong;
    EXPECT_THROW((void)effort({.group_conversations = wrong}), Error) << wrong;
  }
}

}  // namespace
