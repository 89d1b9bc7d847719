"""The addresses that Hugo gave: its patterns, and what it makes of names and titles.

https://gohugo.io/configuration/permalinks/, `Sanitize` in Hugo's common/paths/path.go
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.importing.documents.permalinks import date_parts

_PLAIN = re.compile(r"[a-z0-9./_~+@-]*\Z")
_KEPT = frozenset("./\\_#+~-@")
_ATTRIBUTE = re.compile(r":(?P<name>\w+)(?:\[(?P<cut>[^\[\]]+)\])?")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")


def sanitized(text: str, *, lower: bool = True, accents: bool = True) -> str:
    """A name or a title as Hugo has it in an address: spaces are hyphens, most punctuation is gone.

    `lower` and `accents`: whether it becomes lower case, and whether accents stay.
    """
    if _PLAIN.match(text):
        return text
    if not accents:
        bare = (char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
        text = unicodedata.normalize("NFC", "".join(bare))
    kept: list[str] = []
    gap = False
    for at, char in enumerate(text):
        if _is_kept(char) or (char == "%" and _ESCAPE.match(text, at)):
            if gap and char != "-":
                kept.append("-")
            gap = False
            kept.append(char)
        elif kept and kept[-1] != "-" and char.isspace():
            gap = True
    found = "".join(kept)
    return found.lower() if lower else found


@dataclass(frozen=True, slots=True)
class Style:
    """What a version of Hugo makes of names and titles. `lower` and `accents` as for `sanitized`.

    `recent`: as from 0.123 on, when each space in the name of a file is a hyphen.
    """

    lower: bool = True
    accents: bool = True
    recent: bool = True

    def path(self, names: str) -> str:
        """The names of folders and of a file, with slashes between them."""
        return self._made(names.replace(" ", "-") if self.recent else names)

    def slug(self, text: str) -> str:
        """A slug in an address without a pattern."""
        return self._made(text).strip("-") if self.recent else self._made(text)

    def word(self, text: str) -> str:
        """A slug or the name of a file in a pattern: LGBTQ+ ends in a hyphen there, or in none."""
        made = self._made(text)
        return self._made(made.replace("+", " ").removesuffix("%23")) if self.recent else made

    def title(self, text: str) -> str:
        """A title in a pattern; its slashes were once those of folders."""
        return self.word(text.replace("/", "-") if self.recent else text)

    def _made(self, text: str) -> str:
        return sanitized(text, lower=self.lower, accents=self.accents).replace("#", "%23")


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    return char in _KEPT or category[0] in "LM" or category == "Nd"


def expanded(pattern: str, values: Mapping[str, str], *, sections: Sequence[str], moment: str) -> str:
    """A pattern with its placeholders filled; "" if one is unknown, or asks for a date that is not there.

    `values` are those that are no dates, `sections` the folders of the article, `moment` ISO 8601 text.
    """
    known = {**_of_date(moment), **values, "sections": "/".join(sections)}
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        if match["cut"] and match["name"] == "sections":
            return "/".join(_cut(sections, match["cut"]))
        missing |= match["name"] not in known or bool(match["cut"])
        return known.get(match["name"], "")

    found = _ATTRIBUTE.sub(fill, pattern.replace("\\:", "\0")).replace("\0", ":")
    return "" if missing else re.sub(r"/{2,}", "/", f"/{found}")


def _of_date(moment: str) -> dict[str, str]:
    parts = date_parts(moment)
    if not parts:
        return {}
    return {
        "year": parts["year"], "month": parts["month"], "monthname": parts["long_month"], "day": parts["day"],
        "weekday": str(int(parts["w_day"]) % 7), "weekdayname": parts["long_day"],
        "yearday": parts["y_day"].lstrip("0"),
    }  # fmt: skip


def _cut(sections: Sequence[str], cut: str) -> Sequence[str]:
    """Some of the sections: `0`, `last`, `1:`, `:2`, `1:last`."""
    first, colon, end = (part.strip().lower() for part in cut.partition(":"))
    start = _index(first, len(sections))
    if not colon:
        return sections[start : start + 1]
    return sections[start : _index(end, len(sections)) if end else None]


def _index(text: str, count: int) -> int:
    return count - 1 if text == "last" else int(text) if text.isdecimal() else 0
