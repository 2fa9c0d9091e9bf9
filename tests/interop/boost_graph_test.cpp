// A Boost graph, adapted, must give the paths of the graph it shows.
#include "hobnob/interop/boost_graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // copying a Boost graph: g++ 12 does not see that its optional is set
#endif
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/adjacency_matrix.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/search/best_paths.hpp"
#include "support/path_oracle.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Arc;
using support::Draws;
using support::never;
using support::OraclePath;
using support::PathOracle;

using Directed = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, double>;
using Bidirectional = boost::adjacency_list<boost::listS, boost::vecS, boost::bidirectionalS, boost::no_property, double>;
using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, double>;
using DirectedMatrix = boost::adjacency_matrix<boost::directedS, boost::no_property, double>;
using UndirectedMatrix = boost::adjacency_matrix<boost::undirectedS, boost::no_property, double>;
using SparseRows = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, double>;

/// The same edges in any of them, in the order given.
template <class Graph>
Graph make(std::uint32_t n, const std::vector<Arc>& arcs) {
  if constexpr (std::is_same_v<Graph, SparseRows>) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    std::vector<double> costs;
    for (const auto& [u, v, cost] : arcs) {
      edges.emplace_back(u, v);
      costs.push_back(double{cost});
    }
    return {boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(), costs.begin(), n};
  } else {
    Graph graph(n);
    for (const auto& [u, v, cost] : arcs) add_edge(u, v, double{cost}, graph);
    return graph;
  }
}

template <class Graph>
AdaptedGraph adapted(const Graph& graph) {
  return adapt(graph, get(boost::edge_bundle, graph));
}

std::vector<Tie> ties(std::span<const Tie> list) { return {list.begin(), list.end()}; }

//   0 ─5─► 1, 0 ─2─► 1, 0 ─1─► 0, 2 ─3─► 0, 0 ─4─► 2       parallel edges, a self loop, an order that is not ascending
TEST(BoostGraph, ShowsEachTieOnceAscendingAndFromBothEnds) {
  const AdaptedGraph graph = adapted(make<Directed>(4, {{0, 2, 4}, {0, 1, 5}, {0, 1, 2}, {0, 0, 1}, {2, 0, 3}}));
  EXPECT_EQ(graph.id_bound(), 4U);
  EXPECT_EQ(graph.member_count(), 4U);
  EXPECT_EQ(ties(graph.ties_from(MemberId{0})), (std::vector<Tie>{{MemberId{1}, 2}, {MemberId{2}, 4}}));
  EXPECT_EQ(ties(graph.ties_to(MemberId{0})), (std::vector<Tie>{{MemberId{2}, 3}}));
  EXPECT_EQ(ties(graph.ties_to(MemberId{1})), (std::vector<Tie>{{MemberId{0}, 2}}));
  EXPECT_TRUE(graph.ties_from(MemberId{3}).empty());
  EXPECT_TRUE(graph.ties_from(MemberId{4}).empty());
  EXPECT_TRUE(graph.ties_to(no_member).empty());
  EXPECT_FALSE(graph.contains(MemberId{4}));
}

TEST(BoostGraph, ShowsAnUndirectedEdgeBothWays) {
  const AdaptedGraph graph = adapted(make<Undirected>(3, {{2, 0, 7}}));
  EXPECT_EQ(ties(graph.ties_from(MemberId{0})), (std::vector<Tie>{{MemberId{2}, 7}}));
  EXPECT_EQ(ties(graph.ties_from(MemberId{2})), (std::vector<Tie>{{MemberId{0}, 7}}));
  EXPECT_EQ(ties(graph.ties_to(MemberId{2})), (std::vector<Tie>{{MemberId{0}, 7}}));
}

TEST(BoostGraph, MayBeEmpty) {
  const AdaptedGraph none = adapted(Directed()), lonely = adapted(Undirected(1));
  EXPECT_EQ(none.id_bound(), 0U);
  EXPECT_EQ(lonely.id_bound(), 1U);
  EXPECT_TRUE(lonely.ties_from(MemberId{0}).empty());
}

TEST(BoostGraph, OutlivesTheGraphItWasMadeFrom) {
  auto graph = make<Directed>(2, {{0, 1, 1}});
  const AdaptedGraph before = adapted(graph);
  add_edge(1, 0, 1.0, graph);
  EXPECT_TRUE(before.ties_from(MemberId{1}).empty());
}

TEST(BoostGraph, TakesProbabilitiesToo) {
  auto graph = make<Directed>(4, {{0, 1, 0.5F}, {0, 2, 1}, {0, 3, 0}});
  const AdaptedGraph adapted = adapt_probabilities(graph, get(boost::edge_bundle, graph));
  EXPECT_EQ(ties(adapted.ties_from(MemberId{0})),
            (std::vector<Tie>{{MemberId{1}, static_cast<float>(std::log(2.0))}, {MemberId{2}, 0}, {MemberId{3}, never}}));
}

template <class Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    return error.what();
  }
  return "accepted";
}

TEST(BoostGraph, RefusesCostsAndProbabilitiesThatAreNoneAndNamesTheEdge) {
  const auto costs = [](float bad) { return refusal([bad] { adapted(make<Directed>(3, {{0, 1, 1}, {2, 1, bad}})); }); };
  EXPECT_EQ(costs(-1), "the cost of edge 2→1 must be at least 0, got -1");
  EXPECT_EQ(costs(std::numeric_limits<float>::quiet_NaN()), "the cost of edge 2→1 must be at least 0, got nan");
  EXPECT_EQ(costs(never), "accepted");
  const auto probabilities = [](float bad) {
    return refusal([bad] {
      const auto graph = make<Undirected>(3, {{0, 1, 1}, {2, 1, bad}});
      adapt_probabilities(graph, get(boost::edge_bundle, graph));
    });
  };
  EXPECT_EQ(probabilities(-0.5F), "the probability of edge 1–2 must be 0…1, got -0.5");
  EXPECT_EQ(probabilities(1.5F), "the probability of edge 1–2 must be 0…1, got 1.5");
  EXPECT_EQ(probabilities(std::numeric_limits<float>::quiet_NaN()), "the probability of edge 1–2 must be 0…1, got nan");
}

TEST(BoostGraph, HoldsCostsBeyondAFloatForInfiniteAndMinusZeroForZero) {
  Directed graph(2);
  add_edge(0, 1, 1e39, graph);
  add_edge(1, 0, -0.0, graph);
  const AdaptedGraph held = adapted(graph);
  EXPECT_EQ(held.ties_from(MemberId{0})[0].cost, never);
  EXPECT_FALSE(std::signbit(held.ties_from(MemberId{1})[0].cost));
}

// ─────────── kernels on every kind of graph ───────────

template <class Graph>
class BoostGraphKernels : public testing::Test {
 protected:
  static constexpr bool both_ways = std::is_convertible_v<typename boost::graph_traits<Graph>::directed_category, boost::undirected_tag>;
  static constexpr bool may_be_parallel = !std::is_same_v<Graph, DirectedMatrix> && !std::is_same_v<Graph, UndirectedMatrix>;

  /// Random edges, in random order, with self loops, and with parallel ones where the graph can hold them.
  static std::vector<Arc> random_edges(Draws& draws, std::uint32_t n) {
    std::vector<Arc> arcs;
    for (std::uint32_t i = draws.below(3 * n); i > 0; --i) {
      const Arc arc{draws.below(n), draws.below(n), draws.one_of<float>({0, 0.5F, 1, 0.6931472F, never, static_cast<float>(draws.uniform())})};
      const bool there = std::ranges::any_of(
          arcs, [&](const Arc& a) { return (a.from == arc.from && a.to == arc.to) || (both_ways && a.from == arc.to && a.to == arc.from); });
      if (may_be_parallel || !there) arcs.push_back(arc);
    }
    return arcs;
  }
  static PathOracle oracle(std::uint32_t n, const std::vector<Arc>& arcs) {
    PathOracle all{std::vector(n, std::vector<float>(n, never)), std::vector<double>(n, 0.25)};
    for (const auto& [u, v, cost] : arcs) {
      if (u == v) continue;
      all.tie[u][v] = std::min(all.tie[u][v], cost);
      if (both_ways) all.tie[v][u] = std::min(all.tie[v][u], cost);
    }
    return all;
  }
};
using Kinds = testing::Types<Directed, Bidirectional, Undirected, DirectedMatrix, UndirectedMatrix, SparseRows>;
TYPED_TEST_SUITE(BoostGraphKernels, Kinds);

TYPED_TEST(BoostGraphKernels, FindTheBestPaths) {
  Draws draws(7);
  PathScratch scratch;
  for (int round = 0; round < 500; ++round) {
    const std::uint32_t n = 2 + draws.below(6), s = draws.below(n), t = draws.below(n);
    const std::vector<Arc> arcs = this->random_edges(draws, n);
    const Endpoint source{MemberId{s}}, target{MemberId{t}};
    const auto found = best_paths(
        adapted(make<TypeParam>(n, arcs)), {&source, 1}, {&target, 1}, [](MemberId) { return 0.25; }, {.k = 4, .max_hops = 4}, scratch);
    std::vector<OraclePath> plain;
    for (const CostedPath& path : found.paths) {
      plain.push_back({path.cost, {}});
      for (const MemberId u : path.members) plain.back().members.push_back(index(u));
    }
    ASSERT_EQ(plain, this->oracle(n, arcs).best_paths({{s, 0.0}}, {{t, 0.0}}, 4, 1, 4, infinity, false)) << "round " << round;
  }
}

TYPED_TEST(BoostGraphKernels, FindTheCheapestPathAsDijkstraInBoostDoes) {
  Draws draws(8);
  CheapestScratch scratch;
  for (int round = 0; round < 300; ++round) {
    const std::uint32_t n = 2 + draws.below(40);
    std::vector<Arc> arcs = this->random_edges(draws, n);
    std::erase_if(arcs, [](const Arc& arc) { return arc.cost == never; });   // Dijkstra in Boost knows no tie that cannot be used
    const auto graph = make<TypeParam>(n, arcs);
    const AdaptedGraph adapted_graph = adapted(graph);
    const std::uint32_t s = draws.below(n);
    std::vector<double> distance(n);
    boost::dijkstra_shortest_paths(graph, s,
                                   boost::weight_map(get(boost::edge_bundle, graph))
                                       .distance_map(boost::make_iterator_property_map(distance.begin(), get(boost::vertex_index, graph))));
    for (std::uint32_t t = 0; t < n; ++t) {
      const auto path = cheapest_path(
          adapted_graph, MemberId{s}, MemberId{t}, [](MemberId) { return 0.0; }, 0.0, scratch);
      ASSERT_EQ(path ? path->cost : std::numeric_limits<double>::max(), distance[t]) << "round " << round << ": " << s << " to " << t;
    }
  }
}

}  // namespace
