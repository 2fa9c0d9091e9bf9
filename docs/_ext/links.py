"""links.py FOLDER: every link within the built site leads somewhere, to the anchor, and no page fetches anything from elsewhere."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif (name == "href" and tag == "a") or name == "src" or (name == "href" and tag == "link"):
                self.links.append(value)
                if tag != "a" and urlsplit(value).netloc:
                    self.fetched.append(value)


def broken(folder: Path) -> list[str]:
    pages = {path.resolve(): Page(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))}
    if not pages:
        return [f"{folder} holds no pages"]
    found = []
    for path, page in pages.items():
        found += [f"{path.name}: fetches {link}" for link in page.fetched]
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            file, anchor = urldefrag(link)
            target = (path.parent / unquote(urlsplit(file).path)).resolve() if file else path
            if not target.exists():
                found.append(f"{path.name}: no such file: {link}")
            elif anchor and target in pages and unquote(anchor) not in pages[target].anchors:
                found.append(f"{path.name}: no such anchor: {link}")
    return found


if __name__ == "__main__":
    mistakes = sorted(set(broken(Path(sys.argv[1]))))
    print(*mistakes, sep="\n", end="\n" if mistakes else "")
    sys.exit(bool(mistakes))
