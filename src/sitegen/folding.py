"""Words as their readers look for them, spelt so that the search index finds them.

A Persian keyboard writes the yeh and the kaf of `ایران` and `کارگران` with other characters than an Arabic
one, and old texts have either; digits have three forms. Pagefind tells all of them apart. So it is given
pages in which they are one, each changed character followed by marks that say which it was: Pagefind
leaves marks out of the words that it looks up, and keeps them in what it shows.

It also looks for words within words at the punctuation of ASCII alone: in `well-known`, but not in
`l’hôpital`, `flood—and`, `و«القدس»`, `תל־אביב` or `نیمه‌شب`. So other punctuation between two letters
is followed by a hyphen with a mark.

Its filters read the JSON of a question without undoing the escapes in it, so that no tag or author with `"`
or a backslash could be asked for (`שנה"ל`, `Jo "Reed" Example`): the index has other signs in their place.

The search page (`static/search.js`) folds a question the same way, and shows all as it was written.
"""

from __future__ import annotations

import re

MARK = "\u034f"
"""COMBINING GRAPHEME JOINER: seen by nobody, and in no text behind characters like these."""

FOLDED = (
    {"\u06cc": f"\u064a{MARK}", "\u0649": f"\u064a{MARK}{MARK}", "\u06a9": f"\u0643{MARK}"}
    | {chr(0x06F0 + digit): f"{digit}{MARK}" for digit in range(10)}
    | {chr(0x0660 + digit): f"{digit}{MARK}{MARK}" for digit in range(10)}
)
"""Persian yeh and Arabic alef maksura are yeh, Persian keheh is kaf (yeh with hamza is yeh to Pagefind);
Persian digits, and Arabic ones, are ASCII's."""

PARTED = f"-{MARK}"
"""What follows a sign between two letters, so that the words on both sides of it are found."""

NAMED = {"&#34;": f"\u2033{MARK}{PARTED}", "\\": f"\u2216{MARK}{PARTED}"}
"""What of names no filter can be asked for, as a page has it, and as the index has it."""

_SIGNS = (
    "\u00a1\u00ab\u00b7\u00bb\u00bf"  # Spanish marks, guillemets, middle dot
    "\u05be\u05f3\u05f4\u060c\u061b\u061f\u06d4"  # of Hebrew and Arabic
    "\u200c\u2010\u2011\u2012\u2013\u2014\u2015\u2026"  # non-joiner, dashes, ellipsis
    "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a"  # quotation marks
)
_BYTES = {letter.encode(): folded.encode() for letter, folded in FOLDED.items()}


def _between_letters(signs: str) -> list[bytes]:
    """Patterns of the signs between letters, one for each first byte, so that `re` skips all others."""
    letter = rb"[0-9A-Za-z\x80-\xff]"
    last: dict[bytes, bytes] = {}
    for one in map(str.encode, signs):
        last[one[:-1]] = last.get(one[:-1], b"") + one[-1:]
    behind = {first: letter + b"." * (len(first) + 1) for first in last}
    return [rb"%b[%b](?<=%b)(?=%b)" % (first, last[first], behind[first], letter) for first in last]


_ANY = re.compile(b"|".join([*_BYTES, *_between_letters(_SIGNS)]), re.DOTALL)


_NAMES = re.compile(rb'data-pagefind-filter="(?:tag|author)">[^<]*?(?:&#34;|\\)[^<]*')


def folded(page: bytes) -> bytes:
    """The UTF-8 of a page as the index should read it; the same object if there is nothing to fold."""
    if _NAMES.search(page):
        page = _NAMES.sub(_named, page)
    return _ANY.sub(_replaced, page) if _ANY.search(page) else page


def _named(match: re.Match[bytes]) -> bytes:
    element, end, name = match[0].partition(b">")
    for sign, other in NAMED.items():
        name = name.replace(sign.encode(), other.encode())
    return element + end + name


def _replaced(match: re.Match[bytes]) -> bytes:
    return _BYTES.get(match[0]) or match[0] + PARTED.encode()
