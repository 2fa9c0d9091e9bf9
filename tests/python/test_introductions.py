"""Introducers for several targets, and pairs to introduce to each other."""

from __future__ import annotations

import copy
import math
import pickle

import pytest

import hobnob


@pytest.fixture
def network() -> hobnob.Network:
    network = hobnob.Network()
    ties = [("ana", "bo", 0.5), ("ana", "cy", 0.25), ("bo", "kim", 0.5), ("bo", "lee", 0.5), ("cy", "lee", 0.5), ("cy", "max", 1)]
    network.add_connections([*ties, ("bo", "pat", 0.1)])
    network.update_member("kim", name="Kim", openness=0.5)
    return network


@pytest.fixture
def view(network: hobnob.Network) -> hobnob.View:
    return network.snapshot(0).owner_view("open")


def test_who_opens_the_most_doors(view: hobnob.View) -> None:
    everybody = ["kim", "lee", "max", "pat", "ana"]
    shared = hobnob.rank_introducers(view, "ana", everybody, max_hops=2)
    alone = {target: hobnob.rank_introducers(view, "ana", target, max_hops=2) for target in everybody[:4]}
    for item, score, factors in shared:
        chances = {target: row.score for target, rows in alone.items() for row in rows if row.item.member == item.member}
        assert item.targets == len(chances)
        assert score == pytest.approx(math.fsum(chances.values()), rel=1e-12)
        assert [door.target for door in item.doors] == sorted(chances, key=lambda target: -chances[target])[:3]
        assert [door.probability for door in item.doors] == [factor.value for factor in factors if factor.name == "target"]
        assert all(door.path.members[1] == item.member for door in item.doors)
    assert shared.factor_kind == "sum"
    assert [row.item.member for row in shared] == ["bo", "cy"]
    assert str(shared[0].item) == "bo"
    heavy = hobnob.rank_introducers(view, "ana", {"kim": 1, "max": 9.5}, max_hops=2)
    assert [row.item.member for row in heavy] == ["cy", "bo"]
    assert heavy[0].score == 9.5 * alone["max"][0].score
    assert shared["targets"].tolist() == [3, 2]
    assert shared.to_dicts()[0]["doors"] == [door.target for door in shared[0].item.doors]
    assert "ask bo: worth" in str(shared)
    assert len(hobnob.rank_introducers(view, "ana", [])) == 0
    with pytest.raises(hobnob.InvalidArgument, match="weight"):
        hobnob.rank_introducers(view, "ana", {"kim": 0})
    with pytest.raises(hobnob.UnknownMember):
        hobnob.rank_introducers(view, "ana", ["nobody"])


def test_whoever_said_no_is_left_in_peace(network: hobnob.Network) -> None:
    network.record_ask("ana", "bo", "kim", 0)
    waits = hobnob.rank_introducers(network.snapshot(1).owner_view("open"), "ana", "kim")
    assert len(waits) == 0
    assert waits.notice == "ana has asked for Kim (kim) and waits for the answer: nobody else is asked meanwhile."
    network.record_outcome("ana", "bo", "kim", 86_400, "declined")
    view = network.snapshot(3 * 86_400).owner_view("open")
    assert (
        hobnob.rank_introducers(view, "ana", "kim").notice
        == "Kim (kim) declined to meet ana 2 days ago and rests until 180 days have passed."
    )
    assert hobnob.rank_introducers(view, "ana", "kim", rest_days=2)
    assert [row.item.targets for row in hobnob.rank_introducers(view, "ana", ["kim", "lee"], max_hops=2)] == [1, 1]
    network.record_ask("ana", "bo", "lee", 0)
    network.record_outcome("ana", "bo", "lee", 0, "no")
    view = network.snapshot(86_400).owner_view("open")
    rests = hobnob.rank_introducers(view, "ana", "lee")
    assert [row.item.member for row in rests] == ["cy"]
    assert rests.notice == "1 member next to ana refused an ask within 180 days and is not asked first."
    assert len(hobnob.rank_introducers(view, "ana", "lee", exclude=["cy"])) == 0
    with pytest.raises(hobnob.UnknownMember):
        hobnob.rank_introducers(view, "ana", "lee", exclude=["nobody"])
    own = network.snapshot(86_400).view("ana", "open")
    assert len(hobnob.rank_introducers(own, "ana", "lee", exclude=["nobody"])) == 1


def test_whom_to_introduce_to_each_other(view: hobnob.View, network: hobnob.Network) -> None:
    pairs = hobnob.rank_introductions(view, "bo")
    assert len(pairs) == 6
    for item, score, factors in pairs:
        assert view.find_tie(item.first, item.second) is None
        assert score == pytest.approx(math.prod(factor.value for factor in factors), rel=1e-12)
        assert factors[0].value == view.find_tie("bo", item.first).probability
        assert factors[1].value == view.openness(item.first)
    assert [str(row.item) for row in pairs[:1]] == ["ana, lee"]
    assert {row.item.first for row in hobnob.rank_introductions(view, "bo", per_member=1)} == {"ana", "kim"}
    assert pairs["first_openness"].tolist() == [factors[1].value for *_, factors in pairs]
    network.add_connection("ana", "lee")
    own = network.snapshot(0).view("bo", "open")
    assert hobnob.rank_introductions(own, "bo")[0].item != pairs[0].item
    with pytest.raises(hobnob.InvalidArgument, match="the introducer must be the viewer"):
        hobnob.rank_introductions(own, "ana")
    assert str(hobnob.rank_introductions(view, "max")) == "Nobody found to introduce to each other.\n"


def test_they_are_values(view: hobnob.View) -> None:
    for answer in (hobnob.rank_introducers(view, "ana", ["kim", "lee", "max", "pat"], max_hops=4), hobnob.rank_introductions(view, "bo")):
        again = pickle.loads(pickle.dumps(answer))
        assert again == answer == copy.deepcopy(answer)
        assert [row.item for row in again] == [row.item for row in answer]
        assert hash(again[0].item) == hash(answer[0].item)
        assert str(again) == str(answer)
        assert again.to_csv() == answer.to_csv()
