"""Lists of links in the article of a saved page, which trafilatura takes for navigation: marks keep them.

What is rich in links stays where it stands among paragraphs of prose, or below a heading of sources.
Behind the last paragraph a site puts lists of its own; there only what leads elsewhere, or is
announced, is taken for the article's. Elements that are navigation by name or class stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from sitegen.importing.documents import listed
from sitegen.urls import host_of, parts_of

_OPENS = re.compile(r"sitegen-link-(\d+)-token\s*")
_CLOSES = re.compile(r"\s*sitegen-link-end-token")
_MARK = re.compile(r"sitegen-[\w-]+-token")
_LISTS = frozenset({"ul", "ol", "p"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_PLACES = frozenset("article main section div td center".split())
_PROSE = 40
"""Letters beside links from which a paragraph is one of prose."""

_RICH = 0.5
"""The share of its letters in links from which a list is rich in them; trafilatura takes out from 0.8."""

_FURNITURE = re.compile(
    r"\W*(?:related|share|read (?:more|also|next)|more (?:from|on|in|stories|articles)|tags?\b|categor"
    r"|filed under|you (?:may|might) (?:also )?like|follow us|recommended|trending|popular|latest|recent"
    r"|subscribe|comments?\b)",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\A(?:mailto:|whatsapp:)|/(?:sharer|sharing|share|intent|submit|pin/create)\b|[?&](?:u|url|text)=http",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Links:
    """The addresses of links behind marks, and the words of the lists that may be left out."""

    addresses: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    def restore(self, body: str) -> str:
        """The extracted article with links in the place of marks."""
        return _CLOSES.sub("</a>", _OPENS.sub(self._opening, body)) if self.addresses else body

    def _opening(self, match: re.Match[str]) -> str:
        return f'<a href="{escape(self.addresses[int(match[1])])}">'

    def lost(self, body: str) -> Iterator[str]:
        """The words of the lists that are not in the article."""
        there = _folded(re.sub(r"<[^<>]*>", " ", body))
        yield from (words for words in self.doubtful if _folded(words) not in there)


def protect(tree: Any, url: str) -> Links:
    """Put marks in the place of the links in an article's lists, in an lxml tree of a page at an address."""
    links = Links()
    host = host_of(parts_of(url))
    for parent in _containers(tree):
        _protect_in(parent, host, links)
    return links


def _containers(tree: Any) -> list[Any]:
    """The elements that hold paragraphs of the article: in the one that holds most prose, and around it."""
    prose: dict[Any, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            prose[parent] = prose.get(parent, 0) + max(0, _words_beside_links(paragraph))
    if not prose:
        return []
    main = max(prose, key=lambda parent: prose[parent])
    whole = next(main.iterancestors("article", "main"), None)
    found = [main if whole is None else whole]
    for place in found:
        found += [child for child in place if child.tag in _PLACES]
    return found


def _protect_in(parent: Any, host: str, links: Links) -> None:
    """Look at the lists and paragraphs in an element, in their order."""
    blocks = [el for el in parent if isinstance(el.tag, str)]
    prose = [at for at, el in enumerate(blocks) if el.tag == "p" and _words_beside_links(el) >= _PROSE]
    head, below_sources = "", False
    for at, block in enumerate(blocks):
        if block.tag in _HEADINGS:
            head = _text(block)
            below_sources = listed.is_heading(head)
        if block.tag not in _LISTS or not _is_rich(block):
            continue
        intro = _text(blocks[at - 1]) if at and blocks[at - 1].tag == "p" else ""
        is_listed = below_sources or listed.is_heading(intro)
        if not is_listed and (not prose or _is_furniture(block, head, intro)):
            continue
        links.doubtful.append(_text(block))
        between = bool(prose) and prose[0] < at < prose[-1]
        announced = intro.endswith((":", "：")) or _leads_elsewhere(block, host)
        if is_listed or between or (prose[0] < at and announced):
            _mark(block, links)


def _is_rich(block: Any) -> bool:
    """Whether most letters of a block are those of links."""
    whole = len(_text(block))
    return whole > 0 and whole - _words_beside_links(block) >= _RICH * whole


def _words_beside_links(block: Any) -> int:
    return len(_text(block)) - sum(len(_text(link)) for link in block.iter("a") if link.get("href"))


def _is_furniture(block: Any, head: str, intro: str) -> bool:
    """Whether a list is the site's own: it is called so, or its links share the article."""
    targets = [link.get("href") or "" for link in block.iter("a")]
    return bool(
        _FURNITURE.match(head)
        or _FURNITURE.match(intro)
        or _FURNITURE.match(_text(block))
        or any(_SHARES.search(target) for target in targets)
    )


def _leads_elsewhere(block: Any, host: str) -> bool:
    """Whether all links lead to other hosts than the page's, which is known."""
    hosts = {host_of(parts_of(link.get("href") or "")) for link in block.iter("a")}
    return bool(host) and bool(hosts) and hosts.isdisjoint({"", host})


def _mark(block: Any, links: Links) -> None:
    """Words between marks in the place of each link."""
    for link in list(block.iter("a")):
        target = link.get("href")
        if not target or not _text(link):
            continue
        link.text = f"sitegen-link-{len(links.addresses)}-token {link.text or ''}"
        if len(link):
            link[-1].tail = f"{link[-1].tail or ''} sitegen-link-end-token"
        else:
            link.text += " sitegen-link-end-token"
        links.addresses.append(target)
        link.drop_tag()


def _text(el: Any) -> str:
    return " ".join(_MARK.sub(" ", str(el.text_content())).split())


def _folded(words: str) -> str:
    return re.sub(r"\W+", "", _MARK.sub("", words)).casefold()
