"""`check --external`: whether the cited sources still answer, with patience and two strikes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sitegen import evidence
from sitegen.capture.endpoints import Endpoints
from sitegen.capture.links import PACING, check_links
from sitegen.capture.store import opened_store
from sitegen.checking import CheckReport
from sitegen.clock import Clock
from sitegen.model import Entry, Site
from sitegen.network import Network, Pacing
from sitegen.problems import Problem, warning
from sitegen.report import Progress
from sitegen.snapshots import SourceRecord
from sitegen.urls import doubtful_archive


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
        rows = check_links(
            urls,
            store.ledger,
            network,
            now=now or datetime.now(UTC),
            note=store.note,
            moved=endpoints.moved,
            progress=lambda done, total: progress("sources", done, total),
        )
    records = {row.record.url: row.record for row in rows}
    problems = [*checked.report.problems, *store.problems, *dead_sources(root, checked.site, records)]
    before = checked.report.seconds
    clock.lap("sources")
    seconds = {**before, **clock.laps, "total": round(before["total"] + clock.laps["sources"], 4)}
    report = replace(checked.report, problems=tuple(sorted(set(problems))), seconds=seconds)
    figures = evidence.report(evidence.of_entries([_asked(e, records) for e in checked.site.entries]))
    return replace(checked, report=report, evidence=figures)


def _asked(entry: Entry, records: Mapping[str, SourceRecord]) -> Entry:
    """The entry with what is now known of its sources."""
    known = {state.url: state for state in entry.ledger}
    known |= {url: records[url].state for url, _ in entry.article.sources if url in records}
    return replace(entry, ledger=tuple(known.values()))


def dead_sources(root: Path, site: Site, records: Mapping[str, SourceRecord]) -> Iterator[Problem]:
    """A warning for each dead source, at its place in the article: with the copy that the page leads with, or
    without any.
    """
    for entry in site.entries:
        for url, archived in entry.article.sources:
            record = records.get(url)
            if record is None or record.status != "dead":
                continue
            copies = [copy for copy in (archived, *(found.url for found in record.archives)) if copy]
            copy = min(copies, key=lambda copy: bool(doubtful_archive(copy)), default="")
            message = f"the source {url} is dead"
            if copy:
                message += f"; its page leads with the archived copy {copy}"
                hint = "nothing need be done"
            else:
                message += ", and there is no archived copy"
                hint = "look for one with “sitegen capture --sources”, or for the page's new address"
            path = f"content/{entry.article.path}"
            line, column = place_of(url, root / path, entry.article.sources_place)
            yield warning("dead-source", path, message, hint=hint, line=line, column=column)


def place_of(url: str, file: Path, begin: tuple[int, int]) -> tuple[int, int]:
    """The line and column of an address in a file, from the line `begin` on; `begin` where it is written in
    another way.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return begin
    whole = re.compile(rf"{re.escape(url)}(?![\w/?=&#%.~+-])")
    found = ((n, whole.search(text)) for n, text in enumerate(lines[begin[0] - 1 :], begin[0]))
    return next(((n, match.start() + 1) for n, match in found if match), begin)
