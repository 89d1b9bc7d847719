"""Symbolic links that are not followed, folders that cannot be listed, and what is neither file nor folder:
an editor should know what is not read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sitegen.files import NO_FILE, SHUT, Found, hides, is_hidden, is_special, leads_out
from sitegen.problems import Problem, error, warning

CODE = "link-not-followed"
KEPT = "_snapshots/"
"""Hidden, and read all the same."""


def problems(folder: Path, files: Iterable[Found], *, outside: bool = False) -> list[Problem]:
    """A warning for each link among the files of `scan` that it did not follow (`outside` ones it would),
    and each pipe, device and socket. An error for each folder that it could not list: so nothing of it is
    removed from the site.

    Hidden ones pass in silence, unless from `outside`: what they lead to would not be published either.
    """
    unread = [(f.path, f.stamp[0]) for f in files if f.stamp[0] < 0 and (outside or matters(f.path))]
    links = [_warning(folder, path, outside=outside) for path, size in unread if size == NO_FILE]
    return links + [_error(folder, path) for path, size in unread if size == SHUT]


def matters(path: str) -> bool:
    """Whether what stands at a path below `content/` makes any difference to the site."""
    return not path or not is_hidden(path) or (f"{path}/".startswith(KEPT) and "/." not in path)


def _error(folder: Path, path: str) -> Problem:
    message = "this folder cannot be read: what it holds is not known, and stays as it was last published"
    hint = "make it readable for whoever builds, folders with “chmod u+rx”"
    return error("folder-unreadable", f"{folder.name}/{path}".rstrip("/"), message, hint=hint)


def _warning(folder: Path, path: str, *, outside: bool) -> Problem:
    link = folder / path
    if is_special(link):
        message, hint = "a pipe, a device or a socket is not read", "put a file in its place, or remove it"
        return warning("no-file", f"{folder.name}/{path}", message, hint=hint)
    message, hint = f"leads nowhere (to {_target(link)})", "mend it, or remove it"
    to_all = os.path.realpath(link) == os.path.realpath(folder)
    if not outside and not to_all and leads_out(folder, path):
        message = f"leads out of {folder.name}/ (to {_target(link)}), and is not followed"
        hint = "put in its place what it leads to: the file or folder itself"
    elif not outside and not to_all and link.exists() and hides(path, str(link), os.path.realpath(folder)):
        message = f"leads to what is not published ({_target(link)}), and is not followed"
        hint = "remove it; or put the file here itself, with no “_” before its name, an article as “.md”"
    elif link.exists():
        message = f"leads to a folder that is read already ({_target(link)}), and is not followed"
        hint = "remove it"
    return warning(CODE, f"{folder.name}/{path}", f"this symbolic link {message}", hint=hint)


def _target(link: Path) -> str:
    try:
        return os.fsencode(link.readlink()).decode("utf-8", "replace")
    except OSError:  # gone meanwhile
        return "?"
