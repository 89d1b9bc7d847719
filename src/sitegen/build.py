"""A build of an archive: hold it, see whether anything changed, and if so run the pipeline.

Light: a build with nothing to do imports neither the templates' engine nor the Markdown converter.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sitegen.cache import opened
from sitegen.clock import Clock
from sitegen.noop import inputs_of, remember, report_of_last
from sitegen.output import Output
from sitegen.report import Options, Progress, Report, require_archive

CACHE = ".sitegen"
"""The folder that builds of an archive keep for each other."""


def _silent(_: str, __: int, ___: int) -> None:
    """Report no progress."""


def build(
    root: Path,
    options: Options | None = None,
    *,
    progress: Progress = _silent,
    waiting: Callable[[], None] = lambda: None,
) -> Report:
    """Build the archive in `root`. `waiting` is called if another build of it has to end first.

    Raises `NoArchiveError` and `SettingsError` (`report.py`), `LockedError` (`cache.py`) and
    `ForeignOutputError` (`output.py`); faults in content are problems of the report.
    """
    options = options or Options()
    clock = Clock()
    require_archive(root)
    output = Output(options.output_of(root))
    output.claim(adopt=options.adopt, sources=[root / name for name in ("content", "templates", CACHE)])
    now = options.now or datetime.now(UTC)
    with opened(root / CACHE, waiting=waiting, memory=options.memory) as cache:
        if options.clean:
            cache.forget()
        inputs = inputs_of(root, options)
        report = report_of_last(cache, inputs, options, output.root, now)
        if report is None:
            started = time.time_ns()
            from sitegen import pipeline  # noqa: PLC0415 - imports everything

            built = pipeline.run(root, options, cache, output, now=now, progress=progress, clock=clock)
            report = built.report
            settled, stamps = started - options.racy, built.stamps
            remember(cache, inputs, output.root, report, settled=settled, stamps=stamps, due=built.due)
    return replace(report, seconds=clock.seconds())
