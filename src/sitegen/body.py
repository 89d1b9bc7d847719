"""The body of an article, finished for a medium: markers become links, pictures and quoted posts.

Parsing leaves markers where the medium decides (see `markup`): a page wants relative links, narrow
pictures and rich quotations; a feed wants absolute links, one picture and plain quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape

from sitegen import embeds, i18n, structure
from sitegen.embeds.rendering import Href, Medium
from sitegen.model import Content, Embed, Entry, Picture, Ref, Snapshot, StoredPost
from sitegen.urls import doubtful_archive

SIZES = "(min-width: 48rem) 42rem, 100vw"
"""How wide a picture stands in the text, for the browser's choice among the versions."""

_MARKER = re.compile("\x1e([LIE])([0-9]+)\x1f")
_PASSED_ON = frozenset({"title", "class", "id"})
_LENGTH = re.compile(r"(?P<number>[1-9][0-9]{0,4}(?:\.[0-9]{1,4})?)(?P<unit>px|%|)")
_COLUMN = 42 * 16
"""How many pixels wide a picture stands in the text at the most, by `SIZES`."""


@dataclass(frozen=True, slots=True)
class Body:
    """The finished HTML of the text, and of the posts that the text places nowhere; and the lead picture,
    unless the text shows it, too.
    """

    html: str
    unplaced: tuple[str, ...]
    lead: Picture | None


def render_body(content: Content, entry: Entry, *, href: Href, medium: Medium) -> Body:
    """Put the entry's addresses, pictures and posts in the places that the content marks."""
    stored = {post.snapshot.key: post for post in entry.posts}
    in_text: set[str] = set()

    def post_html(embed: Embed) -> str:
        post, pictures = quoted(embed, entry, stored)
        if embed.placed:
            in_text.update(picture.path for picture in pictures)
        pasted = embed.given.captured_via == "pasted"
        lang = entry.article.lang
        return embeds.render(
            post, pictures=pictures, lang=lang, medium=medium, href=href, elsewhere=not pasted
        )

    def filled(match: re.Match[str]) -> str:
        kind, index = match[1], int(match[2])
        if kind == "E":
            return post_html(content.embeds[index])
        address, ref = entry.addresses[index], entry.article.refs[index]
        if kind == "L":
            return escape(href(address.path if isinstance(address, Picture) else address))
        if isinstance(address, Picture):
            in_text.add(address.path)
        return image(ref, address, href=href, medium=medium)

    html = _MARKER.sub(filled, content.html) if "\x1e" in content.html else content.html
    if medium == "page":
        html = structure.readable(html, table=i18n.get(entry.article.lang).gettext("Table"))
    lead = entry.card.image
    return Body(
        html,
        tuple(post_html(embed) for embed in content.embeds if not embed.placed),
        lead if lead and lead.path not in in_text else None,
    )


def quoted(
    embed: Embed, entry: Entry, stored: Mapping[str, StoredPost]
) -> tuple[Snapshot, tuple[Picture, ...]]:
    """What is published of a post, and of its pictures: those captured, else those that the article gives."""
    kept = stored.get(embed.given.key)
    post = shown(embed, kept)
    if post.status == "withheld":
        return post, ()
    captured = kept.pictures if kept and not embeds.is_own(embed.given) else ()
    addresses = (entry.addresses[index] for index in embed.pictures)
    return post, captured or tuple(address for address in addresses if isinstance(address, Picture))


def shown(embed: Embed, stored: StoredPost | None) -> Snapshot:
    """What is published of a post: what the article says of it and what was captured, as one.

    An id may name the account after an `@`: that of a withheld post is published without it. Copies in an
    archive that cannot be relied on come last.
    """
    post = embeds.merge(embed.given, stored.snapshot if stored else None)
    if any(doubtful_archive(copy.url) for copy in post.archives):
        copies = sorted(post.archives, key=lambda copy: bool(doubtful_archive(copy.url)))
        post = replace(post, archives=tuple(copies))
    return replace(post, id=post.id.partition("@")[0]) if post.status == "withheld" else post


def image(ref: Ref, address: str | Picture, *, href: Href, medium: Medium) -> str:
    """An `img` element with its dimensions and, on a page, its versions.

    Where versions in a better format are published, too, it stands in a `picture`.
    """
    picture = address if isinstance(address, Picture) else Picture(address)
    attributes = [("src", href(picture.path)), ("alt", ref.alt or "")]
    attributes += [(name, value) for name, value in ref.attributes if name in _PASSED_ON and medium == "page"]
    width, height = _size(dict(ref.attributes), picture)
    sizes = f"{width}px" if width < min(picture.width, _COLUMN) else SIZES
    if width and height:
        attributes += [("width", str(width)), ("height", str(height))]
    if medium == "page":
        if picture.variants:
            attributes += [("srcset", srcset(picture, href)), ("sizes", sizes)]
        attributes += [("loading", "lazy"), ("decoding", "async")]
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes)
    if medium == "feed" or not picture.better:
        return f"<img {written}>"
    sources = "".join(
        f'<source type="{kind}" srcset="{escape(_set(versions, href))}" sizes="{sizes}">'
        for kind, versions in picture.better
    )
    return f"<picture>{sources}<img {written}></picture>"


def _size(given: dict[str, str], picture: Picture) -> tuple[int, int]:
    """Width and height of a picture on the page: the file's, or smaller in the same ratio if so given."""
    width, height = picture.width, picture.height
    wide, high = (pixels(given.get(of, ""), of=of) or 0 for of in ("width", "height"))
    if 0 < wide < width:
        return wide, max(1, round(wide * height / width))
    if not wide and 0 < high < height:
        return max(1, round(high * width / height)), high
    return width, height


def pixels(length: str, *, of: str) -> int | None:
    """The `width` or `height` that an author gives: pixels, or a width in per cent of the column in which
    pictures stand, for no picture has a style of its own. 0 for all of the column, or none; None for what
    no picture can have.
    """
    length = length.strip()
    match = _LENGTH.fullmatch(length)
    if match is None:
        return 0 if length in {"", "auto"} else None
    number = float(match["number"])
    if match["unit"] != "%":
        return round(number)
    if of == "height" or number > 100:  # per cent of what, no one can say
        return None
    return round(number * _COLUMN / 100) if number < 100 else 0


def srcset(picture: Picture, href: Href) -> str:
    """The `srcset` of a picture."""
    return _set(picture.widths, href)


def _set(versions: Iterable[tuple[int, str]], href: Href) -> str:
    return ", ".join(f"{href(path)} {width}w" for width, path in versions)
