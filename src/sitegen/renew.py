"""Render the pages that are stale, write those whose bytes differ, and remove what is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sitegen.cache import Cache
from sitegen.feeds import former
from sitegen.model import Entry, Page
from sitegen.output import Output, Place
from sitegen.problems import Problem
from sitegen.render import Tools
from sitegen.report import Progress, Urgent
from sitegen.stale import NO_KEY, Plan, Present, Written
from sitegen.urls import output_file
from sitegen.workers import Rendered, Workers, batches, packed_tools, placed, render_batch

URGENT = "urgent"
STAGES = ("asset", URGENT, "article", "listing", "index")
"""The order of writing: what pages point to stands before the pages that point to it, but for those that
somebody waits for.
"""


def weight(page: Page) -> int:
    """How much of a task a page is: a year's archive of feeds needs the contents of all its articles, and
    the contents of the tasks under way are all in memory at once.
    """
    return max(1, len(page.contents) // 5)


@dataclass(slots=True)
class Renewed:
    """What became of the pages of a build. `files` is the manifest in the making."""

    files: dict[str, Written] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Renewal:
    """All that rendering and writing need. `reparse` gives the packed content of an article anew.

    `moments` is the time (seconds since 1970) that a page's file gets, `latest` that of the others. Where it
    is `timed`, it is known afterwards how long each page took.
    """

    cache: Cache
    output: Output
    content: Path
    tools: Tools
    present: Present
    keys: Mapping[str, bytes]
    reparse: Callable[[str], bytes]
    moments: Mapping[str, float]
    latest: float
    timed: bool
    changed: frozenset[str] | None = None
    """The paths of the articles that changed since the last build, where that is known beforehand."""

    def run(self, plan: Plan, workers: Workers, progress: Progress, urgent: Urgent | None = None) -> Renewed:
        """Render and write, stage by stage. A page that fails keeps its file, and is tried again."""
        kept = {path: row for path, row in self.present.known.items() if path in self.keys}
        done = Renewed(files=kept)
        faults: list[tuple[str, Problem]] = []
        total, count = len(plan.render), 0
        tools = packed_tools(self.tools)
        stages: dict[str, list[Page]] = {stage: [] for stage in STAGES}
        for page in plan.render:
            waited = urgent is not None and page.path in urgent.paths and page.stage != "asset"
            stages[URGENT if waited else page.stage].append(page)
        for stage, pages in stages.items():
            for results in self._rendered(pages, workers, tools):
                problems = ((result.path, self._take(result, done)) for result in results)
                faults += [(path, problem) for path, problem in problems if problem]
                count += len(results)
                progress("render", count, total)
            if stage == URGENT and urgent is not None and done.written:
                urgent.tell(tuple(done.written))
        if workers.lost:
            self.output.sweep()
        done.problems += _each_once(faults)
        return done

    def _rendered(
        self, pages: Sequence[Page], workers: Workers, tools: bytes
    ) -> Iterator[Sequence[Rendered]]:
        """The pages, batch by batch. Workers that can, read contents from the cache and write the files; a
        page whose content is lost there is rendered here, with the content parsed anew.
        """
        file = self.cache.contents.shared() if workers.nearby(len(pages)) else ""
        output = None if workers.far else self.output
        lost: set[str] = set()

        def call(part: Sequence[Page]) -> tuple[Any, ...]:
            contents = file or self._contents(part)
            return part, contents, self._assets(part), tools, output, self._places(part) if output else {}

        calls = map(call, self._batches(pages))
        for results in workers.run(render_batch, calls, amount=len(pages)):
            lost |= {result.path for result in results if result.lost}
            yield [result for result in results if not result.lost]
        for page in pages if lost else ():
            if page.path in lost:
                yield render_batch([page], self._contents([page]), self._assets([page]), tools)

    def _batches(self, pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
        """The pages in batches; what is kept of a year's document is in memory with its batch only."""
        for part in batches(pages, weight=weight):
            yield [self._sparing(page) if former.is_archive(page) else page for page in part]

    def _sparing(self, page: Page) -> Page:
        """The archive document of a year with what still holds of the last build's."""
        row = self.present.known.get(page.path)
        if row is None or row.key == NO_KEY or not self.present.as_left(page.path) or not self.present.whole:
            return page
        return former.sparing(page, partial(self._as_written, page.path, row), self._is_unchanged)

    def _as_written(self, path: str, row: Written) -> bytes:
        """A file of the last build; nothing if it holds something else now."""
        data = self.output.read(path)
        return data if sha256(data).hexdigest() == row.sha256 else b""

    def _is_unchanged(self, entry: Entry) -> bool:
        """Whether an article is as it was for the last build: its own page, which shows all of it, is."""
        if self.changed is not None:
            return entry.article.path not in self.changed
        path = output_file(entry.url)
        row, key = self.present.known.get(path), self.keys.get(path)
        return key is not None and row is not None and row.startswith(key) and self.present.as_left(path)

    def _contents(self, pages: Sequence[Page]) -> dict[str, bytes]:
        """The packed contents that a batch of pages needs."""
        wanted = dict.fromkeys(digest for page in pages for digest in page.contents)
        contents = self.cache.contents.get(wanted)
        for digest in wanted:
            if digest not in contents:
                contents[digest] = self.reparse(digest)
        return contents

    def _assets(self, pages: Sequence[Page]) -> dict[str, bytes]:
        """The files that a batch of pages needs."""
        assets = {}
        for path in dict.fromkeys(path for page in pages for path in page.assets):
            try:
                assets[path] = (self.content / path).read_bytes()
            except OSError:
                continue  # gone since it was found: the renderer tells
        return assets

    def _places(self, pages: Iterable[Page]) -> dict[str, Place]:
        """What stands where pages are to be written."""
        return {page.path: self.place(page.path) for page in pages}

    def place(self, path: str) -> Place:
        """What stands where a page is to be written."""
        row = self.present.known.get(path) if self.present.as_left(path) else None
        sha256 = row.sha256 if row else ""
        return Place(self.present.stamp(path), sha256, self.moments.get(path, self.latest))

    def put(self, path: str, data: bytes, done: Renewed, key: bytes = NO_KEY) -> None:
        """Put a file that is made of other files in its place. Raises `OSError`."""
        digest = sha256(data).hexdigest()
        stamp, written = self.output.write(path, data, digest, self.place(path))
        done.files[path] = Written.of(key, digest, stamp)
        if written:
            done.written.append(path)

    def _take(self, rendered: Rendered, done: Renewed) -> Problem | None:
        """Enter in the manifest what became of a page, after writing its file if need be; why it failed."""
        path = rendered.path
        result = placed(rendered, self.place(path), self.output) if rendered.stamp is None else rendered
        if self.timed:
            done.seconds[path] = result.seconds
        if result.stamp is None:
            done.failed.append(path)
            done.files.pop(path, None) if self.present.stamp(path) is None else None
            self._doubt(path, done)
            return result.problem
        done.files[path] = Written.of(self.keys[path], result.sha256, result.stamp)
        if result.written:
            done.written.append(path)
        return None

    def _doubt(self, path: str, done: Renewed) -> None:
        """Keep what the manifest says of a page's old file, but not its key: it is tried again."""
        before = done.files.get(path)
        if before is not None:
            done.files[path] = Written.of(NO_KEY, before.sha256, before.stamp)


def _each_once(faults: Iterable[tuple[str, Problem]]) -> Iterator[Problem]:
    """One problem for a fault that many pages share, as one in a template: the first page is named, the
    others are counted.
    """
    pages: dict[Problem, list[str]] = {}
    for path, problem in sorted(faults):
        shared = problem.message.startswith(f"{path} ")
        fault = replace(problem, message=problem.message.removeprefix(path)) if shared else problem
        pages.setdefault(fault, []).append(path if shared else "")
    for fault, paths in pages.items():
        more = f" and {len(paths) - 1:,} more pages" if paths[0] and len(paths) > 1 else ""
        yield replace(fault, message=f"{paths[0]}{more}{fault.message}")
