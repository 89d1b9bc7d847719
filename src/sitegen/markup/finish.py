"""From sanitised HTML to the HTML of an article: addresses, pictures, ids, headings, notes, posts.

Works on nh3's canonical form (see `sanitise.clean`), in the order of the text, which gives all that
is numbered its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from sitegen.markup import embed_codes, figures, footnotes, headings
from sitegen.markup.blocks import lifted
from sitegen.markup.citing import Numbering
from sitegen.markup.elements import Elements
from sitegen.markup.found import MARK, Found
from sitegen.markup.ids import Ids
from sitegen.model import Citation, Embed, Heading, Ref, Source

_TAG = re.compile(r'<([a-z][a-z0-9-]*+)((?: [^\s="<>]++="[^"]*+")++)>')
_WITHIN = re.compile(r'(<a\b[^<>]*? href="#)([^"]+)"(?![^<>]* role="doc-)')
"""A link to a part of the same page that an author wrote: those of notes and citations have a role."""
_NOTHING = re.compile("<(?:img|source|track)>")
"""Of raw HTML only: Markdown gives its pictures a description, if an empty one."""
_EMPTY = re.compile(r"<p>[ \n]*</p>\n?")


@dataclass(frozen=True, slots=True)
class Finished:
    """The finished HTML with its markers, and what they and its ids refer to."""

    html: str
    headings: tuple[Heading, ...]
    refs: tuple[Ref, ...]
    embeds: tuple[Embed, ...]
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    renamed: tuple[tuple[str, str], ...]


def finish(html: str, found: Found, lang: str) -> Finished:
    """Finish sanitised HTML."""
    html = embed_codes.replaced(html, found)
    if "<img" in html or "<video" in html or "<audio" in html:
        html = figures.framed(html, found)
    if "\x1eE" in html:
        html = lifted(html)
    numbering = Numbering(found, lang)
    ids = Ids(source.id for source in numbering.listed.values())
    elements = Elements(found, ids)
    order: list[int] = []

    def tag(match: re.Match[str]) -> str:
        return elements.html(match[1], found.as_written(match[2]), match)

    def mark(match: re.Match[str]) -> str:
        if match[1] == "C":
            return numbering.html(found.cited[int(match[2])])
        order.append(int(match[2]))
        return f"\x1eE{len(order) - 1}\x1f"

    if "<" in found.source.text:
        html = _NOTHING.sub("", html)
    html = _TAG.sub(tag, html)
    html = MARK.sub(mark, html)
    if "footnote" in html:
        html = footnotes.named(html, lang, ids.renamed)
    html, found_headings = headings.numbered(html, ids)
    if known := ids.known:
        html = _WITHIN.sub(lambda m: f'{m[1]}{escape(known.get(unescape(m[2]), unescape(m[2])))}"', html)
    placed = [found.embeds[index] for index in order]
    return Finished(
        html=_EMPTY.sub("", html).strip(" \n"),
        headings=found_headings,
        refs=tuple(elements.refs),
        embeds=(*placed, *_unplaced(placed, found)),
        citations=tuple(numbering.citations),
        sources=numbering.sources(),
        renamed=tuple(sorted(known.items())),
    )


def _unplaced(placed: list[Embed], found: Found) -> list[Embed]:
    """The front matter's entries that the text does not place."""
    shown = {embed.given.key for embed in placed}
    return [Embed(entry, line=1) for entry in found.tweets if entry.key not in shown]
