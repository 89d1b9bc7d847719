"""The addresses that Jekyll gave to posts: its permalink styles and placeholders.

https://jekyllrb.com/docs/permalinks/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATE_NAMES = """year short_year month i_month short_month long_month day i_day y_day w_year week w_day
short_day long_day hour minute second""".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PRETTY = frozenset("._~!$&'()+,;=@")
_MONTHS = "January February March April May June July August September October November December".split()


def pattern_of(style: str) -> str:
    """The pattern that a setting `permalink` names, or is."""
    return STYLES.get(style.strip(), style.strip()) or STYLES["date"]


def expand(pattern: str, *, moment: str, title: str, categories: Sequence[str] = (), path: str = "",
           collection: str = "", name: str = "") -> str:  # fmt: skip
    """The address of a document; "" of one that has no date where the pattern asks for it.

    `moment` is ISO 8601 text, `name` that of its file without suffix, `title` its slug as it was written.
    """
    if not moment and names_date(pattern):
        return ""
    folders = [category.strip().lower() for category in categories]
    values = {
        **dict.fromkeys(_DATE_NAMES, ""),
        **date_parts(moment),
        "title": slugified(title, pretty=True),
        "slug": slugified(title),
        "name": slugified(name or title),
        "basename": name or title,
        "slugified_categories": "/".join(dict.fromkeys(map(slugified, folders))),
        "categories": "/".join(dict.fromkeys(folders)),
        "output_ext": ".html",
        "path": path,
        "collection": collection,
    }
    address = re.sub(r":([a-z_]+)", lambda match: _escaped(_longest(match[1], values)), pattern)
    return re.sub(r"/{2,}", "/", f"/{address}")


def _escaped(text: str) -> str:
    """A part of a path without the characters that end one."""
    return re.sub(r"[%#? ]", lambda match: quote(match[0]), text)


def slugified(text: str, *, pretty: bool = False) -> str:
    """A name as Jekyll has it in an address: its `Utils.slugify`.

    `pretty` is the mode of `:title`, which keeps capitals and some punctuation.
    """
    kept = "".join(char if _is_kept(char, pretty=pretty) else "-" for char in text)
    found = re.sub(r"-+", "-", kept).strip("-")
    return found if pretty else found.lower()


def _is_kept(char: str, *, pretty: bool) -> bool:
    if char.isascii():
        return char.isalnum() or (pretty and char in _PRETTY)
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def names_date(pattern: str) -> bool:
    """Whether a pattern has placeholders for parts of a date."""
    dates = dict.fromkeys(_DATE_NAMES, "")
    return any(_longest(name, dates) != f":{name}" for name in re.findall(r":([a-z_]+)", pattern))


def _longest(name: str, values: Mapping[str, str]) -> str:
    """The value of a placeholder; letters that follow its name directly belong to the address."""
    for end in range(len(name), 0, -1):
        if name[:end] in values:
            return values[name[:end]] + name[end:]
    return f":{name}"


def date_parts(moment: str) -> dict[str, str]:
    """The parts of a date (ISO 8601) by their names in patterns; none without one."""
    try:
        on = date.fromisoformat(moment[:10])
    except ValueError:
        return {}
    time = moment[11:19].replace(":", " ").split() if len(moment) > 10 else []
    hour, minute, second = (*time, "00", "00", "00")[:3]
    iso = on.isocalendar()
    return {
        "year": f"{on.year:04d}", "short_year": f"{on.year % 100:02d}", "month": f"{on.month:02d}",
        "i_month": str(on.month), "short_month": _MONTHS[on.month - 1][:3],
        "long_month": _MONTHS[on.month - 1],
        "day": f"{on.day:02d}", "i_day": str(on.day), "y_day": f"{on.timetuple().tm_yday:03d}",
        "w_year": f"{iso.year:04d}", "week": f"{iso.week:02d}", "w_day": str(iso.weekday),
        "short_day": _DAYS[on.weekday()][:3], "long_day": _DAYS[on.weekday()],
        "hour": hour, "minute": minute, "second": second,
    }  # fmt: skip
