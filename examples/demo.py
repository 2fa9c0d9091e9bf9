"""Who can introduce one member to another, and through whom? The twin of `demo.cpp`: the same options, the same answer.

    python demo.py                                        a community of 10,000, the same on every machine
    python demo.py --data mail.txt.gz                     rows of: source target time; or a folder of CSV files
    python demo.py --data mail.txt.gz --from 12 --to 7    who asks, and for whom
    python demo.py --data mail.txt.gz --max-rejected 9    leave out up to nine rows that cannot be read; else the first ends the reading
"""

import argparse
import datetime
import os
import sys
import time

import numpy as np

import hobnob


def utc(seconds):
    """An instant as a calendar and clock show it."""
    return f"{datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)} UTC"


class Watch:
    """A stopwatch that reports to standard error."""

    def __init__(self):
        self.start = time.perf_counter()

    def lap(self, what):
        print(f"{what:<28} {1e3 * (time.perf_counter() - self.start):9.1f} ms", file=sys.stderr)
        self.start = time.perf_counter()


def read(data, max_rejected):
    if data is None:
        return hobnob.generate_community(), "a made-up community (seed 1)"
    if os.path.isdir(data):
        return hobnob.read_csv_folder(data), "the CSV files of a folder"
    network = hobnob.Network()
    report = hobnob.import_interactions(network, data, max_rejected=max_rejected)
    what = os.path.basename(data)
    if report.rejected:
        first = report.rejected[0]
        what += f", {len(report.rejected)} of {report.rows} rows left out (line {first.line}: {first.reason})"
    return network, what


def choose(snapshot, view):
    """Somebody with as many ties as most, who would like to meet the best connected member there is a way to, but no tie."""
    degree = np.diff(snapshot.indptr)
    with_ties = [u for u in np.argsort(-degree, kind="stable") if degree[u] > 0]
    if not with_ties:
        raise hobnob.InvalidArgument("nobody in this record has a tie")
    keys = snapshot.keys
    seeker = keys[with_ties[len(with_ties) // 2]]
    for u in with_ties:
        if keys[u] == seeker:
            continue
        paths = hobnob.find_paths(view, seeker, keys[u], k=1)
        if paths.direct is None and len(paths) > 0:
            return seeker, keys[u]
    raise hobnob.InvalidArgument("everybody within three ties is known already: choose with --from and --to")


def called(view, key):
    name = view.name(key)
    return f"{name} ({key})" if name and name != key else str(key)


def answer(data, max_rejected, seeker, target):
    watch = Watch()
    network, what = read(data, max_rejected)
    counts = f"{network.member_count} members, {network.connection_count} declared connections, {network.interaction_count} interactions"
    print(f"Read: {what}: {counts}.")
    watch.lap("read")

    snapshot = network.snapshot(network.last_event())
    watch.lap("snapshot")
    print(f"As of: {utc(snapshot.as_of)} ({snapshot.as_of}), the last event: {snapshot.tie_count // 2} pairs with a tie.")
    if snapshot.notice:
        print("Note:", snapshot.notice)

    view = snapshot.owner_view("open")
    if seeker is None:
        seeker, target = choose(snapshot, view)
    watch.lap("who asks for whom")
    paths = hobnob.find_paths(view, seeker, target)
    watch.lap("find_paths")
    introducers = hobnob.rank_introducers(view, seeker, target)
    watch.lap("rank_introducers")

    print(f"\nWho can introduce {called(view, seeker)} to {called(view, target)}?\n{paths}", end="")
    for row in range(min(len(paths), 3)):
        print(f"\n{hobnob.explain(view, paths, row)}", end="")
    print(f"\nWhom to ask first?\n{introducers}", end="")
    watch.lap("explain and print")

    print(f"""
Limits: these are the model's chances ({view.model.name}, window {view.model.window_days:g} days), not yet compared with real outcomes here;
ties are taken as independent; what nobody recorded, nobody knows.""")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="demo.py")
    parser.add_argument("--data")
    parser.add_argument("--from", dest="seeker")
    parser.add_argument("--to", dest="target")
    parser.add_argument("--max-rejected", type=lambda text: text if text == "all" else int(text), default=0)
    options = parser.parse_args()
    if (options.seeker is None) != (options.target is None):
        parser.error("--from and --to go together")
    try:
        answer(options.data, options.max_rejected, options.seeker, options.target)
    except hobnob.Error as error:
        print("demo.py:", error, file=sys.stderr)
        sys.exit(2 if isinstance(error, hobnob.UnknownMember) else 1)
