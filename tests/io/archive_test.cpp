// A saved record is read back whole or refused, and at every instant there is one.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "archive_oracle.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "support/progress.hpp"
#include "support/random_network.hpp"
#include "support/record_oracle.hpp"
#include "text_files.hpp"

namespace {

using namespace hobnob;
using namespace hobnob::test;
using support::Dice;
using support::Fact;
using support::RecordOracle;

support::RandomFacts some_facts(Dice& dice) {
  return {.members = dice.between(3, 9), .facts = dice.between(0, 60), .text_keys = dice.chance(0.7), .refusals_too = false};
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A record with a fact of every kind, most kinds of values and a word of two bytes.
std::vector<Fact> one_of_each() {
  using namespace support;
  Member ana;
  ana.name = "Ana", ana.city = "K\xC3\xB6ln", ana.needs = {"law", "go"}, ana.openness = 0.5, ana.joined = 100, ana.ask_cap = 3;
  Member kim;
  kim.industry = "law", kim.organisation = "K & Co", kim.offers = {"law"}, kim.unlisted = true, kim.do_not_contact = true;
  return {Says{"ana", ana},
          Says{"kim", kim},
          Connects{"ana", "bo", {.weight = 0.5, .since = 200, .is_private = true}},
          Connects{"kim", "bo"},
          Interacts{"bo", "kim", 300, {.kind = "call", .participants = {"lee", "ana"}}},
          Interacts{"kim", "ana", 300, {.kind = "meeting"}},
          Interacts{"ana", "bo", -5, {.undirected = true}},
          Joins{"chess", "lee", {.start = 10, .until = 400}},
          Joins{"chess", "lee"},
          Follows{"lee", "ana", Channel::subscription, 250},
          Follows{"lee", "ana", Channel::follow, {}},
          Consents{"ana", Purpose::introduce, false, {}, {}},
          Consents{"bo", Purpose::share_ties, true, Grantee::group("rowing"), {.until = 900}},
          Consents{"bo", Purpose::be_counted, true, Grantee::member("kim"), {.start = 900}},
          Consents{"kim", Purpose::be_messaged, true, Grantee::connections(), {}},
          Blocks{"lee", "bo", {.start = 1000}},
          Asks{"lee", "ana", "kim", 500},
          Answers{"lee", "ana", "kim", 600, Outcome::yes},
          Asks{"lee", "ana", "kim", 700},
          Asks{"lee", "bo", "kim", 500},
          Answers{"lee", "bo", "kim", 500, Outcome::no},
          Sees{"lee", "kim", 450},
          Sees{"lee", "kim", 450}};
}

// The format

TEST(Archive, BytesAreThoseOfTheFormatWhateverTheOrderOfEntryAndReadBackToTheSameRecord) {
  for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
    Dice dice(seed);
    const support::RandomFacts wanted = some_facts(dice);
    const std::vector<Fact> facts = support::random_facts(dice, wanted);
    const Network network = support::network_of(facts);
    const std::string bytes = network.to_bytes();
    ASSERT_EQ(bytes, Archive(support::oracle_of(facts)).bytes()) << seed;
    ASSERT_EQ(support::network_of(support::shuffled(dice, facts)).to_bytes(), bytes) << seed;

    const Network loaded = Network::from_bytes(bytes);
    ASSERT_EQ(loaded.to_bytes(), bytes) << seed;
    ASSERT_EQ(loaded.keys(), network.keys()) << seed;
    ASSERT_EQ(loaded.text_keys(), network.text_keys()) << seed;
    for (const Key& key : loaded.keys()) ASSERT_EQ(loaded.member(key), network.member(key)) << seed;
    for (const Time at : {support::random_instant(dice, wanted), support::random_instant(dice, wanted), max_time})
      ASSERT_EQ(loaded.snapshot(at), network.snapshot(at)) << seed;
  }
}

TEST(Archive, ALoadedRecordGoesOnLikeTheSavedOne) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Dice dice(seed);
    support::RandomFacts wanted = some_facts(dice);
    wanted.facts = 40;
    const std::vector<Fact> facts = support::random_facts(dice, wanted);
    Network network = support::network_of(facts);
    Network loaded = Network::from_bytes(network.to_bytes());
    const std::vector<Key> keys = network.keys();
    for (int i = 0; i < 60; ++i) {
      const Fact fact = dice.chance(0.3) ? dice.pick(facts) : support::random_fact(dice, support::random_keys(dice, 9, *network.text_keys()), wanted);
      ASSERT_EQ(support::accepts(network, fact), support::accepts(loaded, fact)) << seed;
    }
    ASSERT_EQ(loaded.to_bytes(), network.to_bytes()) << seed;
    const Key gone = dice.pick(keys);
    network.remove(gone), loaded.remove(gone);
    ASSERT_EQ(loaded.to_bytes(), network.to_bytes()) << seed;
  }
}

TEST(Archive, AMemberWhoWasRemovedLeavesNoTraceInTheBytes) {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    Dice dice(seed);
    support::RandomFacts wanted = some_facts(dice);
    wanted.facts = 30;
    const std::vector<Fact> facts = support::random_facts(dice, wanted);
    Network network = support::network_of(facts);
    const RecordOracle all = support::oracle_of(facts);
    const Key gone = dice.pick(network.keys());
    network.remove(gone);
    RecordOracle without = support::oracle_of(all.told_without(gone));
    for (auto& [key, said] : without.members) said = all.members.at(key);  // it tells of everybody, also of those who were only mentioned
    ASSERT_EQ(network.to_bytes(), Archive(without).bytes()) << seed;
  }
}

TEST(Archive, VersionOneStaysReadable) {
  const std::filesystem::path path = std::filesystem::path(__FILE__).parent_path() / "data" / "version1.hobnob";
  const Network loaded = Network::load(path.string());
  EXPECT_EQ(Picture(loaded), Picture(support::network_of(one_of_each())));
  Archive archive(support::oracle_of(one_of_each()));
  EXPECT_EQ(loaded.to_bytes(), archive.bytes());  // it is saved in the newest version
  archive.version = 1;
  EXPECT_EQ(archive.bytes(), bytes_of(path));
}

TEST(Archive, VersionOneKnowsNoTargetWhoDeclines) {
  std::vector<Fact> facts = one_of_each();
  facts.emplace_back(support::Asks{"lee", "bo", "kim", 900});
  facts.emplace_back(support::Answers{"lee", "bo", "kim", 950, Outcome::declined});
  Archive archive(support::oracle_of(facts));
  EXPECT_EQ(Picture(Network::from_bytes(archive.bytes())), Picture(support::network_of(facts)));
  archive.version = 1;
  const auto error = error_of([&] { (void)Network::from_bytes(archive.bytes()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), "outcome must be below 2");
}

TEST(Archive, ABatchThatIsOpenMustEndBeforeSaving) {
  Network network = support::network_of(one_of_each());
  const std::string before = network.to_bytes();
  {
    const Network::Batch batch(network);
    network.add_connection("max", "pat");
    const auto error = error_of([&] { (void)network.to_bytes(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::invalid_argument);
  }
  EXPECT_EQ(network.to_bytes(), before);  // kinds and groups that a batch took back are in no row
}

// Hostile bytes

std::optional<Error> refusal_of(std::string_view bytes) {
  return error_of([&] { (void)Network::from_bytes(bytes); });
}

TEST(Archive, EveryPrefixAndEveryAdditionIsRefused) {
  const std::string bytes = support::network_of(one_of_each()).to_bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    for (const std::string& cut : {bytes.substr(0, size), Archive::mended(bytes.substr(0, size))}) {
      const auto error = refusal_of(cut);
      ASSERT_TRUE(error) << size;
      ASSERT_EQ(error->code(), Errc::corrupt_data) << size;
    }
  }
  for (const std::string& more : {bytes + '\0', bytes + bytes, bytes + Archive(RecordOracle()).bytes().substr(12)}) {
    const auto error = refusal_of(more);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::corrupt_data);
    EXPECT_HAS(error->what(), "follow the last section");
  }
}

TEST(Archive, ANewerVersionIsNamed) {
  Archive archive(support::oracle_of(one_of_each()));
  archive.version = 7;
  const auto error = refusal_of(archive.bytes());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::unsupported_version);
  EXPECT_HAS(error->what(), "version 7");
  EXPECT_HAS(error->what(), "reads versions up to 2");
  archive.version = 0;
  EXPECT_EQ(refusal_of(archive.bytes()).value().code(), Errc::corrupt_data);
}

constexpr std::int64_t late = max_time + 1, early = min_time - 1;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
std::int64_t bits(float weight) { return std::bit_cast<std::uint32_t>(weight); }

struct Attack {
  const char* reason;
  const char* where;
  void (*change)(Archive&);
};

std::vector<Attack> attacks() {
  // The keys are ana, bo, kim, lee: 0 to 3. The kinds: call, meeting, message. The groups: chess, rowing.
  return {
      {"keys must ascend", "keys, row 3 of 4", [](Archive& a) { std::swap(a.keys[1], a.keys[2]); }},
      {"keys must ascend", "keys, row 2 of 4", [](Archive& a) { a.keys[1] = a.keys[0]; }},
      {"key must not be empty", "keys, row 1 of 4", [](Archive& a) { a.keys[0] = Key(""); }},
      {"key must be UTF-8", "keys, row 4 of 4", [](Archive& a) { a.keys[3] = Key("\xFF"); }},
      {"at most 128 bytes", "keys, row 4 of 4", [](Archive& a) { a.keys[3] = Key(std::string(129, 'x')); }},
      {"keys must ascend", "keys, row 2 of 4", [](Archive& a) { a.text = false; }},
      {"no keys are no text", "keys", [](Archive& a) { a.keys.clear(); }},
      {"member must be below 3", "profiles, row 1 of 1",
       [](Archive& a) {
         a.keys.pop_back(), a.profiles = {{3, {}}};
       }},
      {"rows must ascend", "profiles, row 2 of 2", [](Archive& a) { std::swap(a.profiles[0], a.profiles[1]); }},
      {"rows must ascend", "profiles, row 2 of 2", [](Archive& a) { a.profiles[1].member = a.profiles[0].member; }},
      {"openness must be", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.openness = nan; }},
      {"openness must be", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.openness = 1.25; }},
      {"openness must be", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.openness = -0.0; }},
      {"joined must be", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.joined = late; }},
      {"ask_cap must be", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.ask_cap = -2; }},
      {"name must be UTF-8", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.name = "\xC3"; }},
      {"city must be at most 65536 bytes", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.city.assign(65'537, 'x'); }},
      {"needs must not be empty", "profiles, row 1 of 2", [](Archive& a) { a.profiles[0].said.needs.emplace_back(); }},
      {"rows must ascend", "kinds, row 2 of 3", [](Archive& a) { std::swap(a.kinds[0], a.kinds[1]); }},
      {"no row uses the kind 'x'", "impressions", [](Archive& a) { a.kinds.emplace_back("x"); }},
      {"kinds must not be empty", "kinds, row 1 of 3", [](Archive& a) { a.kinds[0] = ""; }},
      {"groups must be UTF-8", "groups, row 1 of 2", [](Archive& a) { a.groups[0] = "\xED\xA0\x80"; }},
      {"rows must ascend", "groups, row 2 of 2", [](Archive& a) { a.groups[1] = a.groups[0]; }},
      {"no row uses the group 'x'", "impressions", [](Archive& a) { a.groups.emplace_back("x"); }},
      {"two members", "connections, row 1 of 2", [](Archive& a) { a.connections[0][1] = a.connections[0][0]; }},
      {"the smaller key comes first", "connections, row 1 of 2", [](Archive& a) { std::swap(a.connections[0][0], a.connections[0][1]); }},
      {"b must be below 4", "connections, row 2 of 2", [](Archive& a) { a.connections[1][1] = 4; }},
      {"rows must ascend", "connections, row 2 of 2", [](Archive& a) { std::swap(a.connections[0], a.connections[1]); }},
      {"rows must ascend", "connections, row 2 of 2", [](Archive& a) { a.connections[1][0] = a.connections[0][0], a.connections[1][1] = 1; }},
      {"weight must be", "connections, row 1 of 2", [](Archive& a) { a.connections[0][2] = bits(1.5F); }},
      {"weight must be", "connections, row 1 of 2", [](Archive& a) { a.connections[0][2] = bits(-0.0F); }},
      {"weight must be", "connections, row 1 of 2", [](Archive& a) { a.connections[0][2] = bits(std::numeric_limits<float>::quiet_NaN()); }},
      {"private must be below 2", "connections, row 1 of 2", [](Archive& a) { a.connections[0][3] = 2; }},
      {"since must be", "connections, row 1 of 2", [](Archive& a) { a.connections[0][4] = no_end; }},
      {"time must be", "interactions, row 1 of 3", [](Archive& a) { a.interactions[0][0] = not_said; }},
      {"time must be", "interactions, row 3 of 3", [](Archive& a) { a.interactions[2][0] = late; }},
      {"source must be below 4", "interactions, row 3 of 3", [](Archive& a) { a.interactions[2][1] = 9; }},
      {"kind must be below 3", "interactions, row 3 of 3", [](Archive& a) { a.interactions[2][2] = 3; }},
      {"a meeting counts both ways", "interactions, row 2 of 3", [](Archive& a) { a.interactions[1][2] = 1; }},
      {"two members or more", "interactions, row 1 of 3", [](Archive& a) { a.interactions[0][3] = 0, a.interactions[0].pop_back(); }},
      {"participants must ascend", "interactions, row 1 of 3", [](Archive& a) { a.interactions[0][4] = a.interactions[0][1]; }},
      {"participants must ascend", "interactions, row 3 of 3", [](Archive& a) { std::swap(a.interactions[2][4], a.interactions[2][5]); }},
      {"participants must ascend", "interactions, row 3 of 3", [](Archive& a) { a.interactions[2][5] = a.interactions[2][4]; }},
      {"participant must be below 4", "interactions, row 1 of 3", [](Archive& a) { a.interactions[0][4] = 4; }},
      {"needed", "interactions, row 3 of 3", [](Archive& a) { a.interactions[2][3] = 0xFFFF'FFFF; }},
      {"first member as source", "interactions, row 1 of 3", [](Archive& a) { std::swap(a.interactions[0][1], a.interactions[0][4]); }},
      {"rows must ascend", "interactions, row 3 of 3", [](Archive& a) { std::swap(a.interactions[1], a.interactions[2]); }},
      {"group must be below 2", "memberships, row 2 of 2", [](Archive& a) { a.memberships[1][0] = 2; }},
      {"member must be below 4", "memberships, row 2 of 2", [](Archive& a) { a.memberships[1][1] = 4; }},
      {"start must be before until", "memberships, row 2 of 2", [](Archive& a) { a.memberships[1][3] = a.memberships[1][2]; }},
      {"until must be", "memberships, row 2 of 2", [](Archive& a) { a.memberships[1][3] = not_said; }},
      {"rows must ascend", "memberships, row 2 of 2", [](Archive& a) { a.memberships[1] = a.memberships[0]; }},
      {"two members", "follows, row 1 of 2", [](Archive& a) { a.follows[0][0] = a.follows[0][1]; }},
      {"channel must be below 2", "follows, row 2 of 2", [](Archive& a) { a.follows[1][2] = 2; }},
      {"rows must ascend", "follows, row 2 of 2", [](Archive& a) { a.follows[1][2] = 0; }},
      {"since must be", "follows, row 2 of 2", [](Archive& a) { a.follows[1][3] = early; }},
      {"purpose must be below 5", "consents, row 4 of 4", [](Archive& a) { a.consents[3][1] = 5; }},
      {"to whom must be below 4", "consents, row 4 of 4", [](Archive& a) { a.consents[3][2] = 4; }},
      {"grantee must be below 1", "consents, row 1 of 4", [](Archive& a) { a.consents[0][3] = 1; }},
      {"grantee must be below 2", "consents, row 2 of 4", [](Archive& a) { a.consents[1][3] = 2; }},
      {"grantee must be below 4", "consents, row 3 of 4", [](Archive& a) { a.consents[2][3] = 4; }},
      {"start must be", "consents, row 3 of 4", [](Archive& a) { a.consents[2][4] = late; }},
      {"allow must be below 2", "consents, row 1 of 4", [](Archive& a) { a.consents[0][6] = 255; }},
      {"rows must ascend", "consents, row 2 of 5", [](Archive& a) { a.consents.insert(a.consents.begin(), a.consents[0]), a.consents[1][6] = 1; }},
      {"two members", "blocks, row 1 of 1", [](Archive& a) { a.blocks[0][0] = a.blocks[0][1]; }},
      {"rows must ascend", "blocks, row 2 of 2", [](Archive& a) { a.blocks.push_back(a.blocks[0]); }},
      {"three members", "asks, row 1 of 3", [](Archive& a) { a.asks[0][2] = a.asks[0][1]; }},
      {"three members", "asks, row 1 of 3", [](Archive& a) { a.asks[0][2] = a.asks[0][0]; }},
      {"two members", "asks, row 1 of 3", [](Archive& a) { a.asks[0][1] = a.asks[0][0]; }},
      {"at must be", "asks, row 1 of 3", [](Archive& a) { a.asks[0][3] = not_said; }},
      {"is before the ask", "asks, row 1 of 3", [](Archive& a) { a.asks[0][4] = a.asks[0][3] - 1; }},
      {"an ask without an answer", "asks, row 1 of 3", [](Archive& a) { a.asks[0][4] = not_said; }},
      {"outcome must be below 3", "asks, row 1 of 3", [](Archive& a) { a.asks[0][5] = 3; }},
      {"rows must ascend", "asks, row 2 of 3", [](Archive& a) { a.asks[1][3] = a.asks[0][3]; }},
      {"two members", "impressions, row 1 of 2", [](Archive& a) { a.impressions[0][0] = a.impressions[0][1]; }},
      {"at must be", "impressions, row 2 of 2", [](Archive& a) { a.impressions[1][2] = late; }},
      {"rows must ascend", "impressions, row 2 of 2", [](Archive& a) { a.impressions[1][2] -= 1; }},
  };
}

TEST(Archive, RightChecksumsDoNotMakeAWrongRecordRight) {
  const Archive good(support::oracle_of(one_of_each()));
  ASSERT_FALSE(refusal_of(good.bytes()));
  for (const Attack& attack : attacks()) {
    Archive bad = good;
    attack.change(bad);
    const auto error = refusal_of(bad.bytes());
    ASSERT_TRUE(error) << attack.where << ": " << attack.reason;
    EXPECT_EQ(error->code(), Errc::corrupt_data) << error->what();
    EXPECT_HAS(error->what(), attack.reason);
    EXPECT_HAS(error->what(), attack.where);
  }
}

TEST(Archive, CountsAreHeldAgainstTheBytesThatAreThere) {
  const std::string bytes = support::network_of(one_of_each()).to_bytes();
  const std::vector<std::size_t> begins = Archive::boundaries(bytes);
  for (std::size_t section = 0; section + 1 < begins.size(); ++section)
    for (const std::size_t field : {std::size_t{4}, std::size_t{12}})  // its length, its rows
      for (const std::size_t byte : {0U, 1U, 3U, 4U, 7U}) {
        std::string bad = bytes;
        bad[begins[section] + field + byte] = '\x7F';
        const auto error = refusal_of(Archive::mended(bad));
        ASSERT_TRUE(error) << section;
        ASSERT_EQ(error->code(), Errc::corrupt_data) << error->what();
      }
}

/// One, two or more changes of any kind. `whole`: another file to take from.
std::string damaged(std::string bytes, const std::string& whole, Dice& dice) {
  const auto byte = [&] { return static_cast<char>(dice.below(256)); };
  for (int changes = dice.chance(0.6) ? 1 : dice.between(2, 5); changes > 0; --changes) {
    const std::size_t at = dice.below(bytes.size());
    const std::size_t size = std::min(bytes.size() - at, dice.below(40) + 1);
    switch (dice.below(9)) {
      case 0:
      case 1: bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice.below(8))); break;
      case 2: bytes[at] = byte(); break;
      case 3: bytes[at] = dice.pick(std::vector<char>{'\0', '\1', '\x7F', '\x80', '\xFF'}); break;
      case 4: bytes.erase(at, size); break;
      case 5: bytes.insert(at, bytes.substr(dice.below(bytes.size()), size)); break;
      case 6: {  // the rest, or a piece of the same length, from another file
        const std::size_t from = dice.below(whole.size());
        if (dice.chance(0.5)) bytes = bytes.substr(0, at) + whole.substr(from);
        else bytes.replace(at, std::min(size, whole.size() - from), whole.substr(from, std::min(size, whole.size() - from)));
        break;
      }
      case 7: {  // two sections change places, or one comes from another file
        if (refusal_of(bytes)) break;  // damaged before: sections cannot be made out
        const auto mine = Archive::boundaries(bytes), others = Archive::boundaries(whole);
        const std::size_t a = dice.below(mine.size() - 1), b = dice.below(mine.size() - 1);
        const auto cut = [](const std::string& of, const std::vector<std::size_t>& begins, std::size_t i) {
          return of.substr(begins[i], begins[i + 1] - begins[i]);
        };
        std::string now = bytes.substr(0, mine[0]);
        const bool swap = dice.chance(0.5);
        for (std::size_t i = 0; i + 1 < mine.size(); ++i)
          now += swap ? cut(bytes, mine, i == a ? b : i == b ? a : i) : i == a ? cut(whole, others, i) : cut(bytes, mine, i);
        bytes = now;
        break;
      }
      default: bytes.replace(at, size, std::string(size, dice.chance(0.5) ? '\0' : byte()));
    }
    if (bytes.empty()) return bytes;
  }
  return bytes;
}

TEST(Archive, DamageIsRefusedOrWithRightChecksumsIsARecordThatCouldHaveBeenSaved) {
  int refused = 0, taken = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Dice dice(seed / 20);
    const support::RandomFacts wanted = some_facts(dice);
    const std::string bytes = support::network_of(support::random_facts(dice, wanted)).to_bytes();
    const std::string other = support::network_of(support::random_facts(dice, wanted)).to_bytes();
    Dice accident(1'000'000 + seed);
    const std::string bad = damaged(bytes, other, accident);
    if (bad == bytes || bad == other) continue;
    const auto error = refusal_of(bad);
    ASSERT_TRUE(error) << seed;
    ASSERT_TRUE(error->code() == Errc::corrupt_data || error->code() == Errc::unsupported_version) << seed;

    const std::string mended = Archive::mended(bad);
    try {
      ASSERT_EQ(Network::from_bytes(mended).to_bytes(), mended) << seed;
      ++taken;
    } catch (const Error& refusal) {
      ASSERT_TRUE(refusal.code() == Errc::corrupt_data || refusal.code() == Errc::unsupported_version) << seed << refusal.what();
      ++refused;
    }
  }
  EXPECT_GT(refused, 5'000);
  EXPECT_GT(taken, 1'000);  // else the damage is too wild to get past the first checks
}

// Files

class ArchiveFiles : public TextFiles {
 protected:
  /// What is in the folder.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
  }
  /// Large enough that writing it takes a while.
  static Network many_facts(int i) {
    Network network;
    for (int event = 0; event < 5'000; ++event) network.add_interaction(event % 100, 100 + i, event);
    return network;
  }
  const Network network = support::network_of(one_of_each());
};

TEST_F(ArchiveFiles, AreSavedReplacedAndLoaded) {
  const std::string path = folder() / "network.hobnob";
  Network().save(path);
  EXPECT_EQ(Network::load(path).member_count(), 0U);
  network.save(path);
  EXPECT_EQ(Network::load(path).to_bytes(), network.to_bytes());
  EXPECT_EQ(bytes_of(path), network.to_bytes());
  EXPECT_EQ(names(), std::vector<std::string>{"network.hobnob"});
}

TEST_F(ArchiveFiles, KeepTheirPermissionsAndTheLinkThatLeadsToThem) {
  const std::filesystem::path path = folder() / "network.hobnob", link = folder() / "link";
  Network().save(path);
  std::filesystem::create_symlink("network.hobnob", link);
  for (const auto permissions : {std::filesystem::perms(0600), std::filesystem::perms(0666)}) {
    std::filesystem::permissions(path, permissions);
    network.save(link);
    EXPECT_EQ(std::filesystem::status(path).permissions(), permissions);
  }
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(bytes_of(path), network.to_bytes());
}

TEST_F(ArchiveFiles, ThatCannotBeReadOrWrittenAreNamedWithTheReason) {
  std::filesystem::create_directory(folder() / "inside");
  ASSERT_EQ(::mkfifo((folder() / "pipe").c_str(), 0600), 0);
  const auto before = names();
  const auto expect = [&](const std::string& path, std::string_view load_reason, std::string_view save_reason) {
    const auto at_load = error_of([&] { (void)Network::load(path); });
    const auto at_save = error_of([&] { network.save(path); });
    ASSERT_TRUE(at_load && at_save) << path;
    for (const auto& [error, reason] : {std::pair{*at_load, load_reason}, std::pair{*at_save, save_reason}}) {
      EXPECT_EQ(error.code(), Errc::io) << path;
      EXPECT_HAS(error.what(), path.substr(0, path.find('\0')));
      EXPECT_HAS(error.what(), reason);
    }
  };
  expect(folder() / "missing" / "network", "No such file", "No such file");
  expect(folder() / "inside", "is a directory", "is a directory");
  expect(folder() / "new" / "", "No such file", "No such file");
  expect(folder() / "pipe", "no regular file", "no regular file");
  expect("/dev/null", "no regular file", "no regular file");
  expect(folder() / "pipe" / "network", "Not a directory", "Not a directory");
  expect(folder() / std::string(300, 'x'), "name too long", "name too long");
  expect("", "empty", "empty");
  expect(std::string("a\0b", 3), "zero byte", "zero byte");
  EXPECT_EQ(names(), before);
  EXPECT_TRUE(std::filesystem::is_empty(folder() / "inside"));
}

TEST_F(ArchiveFiles, WithoutPermissionAreNotTouched) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may do anything";
  const std::string path = folder() / "network.hobnob";
  network.save(path);
  std::filesystem::permissions(path, std::filesystem::perms(0));
  EXPECT_HAS(error_of([&] { (void)Network::load(path); }).value().what(), "Permission denied");
  std::filesystem::permissions(path, std::filesystem::perms(0600));
  std::filesystem::permissions(folder(), std::filesystem::perms(0500));
  EXPECT_HAS(error_of([&] { Network().save(path); }).value().what(), "Permission denied");
  std::filesystem::permissions(folder(), std::filesystem::perms(0700));
  EXPECT_EQ(bytes_of(path), network.to_bytes());
}

TEST_F(ArchiveFiles, ThatAreDamagedAreNamed) {
  const std::string path = write("bad.hobnob", network.to_bytes().substr(0, 100));
  const auto error = error_of([&] { (void)Network::load(path); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::corrupt_data);
  EXPECT_HAS(error->what(), path);
}

TEST_F(ArchiveFiles, StayAsTheyWereWhenThereIsNoRoomForTheNewOne) {
  const std::string path = folder() / "network.hobnob";
  Network().save(path);
  const std::string before = bytes_of(path);
  struct rlimit old {};
  ::getrlimit(RLIMIT_FSIZE, &old);
  const struct rlimit small {
    100, old.rlim_max
  };
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto error = error_of([&] { network.save(path); });
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), Errc::io);
  EXPECT_HAS(error->what(), path);
  EXPECT_EQ(bytes_of(path), before);
  EXPECT_EQ(names(), std::vector<std::string>{"network.hobnob"});
}

TEST_F(ArchiveFiles, SavedByManyAtOnceAreWhole) {
  const std::string path = folder() / "network.hobnob";
  std::vector<Network> networks;
  for (int i = 0; i < 4; ++i) networks.push_back(many_facts(i));
  std::vector<std::thread> savers;
  for (const Network& each : networks)
    savers.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        each.save(path);
        (void)Network::load(path);
      }
    });
  for (std::thread& saver : savers) saver.join();
  const std::string last = bytes_of(path);
  EXPECT_TRUE(std::ranges::any_of(networks, [&](const Network& each) { return each.to_bytes() == last; }));
  EXPECT_EQ(names(), std::vector<std::string>{"network.hobnob"});
}

TEST_F(ArchiveFiles, AreTheOldOnesOrTheNewOnesWholeWhenTheProcessIsKilled) {
  const std::string path = folder() / "network.hobnob";
  const Network one = many_facts(1), two = many_facts(2);
  const std::string bytes_one = one.to_bytes(), bytes_two = two.to_bytes();
  const auto start = std::chrono::steady_clock::now();
  one.save(path);
  const std::chrono::microseconds once = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  int changed = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::string before = bytes_of(path);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0)
      for (;;) two.save(path), one.save(path);
    std::this_thread::sleep_for(once * Dice(seed).between(0, 300) / 100);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const std::string after = bytes_of(path);
    ASSERT_TRUE(after == bytes_one || after == bytes_two) << seed;
    changed += after != before;
  }
  EXPECT_GT(changed, 0);
}

TEST(Archive, TellsOfProgressAndEndsWhenAsked) {
  const Network network = support::long_record();
  const std::string bytes = network.to_bytes();
  support::expect_told_and_ended([&](const support::Progress& progress) { EXPECT_EQ(network.to_bytes(progress), bytes); }, 30);
  support::expect_told_and_ended([&](const support::Progress& progress) { EXPECT_EQ(Network::from_bytes(bytes, progress).to_bytes(), bytes); }, 10);
  EXPECT_EQ(network.to_bytes(), bytes);
}

TEST_F(ArchiveFiles, AreUntouchedAndAloneWhereSavingWasEnded) {
  const Network record = support::long_record();
  const std::filesystem::path path = folder() / "record.hobnob";
  Network().save(path.string());
  const std::string old = bytes_of(path);
  std::size_t asked = 0, all = 0;
  record.save((folder() / "other.hobnob").string(), [&](std::uint64_t, std::uint64_t) { return ++all > 0; });
  for (std::size_t stop = 0; stop + 1 < all; ++stop) {   // at the last question it is saved
    asked = 0;
    EXPECT_THROW(record.save(path.string(), [&](std::uint64_t, std::uint64_t) { return asked++ < stop; }), Error);
    ASSERT_EQ(bytes_of(path), old);
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder()), std::filesystem::directory_iterator()), 2);
  support::expect_told_and_ended([&](const support::Progress& progress) { record.save(path.string(), progress); }, 30);
  EXPECT_EQ(bytes_of(path), record.to_bytes());
  support::expect_told_and_ended(
      [&](const support::Progress& progress) { EXPECT_EQ(Network::load(path.string(), progress).member_count(), record.member_count()); }, 10);
}

}  // namespace
