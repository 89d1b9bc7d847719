"""Templates of Go: what one writes, if nothing but the arguments of a shortcode decides it.

https://gohugo.io/templates/shortcode/ Anything else of the language has no answer here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from sitegen.importing.body.arguments import Arguments
from sitegen.importing.body.enclosed import pairs
from sitegen.importing.body.manuscript import as_html

INNER = "\ue010"
"""What stands for the words between the marks of a shortcode."""
INNER_MARKDOWN = "\ue011"
"""Likewise, where Markdown is read in them."""

_ACTION = re.compile(r"\{\{(?P<left>-\s)?(?P<code>(?:[^{}]|\{(?!\{)|\}(?!\}))*+)\}\}")
_COMMENT = re.compile(r"(?P<action>\{\{-?\s*+/\*)|<!--")
_COMMENT_END = {True: re.compile(r"\*/\s*+-?\}\}"), False: re.compile("-->")}
_WORD = re.compile(
    r"""\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|`(?P<raw>[^`]*)`|(?P<bare>:?=|[^\s|()"`]+|[|()]))"""
)
_GET = frozenset({".Get", "$.Get"})
_SAME = frozenset(
    """safeHTML safeURL safeHTMLAttr safe.HTML safe.URL safe.HTMLAttr htmlUnescape plainify string
    transform.Plainify transform.HTMLUnescape strings.TrimSpace""".split()
)
_MARKDOWN = frozenset(
    ".Page.RenderString $.Page.RenderString page.RenderString markdownify transform.Markdownify".split()
)
_ROOTED = frozenset("relURL absURL relLangURL absLangURL urls.RelURL urls.AbsURL".split())


class Unclear(Exception):  # noqa: N818 - an answer, not a fault
    """The template asks for more than the arguments."""


class _Safe(str):
    """A text that is HTML already."""

    __slots__ = ()


_Parts = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Scope:
    """What names mean at a place: `dot` is None for the shortcode itself."""

    given: Arguments
    inner: str
    dot: str | None = None
    names: dict[str, str] = field(default_factory=dict)


def written(template: str, given: Arguments, *, inner: bool) -> str | None:
    """What a template writes; None if more than the arguments decides it.

    `inner`: the shortcode has words between its marks; `INNER` stands for them, or `INNER_MARKDOWN`.
    """
    try:
        parts = _parts(template)
        text, end = _block(parts, 0, _Scope(given, INNER if inner else ""))
    except (Unclear, RecursionError):
        return None
    return text.strip() if end == len(parts) else None


@lru_cache(maxsize=256)
def _parts(template: str) -> _Parts:
    """The text and the actions of a template, in order: `("", text)`, `(code, "")`."""
    comments = pairs(template, _COMMENT, lambda opens: _COMMENT_END[bool(opens["action"])])
    for opens, closes in reversed(list(comments)):
        template = template[: opens.start()] + template[closes.end() :]
    found: list[tuple[str, str]] = []
    at, trims = 0, False
    for match in _ACTION.finditer(template):
        text, code = template[at : match.start()], match["code"]
        text = text.rstrip() if match["left"] else text
        found += [("", text.lstrip() if trims else text), (code.removesuffix("-").strip() or " ", "")]
        at, trims = match.end(), code.endswith("-")
    found.append(("", template[at:].lstrip() if trims else template[at:]))
    if any("{{" in text for _, text in found):
        raise Unclear
    return tuple(found)


def _block(parts: _Parts, at: int, scope: _Scope) -> tuple[str, int]:
    """What the parts write up to `else` or `end`, and where that stands."""
    out: list[str] = []
    while at < len(parts):
        code, text = parts[at]
        keyword = code.partition(" ")[0]
        if keyword in {"else", "end"}:
            break
        if keyword in {"if", "with"}:
            text, at = _choice(parts, at, scope)
        elif code:
            text = _action(code, scope)
        out.append(text)
        at += 1
    return "".join(out), at


def _choice(parts: _Parts, at: int, scope: _Scope) -> tuple[str, int]:
    """What `if` or `with` writes, and where its `end` stands."""
    chosen, code = "", parts[at][0]
    done = False
    while True:
        keyword, _, condition = code.removeprefix("else ").partition(" ")
        value = _assigned(condition, scope) if keyword in {"if", "with"} else "true"
        inside = _Scope(scope.given, scope.inner, value, scope.names) if keyword == "with" else scope
        text, at = _block(parts, at + 1, inside)
        if value and not done:
            chosen, done = text, True
        if at >= len(parts):
            raise Unclear
        code = parts[at][0]
        if code == "end":
            return chosen, at


def _action(code: str, scope: _Scope) -> str:
    if re.match(r"\$\w+\s*:?=", code):
        _assigned(code, scope)
        return ""
    value = _value(code, scope)
    return value if isinstance(value, _Safe) else escape(value)


def _assigned(code: str, scope: _Scope) -> str:
    """The value of a pipeline, which a variable may take: `$name := …`."""
    match = re.match(r"(?P<name>\$\w+)\s*:?=\s*", code)
    value = _value(code[match.end() :] if match else code, scope)
    if match:
        scope.names[match["name"]] = value
    return value


def _value(code: str, scope: _Scope) -> str:
    words = [
        (match["bare"] or "", match["double"] if match["double"] is not None else match["raw"])
        for match in _WORD.finditer(code)
    ]
    value, end = _pipeline(words, 0, scope)
    if end != len(words):
        raise Unclear
    return value


_Words = list[tuple[str, str | None]]
"""The words of a pipeline: `(name, None)`, or `("", text)` for one in quotes."""


def _pipeline(words: _Words, at: int, scope: _Scope) -> tuple[str, int]:
    value: str | None = None
    while True:
        terms: list[str] = []
        name = words[at][0] if at < len(words) else ""
        is_call = name in _FUNCTIONS or name in _GET or name == "isset"
        at += is_call
        while at < len(words) and words[at][0] not in {"|", ")"}:
            if words[at][0] == "(":
                inner, at = _pipeline(words, at + 1, scope)
                terms.append(inner)
            else:
                terms.append(_term(*words[at], scope))
            at += 1
        terms += [] if value is None else [value]
        value = _called(name, terms, scope) if is_call else _only(terms)
        if at >= len(words) or words[at][0] == ")":
            return value, at
        at += 1


def _only(terms: list[str]) -> str:
    if len(terms) != 1:
        raise Unclear
    return terms[0]


def _term(name: str, text: str | None, scope: _Scope) -> str:
    if text is not None:
        return re.sub(r"\\(.)", r"\1", text)
    known: Mapping[str, str | None] = {
        ".": scope.dot, ".Inner": scope.inner if scope.dot is None else None, "$.Inner": scope.inner,
        ".IsNamedParams": "true" if scope.given.named else "", ".Params": "", "$.Params": "", **scope.names,
    }  # fmt: skip
    value = name if name.isdecimal() else known.get(name)
    if value is None:
        raise Unclear
    return _Safe(value) if value == scope.inner and value else value


def _called(name: str, terms: list[str], scope: _Scope) -> str:
    try:
        if name in _GET and (name[0] == "$" or scope.dot is None):
            return _argument(scope.given, *terms)
        if name == "isset":
            return "true" if _argument(scope.given, *terms[1:]) else ""
        return _FUNCTIONS[name](*terms)
    except (LookupError, TypeError, ValueError):
        raise Unclear from None


def _argument(given: Arguments, key: str) -> str:
    return given.at(int(key)) if key.isdecimal() else given.first(key.lower())


def _markdown(*terms: str) -> str:
    text = terms[-1]  # behind options
    if text == INNER:
        return _Safe(INNER_MARKDOWN)
    shown = as_html(text)
    return _Safe(shown.removeprefix("<p>").removesuffix("</p>") if shown.count("<p>") == 1 else shown)


def _rooted(path: str) -> str:
    return path if "://" in path or path.startswith(("/", "#")) or not path else f"/{path}"


def _eq(first: str, *others: str) -> str:
    return "true" if first in others else ""


_FUNCTIONS: Mapping[str, Callable[..., str]] = {
    **dict.fromkeys(_SAME, _Safe),
    **dict.fromkeys(_MARKDOWN, _markdown),
    **dict.fromkeys(_ROOTED, _rooted),
    "dict": lambda *_: "",
    "default": lambda other, value: value or other,
    "or": lambda *values: next(filter(None, values), ""),
    "and": lambda *values: values[-1] if all(values) else "",
    "not": lambda value: "" if value else "true",
    "eq": _eq,
    "ne": lambda first, other: "" if first == other else "true",
}
