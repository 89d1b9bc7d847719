"""The one Markdown instance of a thread, with all its extensions, used again for each document."""

from __future__ import annotations

import re
import threading

from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from sitegen.markup.attributes import AttributesExtension
from sitegen.markup.extension import SitegenExtension
from sitegen.markup.fast import FastMarkdown
from sitegen.markup.fencing import FencingExtension
from sitegen.markup.found import Found

Converter = tuple[FastMarkdown, SitegenExtension]
"""A converter, and its extension that collects what it finds."""

_MARKDOWN_IN_HTML = re.compile(
    r"""<[a-z][^<>]*\smarkdown(?:=["']?(?:1|block|span|markdown)\b|(?=[\s>]))""", re.IGNORECASE
)


class _Local(threading.local):
    def __init__(self) -> None:
        self.converters: dict[bool, Converter] = {}


_local = _Local()


def html(found: Found) -> str:
    """The HTML of the document, not yet sanitised; what else it says is noted in `found`."""
    text = found.source.text
    if not text.strip():
        return ""
    in_html = "markdown" in text and _MARKDOWN_IN_HTML.search(text) is not None
    # out of its place while it works: one that is cut short is of no more use
    known = in_html in _local.converters
    markdown, extension = _local.converters.pop(in_html) if known else build(in_html=in_html)
    extension.found = found
    markdown.reset()
    raw = markdown.convert(text)
    _local.converters[in_html] = (markdown, extension)
    return raw


def build(*, in_html: bool = False) -> Converter:
    """A converter for articles; with `in_html`, for those that have `<div markdown>` in them."""
    extension = SitegenExtension()
    markdown = FastMarkdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FootnoteExtension(BACKLINK_TEXT="\u21a9\ufe0e"),
            DefListExtension(),
            FencingExtension(),
            AttributesExtension(),
            SaneListExtension(),
            *([MarkdownInHtmlExtension()] if in_html else []),
            extension,
        ],
    )
    return markdown, extension
