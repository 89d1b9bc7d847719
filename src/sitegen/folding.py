"""Letters that are one letter to their readers, spelt one way for the search index.

A Persian keyboard writes the yeh and the kaf of `ایران` and `کارگران` with other characters than an Arabic
one, and old texts have either. Pagefind tells them apart. So it is given pages in which they are the Arabic
ones, each changed letter followed by marks that say which it was: Pagefind leaves marks out of the words
that it looks up, and keeps them in what it shows. The search page (`static/search.js`) folds a question the
same way, and shows the letters as they were written.
"""

from __future__ import annotations

MARK = "\u034f"
"""COMBINING GRAPHEME JOINER: seen by nobody, and in no text between letters like these."""

FOLDED = {"\u06cc": f"\u064a{MARK}", "\u0649": f"\u064a{MARK}{MARK}", "\u06a9": f"\u0643{MARK}"}
"""Persian yeh and Arabic alef maksura are yeh, Persian keheh is kaf. (Yeh with hamza is yeh to Pagefind.)"""

_BYTES = tuple((letter.encode(), folded.encode()) for letter, folded in FOLDED.items())


def folded(page: bytes) -> bytes:
    """The UTF-8 of a page as the index should read it; the same object if there is nothing to fold."""
    for letter, instead in _BYTES:
        if letter in page:
            page = page.replace(letter, instead)
    return page
