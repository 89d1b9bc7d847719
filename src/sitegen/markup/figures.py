"""Pictures and media that stand for themselves: figures with captions; players of remote files."""

from __future__ import annotations

import re
from html import escape, unescape

from sitegen.markup.found import Found
from sitegen.urls import is_own, is_web

_ATTRIBUTES = r'(?: [^\s="<>]+="[^"]*")*'
_FIGURE = re.compile(
    rf"<p(?P<own>{_ATTRIBUTES})>\s*(?P<open><a{_ATTRIBUTES}>)?(?P<img><img{_ATTRIBUTES}>)(?P<close></a>)?\s*</p>"
)
_CREDIT = re.compile(r' credit="([^"]*)"')
_TITLE = re.compile(r' title="([^"]*)"')
_PLAYER = re.compile(rf"<(video|audio)({_ATTRIBUTES})>(.*?)</\1>", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
"""Python counts the signs of markers among them."""
_SRC = re.compile(r' src="([^"]*)"')


def framed(html: str, found: Found) -> str:
    """The HTML with a `figure` for each picture that is a paragraph and has a caption or a credit, in which
    sources may be cited, and with links in place of players whose file is elsewhere.
    """
    if "<img" in html:
        html = _FIGURE.sub(_figure, html)
    if "<video" in html or "<audio" in html:
        html = _PLAYER.sub(lambda match: _player(match, found), html)
    return html


def _figure(match: re.Match[str]) -> str:
    img = match["img"]
    title, credit = _TITLE.search(img), _CREDIT.search(img)
    parts = []
    if title and title[1].strip():
        parts.append(_text(title[1]))
    if credit and credit[1].strip():
        parts.append(f'<span class="credit">{_text(credit[1])}</span>')
    if not parts or bool(match["open"]) != bool(match["close"]):
        return match[0]
    picture = _TITLE.sub("", _CREDIT.sub("", img))
    linked = f"{match['open'] or ''}{picture}{match['close'] or ''}"
    return f"<figure{match['own']}>{linked}<figcaption>{' '.join(parts)}</figcaption></figure>"


def _text(attribute: str) -> str:
    """What an attribute says, with its markers of citations."""
    return escape(_SPACES.sub(" ", unescape(attribute)).strip(" "), quote=False)


def _player(match: re.Match[str], found: Found) -> str:
    """A link for a player of remote files; the player as it is if its files are the archive's own."""
    addresses = [unescape(address).strip() for address in _SRC.findall(match[2] + match[3])]
    remote = [address for address in addresses if is_web(address) and not is_own(address, found.own)]
    if not remote or len(remote) < len(addresses):
        return match[0]
    url = remote[0]
    message = f"{url} is not played from elsewhere: a link stands in its place"
    hint = "save the file in the archive and name it there"
    found.warn("remote-media", message, hint, at=found.source.address(url))
    return f'<a href="{escape(url)}">{escape(url)}</a>'
