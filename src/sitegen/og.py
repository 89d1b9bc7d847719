"""The card that messengers and networks show for an article: 1200 × 630 pixels, drawn with Pillow.

An archive of 10,000 articles needs 10,000 cards, so a card must take a millisecond or two. Letters
are drawn once and kept, set side by side with the font's own kerning; scripts whose letters join are
drawn word by word. What all cards of a site share is drawn and packed once; and there are sixteen
colours only: eight steps from paper to ink, for the smooth edges of letters, and eight from paper to
accent.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from PIL import Image, ImageChops, ImageColor, ImageDraw

from sitegen import fonts as faces
from sitegen.images import png
from sitegen.model import CARD_SIZE

WIDTH, HEIGHT = CARD_SIZE
PAPER, INK, ACCENT = (251, 249, 244), (27, 27, 31), (158, 42, 43)
"""The ground is that of the default theme's light scheme: `--paper` in `static/style.css`."""
LEFT = 2
"""Pixels before each row of the canvas: packed, they are the byte that names a row's filter in PNG. From row
to row it grows by 2, so that 2 is what stands there when each row is its difference from the one above.
"""
ROW = (LEFT + WIDTH) // 2
"""Bytes of a packed row."""
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
PAINT = STEPS - 1
"""The palette's index of ink; `STEPS + PAINT` is that of the accent."""
ADLER = 65_521

_WORDS = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|\s+|[^\s\u2e80-\u9fff\uac00-\ud7af]+"
)
"""What a line may be broken between: words, and the characters of scripts without spaces."""
_JOINED = re.compile("[\u0300-\u036f\u0483-\u0489\u0530-\u200f\u2028-\u202f\u2060-\U0010ffff]")
"""What may change its shape beside other letters, or that of its neighbours."""
_CLOSING = frozenset("，。、；：！？）》」』”’…·")
"""Signs that never begin a line."""


class Style(NamedTuple):
    """How a text is drawn: its font and size, its language, its direction."""

    font: str
    size: int
    lang: str
    rtl: bool

    @property
    def face(self) -> Any:
        """Pillow's font."""
        return faces.load(self.font, self.size, self.lang)

    @property
    def options(self) -> dict[str, Any]:
        """Pillow's words for direction and language, which it takes only where it can shape."""
        return {"direction": "rtl" if self.rtl else "ltr", "language": self.lang} if faces.shapes() else {}


class Frame(NamedTuple):
    """What the cards of an edition share: the site's name, its language and direction, the fonts."""

    site: str
    lang: str
    rtl: bool
    fonts: tuple[str, ...]


class Letter(NamedTuple):
    """A letter or word on the canvas: its shape, and where its upper left corner stands."""

    shape: Image.Image
    x: int
    y: int


class Rows(NamedTuple):
    """Some rows of a picture, deflated, with the sum (Adler-32) and the number of their bytes."""

    deflated: bytes
    sum: int
    size: int


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
    frame = Frame(site, lang, rtl, tuple(fonts))
    rows = (
        *_written(frame, _title(title[:MAX_TITLE], frame), 0, RULE_TOP),
        *_written(frame, _line(date, frame, DATE_TOP), RULE_TOP, HEIGHT),
    )
    return _png(rows, _palette(accent))


def can_draw(text: str, *, rtl: bool, fonts: Sequence[str]) -> bool:
    """Whether a card can show this text: a font has its letters, and Pillow can shape them."""
    return _drawable(text, rtl, tuple(fonts)) is not None


def _drawable(text: str, rtl: bool, fonts: tuple[str, ...]) -> tuple[str, str] | None:
    """The text as it can be shown, and the font for it; None where there is none."""
    font = faces.choose(text, fonts) if text and (not rtl or faces.shapes()) else None
    shown = faces.drawable(text, font) if font else ""
    return (shown, font) if shown and font else None


def _title(text: str, frame: Frame) -> tuple[Letter, ...]:
    found = _drawable(text, frame.rtl, frame.fonts)
    if found is None:
        return ()
    text, font = found
    lines, size = _fitted(text, Style(font, TITLE_SIZES[0], frame.lang, frame.rtl))
    return tuple(_set(lines, Style(font, size, frame.lang, frame.rtl), TITLE_TOP))


def _line(text: str, frame: Frame, top: int) -> tuple[Letter, ...]:
    """A small line: the site's name, the date."""
    found = _drawable(text, frame.rtl, frame.fonts)
    return tuple(_set([found[0]], Style(found[1], SMALL, frame.lang, frame.rtl), top)) if found else ()


@lru_cache(maxsize=64)
def _blank(frame: Frame) -> Image.Image:
    """A card without title and date: paper, a band where lines begin, the site's name, a rule."""
    canvas = Image.new("P", (LEFT + WIDTH, HEIGHT))
    _paint(canvas, _line(frame.site, frame, SITE_TOP))
    accented = [step + STEPS if step else 0 for step in range(STEPS)]
    canvas = canvas.point(accented + [0] * (256 - STEPS))
    solid, edge, rule = STEPS + PAINT, LEFT, START
    if frame.rtl:
        edge, rule = LEFT + WIDTH - BAND, END - RULE
    filters = (half for row in range(HEIGHT) for half in divmod(2 * row % 256, 16))
    canvas.paste(Image.frombytes("P", (LEFT, HEIGHT), bytes(filters)))
    canvas.paste(solid, (edge, 0, edge + BAND, HEIGHT))
    canvas.paste(solid, (rule, RULE_TOP, rule + RULE, RULE_TOP + 4))
    return canvas


def _paint(canvas: Image.Image, letters: Iterable[Letter], top: int = 0) -> None:
    """Draw letters in ink on the rows of a card from `top` on."""
    for shape, x, y in letters:
        canvas.paste(PAINT, (x, y - top), shape)


# --- lines ---------------------------------------------------------------------------------------


def _fitted(text: str, style: Style) -> tuple[list[str], int]:
    """The title in lines, at the largest size at which it fits; cut off where none does."""
    words = [" " if word.isspace() else word for word in _WORDS.findall(text)]
    words = [part for word in words for part in _parts(word, style)]
    lengths = {word: _length(word, style) / style.size for word in words}
    widest = max(lengths.values())
    lines, size, most = [text], style.size, 1
    for size in TITLE_SIZES:
        lines = _wrapped(words, lengths, ROOM / size)
        most = int((TITLE_BOTTOM - TITLE_TOP) / (size * LEADING))
        if len(lines) <= most and widest * size <= ROOM:
            return lines, size
    return [*lines[: most - 1], lines[most - 1].rstrip(" ,;:–—-.،؛") + "…"], size


def _parts(word: str, style: Style) -> list[str]:
    """A word, or the pieces of one too long for any line at any size."""
    if _length(word, style) * TITLE_SIZES[-1] <= ROOM * style.size:
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


def _set(lines: Sequence[str], style: Style, top: int) -> Iterator[Letter]:
    """The letters of some lines, in their places on the card."""
    for number, line in enumerate(lines):
        baseline = top + round(style.size * (BASELINE + number * LEADING))
        x = float(END if style.rtl else START)
        for word in re.split("( )", line) if _one_way(line, style.rtl) else [line]:
            letters, length = _laid(word, style)
            x -= length if style.rtl else 0
            for part, at in letters:
                shape, left, up = _drawn(part, style)
                yield Letter(shape, round(x + at) + left, baseline + up)
            x += 0 if style.rtl else length


def _one_way(line: str, rtl: bool) -> bool:
    """Whether words stand one after the other: no word runs against the line's direction."""
    against = {"L"} if rtl else {"R", "AL", "AN"}
    return (line.isascii() and not rtl) or not any(unicodedata.bidirectional(c) in against for c in line)


def _length(word: str, style: Style) -> float:
    """How far a word reaches, in pixels."""
    return _laid(word, style)[1]


@lru_cache(maxsize=500)
def _laid(word: str, style: Style) -> tuple[tuple[tuple[str, float], ...], float]:
    """What is drawn of a word, and how far from its start: its letters, or all of it where they join; and
    how far the word reaches.
    """
    if not _stands_apart(word):
        return ((word, 0.0),), _measured(word, style)
    ends = (*accumulate((_advance(pair, style) for pair in pairwise(word)), initial=0.0),)
    letters = tuple((letter, at) for letter, at in zip(word, ends, strict=False) if letter != " ")
    return letters, ends[-1] + _measured(word[-1:], style)


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
def _drawn(text: str, style: Style) -> tuple[Image.Image, int, int]:
    """The shape of a letter or word in steps, and where it stands from its start on the baseline."""
    left, up, right, down = (round(side) for side in style.face.getbbox(text, anchor="ls", **style.options))
    smooth = Image.new("L", (max(1, right - left), max(1, down - up)))
    draw = ImageDraw.Draw(smooth)
    draw.text((-left, -up), text, fill=255, font=style.face, anchor="ls", **style.options)
    return smooth.point([value * STEPS // 256 * 255 // PAINT for value in range(256)]), left, up


# --- the file ------------------------------------------------------------------------------------


def _written(frame: Frame, letters: Sequence[Letter], start: int, stop: int) -> Iterator[Rows]:
    """Some rows of a card with letters on them. Those above and below the letters are alike on many cards."""
    top = min(max(start, min((letter.y for letter in letters), default=stop)), stop)
    bottom = max(top, min(stop, max((letter.y + letter.shape.height for letter in letters), default=stop)))
    if start < top:
        yield _unwritten(frame, start, top)
    if top < bottom:
        canvas = _blank(frame).crop((0, top, LEFT + WIDTH, bottom))
        _paint(canvas, letters, top)
        yield _deflated(canvas)
    if bottom < stop:
        yield _unwritten(frame, bottom, stop)


@lru_cache(maxsize=256)
def _unwritten(frame: Frame, start: int, stop: int) -> Rows:
    return _deflated(_blank(frame).crop((0, start, LEFT + WIDTH, stop)))


def _deflated(canvas: Image.Image) -> Rows:
    """Four bits a pixel, in blocks (RFC 1951) that end on a byte and refer to nothing before: they can be
    joined.
    """
    rows = _filtered(canvas.tobytes("raw", "P;4"))
    packer = zlib.compressobj(1, zlib.DEFLATED, -15, 7, zlib.Z_RLE)
    return Rows(packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH), zlib.adler32(rows), len(rows))


def _filtered(rows: bytes) -> bytes:
    """The first row as it is, each other as its difference from the one above (PNG's filters 0 and 2): most
    of a letter goes on below, so that a quarter less is left to pack.
    """
    size = (len(rows) - ROW, 1)
    below, above = (Image.frombuffer("L", size, data, "raw", "L", 0, 1) for data in (rows[ROW:], rows))
    return b"".join((b"\0", rows[1:ROW], ImageChops.subtract_modulo(below, above).tobytes()))


def _png(rows: Iterable[Rows], palette: bytes) -> bytes:
    """A PNG of sixteen colours."""
    deflated, total = [b"\x78\x01"], 1
    for some in rows:
        deflated.append(some.deflated)
        total = _summed(total, some)
    pixels = b"".join((*deflated, b"\x03\0", struct.pack(">I", total)))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return png.SIGNATURE + b"".join(png.chunk(kind, body) for kind, body in chunks)


def _summed(before: int, rows: Rows) -> int:
    """The Adler-32 (RFC 1950) of bytes that have the sum `before`, and of the rows after them."""
    low = (before & 0xFFFF) - 1
    high = (before >> 16) + (rows.sum >> 16) + low * rows.size
    return (high % ADLER) << 16 | (low + (rows.sum & 0xFFFF)) % ADLER


@lru_cache(maxsize=8)
def _palette(accent: str) -> bytes:
    try:
        colour = ImageColor.getrgb(accent)[:3]
    except ValueError:
        colour = ACCENT
    ramps = ((end, step / (STEPS - 1)) for end in (INK, colour) for step in range(STEPS))
    return bytes(round(a + (b - a) * part) for end, part in ramps for a, b in zip(PAPER, end, strict=True))
