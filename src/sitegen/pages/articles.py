"""The pages of articles: each with its other forms, and with redirects from its former addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from sitegen import feeds, i18n
from sitegen.again import Answers
from sitegen.cards import has_cards
from sitegen.digest import Shared, of_text, of_value
from sitegen.model import Around, Edition, Entry, Page, Site
from sitegen.pages.frame import html_page
from sitegen.urls import alias_address, beside, folded, output_file
from sitegen.views import ArticleFrame, ArticlePage, Head, RedirectPage

T = TypeVar("T")


def article_pages(site: Site, edition: Edition, answers: Answers) -> Iterator[Page]:
    """Every article and standing page of an edition, and their other forms."""
    links = Shared(feeds.autodiscovery(site, edition))
    names = {e.lang: i18n.get(e.lang).name for e in site.editions}
    parts = (edition.lang, has_cards(site.settings), site.settings.edit_url, links, names)
    frame = ArticleFrame(*parts, of_value(parts))
    frame = answers.to((ArticleFrame, edition.lang), frame, _itself, frame)
    for entry in edition.placed:
        given = (entry, edition.around[entry.article.path], frame)
        yield from answers.to((forms_of, entry.article.path), given, forms_of, *given)


def _itself(value: T) -> T:
    return value


def forms_of(entry: Entry, around: Around, frame: ArticleFrame) -> tuple[Page, ...]:
    """The page of an article, and its other forms."""
    article = entry.article
    digest = of_text(entry.digest, frame.digest, *_digests(around))
    context = ArticlePage(entry, around, frame, digest)
    template = "page.html" if article.kind == "page" else "article.html"
    template = "withdrawn.html" if article.withdrawn else template
    place, contents = output_file(entry.url), (article.digest,)
    page = Page(place, "article", context, template, contents, lang=frame.lang, stage="article")
    return (page, *_other_forms(entry, contents, frame.lang)) if article.kind == "article" else (page,)


def _digests(around: Around) -> tuple[str, ...]:
    """What an article's neighbours are told from others by."""
    return (
        around.newer.digest if around.newer else "",
        around.older.digest if around.older else "",
        " ".join([card.digest for card in around.related]),
        " ".join([card.digest for card in around.backlinks]),
        " ".join([card.digest for card in around.translations]),
    )


def _other_forms(entry: Entry, contents: tuple[str, ...], lang: str) -> tuple[Page, ...]:
    """`article.json`, `citation.bib` and `index.md`, beside the article's page."""
    url = entry.url
    return (
        Page(beside(url, "article.json"), "json", entry, "", contents, (), lang, "article"),
        Page(beside(url, "citation.bib"), "bibtex", entry, "", (), (), lang, "article"),
        Page(beside(url, "index.md"), "source", entry, "", contents, (), lang, "article"),
    )


def redirects(site: Site) -> Iterator[Page]:
    """A page at each former address that a file can answer, and that no disk takes for the article's own."""
    for edition in site.editions:
        links = Shared(feeds.autodiscovery(site, edition))
        for entry in (entry for entry in edition.placed if entry.article.aliases):
            own = folded(output_file(entry.url))
            for alias in entry.article.aliases:
                url = alias_address(alias)
                if url and folded(output_file(url)) != own:
                    head = Head(url, feeds=links, noindex=True)
                    context = RedirectPage(head, entry.url, entry.article.title, entry.article.path)
                    yield html_page("redirect.html", context, edition, stage="article")
