"""Marks that stayed text because what they name is not there: footnotes."""

from __future__ import annotations

import re

from sitegen.markup.found import Found
from sitegen.problems import did_you_mean

_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]*)\]:", re.MULTILINE)
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)


def report(html: str, found: Found) -> None:
    """Warn of each `[^id]` in the finished HTML: it has no footnote."""
    if "^" not in html or "[^" not in html:
        return
    defined = _DEFINITION.findall(found.source.text)
    for match in _FOOTNOTE.finditer(_CODE.sub("", html)):
        message = f"no footnote has the id “{match[1]}”"
        hint = did_you_mean(match[1], defined) or f"write “[^{match[1]}]: …” in a paragraph of its own"
        found.warn("unknown-footnote", message, hint, at=found.source.next(match[0]))
