"""When the articles were last changed, by the history of git: for archives that say `dates: git`.

A file's date is that of the last commit that changed its text after the commit that brought it in.
A mere renaming is no change; a merge is one where its file is like that of no side, as `git log` has it
(a conflict resolved by hand). Without git, without a history, or with a shallow one (as CI systems
fetch by default) there are no such dates.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sitegen import code
from sitegen.cache import Cache
from sitegen.problems import Problem, warning

STATE = "gitdates.state"
MARK = "\x01"
LOG = ("log", f"--format={MARK}%aI", "--name-status", "-c", "-M", "-z", "--", ".")
"""Paths are the repository's: `--relative` does not hold for what a merge changed, in git 2.39 at least."""
PATIENCE = 120
"""Seconds that git may take."""


@dataclass(frozen=True, slots=True)
class History:
    """When the files below `content/` last changed, by path, and what stands in the way of knowing."""

    updated: Mapping[str, datetime] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def history_of(content: Path, cache: Cache) -> History:
    """The history of `content`, read again only when there is a new commit."""
    asked = ("rev-parse", "HEAD", "--is-shallow-repository", "--show-prefix")
    head = (_git(content, *asked) or "").split("\n")
    if len(head) < 3:
        hint = "commit the articles with git, or write “dates: written”"
        return History(problems=(_warning("no-history", "there is no git history to take dates from", hint),))
    commit, shallow, prefix = head[:3]
    if shallow == "true":
        hint = "fetch it whole: in GitHub Actions “fetch-depth: 0”, in GitLab CI “GIT_DEPTH: 0”"
        return History(problems=(_warning("shallow-history", "git's history is cut off here", hint),))
    known, key = cache.load(STATE), (commit, prefix, code.digest())
    if isinstance(known, tuple) and known[:1] == (key,):
        return History(known[1])
    log = _git(content, *LOG)
    if log is None:
        hint = f"build again; git may take {PATIENCE} seconds for “git log --name-status”"
        return History(problems=(_warning("no-history", "git cannot tell its history now", hint),))
    found = {path.removeprefix(prefix): moment for path, moment in last_changes(log).items()}
    cache.save(STATE, (key, found))
    return History(found)


def _warning(code: str, message: str, hint: str) -> Problem:
    return warning(code, "content/site.yaml", f"dates: {message}", hint=hint)


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None where it cannot."""
    settings = ("-c", "core.quotePath=false", "-c", "diff.relative=false")
    command = ("git", "-C", str(folder), *settings, *arguments)
    try:
        made = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return made.stdout.decode("utf-8", "surrogateescape") if made.returncode == 0 else None


def last_changes(log: str) -> dict[str, datetime]:
    """The last change of each file, from git's log (newest commit first, fields ended by NUL)."""
    found: dict[str, datetime] = {}
    now_called: dict[str, str] = {}
    born: set[str] = set()
    for moment, status, old, new in _changes(log):
        path = now_called.get(new, new)
        if path in born:
            continue  # an earlier file of the same name
        if old:
            now_called[old] = path
        if status == "A":
            born.add(path)
        elif status[0] in "MT" or (status[0] == "R" and status != "R100"):
            found.setdefault(path, moment)
    return found


def _changes(log: str) -> Iterator[tuple[datetime, str, str, str]]:
    """(moment, status, old path or "", path) of each change. That of a merge has a letter for each parent:
    it is an addition where no parent has the file, and otherwise a modification.
    """
    for commit in log.split(MARK)[1:]:
        words = _words(commit)
        moment = datetime.fromisoformat(next(words))
        for status in words:
            if status[1:].isalpha():
                path, letters = next(words), set(status)
                yield moment, letters.pop() if letters <= {"A"} or letters <= {"D"} else "M", "", path
            elif status[0] in "RC":
                old, new = next(words), next(words)
                yield moment, status if status[0] == "R" else "A", old if status[0] == "R" else "", new
            else:
                yield moment, status, "", next(words)


def _words(commit: str) -> Iterator[str]:
    return iter([word.lstrip("\n") for word in commit.split("\0") if word.strip("\n")])
