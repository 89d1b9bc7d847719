"""What a feed must be, written out from RFC 4287, 5005, 6721, RSS 2.0, WebSub, JSON Feed 1.1 and OPML 2.0."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
from lxml import etree

from feeds.archives import SPACES, xml

ATOM = f"{{{SPACES['a']}}}"


def check(path: str, data: bytes) -> None:
    """Assert that a file of any format keeps the rules of its format."""
    data.decode("utf-8")
    if path.endswith(".json"):
        check_json(data)
    elif path.endswith(".opml"):
        check_opml(data)
    elif path.endswith("feed.xml"):
        check_rss(data)
    else:
        check_atom(data, archive="/feeds/" in f"/{path}")


# --- Atom ----------------------------------------------------------------------------------------


@cache
def _grammar() -> Any:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def check_atom(data: bytes, *, archive: bool = False) -> None:
    """RFC 4287 by its grammar, and by the rules that a grammar cannot say; RFC 5005 for archives."""
    root = xml(data)
    grammar = _grammar()
    assert grammar.validate(root), grammar.error_log
    links = [(link.get("rel"), link.get("href")) for link in root.iterfind(f"{ATOM}link")]
    relations = Counter(rel for rel, _ in links)
    assert relations["self"] == 1
    assert links[0][0] == "self"
    assert all(count == 1 for rel, count in relations.items() if rel != "hub")
    assert bool(root.find("fh:archive", SPACES) is not None) == archive == ("current" in relations)
    assert not (archive and "hub" in relations)
    for entry in root.iterfind(f"{ATOM}entry"):
        alternates = [link for link in entry.iterfind(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert _moment(entry, "published") <= _moment(entry, "updated") <= _moment(root, "updated")
    ids = root.xpath("a:entry/a:id/text()", namespaces=SPACES)
    gone = root.xpath("at:deleted-entry/@ref", namespaces=SPACES)
    assert len({*ids, *gone}) == len(ids) + len(gone)
    _check_parsed(data, len(ids))


def _moment(element: Any, name: str) -> datetime:
    return datetime.fromisoformat(element.findtext(f"{ATOM}{name}"))


# --- RSS -----------------------------------------------------------------------------------------

_CHANNEL = {"title", "link", "description", "language", "lastBuildDate", "generator", "docs", "image"}
_ITEM = {"title", "link", "description", "guid", "pubDate"}


def check_rss(data: bytes) -> None:
    """RSS 2.0: what must be there once, what may be, and what each holds."""
    root = xml(data)
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    names = Counter(child.tag for child in channel)
    assert all(names[name] == 1 for name in _CHANNEL), names
    assert {tag for tag in names if not tag.startswith("{")} <= _CHANNEL | {"copyright", "item"}
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert channel.findtext("language") == root.get("{http://www.w3.org/XML/1998/namespace}lang")
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    assert channel.findtext("image/title") == channel.findtext("title")
    assert channel.findtext("image/link") == channel.findtext("link")
    assert int(channel.findtext("image/width")) <= 144
    assert len(channel.xpath("atom:link[@rel='self']", namespaces={"atom": SPACES["a"]})) == 1
    for item in channel.iterfind("item"):
        _check_item(item)
    guids = [item.findtext("guid") for item in channel.iterfind("item")]
    assert len(set(guids)) == len(guids)
    _check_parsed(data, len(guids))


def _check_item(item: Any) -> None:
    names = Counter(child.tag for child in item)
    plain = {tag: count for tag, count in names.items() if not tag.startswith("{")}
    assert set(plain) <= _ITEM | {"category", "enclosure"}
    assert all(names[name] == 1 for name in _ITEM - {"description"}), names
    assert names["description"] + names[f"{{{SPACES['content']}}}encoded"] >= 1
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("link").startswith("http")
    parsedate_to_datetime(item.findtext("pubDate"))
    enclosure = item.find("enclosure")
    if enclosure is not None:
        assert enclosure.get("url").startswith("http")
        assert int(enclosure.get("length")) > 0
        assert enclosure.get("type").startswith("image/")


def _check_parsed(data: bytes, entries: int) -> None:
    """feedparser reads it without a complaint, and finds every entry whole."""
    if len(data) > 3_000_000:
        return
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert len(parsed.entries) == entries
    for entry in parsed.entries:
        assert entry.id
        assert entry.link
        assert entry.published
        assert entry.get("content") or entry.get("summary") is not None


# --- JSON Feed -----------------------------------------------------------------------------------

_URL = {"type": "string", "pattern": r"^https?://[!-~]+$"}
_WORDS = {"type": "string", "minLength": 1}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"name": _WORDS, "url": _URL},
        "minProperties": 1,
        "additionalProperties": False,
    },
}
_ATTACHMENT = {
    "type": "object",
    "properties": {
        "url": _URL,
        "mime_type": _WORDS,
        "title": _WORDS,
        "size_in_bytes": {"type": "integer", "minimum": 1},
    },
    "required": ["url", "mime_type"],
    "additionalProperties": False,
}
_JSON_ITEM = {
    "type": "object",
    "properties": {
        "id": _WORDS,
        "url": _URL,
        "title": _WORDS,
        "content_html": _WORDS,
        "summary": _WORDS,
        "image": _URL,
        "date_published": _MOMENT,
        "date_modified": _MOMENT,
        "authors": _AUTHORS,
        "tags": {"type": "array", "items": _WORDS, "uniqueItems": True},
        "attachments": {"type": "array", "items": _ATTACHMENT},
    },
    "required": ["id", "url", "content_html", "date_published"],
    "additionalProperties": False,
}
JSON_FEED = {
    "type": "object",
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _WORDS,
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": _WORDS,
        "icon": _URL,
        "authors": _AUTHORS,
        "language": _WORDS,
        "hubs": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"type": _WORDS, "url": _URL},
                "required": ["type", "url"],
            },
        },
        "items": {"type": "array", "items": _JSON_ITEM},
    },
    "required": ["version", "title", "items", "home_page_url", "feed_url"],
    "additionalProperties": False,
}


@cache
def _json_feed() -> Any:
    validator = jsonschema.validators.validator_for(JSON_FEED)
    validator.check_schema(JSON_FEED)
    return validator(JSON_FEED)


def check_json(data: bytes) -> None:
    """JSON Feed 1.1 by its schema; ids are unique."""
    feed = json.loads(data)
    _json_feed().validate(feed)
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)


# --- OPML ----------------------------------------------------------------------------------------


def check_opml(data: bytes) -> None:
    """OPML 2.0: a title, and outlines that each name a feed or hold outlines."""
    root = xml(data)
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("opml", "2.0", ["head", "body"])
    assert root.findtext("head/title")
    assert len(root.find("body"))
    for outline in root.iter("outline"):
        assert outline.get("text")
        if len(outline) == 0:
            assert outline.get("type") == "rss"
            assert outline.get("xmlUrl").startswith("http")
