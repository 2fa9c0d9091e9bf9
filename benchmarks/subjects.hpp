// What is measured on? Graphs that anybody can make again, and the questions asked of them.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/core/random.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/io/community.hpp"

namespace bench {

/// The i-th number of a fixed sequence without repetition, from 0 up: keys and ids in no order, as an app's would be.
inline std::int64_t scattered(std::uint64_t i) { return static_cast<std::int64_t>(hobnob::key_hash(hobnob::Key(static_cast<std::int64_t>(i))) >> 1); }

/// Connections of random weight between `members` members in `pairs` distinct pairs, both ends drawn in proportion to expected degrees
/// that fall as rank^−1/(exponent−1), the largest √(2·pairs), as the model asks.
/// F. Chung, L. Lu, The average distances in random graphs with given expected degrees, 2002, doi:10.1073/pnas.252631999.
inline hobnob::Network chung_lu(std::uint64_t members, std::uint64_t pairs, double exponent, std::uint64_t seed) {
  const double fall = 1 / (exponent - 1), rise = 1 - fall, n = static_cast<double>(members), m = static_cast<double>(pairs);
  double shift = 1;  // ranks begin here: bisect for the one that makes the first expected degree √(2·pairs)
  for (double low = 1, high = n, step = 0; step < 60; ++step) {
    shift = std::sqrt(low * high);
    const double first = 2 * m * rise * std::pow(shift, -fall) / (std::pow(n + shift, rise) - std::pow(shift, rise));
    (first > std::sqrt(2 * m) ? low : high) = shift;
  }
  hobnob::Stream draw{seed, 0};
  const double least = std::pow(shift, rise), most = std::pow(n + shift, rise);
  const auto end = [&] {
    const double rank = std::pow(least + (most - least) * draw.uniform(), 1 / rise) - shift;
    return std::min(members - 1, static_cast<std::uint64_t>(std::max(0.0, rank)));
  };
  std::vector<std::uint64_t> drawn;
  drawn.reserve(pairs);
  while (drawn.size() < pairs) {  // draw, drop what is there already, draw the rest
    while (drawn.size() < pairs) {
      const std::uint64_t u = end(), v = end();
      if (u != v) drawn.push_back(std::min(u, v) << 32 | std::max(u, v));
    }
    std::ranges::sort(drawn);
    drawn.erase(std::unique(drawn.begin(), drawn.end()), drawn.end());
  }
  hobnob::Network network;
  std::vector<hobnob::Network::ConnectionRow> rows;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const double weight = static_cast<double>(50 + draw.below(951)) / 1000;
    rows.push_back({scattered(drawn[i] >> 32), scattered(drawn[i] & 0xffff'ffffU), {.weight = weight, .since = {}, .is_private = false}});
    if (rows.size() == 100'000 || i + 1 == drawn.size()) {
      network.add_connections(rows);
      rows.clear();
    }
  }
  return network;
}

/// "community" or "chung_lu", with twenty ties a member (so ten pairs); of the large community connections alone.
inline hobnob::Network make(std::string_view kind, std::int64_t members) {
  if (kind == "chung_lu") return chung_lu(static_cast<std::uint64_t>(members), static_cast<std::uint64_t>(members) * 10, 2.3, 1);
  return hobnob::generate_community({.members = members, .interactions_per_tie = members > 100'000 ? 0.0 : 6.0});
}

/// So many messages over 300 days between so many pairs, some far busier than others; half of the pairs end on the way, and a member has
/// twenty of them: what a fit and a snapshot of a busy app read.
inline hobnob::Network busy(std::uint64_t pairs, std::uint64_t events, std::uint64_t seed) {
  hobnob::Network network;
  hobnob::Stream draw{seed, 0};
  const std::uint64_t members = pairs / 10;
  const double span = 300 * static_cast<double>(hobnob::seconds_per_day);
  std::vector<hobnob::Network::InteractionRow> rows;
  for (std::uint64_t i = 0; i < events; ++i) {
    const auto pair = i < pairs ? i : static_cast<std::uint64_t>(static_cast<double>(pairs) * draw.uniform() * draw.uniform());
    const std::uint64_t a = pair % members, b = (a + 1 + 37 * (pair / members)) % members;
    const bool back = draw.uniform() < 0.4;
    const double life = static_cast<double>(hobnob::key_hash(hobnob::Key(static_cast<std::int64_t>(pair))) >> 11) * 0x1p-53;
    const double ends = span * std::min(1.0, 0.5 + life);
    rows.push_back({scattered(back ? b : a), scattered(back ? a : b), static_cast<hobnob::Time>(ends * draw.uniform()), {}});
    if (rows.size() == 100'000 || i + 1 == events) {
      network.add_interactions(rows);
      rows.clear();
    }
  }
  return network;
}

/// Who asks for whom: each end, by a coin, any member or the end of any tie (so in proportion to degree); nobody without a tie, nobody for themselves.
inline std::vector<std::pair<hobnob::MemberId, hobnob::MemberId>> questions(const hobnob::Snapshot& snapshot, std::size_t count,
                                                                            std::uint64_t seed = 1) {
  std::vector<std::pair<hobnob::MemberId, hobnob::MemberId>> all;
  if (snapshot.tie_count() == 0) return all;
  hobnob::Stream draw{seed, 1};
  const auto end = [&] {
    if (draw.uniform() < 0.5) return hobnob::MemberId{snapshot.ends()[draw.below(snapshot.tie_count())]};
    for (;;) {
      const auto u = static_cast<std::uint32_t>(draw.below(snapshot.member_count()));
      if (snapshot.offsets()[u] != snapshot.offsets()[u + 1]) return hobnob::MemberId{u};
    }
  };
  while (all.size() < count) {
    const hobnob::MemberId seeker = end(), target = end();
    if (seeker != target) all.emplace_back(seeker, target);
  }
  return all;
}

}  // namespace bench
