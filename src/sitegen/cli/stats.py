"""`sitegen stats`: how much there is, year by year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.console import counted, print_json
from sitegen.cli.help import Command

if TYPE_CHECKING:
    from rich.table import Table

NARROW = 72
"""Columns of a terminal below which a year is a line of text: a table would lose its figures."""


@click.command(cls=Command, epilog="Examples:\n  sitegen stats\n  sitegen stats --json")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(site: Path, *, as_json: bool) -> int:
    """Count what the archive in SITE publishes."""
    from sitegen.counting import stats  # noqa: PLC0415 - slow to import

    found = stats(site)
    if as_json:
        print_json(found)
    else:
        _show(found)
    return 0


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import

    console = Console()
    console.print(_table("in all", found["total"]))
    if console.width < NARROW:
        for year, row in found["years"].items():
            figures = (counted(value, name.removesuffix("s")) for name, value in row.items())
            console.print(f"{year}: {', '.join(figures)}")
    else:
        columns = list(next(iter(found["years"].values()), {}))
        years = _table("year", {}, *columns)
        for year, row in found["years"].items():
            years.add_row(year, *(f"{value:,}" for value in row.values()))
        console.print(years)
    for kind in ("languages", "posts", "sources"):
        console.print(_table(kind, found[kind]))


def _table(head: str, rows: dict[str, int], *columns: str) -> Table:
    """A table of figures: names at the left, numbers at the right."""
    from rich.table import Table  # noqa: PLC0415 - slow to import

    table = Table(head)
    for column in columns or ("count",):
        table.add_column(column, justify="right")
    for name, value in rows.items():
        table.add_row(name, f"{value:,}")
    return table
