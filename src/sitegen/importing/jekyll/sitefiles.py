"""Which files of a Jekyll site are articles, by its settings; what Jekyll does not publish is named.

https://jekyllrb.com/docs/configuration/options/ and `EntryFilter` in Jekyll's lib/jekyll/entry_filter.rb
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.heads import Value
from sitegen.importing.sources import Source
from sitegen.importing.values import Skipped

Kind = str
"""`post`, `draft`, `page`, or the name of a collection."""

_POSTS: Mapping[str, Kind] = {"_posts": "post", "_drafts": "draft"}
_OF_TOOLS = frozenset({"_layouts", "_includes", "_sass", "_data", "_plugins", "_site", "_assets"})
"""Folders that hold templates and data, and the site that was built: nothing in them is an article."""

_FOREIGN = ("vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/")
_SPECIAL = ("_", ".", "#", "~")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the settings say of files: patterns of those to leave out and to take in, and the collections with
    their settings, those that make no pages among them.
    """

    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    built: str = ""
    collections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def published(self) -> dict[str, Mapping[str, Any]]:
        """The collections whose documents are pages."""
        return {name: given for name, given in self.collections.items() if _is_true(given.get("output", ""))}

    def sort(self, files: Iterable[Source]) -> Iterator[tuple[Kind, Source] | Skipped]:
        """Each article with its kind, and each file of words that is none with the reason."""
        for file in files:
            found = self._kind(file.path)
            if isinstance(found, Skipped):
                yield found
            elif found:
                yield found, file

    def _kind(self, path: str) -> Kind | Skipped:
        """The kind of a file; "" if it is the tool's own."""
        if path.startswith(_FOREIGN) or (self.built and path.startswith(self.built)):
            return ""
        kind, above, parts = "page", "", path.split("/")
        inner = 0
        for number, part in enumerate(parts, 1):
            above = posixpath.join(above, part)
            if _fits(self.include, above) or _fits(self.include, part):
                continue
            if _fits(self.exclude, above):
                return Skipped(path, "excluded", "the settings exclude it, so Jekyll does not publish it")
            if part.startswith(_SPECIAL) and (kind == "page" or number in {inner, len(parts)}):
                found = self._special(part) if kind == "page" and number < len(parts) else ""
                if not found:
                    return "" if part in _OF_TOOLS else self._hidden(path, part)
                kind, inner = found, number + 1
        return kind

    def _special(self, folder: str) -> Kind:
        return _POSTS.get(folder, "") or (folder[1:] if folder[1:] in self.published else "")

    def _hidden(self, path: str, part: str) -> Skipped:
        why = f"“{part}” begins with “{part[0]}”"
        if part[1:] in self.collections:
            why = f"the collection “{part[1:]}” has no output: true"
        return Skipped(path, "unpublished", f"{why}, so Jekyll does not publish it")


def read(config: Mapping[str, Value]) -> Shown:
    """What a configuration says."""
    given = config.get("collections", {})
    if isinstance(given, list):
        given = {str(name): {} for name in given}
    items = given.items() if isinstance(given, dict) else ()
    built = config.get("destination", "")
    return Shown(
        _patterns(config.get("exclude", [])),
        _patterns(config.get("include", [])),
        f"{posixpath.normpath(built)}/" if isinstance(built, str) and built.strip("./") else "",
        {name: value if isinstance(value, dict) else {} for name, value in items},
    )


def _patterns(given: Value) -> tuple[str, ...]:
    return tuple(found for text in heads.walk(given) if (found := text.strip().lstrip("/")))


def _fits(patterns: tuple[str, ...], path: str) -> bool:
    """Whether a pattern names a path, or the beginning of it."""
    return any(path.startswith(pattern) or fnmatchcase(path, pattern) for pattern in patterns)


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"
