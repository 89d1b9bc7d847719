"""Fonts for drawn cards: the site's own first, then what computers commonly have.

No font comes with this package. An archive that puts one or more into `templates/fonts/` has the
same cards on every machine; otherwise they are drawn with the first font below that is installed
and has all the letters. A text that no font can draw is left out.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from sitegen import digest
from sitegen.files import Stamp, stamp_of

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SUFFIXES = frozenset((".ttf", ".otf", ".ttc"))
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
COMMON = tuple(
    """
    NotoSerif-Bold.ttf NotoNaskhArabic-Bold.ttf NotoSerifHebrew-Bold.ttf NotoSerifCJK-Bold.ttc
    DejaVuSerif-Bold.ttf LiberationSerif-Bold.ttf NotoSans-Bold.ttf NotoSansArabic-Bold.ttf
    NotoSansHebrew-Bold.ttf     NotoSansCJK-Bold.ttc DejaVuSans-Bold.ttf LiberationSans-Bold.ttf
    georgiab.ttf timesbd.ttf tahomabd.ttf arialbd.ttf msyhbd.ttc msyh.ttc
    Georgia-Bold.ttf GeezaPro.ttc ArialHB.ttc PingFang.ttc
    NotoSerifDevanagari-Bold.ttf NotoSerifBengali-Bold.ttf NotoSerifThai-Bold.ttf NotoSerifGeorgian-Bold.ttf
    NotoSerifArmenian-Bold.ttf NotoSerifEthiopic-Bold.ttf DejaVuSans.ttf
    """.split()
)
"""The order of preference: serifs, which suit a title, before sans; each with what it lacks after it."""

FRIBIDI = ("libfribidi.so.0", "libfribidi.so", "libfribidi.dylib", "fribidi", "fribidi-0", "libfribidi-0")
"""The names by which Pillow looks for FriBiDi, which its wheels lack."""

_CJK_FACES = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
"""The faces of Noto's collections: one set of shapes a language."""
_TEST_SIZE = 20
_NOT_A_CHARACTER = "\uffff"


Stamps = tuple[tuple[str, Stamp | None], ...]
"""Paths with what they were like; None where there was nothing."""


Machine = tuple[Stamps, bool]
"""What of a machine shows on cards: the folders and fonts that were looked at, whether it has FriBiDi."""


class _Walked(NamedTuple):
    """The fonts of `COMMON` by name in lower case; the folders that were walked through, and these fonts."""

    fonts: dict[str, str]
    stamps: Stamps


def machine() -> Machine:
    """What `find` looks at, as it is now."""
    return _installed().stamps, has_fribidi()


def is_same(machine: Machine) -> bool:
    """Whether the machine is as it was, by stamps alone."""
    return _stand(machine[0]) and machine[1] == has_fribidi()


def find(own: Path | None = None) -> tuple[str, ...]:
    """The fonts of this machine that cards may use, in order of preference, as paths.

    `own` is the folder of the site's: one that cannot be listed has none here, as `read_theme` tells.
    """
    first: list[Path] = []
    with suppress(OSError):
        first = sorted(p for p in own.iterdir() if p.suffix.lower() in SUFFIXES) if own else []
    installed = _installed().fonts
    found = [installed[name.casefold()] for name in COMMON if name.casefold() in installed]
    return (*map(str, first), *found)


def identity(fonts: Iterable[str]) -> str:
    """A digest of the fonts, as cards drawn with the same need not be drawn again: installed ones are known
    by name and size, the site's own by what they hold. Without FriBiDi the same fonts draw other cards.
    """
    known = (f"{PurePath(font).name} {_known_by(font)}" for font in fonts)
    return digest.of_text(f"fribidi={has_fribidi()}", *known)


def choose(text: str, fonts: Sequence[str]) -> str | None:
    """The first font with a glyph for every letter, mark, digit and sign of a text."""
    letters = frozenset(character for character in text if unicodedata.category(character)[0] in "LMNP")
    return next((font for font in fonts if all(_has(font, letter) for letter in letters)), None)


def drawable(text: str, font: str) -> str:
    """The text without the symbols (emoji) that the font lacks."""
    kept = "".join(c for c in text if unicodedata.category(c)[0] in "LMNPZ" or c == "\u200c" or _has(font, c))
    return " ".join(kept.split())


@lru_cache(maxsize=64)
def load(font: str, size: int, lang: str = "") -> FreeTypeFont:
    """The font at a size in pixels; of a collection, the face that suits the language."""
    from PIL import ImageFont  # noqa: PLC0415 - Pillow is slow to import

    return ImageFont.truetype(font, size, index=_face(font, lang))


def shapes() -> bool:
    """Whether Pillow joins and orders letters as Arabic and Hebrew need: has raqm, and FriBiDi for it."""
    from PIL import features  # noqa: PLC0415 - Pillow is slow to import

    return bool(features.check("raqm"))


@lru_cache(maxsize=1)
def has_fribidi() -> bool:
    """Whether the library is here without which Pillow's raqm does nothing; asked without Pillow, as it is
    slow to import. An answer for each process: Pillow looks once, too.
    """
    from ctypes import CDLL  # noqa: PLC0415 - only sites with cards need it

    for name in FRIBIDI:
        with suppress(OSError):
            CDLL(name)
            return True
    return False


def _face(font: str, lang: str) -> int:
    if "CJK" not in PurePath(font).name or not font.endswith(".ttc"):
        return 0
    tag = lang.lower()
    return _CJK_FACES.get(tag, _CJK_FACES.get(tag.partition("-")[0], 2))


@lru_cache(maxsize=20_000)
def _has(font: str, character: str) -> bool:
    """Whether a font draws a character otherwise than as “missing”."""
    try:
        return _drawn(font, character) != _drawn(font, _NOT_A_CHARACTER)
    except (OSError, ValueError):  # no font, or a broken one
        return False


@lru_cache(maxsize=20_000)
def _drawn(font: str, character: str) -> tuple[tuple[int, int], bytes]:
    from PIL import ImageFont  # noqa: PLC0415 - Pillow is slow to import

    loaded = _test_font(font, ImageFont.Layout.BASIC)
    mask = loaded.getmask(character, mode="L")
    return mask.size, bytes(mask)


@lru_cache(maxsize=64)
def _test_font(font: str, layout: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - Pillow is slow to import

    return ImageFont.truetype(font, _TEST_SIZE, layout_engine=ImageFont.Layout(layout))


def _installed() -> _Walked:
    """What this machine has now: looked for again only if a folder changed since the last time."""
    if not _stand(_walk(FOLDERS).stamps):
        _walk.cache_clear()
    return _walk(FOLDERS)


@lru_cache(maxsize=1)
def _walk(folders: tuple[str, ...]) -> _Walked:
    wanted = {name.casefold() for name in COMMON}
    found: dict[str, str] = {}
    places: list[str] = []
    for folder in folders:
        places.append(folder)
        for place, below, names in os.walk(folder):
            places += (os.path.join(place, name) for name in below)  # noqa: PTH118 - maybe thousands
            for name in names:
                if name.casefold() in wanted:
                    path = str(Path(place) / name)
                    found[name.casefold()] = min(path, found.get(name.casefold(), path))
    return _Walked(found, tuple((place, _stamp(place)) for place in (*places, *sorted(found.values()))))


def _stamp(path: str) -> Stamp | None:
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - asked in each build, though it has nothing to do
    except OSError:
        return None


def _stand(stamps: Stamps) -> bool:
    return all(_stamp(path) == stamp for path, stamp in stamps)


def _known_by(font: str) -> str:
    try:
        installed = font.startswith(FOLDERS)
        return str(Path(font).stat().st_size) if installed else digest.of_bytes(Path(font).read_bytes())
    except OSError:
        return ""
