"""Fails if a public header costs its user much more than the standard headers that it needs: 0.2 s is the aim, 0.3 s the limit.

    python3 include_cost.py INCLUDE_FOLDER COMPILER [FLAGS…]

The umbrella may cost twice that. Time is the compiler's own processor time, so that other jobs matter little, and the least of a few tries.
A slower machine gets a longer limit: it is scaled by the time that common standard headers take, 0.35 s where the aim was set. Headers in
interop/ stand outside: their library's cost is paid by those who ask for it. Standard library only.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

REFERENCE, AIM, LIMIT, TRIES = 0.35, 0.2, 0.3, 5
COMMON = "algorithm array cmath cstdint functional limits memory numeric optional ranges span string string_view tuple variant vector"
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def includes(headers: Iterable[str]) -> str:
    return "".join(f"#include <{header}>\n" for header in sorted(headers))


def cost(command: list[str], text: str, good_enough: float = 0.0, tries: int = TRIES) -> float:
    """Least processor time of compiling `text`; stops trying once it is good enough."""
    least = float("inf")
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as file:
        file.write(text)
        file.flush()
        for _ in range(tries):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([*command, file.name], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            if least <= good_enough:
                break
    return least


def standard_headers(include: Path, header: str) -> set[str]:
    """The standard headers that `header` includes, itself or through our other headers."""
    standard: set[str] = set()
    seen: set[str] = set()
    todo = [header]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for bracket, target in INCLUDE.findall((include / name).read_text(encoding="utf-8")):
            if bracket == "<":
                standard.add(target)
            else:
                todo.append(target)
    return standard


def costs_in_turn(command: list[str], texts: list[str], rounds: int = TRIES) -> list[float]:
    """Least processor time of each; what else the machine does meanwhile befalls all of them alike."""
    times = [[cost(command, text, tries=1) for text in texts] for _ in range(rounds)]
    return [min(each) for each in zip(*times, strict=True)]


def main(arguments: list[str]) -> int:
    include, command = Path(arguments[0]), [*arguments[1:], "-std=c++20", "-fsyntax-only", f"-I{arguments[0]}"]
    common = includes(COMMON.split())
    scale = cost(command, common) / REFERENCE
    failures = 0
    headers = sorted(path.relative_to(include).as_posix() for path in (include / "hobnob").rglob("*.hpp"))
    for header in headers:
        if header.startswith("hobnob/interop/"):
            continue
        parts = 2 if header == "hobnob/hobnob.hpp" else 1
        share = scale * parts
        texts = [common, includes(standard_headers(include, header)), f'#include "{header}"\n']
        standard = cost(command, texts[1], float("inf"))
        ours = cost(command, texts[2], standard + share * LIMIT)
        if ours > standard + share * LIMIT:  # no verdict before all were measured with care, and at the same time
            for rounds in (TRIES, 3 * TRIES):
                reference, standard, ours = costs_in_turn(command, texts, rounds)
                share = reference / REFERENCE * parts
                if ours <= standard + share * LIMIT:
                    break
        over = ours - standard
        verdict = "TOO SLOW" if over > share * LIMIT else "above the aim" if over > share * AIM else ""
        failures += verdict == "TOO SLOW"
        print(f"{header}: {ours:.2f} s, of it {standard:.2f} s for its standard headers {verdict}")
    return 1 if failures or not headers else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
