"""Posts in a body of Markdown or HTML: pasted embed codes, players in frames, addresses on own lines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape

from sitegen import embeds
from sitegen.embeds.pasted import CLASSES
from sitegen.importing.body import references
from sitegen.importing.body.enclosed import elements
from sitegen.importing.body.manuscript import Manuscript, line_above, line_below
from sitegen.importing.body.pictures import MEDIA
from sitegen.model import Snapshot
from sitegen.urls import parts_of

_QUOTE = re.compile(r"<blockquote\b(?P<attributes>[^<>]*)>|</blockquote\s*>", re.IGNORECASE)
_WIDGET = re.compile(
    r"(?:<p>\s*)?<script\b[^<>]*\bsrc\s*=\s*[\"']?(?:https?:)?//(?:platform\.(?:twitter|x)\.com|embed\.bsky\.app"
    r"|[^/\"'<>]+/embed\.js)[^<>]*>\s*</script\s*>(?:\s*</p>)?",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s*")
_LINE_END = re.compile(r"[ \t]*\n?")
_SCRIPT = re.compile(r"<(?P<tag>script|style)\b[^<>]*>", re.IGNORECASE)
_CARD = "wp-embedded-content"
"""The class of a link to an article of another WordPress, and of the frame that shows it too."""
_FRAME = re.compile(r"<(?P<tag>iframe)\b[^<>]*>", re.IGNORECASE)
_FLASH = re.compile(r"<(?P<tag>object)\b[^<>]*>|<embed\b[^<>]*>(?:\s*</embed\s*>)?", re.IGNORECASE)
_FLASH_FILE = re.compile(r"(?:https?:)?//[^\s\"'<>]+")
_FLASH_CLIP = re.compile(r"//(?:[\w-]+\.)*vimeo\.com/moogaloop\.swf\?(?:[^\s\"']*&)?clip_id=(?P<id>\d+)")
_BARE = re.compile(
    r"^[ \t]{0,3}(?:<p>)?(?P<left><?)(?P<url>(?:https?:)?//[^\s<>]+)(?P<right>>?)(?:</p>)?[ \t]*$",
    re.MULTILINE,
)
_ALONE = re.compile(
    r"<(?P<tag>p|div|figure|center|span)\b[^<>]*>\s*(?:<a\b[^<>]*>)?\s*(?P<url>(?:https?:)?//[^\s<>]+)"
    r"\s*(?:</a>)?\s*</(?P=tag)>",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^[ \t]{0,3}([\"“'])(https?://[^\s<>\"“”']+)([\"”'])[ \t]*$", re.MULTILINE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


Address = Callable[[str, int], str]
"""Where an address of the source, at an offset, leads in the archive."""


def as_it_is(url: str, _offset: int) -> str:
    """An address that other passes look at."""
    return url


def convert_codes(sheet: Manuscript, address: Address = as_it_is) -> None:
    """Replace embed codes and frames by the addresses of their posts; take out scripts."""
    _quotes(sheet)
    _frames(sheet, address)
    _flash(sheet, address)
    for match in sheet.matches(_WIDGET, "<script"):
        sheet.replace(match.start(), match.end(), "")
    for opens, closes in sheet.pairs(elements(sheet.text, _SCRIPT), "<script", "<style"):
        if sheet.replace(opens.start(), _end_of(sheet.text, opens.start(), closes.end()), ""):
            kind = opens["tag"].lower()
            sheet.warn(f"{kind}-removed", opens.start(), f"a <{kind}> was left out: articles hold none")


def _end_of(text: str, start: int, end: int) -> int:
    """Where a script ends with the space behind it, which goes too if there is space, or nothing, before."""
    spare = start == 0 or text[start - 1].isspace()
    return _LINE_END.match(text, end).end() if spare else end  # type: ignore[union-attr]  # always


def _quotes(sheet: Manuscript) -> None:
    for start, end in _spans(sheet):
        post = embeds.read_code(sheet.text[start:end])
        if post is None or not sheet.is_free(start, end):
            continue
        widget = _WIDGET.match(sheet.text, _SPACE.match(sheet.text, end).end())  # type: ignore[union-attr]  # always
        sheet.block(start, widget.end() if widget else end, sheet.post("blockquote", post))
        tell_without_url(sheet, post, start)


def tell_without_url(sheet: Manuscript, post: Snapshot, offset: int) -> None:
    """Warn of a post whose address is not known."""
    if not post.url:
        message = "this embedded post has no address: its words were kept without one"
        sheet.warn("post-without-url", offset, message, "look for its address, and add it as url:")


def _spans(sheet: Manuscript) -> list[tuple[int, int]]:
    """(start, end) of the outermost blockquotes that are embed codes."""
    spans: list[tuple[int, int]] = []
    if "<blockquote" not in sheet.text and "<BLOCKQUOTE" not in sheet.text:
        return spans
    start, depth = -1, 0
    for match in _QUOTE.finditer(sheet.text):
        opens = match["attributes"] is not None
        if start < 0:
            names = references.attributes(match["attributes"] or "").get("class", "").split()
            if opens and not CLASSES.keys().isdisjoint(names):
                start, depth = match.start(), 1
            continue
        depth += 1 if opens else -1
        if depth == 0:
            spans.append((start, match.end()))
            start = -1
    if start >= 0:
        sheet.warn("unclosed-blockquote", start, "this embedded post is never closed: it stays as it is")
    return spans


def _frames(sheet: Manuscript, address: Address) -> None:
    if "<iframe" not in sheet.text.lower():
        return
    for opens, closes in elements(sheet.text, _FRAME, lone=True):
        start, end = opens.start(), closes.end()
        is_new = sheet.is_free(start, end)
        code = sheet.take(start, end)
        if code is None:
            continue
        given = references.attributes(code.partition(">")[0])
        source = given.get("src") or given.get("data-src", "")
        url = f"https:{source}" if source.startswith("//") else source
        if _CARD in opens[0] and _CARD in sheet.text[max(0, start - 2000) : start]:
            sheet.replace(start, end, "")
            continue
        paragraph = player(sheet, url, given.get("title", ""))
        if paragraph:
            sheet.block(start, end, paragraph)
            continue
        link(sheet, start, end, url, given.get("title", ""), address=address if is_new else as_it_is)
        _tell_frame(sheet, start, url)


def _tell_frame(sheet: Manuscript, offset: int, url: str) -> None:
    what = "became a link" if _leads_somewhere(url) else "was left out"
    is_web = url.startswith(("http://", "https://"))
    why = "a page loads nothing from elsewhere" if is_web else "a page shows no other page in it"
    message = f"the frame of {url or 'nothing'} {what}: {why}"
    sheet.warn("frame-removed", offset, message, "save what it shows, if you may")


def _flash(sheet: Manuscript, address: Address) -> None:
    """Players of the years before frames: `<object>` and `<embed>`."""
    for opens, closes in sheet.pairs(elements(sheet.text, _FLASH), "<object", "<embed"):
        start, end = opens.start(), closes.end()
        urls = [_clip(references.value(url)) for url in _FLASH_FILE.findall(sheet.text[start:end])]
        known = next((url for url in urls if embeds.recognise(url)), "")
        if known:
            sheet.block(start, end, player(sheet, known, ""))
        elif link(sheet, start, end, urls[0] if urls else "", address=address):
            message = f"the player of {urls[0] if urls else 'nothing'} became a link: a page runs no programs"
            sheet.warn("frame-removed", start, message, "save what it shows, if you may")


def _clip(url: str) -> str:
    """The address of a film in a Flash player's address."""
    url = f"https:{url}" if url.startswith("//") else url
    clip = _FLASH_CLIP.search(url)
    return f"https://vimeo.com/{clip['id']}" if clip else url.partition("&")[0]


def player(sheet: Manuscript, url: str, title: str) -> str:
    """The paragraph for a frame that shows a known post; "" for any other."""
    post = embeds.read_frame(url, title)
    return sheet.post("frame", post) if post else ""


def link(sheet: Manuscript, start: int, end: int, url: str, title: str = "", *, address: Address) -> bool:
    """Put a link in the place of what showed an address of the web or of the site, nothing for another scheme
    or none; whether that was granted. In a body of HTML it is one of HTML.
    """
    if not _leads_somewhere(url):
        return sheet.block(start, end, "")
    path, target = parts_of(url).path, address(url, start)
    words = " ".join(title.split()) or (posixpath.basename(path) if MEDIA.search(path) else "")
    if sheet.tokens is not None:
        text = f'<p><a href="{escape(target)}">{escape(words or url)}</a></p>'
        return sheet.block(start, end, text, whole=True)
    words = words.replace("[", "(").replace("]", ")")
    if not words and target.startswith(("http://", "https://")):
        return sheet.block(start, end, f"<{target}>")
    return sheet.block(start, end, f"[{words or url}](<{target}>)")


def _leads_somewhere(url: str) -> bool:
    if url.startswith(("http://", "https://")):
        return True
    return bool(url) and not url.startswith("#") and not _SCHEME.match(url)


def note_bare(sheet: Manuscript) -> None:
    """Count the posts whose address stands alone in a paragraph, or in an element of a page; it stays.

    One in quotation marks is no embed, but a link in any case.
    """
    for match in sheet.matches(_ALONE, "//") if sheet.tokens is not None else ():
        if address := embeds.recognise(unescape(match["url"])):
            sheet.post("bare", address.uncaptured)
            sheet.block(match.start(), match.end(), address.url)
    for match in sheet.matches(_BARE, "//"):
        address = embeds.recognise(unescape(match["url"]))
        in_html = "<p>" in match[0] and "</p>" in match[0]
        if not address or not (in_html or _is_alone(sheet.text, match.start(), match.end())):
            continue
        sheet.post("bare", address.uncaptured)
        if in_html:
            sheet.block(match.start(), match.end(), address.url)
        elif match["url"].startswith("//") or bool(match["left"]) != bool(match["right"]):
            sheet.replace(match.start(), match.end(), address.url)
    for match in sheet.matches(_QUOTED, "http"):
        if embeds.recognise(match[2]):
            sheet.replace(match.start(2), match.end(2), sheet.shielded(f"<{match[2]}>", inline=True))


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether the lines around a span are blank, or addresses themselves."""
    around = (line_above(text, start), line_below(text, end))
    return all(not line.strip() or _BARE.fullmatch(line) for line in around)
