"""The Markdown of an article as its readers may have it: without comments. Code that its page shows stays."""

from __future__ import annotations

import re

from sitegen.markup import fences

_OPENER = "<!--"
_MASK = "\0\0\0\0"
"""Stands for an opener that is code: no source holds this character."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SPAN = re.compile(
    r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_REMARK = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?\[(?://|comment)\]:[ \t]*(?:#|<>)(?=[ \t(]|\Z)", re.IGNORECASE
)
"""A definition of a link that nobody can follow, which is how Markdown's writers make comments."""

_REMARK_GOES_ON = re.compile(r"""[ \t>]*(?:"[^"]*"|'[^']*'|\(.*\))[ \t]*""")


def uncommented(text: str, shown: str) -> str:
    """A body without comments; `shown` is the plain text of its page."""
    return _without_remarks(_without_comments(text, shown))


def _without_comments(text: str, shown: str) -> str:
    """The Markdown without HTML comments, but for those that the page shows, as code.

    That code is what it looks like is not enough to publish it: a comment may be meant for no reader.
    """
    if _OPENER not in text:
        return text
    page = _flat(shown)
    if _OPENER in page:
        text = _SPAN.sub(
            lambda match: _masked(match[0], match["code"], page), _with_fences_masked(text, page)
        )
    public = _COMMENT.sub(lambda match: match[0] if _flat(match[0]) in page else "", text)
    return public.replace(_MASK, _OPENER)


def _with_fences_masked(text: str, page: str) -> str:
    lines = text.split("\n")
    for fence in fences.found(text):
        for number in range(fence.first, fence.last + 1):
            lines[number] = _masked(lines[number], fence.code, page)
    return "\n".join(lines)


def _masked(source: str, code: str, page: str) -> str:
    """A source in which no comment opens, where it is of code that the page shows."""
    return source.replace(_OPENER, _MASK) if _OPENER in code and _flat(code) in page else source


def _flat(text: str) -> str:
    return " ".join(text.split())


def _without_remarks(text: str) -> str:
    """The Markdown without lines such as `[//]: # (a comment)`, but for those in fenced code."""
    lowered = text.lower()
    if "[//]:" not in lowered and "[comment]:" not in lowered:
        return text
    code = fences.code_lines(text)
    kept: list[str] = []
    goes_on = False
    for number, line in enumerate(text.split("\n")):
        remark = None if number in code else _REMARK.match(line)
        if not remark and not (goes_on and _REMARK_GOES_ON.fullmatch(line)):
            kept.append(line)
        goes_on = remark is not None and not line[remark.end() :].strip()
    return "\n".join(kept)
