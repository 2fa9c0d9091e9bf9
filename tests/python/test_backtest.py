"""Backtests against scikit-learn and NumPy on what models were asked, and what they look like in Python."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import typing

import numpy
import pytest

import hobnob

metrics = pytest.importorskip("sklearn.metrics")

DAY = 86_400
Array = numpy.typing.NDArray[typing.Any]


@pytest.fixture(scope="module")
def community() -> hobnob.Network:
    return hobnob.generate_community(members=300, rng=5)


class Spy:
    """The preset, and all that it was asked and said."""

    def __init__(self, window_days: float = 30) -> None:
        self.preset = hobnob.preset(window_days=window_days)
        self.asked: list[hobnob.PairEvidence] = []
        self.said: list[float] = []

    def strength(self, pair: hobnob.PairEvidence) -> float:
        self.asked.append(pair)
        self.said.append(self.preset.strength(pair))
        return self.said[-1]

    def evidence_options(self) -> hobnob.EvidenceOptions:
        return self.preset.evidence_options()

    def info(self) -> hobnob.TieModelInfo:
        return self.preset.info()


def happened(network: hobnob.Network, cut: hobnob.TieCut) -> Array:
    """The outcomes, in the order in which models are asked, by the road of `training_data`, whose window ends where the cut's does."""
    table = hobnob.training_data(network, cut.until, window_days=cut.window_days)
    return numpy.asarray(table["turned"])


def test_scores_are_those_of_scikit_learn(community: hobnob.Network) -> None:
    for share, window in [(0.5, 30.0), (0.8, 7.0)]:
        spy = Spy(window)
        [cut] = hobnob.backtest_ties(community, spy, cuts=[share], resamples=20)
        said, outcomes = numpy.array(spy.said), happened(community, cut)
        assert cut.window_days == window
        assert cut.until == cut.as_of + window * DAY
        assert cut.population == len(said) == len(outcomes)
        assert 0 < cut.positives == outcomes.sum() < cut.population
        assert cut.base_rate == outcomes.mean()
        assert cut.scores.log_loss == pytest.approx(metrics.log_loss(outcomes, said), rel=1e-12)
        assert cut.scores.brier == pytest.approx(metrics.brier_score_loss(outcomes, said), rel=1e-12)
        assert cut.scores.auc == pytest.approx(metrics.roc_auc_score(outcomes, said), rel=1e-12)
        assert cut.scores == hobnob.score_probabilities(said, outcomes)
        past = numpy.asarray(hobnob.training_data(community, cut.as_of, window_days=window)["turned"])
        assert (cut.past_population, cut.past_positives) == (len(past), past.sum())
        constant = numpy.full(len(outcomes), past.mean())
        assert cut.constant_log_loss == pytest.approx(metrics.log_loss(outcomes, constant), rel=1e-12)
        assert cut.constant_calibration_error == pytest.approx(abs(past.mean() - outcomes.mean()), rel=1e-12)


def test_rankings_and_intervals_are_of_each_members_ties(community: hobnob.Network) -> None:
    spy = Spy()
    [cut] = hobnob.backtest_ties(community, spy, cuts=[0.6], k=3, resamples=40, rng=7)
    table = hobnob.training_data(community, cut.until)
    said, turned, source, target = numpy.array(spy.said), table["turned"], table["source"], table["target"]
    assert cut.intervals == hobnob.bootstrap_probabilities(said, turned, source, resamples=40, rng=7)
    ranks: list[list[int]] = []
    gains: list[float] = []
    for member in sorted(set(source)):
        rows = sorted(numpy.flatnonzero(source == member), key=lambda i: (-said[i], target[i]))
        right = [rank for rank, i in enumerate(rows, 1) if turned[i]]
        ranks.append(right)
        if right and len(rows) > 1:
            order = numpy.arange(len(rows), 0, -1, dtype=float)
            gains.append(metrics.ndcg_score([turned[rows]], [order], k=3))
        elif right:
            gains.append(1.0)
    relevant = [len(right) for right in ranks]
    assert cut.ranking == hobnob.score_rankings(ranks, relevant, k=3)
    assert cut.ranking_intervals == hobnob.bootstrap_rankings(ranks, relevant, k=3, resamples=40, rng=7)
    assert cut.ranking.ndcg == pytest.approx(numpy.mean(gains), rel=1e-12)


def test_strata_are_of_the_evidence_alone(community: hobnob.Network) -> None:
    spy = Spy(14)
    [cut] = hobnob.backtest_ties(community, spy, cuts=[0.6], resamples=5)
    outcomes = happened(community, cut)
    names = []
    for pair in spy.asked:
        events = pair.out.events + pair.back.events
        first = max((way.days_since_first for way in (pair.out, pair.back) if way.events), default=0)
        last = min(pair.out.days_since_last, pair.back.days_since_last)
        names.append(
            "declared" if not events else "new" if first < 14 else "dormant" if last >= 42 else "strong" if events >= 10 else "weak"
        )
    assert [each.name for each in cut.strata] == ["declared", "new", "dormant", "strong", "weak"]
    for each in cut.strata:
        chosen = numpy.array(names) == each.name
        said, turned = numpy.array(spy.said)[chosen], outcomes[chosen]
        assert (each.population, each.positives) == (len(said), turned.sum())
        if not each.population:
            continue
        assert each.predicted == pytest.approx(said.mean(), rel=1e-12)
        assert each.observed == pytest.approx(turned.mean(), rel=1e-12)
        assert each.log_loss == pytest.approx(metrics.log_loss(turned, said, labels=[0, 1]), rel=1e-12)
        scores = hobnob.score_probabilities(said, turned)
        assert (each.auc, each.calibration_error, each.calibration_null) == (scores.auc, scores.calibration_error, scores.calibration_null)


# --- three ways to name a model --------------------------------------------------------------------------------------------------------


def test_models_and_makers(community: hobnob.Network) -> None:
    asked: dict[str, typing.Any] = {"cuts": [0.4, 0.7], "resamples": 10}
    seen: list[tuple[hobnob.Network, int]] = []

    def fit(network: hobnob.Network, as_of: int) -> hobnob.LogisticTies:
        seen.append((network, as_of))
        return hobnob.fit_ties(network, as_of, window_days=14, prior_weight=2)

    made = hobnob.backtest_ties(community, fit, **asked)
    assert made == hobnob.backtest_ties(community, window_days=14, prior_weight=2, **asked)
    assert [as_of for _, as_of in seen] == [cut.as_of for cut in made]
    assert all(network is community for network, _ in seen)
    preset = hobnob.backtest_ties(community, hobnob.preset(window_days=14), **asked)
    assert preset != made
    assert preset == hobnob.backtest_ties(community, Spy(14), **asked)
    assert preset == hobnob.backtest_ties(community, lambda network, as_of: Spy(14), **asked)
    assert preset == hobnob.backtest_ties(community, lambda network, as_of: hobnob.preset(window_days=14), **asked)


def test_models_that_fail_are_heard(community: hobnob.Network) -> None:
    class Broken(Spy):
        def strength(self, pair: hobnob.PairEvidence) -> float:
            return 1 / 0

    class Wild(Spy):
        def strength(self, pair: hobnob.PairEvidence) -> float:
            return 1.5

    for model in (Broken(), lambda network, as_of: Broken(), lambda network, as_of: 1 / 0):
        with pytest.raises(ZeroDivisionError):
            hobnob.backtest_ties(community, model)
    with pytest.raises(hobnob.InvalidArgument, match=r"must give strengths 0…1, gave 1\.5"):
        hobnob.backtest_ties(community, Wild())
    with pytest.raises(hobnob.InvalidArgument, match="the callable must return LogisticTies"):
        hobnob.backtest_ties(community, lambda network, as_of: 3)
    for wrong in (3, "fitted", hobnob.Overlap()):
        with pytest.raises(hobnob.InvalidArgument, match="model must be None, LogisticTies"):
            hobnob.backtest_ties(community, wrong)
    with pytest.raises(hobnob.InvalidArgument, match="in use by the call that is calling back"):
        hobnob.backtest_ties(community, lambda network, as_of: network.add_member("new"))


def test_options_out_of_range_are_refused(community: hobnob.Network) -> None:
    cases: list[tuple[list[float], str]] = [([0.5, 1.5], "got 1.5"), ([0], "got 0"), ([float("nan")], "got nan"), ([], "got 0")]
    for wrong, says in cases:
        with pytest.raises(hobnob.InvalidArgument, match=says):
            hobnob.backtest_ties(community, cuts=wrong)
    with pytest.raises(hobnob.InvalidArgument, match="window_days"):
        hobnob.backtest_ties(community, window_days=0)
    with pytest.raises(hobnob.InvalidArgument, match="without interactions"):
        hobnob.backtest_ties(hobnob.Network())


def test_progress_is_told_and_cancels(community: hobnob.Network) -> None:
    seen: list[tuple[int, int]] = []
    hobnob.backtest_ties(community, cuts=[0.5, 0.7], resamples=5, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (8, 8)
    for no in (False, numpy.False_):
        with pytest.raises(hobnob.Cancelled):
            hobnob.backtest_ties(community, progress=lambda done, of, no=no: no)
    with pytest.raises(ZeroDivisionError):
        hobnob.backtest_ties(community, progress=lambda done, of: 1 / 0)


def test_threads_share_a_network(community: hobnob.Network) -> None:
    expected = hobnob.backtest_ties(community, cuts=[0.5], resamples=10)
    found: list[bool] = []

    def ask(model: object) -> None:
        found.append(hobnob.backtest_ties(community, model, cuts=[0.5], resamples=10) == expected)

    threads = [threading.Thread(target=ask, args=[model]) for model in (None, hobnob.fit_ties) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 6


# --- what it looks like ----------------------------------------------------------------------------------------------------------------


def test_it_is_a_sequence_and_a_table(community: hobnob.Network) -> None:
    backtest = hobnob.backtest_ties(community, cuts=[0.5, 0.8], resamples=10)
    assert len(backtest) == 2
    assert list(backtest) == backtest.rows == [backtest[0], backtest[-1]]
    with pytest.raises(IndexError):
        backtest[2]
    assert list(backtest["cut"]) == [0.5, 0.8]
    assert list(backtest["log_loss"]) == [cut.scores.log_loss for cut in backtest]
    assert list(backtest["ndcg_lower"]) == [cut.ranking_intervals.ndcg.lower for cut in backtest]
    frame = backtest.to_pandas()
    assert list(frame.columns) == backtest.to_table().columns == list(backtest.to_dicts()[0])
    assert list(frame["judged"]) == [cut.judged for cut in backtest]
    assert pickle.loads(pickle.dumps(backtest)) == backtest
    assert pickle.loads(pickle.dumps(backtest[0])) == backtest[0] != backtest[1]
    assert str(backtest) == str(backtest[0]) + str(backtest[1])
    assert repr(backtest) == "<hobnob.TieBacktest: 2 rows>"
    assert str(backtest[0].population) in repr(backtest[0])
    assert "<table" in backtest._repr_html_()
    assert "<script" not in backtest._repr_html_()


# --- the plot --------------------------------------------------------------------------------------------------------------------------


def axes_of(*arguments: typing.Any) -> typing.Any:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from hobnob import viz

    return viz.plot_reliability(*arguments)


def test_a_plot_draws_what_the_numbers_say() -> None:
    random = numpy.random.default_rng(3)
    said = random.random(500) ** 3
    scores = hobnob.score_probabilities(said, random.random(500) < said, bins=8)
    axes = axes_of(scores)
    table = scores.to_table()
    [points, intervals] = axes.collections
    numpy.testing.assert_array_equal(points.get_offsets(), numpy.column_stack([table["predicted"], table["observed"]]))
    numpy.testing.assert_allclose(points.get_sizes() / points.get_sizes().sum(), table["count"] / scores.count)
    for segment, row in zip(intervals.get_segments(), table.to_dicts(), strict=True):
        numpy.testing.assert_array_equal(segment, [[row["predicted"], row["lower"]], [row["predicted"], row["upper"]]])
    [diagonal, curve, constant] = axes.lines
    ends = diagonal.get_xydata()
    assert (ends[:, 0] == ends[:, 1]).all()
    assert 0 < ends.min() < 1e-6
    assert ends.max() == 1
    numpy.testing.assert_array_equal(curve.get_xydata(), points.get_offsets())
    assert list(constant.get_ydata()) == [scores.positives / scores.count] * 2
    assert axes.get_xlim() == axes.get_ylim()
    assert axes.get_ylim()[1] >= max(table["upper"])
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["as said", f"{scores.positives} of 500"]
    axes.figure.canvas.draw()


def test_small_chances_fill_the_plot() -> None:
    axes = axes_of(hobnob.score_probabilities([0.001] * 9000 + [0.002] * 9000, [0] * 17970 + [1] * 30, draws=0))
    assert axes.get_xlim()[1] < 0.01
    axes.set(xscale="log", yscale="log", xlim=(1e-4, 1), ylim=(1e-4, 1))
    axes.figure.canvas.draw()
    [points] = [each for each in axes.collections if hasattr(each, "get_sizes")]
    inside = axes.transAxes.inverted().transform(axes.transData.transform(points.get_offsets()[-1]))  # of the others none happened
    assert ((inside > 0) & (inside < 1)).all()


def test_a_backtest_has_a_curve_for_each_cut(community: hobnob.Network) -> None:
    backtest = hobnob.backtest_ties(community, cuts=[0.5, 0.8], resamples=5)
    axes = axes_of(backtest)
    assert len(axes.collections) == 4
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["as said", *(f"cut {cut.cut:g}: {cut.positives} of {cut.population}" for cut in backtest)]
    one = axes_of(backtest[0])
    two = axes_of(backtest[1], one)  # on the same axes
    assert two is one
    assert [text.get_text() for text in one.get_legend().get_texts()] == labels
    assert one.get_xlim() == axes.get_xlim()


def test_a_plot_of_nothing_is_a_diagonal() -> None:
    axes = axes_of(hobnob.score_probabilities([], []))
    assert len(axes.lines) == 1
    assert axes.get_xlim() == (0, 1)
    with pytest.raises(hobnob.InvalidArgument, match="scores must be"):
        axes_of([0.5])


def test_without_matplotlib_the_extra_is_named() -> None:
    code = """
import sys
sys.modules["matplotlib"] = None
import hobnob
from hobnob import viz
try:
    viz.plot_reliability(hobnob.score_probabilities([0.5], [1]))
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "plots are drawn by matplotlib, which is not installed: pip install hobnob[viz]\n"
