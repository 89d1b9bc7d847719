"""What is known of a picture, what can be wrong with one, and what is to be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["jpeg", "png", "gif", "webp", "avif", "bmp", "ico", "svg"]
"""The formats that readers' browsers show, and that can be published without metadata."""

MAX_PIXELS = 120_000_000
"""The most pixels a picture may have: half a gigabyte of memory once unpacked (108-megapixel phones fit)."""

MAX_BYTES = 100_000_000
"""The largest picture file that is read at all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture cannot be published as it is; the caller, who knows the path, makes the Problem."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What a picture's header says. `width` and `height` are pixels as shown: orientation applied.

    `orientation` is EXIF's, 1 to 8: what still has to be done to the stored pixels (1: nothing).
    An SVG without a size has width and height 0.
    """

    type: Kind
    width: int
    height: int
    animated: bool = False
    orientation: int = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """One published file made from a picture: its `path` below the root, and how its bytes come about.

    `type` "" is the cleaned copy in the picture's own format and size (`keep` leaves even its
    metadata); otherwise a version in that format, `width` × `height` pixels.
    """

    path: str
    type: Literal["", "webp", "avif"] = ""
    width: int = 0
    height: int = 0
    keep: bool = False


class UnreadableError(Exception):
    """Raised by the readers of the formats, within this package only. `fault` says what is wrong."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def truncated(what: str) -> UnreadableError:
    """The file ends before the picture does."""
    return UnreadableError(
        Fault(
            "image-truncated",
            f"the picture is cut off: {what}",
            "copy the file again from where it came from",
        )
    )


def damaged(what: str) -> UnreadableError:
    """The file is not what its first bytes promise."""
    return UnreadableError(
        Fault(
            "image-damaged",
            f"the picture is damaged: {what}",
            "open it in an image editor and save it anew, or replace it",
        )
    )
