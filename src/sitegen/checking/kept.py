"""Whether what is kept is what was captured: the pictures of posts, by the digests noted with them, and those
that are not kept at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sitegen.capture.pictures import ADDRESSES, wanted
from sitegen.capture.places import listed
from sitegen.integrity import digest_of
from sitegen.model import Site, SnapshotMedia
from sitegen.problems import Problem, warning
from sitegen.snapshots import FOLDER, path_of
from sitegen.snapshots.reading import parse_object


def altered(root: Path, site: Site) -> Iterator[Problem]:
    """A warning for each kept picture that is another file than the one captured."""
    stored = (post for entry in site.entries for post in entry.posts)
    posts = {post.kept_as or post.snapshot.key: post.snapshot for post in stored}
    for key, snapshot in posts.items():
        for media in snapshot.media:
            if media.sha256 and _digest(root / "content", media) not in {media.sha256.lower(), ""}:
                message = f"the picture {media.file} of this post is not the one that was captured"
                hint = "bring it back from git or a copy; “sha256” in this file says which one it was"
                yield warning(
                    "altered-evidence", f"content/{path_of(*key.split('/', 1))}", message, hint=hint
                )


def unkept(root: Path, site: Site) -> Iterator[Problem]:
    """A warning for each post of which pictures are known and not kept, at its place in the first article."""
    told: set[str] = set()
    for entry in site.entries:
        stored = {
            post.snapshot.key: post.snapshot for post in entry.posts if post.snapshot.status != "withheld"
        }
        for ref in entry.article.posts:
            snapshot = stored.get(ref.key) if ref.url and ref.key not in told else None
            pictures = wanted(snapshot, _file(root, ref.key), lambda _: True) if snapshot else []
            if pictures:
                told.add(ref.key)
                named = listed([want.picture.url for want in pictures])
                message = f"pictures of the post {ref.url} are not kept: {named}"
                hint = (
                    "run “sitegen capture --media”, or name pictures of your own under “media” of its entry"
                )
                yield warning("picture-not-kept", entry.article.file, message, hint=hint, line=ref.line)


def _file(root: Path, key: str) -> Mapping[str, Any]:
    """What a snapshot's file holds if it tells of pictures elsewhere; nothing if it cannot be read."""
    try:
        text = (root / "content" / path_of(*key.split("/", 1))).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    return (parse_object(text, "")[0] or {}) if ADDRESSES in text else {}


def _digest(content: Path, media: SnapshotMedia) -> str:
    """The SHA-256 of a kept picture, in hexadecimal; "" if it is not there, which a build reports."""
    files = (content / media.file, content / FOLDER / media.file)
    return next((digest_of(file) for file in files if file.is_file()), "")
