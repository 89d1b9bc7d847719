"""Bluesky: oEmbed at embed.bsky.app. The `at://` address and the record's digest are kept with the post."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from sitegen.capture.services.finding import Finding, Service, object_in
from sitegen.capture.services.oembed import question, quoted
from sitegen.embeds.bluesky import may_be_one
from sitegen.model import Snapshot
from sitegen.network import Answer

_CID = re.compile(r'data-bluesky-cid="([^"]*)"')


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


SERVICE = Service(question("bluesky", "/oembed", format="json"), read)
