"""What stands between an opening and its closing, found in time that grows as the text does.

A pattern such as `<pre>.*?</pre>` looks through the rest of the text for each `<pre>` that is never
closed. Here what has no closing behind it once is not looked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

Pair = tuple[re.Match[str], re.Match[str]]
"""An opening, and the first closing behind it."""


@dataclass(slots=True)
class Closings:
    """The closings in a text, asked for from its beginning on; those of which there is no more are known."""

    text: str
    _gone: set[re.Pattern[str]] = field(default_factory=set)

    def after(self, offset: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first one from an offset on; offsets never go back."""
        found = None if pattern in self._gone else pattern.search(self.text, offset)
        if found is None:
            self._gone.add(pattern)
        return found


def pairs(
    text: str, opening: re.Pattern[str], closing: Callable[[re.Match[str]], re.Pattern[str]]
) -> Iterator[Pair]:
    """The openings that are closed, none within another."""
    closings, at = Closings(text), 0
    while opens := opening.search(text, at):
        closes = closings.after(opens.end(), closing(opens))
        if closes:
            yield opens, closes
        at = closes.end() if closes else opens.end()


def elements(text: str, opening: re.Pattern[str]) -> Iterator[Pair]:
    """Likewise, elements of HTML; their name is the opening's group `tag`."""
    return pairs(text, opening, lambda opens: end_tag(opens["tag"].lower()))


@lru_cache(maxsize=64)
def end_tag(name: str) -> re.Pattern[str]:
    """The closing tag of an element."""
    return re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE)
