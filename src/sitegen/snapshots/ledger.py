"""`_snapshots/sources.json`: what is known of the addresses that articles cite.

One entry an address. Dates are ISO 8601 in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, cast

from sitegen.embeds.address import plain_scheme
from sitegen.model import ArchivedCopy, SourceState
from sitegen.problems import Problem
from sitegen.snapshots.posts import FOLDER, read_copies, written_copies
from sitegen.snapshots.reading import MAX_BYTES, Reading, parse_object, write

LEDGER = f"{FOLDER}/sources.json"
"""The ledger's file below `content/`."""

MOST = MAX_BYTES
"""The longest ledger that is read, in characters: forty thousand sources have some 17 million."""

_KEYS = ("archives", "status", "checked_at", "answer", "gone_since", "looked_up_at")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """All that is known of one address: what pages show of it (`state`), and what checks build on.

    `answer` is what the last check met (`404`, `timeout`); `gone_since` is when 404 or 410 was first
    met, if nothing else was since; `looked_up_at` is when archives were last asked for a copy.
    """

    url: str
    archives: tuple[ArchivedCopy, ...] = ()
    status: Literal["live", "dead", "unknown"] = "unknown"
    checked_at: str = ""
    answer: str = ""
    gone_since: str = ""
    looked_up_at: str = ""

    @property
    def state(self) -> SourceState:
        """The part that pages show: nothing that changes with every check."""
        since = (self.gone_since or self.checked_at) if self.status == "dead" else ""
        return SourceState(self.url, self.archives, self.status, since)


def decode_ledger(text: str, path: str) -> tuple[tuple[SourceState, ...], tuple[Problem, ...]]:
    """What pages show of each address in the ledger."""
    records, problems = decode_records(text, path)
    return tuple(record.state for record in records), problems


def decode_records(text: str, path: str) -> tuple[tuple[SourceRecord, ...], tuple[Problem, ...]]:
    """The ledger's entries, by address. Entries that are nonsense are told of, and left out."""
    raw, problems = parse_object(text, path, MOST)
    if raw is None:
        return (), problems
    found: list[Problem] = []
    sources = Reading(raw, text, path, found).inner("sources")
    records = tuple(_record(url, sources.inner(url)) for url in sorted(sources.raw))
    return records, tuple(sorted(found))


def _record(url: str, reading: Reading) -> SourceRecord:
    reading.misspelt(_KEYS)
    status = reading.choice("status", ("live", "dead", "unknown"), "unknown")
    return SourceRecord(
        url=plain_scheme(url),
        archives=read_copies(reading),
        status=cast('Literal["live", "dead", "unknown"]', status),
        checked_at=reading.date("checked_at"),
        answer=reading.text("answer"),
        gone_since=reading.date("gone_since"),
        looked_up_at=reading.date("looked_up_at"),
    )


def encode_records(records: Iterable[SourceRecord], previous: str = "") -> str:
    """The ledger as a file, sorted by address. Entries and keys of `previous` that are unknown here stay."""
    old, _ = parse_object(previous, "", MOST) if previous else (None, ())
    before = (old or {}).get("sources")
    entries: dict[str, Any] = dict(before) if isinstance(before, dict) else {}
    for record in records:
        known = entries.get(record.url)
        entries[record.url] = _written(record) | _foreign(known)
    rest = {key: value for key, value in (old or {}).items() if key not in {"version", "sources"}}
    return write({"version": 1, "sources": {url: entries[url] for url in sorted(entries)}, **rest})


def _written(record: SourceRecord) -> dict[str, Any]:
    data = {
        "archives": written_copies(record.archives),
        "status": record.status,
        "checked_at": record.checked_at,
        "answer": record.answer,
        "gone_since": record.gone_since,
        "looked_up_at": record.looked_up_at,
    }
    return {key: value for key, value in data.items() if value or key in {"archives", "status"}}


def _foreign(entry: Any) -> dict[str, Any]:
    return {k: v for k, v in entry.items() if k not in _KEYS} if isinstance(entry, dict) else {}
