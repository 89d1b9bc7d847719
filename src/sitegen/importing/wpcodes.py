"""WordPress's shortcodes and blocks in the HTML of a post -> HTML and posts; unknown ones are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from sitegen import embeds
from sitegen.importing import arguments
from sitegen.importing.arguments import Arguments
from sitegen.importing.manuscript import Manuscript
from sitegen.model import Snapshot

_BLOCK = re.compile(
    r"<!--\s*(?P<close>/?)wp:(?P<name>[\w/-]+)(?P<data>\s+\{.*?\})?\s*(?P<void>/?)-->", re.DOTALL
)
_EMBED_BLOCK = re.compile(
    r"<!--\s*wp:(?:core-embed/[\w-]+|embed)\s+(?P<data>\{.*?\})\s*-->(?P<inside>.*?)<!--\s*/wp:(?:core-embed/[\w-]+|embed)\s*-->",
    re.DOTALL,
)
_CAPTION = re.compile(r"<figcaption\b[^>]*>(?P<words>.*?)</figcaption>", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(
    r"(?<!\[)\[(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?=[\s/\]])(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*?)(?P<void>/?)\](?!\()"
)
_LAYOUT = re.compile(
    r"(?:vc_|et_pb_|fusion_|av_|mk_|cs_|x_)\w+|row|column|col|section|one_half|one_third|two_third|clear"
)
_URL = re.compile(r"https?://[^\s\"'<>\[\]]+")
_LINE = re.compile(
    r"^[ \t]*(?:<p[^>]*>)?\s*(?:<a\b[^>]*>)?(?P<url>https?://[^\s<>\"]+?)(?:</a>)?\s*(?:</p>)?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_INVISIBLE = frozenset(
    "spacer page-list latest-posts latest-comments archives calendar search tag-cloud social-links".split()
)


@dataclass(frozen=True, slots=True)
class Library:
    """What shortcodes ask of the site: attachments by number, and those of this post."""

    attachment: Callable[[str], tuple[str, str, str] | None] = lambda _: None
    """(address, description, caption) of an attachment."""
    children: tuple[str, ...] = ()


def convert(sheet: Manuscript, library: Library) -> None:
    """Replace blocks, then shortcodes, then posts that stand alone on a line."""
    _embed_blocks(sheet)
    for match in sheet.matches(_BLOCK):
        _block(sheet, match)
    _shortcodes(sheet, library)
    for match in sheet.matches(_LINE):
        address = embeds.recognise(unescape(match["url"]))
        if address:
            post = Snapshot(address.provider, address.id, url=address.url, author_handle=address.handle)
            sheet.block(match.start(), match.end(), sheet.post("bare", post, match.start()))


# --- blocks --------------------------------------------------------------------------------------


def _embed_blocks(sheet: Manuscript) -> None:
    """`<!-- wp:embed {"url": …} -->` with the figure in it, and its caption below."""
    for match in sheet.matches(_EMBED_BLOCK):
        url = str(_data(match["data"]).get("url", "")) or next(iter(_URL.findall(match["inside"])), "")
        address = embeds.recognise(unescape(url))
        if address is None:
            words = f'<p><a href="{escape(url)}">{escape(url)}</a></p>' if url else ""
        else:
            post = Snapshot(address.provider, address.id, url=address.url, author_handle=address.handle)
            words = sheet.shielded(sheet.post("bare", post, match.start()))
        caption = _CAPTION.search(match["inside"])
        below = f"\n\n<p>{caption['words']}</p>" if caption and caption["words"].strip() else ""
        sheet.replace(match.start(), match.end(), f"\n\n{words}{below}\n\n")


def _block(sheet: Manuscript, match: re.Match[str]) -> None:
    """The marks of a block go; one that is made anew at each visit leaves nothing, and is told."""
    name = match["name"].removeprefix("core/")
    sheet.replace(match.start(), match.end(), "")
    if match["void"] and not match["close"] and name not in {"more", "nextpage", "separator", *_INVISIBLE}:
        what = f" {match['data'].strip()[:60]}" if match["data"] else ""
        message = f"the block “{name}{what}” has no text of its own: nothing stands in its place"
        sheet.warn("dynamic-block", match.start(), message, "write what it showed")


def _data(text: str | None) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


# --- shortcodes ----------------------------------------------------------------------------------


def _shortcodes(sheet: Manuscript, library: Library) -> None:
    matches = [match for match in _CODE.finditer(sheet.text) if sheet.is_free(*match.span())]
    closing: dict[str, list[re.Match[str]]] = {}
    for match in matches:
        if match["close"]:
            closing.setdefault(match["name"], []).append(match)
    for match in matches:
        if match["close"] or not sheet.is_free(*match.span()):
            continue
        end = None if match["void"] else next(
            (last for last in closing.get(match["name"], ()) if last.start() >= match.end()), None
        )  # fmt: skip
        _shortcode(sheet, library, match, end)


def _shortcode(sheet: Manuscript, library: Library, match: re.Match[str], end: re.Match[str] | None) -> None:
    name = match["name"].lower()
    given = arguments.parse(unescape(match["rest"]).replace("″", '"').replace("”", '"').replace("“", '"'))
    inside = sheet.text[match.end() : end.start()] if end else ""
    stop = end.end() if end else match.end()
    handler = _CODES.get(name)
    new = handler(Call(sheet, library, name, given, inside, match.start())) if handler else None
    if new is not None:
        sheet.replace(match.start(), stop, new)
    elif _LAYOUT.fullmatch(name):
        sheet.replace(match.start(), match.end(), "\n\n")
        if end:
            sheet.replace(end.start(), end.end(), "\n\n")
    elif end or given.named or "_" in name or handler:
        message = f"the shortcode “{name}” is not understood: it stays as text"
        sheet.warn("unknown-shortcode", match.start(), message, "write what it stood for")
        for part in (match, end):
            if part:
                sheet.replace(part.start(), part.end(), sheet.shielded(part[0], inline=True))


@dataclass(frozen=True, slots=True)
class Call:
    """One shortcode with what stands between its tags."""

    sheet: Manuscript
    library: Library
    name: str
    given: Arguments
    inside: str
    offset: int


def _embed(call: Call) -> str | None:
    """`[embed]URL[/embed]`, `[youtube URL]`, `[youtube id]`, `[tweet URL]`, `[twitter-tweet …]`."""
    prefixes = {"youtube": "https://youtu.be/", "vimeo": "https://vimeo.com/"}
    words = " ".join((call.inside, *call.given.positional, *call.given.named.values()))
    url = _URL.search(unescape(words))
    number = call.given.first("id", "v", "tweet") or call.given.at(0).lstrip("=")
    prefix = prefixes.get(call.name, "https://twitter.com/i/web/status/" if "tw" in call.name else "")
    wanted = url[0] if url else f"{prefix}{number}" if prefix else ""
    address = embeds.recognise(wanted.replace("&#038;", "&"))
    if address is None:
        return f'\n\n<p><a href="{escape(url[0])}">{escape(url[0])}</a></p>\n\n' if url else None
    post = Snapshot(address.provider, address.id, url=address.url, author_handle=address.handle)
    return f"\n\n{call.sheet.shielded(call.sheet.post('shortcode', post, call.offset))}\n\n"


def _caption(call: Call) -> str | None:
    """`[caption …]<img> Words[/caption]`, and the older form with `caption="Words"`."""
    picture = re.match(
        r"\s*(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<words>.*)\Z", call.inside, re.DOTALL
    )
    if not picture:
        return call.inside or None
    words = picture["words"].strip() or escape(call.given.first("caption"), quote=False)
    below = f"<figcaption>{words}</figcaption>" if words else ""
    return f"\n\n<figure>{picture['picture']}{below}</figure>\n\n"


def _gallery(call: Call) -> str | None:
    """The pictures one below the other, each with its caption."""
    given = call.given.first("ids", "include")
    numbers = re.findall(r"\d+", given) if given else list(call.library.children)
    figures = []
    for number in numbers:
        found = call.library.attachment(number)
        if found is None:
            message = f"the picture {number} of this gallery is not in the export"
            call.sheet.warn("missing-media", call.offset, message, "add it by hand")
            continue
        url, alt, caption = found
        below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
        figures.append(f'<figure><img src="{escape(url)}" alt="{escape(alt)}">{below}</figure>')
    return "\n\n" + "\n\n".join(figures) + "\n\n"


def _player(call: Call) -> str | None:
    """`[audio src=…]`, `[video mp4=…]`: a player of the file, or a post where it is one."""
    source = call.given.first("src", "mp3", "mp4", "m4v", "webm", "ogv", "ogg", "wav", "m4a", "flv", "url")
    source = source or next(iter(_URL.findall(" ".join((call.inside, *call.given.positional)))), "")
    if not source:
        return None
    if embeds.recognise(source):
        return _embed(Call(call.sheet, call.library, "embed", Arguments((source,)), "", call.offset))
    poster = f' poster="{escape(call.given.first("poster"))}"' if call.given.first("poster") else ""
    return f'\n\n<{call.name} src="{escape(source)}"{poster}></{call.name}>\n\n'


def _nothing(_call: Call) -> str | None:
    return ""


def _inside(call: Call) -> str | None:
    return call.inside


_CODES: Mapping[str, Callable[[Call], str | None]] = {
    "embed": _embed,
    "embedyt": _embed,
    "youtube": _embed,
    "vimeo": _embed,
    "tweet": _embed,
    "twitter": _embed,
    "twitter-tweet": _embed,
    "blackbirdpie": _embed,
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "audio": _player,
    "video": _player,
    "more": _nothing,
    "toc": _nothing,
    "blockquote": lambda call: f"<blockquote>{call.inside}</blockquote>",
    "quote": lambda call: f"<blockquote>{call.inside}</blockquote>",
    "dropcap": _inside,
    "highlight": _inside,
}
