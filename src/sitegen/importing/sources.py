"""The files of a source: found in a fixed order, read one by one, whatever their names and links."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sitegen.files import scan
from sitegen.importing.encodings import MAX_BYTES
from sitegen.importing.values import Skipped
from sitegen.problems import error

IGNORED = frozenset({"node_modules", "bower_components", "__pycache__"})
"""Folders of tools, which hold no articles."""

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
"""How names of articles in Markdown end."""

OTHER_MARKUP = (".rst", ".adoc", ".asciidoc", ".org", ".textile", ".ipynb", ".mdx")
"""How names of articles end in markup that no reader reads."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the source. `path` is how reports name it: relative to the source, POSIX."""

    path: str
    file: Path
    modified: float = 0.0

    def bytes(self) -> bytes | Skipped:
        """What is in it, or why it cannot be read."""
        try:
            if self.file.stat().st_size > MAX_BYTES:
                return skipped_file(self.path, "too-large", f"it has more than {MAX_BYTES:,} bytes")
            return self.file.read_bytes()
        except OSError as fault:
            return skipped_file(self.path, "unreadable", f"it cannot be read: {fault.strerror}")


def files_of(source: Path, suffixes: Iterable[str], *, hidden: bool = False) -> list[Source]:
    """The files of a folder with one of the suffixes, sorted; a file is itself, whatever its name.

    Links that lead out of the folder, or in a circle, are not followed.
    """
    if source.is_file():
        return [Source(source.name, source, source.stat().st_mtime)]
    wanted = tuple(suffixes)
    found = [
        Source(file.path, source / file.path, file.stamp[1] / 1e9)
        for file in scan(source, hidden=hidden)
        if file.path.lower().endswith(wanted) and not _is_ignored(file.path)
    ]
    return sorted(found, key=lambda file: file.path)


def _is_ignored(path: str) -> bool:
    folders = path.split("/")[:-1]
    return any(name in IGNORED or name.startswith(".") for name in folders)


def links_outside(source: Path) -> list[Skipped]:
    """The links in a folder that lead out of it, which are not followed: what they show is missing."""
    real = os.path.realpath(source)
    found: list[Skipped] = []
    for folder, folders, files in os.walk(source):
        folders[:] = [name for name in folders if name not in IGNORED and not name.startswith(".")]
        for path in (os.path.join(folder, name) for name in (*folders, *files)):  # noqa: PTH118 - a hot loop
            target = os.path.realpath(path) if os.path.islink(path) else real  # noqa: PTH114 - likewise
            if target != real and not target.startswith(real + os.sep):
                name = Path(path).relative_to(source).as_posix()
                detail = (
                    "this link leads out of the source, and is not followed: put what it shows in its place"
                )
                found.append(Skipped(name, "link-outside", detail))
    return sorted(found, key=lambda link: link.path)


def unsupported(source: Path) -> list[Skipped]:
    """The articles of a folder in markup languages that are not read: a person has to know of them."""
    hint = "it is no Markdown: convert it (pandoc can), and import again"
    return [
        Skipped(file.path, "unsupported-format", hint)
        for file in files_of(source, OTHER_MARKUP)
        if not file.path.rpartition("/")[2].lower().startswith("readme")
    ]


def skipped_file(path: str, reason: str, detail: str, *, line: int = 1) -> Skipped:
    """A file that cannot become an article: that is an error of the source."""
    return Skipped(path, reason, detail, error(reason, path, detail, line=line))


def inside(root: Path, path: str) -> Path | None:
    """The file at a relative path below `root`; None if there is none, or it would lie outside."""
    real = os.path.realpath(root)
    target = os.path.realpath(os.path.join(real, path.lstrip("/")))  # noqa: PTH118 - realpath gives text
    if target != real and not target.startswith(real + os.sep):
        return None
    return Path(target) if os.path.isfile(target) else None  # noqa: PTH113 - likewise
