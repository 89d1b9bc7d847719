"""What becomes of a snapshot after a finding. Pure.

What was captured is never overwritten or deleted: once a post's words are kept, only its state
changes, and what was still empty is filled. An editor's words, written down where the service gave none, are
no capture: they follow what the article says, and give way to the post's own. So does the title of a frame.
"""

from __future__ import annotations

from dataclasses import fields, replace

from sitegen.capture.services import Finding
from sitegen.embeds import captured, is_noted, noted_anew
from sitegen.model import PostStatus, Snapshot, StatusChange

_STATE = frozenset({"status", "status_checked_at", "status_history"})
_OF_AN_ARTICLE = frozenset({"note", "label"})
"""What an article says of a post for its own readers only."""


def written_down(given: Snapshot, stored: Snapshot | None, now: str) -> Snapshot:
    """A snapshot of what an article itself says of a post: its pasted code, or its editor's words."""
    if stored is None:
        base = replace(given, note="", label="")
    elif is_noted(given, stored):
        base = noted_anew(given, stored)
        base = replace(base, url=stored.url or given.url, note=stored.note, label="")
    else:
        base = _filled(stored, given)
        base = base if _worded(stored) else replace(base, captured_via=given.captured_via)
    if base.status == "uncaptured":
        base = replace(base, status="unknown")
    return replace(base, captured_at=base.captured_at or now)


def settled(given: Snapshot, stored: Snapshot | None, finding: Finding, now: str) -> Snapshot | None:
    """The snapshot after a finding at `now` (ISO 8601, UTC); None if there is nothing to be written.

    A finding that is `unknown` concludes nothing: what is known stays as it is. Where nobody else gives the
    words, the article's are written down.
    """
    known = stored if finding.status == "unknown" else _found(given, stored, finding, now)
    if captured(given) and not (known and (_worded(known) or (captured(known) and not _worded(given)))):
        known = written_down(given, known, now)
    return known if known != stored else None


def _found(given: Snapshot, stored: Snapshot | None, finding: Finding, now: str) -> Snapshot:
    if stored is None:
        stored = Snapshot(
            given.provider, given.id, given.url, author_handle=given.author_handle, status="uncaptured"
        )
    if finding.post is not None:
        stored = _with_words(given, stored, finding.post, now)
    return in_state(stored, finding.status, now)


def _with_words(given: Snapshot, stored: Snapshot, found: Snapshot, now: str) -> Snapshot:
    """The post with what the service gives of it. An editor's words give way to it as long as the article
    has them as well: so nothing is lost.
    """
    gives_way = is_noted(given, stored) and given.text.strip() == stored.text.strip() and _worded(found)
    only_framed = stored.captured_via == "pasted" and not _worded(stored) and bool(found.title)
    if captured(stored) and not (gives_way or only_framed):
        return _filled(stored, found)
    fresh = replace(found, captured_at=now, captured_via="oembed")
    return _filled(fresh, stored, state_of=stored)


def _worded(post: Snapshot) -> bool:
    return bool(post.text or post.html)


def in_state(post: Snapshot, status: PostStatus, now: str) -> Snapshot:
    """The post in a state found at `now`; a state other than the last one is added to its history."""
    history = post.status_history
    last = history[-1].status if history else None
    if status != last or post.status != status:
        history = (*history, StatusChange(status, now))
    return replace(post, status=status, status_checked_at=now, status_history=history)


def _filled(kept: Snapshot, other: Snapshot, *, state_of: Snapshot | None = None) -> Snapshot:
    """`kept` with its gaps filled from `other`; text and HTML are of one piece with language and date."""
    worded = _worded(kept)
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
