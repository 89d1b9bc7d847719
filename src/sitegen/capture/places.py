"""Where things stand in articles, for messages to their editors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

NAMED = 3
"""How many things one message names, where it tells of many."""


def place_of(url: str, file: Path, begin: tuple[int, int]) -> tuple[int, int]:
    """The line and column of an address in a file, from the line `begin` on; `begin` where it is written in
    another way.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return begin
    whole = re.compile(rf"{re.escape(url)}(?![\w/?=&#%.~+-])")
    found = ((n, whole.search(text)) for n, text in enumerate(lines[begin[0] - 1 :], begin[0]))
    return next(((n, match.start() + 1) for n, match in found if match), begin)


def listed(names: Sequence[str]) -> str:
    """The first few of many names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
