"""Bluesky: oEmbed at embed.bsky.app. The `at://` address and the record's digest are kept with the post."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.services.finding import Finding, Service, object_in
from sitegen.capture.services.oembed import question, quoted
from sitegen.embeds.bluesky import from_at_uri, may_be_one
from sitegen.model import Snapshot
from sitegen.network import Answer, Ask

_CID = re.compile(r'data-bluesky-cid="([^"]*)"')


_question = question("bluesky", "/oembed", format="json")


def ask(post: Snapshot, endpoints: Endpoints) -> Ask | None:
    """The question by the account's DID where that is known, as it stays: its handle may be renamed, or
    become another's, and the post by that address would seem to be gone.
    """
    lasting = from_at_uri(post.uri)
    named = lasting is not None and may_be_one(lasting.id, post.id)
    return _question(replace(post, url=lasting.url) if lasting and named else post, endpoints)


def read(answer: Answer, post: Snapshot) -> Finding:
    """The post in an oEmbed answer. Its printed date is in the reader's language, and is left alone."""
    found = quoted(answer, post, may_be_one)
    if found.post is None:
        return found
    html = str((object_in(answer) or {}).get("html", ""))
    cid = _CID.search(html)
    return replace(
        found, post=replace(found.post, url=post.url), extra={"cid": unescape(cid[1])} if cid else {}
    )


SERVICE = Service(ask, read)
