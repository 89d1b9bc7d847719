"""Quotations and lists in Markdown: what begins the lines of the one that an offset stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"(?P<indent>[ \t]*)(?:(?P<quote>>)[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+)")
_MARKS = re.compile(rf"(?:{_MARK.pattern.replace('?P<indent>', '').replace('?P<quote>', '')})+")
_QUOTES = re.compile(r"(?:[ ]{0,3}>[ \t]?)+")
_OTHER = re.compile(r"#{1,6}[ \t]|`{3}|~{3}|<[a-zA-Z/!]|\||\[\^?[^\]\n]+\]:|(?:[-*_][ \t]*){3,}\Z")
"""What begins a line that is no further one of a paragraph."""

_FAR = 50
"""How many lines above are looked at for the item that a line continues."""


@dataclass(frozen=True, slots=True)
class Container:
    """`own` begins the line of the offset, `rest` every further line of its content."""

    own: str
    rest: str

    @property
    def blank(self) -> str:
        """A line that ends a paragraph in it."""
        return self.rest.rstrip()


def of(text: str, start: int) -> Container | None:
    """The quotation or item that an offset stands in; None if it stands in none."""
    first = text.rfind("\n", 0, start) + 1
    before = text[first:start]
    if marks := _MARKS.match(before):
        return Container(marks[0], _rest(marks[0]))
    indent = before[: len(before) - len(before.lstrip())]
    width = len(indent.expandtabs(4))
    item = _item_above(text, first, width) if width > 1 else ""
    return Container(indent, _rest(item)) if item else None


def _rest(marks: str) -> str:
    """What begins the further lines: the archive indents by four columns for each list."""
    out = ""
    for mark in _MARK.finditer(marks):
        if not out:
            out = "    " * ((len(mark["indent"].expandtabs(4)) + 3) // 4)
        out += "> " if mark["quote"] else "    "
    return out


def _item_above(text: str, first: int, width: int) -> str:
    """The marks of the item that a line with an indent continues; "" if there is none."""
    for _ in range(_FAR):
        if not first:
            break
        before = text.rfind("\n", 0, first - 1) + 1
        line = text[before : first - 1]
        marks = _MARKS.match(line)
        if marks and len(marks[0].expandtabs(4)) <= max(width, 2) + 2 and not _QUOTES.match(line):
            return marks[0]
        if line.strip() and not line.startswith(("  ", "\t")):
            break
        first = before
    return ""


def further(container: Container, line: str) -> int:
    """Where the words begin of a line below that continues the same paragraph; -1 for another line."""
    quotes = _QUOTES.match(line) if ">" in container.rest else None
    at = quotes.end() if quotes else 0
    words = line[at:].lstrip()
    if not words or _MARKS.match(line, at) or _OTHER.match(words):
        return -1
    return len(line) - len(words)
