"""Folders of Markdown that keep their shape: what Hugo's and other tools' sources have in common."""

from __future__ import annotations

import posixpath
import re
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from sitegen.importing.addresses import AddressBook, Home
from sitegen.importing.attempts import attempted
from sitegen.importing.body import attributes, code, htmlblocks, lazy, pasted
from sitegen.importing.body.linking import Linker, convert_links
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import Shelf, published
from sitegen.importing.dialects import admonitions, barelinks, bracketcodes, liquid, shortcodes
from sitegen.importing.dialects.commonmark import settle_dialect
from sitegen.importing.dialects.hugocodes import Templates
from sitegen.importing.dialects.listlevels import COMMONMARK, Dialect
from sitegen.importing.documents import loading, pelican
from sitegen.importing.documents.loading import Document
from sitegen.importing.frontmatter import heads
from sitegen.importing.html import widgets
from sitegen.importing.values import Copy, Imported, Skipped

_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_]?")


@dataclass(slots=True)
class Tree:
    """A folder that is being read: where its articles go, by their path in the source.

    `site` is what template tags in their bodies may ask for; None: their tool runs none, so these are
    leftovers of another, and those in code are shown.
    """

    book: AddressBook
    shelf: Shelf = field(default_factory=Shelf)
    documents: list[Document] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    homes: dict[str, Home] = field(default_factory=dict)
    spoken: dict[str, dict[str, Home]] = field(default_factory=dict)
    """For each language the articles to which the paths of others lead from articles in it."""
    bundled: dict[str, list[Copy]] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    """The folder of the source whose files stand in a folder of the archive."""
    dialect: Dialect = "commonmark"
    site: liquid.Site | None = None
    templates: Templates = field(default_factory=dict)
    """Those of the shortcodes that a site of Hugo's has of its own."""

    def add(self, document: Document) -> None:
        """Take a document in, unless it has nothing to show."""
        skip = loading.wordless(document)
        if skip is None:
            self.documents.append(document)
        else:
            self.skipped.append(skip)

    def settle(self, document: Document, *, path: str, like: str = "") -> Home:
        """Give a document the place that its path in the source suggests. Paths are without language.

        `like` is the path of the article that it translates: they share a name, not a slug.
        """
        front = document.front
        slug = _DATED.sub("", _name(path), count=1)
        folder, name = posixpath.dirname(like or path), _name(like or path)
        folder = published(folder) if folder else ""
        if document.page and folder.partition("/")[0] != "pages":
            folder = posixpath.join("pages", folder)
        if document.page and folder != "pages" and posixpath.basename(like or path) in {"index", "_index"}:
            name = "index"  # else the page of a folder would have its name twice in its address
        if not document.page and folder.partition("/")[0] == "pages":
            folder = posixpath.join("articles", folder)
        home = self.book.settle(
            document.key, slug=front["slug"] or slug, title=front["title"],
            date=front["date"], lang=front["lang"], folder=folder, name=name, page=document.page,
            former=document.former,
        )  # fmt: skip
        self.homes[document.source.path] = home
        self.claims.setdefault(posixpath.dirname(home.path), posixpath.dirname(document.source.path))
        return home

    def beside(self, document: Document) -> str:
        """The folder of the archive for the files beside a document.

        Translations share a folder here; files that only have the name of the original's get one inside it.
        """
        folder = posixpath.dirname(self.homes[document.source.path].path)
        own = self.claims[folder] == posixpath.dirname(document.source.path) or not document.front["lang"]
        return folder if own else posixpath.join(folder, document.front["lang"])

    def items(self) -> Iterator[Imported | Skipped]:
        """The articles, one by one."""
        yield from self.skipped
        for document in self.documents:
            yield attempted(partial(self._article, document), document.source.path)
            document.head = heads.Head({}, "")

    def _article(self, document: Document) -> Imported:
        source = document.source
        home = self.homes[source.path]
        sheet = Manuscript(document.head.body, source.path, document.head.body_line)
        files = ChainMap(self.spoken.get(document.front["lang"], {}), self.homes)
        linker = Linker(
            self.book, self.shelf, home, source.file.parent, files, source.path, self.beside(document),
            document.top, document.address,
        )  # fmt: skip
        sheet.copies += self.bundled.get(source.path, [])
        convert_body(sheet, linker, document, self.site, dialect=self.dialect, templates=self.templates)
        return loading.finished(document, home, self.book.aliases(document.key), sheet, linker)


def _name(path: str) -> str:
    """The name of a path's file here: a bundle's is its folder's, and what looks like a language is none."""
    folder, stem = posixpath.split(path)
    if stem in {"index", "_index"}:
        stem = posixpath.basename(folder) or "article"
    stem = published(stem)
    return stem.replace(".", "-") if re.search(r"\.[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\Z", stem) else stem


def convert_body(
    sheet: Manuscript,
    linker: Linker,
    document: Document,
    site: liquid.Site | None,
    *,
    dialect: Dialect,
    templates: Templates | None = None,
) -> None:
    """All that is done to a body of Markdown, in this order: what was replaced is not looked at again."""
    again = partial(
        convert_body, linker=linker, document=document, site=site, dialect=dialect, templates=templates
    )
    admonitions.convert(sheet, again)
    raw = [] if site is None else liquid.convert_raw(sheet)
    shortcodes.convert_code(sheet)
    code.protect_code(sheet)
    code.protect_comments(sheet)
    blocks = htmlblocks.survey(sheet, commonmark=dialect in COMMONMARK)
    shortcodes.convert(sheet, linker, templates or {})
    raw = liquid.convert_raw(sheet) if site is None else raw
    values = {} if site is None else loading.page_values(document.head)
    liquid.convert(liquid.Template(sheet, linker, site or liquid.Site(), values), raw)
    bracketcodes.convert(sheet, linker)
    address = partial(linker.address, sheet)
    pasted.convert_codes(sheet, address)
    lazy.convert(sheet, address)
    widgets.convert(sheet, address)
    pasted.note_bare(sheet)
    pelican.convert_targets(sheet, linker)
    convert_links(sheet, linker)
    if dialect == "goldmark":
        barelinks.convert(sheet)
    attributes.drop_styles(sheet)
    settle_dialect(sheet, dialect)
    htmlblocks.mark(sheet, blocks)
