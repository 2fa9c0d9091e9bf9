"""Fails if a public header costs its user much more than the standard headers that it needs.

    python3 include_cost.py INCLUDE_FOLDER COMPILER [FLAGS…]
    python3 include_cost.py --self-test COMPILER [FLAGS…]

The cost is what the compiler's memory grows to while it reads: what it has to parse and to instantiate. It follows the time that this takes
and is the same on any machine, however busy. Its unit is the cost of common standard headers, which take 0.35 s where the budget was set:
0.2 s is the aim, 0.3 s the limit, and the umbrella may cost twice that. Headers that instantiate much need 1.08 to 1.31 times the time that
their memory suggests (the six dearest ones, on an idle machine), so memory counts 1.15 times.
Headers in interop/ stand outside: their library's cost is paid by those who ask for it. Standard library only.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

AIM, LIMIT, TIME_BY_MEMORY = 0.2 / 0.35, 0.3 / 0.35, 1.15
COMMON = "algorithm array cmath cstdint functional limits memory numeric optional ranges span string string_view tuple variant vector"
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
KEEP_ALL = ["--param", "ggc-min-heapsize=100000000", "--param", "ggc-min-expand=1000000"]  # g++ collects no garbage: the peak is the sum


def includes(headers: Iterable[str]) -> str:
    return "".join(f"#include <{header}>\n" for header in sorted(headers))


def memory(command: list[str], text: str) -> float:
    """What the compiler needs at most for `text`, in MiB; never less than this process has, which is little."""
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as file:
        file.write(text)
        file.flush()
        compiler = subprocess.Popen([*command, file.name])
        _, status, usage = os.wait4(compiler.pid, 0)
    compiler.returncode = os.waitstatus_to_exitcode(status)
    if compiler.returncode:
        raise subprocess.CalledProcessError(compiler.returncode, command)
    return usage.ru_maxrss / 1024


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


def main(arguments: list[str]) -> int:
    include, compiler = Path(arguments[0]), arguments[1:]
    is_clang = "clang" in subprocess.run([compiler[0], "--version"], check=True, capture_output=True, text=True).stdout
    command = [*compiler, *([] if is_clang else KEEP_ALL), "-std=c++20", "-fsyntax-only", f"-I{include}"]
    unit = memory(command, includes(COMMON.split())) - memory(command, "")
    headers = sorted(path.relative_to(include).as_posix() for path in (include / "hobnob").rglob("*.hpp"))
    failures = 0
    for header in headers:
        if header.startswith("hobnob/interop/"):
            continue
        over = memory(command, f'#include "{header}"\n') - memory(command, includes(standard_headers(include, header)))
        share = TIME_BY_MEMORY * over / unit / (2 if header == "hobnob/hobnob.hpp" else 1)
        verdict = "TOO MUCH" if share > LIMIT else "above the aim" if share > AIM else ""
        failures += verdict == "TOO MUCH"
        print(f"{header}: {over:.0f} MiB, {share / LIMIT:.2f} of the limit {verdict}".rstrip())
    return 1 if failures or not headers else 0


def self_test(compiler: list[str]) -> int:
    """A header that wastes is seen, and one that does not is let through."""
    lean = "#include <vector>\ninline std::vector<int> none() { return {}; }\n"
    waste = "\n".join(f"struct waste_{i} {{ int a, b; bool operator==(const waste_{i}&) const = default; }};" for i in range(40_000))
    found = []
    for text in (lean, lean + waste):
        with tempfile.TemporaryDirectory() as include:
            (Path(include) / "hobnob").mkdir()
            (Path(include) / "hobnob" / "some.hpp").write_text(text, encoding="utf-8")
            found.append(main([include, *compiler]))
    return 0 if found == [0, 1] else 1


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(self_test(sys.argv[2:]) if sys.argv[1] == "--self-test" else main(sys.argv[1:]))
