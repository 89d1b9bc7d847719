"""Whether the links of rendered pages lead somewhere: pages, anchors, pictures, `srcset` entries.

Pure: bytes of HTML to what they link to, and those to what is broken. Links to other hosts are none
of this module's business (`check --external` asks them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sitegen.urls import is_outside, joined, output_file

_ADDRESSES = ("href", "src", "poster", "data")
_CANDIDATE = re.compile(r"[\s,]*(\S+)(?:(?<=,)|[^,]*)")
"""The address of an entry of `srcset`: commas within it are its own (HTML, "parsing a srcset attribute")."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page offers and wants: its anchors, and its internal links as they are written."""

    anchors: frozenset[str]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A link of the page at `page` (a file below the root) that leads nowhere.

    `address` is where it would lead, below the root; `anchor` the part that the page there lacks.
    """

    page: str
    target: str
    address: str
    anchor: str = ""


def links_of(html: bytes, *, own: str = "") -> PageLinks:
    """The anchors and the internal links of a page; those that begin with the site's `own` root are some."""
    from lxml import etree  # noqa: PLC0415 - slow to import

    root = etree.HTML(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    anchors: set[str] = set()
    targets: dict[str, None] = {}
    for element in root.iter(etree.Element) if root is not None else ():
        attributes = element.attrib
        anchors |= {attributes[name] for name in ("id", "name") if name in attributes}
        if element.tag == "base" or (element.tag == "link" and attributes.get("rel") == "canonical"):
            continue
        wanted = [attributes[name] for name in _ADDRESSES if name in attributes]
        wanted += (url.rstrip(",") for url in _CANDIDATE.findall(attributes.get("srcset", "")))
        for target in map(str.strip, wanted):
            if not is_outside(target) or (own and target.startswith(own)):
                targets[target] = None
    return PageLinks(frozenset(anchors), tuple(targets))


def broken(pages: Mapping[str, PageLinks], files: frozenset[str]) -> Iterator[Broken]:
    """The links of `pages` (by file below the root) that lead to none of `files`, or to no anchor there."""
    for page, links in sorted(pages.items()):
        for target in links.targets:
            address, fragment = destination(target, page)
            found = next((file for file in _answers(address) if file in files), None)
            if found is None:
                yield Broken(page, target, address)
            elif fragment and found in pages and not _has(pages[found], fragment):
                yield Broken(page, target, address, fragment)


def destination(target: str, page: str) -> tuple[str, str]:
    """Where a link of the file `page` leads: (path below the root, decoded; fragment).

    The words that a fragment tells browsers to look for are no part of it (`:~:text=`,
    https://wicg.github.io/scroll-to-text-fragment/).
    """
    path, _, fragment = target.partition("#")
    fragment = fragment.partition(":~:")[0]
    return joined(unquote(path.partition("?")[0]), page), unquote(fragment)


def _answers(address: str) -> tuple[str, ...]:
    """The files that may answer an address: servers lead from `a` to `a/`."""
    if not address or address.endswith("/"):
        return (output_file(address),)
    return (address, f"{address}/index.html")


def _has(links: PageLinks, fragment: str) -> bool:
    return fragment in links.anchors or fragment == "top"
