"""Links listed in an article under Sources, References or Notes -> `sources:`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sitegen import embeds
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.frontmatter.keys import plain

_NAME = (
    r"(?:sources?|references?|bibliography|further reading|(?:end|foot)?notes|works cited|citations|quellen"
    r"|fuentes|références|مراجع|منابع|المصادر|מקורות|источники)"
)
NAMES = rf"(?:notes?[ \t]+and[ \t]+)?{_NAME}(?:[ \t]*(?:,|/|&(?:amp;)?|\b(?:and|und|et|y)\b)[ \t]*{_NAME})*"
"""How lists of sources are called, as a pattern."""
HEADING = re.compile(
    rf"^(?:#{{1,6}}[ \t]*)?(?:\*\*|__)?(?P<name>{NAMES})"
    r"\s*:?(?:\*\*|__)?:?[ \t]*#*[ \t]*(?:\{[^{}\n]*\}[ \t]*)?$(?:\n(?:={2,}|-{2,})[ \t]*$)?",
    re.IGNORECASE | re.MULTILINE,
)
"""The heading of a list of sources, in Markdown or in plain text."""
_NEXT = re.compile(
    r"^#{1,6}[ \t]|^[^\s#>*+\-\d][^\n]*\n(?:={2,}|-{2,})[ \t]*$|^(\*\*|__)[^*_\n]+\1:?[ \t]*$", re.MULTILINE
)
_LINE = re.compile(r"[^\n]*\n?")
_ITEM = re.compile(r"[ ]{0,3}(?:(?:[-*+]|\d{1,3}[.)])[ \t]+|\\?\[\d{1,3}\\?\][ \t]*(?![(:\[]))(?P<text>\S.*)")
_NO_ITEM = re.compile(r"\[\^|<!--|</?[a-zA-Z]|\{:|(?:[-*_][ \t]*){3,}\Z")
"""How lines begin that belong to no item above them: footnotes, comments, HTML, rules."""

_ANY_ITEM = re.compile(rf"^{_ITEM.pattern}", re.MULTILINE)
_NO_WORDS = re.compile(
    r"^\[\^[^\]\n]+\]:[^\n]*(?:\n(?:[ \t]+[^\n]*)?(?=\n|\Z))*|^(?:[-*_][ \t]*){3,}$|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
_BEHIND = 600
"""Letters that may stand behind a list without its heading: who wrote the article, where it first stood."""

_BEGINS = re.compile(r"(?:\[[^\[\]]+\]\(<?https?://|<?https?://)\S")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\(<?(?P<url>https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+\"[^\"]*\")?\)"
)
_URL = re.compile(r"<?(?P<url>https?://[^\s<>]+?)>?(?=[.,;)]*(?:\s|\Z))")


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a text that is a heading and a list with sources in it; `odd` is what speaks against it."""

    start: int
    end: int
    name: str
    sources: tuple[dict[str, str], ...]
    odd: str = ""


def is_heading(line: str) -> bool:
    """Whether a line is the heading of a list of sources."""
    return HEADING.fullmatch(line) is not None


def without_sources(body: str, front: dict[str, Any], sheet: Manuscript) -> str:
    """The body without the parts that list its sources, whose links are put into the front matter.

    Only a list that is nothing but sources is taken: every item of it has a link. Anything else stays
    where it is; a list of which only some items are sources is told.
    """
    found: list[dict[str, str]] = []
    for part in reversed(lists(body, sheet)):
        found[:0] = part.sources
        body = f"{body[: part.start].rstrip()}\n\n{body[part.end :].lstrip()}".strip("\n") + "\n"
    add(found, front)
    return body


def lists(text: str, sheet: Manuscript) -> list[Listing]:
    """The parts of a text that are a heading and a list of sources; the sheet is told of those that stay."""
    parts = list(_parts(text))
    for part in parts:
        if part.odd:
            message = (
                f"the list “{part.name}” stays in the text: not all of it are sources (“{part.odd[:80]}”)"
            )
            hint = "give each item its link, or write them as sources: yourself"
            sheet.warn("sources-not-taken", max(0, sheet.text.rfind(part.name)), message, hint)
    return [part for part in parts if not part.odd]


def _parts(text: str) -> Iterator[Listing]:
    """Each part of a text that is a heading and a list with sources in it."""
    headings = list(HEADING.finditer(text))
    end = -1
    for match, below in zip(headings, [*(later.start() for later in headings[1:]), len(text)], strict=False):
        if end < match.end():
            following = _NEXT.search(text, match.end())
            end = following.start() if following else len(text)
        if match["name"].lower() == "notes" and _continued(text, min(end, below), below):
            continue  # amid an article these are of any kind
        items, stop = _items(text, match.end(), min(end, below))
        sources = [_sources(item) for item in items]
        if not any(sources):
            continue
        odd = next((item for item, found in zip(items, sources, strict=True) if not found), "")
        odd = odd or _continued(text, stop, min(end, below))
        yield Listing(match.start(), stop, match["name"], tuple(chain(*sources)), odd)


def _continued(text: str, start: int, end: int) -> str:
    """What stands behind a list that goes on, or needs its heading; "" if there is no such."""
    if more := _ANY_ITEM.search(text, start, end):
        return more[0].strip()
    rest = _NO_WORDS.sub("", text[start:end]).strip()
    return rest if len(rest) > _BEHIND else ""


def add(found: list[dict[str, str]], front: dict[str, Any]) -> None:
    """Put sources behind those that front matter has, each address once."""
    if found:
        given = front.get("sources") or []
        first = {source["url"]: source for source in reversed(found)}
        known = {source.get("url") for source in given}
        new = (first[url] for url in dict.fromkeys(source["url"] for source in found) if url not in known)
        front["sources"] = [*given, *new]


def _items(text: str, start: int, end: int) -> tuple[list[str], int]:
    """The items of the list that a span begins with, or its lines that begin with a link; where they end."""
    items: list[str] = []
    is_open = False
    stop = start
    for found in _LINE.finditer(text, start, end):
        line = found[0].rstrip("\n")
        match = _ITEM.fullmatch(line)
        if not line.strip():
            is_open = False
            continue
        if match:
            items.append(match["text"].strip())
        elif _is_source_line(line):
            items.append(line.strip())
        elif items and line.startswith(" "):
            items[-1] += f" {line.strip()}"
        elif is_open and not _NO_ITEM.match(line):
            items.append(line.strip())
        else:
            break
        is_open = is_open or bool(match)
        stop = found.end()
    return items, stop


_AROUND = " .,;:–—-"
"""What parts the words of a source."""


def _is_source_line(line: str) -> bool:
    """Whether a line is a link with a few words at most: no sentence that begins with one, and no post."""
    return (
        bool(_BEGINS.match(line)) and not embeds.recognise(line.strip()) and len(_LINK.sub("", line)) <= 120
    )


def _sources(item: str) -> list[dict[str, str]]:
    """The sources of an item: words beside a link are its note, those before a bare address its title."""
    links = list(_LINK.finditer(item))
    found = links or list(_URL.finditer(item))
    if not found:
        return []
    ends = [0, *(link.end() for link in found)]
    words = [item[end : link.start()] for end, link in zip(ends, found, strict=False)]
    last = item[ends[-1] :]
    if len(found) == 1:
        words = [words[0] + last]
    elif links:
        words = [f"{words[0].strip(_AROUND)} {words[1].strip(_AROUND)}", *words[2:], last]
    else:
        words[-1] += last
    told = [plain(text.strip(_AROUND)) for text in words]
    rows = [
        {"url": link["url"], "title": plain(link["words"]) if links else text, "note": text if links else ""}
        for link, text in zip(found, told, strict=True)
    ]
    return [{key: value for key, value in row.items() if value} for row in rows]
