"""What a quotation tells its readers about the post, in the language of their page."""

from __future__ import annotations

from datetime import datetime

from sitegen.i18n import Language, message
from sitegen.model import PostStatus, Snapshot

_DATED: dict[PostStatus, str] = {
    "deleted": message("This post has since been deleted; we noticed on %(date)s."),
    "protected": message("This post has since been made private; we noticed on %(date)s."),
    "suspended": message("The author’s account has since been suspended; we noticed on %(date)s."),
    "unknown": message("We could not tell on %(date)s whether this post is still online."),
}
_UNDATED: dict[PostStatus, str] = {
    "deleted": message("This post has since been deleted."),
    "protected": message("This post has since been made private."),
    "suspended": message("The author’s account has since been suspended."),
    "unknown": message("We do not know whether this post is still online."),
    "withheld": message("The text of this post is withheld here."),
}
"""The message ids of the catalogues."""


def noticed(post: Snapshot) -> str:
    """When the post's present state was first found (ISO 8601), as far as is known."""
    since = ""
    for change in reversed(post.status_history):
        if change.status != post.status:
            break
        since = change.date or since
    return since or post.status_checked_at


def status_words(post: Snapshot, language: Language) -> str:
    """What has become of the post, as a sentence; empty for one that is live or merely uncaptured."""
    since = noticed(post)
    if since and post.status in _DATED:
        return language.gettext(_DATED[post.status], date=language.date(since))
    return language.gettext(_UNDATED[post.status]) if post.status in _UNDATED else ""


def moment_words(moment: str, language: Language) -> str:
    """A date as precise as it is known: `3 June 2022, 14:05 UTC+02:00`; in Persian with the Solar Hijri
    day.
    """
    if not moment:
        return ""
    day, time, offset = _day_and_time(moment)
    words = language.date(day)
    own = language.calendar_date(day)
    if own:
        words = f"{words} ({own})"
    if not time:
        return words
    told = language.gettext("%(date)s, %(time)s UTC", date=words, time=language.digits(time))
    return f"{told}{language.digits(offset)}"


def _day_and_time(moment: str) -> tuple[str, str, str]:
    """The day and the hour of a moment, and how far that clock is from UTC (`+03:30`, "" if it is not): as
    they are given, for another clock has another day. A moment without offset has no hour that could be told.
    """
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return moment, "", ""
    if "T" not in moment or found.tzinfo is None:
        return moment[:10], "", ""
    offset = f"{found:%z}"
    offset = f"{offset[:3]}:{offset[3:5]}" if found.utcoffset() else ""
    return found.date().isoformat(), f"{found:%H:%M}", offset
