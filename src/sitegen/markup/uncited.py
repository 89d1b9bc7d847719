"""Citations that stayed text: in HTML, in links, in what describes a picture, or written with spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from sitegen.markup import htmlblocks
from sitegen.markup.citing import OF_ID, ids_in
from sitegen.markup.found import Found
from sitegen.model import Citation, Ref
from sitegen.problems import short

_BEGIN = re.compile(r"\[\s*@")
_MARK = re.compile(rf"(?<!\\)\[\s*(@{OF_ID}[^\[\]]*)\]")
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r' title="([^"]*)"')
_IN_BRACKETS = re.compile(r"[^\[\]]*\][(\[]")
"""What goes on behind a mark in the words of a link, or in a picture's description."""

_TOLD = frozenset({"unknown-source", "malformed-citation"})
_ELSEWHERE = ": it stands where no citations are read"


def report(html: str, refs: Iterable[Ref], citations: Iterable[Citation], found: Found) -> None:
    """Warn of each that readers see as it is typed, in the finished HTML or with the pictures of `refs`;
    `citations` are those that became notes.
    """
    texts = list(_texts(html, refs))
    if not texts:
        return
    told = [problem.message for problem in found.problems if problem.code in _TOLD]
    marks = (ids for text in texts for mark in _MARK.finditer(text) if (ids := _untold(mark, told, found)))
    shown = Counter(ids[0] for ids in marks)
    noted = Counter(citation.source for citation in citations)
    written = list(_MARK.finditer(found.source.prose))
    in_html = htmlblocks.only(found.source.prose)
    for source, count in shown.items():
        places = [mark for mark in written if source in ids_in(mark[1], found.listed)]
        left = min(count, len(places) - noted[source])
        reasons = [(mark, _reason(mark, in_html)) for mark in places]
        reasons.sort(key=lambda row: row[1][0] == _ELSEWHERE)  # which a note may be as well
        for mark, (why, cure) in reasons[: max(left, 0)]:
            message = f"“{short(mark[0])}” is shown as text{why}"
            found.warn("misplaced-citation", message, cure, at=found.source.place(mark.start()))


def _texts(html: str, refs: Iterable[Ref]) -> Iterator[str]:
    """What readers see that may hold such a mark: the text without its code, titles, descriptions."""
    if "[" in html and "@" in html and _BEGIN.search(html):
        prose = htmlblocks.CODE.sub("", html)
        yield unescape(_TAG.sub("", prose))
        yield from map(unescape, _TITLE.findall(prose))
    for ref in refs:
        for words in (ref.alt or "", *(value for _, value in ref.attributes)):
            if "@" in words and "[" in words:
                yield words


def _untold(mark: re.Match[str], told: Iterable[str], found: Found) -> list[str]:
    """The sources that a mark names; none if it is told that one of them is none, or it no citation."""
    ids = ids_in(mark[1], found.listed)
    begins = (mark[0][:80], *(f"no source has the id “{source}”" for source in ids))
    return [] if any(message.startswith(begins) for message in told) else ids


def _reason(mark: re.Match[str], in_html: str) -> tuple[str, str]:
    """Why a mark is no citation, and the cure."""
    if in_html[mark.start()] == "[":
        return ": it stands in HTML, where no Markdown is read", htmlblocks.READ_IT
    if _IN_BRACKETS.match(mark.string, mark.end()):
        return (
            ": it stands in the words of a link, or in a description",
            "put it behind the link or the picture",
        )
    if mark[0][1] != "@":
        return ": a citation has no space inside its brackets", f"write [{short(mark[1])}]"
    return (
        _ELSEWHERE,
        "write [@id], [@id, p. 4] or [@id; @other] into the text, or into the caption of a picture",
    )
