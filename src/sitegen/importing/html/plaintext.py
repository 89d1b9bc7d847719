"""Plain text as Markdown that reads the same: only what Markdown would take for marks is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LEADING = re.compile(
    r"^(?P<space>[ \t]*)(?:(?P<mark>#{1,6}|>|[-*+](?=\s|\Z)|-+(?=[ \t]*$))"
    r"|(?P<other>=(?==*[ \t]*$)|:(?=\s)|~(?=~~)))"
)
_NUMBER = re.compile(r"^(?P<space>[ \t]*\d{1,9})(?P<mark>\.)(?=\s|\Z)")
_ADDRESS = re.compile(r"https?://\S+|<https?://[^\s>]+>")
_MARKS = re.compile(
    r"\\(?=[\\`*_{}\[\]()>#+.!|-]|\Z)|\*(?=\S)|(?<=\S)\*|`"
    r"|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])"  # none inside a word, but each of several in a row
)
_TAG = re.compile(r"<(?! )")
_ENTITY = re.compile(r"&(?=#\w|\w{1,31};)")
_LINK = re.compile(r"\[(?=[^\[\]\n]*\](?:[\[(:]|\{))|\[(?=[@^]|tweet:)")
_ATTRIBUTES = re.compile(r"\{(?=:|[^{}\n]*\}[ \t]*$)|\A\{")
_ITEM = re.compile(r"(?:(?P<sign>[-*+•‣▪◦●])|(?P<number>[0-9]{1,4})(?P<dot>[.)]))[ \t]+(?=\S)")


def follows(line: str, before: str) -> bool:
    """Whether two lines are items of one list, the one behind the other."""
    one, other = _ITEM.match(line), _ITEM.match(before)
    return one is not None and other is not None and _follows(one, other)


def blocks(lines: Sequence[str]) -> Iterator[str]:
    """One paragraph of plain text as Markdown: its lists, of two items or more, are blocks of their own. One
    item alone may be but a dash, or a year at the end of a sentence.
    """
    start = at = 0
    while at < len(lines):
        items, end = _items(lines, at)
        if len(items) < 2:
            at += 1
            continue
        if start < at:
            yield escaped("\n".join(lines[start:at]))
        yield "\n".join(items)
        start = at = end
    if start < len(lines):
        yield escaped("\n".join(lines[start:]))


def _items(lines: Sequence[str], first: int) -> tuple[list[str], int]:
    """The items, as Markdown, of the list that begins in line `first`, and where it ends: lines without a
    mark go on with the item above. Of each kind of numbers the next one follows.
    """
    found: list[str] = []
    before: re.Match[str] | None = None
    for number in range(first, len(lines)):
        match = _ITEM.match(lines[number])
        if match and before and not _follows(match, before):
            return found, number
        if match:
            mark = f"{match['number']}." if match["number"] else "-"
            found.append(f"{mark} {leading(inline(lines[number][match.end() :]))}")
            before = match
        elif not found:
            return [], number
        else:
            found[-1] += f"\n{leading(inline(lines[number]))}"
    return found, len(lines)


def _follows(item: re.Match[str], before: re.Match[str]) -> bool:
    if item["number"] and before["number"]:
        return item["dot"] == before["dot"] and int(item["number"]) == int(before["number"]) + 1
    return item["sign"] == before["sign"]


def escaped(text: str) -> str:
    """One paragraph of plain text (it may have several lines) as Markdown."""
    return "\n".join(leading(inline(line)) for line in text.split("\n"))


def leading(line: str) -> str:
    """A line of Markdown whose first characters are words, and no mark of a block."""
    line = _LEADING.sub(_without_meaning, line.lstrip(" \t"), count=1)
    return _NUMBER.sub(r"\g<space>\\\g<mark>", line, count=1)


def _without_meaning(match: re.Match[str]) -> str:
    """A mark as a character: after a backslash where Python-Markdown knows that, else as an entity."""
    mark = f"\\{match['mark']}" if match["mark"] else f"&#{ord(match['other'])};"
    return match["space"] + mark


def inline(text: str) -> str:
    """Plain text inside a sentence, its addresses left as they are."""
    out, end = [], 0
    for match in _ADDRESS.finditer(text):
        out += [_words(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join((*out, _words(text[end:])))


def _words(text: str) -> str:
    text = _MARKS.sub(lambda match: f"\\{match[0]}", text)
    text = _LINK.sub(r"\\[", text)
    text = _ATTRIBUTES.sub(r"\\{", text)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))
