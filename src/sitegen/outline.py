"""What a build keeps of its site for the next one, so that it need not be worked out anew where only the
texts of some articles changed (`retouch.py`): values only, with the articles of a page by their paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sitegen.digest import Shared
from sitegen.feeds.values import FeedContext, FeedItem
from sitegen.model import Around, Article, Card, Entry, Page, Ref, Settings
from sitegen.pickling import portable
from sitegen.report import Options
from sitegen.views import ArticleFrame, ArticlePage, SiteView


@portable
@dataclass(frozen=True, slots=True)
class Placed:
    """An article in its place, and the paths of those around it (`Around`); "" for none."""

    entry: Entry
    newer: str
    older: str
    related: tuple[str, ...]
    backlinks: tuple[str, ...]
    translations: tuple[str, ...]

    @classmethod
    def of(cls, page: ArticlePage) -> Placed:
        """The place that an article's page tells of."""
        near = page.around
        newer, older = (card.path if card else "" for card in (near.newer, near.older))
        lists = (_paths(cards) for cards in (near.related, near.backlinks, near.translations))
        return cls(page.entry, newer, older, *lists)

    @property
    def neighbours(self) -> tuple[str, ...]:
        """The paths of all articles around it."""
        single = (path for path in (self.newer, self.older) if path)
        return (*single, *self.related, *self.backlinks, *self.translations)

    def around(self, cards: Mapping[str, Card]) -> Around:
        """What is around it, given the cards of its `neighbours`."""
        several = (self.related, self.backlinks, self.translations)
        lists = (tuple(cards[path] for path in paths) for paths in several)
        return Around(cards.get(self.newer), cards.get(self.older), *lists)


def _paths(cards: Iterable[Card]) -> tuple[str, ...]:
    return tuple(card.path for card in cards)


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """A feed without its articles, and (id, path) of each of them, in their order."""

    feed: FeedContext
    items: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, feed: FeedContext) -> FeedPlan:
        """The plan of a feed."""
        items = tuple((item.id, item.entry.article.path) for item in feed.items)
        return cls(replace(feed, items=()), items)

    def with_entries(self, entries: Mapping[str, Entry]) -> FeedContext:
        """The feed with its articles."""
        return replace(self.feed, items=Shared(FeedItem(name, entries[path]) for name, path in self.items))


@dataclass(frozen=True, slots=True)
class Outline:
    """The site of a build; `inputs` is the digest of what it depended on.

    `places` are the digests of the articles' pages (`ArticlePage`) by the articles' paths: by these their
    places are kept among the contents of articles. `frames` and `views` go by language. `hidden` are the
    digests of the articles that are not published, by path. `latest` is the time (seconds since 1970) of the
    files that are no article's.
    """

    inputs: str
    places: Mapping[str, str]
    frames: Mapping[str, ArticleFrame]
    views: Mapping[str, SiteView]
    feeds: tuple[FeedPlan, ...]
    hidden: Mapping[str, str]
    latest: float


def is_of_use(settings: Settings, options: Options) -> bool:
    """Whether the next build may begin with the outline of one that is asked for this: not if it had to look
    at the whole site all the same, for its search or its links, or at git; nor if it signs.
    """
    looks = options.strict or (settings.search and options.search) or settings.dates == "git"
    return not looks and options.sign is None


def outline_of(
    pages: Iterable[Page], views: Mapping[str, SiteView], hidden: Mapping[str, str], latest: float
) -> Outline:
    """The outline of a site, given all its pages; of no build yet."""
    places: dict[str, str] = {}
    frames: dict[str, ArticleFrame] = {}
    feeds: dict[int, FeedContext] = {}
    for page in pages:
        context = page.context
        if isinstance(context, ArticlePage):
            places[context.entry.article.path] = context.digest
            frames[page.lang] = context.frame
        elif isinstance(context, FeedContext):
            feeds[id(context)] = context  # which the formats of a feed share
    return Outline("", places, frames, views, tuple(map(FeedPlan.of, feeds.values())), hidden, latest)


def same_but_text(article: Article, other: Article) -> bool:
    """Whether two states of an article differ in nothing that any page shows but its own and its feeds: not
    in its front matter, nor in what its text leads to, shows, quotes or cites. Where in the file these stand
    may differ, which only messages tell.
    """
    return _but_text(article) == _but_text(other)


def same_places(article: Article, other: Article) -> bool:
    """Whether all that messages tell the place of stands in the same lines of two states of an article."""
    return replace(article, digest="", words=0) == replace(other, digest="", words=0)


def _but_text(article: Article) -> Article:
    return replace(
        article,
        digest="",
        words=0,
        cited="",  # the digest of posts and sources with their places
        image=_anywhere(article.image) if article.image else None,
        refs=tuple(map(_anywhere, article.refs)),
        posts=tuple(replace(post, line=1) for post in article.posts),
        alias_places=(),
        sources_place=(1, 1),
    )


def _anywhere(ref: Ref) -> Ref:
    return replace(ref, line=1, column=1)
