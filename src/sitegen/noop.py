"""Nothing changed? Then a build has nothing to do, and finds that out from the files' stamps alone.

Not a second way to build: it only recognises that every input and every output is as the last build
left it. Any doubt (an error reported, a file touched just then, an article whose day has come) means
that the build runs as ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen import code, fonts
from sitegen.cache import Cache, part_of
from sitegen.clock import Clock
from sitegen.digest import of_bytes, of_text
from sitegen.files import Found, Stamp, real, scan, stamp_of
from sitegen.meanwhile import Meanwhile, usable_cores
from sitegen.output import Output, is_leftover
from sitegen.report import Options, Progress, Report
from sitegen.stale import is_dotted
from sitegen.theme import default_folder
from sitegen.unfollowed import KEPT, matters

if TYPE_CHECKING:
    from sitegen.outline import Outline

FOREVER = float("inf")

PASSING = frozenset(
    "unreadable unwritable output-removed template-unreadable signing-failed search-unavailable"
    " search-incomplete search-not-reproducible search-unsegmented plugin-failed".split()
)
"""Problems of the machine, not of the archive: what mends them is no input, so each build tries anew. What
cards lack is none of them: `Last.machine` tells of fonts and FriBiDi.
"""


@dataclass(frozen=True)
class Inputs:
    """All that a build depends on, as it stood before it: the files below `content/` that matter to it, and
    the digest of the rest, with the youngest time among the files of that.
    """

    content: tuple[Found, ...]
    rest: str
    newest: int

    @cached_property
    def digest(self) -> str:
        """The digest of all of it."""
        return of_text(self.rest, _stamps(self.content))

    def having(self, content: tuple[Found, ...]) -> str:
        """What the digest would be if these were the files below `content/`."""
        return self.digest if content is self.content else of_text(self.rest, _stamps(content))

    def settled(self, moment: int) -> tuple[Found, ...]:
        """The files below `content/`, but those younger than a moment (nanoseconds since 1970) as files that
        will count as changed the next time: they may have changed unseen while they were read.
        """
        young = {i for i, file in enumerate(self.content) if max(file.stamp[1:]) > moment}
        if not young:
            return self.content
        return tuple(
            replace(file, stamp=YOUNG) if i in young else file for i, file in enumerate(self.content)
        )


@dataclass(frozen=True, slots=True)
class Begun:
    """A build that has begun, as it holds its archive. Files younger than `settled` (nanoseconds since 1970)
    may change unseen while they are read.
    """

    root: Path
    options: Options
    cache: Cache
    output: Output
    inputs: Inputs
    settled: int
    progress: Progress
    clock: Clock


YOUNG = (-3, 0, 0)
"""The stamp of no file."""


@dataclass(frozen=True, slots=True)
class Last:
    """A build that may stand for the next one: its inputs, its outputs (by part, see `outputs_of`), and what
    it reported.

    It holds from `since` to `until` (seconds since 1970): the moments when the last published
    article was due, and when the next one will be; as long as `machine` is the same, if it draws cards; and
    as long as this knows the same `rules` of the time zone that dates are read in.
    """

    inputs: str
    outputs: tuple[str, ...]
    since: float
    until: float
    report: Report
    machine: fonts.Machine | None = None
    zone: str = "UTC"
    rules: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether the time makes no difference, nor the machine."""
        same = self.machine is None or fonts.is_same(self.machine)
        same = same and (self.zone == "UTC" or _rules_of(self.zone) == self.rules)
        return same and self.since <= now.timestamp() < self.until


def _rules_of(zone: str) -> str:
    from sitegen.dates import rules_of  # noqa: PLC0415 - slow to import, and UTC needs none

    return rules_of(zone)


def inputs_of(root: Path, options: Options) -> Inputs:
    """Look at every file that a build of `root` reads: content, templates, theme, code, and the options."""
    found = scan(root / "content", hidden=True, links="public", told=True)
    # An editor's `.a.md.swp` does not matter; a post's picture does, whatever it is called
    content = tuple(file for file in found if matters(file.path) or file.path.startswith(KEPT))
    theirs = list(scan(root / "templates", hidden=True, links="everywhere", told=True))
    single = (root / "content" / "site.yaml", *([options.sign] if options.sign else []))  # links, maybe
    others = [Found(path.name, stamp_of(path.stat())) for path in single if path.exists()]
    default = default_folder()
    ours = list(scan(default, hidden=True)) if default != root / "templates" else []
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    asked = (options.base_url, options.drafts, options.future, options.strict, options.search, options.sign)
    rest = of_text(*map(str, asked), epoch, code.digest(), *map(_stamps, (theirs, ours, others)))
    newest = max((max(file.stamp[1:]) for file in (*theirs, *ours, *others)), default=0)
    return Inputs(content, rest, newest)


def _stamps(files: Iterable[Found]) -> str:
    return "\n".join(sorted(f"{file.path}\0{file.stamp}" for file in files))


MANY = 1_000
"""From so many files of content on, another process looks at a part of the output, or at all of it."""


def is_worth(inputs: Inputs, options: Options) -> bool:
    """Whether it pays to look at the output in a process of its own, while this one does something else."""
    return len(inputs.content) >= MANY and options.memory is None and options.jobs != 1 and usable_cores() > 1


def outputs_in(folder: Path, count: int, *, shared: bool) -> tuple[str, ...]:
    """What `outputs_of` gives for the files that stand in a folder; `shared` with another process."""

    def rows(part: slice) -> list[list[str]]:
        found = scan(folder, hidden=True, links="as files", part=part)
        return _rows(((file.path, file.stamp) for file in found), count)

    if not shared:
        return _digests(rows(slice(None)))
    with Meanwhile(partial(rows, slice(1, None, 2))) as others:
        mine = rows(slice(0, None, 2))
        return _digests([*own, *theirs] for own, theirs in zip(mine, others.result(), strict=True))


def outputs_of(stamps: Iterable[tuple[str, Stamp]], count: int) -> tuple[str, ...]:
    """The digests of (path, stamp) of the site's files, in as many parts as their manifest is kept in: few
    files that changed then leave most of them as they were. Hidden files are none of the site's, but
    what a build left half written is to be removed.
    """
    return _digests(_rows(stamps, count))


def _rows(stamps: Iterable[tuple[str, Stamp]], count: int) -> list[list[str]]:
    parts: list[list[str]] = [[] for _ in range(count)]
    for path, stamp in stamps:
        if not is_dotted(path) or is_leftover(path):
            parts[part_of(path, count)].append(f"{path}\0{stamp}")
    return parts


def _digests(parts: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(_digest(rows) for rows in parts)


def _digest(rows: list[str]) -> str:
    return of_bytes("\0".join(sorted(rows)).encode("utf-8", "surrogatepass"))  # no path has that character


def _name(folder: Path) -> str:
    return f"{of_text(str(real(folder)))[:16]}.state"


def last_of(cache: Cache, options: Options, folder: Path, now: datetime) -> Last | None:
    """The last build into a folder, if it may still stand for this one."""
    last = None if options.clean or options.adopt else cache.load(f"last-{_name(folder)}")
    return last if isinstance(last, Last) and last.holds(now) else None


def report_of_last(last: Last, inputs: Inputs, options: Options, folder: Path) -> Report | None:
    """The report of a build with nothing to do; None if there may be something."""
    if last.inputs != inputs.digest:
        return None
    if last.outputs != outputs_in(folder, len(last.outputs), shared=is_worth(inputs, options)):
        return None
    counts = last.report.counts
    counts = replace(counts, written=0, removed=0, unchanged=counts.written + counts.unchanged)
    return replace(last.report, counts=counts)


def is_lasting(last: Last, inputs: Inputs, settled: int) -> bool:
    """Whether a build may stand for the next one: it went well, and nothing but content changed so lately
    (after `settled`, in nanoseconds since 1970) that it might have changed unseen while it was read.
    """
    passing = any(problem.code in PASSING for problem in last.report.problems)
    return not passing and not last.report.counts.failed and inputs.newest <= settled


def remember(begun: Begun, last: Last, outline: Outline | None) -> None:
    """Keep a build that may stand for the next one, so that this may find that nothing changed; or, if there
    is an outline, that little did.
    """
    content = begun.inputs.settled(begun.settled)
    report = replace(last.report, reasons=(), changed=())
    last = replace(last, inputs=begun.inputs.having(content), report=report)
    name = _name(begun.output.root)
    if outline is not None:
        begun.cache.save(f"outline-{name}", replace(outline, inputs=last.inputs))
        begun.cache.save(f"content-{name}", {file.path: file.stamp for file in content})
    begun.cache.save(f"last-{name}", last)


def outline_of_last(begun: Begun, last: Last) -> Any | None:
    """The outline of the last build; None if there is none of just that build."""
    outline = begun.cache.load(f"outline-{_name(begun.output.root)}")
    return outline if getattr(outline, "inputs", "") == last.inputs else None


FEW = 20
"""So many sources may have changed; more are parsed sooner by several processes."""


def few_changed(begun: Begun, last: Last) -> tuple[Found, ...] | None:
    """The sources that changed since the last build, if nothing else did and they are few."""
    before = begun.cache.load(f"content-{_name(begun.output.root)}")
    content = begun.inputs.content
    if not isinstance(before, dict) or len(content) != len(before):
        return None
    changed = tuple(file for file in content if before.get(file.path) != file.stamp)
    if len(changed) > FEW or not all(file.path in before and _is_source(file) for file in changed):
        return None
    known = tuple(Found(path, stamp) for path, stamp in before.items())
    return changed if begun.inputs.having(known) == last.inputs else None


def _is_source(file: Found) -> bool:
    """Whether it is a source by its name, and itself a file: no link that is not followed."""
    return file.path.endswith(".md") and file.stamp[0] >= 0
