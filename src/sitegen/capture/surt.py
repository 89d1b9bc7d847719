"""Addresses as web archives sort and compare them (SURT): by what a page is, not by how it is written.

https://github.com/internetarchive/surt
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_WWW = re.compile(r"www\d*\.")


def sort_key(url: str) -> str:
    """The address as indexes sort it: `https://www.example.org/a?b` is `org,example)/a?b`.

    Raises `ValueError` for what only looks like an address (`http://[`).
    """
    parts = urlsplit(url)
    host = _WWW.sub("", (parts.hostname or "").rstrip("."), count=1)
    port = f":{parts.port}" if parts.port and parts.port not in {80, 443} else ""
    name = ",".join(reversed(host.split(".")))
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{name}{port}){parts.path or '/'}{query}".lower()


def is_same_page(url: str, other: str) -> bool:
    """Whether two addresses are one to an archive: scheme, `www.`, port, capitals, the order of the query,
    percent-encoding and a final slash make no difference.
    """
    try:
        return _loose(url) == _loose(other)
    except ValueError:
        return False


def _loose(url: str) -> str:
    host, mark, rest = sort_key(_in_ascii(url)).partition(")")
    path, query, pairs = unquote(rest).partition("?")
    return f"{host.partition(':')[0]}{mark}{path.rstrip('/')}{query}{pairs}"


def _in_ascii(url: str) -> str:
    """The address with its host as it travels (IDNA), in which archives keep it."""
    host = urlsplit(url).hostname or ""
    if host.isascii():
        return url
    return url.replace(host, host.encode("idna").decode(), 1)
