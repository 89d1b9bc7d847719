"""What a build keeps for the next one, in `.sitegen/`: safe to delete, to corrupt and to share.

Everything here is derived: what cannot be read is as good as empty. Values are pickled, but only
the plain values of this package are ever unpickled, since an archive's folder may come from anyone.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from sitegen.again import Memory
from sitegen.digest import of_bytes, of_text
from sitegen.files import write_atomic

FORMAT = b"sitegen 1\n"
SLACK = 1_000
"""Pages of the database of contents that may be free however small it is."""

_PAGES = ("page_count", "freelist_count")
PARTS = 64
MANY = 2_000
"""From so many rows on, they are kept in `PARTS` files."""

_CHECKSUM = 16
_PLAIN = frozenset({("datetime", "datetime"), ("datetime", "timedelta"), ("datetime", "timezone")})
_HOMES = ("evidence", "linkcheck", "model", "noop", "problems", "report", "stale", "views")
_VALUES = frozenset(f"sitegen.{name}" for name in _HOMES)


class LockedError(Exception):
    """Another build holds the archive, and did not finish in time."""


@lru_cache(maxsize=1)
def _mark() -> bytes:
    """How a file of the cache begins: values of another version's shape are as good as none."""
    here = Path(__file__).parent
    homes = [module.removeprefix("sitegen.") for module in sorted(_VALUES)]
    sources = [
        source for home in homes for source in (here / f"{home}.py", *sorted((here / home).glob("*.py")))
    ]
    digests = (of_bytes(source.read_bytes()) for source in sources if source.is_file())
    return FORMAT + of_text(*digests).encode() + b"\n"


def _home(module: str) -> str:
    """The module of a value as `_VALUES` names it: `sitegen.model` for `sitegen.model.articles`."""
    return ".".join(module.split(".")[:2])


# --- values --------------------------------------------------------------------------------------


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        known = (module, name) in _PLAIN or (_home(module) in _VALUES and name.isidentifier())
        found = super().find_class(module, name) if known else None
        if not isinstance(found, type) or found.__module__ != module:  # nor what a module only imports
            raise pickle.UnpicklingError(f"{module}.{name} is no value of a cache")
        return found


def pack(value: Any, name: str) -> bytes:
    """The value as bytes, with a checksum in front: a flipped bit must not become a wrong page, nor
    a value be taken for another. `name` is what it will be asked for by.
    """
    data = pickle.dumps(value, protocol=5)
    return _checksum(name, data) + data


def unpack(data: bytes, name: str) -> Any:
    """The value that `pack` was given under this name; raises `ValueError` for anything else."""
    if not is_whole(data, name):
        raise ValueError("not what was stored")
    return loaded(data)


def is_whole(data: Any, name: str) -> bool:
    """Whether these are the bytes that `pack` made for this name."""
    if not isinstance(data, bytes):
        return False
    return _checksum(name, memoryview(data)[_CHECKSUM:]) == data[:_CHECKSUM]


def _checksum(name: str, data: bytes | memoryview) -> bytes:
    made = hashlib.blake2b(f"{name}\n".encode(), digest_size=_CHECKSUM)
    made.update(data)
    return made.digest()


def loaded(data: bytes) -> Any:
    """The value in bytes that are known to be whole; raises `ValueError` if this version cannot read it."""
    stream = io.BytesIO(data)  # which shares the bytes
    stream.seek(_CHECKSUM)
    try:
        return _Reader(stream).load()
    except Exception as fault:
        raise ValueError(f"not readable by this version: {fault}") from fault


# --- the folder ----------------------------------------------------------------------------------


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
        count = PARTS if len(rows) >= MANY else 1
        files = [f"{name}-{count}-{i}.state" for i in range(count)]
        there = set(self._parts(name))
        keys = (key for key in rows.keys() | before.keys() if _differ(rows.get(key), before.get(key)))
        changed = {_part(key, count) for key in keys}
        parts: dict[int, dict[str, Any]]
        parts = {i: {} for i, file in enumerate(files) if i in changed or file not in there}
        for key, row in rows.items() if parts else ():
            if (part := parts.get(_part(key, count))) is not None:
                part[key] = row
        for i, part in parts.items():
            self.save(files[i], part)
        for file in there.difference(files):
            (self.folder / file).unlink(missing_ok=True)

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
        for file in self.folder.glob("*.state"):
            file.unlink(missing_ok=True)


def _part(key: str, count: int) -> int:
    """In which of so many parts a row is kept."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % count if count > 1 else 0


def _differ(row: Any, other: Any) -> bool:
    return row is not other and bool(row != other)


class Contents:
    """Packed contents by the digest of their article, in one SQLite file.

    Any fault of the file empties it: the build then parses again what it needs.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.connection: sqlite3.Connection | None = None

    def _open(self) -> sqlite3.Connection:
        if self.connection is None:
            try:
                self.connection = _connect(str(self.file))
            except sqlite3.Error:
                self.forget()
                try:
                    self.connection = _connect(str(self.file))
                except sqlite3.Error:  # a read-only or full disk: keep it in memory
                    self.connection = _connect(":memory:")
        return self.connection

    def _run(self, work: Callable[[sqlite3.Connection], Any], default: Any) -> Any:
        for _ in range(2):
            try:
                return work(self._open())
            except sqlite3.Error:
                self.forget()
        return default

    def get(self, digests: Iterable[str]) -> dict[str, bytes]:
        """The packed contents that are there and whole."""
        wanted = list(digests)

        def work(connection: sqlite3.Connection) -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            for i in range(0, len(wanted), 500):
                part = wanted[i : i + 500]
                marks = ",".join("?" * len(part))
                query = f"SELECT digest, data FROM contents WHERE digest IN ({marks})"  # noqa: S608 - marks only
                found.update(connection.execute(query, part))
            return found

        rows: dict[str, bytes] = self._run(work, {})
        return {digest: data for digest, data in rows.items() if is_whole(data, digest)}

    def shared(self) -> str:
        """The file from which other processes may read what is kept so far (`stored`); "" for none."""
        self.commit()
        kept = self._run(lambda c: c.execute("PRAGMA database_list").fetchone()[2], "")
        return str(self.file.resolve()) if kept else ""

    def put(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Keep packed contents."""
        kept = list(rows)
        self._run(lambda c: c.executemany("INSERT OR REPLACE INTO contents VALUES (?, ?)", kept), None)

    def keep_only(self, digests: set[str]) -> None:
        """Drop what no recent build used."""

        def work(connection: sqlite3.Connection) -> None:
            known = {row[0] for row in connection.execute("SELECT digest FROM contents")}
            unused = [(digest,) for digest in known - digests]
            for i in range(0, len(unused), 200):  # what a transaction drops, stays in memory to its end
                connection.executemany("DELETE FROM contents WHERE digest = ?", unused[i : i + 200])
                connection.commit()
            size, free = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _PAGES)
            if free > max(size * 2 // 5, SLACK):
                connection.executescript("PRAGMA journal_mode=OFF; VACUUM; PRAGMA journal_mode=MEMORY;")

        self._run(work, None)

    def commit(self) -> None:
        """Put what was kept on the disk."""
        if self.connection is not None:
            self._run(lambda c: c.commit(), None)

    def close(self) -> None:
        """Keep everything, and let the file go."""
        self.commit()
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def forget(self) -> None:
        """Drop everything."""
        if self.connection is not None:
            with suppress(sqlite3.Error):
                self.connection.close()
            self.connection = None
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.file}{suffix}").unlink(missing_ok=True)


def stored(file: str, digest: str) -> bytes:
    """A packed content that the process that builds keeps in `file`; raises `KeyError` if none is whole."""
    query = "SELECT data FROM contents WHERE digest = ?"
    try:
        row = _reading(file, os.getpid()).execute(query, (digest,)).fetchone()
    except sqlite3.Error as fault:
        raise KeyError(digest) from fault
    if row is None or not is_whole(row[0], digest):
        raise KeyError(digest)
    data: bytes = row[0]
    return data


@lru_cache(maxsize=1)
def _reading(file: str, _process: int) -> sqlite3.Connection:
    """A connection of this very process: none survives a fork."""
    return sqlite3.connect(f"{Path(file).as_uri()}?mode=ro", uri=True)


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name)
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS contents (digest TEXT PRIMARY KEY, data BLOB)")
    connection.execute("SELECT digest FROM contents LIMIT 1").fetchone()
    return connection


# --- one build at a time -------------------------------------------------------------------------


@contextmanager
def opened(
    folder: Path,
    *,
    wait: float = 60.0,
    waiting: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
) -> Iterator[Cache]:
    """The cache in `folder`, held until the block ends; raises `LockedError` after `wait` seconds.

    `waiting` is called once when another build holds it. A process that builds again and again may
    keep the values in a `memory` of its own, and put them on the disk when it ends (`serve/preview.py`).
    Where the folder cannot be made, the build goes on without a cache.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n")
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
