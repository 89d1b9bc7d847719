"""What sitegen adds to Markdown: citations, embedded posts, links out of bare addresses."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension

from sitegen.markup.citing import CITATION, CaptionTreeprocessor, CitationPattern
from sitegen.markup.embedding import CODE, CodePattern, EmbedTreeprocessor
from sitegen.markup.found import Found
from sitegen.markup.linkify import ADDRESS, AddressPattern
from sitegen.markup.locate import Text
from sitegen.markup.runin import RunInTreeprocessor
from sitegen.markup.tables import ToldTableProcessor

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")


class References(dict[str, tuple[str, str]]):
    """The addresses that links and pictures name elsewhere, and their titles. What a backslash escapes in
    an address is itself, as where the address stands in the link (CommonMark, 2.4).
    """

    def __setitem__(self, name: str, given: tuple[str, str]) -> None:
        address, title = given
        super().__setitem__(name, (_ESCAPED.sub(r"\1", address), title))


class SitegenExtension(Extension):
    """Registers the patterns. `found` is set anew for each document."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found(Text("", "", 1))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Put each pattern in its place among Python-Markdown's own.

        Citations and addresses come after links (120 and up) and raw HTML (90): `[@name](url)` is a
        link, and an address in a tag is no text. Addresses come before entities (80), because theirs
        are their own. Posts are taken out before inline patterns (20) see their addresses, and after
        footnotes (50) have been put in the tree; captions are looked at once pictures are in it.
        Tables are read in the place of Python-Markdown's. Embed codes come before all (backticks are 190).
        """
        md.references = References()
        md.parser.blockprocessors.register(ToldTableProcessor(md.parser, self), "table", 75)
        md.inlinePatterns.register(CodePattern(CODE, md), "embed-code", 195)
        md.inlinePatterns.register(CitationPattern(CITATION, md, self), "citation", 88)
        md.inlinePatterns.register(AddressPattern(ADDRESS, md), "address", 86)
        md.treeprocessors.register(RunInTreeprocessor(md, self), "run-in", 46)
        md.treeprocessors.register(EmbedTreeprocessor(md, self), "embed", 45)
        md.treeprocessors.register(CaptionTreeprocessor(md, self), "caption", 15)
