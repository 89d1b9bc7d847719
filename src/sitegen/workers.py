"""Batches of work over any `concurrent.futures.Executor`: the same results from each, and from none.

A task is a plain function of picklable values, so that it may run in this process, in another, or
on a machine that shares no folder with this one.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType, TracebackType
from typing import Any, TypeVar

from sitegen.allocation import give_back_large_blocks
from sitegen.contents import stored
from sitegen.files import Stamp
from sitegen.model import Article, Content, Page, Settings
from sitegen.output import Output, Place, unwritable
from sitegen.packing import loaded, pack
from sitegen.parse import Source, parse
from sitegen.pickling import portable
from sitegen.problems import Problem
from sitegen.render import Inputs, Tools, render

T = TypeVar("T")
R = TypeVar("R")

BATCH = 48
"""Sources or pages in one task: enough to make its journey worth while, few enough to share out."""

FEW = 96
"""Below this many, work is done in this process: starting others would take longer."""

AHEAD = 2
"""Batches under way for each worker: none stands idle, and little waits in memory."""

GARBAGE = 10_000
"""Values made since a worker last looked for garbage: templates leave cycles behind."""

UNPACKED = 16
"""Contents that a worker keeps unpacked: an article's pages follow one another, and a feed asks once."""


# --- tasks ---------------------------------------------------------------------------------------


@portable
@dataclass(frozen=True, slots=True)
class PackedArticle:
    """A parsed source with its content packed for the cache; no article where problems forbid it, but what
    is `unsound` of one.
    """

    path: str
    digest: str
    article: Article | None
    content: bytes
    problems: tuple[Problem, ...]
    unsound: Article | None = None


@portable
@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's bytes and their SHA-256, or the problem that kept it from having any.

    A page is `lost` if a content that it needs was not where it should be kept. One that stands in the output
    has the `stamp` of its file, and no bytes any more; it was `written` unless it stood there before.
    """

    path: str
    data: bytes
    sha256: str
    problem: Problem | None
    seconds: float
    lost: bool = False
    stamp: Stamp | None = None
    written: bool = False


def parse_batch(sources: Sequence[Source], settings: Settings, environment: str) -> list[PackedArticle]:
    """Parse some sources."""
    parsed = [parse(source, settings, environment) for source in sources]
    return [
        PackedArticle(p.path, p.digest, p.article, _packed(p.content, p.digest), p.problems, p.unsound)
        for p in parsed
    ]


def _packed(content: Content | None, digest: str) -> bytes:
    return pack(content, digest) if content else b""


def render_batch(
    pages: Sequence[Page],
    contents: Mapping[str, bytes] | str,
    assets: Mapping[str, bytes],
    tools: bytes,
    output: Output | None = None,
    places: Mapping[str, Place] = MappingProxyType({}),
) -> list[Rendered]:
    """Render some pages. `contents` and `tools` are packed, and unpacked once, if at all; contents may be the
    file that keeps them (`contents.stored`), where there is one that this process can read. The pages are
    written to their `places` in the `output`, if this process can reach it.
    """
    shared = _tools(tools)
    unpacked = _Unpacked(contents)
    inputs = Inputs(unpacked, assets)
    rendered = []
    for page in pages:
        unpacked.lost.clear()
        made = _rendered(page, inputs, shared)
        if unpacked.lost:
            made = replace(made, lost=True)
        elif output is not None:
            made = placed(made, places[page.path], output)
        rendered.append(made)
    return rendered


def placed(made: Rendered, place: Place, output: Output) -> Rendered:
    """A rendered page in its place, unless it has a problem, or its file cannot be written."""
    if made.problem is not None:
        return made
    try:
        stamp, written = output.write(made.path, made.data, made.sha256, place)
    except OSError as fault:
        return Rendered(made.path, b"", "", unwritable(made.path, fault), made.seconds)
    return Rendered(made.path, b"", made.sha256, None, made.seconds, stamp=stamp, written=written)


class _Unpacked(Mapping[str, Content]):
    """Packed contents, unpacked when they are asked for: feeds keep what they made of an article."""

    def __init__(self, packed: Mapping[str, bytes] | str) -> None:
        self.packed = packed
        self.known: dict[str, Content] = {}
        self.lost: set[str] = set()

    def __getitem__(self, digest: str) -> Content:
        if digest not in self.known:
            if len(self.known) >= UNPACKED:
                del self.known[next(iter(self.known))]
            self.known[digest] = self._loaded(digest)
        return self.known[digest]

    def _loaded(self, digest: str) -> Content:
        try:
            packed = self.packed
            content: Content = loaded(stored(packed, digest) if isinstance(packed, str) else packed[digest])
        except (KeyError, ValueError):  # none, or none that this version can read
            self.lost.add(digest)
            raise
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


def _rendered(page: Page, inputs: Inputs, tools: Tools) -> Rendered:
    start = time.perf_counter()
    made = render(page, inputs, tools)
    seconds = time.perf_counter() - start
    if isinstance(made, Problem):
        return Rendered(page.path, b"", "", made, seconds)
    return Rendered(page.path, made, hashlib.sha256(made).hexdigest(), None, seconds)


@lru_cache(maxsize=2)
def _tools(packed: bytes) -> Tools:
    tools: Tools = pickle.loads(packed)  # noqa: S301 - made by this very build
    return tools


def packed_tools(tools: Tools) -> bytes:
    """The tools as they travel with each batch of pages."""
    return pickle.dumps(tools, protocol=5)


# --- who does them -------------------------------------------------------------------------------


def batches(items: Sequence[T], *, weight: Callable[[T], int] = lambda _: 1) -> Iterator[Sequence[T]]:
    """Cut the items into tasks of about the weight of `BATCH`, each of at least one item."""
    start = total = 0
    for i, item in enumerate(items):
        more = weight(item)
        if total + more > BATCH and i > start:
            yield items[start:i]
            start, total = i, 0
        total += more
    if start < len(items):
        yield items[start:]


class Workers:
    """Runs batches in this process, or over an executor that is made when there is enough to do.

    `executor` makes it, given the number of jobs; a pool of processes by default. If a worker died or did not
    answer, one is `lost`, which may have left a file half written.
    """

    def __init__(self, jobs: int, make: Callable[[int], Executor] | None = None) -> None:
        self.jobs = jobs
        self.make = make or process_pool
        self.far = make is not None  # where this machine's files may be out of reach
        self.executor: Executor | None = None
        self.lost = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if self.executor is not None:
            self.executor.shutdown(wait=kind is None, cancel_futures=True)
            self.executor = None

    def nearby(self, amount: int) -> bool:
        """Whether so much work goes to other processes of this machine, which can read its files."""
        return not self.far and self.jobs >= 2 and amount >= FEW

    def run(self, task: Callable[..., R], calls: Iterable[tuple[Any, ...]], *, amount: int) -> Iterator[R]:
        """The results of `task(*call)` for each call, as they come. `amount` is how much there is to do."""
        if not self.far and not self.nearby(amount):
            yield from (task(*call) for call in calls)
            return
        if self.executor is None:
            self.executor = self.make(self.jobs)
        yield from self._spread(self.executor, task, iter(calls))

    def _spread(
        self, executor: Executor, task: Callable[..., R], calls: Iterator[tuple[Any, ...]]
    ) -> Iterator[R]:
        running: dict[Future[R], tuple[Any, ...]] = {}
        more = True
        while more or running:
            while more and len(running) < self.jobs * AHEAD:
                call = next(calls, None)
                more = call is not None
                if call is not None:
                    try:
                        running[executor.submit(task, *call)] = call
                    except Exception:  # noqa: BLE001 - as below
                        yield task(*call)
            done, _ = wait(running, return_when=FIRST_COMPLETED) if running else (set(), set())
            for future in done:
                call = running.pop(future)
                try:
                    yield future.result()
                except Exception:  # noqa: BLE001 - a worker died or cannot be reached: its work is done here
                    self.lost = True
                    yield task(*call)


def process_pool(jobs: int) -> Executor:
    """A pool of processes on this machine."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to import
    from multiprocessing import get_all_start_methods, get_context  # noqa: PLC0415

    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(jobs, get_context(method), _end_with, (os.getpid(),))


def _end_with(parent: int) -> None:
    """Let a worker end soon after the build that started it, even if that was killed."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    gc.set_threshold(GARBAGE, 10, 10)  # seldom in the process that builds, which passed it on
    give_back_large_blocks()
    threading.Thread(target=watch, daemon=True).start()
