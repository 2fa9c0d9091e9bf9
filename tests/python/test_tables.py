"""Tables in and out: Arrow streams of polars, pyarrow and DuckDB, what every answer becomes, and pickles."""

from __future__ import annotations

import datetime
import math
import pickle
import random
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pytest

import hobnob

NOW = 1_717_200_000  # 2024-06-01T00:00:00Z
DAY = 86_400
UTC = datetime.UTC


# --- in ------------------------------------------------------------------------------------------------------------------------------


def facts(dice: random.Random, text: bool) -> dict[str, dict[str, list[Any]]]:
    """Columns for every bulk method, some of them with gaps."""
    keys: list[Any] = [f"m{i} – ö" for i in range(12)] if text else [dice.randrange(-(2**62), 2**62) for _ in range(12)]
    pairs = [(a, b) for a in keys for b in keys if str(a) < str(b)]
    connected = dice.sample(pairs, 20)
    some = [dice.choice(pairs) for _ in range(30)]

    def gaps(values: list[Any]) -> list[Any]:
        return [None if dice.random() < 0.3 else value for value in values]

    def columns(**all_of: list[Any]) -> dict[str, list[Any]]:
        return all_of

    return {
        "add_members": columns(
            key=keys,
            name=gaps(["Ana", "", "Bö", "x" * 40] * 3),
            needs=gaps([["law"], [], ["law", "a topic with a long name"]] * 4),
            openness=gaps([0.5, 1.0, 0.25] * 4),
            joined=gaps([NOW - DAY] * 12),
            unlisted=gaps([True, False, False] * 4),
            ask_cap=gaps([1, 2, 3] * 4),
        ),
        "add_connections": columns(
            source=[a for a, _ in connected],
            target=[b for _, b in connected],
            weight=gaps([dice.uniform(0.01, 1) for _ in connected]),
            since=gaps([NOW - dice.randrange(DAY) for _ in connected]),
            is_private=gaps([dice.random() < 0.5 for _ in connected]),
        ),
        "add_interactions": columns(
            source=[a for a, _ in some],
            target=[b for _, b in some],
            time=[NOW - dice.randrange(100 * DAY) for _ in some],
            kind=gaps([dice.choice(["message", "meeting", "a kind of more than twelve"]) for _ in some]),
            participants=gaps([[key for key in keys[:2] if key not in pair] for pair in some]),
        ),
        "add_groups": columns(group=["chess", "go", "chess"], member=keys[:3], start=[NOW, None, None]),
        "add_follows": columns(follower=keys[:3], followed=keys[3:6], channel=["follow", "subscription", "follow"], since=[NOW, None, NOW]),
    }


def add_all(source: dict[str, dict[str, list[Any]]], become: Callable[[dict[str, list[Any]]], Any]) -> bytes:
    network = hobnob.Network()
    for method, columns in source.items():
        report = getattr(network, method)(become(columns))
        assert report.accepted == report.rows == len(next(iter(columns.values())))
    return network.to_bytes()


def as_table(columns: dict[str, list[Any]]) -> pyarrow.Table:
    return pyarrow.table({name: pyarrow.array(values) for name, values in columns.items()})


def in_batches(columns: dict[str, list[Any]]) -> pyarrow.RecordBatchReader:
    table = as_table(columns)
    return pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=7))


def queried(columns: dict[str, list[Any]]) -> Any:
    table = as_table(columns)
    assert table.num_columns
    return duckdb.connect().from_arrow(table)


def sliced(columns: dict[str, list[Any]]) -> pyarrow.Table:
    """With rows before and after that are not part of it."""
    around = {name: values[-1:] + values + values[:1] for name, values in columns.items()}
    return as_table(around).slice(1, len(next(iter(columns.values()))))


def viewed(columns: dict[str, list[Any]]) -> pyarrow.Table:
    table = as_table(columns)
    fields = [field.with_type(pyarrow.string_view()) if field.type == pyarrow.string() else field for field in table.schema]
    return table.cast(pyarrow.schema(fields))


def in_words(columns: dict[str, list[Any]]) -> pyarrow.Table:
    table = as_table(columns)
    for i, field in enumerate(table.schema):
        if field.type in (pyarrow.string(), pyarrow.int64()):
            table = table.set_column(i, field.name, table[i].combine_chunks().dictionary_encode())
    return table


def enlarged(columns: dict[str, list[Any]]) -> pyarrow.Table:
    table = as_table(columns)
    fields = [
        field.with_type(pyarrow.large_string())
        if field.type == pyarrow.string()
        else field.with_type(pyarrow.large_list(field.type.value_type))
        if pyarrow.types.is_list(field.type)
        else field
        for field in table.schema
    ]
    return table.cast(pyarrow.schema(fields))


SOURCES: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "polars": lambda columns: polars.DataFrame(columns, strict=False),
    "pyarrow": as_table,
    "batches": in_batches,
    "duckdb": queried,
    "slice": sliced,
    "string_view": viewed,
    "dictionary": in_words,
    "large_string": enlarged,
}


@pytest.mark.parametrize("text", [True, False])
@pytest.mark.parametrize("source", SOURCES)
def test_every_source_gives_the_same_record(source: str, text: bool) -> None:
    for world in range(20):
        told = facts(random.Random(world), text)
        assert add_all(told, SOURCES[source]) == add_all(told, lambda columns: columns)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"])
def test_whole_numbers_of_every_width(dtype: str) -> None:
    network, plain = hobnob.Network(), hobnob.Network()
    network.add_connections(pyarrow.table({"source": pyarrow.array([1, 2], dtype), "target": pyarrow.array([2, 3], dtype)}))
    plain.add_connections({"source": [1, 2], "target": [2, 3]})
    assert network.to_bytes() == plain.to_bytes()


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Europe/Berlin"])
def test_timestamps_are_floored_to_seconds(unit: str, zone: str | None) -> None:
    network = hobnob.Network()
    times = pyarrow.array([-1, 0, 1_999_999_999], pyarrow.int64()).cast(pyarrow.timestamp("ns"), safe=False)
    times = times.cast(pyarrow.timestamp(unit), safe=False).view(pyarrow.int64()).cast(pyarrow.timestamp(unit, zone))
    network.add_interactions(pyarrow.table({"source": ["a"] * 3, "target": ["b"] * 3, "time": times}))
    assert network.last_event() == 1
    before = hobnob.Network()
    early = pyarrow.array([datetime.datetime(1969, 12, 31, 23, 59, 58, 500_000, UTC)], pyarrow.timestamp("ms", "UTC"))
    before.add_interactions(pyarrow.table({"source": ["a"], "target": ["b"], "time": early}))
    assert before.last_event() == -2


def test_dates_are_midnights() -> None:
    network = hobnob.Network()
    network.add_interactions(polars.DataFrame({"source": ["a"], "target": ["b"], "time": [datetime.date(2024, 6, 1)]}))
    assert network.last_event() == NOW


def test_a_series_is_of_keys() -> None:
    for series in (polars.Series("who", ["ana", "bo"]), pyarrow.chunked_array([["ana"], ["bo"]]), pandas.Series(["ana", "bo"])):
        network = hobnob.Network()
        assert network.add_members(series).accepted == 2
        assert list(network.keys()) == ["ana", "bo"]


def test_columns_go_by_other_names() -> None:
    frame = polars.DataFrame({"von": ["ana"], "an": ["bo"], "wann": [5]})
    network = hobnob.Network()
    assert network.add_interactions(frame, source="von", target="an", time="wann").accepted == 1
    for names, text in [
        ({}, "unknown column 'von'; known are: source, target, time"),
        ({"source": "von", "target": "an"}, "unknown column 'wann'"),
        ({"source": "von", "target": "an", "time": "wann", "kind": "art"}, "kind='art': no such column; there are: von, an, wann"),
    ]:
        with pytest.raises(hobnob.InvalidArgument, match=text.replace("(", r"\(")):
            network.add_interactions(frame, **names)
    with pytest.raises(hobnob.InvalidArgument, match="no column 'target'; there are: source"):
        network.add_connections(polars.DataFrame({"source": ["a"]}))
    twice = pyarrow.Table.from_arrays([pyarrow.array(["a"])] * 3, names=["source", "target", "target"])
    with pytest.raises(hobnob.InvalidArgument, match="column 'target' is there twice"):
        network.add_connections(twice)


def test_rows_that_fail_are_told_with_their_reason() -> None:
    frame = polars.DataFrame({"source": ["a", None, "c", "d"], "target": ["b", "b", "c", "e"], "weight": [0.5, 0.5, 0.5, math.nan]})
    network = hobnob.Network()
    with pytest.raises(hobnob.InvalidArgument, match="connections row 2: source: is missing"):
        network.add_connections(frame)
    assert network.member_count == 0
    report = network.add_connections(frame, max_rejected="all")
    assert (report.rows, report.accepted) == (4, 1)
    assert [rejected.line for rejected in report.rejected] == [2, 3, 4]
    assert "nan" in report.rejected[2].reason


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (pyarrow.array([b"a"]), "Arrow type 'z'"),
        (pyarrow.array([1], pyarrow.decimal128(5)), "Arrow type 'd:5,0'"),
        (pyarrow.array([{"a": 1}]), r"Arrow type '\+s'"),
        (pyarrow.array([datetime.timedelta(1)]), "Arrow type 'tDu'"),
        (pyarrow.array([2**63], pyarrow.uint64()), "an integer must fit into 64 bits with its sign, got 9223372036854775808"),
        (pyarrow.array([1.5]), "a key must be a str or an int, got float 1.5"),
        (pyarrow.array([True]), "a key must be a str or an int, got bool True"),
    ],
)
def test_what_no_field_takes_is_refused_by_name(column: pyarrow.Array, text: str) -> None:
    with pytest.raises(hobnob.InvalidArgument, match=text):
        hobnob.Network().add_connections(pyarrow.table({"source": column, "target": ["b"]}))


def test_text_that_is_no_text_fails_its_row() -> None:
    broken = pyarrow.Array.from_buffers(pyarrow.string(), 1, [None, pyarrow.py_buffer(b"\0\0\0\0\1\0\0\0"), pyarrow.py_buffer(b"\xff")])
    lists = pyarrow.ListArray.from_arrays([0, 1], broken)
    for column in ({"name": broken}, {"needs": lists}):
        network = hobnob.Network()
        report = network.add_members(pyarrow.table({"key": ["ana"], **column}), max_rejected="all")
        assert (report.accepted, len(report.rejected)) == (0, 1)
        assert "UTF-8" in report.rejected[0].reason


def test_a_frame_that_is_one_of_pandas_is_read_as_one() -> None:
    class Frame(pandas.DataFrame):
        pass

    network = hobnob.Network()
    network.add_connections(Frame({"source": ["a"], "target": ["b"]}, index=["an index of names"]))
    assert network.connection_count == 1


def test_a_stream_that_breaks_leaves_nothing_behind() -> None:
    def batches() -> Iterator[pyarrow.RecordBatch]:
        yield pyarrow.record_batch({"source": ["a"], "target": ["b"]})
        raise OSError("the cable is out")

    schema = pyarrow.schema({"source": pyarrow.string(), "target": pyarrow.string()})
    network = hobnob.Network()
    with pytest.raises(hobnob.IoError, match="the cable is out"):
        network.add_connections(pyarrow.RecordBatchReader.from_batches(schema, batches()))
    assert network.member_count == 0

    class Odd:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return "a text"

    with pytest.raises(hobnob.InvalidArgument, match="must give a capsule 'arrow_array_stream', got 'a text'"):
        network.add_connections(Odd())


def test_arcs_from_a_stream() -> None:
    columns = {"source": ["a", "b"], "target": ["b", "c"], "probability": [0.5, 0.25]}
    assert hobnob.ArcGraph(polars.DataFrame(columns)) == hobnob.ArcGraph(columns)


# --- out -----------------------------------------------------------------------------------------------------------------------------


def answers() -> dict[str, Any]:
    network = hobnob.generate_community(members=60, rng=3)
    now = network.last_event()
    view = network.snapshot(now).owner_view("open")
    keys = network.snapshot(now).keys.tolist()
    ana = max(keys, key=view.degree)
    targets = hobnob.discover_targets(view, ana)
    kim = targets[0].item.member
    return {
        "paths": hobnob.find_paths(view, ana, kim),
        "no paths": hobnob.find_paths(network.snapshot(now).owner_view("opt_in"), ana, kim),
        "introducers": hobnob.rank_introducers(view, ana, kim),
        "shared introducers": hobnob.rank_introducers(view, ana, [target.item.member for target in targets[:3]]),
        "introductions": hobnob.rank_introductions(view, ana),
        "targets": targets,
        "target lists": hobnob.discover_targets_for_all(view, k=3),
        "chance": hobnob.chance(view, ana, kim),
        "readers": hobnob.rank_readers(view, ana),
        "reach": hobnob.estimate_reach(view, ana),
        "audience": hobnob.audience(view, ana),
        "authors": hobnob.rank_reach(view, k=5),
        "seeds": hobnob.choose_seeds(view, k=2),
        "within": hobnob.rank_within(view, hops=2),
        "effort": hobnob.effort(members=100),
        "posts": hobnob.compare_posts(view, ana),
        "backtest": hobnob.backtest_ties(network, cuts=[0.5], resamples=20),
        "table": hobnob.find_paths(view, ana, kim).to_table(),
    }


ANSWERS = answers()


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_the_same_table_everywhere(name: str) -> None:
    answer = ANSWERS[name]
    rows = answer.to_dicts()
    if name != "no paths":
        assert rows
    assert same(answer.to_arrow().to_pylist(), rows)
    assert same(answer.to_polars().to_dicts(), rows)
    assert same(pyarrow.table(answer).to_pylist(), rows), "a second stream of the same answer"
    assert same(polars.DataFrame(answer).to_dicts(), rows)
    assert answer.to_arrow().column_names == list(answer.to_pandas().columns) == list(answer.to_numpy().dtype.names)
    schema = pyarrow.schema(answer)
    assert schema == answer.to_arrow().schema
    for column in schema.names:
        theirs = answer.to_arrow()[column].to_pylist()
        assert same(theirs, answer[column].tolist())
        assert same(theirs, answer.to_pandas()[column].tolist())
        assert same(theirs, answer.to_numpy()[column].tolist())


def same(a: Any, b: Any) -> bool:
    """Equal to the bit: no number is near another, and "not a number" is itself."""
    if isinstance(a, float) and isinstance(b, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[name], b[name]) for name in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b) and type(a) is type(b)


def test_answers_flow_into_duckdb_and_back_into_a_network() -> None:
    paths = ANSWERS["paths"]
    table = pyarrow.RecordBatchReader.from_stream(paths)
    assert duckdb.connect().from_arrow(table).aggregate("max(score) AS best").fetchall() == [(paths[0].score,)]
    network = hobnob.Network()
    network.add_connections(polars.DataFrame(paths).select(polars.col("members").list.first().alias("source"), "target").unique())
    assert list(network.keys()) == sorted([paths[0].item.members[0], paths[0].item.members[-1]])


VILLAGE_RECORD = hobnob.Network()
VILLAGE_RECORD.add_connection("ana", "bo", weight=0.5)
VILLAGE_RECORD.add_connection("bo", "kim", weight=0.4)
VILLAGE = VILLAGE_RECORD.snapshot(NOW)


def test_a_schema_that_is_wished_for() -> None:
    paths = hobnob.find_paths(VILLAGE.owner_view("open"), "ana", "kim")
    schema = pyarrow.schema(paths)
    wish = pyarrow.schema([field.with_type(pyarrow.large_string()) if field.type == pyarrow.string() else field for field in schema])
    table = pyarrow.table(paths, schema=wish)
    assert table.schema.field("target").type == pyarrow.large_string()
    assert table.to_pylist() == paths.to_dicts()
    with pytest.raises(hobnob.InvalidArgument, match="requested_schema must be a capsule 'arrow_schema' or None, got 'text'"):
        paths.__arrow_c_stream__("text")


def test_capsules_that_nobody_takes_are_released() -> None:
    table = ANSWERS["target lists"].to_table()
    for _ in range(2_000):
        table.__arrow_c_stream__()
        table.__arrow_c_schema__()


# --- pickles -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_snapshot_is_pickled_whole(protocol: int) -> None:
    network = hobnob.generate_community(members=200, rng=5)
    now = network.last_event()
    for model in (None, hobnob.Overlap()):
        snapshot = network.snapshot(now, model)
        again = pickle.loads(pickle.dumps(snapshot, protocol))
        assert again == snapshot
        assert again.to_bytes() == snapshot.to_bytes()
        assert numpy.array_equal(again.probability, snapshot.probability)
        view, twin = snapshot.owner_view("open"), again.owner_view("open")
        ana, kim = snapshot.keys[0], snapshot.keys[-1]
        assert hobnob.find_paths(twin, ana, kim) == hobnob.find_paths(view, ana, kim)


def test_bytes_that_are_no_snapshot_are_refused() -> None:
    data = VILLAGE.to_bytes()
    for damaged in (b"", data[:-1], data + b"x", data[:20] + b"?" + data[21:], VILLAGE_RECORD.to_bytes()):
        with pytest.raises(hobnob.CorruptData, match="no whole snapshot"):
            hobnob.Snapshot.from_bytes(damaged)


def test_ten_thousand_answers_come_back_from_pickles() -> None:
    count = 0
    for world in range(40):
        network = hobnob.generate_community(members=30, rng=world)
        snapshot = network.snapshot(network.last_event())
        for view in (snapshot.owner_view("open"), snapshot.view(snapshot.keys[world % 30], "open")):
            keys = snapshot.keys.tolist() if view.is_owner else [view.viewer]
            for seeker in keys:
                for target in random.Random(world).sample(snapshot.keys.tolist(), 4 if view.is_owner else 6):
                    if seeker == target:
                        continue
                    for answer in (hobnob.find_paths(view, seeker, target), hobnob.rank_introducers(view, seeker, target)):
                        assert pickle.loads(pickle.dumps(answer)) == answer
                        count += 1
                for answer in (hobnob.rank_readers(view, seeker), hobnob.audience(view, seeker), hobnob.estimate_reach(view, seeker)):
                    assert pickle.loads(pickle.dumps(answer)) == answer
                    count += 1
    assert count >= 10_000


# --- progress ------------------------------------------------------------------------------------------------------------------------


def test_progress_is_told_by_tqdm_where_it_is_installed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[Any] = []

    class Bar:
        total = n = None

        def __init__(self, **options: object) -> None:
            told.append(options["desc"])

        def refresh(self) -> None:
            told.append((self.n, self.total))

        def close(self) -> None:
            told.append("closed")

    view = VILLAGE.owner_view("open")
    monkeypatch.setitem(sys.modules, "tqdm", types.SimpleNamespace(tqdm=Bar))
    hobnob.rank_reach(view, progress=True)
    assert told[0] == "hobnob"
    assert told[-1] == "closed"
    assert all(done <= total for done, total in told[1:-1])
    assert capsys.readouterr().err == ""

    monkeypatch.setitem(sys.modules, "tqdm", None)  # as if it were not installed
    hobnob.rank_reach(view, progress=True)
    assert capsys.readouterr().err.startswith("\rhobnob: ")
