"""The children of an element set all at once.

bs4 looks through all children of an element for the one that is to be moved: in an element with
thousands of them, each moved on its own, that takes minutes.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence

from bs4 import Tag
from bs4.element import PageElement


def fill(parent: Tag, nodes: Sequence[PageElement]) -> None:
    """Make nodes the only children of an element, in this order.

    What they stood in before, if it is another element, still lists them: fill that next,
    before anything else is moved.
    """
    if len(nodes) == len(parent.contents) and all(map(operator.is_, nodes, parent.contents)):
        return
    after = _after(parent)
    last: PageElement = parent
    before: PageElement | None = None
    for node in nodes:
        node.parent, node.previous_sibling, node.next_sibling = parent, before, None
        if before is not None:
            before.next_sibling = node
        last.next_element, node.previous_element = node, last
        before, last = node, _last(node)
    last.next_element = after
    if after is not None:
        after.previous_element = last
    parent.contents = list(nodes)


def _last(node: PageElement) -> PageElement:
    """The last element within another, or that itself."""
    while isinstance(node, Tag) and node.contents:
        node = node.contents[-1]
    return node


def _after(node: PageElement | None) -> PageElement | None:
    """What follows an element and all within it."""
    while node is not None and node.next_sibling is None:
        node = node.parent
    return node.next_sibling if node is not None else None
