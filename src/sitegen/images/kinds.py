"""Which format a file is, by its first bytes and by its name."""

from __future__ import annotations

import re
from posixpath import basename, splitext
from typing import Literal

from sitegen.images.values import Fault, ImageInfo, Kind

SUFFIXES: dict[str, Kind | Literal["other"]] = {
    ".jpg": "jpeg", ".jpeg": "jpeg", ".jpe": "jpeg", ".jfif": "jpeg", ".png": "png", ".apng": "png",
    ".gif": "gif", ".webp": "webp", ".avif": "avif", ".bmp": "bmp", ".ico": "ico", ".svg": "svg",
    ".svgz": "other", ".heic": "other", ".heif": "other", ".tif": "other", ".tiff": "other", ".jp2": "other",
    ".jxl": "other", ".psd": "other", ".dng": "other", ".cr2": "other", ".nef": "other", ".arw": "other",
    ".hif": "other", ".cr3": "other", ".raf": "other", ".orf": "other", ".rw2": "other", ".x3f": "other",
    ".mrw": "other",
}  # fmt: skip
"""The formats by their names' endings. An “other” is not published: browsers do not show it, and nothing here
can clean it."""

_OTHERS = (
    b"II*\0", b"MM\0*", b"8BPS", b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  ",
    b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FUJIFILMCCD-RAW", b"FOVb", b"\0MRM",
)  # fmt: skip
"""How the others begin: TIFF with most raw pictures, Photoshop, JPEG XL, JPEG 2000; then raw pictures that
are no TIFF (Olympus, Panasonic, Fujifilm, Sigma, Minolta).
"""

_SVG = re.compile(
    rb"(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s+)*+<(?:\w+:)?svg[\s>/]",
    re.DOTALL,
)
_HEAD = 4096


def sniff(data: bytes) -> Kind | Literal["other", ""]:
    """The format by a file's first bytes; "" where it is no picture known here."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return _sniff_rare(data)


def _sniff_rare(data: bytes) -> Kind | Literal["other", ""]:
    if data[4:8] == b"ftyp":
        brands = data[8 : min(int.from_bytes(data[:4]), 256)]
        if b"avif" in brands or b"avis" in brands:
            return "avif"
        return "other" if brands[:4] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"crx "} else ""
    if data.startswith(_OTHERS):
        return "other"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "bmp"
    if data.startswith(b"\0\0\1\0") and data[5:6] == b"\0" and data[9:10] == b"\0":
        return "ico"
    return "svg" if looks_like_svg(data) else ""


def looks_like_svg(data: bytes) -> bool:
    """Whether an XML text's first element is an SVG's."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    return head.lstrip()[:1] == b"<" and _SVG.match(head) is not None


def by_name(name: str) -> Kind | Literal["other", ""]:
    """The format that a file's name promises; "" where it promises no picture."""
    return SUFFIXES.get(splitext(name)[1].lower(), "")


def is_picture(name: str, data: bytes = b"") -> bool:
    """Whether a file is to be handled as a picture: by its name or by its first bytes."""
    return bool(by_name(name) or sniff(data))


def mislabelled(info: ImageInfo, name: str) -> Fault | None:
    """A fault to warn of, where the name promises another format than the file is. It is published."""
    promised = by_name(name)
    if promised in {info.type, ""}:
        return None
    right = next(suffix for suffix, kind in SUFFIXES.items() if kind == info.type)
    return Fault(
        "image-mislabelled",
        f"the picture's name says {promised.upper()}, but the file is {info.type.upper()}",
        f"rename it to {splitext(basename(name))[0]}{right}, and the links to it",
    )
