"""Lists of links in the article of a saved page, which trafilatura takes for navigation.

What is rich in links stays where it stands among paragraphs of prose, or below a heading of sources.
Behind the last paragraph a site puts lists of its own; there only what leads elsewhere, or is
announced, is taken for the article's. Elements that are navigation by name or class stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.importing.documents import listed
from sitegen.importing.html.tree import HEADINGS
from sitegen.importing.text import places
from sitegen.importing.text.places import PROSE, folded, is_rich, prose_in, text
from sitegen.urls import host_of, parts_of

LISTS = frozenset({"ul", "ol"})
_BOXES = frozenset({"a", "div"})
JUDGED = LISTS | {"a", "p", "div", "table", "address"}
"""Blocks that may be the site's own if they are rich in links."""

FURNITURE = re.compile(
    r"\W*(?:related|share|read (?:more|also|next)|more (?:from|on|in|stories|articles)|tags?\b|categor"
    r"|filed under|you (?:may|might) (?:also )?like|follow us|recommended|trending|popular|latest|recent"
    r"|subscribe|sign up|advertis|sponsored|comments?\b)",
    re.IGNORECASE,
)
_BUTTON = re.compile(r"button|btn|wp-block-file|cta\b", re.IGNORECASE)
_CLASSES = "descendant-or-self::*/@class"
_SHARES = re.compile(
    r"\A(?:mailto:|whatsapp:)|/(?:sharer|sharing|share|intent|submit|pin/create)\b|[?&](?:u|url|text)=http",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lists:
    """The elements that hold the blocks of an article, and the one around them, None for no article; the
    lists among these blocks that are its own, and the words of those that may be left out.
    """

    places: frozenset[Any] = frozenset()
    whole: Any = None
    own: frozenset[Any] = frozenset()
    doubtful: tuple[str, ...] = ()

    def lost(self, body: str) -> Iterator[str]:
        """The words of the lists that are not in the article."""
        there = folded(re.sub(r"<[^<>]*>", " ", body))
        yield from (words for words in dict.fromkeys(self.doubtful) if folded(words) not in there)


def find(tree: Any, url: str) -> Lists:
    """The lists of an article in an lxml tree of a page at an address; in its places, words beside
    blocks become paragraphs.
    """
    found = places.find(tree)
    own: list[Any] = []
    doubtful: list[str] = []
    host = host_of(parts_of(url))
    for place in found:
        _judge(place, host, own, doubtful)
    known = frozenset(found)
    inside = [*found[0].iter()] if found else []
    prose = [
        at for at, el in enumerate(inside) if el.tag == "p" and el.getparent() in known and _is_prose(el)
    ]
    for box in inside[prose[0] : prose[-1]] if prose else ():
        if box.tag in _BOXES and box.getparent() in known and is_rich(box) and not _is_furniture(box, "", ""):
            doubtful.append(text(box))
            own += [box] if _is_own(box, host) else []
    return Lists(known, found[0] if found else None, frozenset(own), tuple(doubtful))


def _judge(place: Any, host: str, own: list[Any], doubtful: list[str]) -> None:
    """Look at the lists and paragraphs in a place, in their order."""
    inside = [el for el in place if isinstance(el.tag, str)]
    prose = [at for at, el in enumerate(inside) if el.tag == "p" and _is_prose(el)]
    head, below_sources = "", False
    for at, block in enumerate(inside):
        if block.tag in HEADINGS:
            head = text(block)
            below_sources = listed.is_heading(head)
        if block.tag not in LISTS | {"p"} or not is_rich(block):
            continue
        intro = text(inside[at - 1]) if at and inside[at - 1].tag == "p" else ""
        is_listed = below_sources or listed.is_heading(intro)
        if not is_listed and (not prose or _is_furniture(block, head, intro)):
            continue
        doubtful.append(text(block))
        between = bool(prose) and prose[0] < at < prose[-1]
        announced = intro.endswith((":", "：")) or _leads_elsewhere(block, host)
        if is_listed or between or (prose[0] < at and announced):
            own.append(block)


def _is_prose(block: Any) -> bool:
    return prose_in(block) >= PROSE


def _is_own(block: Any, host: str) -> bool:
    """Whether a box that is nothing but links is a button, a file, or a card of a page elsewhere."""
    return bool(_BUTTON.search(" ".join(block.xpath(_CLASSES)))) or _leads_elsewhere(block, host)


def _is_furniture(block: Any, head: str, intro: str) -> bool:
    """Whether a list is the site's own: it is called so, or its links share the article."""
    return bool(
        FURNITURE.match(head)
        or FURNITURE.match(intro)
        or FURNITURE.match(text(block))
        or any(_SHARES.search(target) for target in _targets(block))
    )


def _leads_elsewhere(block: Any, host: str) -> bool:
    """Whether all links lead to other hosts than the page's, which is known."""
    hosts = {host_of(parts_of(target)) for target in _targets(block)}
    return bool(host) and bool(hosts) and hosts.isdisjoint({"", host})


def _targets(block: Any) -> list[str]:
    return [str(target) for target in block.xpath("descendant-or-self::a/@href")]
