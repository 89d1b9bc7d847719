"""Tables that lose cells, or that are running text because their line of dashes does not fit.

A row of more cells than the table has columns loses the words beyond; the line of dashes must have as
many cells as the line above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor

from sitegen.markup.fences import OPENER
from sitegen.markup.locate import spaced
from sitegen.problems import short

if TYPE_CHECKING:
    from sitegen.markup.extension import SitegenExtension

_DASHES = re.compile(r"(?=[^|]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


class ToldTableProcessor(TableProcessor):
    """Reads tables as Python-Markdown does, and warns of what is lost."""

    def __init__(self, parser: BlockParser, extension: SitegenExtension) -> None:
        super().__init__(parser, {"use_align_attribute": True})
        self.extension = extension
        self._top = ("", "")

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether the block is a table."""
        if "|" not in block:
            return False
        is_table = super().test(parent, block)
        head, dashes, *_ = (line.strip() for line in f"{block}\n".split("\n", 2))
        self._top = (head, dashes)
        if is_table:
            return True
        if "|" in head and _DASHES.fullmatch(dashes) and not OPENER.match(head):  # asked again without it
            count = len(self._cells(head))
            fitting = " | ".join(["---"] * count)
            fitting = f"| {fitting} |" if self.border else fitting
            message = "a table is shown as running text: its line of dashes does not fit the line above it"
            self._warn("uneven-table", message, f"write {fitting} in its place")
        return False

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Put the table into the tree."""
        width = len(self.separator)
        rows = [row.strip(" ") for row in blocks[0].split("\n")[2:] if row.count("|") >= width]
        super().run(parent, blocks)
        longer = [row for row in rows if any(map(str.strip, self._cells(row)[width:]))]
        if longer:
            cells = self._cells(longer[0])
            lost = next(filter(None, map(str.strip, cells[width:])))
            message = (
                f"“{short(lost)}” is not shown: its row has {len(cells)} cells, the table {width} columns"
            )
            if further := len(longer) - 1:
                message += f" ({further} more such row{'s' if further > 1 else ''})"
            hint = "add a column to the first two lines, or write \\| for a bar that is text"
            self._warn("lost-cells", message, hint, longer[0])

    def _cells(self, row: str) -> list[str]:
        return list(self._split_row(row))  # type: ignore[attr-defined]  # not in the stubs

    def _warn(self, code: str, message: str, hint: str, row: str = "") -> None:
        """Warn at a row of the table, or at its line of dashes."""
        found = self.extension.found
        text = found.source.text
        match = re.search(r"[ \t]*\n[ \t>]*".join(spaced(line.split()) for line in self._top), text)
        at = match.end() - len(self._top[1]) if match else -1
        if match and row:
            match = re.compile(rf"\n[ \t>]*({spaced(row.split())})").search(text, match.end())
            at = match.start(1) if match else at
        found.warn(code, message, hint, at=found.source.place(at))
