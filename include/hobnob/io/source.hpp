// Where do bytes come from? A path, or anything that can fill a buffer. Compressed files (gzip) are recognised by their first bytes.
//
//   hobnob::read_interactions("mail.txt.gz");
//   hobnob::read_interactions({"socket", [&](std::span<char> room) { return receive(room); }});
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/graph/network.hpp"

namespace hobnob {
inline namespace v0 {

/// A named stream of bytes. `read(room)` fills up to room.size() bytes and says how many; 0 is the end. The name is for messages.
struct Source {
  std::string name;
  std::function<std::size_t(std::span<char>)> read;

  Source(std::string source_name, std::function<std::size_t(std::span<char>)> fill) : name(std::move(source_name)), read(std::move(fill)) {}
  /// A file, read from its start by every import. Opened at the first read; Error(io) then if it is missing, unreadable or a directory.
  HOBNOB_API Source(const std::filesystem::path& path);       // NOLINT(google-explicit-constructor): a path is a source
  Source(const char* path) : Source(std::filesystem::path(path)) {}         // NOLINT(google-explicit-constructor)
  Source(const std::string& path) : Source(std::filesystem::path(path)) {}  // NOLINT(google-explicit-constructor)
};

/// How the keys of a text file are read.
enum class KeyKind : std::uint8_t { text, integer };
constexpr KeyKind last_value(KeyKind) noexcept { return KeyKind::integer; }  ///< The greatest value.

/// How files are read. The default is strict: the first bad row ends the import and nothing of the file is kept.
struct ReadOptions {
  std::uint64_t skip_lines = 0;        ///< Leading lines to leave out, for example a count.
  std::uint64_t max_rejected = 0;      ///< Up to this many rows may fail and are reported.
  Duplicates duplicates = Duplicates::reject;   ///< For connections and arcs.
  bool undirected = false;             ///< For interactions and arcs: each row counts in both directions.
  KeyKind keys = KeyKind::text;
  bool merge_same_instant = false;     ///< For interactions: adjacent rows of one sender, instant and kind become one event.
  template <class O = ReadOptions>
  static constexpr auto fields() {
    return std::tuple{field("skip_lines", &O::skip_lines),
                      field("max_rejected", &O::max_rejected),
                      field("duplicates", &O::duplicates),
                      field("undirected", &O::undirected),
                      field("keys", &O::keys),
                      field("merge_same_instant", &O::merge_same_instant)};
  }
};

/// For `max_rejected`: never give up.
inline constexpr std::uint64_t any_number = std::numeric_limits<std::uint64_t>::max();

}  // namespace v0
}  // namespace hobnob
