"""What CommonMark, Goldmark and kramdown allow and Python-Markdown reads otherwise: both agree."""

from __future__ import annotations

import re

from sitegen.importing.body.manuscript import TABLE_RULE, Manuscript, block_start, line_above
from sitegen.importing.dialects import headings, kramdown, kramdowntables, listlevels
from sitegen.importing.dialects.listlevels import Dialect

_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])(?P<words>[^~\n]+?)(?<=\S)~~(?!~)")
_SECOND_QUOTE = re.compile(r"(?<=\S)(?:[ \t]*\n){2,}(?P<indent>[ \t]*)>")
_BEGINS = re.compile(r"^(?P<indent>[ \t]*)(?:(?P<quote>>)|(?:[-*+]|\d{1,9}[.)])[ \t])", re.MULTILINE)
"""What begins a quotation, or the item of a list."""
_TABLE_END = re.compile(r"\n(?:[ \t]*(?:\n|\Z)|(?P<next>[ ]{0,3}(?:#{1,6}[ \t]|>)))")
_BREAK = re.compile(r"(?<!\\)\\\n(?=[^\n])")
_NO_SPACE = re.compile(r"^(?P<level>#{1,6})(?P<rest>[^#\s].*)$", re.MULTILINE)


def settle_dialect(sheet: Manuscript, dialect: Dialect = "commonmark") -> None:
    """Rewrite the marks of other dialects; words are never touched."""
    kramdown.settle(sheet)
    if dialect == "kramdown":
        kramdowntables.settle(sheet)
    for match in sheet.matches(_STRUCK, "~~"):
        sheet.replace(match.start(), match.start("words"), "<del>")
        sheet.replace(match.end("words"), match.end(), "</del>")
    for match in sheet.matches(_BREAK, "\\\n"):
        sheet.replace(match.start(), match.start() + 1, "  ")
    for match in sheet.matches(_NO_SPACE, "#"):
        sheet.replace(match.start("rest"), match.start("rest"), "")
        sheet.replace(match.start("level"), match.end("level"), f"\\{match['level']}")
    _part_tables(sheet)
    parted: frozenset[int] = frozenset()
    if dialect != "python":
        headings.keep_ids(sheet)
        second = (match for match in sheet.matches(_SECOND_QUOTE, ">") if _is_second(sheet, match))
        parted = frozenset(match.start("indent") for match in second)
    listlevels.settle(sheet, dialect, parted)


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


def _is_second(sheet: Manuscript, match: re.Match[str]) -> bool:
    """Whether a quotation stands right above another: a blank line ends that everywhere but here."""
    at = match.start()
    blocks = list(_BEGINS.finditer(sheet.text, block_start(sheet.text, at), at))
    begun = blocks[-1] if blocks else None
    if not begun or not begun["quote"] or begun["indent"] != match["indent"]:
        return False
    is_last = begun.start() > sheet.text.rfind("\n", 0, at)  # it may end with code, of which no mark is free
    return is_last or sheet.is_free(*begun.span())
