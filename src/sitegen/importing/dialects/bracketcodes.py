"""WordPress's shortcodes that stayed in Markdown when an archive moved on: `[embed]…[/embed]`, `[caption …]`.

They are fewer than in WordPress's own exports, and a bracket is often none: only what is known, is closed
or has arguments counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from sitegen.importing.body import arguments, linking, pictures, references
from sitegen.importing.body.arguments import Arguments
from sitegen.importing.body.linking import Linker
from sitegen.importing.body.manuscript import Manuscript, as_html

_CODE = re.compile(
    r"(?<![\[\\!])\[(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)"
    r"(?P<rest>(?=[\s/=\]])(?:[^\[\]\"']|\"[^\"\[\]]*\"|'[^'\[\]]*')*?)/?\](?![(:])"
)
_PICTURE = re.compile(
    r"\s*(?:(?P<link>\[)?!\[[^\[\]]*\]\((?:[^()\n]|\([^()\n]*\))*(?P<end>\))(?(link)\]\([^()\n]*\))"
    r"|(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)",
    re.IGNORECASE,
)
_TITLED = re.compile(r"[\"']\s*\Z")
URL = re.compile(r"https?://[^\s\"'<>\[\]]+")
_OF_X = dict.fromkeys("tweet twitter twitter-tweet blackbirdpie".split(), "https://twitter.com/i/web/status/")
_PREFIXES = {
    "youtube": "https://youtu.be/", "embedyt": "https://youtu.be/", "vimeo": "https://vimeo.com/", **_OF_X,
}  # fmt: skip
"""What the numbers of posts stand behind."""


@dataclass(frozen=True, slots=True)
class Bracketed:
    """One shortcode in a body, from `start` to `end`; it may have no closing tag."""

    sheet: Manuscript
    name: str
    given: Arguments
    opens: re.Match[str]
    closes: re.Match[str] | None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.opens.start()

    @property
    def end(self) -> int:
        """Where it ends."""
        return (self.closes or self.opens).end()

    @property
    def inside(self) -> str:
        """What stands between its tags."""
        return self.sheet.text[self.opens.end() : self.closes.start()] if self.closes else ""

    @property
    def url(self) -> str:
        """The address that stands in it, or ""."""
        given = self.given
        words = (given.first("src", "url"), self.inside, *given.positional, *given.named.values())
        found = URL.search(references.value(" ".join(words)))
        return found[0].replace("&#038;", "&") if found else ""

    @property
    def address(self) -> str:
        """The address that stands in it, or that of the post whose number does; "" without either."""
        given = self.given
        number = given.first("id", "v", "tweet") or given.at(0).lstrip("=") or self.inside.strip()
        prefix = _PREFIXES.get(self.name, "")
        return self.url or (f"{prefix}{number}" if prefix and number else "")


@dataclass(frozen=True, slots=True)
class Call(Bracketed):
    """One with what leads elsewhere from it."""

    linker: Linker


def convert(sheet: Manuscript, linker: Linker) -> None:
    """Replace those that are known; others stay text, and are told."""
    found = list(sheet.matches(_CODE, *_BEGINNINGS))
    ends = _ends(found)
    for match in found:
        if not match["close"] and sheet.is_free(*match.span()):
            given = arguments.parse(references.value(match["rest"]))
            _convert(Call(sheet, match["name"].lower(), given, match, ends.get(match.start()), linker))


def _ends(found: Iterable[re.Match[str]]) -> dict[int, re.Match[str]]:
    """The closing tags by the offset of the opening one, which is the last of its name before it."""
    ends: dict[int, re.Match[str]] = {}
    open_: dict[str, int] = {}
    for match in found:
        name = match["name"].lower()
        if not match["close"]:
            open_[name] = match.start()
        elif name in open_:
            ends[open_.pop(name)] = match
    return ends


def _convert(call: Call) -> None:
    handler = _CODES.get(call.name)
    is_reference = call.sheet.text.startswith("[", call.opens.end())  # [words][name]
    if not (call.closes or call.given.named or (handler and call.given.positional and not is_reference)):
        return
    if handler is None or not call.sheet.is_free(call.start, call.opens.end()) or not handler(call):
        message = f"the shortcode “{call.name}” is not understood: it stays as text"
        call.sheet.warn("unknown-shortcode", call.start, message, "write what it stood for")


def _post(call: Call) -> bool:
    """`[embed]URL[/embed]`, `[youtube id]`, `[tweet URL]`."""
    if not call.address or not call.sheet.is_free(call.start, call.end):
        return False
    paragraph = call.sheet.embed("shortcode", call.address) or (f"<{call.url}>" if call.url else "")
    return bool(paragraph) and call.sheet.block(call.start, call.end, paragraph)


def _player(call: Call) -> bool:
    """`[audio mp3="x.mp3"]`: a player of the file, or a post where it is one."""
    named = call.given.first("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "url")
    source = named or call.given.at(0) or call.inside.strip()
    if URL.fullmatch(source) and _post(call):
        return True
    if not source or " " in source or not call.sheet.is_free(call.start, call.end):
        return False
    target = call.linker.address(call.sheet, source, call.start)
    return call.sheet.block(call.start, call.end, f'<{call.name} src="{escape(target)}"></{call.name}>')


def _caption(call: Call) -> bool:
    """`[caption …]![Reeds](reeds.jpg) Words[/caption]`; the picture itself is left to other passes."""
    sheet, closes = call.sheet, call.closes
    picture = _PICTURE.match(sheet.text, call.opens.end(), closes.start()) if closes else None
    if closes is None or picture is None or not sheet.is_free(picture.end(), closes.end()):
        return False
    words = sheet.text[picture.end() : closes.start()].strip() or call.given.first("caption")
    words = linking.caption(sheet, call.linker, words, picture.end())
    html = as_html(f"_ {words}").removeprefix("<p>_ ").removesuffix("</p>")  # no list, no heading
    end = picture.start("end")
    before, after = "", f" {words}" if words else ""
    if words and end >= 0 and "<" not in html and not _TITLED.search(sheet.text, picture.start(), end):
        title = pictures.as_title(" ".join(unescape(html).split()))
        sheet.replace(end, end, f' "{title}"')
        after = ""
    elif words and _stands_alone(call):
        says = ' markdown="1"' if end >= 0 else ""
        gap = "\n\n" if end >= 0 else ""
        before, after = f"<figure{says}>{gap}", f"{gap}<figcaption>{html}</figcaption>{gap[:1]}</figure>"
    sheet.replace(*call.opens.span(), before)
    return sheet.replace(picture.end(), closes.end(), after)


def _stands_alone(call: Call) -> bool:
    """Whether nothing else stands on its lines."""
    text = call.sheet.text
    before = text[text.rfind("\n", 0, call.start) + 1 : call.start]
    return not before.strip() and not text[call.end :].partition("\n")[0].strip()


_CODES: Mapping[str, Callable[[Call], bool]] = {
    **dict.fromkeys("embed embedyt youtube vimeo tweet twitter twitter-tweet blackbirdpie".split(), _post),
    **dict.fromkeys("soundcloud instagram dailymotion slideshare".split(), _post),
    **dict.fromkeys("caption wp_caption".split(), _caption),
    **dict.fromkeys("audio video".split(), _player),
}
_BEGINNINGS = ("[/", *(f"[{name}" for name in _CODES), "[gallery", "[playlist", "[contact-form", "[ngg")
"""What a text holds that is looked into: the last show things of the old site, and can only be told."""
