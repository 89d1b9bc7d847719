"""The notes that Python-Markdown's footnotes make: marks and ways back, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

_BACK = re.compile(
    r'((?:&nbsp;)?)<a class="footnote-backref" href="#([^"]*)" title="[^"]*?([0-9]+)[^"]*">([^<]*)</a>'
)
_PLACE = re.compile(r'<sup id="([^"]*)">')
_REFERENCE = re.compile(r'<a class="footnote-ref" href="#([^"]*)">([0-9]*)')


def named(html: str, lang: str, renamed: Mapping[str, str]) -> str:
    """The HTML with roles for assistive technology, the digits of the language in the marks, and the label of
    each way back translated.

    `renamed` are ids as they were wanted with those given out: the links follow. A note that no text refers
    to has no way back.
    """
    from sitegen.i18n import get  # noqa: PLC0415 - reads catalogues, for articles with footnotes alone

    language = get(lang or "en")
    places = frozenset(_PLACE.findall(html))

    def given(part: str) -> str:
        wanted = unescape(part)
        return escape(renamed[wanted]) if wanted in renamed else part

    def back(match: re.Match[str]) -> str:
        place = given(match[2])
        if place not in places:
            return ""
        number = language.number(int(match[3]))
        label = language.gettext("Back to place %(number)s in the text", number=number)
        return (
            f'{match[1]}<a class="footnote-backref" href="#{place}" role="doc-backlink"'
            f' aria-label="{label}">{match[4]}</a>'
        )

    def mark(match: re.Match[str]) -> str:
        note, number = given(match[1]), language.digits(match[2])
        return f'<a class="footnote-ref" href="#{note}" role="doc-noteref">{number}'

    html = _REFERENCE.sub(mark, _BACK.sub(back, html))
    return html.replace('<div class="footnote">', '<div class="footnote" role="doc-endnotes">')
