"""Lists and tables that follow a line of text directly, lists that are not indented enough for their
item, and lists numbered `1)`: they are running text, where other dialects of Markdown make lists and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from sitegen.markup.found import Finder, Found
from sitegen.markup.locate import SPAN, spaced

_ITEM = re.compile(r"\n {0,3}((?:[-*+]|[12][.)]) +(?=\S))")
_FURTHER = re.compile(r"\n {0,3}(\d{1,9}\. +(?=\S))")
_RULE = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+(?:\|[ \t]*)?$", re.MULTILINE)
_BRACKET = re.compile(r"(?:\A|\n) {0,3}\d{1,9}\) +(?=\S)")
_WORDS = 6
"""By how many words of two lines their place is looked for."""


class RunInTreeprocessor(Finder):
    """Warns of them while the paragraphs are as they were written, marks and all."""

    def run(self, root: ET.Element) -> None:
        """Look at every paragraph, and every item without paragraphs, of several lines."""
        found = self.extension.found
        reached = 0
        items: frozenset[ET.Element] | None = None
        for element in root.iter():
            text = element.text
            if not text or "\n" not in text or element.tag not in {"p", "li"}:
                continue
            if (_ITEM.search(text) or _FURTHER.search(text)) and items is None:
                items = frozenset(part for item in root.iter("li") for part in (item, *item.iterfind("p")))
            if _BRACKET.match(text) and _BRACKET.search(text, 1):
                _warn_of_brackets(text, found)
            in_item = element in (items or ())
            for what, at in _run_in(text, in_item=in_item):
                reached = _warn(what, text, at, reached, found, in_item=in_item)


def _run_in(text: str, *, in_item: bool) -> Iterator[tuple[str, int]]:
    """What is run in, and where its first line begins.

    One item alone may be but a dash, unless the paragraph is a part of a list.
    """
    plain = SPAN.sub(lambda match: match[0].replace("\n", " "), text) if "`" in text else text
    items = list((_FURTHER if in_item else _ITEM).finditer(plain)) or list(_ITEM.finditer(plain))
    if len(items) > 1 or (items and in_item):
        yield "a list", items[0].start(1)
    for rule in _RULE.finditer(plain) if "|" in plain else ():
        begin = plain.rfind("\n", 0, max(rule.start() - 1, 0)) + 1
        if begin and plain[begin : rule.start()].strip():
            yield "a table", begin


def _warn(what: str, text: str, at: int, reached: int, found: Found, *, in_item: bool) -> int:
    """Warn of it; where the next one is looked for."""
    *_, before, indent = text[:at].split("\n")
    line = text[at:].partition("\n")[0]
    pattern = re.compile(
        rf"{spaced(before.split()[-_WORDS:])}[ \t]*\n[ \t>]*({spaced(line.split()[:_WORDS])})"
    )
    source = found.source.text
    match = pattern.search(source, reached) or pattern.search(source)
    why, hint = "it follows a line of text directly", "put a blank line before it"
    if len(indent) > 1 and in_item:
        why, hint = (
            "it is not indented by four spaces",
            "put four spaces more before its lines than the item has",
        )
    message = f"{what} is shown as running text: {why}, at “{line[:30].strip()}”"
    if re.match(r"\d+\)", line):
        hint += ", and write “1.” for “1)”"
    found.warn("no-blank-line", message, hint, at=found.source.place(match.start(1) if match else -1))
    return match.end() if match else reached


def _warn_of_brackets(text: str, found: Found) -> None:
    first, second, *_ = (line.split()[:_WORDS] for line in text.split("\n"))
    lines = rf"^[ \t>]*({spaced(first)})[^\n]*\n[ \t>]*{spaced(second)}"
    match = re.search(lines, found.source.text, re.MULTILINE)
    message = f"“{first[0]}” begins no list here: its lines are shown as running text"
    hint = f"write {first[0].replace(')', '.')} for {first[0]}, and so on in each line"
    found.warn("other-dialect", message, hint, at=found.source.place(match.start(1) if match else -1))
