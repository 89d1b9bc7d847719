"""What the pages of a site share: its view, its menu, and the heads of pages."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from sitegen import feeds, i18n
from sitegen.digest import of_value
from sitegen.model import Edition, MenuItem, NameLink, Page, Site
from sitegen.urls import address_of, inward, is_outside, output_file, query_of, resolve, valid
from sitegen.views import Head, LanguageLink, MenuLink, SiteView


def site_views(site: Site) -> dict[str, SiteView]:
    """The site as templates see it, by language."""
    known = frozenset(_addresses(site)) if site.settings.menu else frozenset()
    return {edition.lang: _site_view(site, edition, known) for edition in site.editions}


def _site_view(site: Site, edition: Edition, known: Container[str]) -> SiteView:
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
        "menu": tuple(_menu(site, edition, known)),
        "license": settings.license,
        "publisher": settings.publisher,
        "onion": settings.onion,
        "search": settings.search,
        "styled": bool(settings.theme_accent or settings.theme_font),
        "file_links": settings.links == "file",
        "pages": pages,
    }
    return SiteView(**view, digest=of_value(view))


def _menu(site: Site, edition: Edition, known: Container[str]) -> Iterator[MenuLink]:
    settings = site.settings
    if settings.menu is not None:
        for item in settings.menu:
            yield _menu_link(item, settings.base_url, edition.root, known)
        return
    say = i18n.get(edition.lang).gettext
    yield MenuLink(say("Tags"), f"{edition.root}tags/")
    yield MenuLink(say("Archive"), f"{edition.root}archive/")
    if settings.search:
        yield MenuLink(say("Search"), f"{edition.root}search/")
    for entry in edition.pages:
        yield MenuLink(entry.article.title, entry.url)


_CHROME = ("tags/", "archive/", "search/", "authors/", "corrections/", "evidence/", "feeds/", "verify/")
_FEEDS = ("feed.xml", "atom.xml", "feed.json")


def _addresses(site: Site) -> Iterator[str]:
    """What a menu may lead to and several languages may have, each its own."""
    for edition in site.editions:
        yield edition.root
        yield from (edition.root + path for path in (*_CHROME, *_FEEDS))
        yield from (f"{edition.root}archive/{year}/" for year, _ in edition.years)
        yield from (tag.url for tag in edition.tags)
        yield from (author.url for author in edition.authors)
        yield from (entry.url for entry in (*edition.entries, *edition.pages))


def _menu_link(item: MenuItem, base_url: str, root: str, known: Container[str]) -> MenuLink:
    """A menu's entry in an edition: to its own page of that name where it has one, else to the main one."""
    target = inward(item.url, base_url) or item.url
    if is_outside(target):
        return MenuLink(item.title, item.url)
    path, part = resolve(target, base="")
    path = address_of(path)
    ways = (root + path, f"{root}{path}/", path, f"{path}/")
    url = next((way for way in ways if way in known), path)
    return MenuLink(item.title, f"{url}#{part}" if part else url, valid(query_of(target)))


def html_page(template: str, context: Any, edition: Edition, **more: Any) -> Page:
    """An HTML page in the language of its edition, at the address that its head names."""
    fields = {"renderer": "html", "lang": edition.lang} | more
    return Page(path=output_file(context.head.url), context=context, template=template, **fields)


def everywhere(site: Site, path: str, *, among: Container[str] | None = None) -> tuple[LanguageLink, ...]:
    """The same page in each language, or in those where its address is `among` these."""
    editions = [e for e in site.editions if among is None or e.root + path in among]
    if len(editions) < 2:
        return ()
    return tuple(LanguageLink(e.lang, i18n.get(e.lang).name, e.root + path) for e in editions)


def head_of(site: Site, edition: Edition, path: str, **more: Any) -> Head:
    """The head of a page that every edition has, at `path` below the edition's root."""
    alternates = everywhere(site, path)
    return Head(edition.root + path, feeds=feeds.autodiscovery(site, edition), alternates=alternates, **more)
