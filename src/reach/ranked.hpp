// Private: the first few of all, and who they are; what every ranking of all members ends with.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <vector>

#include "hobnob/core/ranking.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// The `k` of 0 … count − 1 with the greatest score, then in ascending order. O(count log k).
template <class Score>
std::vector<std::uint32_t> best_of(std::uint32_t count, int k, const Score& score) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  const auto last = order.begin() + std::min(std::ssize(order), std::ptrdiff_t{k});
  std::partial_sort(order.begin(), last, order.end(),
                    [&](std::uint32_t a, std::uint32_t b) { return score(a) != score(b) ? score(a) > score(b) : a < b; });
  order.erase(last, order.end());
  return order;
}

/// Calls introduce(member, people) for each, ascending: people who come in order cost no moves.
template <class Introduce>
void introduce_all(std::vector<std::uint32_t> members, People& people, const Introduce& introduce) {
  std::sort(members.begin(), members.end());
  for (const std::uint32_t u : members) introduce(MemberId{u}, people);
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
