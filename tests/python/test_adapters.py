"""Graphs of other libraries, in and out: a network is the same whatever it came through, and others compute on it what our kernels do."""

from __future__ import annotations

import gc
import io
import math
import pathlib
import random
import subprocess
import sys
import threading
import typing
from collections.abc import Callable

import igraph
import networkx
import numpy
import pandas
import pytest
import rustworkx
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csgraph

import hobnob

DAY = 86_400
Any = typing.Any
TEXTS = ("name", "industry", "organisation", "city")


class Drawn(typing.NamedTuple):
    """A network as a drawing: nobody's data structure. `edges` hold places among the keys and attributes; `profiles` what members say."""

    keys: list[Any]
    profiles: list[dict[str, Any]]
    edges: list[tuple[int, int, dict[str, Any]]]


def rows(drawn: Drawn) -> list[dict[str, Any]]:
    return [{"source": drawn.keys[a], "target": drawn.keys[b]} | said for a, b, said in drawn.edges]


def column(of: list[dict[str, Any]], names: list[str]) -> dict[str, list[Any]]:
    return {name: [each.get(name) for each in of] for name in names}


def csv(of: list[dict[str, Any]], names: list[str]) -> io.StringIO:
    theirs = {"since": "time", "is_private": "private"}  # what the file format calls them
    frame = pandas.DataFrame(column(of, names), columns=names, dtype=object)
    return io.StringIO(frame.rename(columns=theirs).to_csv(index=False))


def people(drawn: Drawn) -> list[dict[str, Any]]:
    """Of whom more is to be told than edges tell: who says something, and who has none."""
    connected = {drawn.keys[end] for a, b, _ in drawn.edges for end in (a, b)}
    return [{"key": key} | said for key, said in zip(drawn.keys, drawn.profiles, strict=True) if said or key not in connected]


# --- one drawing, many roads -----------------------------------------------------------------------------------------------------------


def as_networkx(drawn: Drawn, *, directed: bool, parallel: bool = False) -> networkx.Graph:
    kinds = {(0, 0): networkx.Graph, (0, 1): networkx.MultiGraph, (1, 0): networkx.DiGraph, (1, 1): networkx.MultiDiGraph}
    graph = kinds[directed, parallel]()
    for key, said in zip(drawn.keys, drawn.profiles, strict=True):
        graph.add_node(key, **said)
    graph.add_edges_from((drawn.keys[a], drawn.keys[b], said) for a, b, said in drawn.edges)
    return graph


def as_igraph(drawn: Drawn, *, directed: bool) -> igraph.Graph:
    graph = igraph.Graph(n=len(drawn.keys), edges=[(a, b) for a, b, _ in drawn.edges], directed=directed)
    graph.vs["key"] = drawn.keys
    for field in {field for said in drawn.profiles for field in said}:
        graph.vs[field] = [said.get(field) for said in drawn.profiles]
    for name in {name for *_, said in drawn.edges for name in said}:
        graph.es[name] = [said.get(name) for *_, said in drawn.edges]
    return graph


def as_rustworkx(drawn: Drawn, *, directed: bool) -> Any:
    graph = (rustworkx.PyDiGraph if directed else rustworkx.PyGraph)()
    numbers, gone = [], []
    for key, said in zip(drawn.keys, drawn.profiles, strict=True):
        gone.append(graph.add_node("gone"))
        numbers.append(graph.add_node({"key": key} | said))
    graph.remove_nodes_from(gone)  # so that numbers of nodes are not their places
    graph.add_edges_from([(numbers[a], numbers[b], said) for a, b, said in drawn.edges])
    return graph


def described(network: hobnob.Network, drawn: Drawn) -> hobnob.Network:
    """With its members' profiles, one by one."""
    for said in people(drawn):
        key = said.pop("key")
        if key not in network:
            network.add_member(key, **said)
        elif said:
            network.update_member(key, **said)
    return network


def connections_by_all_roads(drawn: Drawn) -> dict[str, hobnob.Network]:
    number = isinstance(drawn.keys[0], int)
    kind: typing.Literal["str", "int"] = "int" if number else "str"
    has = sorted({name for *_, said in drawn.edges for name in said})
    names = dict.fromkeys(has)
    columns = ["source", "target", *has]
    found: dict[str, hobnob.Network] = {}
    wanted: dict[str, Any] = {name: name for name in names}
    for directed in (False, True):
        found[f"networkx {directed}"] = hobnob.from_networkx(as_networkx(drawn, directed=directed), **wanted)
        found[f"networkx multi {directed}"] = hobnob.from_networkx(as_networkx(drawn, directed=directed, parallel=True), **wanted)
        found[f"igraph {directed}"] = hobnob.from_igraph(as_igraph(drawn, directed=directed), key="key", **wanted)
        found[f"rustworkx {directed}"] = hobnob.from_rustworkx(as_rustworkx(drawn, directed=directed), **wanted)
    both = drawn._replace(edges=drawn.edges + [(b, a, said) for a, b, said in drawn.edges])
    found["both ways"] = hobnob.from_networkx(as_networkx(both, directed=True), **wanted)
    found["igraph both ways"] = hobnob.from_igraph(as_igraph(both, directed=True), key="key", **wanted)
    if set(has) <= {"weight"} and all(set(said) == set(has) for *_, said in drawn.edges):
        values: Any = "weight" if has else None
        size = len(drawn.keys)
        for edges in (drawn.edges, both.edges):
            where = ([a for a, _, _ in edges], [b for _, b, _ in edges])
            coo = scipy.sparse.coo_array(([said.get("weight", 1) for *_, said in edges], where), shape=(size, size))
            for matrix in (coo, coo.tocsr(), coo.tocsc(), scipy.sparse.csr_matrix(coo)):
                found[f"{type(matrix).__name__} {matrix.format} {len(edges)}"] = described(
                    hobnob.from_scipy(matrix, drawn.keys, values=values), drawn
                )
        edge_list = "".join(" ".join(map(str, row.values())) + "\n" for row in rows(drawn))
        found["edge list"] = described(hobnob.read_connections(io.StringIO(edge_list), keys=kind), drawn)
    for road, data in {
        "dict": column(rows(drawn), columns),
        "rows": rows(drawn),
        "pandas": pandas.DataFrame(column(rows(drawn), columns), columns=columns),
        "csv": csv(rows(drawn), columns),
    }.items():
        network = found[road] = hobnob.Network()
        fields = ["key", *sorted({field for said in drawn.profiles for field in said})]
        if road == "csv":
            network.add_members(csv(people(drawn), fields), keys=kind)
            network.add_connections(data, keys=kind)
        else:
            network.add_members(people(drawn) if road == "rows" else column(people(drawn), fields))
            network.add_connections(data)
    return found


def interactions_by_all_roads(drawn: Drawn, *, directed: bool) -> dict[str, hobnob.Network]:
    kind: typing.Literal["str", "int"] = "int" if isinstance(drawn.keys[0], int) else "str"
    named = any("kind" in said for *_, said in drawn.edges)
    columns = ["source", "target", "time", *["kind"] * named]
    wanted: Any = {"time": "time"} | ({"kind": "kind"} if named else {})
    found = {
        "networkx": hobnob.from_networkx(as_networkx(drawn, directed=directed, parallel=True), **wanted),
        "igraph": hobnob.from_igraph(as_igraph(drawn, directed=directed), key="key", **wanted),
        "rustworkx": hobnob.from_rustworkx(as_rustworkx(drawn, directed=directed), **wanted),
    }
    if directed and not named:
        size = len(drawn.keys)
        where = ([a for a, _, _ in drawn.edges], [b for _, b, _ in drawn.edges])
        coo = scipy.sparse.coo_array(([said["time"] for *_, said in drawn.edges], where), shape=(size, size), dtype=numpy.int64)
        found["scipy"] = described(hobnob.from_scipy(coo, drawn.keys, values="time"), drawn)
    fields = ["key", *sorted({field for said in drawn.profiles for field in said})]
    for road, data in {
        "dict": column(rows(drawn), columns),
        "rows": rows(drawn),
        "pandas": pandas.DataFrame(column(rows(drawn), columns), columns=columns),
        "csv": csv(rows(drawn), columns),
    }.items():
        network = found[road] = hobnob.Network()
        if road == "csv":
            network.add_members(csv(people(drawn), fields), keys=kind)
            network.add_interactions(data, undirected=not directed, keys=kind)
        else:
            network.add_members(people(drawn) if road == "rows" else column(people(drawn), fields))
            network.add_interactions(data, undirected=not directed)
    edge_list = "".join(" ".join(str(row[name]) for name in columns) + "\n" for row in rows(drawn))
    found["edge list"] = described(hobnob.read_interactions(io.StringIO(edge_list), undirected=not directed, keys=kind), drawn)
    return found


def by_hand(drawn: Drawn, *, directed: bool = False) -> hobnob.Network:
    """Fact by fact: what all roads are held against."""
    network = hobnob.Network()
    for said in people(drawn):
        network.add_member(said.pop("key"), **said)
    for a, b, said in drawn.edges:
        if "time" in said:
            network.add_interaction(drawn.keys[a], drawn.keys[b], undirected=not directed, **said)
        else:
            network.add_connection(drawn.keys[a], drawn.keys[b], **said)
    return network


WORDS = st.text("abcXYZ äß-'", min_size=1, max_size=8).map(str.strip).filter(bool)
PROFILE = st.fixed_dictionaries({}, optional=dict.fromkeys(TEXTS, WORDS) | {"openness": st.sampled_from([0.25, 0.5])})
KEYS = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=2, max_size=7, unique=True) | st.lists(
    st.text("abcdef", min_size=1, max_size=3).map(lambda text: "k" + text), min_size=2, max_size=7, unique=True
)
WEIGHT = st.floats(2**-20, 1, width=32)


@st.composite
def drawings(draw: st.DrawFn, *, time: bool) -> Drawn:
    keys = draw(KEYS)
    profiles = draw(st.lists(PROFILE, min_size=len(keys), max_size=len(keys)))
    end = st.integers(0, len(keys) - 1)
    ends = st.tuples(end, end).filter(lambda pair: pair[0] != pair[1])
    if time:
        named = draw(st.booleans())
        event: dict[str, Any] = {"time": st.integers(-(10**9), 2 * 10**9)} | (
            {"kind": st.sampled_from(["mail", "meeting"])} if named else {}
        )
        pairs = draw(st.lists(ends, min_size=1, max_size=12))
        return Drawn(keys, profiles, [(a, b, draw(st.fixed_dictionaries(event))) for a, b in pairs])
    some = draw(st.sampled_from(["none", "weights", "all"]))
    said: dict[str, Any] = {"none": {}, "weights": {"weight": WEIGHT}, "all": {"weight": WEIGHT, "is_private": st.booleans()}}[some]
    facts = st.fixed_dictionaries(said, optional={"since": st.integers(0, 10**9)} if some == "all" else {})
    pairs = draw(st.lists(ends, min_size=1, max_size=12, unique_by=lambda pair: tuple(sorted(pair))))
    return Drawn(keys, profiles, [(a, b, draw(facts)) for a, b in pairs])


@settings(max_examples=60, deadline=None)
@given(drawings(time=False))
def test_connections_are_the_same_bytes_by_every_road(drawn: Drawn) -> None:
    expected = by_hand(drawn).to_bytes()
    roads = connections_by_all_roads(drawn)
    assert len(roads) >= 14
    for road, network in roads.items():
        assert network.to_bytes() == expected, road


@settings(max_examples=60, deadline=None)
@given(drawings(time=True), st.booleans())
def test_interactions_are_the_same_bytes_by_every_road(drawn: Drawn, directed: bool) -> None:
    expected = by_hand(drawn, directed=directed).to_bytes()
    roads = interactions_by_all_roads(drawn, directed=directed)
    assert len(roads) >= 8
    for road, network in roads.items():
        assert network.to_bytes() == expected, road


def test_a_network_that_is_there_already_gets_the_same() -> None:
    """Piece by piece: members and half of the edges first, the rest from a graph; what a member said already stays."""
    random.seed(3)
    keys = [f"p{number}" for number in range(30)]
    profiles: list[dict[str, Any]] = [{"name": key.upper(), "city": "Rome"} if random.random() < 0.5 else {} for key in keys]
    pairs = random.sample([(a, b) for a in range(30) for b in range(a)], 60)
    drawn = Drawn(keys, profiles, [(a, b, {"weight": random.random()}) for a, b in pairs])
    expected = by_hand(drawn).to_bytes()
    first, rest = drawn._replace(edges=drawn.edges[:30]), drawn._replace(edges=drawn.edges[30:])
    for bring in (
        lambda network: hobnob.import_networkx(network, as_networkx(rest, directed=True), weight="weight"),
        lambda network: hobnob.import_igraph(network, as_igraph(rest, directed=False), key="key", weight="weight"),
        lambda network: hobnob.import_rustworkx(network, as_rustworkx(rest, directed=False), weight="weight"),
    ):
        network = hobnob.Network()
        network.add_connections(rows(first))  # nobody has said anything yet
        assert bring(network) == hobnob.ImportReport(rows=30, accepted=30)
        assert network.to_bytes() == expected
        assert bring(hobnob.Network()).accepted == 30
    matrix = scipy.sparse.coo_array(([1.0], ([0], [1])), shape=(3, 3))
    network = by_hand(drawn)
    network.remove("p1")
    assert hobnob.import_scipy(network, matrix, ["p0", "new", "alone"], values="weight") == hobnob.ImportReport(rows=1, accepted=1)
    assert network.member_count == 31

    said = hobnob.Network()
    said.add_member("ana", name="Ana", openness=0.5)
    graph = networkx.Graph()
    graph.add_node("ana", name="Anna", city="Oslo", openness=0.9, unlisted=True, colour="red")
    graph.add_node("bo", name="Bo")
    assert hobnob.import_networkx(said, graph) == hobnob.ImportReport()
    assert said.member("ana") == hobnob.Member(name="Ana", city="Oslo", openness=0.5, unlisted=True)
    assert said.member("bo") == hobnob.Member(name="Bo")


def test_every_field_of_a_member_is_taken() -> None:
    graph = networkx.Graph()
    said: dict[str, Any] = {"name": "Ana", "industry": "law", "organisation": "Acme", "city": "Rome", "needs": ["python"]}
    said |= {"offers": ["tea"], "openness": 0.5, "joined": 77, "unlisted": True, "ask_cap": 3, "do_not_contact": True}
    graph.add_node("ana", **said)
    assert hobnob.from_networkx(graph).member("ana") == hobnob.Member(**said)
    assert set(said) == set(hobnob._core._fields()["Member"])


def test_labels_of_igraph_and_rustworkx() -> None:
    graph = igraph.Graph.Ring(4)
    assert hobnob.from_igraph(graph).keys() == [0, 1, 2, 3]
    graph.vs["name"] = list("dcba")
    named = hobnob.from_igraph(graph)
    assert named.keys() == ["a", "b", "c", "d"]
    assert named.member("a").name == ""
    graph.vs["mail"] = ["d@x", "c@x", "b@x", "a@x"]
    assert hobnob.from_igraph(graph, key="mail").member("a@x").name == "a"
    ring = rustworkx.generators.cycle_graph(4)
    assert hobnob.from_rustworkx(ring).keys() == [0, 1, 2, 3]
    plain = rustworkx.PyGraph()
    plain.add_nodes_from(["ana", "bo"])
    plain.add_edge(0, 1, 0.25)
    assert hobnob.from_rustworkx(plain, weight="weight").connection("ana", "bo").weight == 0.25
    assert hobnob.from_rustworkx(plain, time="at", max_rejected=1).interaction_count == 0  # 0.25 is no time
    assert hobnob.from_rustworkx(plain).connection("ana", "bo").weight is None
    converted = rustworkx.networkx_converter(networkx.Graph([("x", "y", {"w": 0.5})]), keep_attributes=True)
    assert hobnob.from_rustworkx(converted, key="__networkx_node__", weight="w").connection("y", "x").weight == 0.5


def test_numbers_of_numpy_are_numbers() -> None:
    graph = networkx.DiGraph()
    graph.add_edge(numpy.int32(7), numpy.int64(-3), weight=numpy.float32(0.5), at=numpy.datetime64("2024-06-01"))
    assert hobnob.from_networkx(graph, weight="weight").connection(7, -3).weight == 0.5
    assert hobnob.from_networkx(graph, time="at").last_event() == 1_717_200_000
    text = networkx.Graph([(numpy.str_("ana"), numpy.str_("bo"))])
    assert hobnob.from_networkx(text).keys() == ["ana", "bo"]


# --- what is refused -------------------------------------------------------------------------------------------------------------------


def refused(graph: Any, says: str, error: type[hobnob.Error] = hobnob.InvalidArgument, **options: Any) -> None:
    """With that message, and without a trace; also where a network is there already."""
    read, bring = {
        "networkx": (hobnob.from_networkx, hobnob.import_networkx),
        "igraph": (hobnob.from_igraph, hobnob.import_igraph),
        "rustworkx": (hobnob.from_rustworkx, hobnob.import_rustworkx),
        "scipy": (hobnob.from_scipy, hobnob.import_scipy),
    }[type(graph).__module__.split(".")[0]]
    before: str | int = 99 if options.pop("numbers", False) else "before"
    with pytest.raises(error, match=says):
        typing.cast(Any, read)(graph, **options)
    network = hobnob.Network()
    network.add_member(before)
    as_it_was = network.to_bytes()
    with pytest.raises(error):
        typing.cast(Any, bring)(network, graph, **options)
    assert network.to_bytes() == as_it_was


def test_labels_that_are_no_keys() -> None:
    for label in ((1, 2), 1.5, None.__class__, frozenset(), True, b"ana"):
        graph: Any = networkx.Graph([(label, "bo")])
        refused(graph, r"is a \w+, and a key must be a str or an int: networkx.relabel_nodes\(graph, str\)")
    refused(networkx.Graph([("ana", 5)]), r"node 'ana' and node 5: all keys must be str, or all int: networkx.relabel_nodes")
    refused(networkx.Graph([(2**70, 5)]), "64")
    refused(networkx.Graph([("a" * 200, "b")]), "128 bytes")
    graph = igraph.Graph.Ring(3)
    graph.vs["name"] = ["ana", "bo", "ana"]
    refused(graph, r"vertex 'ana' is there twice.*key= names")
    refused(graph, r"key='mail': no vertex has such an attribute; there are: name", key="mail")
    graph.vs["name"] = ["ana", None, "kim"]
    refused(graph, r"vertex None is a NoneType")
    nodes = rustworkx.PyGraph()
    nodes.add_nodes_from(["ana", ("bo",)])
    refused(nodes, r"node \('bo',\) is a tuple.*a node holds its key, or a dict")
    nodes = rustworkx.PyGraph()
    nodes.add_nodes_from([{"key": "ana"}, {"name": "Bo"}])
    refused(nodes, r"node 1 has no 'key', which is to be its key; there are: name \(key= says")
    matrix = scipy.sparse.eye_array(2, format="csr")[[1, 0]]
    for keys, says in {("ana",): "each of the 2 rows, got 1", ("ana", "ana"): "twice", ("ana", 5): "all int", (1.5, 2): "float"}.items():
        refused(matrix, says, keys=keys)
    numbers = hobnob.Network()
    numbers.add_member(1)
    with pytest.raises(hobnob.InvalidArgument, match="the keys of this network are int, and those of the graph str: relabel"):
        hobnob.import_networkx(numbers, networkx.path_graph(["ana", "bo"]), max_rejected="all")


def roads_of(edges: list[tuple[str, str]], alone: str) -> dict[str, Callable[[hobnob.Network], hobnob.ImportReport]]:
    """The same graph to import, with a node that no edge names."""
    keys = [*dict.fromkeys(key for edge in edges for key in edge), alone]
    place = {key: number for number, key in enumerate(keys)}
    graph = networkx.Graph(edges)
    graph.add_node(alone)
    rusty = rustworkx.PyGraph()
    rusty.add_nodes_from(keys)
    rusty.add_edges_from_no_data([(place[a], place[b]) for a, b in edges])
    index = numpy.array([[place[a], place[b]] for a, b in edges])
    matrix = scipy.sparse.coo_array((numpy.ones(len(edges)), (index[:, 0], index[:, 1])), shape=(len(keys), len(keys)))
    named = igraph.Graph(n=len(keys), edges=index.tolist(), vertex_attrs={"name": keys})
    return {
        "networkx": lambda network: hobnob.import_networkx(network, graph),
        "igraph": lambda network: hobnob.import_igraph(network, named),
        "rustworkx": lambda network: hobnob.import_rustworkx(network, rusty),
        "scipy": lambda network: hobnob.import_scipy(network, matrix, keys=keys),
    }


@pytest.mark.parametrize("library", ["networkx", "igraph", "rustworkx", "scipy"])
def test_a_graph_whose_last_node_is_refused_leaves_nothing(library: str) -> None:
    network = hobnob.Network()
    network.add_connection("ana", "kim")
    before = network.to_bytes()
    with pytest.raises(hobnob.InvalidArgument, match="128"):  # a key that is too long, and that no edge tells of before
        roads_of([("ana", "bo"), ("bo", "cy")], "x" * 200)[library](network)
    assert network.to_bytes() == before


@pytest.mark.parametrize("library", ["networkx", "igraph", "rustworkx", "scipy"])
def test_a_graph_is_seen_whole_or_not_at_all(library: str) -> None:
    edges = [(f"a{i}", f"b{i}") for i in range(3000)]
    road = roads_of(edges, "alone")[library]
    for _ in range(5):
        network = hobnob.Network()
        network.add_member("ana")
        done = threading.Event()
        parts: list[int] = []

        def look(network: hobnob.Network = network, done: threading.Event = done, parts: list[int] = parts) -> None:
            while not done.is_set():
                count = network.connection_count  # first: what comes between the two questions is the whole
                if count not in (0, 3000) or (count and "alone" not in network):
                    parts.append(count)

        reader = threading.Thread(target=look)
        old = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        reader.start()
        try:
            assert road(network).accepted == 3000
        finally:
            done.set()
            reader.join()
            sys.setswitchinterval(old)
        assert not parts


def test_edges_that_are_refused_are_named() -> None:
    for weight in (float("nan"), 0.0, -1, 1.5, float("inf"), "much", None.__class__):
        graph = networkx.Graph([("ana", "bo", {"weight": 1}), ("bo", "kim", {"weight": weight})])
        refused(graph, r"^edge 2, 'bo' – 'kim': weight.*max_rejected allows more", weight="weight")
        assert hobnob.from_networkx(graph, weight="weight", max_rejected=1).connection_count == 1
        network = hobnob.Network()
        report = hobnob.import_networkx(network, graph, weight="weight", max_rejected="all")
        assert (report.rows, report.accepted, report.rejected[0].line) == (2, 1, 2)
        assert report.rejected[0].reason.startswith("edge 2, 'bo' – 'kim': weight")
        assert network.keys() == ["ana", "bo", "kim"]  # the node is right
    loop = networkx.DiGraph([("ana", "bo"), ("bo", "bo")])
    refused(loop, r"^edge 2, 'bo' → 'bo': source and target must be two members")
    for graph in (as_networkx, as_igraph, as_rustworkx):
        drawn = Drawn(["ana", "bo"], [{}, {}], [(0, 1, {"w": 0.5}), (0, 1, {"w": 0.5})])
        parallel: Any = {"parallel": True} if graph is as_networkx else {}
        for directed in (False, True):
            options: Any = {"key": "key"} if graph is as_igraph else {}
            twice = graph(drawn, directed=directed, **parallel)
            refused(
                twice, r"^edge 2, 'ana' . 'bo': 'ana' and 'bo' are connected already; duplicates = last", hobnob.DuplicateKey, **options
            )
    turned = Drawn(["ana", "bo"], [{}, {}], [(0, 1, {"w": 0.5}), (1, 0, {"w": 0.5})])  # without directions, that is once more
    for make in (as_networkx, as_igraph, as_rustworkx):
        again = make(turned, directed=False, **({"parallel": True} if make is as_networkx else {}))
        options = {"key": "key"} if isinstance(again, igraph.Graph) else {}
        refused(again, "^edge 2, .* are connected already", hobnob.DuplicateKey, **options)
    refused(networkx.Graph([("ana", "bo", {"at": 5}), ("bo", "kim", {})]), r"^edge 2, 'bo' – 'kim': time: is missing", time="at")
    node = networkx.Graph()
    node.add_nodes_from([("ana", {"name": "Ana"}), ("bo", {"name": 5})])
    refused(node, r"^node 'bo': name: a str is wanted, got int 5.*node attributes with the names of a member's fields")
    entries = scipy.sparse.coo_array(([0.5, 1, 2], ([0, 1, 2], [1, 0, 1])), shape=(3, 3))
    refused(entries, r"^entry 2, 1 → 0 \(weight 1.0, and 0.5 the other way\): 1 and 0", hobnob.DuplicateKey, values="weight", numbers=True)
    refused(entries, r"^entry 3, 2 → 1: weight must be in \(0, 1\], got 2", values="weight", duplicates="last", numbers=True)
    summed = scipy.sparse.coo_array(([0.5, 0.25], ([0, 0], [1, 1])), shape=(2, 2))
    refused(summed, "connected already", hobnob.DuplicateKey, values="weight", numbers=True)
    stored_zero = scipy.sparse.csr_array(([0.0], [1], [0, 1, 1]), shape=(2, 2))
    refused(stored_zero, r"weight must be in \(0, 1\], got 0", values="weight", numbers=True)


def test_directions_that_disagree() -> None:
    graph = networkx.DiGraph(
        [("ana", "bo", {"w": 0.5}), ("kim", "bo", {"w": 0.25}), ("bo", "ana", {"w": 0.75}), ("bo", "kim", {"w": 0.25})]
    )
    assert list(graph.edges) == [("ana", "bo"), ("bo", "ana"), ("bo", "kim"), ("kim", "bo")]
    refused(
        graph,
        r"^edge 2, 'bo' → 'ana' \(weight 0.75, and 0.5 the other way\): 'bo' and 'ana' are connected",
        hobnob.DuplicateKey,
        weight="w",
    )
    last = hobnob.from_networkx(graph, weight="w", duplicates="last")
    assert (last.connection("ana", "bo").weight, last.connection("bo", "kim").weight) == (0.75, 0.25)
    report = hobnob.import_networkx(hobnob.Network(), graph, weight="w", max_rejected=1)
    assert (report.rows, report.accepted) == (3, 2)  # two that agree are one
    assert [(row.line, row.reason[:23]) for row in report.rejected] == [(2, "edge 2, 'bo' → 'ana' (w")]
    after = networkx.DiGraph(
        [("ana", "bo", {"w": 0.5}), ("bo", "ana", {"w": 0.5}), ("bo", "kim", {"w": 2})]
    )  # the third edge is the second row
    refused(after, r"^edge 3, 'bo' → 'kim': weight must be", weight="w")
    report = hobnob.import_networkx(hobnob.Network(), after, weight="w", max_rejected=1)
    assert (report.rows, report.accepted) == (2, 1)
    assert [(row.line, row.reason[:22]) for row in report.rejected] == [(3, "edge 3, 'bo' → 'kim': ")]
    one_sided = networkx.DiGraph([("ana", "bo", {"w": 0.5}), ("bo", "ana")])
    refused(one_sided, r"\(weight None, and 0.5 the other way\)", hobnob.DuplicateKey, weight="w")
    assert hobnob.from_networkx(graph).connection_count == 2  # nothing was asked for, so nothing disagrees
    times = networkx.DiGraph([("ana", "bo", {"at": 1}), ("bo", "ana", {"at": 1})])
    assert hobnob.from_networkx(times, time="at").interaction_count == 2


def test_questions_that_make_no_sense() -> None:
    graph = networkx.Graph([("ana", "bo", {"w": 0.5, "at": 3})])
    refused(graph, r"weight='weight': no edge has such an attribute; there are: at, w", weight="weight")
    refused(graph, r"is_private='secret': no edge has such an attribute", is_private="secret")
    refused(graph, r"kind='w'.*time=", kind="w")
    refused(graph, r"weight='w' is of connections, and time='at' of interactions", weight="w", time="at")
    refused(
        as_igraph(Drawn(["a", "b"], [{}, {}], [(0, 1, {"w": 1})]), directed=False), r"weight='x': no edge has.*there are: w", weight="x"
    )
    plain = rustworkx.PyGraph()
    plain.add_nodes_from(["ana", "bo"])
    plain.add_edge(0, 1, 0.25)
    refused(plain, r"edge 0 – 1 must hold a dict where time and kind are asked for, got 0.25", time="at", kind="kind")
    refused(networkx.Graph([("a", "b")]), "one of 'reject', 'last' is wanted, got str 'sum'", duplicates="sum")
    refused(networkx.Graph([("a", "b")]), "a whole number of 0 or more is wanted, got int -1", max_rejected=-1)
    for read, says in {
        hobnob.from_networkx: "a NetworkX graph is wanted, got list",
        hobnob.from_igraph: "an igraph graph is wanted, got list",
        hobnob.from_rustworkx: "a rustworkx graph is wanted, got list",
        hobnob.from_scipy: r"a sparse matrix is wanted, got list; of a dense one: scipy.sparse.coo_array\(matrix\)",
    }.items():
        with pytest.raises(hobnob.InvalidArgument, match=says):
            read([])
    refused(scipy.sparse.lil_array((2, 2)), r"csr, csc or coo is wanted, got lil: matrix.tocsr\(\)")
    refused(scipy.sparse.csr_array((2, 3)), r"a row and a column for each member are wanted, got a matrix of shape \(2, 3\)")
    refused(scipy.sparse.csr_array((2, 2)), "values must be None, 'weight' or 'time', got 'cost'", values="cost")
    refused(scipy.sparse.coo_array(([5.5], ([0], [1])), shape=(2, 2)), "a time must be int", values="time", numbers=True)
    refused(scipy.sparse.coo_array(([1j], ([0], [1])), shape=(2, 2)), "weight must hold numbers", values="weight", numbers=True)


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_of_cycles_rests_while_lists_are_made(on: bool) -> None:
    """It would look at every tuple again and again, deaf to Ctrl-C. Afterwards it is as it was, also where a graph is refused."""
    seen: list[bool] = []

    class Nodes(networkx.Graph):
        def is_directed(self) -> bool:
            seen.append(gc.isenabled())
            return super().is_directed()

    class Vertices(igraph.Graph):
        def is_directed(self) -> bool:
            seen.append(gc.isenabled())
            return super().is_directed()

    class Said(dict):  # type: ignore[type-arg]
        def __contains__(self, name: object) -> bool:
            seen.append(gc.isenabled())
            return super().__contains__(name)

    weighted = rustworkx.PyGraph()
    weighted.add_nodes_from([Said(key="ana"), Said(key="bo")])
    weighted.add_edge(0, 1, None)
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        for made in (
            lambda: hobnob.from_networkx(Nodes([("ana", "bo")])),
            lambda: hobnob.from_igraph(Vertices([(0, 1)])),
            lambda: hobnob.from_rustworkx(weighted),
        ):
            seen.clear()
            assert made().connection_count == 1
            assert seen
            assert not any(seen)
            assert gc.isenabled() == on
        with pytest.raises(hobnob.InvalidArgument):
            hobnob.from_networkx(Nodes([("ana", 1)]))
        assert gc.isenabled() == on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_graphs_without_edges_or_nodes() -> None:
    lonely = networkx.Graph()
    lonely.add_nodes_from(["ana", "bo"])
    assert hobnob.from_networkx(lonely, weight="anything").keys() == ["ana", "bo"]
    for network in (
        hobnob.from_networkx(networkx.DiGraph(), time="at"),
        hobnob.from_igraph(igraph.Graph(), weight="w"),
        hobnob.from_rustworkx(rustworkx.PyDiGraph()),
        hobnob.from_scipy(scipy.sparse.csr_array((0, 0))),
    ):
        assert network.to_bytes() == hobnob.Network().to_bytes()
    assert hobnob.from_igraph(igraph.Graph(n=2)).keys() == [0, 1]
    assert hobnob.from_scipy(scipy.sparse.csc_matrix((2, 2)), ["ana", "bo"]).keys() == ["ana", "bo"]


def test_a_loop_is_told_even_where_it_meets_itself() -> None:
    matrix = scipy.sparse.coo_array(([0.5, 0.5], ([1, 1], [1, 1])), shape=(2, 2))
    report = hobnob.import_scipy(hobnob.Network(), matrix, values="weight", max_rejected="all")
    assert (report.rows, report.accepted, [row.line for row in report.rejected]) == (2, 0, [1, 2])


# --- out -------------------------------------------------------------------------------------------------------------------------------


def community(seed: int, members: int = 60, *, text: bool = False) -> hobnob.Network:
    """Interactions with gaps: several components, members who are alone, and connections of weight 1, which cost nothing."""
    draw = random.Random(seed)
    network = hobnob.Network()
    key = (lambda number: f"m{number:03}") if text else (lambda number: 10 * number)
    for number in range(members):
        network.add_member(key(number), **({"name": f"N{number}", "city": "Rome"} if number % 2 else {}))
    for _ in range(members + members // 4):
        a, b = draw.sample(range(members), 2)
        network.add_interaction(key(a), key(b), draw.randrange(100 * DAY))
    for _ in range(members // 6):
        a, b = draw.sample(range(members), 2)
        network.add_connection(key(a), key(b), duplicates="last", weight=draw.choice([1, 0.5, 0.125]))
    return network


def snapshot_of(network: hobnob.Network) -> hobnob.Snapshot:
    return network.snapshot(network.last_event())


@pytest.mark.parametrize("text", [True, False])
def test_what_is_handed_out_is_the_snapshots(text: bool) -> None:
    snapshot = snapshot_of(community(1, text=text))
    graph, vertices = hobnob.to_networkx(snapshot), hobnob.to_igraph(snapshot)
    matrices = {name: hobnob.to_scipy(snapshot, values=name) for name in ("cost", "probability", "strength")}
    assert type(graph) is networkx.DiGraph
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (snapshot.member_count, snapshot.tie_count)
    assert (vertices.is_directed(), vertices.vcount(), vertices.ecount()) == (True, snapshot.member_count, snapshot.tie_count)
    assert list(graph) == vertices.vs["name"] == snapshot.keys.tolist()
    for place, key in enumerate(snapshot.keys.tolist()):
        said = {field: getattr(snapshot, field)(key) for field in TEXTS}
        assert graph.nodes[key] == {field: value for field, value in said.items() if value}
        assert vertices.vs[place].attributes() == {"name": key, "label": said.pop("name")} | said
        for tie in snapshot.ties_from(key):
            expected = {"cost": tie.cost, "probability": tie.probability, "strength": snapshot.strength(key, tie.member)}
            assert graph.edges[key, tie.member] == expected
            assert vertices.es[vertices.get_eid(place, snapshot.find(tie.member))].attributes() == expected
            assert {name: matrix[place, snapshot.find(tie.member)] for name, matrix in matrices.items()} == expected
    for name, matrix in matrices.items():
        assert numpy.shares_memory(matrix.indices, snapshot.indices)
        assert numpy.shares_memory(matrix.indptr, snapshot.indptr)
        assert numpy.shares_memory(matrix.data, snapshot.costs) == (name == "cost")
        assert numpy.shares_memory(matrix.data, snapshot.strengths) == (name == "strength")
        assert matrix.has_sorted_indices
        assert matrix.nnz == snapshot.tie_count
        with pytest.raises(ValueError, match="read-only"):
            matrix.indices[0] = 1


def test_the_way_out_and_in_again() -> None:
    """Probabilities become declared weights: the same pairs, whichever library carries them."""
    snapshot = snapshot_of(community(2))
    read = [
        hobnob.from_networkx(hobnob.to_networkx(snapshot), weight="probability"),
        described(
            hobnob.from_igraph(hobnob.to_igraph(snapshot), weight="probability"),
            Drawn(snapshot.keys.tolist(), [{"name": name} if (name := snapshot.name(key)) else {} for key in snapshot.keys.tolist()], []),
        ),
    ]
    assert read[0].to_bytes() == read[1].to_bytes()
    assert read[0].connection_count == snapshot.tie_count // 2
    matrix = hobnob.from_scipy(hobnob.to_scipy(snapshot, values="probability"), snapshot.keys.tolist(), values="weight")
    for key in snapshot.keys.tolist():
        for tie in snapshot.ties_from(key):
            [one, other] = [network.connection(key, tie.member) for network in (read[0], matrix)]
            assert one == other
            assert one.weight == numpy.float32(tie.probability)


def test_a_view_goes_out_as_its_projection(village: hobnob.Network) -> None:
    snapshot = village.snapshot(1_717_200_000)
    ana = snapshot.view("ana", "open")
    for take in (hobnob.to_networkx, hobnob.to_igraph, hobnob.to_scipy):
        for wrong, says in {ana: r"a Snapshot is wanted, got a View: what it shows is view.project\(\)", village: "got Network"}.items():
            with pytest.raises(hobnob.InvalidArgument, match=says):
                take(wrong)
    assert "zoe" in hobnob.to_networkx(snapshot)
    assert "zoe" not in hobnob.to_networkx(ana.project())
    assert "zoe" not in hobnob.to_igraph(ana.project()).vs["name"]
    assert hobnob.to_scipy(ana.project()).shape == (5, 5)
    with pytest.raises(hobnob.InvalidArgument, match="'cost', 'probability' or 'strength', got 'weight'"):
        hobnob.to_scipy(snapshot, values="weight")


# --- others compute the same -----------------------------------------------------------------------------------------------------------


def charged(view: hobnob.View, graph: networkx.DiGraph, seeker: Any) -> networkx.DiGraph:
    """Costs as our paths are charged: a tie's, and the willingness of everybody but the seeker who goes on from it."""
    told = networkx.DiGraph()
    told.add_nodes_from(graph)
    for source, target, said in graph.edges(data=True):
        told.add_edge(source, target, cost=said["cost"] + (0 if source == seeker else view.introducer_cost(source)))
    return told


@pytest.mark.parametrize("seed", range(4))
def test_shortest_paths_are_ours(seed: int) -> None:
    network = community(seed)
    for member in network.keys()[::7]:
        network.update_member(member, openness=0.5)
    snapshot = snapshot_of(network)
    view = snapshot.owner_view("open")
    graph, vertices, matrix = hobnob.to_networkx(snapshot), hobnob.to_igraph(snapshot), hobnob.to_scipy(snapshot)
    keys = snapshot.keys.tolist()
    # The three agree on the ties alone.
    by_igraph, by_scipy = numpy.array(vertices.distances(weights="cost")), csgraph.dijkstra(matrix)
    by_networkx = numpy.full_like(by_scipy, numpy.inf)
    for source, reached in networkx.all_pairs_dijkstra_path_length(graph, weight="cost"):
        for target, cost in reached.items():
            by_networkx[snapshot.find(source), snapshot.find(target)] = cost
    numpy.testing.assert_allclose(by_igraph, by_networkx, rtol=1e-12)
    numpy.testing.assert_allclose(by_scipy, by_networkx, rtol=1e-12)
    assert numpy.isinf(by_networkx).any()
    assert (by_networkx > 0).any()
    # And we with them, once they charge what we charge.
    met = 0
    for seeker in keys[::6]:
        told = charged(view, graph, seeker)
        costs = numpy.array([told.edges[keys[a], keys[b]]["cost"] for a, b in vertices.get_edgelist()])
        mine = scipy.sparse.csr_array((costs, matrix.indices, matrix.indptr), shape=matrix.shape)
        reached = networkx.single_source_dijkstra_path_length(told, seeker, weight="cost")
        row = csgraph.dijkstra(mine, indices=snapshot.find(seeker))
        [same] = vertices.distances(source=snapshot.find(seeker), weights=costs.tolist())
        for target in keys:
            if target == seeker:
                continue
            ours = hobnob.cheapest_path(view, seeker, target)
            assert len(ours) == (target in reached)
            cost = reached.get(target, math.inf)
            assert row[snapshot.find(target)] == pytest.approx(cost, rel=1e-9)
            assert same[snapshot.find(target)] == pytest.approx(cost, rel=1e-9)
            for path, score, _ in ours:
                met += path.hops > 1
                assert score == pytest.approx(math.exp(-cost) * view.openness(target), rel=1e-6)
                steps = zip(path.members, path.members[1:], strict=False)
                assert sum(told.edges[step]["cost"] for step in steps) == pytest.approx(cost, rel=1e-9)
    assert met > 20


@pytest.mark.parametrize("seed", range(3))
def test_pageranks_are_ours(seed: int) -> None:
    """At most a millionth for each of a member's ties below the truth, and never above it."""
    snapshot = snapshot_of(community(seed, 120))
    view = snapshot.owner_view("open")
    graph, vertices = hobnob.to_networkx(snapshot), hobnob.to_igraph(snapshot)
    matrix = hobnob.to_scipy(snapshot)
    walks = matrix.copy()
    walks.data = numpy.ones(snapshot.tie_count)
    walks = scipy.sparse.diags_array(1 / numpy.maximum(1, numpy.diff(snapshot.indptr))) @ walks
    told = 0
    for seeker in snapshot.keys.tolist()[::17]:
        start = snapshot.find(seeker)
        assert start is not None
        if not snapshot.degree(seeker):
            continue
        by_networkx = networkx.pagerank(graph, personalization={seeker: 1}, weight=None, tol=1e-14, max_iter=1000)
        by_igraph = vertices.personalized_pagerank(reset_vertices=start, damping=0.85, weights=None)
        restart = numpy.zeros(snapshot.member_count)
        restart[start] = 0.15
        by_scipy = scipy.sparse.linalg.spsolve((scipy.sparse.eye_array(len(restart)) - 0.85 * walks.T).tocsc(), restart)
        for target, _, factors in hobnob.discover_targets(view, seeker, measure="pagerank", everybody=True, connected_at=1, k=120):
            [ours] = [factor.value for factor in factors if factor.name == "pagerank"]
            place = snapshot.find(target.member)
            assert place is not None
            truth = by_networkx[target.member]
            assert by_igraph[place] == pytest.approx(truth, abs=1e-9)
            assert by_scipy[place] == pytest.approx(truth, abs=1e-9)
            assert truth - 1e-6 * snapshot.degree(target.member) - 1e-12 <= ours <= truth + 1e-12
            told += ours > 0
    assert told > 50


def components(labels: typing.Iterable[typing.Iterable[Any]]) -> set[frozenset[Any]]:
    return {frozenset(each) for each in labels}


@pytest.mark.parametrize("seed", range(4))
def test_components_are_the_same_and_paths_stay_within_them(seed: int) -> None:
    network = community(seed, 40, text=True)
    snapshot = snapshot_of(network)
    keys = snapshot.keys.tolist()
    count, label = csgraph.connected_components(hobnob.to_scipy(snapshot), directed=False)
    by_scipy = components([key for key, own in zip(keys, label, strict=True) if own == each] for each in range(count))
    vertices = hobnob.to_igraph(snapshot)
    assert by_scipy == components(networkx.weakly_connected_components(hobnob.to_networkx(snapshot)))
    assert by_scipy == components([keys[place] for place in each] for each in vertices.connected_components(mode="weak"))
    assert len(by_scipy) > 1
    view = snapshot.owner_view("open")
    for each in by_scipy:
        first = min(each)
        assert {key for key in keys if key == first or hobnob.cheapest_path(view, first, key)} == each


# --- libraries that are not there ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "extra", "calls"),
    [
        ("networkx", "networkx", ["from_networkx(None)", "import_networkx(network, None)", "to_networkx(snapshot)"]),
        ("igraph", "igraph", ["from_igraph(None)", "import_igraph(network, None)", "to_igraph(snapshot)"]),
        ("rustworkx", "rustworkx", ["from_rustworkx(None)", "import_rustworkx(network, None)"]),
        ("scipy", "scipy", ["from_scipy(None)", "import_scipy(network, None)", "to_scipy(snapshot)"]),
    ],
)
def test_without_the_library_the_extra_is_named(module: str, extra: str, calls: list[str], tmp_path: pathlib.Path) -> None:
    program = f"import sys\nsys.modules[{module!r}] = None\nimport hobnob\nnetwork = hobnob.Network()\nsnapshot = network.snapshot(0)\n"
    for call in calls:
        program += f"try:\n    hobnob.{call}\nexcept ImportError as error:\n    print(error)\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert len(lines) == len(calls)
    for line in lines:
        assert line.endswith(f"is not installed: pip install hobnob[{extra}]")
