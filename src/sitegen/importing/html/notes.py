"""Footnotes that are made of links: `<a href="#note">` at the place, `<a href="#place">` in the note.

Word, LibreOffice and footnote plug-ins of WordPress all write them so, with names of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from sitegen.importing.html.filling import fill
from sitegen.importing.html.tree import BLOCKS, FIXED

_MARK = re.compile(
    r"[\[(]?\s*(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|\*{1,4}|[†‡§^↑↩]\ufe0e?)\s*[\])]?\.?", re.IGNORECASE
)
"""What the links of a footnote show: a number, a letter, a star, an arrow."""


_HERE = re.compile("^#.")


def convert(soup: BeautifulSoup) -> None:
    """Make an `x-ref` and an `x-note` of each pair of such links, in place; both bear its `label`."""
    found = soup.find_all("a", href=_HERE)
    links = [link for link in found if _MARK.fullmatch(link.get_text().strip())]
    places: dict[str, Tag] = {}
    for link in links if len(links) > 1 else ():
        places |= dict.fromkeys(_names(link), link)
    notes: dict[str, Tag | None] = {}
    for link in links if places else ():
        target = _target(link)
        if target not in notes:
            answer = places.get(target)
            is_pair = answer and answer is not link and _target(answer) in _names(link)
            notes[target] = _note(link, answer) if answer and is_pair else None
            if answer and notes[target]:
                notes[_target(answer)] = None
                _without(answer)
        if notes[target] and link.find_parent(FIXED):
            # There it stays a link, to where the note comes to stand
            link["href"] = f"#fn:{_label(target)}"
        elif notes[target]:
            _refer(link, target)
    for name, note in notes.items():
        if note:
            _set(soup, note, name)


def _target(link: Tag) -> str:
    return unquote(str(link["href"])[1:])


def _names(link: Tag) -> Iterator[str]:
    """The names of a link's place: its own, those of an anchor before it, and of what it stands in."""
    block = link.find_parent([*BLOCKS])
    for el in (link, link.previous_sibling, link.parent, block, block.parent if block else None):
        if isinstance(el, Tag):
            yield from (str(el[key]) for key in ("id", "name") if el.get(key))


def _note(link: Tag, answer: Tag) -> Tag | None:
    """The block of a note, which holds the link back; None if it is the one of the place itself, or none."""
    note = answer.find_parent([*BLOCKS])
    if note is None or note.name not in {"p", "li", "div"}:
        return None
    around = note.parent
    whole = around is not None and around.name in {"li", "div"} and around.get("id")
    if around is not None and whole and len(around.find_all("a", href=_HERE, limit=2)) == 1:
        note = around
    return None if note in link.parents or note.find_parent(FIXED) else note


def _without(answer: Tag) -> None:
    """Take a link back out, with the anchor before it, and what held nothing else."""
    before, parent = answer.previous_sibling, answer.parent
    if isinstance(before, Tag) and before.name == "a" and not before.get_text():
        before.extract()
    answer.extract()
    if parent is not None and parent.name not in BLOCKS and not parent.get_text().strip():
        parent.extract()


def _refer(link: Tag, name: str) -> None:
    """Make a link, or what is nothing but that link raised, the place of a footnote."""
    parent = link.parent
    words = link.get_text().strip()
    raised = parent is not None and parent.name == "sup" and parent.get_text().strip() == words
    place = parent if parent is not None and raised else link
    place.clear()
    place.name = "x-ref"
    place["label"] = _label(name)


def _set(soup: BeautifulSoup, note: Tag, name: str) -> None:
    """Make a block a note; an item leaves its list, which goes when it is empty."""
    parent = note.parent
    if note.name == "li" and parent is not None and parent.name in {"ol", "ul"}:
        new = soup.new_tag("x-note", label=_label(name))
        fill(new, list(note.contents))
        fill(note, ())
        parent.insert_before(new)
        note.extract()
        if not parent.find(True) and not parent.get_text().strip():
            parent.extract()
    else:
        note.name, note.attrs = "x-note", {"label": _label(name)}


def _label(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("_-") or "note"
