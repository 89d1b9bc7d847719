"""What an answer tells of a post."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sitegen.capture.endpoints import Endpoints
from sitegen.embeds import recognise
from sitegen.model import PostStatus, Snapshot
from sitegen.network import Answer, Ask


@dataclass(frozen=True, slots=True)
class RemotePicture:
    """A picture of a post where the provider keeps it, with the author's description."""

    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the post's state, and the post itself if it is live.

    `unknown` concludes nothing. A finding that is not `firm` may be the service's fault rather than
    the post's: what becomes of it is `doubts.resolved`. `extra` are keys of the provider's for the
    snapshot's file; `detail` is said to the editor.
    """

    status: PostStatus
    post: Snapshot | None = None
    pictures: tuple[RemotePicture, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    firm: bool = True
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A provider's interface: the question about a post (None if it cannot be asked), and its answers."""

    ask: Callable[[Snapshot, Endpoints], Ask | None]
    read: Callable[[Answer, Snapshot], Finding]


def unknown(detail: str) -> Finding:
    """Nothing can be concluded."""
    return Finding("unknown", firm=False, detail=detail)


ANOTHER = "the answer is another post"


def names_another(
    post: Snapshot, addresses: Iterable[str], is_same: Callable[[str, str], bool] = operator.eq
) -> bool:
    """Whether an address in an answer is another post's than the one that was asked for. The id decides:
    a handle may be renamed, or written in capitals. What is no post's address says nothing.
    """
    asked = recognise(post.url)
    found = [address for address in map(recognise, addresses) if address]
    return asked is not None and any(
        other.provider != asked.provider or not is_same(other.id, asked.id) for other in found
    )


_TELLING = frozenset({200, 400, 401, 403, 404, 410, 422})
"""The statuses whose words may tell of a post. All others (402, 429, 467, 5xx) tell of the service."""

_CODES: Mapping[int, PostStatus] = {
    34: "deleted",
    144: "deleted",
    63: "suspended",
    64: "suspended",
    179: "protected",
}
"""The error codes of X's interfaces that tell of a post."""


def refusal(answer: Answer) -> Finding:
    """What an answer that is not the post says of it.

    404 and 410 mean that it is deleted; 403 that it is protected, or that the service is closed to us;
    everything else (402, 429, 467, 5xx) says nothing of the post.
    """
    detail = f"answered with status {answer.status}"
    if answer.status not in _TELLING:
        return unknown(detail)
    if told := _told(answer, detail):
        return told
    if answer.status in {404, 410}:
        return Finding("deleted", detail=detail)
    if answer.status == 403:
        return Finding("protected", firm=False, detail=detail)
    return unknown(detail if answer.status != 200 else "the answer is not a post")


def _told(answer: Answer, detail: str) -> Finding | None:
    """What the words or codes of an error say of the post."""
    said = _said(answer)
    if "has been suspended" in said:
        return Finding("suspended", detail=detail)
    if "not authorized" in said:
        return Finding("protected", detail=detail)
    known = (code for code in _codes(answer.json()) if code in _CODES)
    return next((Finding(_CODES[code], detail=f"{detail}, code {code}") for code in known), None)


def _said(answer: Answer) -> str:
    """The words of an error, in lower case; a page that was asked for may quote them, so 200 says none."""
    data = answer.json()
    if isinstance(data, dict) and ("error" in data or "errors" in data):
        return answer.text().lower()
    return answer.text().lower() if answer.status != 200 else ""


def _codes(data: Any) -> list[int]:
    errors = data.get("errors") if isinstance(data, dict) else None
    found = (
        [error.get("code") for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    )
    return [code for code in found if isinstance(code, int)]


def text_in(data: Mapping[str, Any], key: str) -> str:
    """A text of an answer; empty where there is none or something else."""
    value = data.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def object_in(answer: Answer) -> dict[str, Any] | None:
    """The JSON object of an answer that says 200; None for everything else."""
    data = answer.json() if answer.status == 200 else None
    return data if isinstance(data, dict) else None
