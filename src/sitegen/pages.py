"""Site -> the pages to be rendered: one value for each HTML file and each article's other forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sitegen import evidence, feeds, i18n
from sitegen.again import FORGETFUL, Answers
from sitegen.cards import has_cards
from sitegen.digest import Shared, of_text, of_value
from sitegen.model import Around, Card, Edition, Entry, NameLink, Page, Settings, Site, Tag
from sitegen.urls import alias_address, beside, folded, is_outside, output_file
from sitegen.views import (
    ArchivePage,
    ArticleFrame,
    ArticlePage,
    AuthorPage,
    Bar,
    CorrectedCard,
    CorrectionsPage,
    EvidencePage,
    FeedsPage,
    Head,
    HomePage,
    LanguageLink,
    MonthGroup,
    NotFoundPage,
    Pager,
    PlainPage,
    RedirectPage,
    SiteView,
    TagPage,
    TermRow,
    TermsPage,
    VerifyPage,
    YearPage,
    YearRow,
)

T = TypeVar("T")

RECENT = 5
"""Articles that the 404 page offers."""


def site_views(site: Site) -> dict[str, SiteView]:
    """The site as templates see it, by language."""
    return {edition.lang: _site_view(site, edition) for edition in site.editions}


def html_pages(site: Site, answers: Answers = FORGETFUL, *, signature: str = "") -> Iterator[Page]:
    """Every HTML page of the site, and the other forms of each article.

    `answers` are what the last call for this archive found, `signature` the file that will sign it.
    """
    kept = evidence.of_site(site, answers)
    for edition in site.editions:
        yield from _article_pages(site, edition, answers)
        yield from _home(site, edition)
        yield from _tags(site, edition)
        yield from _authors(site, edition)
        yield from _years(site, edition)
        yield from _single_pages(site, edition, kept, signature)
    yield from _redirects(site)


# --- the site ------------------------------------------------------------------------------------


def _site_view(site: Site, edition: Edition) -> SiteView:
    settings = site.settings
    language = i18n.get(edition.lang)
    pages = tuple(NameLink(entry.article.title, entry.url) for entry in edition.pages)
    view: dict[str, Any] = {
        "title": edition.title,
        "description": edition.description,
        "lang": edition.lang,
        "dir": language.dir,
        "root": edition.root,
        "base_url": settings.base_url,
        "languages": tuple(LanguageLink(e.lang, i18n.get(e.lang).name, e.root) for e in site.editions),
        "menu": _menu(settings, edition, pages),
        "license": settings.license,
        "publisher": settings.publisher,
        "onion": settings.onion,
        "search": settings.search,
        "styled": bool(settings.theme_accent or settings.theme_font),
        "file_links": settings.links == "file",
        "pages": pages,
    }
    return SiteView(**view, digest=of_value(view))


def _menu(settings: Settings, edition: Edition, pages: tuple[NameLink, ...]) -> tuple[NameLink, ...]:
    if settings.menu is not None:
        own = {page.url for page in pages}
        urls = (item.url.removeprefix(settings.base_url) for item in settings.menu)
        menu = zip(settings.menu, urls, strict=True)
        return tuple(NameLink(item.title, _menu_url(url, edition.root, own)) for item, url in menu)
    say = i18n.get(edition.lang).gettext
    fixed = [
        NameLink(say("Tags"), f"{edition.root}tags/"),
        NameLink(say("Archive"), f"{edition.root}archive/"),
    ]
    if settings.search:
        fixed.append(NameLink(say("Search"), f"{edition.root}search/"))
    return (*fixed, *pages)


_CHROME = ("tags/", "archive/", "search/", "authors/", "corrections/", "evidence/", "feeds/", "verify/")


def _menu_url(url: str, root: str, own: set[str]) -> str:
    """A menu's address in an edition: its own page of that name where it has one."""
    if is_outside(url):
        return url
    path = url.lstrip("/")
    return root + path if path in _CHROME or root + path in own or not path else path


def _page(template: str, context: Any, edition: Edition, **more: Any) -> Page:
    """An HTML page in the language of its edition, at the address that its head names."""
    fields = {"renderer": "html", "lang": edition.lang} | more
    return Page(path=output_file(context.head.url), context=context, template=template, **fields)


def _everywhere(site: Site, path: str) -> tuple[LanguageLink, ...]:
    """The same page in each language."""
    links = [LanguageLink(e.lang, i18n.get(e.lang).name, e.root + path) for e in site.editions]
    return tuple(links) if len(links) > 1 else ()


def _head(site: Site, edition: Edition, path: str, **more: Any) -> Head:
    """The head of a page that every edition has, at `path` below the edition's root."""
    alternates = _everywhere(site, path)
    return Head(edition.root + path, feeds=feeds.autodiscovery(site, edition), alternates=alternates, **more)


# --- articles ------------------------------------------------------------------------------------


def _article_pages(site: Site, edition: Edition, answers: Answers) -> Iterator[Page]:
    links = Shared(feeds.autodiscovery(site, edition))
    names = {e.lang: i18n.get(e.lang).name for e in site.editions}
    parts = (edition.lang, has_cards(site.settings), site.settings.edit_url, links, names)
    frame = ArticleFrame(*parts, of_value(parts))
    frame = answers.to((ArticleFrame, edition.lang), frame, _itself, frame)
    for entry in (*edition.entries, *edition.withdrawn, *edition.pages):
        given = (entry, edition.around[entry.article.path], frame)
        yield from answers.to((_forms, entry.article.path), given, _forms, *given)


def _itself(value: T) -> T:
    return value


def _forms(entry: Entry, around: Around, frame: ArticleFrame) -> tuple[Page, ...]:
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


# --- listings ------------------------------------------------------------------------------------


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


def _home(site: Site, edition: Edition) -> Iterator[Page]:
    cards = [entry.card for entry in edition.entries]
    links = Shared(feeds.autodiscovery(site, edition))
    for url, shown, pager in paginated(edition.root, cards, site.settings.page_size):
        alternates = _everywhere(site, "") if pager.number == 1 else ()
        head = Head(url, description=edition.description, feeds=links, alternates=alternates)
        yield _page("home.html", HomePage(head, shown, pager), edition)


def _tags(site: Site, edition: Edition) -> Iterator[Page]:
    rows = tuple(_tag_rows(edition.tags))
    yield _page("tags.html", TermsPage(_head(site, edition, "tags/"), rows), edition)
    for tag in edition.tags:
        links = Shared(feeds.autodiscovery(site, edition, tag))
        cards = [entry.card for entry in tag.entries]
        years = Shared(_bars_by_year(edition, tag.entries))
        children, related = Shared(tag.children), Shared(tag.related)
        for url, shown, pager in paginated(tag.url, cards, site.settings.page_size):
            context = TagPage(
                head=Head(url, tag.title or tag.name, tag.description, links),
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
            yield _page("tag.html", context, edition)


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


def _authors(site: Site, edition: Edition) -> Iterator[Page]:
    rows = tuple(TermRow(a.name, a.url, len(a.entries), a.bio) for a in edition.authors)
    yield _page("authors.html", TermsPage(_head(site, edition, "authors/"), rows), edition)
    for author in edition.authors:
        links = Shared(feeds.autodiscovery(site, edition, author))
        cards = [entry.card for entry in author.entries]
        for url, shown, pager in paginated(author.url, cards, site.settings.page_size):
            head = Head(url, author.name, author.bio, links)
            context = AuthorPage(head, author.name, author.homepage, author.bio, len(cards), shown, pager)
            yield _page("author.html", context, edition)


def _years(site: Site, edition: Edition) -> Iterator[Page]:
    rows = []
    years = edition.years
    for i, (year, entries) in enumerate(years):
        months: dict[int, list[Card]] = {}
        for entry in entries:
            if entry.article.date:
                months.setdefault(entry.article.date.month, []).append(entry.card)
        url = f"{edition.root}archive/{year}/"
        row = YearRow(year, url, len(entries), tuple(len(months.get(m, ())) for m in range(1, 13)))
        rows.append(row)
        context = YearPage(
            head=Head(url, str(year), feeds=feeds.autodiscovery(site, edition)),
            year=row,
            months=tuple(MonthGroup(month, tuple(months[month])) for month in sorted(months, reverse=True)),
            newer=_year_link(edition, years[i - 1][0]) if i else None,
            older=_year_link(edition, years[i + 1][0]) if i + 1 < len(years) else None,
        )
        yield _page("year.html", context, edition)
    yield _page("archive.html", ArchivePage(_head(site, edition, "archive/"), tuple(rows)), edition)


def _year_link(edition: Edition, year: int) -> NameLink:
    return NameLink(str(year), f"{edition.root}archive/{year}/")


# --- single pages --------------------------------------------------------------------------------


def _single_pages(site: Site, edition: Edition, kept: evidence.Evidence, signature: str) -> Iterator[Page]:
    def head(path: str, **more: Any) -> Head:
        return _head(site, edition, path, **more)

    yield _page("corrections.html", _corrections(edition, head("corrections/")), edition)
    years = tuple(year for year, _ in edition.years)
    yield _page("evidence.html", EvidencePage(head("evidence/"), kept, years), edition)
    yield _page("verify.html", VerifyPage(head("verify/"), signature), edition)
    if site.settings.base_url:
        listed = FeedsPage(head("feeds/"), feeds.all_feeds(site, edition), feeds.OPML)
        yield _page("feeds.html", listed, edition)
    if site.settings.search:
        yield _page("search.html", PlainPage(head("search/")), edition)
    if not edition.root:
        recent = tuple(entry.card for entry in edition.entries[:RECENT])
        links = feeds.autodiscovery(site, edition)
        not_found = NotFoundPage(Head("404.html", feeds=links, noindex=True), recent)
        yield _page("404.html", not_found, edition)


def _corrections(edition: Edition, head: Head) -> CorrectionsPage:
    corrected = [CorrectedCard(e.card, c) for e in edition.entries for c in e.article.corrections]
    corrected.sort(key=lambda row: (row.correction.date, row.card.path), reverse=True)
    withdrawn = [
        (e.card, e.article.withdrawn.date, e.article.withdrawn.reason)
        for e in edition.withdrawn
        if e.article.withdrawn
    ]
    withdrawn.sort(key=lambda row: (row[1], row[0].path), reverse=True)
    return CorrectionsPage(head, tuple(corrected), tuple(withdrawn))


def _redirects(site: Site) -> Iterator[Page]:
    """A page at each former address that a file can answer, and that no disk takes for the article's own."""
    for edition in site.editions:
        links = Shared(feeds.autodiscovery(site, edition))
        entries = (*edition.entries, *edition.withdrawn, *edition.pages)
        for entry in (entry for entry in entries if entry.article.aliases):
            own = folded(output_file(entry.url))
            for alias in entry.article.aliases:
                url = alias_address(alias)
                if url and folded(output_file(url)) != own:
                    head = Head(url, feeds=links, noindex=True)
                    context = RedirectPage(head, entry.url, entry.article.title, entry.article.path)
                    yield _page("redirect.html", context, edition, stage="article")
