"""WordPress's blocks (`<!-- wp:… -->`) in the HTML of a post -> HTML and posts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape, unescape

from sitegen import embeds
from sitegen.importing.manuscript import Manuscript
from sitegen.model import Snapshot

_BLOCK = re.compile(
    r"<!--\s*(?P<close>/?)wp:(?P<name>[\w/-]+)(?P<data>\s+\{.*?\})?\s*(?P<void>/?)-->", re.DOTALL
)
_EMBED_BLOCK = re.compile(
    r"<!--\s*wp:(?:core-embed/[\w-]+|embed)\s+(?P<data>\{.*?\})\s*(?:/-->"
    r"|-->(?P<inside>.*?)<!--\s*/wp:(?:core-embed/[\w-]+|embed)\s*-->)",
    re.DOTALL,
)
_NOTE = re.compile(r"<sup\b[^>]*\bdata-fn=\"(?P<id>[^\"]+)\"[^>]*>.*?</sup>", re.DOTALL)
_VERSE = re.compile(
    r"(?P<open><pre\b[^>]*\bwp-block-verse\b[^>]*>)(?P<lines>.*?)(?P<close></pre>)",
    re.DOTALL | re.IGNORECASE,
)
_GALLERY_LIST = re.compile(
    r"<ul\b[^>]*\b(?:blocks-gallery-grid|wp-block-gallery)\b[^>]*>.*?</ul>", re.DOTALL | re.IGNORECASE
)
_LIST_MARK = re.compile(r"</?(?:ul|li)\b[^>]*>", re.IGNORECASE)
_BUTTON = re.compile(r"(?<=</a>)(?=<a\b[^>]*\bwp-block-file__button\b)")
_CAPTION = re.compile(r"<figcaption\b[^>]*>(?P<words>.*?)</figcaption>", re.DOTALL | re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"'<>\[\]]+")
_INVISIBLE = frozenset(
    """more nextpage separator spacer page-list latest-posts latest-comments archives calendar search
    tag-cloud social-links""".split()
)


def convert(sheet: Manuscript, notes: Mapping[str, str]) -> None:
    """Replace embeds and marks of blocks. `notes` are the post's footnotes, as HTML by id, in order."""
    _embed_blocks(sheet)
    _notes(sheet, notes)
    known = _INVISIBLE | {"footnotes"} if notes else _INVISIBLE
    for match in sheet.matches(_BLOCK):
        _block(sheet, match, known)
    _plain_marks(sheet)


def _notes(sheet: Manuscript, notes: Mapping[str, str]) -> None:
    """The references to footnotes, which are numbered as they are listed."""
    numbers = {name: number for number, name in enumerate(notes, 1)}
    for match in sheet.matches(_NOTE):
        if match["id"] in numbers:
            mark = sheet.shielded(f"[^{numbers[match['id']]}]", inline=True)
            sheet.replace(match.start(), match.end(), mark)


def _plain_marks(sheet: Manuscript) -> None:
    """Blocks whose HTML says something else than they show: verses, lists of pictures, buttons."""
    for match in sheet.matches(_VERSE):
        start, end = match.span("lines")
        sheet.replace(match.start("open"), start, "<p>")
        for line in re.finditer("\n", sheet.text[start:end]):
            sheet.replace(start + line.start(), start + line.end(), "<br>")
        sheet.replace(end, match.end(), "</p>")
    for match in sheet.matches(_GALLERY_LIST):
        for mark in _LIST_MARK.finditer(match[0]):
            sheet.replace(match.start() + mark.start(), match.start() + mark.end(), "")
    for match in sheet.matches(_BUTTON):
        sheet.replace(match.start(), match.end(), " ")


def _embed_blocks(sheet: Manuscript) -> None:
    """`<!-- wp:embed {"url": …} -->` with the figure in it, and its caption below."""
    for match in sheet.matches(_EMBED_BLOCK):
        inside = match["inside"] or ""
        url = str(_data(match["data"]).get("url", "")) or next(iter(_URL.findall(inside)), "")
        address = embeds.recognise(unescape(url))
        if address is None:
            words = f'<p><a href="{escape(url)}">{escape(url)}</a></p>' if url else ""
        else:
            post = Snapshot(address.provider, address.id, url=address.url, author_handle=address.handle)
            words = sheet.shielded(sheet.post("bare", post, match.start()))
        caption = _CAPTION.search(inside)
        below = f"\n\n<p>{caption['words']}</p>" if caption and caption["words"].strip() else ""
        sheet.replace(match.start(), match.end(), f"\n\n{words}{below}\n\n")


def _block(sheet: Manuscript, match: re.Match[str], known: frozenset[str]) -> None:
    """The marks of a block go; one that is made anew at each visit leaves nothing, and is told."""
    name = match["name"].removeprefix("core/")
    sheet.replace(match.start(), match.end(), "")
    if match["void"] and not match["close"] and name not in known:
        what = f" {match['data'].strip()[:60]}" if match["data"] else ""
        message = f"the block “{name}{what}” has no text of its own: nothing stands in its place"
        sheet.warn("dynamic-block", match.start(), message, "write what it showed")


def _data(text: str | None) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
