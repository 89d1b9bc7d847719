"""`--oembed DIR`: stored oEmbed answers, one JSON a file, whatever its name; failures among them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from sitegen import embeds
from sitegen.files import scan
from sitegen.importing import foreign
from sitegen.importing.values import Imported, Post
from sitegen.model import PostStatus, Snapshot
from sitegen.problems import Problem, warning

_FAILED = re.compile(
    r"(?:There was an? ['\"](?P<what>[^'\"]+)['\"] error fetching URL|error)\W+(?P<url>https?://[^\s'\"<>]+)",
    re.IGNORECASE,
)
_PERHAPS = ("{", "[")
MAX_BYTES = 2_000_000
Answers = Mapping[str, Snapshot]
"""Snapshots by `provider/id`."""


def folder_in(source: Path) -> Path | None:
    """The folder in which jekyll-twitter-plugin keeps its answers, if the source has one."""
    folder = source / ".tweet-cache"
    return folder if folder.is_dir() else None


def read_folder(folder: Path, problems: list[Problem]) -> dict[str, Snapshot]:
    """Every answer in a folder. Files that hold none are told once each, but for hidden files and media."""
    found: dict[str, Snapshot] = {}
    for file in sorted(scan(folder, hidden=True), key=lambda file: file.path):
        posts = list(_answers_of(folder / file.path, file.stamp[0]))
        name = file.path.rpartition("/")[2]
        if not posts and not name.startswith(".") and not foreign.of_name(name):
            hint = "the post is taken for one that was never captured"
            message = "no post can be made out in this stored answer"
            problems.append(warning("wrong-oembed", file.path, message, hint=hint))
        for post in posts:
            found[post.key] = better(found.get(post.key), post)
    return found


def _answers_of(file: Path, size: int) -> Iterable[Snapshot]:
    try:
        text = "" if size > MAX_BYTES else file.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ()
    return read_answers(text) if text.lstrip().startswith(_PERHAPS) else ()


def read_answers(text: str) -> list[Snapshot]:
    """The posts in a JSON text: one answer, or a list or mapping of answers."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    items: Iterable[Any] = data if isinstance(data, list) else [data]
    if isinstance(data, dict) and "html" not in data and "errors" not in data:
        items = [{"url": key, **value} for key, value in data.items() if isinstance(value, dict)] or [data]
    return [post for item in items if isinstance(item, dict) and (post := read_answer(item))]


def read_answer(answer: Mapping[str, Any]) -> Snapshot | None:
    """The post that one oEmbed answer describes; a failure gives a post without words."""
    html = _text(answer, "html")
    failed = _FAILED.search(unescape(html))
    if failed or answer.get("errors") or answer.get("error"):
        return _failure(answer, failed)
    post = embeds.read_code(html) if html else None
    address = embeds.recognise(_text(answer, "url")) or embeds.recognise(_text(answer, "author_url"))
    post = address.uncaptured if address and post is None else post
    if post is None:
        return None
    if address and not post.url:
        post = replace(post, provider=address.provider, id=address.id, url=address.url)
    post = replace(
        post,
        author_name=post.author_name or _text(answer, "author_name"),
        author_url=post.author_url or _text(answer, "author_url"),
        title=post.title or _text(answer, "title"),
    )
    known = bool(post.text or post.title)
    return replace(post, captured_via="oembed" if known else "", status="unknown" if known else post.status)


def cached_answer(html: str) -> Snapshot | None:
    """The post in a cached answer's HTML alone, as WordPress keeps it."""
    found = read_answer({"html": html})
    return found if found and embeds.captured(found) else None


def _failure(answer: Mapping[str, Any], failed: re.Match[str] | None) -> Snapshot | None:
    url = failed["url"] if failed else _text(answer, "url")
    address = embeds.recognise(url.rstrip("'\"."))
    if address is None:
        return None
    what = (
        f"{failed['what'] if failed else ''} {json.dumps(answer.get('errors') or answer.get('error') or '')}"
    )
    return replace(address.uncaptured, captured_via="import", status=_status(what))


def _status(what: str) -> PostStatus:
    what = what.casefold()
    if "suspended" in what:
        return "suspended"
    if "not authorized" in what or "forbidden" in what or '"code": 179' in what:
        return "protected"
    return "deleted" if "not found" in what or '"code": 34' in what or '"code": 144' in what else "unknown"


def _text(answer: Mapping[str, Any], key: str) -> str:
    value = answer.get(key)
    return value if isinstance(value, str) else ""


def better(one: Snapshot | None, other: Snapshot) -> Snapshot:
    """Of two accounts of a post, the one that has its words; of two such, the second."""
    if one is None:
        return other
    return one if embeds.captured(one) and not embeds.captured(other) else other


def completed(item: Imported, answers: Answers) -> Imported:
    """The article with what stored answers say of its posts. Words in the article itself stand first."""
    if not answers:
        return item
    own = {snapshot.key: snapshot for snapshot in item.snapshots}
    for post in item.posts:
        answer = answers.get(post.key)
        if answer is not None:
            known = own.get(post.key)
            own[post.key] = embeds.merge(known, answer) if known and embeds.captured(known) else answer
    posts = tuple(_known(post, own) for post in item.posts)
    return replace(item, snapshots=tuple(own.values()), posts=posts)


def _known(post: Post, own: Mapping[str, Snapshot]) -> Post:
    snapshot = own.get(post.key)
    return replace(post, captured=post.captured or bool(snapshot and (snapshot.text or snapshot.html)))
