"""The ids that subscribers know articles and feeds by: tag URIs (RFC 4151) that outlive edits.

An article's id is made of the host and of the article's first address, nothing else: what leaves the address
alone, or another folder on the host, leaves the id alone; so does another host if the settings name the
former one (`feed: {id_host: …}`). When an editor changes the slug and
names the old address under `aliases`, as links need it anyway, the id stays that of the old one:
the *first* alias that has the form of a permalink decides, so that new ones go to the end of the list. An
article that takes over the address of another, or a short one, names its own address before them.
Translations have addresses, and so ids, of their own.

No two articles share an id. An address may be claimed twice (an article took the address that an older one
had before): the older article keeps it, and the other is told apart by the name of its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from sitegen.digest import of_text
from sitegen.model import Entry, Settings, Site
from sitegen.urls import ascii_host

AUTHORITY_DATE = "2026"
"""A tag URI names a year in which its maker held the host. One year for all ids: they depend on no date."""

_FIELDS = {"year": r"\d{4,}", "month": r"\d\d", "day": r"\d\d", "slug": "[^/]+", "path": ".+"}
_FIELD = re.compile(r"\{([a-z]+)\}")


def article_ids(site: Site) -> dict[str, str]:
    """The id of every article, listed or withdrawn, by its path."""
    settings = site.settings
    taken: dict[str, str] = {}
    for entry in sorted(_articles(site), key=_oldest_first):
        address = next(place for place in _candidates(entry, settings) if place not in taken)
        taken[address] = entry.article.path
    return {path: _tag_uri(settings, f"/{address}") for address, path in taken.items()}


def feed_id(settings: Settings, folder: str) -> str:
    """The id of a feed, shared by the documents of its history. No article's id is like it."""
    return _tag_uri(settings, f"feed:/{folder}")


def _tag_uri(settings: Settings, specific: str) -> str:
    """A tag URI of the host that ids are made of, whatever folder of it the site is in."""
    host = settings.feed_id_host or urlsplit(settings.base_url).hostname or ""
    return f"tag:{_ascii(host)},{AUTHORITY_DATE}:{quote(specific, safe=_SAFE)}"


_SAFE = "/:@!$&'()*+,;=~-._"


@lru_cache(maxsize=8)
def _ascii(host: str) -> str:
    return ascii_host(host.lower())


def _articles(site: Site) -> Iterator[Entry]:
    for edition in site.editions:
        yield from edition.entries
        yield from edition.withdrawn


def _oldest_first(entry: Entry) -> tuple[float, str]:
    date = entry.article.date
    return (date.timestamp() if date else 0.0, entry.article.path)


def _candidates(entry: Entry, settings: Settings) -> Iterator[str]:
    """The addresses that the id may be made of, best first; the last is nobody else's."""
    yield from first_addresses(entry.article.aliases, settings, lang=entry.article.lang)
    yield entry.url
    yield f"{entry.url};{of_text(entry.article.path)}"


def first_addresses(aliases: Iterable[str], settings: Settings, *, lang: str) -> Iterator[str]:
    """The aliases that are addresses as the site's permalinks are, in the form of `Entry.url`."""
    shape = _shape(settings.permalink, "" if lang == settings.language else f"{lang}/")
    form = _folder if settings.permalink.endswith("/") else str
    for alias in aliases:
        address = form(unquote(alias).lstrip("/"))
        if shape.fullmatch(address):
            yield address


def _folder(address: str) -> str:
    """An alias as the address of a folder; as it is where it names a file, which no such permalink did."""
    folder, _, last = address.rpartition("/")
    if last == "index.html":
        return f"{folder}/"
    return address if "." in last or not last else f"{address}/"


@lru_cache(maxsize=64)
def _shape(permalink: str, root: str) -> re.Pattern[str]:
    parts = _FIELD.split(permalink.lstrip("/"))
    literal = [re.escape(part) for part in parts[::2]]
    named = [_FIELDS.get(name, "") for name in parts[1::2]] + [""]
    return re.compile(re.escape(root) + "".join(a + b for a, b in zip(literal, named, strict=True)))
