"""The rim: what was imported -> files of the archive. Nothing that is there and differs is ever changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sitegen import snapshots
from sitegen.files import write_atomic
from sitegen.importing import yamlout
from sitegen.importing.values import Imported
from sitegen.model import Snapshot

Outcome = Literal["written", "same", "different", "impossible"]
"""What became of a file: `different` is one that was there and was left as it is."""


@dataclass(slots=True)
class Writer:
    """Writes below `content`; with `dry` it only finds out what would be written.

    `planned` holds what this run has put where, so that a dry run tells of clashes as well.
    """

    content: Path
    dry: bool = False
    planned: set[str] = field(default_factory=set)

    def article(self, item: Imported) -> Outcome:
        """Write an article."""
        return self.put(item.path, yamlout.article(item.front, item.body).encode("utf-8", "replace"))

    def snapshot(self, post: Snapshot) -> Outcome:
        """Write a post's snapshot, unless there is one: what was captured is never overwritten."""
        path = snapshots.path_of(post.provider, post.id)
        target = self.content / path
        if path in self.planned or target.exists():
            return "same"
        return self.put(path, snapshots.encode(post).encode())

    def put(self, path: str, data: bytes) -> Outcome:
        """Write a file, if there is none."""
        return self.make(path, lambda: data)

    def make(self, path: str, data: Callable[[], bytes]) -> Outcome:
        """Write a file whose bytes are only made if they are needed."""
        target = self.content / path
        if not is_inside(self.content, target):
            return "impossible"
        self.planned.add(path)
        try:
            if target.exists() or target.is_symlink():
                same = target.is_file() and target.read_bytes() == data()
                return "same" if same else "different"
            if not self.dry:
                write_atomic(os.fspath(target), data())
        except OSError:
            return "impossible"
        return "written"


def is_inside(folder: Path, target: Path) -> bool:
    """Whether a path stays below a folder once all links and dots are followed."""
    real = os.path.realpath(folder)
    return os.path.realpath(target).startswith(real + os.sep)
