"""Captions of a saved page, which trafilatura makes paragraphs of: marks tell whose they are."""

from __future__ import annotations

import re

_CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption\s*>", re.IGNORECASE | re.DOTALL)
_OPENS, _CLOSES = "sitegen-caption-token", "sitegen-caption-end-token"
_SHOWN = re.compile(
    r"(?:<p>\s*(?P<lone><img\b[^<>]*>)\s*</p>|(?P<image><img\b[^<>]*>))\s*"
    rf"<p>\s*{_OPENS}\s*(?P<words>(?:(?!</?p>|sitegen-caption).)*?)\s*{_CLOSES}\s*</p>",
    re.DOTALL,
)
_MARK = re.compile(rf"\s*(?:{_OPENS}|{_CLOSES})")


def mark(html: str) -> str:
    """The page with a paragraph between marks in the place of each caption."""
    if "<figcaption" not in html.lower():
        return html
    return _CAPTION.sub(rf"<p>{_OPENS} \1 {_CLOSES}</p>", html)


def restore(body: str) -> str:
    """The article with captions at their pictures; one that stands alone is a paragraph."""
    if _OPENS not in body:
        return body
    return _MARK.sub("", _SHOWN.sub(_figure, body))


def _figure(match: re.Match[str]) -> str:
    image = match["lone"] or match["image"]
    return f"<figure>{image}<figcaption>{match['words']}</figcaption></figure>"
