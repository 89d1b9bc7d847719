"""What CommonMark, Goldmark and kramdown allow and Python-Markdown reads otherwise: both agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sitegen.importing import kramdown
from sitegen.importing.manuscript import TABLE_RULE, Manuscript, block_start, line_above

Dialect = Literal["commonmark", "kramdown", "python"]
"""Whose Markdown a source is: Hugo's and Eleventy's, Jekyll's, or Pelican's, which is the archive's own."""

APART = "<!-- -->"
"""Two lists, or two quotations, in a row would be one here: something invisible parts them."""

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<space>[ \t]+)(?=\S)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_NOT_TEXT = re.compile(r"[ ]{0,3}(?:#{1,6}[ \t]|>|\||<|\[\^?[^\]]+\]:|:)")
_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])(?P<words>[^~\n]+?)(?<=\S)~~(?!~)")
_SECOND_QUOTE = re.compile(r"(?<=\S)(?:[ \t]*\n){2,}(?P<indent>[ \t]*)>")
_QUOTE = re.compile(r"[ \t]*>")
_BREAK = re.compile(r"(?<!\\)\\\n(?=[^\n])")
_NO_SPACE = re.compile(r"^(?P<level>#{1,6})(?P<rest>[^#\s].*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Level:
    """A list that is open: the columns of its marks and of their words. A list of another kind is another."""

    indent: int
    content: int
    kind: str


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
    for match in sheet.matches(TABLE_RULE, "|"):
        _part_table(sheet, match.start())
    if dialect != "python":
        for match in sheet.matches(_SECOND_QUOTE, ">"):
            _part_quotes(sheet, match)
    _lists(sheet, dialect)


def _part_table(sheet: Manuscript, rule: int) -> None:
    """Put a blank line before a table that follows a paragraph directly."""
    head = sheet.text.rfind("\n", 0, max(rule - 1, 0)) + 1
    above = line_above(sheet.text, head)
    if "|" in sheet.text[head:rule] and above.strip() and "|" not in above:
        sheet.replace(head, head, "\n")


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
    """Give lists a blank line above, and what is nested in them four spaces a level."""
    levels: list[_Level] = []
    offset, before = 0, ""
    for line in sheet.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not sheet.is_free(start, start + max(len(line), 1)) and not _ITEM.match(line):
            _close(levels, line, before)
            before = line
            continue
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item and (dialect == "commonmark" or not item["mark"].endswith(")")):
            _item(sheet, start, item, levels, before, dialect)
        elif line.strip():
            _continuation(sheet, start, line, levels, before)
        before = line


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _kind(item: re.Match[str], dialect: Dialect) -> str:
    """What the items of one list have in common: with CommonMark, also the sign."""
    if dialect == "commonmark":
        return item["mark"][-1]
    return ("1" if item["number"] else "-") if dialect == "kramdown" else ""


def _item(
    sheet: Manuscript, start: int, item: re.Match[str], levels: list[_Level], before: str, dialect: Dialect
) -> None:
    indent, kind = _width(item["indent"]), _kind(item, dialect)
    begins = not levels or indent < levels[0].indent
    sibling = kind
    while levels and indent < levels[-1].content:
        last = levels.pop()
        if indent >= last.indent:
            sibling = last.kind
            break
    if not levels and indent > 3:
        return
    if begins and before.strip() and not _NOT_TEXT.match(before) and not _ITEM.match(before):
        if item["number"] not in {None, "1"}:
            return
        sheet.replace(start, start, "\n")
    spaces = _width(item["space"])
    content = indent + len(item["mark"]) + (spaces if spaces <= 4 else 1)
    wanted = " " * (4 * len(levels))
    if sibling != kind:
        sheet.replace(start, start, f"{chr(10) if before.strip() else ''}{wanted}{APART}\n\n")
    levels.append(_Level(indent, content, kind))
    if item["indent"] != wanted and item["indent"]:
        sheet.replace(start, start + len(item["indent"]), wanted)
    if item["mark"].endswith(")"):
        sheet.replace(start + item.end("mark") - 1, start + item.end("mark"), ".")


def _continuation(sheet: Manuscript, start: int, line: str, levels: list[_Level], before: str) -> None:
    """A further paragraph of an item; lazy lines of the same paragraph stay as they are."""
    indent = _close(levels, line, before)
    if levels and not before.strip():
        written = line[: len(line) - len(line.lstrip(" \t"))]
        wanted = " " * (4 * len(levels) + indent - levels[-1].content)
        if written != wanted:
            sheet.replace(start, start + len(written), wanted)


def _close(levels: list[_Level], line: str, before: str) -> int:
    """Close the lists that a line behind a blank one does not belong to; the columns of its indent."""
    indent = _width(line[: len(line) - len(line.lstrip(" \t"))])
    while levels and line.strip() and not before.strip() and indent < levels[-1].content:
        levels.pop()
    return indent
