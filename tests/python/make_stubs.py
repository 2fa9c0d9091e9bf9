"""Write `_core.pyi` from the compiled module: python tests/python/make_stubs.py > bindings/python/hobnob/_core.pyi

pybind11-stubgen reads the signatures; what it cannot know (that rows are named tuples) is put in here.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path

from hobnob import _core

NAMED_TUPLES = """\
_Item = typing.TypeVar('_Item')
class Factor(typing.NamedTuple):
    name: str
    value: float
    who: str | int | None
class Ranked(typing.NamedTuple, typing.Generic[_Item]):
    item: _Item
    score: float
    factors: tuple[Factor, ...]
"""


def stubs() -> str:
    import pybind11_stubgen  # type: ignore[import-untyped,unused-ignore]

    classes = [value for value in vars(_core).values() if isinstance(value, type)]
    for each in classes:  # the package shows them as its own; the stub is of the module that defines them
        each.__module__ = "hobnob._core"
    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            pybind11_stubgen.main(["hobnob._core", "-o", folder])
            text = Path(folder, "hobnob", "_core.pyi").read_text(encoding="utf-8")
    finally:
        for each in classes:
            each.__module__ = "hobnob"
    return mended(text)


def mended(text: str) -> str:
    for name in ("Factor", "Ranked"):
        text, count = re.subn(rf"^class {name}\(.*?(?=^\S)", "", text, flags=re.M | re.S)
        assert count == 1, f"no class {name} in the stub"
    text, count = re.subn(r"^(__all__: .*\n)", lambda found: found[0] + NAMED_TUPLES, text, flags=re.M)
    assert count == 1
    for told, meant in {
        r"numpy\.ndarray\b": "numpy.typing.NDArray[typing.Any]",
        r"\bdict\b(?=[],)]|:$)": "dict[str, typing.Any]",
        r"\btuple\b(?=[),]|:$)": "tuple[typing.Any, ...]",
        r"def __eq__\(self, other: \w+\)": "def __eq__(self, other: object)",
        r"__hash__: typing.ClassVar\[None\] = None": "__hash__: typing.ClassVar[None]  # type: ignore[assignment]",
        r"def __str__\(self\):": "def __str__(self) -> str:",
    }.items():
        text = re.sub(told, meant, text, flags=re.M)
    text = re.sub(r"^__version__: str = .*$", "__version__: str", text, flags=re.M)
    return re.sub(r"[ \t]+$", "", text, flags=re.M)


if __name__ == "__main__":
    sys.stdout.write(stubs())
