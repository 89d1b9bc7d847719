"""Copies of sources in the Wayback Machine: the nearest one there is (CDX), or a new one (Save Page Now)."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.surt import is_same_page
from sitegen.embeds import recognise
from sitegen.model import ArchivedCopy, Source
from sitegen.network import Answer, Ask, Failure, as_written, origin_of
from sitegen.network.addresses import is_hidden
from sitegen.snapshots import is_date

COPIES = "https://web.archive.org/web"
"""Where copies are read, wherever the index was asked."""

SAVE_TIMES = (5.0, 180.0)
"""Seconds between two looks at a page being saved, and after which it is left to the next run."""

_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")

Fetch = Callable[[Ask], Answer | Failure]


# --- CDX -----------------------------------------------------------------------------------------


def nearest_copy(source: Source, endpoints: Endpoints) -> Ask:
    """The question for the copy nearest to the day on which the source was read, or was published."""
    query = {
        "url": source.url,
        "output": "json",
        "fl": "timestamp,original",
        "filter": "statuscode:200",
        "limit": "1",
    }
    digits = re.sub(r"\D", "", (source.accessed or source.date)[:10])
    query |= {"closest": digits} if digits else {"limit": "-1"}
    return Ask(endpoints.url("cdx", f"/cdx/search/cdx?{urlencode(query)}"), seconds=60)


def read_nearest(answer: Answer | Failure, url: str) -> tuple[ArchivedCopy | None, str]:
    """The copy of `url` that CDX names; without one, why: an empty text if there is none, else what went
    wrong.
    """
    if isinstance(answer, Failure) or answer.status != 200:
        return None, _trouble(answer)
    rows = answer.json() if answer.body.strip() else []
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return None, "the answer is not what CDX gives"
    if len(rows) < 2:
        return None, ""
    named = dict(zip(map(str, rows[0]), map(str, rows[1]), strict=False))
    original = named.get("original", "")
    if not is_same_page(original, url):
        return None, f"the answer names another page: {original[:200]}"
    return _copy(named.get("timestamp", ""), original)


def _copy(stamp: str, original: str) -> tuple[ArchivedCopy | None, str]:
    moment = iso_of(stamp)
    if not moment:
        return None, f"the answer names no copy that can be read: its moment is “{stamp[:40]}”"
    return ArchivedCopy(f"{COPIES}/{stamp}/{as_written(original)}", moment), ""


def iso_of(stamp: str) -> str:
    """A Wayback time stamp (`20210503100000`) in ISO 8601, UTC; empty if no calendar or clock has it."""
    match = _STAMP.fullmatch(stamp)
    if not match:
        return ""
    year, month, day, *rest = match.groups()
    moment = f"{year}-{month}-{day}T{':'.join(rest)}Z"
    return moment if is_date(moment) else ""


# --- Save Page Now -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of an archive.org account. They travel to Save Page Now, and nowhere else."""

    access: str = field(repr=False)
    secret: str = field(repr=False)


def keys_from_environment() -> Keys | None:
    """The keys in `SITEGEN_SPN_ACCESS` and `SITEGEN_SPN_SECRET` (archive.org/account/s3.php)."""
    access, secret = os.environ.get("SITEGEN_SPN_ACCESS", ""), os.environ.get("SITEGEN_SPN_SECRET", "")
    return Keys(access, secret) if access and secret else None


def is_within_reach(url: str) -> bool:
    """Whether an archive of the web can have a page: none of this machine, a private network, or Tor."""
    origin = origin_of(url)
    return origin is not None and not is_hidden(origin.host) and not origin.host.endswith(".onion")


def can_be_saved(url: str) -> bool:
    """Whether the Wayback Machine can save the address: of X it keeps nothing since 2025."""
    post = recognise(url)
    return post is None or post.provider != "x"


def save(
    url: str,
    fetch: Fetch,
    endpoints: Endpoints,
    keys: Keys | None,
    wait: Callable[[float], bool],
    times: tuple[float, float] = SAVE_TIMES,
) -> tuple[ArchivedCopy | None, str]:
    """Have a page saved, and wait for it: the copy, or what went wrong. `wait` is true when stopped."""
    form = {"url": url, "if_not_archived_within": "1d", "skip_first_archive": "1"}
    headers = {"accept": "application/json"}
    secret = {"authorization": f"LOW {keys.access}:{keys.secret}"} if keys else {}
    begun = fetch(Ask(endpoints.url("spn", "/save"), headers, secret, form=form))
    job = _field(begun, "job_id")
    if not re.fullmatch(r"[\w-]{1,200}", job):
        return None, _field(begun, "message") or _trouble(begun)
    end = time.monotonic() + times[1]
    while time.monotonic() < end:
        answer = fetch(Ask(endpoints.url("spn", f"/save/status/{job}"), headers, secret))
        state = _field(answer, "status")
        if state == "success":
            return _copy(_field(answer, "timestamp"), url)
        if state != "pending":
            return None, _field(answer, "message") or _field(answer, "status_ext") or _trouble(answer)
        if wait(times[0]):
            return None, "interrupted"
    return None, "the page was not saved in time; the next run asks again"


def _field(answer: Answer | Failure, name: str) -> str:
    data = answer.json() if isinstance(answer, Answer) and answer.status == 200 else None
    value = data.get(name) if isinstance(data, dict) else None
    return value[:300] if isinstance(value, str) else ""


def _trouble(answer: Answer | Failure) -> str:
    if isinstance(answer, Failure):
        return answer.message
    return f"answered with status {answer.status}" if answer.status != 200 else "the answer cannot be read"
