// What if I have no data yet? A made-up community, the same for the same seed on every machine.
//
//   hobnob::Network network = hobnob::generate_community({.members = 10'000});
//
// Communities of power-law size, heavy-tailed degrees, triads that close, bursty interactions over two years that go on to the last
// day, profiles, groups, follows and consents. Nobody in it is real. O(members · mean_degree · log).
#pragma once

#include <cstdint>
#include <functional>
#include <tuple>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/graph/network.hpp"

namespace hobnob {
inline namespace v0 {

struct CommunityOptions {
  std::int64_t members = 10'000;       ///< How many members, at least 2.
  double mean_degree = 20;             ///< Pairs with a tie, per member, times two.
  double days = 730;                   ///< Length of the recorded past.
  double interactions_per_tie = 6;     ///< Mean number of interactions of a pair that interacts.
  std::uint64_t seed = 1;
  /// Called now and then with rows done and about how many there are, on the calling thread; false ends the call with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = CommunityOptions>
  static constexpr auto fields() {
    return std::tuple{field("members", &O::members, 2, 100'000'000), field("mean_degree", &O::mean_degree, 1, 1000),
                      field("days", &O::days, 1, 36'500), field("interactions_per_tie", &O::interactions_per_tie, 0, 1000), field("seed", &O::seed)};
  }
};

/// A community made from nothing but the options. Keys are text: a first name and a number, as in "ana-0007".
HOBNOB_API Network generate_community(const CommunityOptions& options = {});

}  // namespace v0
}  // namespace hobnob
