"""The pictures of posts: fetched, known by their content, kept without metadata.

A snapshot's file lists where its pictures were (`media_at`, one of `url` and `alt` each); the pictures
that are kept stand in `media`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sitegen import images
from sitegen.capture.endpoints import Endpoints
from sitegen.capture.services import RemotePicture
from sitegen.model import Snapshot, SnapshotMedia
from sitegen.network import Ask, Failure, Network
from sitegen.snapshots import media_path

ADDRESSES = "media_at"
"""The key of a snapshot's file that lists where its pictures were."""

MAX_BYTES = 20_000_000
KINDS = {"jpeg": "jpg", "png": "png", "gif": "gif", "webp": "webp", "avif": "avif"}
"""The kinds that are kept, and the endings of their names: no drawings, which may hold scripts."""


_OF_THE_WAY = frozenset({"unresolved", "unreachable", "busy", "stopped"})
"""The failures that may be those of this machine's own connection."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The `number`th picture of a post, from 1, which is not kept yet."""

    post: Snapshot
    number: int
    picture: RemotePicture


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture as it will be kept: its path below `content/`, its bytes, its entry in the snapshot."""

    path: str
    data: bytes
    entry: SnapshotMedia


def addresses(pictures: Iterable[RemotePicture]) -> dict[str, Any]:
    """The list of pictures as a key of the snapshot's file; nothing if there are none."""
    listed = [{"url": picture.url, "alt": picture.alt} for picture in pictures]
    return {ADDRESSES: listed} if listed else {}


def wanted(post: Snapshot, file: Mapping[str, Any], is_there: Callable[[str], bool]) -> list[Wanted]:
    """The pictures of a post that its file lists, and that are not kept yet, or not there any more:
    `is_there` tells this of a path below `content/`.
    """
    listed = file.get(ADDRESSES)
    found = []
    for number, item in enumerate(listed if isinstance(listed, list) else (), start=1):
        url, alt = (item.get("url"), item.get("alt")) if isinstance(item, dict) else (None, None)
        kept = _kept(post, number)
        if isinstance(url, str) and not (kept and is_there(kept.file)):
            found.append(Wanted(post, number, RemotePicture(url, alt if isinstance(alt, str) else "")))
    return found


def _kept(post: Snapshot, number: int) -> SnapshotMedia | None:
    """The entry of a picture that was kept."""
    path = media_path(post.provider, post.id, number, "")
    return next((media for media in post.media if media.file.rpartition(".")[0] == path[:-1]), None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a picture is not kept; whether that tells of the picture (`settled`), or only of the way to it."""

    message: str
    settled: bool = True


def fetch(want: Wanted, network: Network, endpoints: Endpoints) -> Kept | Refusal:
    """The picture, or why it is not kept."""
    ask = Ask(endpoints.moved(want.picture.url), max_bytes=MAX_BYTES, seconds=60)
    answer = network.fetch(ask)
    if isinstance(answer, Failure):
        return Refusal(answer.message, answer.kind not in _OF_THE_WAY)
    if answer.status != 200:
        return Refusal(f"answered with status {answer.status}")
    return prepared(want, answer.body)


def prepared(want: Wanted, data: bytes) -> Kept | Refusal:
    """A fetched picture without its metadata, or why it is not kept. What it is, its bytes tell."""
    info = images.probe(data)
    if isinstance(info, images.Fault):
        return Refusal(info.message)
    if info.type not in KINDS:
        return Refusal(f"it is of the kind {info.type}, which is not kept from strangers")
    clean = images.clean(data, f"picture.{KINDS[info.type]}")
    if isinstance(clean, images.Fault):
        return Refusal(clean.message)
    path = media_path(want.post.provider, want.post.id, want.number, KINDS[info.type])
    digest = hashlib.sha256(clean).hexdigest()
    before = _kept(want.post, want.number) or SnapshotMedia(path, "", want.picture.alt)
    if before.sha256 not in {"", digest}:
        return Refusal("it is not the one that was captured, whose file is lost")
    return Kept(path, clean, replace(before, file=path, sha256=digest))


def with_picture(post: Snapshot, kept: Kept) -> Snapshot:
    """The post with a further picture, in the order of their files: the tenth comes behind the second."""
    others = [media for media in post.media if media.file != kept.path]
    return replace(post, media=tuple(sorted([*others, kept.entry], key=_in_order)))


def _in_order(media: SnapshotMedia) -> tuple[int, str]:
    return len(media.file.rpartition(".")[0]), media.file
