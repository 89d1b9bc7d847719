"""Addresses of withheld posts: most name the author, whom nobody is to find here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.embeds.identity import alike, keys_of
from sitegen.embeds.registry import provider_of, recognise
from sitegen.model import Snapshot

_ADDRESS = re.compile(r"""(?:https?:)?//[^\s<>"'()\[\]{},]*[^\s<>"'()\[\]{},.;:!?*_]""", re.IGNORECASE)


def anonymous(url: str) -> str:
    """An address of the same post that does not tell whose it is; "" where there is none."""
    post = recognise(url)
    provider = provider_of(post.provider) if post else None
    return provider.anonymous(post) if post and provider else ""


def unnamed(text: str, withheld: Iterable[Snapshot]) -> str | None:
    """A text with anonymous addresses of these posts; None if it still names one of their authors."""
    withheld = tuple(withheld)
    posts = {key for post in withheld for key in keys_of(post)}
    handles = {post.author_handle.removeprefix("@") for post in withheld}
    nameless = True

    def without_name(match: re.Match[str]) -> str:
        nonlocal nameless
        post = recognise(match[0])
        if post is None or not (post.key in posts or alike(posts, (post.key,))):
            return match[0]
        address = anonymous(match[0])
        nameless = nameless and bool(address)
        handles.add(post.handle)
        return address

    found = _ADDRESS.sub(without_name, text)
    names = "|".join(re.escape(handle) for handle in sorted(handles) if handle)
    named = names and re.search(rf"[/@](?:{names})\b", found, re.IGNORECASE)
    return found if nameless and not named else None
