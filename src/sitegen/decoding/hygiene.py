"""What YAML drops in silence, told aloud: `title: Water #1` ends before the hash."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from yaml.nodes import MappingNode, Node

from sitegen.decoding.report import Report
from sitegen.decoding.yamltext import scalars
from sitegen.problems import short, warning

MOST = 200
"""How many hashes and ampersands of one text are looked at."""

_HASH = re.compile(r"#(?<=[ \t]#)[^\s#!][^\n]*")  # begins with its sign, which is searched fast
_ANCHOR = re.compile(r"(?<=[:,\[-][ \t])&[^\s,\]}]+")


def check_comments(text: str, root: MappingNode, report: Report) -> None:
    """Warn where a value seems to go on after a `#` that YAML takes for a comment, or begins with `&`.

    A comment with a space after its `#`, or on a line of its own, is taken for one.
    """
    found = islice(_HASH.finditer(text), MOST)
    hashes = [match for match in found if _after_plain_text(text, match.start())]
    anchors = list(islice(_ANCHOR.finditer(text), MOST)) if "&" in text else []
    if not hashes and not anchors:
        return
    spans = sorted(_spans(root))
    starts = [start for start, _ in spans]
    begun = frozenset(starts)
    for match in hashes:
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= spans[before][1]:
            message = f"“{short(match[0])}” is dropped: YAML reads it as a comment"
            _warn(report, text, match.start(), message)
    for match in anchors:
        if match.start() in begun:
            message = f"“{short(match[0])}” is dropped: YAML reads it as an anchor"
            _warn(report, text, match.start(), message)


def _after_plain_text(text: str, place: int) -> bool:
    """Whether something without quotes stands before a place on its line: a value, or a list's dash."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    return not (before.isspace() or '"' in before or "'" in before)


def _spans(root: Node) -> list[tuple[int, int]]:
    """Where each scalar stands in the text."""
    return [(node.start_mark.index, node.end_mark.index) for node in scalars(root)]


def _warn(report: Report, text: str, place: int, message: str) -> None:
    line = text.count("\n", 0, place) + report.first_line
    column = place - text.rfind("\n", 0, place)
    if any((told.line, told.column) == (line, column) for told in report.problems):
        return
    hint = "put the whole value in quotes"
    report.add(warning("yaml-comment", report.path, message, hint=hint, line=line, column=column))
