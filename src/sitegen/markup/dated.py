"""HTML of former days as it is written today: what HTML has dropped, and dates that it cannot read.

Readers see the same. Works on nh3's canonical form (see `sanitise.clean`).
"""

from __future__ import annotations

import re
from html import unescape

from sitegen import dates

NAMES = {
    "acronym": "abbr",
    "big": 'span class="big"',
    "center": 'div align="center"',  # whose alignment becomes a class later, as any other
    "strike": "s",
    "tt": "samp",
}
"""Elements that HTML has dropped, and what stands for them now."""

_NAMED = re.compile(rf"<(/?)({'|'.join(NAMES)})(?=[ >])")
_TIME = re.compile(r"<time((?: [^<>]*)?)>(.*?)</time>", re.DOTALL)
_EDIT = re.compile(r'(<(?:del|ins)(?: [^<>]*)?) datetime="([^"]*)"')
_DATETIME = re.compile(r' datetime="([^"]*)"')
_NO_DAY = re.compile(
    r"P[0-9.DHMST]+|[0-9]{4,}-W[0-9]{2}|(?:--)?[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?"
)
"""Durations, weeks, days of no year, and hours: https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-time-element"""
_OF_EDIT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*(?:Z|[+-][0-9:]+))?")


def current(html: str) -> str:
    """The HTML without elements that HTML has dropped; a `time` that names none that programs can read is a
    `span`.
    """
    html = _NAMED.sub(lambda tag: f"<{tag[1]}{_name(tag)}", html)
    if "<time" in html:
        html = _TIME.sub(_time, html)
    return _EDIT.sub(_edit, html) if "datetime=" in html else html


def _name(tag: re.Match[str]) -> str:
    name = NAMES[tag[2]]
    return name.partition(" ")[0] if tag[1] else name


def _time(element: re.Match[str]) -> str:
    written, text = element.groups()
    given = _DATETIME.search(written)
    others = _DATETIME.sub("", written)
    moment = _moment(unescape(given[1] if given else text))
    if not moment:
        return f"<span{others}>{text}</span>"
    return f'<time{others} datetime="{moment}">{text}</time>'


def _edit(tag: re.Match[str]) -> str:
    """A day, or a moment with its offset, is all that a change of the text can have."""
    moment = _moment(unescape(tag[2]))
    if not _OF_EDIT.fullmatch(moment):
        moment = moment[:10] if _OF_EDIT.fullmatch(moment[:10]) else ""
    return f'{tag[1]} datetime="{moment}"' if moment else tag[1]


def _moment(text: str) -> str:
    """A date or time as HTML has it; "" for what is none."""
    text = text.strip()
    if _NO_DAY.fullmatch(text):
        return text
    found = dates.read(text)
    return dates.for_html(found.iso) if isinstance(found, dates.Written) else found.meant
