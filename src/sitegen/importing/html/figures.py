"""Pictures in a body of HTML: in which size each is shown, where it leads, and what its caption is."""

from __future__ import annotations

import re

from bs4 import Tag

from sitegen.importing.body.pictures import PICTURE
from sitegen.importing.html.tree import BLOCKS
from sitegen.urls import parts_of

_SIZE = re.compile(r"-(?:\d+x\d+|scaled|e\d{8,})\Z")
_OTHERS = [*BLOCKS - {"center", "div", "figcaption", "p"}]
"""What makes a figure more than a picture, and a caption more than a line."""


def shown(image: Tag) -> tuple[str, str, str]:
    """The address, description and link of a picture; of one that leads to its own full size, that one.

    There is no address for one that only fills the place of another.
    """
    source, alt = str(image.get("src") or "").strip(), str(image.get("alt") or "")
    parent = image.parent
    link = str(parent.get("href") or "").strip() if parent is not None and parent.name == "a" else ""
    if source.startswith("data:"):
        return "", alt, link
    return (link, alt, "") if parent is not None and is_own_size(parent, link) else (source, alt, link)


def is_own_size(link: Tag, href: str) -> bool:
    """Whether a link holds one picture and leads to the same picture, in another size."""
    images = link.find_all("img")
    if len(images) != 1 or link.get_text().strip() or not PICTURE.search(parts_of(href).path):
        return False
    return _base(href) == _base(str(images[0].get("src") or ""))


def caption(figure: Tag) -> Tag | None:
    """The caption of a figure that holds one picture and nothing else; None for any other."""
    found = figure.find("figcaption")
    if not isinstance(found, Tag) or len(figure.find_all("img")) != 1 or found.find("img"):
        return None
    alone = figure.get_text().strip() == found.get_text().strip()
    return None if not alone or figure.find(_OTHERS) else found


def _base(url: str) -> str:
    """The name of a picture without the size that WordPress put in it."""
    name = parts_of(url).path.rpartition("/")[2].rpartition(".")[0]
    return _SIZE.sub("", name).casefold()
