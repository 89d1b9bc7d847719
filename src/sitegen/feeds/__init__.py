"""Feeds: RSS 2.0, Atom, JSON Feed, archive documents (RFC 5005) and the list of them.

`feed_pages` says which there are; the renderers make their bytes, from the page's context and the
contents of its articles alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sitegen.feeds.plan import OPML, RENDERERS, all_feeds, autodiscovery, feed_pages, problem_without_base_url

if TYPE_CHECKING:
    from sitegen.feeds.values import FeedContext, OutlineContext
    from sitegen.model import Content

__all__ = [
    "OPML", "RENDERERS", "all_feeds", "autodiscovery", "feed_pages", "problem_without_base_url",
    "render_atom", "render_json", "render_opml", "render_rss",
]  # fmt: skip


def render_rss(context: FeedContext, contents: Mapping[str, Content]) -> bytes:
    """The bytes of a page whose renderer is `rss`."""
    from sitegen.feeds.syndication import rss  # noqa: PLC0415 - feedgen is slow to import

    return rss(context, contents)


def render_atom(context: FeedContext, contents: Mapping[str, Content]) -> bytes:
    """The bytes of a page whose renderer is `atom`: a feed, or a year of its history."""
    from sitegen.feeds.syndication import atom  # noqa: PLC0415 - feedgen is slow to import

    return atom(context, contents)


def render_json(context: FeedContext, contents: Mapping[str, Content]) -> bytes:
    """The bytes of a page whose renderer is `json-feed`."""
    from sitegen.feeds.jsonfeed import json_feed  # noqa: PLC0415 - as the others

    return json_feed(context, contents)


def render_opml(context: OutlineContext, _: Mapping[str, Content]) -> bytes:
    """The bytes of a page whose renderer is `opml`."""
    from sitegen.feeds.opml import opml  # noqa: PLC0415 - as the others

    return opml(context)
