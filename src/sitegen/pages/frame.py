"""What the pages of a site share: its view, its menu, and the heads of pages."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from sitegen import feeds, i18n
from sitegen.digest import of_value
from sitegen.model import Edition, NameLink, Page, Settings, Site
from sitegen.urls import is_outside, output_file
from sitegen.views import Head, LanguageLink, SiteView


def site_views(site: Site) -> dict[str, SiteView]:
    """The site as templates see it, by language."""
    return {edition.lang: _site_view(site, edition) for edition in site.editions}


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
    """A menu's address in an edition: its own page of that name, with its last slash, where it has one."""
    if is_outside(url):
        return url
    path, mark, part = url.lstrip("/").partition("#")
    page = f"{path.rstrip('/')}/" if path else ""
    place = root + page if page in _CHROME or root + page in own or not path else path
    return place + mark + part


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
