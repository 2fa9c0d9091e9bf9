"""The Python reference, from the installed module.

`python-names` documents the names that it lists; with `:rest:` all others of `hobnob.__all__`, so that a new name appears by itself.
`python-modules` documents the public submodules that have an `__all__` of their own. `command-help` is what `hobnob COMMAND --help` prints.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective

import hobnob
from hobnob.__main__ import COMMANDS

WRITTEN = re.compile(r"^\.\. python-names::\n((?:\s*\n|   .*\n)*)", re.MULTILINE)


def listed(folder: Path) -> list[str]:
    """The names that the pages list."""
    return [name for page in sorted(folder.glob("*.rst")) for body in WRITTEN.findall(page.read_text("utf-8")) for name in body.split()]


def documented(module: str, name: str) -> str:
    thing = getattr(importlib.import_module(module), name)
    full = f"{module}.{name}"
    if inspect.isclass(thing):
        kind = "autoexception" if issubclass(thing, BaseException) else "autoclass"
        options = "" if kind == "autoexception" else "\n   :members:\n   :undoc-members:"
        return f".. {kind}:: {full}{options}\n"
    return f".. {'autofunction' if callable(thing) else 'autodata'}:: {full}\n"


class PythonNames(SphinxDirective):
    has_content = True
    option_spec = {"rest": directives.flag}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        names = [name for line in self.content for name in line.split()]
        if unknown := set(names) - set(hobnob.__all__):
            raise self.error(f"not in hobnob.__all__: {', '.join(sorted(unknown))}")
        if "rest" in self.options:
            names = sorted(set(hobnob.__all__) - set(listed(Path(self.env.srcdir, "reference/python"))))
        text = "\n\n".join(documented("hobnob", name) for name in names)
        return self.parse_text_to_nodes(text or "There are none.")


class PythonModules(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        text = []
        for info in pkgutil.iter_modules(hobnob.__path__, "hobnob."):
            if info.name.rpartition(".")[2].startswith("_"):
                continue
            module = importlib.import_module(info.name)
            names = [name for name in getattr(module, "__all__", ()) if name not in hobnob.__all__]
            if names:
                text += [info.name, "-" * len(info.name), "", (inspect.getdoc(module) or "").partition("\n")[0], ""]
                text += [documented(info.name, name) for name in names]
        return self.parse_text_to_nodes("\n".join(text), allow_section_headings=True)


class CommandHelp(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1"}
        text = []
        for command, answers in COMMANDS.items():
            arguments = [sys.executable, "-m", "hobnob", *command.split(), "--help"]
            printed = subprocess.run(arguments, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
            printed = re.sub(r"^usage: .*?(?=hobnob|-m hobnob)", "usage: ", printed)
            text += [command, "-" * len(command), "", f"{answers[0].upper()}{answers[1:]}.", "", ".. code-block:: text", ""]
            text += [textwrap.indent(printed, "   "), ""]
        return self.parse_text_to_nodes("\n".join(text), allow_section_headings=True)


def readable(text: str | None) -> str | None:
    """Signatures as the caller sees them: no private module, and the plain names of what is accepted for a number."""
    if text is None:
        return None
    text = re.sub(r"^\(self: [\w.]+(?:, )?", "(", text.replace("hobnob._core.", "hobnob."))
    for wide, narrow in (
        ("typing.SupportsFloat | typing.SupportsIndex", "float"),
        ("typing.SupportsInt | typing.SupportsIndex", "int"),
        ("typing.SupportsIndex", "int"),
        ("os.PathLike[str] | os.PathLike[bytes]", "os.PathLike"),
    ):
        text = text.replace(wide, narrow)
    return text


def signature(app: Sphinx, what: str, name: str, thing: Any, options: Any, arguments: str | None, returned: str | None) -> Any:
    return readable(arguments), readable(returned)


OVERLOAD = re.compile(r"^\d+\. (\w+\(.*\)(?: -> .*)?)$")


def overloads(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Several signatures of one function: all of them first, then what is said of them, once."""
    if "Overloaded function." not in lines[:3]:
        return
    signatures: list[str] = []
    bodies: list[list[str]] = []
    for line in lines[lines.index("Overloaded function.") + 1 :]:
        if found := OVERLOAD.match(line):
            signatures.append(readable(found[1]) or "")
            bodies.append([])
        elif bodies:
            bodies[-1].append(line)
    texts = ["\n".join(body).strip() for body in bodies]
    told = [text for index, text in enumerate(texts) if text and text not in texts[:index]]
    lines[:] = [".. code-block:: python", "   :force:", "", *(f"   {one}" for one in signatures), "", *"\n\n".join(told).splitlines(), ""]


COLON = "\ue000"


def as_written(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """An author's initial is no number of a list, and what stands before a colon in a property's text is not its type."""
    lines[:] = [re.sub(r"^(\s*)([A-Z]\. )", r"\1\\\2", line) for line in lines]
    if isinstance(thing, property):
        lines[:] = [line.replace(":", COLON) for line in lines]


def give_colons_back(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    lines[:] = [line.replace(COLON, ":") for line in lines]


def nothing_is_missing(app: Sphinx, env: BuildEnvironment) -> None:
    """Every public name has an entry, whatever the pages list."""
    missing = {f"hobnob.{name}" for name in hobnob.__all__} - set(env.domains.python_domain.objects)
    if missing:
        raise ConfigError(f"not documented: {', '.join(sorted(missing))}")


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("python-names", PythonNames)
    app.add_directive("python-modules", PythonModules)
    app.add_directive("command-help", CommandHelp)
    app.connect("autodoc-process-signature", signature)
    app.connect("autodoc-process-docstring", overloads, priority=400)  # before napoleon, which reads the sections
    app.connect("autodoc-process-docstring", as_written, priority=401)
    app.connect("autodoc-process-docstring", give_colons_back, priority=600)
    app.connect("env-check-consistency", nothing_is_missing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
