"""A declared key and what its values are: the words in which all problems of decoding are told."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sitegen.decoding.report import Report
from sitegen.decoding.spaces import quoted
from sitegen.problems import short

_IN_BRACKETS = re.compile(r"[,\[\]{}]|: ")


class Kind(ABC):
    """A kind of value. `wanted` names it in messages: “draft” must be `true or false`. `is_free`: any words
    will do, so that what YAML takes for a list may be meant as text.
    """

    wanted: str = "text"
    is_free: bool = False

    @abstractmethod
    def decode(self, node: Node, field: Field, report: Report) -> Any:
        """The value of a node; None, with a problem told, if it is none of this kind."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the values that are accepted."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key: the kind of its value, what it means (for editors' completion), and an example value, for which
    hints take the default where there is none.

    A key without a value counts as not there, unless it is `never_empty`.
    """

    name: str
    kind: Kind
    about: str = ""
    example: Any = None
    required: bool = False
    default: Any = None
    never_empty: bool = False

    @property
    def sample(self) -> str:
        """The key with its example as a line of YAML, or an empty text."""
        value = self.default if self.example is None else self.example
        return "" if value is None else f"{self.name}: {_flow(value)}"

    def like(self, otherwise: str) -> str:
        """A hint that shows the example; without one it says what to do otherwise."""
        return f"write it like {self.sample}" if self.sample else otherwise


def wrong(node: Node, field: Field, wanted: str, report: Report) -> None:
    """Tell that a value is of the wrong kind."""
    hint = field.like(f"write {wanted} in its place")
    hint = "put the value in quotes if it is meant as text" if _is_bracketed_text(node, field) else hint
    report.error("wrong-type", node, f"“{field.name}” must be {wanted}, not {name_of(node)}", hint)


def empty(node: Node, field: Field, report: Report) -> None:
    """Tell that a key has no value, where it must have one if it is there."""
    hint = f"add {field.sample}, or remove the line"
    report.error("missing-key", node, f"“{field.name}” is empty", hint)


def _is_bracketed_text(node: Node, field: Field) -> bool:
    """Whether a value looks like text that begins with a bracket: `[Draft]` or `{{ title }}`."""
    if not field.kind.is_free:
        return False
    if isinstance(node, SequenceNode):
        return bool(node.flow_style)
    return isinstance(node, MappingNode) and any(isinstance(key, MappingNode) for key, _ in node.value)


def name_of(node: Node) -> str:
    """What a value is, in words."""
    if isinstance(node, ScalarNode):
        return f"“{short(node.value)}”" if node.value.strip() else "nothing"
    return "a list" if isinstance(node, SequenceNode) else "keys with values"


def _flow(value: Any) -> str:
    """A value as YAML on one line, which may stand between brackets: there some signs need quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return quoted(text) if text.startswith("#") or _IN_BRACKETS.search(text) else text
