"""Whether cited pages still answer: the ledger of links, in which nothing is dead at first sight.

A page is dead when it answered 404 or 410 in two runs at least a day apart. Anything else that is no
page (401, 403, 429, 5xx, a timeout, a certificate) is unknown, and resets nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sitegen.network import Answer, Ask, Failure, Network, Pacing, origin_of, run_jobs
from sitegen.snapshots import SourceRecord

APART = timedelta(days=1)
"""The time between the two strikes."""

PACING = Pacing(interval=1.0, tries=2, backoff=2.0, patience=30.0)
"""Slower than any reader: the hosts of sources owe this program nothing."""

WORKERS = 8
"""Questions that are open at the same time."""

GONE = frozenset({404, 410})


def check_links(
    urls: Iterable[str],
    ledger: Mapping[str, SourceRecord],
    network: Network,
    *,
    now: datetime,
    note: Callable[[SourceRecord], object],
    moved: Callable[[str], str] = str,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, SourceRecord]:
    """Ask for each address that was not asked for today, and `note` each answer at once, here.

    `ledger` and the result, which holds every address, are by address; `moved` says where one is asked for.
    """
    found = {url: ledger.get(url, SourceRecord(url)) for url in urls}
    due = [url for url, record in found.items() if is_due(record.checked_at, now)]

    def ask(url: str) -> Answer | Failure:
        return network.fetch(Ask(moved(url), headers_only=True))

    for done, (url, answer) in enumerate(run_jobs(ask, by_turns(due), workers=WORKERS), start=1):
        progress(done, len(due))
        if isinstance(answer, Failure) and answer.kind in {"busy", "stopped"}:
            continue
        found[url] = judged(found[url], answer, now)
        note(found[url])
    return found


def is_due(asked: str, now: datetime) -> bool:
    """Whether to ask again what was `asked` then (ISO 8601) or never (""): once a day is enough."""
    last = moment(asked)
    return last is None or last.date() != now.astimezone(UTC).date()


def judged(record: SourceRecord, answer: Answer | Failure, now: datetime) -> SourceRecord:
    """What is known of a link after an answer at `now`. Pure."""
    record = replace(record, checked_at=iso(now), answer=_named(answer))
    if isinstance(answer, Answer) and 200 <= answer.status < 300:
        return replace(record, status="live", gone_since="")
    if isinstance(answer, Failure) or answer.status not in GONE:
        return record if record.status == "dead" else replace(record, status="unknown")
    since = moment(record.gone_since)
    if since is None:
        return replace(record, status="unknown", gone_since=iso(now))
    return replace(record, status="dead" if now - since >= APART else record.status)


def _named(answer: Answer | Failure) -> str:
    return answer.kind if isinstance(answer, Failure) else str(answer.status)


def by_turns(urls: Iterable[str]) -> Iterator[str]:
    """The addresses host by host in turn, so that no worker waits while others could be asked."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        origin = origin_of(url)
        hosts.setdefault(origin.host if origin else "", []).append(url)
    rows = list(hosts.values())
    depth = max(map(len, rows), default=0)
    for i in range(depth):
        yield from (row[i] for row in rows if i < len(row))


def iso(moment: datetime) -> str:
    """A moment in ISO 8601, UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime | None:
    """The moment of an ISO 8601 text; a day alone is its beginning in UTC; None if it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
