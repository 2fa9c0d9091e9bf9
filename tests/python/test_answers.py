"""Answers: sequences, tables, text, and whether they are right."""

from __future__ import annotations

import csv
import io
import itertools
import math
import pathlib
import pickle
import random
from collections.abc import Callable
from typing import Any

import networkx
import numpy
import pytest

import hobnob

NOW = 1_717_200_000  # 2024-06-01T00:00:00Z
DAY = 86_400


@pytest.fixture
def paths(view: hobnob.View) -> hobnob.Paths:
    return hobnob.find_paths(view, "ana", "kim")


@pytest.fixture
def introducers(view: hobnob.View) -> hobnob.Introducers:
    return hobnob.rank_introducers(view, "ana", "kim")


def test_an_answer_is_a_sequence(paths: hobnob.Paths) -> None:
    assert len(paths) == 2
    assert [path.members for path, score, factors in paths] == [["ana", "bo", "kim"], ["ana", "cy", "kim"]]
    assert paths[0] == next(iter(paths))
    assert paths[-1] == paths[1] == paths[numpy.int64(1)]
    assert paths[::-1] == [paths[1], paths[0]]
    assert paths[:1] == [paths[0]]
    assert paths[5:] == []
    assert list(reversed(paths)) == paths[::-1]
    assert paths[0] in paths
    for row in (2, -3):
        with pytest.raises(IndexError):
            paths[row]
    with pytest.raises(TypeError):
        paths[None]


def test_an_empty_answer_says_that_it_has_no_rows() -> None:
    network = hobnob.Network()
    network.add_connections([("ana", "bo"), ("kim", "cy")])
    view = network.snapshot(0).owner_view("open")
    nothing = hobnob.find_paths(view, "ana", "kim")
    assert not nothing
    for row in (0, -1):
        with pytest.raises(IndexError, match=r"^the answer has no rows$"):
            nothing[row]
    with pytest.raises(hobnob.InvalidArgument, match=r"^the answer has no rows$"):
        hobnob.explain(view, nothing, 0)


def test_a_score_that_is_no_chance_is_not_shown_as_one(view: hobnob.View) -> None:
    [row] = hobnob.discover_targets(view, "ana", measure="preferential_attachment", everybody=True, k=1)
    assert row.score > 1
    assert str(row).endswith(f": score {row.score:.4g}")
    assert "%" not in str(hobnob.rank_reach(view, k=1)[0])


def test_a_row_is_a_named_tuple(paths: hobnob.Paths) -> None:
    row = paths[0]
    item, score, factors = row
    assert (item, score, factors) == (row.item, row.score, row.factors)
    assert isinstance(row, hobnob.Ranked)
    assert isinstance(row, tuple)
    assert row.item.hops == 2
    assert str(row) == f"ana → bo → kim: {hobnob.chance_text(score)}"
    assert math.prod(factor.value for factor in factors) == pytest.approx(score, rel=1e-12)
    assert [(factor.name, factor.who) for factor in factors] == [("tie", "bo"), ("willingness", "bo"), ("tie", "kim"), ("openness", "kim")]
    assert paths.factor_kind == "product"
    assert len({row.item, paths[1].item, hobnob.Path(members=["ana", "bo", "kim"])}) == 2


def test_what_an_answer_says_of_itself(paths: hobnob.Paths, introducers: hobnob.Introducers) -> None:
    for answer in (paths, introducers):
        assert (answer.complete, answer.method, answer.notice, answer.as_of) == (True, "exact", "", NOW)
        assert answer.ties_touched > 0
        assert answer.name("bo") == "Bo"
        with pytest.raises(hobnob.InvalidArgument, match="zoe"):
            answer.name("zoe")
    assert repr(paths) == "<hobnob.Paths: 2 rows>"
    assert "Ana (ana) → Bo (bo) → Kim (kim)" in str(paths)
    assert paths.direct is None
    assert "ask Bo (bo)" in str(introducers)


def test_introducers_come_with_their_way(introducers: hobnob.Introducers, paths: hobnob.Paths) -> None:
    assert [row.item.member for row in introducers] == ["bo", "cy"]
    assert [row.item.path for row in introducers] == [row.item for row in paths]
    assert [row.score for row in introducers] == [row.score for row in paths]
    assert [factor.name for factor in introducers[0].factors] == ["tie", "willingness", "way"]
    assert str(introducers[0].item) == "bo"


def test_a_direct_tie_stands_beside_the_ranking(view: hobnob.View) -> None:
    paths = hobnob.find_paths(view, "ana", "bo")
    assert paths.direct == view.find_tie("ana", "bo").probability
    assert all(path.hops > 1 for path, *_ in paths)
    cheapest = hobnob.cheapest_path(view, "ana", "bo")
    assert cheapest[0].item.members == ["ana", "bo"]


def test_tables(paths: hobnob.Paths) -> None:
    table = paths.to_table()
    assert table.columns == ["rank", "target", "members", "introducers", "hops", "score", "weakest", "weakest_probability"]
    assert len(table) == 2
    score = paths["score"]
    assert score.dtype == numpy.float64
    assert score.tolist() == [row.score for row in paths]
    assert paths["hops"].dtype == numpy.int64
    assert paths["target"].tolist() == ["kim", "kim"]
    assert paths["introducers"].tolist() == [["bo"], ["cy"]]
    with pytest.raises(hobnob.InvalidArgument, match="no column 'probability'; there are: rank"):
        paths["probability"]
    assert paths.to_dicts() == table.to_dicts()
    assert paths.to_dicts()[0]["members"] == ["ana", "bo", "kim"]
    records = paths.to_numpy()
    assert records.dtype.names == tuple(table.columns)
    assert records["score"].tolist() == score.tolist()
    rows = list(csv.DictReader(io.StringIO(paths.to_csv())))
    assert [float(row["score"]) for row in rows] == score.tolist()
    assert str(table).splitlines()[0].split() == table.columns
    assert repr(table) == "<hobnob.Table: 2 rows, 8 columns>"
    assert pickle.loads(pickle.dumps(paths)).to_table() == table


def test_data_frames(paths: hobnob.Paths, introducers: hobnob.Introducers) -> None:
    pytest.importorskip("pandas")
    frame = paths.to_pandas()
    assert list(frame.columns) == paths.to_table().columns
    assert frame["score"].tolist() == paths["score"].tolist()
    assert introducers.to_pandas()["introducer"].tolist() == ["bo", "cy"]


def test_tables_from_columns() -> None:
    table = hobnob.Table({"key": [1, 2], "share": [0.1, 1 / 3], "name": ["a", "b,c"]})
    assert table["key"].tolist() == [1, 2]
    assert table.to_csv() == 'key,share,name\n1,0.10000000000000001,a\n2,0.33333333333333331,"b,c"\n'
    with pytest.raises(hobnob.InvalidArgument, match="equal length"):
        hobnob.Table({"a": [1], "b": []})


def test_integer_keys_in_answers() -> None:
    network = hobnob.Network()
    network.add_connections([(1, 2), (2, 3)])
    paths = hobnob.find_paths(network.snapshot(0).owner_view("open"), numpy.int64(1), 3)
    assert paths[0].item.members == [1, 2, 3]
    assert paths["target"].dtype == numpy.int64
    assert str(paths[0].item) == "1 → 2 → 3"


def test_answers_travel_without_their_graph(paths: hobnob.Paths, introducers: hobnob.Introducers, view: hobnob.View) -> None:
    for answer in (paths, introducers, hobnob.find_paths(view, "ana", "bo"), hobnob.find_paths(view, "dee", "ana", k=1, max_hops=2)):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            copy = pickle.loads(pickle.dumps(answer, protocol))
            assert copy == answer
            assert str(copy) == str(answer)
            assert list(copy) == list(answer)
    for row in (paths[0], introducers[0], paths[0].item, paths[0].factors[0]):
        assert pickle.loads(pickle.dumps(row)) == row
    assert paths != hobnob.find_paths(view, "ana", "kim", k=1)
    assert paths != introducers


def test_a_forged_pickle_is_refused(paths: hobnob.Paths) -> None:
    version, people, rows, *rest = paths.__getstate__()
    for forged in [
        (version + 1, people, rows, *rest),
        (version, [], rows, *rest),
        (version, people, [([0], 0.5, [], None)], *rest),
        (version, people, [([0, 1, 3], 0.5, [], None)], *rest),
        (version, people, [([99, 98], 0.5, [], None)], *rest),
        (version, people, [([0, 1, 3], 0.5, [])], *rest),
        (version, people, rows),
    ]:
        with pytest.raises(hobnob.Error):
            hobnob.Paths.__new__(hobnob.Paths).__setstate__(forged)


def test_explanations(view: hobnob.View, paths: hobnob.Paths, introducers: hobnob.Introducers) -> None:
    explanation = hobnob.explain(view, paths)
    assert [(step.source, step.target) for step in explanation.steps] == [("ana", "bo"), ("bo", "kim")]
    assert [step.weakest for step in explanation.steps].count(True) == 1
    assert explanation.steps[0].facts == view.tie_facts("ana", "bo")
    assert (explanation.score, explanation.as_of, tuple(explanation.factors)) == (paths[0].score, NOW, paths[0].factors)
    assert str(explanation) == explanation.text
    assert "Bo (bo)" in explanation.text
    assert repr(explanation) == "<hobnob.Explanation: 2 steps>"
    assert pickle.loads(pickle.dumps(explanation)) == explanation
    assert [step.target for step in hobnob.explain(view, introducers, row=1).steps] == ["cy", "kim"]
    for row in (2, -1):
        with pytest.raises(hobnob.InvalidArgument):
            hobnob.explain(view, paths, row)


@pytest.mark.parametrize("ask", [hobnob.find_paths, hobnob.cheapest_path, hobnob.rank_introducers])
def test_hidden_unknown_and_unreachable_are_one_answer(village: hobnob.Network, ask) -> None:
    village.add_member("eve")  # knows nobody
    village.add_block("ana", "dee")
    ana = village.snapshot(NOW).view("ana", "open")
    answers = [ask(ana, "ana", target) for target in ("zoe", "nobody", "eve", "dee")]
    assert all(len(answer) == 0 for answer in answers)
    assert all(answer == answers[0] and str(answer) == str(answers[0]) for answer in answers)
    assert all(pickle.dumps(answer) == pickle.dumps(answers[0]) for answer in answers)
    with pytest.raises(hobnob.InvalidArgument):
        ask(ana, "bo", "kim")  # not the viewer
    with pytest.raises(hobnob.InvalidArgument):
        ask(ana, "ana", "ana")
    owner = village.snapshot(NOW).owner_view("open")
    for pair in [("ana", "nobody"), ("nobody", "ana")]:
        with pytest.raises(hobnob.UnknownMember, match="nobody"):
            ask(owner, *pair)


@pytest.mark.parametrize("ask", [hobnob.find_paths, hobnob.rank_introducers])
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"k": 0}, "k must be 1…"),
        ({"k": 1.5}, "float 1.5"),
        ({"k": 10**12}, "small whole number"),
        ({"max_hops": 1}, "max_hops must be 2…6, got 1"),
        ({"max_hops": 7}, "max_hops must be 2…6, got 7"),
        ({"min_probability": -0.1}, "min_probability must be 0…1"),
        ({"min_probability": 1.1}, "min_probability must be 0…1"),
        ({"min_probability": float("nan")}, "min_probability must be 0…1"),
    ],
)
def test_options_out_of_range(view: hobnob.View, ask, options, says) -> None:
    with pytest.raises(hobnob.InvalidArgument) as caught:
        ask(view, "ana", "kim", **options)
    assert says in str(caught.value)


def test_options_are_keywords_only(view: hobnob.View) -> None:
    with pytest.raises(TypeError):
        hobnob.find_paths(view, "ana", "kim", 3)
    with pytest.raises(TypeError):
        hobnob.find_paths(view, "ana", "kim", hops=3)
    assert len(hobnob.find_paths(view, seeker="ana", target="kim", k=1)) == 1


# --- by another road: every simple path, one by one ------------------------------------------------------------------------------------


def every_path(view: hobnob.View, graph: networkx.DiGraph, seeker: str, target: str, max_hops: int) -> list[tuple[float, int, list[str]]]:
    found = []
    for members in networkx.all_simple_paths(graph, seeker, target, cutoff=max_hops):
        if len(members) < 3:
            continue
        cost = 0.0  # summed from left to right: the order of answers is that of these very sums
        for u, v in itertools.pairwise(members):
            cost += graph.edges[u, v]["cost"]
            if v != target:
                cost += graph.nodes[v]["cost"]
        if view.openness(target) < 1:
            cost -= math.log(view.openness(target)) if view.openness(target) > 0 else -math.inf
        if cost < math.inf:
            found.append((cost, len(members) - 1, members))
    return sorted(found)


@pytest.mark.parametrize("seed", range(40))
def test_paths_and_introducers_against_every_simple_path(seed: int) -> None:
    chance = random.Random(seed)
    people = [f"m{i:02}" for i in range(chance.randint(4, 9))]
    network = hobnob.Network()
    for key in people:
        network.add_member(key, openness=chance.choice([1.0, 0.7]), unlisted=chance.random() < 0.1)
    for i, source in enumerate(people):
        for target in people[i + 1 :]:
            if chance.random() < 0.45:
                network.add_connection(source, target, weight=chance.choice([0.1, 0.5, 0.5, 1.0]), is_private=chance.random() < 0.15)
            if chance.random() < 0.3:
                network.add_interaction(target, source, chance.randint(0, 60) * DAY)
    for key in people:
        if chance.random() < 0.2:
            network.set_consent(key, chance.choice(["introduce", "share_ties"]), False)
        if chance.random() < 0.3:
            a, b = chance.sample([p for p in people if p != key], 2)
            network.record_ask(a, key, b, 10 * DAY)
            network.record_outcome(a, key, b, 11 * DAY, chance.choice(["yes", "no"]))
    snapshot = network.snapshot(60 * DAY)
    seeker, target = chance.sample(people, 2)
    view = snapshot.owner_view("open") if seed % 2 else snapshot.view(seeker, "open")
    graph = networkx.DiGraph()
    graph.add_nodes_from((key, {"cost": view.introducer_cost(key)}) for key in people if key in view)
    graph.add_edges_from((key, tie.member, {"cost": tie.cost}) for key in graph for tie in view.ties_from(key))

    for max_hops in (2, 3, 4, 6):
        expected = every_path(view, graph, seeker, target, max_hops) if target in view else []
        paths = hobnob.find_paths(view, seeker, target, k=100_000, max_hops=max_hops)
        assert sorted(path.members for path, *_ in paths) == sorted(members for *_, members in expected)
        of = {tuple(members): (cost, hops) for cost, hops, members in expected}
        order = []
        for path, score, factors in paths:
            cost, hops = of[tuple(path.members)]
            assert score == pytest.approx(math.exp(-cost), rel=1e-12)
            assert math.prod(factor.value for factor in factors) == pytest.approx(score, rel=1e-12)
            order.append((cost, hops, path.members))
        assert order == sorted(order)
        assert list(hobnob.find_paths(view, seeker, target, k=3, max_hops=max_hops)) == paths[:3]

        best = hobnob.rank_introducers(view, seeker, target, k=100_000, max_hops=max_hops, rest_days=0)
        first: dict[str, list[str]] = {}
        for path, *_ in paths:
            first.setdefault(path.members[1], path.members)
        assert [(row.item.member, row.item.path.members) for row in best] == list(first.items())


def test_attention_takes_numbers_and_nothing_that_only_looks_like_them() -> None:
    import numpy as np

    day = hobnob.Attention.exponential(1)
    assert day.seen_by(1) == 0.5
    np.testing.assert_array_equal(day.seen_by([0, 1, np.inf, np.nan]), [0, 0.5, 1, np.nan])
    for wrong in (np.array([1, 2], dtype="timedelta64[D]"), np.datetime64("2020-01-01"), "1", None, [1, None]):
        with pytest.raises(hobnob.InvalidArgument, match="days must be numbers"):
            day.seen_by(wrong)
    for wrong_days in (-1, 0, np.nan, np.inf):
        with pytest.raises(hobnob.InvalidArgument, match="days must be positive"):
            hobnob.Attention.exponential(wrong_days)


def test_progress_of_pictures_and_bytes_is_told_and_cancels(tmp_path: pathlib.Path) -> None:
    network = hobnob.generate_community(members=300, rng=1)
    now = network.last_event()
    snapshot = network.snapshot(now)
    view = snapshot.owner_view("open")
    ana = network.keys()[0]
    network.save(tmp_path / "kept")
    kept = network.to_bytes()
    calls: dict[str, Callable[[Any], Any]] = {
        "generate_community": lambda progress: hobnob.generate_community(members=300, rng=1, progress=progress).to_bytes() == kept,
        "snapshot": lambda progress: network.snapshot(now, progress=progress) == snapshot,
        "overlap": lambda progress: network.snapshot(now, hobnob.Overlap(), progress=progress).member_count == 300,
        "discover_targets": lambda progress: hobnob.discover_targets(view, ana, progress=progress) == hobnob.discover_targets(view, ana),
        "save": lambda progress: network.save(tmp_path / "kept", progress=progress) is None,
        "load": lambda progress: hobnob.Network.load(tmp_path / "kept", progress=progress).to_bytes() == kept,
        "to_bytes": lambda progress: network.to_bytes(progress=progress) == kept,
        "from_bytes": lambda progress: hobnob.Network.from_bytes(kept, progress=progress).to_bytes() == kept,
        "Snapshot.to_bytes": lambda progress: snapshot.to_bytes(progress=progress) == snapshot.to_bytes(),
        "Snapshot.from_bytes": lambda progress: hobnob.Snapshot.from_bytes(snapshot.to_bytes(), progress=progress) == snapshot,
    }
    for name, call in calls.items():
        seen: list[tuple[int, int]] = []
        assert call(lambda done, of, seen=seen: seen.append((done, of))), name
        assert seen == sorted(seen), name
        assert seen[-1][0] == seen[-1][1] > 0, name
        with pytest.raises(hobnob.Cancelled, match="asked to stop"):
            call(lambda done, of: False)
        with pytest.raises(ZeroDivisionError):
            call(lambda done, of: 1 / 0)
        with pytest.raises(hobnob.InvalidArgument, match="progress must be"):
            call("soon")
    assert network.to_bytes() == kept == (tmp_path / "kept").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_progress_is_told_and_cancels_by_any_false() -> None:
    import numpy as np

    view = hobnob.generate_community(members=500).snapshot(1_719_705_600).owner_view("open")
    seen: list[tuple[int, int]] = []
    hobnob.rank_reach(view, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (view.member_count, view.member_count)
    for no in (False, np.False_):
        with pytest.raises(hobnob.Cancelled):
            hobnob.rank_reach(view, progress=lambda done, of, no=no: no)
    with pytest.raises(ZeroDivisionError):
        hobnob.rank_reach(view, progress=lambda done, of: 1 / 0)


def test_a_pickle_does_not_count_those_whom_a_view_hides() -> None:
    network = hobnob.Network()
    for hidden in ("ab", "ac", "ad"):
        network.add_member(hidden, unlisted=True)
    network.add_follow("kim", "ana")
    view = network.snapshot(0).view("ana", "open")
    readers = hobnob.rank_readers(view, "ana")
    through = hobnob.rank_readers(view.project().view("ana", "open"), "ana")
    assert readers.__getstate__() == through.__getstate__()
