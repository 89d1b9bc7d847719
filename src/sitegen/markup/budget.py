"""The limits of one conversion: how long it may take, and how deep its text may be nested.

Time is the processor's: an honest article is not given up because the machine is busy. In the main
thread of a process a timer interrupts whatever runs, regular expressions included. Elsewhere (a
preview's thread, a cluster's worker) the converter's own loops look at the clock.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from sitegen.problems import Problem, error

if TYPE_CHECKING:
    from sitegen.markup.locate import Text  # which asks for the time itself

SECONDS = 5.0
"""How many processor seconds the conversion of one document may take."""

AGAIN = 0.02
"""Seconds after which an alarm that came at a bad moment rings again."""

_OURS = ("sitegen.markup", "sitegen.embeds", "markdown", "html", "re")
"""Modules in whose code a conversion may be interrupted."""

DEPTH = 100
"""How deep lists, quotations and links may be nested."""


class TimeUp(Exception):  # noqa: N818 - not a fault of the program
    """The conversion took longer than its budget."""


class TooDeep(Exception):  # noqa: N818 - not a fault of the program
    """The document is nested deeper than `DEPTH`."""


class _Clock(threading.local):
    deadline: float | None = None


_clock = _Clock()


def check() -> None:
    """Raise `TimeUp` once the time of this thread's conversion has passed, unless a timer does so."""
    deadline = _clock.deadline
    if deadline is not None and time.thread_time() > deadline:
        raise TimeUp


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise `TimeUp` in the block when it has worked for `seconds`."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        with _alarm(seconds):
            yield
        return
    before = _clock.deadline
    _clock.deadline = time.thread_time() + seconds
    try:
        yield
    finally:
        _clock.deadline = before


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    handler = signal.signal(signal.SIGPROF, _ring)
    left, every = signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        while True:
            try:
                signal.setitimer(signal.ITIMER_PROF, left, every)
                signal.signal(signal.SIGPROF, handler)
                break
            except TimeUp:  # the alarm rang once more in this very moment
                continue


def _ring(_signal: int, frame: FrameType | None) -> None:
    """Raise `TimeUp` in the converter's code; elsewhere (a finaliser) it would be lost: ring again soon."""
    name = frame.f_globals.get("__name__", "") if frame else ""
    if name.startswith(_OURS):
        raise TimeUp


def too_slow(source: Text, seconds: float) -> Problem:
    """The problem of a document that took longer than its time."""
    message = f"the text was given up after {seconds:g} s: its markup is too tangled to convert"
    hint = "look for long runs of unmatched brackets, asterisks or backticks, or split the article"
    return error("markdown-too-slow", source.path, message, hint=hint, line=source.first_line)


def too_deep(source: Text) -> Problem:
    """The problem of a document that is nested too deeply, at its most indented line."""
    lines = source.text.split("\n")
    deepest = max(range(len(lines)), key=lambda i: len(lines[i]) - len(lines[i].lstrip(" \t>")))
    message = f"lists, quotations or links are nested more than {DEPTH} deep"
    return error("too-deep", source.path, message, hint="flatten them", line=source.first_line + deepest)
