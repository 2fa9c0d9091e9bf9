"""A fit against scikit-learn's, on what `training_data` hands to both."""

from __future__ import annotations

import functools
import pickle

import numpy as np
import pytest

import hobnob

DAY = 86_400
NOW = 1_700_000_000
FEATURES = [
    "recency_out",
    "recency_back",
    "log_mass_quarter",
    "log_mass",
    "log_mass_triple",
    "log_mass_back",
    "recency_either",
    "log_weight",
]


def planted(theta: list[float], pairs: int, seed: int = 0) -> hobnob.Network:
    """Pairs that talked each at its own pace; in the last 30 days each direction turns with the chance that `theta` says."""
    random = np.random.default_rng(seed)
    network = hobnob.Network()
    start = NOW - 30 * DAY
    many = random.integers(1, 15, pairs)
    pair = np.repeat(np.arange(pairs), many)
    pace = (30 * DAY * 10 ** (random.random(pairs) * 2 - 1.2))[pair]
    times = (start - random.exponential(pace)).astype(np.int64)
    back = random.random(len(pair)) < 0.4
    network.add_interactions({"source": 2 * pair + back, "target": 2 * pair + ~back, "time": times})
    data = hobnob.training_data(network, NOW)
    logit = theta[0] + sum(weight * data[name] for weight, name in zip(theta[1:], FEATURES, strict=True))
    turned = random.random(len(logit)) < 1 / (1 + np.exp(-logit))
    network.add_interactions({"source": data["source"][turned], "target": data["target"][turned], "time": np.full(turned.sum(), NOW - DAY)})
    return network


def test_with_a_flat_prior_it_is_scikit_learns_logistic_regression() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    network = planted([-1, 0.25, 0.2, 0.5, 0.5, 0.5, 0.4, 0.3, 0.6], 30_000)
    model = hobnob.fit_ties(network, NOW, prior_weight=0, steadiness=0)
    assert min(model.theta[1:]) > 0, "no bound is active"
    data = hobnob.training_data(network, NOW)
    x = np.column_stack([data[name] for name in FEATURES])
    peer = linear_model.LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-13, max_iter=1000).fit(x, data["turned"])
    assert model.theta == pytest.approx([*peer.intercept_, *peer.coef_[0]], abs=1e-6)
    assert model.fit.rows == len(x)
    assert model.fit.positives == data["turned"].sum()
    peer_loss = pytest.importorskip("sklearn.metrics").log_loss(data["turned"], peer.predict_proba(x)[:, 1])
    assert model.fit.log_loss == pytest.approx(peer_loss, abs=1e-9)


def test_where_scikit_learn_finds_a_negative_slope_ours_is_zero() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    network = planted([-1, -0.4, 0.2, 0.5, 0.5, 0.5, 0.4, 0.3, 0.6], 20_000, seed=1)
    model = hobnob.fit_ties(network, NOW, prior_weight=0, steadiness=0)
    data = hobnob.training_data(network, NOW)
    x = np.column_stack([data[name] for name in FEATURES])
    free = linear_model.LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-13).fit(x, data["turned"])
    assert free.coef_[0][0] < 0
    assert model.theta[1] == 0
    kept = [i for i in range(8) if model.theta[i + 1] > 0]
    peer = linear_model.LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-13, max_iter=1000).fit(x[:, kept], data["turned"])
    assert [model.theta[i + 1] for i in kept] == pytest.approx(peer.coef_[0], abs=1e-6)


def test_a_fitted_model_is_a_value_that_snapshots_take() -> None:
    network = planted([-1, 0.25, 0.2, 0.5, 0.5, 0.5, 0.4, 0.3, 0.6], 500)
    model = hobnob.fit_ties(network, NOW, window_days=30)
    assert isinstance(model, hobnob.LogisticTies)
    assert pickle.loads(pickle.dumps(model)) == model != hobnob.preset()
    assert model.fit.until - model.fit.start == 30 * DAY
    assert hobnob.fit_ties(network, NOW) == model
    snapshot = network.snapshot(NOW, model)
    assert snapshot.model == model.info()
    assert dict(snapshot.model.parameters)["fit rows"] == model.fit.rows


def test_training_data_are_columns_by_key() -> None:
    network = hobnob.Network()
    network.add_interaction("ana", "bo", NOW - 40 * DAY)
    network.add_interaction("bo", "ana", NOW - 3 * DAY)
    network.add_connection("bo", "kim", weight=0.5)
    data = hobnob.training_data(network, NOW)
    assert list(data.columns if hasattr(data, "columns") else data.to_dicts()[0]) == ["source", "target", *FEATURES, "declared", "turned"]
    rows = {(row["source"], row["target"]): row for row in data.to_dicts()}
    assert set(rows) == {("ana", "bo"), ("bo", "ana"), ("bo", "kim"), ("kim", "bo")}
    assert rows["ana", "bo"]["turned"] == 0
    assert rows["bo", "ana"]["turned"] == 1
    assert rows["bo", "kim"]["declared"] == 0.5
    assert rows["ana", "bo"]["recency_out"] == pytest.approx(-np.log(0.01 + 10 / 30))
    assert rows["bo", "ana"]["recency_out"] == pytest.approx(-np.log(1000.01))
    assert rows["bo", "ana"]["recency_either"] == rows["ana", "bo"]["recency_out"]


def test_progress_is_told_and_ends_a_fit() -> None:
    network = hobnob.generate_community(members=300, rng=1)
    now = network.last_event()
    told: list[tuple[int, int]] = []
    model = hobnob.fit_ties(network, now, progress=lambda done, steps: told.append((done, steps)))
    assert model == hobnob.fit_ties(network, now)
    assert told == sorted(told)
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)
    kinds = ("count", "half_life", "recency", "gamma_poisson", "bg_nbd")
    comparisons = [functools.partial(hobnob.fit_comparison, which=kind) for kind in kinds]
    fits = (hobnob.fit_ties, *comparisons)
    of_nobody = [lambda _, now, progress, fit=fit: fit(hobnob.Network(), now, progress=progress) for fit in fits]
    for ending in (hobnob.training_data, *comparisons, *of_nobody):
        told.clear()
        ending(network, now, progress=lambda done, steps: told.append((done, steps)))
        assert told[-1] == told[-1][::-1]
    for call in (hobnob.training_data, *fits):
        with pytest.raises(hobnob.Cancelled):
            call(network, now, progress=lambda *_: False)


def level_of(logits: np.ndarray, turned: np.ndarray, width: float = 0.5) -> float:
    """What must be added to the logits so that they fit best, under a normal prior around 0."""
    added = 0.0
    for _ in range(100):
        chance = 1 / (1 + np.exp(-logits - added))
        step = (np.sum(chance - turned) + added / width**2) / (np.sum(chance * (1 - chance)) + 1 / width**2)
        added -= step
        if abs(step) < 1e-12:
            break
    return added


@pytest.mark.parametrize(("morning", "afternoon"), [(0.4, 0.1), (0.1, 0.4), (0.3, 0.28)])
def test_rhythm_is_where_the_level_went_a_day_ago_as_far_as_it_turned_there(morning: float, afternoon: float) -> None:
    random = np.random.default_rng(3)
    network = hobnob.Network()
    window = DAY // 8
    for day in range(3, -1, -1):
        for chance, start in ((morning, NOW - day * DAY - window), (afternoon, NOW - day * DAY)):
            met = np.flatnonzero(random.random(150 * (4 - day)) < chance) if start < NOW else np.array([], dtype=int)
            if len(met):
                network.add_interactions({"source": 2 * met, "target": 2 * met + 1, "time": start + random.integers(1, window, len(met))})
    options = {"window_days": 1 / 8}
    before = hobnob.fit_ties(network, NOW, rhythm=0, **options)
    level, known = {}, {}
    for name, until in (("then", NOW - DAY + window), ("before", NOW - DAY)):
        data = hobnob.training_data(network, until, **options)
        logits = before.theta[0] + sum(weight * data[feature] for weight, feature in zip(before.theta[1:], FEATURES, strict=True))
        level[name] = level_of(logits, data["turned"])
        known[name] = len(logits)
    there, turned = level["then"], level["then"] - level["before"]
    wanted = np.sign(there) * min(abs(there), abs(turned), 2) if there * turned > 0 else 0.0
    assert (wanted > 0) == (afternoon > morning) or wanted == 0
    for rhythm in (0.7, 0.2):
        model = hobnob.fit_ties(network, NOW, rhythm=rhythm, **options)
        share = min(1, known["then"] / before.fit.rows) if wanted > 0 else 1
        assert model.theta[0] - before.theta[0] == pytest.approx(rhythm * wanted * share, abs=1e-6)
        assert model.fit.moved == pytest.approx(model.theta[0] - before.theta[0], abs=1e-12)
        assert list(model.theta)[1:] == list(before.theta)[1:]
