"""The problems of one file, gathered while it is decoded, each at its place."""

from __future__ import annotations

from datetime import UTC, tzinfo

from yaml.nodes import Node

from sitegen.model import TagSettings
from sitegen.problems import Problem, Severity, error, warning

MOST = 100
"""How many problems of one file are told; past them a file is beyond line-by-line repair."""

BUDGET = 200_000
"""How many values one file may hold, aliases counted each time: bounds time against hostile YAML."""


class Report:
    """Gathers the problems of one file. `first_line` is the line of the file where its YAML begins; `tags`
    are those that the settings declare: names with commas among them are meant so; `zone` is that of times
    without an offset. `text` is the YAML that the nodes' marks count in.
    """

    def __init__(
        self,
        path: str,
        *,
        first_line: int = 1,
        tags: tuple[TagSettings, ...] = (),
        zone: tzinfo = UTC,
    ) -> None:
        self.path = path
        self.first_line = first_line
        self.tags = tags
        self.zone = zone
        self.text = ""
        self.problems: list[Problem] = []
        self.failed = False
        self._left = BUDGET
        self._untold = 0

    def error(self, code: str, place: Node | None, message: str, hint: str = "") -> None:
        """An error at a node; without one, at the file's first line."""
        self.failed = True
        self._add("error", code, place, message, hint)

    def warning(self, code: str, place: Node | None, message: str, hint: str = "") -> None:
        """A warning at a node; without one, at the file's first line."""
        self._add("warning", code, place, message, hint)

    def add(self, problem: Problem) -> None:
        """A problem whose place is known already."""
        self.failed = self.failed or problem.severity == "error"
        if len(self.problems) < MOST:
            self.problems.append(problem)
        else:
            self._untold += 1

    def spend(self, values: int, place: Node) -> bool:
        """Whether so many more values may be read; says once that a file holds too many."""
        if self._left < 0:
            return False
        self._left -= values
        if self._left < 0:
            hint = f"at most {BUDGET:,} are read from one file; repeated aliases count each time"
            self.error("too-large", place, "the file holds too many values", hint)
        return self._left >= 0

    @property
    def busy(self) -> bool:
        """Whether so much was told already that hints are not worth their time."""
        return len(self.problems) >= MOST

    def all(self) -> tuple[Problem, ...]:
        """Every problem, sorted by place; beyond `MOST` only their number."""
        if not self._untold:
            return tuple(sorted(self.problems))
        message = f"the file has {self._untold:,} more problems"
        severity: Severity = "error" if self.failed else "warning"
        rest = Problem(self.path, 1, 1, severity, "more-problems", message, "mend the ones shown first")
        return tuple(sorted((*self.problems, rest)))

    def place(self, node: Node | None) -> tuple[int, int]:
        """The line and column of a node in the file."""
        if node is None:
            return 1, 1
        if node.start_mark is None:
            return self.first_line, 1
        return node.start_mark.line + self.first_line, node.start_mark.column + 1

    def _add(self, severity: Severity, code: str, place: Node | None, message: str, hint: str) -> None:
        line, column = self.place(place)
        make = error if severity == "error" else warning
        self.add(make(code, self.path, message, hint=hint, line=line, column=column))
