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
        if match["web"]:
            end = _end(sheet.text, *match.span("web"))
            web = sheet.text[match.start() : end]
            target = f"<https://{web}>" if "(" in web else f"https://{web}"
            sheet.replace(match.start(), end, f"[{web}]({target})")
        elif match["mail"]:
            sheet.replace(*match.span(), f"<{match['mail']}>")


def _end(text: str, start: int, end: int) -> int:
    """Where an address ends, with the brackets behind it that close those in it."""
    unclosed = text.count("(", start, end) - text.count(")", start, end)
    while unclosed > 0 and text.startswith(")", end):
        unclosed, end = unclosed - 1, end + 1
    return end
