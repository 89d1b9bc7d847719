"""Pixels to pixels with Pillow: versions of pictures, and pictures turned the right way up.

The one module of this package that imports Pillow, so it is imported only when pixels are made.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageCms, JpegImagePlugin
from PIL.Image import Transpose

from sitegen.images import avif, webp
from sitegen.images.exif import ORIENTATION, shown
from sitegen.images.values import ImageInfo, Recipe

METHODS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""What brings stored pixels upright, by EXIF's orientation."""
QUALITY = {"webp": 80, "avif": 60}
TURNED_QUALITY = 90
_AVIF = {"speed": 6, "max_threads": 1}
_SIDEWAYS_TABLE = tuple(row * 8 + column for column in range(8) for row in range(8))


def variant(data: bytes, info: ImageInfo, recipe: Recipe) -> bytes:
    """A version in a format of the web, upright, with its colour profile, without metadata."""
    with Image.open(io.BytesIO(data)) as opened:
        stored = shown(recipe.width, recipe.height, info.orientation)
        opened.draft(None, stored)  # JPEG only: unpack at a half, a quarter or an eighth
        image, profile = _for_web(opened, opened.info.get("icc_profile"))
        image = upright(image.resize(stored, Image.Resampling.LANCZOS, reducing_gap=2.0), info.orientation)
    options: dict[str, Any] = {"quality": QUALITY[recipe.type]}
    options |= {"method": 4} if recipe.type == "webp" else _AVIF
    return _saved(image, recipe.type.upper(), icc_profile=profile, **options)


def turned(data: bytes, info: ImageInfo) -> bytes:
    """The whole picture upright, in its own format: without loss where that is possible.

    A JPEG is packed again with the tables it was packed with, so that next to nothing changes.
    """
    with Image.open(io.BytesIO(data)) as opened:
        profile = opened.info.get("icc_profile")
        image = upright(opened, info.orientation)
        if info.type == "jpeg":
            return _turned_jpeg(opened, image, info, profile)
        if info.type == "webp":
            kind = {"lossless": True, "exact": True} if webp.lossless(data) else {"quality": TURNED_QUALITY}
            return _saved(image, "WEBP", icc_profile=profile, **kind)
        if info.type == "avif":
            fine: dict[str, Any] = {"quality": TURNED_QUALITY, "subsampling": "4:4:4", **_AVIF}
            return avif.strip(_saved(image, "AVIF", icc_profile=profile, **fine))
        return _saved(image, "PNG", icc_profile=profile, transparency=opened.info.get("transparency"))


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture with EXIF's orientation (1 to 8) applied to its pixels."""
    return image.transpose(METHODS[orientation]) if orientation in METHODS else image.copy()


def header(data: bytes) -> tuple[int, int, bool, int]:
    """(width, height, moves, orientation) as Pillow reads it, for formats that nothing else here reads: AVIF.

    There it is a property of the picture, which Pillow reports as if it were EXIF.
    """
    with Image.open(io.BytesIO(data)) as opened:
        found = opened.getexif().get(ORIENTATION, 1)
        orientation = found if found in METHODS else 1
        width, height = shown(*opened.size, orientation)
        return width, height, bool(getattr(opened, "is_animated", False)), orientation


def _turned_jpeg(opened: Any, image: Image.Image, info: ImageInfo, profile: bytes | None) -> bytes:
    sampling = JpegImagePlugin.get_sampling(opened)
    tables = {key: list(table) for key, table in opened.quantization.items()}
    if info.orientation >= 5:
        tables = {key: [table[at] for at in _SIDEWAYS_TABLE] for key, table in tables.items()}
        sampling = 0 if sampling == 1 else sampling  # halved across would become halved down
    options: dict[str, Any] = {"qtables": tables} if _usable(tables) else {"quality": TURNED_QUALITY}
    if sampling >= 0:
        options["subsampling"] = sampling
    options["progressive"] = bool(opened.info.get("progressive"))
    return _saved(image, "JPEG", icc_profile=profile, optimize=True, **options)


def _usable(tables: dict[int, list[int]]) -> bool:
    """Whether the encoder takes these tables: numbered from 0, of single bytes."""
    return list(tables) == list(range(len(tables))) and all(1 <= n <= 255 for t in tables.values() for n in t)


def _for_web(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None]:
    """The picture as RGB or RGBA with a profile that still fits it (none is sRGB)."""
    if image.mode == "RGBA" or (image.mode == "RGB" and "transparency" not in image.info):
        return image, profile
    if image.mode in {"CMYK", "L", "LAB"} and profile and "transparency" not in image.info:
        converted = _to_srgb(image, profile)
        if converted is not None:
            return converted, None
    alpha = "transparency" in image.info or image.mode in {"LA", "PA", "La", "RGBa"}
    fits = image.mode in {"P", "PA", "RGB"}
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert("RGBA" if alpha else "RGB"), profile if fits else None


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _saved(image: Image.Image, format_name: str, **options: Any) -> bytes:
    image.info = {}  # what Pillow would carry over by itself: text, EXIF, XMP, comments
    out = io.BytesIO()
    image.save(out, format_name, **{key: value for key, value in options.items() if value is not None})
    return out.getvalue()
