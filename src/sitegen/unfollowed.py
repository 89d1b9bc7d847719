"""Symbolic links that are not followed: an editor should know that what they lead to is not read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sitegen.files import LINK, Found, is_hidden, leads_out
from sitegen.problems import Problem, warning

CODE = "link-not-followed"
KEPT = "_snapshots/"
"""Hidden, and read all the same."""


def warnings(folder: Path, files: Iterable[Found], *, outside: bool = False) -> list[Problem]:
    """A warning for each link among the files of `scan` that it did not follow; from `outside` it would have.

    Hidden ones pass in silence: what they lead to would not be published either.
    """
    links = (file.path for file in files if file.stamp[0] == LINK)
    named = (path for path in links if not is_hidden(path) or (path.startswith(KEPT) and "/." not in path))
    return [_warning(folder, path, outside=outside) for path in named]


def _warning(folder: Path, path: str, *, outside: bool) -> Problem:
    link = folder / path
    message, hint = f"leads nowhere (to {_target(link)})", "mend it, or remove it"
    if not outside and leads_out(folder, path):
        message = f"leads out of {folder.name}/ (to {_target(link)}), and is not followed"
        hint = "put in its place what it leads to: the file or folder itself"
    elif link.exists():
        message = f"leads to a folder that is read already ({_target(link)}), and is not followed"
        hint = "remove it"
    return warning(CODE, f"{folder.name}/{path}", f"this symbolic link {message}", hint=hint)


def _target(link: Path) -> str:
    try:
        return os.fsencode(link.readlink()).decode("utf-8", "replace")
    except OSError:  # gone meanwhile
        return "?"
