"""What an import did, counted: the figures of its report (contract, section 6)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sitegen.importing.values import FORMS, PRIVATE, Imported, Post, Skipped
from sitegen.importing.verifying import Faithfulness
from sitegen.model import Snapshot
from sitegen.problems import Problem


@dataclass(slots=True)
class Tally:
    """The counts so far; `keys`, `captured` and `dead` are keys of posts."""

    imported: int = 0
    drafts: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    media: int = 0
    redirects: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    captured: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    without_url: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lacking: str = ""
    """What the archive's own settings lack of the source's, as YAML."""
    faithfulness: Faithfulness | None = None
    seconds: float = 0.0

    def add(self, item: Imported) -> None:
        """Count an article."""
        self.problems += item.problems
        if item.path.startswith(PRIVATE):
            return
        self.imported += 1
        self.drafts += bool(item.front.get("draft"))
        self.pages += item.path.startswith("pages/")
        self.redirects += len(item.front.get("aliases", ()))
        self.dropped.update(item.dropped)
        for post in item.posts:
            self._add_post(post, item)
        for snapshot in item.snapshots:
            self._add_state(snapshot)

    def _add_post(self, post: Post, item: Imported) -> None:
        self.forms[post.form] += 1
        if post.form == "frame":
            return
        key = post.key if post.url else f"{item.path} {post.key}"
        self.keys.add(key)
        self.places.add(item.source)
        self.without_url += not post.url
        if post.captured:
            self.captured.add(key)

    def _add_state(self, snapshot: Snapshot) -> None:
        if snapshot.text or snapshot.html:
            self.captured.add(snapshot.key)
        if snapshot.status in {"deleted", "suspended", "protected"}:
            self.dead.add(snapshot.key)

    def embeds(self) -> dict[str, Any]:
        """The counts of posts. Players in frames are counted apart: `found` is the sum of `by_form`."""
        by_form = {form: self.forms[form] for form in FORMS}
        return {
            "found": sum(by_form.values()),
            "unique": len(self.keys),
            "captured": len(self.captured & self.keys),
            "dead": len(self.dead & self.keys),
            "without_url": self.without_url,
            "by_form": by_form,
            "frames": self.forms["frame"],
            "files": len(self.places),
        }
