"""Watching an archive's folders: what editors, git and file managers do to them, as one signal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

WATCHED = ("content", "templates")

QUIET = 30
"""Milliseconds without a further change after which a change is told."""

LONGEST = 1000
"""Milliseconds after which a change is told although more come in: a checkout of many files."""

LOOK = 400
"""Milliseconds between looks whether a watched folder came, went, or was replaced."""

There = tuple[tuple[str, int], ...]
"""The watched folders that are there, with what tells a folder from another of the same name."""


async def changes(root: Path) -> AsyncIterator[None]:
    """Yield after each change below the watched folders, however many files it touched.

    Also soon after a watch begins: something may have changed between the build before and it.
    """
    while True:
        there = _there(root)
        if there:
            async for _ in _watch(root, there):
                yield
        else:
            await asyncio.sleep(LOOK / 1000)
        if not _there(root):
            yield


def _there(root: Path) -> There:
    folders = (root / name for name in WATCHED)
    return tuple((str(folder), folder.stat().st_ino) for folder in folders if folder.is_dir())


async def _watch(root: Path, there: There) -> AsyncIterator[None]:
    """Watch these folders until one of them comes, goes or is replaced."""
    from watchfiles import Change, awatch  # noqa: PLC0415 - only a preview watches

    folders = [folder for folder, _ in there]
    fresh = True
    watch = awatch(
        *folders, debounce=LONGEST, step=QUIET, rust_timeout=LOOK, yield_on_timeout=True, watch_filter=None
    )
    try:
        async for found in watch:
            if found or fresh:
                fresh = False
                yield
            if _there(root) != there or any((Change.deleted, folder) in found for folder in folders):
                return
    except FileNotFoundError:  # gone between the look and the watch
        return
