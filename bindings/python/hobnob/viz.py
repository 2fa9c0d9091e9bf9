"""How do I see whether probabilities are true? Plots that show the numbers of answers and compute none of their own.

They are drawn by matplotlib, which is imported by the call that draws: pip install hobnob[viz].

>>> from hobnob import viz
>>> axes = viz.plot_reliability(hobnob.score_probabilities([0.1, 0.4, 0.6, 0.8], [0, 0, 1, 1], bins=2))  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hobnob._core import InvalidArgument, ProbabilityScores, TieBacktest, TieCut

if TYPE_CHECKING:
    from matplotlib.axes import Axes  # type: ignore[import-not-found, unused-ignore]
    from matplotlib.lines import Line2D  # type: ignore[import-not-found, unused-ignore]

__all__ = ["plot_reliability"]

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
