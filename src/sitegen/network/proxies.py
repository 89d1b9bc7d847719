"""The proxies of the environment: an editor who relies on one, such as Tor, is never seen without it.

`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in small letters too, as curl reads them. Names are
resolved by the proxy, whether it is called `socks5` or `socks5h`. This machine itself is never asked
through a proxy. What a message tells of a proxy never holds a part of its address: that may be the password.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit

import httpx

from sitegen.network.addresses import Origin, is_loopback

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class ProxyError(Exception):
    """The environment names a proxy that cannot be used. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: how it is spoken to (`http`, `https`, `socks5`), where it is (its name in ASCII), and its
    user's name and word (UTF-8, unless written otherwise).
    """

    scheme: str
    origin: Origin
    auth: tuple[bytes, bytes] | None = field(default=None, repr=False)


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
        """Whether `NO_PROXY` lists the host, a domain above it, a network that holds its address, or `*`;
        each with the port or without one.
        """
        return any(_means(entry, origin) for entry in _BETWEEN.split(self.exempt) if entry)


_BETWEEN = re.compile(r"[,\s]+")


def _means(entry: str, origin: Origin) -> bool:
    host, port = _parted(entry)
    if port and port != str(origin.port):
        return False
    return host == "*" or _is_within(origin.host, host) or _is_below(origin.host, host)


def _parted(entry: str) -> tuple[str, str]:
    """The host or network of an entry, and its port or ""; an IPv6 address with a port stands in brackets."""
    if entry.startswith("["):
        host, _, port = entry[1:].partition("]")
        return host, port.removeprefix(":")
    host, _, port = entry.partition(":")
    return (entry, "") if ":" in port else (host, port)


def _is_within(host: str, network: str) -> bool:
    """Whether a host is an address of a network, such as `10.0.0.0/8`, or that very address."""
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _is_below(host: str, domain: str) -> bool:
    """Whether a host is a domain, or one below it; dots around the domain mean nothing."""
    try:
        name = _in_ascii(domain.strip(".").lower())
    except ValueError:
        return False
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _in_ascii(name: str) -> str:
    """The name of a host as it is asked for (IDNA). Raises ValueError."""
    if name.isascii():
        return name
    try:
        return httpx.URL(f"//{name}").raw_host.decode("ascii")
    except httpx.InvalidURL as fault:
        raise ValueError("no name of a host") from fault


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
    signs = "signs such as / # ? [ in a name or password are written %2F %23 %3F %5B"
    unread = f"{variable} names no proxy: its user, host or port cannot be read ({signs}); {cure}"
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = _in_ascii((parts.hostname or "").rstrip(".")), parts.port
        auth = _auth(parts)
    except ValueError:  # its words may hold the password, so nobody is to see them
        raise ProxyError(unread) from None
    if "@" in f"{parts.path}{parts.query}{parts.fragment}":
        raise ProxyError(unread)
    if parts.scheme not in _PORTS or not host:
        raise ProxyError(f"{variable} names no proxy of the kinds http, https, socks5 and socks5h; {cure}")
    if parts.scheme.startswith("socks") and find_spec("socksio") is None:
        message = f"the SOCKS proxy of {variable} needs the package socksio: pip install 'sitegen[socks]'"
        raise ProxyError(f"{message}; or unset {variable} to go without a proxy")
    return Proxy(parts.scheme.removesuffix("h"), Origin(host, port or _PORTS[parts.scheme]), auth)


def _auth(parts: SplitResult) -> tuple[bytes, bytes] | None:
    """The user's name and password, in bytes as the environment has them. Raises ValueError."""
    if not parts.username:
        return None
    name, word = (
        unquote_to_bytes(text.encode("utf-8", "surrogateescape"))
        for text in (parts.username, parts.password or "")
    )
    return name, word
