"""Addresses among words that Goldmark makes links of: `www.example.org`, `desk@example.org`.

https://github.github.com/gfm/#autolinks-extension- (those that begin with https:// are links here, too)
"""

from __future__ import annotations

import re

from sitegen.importing.body.manuscript import Manuscript

_HOST = r"[a-zA-Z0-9][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9][a-zA-Z0-9-]*)*\.[a-zA-Z][a-zA-Z0-9-]*(?![a-zA-Z0-9])"
_BARE = re.compile(
    r"!?\[(?!\^)(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])?(?::[^\n]*)?"
    r"|<a\b[^<>]*>(?:(?!</?a\b).){0,500}|<[^<>\n]*>|\{\{[^{}]*\}\}|(?<![a-zA-Z])[a-zA-Z]++://\S+"
    rf"|(?<![a-zA-Z0-9.+/@-])(?:(?P<web>www\.{_HOST}(?:[/?#][^\s<>]*[^\s<>.,;:!?)\]'\"*_~])?/?)"
    rf"|(?P<mail>[a-zA-Z0-9][\w.+-]{{0,63}}@{_HOST}))(?!@)",
    re.DOTALL,
)
"""What is a link, a tag or a shortcode already, or one of the two."""


def convert(sheet: Manuscript) -> None:
    """Make links of them."""
    for match in sheet.matches(_BARE, "www.", "@"):
        if sheet.is_raw(*match.span()):
            continue
        if web := match["web"]:
            sheet.replace(*match.span(), f"[{web}](https://{web})")
        elif match["mail"]:
            sheet.replace(*match.span(), f"<{match['mail']}>")
