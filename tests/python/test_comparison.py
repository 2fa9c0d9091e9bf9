"""Models to compare with: the same in Python as in C++, and the logistic ones equal to scikit-learn's."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import hobnob

NAMES = ["count", "half_life", "recency", "gamma_poisson", "bg_nbd"]
DAY = 86_400
NOW = 1_700_000_000 + 200 * DAY


@pytest.fixture(scope="module")
def network() -> hobnob.Network:
    """Members of different zeal turn to others in bursts."""
    random = np.random.default_rng(5)
    network = hobnob.Network()
    source, target = random.zipf(1.6, (2, 900)) % 60
    start = NOW - random.integers(0, 200 * DAY, 900)
    rows = [
        (int(u), int(v), int(at + later))
        for u, v, at in zip(source, target, start, strict=True)
        if u != v
        for later in np.cumsum(random.exponential(5 * DAY, random.geometric(0.3)))
    ]
    network.add_interactions(rows)
    return network


@pytest.mark.parametrize("which", NAMES)
def test_they_are_models_like_any_other(network: hobnob.Network, which: str) -> None:
    as_of = NOW
    model = hobnob.fit_comparison(network, as_of, which, window_days=20)
    assert model.which == which
    assert model.options.window_days == 20
    assert model.fit.rows == hobnob.fit_ties(network, as_of, window_days=20).fit.rows
    assert model == pickle.loads(pickle.dumps(model))
    assert model == hobnob.ComparisonTies(
        options=model.options, which=which, parameters=model.parameters, origin=model.origin, fit=model.fit
    )
    snapshot = network.snapshot(as_of, model)
    assert snapshot.model == model.info()
    assert np.isfinite(snapshot.strengths).all()
    assert len(np.unique(snapshot.strengths)) > 10
    assert hobnob.backtest_ties(network, model, resamples=1, draws=1)[0].window_days == 20
    made = hobnob.backtest_ties(network, lambda record, at: hobnob.fit_comparison(record, at, which), resamples=1, draws=1)
    assert made[0].model.startswith(hobnob.ComparisonTies(which=which).info().name.split(" (")[0])


@pytest.mark.parametrize("which", ["count", "half_life", "recency"])
def test_the_logistic_ones_are_those_of_scikit_learn(network: hobnob.Network, which: str) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    as_of = NOW
    data = hobnob.training_data(network, as_of)
    then = network.snapshot(as_of - 30 * DAY).owner_view("open")
    facts = [then.tie_facts(source, target) for source, target in zip(data["source"], data["target"], strict=True)]
    known = {
        "count": np.log1p([each.events_out for each in facts if each is not None]),
        "half_life": data["log_mass"],
        "recency": data["recency_out"],
    }
    peer = linear_model.LogisticRegression(C=1e9, tol=1e-10, max_iter=1000).fit(known[which][:, None], data["turned"])
    model = hobnob.fit_comparison(network, as_of, which, prior_weight=0)
    assert model.parameters[:2] == pytest.approx([peer.intercept_[0], peer.coef_[0, 0]], abs=1e-3)


def test_what_is_wrong_is_told(network: hobnob.Network) -> None:
    with pytest.raises(hobnob.InvalidArgument, match="bg_nbd"):
        hobnob.fit_comparison(network, NOW, "pareto")
    with pytest.raises(hobnob.InvalidArgument, match="window_days"):
        hobnob.fit_comparison(network, NOW, "count", window_days=0)
    assert "no pair was known" in hobnob.fit_comparison(hobnob.Network(), 0, "count").origin
