// I have a Boost graph. Who can introduce whom in it? An adapter that lets every kernel walk it.
//
//   boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, double> friends = …;   // double: a probability
//   const hobnob::AdaptedGraph graph = hobnob::adapt_probabilities(friends, get(boost::edge_bundle, friends));
//   const auto path = hobnob::cheapest_path(graph, hobnob::MemberId{0}, hobnob::MemberId{7}, …);   // MemberId{i} is vertex i
//
// For graphs whose vertices are numbered: adjacency_list with vecS vertices (directed, undirected, bidirectional), adjacency_matrix,
// compressed_sparse_row_graph, and whatever else has a vertex_index and out_edges.
// Copies the ties, O(vertices + edges): kernels ask for them by member, ascending and in both directions, which few Boost graphs offer.
// Later changes of the Boost graph are not seen. 16 bytes per directed tie and 16 per vertex.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"

namespace hobnob {
inline namespace v0 {

namespace detail {

/// A list of ties for each vertex, all in one array.
struct TieLists {
  std::vector<std::size_t> first;   // tie of each vertex; the last is the number of ties
  std::vector<Tie> ties;

  [[nodiscard]] std::size_t size() const noexcept { return first.empty() ? 0 : first.size() - 1; }
  [[nodiscard]] std::span<const Tie> of(std::size_t u) const noexcept {
    return u < size() ? std::span(ties).subspan(first[u], first[u + 1] - first[u]) : std::span<const Tie>();
  }
  /// The same ties, seen from their other ends. Reads the lists in ascending order, so the new ones are ascending whatever the old ones are.
  [[nodiscard]] TieLists turned() const {
    TieLists other{std::vector<std::size_t>(first.size()), std::vector<Tie>(ties.size())};
    for (const Tie& uv : ties) ++other.first[index(uv.member) + std::size_t{1}];
    for (std::size_t v = 1; v < first.size(); ++v) other.first[v] += other.first[v - 1];
    std::vector<std::size_t> next = other.first;
    for (std::size_t u = 0; u < size(); ++u)
      for (const Tie& uv : of(u)) other.ties[next[index(uv.member)]++] = {MemberId{static_cast<std::uint32_t>(u)}, uv.cost};
    return other;
  }
  /// Of ties to the same member, which stand side by side in ascending lists, keeps the cheapest.
  void merge_parallel() {
    std::size_t kept = 0;
    for (std::size_t u = 0, begin = 0; u < size(); ++u) {
      const std::size_t end = first[u + 1];
      first[u] = kept;
      for (; begin < end; ++begin) {
        if (kept > first[u] && ties[kept - 1].member == ties[begin].member) ties[kept - 1].cost = std::min(ties[kept - 1].cost, ties[begin].cost);
        else ties[kept++] = ties[begin];
      }
    }
    if (!first.empty()) first.back() = kept;
    ties.resize(kept);
  }
};

}  // namespace detail

/// The ties of a Boost graph as a TieGraph. A value: it does not need the graph it was made from.
class AdaptedGraph {
 public:
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return static_cast<std::uint32_t>(from_.size()); }
  [[nodiscard]] std::uint32_t member_count() const noexcept { return id_bound(); }
  [[nodiscard]] bool contains(MemberId u) const noexcept { return index(u) < id_bound(); }
  [[nodiscard]] std::span<const Tie> ties_from(MemberId u) const noexcept { return from_.of(index(u)); }
  [[nodiscard]] std::span<const Tie> ties_to(MemberId u) const noexcept { return to_.of(index(u)); }

  /// For `adapt`: ties and where they come from, in any order and also parallel; costs are checked, self loops are gone.
  AdaptedGraph(std::size_t vertices, std::span<const std::pair<std::uint32_t, Tie>> ties) {
    detail::TieLists from{std::vector<std::size_t>(vertices + 1), std::vector<Tie>(ties.size())};
    for (const auto& [u, uv] : ties) ++from.first[u + std::size_t{1}];
    for (std::size_t u = 1; u <= vertices; ++u) from.first[u] += from.first[u - 1];
    std::vector<std::size_t> next = from.first;
    for (const auto& [u, uv] : ties) from.ties[next[u]++] = uv;
    to_ = from.turned();
    to_.merge_parallel();
    from_ = to_.turned();
  }

 private:
  detail::TieLists from_, to_;
};
static_assert(TieGraph<AdaptedGraph>);

namespace detail {

/// Collects the ties; `cost(edge, name)` gives the cost of an edge or throws, calling the edge by its name.
/// Goes by vertices, so that an undirected edge is met once from each end.
template <class Graph, class Cost>
AdaptedGraph adapt_edges(const Graph& graph, const Cost& cost) {
  if (num_vertices(graph) > index(no_member)) throw Error(Errc::limit_exceeded, "a graph to adapt must have less than 2³² vertices");
  constexpr bool undirected = std::is_convertible_v<typename boost::graph_traits<Graph>::directed_category, boost::undirected_tag>;
  const auto vertex_index = get(boost::vertex_index, graph);
  std::vector<std::pair<std::uint32_t, Tie>> ties;
  const auto [first_vertex, last_vertex] = vertices(graph);
  for (auto vertex = first_vertex; vertex != last_vertex; ++vertex) {
    const auto u = static_cast<std::uint32_t>(get(vertex_index, *vertex));
    const auto [first_edge, last_edge] = out_edges(*vertex, graph);
    for (auto edge = first_edge; edge != last_edge; ++edge) {
      const auto v = static_cast<std::uint32_t>(get(vertex_index, target(*edge, graph)));
      const float c = cost(*edge, [u, v] { return std::to_string(u) + (undirected ? "–" : "→") + std::to_string(v); });
      if (u != v) ties.push_back({u, {MemberId{v}, c}});
    }
  }
  return {static_cast<std::size_t>(num_vertices(graph)), ties};
}

inline std::string digits(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace detail

/// Vertices are members, edges are ties, `costs` is a readable property map from edge to −ln p ≥ 0; +infinity: no path uses the tie.
/// An undirected edge is a tie both ways. Of parallel edges the cheapest counts; self loops are dropped; costs beyond a float are infinite.
/// Throws Error(invalid_argument), naming the edge, if a cost is negative or no number.
template <class Graph, class CostMap>
AdaptedGraph adapt(const Graph& graph, const CostMap& costs) {
  return detail::adapt_edges(graph, [&costs](const auto& edge, const auto& name) {
    const auto cost = static_cast<double>(get(costs, edge));
    if (!(cost >= 0)) throw Error(Errc::invalid_argument, "the cost of edge " + name() + " must be at least 0, got " + detail::digits(cost));
    return cost > double{std::numeric_limits<float>::max()} ? std::numeric_limits<float>::infinity() : static_cast<float>(cost) + 0.0F;
  });
}

/// The same for a property map from edge to probability, in [0, 1].
template <class Graph, class ProbabilityMap>
AdaptedGraph adapt_probabilities(const Graph& graph, const ProbabilityMap& probabilities) {
  return detail::adapt_edges(graph, [&probabilities](const auto& edge, const auto& name) {
    const auto p = static_cast<double>(get(probabilities, edge));
    if (!(p >= 0 && p <= 1)) throw Error(Errc::invalid_argument, "the probability of edge " + name() + " must be 0…1, got " + detail::digits(p));
    return static_cast<float>(cost_of(p));
  });
}

}  // namespace v0
}  // namespace hobnob
