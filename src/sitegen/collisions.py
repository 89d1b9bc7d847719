"""Two things that want one output path, and paths that no disk takes: found before anything is written.

Paths are compared as the least careful file system would: without case, and Unicode composed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen import integrity
from sitegen.cards import CardText
from sitegen.indexes import REDIRECTS
from sitegen.model import Article, Entry, Page
from sitegen.problems import Problem, error
from sitegen.urls import alias_address, folded, output_file
from sitegen.views import ArticlePage, RedirectPage

LONGEST = 255
"""Bytes that a file's name may have on the usual file systems."""

_OWN = tuple(Page(path, "checksums", None) for path in sorted({*integrity.OWN, REDIRECTS}))
"""What is made of the other pages, so that no file may take its name."""

OWN = 3
"""The rank of what the site needs of its own."""

_HOMES = {"static": "templates/", "checksums": "the site's own "}


def collisions(
    pages: Sequence[Page], articles: Iterable[Article] = ()
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages that may be written, and an error for each that may not, naming both sides. The `articles`
    tell where an alias stands.

    What the site needs of its own stays, whoever else wants its place; the files of an article stay where a
    media file wants theirs; a redirect gives way to anything. Of two articles neither is published anew:
    which is meant only the editor knows.
    """
    short, overlong = _of_bearable_length(pages)
    sound = _without_doubles(short)
    by_path: dict[str, Page] = {folded(page.path): page for page in _OWN}
    alike: dict[str, list[Page]] = {}
    for page in sound:
        first = by_path.setdefault(path := folded(page.path), page)
        if first is not page:
            alike.setdefault(path, [first]).append(page)
    losers: dict[int, tuple[Page, Page]] = {}
    for page, rival in (*_of_one_path(alike), *_files_against_folders(by_path, alike)):
        losers.setdefault(id(page), (page, rival))
    problems: dict[tuple[str, ...], Problem] = {}
    sources = {article.path: article for article in articles} if losers else {}
    for page, rival in losers.values():
        if page not in _OWN and not (_told(page, rival) in problems and _minor(page)):
            problems[_told(page, rival)] = _problem(page, rival, sources)
    kept = tuple(page for page in sound if id(page) not in losers)
    return kept, tuple(sorted({*problems.values(), *overlong}))


def _of_one_path(alike: Mapping[str, Sequence[Page]]) -> Iterator[tuple[Page, Page]]:
    """The pages that want the path of another and may not have it, each with that other."""
    for group in alike.values():
        if not _lead_alike(group):
            ranked = sorted(group, key=_rank, reverse=True)
            alone = _rank(ranked[0]) > _rank(ranked[1])
            yield from ((page, _rival(page, ranked)) for page in ranked[alone:])


def _rank(page: Page) -> int:
    """How much a page is entitled to its path: one of the site's own most, an article's, a file's, a redirect
    least.
    """
    if isinstance(page.context, RedirectPage):
        return 0
    return 1 if page.assets else 2 if _article_of(page.context) else OWN


def _of_bearable_length(pages: Sequence[Page]) -> tuple[list[Page], list[Problem]]:
    """The pages whose names a disk takes, and an error for each file that asks for longer ones."""
    sound: list[Page] = []
    problems: dict[str, Problem] = {}
    for page in pages:
        if len(page.path) <= LONGEST and page.path.isascii():
            sound.append(page)
            continue
        longest = max(page.path.split("/"), key=_bytes)
        if _bytes(longest) <= LONGEST:
            sound.append(page)
        elif origin(page) not in problems:
            message = f"“{longest[:40]}…” has {_bytes(longest)} bytes: too long for the name of a file"
            hint = f"give it a shorter slug or name, or alias: at most {LONGEST} bytes"
            problems[origin(page)] = error("name-too-long", origin(page), message, hint=hint)
    return sound, list(problems.values())


def _bytes(name: str) -> int:
    return len(name.encode("utf-8", "surrogatepass"))


def _without_doubles(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, but of redirects from one address to one article only the first."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for page in pages:
        if isinstance(page.context, RedirectPage):
            if (page.path, page.context.target) in seen:
                continue
            seen.add((page.path, page.context.target))
        kept.append(page)
    return tuple(kept)


def _lead_alike(group: Sequence[Page]) -> bool:
    """Whether all are redirects to one article: addresses that differ by case only, and no harm in it."""
    targets = {page.context.target if isinstance(page.context, RedirectPage) else None for page in group}
    return len(targets) == 1 and None not in targets


def _files_against_folders(
    by_path: Mapping[str, Page], alike: Mapping[str, Sequence[Page]]
) -> Iterator[tuple[Page, Page]]:
    """The files that have the name of a folder, or the pages that need the folder, or both: those that may
    not have it, each with what it is denied for. Where several pages want one path, they are in `alike`.
    """

    def at_path(path: str) -> Sequence[Page]:
        return alike.get(path) or (by_path[path],)

    folders: set[str] = set()
    for path in by_path:
        at = path.rfind("/")
        while at > 0 and path[:at] not in folders:
            folders.add(path[:at])
            at = path.rfind("/", 0, at)
    below: dict[str, list[Page]] = {path: [] for path in folders & by_path.keys()}
    for path in by_path if below else ():
        at = path.find("/")
        while at > 0:
            if path[:at] in below:
                below[path[:at]] += at_path(path)
            at = path.find("/", at + 1)
    for path, inside in below.items():
        file, most = max(at_path(path), key=_rank), max(inside, key=_rank)
        if _rank(file) <= _rank(most):
            yield from ((page, most) for page in at_path(path))
        if _rank(file) >= _rank(most):
            beaten = _rank(file) > _rank(most)
            yield from ((page, file) for page in inside if beaten or _rank(page) == _rank(most))


def _rival(page: Page, ranked: Sequence[Page]) -> Page:
    """What a page is to be told of: the first that is of another file, where there is one."""
    others = [other for other in ranked if other is not page]
    return next((other for other in others if origin(other) != origin(page)), others[0])


def _told(page: Page, rival: Page) -> tuple[str, ...]:
    """What makes two problems one: the files of both sides; of each redirect every address is told."""
    return (origin(page), origin(rival), page.path if isinstance(page.context, RedirectPage) else "")


def _minor(page: Page) -> bool:
    """Whether a file goes with a page that is told of anyway: two files clash once, not five times."""
    return not page.path.endswith("index.html")


def _problem(page: Page, rival: Page, sources: Mapping[str, Article]) -> Problem:
    place, other = origin(page), origin(rival)
    address, theirs = page.path.removesuffix("index.html"), rival.path.removesuffix("index.html")
    hint = "give one of them another slug or name"
    line, column = 1, 1
    if isinstance(page.context, RedirectPage):
        message = f"the alias /{address} is an address of {other}"
        hint = "remove the alias, or give the other another slug"
        if isinstance(rival.context, RedirectPage):
            message = f"the alias /{address} is an alias of {other} as well"
            hint = "remove it from one of them: an address leads to one article"
        line, column = _place_of(page, sources.get(page.context.source))
    elif folded(page.path) != folded(rival.path):
        message = f"/{address} and /{theirs} (of {other}) cannot both be: a name is a file or a folder"
    elif _rank(rival) > _rank(page):
        message = f"/{address} is an address of {other if _rank(rival) < OWN else _own(other)}"
        hint = "give this file another slug or name"
    else:
        message = f"{other} wants the same address: /{address}"
    return error("collision", place, message, hint=hint, line=line, column=column)


def _place_of(redirect: Page, article: Article | None) -> tuple[int, int]:
    """Line and column of an alias in the source of its article."""
    for alias, place in zip(article.aliases, article.alias_places, strict=False) if article else ():
        if output_file(alias_address(alias)) == redirect.path:
            return place
    return 1, 1


def _own(place: str) -> str:
    return f"the site's own ({place})" if place.startswith("templates/") else "the site's own"


def origin(page: Page) -> str:
    """The file that a page comes from, as a report names it."""
    if source := _article_of(page.context):
        return f"content/{source}"
    if page.renderer in _HOMES:
        return _HOMES[page.renderer] + page.path
    if page.assets:
        return f"content/{page.assets[0]}"
    return f"templates/{page.template}" if page.template else "content/site.yaml"


def _article_of(context: object) -> str:
    """The path of the article that a page's context is made of; "" for other pages."""
    if isinstance(context, ArticlePage):
        return context.entry.article.path
    if isinstance(context, Entry):
        return context.article.path
    return context.source if isinstance(context, RedirectPage | CardText) else ""
