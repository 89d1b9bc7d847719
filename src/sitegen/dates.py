"""Dates as editors write them: ISO 8601 and its near relatives, read without shifting anything.

Accepted: `2014`, `2014-03` (where a part is enough), `2014-3-4`, `2014/03/04`, and a day with a time after
`T` or spaces, with or without seconds, fraction and offset (`Z`, `UTC`, `+02`, `+0200`, `+2:00`).
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sitegen.digest import of_bytes
from sitegen.problems import shortened

_SHAPE = re.compile(
    r"(?P<year>\d{4})(?:(?P<mark>[-/])(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ ]+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"(?:[ ]*(?P<offset>Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d\d)?))?)?)?)?"
)
_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:-|\Z)")
_MONTHS = ("january february march april may june july august september october november december").split()
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([A-Za-z]{3,9})\.?,? (\d{4})")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.? (\d{4})")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_ZONED = re.compile(r"(.*\d) +[A-Za-z][A-Za-z_/+-]+\d*")
_TWELVE = re.compile(r"(.*[ Tt])(\d{1,2})(:\d\d(?::\d\d)?) *([AaPp])\.?[Mm]\.?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
"""What programs for writing make of a hyphen: to the eye it is hardly another sign."""
_TOO_FINE = re.compile(r"(?<=\.\d{3})\d+")
_LONG = 60
_DAY = timedelta(days=1)

GOOD = "write it like 2019-03-04, or 2019-03-04 16:30 +02:00"


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: `month` and `day` are 0 where it is less precise, `offset` in minutes or None."""

    year: int
    month: int = 0
    day: int = 0
    timed: bool = False
    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    offset: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601, exactly as precise as what was written."""
        if not self.day:
            return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"
        if not self.timed:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return self.moment(None).isoformat()

    def iso_in(self, zone: tzinfo) -> str:
        """As `iso`; a time that was written without an offset gets the one that the zone has then."""
        if not self.timed or self.offset is not None:
            return self.iso
        moment = self.moment(zone)
        minutes = (moment.utcoffset() or timedelta()) // timedelta(
            minutes=1
        )  # of old, zones had seconds, too
        return moment.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat()

    @property
    def day_written(self) -> tuple[int, int, int]:
        """Year, month and day as written: the order of days, whatever the zones."""
        return self.year, self.month, self.day

    def moment(self, zone: tzinfo | None) -> datetime:
        """The moment meant: with the written offset, else in `zone`; the day's first without a time."""
        if self.offset is not None:
            zone = timezone(timedelta(minutes=self.offset)) if self.offset else UTC
        day = (self.year, self.month or 1, self.day or 1)
        return datetime(*day, self.hour, self.minute, self.second, self.microsecond, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is no date, and how to mend it. `meant` is the date that it can only mean; "" if one would
    have to ask.
    """

    message: str
    hint: str = GOOD
    meant: str = ""


def read(text: str) -> Written | Unclear:
    """What a date's text says, or why it says nothing."""
    if is_day(text):
        return Written(int(text[:4]), int(text[5:7]), int(text[8:]))
    match = _SHAPE.fullmatch(text)
    if match is None:
        return _unclear(text)
    parts = match.groupdict()
    written = Written(
        year=int(parts["year"]),
        month=int(parts["month"] or 0),
        day=int(parts["day"] or 0),
        timed=parts["hour"] is not None,
        hour=int(parts["hour"] or 0),
        minute=int(parts["minute"] or 0),
        second=int(parts["second"] or 0),
        microsecond=int((parts["fraction"] or "")[:6].ljust(6, "0")),
        offset=_minutes(parts["offset"]),
    )
    return _checked(text, written, has_month=parts["month"] is not None, has_day=parts["day"] is not None)


def for_html(iso: str) -> str:
    """ISO 8601 text for a `datetime` attribute: HTML knows three digits of a second's fraction at the most.

    https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#times
    """
    return _TOO_FINE.sub("", iso) if "." in iso else iso


def is_day(text: str) -> bool:
    """Whether a text is a whole day in ISO 8601, as nearly all are; one that is not may yet be a date."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return False
    try:
        return date.min < date.fromisoformat(text) < date.max
    except ValueError:
        return False


def in_name(stem: str) -> str:
    """The date that a file's name begins with (`2020-3-29-river` gives `2020-3-29`), or an empty text."""
    match = _NAME.match(stem)
    return match[1] if match else ""


def rules_of(name: str) -> str:
    """The digest of what this machine knows of a time zone: governments change it, and systems learn of it.

    The places are those where `zoneinfo` looks: the system's, then the package `tzdata`.
    """
    package = find_spec("tzdata")
    installed = (package and package.submodule_search_locations) or ()
    for folder in (*zoneinfo.TZPATH, *(f"{place}/zoneinfo" for place in installed)):
        with suppress(OSError):
            return of_bytes(Path(folder, name).read_bytes())
    return ""


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo | None:
    """The time zone of an IANA name; None if there is none. UTC needs no time zone database."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _minutes(offset: str | None) -> int | None:
    if offset is None:
        return None
    if offset[0] not in "+-":
        return 0
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    total = int(hours) * 60 + int(minutes)
    return -total if offset[0] == "-" else total


def _checked(text: str, written: Written, *, has_month: bool, has_day: bool) -> Written | Unclear:
    if written.offset is not None and abs(written.offset) >= 24 * 60:
        return Unclear(f"“{text}” has an offset of a day or more", "offsets run from -12:00 to +14:00")
    if written.hour > 23 or written.minute > 59 or written.second > 59:
        return Unclear(f"“{text}” has a time that no clock shows", "times run from 00:00:00 to 23:59:59")
    try:
        moment = written.moment(UTC)
        (moment - _DAY, moment + _DAY)  # every zone's clock must be able to show it
    except OverflowError:
        return Unclear(f"“{text}” is out of range", "dates run from 0001-01-02 to 9999-12-30")
    except ValueError:
        return Unclear(f"“{text}” is not a day of the calendar")
    if (has_month and not written.month) or (has_day and not written.day):
        return Unclear(f"“{text}” has a month or a day 0", "write only what is known: 2019 or 2019-03")
    return written


def _unclear(text: str) -> Unclear:
    message = f"“{shortened(text, 60)}” is not a date"
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        return Unclear(message, f"it looks like seconds since 1970: write {_day_of(seconds)}")
    if len(text) < _LONG and (meant := _only_reading(text)):
        return Unclear(message, f"write {meant}", meant)
    if (match := _YEAR_LAST.fullmatch(text)) and (days := _days(match)):
        return Unclear(message, f"write {' or '.join(days)}, whichever is meant")
    if (match := _ZONED.fullmatch(text)) and _SHAPE.fullmatch(match[1]):
        zone = text.removeprefix(match[1]).strip()
        return Unclear(message, f"write the offset from UTC of that day in place of “{zone}”, such as +02:00")
    guess = next((day for day in _named_months(text) if isinstance(read(day), Written)), "")
    return Unclear(message, f"write {guess}" if guess else GOOD)


def _only_reading(text: str) -> str:
    """The date in ISO 8601 that a text in another form means beyond doubt, or an empty text."""
    if match := _TWELVE.fullmatch(text):
        day = read(match[1].rstrip("Tt "))
        hour = _hour_of_day(int(match[2]), match[4])
        found = f"{day.iso if isinstance(day, Written) else day.meant}{match[1][-1]}{hour}{match[3]}"
    elif match := _YEAR_LAST.fullmatch(text):
        days = _days(match)
        found = days[0] if len(days) == 1 else ""
    elif match := _COMPACT.fullmatch(text):
        found = "-".join(match.groups())
    elif (plain := text.translate(_DASHES)) != text:
        found = plain
    else:
        found = next(_named_months(text, whole=True), "")
    return found if found and isinstance(read(found), Written) else ""


def _hour_of_day(hour: int, half: str) -> str:
    """The hour of a clock that shows twelve; one past them is meant as it is."""
    later = 12 if half in "Pp" else 0
    return f"{hour if hour > 12 else hour % 12 + later:02d}"


def _day_of(seconds: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date().isoformat()


def _days(match: re.Match[str]) -> list[str]:
    """What `3.4.2019` may mean."""
    first, second, year = int(match[1]), int(match[3]), match[4]
    days = (f"{year}-{m:02d}-{d:02d}" for m, d in ((first, second), (second, first)))
    return list(dict.fromkeys(day for day in days if is_day(day)))


def _named_months(text: str, *, whole: bool = False) -> Iterator[str]:
    """The date that a text with the name of a month begins with, in any language whose names begin as the
    English ones; with `whole`, the date that the text is, in English.
    """
    for pattern, order in ((_MONTH_FIRST, (1, 2, 3)), (_DAY_FIRST, (2, 1, 3)), (_MONTH_YEAR, (1, 0, 2))):
        match = pattern.fullmatch(text) if whole else pattern.match(text)
        name = match[order[0]].lower() if match else ""
        for number, month in enumerate(_MONTHS, 1):
            if match and month.startswith(name if whole else name[:3]):
                day = f"-{int(match[order[1]]):02d}" if order[1] else ""
                yield f"{match[order[2]]}-{number:02d}{day}"
