// Other programs' files: what LinkedIn and Google write becomes members and connections, whoever's file comes first.
#include "hobnob/io/contacts.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/introduce/paths.hpp"
#include "text_files.hpp"

namespace {

using namespace hobnob;
using namespace hobnob::test;

using ContactsFile = TextFiles;

const std::string notes = "Notes:\n\"When exporting your connection data, you may notice that some, or \"\"all\"\", addresses are missing.\"\n\n";
const std::string header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";

ImportReport linkedin(Network& network, std::string text, const Key& owner = "ana", const ReadOptions& options = {}) {
  return import_linkedin(network, text_source(std::move(text), 1 << 20, "Connections.csv"), owner, options);
}
Network linkedin(std::string text, const Key& owner = "ana", const ReadOptions& options = {}) {
  return read_linkedin(text_source(std::move(text), 1 << 20, "Connections.csv"), owner, options);
}
Network google(std::string text, const ReadOptions& options = {}) {
  return read_google_contacts(text_source(std::move(text), 1 << 20, "contacts.csv"), options);
}
/// The key of the one connection in a file that has only this URL.
std::string key_of_url(const std::string& cell) {
  const Network network = linkedin(header + "Kim,Ng," + cell + ",,,,\n");
  return network.keys().at(network.keys().at(0) == Key("ana") ? 1 : 0).text();
}
std::optional<Time> since_of_date(const std::string& cell) {
  return linkedin(header + "Kim,Ng,,,,,\"" + cell + "\"\n").connection("ana", "Kim Ng").value().since;
}

constexpr Time nov_6_2023 = 1'699'228'800;  // date -u -d 2023-11-06 +%s
constexpr Time feb_29_2020 = 1'582'934'400;

TEST(LinkedIn, ARowIsAMemberAndAConnectionOfTheOwner) {
  Network network;
  const ImportReport report = linkedin(network, notes + header +
                                                    "Kim,Ng,https://www.linkedin.com/in/kim-ng,,\"Ng, \"\"Sons\"\" & Co\",CEO,06 Nov 2023\n"
                                                    "Bo,\"Berg, MBA\",https://www.linkedin.com/in/bo,Bo@Berg.example,,,29 Feb 2020\n");
  EXPECT_EQ(report, (ImportReport{.rows = 2, .accepted = 2, .rejected = {}}));
  EXPECT_EQ(network.keys(), (std::vector<Key>{"ana", "linkedin.com/in/bo", "linkedin.com/in/kim-ng"}));
  EXPECT_EQ(network.member("linkedin.com/in/kim-ng"), (Member{.name = "Kim Ng", .organisation = "Ng, \"Sons\" & Co"}));
  EXPECT_EQ(network.member("linkedin.com/in/bo"), (Member{.name = "Bo Berg, MBA"}));
  EXPECT_EQ(network.member("ana"), Member{});
  EXPECT_EQ(network.connection_count(), 2U);
  EXPECT_EQ(network.connection("ana", "linkedin.com/in/kim-ng"), Connection{.since = nov_6_2023});
  EXPECT_EQ(network.connection("linkedin.com/in/bo", "ana"), Connection{.since = feb_29_2020});
}

TEST(LinkedIn, TheHeaderMayStandAnywhereAndInAnyOrder) {
  const Picture plain(linkedin(header + "Kim,Ng,https://www.linkedin.com/in/kim,,Co,CEO,06 Nov 2023\n"));
  for (const std::string& text :
       {"\xEF\xBB\xBF" + notes + header + "Kim,Ng,https://www.linkedin.com/in/kim,,Co,CEO,06 Nov 2023\n",
        notes + notes + "\n\n# a comment\nan \"open quote, \"here\n" + header + "Kim,Ng,https://www.linkedin.com/in/kim,,Co,CEO,06 Nov 2023",
        std::string("connected on,Notes,COMPANY,Last Name,first name,Notes,url\r\n\r\n06 Nov 2023,x,Co,Ng,Kim,y,https://www.linkedin.com/in/kim\r\n"),
        std::string("First Name\tLast Name\tURL\tCompany\tConnected On\nKim\tNg\tlinkedin.com/in/kim\tCo\t6-Nov-23\n")})
    EXPECT_EQ(Picture(linkedin(text)), plain) << text;
}

TEST(LinkedIn, MissingColumnsAndEmptyCellsSayNothing) {
  const Network network = linkedin("First Name,Last Name,Company\nKim,Ng,\nBo,,Co\n");
  EXPECT_EQ(network.keys(), (std::vector<Key>{"Bo", "Kim Ng", "ana"}));
  EXPECT_EQ(network.connection("ana", "Bo"), Connection{});
  EXPECT_EQ(linkedin(notes + header).member_count(), 0U);
}

TEST(LinkedIn, TheKeyIsTheProfileElseTheEmailElseTheName) {
  for (const char* const url : {"https://www.linkedin.com/in/ana-silva", "http://linkedin.com/in/Ana-Silva/",
                                "https://pt.linkedin.com/in/ana-silva/en", "www.linkedin.com/in/ana-silva?trk=x&y=1", "LinkedIn.com/in/ana-silva#top",
                                "https://www.linkedin.com/in/%61na-silva//", "https://www.linkedin.com/in/%41na-silva"})
    EXPECT_EQ(key_of_url(url), "linkedin.com/in/ana-silva") << url;
  EXPECT_EQ(key_of_url("https://www.linkedin.com/in/zo%C3%AB-\xC3\xABl"), "linkedin.com/in/zoë-ël");
  EXPECT_EQ(key_of_url("https://www.linkedin.com/in/a%ff-%zz-%0a-%"), "linkedin.com/in/a%ff-%zz-%0a-%");
  EXPECT_EQ(key_of_url("https://www.linkedin.com/pub/kim/1/2/"), "linkedin.com/pub/kim/1/2");
  EXPECT_EQ(key_of_url("https://kim.example/me/"), "kim.example/me");
  for (const char* const nowhere : {"", "https://www.linkedin.com/in/", "https://www.linkedin.com", "https://"})
    EXPECT_EQ(key_of_url(nowhere), "Kim Ng");
  EXPECT_TRUE(linkedin(header + "Kim,Ng,,Kim@NG.example,,,\n").contains("kim@ng.example"));
  EXPECT_TRUE(linkedin(header + "Kim,Ng,,not known,,,\n").contains("Kim Ng"));
  EXPECT_TRUE(linkedin(header + "\"  Kim \nMaria\",Ng,,,,,\n").contains("Kim Maria Ng"));
}

TEST(LinkedIn, DatesAreReadAsLinkedInWroteThemOverTheYears) {
  for (const char* const date : {"06 Nov 2023", "6 Nov 2023", "06-Nov-23", "6 november 2023", "Nov 6, 2023", "NOV. 6 2023", "2023-11-06",
                                 "2023-11-06T23:59:59Z", "2023/11/06", "11/6/23, 4:12 PM", "11/06/2023", "06 Nov 2023 10:00"})
    EXPECT_EQ(since_of_date(date), nov_6_2023) << date;
  EXPECT_EQ(since_of_date("29 Feb 2020"), feb_29_2020);
  EXPECT_EQ(since_of_date(""), std::nullopt);
  for (const char* const no_date :
       {"32 Feb 2023", "29 Feb 2023", "0 Jan 2023", "06 Nov 0000", "0000-01-01", "13/01/2023", "06.11.2023", "06 Nov", "soon", "2023",
        "06 Noveber 2023", "06 Nov 2023 maybe", "06 Nov 12023", "99999999999 Nov 2023", "-6 Nov -2023 x", "1699228800", "06 no 2023"}) {
    const auto error = error_of([&] { (void)since_of_date(no_date); });
    ASSERT_TRUE(error) << no_date;
    EXPECT_EQ(error->code(), Errc::invalid_argument) << no_date;
    EXPECT_HAS(error->what(), "Connections.csv:2: Connected On must be a date such as 06 Nov 2023");
  }
}

TEST(LinkedIn, ARowThatNamesNobodyIsLeftOutAndToldOf) {
  Network network;
  const ImportReport report = linkedin(network, header + "Kim,Ng,,,,,\n,,,,,,01 Jan 2023\n\" \",,https://www.linkedin.com/in/,,Co,,\n");
  EXPECT_EQ(report, (ImportReport{.rows = 3, .accepted = 1, .rejected = {{3, "the row names nobody"}, {4, "the row names nobody"}}}));
  EXPECT_EQ(network.keys(), (std::vector<Key>{"Kim Ng", "ana"}));
}

TEST(LinkedIn, LeftOutRowsDoNotCountAsFailures) {
  const std::string text = header + ",,,,,,\n,,,,,,\nKim,Ng,,,,,soon\nBo,,,,,,\nCy,,,,,,later\n";
  Network network;
  const auto error = error_of([&] { linkedin(network, text, "ana", {.max_rejected = 1}); });
  ASSERT_TRUE(error);
  EXPECT_HAS(error->what(), "Connections.csv:6: ");
  EXPECT_HAS(error->what(), "1 rows were rejected before");
  EXPECT_EQ(network.member_count(), 0U);
  const ImportReport report = linkedin(network, text, "ana", {.max_rejected = 2});
  EXPECT_EQ(report.rows, 5U);
  EXPECT_EQ(report.accepted, 1U);
  EXPECT_EQ(report.rejected.size(), 4U);
}

// ana ── kim ── bo      Ana's file and Bo's file, each a star, share Kim, and Ana knows Bo too: both files say so.
//   └────────────┘
const std::string ana = "https://www.linkedin.com/in/ana", bo = "https://www.linkedin.com/in/bo/";
const std::string ana_s_file =
    notes + header + "Kim,Ng,https://www.linkedin.com/in/kim,,,,06 Nov 2023\nBo,Berg,http://linkedin.com/in/bo,,Berg,,29 Feb 2020\n";
const std::string bo_s_file = notes + header +
                              "Kim,Ngo,https://sg.linkedin.com/in/KIM,kim@ng.example,Ng & Co,,06 Nov 2023\n"
                              "Ana,Silva,https://www.linkedin.com/in/ana,,Silva,,06 Nov 2023\n"
                              "Dee,Day,https://www.linkedin.com/in/dee,,,,06 Nov 2023\n";

TEST(LinkedIn, TwoFilesJoin) {
  for (const bool ana_first : {true, false}) {
    Network network;
    if (ana_first) linkedin(network, ana_s_file, ana);
    EXPECT_EQ(linkedin(network, bo_s_file, bo).accepted, 3U);
    if (!ana_first) linkedin(network, ana_s_file, ana);
    EXPECT_EQ(network.keys(), (std::vector<Key>{"linkedin.com/in/ana", "linkedin.com/in/bo", "linkedin.com/in/dee", "linkedin.com/in/kim"}));
    EXPECT_EQ(network.connection_count(), 4U);
    EXPECT_EQ(network.connection("linkedin.com/in/ana", "linkedin.com/in/bo"), Connection{.since = feb_29_2020});  // the earlier
    EXPECT_EQ(network.member("linkedin.com/in/kim"), (Member{.name = ana_first ? "Kim Ng" : "Kim Ngo", .organisation = "Ng & Co"}));
    EXPECT_EQ(network.member("linkedin.com/in/bo"), (Member{.name = "Bo Berg", .organisation = "Berg"}));
    EXPECT_EQ(network.member("linkedin.com/in/ana"), (Member{.name = "Ana Silva", .organisation = "Silva"}));
    const View view = network.snapshot(nov_6_2023).owner_view(Policy::open());
    EXPECT_FALSE(find_paths(view, view.id("linkedin.com/in/ana"), view.id("linkedin.com/in/dee")).empty());  // through Bo
  }
}

TEST(LinkedIn, TheSameFileTwiceChangesNothing) {
  for (const Duplicates duplicates : {Duplicates::reject, Duplicates::last}) {
    Network network = linkedin(ana_s_file, ana);
    const Picture once(network);
    EXPECT_EQ(linkedin(network, ana_s_file, ana, {.duplicates = duplicates}).accepted, 2U);
    EXPECT_EQ(Picture(network), once);
  }
}

TEST(LinkedIn, WhatIsKnownAlreadyStays) {
  Network network;
  network.add_member("Kim Ng", {.name = "Dr Ng", .city = "Rome", .needs = {"rent"}, .openness = 0.5});
  network.add_connection("ana", "Kim Ng", {.weight = 0.5, .since = nov_6_2023, .is_private = true});
  network.add_connection("ana", "Bo");  // holds always
  network.add_interaction("Cy", "Bo", 5);
  linkedin(
      network,
      header + "Kim,Ng,,,Co,,29 Feb 2020\nKim,Ng,,,Other,,06 Nov 2023\nKim,Ng,,,,,\nBo,,,,,,29 Feb 2020\nBo,,,,,,01 Jan 1960\nCy,,,,Cy & Co,,\n");
  EXPECT_EQ(network.member("Kim Ng"), (Member{.name = "Dr Ng", .organisation = "Co", .city = "Rome", .needs = {"rent"}, .openness = 0.5}));
  EXPECT_EQ(network.connection("ana", "Kim Ng"), (Connection{.weight = 0.5, .since = feb_29_2020, .is_private = true}));
  EXPECT_EQ(network.connection("ana", "Bo"), Connection{});
  EXPECT_EQ(network.member("Cy"), (Member{.name = "Cy", .organisation = "Cy & Co"}));
}

TEST(LinkedIn, TheOwnerIsReadLikeARow) {
  const std::string row = header + "Kim,Ng,,,,,\n";
  EXPECT_TRUE(linkedin(row, "https://www.linkedin.com/in/Ana/").contains("linkedin.com/in/ana"));
  EXPECT_TRUE(linkedin(row, "Ana@Silva.example").contains("ana@silva.example"));
  EXPECT_TRUE(linkedin(row, " Ana  Silva ").contains("Ana Silva"));
  for (const Key& wrong : {Key(5), Key(""), Key("  "), Key(std::string(129, 'a')), Key("\xFF")}) {
    const auto error = error_of([&] { (void)linkedin(row, wrong); });
    ASSERT_TRUE(error) << wrong.to_string();
    EXPECT_EQ(error->code(), Errc::invalid_argument);
    EXPECT_HAS(error->what(), "owner");
  }
  const auto self = error_of([&] { (void)linkedin(row, "Kim Ng"); });
  ASSERT_TRUE(self);
  EXPECT_HAS(self->what(), "Connections.csv:2: this is the owner");
}

TEST(LinkedIn, KeysAreText) {
  Network integers;
  integers.add_connection(1, 2);
  EXPECT_HAS(error_of([&] { linkedin(integers, ana_s_file); })->what(), "integers");
  EXPECT_HAS(error_of([&] { (void)linkedin(ana_s_file, "ana", {.keys = KeyKind::integer}); })->what(), "keys must be text");
  EXPECT_HAS(error_of([&] { (void)google("Name,Labels\nAna,\n", {.keys = KeyKind::integer}); })->what(), "keys must be text");
}

TEST(LinkedIn, AFailedImportLeavesNothingBehind) {
  Network network = linkedin(ana_s_file, ana);
  const Picture before(network);
  const auto error = error_of([&] { linkedin(network, bo_s_file + "Eve,\xFF\xFE,,,,,\n", bo); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "Connections.csv:8: ");
  EXPECT_EQ(Picture(network), before);
  EXPECT_EQ(network.connection("linkedin.com/in/ana", "linkedin.com/in/bo"), Connection{.since = feb_29_2020});
}

TEST(LinkedIn, AnAddressHasAHostAndAMonthIsOneOfTwelve) {
  Network network;
  const ImportReport report = linkedin(network, header + "Kim,Ng,n/a,,,,\nBo,Ek,n/a,,,,\nCy,Fox,-,,,,513/6/23\nDee,Day,-,,,,2023-257-06\n", "ana",
                                       {.max_rejected = any_number});
  EXPECT_EQ(report.rejected.size(), 2U);
  EXPECT_EQ(network.keys(), (std::vector<Key>{"Bo Ek", "Kim Ng", "ana"}));
}

TEST(LinkedIn, ARefusedRowLeavesNoTrace) {
  const std::string too_long(70'000, 'x');
  Network network;
  const ImportReport report =
      linkedin(network,
               header + "Kim,Ng,linkedin.com/in/kim,,\xFF,,\nBo,,linkedin.com/in/bo,," + too_long + ",,\nCy,,linkedin.com/in/" +
                   std::string(200, 'c') + ",,,,\nDee,Day\n\"Eve\" x,,,,,,\nAna,,linkedin.com/in/ana,,Co,,\n",
               "linkedin.com/in/ana", {.max_rejected = any_number});
  EXPECT_EQ(report.accepted, 0U);
  EXPECT_EQ(report.rejected.size(), 6U);
  EXPECT_EQ(network.member_count(), 0U);
}

TEST(LinkedIn, AFileWithoutItsHeaderIsRefused) {
  const std::string google_header = "First Name,Last Name,Organization Name,E-mail 1 - Value,Labels\nAna,Silva,,a@b.example,\n";
  for (const std::string& text : {std::string(), std::string("\n\n"), notes, std::string("Kim,Ng,https://www.linkedin.com/in/kim,,,,\n"),
                                  google_header, std::string("First Name;Last Name;URL\n"), std::string(500, '\0'), std::string("\"First Name")}) {
    const auto error = error_of([&] { (void)linkedin(text, "ana", {.max_rejected = any_number}); });
    ASSERT_TRUE(error) << text;
    EXPECT_EQ(error->code(), Errc::corrupt_data);
    EXPECT_HAS(error->what(), "Connections.csv: no line is a header with First Name, Last Name and one of URL");
  }
  const auto twice = error_of([] { (void)linkedin("First Name,Last Name,URL,url\nKim,Ng,a,b\n"); });
  ASSERT_TRUE(twice);
  EXPECT_STREQ(twice->what(), "Connections.csv:1: column 'url' is there twice");
  const auto open = error_of([] { (void)linkedin(header + "Kim,\"Ng,,,,,\nBo,,,,,,\n"); });
  ASSERT_TRUE(open);
  EXPECT_STREQ(open->what(), "Connections.csv:2: a quote that is opened here is never closed");
}

TEST_F(ContactsFile, PathsAndDirectories) {
  EXPECT_EQ(read_linkedin(write("Connections.csv", ana_s_file), ana).connection_count(), 2U);
  EXPECT_EQ(error_of([&] { (void)read_linkedin(folder(), ana); })->code(), Errc::io);
  EXPECT_EQ(error_of([&] { (void)read_google_contacts(folder() / "nowhere"); })->code(), Errc::io);
}

TEST(LinkedIn, NamesMayBeginLikeComments) {
  EXPECT_EQ(linkedin(header + "#1,Coach,,,,,\n%,Percent,,,,,\n").keys(), (std::vector<Key>{"#1 Coach", "% Percent", "ana"}));
}

// --- Google ----------------------------------------------------------------------------------------------------------------------------

TEST(GoogleContacts, TheFormOfToday) {
  const Network network = google(
      "First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
      "E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Formatted,Address 1 - City\n"
      "Grace,B.,Hopper,,US Navy,Admiral,\"a\nb\",* myContacts ::: Navy,* Work,Grace@Navy.example ::: g@x.example,g2@x.example,,,\"1 Main "
      "St\nArlington\",Arlington\n"
      "Ana,,,,,,,,,,ana@silva.example,,,,\n"
      "Bo,,Berg,,,,,,,,,Mobile,+1 (757) 555-0101 ::: 12,,\n"
      "Kim,,Ng,,,,,,,,,,,,\n");
  EXPECT_EQ(network.keys(), (std::vector<Key>{"17575550101", "Kim Ng", "ana@silva.example", "grace@navy.example"}));
  EXPECT_EQ(network.member("grace@navy.example"), (Member{.name = "Grace B. Hopper", .organisation = "US Navy", .city = "Arlington"}));
  EXPECT_EQ(network.member("17575550101"), Member{.name = "Bo Berg"});
  EXPECT_EQ(network.connection_count(), 0U);
}

TEST(GoogleContacts, TheFormBefore) {
  const Network network = google(
      "Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - City,"
      "Organization 1 - Type,Organization 1 - Name\n"
      "\"Zoë, Smith\",Zoë,,Smith,* myContacts,Home,Zoe@Smith.example,,,Köln,,Unicode Works\n"
      ",Ana,Maria,Silva,,,,Mobile,\"(757) 555-0101\",,,\n");
  EXPECT_EQ(network.keys(), (std::vector<Key>{"7575550101", "zoe@smith.example"}));
  EXPECT_EQ(network.member("zoe@smith.example"), (Member{.name = "Zoë, Smith", .organisation = "Unicode Works", .city = "Köln"}));
  EXPECT_EQ(network.member("7575550101"), Member{.name = "Ana Maria Silva"});
}

TEST(GoogleContacts, OnePersonOfTwoRowsAndOfMail) {
  Network network;
  network.add_interaction("ana@silva.example", "bo@berg.example", 5);
  const std::string text =
      "Name,E-mail 1 - Value,Organization 1 - Name,Address 1 - City\nAna,ANA@silva.example,,\nAna Silva,ana@silva.example,Silva,Rome\n,,Nobody "
      "Inc,\n";
  for (int again = 0; again < 2; ++again) {
    const ImportReport report = import_google_contacts(network, text_source(text));
    EXPECT_EQ(report, (ImportReport{.rows = 3, .accepted = 2, .rejected = {{4, "the row names nobody"}}}));
    EXPECT_EQ(network.member_count(), 2U);
    EXPECT_EQ(network.member("ana@silva.example"), (Member{.name = "Ana", .organisation = "Silva", .city = "Rome"}));
  }
}

TEST(GoogleContacts, OtherFilesAreRefused) {
  for (const std::string& text : {std::string(), header, std::string("key,name\nana,Ana\n"), std::string("Name,Email\nAna,a@b.example\n")}) {
    const auto error = error_of([&] { (void)google(text); });
    ASSERT_TRUE(error) << text;
    EXPECT_EQ(error->code(), Errc::corrupt_data);
    EXPECT_HAS(error->what(), "contacts.csv: no line is a header with Name or First Name, and E-mail 1 - Value");
  }
}

}  // namespace
