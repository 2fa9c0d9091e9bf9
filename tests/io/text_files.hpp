// What the tests of the readers share: files that go away, pictures of a network, errors as values, and gzip made by hand.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/arc_graph.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/io/edge_list.hpp"
#include "hobnob/io/source.hpp"

namespace hobnob::test {

/// A folder that is gone with the test.
class TextFiles : public ::testing::Test {
 public:
  std::filesystem::path write(const std::string& name, std::string_view content) const {
    const std::filesystem::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  const std::filesystem::path& folder() const { return folder_; }

 protected:
  TextFiles() {
    static std::atomic<int> count = 0;
    const auto* const info = ::testing::UnitTest::GetInstance()->current_test_info();
    const std::string name = std::string("hobnob-") + info->test_suite_name() + "-" + info->name();
    do {
      folder_ = std::filesystem::temp_directory_path() / (name + "-" + std::to_string(count++));
    } while (!std::filesystem::create_directory(folder_));  // another run may be at work
  }
  ~TextFiles() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

 private:
  std::filesystem::path folder_;
};

/// Text as a source that gives `step` bytes at a time.
inline Source text_source(std::string text, std::size_t step = 1 << 20, std::string name = "rows") {
  return {std::move(name), [text = std::move(text), step, at = std::size_t{0}](std::span<char> room) mutable {
            const std::size_t size = std::min({room.size(), step, text.size() - at});
            std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), size, room.begin());
            at += size;
            return size;
          }};
}

/// All that can be seen of a network; equal for equal records.
struct Picture {
  std::size_t members, connections, interactions;
  std::vector<Key> keys;
  std::vector<Member> described;
  Time last_event;
  Snapshot now, ever;
  explicit Picture(const Network& network)
      : members(network.member_count()),
        connections(network.connection_count()),
        interactions(network.interaction_count()),
        keys(network.keys()),
        last_event(network.last_event()),
        now(network.snapshot(last_event)),
        ever(network.snapshot(max_time)) {
    for (const Key& key : keys) described.push_back(network.member(key));
  }
  friend bool operator==(const Picture&, const Picture&) = default;
};

/// Arcs as an import, for the tests that all readers pass: what is read is told to a network as follows.
inline ImportReport import_arcs(Network& network, const Source& source, const ReadOptions& options) {
  const ArcGraph graph = read_arcs(source, options);
  for (std::uint32_t u = 0; u < graph.member_count(); ++u)
    for (const Tie tie : graph.ties_from(MemberId{u})) network.add_follow(graph.key(MemberId{u}), graph.key(tie.member));
  return graph.report();
}

/// The Error that a call throws.
template <class Call>
std::optional<Error> error_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) { return error; }
  return std::nullopt;
}

#define EXPECT_HAS(text, part) EXPECT_NE(std::string(text).find(part), std::string::npos) << (text)
#define ASSERT_HAS(text, part) ASSERT_NE(std::string(text).find(part), std::string::npos) << (text)

/// Bit by bit, as in RFC 1952; `before` is that of what comes before the text.
inline std::uint32_t crc32(std::string_view text, std::uint32_t before = 0) {
  std::uint32_t crc = ~before;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1U ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

/// A gzip member that packs nothing: stored blocks (RFC 1951, 3.2.4) between header and trailer (RFC 1952).
inline std::string stored_gzip(std::string_view text) {
  std::string out("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
  const auto little = [&out](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  };
  std::string_view left = text;
  do {
    const std::string_view block = left.substr(0, 65'535);
    left.remove_prefix(block.size());
    out += left.empty() ? '\1' : '\0';
    const auto size = static_cast<std::uint32_t>(block.size());
    little(size, 2);
    little(~size & 0xFFFFU, 2);
    out += block;
  } while (!left.empty());
  little(crc32(text), 4);
  little(static_cast<std::uint32_t>(text.size()), 4);
  return out;
}

/// "ana bo 10\nbo kim 20\n" packed by the gzip program (Huffman codes).
inline const std::string packed_rows(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x4b\xcc\x4b\x54\x48\xca\x57\x30\x34\xe0\x02\x92\xd9\x99\xb9\x0a\x46\x06\x5c\x00\x6d\xd0\x3f\x05\x14"
    "\x00\x00\x00",
    38);

/// Was the library built with zlib?
inline bool reads_gzip() {
  Source source = text_source(packed_rows);
  Network network;
  const auto error = error_of([&] { (void)import_interactions(network, source); });
  return !error || error->code() != Errc::io;
}

#define SKIP_WITHOUT_ZLIB() \
  if (!hobnob::test::reads_gzip()) GTEST_SKIP() << "built without zlib"

}  // namespace hobnob::test
