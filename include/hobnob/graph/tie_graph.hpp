// What may a kernel know of a graph? Members by dense ids, and each member's ties with their costs. Nothing else.
//
//   template <hobnob::TieGraph G> double out_probability(const G& graph, hobnob::MemberId u) {
//     double sum = 0;
//     for (const hobnob::Tie uv : graph.ties_from(u)) sum += hobnob::probability_of(uv.cost);
//     return sum;
//   }
//
// `Snapshot` and `View` model it; `interop/boost_graph.hpp` makes any Boost graph model it; so can a caller's own type.
// What a kernel can use but a foreign graph may lack is found by `requires`, never demanded.
#pragma once

#include <concepts>
#include <cstdint>
#include <ranges>

#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {

/// A directed tie as seen from one of its ends: the member at the other end, and the cost −ln p of passing along it.
struct Tie {
  MemberId member{};
  float cost = 0;  ///< ≥ 0; +infinity for a tie that no path can use but that still counts in degrees.
  friend bool operator==(const Tie&, const Tie&) = default;
};

template <class R>
concept TieRange = std::ranges::input_range<R> && std::convertible_to<std::ranges::range_reference_t<R>, Tie>;

/// A graph that kernels can walk.
/// Ids are below `id_bound()` (scratch is sized by it); `member_count()` of them exist (visible ones, in a view).
/// `ties_from(u)` gives u's ties u→v with the cost of u→v; `ties_to(u)` gives the ties v→u with the cost of v→u.
/// Both are in ascending order of the other end, name each other end once, hold no self loop, and are empty for an id that does not exist.
/// Costs are ≥ 0 and never NaN.
/// Optional: `degree(u)`, the number of u's ties (as many from as to it), for graphs that know it without walking the list.
template <class G>
concept TieGraph = requires(const G& graph, MemberId u) {
  { graph.id_bound() } -> std::convertible_to<std::uint32_t>;
  { graph.member_count() } -> std::convertible_to<std::uint32_t>;
  { graph.contains(u) } -> std::convertible_to<bool>;
  { graph.ties_from(u) } -> TieRange;
  { graph.ties_to(u) } -> TieRange;
};

}  // namespace v0
}  // namespace hobnob
