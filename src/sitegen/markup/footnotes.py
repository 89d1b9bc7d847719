"""The notes that Python-Markdown's footnotes make: marks and ways back, in the reader's language."""

from __future__ import annotations

import re

_BACK = re.compile(
    r'((?:&nbsp;)?)<a class="footnote-backref" href="#([^"]*)" title="[^"]*?([0-9]+)[^"]*">([^<]*)</a>'
)
_PLACE = re.compile(r'<sup id="([^"]*)">')
_REFERENCE = re.compile(r'<a class="footnote-ref" href="([^"]*)">([0-9]*)')


def named(html: str, lang: str) -> str:
    """The HTML with roles for assistive technology, the digits of the language in the marks, and the label of
    each way back translated.

    A note that no text refers to has no way back.
    """
    from sitegen.i18n import get  # noqa: PLC0415 - reads catalogues, for articles with footnotes alone

    language = get(lang or "en")
    places = frozenset(_PLACE.findall(html))

    def back(match: re.Match[str]) -> str:
        if match[2] not in places:
            return ""
        number = language.number(int(match[3]))
        label = language.gettext("Back to place %(number)s in the text", number=number)
        return (
            f'{match[1]}<a class="footnote-backref" href="#{match[2]}" role="doc-backlink"'
            f' aria-label="{label}">{match[4]}</a>'
        )

    def mark(match: re.Match[str]) -> str:
        return f'<a class="footnote-ref" href="{match[1]}" role="doc-noteref">{language.digits(match[2])}'

    html = _REFERENCE.sub(mark, _BACK.sub(back, html))
    return html.replace('<div class="footnote">', '<div class="footnote" role="doc-endnotes">')
