"""Hugo: `content/` with sections, bundles and languages, its configuration, its static files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.files import scan
from sitegen.importing import documents, heads, people, permalinks, when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.documents import Document
from sitegen.importing.frontkeys import AUTHORS, TAGS, Context
from sitegen.importing.heads import Value
from sitegen.importing.pictures import Shelf, published
from sitegen.importing.sources import MARKDOWN, Source, files_of, unsupported
from sitegen.importing.tree import Tree
from sitegen.importing.values import Copy, Options, Reading, SiteFacts, Skipped
from sitegen.languages import ISO_639_1
from sitegen.model import AuthorSettings
from sitegen.problems import warning
from sitegen.urls import parts_of, slug_of

_CONFIGS = (
    "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml",
    "config.json", "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml",
    "config/_default/config.yaml", "config/_default/config.yml",
)  # fmt: skip
_SUFFIX = re.compile(r"\.(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\Z")
_LANGUAGE = ("defaultContentLanguage", "languageCode", "locale")
_NESTED = ("params", "taxonomies", "extra")


@dataclass(slots=True)
class Hugo:
    """A source that is being read. `content` is the folder of its articles."""

    root: Path
    content: Path
    options: Options
    tree: Tree
    config: dict[str, Value] = field(default_factory=dict)
    languages: Mapping[str, Value] = field(default_factory=dict)
    authors: Mapping[str, AuthorSettings] = field(default_factory=dict)

    def text(self, *names: str) -> str:
        """The first setting of these names that is text; Hugo does not mind their case."""
        folded = {key.casefold(): value for key, value in self.config.items()}
        found = (folded.get(name.casefold(), "") for name in names)
        return next((" ".join(value.split()) for value in found if isinstance(value, str) and value), "")


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Look at the whole source; the reading yields its articles."""
    root = source if source.is_dir() else source.parent
    content = root / "content" if (root / "content").is_dir() else root
    job = Hugo(root, content, options, Tree(content, book))
    _configure(job, book)
    bundles: set[str] = set()
    for file in files_of(content if source.is_dir() else source, (*MARKDOWN, ".html"), hidden=True):
        _load(job, file, bundles)
    job.tree.skipped += unsupported(content) if source.is_dir() else []
    for document in job.tree.documents:
        _settle(job, document)
    return Reading(_facts(job), job.tree.items(), len(job.tree.documents) + len(job.tree.skipped))


def _configure(job: Hugo, book: AddressBook) -> None:
    for name in _CONFIGS:
        file = job.root / name
        if file.is_file():
            value = heads.data_file(file.read_bytes().decode("utf-8-sig", "replace"), name)
            job.config = {**(value if isinstance(value, dict) else {}), **job.config}
    book.speak(job.text(*_LANGUAGE))
    languages = job.config.get("languages", {})
    job.languages = languages if isinstance(languages, dict) else {}
    base = parts_of(job.text("baseURL"))
    book.hosts = frozenset({base.netloc.lower().removeprefix("www.")} - {"", "example.com", "example.org"})
    book.base = base.path.rstrip("/")
    roots = tuple(path for path in (job.content, job.root / "static", job.root / "assets") if path.is_dir())
    job.tree.shelf = Shelf(roots, book.hosts, book.base)
    job.authors = people.of_folder(job.root / "data")


# --- files ---------------------------------------------------------------------------------------


def _load(job: Hugo, file: Source, bundles: set[str]) -> None:
    folder, name = posixpath.split(file.path)
    if name.startswith(".") or any(part.startswith(".") for part in folder.split("/")):
        return
    if any(folder == bundle or folder.startswith(f"{bundle}/") for bundle in bundles) and not _is_index(name):
        job.tree.skipped.append(
            Skipped(file.path, "bundle-resource", "it is a part of the article beside it")
        )
        return
    document = documents.load(file)
    if isinstance(document, Skipped):
        job.tree.skipped.append(document)
        return
    if not document.head.found and file.path.lower().endswith(".html"):
        job.tree.skipped.append(Skipped(file.path, "no-front-matter", "it has no front matter"))
        return
    if name.startswith("_index.") and (not folder or len(document.head.body.split()) < 5):
        job.tree.skipped.append(Skipped(file.path, "section-page", "it heads a list: sitegen makes its own"))
        return
    if _is_index(name) and folder:
        bundles.add(folder)
    _prepare(job, document)
    job.tree.add(document)


def _is_index(name: str) -> bool:
    return name.startswith("index.")


def _prepare(job: Hugo, document: Document) -> None:
    for outer in _NESTED:
        nested = document.head.values.get(outer)
        for key, value in nested.items() if isinstance(nested, dict) else ():
            document.fields.default(key, value)
        document.fields.take(outer)
    terms, hidden = _take_terms(job, document), _is_hidden(document)
    url = document.fields.text("url")
    kind = document.fields.text("type")
    names = {key.casefold(): author.name for key, author in job.authors.items()}
    site = job.tree.book
    main = site.settings.language
    context = Context(authors=names, hosts=site.hosts, language=main, now=job.options.now)
    stem = _plain_stem(job, document)[0]
    documents.make_front(document, context, stem=posixpath.basename(stem))
    document.front["tags"] = list(dict.fromkeys((*document.front["tags"], *terms)))
    document.front["draft"] = document.front["draft"] or hidden
    lang = _plain_stem(job, document)[1]
    document.front["lang"] = document.front["lang"] or (lang if lang != main else "")
    standing = kind == "page" or ("/" not in stem and not _is_dated(job))
    if not document.front["date"] and not standing:
        _tell_undated(document)
    document.page = not document.front["date"] or standing
    documents.ensure_date(document, when.whole(job.options.date))
    given = document.front["aliases"]
    old = f"/{url.lstrip('/')}" if url else _old_address(job, document, stem)
    parent = posixpath.dirname(old.rstrip("/") or f"{_prefix(job, document)}/{stem}")
    document.former = [
        old,
        *(alias if alias.startswith("/") else posixpath.join(parent, alias) for alias in given),
    ]
    if document.page and "date" not in document.head.values:
        document.front["date"] = ""


def _tell_undated(document: Document) -> None:
    message = "it has no date, so it became a standing page: those are in no feed and no list"
    hint = "if it is an article, write its date: and import again"
    document.problems.append(warning("undated", document.source.path, message, hint=hint))


def _is_dated(job: Hugo) -> bool:
    """Whether articles stand at the top of the source, without sections."""
    return not any(entry.is_dir() and not entry.name.startswith(".") for entry in job.content.iterdir())


def _plain_stem(job: Hugo, document: Document) -> tuple[str, str]:
    """The path of a document without its suffix and language, and the language."""
    path = re.sub(r"\.\w+\Z", "", document.source.path)
    match = _SUFFIX.search(path)
    if match and (match["lang"] in job.languages or match["lang"].lower() in ISO_639_1):
        return path[: match.start()], match["lang"]
    first, _, rest = path.partition("/")
    if rest and (first in job.languages or (first.lower() in ISO_639_1 and len(first) == 2)):
        return rest, first
    return path, ""


def _old_address(job: Hugo, document: Document, stem: str) -> str:
    """The address that Hugo gave: by `permalinks` of the section, else by the path."""
    folder, name = posixpath.split(stem)
    section = stem.partition("/")[0] if "/" in stem else ""
    if name in {"index", "_index"}:
        folder, name = posixpath.split(folder)
    slug = document.front["slug"] or name
    prefix = _prefix(job, document)
    if pattern := _patterns(job).get(section):
        title = slug_of(document.front["title"], unicode=True)
        values = {
            "slugorcontentbasename": slug, "slugorfilename": slug, "contentbasename": name, "filename": name,
            "slug": document.front["slug"] or title, "sections": folder, "section": section, "title": title,
        }  # fmt: skip
        text = re.sub(r":([a-z]+)", lambda match: values.get(match[1], match[0]), pattern)
        text = text.replace(":yearday", ":y_day").replace(":monthname", ":long_month")
        address = permalinks.expand(text, moment=document.moment, title=title)
        return (prefix + address).lower() if address else ""
    path = posixpath.join(folder, slug).lower().replace(" ", "-")
    return f"{prefix}/{path}.html" if job.text("uglyURLs").lower() == "true" else f"{prefix}/{path}/"


def _patterns(job: Hugo) -> dict[str, str]:
    """The patterns of addresses by section: Hugo has them below `page`, or at the top."""
    given = job.config.get("permalinks", {})
    given = given if isinstance(given, dict) else {}
    pages = given.get("page", {})
    found = {**given, **(pages if isinstance(pages, dict) else {})}
    return {section: pattern for section, pattern in found.items() if isinstance(pattern, str)}


def _prefix(job: Hugo, document: Document) -> str:
    """The folder of a language: the main one has none unless the configuration says so."""
    lang = document.front["lang"]
    if not lang and job.text("defaultContentLanguageInSubdir").lower() == "true":
        lang = job.text("defaultContentLanguage") or "en"
    return f"/{lang.lower()}" if lang else ""


def _take_terms(job: Hugo, document: Document) -> list[str]:
    """The terms of the taxonomies that the configuration adds to tags and categories."""
    given = job.config.get("taxonomies", {})
    names = [str(name).casefold() for name in given.values()] if isinstance(given, dict) else []
    own = [name for name in names if name not in {*TAGS, *AUTHORS}]
    return [term for _, value in document.fields.take(*own) for term in heads.walk(value)]


def _is_hidden(document: Document) -> bool:
    """Whether Hugo makes no page of it: `headless: true`, `build: {render: never}`."""
    built = [value for _, value in document.fields.take("build", "_build") if isinstance(value, dict)]
    never = any(str(value.get("render", "")).lower() in {"never", "false"} for value in built)
    return bool(document.fields.flag("headless")) or never


def _settle(job: Hugo, document: Document) -> None:
    stem, _ = _plain_stem(job, document)
    home = job.tree.settle(document, path=stem)
    if not document.front["lang"]:
        job.tree.homes.setdefault(stem, home)
    if posixpath.basename(document.source.path).startswith("index."):
        beside = posixpath.dirname(home.path)
        job.tree.bundled[document.source.path] = list(_resources(document.source.file.parent, beside))


def _resources(folder: Path, beside: str) -> Iterator[Copy]:
    """The files of a bundle: Hugo publishes them all, beside the article."""
    for file in sorted(scan(folder), key=lambda file: file.path):
        if not file.path.lower().endswith((*MARKDOWN, ".html", ".htm", ".js", ".php")):
            yield Copy(posixpath.join(beside, published(file.path)), folder / file.path)


def _facts(job: Hugo) -> SiteFacts:
    language = job.text(*_LANGUAGE)
    params: Any = job.config.get("params", {})
    used = {lang for document in job.tree.documents if (lang := document.front["lang"])}
    return SiteFacts(
        title=job.text("title"),
        description=str(params.get("description", "")) if isinstance(params, dict) else "",
        base_url=job.text("baseURL") if job.tree.book.hosts else "",
        language=language,
        timezone=job.text("timeZone"),
        authors=tuple(author for _, author in sorted(job.authors.items()) if author.url or author.bio),
        languages=tuple(sorted(used)),
        titles={lang: title for lang in used if (title := _title_in(job, lang))},
    )


def _title_in(job: Hugo, lang: str) -> str:
    given = job.languages.get(lang, {})
    title = given.get("title", "") if isinstance(given, dict) else ""
    return title if isinstance(title, str) else ""
