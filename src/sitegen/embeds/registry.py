"""The providers, and whose post an address leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from sitegen.embeds import bluesky, mastodon, vimeo, x, youtube
from sitegen.embeds.address import INVISIBLE, Location, PostAddress, Provider, split

PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (x.PROVIDER, youtube.PROVIDER, vimeo.PROVIDER, mastodon.PROVIDER, bluesky.PROVIDER)
}
"""A provider is added here, or by an installed package under the entry-point group `sitegen.embeds`."""

GROUP = "sitegen.embeds"

_HOST = re.compile(rf"[\s{INVISIBLE}]*(?:https?:)?//(?:www\.)?([^\s/?#:@]+)", re.IGNORECASE)
_MASTODON = re.compile(r"/(?:@|%40|users/|web/statuses/)")
_BY_HOST = {host: provider for provider in PROVIDERS.values() for host in provider.hosts}


@lru_cache(maxsize=128)  # an article's front matter and its text name the same posts
def recognise(url: str) -> PostAddress | None:
    """The post that an address leads to, in any of its forms; None for any other address."""
    host = _HOST.match(url)
    site = host[1].lower() if host else ""
    if site not in _BY_HOST and not (host and (_MASTODON.search(url) or plugins())):
        return None  # most addresses end here
    location = split(url)
    if location is None or not (location.path or location.query):
        return None
    known = _BY_HOST.get(location.site)
    if known:
        return known.find(location)
    return mastodon.find(location) or _by_plugin(location)


def provider_of(name: str) -> Provider | None:
    """The provider of that name, built in or installed."""
    return PROVIDERS.get(name) or plugins().get(name)


@cache
def plugins() -> Mapping[str, Provider]:
    """The providers that installed packages bring, read once, when an address first calls for it."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - reads every installed package

    found = (point.load() for point in sorted(entry_points(group=GROUP), key=lambda point: point.name))
    return {provider.name: provider for provider in found if isinstance(provider, Provider)}


def _by_plugin(location: Location) -> PostAddress | None:
    for provider in plugins().values():
        if (not provider.hosts or location.site in provider.hosts) and (found := provider.find(location)):
            return found
    return None
