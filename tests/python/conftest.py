from __future__ import annotations

import pathlib

import pytest

import hobnob

NOW = 1_717_200_000  # 2024-06-01T00:00:00Z
DAY = 86_400


@pytest.fixture
def root() -> pathlib.Path:
    """The top folder of the sources."""
    return pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def village() -> hobnob.Network:
    """Ana knows Bo and Cy, who both know Kim; Dee is a friend of Kim alone; Zoe is unlisted.

    ana ── bo ── kim ── dee      bo is the stronger way: they met last week
     └──── cy ───┘ └─── zoe
    """
    network = hobnob.Network()
    for key, name in [("ana", "Ana"), ("bo", "Bo"), ("cy", "Cy"), ("kim", "Kim"), ("dee", "Dee")]:
        network.add_member(key, name=name)
    network.add_member("zoe", unlisted=True)
    for source, target in [("ana", "bo"), ("bo", "kim"), ("ana", "cy"), ("cy", "kim"), ("kim", "dee"), ("kim", "zoe")]:
        network.add_connection(source, target, weight=0.5, since=NOW - 400 * DAY)
    network.add_interaction("ana", "bo", NOW - 7 * DAY, kind="meeting")
    network.add_interaction("kim", "bo", NOW)
    return network


@pytest.fixture
def view(village: hobnob.Network) -> hobnob.View:
    return village.snapshot(NOW).owner_view("open")
