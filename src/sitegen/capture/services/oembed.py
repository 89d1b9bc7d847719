"""oEmbed: the question, and the post in an answer whose `html` is the embed code of a quotation."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.services.finding import (
    ANOTHER,
    Finding,
    names_another,
    object_in,
    refusal,
    text_in,
    unknown,
)
from sitegen.embeds import read_code
from sitegen.model import Snapshot
from sitegen.network import Answer, Ask


def question(service: str, path: str, **how: str) -> Callable[[Snapshot, Endpoints], Ask | None]:
    """What asks a service at this path about a post by its address; `how` is the rest of the query."""

    def ask(post: Snapshot, endpoints: Endpoints) -> Ask | None:
        query = urlencode({"url": post.url, **how})
        return Ask(endpoints.url(service, f"{path}?{query}")) if post.url else None

    return ask


def quoted(answer: Answer, post: Snapshot, is_same: Callable[[str, str], bool] = operator.eq) -> Finding:
    """The post that was asked for: words, language, author, day and, if the code has it, its address.
    `is_same` tells whether two ids are one post's.
    """
    data = object_in(answer)
    html = data.get("html") if data else None
    if data is None or not isinstance(html, str):
        return refusal(answer)
    found = read_code(html)
    if found is None or not found.text:
        return unknown("the answer holds no post")
    if found.provider != post.provider or names_another(post, (found.url, text_in(data, "url")), is_same):
        return unknown(ANOTHER)
    name = text_in(data, "author_name")
    found = replace(
        found,
        provider=post.provider,
        id=post.id,
        url=found.url or post.url,
        author_name=found.author_name or ("" if name == f"@{found.author_handle}" else name),
        author_url=text_in(data, "author_url") or found.author_url,
    )
    return Finding("live", found)
