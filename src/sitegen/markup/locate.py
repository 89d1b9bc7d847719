"""Places in the source text: Python-Markdown keeps none, so what is complained of is looked up again."""

from __future__ import annotations

import re
from functools import cached_property

from sitegen import controls
from sitegen.markup import fences

_CONTROLS = bytes([*range(9), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), 0x7F])
_RARE = "\u2028\u2029\x85\ufeff\ufffe\uffff"
_SURROGATES = re.compile("[\ud800-\udfff]")

_INDENTED = re.compile(r"\n[ \t]*\n(?:(?: {4}|\t)[^\n]*\n?)+|\A(?:(?: {4}|\t)[^\n]*\n?)+")
SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_GOES_BEFORE = re.compile(r"[\w/.:~%?#&+@-]")
_GOES_ON = re.compile(r"[\w/~%?#&=+@-]|[.,:;!*]+\w")
"""What an address in a text has before and behind it if it is but a part of a longer one."""
_INK = re.compile(r"[^\n]")
_NO_PROSE = (("<!--", _COMMENT), ("`", SPAN))
"""What is comment or code, behind the sign without which there is none."""


def is_safe(text: str) -> bool:
    """Whether the text has no line end but U+000A, and none of the characters that `safe` takes out."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    return len(data.translate(None, _CONTROLS)) == len(data) and not any(char in text for char in _RARE)


def safe(text: str) -> str:
    """The text in lines, without the characters that serve as marks later, or that no HTML may hold."""
    if is_safe(text):
        return text
    return controls.UNWANTED.sub("", controls.with_plain_breaks(_SURROGATES.sub("\ufffd", text)))


def spaced(words: list[str]) -> str:
    """A pattern for words with any spaces between them."""
    return r"[ \t]+".join(map(re.escape, words))


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether an address that stands here is not a part of a longer one."""
    return not (start and _GOES_BEFORE.match(text, start - 1)) and not _GOES_ON.match(text, end)


def without_code(text: str) -> str:
    """The text with spaces for what is code or comment, so that all else keeps its place.

    Near enough for messages: what is code in the end only Python-Markdown knows.
    """
    if code := fences.code_lines(text):
        lines = text.split("\n")
        text = "\n".join(blank(line) if n in code else line for n, line in enumerate(lines))
    for sign, pattern in _NO_PROSE:
        if sign[0] in text and sign in text:
            text = pattern.sub(blanked, text)
    if "\n    " in text or "\n\t" in text or text.startswith((" ", "\t")):
        text = _INDENTED.sub(blanked, text)
    return text


def blank(text: str) -> str:
    """As many spaces as the text has characters, in as many lines."""
    return _INK.sub(" ", text)


def blanked(match: re.Match[str]) -> str:
    """As many spaces as a match has characters, in as many lines."""
    return blank(match[0])


class Text:
    """The text of a body, and where in its file a piece of it stands."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = safe(text)
        self.path = path
        self.first_line = first_line
        self._reached: dict[str, int] = {}
        self._counted = (0, 0)

    @cached_property
    def prose(self) -> str:
        """The text without its code, character for character."""
        return without_code(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) in the file, from 1, of an offset in the text; (first line, 1) for -1."""
        if offset < 0:
            return self.first_line, 1
        counted, line = self._counted if offset >= self._counted[0] else (0, 0)
        line += self.text.count("\n", counted, offset)
        self._counted = (offset, line)
        return self.first_line + line, offset - self.text.rfind("\n", 0, offset)

    def is_in_tag(self, name: str, line: int, column: int) -> bool:
        """Whether a place in the file stands in a tag of this name."""
        lines = self.text.split("\n")[: line - self.first_line + 1]
        before = "\n".join((*lines[:-1], lines[-1][: column - 1]))
        return before.rpartition("<")[2][: len(name) + 1].lower().rstrip() == name

    def next(self, *fragments: str) -> tuple[int, int]:
        """The place of the next occurrence of the first fragment that is there, code left aside.

        Asked again for the same fragment it moves on, and stays at the last.
        """
        return self.place(self.offset(*fragments))

    def address(self, *fragments: str) -> tuple[int, int]:
        """As `next`, for addresses: where one stands as a whole, if it does so anywhere."""
        for fragment in filter(None, fragments):
            before = self._reached.get(fragment, 0)
            at = self.prose.find(fragment, before)
            while at >= 0 and not is_whole(self.prose, at, at + len(fragment)):
                at = self.prose.find(fragment, at + 1)
            if at >= 0 or before:
                at = at if at >= 0 else before - len(fragment)
                self._reached[fragment] = at + len(fragment)
                return self.place(at)
        return self.next(*fragments)

    def offset(self, *fragments: str) -> int:
        """As `next`, but the offset; -1 if none of the fragments is in the text."""
        for fragment in fragments:
            if not fragment:
                continue
            at = self.prose.find(fragment, self._reached.get(fragment, 0))
            if at < 0:
                at = self.prose.rfind(fragment)
            if at < 0:
                at = self.text.find(fragment)
            if at >= 0:
                self._reached[fragment] = at + len(fragment)
                return at
        return -1
