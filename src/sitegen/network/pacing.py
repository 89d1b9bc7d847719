"""Patience with hosts: how often each is asked, when again after a refusal, and when no more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sitegen.network.addresses import Origin


@dataclass(frozen=True, slots=True)
class Pacing:
    """How a run behaves towards one host. All times are seconds.

    `interval` parts the beginnings of two requests; `tries` bounds the attempts at one address, with
    `backoff` before the second, doubled before each further one; a `Retry-After` is kept to up to
    `patience`, and a host that asks for more, or fails `strikes` addresses in a row, is left alone
    for the rest of the run.
    """

    interval: float = 0.5
    tries: int = 3
    backoff: float = 1.0
    patience: float = 60.0
    strikes: int = 5


class Gate:
    """The way to one host, shared by all threads."""

    def __init__(self, pacing: Pacing, wait: Callable[[float], bool]) -> None:
        self._pacing = pacing
        self._wait = wait
        self._lock = threading.Lock()
        self._next = 0.0
        self._failed = 0
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether the host is left alone for the rest of the run."""
        return self._closed

    def enter(self) -> bool:
        """Wait for one's turn; False if the run was stopped or the host is left alone meanwhile."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._pacing.interval
        stopped = self._wait(turn - now) if turn > now else False
        return not stopped and not self._closed

    def rest(self, seconds: float) -> bool:
        """Keep everyone away for so long; False if that is more than the run's patience."""
        with self._lock:
            if seconds > self._pacing.patience:
                self._closed = True
                return False
            self._next = max(self._next, time.monotonic() + seconds)
            return True

    def succeeded(self) -> None:
        """Note an answer."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """Note an address that gave no answer after all tries."""
        with self._lock:
            self._failed += 1
            self._closed = self._closed or self._failed >= self._pacing.strikes


class Gates:
    """The gates by host, made at need. Origins that the user named are not held back between requests."""

    def __init__(self, pacing: Pacing, trusted: frozenset[Origin], wait: Callable[[float], bool]) -> None:
        self._pacing = pacing
        self._trusted = trusted
        self._wait = wait
        self._lock = threading.Lock()
        self._gates: dict[str | Origin, Gate] = {}

    def of(self, origin: Origin) -> Gate:
        """The gate to an origin's host."""
        named = origin in self._trusted
        key = origin if named else origin.host
        pacing = replace(self._pacing, interval=0.0) if named else self._pacing
        with self._lock:
            return self._gates.setdefault(key, Gate(pacing, self._wait))


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """The seconds that a `Retry-After` header asks for: a number or a date; None if it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):  # the last of a year or an offset past all bounds
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
