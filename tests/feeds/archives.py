"""Small archives as values, their feeds rendered in memory, and a subscriber that reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from sitegen import feeds
from sitegen.digest import of_text
from sitegen.link import Stock, link
from sitegen.model import Article, Content, MediaFile, Page, Ref, Settings, Site

BASE = "https://rivers.example.org/archive/"
NOW = datetime(2027, 1, 1, tzinfo=UTC)

SETTINGS = Settings(
    title="The Lorrel Papers",
    description="What the river was promised.",
    base_url=BASE,
    feed_items=5,
    feed_hub="https://hub.example.org/",
    license="CC BY 4.0",
    publisher="Friends of the Lorrel",
)

RENDERERS = {
    "rss": feeds.render_rss,
    "atom": feeds.render_atom,
    "json-feed": feeds.render_json,
    "opml": feeds.render_opml,
}

SPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def article(slug: str = "weir", date: str = "2019-05-03T10:00:00+00:00", **fields: Any) -> Article:
    """An article of one paragraph. Its digest is of its fields, so every edit gives another."""
    lang = fields.get("lang", "en")
    year, moment = date[:4], datetime.fromisoformat(date)
    values: dict[str, Any] = {
        "path": f"{year}/{slug}.md" if lang == "en" else f"{year}/{slug}.{lang}.md",
        "digest": "",
        "stem": f"{year}/{slug}",
        "kind": "article",
        "lang": lang,
        "slug": slug,
        "title": f"About {slug}",
        "date": moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        "timed": True,
        "authors": ("Hana Ferris",),
        "tags": ("river",),
        "summary": f"What happened at {slug}.",
    } | fields
    made = Article(**values)
    return made if made.digest else replace(made, digest=of_text(repr(made)))


def site_of(articles: Iterable[Article], settings: Settings = SETTINGS, **stock: Any) -> Site:
    """The linked site of some articles."""
    return link(articles, settings, Stock(**stock), now=NOW).site


def contents_of(articles: Iterable[Article]) -> dict[str, Content]:
    """A paragraph for each article, which names it."""
    return {a.digest: Content(html=f"<p>All about {a.title}.</p>\n") for a in articles}


def render(page: Page, contents: Mapping[str, Content]) -> bytes:
    """The bytes of a feed's page, from the contents that it asks for and no other."""
    return RENDERERS[page.renderer](page.context, {digest: contents[digest] for digest in page.contents})


def files(site: Site, contents: Mapping[str, Content]) -> dict[str, bytes]:
    """Every feed of a site, by path."""
    return {page.path: render(page, contents) for page in feeds.feed_pages(site)}


def built(*articles: Article, settings: Settings = SETTINGS, **stock: Any) -> dict[str, bytes]:
    """The feeds of some articles of one paragraph."""
    return files(site_of(articles, settings, **stock), contents_of(articles))


def one(content: Content | str, **fields: Any) -> dict[str, bytes]:
    """The feeds of an archive of one article with this content, or with this HTML as its text."""
    content = Content(content) if isinstance(content, str) else content
    made = article(digest=of_text(repr(content), repr(fields)), **fields)
    return files(site_of([made]), {made.digest: content})


def xml(data: bytes) -> Any:
    """The root of an XML file, read strictly, of any size."""
    return etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))


def ids(data: bytes) -> list[str]:
    """The ids of a feed's entries, in order, whatever the format."""
    if data.startswith(b"{"):
        return [item["id"] for item in json.loads(data)["items"]]
    root = xml(data)
    return list(root.xpath("//a:entry/a:id/text() | //item/guid/text()", namespaces=SPACES))


def atom_html(data: bytes, index: int = 0) -> str:
    """The HTML of an entry of an Atom feed."""
    return str(xml(data).xpath("//a:entry/a:content/text()", namespaces=SPACES)[index])


def links(data: bytes) -> dict[str, str]:
    """A feed's own links by relation, Atom or RSS."""
    found = xml(data).xpath("/a:feed/a:link | /rss/channel/a:link", namespaces=SPACES)
    return {link.get("rel"): link.get("href") for link in found}


def picture(path: str, size: int = 1234) -> MediaFile:
    """A photograph of the archive."""
    return MediaFile(path, of_text(path), size, "jpeg", 1200, 800)


def image(target: str, alt: str = "A weir") -> Ref:
    """A lead picture."""
    return Ref("image", target, alt)
