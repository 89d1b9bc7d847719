"""Bluesky: oEmbed at embed.bsky.app. The `at://` address and the record's digest are kept with the post."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from sitegen.capture.services.finding import Finding, Service, object_in
from sitegen.capture.services.oembed import question, quoted
from sitegen.model import Snapshot
from sitegen.network import Answer

_DATA = re.compile(r'data-bluesky-(uri|cid)="([^"]*)"')


def read(answer: Answer, post: Snapshot) -> Finding:
    """The post in an oEmbed answer. Its printed date is in the reader's language, and is left alone."""
    found = quoted(answer, post, _is_same)
    if found.post is None:
        return found
    html = str((object_in(answer) or {}).get("html", ""))
    kept = {key: unescape(value) for key, value in _DATA.findall(html)}
    return replace(found, post=replace(found.post, url=post.url), extra=kept)


def _is_same(one: str, other: str) -> bool:
    """Whether two ids (`KEY@ACCOUNT`) are one post's: an account is a handle in one, a DID in the other."""
    (key, _, account), (other_key, _, other_account) = one.partition("@"), other.partition("@")
    both = account.startswith("did:") and other_account.startswith("did:")
    return key == other_key and (account == other_account or not both)


SERVICE = Service(question("bluesky", "/oembed", format="json"), read)
