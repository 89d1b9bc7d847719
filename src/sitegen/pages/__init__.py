"""Site -> the pages to be rendered: one value for each HTML file and each article's other forms."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import evidence
from sitegen.again import FORGETFUL, Answers
from sitegen.model import Page, Site
from sitegen.pages.articles import article_pages, redirects
from sitegen.pages.frame import site_views
from sitegen.pages.listings import author_pages, home_pages, tag_pages, year_pages
from sitegen.pages.single import single_pages
from sitegen.shards import shards_of

__all__ = ["html_pages", "site_views"]


def html_pages(site: Site, answers: Answers = FORGETFUL, *, signature: str = "") -> Iterator[Page]:
    """Every HTML page of the site, and the other forms of each article.

    `answers` are what the last call for this archive found, `signature` the file that will sign it.
    """
    kept = evidence.of_site(site, answers)
    shards = shards_of(site.editions) if site.settings.search else ()
    for edition in site.editions:
        yield from article_pages(site, edition, answers)
        yield from home_pages(site, edition)
        yield from tag_pages(site, edition)
        yield from author_pages(site, edition)
        yield from year_pages(site, edition)
        yield from single_pages(site, edition, kept, shards, signature)
    yield from redirects(site)
