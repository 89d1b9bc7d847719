"""The files of a source: found in a fixed order, read one by one, whatever their names and links."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sitegen.archive import SETTINGS
from sitegen.files import scan
from sitegen.importing import foreign
from sitegen.importing.encodings import MAX_BYTES
from sitegen.importing.values import Skipped
from sitegen.output import MARKER
from sitegen.problems import error
from sitegen.report import SourceError

IGNORED = frozenset({"node_modules", "bower_components", "__pycache__"})
"""Folders of tools, which hold no articles."""

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
"""How names of articles in Markdown end."""

OTHER_MARKUP = (".rst", ".adoc", ".asciidoc", ".org", ".textile", ".ipynb", ".mdx")
"""How names of articles end in markup that no reader reads."""


REPORT = "import-report.md"
"""The report that an import leaves in an archive."""
_REPORTS = b"# Import of "

_OWN = ("content", "templates", "output")
"""The folders of an archive."""


def require_apart(source: Path, root: Path) -> None:
    """Raise `SourceError` if a source is of the archive in `root`, or a site that sitegen built: its articles
    would come in again beside themselves. An archive in a folder of the source is only left out.
    """
    real, archive = source.resolve(), root.resolve()
    if real == archive or any(real.is_relative_to(archive / name) for name in _OWN):
        message = f"{source} is of the archive {root}, which would be imported into itself"
        cure = "name a source outside of the archive, or another archive: sitegen import SOURCE SITE"
        raise SourceError(f"{message}; {cure}")
    if is_report(real):
        raise SourceError(f"{source} is the report of an import; name the source of the articles")
    if site := next((folder for folder in (real, *real.parents) if (folder / MARKER).is_file()), None):
        cure = "import the folder “content” that it was made of"
        raise SourceError(f"{source} is of a site that sitegen built ({site}); {cure}")


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
            data = self.file.read_bytes()
        except OSError as fault:
            return skipped_file(self.path, "unreadable", f"it cannot be read: {fault.strerror}")
        kind = foreign.of(self.path, data)
        return skipped_file(self.path, "not-text", f"it is {kind.what}: {kind.cure}") if kind else data


def files_of(source: Path, suffixes: Iterable[str], *, hidden: bool = False) -> list[Source]:
    """The files of a folder with one of the suffixes, sorted; a file is itself, whatever its name.

    Links that lead out of the folder, or in a circle, are not followed.
    """
    if source.is_file():
        return [Source(source.name, source, source.stat().st_mtime)]
    wanted = tuple(suffixes)
    ours = _of_sitegen(source)
    found = [
        Source(file.path, source / file.path, file.stamp[1] / 1e9)
        for file in scan(source, hidden=hidden)
        if file.path.lower().endswith(wanted)
        and not _is_ignored(file.path)
        and not ours(os.path.dirname(file.path))  # noqa: PTH120 - a hot loop
        and not is_report(source / file.path)
    ]
    return sorted(found, key=lambda file: file.path)


def _of_sitegen(source: Path) -> Callable[[str], bool]:
    """Tells of a folder below `source` whether it is of a site or an archive that sitegen made."""

    @cache
    def is_ours(folder: str) -> bool:
        above = folder.rpartition("/")[0]
        return bool(folder) and (bool(_why_ours(source / folder)) or is_ours(above))

    return is_ours


def _why_ours(folder: Path) -> str:
    """What sitegen made of a folder; "" if it did not."""
    if (folder / MARKER).is_file():
        return "it is a site that sitegen built"
    return "it is an archive of sitegen" if (folder / "content" / SETTINGS).is_file() else ""


def is_report(file: Path) -> bool:
    """Whether a file is the report of an import."""
    if file.name != REPORT:
        return False
    try:
        with file.open("rb") as opened:
            return opened.read(len(_REPORTS)) == _REPORTS
    except OSError:
        return False


def _is_ignored(path: str) -> bool:
    folders = path.split("/")[:-1]
    return any(name in IGNORED or name.startswith(".") for name in folders)


def left_out(source: Path) -> list[Skipped]:
    """What of a folder is not looked at: links that lead out of it, and what sitegen wrote there."""
    real = os.path.realpath(source)
    found: list[Skipped] = []
    for folder, folders, files in os.walk(source):
        if Path(folder) != source and (why := _why_ours(Path(folder))):
            folders.clear()
            found.append(Skipped(_below(source, folder), "built-site", why))
            continue
        folders[:] = [name for name in folders if name not in IGNORED and not name.startswith(".")]
        for path in (os.path.join(folder, name) for name in (*folders, *files)):  # noqa: PTH118 - a hot loop
            target = os.path.realpath(path) if os.path.islink(path) else real  # noqa: PTH114 - likewise
            if target != real and not target.startswith(real + os.sep):
                detail = (
                    "this link leads out of the source, and is not followed: put what it shows in its place"
                )
                found.append(Skipped(_below(source, path), "link-outside", detail))
        if REPORT in files and is_report(Path(folder, REPORT)):
            path = _below(source, os.path.join(folder, REPORT))  # noqa: PTH118 - likewise
            found.append(Skipped(path, "not-an-article", "it is the report of an import"))
    return sorted(found, key=lambda skip: skip.path)


def _below(source: Path, path: str) -> str:
    return Path(path).relative_to(source).as_posix()


def unread(source: Path, carried: Container[str]) -> Iterator[Skipped]:
    """The files of a folder that hold words in a form that no reader reads, but for those `carried` to the
    archive because an article links to them; these are named by their real paths.
    """
    for file in files_of(source, foreign.WRITTEN) if source.is_dir() else ():
        kind = foreign.of_name(file.path)
        if kind and os.path.realpath(file.file) not in carried:
            detail = f"it is {kind.what} to which no article links: {kind.cure}"
            yield Skipped(file.path, "unsupported-format", detail)


def unsupported(source: Path) -> list[Skipped]:
    """The articles of a folder in markup languages that are not read: a person has to know of them."""
    hint = "it is no Markdown: convert it (pandoc can), and import again"
    return [
        Skipped(file.path, "unsupported-format", hint)
        for file in files_of(source, OTHER_MARKUP)
        if not file.path.rpartition("/")[2].lower().startswith("readme")
    ]


def skipped_file(path: str, reason: str, detail: str) -> Skipped:
    """A file that cannot become an article: that is an error of the source."""
    return Skipped(path, reason, detail, error(reason, path, detail))


def inside(root: Path, path: str) -> Path | None:
    """The file at a relative path below `root`; None if there is none, or it would lie outside."""
    real = os.path.realpath(root)
    target = os.path.realpath(os.path.join(real, path.lstrip("/")))  # noqa: PTH118 - realpath gives text
    if target != real and not target.startswith(real + os.sep):
        return None
    return Path(target) if os.path.isfile(target) else None  # noqa: PTH113 - likewise


def upward(path: str) -> Iterator[str]:
    """A path, and each folder that it stands in."""
    while path:
        yield path
        path = posixpath.dirname(path)


def is_below(folder: Path, root: Path) -> bool:
    """Whether a folder is there, and not outside `root`: settings of a tool may name any."""
    try:
        return folder.is_dir() and folder.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):  # a name that no folder can have
        return False
