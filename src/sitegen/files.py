"""The file system: read the tree, write whole files or none, remove what is no longer published.

Nothing outside the given root is ever read or written: symbolic links that lead out are not followed,
unless in a theme, which several archives may share.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Stamp = tuple[int, int, int]
"""(size, mtime, ctime) of a file, times in nanoseconds: a hint that it is unchanged."""

TEMPORARY = ".sitegen-"
"""How the names of files begin that are not whole yet; left over after a crash, they are removed."""

NO_FILE = -1
"""The size of what is not read: a link that is not followed, a pipe, a device, a socket."""

SHUT = -2
"""The size that a folder has which cannot be looked into: what it holds is not known. The root is ""."""

MOST_LINKS = 3
"""How many links to folders a path may go through: where folders link to each other, the ways multiply."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file below a root: its path, POSIX and relative, and its stamp."""

    path: str
    stamp: Stamp


Differences = Mapping[str, Stamp | None]
"""The stamps of the files that are not as a manifest knows them; None of those that are missing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build left: the files that its manifest does not know, and the times of all folders."""

    differ: Differences
    folders: Mapping[str, int]


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def is_special(path: Path) -> bool:
    """Whether a path, or what it links to, is a pipe, a device or a socket: whoever opens one may wait for
    ever, or read without end.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def lines_of(path: Path) -> list[str]:
    """The lines of a source, to be shown; none of what cannot be read."""
    try:
        return [] if is_special(path) else path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []


def real(path: Path) -> Path:
    """The absolute path without links. One that leads in a circle stays (`Path.resolve` raises for it)."""
    return Path(os.path.realpath(path))


Links = Literal["inside", "public", "everywhere", "as files"]


def scan(  # noqa: C901 - a hot loop
    root: Path,
    *,
    hidden: bool = False,
    links: Links = "inside",
    told: bool = False,
    part: slice = slice(None),
) -> Iterator[Found]:
    """Every file below `root`, in no particular order; none if the folder is missing.

    Names that begin with `_` or `.` are left out with all below them, unless `hidden`. A link to a
    file or folder counts only if it stays below `root`, and if `public` shows nothing that is kept back there
    (`hides`), unless links are followed `everywhere`; or each is itself a file, of a size that no file has
    (`NO_FILE`). With `told`, those not followed are such files, and so are pipes, devices and sockets, and
    folders that cannot be looked into (`SHUT`). Of what `root` itself holds, by name, only
    this `part` is looked at: several processes may share the work.
    """
    real = os.path.realpath(root)
    waiting: list[tuple[str, str, tuple[str, ...]]] = [("", str(root), ())]
    while waiting:
        prefix, folder, left = waiting.pop()
        entries = _entries(folder, hidden=hidden)
        if entries is None and told:
            yield Found(prefix.rstrip("/"), (SHUT, 0, 0))
        if not prefix:
            entries = sorted(entries or (), key=lambda entry: entry.name)[part]
        for entry in entries or ():
            linked = False
            try:
                linked = entry.is_symlink()
                if linked and not _counts(prefix + entry.name, entry.path, real, links):
                    pass
                elif entry.is_dir():
                    way = (*left, os.path.realpath(folder)) if linked else left
                    if not linked or _leads_on(entry.path, way):
                        waiting.append((f"{prefix}{entry.name}/", entry.path, way))
                        continue
                elif entry.is_file():
                    yield Found(prefix + entry.name, stamp_of(entry.stat()))
                    continue
            except PermissionError:  # the folder can be listed, but not entered
                if told and not linked:
                    yield Found(prefix.rstrip("/"), (SHUT, 0, 0))
                    break
            except OSError:  # gone meanwhile, or a link to itself
                pass
            if told or (linked and links == "as files"):
                yield from _itself(prefix, entry)


def _itself(prefix: str, entry: os.DirEntry[str]) -> Iterator[Found]:
    """What is not read, as a file, unless it is gone meanwhile."""
    with suppress(OSError):
        yield Found(prefix + entry.name, (NO_FILE, *stamp_of(entry.stat(follow_symlinks=False))[1:]))


def _entries(folder: str, *, hidden: bool) -> list[os.DirEntry[str]] | None:
    """What a folder holds, nothing if there is none; None if it cannot be told."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if hidden or entry.name[0] not in "_."]
    except FileNotFoundError:
        return []
    except OSError:
        return None


def is_hidden(path: str) -> bool:
    """Whether `scan` leaves a path out unless asked for it."""
    return path[0] in "_." or "/_" in path or "/." in path


def _counts(path: str, link: str, root: str, links: Links) -> bool:
    """Whether a link is followed, which stands at a path below a root (a real path)."""
    if links in {"everywhere", "as files"}:
        return links == "everywhere"
    return _stays(link, root) and not (links == "public" and hides(path, link, root))


def hides(path: str, link: str, root: str) -> bool:
    """Whether a link at a public path below a root (a real path) leads to what is not published under its own
    name: something hidden, or, by another ending, the source of an article, which may be a draft.
    """
    target = os.path.realpath(link)[len(root) + 1 :]
    source = target.lower().endswith(".md") and not path.endswith(".md")
    return bool(target) and not is_hidden(path) and (source or is_hidden(target))


def _stays(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return real.startswith(root + os.sep) and not root.startswith(real + os.sep)


def leads_out(root: Path, path: str) -> str:
    """The part of a path below `root` that is a link to what does not lie below it; "" if there is none."""
    real = os.path.realpath(root)
    parts = path.split("/")
    places = ("/".join(parts[:n]) for n in range(1, len(parts) + 1))
    return next((p for p in places if (root / p).is_symlink() and not _stays(str(root / p), real)), "")


def _leads_on(link: str, way: tuple[str, ...]) -> bool:
    """Whether a link leads to another folder than those that `way` left by a link, its own among them: back
    to one of these, or above it, it would lead in a circle.
    """
    real = os.path.realpath(link) + os.sep
    return len(way) <= MOST_LINKS and not any(f"{left}{os.sep}".startswith(real) for left in way)


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
            write_all(handle, data)
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


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data` to an open file, or raise `OSError`."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def remove(root: Path, path: str) -> None:
    """Remove a file below `root`, and the folders that it leaves empty. A folder of that name stays, and so
    does a file that has taken the place of its folder.
    """
    target = root / path
    if target.is_dir() and not target.is_symlink():
        return
    try:
        target.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    for folder in target.parents:
        if folder == root or not _removed(folder):
            return


def _removed(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
