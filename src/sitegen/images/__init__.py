"""Pictures: what they are, how they are published without metadata, and in which widths.

Pure functions over bytes. `probe` and the cleaned copy work on the structure of the file alone and
take well under a millisecond; Pillow is imported only when pixels must be made (`make.py`).
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from posixpath import splitext
from typing import TypeVar

from sitegen import svg
from sitegen.images import avif, gif, jpeg, plain, png, webp
from sitegen.images.kinds import by_name, is_picture, mislabelled, sniff
from sitegen.images.values import (
    MAX_BYTES,
    MAX_PIXELS,
    Fault,
    ImageInfo,
    Kind,
    Recipe,
    UnreadableError,
    damaged,
)
from sitegen.model import ImageSettings

__all__ = [
    "MAX_BYTES", "MAX_PIXELS", "Fault", "ImageInfo", "Recipe", "by_name", "clean", "crowded", "is_picture",
    "mislabelled", "plan", "probe", "publish", "removed_from_svg",
]  # fmt: skip

T = TypeVar("T")

_ADDRESS = re.compile(r"\s*<[^>]* at 0x[0-9a-f]+>")
MAX_SIDE = {"webp": 16_383, "avif": 65_535}

_INSPECT: dict[Kind, Callable[[bytes], ImageInfo]] = {
    "jpeg": jpeg.inspect,
    "png": png.inspect,
    "gif": gif.inspect,
    "webp": webp.inspect,
    "avif": avif.inspect,
    "bmp": plain.inspect_bmp,
    "ico": plain.inspect_ico,
    "svg": lambda data: ImageInfo("svg", *svg.probe(data)),
}
_STRIP: dict[Kind, Callable[[bytes], bytes]] = {
    "jpeg": jpeg.strip,
    "png": png.strip,
    "gif": gif.strip,
    "webp": webp.strip,
    "avif": avif.strip,
    "bmp": bytes,
    "ico": plain.strip_ico,
    "svg": lambda data: svg.clean(data, picture=_clean_or_none).data,
}


def probe(data: bytes, name: str = "") -> ImageInfo | Fault:
    """What a picture is, from its structure; a fault where it is none, cut off, damaged or too large.

    `name` serves only the message about a file that its name calls a picture and that is none.
    """
    kind = sniff(data)
    if kind == "other" or by_name(name) == "other":
        return _not_for_the_web(name)
    if kind == "":
        return Fault(
            "image-damaged",
            f"the file {'is empty' if not data else 'is not a picture that is known here'}",
            "replace it with a JPEG, PNG, GIF, WebP, AVIF or SVG file",
        )
    if len(data) > MAX_BYTES:
        return _too_large(f"{len(data):,} bytes")
    info = _guarded(lambda: _INSPECT[kind](data))
    if isinstance(info, ImageInfo) and kind != "svg" and info.width * info.height > MAX_PIXELS:
        return _too_large(f"{info.width} × {info.height} pixels")
    return info


def plan(info: ImageInfo, path: str, settings: ImageSettings, *, crowded: bool = False) -> tuple[Recipe, ...]:
    """What is published of a picture at `path`: the cleaned copy first, then its versions.

    Versions stand beside it: `photo-480.webp`, or `photo-jpg-480.webp` where another file would
    have the same (`crowded`, see there). They have the widths of the settings below the picture's own, and
    that one where a wider one is asked for. Moving pictures, icons and drawings have none.
    """
    recipes = [Recipe(path, keep=settings.keep_metadata)]
    if info.animated or info.type in {"svg", "ico"}:
        return tuple(recipes)
    stem, suffix = splitext(path)
    stem = f"{stem}-{suffix[1:].lower()}" if crowded else stem
    widths = sorted({width for width in settings.widths if 0 < width < info.width})
    whole = [info.width] if widths and max(settings.widths) >= info.width else []
    for format_name in settings.formats:
        for width in [*widths, *(whole if info.type != format_name else [])]:
            height = max(1, round(info.height * width / info.width))
            if height <= MAX_SIDE.get(format_name, 0):
                name = f"{stem}-{width}.{format_name}"
                recipes.append(Recipe(name, "avif" if format_name == "avif" else "webp", width, height))
    return tuple(recipes)


def crowded(paths: Iterable[str]) -> frozenset[str]:
    """The pictures whose versions need the longer name: another picture beside them has their stem
    (`photo.jpg`, `Photo.png`), or a file of the archive has the name that a version would have.
    """
    stems = {path: splitext(path)[0].casefold() for path in paths}
    pictures = {path: stem for path, stem in stems.items() if by_name(path)}
    taken = Counter(pictures.values())
    parts = (stem.rpartition("-") for stem in stems.values())
    numbered = {before for before, _, number in parts if number.isdigit()}
    return frozenset(path for path, stem in pictures.items() if taken[stem] > 1 or stem in numbered)


def publish(data: bytes, recipe: Recipe) -> bytes | Fault:
    """The bytes of one published file. The same picture, recipe and Pillow give the same bytes."""
    if recipe.keep and sniff(data) != "svg":  # a drawing is made safe in any case
        return data
    info = probe(data, recipe.path)
    if isinstance(info, Fault):
        return info
    if recipe.type:
        return _guarded(lambda: _variant(data, info, recipe))
    return _guarded(lambda: _cleaned(data, info))


def clean(data: bytes, name: str = "") -> bytes | Fault:
    """The picture without metadata, upright, in its own format."""
    return publish(data, Recipe(name))


def removed_from_svg(data: bytes) -> tuple[str, ...]:
    """What a drawing loses when it is published (`script`, `onclick`), to tell its editor."""
    result = _guarded(lambda: svg.clean(data, picture=_clean_or_none).removed)
    return () if isinstance(result, Fault) else result


def _cleaned(data: bytes, info: ImageInfo) -> bytes:
    if info.orientation == 1:
        return _STRIP[info.type](data)
    from sitegen.images import make  # noqa: PLC0415 - Pillow is slow to import

    return make.turned(_bare(data, info), info)


def _variant(data: bytes, info: ImageInfo, recipe: Recipe) -> bytes:
    from sitegen.images import make  # noqa: PLC0415 - Pillow is slow to import

    return make.variant(_bare(data, info), info, recipe)


def _bare(data: bytes, info: ImageInfo) -> bytes:
    """What Pillow gets: it refuses a whole PNG for a text or profile in it that is too large."""
    return png.strip(data) if info.type == "png" else data


def _clean_or_none(data: bytes) -> bytes | None:
    result = clean(data)
    return None if isinstance(result, Fault) or sniff(data) == "svg" else result


def _guarded(work: Callable[[], T]) -> T | Fault:
    """Do it; whatever goes wrong inside is the picture's fault, for its bytes come from anywhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's warnings of large or odd files: the limits are ours
            return work()
    except UnreadableError as unreadable:
        return unreadable.fault
    except svg.TooLargeSvgError as large:
        return Fault(
            "image-too-large", f"the drawing is too large: {large}", "simplify it, or save it as PNG"
        )
    except svg.UnreadableSvgError as unreadable:
        return damaged(str(unreadable)).fault
    except MemoryError:
        return _too_large("more pixels than there is memory for")
    except Exception as problem:  # noqa: BLE001 Pillow raises a dozen unrelated types for bad bytes
        return damaged(
            f"it cannot be decoded ({_ADDRESS.sub('', str(problem)) or type(problem).__name__})"
        ).fault


def _too_large(what: str) -> Fault:
    limit = f"at most {MAX_PIXELS // 1_000_000} million pixels and {MAX_BYTES // 1_000_000} MB"
    return Fault("image-too-large", f"the picture has {what}", f"{limit} are published: scale it down")


def _not_for_the_web(name: str) -> Fault:
    suffix = PurePosixPath(name).suffix.lower() or "this format"
    return Fault(
        "image-format",
        f"browsers do not show {suffix}, and its metadata cannot be removed here",
        "save it as JPEG or PNG",
    )
