#include "core/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <tuple>

#include "core/text.hpp"
#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::shown_path;

/// A file descriptor, closed at the end.
class Opened {
 public:
  explicit Opened(int descriptor) : descriptor_(descriptor) {}
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

[[noreturn]] void fail(const std::string& path, std::string_view what, int why) {
  throw Error(Errc::io, fmt::format("{} {}: {}", shown_path(path), what, std::generic_category().message(why)));
}

void check_path(const std::string& path) {
  if (path.empty()) throw Error(Errc::io, "the path is empty; name a file");
  if (path.find('\0') != std::string::npos) throw Error(Errc::io, fmt::format("{} is no path: it holds a zero byte", shown_path(path)));
}

/// Devices and pipes have no end that could be trusted, and must not be replaced by a file.
void check_regular(const std::string& path, const struct stat& status) {
  if (S_ISDIR(status.st_mode)) throw Error(Errc::io, fmt::format("{} is a directory; name a file in it", shown_path(path)));
  if (!S_ISREG(status.st_mode)) throw Error(Errc::io, fmt::format("{} is no regular file", shown_path(path)));
}

// So much is asked of the system at a time: it does not come back before it is done, and who waits may want to be heard.
constexpr std::size_t piece = std::size_t{1} << 23;

bool write_all(int descriptor, std::string_view bytes, detail::Telling& tell) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), std::min(bytes.size(), piece));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    tell.work(static_cast<std::uint64_t>(written));
  }
  return true;
}

/// The one name beside a file under which its next content is written, so that what a killed saver left is overwritten by the next and
/// does not pile up. Two who save to one path at once take turns at it by a lock that dies with its holder; the last to finish wins.
int open_beside(int home, const std::string& beside, mode_t mode) {
  while (true) {
    const int descriptor = ::openat(home, beside.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0) return descriptor;
    while (::flock(descriptor, LOCK_EX) != 0 && errno == EINTR) {  // file systems without locks: whoever is alone there needs none
    }
    struct stat held {
    }, there{};
    const bool same = ::fstat(descriptor, &held) == 0 && ::fstatat(home, beside.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
                      held.st_ino == there.st_ino && held.st_dev == there.st_dev;
    if (same) return descriptor;
    ::close(descriptor);  // the one before has renamed it meanwhile
  }
}

}  // namespace

std::string detail::shown_path(const std::string& name) {
  const bool control = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return control || name.empty() || !is_utf8(name) ? in_quotes(name) : name;
}

void detail::save_file(const std::string& path, std::string_view bytes) {
  Telling nobody;
  save_file(path, bytes, nobody);
}

void detail::save_file(const std::string& path, std::string_view bytes, Telling& tell) {
  check_path(path);
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
  const std::string file = resolved ? resolved.get() : path;  // of a link, what it leads to
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
  const Opened home(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (home.get() < 0) fail(path, "cannot be saved, its folder cannot be opened", errno);
  struct stat old {};
  const bool replaces = ::fstatat(home.get(), name.c_str(), &old, 0) == 0;
  if (replaces) check_regular(path, old);

  const std::string beside = fmt::format(".{}.hobnob-tmp", name.substr(0, 200));  // names have at most 255 bytes
  // Readable by no more people than the file that it replaces.
  const mode_t mode = replaces ? old.st_mode & 0777U : 0666U;
  Opened fresh(open_beside(home.get(), beside, mode));
  if (fresh.get() < 0) fail(path, "cannot be saved, no file can be made in its folder", errno);
  if (replaces) std::ignore = ::fchmod(fresh.get(), mode);  // what the umask took away; there are file systems without
  // Renamed before it is closed: closing gives up the lock.
  bool done = false;
  try {
    done = ::ftruncate(fresh.get(), 0) == 0 && write_all(fresh.get(), bytes, tell) && ::fsync(fresh.get()) == 0 &&
           ::renameat(home.get(), beside.c_str(), home.get(), name.c_str()) == 0;
  } catch (...) {  // the caller has ended it
    ::unlinkat(home.get(), beside.c_str(), 0);
    throw;
  }
  if (!done) {
    const int why = errno;
    ::unlinkat(home.get(), beside.c_str(), 0);
    fail(path, "cannot be saved", why);
  }
  if (::fsync(home.get()) != 0 && errno != EINVAL)  // EINVAL: a file system that does not know how
    fail(path, "is saved, but may be lost if the power fails now", errno);
}

std::string detail::load_file(const std::string& path, Telling& tell) {
  check_path(path);
  const Opened file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));  // O_NONBLOCK: a pipe must not be waited for
  if (file.get() < 0) fail(path, "cannot be opened", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(path, "cannot be read", errno);
  check_regular(path, status);
  const auto all = static_cast<std::size_t>(status.st_size);
  tell.expect(all);
  std::string bytes;
  bytes.reserve(all);
  std::size_t size = 0;
  while (size < all) {
    bytes.resize(std::min(all, size + piece));
    const ssize_t got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, "cannot be read", errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    tell.work(static_cast<std::uint64_t>(got));
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace v0
}  // namespace hobnob
