"""Dates of any tool -> ISO 8601 text, never shifted to another zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sitegen.dates import Unclear, Written, in_name, read

_ODD_OFFSET = re.compile(r"(\d{4}-\d\d?-\d\d?)[T ]+(\d\d?:\d\d(?::\d\d)?)-?:\d\d([+-]\d\d:?\d\d)\Z")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?\Z")
_ZONE_NAME = re.compile(r"(.*\d)\s*\(?([A-Z]{2,5})\)?\Z")
_ZONES = {
    "UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00", "CET": "+01:00",
    "CEST": "+02:00", "BST": "+01:00", "EET": "+02:00", "EEST": "+03:00",
}  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TIME = r"(?:,?(?:\s+(?:at\s+)?|T)(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?P<rest>\s*[+-]\d\d:?\d\d)?)?"
_HALF = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?P<rest>(?::\d\d){0,2})\s*(?P<half>[AaPp])(?:[Mm]\b|\.[Mm]\.)"
)
_MONTH_FIRST = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s+)?(?P<month>[A-Za-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}"
)
_DAY_FIRST = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<month>[A-Za-z]{{3,9}})\.?,?\s+(?P<year>\d{{4}}){_TIME}"
)
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_DOTTED = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})")


def iso(text: str) -> str:
    """A date as ISO 8601, as precise as it was written; "" if the text is no date.

    Day and month alone in an order that could be either (`04/05/2019`) are no date.
    """
    text = _of_24_hours(" ".join(text.split()))
    for shape in (text, _by_words(text), _odd(text)):
        written = read(shape) if shape else None
        if isinstance(written, Written):
            return written.iso
    return ""


def whole(text: str) -> str:
    """As `iso`, for an article's date: a month or year alone is no date."""
    found = iso(text)
    return found if len(found) >= 10 else ""


def of_name(stem: str) -> str:
    """The date that a file's name begins with, as ISO 8601; "" for none or an impossible one."""
    found = read(in_name(stem))
    return "" if isinstance(found, Unclear) else found.iso


def undated(stem: str) -> str:
    """A file's name without the date that it begins with."""
    return re.sub(r"\A\d{4}-\d{1,2}-\d{1,2}-", "", stem)


def rss(text: str) -> str:
    """A date as in RSS (`Tue, 04 Mar 2014 12:18:53 +0000`); "" for none, and for the year 0 of drafts."""
    found = whole(text)
    return found if found > "0001" and not found.startswith("-") else ""


def offset(local: str, utc: str) -> str:
    """The offset that two tellings of one moment imply (`-04:00`); "" if they imply none."""
    try:
        apart = datetime.fromisoformat(local[:19]) - datetime.fromisoformat(utc[:19])
    except ValueError:
        return ""
    minutes = round(apart.total_seconds() / 60)
    if abs(minutes) > 14 * 60 or minutes % 15:
        return ""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def day(moment: str) -> str:
    """The day of an ISO 8601 text."""
    return moment[:10]


def is_later(one: str, other: str) -> bool:
    """Whether a moment (ISO 8601, in UTC where it has no offset) lies behind another; none does behind ""."""
    first, second = read(one), read(other)
    if isinstance(first, Unclear) or isinstance(second, Unclear):
        return False
    return first.moment(UTC) > second.moment(UTC)


def _of_24_hours(text: str) -> str:
    """A text with its time by the clock of 24 hours: `10:00 PM` is 22:00, `12:15 AM` is 00:15."""
    match = _HALF.search(text)
    if match is None:
        return text
    hour = int(match["hour"])
    if hour <= 12:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    return f"{text[: match.start()]}{hour:02d}{match['rest'] or ':00'}{text[match.end() :]}"


def _odd(text: str) -> str:
    """A date in one of the odd forms seen in the wild, as one of the usual; "" for any other text."""
    if match := _ODD_OFFSET.match(text):  # 2021-02-08 16:30-:00+16:30
        return f"{match[1]} {match[2]}{match[3]}"
    if _EPOCH.match(text):
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text[:10]))
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    if match := _ZONE_NAME.match(text):
        return match[1] + _ZONES.get(match[2], "")
    return _of_numbers(text)


def _of_numbers(text: str) -> str:
    """`2014.3.4`; `25/12/2019` and `12/25/2019`, which can be read in one order only."""
    if match := _DOTTED.match(text):
        return f"{match[1]}-{match[2]}-{match[3]}"
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return ""
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second or first == second:
        return f"{match[3]}-{second:02d}-{first:02d}"
    return f"{match[3]}-{first:02d}-{second:02d}" if second > 12 >= first else ""


def _by_words(text: str) -> str:
    match = _MONTH_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if not match or match["month"][:3].lower() not in _MONTHS:
        return ""
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    found = f"{match['year']}-{month:02d}-{int(match['day']):02d}"
    if not match["time"]:
        return found
    hour, _, rest = match["time"].partition(":")
    return f"{found} {int(hour):02d}:{rest}{(match['rest'] or '').strip()}"
