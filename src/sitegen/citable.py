"""An article as other tools want it: JSON-LD, BibTeX, a text to cite, and the sources of its page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from posixpath import splitext
from typing import Any

from sitegen import i18n
from sitegen.digest import of_text
from sitegen.model import ArchivedCopy, Citation, Content, Entry, Source, SourceState
from sitegen.urls import absolute, doubtful_archive, is_web, valid
from sitegen.views import SiteView, SourceView


def source_views(content: Content, entry: Entry) -> tuple[SourceView, ...]:
    """The numbered sources of an article, each with its archived copies and the places that cite it."""
    known = {state.url: state for state in entry.ledger}
    places: dict[str, list[Citation]] = {}
    for citation in content.citations:
        places.setdefault(citation.source, []).append(citation)
    return tuple(
        SourceView(
            number=number,
            source=source,
            copies=(found := copies(source, known.get(source.url))),
            status=known.get(source.url, SourceState(source.url)).status if source.url else "",
            places=tuple((place.anchor, place.locator) for place in places.get(source.id, ())),
            version_date=version_date(source, found, iso(entry)),
            original=valid(original_url(source)),
        )
        for number, source in enumerate(content.sources, start=1)
    )


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")


def version_date(source: Source, found: Sequence[ArchivedCopy], cited: str) -> str:
    """`data-versiondate` of a source (Robust Links): a moment in UTC, or a day; a month or year is neither,
    and a time is never made up.

    It is the date of the leading copy; else when the editor read the page; else the article's, which is when
    the link was made (`cited`, ISO 8601).
    """
    for date in (found[0].date if found else "", source.accessed, cited):
        for told in (date, date[:10]):
            if _MOMENT.fullmatch(told):
                return told
    return ""


_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)(\d\d))?)?)?")


_COPIED = re.compile(r"https?://[^/]+/(?:web|wayback|all)/\d{4,14}(?:[a-z]{2}_)?/(https?://[^/].*)")


def original_url(source: Source) -> str:
    """`data-originalurl` of a source (Robust Links): its address, else the one that its archived copy is a
    copy of, where that says so as the Wayback Machine does; "" if nobody can tell.
    """
    copied = _COPIED.fullmatch(source.archived)
    return source.url or (copied[1] if copied else "")


def copies(source: Source, state: SourceState | None) -> tuple[ArchivedCopy, ...]:
    """The archived copies of a source: the editor's own, then those of the ledger; doubtful ones last."""
    found = [ArchivedCopy(source.archived, wayback_date(source.archived))] if source.archived else []
    found += [copy for copy in (state.archives if state else ()) if copy.url != source.archived]
    found.sort(key=lambda copy: bool(doubtful_archive(copy.url)))
    return tuple(ArchivedCopy(copy.url, copy.date or wayback_date(copy.url)) for copy in found)


def wayback_date(url: str) -> str:
    """The moment that a Wayback Machine address names, as ISO 8601 in UTC; "" if it names none."""
    match = _WAYBACK.match(url)
    if not match:
        return ""
    day = "-".join(filter(None, match.group(1, 2, 3)))
    return f"{day}T{match[4]}:{match[5]}:{match[6]}Z" if match[4] else day


def iso(entry: Entry) -> str:
    """The article's date in ISO 8601: a day where no time was written."""
    article = entry.article
    return _iso(article.date, timed=article.timed) if article.date else ""


def iso_modified(entry: Entry) -> str:
    """Its last change (`Article.modified`) likewise; "" if there was none since its date. Seconds after
    midnight only count the corrections of a day.
    """
    article = entry.article
    moment = article.modified
    if moment is None or moment == article.date:
        return ""
    return _iso(moment, timed=moment.time().replace(second=0) != time.min)


def _iso(moment: datetime, *, timed: bool) -> str:
    return moment.isoformat() if timed else moment.date().isoformat()


def as_told(entry: Entry) -> Entry:
    """What of an entry its other forms may tell: of a withdrawn article title, date and notice, no more."""
    if entry.article.withdrawn is None:
        return entry
    told = replace(entry.article, updated=None, corrected=None)
    return replace(entry, article=told, authors=(), tags=())


def json_ld(entry: Entry, sources: Sequence[SourceView], site: SiteView) -> str:
    """A schema.org `NewsArticle` with its citations and corrections, safe inside a script element."""
    article = entry.article
    url = absolute(entry.url, site.base_url) if site.base_url else None
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if article.kind == "article" else "WebPage",
        "headline": article.title,
        "url": url,
        "mainEntityOfPage": url,
        "description": article.summary,
        "datePublished": iso(entry),
        "dateModified": iso_modified(entry) or iso(entry),
        "inLanguage": article.lang,
        "author": [_person(author.name, author.homepage) for author in entry.authors],
        "publisher": {"@type": "Organization", "name": site.publisher or site.title},
        "keywords": [tag.name for tag in entry.tags],
        "license": _licence(site.license),
        "image": absolute(entry.card.image.path, site.base_url) if entry.card.image and url else None,
        "citation": [_cited(view) for view in sources],
        "correction": [
            {"@type": "CorrectionComment", "datePublished": fix.date, "text": fix.text}
            for fix in article.corrections
        ],
    }
    text = json.dumps(compact(data), ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _person(name: str, homepage: str) -> dict[str, str]:
    return {"@type": "Person", "name": name} | ({"url": homepage} if homepage else {})


def _licence(told: str) -> str | dict[str, str]:
    """A licence by its address, or as a work known by its words: schema.org takes any text here for an
    address.
    """
    return {"@type": "CreativeWork", "name": told} if told and not is_web(told) else told


def _cited(view: SourceView) -> dict[str, Any]:
    source = view.source
    archived = [valid(copy.url) for copy in view.copies]
    return compact(
        {
            "@type": "CreativeWork",
            "name": source.title or ("" if source.url else view.name),
            "url": valid(source.url),
            "author": list(source.authors),
            "publisher": source.publisher,
            "datePublished": source.date,
            "archivedAt": archived[0] if len(archived) == 1 else archived,
        }
    )


def compact(data: dict[str, Any]) -> dict[str, Any]:
    """An object without the members that say nothing."""
    return {key: value for key, value in data.items() if value not in ("", None, [], ())}


def citation(entry: Entry, site: SiteView) -> tuple[str, ...]:
    """The parts of the “cite this” text: authors, title, site, date, address, each with its own direction."""
    day = entry.article.date.date().isoformat() if entry.article.date else ""
    where = absolute(entry.url, site.base_url) if site.base_url else ""
    title = i18n.get(site.lang).gettext("“%(title)s”", title=entry.article.title)
    names = (author.name for author in entry.authors)
    return tuple(part for part in (*names, title, site.publisher or site.title, day, where) if part)


_LATEX = str.maketrans(
    {char: f"\\{char}" for char in "%&#$_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)
"""Braces by name: BibTeX counts them even behind a backslash."""


def bibtex_key(entry: Entry, site: SiteView) -> str:
    """The key of an article's record, such as `river-weir2019`: ASCII, and no other's on this site.

    Translations add their language. Where slug and year do not tell all of the address, or the slug has
    other letters than a key may have, some of the address's digest follows.
    """
    article = entry.article
    slug = re.sub(r"[^a-z0-9-]+", "", article.slug.lower())
    year = str(article.date.year) if article.date else "nd"
    parts = [f"{slug or 'article'}{year}", *([article.lang.lower()] if site.root else [])]
    told = {year, article.slug, "", "index"}
    if slug != article.slug or not told.issuperset(splitext(entry.url.removeprefix(site.root))[0].split("/")):
        parts.append(of_text(entry.url)[:8])
    return "-".join(parts)


def bibtex(entry: Entry, site: SiteView) -> str:
    """The article as a BibTeX `@online` record (biblatex names, which Zotero and JabRef read)."""
    entry = as_told(entry)
    article = entry.article
    year = str(article.date.year) if article.date else "nd"
    fields = [
        ("author", " and ".join(f"{{{author.name.translate(_LATEX)}}}" for author in entry.authors)),
        ("title", f"{{{article.title.translate(_LATEX)}}}"),
        ("organization", (site.publisher or site.title).translate(_LATEX)),
        ("date", article.date.date().isoformat() if article.date else ""),
        ("year", year),
        ("langid", article.lang),
        ("keywords", ", ".join(tag.name for tag in entry.tags).translate(_LATEX)),
        ("url", absolute(entry.url, site.base_url) if site.base_url else ""),
    ]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@online{{{bibtex_key(entry, site)},\n{lines}}}\n"
