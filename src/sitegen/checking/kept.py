"""Whether what is kept is what was captured: the pictures of posts, by the digests noted with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.integrity import digest_of
from sitegen.model import Site, SnapshotMedia
from sitegen.problems import Problem, warning
from sitegen.snapshots import FOLDER, path_of


def altered(root: Path, site: Site) -> Iterator[Problem]:
    """A warning for each kept picture that is another file than the one captured."""
    posts = {post.snapshot.key: post.snapshot for entry in site.entries for post in entry.posts}
    for key, snapshot in posts.items():
        for media in snapshot.media:
            if media.sha256 and _digest(root / "content", media) not in {media.sha256.lower(), ""}:
                message = f"the picture {media.file} of this post is not the one that was captured"
                hint = "bring it back from git or a copy; “sha256” in this file says which one it was"
                yield warning(
                    "altered-evidence", f"content/{path_of(*key.split('/', 1))}", message, hint=hint
                )


def _digest(content: Path, media: SnapshotMedia) -> str:
    """The SHA-256 of a kept picture, in hexadecimal; "" if it is not there, which a build reports."""
    files = (content / media.file, content / FOLDER / media.file)
    return next((digest_of(file) for file in files if file.is_file()), "")
