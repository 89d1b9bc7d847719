"""Posts that scraping has flattened into text: the words, then `— NAME (@HANDLE) Month D, YYYY`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sitegen import embeds
from sitegen.embeds import x
from sitegen.embeds.posthtml import SHORT_LINK
from sitegen.importing.documents import monthdates

_TURN = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of a text, and are seen by nobody."""

_GAP = rf"[\s{_TURN}]*"
_EDGE = re.compile(rf"\A{_GAP}|{_GAP}\Z")
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
_COUNTS = re.compile(rf"·?\s*(?:[\d.,]+ ?[KkMm]?\s+{_COUNTED}[\s·]*)+")
"""What stands below a post on its own page."""

_BEGUN = re.compile(r"·?\s*(?:[\d.,]+ ?[KkMm]?)?")
"""As much of it as stands in a line of its own."""

_TIME = re.compile(r"(?:[^\W\d_]{1,3}\s?)?\d{1,2}[:.]\d\d[^\d·]{0,15}·\s*(?P<date>[^·]{6,40}?)\s*(?:·.*)?")
"""The time and day below a post on its own page: `10:15 AM · Jun 3, 2022`, in any language."""

_HEAD = re.compile(r"@\w{1,30}\s*·\s*(?P<date>[^·\n]{6,40}?)[ \t]*$", re.MULTILINE)
"""The handle and day above a post among others."""

_NO_WORDS = re.compile(rf"{SHORT_LINK}|https?://\S+|pic\.twitter\.com/\w+|[#@]\w+")
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
        signed, last = _signed_over(lines, number)
        if signed:
            first, text = _words(lines, number, signed.words, after, whole=whole) if signed.date else (0, "")
            found += [_post(lines, (first, number, last), text, signed)] if text else []
        elif "·" in line and (copied := _copied(lines, number, after)):
            found.append(copied)
    return found


def missed(lines: Sequence[str], found: Sequence[Flattened]) -> list[str]:
    """What signs or dates a post which is not among those that were found."""
    taken = {number for post in found for number in range(post.first, post.last + 1)}
    left = ["" if number in taken else line.strip() for number, line in enumerate(lines)]
    heads = [head[0] for head in _HEAD.finditer("\n".join(left)) if monthdates.iso(head["date"])]
    return [line for number, line in enumerate(left) if _signed(line) or _dated(left, number, 0)[2]] + heads


def _signed_over(lines: Sequence[str], number: int) -> tuple[_Signed | None, int]:
    """The signature that ends in a line, or whose day stands alone in the next one, and its last line."""
    signed = _signed(lines[number])
    if signed is None or signed.date or not lines[number].rstrip().endswith(")"):
        return signed, number
    below = next((at for at in range(number + 1, len(lines)) if lines[at].strip()), number)
    dated = _signed(f"{lines[number]} {lines[below]}") if below - number <= 2 else None
    return (dated, below) if dated and dated.date else (signed, number)


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
    name = _EDGE.sub("", " ".join(found["name"].split()))
    return _Signed(words.strip(), name, found["handle"], day)


def _copied(lines: Sequence[str], number: int, after: int) -> Flattened | None:
    """The post that ends with a line of its time: name, handle and words, as copied from its page.

    None if two lines could be its handle.
    """
    day, filled, handles = _dated(lines, number, after)
    names = [place for place in handles if place and place - 1 not in handles]
    if len(names) != 1:
        return None
    name, handle, *words = (lines[at].strip() for at in filled[names[0] - 1 :])
    words = words[2:] if words[:1] == ["·"] else words  # a button, to follow whom it names
    text = "\n".join(words)
    if not text or len(name) > _LONGEST_NAME or _length(words) > _LIMIT:
        return None
    return _post(lines, (filled[names[0] - 1], number, number), text, _Signed("", name, handle[1:], day))


def _dated(lines: Sequence[str], number: int, after: int) -> tuple[str, list[int], list[int]]:
    """The day in a line of a post's time, the lines above it with words, and which of these are handles."""
    time = _TIME.fullmatch(lines[number].strip()) if "·" in lines[number] else None
    day = monthdates.iso(time["date"]) if time else ""
    top = max(after, number - _MOST_LINES) if day else number
    filled = [at for at in range(top, number) if lines[at].strip()]
    return day, filled, [place for place, at in enumerate(filled) if _HANDLE.fullmatch(lines[at].strip())]


def _post(lines: Sequence[str], place: tuple[int, int, int], text: str, signed: _Signed) -> Flattened:
    tags = dict.fromkeys(_HASHTAG.findall(_ADDRESS.sub(" ", text)))
    links = dict.fromkeys(_SHORT_LINK.findall(text))
    post = Flattened(*place, text, signed.name, signed.handle, signed.date, tuple(links), tuple(tags))
    return _with_rest(lines, post)


def _with_rest(lines: Sequence[str], post: Flattened) -> Flattened:
    """A post with its counts and its address, where these stand below it."""
    begun = ""
    for number in range(post.last + 1, len(lines)):
        line = f"{begun} {lines[number].strip()}".strip()
        if _COUNTS.fullmatch(line):
            post, begun = replace(post, last=number), ""
        elif not post.url and (url := _own_address(line, post)):
            post, begun = replace(post, last=number, url=url), ""
        elif _BEGUN.fullmatch(line):
            begun = line
        else:
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
    or if they open the quotation that the words close, or as long as there are but links and tags; not
    past a blank line, nor past a post's length. One blank line may stand above a signature without words.
    """
    first, taken = number, [words] if words else []
    if not words and number - 1 > after and not lines[number - 1].strip():
        first -= 1
    while first > after and lines[first - 1].strip():
        above = lines[first - 1].strip()
        goes_on = not taken or whole or _OPENING.match(above) or _closes_more(taken)
        if not goes_on and any(map(_has_words, taken)):
            break
        if _length([above, *taken]) > _LIMIT:
            taken = [] if whole else taken
            break
        first -= 1
        taken.insert(0, above)
    return first, "\n".join(taken)


def _has_words(line: str) -> bool:
    return any(map(str.isalpha, _NO_WORDS.sub("", line)))


def _closes_more(taken: Sequence[str]) -> bool:
    text = "".join(taken)
    return text.count("”") > text.count("“") + text.count("„") or text.count("»") > text.count("«")


def _length(lines: Sequence[str]) -> int:
    return len(re.sub(r"https?://[^\s#]+", "x" * 23, "\n".join(lines)))
