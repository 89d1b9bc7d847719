"""The pages that each language has once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sitegen import evidence, feeds
from sitegen.model import Edition, Page, Site
from sitegen.pages.frame import head_of, html_page
from sitegen.shards import Shard
from sitegen.views import (
    CorrectedCard,
    CorrectionsPage,
    EvidencePage,
    FeedsPage,
    Head,
    NotFoundPage,
    SearchPage,
    VerifyPage,
)

RECENT = 5
"""Articles that the 404 page offers."""


def single_pages(
    site: Site, edition: Edition, kept: evidence.Evidence, shards: Iterable[Shard], signature: str
) -> Iterator[Page]:
    """The pages of an edition that are no listings of articles."""

    def head(path: str, **more: Any) -> Head:
        return head_of(site, edition, path, **more)

    yield html_page("corrections.html", _corrections(edition, head("corrections/")), edition)
    years = tuple(year for year, _ in edition.years)
    yield html_page("evidence.html", EvidencePage(head("evidence/"), kept, years), edition)
    yield html_page("verify.html", VerifyPage(head("verify/"), signature), edition)
    if site.settings.base_url:
        listed = FeedsPage(head("feeds/"), feeds.all_feeds(site, edition), feeds.OPML)
        yield html_page("feeds.html", listed, edition)
    if site.settings.search:
        folders = tuple(shard.folder for shard in shards if edition.lang in shard.langs)
        search = SearchPage(head("search/"), empty=not edition.entries, shards=folders)
        yield html_page("search.html", search, edition)
    if not edition.root:
        recent = tuple(entry.card for entry in edition.entries[:RECENT])
        links = feeds.autodiscovery(site, edition)
        not_found = NotFoundPage(Head("404.html", feeds=links, noindex=True), recent)
        yield html_page("404.html", not_found, edition)


def _corrections(edition: Edition, head: Head) -> CorrectionsPage:
    shown = (*edition.entries, *edition.pages)
    corrected = [CorrectedCard(e.card, c) for e in shown for c in e.article.corrections]
    corrected.sort(key=lambda row: (row.correction.date, row.card.path), reverse=True)
    withdrawn = [
        (e.card, e.article.withdrawn.date, e.article.withdrawn.reason)
        for e in (*edition.withdrawn, *edition.withdrawn_pages)
        if e.article.withdrawn
    ]
    withdrawn.sort(key=lambda row: (row[1], row[0].path), reverse=True)
    return CorrectionsPage(head, tuple(corrected), tuple(withdrawn))
