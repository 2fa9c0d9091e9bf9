// Private: the bootstraps of `metrics.hpp` for those whose caller waits for more than them. `tell` is called before every resample, and may
// throw to end it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "hobnob/learn/metrics.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

ScoreIntervals bootstrap_probabilities(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                                       std::span<const std::uint32_t> groups, const BootstrapOptions& options, const std::function<void()>& tell);
RankingIntervals bootstrap_rankings(std::span<const RankedQuery> queries, const RankingBootstrapOptions& options, const std::function<void()>& tell);

}  // namespace detail
}  // namespace v0
}  // namespace hobnob
