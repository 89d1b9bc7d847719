"""The providers, and whose post an address leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sitegen.embeds import bluesky, mastodon, vimeo, x, youtube
from sitegen.embeds.address import INVISIBLE, Location, PostAddress, Provider, split
from sitegen.embeds.plugin import PluginFailedError, plugins, tell

PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (x.PROVIDER, youtube.PROVIDER, vimeo.PROVIDER, mastodon.PROVIDER, bluesky.PROVIDER)
}
"""A provider is added here, or by an installed package (`plugin.py`)."""

_HOST = re.compile(rf"[\s{INVISIBLE}]*(?:https?:)?//(?:www\.)?([^\s/?#:@]+)", re.IGNORECASE)
_MASTODON = re.compile(r"/(?:@|%40|users/|web/statuses/)")
_BY_HOST = {host: provider for provider in PROVIDERS.values() for host in provider.hosts}


def recognise(url: str) -> PostAddress | None:
    """The post that an address leads to, in any of its forms; None for any other address, and where a plug-in
    fails (`plugin.telling`).
    """
    try:
        return _recognised(url)
    except PluginFailedError as fault:
        tell(fault.problem)
        return None


@lru_cache(maxsize=128)  # an article's front matter and its text name the same posts
def _recognised(url: str) -> PostAddress | None:
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
    if own := PROVIDERS.get(name):
        return own
    brought = (plugin.provider for plugin in plugins() if plugin.provider)
    return next((provider for provider in brought if provider.name == name), None)


def _by_plugin(location: Location) -> PostAddress | None:
    return next(filter(None, (plugin.find(location) for plugin in plugins())), None)
