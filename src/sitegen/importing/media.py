"""Media of the source -> files of the archive: copied, or fetched where that was asked for."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from sitegen import images
from sitegen.importing.encodings import MAX_BYTES
from sitegen.importing.values import Copy, Imported, Options
from sitegen.importing.writing import Outcome, Writer
from sitegen.network import Answer, Ask, Failure, Network, origin_of
from sitegen.problems import Problem, warning
from sitegen.runnable import is_page
from sitegen.urls import parts_of

MAX_MEDIA = 25 * MAX_BYTES
"""The largest media file that is copied, in bytes."""

MAX_FETCHED = 200_000_000
"""The largest media file that is fetched, in bytes."""

_SECONDS = 300.0
HEAD = 4096
"""Bytes that tell a web page."""

_BROKEN = frozenset({"image-damaged", "image-truncated"})
"""Faults of a picture that another fetch may mend; what is only too large, or of a rare kind, is kept."""

_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(slots=True)
class Carrier:
    """Puts the media of articles in place. Use it as a context: it closes its connections."""

    writer: Writer
    options: Options
    _origins: dict[str, str] = field(default_factory=dict)
    _network: Network | None = None
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Carrier:
        if self.options.media and not self.writer.dry:
            self._open()  # before anything is written: a proxy may be set that cannot be used
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def origins(self) -> frozenset[str]:
        """Where the files came from: real paths, and addresses."""
        return frozenset(self._origins.values())

    def carry(self, item: Imported) -> tuple[Imported, int]:
        """Copy the media of an article; the article with what went wrong, and how many files are in place."""
        problems: list[Problem] = []
        count = 0
        for copy in item.copies:
            again = copy.target in self.writer.planned
            origin = os.path.realpath(copy.origin) if copy.origin else copy.url or copy.target
            if self._origins.setdefault(copy.target, origin) == origin and again:
                continue
            outcome, why = self._copy(copy)
            count += outcome in {"written", "same"} and not again
            if outcome == "different":
                message = f"content/{copy.target} is there already and differs: it was left as it is"
                problems.append(warning("exists", item.source, message, line=item.line))
            elif outcome == "impossible":
                message = f"the file {copy.url or copy.target} could not be brought in{why}"
                hint = f"put it at content/{copy.target} by hand"
                problems.append(warning("media-failed", item.source, message, hint=hint, line=item.line))
        return replace(item, problems=(*item.problems, *problems)), count

    def _copy(self, copy: Copy) -> tuple[Outcome, str]:
        if copy.data:
            return self.writer.put(copy.target, copy.data), ""
        if copy.origin is None:
            return self._fetched(copy)
        try:
            if copy.origin.stat().st_size > MAX_MEDIA:
                return "impossible", f": it has more than {MAX_MEDIA:,} bytes"
            return self.writer.make(copy.target, copy.origin.read_bytes), ""
        except OSError as fault:
            return "impossible", f": {fault.strerror}"

    def _fetched(self, copy: Copy) -> tuple[Outcome, str]:
        if (self.writer.content / copy.target).exists():  # of an earlier import
            self.writer.planned.add(copy.target)
            return "same", ""
        if self.writer.dry:
            self.writer.planned.add(copy.target)
            return "written", ""
        answer = self._open().fetch(Ask(self._mirrored(copy.url), max_bytes=MAX_FETCHED, seconds=_SECONDS))
        if isinstance(answer, Failure):
            return "impossible", f": {answer.message}"
        fault = _fault(copy.target, answer)
        return ("impossible", fault) if fault else (self.writer.put(copy.target, answer.body), "")

    def _open(self) -> Network:
        if self._network is None:
            own = origin_of(self.options.mirror) if self.options.mirror else None
            self._network = self._stack.enter_context(Network(trusted=[own] if own else []))
        return self._network

    def _mirrored(self, url: str) -> str:
        """The address at which a file is fetched: its own, or the same path at the mirror."""
        if not self.options.mirror:
            return url
        parts = parts_of(url)
        return self.options.mirror.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")


def _fault(target: str, answer: Answer) -> str:
    """Why an answer is not the file `target`: "" if it may be. What it is, its bytes tell."""
    if answer.status != 200:
        return f": it was answered with {answer.status}"
    if not answer.body:
        return ": an empty file was sent"
    picture = images.by_name(target)
    if answer.media_type in _PAGES or (not picture and is_page(answer.body[:HEAD])):
        return ": a web page was sent in its place"
    info = images.probe(answer.body, target) if picture else None
    return f": {info.message}" if isinstance(info, images.Fault) and info.code in _BROKEN else ""
