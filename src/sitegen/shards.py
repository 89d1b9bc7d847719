"""Shards of a large archive's search index: Pagefind indexes each by itself, and the search page asks all.

Pagefind's time and memory grow with the articles of one run, and it has to run for a word that changed. So
articles are told apart by their years: a text that changes, or a new article, concerns one shard alone.
What a reader loads for a question grows little: of each word, every shard has the articles that are its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sitegen.model import Edition
from sitegen.urls import output_file

FOLDER = "pagefind"
"""Where the index stands below the root of the site; further shards stand in numbered folders of it."""
LIMIT = 2000
"""Articles of a shard: about three seconds of Pagefind, and 0.7 GB of memory."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles that are indexed together: `folder` is where, `pages` are their files below the root, oldest
    first, and `langs` the languages that they are written in.
    """

    folder: str
    pages: tuple[str, ...]
    langs: frozenset[str]

    def holds(self, path: str) -> bool:
        """Whether a file of the site belongs to this shard's index, not to another's in a folder of it."""
        below = path.removeprefix(f"{self.folder}/")
        return below != path and not below.partition("/")[0].isdigit()


@dataclass(frozen=True, slots=True)
class _Row:
    page: str
    lang: str
    date: datetime | None

    @property
    def year(self) -> int:
        return self.date.year if self.date else 0


def shards_of(editions: Iterable[Edition]) -> tuple[Shard, ...]:
    """The shards of the listed articles that Pagefind can read, whose files end in `.html`: whole years, as
    many as there is room for, and parts of those years that alone have more than a shard's articles.
    """
    rows = [
        _Row(page, edition.lang, entry.article.date)
        for edition in editions
        for entry in edition.entries
        if (page := output_file(entry.url)).endswith(".html")
    ]
    rows.sort(key=lambda row: (row.year, row.date.timestamp() if row.date else 0, row.page))
    return tuple(_shard(number, group) for number, group in enumerate(_groups(rows), start=1))


def _shard(number: int, rows: Sequence[_Row]) -> Shard:
    folder = FOLDER if number == 1 else f"{FOLDER}/{number}"
    return Shard(folder, tuple(row.page for row in rows), frozenset(row.lang for row in rows))


def _groups(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    group: list[_Row] = []
    for part in _years(rows):
        if group and len(group) + len(part) > LIMIT:
            yield group
            group = []
        group += part
    if group:
        yield group


def _years(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows of each year, in several parts where they are too many."""
    for _, of_year in groupby(rows, key=attrgetter("year")):
        year = list(of_year)
        for start in range(0, len(year), LIMIT):
            yield year[start : start + LIMIT]
