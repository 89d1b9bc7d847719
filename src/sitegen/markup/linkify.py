"""Bare addresses in sentences become links, as readers of other generators' sites are used to."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from sitegen.embeds.address import INVISIBLE, trimmed

ADDRESS = rf"(?<![\w/@=\"'])[hH]ttps?://(?:[^\s<>\"“”«»\x02\x03\\{INVISIBLE}]|\x02[0-9]+\x03)+"
_RAW = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_LINK_TAG = re.compile(r"<(/?)a[\s>]", re.IGNORECASE)
_HOST = re.compile(r"[hH]ttps?://[\w\[]")


class AddressPattern(InlineProcessor):
    """Makes a link of an address, unless it stands in a link already."""

    ANCESTOR_EXCLUDES = ("a",)
    SIGNS = ("http", "Http")
    md: Markdown

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's; its stub knows elements only
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """An `a` element for the address without the punctuation that ends its sentence."""
        url = trimmed(m[0])
        if not _HOST.match(url) or self._in_raw_link(data[: m.start()]):
            return None, m.start(), m.end()
        link = ET.Element("a")
        link.set("href", url)
        link.text = AtomicString(url)
        return link, m.start(), m.start() + len(url)

    def _in_raw_link(self, before: str) -> bool:
        """Whether the last `<a>` or `</a>` that stands before as raw HTML opens a link."""
        html = self.md.htmlStash.rawHtmlBlocks
        if not html:
            return False
        inline = getattr(self.md.treeprocessors["inline"], "stashed_nodes", {})
        for match in reversed(list(INLINE_PLACEHOLDER_RE.finditer(before))):
            raw = _RAW.fullmatch(str(inline.get(match[1], "")))
            tag = _LINK_TAG.match(str(html[int(raw[1])])) if raw else None
            if tag:
                return not tag[1]
        return False
