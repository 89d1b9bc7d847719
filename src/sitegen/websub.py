"""WebSub for publishers: tell hubs which feeds changed, so that subscribers hear of it at once.

Which hub, and under which address subscribers know a feed, the built feeds say themselves (W3C WebSub,
section 4). How a publisher calls a hub is left open there; hubs in use take the form of PubSubHubbub 0.4:
`hub.mode=publish` with the feed's address in `hub.url`, and answer 2xx.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sitegen.cache import require_own
from sitegen.feeds.values import ATOM, JSON, RSS
from sitegen.files import scan, write_atomic
from sitegen.network import Answer, Ask, Failure

STATE = "pinged.json"
"""In the archive's `.sitegen/`: the SHA-256 of each feed that its hub was last told of, by address."""

_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_ENDS = frozenset({"{http://www.w3.org/2005/Atom}entry", "item"})


@dataclass(frozen=True, slots=True)
class Announced:
    """A built feed as subscribers discover it: its address (the topic), its hubs, and its bytes' SHA-256."""

    topic: str
    hubs: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A hub that did not take a ping, and why."""

    topic: str
    hub: str
    message: str


Fetch = Callable[[Ask], Answer | Failure]
"""`Network.fetch`."""


def announced(output: Path) -> Iterator[Announced]:
    """The built feeds that name a hub, in the order of their paths."""
    paths = (found.path for found in scan(output))
    for path in sorted(paths):
        read = _READERS.get(path.rpartition("/")[2])
        if read is None:
            continue
        data = (output / path).read_bytes()
        topic, hubs = read(data)
        if topic and hubs:
            yield Announced(topic, tuple(hubs), hashlib.sha256(data).hexdigest())


def ping(feeds: Iterable[Announced], fetch: Fetch, *, endpoint: str = "") -> Iterator[Announced | Refused]:
    """Tell each feed's hubs (or only `endpoint`) that it changed: the feed where all of them took it."""
    for feed in feeds:
        hubs = (endpoint,) if endpoint else feed.hubs
        refusals = [refusal for hub in hubs if (refusal := _told(feed.topic, hub, fetch))]
        if refusals:
            yield from refusals
        else:
            yield feed


def _told(topic: str, hub: str, fetch: Fetch) -> Refused | None:
    result = fetch(Ask(hub, form={"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}))
    if isinstance(result, Failure):
        return Refused(topic, hub, result.message)
    if 200 <= result.status < 300:
        return None
    if location := result.headers.get("location", ""):
        return Refused(
            topic, hub, f"it answered {result.status} and leads to {location[:200]}: name that hub"
        )
    words = " ".join(result.text()[:200].split())
    return Refused(topic, hub, f"it answered {result.status}" + (f": {words}" if words else ""))


# --- what is remembered --------------------------------------------------------------------------


def read_state(cache: Path) -> dict[str, str]:
    """The SHA-256 of each feed at its last ping, by address; nothing where it cannot be read.

    Raises `LinkedCacheError`, before anyone is told of anything, where the folder is a link.
    """
    require_own(cache)
    try:
        state = json.loads((cache / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    feeds = state.get("feeds") if isinstance(state, dict) else None
    return {str(k): str(v) for k, v in feeds.items()} if isinstance(feeds, dict) else {}


def write_state(cache: Path, state: Mapping[str, str]) -> None:
    """Remember what the hubs were told of."""
    cache.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": 1, "feeds": dict(sorted(state.items()))}, ensure_ascii=False, indent=1)
    write_atomic(str(cache / STATE), f"{text}\n".encode())


# --- what a feed says of itself ------------------------------------------------------------------


def _of_xml(data: bytes) -> tuple[str, list[str]]:
    """(self, hubs) of an RSS or Atom file; nothing for any other. Reads no further than its first entry."""
    from lxml import etree  # noqa: PLC0415 - slow to import

    topic, hubs = "", []
    try:
        for _, element in etree.iterparse(BytesIO(data), events=("start",), resolve_entities=False):
            if element.tag in _ENDS:
                break
            if element.tag == _ATOM_LINK and element.get("rel") == "self":
                topic = element.get("href", "")
            elif element.tag == _ATOM_LINK and element.get("rel") == "hub":
                hubs.append(element.get("href", ""))
    except etree.XMLSyntaxError:
        return "", []
    return topic, hubs


def _of_json(data: bytes) -> tuple[str, list[str]]:
    """(feed_url, WebSub hubs) of a JSON Feed; nothing for any other file."""
    try:
        feed = json.loads(data)
        hubs = [hub["url"] for hub in feed.get("hubs", ()) if hub["type"] == "WebSub"]
        return str(feed["feed_url"]), hubs
    except (ValueError, TypeError, KeyError, AttributeError):
        return "", []


_READERS = {RSS: _of_xml, ATOM: _of_xml, JSON: _of_json}
