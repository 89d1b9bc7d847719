"""`_snapshots/<provider>/<id>.json`: one captured post (contract, section 7)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, get_args
from urllib.parse import quote, unquote

from sitegen import nesting
from sitegen.digest import of_text
from sitegen.embeds import sanitise, text_of
from sitegen.model import ArchivedCopy, Expanded, PostStatus, Snapshot, SnapshotMedia, StatusChange
from sitegen.problems import Problem, error
from sitegen.snapshots.reading import Reading, parse_object, write

FOLDER = "_snapshots"
"""The folder of all snapshots, below `content/`."""

STATUSES: tuple[PostStatus, ...] = get_args(PostStatus)
WAYS = ("oembed", "pasted", "import", "manual")

KEYS = (
    "provider", "id", "url", "author", "text", "html", "lang", "dir", "created_at", "title", "links",
    "media", "captured_at", "captured_via", "archives", "status", "status_checked_at", "status_history",
    "reason", "note", "uri",
)  # fmt: skip

EXTRAS = ("cid", "media_at")
"""Keys that only some posts have: the digest of Bluesky's record; where their pictures were."""

_PROVIDER = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LONGEST_NAME = 120


def path_of(provider: str, post_id: str) -> str:
    """Where a post's snapshot stands below `content/`. Ids that make no file name are percent-encoded."""
    return f"{FOLDER}/{provider}/{_file_name(post_id)}.json"


def media_path(provider: str, post_id: str, number: int, extension: str) -> str:
    """Where the `number`th picture of a post stands below `content/`."""
    return f"{FOLDER}/{provider}/{_file_name(post_id)}-{number}.{extension}"


def published(picture: str, path: str) -> str:
    """Where a picture of the snapshot at `path` (both below `content/`) is published: below `evidence/` as it
    lies below `_snapshots/`, so that two of one name stay two; "" for one that is private, by a name that
    begins with `_` or `.`, other than its post's own.
    """
    own, below = path.removesuffix(".json") + "-", picture.removeprefix(f"{FOLDER}/")
    named = picture.startswith(own)
    if any(part[0] in "_." for part in below.split("/")[: -1 if named else None] if part):
        return ""
    return published_beside(path) + picture.removeprefix(own) if named else f"evidence/{below}"


def published_beside(path: str) -> str:
    """How the addresses of the pictures begin that are named for the snapshot at `path`. An id may begin with
    `_` (one in 64 of YouTube's does), which no published name does.
    """
    folder, _, name = path.removeprefix(f"{FOLDER}/").removesuffix(".json").rpartition("/")
    return f"evidence/{folder}/{'id' if name.startswith('_') else ''}{name}-"


def precedence(snapshot: Snapshot, path: str) -> tuple[bool, bool]:
    """Of several files that hold one post, as programs that sync leave them, the one counts for which this is
    highest: that withholds it, then that has its name. `path` is below `content/`.
    """
    return snapshot.status == "withheld", path == path_of(snapshot.provider, snapshot.id)


def id_of(file_name: str) -> str:
    """The id of the post whose snapshot has this file name, unless it was too long for one."""
    return unquote(file_name.removesuffix(".json"))


def _file_name(post_id: str) -> str:
    name = quote(post_id, safe="@+=,")
    name = "%2E" + name[1:] if name.startswith(".") else name
    return name if len(name) <= _LONGEST_NAME else f"{name[:80]}-{of_text(post_id)}"


def decode(text: str, path: str) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The snapshot that a file holds; its HTML is sanitised here, whoever wrote it.

    `path` is the file's (`content/_snapshots/x/1.json`): it names the post where the file does not.
    """
    raw, problems = parse_object(text, path)
    if raw is None:
        return None, problems
    found: list[Problem] = []
    reading = Reading(raw, text, path, found)
    reading.misspelt((*KEYS, *EXTRAS))
    provider, post_id = _identity(reading, path)
    if not _PROVIDER.fullmatch(provider) or not post_id:
        message = f"the file names no post: provider “{provider[:40]}”, id “{post_id[:40]}”"
        hint = "give “provider” (such as x) and “id”, as texts"
        return None, (*found, error("snapshot-identity", path, message, hint=hint))
    _check_name(reading, provider, post_id)
    return _snapshot(reading, provider, post_id), tuple(sorted(found))


def _identity(reading: Reading, path: str) -> tuple[str, str]:
    *_, folder, name = ["", "", *path.split("/")]
    provider = reading.text("provider") or folder
    return provider, reading.text("id").strip() or id_of(name)


def _check_name(reading: Reading, provider: str, post_id: str) -> None:
    """Warn where folder and file are named for another post: what the file says counts."""
    *_, folder, name = ["", "", *reading.path.split("/")]
    own_name = post_id in {id_of(name), name.removesuffix(".json")} or name == f"{_file_name(post_id)}.json"
    if folder == provider and own_name:
        return
    key = "id" if folder == provider else "provider"
    message = (
        f"the file holds the post {provider}/{post_id[:80]}, but is named as {folder}/{id_of(name)[:80]}"
    )
    own = f"content/{path_of(provider, post_id)}"
    hint = f"correct “{key}”, or name the file {own}; if there is one, remove the one that is out of date"
    reading.doubt(key, "snapshot-name", message, hint)


def _snapshot(reading: Reading, provider: str, post_id: str) -> Snapshot:
    author = reading.inner("author")
    html = reading.text("html")
    if nesting.too_deep(html):
        reading.fault("html", "“html” is nested too deeply: its words are shown without its markup")
    html = sanitise(html) if html else ""
    return Snapshot(
        provider=provider,
        id=post_id,
        url=reading.url("url"),
        author_name=" ".join(author.text("name").split()),
        author_handle=author.text("handle").strip().removeprefix("@"),
        author_url=author.url("url"),
        text=reading.text("text").strip() or text_of(html),
        html=html,
        lang=reading.lang("lang"),
        dir=reading.choice("dir", ("ltr", "rtl"), ""),
        created_at=reading.date("created_at"),
        title=" ".join(reading.text("title").split()),
        links=tuple(_links(reading)),
        media=tuple(_media(reading)),
        captured_at=reading.date("captured_at"),
        captured_via=reading.choice("captured_via", WAYS, ""),
        archives=read_copies(reading),
        status=_status(reading, "uncaptured"),
        status_checked_at=reading.date("status_checked_at"),
        status_history=tuple(
            StatusChange(_status(item, "unknown"), item.date("date"), item.text("reason"))
            for item in reading.items("status_history")
        ),
        reason=reading.text("reason").strip(),
        note=reading.text("note").strip(),
        uri=reading.text("uri").strip(),
    )


def _status(reading: Reading, default: PostStatus) -> PostStatus:
    """The state. A word that cannot be read counts as unknown, unless it may mean `withheld`."""
    written = reading.raw.get("status")
    words = str(written).casefold()
    near = get_close_matches(words, STATUSES, n=1)
    fallback: PostStatus = "withheld" if near == ["withheld"] or "withheld" in words else "unknown"
    read = reading.choice("status", STATUSES, fallback if written else default)
    return next(status for status in STATUSES if status == read)


def _links(reading: Reading) -> list[Expanded]:
    pairs = ((item.text("short").strip(), item.url("expanded")) for item in reading.items("links"))
    return [Expanded(short, expanded) for short, expanded in pairs if short and expanded]


def _media(reading: Reading) -> list[SnapshotMedia]:
    found = []
    for item in reading.items("media"):
        file = item.text("file").strip()
        if not file:
            reading.fault("media", "an entry of “media” has no “file”")
        elif "\\" in file or file.startswith("/") or ".." in file.split("/"):
            item.fault("file", f"“file” is no path below content/: {file[:80]!r}")
        else:
            found.append(SnapshotMedia(file, item.text("sha256").strip().lower(), item.text("alt").strip()))
    return found


def read_copies(reading: Reading) -> tuple[ArchivedCopy, ...]:
    """The `archives` of a post or source."""
    pairs = ((item.url("url"), item.date("date")) for item in reading.items("archives"))
    return tuple(ArchivedCopy(url, date) for url, date in pairs if url)


def encode(snapshot: Snapshot, previous: str = "", *, extra: dict[str, Any] | None = None) -> str:
    """The snapshot as a file. Keys of `previous`, the file's text so far, that are unknown here stay.

    `extra` are further keys of the provider's (Bluesky's `cid`).
    """
    post = snapshot
    data: dict[str, Any] = {
        "provider": post.provider,
        "id": post.id,
        "url": post.url,
        "author": {"name": post.author_name, "handle": post.author_handle, "url": post.author_url},
        "text": post.text,
        "html": post.html,
        "lang": post.lang,
        "dir": post.dir,
        "created_at": post.created_at,
        "title": post.title,
        "links": [{"short": link.short, "expanded": link.expanded} for link in post.links],
        "media": [{"file": item.file, "sha256": item.sha256, "alt": item.alt} for item in post.media],
        "captured_at": post.captured_at,
        "captured_via": post.captured_via,
        "archives": written_copies(post.archives),
        "status": post.status,
        "status_checked_at": post.status_checked_at,
        "status_history": [_written_change(change) for change in post.status_history],
    }
    rare = {"title": post.title, "reason": post.reason, "note": post.note, "uri": post.uri}
    known = {key: value for key, value in (data | rare).items() if value or key not in rare}
    return write({**known, **_foreign(previous), **(extra or {})})


def restated(previous: str, snapshot: Snapshot) -> str:
    """A snapshot's file with only its `status*` brought up to date: all else stays as it is written."""
    raw, _ = parse_object(previous, "")
    state = {
        "status": snapshot.status,
        "status_checked_at": snapshot.status_checked_at,
        "status_history": [_written_change(change) for change in snapshot.status_history],
    }
    return write({**(raw or {}), **state})


def _foreign(previous: str) -> dict[str, Any]:
    """The keys of a file that are another tool's."""
    raw, _ = parse_object(previous, "") if previous else (None, ())
    return {key: value for key, value in (raw or {}).items() if key not in KEYS}


def written_copies(copies: tuple[ArchivedCopy, ...]) -> list[dict[str, str]]:
    """`archives` as written."""
    return [{"url": copy.url, "date": copy.date} for copy in copies]


def _written_change(change: StatusChange) -> dict[str, str]:
    written = {"status": change.status, "date": change.date}
    return written | ({"reason": change.reason} if change.reason else {})
