"""What a feed says of one article: its words, its dates, its addresses. The same in every format."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from sitegen import i18n
from sitegen.body import Body, image, render_body
from sitegen.citable import source_views
from sitegen.embeds.rendering import Href
from sitegen.feeds.legal import legal, legal_url, moment
from sitegen.feeds.readers import for_readers
from sitegen.feeds.values import FeedContext, FeedItem
from sitegen.model import Content, Correction, Entry
from sitegen.urls import absolute
from sitegen.views import SourceView


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The lead picture: absolute URL, bytes, media type."""

    url: str
    size: int
    type: str
    alt: str


@dataclass(frozen=True, slots=True)
class Post:
    """An article as a subscriber gets it: every text legal in XML, every address absolute.

    `html` is in UTF-8, which takes half the room of a text with any sign that is not Latin. `authors` are
    (name, web page or ""), `tags` the names that readers see.
    """

    id: str
    url: str
    title: str
    html: bytes
    summary: str
    published: datetime
    updated: datetime
    authors: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    enclosure: Enclosure | None


class _Shelf:
    """The posts used last, up to a number of bytes in all: an article stands in several feeds."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.kept: OrderedDict[tuple[str, ...], Post] = OrderedDict()

    def put(self, key: tuple[str, ...], made: Post) -> None:
        """Keep a post, and let the oldest go where there is no room for them."""
        self.kept[key] = made
        self.room -= len(made.html)
        while self.room < 0 and self.kept:
            self.room += len(self.kept.popitem(last=False)[1].html)


_shelf = _Shelf(room=10_000_000)
"""Room for the year that an editor works on: each change in a preview makes its archive document anew."""


def posts(feed: FeedContext, contents: Mapping[str, Content]) -> Iterator[Post]:
    """The articles of a feed, newest first; `contents` go by the article's digest."""
    return (post(item, contents, feed) for item in feed.items)


def post(item: FeedItem, contents: Mapping[str, Content], feed: FeedContext) -> Post:
    """An article of a feed."""
    key = (item.id, item.entry.digest, feed.base_url, feed.zone)
    made = _shelf.kept.get(key)
    if made is None:
        made = _made(item, contents[item.entry.article.digest], feed)
        if item.entry.digest:
            _shelf.put(key, made)
    return made


def _made(item: FeedItem, content: Content, feed: FeedContext) -> Post:
    entry = item.entry
    url = absolute(entry.url, feed.base_url)
    return Post(
        id=item.id,
        url=url,
        title=legal(entry.article.title).strip() or url,
        html=article_html(content, entry, base_url=feed.base_url).encode(),
        summary=legal(entry.card.summary),
        published=moment(entry.article.date),
        updated=moment(entry.article.modified),
        authors=tuple(_authors(entry, feed.base_url)),
        tags=tuple(dict.fromkeys(legal(tag.name) for tag in entry.tags)),
        enclosure=_enclosure(entry, feed.base_url),
    )


def _authors(entry: Entry, base_url: str) -> Iterator[tuple[str, str]]:
    for author in entry.authors:
        name = legal(author.name).strip()
        if name:
            page = absolute(author.url, base_url) if author.url else ""
            yield name, legal_url(author.homepage) or page


def _enclosure(entry: Entry, base_url: str) -> Enclosure | None:
    picture = entry.card.image
    if picture is None or not picture.size or not picture.type:
        return None
    return Enclosure(absolute(picture.path, base_url), picture.size, picture.type, legal(picture.alt))


# --- the words -----------------------------------------------------------------------------------


def article_html(content: Content, entry: Entry, *, base_url: str) -> str:
    """The whole article for feed readers: corrections, lead picture, text, posts that the text places
    nowhere, sources.
    """

    def href(url: str) -> str:
        return absolute(url, base_url)

    body = render_body(content, entry, href=href, medium="feed")
    language = i18n.get(entry.article.lang)
    parts = [
        *(_correction(fix, language) for fix in entry.article.corrections),
        _lead_picture(entry, body, href),
        body.html,
        *body.unplaced,
        _sources(content, entry, language),
    ]
    page = absolute(entry.url, base_url)
    html = for_readers(legal("\n".join(filter(None, parts))), page=page, base_url=base_url)
    if language.dir == "rtl":
        return f'<div dir="rtl" lang="{escape(language.tag)}">{html}</div>'
    return html


def _lead_picture(entry: Entry, body: Body, href: Href) -> str:
    """The lead picture, unless the text shows it, too. Few readers show the enclosure of an article."""
    ref, picture = entry.article.image, body.lead
    return f"<p>{image(ref, picture, href=href, medium='feed')}</p>" if ref and picture else ""


def _correction(fix: Correction, language: i18n.Language) -> str:
    name = escape(language.ngettext("Correction", "Corrections", 1))
    day = escape(language.date(fix.date)) if fix.date else ""
    label = f"{name}{language.comma}{day}" if day else name
    return f"<blockquote><p><strong>{label}:</strong> {escape(fix.text)}</p></blockquote>"


def _sources(content: Content, entry: Entry, language: i18n.Language) -> str:
    """The numbered sources, which the text cites."""
    if not content.sources:
        return ""
    listed = "\n".join(f"<li>{_source(view, language)}</li>" for view in source_views(content, entry))
    return f"<h2>{escape(language.gettext('Sources'))}</h2>\n<ol>\n{listed}\n</ol>"


def _source(view: SourceView, language: i18n.Language) -> str:
    source, say = view.source, language.gettext
    title = escape(view.name)
    parts = [
        escape(language.join(source.authors)) if source.authors else "",
        _link(view.leads, title) if view.leads else title,
        escape(source.publisher),
        escape(language.date(source.date)) if source.date else "",
        _link(source.url, escape(say("Where it was"))) if view.led_by_copy else "",
        *(_copy(copy.url, copy.date, language) for copy in view.copies),
    ]
    gone = (
        say("The page itself is gone.")
        if view.copies
        else say("The page is gone, and no archived copy is known.")
    )
    reference = language.sentence(language.comma.join(filter(None, parts)))
    return " ".join(filter(None, [reference, escape(view.note), escape(gone) if view.dead else ""]))


def _copy(url: str, day: str, language: i18n.Language) -> str:
    say = language.gettext
    label = say("Archived copy, %(date)s", date=language.date(day)) if day else say("Archived copy")
    return _link(url, escape(label))


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(legal_url(url))}">{words}</a>'
