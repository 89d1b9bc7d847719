"""WordPress's shortcodes in the HTML of a post -> HTML and posts; unknown ones are told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape, unescape

from sitegen import embeds
from sitegen.importing.body import arguments, references
from sitegen.importing.body.arguments import Arguments
from sitegen.importing.body.enclosed import elements
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import PICTURE
from sitegen.importing.body.unseen import without_addresses
from sitegen.importing.dialects.bracketcodes import URL, Bracketed
from sitegen.importing.wordpress import blocks, builders
from sitegen.importing.wordpress.builders import LAYOUT, PLAYED
from sitegen.urls import parts_of

_PATTERN = re.compile(r"<!--\s*wp:block\s+\{[^{}<>]*\"ref\"\s*:\s*(?P<number>\d+)[^{}<>]*\}\s*/-->")
_VERBATIM = re.compile(r"<(?P<tag>pre|code)\b", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"\[(?P<code>\[/?[a-zA-Z][\w-]*(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*\])\]")
_CODE = re.compile(
    r"(?<!\[)\[(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?=[\s/=\]])(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*?)(?P<void>/?)\](?!\()"
)
_CAPTIONED = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_LINE = re.compile(
    r"^[ \t]*(?:<p[^<>]*>\s*)?(?:<a\b[^<>]*>)?(?P<url>https?://[^\s<>\"]+?)(?:</a>)?(?:\s*</p>)?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FORM = re.compile(
    r"[a-z\d]+[_-](?:[\w-]+[_-])?form(?:-7)?|wpforms|gravityforms?|fluentform|formidable|contact-field"
)
"""The shortcodes of forms, and of a field in one."""

_ENDS_IN_ADDRESS = re.compile(r"https?://[^\s\"']+\Z")
_PLUGINS = frozenset("wpvideo slideshow polldaddy ted googlemaps nggallery ngg display-posts".split())
"""Shortcodes that are told even where nothing else shows that they are some: `[word]` may be a word."""


@dataclass(frozen=True, slots=True)
class Library:
    """What shortcodes ask of the site: attachments by number, and those of this post."""

    attachment: Callable[[str], tuple[str, str, str] | None] = lambda _: None
    """(address, description, caption) of an attachment."""
    children: tuple[str, ...] = ()
    pattern: Callable[[str], str | None] = lambda _: None
    """The content of a reusable block."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The footnotes of this post, as HTML by id, in their order."""
    written: list[str] = field(default_factory=list)
    """The footnotes that stood in the text, as HTML, in their order behind those: grows as they are met."""
    further: Callable[[Manuscript], None] = lambda _: None
    """The passes that follow, for what is called in or unpacked: it does not stand in the text for them."""


def convert(sheet: Manuscript, library: Library) -> None:
    """Replace blocks, then shortcodes, then posts that stand alone on a line."""
    _patterns(sheet, library)
    blocks.convert(sheet, library.notes, partial(finished, sheet, library))
    for opens, closes in sheet.pairs(elements(sheet.text, _VERBATIM)):
        sheet.protect(opens.start(), closes.end())
    _shortcodes(sheet, library)
    for match in sheet.matches(_LINE):
        if paragraph := sheet.embed("bare", unescape(match["url"])):
            sheet.block(match.start(), match.end(), paragraph)


# --- blocks --------------------------------------------------------------------------------------


def _patterns(sheet: Manuscript, library: Library) -> None:
    """Reusable blocks stand where they are called; one that calls itself stays away."""
    for match in sheet.matches(_PATTERN):
        number = match["number"]
        content = library.pattern(number)
        if content is None:
            continue
        without = replace(library, pattern=_but(number, library.pattern))
        html = finished(sheet, without, content, match.start(), new=True)
        sheet.replace(match.start(), match.end(), f"\n\n{html}\n\n")


def finished(sheet: Manuscript, library: Library, html: str, offset: int, *, new: bool = False) -> str:
    """HTML that comes to stand at an offset, after the passes that follow: they do not see it there.

    `new`: it is no HTML of this text, and the passes of this module are to look at it, too.
    """
    inner = Manuscript(html, sheet.path, sheet.line(offset), tokens=sheet.tokens)
    if new:
        convert(inner, library)
    library.further(inner)
    sheet.absorb(inner, offset, new=new)
    return inner.result()


def _but(number: str, pattern: Callable[[str], str | None]) -> Callable[[str], str | None]:
    return lambda other: None if other == number else pattern(other)


# --- shortcodes ----------------------------------------------------------------------------------


def _shortcodes(sheet: Manuscript, library: Library) -> None:
    matches = [match for match in _CODE.finditer(sheet.text) if sheet.is_free(*match.span())]
    tags: dict[tuple[str, str], list[re.Match[str]]] = {}
    for match in matches:
        tags.setdefault((match["name"], match["close"]), []).append(match)
    for match in matches:
        if match["close"] or not sheet.is_free(*match.span()):
            continue
        _shortcode(sheet, library, match, None if match["void"] else _end_of(match, tags))
    for match in sheet.matches(_WRITTEN_OUT, "[["):
        if match["code"].strip("[/]").partition(" ")[0].lower() in _CODES:
            sheet.replace(match.start(), match.end(), sheet.shielded(match["code"], inline=True))


def _end_of(
    match: re.Match[str], tags: Mapping[tuple[str, str], list[re.Match[str]]]
) -> re.Match[str] | None:
    """The closing tag of a shortcode; of one that may stand alone, and never within its like, only before
    the next of its name.

    `tags` are all of them by their name and slash, in order.
    """
    end = _next(tags.get((match["name"], "/"), []), match.end())
    if end is None or _CODES.get(match["name"]) in {None, _code}:
        return end
    another = _next(tags[match["name"], ""], match.end())
    return None if another and another.start() < end.start() else end


def _next(tags: list[re.Match[str]], offset: int) -> re.Match[str] | None:
    at = bisect_left(tags, offset, key=re.Match.start)
    return tags[at] if at < len(tags) else None


def _shortcode(sheet: Manuscript, library: Library, match: re.Match[str], end: re.Match[str] | None) -> None:
    name = match["name"].lower()
    rest = match["rest"] + (match["void"] if _ENDS_IN_ADDRESS.search(match["rest"]) else "")
    written = references.value(rest).replace("″", '"').replace("”", '"').replace("“", '"')
    given = arguments.parse(written)
    call = Call(sheet, name, given, match, end, library)
    if end and name in _AROUND:
        _AROUND[name](call)
        return
    handler = _CODES.get(name)
    new = handler(call) if handler else None
    if new is not None:
        new = new if handler is _code else finished(sheet, library, new, match.start())
        sheet.replace(match.start(), end.end() if end else match.end(), new)
    elif LAYOUT.fullmatch(name):
        _built(call)
    elif _FORM.fullmatch(name):
        _form(call)
    elif end or given.named or "_" in name or handler or name in _PLUGINS or _is_assigned(match):
        _keep(call)


def _is_assigned(match: re.Match[str]) -> bool:
    """Whether it is `[name=value]`; `[n=5]` is a remark."""
    return match["rest"].startswith("=") and len(match["name"]) > 1


def _keep(call: Call) -> None:
    """A shortcode that nothing is known of stays as text, without the addresses in its tags."""
    hidden = False
    for part in (call.opens, call.closes):
        if part:
            shown = without_addresses(part[0])
            hidden = hidden or shown != part[0]
            call.sheet.replace(*part.span(), call.sheet.shielded(shown, inline=True))
    without = ", without the address of mail or of a computer that readers never saw" if hidden else ""
    message = f"the shortcode “{call.name}” is not understood: it stays as text{without}"
    call.sheet.warn("unknown-shortcode", call.start, message, "write what it stood for")


@dataclass(frozen=True, slots=True)
class Call(Bracketed):
    """One shortcode with what it may ask of the site."""

    library: Library

    def surround(self, before: str, after: str) -> None:
        """Put HTML in the place of the tags; what they enclose is left to the passes that follow."""
        self.sheet.replace(*self.opens.span(), before)
        if self.closes:
            self.sheet.replace(*self.closes.span(), after)


def _form(call: Call) -> None:
    """A form is left out, but for the words in it: its tags hold to whom it wrote."""
    call.surround("\n\n", "\n\n")
    if call.name != "contact-field":
        message = f"the form “{call.name}” was left out: a page of an archive sends nothing"
        call.sheet.warn("form-removed", call.start, message, "write how readers reach you")


def _built(call: Call) -> None:
    """A page builder's shortcode: what its arguments show, around what it encloses."""
    html = builders.shown(call.name, call.given, call.inside, call.library.attachment)
    before, after = (
        f"\n\n{finished(call.sheet, call.library, part, call.start, new=True)}\n\n" if part else "\n\n"
        for part in (html.before, html.after)
    )
    if html.inside is not None and call.closes:
        inside = finished(call.sheet, call.library, html.inside, call.start, new=True)
        call.sheet.replace(call.opens.start(), call.closes.end(), f"{before}{inside}{after}")
    else:
        call.surround(before, after)
    for picture in html.lost:
        message = f"the picture {picture} behind this part was left out"
        call.sheet.warn("picture-behind", call.start, message, "add it by hand if it says something")
    if not before.strip() and not call.inside.strip() and builders.is_made_anew(call.name):
        message = f"the shortcode “{call.name}” has no text of its own: nothing stands in its place"
        call.sheet.warn("dynamic-block", call.start, message, "write what it showed")


def _embed(call: Call) -> str | None:
    """`[embed]URL[/embed]`, `[youtube URL]`, `[youtube id]`, `[tweet URL]`, `[twitter-tweet …]`."""
    if paragraph := call.sheet.embed("shortcode", call.address):
        return f"\n\n{call.sheet.shielded(paragraph)}\n\n"
    url = escape(call.url)
    return f'\n\n<p><a href="{url}">{url}</a></p>\n\n' if url else None


def _caption(call: Call) -> None:
    """`[caption …]<img> Words[/caption]`, and the older form with `caption="Words"`."""
    assert call.closes  # noqa: S101 - it stands among those that enclose something
    start, end = call.opens.end(), call.closes.start()
    picture = _CAPTIONED.match(call.sheet.text, start, end)
    if not picture:
        call.surround("\n\n", "\n\n")
        return
    words = call.sheet.text[picture.end() : end].strip()
    given = "" if words else escape(call.given.first("caption"), quote=False)
    call.sheet.replace(picture.end(), picture.end(), "<figcaption>" if words or given else "")
    call.surround("\n\n<figure>", f"{given}{'</figcaption>' if words or given else ''}</figure>\n\n")


def _note(call: Call) -> None:
    """`[footnote]Words[/footnote]`: a number in the place of the words, which come to stand at the end."""
    assert call.closes  # noqa: S101 - it stands among those that enclose something
    call.library.written.append(call.inside)
    number = len(call.library.notes) + len(call.library.written)
    mark = call.sheet.shielded(f"[^{number}]", inline=True)
    call.sheet.replace(call.opens.start(), call.closes.end(), mark)


def _noted(call: Call) -> str | None:
    """`[footnotes]`, where they were listed."""
    return "" if call.library.written else None


def _gallery(call: Call) -> str | None:
    """The pictures one below the other, each with its caption."""
    given = call.given.first("ids", "include")
    numbers = re.findall(r"\d+", given) if given else list(call.library.children)
    excluded = re.findall(r"\d+", call.given.first("exclude"))
    figures = []
    for number in numbers:
        if number in excluded:
            continue
        found = call.library.attachment(number)
        if found is None:
            message = f"the picture {number} of this gallery is not in the export"
            call.sheet.warn("missing-media", call.start, message, "add it by hand")
            continue
        url, alt, caption = found
        if not PICTURE.search(parts_of(url).path):
            continue
        below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
        figures.append(f'<figure><img src="{escape(url)}" alt="{escape(alt)}">{below}</figure>')
    return "\n\n" + "\n\n".join(figures) + "\n\n"


def _player(call: Call) -> str | None:
    """`[audio src=…]`, `[video mp4=…]`: a player of the file, or a post where it is one."""
    source = call.given.first("src", "mp3", "mp4", "m4v", "webm", "ogv", "ogg", "wav", "m4a", "flv", "url")
    source = source or next(iter(URL.findall(" ".join((call.inside, *call.given.positional)))), "")
    if not source:
        return None
    if embeds.recognise(source):
        return _embed(Call(call.sheet, "embed", Arguments((source,)), call.opens, None, call.library))
    poster = f' poster="{escape(call.given.first("poster"))}"' if call.given.first("poster") else ""
    return f'\n\n<{call.name} src="{escape(source)}"{poster}></{call.name}>\n\n'


def _playlist(call: Call) -> str | None:
    """`[playlist ids=…]`: a player of each file."""
    numbers = re.findall(r"\d+", call.given.first("ids", "include")) or list(call.library.children)
    found = [attachment for number in numbers if (attachment := call.library.attachment(number))]
    kind = "video" if call.given.first("type").lower() == "video" else "audio"
    urls = [url for url, _, _ in found if PLAYED[kind].search(parts_of(url).path)]
    players = [f'<{kind} src="{escape(url)}"></{kind}>' for url in urls]
    return "\n\n" + "\n\n".join(players) + "\n\n" if players else None


def _code(call: Call) -> str | None:
    """`[code language="python"]…[/code]`, as WordPress.com has it."""
    language = call.given.first("language", "lang")
    mark = f' class="language-{escape(language)}"' if language else ""
    return (
        f"\n\n<pre><code{mark}>{call.inside.replace('<', '&lt;')}</code></pre>\n\n" if call.inside else None
    )


def _nothing(_call: Call) -> str | None:
    return ""


_CODES: Mapping[str, Callable[[Call], str | None]] = {
    "embed": _embed,
    "embedyt": _embed,
    "youtube": _embed,
    "vimeo": _embed,
    "tweet": _embed,
    "twitter": _embed,
    "twitter-tweet": _embed,
    "blackbirdpie": _embed,
    "gallery": _gallery,
    "audio": _player,
    "video": _player,
    "playlist": _playlist,
    "code": _code,
    "sourcecode": _code,
    "mastodon": _embed,
    "facebook": _embed,
    "googlevideo": _embed,
    "iframe": _embed,
    "soundcloud": _embed,
    "instagram": _embed,
    "dailymotion": _embed,
    "slideshare": _embed,
    "more": _nothing,
    "toc": _nothing,
    **dict.fromkeys(("footnotes", "efn_list", "references"), _noted),
}

_AROUND: Mapping[str, Callable[[Call], None]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "blockquote": lambda call: call.surround("\n\n<blockquote>", "</blockquote>\n\n"),
    "quote": lambda call: call.surround("\n\n<blockquote>", "</blockquote>\n\n"),
    "dropcap": lambda call: call.surround("", ""),
    "highlight": lambda call: call.surround("", ""),
    **dict.fromkeys(("footnote", "efn_note", "mfn", "fn", "ref"), _note),
}
"""Shortcodes that enclose text of the article."""
