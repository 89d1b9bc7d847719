"""Hugo: `content/` with sections, bundles and languages, its configuration, its static files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.files import scan
from sitegen.importing import when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.body.pictures import Shelf, published
from sitegen.importing.dialects import hugocodes
from sitegen.importing.documents import loading, people
from sitegen.importing.documents.loading import Document
from sitegen.importing.documents.tree import Tree
from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.fields import AUTHORS, TAGS
from sitegen.importing.frontmatter.keys import Context, plain
from sitegen.importing.hugo import cascade, configuration, dates, paths
from sitegen.importing.hugo.cascade import Rule
from sitegen.importing.hugo.configuration import Configuration
from sitegen.importing.hugo.paths import Style
from sitegen.importing.hugo.sitefiles import Folders, Place
from sitegen.importing.sources import MARKDOWN, Source, files_of, is_below, upward
from sitegen.importing.values import Copy, Options, Reading, SiteFacts, Skipped
from sitegen.model import AuthorSettings
from sitegen.problems import Problem, warning
from sitegen.stale import is_dotted
from sitegen.urls import host_of, parts_of


@dataclass(slots=True)
class Hugo:
    """A source that is being read."""

    options: Options
    tree: Tree
    conf: Configuration
    folders: Folders
    has_sections: bool
    """Whether a folder of articles holds another one: a file beside it is a standing page, then."""
    authors: Mapping[str, AuthorSettings] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    cascades: dict[tuple[str, str], tuple[Rule, ...]] = field(default_factory=dict)
    drafts: dict[tuple[str, str], Problem] = field(default_factory=dict)
    """The sections that are drafts, by language and folder, each with the warning of that."""
    sections: set[str] = field(default_factory=set)
    """The folders that are sections of their own, below another."""
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    """The path of the article in each language that has a `translationKey`."""


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Look at the whole source; the reading yields its articles."""
    job = _opened(source, options, book)
    found = list(job.folders.files()) if source.is_dir() else files_of(source, ())
    job.tree.skipped += [item for item in found if isinstance(item, Skipped)]
    files = [item for item in found if isinstance(item, Source)]
    _read_sections(job, files)
    heads_list = (job.folders.place(file.path).stem for file in files if "/_index." in file.path)
    job.sections = {posixpath.dirname(stem) for stem in heads_list}
    bundles = {posixpath.dirname(file.path) for file in files if _heads_bundle(job, file)}
    for file in files:
        _load(job, file, bundles)
    for document in sorted(job.tree.documents, key=lambda document: bool(document.front["lang"])):
        _settle(job, document)
    total = len(job.tree.documents) + len(job.tree.skipped)
    return Reading(
        _facts(job),
        job.tree.items(),
        total,
        problems=[*job.conf.problems, *job.folders.problems, *job.drafts.values()],
    )


def _opened(source: Path, options: Options, book: AddressBook) -> Hugo:
    root = source if source.is_dir() else source.parent
    conf = configuration.read(root)
    found = conf.folders(root) if source.is_dir() else {}
    found = found or {"content" if (root / "content").is_dir() and source.is_dir() else "": ""}
    common = posixpath.commonpath(found)
    content = root / common
    tops = {name[len(common) :].lstrip("/"): key for name, key in found.items()}
    folders = Folders(root, content, conf, tops)
    book.speak(conf.language)
    base = parts_of(conf.text("baseURL"))
    book.hosts = frozenset({host_of(base)} - {"", "example.com", "example.org"})
    book.base = base.path.rstrip("/")
    job = Hugo(options, Tree(book), conf, folders, folders.has_sections())
    themes = root / (conf.text("themesDir") or "themes")
    given = (themes / name for name in heads.walk(conf.values.get("theme", [])))
    layered = (root, *(theme for theme in given if is_below(theme, root)))
    shown = [*heads.walk(conf.values.get("staticdir", "static")), "assets"]
    roots = [place / name for place in layered for name in shown]
    roots = [path for path in roots if is_below(path, root)]
    named = [content / top for top in tops if top]
    roots = [*([content] if content != root or "" in tops else []), *named, *roots]
    job.tree.shelf = Shelf(tuple(roots), book.hosts, book.base)
    job.tree.dialect = "goldmark" if conf.links_bare else "commonmark"
    job.tree.templates = hugocodes.read(place / "layouts" for place in layered)
    job.authors = people.of_folder(root / "data")
    return job


# --- files ---------------------------------------------------------------------------------------


def _read_sections(job: Hugo, files: Sequence[Source]) -> None:
    """Note what sections and the configuration give to the articles below them, and whom sections name."""
    given = {("", ""): job.conf.values.get("cascade", {})}
    given |= {(key, ""): values.get("cascade", {}) for key, values in job.conf.languages.items()}
    known = dict(job.authors)
    for file in files:
        document = loading.load(file) if posixpath.basename(file.path).startswith("_index.") else None
        if isinstance(document, Document):
            page = job.folders.place(file.path).page(job.conf.main)
            given[page.lang, page.path or "/"] = document.head.values.get("cascade", {})
            if page.kind == "section" and document.fields.flag("draft"):
                job.drafts[page.lang, page.path] = _draft_section(file)
            section, _, slug = page.path.lower().partition("/")
            if section in people.NAMES and slug and page.lang == job.conf.main:
                known = {**people.of_page(slug, document.head.values), **known}
    job.authors = known
    job.cascades = {place: rules for place, value in given.items() if (rules := cascade.rules(value))}


def _draft_section(file: Source) -> Problem:
    message = "this section is a draft, so all articles below it became drafts: Hugo showed none before 0.123"
    hint = "remove draft: true from those that were public, and from it before another import"
    return warning("draft-section", file.path, message, hint=hint)


def _load(job: Hugo, file: Source, bundles: set[str]) -> None:
    folder, name = posixpath.split(file.path)
    if is_dotted(file.path):
        return
    if not _is_index(name) and not bundles.isdisjoint(upward(folder)):
        job.tree.skipped.append(
            Skipped(file.path, "bundle-resource", "it is a part of the article beside it")
        )
        return
    document = loading.load(file)
    if isinstance(document, Skipped):
        job.tree.skipped.append(document)
        return
    if not document.head.found and file.path.lower().endswith(".html"):
        job.tree.skipped.append(Skipped(file.path, "no-front-matter", "it has no front matter"))
        return
    place = job.places[file.path] = job.folders.place(file.path)
    is_home = "/" not in place.stem
    if name.startswith("_index.") and (is_home or len(document.head.body.split()) < 5):
        job.tree.skipped.append(Skipped(file.path, "section-page", "it heads a list: sitegen makes its own"))
        return
    _prepare(job, document, place)
    job.tree.add(document)


def _is_index(name: str) -> bool:
    return name.startswith("index.")


def _heads_bundle(job: Hugo, file: Source) -> bool:
    """Whether what stands beside and below a file is a part of its article: all but the home page's."""
    return _is_index(posixpath.basename(file.path)) and "/" in job.folders.place(file.path).stem


def _prepare(job: Hugo, document: Document, place: Place) -> None:
    for outer in cascade.NESTED:
        document.fields.take(outer)
    page = place.page(job.conf.main)
    given = {**cascade.inherited(job.cascades, page), **cascade.nested(document.head.values)}
    for key, value in given.items():
        document.fields.default(key, value)
    if page.kind == "section":
        document.fields.take("cascade")
    terms = _take_terms(job, document)
    hidden = _is_hidden(document) or any(above in job.drafts for above in cascade.above(page))
    url = document.fields.text("url")
    kind = document.fields.text("type")
    document.pair = document.fields.text("translationkey")
    site, names = job.tree.book, people.names(job.authors)
    context = Context(authors=names, hosts=site.hosts, language=site.settings.language, now=job.options.now)
    stem, document.top = place.stem, place.top
    order = job.conf.mapping("frontmatter").get("date", [":default"])
    dates.settle(document.fields, heads.walk(order), place.name)
    loading.make_front(document, context, stem=place.name)
    document.front["tags"] = list(dict.fromkeys((*document.front["tags"], *terms)))
    document.front["draft"] = document.front["draft"] or hidden
    document.front["lang"] = document.front["lang"] or _language(job, place.key)
    standing = kind == "page" or ("/" not in stem and job.has_sections)
    if not document.front["date"] and not standing:
        _tell_undated(document)
    document.page = not document.front["date"] or standing
    loading.ensure_date(document, when.whole(job.options.date))
    given = document.front["aliases"]
    olds = _old_addresses(job, document, place, url)
    document.address = old = olds[0]
    parent = posixpath.dirname(old.rstrip("/") or f"{_prefix(job, document, place)}/{stem}")
    ends = ".html" if old.endswith(".html") and _is_ugly(job, _section(place)) else ""
    document.former = [*olds, *(_alias(parent, alias, ends) for alias in given)]
    if document.page and "date" not in document.head.values:
        document.front["date"] = ""


def _alias(folder: str, alias: str, ends: str) -> str:
    """Where Hugo wrote an alias: it begins in a folder, which it may lead out of (`../older`)."""
    path = alias if alias.startswith("/") else posixpath.normpath(posixpath.join(folder, alias))
    if ends and not path.endswith(ends):
        return path.rstrip("/") + ends
    return path if path.endswith("/") or not alias.endswith("/") else f"{path}/"


def _tell_undated(document: Document) -> None:
    message = "it has no date, so it became a standing page: those are in no feed and no list"
    hint = "if it is an article, write its date: and import again"
    document.problems.append(warning("undated", document.source.path, message, hint=hint))


def _language(job: Hugo, key: str) -> str:
    """The language that a key stands for; "" for the archive's own."""
    tag, own = job.conf.tag(key), job.tree.book.settings.language
    same = tag == own or (key == job.conf.main and tag.partition("-")[0] == own.partition("-")[0])
    return "" if same else tag


def _old_addresses(job: Hugo, document: Document, place: Place, url: str) -> list[str]:
    """The address that Hugo gave, and the one that it gave before it made others of some names and titles."""
    lower, accents = not job.conf.flag("disablePathToLower"), not job.conf.flag("removePathAccents")
    styles = (Style(lower, accents, recent) for recent in (True, False))
    return list(dict.fromkeys(_old_address(job, document, place, url, style) for style in styles))


def _old_address(job: Hugo, document: Document, place: Place, url: str, style: Style) -> str:
    """The address that Hugo gave: its own, by `permalinks` of the section, else by the path."""
    prefix = _prefix(job, document, place)
    folder, name = posixpath.split(place.stem)
    if name == "_index" and not url:
        return f"{prefix}/{style.path(folder)}/"
    bundle = name == "index"
    if bundle:
        folder, name = posixpath.split(folder)
    section = _section(place)
    slug = document.front["slug"]
    pattern = url if ":" in url and "//" not in url else _pattern(job, section)
    if url and pattern != url:
        return url if url.startswith("/") or "//" in url else f"{prefix}/{url}"
    if not pattern:
        path = posixpath.join("/", style.path(folder), style.slug(slug) or style.path(name))
        ugly = _is_ugly(job, section) and (style.recent or not bundle)
        return f"{prefix}{path}.html" if ugly else f"{prefix}{path}/"
    title = style.title(document.front["title"])
    slug, name = style.word(slug).strip("-"), style.word(name)
    values = {
        "slugorcontentbasename": slug or name, "slugorfilename": slug or name, "contentbasename": name,
        "filename": name, "slug": slug or title, "section": section, "title": title,
    }  # fmt: skip
    found = paths.expanded(pattern, values, sections=_sections(job, folder), moment=document.moment)
    path = style.path(found).rstrip("/")
    ends, ugly = path.endswith((".html", ".htm")), _is_ugly(job, section) and not url
    return f"{prefix}{path}{'' if ends else '.html' if ugly else '/'}" if path else ""


def _section(place: Place) -> str:
    return place.stem.partition("/")[0] if "/" in place.stem else ""


def _sections(job: Hugo, folder: str) -> list[str]:
    """The sections that a folder lies in: the first folder, and those below it with an `_index`."""
    parts = folder.split("/") if folder else []
    while len(parts) > 1 and "/".join(parts) not in job.sections:
        parts.pop()
    return parts


def _is_ugly(job: Hugo, section: str) -> bool:
    """Whether the addresses of a section are files (`uglyURLs`, for all sections or by section)."""
    given = job.conf.mapping("uglyURLs")
    return job.conf.flag("uglyURLs") or str(given.get(section.casefold(), "")).lower() == "true"


def _pattern(job: Hugo, section: str) -> str:
    """The pattern of the addresses of a section: Hugo has them below `page`, or at the top."""
    given = job.conf.mapping("permalinks")
    pages = given.get("page", {})
    found = {**given, **(pages if isinstance(pages, dict) else {})}
    names = (section.casefold() or "/", section.casefold().replace(" ", "-"))
    return next((pattern for name in names if isinstance(pattern := found.get(name), str)), "")


def _prefix(job: Hugo, document: Document, place: Place) -> str:
    """The folder of a language: the main one has none unless the configuration says so."""
    key = place.key or document.front["lang"].lower() or job.conf.main
    inside = key != job.conf.main or job.conf.flag("defaultContentLanguageInSubdir")
    return f"/{key}" if inside else ""


def _take_terms(job: Hugo, document: Document) -> list[str]:
    """The terms of the taxonomies that the configuration adds to tags and categories."""
    names = [str(name).casefold() for name in job.conf.mapping("taxonomies").values()]
    own = [name for name in names if name not in {*TAGS, *AUTHORS}]
    return [term for _, value in document.fields.take(*own) for term in heads.walk(value)]


def _is_hidden(document: Document) -> bool:
    """Whether Hugo makes no page of it: `headless: true`, `build: {render: never}`."""
    built = [value for _, value in document.fields.take("build", "_build") if isinstance(value, dict)]
    never = any(str(value.get("render", "")).lower() in {"never", "false"} for value in built)
    return bool(document.fields.flag("headless")) or never


def _settle(job: Hugo, document: Document) -> None:
    place = job.places[document.source.path]
    original = job.pairs.get((document.pair, ""), "")
    first = job.pairs.setdefault((document.pair, document.front["lang"]), place.stem) == place.stem
    home = job.tree.settle(document, path=place.stem, like=original if document.pair and first else "")
    if lang := document.front["lang"]:  # a path without a language means the article in that of the link
        job.tree.spoken.setdefault(lang, {}).update({place.stem: home, f"{place.stem}.md": home})
    else:
        job.tree.homes.setdefault(place.stem, home)
    if _is_index(posixpath.basename(document.source.path)):
        beside = job.tree.beside(document)
        job.tree.bundled[document.source.path] = list(
            _resources(job.folders, document.source.file.parent, beside)
        )


def _resources(folders: Folders, folder: Path, beside: str) -> Iterator[Copy]:
    """The files of a bundle: Hugo publishes them all, beside the article."""
    for file in sorted(scan(folder), key=lambda file: file.path):
        is_code = file.path.lower().endswith((*MARKDOWN, ".html", ".htm", ".js", ".php"))
        if not is_code and not folders.is_ignored(folder / file.path):
            yield Copy(posixpath.join(beside, published(file.path)), folder / file.path)


def _facts(job: Hugo) -> SiteFacts:
    conf, main = job.conf, job.conf.main
    params: Any = conf.mapping("params")
    own: Any = conf.languages.get(main, {}).get("params", {})
    said = (own, params, conf.languages.get(main, {}))
    used = loading.languages(job.tree.documents)
    titles = {conf.tag(key): title for key in conf.languages if (title := conf.of(key, "title"))}
    return SiteFacts(
        title=conf.of(main, "title") or conf.text("title"),
        description=next((text for values in said if (text := _described(values))), ""),
        base_url=conf.text("baseURL") if job.tree.book.hosts else "",
        language=conf.language,
        timezone=conf.text("timeZone"),
        authors=people.described(job.authors),
        languages=used,
        titles={lang: title for lang, title in titles.items() if lang in used},
    )


def _described(values: Any) -> str:
    given = values.get("description", "") if isinstance(values, dict) else ""
    return plain(given) if isinstance(given, str) else ""
