"""Bytes of unknown origin -> text: byte order marks, Latin-1 among UTF-8, NUL and control characters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sitegen.controls import UNWANTED
from sitegen.problems import Problem, place_in, warning

MAX_BYTES = 20_000_000
"""The largest single file that is read as an article."""

WESTERN = "sitegen-western"
"""The name, among Python's error handlers, of reading as Windows-1252 what is no UTF-8."""

_LINES = re.compile("\r\n|\r|\u2028|\u2029|\x85")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, and the encodings that they tell; a longer one stands before one that begins it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, with line feeds as its line ends, and what had to be mended."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """The text that some bytes hold. Bytes that are no UTF-8 are read as Windows-1252, and told."""
    text, problems = _text(data, path)
    text = _LINES.sub("\n", text)
    found = UNWANTED.search(text)
    if found:
        problems.append(_removed(text, found, path))
        text = UNWANTED.sub("", text)
    return Decoded(text, tuple(problems))


def text_of(data: bytes) -> str:
    """The text that some bytes hold, with all that is odd in it but the zeros of UTF-16."""
    name = utf16_without_mark(data)
    return data.decode(name, "replace") if name else _text(data, "")[0]


def _text(data: bytes, path: str) -> tuple[str, list[Problem]]:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as fault:
        name = utf16_without_mark(data)
        if name:
            return data.decode(name, "replace"), []
        text = data.decode("utf-8", WESTERN)
        count = data.decode("utf-8", "replace").count("\ufffd") - data.count("\ufffd".encode())
        line = data.count(b"\n", 0, fault.start) + 1
        what = f"{count} places are not UTF-8" if count > 1 else "one place is not UTF-8"
        message = f"{what}; they were read as Windows-1252 (Latin-1)"
        hint = "check the accented letters of this article"
        return text, [warning("guessed-encoding", path, message, hint=hint, line=line)]


def _western(fault: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that are no UTF-8: their letters in Windows-1252, or in Latin-1."""
    assert isinstance(fault, UnicodeDecodeError)  # noqa: S101 - decoding raises no other
    data = fault.object[fault.start : fault.end]
    try:
        return data.decode("cp1252"), fault.end
    except UnicodeDecodeError:
        return data.decode("latin-1"), fault.end


codecs.register_error(WESTERN, _western)


def utf16_without_mark(data: bytes) -> str:
    """UTF-16 without a mark, told by the zeros of its ASCII letters."""
    sample = data[:400]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) < len(sample) // 4:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _removed(text: str, found: re.Match[str], path: str) -> Problem:
    line, column = place_in(text, found.start())
    count = len(UNWANTED.findall(text))
    message = f"{count} control character{'s were' if count > 1 else ' was'} removed"
    first = f"the first was U+{ord(found[0]):04X}"
    return warning("control-characters", path, message, hint=first, line=line, column=column)
