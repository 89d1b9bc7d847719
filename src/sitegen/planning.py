"""What a site consists of: its articles in their places, and every file that it means to have.

What a build writes, and what `explain` and `stats` tell of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sitegen import cards, feeds, fonts, indexes, pages
from sitegen.again import FORGETFUL, Answers
from sitegen.archive import Archive, Loaded
from sitegen.collisions import collisions
from sitegen.link import Linked, link
from sitegen.model import Article, Entry, Page, Site
from sitegen.problems import Problem
from sitegen.views import ArticlePage
from sitegen.withholding import held_back


@dataclass(frozen=True, slots=True)
class Planned:
    """A site, and its files. Of those that are `meant`, some are not `wanted` because others have their path,
    as the `clashes` tell. The articles whose page is one of these, `homeless` by path, are not in the site:
    nothing that is listed leads nowhere. `held` are the files of media that are not published, as they show
    what is withheld.
    """

    linked: Linked
    meant: tuple[Page, ...]
    wanted: tuple[Page, ...]
    clashes: tuple[Problem, ...]
    homeless: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


def planned(
    archive: Archive,
    loaded: Loaded,
    *,
    now: datetime,
    drafts: bool = False,
    future: bool = False,
    signature: str = "",
    answers: Answers = FORGETFUL,
) -> Planned:
    """Set the articles in their places (`link.link`), and say which files come of them.

    `signature` is the name of the file that will sign their checksums.
    """

    def attempt(articles: Iterable[Article]) -> Planned:
        linked = link(
            articles,
            archive.settings,
            loaded.stock,
            unsound=loaded.unsound,
            now=now,
            drafts=drafts,
            future=future,
            answers=answers,
        )
        held = _held(loaded, linked.site)
        meant = tuple(_pages(archive, loaded, linked.site, held, answers, signature))
        wanted, clashes = collisions(meant, loaded.articles)
        wanted = (*wanted, indexes.redirects(linked.site, wanted))
        return Planned(linked, meant, wanted, clashes, held=held)

    first = last = attempt(loaded.articles)
    homeless: frozenset[str] = frozenset()
    while lost := _articles_of(last.meant) - _articles_of(last.wanted):
        homeless |= lost
        last = attempt(article for article in loaded.articles if article.path not in homeless)
    if last is first:
        return first
    clashes = tuple(sorted({*first.clashes, *last.clashes}))
    linked = replace(first.linked, site=last.linked.site)
    return Planned(linked, first.meant, last.wanted, clashes, homeless, last.held)


def _articles_of(files: Iterable[Page]) -> frozenset[str]:
    """The paths of the articles whose own page is among the files."""
    return frozenset(
        page.context.entry.article.path for page in files if isinstance(page.context, ArticlePage)
    )


def _placed(site: Site) -> list[Entry]:
    return [entry for edition in site.editions for entry in edition.placed]


def _held(loaded: Loaded, site: Site) -> frozenset[str]:
    """The media that show what is withheld."""
    stock = loaded.stock
    return held_back(stock.media, loaded.withholding, _placed(site), stock.posts, stock.unread)


def _pages(
    archive: Archive, loaded: Loaded, site: Site, held: frozenset[str], answers: Answers, signature: str
) -> Iterator[Page]:
    """Every file of the site but those that are made of the others."""
    entries = _placed(site)
    pictures = indexes.pictures_of(entries)
    for page in indexes.media_pages(loaded.stock.media, archive.settings, pictures):
        if held.isdisjoint(page.assets):
            yield page
    yield from indexes.post_media_pages(loaded.post_files, entries, archive.settings)
    yield from indexes.theme_pages(archive.theme, archive.settings)
    yield from pages.html_pages(site, answers, signature=signature)
    if cards.has_cards(archive.settings):
        yield from cards.card_pages(site, fonts.find(archive.root / "templates" / "fonts"), answers)
    yield from feeds.feed_pages(site)
    yield from indexes.sitemap_pages(site)
    yield indexes.robots(archive.settings)
