"""What the documents show is true: every block of every page of docs/ is run, in order, and prints what stands below it.

A page is one session: its `python` blocks share their names, its `sh` blocks their folder with them, and a `text` block is what the block
before it prints. Blocks of C++ and CMake are included from programs and projects that other tests build and run. What installs or builds
something is marked `sh by-hand`, and is of commands whose like the other tests run.
"""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import re
import subprocess
import sys

import pytest
from readme import Block, blocks

import hobnob
from hobnob.__main__ import COMMANDS

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md"))
WORDS_OF_SITES = {"{toctree}", "{eval-rst}", "{command-help}", "{python-names}"}
BY_HAND = ("pip install ", "cmake ", "bash docs/build.sh", "bash tests/run.sh", "bash examples/demo.sh", "pkg-config ", "c++ ")


def included(page: pathlib.Path, block: Block) -> Block:
    """What a `literalinclude` shows: a whole file, or what is between two of its lines."""
    path = (page.parent / block.rest).resolve()
    assert path.is_file(), f"{page.name}:{block.line}: no such file: {block.rest}"
    options = {name: value.strip('"') for name, value in re.findall(r"^:([\w-]+): *(.*)$", block.text, re.MULTILINE)}
    assert set(options) <= {"language", "start-after", "end-before"}, f"{page.name}:{block.line}: {sorted(options)}"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start, end = 0, len(lines)
    if after := options.get("start-after"):
        start = next((number for number, line in enumerate(lines, 1) if after in line), end)
    if before := options.get("end-before"):
        end = next((number for number, line in enumerate(lines[start:], start) if before in line), start)
    assert start < end, f"{page.name}:{block.line}: nothing is included of {block.rest}"
    return block._replace(language=options["language"], rest=path.relative_to(ROOT).as_posix(), text="".join(lines[start:end]))


class Session:
    """Where a page's blocks are run."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.names: dict[str, object] = {"__name__": "__main__"}
        programs = folder / "programs"
        programs.mkdir()
        command = programs / "hobnob"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hobnob "$@"\n', "utf-8")
        command.chmod(0o755)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "110"}

    def run(self, block: Block, where: str) -> str:
        if block.language == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile("\n" * block.line + block.text, where, "exec"), self.names)
            return printed.getvalue()
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block.text], env=self.environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, f"{where}:{block.line}: {done.stderr}"
        return done.stdout


def test_there_are_pages() -> None:
    assert {page.relative_to(DOCS).as_posix() for page in PAGES} >= {"index.md", "tutorial.md", "friendliness.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_does_what_it_says(page: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session(tmp_path)
    name = page.relative_to(ROOT).as_posix()
    fences = re.findall(r"^\s*(?:`{3,}|~{3,})", page.read_text("utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(blocks(page)), f"{name}: a block that is indented or begins with ~~~ would not be run"
    before: str | None = None  # what the last block printed, until a `text` block says so
    for block in blocks(page):
        where = f"{name}:{block.line}"
        if block.language == "{literalinclude}":
            block = included(page, block)
            tested = block.rest.startswith(("examples/", "tests/"))
            assert tested, f"{where}: {block.rest} is neither an example nor a test"
            if block.language != "python":
                assert block.language in ("cpp", "cmake", "sh"), where
                continue
        if block.language == "text":
            assert before is not None, f"{where}: whose output is this?"
            assert block.text == before, where
            before = None
        elif block.language in ("python", "sh") and block.rest != "by-hand":
            before = session.run(block, name)
        elif block.language == "sh":
            for line in filter(None, block.text.splitlines()):
                assert line.startswith(BY_HAND), f"{where}: why is this not run? {line}"
            before = None
        else:
            assert block.language in WORDS_OF_SITES, f"{where}: nobody runs a block of {block.language}"


def test_the_reference_names_what_there_is() -> None:
    listed: list[str] = []
    for page in sorted((DOCS / "reference/python").glob("*.rst")):
        for body in re.findall(r"^\.\. python-names::\n((?:\s*\n|   .*\n)*)", page.read_text("utf-8"), re.MULTILINE):
            listed += [word for word in body.split() if word != ":rest:"]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(hobnob.__all__)
    assert ":rest:" in (DOCS / "reference/python/others.rst").read_text("utf-8")  # where those that no page lists appear
    folders = {path.name for path in (ROOT / "include/hobnob").iterdir() if path.is_dir()}
    assert folders == {page.stem for page in (DOCS / "reference/cpp").glob("*.rst")} - {"index"}


def test_sources_of_formulas_are_those_that_the_code_names() -> None:
    page = (DOCS / "reference/formulas.md").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for top in ("include", "src") for path in (ROOT / top).rglob("*.[ch]pp"))
    sources = [found.rstrip(".,") for found in re.findall(r"doi:(10\.[^\s|;]+)", page)]
    sources = [source[:-1] if source.count(")") > source.count("(") else source for source in sources]
    assert len(sources) > 20
    assert [source for source in sources if source not in code] == []


def test_presets_on_the_page_of_formulas_are_those_of_the_code() -> None:
    page = (DOCS / "reference/formulas.md").read_text("utf-8")
    theta = re.search(r"θ = \(([^)]*)\)", page)
    assert theta is not None
    assert [float(number.replace("−", "-")) for number in re.split(r"[;,]", theta[1])] == list(hobnob.preset().theta)
    reading = hobnob.ReadingModel()
    for channel in ("follow", "subscription", "connection", "group"):
        visibility, base = getattr(reading, f"{channel}_visibility"), getattr(reading, f"{channel}_base")
        assert f"| {channel} | {visibility:g} | {base:g} |" in page


def test_the_table_names_tests_that_there_are() -> None:
    page = (DOCS / "friendliness.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| feature")]
    assert len(rows) > 20
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        verdict, why = cells[10], cells[11]
        named = re.findall(r"`([\w/.]+)::([\w.]+)`", why)
        assert (verdict == "Y") <= bool(named), f"nothing shows it: {row}"
        assert verdict in ("Y", "P", "N"), row
        assert named or why, row
        for file, test in named:
            text = (ROOT / "tests" / file).read_text("utf-8")
            assert re.search(rf"\b{re.escape(test.rpartition('.')[2])}\b", text), f"tests/{file} has no {test}"


def test_every_command_is_spoken_of() -> None:
    page = (DOCS / "reference/command-line.md").read_text("utf-8")
    assert [command for command in COMMANDS if f"`{command}`" not in page] == []
