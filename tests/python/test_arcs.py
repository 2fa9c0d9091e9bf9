"""Graphs of arcs: SciPy, a dict and networkx must see what the rows say."""

from __future__ import annotations

import copy
import gzip
import io
import math
import pathlib
import pickle
import random
import typing

import networkx
import numpy as np
import pytest
import scipy.sparse

import hobnob

Rows = list[tuple[typing.Any, typing.Any, float]]
ROWS: Rows = [("kim", "ana", 1.0), ("ana", "kim", 0.0), ("bo", "kim", 0.25), ("ana", "bo", 0.5)]


def random_rows(seed: int, *, text: bool = False) -> Rows:
    draw = random.Random(seed)
    members = draw.randint(2, 15)
    rows = []
    for _ in range(draw.randint(0, 80)):
        source, target = draw.randrange(members), draw.randrange(members)
        rows.append((f"m{source}", f"m{target}", draw.random()) if text else (source, target, draw.random()))
    return rows


def meant(rows: Rows, *, undirected: bool, last: bool) -> dict[tuple[typing.Any, typing.Any], float]:
    """What the rows say if bad ones are left out."""
    arcs: dict[tuple[typing.Any, typing.Any], float] = {}
    given = set()
    for source, target, p in rows:
        if source == target or ((source, target) in given and not last):
            continue
        given.add((source, target))
        arcs[source, target] = p
        if undirected:
            arcs[target, source] = p
    return arcs


@pytest.mark.parametrize("seed", range(40))
def test_arrays_are_what_scipy_takes(seed: int) -> None:
    rows = random_rows(seed, text=seed % 2 == 0)
    undirected, last = seed % 3 == 0, seed % 5 < 2
    graph = hobnob.ArcGraph(rows, undirected=undirected, duplicates="last" if last else "reject", max_rejected="all")
    arcs = meant(rows, undirected=undirected, last=last)
    keys = graph.keys.tolist()
    assert keys == sorted({end for ends in arcs for end in ends})
    assert (graph.member_count, graph.arc_count) == (len(keys), len(arcs))
    assert graph.report.rows == len(rows)
    shape = (len(keys), len(keys))
    out = scipy.sparse.csr_array((graph.probability, graph.indices, graph.indptr), shape=shape)
    into = scipy.sparse.csc_array((graph.in_probability, graph.in_indices, graph.in_indptr), shape=shape)
    for matrix in (out, into):
        matrix.check_format()
        assert matrix.has_canonical_format
        entries = matrix.tocoo()
        assert {(keys[i], keys[j]): p for i, j, p in zip(entries.row, entries.col, entries.data, strict=True)} == arcs
    degree = np.bincount(graph.indices, minlength=len(keys))
    assert graph.weighted().probability.tolist() == [1 / degree[i] for i in graph.indices]


def test_rows_columns_frames_and_files_say_the_same(tmp_path: pathlib.Path) -> None:
    graph = hobnob.ArcGraph(ROWS)
    source, target, probability = map(list, zip(*ROWS, strict=True))
    columns = {"source": source, "target": target, "probability": probability}
    assert hobnob.ArcGraph(columns) == graph
    assert hobnob.ArcGraph({"p": probability, "from": source, "to": target}, source="from", target="to", probability="p") == graph
    assert hobnob.ArcGraph((np.array(source), np.array(target), np.array(probability))) == graph
    assert hobnob.ArcGraph({"source": s, "target": t, "probability": p} for s, t, p in ROWS) == graph
    text = "".join(f"{s} {t} {p}\n" for s, t, p in ROWS)
    path = tmp_path / "arcs.txt.gz"
    path.write_bytes(gzip.compress(text.encode()))
    assert hobnob.read_arcs(path) == hobnob.read_arcs(io.StringIO(text)) == hobnob.read_arcs(str(path)) == graph
    pandas = pytest.importorskip("pandas")
    assert hobnob.ArcGraph(pandas.DataFrame(columns)) == graph
    frame = pandas.DataFrame({"source": [1, 2], "target": [2, 3], "probability": [0.5, None]})
    assert hobnob.ArcGraph(frame).probability.tolist() == [0.5, 1.0]


def test_a_probability_that_is_left_out_is_one() -> None:
    assert hobnob.ArcGraph([(1, 2), (2, 3, None), {"source": 3, "target": 1}]).probability.tolist() == [1, 1, 1]
    assert hobnob.ArcGraph().arc_count == 0
    assert hobnob.ArcGraph().keys.tolist() == []


def test_bad_rows_raise_or_are_reported() -> None:
    bad = [
        ("dee", "dee"),
        ("dee", "bo", math.nan),
        ("dee", "bo", 1.5),
        ("ana", "bo", 1),
        ("dee", ""),
        ("dee", 8),
        ("dee", 0.5),
        ("dee",),
        (1, 2, 3, 4),
    ]
    for row in bad:
        with pytest.raises(hobnob.Error, match="arcs row 5: "):
            hobnob.ArcGraph([*ROWS, row])
        graph = hobnob.ArcGraph([row, *ROWS], max_rejected=1) if row != ("ana", "bo", 1) else hobnob.ArcGraph([*ROWS, row], max_rejected=1)
        assert graph == hobnob.ArcGraph(ROWS)
        assert [each.line for each in graph.report.rejected] == [5 if row == ("ana", "bo", 1) else 1]
        assert (graph.report.rows, graph.report.accepted) == (5, 4)
    with pytest.raises(hobnob.DuplicateKey, match="there is an arc from 1 to 2 already; duplicates = last replaces it"):
        hobnob.ArcGraph([(1, 2), (1, 2)])
    with pytest.raises(hobnob.InvalidArgument, match="read_arcs reads files"):
        hobnob.ArcGraph("arcs.txt")
    with pytest.raises(hobnob.InvalidArgument, match="got int"):
        hobnob.ArcGraph(5)
    with pytest.raises(hobnob.InvalidArgument, match="no such column"):
        hobnob.ArcGraph({"source": [1], "target": [2]}, probability="p")
    with pytest.raises(hobnob.InvalidArgument, match="names of columns"):
        hobnob.ArcGraph([(1, 2)], source="from")


def test_members_are_found_by_key() -> None:
    graph = hobnob.ArcGraph(ROWS)
    assert "bo" in graph
    assert "dee" not in graph
    assert 1 not in graph
    assert (graph.find("kim"), graph.find("dee")) == (2, None)
    assert [(tie.member, tie.probability) for tie in graph.ties_from("ana")] == [("bo", 0.5), ("kim", 0.0)]
    assert [(tie.member, tie.probability) for tie in graph.ties_to("kim")] == [("ana", 0.0), ("bo", 0.25)]
    assert graph.ties_from("ana")[0].cost == pytest.approx(math.log(2), rel=1e-7)
    assert graph.ties_from("ana")[1].cost == math.inf
    with pytest.raises(hobnob.UnknownMember, match="did you mean 'ana'"):
        graph.ties_from("anna")


def test_arrays_are_lent_read_only_and_keep_the_graph() -> None:
    graph = hobnob.ArcGraph(ROWS)
    names = ["keys", "indptr", "indices", "probability", "in_indptr", "in_indices", "in_probability"]
    arrays = [getattr(graph, name) for name in names]
    before = [array.tolist() for array in arrays]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[0]
    assert (graph.indptr.dtype, graph.probability.dtype) == (np.int32, np.float64)
    del graph, array
    assert [array.tolist() for array in arrays] == before


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_graph_is_pickled_whole(protocol: int) -> None:
    rows = [*random_rows(7, text=True), ("m1", "m1", 1.0)]
    for graph in (hobnob.ArcGraph(), hobnob.ArcGraph(ROWS), hobnob.ArcGraph(rows, max_rejected="all"), hobnob.ArcGraph([(2, 10), (-1, 2)])):
        again = pickle.loads(pickle.dumps(graph, protocol))
        assert again == graph
        assert again.report == graph.report
        assert again.keys.tolist() == graph.keys.tolist()
        assert repr(again) == repr(graph)
        assert copy.copy(graph) == copy.deepcopy(graph) == graph
    assert hobnob.ArcGraph(ROWS) != hobnob.ArcGraph(ROWS[1:])
    assert hobnob.ArcGraph() != 5


def test_a_pickle_of_something_else_is_refused() -> None:
    version, *parts = hobnob.ArcGraph(ROWS).__getstate__()
    graph = hobnob.ArcGraph.__new__(hobnob.ArcGraph)
    with pytest.raises(hobnob.UnsupportedVersion):
        graph.__setstate__((version + 1, *parts))
    with pytest.raises(hobnob.InvalidArgument):
        graph.__setstate__((version, *parts[:3], parts[3] * 2, parts[4]))
    with pytest.raises(IndexError):
        graph.__setstate__((version, *parts[:2], parts[2] + 5, *parts[3:]))


def test_what_reading_can_be_told() -> None:
    text = b"4\n1 2 0.5\n2 1 0.25\n3 3\n1 2 0.125\n"
    graph = hobnob.read_arcs(io.BytesIO(text), skip_lines=1, max_rejected=2, keys="int")
    assert graph == hobnob.ArcGraph([(1, 2, 0.5), (2, 1, 0.25)])
    assert [each.line for each in graph.report.rejected] == [4, 5]
    both = hobnob.read_arcs(io.BytesIO(text), skip_lines=1, max_rejected="all", undirected=True, duplicates="last")
    assert both == hobnob.ArcGraph([("1", "2", 0.125), ("2", "1", 0.125)])
    with pytest.raises(hobnob.InvalidArgument, match=":4: source and target must be two members"):
        hobnob.read_arcs(io.BytesIO(text), skip_lines=1)


@pytest.mark.parametrize("seed", range(10))
def test_networkx_makes_the_same_graph_of_the_arrays(seed: int) -> None:
    rows = random_rows(seed)
    graph = hobnob.ArcGraph(rows, duplicates="last", max_rejected="all")
    theirs = networkx.DiGraph()
    theirs.add_weighted_edges_from(((s, t, p) for s, t, p in rows if s != t), weight="p")
    for key in theirs:
        assert {tie.member: tie.probability for tie in graph.ties_from(key)} == {t: data["p"] for t, data in theirs[key].items()}
        assert {tie.member: tie.probability for tie in graph.ties_to(key)} == {s: data["p"] for s, data in theirs.pred[key].items()}
        cascade = graph.weighted().ties_to(key)
        assert sum(tie.probability for tie in cascade) == pytest.approx(1.0 if theirs.in_degree(key) else 0.0)
