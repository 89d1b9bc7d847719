"""Shapes of values: lists, records of declared fields, tables of free keys, and “text or record”."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sitegen.decoding.field import Field, Kind, empty, name_of, wrong
from sitegen.decoding.kinds import tag_hint
from sitegen.decoding.report import BUDGET, Report
from sitegen.decoding.spaces import misplaced
from sitegen.decoding.yamltext import STANDARD, UNTYPED
from sitegen.problems import nearest, short, warning
from sitegen.terms import COMMAS, key_of, with_commas

_COMMAS = re.compile(f"[{COMMAS}]")
_DASH = re.compile(r"\n( *)- ")
_BETWEEN_WORDS = re.compile(rf"[{COMMAS}](?:(?!\d)|(?<!\d[{COMMAS}]))")
"""Between digits they are a part of a number: `1,000`."""

LIKE_OURS = 0.65
"""How like a key of ours an unknown one must be to be taken for it: of `guarded` ones it is an error then."""

_NOTHING = frozenset({"", "~", "null"})
_UNTAGGED = frozenset({UNTYPED, f"{STANDARD}null"})
"""`title: !Urgent` is no empty title: what was meant as text stands in its tag."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The values of a record that are there and sound, with their nodes, for further checks."""

    values: Mapping[str, Any]
    nodes: Mapping[str, Node]
    node: Node

    def get(self, name: str, default: Any = "") -> Any:
        """The value of a key, or the default when it is absent, empty or wrong."""
        value = self.values.get(name)
        return default if value is None else value

    def at(self, name: str) -> Node:
        """The node of a key, or of the record itself."""
        return self.nodes.get(name, self.node)


class Record(Kind):
    """A mapping of declared fields. `build` makes the value; without it the value is a `Decoded`.

    Unknown keys are warnings; keys that begin with `_` are private and pass in silence. `foreign`
    tells the keys of other tools and what to write instead. A key that may be one of `guarded` with
    a slip of the pen is an error: those keep back what must not be published.
    """

    def __init__(
        self,
        *fields: Field,
        build: Callable[[Decoded, Report], Any] | None = None,
        foreign: Mapping[str, str] | None = None,
        guarded: tuple[str, ...] = (),
    ) -> None:
        self.fields = {field.name: field for field in fields}
        self.required = [field for field in fields if field.required]
        self.build = build
        self.foreign = foreign or {}
        self.guarded = guarded
        self.shape = (
            f"keys with values ({', '.join(list(self.fields)[:4])}{', …' if len(fields) > 4 else ''})"
        )

    def decode(self, node: Node, field: Field, report: Report) -> Any:
        """The record, made by `build`; None when the node is no mapping or `build` refuses."""
        if type(node) is not MappingNode:
            wrong(node, field, self.shape, report)
            return None
        decoded = self.read(node, report)
        return self.build(decoded, report) if self.build else decoded

    def read(self, node: MappingNode, report: Report, unread: frozenset[str] = frozenset()) -> Decoded:
        """The values of a mapping, all faults told. Keys `unread` are not missed."""
        nodes = self._nodes(node, report)
        values: dict[str, Any] = {}
        for name, child in nodes.items():
            field = self.fields[name]
            if (value := field.kind.decode(child, field, report)) is not None:
                values[name] = value
        for wanted in self.required:
            if wanted.name not in unread and values.get(wanted.name, "") == "":
                self._missing(wanted, nodes, node, report)
        return Decoded(values, nodes, node)

    def schema(self) -> dict[str, Any]:
        """An object with the fields' schemas and descriptions."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {name: _described(field) for name, field in self.fields.items()},
            "patternProperties": {"^_": {"description": "Private: never published."}},
            "additionalProperties": False,
        }
        if required := [name for name, field in self.fields.items() if field.required]:
            schema["required"] = required
        return schema

    def _nodes(self, node: MappingNode, report: Report) -> dict[str, Node]:
        """The value nodes of the known keys that are not empty; the last of equal keys counts."""
        if not report.spend(len(node.value), node):
            return {}
        nodes: dict[str, Node] = {}
        seen: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if type(key) is ScalarNode else ""
            if not isinstance(name, str) or name not in self.fields:
                self._unknown(key, report)
                continue
            if name in seen:
                line = report.place(seen[name])[0]
                message = f"“{name}” is there twice, first in line {line}; the later one counts"
                report.warning("duplicate-key", key, message, "keep one of them")
                nodes.pop(name, None)
            seen[name] = key
            if not is_nothing(value):
                nodes[name] = value
            elif self.fields[name].never_empty:
                empty(key, self.fields[name], report)
        return nodes

    def _unknown(self, key: Node, report: Report) -> None:
        if not isinstance(key, ScalarNode):
            report.warning(
                "unknown-key",
                key,
                f"{name_of(key)} cannot be a key",
                "write one key a line: title: The river",
            )
            return
        name = str(key.value)
        if name.startswith("_"):
            return
        message = f"unknown key “{short(name)}”"
        close = nearest(
            name, self.guarded if report.busy else [*self.fields, *self.foreign], likeness=LIKE_OURS
        )
        if close in self.guarded:
            message += f": without “{close}” nothing keeps the article back"
            hint = f"did you mean “{close}”? Begin a key of your own with “_”"
            report.error("unknown-key", key, message, hint)
            return
        hint = self._hint(name, close)
        if found := misplaced([name]):
            hint = f"it begins with {found[2]}: type plain spaces only"
        report.warning("unknown-key", key, message, hint)

    def _hint(self, name: str, close: str) -> str:
        """What to do about an unknown key; `close` is the key of ours or of another tool that is like it."""
        if not close:
            prose = "put it in quotes if it is meant as text, with all that follows the colon"
            return prose if " " in name else "remove it; a key of your own begins with “_”"
        meant = self.foreign.get(close, close)
        return f"did you mean “{meant}”?" if meant in self.fields else meant

    def _missing(self, wanted: Field, nodes: Mapping[str, Node], node: Node, report: Report) -> None:
        """Tell that a required key is missing or empty; if its value is wrong, that was told."""
        if wanted.name in nodes and not is_empty(nodes[wanted.name]):
            return
        place = nodes.get(wanted.name) or next((k for k, _ in node.value if k.value == wanted.name), None)
        verb = "is missing" if place is None else "is empty"
        hint = f"add {wanted.sample}"
        if isinstance(place, ScalarNode) and place.tag != UNTYPED:
            hint = tag_hint(place)
        report.error("missing-key", place or node, f"“{wanted.name}” {verb}", hint)


class Many(Kind):
    """A list; one value alone is a list of one. With `commas`, one text alone is split on them.

    More than `most` entries are an error: where each makes pages, a file could make millions.
    `finish` makes the final tuple of the sound items and their nodes: numbers them, drops doubles.
    """

    wanted = "a list"

    def __init__(
        self,
        kind: Kind,
        *,
        commas: bool = False,
        most: int = BUDGET,
        finish: Callable[[list[tuple[Any, Node]], Report], tuple[Any, ...]] | None = None,
    ) -> None:
        self.kind = kind
        self.commas = commas
        self.most = most
        self.finish = finish

    def decode(self, node: Node, field: Field, report: Report) -> tuple[Any, ...]:
        """The values that are sound and not empty."""
        nodes = node.value if type(node) is SequenceNode else [node]
        if not report.spend(len(nodes), node) or _is_mistyped(node, report):
            return ()
        _tell_of_dashes(nodes, report)
        decode = self.kind.decode
        items = [(decode(item, field, report), item) for item in nodes if not is_nothing(item)]
        if self.commas and nodes == [node] and items[0][0]:
            items = [(part.strip(), node) for part in _COMMAS.split(items[0][0])]
        elif self.commas and type(node) is SequenceNode and node.flow_style:
            _tell_of_commas(nodes, report)
        items = [item for item in items if item[0] is not None and item[0] != ""]
        if len(items) > self.most:
            message = f"“{field.name}” has {len(items):,} entries; at most {self.most:,} are read"
            report.error("too-many", node, message, "keep those that a reader would look for")
            return ()
        return self.finish(items, report) if self.finish else tuple(value for value, _ in items)

    def schema(self) -> dict[str, Any]:
        """A list, or one of its values."""
        one = self.kind.schema()
        return {"anyOf": [{"type": "array", "items": _or_nothing(one)}, one]}


class Table(Kind):
    """A mapping of free keys to values of one kind, as a tuple of (key, value)."""

    wanted = "keys with values"

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def decode(self, node: Node, field: Field, report: Report) -> tuple[tuple[str, Any, Node], ...] | None:
        """(key, value, key's node) in the order written; a key without value has None."""
        if type(node) is not MappingNode:
            wrong(node, field, self.wanted, report)
            return None
        if not report.spend(len(node.value), node):
            return None
        example = next(iter(field.example.values()), None) if field.example else None
        found: dict[str, tuple[str, Any, Node]] = {}
        for name, value in node.value:
            text = name.value.strip() if type(name) is ScalarNode else ""
            if not text:
                message = f"{name_of(name)} cannot be a key of “{field.name}”"
                report.error("wrong-type", name, message, field.like("write a name before the colon"))
                continue
            if text in found:
                report.warning(
                    "duplicate-key",
                    name,
                    f"“{text}” is there twice; the later one counts",
                    "keep one of them",
                )
            row = Field(text, self.kind, example=example)
            decoded = None if is_nothing(value) else self.kind.decode(value, row, report)
            found[text] = (text, decoded, name)
        return tuple(found.values())

    def schema(self) -> dict[str, Any]:
        """An object whose values are of the kind."""
        return {"type": "object", "additionalProperties": _or_nothing(self.kind.schema())}


class Either(Kind):
    """A short form (one text) or a record. `widen` makes of the short form's value what `build` makes."""

    def __init__(self, short_form: Kind, record: Record, widen: Callable[[Any, Node, Report], Any]) -> None:
        self.short_form, self.record, self.widen = short_form, record, widen
        self.is_free = short_form.is_free

    def decode(self, node: Node, field: Field, report: Report) -> Any:
        """The value of either form."""
        if type(node) is MappingNode:
            return self.record.decode(node, field, report)
        if type(node) is not ScalarNode:
            wrong(node, field, f"{self.short_form.wanted}, or {self.record.shape}", report)
            return None
        value = self.short_form.decode(node, field, report)
        return None if value is None else self.widen(value, node, report)

    def schema(self) -> dict[str, Any]:
        """Either schema."""
        return {"anyOf": [self.short_form.schema(), self.record.schema()]}


def _is_mistyped(node: Node, report: Report) -> bool:
    """Whether a list is one text for YAML, for want of plain spaces behind its dashes; that is told."""
    if type(node) is not ScalarNode or node.style or node.value[:1] != "-":
        return False
    if found := misplaced([node.value]):
        hint = "type a plain space in its place"
        report.error("yaml-syntax", node, f"behind “-” stands {found[2]}, so this is no list for YAML", hint)
    return bool(found)


def _tell_of_dashes(nodes: list[Node], report: Report) -> None:
    """Warn of a dash that begins no entry, as the one above it has less space before it: `- a`, `   - b`."""
    for node in nodes:
        if type(node) is not ScalarNode or " - " not in node.value or node.style:
            continue
        if match := _DASH.search(report.text, node.start_mark.index, node.end_mark.index):
            line = report.text.count("\n", 0, match.end()) + report.first_line
            message = f"“{short(node.value)}” is one entry: the dash here begins none"
            hint = "write each entry on a line of its own, with all dashes in one column"
            column = len(match[1]) + 1
            report.add(warning("dash-in-entry", report.path, message, hint=hint, line=line, column=column))


def _tell_of_commas(nodes: list[Node], report: Report) -> None:
    """Warn of items between brackets that may be several: `[الف، ب]`, `["a, b"]`. Lines with a dash are
    items beyond doubt, and so are quotes around one of several, and tags that the settings declare.
    """
    for node in nodes:
        if type(node) is not ScalarNode or (node.style and len(nodes) > 1):
            continue
        if not _BETWEEN_WORDS.search(node.value) or key_of(node.value) in with_commas(report.tags):
            continue
        words = (part.strip() for part in _BETWEEN_WORDS.split(node.value))
        parts = ", ".join(f'"{part}"' if _COMMAS.search(part) else part for part in words)
        message = f"“{short(node.value)}” is one entry: the comma in it parts nothing"
        hint = (
            f"write [{short(parts)}]; what is meant as one stands on a line of its own: - {short(node.value)}"
        )
        report.warning("comma-in-entry", node, message, hint)


def with_places(items: list[tuple[Any, Node]], _report: Report) -> tuple[tuple[Any, Node], ...]:
    """For `Many`: the items with their nodes, for further checks."""
    return tuple(items)


def is_nothing(node: Node) -> bool:
    """Whether a node is YAML's null, however it is written: it counts as not there."""
    return type(node) is ScalarNode and not node.style and node.value in _NOTHING and node.tag in _UNTAGGED


def is_empty(node: Node) -> bool:
    """Whether a node is a text without a visible character, quoted or not."""
    return isinstance(node, ScalarNode) and not node.value.strip()


def _described(item: Field) -> dict[str, Any]:
    kind = item.kind.schema()
    schema = {"description": item.about, **(kind if item.required or item.never_empty else _or_nothing(kind))}
    if item.example is not None:
        schema["examples"] = [item.example]
    if item.default is not None:
        schema["default"] = item.default
    return schema


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, with YAML's null besides, and of text the empty one: a key without a value counts as not
    there.
    """
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    is_form = types[0] == "string" and "pattern" in schema
    widened = {"pattern": rf"^\s*$|{schema['pattern']}"} if is_form else {}
    return {**schema, **widened, "type": [*types, "null"]}
