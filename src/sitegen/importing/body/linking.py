"""Links and pictures of one body: addresses of the source -> files of the archive."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.importing.addresses import AddressBook, Home, relative
from sitegen.importing.body import references
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import MEDIA, PICTURE, Shelf, original, unpack
from sitegen.importing.values import Copy
from sitegen.urls import host_of, target_of

_INLINE = re.compile(
    r"\\.|(?P<bang>!?)\[(?P<words>(?:[^\[\]\\\n]|\\.|\n(?!\s*\n)|\[[^\[\]\n]*\](?:\([^()\s]*\))?)*+)\]\(\s*(?:<(?P<angle>[^<>\n]*)>"
    r"|(?P<target>(?:[^\s<>()\\]|\\.)*+(?:\((?:[^\s()\\]|\\.)*+\)(?:[^\s<>()\\]|\\.)*+)*))"
)
"""A link or picture; or a character that a backslash keeps from beginning one: that has no `words`."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A character of an address before which Markdown has a backslash."""
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*<?(?P<target>[^\s<>]+)>?", re.MULTILINE)
_TAG = re.compile(r"<(?P<name>[a-zA-Z][\w-]*)[^<>]*")
_ATTRIBUTE = re.compile(
    r"""\b(?:href|src|poster)\s*=\s*(?P<mark>["'])(?P<target>[^"'<>]*)(?P=mark)""", re.IGNORECASE
)
_SHOWN = frozenset({"img", "video", "audio", "source"})
_ALWAYS = frozenset(
    {"", "feed.xml", "atom.xml", "feed.json", "sitemap.xml", "robots.txt", "tags", "archive", "search"}
)
"""Addresses, without slashes around them, that every site built here has."""

_LANGUAGE = re.compile(r"(?:\.[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?\.md\Z")
_PAGE = re.compile(r"\.(?:md|markdown|mdown|html?|rst|ipynb)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linker:
    """Answers the addresses in one article of the source.

    `home` is its new place, `folder` the folder of its source (None if it has none), `files` the new
    places of source files by their path in the source, `own` that of this one. `beside` is the folder of
    the archive for files that stand beside it, unless that is its own, `top` the folder of the source
    that paths from the root begin in, `old` the address that it had ("" if that is unknown).
    """

    book: AddressBook
    shelf: Shelf
    home: Home
    folder: Path | None = None
    files: Mapping[str, Home] | None = None
    own: str = ""
    beside: str = ""
    top: str = ""
    old: str = ""
    _copies: dict[str, Copy | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def address(self, sheet: Manuscript, target: str, offset: int, *, picture: bool = False) -> str:
        """Where an address leads in the archive; as it is, and told, if that is not known."""
        plain = original(references.value(target))
        if plain.startswith("data:image/"):
            return unpack(sheet, plain, offset, self.shelf.folder)
        if not plain or plain.startswith(("#", "mailto:", "tel:", "data:", "{{", "{%", "\x1e")):
            return target
        found = self._found(sheet, plain, picture=picture)
        rooted = self._by_address(plain) if found is None else ""
        if rooted:
            found = self._found(sheet, rooted, picture=picture)
        if found is not None:
            return found
        if self._is_outside(plain):
            return f"https:{target}" if target.startswith("//") else target
        if rooted and _is_of_site(path := self.shelf.path_of(rooted)):
            return path
        self._missing(sheet, plain, offset, rooted=rooted, picture=picture)
        return self._rooted(plain, picture=picture)

    def _found(self, sheet: Manuscript, plain: str, *, picture: bool) -> str | None:
        """Where an address leads, which is one of an article or of a file; None if it is neither's."""
        found = self.book.link(plain, base=self.home.path) or self._file(plain)
        path, mark, fragment = plain.partition("#")
        to_itself = found == posixpath.basename(self.home.path)  # or to the page of a picture in it
        if found is not None and not picture and not (to_itself and self.shelf.find(path)):
            return found
        own = posixpath.dirname(self.home.path)
        beside = self.beside or own
        if path not in self._copies:  # each look asks the file system for some six real paths
            self._copies[path] = self.shelf.copy(path, self.folder, beside)
        copy = self._copies[path]
        if copy is None:
            return None
        sheet.copies.append(copy)
        near = posixpath.dirname(copy.target) in {own, beside}
        new = relative(copy.target, base=self.home.path) if near else target_of(f"/{copy.target}")
        return new + mark + fragment

    def _by_address(self, target: str) -> str:
        """A relative link as a browser followed it, from the root of the old site; "" if it is none."""
        if not self.old or "://" in target or target.startswith(("/", "?")):
            return ""
        try:
            found = urljoin(self.book.base + self.old, target)
        except ValueError:
            return ""
        return found if found.startswith("/") and not found.startswith("//") else ""

    def reference(self, target: str) -> str | None:
        """The link to the article that a name means: its path, or the end of it, with or without suffix."""
        path, mark, fragment = target.partition("#")
        found = self._file(path) if path else None
        if found is None and path and self.files:
            wanted = re.sub(r"\.\w+\Z", "", path.strip("/"))
            names = [name for name in self.files if wanted in name and _means(name, wanted)]
            if names:
                name = min(names, key=lambda name: (not name.startswith(f"{self.top}/"), len(name)))
                return relative(self.files[name].path, base=self.home.path) + mark + fragment
        return found and found + mark + fragment

    def in_language(self, link: str, lang: str) -> str:
        """The link to the translation of the article that a link leads to; the same link if it has none."""
        path, mark, fragment = link.partition("#")
        stem = _LANGUAGE.sub("", posixpath.normpath(posixpath.join(posixpath.dirname(self.home.path), path)))
        wanted = {f"{stem}.{lang}.md".casefold()}
        wanted |= {f"{stem}.md".casefold()} if lang == self.book.settings.language else set()
        found = next((home.path for home in self.book.homes.values() if home.path.casefold() in wanted), None)
        return relative(found, base=self.home.path) + mark + fragment if found else link

    def _file(self, target: str) -> str | None:
        """The article whose source file a relative link names."""
        if not self.files or "://" in target or target.startswith("//"):
            return None
        path, mark, fragment = target.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            return None
        if path.startswith("/"):
            rooted = path.lstrip("/")
            tried = dict.fromkeys(posixpath.join(top, rooted) for top in (self.top, ""))
        else:
            tried = {posixpath.join(posixpath.dirname(self.own), path): None}
        for joined in map(posixpath.normpath, tried):
            for end in ("", ".md", "/index.md", ".markdown", "/_index.md"):
                home = self.files.get(joined + end)
                if home is not None:
                    return relative(home.path, base=self.home.path) + mark + fragment
        return None

    def _is_outside(self, target: str) -> bool:
        try:
            parts = urlsplit(target)
        except ValueError:
            return True
        host = host_of(parts)
        return bool(parts.scheme and not host) or bool(host and host not in self.book.hosts)

    def _rooted(self, target: str, *, picture: bool) -> str:
        """An address of the old site that nothing was found for, from the root where it can be so."""
        path = self.shelf.path_of(target)
        if picture or MEDIA.search(path):
            return target_of(path) if path.startswith("/") else target
        return target

    def _missing(self, sheet: Manuscript, target: str, offset: int, *, rooted: str, picture: bool) -> None:
        path = self.shelf.path_of(target)
        if _is_of_site(path):
            return
        if picture or MEDIA.search(path):
            place = path.lstrip("/") if path.startswith("/") else posixpath.join(
                posixpath.dirname(self.home.path), path
            )  # fmt: skip
            kind = "picture" if picture or PICTURE.search(path) else "file"
            message = f"the {kind} {target} is not in the source"
            sheet.warn("missing-media", offset, message, f"put it at content/{posixpath.normpath(place)}")
        elif rooted or path.startswith("/") or _PAGE.search(path):
            hint = "link to another page, or to a copy in a web archive"
            sheet.warn("unknown-page", offset, f"{target} leads to nothing that was imported", hint)


def _is_of_site(path: str) -> bool:
    """Whether a site built here may answer an address itself: the build tells of a tag that it has not."""
    return path != "" and (path.strip("/") in _ALWAYS or path.startswith("/tags/"))


def _means(name: str, wanted: str) -> bool:
    """Whether a path without suffix is that of a file, or the end of it."""
    stem = re.sub(r"(?:/_?index)?\.\w+\Z", "", name)
    return stem == wanted or stem.endswith(f"/{wanted}")


def convert_links(sheet: Manuscript, linker: Linker) -> None:
    """Give every link and picture of a body its new address."""
    for match in _links(sheet.text):
        _inline(sheet, linker, match)
    for match in sheet.matches(_DEFINITION, "]:"):
        _replace(
            sheet,
            linker,
            match.start("target"),
            match["target"],
            picture=bool(PICTURE.search(match["target"])),
        )
    for tag in _TAG.finditer(sheet.text):
        for match in _ATTRIBUTE.finditer(sheet.text, tag.start(), tag.end()):
            picture = tag["name"].lower() in _SHOWN
            _replace(sheet, linker, match.start("target"), match["target"], picture=picture)


def caption(sheet: Manuscript, linker: Linker, words: str, offset: int) -> str:
    """A caption of Markdown, called in at an offset, with its links converted."""
    if "](" not in words and "<" not in words:
        return words
    inner = Manuscript(words, sheet.path)
    convert_links(inner, linker)
    sheet.absorb(inner, offset)
    return inner.result()


def _links(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _INLINE.finditer(text) if match["words"] is not None)


def _inline(sheet: Manuscript, linker: Linker, match: re.Match[str]) -> None:
    group = "angle" if match["angle"] is not None else "target"
    if "![" in match["words"]:  # a picture that is a link: its own address comes first
        for inner in _links(match["words"]):
            start = match.start("words")
            name = "angle" if inner["angle"] is not None else "target"
            _replace(sheet, linker, start + inner.start(name), inner[name], picture=True)
    _replace(sheet, linker, match.start(group), match[group], picture=bool(match["bang"]))


def _replace(sheet: Manuscript, linker: Linker, start: int, target: str, *, picture: bool) -> None:
    if not target.strip() or not sheet.is_free(start, start + len(target)):
        return
    plain = _ESCAPED.sub(r"\1", target.strip())
    new = linker.address(sheet, plain, start, picture=picture)
    if new != plain:
        escaped = new.replace("(", "%28").replace(")", "%29") if plain != target.strip() else new
        sheet.replace(start, start + len(target), escaped)
