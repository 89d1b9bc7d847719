"""YouTube: oEmbed gives title, channel and a thumbnail."""

from __future__ import annotations

from sitegen.capture.services.finding import (
    ANOTHER,
    Finding,
    RemotePicture,
    Service,
    names_another,
    object_in,
    refusal,
    text_in,
    unknown,
)
from sitegen.capture.services.oembed import question
from sitegen.embeds import read_code
from sitegen.model import Snapshot
from sitegen.network import Answer


def read(answer: Answer, post: Snapshot) -> Finding:
    """The video in an oEmbed answer. 401 says that it may not be embedded, not that it is gone."""
    data = object_in(answer)
    if data is None or not text_in(data, "title"):
        if answer.status == 401:
            return unknown("its owner does not allow embedding")
        if answer.status == 200 and answer.text().strip() == "Forbidden":  # seen for a private video
            return Finding("protected", firm=False, detail="answered “Forbidden”")
        return refusal(answer)
    return video(data, post)


def video(data: dict[str, object], post: Snapshot) -> Finding:
    """The video in an oEmbed object, unless its player shows another."""
    shown = read_code(str(data.get("html", "")))
    if shown and names_another(post, (shown.url,)):
        return unknown(ANOTHER)
    found = Snapshot(
        provider=post.provider,
        id=post.id,
        url=post.url,
        author_name=text_in(data, "author_name"),
        author_url=text_in(data, "author_url"),
        title=text_in(data, "title"),
    )
    still = text_in(data, "thumbnail_url")
    return Finding("live", found, (RemotePicture(still),) if still else ())


SERVICE = Service(question("youtube", "/oembed", format="json"), read)
