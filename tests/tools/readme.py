"""The README's first screen is true: its snippets print what it says.

readme.py extract cpp README.md OUT.cpp     the C++ snippet as a file, for the build
readme.py check README.md PROGRAM           fails unless PROGRAM prints the text block
"""

import pathlib
import re
import subprocess
import sys


def block(readme: str, language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", pathlib.Path(readme).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    if found is None:
        sys.exit(f"{readme} has no {language} block")
    return found[1]


match sys.argv[1:]:
    case ["extract", language, readme, out]:
        pathlib.Path(out).write_text(block(readme, language), "utf-8")
    case ["check", readme, *program]:
        printed = subprocess.run(program, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        if printed != block(readme, "text"):
            sys.exit(f"{readme} promises:\n{block(readme, 'text')}\nbut {program[0]} prints:\n{printed}")
    case _:
        sys.exit(__doc__)
