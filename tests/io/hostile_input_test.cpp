// Files from outside are hostile: whatever they hold, a reader imports them or throws hobnob::Error, and then nothing has changed.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/csv.hpp"
#include "hobnob/io/edge_list.hpp"
#include "text_files.hpp"

namespace {

using namespace hobnob;
using namespace hobnob::test;

using Import = ImportReport (*)(Network&, const Source&, const ReadOptions&);

/// A record with a fact of every kind that an import can touch.
Network some_record() {
  Network network;
  network.add_member("ana", {.name = "Ana", .industry = {}, .organisation = {}, .city = {}, .needs = {}, .offers = {}, .joined = {}, .ask_cap = {}});
  network.add_connection("ana", "bo", {.weight = 0.5, .since = 5});
  network.add_interaction("bo", "kim", 20, {.kind = "call", .participants = {"lee"}});
  network.add_group("chess", "kim");
  network.add_follow("kim", "ana");
  network.set_consent("ana", Purpose::introduce, false);
  return network;
}

// Bad files, one by one

struct BadFile {
  const char* what;
  Import import;
  std::string content;
  Errc code;
  std::uint64_t line;
  std::string reason;
  bool of_the_row;   ///< May be allowed and then is reported; else it ends every import.
};

std::vector<BadFile> bad_files() {
  using enum Errc;
  return {
      {"an unknown column", import_connections, "source,target,strength\nmax,bo,1\n", corrupt_data, 1, "unknown column 'strength'", false},
      {"an unknown column of members", import_members, "key,nickname\nmax,x\n", corrupt_data, 1, "unknown column 'nickname'", false},
      {"no header where one must be", import_consents, "ana,introduce,yes\n", corrupt_data, 1, "the first line must be a header", false},
      {"weight NaN", import_connections, "max,bo,1\nmax,kim,nan\n", invalid_argument, 2, "weight must be", true},
      {"a negative weight", import_connections, "max,bo,1\nmax,kim,-0.1\n", invalid_argument, 2, "weight must be", true},
      {"a weight over one", import_connections, "max,bo,1\nmax,kim,1.5\n", invalid_argument, 2, "weight must be", true},
      {"a weight beyond doubles", import_connections, "max,bo,1\nmax,kim,1e999\n", invalid_argument, 2, "weight must be", true},
      {"a time before year 1", import_interactions, "max bo 1\nmax bo -62135596801\n", invalid_argument, 2, "time must be", true},
      {"a time after year 9999", import_interactions, "max bo 1\nmax bo 253402300800\n", invalid_argument, 2, "time must be", true},
      {"a self loop of an interaction", import_interactions, "max bo 1\nmax max 1\n", invalid_argument, 2, "two members", true},
      {"a self loop of a connection", import_connections, "max bo\nbo bo\n", invalid_argument, 2, "two members", true},
      {"a self loop of an arc", import_arcs, "max bo\nmax max\n", invalid_argument, 2, "two members", true},
      {"an arc twice in the file", import_arcs, "max bo\nmax bo\n", duplicate_key, 2, "from 'max' to 'bo' already", true},
      {"probability NaN", import_arcs, "max,bo,1\nmax,kim,nan\n", invalid_argument, 2, "probability must be", true},
      {"a probability over one", import_arcs, "max,bo,1\nmax,kim,1.5\n", invalid_argument, 2, "probability must be", true},
      {"an unknown column of arcs", import_arcs, "source,target,weight\nmax,bo,1\n", corrupt_data, 1, "unknown column 'weight'", false},
      {"an arc from nobody", import_arcs, "max,bo,1\n,bo,1\n", invalid_argument, 2, "source must not be empty", true},
      {"a self loop of a follow", import_follows, "max bo\nmax max\n", invalid_argument, 2, "two members", true},
      {"a connection that is there", import_connections, "max bo\nbo ana\n", duplicate_key, 2, "connected already", true},
      {"a connection twice in the file", import_connections, "max bo\nbo max\n", duplicate_key, 2, "connected already", true},
      {"a member described before", import_members, "key\nmax\nana\n", duplicate_key, 3, "already", true},
      {"bytes that are no UTF-8", import_interactions, "max bo 1\nmax b\xC3\x28 1\n", invalid_argument, 2, "target must be UTF-8", true},
      {"a surrogate in UTF-8", import_groups, "go max\ngo \xED\xA0\x80\n", invalid_argument, 2, "member must be UTF-8", true},
      {"a name that is no UTF-8", import_members, "key,name\nmax,Max\npat,\xFF\n", invalid_argument, 3, "name must be UTF-8", true},
      {"an empty key", import_interactions, "max,bo,1\n,bo,1\n", invalid_argument, 2, "source must not be empty", true},
      {"a key of 129 bytes", import_follows, "max bo\nmax " + std::string(129, 'x') + "\n", invalid_argument, 2, "at most 128 bytes", true},
      {"a column too few", import_interactions, "max bo 1\nmax bo\n", corrupt_data, 2, "2 columns found", true},
      {"a column too many", import_follows, "max bo\nmax kim follow x\n", corrupt_data, 2, "4 columns found", true},
      {"text after a closing quote", import_groups, "go,max\n\"go\"x,bo\n", corrupt_data, 2, "text follows a closing quote", true},
      {"a quote never closed", import_groups, "go,max\n\"go,bo\nx,y\n", corrupt_data, 2, "never closed", false},
      {"a line without an end", import_groups, "go,max\n" + std::string((1 << 20) + 1, 'x'), corrupt_data, 2, "longer than 1 MiB", false},
      {"consent of a stranger", import_consents, "member,purpose,allow\nana,introduce,yes\nmax,introduce,no\n", unknown_member, 3, "no member 'max'",
       true},
      {"zeros", import_interactions, "max bo 1\n" + std::string(1000, '\0') + "\n", corrupt_data, 2, "1 columns found", true},
  };
}

TEST(HostileInput, EachBadFileIsNamedWithItsLineAndChangesNothing) {
  for (const BadFile& bad : bad_files()) {
    Network network = some_record();
    const Picture before(network);
    const auto error = error_of([&] { (void)bad.import(network, text_source(bad.content, 5, "bad.txt"), {}); });
    ASSERT_TRUE(error) << bad.what;
    EXPECT_EQ(error->code(), bad.code) << bad.what;
    EXPECT_HAS(error->what(), "bad.txt:" + std::to_string(bad.line) + ": ");
    EXPECT_HAS(error->what(), bad.reason);
    EXPECT_EQ(Picture(network), before) << bad.what;
  }
}

TEST(HostileInput, ABadRowThatIsAllowedIsReportedAndTheOthersAreKept) {
  for (const BadFile& bad : bad_files()) {
    Network network = some_record();
    const Picture before(network);
    ImportReport report;
    const auto error = error_of([&] { report = bad.import(network, text_source(bad.content), {.max_rejected = 1}); });
    EXPECT_EQ(!error, bad.of_the_row) << bad.what;
    if (error) {
      EXPECT_EQ(Picture(network), before) << bad.what;
      continue;
    }
    EXPECT_EQ(report.rows, 2U) << bad.what;
    EXPECT_EQ(report.accepted, 1U) << bad.what;
    ASSERT_EQ(report.rejected.size(), 1U) << bad.what;
    EXPECT_EQ(report.rejected[0].line, bad.line) << bad.what;
    EXPECT_HAS(report.rejected[0].reason, bad.reason);
    EXPECT_NE(Picture(network), before) << bad.what;
  }
}

TEST(HostileInput, KeysOfTheOtherKindAreRefusedAndChangeNothing) {
  Network network = some_record();
  const Picture before(network);
  for (const bool merge : {false, true}) {
    const auto error =
        error_of([&] { import_interactions(network, text_source("1 2 10\n"), {.keys = KeyKind::integer, .merge_same_instant = merge}); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::invalid_argument);
    EXPECT_HAS(error->what(), "rows:1: ");
  }
  EXPECT_EQ(Picture(network), before);
}

TEST(HostileInput, AFailedFirstImportDoesNotDecideTheKindOfKeys) {
  Network network;
  EXPECT_TRUE(error_of([&] { import_interactions(network, text_source("1 2 10\n1 1 10\n"), {.keys = KeyKind::integer}); }));
  EXPECT_FALSE(network.text_keys());
  import_interactions(network, text_source("ana bo 10\n"));
  EXPECT_EQ(network.member_count(), 2U);
}

// Damaged gzip

TEST(HostileInput, GzipCutShortAnywhereIsCorruptAndChangesNothing) {
  SKIP_WITHOUT_ZLIB();
  for (const std::string& packed : {packed_rows, packed_rows + stored_gzip("kim lee 30\n")})
    for (std::size_t cut = 1; cut < packed.size(); ++cut) {
      if (cut == packed_rows.size()) continue;  // whole members only
      Network network = some_record();
      const Picture before(network);
      const auto error = error_of([&] { (void)import_interactions(network, text_source(packed.substr(0, cut), 7, "cut.gz")); });
      ASSERT_TRUE(error) << cut;
      EXPECT_EQ(error->code(), Errc::corrupt_data) << cut;
      EXPECT_HAS(error->what(), "cut.gz");
      EXPECT_EQ(Picture(network), before) << cut;
    }
}

TEST(HostileInput, AFlippedBitInGzipIsNoticedOrHarmless) {
  SKIP_WITHOUT_ZLIB();
  Network whole = some_record();
  import_interactions(whole, text_source(packed_rows));
  const Picture after(whole);
  int noticed = 0;
  for (std::size_t bit = 0; bit < packed_rows.size() * 8; ++bit) {
    std::string flipped = packed_rows;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    Network network = some_record();
    const Picture before(network);
    const auto error = error_of([&] { (void)import_interactions(network, text_source(flipped, 1, "flipped.gz")); });
    noticed += error.has_value();
    EXPECT_EQ(Picture(network), error ? before : after) << bit;
    if (error) {
      EXPECT_HAS(error->what(), "flipped.gz");
    } else {  // bytes 3 to 9 hold flags, date and system; the last of the data may end in unused bits
      EXPECT_TRUE((bit / 8 >= 3 && bit / 8 < 10) || bit / 8 == packed_rows.size() - 9) << bit;
    }
  }
  EXPECT_GE(noticed, 30 * 8);
}

// Anything at all: valid files with a few bytes changed, cut, doubled or spliced

struct Seed {
  Import import;
  std::string content;
};

const std::vector<Seed>& seeds() {
  static const std::vector<Seed> all{
      {import_interactions, "# mail\nana bo 10\nbo kim 20.5\nkim lee -3\nbo ana 10 meeting\n"},
      {import_interactions, "source,target,time,kind,participants\nana,bo,10,call,\"kim;lee\"\n\"b \"\"o\"\"\",kim,1e3,,\n"},
      {import_interactions, packed_rows},
      {import_interactions, stored_gzip("ana bo 10\nana kim 10\n") + packed_rows},
      {import_connections, "\xEF\xBB\xBFsource\ttarget\tprivate\ttime\tweight\r\nmax\tbo\tyes\t10\t0.5\r\nmax\tkim\t\t\t1e-3\r\n"},
      {import_connections, "max,bo,0.5\nmax,kim\nlee,max,1\n"},
      {import_follows, "ana bo\nbo kim subscription\n% end"},
      {import_arcs, "2 3\nana bo 0.5\nbo ana 1\nana kim 1e-3\n"},
      {import_arcs, "target,probability,source\nmax,.5,\"kim;lee\"\nlee,,max\n"},
      {import_groups, "chess,ana\n\"two\nlines\",bo,5,20\nchess,kim,,20\n"},
      {import_members, "key,name,needs,offers,openness,joined,unlisted,ask_cap,do_not_contact\nmax,\"Max, M.\",a;b,c,0.5,10,yes,3,no\nlee,,,,,,,,\n"},
      {import_consents,
       "member,purpose,allow,grantee,from,until\nana,introduce,yes,all,,\nbo,share_ties,0,group:chess,5,20\nkim,be_counted,1,member:bo,,\n"}};
  return all;
}

std::string mutated(std::string text, Stream& random) {
  static constexpr std::string_view spice("\0\xFF\x1F\x8B\"\n\r\t ,;#%-.:eE09nai\xC3\x28", 26);
  for (std::uint64_t changes = 1 + random.below(4); changes > 0; --changes) {
    const auto at = static_cast<std::size_t>(random.below(text.size() + 1));
    const auto size = static_cast<std::size_t>(random.below(text.size() - at + 1));
    switch (random.below(6)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(random.below(256));
        break;
      case 1: text.insert(at, 1, spice[static_cast<std::size_t>(random.below(spice.size()))]); break;
      case 2: text.erase(at, std::min(size, std::size_t{8})); break;
      case 3: text.insert(at, text.substr(at, size)); break;
      case 4: text.resize(at); break;
      default: {
        const std::string& other = seeds()[static_cast<std::size_t>(random.below(seeds().size()))].content;
        text.insert(at, other.substr(static_cast<std::size_t>(random.below(other.size()))));
      }
    }
    if (text.size() > 4000) text.resize(4000);
  }
  return text;
}

TEST(HostileInput, AnyBytesAreImportedOrRefusedWhole) {
  constexpr std::uint64_t tries = 2'000;
  std::uint64_t imported = 0, refused = 0;
  for (std::uint64_t i = 0; i < tries; ++i) {
    Stream random(2024, i);
    const Seed& seed = seeds()[i % seeds().size()];
    const std::string text = mutated(seed.content, random);
    const ReadOptions options{.skip_lines = random.below(3),
                              .max_rejected = random.below(3),
                              .duplicates = random.below(2) ? Duplicates::last : Duplicates::reject,
                              .undirected = random.below(2) == 1,
                              .merge_same_instant = random.below(2) == 1};
    const std::array<std::size_t, 3> steps{1, 13, 100'000};
    const std::size_t step = steps[random.below(3)];
    Network network = some_record();
    const Picture before(network);
    ImportReport report;
    const auto error = error_of([&] { report = seed.import(network, text_source(text, step), options); });
    error ? ++refused : ++imported;
    if (error) {
      ASSERT_EQ(Picture(network), before) << "try " << i;
      ASSERT_HAS(error->what(), "rows");
    } else {
      ASSERT_EQ(report.rows, report.accepted + report.rejected.size()) << "try " << i;
      ASSERT_LE(report.rejected.size(), options.max_rejected) << "try " << i;
      ASSERT_TRUE(report.accepted > 0 || Picture(network) == before) << "try " << i;
      Network again = some_record();  // how the bytes arrive does not matter
      ASSERT_EQ(seed.import(again, text_source(text, 3), options), report) << "try " << i;
      ASSERT_EQ(Picture(again), Picture(network)) << "try " << i;
    }
  }
  EXPECT_GT(imported, tries / 20);  // else the mutations are too wild to try much
  EXPECT_GT(refused, tries / 20);
}

}  // namespace
