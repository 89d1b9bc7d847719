"""Articles: what listings and keys need of one, and its heavy part, the content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Literal

from sitegen.model.evidence import Citation, Embed, PostRef, Source
from sitegen.pickling import portable


@portable
@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that readers are told of. `date` is ISO 8601."""

    date: str
    text: str


@portable
@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why and when (ISO 8601) an article was withdrawn."""

    date: str
    reason: str


@portable
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: `level` 2 to 6, `id` its anchor, `text` plain."""

    level: int
    id: str
    text: str


@portable
@dataclass(frozen=True, slots=True)
class Ref:
    """A relative address in the body: a link to an article or file, or a picture.

    `target` is as written (`../2019/other.md#part`). The body's HTML holds a marker with this
    reference's index where the final address, or the picture's whole element, will stand. `alt` is
    None where nothing says what a picture shows, and "" where it is said that it only decorates.
    `line` and `column` are its place in the article's file.
    """

    kind: Literal["link", "image", "media"]
    target: str
    alt: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    line: int = 1
    column: int = 1


@partial(portable, shared=("path", "kind", "lang", "authors", "tags"))
@dataclass(frozen=True, slots=True)
class Article:
    """One article (or standing page) in one language: what links, listings and keys need of it.

    `path` is relative to `content/`, POSIX. `stem` is the path without language suffix and
    extension: translations share it. `date` keeps the offset it was written with, or has the
    site's zone. `digest` covers the source, the settings that parsing reads, and the code: equal
    digests mean equal `Article` and equal `Content`.
    """

    path: str
    digest: str
    stem: str
    kind: Literal["article", "page"]
    lang: str
    slug: str
    title: str
    date: datetime | None
    updated: datetime | None = None
    timed: bool = False
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    aliases: tuple[str, ...] = ()
    alias_places: tuple[tuple[int, int], ...] = ()
    """Line and column of each alias."""
    draft: bool = False
    image: Ref | None = None
    withdrawn: Withdrawal | None = None
    corrections: tuple[Correction, ...] = ()
    posts: tuple[PostRef, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    """(url, archived) of each source."""
    sources_place: tuple[int, int] = (1, 1)
    """Line and column of their list."""
    refs: tuple[Ref, ...] = ()
    words: int = 0
    cited: str = ""
    """The digest of `posts` and `sources`: archives ask often whether any of them changed."""
    renamed: tuple[tuple[str, str], ...] = ()
    """(id as links may name it, id on the page) of each part whose id the page has itself: `sources`."""
    corrected: datetime | None = None
    """The moment of the last correction; the notice of a withdrawn article has it without the corrections."""

    @property
    def file(self) -> str:
        """Its file below the archive's folder, as messages name it."""
        return f"content/{self.path}"

    @property
    def modified(self) -> datetime | None:
        """When it last changed in a way that programs should hear of: what readers see as the update is the
        editor's `updated` alone, but a correction counts, too.
        """
        moments = [moment for moment in (self.date, self.updated, self.corrected) if moment]
        return max(moments, default=None)

    @property
    def updated_timed(self) -> bool:
        """Whether the last change has a time of day: at midnight it is taken for a day."""
        return self.updated is not None and self.updated.time() != time.min


@portable
@dataclass(frozen=True, slots=True)
class Content:
    """The heavy part of an article. `html` holds markers (see `body.py`); `text` is plain, for search.

    `sources` stand in the order of their numbers; `markdown` is the public source (`index.md`),
    `standfirst` the summary where an editor wrote one that the text does not begin with.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    embeds: tuple[Embed, ...] = ()
    sources: tuple[Source, ...] = ()
    citations: tuple[Citation, ...] = ()
    text: str = ""
    markdown: str = ""
    standfirst: str = ""
