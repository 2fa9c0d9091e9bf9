"""Onward sharing, seeds and plain graphs as a data scientist uses them; on the command line too."""

from __future__ import annotations

import itertools
import json
import math
import pathlib
import pickle
import subprocess
import sys
import typing
from collections.abc import Callable

import numpy
import pytest

import hobnob

ARCS = [("a", "b", 0.5), ("b", "c", 0.5), ("a", "c", 0.25), ("c", "d", 1.0), ("d", "a", 0.1), ("e", "d", 0.9), ("e", "f", 0.0)]


def reached(seeds: set[str], live: list[tuple[str, str, float]]) -> int:
    found = set(seeds)
    while new := {b for a, b, _ in live if a in found} - found:
        found |= new
    return len(found)


def expected(seeds: set[str]) -> float:
    """Over every world there can be."""
    total = 0.0
    for coins in itertools.product([True, False], repeat=len(ARCS)):
        chance = math.prod(p if coin else 1 - p for coin, (_, _, p) in zip(coins, ARCS, strict=True))
        total += chance * reached(seeds, [arc for coin, arc in zip(coins, ARCS, strict=True) if coin])
    return total


@pytest.fixture(scope="module")
def graph() -> hobnob.ArcGraph:
    return hobnob.ArcGraph(ARCS)


@pytest.fixture(scope="module")
def view() -> hobnob.View:
    network = hobnob.generate_community(members=300, rng=5)
    return network.snapshot(network.last_event()).owner_view("open")


@pytest.mark.parametrize("seeds", [["a"], ["e"], ["b", "e"], ["a", "a", "d"]])
def test_a_cascade_is_that_of_all_worlds(graph: hobnob.ArcGraph, seeds: list[str]) -> None:
    spread = hobnob.estimate_reach(graph, seeds, worlds=20_000, rng=3)
    assert abs(spread.readers - expected(set(seeds))) < 4.5 * spread.standard_error
    assert (spread.worlds, spread.rng) == (20_000, 3)
    assert spread == hobnob.estimate_reach(graph, seeds, worlds=20_000, rng=3, threads=2) == pickle.loads(pickle.dumps(spread))


def test_seeds_of_a_plain_graph_are_the_best_pair(graph: hobnob.ArcGraph) -> None:
    best = max(itertools.combinations("abcdef", 2), key=lambda pair: expected(set(pair)))
    seeds = hobnob.choose_seeds(graph, k=2)
    assert {seed.member for seed, _, _ in seeds} == set(best)
    assert seeds.spread.lower <= expected(set(best)) <= seeds.spread.upper
    assert sum(adds for _, adds, _ in seeds) == pytest.approx(seeds.spread.value)
    assert 0.82 <= seeds.certificate <= 1


def test_all_are_ranked_by_what_each_alone_reaches(graph: hobnob.ArcGraph) -> None:
    authors = hobnob.rank_reach(graph, samples=200_000)
    for author, readers, factors in authors:
        assert readers == pytest.approx(expected({author.member}), abs=4.5 * math.sqrt(6 * 5 / 200_000))
        assert [factor.name for factor in factors] == ["itself", "others"]
    assert list(authors["readers"]) == sorted(authors["readers"], reverse=True)
    assert authors.to_table().columns == ["rank", "member", "readers", "itself", "others"]
    assert pickle.loads(pickle.dumps(authors)) == authors


def test_neighbourhoods_of_a_plain_graph(graph: hobnob.ArcGraph) -> None:
    within = {str(member): score for member, score, _ in hobnob.rank_within(graph, hops=2)}
    assert within == {"a": 3, "b": 2, "c": 2, "d": 3, "e": 2, "f": 0}  # an arc that is never live carries nothing


def test_sharing_adds_to_an_exact_first_hop(view: hobnob.View) -> None:
    author = hobnob.rank_reach(view, k=1)[0].item.member
    alone = hobnob.estimate_reach(view, author)
    assert alone == hobnob.estimate_reach(view, author, share=0, worlds=77, rng=9)
    assert (alone.worlds, alone.share) == (0, 0)
    shared = hobnob.estimate_reach(view, author, share=0.5, worlds=400, rng=9)
    assert (shared.worlds, shared.rng, shared.share) == (400, 9, 0.5)
    assert (shared["readers"] > alone["readers"]).all()
    assert (shared["standard_error"] > 0).all()
    assert shared == hobnob.estimate_reach(view, author, share=0.5, worlds=400, rng=9, threads=2)
    assert pickle.loads(pickle.dumps(shared)) == shared
    assert "passed on with chance 0.5" in shared.method
    ranked = hobnob.rank_reach(view, k=300, share=0.5, samples=200_000)
    mine = next(readers for each, readers, _ in ranked if each.member == author)
    assert mine == pytest.approx(shared[-1].readers, abs=4.5 * (shared[-1].standard_error + math.sqrt(mine * 300 / 200_000)))


def test_readers_say_through_whom(view: hobnob.View) -> None:
    author = hobnob.rank_reach(view, k=1)[0].item.member
    readers = hobnob.rank_readers(view, author, k=300, share=1, worlds=300)
    through = {reader.member: reader.through for reader, _, _ in readers if reader.through}
    assert through
    assert all(str(by) in str(readers) for by in through.values())
    assert list(readers["through"]) == [reader.through or "" for reader, _, _ in readers]
    assert pickle.loads(pickle.dumps(readers)) == readers


def test_seeds_of_a_network(view: hobnob.View) -> None:
    exact = hobnob.choose_seeds(view, k=4, among="both")
    assert exact.samples == 0
    assert exact.spread.lower == exact.spread.value == exact.spread.upper
    first = hobnob.rank_reach(view, k=1)[0]
    members = hobnob.choose_seeds(view, k=3)
    assert (members[0].item.member, members[0].score) == (first.item.member, pytest.approx(first.score))
    shared = hobnob.choose_seeds(view, k=3, share=0.3, max_samples=1 << 16)
    assert shared.certificate > 0.5
    assert shared.samples <= 1 << 16
    for seeds in (exact, members, shared):
        assert pickle.loads(pickle.dumps(seeds)) == seeds
        assert "<script" not in seeds._repr_html_()
        assert str(seeds[0].item) in seeds._repr_html_()
    without = hobnob.choose_seeds(view, k=3, exclude=[members[0].item.member])
    assert members[0].item.member not in [seed.member for seed, _, _ in without]
    dear = hobnob.choose_seeds(view, k=3, costs={members[0].item.member: 100.0}, budget=5)
    assert members[0].item.member not in [seed.member for seed, _, _ in dear]
    assert dear.cost <= 5


def test_wrong_questions_say_what_is_wrong(view: hobnob.View, graph: hobnob.ArcGraph) -> None:
    author = hobnob.rank_reach(view, k=1)[0].item.member
    network = hobnob.Network()
    network.add_follow("bo", "ana")
    with pytest.raises(hobnob.InvalidArgument, match="share must be 0…1, got nan"):
        hobnob.estimate_reach(view, author, share=math.nan)
    with pytest.raises(hobnob.InvalidArgument, match="worlds must be 2"):
        hobnob.estimate_reach(view, author, share=0.1, worlds=1)
    with pytest.raises(hobnob.InvalidArgument, match="owner's view"):
        hobnob.choose_seeds(network.snapshot(0).view("ana", "open"))
    with pytest.raises(hobnob.UnknownMember):
        hobnob.choose_seeds(graph, exclude=["nobody"])
    with pytest.raises(hobnob.InvalidArgument, match="positive and finite"):
        hobnob.choose_seeds(graph, costs={"a": 0})
    with pytest.raises(hobnob.UnknownMember):
        hobnob.estimate_reach(graph, ["nobody"])
    with pytest.raises(ValueError, match="members"):
        hobnob.choose_seeds(view, among="everybody")  # type: ignore[call-overload]


def test_a_record_of_interactions_alone_says_why_nobody_reads() -> None:
    network = hobnob.Network()
    network.add_interactions([("ana", "bo", 1), ("bo", "kim", 2)])
    asked: list[Callable[[hobnob.View], typing.Any]] = [
        lambda view: hobnob.estimate_reach(view, "ana"),
        lambda view: hobnob.estimate_reach(view, "ana", share=0.5, worlds=10),
        lambda view: hobnob.rank_reach(view),
        lambda view: hobnob.compare_posts(view, "ana"),
    ]
    why = "Follows, subscriptions, connections and groups make an audience; interactions alone do not."
    assert why in str(hobnob.audience(network.snapshot(2).owner_view("open"), "ana"))
    for ask in asked:
        for snapshot in (network.snapshot(2), hobnob.Network.from_bytes(network.to_bytes()).snapshot(2)):
            answer = ask(snapshot.owner_view("open"))
            assert answer.notice == why
            assert str(answer).endswith(why + "\n")
            assert why in answer._repr_html_()
    member = network.snapshot(2).view("ana", "open")
    assert hobnob.estimate_reach(member, "ana").notice == hobnob.compare_posts(member, "ana").notice == why
    # One follow is an audience, also for those whom nobody follows: not for them alone.
    network.add_follow("bo", "ana")
    view = network.snapshot(2).owner_view("open")
    assert [ask(view).notice for ask in asked] == [""] * 4
    assert hobnob.estimate_reach(view, "kim").notice == why


def test_progress_is_told_and_can_end_it(view: hobnob.View, graph: hobnob.ArcGraph) -> None:
    author = hobnob.rank_reach(view, k=1)[0].item.member
    told: list[tuple[int, int]] = []
    asks: list[typing.Callable[[typing.Any], object]] = [
        lambda progress: hobnob.estimate_reach(view, author, share=0.5, progress=progress),
        lambda progress: hobnob.rank_readers(view, author, share=0.5, progress=progress),
        lambda progress: hobnob.rank_reach(view, share=0.5, samples=50_000, progress=progress),
        lambda progress: hobnob.choose_seeds(view, share=0.5, max_samples=50_000, progress=progress),
        lambda progress: hobnob.choose_seeds(graph, progress=progress),
        lambda progress: hobnob.estimate_reach(graph, ["a"], progress=progress),
        lambda progress: hobnob.compare_posts(view, author, share=0.5, worlds=50, progress=progress),
    ]
    for ask in asks:
        told.clear()
        ask(lambda done, total: told.append((done, total)))
        done, totals = zip(*told, strict=True)
        assert len(set(totals)) == 1
        assert list(done) == sorted(done)
        assert done[-1] == totals[-1]
        with pytest.raises(hobnob.Cancelled):
            ask(lambda done, total: False)


# --- the command line ------------------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hobnob", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def arcs(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "arcs.txt"
    path.write_text("6 7\n" + "".join(f"{a} {b} {p}\n" for a, b, p in ARCS) + "a a 0.5\n")
    return path


def test_seeds_of_arcs_in_json(arcs: pathlib.Path, graph: hobnob.ArcGraph) -> None:
    done = run("seeds", "--arcs", arcs, "--skip-lines", 1, "--max-rejected", "all", "--k", 2, "--json")
    assert done.returncode == 0
    assert "1 of 8 rows rejected" in done.stderr
    answer = json.loads(done.stdout)
    seeds = hobnob.choose_seeds(graph, k=2)
    assert answer["seeds"] == [{"member": seed.member, "marginal": adds} for seed, adds, _ in seeds]
    assert answer["spread"] == {"value": seeds.spread.value, "lower": seeds.spread.lower, "upper": seeds.spread.upper}
    assert answer["certificate"] == seeds.certificate
    assert {"as_of", "complete", "method"} <= set(answer)
    weighted = run("seeds", "--arcs", arcs, "--skip-lines", 1, "--max-rejected", "all", "--k", 1, "--probability", "weighted")
    assert weighted.stdout == str(hobnob.choose_seeds(graph.weighted(), k=1))


def test_reach_and_ranks_of_arcs(arcs: pathlib.Path, graph: hobnob.ArcGraph) -> None:
    common = ["--arcs", arcs, "--skip-lines", 1, "--max-rejected", "all"]
    reach = json.loads(run("reach", *common, "--from", "a", "--worlds", 500, "--rng", 7, "--json").stdout)
    spread = hobnob.estimate_reach(graph, ["a"], worlds=500, rng=7)
    assert (reach["readers"], reach["standard_error"], reach["worlds"], reach["seed"]) == (spread.readers, spread.standard_error, 500, 7)
    table = run("rank-reach", *common, "--all", "--csv").stdout.splitlines()
    assert table[0] == "member,readers"
    assert len(table) == 7
    within = run("rank-reach", *common, "--all", "--within", 2, "--csv").stdout.splitlines()
    assert within[:2] == ["member,within", "a,3"]


def test_reach_with_sharing(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "follows.csv"
    path.write_text("".join(f"r{i},ana\n" for i in range(20)) + "".join(f"f{i},r{i % 20}\n" for i in range(200)))
    done = run("reach", "--follows", path, "--from", "ana", "--share", 0.5, "--worlds", 300, "--rng", 2, "--json")
    answer = json.loads(done.stdout)
    assert (answer["worlds"], answer["seed"], len(answer["standard_error"])) == (300, 2, 4)
    seeds = json.loads(run("seeds", "--follows", path, "--k", 2, "--json").stdout)
    assert seeds["seeds"][0]["member"] == "ana"
    assert seeds["certificate"] <= 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["seeds"], "give at least one of"),
        (["seeds", "--arcs", "ARCS", "--share", "0.5"], "goes without --share"),
        (["reach", "--arcs", "ARCS", "--from", "a", "--times", "1"], "goes without --times"),
        (["seeds", "--arcs", "ARCS", "--follows", "ARCS"], "goes without a record"),
        (["seeds", "--follows", "ARCS", "--probability", "weighted"], "is about --arcs"),
        (["rank-reach", "--follows", "ARCS", "--within", "2", "--share", "0.1"], "one at a time"),
        (["reach", "--arcs", "ARCS", "--from", "nobody", "--skip-lines", "1", "--max-rejected", "all"], "nobody"),
    ],
)
def test_wrong_usage_is_refused(arcs: pathlib.Path, arguments: list[str], said: str) -> None:
    done = run(*(str(arcs) if each == "ARCS" else each for each in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_numpy_generators_are_seeds(graph: hobnob.ArcGraph) -> None:
    one = hobnob.estimate_reach(graph, ["a"], rng=numpy.random.default_rng(1))
    assert one == hobnob.estimate_reach(graph, ["a"], rng=numpy.random.default_rng(1))
    assert one != hobnob.estimate_reach(graph, ["a"], rng=numpy.random.default_rng(2))
