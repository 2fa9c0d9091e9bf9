"""How good are lists of whom to meet? Every way to rank against who met whom afterwards, on public networks.

    python benchmarks/targets.py --data DATA [--only NETWORK] [--json FILE]
    python benchmarks/targets.py --edges FILE…

For each network and cut (50, 65 and 80 % of the events) the fitted model and the preset of `discover_targets` beside the best classic
measure in hindsight, nDCG@10 over all members with a first-ever tie within the next two windows, nothing sampled. Then measures and
PageRank against NetworkX on the networks' graphs of under 10^5 pairs; `--edges` does that alone, on plain graphs.
"""

from __future__ import annotations

import argparse
import json
import pathlib
from typing import Any

import networkx
import numpy as np
import pandas as pd
from networks import Events, add_arguments, chosen

import hobnob

CUTS = [0.5, 0.65, 0.8]
LARGEST = 100_000  # pairs of a graph on which every measure is held against NetworkX


def judged(events: Events, threads: int) -> list[dict[str, Any]]:
    backtest = hobnob.backtest_targets(events.network(), cuts=CUTS, window_days=events.window_days, threads=threads, resamples=1000)
    rows = backtest.to_dicts()
    found = []
    for cut in CUTS:
        ways = {row["ranking"]: row for row in rows if row["cut"] == cut}
        fitted, preset = ways.pop("fitted"), ways.pop("preset")
        best = max(ways.values(), key=lambda row: float(row["ndcg"]))
        if not fitted["whole"] or best["ndcg"] == 0:
            print(f"{events.name} {cut:.0%}: not judged, the record does not hold both windows", flush=True)
            continue
        found.append({"network": events.name, "cut": cut, "best": best["ranking"], "best_ndcg": best["ndcg"], "seekers": fitted["seekers"]})
        for name, row in (("fitted", fitted), ("preset", preset)):
            found[-1] |= {name: row["ndcg"], f"{name}_lower": row["ndcg_lower"], f"{name}_upper": row["ndcg_upper"]}
            found[-1][f"{name}_ratio"] = max(float(row["ndcg"]), 1e-3) / float(best["ndcg"])
        told = found[-1]
        ways_told = [f"{told['seekers']:5} seekers, best {told['best']:23} {told['best_ndcg']:.4f}"]
        ways_told += [f"fitted {told['fitted']:.4f} [{told['fitted_lower']:.4f}, {told['fitted_upper']:.4f}] {told['fitted_ratio']:.3f}"]
        ways_told += [f"preset {told['preset']:.4f} {told['preset_ratio']:.3f}"]
        print(f"{events.name:13} {cut:4.0%} " + "  ".join(ways_told), flush=True)
    return found


def connections(path: pathlib.Path) -> hobnob.Network:
    """The pairs in the first two columns of a file, once each; lines that name no two numbers are left out."""
    table = pd.read_csv(path, sep=r"[\s,;]+", engine="python", comment="#", header=None, usecols=[0, 1])
    pairs = table.apply(pd.to_numeric, errors="coerce").dropna().astype(np.int64).to_numpy()
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    network = hobnob.Network()
    network.add_connections({"source": pairs[:, 0], "target": pairs[:, 1]})
    return network


def compare(name: str, snapshot: hobnob.Snapshot) -> None:
    """The classic measures of a hundred members against NetworkX, and PageRank of five against its power iteration."""
    graph = networkx.Graph()
    graph.add_nodes_from(snapshot.keys.tolist())
    rows = np.repeat(snapshot.keys, np.diff(snapshot.indptr)).tolist()
    graph.add_edges_from(zip(rows, snapshot.keys[snapshot.indices].tolist(), strict=True))
    if graph.number_of_edges() >= LARGEST:
        print(f"{name}: {graph.number_of_edges()} pairs, not compared with NetworkX")
        return
    view = snapshot.owner_view("open")
    worst, worst_rank = 0.0, 0.0
    for seeker in snapshot.keys.tolist()[:: max(1, len(graph) // 100)]:
        strangers = [(seeker, other) for other in graph if other != seeker and not graph.has_edge(seeker, other)]
        theirs = {
            "common_neighbours": [(u, v, len(set(graph[u]) & set(graph[v]))) for u, v in strangers],
            "adamic_adar": networkx.adamic_adar_index(graph, strangers),
            "resource_allocation": networkx.resource_allocation_index(graph, strangers),
            "jaccard": networkx.jaccard_coefficient(graph, strangers),
            "preferential_attachment": networkx.preferential_attachment(graph, strangers),
        }
        for measure, values in theirs.items():
            best = hobnob.discover_targets(view, seeker, measure=measure, k=100_000, everybody=True, connected_at=0)
            ours = dict(zip(best["target"].tolist(), best["score"].tolist(), strict=True))
            worst = max([worst, *(abs(ours.get(v, 0.0) - value) / max(1.0, value) for _, v, value in values)])
    for seeker in snapshot.keys.tolist()[:: max(1, len(graph) // 5)]:
        ranks = networkx.pagerank(graph, alpha=0.85, personalization={seeker: 1}, tol=1e-14, max_iter=1000)
        best = hobnob.discover_targets(view, seeker, measure="pagerank", k=100_000, everybody=True, connected_at=0)
        for other, rank in zip(best["target"].tolist(), best["score"].tolist(), strict=True):
            worst_rank = max(worst_rank, (ranks[other] - rank) / (1e-6 * graph.degree(other)), (rank - ranks[other]) / 1e-12)
    print(f"{name}: measures within {worst:.1e} of NetworkX; PageRank {worst_rank:.2f} of what its bound allows", flush=True)


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(command)
    command.add_argument("--threads", type=int, default=1)
    command.add_argument("--json", type=pathlib.Path, metavar="FILE", help="where the figures go")
    command.add_argument("--no-compare", action="store_true", help="leave NetworkX out")
    command.add_argument("--edges", type=pathlib.Path, metavar="FILE", nargs="+", help="only compare with NetworkX, on these graphs")
    options = command.parse_args()
    if options.edges:
        for path in options.edges:
            compare(path.name, connections(path).snapshot(0))
        return
    rows: list[dict[str, Any]] = []
    for events in chosen(options):
        rows += judged(events, options.threads)
        if not options.no_compare:
            compare(events.name, events.network().snapshot(int(events.time[-1])))
    for name in ("fitted", "preset"):
        ratios = np.array([row[f"{name}_ratio"] for row in rows])
        if len(ratios):
            mean = np.exp(np.log(ratios).mean())
            share = f"{np.mean(ratios >= 0.95):.0%} at .95 or more, least {ratios.min():.2f}"
            print(f"{name}: geometric mean {mean:.3f} of {len(ratios)}, {share}")
    if options.json is not None:
        options.json.write_text(json.dumps(rows, indent=1, default=float), encoding="utf-8")


if __name__ == "__main__":
    main()
