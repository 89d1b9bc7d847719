"""The file system: read the tree, write whole files or none, remove what is no longer published.

Nothing outside the given root is ever read or written: symbolic links that lead out are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Stamp = tuple[int, int, int]
"""(size, mtime, ctime) of a file, times in nanoseconds: a hint that it is unchanged."""

TEMPORARY = ".sitegen-"
"""How the names of files begin that are not whole yet; left over after a crash, they are removed."""

LINK = -1
"""The size that a link has where it is not followed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file below a root: its path, POSIX and relative, and its stamp."""

    path: str
    stamp: Stamp


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns)


Links = Literal["inside", "everywhere", "as files"]


def scan(root: Path, *, hidden: bool = False, links: Links = "inside") -> Iterator[Found]:
    """Every file below `root`, in no particular order; none if the folder is missing.

    Names that begin with `_` or `.` are left out with all below them, unless `hidden`. A link to a
    file or folder counts only if it stays below `root`, unless links are followed `everywhere`; or each
    is itself a file, of a size that no file has (`LINK`).
    """
    real = os.path.realpath(root)
    waiting = [("", str(root))]
    seen: set[tuple[int, int]] = set()
    while waiting:
        prefix, folder = waiting.pop()
        for entry in _entries(folder, hidden=hidden):
            try:
                linked = entry.is_symlink()
                if linked and links == "as files":
                    yield Found(prefix + entry.name, (LINK, *stamp_of(entry.stat(follow_symlinks=False))[1:]))
                elif linked and links == "inside" and not _stays(entry.path, real):
                    continue
                elif entry.is_dir():
                    if not linked or _new(entry.path, seen):
                        waiting.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file():
                    yield Found(prefix + entry.name, stamp_of(entry.stat()))
            except OSError:  # gone meanwhile, or a link in a circle
                continue


def _entries(folder: str, *, hidden: bool) -> Iterator[os.DirEntry[str]]:
    try:
        entries = os.scandir(folder)
    except OSError:
        return
    with entries:
        yield from (entry for entry in entries if hidden or entry.name[0] not in "_.")


def is_hidden(path: str) -> bool:
    """Whether `scan` leaves a path out unless asked for it."""
    return path[0] in "_." or "/_" in path or "/." in path


def _stays(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return real.startswith(root + os.sep) and not root.startswith(real + os.sep)


def leads_out(root: Path, path: str) -> str:
    """The part of a path below `root` that is a link to what does not lie below it; "" if there is none."""
    real = os.path.realpath(root)
    parts = path.split("/")
    places = ("/".join(parts[:n]) for n in range(1, len(parts) + 1))
    return next((p for p in places if (root / p).is_symlink() and not _stays(str(root / p), real)), "")


def _new(path: str, seen: set[tuple[int, int]]) -> bool:
    status = os.stat(path)  # noqa: PTH116 - a hot loop
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def write_atomic(target: str, data: bytes, *, mtime: float | None = None) -> Stamp:
    """Put `data` at `target`, whole or not at all: never half a file under its final name.

    The folder is made when missing. `mtime` (seconds since 1970) becomes the file's time.
    """
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f"{TEMPORARY}{os.getpid()}-{name[-40:]}")  # noqa: PTH118 - a hot loop
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(temporary, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - a hot loop
        handle = os.open(temporary, flags, 0o644)
    try:
        try:
            _write_all(handle, data)
            if mtime is not None:
                os.utime(handle if os.utime in os.supports_fd else temporary, (mtime, mtime))
        finally:
            os.close(handle)
        os.replace(temporary, target)  # noqa: PTH105 - a hot loop
    except BaseException as fault:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(fault, OSError) and not fault.filename:  # a full disk names no file
            fault.filename = target
        raise
    return stamp_of(os.stat(target))  # noqa: PTH116 - a hot loop


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def remove(root: Path, path: str) -> None:
    """Remove a file below `root`, and the folders that it leaves empty. A folder of that name stays."""
    target = root / path
    if target.is_dir() and not target.is_symlink():
        return
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == root or not _removed(folder):
            return


def _removed(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
