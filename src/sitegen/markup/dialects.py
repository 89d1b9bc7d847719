"""Marks of other dialects of Markdown that stay text: struck-out words, tasks, links of wikis and the like;
and what they read as part of an item that it follows.
"""

from __future__ import annotations

import re

from sitegen.markup.found import Found
from sitegen.markup.htmlblocks import CODE
from sitegen.problems import short

_STRUCK = re.compile(r"(?<![~\\/])~~(?=[^\s~])((?:[^~\n]|\n(?![ \t>]*\n))+?)(?<=\S)~~(?!~)")
_WORDS = re.compile(r"~~[^~*_`<>&\[\]\\!\n]*")
"""The beginning of struck-out words that HTML has as the source does."""
_TASK = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\][ \t]", re.MULTILINE)
_TASK_SHOWN = re.compile(r"<li>\s*(?:<p>)?\[[ xX]\] ")
_CONTENTS = re.compile(r"^[ \t]*\[TOC\][ \t]*$", re.MULTILINE)

_FOREIGN = (
    (
        "[[",
        re.compile(r"(?<!\\)!?\[\[(?=[^\s\[\]])[^\[\]\n]+\]\](?![(\[])"),
        "no link or picture",
        "write [words](file.md) or ![words](picture.jpg)",
    ),
    ("%%", re.compile(r"(?<![\\%\w])%%(?=[^%])[^%]+%%(?!%)"), "no comment", "write <!-- … -->"),
    (
        "[!",
        re.compile(r"(?<=> )\[!\w+\]"),
        "no heading of a note",
        "write a heading of your own, such as **Note**",
    ),
    (
        "*[",
        re.compile(r"^[ ]{0,3}\*\[[^\]\n]+\]:(?=[ ])", re.MULTILINE),
        "no abbreviation",
        'write <abbr title="…">…</abbr> in the text',
    ),
)
"""The sign, without which there is none; the mark; what it is not here; what to write instead."""

_MARK = r"(?:[-*+]|\d+\.) "
_UNSHOWN = r"\[[^\]\n]+\]:|<!--"
"""How a definition (of a link's address, of a footnote) or a comment begins, which stands nowhere itself."""


def _below(mark: str, width: str) -> str:
    """An item, but no rule, and what stands below it under its words: a list of its kind, or a block."""
    indent = f" {{{width}}}"
    further = rf"(?:{indent}(?!{_MARK})\S[^\n]*\n)*"
    below = rf"{indent}(?={mark} +\S)|\n{indent}(?!{_UNSHOWN})(?=\S)"
    return rf"{mark} (?=\S)(?![-* ]+\n)[^\n]*\n{further}(?:{below})"


_SHALLOW = re.compile(
    rf"^(?:{_below('[-*+]', '2,3')}|{_below('[0-9][.]', '3')})(?P<line>[^\n]+)", re.MULTILINE
)
"""What is a part of an item to others, who ask for no four spaces."""


def report(html: str, found: Found) -> None:
    """Warn of each such mark that is text in the finished HTML; of tasks once."""
    if "~" in html and "~~" in html:
        _report_struck(html, found)
    for sign, pattern, what, hint in _FOREIGN:
        if sign in html:
            for match in pattern.finditer(found.source.prose):
                _warn(match, f"“{short(match[0].strip())}” is shown as text: it is {what} here", hint, found)
    if "<li>" in html and _SHALLOW.search(found.source.text):
        for match in _SHALLOW.finditer(found.source.prose):
            message = f"“{short(match['line'])}” is not read as a part of the item above it"
            hint = "begin what belongs to an item with four spaces"
            found.warn("other-dialect", message, hint, at=found.source.place(match.start("line")))
    if "[" not in html:
        return
    if ("[ ] " in html or "[x] " in html or "[X] " in html) and _TASK_SHOWN.search(html):
        message = "“[ ]” and “[x]” are shown as text: there are no lists of tasks"
        _warn(_TASK.search(found.source.prose), message, "write ☐ or ☑ in their place", found)
    if "<p>[TOC]</p>" in html:
        message = "“[TOC]” is shown as text: no table of contents is put there"
        hint = "remove the line, or link to the headings: [Name](#name)"
        _warn(_CONTENTS.search(found.source.prose), message, hint, found)


def _report_struck(html: str, found: Found) -> None:
    shown = CODE.sub("", html)
    for match in _STRUCK.finditer(found.source.prose):
        begin = _WORDS.match(match[0])
        if begin and begin[0] in shown:
            message = f"“{short(match[0])}” is shown as text: “~~” strikes nothing out"
            _warn(match, message, f"write <del>{short(match[1])}</del>", found)


def _warn(match: re.Match[str] | None, message: str, hint: str, found: Found) -> None:
    if match:
        at = found.source.place(match.end() - len(match[0].lstrip()))
        found.warn("other-dialect", message, hint, at=at)
