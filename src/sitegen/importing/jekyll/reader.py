"""Jekyll: a whole site (`_config.yml`, `_posts`, `_drafts`, collections, pages), or a folder of posts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import partial
from pathlib import Path

from sitegen import dates
from sitegen.importing import when
from sitegen.importing.addresses import AddressBook, Home, relative
from sitegen.importing.attempts import attempted
from sitegen.importing.body.linking import Linker
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import Shelf
from sitegen.importing.dialects import liquid
from sitegen.importing.documents import loading, people, permalinks
from sitegen.importing.documents.loading import Document
from sitegen.importing.documents.tree import convert_body
from sitegen.importing.encodings import decode
from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.heads import Value
from sitegen.importing.frontmatter.keys import Context
from sitegen.importing.jekyll import guessing, sitefiles
from sitegen.importing.jekyll.sitefiles import Kind, Shown
from sitegen.importing.sources import MARKDOWN, Source, files_of, inside, is_below, unsupported
from sitegen.importing.values import Imported, Options, Reading, SiteFacts, Skipped
from sitegen.model import AuthorSettings
from sitegen.urls import host_of, parts_of

_POST = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})-(?P<slug>.+)")
_SUFFIXES = (*MARKDOWN, ".html")
_FRAME = ("INDEX.", "README", "404", "LICENSE", "CONTRIBUTING", "CHANGELOG", "CODE_OF_CONDUCT")
"""Names of files at the root that are no standing pages."""

_CONTROL = re.compile(r"\{%-?\s*(?:for|assign|capture|paginate|case)\b")


@dataclass(slots=True)
class Jekyll:
    """A source that is being read. `bare`: a folder of posts without anything of Jekyll's around it."""

    root: Path
    options: Options
    book: AddressBook
    config: Mapping[str, Value] = field(default_factory=dict)
    shown: Shown = field(default_factory=Shown)
    authors: Mapping[str, AuthorSettings] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    moved: list[tuple[Document, str]] = field(default_factory=list)
    """What only leads elsewhere (`redirect_to`), and where."""
    bare: bool = True
    pattern: str = ""
    site: liquid.Site = field(default_factory=liquid.Site)
    shelf: Shelf = field(default_factory=Shelf)
    by_name: dict[str, str] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Home] = field(default_factory=dict)
    """The place of the article in each language that has a `ref`."""

    def text(self, key: str) -> str:
        """A setting that is text."""
        value = self.config.get(key, "")
        return " ".join(value.split()) if isinstance(value, str) else ""


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Look at the whole source; the reading yields its articles."""
    job = Jekyll(source, options, book)
    reading = Reading(SiteFacts(), iter(()))
    _configure(job)
    for item in _files(job):
        if isinstance(item, Skipped):
            job.skipped.append(item)
        else:
            _load(job, *item)
    if not job.bare:
        for folder in ("_posts", "_drafts"):
            found = unsupported(job.root / folder) if (job.root / folder).is_dir() else []
            job.skipped += [replace(skip, path=f"{folder}/{skip.path}") for skip in found]
    _guess_pattern(job, reading)
    for document in sorted(job.documents, key=lambda document: bool(document.front["lang"])):
        _settle(job, document)
    job.skipped += [_led_on(job, document, target) for document, target in job.moved]
    settings = {key: value for key, value in job.config.items() if isinstance(value, str)}
    job.site = liquid.Site(settings=settings, include=partial(_included, job.root / "_includes"))
    reading.facts = _facts(job)
    reading.total = len(job.documents) + len(job.skipped)
    reading.items = _items(job, reading)
    return reading


def _configure(job: Jekyll) -> None:
    folder = job.root if job.root.is_dir() else job.root.parent
    names = ("_config.yml", "_config.yaml", "_config.toml", "_posts", "_drafts")
    job.bare = not job.root.is_dir() or not any((folder / name).exists() for name in names)
    for name in names[:3]:
        file = folder / name
        if not job.bare and file.is_file():
            value = heads.data_file(file.read_bytes().decode("utf-8-sig", "replace"), name)
            job.config = value if isinstance(value, dict) else {}
    job.shown = sitefiles.read(job.config)
    inner = job.text("source").strip("./")
    if inner and is_below(folder / inner, folder):
        folder = job.root = folder / inner
    if not job.bare:
        job.authors = people.of_jekyll(folder, job.config)
    url = job.text("url")
    site = parts_of(url if "//" in url else f"//{url}")
    hosts, base = frozenset({host_of(site)} - {""}), (job.text("baseurl") or site.path).rstrip("/")
    job.book.hosts, job.book.base = hosts, base
    job.book.speak(_language(job))
    job.shelf = Shelf((folder,), hosts, base)


def _language(job: Jekyll) -> str:
    return job.text("lang") or job.text("locale").replace("_", "-")


# --- files ---------------------------------------------------------------------------------------


def _files(job: Jekyll) -> Iterator[tuple[Kind, Source] | Skipped]:
    """The articles, each with its kind, and what Jekyll does not publish."""
    if job.bare:
        yield from (("post", file) for file in files_of(job.root, _SUFFIXES))
    else:
        yield from job.shown.sort(files_of(job.root, _SUFFIXES, hidden=True))


def _load(job: Jekyll, kind: str, file: Source) -> None:
    name = posixpath.basename(file.path)
    if kind == "page" and name == file.path and name.upper().startswith(_FRAME):
        told = ("not-an-article", "it is about the folder, or shown where there is nothing else")
        if name.startswith("index."):
            told = ("home-page", "it is the home page: sitegen makes its own")
        job.skipped.append(Skipped(file.path, *told))
        return
    document = loading.load(file)
    if isinstance(document, Skipped):
        job.skipped.append(document)
        return
    if not document.head.found and not _POST.fullmatch(document.stem):
        detail = "it has no front matter, so Jekyll does not publish it as an article"
        job.skipped.append(Skipped(file.path, "no-front-matter", detail))
        return
    if target := next(iter(document.fields.peek("redirect_to")), ""):
        _prepare(job, kind, document)
        job.moved.append((document, target))
        return
    if kind == "page" and (file.path.lower().endswith(".html") or _CONTROL.search(document.head.body)):
        detail = "it is a template rather than a text"
        job.skipped.append(Skipped(file.path, "template", detail))
        return
    _prepare(job, kind, document)
    skip = loading.wordless(document)
    if skip is None:
        job.documents.append(document)
    else:
        job.skipped.append(skip)


def _prepare(job: Jekyll, kind: str, document: Document) -> None:
    """Read the front matter, with the defaults that the configuration gives to its folder."""
    for key, value in _defaults(job, kind, document.source.path).items():
        document.fields.default(key, value)
    name = _POST.fullmatch(document.stem)
    own_url = document.fields.text("permalink")
    document.pair = document.fields.text("ref", "page_id", "translation_id")
    categories = [*_folders(document.source.path), *document.fields.peek("categories", "category")]
    context = Context(
        now=job.options.now,
        tag_spaces=True,
        authors=people.names(job.authors),
        hosts=job.book.hosts,
        language=job.book.settings.language,
    )
    loading.make_front(document, context, stem=document.stem)
    document.page = kind == "page" or (kind not in {"post", "draft"} and not document.front["date"])
    document.front["draft"] = document.front["draft"] or kind == "draft"
    loading.ensure_date(document, when.whole(job.options.date))
    if document.page and "date" not in document.head.values:
        document.front["date"] = ""
    stem = posixpath.basename(posixpath.dirname(document.source.path)) if document.stem == "index" else ""
    slug = document.front["slug"] or (name["slug"] if name else stem or document.stem).rstrip(".")
    document.front["slug"] = slug
    document.front["tags"] = _with_folders(document.front["tags"], _folders(document.source.path))
    document.former = list(document.front["aliases"])
    if own_url:
        document.address = _expanded(document, own_url, categories, kind)
    elif kind == "page":
        document.address = _page_address(job, document.source.path)
    elif kind not in {"post", "draft"}:
        pattern = str(job.shown.collections[kind].get("permalink", "")) or "/:collection/:path:output_ext"
        document.address = _expanded(document, pattern, categories, kind)
    else:
        document.front["_categories"] = categories


def _page_address(job: Jekyll, path: str) -> str:
    """The address of a page without one of its own: a file, or a folder where posts have folders."""
    stem = re.sub(r"\.\w+\Z", "", path)
    if stem.endswith("/index"):
        return f"/{stem.removesuffix('index')}"
    pattern = permalinks.pattern_of(job.text("permalink") or "date")
    return f"/{stem}/" if pattern.endswith("/") else f"/{stem}.html"


def _folders(path: str) -> list[str]:
    """The categories that folders above `_posts` give to a post."""
    folders = path.split("/")[:-1]
    return folders[: folders.index("_posts")] if "_posts" in folders else []


def _with_folders(tags: list[str], folders: list[str]) -> list[str]:
    known = {tag.casefold() for tag in tags}
    return [*tags, *(name for name in folders if name.casefold() not in known)]


def _expanded(document: Document, pattern: str, categories: list[str], kind: str) -> str:
    path = re.sub(r"\.\w+\Z", "", document.source.path)
    return permalinks.expand(
        permalinks.pattern_of(pattern), moment=document.moment, title=document.front["slug"],
        categories=categories, path=path.partition(f"_{kind}/")[2] or path, collection=kind,
        name=document.stem,
    )  # fmt: skip


def _defaults(job: Jekyll, kind: str, path: str) -> dict[str, Value]:
    """What `defaults:` of the configuration gives to a file."""
    found: dict[str, Value] = {}
    given = job.config.get("defaults", [])
    for rule in given if isinstance(given, list) else []:
        scope = rule.get("scope", {}) if isinstance(rule, dict) else {}
        values = rule.get("values", {}) if isinstance(rule, dict) else {}
        if not isinstance(scope, dict) or not isinstance(values, dict):
            continue
        kinds = {"", kind, f"{kind}s"}
        if path.startswith(str(scope.get("path", ""))) and str(scope.get("type", "")) in kinds:
            found |= values
    return found


# --- addresses -----------------------------------------------------------------------------------


def _guess_pattern(job: Jekyll, reading: Reading) -> None:
    """The pattern of the posts' old addresses: as configured, else the one that their own links show."""
    configured = job.text("permalink")
    if configured or not job.bare:
        job.pattern = permalinks.pattern_of(configured or "date")
        return
    job.pattern, why = guessing.pattern_of(job.documents)
    reading.notes.append(f"No `_config.yml` tells the old addresses; `{job.pattern}` was taken: {why}.")


def _address(job: Jekyll, document: Document) -> None:
    """Give a document the address that it had: the first of those that it may have had."""
    front, found = document.front, [document.address]
    categories = front.pop("_categories", None)
    if categories is not None:
        found = [
            permalinks.expand(
                job.pattern, moment=moment, title=front["slug"], categories=categories, name=document.stem
            )
            for moment in _moments(document.moment, job.text("timezone"))
        ]
    document.address = found[0]
    document.former[:0] = found


def _settle(job: Jekyll, document: Document) -> None:
    _address(job, document)
    front = document.front
    folder = "pages" if document.page else "drafts" if front["draft"] else front["date"][:4]
    original = job.pairs.get((document.pair, ""))
    name = ""
    if document.pair and original and (document.pair, front["lang"]) not in job.pairs:
        folder, name = posixpath.split(original.path.removesuffix(".md"))
    home = job.book.settle(
        document.key, slug=front["slug"], title=front["title"], date=front["date"], lang=front["lang"],
        folder=folder, name=name, page=document.page, former=document.former,
    )  # fmt: skip
    job.pairs.setdefault((document.pair, front["lang"]), home)
    job.by_name.setdefault(document.stem, document.key)
    job.by_name.setdefault(document.source.path, document.key)


def _led_on(job: Jekyll, document: Document, target: str) -> Skipped:
    """Leave out what only leads elsewhere; its addresses are former ones of an article that it leads to."""
    _address(job, document)
    detail = f"it only leads to {target}"
    key = job.book.key_of(target)
    if key is None:
        return Skipped(document.source.path, "redirect", f"{detail}: keep that redirect at the server")
    job.book.note(key, document.former)
    return Skipped(document.source.path, "redirect", f"{detail}, whose former address its own became")


def _moments(date: str, timezone: str) -> list[str]:
    """A date in the zones that Jekyll may have read it in: as configured, as written, a server's (UTC).

    YAML, too, reads a time without a zone as UTC, unless it stands in quotes or has no seconds.
    """
    written = dates.read(date)
    if not isinstance(written, dates.Written) or "T" not in date:
        return [date]
    moment = written.moment(None)
    there = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    there_written = there.astimezone(dates.zone(timezone) or UTC).isoformat()
    found = [there_written, date] if timezone and moment.tzinfo else [date, there_written]
    return list({on[:10]: on for on in found}.values())


def _included(folder: Path, name: str) -> str | None:
    """The text of a file in a folder; None if there is none."""
    file = inside(folder, name)
    data = Source(name, file, 0).bytes() if file else b""
    return decode(data, name).text if isinstance(data, bytes) and data else None


# --- articles ------------------------------------------------------------------------------------


def _items(job: Jekyll, reading: Reading) -> Iterator[Imported | Skipped]:
    yield from job.skipped
    files = {document.source.path: job.book.homes[document.key] for document in job.documents}
    for document in job.documents:
        yield attempted(partial(_article, job, document, files), document.source.path)
        document.head = heads.Head({}, "")
    for name, count in sorted(job.site.guessed.items()):
        reading.notes.append(f"`{{% {name} … %}}` was read as a picture, {count} times.")


def _article(job: Jekyll, document: Document, files: Mapping[str, Home]) -> Imported:
    """The article of a document; links to `files` are followed, as by the plugin jekyll-relative-links."""
    home = files[document.source.path]
    sheet = Manuscript(document.head.body, document.source.path, document.head.body_line)
    linker = Linker(job.book, job.shelf, home, files=files, own=document.source.path, old=document.address)
    site = job.site
    site.post_url = lambda name: _post_url(job, name, home)
    site.link = lambda name: _link(job, name, home)
    site.beside = partial(_included, document.source.file.parent)
    convert_body(sheet, linker, document, site, dialect="kramdown")
    return loading.finished(document, home, job.book.aliases(document.key), sheet, linker)


def _post_url(job: Jekyll, name: str, home: Home) -> tuple[str, str] | None:
    """The link to a post by its file's name, as `{% post_url %}` has it (folders may stand before it)."""
    key = job.by_name.get(posixpath.basename(name.strip("/")).removesuffix(".md"))
    return _relative(job, key, home)


def _link(job: Jekyll, name: str, home: Home) -> tuple[str, str] | None:
    """The link to a file of the source, as `{% link %}` has it."""
    return _relative(job, job.by_name.get(name.lstrip("/")), home)


def _relative(job: Jekyll, key: str | None, home: Home) -> tuple[str, str] | None:
    """The link to an article, and its address."""
    if key is None:
        return None
    found = job.book.homes[key]
    return relative(found.path, base=home.path), found.url


def _facts(job: Jekyll) -> SiteFacts:
    url = job.text("url").rstrip("/")
    used = {name for document in job.documents for name in document.front["authors"]}
    authors = {key: author for key, author in job.authors.items() if author.name in used}
    return SiteFacts(
        title=job.text("title") or job.text("name"),
        description=job.text("description"),
        base_url=f"{url}{job.text('baseurl').rstrip('/')}/" if url else "",
        language=_language(job),
        timezone=job.text("timezone"),
        languages=loading.languages(job.documents),
        authors=people.described(authors),
    )
