"""How much an archive holds: articles, words, tags, authors, languages, posts and sources by state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from sitegen import evidence
from sitegen.archive import load_alone, open_archive
from sitegen.model import Entry, PostStatus, Site
from sitegen.planning import planned

LEFT_OUT = {"drafts": "draft", "future": "future"}
"""How the figures of unpublished articles are called, and their reason."""


def stats(root: Path, *, now: datetime | None = None) -> dict[str, Any]:
    """The figures of what the archive in `root` publishes, as plain values, and how much is left out."""
    archive = open_archive(root)
    loaded = load_alone(archive)
    site = planned(archive, loaded, now=now or datetime.now(UTC))
    found = figures(site.linked.site)
    reasons = [reason for _, reason in site.linked.unpublished]
    found["total"] |= {kind: reasons.count(reason) for kind, reason in LEFT_OUT.items()}
    found["total"]["failed"] = len(loaded.failed) + len(site.homeless)
    return found


def figures(site: Site) -> dict[str, Any]:
    """The figures of a site."""
    entries = [entry for edition in site.editions for entry in edition.entries]
    by_year: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.article.date:
            by_year.setdefault(str(entry.article.date.year), []).append(entry)
    kept = evidence.of_site(site).figures
    return {
        "version": 1,
        "total": _of(entries) | {"withdrawn": sum(len(edition.withdrawn) for edition in site.editions)},
        "years": {year: _of(found) for year, found in sorted(by_year.items())},
        "languages": dict(sorted(Counter(entry.article.lang for entry in entries).items())),
        "posts": {state: getattr(kept, state) for state in get_args(PostStatus)},
        "sources": {
            "live": kept.sources_live,
            "dead": kept.sources_dead,
            "unknown": kept.sources_unknown,
            "archived": kept.archived,
        },
    }


def _of(entries: Sequence[Entry]) -> dict[str, int]:
    return {
        "articles": len(entries),
        "words": sum(entry.article.words for entry in entries),
        "tags": len({tag.url for entry in entries for tag in entry.tags}),
        "authors": len({author.url for entry in entries for author in entry.authors}),
        "posts": len({post.key for entry in entries for post in entry.article.posts}),
        "sources": len({url for entry in entries for url, _ in entry.article.sources}),
    }
