"""Links: brackets are matched and addresses read by searches instead of character by character."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from markdown import Markdown
from markdown.inlinepatterns import (
    LINK_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.util import STX, Registry

from sitegen.markup import budget
from sitegen.markup.fast.registry import items

_BRACKET_FIRST = r"\[(?<!!\[)"
"""`LINK_RE`, a bracket without an exclamation mark before it: a search is fast for what comes first."""
_BRACKET = re.compile(r"[\[\]]")
_SIMPLE = re.compile(r"\(\s*([^()'\"<]*)(?:\"([^\"()']*)\"[ ]*)?\)")
_SPACE = re.compile(r"\s")
MANY = 32
"""How many brackets are looked at for one pair, before all pairs of a text are found at once, and kept."""


class FastBrackets(LinkInlineProcessor):
    """How the stock patterns of links read `[…]` and `(…)`, faster."""

    def __init__(self, pattern: str, md: Markdown) -> None:
        super().__init__(_BRACKET_FIRST if pattern == LINK_RE else pattern, md)

    _pairs: tuple[str, dict[int, int]] = ("", {})

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - Python-Markdown's name
        """The text up to the closing bracket, the place behind that, and whether there is one."""
        end = self._closing(data, index)
        return (data[index:], len(data), False) if end < 0 else (data[index:end], end + 1, True)

    def _closing(self, data: str, index: int) -> int:
        depth = 1
        for match in islice(_BRACKET.finditer(data, index), MANY):
            depth += 1 if match[0] == "[" else -1
            if depth == 0:
                return match.start()
        if data is not self._pairs[0]:
            self._pairs = (data, pairs(data))
        return self._pairs[1].get(index, -1)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """The address and title in the parentheses at `index`, the place behind, whether they are there."""
        match = _SIMPLE.match(data, index)
        if match is None:
            budget.check()
            if data[index : index + 1] != "(" or _is_open(data, index):
                return "", None, index, False
            return super().getLink(data, index)
        href, title = match.groups()
        if STX in match[0]:
            href = self.unescape(href)
            title = title if title is None else self.unescape(title.strip())
        if title is not None:
            title = _SPACE.sub(" ", title.strip())
        return href.strip(), title, match.end(), True


def _is_open(data: str, index: int) -> bool:
    """Whether parentheses are never closed. The stock processor sees it otherwise at quotation marks."""
    return all(data.find(sign, index) < 0 for sign in ")'\"")


def pairs(data: str) -> dict[int, int]:
    """From the place behind each opening bracket to the place of the one that closes it."""
    found, opened = {}, []
    for match in _BRACKET.finditer(data):
        if match[0] == "[":
            opened.append(match.end())
        elif opened:
            found[opened.pop()] = match.start()
    return found


class FastLink(FastBrackets, LinkInlineProcessor):
    """`[text](address)`."""


class FastImage(FastBrackets, ImageInlineProcessor):
    """`![text](address)`."""


class FastReference(FastBrackets, ReferenceInlineProcessor):
    """`[text][id]`."""


class FastImageReference(FastBrackets, ImageReferenceInlineProcessor):
    """`![text][id]`."""


class FastShortReference(FastBrackets, ShortReferenceInlineProcessor):
    """`[id]`."""


class FastShortImageReference(FastBrackets, ShortImageReferenceInlineProcessor):
    """`![id]`."""


_FAST: dict[type, type[FastBrackets]] = {
    LinkInlineProcessor: FastLink,
    ImageInlineProcessor: FastImage,
    ReferenceInlineProcessor: FastReference,
    ImageReferenceInlineProcessor: FastImageReference,
    ShortReferenceInlineProcessor: FastShortReference,
    ShortImageReferenceInlineProcessor: FastShortImageReference,
}


def with_fast_links(patterns: Registry[Any], md: Markdown) -> Registry[Any]:
    """The stock patterns, those of links replaced."""
    for name, priority in items(patterns):
        stock = patterns[name]
        if type(stock) in _FAST:
            patterns.register(_FAST[type(stock)](stock.pattern, md), name, priority)
    return patterns
