"""How do I see an introduction, how far words carry, whether chances are true? Plots of the numbers of answers, which compute none.

They are drawn by matplotlib, which is imported by the call that draws: pip install hobnob[viz].

>>> from hobnob import viz
>>> axes = viz.plot_reliability(hobnob.score_probabilities([0.1, 0.4, 0.6, 0.8], [0, 0, 1, 1], bins=2))  # doctest: +SKIP
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from hobnob._core import InvalidArgument, Paths, ProbabilityScores, Reach, TieBacktest, TieCut, chance_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes  # type: ignore[import-not-found, unused-ignore]
    from matplotlib.lines import Line2D  # type: ignore[import-not-found, unused-ignore]

__all__ = ["plot_introduction", "plot_reach", "plot_reliability"]

LABEL: dict[str, Any] = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
PERFECT = "as said"  # the diagonal's name in the legend


def plot_reliability(scores: ProbabilityScores | TieCut | TieBacktest, ax: Axes | None = None) -> Axes:
    """The reliability curve: what was said of rows of similar probability, and what happened.

    A point is a bin: its place the mean probability and the share that happened, its area the share of rows, its upright line the 95 %
    interval (Wilson). The dashed diagonal is where a perfect model's points lie; the dotted line is the share of all that happened, where
    those of a constant would. Both axes end with the data, so that small chances can be read; where they span magnitudes,
    `ax.set(xscale="log", yscale="log", xlim=(1e-4, 1), ylim=(1e-4, 1))` tells them apart.

    Parameters
    ----------
    scores : ProbabilityScores, TieCut or TieBacktest
        What to draw; of a backtest, a curve for each cut.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own. Several curves may share one.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ImportError
        If matplotlib is not installed.

    Examples
    --------
    >>> from hobnob.viz import plot_reliability
    >>> backtest = hobnob.backtest_ties(hobnob.generate_community(members=100, rng=1), cuts=[0.5], resamples=20)
    >>> plot_reliability(backtest).figure.savefig("reliability.svg")  # doctest: +SKIP
    """
    if isinstance(scores, ProbabilityScores):
        curves = [("", scores)]
    elif isinstance(scores, TieCut):
        curves = [(f"cut {scores.cut:g}: ", scores.scores)]
    elif isinstance(scores, TieBacktest):
        curves = [(f"cut {cut.cut:g}: ", cut.scores) for cut in scores]
    else:
        raise InvalidArgument(f"scores must be ProbabilityScores, TieCut or TieBacktest, got {scores!r}")
    axes = _new_axes() if ax is None else ax
    if PERFECT not in axes.get_legend_handles_labels()[1]:
        axes.add_artist(_diagonal())
    for name, one in curves:
        if one.count:
            _draw(axes, one, f"{name}{one.positives} of {one.count}")
    # All that was ever drawn here, so that a second curve does not cut off the first.
    end = min(1.0, 1.05 * max(axes.dataLim.xmax, axes.dataLim.ymax, 0)) or 1.0
    axes.set(xlim=(0, end), ylim=(0, end), xlabel="probability that was said", ylabel="share that happened", aspect="equal")
    axes.legend(frameon=False)
    return axes


def plot_introduction(paths: Paths, row: int | None = None, ax: Axes | None = None) -> Axes:
    """Ways to an introduction as a small network: who asks on the left, who is to be met on the right, introducers by hop between them.

    A line is a tie, the wider the likelier, with its probability beside it; the weakest link of each way is red and dashed. Whoever is on
    several ways stands where the first meeting of any of them is; better ways stand higher.

    Parameters
    ----------
    paths : Paths
        What `find_paths` or `cheapest_path` answered.
    row : int, optional
        Draw this way alone; by default all.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ImportError
        If matplotlib is not installed.
    IndexError
        If there is no such row.

    Examples
    --------
    >>> from hobnob.viz import plot_introduction
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo", 0.9), ("bo", "kim", 0.4), ("ana", "cy", 0.5), ("cy", "kim", 0.5)])
    >>> view = network.snapshot(0).owner_view("open")
    >>> axes = plot_introduction(hobnob.find_paths(view, "ana", "kim"))
    >>> axes.figure.savefig("introduction.svg")  # doctest: +SKIP
    """
    if not isinstance(paths, Paths):
        raise InvalidArgument(f"paths must be Paths, got {type(paths).__name__}")
    ways = list(paths) if row is None else [paths[row]]
    axes = _new_axes() if ax is None else ax
    axes.set_axis_off()
    if not ways:
        axes.set_title("no path")
        return axes
    hop: dict[str | int, int] = {}  # the first at which a member is met
    likely: dict[tuple[str | int, str | int], float] = {}
    weakest: set[tuple[str | int, str | int]] = set()
    for path, _, factors in ways:
        for place, member in enumerate(path.members):
            hop[member] = min(place, hop.get(member, place))
        ties = list(zip(path.members, path.members[1:], strict=False))
        of_this = dict(zip(ties, [factor.value for factor in factors if factor.name == "tie"], strict=True))
        weakest.add(min(of_this, key=of_this.__getitem__))
        likely |= of_this
    last = max(path.hops for path, _, _ in ways)
    for path, _, _ in ways:
        hop[path.members[-1]] = last
    columns = [[member for member in hop if hop[member] == place] for place in range(last + 1)]
    at = {member: (place, (len(column) - 1) / 2 - row) for place, column in enumerate(columns) for row, member in enumerate(column)}
    _draw_ties(axes, {tie: chance for tie, chance in likely.items() if tie not in weakest}, at, "tie", "0.4", "-")
    _draw_ties(axes, {tie: chance for tie, chance in likely.items() if tie in weakest}, at, "weakest link of a way", "C3", "--")
    axes.scatter([left for left, _ in at.values()], [low for _, low in at.values()], s=120, color="C0", zorder=3)
    for member, spot in at.items():
        name = paths.name(member) or str(member)
        above: dict[str, Any] = {"xytext": (0, 9), "textcoords": "offset points", "ha": "center", "va": "bottom"}
        axes.annotate(name, spot, parse_math=False, bbox=LABEL | {"alpha": 0.7}, zorder=4, **above)
    ends = {(path.members[0], path.members[-1]) for path, _, _ in ways}
    between = " to ".join(paths.name(end) or str(end) for end in next(iter(ends))) + ": " if len(ends) == 1 else ""
    number = f"{len(ways)} ways, the best " if len(ways) > 1 else ""
    axes.set_title(f"{between}{number}{chance_text(ways[0].score)}", parse_math=False)
    axes.set(xlim=(-0.3, last + 0.3), ylim=(-max(map(len, columns)) / 2 - 0.1, max(map(len, columns)) / 2 + 0.1))
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, 0.02), ncols=2)
    return axes


def _draw_ties(
    axes: Axes,
    ties: dict[tuple[str | int, str | int], float],
    at: dict[str | int, tuple[int, float]],
    label: str,
    color: str,
    style: str,
) -> None:
    from matplotlib.collections import LineCollection

    if not ties:
        return
    segments = [(at[source], at[target]) for source, target in ties]
    widths = [0.5 + 5 * chance for chance in ties.values()]
    axes.add_collection(LineCollection(segments, linewidths=widths, colors=color, linestyles=style, label=label, zorder=1))
    for ((left, low), (right, high)), chance in zip(segments, ties.values(), strict=True):
        # Nearer the beginning than the middle, where lines cross.
        where = (left + 0.4 * (right - left), low + 0.4 * (high - low))
        axes.annotate(chance_text(chance), where, ha="center", va="center", color=color, fontsize="small", zorder=2, bbox=LABEL)


def plot_reach(reach: Reach, ax: Axes | None = None) -> Axes:
    """How far words carry: views, distinct readers and conversations expected by each day that was asked about.

    Where worlds were drawn, upright lines at the readers are one standard error either way. What is expected ever, if that was asked about,
    is a dotted line.

    Parameters
    ----------
    reach : Reach
        What `estimate_reach` answered.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a figure of its own. Several may share one.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ImportError
        If matplotlib is not installed.

    Examples
    --------
    >>> from hobnob.viz import plot_reach
    >>> network = hobnob.Network()
    >>> for reader in range(1, 101):
    ...     network.add_follow(reader, 0)
    >>> reach = hobnob.estimate_reach(network.snapshot(0).owner_view("open"), 0, times=[1, 7, 30, 90, 180])
    >>> plot_reach(reach).figure.savefig("reach.svg")  # doctest: +SKIP
    """
    if not isinstance(reach, Reach):
        raise InvalidArgument(f"reach must be a Reach, got {type(reach).__name__}")
    axes = _new_axes() if ax is None else ax
    points = sorted(reach, key=lambda point: point.days)
    soon = [point for point in points if math.isfinite(point.days)]
    days = [point.days for point in soon]
    for what in ("views", "readers", "conversations"):
        [line] = axes.plot(days, [getattr(point, what) for point in soon], marker="o", linewidth=1, label=what)
        color = line.get_color()
        if points and points[-1] not in soon:
            axes.axhline(getattr(points[-1], what), color=color, linestyle=":", linewidth=1, label=f"{what}, ever")
        drawn = [point for point in soon if what == "readers" and point.standard_error > 0]
        if drawn:
            low, high = ([point.readers + sign * point.standard_error for point in drawn] for sign in (-1, 1))
            axes.vlines([point.days for point in drawn], low, high, color=color, linewidth=4, alpha=0.4, label="standard error")
    axes.set(xlabel="days", ylabel="expected" if reach.complete else "expected, at least")
    axes.set_ylim(bottom=0)
    axes.set_xlim(left=0)
    axes.legend(frameon=False)
    return axes


def _draw(axes: Axes, scores: ProbabilityScores, label: str) -> None:
    said = [each.predicted for each in scores.curve]
    happened = [each.observed for each in scores.curve]
    [line] = axes.plot(said, happened, linewidth=1, label=label)
    color = line.get_color()
    axes.scatter(said, happened, s=[400 * each.count / scores.count for each in scores.curve], color=color, zorder=3)
    axes.vlines(said, [each.lower for each in scores.curve], [each.upper for each in scores.curve], color=color, linewidth=1)
    axes.axhline(scores.positives / scores.count, color=color, linestyle=":", linewidth=1)


def _diagonal() -> Line2D:
    """An artist and no data, so that the axes end with the data; from just above 0, so that logarithmic axes show it."""
    from matplotlib.lines import Line2D

    return Line2D([1e-9, 1], [1e-9, 1], color="0.5", linestyle="--", linewidth=1, label=PERFECT, zorder=0)


def _new_axes() -> Axes:
    import importlib

    try:
        pyplot = importlib.import_module("matplotlib.pyplot")
    except ImportError:
        raise ImportError("plots are drawn by matplotlib, which is not installed: pip install hobnob[viz]") from None
    axes: Axes = pyplot.subplots()[1]
    return axes
