"""Posts that scraping has flattened into text: the words, then `— NAME (@HANDLE) Month D, YYYY`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.importing import when

_SIGNATURE = re.compile(
    r"(?P<words>.*?)(?:—|–|―|--)\s*(?P<name>\S[^—]*?)\s*\(\s*@(?P<handle>\w{1,30})\s*\)\s*"
    r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\s*"
)
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


def find(lines: Sequence[str]) -> list[Flattened]:
    """The posts in the lines of a text, in order; no line belongs to two of them."""
    found: list[Flattened] = []
    for number, line in enumerate(lines):
        signed = _SIGNATURE.fullmatch(line.strip()) if "@" in line and len(line) < _LONGEST else None
        if not signed:
            continue
        after = found[-1].last + 1 if found else 0
        first, text = _words(lines, number, signed["words"].strip(), after)
        if text:
            found.append(_post(first, number, text, signed))
    return found


def _post(first: int, last: int, text: str, signed: re.Match[str]) -> Flattened:
    tags = dict.fromkeys(_HASHTAG.findall(_ADDRESS.sub(" ", text)))
    links = dict.fromkeys(_SHORT_LINK.findall(text))
    name = " ".join(signed["name"].split())
    date = when.iso(signed["date"])
    return Flattened(first, last, text, name, signed["handle"], date, tuple(links), tuple(tags))


def _words(lines: Sequence[str], number: int, words: str, after: int) -> tuple[int, str]:
    """Where the words of a post begin, and the words: those before the signature, else the line above.

    Lines above belong to it as well if they begin as posts do (a hashtag, a name, a quotation mark),
    or if they open the quotation that the words close; not past a blank line, nor past a post's length.
    """
    first, taken = number, [words] if words else []
    while first > after and lines[first - 1].strip():
        above = lines[first - 1].strip()
        if taken and not (_OPENING.match(above) or _closes_more(taken)):
            break
        if _length([above, *taken]) > _LIMIT:
            break
        first -= 1
        taken.insert(0, above)
    return first, "\n".join(taken)


def _closes_more(taken: Sequence[str]) -> bool:
    text = "".join(taken)
    return text.count("”") > text.count("“") + text.count("„") or text.count("»") > text.count("«")


def _length(lines: Sequence[str]) -> int:
    return len(re.sub(r"https?://[^\s#]+", "x" * 23, "\n".join(lines)))
