// Rows of people become facts: the same facts as when they are added by hand.
#include "hobnob/io/edge_list.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "text_files.hpp"

namespace {

using namespace hobnob;
using namespace hobnob::test;

using Rejected = ImportReport::Rejected;
using Import = ImportReport (*)(Network&, const Source&, const ReadOptions&);

Picture interactions(std::string text, const ReadOptions& options = {}) { return Picture(read_interactions(text_source(std::move(text)), options)); }
Picture connections(std::string text, const ReadOptions& options = {}) { return Picture(read_connections(text_source(std::move(text)), options)); }
Picture imported(Import import, std::string text, const ReadOptions& options = {}) {
  Network network;
  import(network, text_source(std::move(text)), options);
  return Picture(network);
}
template <class Make>
Picture by_hand(const Make& make) {
  Network network;
  make(network);
  return Picture(network);
}
Picture two_rows() {
  return by_hand([](Network& n) {
    n.add_interaction("ana", "bo", 10);
    n.add_interaction("bo", "kim", 20);
  });
}

// Separators and quotes

TEST(EdgeList, CommasTabsOrWhiteSpacePartTheColumns) {
  EXPECT_EQ(interactions("ana,bo,10\nbo,kim,20\n"), two_rows());
  EXPECT_EQ(interactions("ana\tbo\t10\nbo\tkim\t20\n"), two_rows());
  EXPECT_EQ(interactions("ana bo 10\nbo kim 20\n"), two_rows());
  EXPECT_EQ(interactions("  ana   bo  10 \n\tbo  kim\t \t20\n"), two_rows());
}

TEST(EdgeList, BlanksAroundCellsAreNoPartOfThem) { EXPECT_EQ(interactions(" ana , bo,10 \nbo ,kim ,\t20\n"), two_rows()); }

TEST(EdgeList, BlanksWithinCellsBetweenTabsOrCommasStay) {
  const Picture expected = by_hand([](Network& n) { n.add_interaction("Ng, Ana", "Bo Li", 10); });
  EXPECT_EQ(interactions("Ng, Ana\tBo Li\t10\n"), expected);
  EXPECT_EQ(interactions("\"Ng, Ana\",Bo Li,10\n"), expected);
}

TEST(EdgeList, NumbersApartByBothTabsAndSpacesAreApartByWhiteSpace) {
  EXPECT_EQ(interactions("1 2\t10\n2 3\t20\n", {.keys = KeyKind::integer}), by_hand([](Network& n) {
              n.add_interaction(1, 2, 10);
              n.add_interaction(2, 3, 20);
            }));
}

TEST(EdgeList, TheFirstLineWithDataDecidesTheSeparator) {
  EXPECT_EQ(interactions("# a, comment\twith all of them\n\nana,bo,10\nbo,kim,20\n"), two_rows());
  EXPECT_EQ(interactions("source,target,time\nana,bo,10\nbo,kim,20\n"), two_rows());
}

TEST(EdgeList, QuotedCellsHoldSeparatorsQuotesAndLines) {
  EXPECT_EQ(interactions("\"Ng, Ana\",\"Bo \"\"the\"\" Li\",10\n\"two\r\nlines\",\"#kim\" , \"20\"\n"), by_hand([](Network& n) {
              n.add_interaction("Ng, Ana", "Bo \"the\" Li", 10);
              n.add_interaction("two\nlines", "#kim", 20);
            }));
  EXPECT_EQ(interactions("\"a\tb\"\tbo\t10\n"), by_hand([](Network& n) { n.add_interaction("a\tb", "bo", 10); }));
}

TEST(EdgeList, ADoubledQuoteDoesNotEndACellOfSeveralLines) {
  EXPECT_EQ(interactions("\"a \"\"b\"\" c\nd\",bo,10\nbo,\"\"\"\n\",20\n"), by_hand([](Network& n) {
              n.add_interaction("a \"b\" c\nd", "bo", 10);
              n.add_interaction("bo", "\"\n", 20);
            }));
}

TEST(EdgeList, ManyRowsOfQuotedCellsAreAsGoodAsOne) {
  std::string text;
  Network expected;
  for (int i = 0; i < 2000; ++i) {
    const std::string a = std::string(100, 'a') + std::to_string(i), b = std::string(static_cast<std::size_t>(i % 100), 'b') + "x";
    text += "\"" + a + "\",\"" + b + "\",\"10\"\n";
    expected.add_interaction(a, b, 10);
  }
  EXPECT_EQ(interactions(text), Picture(expected));
}

TEST(EdgeList, BlanksWithinQuotesBelongToTheKey) {
  EXPECT_EQ(interactions("\" ana \",bo,10\n"), by_hand([](Network& n) { n.add_interaction(" ana ", "bo", 10); }));
}

TEST(EdgeList, AQuoteInsideAnUnquotedCellIsACharacter) {
  EXPECT_EQ(interactions("Bo \"the\" Li,ana,10\n6\" pipe,\"\",20\n", {.max_rejected = 1}),
            by_hand([](Network& n) { n.add_interaction("Bo \"the\" Li", "ana", 10); }));
}

TEST(EdgeList, BetweenWhiteSpaceQuotesAreCharacters) {
  EXPECT_EQ(interactions("x y 10\n\"ana \"bo 20\n"), by_hand([](Network& n) {
              n.add_interaction("x", "y", 10);
              n.add_interaction("\"ana", "\"bo", 20);
            }));
}

TEST(EdgeList, TextAfterAClosingQuoteIsARowOfTheWrongShape) {
  const auto error = error_of([] { (void)interactions("ana,bo,10\n\"bo\"x,kim,20\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "rows:2: text follows a closing quote");
}

TEST(EdgeList, AQuoteThatIsNeverClosedEndsEveryImport) {
  const auto error = error_of([] { (void)interactions("ana,bo,10\n\"bo,kim,20\nkim,bo,30\n", {.max_rejected = any_number}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "rows:2: a quote that is opened here is never closed");
}

// Comments, blank lines, headers

TEST(EdgeList, CommentsAndBlankLinesAreNoRows) {
  Network network;
  const ImportReport report = import_interactions(network, text_source("# mail\n% more\n\n  \t \n  # indented\nana bo 10\n#x y 5\n\nbo kim 20\n\n"));
  EXPECT_EQ(report, (ImportReport{.rows = 2, .accepted = 2, .rejected = {}}));
  EXPECT_EQ(Picture(network), two_rows());
}

TEST(EdgeList, AHeaderNamesTheColumnsInAnyOrder) {
  EXPECT_EQ(interactions("time,target,source\n10,bo,ana\n20,kim,bo\n"), two_rows());
  EXPECT_EQ(interactions("\"Time\" , TARGET ,Source\n10,bo,ana\n20,kim,bo\n"), two_rows());
  EXPECT_EQ(interactions("time target source\n10 bo ana\n20 kim bo\n"), two_rows());
  EXPECT_EQ(interactions("kind\ttime\ttarget\tsource\n\t10\tbo\tana\nmessage\t20\tkim\tbo\n"), two_rows());
}

TEST(EdgeList, AHeaderIsNoRow) {
  Network network;
  EXPECT_EQ(import_connections(network, text_source("source target\nana bo\n")), (ImportReport{.rows = 1, .accepted = 1, .rejected = {}}));
  EXPECT_EQ(network.keys(), (std::vector<Key>{"ana", "bo"}));
}

TEST(EdgeList, OnlyTheFirstLineCanBeAHeader) {
  EXPECT_EQ(connections("ana bo\nsource target\n"), by_hand([](Network& n) {
              n.add_connection("ana", "bo");
              n.add_connection("source", "target");
            }));
}

TEST(EdgeList, AnUnknownColumnEndsTheImportWithTheKnownOnes) {
  const auto error = error_of([] { (void)connections("# friends\nsource,target,wieght\nana,bo,0.5\n", {.max_rejected = any_number}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_STREQ(error->what(), "rows:2: unknown column 'wieght'; known are source target [weight] [time] [private]");
}

TEST(EdgeList, AColumnThatIsThereTwiceOrUnnamedEndsTheImport) {
  for (const auto& [header, reason] :
       std::vector<std::pair<std::string, std::string>>{{"source,target,time,Time", "rows:1: column time is there twice"},
                                                        {",source,target,time", "rows:1: column 1 of the header has no name"},
                                                        {"source,target,kind", "rows:1: the header lacks the column time"}}) {
    const auto error = error_of([&] { (void)interactions(header + "\na,b,1,1\n", {.max_rejected = any_number}); });
    ASSERT_TRUE(error) << header;
    EXPECT_EQ(error->code(), Errc::corrupt_data);
    EXPECT_HAS(error->what(), reason);
  }
}

TEST(EdgeList, AFirstRowThatLooksLikeAHeaderIsToldHowToBeOne) {
  const auto error = error_of([] { (void)interactions("sender,recipient,timestamp\nana,bo,10\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_STREQ(error->what(),
               "rows:1: time must be Unix seconds of a year 1…9999, got 'timestamp'; if this is a header, it must name the columns source and "
               "target, in row 'sender,recipient,timestamp' (0 rows were rejected before; max_rejected allows more)");
}

TEST(EdgeList, WordsAboveNumbersAreNoPairOfPeople) {
  for (const Import import : {import_connections, import_follows, import_groups}) {
    Network network;
    const auto error = error_of([&] { import(network, text_source("# pairs\nnode_1,node_2\n0,37825\n0,17224\n"), {.max_rejected = any_number}); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::corrupt_data);
    EXPECT_HAS(error->what(), "rows:2: words above numbers look like a header, which must name the columns");
    EXPECT_EQ(network.member_count(), 0U);
    EXPECT_EQ(import(network, text_source("node_1,node_2\n0,37825\n0,17224\n"), {.skip_lines = 1}).accepted, 2U);
  }
}

TEST(EdgeList, WordsAboveWordsAndNumbersAboveWordsArePeople) {
  for (const std::string text :
       {"ana bo\nkim lee\n", "ana bo\nkim 7\n", "7 8\nana bo\n1 2\n", "source target\nana bo\n1 2\n", "ana bo 0.5\n1 2 0.5\n"}) {
    Network network;
    const ImportReport report = import_connections(network, text_source(text));
    EXPECT_EQ(report.accepted, report.rows) << text;
  }
  Network network;  // a first row that was refused has been reported, and is no pair of people any more
  const ImportReport report = import_connections(network, text_source("from to\n1 2\n"), {.max_rejected = 1, .keys = KeyKind::integer});
  EXPECT_EQ(report.accepted, 1U);
  EXPECT_HAS(report.rejected.at(0).reason, "if this is a header");
}

TEST(EdgeList, RowsThatAreNoHeaderGetNoSuchHint) {
  const auto first = error_of([] { (void)interactions("ana ana 10\n"); });
  const auto later = error_of([] { (void)interactions("ana bo 10\nana bo soon\n"); });
  const auto below_a_header = error_of([] { (void)interactions("source target time\nana bo soon\n"); });
  for (const auto& error : {first, later, below_a_header}) {
    ASSERT_TRUE(error);
    EXPECT_EQ(std::string(error->what()).find("header"), std::string::npos) << error->what();
  }
}

TEST(EdgeList, LeadingLinesCanBeSkippedAndStillCount) {
  EXPECT_EQ(interactions("2\n\"junk\nana bo 10\nbo kim 20\n", {.skip_lines = 2}), two_rows());
  EXPECT_EQ(interactions("1\n", {.skip_lines = 5}), by_hand([](Network&) {}));
  const auto error = error_of([] { (void)interactions("2\nana bo 10\nbo bo 20\n", {.skip_lines = 1}); });
  ASSERT_TRUE(error);
  EXPECT_HAS(error->what(), "rows:3: ");
}

// Shapes

TEST(EdgeList, ARowWithTooFewColumnsIsOfTheWrongShape) {
  const auto error = error_of([] { (void)interactions("ana bo 10\nbo kim\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "rows:2: 2 columns found, expected source target time [kind] apart by commas, tabs or white space");
}

TEST(EdgeList, ARowWithTooManyColumnsIsOfTheWrongShape) {
  const auto error = error_of([] { (void)connections("ana bo 0.5 10\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "rows:1: 4 columns found, expected source target [weight]; others need a header that names them");
}

TEST(EdgeList, ANumberIsNoKindUnlessAHeaderSaysSo) {
  const auto error = error_of([] { (void)interactions("1 2 0.5 1082040961\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "rows:1: kind must be a word; other columns need a header that names them, got '1082040961'");
  EXPECT_EQ(interactions("source target time kind\nana bo 10 7\n"),
            by_hand([](Network& n) { n.add_interaction("ana", "bo", 10, {.kind = "7", .participants = {}}); }));
}

TEST(EdgeList, BelowAHeaderEveryRowHasItsNumberOfColumns) {
  const std::string header = "source,target,time,kind\nana,bo,10,message\n";
  for (const std::string row : {"bo,kim,20\n", "bo,kim,20,message,x\n", "bo,kim\n"}) {
    const auto error = error_of([&] { (void)interactions(header + row); });
    ASSERT_TRUE(error) << row;
    EXPECT_EQ(error->code(), Errc::corrupt_data);
    EXPECT_HAS(error->what(), "columns found, the header has 4");
  }
}

TEST(EdgeList, BelowAHeaderOfWhiteSpaceTheLastOptionalColumnsMayBeLeftOut) {
  EXPECT_EQ(interactions("source target time kind\nana bo 10\nbo kim 20 message\n"), two_rows());
  EXPECT_EQ(error_of([] { (void)interactions("source target kind time\nana bo message\n"); })->code(), Errc::corrupt_data);
}

TEST(EdgeList, AFileWithoutRowsIsNoError) {
  for (const std::string text : {"", "\n", "# nothing yet\n", "source,target,time\n", "\xEF\xBB\xBF",
                                 "\xEF\xBB\xBF"
                                 "source target time"}) {
    Network network;
    EXPECT_EQ(import_interactions(network, text_source(text)), ImportReport{}) << text;
    EXPECT_EQ(network.member_count(), 0U);
  }
}

// Values

TEST(EdgeList, FractionsOfSecondsAreFloored) {
  const std::vector<std::pair<std::string, Time>> cases{{"1082040961", 1082040961},
                                                        {"1082040961.5", 1082040961},
                                                        {"1082040961.99999999999999", 1082040961},
                                                        {"1082040961.", 1082040961},
                                                        {"-0.5", -1},
                                                        {"-.5", -1},
                                                        {"-1", -1},
                                                        {"-1.0", -1},
                                                        {"-1.000001", -2},
                                                        {".5", 0},
                                                        {"0.0", 0},
                                                        {"1.082040961000000000e+09", 1082040961},
                                                        {"-15e-1", -2},
                                                        {"253402300799.9", 253402300799},
                                                        {"-62135596800", -62135596800}};
  for (const auto& [cell, time] : cases) {
    EXPECT_EQ(interactions("ana,bo," + cell + "\n"), by_hand([&](Network& n) { n.add_interaction("ana", "bo", time); })) << cell;
  }
}

TEST(EdgeList, WhatIsNoTimeIsRefused) {
  for (const std::string cell : {"",
                                 "nan",
                                 "inf",
                                 "-inf",
                                 "1e999",
                                 "-1e999",
                                 "1e30",
                                 "soon",
                                 "12x",
                                 "0x10",
                                 "+5",
                                 "1 5",
                                 "1,5",
                                 "--5",
                                 "5.-",
                                 "1_000",
                                 "2024-01-02",
                                 "99999999999999999999",
                                 "-99999999999999999999.5",
                                 "253402300800",
                                 "-62135596801",
                                 "-62135596800.5",
                                 "-9223372036854775808.5"}) {
    const auto error = error_of([&] { (void)interactions("ana,bo,1\nkim,bo,\"" + cell + "\"\n"); });
    ASSERT_TRUE(error) << cell;
    EXPECT_EQ(error->code(), Errc::invalid_argument) << cell;
    EXPECT_HAS(error->what(), "rows:2: time must be Unix seconds");
  }
  EXPECT_HAS(error_of([] { (void)interactions("ana,bo,-1e30\n"); })->what(), "got '-1e30'");
}

TEST(EdgeList, ATimeInMillisecondsIsRecognised) {
  const auto error = error_of([] { (void)interactions("ana,bo,1700000000000\n"); });
  ASSERT_TRUE(error);
  EXPECT_HAS(error->what(), "milliseconds? divide by 1000");
}

TEST(EdgeList, KeysAreTextUnlessAskedForIntegers) {
  EXPECT_EQ(interactions("1 2 10\n"), by_hand([](Network& n) { n.add_interaction("1", "2", 10); }));
  EXPECT_EQ(interactions("1 -2 10\n9223372036854775807 007 20\n", {.keys = KeyKind::integer}), by_hand([](Network& n) {
              n.add_interaction(1, -2, 10);
              n.add_interaction(INT64_MAX, 7, 20);
            }));
}

TEST(EdgeList, WhatIsNoIntegerKeyIsRefused) {
  for (const std::string cell : {"ana", "1.0", "1e3", "9223372036854775808", "", "+1", "0x1", "1 2", "-"}) {
    const auto error = error_of([&] { (void)interactions("1,2,3\n3,\"" + cell + "\",4\n", {.keys = KeyKind::integer}); });
    ASSERT_TRUE(error) << cell;
    EXPECT_EQ(error->code(), Errc::invalid_argument) << cell;
    EXPECT_HAS(error->what(), "rows:2: target must be a whole number of 64 bits");
  }
}

TEST(EdgeList, KindsAndParticipantsComeAlong) {
  EXPECT_EQ(interactions("ana bo 10 meeting\nbo kim 20\n"), by_hand([](Network& n) {
              n.add_interaction("ana", "bo", 10, {.kind = "meeting", .participants = {}});
              n.add_interaction("bo", "kim", 20);
            }));
  EXPECT_EQ(interactions("source,target,time,participants\nana,bo,10,kim; lee ;;\nbo,kim,20,\n"), by_hand([](Network& n) {
              n.add_interaction("ana", "bo", 10, {.participants = {"kim", "lee"}});
              n.add_interaction("bo", "kim", 20);
            }));
}

TEST(EdgeList, UndirectedRowsCountBothWays) {
  EXPECT_EQ(interactions("ana bo 10\n", {.undirected = true}),
            by_hand([](Network& n) { n.add_interaction("ana", "bo", 10, {.participants = {}, .undirected = true}); }));
}

TEST(EdgeList, ConnectionsMayHaveWeightTimeAndPrivacy) {
  EXPECT_EQ(connections("ana bo\nbo kim 0.25\n"), by_hand([](Network& n) {
              n.add_connection("ana", "bo");
              n.add_connection("bo", "kim", {.weight = 0.25, .since = {}});
            }));
  EXPECT_EQ(connections("source,target,private,time,weight\nana,bo,YES,10.9,\nbo,kim,,,1e-3\nkim,ana,0,,\n"), by_hand([](Network& n) {
              n.add_connection("ana", "bo", {.weight = {}, .since = 10, .is_private = true});
              n.add_connection("bo", "kim", {.weight = 1e-3, .since = {}});
              n.add_connection("kim", "ana");
            }));
}

TEST(EdgeList, WeightsOutsideZeroToOneAreRefused) {
  for (const std::string cell : {"nan", "-nan", "inf", "-0.5", "0", "-0", "1.0000001", "1e999", "1e-999", "strong", "0,5", "1082040961"}) {
    const auto error = error_of([&] { (void)connections("ana,bo,1\nkim,bo,\"" + cell + "\"\n"); });
    ASSERT_TRUE(error) << cell;
    EXPECT_EQ(error->code(), Errc::invalid_argument) << cell;
    EXPECT_HAS(error->what(), "rows:2: weight must be");
    EXPECT_HAS(error->what(), "(0, 1]");
  }
}

TEST(EdgeList, ARepeatedConnectionIsADuplicateUnlessTheLastIsWanted) {
  const std::string text = "ana bo 0.5\nbo kim 0.5\nbo ana 0.25\n";
  const auto error = error_of([&] { (void)connections(text); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::duplicate_key);
  EXPECT_HAS(error->what(), "rows:3: ");
  EXPECT_EQ(connections(text, {.duplicates = Duplicates::last}), by_hand([](Network& n) {
              n.add_connection("ana", "bo", {.weight = 0.25, .since = {}});
              n.add_connection("bo", "kim", {.weight = 0.5, .since = {}});
            }));
}

TEST(EdgeList, FollowsHaveAChannel) {
  EXPECT_EQ(imported(import_follows, "ana bo\nbo kim Subscription\nkim ana follow\n"), by_hand([](Network& n) {
              n.add_follow("ana", "bo");
              n.add_follow("bo", "kim", Channel::subscription);
              n.add_follow("kim", "ana");
            }));
  EXPECT_EQ(imported(import_follows, "channel,followed,follower\n,bo,ana\n"), by_hand([](Network& n) { n.add_follow("ana", "bo"); }));
  const auto error = error_of([] { (void)imported(import_follows, "ana bo friend\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "rows:1: channel must be follow or subscription, got 'friend'");
}

TEST(EdgeList, GroupsHaveMembersForAWhile) {
  EXPECT_EQ(imported(import_groups, "chess,ana\nchess,bo,5\nNew York,bo,,20.5\nchess,kim,5,20\n"), by_hand([](Network& n) {
              n.add_group("chess", "ana");
              n.add_group("chess", "bo", {.start = 5, .until = {}});
              n.add_group("New York", "bo", {.start = {}, .until = 20});
              n.add_group("chess", "kim", {.start = 5, .until = 20});
            }));
  EXPECT_EQ(imported(import_groups, "until group member\n20 chess ana\n"),
            by_hand([](Network& n) { n.add_group("chess", "ana", {.start = {}, .until = 20}); }));
}

// Arcs, which make a graph of their own

ArcGraph arcs(std::string text, const ReadOptions& options = {}) { return read_arcs(text_source(std::move(text)), options); }
ArcGraph arcs_by_hand(const std::vector<ArcRow>& rows) { return ArcGraph(rows); }

TEST(EdgeList, ArcsMayHaveAProbability) {
  const ArcGraph expected = arcs_by_hand({{"ana", "bo", 1}, {"bo", "kim", 0.25}, {"kim", "ana", 0}});
  EXPECT_EQ(arcs("ana bo\nbo kim 0.25\nkim ana 0\n"), expected);
  EXPECT_EQ(arcs("ana,bo,\nbo,kim,2.5e-1\nkim,ana,0\n"), expected);
  EXPECT_EQ(arcs("% made up\nProbability\tTarget\tSource\n\tbo\tana\n.25\tkim\tbo\n0\tana\tkim\n"), expected);
  EXPECT_EQ(arcs("source,target\nana,bo\n"), arcs_by_hand({{"ana", "bo"}}));
  EXPECT_EQ(arcs("").member_count(), 0U);
}

TEST(EdgeList, ProbabilitiesOutsideZeroToOneAreRefused) {
  for (const std::string cell : {"nan", "-nan", "inf", "-0.5", "1.0000001", "1e999", "likely", "0,5", "-1e-300"}) {
    const auto error = error_of([&] { (void)arcs("ana,bo,1\nkim,bo,\"" + cell + "\"\n"); });
    ASSERT_TRUE(error) << cell;
    EXPECT_EQ(error->code(), Errc::invalid_argument) << cell;
    EXPECT_HAS(error->what(), "rows:2: probability must be");
    EXPECT_HAS(error->what(), "[0, 1]");
  }
}

TEST(EdgeList, ArcsAreReadAsTheOptionsSay) {
  const std::string text = "5\n1 2 0.5\n2 1 0.25\n3 3\n1 2 0.125\n2 10\n";
  const ArcGraph graph = arcs(text, {.skip_lines = 1, .max_rejected = 2, .keys = KeyKind::integer});
  EXPECT_EQ(graph, arcs_by_hand({{1, 2, 0.5}, {2, 1, 0.25}, {2, 10}}));
  EXPECT_EQ(graph.report(), (ImportReport{5,
                                          3,
                                          {{4, "source and target must be two members, got 3 twice"},
                                           {5, "there is an arc from 1 to 2 already; duplicates = last replaces it"}}}));
  EXPECT_EQ(arcs(text, {.skip_lines = 1, .max_rejected = 1, .duplicates = Duplicates::last, .keys = KeyKind::integer}),
            arcs_by_hand({{1, 2, 0.125}, {2, 1, 0.25}, {2, 10}}));
  EXPECT_EQ(arcs(text, {.skip_lines = 1, .max_rejected = 2, .undirected = true, .keys = KeyKind::integer}),
            arcs_by_hand({{1, 2, 0.25}, {2, 1, 0.25}, {2, 10}, {10, 2}}));
  const auto error = error_of([&] { (void)arcs(text, {.skip_lines = 1, .max_rejected = 1}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::duplicate_key);
  EXPECT_HAS(error->what(), "rows:5: there is an arc from '1' to '2' already; duplicates = last replaces it, in row '1 2 0.125' (1 rows were");
}

TEST(EdgeList, WordsAboveNumbersAreNoArc) {
  const auto error = error_of([] { (void)arcs("from to\n1 2\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "rows:1: words above numbers look like a header, which must name the columns source and target");
}

// One event from several rows

TEST(EdgeList, RowsOfOneSenderInstantAndKindCanBecomeOneEvent) {
  EXPECT_EQ(interactions("ana bo 10\nana kim 10\n# no row\n\nana lee 10\nbo ana 10\nana bo 11\nana kim 11 call\nana lee 12 call\n",
                         {.merge_same_instant = true}),
            by_hand([](Network& n) {
              n.add_interaction("ana", "bo", 10, {.participants = {"kim", "lee"}});
              n.add_interaction("bo", "ana", 10);
              n.add_interaction("ana", "bo", 11);
              n.add_interaction("ana", "kim", 11, {.kind = "call", .participants = {}});
              n.add_interaction("ana", "lee", 12, {.kind = "call", .participants = {}});
            }));
}

TEST(EdgeList, RowsApartAreNotMerged) {
  EXPECT_EQ(interactions("ana bo 10\nbo kim 10\nana kim 10\n", {.merge_same_instant = true}), interactions("ana bo 10\nbo kim 10\nana kim 10\n"));
}

TEST(EdgeList, MergedRowsCountOneByOneInTheReport) {
  Network network;
  EXPECT_EQ(import_interactions(network, text_source("ana bo 10\nana kim 10\nbo ana 10\n"), {.merge_same_instant = true}),
            (ImportReport{.rows = 3, .accepted = 3, .rejected = {}}));
  EXPECT_EQ(network.interaction_count(), 2U);
}

TEST(EdgeList, MergedRowsBringTheirOwnParticipants) {
  EXPECT_EQ(interactions("source,target,time,participants\nana,bo,10,kim\nana,lee,10,bo;max\n", {.undirected = true, .merge_same_instant = true}),
            by_hand([](Network& n) {
              n.add_interaction("ana", "bo", 10, {.participants = {"kim", "lee", "max"}, .undirected = true});
            }));
}

TEST(EdgeList, WritingToOneselfTooIsABadRowThatPartsNoMergedEvent) {
  const std::string text = "ana bo 10\nana ana 10\nana kim 10\n";
  EXPECT_EQ(interactions(text, {.max_rejected = 1, .merge_same_instant = true}),
            by_hand([](Network& n) { n.add_interaction("ana", "bo", 10, {.participants = {"kim"}}); }));
  const auto error = error_of([&] { (void)interactions(text, {.merge_same_instant = true}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "rows:2: ");
}

TEST(EdgeList, ABadRowIsLeftOutOfItsMergedEvent) {
  const std::string text = "ana bo 10\nana ana 10\nana kim 10\nana " + std::string(200, 'x') + " 10\nana lee 10\nbo ana soon\n";
  Network network;
  const ImportReport report = import_interactions(network, text_source(text), {.max_rejected = 3, .merge_same_instant = true});
  EXPECT_EQ(Picture(network), by_hand([](Network& n) { n.add_interaction("ana", "bo", 10, {.participants = {"kim", "lee"}}); }));
  EXPECT_EQ(report.rows, 6U);
  EXPECT_EQ(report.accepted, 3U);
  ASSERT_EQ(report.rejected.size(), 3U);
  EXPECT_EQ(report.rejected[0].line, 2U);
  EXPECT_EQ(report.rejected[1].line, 4U);
  EXPECT_HAS(report.rejected[1].reason, "128 bytes");
  EXPECT_EQ(report.rejected[2].line, 6U);
  const auto error = error_of([&] { (void)interactions(text, {.max_rejected = 2, .merge_same_instant = true}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
}

TEST(EdgeList, MergedRowsThatTheNetworkCannotTakeAreRejectedOneByOne) {
  Network network;
  network.add_interaction(1, 2, 3);
  const Picture before(network);
  const ImportReport report = import_interactions(network, text_source("ana bo 10\nana kim 10\n"), {.max_rejected = 2, .merge_same_instant = true});
  EXPECT_EQ(report.accepted, 0U);
  EXPECT_EQ(report.rejected.size(), 2U);
  EXPECT_EQ(Picture(network), before);
}

// Rows that fail

TEST(EdgeList, AllowedFailuresAreReportedAndTheRestIsKept) {
  Network network;
  const ImportReport report =
      import_interactions(network, text_source("ana bo 10\nbo bo 15\n\nbo kim\nbo kim 20\n# c\nkim ana never\n"), {.max_rejected = 3});
  EXPECT_EQ(Picture(network), two_rows());
  EXPECT_EQ(report.rows, 5U);
  EXPECT_EQ(report.accepted, 2U);
  ASSERT_EQ(report.rejected.size(), 3U);
  EXPECT_EQ(report.rejected[0].line, 2U);
  EXPECT_EQ(report.rejected[1], (Rejected{4, "2 columns found, expected source target time [kind] apart by commas, tabs or white space"}));
  EXPECT_EQ(report.rejected[2], (Rejected{7, "time must be Unix seconds of a year 1…9999, got 'never'"}));
}

TEST(EdgeList, OneFailureTooManyUndoesTheImport) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 0.5, .since = {}});
  network.add_group("chess", "ana");
  const Picture before(network);
  const auto error = error_of([&] {
    import_connections(network, text_source("kim bo\nkim kim\nana bo 0.75\nlee kim\nbo bo\n"), {.max_rejected = 1, .duplicates = Duplicates::last});
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "rows:5: ");
  EXPECT_HAS(error->what(), ", in row 'bo bo' (1 rows were rejected before; max_rejected allows more)");
  EXPECT_EQ(Picture(network), before);
}

TEST(EdgeList, AnyNumberOfFailuresCanBeAllowed) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "ana ana 10\n";
  Network network;
  const ImportReport report = import_interactions(network, text_source(text + "ana bo 10\n"), {.max_rejected = any_number});
  EXPECT_EQ(report.rejected.size(), 5000U);
  EXPECT_EQ(report.rejected.back().line, 5000U);
  EXPECT_EQ(report.accepted, 1U);
}

TEST(EdgeList, AMultilineRowIsNamedByItsFirstLine) {
  const auto error = error_of([] { (void)interactions("ana,bo,10\n\"bo\n\nli\",kim,soon\nx,y,20\n"); });
  ASSERT_TRUE(error);
  EXPECT_HAS(error->what(), R"(rows:2: time must be Unix seconds of a year 1…9999, got 'soon', in row '"bo\x0a\x0ali",kim,soon')");
  const auto after = error_of([] { (void)interactions("\"bo\n\nli\",kim,5\nx,y,soon\n"); });
  ASSERT_TRUE(after);
  EXPECT_HAS(after->what(), "rows:4: ");
}

TEST(EdgeList, MessagesAreShortAndShowNoControlCharacter) {
  for (const std::string& cell :
       {std::string("\x1B[31m\x07\xC3\x28"), std::string(500'000, '\x80'), std::string(500'000, 'x'), std::string("\0\0", 2)}) {
    const auto error = error_of([&] { (void)interactions("x y 10\n" + cell + " " + cell + " soon\n"); });
    ASSERT_TRUE(error);
    const std::string text = error->what();
    EXPECT_LT(text.size(), 1000U);
    EXPECT_TRUE(std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; })) << text;
    EXPECT_EQ(text.find('\xC3'), text.npos) << text;
    EXPECT_EQ(std::ranges::count(text, '\x80'), std::ranges::count(text, '\xE2')) << text;  // only those of the ellipsis: e2 80 a6
  }
}

TEST(EdgeList, RowsInMessagesAreCutBetweenCharacters) {
  std::string row = "ana";
  while (row.size() < 400) row += "ж";
  for (int shift = 0; shift < 4; ++shift) {
    row = "a" + row;
    const auto error = error_of([&] { (void)interactions("x y 10\n" + row + "\n"); });
    ASSERT_TRUE(error);
    EXPECT_HAS(error->what(),
               "ana"
               "жжжжжж");
    EXPECT_HAS(error->what(), "ж…'");
  }
}

TEST(EdgeList, FollowsAndGroupsReportAsOthersDo) {
  Network network;
  EXPECT_EQ(import_follows(network, text_source("ana bo\nbo bo\n"), {.max_rejected = 1}).rejected.at(0).line, 2U);
  EXPECT_EQ(import_groups(network, text_source("chess ana\nchess\n"), {.max_rejected = 1}).rejected.at(0).line, 2U);
  EXPECT_EQ(import_groups(network, text_source("chess ana 20 10\n"), {.max_rejected = 1}).rejected.at(0).line, 1U);
}

}  // namespace
