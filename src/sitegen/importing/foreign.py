"""Files that hold no text: what each is, by its first bytes and by its name, and what to do with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from sitegen.images.kinds import by_name, sniff
from sitegen.importing.encodings import text_of

HEAD = 4096
"""Bytes that tell what a file is."""

WRITTEN = (
    ".doc",
    ".docx",
    ".dot",
    ".dotx",
    ".odt",
    ".ott",
    ".rtf",
    ".pages",
    ".wpd",
    ".wps",
    ".pdf",
    ".epub",
)
"""How the names of files end that hold words which no reader reads."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file is that no reader reads, and what to do with it."""

    what: str
    cure: str


_PICTURE = Foreign("a picture", "put it beside an article that shows it")
_PACKED = Foreign("a packed file", "unpack it, and import what is in it")
_FILM = Foreign("sound or a film", "put it beside an article that links to it")
_WORD = Foreign("a Word file", "save it as HTML or text, and import that")
_ODT = Foreign("an OpenDocument file", _WORD.cure)
_RTF = Foreign("an RTF file", _WORD.cure)
_PAGES = Foreign("a file of Pages", _WORD.cure)
_PDF = Foreign("a PDF", "copy its text into a file of text, and import that")
_EPUB = Foreign("an e-book", "save its text as HTML or text, and import that")
_OFFICE = Foreign("a file of an office program", _WORD.cure)
_BINARY = Foreign("no text", "import the text that it was made of, or save it as text")

_BY_NAME = {
    **dict.fromkeys("doc docx dot dotx wpd wps".split(), _WORD),
    **dict.fromkeys("odt ott".split(), _ODT),
    **dict.fromkeys("xls xlsx ods ppt pptx odp".split(), _OFFICE),
    **dict.fromkeys("zip 7z rar tar tgz bz2 xz zst".split(), _PACKED),
    **dict.fromkeys("mp3 m4a ogg opus wav flac mp4 m4v mov avi webm mkv".split(), _FILM),
    "rtf": _RTF, "pages": _PAGES, "pdf": _PDF, "epub": _EPUB,
}  # fmt: skip

_STARTS = (
    (re.compile(rb"%PDF-"), _PDF),
    (re.compile(rb"\{\\rtf\d"), _RTF),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _WORD),
    (re.compile(rb"\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\0|7z\xbc\xaf'\x1c|Rar!\x1a\x07"), _PACKED),
    (re.compile(rb"ID3[\0-\x08]|OggS\0|RIFF.{4}(?:WAVE|AVI )|\x1a\x45\xdf\xa3|.{4}ftyp", re.DOTALL), _FILM),
)
_IN_ZIP = (
    (b"word/", _WORD),
    (b"application/vnd.oasis.opendocument.text", _ODT),
    (b"application/epub+zip", _EPUB),
    (b"Index/Document.iwa", _PAGES),
    (b"xl/", _OFFICE),
    (b"ppt/", _OFFICE),
)
"""What stands among the first names in packed files that programs for writing make."""

_NO_TEXT = re.compile("[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffd\ufffe\uffff\ud800-\udfff]")
_MOST = 0.05
"""The share of letters that may be control characters in a text that programs have handled; in bytes at
random it is a tenth.
"""
_FEW = 8
"""As many control characters are damage to a text, however short it is."""


def of(name: str, data: bytes) -> Foreign | None:
    """What a file is, by its name and its first bytes (`HEAD` will do); None for text."""
    return _of_bytes(data[:HEAD]) or of_name(name)


def of_name(name: str) -> Foreign | None:
    """What a file is by its name alone; None if it may be text."""
    suffix = PurePosixPath(name.lower()).suffix
    return _BY_NAME.get(suffix.removeprefix(".")) or (_PICTURE if by_name(name) else None)


def _of_bytes(head: bytes) -> Foreign | None:
    if sniff(head) not in {"", "svg"}:  # a drawing is text, with which an article may begin
        return _PICTURE
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _IN_ZIP if mark in head), _PACKED)
    return next((kind for start, kind in _STARTS if start.match(head)), None) or _of_letters(head)


def _of_letters(head: bytes) -> Foreign | None:
    text = text_of(head)
    odd = len(_NO_TEXT.findall(text))
    return _BINARY if odd > _FEW and odd > _MOST * len(text) else None
