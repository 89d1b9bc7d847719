"""The notes that Python-Markdown's footnotes make: marks and ways back, in the reader's language."""

from __future__ import annotations

import re

_BACK = re.compile(r'<a class="footnote-backref" href="([^"]*)" title="[^"]*?([0-9]+)[^"]*">')
_REFERENCE = re.compile(r'<a class="footnote-ref" href="([^"]*)">([0-9]*)')


def named(html: str, lang: str) -> str:
    """The HTML with roles for assistive technology, the digits of the language in the marks, and the label of
    each way back translated.
    """
    from sitegen.i18n import get  # noqa: PLC0415 - reads catalogues, for articles with footnotes alone

    language = get(lang or "en")

    def back(match: re.Match[str]) -> str:
        number = language.number(int(match[2]))
        label = language.gettext("Back to place %(number)s in the text", number=number)
        return f'<a class="footnote-backref" href="{match[1]}" role="doc-backlink" aria-label="{label}">'

    def mark(match: re.Match[str]) -> str:
        return f'<a class="footnote-ref" href="{match[1]}" role="doc-noteref">{language.digits(match[2])}'

    html = _REFERENCE.sub(mark, _BACK.sub(back, html))
    return html.replace('<div class="footnote">', '<div class="footnote" role="doc-endnotes">')
