"""WordPress's blocks (`<!-- wp:… -->`) in the HTML of a post -> HTML and posts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from sitegen.importing.body.enclosed import elements, pairs
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.unseen import without_addresses
from sitegen.importing.dialects.bracketcodes import URL

_BLOCK = re.compile(
    r"<!--\s*(?P<close>/?)wp:(?P<name>[\w/-]+)(?P<data>\s+\{(?:(?!-->|<!--).)*\})?\s*(?P<void>/?)-->",
    re.DOTALL,
)
_EMBED_BLOCK = re.compile(
    r"<!--\s*wp:(?:core-embed/[\w-]+|embed)\s+(?P<data>\{(?:(?!-->|<!--).)*\})\s*(?P<void>/?)-->", re.DOTALL
)
_EMBED_END = re.compile(r"<!--\s*/wp:(?:core-embed/[\w-]+|embed)\s*-->")
BLOCK, END = "\ue002", "\ue003"
"""Marks around each block until `classic` has seen them."""
_MARK = re.compile(f"[{BLOCK}{END}]")
_NOTE = re.compile(r"<(?P<tag>sup)\b[^<>]*\bdata-fn=\"(?P<id>[^\"<>]+)\"[^<>]*>")
_VERSE = re.compile(r"<(?P<tag>pre)\b[^<>]*\bwp-block-verse\b[^<>]*>", re.IGNORECASE)
_GALLERY_LIST = re.compile(
    r"<(?P<tag>ul)\b[^<>]*\b(?:blocks-gallery-grid|wp-block-gallery)\b[^<>]*>", re.IGNORECASE
)
_LIST_MARK = re.compile(r"</?(?:ul|li)\b[^>]*>", re.IGNORECASE)
_BUTTON = re.compile(r"(?<=</a>)(?=<a\b[^>]*\bwp-block-file__button\b)")
_CAPTION = re.compile(r"<(?P<tag>figcaption)\b[^<>]*>", re.IGNORECASE)
_INVISIBLE = frozenset(
    """more nextpage separator spacer page-list latest-posts latest-comments archives calendar search
    tag-cloud social-links""".split()
)


Finish = Callable[[str, int], str]
"""HTML that comes to stand at an offset, after the passes that follow: they do not see it there."""


def convert(sheet: Manuscript, notes: Mapping[str, str], finish: Finish) -> None:
    """Replace embeds and marks of blocks. `notes` are the post's footnotes, as HTML by id, in order."""
    _embed_blocks(sheet, finish)
    _notes(sheet, notes)
    known = _INVISIBLE | {"footnotes"} if notes else _INVISIBLE
    for match in sheet.matches(_BLOCK):
        _block(sheet, match, known)
    _plain_marks(sheet)


def classic(html: str, convert_text: Callable[[str], str]) -> str:
    """The HTML without marks, what stands outside all blocks converted: text of the classic editor."""
    if BLOCK not in html and END not in html:
        return convert_text(html)
    out, depth, start = [], 0, 0
    for mark in (*_MARK.finditer(html), None):
        part = html[start : mark.start() if mark else len(html)]
        out.append(part if depth or not part.strip() else f"\n\n{convert_text(part)}\n\n")
        if mark:
            depth = depth + 1 if mark[0] == BLOCK else max(0, depth - 1)
            start = mark.end()
    return "".join(out)


def _notes(sheet: Manuscript, notes: Mapping[str, str]) -> None:
    """The references to footnotes, which are numbered as they are listed."""
    numbers = {name: number for number, name in enumerate(notes, 1)}
    for opens, closes in sheet.pairs(elements(sheet.text, _NOTE), "<sup"):
        if opens["id"] in numbers:
            mark = sheet.shielded(f"[^{numbers[opens['id']]}]", inline=True)
            sheet.replace(opens.start(), closes.end(), mark)


def _plain_marks(sheet: Manuscript) -> None:
    """Blocks whose HTML says something else than they show: verses, lists of pictures, buttons."""
    for opens, closes in sheet.pairs(elements(sheet.text, _VERSE), "wp-block-verse"):
        start, end = opens.end(), closes.start()
        sheet.replace(opens.start(), start, "<p>")
        for line in re.finditer("\n", sheet.text[start:end]):
            sheet.replace(start + line.start(), start + line.end(), "<br>")
        sheet.replace(end, closes.end(), "</p>")
    for opens, closes in sheet.pairs(elements(sheet.text, _GALLERY_LIST), "-gallery"):
        for mark in _LIST_MARK.finditer(sheet.text, opens.start(), closes.end()):
            sheet.replace(mark.start(), mark.end(), "")
    for match in sheet.matches(_BUTTON):
        sheet.replace(match.start(), match.end(), " ")


def _embed_blocks(sheet: Manuscript, finish: Finish) -> None:
    """`<!-- wp:embed {"url": …} -->` with the figure in it, and its caption below."""
    blocks = pairs(sheet.text, _EMBED_BLOCK, lambda opens: None if opens["void"] else _EMBED_END)
    for opens, closes in sheet.pairs(blocks, "wp:"):
        inside = sheet.text[opens.end() : closes.start()]
        url = str(_data(opens["data"]).get("url", "")) or next(iter(URL.findall(inside)), "")
        words = sheet.shielded(sheet.embed("bare", unescape(url)))
        if url and not words:
            words = f'<p><a href="{escape(url)}">{escape(url)}</a></p>'
        captions = (inside[first.end() : last.start()] for first, last in elements(inside, _CAPTION))
        caption = next(captions, "")
        below = f"\n\n<p>{caption}</p>" if caption.strip() else ""
        shown = finish(f"{words}{below}", opens.start())
        sheet.replace(opens.start(), closes.end(), f"{BLOCK}\n\n{shown}\n\n{END}")


def _block(sheet: Manuscript, match: re.Match[str], known: frozenset[str]) -> None:
    """The marks of a block go; one that is made anew at each visit leaves nothing, and is told."""
    name = match["name"].removeprefix("core/")
    mark = "" if match["void"] or name == "freeform" else END if match["close"] else BLOCK
    sheet.replace(match.start(), match.end(), mark)
    if match["void"] and not match["close"] and name not in known:
        what = f" {without_addresses(match['data'].strip())[:60]}" if match["data"] else ""
        message = f"the block “{name}{what}” has no text of its own: nothing stands in its place"
        sheet.warn("dynamic-block", match.start(), message, "write what it showed")


def _data(text: str | None) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
