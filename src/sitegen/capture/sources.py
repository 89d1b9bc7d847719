"""The sources of a run: the nearest archived copy of each, and a new one of those without."""

from __future__ import annotations

from dataclasses import replace

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.job import Run
from sitegen.capture.links import is_due
from sitegen.capture.places import listed, place_of
from sitegen.capture.report import Asked
from sitegen.capture.wayback import (
    SAVE_TIMES,
    can_be_saved,
    is_within_reach,
    nearest_copy,
    read_nearest,
    save,
)
from sitegen.model import ArchivedCopy, Source
from sitegen.network import Failure, Pacing, run_jobs
from sitegen.network.pacing import Gate
from sitegen.snapshots import SourceRecord
from sitegen.urls import doubtful_archive

INDEX_WORKERS = 2
SAVE_WORKERS = 2
SAVE_INTERVAL = {True: 10.0, False: 20.0}
"""Seconds between two pages to be saved, with keys and without: six a minute, and three."""

Found = tuple[ArchivedCopy | None, str, bool]
"""A copy; without one, what went wrong; whether the host was too busy to be asked."""


def capture_sources(run: Run) -> None:
    """Find, or make, an archived copy of every cited page."""
    report, ledger = run.report, run.store.ledger
    cited = run.evidence.sources
    records = {url: ledger.get(url, SourceRecord(url)) for url in cited}
    without = [
        url for url, source in cited.items() if not _is_kept(source.archived) and not _has_copy(records[url])
    ]
    report.sources["cited"] = len(cited)
    report.sources["archived"] = len(cited) - len(without)
    asked = [url for url in without if is_within_reach(url)]
    due = [cited[url] for url in asked if is_due(records[url].looked_up_at, run.clock())]
    looked_before = [url for url in asked if not is_due(records[url].looked_up_at, run.clock())]
    saving = run.options.keys is not None or run.options.endpoints.names("spn")
    if run.options.dry_run:
        _list(run, due, [url for url in looked_before if saving and _is_worth_saving(run, url)])
        return
    if not run.store.ledger_sound:  # which is told: nothing that is found could be kept
        report.sources["left"] += len(without)
        return
    missing = _find(run, due)
    if saving:
        _save(run, [url for url in (*looked_before, *missing) if _is_worth_saving(run, url)])
    lacking = [url for url in without if not _has_copy(_known(run, url))]
    report.sources["without_copy"] = len(lacking)
    _tell_lacking(run, [url for url in lacking if is_within_reach(url)])
    _tell_hidden(run, [url for url in lacking if not is_within_reach(url)])


def _is_kept(archived: str) -> bool:
    """Whether the copy that an editor names can be relied on."""
    return bool(archived) and not doubtful_archive(archived)


def _has_copy(record: SourceRecord) -> bool:
    return any(_is_kept(copy.url) for copy in record.archives)


def _is_worth_saving(run: Run, url: str) -> bool:
    return can_be_saved(url) and _known(run, url).status != "dead"


def _known(run: Run, url: str) -> SourceRecord:
    return run.store.ledger.get(url, SourceRecord(url))


def _list(run: Run, due: list[Source], to_save: list[str]) -> None:
    """List the questions to archives. Of the sources that are `due` those without a copy are saved, too, as
    far as that is wanted: which ones, the answers tell.
    """
    endpoints = run.options.endpoints
    run.report.asked += [Asked("source", source.url, nearest_copy(source, endpoints).url) for source in due]
    run.report.asked += [Asked("save", url, endpoints.url("spn", "/save")) for url in to_save]


def _find(run: Run, due: list[Source]) -> list[str]:
    """Ask CDX for each source, and note each answer at once; the addresses of which there is no copy."""

    def work(source: Source) -> Found:
        answer = run.network.fetch(nearest_copy(source, run.options.endpoints))
        busy = isinstance(answer, Failure) and answer.kind in {"busy", "stopped"}
        return (*read_nearest(answer, source.url), busy)

    missing = []
    for done, (source, found) in enumerate(run_jobs(work, due, workers=INDEX_WORKERS), start=1):
        copy, trouble, busy = found
        record = replace(_known(run, source.url), looked_up_at=run.now())
        if trouble or run.store.note(_with_copy(record, copy)):
            _count(run, source.url, found, "found")
        if copy is None and not trouble and not busy:
            missing.append(source.url)
        run.progress("sources", done, len(due))
    return missing


def _save(run: Run, urls: list[str]) -> None:
    """Have each page saved, at the pace that the service asks for."""
    endpoints: Endpoints = run.options.endpoints
    named, keys = endpoints.names("spn"), run.options.keys
    pace = Pacing(interval=0.0 if named else SAVE_INTERVAL[keys is not None])
    gate = Gate(pace, run.network.stop.wait)
    times = (0.2, 30.0) if named else SAVE_TIMES

    def work(url: str) -> Found:
        if not gate.enter():
            return None, "", True
        return (*save(url, run.network.fetch, endpoints, keys, run.network.stop.wait, times), False)

    for done, (url, found) in enumerate(run_jobs(work, urls, workers=SAVE_WORKERS), start=1):
        if found[0] is None or run.store.note(_with_copy(_known(run, url), found[0])):
            _count(run, url, found, "saved")
        run.progress("saves", done, len(urls))


def _with_copy(record: SourceRecord, copy: ArchivedCopy | None) -> SourceRecord:
    if copy is None or copy in record.archives:
        return record
    return replace(record, archives=(*record.archives, copy))


def _count(run: Run, url: str, found: Found, name: str) -> None:
    copy, trouble, busy = found
    counts = run.report.sources
    if copy:
        counts[name] += 1
    elif busy:
        counts["left"] += 1
    elif trouble:
        counts["unknown"] += 1
        run.unanswered.add(url)
        hint = "run “sitegen capture --sources” again later, or give a copy as “archived”"
        _tell(run, url, f"no archived copy of {url}: {trouble}", hint)


def _tell_lacking(run: Run, lacking: list[str]) -> None:
    """Name the sources without a copy, but for those whose trouble was told."""
    urls = [url for url in lacking if url not in run.unanswered]
    if not urls:
        return
    named = [f"{url} ({run.evidence.cited_in[url][0]})" for url in urls]
    message = f"without an archived copy: {listed(named)}"
    hint = (
        "give one as “archived”, or set the keys of Save Page Now (“sitegen capture --help”) to have it made"
    )
    _tell(run, urls[0], message, hint)


def _tell_hidden(run: Run, urls: list[str]) -> None:
    """Name the sources that no archive of the web can have."""
    if urls:
        named = [f"{url} ({run.evidence.cited_in[url][0]})" for url in urls]
        message = f"not asked for, as only a private network or Tor has them: {listed(named)}"
        hint = "cite an address that readers can open, or give a copy that they can as “archived”"
        _tell(run, urls[0], message, hint)


def _tell(run: Run, url: str, message: str, hint: str) -> None:
    """Tell of a source, at its place in the first article that cites it."""
    path, begin = run.evidence.cited_in[url]
    line, column = place_of(url, run.store.content.parent / path, begin)
    run.report.trouble("no-archived-copy", path, message, hint, line, column)
