"""Patterns of paths as site generators write them: `*` within a folder, `**` across folders, `{a,b}`."""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(
    r"(?P<deep>\*\*/)|(?P<all>\*\*+)|(?P<some>\*)|(?P<one>\?)|\[(?P<of>[!^]?\]?[^\]]*)\]|(?P<rest>.)",
    re.DOTALL,
)


def matches(glob: str, path: str) -> bool:
    """Whether a whole path fits a pattern."""
    return _compiled(glob).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _compiled(glob: str) -> re.Pattern[str]:
    out, depth = [], 0
    for part in _PART.finditer(glob):
        char = part["rest"] or ""
        depth += (char == "{") - (char == "}" and depth > 0)
        out.append(_piece(part, inside=depth > 0 or char == "}"))
    try:
        return re.compile("".join(out), re.DOTALL)
    except re.error:  # a bracket or a range that means nothing
        return re.compile(re.escape(glob))


def _piece(part: re.Match[str], *, inside: bool) -> str:
    """The regular expression of one part; `inside`: it stands among alternatives."""
    if part["of"] is not None:
        negated = part["of"].startswith(("!", "^"))
        letters = part["of"][negated:].replace("\\", "\\\\").replace("[", "\\[")
        return f"[{'^' if negated else ''}{letters}]"
    fixed = {"deep": "(?:.*/)?", "all": ".*", "some": "[^/]*", "one": "[^/]"}
    if part.lastgroup in fixed:
        return fixed[part.lastgroup]
    char = part[0]
    alternatives = {"{": "(?:", ",": "|", "}": ")"} if inside else {}
    return alternatives.get(char) or re.escape(char)
