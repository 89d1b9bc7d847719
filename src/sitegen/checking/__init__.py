"""`sitegen check`: everything a build reports, and what only a whole, built site can show.

The site is built aside, in the archive's cache, so that a check never touches what is published.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitegen import evidence, pipeline
from sitegen.cache import CACHE, opened, require_own
from sitegen.checking.articles import article_problems
from sitegen.checking.kept import altered, unkept
from sitegen.checking.published import lost, public_urls, read_published
from sitegen.clock import Clock
from sitegen.model import Site
from sitegen.output import Output, Seen
from sitegen.problems import Problem
from sitegen.report import Options, Progress, Report, require_archive

FOLDER = "check"
"""The folder below the cache where the site is built for a check."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: the build's report with all problems, and the state of the evidence."""

    report: Report
    evidence: dict[str, Any]
    site: Site
    urls: tuple[str, ...]
    """Every address that the site answers, for `--record`."""
    doubted: int = 0
    """Sources that have answered that they are gone, and are not dead before they answer so once more."""


def check(
    root: Path, options: Options, *, progress: Progress, waiting: Callable[[], None] = lambda: None
) -> CheckReport:
    """Check the archive in `root`. Raises what `build` raises, and waits for others as it does."""
    clock = Clock()
    require_archive(root)
    now = options.now or datetime.now(UTC)
    with _aside(root) as folder, opened(root / CACHE, waiting=waiting) as cache:
        options = replace(options, output=folder, strict=True)
        output = Output(folder)
        output.claim()
        built = pipeline.run(root, options, cache, output, Seen(), now=now, progress=progress, clock=clock)
    return _report(root, built, clock)


@contextmanager
def _aside(root: Path) -> Iterator[Path]:
    """A folder to build in: in the cache, for the next check to be faster; in an archive that cannot be
    written to, one that goes when the check is done.
    """
    folder = root / CACHE / FOLDER
    require_own(root / CACHE, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        is_open = False
    else:
        is_open = os.access(folder, os.W_OK)
    if is_open:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="sitegen-check-") as passing:
        yield Path(passing)


def _report(root: Path, built: pipeline.Built, clock: Clock) -> CheckReport:
    urls = public_urls(built.site, built.files)
    published, faults = read_published(root)
    problems: list[Problem] = [*built.report.problems, *faults]
    problems += article_problems(root, built.site)
    problems += [*altered(root, built.site), *unkept(root, built.site)]
    problems += lost(published, urls, built.site.settings)
    clock.lap("check")
    report = replace(built.report, problems=tuple(sorted(set(problems))), seconds=clock.seconds())
    figures = evidence.report(evidence.of_site(built.site))
    return CheckReport(report, figures, built.site, tuple(sorted(urls)))
