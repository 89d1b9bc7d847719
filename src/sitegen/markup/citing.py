"""Citations: `[@id]`, `[@id, p. 4]`, `[@a; @b]` in the text become numbered notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from sitegen.i18n import get
from sitegen.markup.found import Cited, Finder, Found
from sitegen.model import Citation, Source
from sitegen.problems import did_you_mean

if TYPE_CHECKING:
    from sitegen.markup.extension import SitegenExtension

_COMMAS = ",\u060c\uff0c\u3001"
_SEMICOLONS = ";\u061b\uff1b"
"""The marks of Latin, of Arabic and Persian, of Chinese and Japanese: `,` `،` `，` `、`, `;` `؛` `；`."""
OF_ID = rf"[^\s@{_COMMAS}{_SEMICOLONS}\[\]]"

CITATION = rf"\[(@{OF_ID}[^\[\]]*)\]"
_CITATION = re.compile(CITATION)
_ITEM = re.compile(rf"@(?P<id>{OF_ID}+)(?:\s*[{_COMMAS}]\s*(?P<locator>.*))?\s*\Z", re.DOTALL)
_NAMED = re.compile(f"@({OF_ID}+)")
_BETWEEN = re.compile(f"[{_SEMICOLONS}]")
_ESCAPED = re.compile("\x02([0-9]+)\x03")
_STASHED = re.compile("\x02[a-z]+:[0-9]+\x03")


class CitationPattern(InlineProcessor):
    """Replaces a citation by a marker; the numbers are given once the order of the text is known."""

    ANCESTOR_EXCLUDES = ("a",)
    SIGNS = ("[@",)

    def __init__(self, pattern: str, md: Markdown, extension: SitegenExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's; its stub knows elements only
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[str | None, int | None, int | None]:
        """A marker for a citation; nothing for brackets that only look like one."""
        cited = _read_escaped(m[1])
        if cited is None:
            self._warn(m[0])
            return None, m.start(), m.end()
        return self.extension.found.cite(cited), m.start(), m.end()

    def _warn(self, written: str) -> None:
        """Tell of brackets that name a source and yet are no citation, so that readers see them as typed."""
        found = self.extension.found
        if ids_in(written[1:-1], found.listed):
            message = f"{written[:80]} is no citation, and stays text"
            hint = "write [@id], [@id, p. 4] or [@id; @other]"
            found.warn("malformed-citation", message, hint, at=found.source.next(written))


class CaptionTreeprocessor(Finder):
    """Replaces the citations in the titles of pictures, which may become captions, by markers."""

    def run(self, root: ET.Element) -> None:
        """Look at every picture, if anything is cited at all."""
        found = self.extension.found
        if "![" not in found.source.text or "[@" not in found.source.text:
            return

        def mark(match: re.Match[str]) -> str:
            cited = _read_escaped(match[1])
            return found.cite(cited) if cited else match[0]

        for picture in root.iter("img"):
            if title := picture.get("title"):
                picture.set("title", _CITATION.sub(mark, title))


def _read_escaped(written: str) -> Cited | None:
    """As `read`, of what Python-Markdown makes of escaped characters, and without what it has put away."""
    return read(_ESCAPED.sub(lambda match: chr(int(match[1])), _STASHED.sub("", written)))


def read(written: str) -> Cited | None:
    """The citation that the words between the brackets are; None if they are none."""
    items = []
    for part in _BETWEEN.split(unescape(written)):
        match = _ITEM.match(part.strip())
        if not match:
            return None
        items.append((match["id"], " ".join((match["locator"] or "").split())))
    return Cited(f"[{written}]", tuple(items))


def ids_in(written: str, listed: Iterable[Source]) -> list[str]:
    """The sources that the words between brackets name: all of a citation, else those that are `listed`."""
    if cited := read(written):
        return [item for item, _ in cited.items]
    known = {source.id for source in listed}
    return [item for item in _NAMED.findall(written) if item in known]


class Numbering:
    """Numbers sources in the order in which `html` is asked for their citations, in the digits of `lang`."""

    def __init__(self, found: Found, lang: str) -> None:
        self.found = found
        self.lang = lang
        self.listed = {source.id: source for source in found.listed}
        self.numbers: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.citations: list[Citation] = []

    def html(self, cited: Cited) -> str:
        """The note for a citation; its text as written if a source of it is not listed."""
        unknown = [item for item, _ in cited.items if item not in self.listed]
        if unknown:
            self._report(cited, unknown)
            return escape(cited.written, quote=False)
        links = get(self.lang or "en").semicolon.join(self._link(*item) for item in cited.items)
        return f'<sup class="citation">[{links}]</sup>'

    def _link(self, item: str, locator: str) -> str:
        number = self.numbers.setdefault(item, len(self.numbers) + 1)
        self.places[item] = self.places.get(item, 0) + 1
        anchor = f"cite-{number}-{letters(self.places[item])}"
        self.citations.append(Citation(item, number, anchor, locator))
        language = get(self.lang or "en")
        shown = language.digits(str(number))
        if locator:
            shown += f"{language.comma}{escape(locator, quote=False)}"
        return f'<a id="{anchor}" href="#source-{escape(item)}" role="doc-biblioref">{shown}</a>'

    def _report(self, cited: Cited, unknown: list[str]) -> None:
        source = self.found.source
        start = source.offset(cited.written, f"[@{cited.items[0][0]}")
        for item in unknown:
            within = cited.written.find(f"@{item}")
            at = source.place(start + within if start >= 0 else -1)
            known = ", ".join(f"@{name}" for name in list(self.listed)[:5])
            hint = did_you_mean(item, self.listed) or (
                f"the sources are {known}" if known else "list it under sources: in the front matter"
            )
            self.found.error("unknown-source", f"no source has the id “{item}”", hint, at=at)

    def sources(self) -> tuple[Source, ...]:
        """All sources: those cited by number, then the others as listed."""
        cited = [self.listed[item] for item in self.numbers]
        return (*cited, *(source for item, source in self.listed.items() if item not in self.numbers))


def letters(count: int) -> str:
    """1 is `a`, 26 `z`, 27 `aa`."""
    out = ""
    while count:
        count, rest = divmod(count - 1, 26)
        out = chr(97 + rest) + out
    return out
