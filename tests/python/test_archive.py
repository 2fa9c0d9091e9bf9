"""Saved records from Python: paths of every kind, bytes, pickles, threads and errors."""

from __future__ import annotations

import copy
import os
import pathlib
import pickle
import threading

import pytest

import hobnob


@pytest.fixture
def network() -> hobnob.Network:
    """A record with a fact of every kind."""
    network = hobnob.Network()
    network.add_member("ana", name="Ana", needs=["law"], ask_cap=3)
    network.add_connection("ana", "bo", weight=0.5, is_private=True)
    network.add_interaction("bo", "kim", 1_700_000_000, kind="call", participants=["lee"])
    network.add_group("chess", "kim", start=1_600_000_000)
    network.add_follow("lee", "ana", "subscription")
    network.set_consent("ana", "introduce", False, ("group", "rowing"))
    network.add_block("lee", "bo")
    network.record_ask("lee", "ana", "kim", 1_700_000_000)
    network.record_outcome("lee", "ana", "kim", 1_700_086_400, "yes")
    network.record_impression("lee", "kim", 1_700_000_000)
    return network


def test_a_file_may_be_named_in_every_way(network: hobnob.Network, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "ré seau.hobnob"
    for path in (file, str(file), os.fsencode(file)):
        network.save(path)
        assert hobnob.Network.load(path).to_bytes() == network.to_bytes()
        assert file.read_bytes() == network.to_bytes()
        file.unlink()
    assert list(tmp_path.iterdir()) == []


def test_what_is_loaded_answers_alike(network: hobnob.Network) -> None:
    loaded = hobnob.Network.from_bytes(network.to_bytes())
    assert loaded.keys() == network.keys()
    assert loaded.member("ana") == network.member("ana")
    assert loaded.snapshot(1_800_000_000) == network.snapshot(1_800_000_000)


def test_equal_records_give_equal_bytes() -> None:
    one, two = hobnob.Network(), hobnob.Network()
    one.add_connection(1, 2)
    one.add_connection(2, 3)
    two.add_connection(3, 2)
    two.add_connection(2, 1)
    assert one.to_bytes() == two.to_bytes()


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_network_is_pickled_whole(network: hobnob.Network, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(network, protocol))
    assert again.to_bytes() == network.to_bytes()
    again.remove("bo")  # and is its own
    assert "bo" in network
    assert copy.copy(network).to_bytes() == copy.deepcopy(network).to_bytes() == network.to_bytes()


def test_errors_say_what_is_wrong_where(network: hobnob.Network, tmp_path: pathlib.Path) -> None:
    missing, bad = tmp_path / "missing" / "x", tmp_path / "bad"
    with pytest.raises(hobnob.IoError, match="missing/x cannot be opened: No such file"):
        hobnob.Network.load(missing)
    with pytest.raises(hobnob.IoError, match="missing/x cannot be saved"):
        network.save(missing)
    with pytest.raises(OSError, match="is a directory"):
        hobnob.Network.load(tmp_path)
    with pytest.raises(hobnob.IoError, match="zero byte"):
        network.save("a\0b")
    data = network.to_bytes()
    bad.write_bytes(data[:-1])
    with pytest.raises(hobnob.CorruptData, match=r"bad: impressions \(byte \d+\): .* is the file complete\?"):
        hobnob.Network.load(bad)
    with pytest.raises(hobnob.CorruptData, match="checksum"):
        hobnob.Network.from_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
    with pytest.raises(hobnob.UnsupportedVersion, match=r"version 3 .* reads versions up to 2"):
        hobnob.Network.from_bytes(data[:8] + b"\3" + data[9:])
    with pytest.raises(TypeError):
        hobnob.Network.from_bytes("text")


def test_saving_is_shared_with_other_threads(network: hobnob.Network, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "network.hobnob"
    network.save(file)
    loaded: list[int] = []

    def work(number: int) -> None:
        for i in range(20):
            network.add_interaction("ana", f"new {number} {i}", i)
            network.save(file)
            loaded.append(hobnob.Network.load(file).interaction_count)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 80
    network.save(file)
    assert hobnob.Network.load(file).interaction_count == 81
    assert [path.name for path in tmp_path.iterdir()] == ["network.hobnob"]
