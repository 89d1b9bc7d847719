"""What was asked for in vain, and when, so that the next runs of this machine ask for something else first.

It stands in `.sitegen/`: where that is lost, everything is asked for once more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.capture.links import iso, moment
from sitegen.files import write_atomic

LONGEST = 30
"""Days after which anything is asked for again."""


class Attempt(NamedTuple):
    """The last time (ISO 8601, UTC), and on how many days before and then nothing came of it."""

    at: str
    days: int


class Attempts:
    """The attempts by what was asked for: a post's key, a picture's address. `save` keeps them in `file`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before = self._read()
        self._known = dict(self._before)

    def _read(self) -> Mapping[str, Attempt]:
        try:
            data = json.loads(self._file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return dict(_attempts(data))

    def last(self, key: str) -> str:
        """When it was last asked for in vain, or ""."""
        return self._known[key].at if key in self._known else ""

    def is_due(self, key: str, now: datetime) -> bool:
        """Whether it is to be asked for: on the next day, then after 2, 4, 8 days, up to `LONGEST`.

        An attempt of the future, which a wrong clock leaves, holds nothing back.
        """
        known = self._known.get(key)
        last = _day(known.at) if known else None
        if known is None or last is None:
            return True
        wait = min(2 ** (min(known.days, 10) - 1), LONGEST)
        return not 0 <= (now.astimezone(UTC).date() - last).days < wait

    def failed(self, key: str, now: datetime) -> None:
        """Note that nothing came of it."""
        known = self._known.get(key)
        again = known is not None and known.at[:10] == iso(now)[:10]
        days = (known.days if known else 0) + (not again)
        self._known[key] = Attempt(iso(now), days)

    def succeeded(self, key: str) -> None:
        """Forget what came at last."""
        self._known.pop(key, None)

    def save(self) -> None:
        """Keep what is new."""
        if self._known != self._before:
            data = {key: self._known[key]._asdict() for key in sorted(self._known)}
            write_atomic(str(self._file), json.dumps(data, indent=1).encode())


def _attempts(data: Any) -> list[tuple[str, Attempt]]:
    """The entries that are sound."""
    found = []
    for key, entry in data.items() if isinstance(data, dict) else ():
        at, days = (entry.get("at"), entry.get("days")) if isinstance(entry, dict) else (None, None)
        if isinstance(at, str) and _day(at) and isinstance(days, int) and days > 0:
            found.append((key, Attempt(at, days)))
    return found


def _day(at: str) -> date | None:
    """The day (UTC) of an attempt; None if its text is none, or names one that no calendar holds."""
    try:
        found = moment(at)
        return found.astimezone(UTC).date() if found else None
    except OverflowError:
        return None
