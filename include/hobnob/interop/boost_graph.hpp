// I have a Boost graph. Who can introduce whom in it? And the other way round: what do Boost's algorithms say of a snapshot?
//
//   boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, double> friends = …;   // double: a probability
//   const hobnob::AdaptedGraph graph = hobnob::adapt_probabilities(friends, get(boost::edge_bundle, friends));
//   const auto path = hobnob::cheapest_path(graph, hobnob::MemberId{0}, hobnob::MemberId{7}, …);   // MemberId{i} is vertex i
//
//   std::vector<double> costs(num_vertices(snapshot));                                             // a Snapshot is a Boost graph as it stands
//   boost::dijkstra_shortest_paths(snapshot, index(ana), boost::distance_map(costs.data()));
//
// `adapt` is for graphs whose vertices are numbered: adjacency_list with vecS vertices (directed, undirected, bidirectional),
// adjacency_matrix, compressed_sparse_row_graph, and whatever else has a vertex_index and out_edges.
// Copies the ties, O(vertices + edges): kernels ask for them by member, ascending and in both directions, which few Boost graphs offer.
// Later changes of the Boost graph are not seen. 16 bytes per directed tie and 16 per vertex.
//
// A `Snapshot` models VertexListGraph, IncidenceGraph, BidirectionalGraph, AdjacencyGraph, EdgeListGraph and AdjacencyMatrix, without a copy:
// directed, no parallel edges, no self loops; every tie has both arcs. Vertices are numbers, so that a vector's data serves as a property map:
// vertex i is MemberId{i}. It is the owner's sight; what a viewer may see is `view.project()`, which is a Snapshot, too: a View itself is no
// Boost graph, since its ids go beyond the number of its vertices where somebody is hidden.
// Iterators, edges' properties and property maps are valid as long as some handle of the snapshot lives.
// Properties: vertex_index, edge_weight (the cost, and so the default weight), edge_index, and our own edge_probability and edge_strength.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_categories.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/snapshot.hpp"
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
  // A vertex_index is the caller's where a list of vertices has none of its own.
  const auto numbered = [count = num_vertices(graph)](const auto& number) {
    if (!std::cmp_less(number, count) || std::cmp_less(number, 0))
      throw Error(Errc::invalid_argument,
                  "a graph to adapt must number its vertices 0…" + std::to_string(count - 1) + ", got " + std::to_string(number));
    return static_cast<std::uint32_t>(number);
  };
  for (auto vertex = first_vertex; vertex != last_vertex; ++vertex) {
    const std::uint32_t u = numbered(get(vertex_index, *vertex));
    const auto [first_edge, last_edge] = out_edges(*vertex, graph);
    for (auto edge = first_edge; edge != last_edge; ++edge) {
      const std::uint32_t v = numbered(get(vertex_index, target(*edge, graph)));
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

// ─────────── a snapshot as a Boost graph ───────────

/// The tie source→target as an edge. Equal where both ends are: a snapshot has one such tie at most.
struct SnapshotEdge {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  std::uint32_t place = 0;       ///< In the snapshot's arrays: of source→target, or, where it was met from its target, of target→source.
  bool from_target = false;
  friend bool operator==(const SnapshotEdge& a, const SnapshotEdge& b) noexcept { return a.source == b.source && a.target == b.target; }
  friend std::strong_ordering operator<=>(const SnapshotEdge& a, const SnapshotEdge& b) noexcept {
    return a.source != b.source ? a.source <=> b.source : a.target <=> b.target;
  }
  friend std::size_t hash_value(const SnapshotEdge& edge) noexcept {
    return std::hash<std::uint64_t>{}(std::uint64_t{edge.source} * 0x9E37'79B9'7F4A'7C15U + edge.target);
  }
};

/// The edges out of a vertex, or into it, by ascending other end.
class SnapshotEdgesAt : public boost::iterator_facade<SnapshotEdgesAt, SnapshotEdge, boost::random_access_traversal_tag, SnapshotEdge> {
 public:
  SnapshotEdgesAt() = default;
  SnapshotEdgesAt(std::uint32_t vertex, const std::uint32_t* ends, std::uint32_t place, bool into)
      : ends_(ends), vertex_(vertex), place_(place), into_(into) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] SnapshotEdge dereference() const noexcept {
    return into_ ? SnapshotEdge{ends_[place_], vertex_, place_, true} : SnapshotEdge{vertex_, ends_[place_], place_, false};
  }
  [[nodiscard]] bool equal(const SnapshotEdgesAt& other) const noexcept { return place_ == other.place_; }
  void increment() noexcept { ++place_; }
  void decrement() noexcept { --place_; }
  void advance(std::ptrdiff_t n) noexcept { place_ = static_cast<std::uint32_t>(place_ + n); }
  [[nodiscard]] std::ptrdiff_t distance_to(const SnapshotEdgesAt& other) const noexcept {
    return static_cast<std::ptrdiff_t>(other.place_) - static_cast<std::ptrdiff_t>(place_);
  }

  const std::uint32_t* ends_ = nullptr;
  std::uint32_t vertex_ = 0, place_ = 0;
  bool into_ = false;
};

/// All edges, by ascending source, then target.
class SnapshotEdges : public boost::iterator_facade<SnapshotEdges, SnapshotEdge, boost::forward_traversal_tag, SnapshotEdge> {
 public:
  SnapshotEdges() = default;
  SnapshotEdges(const detail::TieArrays& arrays, std::uint32_t vertex, std::uint32_t place)
      : offsets_(arrays.offsets), ends_(arrays.ends), count_(arrays.member_count), vertex_(vertex), place_(place) {
    pass_rows();
  }

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] SnapshotEdge dereference() const noexcept { return {vertex_, ends_[place_], place_, false}; }
  [[nodiscard]] bool equal(const SnapshotEdges& other) const noexcept { return place_ == other.place_; }
  void increment() noexcept { ++place_, pass_rows(); }
  void pass_rows() noexcept {
    while (vertex_ < count_ && place_ == offsets_[vertex_ + 1]) ++vertex_;
  }

  const std::uint32_t* offsets_ = nullptr;
  const std::uint32_t* ends_ = nullptr;
  std::uint32_t count_ = 0, vertex_ = 0, place_ = 0;
};

namespace detail {

/// Where the row of a vertex begins and ends; nowhere for one that does not exist.
inline std::pair<std::uint32_t, std::uint32_t> row_of(std::uint32_t u, const TieArrays& arrays) noexcept {
  return u < arrays.member_count ? std::pair(arrays.offsets[u], arrays.offsets[u + 1]) : std::pair(0U, 0U);
}
/// Where u→v stands, or, if there is no such tie, the end of that row. O(log degree).
inline std::uint32_t find_place(std::uint32_t u, std::uint32_t v, const TieArrays& arrays) noexcept {
  const auto [first, last] = row_of(u, arrays);
  const std::uint32_t* const at = std::lower_bound(arrays.ends + first, arrays.ends + last, v);
  return at != arrays.ends + last && *at == v ? static_cast<std::uint32_t>(at - arrays.ends) : last;
}
inline std::uint32_t place_of(const SnapshotEdge& edge, const TieArrays& arrays) noexcept {
  return edge.from_target ? find_place(edge.source, edge.target, arrays) : edge.place;
}

struct CostOfEdge {
  using value_type = double;   // so that costs are summed in double, as everywhere
  static double of(const SnapshotEdge& edge, const TieArrays& arrays) noexcept {
    return double{(edge.from_target ? arrays.cost_back : arrays.cost)[edge.place]};
  }
};
struct ProbabilityOfEdge {
  using value_type = double;
  static double of(const SnapshotEdge& edge, const TieArrays& arrays) noexcept { return probability_of(CostOfEdge::of(edge, arrays)); }
};
struct StrengthOfEdge {
  using value_type = double;
  static double of(const SnapshotEdge& edge, const TieArrays& arrays) noexcept { return double{arrays.strength[place_of(edge, arrays)]}; }
};
struct IndexOfEdge {
  using value_type = std::size_t;
  static std::size_t of(const SnapshotEdge& edge, const TieArrays& arrays) noexcept { return place_of(edge, arrays); }
};

}  // namespace detail

/// A readable property map from edge to `What`.
template <class What>
class SnapshotEdgeMap {
 public:
  using key_type = SnapshotEdge;
  using value_type = typename What::value_type;
  using reference = value_type;
  using category = boost::readable_property_map_tag;

  explicit SnapshotEdgeMap(const Snapshot& snapshot) : arrays_(snapshot.arrays()) {}
  [[nodiscard]] value_type operator[](const SnapshotEdge& edge) const noexcept { return What::of(edge, arrays_); }
  friend value_type get(const SnapshotEdgeMap& map, const SnapshotEdge& edge) noexcept { return map[edge]; }

 private:
  detail::TieArrays arrays_;
};

/// Tags for `get`, beside Boost's: exp(−cost), and S(source→target), the chance that the source turns to the target within the window.
struct EdgeProbability {};
struct EdgeStrength {};
inline constexpr EdgeProbability edge_probability{};
inline constexpr EdgeStrength edge_strength{};

// The functions of the concepts. O(1) but for `edge`, which is O(log degree). A vertex that does not exist has no edges.
inline std::size_t num_vertices(const Snapshot& snapshot) noexcept { return snapshot.member_count(); }
inline std::size_t num_edges(const Snapshot& snapshot) noexcept { return snapshot.tie_count(); }
inline std::pair<boost::counting_iterator<std::uint32_t>, boost::counting_iterator<std::uint32_t>> vertices(const Snapshot& snapshot) {
  return {boost::counting_iterator<std::uint32_t>(0), boost::counting_iterator<std::uint32_t>(snapshot.member_count())};
}
inline std::pair<SnapshotEdges, SnapshotEdges> edges(const Snapshot& snapshot) {
  const detail::TieArrays& arrays = snapshot.arrays();
  return {SnapshotEdges(arrays, 0, 0), SnapshotEdges(arrays, arrays.member_count, static_cast<std::uint32_t>(snapshot.tie_count()))};
}
inline std::uint32_t source(const SnapshotEdge& edge, const Snapshot&) noexcept { return edge.source; }
inline std::uint32_t target(const SnapshotEdge& edge, const Snapshot&) noexcept { return edge.target; }
inline std::pair<SnapshotEdgesAt, SnapshotEdgesAt> out_edges(std::uint32_t u, const Snapshot& snapshot) {
  const auto [first, last] = detail::row_of(u, snapshot.arrays());
  return {SnapshotEdgesAt(u, snapshot.arrays().ends, first, false), SnapshotEdgesAt(u, snapshot.arrays().ends, last, false)};
}
inline std::pair<SnapshotEdgesAt, SnapshotEdgesAt> in_edges(std::uint32_t u, const Snapshot& snapshot) {
  const auto [first, last] = detail::row_of(u, snapshot.arrays());
  return {SnapshotEdgesAt(u, snapshot.arrays().ends, first, true), SnapshotEdgesAt(u, snapshot.arrays().ends, last, true)};
}
inline std::pair<const std::uint32_t*, const std::uint32_t*> adjacent_vertices(std::uint32_t u, const Snapshot& snapshot) noexcept {
  const auto [first, last] = detail::row_of(u, snapshot.arrays());
  return {snapshot.arrays().ends + first, snapshot.arrays().ends + last};
}
inline std::size_t out_degree(std::uint32_t u, const Snapshot& snapshot) noexcept { return snapshot.degree(MemberId{u}); }
inline std::size_t in_degree(std::uint32_t u, const Snapshot& snapshot) noexcept { return snapshot.degree(MemberId{u}); }
inline std::size_t degree(std::uint32_t u, const Snapshot& snapshot) noexcept { return 2 * snapshot.degree(MemberId{u}); }
/// The edge u→v, and whether there is one.
inline std::pair<SnapshotEdge, bool> edge(std::uint32_t u, std::uint32_t v, const Snapshot& snapshot) noexcept {
  const std::uint32_t place = detail::find_place(u, v, snapshot.arrays());
  return {SnapshotEdge{u, v, place, false}, place != detail::row_of(u, snapshot.arrays()).second};
}

inline boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t, const Snapshot&) noexcept { return {}; }
inline SnapshotEdgeMap<detail::CostOfEdge> get(boost::edge_weight_t, const Snapshot& snapshot) {
  return SnapshotEdgeMap<detail::CostOfEdge>(snapshot);
}
inline SnapshotEdgeMap<detail::IndexOfEdge> get(boost::edge_index_t, const Snapshot& snapshot) {
  return SnapshotEdgeMap<detail::IndexOfEdge>(snapshot);
}
inline SnapshotEdgeMap<detail::ProbabilityOfEdge> get(EdgeProbability, const Snapshot& snapshot) {
  return SnapshotEdgeMap<detail::ProbabilityOfEdge>(snapshot);
}
inline SnapshotEdgeMap<detail::StrengthOfEdge> get(EdgeStrength, const Snapshot& snapshot) {
  return SnapshotEdgeMap<detail::StrengthOfEdge>(snapshot);
}
/// Of one vertex or edge.
template <class Property, class Descriptor>
auto get(Property property, const Snapshot& snapshot, const Descriptor& descriptor) -> decltype(get(get(property, snapshot), descriptor)) {
  return get(get(property, snapshot), descriptor);
}

}  // namespace v0
}  // namespace hobnob

namespace boost {

template <>
struct graph_traits<hobnob::Snapshot> {
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = hobnob::SnapshotEdge;
  using directed_category = bidirectional_tag;
  using edge_parallel_category = disallow_parallel_edge_tag;
  struct traversal_category : vertex_list_graph_tag, bidirectional_graph_tag, adjacency_graph_tag, edge_list_graph_tag, adjacency_matrix_tag {};
  using vertex_iterator = counting_iterator<std::uint32_t>;
  using edge_iterator = hobnob::SnapshotEdges;
  using out_edge_iterator = hobnob::SnapshotEdgesAt;
  using in_edge_iterator = hobnob::SnapshotEdgesAt;
  using adjacency_iterator = const std::uint32_t*;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  static vertex_descriptor null_vertex() noexcept { return hobnob::index(hobnob::no_member); }
};
template <>
struct graph_traits<const hobnob::Snapshot> : graph_traits<hobnob::Snapshot> {};   // some algorithms deduce it

template <>
struct property_kind<hobnob::EdgeProbability> {
  using type = edge_property_tag;
};
template <>
struct property_kind<hobnob::EdgeStrength> {
  using type = edge_property_tag;
};
template <class Property>
struct property_map<hobnob::Snapshot, Property> {
  using type = decltype(get(Property{}, std::declval<const hobnob::Snapshot&>()));
  using const_type = type;
};
template <class Property>
struct property_map<const hobnob::Snapshot, Property> : property_map<hobnob::Snapshot, Property> {};

}  // namespace boost

template <>
struct std::hash<hobnob::SnapshotEdge> {
  std::size_t operator()(const hobnob::SnapshotEdge& edge) const noexcept { return hash_value(edge); }
};
