"""Captions of a saved page, which trafilatura makes paragraphs of: marks tell whose they are."""

from __future__ import annotations

import re

from sitegen.importing.body.enclosed import elements

_CAPTION = re.compile(r"<(?P<tag>figcaption)\b[^<>]*>", re.IGNORECASE)
_OPENS, _CLOSES = "sitegen-caption-token", "sitegen-caption-end-token"
_SHOWN = re.compile(
    r"(?:<p>\s*(?P<lone><img\b[^<>]*>)\s*</p>|(?P<image><img\b[^<>]*>))\s*"
    rf"<p>\s*{_OPENS}\s*(?P<words>(?:(?!</?p>|sitegen-caption).)*?)\s*{_CLOSES}\s*</p>",
    re.DOTALL,
)
_MARK = re.compile(rf"\s*(?:{_OPENS}|{_CLOSES})")


def mark(html: str) -> str:
    """The page with a paragraph between marks in the place of each caption."""
    out, end = [], 0
    for opens, closes in elements(html, _CAPTION):
        words = html[opens.end() : closes.start()]
        out += [html[end : opens.start()], f"<p>{_OPENS} {words} {_CLOSES}</p>"]
        end = closes.end()
    return "".join((*out, html[end:]))


def restore(body: str) -> str:
    """The article with captions at their pictures; one that stands alone is a paragraph."""
    if _OPENS not in body:
        return body
    return _MARK.sub("", _SHOWN.sub(_figure, body))


def _figure(match: re.Match[str]) -> str:
    image = match["lone"] or match["image"]
    return f"<figure>{image}<figcaption>{match['words']}</figcaption></figure>"
