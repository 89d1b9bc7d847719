"""What the templates of listings are given: the home page, tags, authors, years."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.model import Card, NameLink
from sitegen.views.frame import Bar, Head, Pager


@dataclass(frozen=True, slots=True)
class HomePage:
    """The newest articles (`home.html`); the first page leads with the newest."""

    head: Head
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class TermRow:
    """A tag or an author in a list of all, with the number of its articles."""

    name: str
    url: str
    count: int
    description: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class TermsPage:
    """All tags (`tags.html`) or all authors (`authors.html`). Tags follow their parents, deeper."""

    head: Head
    rows: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class TagPage:
    """One tag's articles (`tag.html`), with a bar of articles a year."""

    head: Head
    name: str
    title: str
    description: str
    count: int
    parent: NameLink | None
    children: tuple[NameLink, ...]
    related: tuple[NameLink, ...]
    years: tuple[Bar, ...]
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """One author's articles (`author.html`)."""

    head: Head
    name: str
    homepage: str
    bio: str
    count: int
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of the timeline: `months` counts the articles of January to December."""

    year: int
    url: str
    count: int
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The timeline (`archive.html`), newest year first."""

    head: Head
    years: tuple[YearRow, ...]


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """The articles of one month, newest first; `month` is 1 to 12."""

    month: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """One year (`year.html`), newest month first."""

    head: Head
    year: YearRow
    months: tuple[MonthGroup, ...]
    newer: NameLink | None
    older: NameLink | None
