"""The proxies of the environment: an editor who relies on one, such as Tor, is never seen without it.

`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in small letters too, as curl reads them. Names are
resolved by the proxy, whether it is called `socks5` or `socks5h`. This machine itself is never asked
through a proxy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit

from sitegen.network.addresses import Origin, is_loopback

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class ProxyError(Exception):
    """The environment names a proxy that cannot be used. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: how it is spoken to (`http`, `https`, `socks5`), where it is, and its user's name and word."""

    scheme: str
    origin: Origin
    auth: tuple[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies by the scheme of what is asked for, or `all`; `exempt` is `NO_PROXY`."""

    by_scheme: Mapping[str, Proxy] = field(default_factory=dict)
    exempt: str = ""

    def of(self, scheme: str, origin: Origin) -> Proxy | None:
        """The proxy through which an origin is asked; None if it is asked directly."""
        found = self.by_scheme.get(scheme) or self.by_scheme.get("all")
        return None if is_loopback(origin.host) or self._is_exempt(origin) else found

    def _is_exempt(self, origin: Origin) -> bool:
        """Whether `NO_PROXY` lists the host, a domain above it, the host with its port, or `*`."""
        places = {origin.host, f"{origin.host}:{origin.port}", "*"}
        names = (name.strip().lower().lstrip(".") for name in self.exempt.split(","))
        return any(name in places or origin.host.endswith(f".{name}") for name in names if name)


_SCHEMES = frozenset({"http", "https", "all"})


def from_environment() -> Proxies:
    """The proxies that the environment names. Raises `ProxyError`: without its proxy nothing is asked."""
    from urllib.request import getproxies_environment  # noqa: PLC0415 - slow to import

    named = getproxies_environment()
    found = {scheme: read_proxy(f"{scheme.upper()}_PROXY", named[scheme]) for scheme in _SCHEMES & set(named)}
    return Proxies(found, named.get("no", ""))


def read_proxy(variable: str, url: str) -> Proxy:
    """The proxy at an address; one without a scheme speaks HTTP. Raises `ProxyError`."""
    cure = f"correct {variable}, such as socks5h://127.0.0.1:9050, or unset it to go without a proxy"
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError as fault:
        raise ProxyError(f"{variable} names no proxy: {fault}; {cure}") from fault
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ProxyError(f"{variable} names no proxy of the kinds http, https, socks5 and socks5h; {cure}")
    if parts.scheme.startswith("socks") and find_spec("socksio") is None:
        message = f"the SOCKS proxy of {variable} needs the package socksio: pip install 'sitegen[socks]'"
        raise ProxyError(f"{message}; or unset {variable} to go without a proxy")
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    origin = Origin(parts.hostname, port or _PORTS[parts.scheme])
    return Proxy(parts.scheme.removesuffix("h"), origin, auth)
