"""What the extensions find while one document is converted: posts, citations, problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from sitegen.embeds import keys_of
from sitegen.markup.locate import Text
from sitegen.model import Embed, Snapshot, Source
from sitegen.problems import Problem, error, warning

if TYPE_CHECKING:
    from sitegen.markup.extension import SitegenExtension

MARK = re.compile("\x1e([CE])([0-9]+)\x1f\x1a?")
"""What `embed` and `cite` return. Python takes the two marks for space, which attribute lists cut off
behind a heading: what shields a citation from that goes with it."""

_FILLED = (
    "url", "author_name", "author_handle", "author_url", "lang", "created_at", "title", "links",
    "captured_via", "uri",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """One `[@id, p. 4; @other]`: as written, and the (id, locator) pairs in it."""

    written: str
    items: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Found:
    r"""The state of one conversion. Its markers `\x1eE0\x1f` and `\x1eC0\x1f` count `embeds` and `cited`.

    They are final only in `finish`, which numbers what it meets in the order of the text.
    """

    source: Text
    tweets: tuple[Snapshot, ...] = ()
    listed: tuple[Source, ...] = ()
    own: str = ""
    embeds: list[Embed] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _by_key: dict[str, Snapshot] = field(init=False)
    _by_name: dict[str, Snapshot] = field(init=False)

    def __post_init__(self) -> None:
        first = self.tweets[::-1]  # of two entries of one name the first counts, so it comes last here
        self._by_key = {key: post for post in first for key in keys_of(post)[::-1]}
        self._by_name = {n: post for post in first for n in (post.id, post.url, post.key, post.label)}

    def embed(self, post: Snapshot, form: str, line: int) -> str:
        """Note a post that the text places; the marker that stands for it."""
        given = next(filter(None, map(self._by_key.get, keys_of(post))), None)
        post = _joined(given, post) if given else post
        self.embeds.append(Embed(post, placed=True, form=form, line=line))
        return f"\x1eE{len(self.embeds) - 1}\x1f"

    def named(self, wanted: str) -> Snapshot | None:
        """The front matter's entry that `[tweet:wanted]` names."""
        return self._by_name.get(wanted)

    def cite(self, cited: Cited) -> str:
        """Note a citation; the marker that stands for it."""
        self.cited.append(cited)
        return f"\x1eC{len(self.cited) - 1}\x1f\x1a"

    def as_written(self, html: str) -> str:
        """HTML in which no marker may stand, an attribute for one: citations as they were written."""
        if "\x1e" not in html:
            return html
        return MARK.sub(lambda m: escape(self.cited[int(m[2])].written) if m[1] == "C" else "", html)

    def error(self, code: str, message: str, hint: str = "", *, at: tuple[int, int]) -> None:
        """Report what keeps the article from being published."""
        line, column = at
        self.problems.append(error(code, self.source.path, message, hint=hint, line=line, column=column))

    def warn(self, code: str, message: str, hint: str = "", *, at: tuple[int, int]) -> None:
        """Report what an editor should look at."""
        line, column = at
        self.problems.append(warning(code, self.source.path, message, hint=hint, line=line, column=column))


class Finder(Treeprocessor):
    """Looks in the tree for what `extension.found` keeps."""

    def __init__(self, md: Markdown, extension: SitegenExtension) -> None:
        super().__init__(md)
        self.extension = extension


def _joined(entry: Snapshot, post: Snapshot) -> Snapshot:
    """The front matter's entry, with its gaps filled from what the text says of the same post."""
    if entry.text or entry.html or not (post.text or post.html):
        return entry if entry.url else replace(entry, url=post.url)
    gaps = {name: getattr(post, name) for name in _FILLED if not getattr(entry, name)}
    status = entry.status if entry.status != "uncaptured" else post.status
    return replace(entry, **gaps, text=post.text, html=post.html, dir=post.dir, status=status)
