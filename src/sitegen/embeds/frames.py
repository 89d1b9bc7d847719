"""Players in frames, as editors paste them: which post one shows, and what the frame is called."""

from __future__ import annotations

import re
from dataclasses import replace

from sitegen.embeds.registry import recognise
from sitegen.model import Snapshot

_OF_X = re.compile(r"https?://platform\.(?:twitter|x)\.com/embed/[\w.]+\?(?:[^\s#]*&)?id=(?P<id>\d+)")
"""The frame that X's script puts in the place of an embed code."""

_OF_WORDS = frozenset({"x", "mastodon", "bluesky"})
"""Services whose frames have titles that are not the posts'."""

_OF_PLAYERS = frozenset(
    {
        "youtube video player", "youtube video", "youtube player", "vimeo video player", "vimeo player",
        "vimeo-player", "vimeo video", "video player", "embedded video", "video",
    }
)  # fmt: skip
"""Titles in small letters that say nothing of the video."""


def read_frame(url: str, title: str = "") -> Snapshot | None:
    """The post that a frame shows (`captured_via: pasted`, if the frame's title tells of it); None for any
    other frame.
    """
    framed = _OF_X.match(url)
    url = f"https://twitter.com/i/web/status/{framed['id']}" if framed else url
    address = recognise(url.removesuffix("/embed")) or recognise(url)
    if address is None:
        return None
    title = " ".join(title.split())
    if not title or title.casefold() in _OF_PLAYERS or address.provider in _OF_WORDS:
        return address.uncaptured
    return replace(address.uncaptured, title=title, captured_via="pasted", status="unknown")
