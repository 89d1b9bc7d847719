"""What a fault in YAML means, in an editor's words: where it truly is, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sitegen.decoding.spaces import misplaced, quoted
from sitegen.problems import shortened

_KEY_VALUE = re.compile(r"(?P<before>\s*(?:- +)?)(?P<key>[\w-]+):[ ]+(?P<value>\S.*)")
_NO_SPACE = re.compile(r"\s*(?:- +)?(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s/].*)")
_HASH = re.compile(r"(?<=[\s\[{,])#")
_WORD = re.compile(r"#[\w-]+")
_QUOTED = re.compile(r""" "[^"]*"|'[^']*' """, re.VERBOSE)
_TOP_KEY = re.compile(r"[\w-]+:(?: |$)")
_NO_DASH_SPACE = re.compile(r"\s*-(?P<value>[^\s-].*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a YAML text: line and column count from 0.

    `mendable`: the other entries may still be read. `prose`: the article's text seems to begin here.
    """

    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    mendable: bool = True
    prose: bool = False


@dataclass(frozen=True, slots=True)
class _Raised:
    """What libyaml says: `problem` at a place, `context` (what it was reading) from another on."""

    problem: str
    line: int
    column: int
    context: str
    context_line: int
    context_column: int
    lines: list[str]

    @property
    def text(self) -> str:
        """The line of the problem."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands on the line before the problem, trimmed."""
        return self.text[: self.column].rstrip()

    @property
    def context_text(self) -> str:
        """The line where the context begins."""
        return self.lines[self.context_line] if self.context_line < len(self.lines) else ""

    def at(self, message: str, hint: str) -> Fault:
        """A fault at the problem's place."""
        return Fault(self.line, self.column, "yaml-syntax", message, hint)

    def from_context(self, message: str, hint: str) -> Fault:
        """A fault at the place where the context begins."""
        return Fault(self.context_line, self.context_column, "yaml-syntax", message, hint)


def explain(fault: Exception, lines: list[str]) -> Fault:
    """The fault that PyYAML raised over these lines, as an editor would understand it."""
    raised = _raised(fault, lines)
    for rule in _RULES:
        if (found := rule(raised)) is not None:
            return found
    return raised.at(
        f"the YAML cannot be read here: {raised.problem}", "putting the value in quotes often helps"
    )


def _raised(fault: Any, lines: list[str]) -> _Raised:
    mark = getattr(fault, "problem_mark", None)
    start = getattr(fault, "context_mark", None) or mark
    problem = getattr(fault, "problem", None) or str(fault).partition("\n")[0]
    return _Raised(
        problem,
        mark.line if mark else 0,
        mark.column if mark else 0,
        getattr(fault, "context", None) or "",
        start.line if start else 0,
        start.column if start else 0,
        lines,
    )


def _tab(raised: _Raised) -> Fault | None:
    if "tab character" not in raised.problem and raised.text[raised.column : raised.column + 1] != "\t":
        return None
    column = max(raised.text.find("\t"), 0)
    return Fault(
        raised.line, column, "yaml-syntax", "a tab is used for indentation", "use spaces: two for each level"
    )


def _odd_space(raised: _Raised) -> Fault | None:
    first = max(raised.context_line - 1, 0)
    found = misplaced(raised.lines[first : raised.line + 1])
    return odd_space((found[0] + first, *found[1:])) if found else None


def odd_space(place: tuple[int, int, str]) -> Fault:
    """The fault of a space that `misplaced` found."""
    line, column, name = place
    message = f"the space here is {name}, which YAML takes for a letter"
    return Fault(line, column, "yaml-syntax", message, "type a plain space in its place")


def _unclosed_quote(raised: _Raised) -> Fault | None:
    if "quoted scalar" not in raised.context or "unexpected" not in raised.problem:
        return None
    mark = raised.context_text[raised.context_column : raised.context_column + 1]
    return raised.from_context(f"the quotation mark {mark} is never closed", f"end the value with {mark}")


_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
"""A character beyond the first 65,536 as JSON escapes it: in two halves."""


def _escape(raised: _Raised) -> Fault | None:
    if "quoted scalar" not in raised.context:
        return None
    if pair := _PAIR.search(raised.text):
        sign = pair[0].encode().decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16")
        message = f"“{pair[0]}” is JSON for {sign}, and no YAML"
        return raised.at(message, f"write {sign} itself, or \\U{ord(sign):08X}")
    shown = raised.text[raised.column : raised.column + 2]
    hint = "put the value in single quotes, or write the backslash twice"
    return raised.at(f"“{shown}” means nothing between double quotes", hint)


def _text_after_value(raised: _Raised) -> Fault | None:
    """`'The river's end'`, `"a" b`, `[Draft] Title`: the value ended earlier than was meant."""
    if "did not find expected" not in raised.problem or "block" not in raised.context or not raised.before:
        return None
    last = raised.before[-1]
    hints = {
        "'": "write an apostrophe twice (''), or put the whole value in double quotes",
        '"': 'put the whole value in single quotes, or write \\" for a quotation mark inside it',
        "]": "put the whole value in quotes",
        "}": "put the whole value in quotes",
    }
    if last not in hints or not raised.text[raised.column :].strip():
        return None
    return raised.at(f"the value ends at {last}, but text follows", hints[last])


def _colon(raised: _Raised) -> Fault | None:
    if raised.problem != "mapping values are not allowed in this context":
        return None
    if match := _NO_SPACE.fullmatch(_above(raised)):
        return _no_space(match, raised.line - 1 - _blank_lines_above(raised))
    match = _KEY_VALUE.fullmatch(raised.text)
    if match and raised.column > match.end("key"):
        message = f"the value of “{match['key']}” has a colon, so it needs quotes"
        return raised.at(message, f"write {match['key']}: {quoted(match['value'])}")
    return Fault(
        raised.line,
        len(raised.text) - len(raised.text.lstrip()),
        "yaml-syntax",
        "the line is indented, but the value above it is complete",
        "begin the key in the same column as the keys above it",
    )


def _no_key(raised: _Raised) -> Fault | None:
    if raised.problem != "could not find expected ':'":
        return None
    text = raised.context_text
    if match := _NO_SPACE.fullmatch(text):
        return _no_space(match, raised.context_line)
    if match := _NO_DASH_SPACE.fullmatch(text):
        return raised.from_context("a space is missing after “-”", f"write - {match['value']}")
    shown = _start(text)
    if raised.context_line and not raised.lines[raised.context_line - 1].strip():
        message = f"“{shown}” is not a key with a value: the text seems to begin here"
        hint = "end the front matter with a line of --- above it"
        return Fault(raised.context_line, raised.context_column, "yaml-syntax", message, hint, prose=True)
    hint = "indent the further lines of a value by two spaces"
    return raised.from_context(f"“{shown}” is not a key with a value", hint)


def _start(text: str) -> str:
    return shortened(text.strip(), 40)


def _no_space(match: re.Match[str], line: int) -> Fault:
    message = f"a space is missing after “{match['key']}:”"
    return Fault(line, match.end("key"), "yaml-syntax", message, f"write {match['key']}: {match['value']}")


_KEY_BEFORE = re.compile(r"\s*(?:- +)?[\w-]+:")


def _reserved(raised: _Raised) -> Fault | None:
    rest = raised.text[raised.column :]
    begun = rest[:1] in {"-", "?", ","} and _KEY_BEFORE.fullmatch(raised.before)
    if raised.problem != "found character that cannot start any token" and not begun:
        return None
    hint = (
        "begin a list on a line of its own; text is put in quotes" if rest[:1] == "-" else "put it in quotes"
    )
    return raised.at(f"a value cannot begin with “{rest[:1]}”", f"{hint}: {quoted(rest)}")


def _reference(raised: _Raised) -> Fault | None:
    if "alias" not in f"{raised.context} {raised.problem}" and "anchor" not in raised.context:
        return None
    mark = raised.context_text[raised.context_column : raised.context_column + 1]
    mark = mark if mark in {"*", "&"} else "*"
    message = f"a value that begins with “{mark}” is read as a reference"
    return raised.from_context(message, "put the value in quotes")


def _opened(raised: _Raised) -> tuple[int, int] | None:
    """Where the bracket stands that is not closed well. At the end of the text libyaml no longer knows: then
    it is taken to be the first of the last entry.
    """
    if raised.context_text[raised.context_column : raised.context_column + 1] in {"[", "{"}:
        return raised.context_line, raised.context_column
    above = range(min(raised.context_line, len(raised.lines) - 1), -1, -1)
    entry = next((n for n in above if _TOP_KEY.match(raised.lines[n])), 0)
    for number in range(entry, len(raised.lines)):
        if match := re.search(r"[\[{]", raised.lines[number]):
            return number, match.start()
    return None


def _comment_in_brackets(raised: _Raised) -> Fault | None:
    """`[#water, b]`: what closes the list stands behind a `#`."""
    if "flow" not in raised.context or (opened := _opened(raised)) is None:
        return None
    for number in range(opened[0], min(raised.line + 1, len(raised.lines))):
        line = raised.lines[number]
        column = _comment(line, opened[1] if number == opened[0] else 0)
        if column >= 0 and re.search(r"[\]}]", line[column:]):
            message = f"“{_start(line[column:])}” is dropped: YAML reads it as a comment"
            word = _WORD.match(line, column)
            hint = f'put the value in quotes: "{word[0]}"' if word else "put the value in quotes"
            return Fault(number, column, "yaml-syntax", message, hint)
    return None


def _comment(line: str, column: int) -> int:
    """Where a comment begins on a line, from a column on; -1 if none does."""
    for match in islice(_HASH.finditer(line, column), 50):
        if not re.search("[\"']", _QUOTED.sub("", line[: match.start()])):
            return match.start()
    return -1


def _open_bracket(raised: _Raised) -> Fault | None:
    if "flow" not in raised.context:
        return None
    place = _opened(raised)
    if place is None:
        return raised.from_context("a list or mapping is never closed", "end it with ] or }")
    opened = raised.lines[place[0]][place[1]]
    closing = {"[": "]", "{": "}"}[opened]
    begun = raised.line > place[0] and _TOP_KEY.match(raised.text)  # the next entry
    if closing in raised.text[raised.column :] and not begun:
        return raised.at(
            f"a comma is missing between the values of {opened} {closing}", "separate them by commas"
        )
    message, hint = f"“{opened}” is never closed", f"end the value with {closing}, or put it in quotes"
    return Fault(*place, "yaml-syntax", message, hint)


def _block_text(raised: _Raised) -> Fault | None:
    if "block scalar" not in raised.context:
        return None
    mark = raised.context_text[raised.context_column : raised.context_column + 1]
    hint = "put the value in quotes, or begin it on the next line, indented"
    return raised.at(f"text follows “{mark}” on the same line", hint)


def _indentation(raised: _Raised) -> Fault | None:
    if "did not find expected" not in raised.problem and "not allowed in this context" not in raised.problem:
        return None
    hint = "align the keys of one entry in one column, and put lists below their key"
    return raised.at("the indentation does not fit the lines above", hint)


def _above(raised: _Raised) -> str:
    line = raised.line - 1 - _blank_lines_above(raised)
    return raised.lines[line] if line >= 0 else ""


def _blank_lines_above(raised: _Raised) -> int:
    count = 0
    while raised.line - 1 - count >= 0 and not raised.lines[raised.line - 1 - count].strip():
        count += 1
    return count


_RULES: tuple[Callable[[_Raised], Fault | None], ...] = (
    _tab,
    _odd_space,
    _unclosed_quote,
    _escape,
    _block_text,
    _text_after_value,
    _colon,
    _no_key,
    _reserved,
    _reference,
    _comment_in_brackets,
    _open_bracket,
    _indentation,
)
