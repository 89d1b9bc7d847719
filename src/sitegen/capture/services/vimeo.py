"""Vimeo: oEmbed gives title, account, description, day and a thumbnail."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.services.finding import Finding, Service, object_in, refusal, text_in
from sitegen.capture.services.youtube import video
from sitegen.model import Snapshot
from sitegen.network import Answer, Ask


def ask(post: Snapshot, endpoints: Endpoints) -> Ask | None:
    """The oEmbed question about a video."""
    query = urlencode({"url": post.url, "dnt": "1"})
    return Ask(endpoints.url("vimeo", f"/api/oembed.json?{query}")) if post.url else None


def read(answer: Answer, post: Snapshot) -> Finding:
    """The video in an oEmbed answer."""
    data = object_in(answer)
    if data is None or not text_in(data, "title"):
        return refusal(answer)
    found = video(data, post)
    if found.post is None:
        return found
    description = data.get("description")
    told = replace(
        found.post,
        text=description.strip() if isinstance(description, str) else "",
        created_at=_day(text_in(data, "upload_date")),
    )
    return replace(found, post=told)


def _day(upload_date: str) -> str:
    """The day of `2021-05-03 10:00:00`, whose zone is not told."""
    return upload_date[:10] if len(upload_date) >= 10 else ""


SERVICE = Service(ask, read)
