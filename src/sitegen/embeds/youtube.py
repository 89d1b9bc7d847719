"""YouTube: `watch?v=ID`, `youtu.be/ID`, `/shorts/`, `/live/`, `/embed/` and the no-cookie host."""

from __future__ import annotations

import re
from operator import attrgetter

from sitegen.embeds.address import Location, PostAddress, Provider

_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_SHORT = "youtu.be"


def find(location: Location) -> PostAddress | None:
    """The video at an address; where in it to begin is not part of the address of a post."""
    match location.path:
        case (video, *_) if location.site == _SHORT:
            found = video
        case () | ("watch",):
            found = location.first("v")
        case ("watch" | "shorts" | "live" | "embed" | "v" | "e", video, *_):
            found = video.partition("&")[0]  # the players of old: `/v/ID&hl=en`
        case _:
            return None
    if not _ID.fullmatch(found) or found == "videoseries":  # /embed/videoseries shows a playlist
        return None
    return PostAddress("youtube", found, f"https://www.youtube.com/watch?v={found}")


PROVIDER = Provider(
    "youtube", "YouTube",
    frozenset({
        "youtube.com", "m.youtube.com", "music.youtube.com", "gaming.youtube.com", "youtube-nocookie.com",
        _SHORT,
    }),
    find, anonymous=attrgetter("url"),
)  # fmt: skip
