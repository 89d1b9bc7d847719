"""The notes that Python-Markdown's footnotes make: their way back, in the reader's language."""

from __future__ import annotations

import re

_BACK = re.compile(r'<a class="footnote-backref" href="([^"]*)" title="[^"]*?([0-9]+)[^"]*">')
_REFERENCE = re.compile(r'<a class="footnote-ref" href="([^"]*)">')


def named(html: str, lang: str) -> str:
    """The HTML with roles for assistive technology, and the label of each way back translated."""
    from sitegen.i18n import get  # noqa: PLC0415 - reads catalogues, for articles with footnotes alone

    language = get(lang or "en")

    def back(match: re.Match[str]) -> str:
        number = language.number(int(match[2]))
        label = language.gettext("Back to place %(number)s in the text", number=number)
        return f'<a class="footnote-backref" href="{match[1]}" role="doc-backlink" aria-label="{label}">'

    html = _BACK.sub(back, html)
    html = _REFERENCE.sub(r'<a class="footnote-ref" href="\1" role="doc-noteref">', html)
    return html.replace('<div class="footnote">', '<div class="footnote" role="doc-endnotes">')
