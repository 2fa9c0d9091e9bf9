#include "hobnob/interop/boost_graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/adjacency_matrix.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <limits>
#include <map>
#include <random>
#include <vector>

#include "hobnob/search/best_paths.hpp"
#include "support/path_oracle.hpp"

namespace {

using namespace hobnob;
using Costs = boost::property<boost::edge_weight_t, double>;
template <class Out, class Direction>
using List = boost::adjacency_list<Out, boost::vecS, Direction, boost::no_property, Costs>;
template <class Direction>
using Matrix = boost::adjacency_matrix<Direction, boost::no_property, Costs>;
using Rows = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Costs>;

constexpr std::uint32_t members = 7;
using EdgeList = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;

EdgeList random_edges(std::mt19937& random, bool directed) {
  EdgeList edges;
  for (std::uint32_t u = 0; u < members; ++u)
    for (std::uint32_t v = directed ? 0 : u + 1; v < members; ++v)
      if (u != v && random() % 5 < 2) edges[{u, v}] = static_cast<float>(random() % 8) / 4;
  return edges;
}

template <class Graph>
Graph made_of(const EdgeList& edges) {
  Graph graph(members);
  for (const auto& [ends, cost] : edges) add_edge(ends.first, ends.second, cost, graph);
  return graph;
}
template <>
Rows made_of<Rows>(const EdgeList& edges) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  std::vector<double> costs;
  for (const auto& [pair, cost] : edges) ends.push_back(pair), costs.push_back(cost);
  return {boost::edges_are_sorted, ends.begin(), ends.end(), costs.begin(), members};
}

template <class Graph>
class OnBoost : public testing::Test {};
using Graphs = testing::Types<List<boost::vecS, boost::undirectedS>, List<boost::setS, boost::directedS>, List<boost::listS, boost::bidirectionalS>,
                              Matrix<boost::undirectedS>, Matrix<boost::directedS>, Rows>;
TYPED_TEST_SUITE(OnBoost, Graphs);

TYPED_TEST(OnBoost, TheKernelFindsWhatBruteForceFinds) {
  constexpr bool directed = std::is_convertible_v<typename boost::graph_traits<TypeParam>::directed_category, boost::directed_tag>;
  std::mt19937 random(7);
  PathScratch scratch;
  for (int round = 0; round < 200; ++round) {
    const EdgeList edges = random_edges(random, directed);
    const auto graph = made_of<TypeParam>(edges);
    support::PathOracle oracle{std::vector(members, std::vector(members, std::numeric_limits<float>::infinity())), std::vector(members, 0.5)};
    for (const auto& [ends, cost] : edges) {
      oracle.tie[ends.first][ends.second] = static_cast<float>(cost);
      if (!directed) oracle.tie[ends.second][ends.first] = static_cast<float>(cost);
    }
    const Endpoint from{MemberId{0}}, to{MemberId{members - 1}, 0.25};
    const auto found = best_paths(adapt(graph, get(boost::edge_weight, graph)), std::span(&from, 1), std::span(&to, 1),
                                  [](MemberId) { return 0.5; }, BestPathsOptions{.k = 6, .max_hops = 4}, scratch);
    std::vector<support::OraclePath> paths;
    for (const CostedPath& path : found.paths) {
      support::OraclePath same{path.cost, {}};
      for (const MemberId u : path.members) same.members.push_back(index(u));
      paths.push_back(same);
    }
    ASSERT_EQ(paths, oracle.best_paths({{0, 0.0}}, {{members - 1, 0.25}}, 6, 1, 4, std::numeric_limits<double>::infinity(), false));
  }
}

TYPED_TEST(OnBoost, TheCheapestPathCostsWhatBoostsDijkstraSays) {
  constexpr bool directed = std::is_convertible_v<typename boost::graph_traits<TypeParam>::directed_category, boost::directed_tag>;
  std::mt19937 random(8);
  CheapestScratch scratch;
  for (int round = 0; round < 200; ++round) {
    const auto graph = made_of<TypeParam>(random_edges(random, directed));
    std::vector<double> distance(members);
    boost::dijkstra_shortest_paths(graph, vertex(0, graph), boost::distance_map(boost::make_iterator_property_map(distance.begin(), get(boost::vertex_index, graph))));
    const BoostTieGraph ties = adapt(graph, get(boost::edge_weight, graph));
    for (std::uint32_t to = 1; to < members; ++to) {
      const auto found = cheapest_path(ties, MemberId{0}, MemberId{to}, [](MemberId) { return 0.0; }, 0.0, scratch, nullptr);
      const bool reached = distance[to] < std::numeric_limits<double>::max();
      ASSERT_EQ(found.has_value(), reached);
      if (reached) { ASSERT_EQ(found->cost, distance[to]); }   // quarters add up exactly
    }
  }
}

//   0 ──1──► 1 ──1──► 2     a loop at 1, and a dearer second edge 0 → 1
TEST(BoostGraph, LeavesOutSelfLoopsAndKeepsTheCheapestOfParallelEdges) {
  List<boost::vecS, boost::directedS> graph(3);
  add_edge(0, 1, 2.0, graph);
  add_edge(0, 1, 1.0, graph);
  add_edge(1, 1, 0.0, graph);
  add_edge(1, 2, 1.0, graph);
  const BoostTieGraph ties = adapt(graph, get(boost::edge_weight, graph));
  EXPECT_THAT(ties.ties_from(MemberId{0}), testing::ElementsAre(Tie{MemberId{1}, 1}));
  EXPECT_THAT(ties.ties_from(MemberId{1}), testing::ElementsAre(Tie{MemberId{2}, 1}));
  EXPECT_THAT(ties.ties_to(MemberId{2}), testing::ElementsAre(Tie{MemberId{1}, 1}));
  EXPECT_TRUE(ties.ties_from(MemberId{9}).empty());
}

TEST(BoostGraph, RefusesACostThatIsNegativeOrNoNumberAndNamesTheEdge) {
  for (const double bad : {-0.5, std::numeric_limits<double>::quiet_NaN()}) {
    List<boost::vecS, boost::directedS> graph(2);
    add_edge(1, 0, bad, graph);
    try {
      (void)adapt(graph, get(boost::edge_weight, graph));
      FAIL() << "took " << bad;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Errc::invalid_argument);
      EXPECT_THAT(error.what(), testing::HasSubstr("edge 1 → 0"));
    }
  }
}

TEST(BoostGraph, TakesProbabilitiesAndAZeroIsATieThatNoPathUses) {
  List<boost::vecS, boost::undirectedS> graph(3);
  add_edge(0, 1, 1.0, graph);
  add_edge(1, 2, 0.0, graph);
  const BoostTieGraph ties = adapt_probabilities(graph, get(boost::edge_weight, graph));
  EXPECT_THAT(ties.ties_from(MemberId{1}), testing::ElementsAre(Tie{MemberId{0}, 0}, Tie{MemberId{2}, std::numeric_limits<float>::infinity()}));
  add_edge(0, 2, 1.5, graph);
  EXPECT_THROW((void)adapt_probabilities(graph, get(boost::edge_weight, graph)), Error);
}

TEST(BoostGraph, AnEmptyGraphIsAnEmptyTieGraph) {
  const List<boost::vecS, boost::undirectedS> graph;
  EXPECT_EQ(adapt(graph, get(boost::edge_weight, graph)).member_count(), 0U);
}

}  // namespace
