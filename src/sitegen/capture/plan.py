"""What a run has to do: which posts to write down, ask for, and look at again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from sitegen.capture.services import SERVICES
from sitegen.capture.settle import written_down
from sitegen.embeds import alike, captured, is_noted, is_own, keys_of, merge, recognise
from sitegen.model import Embed, Snapshot, Source

RECHECKS = 100
"""Posts already kept that one run looks at again: those that were looked at longest ago."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A post that articles quote: what they say of it together, and one article that does."""

    given: Snapshot
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class PostPlan:
    """The posts to write down from what articles say, to ask for, and to look at again; how many are left for
    the next runs to look at again.
    """

    write: tuple[Quoted, ...]
    ask: tuple[Quoted, ...]
    recheck: tuple[Quoted, ...]
    later: int = 0
    withheld: int = 0
    without_url: int = 0


def quoted_posts(articles: Iterable[tuple[str, Iterable[Embed]]]) -> tuple[Quoted, ...]:
    """Each quoted post once, in the order of first quotation; the first article's words lead. Of posts that
    an article alone knows (`embeds.is_own`), each article's counts.
    """
    found: dict[tuple[str, str], Quoted] = {}
    for path, embeds in articles:
        for embed in embeds:
            key = (path if is_own(embed.given) else "", embed.given.key)
            known = found.get(key)
            if known is None:
                found[key] = Quoted(embed.given, path, embed.line)
            elif not key[0]:
                found[key] = Quoted(_together(known.given, embed.given), known.path, known.line)
    return tuple(found.values())


def as_one(
    posts: Iterable[Quoted], stored: Mapping[str, Snapshot], withheld: frozenset[str] = frozenset()
) -> tuple[Quoted, ...]:
    """The posts with those as one that are known to be: by the key of the snapshot, or of an embed code.

    One of the `withheld` is withheld, and so is one that only may be a post which is.
    """
    posts = tuple(posts)
    known = {key: key for key in stored}
    for snapshot in (*stored.values(), *sorted((q.given for q in posts), key=lambda g: -len(keys_of(g)))):
        keys = keys_of(snapshot)
        own = next((known[key] for key in keys if key in known), keys[0])
        known |= {key: own for key in keys if key not in known}
    found: dict[tuple[str, str], Quoted] = {}
    for post in posts:
        whose = post.path if is_own(post.given) else ""
        given = replace(post.given, id=known[post.given.key].partition("/")[2])
        first = found.get((whose, given.key))
        given = _together(first.given, given) if first else given
        found[whose, given.key] = replace(first or post, given=given)
    withheld |= {quoted.given.key for quoted in found.values() if quoted.given.status == "withheld"}
    withheld |= {key for key, post in stored.items() if post.status == "withheld"}
    withheld |= alike(withheld, (quoted.given.key for quoted in found.values()))
    return tuple(
        replace(quoted, given=replace(quoted.given, status="withheld"))
        if quoted.given.key in withheld
        else quoted
        for quoted in found.values()
    )


def _together(first: Snapshot, other: Snapshot) -> Snapshot:
    """Two articles' accounts of one post: embed code leads, then an editor's words; withheld is withheld."""
    if first.status == "withheld" or other.status == "withheld":
        return merge(first, other)
    lead, rest = sorted((first, other), key=_rank)
    return merge(lead, rest) if is_noted(lead, rest) else merge(rest, lead)


def _rank(given: Snapshot) -> int:
    return 0 if given.captured_via == "pasted" else 1 if captured(given) else 2


def plan_posts(
    posts: Iterable[Quoted],
    stored: Mapping[str, Snapshot],
    unreadable: frozenset[str],
    since: str,
    tried: Callable[[str], str] = lambda _: "",
) -> PostPlan:
    """What to do about each post. An editor's words are written down at once only where no service can be
    asked for the post's own; those that were, when the editor has mended them.

    `unreadable` are the keys of snapshots with faults: they are left alone until someone mends them.
    `since` is when an interrupted run began (ISO 8601): what it has looked at is not looked at again.
    `tried` is when a post was last asked for by its key without an answer, or "": others come before it.
    """

    def looked(post: Quoted) -> str:
        return max(stored[post.given.key].status_checked_at, tried(post.given.key))

    write, ask, recheck = [], [], []
    withheld = without_url = 0
    for post in posts:
        known = stored.get(post.given.key)
        if post.given.status == "withheld" or (known and known.status == "withheld"):
            withheld += 1
            continue
        if is_own(post.given):
            without_url += 1
            continue
        if post.given.key in unreadable:
            continue
        kept = known is not None and captured(known)
        askable = post.given.provider in SERVICES and recognise(post.given.url) is not None
        new = known is None or (not kept and not known.status_checked_at)
        if _is_to_be_written(post.given, known, waits=askable and new):
            write.append(post)
        if not askable:
            without_url += not post.given.url
        elif new:
            ask.append(post)
        elif not since or looked(post) < since:
            recheck.append(post)
    recheck.sort(key=lambda post: (looked(post), post.given.key))
    now, later = tuple(recheck[:RECHECKS]), len(recheck[RECHECKS:])
    return PostPlan(tuple(write), tuple(ask), now, later, withheld, without_url)


def _is_to_be_written(given: Snapshot, known: Snapshot | None, *, waits: bool) -> bool:
    """Whether what articles hold of a post is news; an editor's words `waits` for the service's."""
    if known is not None and captured(known):
        return is_noted(given, known) and written_down(given, known, "") != known
    return captured(given) and (given.captured_via == "pasted" or not waits)


def cited_sources(articles: Iterable[tuple[str, Iterable[Source]]]) -> dict[str, Source]:
    """Each cited web address once, with the first account that tells when it was read or published."""
    found: dict[str, Source] = {}
    for _, sources in articles:
        for source in sources:
            known = found.get(source.url)
            if source.url and (known is None or (not _moment(known) and _moment(source))):
                found[source.url] = source
    return found


def _moment(source: Source) -> str:
    return source.accessed or source.date
