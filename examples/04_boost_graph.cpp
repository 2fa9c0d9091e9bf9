// Your own Boost graph: hobnob's search runs on it as it stands.
//
// A view's ties are copied into a boost::adjacency_list, as an app might hold them already; adapted, that graph is a TieGraph like any
// other, and the kernel below `find_paths` finds on it, to the bit, what `find_paths` finds in the view: the five best chains, each
// introducer charged with their willingness; PageRank says who is near. What Ana may not see was never copied. `04_boost_graph.py` asks the view
// and prints the same.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <cstdio>
#include <utility>
#include <vector>

#include "hobnob/hobnob.hpp"
#include "hobnob/interop/boost_graph.hpp"
#include "hobnob/interop/eigen.hpp"
#include "hobnob/search/best_paths.hpp"
#include "hobnob/search/pagerank.hpp"

using namespace hobnob;

using EdgeCost = boost::property<boost::edge_weight_t, float>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, EdgeCost>;

/// All that PageRank asks of a graph: here every tie weighs as much.
struct Walks {
  const Graph& graph;
  [[nodiscard]] std::uint32_t id_bound() const { return static_cast<std::uint32_t>(num_vertices(graph)); }
  [[nodiscard]] double total(MemberId u) const { return static_cast<double>(out_degree(index(u), graph)); }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    for (auto [edge, end] = out_edges(index(u), graph); edge != end; ++edge) visit(MemberId{static_cast<std::uint32_t>(target(*edge, graph))}, 1.0);
  }
};

int main() {
  constexpr Time now = 1'717'200'000;  // 2024-06-01T00:00:00Z
  Network network;
  const std::pair<const char*, const char*> mails[] = {{"ana", "bo"}, {"bo", "ana"},  {"bo", "kim"},  {"ana", "cy"},  {"cy", "ana"},  {"cy", "dee"},
                                                       {"dee", "cy"}, {"dee", "kim"}, {"kim", "dee"}, {"ana", "eli"}, {"eli", "kim"}, {"bo", "dee"}};
  for (Time week = 0; week < 6; ++week)
    for (const auto& [from, to] : mails) network.add_interaction(from, to, now - week * 7 * seconds_per_day);
  network.add_connection("eli", "kim", {.weight = 0.9, .is_private = true});
  const View view = network.snapshot(now).view("ana", Policy::open());

  Graph graph(view.id_bound());
  for (std::uint32_t u = 0; u < view.id_bound(); ++u)
    for (const Tie uv : view.ties_from(MemberId{u})) add_edge(u, index(uv.member), uv.cost, graph);

  const auto ties = adapt(graph, get(boost::edge_weight, graph));
  const Endpoint seeker{view.id("ana"), 0}, target{view.id("kim"), cost_of(view.openness(view.id("kim")))};
  const auto willing = [&](MemberId member) { return view.introducer_cost(member); };
  PathScratch scratch;
  const BestPaths found = best_paths(ties, {&seeker, 1}, {&target, 1}, willing, {.k = 5, .min_hops = 2, .max_hops = 4}, scratch);

  std::printf("%zu members, %zu ties that Ana sees\n", num_vertices(graph), num_edges(graph));
  for (const CostedPath& path : found.paths) {
    std::printf("%.17g", probability_of(path.cost));
    for (const MemberId member : path.members) std::printf(" %s", view.key(member).text().c_str());
    std::puts("");
  }

  // Where a walk that keeps coming back to Ana spends its time, of those whom she does not know: by pushes, as answers do, and of everybody at once.
  PageRankScratch pagerank_scratch;
  std::vector<double> restarts(view.id_bound());
  restarts[index(seeker.member)] = 1;
  const PageRank everybody = iterate_pagerank(Walks{graph}, restarts);
  const TopPageRank near = top_pagerank(Walks{graph}, seeker.member, 5, {}, 10, pagerank_scratch);
  for (const MemberId member : near.members)
    if (!edge(index(seeker.member), index(member), graph).second)
      std::printf("%s %.4f %.4f\n", view.key(member).text().c_str(), pagerank_scratch[member], everybody.values[index(member)]);

  // The other way round: a snapshot is a Boost graph as it stands, here that of what Ana may see, and a matrix of Eigen's.
  const Snapshot seen = view.project();
  std::vector<double> costs(num_vertices(seen));
  boost::dijkstra_shortest_paths(seen, index(*seen.find("ana")), boost::distance_map(costs.data()));
  std::printf("Ties alone, by Dijkstra: kim %.6f; %d entries of a matrix\n", probability_of(costs[index(*seen.find("kim"))]),
              static_cast<int>(cost_matrix(seen).nonZeros()));
}
