"""The chance of at least one introduction: worked out again from every state that ties and introducers can be in."""

from __future__ import annotations

import itertools
import math
import pickle
import random

import numpy as np
import pytest

import hobnob

OMEGA = 2 / 3  # of who has no history


class ByWeight:
    """The declared weight is the strength."""

    def strength(self, pair: hobnob.PairEvidence) -> float:
        return pair.declared


def picture(ties: dict[tuple[str, str], float], openness: float = 1) -> hobnob.View:
    network = hobnob.Network()
    network.add_member("t", openness=openness)
    network.add_member("s")
    for (a, b), weight in ties.items():
        network.add_connection(a, b, weight=weight)
    return network.snapshot(0, ByWeight()).owner_view("open")


def by_states(ties: dict[tuple[str, str], float], max_hops: int, firsts: set[str] | None = None) -> float:
    """Σ over all states of ties and introducers of the chance of the state, if a simple path from s to t holds in it.

    `firsts`: only paths that begin with one of these.
    """
    neighbours: dict[str, set[str]] = {}
    for a, b in ties:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    paths = []
    for hops in range(2, max_hops + 1):
        for between in itertools.permutations(sorted(set(neighbours) - {"s", "t"}), hops - 1):
            path = ("s", *between, "t")
            if all(b in neighbours.get(a, ()) for a, b in itertools.pairwise(path)) and (firsts is None or path[1] in firsts):
                paths.append(frozenset(itertools.pairwise(path)) | frozenset(between))
    # Each direction of a tie fails on its own: a tie u→v is the chance that v does what u asks.
    chances: dict[object, float] = {}
    for needed in paths:
        for component in needed:
            a, b = component if isinstance(component, tuple) else (None, None)
            chances[component] = OMEGA if a is None else math.exp(-float(np.float32(-math.log(ties.get((a, b)) or ties[(b, a)]))))
    components = sorted(chances, key=str)
    total = 0.0
    for state in itertools.product([False, True], repeat=len(components)):
        held = {component for component, holds in zip(components, state, strict=True) if holds}
        if any(needed <= held for needed in paths):
            total += math.prod(chances[c] if c in held else 1 - chances[c] for c in components)
    return total


def random_ties(seed: int) -> dict[tuple[str, str], float]:
    draw = random.Random(seed)
    members = ["s", "a", "b", "c", "t"]
    pairs = [pair for pair in itertools.combinations(members, 2) if draw.random() < 0.6]
    return {pair: draw.choice([0.1, 0.35, 0.6, 0.9]) for pair in pairs}


@pytest.mark.parametrize("seed", range(40))
def test_is_the_sum_over_all_states(seed: int) -> None:
    ties = random_ties(seed)
    max_hops = 2 + seed % 3
    openness = 0.25 if seed % 5 == 0 else 1.0
    view = picture(ties, openness)
    components = by_states_size(ties, max_hops)
    if components > 13:
        pytest.skip("too many states")
    chance = hobnob.chance(view, "s", "t", max_hops=max_hops)
    assert chance.value == pytest.approx(openness * by_states(ties, max_hops), abs=1e-6)
    assert chance.lower == chance.value == chance.upper
    assert chance.complete
    assert chance.method in ("closed form", "exact")
    asked: set[str] = set()
    for step in chance:
        firsts = {path.members[1] for path, *_ in hobnob.find_paths(view, "s", "t", k=1000, max_hops=max_hops)}
        gains = {each: by_states(ties, max_hops, asked | {str(each)}) * openness for each in firsts - asked}
        assert step.chance == pytest.approx(max(gains.values()), abs=1e-6)
        assert gains[step.introducer] == pytest.approx(step.chance, abs=1e-6)
        asked.add(str(step.introducer))
    if len(chance):
        assert chance[-1].chance == pytest.approx(chance.value)


def by_states_size(ties: dict[tuple[str, str], float], max_hops: int) -> int:
    """How many ties and introducers the paths have."""
    chance = hobnob.chance(picture(ties), "s", "t", max_hops=max_hops)
    return chance.components


@pytest.fixture
def crowd() -> hobnob.View:
    network = hobnob.Network()
    for a, b in itertools.combinations(range(24), 2):
        network.add_connection(a, b, weight=0.25)
    return network.snapshot(0, ByWeight()).owner_view("open")


def test_worlds_are_of_a_seed(crowd: hobnob.View) -> None:
    chance = hobnob.chance(crowd, 0, 1)
    assert chance.method == "worlds"
    assert not chance.complete
    assert not chance.paths_complete
    assert chance.samples > 0
    assert chance.rng == 0
    assert 0 < chance.upper - chance.lower <= 0.01
    assert chance == hobnob.chance(crowd, 0, 1)
    other = hobnob.chance(crowd, 0, 1, rng=np.random.default_rng(5))
    assert other.rng != 0
    assert other.value != chance.value
    assert abs(other.value - chance.value) < 0.02
    assert hobnob.chance(crowd, 0, 1, rng=other.rng) == other
    assert hobnob.chance(crowd, 0, 1, tolerance=0.5).method == "bounds"
    assert "95 % confidence" in str(chance)


def test_is_a_sequence_a_table_and_a_plain_value(view: hobnob.View) -> None:
    chance = hobnob.chance(view, "ana", "kim")
    best = hobnob.rank_introducers(view, "ana", "kim")
    assert [step.introducer for step in chance] == ["bo", "cy"]
    assert [step.way for step in chance] == [score for _, score, _ in best]
    assert chance.ask_in_order == list(chance)
    assert len(chance) == chance.paths == 2
    assert chance[-1] == chance[1]
    assert chance[1].chance == chance.value
    with pytest.raises(IndexError):
        chance[2]
    assert chance.to_dicts() == [
        {"rank": rank, "introducer": step.introducer, "way": step.way, "chance": step.chance} for rank, step in enumerate(chance, 1)
    ]
    assert chance["chance"].tolist() == [step.chance for step in chance]
    assert chance.to_csv().splitlines()[0] == "rank,introducer,way,chance"
    assert "<table" in chance._repr_html_()
    assert repr(chance) == "<hobnob.Chance: 2 rows>"
    assert "1. Ana (ana) → Bo (bo) → Kim (kim): " in str(chance)
    copy = pickle.loads(pickle.dumps(chance))
    assert copy == chance
    assert str(copy) == str(chance)
    assert hobnob.chance(view, "ana", "kim", k=1).to_pandas().shape == (1, 4)


def test_nobody_to_ask_is_an_answer(village: hobnob.Network, view: hobnob.View) -> None:
    none = hobnob.chance(village.snapshot(1_717_200_000).view("ana", "open"), "ana", "zoe")
    assert (none.value, none.lower, none.upper, len(none), none.ties_touched) == (0, 0, 0, 0, 0)
    assert none == hobnob.chance(village.snapshot(1_717_200_000).view("ana", "open"), "ana", "nobody")
    assert str(none) == "Nobody found who could introduce.\n"
    with pytest.raises(hobnob.UnknownMember):
        hobnob.chance(view, "ana", "nobody")
    with pytest.raises(hobnob.InvalidArgument, match="two members"):
        hobnob.chance(view, "ana", "ana")
    with pytest.raises(hobnob.InvalidArgument, match="max_hops must be 2…6, got 7"):
        hobnob.chance(view, "ana", "kim", max_hops=7)


def test_each_step_says_by_which_path() -> None:
    view = picture({("s", "a"): 0.6, ("a", "t"): 0.35, ("s", "b"): 0.9, ("b", "c"): 0.9, ("c", "t"): 0.9}, openness=0.5)
    chance = hobnob.chance(view, "s", "t")
    best = {row.item.member: row for row in hobnob.rank_introducers(view, "s", "t")}
    paths = {tuple(row.item.members): i for i, row in enumerate(hobnob.find_paths(view, "s", "t"))}
    for row, step in enumerate(chance):
        assert step.path == best[step.introducer].item.path
        assert step.way == best[step.introducer].score == pytest.approx(math.prod(factor.value for factor in step.factors))
        told = hobnob.explain(view, chance, row)
        assert told.text == hobnob.explain(view, hobnob.find_paths(view, "s", "t"), paths[tuple(step.path.members)]).text
    with pytest.raises(hobnob.InvalidArgument, match="row must be below 2"):
        hobnob.explain(view, chance, 2)
    assert pickle.loads(pickle.dumps(chance)) == chance
