"""A body that is being converted: edits to its original text, so that every line number stays true.

Passes look at the original text and ask for replacements; those that overlap an earlier one are
refused. `result` applies them all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from markdown import markdown

from sitegen import embeds
from sitegen.importing.body import containers
from sitegen.importing.body.containers import Container
from sitegen.importing.body.enclosed import Pair
from sitegen.importing.values import Copy, Form, Post
from sitegen.model import Snapshot
from sitegen.problems import Problem, warning

_P_OPENS = re.compile(r"<p(?:\s[^<>]*)?>\s*\Z", re.IGNORECASE)
_P_CLOSES = re.compile(r"\s*</p\s*>", re.IGNORECASE)
TOKEN = re.compile("\ue000([0-9]+)\ue001")
"""What stands in HTML for a text of Markdown; its number is the place of that text in the sheet's tokens."""
_CELL = r":?-++:?[ \t]*+"
TABLE_RULE = re.compile(rf"^[ \t]*+(?:\|[ \t]*+)?{_CELL}(?:\|[ \t]*+{_CELL})++\|?[ \t]*+$", re.MULTILINE)
"""The line below the head of a table."""
_FAR = 10_000
"""How many characters are looked through for the beginning of a block."""


@dataclass(slots=True)
class Manuscript:
    """The text of one body, where it stands in its file, and all that its conversion finds.

    `path` and `first_line` place the text. `tweets` are entries for the front matter: posts that
    have no address. `sources` are addresses to be listed there.
    """

    text: str
    path: str
    first_line: int = 1
    direction: str = "ltr"
    """That of the article's language."""
    posts: list[Post] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    tweets: list[dict[str, object]] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Texts that the body calls in from elsewhere."""
    tokens: list[str] | None = None
    """In a body of HTML: the Markdown that stands, shielded by a token, until the rest is Markdown too."""
    raw: tuple[tuple[int, int], ...] = ()
    """The parts, in order, in which no Markdown is read: what stands there is written as HTML."""
    _edits: list[tuple[int, int, str]] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _lower: str = ""

    def line(self, offset: int) -> int:
        """The line in the file of an offset in the text."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return self.first_line + bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """The column of an offset, from 1."""
        return offset - self.text.rfind("\n", 0, offset)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing is to be changed, or was protected, in a span."""
        at = bisect_right(self._edits, (start, len(self.text) + 1, ""))
        before = self._edits[at - 1] if at else None
        after = self._edits[at] if at < len(self._edits) else None
        return (before is None or before[1] <= start) and (after is None or end <= after[0])

    def replace(self, start: int, end: int, text: str) -> bool:
        """Ask for a replacement; whether it was granted."""
        if not self.is_free(start, end):
            return False
        insort(self._edits, (start, end, text))
        return True

    def take(self, start: int, end: int) -> str | None:
        """A span as it was edited so far, its edits given up for a new one; None if one reaches beyond it."""
        first = bisect_left(self._edits, (start, -1, ""))
        last = bisect_left(self._edits, (end, -1, ""))
        inner = self._edits[first:last]
        if (first and self._edits[first - 1][1] > start) or (inner and inner[-1][1] > end):
            return None
        del self._edits[first:last]
        out = []
        for before, after, text in inner:
            out += [self.text[start:before], text]
            start = after
        return "".join((*out, self.text[start:end]))

    def protect(self, start: int, end: int) -> None:
        """Keep a span as it is, against later passes; what was replaced in it before stays replaced."""
        first = bisect_right(self._edits, (start, len(self.text) + 1, ""))
        first -= first > 0 and self._edits[first - 1][1] > start
        last = bisect_left(self._edits, (end, -1, ""))
        inner = self._edits[first:last]
        for before, after, _ in (*inner, (end, end, "")):
            if start < before:
                insort(self._edits, (start, before, self.text[start:before]))
            start = max(start, after)

    def matches(self, pattern: re.Pattern[str], *triggers: str) -> Iterator[re.Match[str]]:
        """The matches of a pattern in what is still free; none without one of the texts that it needs.

        `triggers` are in lower case: a text that has none of them is not searched at all.
        """
        if triggers:
            self._lower = self._lower or self.text.lower()
            if not any(trigger in self._lower for trigger in triggers):
                return
        for match in pattern.finditer(self.text):
            if self.is_free(match.start(), match.end()):
                yield match

    def pairs(self, found: Iterable[Pair], *triggers: str) -> Iterator[Pair]:
        """Of openings and closings in the text, those between which all is still free."""
        self._lower = self._lower or self.text.lower()
        if not triggers or any(trigger in self._lower for trigger in triggers):
            for opens, closes in found:
                if self.is_free(opens.start(), closes.end()):
                    yield opens, closes

    def result(self) -> str:
        """The text with all replacements."""
        out, end = [], 0
        for start, stop, text in self._edits:
            out += [self.text[end:start], text]
            end = stop
        return "".join((*out, self.text[end:]))

    def warn(self, code: str, offset: int, message: str, hint: str = "") -> None:
        """Tell what a person should look at, with its place in the source."""
        place = {"line": self.line(offset), "column": self.column(offset)}
        self.problems.append(warning(code, self.path, message, hint=hint, **place))

    def post(self, form: Form, snapshot: Snapshot) -> str:
        """Note an embedded post; the paragraph that places it: its address, or `[tweet:ID]`."""
        known = bool(snapshot.text or snapshot.html)
        self.posts.append(Post(form, snapshot.key, snapshot.url, known))
        if not snapshot.url:
            if all(entry.get("id") != snapshot.id for entry in self.tweets):
                self.tweets.append(entry_of(snapshot))
            return f"[tweet:{snapshot.id}]"
        if known or snapshot.title:
            self.snapshots.append(snapshot)
        return snapshot.url

    def embed(self, form: Form, url: str) -> str:
        """As `post`, of the post that an address leads to; "" if it leads to none."""
        address = embeds.recognise(url)
        return self.post(form, address.uncaptured) if address else ""

    def absorb(self, inner: Manuscript, offset: int, *, new: bool = True) -> None:
        """Take over all that was found in a text which stands in this one at an offset.

        `new`: it is from elsewhere; else this one had its words already.
        """
        line, column = self.line(offset), self.column(offset)
        inner.problems = [replace(problem, line=line, column=column) for problem in inner.problems]
        self.beside += [inner.text] if new else []
        self.include(inner)

    def include(self, inner: Manuscript) -> None:
        """Take over all that was found in a part of this text."""
        self.posts += inner.posts
        self.snapshots += inner.snapshots
        known = {_name_of(entry) for entry in self.tweets}
        self.tweets += [entry for entry in inner.tweets if _name_of(entry) not in known]
        self.copies += inner.copies
        self.beside += inner.beside
        self.problems += inner.problems

    def block(self, start: int, end: int, paragraph: str, *, whole: bool = False) -> bool:
        """Replace a span by a paragraph of its own, with blank lines around it; a `<p>` of its own goes.

        In HTML, and in a row of a table, which blank lines would tear apart, the paragraph is a `<p>`.
        `whole`: the paragraph is one of the body's own language, and converted with it.
        """
        opening = _P_OPENS.search(self.text, max(0, start - 200), start)
        closing = _P_CLOSES.match(self.text, end)
        if opening and closing and self.is_free(opening.start(), closing.end()):
            start, end = opening.start(), closing.end()
        if self.is_raw(start, end) or self._in_row(start):
            return self.replace(start, end, as_html(paragraph))
        inside = containers.of(self.text, start) if self.tokens is None else None
        if inside:
            return self._block_inside(inside, start, end, paragraph)
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        before = self.text[first:start]
        after = self.text[end : last if last >= 0 else len(self.text)]
        lead = "\n\n" if before.strip() else self._gap_before(start)
        trail = "\n\n" if after.strip() else self._gap_after(end)
        begin = start - len(before) + len(before.rstrip()) if before.strip() else first
        stop = end + len(after) - len(after.lstrip()) if after.strip() else end
        begin = begin if self.is_free(begin, start) else start
        stop = stop if self.is_free(end, stop) else end
        return self.replace(begin, stop, f"{lead}{paragraph if whole else self.shielded(paragraph)}{trail}")

    def _block_inside(self, inside: Container, start: int, end: int, paragraph: str) -> bool:
        """As `block`, in a quotation or the item of a list, which goes on behind the paragraph."""
        first = self.text.rfind("\n", 0, start) + 1
        gap = f"\n{inside.blank}"
        before = self.text[first + len(inside.own) : start]
        begin = start - len(before) + len(before.rstrip())
        lead = f"{gap}\n{inside.rest}"
        if not before.strip():
            begin, lead = (first, inside.rest) if not inside.own.strip() else (begin, "")
            above = line_above(self.text, first)
            if above.strip(" \t>") and self.is_free(first - 1, first - 1):
                self.replace(first - 1, first - 1, gap)
        last = self.text.find("\n", end)
        after = self.text[end : last if last >= 0 else len(self.text)]
        stop, trail = end + len(after) - len(after.lstrip()), f"{gap}\n{inside.rest}"
        if not after.strip():
            below = line_below(self.text, end)
            words = containers.further(inside, below)
            stop, trail = (
                (last + 1 + words, trail) if words >= 0 else (end, gap if below.strip(" \t>") else "")
            )
        begin = begin if self.is_free(begin, start) else start
        if not self.is_free(end, stop):
            stop, trail = end, gap
        return self.replace(begin, stop, f"{lead}{paragraph}{trail}")

    def inline(self, start: int, end: int, words: str) -> bool:
        """Replace a span by a piece of a sentence, in HTML by HTML."""
        if self.is_raw(start, end):
            words = as_html(words).removeprefix("<p>").removesuffix("</p>")
        return self.replace(start, end, words)

    def is_raw(self, start: int, end: int) -> bool:
        """Whether a span stands where no Markdown is read."""
        at = bisect_right(self.raw, (start, len(self.text) + 1)) - 1
        return at >= 0 and end <= self.raw[at][1]

    def _in_row(self, offset: int) -> bool:
        """Whether an offset is in a row of a table."""
        first = self.text.rfind("\n", 0, offset) + 1
        if "|" not in self.text[first:offset] and "|" not in self.text[offset:].partition("\n")[0]:
            return False
        above = self.text.rfind("\n\n", 0, first)
        return TABLE_RULE.search(self.text, max(above, 0), first) is not None

    def shielded(self, text: str, *, inline: bool = False) -> str:
        """A text of Markdown as it stands in this body: in HTML a token, which no converter touches."""
        if self.tokens is None or not text:
            return text
        self.tokens.append(text)
        token = f"\ue000{len(self.tokens) - 1}\ue001"
        return token if inline else f"<p>{token}</p>"

    def unshielded(self, text: str) -> str:
        """A converted body with its tokens put back into Markdown."""
        tokens = self.tokens or []
        return TOKEN.sub(lambda match: tokens[int(match[1])] if int(match[1]) < len(tokens) else "", text)

    def _gap_before(self, start: int) -> str:
        return "\n" if line_above(self.text, start).strip() else ""

    def _gap_after(self, end: int) -> str:
        return "\n" if line_below(self.text, end).strip() else ""


def as_html(words: str) -> str:
    """Markdown as HTML on one line."""
    return markdown(words).replace("\n", " ")


def line_above(text: str, offset: int) -> str:
    """The line before that of an offset; "" for the first."""
    start = text.rfind("\n", 0, offset)
    return text[text.rfind("\n", 0, start) + 1 : start] if start >= 0 else ""


def block_start(text: str, offset: int) -> int:
    """Where the block begins that ends above an offset: behind a blank line."""
    start = offset
    while (
        start > offset - _FAR
        and start
        and (before := text.rfind("\n", 0, start - 1) + 1) < start
        and text[before:start].strip()
    ):
        start = before
    return start


def line_below(text: str, offset: int) -> str:
    """The line after that of an offset; "" for the last."""
    start = text.find("\n", offset)
    if start < 0:
        return ""
    end = text.find("\n", start + 1)
    return text[start + 1 : end if end >= 0 else len(text)]


def _name_of(entry: Mapping[str, object]) -> object:
    """What tells a `tweets:` entry from others: the id of a post without an address, else its address."""
    return entry.get("id") or entry.get("url")


def entry_of(post: Snapshot) -> dict[str, object]:
    """A `tweets:` entry for a post that has no address."""
    named = {
        "id": post.id,
        "author": post.author_name,
        "handle": post.author_handle,
        "date": post.created_at,
        "lang": post.lang,
        "text": post.text,
        "links": [link.short for link in post.links],
        "status": "" if post.status in {"unknown", "uncaptured"} else post.status,
    }
    return {key: value for key, value in named.items() if value}
