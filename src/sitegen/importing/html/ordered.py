"""The numbers of ordered lists: what Markdown says of them, and what stays HTML."""

from __future__ import annotations

import re

from bs4 import Tag

from sitegen.importing.body.manuscript import TOKEN
from sitegen.importing.html import tables

_NUMBER = re.compile(r"-?\d{1,9}")
_OWN = re.compile("pre|x-.+")
"""Elements within a list that are no HTML of a page, or hold blank lines."""


def numbers(ol: Tag) -> list[int]:
    """The number of each item, as a browser counts
    (https://html.spec.whatwg.org/multipage/grouping-content.html#ordinal-value).
    """
    items = ol.find_all("li", recursive=False)
    step = -1 if ol.has_attr("reversed") else 1
    found: list[int] = []
    following = _number(ol.get("start"), len(items) if step < 0 else 1)
    for item in items:
        found.append(_number(item.get("value"), following))
        following = found[-1] + step
    return found


def as_html(ol: Tag) -> str:
    """A list whose numbers Markdown cannot say, as HTML; "" for any other, and where HTML cannot be."""
    found = numbers(ol)
    counts = found == list(range(found[0], found[0] + len(found))) if found else True
    if counts and min(found, default=0) >= 0 and str(ol.get("type") or "1") == "1":
        return ""
    if ol.find(_OWN) or TOKEN.search(ol.get_text()):
        return ""
    return tables.as_html(ol)


def _number(value: object, otherwise: int) -> int:
    text = str(value).strip() if value is not None else ""
    return int(text) if _NUMBER.fullmatch(text) else otherwise
