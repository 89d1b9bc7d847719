"""The archive under preview: builds it at every change, and tells the open pages what came of it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import Any

from sitegen import integrity
from sitegen.again import Memory
from sitegen.build import build
from sitegen.cache import CACHE, LinkedCacheError, LockedError, opened, require_own
from sitegen.files import Stamp, lines_of
from sitegen.output import ForeignOutputError, Output
from sitegen.problems import Problem, error, excerpt
from sitegen.report import NoArchiveError, Options, Progress, Report, SettingsError, Urgent, silent
from sitegen.urls import address_of, output_file

FOLDER = "preview"
"""The folder below the cache where the preview is built: what is published stays as it is."""

MANY = 400
"""Past so many changed files the pages are only told that anything may have changed."""

STYLES = (".css",)
DOCUMENTS = (".html", ".xml", ".json", ".opml", ".bib", ".md", ".txt", "SHA256SUMS", "_redirects")
"""Files that no page shows but its own; any other that changes may be seen in any page."""

RECENT = 10
"""How many of the addresses that were asked for last are rendered before the rest."""

ALIVE = 15
"""Seconds between signs of life to the open pages."""


@dataclass(frozen=True, slots=True)
class State:
    """What the last build left: how many there were, the errors to show, the addresses that changed.

    `changed` is None where anything may have. `run` tells the states of one preview from those of the next,
    which counts from the beginning again.
    """

    number: int = 0
    run: str = field(default_factory=lambda: token_hex(4))
    errors: tuple[dict[str, Any], ...] = ()
    changed: tuple[str, ...] | None = None
    styles_only: bool = False

    def event(self) -> str:
        """The state as one server-sent event (WHATWG HTML, section 9.2)."""
        return f"data: {json.dumps(asdict(self))}\n\n"


@dataclass(slots=True)
class Preview:
    """One archive, its built folder, and the pages that listen."""

    root: Path
    drafts: bool = False
    state: State = field(default_factory=State)
    listeners: set[asyncio.Queue[State | None]] = field(default_factory=set)
    memory: Memory = field(default_factory=Memory)
    warnings: tuple[Problem, ...] = ()
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=RECENT))
    shown: Stamp | None = None
    """The stamp of the list of checksums: another preview of the archive writes the same folder."""

    @property
    def folder(self) -> Path:
        """The folder that is built and served: one for each of what previews of an archive show."""
        return self.root / CACHE / (f"{FOLDER}-drafts" if self.drafts else FOLDER)

    def visited(self, path: str) -> None:
        """Remember that an address was asked for."""
        if path.endswith(("/", ".html")) or not path:
            file = output_file(path)
            if file in self.recent:
                self.recent.remove(file)
            self.recent.append(file)

    def rebuild(
        self,
        *,
        jobs: int = 0,
        progress: Progress = silent,
        tell: Callable[[State], None] = lambda _: None,
    ) -> Report | None:
        """Build once. What keeps the build from running is an error to show, not an end.

        The pages that were looked at lately are rendered first; once they stand, `tell` is called with the
        state that names them. None if there is nothing to tell at the end: it ran, and all is as it was.
        """
        told: set[str] = set()

        def soon(changed: tuple[str, ...]) -> None:
            told.update(changed)
            self.state = self._state(changed, self.state.errors)
            tell(self.state)

        options = Options(
            output=self.folder,
            drafts=self.drafts,
            future=self.drafts,
            jobs=jobs,
            search=self.state.number == 0,
            memory=self.memory,
            urgent=Urgent(frozenset(self.recent), soon) if self.recent else None,
        )
        report: Report | None = None
        try:
            require_own(self.root / CACHE, self.folder)
            report = build(self.root, options, progress=progress)
            problems = report.problems
            self.warnings = tuple(problem for problem in problems if problem.severity == "warning")
        except SettingsError as fault:
            problems = fault.problems
        except LinkedCacheError as fault:
            problems = (error("linked-cache", CACHE, str(fault), hint="remove the link"),)
        except NoArchiveError:
            problems = (error("no-archive", "content", "the folder is gone", hint="put it back"),)
        except ForeignOutputError as fault:
            problems = (error("foreign-output", CACHE, str(fault), hint="remove it: it is no preview"),)
        except LockedError as fault:
            problems = (error("locked", CACHE, str(fault), hint="save a file once that has ended"),)
        except OSError as fault:
            problems = (self._refused(fault),)
        except Exception as fault:  # noqa: BLE001 - a preview outlives whatever a half-saved file does to it
            problems = (error("internal", "content", f"{type(fault).__name__}: {fault}"),)
        changed = report.changed if report else ()
        errors = tuple(self._shown(problem) for problem in problems if problem.severity == "error")
        before, self.shown = self.shown, Output(self.folder).stamp(integrity.NAME)
        if self.state.number and not changed and errors == self.state.errors and before == self.shown:
            return None
        state = self._state(tuple(path for path in changed if path not in told), errors)
        elsewhere = bool(before) and not changed and before != self.shown
        self.state = replace(state, changed=None) if elsewhere else state
        return report

    def _refused(self, fault: OSError) -> Problem:
        """What a disk or its owner refuses."""
        place = str(fault.filename or self.folder).removeprefix(f"{self.root}/")
        message = f"the preview cannot be built: {fault.strerror or fault}"
        hint = "give yourself the right to read and write there, or free some space"
        return error("machine", place, message, hint=hint)

    def _state(self, changed: tuple[str, ...], errors: tuple[dict[str, Any], ...]) -> State:
        """What comes after the state as it is."""
        return replace(
            self.state,
            number=self.state.number + 1,
            errors=errors,
            changed=_addresses(changed),
            styles_only=bool(changed) and all(_is_style(path) for path in changed),
        )

    def _shown(self, problem: Problem) -> dict[str, Any]:
        """A problem with the lines around its place, for the overlay."""
        lines = lines_of(self.root / problem.path)
        return asdict(problem) | {"excerpt": excerpt(lines, problem.line, problem.column)}

    def keep(self) -> None:
        """Put on the disk what the next preview or build can use; a loss only costs it time."""
        try:
            with opened(self.root / CACHE, wait=1.0) as cache:
                cache.keep(self.memory)
        except (LinkedCacheError, LockedError, OSError):
            return

    async def tell(self, state: State) -> None:
        """Send a state to every open page."""
        for listener in list(self.listeners):
            await listener.put(state)

    def hang_up(self) -> None:
        """End the line to every open page: the server waits for none when it stops."""
        for listener in list(self.listeners):
            listener.put_nowait(None)

    async def events(self) -> AsyncIterator[str]:
        """The state now, and each time it changes; a comment now and then keeps the line open."""
        queue: asyncio.Queue[State | None] = asyncio.Queue()
        self.listeners.add(queue)
        try:
            yield self.state.event()
            while True:
                try:
                    state = await asyncio.wait_for(queue.get(), timeout=ALIVE)
                except TimeoutError:
                    yield ": still here\n\n"
                else:
                    if state is None:
                        return
                    yield state.event()
        finally:
            self.listeners.discard(queue)


def _addresses(changed: tuple[str, ...]) -> tuple[str, ...] | None:
    """The addresses of changed files; None if they are many, or may be seen in any page."""
    if len(changed) >= MANY or not all(path.endswith((*DOCUMENTS, *STYLES)) for path in changed):
        return None
    return tuple(f"/{address_of(path)}" for path in changed)


def _is_style(path: str) -> bool:
    """Whether a changed file is a stylesheet, or the checksums that change with it."""
    return path.endswith(STYLES) or path == "SHA256SUMS"
