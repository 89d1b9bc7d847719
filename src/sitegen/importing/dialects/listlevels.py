"""Lists as the archive reads them: a blank line above each, and four columns for what is in an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from sitegen.importing.body.code import FENCED, ITEM_FENCED, QUOTED_FENCED
from sitegen.importing.body.manuscript import TABLE_RULE, Manuscript
from sitegen.markup.budget import DEPTH

Dialect = Literal["commonmark", "goldmark", "kramdown", "python"]
"""Whose Markdown a source is: Eleventy's, Hugo's (the same, with more links), Jekyll's, or Pelican's, which
is the archive's own.
"""

COMMONMARK = frozenset({"commonmark", "goldmark"})

APART = "<!-- -->"
"""Two lists, or two quotations, in a row would be one here: something invisible parts them."""

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<space>[ \t]+)(?=\S)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_INLINE = "a|abbr|b|bdi|br|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u"
_NOT_TEXT = re.compile(rf"[ ]{{0,3}}(?:#{{1,6}}[ \t]|<(?!/?(?:{_INLINE})\b)|\[\^?[^\]]+\]:|:)", re.IGNORECASE)
_QUOTED = re.compile(r"[ ]{0,3}>[ ]?")
_IN_QUOTE = re.compile(r"(?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t])*[ \t]*>")
_CODE = 4
"""The columns beyond those of a text by which code is indented."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text: where its words begin, and the marks of the quotations before them."""

    start: int
    lead: str
    text: str

    @property
    def first(self) -> int:
        """Where the line begins, marks of quotations and all."""
        return self.start - len(self.lead)

    @property
    def blank(self) -> str:
        """An empty line of the same quotations."""
        return f"{self.lead.rstrip()}\n"


@dataclass(frozen=True, slots=True)
class _Level:
    """A list that is open: the columns of its marks and of their words. A list of another kind is another."""

    indent: int
    content: int
    kind: str


@dataclass(slots=True)
class _Reader:
    """Reads a text, or a quotation in it, line by line.

    `before` is the line above. `inside` is the number of items that the block of lines above begins in, and
    `is_further` tells whether it is a paragraph there: what it holds is text, and items further out than it
    begins are, to the archive, unless a blank line parts them.
    """

    sheet: Manuscript
    dialect: Dialect
    parted: frozenset[int] = frozenset()
    levels: list[_Level] = field(default_factory=list)
    before: str = ""
    inside: int = 0
    is_further: bool = False

    def read(self, lines: Iterable[_Line]) -> None:
        """Read all lines, and those of quotations once more, as texts of their own."""
        quoted: list[_Line] = []
        for line in lines:
            self._line(line)
            self.before = line.text
            mark = None if self.levels else _QUOTED.match(line.text)
            if mark:
                lead = line.lead + mark[0]
                quoted.append(_Line(line.start + mark.end(), lead, line.text[mark.end() :]))
            elif quoted:
                self._quotation(quoted)
                quoted = []
        self._quotation(quoted)

    def _quotation(self, lines: list[_Line]) -> None:
        if lines and lines[0].lead.count(">") <= DEPTH:
            _Reader(self.sheet, self.dialect).read(lines)

    def _line(self, line: _Line) -> None:
        item = None if _RULE.match(line.text) or TABLE_RULE.match(line.text) else _ITEM.match(line.text)
        if item and self._is_mark(item["mark"]) and self.sheet.is_free(line.start, line.start + item.end()):
            self._item(line, item)
        elif line.text.strip():
            self._continuation(line)

    def _is_mark(self, mark: str) -> bool:
        return self.dialect in COMMONMARK or not mark.endswith(")")

    def _item(self, line: _Line, item: re.Match[str]) -> None:
        indent, kind, levels = width_of(item["indent"]), self._kind(item), self.levels
        is_below_text = bool(self.before.strip())
        is_first = not levels or indent < levels[0].indent
        sibling = self._sibling(indent)
        if not levels and indent >= _CODE:
            return
        breaks = is_below_text and (
            (is_first and not _NOT_TEXT.match(self.before) and not _ITEM.match(self.before))
            or (self.is_further and not sibling)
        )
        if breaks and item["number"] not in {None, "1"}:
            return
        wanted = " " * (4 * len(levels))
        if sibling and sibling != kind:
            apart = f"{line.blank if is_below_text else ''}{line.lead}{wanted}{APART}\n{line.blank}"
            self.sheet.replace(line.first, line.first, apart)
        elif breaks or (is_below_text and (self.is_further or len(levels) < self.inside)):
            self.sheet.replace(line.first, line.first, line.blank)
            is_below_text = False
        if not is_below_text:
            self.inside, self.is_further = len(levels), False
        self._settle(line, item, wanted)
        spaces = width_of(item["space"])
        words = len(item["mark"]) + (spaces if spaces <= _CODE else 1)
        content = indent + words
        if item["indent"] != wanted and (fenced := ITEM_FENCED.match(self.sheet.text, line.first)):
            self._move(fenced.start("item"), fenced.end(), content, " " * (len(wanted) + words))
        levels.append(_Level(indent, content, kind))
        self._inner(line, item.end(), content)

    def _inner(self, line: _Line, at: int, indent: int) -> None:
        """Open the lists that begin in the words of an item, on its own line."""
        while (item := _ITEM.match(line.text, at)) and self._is_mark(item["mark"]):
            if _RULE.match(line.text[at:]) or not self.sheet.is_free(
                line.start + at, line.start + item.end()
            ):
                break
            self._settle(line, item, item["indent"])
            content = indent + len(item[0].expandtabs(4))
            self.levels.append(_Level(indent, content, self._kind(item)))
            at, indent = item.end(), content

    def _sibling(self, indent: int) -> str:
        """Close the lists that an item is not in; the kind of the one whose items it stands beside, or "".

        To CommonMark these stand beside it however far in they begin.
        """
        kind = ""
        while self.levels and indent < self.levels[-1].content:
            last = self.levels.pop()
            if indent >= last.indent:
                return last.kind
            kind = last.kind if self.dialect in COMMONMARK else ""
        return kind

    def _settle(self, line: _Line, item: re.Match[str], wanted: str) -> None:
        """Write the mark of an item as the archive has it."""
        if item["indent"] != wanted and item["indent"]:
            self.sheet.replace(line.start, line.start + len(item["indent"]), wanted)
        if item["mark"].endswith(")"):
            self.sheet.replace(line.start + item.end("mark") - 1, line.start + item.end("mark"), ".")

    def _kind(self, item: re.Match[str]) -> str:
        """What the items of one list have in common: with CommonMark, also the sign."""
        if self.dialect in COMMONMARK:
            return item["mark"][-1]
        return ("1" if item["number"] else "-") if self.dialect == "kramdown" else "any"

    def _continuation(self, line: _Line) -> None:
        """A further line of an item; lazy ones of a paragraph stay as they are."""
        written = line.text[: len(line.text) - len(line.text.lstrip(" \t"))]
        indent = width_of(written)
        if not self.before.strip():
            while self.levels and indent < self.levels[-1].content:
                self.levels.pop()
            self.inside, self.is_further = len(self.levels), bool(self.levels)
        if line.first in self.parted:
            self.sheet.replace(line.first - 1, line.first - 1, f"\n{' ' * (4 * len(self.levels))}{APART}\n")
        if self.levels and indent >= self.levels[-1].content:
            beyond = indent - self.levels[-1].content
            is_quote = beyond < _CODE and line.text.lstrip().startswith(">")
            if is_quote and self.before.strip() and not _IN_QUOTE.match(self.before):
                self.sheet.replace(line.first, line.first, line.blank)
                self.inside, self.is_further = len(self.levels), True
            wanted = " " * (4 * len(self.levels) + (beyond if beyond >= _CODE else 0))
            if is_quote and self.inside < len(self.levels):  # further lines of one that begins the item
                wanted = wanted[:-2]
            if written != wanted:
                self._indent(line, written, wanted)

    def _indent(self, line: _Line, written: str, wanted: str) -> None:
        """Give a line other spaces to begin with; if it opens a fence, each line of the code in it."""
        if self.sheet.replace(line.start, line.start + len(written), wanted):
            return
        text, start = self.sheet.text, line.start
        if fenced := FENCED.match(text, start) or QUOTED_FENCED.match(text, start):
            self._move(*fenced.span(), len(written), wanted, first=wanted)

    def _move(self, start: int, end: int, width: int, wanted: str, *, first: str = "") -> None:
        """Give each line of code other spaces to begin with; `first` are those before the fence itself."""
        code = self.sheet.take(start, end)
        if code is not None:
            moved = re.sub(rf"^[ \t]{{0,{width}}}(?=[^\n])", wanted, code, flags=re.MULTILINE)
            self.sheet.replace(start, end, first + moved.removeprefix(wanted))


def settle(sheet: Manuscript, dialect: Dialect, parted: frozenset[int] = frozenset()) -> None:
    """Give lists a blank line above, and what is nested in them four spaces a level.

    `parted` are the offsets of the quotations that a blank line parts from the ones above.
    """
    _Reader(sheet, dialect, parted).read(_lines(sheet.text))


def _lines(text: str) -> Iterator[_Line]:
    offset = 0
    for line in text.split("\n"):
        yield _Line(offset, "", line)
        offset += len(line) + 1


def width_of(indent: str) -> int:
    """The columns of the spaces and tabs that a line begins with."""
    return len(indent.expandtabs(4))
