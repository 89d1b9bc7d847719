"""The text of an article as a page shows it: sound HTML that can be read aloud.

The sanitiser makes it harmless; authors still skip heading levels, leave header cells empty and write
addresses that are none. What readers see of it hardly changes, what their software reads does.
"""

from __future__ import annotations

import re
from html import escape

_HEADING = re.compile(r"<(/?)h([1-6])\b")
_TABLE = re.compile(r"<(/?)table\b>?")
_EMPTY = re.compile(r"<th\b([^>]*)>\s*</th>")
_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_UNSCOPED = re.compile(r"<th\b(?![^>]*\bscope=)")
_CAPTION = re.compile(r"<(/?)(figure|figcaption)\b")
_ADDRESS = re.compile(r'(<a (?:[^ "=<>]+="[^"]*" )*?href=")([^"]*)')
_ENCODED = {"&lt;": "%3C", "&gt;": "%3E"} | {sign: f"%{ord(sign):02X}" for sign in "\\^`{|} \t\r\n"}
_ILLEGAL = re.compile("|".join(map(re.escape, _ENCODED)))
_ADDRESSES = re.compile(r'href="([^"]*)')
"""The addresses of a text, found quickly, and words that look like some: few texts have one with a sign that
must be encoded.
"""


def readable(html: str, *, table: str) -> str:
    """Sanitised HTML with sound headings, tables, captions and addresses; `table` names a table (“Table”)."""
    html = _HEADING.sub(_Outline(), html)
    if "<figcaption" in html:
        html = _CAPTION.sub(_Captions(), html)
    if "<table" in html:
        scroller = f'<div class="scroll" role="group" aria-label="{escape(table)}" tabindex="0">'
        html = _TABLE.sub(_Scrollers(scroller), _with_scopes(html))
    wrong = _ILLEGAL.search("".join(_ADDRESSES.findall(html)))
    return _ADDRESS.sub(_encoded, html) if wrong else html


def _encoded(address: re.Match[str]) -> str:
    return address[1] + _ILLEGAL.sub(lambda sign: _ENCODED[sign[0]], address[2])


class _Outline:
    """Headings by their depth below the article's title: the first is an `h2`, and none skips a level."""

    def __init__(self) -> None:
        self.above: list[str] = []

    def __call__(self, tag: re.Match[str]) -> str:
        closing, level = tag.groups()
        if not closing:
            while self.above and self.above[-1] >= level:
                self.above.pop()
            self.above.append(level)
        return f"<{closing}h{min(len(self.above) + 1, 6)}"


class _Scrollers:
    """Tables stand in boxes that scroll; one in a cell of another scrolls with that."""

    def __init__(self, opening: str) -> None:
        self.opening = opening
        self.depth = 0

    def __call__(self, tag: re.Match[str]) -> str:
        self.depth += -1 if tag[1] else 1
        if tag[1]:
            return tag[0] if self.depth else f"{tag[0]}</div>"
        return tag[0] if self.depth > 1 else f"{self.opening}{tag[0]}"


class _Captions:
    """Captions outside a figure are plain blocks."""

    def __init__(self) -> None:
        self.depth = 0

    def __call__(self, tag: re.Match[str]) -> str:
        closing, name = tag.groups()
        if name == "figure":
            self.depth += -1 if closing else 1
            return tag[0]
        return tag[0] if self.depth > 0 else f"<{closing}div"


def _with_scopes(html: str) -> str:
    """Cells of a `thead` head their columns, others their rows; one without words heads nothing."""
    html = _EMPTY.sub(r"<td\1></td>", html)
    html = _HEAD.sub(lambda head: _UNSCOPED.sub('<th scope="col"', head[0]), html)
    return _UNSCOPED.sub('<th scope="row"', html)
