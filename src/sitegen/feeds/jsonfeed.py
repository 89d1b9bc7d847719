"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sitegen.citable import compact
from sitegen.feeds.content import Post, posts
from sitegen.feeds.forms import Form, Shape, blank, json_form, shape_of, texts_of
from sitegen.feeds.legal import legal
from sitegen.feeds.values import ICON, JSON, FeedContext
from sitegen.model import Content
from sitegen.urls import absolute

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: FeedContext, contents: Mapping[str, Content]) -> bytes:
    """The feed as JSON Feed."""
    data = {
        "version": VERSION,
        "title": legal(feed.title),
        "home_page_url": absolute(feed.page, feed.base_url),
        "feed_url": absolute(feed.folder + JSON, feed.base_url),
        "description": legal(feed.description),
        "icon": absolute(ICON, feed.base_url),
        "authors": [{"name": legal(feed.publisher), "url": feed.base_url}],
        "language": feed.lang,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    head = _dumped(compact(data) | {"items": []}).removesuffix("]\n}")
    items = b",\n".join(map(_item, posts(feed, contents)))
    return b"%b%b]\n}\n" % (head.encode(), b"\n%b\n " % items if items else b"")


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _item(shown: Post) -> bytes:
    """An item as it stands in its feed."""
    texts = texts_of(shown, published=shown.published.isoformat(), summary=shown.summary)
    return _item_form(shape_of(shown)).filled(texts)


@lru_cache(maxsize=128)
def _item_form(shape: Shape) -> Form:
    return json_form(_item_json(blank(shape)))


def _item_json(shown: Post) -> str:
    return "  " + _dumped(_members(shown)).replace("\n", "\n  ")


def _members(shown: Post) -> dict[str, Any]:
    picture = shown.enclosure
    changed = shown.updated if shown.updated != shown.published else None
    return compact(
        {
            "id": shown.id,
            "url": shown.url,
            "title": shown.title,
            "content_html": shown.html.decode() or " ",
            "summary": shown.summary,
            "image": picture.url if picture else "",
            "date_published": shown.published.isoformat(),
            "date_modified": changed.isoformat() if changed else "",
            "authors": [compact({"name": name, "url": url}) for name, url in shown.authors],
            "tags": list(shown.tags),
            "attachments": [
                {"url": picture.url, "mime_type": picture.type, "size_in_bytes": picture.size}
                | ({"title": picture.alt} if picture.alt else {})
            ]
            if picture
            else [],
        }
    )
