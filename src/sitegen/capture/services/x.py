"""X: oEmbed at publish.twitter.com, without a key. Its `cache_age` is a century: it is meant to be kept."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.services.finding import Finding, Service, object_in, refusal, text_in, unknown
from sitegen.embeds import dated, read_code
from sitegen.model import Snapshot
from sitegen.network import Answer, Ask


def ask(post: Snapshot, endpoints: Endpoints) -> Ask | None:
    """The oEmbed question about a post."""
    query = urlencode({"url": post.url, "omit_script": "1", "dnt": "1"})
    return Ask(endpoints.url("x", f"/oembed?{query}")) if post.url else None


def read(answer: Answer, post: Snapshot) -> Finding:
    """The post in an oEmbed answer: words, language, author, day; the time of day comes from the id."""
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
        url=found.url or post.url,
        author_name=found.author_name or text_in(data, "author_name"),
        author_url=text_in(data, "author_url") or found.author_url,
    )
    return Finding("live", dated(found))


SERVICE = Service(ask, read)
