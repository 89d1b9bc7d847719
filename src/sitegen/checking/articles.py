"""What an editor should see to in an article, though it builds: posts not captured, pictures undescribed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.checking.sources import dead, doubtful
from sitegen.embeds import PROVIDERS
from sitegen.model import Entry, Site, StoredPost
from sitegen.problems import Problem, warning
from sitegen.withholding import GONE


def article_problems(root: Path, site: Site) -> Iterator[Problem]:
    """The warnings of every article and standing page."""
    for entry in site.entries:
        yield from _uncaptured(entry)
        yield from _undescribed(entry)
        yield from doubtful(root, entry)
        yield from dead(root, entry, {state.url: state for state in entry.ledger}, lost_only=True)


def _uncaptured(entry: Entry) -> Iterator[Problem]:
    stored = {post.snapshot.key: post for post in entry.posts}
    for post in entry.article.posts:
        known = stored.get(post.key)
        if post.captured or post.status == "withheld" or (known and _is_shown(known)):
            continue
        said = (post.status, known.snapshot.status if known else "uncaptured")
        gone = next((f"is {status}, and " for status in said if status in GONE), "")
        message = f"the post {post.url or post.key} {gone}was never captured: readers see only its address"
        hint = "run “sitegen capture --posts”, or write its text into “tweets”"
        if post.key.partition("/")[0] not in PROVIDERS:
            hint = "write its text into “tweets”: its service is none that “sitegen capture” asks"
        if gone:
            hint = "if its words are known from elsewhere, write them as “text” into “tweets”"
        yield warning("uncaptured-post", entry.article.file, message, hint=hint, line=post.line)


def _is_shown(stored: StoredPost) -> bool:
    """Whether readers see something of a post, or are not to: its pictures count where they are there."""
    post = stored.snapshot
    return bool(post.text or post.html or post.title or stored.pictures) or post.status == "withheld"


def _undescribed(entry: Entry) -> Iterator[Problem]:
    for ref in entry.article.refs:
        if ref.kind == "image" and ref.alt != "" and not (ref.alt or "").strip():
            message = f"the picture {ref.target} has no description for readers who cannot see it"
            hint = (
                "write ![what the picture shows](file.jpg), or “alt” in the entry of a post;"
                ' if it only decorates, <img src="file.jpg" alt="">'
            )
            yield warning(
                "missing-alt", entry.article.file, message, hint=hint, line=ref.line, column=ref.column
            )
