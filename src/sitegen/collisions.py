"""Two things that want one output path: found before anything is written.

Paths are compared as the least careful file system would: without case, and Unicode composed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from sitegen import integrity
from sitegen.cards import CardText
from sitegen.model import Entry, Page
from sitegen.problems import Problem, error
from sitegen.views import ArticlePage, RedirectPage

_OWN = tuple(Page(path, "checksums", None) for path in sorted(integrity.OWN))
"""What every site has besides its pages, so that no file may take its name."""

_HOMES = {"static": "templates/", "checksums": "the site's own "}


def collisions(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages that may be written, and an error for each that may not, naming both sides.

    Of two articles (or an article and a listing) neither is published anew: which is meant only the
    editor knows. A redirect gives way to whatever else wants its place.
    """
    by_path: dict[str, list[Page]] = {_folded(page.path): [page] for page in _OWN}
    for page in pages:
        by_path.setdefault(_folded(page.path), []).append(page)
    clashes = [group for group in by_path.values() if len(group) > 1]
    clashes += _files_against_folders(by_path)
    if not clashes:
        return tuple(pages), ()
    dropped: set[int] = set()
    problems: dict[tuple[str, str], Problem] = {}
    for group in clashes:
        losers = [page for page in group if isinstance(page.context, RedirectPage)]
        losers = losers if len(group) - len(losers) == 1 else group
        dropped |= {id(page) for page in losers}
        for page in losers:
            rival = _rival(page, group)
            if page not in _OWN and not (_told(page, rival) in problems and _minor(page)):
                problems[_told(page, rival)] = _problem(page, rival)
    kept = tuple(page for page in pages if id(page) not in dropped)
    return kept, tuple(sorted(set(problems.values())))


def _folded(path: str) -> str:
    return path.casefold() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _files_against_folders(by_path: dict[str, list[Page]]) -> list[list[Page]]:
    """A file that has the name of a folder which another file needs."""
    folders: dict[str, Page] = {}
    for path, group in by_path.items():
        at = path.rfind("/")
        while at > 0 and path[:at] not in folders:
            folders[path[:at]] = group[0]
            at = path.rfind("/", 0, at)
    return [[*group, folders[path]] for path, group in by_path.items() if path in folders]


def _rival(page: Page, group: Iterable[Page]) -> Page:
    return next(other for other in group if other is not page)


def _told(page: Page, rival: Page) -> tuple[str, str]:
    return origin(page), origin(rival)


def _minor(page: Page) -> bool:
    """Whether a file goes with a page that is told of anyway: two files clash once, not five times."""
    return not page.path.endswith("index.html")


def _problem(page: Page, rival: Page) -> Problem:
    place, other = origin(page), origin(rival)
    message = f"{other} wants the same address: /{page.path}"
    hint = "give one of them another slug or name"
    if isinstance(page.context, RedirectPage):
        message = f"the alias /{page.path} is an address of {other}"
        hint = "remove the alias, or give the other another slug"
    return error("collision", place, message, hint=hint)


def origin(page: Page) -> str:
    """The file that a page comes from, as a report names it."""
    context = page.context
    if isinstance(context, ArticlePage):
        return f"content/{context.entry.article.path}"
    if isinstance(context, Entry):
        return f"content/{context.article.path}"
    if isinstance(context, RedirectPage | CardText):
        return f"content/{context.source}"
    if page.renderer in _HOMES:
        return _HOMES[page.renderer] + page.path
    if page.assets:
        return f"content/{page.assets[0]}"
    return f"templates/{page.template}" if page.template else "content/site.yaml"
