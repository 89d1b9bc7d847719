"""What CommonMark, Goldmark and kramdown allow and Python-Markdown reads otherwise: both agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from sitegen.importing import kramdown
from sitegen.importing.manuscript import TABLE_RULE, Manuscript, block_start, line_above

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
_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])(?P<words>[^~\n]+?)(?<=\S)~~(?!~)")
_SECOND_QUOTE = re.compile(r"(?<=\S)(?:[ \t]*\n){2,}(?P<indent>[ \t]*)>")
_QUOTE = re.compile(r"[ \t]*>")
_TABLE_END = re.compile(r"\n(?:[ \t]*(?:\n|\Z)|(?P<next>[ ]{0,3}(?:#{1,6}[ \t]|>)))")
_BREAK = re.compile(r"(?<!\\)\\\n(?=[^\n])")
_NO_SPACE = re.compile(r"^(?P<level>#{1,6})(?P<rest>[^#\s].*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Level:
    """A list that is open: the columns of its marks and of their words. A list of another kind is another."""

    indent: int
    content: int
    kind: str


@dataclass(slots=True)
class _Open:
    """The lists that are open at a line.

    `begun`: how many were around the first line behind the last blank one. The archive reads the lines up
    to the next blank one as a part of what that stands in. `words`: a blank line stands between that line
    and the last item.
    """

    levels: list[_Level] = field(default_factory=list)
    begun: int = 0
    words: bool = False


def settle_dialect(sheet: Manuscript, dialect: Dialect = "commonmark") -> None:
    """Rewrite the marks of other dialects; words are never touched."""
    kramdown.settle(sheet)
    for match in sheet.matches(_STRUCK, "~~"):
        sheet.replace(match.start(), match.start("words"), "<del>")
        sheet.replace(match.end("words"), match.end(), "</del>")
    for match in sheet.matches(_BREAK, "\\\n"):
        sheet.replace(match.start(), match.start() + 1, "  ")
    for match in sheet.matches(_NO_SPACE, "#"):
        sheet.replace(match.start("rest"), match.start("rest"), "")
        sheet.replace(match.start("level"), match.end("level"), f"\\{match['level']}")
    _part_tables(sheet)
    if dialect != "python":
        for match in sheet.matches(_SECOND_QUOTE, ">"):
            _part_quotes(sheet, match)
    _lists(sheet, dialect)


def _part_tables(sheet: Manuscript) -> None:
    """Put blank lines around tables that another block stands directly above or below."""
    end = 0
    for rule in sheet.matches(TABLE_RULE, "|"):
        head = sheet.text.rfind("\n", 0, max(rule.start() - 1, 0)) + 1
        above = line_above(sheet.text, head)
        if "|" not in sheet.text[head : rule.start()]:
            continue
        if above.strip() and "|" not in above:
            sheet.replace(head, head, "\n")
        if end < rule.end():
            found = _TABLE_END.search(sheet.text, rule.end())
            end = found.end() if found else len(sheet.text)
            if found and found["next"]:
                sheet.replace(found.start("next"), found.start("next"), "\n")


def _part_quotes(sheet: Manuscript, match: re.Match[str]) -> None:
    """Part a quotation from the one above it: a blank line ends that everywhere but here."""
    at = match.start()
    above = block_start(sheet.text, at)
    if _QUOTE.match(sheet.text, above, at) and sheet.is_free(above, above + 1):
        sheet.replace(at, at, f"\n\n{' ' * _columns(_width(match['indent']))}{APART}")


def _columns(width: int) -> int:
    """The columns by which the archive indents what elsewhere is indented by as many as these."""
    return (width + 3) // 4 * 4


def _lists(sheet: Manuscript, dialect: Dialect) -> None:
    """Give lists and their items the blank lines above, and what is nested in them four spaces a level."""
    lists = _Open()
    offset, before, shift = 0, "", 0
    for line in sheet.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        indent = len(line) - len(line.lstrip(" \t"))
        item = None if _RULE.match(line) or TABLE_RULE.match(line) else _ITEM.match(line)
        if not item and not sheet.is_free(start, start + max(indent, 1)):
            _close(lists, line, before)
        elif item and (dialect in COMMONMARK or not item["mark"].endswith(")")):
            _item(sheet, start, item, lists, before, dialect)
        elif line.strip():
            shift = shift if before.strip() else _shift(lists, line, before)
            _indent(sheet, start, line[:indent], shift)
        if not line.strip() or item:
            shift = 0
        before = line


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _kind(item: re.Match[str], dialect: Dialect) -> str:
    """What the items of one list have in common: with CommonMark, also the sign."""
    if dialect in COMMONMARK:
        return item["mark"][-1]
    return ("1" if item["number"] else "-") if dialect == "kramdown" else ""


def _item(
    sheet: Manuscript, start: int, item: re.Match[str], lists: _Open, before: str, dialect: Dialect
) -> None:
    levels, indent, kind = lists.levels, _width(item["indent"]), _kind(item, dialect)
    begins = not levels or indent < levels[0].indent
    is_new, sibling = True, kind
    while levels and indent < levels[-1].content:
        last = levels.pop()
        if indent >= last.indent:
            is_new, sibling = False, last.kind
            break
    if not levels and indent > 3:
        return
    is_behind_text = before.strip() and not _NOT_TEXT.match(before) and not _ITEM.match(before)
    within = not begins and dialect != "python" and (lists.words or len(levels) < lists.begun)
    apart = bool(before.strip() and within) or bool(begins and is_behind_text)
    if apart and is_behind_text and is_new and item["number"] not in {None, "1"}:
        return
    spaces = _width(item["space"])
    content = indent + len(item["mark"]) + (spaces if spaces <= 4 else 1)
    wanted = " " * (4 * len(levels))
    if sibling != kind:
        sheet.replace(start, start, f"{chr(10) if before.strip() else ''}{wanted}{APART}\n\n")
    elif apart:
        sheet.replace(start, start, "\n")
    if apart or sibling != kind or not before.strip():
        lists.begun = len(levels)
    lists.words = False
    levels.append(_Level(indent, content, kind))
    if item["indent"] != wanted and item["indent"]:
        sheet.replace(start, start + len(item["indent"]), wanted)
    if item["mark"].endswith(")"):
        sheet.replace(start + item.end("mark") - 1, start + item.end("mark"), ".")


def _shift(lists: _Open, line: str, before: str) -> int:
    """By how many columns a further block of an item is to be moved."""
    _close(lists, line, before)
    return 4 * len(lists.levels) - lists.levels[-1].content if lists.levels else 0


def _indent(sheet: Manuscript, start: int, indent: str, shift: int) -> None:
    """Move a line by some columns."""
    wanted = " " * max(0, _width(indent) + shift)
    if shift and indent != wanted:
        sheet.replace(start, start + len(indent), wanted)


def _close(lists: _Open, line: str, before: str) -> None:
    """Close the lists that a line behind a blank one does not belong to."""
    if not line.strip() or before.strip():
        return
    indent = _width(line[: len(line) - len(line.lstrip(" \t"))])
    while lists.levels and indent < lists.levels[-1].content:
        lists.levels.pop()
    lists.begun, lists.words = len(lists.levels), True
