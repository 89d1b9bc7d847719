"""What stands between an opening and its closing, found in time that grows as the text does.

A pattern such as `<pre>.*?</pre>` looks through the rest of the text for each `<pre>` that is never
closed. Here what has no closing behind it once is not looked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

Pair = tuple[re.Match[str], re.Match[str]]
"""An opening, and the first closing behind it."""


def pairs(
    text: str,
    opening: re.Pattern[str],
    closing: Callable[[re.Match[str]], re.Pattern[str] | None],
    *,
    lone: bool = False,
) -> Iterator[Pair]:
    """The openings that are closed, none within another; one whose `closing` is None needs no other.

    `lone`: one that is never closed stands for itself too, else it is left out.
    """
    gone: set[re.Pattern[str]] = set()
    at = 0
    while opens := opening.search(text, at):
        wanted = closing(opens)
        found = opens if wanted is None else None if wanted in gone else wanted.search(text, opens.end())
        if found is None and wanted is not None:
            gone.add(wanted)
        closes = found or (opens if lone else None)
        if closes:
            yield opens, closes
        at = (closes or opens).end()


def elements(text: str, opening: re.Pattern[str], *, lone: bool = False) -> Iterator[Pair]:
    """Likewise, elements of HTML: their name is the opening's group `tag`, None for what needs no closing."""
    return pairs(
        text, opening, lambda opens: end_tag(opens["tag"].lower()) if opens["tag"] else None, lone=lone
    )


@lru_cache(maxsize=64)
def end_tag(name: str) -> re.Pattern[str]:
    """The closing tag of an element."""
    return re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE)
