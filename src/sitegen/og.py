"""The card that messengers and networks show for an article: 1200 × 630 pixels, drawn with Pillow.

An archive of 10,000 articles needs 10,000 cards, so a card must take a millisecond or two. Letters
are drawn once and kept, set side by side with the font's own kerning; scripts whose letters join are
drawn word by word. What all cards of a site share is drawn once; and there are sixteen colours
only: eight steps from paper to ink, for the smooth edges of letters, and eight from paper to accent.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from PIL import Image, ImageColor, ImageDraw

from sitegen import fonts as faces

WIDTH, HEIGHT = 1200, 630
PAPER, INK, ACCENT = (251, 249, 244), (27, 27, 31), (158, 42, 43)
LEFT = 2
"""Pixels before each row of the canvas: packed, they are the filter byte (0) that PNG wants there."""
BAND, MARGIN = 24, 96
START, END = LEFT + BAND + MARGIN, LEFT + WIDTH - BAND - MARGIN
ROOM = END - START + BAND
SITE_TOP, TITLE_TOP, TITLE_BOTTOM, RULE_TOP, DATE_TOP = 66, 150, 490, 516, 534
TITLE_SIZES = (88, 72, 60, 50)
SMALL = 34
RULE = 96
LEADING = 1.24
BASELINE = 0.95
MAX_TITLE = 300
PIECE = 16
STEPS = 8
BAND_ROWS = 30

_WORDS = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|\s+|[^\s\u2e80-\u9fff\uac00-\ud7af]+"
)
"""What a line may be broken between: words, and the characters of scripts without spaces."""
_JOINED = re.compile("[\u0300-\u036f\u0483-\u0489\u0530-\u200f\u2028-\u202f\u2060-\U0010ffff]")
"""What may change its shape beside other letters, or that of its neighbours."""
_CLOSING = frozenset("，。、；：！？）》」』”’…·")
"""Signs that never begin a line."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is drawn: its font and size, its language, its direction, whether in the accent's colour."""

    font: str
    size: int
    lang: str
    rtl: bool
    accented: bool = False

    @property
    def face(self) -> Any:
        """Pillow's font."""
        return faces.load(self.font, self.size, self.lang)

    @property
    def options(self) -> dict[str, Any]:
        """Pillow's words for direction and language, which it takes only where it can shape."""
        return {"direction": "rtl" if self.rtl else "ltr", "language": self.lang} if faces.shapes() else {}


def card(
    title: str,
    *,
    site: str = "",
    date: str = "",
    lang: str = "en",
    rtl: bool = False,
    accent: str = "",
    fonts: Sequence[str] = (),
) -> bytes:
    """A PNG with the title, the site's name above it and the date below, as far as those can be drawn.

    `accent` is a CSS colour (one that Pillow does not know gives the default), `fonts` is what
    `fonts.find` answers. The same texts, fonts and Pillow give the same bytes.
    """
    fonts = tuple(fonts)
    canvas = _frame(site, lang, rtl, fonts).copy()
    if found := _drawable(title[:MAX_TITLE], rtl, fonts):
        text, font = found
        lines, size = _fitted(text, Style(font, TITLE_SIZES[0], lang, rtl))
        _write(canvas, lines, Style(font, size, lang, rtl), TITLE_TOP)
    if found := _drawable(date, rtl, fonts):
        _write(canvas, [found[0]], Style(found[1], SMALL, lang, rtl), DATE_TOP)
    return _packed(canvas, _palette(accent))


def can_draw(text: str, *, rtl: bool, fonts: Sequence[str]) -> bool:
    """Whether a card can show this text: a font has its letters, and Pillow can shape them."""
    return _drawable(text, rtl, tuple(fonts)) is not None


def _drawable(text: str, rtl: bool, fonts: tuple[str, ...]) -> tuple[str, str] | None:
    """The text as it can be shown, and the font for it; None where there is none."""
    font = faces.choose(text, fonts) if text and (not rtl or faces.shapes()) else None
    shown = faces.drawable(text, font) if font else ""
    return (shown, font) if shown and font else None


@lru_cache(maxsize=64)
def _frame(site: str, lang: str, rtl: bool, fonts: tuple[str, ...]) -> Image.Image:
    """What the cards of an edition share: paper, a band where lines begin, the site's name, a rule."""
    canvas = Image.new("P", (LEFT + WIDTH, HEIGHT))
    solid, edge, rule = 2 * STEPS - 1, LEFT, START
    if rtl:
        edge, rule = LEFT + WIDTH - BAND, END - RULE
    canvas.paste(solid, (edge, 0, edge + BAND, HEIGHT))
    canvas.paste(solid, (rule, RULE_TOP, rule + RULE, RULE_TOP + 4))
    if found := _drawable(site, rtl, fonts):
        _write(canvas, [found[0]], Style(found[1], SMALL, lang, rtl, accented=True), SITE_TOP)
    return canvas


# --- lines ---------------------------------------------------------------------------------------


def _fitted(text: str, style: Style) -> tuple[list[str], int]:
    """The title in lines, at the largest size at which it fits; cut off where none does."""
    words = [" " if word.isspace() else word for word in _WORDS.findall(text)]
    words = [part for word in words for part in _parts(word, style)]
    lengths = {word: _length(word, style) / style.size for word in words}
    lines, size, most = [text], style.size, 1
    for size in TITLE_SIZES:
        lines = _wrapped(words, lengths, ROOM / size)
        most = int((TITLE_BOTTOM - TITLE_TOP) / (size * LEADING))
        if len(lines) <= most and max(lengths.values()) * size <= ROOM:
            return lines, size
    return [*lines[: most - 1], lines[most - 1].rstrip(" ,;:–—-.،؛") + "…"], size


def _parts(word: str, style: Style) -> list[str]:
    """A word, or the pieces of one too long for any line at any size."""
    if _length(word, style) / style.size * TITLE_SIZES[-1] <= ROOM:
        return [word]
    return [word[at : at + PIECE] for at in range(0, len(word), PIECE)]


def _wrapped(words: Sequence[str], lengths: Mapping[str, float], room: float) -> list[str]:
    """Words in lines of at most `room`, in the unit of `lengths`."""
    lines, line, used = [], "", 0.0
    for word in words:
        if line and word != " " and used + lengths[word] > room and word not in _CLOSING:
            lines.append(line.rstrip())
            line, used = "", 0.0
        if line or word != " ":
            line, used = line + word, used + lengths[word]
    return [*lines, line.rstrip()] if line else lines


def _write(canvas: Image.Image, lines: Sequence[str], style: Style, top: int) -> None:
    for number, line in enumerate(lines):
        baseline = top + round(style.size * (BASELINE + number * LEADING))
        x = float(END if style.rtl else START)
        for word in re.split("( )", line) if _one_way(line, style.rtl) else [line]:
            length = _length(word, style)
            x -= length if style.rtl else 0
            for part, at in _set(word, style):
                image, mask, left, up = _drawn(part, style)
                canvas.paste(image, (round(x + at) + left, baseline + up), mask)
            x += 0 if style.rtl else length


def _one_way(line: str, rtl: bool) -> bool:
    """Whether words stand one after the other: no word runs against the line's direction."""
    against = {"L"} if rtl else {"R", "AL", "AN"}
    return (line.isascii() and not rtl) or not any(unicodedata.bidirectional(c) in against for c in line)


def _length(word: str, style: Style) -> float:
    """How far a word reaches, in pixels."""
    if not _stands_apart(word):
        return _measured(word, style)
    return sum(_advance(pair, style) for pair in pairwise(word)) + _measured(word[-1:], style)


def _set(word: str, style: Style) -> Iterator[tuple[str, float]]:
    """What is drawn of a word, and how far from its start: its letters, or all of it where they join."""
    if not _stands_apart(word):
        yield word, 0.0
        return
    at = 0.0
    for letter, pair in zip(word, (*pairwise(word), None), strict=True):
        if letter != " ":
            yield letter, at
        at += _advance(pair, style) if pair else 0


def _stands_apart(word: str) -> bool:
    """Whether each letter has one shape whatever stands beside it: Latin, Greek, Cyrillic, no loose marks."""
    return not _JOINED.search(word)


@lru_cache(maxsize=8_192)
def _advance(pair: tuple[str, str], style: Style) -> float:
    """From the start of a letter to that of the next one, kerning and all."""
    return _measured("".join(pair), style) - _measured(pair[1], style)


@lru_cache(maxsize=8_192)
def _measured(text: str, style: Style) -> float:
    return float(style.face.getlength(text, **style.options))


@lru_cache(maxsize=1_000)
def _drawn(text: str, style: Style) -> tuple[Image.Image, Image.Image, int, int]:
    """A letter or word in palette indexes, its shape, and where it stands from its start on the baseline."""
    left, up, right, down = (round(side) for side in style.face.getbbox(text, anchor="ls", **style.options))
    smooth = Image.new("L", (max(1, right - left), max(1, down - up)))
    draw = ImageDraw.Draw(smooth)
    draw.text((-left, -up), text, fill=255, font=style.face, anchor="ls", **style.options)
    first = STEPS if style.accented else 0
    indexes = smooth.point([first + value * STEPS // 256 for value in range(256)])
    mask = smooth.point([255 * (value * STEPS >= 256) for value in range(256)])
    return Image.frombytes("P", indexes.size, indexes.tobytes()), mask, left, up


# --- the file ------------------------------------------------------------------------------------


def _packed(canvas: Image.Image, palette: bytes) -> bytes:
    """A PNG of four bits a pixel, its rows packed in bands: most bands of most cards are alike."""
    raw, size = canvas.tobytes("raw", "P;4"), BAND_ROWS * (LEFT + WIDTH) // 2
    bands = b"".join(_deflated(raw[at : at + size]) for at in range(0, len(raw), size))
    pixels = b"\x78\x01" + bands + b"\x03\0" + struct.pack(">I", zlib.adler32(raw))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


@lru_cache(maxsize=128)
def _deflated(rows: bytes) -> bytes:
    """Deflate blocks (RFC 1951) that end on a byte and refer to nothing before: they can be joined."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15, 8, zlib.Z_RLE)
    return packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)


@lru_cache(maxsize=8)
def _palette(accent: str) -> bytes:
    try:
        colour = ImageColor.getrgb(accent)[:3]
    except ValueError:
        colour = ACCENT
    ramps = ((end, step / (STEPS - 1)) for end in (INK, colour) for step in range(STEPS))
    return bytes(round(a + (b - a) * part) for end, part in ramps for a, b in zip(PAPER, end, strict=True))
