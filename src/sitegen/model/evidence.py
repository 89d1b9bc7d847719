"""Posts and sources: what is quoted and cited, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from sitegen.pickling import portable

PostStatus = Literal["live", "deleted", "protected", "suspended", "withheld", "unknown", "uncaptured"]
"""What is known of a quoted post: as on its page's `data-status`."""


@portable
@dataclass(frozen=True, slots=True)
class Expanded:
    """A shortened link in a post (`https://t.co/x`) and where it leads."""

    short: str
    expanded: str


@portable
@dataclass(frozen=True, slots=True)
class SnapshotMedia:
    """A picture of a captured post: `file` is relative to `content/`, `sha256` is of the file kept."""

    file: str
    sha256: str = ""
    alt: str = ""


@portable
@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy of a page or post in a web archive. `date` is ISO 8601 in UTC, as precise as is known."""

    url: str
    date: str = ""


@portable
@dataclass(frozen=True, slots=True)
class StatusChange:
    """A past state of a post: what a check at `date` (ISO 8601) found."""

    status: PostStatus
    date: str = ""
    reason: str = ""


@portable
@dataclass(frozen=True, slots=True)
class Snapshot:
    """One captured post, as in `_snapshots/<provider>/<id>.json` (contract, section 7).

    Dates are ISO 8601 texts, as precise as what was captured; `html` is sanitised already.
    The same shape serves a post that an editor described in front matter (`captured_via: manual`)
    or whose embed code was pasted (`pasted`). `reason` and `note` are the editor's words;
    `label` is the editor's own name of a post in an article, where that is not its id (`[tweet:label]`);
    `uri` the provider's own name of it (Bluesky's `at://` address), where it has one.
    """

    provider: str
    id: str
    url: str = ""
    author_name: str = ""
    author_handle: str = ""
    author_url: str = ""
    text: str = ""
    html: str = ""
    lang: str = ""
    dir: str = ""
    created_at: str = ""
    title: str = ""
    links: tuple[Expanded, ...] = ()
    media: tuple[SnapshotMedia, ...] = ()
    captured_at: str = ""
    captured_via: str = ""
    archives: tuple[ArchivedCopy, ...] = ()
    status: PostStatus = "uncaptured"
    status_checked_at: str = ""
    status_history: tuple[StatusChange, ...] = ()
    reason: str = ""
    note: str = ""
    label: str = ""
    uri: str = ""

    @property
    def key(self) -> str:
        """`provider/id`: one post, one snapshot."""
        return f"{self.provider}/{self.id}"


@portable
@dataclass(frozen=True, slots=True)
class Embed:
    """A post that an article shows: what the article itself says of it (`given`), and where.

    `placed` is False for a front-matter entry that the text never places: it follows the text.
    `form` tells how the body named it: `bare`, `placeholder`, `blockquote`, or "" if unplaced.
    `pictures` are those that the article gives of it, as indexes of its references.
    """

    given: Snapshot
    placed: bool = False
    form: str = ""
    line: int = 1
    pictures: tuple[int, ...] = ()


@partial(portable, shared=("status",))
@dataclass(frozen=True, slots=True)
class PostRef:
    """The little that listings need of a post in an article (see `Embed`).

    `status` is the editor's; `line` the place in the article's file; `media` are the files, below `content/`,
    of the pictures that the article gives of it.
    """

    key: str
    url: str
    status: PostStatus
    captured: bool
    line: int = 1
    media: tuple[str, ...] = ()


@portable
@dataclass(frozen=True, slots=True)
class Source:
    """A source of an article, as the front matter lists it. Dates are ISO 8601 texts as written."""

    id: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    accessed: str = ""
    archived: str = ""
    note: str = ""


@portable
@dataclass(frozen=True, slots=True)
class Citation:
    """One place in the text that cites one source: `[@id, p. 4]`.

    `number` is the source's, `anchor` the id of the place in the page (`cite-1-a`).
    """

    source: str
    number: int
    anchor: str
    locator: str = ""


@portable
@dataclass(frozen=True, slots=True)
class SourceState:
    """What the ledger `_snapshots/sources.json` knows of one URL; `since` is when it was first found dead."""

    url: str
    archives: tuple[ArchivedCopy, ...] = ()
    status: Literal["live", "dead", "unknown"] = "unknown"
    since: str = ""
