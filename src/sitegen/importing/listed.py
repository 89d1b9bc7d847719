"""Links listed at the end of an article under Sources, References or Notes -> `sources:`."""

from __future__ import annotations

import re
from typing import Any

from sitegen.importing.frontkeys import plain
from sitegen.importing.manuscript import Manuscript

_HEADING = re.compile(
    r"^(?:#{1,6}[ \t]*|\*\*|__)?(?P<name>sources?|references?|bibliography|further reading|notes"
    r"|notes? and sources?|quellen|fuentes|références|مراجع|منابع|المصادر|מקורות|источники)"
    r"\s*:?(?:\*\*|__)?:?[ \t]*#*[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?P<text>.+)")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\(<?(?P<url>https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+\"[^\"]*\")?\)"
)
_URL = re.compile(r"<?(?P<url>https?://[^\s<>]+?)>?(?=[.,;)]*(?:\s|\Z))")


def without_sources(body: str, front: dict[str, Any], sheet: Manuscript) -> str:
    """The body without such a list at its end, whose links are put into the front matter.

    Only a list that is nothing but sources is taken: every item of it has one link. Anything else
    stays where it is.
    """
    for match in reversed(list(_HEADING.finditer(body))):
        items = _items(body[match.end() :])
        sources = [source for item in items if (source := _source(item))]
        if not items or len(sources) != len(items):
            continue
        known = {str(source.get("url")) for source in front.get("sources") or ()}
        front["sources"] = [*(front.get("sources") or ()), *(s for s in sources if s["url"] not in known)]
        del sheet
        return body[: match.start()].rstrip() + "\n"
    return body


def _items(text: str) -> list[str]:
    """The items of a list that is all there is up to the end of a text; none if there is more."""
    items: list[str] = []
    for line in text.strip("\n").split("\n"):
        match = _ITEM.fullmatch(line)
        if match:
            items.append(match["text"].strip())
        elif line.strip() and items and line.startswith(" "):
            items[-1] += f" {line.strip()}"
        elif line.strip():
            return []
    return items


def _source(item: str) -> dict[str, str] | None:
    links = list(_LINK.finditer(item))
    if len(links) == 1:
        note = plain((item[: links[0].start()] + item[links[0].end() :]).strip(" .,;:–—-"))
        found = {"url": links[0]["url"], "title": plain(links[0]["words"]), "note": note}
        return {key: value for key, value in found.items() if value}
    urls = list(_URL.finditer(item))
    if links or len(urls) != 1:
        return None
    words = plain((item[: urls[0].start()] + item[urls[0].end() :]).strip(" .,;:–—-"))
    return {"url": urls[0]["url"], **({"title": words} if words else {})}
