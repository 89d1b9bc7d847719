"""AVIF, by its boxes (ISO/IEC 14496-12 and 23008-12): the same file, its metadata overwritten in place.

Places in the file are absolute, so nothing may move: foreign boxes become `free` boxes of zeros,
and items that are no picture (EXIF, XMP, anything else) become nameless items of zeros.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.images.values import ImageInfo, damaged, truncated

KEPT = frozenset((b"ftyp", b"meta", b"mdat", b"moov"))
DROPPED_IN_MOVIE = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
PARENTS_IN_MOVIE = frozenset((b"trak", b"mdia", b"minf", b"stbl", b"edts"))
PICTURES = frozenset((b"av01", b"grid", b"iden", b"iovl", b"tmap"))
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A box in the file: its four-letter kind, where it starts, where its body starts and ends."""

    kind: bytes
    start: int
    body: int
    end: int


def inspect(data: bytes) -> ImageInfo:
    """Size, orientation and whether it moves, as Pillow reads them. Raises what Pillow raises.

    One that moves is left to browsers to turn.
    """
    from sitegen.images.make import header  # noqa: PLC0415 - Pillow is slow to import

    width, height, moves, orientation = header(data)
    return ImageInfo("avif", width, height, animated=moves, orientation=1 if moves else orientation)


def strip(data: bytes) -> bytes:
    """The same picture without metadata, its compressed data untouched. Raises UnreadableError."""
    out = bytearray(data)
    for box in boxes(data, 0, len(data)):
        if box.kind == b"meta":
            _clean_meta(data, out, box)
        elif box.kind == b"moov":
            _clean_movie(data, out, box)
        elif box.kind not in KEPT:
            _blank_box(out, box)
    return bytes(out)


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places. Raises UnreadableError where one runs past the end."""
    at = start
    while at + 8 <= end:
        size, head = int.from_bytes(data[at : at + 4]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        elif size == 0:
            size = end - at
        kind = data[at + 4 : at + 8]
        if size < head or at + size > end:
            raise truncated(f"the box {kind.decode('latin-1')!r} runs past the end")
        yield Box(kind, at, at + head, at + size)
        at += size


def _blank_box(out: bytearray, box: Box) -> None:
    out[box.start + 4 : box.start + 8] = b"free"
    out[box.body : box.end] = bytes(box.end - box.body)


def _clean_movie(data: bytes, out: bytearray, parent: Box, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise damaged("its boxes are nested too deeply")
    for box in boxes(data, parent.body, parent.end):
        if box.kind in DROPPED_IN_MOVIE:
            _blank_box(out, box)
        elif box.kind == b"hdlr":
            _blank_name(out, box)
        elif box.kind in PARENTS_IN_MOVIE:
            _clean_movie(data, out, box, depth + 1)


def _clean_meta(data: bytes, out: bytearray, meta: Box) -> None:
    inner = {box.kind: box for box in boxes(data, meta.body + 4, meta.end)}
    if b"hdlr" in inner:
        _blank_name(out, inner[b"hdlr"])
    foreign = _clean_names(data, out, inner[b"iinf"]) if b"iinf" in inner else frozenset[int]()
    if foreign and b"iloc" in inner:
        bases = {0: 0, 1: inner[b"idat"].body} if b"idat" in inner else {0: 0}
        emptied = 0
        for item, start, end in _extents(data, inner[b"iloc"], bases):
            if item in foreign:
                emptied += end - start
                if end > len(data) or emptied > len(data):
                    raise truncated("an item runs past the end")
                out[start:end] = bytes(end - start)


def _blank_name(out: bytearray, handler: Box) -> None:
    start = min(handler.body + 24, handler.end)
    out[start : handler.end] = bytes(handler.end - start)


def _clean_names(data: bytes, out: bytearray, info: Box) -> frozenset[int]:
    """Empty all names of items, and rename those that are no picture; their ids."""
    foreign = set()
    count = 2 if data[info.body] == 0 else 4
    for entry in boxes(data, info.body + 4 + count, info.end):
        version = data[entry.body]
        if entry.kind != b"infe" or version < 2:
            raise damaged("its list of items is of an unknown kind")
        wide = 2 if version == 2 else 4
        at = entry.body + 4
        kind = at + wide + 2
        if data[kind : kind + 4] not in PICTURES:
            foreign.add(int.from_bytes(data[at : at + wide]))
            out[kind : kind + 4] = b"none"
        out[kind + 4 : entry.end] = bytes(max(0, entry.end - kind - 4))
    return frozenset(foreign)


def _extents(data: bytes, box: Box, bases: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """(item id, start, end) of each piece of each item, as places in the file (box `iloc`)."""
    version = data[box.body]
    if version > 2:
        raise damaged("its list of places is of an unknown kind")
    sizes = data[box.body + 4], data[box.body + 5]
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    wide = 4 if version == 2 else 2
    read = _Reader(data, box.body + 6, box.end)
    for _ in range(read.number(wide)):
        item = read.number(wide)
        method = read.number(2) & 15 if version else 0
        read.number(2)
        origin = read.number(base)
        for _ in range(read.number(2)):
            if version:
                read.number(index)
            start = origin + read.number(offset)
            size = read.number(length)
            if method not in bases or not size:
                raise damaged("an item is stored in an unknown way")
            yield item, bases[method] + start, bases[method] + start + size


class _Reader:
    """Big-endian numbers, one after the other; past the end is a fault."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self.data, self.at, self.end = data, at, end

    def number(self, size: int) -> int:
        if self.at + size > self.end:
            raise truncated("its list of places is cut off")
        self.at += size
        return int.from_bytes(self.data[self.at - size : self.at])
