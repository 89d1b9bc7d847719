"""Which machines may be called: those of the public internet, and those that the user names."""

from __future__ import annotations

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import quote, urlsplit

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


_KEPT = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"<>\\^`{|}')
"""What an address may hold as it is (RFC 3986), the sign of percent-encoding included."""


class Origin(NamedTuple):
    """A host and port, as connections are made to."""

    host: str
    port: int


def origin_of(url: str) -> Origin | None:
    """The origin of a web address; None if it is none, or carries a user's name."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname or parts.username is not None:
        return None
    return Origin(parts.hostname.lower().rstrip("."), port or _PORTS[parts.scheme.lower()])


def as_written(url: str) -> str:
    """An address with what none may hold (spaces, quotes, letters beyond ASCII) percent-encoded."""
    return quote(url, safe=_KEPT, errors="replace")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its own name or address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_hidden(host: str) -> bool:
    """Whether a host, unresolved, is none of the public internet: a private address in any notation
    (`127.1`, `0x7f000001`), or a name that only a private network has.
    """
    try:
        literal = host if ":" in host else socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        name = host.lower().rstrip(".")
        return "." not in name or name.endswith(_PRIVATE)
    return not is_public(literal)


_PRIVATE = (".localhost", ".local", ".internal", ".home.arpa")
"""The ends of names that are reserved for private networks (RFC 6761, 6762, 8375; ICANN, 2024)."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, whatever form it hides an IPv4 address in."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved
