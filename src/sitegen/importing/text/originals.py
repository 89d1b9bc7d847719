"""The blocks of a saved page as they stand there, in the places where trafilatura leaves their words.

trafilatura finds out what belongs to an article. What it makes of a block loses ids, captions, numbers,
players and more: so each block goes in as a mark and plain words, and comes out as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from sitegen.importing.html.tree import HEADINGS
from sitegen.importing.text import linklists, places

_MARK = re.compile(r"sitegen-block-(\d+)-token\b")
_OWN_TAG = HEADINGS | {"p"}
"""Blocks that stay what they are for trafilatura, as do lists; the others become paragraphs."""

_JUDGED_BY_NAME = _OWN_TAG | linklists.LISTS
"""Blocks that trafilatura leaves out if they are called share, comments and the like."""

_GONE = (
    "//script|//style|//template|//button[not(ancestor::h2 or ancestor::h3 or ancestor::h4 or ancestor::h5)]"
    "|//*[re:test(@class, '(^|\\s)(screen-reader-text|sr-only|visually-hidden)(\\s|$)')]"
)
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}


@dataclass(slots=True)
class Originals:
    """The HTML and the words of the blocks behind marks, in their order; no HTML for what has no mark."""

    html: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)

    def restore(self, body: str) -> str:
        """The extracted article with the blocks as they were; lines at its edges part nothing."""
        self.kept = {int(number) for number in _MARK.findall(body)}
        lines = {number for number in self.kept if self.html[number].startswith("<hr")}
        inner = sorted(self.kept - lines)
        stray = {number for number in lines if not inner or not inner[0] < number < inner[-1]}
        soup = BeautifulSoup(body, "html.parser")
        for text in soup.find_all(string=_MARK):
            block = text.find_parent(["p", "li", "pre", *_OWN_TAG])
            if block is None or block.name != "li":
                self._put(block or text, stray)
            elif isinstance(parent := block.parent, Tag) and parent.name in linklists.LISTS:
                self._put(parent, stray)
        return str(soup)

    def _put(self, node: Tag | NavigableString, stray: set[int]) -> None:
        """The blocks whose marks a node holds, in its place, with what stood before the first."""
        if node.parent is None:
            return
        before, *found = _MARK.split(node.get_text())
        html = "".join(self.html[int(number)] for number in found[::2] if int(number) not in stray)
        lead = f"<p>{escape(before)}</p>" if before.strip() else ""
        node.replace_with(BeautifulSoup(lead + html, "html.parser"))

    def lost(self, body: str) -> Iterator[str]:
        """The words of the blocks that stood between those of the article, and are not in it."""
        prose = [
            number
            for number in self.kept
            if self.html[number].startswith("<p") and len(self.words[number]) >= places.PROSE
        ]
        there = places.folded(re.sub(r"<[^<>]*>", " ", body))
        gone: list[str] = []
        for number in range(min(prose, default=0), max(prose, default=-1) + 1):
            words = places.MARK.sub("", self.words[number])
            if number not in self.kept and not linklists.FURNITURE.match(words):
                gone += [words] if words and places.folded(words) not in there else []
            elif gone:
                yield " ".join(gone)
                gone = []


def mark(tree: Any, lists: linklists.Lists) -> Originals:
    """Put a mark and plain words in the place of each block of an article, in an lxml tree."""
    for hidden in tree.xpath(_GONE, namespaces=_NAMESPACES):
        hidden.drop_tree()
    targets = {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")}
    found = Originals()
    for block in _blocks(lists):
        words = " ".join(" ".join(block.xpath(".//text()")).split())
        found.words.append("" if block.tag in linklists.JUDGED and places.is_rich(block) else words)
        if block.tag == "aside" or (not found.words[-1] and words and block not in lists.own):
            found.html.append("")
            continue
        for el in block.iter():
            if el.get("id") and el.get("id") not in targets:
                del el.attrib["id"]
        found.html.append(_written(block))
        by_name = block.tag in _JUDGED_BY_NAME and block not in lists.own
        _replace(block, f"sitegen-block-{len(found.html) - 1}-token {words}", by_name=by_name)
    return found


def _blocks(lists: linklists.Lists) -> list[Any]:
    """The blocks of an article, in their order."""
    found: list[Any] = []
    waiting = [] if lists.whole is None else [*reversed(lists.whole)]
    while waiting:
        el = waiting.pop()
        if el in lists.own or places.is_block(el):
            found.append(el)
        elif el in lists.places:
            waiting += reversed(el)
    return found


def _written(block: Any) -> str:
    from lxml.html import tostring  # noqa: PLC0415 - an extra, slow to import

    return str(tostring(block, encoding="unicode", with_tail=False))


def _replace(block: Any, words: str, *, by_name: bool) -> None:
    """Leave of a block nothing but words, and its names if trafilatura is to judge `by_name`."""
    for child in list(block):
        block.remove(child)
    if not by_name:
        for name in ("class", "id", "role"):
            block.attrib.pop(name, None)
    if block.tag in linklists.LISTS:
        block.text = None
        item = block.makeelement("li")
        item.text = words
        block.append(item)
        return
    block.tag = block.tag if block.tag in _OWN_TAG else "p"
    block.text = words
