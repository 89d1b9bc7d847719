"""Tables of kramdown without a header, with lines between rows, a footer, or rows wider than the header.

https://kramdown.gettalong.org/syntax.html#tables Here a table has one header, and as many columns as that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.importing.body.manuscript import Manuscript

_BLOCK = re.compile(
    r"(?:\A|(?<=\n\n)|^[ ]{0,3}\{:[^\n]*\}[ \t]*\n)"
    r"(?P<rows>(?![ ]{4}|[ ]*(?:[>#<{:]|[*+-][ ]|\d+\.[ ]|\$\$|\[[^\]\n]+\]:))"
    r"(?:[^|\n]*\|[^\n]*(?:\n|\Z))+)(?=[ \t]*\n|\Z|\{:)",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n]+(?:\n|\Z)")
_RULE = re.compile(r"[+|: \t-]*-[+|: \t-]*")
_FOOT = re.compile(r"[+|: \t=]*=[+|: \t=]*")
_ALIGNED = re.compile(r":?-+:?")
_HIDDEN = re.compile(r"(`+).*?\1|\\.|\{\{.*?\}\}|\{%.*?%\}")
"""What has no bar that parts cells: code, what is escaped, and Liquid, which is gone when kramdown reads."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a table: its rows, the lines between them, and the one below its header, if it has one."""

    rows: tuple[re.Match[str], ...]
    rules: tuple[re.Match[str], ...]
    head: re.Match[str] | None

    @property
    def columns(self) -> int:
        return max(map(_cells, self.rows))


def settle(sheet: Manuscript) -> None:
    """Say such tables as the archive reads them; words are never touched."""
    for block in _BLOCK.finditer(sheet.text) if "|" in sheet.text else ():
        table = _read([*_LINE.finditer(sheet.text, *block.span("rows"))])
        if table is not None:
            _say(sheet, table)


def _read(lines: list[re.Match[str]]) -> _Table | None:
    """The table that lines are; None if they are none, or one that the archive reads as it is."""
    rules = [line for line in lines if _RULE.fullmatch(line[0].strip()) or _FOOT.fullmatch(line[0].strip())]
    rows = [line for line in lines if line not in rules]
    if not rows or any("|" not in _HIDDEN.sub("", row[0]) for row in rows):
        return None
    inner = [rule for rule in rules if rule.start() > rows[0].start() and "=" not in rule[0]]
    if inner and inner[0].start() >= rows[-1].end():
        return None
    head = inner[0] if inner and inner[0].start() == rows[0].end() else None
    table = _Table(tuple(rows), tuple(rule for rule in rules if rule is not head), head)
    aligned = _ALIGNED.findall(head[0]) if head and "+" not in head[0] and not table.rules else []
    return None if table.columns == _cells(rows[0]) == len(aligned) else table


def _say(sheet: Manuscript, table: _Table) -> None:
    for rule in table.rules:
        sheet.replace(*rule.span(), "")
    aligned = _ALIGNED.findall(table.head[0]) if table.head else []
    aligned += ["---"] * (table.columns - len(aligned))
    below = f"| {' | '.join(aligned)} |\n"
    first = table.rows[0]
    if table.head is None:
        at, head = first.start(), f"|{' |' * table.columns}\n{below}"
        _ = (at and sheet.replace(at - 1, at - 1, f"\n{head[:-1]}")) or sheet.replace(at, at, head)
        return
    end = first.start() + len(first[0].rstrip())
    missing = table.columns - _cells(first)
    if missing:
        sheet.replace(end, end, ("" if first[0].rstrip().endswith("|") else " |") + " |" * missing)
    sheet.replace(*table.head.span(), below)


def _cells(row: re.Match[str]) -> int:
    """How many cells a row has."""
    text = _HIDDEN.sub("", row[0].strip())
    return text.count("|") + 1 - text.startswith("|") - (text.endswith("|") and len(text) > 1)
