"""Bluesky: `https://bsky.app/profile/HANDLE-OR-DID/post/KEY` and `at://` addresses."""

from __future__ import annotations

import re

from sitegen.embeds.address import Location, PostAddress, Provider

_ACTOR = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+|did:[a-z]+:[a-z0-9._:%-]+", re.IGNORECASE)
_KEY = re.compile(r"[A-Za-z0-9._~:-]{1,64}")
_AT = re.compile(r"at://(?P<actor>[^/\s]+)/app\.bsky\.feed\.post/(?P<key>[^/\s?#]+)/?")


def find(location: Location) -> PostAddress | None:
    """The post at an address of bsky.app, or in its frame.

    Keys are each account's own: the id is `KEY@ACCOUNT`.
    """
    match location.path:
        case ("profile", actor, "post", key) | ("embed", actor, "app.bsky.feed.post", key):
            return _address(actor.removeprefix("@"), key)
        case _:
            return None


def from_at_uri(uri: str) -> PostAddress | None:
    """The post that an `at://` address names, as in the `data-bluesky-uri` of an embed code."""
    match = _AT.fullmatch(uri.strip())
    return _address(match["actor"], match["key"]) if match else None


def _address(actor: str, key: str) -> PostAddress | None:
    if not _ACTOR.fullmatch(actor) or not _KEY.fullmatch(key) or key in {".", ".."}:
        return None
    actor = actor.lower()
    handle = "" if actor.startswith("did:") else actor
    return PostAddress("bluesky", f"{key}@{actor}", f"https://bsky.app/profile/{actor}/post/{key}", handle)


PROVIDER = Provider(
    "bluesky", "Bluesky", frozenset({"bsky.app", "embed.bsky.app", "staging.bsky.app", "main.bsky.dev"}), find
)
