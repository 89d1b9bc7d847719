"""What an archive document said before. A year has hundreds of entries, and an edit changes one: the others
are taken over from the file that the last build wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape, unescape

from sitegen.feeds.values import FeedContext
from sitegen.model import Entry, Page
from sitegen.urls import absolute

_START, _END = b"  <entry>\n    <id>", b"</feed>\n"


def is_archive(page: Page) -> bool:
    """Whether a page is the archive document of a year."""
    return isinstance(page.context, FeedContext) and bool(page.context.history.year)


def sparing(page: Page, read: Callable[[], bytes], is_unchanged: Callable[[Entry], bool]) -> Page:
    """An archive document to be rendered with the entries that the last build wrote of articles unchanged
    since: it needs no contents of those.

    `read` gives the bytes of that build, if any article is. An id may move from one article to another,
    which the address in the entry tells.
    """
    feed: FeedContext = page.context
    lasting = [item for item in feed.items if is_unchanged(item.entry)]
    written = dict(entries_of(read())) if lasting else {}
    links = {item.id: _link(absolute(item.entry.url, feed.base_url)) for item in lasting}
    kept = {name: written[name] for name, link in links.items() if link in written.get(name, b"")}
    if not kept:
        return page
    contents = tuple(item.entry.article.digest for item in feed.items if item.id not in kept)
    return replace(page, context=replace(feed, kept=tuple(kept.items())), contents=contents)


def entries_of(document: bytes) -> Iterator[tuple[str, bytes]]:
    """The entries of an archive document, each with its id. Markup in texts is escaped, so that no text looks
    like the start of an entry.
    """
    for entry in document.removesuffix(_END).split(_START)[1:]:
        yield unescape(entry[: entry.index(b"<")].decode()), _START + entry


def _link(url: str) -> bytes:
    return f'<link href="{escape(url)}" rel="alternate"'.replace("&#x27;", "'").encode()
