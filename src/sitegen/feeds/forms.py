"""Entries by way of forms. What feedgen and `json` write of an entry depends, but for the texts in it, only
on which parts the entry has and how many: so they write a blank form of each such shape once, and texts
are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sitegen.feeds.content import Enclosure, Post

PUBLISHED, UPDATED = datetime(9998, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
SIZE = 10**15 - 1
"""What stands in a blank form in place of texts that are no words."""

_HTML, _ID, _URL, _TITLE, _SUMMARY, _PUBLISHED, _UPDATED, _PICTURE, _SIZE, _TYPE, _ALT, _OTHERS = range(12)
"""The places of the texts; of the others, the authors' names and addresses come first, then the tags."""

_SLOT = re.compile('(=")?\ue000([0-9]+)\ue001')


@dataclass(frozen=True, slots=True)
class Form:
    """An entry with a `%b` for each text; `slots` are the places of the texts, and what escapes each."""

    written: bytes
    slots: tuple[tuple[int, Callable[[bytes], bytes]], ...]

    def filled(self, texts: Sequence[bytes]) -> bytes:
        """The entry with these texts, in the order of `texts_of`."""
        return self.written % tuple([escaped(texts[place]) for place, escaped in self.slots])


class Shape(NamedTuple):
    """All that decides an entry's form. `authors` says of each whether there is an address for it."""

    html: bool
    summary: bool
    changed: bool
    enclosure: bool
    alt: bool
    authors: tuple[bool, ...]
    tags: int


def shape_of(shown: Post) -> Shape:
    """The shape of an article's entry."""
    return Shape(
        html=bool(shown.html),
        summary=bool(shown.summary),
        changed=shown.updated != shown.published,
        enclosure=shown.enclosure is not None,
        alt=bool(shown.enclosure and shown.enclosure.alt),
        authors=tuple(bool(url) for _, url in shown.authors),
        tags=len(shown.tags),
    )


def texts_of(shown: Post, *, published: str, summary: str) -> list[bytes]:
    """The texts of an article's entry in UTF-8; its date and its summary as the format wants them."""
    picture = shown.enclosure or Enclosure("", 0, "", "")
    others = [
        *(shown.id, shown.url, shown.title, summary, published, shown.updated.isoformat()),
        *(picture.url, str(picture.size), picture.type, picture.alt),
        *(text for author in shown.authors for text in author),
        *shown.tags,
    ]
    return [shown.html, *(text.encode() for text in others)]


def blank(shape: Shape) -> Post:
    """A post whose texts stand for their places among those of `texts_of`."""
    tagged = _OTHERS + 2 * len(shape.authors)
    authors = zip(range(_OTHERS, tagged, 2), shape.authors, strict=True)
    picture = Enclosure(_slot(_PICTURE), SIZE, _slot(_TYPE), _slot(_ALT) if shape.alt else "")
    return Post(
        id=_slot(_ID),
        url=_slot(_URL),
        title=_slot(_TITLE),
        html=_slot(_HTML).encode() if shape.html else b"",
        summary=_slot(_SUMMARY) if shape.summary else "",
        published=PUBLISHED,
        updated=UPDATED if shape.changed else PUBLISHED,
        authors=tuple((_slot(place), _slot(place + 1) if linked else "") for place, linked in authors),
        tags=tuple(_slot(place) for place in range(tagged, tagged + shape.tags)),
        enclosure=picture if shape.enclosure else None,
    )


def xml_form(written: str, *, published: str) -> Form:
    """The form that a blank post's XML is; `published` is how the format writes `PUBLISHED`."""
    return _form(written, published, lambda start: _in_attribute if start else _in_text)


def json_form(written: str) -> Form:
    """The form that a blank post's JSON is."""
    return _form(written, PUBLISHED.isoformat(), lambda _: _in_json)


def _form(written: str, published: str, escaped: Callable[[str], Callable[[bytes], bytes]]) -> Form:
    """`escaped` gives what escapes a text, of what stands before it: the start of an attribute or nothing."""
    for stand_in, place in ((published, _PUBLISHED), (UPDATED.isoformat(), _UPDATED), (str(SIZE), _SIZE)):
        written = written.replace(stand_in, _slot(place))
    slots = tuple((int(place), escaped(start)) for start, place in _SLOT.findall(written))
    return Form(_SLOT.sub(r"\1%b", written.replace("%", "%%")).encode(), slots)


def _slot(place: int) -> str:
    return f"\ue000{place}\ue001"


# As libxml2 and `json` write them. Bytes are quicker to search than characters that are not all Latin.


def _in_text(text: bytes) -> bytes:
    safe = text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return safe.replace(b"\r", b"&#13;")


def _in_attribute(text: bytes) -> bytes:
    safe = _in_text(text).replace(b'"', b"&quot;")
    return safe.replace(b"\t", b"&#9;").replace(b"\n", b"&#10;")


def _in_json(text: bytes) -> bytes:
    safe = text.replace(b"\\", rb"\\").replace(b'"', rb"\"")
    return safe.replace(b"\n", rb"\n").replace(b"\t", rb"\t").replace(b"\r", rb"\r")
