// How far does a cascade go on a small graph? Every world there can be, each with its chance.
//
//   support::ArcWorlds worlds(members, arcs);
//   worlds.spread(0b101)         // expected members reached from 0 and 2
//
// Shares nothing with the library. 2^(arcs that are neither certain nor impossible) worlds.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "support/random_network.hpp"

namespace support {

struct Arc {
  std::uint32_t from = 0, to = 0;
  double probability = 0;
};

class ArcWorlds {
 public:
  ArcWorlds(std::uint32_t members, const std::vector<Arc>& arcs) : members_(members) {
    std::vector<Arc> open;
    std::vector<std::uint32_t> always(members);
    for (std::uint32_t u = 0; u < members; ++u) always[u] = 1U << u;
    for (const Arc& arc : arcs)
      if (arc.probability == 1) always[arc.from] |= 1U << arc.to;
      else if (arc.probability > 0) open.push_back(arc);
    for (std::uint32_t world = 0; world < 1U << open.size(); ++world) {
      double chance = 1;
      std::vector<std::uint32_t> next = always;
      for (std::size_t i = 0; i < open.size(); ++i) {
        const bool live = (world >> i & 1U) != 0;
        chance *= live ? open[i].probability : 1 - open[i].probability;
        if (live) next[open[i].from] |= 1U << open[i].to;
      }
      for (std::uint32_t via = 0; via < members; ++via)   // Warshall
        for (std::uint32_t u = 0; u < members; ++u)
          if (next[u] >> via & 1U) next[u] |= next[via];
      chances_.push_back(chance);
      reach_.insert(reach_.end(), next.begin(), next.end());
    }
  }
  /// Expected members reached from a set of them, and the variance.
  [[nodiscard]] std::pair<double, double> moments(std::uint32_t seeds) const {
    double sum = 0, squares = 0;
    for (std::size_t world = 0; world < chances_.size(); ++world) {
      std::uint32_t reached = 0;
      for (std::uint32_t u = 0; u < members_; ++u)
        if (seeds >> u & 1U) reached |= reach_[world * members_ + u];
      const double count = std::popcount(reached);
      sum += chances_[world] * count, squares += chances_[world] * count * count;
    }
    return {sum, std::max(0.0, squares - sum * sum)};
  }
  [[nodiscard]] double spread(std::uint32_t seeds) const { return moments(seeds).first; }

 private:
  std::uint32_t members_;
  std::vector<double> chances_;
  std::vector<std::uint32_t> reach_;   // world by world
};

/// At most `most` arcs that are neither certain nor impossible; certain and impossible ones among them.
inline std::vector<Arc> random_arcs(Dice& dice, std::uint32_t members, std::size_t most) {
  std::vector<Arc> arcs;
  const double likely = 0.1 + 0.8 * dice.unit();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t u = 0; u < members; ++u)
    for (std::uint32_t v = 0; v < members; ++v)
      if (u != v) pairs.emplace_back(u, v);
  dice.shuffle(pairs);
  std::size_t open = 0;
  for (const auto& [u, v] : pairs) {
    if (open == most) break;
    const double p = dice.chance(0.07) ? 1 : dice.chance(0.07) ? 0 : std::max(0.02, std::min(0.98, likely * 2 * dice.unit()));
    open += p > 0 && p < 1;
    arcs.push_back({u, v, p});
    if (dice.chance(0.03)) break;
  }
  return arcs;
}

}  // namespace support
