"""Vimeo: `vimeo.com/ID`, with the hash of an unlisted video, in channels and groups, and the player."""

from __future__ import annotations

import re
from operator import attrgetter

from sitegen.embeds.address import Location, PostAddress, Provider

_ID = re.compile(r"[1-9][0-9]{4,11}")
_HASH = re.compile(r"[0-9a-f]{8,12}")
_FOLDERS = frozenset({"channels", "groups", "album", "showcase", "ondemand"})
"""What a name follows, and then the video: `/channels/NAME/ID`, `/showcase/7/video/ID`."""


def find(location: Location) -> PostAddress | None:
    """The video at an address. An unlisted video is found by its hash alone, so its address keeps it."""
    path = location.path
    if location.host == "player.vimeo.com":
        path = path if path[:1] == ("video",) else ()
    elif path[:1] and path[0] in _FOLDERS:
        path = path[2:]
    if path[:1] and path[0] in {"video", "videos"}:
        path = path[1:]
    if not path or not _ID.fullmatch(path[0]):
        return None
    key = path[1] if len(path) > 1 else location.first("h")
    suffix = f"/{key}" if _HASH.fullmatch(key) else ""
    return PostAddress("vimeo", path[0], f"https://vimeo.com/{path[0]}{suffix}")


PROVIDER = Provider(
    "vimeo", "Vimeo", frozenset({"vimeo.com", "player.vimeo.com"}), find, anonymous=attrgetter("url")
)
