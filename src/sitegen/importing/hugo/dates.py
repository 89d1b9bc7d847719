"""Which date of an article counts on a Hugo site, and whether its file's name is a slug.

https://gohugo.io/configuration/front-matter/#dates
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.importing import when
from sitegen.importing.frontmatter.fields import Fields

_FILE_NAME = ":filename"
_DEFAULT = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")


def settle(fields: Fields, order: Iterable[str], name: str) -> None:
    """Make the first date of an order that is there the article's own.

    `name` is that of its file, or of the folder of a bundle. Where its date counts, the rest is the slug.
    """
    for key in _keys(order):
        if key == _FILE_NAME:
            found = when.of_name(name)
            slug = when.undated(name).strip(" -_") if found else ""
        else:
            found, slug = next((text for text in fields.peek(key) if when.whole(text)), ""), ""
        if found:
            fields.default("slug", slug)
            if key != "date":
                fields.take("date")
                fields.default("date", found)
            return


def _keys(order: Iterable[str]) -> Iterator[str]:
    """The keys of an order; `:default` stands for Hugo's own, and git's date is not known here."""
    for key in map(str.casefold, order):
        if key == ":default":
            yield from _DEFAULT
        elif key == _FILE_NAME or not key.startswith(":"):
            yield key
