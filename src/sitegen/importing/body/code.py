"""What of a Markdown body is code or comment, and so is not looked into."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.importing.body.enclosed import elements, pairs
from sitegen.importing.body.manuscript import Manuscript

FENCED = re.compile(
    r"^(?P<indent>[ ]{0,12})(?P<fence>~{3,}|`{3,})[^\n`]*\n(?:.*?^[ ]{0,12}(?P=fence)[`~]*[ \t]*$|.*\Z)",
    re.MULTILINE | re.DOTALL,
)
"""Code between fences; without a closing one, all that follows."""

_MARK = r"(?:[-*+:]|\d{1,9}[.)])[ \t]+"
ITEM_FENCED = re.compile(
    rf"^(?P<margin>[ \t]{{0,12}})(?:{_MARK}|\[\^[^\]\s]+\]:[ \t]*)++"
    r"(?P<item>~{3,}|`{3,})[^\n`]*\n"
    r"(?:[ \t]*\n|(?P=margin)[ \t]+\S[^\n]*\n)*?(?P=margin)[ \t]+(?P=item)[`~]*[ \t]*$",
    re.MULTILINE,
)
"""Code between fences that begins an item, a definition or a footnote, and ends in it."""

_QUOTED = r"(?:[ ]{0,12}>[^\n]*(?:\n|\Z))*"
QUOTED_FENCED = re.compile(
    rf"^(?:[ ]{{0,12}}(?:{_MARK})++(?=>))?"
    r"(?P<quote>[ ]{0,12}>[ >]*(?P<quoted>~{3,}|`{3,})[^\n`]*\n)"
    rf"(?:{_QUOTED}?[ ]{{0,12}}>[ >]*(?P=quoted)[`~]*[ \t]*$|{_QUOTED})",
    re.MULTILINE,
)
"""Code between fences in a quotation, which may begin an item; without a closing one, all of that."""

_CODE = re.compile(
    rf"{FENCED.pattern}|{ITEM_FENCED.pattern}|{QUOTED_FENCED.pattern}"
    r"|(?<![\\`])(?P<ticks>`++)(?:[^`\n]++|\n(?![ \t]*\n)|(?!(?P=ticks)(?!`))`++)*+(?P=ticks)"
    r"|<(?P<tag>pre|code)\b[^<>]*>"
    r"|\{\{[<%](?:(?!\{\{).)*?[%>]\}\}|\{%(?:(?!\{%).)*?%\}",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_COMMENT, _COMMENT_END = re.compile("<!--"), re.compile("-->")
_MORE = re.compile(
    r"^[ \t]*<!--\s*(?:more|excerpt|readmore|teaser_end|end_excerpt)\b.*?-->[ \t]*\n?|<!--\s*more\s*-->",
    re.IGNORECASE | re.MULTILINE,
)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A\n*)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+")
_TICKS = re.compile(r"`{3,}")
_ITEM = re.compile(r"^[ \t]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]|\[\^[^\]\n]+\]:)", re.MULTILINE)
"""What an indented block may go on with: the item of a list, what a term means, a footnote."""


def protect_code(sheet: Manuscript) -> None:
    """Keep code from all later passes."""
    fences: dict[int, int] = {}
    for opens, closes in elements(sheet.text, _CODE):
        if opens["fence"] or opens["item"]:
            fences[opens.start() + len(opens[0].rstrip())] = opens.start()
        if not opens[0].startswith("{"):  # backticks in the arguments of a shortcode are its own affair
            begins = "item" if opens["item"] else "quote" if opens["quoted"] else 0
            sheet.protect(opens.start(begins), closes.end())
    known: dict[int, bool] = {}
    for match in sheet.matches(_INDENTED, "\n    ", "\n\t"):
        known[match.start()] = _goes_on(sheet, match.start(), fences, known)
        if not known[match.start()]:
            sheet.protect(match.start(), match.end())


def fence(sheet: Manuscript, opens: re.Match[str], closes: re.Match[str], language: str) -> None:
    """Put a fence where tags enclose code, and keep what stands in it from all later passes."""
    inside = sheet.text[opens.end() : closes.start()]
    mark = max(("```", *(f"{run}`" for run in _TICKS.findall(inside))), key=len)
    above = sheet.text[sheet.text.rfind("\n", 0, opens.start()) + 1 : opens.start()]
    end = sheet.text.find("\n", closes.end())
    below = sheet.text[closes.end() : end if end >= 0 else len(sheet.text)]
    before, after = "\n\n" if above.strip(" \t>") else "", "\n\n" if below.strip() else ""
    first = "" if inside.lstrip(" \t").startswith("\n") else "\n"
    last = "" if inside.rstrip(" \t").endswith("\n") else "\n"
    sheet.replace(opens.start(), opens.end(), f"{before}{mark}{language}{first}")
    sheet.replace(closes.start(), closes.end(), f"{last}{mark}{after}")
    sheet.protect(opens.end(), closes.start())


def _goes_on(sheet: Manuscript, start: int, fences: Mapping[int, int], known: Mapping[int, bool]) -> bool:
    """Whether an indented block belongs to an item: between the two is nothing but such blocks.

    `fences` are the beginnings of code between fences, by its end; `known` the answers for blocks above, by
    their offset.
    """
    text, first = sheet.text, start
    while end := _end_of_words(text, first):
        above = text.rfind("\n\n", 0, end)
        first = fences.get(end, above + 2 if above >= 0 else 0)
        if first in known:
            return known[first]
        if any(sheet.is_free(*item.span()) for item in _ITEM.finditer(text, first, end)):
            return True
        is_code = end not in fences and not sheet.is_free(first, first + 1)
        if is_code or not text.startswith((" ", "\t"), first, end):
            break
    return False


def _end_of_words(text: str, end: int) -> int:
    """Where the words end that stand above an offset; 0 if there are none."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def protect_comments(sheet: Manuscript) -> None:
    """Take out the marks where summaries end, and keep all other comments as they are."""
    for match in sheet.matches(_MORE, "-->"):
        sheet.replace(match.start(), match.end(), "")
    for opens, closes in sheet.pairs(pairs(sheet.text, _COMMENT, lambda _: _COMMENT_END), "-->"):
        sheet.protect(opens.start(), closes.end())
