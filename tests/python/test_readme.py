"""The README's first screen is true in Python too (tests/tools/readme.py checks the C++ half)."""

import pathlib
import re
import subprocess
import sys

README = pathlib.Path(__file__).parents[2] / "README.md"


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_first_python_snippet_prints_what_the_readme_says() -> None:
    printed = subprocess.run([sys.executable, "-c", block("python")], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    assert printed == block("text")
