"""What a build keeps for the next one, in `.sitegen/`: safe to delete, to corrupt and to share.

Everything here is derived: what cannot be read is as good as empty.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sitegen.again import Memory
from sitegen.contents import Contents
from sitegen.files import write_atomic
from sitegen.packing import pack, shape, unpack

CACHE = ".sitegen"
"""What an archive's cache is called."""

FORMAT = b"sitegen 1\n"
TEMPLATES = "templates"
"""The folder of compiled templates (`environment.py`)."""

PARTS = 64
MANY = 2_000
"""From so many rows on, they are kept in `PARTS` files."""


class LockedError(Exception):
    """Another build holds the archive, and did not finish in time."""


class LinkedCacheError(Exception):
    """The cache's folder is a link: where it leads is not sitegen's to write and delete. The message says how
    to go on.
    """


# --- the folder ----------------------------------------------------------------------------------


def _mark() -> bytes:
    """How a file of the cache begins."""
    return FORMAT + shape().encode() + b"\n"


class Cache:
    """The folder `.sitegen/` of an archive, held by one build at a time (see `opened`)."""

    def __init__(self, folder: Path, memory: Memory | None = None) -> None:
        self.folder = folder
        self.memory = memory
        self.contents = Contents(folder / "contents.db")

    def load(self, name: str) -> Any | None:
        """A value saved under this name; None if there is none that can be read."""
        if self.memory and name in self.memory.values:
            return self.memory.values[name]
        try:
            data = (self.folder / name).read_bytes()
            mark = _mark()
            return unpack(data[len(mark) :], name) if data.startswith(mark) else None
        except (OSError, ValueError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Keep a value for the next build: in memory where there is one, else on the disk.

        A full or read-only disk only costs that build time.
        """
        if self.memory is not None:
            self.memory.values[name] = value
            return
        with suppress(OSError):
            write_atomic(str(self.folder / name), _mark() + pack(value, name))

    def load_rows(self, name: str) -> dict[str, Any]:
        """The rows saved under this name, as many of them as can be read."""
        if self.memory and name in self.memory.rows:
            return self.memory.rows[name]
        rows: dict[str, Any] = {}
        for file in self._parts(name):
            part = self.load(file)
            if isinstance(part, dict):
                rows.update((sys.intern(key), row) for key, row in part.items())
        return rows

    def save_rows(self, name: str, rows: dict[str, Any], before: Mapping[str, Any]) -> None:
        """Keep rows for the next build, each by a name of its own; `before` are those that were loaded.

        Very many are kept in parts, and only those parts are written in which a row changed. They need not be
        of one build: so only rows may be kept thus that hold for themselves.
        """
        if self.memory is not None:
            self.memory.rows[name] = rows
            return
        count = parts_for(len(rows))
        files = _files(name, count)
        there = set(self._parts(name))
        anew = there != set(files)  # of another number of parts, or not all of them
        changed = rows.keys() if anew else _changed(rows, before)
        parts: dict[int, dict[str, Any]] = {i: {} for i in range(count)} if anew else {}
        for key in changed:
            part = part_of(key, count)
            if part not in parts:
                found = self.load(files[part])
                parts[part] = found if isinstance(found, dict) else {}
            if key in rows:
                parts[part][key] = rows[key]
            else:
                parts[part].pop(key, None)
        for i, rows_of_part in parts.items():
            self.save(files[i], rows_of_part)
        with suppress(OSError):
            for file in there.difference(files):
                (self.folder / file).unlink(missing_ok=True)

    def parts_of(self, name: str) -> int:
        """In how many parts the rows of this name are kept; 0 if not all of them are there."""
        if self.memory and name in self.memory.rows:
            return parts_for(len(self.memory.rows[name]))
        files = self._parts(name)
        return len(files) if set(files) == set(_files(name, len(files))) else 0

    def rows_near(self, name: str, keys: Iterable[str]) -> dict[int, dict[str, Any]]:
        """The rows that are kept in one part with these, themselves among them, by part; parts that cannot be
        read are left out.
        """
        count = self.parts_of(name)
        parts = {part_of(key, count) for key in keys} if count else ()
        if self.memory and name in self.memory.rows:
            near: dict[int, dict[str, Any]] = {i: {} for i in parts}
            for key, row in self.memory.rows[name].items():
                if (i := part_of(key, count)) in near:
                    near[i][key] = row
            return near
        found = ((i, self.load(_files(name, count)[i])) for i in sorted(parts))
        return {i: rows for i, rows in found if isinstance(rows, dict)}

    def amend_rows(self, name: str, changed: Mapping[str, Any]) -> None:
        """Keep some rows anew; the others stay as they are."""
        if self.memory is not None:
            self.memory.rows.setdefault(name, {}).update(changed)
            return
        count = self.parts_of(name)
        for i, rows in self.rows_near(name, changed).items():
            rows |= {key: row for key, row in changed.items() if part_of(key, count) == i}
            self.save(_files(name, count)[i], rows)

    def _parts(self, name: str) -> list[str]:
        """The files of the rows of a name."""
        return [file.name for file in self.folder.glob(f"{name}-*-*.state")]

    def keep(self, memory: Memory) -> None:
        """Put on the disk what another cache kept in memory."""
        for name, value in memory.values.items():
            self.save(name, value)
        for name, rows in memory.rows.items():
            self.save_rows(name, rows, self.load_rows(name))

    def forget(self) -> None:
        """Drop everything, as `build --clean` does."""
        self.contents.forget()
        if self.memory is not None:
            self.memory.clear()
        for file in (*self.folder.glob("*.state"), *self.folder.glob(f"{TEMPLATES}/*")):
            with suppress(OSError):
                file.unlink()


def parts_for(amount: int) -> int:
    """The number of parts that so many rows are kept in."""
    return PARTS if amount >= MANY else 1


def _files(name: str, count: int) -> list[str]:
    """The files of the parts, in their order."""
    return [f"{name}-{count}-{i}.state" for i in range(count)]


def part_of(key: str, count: int) -> int:
    """In which of so many parts a row is kept."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % count if count > 1 else 0


def _changed(rows: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    """The keys of the rows that came, went or changed."""
    known = before.get
    changed = [key for key, row in rows.items() if (old := known(key)) is not row and old != row]
    return [*changed, *(before.keys() - rows.keys())]


# --- one build at a time -------------------------------------------------------------------------


def require_own(*folders: Path) -> None:
    """Raise `LinkedCacheError` if one of these, which only sitegen makes, is a symbolic link."""
    for folder in folders:
        if folder.is_symlink():
            message = f"{folder} is a symbolic link, and sitegen neither writes nor deletes where it leads"
            raise LinkedCacheError(f"{message}; remove the link: a build makes the folder anew")


@contextmanager
def opened(
    folder: Path,
    *,
    wait: float = 60.0,
    waiting: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
) -> Iterator[Cache]:
    """The cache in `folder`, held until the block ends; raises `LockedError` after `wait` seconds, and
    `LinkedCacheError` where the folder is a link.

    `waiting` is called once when another build holds it. A process that builds again and again may
    keep the values in a `memory` of its own, and put them on the disk when it ends (`serve/preview.py`).
    Where the folder cannot be made, the build goes on without a cache.
    """
    require_own(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), (folder / ".gitignore").open("x") as ignored:
            ignored.write("*\n")
        lock = (folder / "lock").open("a+")
    except OSError:
        lock = None
    try:
        if lock is not None:
            _wait_for(lock, wait, waiting)
        cache = Cache(folder, memory)
        try:
            yield cache
        finally:
            cache.contents.close()
    finally:
        if lock is not None:
            lock.close()


def _wait_for(lock: IO[str], wait: float, waiting: Callable[[], None]) -> None:
    end = time.monotonic() + wait
    told = False
    while not _locked(lock):
        if not told:
            waiting()
            told = True
        if time.monotonic() >= end:
            raise LockedError("another build of this archive is still running; end it, or try again later")
        time.sleep(0.05)


def _locked(lock: IO[str]) -> bool:
    """Take the lock if it is free. The system lets it go when the process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415 - POSIX only

            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
