"""The time that each file of a site gets: that of the last change of its article, so that equal builds have
equal times.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from sitegen.cards import CardText
from sitegen.model import Entry, Page
from sitegen.noop import FOREVER
from sitegen.problems import error
from sitegen.report import SettingsError
from sitegen.views import RedirectPage


def of_pages(
    rendered: Iterable[Page], entries: Mapping[str, Entry], latest: float
) -> Iterator[tuple[str, float]]:
    """The time that an article's files get, its card and redirects among them: that of its last change."""
    for page in rendered:
        entry = getattr(page.context, "entry", page.context)
        if isinstance(entry, CardText | RedirectPage):
            entry = entries.get(entry.source)
        moment = of_entry(entry, latest) if isinstance(entry, Entry) else None
        if moment is not None:
            yield page.path, moment


def of_entry(entry: Entry, latest: float) -> float | None:
    """When an article last changed, in seconds since 1970 and not after the `latest`; None if unsaid."""
    moment = entry.article.modified
    return max(0.0, min(moment.timestamp(), latest)) if moment else None


def limit() -> float:
    """The latest time that a file may get: `SOURCE_DATE_EPOCH`, or any. Raises `SettingsError` if that is no
    such time (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    limit = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not limit:
        return FOREVER
    if not (limit.isascii() and limit.isdigit()):
        message = f"“{limit}” is no time: it has to be a number of seconds since 1970, in digits"
        hint = "write it like SOURCE_DATE_EPOCH=1700000000, or unset it"
        raise SettingsError([error("wrong-epoch", "SOURCE_DATE_EPOCH", message, hint=hint)])
    return float(limit)
