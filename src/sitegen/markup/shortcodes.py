"""Shortcodes and template tags of other generators: they stay text, and the editor is told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.markup.found import Found

_SHORTCODE = re.compile(r"\{\{[<%]?-?\s*/?([\w.-]*)|\{%-?\s*/?([\w.-]*)")
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)


def report(html: str, targets: Iterable[str], found: Found) -> None:
    """Warn of each `{{ … }}`, `{% … %}` and `{{< … >}}` that is text, or part of an address, in the end."""
    html = "\n".join((html, *targets))
    if "{" not in html or ("{{" not in html and "{%" not in html):
        return
    shown = len(_SHORTCODE.findall(_CODE.sub("", html)))
    for match in list(_SHORTCODE.finditer(found.source.prose))[:shown]:
        name = f"“{match[1] or match[2]}” " if match[1] or match[2] else ""
        message = f"the shortcode {name}is shown as text: articles are not run through a template"
        hint = "put a post's address alone in a paragraph; “sitegen import” converts shortcodes"
        found.warn("unknown-shortcode", message, hint, at=found.source.place(match.start()))
