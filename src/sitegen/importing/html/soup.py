"""The parser of bodies of HTML: without comments, and with the ends that HTML lets people leave out.

Where these are is told by https://html.spec.whatwg.org/multipage/syntax.html#optional-tags.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

_HOLDERS = frozenset(
    """article aside blockquote body caption center details div dl fieldset figcaption figure footer form
    header main menu nav ol section table td th ul""".split()
)
_ROW = frozenset({"tr", "tbody", "thead", "tfoot", "table"})
_GROUPS = frozenset({"tbody", "thead", "tfoot"})

_ENDED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _HOLDERS - {"div", "center"}),
    "dt": (frozenset({"dt", "dd"}), _HOLDERS - {"div", "center"}),
    "dd": (frozenset({"dt", "dd"}), _HOLDERS - {"div", "center"}),
    "p": (frozenset({"p"}), _HOLDERS | {"li", "dd", "dt", "pre"}),
    "td": (frozenset({"td", "th"}), _ROW),
    "th": (frozenset({"td", "th"}), _ROW),
    "tr": (frozenset({"tr"}), _GROUPS | {"table"}),
    **dict.fromkeys(_GROUPS, (_GROUPS, frozenset({"table"}))),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
}
"""By the name of an element: which ones its beginning ends, and which keep it from that."""

LOOSE = frozenset(_ENDED)
"""Elements that need no end of their own."""


class Soup(BeautifulSoup):
    """A tree without comments: to take each out of a finished tree costs a look at all beside it."""

    def endData(self, containerClass: type[NavigableString] | None = None) -> None:  # noqa: N802, N803 - bs4's
        """Take in what was read so far, unless it is a comment."""
        if containerClass is Comment:
            self.current_data = []
        else:
            super().endData(containerClass)

    def handle_starttag(self, name: str, *place: Any, **attributes: Any) -> Tag | None:
        """Begin an element, and so end the one before it."""
        ended, kept = _ENDED.get(name, (frozenset(), frozenset()))
        for el in reversed(self.tagStack) if ended else ():
            if el.name in ended:
                self.endData()
                self._popToTag(el.name)
            if el.name in ended | kept:
                break
        return super().handle_starttag(name, *place, **attributes)
