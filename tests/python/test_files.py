"""Files and file objects: what is read, and what is refused."""

from __future__ import annotations

import gzip
import io
import pathlib

import pytest

import hobnob

MAIL = b"# who wrote whom\nana bo 1700000000\nbo kim 1700000100.9 meeting\n"


def written(folder: pathlib.Path, name: str, content: bytes) -> pathlib.Path:
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def test_a_file_from_any_source(tmp_path: pathlib.Path) -> None:
    class Slow(io.RawIOBase):
        """One byte at a time."""

        left = MAIL

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            byte, self.left = self.left[:1], self.left[1:]
            return byte

    class Eager:
        """More than was asked for."""

        left = MAIL * 1

        def read(self, size: int) -> bytes:
            everything, self.left = self.left, b""
            return everything

    plain, packed = written(tmp_path, "mail.txt", MAIL), written(tmp_path, "mail.txt.gz", MAIL)
    with plain.open("rb") as binary, plain.open(encoding="utf-8") as text, gzip.open(packed) as unpacked:
        buffers = [io.BytesIO(gzip.compress(MAIL)), io.BytesIO(MAIL), io.StringIO(MAIL.decode())]
        sources = [plain, str(plain), bytes(plain), packed, binary, text, unpacked, *buffers, Slow(), Eager()]
        networks = [hobnob.read_interactions(source) for source in sources]
    for network in networks:
        assert network.keys() == ["ana", "bo", "kim"]
        assert network.last_event() == 1_700_000_100
        assert network.snapshot(network.last_event()) == networks[0].snapshot(networks[0].last_event())


def test_bulk_methods_take_files_too() -> None:
    network = hobnob.Network()
    assert network.add_interactions(io.BytesIO(b"3\n" + MAIL), skip_lines=1).accepted == 2
    assert network.add_connections(io.BytesIO(b"source,target,weight,private\nana,kim,0.5,yes\n")).accepted == 1
    assert network.add_groups(io.BytesIO(b"group,member,from,until\nchess,ana,0,\n")).accepted == 1
    assert network.add_follows(io.BytesIO(b"ana bo subscription\n")).accepted == 1
    assert network.add_members(io.BytesIO("key,name,needs\nana,Änä,c++;go\n".encode())).accepted == 1
    assert hobnob.import_consents(network, io.BytesIO(b"member,purpose,allow,grantee\nana,introduce,no,group:chess\n")).accepted == 1
    assert (network.connection_count, network.interaction_count) == (1, 2)
    assert network.member("ana").needs == ["c++", "go"]


def test_keywords_of_readers() -> None:
    network = hobnob.read_connections(io.BytesIO(b"1 2\n2 1\n2 3\n"), keys="int", duplicates="last")
    assert network.keys() == [1, 2, 3]
    assert network.connection_count == 2
    both = hobnob.read_interactions(io.BytesIO(b"1 2 5\n1 3 5\n"), undirected=True, merge_same_instant=True)
    assert both.interaction_count == 1


def test_a_folder_of_csv_files(tmp_path: pathlib.Path) -> None:
    written(tmp_path, "interactions.csv.gz", b"source,target,time\nana,bo,5\n")
    written(tmp_path, "members.csv", b"key,name\nana,Ana\n")
    written(tmp_path, "consents.csv", b"member,purpose,allow\nana,introduce,no\n")
    network = hobnob.read_csv_folder(tmp_path)
    assert network.keys() == ["ana", "bo"]
    assert network.snapshot(5).owner_view("open").willingness("ana") == 0
    with pytest.raises(hobnob.IoError):
        hobnob.read_csv_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"ana bo 5\nbo bo 6\n", hobnob.InvalidArgument, ":2:"),
        (b"ana bo 5\nbo kim\n", hobnob.Error, ":2:"),
        (b"ana bo noon\n", hobnob.Error, "noon"),
        (b"ana bo 99999999999999\n", hobnob.InvalidArgument, ":1:"),
        (b"ana bo nan\n", hobnob.Error, ":1:"),
        (b"an\xff bo 5\n", hobnob.InvalidArgument, "xff"),
        (b"x" * 3_000_000, hobnob.CorruptData, "1 MiB"),
        (gzip.compress(MAIL)[:-12], hobnob.CorruptData, "complete"),
        (gzip.compress(MAIL)[:20] + b"\0" * 8 + gzip.compress(MAIL)[28:], hobnob.CorruptData, "damaged"),
        ("ana bo 5\n".encode("utf-16"), hobnob.Error, "UTF-16"),
    ],
)
def test_bad_files_are_refused_whole(tmp_path: pathlib.Path, content: bytes, error: type[Exception], says: str) -> None:
    path = tmp_path / "bad"
    path.write_bytes(content)
    network = hobnob.Network()
    network.add_member("before")
    for source in (path, io.BytesIO(content)):
        with pytest.raises(error) as caught:
            network.add_interactions(source)
        assert says in str(caught.value)
        assert network.keys() == ["before"]
    with pytest.raises(error) as caught:
        hobnob.read_interactions(path)
    assert str(path) in str(caught.value)


def test_what_the_system_refuses(tmp_path: pathlib.Path) -> None:
    with pytest.raises(hobnob.IoError, match="directory"):
        hobnob.read_interactions(tmp_path)
    with pytest.raises(OSError, match="nowhere"):
        hobnob.read_interactions(tmp_path / "nowhere")
    for nothing in (None, 5, [("ana", "bo", 5)]):
        with pytest.raises(hobnob.InvalidArgument, match="a path or a file"):
            hobnob.read_interactions(nothing)


def test_rejected_rows_of_a_file() -> None:
    network = hobnob.Network()
    report = network.add_interactions(io.BytesIO(b"ana bo 5\nbo bo 6\nbo kim 7\n"), max_rejected=1)
    assert (report.rows, report.accepted, report.rejected[0].line) == (3, 2, 2)
    assert network.interaction_count == 2


@pytest.mark.parametrize("answer", [5, None, "text\ud800"])
def test_file_objects_that_give_no_bytes(answer: object) -> None:
    class Odd:
        def read(self, size: int) -> object:
            return answer

    with pytest.raises(hobnob.InvalidArgument):
        hobnob.read_interactions(Odd())


def test_an_error_of_the_files_own_passes_through() -> None:
    class Broken:
        first = True

        def read(self, size: int) -> bytes:
            if self.first:
                self.first = False
                return MAIL
            raise ZeroDivisionError("mine")

    network = hobnob.Network()
    with pytest.raises(ZeroDivisionError, match="mine"):
        network.add_interactions(Broken())
    assert network.member_count == 0


def test_a_file_that_changes_the_network_it_is_for() -> None:
    network = hobnob.Network()

    class Meddler:
        def read(self, size: int) -> bytes:
            network.add_member("late")
            return b""

    assert network.add_interactions(Meddler()).rows == 0  # it is read before the network is locked
    assert network.keys() == ["late"]


def test_communities_follow_their_seed() -> None:
    import numpy

    def keys_and_last(**options: object) -> tuple[object, ...]:
        network = hobnob.generate_community(members=60, **options)
        return network.keys(), network.last_event(), network.interaction_count, network.snapshot(network.last_event()).costs.tolist()

    assert keys_and_last() == keys_and_last(rng=1) == keys_and_last(rng=numpy.uint64(1))
    assert keys_and_last() != keys_and_last(rng=2)
    assert keys_and_last(rng=numpy.random.default_rng(5)) == keys_and_last(rng=numpy.random.default_rng(5))
    assert keys_and_last(rng=numpy.random.SeedSequence(5)) == keys_and_last(rng=numpy.random.PCG64(numpy.random.SeedSequence(5)))
    generator = numpy.random.default_rng(5)
    assert keys_and_last(rng=generator) != keys_and_last(rng=generator)
    assert keys_and_last(rng=None) != keys_and_last(rng=None)
    for wrong in (-1, 2**64, "five", 1.5, True):
        with pytest.raises(hobnob.InvalidArgument, match="rng"):
            keys_and_last(rng=wrong)
    with pytest.raises(hobnob.InvalidArgument, match="members must be 2…"):
        hobnob.generate_community(members=1)
