"""Folders of Markdown that keep their shape: what Hugo's and other tools' sources have in common."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.importing import (
    attributes,
    code,
    commonmark,
    documents,
    heads,
    liquid,
    pasted,
    pelican,
    shortcodes,
    widgets,
)
from sitegen.importing.addresses import AddressBook, Home
from sitegen.importing.documents import Document
from sitegen.importing.linking import Linker, convert_links
from sitegen.importing.manuscript import Manuscript
from sitegen.importing.pictures import Shelf, published
from sitegen.importing.values import Copy, Imported, Skipped

_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_]?")


@dataclass(slots=True)
class Tree:
    """A folder that is being read: where its articles go, by their path in the source.

    `root` is the folder of the articles; `templated`: their bodies may hold template tags.
    """

    root: Path
    book: AddressBook
    shelf: Shelf = field(default_factory=Shelf)
    documents: list[Document] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    homes: dict[str, Home] = field(default_factory=dict)
    bundled: dict[str, list[Copy]] = field(default_factory=dict)
    templated: bool = False
    site: liquid.Site = field(default_factory=liquid.Site)

    def settle(self, document: Document, *, path: str, slug: str = "") -> Home:
        """Give a document the place that its path in the source suggests. `path` is without language."""
        front = document.front
        folder = posixpath.dirname(path)
        stem = posixpath.basename(path)
        if stem in {"index", "_index"}:
            stem = posixpath.basename(folder) or "article"
        stem = published(stem)
        folder = published(folder) if folder else ""
        if document.page and folder.partition("/")[0] != "pages":
            folder = posixpath.join("pages", folder)
        if not document.page and folder.partition("/")[0] == "pages":
            folder = posixpath.join("articles", folder)
        name = stem if not re.search(r"\.[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\Z", stem) else stem.replace(".", "-")
        home = self.book.settle(
            document.key, slug=slug or front["slug"] or _DATED.sub("", name, count=1), title=front["title"],
            date=front["date"], lang=front["lang"], folder=folder, name=name, page=document.page,
            former=document.former,
        )  # fmt: skip
        self.homes[document.source.path] = home
        return home

    def items(self) -> Iterator[Imported | Skipped]:
        """The articles, one by one."""
        yield from self.skipped
        for document in self.documents:
            yield self._article(document)
            document.head = heads.Head({}, "")

    def _article(self, document: Document) -> Imported:
        source = document.source
        home = self.homes[source.path]
        sheet = Manuscript(document.head.body, source.path, document.head.body_line)
        linker = Linker(self.book, self.shelf, home, source.file.parent, self.homes, source.path)
        sheet.copies += self.bundled.get(source.path, [])
        convert_body(sheet, linker, document, self.site if self.templated else None)
        return documents.finished(document, home, self.book.aliases(document.key), sheet, linker)


def convert_body(sheet: Manuscript, linker: Linker, document: Document, site: liquid.Site | None) -> None:
    """All that is done to a body of Markdown, in this order: what was replaced is not looked at again."""
    raw: Sequence[tuple[int, int]] = ()
    if site is not None:
        raw = liquid.convert_raw(sheet)
    code.protect_code(sheet)
    code.protect_comments(sheet)
    shortcodes.convert(sheet, linker)
    if site is not None:
        values = documents.page_values(document.head)
        liquid.convert(liquid.Template(sheet, linker, site, values), list(raw))
    pasted.convert_codes(sheet)
    widgets.convert(sheet)
    pasted.note_bare(sheet)
    pelican.convert_targets(sheet, linker)
    convert_links(sheet, linker)
    attributes.drop_styles(sheet)
    commonmark.settle_dialect(sheet)
