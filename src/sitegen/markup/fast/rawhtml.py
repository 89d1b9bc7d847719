"""Raw HTML: a text without any that is a block is spared the parser that looks for it."""

from __future__ import annotations

import re

_INLINE = (
    "a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var"
)
_PLAIN = re.compile(
    rf"""(?:[^<&]++
      | &(?!\#)                                              # text, or a named entity
      | &\#(?:[0-9]+|[xX][0-9a-fA-F]+);
      | <(?![A-Za-z/!?])                                     # text
      | <https?://[^\s<>"'`]*+>                              # an address
      | </(?:{_INLINE})>
      | <(?:{_INLINE})(?:[ ][a-z][a-z-]*="[^"<>&`]*+")*+[ ]?/?>
    )*+""",
    re.VERBOSE | re.IGNORECASE,
)


def is_inline(source: str) -> bool:
    """Whether the stock HTML parser gives the text back as it is: all tags in it are inline and well-formed.

    False does not mean that it changes the text, only that this cannot be told here.
    """
    return ("<" not in source and "&" not in source) or _PLAIN.fullmatch(source) is not None
