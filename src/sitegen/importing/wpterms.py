"""The tags and authors of an article in an export, by their names in addresses."""

from __future__ import annotations

import re
from html import unescape

from sitegen.importing.wpsite import WordPress, without_address
from sitegen.importing.wxr import Item
from sitegen.urls import slug_of

_NO_TAGS = frozenset({"uncategorized", "uncategorised"})


def authors(job: WordPress, item: Item) -> dict[str, str]:
    """The co-authors that a plug-in noted, else the creator: how each is shown, by the name in addresses."""
    login = item.get("dc:creator")
    several = [(slug, unescape(name)) for domain, slug, name in item.terms if domain == "author" and name]
    creator = (slug_of(login), job.authors.get(f"{item.site}/{login}", login))
    found: dict[str, str] = {}
    for nicename, name in several or [creator]:
        shown = without_address(" ".join(name.split()))
        if shown and shown not in found.values():
            found[nicename.removeprefix("cap-") or slug_of(shown)] = shown
    return found


def tags(item: Item) -> dict[str, str]:
    """The categories and tags: as the archive writes each, by the name in its address."""
    found: dict[str, tuple[str, str]] = {}
    for domain, nicename, name in item.terms:
        tag = " ".join(unescape(name).split()).replace(",", " ")
        if domain in {"category", "post_tag", "tag"} and tag and tag.casefold() not in _NO_TAGS:
            found.setdefault(re.sub(r"[\s_-]+", " ", tag.casefold()), (nicename or slug_of(tag), tag))
    return dict(found.values())
