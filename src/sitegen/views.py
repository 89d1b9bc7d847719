"""What templates are given: one frozen dataclass a page type. All addresses are paths below the root.

Every template has `site` (a `SiteView`), `head` (a `Head`) and `page` (one of the `…Page` classes
below). An article's template also has `content` (an `ArticleView`), made when it is rendered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.model import (
    Around,
    Card,
    Correction,
    Entry,
    Heading,
    NameLink,
    Picture,
    Source,
)
from sitegen.pickling import portable
from sitegen.pictures import card_of
from sitegen.urls import encoded


@portable
@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language of the site: its tag, its own name for itself, and its home page."""

    lang: str
    name: str
    url: str


@portable
@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed: its title, address and media type."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed in each of its formats, under its title."""

    title: str
    formats: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one kind under a title in the readers' language; the edition's own have none."""

    title: str
    rows: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as templates see it, in one language. `root` is `` or `fa/`; `dir` `ltr` or `rtl`."""

    title: str
    description: str
    lang: str
    dir: str
    root: str
    base_url: str
    languages: tuple[LanguageLink, ...]
    menu: tuple[NameLink, ...]
    license: str
    publisher: str
    onion: str
    search: bool
    styled: bool
    """Whether `static/theme.css` carries the site's own accent and font."""
    file_links: bool
    pages: tuple[NameLink, ...] = ()
    digest: str = ""

    @property
    def menu_urls(self) -> tuple[str, ...]:
        """The addresses that the main menu leads to."""
        return tuple([item.url for item in self.menu])


@portable
@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says. `url` is the page's own path below the root.

    `title` is empty where the template names the page itself (“Tags”), in the page's language.
    `alternates` are the same page in each language, this one included.
    """

    url: str
    title: str = ""
    description: str = ""
    feeds: tuple[FeedLink, ...] = ()
    alternates: tuple[LanguageLink, ...] = ()
    image: Picture | None = None
    noindex: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page of a listing stands: `number` of `total`, and the addresses beside it."""

    number: int
    total: int
    newer: str = ""
    older: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its value, and the page it leads to."""

    label: str
    value: int
    url: str = ""


# --- articles ------------------------------------------------------------------------------------


@portable
@dataclass(frozen=True, slots=True)
class ArticleFrame:
    """What the pages of all articles in one language are made with: whether cards are drawn for them, the
    pattern of their `edit_url`, the `feeds` that they point to, the languages' own `names`; `digest` covers
    all of it.
    """

    lang: str
    cards: bool
    edit_url: str
    feeds: tuple[FeedLink, ...]
    names: Mapping[str, str]
    digest: str


@portable
@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article or a standing page (`article.html`, `withdrawn.html`, `page.html`).

    `digest` covers all of it. What follows from the rest is made when it is asked for: few articles are
    rendered, but all are looked at.
    """

    entry: Entry
    around: Around
    frame: ArticleFrame
    digest: str

    @property
    def head(self) -> Head:
        """What the head of the page says."""
        entry, article = self.entry, self.entry.article
        return Head(
            url=entry.url,
            title=article.title,
            description=entry.card.summary,
            feeds=self.frame.feeds,
            alternates=self._alternates(),
            image=entry.card.image or (card_of(entry) if self.frame.cards else None),
            noindex=article.withdrawn is not None or article.draft or entry.future,
        )

    def _alternates(self) -> tuple[LanguageLink, ...]:
        if not self.around.translations:
            return ()
        cards = sorted([self.entry.card, *self.around.translations], key=lambda card: card.lang)
        return tuple(LanguageLink(card.lang, self.frame.names[card.lang], card.url) for card in cards)

    @property
    def edit_url(self) -> str:
        """The article's source, for readers who mend it: `{path}` in the pattern is the file's path."""
        pattern = self.frame.edit_url
        if not pattern:
            return ""
        path = encoded(f"content/{self.entry.article.path}")
        return pattern.replace("{path}", path) if "{path}" in pattern else f"{pattern.rstrip('/')}/{path}"


@dataclass(frozen=True, slots=True)
class SourceCopy:
    """An archived copy of a source; `date` as its archive gives it (ISO 8601, UTC)."""

    url: str
    date: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A numbered source, with its copies (best first) and the anchors of the places that cite it."""

    number: int
    source: Source
    copies: tuple[SourceCopy, ...]
    dead: bool
    places: tuple[tuple[str, str], ...]
    """(anchor in the page, locator such as `p. 4`) of each citation."""
    version_date: str = ""
    """For Robust Links: a day, or a moment in UTC."""
    original: str = ""
    """For Robust Links, which need it: the address of the source itself."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The rendered content of an article: HTML that is sanitised already, for the `trusted` filter."""

    body: str
    unplaced: tuple[str, ...]
    """Embeds that the text places nowhere, as HTML."""
    sources: tuple[SourceView, ...]
    headings: tuple[Heading, ...]
    json_ld: str
    citation: tuple[str, ...]
    """The parts of the “cite this” text, plain."""
    standfirst: str = ""
    """The summary to set above the text; "" where that begins with it anyway."""


# --- listings ------------------------------------------------------------------------------------


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


# --- single pages --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page that says what its template says (`search.html`)."""

    head: Head


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """`verify.html`; `signature` is the file that signs the checksums, "" for none."""

    head: Head
    signature: str = ""


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """`404.html`: search, and the newest articles."""

    head: Head
    recent: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CorrectedCard:
    """A correction and the article that it corrects."""

    card: Card
    correction: Correction


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All corrections, newest first, and the articles withdrawn (`corrections.html`)."""

    head: Head
    corrections: tuple[CorrectedCard, ...]
    withdrawn: tuple[tuple[Card, str, str], ...]
    """(card, date, reason)."""


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The state of posts and sources (`evidence.html`) of the whole archive, in whatever language.

    `evidence` is an `evidence.Evidence`; `archived` are the years that this language's timeline has.
    """

    head: Head
    evidence: object
    archived: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """The feeds, for people (`feeds.html`); `opml` is the address of the list for feed readers."""

    head: Head
    groups: tuple[FeedGroup, ...]
    opml: str


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """An old address that leads to a new one (`redirect.html`), as the file `source` says."""

    head: Head
    target: str
    title: str
    source: str
