"""The words of a post as safe HTML: sanitised or made of plain text, with its short links spelt out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape, unescape
from typing import Literal

from sitegen import controls, i18n, nesting
from sitegen.embeds.address import INVISIBLE, trimmed
from sitegen.model import Expanded

TAGS = frozenset(
    {"a", "b", "blockquote", "br", "code", "del", "em", "i", "li", "ol", "p", "pre", "strong", "ul"}
)
"""What the words of a post may be made of: no pictures, frames or styles, so that nothing is loaded."""

_ATTRIBUTES = {tag: {"lang", "dir"} for tag in TAGS} | {"a": {"href", "lang", "dir"}}
_LINK = re.compile(r'<a ([^>]*?)href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
SHORT_LINK = r"https?://t\.co/[A-Za-z0-9]+?(?=https?://|pic\.(?:twitter|x)\.com/)|https?://t\.co/[A-Za-z0-9]+"
"""A short link, also one that flattening has glued to the next link, or to the name of a picture."""

_URL = re.compile(rf"{SHORT_LINK}|https?://(?=[^\W_])[^\s<>\"“”«»{INVISIBLE}]+")
_SHORT = re.compile(SHORT_LINK)
_MARKUP = re.compile(r"(<a [^>]*>.*?</a>|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ANY_TAG = re.compile(r"<[^<>]*>")  # of HTML that nobody has sanitised: linear, whatever is in it
_BREAK = re.compile(r"<br\s*/?>\s*|(?:</?(?:p|ul|ol|li|blockquote|pre)\b[^>]*>\s*)+", re.IGNORECASE)
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL | re.IGNORECASE)


def sanitise(html: str) -> str:
    """The HTML of a post with nothing in it that runs, loads, styles or leads to this site's own pages.

    Of HTML that is nested beyond sense the words are kept, and none of its markup.
    """
    import nh3  # noqa: PLC0415 - not needed where no post has HTML

    if nesting.too_deep(html):
        return escape(unescape(_ANY_TAG.sub(" ", html)), quote=False).strip()
    return nh3.clean(
        controls.unreferenced(html),
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
    ).strip()


def expanded(html: str, links: tuple[Expanded, ...]) -> str:
    """Sanitised HTML whose shortened links, also those that are text alone, lead to and show what they stand
    for.
    """
    known = {link.short: link.expanded for link in links if web(link.expanded)}
    if not known:
        return html

    def spelt(match: re.Match[str]) -> str:
        before, href, after, words = match.groups()
        target = known.get(unescape(href))
        if target is None:
            return match[0]
        shown = escape(bare(target)) if _names_address(unescape(words), unescape(href)) else words
        return f'<a {before}href="{escape(target)}"{after}>{shown}</a>'

    parts = _MARKUP.split(_LINK.sub(spelt, html))
    return "".join(part if i % 2 else _linked(part, known) for i, part in enumerate(parts))


def _linked(text: str, known: Mapping[str, str]) -> str:
    """The text between the tags of HTML, whose short links are links to what they stand for."""
    if not any(short in text for short in known):
        return text

    def link(match: re.Match[str]) -> str:
        target = known.get(match[0])
        return _anchor(target, bare(target)) if target else match[0]

    return _SHORT.sub(link, text)


def _anchor(target: str, shown: str) -> str:
    return f'<a href="{escape(target)}" rel="noopener noreferrer">{escape(shown)}</a>'


def _names_address(words: str, href: str) -> bool:
    """Whether a link shows its own address, shortened or not, and not words of the author."""
    return words == href or words.endswith("…") or bare(words) == bare(href)


def paragraphs(text: str, links: tuple[Expanded, ...]) -> str:
    """Plain text as HTML: blank lines part paragraphs, addresses become links."""
    known = {link.short: link.expanded for link in links if web(link.expanded)}
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.strip())]
    return "".join(f"<p>{_line(block, known)}</p>" for block in blocks if block.strip())


def _line(text: str, known: Mapping[str, str]) -> str:
    out, end = [], 0
    for match in _URL.finditer(text):
        url = trimmed(match[0])
        target = known.get(url, url)
        shown = bare(target) if target != url else target
        out += [escape(text[end : match.start()], quote=False), _anchor(target, shown)]
        end = match.start() + len(url)
    out.append(escape(text[end:], quote=False))
    return "".join(out).replace("\n", "<br>")


def text_of(html: str) -> str:
    """The words of sanitised HTML as plain text: its line breaks, and blank lines between its blocks."""
    html = _PRE.sub(lambda pre: pre[0].strip().replace("\n", "<br>"), html)
    lines = _BREAK.sub(lambda m: "\n" if m[0].lower().startswith("<br") else "\n\n", " ".join(html.split()))
    words = unescape(_TAG.sub("", lines))
    return "\n".join(line.strip() for line in words.split("\n")).strip()


def bare(url: str) -> str:
    """An address as readers are shown it: without scheme and final slash."""
    return re.sub(r"\Ahttps?://(?:www\.)?", "", url).rstrip("/")


def web(url: str) -> str:
    """The address if it leads to the web; else an empty text (`javascript:` and its like)."""
    return url if url.startswith(("https://", "http://")) else ""


_NAMED = re.compile(r"(?:https?://|[@#])\S+")
"""What is often in another script than the words around it: addresses, accounts, hashtags."""


def direction(text: str, lang: str = "") -> Literal["ltr", "rtl"]:
    """The direction of a text: that of its language (BCP 47, "" if it is not known) if it has letters of it,
    whatever name or hashtag it begins with; else that of its first strong character, as HTML's `dir=auto`
    finds it.
    """
    words = (_NAMED.sub(" ", text), text) if lang else (text,)
    found = next(filter(None, map(_directions, words)), ("ltr",))
    own = i18n.direction(lang)
    return own if lang and own in found else found[0]


def _directions(text: str) -> tuple[Literal["ltr", "rtl"], ...]:
    """The directions of the strong characters of a text, in the order of their first ones."""
    return tuple(dict.fromkeys(_WAYS[kind] for kind in map(unicodedata.bidirectional, text) if kind in _WAYS))


_WAYS: Mapping[str, Literal["ltr", "rtl"]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""The direction of each kind of strong characters."""
