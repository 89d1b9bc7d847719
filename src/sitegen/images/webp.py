"""WebP, by its RIFF chunks (RFC 9649): size, and the same picture without EXIF, XMP and the unknown."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sitegen.images.exif import orientation, shown
from sitegen.images.values import ImageInfo, damaged, truncated

KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
KEPT_IN_FRAME = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
ANIMATION, METADATA = 0x02, 0x08 | 0x04
FRAME_HEADER = 16


def inspect(data: bytes) -> ImageInfo:
    """Size, orientation (chunk EXIF) and whether it moves. Raises UnreadableError."""
    size: tuple[int, int] | None = None
    turned, animated = 1, False
    for kind, body in chunks(data, 12, _end(data)):
        if kind == b"VP8X" and len(body) >= 10:
            animated = bool(body[0] & ANIMATION)
            size = 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
        elif size is None and kind in {b"VP8 ", b"VP8L"}:
            size = _bitstream_size(kind, body)
        elif kind == b"EXIF":
            turned = orientation(body)
    if size is None or not all(size):
        raise damaged("it has no size or no pixels")
    if animated:
        turned = 1
    width, height = shown(*size, turned)
    return ImageInfo("webp", width, height, animated=animated, orientation=turned)


def lossless(data: bytes) -> bool:
    """Whether its pixels are kept without loss (so that a copy of it must be too)."""
    return any(kind == b"VP8L" for kind, _ in chunks(data, 12, _end(data)))


def strip(data: bytes) -> bytes:
    """The same picture without metadata, its compressed data untouched. Raises UnreadableError."""
    out = [_chunk(kind, _cleaned(kind, body)) for kind, body in chunks(data, 12, _end(data)) if kind in KEPT]
    content = b"".join((b"WEBP", *out))
    return b"RIFF" + struct.pack("<I", len(content)) + content


def chunks(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """(name, body) of each chunk between two places."""
    at = start
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", data, at)
        if at + 8 + size > end:
            raise truncated(f"the chunk {name.decode('latin-1')!r} runs past the end")
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _end(data: bytes) -> int:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise truncated(f"{end} bytes are promised, {len(data)} are there")
    return end


def _bitstream_size(kind: bytes, body: bytes) -> tuple[int, int]:
    if kind == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    raise damaged("its first frame cannot be read")


def _cleaned(kind: bytes, body: bytes) -> bytes:
    if kind == b"VP8X" and body:
        return bytes((body[0] & ~METADATA,)) + body[1:]
    if kind == b"ANMF":
        inner = chunks(body, FRAME_HEADER, len(body))
        return body[:FRAME_HEADER] + b"".join(_chunk(k, b) for k, b in inner if k in KEPT_IN_FRAME)
    return body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
