"""Posts that scraping has flattened into text: the words, then `— NAME (@HANDLE) Month D, YYYY`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sitegen import embeds
from sitegen.embeds import x
from sitegen.embeds.posthtml import SHORT_LINK
from sitegen.importing import monthdates

_TURN = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of a text, and are seen by nobody."""

_GAP = rf"[\s{_TURN}]*"
_DASH = "(?:—|–|―|--)"
_TAIL = (
    rf"\({_GAP}@(?P<handle>\w{{1,30}})(?P<host>@[\w.-]+)?{_GAP}\){_GAP}"
    rf"(?P<date>[^()@{_TURN}]{{0,40}}?){_GAP}"
)
_END = re.compile(rf"{_TAIL}\Z")
_WHOLE = re.compile(rf"{_GAP}{_DASH}{_GAP}(?P<name>\S(?:[^—]|(?<=\s)—(?=\s))*?)\s*{_TAIL}")
_SIGNATURE = re.compile(rf"(?P<words>.*?){_DASH}\s*(?P<name>\S[^—]*?)\s*{_TAIL}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_OPENING = re.compile(r"[#@“„«\"‘🔴-]|RT\b")
_SHORT_LINK = re.compile(SHORT_LINK)
_ADDRESS = re.compile(rf"{SHORT_LINK}|https?://\S+")
_HASHTAG = re.compile(r"#(?=\w*[^\W\d_])(\w+)")
_COUNTED = r"(?:Retweets?|Reposts?|Quotes?(?: Tweets?)?|Likes?|Replies|Bookmarks?|Views?)\b"
_COUNTS = re.compile(rf"(?:[\d.,]+ ?[KkMm]?\s+{_COUNTED}[\s·]*)+")
"""What stands below a post on its own page."""

_TIME = re.compile(r"\d{1,2}:\d\d(?:\s?[AaPp]\.?[Mm]\.?)?\s*·\s*(?P<date>[^·]{6,40}?)\s*(?:·.*)?")
_HANDLE = re.compile(r"@\w{1,30}")
_LONGEST = 2000
"""The longest line, in characters, that is taken for a post with its signature."""

_LONGEST_NAME = 80
_MOST_LINES = 30
"""How many lines a post may have that was copied from its page."""

_LIMIT = 320
"""More characters than any post had, links counted as the 23 that they count for there."""


@dataclass(frozen=True, slots=True)
class Flattened:
    """A post found in the lines of a text: which lines it took (`first` to `last`), and what it says.

    `end` is the line that signs it; below that may stand counts, and its address, which is its `url`.
    """

    first: int
    end: int
    last: int
    text: str
    name: str
    handle: str
    date: str
    links: tuple[str, ...]
    hashtags: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Signed:
    """The signature of a post, and the words before it in the line. `date` is "" if it is none."""

    words: str
    name: str
    handle: str
    date: str


def find(lines: Sequence[str], *, whole: bool = False) -> list[Flattened]:
    """The posts in the lines of a text, in order; no line belongs to two of them.

    `whole`: lines are those of paragraphs, which belong to a post as a whole or not at all.
    """
    found: list[Flattened] = []
    for number, line in enumerate(lines):
        after = found[-1].last + 1 if found else 0
        if number < after:
            continue
        if signed := _signed(line):
            first, text = _words(lines, number, signed.words, after, whole=whole) if signed.date else (0, "")
            found += [_post(lines, first, number, text, signed)] if text else []
        elif "·" in line and (copied := _copied(lines, number, after)):
            found.append(copied)
    return found


def missed(lines: Sequence[str], found: Sequence[Flattened]) -> list[str]:
    """The lines that sign a post which is not among those that were found."""
    ends = {post.end for post in found}
    return [line.strip() for number, line in enumerate(lines) if number not in ends and _signed(line)]


def _signed(line: str) -> _Signed | None:
    """The signature in a line. One without a date, or of another network, is none of a post to be taken."""
    line = line.strip()
    end = _END.search(line) if "@" in line and len(line) < _LONGEST else None
    if end is None:
        return None
    day = "" if end["host"] else monthdates.iso(end["date"])
    found = _WHOLE.fullmatch(line)
    if found is None or len(found["name"]) > _LONGEST_NAME:
        found = _SIGNATURE.fullmatch(line) if day else None
    if found is None or not (day or not end["date"] or _YEAR.search(end["date"])):
        return None
    words = found.groupdict().get("words") or ""
    return _Signed(words.strip(), " ".join(found["name"].split()), found["handle"], day)


def _copied(lines: Sequence[str], number: int, after: int) -> Flattened | None:
    """The post that ends with a line of its time: name, handle and words, as copied from its page.

    None if two lines could be its handle.
    """
    time = _TIME.fullmatch(lines[number].strip())
    day = monthdates.iso(time["date"]) if time else ""
    top = max(after, number - _MOST_LINES) if day else number
    filled = [at for at in range(top, number) if lines[at].strip()]
    handles = [place for place, at in enumerate(filled) if _HANDLE.fullmatch(lines[at].strip())]
    names = [place for place in handles if place and place - 1 not in handles]
    if len(names) != 1:
        return None
    name, handle, *words = (lines[at].strip() for at in filled[names[0] - 1 :])
    text = "\n".join(words)
    if not text or len(name) > _LONGEST_NAME or _length(words) > _LIMIT:
        return None
    return _post(lines, filled[names[0] - 1], number, text, _Signed("", name, handle[1:], day))


def _post(lines: Sequence[str], first: int, end: int, text: str, signed: _Signed) -> Flattened:
    tags = dict.fromkeys(_HASHTAG.findall(_ADDRESS.sub(" ", text)))
    links = dict.fromkeys(_SHORT_LINK.findall(text))
    post = Flattened(
        first, end, end, text, signed.name, signed.handle, signed.date, tuple(links), tuple(tags)
    )
    return _with_rest(lines, post)


def _with_rest(lines: Sequence[str], post: Flattened) -> Flattened:
    """A post with its counts and its address, where these stand below it."""
    for number in range(post.end + 1, len(lines)):
        line = lines[number].strip()
        if _COUNTS.fullmatch(line):
            post = replace(post, last=number)
        elif not post.url and (url := _own_address(line, post)):
            post = replace(post, last=number, url=url)
        elif line:
            break
    return post


def _own_address(line: str, post: Flattened) -> str:
    """The address that a line is, if it can be that of a post by its author and day; "" for any other."""
    address = embeds.recognise(line) if line.startswith("http") else None
    if address is None or address.provider != "x" or address.handle.casefold() != post.handle.casefold():
        return ""
    told = x.created(address.id)[:10]
    apart = abs((date.fromisoformat(told) - date.fromisoformat(post.date)).days) if told else 0
    return address.url if apart <= 1 else ""


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
