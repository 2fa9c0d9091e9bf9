// A Boost graph, adapted, must give the paths of the graph it shows.
#include "hobnob/interop/boost_graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
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
#include "hobnob/search/neighbours.hpp"
#include "hobnob/search/pagerank.hpp"
#include "hobnob/search/reliability.hpp"
#include "hobnob/search/within.hpp"
#include "support/path_oracle.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Arc;
using support::Draws;
using support::never;
using support::OraclePath;
using support::PathOracle;
using support::ToyGraph;

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
  /// The ties that these edges are, in a graph that needs no adapter: what the kernels' own tests walk.
  static ToyGraph plain(std::uint32_t n, const std::vector<Arc>& arcs) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, float> cheapest;
    for (const auto& [u, v, cost] : arcs) {
      if (u == v) continue;
      for (const auto& ends : {std::pair(u, v), std::pair(v, u)}) {
        const auto [at, is_new] = cheapest.try_emplace(ends, cost);
        if (!is_new) at->second = std::min(at->second, cost);
        if (!both_ways) break;
      }
    }
    std::vector<Arc> ties;
    for (const auto& [ends, cost] : cheapest) ties.push_back({ends.first, ends.second, cost});
    return {n, ties};
  }
  /// Calls check(adapted, plain, draws) for many.
  template <class Check>
  static void for_graphs(std::uint64_t seed, const Check& check) {
    Draws draws(seed);
    for (int round = 0; round < 200 && !testing::Test::HasFailure(); ++round) {
      SCOPED_TRACE("round " + std::to_string(round));
      const std::uint32_t n = 1 + draws.below(30);
      const std::vector<Arc> arcs = random_edges(draws, n);
      check(adapted(make<Graph>(n, arcs)), plain(n, arcs), draws);
    }
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

struct Wedges {
  std::uint32_t count = 0;
  double warmth = 0;
};

/// One row: of everybody, how many wedges lead there and what they weigh; and the ties walked.
template <class G>
std::pair<std::vector<std::pair<std::uint32_t, double>>, std::uint64_t> wedges(const G& graph, MemberId s) {
  WedgeScratch<Wedges> scratch;
  const std::uint64_t walked = add_wedges(
      graph, s, scratch, [](const auto& sz) { return probability_of((*sz).cost); },
      [](double leg, const auto& zb, Wedges& cell) { cell.warmth += leg * probability_of((*zb).cost); });
  std::vector<std::pair<std::uint32_t, double>> row;
  for (std::uint32_t b = 0; b < graph.id_bound(); ++b) row.emplace_back(scratch[MemberId{b}].count, scratch[MemberId{b}].warmth);
  return {row, walked};
}

TYPED_TEST(BoostGraphKernels, AddUpTheWedges) {
  this->for_graphs(9, [](const AdaptedGraph& adapted_graph, const ToyGraph& plain, Draws&) {
    for (std::uint32_t s = 0; s < plain.id_bound(); ++s) ASSERT_EQ(wedges(adapted_graph, MemberId{s}), wedges(plain, MemberId{s}));
  });
}

TYPED_TEST(BoostGraphKernels, CountAndEstimateWhoIsWithin) {
  this->for_graphs(10, [](const AdaptedGraph& adapted_graph, const ToyGraph& plain, Draws& draws) {
    for (const int hops : {1, 2, 4}) {
      const WithinOptions options{.hops = hops, .threads = draws.between(1, 2)};
      ASSERT_EQ(count_within(adapted_graph, options).counts, count_within(plain, options).counts);
      const auto hash = [](MemberId u) { return (index(u) + std::uint64_t{1}) * 0x9E37'79B9'7F4A'7C15U; };
      ASSERT_EQ(estimate_within(adapted_graph, hash, 64, options).counts, estimate_within(plain, hash, 64, options).counts);
    }
  });
}

TYPED_TEST(BoostGraphKernels, FindTheGraphBetweenTwoMembers) {
  int some = 0;
  this->for_graphs(11, [&](const AdaptedGraph& adapted_graph, const ToyGraph& plain, Draws& draws) {
    const MemberId source{draws.below(plain.id_bound())}, target{draws.below(plain.id_bound())};
    if (source == target) return;
    const auto interior = [](MemberId v) { return index(v) % 5 == 0 ? infinity : 0.25; };
    BetweenScratch scratch;
    for (const int hops : {2, 3, 5}) {
      const Between found = between(adapted_graph, source, target, interior, hops, scratch);
      const Between expected = between(plain, source, target, interior, hops, scratch);
      ASSERT_EQ(found.members, expected.members);
      ASSERT_EQ(found.passing, expected.passing);
      ASSERT_EQ(found.to_target, expected.to_target);
      ASSERT_EQ(found.offsets, expected.offsets);
      ASSERT_EQ(found.ties_touched, expected.ties_touched);
      ASSERT_EQ(walk_sum(found), walk_sum(expected));
      some += walk_sum(found) > 0;
    }
  });
  EXPECT_GT(some, 50);
}

/// What PageRank asks of a graph, of any TieGraph.
template <class G>
struct Walks {
  const G& graph;
  [[nodiscard]] std::uint32_t id_bound() const { return graph.id_bound(); }
  [[nodiscard]] double total(MemberId u) const {
    double sum = 0;
    for (const Tie uv : graph.ties_from(u)) sum += probability_of(uv.cost);
    return sum;
  }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    for (const Tie uv : graph.ties_from(u)) visit(uv.member, probability_of(uv.cost));
  }
};

TYPED_TEST(BoostGraphKernels, WalkForPageRank) {
  this->for_graphs(12, [](const AdaptedGraph& adapted_graph, const ToyGraph& plain, Draws& draws) {
    const MemberId seed{draws.below(plain.id_bound())};
    std::vector<double> restarts(plain.id_bound(), 1);
    restarts[index(seed)] = 2;
    ASSERT_EQ(iterate_pagerank(Walks<AdaptedGraph>{adapted_graph}, restarts).values, iterate_pagerank(Walks<ToyGraph>{plain}, restarts).values);
    PageRankScratch pushed, expected;
    ASSERT_EQ(push_pagerank(Walks<AdaptedGraph>{adapted_graph}, seed, {}, pushed), push_pagerank(Walks<ToyGraph>{plain}, seed, {}, expected));
    for (std::uint32_t u = 0; u < plain.id_bound(); ++u) ASSERT_EQ(pushed[MemberId{u}], expected[MemberId{u}]);
  });
}

}  // namespace
