"""HTML for feed readers, which know no stylesheet, no script and not where they are.

The article's own HTML is sanitised (`markup/sanitise.py`): it has no script, style, form or frame, and is in
one form, with names in small letters, values in double quotes, and no `<` or `>` but those of tags. So it can
be rewritten tag by tag. Only attributes that mean something by themselves stay: ids go, since many articles
share a reader's page, and so do classes and what makes browsers fetch late or choose a size. Every address
becomes an absolute URI; a `#fragment` leads to the article's page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urljoin

from sitegen.urls import absolute, uri

ATTRIBUTES = frozenset(
    "abbr align alt cite colspan controls datetime dir height href kind label lang open poster reversed"
    " rowspan scope span src srclang start title type value width".split()
)
ADDRESSES = frozenset({"href", "src", "cite", "poster"})

_URI = r"(?:[!#$'-;=?-Z_a-z~]++|&amp;|%[0-9A-Fa-f]{2})*+"
_KEPT = rf'(?:(?:href|cite)="https?://{_URI}"|(?:lang|dir|datetime)="[^"]*")'
_CHANGES = re.compile(rf'<([a-z][a-z0-9]*) (?!{_KEPT}(?: {_KEPT})*+>)((?:[^"<>]|"[^"]*")*+)>')
"""A start tag, but for those that are as they should be: most quotations, times and links are."""
_ATTRIBUTE = re.compile(r'([^\s=">]+)(?:="([^"]*)")?')
_INVISIBLE = re.compile("[\x00-\x1f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OUTWARD = ' rel="noopener noreferrer">'
"""The end of most links to other sites. Where `">` stands, a tag ends: values have no `"`, texts no `>`."""
_PLAIN = ("#", "https://", "http://")
_PAGE = "\x1e"
"""Stands for the article's page. No text has this character: XML forbids it."""
_UNSAFE = frozenset({"javascript", "vbscript", "data"})


def for_readers(html: str, *, page: str, base_url: str) -> str:
    """The sanitised HTML of the article at the absolute URL `page`, for a reader anywhere."""

    def rewritten(match: re.Match[str]) -> str:
        tag = _rewritten(match[0])
        return _placed(match, page, base_url) if tag is None else tag

    return _CHANGES.sub(rewritten, html.replace(_OUTWARD, ">")).replace(_PAGE, page)


@lru_cache(maxsize=4096)
def _rewritten(tag: str) -> str | None:
    """A start tag as readers may have it, with a mark for the article's page; None where an address in it
    needs more than that. Most tags recur from article to article, so the last are kept.
    """
    match = _CHANGES.match(tag)
    assert match is not None  # noqa: S101 - it is what the pattern found
    attributes = _ATTRIBUTE.findall(match[2])
    if all(value.startswith(_PLAIN) for name, value in attributes if name in ADDRESSES):
        return _placed(match, _PAGE, "")
    return None


def _placed(match: re.Match[str], page: str, base_url: str) -> str:
    """A start tag with the attributes that readers may have."""
    kept = []
    for name, value in _ATTRIBUTE.findall(match[2]):
        if name in ADDRESSES:
            address = _absolute(value, page, base_url)
            if address:
                kept.append(f' {name}="{address}"')
        elif name in ATTRIBUTES:
            kept.append(f' {name}="{value}"')
    if match[1] == "source" and not any(attribute.startswith(" src=") for attribute in kept):
        return ""  # a picture's other versions, which were in `srcset`
    return f"<{match[1]}{''.join(kept)}>"


def _absolute(value: str, page: str, base_url: str) -> str:
    """An attribute's address (escaped, as it stands) as a URI; empty if it must not be followed."""
    if value.startswith("#"):
        return page + escape(uri(unescape(value)))
    address = _INVISIBLE.sub("", unescape(value)).strip()
    if address.startswith("//"):
        return escape(uri(f"https:{address}"))
    if scheme := _SCHEME.match(address):
        return "" if scheme[1].lower() in _UNSAFE else escape(uri(address))
    if address.startswith("/"):
        return escape(absolute(address.lstrip("/"), base_url))
    return escape(uri(urljoin(page, address)))
