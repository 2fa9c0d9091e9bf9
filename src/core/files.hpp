// Private: files that are read and written whole.
#pragma once

#include <string>
#include <string_view>

#include "core/telling.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// The name of a file or source for a message: as it is, or quoted if it could garble one.
std::string shown_path(const std::string& name);

/// The file now holds these bytes. They are written under another name in the same folder first, so that readers, and a crash, meet the old
/// file or the new one, never a part. A link to a file keeps pointing where it did. Error(io) with path and reason; the old file is then untouched,
/// unless the reason says that the new one is saved but may not outlive a power failure.
void save_file(const std::string& path, std::string_view bytes);
/// The same; where the caller ends it, the old file is untouched and no other is left.
void save_file(const std::string& path, std::string_view bytes, Telling& tell);

/// All of a regular file, whose size `tell` is to expect. Error(io) with path and reason.
std::string load_file(const std::string& path, Telling& tell);

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
