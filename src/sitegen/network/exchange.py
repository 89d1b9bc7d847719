"""One request and its response, read within its bounds. Faults become `Failure` values here."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Mapping

import httpcore
import httpx

from sitegen import __version__
from sitegen.network.transport import RefusedError, Transport, UnresolvedError
from sitegen.network.values import Answer, Ask, Exchange, Failure, FailureKind, UnrecordedError

_HEADERS = {"user-agent": f"sitegen/{__version__}", "accept": "*/*", "accept-encoding": "identity"}

Record = Callable[[Exchange], None]


class TooLargeError(Exception):
    """The body is longer than was allowed."""


_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], FailureKind, str], ...] = (
    (RefusedError, "refused", "this is no address of the public internet"),
    (UnresolvedError, "unresolved", "the name of the host is unknown"),
    (TooLargeError, "too-large", "the answer is longer than is allowed here"),
    (httpcore.ProxyError, "unreachable", "the proxy gives no connection"),
    (httpcore.TimeoutException, "timeout", "there was no whole answer in time"),
    (httpcore.ConnectError, "unreachable", "there is no connection"),
    ((httpcore.NetworkError, httpcore.RemoteProtocolError), "unreachable", "the connection broke"),
    (OSError, "unreachable", "the connection broke"),
    (Exception, "malformed", "the answer cannot be read"),
)


def exchange(
    transport: Transport,
    ask: Ask,
    url: str,
    *,
    form: Mapping[str, str] | None,
    secret: bool,
    record: Record | None,
) -> Answer | Failure:
    """Ask `url` once, as `ask` says; with its secret headers only if `secret`. Raises `UnrecordedError`."""
    try:
        return _exchange(transport, ask, url, form, ask.secret if secret else {}, record)
    except UnrecordedError:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever a hostile server brings about is an answer of its own
        return _failure(fault)


def _failure(fault: Exception) -> Failure:
    """What an exception means to an editor."""
    if isinstance(fault, ssl.SSLError) or "SSL" in str(fault) or "CERTIFICATE" in str(fault):
        return Failure("tls", f"the secure connection failed: {fault}")
    kind, words = next((kind, words) for types, kind, words in _KINDS if isinstance(fault, types))
    return Failure(kind, f"{words}: {fault}" if str(fault) else words)


def _exchange(
    transport: Transport,
    ask: Ask,
    url: str,
    form: Mapping[str, str] | None,
    secret: Mapping[str, str],
    record: Record | None,
) -> Answer:
    headers = {**_HEADERS, **{name.lower(): value for name, value in ask.headers.items()}, **secret}
    method = "GET" if form is None else "POST"
    request = httpx.Request(method, url, headers=headers, data=None if form is None else dict(form))
    moment = time.time()
    response = transport.handle_request(request)
    raw = None
    try:
        raw = b"" if ask.headers_only else _bounded(response.iter_raw(), ask.max_bytes, response.headers)
    finally:
        response.close()
        if record and not ask.headers_only:
            record(_recorded(request, response, raw, moment, frozenset(map(str.lower, secret))))
    answered = {name.lower(): value for name, value in response.headers.items()}
    body = _decoded(raw, answered.get("content-encoding", ""), ask.max_bytes)
    return Answer(response.status_code, answered, body)


def _bounded(chunks: Iterable[bytes], most: int, headers: Mapping[str, str]) -> bytes:
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared[:18]) > most:
        raise TooLargeError(f"{declared[:18]} bytes")
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise TooLargeError(f"more than {most:,} bytes")
    return bytes(body)


def _decoded(raw: bytes, encoding: str, most: int) -> bytes:
    """The body without its content encoding: a small answer may not swell beyond the bound either."""
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"} or not raw:
        return raw
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise ValueError(f"the encoding {encoding[:40]} was not asked for")
    zipped = encoding != "deflate" or raw[:1] == b"\x78"
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32 if zipped else -zlib.MAX_WBITS)
    body = inflater.decompress(raw, most + 1)
    if len(body) > most:
        raise TooLargeError(f"more than {most:,} bytes")
    if not inflater.eof:
        raise ValueError("it is cut off")
    return body


def _recorded(
    request: httpx.Request, response: httpx.Response, raw: bytes | None, moment: float, secret: frozenset[str]
) -> Exchange:
    return Exchange(
        url=str(request.url),
        method=request.method,
        request_headers=tuple((k, v) for k, v in request.headers.items() if k.lower() not in secret),
        request_body=request.content,
        status=response.status_code,
        reason=response.reason_phrase,
        response_headers=tuple(response.headers.multi_items()),
        body=raw,
        moment=moment,
    )
