"""The C++ reference: `cpp-headers` says what each public header of a folder says, from the header itself and from doxygen's XML.

A header stands with its first comment (the question it answers, an example, the source), then with everything it declares in its own order.
New headers appear by themselves. A declaration that Sphinx cannot parse is shown as it is written.
"""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.cpp import DefinitionError, DefinitionParser
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective

INCLUDE = Path(__file__).parents[2] / "include"
XML = Path(__file__).parents[2] / "build/docs/doxygen/xml"
Element = ElementTree.Element
SHOWN = {
    *("public-type", "public-attrib", "public-static-attrib", "public-func", "public-static-func"),
    *("enum", "func", "var", "typedef", "user-defined"),
}


def escaped(text: str) -> str:
    return re.sub(r"([\\*`|_<>\[\]])", r"\\\1", text)


EDGE = "\ue000"  # the edge of code, which may need a mark between it and its neighbour


def literal(text: str) -> str:
    text = " ".join(text.split())
    return f"{EDGE}``{text}``{EDGE}" if text else ""


def paragraph(text: str) -> str:
    text = " ".join(text.split())
    text = re.sub(rf"(^|(?<=\s)){EDGE}|{EDGE}($|(?=\s))", "", text).replace(EDGE, "\\ ")
    return re.sub(r"^(\w+[.)] |[-+#])", r"\\\1", text)  # an author's initial is no number of a list


def prose(text: str) -> str:
    """Text of a comment: what stands in backticks is code."""
    return paragraph("".join(literal(part) if index % 2 else escaped(part) for index, part in enumerate(re.split(r"`([^`]+)`", text))))


def plain(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


# --- doxygen's descriptions as reStructuredText ---
def inline(element: Element) -> str:
    out = escaped(element.text or "")
    for child in element:
        if child.tag == "computeroutput":
            out += literal("".join(child.itertext()))
        elif child.tag in ("emphasis", "bold", "ref", "ulink", "superscript", "subscript"):
            out += inline(child)
        elif child.tag in BLOCKS:
            pass
        else:
            out += {"ndash": "–", "mdash": "—", "linebreak": " ", "nonbreakablespace": " "}.get(child.tag, inline(child))
        out += escaped(child.tail or "")
    return out


BLOCKS = {"itemizedlist", "orderedlist", "programlisting", "verbatim", "simplesect", "parameterlist"}


def blocks(description: Element | None) -> Iterator[str]:
    if description is None:
        return
    for para in description:
        if para.tag != "para":
            continue
        if text := paragraph(inline(para)):
            yield text
        for child in para:
            if child.tag in ("itemizedlist", "orderedlist"):
                items = ("\n\n".join(blocks(item)) for item in child)
                yield "\n".join("* " + textwrap.indent(item, "  ").lstrip() for item in items)
            elif child.tag in ("programlisting", "verbatim"):
                lines = ["".join(line.itertext()) for line in child.iter("codeline")] or (child.text or "").splitlines()
                yield code("\n".join(lines))
            elif child.tag == "simplesect":
                yield from blocks(child)


def described(member: Element) -> str:
    return "\n\n".join(itertools.chain(blocks(member.find("briefdescription")), blocks(member.find("detaileddescription"))))


def code(text: str) -> str:
    return ".. code-block:: cpp\n   :force:\n\n" + textwrap.indent(textwrap.dedent(text).strip("\n"), "   ")


# --- declarations ---
def template(member: Element) -> str:
    parameters = member.find("templateparamlist")
    if parameters is None:
        return ""
    words = []
    for parameter in parameters:
        name = plain(parameter.find("declname"))
        default = plain(parameter.find("defval"))
        words.append(plain(parameter.find("type")) + (f" {name}" if name else "") + (f" = {default}" if default else ""))
    return f"template<{', '.join(words)}> "


def declaration(member: Element, prefix: str) -> tuple[str, str]:
    """The directive's kind, and what it declares."""
    kind = member.get("kind", "")
    name = prefix + plain(member.find("name"))
    type_ = plain(member.find("type"))
    type_ = re.sub(r"\[\[nodiscard\]\]\s*", "", type_)
    arguments = plain(member.find("argsstring"))
    static = "static " if member.get("static") == "yes" and "static" not in type_ else ""
    if kind == "enum":
        return ("enum-class" if member.get("strong") == "yes" else "enum"), name + (f" : {type_}" if type_ else "")
    if kind == "typedef":
        if (member.find("definition") is not None) and plain(member.find("definition")).startswith("using"):
            return "type", f"{template(member)}{name} = {type_}"
        return "type", f"{type_} {name}{arguments}"
    if kind == "function":
        requires = plain(member.find("requiresclause"))
        head = template(member).rstrip() + (f" requires {requires}" if requires else "")
        return "function", f"{head} {static}{type_} {name}{arguments}".strip()
    initializer = plain(member.find("initializer"))
    initial = f" {initializer}" if initializer.startswith("=") and len(initializer) < 60 else initializer if len(initializer) < 60 else ""
    return "var" if prefix else "member", f"{template(member)}{static}{type_} {name}{arguments}{initial}".strip()


def parses(kind: str, text: str, config: Any) -> bool:
    parser = DefinitionParser(text, location="", config=config)
    object_type = {"enum-class": "enum", "var": "member", "struct": "class"}.get(kind, kind)
    try:
        parser.parse_declaration(object_type, kind if kind in ("struct", "class") else object_type)
        parser.assert_end()
    except (DefinitionError, NotImplementedError):
        return False
    return True


def entry(kind: str, text: str, body: str, config: Any = None) -> str:
    if config is not None and not parses(kind, text, config):
        return code(text) + "\n\n" + body
    return f".. cpp:{kind}:: {text}\n\n{textwrap.indent(body, '   ')}\n"


@lru_cache(maxsize=1)
def compounds() -> dict[str, Element]:
    if not (XML / "index.xml").exists():
        raise ConfigError(f"{XML} is not there: run docs/build.sh, which runs doxygen first")
    index = ElementTree.parse(XML / "index.xml").getroot()
    kinds = ("struct", "class", "concept", "namespace")
    found = {}
    for compound in index:
        if compound.get("kind") in kinds:
            root = ElementTree.parse(XML / f"{compound.get('refid')}.xml").getroot()[0]
            found[root.get("id", "")] = root
    return found


def placed(element: Element) -> tuple[str, int]:
    location = element.find("location")
    return ("", 0) if location is None else (location.get("file", ""), int(location.get("line", "0")))


def hidden(member: Element) -> bool:
    name = plain(member.find("name"))
    return member.get("prot") not in (None, "public") or name.startswith(("operator==", "operator<=>", "~")) or name == "fields"


def enumerators(member: Element) -> str:
    return "\n".join(entry("enumerator", plain(value.find("name")), described(value)) for value in member.findall("enumvalue"))


def member_entry(member: Element, prefix: str, config: Any) -> str:
    kind, text = declaration(member, prefix)
    body = described(member)
    if member.get("kind") == "enum":
        body += "\n\n" + enumerators(member)
    return entry(kind, text, body, config)


def compound_entry(compound: Element, prefix: str, config: Any) -> str:
    name = plain(compound.find("compoundname"))
    kind = compound.get("kind", "struct")
    body = described(compound)
    if kind == "concept":
        written = compound.find("initializer")
        text = "".join(written.itertext()).strip() if written is not None else ""
        return entry("concept", template(compound) + name, body + "\n\n" + code(text))
    bases = ", ".join(plain(base) for base in compound.findall("basecompoundref") if base.get("prot") == "public")
    inner = []
    for reference in compound.findall("innerclass"):
        nested = compounds().get(reference.get("refid", ""))
        if nested is not None and reference.get("prot") == "public":
            inner.append((placed(nested)[1], compound_entry(nested, name + "::", config)))
    for section in compound.findall("sectiondef"):
        if section.get("kind") in SHOWN:
            inner += [(placed(m)[1], member_entry(m, "", config)) for m in section.findall("memberdef") if not hidden(m)]
    body += "\n\n" + "\n\n".join(text for _, text in sorted(inner, key=lambda pair: pair[0]))
    text = template(compound) + name.removeprefix(prefix) + (f" : {bases}" if bases else "")
    return entry(kind, text, body, config)


def first_comment(header: Path) -> str:
    """The header's first comment; what is indented in it is code."""
    lines = itertools.takewhile(lambda line: line.startswith("//"), header.read_text("utf-8").splitlines())
    texts = (line[2:].removeprefix(" ").rstrip() for line in lines)
    out = []
    for is_code, group in itertools.groupby(texts, key=lambda line: line.startswith("  ")):
        if is_code:
            out.append(code("\n".join(group)))
        else:
            out += [prose(" ".join(lines)) for filled, lines in itertools.groupby(group, key=bool) if filled]
    return "\n\n".join(out)


def header_text(header: Path, config: Any) -> str:
    name = header.relative_to(INCLUDE).as_posix()
    found = []
    for compound in compounds().values():
        qualified = plain(compound.find("compoundname"))
        if compound.get("kind") == "namespace":
            if qualified == "hobnob":
                found += [
                    (placed(member)[1], member_entry(member, "hobnob::", config))
                    for section in compound.findall("sectiondef")
                    if section.get("kind") in SHOWN
                    for member in section.findall("memberdef")
                    if placed(member)[0] == name and not hidden(member)
                ]
        elif placed(compound)[0] == name and re.fullmatch(r"hobnob::\w+", qualified):
            found.append((placed(compound)[1], compound_entry(compound, "", config)))
    title = name.removeprefix("hobnob/")
    parts = [title, "-" * len(title), f".. code-block:: cpp\n\n   #include <{name}>", first_comment(header)]
    parts += [text for _, text in sorted(found, key=lambda pair: pair[0])]
    return "\n\n".join(["\n".join(parts[:2]), *parts[2:]])


class CppHeaders(SphinxDirective):
    """`.. cpp-headers:: FOLDER`: all headers of include/hobnob/FOLDER."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        headers = sorted((INCLUDE / "hobnob" / self.arguments[0]).glob("*.hpp"))
        if not headers:
            raise self.error(f"include/hobnob/{self.arguments[0]} has no headers")
        for header in headers:
            self.env.note_dependency(str(header))
        text = "\n\n".join(header_text(header, self.config) for header in headers if header.name != "export.hpp")
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def all_folders_have_a_page(app: Sphinx) -> None:
    folders = {path.name for path in (INCLUDE / "hobnob").iterdir() if path.is_dir()}
    pages = {path.stem for path in Path(app.srcdir, "reference/cpp").glob("*.rst")}
    if missing := folders - pages:
        raise ConfigError(f"docs/reference/cpp has no page for {', '.join(sorted(missing))}")


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("cpp-headers", CppHeaders)
    app.connect("builder-inited", all_folders_have_a_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
