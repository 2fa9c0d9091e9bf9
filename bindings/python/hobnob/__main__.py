"""The command line: one subcommand per question.

    hobnob paths --interactions mail.txt.gz --from ana --to kim
    hobnob introducers --connections friends.csv --from ana --to kim --json
    hobnob ties --interactions mail.txt.gz --csv

Exit status: 0 answered (empty is an answer), 1 data (file, line and reason named), 2 usage or unknown member.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import numpy

import hobnob

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


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="hobnob", description="Who can introduce me to whom?", allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"hobnob {hobnob.__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in {
        "paths": "the most promising chains of introductions",
        "introducers": "whom to ask first",
        "ties": "every tie, both directions",
    }.items():
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        inputs = command.add_argument_group("inputs", "Columns by white space, comma or tab; # and % begin comments; .gz is understood.")
        for kind, columns in INPUTS.items():
            inputs.add_argument(f"--{kind}", metavar="FILE", help=columns)
        inputs.add_argument("--skip-lines", type=number, default=0, metavar="N", help="leading lines to leave out")
        inputs.add_argument("--max-rejected", type=number_or_all, default=0, metavar="N|all", help="rows of a file that may fail (0)")
        inputs.add_argument("--duplicates", choices=["reject", "last"], default="reject", help="connections that are there already")
        inputs.add_argument("--undirected", action="store_true", help="interactions count in both directions")
        inputs.add_argument("--keys", choices=["str", "int"], default="str", help="how keys are read")
        command.add_argument("--as-of", type=int, metavar="SECONDS", help="the instant (default: the last event)")
        command.add_argument("--window", type=float, metavar="DAYS", help="a strength is a chance within so many days (default: 30)")
        command.add_argument("--model", choices=["preset", "overlap"], help="overlap by default if there are no events and weights")
        command.add_argument("--policy", choices=["open", "opt_in"], default="open", help="what silence means (default: open)")
        command.add_argument("--view", choices=["owner", "member"], default="owner", help="whose sight; member: that of --from")
        command.add_argument("--threads", type=number, default=1, metavar="N", help="0: all; the answer is the same for any number")
        command.add_argument("--progress", action="store_true", help="tell on stderr what is being done")
        command.add_argument("--from", dest="seeker", metavar="KEY", required=name != "ties", help="who asks")
        if name != "ties":
            command.add_argument("--to", dest="target", metavar="KEY", required=True, help="whom to reach")
            command.add_argument("--k", type=int, help="how many rows at most")
        if name == "paths":
            command.add_argument("--max-hops", type=int, help="ties on a path, 2 to 6")
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
    network = hobnob.Network()
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
    preset = hobnob.preset() if options.window is None else hobnob.preset(window_days=options.window)
    as_of = network.last_event() if options.as_of is None else options.as_of
    if options.progress:
        say("making the snapshot")
    if options.model == "overlap":
        return network.snapshot(as_of, hobnob.Overlap())
    snapshot = network.snapshot(as_of, preset)
    if options.model or options.view != "owner" or options.policy != "open" or network.interaction_count or not snapshot.tie_count:
        return snapshot
    # All strengths that of a connection without a weight: rankings would be an alphabet.
    unsaid = numpy.float32(preset.strength(hobnob.PairEvidence(declared=float(numpy.float32(0.3)))))
    if not (snapshot.strengths == unsaid).all():
        return snapshot
    say("neither interactions nor weights: strengths are from shared neighbours (--model overlap)")
    return network.snapshot(as_of, hobnob.Overlap())


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


def answer(snapshot: hobnob.Snapshot, options: argparse.Namespace) -> str:
    seeker, target = key_of(options.seeker, options), key_of(getattr(options, "target", None), options)
    view = snapshot.owner_view(options.policy) if options.view == "owner" else snapshot.view(seeker, options.policy)
    asked = {name: getattr(options, name) for name in ("k", "max_hops") if getattr(options, name, None) is not None}

    if options.command == "ties":
        seen = view.project()
        rows = numpy.repeat(numpy.arange(seen.member_count), numpy.diff(seen.indptr))
        ends = {"source": seen.keys[rows], "target": seen.keys[seen.indices]}
        table = hobnob.Table(ends | {"strength": seen.strengths, "probability": seen.probability})
        whole: dict[str, Any] = {"ties": table.to_dicts() if options.json else [], "complete": True, "method": seen.model.name}
        for tie in whole["ties"]:
            tie["source"], tie["target"] = str(tie["source"]), str(tie["target"])
        text = f"{table}{view.notice}\n" if view.notice else str(table)
    elif options.command == "paths":
        paths = hobnob.find_paths(view, seeker, target, **asked)
        direct = None if paths.direct is None else {"probability": paths.direct}
        whole = {"direct": direct, "paths": [path_row(row) for row in paths], "complete": paths.complete, "method": paths.method}
        text, table = str(paths), paths.to_table()
    else:
        best = hobnob.rank_introducers(view, seeker, target, **asked)
        whole = {"introducers": [introducer_row(row) for row in best], "complete": best.complete, "method": best.method}
        text, table = str(best), best.to_table()

    if options.csv:
        if view.notice:
            say(view.notice)
        return table.to_csv()
    if not options.json:
        return text
    whole |= {"as_of": view.as_of} | ({"notice": view.notice} if view.notice else {})
    return json.dumps(whole, ensure_ascii=False, allow_nan=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    command_line = parser()
    options = command_line.parse_args(arguments)
    if all(getattr(options, kind) is None for kind in INPUTS):
        command_line.error("give at least one of --" + ", --".join(INPUTS))
    if options.view == "member" and options.seeker is None:
        command_line.error("--view member needs --from: whose view?")
    try:
        network = read(options)
    except (hobnob.Error, OSError) as error:
        fail(1, error)
    try:
        text = answer(picture(network, options), options)
    except hobnob.Error as error:
        fail(2, error)
    try:
        sys.stdout.buffer.write(text.encode())  # UTF-8 whatever the locale, as the C++ programs print
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough; Python must not try again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
