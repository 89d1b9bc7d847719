"""Addresses among words that Goldmark makes links of: `www.example.org`, `desk@example.org`.

https://github.github.com/gfm/#autolinks-extension- (those that begin with https:// are links here, too)
"""

from __future__ import annotations

import re

from sitegen.embeds.address import trimmed
from sitegen.importing.body.manuscript import Manuscript

_HOST = r"[a-zA-Z0-9][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9][a-zA-Z0-9-]*)*\.[a-zA-Z][a-zA-Z0-9-]*(?![a-zA-Z0-9])"
_BARE = re.compile(
    r"!?\[(?!\^)(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])?(?::[^\n]*)?"
    r"|<a\b[^<>]*>(?:(?!</?a\b).){0,500}|<[^<>\n]*>|\{\{[^{}]*\}\}|(?<![a-zA-Z])[a-zA-Z]++://\S+"
    rf"|(?<![a-zA-Z0-9.+/@-])(?:(?P<web>www\.{_HOST}(?:[/?#][^\s<>\"]*)?)"
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
            web = trimmed(match["web"])
            target = f"<https://{web}>" if "(" in web else f"https://{web}"
            sheet.replace(match.start(), match.start() + len(web), f"[{web}]({target})")
        elif match["mail"]:
            sheet.replace(*match.span(), f"<{match['mail']}>")
