"""Scores of probabilities and rankings, against scikit-learn, NumPy and SciPy."""

from __future__ import annotations

import pickle
import typing

import numpy
import pytest
import scipy.stats

import hobnob

metrics = pytest.importorskip("sklearn.metrics")
linear_model = pytest.importorskip("sklearn.linear_model")

Array = numpy.typing.NDArray[typing.Any]
EPSILON = float(numpy.finfo(float).eps)


def rows(seed: int, count: int, *, decimals: int = 16, slope: float = 1.0) -> tuple[Array, Array]:
    """Probabilities around a tenth, of which many may be equal, and outcomes that a recalibration would explain."""
    random = numpy.random.default_rng(seed)
    logits = random.normal(-2, 1.5, count)
    probabilities = numpy.round(1 / (1 + numpy.exp(-logits)), decimals)
    outcomes = (random.random(count) < 1 / (1 + numpy.exp(-(0.3 + slope * logits)))).astype(int)
    outcomes[:2] = [0, 1]
    return probabilities, outcomes


CASES = [(1, 3, 16, 1.0), (2, 50, 1, 1.0), (3, 1000, 16, 0.7), (4, 5000, 2, 1.3), (5, 20_000, 3, 1.0)]


@pytest.mark.parametrize(("seed", "count", "decimals", "slope"), CASES)
def test_log_loss_brier_and_auc_are_those_of_scikit_learn(seed: int, count: int, decimals: int, slope: float) -> None:
    probabilities, outcomes = rows(seed, count, decimals=decimals, slope=slope)
    scores = hobnob.score_probabilities(probabilities, outcomes)
    assert scores.count == count
    assert scores.positives == outcomes.sum()
    assert scores.log_loss == pytest.approx(metrics.log_loss(outcomes, probabilities), rel=1e-12, abs=1e-12)
    assert scores.brier == pytest.approx(metrics.brier_score_loss(outcomes, probabilities), rel=1e-12)
    assert scores.auc == pytest.approx(metrics.roc_auc_score(outcomes, probabilities), rel=1e-12)


def test_certainty_is_clipped_as_scikit_learn_does_it() -> None:
    probabilities = [0.0, 1.0, 0.0, 1.0, 1e-17, 1 - 2**-53, 0.5]
    outcomes = [0, 1, 1, 0, 1, 0, 1]
    scores = hobnob.score_probabilities(probabilities, outcomes)
    assert scores.log_loss == pytest.approx(metrics.log_loss(outcomes, probabilities), rel=1e-12)
    assert scores.auc == pytest.approx(metrics.roc_auc_score(outcomes, probabilities), rel=1e-12)


@pytest.mark.parametrize("bins", [1, 4, 15, 1000])
@pytest.mark.parametrize(("seed", "count", "decimals", "slope"), CASES)
def test_bins_are_those_of_mean_ranks(seed: int, count: int, decimals: int, slope: float, bins: int) -> None:
    p, y = rows(seed, count, decimals=decimals, slope=slope)
    scores = hobnob.score_probabilities(p, y, bins=bins, draws=0)
    place = ((2 * scipy.stats.rankdata(p) - 1) * bins / (2 * count) + 1e-12).astype(int)
    used = numpy.unique(place)
    size = numpy.array([(place == each).sum() for each in used])
    predicted = numpy.array([p[place == each].mean() for each in used])
    observed = numpy.array([y[place == each].mean() for each in used])
    table = scores.to_table()
    assert table["count"].tolist() == size.tolist()
    numpy.testing.assert_allclose(table["predicted"], predicted, rtol=1e-12)
    numpy.testing.assert_allclose(table["observed"], observed, rtol=1e-12)
    close = {"rel": 1e-12, "abs": 1e-14}
    assert scores.calibration_error == pytest.approx(float(size @ abs(predicted - observed)) / count, **close)
    assert scores.reliability == pytest.approx(float(size @ (predicted - observed) ** 2) / count, **close)
    assert scores.resolution == pytest.approx(float(size @ (observed - y.mean()) ** 2) / count, **close)
    assert scores.uncertainty == pytest.approx(y.var(), **close)
    assert scores.brier == pytest.approx(scores.reliability - scores.resolution + scores.uncertainty + scores.within_bin, **close)
    for row in scores.curve:
        interval = scipy.stats.binomtest(round(row.observed * row.count), row.count).proportion_ci(method="wilson")
        assert (row.lower, row.upper) == pytest.approx((interval.low, interval.high), **close)


@pytest.mark.parametrize(("seed", "count", "decimals", "slope"), CASES[1:])
def test_recalibration_is_a_logistic_regression(seed: int, count: int, decimals: int, slope: float) -> None:
    probabilities, outcomes = rows(seed, count, decimals=decimals, slope=slope)
    scores = hobnob.score_probabilities(probabilities, outcomes, draws=0)
    clipped = numpy.clip(probabilities, EPSILON, 1 - EPSILON)
    logits = numpy.log(clipped / (1 - clipped))
    model = linear_model.LogisticRegression(C=numpy.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    model.fit(logits[:, None], outcomes)
    assert (scores.slope, scores.intercept) == pytest.approx((model.coef_[0, 0], model.intercept_[0]), rel=1e-6, abs=1e-6)


def test_a_perfect_model_stays_below_the_null_and_a_wrong_one_does_not() -> None:
    below = 0
    for seed in range(40):
        random = numpy.random.default_rng(seed)
        probabilities = random.random(2000) ** 3
        scores = hobnob.score_probabilities(probabilities, random.random(2000) < probabilities, rng=seed)
        assert scores.calibration_null is not None
        below += scores.calibration_error <= scores.calibration_null
        wrong = hobnob.score_probabilities(probabilities, random.random(2000) < probabilities**1.5, rng=seed)
        assert wrong.calibration_null is not None
        assert wrong.calibration_error > wrong.calibration_null
    assert below >= 34  # 38 are expected; fewer than 34 have a chance of 1 in 300


def test_the_null_is_the_quantile_of_redrawn_outcomes() -> None:
    probabilities, _ = rows(8, 900, decimals=3)
    random = numpy.random.default_rng(1)
    errors = [hobnob.score_probabilities(probabilities, random.random(900) < probabilities, draws=0).calibration_error for _ in range(1000)]
    null = hobnob.score_probabilities(probabilities, numpy.zeros(900), draws=2000).calibration_null
    assert null == pytest.approx(numpy.quantile(errors, 0.95), rel=0.04)


@pytest.mark.parametrize("k", [1, 3, 10])
def test_ndcg_is_that_of_scikit_learn(k: int) -> None:
    random = numpy.random.default_rng(k)
    gains = (random.random((60, 25)) < 0.15).astype(int)
    gains[numpy.arange(60), random.integers(25, size=60)] = 1
    order = -numpy.arange(25.0)[None, :].repeat(60, axis=0)
    ranks = [numpy.flatnonzero(each) + 1 for each in gains]
    scores = hobnob.score_rankings(ranks, gains.sum(axis=1), k=k)
    assert scores.ndcg == pytest.approx(metrics.ndcg_score(gains, order, k=k), rel=1e-12)
    assert scores.mrr == pytest.approx(numpy.mean([1 / each[0] for each in ranks]), rel=1e-12)
    within = gains[:, :k].sum(axis=1)
    assert scores.recall == pytest.approx((within / gains.sum(axis=1)).mean(), rel=1e-12)
    assert scores.hits == pytest.approx((within > 0).mean(), rel=1e-12)

    filled = gains * numpy.arange(1, 26)  # 0 where nothing was found
    assert hobnob.score_rankings(filled, gains.sum(axis=1), k=k) == scores
    assert hobnob.score_rankings(filled.astype(numpy.uint8)[:, ::-1], list(gains.sum(axis=1)), k=k) == scores
    intervals = hobnob.bootstrap_rankings(filled, gains.sum(axis=1), k=k, resamples=50)
    assert intervals.ndcg.value == scores.ndcg
    assert intervals.ndcg.lower < scores.ndcg < intervals.ndcg.upper


def test_intervals_are_quantiles_of_resampled_members() -> None:
    probabilities, outcomes = rows(6, 2000, decimals=2)
    groups = numpy.arange(2000) // 20
    intervals = hobnob.bootstrap_probabilities(probabilities, outcomes, groups, resamples=600)
    whole = hobnob.score_probabilities(probabilities, outcomes, draws=0)
    assert intervals.auc is not None
    assert (intervals.groups, intervals.log_loss.value, intervals.auc.value) == (100, whole.log_loss, whole.auc)
    random = numpy.random.default_rng(0)
    losses, areas = [], []
    for _ in range(600):
        drawn = (random.integers(100, size=100)[:, None] * 20 + numpy.arange(20)).ravel()
        losses.append(metrics.log_loss(outcomes[drawn], probabilities[drawn]))
        areas.append(metrics.roc_auc_score(outcomes[drawn], probabilities[drawn]))
    for interval, values in ((intervals.log_loss, losses), (intervals.auc, areas)):
        tolerance = 0.35 * float(numpy.std(values))
        assert interval.lower == pytest.approx(numpy.quantile(values, 0.025), abs=tolerance)
        assert interval.upper == pytest.approx(numpy.quantile(values, 0.975), abs=tolerance)


@pytest.mark.parametrize(
    "groups",
    [
        ["ana", "bo", "bo", "cy"],
        numpy.array(["ana", "bo", "bo", "cy"]),
        numpy.array(["ana", "bo", "bo", "cy"], dtype=object),
        [1, 2, 2, 3],
        [-5, 0, 0, 2**40],
        numpy.array([0, 2**63, 2**63, 2**64 - 1], dtype=numpy.uint64),
        numpy.array([7, 8, 8, 200], dtype=numpy.uint8),
    ],
)
def test_members_have_any_keys(groups: typing.Any) -> None:
    intervals = hobnob.bootstrap_probabilities([0.1, 0.2, 0.3, 0.6], [0, 1, 0, 1], groups, rng=5)
    assert intervals.groups == 3
    assert intervals == hobnob.bootstrap_probabilities([0.1, 0.2, 0.3, 0.6], [0, 1, 0, 1], [0, 1, 1, 2], rng=5)


def test_any_arrays_will_do() -> None:
    probabilities, outcomes = rows(9, 200, decimals=2)
    scores = hobnob.score_probabilities(probabilities, outcomes)
    pandas = pytest.importorskip("pandas")
    for p in (list(probabilities), pandas.Series(probabilities), numpy.repeat(probabilities, 2)[::2]):
        for y in (outcomes.astype(bool), outcomes.astype(numpy.uint8), outcomes.astype(float), outcomes.tolist(), pandas.Series(outcomes)):
            assert hobnob.score_probabilities(p, y) == scores
    single = probabilities.astype(numpy.float32)
    assert hobnob.score_probabilities(single, outcomes) == hobnob.score_probabilities(single.astype(float), outcomes)
    assert hobnob.score_probabilities([0, 1], [False, True]).brier == 0


def test_no_rows_are_zeros_and_nones() -> None:
    scores = hobnob.score_probabilities([], [])
    assert (scores.count, scores.brier, scores.auc, scores.calibration_null, scores.slope, scores.curve) == (0, 0, None, None, None, [])
    assert str(scores) == "No probabilities.\n"
    assert len(scores.to_table()) == 0
    assert hobnob.bootstrap_probabilities([], [], []).auc is None
    assert hobnob.score_rankings([], []).queries == 0
    assert hobnob.bootstrap_rankings([[]], [0]).left_out == 1


def test_the_same_seed_gives_the_same_draws() -> None:
    probabilities, outcomes = rows(10, 300)
    one = hobnob.score_probabilities(probabilities, outcomes, rng=3)
    assert one == hobnob.score_probabilities(probabilities, outcomes, rng=3)
    assert one != hobnob.score_probabilities(probabilities, outcomes, rng=4)
    drawn = hobnob.score_probabilities(probabilities, outcomes, rng=numpy.random.default_rng(1))
    assert drawn.calibration_null not in (None, one.calibration_null)


def test_scores_are_plain_values() -> None:
    probabilities, outcomes = rows(11, 300, decimals=1)
    values: list[typing.Any] = [
        hobnob.score_probabilities(probabilities, outcomes),
        hobnob.score_probabilities([0.5], [1]),
        hobnob.score_rankings([[1], [3, 2]], [1, 2]),
        hobnob.bootstrap_probabilities(probabilities, outcomes, outcomes),
        hobnob.bootstrap_rankings([[1], [3, 2]], [1, 2]),
    ]
    values += [values[0].curve[0], values[3].log_loss]
    for value in values:
        again = pickle.loads(pickle.dumps(value))
        assert again == value
        assert repr(again) == repr(value)
        assert type(value).__name__ in repr(value)
    assert values[0] != values[1]
    assert "300 probabilities" in str(values[0])
    assert "MRR 0.75" in str(values[2])
    assert values[2].to_table()["mrr"].tolist() == [0.75]


@pytest.mark.parametrize(
    ("probabilities", "outcomes", "options", "said"),
    [
        ([0.5, float("nan")], [0, 1], {}, r"probabilities\[1\] must be 0…1, got nan"),
        ([1.5], [1], {}, r"probabilities\[0\] must be 0…1, got 1.5"),
        ([0.5], [2], {}, r"outcomes\[0\] must be 0 or 1, got 2"),
        ([0.5], [0.5], {}, r"outcomes\[0\] must be 0 or 1, got 0.5"),
        ([0.5], [float("nan")], {}, r"outcomes\[0\] must be 0 or 1, got nan"),
        ([0.5, 0.6], [1], {}, "as many outcomes"),
        ([[0.5]], [1], {}, "probabilities must have one dimension"),
        (0.5, [1], {}, "probabilities must have one dimension"),
        (["a"], [1], {}, "probabilities must be numbers"),
        ([0.5], [None], {}, "outcomes must be"),
        ([0.5], [1], {"bins": 0}, "bins must be 1…1000, got 0"),
        ([0.5], [1], {"draws": -1}, "draws"),
    ],
)
def test_what_is_no_probability_is_refused(probabilities: typing.Any, outcomes: typing.Any, options: typing.Any, said: str) -> None:
    with pytest.raises(hobnob.InvalidArgument, match=said):
        hobnob.score_probabilities(probabilities, outcomes, **options)


@pytest.mark.parametrize(
    ("ranks", "relevant", "said"),
    [
        ([[1, 1]], [2], "rank 1 occurs twice"),
        ([[1, 2]], [1], "2 ranks are more"),
        ([[-1]], [1], "ranks must be 0"),
        ([[1.5]], [2], "whole numbers"),
        (numpy.ones((1, 1)), [2], "whole numbers"),
        (numpy.array([1, 2]), [1, 1], "two dimensions"),
        ([1, 2], [1, 1], "one dimension"),
        ([[1]], [1, 1], "a number for each of the 1 queries"),
        ([[1]], [-1], "relevant must be"),
        ([[2**40]], [1], "ranks must be"),
    ],
)
def test_what_is_no_ranking_is_refused(ranks: typing.Any, relevant: typing.Any, said: str) -> None:
    with pytest.raises(hobnob.InvalidArgument, match=said):
        hobnob.score_rankings(ranks, relevant)


def test_groups_must_name_the_member_of_each_row() -> None:
    with pytest.raises(hobnob.InvalidArgument, match="as many groups"):
        hobnob.bootstrap_probabilities([0.5, 0.5], [0, 1], [1])
    with pytest.raises(hobnob.InvalidArgument, match="groups must be whole numbers or text"):
        hobnob.bootstrap_probabilities([0.5], [0], [0.5])
