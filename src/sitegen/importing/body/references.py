"""Attributes of HTML, and ampersands in them: `?a=1&section=3` is no section sign, though `&sect` alone is.

HTML 5 takes a name without a semicolon for a character only if it is one of the old ones, whole, and
no `=` follows (https://html.spec.whatwg.org/#named-character-reference-state). Python's own reading of
attributes is that of text, in which the beginning of a name is enough.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_LOOSE = re.compile(r"&(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?![a-zA-Z0-9;])(?P<equals>=?)")
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_IN_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")


def spelt_out(html: str) -> str:
    """The HTML with `&amp;` for the ampersands in its tags that are just that."""
    if "&" not in html:
        return html
    return _IN_TAG.sub(lambda tag: _escaped(tag[0]) if "&" in tag[0] else tag[0], html)


def value(text: str) -> str:
    """What an attribute says, of the text between its quotation marks."""
    return unescape(_escaped(text)) if "&" in text else text


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag that have a value, by lower-case name."""
    return {item[1].lower(): value(item[2] or item[3] or item[4] or "") for item in _ATTRIBUTE.finditer(tag)}


def _escaped(text: str) -> str:
    return _LOOSE.sub(_spelt_out, text)


def _spelt_out(match: re.Match[str]) -> str:
    known = match["name"] in html5 and not match["equals"]
    return match[0] if known else f"&amp;{match[0][1:]}"
