"""What the templates of articles and standing pages are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sitegen.model import ArchivedCopy, Around, Entry, Heading, Picture, Source
from sitegen.pickling import portable
from sitegen.pictures import card_of
from sitegen.urls import encoded
from sitegen.views.frame import FeedLink, Head, LanguageLink


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
        path = encoded(self.entry.article.file)
        return pattern.replace("{path}", path) if "{path}" in pattern else f"{pattern.rstrip('/')}/{path}"


@dataclass(frozen=True, slots=True)
class SourceView:
    """A numbered source, with its copies (best first) and the anchors of the places that cite it.

    `status` is what was found when it was asked for last; "" of one without an address.
    """

    number: int
    source: Source
    copies: tuple[ArchivedCopy, ...]
    status: Literal["live", "dead", "unknown", ""]
    places: tuple[tuple[str, str], ...]
    """(anchor in the page, locator such as `p. 4`) of each citation."""
    version_date: str = ""
    """For Robust Links: a day, or a moment in UTC."""
    original: str = ""
    """For Robust Links, which need it: the address of the source itself."""

    @property
    def name(self) -> str:
        """What it is called: its title, else its address, else what the note says of it."""
        source = self.source
        return source.title or source.url or source.note.rstrip(".") or source.id

    @property
    def note(self) -> str:
        """Its note, unless that is all there is to call it by."""
        return self.source.note if self.source.title or self.source.url else ""

    @property
    def dead(self) -> bool:
        """Whether its page is gone."""
        return self.status == "dead"

    @property
    def led_by_copy(self) -> bool:
        """Whether its title leads to the best copy, as its page is gone."""
        return self.dead and bool(self.copies)

    @property
    def leads(self) -> str:
        """Where its title leads: to the page, or to the best copy; "" for nowhere."""
        return self.copies[0].url if self.led_by_copy else self.source.url


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The rendered content of an article: HTML that is sanitised already, for the `trusted` filter."""

    body: str
    unplaced: tuple[str, ...]
    """Embeds that the text places nowhere, as HTML."""
    lead: Picture | None
    """The lead picture, unless the text shows it, too."""
    sources: tuple[SourceView, ...]
    headings: tuple[Heading, ...]
    json_ld: str
    citation: tuple[str, ...]
    """The parts of the “cite this” text, plain."""
    standfirst: str = ""
    """The summary to set above the text; "" where that begins with it anyway."""
