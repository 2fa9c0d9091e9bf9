// The caller's own Boost graph, and a kernel on it.
#include <hobnob/interop/boost_graph.hpp>
#include <hobnob/search/best_paths.hpp>

#include <boost/graph/adjacency_list.hpp>

int main() {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, boost::property<boost::edge_weight_t, double>>;
  Graph graph(3);
  add_edge(0, 1, 1.0, graph);
  add_edge(1, 2, 0.5, graph);

  const auto ties = hobnob::adapt(graph, get(boost::edge_weight, graph));
  const hobnob::Endpoint start{hobnob::MemberId{0}}, goal{hobnob::MemberId{2}};
  hobnob::PathScratch scratch;
  const auto found = hobnob::best_paths(
      ties, {&start, 1}, {&goal, 1}, [](hobnob::MemberId) { return 0.0; }, {.k = 3}, scratch);
  return found.paths.size() == 1 && found.paths[0].cost == 1.5 ? 0 : 1;
}
