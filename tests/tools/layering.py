"""Reads every #include of include/ and src/ and fails on an arrow that the architecture does not allow.

    python3 layering.py ROOT          checks a source tree
    python3 layering.py --self-test   plants wrong includes in small trees and checks that each is seen

Standard library only: it runs wherever the tests run.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

# Who may include whom. A folder may always include itself.
ARROWS = {
    "core": set(),
    "graph": {"core"},
    "search": {"core", "graph/tie_graph.hpp"},
    "introduce": {"core", "graph", "search"},
    "reach": {"core", "graph", "search"},
    "learn": {"core", "graph", "search", "introduce", "reach"},
    "report": {"core", "graph", "introduce", "reach"},
    "io": {"core", "graph"},
    "interop": {"core", "graph", "search", "introduce", "reach", "learn", "report", "io"},
    "hobnob.hpp": {"core", "graph", "introduce", "reach", "learn", "report", "io"},  # the umbrella: never search, never interop
}
# Narrower than its folder: kernels include it, and must not get the data with it.
NARROW = {"graph/tie_graph.hpp": {"core"}}
# The one library of an interop header. The others (Arrow's structs) need none.
INTEROP_LIBRARY = {"boost_graph.hpp": "boost", "eigen.hpp": "Eigen", "fmt.hpp": "fmt"}
# What sources (and private headers beside them) may use.
SOURCE_LIBRARIES = {"boost", "Eigen", "fmt", "sys"}  # and zlib.h, unistd.h: C headers without a folder

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
STANDARD = re.compile(r"[a-z_]+")  # <vector>, <cstdint>; anything with a slash or an ending is somebody's library or the system's


def check_library(header: str, where: str, public: bool) -> str | None:
    """What is wrong with including <header>, if anything."""
    if header == "iostream":
        return "iostream makes every user pay for global streams" if public else None
    if STANDARD.fullmatch(header):
        return None
    library = header.split("/")[0]
    if not public:
        return None if library in SOURCE_LIBRARIES or re.fullmatch(r"\w+\.h", header) else f"sources may not use {library}"
    if where.startswith("interop/") and library == INTEROP_LIBRARY.get(where.removeprefix("interop/")):
        return None
    return f"public headers may not use {library} (only its own interop header may)"


def check_own(target: str, where: str) -> str | None:
    """What is wrong with the file `where` including our file `target` (both relative to a root of the tree), if anything."""
    folder = where.split("/")[0]
    allowed = NARROW.get(where, ARROWS.get(folder))
    if allowed is None:
        return f"the folder {folder} is not on the map"
    if target.split("/")[0] in allowed or target in allowed:
        return None
    if target.split("/")[0] == folder and where not in NARROW:
        return None
    return f"{folder} may include {', '.join(sorted(allowed)) or 'nothing'}"


def wrong_includes(root: Path) -> list[str]:
    wrong = []
    public_root, source_root = root / "include" / "hobnob", root / "src"
    for tree, public in ((public_root, True), (source_root, False)):
        for file in sorted(path for path in tree.rglob("*") if path.suffix in {".hpp", ".cpp", ".h"}):
            where = file.relative_to(tree).as_posix()
            text = file.read_text(encoding="utf-8")
            for found in INCLUDE.finditer(text):
                bracket, header = found.groups()
                if header.startswith("hobnob/"):
                    reason = check_own(header.removeprefix("hobnob/"), where)
                elif bracket == "<":
                    reason = check_library(header, where, public)
                elif public:
                    reason = 'public headers are included as "hobnob/…"'
                else:  # a private header: relative to src/, or beside the file
                    beside = (file.parent / header).resolve()
                    if beside.is_file() and beside.is_relative_to(source_root.resolve()):
                        header = beside.relative_to(source_root.resolve()).as_posix()
                    reason = check_own(header, where)
                if reason:
                    line = text.count("\n", 0, found.start()) + 1
                    wrong.append(f"{file}:{line}: {found.group(0).strip()}: {reason}")
    return wrong


# file, include, is it right?
PLANTED = [
    ("include/hobnob/core/a.hpp", "<vector>", True),
    ("include/hobnob/core/a.hpp", '"hobnob/core/b.hpp"', True),
    ("include/hobnob/core/a.hpp", '"hobnob/graph/view.hpp"', False),
    ("include/hobnob/core/a.hpp", "<iostream>", False),
    ("include/hobnob/core/a.hpp", "<unistd.h>", False),
    ("include/hobnob/core/a.hpp", "<boost/version.hpp>", False),
    ("include/hobnob/graph/a.hpp", '"hobnob/core/types.hpp"', True),
    ("include/hobnob/graph/a.hpp", '"hobnob/search/best_paths.hpp"', False),
    ("include/hobnob/graph/tie_graph.hpp", '"hobnob/core/types.hpp"', True),
    ("include/hobnob/graph/tie_graph.hpp", '"hobnob/graph/network.hpp"', False),
    ("include/hobnob/search/a.hpp", '"hobnob/graph/tie_graph.hpp"', True),
    ("include/hobnob/search/a.hpp", '"hobnob/graph/view.hpp"', False),
    ("include/hobnob/introduce/a.hpp", '"hobnob/search/best_paths.hpp"', True),
    ("include/hobnob/introduce/a.hpp", '"hobnob/reach/spread.hpp"', False),
    ("include/hobnob/introduce/a.hpp", '  # include "hobnob/io/csv.hpp"', False),
    ("include/hobnob/introduce/a.hpp", '"hobnob/learn/calibrate.hpp"', False),
    ("include/hobnob/learn/a.hpp", '"hobnob/introduce/calibration.hpp"', True),
    ("include/hobnob/learn/a.hpp", '"hobnob/report/report.hpp"', False),
    ("src/learn/a.cpp", '"introduce/query.hpp"', True),
    ("include/hobnob/io/a.hpp", '"hobnob/introduce/paths.hpp"', False),
    ("include/hobnob/interop/boost_graph.hpp", "<boost/graph/graph_traits.hpp>", True),
    ("include/hobnob/interop/boost_graph.hpp", "<fmt/format.h>", False),
    ("include/hobnob/interop/arrow.hpp", "<arrow/api.h>", False),
    ("include/hobnob/hobnob.hpp", '"hobnob/introduce/paths.hpp"', True),
    ("include/hobnob/hobnob.hpp", '"hobnob/search/best_paths.hpp"', False),
    ("include/hobnob/hobnob.hpp", '"hobnob/interop/boost_graph.hpp"', False),
    ("include/hobnob/elsewhere/a.hpp", '"hobnob/core/types.hpp"', False),
    ("src/graph/a.cpp", "<fmt/format.h>", True),
    ("src/graph/a.cpp", '"core/text.hpp"', True),
    ("src/graph/a.cpp", '"introduce/query.hpp"', False),
    ("src/core/a.cpp", '"hobnob/graph/view.hpp"', False),
    ("src/io/a.cpp", "<pybind11/pybind11.h>", False),
]


def self_test() -> int:
    failures = 0
    for file, include, right in PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            planted = Path(folder) / file
            planted.parent.mkdir(parents=True)
            (Path(folder) / "src").mkdir(exist_ok=True)
            line = include if "#" in include else f"#include {include}"
            planted.write_text(f"#pragma once\n{line}\n", encoding="utf-8")
            if (not wrong_includes(Path(folder))) != right:
                print(f"{file}: {line}: should be {'accepted' if right else 'refused'}")
                failures += 1
    print(f"{len(PLANTED)} planted includes, {failures} misjudged")
    return 1 if failures else 0


def main(arguments: list[str]) -> int:
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(arguments[0])
    if not (root / "include" / "hobnob").is_dir():
        print(f"{root} holds no include/hobnob", file=sys.stderr)
        return 2
    wrong = wrong_includes(root)
    print("\n".join(wrong) if wrong else "every include follows the map")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
