"""How do I bring the graph that I have, or take the ties to another library? Python's graph libraries; they convert and decide nothing.

The libraries are imported by the call that needs them, so that `import hobnob` stays quick.
"""

from __future__ import annotations

import contextlib
import importlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from hobnob._core import Error, ImportReport, InvalidArgument, Network, Rejected, Snapshot, View, _fields, _import_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from numpy.typing import NDArray

    Places = NDArray[numpy.int64]
    Column = NDArray[Any] | list[Any]

LIBRARIES = {"networkx": "NetworkX", "igraph": "igraph", "rustworkx": "rustworkx", "scipy.sparse": "SciPy"}
MEMBER_FIELDS = list(_fields()["Member"])


class _Graph(NamedTuple):
    """Any library's graph: ends are places among the keys, columns have our names."""

    keys: list[str | int]
    members: dict[str, list[Any]]
    source: Places
    target: Places
    facts: dict[str, Column]
    directed: bool
    edge: str = "edge"  # its name in messages


# --- in --------------------------------------------------------------------------------------------------------------------------------


def _library(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ImportError(f"this needs {LIBRARIES[module]}, which is not installed: pip install hobnob[{extra}]") from None


@contextlib.contextmanager
def _no_cycles() -> Iterator[None]:
    """While lists of millions of tuples are made, the collector of cycles would look at all of them again and again, deaf to Ctrl-C."""
    gc = importlib.import_module("gc")
    was_on = gc.isenabled()
    try:
        gc.disable()
        yield
    finally:
        if was_on:
            gc.enable()


def _wanted(weight: str | None, since: str | None, is_private: str | None, time: str | None, kind: str | None) -> dict[str, str]:
    """Our column → their attribute. With times the edges are interactions, else connections."""
    connection = {"weight": weight, "since": since, "is_private": is_private}
    if time is None:
        if kind is not None:
            raise InvalidArgument(f"kind={kind!r} tells of interactions, which have a time: name its attribute, time=…")
        return {ours: theirs for ours, theirs in connection.items() if theirs is not None}
    for ours, theirs in connection.items():
        if theirs is not None:
            raise InvalidArgument(f"{ours}={theirs!r} is of connections, and time={time!r} of interactions: read the graph once for each")
    return {"time": time} | ({} if kind is None else {"kind": kind})


def _keys(labels: Iterable[Any], node: str, cure: str) -> list[str | int]:
    """Labels as keys: all str or all int, each once."""
    keys: list[str | int] = []
    for label in labels:
        if isinstance(label, str):
            keys.append(str(label))
        elif isinstance(label, int | numpy.integer) and not isinstance(label, bool):
            keys.append(int(label))
        else:
            raise InvalidArgument(f"{node} {label!r} is a {type(label).__name__}, and a key must be a str or an int: {cure}")
        if isinstance(keys[-1], str) != isinstance(keys[0], str):
            raise InvalidArgument(f"{node} {keys[0]!r} and {node} {keys[-1]!r}: all keys must be str, or all int: {cure}")
    if len(set(keys)) < len(keys):
        seen: set[str | int] = set()
        twice = next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise InvalidArgument(f"{node} {twice!r} is there twice, and each needs a key of its own: {cure}")
    return keys


def _facts(wanted: dict[str, str], edges: Sequence[Mapping[Any, Any]]) -> dict[str, Column]:
    facts: dict[str, Column] = {}
    for ours, theirs in wanted.items():
        # A name that no edge has is a slip, and could leave out what was meant to be private.
        if edges and not any(theirs in edge for edge in edges):
            _refuse_name(ours, theirs, {str(name) for edge in edges for name in edge})
        facts[ours] = [edge.get(theirs) for edge in edges]
    return facts


def _refuse_name(ours: str, theirs: str, present: Iterable[str]) -> None:
    there = ", ".join(sorted(present)) or "none"
    raise InvalidArgument(f"{ours}={theirs!r}: no edge has such an attribute; there are: {there}")


def _members(nodes: Sequence[Mapping[Any, Any]], key: str | None = None) -> dict[str, list[Any]]:
    """What nodes say that a member has, by our names; `key` is taken already."""
    fields = [field for field in MEMBER_FIELDS if field != key and any(field in node for node in nodes)]
    return {field: [node.get(field) for node in nodes] for field in fields}


def _places(ends: Iterable[int], count: int) -> Places:
    return numpy.fromiter(ends, dtype=numpy.int64, count=count)


def _take(column: Column, rows: Places) -> Column:
    return column[rows] if isinstance(column, numpy.ndarray) else [column[row] for row in rows]


def _both_ways(graph: _Graph) -> tuple[Places, dict[int, int]]:
    """Of a directed graph: the edges that are left when of two that say the same both ways the second goes; and those that disagree."""
    every = numpy.arange(len(graph.source))
    code = numpy.minimum(graph.source, graph.target) * len(graph.keys) + numpy.maximum(graph.source, graph.target)
    order = numpy.argsort(code, kind="stable")
    begins = numpy.flatnonzero(numpy.diff(code[order], prepend=-1))
    two = begins[numpy.diff(begins, append=len(order)) == 2]
    first, second = order[two], order[two + 1]
    opposite = graph.source[first] != graph.source[second]
    gone: list[int] = []
    disagree: dict[int, int] = {}
    for one, other in zip(first[opposite].tolist(), second[opposite].tolist(), strict=True):
        if all(column[one] == column[other] for column in graph.facts.values()):
            gone.append(other)
        else:
            disagree[other] = one
    return numpy.delete(every, gone), disagree


def _add(network: Network, graph: _Graph, duplicates: Literal["reject", "last"], max_rejected: int | Literal["all"]) -> ImportReport:
    """All or nothing, in one step: nobody sees a part of it. Nodes must all be right."""
    if graph.keys and network.text_keys not in (None, isinstance(graph.keys[0], str)):
        there, ours = ("str", "int") if network.text_keys else ("int", "str")
        raise InvalidArgument(f"the keys of this network are {there}, and those of the graph {ours}: relabel its nodes")
    # As in a file of edges, a node that says nothing and has an edge is known by that edge alone.
    profiles: dict[str | int, dict[str, Any]] = {}
    if graph.members:
        with _no_cycles():
            profiles = {key: {} for key in graph.keys}
            for field, column in graph.members.items():
                for key, value in zip(graph.keys, column, strict=True):
                    if value is not None and not (isinstance(value, str) and value == ""):
                        profiles[key][field] = value
            profiles = {key: said for key, said in profiles.items() if said}
    interactions = "time" in graph.facts
    rows, disagree = numpy.arange(len(graph.source)), dict[int, int]()
    if graph.directed and not interactions:
        rows, disagree = _both_ways(graph)

    def named(row: int) -> str:
        place = int(rows[row - 1])
        arrow = "→" if graph.directed else "–"
        text = f"{graph.edge} {place + 1}, {graph.keys[graph.source[place]]!r} {arrow} {graph.keys[graph.target[place]]!r}"
        if place in disagree:
            both = [(name, column[place], column[disagree[place]]) for name, column in graph.facts.items()]
            text += f" ({', '.join(f'{name} {one}, and {other} the other way' for name, one, other in both if one != other)})"
        return text + ": "

    key_of = numpy.array(graph.keys, dtype=object)
    facts: dict[str, Any] = {name: _take(column, rows) for name, column in graph.facts.items()}
    facts |= {"source": key_of[graph.source[rows]], "target": key_of[graph.target[rows]]}
    fields = [field for field in graph.members if any(field in said for said in profiles.values())]
    members = {"key": list(profiles)} | {field: [said.get(field) for said in profiles.values()] for field in fields}
    try:
        report = _import_together(
            network,
            members=members,
            keys=graph.keys,
            edges=facts,
            interactions=interactions,
            undirected=interactions and not graph.directed,
            duplicates=duplicates,
            max_rejected=max_rejected,
        )
    except Error as error:
        text = str(error)
        if text.startswith("members row "):
            reason = _numbered(text, lambda row: f"node {members['key'][row - 1]!r}: ")
            text = f"{reason}; node attributes with the names of a member's fields are read as such"
        raise type(error)(_numbered(text, named)) from None
    rejected = [Rejected(line=int(rows[row.line - 1]) + 1, reason=named(row.line) + row.reason) for row in report.rejected]
    return ImportReport(rows=report.rows, accepted=report.accepted, rejected=rejected)


def _numbered(text: str, named: Any) -> str:
    """A message of a bulk method, which begins with a number of a row, in the words of the graph."""
    found = re.match(r"\w+ row (\d+): ", text)
    return named(int(found[1])) + text[found.end() :] if found else text


@_no_cycles()
def _networkx(graph: Any, wanted: dict[str, str]) -> _Graph:
    if not isinstance(graph, _library("networkx", "networkx").Graph):
        raise InvalidArgument(f"a NetworkX graph is wanted, got {type(graph).__name__}")
    nodes = list(graph.nodes(data=True))
    edges = list(graph.edges(data=True))
    place = {node: number for number, (node, _) in enumerate(nodes)}
    return _Graph(
        keys=_keys((node for node, _ in nodes), "node", "networkx.relabel_nodes(graph, str) gives others, and takes a dict as well"),
        members=_members([said for _, said in nodes]),
        source=_places((place[source] for source, _, _ in edges), len(edges)),
        target=_places((place[target] for _, target, _ in edges), len(edges)),
        facts=_facts(wanted, [said for _, _, said in edges]),
        directed=graph.is_directed(),
    )


def from_networkx(
    graph: Any,
    *,
    weight: str | None = None,
    since: str | None = None,
    is_private: str | None = None,
    time: str | None = None,
    kind: str | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> Network:
    """A new network from a NetworkX graph: its nodes are members, its edges connections or, with `time`, interactions.

    Labels are keys: all str or all int. Node attributes that a member has (name, industry, organisation, city, needs, offers, openness,
    joined, unlisted, ask_cap, do_not_contact) are taken, others are left. Connections have no direction: where a directed graph has an
    edge each way and both say the same, they are one; where they do not, that is a repetition (`duplicates`). Interactions have the
    direction of the edge, and those of an undirected graph count both ways.

    Parameters
    ----------
    graph : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
        What is read; it stays as it is.
    weight, since, is_private : str, optional
        The edge attributes that hold what `Network.add_connection` takes by that name. An edge without it says nothing.
    time, kind : str, optional
        The edge attributes that hold what `Network.add_interaction` takes by that name. Every edge must have a time.
    duplicates : {'reject', 'last'}
        For a connection that is there already, as with parallel edges.
    max_rejected : int or 'all'
        Up to this many edges may fail and are left out; `import_networkx` tells which. Nodes must all be right.

    Returns
    -------
    Network

    Raises
    ------
    ImportError
        If NetworkX is not installed: pip install hobnob[networkx].
    InvalidArgument
        For labels that are no keys, attributes that no edge has, weights outside (0, 1], loops and whatever else `Network` refuses.
    DuplicateKey
        For a repeated connection, if not `duplicates="last"`.

    Examples
    --------
    >>> import networkx
    >>> graph = networkx.Graph([("ana", "bo", {"closeness": 0.9}), ("bo", "kim", {"closeness": 0.8})])
    >>> hobnob.from_networkx(graph, weight="closeness")
    <hobnob.Network: 3 members, 2 connections, 0 interactions>
    """
    network = Network()
    found = _networkx(graph, _wanted(weight, since, is_private, time, kind))
    _add(network, found, duplicates, max_rejected)
    return network


def import_networkx(
    network: Network,
    graph: Any,
    *,
    weight: str | None = None,
    since: str | None = None,
    is_private: str | None = None,
    time: str | None = None,
    kind: str | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> ImportReport:
    """Add the nodes and edges of a NetworkX graph, as `from_networkx` reads them: all or nothing.

    What a member said already stays, and node attributes fill the rest.

    Parameters
    ----------
    network : Network
        What they are added to.
    graph : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
        What is read.
    weight, since, is_private, time, kind, duplicates, max_rejected
        As in `from_networkx`.

    Returns
    -------
    ImportReport
        How many connections or interactions there were, how many were accepted, and why the others were not; a line is the number of the
        edge, from 1.

    Examples
    --------
    See `from_networkx`.
    """
    return _add(network, _networkx(graph, _wanted(weight, since, is_private, time, kind)), duplicates, max_rejected)


@_no_cycles()
def _igraph(graph: Any, wanted: dict[str, str], key: str | None) -> _Graph:
    if not isinstance(graph, _library("igraph", "igraph").Graph):
        raise InvalidArgument(f"an igraph graph is wanted, got {type(graph).__name__}")
    if key is None and "name" in graph.vs.attributes():
        key = "name"
    if key is not None and key not in graph.vs.attributes():
        raise InvalidArgument(f"key={key!r}: no vertex has such an attribute; there are: {', '.join(graph.vs.attributes()) or 'none'}")
    for ours, theirs in wanted.items():
        if theirs not in graph.es.attributes() and graph.ecount() > 0:
            _refuse_name(ours, theirs, graph.es.attributes())
    ends = numpy.array(graph.get_edgelist(), dtype=numpy.int64).reshape(-1, 2)
    fields = [field for field in MEMBER_FIELDS if field != key and field in graph.vs.attributes()]
    cure = "key= names the vertex attribute that holds them"
    return _Graph(
        keys=list(range(graph.vcount())) if key is None else _keys(graph.vs[key], "vertex", cure),
        members={field: graph.vs[field] for field in fields},
        source=ends[:, 0],
        target=ends[:, 1],
        facts={ours: graph.es[theirs] if graph.ecount() > 0 else [] for ours, theirs in wanted.items()},
        directed=graph.is_directed(),
    )


def from_igraph(
    graph: Any,
    *,
    key: str | None = None,
    weight: str | None = None,
    since: str | None = None,
    is_private: str | None = None,
    time: str | None = None,
    kind: str | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> Network:
    """A new network from an igraph graph: its vertices are members, its edges connections or, with `time`, interactions.

    As `from_networkx` reads one. A vertex attribute `name` is the key, as igraph has it, or, where `key` says another, the member's name.

    Parameters
    ----------
    graph : igraph.Graph
        What is read.
    key : str, optional
        The vertex attribute that holds the keys, all str or all int; by default `name`, and where there is none the vertices' numbers.
    weight, since, is_private, time, kind, duplicates, max_rejected
        As in `from_networkx`; `import_igraph` tells which edges failed.

    Returns
    -------
    Network

    Raises
    ------
    ImportError
        If igraph is not installed: pip install hobnob[igraph].
    InvalidArgument, DuplicateKey
        As in `from_networkx`.

    Examples
    --------
    >>> import igraph
    >>> graph = igraph.Graph.TupleList([("ana", "bo", 0.9), ("bo", "kim", 0.8)], weights=True)
    >>> hobnob.from_igraph(graph, weight="weight")
    <hobnob.Network: 3 members, 2 connections, 0 interactions>
    """
    network = Network()
    found = _igraph(graph, _wanted(weight, since, is_private, time, kind), key)
    _add(network, found, duplicates, max_rejected)
    return network


def import_igraph(
    network: Network,
    graph: Any,
    *,
    key: str | None = None,
    weight: str | None = None,
    since: str | None = None,
    is_private: str | None = None,
    time: str | None = None,
    kind: str | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> ImportReport:
    """Add the vertices and edges of an igraph graph, as `from_igraph` reads them: all or nothing.

    What a member said already stays, and vertex attributes fill the rest.

    Parameters
    ----------
    network : Network
        What they are added to.
    graph : igraph.Graph
        What is read.
    key : str, optional
        As in `from_igraph`.
    weight, since, is_private, time, kind, duplicates, max_rejected
        As in `from_networkx`.

    Returns
    -------
    ImportReport
        As of `import_networkx`.

    Examples
    --------
    See `from_igraph`.
    """
    return _add(network, _igraph(graph, _wanted(weight, since, is_private, time, kind), key), duplicates, max_rejected)


@_no_cycles()
def _rustworkx(graph: Any, wanted: dict[str, str], key: str) -> _Graph:
    rustworkx = _library("rustworkx", "rustworkx")
    if not isinstance(graph, rustworkx.PyGraph | rustworkx.PyDiGraph):
        raise InvalidArgument(f"a rustworkx graph is wanted, got {type(graph).__name__}")
    numbers, nodes = list(graph.node_indices()), graph.nodes()
    edges = graph.weighted_edge_list()
    place = {number: at for at, number in enumerate(numbers)}
    for number, node in zip(numbers, nodes, strict=True):
        if isinstance(node, Mapping) and key not in node:
            there = ", ".join(map(str, node)) or "none"
            raise InvalidArgument(f"node {number} has no {key!r}, which is to be its key; there are: {there} (key= says what it is called)")
    labels: Iterable[Any] = numbers
    if any(node is not None for node in nodes):
        labels = (node[key] if isinstance(node, Mapping) else node for node in nodes)
    if wanted and len(wanted) == 1:  # the edges may hold just that
        [one] = wanted.values()
        said = [value if isinstance(value, Mapping) else {} if value is None else {one: value} for _, _, value in edges]
    else:
        for source, target, value in edges if wanted else ():
            if value is not None and not isinstance(value, Mapping):
                raise InvalidArgument(
                    f"edge {source} – {target} must hold a dict where {' and '.join(wanted)} are asked for, got {value!r}"
                )
        said = [value if isinstance(value, Mapping) else {} for _, _, value in edges]
    return _Graph(
        keys=_keys(labels, "node", "a node holds its key, or a dict of which key= names the one that is"),
        members=_members([node if isinstance(node, Mapping) else {} for node in nodes], key),
        source=_places((place[source] for source, _, _ in edges), len(edges)),
        target=_places((place[target] for _, target, _ in edges), len(edges)),
        facts=_facts(wanted, said),
        directed=isinstance(graph, rustworkx.PyDiGraph),
    )


def from_rustworkx(
    graph: Any,
    *,
    key: str = "key",
    weight: str | None = None,
    since: str | None = None,
    is_private: str | None = None,
    time: str | None = None,
    kind: str | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> Network:
    """A new network from a rustworkx graph: its nodes are members, its edges connections or, with `time`, interactions.

    As `from_networkx` reads one. A node holds its key, or a dict of attributes with the key among them; if all hold None, their numbers
    are the keys. An edge holds a dict of attributes or, where one alone is asked for, its value.

    Parameters
    ----------
    graph : rustworkx.PyGraph or PyDiGraph
        What is read.
    key : str
        Of nodes that hold dicts: which of their attributes is the key.
    weight, since, is_private, time, kind, duplicates, max_rejected
        As in `from_networkx`; `import_rustworkx` tells which edges failed.

    Returns
    -------
    Network

    Raises
    ------
    ImportError
        If rustworkx is not installed: pip install hobnob[rustworkx].
    InvalidArgument, DuplicateKey
        As in `from_networkx`.

    Examples
    --------
    >>> import rustworkx
    >>> graph = rustworkx.PyGraph()
    >>> ana, bo, kim = graph.add_nodes_from(["ana", "bo", "kim"])
    >>> _ = graph.add_edges_from([(ana, bo, 0.9), (bo, kim, 0.8)])
    >>> hobnob.from_rustworkx(graph, weight="weight")
    <hobnob.Network: 3 members, 2 connections, 0 interactions>
    """
    network = Network()
    found = _rustworkx(graph, _wanted(weight, since, is_private, time, kind), key)
    _add(network, found, duplicates, max_rejected)
    return network


def import_rustworkx(
    network: Network,
    graph: Any,
    *,
    key: str = "key",
    weight: str | None = None,
    since: str | None = None,
    is_private: str | None = None,
    time: str | None = None,
    kind: str | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> ImportReport:
    """Add the nodes and edges of a rustworkx graph, as `from_rustworkx` reads them: all or nothing.

    What a member said already stays, and node attributes fill the rest.

    Parameters
    ----------
    network : Network
        What they are added to.
    graph : rustworkx.PyGraph or PyDiGraph
        What is read.
    key : str
        As in `from_rustworkx`.
    weight, since, is_private, time, kind, duplicates, max_rejected
        As in `from_networkx`.

    Returns
    -------
    ImportReport
        As of `import_networkx`.

    Examples
    --------
    See `from_rustworkx`.
    """
    return _add(network, _rustworkx(graph, _wanted(weight, since, is_private, time, kind), key), duplicates, max_rejected)


def _scipy(matrix: Any, keys: Iterable[str | int] | None, values: str | None) -> _Graph:
    if not _library("scipy.sparse", "scipy").issparse(matrix):
        raise InvalidArgument(f"a sparse matrix is wanted, got {type(matrix).__name__}; of a dense one: scipy.sparse.coo_array(matrix)")
    if matrix.format not in ("csr", "csc", "coo"):
        raise InvalidArgument(f"a matrix in csr, csc or coo is wanted, got {matrix.format}: matrix.tocsr() makes one")
    if values not in (None, "weight", "time"):
        raise InvalidArgument(f"values must be None, 'weight' or 'time', got {values!r}")
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise InvalidArgument(f"a row and a column for each member are wanted, got a matrix of shape {matrix.shape}")
    size = matrix.shape[0]
    labels = _keys(range(size) if keys is None else keys, "key", "keys= names the rows")
    if len(labels) != size:
        raise InvalidArgument(f"keys must name each of the {size} rows, got {len(labels)}")
    entries = matrix.tocoo(copy=False)
    return _Graph(
        keys=labels,
        members={},
        source=entries.coords[0].astype(numpy.int64),
        target=entries.coords[1].astype(numpy.int64),
        facts={} if values is None else {values: entries.data},
        directed=True,
        edge="entry",
    )


def from_scipy(
    matrix: Any,
    keys: Iterable[str | int] | None = None,
    *,
    values: Literal["weight", "time"] | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> Network:
    """A new network from a sparse matrix: its rows are members, its stored entries connections or, if they are times, interactions.

    Of a connection a matrix holds one entry or, on either side of the diagonal, two that are equal; two that differ are a repetition
    (`duplicates`). An interaction is one of the row's member towards the column's. A stored zero is an entry like others.

    Parameters
    ----------
    matrix : scipy.sparse array or matrix
        In csr, csc or coo; the values that share a place are not added up.
    keys : sequence of str or int, optional
        The key of each row; by default its number.
    values : 'weight', 'time' or None
        What the entries are: weights of connections, times of interactions, or nothing but there.
    duplicates : {'reject', 'last'}
        For a connection that is there already.
    max_rejected : int or 'all'
        Up to this many entries may fail and are left out; `import_scipy` tells which.

    Returns
    -------
    Network

    Raises
    ------
    ImportError
        If SciPy is not installed: pip install hobnob[scipy].
    InvalidArgument, DuplicateKey
        As in `from_networkx`.

    Examples
    --------
    >>> import scipy.sparse
    >>> matrix = scipy.sparse.coo_array(([0.9, 0.8], ([0, 1], [1, 2])), shape=(3, 3))
    >>> hobnob.from_scipy(matrix, ["ana", "bo", "kim"], values="weight")
    <hobnob.Network: 3 members, 2 connections, 0 interactions>
    """
    network = Network()
    _add(network, _scipy(matrix, keys, values), duplicates, max_rejected)
    return network


def import_scipy(
    network: Network,
    matrix: Any,
    keys: Iterable[str | int] | None = None,
    *,
    values: Literal["weight", "time"] | None = None,
    duplicates: Literal["reject", "last"] = "reject",
    max_rejected: int | Literal["all"] = 0,
) -> ImportReport:
    """Add the rows and entries of a sparse matrix, as `from_scipy` reads them: all or nothing.

    Parameters
    ----------
    network : Network
        What they are added to.
    matrix : scipy.sparse array or matrix
        What is read.
    keys : sequence of str or int, optional
        The key of each row; by default its number.
    values, duplicates, max_rejected
        As in `from_scipy`.

    Returns
    -------
    ImportReport
        How many connections or interactions there were, how many were accepted, and why the others were not; a line is the number of the
        entry, from 1.

    Examples
    --------
    See `from_scipy`.
    """
    return _add(network, _scipy(matrix, keys, values), duplicates, max_rejected)


# --- out -------------------------------------------------------------------------------------------------------------------------------


def _owners(snapshot: Snapshot) -> None:
    if isinstance(snapshot, View):
        raise InvalidArgument("a Snapshot is wanted, got a View: what it shows is view.project()")
    if not isinstance(snapshot, Snapshot):
        raise InvalidArgument(f"a Snapshot is wanted, got {type(snapshot).__name__}")


def _profiles(snapshot: Snapshot) -> dict[str, list[str]]:
    keys = snapshot.keys.tolist()
    told = {field: getattr(snapshot, field) for field in ("name", "industry", "organisation", "city")}
    return {field: [ask(key) for key in keys] for field, ask in told.items()}


def _sources(snapshot: Snapshot) -> Places:
    return numpy.repeat(numpy.arange(snapshot.member_count), numpy.diff(snapshot.indptr))


def to_networkx(snapshot: Snapshot) -> Any:
    """The ties of a snapshot as a NetworkX graph: an edge each way, with `cost`, `probability` and `strength`.

    Nodes are keys, with name, industry, organisation and city where there are some. Costs are -ln of probabilities: the shortest path is
    the likeliest, and a cost of infinity is a tie that carries nothing. It is the owner's sight; of a view, give `view.project()`.

    Parameters
    ----------
    snapshot : Snapshot
        What is taken.

    Returns
    -------
    networkx.DiGraph

    Raises
    ------
    ImportError
        If NetworkX is not installed: pip install hobnob[networkx].
    InvalidArgument
        For what is no snapshot.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_connection("ana", "bo", weight=1)
    >>> graph = hobnob.to_networkx(network.snapshot(0))
    >>> graph.edges["ana", "bo"]["probability"]
    1.0
    """
    networkx = _library("networkx", "networkx")
    _owners(snapshot)
    keys = snapshot.keys.tolist()
    profiles = _profiles(snapshot)
    graph = networkx.DiGraph()
    for place, key in enumerate(keys):
        graph.add_node(key, **{field: texts[place] for field, texts in profiles.items() if texts[place]})
    columns: list[NDArray[Any]] = [_sources(snapshot), snapshot.indices, snapshot.costs, snapshot.probability, snapshot.strengths]
    for source, target, cost, probability, strength in zip(*[column.tolist() for column in columns], strict=True):
        graph.add_edge(keys[source], keys[target], cost=cost, probability=probability, strength=strength)
    return graph


def to_igraph(snapshot: Snapshot) -> Any:
    """The ties of a snapshot as an igraph graph: an edge each way, with `cost`, `probability` and `strength`.

    Vertices are in the order of `snapshot.keys`. Their attribute `name` is the key, as igraph has it, and `label` the member's name, beside
    industry, organisation and city. Costs are -ln of probabilities. It is the owner's sight; of a view, give `view.project()`.

    Parameters
    ----------
    snapshot : Snapshot
        What is taken.

    Returns
    -------
    igraph.Graph

    Raises
    ------
    ImportError
        If igraph is not installed: pip install hobnob[igraph].
    InvalidArgument
        For what is no snapshot.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_connection("ana", "bo", weight=1)
    >>> graph = hobnob.to_igraph(network.snapshot(0))
    >>> graph.vs["name"], graph.es["probability"]
    (['ana', 'bo'], [1.0, 1.0])
    """
    igraph = _library("igraph", "igraph")
    _owners(snapshot)
    profiles = _profiles(snapshot)
    vertices = {"name": snapshot.keys.tolist(), "label": profiles.pop("name")} | profiles
    edges: dict[str, NDArray[Any]] = {"cost": snapshot.costs, "probability": snapshot.probability, "strength": snapshot.strengths}
    return igraph.Graph(
        n=snapshot.member_count,
        edges=numpy.column_stack([_sources(snapshot), snapshot.indices]).tolist(),
        directed=True,
        vertex_attrs=vertices,
        edge_attrs={name: column.tolist() for name, column in edges.items()},
    )


def to_scipy(snapshot: Snapshot, *, values: Literal["cost", "probability", "strength"] = "cost") -> Any:
    """The ties of a snapshot as a sparse matrix, whose index arrays are the snapshot's own.

    Row and column i are of the member `snapshot.keys[i]`. The index arrays, and the values but for probabilities, are not copied and can
    only be read; `matrix.copy()` is yours. A probability of 1 has cost 0, which is stored, as `scipy.sparse.csgraph` takes it; one of 0 has
    infinity. It is the owner's sight; of a view, give `view.project()`.

    Parameters
    ----------
    snapshot : Snapshot
        What is taken.
    values : {'cost', 'probability', 'strength'}
        What an entry says of the tie from the row's member to the column's: cost is -ln of the probability.

    Returns
    -------
    scipy.sparse.csr_array

    Raises
    ------
    ImportError
        If SciPy is not installed: pip install hobnob[scipy].
    InvalidArgument
        For what is no snapshot, or other values.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_connection("ana", "bo", weight=1)
    >>> hobnob.to_scipy(network.snapshot(0), values="probability").toarray()
    array([[0., 1.],
           [1., 0.]])
    """
    sparse = _library("scipy.sparse", "scipy")
    _owners(snapshot)
    columns = {"cost": "costs", "probability": "probability", "strength": "strengths"}
    if values not in columns:
        raise InvalidArgument(f"values must be 'cost', 'probability' or 'strength', got {values!r}")
    size = snapshot.member_count
    return sparse.csr_array((getattr(snapshot, columns[values]), snapshot.indices, snapshot.indptr), shape=(size, size))
