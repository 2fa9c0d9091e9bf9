#include "hobnob/io/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#ifdef HOBNOB_HAVE_ZLIB
#include <zlib.h>
#endif

#include "core/files.hpp"
#include "hobnob/core/error.hpp"
#include "io/rows.hpp"

namespace hobnob {
inline namespace v0 {

using detail::shown_path;

namespace {

/// The bytes of a file. A copy begins anew, so that one Source can be read more than once, each time from its start.
class FileBytes {
 public:
  explicit FileBytes(std::filesystem::path path) : path_(std::move(path)) {}
  FileBytes(const FileBytes& other) : path_(other.path_) {}
  FileBytes& operator=(const FileBytes&) = delete;
  ~FileBytes() = default;

  std::size_t operator()(std::span<char> room) {
    if (!file_.is_open()) open();
    file_.read(room.data(), static_cast<std::streamsize>(room.size()));
    if (file_.bad()) fail("cannot be read", "");
    return static_cast<std::size_t>(file_.gcount());
  }

 private:
  void open() {
    std::error_code ignored;
    if (std::filesystem::is_directory(path_, ignored))
      throw Error(Errc::io, fmt::format("{} is a directory; give a file in it, or use read_csv_folder for all of them", shown_path(path_.string())));
    errno = 0;
    file_.open(path_, std::ios::binary);
    if (!file_.is_open()) fail("cannot be opened", "; check the path, and that you may read it");
  }
  [[noreturn]] void fail(std::string_view what, std::string_view advice) const {
    const int why = errno;  // set by the system calls beneath the stream; 0 where there are none
    const std::string reason = why ? ": " + std::generic_category().message(why) : "";
    throw Error(Errc::io, fmt::format("{} {}{}{}", shown_path(path_.string()), what, reason, advice));
  }

  std::filesystem::path path_;
  std::ifstream file_;
};

constexpr std::string_view gzip_magic = "\x1F\x8B";

/// What a file may begin with that is no text of ours, and what to say of it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> foreign{{
    {"\xFF\xFE", "is UTF-16; save it as UTF-8"},
    {"\xFE\xFF", "is UTF-16; save it as UTF-8"},
    {"PK\x03\x04", "is a zip archive; unpack it first"},
    {"\xFD"
     "7zXZ",
     "is compressed by xz; unpack it or use gzip"},
    {"\x28\xB5\x2F\xFD", "is compressed by zstd; unpack it or use gzip"},
}};
constexpr std::size_t longest_magic = 5;

#ifdef HOBNOB_HAVE_ZLIB
/// One or more gzip members, each with its checksum verified by zlib.
class GzipStream {
 public:
  explicit GzipStream(const std::string& name) : name_(name) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();  // 16: gzip and nothing else
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() { inflateEnd(&stream_); }

  /// Unpacks into `room`; `refill()` gives more packed bytes, none at the end.
  template <class Refill>
  std::size_t read(std::span<char> room, const Refill& refill) {
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(room.size(), 1U << 30));
    const uInt wanted = stream_.avail_out;
    while (stream_.avail_out == wanted && wanted > 0) {
      if (stream_.avail_in == 0) {
        const std::span<char> packed = refill();
        stream_.next_in = reinterpret_cast<Bytef*>(packed.data());
        stream_.avail_in = static_cast<uInt>(packed.size());
        if (packed.empty()) {
          if (between_members_) return 0;
          throw Error(Errc::corrupt_data, fmt::format("{}: the gzip stream ends too early; is the file complete?", name_));
        }
      }
      if (std::exchange(between_members_, false)) inflateReset(&stream_);
      const int status = inflate(&stream_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) between_members_ = true;
      else if (status == Z_MEM_ERROR) throw std::bad_alloc();
      else if (status != Z_OK && status != Z_BUF_ERROR)
        throw Error(Errc::corrupt_data, fmt::format("{}: the gzip stream is damaged ({})", name_, stream_.msg ? stream_.msg : "no further reason"));
    }
    return wanted - stream_.avail_out;
  }

 private:
  std::string name_;
  z_stream stream_{};
  bool between_members_ = false;
};
#endif

/// The bytes of a source, unpacked where they are gzip.
class PlainBytes {
 public:
  explicit PlainBytes(const Source& source) : name_(detail::shown_name(source)), read_(source.read), packed_(64 * 1024) {
    if (!read_) throw Error(Errc::invalid_argument, fmt::format("source {} has no function that reads it", name_));
  }

  std::size_t read(std::span<char> room) {
    if (!begun_) begin();
#ifdef HOBNOB_HAVE_ZLIB
    if (gzip_) return gzip_->read(room, [this] { return refill(); });
#endif
    if (head_.empty()) return fill(room);
    const std::size_t size = std::min(room.size(), head_.size());
    std::copy_n(head_.begin(), size, room.begin());
    head_ = head_.subspan(size);
    return size;
  }

 private:
  /// Looks at the first bytes, of which a source may give as few at a time as it likes.
  void begin() {
    std::size_t size = 0;
    while (size < longest_magic) {
      const std::size_t got = fill(std::span(packed_).subspan(size));
      if (got == 0) break;
      size += got;
    }
    begun_ = true;
    head_ = std::span(packed_).first(size);
    const std::string_view text(head_.data(), size);
    for (const auto& [magic, advice] : foreign)
      if (text.starts_with(magic)) throw Error(Errc::corrupt_data, fmt::format("{} {}", name_, advice));
    if (!text.starts_with(gzip_magic)) return;
#ifdef HOBNOB_HAVE_ZLIB
    gzip_ = std::make_unique<GzipStream>(name_);
#else
    throw Error(Errc::io, fmt::format("{} is compressed by gzip, and this hobnob was built without zlib; unpack it first", name_));
#endif
  }
  /// The packed bytes that `begin` has seen, then those after them.
  [[maybe_unused]] std::span<char> refill() {
    if (!head_.empty()) return std::exchange(head_, {});
    return std::span(packed_).first(fill(packed_));
  }
  std::size_t fill(std::span<char> room) {
    const std::size_t got = read_(room);
    if (got > room.size()) throw Error(Errc::invalid_argument, fmt::format("{}: the source says it filled {} bytes of {}", name_, got, room.size()));
    return got;
  }

  std::string name_;
  std::function<std::size_t(std::span<char>)> read_;
  std::vector<char> packed_;
  std::span<char> head_;
  bool begun_ = false;
#ifdef HOBNOB_HAVE_ZLIB
  std::unique_ptr<GzipStream> gzip_;
#endif
};

}  // namespace

Source::Source(const std::filesystem::path& path) : name(path.string()), read(FileBytes(path)) {}

std::string detail::shown_name(const Source& source) { return shown_path(source.name); }

std::function<std::size_t(std::span<char>)> detail::plain_bytes(const Source& source) {
  return [bytes = std::make_shared<PlainBytes>(source)](std::span<char> room) { return bytes->read(room); };
}

}  // namespace v0
}  // namespace hobnob
