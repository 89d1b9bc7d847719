"""How long the stages of a build take."""

from __future__ import annotations

import time


class Clock:
    """Seconds of each stage, and in all."""

    def __init__(self) -> None:
        self.start = self.last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = time.perf_counter()
        self.laps[stage] = round(now - self.last, 4)
        self.last = now

    def seconds(self) -> dict[str, float]:
        """The stages, and `total`; `parse` is there even where nothing was (contract, section 6)."""
        return {"total": round(time.perf_counter() - self.start, 4), "parse": 0.0} | self.laps
