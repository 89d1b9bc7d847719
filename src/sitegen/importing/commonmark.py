"""What CommonMark, Goldmark and kramdown allow and Python-Markdown reads otherwise: both agree."""

from __future__ import annotations

import re

from sitegen.importing import kramdown
from sitegen.importing.manuscript import TABLE_RULE, Manuscript, line_above

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<space>[ \t]+)(?=\S)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_NOT_TEXT = re.compile(r"[ ]{0,3}(?:#{1,6}[ \t]|>|\||<|\[\^?[^\]]+\]:|:)")
_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])(?P<words>[^~\n]+?)(?<=\S)~~(?!~)")
_BREAK = re.compile(r"(?<!\\)\\\n(?=[^\n])")
_NO_SPACE = re.compile(r"^(?P<level>#{1,6})(?P<rest>[^#\s].*)$", re.MULTILINE)


def settle_dialect(sheet: Manuscript) -> None:
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
    _lists(sheet)


def _part_table(sheet: Manuscript, rule: int) -> None:
    """Put a blank line before a table that follows a paragraph directly."""
    head = sheet.text.rfind("\n", 0, max(rule - 1, 0)) + 1
    above = line_above(sheet.text, head)
    if "|" in sheet.text[head:rule] and above.strip() and "|" not in above:
        sheet.replace(head, head, "\n")


def _lists(sheet: Manuscript) -> None:
    """Give lists a blank line above, and what is nested in them four spaces a level."""
    levels: list[tuple[int, int]] = []
    offset, before = 0, ""
    for line in sheet.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not sheet.is_free(start, start + max(len(line), 1)) and not _ITEM.match(line):
            before = line
            continue
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item:
            _item(sheet, start, item, levels, before)
        elif line.strip():
            _continuation(sheet, start, line, levels, before)
        before = line


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _item(
    sheet: Manuscript, start: int, item: re.Match[str], levels: list[tuple[int, int]], before: str
) -> None:
    indent = _width(item["indent"])
    begins = not levels or indent < levels[0][0]
    while levels and indent < levels[-1][1]:
        outer, _ = levels.pop()
        if indent >= outer:
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
    levels.append((indent, content))
    if item["indent"] != wanted and item["indent"]:
        sheet.replace(start, start + len(item["indent"]), wanted)


def _continuation(
    sheet: Manuscript, start: int, line: str, levels: list[tuple[int, int]], before: str
) -> None:
    """A further paragraph of an item; lazy lines of the same paragraph stay as they are."""
    text = line.lstrip(" \t")
    indent = _width(line[: len(line) - len(text)])
    if before.strip():
        return
    while levels and indent < levels[-1][1]:
        levels.pop()
    if levels:
        wanted = " " * (4 * len(levels) + indent - levels[-1][1])
        if line[: len(line) - len(text)] != wanted:
            sheet.replace(start, start + len(line) - len(text), wanted)
