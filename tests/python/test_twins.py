"""The examples in C++ and Python print the same bytes."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

EXAMPLES = sorted((pathlib.Path(__file__).resolve().parents[2] / "examples").glob("[0-9][0-9]_*.py"))


def output(*command: object) -> bytes:
    environment = os.environ | {"PYTHONUTF8": "1"}
    done = subprocess.run([str(part) for part in command], capture_output=True, cwd=EXAMPLES[0].parent, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_twins_print_the_same(example: pathlib.Path) -> None:
    folder = os.environ.get("HOBNOB_BUILD_DIR")
    printed = output(sys.executable, example)
    assert printed
    if folder is None:
        pytest.skip("HOBNOB_BUILD_DIR does not say where the C++ examples are built: the Python twin ran, nothing was compared")
    twin = pathlib.Path(folder, "examples", f"example_{example.stem}")
    assert twin.is_file(), f"{twin} is missing: HOBNOB_BUILD_DIR={folder} must hold the built examples"
    assert output(twin) == printed
