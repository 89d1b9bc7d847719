"""A declared key and what its values are: the words in which all problems of decoding are told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sitegen.decoding.report import Report
from sitegen.problems import short


class Kind(ABC):
    """A kind of value. `wanted` names it in messages: “draft” must be `true or false`."""

    wanted: ClassVar[str] = "text"

    @abstractmethod
    def decode(self, node: Node, field: Field, report: Report) -> Any:
        """The value of a node; None, with a problem told, if it is none of this kind."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the values that are accepted."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key: the kind of its value, what it means (for editors' completion), and an example value.

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
        return "" if self.example is None else f"{self.name}: {_flow(self.example)}"


def wrong(node: Node, field: Field, wanted: str, report: Report) -> None:
    """Tell that a value is of the wrong kind."""
    hint = f"write it like {field.sample}" if field.sample else ""
    hint = "put the value in quotes if it is meant as text" if _is_bracketed_text(node, field) else hint
    report.error("wrong-type", node, f"“{field.name}” must be {wanted}, not {name_of(node)}", hint)


def empty(node: Node, field: Field, report: Report) -> None:
    """Tell that a key has no value, where it must have one if it is there."""
    hint = f"add {field.sample}, or remove the line"
    report.error("missing-key", node, f"“{field.name}” is empty", hint)


def _is_bracketed_text(node: Node, field: Field) -> bool:
    """Whether a value looks like text that begins with a bracket: `[Draft]` or `{{ title }}`."""
    if isinstance(field.example, list) or field.kind.wanted != Kind.wanted:
        return False
    if isinstance(node, SequenceNode):
        return bool(node.flow_style)
    return isinstance(node, MappingNode) and any(isinstance(key, MappingNode) for key, _ in node.value)


def name_of(node: Node) -> str:
    """What a value is, in words."""
    if isinstance(node, ScalarNode):
        return f"“{short(node.value)}”" if node.value.strip() else "nothing"
    return "a list" if isinstance(node, SequenceNode) else "keys with values"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like the given one, or an empty text."""
    by_fold = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold()[:60], by_fold, n=1, cutoff=0.65)
    return by_fold[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like the given one, or an empty text."""
    close = nearest(word, known)
    return f"did you mean “{close}”?" if close else ""


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if str(value).startswith("#") else str(value)
