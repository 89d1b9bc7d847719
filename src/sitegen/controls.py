"""Control characters in what people wrote: no HTML may hold them, and some are marks within the program."""

from __future__ import annotations

import re

UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,4})(?![0-9a-f])|0*(\d{1,5})(?!\d));?", re.IGNORECASE)
"""A reference to a character by its number, one of the first plane."""

_LINES = re.compile("\r\n?")
_SEPARATORS = re.compile("[\u2028\u2029\x85]")
"""Line ends to Unicode and to YAML, but to no editor: what counts lines must not see them."""


def with_plain_breaks(text: str) -> str:
    """The text with line feeds for its line ends, and spaces for Unicode's own separators."""
    return _SEPARATORS.sub(" ", _LINES.sub("\n", text))


def left_out(text: str) -> tuple[str, str, str]:
    """(the text without what is unwanted, what to tell of it, the cure): "" for both if there is nothing."""
    found = UNWANTED.search(text)
    if not found:
        return text, "", ""
    clean, count = UNWANTED.subn("", text)
    what = f"{count} invisible control character{'s were' if count > 1 else ' was'} left out"
    return clean, what, f"the first is U+{ord(found[0]):04X}: remove it from the file"


def unreferenced(html: str) -> str:
    """The HTML with U+FFFD in place of references to what is unwanted, which would come out as itself."""
    return _REFERENCE.sub(_harmless, html) if "&#" in html else html


def _harmless(reference: re.Match[str]) -> str:
    hexadecimal, decimal = reference.groups()
    meant = chr(int(hexadecimal, 16) if hexadecimal else int(decimal))
    return "&#xfffd;" if UNWANTED.match(meant) else reference[0]
