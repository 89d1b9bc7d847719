"""Days as people write them in any of the languages that posts are signed in: `3 de junio de 2022`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

_LANGUAGES = """en ar ar_LB az ckb cs da de el es fa fi fr he hi hu id it ja ko ku nb nl pl pt ro ru sv tr uk
    ur zh""".split()
"""Languages whose names of months are known, by CLDR."""

_MONTH = r"(?P<month>[^\W\d_][^\s\d,،]{0,14}(?: [^\s\d,،]{1,8})??)"
_YEAR = r"(?P<year>\d{4})(?: [гр]\.)?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<year>\d{4})(?:-|年|년) ?(?P<number>\d\d?)(?:-|月|월) ?(?P<day>\d\d?)[日일]?",
        rf"(?P<year>\d{{4}})\.? {_MONTH} (?P<day>\d{{1,2}})\.?",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?[,،]? (?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:\.|º|er)? (?:de |d['’]|ב)?{_MONTH}[,،]?(?: del?)? {_YEAR}",
    )
)
_DIACRITICS = re.compile("[\u0654\u200c.]")


def iso(text: str) -> str:
    """The day that a text is, as ISO 8601; "" if it is none."""
    text = " ".join(text.split())
    for shape in _SHAPES:
        found = shape.fullmatch(text)
        parts = found.groupdict() if found else {}
        month = int(parts.get("number") or 0) or _months().get(_plain(parts.get("month") or ""), 0)
        if month:
            try:
                return date(int(parts["year"]), month, int(parts["day"])).isoformat()
            except ValueError:
                return ""
    return ""


@cache
def _months() -> Mapping[str, int]:
    """The numbers of months by their names, long and short, in every language: none means two things."""
    from babel.dates import get_month_names  # noqa: PLC0415 - slow to import

    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    found.setdefault(_plain(name), number)
    return found


def _plain(name: str) -> str:
    return _DIACRITICS.sub("", name.casefold())
