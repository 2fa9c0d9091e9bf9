"""Whom to meet, against networkx, and what Python makes of it."""

from __future__ import annotations

import math
import pickle
import xml.etree.ElementTree

import networkx
import numpy
import pytest

import hobnob

NOW = 1_717_200_000
DAY = 86_400


def graph_of(seed: int) -> networkx.Graph:
    return networkx.gnm_random_graph(60, [40, 120, 300, 900][seed], seed=seed)


def view_of(graph: networkx.Graph) -> hobnob.View:
    network = hobnob.Network()
    network.add_members(list(graph.nodes))
    network.add_connections(list(graph.edges))
    return network.snapshot(0).owner_view("open")


def scores(view: hobnob.View, seeker: int, measure: str) -> dict[int, float]:
    best = hobnob.discover_targets(view, seeker, measure=measure, k=1000, everybody=True)
    return {int(row.item.member): row.score for row in best}


@pytest.mark.parametrize("seed", range(4))
def test_measures_are_those_of_networkx(seed: int) -> None:
    graph = graph_of(seed)
    view = view_of(graph)
    for seeker in graph.nodes:
        strangers = [(seeker, other) for other in graph.nodes if other != seeker and not graph.has_edge(seeker, other)]
        theirs = {
            "common_neighbours": [(u, v, len(list(networkx.common_neighbors(graph, u, v)))) for u, v in strangers],
            "adamic_adar": list(networkx.adamic_adar_index(graph, strangers)),
            "resource_allocation": list(networkx.resource_allocation_index(graph, strangers)),
            "jaccard": list(networkx.jaccard_coefficient(graph, strangers)),
            "preferential_attachment": list(networkx.preferential_attachment(graph, strangers)),
        }
        for measure, rows in theirs.items():
            ours = scores(view, seeker, measure)
            assert ours == pytest.approx({v: value for _, v, value in rows if value > 0}, abs=1e-9), measure


@pytest.mark.parametrize("seed", range(4))
def test_pagerank_is_that_of_networkx(seed: int) -> None:
    graph = graph_of(seed)
    view = view_of(graph)
    for seeker in list(graph.nodes)[::7]:
        if graph.degree(seeker) == 0:
            assert scores(view, seeker, "pagerank") == {}
            continue
        theirs = networkx.pagerank(graph, alpha=0.85, personalization={seeker: 1}, tol=1e-13, max_iter=1000)
        ours = scores(view, seeker, "pagerank")
        for other, value in theirs.items():
            if other != seeker and not graph.has_edge(seeker, other) and value > 1e-4:
                assert 0 <= value - ours[other] + 1e-12 <= 1e-6 * graph.degree(other) + 1e-12


def test_katz_is_its_series() -> None:
    graph = graph_of(2)
    view = view_of(graph)
    ties = networkx.to_numpy_array(graph)
    series = sum(0.005**length * numpy.linalg.matrix_power(ties, length) for length in range(1, 5))
    for seeker in graph.nodes:
        for other, value in scores(view, seeker, "katz").items():
            assert value == pytest.approx(series[seeker, other], rel=1e-12)


def test_answers_are_sequences_and_tables(village: hobnob.Network) -> None:
    view = village.snapshot(NOW).owner_view("open")
    targets = hobnob.discover_targets(view, "ana")
    assert [(row.item.member, row.item.via) for row in targets] == [("kim", "bo"), ("dee", None), ("zoe", None)]
    assert targets["target"].tolist() == ["kim", "dee", "zoe"]
    for item, score, factors in targets:
        assert math.prod(factor.value for factor in factors) == pytest.approx(score, rel=1e-12)
        assert str(item) or True
    assert pickle.loads(pickle.dumps(targets)) == targets
    assert [f.name for f in targets[0].factors][-4:] == ["fit", "openness", "novelty", "rested"]
    assert "1. Kim (kim), whom Bo (bo) could introduce" in str(targets)
    assert targets.factor_kind == "product"
    assert targets.seeker == pickle.loads(pickle.dumps(targets)).seeker == "ana"


def test_who_was_met_before_is_told(village: hobnob.Network) -> None:
    village.add_interaction("ana", "kim", NOW - 3000 * DAY)
    view = village.snapshot(NOW).owner_view("open")
    tie = view.find_tie("ana", "kim")
    targets = hobnob.discover_targets(view, "ana")
    found = {row.item.member: row.item.direct for row in targets}
    assert found == {"kim": tie.probability, "dee": None, "zoe": None}
    assert 0 < tie.probability < 0.05
    table = dict(zip(targets["target"].tolist(), targets["direct"].tolist(), strict=True))
    assert table["kim"] == tie.probability
    assert table["dee"] == 0
    place = targets["target"].tolist().index("kim")
    told = hobnob.chance_text(tie.probability)
    assert f"Kim (kim), known from before ({told})" in str(targets)
    assert f"They know each other from before: {told}, too little" in hobnob.explain(view, targets, place).text
    assert pickle.loads(pickle.dumps(targets)) == targets
    other = targets["target"].tolist().index("dee")
    assert "before" not in hobnob.explain(view, targets, other).text
    assert "kim" not in hobnob.discover_targets(view, "ana", connected_at=0)["target"].tolist()


def test_options_are_heard(village: hobnob.Network) -> None:
    village.record_impression("ana", "kim", NOW)
    view = village.snapshot(NOW).owner_view("open")
    first = hobnob.discover_targets(view, "ana", k=1)
    assert len(first) == 1
    assert hobnob.discover_targets(view, "ana", exclude=["kim"])["target"].tolist() == ["dee", "zoe"]
    only = hobnob.discover_targets(view, "ana", measure="common_neighbours")
    assert only["target"].tolist() == ["kim"]
    assert only[0].score == pytest.approx(2 * 2 ** (-1 / 3))  # two in common, shown once today
    with pytest.raises(hobnob.InvalidArgument, match="one of 'common_neighbours'"):
        hobnob.discover_targets(view, "ana", measure="friendship")
    with pytest.raises(hobnob.UnknownMember, match="ana"):
        hobnob.discover_targets(view, "anna")


def test_a_member_is_not_told_of_the_hidden(village: hobnob.Network) -> None:
    view = village.snapshot(NOW).view("ana", "open")
    assert "zoe" not in hobnob.discover_targets(view, "ana", everybody=True)["target"].tolist()


def test_everybodys_lists_are_their_own(village: hobnob.Network) -> None:
    snapshot = village.snapshot(NOW)
    lists = hobnob.discover_targets_for_all(snapshot.owner_view("open"), threads=2)
    assert lists.seekers == sorted(set(lists["seeker"].tolist()))
    assert len(lists) == len(lists["rank"])
    for member in ("ana", "bo", "dee", "zoe"):
        own = hobnob.discover_targets(snapshot.view(member, "open"), member)
        mine = lists["seeker"] == member
        assert lists["target"][mine].tolist() == own["target"].tolist()
        assert lists["score"][mine].tolist() == own["score"].tolist()
    with pytest.raises(hobnob.Cancelled):
        hobnob.discover_targets_for_all(snapshot.owner_view("open"), progress=lambda done, total: False)


def test_models_are_values() -> None:
    model = hobnob.TargetModel(jaccard=2, scales=[0.5] * 13)
    assert model.jaccard == model.weight("jaccard") == 2
    assert model != hobnob.TargetModel()
    assert pickle.loads(pickle.dumps(model)) == model
    assert hobnob.TargetModel.only("katz").weight("katz") == 1
    assert hobnob.TargetModel.only("katz").weight("warm") == 0


@pytest.fixture(scope="module")
def community() -> hobnob.Network:
    return hobnob.generate_community(members=300, rng=2)


def test_weights_are_fitted_to_the_past_alone(community: hobnob.Network) -> None:
    as_of = community.last_event() - 100 * DAY
    model = hobnob.fit_targets(community, as_of)
    assert model.origin.startswith("fitted to")
    later = pickle.loads(pickle.dumps(community))
    keys = later.keys()
    later.add_interaction(keys[0], keys[1], as_of + 1)
    assert hobnob.fit_targets(later, as_of) == model
    assert hobnob.fit_targets(community, as_of, threads=2) == model
    assert hobnob.fit_targets(hobnob.Network(), 0).origin.startswith("preset; not fitted")


def test_backtests_rank_by_model_and_by_measure(community: hobnob.Network) -> None:
    backtest = hobnob.backtest_targets(community, cuts=[0.5, 0.8], resamples=50)
    assert len(backtest) == 2 * 9
    assert backtest["ranking"].tolist()[:3] == ["fitted", "preset", "common_neighbours"]
    for row in backtest:
        assert 0 <= row.intervals.ndcg.lower <= row.scores.ndcg <= row.intervals.ndcg.upper <= 1
        assert row.until - row.as_of == 60 * DAY
    assert "nDCG@10" in str(backtest)
    with pytest.raises(hobnob.InvalidArgument, match="no past"):
        hobnob.backtest_targets(hobnob.Network())


def test_explanations_and_sections_are_told(village: hobnob.Network) -> None:
    view = village.snapshot(NOW).owner_view("open")
    targets = hobnob.discover_targets(view, "ana")
    explanation = hobnob.explain(view, targets)
    assert not explanation.is_chance
    assert explanation.score == targets[0].score
    assert [(step.source, step.target) for step in explanation.steps] == [("ana", "bo"), ("bo", "kim")]
    assert "They have 2 people in common." in str(explanation)
    assert "Bo (bo) could introduce them" in str(explanation)
    assert pickle.loads(pickle.dumps(explanation)) == explanation
    alone = hobnob.explain(view, targets, 1)
    assert "Nobody could introduce them." in str(alone)
    assert not alone.steps
    with pytest.raises(hobnob.InvalidArgument, match="shows no zoe"):
        hobnob.explain(village.snapshot(NOW).view("ana", "open"), targets, 2)
    for shown, heading in (
        (targets, "Whom should"),
        (hobnob.chance(view, "ana", "kim"), "Will one of them introduce me?"),
        (explanation, "Why this chain"),
        (alone, "Why this chain?"),
        (hobnob.discover_targets(view, "ana", exclude=["kim", "dee", "zoe"]), "Nobody was found."),
    ):
        section = shown._repr_html_()
        assert heading in section
        xml.etree.ElementTree.fromstring(section)
