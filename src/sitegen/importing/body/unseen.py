"""E-mail and IP addresses that a site's programs used and its readers never saw."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"[^\s@\"'<>()\[\]{},;:=/|]{1,64}(?:@|%40|\\u0040|&#0?64;|&#x40;)(?:[\w-]+\.)+\w{2,}"
    r"|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])",
    re.IGNORECASE,
)


def without_addresses(code: str) -> str:
    """A piece of code with `…` in the place of each address."""
    return _ADDRESS.sub("…", code)
