"""The packed contents of articles, in one SQLite file that other processes of this machine may read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitegen.packing import is_whole

PAGE = 16_384
"""Bytes of a page of the file: a content takes two, where SQLite's usual pages would be a chain of five."""

SLACK = 250
"""Pages of the file that may be free however small it is."""

_PAGES = ("page_count", "freelist_count")


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
                if self.file.is_symlink():  # SQLite would write where it leads
                    self.forget()
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

    def keep_only(self, digests: AbstractSet[str]) -> AbstractSet[str]:
        """Drop what no recent build used; those of the digests that nothing is kept by."""
        query = "SELECT digest FROM contents"
        known: AbstractSet[str] = self._run(lambda c: {row[0] for row in c.execute(query)}, frozenset())
        self.drop(known - digests)
        self._give_back()
        return digests - known

    def drop(self, digests: Iterable[str]) -> None:
        """Drop what is kept by these digests."""
        unused = [(digest,) for digest in digests]

        def work(connection: sqlite3.Connection) -> None:
            for i in range(0, len(unused), 200):  # what a transaction drops, stays in memory to its end
                connection.executemany("DELETE FROM contents WHERE digest = ?", unused[i : i + 200])
                connection.commit()

        self._run(work, None)

    def _give_back(self) -> None:
        """Make the file anew where it is empty for the most part. It is whole at any moment."""
        size, free = self._run(
            lambda c: [c.execute(f"PRAGMA {name}").fetchone()[0] for name in _PAGES], (0, 0)
        )
        if free <= max(size * 2 // 5, SLACK):
            return
        fresh = Path(f"{self.file}.new")
        self.commit()
        with suppress(sqlite3.Error, OSError):
            fresh.unlink(missing_ok=True)
            self._open().execute("VACUUM INTO ?", (str(fresh),))
            self.close()
            fresh.replace(self.file)

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
        for suffix in ("", "-journal", "-wal", "-shm", ".new"):
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
    connection.execute(f"PRAGMA page_size={PAGE}")
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS contents (digest TEXT PRIMARY KEY, data BLOB)")
    connection.execute("SELECT digest FROM contents LIMIT 1").fetchone()
    return connection
