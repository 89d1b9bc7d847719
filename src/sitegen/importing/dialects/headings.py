"""The ids of equal headings: kramdown, Goldmark and GitHub count on from `notes` with `notes-1`, `notes-2`.

Here `notes-2` is the second one, there the third: where there are three, they keep the ids that they had.
"""

from __future__ import annotations

import re

from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.frontmatter.keys import plain
from sitegen.markup import ids

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(?P<words>[^\n{]*?)(?P<end>[ \t]*#*[ \t]*)$", re.MULTILINE)


def keep_ids(sheet: Manuscript) -> None:
    """Write the ids of those tools behind the second and further of three or more equal headings."""
    found: dict[str, list[re.Match[str]]] = {}
    for heading in _HEADING.finditer(sheet.text) if "\n#" in sheet.text else ():
        if sheet.is_free(*heading.span("end")):
            found.setdefault(ids.elsewhere(plain(heading["words"])), []).append(heading)
    for name, equal in found.items():
        for number, heading in enumerate(equal[1:] if len(equal) > 2 and name else (), 1):
            sheet.replace(*heading.span("end"), f" {{#{name}-{number}}}")
