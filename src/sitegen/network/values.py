"""What is asked of the network, and what comes back. A failure is a value: nothing is raised for it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

FailureKind = Literal[
    "refused",  # the address is private, or no address of the web
    "unresolved",  # the name is unknown
    "unreachable",  # no connection, or it broke
    "timeout",  # no whole answer in time
    "tls",  # the certificate is not trusted
    "too-large",  # the answer is longer than was allowed
    "redirects",  # too many hops, or a circle
    "malformed",  # the answer is not HTTP, or is encoded in a way unknown here
    "busy",  # the host asks for more patience than a run has
    "stopped",  # the run was interrupted
]

MEGABYTE = 1_000_000

_LONE = re.compile("[\ud800-\udfff]")
"""Halves of characters: JSON can escape one, and no file in UTF-8 can hold it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: an address, and the bounds of its answer.

    `max_bytes` bounds the body as it travels and as it is decoded; `headers_only` leaves the body
    where it is; `follow=False` takes a redirect for the answer. `form` makes it a POST, of which 301, 302
    and 303 are the answer. `secret` headers (`Authorization`) go to the first origin only, and are never
    recorded. `seconds` is the time for the whole answer, hops included.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] | None = None
    max_bytes: int = 2 * MEGABYTE
    headers_only: bool = False
    follow: bool = True
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of whatever status. Names in `headers` are in lower case; `body` is decoded."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The declared type without parameters, in lower case: `application/json`."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def text(self) -> str:
        """The body as UTF-8; bytes that are none become U+FFFD."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON; None if it is none. Half a character (a lone surrogate) becomes U+FFFD."""
        try:
            whole = json.dumps(json.loads(self.body), ensure_ascii=False)
            return json.loads(_LONE.sub("\ufffd", whole))
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer, and why, in words for an editor."""

    kind: FailureKind
    message: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response as they travelled, for a WARC. `moment` is seconds since 1970; `body` is
    None where it did not come whole, or was too large.
    """

    url: str
    method: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: bytes
    status: int
    reason: str
    response_headers: tuple[tuple[str, str], ...]
    body: bytes | None
    moment: float


class UnrecordedError(OSError):
    """An exchange cannot be recorded: this machine's fault (a full disk), which no answer stands for."""
