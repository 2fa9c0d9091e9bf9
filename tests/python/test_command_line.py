"""`python -m hobnob`: one subcommand per question."""

from __future__ import annotations

import csv
import gzip
import io
import json
import pathlib
import subprocess
import sys
import typing

import pytest

import hobnob

NOW = 1_717_200_000


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hobnob", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def mail(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "mail.txt.gz"
    rows = [("ana", "bo"), ("bo", "ana"), ("bo", "kim"), ("kim", "bo"), ("ana", "cy"), ("cy", "kim"), ("ana", "kim")]
    path.write_bytes(gzip.compress("".join(f"{a} {b} {NOW + 60 * i}\n" for i, (a, b) in enumerate(rows)).encode()))
    return path


@pytest.fixture
def friends(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "friends.csv"
    path.write_text("ana,bo\nbo,kim\nana,cy\ncy,kim\nbo,cy\n")
    return path


def test_paths_in_json(mail: pathlib.Path) -> None:
    done = run("paths", "--interactions", mail, "--from", "ana", "--to", "kim", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert set(answer) == {"direct", "paths", "as_of", "complete", "method", "model"}
    network = hobnob.read_interactions(mail)
    paths = hobnob.find_paths(network.snapshot(network.last_event()).owner_view("open"), "ana", "kim")
    assert answer["direct"] == {"probability": paths.direct}
    assert [path["members"] for path in answer["paths"]] == [path.members for path, *_ in paths]
    assert [path["probability"] for path in answer["paths"]] == [score for _, score, _ in paths]
    first = answer["paths"][0]
    assert set(first) == {"members", "probability", "hops", "factors"}
    assert first["factors"][0] == {"name": "tie", "value": paths[0].factors[0].value, "who": paths[0].factors[0].who}
    assert (answer["as_of"], answer["complete"], answer["method"]) == (NOW + 360, True, "exact")


def test_introducers_for_several_and_those_who_wait(tmp_path: pathlib.Path) -> None:
    network = hobnob.Network()
    network.add_connections([("ana", "bo"), ("bo", "kim"), ("bo", "lee"), ("ana", "cy"), ("cy", "lee")])
    archive = tmp_path / "record.hobnob"

    def answer(*more: object) -> dict[str, typing.Any]:
        network.save(archive)
        done = run("introducers", "--archive", archive, "--model", "preset", "--from", "ana", "--json", *more)
        assert done.returncode == 0
        return json.loads(done.stdout)

    rows = answer("--to", "kim", "--to", "lee")["introducers"]
    assert [(row["member"], row["targets"]) for row in rows] == [("bo", 2), ("cy", 1)]
    assert rows[0]["score"] == sum(door["probability"] for door in rows[0]["doors"])
    assert rows[1]["doors"][0]["path"] == ["ana", "cy", "lee"]
    network.record_ask("ana", "bo", "kim", 0)
    network.record_outcome("ana", "bo", "kim", 0, "declined")
    waits = answer("--to", "kim")
    assert (waits["introducers"], "kim declined" in waits["notice"]) == ([], True)
    assert "notice" not in answer("--to", "kim", "--rest-days", 0)
    assert len(answer("--to", "kim", "--to", "lee", "--rest-days", 0)["introducers"][0]["doors"]) == 2
    assert answer("--to", "kim", "--to", "lee")["notice"] == "1 target is left out: they declined within 180 days."


def test_introductions(tmp_path: pathlib.Path) -> None:
    friends = tmp_path / "friends.csv"
    friends.write_text("source,target,weight\nana,bo,0.5\nana,cy,0.4\nana,kim,0.3\nbo,cy,0.5\n")
    common = ["introductions", "--connections", friends, "--from", "ana"]
    rows = json.loads(run(*common, "--json").stdout)["introductions"]
    assert [row["members"] for row in rows] == [["bo", "kim"], ["cy", "kim"]]
    assert [factor["name"] for factor in rows[0]["factors"]] == ["tie", "openness", "tie", "openness", "fit"]
    assert run(*common, "--k", 1).stdout.count("\n") == 1
    assert run(*common, "--csv").stdout.splitlines()[0] == "rank,first,second,score,first_tie,first_openness,second_tie,second_openness,fit"
    assert run(*common, "--view", "member", "--json").stdout == run(*common, "--json").stdout


def test_introducers_in_json(mail: pathlib.Path) -> None:
    done = run("introducers", "--interactions", mail, "--from", "ana", "--to", "kim", "--json", "--k", 1)
    answer = json.loads(done.stdout)
    assert set(answer) == {"introducers", "as_of", "complete", "method", "model"}
    assert len(answer["introducers"]) == 1
    assert set(answer["introducers"][0]) == {"member", "score", "path", "factors"}
    assert answer["introducers"][0]["path"] == ["ana", answer["introducers"][0]["member"], "kim"]


def test_targets_of_one_and_of_all(mail: pathlib.Path, friends: pathlib.Path) -> None:
    done = run("targets", "--interactions", mail, "--from", "ana", "--json", "--k", 3)
    assert done.returncode == 0
    assert "weights: preset; not fitted" in done.stderr
    assert json.loads(done.stdout)["targets"] == []  # she knows everybody
    view = hobnob.read_connections(friends).snapshot(0).owner_view("open")
    done = run("targets", "--connections", friends, "--from", "ana", "--model", "preset", "--json")
    (kim,) = json.loads(done.stdout)["targets"]
    best = hobnob.discover_targets(view, "ana")
    assert (kim["member"], kim["score"], kim["via"]) == ("kim", best[0].score, "bo")
    assert [factor["name"] for factor in kim["factors"]] == [factor.name for factor in best[0].factors]
    one = run("targets", "--connections", friends, "--from", "ana", "--measure", "resource_allocation", "--csv")
    assert one.stdout.splitlines()[0].startswith("rank,target,score,via,resource_allocation")
    everybody = run("targets", "--connections", friends, "--all", "--model", "preset", "--csv")
    rows = list(csv.DictReader(io.StringIO(everybody.stdout)))
    assert [(row["seeker"], row["rank"], row["target"]) for row in rows] == [("ana", "1", "kim"), ("kim", "1", "ana")]
    for wrong in (["--from", "ana", "--all"], []):
        assert run("targets", "--connections", friends, *wrong).returncode == 2


def test_backtest_of_targets(tmp_path: pathlib.Path) -> None:
    network = hobnob.generate_community(members=150, rng=4)
    archive = tmp_path / "record.hobnob"
    network.save(archive)
    done = run("backtest", "targets", "--archive", archive, "--cuts", "0.5", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)["cuts"]
    backtest = hobnob.backtest_targets(network, cuts=[0.5])
    assert [row["ranking"] for row in rows] == [row.ranking for row in backtest]
    assert [row["ndcg"] for row in rows] == [row.scores.ndcg for row in backtest]
    assert "nDCG@10" in run("backtest", "targets", "--archive", archive, "--cuts", "0.5").stdout


def test_chance_in_json(mail: pathlib.Path) -> None:
    common = ["chance", "--interactions", mail, "--from", "ana", "--to", "kim", "--max-hops", 4]
    done = run(*common, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert set(answer) == {"value", "lower", "upper", "ask_in_order", "as_of", "complete", "method", "model"}
    network = hobnob.read_interactions(mail)
    chance = hobnob.chance(network.snapshot(network.last_event()).owner_view("open"), "ana", "kim", max_hops=4)
    assert (answer["value"], answer["lower"], answer["upper"]) == (chance.value, chance.lower, chance.upper)
    assert answer["ask_in_order"] == [step.introducer for step in chance]
    assert (answer["as_of"], answer["complete"], answer["method"]) == (NOW + 360, True, chance.method)
    assert run(*common).stdout == str(chance)
    assert run(*common, "--csv").stdout == chance.to_csv()
    assert run(*common, "--k", 1, "--csv").stdout == "".join(chance.to_csv().splitlines(keepends=True)[:2])
    assert run(*common, "--tolerance", 0.5, "--rng", 7).returncode == 0
    assert run("chance", "--interactions", mail, "--from", "ana").returncode == 2
    assert run(*common[:-1], 7).returncode == 2


def test_text_is_that_of_the_answer(mail: pathlib.Path) -> None:
    network = hobnob.read_interactions(mail)
    view = network.snapshot(network.last_event()).owner_view("open")
    common = ["--interactions", mail, "--from", "ana", "--to", "kim"]
    assert run("paths", *common).stdout == str(hobnob.find_paths(view, "ana", "kim"))
    assert run("introducers", *common).stdout == str(hobnob.rank_introducers(view, "ana", "kim"))
    assert run("paths", *common, "--csv").stdout == hobnob.find_paths(view, "ana", "kim").to_csv()


def test_ties_hold_both_directions_to_the_bit(mail: pathlib.Path) -> None:
    done = run("ties", "--interactions", mail, "--csv")
    network = hobnob.read_interactions(mail)
    snapshot = network.snapshot(network.last_event())
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == ["source", "target", "strength", "probability"]
    assert len(rows) == snapshot.tie_count
    for row in rows:
        assert float(row["strength"]) == snapshot.strength(row["source"], row["target"])
        assert float(row["probability"]) == snapshot.find_tie(row["source"], row["target"]).probability
    assert {(row["source"], row["target"]) for row in rows} == {(row["target"], row["source"]) for row in rows}
    answer = json.loads(run("ties", "--interactions", mail, "--json").stdout)
    assert set(answer) == {"ties", "as_of", "complete", "method", "model"}
    assert answer["ties"] == [{**row, "strength": float(row["strength"]), "probability": float(row["probability"])} for row in rows]
    assert run("ties", "--interactions", mail).stdout.splitlines()[0].split() == list(rows[0])


@pytest.fixture
def audience(tmp_path: pathlib.Path) -> list[object]:
    """Three follow Ana, one of them subscribes too, and two share a group with her."""
    (tmp_path / "follows").write_text("bo ana\ncy ana\nkim ana\nkim ana subscription\nana bo\n")
    (tmp_path / "groups").write_text("chess ana\nchess dee\nchess bo\n")
    return ["--follows", tmp_path / "follows", "--groups", tmp_path / "groups"]


def test_reach_in_json(audience: list[object], mail: pathlib.Path) -> None:
    done = run("reach", "--interactions", mail, *audience, "--from", "ana", "--times", "1,180", "--json")
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert set(answer) == {"times", "views", "readers", "conversations", "audience", "as_of", "complete", "method", "model"}
    assert answer["times"] == [1, 180]
    assert answer["audience"] == {"total": 4, "channels": {"follow": 3, "subscription": 1, "connection": 0, "group chess": 2}}
    network = hobnob.read_interactions(mail)
    hobnob.import_follows(network, audience[1])
    hobnob.import_groups(network, audience[3])
    reach = hobnob.estimate_reach(network.snapshot(network.last_event()).owner_view("open"), "ana", times=[1, 180])
    assert answer["readers"] == [row.readers for row in reach]
    assert answer["views"][1] > answer["readers"][1] > answer["readers"][0] > 0
    assert run("reach", *audience, "--from", "ana").stdout.count("by day") == 4
    assert run("reach", *audience, "--from", "ana", "--csv").stdout.startswith("days,views,readers,conversations,standard_error\n")


def test_readers_and_rank_reach_in_json(audience: list[object]) -> None:
    readers = json.loads(run("readers", *audience, "--from", "ana", "--k", 2, "--json").stdout)
    assert [set(row) for row in readers["readers"]] == [{"member", "probability", "talk"}] * 2
    assert readers["readers"][0]["member"] == "kim"
    authors = json.loads(run("rank-reach", *audience, "--all", "--json").stdout)
    assert [row["member"] for row in authors["members"]] == ["ana", "bo", "dee", "cy", "kim"]
    assert [set(row) for row in authors["members"]] == [{"member", "readers"}] * 5
    table = run("rank-reach", *audience, "--k", 1, "--threads", 2, "--csv").stdout.splitlines()
    assert table == ["member,readers", f"ana,{authors['members'][0]['readers']!r}"]


def test_rank_reach_within_so_many_hops(friends: pathlib.Path) -> None:
    common = ["rank-reach", "--connections", friends, "--within"]
    done = run(*common, 1, "--all", "--json")
    answer = json.loads(done.stdout)
    assert set(answer) == {"members", "as_of", "complete", "method", "model"}
    assert answer["members"] == [
        {"member": "bo", "within": 3},
        {"member": "cy", "within": 3},
        {"member": "ana", "within": 2},
        {"member": "kim", "within": 2},
    ]
    assert (answer["method"], answer["complete"]) == ("exact", True)
    assert run(*common, 2, "--k", 1, "--threads", 2, "--csv").stdout.splitlines() == ["member,within", "ana,3"]
    assert run(*common, 2, "--k", 1).stdout == "1. ana: 3 members (1 hop 2, 2 hops 1)\n"
    for asked, registers in (([], 64), ([256], 256)):
        about = json.loads(run(*common, 2, "--approximate", *asked, "--json").stdout)
        assert about["method"].startswith(f"HyperBall, {registers} registers, ±")
        assert [row["within"] for row in about["members"]] == [3] * 4
    told = run(*common, 2, "--progress")
    assert told.returncode == 0
    assert told.stderr


def test_rank_reach_within_refuses_what_it_cannot_answer(friends: pathlib.Path) -> None:
    command = ["rank-reach", "--connections", friends]
    for wrong in (["--within", 0], ["--within", 256], ["--within", 2, "--approximate", 100], ["--within", "x"], ["--approximate"]):
        refused = run(*command, *wrong)
        assert (refused.returncode, refused.stdout) == (2, ""), wrong
        assert refused.stderr
    assert run(*command, "--within", 2, "--view", "member", "--from", "ana").returncode == 2


def test_effort_with_and_without_a_record(audience: list[object]) -> None:
    answer = json.loads(run("effort", "--members", 10000, "--json").stdout)
    assert set(answer) == {"one_by_one_hours", "break_even_readers", "table", "as_of", "complete", "method"}
    assert round(answer["one_by_one_hours"], 1) == 83.3
    assert answer["break_even_readers"] == 60
    assert [set(row) for row in answer["table"]] == [{"way", "readers_per_hour", "conversations_per_hour", "receiver_seconds"}] * 4
    of_ana = json.loads(run("effort", *audience, "--from", "ana", "--json").stdout)
    assert of_ana["one_by_one_hours"] == 5 * 30 / 3600
    assert 0 < of_ana["table"][2]["readers_per_hour"] < 1


def test_an_archive_is_an_input(tmp_path: pathlib.Path, mail: pathlib.Path, audience: list[object]) -> None:
    network = hobnob.read_interactions(mail)
    network.save(tmp_path / "record.hobnob")
    common = ["paths", "--from", "ana", "--to", "kim", "--json"]
    assert run(*common, "--archive", tmp_path / "record.hobnob").stdout == run(*common, "--interactions", mail).stdout
    both = json.loads(run("reach", "--archive", tmp_path / "record.hobnob", *audience, "--from", "ana", "--json").stdout)
    assert both["audience"]["total"] == 4
    (tmp_path / "record.hobnob").write_bytes((tmp_path / "record.hobnob").read_bytes()[:-1])
    damaged = run(*common, "--archive", tmp_path / "record.hobnob")
    assert (damaged.returncode, damaged.stderr.count("\n")) == (1, 1)


@pytest.fixture
def years(tmp_path: pathlib.Path) -> pathlib.Path:
    """Two people who write every other day, and one who answers now and then."""
    path = tmp_path / "years.txt"
    rows = [(("ana", "bo") if day % 4 else ("bo", "kim"), NOW + 86_400 * day) for day in range(0, 400, 2)]
    path.write_text("".join(f"{a} {b} {time}\n" for (a, b), time in rows))
    return path


def test_backtest_ties_is_a_row_a_cut(years: pathlib.Path) -> None:
    network = hobnob.read_interactions(years)
    common = ["backtest", "ties", "--interactions", years]
    done = run(*common, "--cuts", "0.5,0.65")
    assert (done.returncode, done.stderr) == (0, "")
    backtest = hobnob.backtest_ties(network, cuts=[0.5, 0.65])
    assert done.stdout == str(backtest)
    assert run(*common, "--cuts", "0.5,0.65", "--csv").stdout == backtest.to_csv()
    answer = json.loads(run(*common, "--json").stdout)
    assert set(answer) == {"cuts", "as_of", "complete", "method"}
    assert answer["as_of"] == network.last_event()
    assert answer["method"] == "backtest, fitted strengths within 30 days"
    default = hobnob.backtest_ties(network)
    assert [row["cut"] for row in answer["cuts"]] == [0.5, 0.65, 0.8]
    for row, cut in zip(answer["cuts"], default, strict=True):
        assert set(row) == {*default.to_table().columns, "strata"}
        assert (row["population"], row["positives"], row["log_loss"]) == (cut.population, cut.positives, cut.scores.log_loss)
        assert row["judged"] is cut.judged
        assert [each["name"] for each in row["strata"]] == [each.name for each in cut.strata]
        assert row["strata"][3]["log_loss"] == cut.strata[3].log_loss


def test_options_reach_the_backtest(years: pathlib.Path) -> None:
    network = hobnob.read_interactions(years)
    common = ["backtest", "ties", "--interactions", years, "--cuts", "0.6", "--csv"]
    cases: list[tuple[list[object], hobnob.TieBacktest]] = [
        (["--window", 7], hobnob.backtest_ties(network, cuts=[0.6], window_days=7)),
        (["--model", "preset"], hobnob.backtest_ties(network, hobnob.preset(), cuts=[0.6])),
        (["--model", "preset", "--window", 7], hobnob.backtest_ties(network, hobnob.preset(window_days=7), cuts=[0.6])),
    ]
    for options, backtest in cases:
        assert run(*common, *options).stdout == backtest.to_csv()
    assert run(*common, "--undirected").stdout != run(*common).stdout
    progress = run(*common, "--progress")
    assert progress.stdout == run(*common).stdout
    assert "4/4" in progress.stderr  # by tqdm, which the tests bring


def test_what_is_absent_is_null(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("ana bo 5\n")
    [row] = json.loads(run("backtest", "ties", "--interactions", path, "--cuts", "0.5", "--json").stdout)["cuts"]
    assert (row["auc"], row["slope"], row["constant_log_loss"], row["judged"]) == (None, None, None, False)


def test_the_demo_writes_a_table_and_a_page(tmp_path: pathlib.Path) -> None:
    done = run("demo", "--out", tmp_path / "new" / "folder")
    assert done.returncode == 0
    assert (tmp_path / "new" / "folder" / "table.txt").read_text(encoding="utf-8") == done.stdout
    page = (tmp_path / "new" / "folder" / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page


def test_options_reach_the_model_and_the_query(mail: pathlib.Path) -> None:
    common = ["paths", "--interactions", mail, "--from", "ana", "--to", "kim", "--json"]
    usual = json.loads(run(*common).stdout)["paths"]
    assert json.loads(run(*common, "--window", 14).stdout)["paths"] != usual
    assert json.loads(run(*common, "--undirected").stdout)["paths"] != usual
    assert json.loads(run(*common, "--as-of", NOW + 10**6).stdout)["as_of"] == NOW + 10**6
    assert json.loads(run(*common, "--as-of", NOW + 10**6).stdout)["paths"] != usual
    assert json.loads(run(*common, "--max-hops", 2, "--k", 1).stdout)["paths"] == usual[:1]
    assert json.loads(run(*common, "--policy", "opt_in").stdout)["paths"] == []
    assert json.loads(run(*common, "--threads", 2).stdout)["paths"] == usual
    progress = run(*common, "--progress")
    assert json.loads(progress.stdout)["paths"] == usual
    assert "reading" in progress.stderr


def test_paths_to_any_of_several(tmp_path: pathlib.Path, friends: pathlib.Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("key,organisation,city\nkim,Acme,Bonn\nbo,Acme,\nlea,Acme,\n")
    more = tmp_path / "more.csv"
    more.write_text(friends.read_text() + "bo,lea\n")
    inputs: list[object] = ["paths", "--members", members, "--connections", more, "--model", "preset", "--from", "ana"]
    network = hobnob.read_connections(more)
    hobnob.import_members(network, members)
    view = network.snapshot(network.last_event()).owner_view("open")
    named = json.loads(run(*inputs, "--to", "kim", "--to", "lea", "--json").stdout)
    paths = hobnob.find_paths(view, "ana", ["kim", "lea"])
    assert [path["members"] for path in named["paths"]] == [path.members for path, *_ in paths]
    assert named["known"] == []
    there = run(*inputs, "--to-organisation", "Acme", "--per", "target")
    assert there.stdout == str(hobnob.find_paths(view, "ana", hobnob.find_members(view, organisation="Acme"), per="target"))
    assert json.loads(run(*inputs, "--to-organisation", "Acme", "--json").stdout)["known"][0]["target"] == "bo"
    assert run(*inputs, "--to-organisation", "Acme", "--to-city", "Bonn").stdout == str(hobnob.find_paths(view, "ana", ["kim"]))
    assert run(*inputs, "--to", "kim", "--exclude", "bo").stdout == str(hobnob.find_paths(view, "ana", "kim", exclude=["bo"]))
    assert run(*inputs, "--to", "kim", "--disjoint").stdout == str(hobnob.find_paths(view, "ana", "kim", disjoint=True))
    short = json.loads(run(*inputs, "--to", "kim", "--max-ties", 3, "--json").stdout)
    cut = hobnob.find_paths(view, "ana", "kim", max_ties=3)
    assert (short["complete"], short["unseen"]) == (cut.complete, cut.unseen) == (False, cut.unseen)
    nobody = run(*inputs)
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "whom to reach" in nobody.stderr


def test_all_kinds_of_files(tmp_path: pathlib.Path, mail: pathlib.Path, friends: pathlib.Path) -> None:
    files = {
        "follows": "ana bo\n",
        "groups": "chess ana\n",
        "members": "key,name\nbo,Bo\nkim,Kim\n",
        "consents": "member,purpose,allow\nbo,introduce,no\n",
    }
    inputs: list[object] = ["--interactions", mail, "--connections", friends]
    for kind, content in files.items():
        (tmp_path / kind).write_text(content)
        inputs += [f"--{kind}", tmp_path / kind]
    done = run("introducers", *inputs, "--from", "ana", "--to", "kim")
    assert done.returncode == 0
    assert "Bo" not in done.stdout
    assert "Kim (kim)" in done.stdout


def test_views_of_members(tmp_path: pathlib.Path, mail: pathlib.Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("key,unlisted\ncy,yes\n")
    common = ["introducers", "--interactions", mail, "--members", members, "--from", "ana", "--json"]

    def introducers(*more: str) -> list[str]:
        return [row["member"] for row in json.loads(run(*common, *more).stdout)["introducers"]]

    assert sorted(introducers("--to", "kim")) == ["bo", "cy"]
    assert introducers("--to", "kim", "--view", "member") == ["bo"]
    for hidden in ("cy", "nobody"):
        assert run(*common, "--to", hidden, "--view", "member").stdout == run(*common, "--to", "nobody", "--view", "member").stdout
    seen = run("ties", "--interactions", mail, "--members", members, "--view", "member", "--from", "ana", "--csv").stdout
    assert "cy" not in seen
    assert "bo" in seen


def test_where_there_is_history_strengths_are_fitted_to_it(tmp_path: pathlib.Path) -> None:
    network = hobnob.generate_community(members=150, rng=3)
    record = tmp_path / "record.hobnob"
    network.save(record)
    now = network.last_event()
    done = run("ties", "--archive", record, "--csv")
    model = hobnob.fit_ties(network, now)
    assert model.fit.positives >= 50
    assert done.stderr == f"hobnob: strengths: {model.origin}\n"
    rows = [line.split(",") for line in done.stdout.splitlines()[1:]]
    snapshot = network.snapshot(now, model).owner_view("open").project()
    assert len(rows) == snapshot.tie_count
    key = type(network.keys()[0])
    assert all(float(strength) == snapshot.strength(key(source), key(target)) for source, target, strength, _ in rows)
    assert json.loads(run("ties", "--archive", record, "--json").stdout)["model"] == snapshot.model.name
    campus = run("ties", "--archive", record, "--csv", "--window", 7)
    assert campus.stderr == f"hobnob: strengths: {hobnob.fit_ties(network, now, window_days=7).origin}\n"
    assert campus.stdout != done.stdout
    preset = run("ties", "--archive", record, "--csv", "--model", "preset")
    assert preset.stderr == ""
    assert preset.stdout != done.stdout


def test_a_plain_friend_list_gets_overlap_and_is_told(friends: pathlib.Path, tmp_path: pathlib.Path) -> None:
    common = ["--from", "ana", "--to", "kim"]
    done = run("introducers", "--connections", friends, *common, "--json")
    assert done.returncode == 0
    assert "--model overlap" in done.stderr
    assert run("introducers", "--connections", friends, *common, "--json", "--model", "overlap").stdout == done.stdout
    preset = run("introducers", "--connections", friends, *common, "--json", "--model", "preset")
    assert preset.stdout != done.stdout
    assert preset.stderr == ""
    assert run("introducers", "--connections", friends, *common, "--view", "member").stderr == ""
    weighted = tmp_path / "weighted.csv"
    weighted.write_text("ana,bo,0.5\nbo,kim,0.5\n")
    assert run("introducers", "--connections", weighted, *common).stderr == ""


def test_a_dead_instant_is_told(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text("".join(f"ana bo {n}\nbo kim {n}\n" for n in range(200)) + "ana bo 99999999\n")
    common = ["paths", "--interactions", path, "--from", "ana", "--to", "kim"]
    notice = json.loads(run(*common, "--json").stdout)["notice"]
    assert notice
    assert notice in run(*common).stdout
    assert notice in run(*common, "--csv").stderr
    assert notice in run("ties", "--interactions", path).stdout


def test_integer_keys(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "friends.txt"
    path.write_text("3\n10 9 0.5\n9 -8 0.5\n9 7 0.25\n")
    common = ["--connections", path, "--skip-lines", 1, "--keys", "int"]
    answer = json.loads(run("paths", *common, "--from", 10, "--to", -8, "--json").stdout)
    assert answer["paths"][0]["members"] == ["10", "9", "-8"]
    assert answer["paths"][0]["factors"][0]["who"] == "9"
    assert run("ties", *common, "--csv").stdout.splitlines()[1].startswith("-8,9,")
    assert run("paths", *common, "--from", "ten", "--to", 7).returncode == 2


def test_an_empty_answer_is_an_answer(mail: pathlib.Path) -> None:
    done = run("paths", "--interactions", mail, "--from", "ana", "--to", "kim", "--policy", "opt_in", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["paths"] == []


def test_rejected_rows_are_counted_on_stderr(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text("ana bo 5\nbo bo 6\nbo kim 7\nkim\n")
    common = ["paths", "--interactions", path, "--from", "ana", "--to", "kim", "--json"]
    for allowed in (2, "all"):
        done = run(*common, "--max-rejected", allowed)
        assert done.returncode == 0
        assert "2 of 4 rows rejected" in done.stderr
        assert "line 2" in done.stderr
        assert len(json.loads(done.stdout)["paths"]) == 1
    assert run(*common, "--max-rejected", 1).returncode == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"ana bo 5\nbo bo 6\n", ":2:"),
        (b"ana bo soon\n", "soon"),
        (b"ana bo\n", ":1:"),
        (b"\xff\xfe bo 5\n", "UTF-16"),
        (gzip.compress(b"ana bo 5\n" * 100)[:-10], "complete"),
    ],
)
def test_bad_data_is_status_1_and_one_line(tmp_path: pathlib.Path, content: bytes, says: str) -> None:
    path = tmp_path / "mail.txt"
    path.write_bytes(content)
    done = run("ties", "--interactions", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("hobnob: ")
    assert says in done.stderr
    assert str(path) in done.stderr


def test_files_that_are_not_there_are_status_1(tmp_path: pathlib.Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        done = run("ties", "--interactions", path)
        assert done.returncode == 1
        assert str(path) in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["targets"],
        ["paths"],
        ["ties"],
        ["paths", "--interactions", "MAIL", "--from", "ana"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "nobody"],
        ["paths", "--interactions", "MAIL", "--from", "nobody", "--to", "kim"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "ana"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--k", "0"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--max-hops", "9"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--window", "0"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--as-of", "99999999999999"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--json", "--csv"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--model", "guessed"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--model", "overlap", "--policy", "opt_in"],
        ["paths", "--interactions", "MAIL", "--from", "nobody", "--to", "kim", "--view", "member"],
        ["paths", "--interactions", "MAIL", "--from", "ana", "--from", "bo", "--to", "kim"],
        ["chance", "--interactions", "MAIL", "--from", "ana", "--to", "kim", "--to", "cy"],
        ["ties", "--interactions", "MAIL", "--view", "member"],
        ["reach", "--interactions", "MAIL"],
        ["reach", "--interactions", "MAIL", "--from", "ana", "--times", "inf"],
        ["reach", "--interactions", "MAIL", "--from", "ana", "--times", "-1"],
        ["readers", "--interactions", "MAIL", "--from", "nobody"],
        ["rank-reach", "--interactions", "MAIL", "--k", "3", "--all"],
        ["rank-reach", "--interactions", "MAIL", "--view", "member", "--from", "ana"],
        ["effort", "--members", "-1"],
        ["backtest"],
        ["backtest", "reach", "--interactions", "MAIL"],
        ["backtest", "ties"],
        ["backtest", "ties", "--interactions", "MAIL", "--cuts", "half"],
        ["backtest", "ties", "--interactions", "MAIL", "--cuts", "0.5,1"],
        ["backtest", "ties", "--interactions", "MAIL", "--window", "0"],
        ["backtest", "ties", "--interactions", "MAIL", "--model", "overlap"],
        ["backtest", "ties", "--interactions", "MAIL", "--from", "ana"],
        ["demo"],
        ["ties", "--interactions", "MAIL", "--arcs", "x"],
        ["ties", "--interactions", "MAIL", "--skip-lines", "-1"],
        ["ties", "--interactions", "MAIL", "--max-rejected", "some"],
        ["ties", "--interactions", "MAIL", "--inter", "x"],
    ],
)
def test_wrong_usage_and_unknown_members_are_status_2(mail: pathlib.Path, arguments: list[str]) -> None:
    done = run(*[str(mail) if argument == "MAIL" else argument for argument in arguments])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    if "nobody" in arguments:
        assert "nobody" in done.stderr


def test_help_and_version() -> None:
    assert run("--version").stdout == f"hobnob {hobnob.__version__}\n"
    for arguments in (["--help"], ["paths", "--help"], ["ties", "--help"]):
        assert run(*arguments).returncode == 0


def test_a_reader_that_stops_early(mail: pathlib.Path) -> None:
    command = f"{sys.executable} -m hobnob ties --interactions {mail} --csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("source,target,strength,probability\n", "")


def test_an_output_that_takes_nothing_is_one_line(mail: pathlib.Path) -> None:
    command = f"{sys.executable} -m hobnob ties --interactions {mail} > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("hobnob: ")
