"""How deep a piece of HTML is nested: looked at before a parser is given it that cannot be interrupted.

A sanitiser takes time that grows with the square of the depth: half a million open `div` take hours.
"""

from __future__ import annotations

import re

DEPTH = 512
"""How many elements may be open at once: more than lists nested within their limit make, far less than
what makes a parser slow (100,000 open `div` take a minute)."""
WORK = 1_000_000
"""How many times formatting may have to be opened again: each block opens anew what was left open."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content, and so without a closing tag."""

_IMPLIED_END = frozenset("p li dt dd td th tr tbody thead tfoot rt rp option colgroup caption".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())


def too_deep(html: str) -> bool:
    """Whether a sanitiser would take too long over it."""
    if html.count("<") <= DEPTH:
        return False
    depth = deepest = formats = most_formats = tags = 0
    for match in _TAG.finditer(html):
        tags += 1
        name, step = match[2].lower(), -1 if match[1] else 1
        if name not in VOID and name not in _IMPLIED_END:
            depth = max(0, depth + step)
            deepest = max(deepest, depth)
        if name in _FORMATTING:
            formats = max(0, formats + step)
            most_formats = max(most_formats, formats)
    return deepest > DEPTH or most_formats * tags > WORK
