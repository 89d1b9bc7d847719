"""Fenced code, wherever it stands: where it begins and ends, and what is in it.

Python-Markdown's own knows fences at the left edge alone. Here a fence may be indented by up to three
spaces, stand in a quotation, a list item, a definition or a footnote, and say anything behind it.
Indented code that shows a fence stays code: what counts is the less indented line that opened what
the fence stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitegen.markup import budget

TAB = 4
"""How many spaces each list, definition or footnote asks for in front of its further blocks."""

_FENCE = re.compile(r" *(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})(?P<info>.*)")
_ITEM = r" *(?:[-*+]|\d+\.|:) +"
_NOTE = r" *(?P<note>\[\^[^\]\s]+\]:) *"
OPENER = re.compile(rf"{_ITEM}|{_NOTE}")
"""What begins a list item, a definition or a footnote, up to its words."""
_OPENERS = re.compile(rf"(?:{_ITEM})++|{_NOTE}")
"""The same, where items begin in items."""
_QUOTED = re.compile(r" *> ?")
_QUOTATION = re.compile(rf"(?P<items>(?:{_ITEM})*+) *> ?")
"""What begins a quotation, which may itself begin an item."""
_SIGNS = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Fence:
    """A piece of fenced code: its first and last line, counted from 0; its info string; its code.

    What takes its place are the lines `before`, then `prefix` and the code on one line, then `after`.
    """

    first: int
    last: int
    info: str
    code: str
    before: tuple[str, ...] = ("",)
    prefix: str = ""
    after: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fence may stand: the depth and the indentation of what it stands in (0 and -1: nothing),
    and the column of the words of that, if it is an item.
    """

    depth: int = 0
    indent: int = -1
    words: int = 0
    is_tight: bool = False


def find(lines: Sequence[str], depth: int = 0) -> list[Fence]:
    """All fenced code of a text without tabs, in its order; what is never closed is none."""
    if depth > budget.DEPTH:
        return []
    seen = list(lines)
    ends = {line.strip(): number for number, line in enumerate(lines) if line.lstrip().startswith(_SIGNS)}
    found: list[Fence] = []
    number = 0
    while number < len(lines):
        more: list[Fence] = []
        end = number + 1
        if ">" in lines[number] and (begins := _QUOTATION.match(lines[number])):
            more, end = _in_quotation(seen, number, begins, depth)
        elif fence := _at(seen, number, ends):
            more, end = [fence], fence.last + 1
        for fence in more:
            _cross_out(seen, fence)
        found += more
        number = end
    return found


def code_lines(text: str) -> frozenset[int]:
    """The numbers, from 0, of a text's lines that are fenced code, with their fences."""
    return frozenset(number for fence in found(text) for number in range(fence.first, fence.last + 1))


def found(text: str) -> list[Fence]:
    """All fenced code of a text."""
    return find(text.expandtabs(TAB).split("\n")) if any(sign in text for sign in _SIGNS) else []


def _in_quotation(
    lines: list[str], number: int, begins: re.Match[str], depth: int
) -> tuple[list[Fence], int]:
    """The fenced code of the quotation that begins here, and the line behind it."""
    budget.check()
    end = number + 1
    while end < len(lines) and _QUOTED.match(lines[end]):
        end += 1
    quoted = lines[number:end]
    if not any(sign in line for line in quoted for sign in _SIGNS):
        return [], end
    mark = " " * (_indent(lines[number]) + (2 if begins["items"] else 0)) + "> "
    if _place(lines, number) is None:
        return [], end
    quoted[0] = quoted[0][begins.end() :]
    quoted[1:] = [_QUOTED.sub("", line, count=1) for line in quoted[1:]]
    inner = [_requoted(fence, mark, number) for fence in find(quoted, depth + 1)]
    if inner and begins["items"] and not _is_opener(lines, number):
        return [], number + 1
    if inner and begins["items"] and inner[0].first == number:
        inner[0] = replace(inner[0], before=(), prefix=begins["items"] + inner[0].prefix.lstrip())
    return inner, end


def _requoted(fence: Fence, mark: str, number: int) -> Fence:
    before, after = (tuple((mark + line).rstrip() for line in part) for part in (fence.before, fence.after))
    first, last = fence.first + number, fence.last + number
    return replace(fence, first=first, last=last, before=before, prefix=mark + fence.prefix, after=after)


def _at(lines: list[str], number: int, ends: dict[str, int]) -> Fence | None:
    """The fenced code that begins in this line, if any does."""
    line = lines[number]
    opener = _OPENERS.match(line)
    match = _FENCE.fullmatch(line, opener.end() if opener else 0)
    if match is None or ends.get(match["fence"], -1) <= number:
        return None
    place = _place(lines, number)
    if place is None:
        return None
    if opener:
        place = _Place(_indent(line) // TAB + 1, _indent(line), is_tight=True)
    margin = match.start("fence")
    last = _end(lines, number, match["fence"], margin, place)
    if last is None and margin < min(place.words, TAB):  # left of its words, it ends the item
        place = _Place()
        last = _end(lines, number, match["fence"], margin, place)
    if last is None:
        return None
    spaces = re.compile(f" {{0,{margin}}}")
    code = "".join(f"{spaces.sub('', inner, count=1)}\n" for inner in lines[number + 1 : last])
    fence = Fence(number, last, match["info"].strip(), code, prefix=" " * TAB * place.depth)
    if opener and opener["note"]:
        return replace(fence, before=(opener[0].rstrip(), ""))
    if opener:
        return replace(fence, before=(), prefix=opener[0], after=())
    return replace(fence, before=(), after=()) if place.is_tight else fence


def _end(lines: list[str], number: int, fence: str, margin: int, place: _Place) -> int | None:
    """The line of the fence that closes one; None if what that stands in ends before, or the text."""
    budget.check()
    most = margin + 3 if place.depth or margin else 0
    for last in range(number + 1, len(lines)):
        line = lines[last]
        indent = _indent(line)
        if line and indent <= place.indent:
            return None
        if line.strip() == fence and indent <= most:
            return last
    return None


def _place(lines: list[str], number: int) -> _Place | None:
    """What a line stands in, by its indentation; None if it is indented code, or goes on a paragraph."""
    indent = below = _indent(lines[number])
    is_tight = True
    least = (
        TAB * budget.DEPTH
    )  # of the blocks between: one that is less indented than an item's ends the item
    for above in range(number - 1, -1, -1):
        if below == 0:
            break
        line = lines[above]
        if not line.strip():
            is_tight = False
        elif _indent(line) < below:
            below = _indent(line)
            opener = OPENER.match(line)
            if opener and _is_opener(lines, above):
                depth = below // TAB + 1
                if least < TAB * depth:
                    break
                words = 0 if opener["note"] else opener.end()
                place = _Place(depth, below, words, is_tight=is_tight and words > 0)
                return place if indent < TAB * (depth + 1) else None
        if line.strip() and not lines[above - 1].strip() and not OPENER.match(line):
            least = min(least, _indent(line))
    return _Place() if indent < TAB else None


def _is_opener(lines: list[str], number: int) -> bool:
    """Whether a line that looks like one begins an item: indented code does not, nor do further lines of
    a paragraph.
    """
    first = number
    while first and lines[first - 1].strip() and not lines[first - 1].startswith("#"):
        first -= 1
    line = lines[number]
    if line.lstrip()[0] not in ":[" and not OPENER.match(lines[first]):
        return False
    return _indent(line) < TAB or _place(lines, number) is not None


def _cross_out(lines: list[str], fence: Fence) -> None:
    """Leave of fenced code what looking back must see: that an item goes on, or that a block ends."""
    kept = fence.before[0] if fence.before and not fence.prefix.strip() else fence.prefix
    for number in range(fence.first, fence.last + 1):
        lines[number] = f"{kept} \x02" if kept else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
