"""Calibrations: equal to scikit-learn's, found again in a record, and taken by queries."""

from __future__ import annotations

import copy
import datetime
import math
import pickle
import typing

import numpy
import pytest

import hobnob

DAY = 86_400
START = 1_700_006_400  # a midnight in November 2023


def sample(seed: int, count: int = 700) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.int64]]:
    """What was predicted, often the same, and what came of it: not what was predicted."""
    rng = numpy.random.default_rng(seed)
    p = numpy.where(rng.random(count) < 0.3, rng.integers(1, 20, count) / 20, rng.uniform(0.001, 0.999, count))
    truth = 1 / (1 + numpy.exp(-(rng.uniform(0.2, 2) * numpy.log(p / (1 - p)) + rng.uniform(-1, 1))))
    return p, (rng.random(count) < truth).astype(numpy.int64)


@pytest.mark.parametrize("seed", range(40))
def test_isotonic_is_scikit_learns(seed: int) -> None:
    isotonic = pytest.importorskip("sklearn.isotonic")
    p, outcomes = sample(seed, 50 + 37 * seed)
    made = hobnob.calibrate(p, outcomes, method="isotonic")
    theirs = isotonic.IsotonicRegression(out_of_bounds="clip").fit(p, outcomes)
    # Not their knots: where two neighbours' means are equal, theirs differ in the last bit and stay two.
    asked = numpy.concatenate([p, made.x, theirs.X_thresholds_, numpy.linspace(0, 1, 501)])
    numpy.testing.assert_allclose(made(asked), theirs.predict(asked), rtol=0, atol=1e-12)
    assert len(made.x) <= len(theirs.X_thresholds_)


@pytest.mark.parametrize("seed", range(20))
def test_platt_is_scikit_learns(seed: int) -> None:
    calibration = pytest.importorskip("sklearn.calibration")
    p, outcomes = sample(seed)
    made = hobnob.calibrate(p, outcomes, method="platt")
    theirs = calibration._SigmoidCalibration().fit(numpy.log(p / (1 - p)), outcomes)
    assert (made.slope, made.intercept) == pytest.approx((-theirs.a_, -theirs.b_), rel=1e-3, abs=1e-3)


@pytest.mark.parametrize("seed", range(20))
def test_platt_is_what_scipy_minimises(seed: int) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    p, outcomes = sample(seed)
    yes = outcomes.sum()
    targets = numpy.where(outcomes == 1, (yes + 1) / (yes + 2), 1 / (len(outcomes) - yes + 2))
    logits = numpy.log(p) - numpy.log1p(-p)

    def slope(ab: numpy.typing.NDArray[numpy.float64]) -> numpy.typing.NDArray[numpy.float64]:
        miss = 1 / (1 + numpy.exp(-(ab[0] * logits + ab[1]))) - targets
        return numpy.array([(miss * logits).sum(), miss.sum()])

    root = optimize.root(slope, [1, 0], tol=1e-14)
    made = hobnob.calibrate(p, outcomes, method="platt")
    assert (made.slope, made.intercept) == pytest.approx(tuple(root.x), rel=1e-9, abs=1e-9)


def test_automatic_takes_the_number_of_yeses() -> None:
    p = numpy.linspace(0.01, 0.99, 2000)
    few, many = numpy.arange(2000) >= 1001, numpy.arange(2000) >= 1000
    assert hobnob.calibrate(p, few).method == "platt"
    made = hobnob.calibrate(p, many)
    assert (made.method, made.outcomes, made.positives, made.origin) == ("isotonic", 2000, 1000, "2000 outcomes given")
    assert hobnob.calibrate(list(p), [bool(each) for each in many]) == made
    assert hobnob.calibrate(p, many.astype(float), method="isotonic") == made


def test_a_calibration_maps_numbers_and_arrays() -> None:
    made = hobnob.Calibration(method="isotonic", x=[0.25, 0.75], y=[0.0, 1.0], outcomes=80, positives=40)
    assert made(0.5) == 0.5
    assert isinstance(made(0.5), float)
    assert made(1) == made(numpy.float32(0.75)) == 1.0
    assert made([0.0, 0.5, 1.0]).tolist() == [0.0, 0.5, 1.0]
    assert made(numpy.full((2, 3), 0.5)).shape == (2, 3)
    assert math.isnan(made(float("nan")))
    assert hobnob.Calibration()(0.3) == pytest.approx(0.3, rel=1e-14)
    for wrong in ("0.5", None, numpy.timedelta64(1, "D")):
        with pytest.raises(hobnob.InvalidArgument):
            made(wrong)
    with pytest.raises(hobnob.InvalidArgument, match="knots"):
        hobnob.Calibration(method="isotonic")(0.5)


def test_a_calibration_is_a_plain_value() -> None:
    made = hobnob.calibrate(*sample(1), method="isotonic")
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made
    assert made != hobnob.calibrate(*sample(2), method="isotonic")
    assert made != "isotonic"
    assert repr(hobnob.Calibration()).startswith("Calibration(method='platt', slope=1.0, intercept=0.0, x=[], y=[], outcomes=0")


@pytest.mark.parametrize(
    ("p", "outcomes", "told"),
    [
        ([0.5] * 49, [1] * 49, "at least 50 outcomes, got 49"),
        ([0.5] * 60, [1] * 59, "60 and 59"),
        ([0.5] * 60, [2] * 60, "0 or 1, got 2 at place 0"),
        ([0.5] * 60, [0.5] * 60, "0 or 1, got 0.5"),
        ([0.5] * 60, [math.nan] * 60, "0 or 1"),
        ([1.5] * 60, [1] * 60, "probabilities must be 0…1, got 1.5"),
        ([math.nan] * 60, [1] * 60, "probabilities must be 0…1"),
        (["0.5"] * 60, [1] * 60, "probabilities must be numbers"),
        ([0.5] * 60, ["yes"] * 60, "outcomes must be numbers"),
        ([[0.5] * 60], [[1] * 60], "one dimension, got 2"),
        (0.5, 1, "one dimension, got 0"),
    ],
)
def test_what_is_wrong_is_said(p: object, outcomes: object, told: str) -> None:
    with pytest.raises(hobnob.InvalidArgument, match=told):
        hobnob.calibrate(p, outcomes)
    with pytest.raises(hobnob.InvalidArgument, match="automatic"):
        hobnob.calibrate(*sample(1), method="sigmoid")  # type: ignore[call-overload]


# --- from a record ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def year() -> hobnob.Network:
    """Ana asks Bo, whose yes is rare, and Cy, who grants every second ask, for Kim; a few asks have no way, and some no answer."""
    network = hobnob.Network()
    for source, target, weight in [("ana", "bo", 0.2), ("bo", "kim", 0.3), ("ana", "cy", 0.9), ("cy", "kim", 0.9), ("kim", "dee", 0.5)]:
        network.add_connection(source, target, weight=weight)
    for i in range(120):
        at = START + 3 * DAY * i + 5000
        introducer = ["bo", "cy"][i % 2]
        network.record_ask("ana", introducer, "kim", at)
        if i % 10 != 9:
            network.record_outcome("ana", introducer, "kim", at + DAY, "yes" if i % 4 == 1 or i % 20 == 0 else "no")
        if i % 30 == 0:
            network.record_ask("ana", "dee", "bo", at)
    return network


def test_asks_can_be_read_back(year: hobnob.Network) -> None:
    asks = year.asks()
    assert len(asks) == 124
    assert asks == sorted(asks, key=lambda ask: (ask.at, ask.seeker, ask.introducer, ask.target))
    first = asks[0]
    assert (first.seeker, first.introducer, first.target, first.at) == ("ana", "bo", "kim", START + 5000)
    assert (first.answered, first.outcome) == (START + 5000 + DAY, "yes")
    assert (asks[1].introducer, asks[1].answered, asks[1].outcome) == ("dee", None, None)
    assert pickle.loads(pickle.dumps(first)) == first
    assert repr(asks[1]).startswith("Ask(seeker='ana', introducer='dee', target='bo', at=")


def predictions(network: hobnob.Network, as_of: int, model: object = None) -> tuple[list[float], list[bool]]:
    """By another road: out of all paths of the evening before."""
    p, outcomes = [], []
    for ask in network.asks():
        answered = ask.answered is not None and ask.answered <= as_of
        if ask.at > as_of or not (answered or ask.at + 30 * DAY <= as_of):
            continue
        view = network.snapshot(ask.at // DAY * DAY - 1, model).owner_view("open")
        scores: dict[typing.Any, float] = {}
        for path, score, _ in hobnob.find_paths(view, ask.seeker, ask.target, k=100_000):  # which heed no open ask
            scores.setdefault(path.members[1], score)
        if ask.introducer in scores:
            p.append(scores[ask.introducer])
            outcomes.append(answered and ask.outcome == "yes")
    return p, outcomes


@pytest.mark.parametrize("method", ["automatic", "isotonic"])
def test_a_record_gives_what_its_asks_tell(year: hobnob.Network, method: str) -> None:
    as_of = START + 330 * DAY
    p, outcomes = predictions(year, as_of)
    made = hobnob.calibrate(year, as_of, method=method)  # type: ignore[call-overload]
    expected = hobnob.calibrate(p, outcomes, method=method)  # type: ignore[call-overload]
    assert (made.method, made.slope, made.intercept, made.x, made.y) == (
        expected.method,
        expected.slope,
        expected.intercept,
        expected.x,
        expected.y,
    )
    assert made.origin == f"{len(p)} asks on record as of 2024-10-10; 4 asks left out that had no path when asked"
    assert made == hobnob.calibrate(year, datetime.datetime.fromtimestamp(as_of, datetime.UTC), hobnob.preset(), method=method)  # type: ignore[call-overload]


def test_any_model_may_predict(year: hobnob.Network) -> None:
    class Halves:
        def strength(self, pair: hobnob.PairEvidence) -> float:
            return 0.5 if pair.declared > 0.5 else 0.1

    as_of = START + 400 * DAY
    p, outcomes = predictions(year, as_of, Halves())
    made = hobnob.calibrate(year, as_of, Halves(), method="isotonic")
    assert made(numpy.array(p)).tolist() == hobnob.calibrate(p, outcomes, method="isotonic")(numpy.array(p)).tolist()
    assert hobnob.calibrate(year, as_of, hobnob.Overlap()).outcomes == len(outcomes)

    class Broken:
        def strength(self, pair: hobnob.PairEvidence) -> float:
            raise RuntimeError("no idea")

    with pytest.raises(RuntimeError, match="no idea"):
        hobnob.calibrate(year, as_of, Broken())
    with pytest.raises(hobnob.InvalidArgument, match="model must be"):
        hobnob.calibrate(year, as_of, 7)
    with pytest.raises(hobnob.InvalidArgument, match="milliseconds"):
        hobnob.calibrate(year, as_of * 1000)
    with pytest.raises(hobnob.InvalidArgument, match="max_hops"):
        hobnob.calibrate(year, as_of, max_hops=9)


def test_nothing_later_counts(year: hobnob.Network) -> None:
    as_of = START + 250 * DAY
    made = hobnob.calibrate(year, as_of)
    year.record_ask("ana", "bo", "kim", as_of + 1)
    for i in range(1, 100):
        year.add_interaction("bo", "kim", as_of + i, kind="meeting")
    year.set_consent("bo", "introduce", False, start=as_of + 1)
    year.add_block("cy", "ana", start=as_of + 1)
    for ask in year.asks():
        if ask.answered is None:
            year.record_outcome(ask.seeker, ask.introducer, ask.target, as_of + 500 * DAY, "yes")
    assert hobnob.calibrate(year, as_of) == made
    assert hobnob.calibrate(year, as_of + 600 * DAY) != made


def test_too_few_asks_are_refused(village: hobnob.Network) -> None:
    village.record_ask("ana", "bo", "kim", START)
    with pytest.raises(hobnob.InvalidArgument, match="at least 50 asks, got 0; beside them 0 asks had no path when asked, and 1 is open"):
        hobnob.calibrate(village, START)


# --- queries ---------------------------------------------------------------------------------------------------------------------------


def test_queries_take_it(view: hobnob.View) -> None:
    observed = hobnob.Calibration(slope=0.5, intercept=-0.5, outcomes=812, positives=90)
    queries: tuple[typing.Callable[..., typing.Any], ...] = (hobnob.find_paths, hobnob.rank_introducers)
    for query in queries:
        plain, mapped = query(view, "ana", "kim"), query(view, "ana", "kim", calibration=observed)
        assert [row.item for row in mapped] == [row.item for row in plain]
        assert [row.score for row in mapped] == [observed(row.score) for row in plain]
        assert mapped["score"].tolist() == observed(plain["score"]).tolist()
        for row, before in zip(mapped, plain, strict=True):
            assert row.factors[:-1] == before.factors
            assert row.factors[-1] == hobnob.Factor("calibration", row.score / before.score, None)
            assert math.prod(factor.value for factor in row.factors) == pytest.approx(row.score, rel=1e-12)
        assert (plain.method, mapped.method) == ("exact", "exact, calibrated (platt, 812 outcomes)")
        assert pickle.loads(pickle.dumps(mapped)) == mapped
        assert "calibrated (platt, 812 outcomes)" in str(mapped)
        assert "earlier asks" in str(hobnob.explain(view, mapped))
        assert "calibration × " in mapped._repr_html_()
        assert query(view, "ana", "kim", calibration=None) == plain
        assert len(query(view, "ana", "kim", calibration=observed, min_probability=mapped[0].score)) == 1
        with pytest.raises(hobnob.InvalidArgument, match="slope"):
            query(view, "ana", "kim", calibration=hobnob.Calibration(slope=-1))
    assert hobnob.find_paths(view, "ana", "kim", calibration=observed).direct is None
