"""Hugo's `cascade`: what a section, or the configuration, says for all pages below it.

https://gohugo.io/content-management/front-matter/#cascade-1
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sitegen.importing.documents import globs
from sitegen.importing.frontmatter.heads import Value
from sitegen.importing.sources import upward

NESTED = ("params", "taxonomies", "extra")
"""Keys whose mappings hold what other sites have at the top."""

_TARGETS = ("target", "_target")
_ENVIRONMENT = "production"
"""A published site is one built for it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What targets ask of a page: its path without suffix (`posts/river`), its kind, its language's key."""

    path: str
    kind: str
    lang: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Values for the pages that a target names by patterns."""

    values: Mapping[str, Value]
    target: Mapping[str, str] = field(default_factory=dict)

    def fits(self, page: Page) -> bool:
        """Whether it is for a page."""
        path = f"/{page.path.lower().replace(' ', '-')}"
        known = {"path": path, "kind": page.kind, "lang": page.lang, "environment": _ENVIRONMENT}
        return all(globs.matches(glob.lower(), known.get(key, glob)) for key, glob in self.target.items())


Cascades = Mapping[tuple[str, str], tuple[Rule, ...]]
"""The rules of each section by its language's key and its folder; those of the configuration have no folder,
those for all of its languages no key either: `("", "")`. A home page's are `("fa", "/")`.
"""


def nested(values: Mapping[str, Value]) -> dict[str, Value]:
    """What `params` and its like hold in a head, by keys in lower case."""
    found: dict[str, Value] = {}
    for outer in NESTED:
        inner = values.get(outer)
        for key, value in inner.items() if isinstance(inner, dict) else ():
            found.setdefault(key.casefold(), value)
    return found


def rules(given: Value) -> tuple[Rule, ...]:
    """The rules that the value of a `cascade` holds: a mapping, or a list of mappings."""
    items = given if isinstance(given, list) else [given]
    return tuple(_rule(item) for item in items if isinstance(item, dict) and item)


def _rule(given: dict[str, Value]) -> Rule:
    target: dict[str, str] = {}
    for name in _TARGETS:
        wanted = given.get(name)
        if isinstance(wanted, dict):
            target |= {key.lower(): text for key, text in wanted.items() if isinstance(text, str) and text}
    values = {**nested(given), **{key.casefold(): value for key, value in given.items()}}
    return Rule({key: value for key, value in values.items() if key not in {*_TARGETS, *NESTED}}, target)


def inherited(cascades: Cascades, page: Page) -> dict[str, Value]:
    """What a page is given; the nearest section counts first, and in it the first rule."""
    found: dict[str, Value] = {}
    for place in above(page):
        for rule in cascades.get(place, ()):
            if rule.fits(page):
                found = {**rule.values, **found}
    return found


def above(page: Page) -> Iterator[tuple[str, str]]:
    """The places whose rules a page is given, the nearest first: a section's own are for itself, too."""
    folder = page.path if page.kind == "section" else posixpath.dirname(page.path)
    yield from ((page.lang, place) for place in (*upward(folder), "/", ""))
    yield "", ""
