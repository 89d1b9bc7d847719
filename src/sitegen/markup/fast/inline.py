"""Inline patterns: only those whose sign is in a text are tried on it.

What the tree looks like afterwards, and in which order its texts are visited (footnotes count on
it), is as with the stock processor: breadth first, elements made by a pattern visited once more.
"""

from __future__ import annotations

from collections import deque
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, AtomicString

from sitegen.markup import budget
from sitegen.markup.fast.registry import names

SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What a text has in it, one at least, if a pattern can match; by Python-Markdown's own names."""

REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
"""Patterns without effect where no reference is defined."""

Placed = list[tuple[ET.Element, list[str]]]
"""Elements that stand in a text, each with the names of the elements around it."""


class Pattern:
    """A registered pattern: its place in the order, its signs (any of them; "" is in every text), its parts.

    A pattern of our own names its `SIGNS` itself.
    """

    __slots__ = ("excluded", "finditer", "handle", "index", "name", "signs")

    def __init__(self, index: int, name: str, pattern: Any) -> None:
        self.index = index
        self.name = name
        self.signs: tuple[str, ...] = getattr(pattern, "SIGNS", None) or SIGNS.get(name, ("",))
        self.finditer = pattern.getCompiledRegExp().finditer
        self.handle = pattern.handleMatch
        self.excluded = frozenset(tag.lower() for tag in pattern.ANCESTOR_EXCLUDES)


Table = list[tuple[str, str | None, Pattern]]
"""Patterns in their order, each behind its one or two signs."""


def _tables(patterns: list[Pattern], without: frozenset[str]) -> list[Table]:
    """For each place in the order the patterns from there on; nothing behind the last."""
    rows: Table = [(p.signs[0], p.signs[1] if len(p.signs) > 1 else None, p) for p in patterns]
    return [[row for row in rows[first:] if row[2].name not in without] for first in range(len(rows) + 1)]


class FastInlineProcessor(InlineProcessor):
    """Applies the inline patterns to a tree."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.stashed_nodes: dict[str, ET.Element | str] = {}
        self._known: list[object] = []
        self._all: list[Table] = []
        self._without_references: list[Table] = []
        self._signs: tuple[str, ...] = ()
        self.depth = 0

    def reset(self) -> None:
        """Take note of the patterns that are registered."""
        registry = self.inlinePatterns
        if self._known == (known := [*registry]):
            return
        self._known = known
        patterns = [Pattern(index, name, registry[name]) for index, name in enumerate(names(registry))]
        self._all = _tables(patterns, frozenset())
        self._without_references = _tables(patterns, REFERENCES)
        found = {INLINE_PLACEHOLDER_PREFIX, *(sign for pattern in patterns for sign in pattern.signs)}
        self._signs = tuple(sorted(s for s in found if not any(o != s and o in s for o in found)))

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        """Put elements for what the patterns find in the texts of the tree."""
        self.stashed_nodes = {}
        self.depth = 0
        around = [*(ancestors or ()), tree.tag.lower()]
        queue = deque([(tree, around)])
        first = True
        while queue:
            element, around = queue.popleft()
            self.ancestors = around
            if not first:
                around.append(element.tag.lower())
            first = False
            made: list[tuple[ET.Element, Placed]] = []
            for child in element:  # grows by what is put in behind `child`, which is then visited too
                text = child.text
                if text and not isinstance(text, AtomicString) and self._has_sign(text):
                    made.append((child, self._in_text(child, text)))
                    queue.extend(made[-1][1])
                if child.tail:
                    self._in_tail(element, child, child.tail)
                if len(child):
                    queue.append((child, around[:]))
            for child, placed in made:
                for index, (node, _) in enumerate(placed):
                    child.insert(index, node)
        return tree

    def _has_sign(self, text: str) -> bool:
        for sign in self._signs:  # noqa: SIM110 - any() with a generator takes three times as long
            if sign in text:
                return True
        return False

    def _in_text(self, child: ET.Element, text: str) -> Placed:
        self.ancestors.append(child.tag.lower())
        child.text = None
        placed = self._placed(self._handled(text, 0), child, is_text=True)
        self.ancestors.pop()
        return placed

    def _in_tail(self, element: ET.Element, child: ET.Element, tail: str) -> None:
        if not isinstance(tail, AtomicString):
            if not self._has_sign(tail):
                return
            tail = self._handled(tail, 0)
        holder = ET.Element("d")
        child.tail = None
        placed = self._placed(tail, holder, is_text=False)
        if holder.tail:
            child.tail = holder.tail
        position = list(element).index(child) + 1
        for node, _ in reversed(placed):
            element.insert(position, node)

    def _handled(self, data: str, first: int) -> str:
        """The text with placeholders for what the patterns from the `first` on find in it."""
        if isinstance(data, AtomicString):
            return data
        tables = self._all if self.md.references else self._without_references
        for sign, other, pattern in tables[first]:
            if sign in data or (other is not None and other in data):
                data = self._apply(pattern, data)
        return data

    def _apply(self, pattern: Pattern, data: str) -> str:
        """The text with placeholders for all that one pattern finds in it."""
        if pattern.excluded and not pattern.excluded.isdisjoint(self.ancestors):
            return data
        position = 0
        while True:
            for match in pattern.finditer(data, position):
                node, start, end = pattern.handle(match, data)
                if start is not None and end is not None:
                    break
                budget.check()
            else:
                return data
            budget.check()
            position = end
            if node is None:
                continue
            if not isinstance(node, str) and not isinstance(node.text, AtomicString):
                self._handle_inside(node, pattern.index)
            placeholder = self._stashed(node)
            data = f"{data[:start]}{placeholder}{data[end:]}"
            position = start + len(placeholder)

    def _handle_inside(self, node: ET.Element, index: int) -> None:
        """Apply the patterns to a new element's texts: inside it those that follow its own."""
        self.depth += 1
        if self.depth > budget.DEPTH:
            raise budget.TooDeep
        for child in (node, *node):
            if child.text:
                self.ancestors.append(child.tag.lower())
                child.text = self._handled(child.text, index + 1)
                self.ancestors.pop()
            if child.tail:
                child.tail = self._handled(child.tail, index)
        self.depth -= 1

    def _stashed(self, node: ET.Element | str) -> str:
        key = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[key] = node
        return INLINE_PLACEHOLDER % key

    def _placed(self, data: str, parent: ET.Element, *, is_text: bool) -> Placed:
        """The elements that the placeholders in a text stand for.

        What is text between them becomes the text (or tail) of `parent` and their tails.
        """
        parts = INLINE_PLACEHOLDER_RE.split(data)
        if len(parts) == 1:
            _append(data, parent, is_text=is_text)
            return []
        placed: Placed = []
        _append(parts[0], parent, is_text=is_text)
        for index in range(1, len(parts), 2):
            node = self.stashed_nodes.get(parts[index])
            after = parts[index + 1]
            if isinstance(node, str):
                after = node + after
            elif node is None:  # no placeholder of this document: it stays text
                after = INLINE_PLACEHOLDER % parts[index] + after
            else:
                self._unfold(node)
                placed.append((node, self.ancestors[:]))
            if placed:
                last = placed[-1][0]
                last.tail = last.tail + after if last.tail else after or last.tail
            else:
                _append(after, parent, is_text=is_text)
        return placed

    def _unfold(self, node: ET.Element) -> None:
        """Put elements for the placeholders in the texts of an element that a pattern made."""
        for child in (node, *node):
            tail = child.tail
            if tail and INLINE_PLACEHOLDER_PREFIX in tail:
                child.tail = None
                inner = self._placed(tail, child, is_text=False)
                position = 0 if child is node else list(node).index(child) + 1
                for element, _ in reversed(inner):
                    node.insert(position, element)
            text = child.text
            if text and INLINE_PLACEHOLDER_PREFIX in text:
                child.text = None
                for element, _ in reversed(self._placed(text, child, is_text=True)):
                    child.insert(0, element)


def _append(text: str, parent: ET.Element, *, is_text: bool) -> None:
    """Add to the text of an element, or to its tail."""
    if not text:
        return
    if is_text:
        parent.text = parent.text + text if parent.text else text
    else:
        parent.tail = parent.tail + text if parent.tail else text
