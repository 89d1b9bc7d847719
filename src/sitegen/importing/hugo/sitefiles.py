"""The files of a Hugo site: those that are articles, where each stands, and those that Hugo leaves out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sitegen.importing.frontmatter import heads
from sitegen.importing.hugo.cascade import Page
from sitegen.importing.hugo.configuration import Configuration, Mount
from sitegen.importing.sources import MARKDOWN, Source, files_of, is_below, unsupported
from sitegen.importing.values import Skipped
from sitegen.languages import ISO_639_1
from sitegen.problems import Problem, warning

_SUFFIX = re.compile(r"\.(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\Z")
_SUFFIXES = (*MARKDOWN, ".html")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands in the source: its path in the folder `top` of its language, without suffixes.

    `key` names the language; "" if nothing does.
    """

    stem: str
    key: str = ""
    top: str = ""

    @property
    def name(self) -> str:
        """The file's name without suffixes, or that of the folder of a bundle."""
        folder, name = posixpath.split(self.stem)
        return posixpath.basename(folder) or name if name in {"index", "_index"} else name

    def page(self, main: str) -> Page:
        """The page that Hugo makes of it; `main` is the key of a language that nothing names."""
        folder, name = posixpath.split(self.stem)
        kind = ("section" if folder else "home") if name == "_index" else "page"
        return Page(folder if name in {"index", "_index"} else self.stem, kind, self.key or main)


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of a site's articles, `content` and those below it that hold some, with the key of the
    language of each.
    """

    root: Path
    content: Path
    conf: Configuration
    tops: Mapping[str, str]
    mounts: Mapping[str, Mount] = field(init=False)
    """What the settings say of each of them."""
    ignored: tuple[re.Pattern[str], ...] = field(init=False)
    problems: tuple[Problem, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = [_compiled(text) for text in heads.walk(self.conf.values.get("ignorefiles", []))]
        object.__setattr__(self, "ignored", tuple(it for it in found if isinstance(it, re.Pattern)))
        missing = [
            _unread(mount)
            for mount in self.conf.mounts
            if mount.section and not is_below(self.root / mount.source, self.root)
        ]
        problems = (*(it for it in found if isinstance(it, Problem)), *missing)
        object.__setattr__(self, "problems", problems)
        common = self.content.relative_to(self.root).as_posix().removeprefix(".")
        tops = {mount.source[len(common) :].lstrip("/"): mount for mount in reversed(self.conf.mounts)}
        object.__setattr__(self, "mounts", {top: tops[top] for top in self.tops if top in tops})

    @property
    def paths(self) -> list[Path]:
        """All of them."""
        return [self.content / top for top in self.tops]

    def is_ignored(self, file: Path) -> bool:
        """Whether a pattern of `ignoreFiles` names a file, or its mount leaves it out."""
        for top, mount in self.mounts.items():
            place = self.content / top
            if file.is_relative_to(place) and mount.hides(file.relative_to(place).as_posix()):
                return True
        if not self.ignored:
            return False
        path = f"/{file.relative_to(self.root).as_posix()}"
        return any(pattern.search(path) for pattern in self.ignored)

    def files(self) -> Iterator[Source | Skipped]:
        """The files of the articles; what Hugo does not publish, or is no Markdown, is told."""
        for top in self.tops:
            for file in files_of(self.content / top, _SUFFIXES, hidden=True):
                named = replace(file, path=posixpath.join(top, file.path))
                if self.top_of(named.path) == top:
                    yield self._ignored(named) if self.is_ignored(named.file) else named
            for skip in unsupported(self.content / top):
                yield replace(skip, path=posixpath.join(top, skip.path))
        usual = self.root / "content"
        for file in files_of(usual, _SUFFIXES, hidden=True) if usual.is_dir() else []:
            if not any(file.file.is_relative_to(path) for path in self.paths):
                detail = "it is in the contentDir of no language, so Hugo does not publish it"
                yield Skipped(f"content/{file.path}", "unpublished", detail)

    def _ignored(self, file: Source) -> Skipped:
        detail = "a pattern of ignoreFiles, or of its mount, names it, so Hugo does not publish it"
        return Skipped(file.path, "excluded", detail)

    def top_of(self, path: str) -> str:
        """The innermost folder of articles that a file stands in."""
        return max((top for top in self.tops if not top or path.startswith(f"{top}/")), key=len, default="")

    def place(self, path: str) -> Place:
        """Where a file stands: its name, the folder of articles or its first folder tells a language."""
        top = self.top_of(path)
        found = self._place(path, top)
        section = self.mounts[top].section if top in self.mounts else ""
        return replace(found, stem=posixpath.join(section, found.stem)) if section else found

    def _place(self, path: str, top: str) -> Place:
        stem = re.sub(r"\.\w+\Z", "", path[len(top) :].lstrip("/"))
        match = _SUFFIX.search(stem)
        if match and (match["lang"].casefold() in self.conf.languages or match["lang"].lower() in ISO_639_1):
            return Place(stem[: match.start()], match["lang"].casefold(), top)
        if self.tops[top]:
            return Place(stem, self.tops[top], top)
        first, _, rest = stem.partition("/")
        known = first.casefold() in self.conf.languages or (first.lower() in ISO_639_1 and len(first) == 2)
        if rest and known:
            return Place(rest, first.casefold(), posixpath.join(top, first))
        return Place(stem, "", top)

    def has_sections(self) -> bool:
        """Whether the folders of articles hold others than each other."""
        known = {top.resolve() for top in self.paths}
        return any(mount.section for mount in self.mounts.values()) or any(
            entry.is_dir() and not entry.name.startswith(".") and entry.resolve() not in known
            for top in self.paths
            for entry in top.iterdir()
        )


def _unread(mount: Mount) -> Problem:
    message = (
        f"the mount of {mount.source} at content/{mount.section} is no folder of this site: it is left out"
    )
    return warning(
        "wrong-settings", mount.source, message, hint="put its files below content, and import again"
    )


def _compiled(pattern: str) -> re.Pattern[str] | Problem:
    try:
        return re.compile(pattern)
    except re.error:
        message = f"the pattern {pattern[:80]} of ignoreFiles cannot be read: files that it names came in"
        return warning("wrong-settings", "ignoreFiles", message, hint="delete them among the articles")
