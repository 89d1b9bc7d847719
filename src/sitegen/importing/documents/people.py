"""Data files of authors: the slugs that articles name -> names, addresses, a few words about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sitegen.decoding.formats import url_fault
from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.heads import Value
from sitegen.importing.frontmatter.keys import plain
from sitegen.importing.sources import files_of
from sitegen.model import AuthorSettings

NAMES = frozenset("author authors people team members staff contributors writers bios".split())
"""Names of data files and collections that hold people."""

_SUFFIXES = (".yml", ".yaml", ".json", ".toml")
_NAME = ("full_name", "fullname", "name", "display_name", "displayname", "title")
_URL = ("url", "website", "web", "homepage", "site", "uri", "link")
_BIO = ("bio", "description", "about", "blurb")


def of_jekyll(root: Path, config: Mapping[str, Value]) -> dict[str, AuthorSettings]:
    """The authors of a Jekyll site: `_config.yml`, `_data/authors.yml`, `_authors/*.md`, and their kin.

    Pages come last: the `title` of one may be an office.
    """
    found: dict[str, AuthorSettings] = {}
    for name in sorted(NAMES):
        found |= dict(_of_documents(root / f"_{name}"))
    for author in (dict(_of_value(config.get("authors", {}))) | of_folder(root / "_data")).values():
        page = found.get(author.key, author)
        found[author.key] = replace(author, url=author.url or page.url, bio=author.bio or page.bio)
    return found


def of_page(key: str, values: Mapping[str, Value]) -> dict[str, AuthorSettings]:
    """The author whom the head of a page describes, by a key."""
    return dict(_of_value({key: dict(values)}))


def of_folder(folder: Path) -> dict[str, AuthorSettings]:
    """The authors in data files of a folder: `authors.yml`, or a folder `authors/` with a file each."""
    found: dict[str, AuthorSettings] = {}
    for file in files_of(folder, _SUFFIXES) if folder.is_dir() else []:
        first, _, rest = file.path.partition("/")
        if first.rpartition(".")[0].lower() not in NAMES and first.lower() not in NAMES:
            continue
        data = file.bytes()
        value = (
            heads.data_file(data.decode("utf-8-sig", "replace"), file.path) if isinstance(data, bytes) else {}
        )
        key = rest.rpartition(".")[0]
        found |= dict(_of_value({key: value} if key and isinstance(value, dict) else value))
    return found


def names(authors: Mapping[str, AuthorSettings]) -> dict[str, str]:
    """The names of authors by their slugs, without case."""
    return {key.casefold(): author.name for key, author in authors.items()}


def described(authors: Mapping[str, AuthorSettings]) -> tuple[AuthorSettings, ...]:
    """The authors of whom more than a name is known, in the order of their slugs."""
    return tuple(author for _, author in sorted(authors.items()) if author.url or author.bio)


def _of_documents(folder: Path) -> Iterator[tuple[str, AuthorSettings]]:
    for file in files_of(folder, (".md", ".markdown", ".html")) if folder.is_dir() else []:
        data = file.bytes()
        if isinstance(data, bytes):
            head = heads.read(data.decode("utf-8-sig", "replace"), file.path)
            keys = [
                key
                for name in ("short_name", "slug", "username")
                if isinstance(key := head.values.get(name), str)
            ]
            for key in (*keys, file.path.rpartition("/")[2].rpartition(".")[0]):
                yield from _of_value({key: head.values})


def _of_value(value: Value) -> Iterator[tuple[str, AuthorSettings]]:
    """The authors in a mapping of slugs, or in a list of mappings that name their own."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                keys = ("key", "slug", "id", "username", "short_name", "name")
                key = next((text for name in keys if isinstance(text := item.get(name), str) and text), "")
                yield from _of_value({key: item})
        return
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, str) and item:
            yield key, AuthorSettings(key, plain(item))
        elif isinstance(item, dict) and (name := _first(item, _NAME)):
            url = _first(item, _URL)
            yield (
                key,
                AuthorSettings(key, plain(name), "" if url_fault(url) else url, plain(_first(item, _BIO))),
            )


def _first(item: Mapping[str, Value], names: tuple[str, ...]) -> str:
    folded = {key.casefold(): value for key, value in item.items()}
    return next(
        (" ".join(text.split()) for name in names if isinstance(text := folded.get(name), str) and text), ""
    )
