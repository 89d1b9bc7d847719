"""Mastodon: `GET https://HOST/api/v1/statuses/ID`, as its oEmbed has no words of the post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

from sitegen.capture.endpoints import Endpoints
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
from sitegen.embeds import sanitise, text_of
from sitegen.model import Snapshot
from sitegen.network import Answer, Ask, origin_of


def ask(post: Snapshot, endpoints: Endpoints) -> Ask | None:
    """The question to the post's own host."""
    host = urlsplit(post.url).hostname
    number = _number(post)
    if not host or not number:
        return None
    return Ask(endpoints.url("mastodon", f"/api/v1/statuses/{number}", base=f"https://{host}"))


def read(answer: Answer, post: Snapshot) -> Finding:
    """The post in an answer. Mastodon says 404 of what is not public, too."""
    data = object_in(answer)
    if data is None or not isinstance(data.get("content"), str):
        return refusal(answer)
    if str(data.get("id")) != _number(post) or names_another(post, _own_address(data, post)):
        return unknown(ANOTHER)
    if isinstance(data.get("reblog"), dict):
        return unknown("it passes on another's post: quote that one")
    html = sanitise(data["content"] + _choices(data))
    found = _post(data, post, html)
    pictures = tuple(_pictures(data))
    if not found.text and not found.title and not pictures:
        return unknown("the answer holds no post")
    return Finding("live", found, pictures)


def _number(post: Snapshot) -> str:
    """The id at the post's own host."""
    return post.id.partition("@")[0]


def _own_address(data: Mapping[str, Any], post: Snapshot) -> tuple[str, ...]:
    """The address that an answer gives, if it is at the host that was asked: what another host wrote is shown
    here under an id of this one, and has its own address there.
    """
    url = text_in(data, "url")
    own = origin_of(url) == origin_of(post.url)
    return (url,) if own else ()


def _post(data: Mapping[str, Any], post: Snapshot, html: str) -> Snapshot:
    account = data.get("account")
    account = account if isinstance(account, dict) else {}
    return Snapshot(
        provider=post.provider,
        id=post.id,
        url=post.url,
        author_name=text_in(account, "display_name") or text_in(account, "acct"),
        author_handle=_handle(text_in(account, "acct"), post.url),
        author_url=text_in(account, "url"),
        text=text_of(html),
        html=html,
        lang=text_in(data, "language"),
        created_at=text_in(data, "created_at"),
        title=text_in(data, "spoiler_text"),
    )


def _choices(data: Mapping[str, Any]) -> str:
    """What a poll lets its readers choose from, as a list; not their votes, which change."""
    poll = data.get("poll")
    options = poll.get("options") if isinstance(poll, dict) else None
    listed = options if isinstance(options, list) else ()
    named = (text_in(option, "title") for option in listed if isinstance(option, dict))
    items = "".join(f"<li>{escape(name)}</li>" for name in named if name)
    return f"<ul>{items}</ul>" if items else ""


def _handle(account: str, url: str) -> str:
    """The account with its host, as people write it; the host's own accounts come without."""
    return account if "@" in account or not account else f"{account}@{urlsplit(url).hostname}"


def _pictures(data: Mapping[str, Any]) -> Iterator[RemotePicture]:
    """The pictures, and a still of each film."""
    attached = data.get("media_attachments")
    for item in attached if isinstance(attached, list) else ():
        if isinstance(item, dict):
            film = text_in(item, "type") not in {"image", ""}
            url = text_in(item, "preview_url") if film else text_in(item, "url")
            if url:
                yield RemotePicture(url, text_in(item, "description"))


SERVICE = Service(ask, read)
