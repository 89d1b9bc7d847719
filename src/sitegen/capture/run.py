"""A run of `sitegen capture`: ask, write each answer at once, report.

Answers are written in the thread that calls; the others only ask. A run that was broken off is taken up
where it stopped: what it wrote is there, and what it looked at is not looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sitegen.capture.articles import read_evidence
from sitegen.capture.attempts import Attempts
from sitegen.capture.job import Options, Run
from sitegen.capture.media import capture_media
from sitegen.capture.plan import as_one
from sitegen.capture.posts import capture_posts
from sitegen.capture.report import Report
from sitegen.capture.shortened import spell_out
from sitegen.capture.sources import capture_sources
from sitegen.capture.store import RUNS, Store, opened_store
from sitegen.capture.warc import WarcFile
from sitegen.files import write_atomic
from sitegen.network import Network
from sitegen.report import Progress, silent
from sitegen.snapshots import FOLDER

WARCS = f"{FOLDER}/warc"
"""Where the WARC files of runs stand below `content/`: never published."""


def capture(
    root: Path,
    options: Options,
    *,
    progress: Progress = silent,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Report:
    """Keep the posts, sources and pictures that the articles of an archive rest on.

    Raises what `read_evidence` does, `LockedError` while another run is at work, and
    `MissingExtraError` if a WARC is wanted without warcio.
    """
    evidence = read_evidence(root, progress)
    with ExitStack() as stack:
        store = stack.enter_context(opened_store(root))
        warc = _warc(stack, store, options, clock())
        trusted = options.endpoints.trusted
        network = stack.enter_context(
            Network(trusted=trusted, pacing=options.pacing, record=warc.record if warc else None)
        )
        evidence = replace(evidence, posts=as_one(evidence.posts, store.posts, evidence.withheld))
        journal = Journal(root / RUNS / "run.json")
        report = Report(problems=[*evidence.problems, *store.problems])
        report.warc = warc.counts if warc else None
        attempts = Attempts(root / RUNS / "attempts.json")
        stack.callback(attempts.save)
        run = Run(options, store, evidence, network, report, progress, journal.since, attempts, clock)
        if not options.dry_run:
            journal.begin(run.now())
        _parts(run)
        if not options.dry_run:
            journal.end()
        report.problems = sorted({*report.problems, *store.problems})
    return report


def _parts(run: Run) -> None:
    if run.options.posts:
        capture_posts(run)
        spell_out(run)
    if run.options.media:
        capture_media(run)
    if run.options.sources:
        capture_sources(run)


def _warc(stack: ExitStack, store: Store, options: Options, now: datetime) -> WarcFile | None:
    if not options.warc or options.dry_run or store.elsewhere(WARCS):
        return None
    file = WarcFile(store.content / WARCS, now)
    stack.callback(file.close)
    return file


class Journal:
    """Remembers in `.sitegen/` that a run began, until it ends."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.since = self._read()

    def _read(self) -> str:
        try:
            data = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return ""
        began = data.get("began") if isinstance(data, dict) else None
        return began if isinstance(began, str) else ""

    def begin(self, now: str) -> None:
        """Note the beginning, unless a run before this one was broken off."""
        if not self.since:
            write_atomic(str(self._file), json.dumps({"began": now}).encode())

    def end(self) -> None:
        """Note that everything was done."""
        self._file.unlink(missing_ok=True)
