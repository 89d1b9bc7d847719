"""Entries by way of forms. What feedgen writes of an entry depends, but for the texts in it, only on which
parts the entry has and how many: so it writes a blank form of each such shape, and texts are filled in.
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

_SLOT = re.compile('(=")?\ue000([0-9]+)\ue001')


@dataclass(frozen=True, slots=True)
class Form:
    """An entry's XML with a `%b` for each text; `slots` are the texts' places, and what escapes each."""

    xml: bytes
    slots: tuple[tuple[int, Callable[[bytes], bytes]], ...]

    def filled(self, texts: Sequence[bytes]) -> bytes:
        """The entry with these texts, in the order of `texts_of`."""
        return self.xml % tuple([escaped(texts[place]) for place, escaped in self.slots])


class Shape(NamedTuple):
    """All that decides an entry's form. `authors` says of each whether there is an address for it."""

    html: bool
    summary: bool
    changed: bool
    enclosure: bool
    authors: tuple[bool, ...]
    tags: int


def shape_of(shown: Post) -> Shape:
    """The shape of an article's entry."""
    return Shape(
        html=bool(shown.html),
        summary=bool(shown.summary),
        changed=shown.updated != shown.published,
        enclosure=shown.enclosure is not None,
        authors=tuple(bool(url) for _, url in shown.authors),
        tags=len(shown.tags),
    )


def texts_of(shown: Post, *, published: str, summary: str) -> list[bytes]:
    """The texts of an article's entry in UTF-8; its date and its summary as the format wants them."""
    picture = shown.enclosure or Enclosure("", 0, "", "")
    others = [
        *(shown.id, shown.url, shown.title, summary, published, shown.updated.isoformat()),
        *(picture.url, str(picture.size), picture.type),
        *(text for author in shown.authors for text in author),
        *shown.tags,
    ]
    return [shown.html, *(text.encode() for text in others)]


def blank(shape: Shape) -> Post:
    """A post whose texts stand for their places among those of `texts_of`."""
    authors = range(10, 10 + 2 * len(shape.authors), 2)
    tags = range(10 + 2 * len(shape.authors), 10 + 2 * len(shape.authors) + shape.tags)
    return Post(
        id=_slot(1),
        url=_slot(2),
        title=_slot(3),
        html=_slot(0).encode() if shape.html else b"",
        summary=_slot(4) if shape.summary else "",
        published=PUBLISHED,
        updated=UPDATED if shape.changed else PUBLISHED,
        authors=tuple(
            (_slot(place), _slot(place + 1) if linked else "")
            for place, linked in zip(authors, shape.authors, strict=True)
        ),
        tags=tuple(_slot(place) for place in tags),
        enclosure=Enclosure(_slot(7), SIZE, _slot(9), "") if shape.enclosure else None,
    )


def form(xml: str, *, published: str) -> Form:
    """The form that a blank post's XML is; `published` is how the format writes `PUBLISHED`."""
    for written, place in ((published, 5), (UPDATED.isoformat(), 6), (str(SIZE), 8)):
        xml = xml.replace(written, _slot(place))
    slots = tuple((int(place), _in_attribute if start else _in_text) for start, place in _SLOT.findall(xml))
    return Form(_SLOT.sub(r"\1%b", xml.replace("%", "%%")).encode(), slots)


def _slot(place: int) -> str:
    return f"\ue000{place}\ue001"


# As libxml2 writes them. Bytes are quicker to search than characters that are not all Latin.


def _in_text(text: bytes) -> bytes:
    safe = text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return safe.replace(b"\r", b"&#13;")


def _in_attribute(text: bytes) -> bytes:
    safe = _in_text(text).replace(b'"', b"&quot;")
    return safe.replace(b"\t", b"&#9;").replace(b"\n", b"&#10;")
