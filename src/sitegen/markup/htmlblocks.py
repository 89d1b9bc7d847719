"""Blocks of HTML in a source, in which no Markdown is read: near enough for messages."""

from __future__ import annotations

import re

from markdown.util import BLOCK_LEVEL_ELEMENTS

from sitegen.markup.locate import blank, blanked

CODE = re.compile(r"<(code|pre|kbd|samp|tt)\b(?:[^<]++|<(?!/\1>))*+(?:</\1>|\Z)", re.IGNORECASE)
"""What shows signs as themselves, to the end of the text if nothing closes it."""

READ_IT = 'write markdown="1" into the tags around it, as in <div markdown="1">'
"""How Markdown is read in such a block."""

_TAG = rf"<(?P<name>{'|'.join(sorted(set(BLOCK_LEVEL_ELEMENTS) - {'hr'}))})(?P<given>(?:\s[^<>]*)?)>"
_OPENING = re.compile(rf"^ {{0,3}}{_TAG}", re.MULTILINE | re.IGNORECASE)
_BEHIND = re.compile(rf"[^<\n]*{_TAG}", re.IGNORECASE)
"""Behind the end of a block another one may begin in the same line."""
_READ = re.compile(r"\smarkdown\b", re.IGNORECASE)


def only(prose: str) -> str:
    """The text with spaces for all that stands in no block of HTML, or in code there, so that the rest keeps
    its place.
    """
    if "<" not in prose:
        return blank(prose)
    parts, at = [], 0
    match = _OPENING.search(prose)
    while match:
        end = _end(match)
        parts += [blank(prose[at : match.start()]), CODE.sub(blanked, prose[match.start() : end])]
        at = end
        match = _BEHIND.match(prose, at) or _OPENING.search(prose, at)
    return "".join((*parts, blank(prose[at:])))


def _end(opening: re.Match[str]) -> int:
    """Where the block ends that a tag opens: behind the tag itself if Markdown is read in it."""
    if opening["given"].endswith("/") or _READ.search(opening["given"]):
        return opening.end()
    depth = 1
    alike = re.compile(rf"<(/?){opening['name']}(?=[\s/>])[^<>]*>", re.IGNORECASE)
    for tag in alike.finditer(opening.string, opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(opening.string)
