"""Nothing changed? Then a build has nothing to do, and finds that out from the files' stamps alone.

Not a second way to build: it only recognises that every input and every output is as the last build
left it. Any doubt (an error reported, a file touched just then, an article whose day has come) means
that the build runs as ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sitegen import code, fonts
from sitegen.cache import Cache
from sitegen.digest import of_bytes, of_text
from sitegen.files import Found, Stamp, scan, stamp_of
from sitegen.meanwhile import Meanwhile, usable_cores
from sitegen.report import Options, Report
from sitegen.stale import Written, is_dotted
from sitegen.theme import default_folder

FOREVER = float("inf")

PASSING = frozenset(
    "unreadable unwritable output-removed template-unreadable signing-failed search-unavailable"
    " search-incomplete search-not-reproducible search-unsegmented card-font-missing card-fribidi-missing"
    " plugin-failed".split()
)
"""Problems of the machine, not of the archive: what mends them is no input, so each build tries anew."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a build reads, as they stood before it: a digest, the youngest time among them, and
    those below `content/`.
    """

    digest: str
    newest: int
    content: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Last:
    """A build that may stand for the next one: its inputs, its outputs, and what it reported.

    It holds from `since` to `until` (seconds since 1970): the moments when the last published
    article was due, and when the next one will be; and as long as `machine` is the same, if it draws cards.
    """

    inputs: str
    outputs: str
    since: float
    until: float
    report: Report
    machine: fonts.Machine | None = None


def inputs_of(root: Path, options: Options) -> Inputs:
    """Look at every file that a build of `root` reads: content, templates, theme, code, and the options."""
    content = tuple(scan(root / "content", hidden=True, links="public", told=True))
    theirs = list(scan(root / "templates", hidden=True, links="everywhere", told=True))
    single = (root / "content" / "site.yaml", *([options.sign] if options.sign else []))  # links, maybe
    others = [Found(str(path), stamp_of(path.stat())) for path in single if path.exists()]
    default = default_folder()
    ours = list(scan(default, hidden=True)) if default != root / "templates" else []
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    asked = (options.base_url, options.drafts, options.future, options.strict, options.search, options.sign)
    parts = (*map(str, asked), epoch, code.digest(), *map(_stamps, (content, theirs, ours, others)))
    newest = max((max(file.stamp[1:]) for file in (*content, *theirs, *ours, *others)), default=0)
    return Inputs(of_text(*parts), newest, content)


def _stamps(files: Iterable[Found]) -> str:
    return "\n".join(sorted(f"{file.path}\0{file.stamp}" for file in files))


MANY = 1_000
"""From so many files of content on, another process looks at a part of the output, or at all of it."""


def is_worth(inputs: Inputs, options: Options) -> bool:
    """Whether it pays to look at the output in a process of its own, while this one does something else."""
    return len(inputs.content) >= MANY and options.memory is None and options.jobs != 1 and usable_cores() > 1


def outputs_in(folder: Path, *, shared: bool) -> str:
    """What `outputs_of` gives for the files that stand in a folder; `shared` with another process."""

    def rows(part: slice) -> list[str]:
        found = scan(folder, hidden=True, links="as files", part=part)
        return _rows((file.path, file.stamp) for file in found)

    if not shared:
        return _digest(rows(slice(None)))
    with Meanwhile(partial(rows, slice(1, None, 2))) as others:
        return _digest([*rows(slice(0, None, 2)), *others.result()])


def outputs_of(stamps: Iterable[tuple[str, Stamp]]) -> str:
    """The digest of (path, stamp) of the site's files; hidden ones are none of the site's."""
    return _digest(_rows(stamps))


def _rows(stamps: Iterable[tuple[str, Stamp]]) -> list[str]:
    return [f"{path}\0{stamp}" for path, stamp in stamps if not is_dotted(path)]


def _digest(rows: list[str]) -> str:
    return of_bytes("\0".join(sorted(rows)).encode("utf-8", "surrogatepass"))  # no path has that character


def _name(folder: Path) -> str:
    return f"last-{of_text(str(folder.resolve()))[:16]}.state"


def report_of_last(
    cache: Cache, inputs: Inputs, options: Options, folder: Path, now: datetime
) -> Report | None:
    """The report of a build with nothing to do; None if there may be something."""
    if options.clean or options.adopt:
        return None
    last = cache.load(_name(folder))
    if not isinstance(last, Last) or last.inputs != inputs.digest:
        return None
    if not last.since <= now.timestamp() < last.until or (last.machine and not fonts.is_same(last.machine)):
        return None
    if last.outputs != outputs_in(folder, shared=is_worth(inputs, options)):
        return None
    counts = last.report.counts
    counts = replace(counts, written=0, removed=0, unchanged=counts.written + counts.unchanged)
    return replace(last.report, counts=counts)


def remember(
    cache: Cache,
    inputs: Inputs,
    folder: Path,
    report: Report,
    *,
    settled: int,
    files: Mapping[str, Written],
    due: tuple[float, float],
    machine: fonts.Machine | None = None,
) -> None:
    """Keep a build that went well, so that the next one may find that nothing changed.

    An input younger than `settled` (nanoseconds since 1970) might have changed unseen while it was
    read. `files` are those that the build left, `due` and `machine` are when it holds (see `Last`).
    """
    passing = any(problem.code in PASSING for problem in report.problems)
    if passing or report.counts.failed or inputs.newest > settled:
        return
    stamps = outputs_of((path, row.stamp) for path, row in files.items())
    kept = replace(report, reasons=(), changed=())
    cache.save(_name(folder), Last(inputs.digest, stamps, *due, kept, machine))
