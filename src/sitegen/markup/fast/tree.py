"""Passes over the finished tree."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import PrettifyTreeprocessor
from markdown.util import AtomicString


class FastPrettify(PrettifyTreeprocessor):
    """Line breaks between blocks, with a set in place of a list of the names of blocks."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.blocks = frozenset(md.block_level_elements)

    def run(self, root: ET.Element) -> None:
        """Add them below and behind `root`."""
        if set(self.md.block_level_elements) != self.blocks:
            self.blocks = frozenset(self.md.block_level_elements)
        self._between(root)
        for br in root.iter("br"):
            br.tail = f"\n{br.tail}" if br.tail and br.tail.strip() else "\n"
        for pre in root.iter("pre"):
            if len(pre) and pre[0].tag == "code" and not len(pre[0]) and pre[0].text is not None:
                pre[0].text = AtomicString(pre[0].text.rstrip() + "\n")

    def _between(self, root: ET.Element) -> None:
        """As the stock pass does, to the root and to each block in a block."""
        blocks = self.blocks
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if element.tag in blocks and element.tag != "pre":
                if len(element) and element[0].tag in blocks and not (element.text and element.text.strip()):
                    element.text = "\n"
                waiting += [child for child in element if child.tag in blocks]
            if not element.tail or not element.tail.strip():
                element.tail = "\n"
