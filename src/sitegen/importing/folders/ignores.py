"""Files that Pelican or Eleventy leaves out of a site, by its own settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from sitegen.importing.documents import globs
from sitegen.importing.folders.toolconf import Tool
from sitegen.importing.frontmatter import heads
from sitegen.importing.sources import upward

Reason = Callable[[str], str]
"""Why the file at a path below the root of a tool is left out; "" if it is not."""

_ADDED = re.compile(r"\bignores\.add\(\s*([\"'`])(?P<glob>[^\"'`]+)\1")
_NO_GIT = re.compile(r"\bsetUseGitIgnore\(\s*false\b")
_LONGEST = 1_000_000


def of(tool: Tool) -> Reason:
    """What tells it for a tool."""
    makers = {"eleventy": _eleventy, "pelican": _pelican}
    return makers.get(tool.name, lambda _: lambda _path: "")(tool)


def _prefix(tool: Tool, base: Path) -> str | None:
    """The path of the tool's articles below a folder; None if they are not there."""
    root, base = tool.root.resolve(), base.resolve()
    return root.relative_to(base).as_posix().removeprefix(".") if root.is_relative_to(base) else None


# --- Eleventy ------------------------------------------------------------------------------------


def _eleventy(tool: Tool) -> Reason:
    """By `.gitignore`, `.eleventyignore` and `ignores.add(…)`: each pattern begins in its file's folder.

    https://www.11ty.dev/docs/ignores/
    """
    prefix = _prefix(tool, tool.place) or ""
    files = [(".eleventyignore", ""), (".eleventyignore", prefix)]
    files += [] if _NO_GIT.search(tool.code) else [(".gitignore", "")]
    found = {match["glob"]: "ignores.add" for match in _ADDED.finditer(tool.code)}
    for name, folder in files:
        for line in _lines(tool.place / folder / name):
            found.setdefault(posixpath.join(folder, line), name)
    patterns = {posixpath.normpath(glob).lstrip("/"): name for glob, name in found.items()}

    def reason(path: str) -> str:
        above = list(upward(posixpath.join(prefix, path)))
        name = next((patterns[glob] for glob in patterns for part in above if globs.matches(glob, part)), "")
        return f"{name} leaves it out, so Eleventy does not publish it" if name else ""

    return reason


def _lines(file: Path) -> Iterator[str]:
    """The patterns of a file; Eleventy knows none that take a file in again."""
    try:
        text = file.read_bytes()[:_LONGEST].decode("utf-8-sig", "replace")
    except OSError:
        return
    yield from (
        line.lstrip("/") for raw in text.splitlines() if (line := raw.strip()) and line[0] not in "#!"
    )


# --- Pelican -------------------------------------------------------------------------------------


def _pelican(tool: Tool) -> Reason:
    """By the folders of articles and of pages, and `IGNORE_FILES`, which names files and folders.

    https://docs.getpelican.com/en/latest/settings.html
    """
    prefix = _prefix(tool, tool.base)
    pages, articles = _folders(tool, "PAGE_PATHS", "pages"), _folders(tool, "ARTICLE_PATHS", "")
    no_pages, no_articles = _folders(tool, "PAGE_EXCLUDES"), _folders(tool, "ARTICLE_EXCLUDES")
    ignored = list(heads.walk(tool.values.get("IGNORE_FILES", [])))

    def reason(path: str) -> str:
        if any(fnmatchcase(part, glob) for part in path.split("/") for glob in ignored):
            return "IGNORE_FILES leaves it out, so Pelican does not publish it"
        if prefix is None:
            return ""
        path = posixpath.join(prefix, path)
        is_page = _stands_in(path, pages)
        if is_page or not _stands_in(path, articles):
            key = (
                ""
                if is_page and not _stands_in(path, no_pages)
                else "PAGE_EXCLUDES"
                if is_page
                else "ARTICLE_PATHS"
            )
        else:
            key = "ARTICLE_EXCLUDES" if _stands_in(path, no_articles) else ""
        return f"{key} leaves it out, so Pelican does not publish it" if key else ""

    return reason


def _folders(tool: Tool, key: str, *usual: str) -> list[str]:
    given = list(heads.walk(tool.values.get(key, list(usual))))
    return [
        "" if posixpath.normpath(folder) == "." else posixpath.normpath(folder).strip("/") for folder in given
    ]


def _stands_in(path: str, folders: list[str]) -> bool:
    return any(not folder or path.startswith(f"{folder}/") for folder in folders)
