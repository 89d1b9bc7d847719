"""Bar charts as inline SVG: readable without colour, by keyboard, in the dark and from right to left.

Widths are percentages and heights pixels, so a chart fits its column and its words keep their size.
Colours and fonts are the stylesheet's (`.bars`, `.bar`, `.spark`), for pages allow no inline style.
Texts are escaped here; the result is ready for the `trusted` filter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from sitegen.i18n import Language
from sitegen.views import Bar

HEIGHT = 112
"""Pixels of the tallest bar."""

TOP, BOTTOM = 22, 24
"""Pixels above the tallest bar, for its value, and below the bars, for their labels."""

SPARK_HEIGHT = 28
"""Pixels of the tallest bar of a chart without words."""

MODEST = 4
"""The least top of a scale: where no bar exceeds 1, a 1 is still no peak."""

ROOM = 40
"""The letters that 320 pixels have room for in one row, the spaces between words counted."""

LEAST = 6
"""A chart of fewer bars is as wide as one of so many: two years are no two walls."""

Href = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Column:
    """A bar to be drawn: its label, what is said of it, its value, how much of it is filled, its link."""

    label: str
    said: str
    value: int
    filled: int
    href: str


def bars(
    values: Sequence[Bar], *, name: str, title: str, description: str, language: Language, href: Href
) -> str:
    """A chart with a bar for each value, in reading order, each a link where it has an address.

    `name` is unique in the page: the ids of the chart's title and description begin with it.
    """
    columns = []
    for bar in values:
        label = language.digits(bar.label)
        said = f"{label}: {language.number(bar.value)}"
        columns.append(_Column(label, said, bar.value, bar.value, href(bar.url) if bar.url else ""))
    return _chart(columns, name, title, description, language)


def months(counts: Sequence[int], *, name: str, title: str, description: str, language: Language) -> str:
    """A year's chart: a bar for each month, which leads to `#month-N` of the same page."""
    columns = []
    for number, count in enumerate(counts, start=1):
        label = language.month(number, width="narrow")
        said = f"{language.month(number)}: {language.number(count)}"
        columns.append(_Column(label, said, count, count, f"#month-{number}" if count else ""))
    return _chart(columns, name, title, description, language)


def shares(
    values: Sequence[tuple[Bar, int]],
    *,
    name: str,
    title: str,
    description: str,
    language: Language,
    href: Href,
) -> str:
    """A chart of wholes and their parts: of each bar as much is filled as the number beside it says."""
    columns = []
    for bar, part in values:
        label = language.digits(bar.label)
        said = f"{label}: {language.number(part)}/{language.number(bar.value)}"
        columns.append(_Column(label, said, bar.value, part, href(bar.url) if bar.url else ""))
    return _chart(columns, name, title, description, language)


def spark(counts: Sequence[int], *, title: str, peak: int, language: Language) -> str:
    """A row of bars without words, as one picture that `title` tells; `peak` is the top of the scale."""
    drawn = []
    for i, count in enumerate(counts):
        start, width = _place(i, len(counts), language)
        drawn.append(_rect("bar", start, width, SPARK_HEIGHT, _height(count, peak, SPARK_HEIGHT)))
    return (
        f'<svg class="spark" role="img" aria-label="{escape(title)}" width="100%" height="{SPARK_HEIGHT}">'
        f"{''.join(drawn)}</svg>"
    )


def initials(language: Language) -> str:
    """The months' initials, to stand above or below rows of `spark`."""
    texts = []
    for i in range(12):
        start, width = _place(i, 12, language)
        month = escape(language.month(i + 1, width="narrow"))
        texts.append(f'<text class="label" x="{_percent(start + width / 2)}" y="14">{month}</text>')
    return f'<svg class="bars" aria-hidden="true" width="100%" height="20">{"".join(texts)}</svg>'


def _chart(columns: Sequence[_Column], name: str, title: str, description: str, language: Language) -> str:
    values = [column.value for column in columns]
    peak = max(values, default=0)
    numbers = [language.number(value) if value else "" for value in values]
    if _apart(numbers) > 1:
        highest = values.index(peak)
        numbers = [number if i == highest else "" for i, number in enumerate(numbers)]
    every = _apart([column.label for column in columns])
    drawn, words = [], []
    for i, column in enumerate(columns):
        place = _place(i, max(len(columns), LEAST), language)
        drawn.append(_bar(column, place, peak))
        label = column.label if (len(columns) - 1 - i) % every == 0 else ""
        words.append(_words(place, TOP + HEIGHT - _height(column.value, peak, HEIGHT), numbers[i], label))
    return (
        f'<svg class="bars" role="group" width="100%" height="{TOP + HEIGHT + BOTTOM}"'
        f' aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f'<line class="axis" x1="0" x2="100%" y1="{TOP + HEIGHT}" y2="{TOP + HEIGHT}"/>'
        f'{"".join(drawn)}<g aria-hidden="true">{"".join(words)}</g></svg>'
    )


def _apart(words: Sequence[str]) -> int:
    """Every how many bars there is room for one of these words: 1 where all have it."""
    letters = max((len(word) for word in words), default=0) + 1
    return max(1, -(-len(words) * letters // ROOM))


def _bar(column: _Column, place: tuple[float, float], peak: int) -> str:
    """One bar, named: a link over the whole height of the chart, or a picture; nothing for no value."""
    if not column.value:
        return ""
    floor = TOP + HEIGHT
    drawn = _rect("bar", *place, floor, _height(column.filled, peak, HEIGHT))
    if column.filled < column.value:
        drawn = _rect("bar whole", *place, floor, _height(column.value, peak, HEIGHT)) + drawn
    said = escape(column.said)
    if not column.href:
        return f'<g role="img" aria-label="{said}"><title>{said}</title>{drawn}</g>'
    reach = f'<rect class="reach" x="{_percent(place[0])}" y="0" width="{_percent(place[1])}"'
    reach += f' height="{floor + BOTTOM}" fill="none" pointer-events="all"/>'
    return f'<a href="{escape(column.href)}" aria-label="{said}"><title>{said}</title>{reach}{drawn}</a>'


def _words(place: tuple[float, float], top: int, number: str, label: str) -> str:
    """The number above a bar and the label below it, which its name says already."""
    start, width = place
    middle = _percent(start + width / 2)
    drawn = f'<text class="value" x="{middle}" y="{top - 6}">{escape(number)}</text>' if number else ""
    if label:
        drawn += f'<text class="label" x="{middle}" y="{TOP + HEIGHT + 17}">{escape(label)}</text>'
    return drawn


def _rect(kind: str, start: float, width: float, floor: int, height: int) -> str:
    size = f'width="{_percent(width)}" height="{height}"'
    return f'<rect class="{kind}" x="{_percent(start)}" y="{floor - height}" {size}/>' if height else ""


def _place(index: int, count: int, language: Language) -> tuple[float, float]:
    """Where a bar begins and how wide it is, in percent; the first is at the side where reading begins."""
    step = 100 / count
    start = index * step if language.dir == "ltr" else 100 - (index + 1) * step
    return start + step * 0.12, step * 0.76


def _height(value: int, peak: int, room: int) -> int:
    """Pixels of a bar: none for nothing, at least two for something."""
    return max(2, round(room * value / max(peak, MODEST))) if value > 0 else 0


def _percent(value: float) -> str:
    return f"{round(value, 2):g}%"
