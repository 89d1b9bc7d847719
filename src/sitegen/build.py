"""A build of an archive: hold it, see whether anything changed, and if so run the pipeline.

Light: a build with nothing to do imports neither the templates' engine nor the Markdown converter.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sitegen.allocation import give_back_large_blocks, seldom_collected
from sitegen.cache import CACHE, opened, require_own
from sitegen.clock import Clock
from sitegen.meanwhile import Meanwhile
from sitegen.noop import inputs_of, is_worth, remember, report_of_last
from sitegen.output import Output, Seen
from sitegen.report import Options, Progress, Report, require_archive, silent


def build(
    root: Path,
    options: Options | None = None,
    *,
    progress: Progress = silent,
    waiting: Callable[[], None] = lambda: None,
) -> Report:
    """Build the archive in `root`. `waiting` is called if another build of it has to end first.

    Raises `NoArchiveError` and `SettingsError` (`report.py`), `LockedError` and `LinkedCacheError`
    (`cache.py`), and `ForeignOutputError` (`output.py`); faults in content are problems of the report.
    """
    options = options or Options()
    clock = Clock()
    require_archive(root)
    require_own(root / CACHE)
    output = Output(options.output_of(root))
    output.keep_apart(root / "content", root / "templates")
    output.claim(adopt=options.adopt)
    now = options.now or datetime.now(UTC)
    with opened(root / CACHE, waiting=waiting, memory=options.memory) as cache:
        if options.clean:
            cache.forget()
        inputs = inputs_of(root, options)
        report = report_of_last(cache, inputs, options, output.root, now)
        if report is None:
            started = time.time_ns()
            apart = Meanwhile(partial(output.differences_now, cache)) if is_worth(inputs, options) else None
            with apart or nullcontext() as differences, seldom_collected():
                from sitegen import pipeline  # noqa: PLC0415 - imports everything

                give_back_large_blocks()
                seen = Seen(inputs.content, differences)
                built = pipeline.run(
                    root, options, cache, output, seen, now=now, progress=progress, clock=clock
                )
            report = built.report
            settled = started - options.racy
            remember(
                cache,
                inputs,
                output.root,
                report,
                settled=settled,
                files=built.files,
                due=built.due,
                machine=built.machine,
            )
    return replace(report, seconds=clock.seconds())
