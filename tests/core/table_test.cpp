// Answers as columns: text for people, CSV for programs.
#include "hobnob/core/table.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"

namespace {

using namespace hobnob;

Table example() {
  return {{{"rank", std::vector<std::int64_t>{1, 10}},
           {"who", std::vector<Key>{"zo\xc3\xab", "bartholomew"}},
           {"score", std::vector<double>{0.123456789, 0.5}},
           {"path", std::vector<std::vector<Key>>{{"ana", "bo"}, {}}},
           {"note", std::vector<std::string>{"first", ""}}}};
}

TEST(Table, LinesUpAsTextByCharactersWithNumbersToTheRight) {
  EXPECT_EQ(to_text(example()),
            "rank  who             score  path    note\n"
            "   1  zo\xc3\xab          0.123457  ana;bo  first\n"
            "  10  bartholomew       0.5\n");
}

TEST(Table, WithoutRowsShowsItsNames) {
  EXPECT_EQ(to_text(Table{{{"rank", std::vector<std::int64_t>{}}, {"who", std::vector<Key>{}}}}), "rank  who\n");
  EXPECT_EQ(to_csv(Table{{{"rank", std::vector<std::int64_t>{}}, {"who", std::vector<Key>{}}}}), "rank,who\n");
}

TEST(Table, WithoutColumnsHasNoText) {
  EXPECT_EQ(to_text(Table{}), "");
  EXPECT_EQ(Table{}.row_count(), 0U);
}

TEST(Csv, WritesNumbersThatReadBackToTheBit) {
  const std::vector<double> numbers{0.1, 1.0 / 3, 1e-300, 5e-324, 123456789.123456789, -0.0, 1};
  const std::string csv = to_csv(Table{{{"x", numbers}}});
  std::size_t at = csv.find('\n') + 1;
  for (const double number : numbers) {
    EXPECT_EQ(std::strtod(csv.c_str() + at, nullptr), number);
    at = csv.find('\n', at) + 1;
  }
  EXPECT_EQ(to_csv(Table{{{"x", std::vector<double>{0.1}}}}), "x\n0.10000000000000001\n");
}

TEST(Csv, QuotesWhatWouldBreakALine) {
  const Table table{{{"plain", std::vector<std::string>{"a b", "a,b", "a\"b", "a\nb", "a\rb", "", "'"}}}};
  EXPECT_EQ(to_csv(table), "plain\na b\n\"a,b\"\n\"a\"\"b\"\n\"a\nb\"\n\"a\rb\"\n\n'\n");
}

TEST(Csv, QuotesKeysListsAndNamesLikewise) {
  const Table table{{{"who, exactly", std::vector<Key>{"a,b"}}, {"path", std::vector<std::vector<Key>>{{"x", "y\"z"}}}}};
  EXPECT_EQ(to_csv(table), "\"who, exactly\",path\n\"a,b\",\"x;y\"\"z\"\n");
}

TEST(Csv, WritesWholeNumbersAndIntegerKeysAsDigits) {
  const Table table{{{"n", std::vector<std::int64_t>{-9'223'372'036'854'775'807 - 1}},
                     {"who", std::vector<Key>{-7}},
                     {"path", std::vector<std::vector<Key>>{{1, -2, 3}}}}};
  EXPECT_EQ(to_csv(table), "n,who,path\n-9223372036854775808,-7,1;-2;3\n");
}

TEST(Table, FindsAColumnByName) { EXPECT_EQ(std::get<std::vector<std::int64_t>>(example()["rank"].values), (std::vector<std::int64_t>{1, 10})); }

TEST(Table, NamesTheColumnsThereAreForOneThatIsNot) {
  try {
    (void)example()["rnak"];
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    EXPECT_STREQ(error.what(), "no column 'rnak'; there are: rank, who, score, path, note");
  }
}

TEST(Table, IsEqualWhenNamesTypesAndCellsAre) {
  EXPECT_EQ(example(), example());
  Table other = example();
  other.columns[0].name = "place";
  EXPECT_FALSE(other == example());
  other = example();
  std::get<std::vector<double>>(other.columns[2].values)[0] += 1e-16;
  EXPECT_FALSE(other == example());
}

}  // namespace
