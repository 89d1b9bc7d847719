"""Tables, and what stays HTML in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy

from bs4 import Tag

from sitegen.importing.html.tree import BLOCKS, direction_of

_KEPT = {
    "td": ("colspan", "rowspan", "align"), "th": ("colspan", "rowspan", "scope", "align"),
    "a": ("href", "name"), "img": ("src", "alt", "width", "height"), "col": ("span",),
    "ol": ("start", "type", "reversed"), "li": ("value",),
    "audio": ("src", "controls"), "video": ("src", "controls", "poster"), "source": ("src", "type"),
}  # fmt: skip
_ALWAYS = ("dir", "id", "lang", "title")
_SPACE = re.compile(r"[ \t\r\n]+")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_READ_AS_MARKDOWN = ["blockquote", "li", "dd", "x-note"]
"""Blocks in which Python-Markdown reads the words of HTML, too."""

_TAG_OR_MARK = re.compile(r"<[^<>]*>|[\\`*_\[\]{}]")
_BAR = "\\|"


def is_simple(table: Tag) -> bool:
    """Whether every row has as many cells, none spans others, and none holds a block."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    if not rows or table.find("table") or table.find("caption") or len({len(cells) for cells in rows}) != 1:
        return False
    if not all(cell.name == "th" for cell in rows[0]) and not table.find("thead"):
        return False
    turned = table.get("dir") or any(direction_of(el) for el in table.find_all(["tr", "td", "th", "p"]))
    return not turned and not any(_is_complex(cell) for row in rows for cell in row)


def _is_complex(cell: Tag) -> bool:
    """Whether a cell spans others, or holds more than one line of text."""
    spans = cell.get("colspan") or cell.get("rowspan")
    return bool(spans or cell.find([*BLOCKS - {"p"}, "br"]) or len(cell.find_all("p")) > 1)


def piped(table: Tag, words: Callable[[Tag], str]) -> str:
    """A simple table as Markdown. `words` gives those of a cell, with a bar at their end."""
    rows = []
    for row in table.find_all("tr"):
        cells = [
            _SPACE.sub(" ", words(cell).strip()[:-1].strip()).replace("|", _BAR)
            for cell in row.find_all(["td", "th"], recursive=False)
        ]
        rows.append(f"| {' | '.join(cells)} |")
        if len(rows) == 1:
            rows.append(f"|{' --- |' * len(cells)}")
    return "\n".join(rows)


def as_html(el: Tag) -> str:
    """An element as HTML, without styles and classes, and without blank lines, which would end it."""
    copied = copy(el)
    for tag in (copied, *copied.find_all(True)):
        allowed = (*_KEPT.get(tag.name, ()), *_ALWAYS)
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in allowed}
    return placed(_BLANK.sub("\n", str(copied).strip()), el)


def placed(html: str, el: Tag) -> str:
    """The HTML that an element becomes: where words of HTML are read as Markdown, marks are entities."""
    if not el.find_parent(_READ_AS_MARKDOWN):
        return html
    return _TAG_OR_MARK.sub(lambda match: f"&#{ord(match[0])};" if len(match[0]) == 1 else match[0], html)
