"""Attribute lists (`{#id .class}`), but for what are other generators' shortcodes: those stay text."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor

_LIST = r"\{(?![{%<]):?[ ]*(?![{%<])([^\}\n ][^\n]*)\}"


class AttributesTreeprocessor(AttrListTreeprocessor):
    """Python-Markdown's own, with patterns that leave `{{ … }}`, `{% … %}` and `{{< … >}}` alone.

    (Its type stub calls the patterns final; the code takes them from the instance.)
    """

    BASE_RE = _LIST  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]


class AttributesExtension(AttrListExtension):
    """Registers it. Fenced code looks for the base class among the extensions, to read `{…}` itself."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Put it where Python-Markdown's would be."""
        md.treeprocessors.register(AttributesTreeprocessor(md), "attr_list", 8)
        md.registerExtension(self)
