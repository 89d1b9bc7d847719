"""X: oEmbed at publish.twitter.com, without a key. Its `cache_age` is a century: it is meant to be kept."""

from __future__ import annotations

from dataclasses import replace

from sitegen.capture.services.finding import Finding, Service
from sitegen.capture.services.oembed import question, quoted
from sitegen.embeds import dated
from sitegen.model import Snapshot
from sitegen.network import Answer


def read(answer: Answer, post: Snapshot) -> Finding:
    """The post in an oEmbed answer; the time of day comes from its id."""
    found = quoted(answer, post)
    return replace(found, post=dated(found.post)) if found.post else found


SERVICE = Service(question("x", "/oembed", omit_script="1", dnt="1"), read)
