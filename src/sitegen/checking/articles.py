"""What an editor should see to in an article, though it builds: posts not captured, pictures undescribed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.model import Entry, Ref, Site, StoredPost
from sitegen.problems import Problem, warning
from sitegen.urls import doubtful_archive


def article_problems(site: Site, content: Path) -> Iterator[Problem]:
    """The warnings of every article and standing page; their files are below `content`."""
    for entry in site.entries:
        yield from _uncaptured(entry)
        yield from _undescribed(entry, content)
        yield from _doubtful(entry)


def _uncaptured(entry: Entry) -> Iterator[Problem]:
    stored = {post.snapshot.key: post for post in entry.posts}
    for post in entry.article.posts:
        known = stored.get(post.key)
        if post.captured or post.status == "withheld" or (known and _is_shown(known)):
            continue
        message = f"the post {post.url or post.key} was never captured: readers see only its address"
        hint = "run “sitegen capture --posts”, or write its text into “tweets”"
        yield warning("uncaptured-post", _place(entry), message, hint=hint, line=post.line)


def _is_shown(stored: StoredPost) -> bool:
    """Whether readers see something of a post, or are not to: its pictures count where they are there."""
    post = stored.snapshot
    return bool(post.text or post.html or post.title or stored.pictures) or post.status == "withheld"


def _undescribed(entry: Entry, content: Path) -> Iterator[Problem]:
    pictures = [ref for ref in entry.article.refs if ref.kind == "image"]
    pictures += [entry.article.image] if entry.article.image and entry.article.image.alt == "" else []
    for ref in pictures:
        meant = ref.alt == "" and _decorates(ref, content / entry.article.path)
        if not meant and not (ref.alt or "").strip():
            message = f"the picture {ref.target} has no description for readers who cannot see it"
            decorating = '<img src="file.jpg" alt=""> if it only decorates'
            hint = f"write ![what the picture shows](file.jpg), or {decorating}"
            yield warning("missing-alt", _place(entry), message, hint=hint, line=ref.line, column=ref.column)


def _decorates(ref: Ref, file: Path) -> bool:
    """Whether a picture has its empty description in HTML: nobody writes that but on purpose."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return False
    before = "\n".join((*lines[: ref.line - 1], lines[ref.line - 1][: ref.column - 1]))
    return before.rpartition("<")[2][:4].lower().rstrip() == "img"


def _doubtful(entry: Entry) -> Iterator[Problem]:
    for url, archived in entry.article.sources:
        host = doubtful_archive(archived)
        if host:
            message = f"the archived copy of {url or archived} is kept by {host}, which cannot be relied on"
            hint = "keep a copy at web.archive.org: “sitegen capture --sources”"
            line, column = entry.article.sources_place
            yield warning("doubtful-archive", _place(entry), message, hint=hint, line=line, column=column)


def _place(entry: Entry) -> str:
    return f"content/{entry.article.path}"
