"""The output folder: what stands in it, who made it, and writing it so that no half file is ever seen."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.cache import Cache
from sitegen.digest import of_text
from sitegen.files import (
    TEMPORARY,
    Differences,
    Found,
    Stamp,
    Standing,
    real,
    remove,
    scan,
    stamp_of,
    write_atomic,
)
from sitegen.integrity import digest_of
from sitegen.meanwhile import Meanwhile
from sitegen.pickling import portable
from sitegen.problems import Problem, error
from sitegen.stale import Facts, Manifest, Written

MARKER = ".sitegen-output"
"""The file that says whose folder this is. Its name begins with a dot: it is not part of the site."""

_MARKED = "This folder is written by sitegen: files in it that it does not know may be removed.\n"


class ForeignOutputError(Exception):
    """The output folder holds files that sitegen did not write. The message says how to go on."""


@portable
@dataclass(frozen=True, slots=True)
class Place:
    """What stands where a file is to be written: its `stamp`, if anything does, and the SHA-256 of its bytes
    where they are known to be as a build left them. `time` (seconds since 1970) becomes the new file's.
    """

    stamp: Stamp | None
    sha256: str
    time: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What a build has looked at before it begins: the files below `content/`, and how its output differs
    from what the last build left, where another process looks for that meanwhile.
    """

    content: Iterable[Found] | None = None
    differences: Meanwhile[Differences] | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """The folder that a build writes."""

    root: Path

    @property
    def name(self) -> str:
        """What this folder is called in the cache."""
        return of_text(str(real(self.root)))[:16]

    def manifest(self, cache: Cache, *, facts: bool) -> Manifest:
        """What the last build wrote here; and the `facts` that it knew, where they are asked for."""
        known = self._facts(cache) if facts else Facts()
        rows = cache.load_rows(f"output-{self.name}")
        whole = cache.load(f"whole-{self.name}.state") is True
        return Manifest(rows, known, whole)

    def _facts(self, cache: Cache) -> Facts:
        """What the last build knew; of articles that were changed alone since, that is kept apart."""
        known, since = (cache.load(f"{name}-{self.name}.state") for name in ("facts", "since"))
        if not isinstance(known, Facts):
            return Facts()
        return replace(known, articles={**known.articles, **since}) if isinstance(since, dict) else known

    def keep(self, cache: Cache, manifest: Manifest, before: Mapping[str, Written]) -> None:
        """Keep what a build wrote here; it found the files `before`."""
        cache.save(f"facts-{self.name}.state", manifest.facts)
        cache.save(f"since-{self.name}.state", {})
        cache.save(f"whole-{self.name}.state", False)
        cache.save_rows(f"output-{self.name}", manifest.files, before)
        cache.save(f"whole-{self.name}.state", True)

    def rows_near(self, cache: Cache, paths: Iterable[str]) -> dict[int, dict[str, Written]]:
        """What the manifest knows of these files, and of those kept in one part with them, by part."""
        return cache.rows_near(f"output-{self.name}", paths)

    def parts(self, cache: Cache) -> int:
        """In how many parts the manifest is kept; 0 if it is not of one build."""
        whole = cache.load(f"whole-{self.name}.state") is True
        return cache.parts_of(f"output-{self.name}") if whole else 0

    def amend(self, cache: Cache, rows: Mapping[str, Written], articles: Mapping[str, str]) -> None:
        """Keep what a build wrote here that changed only these files and articles (digests by path)."""
        since = cache.load(f"since-{self.name}.state")
        cache.save(f"since-{self.name}.state", {**since, **articles} if isinstance(since, dict) else articles)
        cache.save(f"whole-{self.name}.state", False)
        cache.amend_rows(f"output-{self.name}", rows)
        cache.save(f"whole-{self.name}.state", True)

    def keep_apart(self, *folders: Path) -> None:
        """Raise `ForeignOutputError` if one of these lies in this folder, or this one in it, even to be
        adopted: a build removes what it does not know from its output, and reads all of its sources.
        """
        own = real(self.root)
        for folder in folders:
            source = real(folder)
            if own.is_relative_to(source) or source.is_relative_to(own):
                message = f"{self.root} cannot be the output: it would mix with {folder}"
                raise ForeignOutputError(f"{message}, the archive itself; choose another --output")

    def claim(self, *, adopt: bool = False) -> None:
        """Make the folder, and mark it as sitegen's.

        Raises `ForeignOutputError` if it holds files of others, unless `adopt`; hidden files do not count.
        """
        marker = self.root / MARKER
        if marker.exists():
            return
        foreign = self._foreign()
        if foreign and not adopt:
            message = f"{self.root} holds files that sitegen did not write, such as {foreign}"
            raise ForeignOutputError(f"{message}; choose another --output, or take it over with --adopt")
        self._mark()

    def reclaim(self, files: Iterable[str]) -> Problem | None:
        """What to tell if another hand removed the folder during a build, which made it anew and wrote on,
        maybe not all of these `files`. Unless it holds others, it is marked: the next build mends it.
        """
        if (self.root / MARKER).exists():
            return None
        message = "this folder was removed, or moved away, while it was written: the site is not whole"
        with suppress(OSError):
            ours = {path.partition("/")[0] for path in files}
            standing = {path.name for path in self.root.iterdir()} if self.root.exists() else set()
            if all(name in ours or name.startswith(".") for name in standing):
                self._mark()
        return error("output-removed", "output", message, hint="leave it alone, and build again")

    def _mark(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / MARKER).write_text(_MARKED, encoding="utf-8")

    def _foreign(self) -> str:
        if self.root.is_symlink() and not self.root.exists():
            return "a link that leads nowhere"
        if self.root.exists() and not self.root.is_dir():
            return "the file itself"
        names = sorted(path.name for path in self.root.iterdir()) if self.root.exists() else []
        return next((name for name in names if not name.startswith(".")), "")

    def as_left(self, last: Standing | None) -> Differences | None:
        """How the files differ from the manifest of the `last` build, if its folders saw no file come or go
        since; else None. What another hand writes over is not seen so, only by `differences`.
        """
        return last.differ if last is not None and last.folders == self._times(last.folders) else None

    def stands(
        self, files: Iterable[str], differ: Differences, changed: Iterable[str], last: Standing | None
    ) -> Standing:
        """What a build leaves here: `files` that its manifest knows, and others that `differ`. It wrote or
        removed those that `changed`.
        """
        touched = _folders_of(changed if last else (*files, *differ))
        kept = last.folders if last else {}
        kept = {folder: time for folder, time in kept.items() if folder not in touched}
        return Standing(differ, kept | self._times(touched))

    def _times(self, folders: Iterable[str]) -> dict[str, int]:
        """When a file last came to or went from each folder that is there."""
        root = str(self.root)
        return {folder: time for folder in folders if (time := _changed(f"{root}/{folder}"))}

    def differences(self, known: Mapping[str, Written]) -> dict[str, Stamp | None]:
        """How the files here differ from those that are `known`. Leftovers of a crash are removed. A link is
        none of the site's files, whatever it leads to.
        """
        differ: dict[str, Stamp | None] = {}
        missing = dict.fromkeys(known)
        for file in scan(self.root, hidden=True, links="as files"):
            path, row = file.path, known.get(file.path)
            missing.pop(path, None)
            if row is not None and row.stamp == file.stamp:
                continue
            if not self._swept(path):
                differ[sys.intern(path)] = file.stamp
        return differ | missing

    def sweep(self) -> None:
        """Remove what a crash left half written."""
        for file in scan(self.root, hidden=True, links="as files"):
            self._swept(file.path)

    def _swept(self, path: str) -> bool:
        """Whether a file was left over from a crash: it is removed."""
        if not is_leftover(path):
            return False
        (self.root / path).unlink(missing_ok=True)
        return True

    def differences_now(self, cache: Cache) -> Differences:
        """How the files differ from the last build's manifest, which is in the cache."""
        return self.differences(self.manifest(cache, facts=False).files)

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of a file of the site; None if it is not there."""
        try:
            return stamp_of((self.root / path).stat())
        except OSError:
            return None

    def write(self, path: str, data: bytes, sha256: str, place: Place) -> tuple[Stamp, bool]:
        """Put a page's bytes at `path`, unless they stand there already; the file's stamp, and whether it was
        written.
        """
        stamp = place.stamp
        if stamp is not None and place.sha256 == sha256:
            return stamp, False
        target = os.path.join(self.root, path)  # noqa: PTH118 - a hot loop
        if (
            stamp is not None
            and not place.sha256
            and stamp[0] == len(data)
            and digest_of(Path(target)) == sha256
        ):
            if stamp[1] != int(place.time * 1e9):
                os.utime(target, (place.time, place.time))
            return stamp_of(os.stat(target)), False  # noqa: PTH116
        self._unblock(path)
        return write_atomic(target, data, mtime=place.time), True

    def read(self, path: str) -> bytes:
        """The bytes of a file; none if it cannot be read."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return b""

    def _unblock(self, path: str) -> None:
        """Remove a file that stands where a folder has to be, or a folder where the file has to be."""
        *folders, name = path.split("/")
        place = str(self.root)
        for folder in folders:
            place = f"{place}/{folder}"
            kind = _kind(place)
            if kind in {stat.S_IFREG, stat.S_IFLNK}:
                with suppress(OSError):  # if another process did it meanwhile, writing shows
                    os.unlink(place)  # noqa: PTH108 - a hot loop
            if kind != stat.S_IFDIR:
                return
        if _kind(f"{place}/{name}") == stat.S_IFDIR:
            _remove_folder(Path(place, name))

    def remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        remove(self.root, path)


def is_leftover(path: str) -> bool:
    """Whether a file here is one that a build which was cut off has left half written."""
    return path.rpartition("/")[2].startswith(TEMPORARY) and path != MARKER


def unwritable(path: str, fault: OSError) -> Problem:
    """What to tell of a file of the site that could not be written or removed."""
    message = f"the file cannot be written: {fault.strerror or fault}"
    hint = "free some space, or give yourself the right to write there, and build again"
    return error("unwritable", f"output/{path}", message, hint=hint)


def _folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that lead to the files, the topmost ("") among them."""
    found: set[str] = set()
    for path in paths:
        while path and (path := path.rpartition("/")[0]) not in found:
            found.add(path)
    return found


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - a hot loop
    except OSError:
        return 0


def _kind(place: str) -> int:
    """The kind of file that stands at a place, a link as itself; 0 for none."""
    try:
        return stat.S_IFMT(os.lstat(place).st_mode)
    except OSError:
        return 0


def _remove_folder(folder: Path) -> None:
    """Remove a folder with all that it holds, but for hidden files, which keep it there."""
    for child in folder.iterdir():
        if child.is_dir() and not child.is_symlink():
            _remove_folder(child)
        elif not child.name.startswith("."):
            child.unlink()
    folder.rmdir()
