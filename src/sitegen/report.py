"""What a build is asked for, and what it tells: light, for commands that only look at the result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from sitegen.problems import Problem

if TYPE_CHECKING:
    from sitegen.again import Memory

RACY = 2 * 10**9
"""Nanoseconds within which two changes of a file may carry the same time, on the coarsest file system."""

Progress = Callable[[str, int, int], None]
"""Told of a stage, how much of it is done, and how much there is."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """The progress of what nobody watches."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """Files of the site that somebody waits for, by path. As soon as they stand, `tell` is called with the
    paths of all that was written until then, if anything was.
    """

    paths: frozenset[str]
    tell: Callable[[tuple[str, ...]], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for. `output` is `output/` in the archive's folder unless given."""

    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    jobs: int = 0
    clean: bool = False
    executor: Callable[[int], Executor] | None = None
    adopt: bool = False
    strict: bool = False
    sign: Path | None = None
    """The SSH key that signs the list of checksums."""
    search: bool = True
    """Whether the search index is brought up to date; a preview leaves it as it is between its builds."""
    racy: int = RACY
    """Nanoseconds within which two changes of a file may carry the same time."""
    why: bool = False
    """Whether the report gives the reason for each rendered page."""
    memory: Memory | None = None
    """Where a process that builds again and again keeps what the next build needs; see `cache.opened`."""
    urgent: Urgent | None = None
    """What is to be rendered before the rest."""
    now: datetime | None = None
    """The moment that decides what is future; the clock's unless given."""

    def output_of(self, root: Path) -> Path:
        """The folder to write for the archive in `root`."""
        return self.output or root / "output"


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a report (contract, section 6). `pages` counts HTML files."""

    articles: int = 0
    pages: int = 0
    drafts: int = 0
    future: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, what it found wrong, and how long its stages took in seconds.

    `reasons` says for each rendered page why, if that was asked; `unpublished` names the articles left out.
    """

    counts: Counts
    problems: tuple[Problem, ...]
    seconds: Mapping[str, float]
    feeds: int = 0
    reasons: tuple[tuple[str, str, float], ...] = ()
    unpublished: tuple[tuple[str, str], ...] = ()
    kept: int = 0
    """Files that no longer belong to the site, and stay until what is wrong with it is mended."""
    changed: tuple[str, ...] = ()
    """Paths of the files written or removed, for a preview that reloads."""


class NoArchiveError(Exception):
    """The folder holds no archive. The message says how to make one."""


class StartError(Exception):
    """A new archive or article cannot be made so. The message says why."""


class SourceError(Exception):
    """What is named to be imported cannot be. The message says why, and what to name."""


class LocaleError(Exception):
    """The names of files are written otherwise than in UTF-8 here, and one has other letters than English."""

    def __init__(self, name: str) -> None:
        cure = "set LC_ALL=C.UTF-8, or PYTHONUTF8=1, and run again"
        shown = name.encode("ascii", "backslashreplace").decode()
        super().__init__(f"the locale here is not of UTF-8, in which “{shown}” is written: {cure}")


class SettingsError(Exception):
    """`site.yaml`, or the folder of snapshots, cannot be used; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def require_utf8_names(paths: Iterable[str]) -> None:
    """Raise `LocaleError` if a file with such a path would get a name in another encoding than UTF-8."""
    if sys.getfilesystemencoding() != "utf-8" and (
        other := next((path for path in paths if not path.isascii()), "")
    ):
        raise LocaleError(other)


def require_archive(root: Path) -> None:
    """Raise `NoArchiveError` unless `root` holds an archive."""
    if (root / "content").is_dir():
        return
    if above := next((folder for folder in root.absolute().parents if _is_archive(folder)), None):
        raise NoArchiveError(f"{root} is in an archive, and is none itself; its folder is {above}: name that")
    if root.exists() and not root.is_dir():
        raise NoArchiveError(f"{root} is a file; name an archive's folder, or make one: {_INIT} my-archive")
    used = root.is_dir() and any(root.iterdir())
    cure = f"{_INIT} {as_argument(root / 'my-archive' if used else root)}"
    raise NoArchiveError(f"{root} holds no archive (it has no folder “content”); make one with: {cure}")


_INIT = "sitegen init"


def as_argument(path: Path) -> str:
    """A path as a command that is proposed names it: in quotes where it needs them, and no option."""
    text = str(path)
    return quote(f"./{text}" if text.startswith("-") else text)


def _is_archive(folder: Path) -> bool:
    return (folder / "content" / "site.yaml").is_file()
