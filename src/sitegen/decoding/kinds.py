"""Kinds of single values: what text a field accepts, what it means, and its JSON Schema."""

from __future__ import annotations

import html
import re
from typing import Any

from yaml.nodes import Node, ScalarNode

from sitegen.decoding.field import Field, Kind, wrong
from sitegen.decoding.report import Report
from sitegen.decoding.spaces import quoted
from sitegen.decoding.yamltext import STANDARD, UNTYPED
from sitegen.problems import did_you_mean, on_one_line, short

TRUE = frozenset({"true", "yes", "on", "1"})
FALSE = frozenset({"false", "no", "off", "0"})

_INLINE_TAG = re.compile(
    r"<!--.*?-->|</?(?:a|abbr|b|bdi|bdo|br|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}")


class Text(Kind):
    """Text as written, without the spaces around it."""

    def decode(self, node: Node, field: Field, report: Report) -> str | None:
        """What the raw text of a scalar says, whatever YAML would make of it; an empty text is one."""
        text = raw_text(node, field, self.wanted, report)
        return text and self.read(text, node, field, report)

    def read(self, text: str, _node: Node, _field: Field, _report: Report, /) -> str | None:
        """The value of a text; None, with a problem told, if it is none of this kind."""
        return text

    def schema(self) -> dict[str, Any]:
        """Text, or what YAML takes for a number or a truth value."""
        return {"type": ["string", "number", "boolean"]}


class Line(Text):
    """Text on one line: runs of spaces and line breaks are one space."""

    is_free = True

    def read(self, text: str, _node: Node, _field: Field, _report: Report, /) -> str | None:
        """The text, folded to one line."""
        return on_one_line(text)


class Prose(Line):
    """One line of plain text for readers: HTML entities decoded once, inline tags taken out."""

    def read(self, text: str, node: Node, field: Field, report: Report, /) -> str | None:
        """The plain text; markup in it is told."""
        text = on_one_line(text)
        if "<" not in text and "&" not in text:
            return text
        plain, tags = _INLINE_TAG.subn("", text)
        if tags:
            message = f"“{field.name}” is plain text: its HTML tags were left out"
            words = on_one_line(plain).strip()
            report.warning("markup-in-text", node, message, f"write {field.name}: {quoted(words)}")
        return on_one_line(html.unescape(plain)).strip()


class Flag(Kind):
    """True or false, in any of YAML's words for them, quoted or not."""

    wanted = "true or false"

    def decode(self, node: Node, field: Field, report: Report) -> bool | None:
        """The truth value."""
        word = node.value.strip().lower() if type(node) is ScalarNode else ""
        if word in TRUE or word in FALSE:
            return word in TRUE
        wrong(node, field, self.wanted, report)
        return None

    def schema(self) -> dict[str, Any]:
        """A truth value, or a word or number for one: to YAML 1.2, as editors read it, `yes` is text."""
        words = sorted(TRUE | FALSE)
        spellings = (spelt for word in words for spelt in dict.fromkeys((word, word.title(), word.upper())))
        pattern = f"^(?:{'|'.join(spellings)})$"
        return {"type": ["boolean", "string", "integer"], "pattern": pattern, "minimum": 0, "maximum": 1}


class Whole(Kind):
    """A whole number from `least` to `most`."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def decode(self, node: Node, field: Field, report: Report) -> int | None:
        """The number."""
        wanted = f"a whole number from {self.least:,} to {self.most:,}"
        if type(node) is not ScalarNode or not _NUMBER.fullmatch(node.value.strip()):
            wrong(node, field, wanted, report)
            return None
        number = int(node.value)
        if not self.least <= number <= self.most:
            message = f"“{field.name}” must be {wanted}, not {number:,}"
            report.error("wrong-value", node, message, field.like("write a number between them"))
            return None
        return number

    def schema(self) -> dict[str, Any]:
        """A whole number in its bounds, quoted or not."""
        types = ["integer", "string"]
        return {"type": types, "pattern": "^[0-9]{1,12}$", "minimum": self.least, "maximum": self.most}


class Choice(Kind):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def decode(self, node: Node, field: Field, report: Report) -> str | None:
        """The word."""
        word = node.value.strip() if type(node) is ScalarNode else ""
        if word.lower() in self.words:
            return word.lower()
        if type(node) is not ScalarNode:
            wrong(node, field, f"one of {', '.join(self.words)}", report)
            return None
        message = f"“{field.name}” cannot be “{short(word)}”; it is one of {', '.join(self.words)}"
        report.error("wrong-value", node, message, did_you_mean(word, self.words) or "write one of these")
        return None

    def schema(self) -> dict[str, Any]:
        """The words."""
        return {"enum": list(self.words)}


class Pattern(Text):
    """Text of one form. `wanted` says which, `hint` how to write it."""

    def __init__(self, pattern: str, wanted: str, hint: str = "") -> None:
        self.pattern = re.compile(pattern)
        self.wanted, self.hint = wanted, hint

    def read(self, text: str, node: Node, field: Field, report: Report, /) -> str | None:
        """The text, if it has the form."""
        if self.pattern.fullmatch(text):
            return text
        message = f"“{field.name}” must be {self.wanted}, not “{short(text)}”"
        report.error("wrong-value", node, message, self.hint or field.like("write it so, or remove it"))
        return None

    def schema(self) -> dict[str, Any]:
        """Text with its pattern; what YAML takes for a number or a truth value, if such have the form."""
        others = [kind for kind, one in (("number", "1"), ("boolean", "true")) if self.pattern.fullmatch(one)]
        return {"type": ["string", *others], "pattern": f"^(?:{self.pattern.pattern})$"}


def tag_hint(node: ScalarNode) -> str:
    """What to do about a value with a tag. One of YAML's own (`!!str`) is meant as such, and does nothing."""
    tag = _written_tag(node)
    if tag.startswith("!!"):
        return f"remove “{short(tag)}”: all values are read as they are written"
    return f"put the value in quotes: {quoted(short(f'{tag} {node.value}'))}"


def _written_tag(node: ScalarNode) -> str:
    return node.tag.replace(STANDARD, "!!")


def raw_text(node: Node, field: Field, wanted: str, report: Report) -> str | None:
    """The text of a scalar without the spaces around it, whatever YAML would make of it."""
    if type(node) is not ScalarNode:
        wrong(node, field, wanted, report)
        return None
    if node.tag != UNTYPED:
        message = f"“{short(_written_tag(node))}” is read as a YAML tag, not as text"
        report.warning("yaml-tag", node, message, tag_hint(node))
    text: str = node.value
    return text.strip()
