"""Posts in places of a body of HTML that hold none: cells, headings, captions, parts to be unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from sitegen import embeds
from sitegen.embeds.address import PostAddress
from sitegen.importing.body.manuscript import TOKEN, Manuscript
from sitegen.importing.html.tree import HEADINGS

_FULL = [*HEADINGS, "caption", "dt", "figcaption", "summary", "td", "th"]
"""Elements in which no post can stand."""

_ENTRY = re.compile(r"\[tweet:(?P<id>[^\[\]\s]+)\]")


def convert(soup: BeautifulSoup, sheet: Manuscript) -> None:
    """Leave a link with its author's name where such a post stood; the post itself follows the text."""
    found = [(text, text.find_parent(_FULL) is not None) for text in soup.find_all(string=TOKEN)]
    shown = {_code(sheet, n) for text, fixed in found if not fixed for n in TOKEN.findall(str(text))}
    for text, fixed in found:
        if fixed:
            shown |= {_listed(sheet, number, shown) for number in TOKEN.findall(str(text))}
            text.replace_with(*_parts(soup, sheet, str(text)))


def _code(sheet: Manuscript, number: str) -> str:
    tokens = sheet.tokens or []
    return tokens[int(number)] if int(number) < len(tokens) else ""


def _listed(sheet: Manuscript, number: str, shown: set[str]) -> str:
    """The text of a token. If that is a post that stands nowhere else, it is to be shown after the text."""
    code = _code(sheet, number)
    address = embeds.recognise(code)
    if address and code not in shown:
        sheet.tweets.append({"url": address.url})
    return code


def _parts(soup: BeautifulSoup, sheet: Manuscript, text: str) -> Iterator[Tag | NavigableString]:
    """A text with links, or names, for the posts in it."""
    for at, part in enumerate(TOKEN.split(text)):
        code = _code(sheet, part) if at % 2 else ""
        address, entry = embeds.recognise(code), _ENTRY.fullmatch(code)
        if address:
            link = soup.new_tag("a", href=address.url)
            link.string = _title(sheet, address) or address.url
            yield from (NavigableString(" "), link, NavigableString(" "))
        elif entry:
            yield NavigableString(f" {_author(sheet, entry['id'])} ")
        else:
            yield NavigableString(f"\ue000{part}\ue001" if at % 2 else part)


def _title(sheet: Manuscript, address: PostAddress) -> str:
    """Whose post it is, or what it is called."""
    known = next((post for post in sheet.snapshots if post.key == address.key), None)
    handle = (known.author_handle if known else "") or address.handle
    name = known.author_name if known else ""
    signed = f"{name} (@{handle})" if name and handle else name or (f"@{handle}" if handle else "")
    return signed or (known.title if known else "")


def _author(sheet: Manuscript, name: str) -> str:
    """Who wrote a post that has no address."""
    entry = next((entry for entry in sheet.tweets if entry.get("id") == name), {})
    return str(entry.get("author") or entry.get("handle") or "…")
