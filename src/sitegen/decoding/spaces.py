"""Signs that YAML takes otherwise than people do: spaces that are letters to it (a no-break space behind a
colon, the wide one of Chinese keyboards), backslashes and quotation marks between quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SPACE = "[\xa0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_MISPLACED = re.compile(rf"(?:[ \t]*(?:- +)?[\w-]+:|[ \t]*-?)(?P<space>{_SPACE})")


def quoted(text: str) -> str:
    """A text of one line between double quotes, as YAML reads it back."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def misplaced(lines: Iterable[str]) -> tuple[int, int, str] | None:
    """The first space of another kind where YAML needs a plain one (behind a key's colon or a list's dash,
    before either): its line and column, from 0, and its name.
    """
    for number, line in enumerate(lines):
        if match := None if line.isascii() else _MISPLACED.match(line):
            space = match["space"]
            return (
                number,
                match.start("space"),
                f"U+{ord(space):04X} ({unicodedata.name(space).lower()})",
            )
    return None
