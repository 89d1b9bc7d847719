"""What holds of every conversion, whatever the text: checked on the HTML with a parser of its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from sitegen.markup import Converted
from sitegen.markup.sanitise import TAGS

MARKER = re.compile("\x1e([LIE])([0-9]+)\x1f")
VOID = frozenset("br col hr img source track wbr".split())
ADDRESSES = {"href", "src", "poster", "cite"}
ALLOWED = frozenset(
    """abbr align alt aria-label cite class colspan controls datetime default dir download height hreflang href id
    kind label lang loop muted open poster preload rel reversed role rowspan scope span src srclang start title
    translate type value width""".split()
)
SAFE = re.compile(r"(?:https?://|mailto:|tel:|#|\x1eL[0-9]+\x1f\Z)", re.IGNORECASE)


class Reader(HTMLParser):
    """Collects the faults of a piece of HTML, its ids and its links within the page."""

    def __init__(self, more: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.more = more
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in (TAGS | self.more) - {"x-frame", "img"}:
            self.faults.append(f"tag {tag}")
        for name, value in attrs:
            self.attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ALLOWED | self.more:
            self.faults.append(f"attribute {tag} {name}={value}")
        if name in ADDRESSES and not SAFE.match(value):
            self.faults.append(f"address {tag} {name}={value!r}")
        if name in {"src", "poster"} and not value.startswith("\x1eL"):
            self.faults.append(f"loads {value}")
        if "\x1e" in value and name not in ADDRESSES:
            self.faults.append(f"marker in {name}")
        if name == "href" and value.lower().startswith("http") and tag != "a":
            self.faults.append(f"href of {tag}")
        if name == "id":
            self.ids.append(value)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"unbalanced {tag}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data}")


def faults(converted: Converted, *, more: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with a conversion: nothing, one hopes. `more` are tags and attributes allowed besides."""
    reader = Reader(more)
    reader.feed(converted.html)
    reader.close()
    found = list(reader.faults)
    if reader.open:
        found.append(f"open {reader.open}")
    if len(set(reader.ids)) < len(reader.ids):
        found.append(f"ids {reader.ids}")
    counts = {"L": len(converted.refs), "I": len(converted.refs), "E": len(converted.embeds)}
    for kind, number in MARKER.findall(converted.html):
        if int(number) >= counts[kind]:
            found.append(f"marker {kind}{number}")
    rest = MARKER.sub("", converted.html)
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", rest):
        found.append("control characters")
    if any("\x1e" in text or "\x1f" in text for text in (converted.text, converted.first_paragraph)):
        found.append("marker in text")
    placed = [int(number) for kind, number in MARKER.findall(converted.html) if kind == "E"]
    if placed != list(range(sum(embed.placed for embed in converted.embeds))):
        found.append(f"placed {placed}")
    return found
