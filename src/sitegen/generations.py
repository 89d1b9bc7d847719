"""Whole generations of a site, published by one rename, for servers that read the folder.

The published name is a symbolic link to one of two folders beside it, `NAME.a` and `NAME.b`. A build
writes the other, and the link is replaced when it is whole: no reader ever sees two builds mixed.
"""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.files import TEMPORARY
from sitegen.output import ForeignOutputError


def spare(link: Path) -> Path:
    """The folder that readers of `link` do not see now. Raises `ForeignOutputError` if `link` is none."""
    folders = [link.with_name(f"{link.name}.{letter}") for letter in "ab"]
    if not link.is_symlink():
        if link.exists():
            message = f"{link} is a folder, and --swap publishes by a link of that name"
            raise ForeignOutputError(f"{message}: rename it once to {folders[1].name}, and build again")
        return folders[0]
    if link.readlink() not in (Path(folder.name) for folder in folders):
        message = f"{link} leads to {link.readlink()}, which is no generation of it"
        raise ForeignOutputError(f"{message}: remove the link, or choose another --output")
    return folders[link.readlink() == Path(folders[0].name)]


def publish(link: Path, folder: Path) -> None:
    """Let `link` lead to `folder`, from one moment to the next. The link is relative: it can be moved."""
    fresh = link.with_name(f"{TEMPORARY}{os.getpid()}-{link.name}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.name, target_is_directory=True)
    fresh.replace(link)
