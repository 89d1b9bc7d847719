"""Which posts are one, though their addresses differ: those of Bluesky name an account in two ways."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.embeds.registry import PROVIDERS, provider_of
from sitegen.model import Snapshot

_MANY_NAMED = tuple(f"{provider.name}/" for provider in PROVIDERS.values() if provider.ids)


def keys_of(post: Snapshot) -> tuple[str, ...]:
    """All keys by which a post may be quoted, as far as what is known of it tells; its own comes first."""
    provider = provider_of(post.provider) if post.key.startswith(_MANY_NAMED) else None
    if provider is None or provider.ids is None:
        return (post.key,)
    return tuple(dict.fromkeys((post.key, *(f"{post.provider}/{post_id}" for post_id in provider.ids(post)))))


def many_named(keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys whose posts may have others, too."""
    return tuple(key for key in keys if key.startswith(_MANY_NAMED))


def alike(keys: Iterable[str], among: Iterable[str]) -> frozenset[str]:
    """The keys among these of posts that may be one with a post of `keys`, by all that a key tells."""
    known: dict[str, list[str]] = {}
    for key in many_named(keys):
        known.setdefault(_record(key), []).append(key)
    if not known:
        return frozenset()
    return frozenset(
        other
        for other in many_named(among)
        if any(_may_be_one(key, other) for key in known.get(_record(other), ()))
    )


def _record(key: str) -> str:
    """The part of a key that all names of a post share."""
    return key.partition("@")[0]


def _may_be_one(key: str, other: str) -> bool:
    name, _, post_id = key.partition("/")
    provider = provider_of(name)
    return provider is not None and provider.may_be_one(post_id, other.partition("/")[2])
