"""Folders of Markdown: Eleventy, Pelican, Nikola, or no tool at all; their shape is kept."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from sitegen.importing import documents, pelican, people, when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.documents import Document
from sitegen.importing.frontkeys import Context, Fields, front_matter
from sitegen.importing.pictures import Shelf
from sitegen.importing.sources import Source, files_of
from sitegen.importing.tree import Tree
from sitegen.importing.values import Options, Reading, SiteFacts, Skipped
from sitegen.languages import ISO_639_1

_TOOLS = {
    "pelican": ("pelicanconf.py", "publishconf.py"),
    "nikola": ("conf.py",),
    "eleventy": (".eleventy.js", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs"),
}
_ABOUT_FOLDER = re.compile(
    r"(?:readme|license|licence|changelog|contributing|code_of_conduct|security|authors)\b", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\Z")
_HEADING = re.compile(r"\s*#[ \t]+[^\n]+\n?")


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Read a file of Markdown, or all of a folder."""
    root = source if source.is_dir() else source.parent
    tool = _tool(root)
    tree = Tree(root, book, templated=tool == "eleventy")
    tree.shelf = Shelf(
        (root, *(root / name for name in ("public", "static", "content") if (root / name).is_dir()))
    )
    authors = people.of_folder(root / "_data") | people.of_folder(root / "data")
    names = {key.casefold(): author.name for key, author in authors.items()}
    context = Context(authors=names, language=book.settings.language)
    many = source.is_dir()
    for file in files_of(source, documents.MARKDOWN):
        _load(tree, file, context, options, tool, many=many)
    for document in tree.documents:
        stem, _ = _plain(document.source.path)
        tree.settle(document, path=stem)
    known = tuple(author for _, author in sorted(authors.items()) if author.url or author.bio)
    used = {lang for document in tree.documents if (lang := document.front["lang"])}
    facts = SiteFacts(authors=known, languages=tuple(sorted(used)))
    return Reading(facts, tree.items(), len(tree.documents) + len(tree.skipped))


def _tool(root: Path) -> str:
    for tool, names in _TOOLS.items():
        if any((folder / name).is_file() for folder in (root, root.parent) for name in names):
            return tool
    return ""


def _load(tree: Tree, file: Source, context: Context, options: Options, tool: str, *, many: bool) -> None:
    document = documents.load(file)
    if isinstance(document, Skipped):
        tree.skipped.append(document)
        return
    if not document.head.found:
        _reread(document)
    if not document.head.found and _ABOUT_FOLDER.match(posixpath.basename(file.path)) and many:
        tree.skipped.append(Skipped(file.path, "not-an-article", "it is about the folder"))
        return
    _prepare(document, context, options, tool, many=many)
    tree.documents.append(document)


def _reread(document: Document) -> None:
    """Read the head of a file without front matter as Pelican's or Nikola's."""
    head = pelican.reread(document.head, document.head.body)
    if head.found and not document.head.found:
        before = document.fields.problems
        document.head, document.fields = head, Fields(head, document.source.path)
        document.fields.problems[:0] = before


def _prepare(document: Document, context: Context, options: Options, tool: str, *, many: bool) -> None:
    stem, lang = _plain(document.source.path)
    url = document.fields.text("permalink", "url", "save_as")
    kind = document.fields.text("type", "layout")
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
    if url.lower() not in {"", "false", "true"} and "{{" not in url:
        document.former.insert(0, f"/{url.lstrip('/')}")
    elif tool:
        document.former.insert(0, _old_address(document, stem, tool))


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


def _old_address(document: Document, stem: str, tool: str) -> str:
    """The address that the tool gave by default."""
    folder, name = posixpath.split(stem)
    slug = document.front["slug"] or re.sub(r"^\d{4}-\d\d?-\d\d?-", "", name)
    if tool == "pelican":
        return f"/pages/{slug}.html" if document.page else f"/{slug}.html"
    if slug == "index":
        return f"/{folder}/"
    return f"/{folder}/{slug}/" if folder else f"/{slug}/"
