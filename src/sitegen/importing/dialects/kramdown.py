"""What kramdown adds to Markdown: attribute lists on lines of their own, options, abbreviations.

The archive reads an attribute list at the end of a heading or of a paragraph. Elsewhere it would be
words, or the row of a table: so it goes, but for an id, to which links may lead.
"""

from __future__ import annotations

import re
from html import escape

from sitegen.importing.body.enclosed import pairs
from sitegen.importing.body.manuscript import TABLE_RULE, Manuscript, block_start, line_above, line_below

_MARKS = re.compile(
    r"^[ \t]*\{::?(?:options|comment|/comment|nomarkdown|/nomarkdown|/)[^}\n]*\}[ \t]*\n?"
    r"|^[ \t]*[*-][ \t]+[^\n]*\n\{:\s*toc\b[^}\n]*\}[ \t]*\n?|[ \t]*\{:?\s*\.no_toc\s*\}",
    re.MULTILINE | re.IGNORECASE,
)
_COMMENT, _COMMENT_END = re.compile(r"\{::comment\s*/?\}"), re.compile(r"\{:/(?:comment)?\s*\}")
_OF_ITEM = re.compile(r"^(?P<mark>[ \t]*(?:[-*+]|\d{1,9}\.)[ ]+)\{:[^{}\n]*\}[ \t]*", re.MULTILINE)
_LIST = re.compile(
    r"^[ \t]*(?P<list>\{(?::[ ]*(?P<named>[\w-]+:)?(?:[^{}\n:/%][^{}\n]*)?"
    r"|[ ]*[.#][\w:-]+(?:[ ]*[.#][\w:-]+|[ ]+[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+))*[ ]*)\})"
    r"[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
"""A list of kramdown (`{: …}`), a named one for later use (`{:name: …}`), or one of Goldmark (`{.x #y}`)."""
_ID = re.compile(r"(?:(?:^|[\s{:])#|\bid=[\"']?)(?P<id>[\w:.-]+)")
_CLASS = re.compile(r"(?:^|[\s{:])\.(?P<name>[\w-]+)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_NO_PARAGRAPH = re.compile(
    r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>|</?[a-zA-Z]|<!--|:[ \t]|`{3}|~{3}|\||\[[^\]]+\]:)| {4}|\t"
)
_BLANK = re.compile(r"\n[ \t]*(?:\n|\Z)")
_ABBREVIATION = re.compile(
    r"^[ ]{0,3}\*\[(?P<term>[^\]\n]+)\]:[ \t]*(?P<words>[^\n]*)(?:\n|\Z)", re.MULTILINE
)
_NO_WORDS = r"^[ ]{0,3}#{1,6}[^\n]*|<[^<>]*>|!\[[^\]\n]*\]|\]\([^()\n]*\)|\[[^\[\]\n]*\]:[^\n]*|https?://\S+"
"""Headings, tags, descriptions of pictures, addresses: where no word is marked."""


def settle(sheet: Manuscript) -> None:
    """Say it as the archive does, or leave it out; words are never touched."""
    for opens, closes in sheet.pairs(pairs(sheet.text, _COMMENT, lambda _: _COMMENT_END), "{::comment"):
        sheet.replace(opens.start(), opens.end(), "<!--")
        sheet.replace(closes.start(), closes.end(), "-->")
    for match in sheet.matches(_MARKS, "{:", ".no_toc"):
        sheet.replace(match.start(), match.end(), "")
    for match in sheet.matches(_OF_ITEM, "{:"):
        sheet.replace(match.end("mark"), match.end(), "")
    for match in sheet.matches(_LIST, "{:", "{.", "{#"):
        _attributes(sheet, match)
    _abbreviations(sheet)


# --- attribute lists -----------------------------------------------------------------------------


def _attributes(sheet: Manuscript, match: re.Match[str]) -> None:
    """Put a list where the archive reads it: behind the heading or paragraph that it belongs to."""
    text, at = sheet.text, match.start()
    above, below = line_above(text, at), line_below(text, at)
    first = block_start(text, at) if above.strip() else match.end()
    last = at - 1 if above.strip() else _last_line(text, match.end())
    block = text[first:last]
    heading = _heading(text, first, at, is_above=bool(above.strip()))
    if heading >= 0 and (given := _short(match["list"])):
        sheet.replace(heading, heading, f" {given}")
    elif heading < 0 and not match["named"] and block.strip() and _is_paragraph(block):
        if above.strip():
            return
        sheet.replace(last, last, f"\n{match['list']}")
    elif heading < 0 and (named := _ID.search(match["list"])):
        sheet.replace(first, first, f'<div id="{escape(named["id"])}"></div>\n\n')
    apart = above.strip() and below.strip() and not _ITEM.match(below)
    sheet.replace(at, match.end(), "\n" if apart else "")


def _last_line(text: str, offset: int) -> int:
    """Where the last line ends of the block that begins at an offset."""
    blank = _BLANK.search(text, offset)
    return blank.start() if blank else len(text)


def _heading(text: str, first: int, at: int, *, is_above: bool) -> int:
    """Where the heading's own line ends to which a list belongs; -1 if that is no heading."""
    lines = text[first:at].rstrip("\n").split("\n") if is_above else text[first:].split("\n", 2)[:2]
    if is_above and len(lines) > 1 and _UNDERLINE.match(lines[-1]):
        return at - len(lines[-1]) - 2
    if is_above and _HEADING.match(lines[-1]):
        return at - 1
    if not is_above and (_HEADING.match(lines[0]) or (lines[0].strip() and _UNDERLINE.match(lines[-1]))):
        return first + len(lines[0])
    return -1


def _is_paragraph(block: str) -> bool:
    last = block.rsplit("\n", 1)[-1]
    return not (
        all("|" in line for line in block.split("\n"))  # a table needs no header
        or _NO_PARAGRAPH.match(block)
        or TABLE_RULE.search(block)
        or last.lstrip().startswith(("```", "~~~"))
    )


def _short(written: str) -> str:
    """The id and classes of a list, as they may stand behind a heading; "" for none."""
    named = _ID.search(written)
    classes = [f".{match['name']}" for match in _CLASS.finditer(written) if match["name"] != "no_toc"]
    given = [*([f"#{named['id']}"] if named else []), *classes]
    return f"{{{' '.join(given)}}}" if given else ""


# --- abbreviations -------------------------------------------------------------------------------


def _abbreviations(sheet: Manuscript) -> None:
    """`*[TERM]: words` makes an `<abbr>` of the term wherever it stands among words."""
    terms: dict[str, str] = {}
    for match in sheet.matches(_ABBREVIATION, "*["):
        if sheet.replace(match.start(), match.end(), ""):
            terms.setdefault(match["term"], match["words"].strip())
    if not terms:
        return
    names = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    pattern = re.compile(rf"{_NO_WORDS}|(?<![\w\[])(?P<term>{names})(?![\w\]])", re.MULTILINE)
    for match in sheet.matches(pattern):
        if match["term"]:
            title = escape(terms[match["term"]])
            sheet.replace(match.start(), match.end(), f'<abbr title="{title}">{match["term"]}</abbr>')
