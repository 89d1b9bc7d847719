"""`content/_published.json`: every address that was ever public. Cool URLs do not change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen import integrity
from sitegen.feeds.ids import first_addresses
from sitegen.files import is_hidden, write_atomic
from sitegen.images import by_name
from sitegen.model import Settings, Site
from sitegen.problems import Problem, error
from sitegen.shards import FOLDER
from sitegen.theme import STATIC
from sitegen.urls import address_of, alias_address

NAME = "_published.json"
PLACE = f"content/{NAME}"
VERSION = 1

_HELPING = frozenset("css js map mjs wasm eot otf ttf woff woff2".split())
"""The endings of what pages are shown with, pictures apart: style sheets, scripts, fonts."""
_BESIDE = frozenset(("article.json", "citation.bib", "index.md"))
"""What stands beside each article by rule: the article's own address answers for it."""
_TECHNICAL = frozenset(("404.html", "robots.txt")) | integrity.OWN
"""What is for servers and machines."""


def public_urls(site: Site, paths: Iterable[str]) -> frozenset[str]:
    """The addresses (below the root) of all pages, feeds and documents of a site, and of its redirects.

    Only what readers link to counts: no pictures, no theme files, no further pages of listings.
    """
    found = {address_of(path) for path in paths if _lasting(path)}
    for edition in site.editions:
        for entry in edition.placed:
            found |= {alias_address(alias) for alias in entry.article.aliases}
    return frozenset(found - {""})


def _lasting(path: str) -> bool:
    if path.startswith((STATIC, f"{FOLDER}/")) or path in _TECHNICAL or is_hidden(path):
        return False
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower()
    listed_further = ending == "html" and "/page/" in f"/{path}"
    helping = ending in _HELPING or by_name(name)
    return name not in _BESIDE and not helping and not listed_further


def read_published(root: Path) -> tuple[Mapping[str, int], tuple[Problem, ...]]:
    """The addresses on record, each with its line in the file; none where there is no record yet."""
    try:
        text = (root / "content" / NAME).read_text(encoding="utf-8")
        urls = _texts(json.loads(text)["urls"])
    except FileNotFoundError:
        return {}, ()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        message = f"the record of published addresses cannot be read: {fault}"
        hint = "bring back its last version from git, or delete it and record anew: “sitegen check --record”"
        return {}, (error("published-unreadable", PLACE, message, hint=hint),)
    rows = (row.strip().removesuffix(",") for row in text.splitlines())
    lines = {row: number for number, row in enumerate(rows, 1)}
    return {url: lines.get(json.dumps(url, ensure_ascii=False), 1) for url in urls}, ()


def _texts(urls: object) -> list[str]:
    """The addresses of a record. Raises TypeError for anything else, ValueError for half a character."""
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise TypeError("“urls” is no list of texts")
    "".join(urls).encode()
    return urls


def lost(published: Mapping[str, int], urls: frozenset[str], settings: Settings) -> list[Problem]:
    """An error for each address on record that the site would no longer answer, at its line there."""
    return [
        error(
            "lost-url",
            PLACE,
            f"/{url} was public, and would vanish",
            hint=_cure(url, settings),
            line=published[url],
        )
        for url in sorted(published.keys() - urls)
    ]


_LISTING = re.compile(
    r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?"
    r"(?:(?P<kind>tags|authors)/(?P<slug>[^/]+)/.*|archive/(?P<shown>[0-9]+)/|feeds/(?P<told>[0-9]+)\.atom\.xml)"
)
"""Where the articles of a tag, an author or a year stand, in any language."""

_FORGET = "if nothing of it is left for good, take it out of this record"


def _cure(url: str, settings: Settings) -> str:
    """How an address is kept, which depends on what stood there."""
    if listing := _LISTING.fullmatch(url):
        return f"{_cure_of_listing(listing)}; {_FORGET}"
    if url and not alias_address(url):
        return "no page can stand in for a file: bring it back, or take it out of this record"
    if _was_article(url, settings):
        return (
            f"if the article moved, give it “aliases: [/{url}]”; give another that replaces it its own"
            f" address first (“aliases: [/its/own/address/, /{url}]”), so that its feed id stays; or"
            " withdraw the article instead of deleting it"
        )
    return f"give what replaces it “aliases: [/{url}]”"


def _cure_of_listing(listing: re.Match[str]) -> str:
    kind, slug, shown, told = listing.groups()
    if kind == "tags":
        named = f"tags: {{{slug}: {{title: NAME, aliases: [NAME]}}}}"
        return f"a tag keeps its address under another name by “{named}” in site.yaml"
    if kind == "authors":
        named = f"authors: {{{slug}: {{name: NAME}}}}"
        return f"an author keeps the address under another name by “{named}” in site.yaml"
    if told:
        return f"it told of the articles of {told}: one that is withdrawn instead of deleted keeps it"
    return f"it listed the articles of {shown}: bring one back, or the date that it had"


def _was_article(url: str, settings: Settings) -> bool:
    """Whether an address is one as articles have them, in any language."""
    langs = (settings.language, url.partition("/")[0])
    return any(address for lang in langs for address in first_addresses((url,), settings, lang=lang))


def record(root: Path, urls: Iterable[str]) -> int | None:
    """Add these addresses to the record; how many were new. What was once public stays on it: a record that
    cannot be read is left as it is (None).
    """
    known, problems = read_published(root)
    if problems:
        return None
    every = sorted(known.keys() | set(urls))
    text = json.dumps({"version": VERSION, "urls": every}, ensure_ascii=False, indent=1) + "\n"
    write_atomic(str(root / "content" / NAME), text.encode())
    return len(every) - len(known)
