"""Chains to sets of people, against NetworkX writing down every simple path."""

from __future__ import annotations

import math
import pickle
import random
import typing

import pytest

import hobnob

networkx = pytest.importorskip("networkx")

NOW = 1_700_000_000


def community(seed: int, members: int = 12, ties: int = 24) -> tuple[hobnob.Network, hobnob.View, typing.Any]:
    """A record with strengths as declared, the owner's view of it, and the same as a graph of NetworkX with the chances of the view."""
    draw = random.Random(seed)
    network = hobnob.Network()
    keys = [f"m{i:02}" for i in range(members)]
    for key in keys:
        network.add_member(key, organisation=draw.choice(["Acme", "Bolt", ""]), openness=draw.choice([1.0, 1.0, 0.5, 0.0]))
    for _ in range(ties):
        a, b = draw.sample(keys, 2)
        network.add_connection(a, b, weight=draw.choice([1.0, 0.5, 0.5, 0.25, draw.random() or 1.0]), duplicates="last")
    view = network.snapshot(NOW).owner_view("open")
    seen = view.project()
    graph = networkx.DiGraph()
    graph.add_nodes_from(keys)
    for u, key in enumerate(seen.keys):
        for at in range(seen.indptr[u], seen.indptr[u + 1]):
            graph.add_edge(key, seen.keys[seen.indices[at]], probability=float(seen.probability[at]))
    return network, view, graph


def chains(
    network: hobnob.Network, graph: typing.Any, team: list[str], wanted: list[str], hops: int, exclude: list[str]
) -> tuple[list[tuple[float, list[str]]], set[tuple[str, str]]]:
    """All chains of introductions, likeliest first, and the ties there are already."""
    seekers = sorted({key for key in team if key not in exclude})
    targets = {key for key in wanted if key not in exclude and key not in team}
    known = {(s, t) for s in seekers for t in targets if graph.has_edge(s, t)}
    targets -= {t for _, t in known}
    targets = {t for t in targets if network.member(t).openness > 0}
    found = []
    for s in seekers:
        inside = [key for key in graph if key not in exclude and key not in targets and key not in team]
        for t in targets:
            part = graph.subgraph([*inside, s, t])
            for chain in networkx.all_simple_paths(part, s, t, cutoff=hops):
                chance = network.member(t).openness * math.prod(graph.edges[edge]["probability"] for edge in networkx.utils.pairwise(chain))
                found.append((chance * (2 / 3) ** (len(chain) - 2), chain))
    return sorted(found, key=lambda row: (-row[0], len(row[1]), row[1])), known


def likeliest(found: list[tuple[float, list[str]]], per: str, k: int) -> list[float]:
    place = {"overall": None, "target": -1, "introducer": 1}[per]
    scores, seen = [], set()
    for chance, chain in found:
        if place is not None:
            if chain[place] in seen:
                continue
            seen.add(chain[place])
        scores.append(chance)
    return scores[:k]


@pytest.mark.parametrize("seed", range(60))
def test_sets_are_answered_as_networkx_would(seed: int) -> None:
    network, view, graph = community(seed)
    draw = random.Random(seed + 1000)
    keys = sorted(graph)
    team, wanted, exclude = (
        draw.sample(keys, draw.randint(1, 3)),
        draw.sample(keys, draw.randint(1, 5)),
        draw.sample(keys, draw.randint(0, 2)),
    )
    for per in ("overall", "target", "introducer"):
        hops, k = draw.randint(2, 4), draw.choice([1, 3, 100])
        paths = hobnob.find_paths(view, team, wanted, max_hops=hops, k=k, per=per, exclude=exclude)
        found, known = chains(network, graph, team, wanted, hops, exclude)
        assert [score for _, score, _ in paths] == pytest.approx(likeliest(found, per, k))
        by_chain = {tuple(chain): chance for chance, chain in found}
        for path, score, _ in paths:
            assert score == pytest.approx(by_chain[tuple(path.members)])
        assert {(tie.seeker, tie.target) for tie in paths.known} == known
        for tie in paths.known:
            assert tie.probability == pytest.approx(graph.edges[tie.seeker, tie.target]["probability"])
        assert paths.complete
        assert paths.unseen == 0


@pytest.mark.parametrize("seed", range(40))
def test_alternatives_share_nobody_and_are_the_best_that_is_left(seed: int) -> None:
    network, view, graph = community(seed)
    a, b = random.Random(seed).sample(sorted(graph), 2)
    if graph.has_edge(a, b):
        graph.remove_edge(a, b)  # chains over others are listed all the same
    out: list[str] = []
    for path, score, _ in hobnob.find_paths(view, a, b, disjoint=True, k=9):
        left, _ = chains(network, graph, [a], [b], 3, out)
        assert score == pytest.approx(left[0][0])
        assert not set(path.members[1:-1]) & set(out)
        out += path.members[1:-1]
    assert not chains(network, graph, [a], [b], 3, out)[0]


@pytest.mark.parametrize("seed", range(40))
def test_a_budget_tells_what_it_may_have_left_out(seed: int) -> None:
    network, view, graph = community(seed)
    team, wanted = random.Random(seed).sample(sorted(graph), 2), random.Random(seed + 1).sample(sorted(graph), 4)
    found, _ = chains(network, graph, team, wanted, 4, [])
    cut = 0
    for budget in (1, 5, 20, 50, 10_000):
        paths = hobnob.find_paths(view, team, wanted, max_hops=4, max_ties=budget)
        assert paths.ties_touched <= budget
        scores = [score for _, score, _ in paths]
        if paths.complete:
            assert scores == pytest.approx(likeliest(found, "overall", 5))
            continue
        cut += 1
        assert "Not all was searched" in str(paths)
        told = {tuple(path.members) for path, _, _ in paths}
        assert all(chance <= paths.unseen * (1 + 1e-9) for chance, chain in found[:5] if tuple(chain) not in told)
    assert paths.complete
    assert cut or not found


def test_one_key_asks_about_a_pair_and_a_list_about_a_set() -> None:
    network = hobnob.Network()
    network.add_connections([("ana", "bo"), ("bo", "kim"), ("ana", "kim")])
    view = network.snapshot(NOW).owner_view("open")
    pair, some = hobnob.find_paths(view, "ana", "kim"), hobnob.find_paths(view, "ana", ["kim"])
    assert pair.direct is not None
    assert pair.known == []
    assert [str(path) for path, _, _ in pair] == ["ana → bo → kim"]
    assert some.direct is None
    assert len(some) == 0
    assert [(tie.seeker, tie.target) for tie in some.known] == [("ana", "kim")]
    assert "Tied already: ana → kim" in str(some)
    assert hobnob.find_paths(view, {"ana"}, ("kim",)) == some
    assert hobnob.find_paths(view, "ana", (key for key in ["kim"])) == some
    for wrong in (None, 1.5, ["kim", None], b"kim"):
        with pytest.raises(hobnob.InvalidArgument):
            hobnob.find_paths(view, "ana", wrong)  # type: ignore[arg-type]
    with pytest.raises(hobnob.InvalidArgument, match="seekers must be at least one member, got none"):
        hobnob.find_paths(view, [], ["kim"])
    with pytest.raises(hobnob.UnknownMember, match="kin"):
        hobnob.find_paths(view, "ana", ["kin"])
    with pytest.raises(hobnob.InvalidArgument, match="overall"):
        hobnob.find_paths(view, "ana", "kim", per="everybody")  # type: ignore[arg-type]


def test_answers_about_sets_survive_a_pickle() -> None:
    _, view, _ = community(3)
    everybody = hobnob.find_members(view)
    paths = hobnob.find_paths(view, everybody[:2], everybody[2:], max_ties=40)
    assert paths.known
    again = pickle.loads(pickle.dumps(paths))
    assert again == paths
    assert again.known == paths.known
    assert again.unseen == paths.unseen


def test_explanations_and_pages_tell_of_sets() -> None:
    _, view, _ = community(3)
    everybody = hobnob.find_members(view)
    paths = hobnob.find_paths(view, everybody[:2], everybody[2:], per="target", disjoint=True)
    assert len(paths) > 0
    for row in range(len(paths)):
        explanation = hobnob.explain(view, paths, row)
        assert explanation.score == paths[row].score
        assert [step.source for step in explanation.steps] == paths[row].item.members[:-1]
    assert "already share a tie" in paths._repr_html_()
    assert paths.method == "greedy, no introducer twice"


def test_members_are_found_by_what_they_say() -> None:
    network = hobnob.Network()
    network.add_member("ana", organisation="Acme", needs=["law"])
    network.add_member("bo", organisation="Acme", unlisted=True)
    network.add_member("cy", offers=["law"], city="Bonn")
    network.add_group("chess", "cy")
    snapshot = network.snapshot(NOW)
    owner, ana = snapshot.owner_view("open"), snapshot.view("ana", "open")
    assert hobnob.find_members(owner) == ["ana", "bo", "cy"]
    assert hobnob.find_members(owner, organisation="Acme") == ["ana", "bo"]
    assert hobnob.find_members(ana, organisation="Acme") == ["ana"]
    assert hobnob.find_members(owner, needs="law") == ["ana"]
    assert hobnob.find_members(owner, offers="law", city="Bonn", group="chess") == ["cy"]
    assert hobnob.find_members(ana, group="chess") == []
