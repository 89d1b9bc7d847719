"""What becomes of a snapshot after a finding. Pure.

What was captured is never overwritten or deleted: once a post's words are kept, only its state
changes, and what was still empty is filled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from urllib.parse import urlsplit

from sitegen.capture.services import Finding
from sitegen.embeds import PROVIDERS, captured
from sitegen.model import PostStatus, Snapshot, StatusChange

_STATE = frozenset({"status", "status_checked_at", "status_history"})
_OF_AN_ARTICLE = frozenset({"note", "label"})
"""What an article says of a post for its own readers only."""


def written_down(given: Snapshot, stored: Snapshot | None, now: str) -> Snapshot:
    """A snapshot of what an article itself says of a post: its pasted code, or its editor's words."""
    base = _filled(stored, given) if stored else replace(given, note="", label="")
    if base.status == "uncaptured":
        base = replace(base, status="unknown")
    return replace(base, captured_at=base.captured_at or now)


def settled(given: Snapshot, stored: Snapshot | None, finding: Finding, now: str) -> Snapshot | None:
    """The snapshot after a finding at `now` (ISO 8601, UTC); None if there is nothing to be written.

    A finding that is `unknown` concludes nothing: what is known stays as it is.
    """
    if finding.status == "unknown":
        return None
    if stored is None:
        stored = Snapshot(
            given.provider, given.id, given.url, author_handle=given.author_handle, status="uncaptured"
        )
    if finding.post is not None:
        stored = _with_words(stored, finding.post, now)
    return in_state(stored, finding.status, now)


def _with_words(stored: Snapshot, found: Snapshot, now: str) -> Snapshot:
    if captured(stored):
        return _filled(stored, found)
    fresh = replace(found, captured_at=now, captured_via="oembed")
    return _filled(fresh, stored, state_of=stored)


def in_state(post: Snapshot, status: PostStatus, now: str) -> Snapshot:
    """The post in a state found at `now`; a state other than the last one is added to its history."""
    history = post.status_history
    last = history[-1].status if history else None
    if status != last or post.status != status:
        history = (*history, StatusChange(status, now))
    return replace(post, status=status, status_checked_at=now, status_history=history)


def _filled(kept: Snapshot, other: Snapshot, *, state_of: Snapshot | None = None) -> Snapshot:
    """`kept` with its gaps filled from `other`; text and HTML are of one piece with language and date."""
    worded = bool(kept.text or kept.html)
    changes = {}
    for field in fields(Snapshot):
        name = field.name
        if name in _OF_AN_ARTICLE:
            continue
        if name in _STATE:
            if state_of is not None:
                changes[name] = getattr(state_of, name)
        elif not getattr(kept, name) and getattr(other, name) and not (worded and name in {"text", "html"}):
            changes[name] = getattr(other, name)
    return replace(kept, **changes)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that counts only if the service answered otherwise in the same run."""

    given: Snapshot
    finding: Finding


def service_of(post: Snapshot) -> tuple[str, str]:
    """Who answers for a post: its provider, and its host where each is a service of its own (Mastodon)."""
    provider = PROVIDERS.get(post.provider)
    shared = provider is None or bool(provider.hosts)
    return post.provider, "" if shared else urlsplit(post.url).hostname or ""


def proven(doubts: Iterable[Doubt], answering: frozenset[tuple[str, str]]) -> list[Doubt]:
    """The doubtful findings that count: 403 for one post among others that were answered.

    An outage answers 403 to everything (it did for days in 2023): then nothing is concluded.
    `answering` are the services that gave a firm answer in this run (`service_of`).
    """
    return [doubt for doubt in doubts if service_of(doubt.given) in answering]
