"""Site -> its feeds as pages: which feeds there are, what each shows, and how pages point to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sitegen import i18n
from sitegen.digest import Shared
from sitegen.feeds.ids import article_ids, feed_id
from sitegen.feeds.legal import moment, read_moment
from sitegen.feeds.values import (
    ATOM,
    JSON,
    NAMES,
    RSS,
    TYPES,
    FeedContext,
    FeedItem,
    History,
    OutlineContext,
    OutlineGroup,
    Tombstone,
    archive_address,
)
from sitegen.model import Article, Author, Edition, Entry, Page, Settings, Site, Tag, Withdrawal
from sitegen.problems import Problem, error
from sitegen.views import FeedGroup, FeedLink, FeedRow

OPML = "feeds/subscriptions.opml"
"""The address of the list of all feeds for feed readers."""

RENDERERS = {RSS: "rss", ATOM: "atom", JSON: "json-feed"}
"""What makes each file of a feed."""
_MOMENT = timedelta(seconds=1)
"""The least by which the times of entries differ."""


def problem_without_base_url(settings: Settings) -> Problem | None:
    """Why there are no feeds where `base_url` is missing: they need absolute addresses."""
    if settings.base_url:
        return None
    message = "“base_url” is missing: feeds cannot be built without the site's own address"
    hint = "add base_url: https://example.org/ (where the site is published), or build with --base-url"
    return error("missing-base-url", "content/site.yaml", message, hint=hint)


def feed_pages(site: Site) -> Iterator[Page]:
    """Every feed of the site, and the list of them; none without `base_url`.

    The formats of a feed follow one another and share their context, so that a batch of pages
    needs each article once.
    """
    if not site.settings.base_url:
        return
    ids = article_ids(site)
    for edition in site.editions:
        planner = _Planner(site.settings, _told_apart(site, edition), ids)
        yield from pages_of(planner.main())
        for term in _terms(edition):
            yield from pages_of(planner.term(term))
        for term in edition.former:
            yield from pages_of(planner.former(term))
        for feed in planner.archives():
            yield from pages_of(feed)
    yield Page(OPML, "opml", _outline(site), stage="index")


# --- pages ---------------------------------------------------------------------------------------


def pages_of(feed: FeedContext) -> Iterator[Page]:
    """The files of a feed: one for each format, or the archive document of a year."""
    if feed.history.year:
        yield _page(archive_address(feed.folder, feed.history.year), "atom", feed)
        return
    for name, renderer in RENDERERS.items():
        yield _page(feed.folder + name, renderer, feed)


def _page(path: str, renderer: str, feed: FeedContext) -> Page:
    contents = tuple(item.entry.article.digest for item in feed.items)
    return Page(path, renderer, feed, contents=contents, lang=feed.lang, stage="index")


@dataclass(frozen=True, slots=True)
class _Planner:
    """Makes the feeds of one edition."""

    settings: Settings
    edition: Edition
    ids: Mapping[str, str]

    def main(self) -> FeedContext:
        """The subscription document of the whole edition."""
        edition = self.edition
        years = _years(edition)
        older = archive_address(edition.root, years[0]) if years else ""
        feed = self._feed(edition.root, edition.title, edition.description)
        shown = replace(feed, items=self._newest(edition.entries), gone=self._gone(edition.withdrawn))
        return replace(shown, history=History(older=older))

    def term(self, term: Tag | Author) -> FeedContext:
        """The feed of a tag or an author."""
        named = _shown(term)
        about = term.description if isinstance(term, Tag) else term.bio
        feed = self._feed(term.url, feed_title(self.edition, named), about)
        gone = [entry for entry in self.edition.withdrawn if term.url in _filed_under(entry)]
        return replace(feed, items=self._newest(term.entries), gone=self._gone(gone))

    def former(self, term: Tag | Author) -> FeedContext:
        """The feed of a term whose articles are all withdrawn: it tells so, and leads to the home page."""
        return replace(self.term(term), page=self.edition.root)

    def archives(self) -> Iterator[FeedContext]:
        """The archive documents, newest year first, each linked to its neighbours."""
        edition = self.edition
        listed = dict(edition.years)
        years = _years(edition)
        addresses = ["", *(archive_address(edition.root, year) for year in years), ""]
        feed = self._feed(edition.root, edition.title, edition.description)
        for year, newer, older in zip(years, addresses, addresses[2:], strict=False):
            withdrawn = [entry for entry in edition.withdrawn if _year(entry) == year]
            yield replace(
                feed,
                title=feed_title(edition, str(year)),
                items=self._items(listed.get(year, ())),
                gone=self._gone(withdrawn, limit=len(withdrawn)),
                history=History(older, year, edition.root + ATOM, newer),
            )

    def _feed(self, folder: str, title: str, description: str) -> FeedContext:
        settings = self.settings
        return FeedContext(
            id=feed_id(settings, folder),
            folder=folder,
            page=folder,
            title=title,
            description=description,
            lang=self.edition.lang,
            zone=settings.timezone,
            base_url=settings.base_url,
            publisher=settings.publisher or self.edition.title,
            rights=settings.license,
            hub=settings.feed_hub,
            items=(),
        )

    def _newest(self, entries: Sequence[Entry]) -> Shared:
        return self._items(entries[: self.settings.feed_items])

    def _items(self, entries: Iterable[Entry]) -> Shared:
        """The articles as `FeedItem`s, which the formats of a feed share."""
        return Shared(FeedItem(self.ids[entry.article.path], entry) for entry in entries)

    def _gone(self, entries: Iterable[Entry], *, limit: int | None = None) -> tuple[Tombstone, ...]:
        """The tombstones of withdrawn articles, those withdrawn last first."""
        stones = [
            Tombstone(self.ids[article.path], entry.url, self._when(article, out), out.reason)
            for entry in entries
            if (out := (article := entry.article).withdrawn)
        ]
        stones.sort(key=lambda stone: (stone.when, stone.id), reverse=True)
        return tuple(stones[: self.settings.feed_items if limit is None else limit])

    def _when(self, article: Article, out: Withdrawal) -> datetime:
        after = moment(article.modified) + _MOMENT
        return max(after, read_moment(out.date, self.settings.timezone) or after)


def _terms(edition: Edition) -> tuple[Tag | Author, ...]:
    return (*edition.tags, *edition.authors)


def _filed_under(entry: Entry) -> set[str]:
    return {tag.url for tag in entry.tags} | {author.url for author in entry.authors}


def _year(entry: Entry) -> int:
    return entry.article.date.year if entry.article.date else 0


def _years(edition: Edition) -> list[int]:
    """The years that have articles, listed or withdrawn, newest first."""
    entries = (*edition.entries, *edition.withdrawn)
    return sorted({entry.article.date.year for entry in entries if entry.article.date}, reverse=True)


def _told_apart(site: Site, edition: Edition) -> Edition:
    """The edition with its language in its title where another before it has the same: readers list feeds by
    their titles.
    """
    first = next(other for other in site.editions if other.title == edition.title)
    if first.lang == edition.lang:
        return edition
    return replace(edition, title=f"{edition.title} ({i18n.get(edition.lang).name})")


# --- for pages -----------------------------------------------------------------------------------


def feed_title(edition: Edition, part: str) -> str:
    """The title of the feed of a part of the site: readers list feeds by their titles."""
    return f"{edition.title}: {part}"


def autodiscovery(site: Site, edition: Edition, own: Tag | Author | None = None) -> tuple[FeedLink, ...]:
    """What a page's head says of feeds: those of the page's own tag or author first, then the edition's."""
    if not site.settings.base_url:
        return ()
    edition = _told_apart(site, edition)
    places = [(feed_title(edition, _shown(own)), own.url)] if own else []
    places.append((edition.title, edition.root))
    return tuple(
        FeedLink(f"{title} ({NAMES[name]})", folder + name, TYPES[name])
        for title, folder in places
        for name in RENDERERS
    )


def all_feeds(site: Site, edition: Edition) -> tuple[FeedGroup, ...]:
    """Every feed that a reader of this edition may want, by kind: the edition's, its tags', its authors', its
    years', newest first, and those of the other languages.
    """
    if not site.settings.base_url:
        return ()
    others = [_told_apart(site, other) for other in site.editions if other is not edition]
    edition = _told_apart(site, edition)
    say = i18n.get(edition.lang).gettext
    own = [
        FeedGroup(title, tuple(_feed_row(*place) for place in places))
        for title, places in _kinds(edition, title="")
        if places
    ]
    if years := tuple(_year_row(edition, year) for year in _years(edition)):
        own.append(FeedGroup(say("Archive"), years))
    rows = tuple(_feed_row(other.title, other.root, other.lang) for other in others)
    return (*own, FeedGroup(say("Languages"), rows)) if rows else tuple(own)


def _year_row(edition: Edition, year: int) -> FeedRow:
    title = i18n.get(edition.lang).date(f"{year:04d}")
    return FeedRow(title, (FeedLink(title, archive_address(edition.root, year), TYPES[ATOM]),))


def _feed_row(title: str, folder: str, lang: str = "") -> FeedRow:
    return FeedRow(title, tuple(FeedLink(title, folder + name, TYPES[name]) for name in RENDERERS), lang)


def _kinds(edition: Edition, *, title: str) -> tuple[tuple[str, list[tuple[str, str]]], ...]:
    """The feeds of an edition by kind, each a title and a folder; its own stand under `title`."""
    say = i18n.get(edition.lang).gettext
    return (
        (title, [(edition.title, edition.root)]),
        (say("Tags"), [(_shown(tag), tag.url) for tag in edition.tags]),
        (say("Authors"), [(author.name, author.url) for author in edition.authors]),
    )


def _shown(term: Tag | Author) -> str:
    return (term.title or term.name) if isinstance(term, Tag) else term.name


def _outline(site: Site) -> OutlineContext:
    groups = []
    for edition in (_told_apart(site, edition) for edition in site.editions):
        kinds = _kinds(edition, title=edition.title)
        groups += [OutlineGroup(title, edition.lang, tuple(feeds)) for title, feeds in kinds if feeds]
    main = site.editions[0]
    return OutlineContext(main.title, site.settings.base_url, tuple(groups))
