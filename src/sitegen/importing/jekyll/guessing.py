"""The pattern of a folder of posts' old addresses, where no settings tell it: as their own links show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sitegen.importing.documents import permalinks
from sitegen.importing.documents.loading import Document

_ROOTED = re.compile(r"[\"'(](/(?:[\w%.~-]+/){0,4}[\w%.~-]+/?)(?=[\"')#])")
_TRIED = (
    "/:year/:month/:day/:title/",
    "/:year/:month/:title/",
    "/:year/:title/",
    "/:title/",
    "/blog/:title/",
)
_SAMPLE = 2000
"""How many posts are looked at."""


def pattern_of(posts: Sequence[Document]) -> tuple[str, str]:
    """The pattern to which most links between the posts lead, else Jekyll's default; and why it was taken."""
    posts = posts[:_SAMPLE]
    linked = _linked(posts)
    hits = {pattern: _hits(posts, pattern, linked) for pattern in _TRIED}
    best = max(_TRIED, key=lambda pattern: hits[pattern])
    if hits[best]:
        return best, f"{hits[best]} of its own links lead to such addresses"
    return permalinks.STYLES["date"], "Jekyll's default"


def _linked(posts: Sequence[Document]) -> Counter[str]:
    """How often each address from the root is linked to."""
    found: Counter[str] = Counter()
    for post in posts:
        found.update(address.rstrip("/") for address in _ROOTED.findall(post.head.body))
    return found


def _hits(posts: Sequence[Document], pattern: str, linked: Counter[str]) -> int:
    """How many links lead to the addresses that a pattern would have given."""
    known = {
        permalinks.expand(pattern, moment=post.front["date"], title=post.front["slug"]).rstrip("/")
        for post in posts
    }
    return sum(linked[address] for address in known)
