"""Snapshots, views, policies and tie models."""

from __future__ import annotations

import copy
import math
import pickle

import numpy
import pytest

import hobnob

NOW = 1_717_200_000  # 2024-06-01T00:00:00Z
DAY = 86_400


def test_arrays_are_the_snapshots_own_and_read_only(village: hobnob.Network) -> None:
    snapshot = village.snapshot(NOW)
    for name, dtype in {"indptr": "int32", "indices": "int32", "costs": "float32", "strengths": "float32"}.items():
        array = getattr(snapshot, name)
        assert array.dtype == dtype
        assert array.base is snapshot
        assert not array.flags.writeable
        assert array.ctypes.data == getattr(snapshot, name).ctypes.data
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert snapshot.indptr.tolist()[0] == 0
    assert snapshot.indptr[-1] == snapshot.tie_count == len(snapshot.indices) == 12
    numpy.testing.assert_allclose(snapshot.probability, numpy.exp(-snapshot.costs.astype(float)), rtol=1e-15)


def test_arrays_outlive_snapshot_and_network(village: hobnob.Network) -> None:
    indices = village.snapshot(NOW).indices
    before = indices.tolist()
    del village
    assert indices.tolist() == before


def test_rows_and_keys_agree_with_single_ties(village: hobnob.Network) -> None:
    snapshot = village.snapshot(NOW)
    keys = snapshot.keys
    assert keys.tolist() == village.keys()
    assert keys.dtype == object
    for row, key in enumerate(keys):
        assert snapshot.find(key) == row
        span = slice(snapshot.indptr[row], snapshot.indptr[row + 1])
        ties = snapshot.ties_from(key)
        assert [tie.member for tie in ties] == keys[snapshot.indices[span]].tolist()
        assert [tie.cost for tie in ties] == snapshot.costs[span].tolist()
        for tie, strength in zip(ties, snapshot.strengths[span], strict=True):
            assert snapshot.find_tie(key, tie.member) == tie
            assert tie.probability == math.exp(-tie.cost)
            assert snapshot.strength(key, tie.member) == strength
            assert hobnob.Tie.__name__ == type(tie).__name__
        assert snapshot.degree(key) == snapshot.owner_view("open").degree(key) == len(ties)
        assert [tie.member for tie in snapshot.ties_to(key)] == [tie.member for tie in ties]
    assert snapshot.find("nobody") is None
    with pytest.raises(hobnob.UnknownMember):
        snapshot.strength("ana", "nobody")


def test_scipy_takes_the_arrays(village: hobnob.Network) -> None:
    sparse = pytest.importorskip("scipy.sparse")
    snapshot = village.snapshot(NOW)
    size = snapshot.member_count
    matrix = sparse.csr_array((snapshot.probability, snapshot.indices, snapshot.indptr), shape=(size, size))
    ana, bo = snapshot.find("ana"), snapshot.find("bo")
    assert matrix[ana, bo] == snapshot.find_tie("ana", "bo").probability


def test_integer_keys_come_as_integers() -> None:
    network = hobnob.Network()
    network.add_connection(7, -3)
    keys = network.snapshot(0).keys
    assert keys.dtype == numpy.int64
    assert keys.tolist() == [-3, 7]
    assert hobnob.Network().snapshot(0).keys.tolist() == []


def test_a_snapshot_is_of_its_instant_and_of_nothing_later(village: hobnob.Network) -> None:
    early = village.snapshot(NOW - 500 * DAY)
    assert early.tie_count == 0
    before = village.snapshot(NOW)
    village.remove("kim")
    assert "kim" in before
    assert "kim" not in village.snapshot(NOW)
    assert before.as_of == NOW
    assert before != village.snapshot(NOW)
    assert copy.copy(before) == copy.deepcopy(before) == before


def test_views_show_what_their_viewer_may_see(village: hobnob.Network) -> None:
    snapshot = village.snapshot(NOW)
    owner, ana = snapshot.owner_view("open"), snapshot.view("ana", hobnob.Policy.open())
    assert (owner.is_owner, owner.viewer, owner.member_count) == (True, None, 6)
    assert (ana.is_owner, ana.viewer, ana.member_count) == (False, "ana", 5)
    assert "zoe" in owner
    assert "zoe" not in ana
    assert ana.policy == hobnob.Policy.open()
    assert ana.as_of == NOW
    with pytest.raises(hobnob.UnknownMember, match="zoe"):
        owner.name("zoo")
    assert owner.name("ana") == "Ana"
    # To a member, hidden and unknown are one and the same nothing.
    for key in ("zoe", "nobody"):
        assert (ana.name(key), ana.willingness(key), ana.openness(key), ana.introducer_cost(key)) == ("", 0, 0, math.inf)
        assert ana.permits(key, "introduce") is False
        assert ana.find(key) is None
        assert ana.find_tie("kim", key) is None
        assert ana.ties_from(key) == ana.ties_to(key) == []
        assert ana.degree(key) == 0
        assert (ana.strength("kim", key), ana.tie_facts("kim", key), ana.blocked("ana", key)) == (0, None, False)
    with pytest.raises(hobnob.UnknownMember):
        snapshot.view("nobody", "open")
    with pytest.raises(hobnob.InvalidArgument, match="'open', 'opt_in'"):
        snapshot.owner_view("closed")
    with pytest.raises(TypeError):
        snapshot.owner_view()


def test_asks_and_impressions_reach_the_view(village: hobnob.Network) -> None:
    village.record_ask("ana", "bo", "kim", NOW)
    village.record_impression("ana", "kim", NOW + 60)
    village.record_impression("ana", "zoe", NOW)
    later = NOW + 10 * 86_400
    owner = village.snapshot(later).owner_view("open")
    assert owner.asked("ana", "kim")
    assert not owner.asked("kim", "ana")
    assert owner.days_since_refusal("ana", "bo") is None
    assert owner.days_since_decline("ana", "kim") is None
    assert owner.impressions("ana", "kim") == pytest.approx(0.5 ** (10 / 30), rel=1e-3)
    own, other = village.snapshot(later).view("ana", "open"), village.snapshot(later).view("bo", "open")
    assert own.asked("ana", "kim")
    assert not own.asked("ana", "nobody")
    assert own.impressions("ana", "zoe") == 0  # unlisted
    assert (other.asked("ana", "kim"), other.impressions("ana", "kim")) == (False, 0)
    village.record_outcome("ana", "bo", "kim", later, "declined")
    village.record_ask("ana", "cy", "kim", NOW)
    owner = village.snapshot(NOW + 40 * 86_400).owner_view("open")
    assert owner.days_since_decline("ana", "kim") == 30
    assert owner.days_since_refusal("ana", "cy") == 10  # it expired
    assert [(ask.introducer, ask.outcome) for ask in village.asks()] == [("bo", "declined"), ("cy", None)]
    assert village.snapshot(later).memory_usage.asks > 0


def test_consents_blocks_and_facts_reach_the_view(village: hobnob.Network) -> None:
    village.set_consent("bo", "introduce", False)
    village.add_block("cy", "kim")
    owner = village.snapshot(NOW).owner_view("open")
    assert owner.willingness("bo") == 0
    assert owner.introducer_cost("bo") == math.inf
    assert owner.permits("bo", "introduce") is False
    assert owner.permits("cy", "introduce") is True
    assert owner.blocked("kim", "cy")
    facts = owner.tie_facts("bo", "kim")
    assert (facts.events_out, facts.events_back, facts.declared) == (0, 1, True)
    assert (facts.seconds_since_out, facts.seconds_since_back) == (None, 0)
    assert owner.explains
    assert not village.snapshot(NOW, explain=False).owner_view("open").explains
    assert pickle.loads(pickle.dumps(facts)) == facts


def test_projection_gives_the_same_answers(village: hobnob.Network) -> None:
    ana = village.snapshot(NOW).view("ana", "open")
    projected = ana.project()
    assert projected.member_count == ana.member_count
    again = projected.view("ana", "open")
    assert hobnob.find_paths(ana, "ana", "kim") == hobnob.find_paths(again, "ana", "kim")


def test_policies_are_values() -> None:
    assert hobnob.Policy.opt_in().introduce is False
    changed = hobnob.Policy.opt_in(introduce=True, max_hops=2)
    assert (changed.introduce, changed.share_ties, changed.max_hops) == (True, False, 2)
    assert changed.silence("introduce") is True
    assert changed != hobnob.Policy.opt_in()
    assert pickle.loads(pickle.dumps(changed)) == changed
    assert eval(repr(changed).replace("Policy(", "hobnob.Policy.open(")) == changed
    with pytest.raises(hobnob.InvalidArgument, match="max_hops must be 1…6, got 7"):
        hobnob.Policy.open(max_hops=7)
    with pytest.raises(TypeError):
        hobnob.Policy()


def test_views_are_not_pickled(view: hobnob.View) -> None:
    with pytest.raises(TypeError, match="would carry what it hides"):
        pickle.dumps(view)


def test_reprs_hold_counts_and_no_name(village: hobnob.Network) -> None:
    snapshot = village.snapshot(NOW)
    for thing in (village, snapshot, snapshot.owner_view("open"), snapshot.view("ana", "open")):
        text = repr(thing)
        assert text.startswith("<hobnob.")
        assert "\n" not in text
        assert not any(key in text.lower().replace("hobnob", "") for key in snapshot.keys)


# --- models ----------------------------------------------------------------------------------------------------------------------------


def test_strengths_follow_the_published_formula() -> None:
    """Half-lives of 7.5, 30 and 90 days; a meeting counts thrice and both ways; a declaration of 0.4 comes on top."""
    network = hobnob.Network()
    network.add_interaction("ana", "bo", NOW - 3 * DAY)
    network.add_interaction("ana", "bo", NOW - 40 * DAY, kind="meeting")
    network.add_interaction("bo", "ana", NOW - 10 * DAY, kind="reaction")
    network.add_connection("ana", "bo", weight=0.4)
    snapshot = network.snapshot(NOW)

    events = {"out": [(3, 1), (40, 3)], "back": [(10, 0.3), (40, 3)]}
    theta = hobnob.preset().theta

    def mass(side: str, half_life: float) -> float:
        return sum(weight * 2 ** (-age / half_life) for age, weight in events[side])

    def strength(near: str, far: str) -> float:
        recency = {side: -math.log(0.01 + min(age for age, _ in events[side]) / 30) for side in events}
        x = theta[0] + theta[1] * recency[near] + theta[2] * recency[far]
        x += sum(t * math.log1p(mass(near, h)) for t, h in zip(theta[3:6], [7.5, 30, 90], strict=True))
        x += theta[6] * math.log1p(mass(far, 30)) + theta[7] * max(recency.values()) + theta[8] * math.log1p(mass(near, math.inf))
        s = 1 / (1 + math.exp(-x))
        return 1 - (1 - s) * (1 - 0.4)

    ana, bo = strength("out", "back"), strength("back", "out")
    assert snapshot.strength("ana", "bo") == pytest.approx(ana, rel=1e-6)
    assert snapshot.strength("bo", "ana") == pytest.approx(bo, rel=1e-6)
    assert snapshot.find_tie("ana", "bo").probability == pytest.approx(math.sqrt(ana * bo), rel=1e-6)
    assert snapshot.model == hobnob.preset().info()


def test_models_are_values() -> None:
    campus = hobnob.preset(window_days=14, kind_weights={"class": 2})
    assert isinstance(campus, hobnob.LogisticTies)
    assert campus.options == hobnob.TieOptions(window_days=14, kind_weights={"class": 2})
    assert pickle.loads(pickle.dumps(campus)) == campus != hobnob.preset()
    assert hobnob.LogisticTies(options=campus.options) == campus
    assert campus.evidence_options().half_life_days == [3.5, 14, 42]
    flat = hobnob.LogisticTies(theta=[0] * 9)
    assert flat.strength(hobnob.PairEvidence()) == 0.5
    assert flat.strength(hobnob.PairEvidence(out=hobnob.Evidence(days_since_last=1, mass=[1, 1, 1], events=1))) == 0.5
    with pytest.raises(hobnob.InvalidArgument, match="window_days"):
        hobnob.preset(window_days=0)
    with pytest.raises(hobnob.InvalidArgument, match="reciprocity"):
        hobnob.preset(reciprocity=float("nan"))


def test_the_model_that_is_given_is_used(village: hobnob.Network) -> None:
    flat = hobnob.LogisticTies(theta=[0] * 9, gamma=0)
    assert set(village.snapshot(NOW, flat).strengths.tolist()) == {0.5}
    with pytest.raises(hobnob.InvalidArgument):
        village.snapshot(NOW, hobnob.Overlap()).view("ana", "open")


def test_a_model_made_in_python(village: hobnob.Network) -> None:
    class Chatty:
        """As many events as there were."""

        asked = 0

        def strength(self, pair: hobnob.PairEvidence) -> float:
            Chatty.asked += 1
            return min(1.0, 0.25 + 0.25 * pair.out.events + 0.125 * (pair.declared > 0))

        def info(self) -> hobnob.TieModelInfo:
            return hobnob.TieModelInfo(name="chatty", window_days=7, parameters=[("base", 0.25)])

    snapshot = village.snapshot(NOW, Chatty())
    assert snapshot.strength("ana", "bo") == 0.625
    assert snapshot.strength("ana", "cy") == 0.375
    assert (snapshot.model.name, snapshot.model.window_days, snapshot.model.parameters) == ("chatty", 7, [("base", 0.25)])
    assert 0 < Chatty.asked <= snapshot.tie_count

    class Wrong:
        def strength(self, pair: hobnob.PairEvidence) -> float:
            raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        village.snapshot(NOW, Wrong())

    class Outside:
        def strength(self, pair: hobnob.PairEvidence) -> float:
            return 2.0

    with pytest.raises(hobnob.InvalidArgument):
        village.snapshot(NOW, Outside())

    class Meddler:
        def strength(self, pair: hobnob.PairEvidence) -> float:
            assert village.member_count == 6  # reading what is being read is allowed
            village.add_member("late")
            return 0.5

    with pytest.raises(hobnob.InvalidArgument, match="in use"):
        village.snapshot(NOW, Meddler())
    assert "late" not in village


def test_a_dead_instant_is_told() -> None:
    network = hobnob.Network()
    network.add_interactions([("ana", "bo", n) for n in range(200)])
    network.add_interaction("ana", "bo", 365 * DAY)
    snapshot = network.snapshot(network.last_event())
    assert snapshot.notice
    assert snapshot.notice == snapshot.owner_view("open").notice
    assert network.snapshot(199).notice == ""
