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
from typing import TYPE_CHECKING

from sitegen.allocation import give_back_large_blocks, seldom_collected
from sitegen.cache import CACHE, opened, require_own
from sitegen.clock import Clock
from sitegen.meanwhile import Meanwhile
from sitegen.noop import (
    Begun,
    Last,
    few_changed,
    inputs_of,
    is_lasting,
    is_worth,
    last_of,
    outputs_in,
    remember,
    report_of_last,
)
from sitegen.output import Output, Seen
from sitegen.report import Options, Progress, Report, require_archive, silent
from sitegen.stale import is_dotted

if TYPE_CHECKING:
    from sitegen.again import Memory
    from sitegen.outline import Outline


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
        last = last_of(cache, options, output.root, now)
        report = report_of_last(last, inputs, options, output.root) if last else None
        if report is None:
            settled = time.time_ns() - options.racy
            begun = Begun(root, options, cache, output, inputs, settled, progress, clock)
            report = _made(begun, last, now).report
    return replace(report, seconds=clock.seconds())


def _made(begun: Begun, last: Last | None, now: datetime) -> Last:
    """Build where there is something to do, and keep what the next build may begin with."""
    with seldom_collected():
        give_back_large_blocks()
        made = _retouched(begun, last) if last else None
        last, outline = made or _whole(begun, now)
        if is_lasting(last, begun.inputs, begun.settled):
            remember(begun, last, outline)
    return last


def _retouched(begun: Begun, last: Last) -> tuple[Last, Outline] | None:
    """A build of a few articles whose texts changed."""
    options = begun.options
    if options.why or options.executor:
        return None
    changed = few_changed(begun, last)
    if not changed:  # then something else did, or many sources
        return None
    shared = is_worth(begun.inputs, options)
    look = partial(outputs_in, begun.output.root, len(last.outputs), shared=shared)
    with Meanwhile(look) if shared else nullcontext() as meanwhile:
        from sitegen import retouch  # noqa: PLC0415 - imports much

        outputs = meanwhile.result if meanwhile else look
        if memory := options.memory:
            outputs = partial(_outputs_as_left, begun.output, last, memory)
        return retouch.retouched(begun, last, changed, outputs)


def _outputs_as_left(output: Output, last: Last, memory: Memory) -> tuple[str, ...]:
    """What the last build left in the output, if its folders saw no file come or go since; else nothing."""
    differ = output.as_left(memory.standing)
    return last.outputs if differ is not None and all(map(is_dotted, differ)) else ()


def _whole(begun: Begun, now: datetime) -> tuple[Last, Outline | None]:
    """A build of whatever changed."""
    options, cache, output = begun.options, begun.cache, begun.output
    apart = Meanwhile(partial(output.differences_now, cache)) if is_worth(begun.inputs, options) else None
    with apart or nullcontext() as differences:
        from sitegen import pipeline  # noqa: PLC0415 - imports everything

        seen = Seen(begun.inputs.content, differences)
        built = pipeline.run(
            begun.root, options, cache, output, seen, now=now, progress=begun.progress, clock=begun.clock
        )
        return built.as_last()
