"""Blocks: paragraphs at once, and for each other block only the processors whose sign is in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, build_block_parser

from sitegen.markup import budget
from sitegen.markup.fast.registry import items, names

Sign = Callable[[str], bool]
"""Whether a block may be of a processor's kind: never False for one that is."""

_NO_WORD = frozenset("#*+-_>:[=0123456789\n |~`")
"""What a block begins with if it can be anything but a paragraph, unless a later line makes it so."""
_LATER = re.compile(r"\n(?:#|[=-]| {0,3}[-*_>:\[])")
_RULE = re.compile(r"^ {0,3}[-*_]", re.MULTILINE)
_NUMBER = re.compile(r" {0,3}\d")
_BULLET = re.compile(r" {0,3}[*+-]")


def _several_lines_with_pipe(block: str) -> bool:
    return "|" in block and "\n" in block


def _underlined(block: str) -> bool:
    return "\n=" in block or "\n-" in block


def _indented(block: str) -> bool:
    return block.startswith("    ")


SIGNS: dict[str, Sign] = {
    "empty": lambda block: not block or block[0] == "\n",
    "indent": _indented,
    "defindent": _indented,
    "code": _indented,
    "table": _several_lines_with_pipe,
    "hashheader": lambda block: "#" in block,
    "setextheader": _underlined,
    "hr": lambda block: _RULE.search(block) is not None,
    "olist": lambda block: _NUMBER.match(block) is not None,
    "ulist": lambda block: _BULLET.match(block) is not None,
    "deflist": lambda block: ":" in block,
    "quote": lambda block: ">" in block,
    "footnote": lambda block: "[^" in block,
    "reference": lambda block: "]:" in block,
}
"""By the names under which Python-Markdown and its extensions register them."""


def is_paragraph(block: str) -> bool:
    """Whether no processor but the last, the paragraph's, can want a block."""
    first = block[:1]
    if not first or first in _NO_WORD or first.isspace():
        return False
    return "\n" not in block or ("|" not in block and _LATER.search(block) is None)


class FastBlockParser(BlockParser):
    """Gives each block to the processors in their order, leaving out those that cannot want it.

    Nesting past `budget.DEPTH` raises `TooDeep`, well before Python's own limit and wherever it is
    called from, so that the outcome does not depend on the stack below.
    """

    @classmethod
    def with_stock_processors(cls, md: Markdown) -> FastBlockParser:
        """A parser with Python-Markdown's processors, attached to `md`."""
        parser = cls(md)
        md.parser = parser
        stock = build_block_parser(md)
        for name, priority in items(stock.blockprocessors):
            processor = stock.blockprocessors[name]
            processor.parser = parser
            parser.blockprocessors.register(processor, name, priority)
        return parser

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.depth = 0
        self._known: list[BlockProcessor] = []
        self._known_only = False
        self._signed: list[tuple[Sign | None, BlockProcessor]] = []

    def reset(self) -> None:
        """Forget a conversion that was cut short, and take note of processors added since."""
        self.depth = 0
        del self.state[:]
        registry = self.blockprocessors
        if self._known == (known := list(registry)):
            return
        self._known = known
        signs = SIGNS if self.md.tab_length == 4 else {}  # they know lines indented by four spaces
        self._signed = [(signs.get(name), registry[name]) for name in names(registry)]
        self._known_only = {*names(registry)} <= {*signs, "paragraph"}

    def parseChunk(self, parent: ET.Element, text: str) -> None:  # noqa: N802 - Python-Markdown's name
        """Parse a text into `parent`."""
        self.depth += 1
        self.parseBlocks(parent, text.split("\n\n"))
        self.depth -= 1

    def parseBlocks(self, parent: ET.Element, blocks: list[str]) -> None:  # noqa: N802 - Python-Markdown's name
        """Parse blocks into `parent`; `blocks` is empty in the end."""
        self.depth += 1
        if self.depth > 2 * budget.DEPTH:
            raise budget.TooDeep
        while blocks:
            budget.check()
            block = blocks[0]
            if self._known_only and is_paragraph(block):
                self._paragraph(parent, blocks.pop(0))
                continue
            for sign, processor in self._signed:
                wanted = (sign is None or sign(block)) and processor.test(parent, block)
                if wanted and processor.run(parent, blocks) is not False:
                    break
        self.depth -= 1

    def _paragraph(self, parent: ET.Element, block: str) -> None:
        """What the processor of paragraphs does with a block that has words in it."""
        if not self.state.isstate("list"):
            ET.SubElement(parent, "p").text = block.lstrip()
        elif len(parent):
            last = parent[-1]
            last.tail = f"{last.tail or ''}\n{block}"
        elif parent.text:
            parent.text = f"{parent.text}\n{block}"
        else:
            parent.text = block.lstrip()
