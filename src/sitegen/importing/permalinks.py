"""The addresses that Jekyll gave to posts: its permalink styles and placeholders.

https://jekyllrb.com/docs/permalinks/
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sitegen.urls import slug_of

STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATE_NAMES = """year short_year month i_month short_month long_month day i_day y_day week
short_day hour minute second""".split()
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "January February March April May June July August September October November December".split()


def pattern_of(style: str) -> str:
    """The pattern that a setting `permalink` names, or is."""
    return STYLES.get(style.strip(), style.strip()) or STYLES["date"]


def expand(pattern: str, *, moment: str, title: str, categories: Sequence[str] = (), path: str = "",
           collection: str = "") -> str:  # fmt: skip
    """The address of a document; "" of one that has no date where the pattern asks for it.

    `moment` is ISO 8601 text.
    """
    if not moment and names_date(pattern):
        return ""
    values = {
        **_of_date(moment),
        "title": title,
        "slug": slug_of(title),
        "name": title,
        "basename": title,
        "slugified_categories": "/".join(slug_of(name) for name in categories),
        "categories": "/".join(name.strip().lower().replace(" ", "%20") for name in categories),
        "output_ext": ".html",
        "path": path,
        "collection": collection,
    }
    address = re.sub(r":([a-z_]+)", lambda match: _longest(match[1], values), pattern)
    return re.sub(r"/{2,}", "/", f"/{address}")


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


def _of_date(moment: str) -> dict[str, str]:
    try:
        on = date.fromisoformat(moment[:10])
    except ValueError:
        return dict.fromkeys(_DATE_NAMES, "")
    time = moment[11:19].replace(":", " ").split() if len(moment) > 10 else []
    hour, minute, second = (*time, "00", "00", "00")[:3]
    return {
        "year": f"{on.year:04d}", "short_year": f"{on.year % 100:02d}", "month": f"{on.month:02d}",
        "i_month": str(on.month), "short_month": _MONTHS[on.month - 1][:3],
        "long_month": _MONTHS[on.month - 1],
        "day": f"{on.day:02d}", "i_day": str(on.day), "y_day": f"{on.timetuple().tm_yday:03d}",
        "week": f"{on.isocalendar().week:02d}", "short_day": _DAYS[on.weekday()],
        "hour": hour, "minute": minute, "second": second,
    }  # fmt: skip
