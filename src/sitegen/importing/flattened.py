"""Posts that scraping has flattened into text: the words, then `— NAME (@HANDLE) Month D, YYYY`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.importing import when

_TAIL = (
    r"\(\s*@(?P<handle>\w{1,30})\s*\)\s*"
    r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\s*"
)
_END = re.compile(rf"{_TAIL}\Z")
_SIGNATURE = re.compile(rf"(?P<words>.*?)(?:—|–|―|--)\s*(?P<name>\S[^—]*?)\s*{_TAIL}")
_OPENING = re.compile(r"[#@“„«\"‘🔴-]|RT\b")
_SHORT_LINK = re.compile(r"https?://t\.co/\w+")
_ADDRESS = re.compile(r"https?://t\.co/\w+|https?://\S+")
_HASHTAG = re.compile(r"#(?=\w*[^\W\d_])(\w+)")
_LONGEST = 2000
"""The longest line, in characters, that is taken for a post with its signature."""

_LIMIT = 320
"""More characters than any post had, links counted as the 23 that they count for there."""


@dataclass(frozen=True, slots=True)
class Flattened:
    """A post found in the lines of a text: which lines it took (`first` to `last`), and what it says."""

    first: int
    last: int
    text: str
    name: str
    handle: str
    date: str
    links: tuple[str, ...]
    hashtags: tuple[str, ...]


def find(lines: Sequence[str], *, whole: bool = False) -> list[Flattened]:
    """The posts in the lines of a text, in order; no line belongs to two of them.

    `whole`: lines are those of paragraphs, which belong to a post as a whole or not at all.
    """
    found: list[Flattened] = []
    for number, line in enumerate(lines):
        signed = _signed(line)
        if not signed:
            continue
        after = found[-1].last + 1 if found else 0
        first, text = _words(lines, number, signed["words"].strip(), after, whole=whole)
        if text:
            found.append(_post(first, number, text, signed))
    return found


def missed(lines: Sequence[str], found: Sequence[Flattened]) -> list[str]:
    """The lines that sign a post which is not among those that were found."""
    last = {post.last for post in found}
    return [line.strip() for number, line in enumerate(lines) if number not in last and _signed(line)]


def _signed(line: str) -> re.Match[str] | None:
    line = line.strip()
    is_signature = "@" in line and len(line) < _LONGEST and _END.search(line)
    return _SIGNATURE.fullmatch(line) if is_signature else None


def _post(first: int, last: int, text: str, signed: re.Match[str]) -> Flattened:
    tags = dict.fromkeys(_HASHTAG.findall(_ADDRESS.sub(" ", text)))
    links = dict.fromkeys(_SHORT_LINK.findall(text))
    name = " ".join(signed["name"].split())
    date = when.iso(signed["date"])
    return Flattened(first, last, text, name, signed["handle"], date, tuple(links), tuple(tags))


def _words(lines: Sequence[str], number: int, words: str, after: int, *, whole: bool) -> tuple[int, str]:
    """Where the words of a post begin, and the words: those before the signature, else the line above.

    Lines above belong to it as well if they begin as posts do (a hashtag, a name, a quotation mark),
    or if they open the quotation that the words close; not past a blank line, nor past a post's length.
    One blank line may stand above a signature without words.
    """
    first, taken = number, [words] if words else []
    if not words and number - 1 > after and not lines[number - 1].strip():
        first -= 1
    while first > after and lines[first - 1].strip():
        above = lines[first - 1].strip()
        if taken and not whole and not (_OPENING.match(above) or _closes_more(taken)):
            break
        if _length([above, *taken]) > _LIMIT:
            taken = [] if whole else taken
            break
        first -= 1
        taken.insert(0, above)
    return first, "\n".join(taken)


def _closes_more(taken: Sequence[str]) -> bool:
    text = "".join(taken)
    return text.count("”") > text.count("“") + text.count("„") or text.count("»") > text.count("«")


def _length(lines: Sequence[str]) -> int:
    return len(re.sub(r"https?://[^\s#]+", "x" * 23, "\n".join(lines)))
