"""Posts of other services, quoted: which address is whose post, and how a captured post is shown.

One file a provider (`x`, `youtube`, `vimeo`, `mastodon`, `bluesky`), listed in `registry.PROVIDERS`;
others come with installed packages (`plugins`).
"""

from __future__ import annotations

from sitegen.embeds.address import Location, PostAddress, Provider
from sitegen.embeds.anonymous import unnamed
from sitegen.embeds.frames import read_frame
from sitegen.embeds.identity import alike, keys_of, many_named
from sitegen.embeds.merging import (
    captured,
    dated,
    is_noted,
    is_own,
    is_withheld,
    merge,
    noted_anew,
)
from sitegen.embeds.pasted import read_code
from sitegen.embeds.plugin import plugins, telling
from sitegen.embeds.posthtml import sanitise, text_of
from sitegen.embeds.registry import PROVIDERS, provider_of, recognise
from sitegen.embeds.rendering import render
from sitegen.embeds.wording import noticed

__all__ = [
    "PROVIDERS", "Location", "PostAddress", "Provider", "alike", "captured", "dated", "is_noted", "is_own",
    "is_withheld", "keys_of", "many_named", "merge", "noted_anew", "noticed", "plugins", "provider_of",
    "read_code", "read_frame", "recognise", "render", "sanitise", "telling", "text_of", "unnamed",
]  # fmt: skip
