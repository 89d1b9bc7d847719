"""Work that another process does meanwhile, where this machine has a way and a core to spare."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")


class Meanwhile(Generic[T]):
    """The result of `work()`, which a copy of this process works out while this one goes on; or this one
    does, when it asks for it, where no copy can be made or the copy gave nothing.

    The work reads files and gives a value that can be pickled; it is left alone with a copy of everything
    in this process. As a context it ends with its process, which is killed if nobody asked for the result.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._reads = self._child = -1
        if hasattr(os, "fork") and threading.active_count() == 1:  # a copy has one thread only
            self._part()

    def _part(self) -> None:
        try:
            reads, writes = os.pipe()
        except OSError:  # no file to be had: it is done here
            return
        try:
            self._child = os.fork()
        except OSError:  # no process to be had
            os.close(reads)
        else:
            self._reads = reads
        if self._child == 0:
            os.close(reads)  # or it would wait for itself to read
            _do(self._work, writes)
        os.close(writes)

    def result(self) -> T:
        """What the work gave. To be asked for once."""
        try:
            with os.fdopen(self._taken(), "rb") as pipe:
                found: T = pickle.load(pipe)  # noqa: S301 - of a copy of this very process
                return found
        except (OSError, EOFError, pickle.UnpicklingError):  # there is no copy, or it failed
            return self._work()
        finally:
            self._end()

    def _taken(self) -> int:
        reads, self._reads = self._reads, -1
        if reads < 0:
            raise EOFError
        return reads

    def _end(self) -> None:
        if self._reads >= 0:  # nobody asks any more
            os.close(self._reads)
            os.kill(self._child, signal.SIGKILL)
        if self._child > 0:
            os.waitpid(self._child, 0)
        self._reads = self._child = -1

    def __enter__(self) -> Meanwhile[T]:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._end()


def _do(work: Callable[[], object], writes: int) -> None:
    """Do the work in the copy, and end it: nothing of what the copied process meant to do is done twice."""
    try:
        with os.fdopen(writes, "wb") as pipe:
            pickle.dump(work(), pipe, protocol=5)
    finally:
        os._exit(0)


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
