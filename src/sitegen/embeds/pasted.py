"""Embed codes as editors paste them, and as oEmbed answers hold them: a blockquote that is a post.

The forms are those of X since 2010, of Bluesky and of Mastodon, with and without language, with
several paragraphs or none, with an address or without; and frames of a provider's player.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape, unescape
from html.parser import HTMLParser

from sitegen.digest import of_text
from sitegen.embeds.address import PostAddress
from sitegen.embeds.bluesky import from_at_uri
from sitegen.embeds.posthtml import sanitise, text_of
from sitegen.embeds.registry import recognise
from sitegen.model import Snapshot

CLASSES = {
    "twitter-tweet": "x", "twitter-video": "x", "bluesky-embed": "bluesky", "mastodon-embed": "mastodon",
}  # fmt: skip
"""The classes of the blockquotes that are embed codes, and whose they are."""

LINE_BREAK = "&#10;"
"""What the codes of X had for a line break in 2013 and 2014."""

_AUTHOR = r"\(\s*@(?P<handle>[\w.@:-]+)\s*\)\s*(?P<date>[^—]*)\Z"
_LINE = re.compile(r"\A(?:—|–|―|-{1,3})?\s*(?P<name>.*)" + _AUTHOR)
_END = re.compile(r"(?:—|–|―|-{1,3})\s*(?P<name>[^—]*)" + _AUTHOR)
"""A signature that stands apart, as a line; and one at the end of the words themselves."""

_LONGEST = 1000
"""More characters than any signature has: so many, from the end, are searched for one."""

_NAMELESS = re.compile(r"\A(?:—|–|―|-{1,3})?\s*(?P<name>)@(?P<handle>[\w.-]+)\s+(?P<date>[^—]*)\Z")
"""The signature of an account of Bluesky that has no name."""

_LINES = re.compile(r"(?<=[^\s>])[ \t]*(\n+)(?=[^\s<])")
"""The ends of lines in the words of a post of Bluesky, whose codes have them as they were typed."""

_DASH = r"(?:[—–―]|-{1,3})(?=\s)"
_BEGINS = re.compile(rf"<(?P<tag>p|br)>\s*{_DASH}|(?<=\s){_DASH}")
"""Where a signature may begin that stands among the words."""

_TRIED = 4
"""How many of these places are looked at, from the end: names have a dash or two."""

_HREF = re.compile(r'<a href="([^"]*)"')

_DAY = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})")


def read_code(html: str) -> Snapshot | None:
    """The post that an embed code shows (`captured_via: pasted`); None if there is none in it.

    A code that lacks the post's address gets an id made of its words and author, and no `url`.
    """
    reader = _Reader()
    reader.feed(html.replace(LINE_BREAK, "<br>"))
    reader.close()
    code = _set_apart(reader.code)
    if code.frame and not code.provider:
        address = recognise(code.frame)
        return address.uncaptured if address else None
    return _post(code) if code.provider else None


def _post(code: _Code) -> Snapshot | None:
    address = _address(code)
    if code.provider == "mastodon":  # its blockquote holds a link and the service's own words
        return address.uncaptured if address else None
    html, name, handle, day = _parts(code)
    text = text_of(html)
    handle = handle or (address.handle if address else "")
    if not text:
        return address.uncaptured if address else None
    return Snapshot(
        provider=code.provider,
        id=address.id if address else f"pasted-{of_text(text, handle)[:12]}",
        url=address.url if address else "",
        author_name=name,
        author_handle=handle,
        author_url=_profile(code.provider, handle),
        text=text,
        html=html,
        lang="" if code.lang == "und" else code.lang,
        dir=code.dir if code.dir in {"ltr", "rtl"} else "",
        created_at=_english_day(day) if code.provider == "x" else _moment(day),
        captured_via="pasted",
        status="unknown",
        uri=code.uri if code.provider == "bluesky" and address else "",
    )


def _parts(code: _Code) -> tuple[str, str, str, str]:
    """The post's own HTML, and its signature: name, handle, date; apart, or in one run of text."""
    words = "".join(code.words)
    if code.provider == "bluesky":
        words = _LINES.sub(lambda match: "<br>" * len(match[1]), words)
    html = " ".join(sanitise(words).split())
    rest = text_of(sanitise("".join(code.rest)))
    line = " ".join(rest.split())[-_LONGEST:]
    signed = (_LINE if html else _END).search(line)
    if not signed and code.provider == "bluesky":
        signed = _NAMELESS.search(line)
    if not html:
        blocks = (escape(block, quote=False) for block in _unsigned(rest, signed).split("\n\n"))
        html = "".join(f"<p>{block}</p>" for block in blocks if block.strip()).replace("\n", "<br>")
    if not signed:
        return html, "", "", ""
    return html, signed["name"].strip(), signed["handle"], signed["date"]


def _unsigned(words: str, signed: re.Match[str] | None) -> str:
    """The words of a post without the signature at their end."""
    if not signed:
        return words
    dash = words.rfind("—") if "—" in words else max(words.rfind(char) for char in "–―-")
    return words[:dash].rstrip(" -")


def _set_apart(code: _Code) -> _Code:
    """The code with a signature that stands in a paragraph as words do where it belongs: editors of other
    programs (WordPress among them) put a `<p>` around it, or join it to that of the words.

    Behind words of its paragraph it is known by its link to a post only: words may end like one.
    """
    if any(piece.strip() and not piece.startswith("<") for piece in code.rest):
        return code
    words = "".join(code.words)
    last = words.rfind("<p>", 0, words.rfind(")") + 1)
    places = list(_BEGINS.finditer(words, max(last, 0)))[: -_TRIED - 1 : -1]
    for place in sorted(places, key=lambda place: place["tag"] is None):
        rest, before = words[place.start() :], words[: place.start()]
        links = [unescape(link) for link in _HREF.findall(rest)]
        apart = place["tag"] == "p" or any(_is_of(code.provider, link) for link in links)
        if apart and text_of(before) and _LINE.search(" ".join(text_of(sanitise(rest)).split())):
            return replace(code, words=[before], rest=[rest], links=[*code.links, *links])
    return code


def _is_of(provider: str, link: str) -> bool:
    """Whether a link leads to a post of this provider."""
    address = recognise(link)
    return address is not None and address.provider == provider


def _address(code: _Code) -> PostAddress | None:
    """The post's own address: the one it declares, else the last link that is not part of its words."""
    declared = from_at_uri(code.uri) or recognise(code.uri) if code.uri else None
    if declared:
        return declared
    found = (recognise(link) for link in reversed(code.links))
    return next((address for address in found if address and address.provider == code.provider), None)


def _profile(provider: str, handle: str) -> str:
    if not handle:
        return ""
    return f"https://twitter.com/{handle}" if provider == "x" else f"https://bsky.app/profile/{handle}"


def _english_day(text: str) -> str:
    """`June 3, 2022` as ISO 8601; empty for other words, which may be of any language and order."""
    match = _DAY.search(text)
    for pattern in ("%B %d, %Y", "%b %d, %Y"):
        try:
            return datetime.strptime(match[0], pattern).date().isoformat() if match else ""  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return ""


def _moment(text: str) -> str:
    """A moment in ISO 8601, as Bluesky's oEmbed has it; empty for a date that is written for readers."""
    try:
        return text if datetime.fromisoformat(text).tzinfo else ""
    except ValueError:
        return ""


@dataclass(slots=True)
class _Code:
    """What was read: `words` is the HTML of the post, `rest` that of its signature, with its `links`.

    `uri` is the address that the blockquote's attributes declare, `frame` that of a player.
    """

    provider: str = ""
    uri: str = ""
    frame: str = ""
    lang: str = ""
    dir: str = ""
    links: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the first embed code of a text: an outermost blockquote of a known class, or a frame."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.code = _Code()
        self.depth = 0
        self.paragraph = False
        self.done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.done:
            return
        if self.depth == 0:
            self._open(tag, given)
            return
        if tag == "blockquote":
            self.depth += 1
        if tag == "p" and self.depth == 1:
            self.paragraph = True
            self.code.lang = self.code.lang or given.get("lang", "")
            self.code.dir = self.code.dir or given.get("dir", "")
        if tag == "a" and not self.paragraph:
            self.code.links.append(given.get("href", ""))
        href = f' href="{escape(given["href"])}"' if "href" in given else ""
        self._put(f"<{tag}{href}>")

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag == "iframe":
            self.code.frame = self.code.frame or given.get("src", "")
        if tag != "blockquote":
            return
        classes = given.get("class", "").split()
        self.code.provider = next((CLASSES[name] for name in classes if name in CLASSES), "")
        if self.code.provider:
            self.depth = 1
            self.code.uri = given.get("data-bluesky-uri", "") or given.get("data-embed-url", "")
            self.code.lang, self.code.dir = given.get("lang", ""), given.get("dir", "")

    def handle_endtag(self, tag: str) -> None:
        if self.depth == 0 or self.done or tag == "br":  # `<br/>` ends itself
            return
        if tag == "blockquote":
            self.depth -= 1
            self.done = self.depth == 0
        if not self.done:
            self._put(f"</{tag}>")
        if tag == "p" and self.depth == 1:
            self.paragraph = False

    def handle_data(self, data: str) -> None:
        if self.depth and not self.done:
            self._put(escape(data, quote=False))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """`<![x`, which is a comment of sorts in HTML, and a fault to Python."""
        return self.parse_bogus_comment(i, bool(report))

    def _put(self, html: str) -> None:
        (self.code.words if self.paragraph else self.code.rest).append(html)
