"""Folders of Markdown: Eleventy, Pelican, Nikola, or no tool at all; their shape is kept."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sitegen.importing import when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.body.pictures import Shelf
from sitegen.importing.dialects import liquid
from sitegen.importing.documents import loading, pelican, people
from sitegen.importing.documents.loading import Document
from sitegen.importing.documents.tree import Tree
from sitegen.importing.folders import ignores, nikolapaths, toolconf
from sitegen.importing.folders.toolconf import Tool
from sitegen.importing.frontmatter.fields import Fields
from sitegen.importing.frontmatter.keys import Context
from sitegen.importing.sources import MARKDOWN, Source, files_of, unsupported
from sitegen.importing.values import Options, Reading, Skipped
from sitegen.languages import ISO_639_1

_ABOUT_FOLDER = re.compile(
    r"(?:readme|licen[cs]e|changelog|contributing|code_of_conduct|security|authors)\b[^/]*\Z", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\Z")


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Read a file of Markdown, or all of a folder."""
    tool = toolconf.of(source if source.is_dir() else source.parent)
    root = tool.root
    tree = Tree(book, site=liquid.Site() if tool.name == "eleventy" else None)
    tree.dialect = "python" if tool.name in {"pelican", "nikola"} else "commonmark"
    folders = (root / name for name in ("public", "static", "files", "content"))
    tree.shelf = Shelf((root, *(folder for folder in folders if folder.is_dir())))
    facts = tool.facts()
    book.speak(facts.language)
    authors = people.of_folder(tool.data) | people.of_folder(root / "data")
    context = Context(authors=people.names(authors), language=book.settings.language, now=options.now)
    many = source.is_dir()
    found: list[Document] = []
    reason = ignores.of(tool)
    for file in files_of(root if many else source, MARKDOWN):
        if many and (why := reason(file.path)):
            tree.skipped.append(Skipped(file.path, "excluded", why))
        else:
            _load(tree, file, found)
    for document in found:
        _inherit(document, tool)
        if "skip" in {text.casefold() for text in document.fields.peek("status")}:
            detail = "its status is “skip”: its tool does not publish it"
            tree.skipped.append(Skipped(document.source.path, "unpublished", detail))
        elif many and _is_about_folder(document, found):
            detail = "it is about the folder, and no article links to it"
            tree.skipped.append(Skipped(document.source.path, "not-an-article", detail))
        else:
            _prepare(document, context, options, tool, many=many)
            tree.add(document)
    tree.skipped += unsupported(root) if many else []
    stems = _stems(tree.documents)
    for document in tree.documents:
        tree.settle(document, path=stems[document.source.path])
    languages = loading.languages(tree.documents)
    facts = replace(facts, authors=people.described(authors), languages=languages)
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


def _load(tree: Tree, file: Source, found: list[Document]) -> None:
    document = loading.load(file)
    if isinstance(document, Skipped):
        tree.skipped.append(document)
        return
    if not document.head.found:
        _reread(document)
    found.append(document)


def _is_about_folder(document: Document, among: Sequence[Document]) -> bool:
    """Whether it is one of the files that stand beside articles, such as README.md, and none links to it."""
    path = document.source.path
    if document.head.found or not _ABOUT_FOLDER.match(path):
        return False
    link = re.compile(rf"[(/\"'<]{re.escape(path)}[)#\"'>\s]")
    bodies = (other.head.body for other in among if not _ABOUT_FOLDER.match(other.source.path))
    return not any(path in body and link.search(body) for body in bodies)


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


def _inherit(document: Document, tool: Tool) -> None:
    """Give a document what the tool's settings say for all, or its folder's data files for those in it."""
    given = toolconf.pelican_data(tool, document.source.path) if tool.name == "pelican" else {}
    if tool.name == "eleventy":
        given = toolconf.folder_data(tool.root, document.source.path)
    for key, value in given.items():
        document.fields.default(key, value)


def _prepare(document: Document, context: Context, options: Options, tool: Tool, *, many: bool) -> None:
    stem, lang = _plain(document.source.path)
    url = document.fields.text("permalink", "url", "save_as")
    kind = document.fields.text("type", "layout")
    category = next(iter(document.fields.peek("category")), "")
    front = loading.make_front(document, context, stem=posixpath.basename(stem))
    front["title"] = options.title if options.title and not many else front["title"]
    front["lang"] = front["lang"] or (lang if lang != context.language else "")
    front["tags"] = [tag for tag in front["tags"] if tag.casefold() not in {"post", "posts", "all"}]
    folder = posixpath.dirname(stem)
    document.page = _is_page(
        document, tool, is_called_so=folder.partition("/")[0] == "pages" or kind == "page"
    )
    loading.ensure_date(document, when.whole(options.date))
    if document.page:
        front["date"] = ""
    elif not front["authors"] and (author := tool.text("AUTHOR", "BLOG_AUTHOR")):
        front["authors"] = [author]
    document.former = list(front["aliases"])
    if url.lower() == "false":
        front["draft"] = True
    if old := _old_address(document, stem, url, category, tool):
        document.former.insert(0, old)


def _is_page(document: Document, tool: Tool, *, is_called_so: bool) -> bool:
    """Whether it is a standing page: Nikola, which dates them too, keeps them in folders of their own."""
    if tool.name == "nikola":
        route = nikolapaths.route_of(tool, document.source.path)
        return bool(route and route.is_page)
    return is_called_so and "date" not in document.head.values and not document.front["date"]


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
    slug = document.front["slug"] or when.undated(name)
    own = url if url.lower() not in {"false", "true"} else ""
    given = toolconf.eleventy_address(own, folder=folder, stem=slug, title=document.front["title"])
    if own and given:
        return given
    usual = _usual_address(document, folder, slug, category, tool)
    if own:
        taken = f"{usual} was taken in its place" if usual else "no former address was kept"
        message = f"the address {own} needs a program, which is never run: {taken}"
        document.fields.warn("unknown-permalink", "permalink", message, "add the former address to aliases:")
    return usual


def _usual_address(document: Document, folder: str, slug: str, category: str, tool: Tool) -> str:
    """The address that the tool gives where the article names none; "" without a tool."""
    if not tool.name:
        return ""
    if tool.name == "pelican":
        front = document.front
        name = front["slug"] or toolconf.pelican_slug(tool, title=front["title"], stem=document.stem)
        return toolconf.pelican_address(
            tool, slug=name, lang=front["lang"], date=document.moment, category=category, page=document.page
        )
    if tool.name == "nikola":
        return nikolapaths.address(tool, document.source.path, slug=slug, lang=document.front["lang"])
    if slug == "index":
        return f"/{folder}/"
    return f"/{folder}/{slug}/" if folder else f"/{slug}/"
