"""The command line: one subcommand per question.

    hobnob paths --interactions mail.txt.gz --from ana --to kim
    hobnob chance --interactions mail.txt.gz --from ana --to kim --max-hops 4
    hobnob introducers --connections friends.csv --from ana --to kim --json
    hobnob targets --interactions mail.txt.gz --from ana
    hobnob targets --interactions mail.txt.gz --all --k 20 --csv
    hobnob introducers --archive record.hobnob --from ana --to kim --to lee
    hobnob introductions --archive record.hobnob --from ana --k 5
    hobnob ties --interactions mail.txt.gz --csv
    hobnob reach --archive record.hobnob --from ana --times 1,7,30,180
    hobnob reach --archive record.hobnob --from ana --share 0.02 --worlds 10000
    hobnob rank-reach --archive record.hobnob --all --csv
    hobnob seeds --arcs NetHEPT.txt.gz --skip-lines 1 --max-rejected all --k 50
    hobnob rank-reach --connections friends.csv --within 3 --approximate
    hobnob effort --members 10000
    hobnob backtest ties --interactions mail.txt.gz --cuts 0.5,0.65,0.8
    hobnob backtest targets --interactions mail.txt.gz

Exit status: 0 answered (empty is an answer), 1 data (file, line and reason named), 2 usage or unknown member.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

import numpy

import hobnob
from hobnob import demo

INPUTS = {
    "interactions": "source target time [kind] [participants, by header]; Unix seconds",
    "connections": "source target [weight] [time] [private] (the last two by header)",
    "follows": "follower followed [channel]",
    "groups": "group member [from until]",
    "members": "CSV with header: key, name, industry, organisation, city, needs, offers, openness, joined, ...",
    "consents": "CSV with header: member, purpose, allow, grantee, from, until",
}


def number(text: str) -> int:
    if int(text) < 0:
        raise ValueError
    return int(text)


def number_or_all(text: str) -> int | str:
    return text if text == "all" else number(text)


def days(text: str) -> list[float]:
    times = [float(part) for part in text.split(",")]
    if not all(numpy.isfinite(times)):  # JSON has no word for ever
        raise ValueError
    return times


def shares(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


PROBABILITY = "of arcs: as given (default), or weighted: 1 / in-degree of the target; model, of a record: by its ties (default)"
MEASURES = (
    "common_neighbours",
    "adamic_adar",
    "resource_allocation",
    "jaccard",
    "preferential_attachment",
    "katz",
    "pagerank",
    "warm",
    "strength_allocation",
    "strength_pagerank",
    "near_pagerank",
    "recent_pagerank",
    "new_ties",
)
ENOUGH = 50  # outcomes that a fit should rest on before it is taken unasked

# Each command: what it answers. Those of two words are one family's.
COMMANDS = {
    "paths": "the most promising chains of introductions",
    "introducers": "whom to ask first, for one or several",
    "introductions": "whom to introduce to each other",
    "targets": "whom to meet, and who could introduce; weights fitted where there is history, with --model preset as published",
    "chance": "that at least one introduction succeeds, and in which order to ask",
    "ties": "every tie, both directions",
    "reach": "how far a post of one member carries, by days",
    "readers": "who is most likely to read a post and to talk",
    "rank-reach": "whose words carry farthest",
    "seeds": "through whom or what to post",
    "effort": "what a conversation costs: asking, cold contact, posting",
    "backtest ties": "how true strengths would have been, cut by cut",
    "backtest targets": "how good the lists of whom to meet would have been, cut by cut",
    "demo": "a made-up community's introductions and reach, as a table and a page",
}
FAMILIES = {"backtest": "how good answers would have been in the record's past"}
ABOUT_ONE = ("paths", "introducers", "introductions", "chance", "reach", "readers")  # --from is needed
RANKED = ("paths", "introducers", "introductions", "targets", "chance", "readers", "rank-reach", "seeds")
TARGET_PARTS = ("industry", "organisation", "city", "group")  # paths --to-…
SPREADS = ("reach", "readers", "rank-reach", "seeds")  # what others may pass on
PLAIN = ("reach", "rank-reach", "seeds")  # --arcs instead of a record


class Once(argparse.Action):
    """For what names one member: the last of two would silently win."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, value: object, option: str | None = None) -> None:
        if getattr(namespace, self.dest, None) is not None:
            raise argparse.ArgumentError(self, "may be given once, and was given twice")
        setattr(namespace, self.dest, value)


def add_inputs(command: argparse.ArgumentParser, name: str) -> None:
    inputs = command.add_argument_group("inputs", "Columns by white space, comma or tab; # and % begin comments; .gz is understood.")
    inputs.add_argument("--archive", metavar="FILE", help="a saved record; the other files are added to it")
    for kind, columns in INPUTS.items():
        if name == "effort" and kind == "members":
            inputs.add_argument("--members", metavar="N|FILE", help="how many there are to turn to (all of a record); or a file")
        else:
            inputs.add_argument(f"--{kind}", metavar="FILE", help=columns)
    if name in PLAIN:
        inputs.add_argument("--arcs", metavar="FILE", help="source target [probability]: a plain directed graph instead of a record")
    inputs.add_argument("--skip-lines", type=number, default=0, metavar="N", help="leading lines to leave out")
    inputs.add_argument("--max-rejected", type=number_or_all, default=0, metavar="N|all", help="rows of a file that may fail (0)")
    inputs.add_argument("--duplicates", choices=["reject", "last"], default="reject", help="connections and arcs that are there already")
    inputs.add_argument("--undirected", action="store_true", help="interactions and arcs count in both directions")
    inputs.add_argument("--keys", choices=["str", "int"], default="str", help="how keys are read")
    command.add_argument("--window", type=float, metavar="DAYS", help="a strength is a chance within so many days (default: 30)")
    command.add_argument("--progress", action="store_true", help="tell on stderr what is being done")


def add_sight(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("--as-of", type=int, metavar="SECONDS", help="the instant (default: the last event)")
    about = f"fitted where {ENOUGH} known ties were used in the last window, else the preset; overlap if there are no events and weights"
    command.add_argument("--model", choices=["fitted", "preset", "overlap"], help=f"how strengths are had (default: {about})")
    command.add_argument("--policy", choices=["open", "opt_in"], default="open", help="what silence means (default: open)")
    command.add_argument("--view", choices=["owner", "member"], default="owner", help="whose sight; member: that of --from")
    command.add_argument("--threads", type=number, default=1, metavar="N", help="0: all; the answer is the same for any number")
    command.add_argument("--from", dest="seeker", metavar="KEY", action=Once, required=name in ABOUT_ONE, help="who asks, or writes")


def parser() -> argparse.ArgumentParser:
    about = "Who can introduce me to whom, and how far will my words carry?"
    top = argparse.ArgumentParser(prog="hobnob", description=about, allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"hobnob {hobnob.__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    families: dict[str, Any] = {"": commands}
    for name, text in COMMANDS.items():
        family, _, word = name.rpartition(" ")
        if family not in families:
            whole = commands.add_parser(family, help=FAMILIES[family], description=FAMILIES[family], allow_abbrev=False)
            families[family] = whole.add_subparsers(dest="word", required=True, metavar="WHAT")
        command = families[family].add_parser(word, help=text, description=text, allow_abbrev=False)
        command.set_defaults(command=name)
        if name == "demo":
            command.add_argument("--out", metavar="FOLDER", required=True, help="where table.txt and report.html go")
            continue
        add_inputs(command, name)
        if name.startswith("backtest"):
            command.add_argument("--cuts", type=shares, metavar="SHARE,SHARE", help="of the interactions (default: 0.5,0.65,0.8)")
        if name == "backtest ties":
            command.add_argument("--model", choices=["fitted", "preset"], default="fitted", help="fitted: anew at each cut (default)")
        elif name == "backtest targets":
            command.add_argument("--threads", type=number, default=1, metavar="N", help="0: all; the answer is the same for any number")
        else:
            add_sight(command, name)
        if name == "targets":
            command.add_argument("--all", action="store_true", help="every member, in their own view")
            command.add_argument("--measure", choices=MEASURES, metavar="NAME", help=f"by this one alone: {', '.join(MEASURES)}")
            command.add_argument(
                "--connected-at", type=float, metavar="S", help="a tie of this strength connects (default: 0.05); 0: any does"
            )
        if name == "chance":
            command.add_argument("--to", dest="target", metavar="KEY", action=Once, required=True, help="whom to reach")
        if name == "introducers":
            several = "whom to reach; given several times: who opens the most doors"
            command.add_argument("--to", dest="targets", metavar="KEY", action="append", required=True, help=several)
        if name in ("introducers", "introductions"):
            command.add_argument("--rest-days", type=float, metavar="DAYS", help="who said no is not asked again so long (default: 180)")
        if name == "paths":
            command.add_argument("--to", dest="targets", metavar="KEY", action="append", default=[], help="whom to reach; any of several")
            for part in TARGET_PARTS:
                command.add_argument(f"--to-{part}", metavar="NAME", help=f"any member of that {part}")
        if name in RANKED:
            rows = command.add_mutually_exclusive_group()
            rows.add_argument("--k", type=int, help="how many rows at most")
            if name == "rank-reach":
                rows.add_argument("--all", action="store_true", help="every member")
                command.add_argument("--within", type=int, metavar="HOPS", help="count the members within so many hops instead")
                few = "estimate them from so many registers a member (64: give or take 13 %%)"
                command.add_argument("--approximate", type=int, nargs="?", const=64, metavar="REGISTERS", help=few)
        if name in ("paths", "chance"):
            command.add_argument("--max-hops", type=int, help="ties on a path, 2 to 6")
        if name == "chance":
            command.add_argument("--tolerance", type=float, metavar="P", help="how far lower and upper may be apart (default: 0.01)")
            command.add_argument("--rng", type=number, metavar="SEED", help="seed of what is drawn (default: 0)")
        if name == "paths":
            per = "the best of all (default), or only the best to each target or through each first introducer"
            command.add_argument("--per", choices=["overall", "target", "introducer"], help=per)
            command.add_argument("--disjoint", action="store_true", default=None, help="no introducer on two paths (greedy)")
            command.add_argument("--max-ties", type=number, metavar="N", help="walk no more ties than this; says if it was cut short")
            command.add_argument("--exclude", metavar="KEY", action="append", default=[], help="who must not be on a path; may be repeated")
        if name == "reach":
            command.add_argument("--times", type=days, metavar="DAYS,DAYS", help="days after the post")
        if name in PLAIN:
            kinds = ["given", "weighted", "model"] if name == "seeds" else ["given", "weighted"]
            command.add_argument("--probability", choices=kinds, help=PROBABILITY)
        if name in SPREADS:
            command.add_argument("--share", type=float, metavar="P", help="chance that a reader passes it on (default: 0, one hop)")
            command.add_argument("--rng", type=number, metavar="SEED", help="seed of what is drawn (default: 0)")
        if name in ("reach", "readers"):
            command.add_argument("--worlds", type=number, metavar="N", help="worlds to simulate (default: 1000)")
        if name == "seeds":
            command.add_argument("--among", choices=["members", "groups", "both"], help="what to choose from (default: members)")
        output = command.add_mutually_exclusive_group()
        output.add_argument("--json", action="store_true", help="one JSON object")
        output.add_argument("--csv", action="store_true", help="CSV with a header line")
    return top


def say(text: str) -> None:
    print(f"hobnob: {text}", file=sys.stderr)


def fail(status: int, error: Exception) -> NoReturn:
    say(" ".join(str(error).split()))
    sys.exit(status)


def read(options: argparse.Namespace) -> hobnob.Network:
    """The record that the files make; in the order in which `read_csv_folder` reads them, so that consents find their members."""
    if options.archive is not None and options.progress:
        say(f"reading {options.archive}")
    network = hobnob.Network() if options.archive is None else hobnob.Network.load(options.archive)
    for kind in INPUTS:
        path = getattr(options, kind)
        if path is None:
            continue
        if options.progress:
            say(f"reading {path}")
        report = getattr(hobnob, f"import_{kind}")(
            network,
            path,
            skip_lines=options.skip_lines,
            max_rejected=options.max_rejected,
            duplicates=options.duplicates,
            undirected=options.undirected and kind == "interactions",
            keys=options.keys,
        )
        if report.rejected:
            first = report.rejected[0]
            say(f"{path}: {len(report.rejected)} of {report.rows} rows rejected; the first in line {first.line}: {first.reason}")
    return network


def picture(network: hobnob.Network, options: argparse.Namespace) -> hobnob.Snapshot:
    window: dict[str, Any] = {} if options.window is None else {"window_days": options.window}
    as_of = network.last_event() if options.as_of is None else options.as_of
    if options.progress:
        say("making the snapshot")
    if options.model == "overlap":
        return network.snapshot(as_of, hobnob.Overlap())
    if options.model != "preset" and (network.interaction_count or options.model == "fitted"):
        fitted = hobnob.fit_ties(network, as_of, **window)
        if options.model == "fitted" or fitted.fit.positives >= ENOUGH:
            say(f"strengths: {fitted.origin}")
            return network.snapshot(as_of, fitted)
    preset = hobnob.preset(**window)
    snapshot = network.snapshot(as_of, preset)
    if options.model or options.view != "owner" or options.policy != "open" or network.interaction_count or not snapshot.tie_count:
        return snapshot
    # All strengths that of a connection without a weight: rankings would be an alphabet.
    unsaid = numpy.float32(preset.strength(hobnob.PairEvidence(declared=float(numpy.float32(0.3)))))
    if not (snapshot.strengths == unsaid).all():
        return snapshot
    say("neither interactions nor weights: strengths are from shared neighbours (--model overlap)")
    return network.snapshot(as_of, hobnob.Overlap())


def backtest_ties(network: hobnob.Network, options: argparse.Namespace) -> Answered:
    asked: dict[str, Any] = {} if options.cuts is None else {"cuts": options.cuts}
    window: dict[str, Any] = {} if options.window is None else {"window_days": options.window}
    if options.model == "fitted":
        backtest = hobnob.backtest_ties(network, progress=options.progress, **asked, **window)
    else:
        backtest = hobnob.backtest_ties(network, hobnob.preset(**window), progress=options.progress, **asked)
    strata = ("name", "population", "positives", "predicted", "observed", "log_loss", "auc", "calibration_error", "calibration_null")
    rows = backtest.to_dicts()
    for row, cut in zip(rows, backtest, strict=True):
        row |= {name: None for name, value in row.items() if value != value}  # JSON has no NaN
        row |= {"strata": [{name: getattr(each, name) for name in strata} for each in cut.strata]}
        row["judged"] = cut.judged
    whole = {"cuts": rows, "complete": True, "method": f"backtest, {options.model} strengths within {backtest[0].window_days:g} days"}
    return Answered(whole, str(backtest), backtest.to_table())


def backtest_targets(network: hobnob.Network, options: argparse.Namespace) -> Answered:
    asked: dict[str, Any] = {} if options.cuts is None else {"cuts": options.cuts}
    asked |= {} if options.window is None else {"window_days": options.window}
    backtest = hobnob.backtest_targets(network, threads=options.threads, progress=options.progress, **asked)
    rows = backtest.to_dicts()
    for row, cut in zip(rows, backtest, strict=True):
        row |= {"whole": cut.whole, "model": cut.model}
    days = 2 * hobnob.preset(**({} if options.window is None else {"window_days": options.window})).options.window_days
    whole = {"cuts": rows, "complete": True, "method": f"backtest, first-ever ties within {days:g} days"}
    return Answered(whole, str(backtest), backtest.to_table())


def targets(network: hobnob.Network, view: hobnob.View, options: argparse.Namespace) -> Answered:
    """Weights fitted where strengths may be, unless one measure alone is asked for."""
    asked: dict[str, Any] = {} if options.k is None else {"k": options.k}
    asked |= {} if options.connected_at is None else {"connected_at": options.connected_at}
    if options.measure is not None:
        asked["measure"] = options.measure
    elif options.model in (None, "fitted") and network.interaction_count:
        window: dict[str, Any] = {} if options.window is None else {"window_days": options.window}
        asked["model"] = hobnob.fit_targets(network, view.as_of, threads=options.threads, progress=options.progress, **window)
        say(f"weights: {asked['model'].origin}")
    if options.all:
        lists = hobnob.discover_targets_for_all(view, threads=options.threads, progress=options.progress, **asked)
        rows = lists.to_dicts() if options.json else []
        for row in rows:
            row["seeker"], row["target"] = str(row["seeker"]), str(row["target"])
        return Answered({"targets": rows, "complete": True, "method": lists.method}, f"{lists}{lists.to_table()}", lists.to_table())
    best = hobnob.discover_targets(view, key_of(options.seeker, options), **asked)
    whole = {"targets": [target_row(row) for row in best], "complete": best.complete, "method": best.method}
    return Answered(whole, str(best), best.to_table())


def target_row(row: hobnob.Ranked[hobnob.Target]) -> dict[str, Any]:
    via = None if row.item.via is None else str(row.item.via)
    return {"member": str(row.item.member), "score": row.score, "via": via, "direct": row.item.direct, "factors": factors_of(row)}


def factors_of(row: hobnob.Ranked[Any]) -> list[dict[str, Any]]:
    return [{"name": f.name, "value": f.value, "who": None if f.who is None else str(f.who)} for f in row.factors]


def path_row(row: hobnob.Ranked[hobnob.Path]) -> dict[str, Any]:
    return {"members": [str(key) for key in row.item.members], "probability": row.score, "hops": row.item.hops, "factors": factors_of(row)}


def introducer_row(row: hobnob.Ranked[hobnob.Introducer]) -> dict[str, Any]:
    return {
        "member": str(row.item.member),
        "score": row.score,
        "path": [str(key) for key in row.item.path.members],
        "factors": factors_of(row),
    }


def key_of(text: str | None, options: argparse.Namespace) -> Any:
    try:
        return int(text) if text is not None and options.keys == "int" else text
    except ValueError:
        raise hobnob.InvalidArgument(f"with --keys int, keys must be integers, got {text!r}") from None


class Answered(NamedTuple):
    """An answer in its three forms."""

    whole: dict[str, Any]
    text: str
    table: hobnob.Table
    notice: str | None = None  # where it says more than the view does


def ties(view: hobnob.View, options: argparse.Namespace) -> Answered:
    seen = view.project()
    rows = numpy.repeat(numpy.arange(seen.member_count), numpy.diff(seen.indptr))
    ends = {"source": seen.keys[rows], "target": seen.keys[seen.indices]}
    table = hobnob.Table(ends | {"strength": seen.strengths, "probability": seen.probability})
    whole: dict[str, Any] = {"ties": table.to_dicts() if options.json else [], "complete": True, "method": seen.model.name}
    for tie in whole["ties"]:
        tie["source"], tie["target"] = str(tie["source"]), str(tie["target"])
    return Answered(whole, f"{table}{view.notice}\n" if view.notice else str(table), table)


def costs(view: hobnob.View | None, options: argparse.Namespace) -> Answered:
    """Asking and posting side by side; with a record and an author, of what that author's post is expected to bring in half a year."""
    asked: dict[str, Any] = {} if options.count is None else {"members": options.count}
    complete = True
    if view is None:
        return effort_answer(hobnob.effort(**asked), complete)
    asked.setdefault("members", view.member_count)
    if options.seeker is not None:
        author = key_of(options.seeker, options)
        followers = hobnob.Channels(groups=[])
        groups = hobnob.Channels(follow=False, subscription=False, connection=False)
        for way, channels in (("post", followers), ("group", groups)):
            reach = hobnob.estimate_reach(view, author, times=[180], channels=channels)
            asked |= {f"{way}_readers": reach[0].readers, f"{way}_conversations": reach[0].conversations}
            complete = complete and reach.complete
    return effort_answer(hobnob.effort(**asked), complete)


def introducers(view: hobnob.View, seeker: Any, targets: list[Any], asked: dict[str, Any]) -> Answered:
    """Whom to ask for one, or for several together."""
    whole: dict[str, Any]
    if len(targets) == 1:
        best = hobnob.rank_introducers(view, seeker, targets[0], **asked)
        whole = {"introducers": [introducer_row(row) for row in best], "complete": best.complete, "method": best.method}
        return Answered(whole, str(best), best.to_table(), best.notice)
    shared = hobnob.rank_introducers(view, seeker, targets, **asked)
    rows = [
        {
            "member": str(item.member),
            "score": score,
            "targets": item.targets,
            "doors": [
                {"target": str(door.target), "probability": door.probability, "path": [str(key) for key in door.path.members]}
                for door in item.doors
            ],
        }
        for item, score, _ in shared
    ]
    whole = {"introducers": rows, "complete": shared.complete, "method": shared.method}
    return Answered(whole, str(shared), shared.to_table(), shared.notice)


def paths_answer(view: hobnob.View, seeker: Any, options: argparse.Namespace, asked: dict[str, Any]) -> Answered:
    """To one member, or to any of those that are named and of those whose profile says what is asked for."""
    targets = [key_of(target, options) for target in options.targets]
    parts = {part: getattr(options, f"to_{part}") for part in TARGET_PARTS if getattr(options, f"to_{part}") is not None}
    asked["exclude"] = [key_of(key, options) for key in options.exclude]
    of_a_set = bool(parts) or len(targets) > 1
    if parts:
        targets += hobnob.find_members(view, **parts)
    paths = hobnob.find_paths(view, seeker, targets if of_a_set else targets[0], **asked)
    direct = None if paths.direct is None else {"probability": paths.direct}
    whole: dict[str, Any] = {"direct": direct, "paths": [path_row(row) for row in paths]}
    if of_a_set:
        whole["known"] = [{"target": str(tie.target), "probability": tie.probability} for tie in paths.known]
    whole |= {"complete": paths.complete, "method": paths.method} | ({} if paths.complete else {"unseen": paths.unseen})
    return Answered(whole, str(paths), paths.to_table())


def ask(view: hobnob.View, options: argparse.Namespace) -> Answered:
    seeker, target = key_of(options.seeker, options), key_of(getattr(options, "target", None), options)
    said = ("k", "max_hops", "per", "disjoint", "max_ties", "tolerance", "rest_days", "times", "share", "worlds", "rng", "among")
    asked: dict[str, Any] = {name: getattr(options, name) for name in said if getattr(options, name, None) is not None}
    if options.command in SPREADS:
        asked |= {"threads": options.threads, "progress": options.progress}
    whole: dict[str, Any]
    match options.command:
        case "ties":
            return ties(view, options)
        case "paths":
            return paths_answer(view, seeker, options, asked)
        case "introducers":
            return introducers(view, seeker, [key_of(each, options) for each in options.targets], asked)
        case "chance":
            chance = hobnob.chance(view, seeker, target, **asked)
            whole = {"value": chance.value, "lower": chance.lower, "upper": chance.upper}
            whole |= {"ask_in_order": [str(step.introducer) for step in chance], "complete": chance.complete, "method": chance.method}
            return Answered(whole, str(chance), chance.to_table())
        case "introductions":
            pairs = hobnob.rank_introductions(view, seeker, **asked)
            both = [(str(row.item.first), str(row.item.second)) for row in pairs]
            rows = [{"members": list(each), "score": row.score, "factors": factors_of(row)} for each, row in zip(both, pairs, strict=True)]
            whole = {"introductions": rows, "complete": pairs.complete, "method": pairs.method}
            return Answered(whole, str(pairs), pairs.to_table())
        case "reach":
            reach = hobnob.estimate_reach(view, seeker, **asked)
            columns = {name: reach[name].tolist() for name in ("views", "readers", "conversations")}
            channels = {row.channel: row.size for row in reach.audience}
            whole = {"times": reach["days"].tolist()} | columns | {"audience": {"total": reach.audience.total, "channels": channels}}
            if reach.worlds:
                whole |= {"standard_error": reach["standard_error"].tolist(), "worlds": reach.worlds, "seed": reach.rng}
            whole |= {"complete": reach.complete, "method": f"{reach.method}, reading: {reach.reading}"}
            return Answered(whole, f"{reach}{channel_lines(reach.audience)}", reach.to_table())
        case "readers":
            readers = hobnob.rank_readers(view, seeker, **asked)
            rows = [{"member": str(item.member), "probability": reads.value, "talk": talks.value} for item, _, (reads, talks) in readers]
            whole = {"readers": rows, "complete": readers.complete, "method": readers.method}
            return Answered(whole, str(readers), readers.to_table())
        case "rank-reach":
            if options.all:
                asked["k"] = max(1, view.member_count)
            if options.within is not None:
                return within(view, options, asked)
            return authors_answer(hobnob.rank_reach(view, **asked), options)
        case "seeds":
            return seeds_answer(hobnob.choose_seeds(view, **asked))
    raise AssertionError(options.command)


def within(graph: Any, options: argparse.Namespace, asked: dict[str, Any]) -> Answered:
    if options.approximate is not None:
        asked["approximate"] = options.approximate
    members = hobnob.rank_within(graph, hops=options.within, **asked)
    table = hobnob.Table({"member": members["member"], "within": members["within"]})
    rows = [{"member": str(row["member"]), "within": row["within"]} for row in table.to_dicts()] if options.json else []
    whole = {"members": rows, "complete": members.complete, "method": members.method}
    return Answered(whole, str(members), table)


def arcs_of(options: argparse.Namespace) -> hobnob.ArcGraph:
    if options.progress:
        say(f"reading {options.arcs}")
    arcs = hobnob.read_arcs(
        options.arcs,
        skip_lines=options.skip_lines,
        max_rejected=options.max_rejected,
        duplicates=options.duplicates,
        undirected=options.undirected,
        keys=options.keys,
    )
    if arcs.report.rejected:
        first = arcs.report.rejected[0]
        some = f"{len(arcs.report.rejected)} of {arcs.report.rows} rows rejected"
        say(f"{options.arcs}: {some}; the first in line {first.line}: {first.reason}")
    return arcs.weighted() if getattr(options, "probability", None) == "weighted" else arcs


def on_arcs(arcs: hobnob.ArcGraph, options: argparse.Namespace) -> Answered:
    """The reach commands on a plain graph: an independent cascade, without days."""
    drawn: dict[str, Any] = {"threads": options.threads, "progress": options.progress}
    drawn |= {} if options.rng is None else {"rng": options.rng}
    rows = {} if getattr(options, "k", None) is None else {"k": options.k}
    if options.command == "seeds":
        return seeds_answer(hobnob.choose_seeds(arcs, **rows, **drawn))
    if options.command == "rank-reach":
        if options.all:
            rows["k"] = max(1, arcs.member_count)
        if options.within is not None:
            return within(arcs, options, rows | drawn)
        return authors_answer(hobnob.rank_reach(arcs, **rows, **drawn), options)
    worlds = {} if options.worlds is None else {"worlds": options.worlds}
    spread = hobnob.estimate_reach(arcs, [key_of(options.seeker, options)], **worlds, **drawn)
    figures = {"readers": spread.readers, "standard_error": spread.standard_error, "worlds": spread.worlds, "seed": spread.rng}
    table = hobnob.Table({name: [value] for name, value in figures.items()})
    return Answered(figures | {"complete": True, "method": "independent cascade, simulated"}, str(spread), table)


def seeds_answer(seeds: hobnob.Seeds) -> Answered:
    rows = [
        ({"group": item.group} if item.member is None else {"member": str(item.member)}) | {"marginal": adds} for item, adds, _ in seeds
    ]
    spread = {"value": seeds.spread.value, "lower": seeds.spread.lower, "upper": seeds.spread.upper}
    whole = {"seeds": rows, "spread": spread, "certificate": seeds.certificate, "samples": seeds.samples, "seed": seeds.rng}
    return Answered(whole | {"complete": seeds.complete, "method": seeds.method}, str(seeds), seeds.to_table())


def authors_answer(authors: hobnob.Authors, options: argparse.Namespace) -> Answered:
    table = hobnob.Table({"member": authors["member"], "readers": authors["readers"]})
    rows = [{"member": str(row["member"]), "readers": row["readers"]} for row in table.to_dicts()] if options.json else []
    return Answered({"members": rows, "complete": authors.complete, "method": authors.method}, str(authors), table)


def channel_lines(audience: hobnob.Audience) -> str:
    return "".join(f"  {row.channel}: {row.size}{'' if row.size_complete else '+'}\n" for row in audience)


def effort_answer(effort: hobnob.Effort, complete: bool) -> Answered:
    names = ("way", "readers_per_hour", "conversations_per_hour", "receiver_seconds")
    rows = [{name: getattr(row, name) for name in names} for row in effort]
    whole: dict[str, Any] = {"one_by_one_hours": effort.one_by_one_hours, "break_even_readers": effort.break_even_readers, "table": rows}
    return Answered(whole | {"complete": complete, "method": "arithmetic"}, str(effort), effort.to_table())


def printed(answered: Answered, as_of: int | None, options: argparse.Namespace, notice: str = "", model: str = "") -> str:
    if options.csv:
        if notice:
            say(notice)
        if "unseen" in answered.whole:
            say(f"cut short: a path that was not looked at may have a chance of up to {answered.whole['unseen']:.3g}")
        return answered.table.to_csv()
    if not options.json:
        return answered.text
    whole = answered.whole | {"as_of": as_of} | ({"notice": notice} if notice else {}) | ({"model": model} if model else {})
    return json.dumps(whole, ensure_ascii=False, allow_nan=False) + "\n"


def answer(network: hobnob.Network | None, options: argparse.Namespace) -> str:
    if network is None:
        return printed(costs(None, options), None, options)
    if options.command.startswith("backtest"):
        backtest = backtest_ties if options.command == "backtest ties" else backtest_targets
        return printed(backtest(network, options), network.last_event(), options)
    snapshot = picture(network, options)
    seeker = key_of(options.seeker, options)
    view = snapshot.owner_view(options.policy) if options.view == "owner" else snapshot.view(seeker, options.policy)
    if options.command == "effort":
        answered = costs(view, options)
    elif options.command == "targets":
        answered = targets(network, view, options)
    else:
        answered = ask(view, options)
    notice = view.notice if answered.notice is None else answered.notice
    return printed(answered, view.as_of, options, notice, snapshot.model.name)


def main(arguments: Sequence[str] | None = None) -> int:
    command_line = parser()
    options = command_line.parse_args(arguments)
    options.count = None
    if options.command == "effort" and re.fullmatch(r"-?\d+", options.members or ""):  # ./7 is a file
        if not 0 <= int(options.members) <= 10**12:
            command_line.error(f"argument --members: must be 0 to 1000000000000, got {options.members}")
        options.count, options.members = int(options.members), None
    if options.command == "demo":
        return demo.main(["--out", options.out])
    no_files = all(getattr(options, kind) is None for kind in ("archive", *INPUTS))
    if options.command == "rank-reach" and options.approximate is not None and options.within is None:
        command_line.error("--approximate goes with --within")
    if getattr(options, "arcs", None) is not None:
        unfit = ["share", "times", "among", "as_of", "model", "window"] + (["seeker"] if options.command != "reach" else [])
        names = {"as_of": "as-of", "seeker": "from"}
        of_records = [names.get(name, name) for name in unfit if getattr(options, name, None) is not None]
        if not no_files or of_records or options.view == "member" or getattr(options, "probability", None) == "model":
            wrong = f"--{of_records[0]}" if of_records else "a record, --view member or --probability model"
            command_line.error(f"--arcs is a plain graph: it goes without {wrong}")
        return told_of_arcs(options)
    if getattr(options, "probability", None) in ("given", "weighted"):
        command_line.error(f"--probability {options.probability} is about --arcs")
    if no_files and options.command != "effort":
        command_line.error("give at least one of --archive, --" + ", --".join(INPUTS))
    if options.command == "rank-reach" and options.share is not None and options.within is not None:
        command_line.error("--within counts members and --share readers: one at a time")
    if options.command == "targets" and options.all == (options.seeker is not None):
        command_line.error("targets are of one, --from KEY, or of --all")
    if options.command == "paths" and not (options.targets or any(getattr(options, f"to_{part}") is not None for part in TARGET_PARTS)):
        command_line.error("whom to reach: give --to, or one of --to-" + ", --to-".join(TARGET_PARTS))
    if getattr(options, "view", "owner") == "member" and options.seeker is None:
        command_line.error("--view member needs --from: whose view?")
    try:
        network = None if no_files else read(options)
    except (hobnob.Error, OSError) as error:
        fail(1, error)
    try:
        text = answer(network, options)
    except hobnob.Error as error:
        fail(2, error)
    return tell(text)


def told_of_arcs(options: argparse.Namespace) -> int:
    try:
        arcs = arcs_of(options)
    except (hobnob.Error, OSError) as error:
        fail(1, error)
    try:
        text = printed(on_arcs(arcs, options), None, options)
    except hobnob.Error as error:
        fail(2, error)
    return tell(text)


def tell(text: str) -> int:
    try:
        sys.stdout.buffer.write(text.encode())  # UTF-8 whatever the locale, as the C++ programs print
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough; Python must not try again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(1, error)
    return 0


def console() -> int:
    """The command `hobnob`: Ctrl-C ends it without a word."""
    try:
        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(console())
