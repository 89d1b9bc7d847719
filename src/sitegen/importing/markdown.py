"""Folders of Markdown: Eleventy, Pelican, Nikola, or no tool at all; their shape is kept."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path

from sitegen.importing import documents, pelican, people, toolconf, when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.documents import Document
from sitegen.importing.frontkeys import Context, Fields, front_matter
from sitegen.importing.pictures import Shelf
from sitegen.importing.sources import Source, files_of, unsupported
from sitegen.importing.toolconf import Tool
from sitegen.importing.tree import Tree
from sitegen.importing.values import Options, Reading, Skipped
from sitegen.languages import ISO_639_1

_ABOUT_FOLDER = re.compile(
    r"(?:readme|license|licence|changelog|contributing|code_of_conduct|security|authors)\b", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\Z")
_HEADING = re.compile(r"\s*#[ \t]+[^\n]+\n?")


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Read a file of Markdown, or all of a folder."""
    tool = toolconf.of(source if source.is_dir() else source.parent)
    root = tool.root
    tree = Tree(root, book, templated=tool.name == "eleventy")
    tree.commonmark = tool.name not in {"pelican", "nikola"}
    folders = (root / name for name in ("public", "static", "files", "content"))
    tree.shelf = Shelf((root, *(folder for folder in folders if folder.is_dir())))
    facts = tool.facts()
    book.speak(facts.language)
    authors = people.of_folder(root / "_data") | people.of_folder(root / "data")
    names = {key.casefold(): author.name for key, author in authors.items()}
    context = Context(authors=names, language=book.settings.language, now=options.now)
    many = source.is_dir()
    for file in files_of(root if many else source, documents.MARKDOWN):
        _load(tree, file, context, options, tool, many=many)
    tree.skipped += unsupported(root) if many else []
    stems = _stems(tree.documents)
    for document in tree.documents:
        tree.settle(document, path=stems[document.source.path])
    known = tuple(author for _, author in sorted(authors.items()) if author.url or author.bio)
    used = {lang for document in tree.documents if (lang := document.front["lang"])}
    facts = replace(facts, authors=known, languages=tuple(sorted(used)))
    return Reading(facts, tree.items(), len(tree.documents) + len(tree.skipped))


def _stems(found: list[Document]) -> dict[str, str]:
    """The path of each document without suffix and language; a translation by slug has its original's."""
    stems = {document.source.path: _plain(document.source.path)[0] for document in found}
    originals = {
        document.front["slug"]: stems[document.source.path]
        for document in found
        if document.front["slug"] and not document.front["lang"]
    }
    for document in found:
        if document.front["lang"] and document.front["slug"] in originals:
            stems[document.source.path] = originals[document.front["slug"]]
    return stems


def _load(tree: Tree, file: Source, context: Context, options: Options, tool: Tool, *, many: bool) -> None:
    document = documents.load(file)
    if isinstance(document, Skipped):
        tree.skipped.append(document)
        return
    if not document.head.found:
        _reread(document)
    if not document.head.found and _ABOUT_FOLDER.match(posixpath.basename(file.path)) and many:
        tree.skipped.append(Skipped(file.path, "not-an-article", "it is about the folder"))
        return
    if tool.name == "eleventy":
        for key, value in toolconf.folder_data(tree.root, file.path).items():
            document.fields.default(key, value)
    _prepare(document, context, options, tool, many=many)
    tree.documents.append(document)


def _reread(document: Document) -> None:
    """Read the head of a file without front matter as Pelican's or Nikola's."""
    beside = document.source.file.with_suffix(".meta")
    if beside.is_file():
        head = pelican.beside(document.head, beside.read_bytes()[:100_000].decode("utf-8-sig", "replace"))
    else:
        head = pelican.reread(document.head, document.head.body)
    if head.found and not document.head.found:
        before = document.fields.problems
        document.head, document.fields = head, Fields(head, document.source.path)
        document.fields.problems[:0] = before


def _prepare(document: Document, context: Context, options: Options, tool: Tool, *, many: bool) -> None:
    stem, lang = _plain(document.source.path)
    url = document.fields.text("permalink", "url", "save_as")
    kind = document.fields.text("type", "layout")
    category = next(iter(document.fields.peek("category")), "")
    titled = any(key.casefold() in {"title", "name", "headline"} for key in document.head.values)
    front = document.front = front_matter(
        document.fields, context, stem=posixpath.basename(stem), body=document.head.body
    )
    if not titled and _HEADING.match(document.head.body):
        _drop_heading(document)
    front["title"] = options.title if options.title and not many else front["title"]
    front["lang"] = front["lang"] or (lang if lang != context.language else "")
    front["tags"] = [tag for tag in front["tags"] if tag.casefold() not in {"post", "posts", "all"}]
    folder = posixpath.dirname(stem)
    document.page = "date" not in document.head.values and not front["date"] and (
        folder.partition("/")[0] == "pages" or kind == "page"
    )  # fmt: skip
    documents.ensure_date(document, when.whole(options.date))
    if document.page:
        front["date"] = ""
    document.former = list(front["aliases"])
    if url.lower() == "false":
        front["draft"] = True
    if old := _old_address(document, stem, url, category, tool):
        document.former.insert(0, old)


def _drop_heading(document: Document) -> None:
    """Take the heading that became the title out of the body; line numbers stay those of the file."""
    match = _HEADING.match(document.head.body)
    if match:
        body = document.head.body
        document.head.body = "\n" * body.count("\n", 0, match.end()) + body[match.end() :]


def _plain(path: str) -> tuple[str, str]:
    """A path without its suffix and language, and the language."""
    stem = re.sub(r"\.\w+\Z", "", path)
    match = _SUFFIX.search(stem)
    if match and match["lang"].lower().partition("-")[0] in ISO_639_1:
        return stem[: match.start()], match["lang"]
    return stem, ""


def _old_address(document: Document, stem: str, url: str, category: str, tool: Tool) -> str:
    """The address that the article had: its own, else as the tool gave it; "" for none."""
    folder, name = posixpath.split(stem)
    front = document.front
    slug = front["slug"] or re.sub(r"^\d{4}-\d\d?-\d\d?-", "", name)
    if url.lower() not in {"", "false", "true"}:
        own = toolconf.eleventy_address(url, stem=slug, title=front["title"])
        if own:
            return f"/{own.lstrip('/')}"
    if not tool.name:
        return ""
    if tool.name == "pelican":
        return toolconf.pelican_address(
            tool, slug=slug, lang=front["lang"], date=document.moment, category=category, page=document.page
        )
    if slug == "index":
        return f"/{folder}/"
    return f"/{folder}/{slug}/" if folder else f"/{slug}/"
