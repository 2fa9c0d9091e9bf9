"""The README's first screen is true: its snippets print what it says.

readme.py extract cpp README.md OUT.cpp     the C++ snippet as a file, for the build
readme.py check README.md PROGRAM           fails unless PROGRAM prints the text block

The Python tests take the blocks of the README and of the documents from here too.
"""

import pathlib
import re
import subprocess
import sys
from typing import NamedTuple


class Block(NamedTuple):
    """A fenced block: its language or {directive}, what stands behind that, its text, and the line on which it begins."""

    language: str
    rest: str
    text: str
    line: int


def blocks(page: str | pathlib.Path) -> list[Block]:
    text = pathlib.Path(page).read_text("utf-8")
    found = re.finditer(r"^(`{3,})([\w-]+|\{[\w-]+\})[ ]*(.*)\n((?:.*\n)*?)\1$", text, re.MULTILINE)
    return [Block(one[2], one[3].strip(), one[4], text.count("\n", 0, one.start()) + 1) for one in found]


def block(readme: str | pathlib.Path, language: str) -> str:
    found = next((one.text for one in blocks(readme) if one.language == language), None)
    if found is None:
        sys.exit(f"{readme} has no {language} block")
    return found


def main(arguments: list[str]) -> None:
    match arguments:
        case ["extract", language, readme, out]:
            pathlib.Path(out).write_text(block(readme, language), "utf-8")
        case ["check", readme, *program]:
            printed = subprocess.run(program, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
            if printed != block(readme, "text"):
                sys.exit(f"{readme} promises:\n{block(readme, 'text')}\nbut {program[0]} prints:\n{printed}")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
