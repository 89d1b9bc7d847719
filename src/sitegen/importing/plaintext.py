"""Plain text as Markdown that reads the same: only what Markdown would take for marks is escaped."""

from __future__ import annotations

import re

_LEADING = re.compile(
    r"^(?P<space>[ \t]*)(?:(?P<mark>#{1,6}|>|[-*+](?=\s|\Z)|-+(?=[ \t]*$))"
    r"|(?P<other>=(?==*[ \t]*$)|:(?=\s)|~(?=~~)))"
)
_NUMBER = re.compile(r"^(?P<space>[ \t]*\d{1,9})(?P<mark>\.)(?=\s|\Z)")
_ADDRESS = re.compile(r"https?://\S+|<https?://[^\s>]+>")
_MARKS = re.compile(
    r"\\(?=[\\`*_{}\[\]()>#+.!|-])|\*(?=\S)|(?<=\S)\*|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])|`"
)
_TAG = re.compile(r"<(?! )")
_ENTITY = re.compile(r"&(?=#\w|\w{1,31};)")
_LINK = re.compile(r"\[(?=[^\[\]\n]*\](?:[\[(:]|\{))|\[(?=[@^]|tweet:)")
_ATTRIBUTES = re.compile(r"\{(?=:|[^{}\n]*\}[ \t]*$)")


def escaped(text: str) -> str:
    """One paragraph of plain text (it may have several lines) as Markdown."""
    return "\n".join(leading(inline(line)) for line in text.split("\n"))


def leading(line: str) -> str:
    """A line of Markdown whose first characters are words, and no mark of a block."""
    line = _LEADING.sub(_without_meaning, line.lstrip(" \t"), count=1)
    return _NUMBER.sub(r"\g<space>\\\g<mark>", line, count=1)


def _without_meaning(match: re.Match[str]) -> str:
    """A mark as a character: after a backslash where Python-Markdown knows that, else as an entity."""
    mark = f"\\{match['mark']}" if match["mark"] else f"&#{ord(match['other'])};"
    return match["space"] + mark


def inline(text: str) -> str:
    """Plain text inside a sentence, its addresses left as they are."""
    out, end = [], 0
    for match in _ADDRESS.finditer(text):
        out += [_words(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join((*out, _words(text[end:])))


def _words(text: str) -> str:
    text = _MARKS.sub(lambda match: f"\\{match[0]}", text)
    text = _LINK.sub(r"\\[", text)
    text = _ATTRIBUTES.sub(r"\\{", text)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))
