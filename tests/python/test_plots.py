"""What plots draw is what answers hold: read off the artists. Reliability curves are in test_backtest."""

from __future__ import annotations

import math
import subprocess
import sys
import typing

import matplotlib
import matplotlib.colors
import numpy
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.text import Annotation

import hobnob
from hobnob import viz

matplotlib.use("Agg")
NOW = 1_717_200_000


class Picture(typing.NamedTuple):
    """A drawn introduction, read back: who stands where, and what is drawn between them."""

    places: dict[str, tuple[float, float]]
    ties: dict[tuple[str, str], tuple[float, str]]  # width, kind
    chances: list[str]


def read(axes: Axes) -> Picture:
    [points] = [each for each in axes.collections if isinstance(each, PathCollection)]
    spots = [tuple(map(float, spot)) for spot in points.get_offsets()]
    notes = [each for each in axes.texts if isinstance(each, Annotation)]
    names = {tuple(map(float, note.xy)): note.get_text() for note in notes if tuple(map(float, note.xy)) in spots}
    assert len(names) == len(spots)
    assert not any(text.get_parse_math() for text in [*notes, axes.title] if "$" in text.get_text())  # a name is no formula
    ties = {}
    for lines in [each for each in axes.collections if isinstance(each, LineCollection)]:
        for segment, width in zip(lines.get_segments(), lines.get_linewidths(), strict=True):
            source, target = (names[tuple(map(float, end))] for end in segment)
            assert (source, target) not in ties
            ties[source, target] = (float(width), str(lines.get_label()))
    chances = sorted(note.get_text() for note in notes if tuple(map(float, note.xy)) not in spots)
    axes.figure.canvas.draw()
    return Picture({name: spot for spot, name in names.items()}, ties, chances)


@pytest.fixture
def ways() -> hobnob.Paths:
    """Three ways from ana to kim; dee and eli are on the longest, cy also gets there through eli."""
    network = hobnob.Network()
    network.add_member("ana", name="Ana $1$")
    network.add_member("kim", name="Kim")
    weights = [("ana", "bo", 0.9), ("bo", "kim", 0.4), ("ana", "cy", 0.5), ("cy", "kim", 0.6), ("ana", "dee", 0.7), ("dee", "eli", 0.8)]
    network.add_connections([*weights, ("eli", "kim", 0.9), ("cy", "eli", 0.2)])
    return hobnob.find_paths(network.snapshot(NOW).owner_view("open"), "ana", "kim")


def test_an_introduction_is_drawn_as_it_was_answered(ways: hobnob.Paths) -> None:
    assert [path.hops for path, _, _ in ways] == [2, 3, 2, 3]
    axes = viz.plot_introduction(ways)
    drawn = read(axes)
    name = {"ana": "Ana $1$", "kim": "Kim"}
    # Columns by hop, the target last, better ways higher.
    assert {who: spot[0] for who, spot in drawn.places.items()} == {"Ana $1$": 0, "bo": 1, "dee": 1, "cy": 1, "eli": 2, "Kim": 3}
    assert drawn.places["bo"][1] > drawn.places["dee"][1] > drawn.places["cy"][1]
    # Every tie of every way, once, with the probability of the answer; and of each way the weakest is marked.
    chance: dict[tuple[str, str], float] = {}
    weakest = set()
    for path, _, factors in ways:
        ties = list(zip(path.members, path.members[1:], strict=False))
        of_this = {
            (name.get(str(a), str(a)), name.get(str(b), str(b))): next(f.value for f in factors if f.name == "tie" and f.who == b)
            for a, b in ties
        }
        chance |= of_this
        weakest |= {tie for tie, value in of_this.items() if value == min(of_this.values())}
    assert set(drawn.ties) == set(chance)
    assert weakest == {("bo", "Kim"), ("Ana $1$", "dee"), ("Ana $1$", "cy"), ("cy", "eli")}
    assert {tie for tie, (_, kind) in drawn.ties.items() if kind == "weakest link of a way"} == weakest
    order = sorted(chance, key=lambda tie: chance[tie])
    assert sorted(drawn.ties, key=lambda tie: drawn.ties[tie][0]) == order
    width = {tie: drawn.ties[tie][0] for tie in order}
    slope = (width[order[-1]] - width[order[0]]) / (chance[order[-1]] - chance[order[0]])
    assert slope > 0
    for tie in order:
        assert width[tie] - width[order[0]] == pytest.approx(slope * (chance[tie] - chance[order[0]]))
    assert drawn.chances == sorted(hobnob.chance_text(value) for value in chance.values())
    assert axes.get_title() == f"Ana $1$ to Kim: 4 ways, the best {hobnob.chance_text(ways[0].score)}"
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["tie", "weakest link of a way"]


def test_one_way_alone(ways: hobnob.Paths) -> None:
    matplotlib_axes = viz.plot_introduction(ways).figure.subplots(1, 2)[1]
    axes = viz.plot_introduction(ways, row=1, ax=matplotlib_axes)
    assert axes is matplotlib_axes
    drawn = read(axes)
    assert list(drawn.places) == ["Ana $1$", "dee", "eli", "Kim"]
    assert {spot[1] for spot in drawn.places.values()} == {0}
    assert {tie: kind for tie, (_, kind) in drawn.ties.items() if kind != "tie"} == {("Ana $1$", "dee"): "weakest link of a way"}
    assert axes.get_title() == f"Ana $1$ to Kim: {hobnob.chance_text(ways[1].score)}"
    assert read(viz.plot_introduction(ways, -1)).places.keys() == {"Ana $1$", "cy", "eli", "Kim"}
    with pytest.raises(IndexError):
        viz.plot_introduction(ways, row=4)


def test_who_is_on_two_ways_stands_where_they_are_met_first() -> None:
    network = hobnob.Network()
    network.add_connections([("ana", "bo", 0.9), ("bo", "kim", 0.5), ("ana", "cy", 0.9), ("cy", "bo", 0.9)])
    paths = hobnob.find_paths(network.snapshot(NOW).owner_view("open"), "ana", "kim")
    assert [path.members[1:-1] for path, _, _ in paths] == [["bo"], ["cy", "bo"]]
    assert {who: spot[0] for who, spot in read(viz.plot_introduction(paths)).places.items()} == {"ana": 0, "bo": 1, "cy": 1, "kim": 3}


def test_teams_numbers_and_direct_ties() -> None:
    network = hobnob.Network()
    network.add_connections([(1, 3, 0.9), (2, 3, 0.8), (3, 5, 0.9), (3, 6, 0.9)])
    view = network.snapshot(NOW).owner_view("open")
    axes = viz.plot_introduction(hobnob.find_paths(view, [1, 2], [5, 6], per="target"))
    drawn = read(axes)
    assert {who: spot[0] for who, spot in drawn.places.items()} == {"1": 0, "3": 1, "5": 2, "6": 2}
    assert axes.get_title().startswith("2 ways, the best ")  # not of one and the same pair
    direct = read(viz.plot_introduction(hobnob.cheapest_path(view, 1, 3)))
    assert direct.places == {"1": (0, 0), "3": (1, 0)}
    assert list(direct.ties) == [("1", "3")]
    nothing = viz.plot_introduction(hobnob.find_paths(view, 1, 3))
    assert (nothing.get_title(), len(nothing.collections), len(nothing.texts)) == ("no path", 0, 0)
    with pytest.raises(hobnob.InvalidArgument, match="paths must be Paths, got View"):
        viz.plot_introduction(typing.cast(typing.Any, view))


def followed(readers: int) -> hobnob.View:
    network = hobnob.Network()
    for reader in range(1, readers + 1):
        network.add_follow(reader, 0)
        network.add_follow(1000 + reader, reader)
    return network.snapshot(NOW).owner_view("open")


def test_reach_is_drawn_as_it_was_answered() -> None:
    reach = hobnob.estimate_reach(followed(80), 0, times=[30, 1, math.inf, 7], posts=[0, 5])
    axes = viz.plot_reach(reach)
    lines = {line.get_label(): line for line in axes.lines}
    assert list(lines) == [f"{what}{ever}" for what in ("views", "readers", "conversations") for ever in ("", ", ever")]
    by_day = [reach[1], reach[3], reach[0]]
    for what in ("views", "readers", "conversations"):
        assert lines[what].get_xydata().tolist() == [[point.days, getattr(point, what)] for point in by_day]
        assert list(lines[f"{what}, ever"].get_ydata()) == [getattr(reach[2], what)] * 2
        assert lines[what].get_color() == lines[f"{what}, ever"].get_color()
    assert not axes.collections  # exact: no standard error
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_ylim()[0], axes.get_xlim()[0]) == ("days", "expected", 0, 0)
    axes.figure.canvas.draw()


def test_simulated_readers_have_their_standard_error() -> None:
    reach = hobnob.estimate_reach(followed(200), 0, times=[1, 30, 180], share=0.9, worlds=30)
    drawn = [point for point in reach if point.standard_error > 0]
    assert drawn
    axes = viz.plot_reach(reach)
    [bars] = axes.collections
    [readers] = [line for line in axes.lines if line.get_label() == "readers"]
    assert matplotlib.colors.same_color(bars.get_color(), matplotlib.colors.to_rgba(readers.get_color(), bars.get_alpha()))
    assert bars.get_label() == "standard error"
    for segment, point in zip(bars.get_segments(), drawn, strict=True):
        spread = point.standard_error
        numpy.testing.assert_array_equal(segment, [[point.days, point.readers - spread], [point.days, point.readers + spread]])


def test_what_may_be_more_says_so() -> None:
    """Strangers too few to be told leave a member's answer incomplete."""
    network = hobnob.Network()
    network.add_member("ana")
    for number in range(50):
        network.add_group("readers", f"m{number}")
    network.add_group("readers", "ana")
    reach = hobnob.estimate_reach(network.snapshot(NOW).view("ana", "open"), "ana")
    assert viz.plot_reach(reach).get_ylabel() == ("expected" if reach.complete else "expected, at least")
    assert not reach.complete
    with pytest.raises(hobnob.InvalidArgument, match="reach must be a Reach, got list"):
        viz.plot_reach(typing.cast(typing.Any, []))


def test_one_axes_holds_several_reaches() -> None:
    axes = viz.plot_reach(hobnob.estimate_reach(followed(20), 0))
    assert viz.plot_reach(hobnob.estimate_reach(followed(30), 0), axes) is axes
    assert len(axes.lines) == 6


def test_without_matplotlib_the_extra_is_named() -> None:
    code = """
import sys
sys.modules["matplotlib"] = None
import hobnob
from hobnob import viz
network = hobnob.Network()
network.add_connection(1, 2)
view = network.snapshot(0).owner_view("open")
for draw in (lambda: viz.plot_introduction(hobnob.cheapest_path(view, 1, 2)), lambda: viz.plot_reach(hobnob.estimate_reach(view, 1))):
    try:
        draw()
    except ImportError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "plots are drawn by matplotlib, which is not installed: pip install hobnob[viz]\n" * 2


@pytest.mark.parametrize("name", viz.__all__)
def test_examples_of_plots_hold(name: str) -> None:
    import doctest

    text = getattr(viz, name).__doc__
    test = doctest.DocTestParser().get_doctest(text, {"hobnob": hobnob}, name, None, 0)
    out: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=out.append)
    assert test.examples
    assert not out, "".join(out)
