"""Tags that mean a language which has another one: Dari (`prs`) is the Persian of Afghanistan (`fa-AF`)."""

from __future__ import annotations

from functools import cache


@cache
def known_as(tag: str) -> str:
    """The BCP 47 tag by which CLDR knows the language of one with three letters; any other as it is.

    What the tag itself says of script and region goes before what the alias implies.
    """
    first, *rest = tag.replace("_", "-").split("-")
    if len(first) == 2:
        return "-".join([first, *rest])
    from babel.core import get_global  # noqa: PLC0415 - slow to import

    language, *implied = str(get_global("language_aliases").get(first.lower(), first)).split("_")
    return "-".join([language, *(rest or implied)])
