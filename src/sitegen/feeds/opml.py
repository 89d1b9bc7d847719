"""The list of feeds as feed readers import it: OPML 2.0 (opml.org)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sitegen.feeds.legal import legal
from sitegen.feeds.values import ATOM, OutlineContext, OutlineGroup
from sitegen.urls import absolute


def opml(context: OutlineContext) -> bytes:
    """One outline a feed, in groups. Atom is listed: it alone can tell that an article was withdrawn."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{escape(legal(context.title))}</title></head>",
        "<body>",
        *(line for group in context.groups for line in _group(group, context.base_url)),
        "</body>",
        "</opml>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _group(group: OutlineGroup, base_url: str) -> Iterator[str]:
    yield f'<outline text="{escape(legal(group.title))}">'
    for title, folder in group.feeds:
        name = escape(legal(title))
        feed, page = (escape(absolute(path, base_url)) for path in (folder + ATOM, folder))
        yield (
            f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{feed}" htmlUrl="{page}"'
            f' language="{escape(group.lang)}"/>'
        )
    yield "</outline>"
