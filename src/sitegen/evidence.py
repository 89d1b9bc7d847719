"""The health of an archive's evidence: how much is captured, what has gone since, what is lost.

A post or source counts once, however many articles quote it, and in the year of the earliest one. A post
without an address is that of one article and its translations: an id there is no other article's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from operator import attrgetter
from typing import Any, Literal, TypeVar

from sitegen.again import FORGETFUL, Answers
from sitegen.digest import of_text, of_value
from sitegen.embeds import captured, noticed
from sitegen.model import (
    Article,
    Entry,
    NameLink,
    PostRef,
    PostStatus,
    Site,
    SourceState,
    StoredPost,
)
from sitegen.urls import doubtful_archive
from sitegen.withholding import GONE, gone

_LISTED: frozenset[PostStatus] = frozenset({*GONE, "uncaptured"})
"""States of the posts that the page lists by name."""


@dataclass(frozen=True, slots=True)
class PostRow:
    """A quoted post: its state, since when (ISO 8601), whether it is kept, who quotes it if it is listed.

    `url` is its address, `key` its `provider/id`. `copies` counts its copies in web archives.
    """

    key: str
    url: str
    status: PostStatus
    since: str
    captured: bool
    copies: int
    year: int
    articles: tuple[NameLink, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A cited address: its state, when it was first found dead, a copy if any, and who cites a dead one."""

    url: str
    status: Literal["live", "dead", "unknown"]
    since: str
    copy: str
    year: int
    articles: tuple[NameLink, ...]


Row = TypeVar("Row", PostRow, SourceRow)
_key, _url = attrgetter("key"), attrgetter("url")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of posts and sources. `gone` is deleted, protected or suspended; `lost` is gone or dead
    without anything kept.
    """

    posts: int = 0
    captured: int = 0
    live: int = 0
    deleted: int = 0
    protected: int = 0
    suspended: int = 0
    withheld: int = 0
    unknown: int = 0
    uncaptured: int = 0
    gone: int = 0
    lost_posts: int = 0
    sources: int = 0
    archived: int = 0
    sources_live: int = 0
    sources_dead: int = 0
    sources_unknown: int = 0
    lost_sources: int = 0


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The figures of one year."""

    year: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Evidence:
    """What `/evidence/` shows: all figures, those of each year (oldest first), and lists.

    `gone` are the posts that their service no longer shows, kept here or not; `uncaptured` those
    of which only the address is known; `dead` the sources that no longer answer, archived or not.
    """

    figures: Figures
    years: tuple[YearFigures, ...]
    gone: tuple[PostRow, ...]
    uncaptured: tuple[PostRow, ...]
    dead: tuple[SourceRow, ...]


def of_site(site: Site, answers: Answers = FORGETFUL) -> Evidence:
    """The evidence of the whole site, in all its languages."""
    entries = site.entries
    shown = (answers.to((_shown, entry.article.path), entry, _shown, entry) for entry in entries)
    found = answers.lasting("evidence", of_text(*shown), _of_entries, entries, revise=_again)
    return _named(found, entries)


def of_entries(entries: Sequence[Entry]) -> Evidence:
    """The evidence of some articles."""
    return _named(_of_entries(entries), entries)


def _of_entries(entries: Iterable[Entry], only: Container[str] | None = None) -> Evidence:
    """The evidence of some articles, whose titles are still to be filled in; `only` that of these posts (by
    key) and sources (by address).
    """
    ordered = sorted(entries, key=lambda entry: (_year(entry.article) or 9999, entry.url))
    posts, sources = _posts(ordered, only), _sources(ordered, only)
    posts_of, sources_of = _by_year(posts), _by_year(sources)
    return Evidence(
        figures=count(posts, sources),
        years=tuple(
            YearFigures(year, count(posts_of.get(year, ()), sources_of.get(year, ())))
            for year in sorted((posts_of.keys() | sources_of.keys()) - {0})
        ),
        gone=tuple(sorted((row for row in posts if row.status in GONE), key=_key)),
        uncaptured=tuple(sorted((row for row in posts if row.status == "uncaptured"), key=_key)),
        dead=tuple(sorted((row for row in sources if row.status == "dead"), key=_url)),
    )


def _again(before: tuple[Sequence[Entry]], answer: Evidence, entries: Sequence[Entry]) -> Evidence:
    """As `_of_entries`, which gave `answer` for the articles `before`: only what those cite is looked at that
    came, went or changed.
    """
    stays = {id(entry) for entry in before[0]} & {id(entry) for entry in entries}
    moved = [entry for entry in (*before[0], *entries) if id(entry) not in stays]
    if len(moved) > len(entries):
        return _of_entries(entries)
    cited = {key for entry in moved for key, _ in _keyed(entry)}
    cited |= {url for entry in moved for url, _ in entry.article.sources}
    then, now = _of_entries(before[0], cited), _of_entries(entries, cited)
    years = {row.year: row.figures for row in answer.years}
    for row in then.years:
        years[row.year] = _sum(years[row.year], row.figures, -1)
    for row in now.years:
        years[row.year] = _sum(years.get(row.year, Figures()), row.figures)
    return Evidence(
        figures=_sum(_sum(answer.figures, then.figures, -1), now.figures),
        years=tuple(YearFigures(year, years[year]) for year in sorted(years) if years[year] != Figures()),
        gone=_exchanged(answer.gone, now.gone, cited, _key),
        uncaptured=_exchanged(answer.uncaptured, now.uncaptured, cited, _key),
        dead=_exchanged(answer.dead, now.dead, cited, _url),
    )


def _sum(one: Figures, other: Figures, sign: int = 1) -> Figures:
    return Figures(*(getattr(one, name) + sign * getattr(other, name) for name in Figures.__slots__))


def _exchanged(
    old: Iterable[Row], new: Iterable[Row], cited: Container[str], key: Callable[[Row], str]
) -> tuple[Row, ...]:
    """The rows of a list with those of `cited` as they are now."""
    stay = [row for row in old if key(row) not in cited]
    stay.extend(new)
    return tuple(sorted(stay, key=key))


def _by_year(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.year, []).append(row)
    return found


def count(posts: Sequence[PostRow], sources: Sequence[SourceRow]) -> Figures:
    """The figures of some posts and sources."""
    states = Counter(row.status for row in posts)
    answers = Counter(row.status for row in sources)
    return Figures(
        posts=len(posts),
        captured=sum(row.captured for row in posts),
        live=states["live"],
        deleted=states["deleted"],
        protected=states["protected"],
        suspended=states["suspended"],
        withheld=states["withheld"],
        unknown=states["unknown"],
        uncaptured=states["uncaptured"],
        gone=sum(states[status] for status in GONE),
        lost_posts=sum(row.status in GONE and not row.captured and not row.copies for row in posts),
        sources=len(sources),
        archived=sum(bool(row.copy) for row in sources),
        sources_live=answers["live"],
        sources_dead=answers["dead"],
        sources_unknown=answers["unknown"],
        lost_sources=sum(row.status == "dead" and not row.copy for row in sources),
    )


def report(evidence: Evidence) -> dict[str, Any]:
    """The evidence as an object for `check --json`."""
    return asdict(evidence)


def _named(evidence: Evidence, entries: Iterable[Entry]) -> Evidence:
    """The evidence with the articles' titles as they are now: they change more often than what they cite."""
    if not (evidence.gone or evidence.uncaptured or evidence.dead):
        return evidence
    titles = {entry.url: NameLink(entry.article.title, entry.url, entry.article.lang) for entry in entries}

    def named(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, articles=tuple(titles[link.url] for link in row.articles)) for row in rows)

    lists = (named(evidence.gone), named(evidence.uncaptured), named(evidence.dead))
    return Evidence(evidence.figures, evidence.years, *lists)


def _shown(entry: Entry) -> str:
    """All of an article that its evidence depends on: not its title, nor its text."""
    more = of_value((entry.posts, entry.ledger)) if entry.posts or entry.ledger else ""
    article = entry.article
    return f"{entry.url} {article.stem} {_year(article)} {article.cited} {more}"


def _year(article: Article) -> int:
    return article.date.year if article.date else 0


# --- posts ---------------------------------------------------------------------------------------


def _posts(entries: Sequence[Entry], only: Container[str] | None) -> list[PostRow]:
    found: dict[tuple[str, str], list[tuple[Entry, PostRef]]] = {}
    for entry in entries:
        for key, ref in _keyed(entry):
            if only is None or key in only:
                whose = "" if ref.url else entry.article.stem
                found.setdefault((key, whose), []).append((entry, ref))
    return [_post(key, places) for (key, _), places in found.items()]


def _keyed(entry: Entry) -> Iterator[tuple[str, PostRef]]:
    """The posts of an article, each with the key by which it is kept."""
    kept = {post.snapshot.key: post.kept_as for post in entry.posts if post.kept_as}
    return ((kept.get(ref.key, ref.key), ref) for ref in entry.article.posts)


def _post(key: str, places: Sequence[tuple[Entry, PostRef]]) -> PostRow:
    refs = [ref for _, ref in places]
    quoted = (post for entry, _ in places for post in entry.posts)
    stored = next((post for post in quoted if key in {post.snapshot.key, post.kept_as}), None)
    if stored and stored.snapshot.status != "withheld" and not any(ref.url for ref in refs):
        stored = None
    kept = any(ref.captured for ref in refs) or (stored is not None and captured(stored.snapshot))
    status = _status(refs, stored, kept=kept)
    snapshot = stored.snapshot if stored else None
    return PostRow(
        key=key,
        url=next((ref.url for ref in refs if ref.url), snapshot.url if snapshot else ""),
        status=status,
        since=noticed(snapshot) if snapshot and snapshot.status == status else "",
        captured=kept and status != "withheld",
        copies=len(snapshot.archives) if snapshot else 0,
        year=_year(places[0][0].article),
        articles=_articles(places) if status in _LISTED else (),
    )


def _status(refs: Sequence[PostRef], stored: StoredPost | None, *, kept: bool) -> PostStatus:
    """The state that `embeds.merge` gives the post, whatever article quotes it."""
    said: list[PostStatus] = [ref.status for ref in refs] + ([stored.snapshot.status] if stored else [])
    if "withheld" in said:
        return "withheld"
    unknown: PostStatus = "unknown"
    known = next((word for word in said if word not in {"uncaptured", unknown}), unknown)
    status = gone(ref.status for ref in refs) or known
    return status if kept or status in GONE else "uncaptured"


# --- sources -------------------------------------------------------------------------------------


def _sources(entries: Sequence[Entry], only: Container[str] | None) -> list[SourceRow]:
    found: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries:
        for url, archived in entry.article.sources:
            if url and (only is None or url in only):
                found.setdefault(url, []).append((entry, archived))
    return [_source(url, places) for url, places in found.items()]


def _source(url: str, places: Sequence[tuple[Entry, str]]) -> SourceRow:
    states = (state for entry, _ in places for state in entry.ledger if state.url == url)
    state = next(states, SourceState(url))
    copies = [archived for _, archived in places if archived] + [copy.url for copy in state.archives]
    copies.sort(key=lambda copy: bool(doubtful_archive(copy)))
    return SourceRow(
        url=url,
        status=state.status,
        since=state.since,
        copy=copies[0] if copies else "",
        year=_year(places[0][0].article),
        articles=_articles(places) if state.status == "dead" else (),
    )


def _articles(places: Sequence[tuple[Entry, object]]) -> tuple[NameLink, ...]:
    return tuple(NameLink("", url) for url in dict.fromkeys(entry.url for entry, _ in places))
