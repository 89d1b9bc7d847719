"""What a provider of posts is, and how the address of a post is taken apart."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from sitegen.model import Snapshot


@dataclass(frozen=True, slots=True)
class PostAddress:
    """One post: `provider/id` names its snapshot, `url` is its canonical address, `handle` its author's.

    All forms of a post's address give the same `id`, so that one post has one snapshot.
    """

    provider: str
    id: str
    url: str
    handle: str = ""

    @property
    def key(self) -> str:
        """`provider/id`, as of a `Snapshot`."""
        return f"{self.provider}/{self.id}"

    @property
    def uncaptured(self) -> Snapshot:
        """The post, of which nothing but its address is known."""
        return Snapshot(self.provider, self.id, url=self.url, author_handle=self.handle)


@dataclass(frozen=True, slots=True)
class Location:
    """A web address in parts: `host` in lower case, `path` its segments decoded, `query` as written."""

    host: str
    path: tuple[str, ...]
    query: str = ""

    @property
    def site(self) -> str:
        """The host without `www.`."""
        return self.host.removeprefix("www.")

    def first(self, name: str) -> str:
        """The first value of a query parameter, or an empty text."""
        return next(iter(parse_qs(self.query).get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Provider:
    """A service whose posts are quoted. `hosts` are its hosts without `www.`; empty if any host may be.

    `find` answers for an address at one of the hosts which post it leads to, if any. `created` gives
    the moment (ISO 8601, UTC) that an id alone tells, or an empty text. `anonymous` gives an address of a
    post that does not name its author, or an empty text. `ids` gives all ids of a post that its account
    tells, and `may_be_one` whether two ids might be one post's, where a post has more than one.
    """

    name: str
    title: str
    hosts: frozenset[str]
    find: Callable[[Location], PostAddress | None]
    created: Callable[[str], str] = lambda _: ""
    anonymous: Callable[[PostAddress], str] = lambda _: ""
    ids: Callable[[Snapshot], tuple[str, ...]] | None = None
    may_be_one: Callable[[str, str], bool] = operator.eq


INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks of direction, and others without width, that come along when an address is copied."""

_AROUND = f"{INVISIBLE} \t\n\r\f\v\u00a0"
_URL = re.compile(
    r"(?:https?:)?//(?P<host>[^\s/?#:@]+)(?::(?:80|443))?(?P<path>/[^\s?#]*)"
    r"(?:\?(?P<query>[^\s#]*))?(?:#(?P<fragment>\S*))?",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """The text without the spaces and invisible marks around it."""
    return text.strip(_AROUND)


def plain_scheme(url: str) -> str:
    """The address with its scheme in small letters, as links are told by it; `HTTPS://…` means the same (RFC
    3986, 3.1). The rest is as it was.
    """
    scheme, colon, rest = url.partition(":")
    return f"{scheme.lower()}{colon}{rest}" if colon else url


def split(url: str) -> Location | None:
    """The parts of a web address; None if it is none, or leads to a user's or an unusual port.

    The hashbang of old (`/#!/name/status/1`) is read as the path that it stood for.
    """
    match = _URL.fullmatch(bare(url))
    if not match:
        return None
    path, fragment = match["path"], match["fragment"] or ""
    if path == "/" and fragment.startswith("!/"):
        path = fragment[1:]
    segments = tuple(unquote(part) for part in path.split("/") if part)
    return Location(match["host"].lower().rstrip("."), segments, match["query"] or "")


_TRAILING = re.compile(
    r"(?:[.,:;!?'’…*_~|\u060c\u061b\u061f\u06d4\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]|&[a-z]+;)\Z"
)
"""What ends a sentence rather than an address, in any script."""

_PAIRS = {")": "(", "]": "[", "}": "{", "\uff09": "\uff08"}


def trimmed(url: str) -> str:
    """The address without final punctuation, and without final brackets that it does not open."""
    spare = {close: url.count(close) - url.count(opening) for close, opening in _PAIRS.items()}
    end = len(url)
    while True:
        mark = _TRAILING.search(url, max(0, end - 10), end)
        if mark:
            end = mark.start()
        elif spare.get(url[end - 1 : end], 0) > 0:
            spare[url[end - 1]] -= 1
            end -= 1
        else:
            return url[:end]
