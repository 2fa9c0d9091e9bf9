"""The public networks that tie models are developed on: where their files lie, their windows, and at which instants models are judged.

Nothing is downloaded: `--data FOLDER` (or HOBNOB_DATA) names a folder with one for each data set, files as published, plain or gzip.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import pathlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

import hobnob

DAY = 86_400
CUTS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # shares of the events that are known
LEAST_POSITIVES = 200  # in the window that is learned from, and in the one that is forecast

Whole = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True)
class Events:
    """Who turned to whom when, ascending in time; members are numbered from 0."""

    name: str
    family: str
    window_days: float
    source: Whole
    target: Whole
    time: Whole
    undirected: bool
    judged: bool  # else reported only: a rating given once is no tie that goes on

    @property
    def window(self) -> int:
        """In seconds, rounded as the library does it."""
        return max(1, round(self.window_days * DAY))

    @property
    def members(self) -> int:
        return int(max(self.source.max(), self.target.max())) + 1

    def network(self) -> hobnob.Network:
        network = hobnob.Network()
        columns = {"source": self.source, "target": self.target, "time": self.time}
        network.add_interactions(columns, undirected=self.undirected)
        return network

    def cuts(self) -> Iterator[tuple[float, int]]:
        """Share and instant of every cut with a whole window on either side."""
        for share in CUTS:
            as_of = int(self.time[int(share * len(self.time)) - 1])
            if as_of - self.window >= self.time[0] and as_of + self.window <= self.time[-1]:
                yield share, as_of


@dataclasses.dataclass(frozen=True)
class DataSet:
    name: str
    family: str  # mail, forum, messages, contacts, ratings
    folder: str
    files: tuple[str, ...]
    window_days: float
    judged: bool = True

    def paths(self, data: pathlib.Path) -> list[pathlib.Path] | None:
        """The files, plain or gzip; None if one is absent."""
        found = []
        for file in self.files:
            both = [data / self.folder / file, data / self.folder / f"{file}.gz"]
            there = [path for path in both if path.is_file()]
            if not there:
                return None
            found.append(there[0])
        return found

    def events(self, data: pathlib.Path) -> Events | None:
        paths = self.paths(data)
        if paths is None:
            return None
        if self.family == "contacts":
            rows = contacts(paths[0])
        elif self.folder == "bitcoin-trust":
            table = pd.read_csv(paths[0], header=None)
            rows = table[[0, 1, 3]].to_numpy()
        elif self.folder == "copenhagen-cns":
            tables = [pd.read_csv(path) for path in paths]  # the columns differ in name: time, who, whom
            rows = np.concatenate([table.iloc[:, [1, 2, 0]].to_numpy() for table in tables])
        else:
            rows = pd.read_csv(paths[0], sep=r"\s+", header=None).to_numpy()
        rows = rows[rows[:, 0] != rows[:, 1]].astype(np.int64)
        rows = rows[np.argsort(rows[:, 2], kind="stable")]
        _, number = np.unique(rows[:, :2], return_inverse=True)
        source, target = number.reshape(-1, 2).T
        return Events(self.name, self.family, self.window_days, source, target, rows[:, 2], self.family == "contacts", self.judged)


def contacts(path: pathlib.Path) -> Whole:
    """Rows `time a b`, one for every 20 s that two badges see each other; rows at most 60 s apart are one meeting, from the first."""
    table = pd.read_csv(path, sep=r"\s+", header=None).to_numpy()
    time, low, high = table[:, 0], table[:, 1:3].min(axis=1), table[:, 1:3].max(axis=1)
    order = np.lexsort((time, high, low))
    time, low, high = time[order], low[order], high[order]
    begins = np.ones(len(time), dtype=bool)
    begins[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (time[1:] - time[:-1] > 60)
    return np.stack([low, high, time], axis=1)[begins].astype(np.int64)


_TWO_HOURS = 2 / 24

DATA_SETS = (
    DataSet("email", "mail", "email-Eu-core-temporal", ("email-Eu-core-temporal.txt",), 30),
    DataSet("mathoverflow", "forum", "sx-mathoverflow", ("sx-mathoverflow.txt",), 30),
    DataSet("CollegeMsg", "messages", "CollegeMsg", ("CollegeMsg.txt",), 14),
    DataSet("copenhagen", "messages", "copenhagen-cns", ("sms.csv", "calls.csv"), 3),
    DataSet("HT09", "contacts", "sociopatterns-HT09", ("tij_HT09.dat",), _TWO_HOURS),
    DataSet("InVS13", "contacts", "sociopatterns-InVS13", ("tij_InVS13.dat",), _TWO_HOURS),
    DataSet("PS09", "contacts", "sociopatterns-PS09", ("tij_PS09.dat",), _TWO_HOURS),
    DataSet("SFHH09", "contacts", "sociopatterns-SFHH09", ("tij_SFHH.dat",), _TWO_HOURS),
    DataSet("hospital", "contacts", "sociopatterns-hospital", ("tij_hospital.dat",), _TWO_HOURS),
    DataSet("thiers11", "contacts", "sociopatterns-thiers11", ("tij_thiers11.dat",), _TWO_HOURS),
    DataSet("thiers12", "contacts", "sociopatterns-thiers12", ("tij_thiers12.dat",), _TWO_HOURS),
    DataSet("bitcoin-alpha", "ratings", "bitcoin-trust", ("soc-sign-bitcoinalpha.csv",), 30, judged=False),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="FOLDER", default=os.environ.get("HOBNOB_DATA"), help="the data sets; default: HOBNOB_DATA")
    names = [each.name for each in DATA_SETS]
    parser.add_argument("--only", metavar="NETWORK", action="append", choices=names, help="this one; may be repeated")
    parser.add_argument("--family", choices=sorted({each.family for each in DATA_SETS}), help="the networks of one kind")


def chosen(options: argparse.Namespace, *, judged_only: bool = False) -> Iterator[Events]:
    """The networks that were asked for and are there; of every other one a line says that it did not run."""
    if options.data is None:
        raise SystemExit("Where is the data? Give --data FOLDER or set HOBNOB_DATA.")
    data = pathlib.Path(options.data)
    for each in DATA_SETS:
        if (options.only and each.name not in options.only) or (options.family and each.family != options.family):
            continue
        if judged_only and not each.judged:
            continue
        events = each.events(data)
        if events is None:
            print(f"{each.name}: DID NOT RUN, {data / each.folder} lacks {' or '.join(each.files)}", flush=True)
        else:
            yield events
