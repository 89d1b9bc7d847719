"""Listings: the newest articles, those of a tag, of an author, of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen import feeds
from sitegen.digest import Shared
from sitegen.model import Card, Edition, Entry, NameLink, Page, Site, Tag
from sitegen.pages.frame import everywhere, head_of, html_page
from sitegen.views import (
    ArchivePage,
    AuthorPage,
    Bar,
    Head,
    HomePage,
    MonthGroup,
    Pager,
    TagPage,
    TermRow,
    TermsPage,
    YearPage,
    YearRow,
)


def paginated(url: str, cards: Sequence[Card], size: int) -> Iterator[tuple[str, tuple[Card, ...], Pager]]:
    """Cut a listing into pages: (address, its cards, its pager); an empty listing has one page."""
    total = max(1, -(-len(cards) // size))
    addresses = [url, *(f"{url}page/{number}/" for number in range(2, total + 1))]
    for i, address in enumerate(addresses):
        pager = Pager(
            number=i + 1,
            total=total,
            newer=addresses[i - 1] if i else "",
            older=addresses[i + 1] if i + 1 < total else "",
            first=addresses[0],
            last=addresses[-1],
        )
        yield address, tuple(cards[i * size : (i + 1) * size]), pager


def home_pages(site: Site, edition: Edition) -> Iterator[Page]:
    """The newest articles, page by page."""
    cards = [entry.card for entry in edition.entries]
    links = Shared(feeds.autodiscovery(site, edition))
    for url, shown, pager in paginated(edition.root, cards, site.settings.page_size):
        alternates = everywhere(site, "") if pager.number == 1 else ()
        head = Head(url, description=edition.description, feeds=links, alternates=alternates)
        yield html_page("home.html", HomePage(head, shown, pager), edition)


def _listed(site: Site) -> frozenset[str]:
    """The addresses of all tags, authors and years, if the site has several languages."""
    if len(site.editions) < 2:
        return frozenset()
    tags = (tag.url for e in site.editions for tag in e.tags)
    authors = (author.url for e in site.editions for author in e.authors)
    years = (_year_url(e, year) for e in site.editions for year, _ in e.years)
    return frozenset((*tags, *authors, *years))


def tag_pages(site: Site, edition: Edition) -> Iterator[Page]:
    """All tags, and the articles of each, page by page."""
    rows = tuple(_tag_rows(edition.tags))
    yield html_page("tags.html", TermsPage(head_of(site, edition, "tags/"), rows), edition)
    listed = _listed(site)
    for tag in edition.tags:
        links = Shared(feeds.autodiscovery(site, edition, tag))
        cards = [entry.card for entry in tag.entries]
        years = Shared(_bars_by_year(edition, tag.entries))
        children, related = Shared(tag.children), Shared(tag.related)
        others = everywhere(site, tag.url.removeprefix(edition.root), among=listed)
        for url, shown, pager in paginated(tag.url, cards, site.settings.page_size):
            context = TagPage(
                head=Head(
                    url, tag.title or tag.name, tag.description, links, others if url == tag.url else ()
                ),
                name=tag.name,
                title=tag.title,
                description=tag.description,
                count=len(cards),
                parent=tag.parent,
                children=children,
                related=related,
                years=years,
                cards=shown,
                pager=pager,
            )
            yield html_page("tag.html", context, edition)


def _tag_rows(tags: Sequence[Tag]) -> Iterator[TermRow]:
    """The tags in the order of their names, each followed by its children, one step deeper."""
    known = {tag.url for tag in tags}
    below: dict[str, list[Tag]] = {}
    for tag in reversed(tags):
        parent = tag.parent.url if tag.parent and tag.parent.url in known else ""
        below.setdefault(parent, []).append(tag)
    waiting = [(tag, 0) for tag in below.get("", ())]
    while waiting:
        tag, depth = waiting.pop()
        yield TermRow(tag.name, tag.url, len(tag.entries), tag.description, depth)
        waiting += [(child, depth + 1) for child in below.get(tag.url, ())]


def _bars_by_year(edition: Edition, entries: Sequence[Entry]) -> tuple[Bar, ...]:
    """A bar a year, from the first to the last, empty years too."""
    counts: dict[int, int] = {}
    for entry in entries:
        if entry.article.date:
            counts[entry.article.date.year] = counts.get(entry.article.date.year, 0) + 1
    if not counts:
        return ()
    years = range(min(counts), max(counts) + 1)
    page = f"{edition.root}archive"
    return tuple(Bar(str(y), counts.get(y, 0), f"{page}/{y}/" if y in counts else "") for y in years)


def author_pages(site: Site, edition: Edition) -> Iterator[Page]:
    """All authors, and the articles of each, page by page."""
    rows = tuple(TermRow(a.name, a.url, len(a.entries), a.bio) for a in edition.authors)
    yield html_page("authors.html", TermsPage(head_of(site, edition, "authors/"), rows), edition)
    listed = _listed(site)
    for author in edition.authors:
        links = Shared(feeds.autodiscovery(site, edition, author))
        cards = [entry.card for entry in author.entries]
        others = everywhere(site, author.url.removeprefix(edition.root), among=listed)
        for url, shown, pager in paginated(author.url, cards, site.settings.page_size):
            head = Head(url, author.name, author.bio, links, others if url == author.url else ())
            context = AuthorPage(head, author.name, author.homepage, author.bio, len(cards), shown, pager)
            yield html_page("author.html", context, edition)


def year_pages(site: Site, edition: Edition) -> Iterator[Page]:
    """The articles of each year, and the timeline over all of them."""
    rows = []
    years = edition.years
    listed = _listed(site)
    for i, (year, entries) in enumerate(years):
        months: dict[int, list[Card]] = {}
        for entry in entries:
            if entry.article.date:
                months.setdefault(entry.article.date.month, []).append(entry.card)
        url = _year_url(edition, year)
        others = everywhere(site, url.removeprefix(edition.root), among=listed)
        row = YearRow(year, url, len(entries), tuple(len(months.get(m, ())) for m in range(1, 13)))
        rows.append(row)
        context = YearPage(
            head=Head(url, str(year), feeds=feeds.autodiscovery(site, edition), alternates=others),
            year=row,
            months=tuple(MonthGroup(month, tuple(months[month])) for month in sorted(months, reverse=True)),
            newer=_year_link(edition, years[i - 1][0]) if i else None,
            older=_year_link(edition, years[i + 1][0]) if i + 1 < len(years) else None,
        )
        yield html_page("year.html", context, edition)
    yield html_page("archive.html", ArchivePage(head_of(site, edition, "archive/"), tuple(rows)), edition)


def _year_link(edition: Edition, year: int) -> NameLink:
    return NameLink(str(year), _year_url(edition, year))


def _year_url(edition: Edition, year: int) -> str:
    return f"{edition.root}archive/{year}/"
