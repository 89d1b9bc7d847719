"""A YAML text without what is not for readers: private and unknown keys, comments, withheld posts.

What stays is the text as it was written, cut at the nodes' marks, never written anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sitegen.decoding.field import Kind
from sitegen.decoding.shapes import Either, Many, Record

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*|[ \t]+#[^\n]*")
_HEADER_COMMENT = re.compile(r"\A([|>][^\s#]*)[^\n]*")
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

WITHHELD = frozenset({"id", "url", "date", "status", "note"})
"""What may be told of a post whose words are withheld."""


def public(text: str, root: MappingNode, record: Record, keys: Collection[str]) -> str:
    """The text of the entries `keys` of a root mapping, cleared of what is private."""
    source = _Clearing(text).mapping(root, record, keys, indent="")
    return _HTML_COMMENT.sub("", source) if "<!--" in source else source


class _Clearing:
    def __init__(self, text: str) -> None:
        self.text = text

    def node(self, node: Node, kind: Kind) -> str:
        """The source of a node, cleared by its kind."""
        if type(node) is ScalarNode:
            return self._scalar(node)
        inner: Any = kind.kind if isinstance(kind, Many) else kind
        if isinstance(node, SequenceNode):
            return self._sequence(node, inner)
        record = inner.record if isinstance(inner, Either) else inner
        if not isinstance(node, MappingNode) or not isinstance(record, Record):
            return ""
        allowed: Collection[str] = WITHHELD if _is_withheld(node) else record.fields
        return self.mapping(node, record, allowed, indent=" " * node.start_mark.column)

    def mapping(self, node: MappingNode, record: Record, keys: Collection[str], indent: str) -> str:
        """The source of a mapping's entries `keys`; of equal keys, the last."""
        text, fields = self.text, record.fields
        entries: dict[str, str] = {}
        for key, value in node.value:
            name = key.value
            if type(key) is not ScalarNode or name not in fields or name not in keys:
                continue
            end, start = key.end_mark.index, value.start_mark.index
            if start < end:  # an alias: its value stands elsewhere, and is left out
                continue
            between = _uncommented(text[end:start]).lstrip()
            entry = self._scalar(key) + between + self.node(value, fields[name].kind)
            entries.pop(name, None)
            entries[name] = entry.rstrip()
        if node.flow_style:
            return "{" + ", ".join(entries.values()) + "}"
        return f"\n{indent}".join(entries.values())

    def _sequence(self, node: SequenceNode, kind: Kind) -> str:
        """The source of a list: its items cleared, the marks before them as they stand."""
        items: list[str] = []
        place = node.start_mark.index
        for item in node.value:
            if item.start_mark.index < place:
                continue
            mark = _uncommented(self.text[place : item.start_mark.index])
            source = self.node(item, kind).rstrip()
            items.append(source if node.flow_style else mark[mark.rfind("-") :] + source)
            place = item.end_mark.index
        return f"[{', '.join(items)}]" if node.flow_style else f"\n{' ' * node.start_mark.column}".join(items)

    def _scalar(self, node: ScalarNode) -> str:
        source = self.text[node.start_mark.index : node.end_mark.index]
        return _HEADER_COMMENT.sub(r"\1", source) if node.style in {"|", ">"} else source


def _is_withheld(node: MappingNode) -> bool:
    return any(
        key.value == "status" and str(value.value).strip().lower() == "withheld" for key, value in node.value
    )


def _uncommented(gap: str) -> str:
    """What stands between two nodes, without comments: no other `#` can be there."""
    return _COMMENT.sub("", gap) if "#" in gap else gap
