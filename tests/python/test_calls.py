"""What a call that fits no signature says: what, where, what to do, and never what the arguments hold."""

from __future__ import annotations

import gc
import sys

import pytest

import hobnob
from hobnob import _core

NOW = 1_717_200_000  # 2024-06-01T00:00:00Z
COMPARISONS = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
ROWS = [("secret of somebody", "secret of another", NOW)] * 100_000


def compiled() -> dict:
    """Every compiled function there is, by its name: of the module, of its classes, and what stands behind their properties."""
    found = {}

    def look(scope, prefix: str, cls: type | None) -> None:
        for word, value in vars(scope).items():
            if isinstance(value, type) and value.__module__.startswith("hobnob"):
                look(value, f"{prefix}{word}.", value)
            elif isinstance(value, property):
                found.update({f"{prefix}{word} {way}": (cls, getattr(value, way)) for way in ("fget", "fset") if getattr(value, way)})
            elif word not in COMPARISONS:
                found[prefix + word] = (cls, getattr(value, "__func__", value))

    look(_core, "", None)

    def is_compiled(function) -> bool:
        return "function_record" in type(getattr(getattr(function, "__func__", function), "__self__", None)).__name__

    return {name: (cls, function) for name, (cls, function) in found.items() if is_compiled(function)}


COMPILED = compiled()


def call(name: str, *values, **words):
    cls, function = COMPILED[name]
    if name.endswith((".__init__", ".__setstate__")):
        return function(cls.__new__(cls), *values, **words)
    return function(*values, **words)


def message(function, *values, **words) -> str:
    with pytest.raises(TypeError) as caught:
        function(*values, **words)
    return str(caught.value)


def test_the_walk_finds_all_kinds() -> None:
    """Functions, methods, static methods, constructors, operators that are no comparisons, and properties."""
    kinds = {"find_paths", "Snapshot.owner_view", "Policy.open", "TieOptions.__init__", "Paths.__getitem__", "TieOptions.window_days fget"}
    assert kinds <= set(COMPILED)
    assert len(COMPILED) > 500


@pytest.mark.parametrize("name", COMPILED)
def test_an_unknown_word_is_named_and_no_data_told(name: str) -> None:
    text = message(call, name, ROWS, no_such_word="secret")
    assert "'no_such_word'" in text
    assert "another" not in text
    assert len(text) < 2_000
    assert "'no_such_word'" in message(call, name, no_such_word=ROWS)
    with pytest.raises((TypeError, ValueError)) as caught:  # what takes any number of answers says that these are none
        call(name, *[ROWS] * 40)
    text = str(caught.value)
    assert "another" not in text
    assert len(text) < 2_000


def test_words_and_places(village: hobnob.Network, view: hobnob.View) -> None:
    find = hobnob.find_paths
    assert message(find, view, "ana", "kim", maxhops=2) == "find_paths() has no argument 'maxhops'; did you mean 'max_hops'?"
    text = message(find, view, "ana", "kim", zzzzz=2)
    assert text.startswith("find_paths() has no argument 'zzzzz'; it takes find_paths(view, seeker, target, *, k=5, ")
    assert message(find, view, "ana", "kim", view=view) == "find_paths() is given 'view' twice, by place and by name"
    assert message(find, view, "ana", "kim", 3) == "find_paths() takes at most 3 arguments by place, got 4; the others are given by name"
    assert message(find, view) == "find_paths() needs 'seeker' and 'target'"
    assert (
        message(village.add_interactions, ROWS, sources="x")
        == "Network.add_interactions() has no argument 'sources'; did you mean 'source'?"
    )
    assert message(hobnob.TieOptions, window=3) == "TieOptions() has no argument 'window'; did you mean 'window_days'?"
    assert message(hobnob.TieOptions, 3) == "TieOptions() takes no argument by place, got 1; the others are given by name"
    assert message(village.add_members, ROWS, **{"x" * 1_000_000: 1}).startswith("Network.add_members() has no argument 'xxx")
    assert message(hobnob.View).startswith("hobnob._core.View: No constructor")


def test_what_is_missing_is_named(village: hobnob.Network, tmp_path) -> None:
    snapshot = village.snapshot(NOW)
    assert message(snapshot.owner_view) == "Snapshot.owner_view() needs 'policy': a hobnob.Policy, 'open' or 'opt_in'"
    assert message(hobnob.read_linkedin, tmp_path).startswith("read_linkedin() needs 'owner'")
    assert message(village.snapshot) == "Network.snapshot() needs 'as_of': an int, a datetime.datetime or a numpy.datetime64"
    assert message(hobnob.Snapshot.owner_view) == "Snapshot.owner_view() needs 'self' and 'policy'"


def test_the_step_that_was_left_out_is_told(village: hobnob.Network, view: hobnob.View) -> None:
    snapshot = village.snapshot(NOW)
    way = "take snapshot.owner_view(policy) or snapshot.view(member, policy) first"
    assert message(hobnob.find_paths, snapshot, "ana", "kim") == f"find_paths(): view must be a hobnob.View, got hobnob.Snapshot: {way}"
    assert "got hobnob.Network: take network.snapshot(as_of) first" in message(hobnob.find_paths, village, "ana", "kim")
    assert message(hobnob.find_paths, "people.csv", "ana", "kim") == "find_paths(): view must be a hobnob.View, got str 'people.csv'"
    assert message(hobnob.Snapshot.owner_view, village, "open") == (
        "Snapshot.owner_view(): self must be a hobnob.Snapshot, got hobnob.Network: take network.snapshot(as_of) first"
    )
    assert message(hobnob.Network.from_bytes, bytearray(3_000_000)) == (
        "Network.from_bytes(): data must be a bytes, got bytearray: take bytes(…) of it"
    )


def test_a_wrong_type_is_told_with_its_argument(village: hobnob.Network, view: hobnob.View) -> None:
    paths = hobnob.find_paths(view, "ana", "kim")
    for wrong, told in ((ROWS, "list"), ("much", "str 'much'")):
        text = message(village.add_connection, "ana", "dee", weight=wrong)
        assert text == f"Network.add_connection(): weight must be a number or None, got {told}"
    assert message(village.snapshot(NOW).owner_view, ROWS) == (
        "Snapshot.owner_view(): policy must be a hobnob.Policy, 'open' or 'opt_in', got list"
    )
    assert message(lambda: paths[2.5]) == "Paths.__getitem__(): row, rows or column must be an int, a slice or a str, got float 2.5"
    text = message(hobnob.TieOptions, kind_weights={"meeting": "much"})
    assert text.startswith("TieOptions(): cannot be called with (kind_weights=dict); it takes TieOptions(")


@pytest.mark.parametrize(
    ("do", "says"),
    [
        (lambda n, v: hobnob.find_paths(v, "ana", "kim", k="3"), "k: a small whole number is wanted, got str '3'"),
        (lambda n, v: hobnob.find_paths(v, "ana", "3", k="3"), "k: a small whole number is wanted, got str '3'"),
        (lambda n, v: hobnob.find_paths(v, "ana", 2.5), "target: a key must be a str or an int, got float 2.5"),
        (lambda n, v: hobnob.find_paths(v, "ana", ["kim", 2.5]), "target: a key must be a str or an int, got float 2.5"),
        (lambda n, v: hobnob.find_paths(v, "ana", "kim", exclude=["bo", 2.5]), "exclude[1]: a key must be a str or an int, got float 2.5"),
        (lambda n, v: hobnob.find_paths(v, "ana", "kim", k=-1), "k must be 1…100000, got -1"),
        (lambda n, v: hobnob.discover_targets(v, "ana", measure="jacard"), "measure: one of 'common_neighbours', 'adamic_adar', "),
        (lambda n, v: n.add_members([], max_rejected=-1), "max_rejected: 'all' or a whole number of 0 or more is wanted, got int -1"),
        (
            lambda n, v: n.add_members([], max_rejected="some"),
            "max_rejected: 'all' or a whole number of 0 or more is wanted, got str 'some'",
        ),
        (lambda n, v: n.add_members([], duplicates="both"), "duplicates: one of 'reject', 'last' is wanted, got str 'both'"),
        (lambda n, v: n.snapshot(NOW).owner_view("opn"), "policy: one of 'open', 'opt_in' is wanted, got str 'opn'"),
        (lambda n, v: n.snapshot(ROWS), "as_of: a time must be int seconds since 1970, an aware datetime or a datetime64, got list"),
        (lambda n, v: n.add_member(True, unlisted=True), "key: a key must be a str or an int, got bool True"),
        (lambda n, v: n.add_member("x" * 1_000_000, ask_cap="y" * 1_000_000), "ask_cap: a small whole number is wanted, got str 'yyy"),
        (lambda n, v: hobnob.generate_community(members=5, rng=-1), "rng must be 0…2⁶⁴−1 when it is a number, got int -1"),
        (lambda n, v: n.add_members([("ana", 5)]), "members row 1: name: a str is wanted, got int 5"),  # what rows say of themselves stays
    ],
)
def test_refused_values_are_told_with_their_argument(village: hobnob.Network, view: hobnob.View, do, says: str) -> None:
    with pytest.raises(hobnob.InvalidArgument) as caught:
        do(village, view)
    assert str(caught.value).startswith(says)
    assert len(str(caught.value)) < 400


def test_reprs_are_not_asked_for(village: hobnob.Network, view: hobnob.View) -> None:
    class Loud(str):
        def __repr__(self) -> str:
            raise AssertionError("nobody should ask")

        __bool__ = __str__ = __repr__

    for wrong in (Loud("x"), [Loud("x")], {"x": Loud("x")}, 10**6_000):
        assert len(message(hobnob.find_paths, wrong, "ana", "kim")) < 200
        assert len(message(hobnob.find_paths, view, "ana", "kim", word=wrong)) < 2_000
        with pytest.raises((TypeError, hobnob.InvalidArgument)):
            hobnob.find_paths(view, "ana", "kim", k=wrong)


def test_the_other_side_of_a_comparison_is_asked() -> None:
    class Other:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    compared = 0
    for cls in vars(_core).values():
        if not isinstance(cls, type) or "__eq__" not in vars(cls) or "__init__" not in vars(cls):
            continue
        try:
            value = cls()
        except TypeError:
            continue
        compared += 1
        assert value.__eq__(5) is NotImplemented
        assert value == Other()
        assert value != 5
        with pytest.raises(TypeError, match="not supported between instances"):
            _ = value < 5
    assert compared > 20


def test_misfits_keep_nothing_alive(view: hobnob.View) -> None:
    marker = [object()]
    none_before, marker_before = sys.getrefcount(NotImplemented), sys.getrefcount(marker)
    for _ in range(1_000):
        message(hobnob.find_paths, view, "ana", "kim", maxhops=marker)
        message(hobnob.find_paths, view, marker)
        message(hobnob.TieOptions, marker)
    gc.collect()  # tracebacks hold their frames until then
    assert abs(sys.getrefcount(NotImplemented) - none_before) < 10
    assert sys.getrefcount(marker) == marker_before
