// Bytes come from paths and callbacks, packed or plain, whole or in crumbs; and lines come out the same.
#include "hobnob/io/source.hpp"

#include <algorithm>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/edge_list.hpp"
#include "text_files.hpp"

namespace {

using namespace hobnob;
using namespace hobnob::test;

using SourceTest = TextFiles;

/// The two rows that most of these tests read.
Network two_rows() {
  Network network;
  network.add_interaction("ana", "bo", 10);
  network.add_interaction("bo", "kim", 20);
  return network;
}
void expect_two_rows(const Source& source) { EXPECT_EQ(Picture(read_interactions(source)), Picture(two_rows())) << source.name; }

TEST_F(SourceTest, AFileIsReadByItsPath) {
  const std::filesystem::path path = write("mail.txt", "ana bo 10\nbo kim 20\n");
  expect_two_rows(path);
  expect_two_rows(path.string());
  expect_two_rows(path.c_str());
}

TEST_F(SourceTest, AFileIsReadFromItsStartEachTime) {
  const Source source(write("mail.txt", "ana bo 10\nbo kim 20\n"));
  expect_two_rows(source);
  expect_two_rows(source);
}

TEST_F(SourceTest, AFileIsNotOpenedBeforeItIsRead) {
  const Source source(folder() / "mail.txt");
  write("mail.txt", "ana bo 10\nbo kim 20\n");
  expect_two_rows(source);
}

TEST_F(SourceTest, ACallbackMayFillAsLittleAsItLikes) {
  for (const std::size_t step : {1U, 2U, 3U, 7U, 1000U}) expect_two_rows(text_source("ana bo 10\nbo kim 20\n", step));
}

TEST_F(SourceTest, LinesEndAsAnySystemEndsThem) {
  for (const std::string_view text : {"ana bo 10\nbo kim 20\n", "ana bo 10\r\nbo kim 20\r\n", "ana bo 10\rbo kim 20\r", "ana bo 10\r\nbo kim 20",
                                      "ana bo 10\nbo kim 20", "ana bo 10\rbo kim 20\n", "\r\n\rana bo 10\n\n\r\nbo kim 20\r\n\r\n"})
    for (const std::size_t step : {1U, 10U, 11U, 1000U}) expect_two_rows(text_source(std::string(text), step));
}

TEST_F(SourceTest, LinesAreCountedAlikeWhateverEndsThem) {
  for (const std::string_view end : {"\n", "\r\n", "\r"}) {
    std::string text;
    for (const std::string_view line : {"# three lines before the bad one", "", "ana bo 10", "bo bo 20"}) (text += line) += end;
    for (const std::size_t step : {1U, 1000U}) {
      const auto error = error_of([&] { (void)read_interactions(text_source(text, step)); });
      ASSERT_TRUE(error);
      EXPECT_HAS(error->what(), "rows:4: ");
    }
  }
}

TEST_F(SourceTest, AByteOrderMarkIsNoPartOfTheFirstKey) {
  expect_two_rows(
      text_source("\xEF\xBB\xBF"
                  "ana bo 10\nbo kim 20\n"));
  expect_two_rows(
      text_source("\xEF\xBB\xBF"
                  "source,target,time\nana,bo,10\nbo,kim,20\n",
                  1));
}

TEST_F(SourceTest, LinesLongerThanTheBufferAreWhole) {
  const std::string long_comment = "#" + std::string(700'000, 'x') + "\n";
  expect_two_rows(text_source(long_comment + "ana bo 10\n" + long_comment + long_comment + "bo kim 20\n", 100'000));
}

TEST_F(SourceTest, ALineMayHoldOneMebibyteAndNoByteMore) {
  const std::string most(1024 * 1024 - 1, 'x');
  expect_two_rows(text_source("ana bo 10\n#" + most + "\nbo kim 20\n"));
  const auto error = error_of([&] { (void)read_interactions(text_source("ana bo 10\n#" + most + "x\nbo kim 20\n")); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "rows:2: the line is longer than 1 MiB");
}

TEST_F(SourceTest, AnEndlessLineIsGivenUpSoon) {
  std::size_t given = 0, largest_room = 0;
  const Source endless("endless", [&](std::span<char> room) {
    given += room.size();
    largest_room = std::max(largest_room, room.size());
    std::fill(room.begin(), room.end(), 'x');
    return given < (std::size_t{1} << 30) ? room.size() : 0;
  });
  const auto error = error_of([&] { (void)read_interactions(endless); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "endless:1: ");
  EXPECT_LE(given, 2U << 20);
  EXPECT_LE(largest_room, 1U << 19);
}

TEST_F(SourceTest, AQuotedCellThatIsNeverClosedIsGivenUpSoon) {
  std::size_t given = 0;
  const Source endless("endless", [&](std::span<char> room) {
    std::fill(room.begin(), room.end(), '\n');
    if (given == 0) room[0] = '"';
    given += room.size();
    return given < (std::size_t{1} << 30) ? room.size() : 0;
  });
  const auto error = error_of([&] { (void)read_interactions(endless, {.max_rejected = any_number}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "endless:1: a quoted cell");
  EXPECT_LE(given, 2U << 20);
}

TEST_F(SourceTest, GzipIsKnownByItsFirstBytesNotByItsName) {
  SKIP_WITHOUT_ZLIB();
  expect_two_rows(write("mail.txt.gz", packed_rows));
  expect_two_rows(write("mail.txt", packed_rows));
  expect_two_rows(write("plain.gz", "ana bo 10\nbo kim 20\n"));
}

TEST_F(SourceTest, WithoutZlibAPackedFileIsRefusedByThatReason) {
  if (reads_gzip()) GTEST_SKIP() << "built with zlib";
  const std::filesystem::path path = write("mail.txt.gz", packed_rows);
  const auto error = error_of([&] { (void)read_interactions(path); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::io);
  EXPECT_HAS(error->what(), path.string() + " is compressed by gzip, and this hobnob was built without zlib");
}

TEST_F(SourceTest, GzipMayComeInCrumbs) {
  SKIP_WITHOUT_ZLIB();
  for (const std::size_t step : {1U, 2U, 5U}) expect_two_rows(text_source(packed_rows, step));
}

TEST_F(SourceTest, GzipMembersFollowEachOther) {
  SKIP_WITHOUT_ZLIB();
  for (const std::size_t step : {1U, 1000U}) {
    expect_two_rows(text_source(stored_gzip("ana bo 10\nbo k") + stored_gzip("") + stored_gzip("im 20\n"), step));
    EXPECT_EQ(read_interactions(text_source(packed_rows + packed_rows, step)).interaction_count(), 4U);
  }
}

TEST_F(SourceTest, GzipMayBeLargerThanAnyBuffer) {
  SKIP_WITHOUT_ZLIB();
  std::string text;
  Network by_hand;
  for (int i = 0; i < 200'000; ++i) {
    text += std::to_string(i % 1000) + ' ' + std::to_string(1000 + i % 77) + ' ' + std::to_string(i) + '\n';
    by_hand.add_interaction(i % 1000, 1000 + i % 77, i);
  }
  ASSERT_GT(text.size(), 2U << 20);
  EXPECT_EQ(Picture(read_interactions(write("mail.gz", stored_gzip(text)), {.keys = KeyKind::integer})), Picture(by_hand));
}

TEST_F(SourceTest, GzipThatGoesOnAsSomethingElseIsDamaged) {
  SKIP_WITHOUT_ZLIB();
  for (const std::string_view rest : {"x", "\x1F", "ana bo 10\n"}) {
    const auto error = error_of([&] { (void)read_interactions(text_source(packed_rows + std::string(rest))); });
    ASSERT_TRUE(error) << rest;
    EXPECT_EQ(error->code(), Errc::corrupt_data) << rest;
  }
}

TEST_F(SourceTest, APackedBombOfOneLineIsGivenUpSoon) {
  SKIP_WITHOUT_ZLIB();
  std::size_t given = 0;  // a stored block again and again, never the last one
  const std::string block = stored_gzip(std::string(65'535, 'x') + "y").substr(10, 5 + 65'535);
  const Source endless("bomb", [&, pending = std::string("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10)](std::span<char> room) mutable {
    if (pending.empty()) pending = block;
    const std::size_t size = std::min(room.size(), pending.size());
    std::copy_n(pending.begin(), size, room.begin());
    pending.erase(0, size);
    given += size;
    return given < (std::size_t{1} << 30) ? size : 0;
  });
  const auto error = error_of([&] { (void)read_interactions(endless); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "bomb:1: the line is longer");
  EXPECT_LE(given, 2U << 20);
}

TEST_F(SourceTest, AMissingFileIsNamed) {
  const auto error = error_of([&] { (void)read_interactions(folder() / "none.txt"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::io);
  EXPECT_HAS(error->what(), (folder() / "none.txt").string());
  EXPECT_HAS(error->what(), "check the path");
}

TEST_F(SourceTest, ADirectoryIsNamed) {
  const auto error = error_of([&] { (void)read_interactions(folder()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::io);
  EXPECT_HAS(error->what(), folder().string() + " is a directory; give a file in it");
}

TEST_F(SourceTest, AnUnreadableFileIsNamed) {
  const std::filesystem::path path = write("secret.txt", "ana bo 10\n");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  if (std::ifstream(path).is_open()) GTEST_SKIP() << "this user may read everything";
  const auto error = error_of([&] { (void)read_interactions(path); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::io);
  EXPECT_HAS(error->what(), path.string());
}

TEST_F(SourceTest, AFileThatFailsWhileBeingReadIsNamed) {
  const std::filesystem::path broken = "/proc/self/mem";  // can be opened; nothing is mapped at its start
  if (!std::filesystem::exists(broken)) GTEST_SKIP() << "no such file here";
  const auto error = error_of([&] { (void)read_interactions(broken); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::io);
  EXPECT_HAS(error->what(), broken.string() + " cannot be read");
}

TEST_F(SourceTest, ANameThatCouldGarbleAMessageIsQuoted) {
  const auto error = error_of([&] { (void)read_interactions(text_source("ana ana 10\n", 100, "a\n\x1B[31m\xFF")); });
  ASSERT_TRUE(error);
  EXPECT_HAS(error->what(), R"('a\x0a\x1b[31m\xff':1: )");
}

TEST_F(SourceTest, FilesOfOtherKindsAreNamedAsWhatTheyAre) {
  using namespace std::string_literals;
  for (const auto& [bytes, advice] : std::vector<std::pair<std::string, std::string>>{{"\xFF\xFE"
                                                                                       "a\0n\0a\0"s,
                                                                                       "is UTF-16; save it as UTF-8"},
                                                                                      {"\xFE\xFF\0a\0n\0a"s, "is UTF-16; save it as UTF-8"},
                                                                                      {"PK\x03\x04\x14\0\0\0"s, "is a zip archive; unpack it first"},
                                                                                      {"\xFD"
                                                                                       "7zXZ\0\0\x04"s,
                                                                                       "is compressed by xz"},
                                                                                      {"\x28\xB5\x2F\xFD\x04"s, "is compressed by zstd"}}) {
    const auto error = error_of([&] { (void)read_interactions(text_source(bytes, 1)); });
    ASSERT_TRUE(error) << advice;
    EXPECT_EQ(error->code(), Errc::corrupt_data);
    EXPECT_HAS(error->what(), "rows " + advice);
  }
}

TEST_F(SourceTest, WhatACallbackThrowsPassesUnchangedAndNothingIsKept) {
  Network network = two_rows();
  const Picture before(network);
  const Source failing("socket", [first = true](std::span<char> room) mutable {
    if (!std::exchange(first, false)) throw std::out_of_range("the line is dead");
    const std::string_view text = "kim ana 30\n";
    std::copy(text.begin(), text.end(), room.begin());
    return text.size();
  });
  EXPECT_THROW(import_interactions(network, failing), std::out_of_range);
  EXPECT_EQ(Picture(network), before);
}

TEST_F(SourceTest, ACallbackThatClaimsMoreThanItsRoomIsRefused) {
  const Source boasting("boast", [](std::span<char> room) { return room.size() + 1; });
  const auto error = error_of([&] { (void)read_interactions(boasting); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "boast");
}

TEST_F(SourceTest, ASourceWithoutAFunctionIsRefused) {
  const auto error = error_of([&] { (void)read_interactions(Source("empty", nullptr)); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::invalid_argument);
  EXPECT_HAS(error->what(), "empty");
}

}  // namespace
