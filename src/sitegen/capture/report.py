"""What a run did, in figures and problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sitegen.problems import Problem, warning

POSTS = (
    "quoted", "captured", "written", "kept", "deleted", "protected", "suspended", "unknown", "withheld",
    "without_url", "left", "spelt_out", "looked_again", "later", "own", "without_words",
)  # fmt: skip
"""Figures of posts: quoted by articles; captured now from their service; written down now from what
articles hold; kept already; states found now; nothing concluded; withheld; without address; left for
the next run. Short links in them that were spelt out now. Of those kept already: looked at again now; to be
looked at by the next runs, as one run does not ask for all. Known inside one article only; without words.

`quoted` is the sum of `captured`, `written`, `kept`, `without_words`, `withheld` and `own`."""

SOURCES = ("cited", "archived", "found", "saved", "without_copy", "unknown", "left")
"""Figures of sources: cited; archived already; found and saved now; without a copy; no answer; left."""

MEDIA = ("wanted", "kept", "refused", "left")
"""Figures of pictures: wanted; kept now; refused or not there; left for later, as they were so before."""

WARC = ("kept", "left_out")
"""Figures of the WARC file: answers in it; answers that are not, as they broke off or were too large."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a dry run: `post`, `link`, `source`, `save` or `picture`; about what; where."""

    kind: str
    about: str
    address: str


@dataclass(slots=True)
class Report:
    """Gathers what a run did. `asked` is what a dry run would ask; `warc` is None without a WARC file."""

    posts: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    media: Counter[str] = field(default_factory=Counter)
    warc: Counter[str] | None = None
    asked: list[Asked] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def trouble(self, code: str, path: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        """Tell the editor of something that did not come about, or is gone."""
        self.problems.append(warning(code, path, message, hint=hint, line=line, column=column))

    def figures(self) -> dict[str, dict[str, int]]:
        """All figures by group, zeros too."""
        figures = {
            "posts": {name: self.posts[name] for name in POSTS},
            "sources": {name: self.sources[name] for name in SOURCES},
            "media": {name: self.media[name] for name in MEDIA},
        }
        return figures if self.warc is None else figures | {"warc": {name: self.warc[name] for name in WARC}}
