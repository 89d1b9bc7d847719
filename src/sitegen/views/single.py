"""What the templates of pages are given of which a language has one each."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.model import Card, Correction
from sitegen.views.frame import FeedGroup, Head


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`search.html`; `empty` if there is nothing to search. `shards` are the folders of the index that have
    articles of this language, one but for large archives (`shards.py`).
    """

    head: Head
    empty: bool = False
    shards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """`verify.html`; `signature` is the file that signs the checksums, "" for none."""

    head: Head
    signature: str = ""


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """`404.html`: search, and the newest articles."""

    head: Head
    recent: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CorrectedCard:
    """A correction and the article that it corrects."""

    card: Card
    correction: Correction


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All corrections, newest first, and what was withdrawn, pages too (`corrections.html`)."""

    head: Head
    corrections: tuple[CorrectedCard, ...]
    withdrawn: tuple[tuple[Card, str, str], ...]
    """(card, date, reason)."""


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The state of posts and sources (`evidence.html`) of the whole archive, in whatever language.

    `evidence` is an `evidence.Evidence`; `archived` are the years that this language's timeline has.
    """

    head: Head
    evidence: object
    archived: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """The feeds, for people (`feeds.html`); `opml` is the address of the list for feed readers."""

    head: Head
    groups: tuple[FeedGroup, ...]
    opml: str


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """An old address that leads to a new one (`redirect.html`), as the file `source` says."""

    head: Head
    target: str
    title: str
    source: str
