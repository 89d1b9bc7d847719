"""Bringing an archive in: one reader a format, one writer, and a report of all that could not be done.

A reader is a module with `read(source, options, book) -> Reading`. It looks at the whole source
first, gives every article its place in the address book, then yields the articles one by one.
"""

from __future__ import annotations

from collections.abc import Mapping

READERS: Mapping[str, str] = {
    "wordpress": "sitegen.importing.wordpress",
    "jekyll": "sitegen.importing.jekyll",
    "hugo": "sitegen.importing.hugo",
    "markdown": "sitegen.importing.markdown",
    "text": "sitegen.importing.text",
}
"""The module of each format; it is imported when it is needed."""
