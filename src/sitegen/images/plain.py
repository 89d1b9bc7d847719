"""BMP and ICO: formats without metadata of their own (an icon may hold a PNG that has some)."""

from __future__ import annotations

import struct

from sitegen.images import png
from sitegen.images.values import ImageInfo, damaged, truncated


def inspect_bmp(data: bytes) -> ImageInfo:
    """Size of a bitmap. Raises UnreadableError."""
    if len(data) < 34:
        raise truncated("it is only a header")
    start, _, width, height, _, bits, packed = struct.unpack_from("<IIiiHHI", data, 10)
    if not (width > 0 and height):
        raise damaged("it has no size")
    stored = (width * bits + 31) // 32 * 4 * abs(height)
    if packed == 0 and start + stored > len(data):
        raise truncated(f"{start + stored} bytes are promised, {len(data)} are there")
    return ImageInfo("bmp", width, abs(height))


def inspect_ico(data: bytes) -> ImageInfo:
    """Size of an icon's largest picture. Raises UnreadableError."""
    sizes = [(data[at] or 256, data[at + 1] or 256) for at, _, _ in _icons(data)]
    if not sizes:
        raise damaged("it has no pictures")
    return ImageInfo("ico", *max(sizes))


def strip_ico(data: bytes) -> bytes:
    """The icon with each PNG in it cleaned. Raises UnreadableError."""
    icons = list(_icons(data))
    at = 6 + 16 * len(icons)
    head, bodies = [data[:6]], []
    for entry, start, end in icons:
        body = data[start:end]
        if body.startswith(png.SIGNATURE):
            body = png.strip(body)
        head.append(data[entry : entry + 8] + struct.pack("<II", len(body), at))
        bodies.append(body)
        at += len(body)
    return b"".join(head + bodies)


def _icons(data: bytes) -> list[tuple[int, int, int]]:
    """(place of the directory entry, start, end) of each picture."""
    count = int.from_bytes(data[4:6], "little")
    if 6 + 16 * count > len(data):
        raise truncated("its directory is cut off")
    found = []
    for entry in range(6, 6 + 16 * count, 16):
        size, start = struct.unpack_from("<II", data, entry + 8)
        if start + size > len(data):
            raise truncated("one of its pictures runs past the end")
        found.append((entry, start, start + size))
    if sum(end - start for _, start, end in found) > len(data):
        raise damaged("its pictures overlap")
    return found
