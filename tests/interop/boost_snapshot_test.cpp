// A snapshot as a Boost graph: Boost's algorithms on it must say what our kernels, or a few lines of the test, say of the same ties.
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <queue>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include <gtest/gtest.h>
#include <boost/graph/bellman_ford_shortest_paths.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/evidence.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/tie_model.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/interop/boost_graph.hpp"
#include "hobnob/search/cheapest_path.hpp"
#include "hobnob/search/pagerank.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Draws;
using support::never;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::VertexAndEdgeListGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::VertexAndEdgeListGraphConcept<const Snapshot>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Snapshot, std::uint32_t, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Snapshot, SnapshotEdge, boost::edge_weight_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Snapshot, SnapshotEdge, boost::edge_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Snapshot, SnapshotEdge, EdgeProbability>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Snapshot, SnapshotEdge, EdgeStrength>));
static_assert(std::same_as<boost::property_map<Snapshot, boost::edge_weight_t>::type::value_type, double>);   // sums of costs are in double
static_assert(boost::is_directed_graph<Snapshot>::value && boost::is_bidirectional_graph<Snapshot>::value);
static_assert(boost::is_incidence_graph<Snapshot>::value && boost::is_vertex_list_graph<Snapshot>::value);
static_assert(boost::is_edge_list_graph<Snapshot>::value && boost::is_adjacency_matrix<Snapshot>::value);

/// Any strength by a pair's evidence, other in each direction, 0 and 1 among them; and p is not the same both ways.
struct Lopsided {
  double reciprocity = 0.25;
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    const double x = std::fmod(0.37 * pair.out.events + 0.53 * pair.back.events + pair.declared, 1.0);
    return x < 0.1 ? 0 : x > 0.9 ? 1 : x;
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {"lopsided", 30, reciprocity, {}}; }
};

constexpr Time now = 1'700'000'000;

Snapshot random_snapshot(Draws& draws, std::uint32_t members, double ties_each) {
  Network network;
  for (std::uint32_t u = 0; u < members; ++u) network.add_member(u);
  for (auto i = static_cast<int>(ties_each * members); i > 0; --i) {
    const std::uint32_t u = draws.below(members), v = draws.below(members);
    if (u == v) continue;
    if (draws.chance(0.5)) network.add_interaction(u, v, now - draws.below(1'000'000));
    else network.add_connection(u, v, {.weight = 0.05 + 0.9 * draws.uniform()}, Duplicates::last);
  }
  return network.snapshot(now, Lopsided{draws.chance(0.3) ? 0.5 : 0.25});
}

/// For each graph of a family of small and middling ones.
template <class Check>
void for_snapshots(std::uint64_t seed, const Check& check) {
  Draws draws(seed);
  for (int round = 0; round < 150 && !testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    check(random_snapshot(draws, 1 + draws.below(40), 3 * draws.uniform()), draws);
  }
}

using EdgeRow = std::tuple<std::uint32_t, std::uint32_t, double, double, double>;   // source, target, cost, probability, strength

/// All ties, pair by pair, by what the snapshot says of two members.
std::vector<EdgeRow> ties_of(const Snapshot& snapshot) {
  std::vector<EdgeRow> rows;
  for (std::uint32_t u = 0; u < snapshot.member_count(); ++u)
    for (std::uint32_t v = 0; v < snapshot.member_count(); ++v)
      if (const auto tie = snapshot.find_tie(MemberId{u}, MemberId{v}))
        rows.emplace_back(u, v, double{tie->cost}, std::exp(-double{tie->cost}), snapshot.strength(MemberId{u}, MemberId{v}));
  return rows;
}

EdgeRow row(const SnapshotEdge& edge, const Snapshot& snapshot) {
  return {source(edge, snapshot), target(edge, snapshot), get(boost::edge_weight, snapshot, edge), get(edge_probability, snapshot, edge),
          get(edge_strength, snapshot, edge)};
}

TEST(BoostSnapshot, ListsEachTieFromBothEndsAndWithItsOwnProperties) {
  bool lopsided = false, impossible = false;
  for_snapshots(1, [&](const Snapshot& snapshot, Draws&) {
    const std::vector<EdgeRow> expected = ties_of(snapshot);
    std::vector<EdgeRow> all, out, in;
    for (auto [edge, last] = edges(snapshot); edge != last; ++edge) all.push_back(row(*edge, snapshot));
    const auto [first_vertex, last_vertex] = vertices(snapshot);
    for (auto u = first_vertex; u != last_vertex; ++u) {
      const auto [first_out, last_out] = out_edges(*u, snapshot);
      const auto [first_in, last_in] = in_edges(*u, snapshot);
      const auto [first_near, last_near] = adjacent_vertices(*u, snapshot);
      ASSERT_EQ(static_cast<std::size_t>(last_out - first_out), out_degree(*u, snapshot));
      ASSERT_EQ(static_cast<std::size_t>(last_in - first_in), in_degree(*u, snapshot));
      ASSERT_EQ(degree(*u, snapshot), out_degree(*u, snapshot) + in_degree(*u, snapshot));
      std::vector<std::uint32_t> near;
      for (auto edge = first_out; edge != last_out; ++edge) {
        out.push_back(row(*edge, snapshot));
        near.push_back(target(*edge, snapshot));
      }
      ASSERT_EQ(near, std::vector(first_near, last_near));
      for (auto edge = last_in; edge != first_in;) in.push_back(row(*--edge, snapshot));
    }
    ASSERT_EQ(all, expected);
    ASSERT_EQ(out, expected);
    std::ranges::sort(in);
    ASSERT_EQ(in, expected);
    ASSERT_EQ(num_edges(snapshot), expected.size());
    ASSERT_EQ(num_vertices(snapshot), snapshot.member_count());
    for (const auto& [u, v, cost, probability, strength] : expected) {
      lopsided = lopsided || cost != double{snapshot.find_tie(MemberId{v}, MemberId{u})->cost};
      impossible = impossible || cost == infinity;
    }
  });
  EXPECT_TRUE(lopsided);
  EXPECT_TRUE(impossible);
}

TEST(BoostSnapshot, NumbersEdgesAndKnowsThemAgain) {
  for_snapshots(2, [](const Snapshot& snapshot, Draws&) {
    std::vector<SnapshotEdge> all;
    for (auto [edge, last] = edges(snapshot); edge != last; ++edge) {
      ASSERT_EQ(get(boost::edge_index, snapshot, *edge), all.size());
      all.push_back(*edge);
    }
    ASSERT_TRUE(std::ranges::is_sorted(all, std::less{}));
    std::unordered_set<SnapshotEdge> found(all.begin(), all.end());
    ASSERT_EQ(found.size(), all.size());
    for (std::uint32_t v = 0; v < snapshot.member_count(); ++v)
      for (auto [edge, last] = in_edges(v, snapshot); edge != last; ++edge) {
        ASSERT_EQ(found.count(*edge), 1U);
        ASSERT_EQ(all[get(boost::edge_index, snapshot, *edge)], *edge);
        ASSERT_EQ(boost::hash<SnapshotEdge>{}(*edge), hash_value(all[get(boost::edge_index, snapshot, *edge)]));
      }
    for (std::uint32_t u = 0; u < snapshot.member_count(); ++u)
      for (std::uint32_t v = 0; v < snapshot.member_count(); ++v) {
        const auto [between, there] = edge(u, v, snapshot);
        ASSERT_EQ(there, snapshot.find_tie(MemberId{u}, MemberId{v}).has_value());
        if (!there) continue;
        ASSERT_EQ(row(between, snapshot), row(*found.find(between), snapshot));
      }
  });
}

TEST(BoostSnapshot, KnowsNoEdgesOfAVertexThatDoesNotExist) {
  Draws draws(3);
  const Snapshot some = random_snapshot(draws, 5, 2), none = Network().snapshot(now);
  for (const Snapshot& snapshot : {some, none}) {
    const auto null = boost::graph_traits<Snapshot>::null_vertex();
    for (const std::uint32_t u : {snapshot.member_count(), null}) {
      EXPECT_EQ(out_degree(u, snapshot), 0U);
      EXPECT_TRUE(out_edges(u, snapshot).first == out_edges(u, snapshot).second);
      EXPECT_TRUE(in_edges(u, snapshot).first == in_edges(u, snapshot).second);
      EXPECT_FALSE(edge(u, 0, snapshot).second);
      EXPECT_FALSE(edge(0, u, snapshot).second);
    }
  }
  EXPECT_TRUE(edges(none).first == edges(none).second);
  EXPECT_TRUE(vertices(none).first == vertices(none).second);
}

TEST(BoostSnapshot, PropertyMapsLiveAsLongAsSomeHandle) {
  Draws draws(4);
  std::optional<Snapshot> first = random_snapshot(draws, 10, 3);
  const Snapshot second = *first;
  const std::vector<EdgeRow> expected = ties_of(second);
  const auto costs = get(boost::edge_weight, *first);
  const auto strengths = get(edge_strength, *first);
  auto [edge, last] = edges(*first);
  first.reset();
  for (const auto& [u, v, cost, probability, strength] : expected) {
    EXPECT_EQ(get(costs, *edge), cost);
    EXPECT_EQ(get(strengths, *edge), strength);
    ++edge;
  }
  EXPECT_TRUE(edge == last);
}

// ─────────── Boost's algorithms ───────────

TEST(BoostSnapshot, BreadthFirstSearchFindsTheHops) {
  for_snapshots(5, [](const Snapshot& snapshot, Draws& draws) {
    const std::uint32_t start = draws.below(snapshot.member_count());
    std::vector<int> found(snapshot.member_count(), -1), expected(snapshot.member_count(), -1);
    found[start] = 0;
    boost::breadth_first_search(snapshot, start,
                                boost::visitor(boost::make_bfs_visitor(boost::record_distances(found.data(), boost::on_tree_edge()))));
    expected[start] = 0;
    for (int hops = 0; hops < static_cast<int>(snapshot.member_count()); ++hops)
      for (const auto& [u, v, cost, probability, strength] : ties_of(snapshot))
        if (expected[u] == hops && expected[v] < 0) expected[v] = hops + 1;
    ASSERT_EQ(found, expected);
  });
}

/// Of `cheapest_path`, from one to all or from all to one; what cannot be reached costs the most that a double can say, as in Boost.
std::vector<double> cheapest(const Snapshot& snapshot, std::uint32_t start, bool from) {
  std::vector<double> costs;
  CheapestScratch scratch;
  for (std::uint32_t u = 0; u < snapshot.member_count(); ++u) {
    const MemberId source{from ? start : u}, target{from ? u : start};
    const auto path = cheapest_path(
        snapshot, source, target, [](MemberId) { return 0.0; }, 0.0, scratch);
    costs.push_back(path ? path->cost : std::numeric_limits<double>::max());
  }
  return costs;
}

TEST(BoostSnapshot, DijkstraAndBellmanFordFindTheCheapestPaths) {
  std::size_t far = 0;
  for_snapshots(6, [&](const Snapshot& snapshot, Draws& draws) {
    const std::uint32_t n = snapshot.member_count(), start = draws.below(n);
    const std::vector<double> expected = cheapest(snapshot, start, true);
    std::vector<double> found(n), plain(n), relaxed(n, std::numeric_limits<double>::max());
    std::vector<std::uint32_t> before(n);
    boost::dijkstra_shortest_paths(snapshot, start, boost::distance_map(found.data()).predecessor_map(before.data()));   // by their cost, unasked
    ASSERT_EQ(found, expected);
    for (std::uint32_t v = 0; v < n; ++v) {
      if (v == start || expected[v] == std::numeric_limits<double>::max()) continue;
      ASSERT_EQ(found[before[v]] + double{snapshot.find_tie(MemberId{before[v]}, MemberId{v})->cost}, found[v]);
      far += before[v] != start;
    }
    boost::dijkstra_shortest_paths_no_color_map(snapshot, start, boost::distance_map(plain.data()));
    ASSERT_EQ(plain, expected);
    relaxed[start] = 0;
    ASSERT_TRUE(boost::bellman_ford_shortest_paths(snapshot, n, boost::distance_map(relaxed.data()).weight_map(get(boost::edge_weight, snapshot))));
    ASSERT_EQ(relaxed, expected);
  });
  EXPECT_GT(far, 500U);
}

TEST(BoostSnapshot, DijkstraOnTheReverseFindsTheCheapestPathsToSomebody) {
  for_snapshots(7, [](const Snapshot& snapshot, Draws& draws) {
    const std::uint32_t goal = draws.below(snapshot.member_count());
    const auto reverse = boost::make_reverse_graph(snapshot);
    std::vector<double> found(snapshot.member_count());
    boost::dijkstra_shortest_paths(reverse, goal, boost::distance_map(found.data()));
    const std::vector<double> expected = cheapest(snapshot, goal, false);
    for (std::uint32_t u = 0; u < snapshot.member_count(); ++u) {   // it adds up from the other end, so that the last bits may differ
      if (found[u] == expected[u]) continue;
      ASSERT_NEAR(found[u] / expected[u], 1, 1e-14) << u;
    }
  });
}

/// All that our PageRank asks of a graph, of the ties that carry.
struct Walks {
  const Snapshot& snapshot;
  [[nodiscard]] std::uint32_t id_bound() const { return snapshot.id_bound(); }
  [[nodiscard]] double total(MemberId u) const { return static_cast<double>(snapshot.degree(u)); }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    for (const Tie uv : snapshot.ties_from(u)) visit(uv.member, 1.0);
  }
};

// Boost lets the walk end where there is no tie, and ours begin anew: the same but for a factor.
TEST(BoostSnapshot, PageRankIsOurs) {
  for_snapshots(8, [](const Snapshot& snapshot, Draws&) {
    const auto n = static_cast<Eigen::Index>(snapshot.member_count());
    std::vector<double> found(snapshot.member_count());
    boost::graph::page_rank(snapshot, boost::make_iterator_property_map(found.begin(), get(boost::vertex_index, snapshot)),
                            boost::graph::n_iterations(200), 0.85);
    const double sum = std::accumulate(found.begin(), found.end(), 0.0);
    const PageRank ours = iterate_pagerank(Walks{snapshot}, std::vector<double>(snapshot.member_count(), 1.0), {.restart = 0.15, .tolerance = 1e-12});
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n);   // and by linear equations
    for (const auto& [u, v, cost, probability, strength] : ties_of(snapshot))
      system(v, u) -= 0.85 / static_cast<double>(snapshot.degree(MemberId{u}));
    const Eigen::VectorXd solved = system.partialPivLu().solve(Eigen::VectorXd::Constant(n, 0.15));
    for (std::uint32_t u = 0; u < snapshot.member_count(); ++u) {
      ASSERT_NEAR(found[u] / sum, ours.values[u], 1e-10);
      ASSERT_NEAR(found[u], solved(u), 1e-10);
    }
  });
}

TEST(BoostSnapshot, ComponentsAreThoseOfJoinedPairs) {
  std::size_t most = 0;
  for_snapshots(9, [&](const Snapshot& snapshot, Draws&) {
    const std::uint32_t n = snapshot.member_count();
    std::vector<std::uint32_t> least(n);   // the lowest member of each one's component
    std::iota(least.begin(), least.end(), 0U);
    for (std::uint32_t round = 0; round < n; ++round)
      for (const auto& [u, v, cost, probability, strength] : ties_of(snapshot)) least[u] = least[v] = std::min(least[u], least[v]);
    std::vector<std::uint32_t> found(n), rank(n), parent(n);
    const std::size_t count =
        boost::strong_components(snapshot, boost::make_iterator_property_map(found.begin(), get(boost::vertex_index, snapshot)));
    boost::disjoint_sets sets(rank.data(), parent.data());
    boost::initialize_incremental_components(snapshot, sets);
    boost::incremental_components(snapshot, sets);
    std::size_t expected = 0;
    for (std::uint32_t u = 0; u < n; ++u) {
      expected += least[u] == u;
      for (std::uint32_t v = 0; v < n; ++v) {
        ASSERT_EQ(found[u] == found[v], least[u] == least[v]) << u << " and " << v;
        ASSERT_EQ(sets.find_set(u) == sets.find_set(v), least[u] == least[v]) << u << " and " << v;
      }
    }
    ASSERT_EQ(count, expected);
    most = std::max(most, count);
  });
  EXPECT_GT(most, 10U);
}

TEST(BoostSnapshot, TiesThatCannotBeUsedAreFilteredOutByTheirCost) {
  for_snapshots(10, [](const Snapshot& snapshot, Draws& draws) {
    const auto costs = get(boost::edge_weight, snapshot);
    const std::function<bool(const SnapshotEdge&)> usable = [costs](const SnapshotEdge& edge) { return get(costs, edge) < infinity; };
    const boost::filtered_graph<Snapshot, std::function<bool(const SnapshotEdge&)>> carrying(snapshot, usable);
    const std::uint32_t start = draws.below(snapshot.member_count());
    std::vector<int> hops(snapshot.member_count(), -1);
    hops[start] = 0;
    boost::breadth_first_search(carrying, start,
                                boost::visitor(boost::make_bfs_visitor(boost::record_distances(hops.data(), boost::on_tree_edge()))));
    const std::vector<double> costs_from = cheapest(snapshot, start, true);
    for (std::uint32_t v = 0; v < snapshot.member_count(); ++v) ASSERT_EQ(hops[v] >= 0, costs_from[v] < std::numeric_limits<double>::max());
  });
}

// ─────────── and back ───────────

TEST(BoostSnapshot, AdaptedHasTheTiesItHas) {
  for_snapshots(11, [](const Snapshot& snapshot, Draws&) {
    const AdaptedGraph graph = adapt(snapshot, get(boost::edge_weight, snapshot));
    ASSERT_EQ(graph.id_bound(), snapshot.id_bound());
    for (std::uint32_t u = 0; u < snapshot.id_bound(); ++u) {
      ASSERT_TRUE(std::ranges::equal(graph.ties_from(MemberId{u}), snapshot.ties_from(MemberId{u})));
      ASSERT_TRUE(std::ranges::equal(graph.ties_to(MemberId{u}), snapshot.ties_to(MemberId{u})));
    }
  });
}

//   ana ── bo ── cy ── dee        bo is hidden from ana by a private connection bo – cy and dee who is unlisted
TEST(BoostSnapshot, AViewIsSeenThroughItsProjection) {
  Network network;
  for (const char* key : {"ana", "bo", "cy"}) network.add_member(key);
  network.add_member("dee", {.unlisted = true});
  network.add_connection("ana", "bo", {.weight = 0.5});
  network.add_connection("ana", "cy", {.weight = 0.5});
  network.add_connection("bo", "cy", {.weight = 0.5, .is_private = true});
  network.add_connection("cy", "dee", {.weight = 0.5});
  const Snapshot whole = network.snapshot(now);
  const Snapshot seen = whole.view("ana", Policy::open()).project();
  EXPECT_EQ(num_edges(whole), 8U);
  EXPECT_EQ(num_vertices(seen), 3U);
  EXPECT_EQ(num_edges(seen), 4U);
  EXPECT_FALSE(edge(index(*seen.find("bo")), index(*seen.find("cy")), seen).second);
  std::vector<int> hops(3, -1);
  const std::uint32_t bo = index(*seen.find("bo"));
  hops[bo] = 0;
  boost::breadth_first_search(seen, bo, boost::visitor(boost::make_bfs_visitor(boost::record_distances(hops.data(), boost::on_tree_edge()))));
  EXPECT_EQ(hops, (std::vector{1, 0, 2}));
}

}  // namespace
