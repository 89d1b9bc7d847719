"""`content/_published.json`: every address that was ever public. Cool URLs do not change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sitegen import integrity
from sitegen.files import is_hidden, write_atomic
from sitegen.images import by_name
from sitegen.model import Site
from sitegen.problems import Problem, error
from sitegen.search import FOLDER
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


def read_published(root: Path) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The addresses on record; none where there is no record yet."""
    try:
        data = json.loads((root / "content" / NAME).read_text(encoding="utf-8"))
        return frozenset(str(url) for url in data["urls"]), ()
    except FileNotFoundError:
        return frozenset(), ()
    except (OSError, ValueError, KeyError, TypeError) as fault:
        message = f"the record of published addresses cannot be read: {fault}"
        hint = "bring back its last version from git, or delete it and record anew: “sitegen check --record”"
        return frozenset(), (error("published-unreadable", PLACE, message, hint=hint),)


_FOR_A_PAGE = "give what replaces it “aliases”, or withdraw the article instead of deleting it"
_FOR_A_FILE = f"bring the file back; if it must go for good, take its address out of {PLACE}"


def _is_page(url: str) -> bool:
    return url.endswith((".html", ".xml", ".json")) or "." not in url.rpartition("/")[2]


def lost(published: frozenset[str], urls: frozenset[str]) -> list[Problem]:
    """An error for each address on record that the site would no longer answer."""
    return [
        error(
            "lost-url",
            PLACE,
            f"/{url} was public, and would vanish",
            hint=_FOR_A_PAGE if _is_page(url) else _FOR_A_FILE,
        )
        for url in sorted(published - urls)
    ]


def record(root: Path, urls: Iterable[str]) -> int | None:
    """Add these addresses to the record; how many were new. What was once public stays on it: a record that
    cannot be read is left as it is (None).
    """
    known, problems = read_published(root)
    if problems:
        return None
    every = sorted(known | set(urls))
    text = json.dumps({"version": VERSION, "urls": every}, ensure_ascii=False, indent=1) + "\n"
    write_atomic(str(root / "content" / NAME), text.encode())
    return len(every) - len(known)
