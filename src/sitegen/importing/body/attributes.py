"""Attributes of raw HTML that no page may have: styles and scripts of an element's own."""

from __future__ import annotations

import re

from sitegen.importing.body.manuscript import Manuscript

_TAG = re.compile(r"<[a-zA-Z][\w-]*(?=[^<>]*(?:\bstyle|\son[a-z]+)\s*=)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_OWN = re.compile(r"(?<!\s)\s+(?:style|on[a-z]+)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)


def drop_styles(sheet: Manuscript) -> None:
    """Leave them out, and tell once how many there were."""
    count, first = 0, -1
    for tag in _TAG.finditer(sheet.text):
        for attribute in _OWN.finditer(tag[0]):
            start, end = tag.start() + attribute.start(), tag.start() + attribute.end()
            if sheet.replace(start, end, ""):
                count += 1
                first = tag.start() if first < 0 else first
    if count:
        what = f"{count} style attributes were" if count > 1 else "a style attribute was"
        sheet.warn("styles-removed", first, f"{what} left out: articles hold no styles of their own")
