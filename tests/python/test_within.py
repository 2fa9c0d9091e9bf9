"""Members within so many hops, against networkx."""

from __future__ import annotations

import pickle
from collections import Counter

import networkx
import numpy
import pytest

import hobnob


def view_of(graph: networkx.Graph) -> hobnob.View:
    network = hobnob.Network()
    network.add_members(list(graph.nodes))
    network.add_connections([(a, b) for a, b in graph.edges if a != b])
    return network.snapshot(0).owner_view("open")


@pytest.mark.parametrize("hops", [1, 2, 3, 6, 12])
@pytest.mark.parametrize("seed", range(4))
def test_counts_are_those_of_networkx(hops: int, seed: int) -> None:
    graph = networkx.gnm_random_graph(120, [60, 130, 240, 1000][seed], seed=seed)
    answer = hobnob.rank_within(view_of(graph), hops=hops, k=1000)
    assert len(answer) == 120
    for author, score, factors in answer:
        lengths = Counter(networkx.single_source_shortest_path_length(graph, author.member, cutoff=hops).values())
        assert score == sum(lengths.values()) - 1
        assert [factor.value for factor in factors[:9]] == [lengths[d] for d in range(1, min(hops, 9) + 1)]
        assert sum(factor.value for factor in factors) == score
    assert answer["within"].tolist() == sorted(answer["within"].tolist(), reverse=True)


def test_directions_are_those_of_the_ties() -> None:
    network = hobnob.Network()
    network.add_members(range(60))
    draw = numpy.random.default_rng(1)
    for a, b in draw.integers(60, size=(150, 2)).tolist():
        if a != b:
            network.add_interaction(a, b, 1000)
    snapshot = network.snapshot(2000)
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(60))
    rows = numpy.repeat(snapshot.keys, numpy.diff(snapshot.indptr))
    pairs = zip(rows.tolist(), snapshot.keys[snapshot.indices].tolist(), snapshot.probability.tolist(), strict=True)
    graph.add_edges_from((a, b) for a, b, p in pairs if p > 0)
    for author, score, _ in hobnob.rank_within(snapshot.owner_view("open"), hops=3, k=60):
        assert score == len(networkx.single_source_shortest_path_length(graph, author.member, cutoff=3)) - 1


def test_estimates_are_as_far_off_as_they_say() -> None:
    graph = networkx.gnm_random_graph(1500, 3000, seed=1)
    view = view_of(graph)
    truth = {author.member: score for author, score, _ in hobnob.rank_within(view, hops=4, k=1500)}
    errors = []
    for rng in range(20):
        told = hobnob.rank_within(view, hops=4, k=1500, approximate=64, rng=rng, threads=2)
        assert told.method == "HyperBall, 64 registers, ±13 % (one σ)"
        errors += [score / truth[author.member] - 1 for author, score, _ in told if truth[author.member]]
    assert 0.05 < numpy.sqrt(numpy.mean(numpy.square(errors))) < 1.1 * 1.04 / 8
    assert numpy.mean(numpy.abs(errors) <= 3 * 1.04 / 8) >= 0.99


def test_an_answer_is_a_table_and_a_value() -> None:
    view = view_of(networkx.path_graph(5))
    answer = hobnob.rank_within(view, hops=2)
    assert {name: answer[name].tolist() for name in answer.to_table().columns} == {
        "rank": [1, 2, 3, 4, 5],
        "member": [2, 1, 3, 0, 4],
        "within": [4, 3, 3, 2, 2],
        "hops_1": [2, 2, 2, 1, 1],
        "hops_2": [2, 1, 1, 1, 1],
    }
    copy = pickle.loads(pickle.dumps(answer))
    assert copy == answer
    assert str(copy) == str(answer)
    assert "Who has the widest neighbourhood?" in hobnob.page(answer)
    seen: list[tuple[int, int]] = []
    hobnob.rank_within(view, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (5, 5)
    with pytest.raises(hobnob.Cancelled):
        hobnob.rank_within(view, approximate=64, progress=lambda done, of: False)
    snapshot = hobnob.generate_community(members=50).snapshot(1_719_705_600)
    with pytest.raises(hobnob.InvalidArgument, match="owner's view"):
        hobnob.rank_within(snapshot.view(snapshot.keys[0], "open"))
    with pytest.raises(hobnob.InvalidArgument, match="power of two, 64…4096"):
        hobnob.rank_within(view, approximate=65)


def test_a_forged_pickle_is_refused() -> None:
    answer = hobnob.rank_within(view_of(networkx.path_graph(3)))
    state = list(answer.__getstate__())
    ids, _, factors, rest = state[2][0]
    for forged in ((ids, float("nan"), factors, rest), (ids, 1e300, factors, rest), (ids, 1.0, factors[:1], rest), (ids, 1.0, [], rest)):
        fresh = hobnob.Neighbourhoods.__new__(hobnob.Neighbourhoods)
        with pytest.raises(hobnob.CorruptData):
            fresh.__setstate__((*state[:2], [state[2][1], forged], *state[3:]))
