"""Text and times that every feed reader can take: characters legal in XML, offsets legal in RFC 3339."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from math import ceil

from sitegen import dates
from sitegen.urls import uri

_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D})
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_LARGEST = 24 * 60 - 1

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a feed that has nothing to take its time from: never the clock's."""


def legal(text: str) -> str:
    """The text without what XML 1.0 forbids. Halves of a character that stand together become it.

    The check of a long text works on bytes: faster than a regular expression, and nearly all are legal.
    """
    if text.isprintable():
        return text
    try:
        data = text.encode()
    except UnicodeEncodeError:
        joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        return _ILLEGAL.sub("", joined)
    sound = len(data.translate(None, _CONTROLS)) == len(data)
    if sound and "\ufffe" not in text and "\uffff" not in text:
        return text
    return _ILLEGAL.sub("", text)


def legal_url(url: str) -> str:
    """The URL as a URI, without what XML forbids; what is encoded already stays."""
    return uri(legal(url).strip())


def moment(value: datetime | None) -> datetime:
    """The same moment with an offset in whole minutes and no fraction of a second.

    Local mean time has offsets of seconds (Amsterdam had +00:19:32 until 1937), which neither RFC 3339
    nor RFC 822 can write. They are rounded up, so that midnight stays in its day.
    """
    if value is None:
        return EPOCH
    if value.tzinfo is UTC and not value.microsecond:
        return value
    offset = value.utcoffset() or timedelta()
    whole = timedelta(minutes=min(ceil(offset.total_seconds() / 60), _LARGEST))
    zone = timezone(whole) if whole else UTC
    try:
        return value.astimezone(zone).replace(microsecond=0)
    except (OverflowError, ValueError):  # the first or the last day that the calendar knows
        return value.replace(tzinfo=zone, microsecond=0)


def read_moment(text: str, zone: str) -> datetime | None:
    """The moment that an editor's date names: its first instant in the site's zone; None if it is no date."""
    written = dates.read(text.strip())
    if isinstance(written, dates.Unclear):
        return None
    return moment(written.moment(dates.zone(zone) or UTC))
