"""What of a Markdown body is code or comment, and so is not looked into."""

from __future__ import annotations

import re

from sitegen.importing.manuscript import Manuscript

_CODE = re.compile(
    r"^(?P<indent>[ ]{0,12})(?P<fence>~{3,}|`{3,})[^\n`]*\n(?:.*?^[ ]{0,12}(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<(?P<tag>pre|code)\b[^>]*>.*?</(?P=tag)\s*>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MORE = re.compile(
    r"^[ \t]*<!--\s*(?:more|excerpt|readmore|teaser_end|end_excerpt)\b.*?-->[ \t]*\n?|<!--\s*more\s*-->",
    re.IGNORECASE | re.MULTILINE,
)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A\n*)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+")
_ITEM = re.compile(r"^[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)


def protect_code(sheet: Manuscript) -> None:
    """Keep code from all later passes."""
    for match in _CODE.finditer(sheet.text):
        sheet.protect(match.start(), match.end())
    for match in sheet.matches(_INDENTED, "\n    ", "\n\t"):
        if not _continues_list(sheet.text, match.start()):
            sheet.protect(match.start(), match.end())


def _continues_list(text: str, start: int) -> bool:
    """Whether an indented block belongs to the list above it."""
    block = text[:start].rstrip().rpartition("\n\n")[2]
    return bool(_ITEM.match(block)) or block.startswith(("    ", "\t"))


def protect_comments(sheet: Manuscript) -> None:
    """Take out the marks where summaries end, and keep all other comments as they are."""
    for match in sheet.matches(_MORE, "-->"):
        sheet.replace(match.start(), match.end(), "")
    for match in sheet.matches(_COMMENT, "-->"):
        sheet.protect(match.start(), match.end())
