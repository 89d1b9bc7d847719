"""PNG, by its chunks (W3C PNG, third edition): size, and the same picture without metadata."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from sitegen.images.exif import orientation, shown
from sitegen.images.values import ImageInfo, damaged, truncated

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT".split()
)
"""All that shapes the pixels and their colours, and animation. Text, EXIF, time and the unknown go."""

MAX_PROFILE = 1_000_000
"""The largest colour profile, in bytes unpacked: those of screens and printers have 500 to 600,000."""


def inspect(data: bytes) -> ImageInfo:
    """Size, orientation (chunk eXIf) and whether it moves. Raises UnreadableError."""
    width = height = 0
    turned, animated, filled = 1, False, False
    for kind, body in chunks(data):
        if kind == b"IHDR" and len(body) == 13:
            width, height = struct.unpack_from(">II", body)
        elif kind == b"eXIf":
            turned = orientation(body)
        elif kind == b"acTL":
            animated = True
        filled = filled or kind == b"IDAT"
    if not (width and height and filled):
        raise damaged("it has no size or no pixels")
    if animated:
        turned = 1
    width, height = shown(width, height, turned)
    return ImageInfo("png", width, height, animated=animated, orientation=turned)


def strip(data: bytes) -> bytes:
    """The same picture without metadata, its compressed data untouched. Raises UnreadableError."""
    out = [SIGNATURE]
    for kind, body in chunks(data):
        if kind in KEPT:
            body = _profile(body) if kind == b"iCCP" else body  # noqa: PLW2901 - of the same chunk
            out.append(chunk(kind, body) if body or kind != b"iCCP" else b"")
    return b"".join(out)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, body) of each chunk, their checksums tested, to IEND."""
    at = len(SIGNATURE)
    while True:
        if at + 12 > len(data):
            raise truncated("the end chunk is missing")
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 8 + size
        if end + 4 > len(data):
            raise truncated(f"the chunk {kind.decode('latin-1')!r} runs past the end")
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            raise damaged(f"the checksum of the chunk {kind.decode('latin-1')!r} is wrong")
        yield kind, data[at + 8 : end]
        if kind == b"IEND":
            return
        at = end + 4


def _profile(body: bytes) -> bytes:
    """A colour profile under a plain name: the original one is free text. Nothing of one that is damaged, or
    swells beyond measure when it is unpacked: readers' browsers would have to.
    """
    _, _, rest = body.partition(b"\0")
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(rest[1:], MAX_PROFILE)
    except zlib.error:
        return b""
    return b"icc\0" + rest if unpacking.eof else b""


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk with its length and checksum, as it is written."""
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))
