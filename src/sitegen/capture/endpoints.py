"""Where each service is: its public address, or the one that `--endpoint NAME=URL` gives instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sitegen.network import Origin, origin_of
from sitegen.problems import did_you_mean

SERVICES: Mapping[str, str] = {
    "x": "https://publish.twitter.com",
    "youtube": "https://www.youtube.com",
    "vimeo": "https://vimeo.com",
    "mastodon": "",  # each post's own host
    "bluesky": "https://embed.bsky.app",
    "cdx": "https://web.archive.org",
    "spn": "https://web.archive.org",
}
"""The services by the name that `--endpoint` knows them by. `spn` is Save Page Now."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "twitter": ("x",),
    "bsky": ("bluesky",),
    "wayback": ("cdx", "spn"),
    "archive": ("cdx", "spn"),
    "save": ("spn",),
}


class EndpointError(ValueError):
    """An `--endpoint` that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Replaced addresses by service or host; everything else is at its public address."""

    replaced: Mapping[str, str] = field(default_factory=dict)

    def url(self, service: str, path: str, *, base: str = "") -> str:
        """The address of a service's `path` (with its query); `base` is its public root if it varies."""
        public = base or SERVICES[service]
        host = urlsplit(public).hostname or ""
        found = self.replaced.get(service) or self.replaced.get(host) or public
        found = found.rstrip("/")
        bare, mark, query = path.partition("?")
        return f"{found}{mark}{query}" if found.endswith(bare) else found + path

    def moved(self, url: str) -> str:
        """Any other address, at its host's replacement if that has one."""
        origin = origin_of(url)
        other = self.replaced.get(origin.host) if origin else None
        if not other:
            return url
        parts = urlsplit(url)
        return other.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")

    def names(self, service: str) -> bool:
        """Whether the user named this service's address."""
        return service in self.replaced

    @property
    def trusted(self) -> frozenset[Origin]:
        """The origins that the user named: they may be private."""
        return frozenset(origin for url in self.replaced.values() if (origin := origin_of(url)))


def read_endpoints(values: Iterable[str]) -> Endpoints:
    """The endpoints of `NAME=URL` texts; NAME is a service, or a host. Raises `EndpointError`."""
    replaced: dict[str, str] = {}
    for value in values:
        name, equals, url = value.partition("=")
        name = name.strip().lower()
        if not equals or origin_of(url.strip()) is None:
            raise EndpointError(f"“{value}” is not NAME=URL, such as x=http://127.0.0.1:8080")
        if name not in SERVICES and name not in ALIASES and "." not in name:
            hint = did_you_mean(name, [*SERVICES, *ALIASES]) or f"known: {', '.join(SERVICES)}, or a host"
            raise EndpointError(f"no service is called “{name}”: {hint}")
        for service in ALIASES.get(name, (name,)):
            replaced[service] = url.strip()
    return Endpoints(replaced)
