"""The Jinja environment of the theme: its loader, its filters, and the words of each language.

No clock, randomness, environment variable or file is within a template's reach.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from sitegen import charts, code, dates
from sitegen.body import srcset
from sitegen.i18n import Language, direction
from sitegen.i18n.language import Style
from sitegen.model import Picture
from sitegen.speedups import QuickEnvironment, escaped
from sitegen.theme import EXTENSIONS, Theme
from sitegen.urls import beside, is_outside, valid
from sitegen.views import Bar


def environment(theme: Theme, *, bytecode: str = "") -> Environment:
    """An environment over the theme; compiled templates are kept in the folder `bytecode`, if any."""
    made = QuickEnvironment(
        loader=_ThemeLoader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=EXTENSIONS,
        bytecode_cache=_Compiled(Path(bytecode)) if bytecode else None,
        auto_reload=False,
        cache_size=-1,
    )
    made.is_default = cache(theme.is_default)  # type: ignore[attr-defined]  # asked by `fragments.Cached`
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.filters |= {
        "href": _href,
        "absolute": _absolute,
        "beside": beside,
        "date": _date,
        "calendar": _calendar,
        "time": _time,
        "outside": _outside,
        "valid": valid,
        "month": _month,
        "isodate": isodate,
        "number": _number,
        "join_names": _join,
        "srcset": _srcset,
        "trusted": Markup,
    }
    made.tests["outside"] = is_outside
    made.globals |= {"bars": charts.bars, "months": charts.months, "spark": charts.spark}
    made.globals |= {"shares": charts.shares, "initials": charts.initials, "Bar": Bar, "direction": direction}
    return made


class _ThemeLoader(BaseLoader):
    """Templates by name from a `Theme`; the name stands for the file in tracebacks."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        text = self.theme.templates.get(template)
        if text is None:
            raise TemplateNotFound(template)
        return text, template, lambda: True


class _Compiled(BytecodeCache):
    """Compiled templates in a folder, each behind a checksum: damaged code would not fail, but run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        # what filters make of constants is compiled in
        return super().get_cache_key(f"{code.digest()} {name}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            data = (self.folder / f"{bucket.key}.cache").read_bytes()
            if hashlib.sha256(data[32:]).digest() == data[:32]:
                bucket.bytecode_from_string(data[32:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        data = bucket.bytecode_to_string()
        temporary = self.folder / f"{bucket.key}.{os.getpid()}"
        with suppress(OSError):
            temporary.write_bytes(hashlib.sha256(data).digest() + data)
            temporary.replace(self.folder / f"{bucket.key}.cache")


def page_globals(
    language: Language, *, href: Callable[[str], str], absolute: Callable[[str], str], depth: int
) -> dict[str, Any]:
    """What every template is given besides its values: words, dates and links of this page.

    `depth` is how many folders below the root the page lies; -1 if it links from the root.
    """
    return {
        "depth": depth,
        "_": language.gettext,
        "gettext": language.gettext,
        "ngettext": language.ngettext,
        "language": language,
        "link_to": href,
        "link_absolutely": absolute,
    }


@pass_context
def _href(context: Context, url: str) -> str:
    """The link from this page to an address below the root; an absolute URL stays as it is."""
    link: str = context["link_to"](url)
    return link


@pass_context
def _absolute(context: Context, url: str) -> str:
    """The absolute URL of an address; "" while the site has no `base_url`."""
    link: str = context["link_absolutely"](url)
    return link


@pass_context
def _srcset(context: Context, picture: Picture) -> str:
    """The `srcset` of a picture."""
    return srcset(picture, context["link_to"])


@pass_context
def _date(context: Context, value: date | str, style: str = "long") -> str:
    """A date in the page's language; `style` is `long`, `short` or `month`."""
    text: str = context["language"].date(value, style=style)
    return text


@pass_context
def _time(
    context: Context, value: date | str, timed: object = False, name: str = "", style: Style = "long"
) -> Markup:
    """A `time` element for a date, or for ISO 8601 text of any precision: the date in words and its machine
    form, and beside a date the reader's own calendar where there is one. `name` is the element's class.
    """
    language: Language = context["language"]
    words = escaped(language.date(value, style=style))
    kind = f' class="{escaped(name)}"' if name else ""
    if isinstance(value, str):
        machine, own = escaped(dates.for_html(value.replace(" ", "T", 1))), ""
    else:
        machine, own = isodate(value, timed=bool(timed)), language.calendar_date(value)
    beside_it = f' <span class="own-date">{escaped(own)}</span>' if own else ""
    return Markup(f'<time{kind} datetime="{machine}">{words}</time>{beside_it}')  # noqa: S704 - escaped above


@pass_context
def _outside(context: Context, url: str, text: str, name: str = "", more: str = "") -> Markup:
    """A link by a whole address, as a rule out of the site; an address of another kind stays text, for it may
    do anything.

    `name` is the element's class, `more` are attributes of the link, as markup.
    """
    if not url.startswith(("https://", "http://")):
        kind = ' class="p-name"' if "p-name" in name else ""
        return Markup(f"<span{kind}>{escaped(text)}</span>")  # noqa: S704 - escaped
    kind = f' class="{escaped(name)}"' if name else ""
    target = context["link_to"](url)
    leaves = ' rel="noopener noreferrer"' if is_outside(target) else ""
    link = f'<a{kind} href="{escaped(target)}"{leaves}{escaped(more)}>'
    return Markup(f"{link}<bdi>{escaped(text)}</bdi></a>")  # noqa: S704 - escaped


@pass_context
def _month(context: Context, number: int) -> str:
    """The name of a month, 1 to 12, in the page's language."""
    text: str = context["language"].month(number)
    return text


@pass_context
def _calendar(context: Context, value: date | str) -> str:
    """The date in the language's own calendar, or "" where it is the Gregorian."""
    text: str = context["language"].calendar_date(value)
    return text


@pass_context
def _number(context: Context, value: int) -> str:
    """A number in the digits and grouping of the page's language."""
    text: str = context["language"].number(value)
    return text


@pass_context
def _join(context: Context, names: list[str]) -> str:
    """A list of names as a phrase: “A, B and C”."""
    text: str = context["language"].join(names)
    return text


def isodate(value: date, *, timed: bool = True) -> str:
    """A date for a `datetime` attribute; without its time when `timed` is false."""
    return dates.for_html(value.isoformat()) if timed else value.isoformat()[:10]
