"""`check --external`: whether the cited sources still answer, with patience and two strikes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sitegen import evidence
from sitegen.capture.endpoints import Endpoints
from sitegen.capture.links import PACING, check_links
from sitegen.capture.store import opened_store
from sitegen.checking import CheckReport
from sitegen.checking.sources import DEAD, dead, out_of_reach
from sitegen.clock import Clock
from sitegen.model import Entry
from sitegen.network import Network, Pacing
from sitegen.report import Progress
from sitegen.snapshots import SourceRecord


def with_sources_asked(
    root: Path,
    checked: CheckReport,
    endpoints: Endpoints,
    *,
    progress: Progress,
    now: datetime | None = None,
    pacing: Pacing = PACING,
) -> CheckReport:
    """The report with what the sources answered: each is asked once a day, and noted in the ledger.

    Dead is only what answered 404 or 410 in two runs at least a day apart.
    """
    clock = Clock()
    urls = [url for entry in checked.site.entries for url, _ in entry.article.sources if url]
    with opened_store(root) as store, Network(trusted=endpoints.trusted, pacing=pacing) as network:
        records = check_links(
            urls,
            store.ledger,
            network,
            now=now or datetime.now(UTC),
            note=store.note,
            moved=endpoints.moved,
            progress=lambda done, total: progress("sources", done, total),
        )
    entries = checked.site.entries
    problems = [problem for problem in checked.report.problems if problem.code != DEAD]
    problems += [*store.problems, *out_of_reach(root, entries, records)]
    problems += [problem for entry in entries for problem in dead(root, entry, records)]
    before = checked.report.seconds
    clock.lap("sources")
    seconds = {**before, **clock.laps, "total": round(before["total"] + clock.laps["sources"], 4)}
    report = replace(checked.report, problems=tuple(sorted(set(problems))), seconds=seconds)
    figures = evidence.report(evidence.of_entries([_asked(entry, records) for entry in entries]))
    doubted = sum(bool(record.gone_since) and record.status != "dead" for record in records.values())
    return replace(checked, report=report, evidence=figures, doubted=doubted)


def _asked(entry: Entry, records: Mapping[str, SourceRecord]) -> Entry:
    """The entry with what is now known of its sources."""
    known = {state.url: state for state in entry.ledger}
    known |= {url: records[url].state for url, _ in entry.article.sources if url in records}
    return replace(entry, ledger=tuple(known.values()))
