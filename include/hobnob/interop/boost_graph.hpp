// NOTE to whoever edits this: the API below (BoostTieGraph, adapt, adapt_probabilities) is in use by examples, tests and consumers. Keep it.
// How do I run hobnob's kernels on the Boost graph that I already have? Adapt it, and it is a TieGraph.
//
//   const auto ties = hobnob::adapt(graph, get(boost::edge_weight, graph));        // costs; or adapt_probabilities(…) for chances in [0, 1]
//   auto found = hobnob::best_paths(ties, {&from, 1}, {&to, 1}, no_cost, {.k = 3}, scratch);
//
// Any graph with vertices 0…n−1 and edges: adjacency_list and adjacency_matrix, directed or not, compressed_sparse_row_graph. An undirected
// edge is a tie in both directions. Self loops are left out, of parallel edges the cheapest stays. The ties are copied, O((n + m) log degree), so that
// both directions can be walked whatever the graph offers; later changes of the graph are not seen.
// J. Siek, L.-Q. Lee, A. Lumsdaine, The Boost Graph Library, 2001.
#pragma once

#include <algorithm>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"

namespace hobnob {
inline namespace v0 {

/// The ties of a Boost graph, in both directions; ids are vertex indices. A plain value.
class BoostTieGraph {
 public:
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return out_.rows(); }
  [[nodiscard]] std::uint32_t member_count() const noexcept { return out_.rows(); }
  [[nodiscard]] bool contains(MemberId u) const noexcept { return index(u) < out_.rows(); }
  [[nodiscard]] std::span<const Tie> ties_from(MemberId u) const noexcept { return out_.row(u); }
  [[nodiscard]] std::span<const Tie> ties_to(MemberId u) const noexcept { return in_.row(u); }
  [[nodiscard]] std::optional<Tie> find_tie(MemberId u, MemberId v) const noexcept {
    const std::span<const Tie> row = ties_from(u);
    const auto at = std::ranges::lower_bound(row, v, {}, &Tie::member);
    return at == row.end() || at->member != v ? std::nullopt : std::optional(*at);
  }

  /// For `adapt`: directed ties in any order.
  struct Arc {
    MemberId from, to;
    float cost;
  };
  BoostTieGraph(std::uint32_t vertices, std::vector<Arc> arcs) {
    std::erase_if(arcs, [](const Arc& arc) { return arc.from == arc.to; });
    out_ = Rows(vertices, arcs);
    for (Arc& arc : arcs) std::swap(arc.from, arc.to);
    in_ = Rows(vertices, arcs);
  }

 private:
  struct Rows {
    std::vector<std::size_t> offsets{0};
    std::vector<Tie> ties;
    Rows() = default;
    Rows(std::uint32_t vertices, std::vector<Arc>& arcs) {
      std::ranges::sort(arcs, {}, [](const Arc& arc) { return std::tuple(arc.from, arc.to, arc.cost); });
      offsets.reserve(vertices + std::size_t{1});
      auto arc = arcs.begin();
      for (std::uint32_t u = 0; u < vertices; ++u) {
        for (const Arc* last = nullptr; arc != arcs.end() && index(arc->from) == u; ++arc) {
          if (!last || last->to != arc->to) ties.push_back({arc->to, arc->cost});  // the cheapest of parallel edges comes first
          last = &*arc;
        }
        offsets.push_back(ties.size());
      }
    }
    [[nodiscard]] std::uint32_t rows() const noexcept { return static_cast<std::uint32_t>(offsets.size() - 1); }
    [[nodiscard]] std::span<const Tie> row(MemberId u) const noexcept {
      if (index(u) >= rows()) return {};
      return {ties.data() + offsets[index(u)], ties.data() + offsets[index(u) + std::size_t{1}]};
    }
  };
  Rows out_, in_;
};

static_assert(TieGraph<BoostTieGraph>);

/// A Boost graph with `cost_of_edge(edge)` ≥ 0 as a TieGraph. Throws Error(invalid_argument) for a cost that is negative or NaN, naming
/// the edge, and Error(limit_exceeded) for more than 2³²−2 vertices.
template <class Graph, class CostOfEdge>
BoostTieGraph adapt_with(const Graph& graph, const CostOfEdge& cost_of_edge) {
  using Traits = boost::graph_traits<Graph>;
  constexpr bool undirected = std::is_convertible_v<typename Traits::directed_category, boost::undirected_tag>;
  const auto count = static_cast<std::uint64_t>(num_vertices(graph));
  if (count >= index(no_member)) throw Error(Errc::limit_exceeded, "a TieGraph holds at most 4,294,967,294 members, got " + std::to_string(count));
  const auto index_of = get(boost::vertex_index, graph);
  std::vector<BoostTieGraph::Arc> arcs;
  for (const auto edge : boost::make_iterator_range(edges(graph))) {
    const auto from = static_cast<std::uint32_t>(get(index_of, source(edge, graph)));
    const auto to = static_cast<std::uint32_t>(get(index_of, target(edge, graph)));
    const double cost = cost_of_edge(edge);
    if (!(cost >= 0))
      throw Error(Errc::invalid_argument, "cost of edge " + std::to_string(from) + " → " + std::to_string(to) + " must be 0 or more, got " + detail::shortest(cost));
    const auto rounded = static_cast<float>(cost) + 0.0F;  // −0 becomes +0
    arcs.push_back({MemberId{from}, MemberId{to}, rounded});
    if (undirected) arcs.push_back({MemberId{to}, MemberId{from}, rounded});
  }
  return {static_cast<std::uint32_t>(count), std::move(arcs)};
}

/// A Boost graph as a TieGraph, with costs from a property map of its edges. Errors as in `adapt_with`.
template <class Graph, class CostMap>
BoostTieGraph adapt(const Graph& graph, const CostMap& costs) {
  return adapt_with(graph, [&](const auto& edge) { return static_cast<double>(get(costs, edge)); });
}

/// The same with probabilities in [0, 1]; 0 is a tie that no path uses. Error(invalid_argument) for others.
template <class Graph, class ProbabilityMap>
BoostTieGraph adapt_probabilities(const Graph& graph, const ProbabilityMap& probabilities) {
  return adapt_with(graph, [&](const auto& edge) {
    const auto p = static_cast<double>(get(probabilities, edge));
    if (!(p >= 0 && p <= 1)) throw Error(Errc::invalid_argument, "an edge's probability must be 0…1, got " + detail::shortest(p));
    return p == 0 ? infinity : cost_of(p);
  });
}

}  // namespace v0
}  // namespace hobnob
