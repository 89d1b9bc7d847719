"""X, formerly Twitter: `twitter.com/HANDLE/status/ID` and its kin."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sitegen.embeds.address import Location, PostAddress, Provider

_ID = re.compile(r"[1-9][0-9]{0,18}")
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,30}")
_WORDS = frozenset({"i", "web", "status", "statuses"})
_FRAMES = "platform.twitter.com"
"""The host of the frames that X's script puts in the place of an embed code: `/embed/Tweet.html?id=1`."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - in UTC, as all here
_SNOWFLAKE_EPOCH = 1_288_834_974_657
"""Milliseconds since 1970 from which the ids of posts count time."""

FIRST_SNOWFLAKE = 29_700_859_247
"""The ids before this one (4 November 2010) were plain numbers and tell no time."""


def find(location: Location) -> PostAddress | None:
    """The post at an address: `/HANDLE/status/ID`, `/statuses/ID`, `/i/web/status/ID`, with or without more.

    The canonical address keeps the name under which the service is cited, twitter.com or x.com:
    web archives hold their copies under the name of the time.
    """
    handle, post_id = _handle_and_id(location.path)
    if location.host == _FRAMES and location.path == ("embed", "Tweet.html"):
        handle, post_id = "", location.first("id")
    if not _ID.fullmatch(post_id):
        return None
    site = "x.com" if location.host.endswith("x.com") else "twitter.com"
    return PostAddress("x", post_id, f"https://{site}/{handle or 'i/web'}/status/{post_id}", handle)


def _handle_and_id(path: tuple[str, ...]) -> tuple[str, str]:
    path = tuple(part.lower() if part.lower() in _WORDS else part.removeprefix("@") for part in path)
    match path:
        case ("i", "web", "status", post_id, *_) | ("i", "status", post_id, *_):
            return "", post_id
        case ("statuses", post_id, *_):
            return "", post_id
        case (handle, "status" | "statuses", post_id, *_) if _HANDLE.fullmatch(handle):
            return handle, post_id
        case _:
            return "", ""


def created(post_id: str) -> str:
    """The moment of posting that an id carries, to the second; empty for ids of before November 2010."""
    if not _ID.fullmatch(post_id) or int(post_id) < FIRST_SNOWFLAKE:
        return ""
    moment = _EPOCH + timedelta(seconds=((int(post_id) >> 22) + _SNOWFLAKE_EPOCH) // 1000)
    return f"{moment.isoformat()}Z"


def anonymous(post: PostAddress) -> str:
    """The address that finds a post by its id alone."""
    return f"https://x.com/i/web/status/{post.id}"


PROVIDER = Provider(
    "x", "X",
    frozenset({"twitter.com", "mobile.twitter.com", "m.twitter.com", "x.com", "mobile.x.com", _FRAMES}),
    find, created, anonymous,
)  # fmt: skip
