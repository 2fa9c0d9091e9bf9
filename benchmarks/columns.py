"""How fast do tables of Python become a record? A million interactions as text, read by the C++ reader, and the same rows as columns.

    python benchmarks/columns.py [--rows N] [--repeat N]

Each way is timed in turn, `repeat` times over, and its best time is told, with its ratio to the reader's. The text lies in memory.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

import hobnob


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--rows", type=int, default=1_000_000)
    command.add_argument("--repeat", type=int, default=5)
    options = command.parse_args()

    rng = np.random.default_rng(1)
    members = options.rows // 10
    source = rng.integers(0, members, options.rows)
    target = (source + 1 + rng.integers(0, members - 1, options.rows)) % members
    when = rng.integers(1_600_000_000, 1_700_000_000, options.rows)
    for kind in ("str", "int"):
        columns: dict[str, Any] = {"source": source, "target": target, "time": when}
        if kind == "str":
            columns |= {name: [f"member{key}" for key in columns[name].tolist()] for name in ("source", "target")}
        text = pd.DataFrame(columns).to_csv(index=False, header=False).encode()
        frame, table = pd.DataFrame(columns), pl.DataFrame(columns)
        arrow = table.to_arrow()
        ways: dict[str, Callable[[hobnob.Network], Any]] = {
            "C++ reader": lambda network, text=text, kind=kind: network.add_interactions(io.BytesIO(text), keys=kind),
            "pandas": lambda network, frame=frame: network.add_interactions(frame),
            "polars": lambda network, table=table: network.add_interactions(table),
            "pyarrow": lambda network, arrow=arrow: network.add_interactions(arrow),
            "dict of columns": lambda network, columns=columns: network.add_interactions(columns),
        }
        best = dict.fromkeys(ways, float("inf"))
        records = set()
        for _ in range(options.repeat):
            for name, read in ways.items():
                network = hobnob.Network()
                begin = time.perf_counter()
                read(network)
                best[name] = min(best[name], time.perf_counter() - begin)
                records.add(hash(network.to_bytes()))
        told = [f"{name} {best[name]:.2f} s ({best[name] / best['C++ reader']:.2f})" for name in ways]
        print(f"{options.rows} rows, keys {kind}: " + "  ".join(told))
        if len(records) != 1:
            raise SystemExit("the ways gave different records")


if __name__ == "__main__":
    main()
