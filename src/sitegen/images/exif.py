"""The one thing in EXIF that a reader needs: which way up the picture is."""

from __future__ import annotations

import struct

ORIENTATION = 0x0112


def orientation(exif: bytes) -> int:
    """The orientation (1 to 8) in a TIFF-structured EXIF block; 1 where it says nothing sound.

    Format: EXIF 2.32, section 4.6: byte order, 42, offset of the first directory of 12-byte entries.
    """
    exif = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return 1
    (start,) = struct.unpack_from(order + "I", exif, 4)
    if start + 2 > len(exif):
        return 1
    (count,) = struct.unpack_from(order + "H", exif, start)
    for at in range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind = struct.unpack_from(order + "HH", exif, at)
        if tag == ORIENTATION and kind == 3:
            (value,) = struct.unpack_from(order + "H", exif, at + 8)
            return value if 1 <= value <= 8 else 1
    return 1


def shown(width: int, height: int, orientation: int) -> tuple[int, int]:
    """The size of a picture once its orientation is applied: 5 to 8 lie on their side."""
    return (height, width) if orientation >= 5 else (width, height)
