"""Emphasis: the next delimiter is found by a search, not by looking at every character."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor

from sitegen.markup import budget


class FastDelimiterProcessor(DelimiterProcessor):
    """The stock processor, with a short way for `*words*` and `**words**` that have no delimiter inside."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The next emphasis at or behind a delimiter."""
        if not self.regions and not self.stack and (simple := self._simple(m, data)):
            return simple
        return super().handleMatch(m, data)

    def _simple(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int] | None:
        """Emphasis whose opening delimiter meets, as the very next one, a closing one of its length.

        Then the stock processor pairs them whatever follows, and has nothing left to remember.
        """
        delimiter = self.delimiters[m[0]]
        start = m.start()
        opening = delimiter.boundary.match(data, start)
        if opening is None or opening.lastgroup == "end" or (end := opening.end()) - start > 2:
            return None
        token = self.compiled_re.search(data, end)
        if token is None or token[0] != m[0]:
            return None
        close = token.start()
        closing = delimiter.boundary.match(data, close)
        if closing is None or closing.lastgroup == "start" or closing.end() - close != end - start:
            return None
        element = ET.Element("strong" if end - start == 2 else "em")
        element.text = data[end:close]
        return element, start, closing.end()

    def search(self, data: str, start: int) -> re.Match[str] | None:
        """The next delimiter from `start` on that may open or, if one is open, close emphasis."""
        budget.check()
        for token in self.compiled_re.finditer(data, start):
            delimiter = self.delimiters[token[0]]
            match = delimiter.boundary.match(data, token.start())
            if match is not None and (delimiter.stack or match.lastgroup != "end"):
                return match
        return None


def stars_and_underscores(md: Markdown) -> FastDelimiterProcessor:
    """The processor of `*` and `_` as `build_inlinepatterns` sets it up."""
    processor = FastDelimiterProcessor("*", "strong,em", md)
    processor.add("_", "strong,em", smart=True)
    return processor
