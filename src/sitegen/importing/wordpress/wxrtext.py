"""The text of an export file, piece by piece: unpacked, decoded, without what XML does not allow."""

from __future__ import annotations

import codecs
import errno
import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol, cast

from sitegen.importing.encodings import MARKS, WESTERN, utf16_without_mark

_CHUNK = 1 << 18
_HEAD = 512
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x0*(?P<hex>[0-9a-fA-F]{1,7})|0*(?P<number>[0-9]{1,8}));")
_UNFINISHED = re.compile(r"&(?:#(?:x?[0-9a-fA-F]{0,20})?)?\Z")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
_BYTEWISE = ("utf-8", "iso8859", "cp", "koi8", "gb", "shift", "euc", "big5")
_GZIP = b"\x1f\x8b"


class Removals(Protocol):
    """Counts the characters that were removed."""

    removed: int


def pieces(path: Path, tally: Removals) -> Iterator[str]:
    """The text of a file in pieces, without what XML does not allow; raises OSError."""
    with _opened(path) as stream:
        head = _piece(stream, _HEAD)
        stream.seek(0)
        decoder = codecs.getincrementaldecoder(_encoding(head))(errors=WESTERN)
        rest = ""
        while True:
            data = _piece(stream, _CHUNK)
            text, count = _legal(rest + decoder.decode(data, final=not data))
            tally.removed += count
            begun = _UNFINISHED.search(text, max(0, len(text) - 25)) if data else None
            text, rest = (text[: begun.start()], begun[0]) if begun else (text, "")
            text = text.replace("\ufeff", "")  # where files were joined, each began with such a mark
            if text:
                yield text
            if not data:
                return


def _opened(path: Path) -> IO[bytes]:
    """The bytes of an export, which may be packed."""
    with path.open("rb") as stream:
        packed = stream.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(path)) if packed else path.open("rb")


def _piece(stream: IO[bytes], size: int) -> bytes:
    try:
        return stream.read(size)
    except (EOFError, zlib.error) as fault:
        raise OSError(errno.EIO, "it is packed, and cannot be unpacked whole") from fault


def _legal(text: str) -> tuple[str, int]:
    """A text without the characters that XML does not allow, raw or as references, and their number."""
    text, count = _ILLEGAL.subn("", text) if _ILLEGAL.search(text) else (text, 0)
    if "&#" not in text:
        return text, count
    wrong = {match[0] for match in _REFERENCE.finditer(text) if not _is_legal(match)}
    for reference in wrong:
        count += text.count(reference)
        text = text.replace(reference, "")
    return text, count


def _is_legal(reference: re.Match[str]) -> bool:
    number = int(reference["number"] or reference["hex"], 10 if reference["number"] else 16)
    return (
        number <= 0x10FFFF and (number >= 0x20 or number in {9, 10, 13}) and not _ILLEGAL.match(chr(number))
    )


def _encoding(head: bytes) -> str:
    """The encoding of a text that begins so: by its mark, else as it declares.

    A declaration that can be read byte by byte is not in UTF-16 or UTF-32, whatever it says.
    """
    marked = next((name for mark, name in MARKS if head.startswith(mark)), "")
    declared = _DECLARED.search(head)
    if marked or not declared:
        return marked or utf16_without_mark(head) or "utf-8"
    try:
        found = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return "utf-8"
    return found if found.startswith(_BYTEWISE) else "utf-8"
