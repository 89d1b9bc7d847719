"""`--verify`: the words of each source against the words of the page that sitegen builds from it."""

from __future__ import annotations

import pickle
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import IO

from sitegen.importing.documents import listed
from sitegen.importing.values import Imported
from sitegen.nesting import VOID
from sitegen.report import Options
from sitegen.urls import output_file

LIMIT = 0.01
"""The share of its words that an article may lose or gain before it is listed."""

_COMMENT = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<sup\b[^>]*\bdata-fn=.*?</sup>", re.DOTALL | re.IGNORECASE
)
_OUTPUT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_TEMPLATE = re.compile(
    r"(?<![^\n])[ \t]*[*-][ \t]+[^\n]*\n\{:[ \t]*toc\b[^}\n]*\}"
    r"|\{%-?\s*comment\b.*?endcomment\s*-?%\}|\{%.*?%\}|\{[:.#][^}\n]*\}",
    re.DOTALL,
)
_SHORTCODE = re.compile(
    r"\[/[\w-]+\]|\[[\w-]+(?:\s[^\[\]]*)?=[^\[\]]*\]"
    r"|\[\w+_\w+\]|\[(?:embed|embedyt|caption|gallery|toc|youtube|vimeo|tweet|audio|video|playlist)\b[^\]]*\]"
)
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])?")
_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\s*\)|\]\[[^\]]*\]")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE)
_HEADING = re.compile(
    rf"<(h[1-6]|p)\b[^<>]*>\s*(?:<(?:strong|b)>)?\s*{listed.NAMES}\s*:?\s*(?:</(?:strong|b)>)?:?\s*</\1\s*>",
    re.IGNORECASE,
)
"""The heading of a list of sources, which stands in the page's own words there."""
_DAY = re.compile(r"<a\b[^<>]*/status(?:es)?/\d[^<>]*>[^<>]*</a>(?=\s*</blockquote)", re.IGNORECASE)
"""The day of a pasted post, which the page tells in its own words."""
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)[^\n]*", re.MULTILINE)
_NUMBER = re.compile(r"^[ \t>]*\d{1,9}[.)](?=[ \t])", re.MULTILINE)
_URL = re.compile(r"(?:https?:)?//[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+")
_BREAK = re.compile(
    r"</?(?:p|br|div|li|td|th|tr|h[1-6]|dd|dt|figcaption|blockquote)\b[^>]*>|</a>(?=<a\b)", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ALT = re.compile(r"\b(?:alt|title|caption)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Loss:
    """An article whose page has fewer or more words than its source, with examples of them."""

    path: str
    line: int
    words: int
    lost: int
    gained: int
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """The comparison of a whole import. `kept` is the share of all words that stand on their pages."""

    articles: int
    words: int
    lost: int
    gained: int
    listed: tuple[Loss, ...]
    unbuilt: tuple[str, ...] = ()

    @property
    def kept(self) -> float:
        """The share of the sources' words that are on the pages; 1.0 for no words at all."""
        return 1 - self.lost / self.words if self.words else 1.0


class Record:
    """The sources of all articles, kept in a temporary file until their pages are built."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`

    def add(self, item: Imported) -> None:
        """Keep what an article's source says."""
        pickle.dump((item.source, item.line, item.address, item.words), self._file, pickle.HIGHEST_PROTOCOL)

    def rows(self) -> Iterator[tuple[str, int, str, str]]:
        """(source, line, address, text) of each article."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301 - written above, by this very process
            except EOFError:
                return

    def close(self) -> None:
        """Forget it all."""
        self._file.close()


def verify(root: Path, record: Record) -> Faithfulness:
    """Build the archive into a temporary folder, and compare every article with its source."""
    from sitegen.build import build  # noqa: PLC0415 - imports everything

    with tempfile.TemporaryDirectory(prefix="sitegen-verify-") as folder:
        output = Path(folder) / "output"
        build(root, Options(output=output, drafts=True, future=True))
        return compare(record.rows(), output)


def compare(rows: Iterator[tuple[str, int, str, str]], output: Path) -> Faithfulness:
    """Compare sources with built pages."""
    found: list[Loss] = []
    unbuilt: list[str] = []
    for source, line, address, text in rows:
        try:
            page = (output / output_file(address)).read_text(encoding="utf-8")
        except OSError:
            unbuilt.append(source)
            continue
        found.append(difference(source, line, text, page))
    listed = tuple(loss for loss in found if loss.lost + loss.gained > LIMIT * max(loss.words, 1))
    return Faithfulness(
        articles=len(found),
        words=sum(loss.words for loss in found),
        lost=sum(loss.lost for loss in found),
        gained=sum(loss.gained for loss in found),
        listed=listed,
        unbuilt=tuple(unbuilt),
    )


def difference(path: str, line: int, source: str, page: str) -> Loss:
    """What one page lacks of its source's text, and what it has beside it.

    Lost are words of the running text that the page has nowhere, its descriptions of pictures
    included; gained are words of the page's running text that stand nowhere in the source.
    """
    strict, generous = words_of_source(source)
    text, all_text = words_of_page(page)
    missing = strict - all_text
    added = text - generous
    return Loss(
        path, line, strict.total(), missing.total(), added.total(),
        tuple(sorted(missing)[:8]), tuple(sorted(added)[:8]),
    )  # fmt: skip


def words_of_source(source: str) -> tuple[Counter[str], Counter[str]]:
    """The words that readers of a source saw for certain, and all that they may have seen."""
    shown = _COMMENT.sub(" ", source)
    generous = f"{_plain(shown)} {' '.join(a or b for a, b in _ALT.findall(shown))} {source}"
    strict = _NUMBER.sub(
        "", _DEFINITION.sub("", _SHORTCODE.sub(" ", _TEMPLATE.sub(" ", _OUTPUT.sub("", shown))))
    )
    strict = listed.HEADING.sub("", _HEADING.sub(" ", _DAY.sub(" ", strict)))
    strict = _FENCE.sub("", _TARGET.sub("", _IMAGE.sub(" ", strict)))
    return _count(_plain(strict)), _count(generous)


def _plain(text: str) -> str:
    text = _TAG.sub("", _BREAK.sub(" ", _URL.sub(" ", text))).replace("*", "")
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", unescape(text))


def _count(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(_URL.sub(" ", text)))


def words_of_page(html: str) -> tuple[Counter[str], Counter[str]]:
    """The words of an article's text on its page, and all words of the article there."""
    reader = _Page()
    reader.feed(html)
    return _count("".join(reader.text)), _count("".join((*reader.text, " ", *reader.around)))


class _Page(HTMLParser):
    """Collects the words of the `article`, and apart those of its `e-content`; posts count as around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.around: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.around += [
            f" {given[name]} " for name in ("alt", "title", "aria-label") if name in given and self._open
        ]
        if tag in VOID:
            self._space()
            return
        classes = given.get("class", "").split()
        kind = "article" if tag == "article" else "text" if "e-content" in classes else ""
        kind = "aside" if {"embed", "footnote-backref", "footnote-ref", "headerlink"} & set(classes) else kind
        kind = "aside" if kind == "text" and "aside" in self._open else kind
        if self._open or kind == "article":
            self._open.append(kind)
        if tag not in _INLINE:
            self._space()

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in VOID:
            self._open.pop()
        if tag not in _INLINE:
            self._space()

    def handle_data(self, data: str) -> None:
        if "text" in self._open and "aside" not in self._open:
            self.text.append(data)
        elif self._open:
            self.around.append(data)

    def _space(self) -> None:
        self.text.append("\n")
        self.around.append("\n")


_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u".split()
)
