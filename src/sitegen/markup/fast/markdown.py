"""The converter: the stock one's stages, on one string instead of lists of lines."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.footnotes import FootnotePostTreeprocessor
from markdown.inlinepatterns import build_inlinepatterns
from markdown.postprocessors import build_postprocessors
from markdown.preprocessors import (
    HtmlBlockPreprocessor,
    NormalizeWhitespace,
    Preprocessor,
    build_preprocessors,
)
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor, build_treeprocessors
from markdown.util import ETX, STX

from sitegen.markup.fast.blocks import FastBlockParser
from sitegen.markup.fast.emphasis import stars_and_underscores
from sitegen.markup.fast.inline import FastInlineProcessor
from sitegen.markup.fast.links import with_fast_links
from sitegen.markup.fast.rawhtml import is_inline
from sitegen.markup.fast.serialise import to_html
from sitegen.markup.fast.tree import FastPrettify

_BLANK_LINE = re.compile(r"(?<=\n) +\n")


class FastMarkdown(Markdown):
    """Converts as `Markdown(output_format="html")` with the same extensions does, byte for byte."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, output_format="html")
        self.serializer = to_html

    def build_parser(self) -> FastMarkdown:
        """Put the fast parts in the places of the stock ones, before extensions add theirs."""
        self.preprocessors = build_preprocessors(self)
        self.parser = self.blocks = FastBlockParser.with_stock_processors(self)
        self.inlinePatterns = with_fast_links(build_inlinepatterns(self), self)
        self.inlinePatterns.register(stars_and_underscores(self), "em_strong", 60)
        self.treeprocessors = build_treeprocessors(self)
        self.inline = FastInlineProcessor(self)
        self.treeprocessors.register(self.inline, "inline", 20)
        self.treeprocessors.register(FastPrettify(self), "prettify", 10)
        self.postprocessors = build_postprocessors(self)
        return self

    def reset(self) -> FastMarkdown:
        """Forget the last document."""
        super().reset()
        self.blocks.reset()
        self.inline.reset()
        return self

    def convert(self, source: str) -> str:
        """The HTML of the source, as of the stock converter."""
        if not source.strip():
            return ""
        for preprocessor in self.preprocessors:
            source = self._preprocessed(source, preprocessor)
        root = self.parser.root = ET.Element(self.doc_tag)
        self.parser.parseChunk(root, source)
        for processor in self.treeprocessors:
            if _has_work(processor, source):
                changed = processor.run(root)
                root = root if changed is None else changed
        output = self.serializer(root)
        opening = f"<{self.doc_tag}>"
        output = output[output.index(opening) + len(opening) : output.rindex(f"</{self.doc_tag}>")].strip()
        for postprocessor in self.postprocessors:
            output = postprocessor.run(output)
        return output.strip()

    def _preprocessed(self, source: str, preprocessor: Preprocessor) -> str:
        kind = type(preprocessor)
        if kind is NormalizeWhitespace:
            return normalised(source, self.tab_length)
        if isinstance(preprocessor, FencedBlockPreprocessor) and not _has_fence(source):
            return source
        if kind is HtmlBlockPreprocessor and is_inline(source):
            return source
        return "\n".join(preprocessor.run(source.split("\n")))


def normalised(source: str, tab_length: int) -> str:
    """The source as `NormalizeWhitespace` leaves it: one kind of line end, no tabs, blank lines empty."""
    source = source.replace(STX, "").replace(ETX, "")
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    source = f"{source}\n\n"
    if "\t" in source:
        source = source.expandtabs(tab_length)
    return _BLANK_LINE.sub("\n", source) if "\n " in source else source


def _has_fence(source: str) -> bool:
    return ("`" in source and "```" in source) or ("~" in source and "~~~" in source)


def _has_work(processor: Treeprocessor, source: str) -> bool:
    """Whether a pass over the tree can change anything, going by what the source has in it."""
    if isinstance(processor, AttrListTreeprocessor):
        return "{" in source
    if isinstance(processor, UnescapeTreeprocessor):
        return "\\" in source  # all that it undoes comes of backslashes
    if isinstance(processor, FootnotePostTreeprocessor):
        return bool(processor.footnotes.footnotes)
    return True
