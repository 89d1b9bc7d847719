"""The site: articles in their places, tags, authors, editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sitegen.model.articles import Article
from sitegen.model.evidence import Snapshot, SourceState
from sitegen.model.media import Picture
from sitegen.model.settings import Settings
from sitegen.pickling import portable


@portable
@dataclass(frozen=True, slots=True)
class Card:
    """What a listing shows of an article. `url` is the path below the root: `2019/river/`."""

    path: str
    url: str
    lang: str
    title: str
    date: datetime | None
    timed: bool
    summary: str
    authors: tuple[NameLink, ...]
    tags: tuple[NameLink, ...]
    updated: datetime | None
    image: Picture | None
    draft: bool
    future: bool
    digest: str


@portable
@dataclass(frozen=True, slots=True)
class NameLink:
    """A name with its page below the root: a tag, an author, a year, a menu entry; an article's title too,
    which has a language of its own.
    """

    name: str
    url: str
    lang: str = ""


@portable
@dataclass(frozen=True, slots=True)
class Entry:
    """An article in its place in the site: its addresses and its evidence resolved.

    `url` is the path below the root, without leading slash: `2019/river/`. `addresses` answers
    `article.refs` one by one: a path below the root (with `#fragment`), an absolute URL, or a
    `Picture`. `posts` are the stored snapshots of the article's posts, where the archive has any;
    `ledger` is what is known of its sources' URLs. `digest` covers all of it.
    """

    article: Article
    url: str
    card: Card
    tags: tuple[NameLink, ...]
    authors: tuple[AuthorLink, ...]
    addresses: tuple[str | Picture, ...] = ()
    posts: tuple[StoredPost, ...] = ()
    ledger: tuple[SourceState, ...] = ()
    future: bool = False
    digest: str = ""


@portable
@dataclass(frozen=True, slots=True)
class Around:
    """The articles around an article, in its language: what its page leads on to."""

    newer: Card | None = None
    older: Card | None = None
    related: tuple[Card, ...] = ()
    backlinks: tuple[Card, ...] = ()
    translations: tuple[Card, ...] = ()


@portable
@dataclass(frozen=True, slots=True)
class AuthorLink:
    """An author of an article: name, page below the root, and own web page."""

    name: str
    url: str
    homepage: str = ""


@portable
@dataclass(frozen=True, slots=True)
class StoredPost:
    """A snapshot read from disk, with its published pictures; `digest` covers both.

    `kept_as` is the key of its file, where `snapshot` has the one by which an article names the post.
    """

    snapshot: Snapshot
    pictures: tuple[Picture, ...] = ()
    digest: str = ""
    kept_as: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in one language: its page, its articles (newest first), its place among the others."""

    key: str
    name: str
    url: str
    entries: tuple[Entry, ...]
    title: str = ""
    description: str = ""
    parent: NameLink | None = None
    children: tuple[NameLink, ...] = ()
    related: tuple[NameLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """An author in one language, with their articles, newest first."""

    key: str
    name: str
    url: str
    entries: tuple[Entry, ...]
    homepage: str = ""
    bio: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language. `root` is `` for the main language, else `fa/`.

    `entries` are the listed articles, newest first; `withdrawn` those that keep only a notice;
    `pages` and `withdrawn_pages` likewise the standing pages; `former` the tags and authors that only
    withdrawn articles have, without entries: they have feeds and no pages; `around` the neighbours of each,
    by the article's path.
    """

    lang: str
    root: str
    title: str
    description: str
    entries: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()
    withdrawn_pages: tuple[Entry, ...] = ()
    tags: tuple[Tag, ...] = ()
    authors: tuple[Author, ...] = ()
    former: tuple[Tag | Author, ...] = ()
    around: Mapping[str, Around] = field(default_factory=dict)

    @property
    def placed(self) -> tuple[Entry, ...]:
        """Everything of an edition that has a page of its own."""
        return (*self.entries, *self.withdrawn, *self.pages, *self.withdrawn_pages)

    @property
    def years(self) -> tuple[tuple[int, tuple[Entry, ...]], ...]:
        """(year, its articles newest first), newest year first."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            if entry.article.date:
                found.setdefault(entry.article.date.year, []).append(entry)
        return tuple((year, tuple(found[year])) for year in sorted(found, reverse=True))


@dataclass(frozen=True, slots=True)
class Site:
    """The whole archive, linked: one edition a language, the main language first."""

    settings: Settings
    editions: tuple[Edition, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The articles and standing pages of all languages whose text readers see."""
        return tuple([entry for one in self.editions for entry in (*one.entries, *one.pages)])
