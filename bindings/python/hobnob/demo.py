"""Who can introduce one member to another, and how far will their words carry? What the C++ program `hobnob-demo` answers, to the byte.

    hobnob demo --out FOLDER                   a community of 10,000, the same on every machine; FOLDER gets table.txt and report.html
    python examples/demo.py                    the table alone
    python examples/demo.py --data mail.txt.gz                     rows of: source target time; or a folder of CSV files
    python examples/demo.py --data mail.txt.gz --from 12 --to 7    who asks, and for whom
    python examples/demo.py --data mail.txt.gz --max-rejected 9    leave out up to nine rows that cannot be read; else the first ends all
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

import hobnob

Key = str | int
CURVE = [1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180]  # days that the page draws


def utc(seconds: int) -> str:
    """An instant as a calendar and clock show it."""
    return f"{datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)} UTC"


class Watch:
    """A stopwatch that reports to standard error."""

    def __init__(self) -> None:
        self.start = time.perf_counter()

    def lap(self, what: str) -> None:
        print(f"{what:<28} {1e3 * (time.perf_counter() - self.start):9.1f} ms", file=sys.stderr)
        self.start = time.perf_counter()


def read(data: str | None, max_rejected: Any) -> tuple[hobnob.Network, str]:
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


def choose(snapshot: hobnob.Snapshot, view: hobnob.View) -> tuple[Key, Key]:
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


def shown(view: hobnob.View, key: Key) -> str:
    return view.name(key) or str(key)


def called(view: hobnob.View, key: Key) -> str:
    name = view.name(key)
    return f"{name} ({key})" if name and name != key else str(key)


def answer(data: str | None, max_rejected: Any, seeker: Key | None, target: Key | None, out: str | None) -> str:
    watch = Watch()
    network, what = read(data, max_rejected)
    counts = f"{network.member_count} members, {network.connection_count} declared connections, {network.interaction_count} interactions"
    text = f"Read: {what}: {counts}.\n"
    watch.lap("read")

    model = hobnob.fit_ties(network, network.last_event())
    watch.lap("fit_ties")
    snapshot = network.snapshot(network.last_event(), model)
    watch.lap("snapshot")
    pairs = f"{snapshot.tie_count // 2} pairs with a tie, by {snapshot.model}"
    text += f"As of: {utc(snapshot.as_of)} ({snapshot.as_of}), the last event: {pairs}.\n"
    if snapshot.notice:
        text += f"Note: {snapshot.notice}\n"

    view = snapshot.owner_view("open")
    if seeker is None or target is None:
        seeker, target = choose(snapshot, view)
    watch.lap("who asks for whom")
    paths = hobnob.find_paths(view, seeker, target)
    watch.lap("find_paths")
    introducers = hobnob.rank_introducers(view, seeker, target)
    watch.lap("rank_introducers")
    text += f"\nWho can introduce {called(view, seeker)} to {called(view, target)}?\n{paths}"
    for row in range(min(len(paths), 3)):
        text += f"\n{hobnob.explain(view, paths, row)}"
    text += f"\nWhom to ask first?\n{introducers}"
    watch.lap("explain and print")

    authors = hobnob.rank_reach(view, k=5)
    watch.lap("rank_reach")
    author = authors[0].item.member
    reach = hobnob.estimate_reach(view, author)
    audience = hobnob.audience(view, author)
    readers = hobnob.rank_readers(view, author, k=10)
    post = hobnob.estimate_reach(view, author, times=[180], channels=hobnob.Channels(groups=[]))[0]
    groups = hobnob.Channels(follow=False, subscription=False, connection=False)
    group = hobnob.estimate_reach(view, author, times=[180], channels=groups)[0]
    effort = hobnob.effort(
        members=view.member_count,
        post_readers=post.readers,
        post_conversations=post.conversations,
        group_readers=group.readers,
        group_conversations=group.conversations,
        **({"ask_chance": paths[0].score} if len(paths) else {}),
    )
    posts = hobnob.compare_posts(view, author)
    watch.lap("reach, audience, readers")
    text += f"\nWhose words carry farthest?\n{authors}"
    text += f"\nHow far do the words of {called(view, author)} carry?\n{reach}\n{audience}"
    text += f"\nWho is likely to read them, and to talk?\n{readers}"
    text += f"\nWhat does a conversation cost?\n{effort}"
    text += f"\nWhere should {called(view, author)} post?\n{posts}"

    text += f"""
Limits: these are the model's chances ({view.model.name}, window {view.model.window_days:g} days), not yet compared with real outcomes here;
ties are taken as independent; chances of reading are presets; what nobody recorded, nobody knows.
"""
    if out is not None:
        os.makedirs(out, exist_ok=True)
        with open(os.path.join(out, "table.txt"), "w", encoding="utf-8", newline="\n") as table:
            table.write(text)
        curve = hobnob.estimate_reach(view, author, times=CURVE)
        curves = hobnob.compare_posts(view, author, times=CURVE)
        title = f"{shown(view, seeker)} to {shown(view, target)}, and how far words carry"
        page = os.path.join(out, "report.html")
        hobnob.report(page, paths, introducers, curve, audience, readers, effort, curves, title=title)
        watch.lap("report")
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="demo.py")
    parser.add_argument("--data")
    parser.add_argument("--from", dest="seeker")
    parser.add_argument("--to", dest="target")
    parser.add_argument("--max-rejected", type=lambda text: text if text == "all" else int(text), default=0, metavar="N|all")
    parser.add_argument("--out")
    options = parser.parse_args(arguments)
    if (options.seeker is None) != (options.target is None):
        parser.error("--from and --to go together")
    try:
        text = answer(options.data, options.max_rejected, options.seeker, options.target, options.out)
    except (hobnob.Error, OSError) as error:
        print("demo.py:", error, file=sys.stderr)
        return 2 if isinstance(error, hobnob.UnknownMember) else 1
    sys.stdout.buffer.write(text.encode())  # UTF-8 whatever the locale, as the C++ program prints
    sys.stdout.flush()
    return 0
