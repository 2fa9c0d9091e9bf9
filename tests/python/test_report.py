"""The page for people, read by Python's own parsers."""

from __future__ import annotations

import html.parser
import pathlib
import pickle
import xml.etree.ElementTree as ElementTree

import pandas
import pytest

import hobnob

HOSTILE = "<script>alert('&\"')</script>\u202e"


@pytest.fixture
def village(village: hobnob.Network) -> hobnob.Network:
    for reader in ["bo", "cy", "kim"]:
        village.add_follow(reader, "ana")
    village.add_group("chess", "bo")
    village.add_group("chess", "dee")
    village.update_member("bo", name=HOSTILE)
    return village


@pytest.fixture
def answers(view: hobnob.View) -> list[object]:
    paths = hobnob.find_paths(view, "ana", "kim")
    introducers = hobnob.rank_introducers(view, "ana", "kim")
    return [
        paths,
        introducers,
        hobnob.explain(view, paths),
        hobnob.audience(view, "ana"),
        hobnob.estimate_reach(view, "ana"),
        hobnob.rank_readers(view, "ana"),
        hobnob.rank_reach(view),
        hobnob.rank_within(view),
        hobnob.effort(),
        paths.to_table(),
    ]


class Events(html.parser.HTMLParser):
    """Tags, attributes and text as a browser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Events:
    events = Events()
    events.feed(page)
    events.close()
    return events


def test_every_answer_has_its_section(tmp_path: pathlib.Path, answers: list[object]) -> None:
    page = tmp_path / "page.html"
    hobnob.report(page, *answers, title="Ana & Kim")
    text = page.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>"))
    assert root.findtext("head/title") == "Ana & Kim"
    assert len(root.findall("body/main/section")) == len(answers)
    assert text == hobnob.page(*answers, title="Ana & Kim")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_hostile_name_stays_a_name(tmp_path: pathlib.Path, answers: list[object]) -> None:
    hobnob.report(tmp_path / "page.html", *answers, title=HOSTILE)
    events = read((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "script" not in events.tags
    assert not [name for name in events.attributes if name.startswith("on") or name in {"src", "href", "style"}]
    assert "<script>alert('&\"')</script>\ufffd" in events.text
    assert "\u202e" not in "".join(events.text)


def test_the_same_answers_give_the_same_bytes(tmp_path: pathlib.Path, answers: list[object]) -> None:
    for name in ["a", "b"]:
        hobnob.report(tmp_path / name, *answers)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_notebook_shows_the_same_section(answers: list[object]) -> None:
    page = hobnob.page(*answers)
    for answer in answers:
        assert answer._repr_html_() in page  # type: ignore[attr-defined]


def test_an_explanation_remembers_names(view: hobnob.View) -> None:
    explanation = hobnob.explain(view, hobnob.find_paths(view, "ana", "kim"))
    assert explanation.names == {"ana": "Ana", "bo": HOSTILE, "cy": "Cy", "kim": "Kim"}
    again = pickle.loads(pickle.dumps(explanation))
    assert again == explanation
    assert again._repr_html_() == explanation._repr_html_()
    assert "from <bdi>Ana</bdi> to <bdi>Kim</bdi>" in explanation._repr_html_()


def test_what_shows_itself_in_a_notebook_can_stand_on_the_page(tmp_path: pathlib.Path, view: hobnob.View) -> None:
    frame = hobnob.find_paths(view, "ana", "kim").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    hobnob.report(tmp_path / "page.html", frame)
    assert "<th>weakest_probability</th>" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", ["ana", 3, None, hobnob.Network()])
def test_what_is_no_answer_is_refused(tmp_path: pathlib.Path, wrong: object) -> None:
    with pytest.raises(TypeError, match="a report is made of answers"):
        hobnob.report(tmp_path / "page.html", wrong)
    assert not list(tmp_path.iterdir())


def test_an_unwritable_page_says_why(tmp_path: pathlib.Path) -> None:
    with pytest.raises(hobnob.IoError, match="No such file or directory"):
        hobnob.report(tmp_path / "no" / "page.html")
    with pytest.raises(hobnob.IoError, match="is a directory"):
        hobnob.report(tmp_path)
