"""A feed as a value: all that its formats show, and so all that decides whether it is up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sitegen.model import Entry
from sitegen.pickling import portable

RSS = "feed.xml"
ATOM = "atom.xml"
JSON = "feed.json"
"""The names of a feed's three formats, in the folder that the feed belongs to."""

TYPES = {RSS: "application/rss+xml", ATOM: "application/atom+xml", JSON: "application/feed+json"}
NAMES = {RSS: "RSS", ATOM: "Atom", JSON: "JSON Feed"}

ICON = "static/feed-icon.png"
STYLE = "static/feed.css"
"""The theme's files that feeds point to, below the root."""


def archive_address(folder: str, year: int) -> str:
    """The address of the archive document of a year (RFC 5005), of the feed in a folder."""
    return f"{folder}feeds/{year:04d}.atom.xml"


@portable
@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article in a feed, with the id that subscribers know it by (see `ids.py`)."""

    id: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that was withdrawn. `when` is later than its last change: readers keep an entry that is
    newer than its tombstone (RFC 6721), and a day that an editor writes begins before that day's articles.
    """

    id: str
    url: str
    when: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """A feed's place in its history (RFC 5005); addresses below the root, empty where there is none.

    The subscription document has year 0, and `older` is the newest archive document. An archive
    document holds one `year`; `current` is the subscription document.
    """

    older: str = ""
    year: int = 0
    current: str = ""
    newer: str = ""


@dataclass(frozen=True, slots=True)
class FeedContext:
    """One feed, whatever its format: articles newest first, and those withdrawn.

    `folder` is the address below which it stands: `` or `fa/` or `tags/water/`; `page` that of the page for
    people, mostly the same. `kept` are entries, by id, that need not be made anew (`former.py`): how it is
    rendered, not what it says.
    """

    id: str
    folder: str
    page: str
    title: str
    description: str
    lang: str
    zone: str
    base_url: str
    publisher: str
    rights: str
    hub: str
    items: tuple[FeedItem, ...]
    gone: tuple[Tombstone, ...] = ()
    history: History = History()
    kept: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineGroup:
    """Feeds that belong together in the list for feed readers: (title, folder) of each."""

    title: str
    lang: str
    feeds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OutlineContext:
    """The list of all feeds as feed readers import it (OPML 2.0)."""

    title: str
    base_url: str
    groups: tuple[OutlineGroup, ...]
