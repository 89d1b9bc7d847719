"""Links listed in an article under Sources, References or Notes -> `sources:`."""

from __future__ import annotations

import re
from typing import Any

from sitegen import embeds
from sitegen.importing.frontkeys import plain

_HEADING = re.compile(
    r"^(?:#{1,6}[ \t]*)?(?:\*\*|__)?(?P<name>sources?|references?|bibliography|further reading|notes"
    r"|notes? and (?:sources?|references?)|sources? and notes?|works cited|quellen|fuentes"
    r"|références|مراجع|منابع|المصادر|מקורות|источники)"
    r"\s*:?(?:\*\*|__)?:?[ \t]*#*[ \t]*(?:\{[^{}\n]*\}[ \t]*)?$(?:\n(?:={2,}|-{2,})[ \t]*$)?",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT = re.compile(r"^#{1,6}[ \t]|^[^\s#>*+\-\d][^\n]*\n(?:={2,}|-{2,})[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?P<text>.+)")
_BEGINS = re.compile(r"(?:\[[^\[\]]+\]\(<?https?://|<?https?://)\S")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\(<?(?P<url>https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+\"[^\"]*\")?\)"
)
_URL = re.compile(r"<?(?P<url>https?://[^\s<>]+?)>?(?=[.,;)]*(?:\s|\Z))")


def is_heading(line: str) -> bool:
    """Whether a line is the heading of a list of sources."""
    return _HEADING.fullmatch(line) is not None


def without_sources(body: str, front: dict[str, Any]) -> str:
    """The body without the parts that list its sources, whose links are put into the front matter.

    Only a list that is nothing but sources is taken, up to the next heading or the end: every item of
    it has one link. Anything else stays where it is.
    """
    found: list[dict[str, str]] = []
    for start, end, sources in reversed(lists(body)):
        found[:0] = sources
        body = f"{body[:start].rstrip()}\n\n{body[end:]}".strip("\n") + "\n"
    add(found, front)
    return body


def lists(text: str) -> list[tuple[int, int, list[dict[str, str]]]]:
    """(start, end, sources) of each part of a text that is a heading and a list of sources."""
    found = []
    end = -1
    for match in _HEADING.finditer(text):
        if end < match.end():
            following = _NEXT.search(text, match.end())
            end = following.start() if following else len(text)
        items = _items(text, match.end(), end)
        sources = [source for item in items if (source := _source(item))]
        if items and len(sources) == len(items):
            found.append((match.start(), end, sources))
    return found


def add(found: list[dict[str, str]], front: dict[str, Any]) -> None:
    """Put sources behind those that front matter has, each address once."""
    if found:
        given = front.get("sources") or []
        first = {source["url"]: source for source in reversed(found)}
        known = {source.get("url") for source in given}
        new = (first[url] for url in dict.fromkeys(source["url"] for source in found) if url not in known)
        front["sources"] = [*given, *new]


def _items(text: str, start: int, end: int) -> list[str]:
    """The items of a list that is all there is in a span, or its lines if each begins with a link."""
    items: list[str] = []
    for found in _LINE.finditer(text, start, end):
        line = found[0]
        match = _ITEM.fullmatch(line)
        if match:
            items.append(match["text"].strip())
        elif _is_source_line(line):
            items.append(line.strip())
        elif line.strip() and items and line.startswith(" "):
            items[-1] += f" {line.strip()}"
        elif line.strip():
            return []
    return items


def _is_source_line(line: str) -> bool:
    """Whether a line is a link with a few words at most: no sentence that begins with one, and no post."""
    return (
        bool(_BEGINS.match(line)) and not embeds.recognise(line.strip()) and len(_LINK.sub("", line)) <= 120
    )


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
