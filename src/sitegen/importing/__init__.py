"""Bringing an archive in: one reader a format, one writer, and a report of all that could not be done.

A reader is a module with `read(source, options, book) -> Reading`. It looks at the whole source
first, gives every article its place in the address book, then yields the articles one by one.

Each format has a package (`wordpress`, `hugo`, `jekyll`, `folders`, `text`) that knows none of the others.
What they share lies below: `documents`, files of Markdown with front matter; `dialects` and `html`, what
becomes of Markdown and HTML of others; `frontmatter`, their keys; `body`, a text that is being converted.
"""

from __future__ import annotations

from collections.abc import Mapping

READERS: Mapping[str, str] = {
    "wordpress": "sitegen.importing.wordpress.reader",
    "jekyll": "sitegen.importing.jekyll.reader",
    "hugo": "sitegen.importing.hugo.reader",
    "markdown": "sitegen.importing.folders.reader",
    "text": "sitegen.importing.text.reader",
}
"""The module of each format; it is imported when it is needed."""
