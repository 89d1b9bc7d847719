"""What importers make of a source: frozen values, written to disk by one writer at the rim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sitegen.model import AuthorSettings, Snapshot, TagSettings
from sitegen.problems import Problem

Form = Literal["shortcode", "blockquote", "bare", "flattened", "frame"]
"""How a source wrote a post: the contract's four forms, and players in frames, which are counted apart."""

FORMS: tuple[Form, ...] = ("shortcode", "blockquote", "bare", "flattened")

PRIVATE = "_private/"
"""The folder, below `content/`, of what a source kept from the public: it is never published."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a source embeds. `key` is `provider/id`; `captured`: its words are kept."""

    form: Form
    key: str
    url: str = ""
    captured: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to be kept at `target` below `content/`: a local file, an address to fetch, or bytes."""

    target: str
    origin: Path | None = None
    url: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Imported:
    """One article as it will stand in the archive.

    `source` names the file it comes from and `line` the place in it; `path` is below `content/`,
    `address` that of its page below the site's root. `front` is its front matter in the order of
    writing. `dropped` are keys of the source that mean nothing here. `words` is the source's text as
    readers had it, for `--verify`.
    """

    source: str
    path: str
    front: Mapping[str, Any]
    body: str
    line: int = 1
    address: str = ""
    posts: tuple[Post, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    copies: tuple[Copy, ...] = ()
    problems: tuple[Problem, ...] = ()
    dropped: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of the source that becomes no article. `reason` is kebab-case."""

    path: str
    reason: str
    detail: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A thing that the source keeps from readers, perhaps not always: `why` is a word ("private").

    `path` and `aliases` are the file that it would have in public, and the former addresses in its
    head, by which the file of an earlier import is known; `copies` are the targets of its files.
    """

    source: str
    line: int
    title: str
    why: str
    path: str = ""
    aliases: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a source says of its site as a whole: for a new `site.yaml`, else for the report."""

    title: str = ""
    description: str = ""
    base_url: str = ""
    language: str = ""
    timezone: str = ""
    authors: tuple[AuthorSettings, ...] = ()
    tags: tuple[TagSettings, ...] = ()
    languages: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    """The site's title in a language, where it has another."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an import is asked for.

    `title` and `date` serve sources that have none. `oembed` is a folder of stored oEmbed answers,
    `uploads` one of WordPress's files; `media` allows remote media to be fetched,
    from `mirror` (an origin) if the old site answers elsewhere. `now` (ISO 8601) decides what expired.
    """

    title: str = ""
    date: str = ""
    oembed: Path | None = None
    uploads: Path | None = None
    media: bool = False
    mirror: str = ""
    now: str = ""


@dataclass(slots=True)
class Reading:
    """A source that is being read: facts of its site, and its articles one by one.

    `notes` are sentences for the report, about the source as a whole (comments that were only
    counted, a guess at its addresses). All but `facts` may grow while the articles are read.
    """

    facts: SiteFacts
    items: Iterator[Imported | Skipped]
    total: int = 0
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
