"""What a run is asked for, and what its parts share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sitegen.capture.articles import Evidence
from sitegen.capture.attempts import Attempts
from sitegen.capture.endpoints import Endpoints
from sitegen.capture.links import iso
from sitegen.capture.report import Report
from sitegen.capture.store import Store
from sitegen.capture.wayback import Keys
from sitegen.network import Network, Pacing
from sitegen.report import Progress


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for. `keys` are those of Save Page Now."""

    posts: bool = True
    sources: bool = True
    media: bool = True
    dry_run: bool = False
    warc: bool = False
    endpoints: Endpoints = field(default_factory=Endpoints)
    keys: Keys | None = field(default=None, repr=False)
    pacing: Pacing = field(default_factory=Pacing)


@dataclass(slots=True)
class Run:
    """What the parts of a run share. `since` is when an interrupted run before it began, or ""; `unanswered`
    are the sources about which archives were asked in vain.
    """

    options: Options
    store: Store
    evidence: Evidence
    network: Network
    report: Report
    progress: Progress
    since: str
    attempts: Attempts
    clock: Callable[[], datetime]
    unanswered: set[str] = field(default_factory=set)

    def now(self) -> str:
        """The present moment in ISO 8601, UTC."""
        return iso(self.clock())
