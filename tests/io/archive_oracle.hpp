// The format of saved records by another road: rows of plain numbers, written as the head of src/io/archive.cpp says and sharing no code
// with it. Also what an attacker would use: any field can be changed, and the checksums will be right.
//
//   Archive archive(oracle);
//   archive.connections[0][1] = archive.connections[0][0];
//   network = Network::from_bytes(archive.bytes());   // Error(corrupt_data)
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "support/record_oracle.hpp"
#include "text_files.hpp"

namespace hobnob::test {

constexpr std::string_view archive_magic = "\x89HOB\r\n\x1A\n";
constexpr std::int64_t not_said = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

struct Archive {
  using Row = std::vector<std::int64_t>;   // fields in the order of the file, numbers as they are
  struct Profile {
    std::uint32_t member = 0;
    Member said{};
  };

  std::uint32_t version = 2;
  bool text = false;
  std::vector<Key> keys;
  std::vector<Profile> profiles;
  std::vector<std::string> kinds, groups;
  std::vector<Row> connections, interactions, memberships, follows, consents, blocks, asks, impressions;

  explicit Archive(const support::RecordOracle& record) {
    std::map<Key, std::int64_t> place;
    for (const auto& [key, said] : record.members) {
      text = key.is_text();
      place[key] = static_cast<std::int64_t>(keys.size());
      if (said) profiles.push_back({static_cast<std::uint32_t>(keys.size()), *said});
      keys.push_back(key);
    }
    std::map<std::string, std::int64_t> kind_place, group_place;
    for (const auto& f : record.events) kind_place[f.how.kind];
    for (const auto& f : record.memberships) group_place[f.group];
    for (const auto& f : record.consents)
      if (f.grantee.kind == Grantee::Kind::group) group_place[f.grantee.group_name];
    for (auto& [word, at] : kind_place) at = static_cast<std::int64_t>(kinds.size()), kinds.push_back(word);
    for (auto& [word, at] : group_place) at = static_cast<std::int64_t>(groups.size()), groups.push_back(word);

    std::set<Row> once;
    std::multiset<Row> all;
    const auto take = [](auto& ordered) {
      std::vector<Row> taken(ordered.begin(), ordered.end());
      ordered.clear();
      return taken;
    };
    for (const auto& [pair, c] : record.connections) {
      const float weight = c.weight ? static_cast<float>(*c.weight) : 0;
      once.insert({place[pair.first], place[pair.second], std::bit_cast<std::uint32_t>(weight), c.is_private, c.since.value_or(not_said)});
    }
    connections = take(once);
    for (const auto& f : record.events) {
      std::set<std::int64_t> people;
      for (const Key& key : support::RecordOracle::everybody(f)) people.insert(place[key]);
      const bool both_ways = support::RecordOracle::both_ways(f);
      const std::int64_t source = both_ways ? *people.begin() : place[f.source];
      people.erase(source);
      Row row{f.time, source, kind_place[f.how.kind] + (both_ways ? std::int64_t{1} << 31 : 0), static_cast<std::int64_t>(people.size())};
      row.insert(row.end(), people.begin(), people.end());
      all.insert(row);
    }
    interactions = take(all);
    for (const auto& f : record.memberships)
      once.insert({group_place[f.group], place[f.member], f.interval.start.value_or(not_said), f.interval.until.value_or(no_end)});
    memberships = take(once);
    std::map<Row, std::int64_t> oldest;
    for (const auto& f : record.follows) {
      const auto [at, is_new] = oldest.try_emplace({place[f.follower], place[f.followed], f.channel == Channel::subscription}, no_end);
      at->second = std::min(at->second, f.since.value_or(not_said));
    }
    for (const auto& [row, since] : oldest) follows.push_back({row[0], row[1], row[2], since});
    for (const auto& f : record.consents) {
      const std::int64_t to = f.grantee.kind == Grantee::Kind::group    ? group_place[f.grantee.group_name]
                              : f.grantee.kind == Grantee::Kind::member ? place[f.grantee.member_key]
                                                                        : 0;
      once.insert({place[f.member], static_cast<int>(f.purpose), static_cast<int>(f.grantee.kind), to, f.interval.start.value_or(not_said),
                   f.interval.until.value_or(no_end), f.allow});
    }
    consents = take(once);
    for (const auto& f : record.blocks)
      once.insert({place[f.blocker], place[f.blocked], f.interval.start.value_or(not_said), f.interval.until.value_or(no_end)});
    blocks = take(once);
    for (const auto& f : record.asks)
      once.insert({place[f.seeker], place[f.introducer], place[f.target], f.at, f.answered.value_or(not_said),
                   f.answered ? static_cast<std::int64_t>(f.outcome) : 1});
    asks = take(once);
    for (const auto& f : record.impressions) all.insert({place[f.viewer], place[f.target], f.at});
    impressions = take(all);
  }

  [[nodiscard]] std::string bytes() const {
    std::string out(archive_magic);
    little(out, version, 4);
    std::uint32_t crc = crc32(out);
    const auto section = [&](std::uint32_t id, std::uint64_t count, std::string_view head, std::string_view rows) {
      std::string covered;
      little(covered, id, 4);
      little(covered, 8 + head.size() + rows.size(), 8);
      little(covered, count, 8);
      covered.append(head).append(rows);
      crc = crc32(covered, crc);
      little(covered, crc, 4);
      out += covered;
    };
    std::string rows;
    for (const Key& key : keys) key.is_text() ? put(rows, key.text()) : little(rows, static_cast<std::uint64_t>(key.number()), 8);
    section(1, keys.size(), text ? std::string_view("\1", 1) : std::string_view("\0", 1), rows);

    rows.clear();
    for (const auto& [member, said] : profiles) {
      little(rows, member, 4);
      little(rows, std::bit_cast<std::uint64_t>(said.openness), 8);
      little(rows, static_cast<std::uint64_t>(said.joined.value_or(not_said)), 8);
      little(rows, static_cast<std::uint32_t>(said.ask_cap.value_or(-1)), 4);
      little(rows, said.unlisted, 1), little(rows, said.do_not_contact, 1);
      for (const std::string& each : {said.name, said.industry, said.organisation, said.city}) put(rows, each);
      for (const auto& topics : {said.needs, said.offers}) {
        little(rows, topics.size(), 4);
        for (const std::string& topic : topics) put(rows, topic);
      }
    }
    section(2, profiles.size(), "", rows);

    std::uint32_t id = 3;
    for (const auto* words : {&kinds, &groups}) {
      rows.clear();
      for (const std::string& word : *words) put(rows, word);
      section(id++, words->size(), "", rows);
    }
    // How many bytes each field takes; the last width is that of all fields that follow.
    const std::vector<std::pair<const std::vector<Row>*, std::string_view>> tables{
        {&connections, "44418"}, {&interactions, "84444"}, {&memberships, "4488"}, {&follows, "4418"},
        {&consents, "4114881"},  {&blocks, "4488"},        {&asks, "444881"},      {&impressions, "448"}};
    for (const auto& [table, widths] : tables) {
      rows.clear();
      for (const Row& row : *table)
        for (std::size_t i = 0; i < row.size(); ++i) little(rows, static_cast<std::uint64_t>(row[i]), widths[std::min(i, widths.size() - 1)] - '0');
      section(id++, table->size(), "", rows);
    }
    return out;
  }

  /// The same bytes with checksums that are right, as far as its sections can be made out.
  static std::string mended(std::string bytes) {
    std::size_t at = archive_magic.size() + 4;
    if (bytes.size() < at) return bytes;
    std::uint32_t crc = crc32(std::string_view(bytes).substr(0, at));
    while (bytes.size() - at >= 16) {
      std::uint64_t length = 0;
      for (std::size_t i = 8; i-- > 0;) length = length << 8U | static_cast<unsigned char>(bytes[at + 4 + i]);
      if (length > bytes.size() - at - 16) break;
      const std::size_t end = at + 12 + static_cast<std::size_t>(length);
      crc = crc32(std::string_view(bytes).substr(at, end - at), crc);
      std::string sum;
      little(sum, crc, 4);
      bytes.replace(end, 4, sum);
      at = end + 4;
    }
    return bytes;
  }

  /// Where its sections begin, and where the last one ends.
  static std::vector<std::size_t> boundaries(std::string_view bytes) {
    std::vector<std::size_t> found{archive_magic.size() + 4};
    while (found.back() < bytes.size()) {
      std::uint64_t length = 0;
      for (std::size_t i = 8; i-- > 0;) length = length << 8U | static_cast<unsigned char>(bytes[found.back() + 4 + i]);
      found.push_back(found.back() + 16 + static_cast<std::size_t>(length));
    }
    return found;
  }

 private:
  static void little(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  }
  static void put(std::string& out, std::string_view words) {
    little(out, words.size(), 4);
    out += words;
  }
};

}  // namespace hobnob::test
