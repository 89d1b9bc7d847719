"""Letters and digits that are the same to their readers, spelt one way for the search index.

A Persian keyboard writes the yeh and the kaf of `ایران` and `کارگران` with other characters than an Arabic
one, and old texts have either; digits have three forms. Pagefind tells all of them apart. So it is given
pages in which they are one, each changed character followed by marks that say which it was: Pagefind
leaves marks out of the words that it looks up, and keeps them in what it shows. The search page
(`static/search.js`) folds a question the same way, and shows the characters as they were written.
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

_BYTES = {letter.encode(): folded.encode() for letter, folded in FOLDED.items()}
_ANY = re.compile(b"|".join(_BYTES))


def folded(page: bytes) -> bytes:
    """The UTF-8 of a page as the index should read it; the same object if there is nothing to fold."""
    return _ANY.sub(lambda match: _BYTES[match[0]], page) if _ANY.search(page) else page
