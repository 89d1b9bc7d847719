"""Links to a WordPress site's lists (categories, tags, authors, years, feeds) -> those of the new site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import parse_qs, unquote

from sitegen import terms
from sitegen.importing.addresses import AddressBook
from sitegen.importing.body import references
from sitegen.importing.body.manuscript import Manuscript
from sitegen.model import Settings, TagSettings
from sitegen.urls import host_of, parts_of

_HREF = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*([\"'])(?P<target>[^\"'<>]+)\1", re.IGNORECASE)
_LIST = re.compile(
    r"/(?P<kind>category|tag|author)/(?:[^/]+/)*?(?P<name>[^/]+)/?(?:page/\d+/?)?(?P<feed>feed(?:/\w+)?/?)?\Z"
)
_YEAR = re.compile(r"/(?P<year>\d{4})(?:/\d\d){0,2}/?(?:page/\d+/?)?\Z")
_FEED = re.compile(r"/(?:comments/)?feed(?:/\w+)?/?\Z")


@dataclass(slots=True)
class Listings:
    """The lists that the new site will have, known once all articles have their places.

    `names` are tags and authors by the names in their old addresses: ("tag", "open-records").
    """

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    used: dict[str, Counter[tuple[str, str]]] = field(
        default_factory=lambda: {"tag": Counter(), "author": Counter()}
    )
    """How often articles in a language have a tag or an author, by (language, name)."""
    years: set[str] = field(default_factory=set)
    slugs: dict[str, Mapping[str, terms.Term]] = field(default_factory=dict)
    spoken: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """The languages of the articles that have a tag or an author, by its kind and key."""

    def note(self, kind: str, name: str, shown: str, lang: str) -> None:
        """Remember a tag or author of an article; `name` is that in its address."""
        self.names.setdefault((kind, unquote(name).casefold()), shown)
        self.used[kind][lang, shown] += 1

    def settle(self, settings: Settings, tags: tuple[TagSettings, ...]) -> None:
        """Find the addresses, as the build will; `tags` are those that the source has more to say of."""
        settings = replace(settings, tags=settings.tags or tags)
        for kind, find in (("tag", terms.tags), ("author", terms.authors)):
            every = [name for (_, name), count in self.used[kind].items() for _ in range(count)]
            self.slugs[kind] = find(every, settings)
            for lang, name in self.used[kind]:
                self.spoken.setdefault((kind, terms.key_of(name)), set()).add(lang)

    def address(self, target: str, book: AddressBook, lang: str) -> str:
        """The new address of a list, from the root; "" if the old one leads to none."""
        parts = parts_of(target)
        host = host_of(parts)
        if (
            (host and host not in book.hosts)
            or (not host and not target.startswith("/"))
            or book.find(target)
        ):
            return ""
        path = unquote(parts.path).removeprefix(book.base)
        if path in {"", "/"} and (tag := parse_qs(parts.query).get("tag")):
            return self._list("tag", tag[0], lang, book.settings)
        if _FEED.match(path):
            return "/feed.xml"
        if (year := _YEAR.match(path)) and year["year"] in self.years:
            return f"/archive/{year['year']}/"
        if (found := _LIST.search(path)) is None:
            return ""
        kind = "author" if found["kind"] == "author" else "tag"
        address = self._list(kind, found["name"], lang, book.settings)
        return f"{address}feed.xml" if address and found["feed"] else address

    def _list(self, kind: str, name: str, lang: str, settings: Settings) -> str:
        """The list of a tag or author, in the language of who asks if there is one, else in another."""
        key = terms.key_of(self.names.get((kind, name.casefold()), ""))
        term, spoken = self.slugs[kind].get(key), self.spoken.get((kind, key))
        if not term or not spoken:
            return ""
        chosen = next((tried for tried in (lang, "") if tried in spoken), min(spoken))
        root = f"/{chosen}" if chosen and chosen != settings.language else ""
        return f"{root}/{kind}s/{term.slug}/"


def convert(sheet: Manuscript, listings: Listings, book: AddressBook, lang: str) -> None:
    """Give the links to lists in a body their new addresses."""
    for match in sheet.matches(_HREF, "href"):
        new = listings.address(references.value(match["target"]).strip(), book, lang)
        if new:
            sheet.replace(*match.span("target"), escape(new))
