"""The files that are no pages for people: sitemap, robots, redirects, media, the theme's own files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from urllib.parse import quote, urlsplit

from sitegen import images
from sitegen.digest import of_bytes
from sitegen.model import Entry, Media, MediaFile, Page, Picture, Settings, Site
from sitegen.pictures import recipes_of
from sitegen.theme import Theme
from sitegen.urls import absolute, alias_address, encoded, output_file, query_pairs
from sitegen.views import RedirectPage

SITEMAP_LIMIT = 50_000
"""URLs that one sitemap may hold (sitemaps.org)."""

REDIRECTS = "_redirects"
_QUERY = "=~!$'()+,;@%"
"""What stays as it is in a redirect's query: no `/` and no `:`, as these begin the address it leads to."""

_STANDING = ("tags/", "authors/", "archive/", "corrections/", "evidence/", "feeds/", "verify/")
"""Pages of every edition that a search engine should find: all but the search, which has nothing to say."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def text_page(path: str, text: str) -> Page:
    """A file whose whole text is its value."""
    return Page(path=path, renderer="text", context=text, stage="index")


# --- for crawlers and servers --------------------------------------------------------------------


def sitemap_pages(site: Site) -> Iterator[Page]:
    """`sitemap.xml`; past the limit an index of `sitemap-1.xml` and so on. None without `base_url`."""
    base = site.settings.base_url
    if not base:
        return
    rows = [_sitemap_row(absolute(url, base), day) for url, day in _sitemap_urls(site)]
    parts = [rows[i : i + SITEMAP_LIMIT] for i in range(0, len(rows), SITEMAP_LIMIT)] or [[]]
    if len(parts) == 1:
        yield text_page("sitemap.xml", _urlset(parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield text_page(name, _urlset(part))
    places = "".join(
        f"<sitemap><loc>{escape(absolute(name, base), quote=False)}</loc></sitemap>\n" for name in names
    )
    yield text_page("sitemap.xml", f"{_XML}<sitemapindex {_NAMESPACE}>\n{places}</sitemapindex>\n")


def _urlset(rows: Iterable[str]) -> str:
    return f"{_XML}<urlset {_NAMESPACE}>\n{''.join(rows)}</urlset>\n"


def _sitemap_row(url: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(url, quote=False)}</loc>{changed}</url>\n"


def _sitemap_urls(site: Site) -> Iterator[tuple[str, str]]:
    """(address, day of the last change or "") of all that a search engine should find."""
    for edition in site.editions:
        yield edition.root, ""
        for entry in (*edition.entries, *edition.pages):
            if entry.article.draft or entry.future:  # whose pages ask not to be found
                continue
            moment = entry.article.modified
            yield entry.url, moment.date().isoformat() if moment else ""
        yield from ((edition.root + path, "") for path in _STANDING)
        yield from ((f"{edition.root}archive/{year}/", "") for year, _ in edition.years)
        yield from ((tag.url, "") for tag in edition.tags)
        yield from ((author.url, "") for author in edition.authors)


def robots(settings: Settings) -> Page:
    """`robots.txt`: everything may be read and mirrored."""
    place = f"\nSitemap: {absolute('sitemap.xml', settings.base_url)}\n" if settings.base_url else ""
    return text_page("robots.txt", f"User-agent: *\nAllow: /\n{place}")


def redirects(site: Site, pages: Iterable[Page]) -> Page:
    """`_redirects`, as Netlify and Cloudflare Pages read it: former addresses, moved for good.

    Some servers obey it even where a file stands, so it holds no alias whose page is not among `pages`
    because the address is another's.
    """
    base = urlsplit(site.settings.base_url).path.rstrip("/")
    kept = {(page.path, page.context.target) for page in pages if isinstance(page.context, RedirectPage)}
    lines = set()
    for edition in site.editions:
        for entry in edition.placed:
            for alias in entry.article.aliases:
                path, _, query = alias.partition("?")
                if query or (output_file(alias_address(path)), entry.url) in kept:
                    lines.add(_redirect(path, query, entry, base))
    return text_page(REDIRECTS, "".join(f"{line}\n" for line in sorted(lines - {""})))


def _redirect(path: str, query: str, entry: Entry, base: str) -> str:
    """One rule; none for a query that is not of `name=value` pairs, as a rule could not name it.

    Only Netlify reads rules with a query; it would serve the file that stands at their path (of `/?p=7` the
    home page), so they are forced (`!`). Other rules are not: Cloudflare knows no `301!`.
    """
    wanted = [quote(_literal(pair), safe=_QUERY) for pair in query_pairs(query)]
    if query and not wanted:
        return ""
    source, target = f"{base}/{_literal(encoded(path.lstrip('/')))}", f"{base}/{encoded(entry.url)}"
    return " ".join([source, *wanted, target, "301!" if wanted else "301"])


def _literal(text: str) -> str:
    """An address without what stands for any other in `_redirects`: `*` and `:name`."""
    return text.replace("*", "%2A").replace(":", "%3A")


# --- media and theme -----------------------------------------------------------------------------


def media_pages(media: Media, settings: Settings, pictures: Iterable[Picture]) -> Iterator[Page]:
    """Every media file at its own path, and the narrower versions of the pictures in use."""
    used = {picture.path for picture in pictures}
    crowd = images.crowded(media)
    for path, file in sorted(media.items()):
        if not file.type:
            yield Page(path, "copy", file.digest, assets=(path,), stage="asset")
            continue
        recipes = recipes_of(file, settings.images, crowd)
        for recipe in recipes if path in used else recipes[:1]:
            yield Page(recipe.path, "picture", (file.digest, recipe), assets=(path,), stage="asset")


def post_media_pages(
    files: Mapping[str, MediaFile], entries: Iterable[Entry], settings: Settings
) -> Iterator[Page]:
    """The pictures of stored posts that articles show, with their narrower versions; `files` are their
    sources by published path.
    """
    shown = {picture.path for entry in entries for post in entry.posts for picture in post.pictures}
    crowd = images.crowded(files)
    for path in sorted(shown & files.keys()):
        file = files[path]
        for recipe in recipes_of(replace(file, path=path), settings.images, crowd):
            yield Page(recipe.path, "picture", (file.digest, recipe), assets=(file.path,), stage="asset")


def theme_pages(theme: Theme, settings: Settings) -> Iterator[Page]:
    """The theme's static files, and `static/theme.css` with the site's own accent and font."""
    for path, data in sorted(theme.static.items()):
        yield Page(f"static/{path}", "static", (path, of_bytes(data)), stage="asset")
    rules = [f"--accent:{settings.theme_accent};"] if settings.theme_accent else []
    rules += [f"--font:{settings.theme_font};"] if settings.theme_font else []
    if rules:
        yield Page("static/theme.css", "text", f":root{{{''.join(rules)}}}\n", stage="asset")


def pictures_of(entries: Sequence[Entry]) -> Iterator[Picture]:
    """The pictures that articles show: in the text and as lead."""
    for entry in entries:
        if entry.card.image:
            yield entry.card.image
        for address in entry.addresses:
            if isinstance(address, Picture):
                yield address
