"""Media files, and the pictures that they are published as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.pickling import portable

CARD_SIZE = (1200, 630)
"""Width and height of a drawn card, in pixels: what networks show whole."""


@portable
@dataclass(frozen=True, slots=True)
class Picture:
    """A published picture: its path below the root, pixels, and its versions (width, path).

    `variants` are in the most widely read of the formats asked for; `better` are, by media type, those
    that a browser may choose instead.
    """

    path: str
    width: int = 0
    height: int = 0
    alt: str = ""
    variants: tuple[tuple[int, str], ...] = ()
    size: int = 0
    type: str = ""
    better: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()

    @property
    def widths(self) -> tuple[tuple[int, str], ...]:
        """What a browser may choose from: the versions, and the picture itself unless one is as wide."""
        itself = (self.width, self.path)
        known = any(width == self.width for width, _ in self.variants)
        return self.variants if known else (*self.variants, itself)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that it is published as."""
        forms = (self.variants, *(versions for _, versions in self.better))
        return (self.path, *(path for versions in forms for _, path in versions))


@portable
@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of `content/` that is published. `type` is its kind of picture (`jpeg`, `svg`), or "".

    `width` and `height` are pixels as shown, 0 if unknown; `size` is of the published file, in bytes.
    """

    path: str
    digest: str
    size: int
    type: str = ""
    width: int = 0
    height: int = 0
    animated: bool = False


Media = Mapping[str, MediaFile]
"""Media files by their path below `content/`."""
