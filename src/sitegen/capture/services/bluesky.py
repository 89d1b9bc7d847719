"""Bluesky: oEmbed at embed.bsky.app. The `at://` address and the record's digest are kept with the post."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.services.finding import Finding, Service, object_in, refusal, text_in, unknown
from sitegen.embeds import read_code
from sitegen.model import Snapshot
from sitegen.network import Answer, Ask

_DATA = re.compile(r'data-bluesky-(uri|cid)="([^"]*)"')


def ask(post: Snapshot, endpoints: Endpoints) -> Ask | None:
    """The oEmbed question about a post."""
    query = urlencode({"url": post.url, "format": "json"})
    return Ask(endpoints.url("bluesky", f"/oembed?{query}")) if post.url else None


def read(answer: Answer, post: Snapshot) -> Finding:
    """The post in an oEmbed answer. Its printed date is in the reader's language, and is left alone."""
    data = object_in(answer)
    html = data.get("html") if data else None
    if data is None or not isinstance(html, str):
        return refusal(answer)
    found = read_code(html)
    if found is None or not found.text:
        return unknown("the answer holds no post")
    found = replace(
        found,
        provider=post.provider,
        id=post.id,
        url=post.url,
        author_name=found.author_name or text_in(data, "author_name"),
        author_url=text_in(data, "author_url") or found.author_url,
    )
    return Finding("live", found, extra={key: unescape(value) for key, value in _DATA.findall(html)})


SERVICE = Service(ask, read)
