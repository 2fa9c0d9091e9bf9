"""Where to post: the ways of `compare_posts`, worked out again from sets of keys."""

from __future__ import annotations

import itertools
import math
import pickle

import numpy as np
import pytest

import hobnob

FOLLOWERS = {f"f{i}" for i in range(40)}
GROUPS = {
    "chess": {f"m{i}" for i in range(20)} | {"f1", "f2"},
    "opera": {f"m{i}" for i in range(15, 50)},
    "rowing": {f"m{i}" for i in range(8)} | {"f1"},
}


@pytest.fixture(scope="module")
def view() -> hobnob.View:
    network = hobnob.Network()
    for reader in FOLLOWERS:
        network.add_follow(reader, "ana")
    for name, members in GROUPS.items():
        for member in {*members, "ana"}:
            network.add_group(name, member)
    return network.snapshot(0).owner_view("open")


def expected_readers(followers: bool, groups: tuple[str, ...], days: float) -> float:
    """The presets: a follower is shown a post with 0.3 and reads with 0.1, a member of a group with 0.1 and 0.05."""
    seen = 0.7 * (1 - 2**-days) + 0.3 * (1 - 2 ** (-days / 120))
    miss = dict.fromkeys(FOLLOWERS.union(*GROUPS.values()), 1.0)
    for reader in FOLLOWERS if followers else ():
        miss[reader] *= 1 - 0.3 * 0.1 * seen
    for group in groups:
        for reader in GROUPS[group]:
            miss[reader] *= 1 - 0.1 * 0.05 * seen
    return sum(1 - each for each in miss.values())


def test_ways_are_what_sets_of_readers_say(view: hobnob.View) -> None:
    posts = hobnob.compare_posts(view, "ana", times=[180, 3], pairs=2, writing_seconds=600)
    pairs = sorted(itertools.combinations(sorted(GROUPS), 2), key=lambda pair: -expected_readers(False, pair, 180))[:2]
    ways: dict[str, tuple[bool, tuple[str, ...]]] = {
        "followers": (True, ()),
        "connections": (False, ()),
        "all channels": (True, (*GROUPS,)),
    }
    ways |= {f"group {name}": (False, (name,)) for name in GROUPS}
    ways |= {f"groups {a} + {b}": (False, (a, b)) for a, b in pairs}
    told = {way.way: way for way in posts}
    assert set(told) == {*ways, "one by one"}
    for name, (followers, groups) in ways.items():
        for point, days in zip(told[name].points, [180, 3], strict=True):
            readers = expected_readers(followers, groups, days)
            assert point.days == days
            assert point.readers == pytest.approx(readers, rel=1e-9)
            assert point.conversations == pytest.approx(0.02 * readers, rel=1e-9)
            assert point.own_seconds == pytest.approx(600 + 120 * 0.02 * readers)
            assert point.receiver_seconds == pytest.approx(30 * readers + 120 * 0.02 * readers)
            assert point.conversations_per_hour == pytest.approx(3600 * point.conversations / point.own_seconds)
    everybody = FOLLOWERS.union(*GROUPS.values())
    assert told["one by one"].total == told["all channels"].total == len(everybody)
    assert told["one by one"].points[0].own_seconds == 30 * len(everybody)
    gains = [way.points[0].conversations_per_hour for way in posts]  # by day 180, the latest
    assert gains == sorted(gains, reverse=True)


def test_one_by_one_takes_working_hours(view: hobnob.View) -> None:
    times = [0, 0.5, 1, math.inf]
    posts = hobnob.compare_posts(view, "ana", times=times, hours_a_day=0.1, contact_seconds=20, contact_chance=0.5)
    way = next(way for way in posts if way.way == "one by one")
    assert [point.readers for point in way.points] == pytest.approx([0, 9, 18, way.total])
    assert [point.conversations for point in way.points] == pytest.approx([0, 4.5, 9, way.total / 2])


def test_channels_of_a_way_ask_for_the_same_figures(view: hobnob.View) -> None:
    for way in hobnob.compare_posts(view, "ana", groups=["opera", "chess", "opera"]):
        if way.way != "one by one":
            reach = hobnob.estimate_reach(view, "ana", channels=way.channels)
            assert [point.readers for point in way.points] == reach["readers"].tolist()


def test_it_is_a_sequence_and_a_table(view: hobnob.View) -> None:
    posts = hobnob.compare_posts(view, "ana", times=[1, 7])
    assert posts[0].way == posts["way"][0]
    assert len(posts["readers"]) == 2 * len(posts) == len(posts.to_dicts())
    assert posts.to_numpy().dtype.names == ("way", "days", "readers", "conversations", "own_seconds", "receiver_seconds")
    assert np.array_equal(posts["days"], [1, 7] * len(posts))
    assert posts.to_csv().splitlines()[0] == "way,days,readers,conversations,own_seconds,receiver_seconds"
    assert "Where to post?" in posts._repr_html_()
    assert str(posts).startswith("Where to post, as of 1970-01-01 UTC")
    assert repr(posts) == "<hobnob.PostComparison: 10 rows>"
    assert posts.reading == "preset"
    assert posts.complete


def test_pickles_are_equal_and_other_answers_are_not(view: hobnob.View) -> None:
    posts = hobnob.compare_posts(view, "ana")
    again = pickle.loads(pickle.dumps(posts))
    assert again == posts
    assert str(again) == str(posts)
    assert pickle.loads(pickle.dumps(posts[0])) == posts[0]
    assert hobnob.compare_posts(view, "ana", pairs=0) != posts


def test_what_is_wrong_is_named(view: hobnob.View) -> None:
    for name, wrong in [("hours_a_day", 25), ("contact_chance", 2), ("pairs", -1), ("writing_seconds", 0)]:
        with pytest.raises(hobnob.InvalidArgument, match=name):
            hobnob.compare_posts(view, "ana", **{name: wrong})
    with pytest.raises(hobnob.InvalidArgument, match="opera"):
        hobnob.compare_posts(view, "ana", groups=["oprea"])
    with pytest.raises(hobnob.UnknownMember):
        hobnob.compare_posts(view, "anna")
