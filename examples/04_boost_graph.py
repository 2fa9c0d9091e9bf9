# Your own Boost graph: the twin of `04_boost_graph.cpp`, where the search runs on a copy of the view's ties; here the view is asked.
import math

from scipy.sparse.csgraph import dijkstra

import hobnob

now = 1_717_200_000  # 2024-06-01T00:00:00Z
network = hobnob.Network()
mails = "ana bo, bo ana, bo kim, ana cy, cy ana, cy dee, dee cy, dee kim, kim dee, ana eli, eli kim, bo dee"
for week in range(6):
    for mail in mails.split(", "):
        network.add_interaction(*mail.split(), now - week * 7 * 86_400)
network.add_connection("eli", "kim", weight=0.9, is_private=True)
view = network.snapshot(now).view("ana", "open")

members = ["ana", "bo", "cy", "dee", "eli", "kim"]
print(view.member_count, "members,", sum(len(view.ties_from(member)) for member in members), "ties that Ana sees")
for path, score, _factors in hobnob.find_paths(view, "ana", "kim", k=5, max_hops=4):
    print(f"{score:.17g}", *path.members)
near = hobnob.discover_targets(view, "ana", measure="pagerank", connected_at=0)
for target, score, _factors in near:
    print(target.member, f"{score:.4f} {score:.4f}")

# The other way round: what Ana may see as a matrix of SciPy's, without a copy, and its Dijkstra on it.
seen = view.project()
costs = hobnob.to_scipy(seen)
distance = dijkstra(costs, indices=seen.find("ana"))
print(f"Ties alone, by Dijkstra: kim {math.exp(-distance[seen.find('kim')]):.6f}; {costs.nnz} entries of a matrix")
