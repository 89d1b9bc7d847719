"""Builds that are killed: a process that ends itself at the n-th thing it asks of the file system."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sys
from pathlib import Path

from sitegen import cache
from sitegen.build import build
from sitegen.report import Options

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["sitegen.pipeline", "sitegen.environment", "sitegen.markup", __name__])
WRITING = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "sqlite3.connect"})


def _build(root: str, options: Options, at: int, parts: tuple[int, int]) -> None:
    cache.MANY, cache.PARTS = parts
    steps = itertools.count()

    def step(event: str, _: tuple) -> None:
        if event in WRITING and next(steps) >= at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    build(Path(root), options)


def killed_build(root: Path, options: Options, at: int) -> None:
    """Build, and be killed at step `at`, unless the build is done before."""
    parts = (cache.MANY, cache.PARTS)
    process = _processes.Process(target=_build, args=(str(root), options, at, parts))
    process.start()
    process.join()
    process.close()
