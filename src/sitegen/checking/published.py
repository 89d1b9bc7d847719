"""`content/_published.json`: every address that was ever public. Cool URLs do not change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sitegen.files import write_atomic
from sitegen.model import Site
from sitegen.problems import Problem, error
from sitegen.search import FOLDER
from sitegen.theme import STATIC
from sitegen.urls import address_of, alias_address

NAME = "_published.json"
PLACE = f"content/{NAME}"
VERSION = 1


def public_urls(site: Site, paths: Iterable[str]) -> frozenset[str]:
    """The addresses (below the root) of all pages and feeds of a site, and of its redirects.

    Only what readers link to counts: no pictures, no theme files, no further pages of listings.
    """
    found = {address_of(path) for path in paths if _lasting(path)}
    for edition in site.editions:
        for entry in edition.placed:
            found |= {alias_address(alias) for alias in entry.article.aliases}
    return frozenset(found - {""})


def _lasting(path: str) -> bool:
    if path.startswith((STATIC, f"{FOLDER}/")) or path == "404.html" or "/page/" in f"/{path}":
        return False
    return path.endswith((".html", ".xml", ".json")) and not path.endswith("article.json")


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


def lost(published: frozenset[str], urls: frozenset[str]) -> list[Problem]:
    """An error for each address on record that the site would no longer answer."""
    return [
        error(
            "lost-url",
            PLACE,
            f"/{url} was public, and would vanish",
            hint="give what replaces it “aliases”, or withdraw the article instead of deleting it",
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
