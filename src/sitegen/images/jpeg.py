"""JPEG, by its markers (ITU-T T.81, annex B): size, and the same picture without metadata.

What is kept is listed, so that whatever a camera adds tomorrow is dropped too: frame, tables,
scans, a JFIF header without its thumbnail, Adobe's colour transform, and the colour profile. The
compressed data are copied as they are: no quality is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.images.exif import orientation, shown
from sitegen.images.values import ImageInfo, damaged, truncated

SOI, EOI, SOS, APP0, APP1, APP2, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE})  # DHT, DAC, DQT, DNL, DRI, DHP
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
MAX_SCANS = 200
"""A sound progressive picture has about ten; thousands are an attack on the reader's processor."""

_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def inspect(data: bytes) -> ImageInfo:
    """Size and orientation. Raises UnreadableError."""
    size, turned, scans = None, 1, 0
    for marker, start, end in segments(data):
        if marker in FRAMES and size is None:
            if end - start < 10:
                raise damaged("its frame header is too short")
            size = int.from_bytes(data[start + 7 : start + 9]), int.from_bytes(data[start + 5 : start + 7])
        elif marker == APP1 and turned == 1 and data[start + 4 : start + 10] == b"Exif\0\0":
            turned = orientation(data[start + 10 : end])
        elif marker == SOS and size is None:
            raise damaged("a scan comes before the frame header")
        scans += marker == SOS
    if size is None or not all(size) or not scans:
        raise damaged("it has no frame, size or scan")
    if scans > MAX_SCANS:
        raise damaged(f"it has {scans} scans, which would keep a reader's browser busy")
    width, height = shown(*size, turned)
    return ImageInfo("jpeg", width, height, orientation=turned)


def strip(data: bytes) -> bytes:
    """The same picture without metadata, its compressed data untouched. Raises UnreadableError."""
    kept = (_kept(marker, data[start:end]) for marker, start, end in segments(data))
    return b"".join((b"\xff\xd8", *kept, b"\xff\xd9"))


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment; a scan's includes its compressed data. Ends at EOI."""
    at = 2
    while True:
        at = data.find(b"\xff", at)
        while 0 <= at < len(data) - 1 and data[at + 1] == 0xFF:
            at += 1
        if at < 0 or at + 1 >= len(data):
            raise truncated("the end marker is missing")
        marker = data[at + 1]
        if marker == EOI:
            return
        if marker in BARE or marker in {0, SOI}:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data) or end < at + 4:
            raise truncated("a segment runs past the end")
        if marker == SOS:
            found = _END_OF_SCAN.search(data, end)
            if not found:
                raise truncated("the end marker is missing")
            end = found.start()
        yield marker, at, end
        at = end


def _kept(marker: int, segment: bytes) -> bytes:
    body = segment[4:]
    if marker in FRAMES or marker in TABLES or marker == SOS:
        return segment
    if marker == APP2 and body.startswith(b"ICC_PROFILE\0"):
        return segment
    if marker == APP0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        return b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"
    if marker == APP14 and body.startswith(b"Adobe") and len(body) >= 12:
        return b"\xff\xee\x00\x0e" + body[:12]
    return b""
