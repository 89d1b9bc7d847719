"""The ids of a page: each once, and none that the page itself, a source or a citation has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

CHROME = frozenset(
    """all-feeds article body cite comments content corrections embeds feeds footer header main menu nav
    posts q search search-words sources toc top withdrawn""".split()
)
"""Ids of the theme's pages, and a few more that a theme may want."""

_OURS = re.compile(r"(?:source-|cite-|month-)", re.IGNORECASE)
_NOT_IN_ID = re.compile(r"[\s\x00-\x20\x7f\"'<>`&=]+")
_ASCII = re.compile(r"[^a-z0-9_\s-]+")
_GAPS = re.compile(r"[\s-]+")
_SPACE = re.compile(r"\s")


class Ids:
    """Gives out ids; what it has given out once it does not give again."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.taken = set(CHROME)
        self.taken.update(f"source-{source}" for source in sources)
        self.renamed: dict[str, str] = {}
        """From the id that a link may name to the one given out: for those that the page has itself, and
        those with signs that no id may hold."""
        self._counts: dict[str, int] = {}
        self._elsewhere: dict[str, str] = {}
        self._seen: dict[str, int] = {}

    def of_author(self, wanted: str) -> str:
        """The id that an author wrote, after `user-` if the page has such ids itself; empty if taken."""
        name = clean = _NOT_IN_ID.sub("-", wanted).strip("-")
        if name in CHROME or _OURS.match(name):
            name = f"user-{name}"
        if not name or name in self.taken:
            return ""
        self.taken.add(name)
        if name.startswith("user-"):
            self._rename(name.removeprefix("user-"), name)
        if clean != wanted:
            self.renamed.setdefault(wanted, name)
        return name

    def of_heading(self, text: str) -> str:
        """An id made of a heading's words, numbered from 2 if it is taken."""
        base = slug(text) or "section"
        if re.fullmatch(r"cite-\d+-[a-z]+", base):
            base = f"section-{base}"
        name, count = base, self._counts.get(base, 1)
        while name in self.taken:
            count += 1
            name = f"{base}-{count}"
        self._counts[base] = count
        self.taken.add(name)
        self._rename(base, name)
        self._remember(text, name)
        return name

    @property
    def known(self) -> dict[str, str]:
        """The ids given out, by others that a link may name: `renamed`, and those of other tools."""
        others = {wanted: name for wanted, name in self._elsewhere.items() if wanted not in self.taken}
        return others | self.renamed

    def _remember(self, text: str, name: str) -> None:
        """Note the id that other tools give a heading: of equal ones, the second ends in -1."""
        base = elsewhere(text)
        count = self._seen.get(base, 0)
        self._seen[base] = count + 1
        wanted = f"{base}-{count}" if count else base
        if wanted != name:
            self._elsewhere.setdefault(wanted, name)

    def _rename(self, wanted: str, name: str) -> None:
        if wanted in CHROME or (_OURS.match(wanted) and wanted not in self.taken):
            self.renamed.setdefault(wanted, name)


def slug(text: str) -> str:
    """The words of a heading in lower case with hyphens between them, in any script."""
    return _GAPS.sub("-", _letters(text)).strip("-")


def elsewhere(text: str) -> str:
    """The id that GitHub, Goldmark and kramdown make of a heading: each space a hyphen."""
    return _SPACE.sub("-", _letters(text))


def _letters(text: str) -> str:
    """What an id may have of a text, spaces and hyphens in between, in lower case."""
    lower = unicodedata.normalize("NFC", text.strip()).lower()
    return _ASCII.sub("", lower) if lower.isascii() else "".join(filter(_kept, lower))


def _kept(char: str) -> bool:
    return char.isalnum() or char in "_- " or char.isspace() or unicodedata.category(char)[0] == "M"
