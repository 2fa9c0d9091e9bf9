"""The record: one fact at a time, in bulk, and what it refuses."""

from __future__ import annotations

import collections
import copy
import datetime
import pathlib
import pickle
import re
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest

import hobnob

UTC = datetime.UTC
NOW = 1_717_200_000  # 2024-06-01T00:00:00Z
DAY = 86_400


def test_a_member_says_what_they_were_given() -> None:
    network = hobnob.Network()
    network.add_member("ana", name="Ana", needs=["c++"], openness=0.5, joined=NOW, ask_cap=3, do_not_contact=True)
    member = network.member("ana")
    assert (member.name, member.needs, member.offers, member.openness) == ("Ana", ["c++"], [], 0.5)
    assert (member.joined, member.ask_cap, member.unlisted, member.do_not_contact) == (NOW, 3, False, True)
    expected = hobnob.Member(name="Ana", needs=["c++"], openness=0.5, joined=NOW, ask_cap=3, do_not_contact=True)
    assert member == expected
    assert pickle.loads(pickle.dumps(member)) == expected


def test_update_changes_only_what_is_named() -> None:
    network = hobnob.Network()
    network.add_member("ana", name="Ana", do_not_contact=True, joined=NOW, ask_cap=1)
    network.update_member("ana", city="Rome", joined=None, ask_cap=None)
    member = network.member("ana")
    assert (member.name, member.city, member.do_not_contact, member.joined, member.ask_cap) == ("Ana", "Rome", True, None, None)


def test_counts_and_keys_follow_the_facts(village: hobnob.Network) -> None:
    assert (village.member_count, village.connection_count, village.interaction_count) == (6, 6, 2)
    assert village.keys() == ["ana", "bo", "cy", "dee", "kim", "zoe"]
    assert village.last_event() == NOW
    assert village.text_keys is True
    assert "ana" in village
    assert "nobody" not in village
    assert village.memory_usage.total >= village.memory_usage.members > 0
    assert repr(village) == "<hobnob.Network: 6 members, 6 connections, 2 interactions>"


def test_removal_leaves_no_trace(village: hobnob.Network) -> None:
    without = hobnob.Network()
    without.add_connection("ana", "bo", weight=0.5)
    with_kim = copy.copy(without)
    with_kim.add_interaction("bo", "kim", 7, participants=["ana"])
    with_kim.add_group("chess", "kim")
    with_kim.remove("kim")
    with_kim_snapshot = with_kim.snapshot(10)
    assert with_kim.keys() == ["ana", "bo"]
    assert "kim" not in with_kim_snapshot
    assert without.keys() == with_kim.keys()


def test_a_copy_goes_its_own_way(village: hobnob.Network) -> None:
    for other in (copy.copy(village), copy.deepcopy(village)):
        other.remove("kim")
        assert "kim" in village
        assert "kim" not in other


@pytest.mark.parametrize(
    ("facts", "error", "says"),
    [
        (lambda n: n.member("anna"), hobnob.UnknownMember, "'ana'"),
        (lambda n: n.remove("nobody"), hobnob.UnknownMember, "nobody"),
        (lambda n: n.update_member("nobody", name="N"), hobnob.UnknownMember, "nobody"),
        (lambda n: n.set_consent("nobody", "introduce", True), hobnob.UnknownMember, "nobody"),
        (lambda n: n.set_consent("ana", "introduce", True, ("member", "nobody")), hobnob.UnknownMember, "nobody"),
        (lambda n: n.set_consent("ana", "introdcue", True), hobnob.InvalidArgument, "'be_introduced'"),
        (lambda n: n.set_consent("ana", "introduce", True, ("friend", "bo")), hobnob.InvalidArgument, "'group'"),
        (lambda n: n.add_block("ana", "nobody"), hobnob.UnknownMember, "nobody"),
        (lambda n: n.record_ask("ana", "bo", "nobody", NOW), hobnob.UnknownMember, "nobody"),
        (lambda n: n.record_outcome("ana", "bo", "kim", NOW, "yes"), hobnob.InvalidArgument, "record_ask"),
        (lambda n: n.record_outcome("ana", "bo", "kim", NOW, "maybe"), hobnob.InvalidArgument, "'yes', 'no', 'declined'"),
        (lambda n: n.record_impression("ana", "ana", NOW), hobnob.InvalidArgument, "ana"),
        (lambda n: n.add_member("ana"), hobnob.DuplicateKey, "update_member"),
        (lambda n: n.add_member(""), hobnob.InvalidArgument, "empty"),
        (lambda n: n.add_member("x" * 129), hobnob.InvalidArgument, "128"),
        (lambda n: n.add_member("\ud800"), hobnob.InvalidArgument, "surrogate"),
        (lambda n: n.add_member(1), hobnob.InvalidArgument, "text"),
        (lambda n: n.add_member("new", openness=1.5), hobnob.InvalidArgument, "openness"),
        (lambda n: n.add_member("new", openness=float("nan")), hobnob.InvalidArgument, "openness"),
        (lambda n: n.add_member("new", ask_cap=-1), hobnob.InvalidArgument, "ask_cap"),
        (lambda n: n.add_member("new", ask_cap=1.5), hobnob.InvalidArgument, "float 1.5"),
        (lambda n: n.add_member("new", joined=10**15), hobnob.InvalidArgument, "joined"),
        (lambda n: n.add_member("new", joined=1.5), hobnob.InvalidArgument, "float 1.5"),
        (lambda n: n.add_connection("ana", "ana"), hobnob.InvalidArgument, "'ana' twice"),
        (lambda n: n.add_connection("ana", "bo"), hobnob.DuplicateKey, "last"),
        (lambda n: n.add_connection("ana", "dee", weight=0), hobnob.InvalidArgument, "(0, 1]"),
        (lambda n: n.add_connection("ana", "dee", weight=-0.1), hobnob.InvalidArgument, "(0, 1]"),
        (lambda n: n.add_connection("ana", "dee", weight=1.01), hobnob.InvalidArgument, "(0, 1]"),
        (lambda n: n.add_connection("ana", "dee", weight=float("nan")), hobnob.InvalidArgument, "weight"),
        (lambda n: n.add_connection("ana", "dee", weight=float("inf")), hobnob.InvalidArgument, "weight"),
        (lambda n: n.add_connection("ana", "bo", duplicates="sum"), hobnob.InvalidArgument, "'reject', 'last'"),
        (lambda n: n.add_interaction("ana", "ana", NOW), hobnob.InvalidArgument, "'ana' twice"),
        (lambda n: n.add_interaction("ana", "bo", 10**13), hobnob.InvalidArgument, "milliseconds"),
        (lambda n: n.add_interaction("ana", "bo", 2**63), hobnob.InvalidArgument, "64 bits"),
        (lambda n: n.add_interaction("ana", "bo", -(10**12)), hobnob.InvalidArgument, "time"),
        (lambda n: n.add_interaction("ana", "bo", None), hobnob.InvalidArgument, "None"),
        (lambda n: n.add_interaction("ana", "bo", True), hobnob.InvalidArgument, "bool True"),
        (lambda n: n.add_interaction("ana", "bo", 1.5), hobnob.InvalidArgument, "float 1.5"),
        (lambda n: n.add_interaction("ana", "bo", "2024-01-01"), hobnob.InvalidArgument, "2024-01-01"),
        (lambda n: n.add_interaction("ana", "bo", datetime.datetime(2024, 1, 1)), hobnob.InvalidArgument, "aware"),
        (lambda n: n.add_interaction("ana", "bo", datetime.date(2024, 1, 1)), hobnob.InvalidArgument, "date"),
        (lambda n: n.add_interaction("ana", "bo", numpy.datetime64("NaT")), hobnob.InvalidArgument, "None"),
        (lambda n: n.add_interaction("ana", "bo", NOW, kind=""), hobnob.InvalidArgument, "kind"),
        (lambda n: n.add_interaction("ana", "bo", NOW, participants=["x", 1]), hobnob.InvalidArgument, "participants"),
        (lambda n: n.add_group("chess", "ana", start=2, until=1), hobnob.InvalidArgument, "until"),
        (lambda n: n.add_group("", "ana"), hobnob.InvalidArgument, "group"),
        (lambda n: n.add_follow("ana", "bo", "fan"), hobnob.InvalidArgument, "'follow', 'subscription'"),
        (lambda n: n.snapshot(10**13), hobnob.InvalidArgument, "as_of"),
        (lambda n: n.snapshot(NOW, "preset"), hobnob.InvalidArgument, "strength"),
    ],
)
def test_refusals_say_why_and_change_nothing(village: hobnob.Network, facts, error, says) -> None:
    before = (village.member_count, village.connection_count, village.interaction_count, village.keys())
    with pytest.raises(error) as caught:
        facts(village)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (village.member_count, village.connection_count, village.interaction_count, village.keys()) == before


@pytest.mark.parametrize("key", [True, numpy.True_, 1.0, numpy.float32(1), None, b"ana", ["ana"], numpy.array([1]), object()])
def test_what_is_no_key_is_refused(key) -> None:
    with pytest.raises(hobnob.InvalidArgument, match="a key must be a str or an int"):
        hobnob.Network().add_member(key)


@pytest.mark.parametrize("key", [7, numpy.int8(7), numpy.uint16(7), numpy.int64(7), numpy.uint64(7)])
def test_every_integer_is_the_same_key(key) -> None:
    network = hobnob.Network()
    network.add_member(key)
    assert network.keys() == [7]
    assert type(network.keys()[0]) is int
    assert network.text_keys is False


def test_every_text_is_the_same_key() -> None:
    network = hobnob.Network()
    network.add_member(numpy.str_("zoë"))
    assert network.keys() == ["zoë"]
    assert type(network.keys()[0]) is str


def test_high_and_negative_integers_are_keys() -> None:
    network = hobnob.Network()
    for key in (2**63 - 1, -(2**63), 0):
        network.add_member(key)
    assert network.keys() == [-(2**63), 0, 2**63 - 1]
    with pytest.raises(hobnob.InvalidArgument, match="64 bits"):
        network.add_member(2**63)


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        (1_700_000_000, 1_700_000_000),
        (numpy.int32(5), 5),
        (datetime.datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime.datetime(1970, 1, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=2))), 0),
        (datetime.datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime.datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=datetime.timezone(datetime.timedelta(microseconds=2))), -1),
        (datetime.datetime(1, 1, 1, tzinfo=UTC), -62_135_596_800),
        (datetime.datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), 253_402_300_799),
        (numpy.datetime64("1970-01-02"), DAY),
        (numpy.datetime64("1969-12-31T23:59:59.5"), -1),
        (numpy.datetime64(1_500, "ms"), 1),
    ],
)
def test_times_become_seconds_floored(time, seconds) -> None:
    network = hobnob.Network()
    network.add_interaction("ana", "bo", time)
    assert network.last_event() == seconds
    if isinstance(time, datetime.datetime) and time.microsecond == 0:
        assert seconds == int(time.timestamp())


def test_pandas_times() -> None:
    pandas = pytest.importorskip("pandas")
    network = hobnob.Network()
    network.add_interaction("ana", "bo", pandas.Timestamp("2024-01-01T00:00:00.999", tz="Europe/Paris"))
    assert network.last_event() == 1_704_063_600
    with pytest.raises(hobnob.InvalidArgument, match="aware"):
        network.add_interaction("ana", "bo", pandas.Timestamp("2024-01-01"))
    network.add_member("cy", joined=pandas.NaT)
    assert network.member("cy").joined is None


def test_grantees_in_every_spelling() -> None:
    network = hobnob.Network()
    network.add_connection("ana", "bo")
    for grantee in ["all", "connections", ("group", "chess"), ("member", "bo")]:
        network.set_consent("ana", "introduce", True, grantee)
    for grantee in [hobnob.Grantee.all(), hobnob.Grantee.connections(), hobnob.Grantee.group("chess"), hobnob.Grantee.member("bo")]:
        network.set_consent("ana", "introduce", False, grantee)
        assert pickle.loads(pickle.dumps(grantee)) == grantee
    assert repr(hobnob.Grantee.member("bo")) == "Grantee('member', 'bo')"
    with pytest.raises(TypeError):
        network.set_consent("ana", "introduce", True, 5)


# --- in bulk ---------------------------------------------------------------------------------------------------------------------------


def same_rows(network: hobnob.Network) -> bool:
    expected = hobnob.Network()
    expected.add_connection("ana", "bo", weight=0.5)
    expected.add_connection("bo", "kim", since=NOW)
    return network.keys() == expected.keys() and network.snapshot(NOW) == expected.snapshot(NOW)


@pytest.mark.parametrize(
    "data",
    [
        {"source": ["ana", "bo"], "target": ["bo", "kim"], "weight": [0.5, None], "since": [None, NOW]},
        {
            "source": ("ana", "bo"),
            "target": ("bo", "kim"),
            "weight": (0.5, None),
            "since": (None, datetime.datetime(2024, 6, 1, tzinfo=UTC)),
        },
        {
            "source": numpy.array(["ana", "bo"]),
            "target": numpy.array(["bo", "kim"], dtype=object),
            "weight": [0.5, None],
            "since": numpy.array(["NaT", "2024-06-01"], dtype="datetime64[s]"),
        },
        [("ana", "bo", 0.5), ("bo", "kim", None, NOW)],
        (("ana", "bo", 0.5), ("bo", "kim", None, NOW)),
        [["ana", "bo", 0.5], ["bo", "kim", None, NOW]],
        iter([{"source": "ana", "target": "bo", "weight": 0.5}, {"target": "kim", "source": "bo", "since": NOW}]),
    ],
)
def test_the_same_rows_from_any_source(data) -> None:
    network = hobnob.Network()
    report = network.add_connections(data)
    assert (report.rows, report.accepted, report.rejected) == (2, 2, [])
    assert same_rows(network)


def test_rows_from_data_frames() -> None:
    pandas = pytest.importorskip("pandas")
    since = pandas.to_datetime([None, "2024-06-01T02:00+02:00"])
    frame = pandas.DataFrame({"source": ["ana", "bo"], "to": ["bo", "kim"], "weight": [0.5, None], "since": since})
    network = hobnob.Network()
    network.add_connections(frame, target="to")
    assert same_rows(network)
    numbers = hobnob.Network()
    profiles = {"key": [3, 1, 2], "ask_cap": [1, None, 2], "joined": [NOW, None, None], "name": ["C", None, "B"]}
    numbers.add_members(pandas.DataFrame(profiles))
    assert numbers.keys() == [1, 2, 3]
    assert [numbers.member(key).ask_cap for key in (1, 2, 3)] == [None, 2, 1]
    assert [numbers.member(key).joined for key in (1, 2, 3)] == [None, None, NOW]
    assert [numbers.member(key).name for key in (1, 2, 3)] == ["", "B", "C"]
    categories = hobnob.Network()
    categories.add_groups(pandas.DataFrame({"group": pandas.Categorical(["a", "b"]), "member": pandas.array([1, 2], dtype="Int64")}))
    assert categories.keys() == [1, 2]


def test_arrays_in_order() -> None:
    network = hobnob.Network()
    people = numpy.arange(5, dtype=numpy.uint64)
    assert network.add_interactions((people, people + 1, people * 100)).accepted == 5
    assert network.keys() == [0, 1, 2, 3, 4, 5]
    assert network.last_event() == 400


def test_members_from_bare_keys_and_from_lists_of_topics() -> None:
    network = hobnob.Network()
    assert network.add_members(["ana", "bo"]).accepted == 2
    network.add_members({"key": ["cy", "kim"], "needs": [["c++", "rust"], None], "offers": [(), {"cello"}]})
    assert network.member("cy").needs == ["c++", "rust"]
    assert network.member("kim").offers == ["cello"]


def test_participants_kinds_and_directions_in_bulk() -> None:
    one, many, columns = hobnob.Network(), hobnob.Network(), hobnob.Network()
    one.add_interaction("ana", "bo", 1, kind="meeting", participants=["cy"])
    one.add_interaction("ana", "bo", 2, undirected=True)
    many.add_interactions([("ana", "bo", 1, "meeting", ["cy"]), {"source": "ana", "target": "bo", "time": 2, "undirected": True}])
    columns.add_interactions(
        {"source": ["ana", "ana"], "target": ["bo", "bo"], "time": [1, 2], "kind": ["meeting", None]}
        | {"participants": [["cy"], None], "undirected": [False, True]}
    )
    assert one.snapshot(2) == many.snapshot(2) == columns.snapshot(2)
    both = hobnob.Network()
    both.add_interactions([("ana", "bo", 1)], undirected=True)
    assert both.snapshot(1).strength("ana", "bo") == both.snapshot(1).strength("bo", "ana")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([("ana", "bo"), ("bo", "bo")], "connections row 2: source and target"),
        ([("ana", "bo", 1.5)], "row 1: weight must be in (0, 1], got 1.5"),
        ([("ana", "bo", float("nan"))], "row 1: weight must be"),
        ({"source": ["ana"], "target": ["bo"], "weight": numpy.array([float("nan")])}, "weight"),
        ([("ana", None)], "row 1: target: is missing"),
        ([("ana",)], "row 1: target: is missing"),
        ([("ana", "bo", "strong")], "row 1: weight: a number is wanted, got str 'strong'"),
        ([("ana", "bo", 0.5, None, True, "more")], "at most 5 cells"),
        ([{"source": "ana", "target": "bo", "wieght": 0.5}], "unknown column 'wieght'; known are: source, target, weight"),
        ({"source": ["ana"], "target": ["bo"], "wieght": [0.5]}, "unknown column 'wieght'"),
        ({"source": ["ana"], "to": ["bo"]}, "unknown column 'to'"),
        ({"source": ["ana"]}, "no column 'target'; there are: source"),
        ({"source": ["ana", "bo"], "target": ["bo"]}, "equal length, got 2 for 'source' and 1 for 'target'"),
        ({"source": numpy.array([[1]]), "target": [2]}, "one dimension"),
        ({"source": numpy.array([1.0]), "target": [2]}, "a key must be a str or an int, got float 1"),
        ({"source": [True], "target": [2]}, "bool True"),
        ({"source": numpy.array([b"ana"]), "target": [2]}, "must hold numbers, text, times or objects"),
        ([("ana", "bo"), (1, 2)], "row 2: source must be text"),
        ([5], "row 1: target: is missing"),
        (5, "got int"),
    ],
)
def test_bad_rows_are_named_and_nothing_is_kept(data, says) -> None:
    network = hobnob.Network()
    with pytest.raises(hobnob.InvalidArgument) as caught:
        network.add_connections(data)
    assert says in str(caught.value)
    assert network.member_count == 0


def test_rows_may_be_arrays_and_other_sequences() -> None:
    def made(data: Any) -> hobnob.Network:
        network = hobnob.Network()
        network.add_interactions(data)
        return network

    rows = [(1, 2, NOW), (2, 3, NOW + 5)]
    whole = made(rows).to_bytes()
    table = numpy.array(rows)
    Row = collections.namedtuple("Row", "a b c")
    frame = pandas.DataFrame({"src": ["ana", "bo"], "dst": ["bo", "kim"], "t": pandas.to_datetime([NOW, NOW + 5], unit="s", utc=True)})
    for data in (table, list(table), table.astype(object), [Row(*row) for row in rows], [collections.deque(row) for row in rows]):
        assert made(data).to_bytes() == whole
    assert made([range(1, 4)]).to_bytes() == made([(1, 2, 3)]).to_bytes()
    assert made(frame.to_numpy()).to_bytes() == made([("ana", "bo", NOW), ("bo", "kim", NOW + 5)]).to_bytes()
    assert hobnob.Network().add_members(numpy.array([["ana", "Ana"], ["bo", "Bo"]])).accepted == 2
    assert hobnob.Network().add_members(numpy.array(["ana", "bo"])).accepted == 2  # bare keys
    for row, says in [
        (table, "row 1: a row must have one dimension, got 2"),
        ({1, 2, 3}, "row 1: a row must be a tuple, a list, an array of one dimension or a dict, got set"),
        (pandas.Series([1, 2, 3]), "row 1: a row must be a tuple, a list, an array of one dimension or a dict, got Series"),
        (b"ana", "row 1: source: "),
        ("ana", "row 1: target: is missing"),
        (numpy.arange(7), "row 1: a row holds at most 6 cells"),
    ]:
        with pytest.raises(hobnob.InvalidArgument) as caught:
            made([row])
        assert says in str(caught.value)


def test_names_of_columns_are_for_columns(tmp_path: pathlib.Path) -> None:
    (tmp_path / "mail.csv").write_text("sender,target,time\nana,bo,5\n")
    head = "names of columns can be given for a dict of columns, a data frame or an Arrow stream; "
    Mail = collections.namedtuple("Mail", "sender target time")
    for data, says in [
        ([Mail("ana", "bo", 5)], head + "rows are sequences in the order of our columns, or dicts with our names"),
        ([{"sender": "ana", "target": "bo", "time": 5}], head + "rows are sequences in the order of our columns, or dicts with our names"),
        (tmp_path / "mail.csv", head + "a file is read by the names in its header or, without one, by the order of columns"),
    ]:
        with pytest.raises(hobnob.InvalidArgument) as caught:
            hobnob.Network().add_interactions(data, source="sender")
        assert says in str(caught.value)
    frame = pandas.read_csv(tmp_path / "mail.csv")  # as the message says
    assert hobnob.Network().add_interactions(frame, source="sender").accepted == 1


def test_of_a_column_that_is_none_of_ours_is_told_what_to_do() -> None:
    frame = pandas.DataFrame({"source": ["ana"], "target": ["bo"], "time": [NOW], "subject": ["hello"]})
    known = "known are: source, target, time, kind, participants, undirected. "
    cure = "Leave it out (df[[…]]), or if it is one of these by another name, say so: "
    for data, says in [
        (frame, f"unknown column 'subject'; {known}{cure}kind='subject'"),
        (frame.rename(columns={"source": "sender"}), f"unknown column 'sender'; {known}{cure}source='sender'"),
        (pyarrow.Table.from_pandas(frame), f"unknown column 'subject'; {known}{cure}kind='subject'"),
        (
            frame.to_dict("records"),
            f"interactions row 1: unknown column 'subject'; {known}In rows that are dicts leave it out, or call it as it is called here",
        ),
    ]:
        with pytest.raises(hobnob.InvalidArgument) as caught:
            hobnob.Network().add_interactions(data)
        assert says in str(caught.value)
    # What it says is true.
    assert hobnob.Network().add_interactions(frame[["source", "target", "time"]]).accepted == 1
    assert hobnob.Network().add_interactions(frame, kind="subject").accepted == 1


def test_a_lazy_frame_is_to_be_collected() -> None:
    lazy = polars.LazyFrame({"source": ["ana"], "target": ["bo"]})
    with pytest.raises(hobnob.InvalidArgument, match=re.escape("a LazyFrame has no rows yet: call .collect()")):
        hobnob.Network().add_connections(lazy)
    with pytest.raises(hobnob.InvalidArgument, match=re.escape("call .collect()")):
        hobnob.ArcGraph(lazy)
    assert hobnob.Network().add_connections(lazy.collect()).accepted == 1


def test_rejected_rows_are_reported_by_number() -> None:
    network = hobnob.Network()
    rows = [("ana", "bo"), ("bo", "bo"), ("bo", "kim", 2), ("kim", "ana"), ("ana", 5)]
    report = network.add_connections(rows, max_rejected=3)
    assert (report.rows, report.accepted) == (5, 2)
    assert [row.line for row in report.rejected] == [2, 3, 5]
    assert "weight" in report.rejected[1].reason
    assert pickle.loads(pickle.dumps(report)) == report
    assert hobnob.Network().add_connections(rows, max_rejected="all") == report
    with pytest.raises(hobnob.InvalidArgument, match="row 5"):
        hobnob.Network().add_connections(rows, max_rejected=2)


def test_the_last_of_duplicates() -> None:
    network = hobnob.Network()
    rows = [("ana", "bo", 0.2), ("bo", "ana", 0.9)]
    with pytest.raises(hobnob.DuplicateKey, match="row 2"):
        network.add_connections(rows)
    assert network.connection_count == 0
    assert network.add_connections(rows, duplicates="last").accepted == 2
    assert network.connection_count == 1


def test_an_error_of_the_rows_own_passes_through() -> None:
    def rows():
        yield ("ana", "bo")
        raise ZeroDivisionError("mine")

    network = hobnob.Network()
    with pytest.raises(ZeroDivisionError, match="mine"):
        network.add_connections(rows())
    assert network.member_count == 0


def test_rows_that_change_the_network_they_are_for() -> None:
    network = hobnob.Network()

    def rows():
        yield ("ana", "bo")
        network.add_member("kim")

    assert network.add_connections(rows()).accepted == 1  # they are read before the network is locked
    assert network.keys() == ["ana", "bo", "kim"]


def test_options_of_files_are_refused_for_rows() -> None:
    with pytest.raises(hobnob.InvalidArgument, match="file"):
        hobnob.Network().add_connections([("ana", "bo")], skip_lines=1)


def test_a_keyword_that_names_no_column_is_refused() -> None:
    network = hobnob.Network()
    columns = {"source": ["ana"], "target": ["bo"], "secret": [True]}
    with pytest.raises(hobnob.InvalidArgument, match=r"is_private='is_secret': no such column; there are: source, target, secret"):
        network.add_connections(columns, is_private="is_secret")
    with pytest.raises(hobnob.InvalidArgument, match="column 'source' is there, but source='sender' was asked for"):
        network.add_connections({"source": ["ana"], "target": ["bo"]}, source="sender")
    assert network.member_count == 0
    assert network.add_connections(columns, is_private="secret").accepted == 1
