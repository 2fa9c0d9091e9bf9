"""The README's first screen is true in Python too (tests/tools/readme.py checks the C++ half)."""

import pathlib
import subprocess
import sys

from readme import block

README = pathlib.Path(__file__).parents[2] / "README.md"


def test_the_first_python_snippet_prints_what_the_readme_says() -> None:
    printed = subprocess.run([sys.executable, "-c", block(README, "python")], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    assert printed == block(README, "text")
