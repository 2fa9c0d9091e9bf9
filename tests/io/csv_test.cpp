// What members say of themselves and allow comes in by columns with names; a folder of files becomes a network.
#include "hobnob/io/csv.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/edge_list.hpp"
#include "text_files.hpp"

namespace {

using namespace hobnob;
using namespace hobnob::test;

using Folder = TextFiles;

Network members(std::string text, const ReadOptions& options = {}) {
  Network network;
  import_members(network, text_source(std::move(text), 1 << 20, "members.csv"), options);
  return network;
}

/// Ana, Bo and Kim, who know each other, and the group chess.
Network three_people() {
  Network network;
  network.add_connection("ana", "bo");
  network.add_connection("bo", "kim");
  network.add_connection("kim", "ana");
  network.add_group("chess", "bo");
  return network;
}
Picture with_consents(std::string text, const ReadOptions& options = {}) {
  Network network = three_people();
  import_consents(network, text_source(std::move(text), 1 << 20, "consents.csv"), options);
  return Picture(network);
}
template <class Make>
Picture by_hand(const Make& make) {
  Network network = three_people();
  make(network);
  return Picture(network);
}

TEST(Csv, MembersHaveAllTheirFields) {
  const Network network = members(
      "key,name,industry,organisation,city,needs,offers,openness,joined,unlisted,ask_cap,do_not_contact\n"
      "ana,\"Ng, Ana\",law,\"Ng \"\"&\"\" Co\",Köln,rent; tax law;,chess,0.25,10.9,yes,3,TRUE\n");
  EXPECT_EQ(network.member("ana"), (Member{.name = "Ng, Ana",
                                           .industry = "law",
                                           .organisation = "Ng \"&\" Co",
                                           .city = "Köln",
                                           .needs = {"rent", "tax law"},
                                           .offers = {"chess"},
                                           .openness = 0.25,
                                           .joined = 10,
                                           .unlisted = true,
                                           .ask_cap = 3,
                                           .do_not_contact = true}));
}

TEST(Csv, EmptyCellsAndMissingColumnsSayNothing) {
  const Network network = members("name,key,openness,joined,unlisted,ask_cap,do_not_contact,needs\n,ana,,,,,,\nBo,bo,,,,,,\n");
  EXPECT_EQ(network.member("ana"), Member{});
  EXPECT_EQ(network.member("bo").name, "Bo");
  EXPECT_EQ(members("key\nana\n").member("ana"), Member{});
}

TEST(Csv, ColumnsMayBePartedByTabs) { EXPECT_EQ(members("key\tname\tcity\nana\tNg, Ana\tSan José\n").member("ana").name, "Ng, Ana"); }

TEST(Csv, WhiteSpacePartsNoColumns) {
  EXPECT_EQ(members("key\nana maria\n").keys(), (std::vector<Key>{"ana maria"}));
  const auto error = error_of([] { (void)members("key name\nana Ana\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_STREQ(error->what(), "members.csv:1: the first line must be a header with key, got 'key name'");
}

TEST(Csv, KeysCanBeIntegers) { EXPECT_TRUE(members("key,name\n7,Ana\n", {.keys = KeyKind::integer}).contains(7)); }

TEST(Csv, AMissingHeaderEndsTheImport) {
  const auto error = error_of([] { (void)members("# people\nana,Ana\nbo,Bo\n", {.max_rejected = any_number}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_STREQ(error->what(), "members.csv:2: the first line must be a header with key, got 'ana,Ana'");
}

TEST(Csv, AnUnknownColumnEndsTheImportWithTheKnownOnes) {
  const auto error = error_of([] { (void)members("key,organization\nana,x\n", {.max_rejected = any_number}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_STREQ(error->what(),
               "members.csv:1: unknown column 'organization'; known are key [name] [industry] [organisation] [city] [needs] [offers] [openness] "
               "[joined] [unlisted] [ask_cap] [do_not_contact]");
}

TEST(Csv, AFileWithoutALineHoldsNobody) { EXPECT_EQ(members("").member_count() + members("key,name\n").member_count(), 0U); }

TEST(Csv, AMemberDescribedTwiceIsADuplicate) {
  const auto error = error_of([] { (void)members("key,name\nana,Ana\nbo,Bo\nana,Anna\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::duplicate_key);
  EXPECT_HAS(error->what(), "members.csv:4: ");
}

TEST(Csv, AMemberWhoWasOnlyMentionedIsDescribed) {
  Network network = three_people();
  import_members(network, text_source("key,name\nana,Ana\n"));
  EXPECT_EQ(network.member("ana").name, "Ana");
  EXPECT_EQ(network.member_count(), 3U);
}

TEST(Csv, ValuesOutOfRangeAreRefusedByTheNameOfTheirColumn) {
  for (const auto& [column, cell] : std::vector<std::pair<std::string, std::string>>{{"openness", "nan"},
                                                                                     {"openness", "-0.1"},
                                                                                     {"openness", "1.1"},
                                                                                     {"openness", "1e999"},
                                                                                     {"openness", "wide"},
                                                                                     {"joined", "soon"},
                                                                                     {"joined", "1e30"},
                                                                                     {"joined", "253402300800"},
                                                                                     {"unlisted", "maybe"},
                                                                                     {"unlisted", "2"},
                                                                                     {"ask_cap", "-1"},
                                                                                     {"ask_cap", "1.5"},
                                                                                     {"ask_cap", "99999999999"},
                                                                                     {"do_not_contact", "x"}}) {
    const auto error = error_of([&] { (void)members("key," + column + "\nana,\nbo," + cell + "\n"); });
    ASSERT_TRUE(error) << column << ' ' << cell;
    EXPECT_EQ(error->code(), Errc::invalid_argument) << column << ' ' << cell;
    EXPECT_HAS(error->what(), "members.csv:3: " + column + " must be ");
  }
}

TEST(Csv, AMissingKeyIsRefused) {
  const auto error = error_of([] { (void)members("key,name\n,Ana\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "members.csv:2: key must not be empty");
}

TEST(Csv, ARowTornOffIsRefused) {  // an opinion for all must not come of one for a friend, cut short
  const auto error = error_of([] { (void)with_consents("member,purpose,allow,grantee\nana,introduce,yes\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "consents.csv:2: 3 columns found, the header has 4");
}

TEST(Csv, ConsentsSayWhoAllowsWhatToWhomAndWhen) {
  const Picture expected = by_hand([](Network& n) {
    n.set_consent("ana", Purpose::introduce, false);
    n.set_consent("ana", Purpose::share_ties, true, Grantee::connections());
    n.set_consent("bo", Purpose::be_introduced, false, Grantee::group("chess"), {.start = 10, .until = {}});
    n.set_consent("bo", Purpose::be_messaged, true, Grantee::member("kim"), {.start = {}, .until = max_time});
    n.set_consent("kim", Purpose::be_counted, false);
  });
  EXPECT_EQ(with_consents("member,purpose,allow,grantee,from,until\n"
                          "ana,introduce,0,all,,\n"
                          "ana,share_ties,1,connections,,\n"
                          "bo,be_introduced,no,group: chess ,10.5,\n"
                          "bo,Be_Messaged,yes,Member:kim,,253402300799\n"
                          "kim,be_counted,false,,,\n"),
            expected);
  EXPECT_NE(expected, by_hand([](Network&) {}));
}

TEST(Csv, AnyColumnOfConsentsButThreeMayBeMissing) {
  EXPECT_EQ(with_consents("allow,member,purpose\nno,ana,introduce\n"), by_hand([](Network& n) { n.set_consent("ana", Purpose::introduce, false); }));
  const auto error = error_of([] { (void)with_consents("member,purpose\nana,introduce\n"); });
  ASSERT_TRUE(error);
  EXPECT_STREQ(error->what(), "consents.csv:1: the first line must be a header with member, purpose, allow, got 'member,purpose'");
}

TEST(Csv, AMisspeltKeyCannotLoseARefusal) {
  const auto error = error_of([] { (void)with_consents("member,purpose,allow\nana,introduce,no\nanna,introduce,no\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::unknown_member);
  EXPECT_HAS(error->what(), "consents.csv:3: ");
}

TEST(Csv, ConsentsThatMakeNoSenseAreRefused) {
  for (const auto& [row, reason] : std::vector<std::pair<std::string, std::string>>{
           {"ana,introductions,no,", "purpose must be one of share_ties, introduce, be_introduced, be_messaged, be_counted, got 'introductions'"},
           {"ana,introduce,,", "allow must be 1 or 0, true or false, yes or no, got ''"},
           {"ana,introduce,no,everybody", "grantee must be all, connections, group:NAME or member:KEY, got 'everybody'"},
           {"ana,introduce,no,all:x", "grantee must be all"},
           {"ana,introduce,no,group", "grantee must be all"},
           {"ana,introduce,no,group:", "must not be empty"}}) {
    const auto error = error_of([&] { (void)with_consents("member,purpose,allow,grantee\n" + row + "\n"); });
    ASSERT_TRUE(error) << row;
    EXPECT_EQ(error->code(), Errc::invalid_argument) << row;
    EXPECT_HAS(error->what(), reason);
  }
}

TEST(Csv, FailedConsentsLeaveNoTrace) {
  Network network = three_people();
  network.set_consent("ana", Purpose::introduce, true);
  const Picture before(network);
  EXPECT_TRUE(error_of([&] {
    import_consents(network, text_source("member,purpose,allow,grantee\nana,introduce,no,all\nbo,introduce,no,group:go\nbo,introduce,never,\n"));
  }));
  EXPECT_EQ(Picture(network), before);
}

TEST(Csv, FailedMembersLeaveNoTrace) {
  Network network = three_people();
  const Picture before(network);
  EXPECT_TRUE(error_of([&] { import_members(network, text_source("key,name\nana,Ana\nmax,Max\nbo,Bo\nbo,Bob\n")); }));
  EXPECT_EQ(Picture(network), before);
}

TEST_F(Folder, AFolderOfFilesBecomesANetwork) {
  write("interactions.txt", "ana bo 10\n");
  write("connections.csv", "source,target\nbo,kim\n");
  write("follows.tsv", "ana\tkim\tsubscription\n");
  write("groups.csv", "chess,lee\n");
  write("members.csv", "key,name\nlee,Lee\n");
  write("consents.csv", "member,purpose,allow\nlee,introduce,no\n");
  write("notes.md", "not ours");
  Network expected;
  expected.add_interaction("ana", "bo", 10);
  expected.add_connection("bo", "kim");
  expected.add_follow("ana", "kim", Channel::subscription);
  expected.add_group("chess", "lee");
  expected.add_member("lee", {.name = "Lee", .industry = {}, .organisation = {}, .city = {}, .needs = {}, .offers = {}, .joined = {}, .ask_cap = {}});
  expected.set_consent("lee", Purpose::introduce, false);
  EXPECT_EQ(Picture(read_csv_folder(folder())), Picture(expected));
}

TEST_F(Folder, PackedFilesOfAFolderAreFound) {
  SKIP_WITHOUT_ZLIB();
  write("connections.csv.gz", stored_gzip("ana,bo\n"));
  EXPECT_EQ(read_csv_folder(folder()).connection_count(), 1U);
}

TEST_F(Folder, TheOptionsHoldForEveryFile) {
  write("interactions.txt", "1 2 10\n1 1 10\n");
  write("connections.txt", "1 2\n2 2\n");
  const Network network = read_csv_folder(folder(), {.max_rejected = 1, .keys = KeyKind::integer});
  EXPECT_EQ(network.keys(), (std::vector<Key>{1, 2}));
  EXPECT_EQ(network.interaction_count() + network.connection_count(), 2U);
}

TEST_F(Folder, AFileThatIsThereTwiceIsRefused) {
  write("groups.csv", "chess,lee\n");
  write("groups.txt", "chess lee\n");
  const auto error = error_of([&] { (void)read_csv_folder(folder()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), (folder() / "groups.csv").string() + " is there twice, as groups.txt too");
}

TEST_F(Folder, AFolderWithoutAnyOfTheFilesIsRefused) {
  write("notes.md", "not ours");
  const auto error = error_of([&] { (void)read_csv_folder(folder()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::io);
  EXPECT_HAS(error->what(), folder().string() + " holds none of the files interactions, connections");
}

TEST_F(Folder, WhatIsNoFolderIsRefused) {
  for (const std::filesystem::path& path : {write("members.csv", "key\nana\n"), folder() / "none"}) {
    const auto error = error_of([&] { (void)read_csv_folder(path); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::io);
    EXPECT_HAS(error->what(), path.string() + " is no directory");
  }
}

TEST_F(Folder, ABadRowIsNamedByItsFile) {
  write("interactions.txt", "ana bo 10\n");
  write("members.csv", "key,openness\nana,2\n");
  const auto error = error_of([&] { (void)read_csv_folder(folder()); });
  ASSERT_TRUE(error);
  EXPECT_HAS(error->what(), (folder() / "members.csv").string() + ":2: openness must be");
}

}  // namespace
