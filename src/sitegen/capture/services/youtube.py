"""YouTube: oEmbed gives title, channel and a thumbnail."""

from __future__ import annotations

from urllib.parse import urlencode

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.services.finding import (
    Finding,
    RemotePicture,
    Service,
    object_in,
    refusal,
    text_in,
    unknown,
)
from sitegen.model import Snapshot
from sitegen.network import Answer, Ask


def ask(post: Snapshot, endpoints: Endpoints) -> Ask | None:
    """The oEmbed question about a video."""
    query = urlencode({"format": "json", "url": post.url})
    return Ask(endpoints.url("youtube", f"/oembed?{query}")) if post.url else None


def read(answer: Answer, post: Snapshot) -> Finding:
    """The video in an oEmbed answer. 401 says that it may not be embedded, not that it is gone."""
    data = object_in(answer)
    if data is None or not text_in(data, "title"):
        if answer.status == 401:
            return unknown("its owner does not allow embedding")
        if answer.status == 200 and answer.text().strip() == "Forbidden":  # seen for a private video
            return Finding("protected", firm=False, detail="answered “Forbidden”")
        return refusal(answer)
    return Finding("live", video(data, post), thumbnail(data))


def video(data: dict[str, object], post: Snapshot) -> Snapshot:
    """A video's snapshot out of an oEmbed object."""
    return Snapshot(
        provider=post.provider,
        id=post.id,
        url=post.url,
        author_name=text_in(data, "author_name"),
        author_url=text_in(data, "author_url"),
        title=text_in(data, "title"),
    )


def thumbnail(data: dict[str, object]) -> tuple[RemotePicture, ...]:
    """The still that stands for a video."""
    url = text_in(data, "thumbnail_url")
    return (RemotePicture(url),) if url else ()


SERVICE = Service(ask, read)
