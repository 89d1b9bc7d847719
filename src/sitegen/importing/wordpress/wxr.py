"""WordPress's export files (WXR, any version), item by item: however long the file, one item is held.

WXR is RSS 2.0 with WordPress's own elements (`wp:`). Files in the wild are truncated, hold control
characters and HTML entities, and name the wrong encoding; what cannot be read is skipped up to the
next `<item>`. Entities that a file declares itself, and all that it would fetch, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from xml.parsers import expat

from sitegen.importing.body import enclosed
from sitegen.importing.wordpress import wxrtext
from sitegen.urls import host_of, parts_of

_BEGINNING = re.compile(r"<\?xml\s|<!DOCTYPE\b|<rss\b", re.IGNORECASE)
_ITEM = re.compile(r"<item[\s>]")
_OF_SITE = re.compile(
    r"<(?:item|title|link|description|language|pubDate|wp:(?:base_\w+|author|category|tag|term))[\s>]"
)
"""What may be read on behind a fault above the first item."""
_DATA, _DATA_ENDS = re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")
_BARE = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|\w+);)")
_OPENING = "<rss><channel>"
_FIELDS = frozenset(
    """title link guid dc:creator description content:encoded excerpt:encoded wp:post_id wp:post_date
    wp:post_date_gmt wp:post_modified wp:post_modified_gmt wp:post_name wp:status wp:post_parent wp:post_type
    wp:post_password wp:attachment_url pubDate""".split()
)
_HEAVY = frozenset({"content:encoded", "description"})
_LIGHT_META = frozenset(
    """_wp_attachment_image_alt _wp_old_slug _thumbnail_id _wpml_import_language_code
    _wpml_import_translation_group""".split()
)
_GROUPS = frozenset({"wp:author", "wp:category", "wp:tag", "wp:term"})
_PRIVATE = frozenset({"wp:author_email", "wp:comment_author_email", "wp:comment_author_IP"})


@dataclass(slots=True)
class Item:
    """A post, page, attachment or other thing of the export; `line` and `content_line` are its places.

    `site` is the blog's `Channel.site`: its numbers mean nothing in another one.
    """

    line: int
    site: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    """(domain, nicename, name) of each category, tag and co-author."""
    meta: dict[str, str] = field(default_factory=dict)
    comments: int = 0
    content_line: int = 0
    tongue: str = ""
    """Its language, where it held several in one text."""

    def get(self, name: str) -> str:
        """A field's text, or an empty one."""
        return self.fields.get(name, "").strip()

    @property
    def id(self) -> str:
        """What tells it from others of its blog: its number, and its language beside that of the site."""
        return self.get("wp:post_id")

    @property
    def number(self) -> str:
        """The number that WordPress knows it by."""
        return self.id.partition("-")[0]

    def in_site(self, number: str) -> str:
        """The name of the thing with this number in the item's blog."""
        return f"{self.site}/{number}"


@dataclass(slots=True)
class Channel:
    """What an export says of the site; grows while items are read.

    `groups` are its authors, categories, tags and terms, each a mapping of their elements.
    """

    fields: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    removed: int = 0
    """How many characters were removed that XML does not allow."""

    @property
    def site(self) -> str:
        """The place of the blog, which tells one from another: `river.example.net/blog`."""
        return place_of(self.fields.get("link", "") or self.fields.get("wp:base_blog_url", ""))

    def add(self, other: Channel) -> None:
        """Take in what another export says; the first to name the site counts."""
        self.fields = other.fields | self.fields
        self.groups += other.groups
        self.removed += other.removed


@dataclass(frozen=True, slots=True)
class Broken:
    """A place at which a file is no XML; what stood there up to the next item is lost."""

    line: int
    message: str


def place_of(address: str) -> str:
    """The host and path of an address, as they are compared: however it is asked for, and ended."""
    parts = parts_of(address)
    return host_of(parts) + parts.path.rstrip("/")


class RefusedError(Exception):
    """A file has a document type: it may declare entities, or have something fetched. No export has one."""


def read(path: Path, channel: Channel, *, light: bool = False) -> Iterator[Item | Broken]:
    """The items of a file in order, and the places where it is broken. `light`: without their contents.

    Raises `RefusedError`, and OSError.
    """
    reader = _Reader(channel, light=light)
    for text in wxrtext.pieces(path, channel):
        yield from reader.feed(text)
    yield from reader.end()


class _Reader:
    """Feeds a parser, and begins a new one behind what is broken."""

    def __init__(self, channel: Channel, *, light: bool) -> None:
        self.channel = channel
        self.light = light
        self.done: list[Item | Broken] = []
        self.lines = 0
        self._lost = False
        self._fed = 0
        self._begun = self._met = False
        self._start(0)

    def _start(self, before: int) -> None:
        """A new parser, for text before which the file has that many lines."""
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.UseForeignDTD(True)
        self.handler = _Handler(self.channel, self.parser, self.done, before, light=self.light)

    def feed(self, text: str) -> Iterator[Item | Broken]:
        """Read a piece of the file. The first one holds what the export says of the site."""
        text = text if self._begun else self._beginning(text)
        while text:
            text = self._resumed(text) if self._lost else self._parsed(text)
            self._met = self._met or any(isinstance(done, Item) for done in self.done)
            yield from self.done
            self.done.clear()

    def _beginning(self, text: str) -> str:
        """The first piece without what programs printed before it, its bare ampersands mended."""
        self._begun = True
        match = _BEGINNING.search(text)
        start = match.start() if match else 0
        self.lines = text.count("\n", 0, start)
        self._start(self.lines)
        first = _ITEM.search(text, start)
        end = first.start() if first else len(text)
        return _with_entities(text[start:end]) + text[end:]

    def _parsed(self, text: str) -> str:
        """Parse a piece of text; what is left of it behind a fault."""
        data = text.encode("utf-8", "replace")
        try:
            self.parser.Parse(data, False)
        except expat.ExpatError as fault:
            self._broken(fault)
            rest = data[max(0, self.parser.ErrorByteIndex - self._fed) :].decode("utf-8", "replace")
            self.lines += text.count("\n") - rest.count("\n")
            return rest
        self._fed += len(data)
        self.lines += text.count("\n")
        return ""

    def _broken(self, fault: expat.ExpatError) -> None:
        line = self.handler.before + self.parser.ErrorLineNumber
        item = self.handler.item
        self._met = self._met or item is not None or any(isinstance(done, Item) for done in self.done)
        lost = "" if self._met else ", in what the export says of the site"
        message = f"line {line} is no XML: {expat.ErrorString(fault.code)}{lost}"
        self.done.append(Broken(item.line if item else line, message))
        self._lost = True

    def _resumed(self, text: str) -> str:
        """Skip to the next item, or the next fact of the site; go on there with a new parser."""
        match = (_ITEM if self._met else _OF_SITE).search(text)
        if not match:
            self.lines += text.count("\n")
            return ""
        self.lines += text.count("\n", 0, match.start())
        self._start(self.lines)
        self.parser.Parse(_OPENING, False)
        self._fed = len(_OPENING)
        self._lost = False
        return text[match.start() :]

    def end(self) -> Iterator[Item | Broken]:
        """Tell of an end that comes too soon."""
        if self._lost:
            return
        try:
            self.parser.Parse(b"", True)
        except expat.ExpatError as fault:
            if self.handler.item is not None or self.handler.before == 0:
                self._broken(fault)
        yield from self.done
        self.done.clear()


def _with_entities(text: str) -> str:
    """A text in which bare ampersands are entities, but for those in CDATA."""
    out, end = [], 0
    for opens, closes in enclosed.pairs(text, _DATA, lambda _: _DATA_ENDS):
        out += [_BARE.sub("&amp;", text[end : opens.start()]), text[opens.start() : closes.end()]]
        end = closes.end()
    return "".join((*out, _BARE.sub("&amp;", text[end:])))


class _Handler:
    """Collects items from the parser's events."""

    def __init__(
        self,
        channel: Channel,
        parser: expat.XMLParserType,
        done: list[Item | Broken],
        before: int,
        *,
        light: bool,
    ) -> None:
        self.channel, self.parser, self.done, self.before, self.light = channel, parser, done, before, light
        self.item: Item | None = None
        self.path: list[str] = []
        self.text: list[str] | None = None
        self.group: dict[str, str] = {}
        self.key = ""
        self.term = ("", "")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        parser.EntityDeclHandler = self.refuse
        parser.StartDoctypeDeclHandler = self.refuse
        parser.SkippedEntityHandler = self.entity

    @property
    def line(self) -> int:
        return self.before + int(self.parser.CurrentLineNumber)

    def refuse(self, *_: object) -> None:
        raise RefusedError(
            "it has a document type, and may have entities, of its own: no export of WordPress has"
        )

    def entity(self, name: str, is_parameter: bool) -> None:
        if self.text is not None and not is_parameter:
            self.text.append(unescape(f"&{name};"))

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        self.text = None
        if name == "item":
            self.item = Item(self.line, self.channel.site)
        elif self.item is not None:
            self._start_in_item(name, attributes)
        elif name in _GROUPS:
            self.group = {}
        elif len(self.path) == 3 or (
            len(self.path) > 3 and self.path[-2] in _GROUPS and name not in _PRIVATE
        ):
            self.text = []

    def _start_in_item(self, name: str, attributes: dict[str, str]) -> None:
        assert self.item is not None  # noqa: S101 - the caller looked
        parent = self.path[-2]
        if name == "wp:comment":
            self.item.comments += 1
        elif parent == "wp:postmeta":
            self.text = []
        elif parent != "item":
            return
        elif name == "category":
            self.term = (attributes.get("domain", "category"), attributes.get("nicename", ""))
            self.text = []
        elif name in _FIELDS and not (self.light and name in _HEAVY):
            self.text = []
            if name == "content:encoded":
                self.item.content_line = self.line

    def end(self, name: str) -> None:
        text = "".join(self.text) if self.text is not None else None
        self.text = None
        self.path.pop()
        if name == "item" and self.item is not None:
            self.done.append(self.item)
            self.item = None
        elif self.item is not None:
            self._end_in_item(name, text)
        elif name in _GROUPS:
            self.channel.groups.append((name, self.group))
        elif text is not None and self.path and self.path[-1] in _GROUPS:
            self.group[name] = text.strip()
        elif text is not None and len(self.path) == 2:
            self.channel.fields.setdefault(name, text.strip())

    def _end_in_item(self, name: str, text: str | None) -> None:
        assert self.item is not None  # noqa: S101 - the caller looked
        if text is None:
            return
        if name == "wp:meta_key":
            self.key = text.strip()
        elif name == "wp:meta_value":
            if self.key == "_wp_old_slug":  # the one key that stands once for each former name
                self.item.meta[self.key] = f"{self.item.meta.get(self.key, '')} {text}".strip()
            elif not self.light or self.key in _LIGHT_META:
                self.item.meta[self.key] = text
        elif name == "category":
            self.item.terms.append((*self.term, text.strip()))
        else:
            self.item.fields[name] = text
