"""Faults in content as values: collected over the whole site, sorted, printed together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]

_SPACES = re.compile(r"[ \t\r\n]+")
_MERGE = tuple(re.compile(rf"^{mark}$", re.MULTILINE) for mark in ("<{7}(?: .*)?", "={7}", ">{7}(?: .*)?"))
"""The marks that git leaves around two versions of the same lines, in their order."""
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of one file, with its place and its cure.

    `path` is relative to the archive's root (`content/a.md`), POSIX; `line` and `column` count
    from 1 in that file. `code` is kebab-case and stable: scripts rely on it. Message and hint have no line
    breaks, whatever they quote: `error` and `warning` see to it.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}{hint}"


def error(code: str, path: str, message: str, *, hint: str = "", line: int = 1, column: int = 1) -> Problem:
    """A fault that keeps something from being published as written."""
    return Problem(path, line, column, "error", code, on_one_line(message), on_one_line(hint))


def warning(code: str, path: str, message: str, *, hint: str = "", line: int = 1, column: int = 1) -> Problem:
    """A fault that the build can work around, and an editor should look at."""
    return Problem(path, line, column, "warning", code, on_one_line(message), on_one_line(hint))


def place_in(text: str, offset: int) -> tuple[int, int]:
    """(line, column), from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def on_one_line(text: str) -> str:
    """The text with one space for each run of spaces and line breaks."""
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)


def short(text: str) -> str:
    """A text that fits into a message: on one line, and cut where it is long."""
    return shortened(on_one_line(text).strip(), 60)


def not_utf8(path: str, fault: UnicodeDecodeError, *, hint: str = "save the file as UTF-8") -> Problem:
    """An error at the first byte of a file that is not UTF-8; `fault` is of decoding the whole file."""
    data: bytes = fault.object
    line, column = data.count(b"\n", 0, fault.start) + 1, fault.start - data.rfind(b"\n", 0, fault.start)
    message = f"the byte 0x{data[fault.start]:02x} is not UTF-8"
    return error("not-utf8", path, message, hint=hint, line=line, column=column)


def unmerged(path: str, text: str) -> Problem | None:
    """An error at the marks of a merge that nobody finished; None where there are none, or in fenced code."""
    first = place = _MERGE[0].search(text) if "<<<<<<<" in text else None
    for mark in _MERGE[1:]:
        place = place and mark.search(text, place.end())
    if first is None or place is None or len(_FENCE.findall(text, 0, first.start())) % 2:
        return None
    message = "two versions of these lines stand here, between the marks of a merge that is not finished"
    hint = "keep the lines that are right, and remove those that begin with <<<<<<<, ======= and >>>>>>>"
    return error("unfinished-merge", path, message, hint=hint, line=place_in(text, first.start())[0])


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(p.severity == "error" for p in problems)


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """The known word most like a given one, capitals aside; "" if none is alike enough (0 to 1)."""
    by_fold = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold()[:60], by_fold, n=1, cutoff=likeness)
    return by_fold[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like a given one, or an empty text."""
    close = nearest(word, known)
    return f"did you mean “{close}”?" if close else ""


def shortened(text: str, most: int) -> str:
    """A text of so many characters at the most, as a message has room for it."""
    return text if len(text) <= most else text[: most - 1] + "…"


EXCERPT = 100
"""Characters of a source line that are shown around a place."""


def excerpt(lines: Sequence[str], line: int, column: int, most: int = EXCERPT) -> tuple[str, ...]:
    """The line of a problem, or `most` characters of it, and a caret under its column; nothing where
    the place is only the file.
    """
    if not 1 <= line <= len(lines) or (line, column) == (1, 1):
        return ()
    text = lines[line - 1].replace("\t", " ")
    start = max(0, column - 1 - most // 2)
    shown = text[start : start + most]
    if not shown.strip():
        return ()
    return (shown, " " * (column - 1 - start) + "^")
