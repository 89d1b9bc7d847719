"""Which requests a preview answers: those whose Host is this machine (a guard against DNS rebinding).

A page on the web can point a name of its own at 127.0.0.1 and then read a preview as if it were its
own site. It cannot choose the Host that the browser sends: so a preview answers only to names that
nobody else can own. Addresses in figures are such; other names are not.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def names_of(host: str) -> frozenset[str]:
    """The names under which a preview that listens on `host` is asked for."""
    if host in LOOPBACK:
        return LOOPBACK
    own = socket.gethostname().lower()
    return LOOPBACK | {host.lower(), own, f"{own}.local"}


def name_in(header: str) -> str:
    """The name in a Host header, without port and brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def is_trusted(header: str, names: frozenset[str]) -> bool:
    """Whether a Host is one of the names; where others may ask at all, an address in figures is, too."""
    name = name_in(header)
    return name in names or (names != LOOPBACK and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class OwnHosts:
    """Middleware that refuses requests for other hosts."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        answer = self.app
        if scope["type"] == "http" and not is_trusted(Headers(scope=scope).get("host", ""), self.names):
            answer = PlainTextResponse("This preview answers only to its own address.\n", status_code=400)
        await answer(scope, receive, send)
