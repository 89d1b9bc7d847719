"""Headings: the page's title is its `h1`, so those of the text begin at `h2`, each with an id."""

from __future__ import annotations

import re

from sitegen.markup.ids import Ids
from sitegen.markup.plain import inline
from sitegen.model import Heading

_HEADING = re.compile(r"<h([1-6])((?: [^\s=\"<>]+=\"[^\"]*\")*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')


def numbered(html: str, ids: Ids) -> tuple[str, tuple[Heading, ...]]:
    """The HTML with an id for each heading, one level down if any of them is an `h1`."""
    if "<h" not in html:
        return html, ()
    shift = 1 if "<h1" in html else 0
    found: list[Heading] = []

    def heading(match: re.Match[str]) -> str:
        level = min(6, int(match[1]) + shift)
        words = inline(match[3])
        own = _ID.search(match[2])
        name = own[1] if own else ids.of_heading(words)
        given = match[2] if own else f' id="{name}"{match[2]}'
        found.append(Heading(level, name, words))
        return f"<h{level}{given}>{match[3]}</h{level}>"

    return _HEADING.sub(heading, html), tuple(found)
