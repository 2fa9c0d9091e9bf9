// Whom should I meet? The members I do not know yet and am most likely to get to know, each with who could introduce me.
//
//   hobnob::Targets people = hobnob::discover_targets(view, view.id("ana"));
//   hobnob::Targets by_one = hobnob::discover_targets(view, ana, {.measure = hobnob::TargetMeasure::jaccard});   // one measure alone
//   hobnob::Targets better = hobnob::discover_targets(view, ana, {.model = hobnob::fit_targets(network, now)});  // learn/targets.hpp
//
// No measure of closeness is the best on every network, and which one is can be seen in the network's own past. So the score is a product of
// powers, ∏ (M + δ)^w over the measures M, with weights w that `fit_targets` learns or, without it, a published preset; times how well needs
// and offers fit, the target's openness, novelty, and rest after having been shown in vain.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"

namespace hobnob {
inline namespace v0 {

/// How close is a member t whom s does not know? Over ties alone, z being those tied to both, d degrees.
enum class TargetMeasure : std::uint8_t {
  common_neighbours,         ///< How many z there are.
  adamic_adar,               ///< Σ 1/ln d(z). L. Adamic, E. Adar, 2003, doi:10.1016/S0378-8733(03)00009-1.
  resource_allocation,       ///< Σ 1/d(z). T. Zhou, L. Lü, Y.-C. Zhang, 2009, doi:10.1140/epjb/e2009-00335-8.
  jaccard,                   ///< Common neighbours of all neighbours; 0 where there are none.
  preferential_attachment,   ///< d(s)·d(t).
  katz,                      ///< Σ 0.005^l · walks of l ties, up to 4. L. Katz, 1953, doi:10.1007/BF02289026.
  pagerank,                  ///< Personalised, restart 0.15, all ties alike.
  warm,                      ///< 1 − Π (1 − p(s→z)·ω(z)·p(z→t)): the chance that one of the z gets s introduced.
  strength_pagerank,         ///< Personalised, restart 0.15, along ties in proportion to S(u→v) + S(v→u).
};
inline constexpr std::array<std::string_view, 9> target_measure_names{"common_neighbours",       "adamic_adar", "resource_allocation",
                                                                      "jaccard",                 "preferential_attachment", "katz",
                                                                      "pagerank",                "warm",        "strength_pagerank"};
