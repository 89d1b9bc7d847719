"""What articles say of a post holds wherever it is quoted: that it is withheld, or that it is gone."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from sitegen.digest import of_value
from sitegen.embeds import alike, keys_of, many_named, recognise
from sitegen.model import Article, Entry, Picture, PostRef, PostStatus, Snapshot, StoredPost
from sitegen.snapshots import FOLDER, id_of, path_of

Posts = Mapping[str, StoredPost]

GONE: tuple[PostStatus, ...] = ("protected", "suspended", "deleted")
"""States of a post that is not to be seen any more: of two that articles tell, the later one counts."""

_SAYS = re.compile(r"""\bstatus["']?[ \t]*:[ \t]*["']?with""", re.IGNORECASE)
_ENTRY = re.compile(r"^([ \t]*)-[ \t].*(?:\n(?!\1-[ \t]|[^\s<=>|]).*)*|\{(?:[^{}]|\{[^{}]*\})*", re.MULTILINE)
"""An item of a list with what hangs below it, marks of a merge too, or what stands in braces."""

_NAME = re.compile(r"""[^\s"'<>()\[\]{},]+""")
_OWN_ID = re.compile(rf"""\bid["']?[ \t]*:[ \t]*["']?({_NAME.pattern})""")
_MEDIA = re.compile(r"""\bmedia["']?[ \t]*:(.*?)(?=\b(?!file|sha256|alt)\w+["']?[ \t]*:|\Z)""", re.DOTALL)


def as_written(text: str, path: str) -> tuple[PostRef, ...]:
    """The posts that a source at a `path` below `content/` withholds, going by its words, of which not all
    can be read. Where these do not tell which one is meant, it is each that they name.
    """
    entries = (entry[0] for entry in _ENTRY.finditer(text))
    said = [entry for entry in entries if _SAYS.search(entry)] or ([text] if _SAYS.search(text) else [])
    refs = (ref for entry in said for ref in _refs_in(entry, path))
    return tuple(dict.fromkeys(refs))


def _refs_in(entry: str, path: str) -> Iterator[PostRef]:
    keys = {post.key for post in map(recognise, _NAME.findall(entry)) if post}
    keys |= {f"x/{own}" for own in _OWN_ID.findall(entry)}
    names = (name for part in _MEDIA.findall(entry) for name in _NAME.findall(part))
    media = tuple(dict.fromkeys(_below_content(name, path) for name in names))
    for key in sorted(keys):
        yield PostRef(key, "", "withheld", captured=False, media=media)


def _below_content(name: str, path: str) -> str:
    """The path of a picture that an entry names (see `decoding.evidence.MediaFile`)."""
    folder = "" if name.startswith(("/", f"{FOLDER}/")) else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))


def withheld_by(articles: Iterable[Article]) -> frozenset[str]:
    """The keys of the posts that these articles withhold themselves."""
    return frozenset(ref.key for article in articles for ref in article.posts if ref.status == "withheld")


def withheld_posts(
    articles: Iterable[Article],
    posts: Posts,
    unread: Collection[str] = (),
    said: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """The keys of the posts that some article or snapshot withholds, or that are `said` to be: withheld is
    everywhere.

    So is one that may be the same by another address, and a post whose snapshot is among the `unread`: files
    and folders below `content/` that are there and cannot be read, so that nobody knows whether they
    withhold it.
    """
    refs = [ref for article in articles for ref in article.posts]
    said |= {ref.key for ref in refs if ref.status == "withheld"}
    said |= {ref.key for ref in refs if _is_unread(ref.key, unread)} if unread else set()
    said |= {key for key, post in posts.items() if post.snapshot.status == "withheld"}
    doubtful = alike(said.union(_keys(unread)), (*(ref.key for ref in refs), *posts))
    return frozenset(said | doubtful)


def _keys(unread: Collection[str]) -> Iterator[str]:
    """The keys of the posts whose snapshots cannot be read, as their files' names have them."""
    for path in unread:
        *_, provider, name = ("", *path.split("/"))
        if name.endswith(".json"):
            yield f"{provider}/{id_of(name)}"


def _is_unread(key: str, unread: Collection[str]) -> bool:
    provider, _, post_id = key.partition("/")
    places = (FOLDER, f"{FOLDER}/{provider}", path_of(provider, post_id), f"{FOLDER}/{key}.json")
    return any(place in unread for place in places)


def as_told(
    articles: Iterable[Article],
    posts: Posts,
    unread: Collection[str] = (),
    said: frozenset[str] = frozenset(),
) -> Posts:
    """The stored posts as the articles tell of them: of those that are withheld (see `withheld_posts`) only
    the address and the reason, and others gone where an article says so, which one that is silent about it
    shows, too.
    """
    articles = tuple(articles)
    others = _other_keys(posts)
    kept = {**posts, **{key: posts[own] for key, own in others.items()}} if others else posts
    withheld = {key: _bare(key, kept.get(key)) for key in withheld_posts(articles, posts, unread, said)}
    states_of: dict[str, list[PostStatus]] = {}
    for ref in (ref for article in articles for ref in article.posts if ref.url and ref.status in GONE):
        key = others.get(ref.key, ref.key)
        states_of.setdefault(key, []).append(ref.status)  # without an address it is that article's own
    told = {key: _gone(key, posts.get(key), max(states, key=GONE.index)) for key, states in states_of.items()}
    named = {key: _named(key, told.get(own, posts[own])) for key, own in others.items()}
    return {**posts, **told, **named, **withheld} if told or named or withheld else posts


def _other_keys(posts: Posts) -> dict[str, str]:
    """The keys by which kept posts may be quoted besides their own, and those."""
    found: dict[str, str] = {}
    for own in many_named(posts):
        for key in keys_of(posts[own].snapshot):
            if key not in posts:
                found.setdefault(key, own)
    return found


def _named(key: str, stored: StoredPost) -> StoredPost:
    """A kept post under another key of it."""
    snapshot = replace(stored.snapshot, id=key.partition("/")[2])
    return replace(stored, snapshot=snapshot, kept_as=stored.snapshot.key)


def held_back(
    files: Iterable[str],
    articles: Collection[Article],
    entries: Iterable[Entry],
    posts: Posts,
    unread: Collection[str] = (),
) -> frozenset[str]:
    """Those of the `files` below `content/` that articles give as pictures of posts which are withheld (see
    `withheld_posts`), and that nothing else of the site's `entries` shows or links to.
    """
    if not any(ref.media for article in articles for ref in article.posts):
        return frozenset()
    withheld = withheld_posts(articles, posts, unread)
    refs = (ref for article in articles for ref in article.posts if ref.key in withheld)
    lost = {_composed(file) for ref in refs for file in ref.media}
    lost -= {_composed(file) for entry in entries for file in _shown(entry, withheld)} if lost else set()
    return frozenset(file for file in files if _composed(file) in lost) if lost else frozenset()


def _shown(entry: Entry, withheld: Collection[str]) -> Iterator[str]:
    """The files that an article links to, or shows; pictures of posts are the last of its references."""
    posts = entry.article.posts
    last = sum(len(ref.media) for ref in posts if ref.status != "withheld")
    for address in entry.addresses[: len(entry.addresses) - last]:
        yield address.path if isinstance(address, Picture) else address.partition("#")[0]
    if entry.card.image:
        yield entry.card.image.path
    for ref in posts:
        if ref.key not in withheld:
            yield from ref.media


def _composed(path: str) -> str:
    """A path as a link may name it too, whichever way its accents are written."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def gone(told: Iterable[PostStatus]) -> PostStatus | None:
    """The state of a post of which articles tell these; None if none says that it is gone."""
    return max((state for state in told if state in GONE), key=GONE.index, default=None)


def _gone(key: str, stored: StoredPost | None, status: PostStatus) -> StoredPost:
    """A post that is gone, with what was kept of it; as it is if that was known."""
    if stored is None:
        provider, _, post_id = key.partition("/")
        told = Snapshot(provider, post_id, status=status)
        return StoredPost(told, (), of_value(told))
    if stored.snapshot.status == status:
        return stored
    snapshot = replace(stored.snapshot, status=status, status_checked_at="", status_history=())
    return StoredPost(snapshot, stored.pictures, of_value((snapshot, stored.digest)))


def _bare(key: str, stored: StoredPost | None) -> StoredPost:
    provider, _, post_id = key.partition("/")
    reason, url = (stored.snapshot.reason, stored.snapshot.url) if stored else ("", "")
    bare = Snapshot(provider, post_id, url=url, status="withheld", reason=reason)
    return StoredPost(bare, (), of_value(bare))
