"""What an export says beside an article: its tags and authors, its summary, its custom fields."""

from __future__ import annotations

import re
from html import unescape

from sitegen.importing.frontmatter.keys import plain
from sitegen.importing.wordpress.site import WordPress, without_address
from sitegen.importing.wordpress.wxr import Item
from sitegen.urls import slug_of

_ABOUT = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description")
"""Custom fields in which plug-ins for search engines keep a summary."""

_SEO = ("_yoast_wpseo_", "_aioseo")
_BLOCK_END = re.compile(r"</(?:p|div|li|h\d|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)
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


def summary(item: Item) -> str:
    """The excerpt as plain text, else what was written for search engines."""
    excerpt = plain(_BLOCK_END.sub(" ", item.get("excerpt:encoded")))
    written = (item.meta.get(key, "").strip() for key in _ABOUT)
    return excerpt or next((plain(text) for text in written if text and "%%" not in text), "")


def left_out(item: Item) -> list[str]:
    """The names of the custom fields that are not imported: a person's own, and texts for search engines."""
    used = "" if item.get("excerpt:encoded") else next((key for key in _ABOUT if item.meta.get(key)), "")
    names = [name for name, value in item.meta.items() if value.strip() and name not in {"footnotes", used}]
    return [
        name
        for name in names
        if not name.startswith("_") or (name.startswith(_SEO) and re.search(r"[^\W\d_]{2}", item.meta[name]))
    ]
