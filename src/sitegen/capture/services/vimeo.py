"""Vimeo: oEmbed gives title, account, description, day and a thumbnail."""

from __future__ import annotations

from dataclasses import replace

from sitegen.capture.services.finding import Finding, Service, object_in, refusal, text_in
from sitegen.capture.services.oembed import question
from sitegen.capture.services.youtube import video
from sitegen.model import Snapshot
from sitegen.network import Answer


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


SERVICE = Service(question("vimeo", "/api/oembed.json", dnt="1"), read)
