// Private: a window in whole seconds, the same for what is learned from and what is judged by.
#pragma once

#include <algorithm>
#include <cmath>

#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline Time seconds_of(double days) { return std::max<Time>(1, std::llround(days * static_cast<double>(seconds_per_day))); }

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
