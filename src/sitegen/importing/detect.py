"""`--from auto`: which format a source has, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitegen.importing import foreign
from sitegen.importing.folders import toolconf
from sitegen.importing.sources import OTHER_MARKUP, is_report
from sitegen.output import MARKER

_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-.+\.(?:md|markdown|html)\Z", re.IGNORECASE)
_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config/_default", "archetypes")
_PERHAPS_HUGO = ("config.yaml", "config.yml", "config.json")
"""Settings of Hugo beside a folder `content`; other tools have files of these names, too."""

_JEKYLL = ("_config.yml", "_config.yaml", "_posts", "_drafts")
_SAMPLE = 200


def form_of(source: Path) -> str:
    """The key of `READERS` for a file or folder; "" if nothing in it can be imported."""
    return _of_file(source) if source.is_file() else _of_folder(source)


def _of_file(file: Path) -> str:
    suffix = Path(file.name.lower().removesuffix(".gz")).suffix
    with file.open("rb") as stream:
        head = stream.read(4096).lower()
    if suffix in {".xml", ".wxr"} or b"<rss" in head:
        return "wordpress"
    if suffix in {".md", ".markdown", ".mdown", ".mkd"}:
        return "jekyll" if _DATED.match(file.name) else "markdown"
    return "text"


def _of_folder(folder: Path) -> str:
    if any((folder / name).exists() for name in _JEKYLL):
        return "jekyll"
    if any((folder / name).exists() for name in _HUGO):
        return "hugo"
    if toolconf.stands_in(folder):
        return "markdown"
    if (folder / "content").is_dir() and any((folder / name).is_file() for name in _PERHAPS_HUGO):
        return "hugo"
    return _of_names([file for file, _ in zip(_names(folder), range(_SAMPLE), strict=False)])


def _of_names(names: Sequence[str]) -> str:
    suffixes = {f".{name.rpartition('.')[2].lower()}" for name in names}
    articles = [name for name in names if name.lower().endswith((".md", ".markdown"))]
    if articles:
        dated = sum(bool(_DATED.match(name)) for name in articles)
        return "jekyll" if dated * 2 > len(articles) else "markdown"
    if ".xml" in suffixes:
        return "wordpress"
    if suffixes & {".txt", ".text", ".html", ".htm"}:
        return "text"
    return "markdown" if suffixes & {*OTHER_MARKUP, *foreign.WRITTEN} else ""


def _names(folder: Path) -> Iterator[str]:
    """Names of files in a folder and below, in a fixed order."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from () if (entry / MARKER).exists() else _names(entry)
        elif entry.is_file() and not is_report(entry):
            yield entry.name
