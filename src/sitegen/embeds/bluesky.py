"""Bluesky: `https://bsky.app/profile/HANDLE-OR-DID/post/KEY` and `at://` addresses."""

from __future__ import annotations

import re

from sitegen.embeds.address import Location, PostAddress, Provider
from sitegen.model import Snapshot

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


def ids(post: Snapshot) -> tuple[str, ...]:
    """The ids that a post has by its account's handle and by its DID, as far as they are known."""
    key, _, account = post.id.partition("@")
    named = _address(post.author_handle, key) if post.author_handle else None
    declared = from_at_uri(post.uri) if post.uri else None
    if account.startswith("did:") and declared and declared.id != post.id:
        return (post.id,)  # two accounts in one: somebody has edited it
    return tuple(address.id for address in (declared, named) if address and address.id.startswith(f"{key}@"))


def may_be_one(one: str, other: str) -> bool:
    """Whether two ids (`KEY@ACCOUNT`) may be one post's. An account has a handle, which may change, and a
    DID, which stays. Keys tell the time to the microsecond: equal ones are hardly of two accounts.
    """
    (key, _, account), (other_key, _, other_account) = one.partition("@"), other.partition("@")
    both = account.startswith("did:") and other_account.startswith("did:")
    return key == other_key and (account == other_account or not both)


PROVIDER = Provider(
    "bluesky", "Bluesky",
    frozenset({"bsky.app", "embed.bsky.app", "staging.bsky.app", "main.bsky.dev"}),
    find, ids=ids, may_be_one=may_be_one,
)  # fmt: skip
