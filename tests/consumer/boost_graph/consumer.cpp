// A kernel of hobnob's on the user's own Boost graph.
#include <hobnob/interop/boost_graph.hpp>
#include <hobnob/search/best_paths.hpp>

#include <boost/graph/adjacency_list.hpp>

int main() {
  using Costs = boost::property<boost::edge_weight_t, double>;
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, Costs> friends(3);
  boost::add_edge(0, 1, 0.5, friends);
  boost::add_edge(1, 2, 0.25, friends);
  const hobnob::BoostTieGraph ties = hobnob::adapt(friends, get(boost::edge_weight, friends));
  hobnob::CheapestScratch scratch;
  const auto path = hobnob::cheapest_path(ties, hobnob::MemberId{0}, hobnob::MemberId{2}, [](hobnob::MemberId) { return 0.0; }, 0.0, scratch, nullptr);
  return path && path->cost == 0.75 && path->members.size() == 3 ? 0 : 1;
}
