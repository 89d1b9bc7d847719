"""Boxes of MkDocs and Python-Markdown: `!!! note "Title"`, and `??? note` for those that open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from sitegen.importing.body.manuscript import Manuscript, as_html
from sitegen.markup import fences

_HEAD = re.compile(
    r"(?P<indent> *)(?:!!!|(?P<folded>\?\?\?(?P<open>\+?))) +(?P<kind>[a-zA-Z][\w-]*(?: +[\w-]+)*)"
    r"(?: +\"(?P<title>.*)\")?\s*\Z"
)


@dataclass(frozen=True, slots=True)
class _Box:
    """A box: its head, the number of its first line of words, and the line behind it, from 0."""

    head: re.Match[str]
    first: int
    last: int


def convert(sheet: Manuscript, settle: Callable[[Manuscript], None]) -> None:
    """Make a `<div>` or `<details>` of each box; `settle` converts what stands in it, boxes and all."""
    if "!!! " not in sheet.text and "??? " not in sheet.text and "???+ " not in sheet.text:
        return
    lines = sheet.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for box in _find(lines, fences.code_lines(sheet.text)):
        depth = len(box.head["indent"]) + fences.TAB
        words = "\n".join(line.expandtabs(fences.TAB)[depth:] for line in lines[box.first : box.last])
        inner = Manuscript(words, sheet.path, sheet.first_line + box.first)
        settle(inner)
        sheet.include(inner)
        start, end = starts[box.first - 1], starts[box.last] - 1
        before = "\n" if start and lines[box.first - 2].strip() else ""
        after = "\n" if box.last < len(lines) and lines[box.last].strip() else ""
        shown = _shown(box.head, inner.result().strip("\n"))
        sheet.replace(start, end, before + _indented(shown, box.head["indent"]) + after)


def _find(lines: list[str], code: frozenset[int]) -> Iterator[_Box]:
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        head = _HEAD.match(line) if "!!!" in line or "???" in line else None
        if head is None or number - 1 in code:
            continue
        last = _end(lines, number, len(head["indent"]) + fences.TAB)
        if last > number or head["title"] is not None:
            yield _Box(head, number, last)
            number = last


def _end(lines: list[str], first: int, depth: int) -> int:
    """The line behind the last one that is indented as the words of a box are."""
    last = first
    for number in range(first, len(lines)):
        line = lines[number].expandtabs(fences.TAB)
        if line.strip() and len(line) - len(line.lstrip(" ")) < depth:
            break
        last = number + 1 if line.strip() else last
    return last


def _shown(head: re.Match[str], words: str) -> str:
    kind = " ".join(head["kind"].lower().split())
    title = head["kind"].split()[0].capitalize() if head["title"] is None else head["title"].strip()
    if head["folded"]:
        is_open = " open" if head["open"] else ""
        summary = as_html(title).removeprefix("<p>").removesuffix("</p>")
        heading = f"<summary>{summary or escape(kind)}</summary>"
        return f'<details class="{kind}" markdown="1"{is_open}>\n{heading}\n\n{words}\n\n</details>'
    heading = f"**{title}**\n\n" if title else ""
    return f'<div class="admonition {kind}" markdown="1">\n\n{heading}{words}\n\n</div>'


def _indented(text: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}" if line else line for line in text.split("\n"))
