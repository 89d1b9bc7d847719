"""RSS 2.0 and Atom, through feedgen.

What feedgen does not do by itself is done here: it appends entries only when asked to; the RSS link is
the last `alternate` link that it was given; its times default to the clock; RSS gets neither hub nor history.
Imported only when a feed is rendered: feedgen and lxml are slow to import.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache, partial
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.feed import FeedGenerator
from lxml.etree import Element, SubElement, tostring

from sitegen.feeds.content import Post, post, posts
from sitegen.feeds.forms import PUBLISHED, Form, Shape, blank, shape_of, texts_of, xml_form
from sitegen.feeds.legal import EPOCH, legal, legal_url, moment
from sitegen.feeds.values import ATOM, ICON, RSS, STYLE, TYPES, FeedContext, archive_address
from sitegen.model import Content
from sitegen.urls import absolute, is_web

ATOM_SPACE = "http://www.w3.org/2005/Atom"
HISTORY_SPACE = "http://purl.org/syndication/history/1.0"
TOMBSTONE_SPACE = "http://purl.org/atompub/tombstones/1.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_AT = f"{{{TOMBSTONE_SPACE}}}"
_ATOM_LINK = f"{{{ATOM_SPACE}}}link"
_ATOM_UPDATED = f"{{{ATOM_SPACE}}}updated"

GENERATOR = "sitegen"
"""Without a version: a new one would change every feed."""


def rss(feed: FeedContext, contents: Mapping[str, Content]) -> bytes:
    """The feed as RSS 2.0."""
    made = _generator(feed, feed.folder + RSS, TYPES[RSS])
    made.description(_as_html(made.description()))
    made.register_extension("dc", DcExtension, DcEntryExtension, atom=False)
    made.register_extension("channel", partial(_Channel, feed), atom=False)
    head = made.rss_str(pretty=True, xml_declaration=False).removesuffix(_RSS_END)
    return _document((head, *map(_rss_item, posts(feed, contents)), _RSS_END), feed.folder + RSS)


def _rss_item(shown: Post) -> bytes:
    published, summary = format_datetime(shown.published), _as_html(shown.summary)
    return _rss_form(shape_of(shown)).filled(texts_of(shown, published=published, summary=summary))


@lru_cache(maxsize=128)
def _rss_form(shape: Shape) -> Form:
    return xml_form(_rss_xml(blank(shape)), published=format_datetime(PUBLISHED))


def _rss_xml(shown: Post) -> str:
    """What feedgen writes of an article in RSS, as it stands in its feed."""
    entry = _entry(shown)
    entry.register_extension("dc", DcEntryExtension, atom=False)
    entry.dc.dc_creator([name for name, _ in shown.authors])
    if shown.summary:
        entry.description(_as_html(shown.summary))
    root = Element("rss", nsmap=_RSS_SPACES)
    SubElement(root, "channel").append(entry.rss_entry())
    xml = _written(root)
    return xml[xml.index("    <item>") :].removesuffix(_RSS_END.decode())


_RSS_END = b"  </channel>\n</rss>\n"
_RSS_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": ATOM_SPACE,
    "content": "http://purl.org/rss/1.0/modules/content/",
}
"""The prefixes that feedgen declares at the root."""


def _as_html(text: str) -> str:
    """Plain text for RSS: readers take its `description` for HTML (RSS Board, Best Practices Profile).

    Only what HTML would take for something else is escaped: browsers that open the feed show it as it is.
    """
    return _AMPERSAND.sub("&amp;", text).replace("<", "&lt;")


_AMPERSAND = re.compile(r"&(?=[A-Za-z0-9#])")


def atom(feed: FeedContext, contents: Mapping[str, Content]) -> bytes:
    """The feed, or a year of its history, as Atom."""
    year = feed.history.year
    path = archive_address(feed.folder, year) if year else feed.folder + ATOM
    made = _generator(feed, path, TYPES[ATOM])
    made.register_extension("history", partial(_AtomHistory, feed), rss=False)
    head = made.atom_str(pretty=True, xml_declaration=False).removesuffix(_ATOM_END)
    known = dict(feed.kept)
    entries = (known.get(item.id) or _atom_entry(post(item, contents, feed)) for item in feed.items)
    return _document((head, *entries, _ATOM_END), path)


def _atom_entry(shown: Post) -> bytes:
    texts = texts_of(shown, published=shown.published.isoformat(), summary=shown.summary)
    return _atom_form(shape_of(shown)).filled(texts)


@lru_cache(maxsize=128)
def _atom_form(shape: Shape) -> Form:
    return xml_form(_atom_xml(blank(shape)), published=PUBLISHED.isoformat())


def _atom_xml(shown: Post) -> str:
    """What feedgen writes of an article in Atom, as it stands in its feed."""
    root = Element("feed")
    root.append(_entry(shown).atom_entry())
    xml = _written(root)
    return xml[xml.index("  <entry>") :].removesuffix(_ATOM_END.decode())


_ATOM_END = b"</feed>\n"


def _written(root: Any) -> str:
    xml: bytes = tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=False)
    return xml.decode()


def _document(xml: Iterable[bytes], path: str) -> bytes:
    """The file: a stylesheet of the same origin makes it readable in browsers, and is nothing to readers.

    CSS and not XSLT, which browsers are giving up.
    """
    style = posixpath.relpath(STYLE, posixpath.dirname(path) or ".")
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/css" href="{style}"?>\n'
    return b"".join((head.encode(), *xml))


def _generator(feed: FeedContext, path: str, media_type: str) -> Any:
    """The feed without its entries. The link to itself goes first, the page's link last."""
    icon = absolute(ICON, feed.base_url)
    made = FeedGenerator()
    made.id(feed.id)
    made.title(legal(feed.title).strip() or feed.base_url)
    made.description(legal(feed.description).strip() or legal(feed.title).strip() or feed.base_url)
    made.language(feed.lang)
    made.updated(_last_change(feed))
    made.author(name=legal(feed.publisher).strip() or feed.base_url, uri=feed.base_url)
    made.link(_links(feed, absolute(path, feed.base_url), media_type))
    made.generator(GENERATOR)
    made.image(icon, width="144", height="144")
    made.icon(icon)
    if feed.rights:
        made.rights(legal(feed.rights))
    return made


def _last_change(feed: FeedContext) -> datetime:
    """When the feed last changed, told by what it holds."""
    changes = [moment(item.entry.article.modified) for item in feed.items]
    changes += [stone.when for stone in feed.gone]
    return max(changes, default=EPOCH)


def _links(feed: FeedContext, own: str, media_type: str) -> list[dict[str, str]]:
    links = [{"href": own, "rel": "self", "type": media_type}]
    if feed.hub and not feed.history.year:
        links.append({"href": feed.hub, "rel": "hub"})
    links += _history_links(feed)
    if is_web(feed.rights):
        links.append({"href": legal_url(feed.rights), "rel": "license"})
    page = absolute(feed.page, feed.base_url)
    links.append({"href": page, "rel": "alternate", "type": "text/html", "hreflang": feed.lang})
    return links


def _history_links(feed: FeedContext) -> list[dict[str, str]]:
    history = feed.history
    places = (
        ("current", history.current),
        ("prev-archive", history.older),
        ("next-archive", history.newer),
    )
    return [
        {"href": absolute(address, feed.base_url), "rel": rel, "type": TYPES[ATOM]}
        for rel, address in places
        if address
    ]


def _entry(shown: Post) -> Any:
    entry = _Entry()
    entry.id(shown.id)
    entry.title(shown.title)
    entry.published(shown.published)
    entry.updated(shown.updated)
    if shown.authors:
        entry.author([{"name": name, "uri": url} if url else {"name": name} for name, url in shown.authors])
    if shown.tags:
        entry.category([{"term": tag} for tag in shown.tags])
    links = [{"href": shown.url, "rel": "alternate", "type": "text/html"}]
    if picture := shown.enclosure:
        size = str(picture.size)
        links.insert(0, {"href": picture.url, "rel": "enclosure", "type": picture.type, "length": size})
    entry.link(links)
    if shown.summary:
        entry.summary(shown.summary)
    entry.content(shown.html.decode(), type="html")
    return entry


class _Entry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry whose Atom links keep what they are (feedgen 1.0 drops all but their addresses), and whose
    RSS item tells when it changed, for which RSS has no element of its own.
    """

    def atom_entry(self, extensions: bool = True) -> Any:
        """The entry's element."""
        made = super().atom_entry(extensions)
        for element, link in zip(made.iterfind("link"), self.link(), strict=True):
            element.attrib.update(link)
        return made

    def rss_entry(self, extensions: bool = True) -> Any:
        """The item's element."""
        made = super().rss_entry(extensions)
        if self.updated() != self.published():
            SubElement(made, _ATOM_UPDATED).text = self.updated().isoformat()
        return made


class _Channel(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """What feedgen leaves out of an RSS channel: its language for XML, the hub, the history."""

    def __init__(self, feed: FeedContext) -> None:
        self.feed = feed

    def extend_rss(self, feed: Any) -> Any:
        """Called with the `rss` element, before the items are added."""
        feed.set(_LANG, self.feed.lang)
        channel = feed[0]
        if self.feed.hub:
            SubElement(channel, _ATOM_LINK, href=self.feed.hub, rel="hub")
        for link in _history_links(self.feed):
            SubElement(channel, _ATOM_LINK, link)
        return feed


class _AtomHistory(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """The mark of an archive document (RFC 5005), and the tombstones (RFC 6721)."""

    def __init__(self, feed: FeedContext) -> None:
        self.feed = feed

    def extend_ns(self) -> dict[str, str]:
        """The prefixes in use."""
        spaces = {"fh": HISTORY_SPACE} if self.feed.history.year else {}
        return spaces | ({"at": TOMBSTONE_SPACE} if self.feed.gone else {})

    def extend_atom(self, feed: Any) -> Any:
        """Called with the `feed` element, before the entries are added."""
        if self.feed.history.year:
            SubElement(feed, f"{{{HISTORY_SPACE}}}archive")
        for stone in self.feed.gone:
            made = SubElement(feed, f"{_AT}deleted-entry", ref=stone.id, when=stone.when.isoformat())
            if stone.reason:
                SubElement(made, f"{_AT}comment").text = legal(stone.reason)
            SubElement(made, "link", href=absolute(stone.url, self.feed.base_url), rel="alternate")
        return feed
