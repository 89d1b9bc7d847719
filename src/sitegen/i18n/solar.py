"""The Solar Hijri calendar of Iran and Afghanistan, by arithmetic."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
"""The months' names in Persian, from Farvardin to Esfand."""

DARI_MONTHS = (
    "حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت",
)  # fmt: skip
"""The same in the Persian of Afghanistan, from Hamal to Hut."""

FIRST, LAST = 1178, 1500
"""The years (1799 to 2122 of the Common Era) in which the rule of 33 years agrees with the sky."""

_NOWRUZ_1400 = date(2021, 3, 21).toordinal()
_LONG_MONTHS = 6 * 31


def solar_hijri(day: date) -> tuple[int, int, int] | None:
    """Year, month and day in the Solar Hijri calendar; None outside `FIRST` to `LAST`.

    The year begins at the March equinox in Tehran. Within these years eight leap years in each 33,
    placed as `_nowruz` has them, give the same days as astronomy does.
    """
    ordinal = day.toordinal()
    year = day.year - 621
    if ordinal < _nowruz(year):
        year -= 1
    if not FIRST <= year <= LAST:
        return None
    nth = ordinal - _nowruz(year)
    if nth < _LONG_MONTHS:
        return year, nth // 31 + 1, nth % 31 + 1
    return year, (nth - _LONG_MONTHS) // 30 + 7, (nth - _LONG_MONTHS) % 30 + 1


def _nowruz(year: int) -> int:
    """The proleptic Gregorian ordinal of the first day of a year."""
    return _NOWRUZ_1400 + _days_before(year) - _days_before(1400)


def _days_before(year: int) -> int:
    return 365 * (year - 1) + (8 * year + 21) // 33
