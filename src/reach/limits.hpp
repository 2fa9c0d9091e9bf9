// Private: what the questions for seeds share beside the sets.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "hobnob/core/error.hpp"
#include "hobnob/reach/seeds.hpp"
#include "hobnob/search/cover.hpp"
#include "reach/samples.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline double checked_cost(const std::string& whose, double cost) {
  if (!(cost > 0 && std::isfinite(cost)))
    throw Error(Errc::invalid_argument, fmt::format("costs: that of {} must be positive and finite, got {}", whose, cost));
  return cost;
}

/// So that three of 0.1 are affordable with 0.3, whatever their sum is in double.
inline double with_rounding(double budget) noexcept { return budget * (1 + 1e-12); }

/// Is there anybody who may be chosen at all?
template <class MayChoose>
bool anybody(std::size_t source_count, const CoverLimits& limits, const MayChoose& may_choose) {
  for (std::uint32_t source = 0; source < source_count; ++source)
    if (may_choose(source) && (limits.costs.empty() || limits.costs[source] <= limits.budget)) return true;
  return false;
}

/// Of the set that has just been drawn, from `begin` on, those who may be chosen.
template <class MayChoose>
void keep_only(SourceSets& sets, std::size_t begin, const MayChoose& may_choose) {
  const auto kept = std::remove_if(sets.sources.begin() + static_cast<std::ptrdiff_t>(begin), sets.sources.end(),
                                   [&](std::uint32_t source) { return !may_choose(source); });
  sets.sources.erase(kept, sets.sources.end());
}

/// Rows, spread and certificate of an answer; people are the caller's.
template <class SeedOf>
void fill(Seeds& out, const ChosenSeeds& chosen, std::uint64_t seed, const SeedOf& seed_of) {
  out.factor_kind = FactorKind::sum;
  for (std::size_t i = 0; i < chosen.sources.size(); ++i)
    out.rows.push_back({seed_of(chosen.sources[i]), chosen.adds[i], {{"adds", chosen.adds[i], no_member}}});
  out.spread = chosen.spread, out.certificate = chosen.certificate, out.cost = chosen.cost;
  out.samples = chosen.samples, out.seed = seed, out.ties_touched = chosen.looked;
  out.complete = chosen.certificate >= 1;   // else something better may have been left out, and the certificate says how much
  out.method = chosen.samples > 0 ? fmt::format("greedy over {} random reverse reachable sets of seed {}", chosen.samples, seed) : "nobody to reach";
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
