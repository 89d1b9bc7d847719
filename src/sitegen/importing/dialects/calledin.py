"""Text that a body calls in from elsewhere: what a template wrote, as the body's own words are converted."""

from __future__ import annotations

from functools import partial

from sitegen.importing.body import htmlblocks
from sitegen.importing.body.linking import Linker, convert_links
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pasted import convert_codes, note_bare


def converted(sheet: Manuscript, linker: Linker, text: str, span: tuple[int, int]) -> str:
    """A text with its posts and links converted, which is to replace a span of the sheet."""
    inner = Manuscript(text, sheet.path)
    htmlblocks.survey(inner, commonmark=False)
    if sheet.is_raw(*span):
        inner.raw = ((0, len(text)),)
    convert_codes(inner, partial(linker.address, inner))
    note_bare(inner)
    convert_links(inner, linker)
    sheet.absorb(inner, span[0])
    return inner.result().strip("\n")
