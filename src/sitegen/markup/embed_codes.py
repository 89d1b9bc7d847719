"""Embeds in raw HTML, found when it is sanitised: pasted blockquotes, frames, addresses in a `<p>`."""

from __future__ import annotations

import re
from html import escape, unescape

from sitegen import embeds
from sitegen.embeds.pasted import CLASSES
from sitegen.markup.found import Found
from sitegen.model import Snapshot

_QUOTE = re.compile(r'<blockquote(?P<attributes>(?: [^\s="<>]+="[^"]*")*)>|</blockquote>')
_CLASS = re.compile(r' class="([^"]*)"')
_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>.*?</a>', re.DOTALL)
_CLOSED = re.compile(r"\A(?:\s*</[a-z0-9]+>)+")
_GOES_ON = re.compile(r"\A[^<]+\n\s*\n|<(?:p|h[1-6]|ul|ol|table|div|figure|pre|blockquote)\b")
"""What no signature holds: further paragraphs, or words and a blank line."""

_FRAME = re.compile(r'<x-frame(?P<attributes>(?: [^\s="<>]+="[^"]*")*)>(?:[^<]*</x-frame>)?')
_SRC = re.compile(r' src="([^"]*)"')
_PARAGRAPH = re.compile(
    r"<pre[ >](?s:.*?)</pre>|"
    r'<p(?: [^\s="<>]+="[^"]*")*>\s*'
    r'(?:<a href="(?P<href>https?://[^"]*)"(?: [^\s="<>]+="[^"]*")*>(?P=href)</a>'
    r"|(?P<url>https?://[^\s<>]+)|\[tweet:\s*(?P<id>[^\]\s<>]+)\s*\])\s*</p>"
)
_TITLE = re.compile(r' title="([^"]*)"')


def replaced(html: str, found: Found) -> str:
    """The HTML with a marker for each embed code; a frame that is no post's is reported and left out."""
    if "<x-frame" in html:
        html = _FRAME.sub(lambda match: _frame(match, found), html).replace("</x-frame>", "")
    if "<blockquote " in html and ("-embed" in html or "twitter-" in html):
        html = _without_quotes(html, found)
    if ">http" in html or "\nhttp" in html or "[tweet:" in html:
        html = _PARAGRAPH.sub(lambda match: _paragraph(match, found), html)
    return html


def _without_quotes(html: str, found: Found) -> str:
    out, end = [], 0
    for start, stop in _quotes(html):
        code = found.as_written(html[start:stop])
        post = embeds.read_code(code)
        if post is None:
            continue
        line = _line(code, post, found)
        out += [html[end:start], found.embed(post, "blockquote", line)]
        if rest := _rest(html[start:stop], post):
            message = "the embed code lacks its </blockquote>: the text that follows is not formatted"
            found.warn("unclosed-embed", message, "close it behind the link with the date", at=(line, 1))
            out.append(_without_quotes(rest, found))
        end = stop
    return "".join((*out, html[end:]))


def _rest(code: str, post: Snapshot) -> str:
    """What a code that was never closed took in of the article: all behind its signature, if that goes on."""
    links = _LINK.finditer(code, max(code.find("(@"), 0))
    own = (match.end() for match in links if _leads_to(match[1], post))
    rest = code[next(own, len(code)) :].removesuffix("</blockquote>")
    return _CLOSED.sub("", rest) if _GOES_ON.search(rest.strip()) else ""


def _leads_to(href: str, post: Snapshot) -> bool:
    address = embeds.recognise(unescape(href))
    return address is not None and address.key == post.key


def _quotes(html: str) -> list[tuple[int, int]]:
    """(start, end) of the outermost blockquotes of a known class, in canonical HTML."""
    spans, start, depth = [], -1, 0
    for match in _QUOTE.finditer(html):
        opens = match[0] != "</blockquote>"
        if start < 0:
            known = _CLASS.search(match["attributes"]) if opens else None
            if known and not CLASSES.keys().isdisjoint(known[1].split()):
                start, depth = match.start(), 1
            continue
        depth += 1 if opens else -1
        if depth == 0:
            spans.append((start, match.end()))
            start = -1
    return spans


def _line(code: str, post: Snapshot, found: Found) -> int:
    """The line on which an embed code begins in the source."""
    source = found.source
    offset = source.offset(*_fragments(code, post))
    begin = source.text.lower().rfind("<blockquote", 0, offset + 1)
    return source.place(begin if begin >= 0 else offset)[0]


def _fragments(code: str, post: Snapshot) -> tuple[str, ...]:
    """What of an embed code may be found in the source, the surest first."""
    links = [unescape(link) for link in re.findall(r'(?:href|data-[a-z-]+)="([^"]*)"', code)]
    words = post.text.split("\n")[0]
    return (*reversed([link for link in links if post.id in link]), words, escape(words), "<blockquote")


def _paragraph(match: re.Match[str], found: Found) -> str:
    """The marker for a `<p>` of raw HTML that is a post's address, or names one, and nothing else; what
    stands in a `<pre>` is shown as it is.
    """
    if match[0].startswith("<pre"):
        return match[0]
    if match["id"]:
        post = found.named(unescape(match["id"]))
        if post is None:
            return match[0]
        return found.embed(post, "placeholder", found.source.next(match["id"])[0])
    url = unescape(match["href"] or match["url"])
    address = embeds.recognise(url)
    if address is None:
        return match[0]
    return found.embed(
        address.uncaptured, "bare", found.source.address(url, match["href"] or match["url"])[0]
    )


def _frame(match: re.Match[str], found: Found) -> str:
    source = _SRC.search(match["attributes"])
    url = unescape(source[1]) if source else ""
    place = found.source.address(url, source[1] if source else "", "<iframe")
    title = _TITLE.search(match["attributes"])
    post = embeds.read_frame(url, unescape(title[1]) if title else "")
    if post is None:
        message = f"the frame of {url or 'nothing'} was taken out: a page loads nothing from elsewhere"
        found.warn("html-removed", message, "put a link in its place", at=place)
        return ""
    return found.embed(post, "blockquote", place[0])
