"""One language of the site, as templates and renderers use it. Babel is imported at first need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from gettext import GNUTranslations
from typing import TYPE_CHECKING, Any, Literal

from sitegen.i18n.aliases import known_as
from sitegen.i18n.catalogue import catalogue
from sitegen.i18n.solar import DARI_MONTHS, MONTHS, solar_hijri

if TYPE_CHECKING:
    from babel import Locale

Style = Literal["long", "short", "month"]
Width = Literal["wide", "abbreviated", "narrow"]

Day = date
"""`datetime.date`, where `Language.date` has taken its name."""

Moment = date | datetime | str
"""A day, a moment, or ISO 8601 text of any precision (`2019`, `2019-05`, `2019-05-03T10:00:00Z`)."""

_RTL_LANGUAGES = frozenset(
    {"ar", "arc", "ary", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn"}
    | {"nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
_DIGITS = {"arabext": "۰۱۲۳۴۵۶۷۸۹", "arab": "٠١٢٣٤٥٦٧٨٩", "deva": "०१२३४५६७८९", "beng": "০১২৩৪৫৬৭৮৯"}
_ARABIC = ("ar", "ckb", "fa", "ps", "sd", "ug", "ur")
_COMMAS = dict.fromkeys(_ARABIC, "، ") | {"zh": "，", "ja": "、"}
_SEMICOLONS = dict.fromkeys(_ARABIC, "؛ ") | {"zh": "；", "ja": "；"}
_COLONS = {"zh": "：", "ja": "："}
_STOPS = {"zh": "。", "ja": "。", "ur": "۔", "hi": "।"}
_ENDED = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964]\u2069?(?:</?[a-z][^<>]*>)*\Z")
"""What needs no full stop behind it: words that end in one, as Russian dates do, or in a question."""

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T ])")
_VALUE = re.compile(r"%\(\w+\)s")
_STOPPED = re.compile(r"%\((\w+)\)s\.")
_LTR, _OWN, _END = "\u2066", "\u2068", "\u2069"
"""Unicode's isolates (UAX 9): what follows runs from left to right, or as its first letter does, to the end.
They hold where no element can stand, in attributes and titles.
"""
_ENGLISH = "en_001"
"""`en` alone is nobody's English in particular: 3 May 2021, which reads one way only. `en-US` is American."""


@cache
def get(lang: str) -> Language:
    """The language of a BCP 47 tag. One without translations or unknown to CLDR speaks English."""
    return Language(lang)


def message(text: str) -> str:
    """The text itself, marked for the catalogues: for messages in tables, translated where they are used."""
    return text


def direction(lang: str) -> Literal["ltr", "rtl"]:
    """The direction of a language's usual script, or of the script that its tag names."""
    first, *rest = known_as(lang).split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    if not script:
        region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
        return _usual_direction(first.lower(), region)
    return "rtl" if script in _RTL_SCRIPTS else "ltr"


@cache
def _usual_direction(lang: str, region: str) -> Literal["ltr", "rtl"]:
    """The direction of the script that CLDR thinks likely for a language, there: Punjabi in Pakistan."""
    if lang in _RTL_LANGUAGES:
        return "rtl"
    if len(lang) == 2 and not region:  # all of those are known
        return "ltr"
    from babel.core import get_global  # noqa: PLC0415 - slow to import

    likely = get_global("likely_subtags")
    found = likely.get(f"{lang}_{region}") or likely.get(lang) or ""
    return "ltr" if _RTL_SCRIPTS.isdisjoint(found.split("_")) else "rtl"


@dataclass(frozen=True)
class Language:
    """A language by its BCP 47 `tag`: its messages, and how it writes dates, numbers and lists."""

    tag: str

    @property
    def dir(self) -> Literal["ltr", "rtl"]:
        """The direction of its script."""
        return direction(self.tag)

    @cached_property
    def name(self) -> str:
        """The language's name for itself, as a title (`Français`); its tag where CLDR has none."""
        locale = self._locale
        if locale.language != self._primary:
            return self.tag
        one = locale.languages.get(self._known.replace("-", "_")) or locale.get_language_name()
        name = locale.get_display_name() if "-" in self.tag else one
        return name[:1].upper() + name[1:] if name else self.tag

    # --- messages ---

    @property
    def is_spoken(self) -> bool:
        """Whether the site's own words are there in this language."""
        return self._primary == "en" or isinstance(catalogue(self.tag), GNUTranslations)

    def gettext(self, message: str, **values: Any) -> str:
        """The message in this language, with `%(name)s` filled in; safe markup makes the whole markup."""
        found = self._said(message)
        return _fill(found, values) if values else found

    @cached_property
    def _said(self) -> Callable[[str], str]:
        """The messages as the catalogue has them, found once: each stands on many pages."""
        found = catalogue(self.tag).gettext
        return lru_cache(maxsize=1024)(lambda text: self._set_apart(found(text), own=self.is_spoken))

    def ngettext(self, one: str, many: str, n: int, **values: Any) -> str:
        """The plural form for `n` things; `%(num)s` is `n` as the language writes it."""
        found = self._set_apart(catalogue(self.tag).ngettext(one, many, n), own=self.is_spoken)
        return _fill(found, {"num": self.number(n), **values})

    def _set_apart(self, text: str, *, own: bool) -> str:
        """The text; if it is English in a right-to-left language, so that its full stop stays at its end, and
        what is filled in runs as it would alone.
        """
        if own or self.dir == "ltr":
            return text
        return _LTR + _VALUE.sub(rf"{_OWN}\g<0>{_END}", text) + _END

    # --- dates ---

    def date(self, value: Moment, *, style: Style = "long") -> str:
        """A date in words, no more precise than it is given: `3 May 2021`, `May 2021`, `2021`.

        `value` may be ISO 8601 text with a time, whose day is told as written. `short` abbreviates
        the month, `month` leaves the day out. A text that is no date is given back.
        """
        day, precision = _parsed(value)
        if day is None:
            return str(value)
        known = self._dates.get((day, precision, style))
        if known is None:
            own = self._calendar.language == self._primary
            words = self._set_apart(self._date(day, precision, style), own=own)
            known = self._dates[day, precision, style] = words
        return known

    @cached_property
    def _dates(self) -> dict[tuple[Day, int, Style], str]:
        """The dates said so far: an archive has few days, and shows each on many pages."""
        return {}

    def _date(self, day: Day, precision: int, style: Style) -> str:
        from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - slow to import

        if precision == 1:
            return self.digits(f"{day.year:04}")
        if precision == 2 or style == "month":
            return self.digits(format_skeleton("yMMMM", day, locale=self._calendar))
        if style == "short":
            return self.digits(format_skeleton("yMMMd", day, locale=self._calendar))
        return self.digits(format_date(day, "long", locale=self._calendar))

    def calendar_date(self, value: Moment) -> str:
        """The day in the calendar that its readers live by, beside the Gregorian one; "" if that is all.

        Persian has the Solar Hijri calendar: `۱۳ اردیبهشت ۱۴۰۰`, in Afghanistan `۱۳ ثور ۱۴۰۰`.
        """
        if self._primary != "fa":
            return ""
        day, precision = _parsed(value)
        if day is None or precision < 3:
            return ""
        found = solar_hijri(day)
        months = DARI_MONTHS if self._known.endswith("-AF") else MONTHS
        return self.digits(f"{found[2]} {months[found[1] - 1]} {found[0]}") if found else ""

    def month(self, number: int, *, width: Width = "wide") -> str:
        """The name of a month, 1 to 12, as it stands alone."""
        return self.digits(str(self._calendar.months["stand-alone"][width][number]))

    # --- numbers and lists ---

    def number(self, n: float) -> str:
        """A number with the language's digits and separators."""
        if self._primary == "en" and isinstance(n, int):
            return f"{n:,}"
        from babel.numbers import format_decimal  # noqa: PLC0415 - slow to import

        return self.digits(format_decimal(n, locale=self._locale, numbering_system="default"))

    def digits(self, text: str) -> str:
        """The text with its digits in the language's own form, as for Persian."""
        own = "" if self._primary == "en" else _DIGITS.get(self._locale.default_numbering_system, "")
        return text.translate(dict(zip(map(ord, "0123456789"), own, strict=True))) if own else text

    def join(self, names: Iterable[str]) -> str:
        """A list in words: `A, B and C`. Safe markup among the names makes the whole markup."""
        items = list(names)
        if len(items) < 2:
            return items[0] if items else ""
        pattern = self._locale.list_patterns["standard"]
        if len(items) == 2:
            return _pair(pattern["2"], *items)
        joined = _pair(pattern["end"], items[-2], items[-1])
        for item in reversed(items[1:-2]):
            joined = _pair(pattern["middle"], item, joined)
        return _pair(pattern["start"], items[0], joined)

    @property
    def comma(self) -> str:
        """What stands between the parts of a reference: a comma of its script, and a space."""
        return _COMMAS.get(self._primary, ", ")

    @property
    def semicolon(self) -> str:
        """What stands between references: a semicolon of its script, and a space."""
        return _SEMICOLONS.get(self._primary, "; ")

    @property
    def colon(self) -> str:
        """What stands between a name and what follows of it: a colon of its script, and a space."""
        return _COLONS.get(self._primary, ": ")

    @property
    def stop(self) -> str:
        """What ends a sentence, without a space."""
        return _STOPS.get(self._primary, ".")

    def sentence(self, words: str) -> str:
        """The words with a full stop, unless they end as a sentence does. Safe markup stays so."""
        return words if _ENDED.search(words) else words + self.stop

    @cached_property
    def _known(self) -> str:
        """The tag by which catalogues and CLDR know the language."""
        return known_as(self.tag)

    @cached_property
    def _primary(self) -> str:
        return self._known.split("-")[0].lower()

    @cached_property
    def _calendar(self) -> Locale:
        """The locale of its dates: its own, but English where CLDR has no names of its months."""
        named = self._locale.months["format"]["wide"][1] != "M01"
        return self._locale if named else get("en")._locale

    @cached_property
    def _locale(self) -> Locale:
        """CLDR's locale: the tag's own, else of its language alone, else English."""
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - slow to import

        names = (self._known.replace("-", "_"), self._primary) if self._known.lower() != "en" else ()
        for name in names:
            try:
                return _unshared(Locale.parse(name))
            except (ValueError, UnknownLocaleError):
                continue
        return _unshared(Locale.parse(_ENGLISH))


def _unshared(locale: Locale) -> Locale:
    """The locale, with data of its own.

    Babel's locales share what they inherit, and it notes there what an alias led to: French would
    name its months in Hebrew if a Hebrew page was rendered first (seen in Babel 2.18).
    """
    from babel import localedata  # noqa: PLC0415

    data = localedata.load(str(locale))
    for key in ("months", "date_formats", "datetime_skeletons", "list_patterns"):
        data[key] = deepcopy(data[key])
    return locale


def _parsed(value: Moment) -> tuple[date | None, int]:
    """The day, and how precise it was given: 1 a year, 2 a month, 3 a day; (None, 0) if it is no date."""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value), 3
    match = _ISO.match(value)
    if not match:
        return None, 0
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)), 3 - match.groups().count(None)
    except ValueError:
        return None, 0


def _fill(message: str, values: dict[str, Any]) -> str:
    stopped = _STOPPED.search(message)
    if stopped and _ENDED.search(str(values[stopped[1]])):
        message = message[: stopped.end() - 1] + message[stopped.end() :]
    for value in values.values():
        if hasattr(value, "__html__"):
            return _fill_markup(message, values)
    return message % values


def _fill_markup(message: str, values: dict[str, Any]) -> str:
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with Jinja2, slow without need

    safe = {
        name: value if isinstance(value, int | float) else escape(value) for name, value in values.items()
    }
    return Markup(str(escape(message)) % safe)  # noqa: S704 - message and values are escaped


def _pair(pattern: str, first: str, second: str) -> str:
    if hasattr(first, "__html__") or hasattr(second, "__html__"):
        from markupsafe import Markup, escape  # noqa: PLC0415

        return Markup(escape(pattern)).format(first, second)  # noqa: S704 - as above
    return pattern.format(first, second)
