"""Connections that go to checked addresses only, and keep to a deadline byte by byte.

httpx's own timeouts start anew with each byte, which a slow-loris server lives on; here each thread has
one deadline for all that it reads and writes.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from sitegen.network.addresses import Origin, is_hidden, is_public, origin_of
from sitegen.network.proxies import Proxies, Proxy

LONGEST_READ = 10.0
"""Seconds that a single read may take: an interrupted run does not wait longer."""

CONNECTIONS = 16
"""How many connections are open at once, by each way: direct, or through a proxy."""


class RefusedError(Exception):
    """The address is not one of the public internet."""


class UnresolvedError(Exception):
    """The name of the host is not known."""


class Deadline(threading.local):
    """When the present thread's request has to be over, in seconds of `time.monotonic`."""

    at: float = float("inf")

    def left(self, timeout: float | None) -> float:
        """The time that the next step may take. Raises `httpcore.ReadTimeout` when it is over."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the whole answer took too long")
        return min(seconds, LONGEST_READ if timeout is None else timeout, LONGEST_READ)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step keeps to the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Resolves names itself, so that what was checked is what is connected to."""

    def __init__(self, trusted: frozenset[Origin], deadline: Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._trusted = trusted
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception | None = None
        for address in self._addresses(host, port):
            left = self._deadline.left(timeout)
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _Stream(stream, self._deadline)
        raise fault or httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnresolvedError(host) from error
        addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
        if Origin(host.lower().rstrip("."), port) in self._trusted:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if not public:
            raise RefusedError(f"{host} ({', '.join(addresses)})")
        return public

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class Transport(httpx.BaseTransport):
    """An httpx transport over guarded connections. `deadline.at` is set by the thread that asks.

    Through a proxy names are not resolved here: addresses in figures and names of private networks are
    refused, and the proxy is asked for the rest.
    """

    def __init__(self, trusted: frozenset[Origin], *, proxies: Proxies) -> None:
        self.deadline = Deadline()
        self._trusted = trusted
        self._proxies = proxies
        used = (None, *dict.fromkeys(proxies.by_scheme.values()))
        self._pools = {proxy: self._pool(proxy) for proxy in used}

    def _pool(self, proxy: Proxy | None) -> httpcore.ConnectionPool:
        trusted = frozenset({proxy.origin}) if proxy else self._trusted
        shared: dict[str, Any] = {
            "ssl_context": httpx.create_ssl_context(trust_env=False),
            "max_connections": CONNECTIONS,
            "max_keepalive_connections": CONNECTIONS,
            "keepalive_expiry": 15,
            "network_backend": _Backend(trusted, self.deadline),
        }
        if proxy is None:
            return httpcore.ConnectionPool(**shared)
        host = f"[{proxy.origin.host}]" if ":" in proxy.origin.host else proxy.origin.host
        shared |= {"proxy_url": f"{proxy.scheme}://{host}:{proxy.origin.port}", "proxy_auth": proxy.auth}
        return httpcore.SOCKSProxy(**shared) if proxy.scheme == "socks5" else httpcore.HTTPProxy(**shared)

    def _through(self, scheme: str, origin: Origin) -> Proxy | None:
        """The proxy for an origin. Raises `RefusedError` for one that no proxy is to be asked for."""
        proxy = self._proxies.of(scheme, origin)
        if proxy and origin not in self._trusted and is_hidden(origin.host):
            raise RefusedError(origin.host)
        return proxy

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the exceptions are httpcore's."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        proxy = self._through(url.scheme, origin_of(str(url)) or Origin(url.host, url.port or 0))
        content = request.read()
        asked = httpcore.Request(
            request.method,
            target,
            headers=request.headers.raw,
            content=content,
            extensions=request.extensions,
        )
        try:
            response = self._pools[proxy].handle_request(asked)
        except (httpcore.ConnectError, UnresolvedError) as fault:
            if proxy is None:
                raise
            raise httpcore.ProxyError(f"{proxy.origin.host}:{proxy.origin.port}: {fault}") from fault
        stream = response.stream
        if not isinstance(stream, Iterable):
            raise TypeError("a synchronous pool gives synchronous streams")
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(stream), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()
