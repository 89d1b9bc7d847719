"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sitegen.feeds.content import Post, posts
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
        "home_page_url": absolute(feed.folder, feed.base_url),
        "feed_url": absolute(feed.folder + JSON, feed.base_url),
        "description": legal(feed.description),
        "icon": absolute(ICON, feed.base_url),
        "authors": [{"name": legal(feed.publisher), "url": feed.base_url}],
        "language": feed.lang,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    items = [_item(shown) for shown in posts(feed, contents)]
    whole = _filled(data) | {"items": items}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _item(shown: Post) -> dict[str, Any]:
    picture = shown.enclosure
    changed = shown.updated if shown.updated != shown.published else None
    return _filled(
        {
            "id": shown.id,
            "url": shown.url,
            "title": shown.title,
            "content_html": shown.html.decode() or " ",
            "summary": shown.summary,
            "image": picture.url if picture else "",
            "date_published": shown.published.isoformat(),
            "date_modified": changed.isoformat() if changed else "",
            "authors": [_filled({"name": name, "url": url}) for name, url in shown.authors],
            "tags": list(shown.tags),
            "attachments": [
                {"url": picture.url, "mime_type": picture.type, "size_in_bytes": picture.size}
                | ({"title": picture.alt} if picture.alt else {})
            ]
            if picture
            else [],
        }
    )


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", None, [])}
