"""What scripts draw in a page: Facebook's and TikTok's boxes, AMP's elements, pictures behind words.

Each holds an address and often no words, so nothing of it would be left without its script or style.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from sitegen.importing.body import pasted, references
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pasted import Address, as_it_is
from sitegen.importing.body.pictures import PICTURE
from sitegen.urls import parts_of

_TAG = re.compile(r"<(?P<name>[a-zA-Z][\w-]*+)(?P<attributes>(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')+)>")
_DECLARATION = re.compile(r"(?:[^;()]|\([^()]*\)|[()])+")
"""A declaration of a style; in the brackets of an address, a semicolon ends none."""

_URL = re.compile(r"url\(([^()]*)\)", re.IGNORECASE)
_BACKGROUNDS = frozenset({"background", "background-image"})
_POSTS = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v="),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/web/status/"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/"),
    "amp-facebook": ("data-href", ""),
    "amp-iframe": ("src", ""),
    "twitter-widget": ("data-tweet-id", "https://twitter.com/i/web/status/"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v="),
    "lite-vimeo": ("videoid", "https://vimeo.com/"),
}
"""Elements that show one post, by number or address: AMP's (https://amp.dev/documentation/components/), and
those of scripts that load a player late."""

_TRIGGERS = ("<amp-", "<lite-", "<twitter-", "data-href", "tiktok-embed", "instagram-media", "background")
_CLOSES = re.compile(r"\s*</(?P<name>[a-zA-Z][\w-]*)\s*>")
_PLAIN = {"amp-img": "img", "amp-anim": "img", "amp-video": "video", "amp-audio": "audio"}
_BOXES = frozenset({"fb-post", "fb-video"})
_CITED = frozenset({"tiktok-embed", "instagram-media"})


def convert(sheet: Manuscript, address: Address = as_it_is) -> None:
    """Put a post, a link or a picture where such an element stands."""
    for tag in sheet.matches(
        _TAG,
        "<amp-",
        "<lite-",
        "<twitter-widget",
        "data-href",
        "tiktok-embed",
        "instagram-media",
        "background",
    ):
        given = references.attributes(tag["attributes"])
        name, classes = tag["name"].lower(), frozenset(given.get("class", "").split())
        key, prefix = _POSTS.get(name, ("", ""))
        if given.get(key):
            _post(sheet, tag, prefix + given[key], address)
        elif not _BOXES.isdisjoint(classes) and given.get("data-href"):
            _post(sheet, tag, given["data-href"], address)
        elif name in _PLAIN:
            sheet.replace(tag.start("name"), tag.end("name"), _PLAIN[name])
        elif not _CITED.isdisjoint(classes):
            _cite(sheet, tag, given)
        elif behind := _behind(given.get("style", "")):
            _show(sheet, tag, behind, address)


def _post(sheet: Manuscript, tag: re.Match[str], url: str, address: Address) -> None:
    paragraph = pasted.player(sheet, url, "")
    closes = _CLOSES.match(sheet.text, tag.end())
    end = closes.end() if closes and closes["name"].lower() == tag["name"].lower() else tag.end()
    if paragraph:
        sheet.block(tag.start(), end, paragraph)
    else:
        pasted.link(sheet, tag.start(), end, url, address=address)


def _cite(sheet: Manuscript, tag: re.Match[str], given: Mapping[str, str]) -> None:
    """The address of a quoted film or picture, above the words, which often hold other links only."""
    url = given.get("data-instgrm-permalink") or given.get("cite", "")
    if url.startswith(("http://", "https://")) and sheet.text.count(url.partition("?")[0], tag.end()) == 0:
        sheet.replace(tag.end(), tag.end(), f'<p><a href="{escape(url)}">{escape(url)}</a></p>')


def _behind(style: str) -> str:
    """The address of the first picture that a style puts behind words, or ""."""
    for declaration in _DECLARATION.findall(style) if "background" in style.lower() else ():
        name, _, value = declaration.partition(":")
        if name.strip().lower() in _BACKGROUNDS and (found := _URL.search(value)):
            return str(found[1]).strip(" \t\r\n\f\"'")
    return ""


def _show(sheet: Manuscript, tag: re.Match[str], url: str, address: Address) -> None:
    """A picture behind words stands before them."""
    if PICTURE.search(parts_of(url).path):
        sheet.replace(tag.end(), tag.end(), f'<img src="{escape(address(url, tag.start()))}" alt="">')
