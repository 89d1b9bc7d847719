"""GIF, by its blocks (GIF89a): size, and the same picture without comments and foreign extensions."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.images.values import ImageInfo, damaged, truncated

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
PROFILE = b"ICCRGBG1012"


def inspect(data: bytes) -> ImageInfo:
    """Size of the screen, and whether it moves. Raises UnreadableError."""
    if len(data) < 13:
        raise truncated("it is only a header")
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    frames = sum(data[start] == IMAGE for start, _ in blocks(data))
    if not (width and height and frames):
        raise damaged("it has no size or no pixels")
    return ImageInfo("gif", width, height, animated=frames > 1)


def strip(data: bytes) -> bytes:
    """The same frames, timing, loop and colour profile; all else dropped. Raises UnreadableError."""
    head = data[: _first_block(data)]
    return b"".join((head, *(_kept(data[start:end]) for start, end in blocks(data)), b"\x3b"))


def blocks(data: bytes) -> Iterator[tuple[int, int]]:
    """(start, end) of each extension and image, up to the trailer."""
    at = _first_block(data)
    while at < len(data) and data[at] != TRAILER:
        kind = data[at]
        if kind == 0:  # stray terminators, which old encoders leave
            at += 1
            continue
        if kind == EXTENSION:
            end = _past_sub_blocks(data, at + 2)
        elif kind == IMAGE:
            flags = data[at + 9] if at + 9 < len(data) else 0
            end = _past_sub_blocks(data, at + 11 + _table_size(flags))
        else:
            raise damaged(f"there is an unknown block (0x{kind:02x})")
        yield at, end
        at = end


def _first_block(data: bytes) -> int:
    if len(data) < 13:
        raise truncated("it is only a header")
    return 13 + _table_size(data[10])


def _table_size(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _past_sub_blocks(data: bytes, at: int) -> int:
    while at < len(data):
        if data[at] == 0:
            return at + 1
        at += 1 + data[at]
    raise truncated("a block runs past the end")


def _kept(block: bytes) -> bytes:
    if block[0] == IMAGE or (block[1] == CONTROL and len(block) == 8):
        return block
    if block[1] == APPLICATION and block[2] == 11:
        name = block[3:14]
        if name in LOOPS and block[14:16] == b"\x03\x01":
            return block[:18] + b"\0"
        if name == PROFILE:
            return block
    return b""
