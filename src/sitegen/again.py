"""Answers of pure functions, given again where the question is the same.

A preview builds at each change, and most of what is costly to work out over a whole archive did not
change with it. What is remembered is found by its value, never by what it may depend on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sitegen.files import Standing

Q = TypeVar("Q")
T = TypeVar("T")


@dataclass(slots=True)
class Memory:
    """What a process that builds again and again keeps between its builds.

    `values` and `rows` are what other processes keep on the disk, by name (`cache.py`); `answers` those of
    the last build, and `standing` what it left in its output (`output.py`), while that is known.
    """

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[Hashable, tuple[Any, Any]] = field(default_factory=dict)
    standing: Standing | None = None

    def clear(self) -> None:
        """Forget everything."""
        self.values, self.rows, self.answers, self.standing = {}, {}, {}, None


class Answers:
    """What one build works out, and what the build before it did.

    `before` are the answers that it left (`after`); without any, nothing is remembered or compared.
    `kept` and `keep` are the few that outlive the process, with the digests of their questions.
    """

    def __init__(
        self,
        before: dict[Hashable, tuple[Any, Any]] | None = None,
        kept: Mapping[str, tuple[str, Any]] | None = None,
    ) -> None:
        self.before = before
        self.after: dict[Hashable, tuple[Any, Any]] = {}
        self.kept = kept
        self.keep: dict[str, tuple[str, Any]] = {}

    def to(self, subject: Hashable, question: Any, work: Callable[..., T], *given: Any) -> T:
        """What `work(*given)` gives, or gave the last time to an equal question about this `subject`.

        `question` is a value that holds all that the answer depends on. Values that are one object are
        known to be equal at once: so an answer makes the questions that it is part of cheap to compare.
        """
        if self.before is None:
            return work(*given)
        known = self.before.get(subject)
        if known is None:
            known = (question, work(*given))
        elif known[0] != question:
            answer = work(*given)
            known = (question, known[1] if answer == known[1] else answer)
        self.after[subject] = known
        return cast("T", known[1])

    def each(self, subject: Hashable, questions: Mapping[str, Q], work: Callable[[Q], T]) -> dict[str, T]:
        """As `to`, for very many questions, each with a name: the answers by name."""
        if self.before is None:
            return {name: work(question) for name, question in questions.items()}
        asked, known = self.before.get(subject, ({}, {}))
        found = {}
        for name, question in questions.items():
            before = asked.get(name)
            if before is question or (before is not None and before == question):
                found[name] = known[name]
            else:
                found[name] = work(question)
        self.after[subject] = (questions, found)
        return found

    def lasting(
        self,
        subject: str,
        question: str,
        work: Callable[..., T],
        *given: Any,
        revise: Callable[..., T] | None = None,
    ) -> T:
        """As `to`, for an answer over the whole archive that is worth a place on the disk; `question` is the
        digest of all that it depends on.

        `revise(before, answer, *given)` is the same answer sooner, from what was `given` before and the
        answer to that.
        """
        if self.kept is None:
            return work(*given)
        known = self.kept.get(subject)
        if known is None or known[0] != question:
            before = (self.before or {}).get((revise, subject)) if revise else None
            known = (question, revise(*before, *given) if revise and before else work(*given))
        self.keep[subject] = known
        if revise and self.before is not None:
            self.after[revise, subject] = (given, known[1])
        return cast("T", known[1])


FORGETFUL = Answers()
"""For work that is done once: it remembers nothing."""
