"""One post out of two accounts of it: what an article says, and what was captured."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from sitegen.embeds.anonymous import anonymous
from sitegen.embeds.registry import provider_of
from sitegen.model import PostStatus, Snapshot

_STATE = frozenset({"status", "status_checked_at", "status_history", "captured_at", "captured_via"})
_OF_ONE_PIECE = frozenset({"text", "html", "lang", "dir"})
_FILLED = tuple(field.name for field in fields(Snapshot) if field.name not in _STATE)

_UNSAID = frozenset({"uncaptured", "unknown"})
"""States that say nothing against what a check has found."""


def captured(snapshot: Snapshot) -> bool:
    """Whether anything of the post itself is there: its words, its title or its pictures."""
    return bool(snapshot.text or snapshot.html or snapshot.title or snapshot.media)


def merge(given: Snapshot, stored: Snapshot | None) -> Snapshot:
    """What is published of a post.

    What was captured stands; what an article says fills its gaps, and its words stand where nothing
    was captured, or where they alone were written down. The editor's status wins, `withheld` in either
    above all: then nothing of the post is left but an address that does not name the author, if there is
    one, and the reason.
    """
    if is_withheld(given, stored):
        return withheld(given, stored)
    post = _together(given, stored) if stored and not is_own(given) else given
    if given.status not in _UNSAID:
        history = post.status_history if post.status == given.status else ()
        checked = post.status_checked_at if post.status == given.status else given.status_checked_at
        post = replace(post, status=given.status, status_checked_at=checked, status_history=history)
    status, created_at = _status(post), _created_at(post)
    if (status, created_at) == (post.status, post.created_at):
        return post
    return replace(post, status=status, created_at=created_at)


def is_own(given: Snapshot) -> bool:
    """Whether a post is known inside its article only: an entry without an address, whose id is that
    article's name for it. Another article's entry of that name is another post.
    """
    return given.captured_via == "manual" and not given.url


def is_noted(given: Snapshot, stored: Snapshot) -> bool:
    """Whether both accounts are the editor's words: what was kept is only what an article said once."""
    return given.captured_via == stored.captured_via == "manual"


def noted_anew(given: Snapshot, stored: Snapshot) -> Snapshot:
    """What an editor says of a post now, over what was written down of an earlier account (`is_noted`): its
    gaps are filled from that, and the state is as it was found.
    """
    post = _filled(replace(given, **{name: getattr(stored, name) for name in _STATE}), stored)
    as_exact = stored.created_at.startswith(given.created_at)
    return replace(post, created_at=stored.created_at) if as_exact else post


def is_withheld(given: Snapshot, stored: Snapshot | None) -> bool:
    """Whether the article, or what was captured, says that nothing of the post is to be published."""
    return given.status == "withheld" or (stored is not None and stored.status == "withheld")


def withheld(given: Snapshot, stored: Snapshot | None) -> Snapshot:
    """A post of which nothing is published but why, and an address that does not name its author."""
    accounts = [account for account in (given, stored) if account and account.status == "withheld"]
    reasons = [account.reason or account.note for account in (*accounts, given)]
    return Snapshot(
        given.provider,
        given.id,
        url=anonymous(given.url or (stored.url if stored else "")),
        status="withheld",
        reason=next((reason for reason in reasons if reason), ""),
    )


def _together(given: Snapshot, stored: Snapshot) -> Snapshot:
    """Both accounts as one: the address and the note are the article's, if it has any."""
    post = noted_anew(given, stored) if is_noted(given, stored) else _filled(stored, given)
    return replace(post, url=given.url or post.url, note=given.note or post.note)


def _filled(kept: Snapshot, other: Snapshot) -> Snapshot:
    """An account with its gaps filled from the other one; text and HTML go together."""
    worded = bool(kept.text or kept.html)
    changes = {}
    for name in _FILLED:
        said = getattr(other, name)
        if said and not getattr(kept, name) and not (worded and name in _OF_ONE_PIECE):
            changes[name] = said
    if captured(other) and not kept.captured_via and not worded:
        changes |= {"captured_via": other.captured_via, "captured_at": other.captured_at}
    return replace(kept, **changes)


def _status(post: Snapshot) -> PostStatus:
    """The status that fits what there is of the post."""
    if post.status == "uncaptured" and captured(post):
        return "unknown"
    if post.status in {"live", "unknown"} and not captured(post):
        return "uncaptured"
    return post.status


def dated(post: Snapshot) -> Snapshot:
    """The post with the time of day that its id tells, unless a time or quite another day is known."""
    created_at = _created_at(post)
    return post if created_at == post.created_at else replace(post, created_at=created_at)


def _created_at(post: Snapshot) -> str:
    """The moment that the id tells, where it is one of the day that is known of; an editor's day stands."""
    provider = provider_of(post.provider) if len(post.created_at) <= len("2022-06-03") else None
    moment = provider.created(post.id) if provider else ""
    known = post.created_at
    by_editor = post.captured_via in {"", "manual"}
    if not moment or (known and not (moment.startswith(known) if by_editor else _same_day(known, moment))):
        return known
    return moment


def _same_day(day: str, moment: str) -> bool:
    """Whether a day, as some time zone has it, can be that of a moment."""
    try:
        apart = date.fromisoformat(day) - date.fromisoformat(moment[:10])
    except ValueError:  # a year or month alone
        return moment.startswith(day)
    return abs(apart.days) <= 1
