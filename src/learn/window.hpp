// Private: windows in whole seconds and cuts, the same for what is learned from and what is judged by.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline Time seconds_of(double days) { return std::max<Time>(1, std::llround(days * static_cast<double>(seconds_per_day))); }

/// Error(invalid_argument) unless the instant is one that snapshots have; before it is moved back.
inline void check_instant(Time as_of) {
  if (as_of < min_time || as_of > max_time)
    throw Error(Errc::invalid_argument, fmt::format("as_of must be Unix seconds of a year 1…9999, got {}{}", as_of,
                                                    as_of > max_time ? " (milliseconds? divide by 1000)" : ""));
}

/// Error(invalid_argument) unless there are 1…1000 shares, each above 0 and below 1.
inline void check_cuts(const std::vector<double>& cuts) {
  if (cuts.empty() || cuts.size() > 1000) throw Error(Errc::invalid_argument, fmt::format("cuts must be 1…1000 shares, got {}", cuts.size()));
  for (const double cut : cuts)
    if (!(cut > 0 && cut < 1)) throw Error(Errc::invalid_argument, fmt::format("cuts must be above 0 and below 1, got {}", cut));
}

/// The time of interaction ⌊share · n⌋, counted from 1, the first at least. `times` ascend.
inline Time cut_of(const std::vector<Time>& times, double share) {
  return times[std::max(static_cast<std::size_t>(share * static_cast<double>(times.size())), std::size_t{1}) - 1];
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
