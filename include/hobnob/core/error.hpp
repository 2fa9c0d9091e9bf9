// What went wrong, where, and what can I do about it?
//
//   try { network.add_connection("ana", "ana"); }
//   catch (const hobnob::Error& e) { if (e.code() == hobnob::Errc::invalid_argument) … e.what() … }
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "hobnob/core/export.hpp"

namespace hobnob {
inline namespace v0 {

/// The kinds of failure. Python has one exception class for each.
enum class Errc {
  invalid_argument,     ///< A value out of its range; the text names the field, the value and the range.
  unknown_member,       ///< A key that this network or owner's view does not hold.
  duplicate_key,        ///< A member, connection or ask that is already there.
  corrupt_data,         ///< A file whose content cannot be what it claims to be.
  unsupported_version,  ///< A file written by a newer hobnob.
  io,                   ///< The operating system refused: no such file, a directory, no space.
  limit_exceeded,       ///< More than hobnob can hold or than the caller allowed.
  cancelled,            ///< The caller's progress callback asked to stop; nothing was changed.
};

constexpr std::string_view name_of(Errc code) noexcept {
  switch (code) {
    case Errc::invalid_argument: return "invalid_argument";
    case Errc::unknown_member: return "unknown_member";
    case Errc::duplicate_key: return "duplicate_key";
    case Errc::corrupt_data: return "corrupt_data";
    case Errc::unsupported_version: return "unsupported_version";
    case Errc::io: return "io";
    case Errc::limit_exceeded: return "limit_exceeded";
    case Errc::cancelled: return "cancelled";
  }
  return "unknown";
}

/// The one exception type that hobnob throws.
class HOBNOB_API Error : public std::runtime_error {
 public:
  Error(Errc code, const std::string& text) : std::runtime_error(text), code_(code) {}
  [[nodiscard]] Errc code() const noexcept { return code_; }

 private:
  Errc code_;
};

}  // namespace v0
}  // namespace hobnob
