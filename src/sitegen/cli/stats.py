"""`sitegen stats`: how much there is, year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sitegen.cli.console import print_json
from sitegen.cli.help import Command

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
    from rich.table import Table  # noqa: PLC0415

    console = Console()
    total = Table("figure", "count", title="In all", title_justify="left")
    for name, value in found["total"].items():
        total.add_row(name, f"{value:,}")
    console.print(total)
    if console.width < NARROW:
        for year, row in found["years"].items():
            console.print(f"{year}: " + ", ".join(f"{value:,} {name}" for name, value in row.items()))
    else:
        columns = list(next(iter(found["years"].values()), {}))
        years = Table("year", *columns, title="By year", title_justify="left")
        for year, row in found["years"].items():
            years.add_row(year, *(f"{value:,}" for value in row.values()))
        console.print(years)
    for kind in ("languages", "posts", "sources"):
        table = Table(kind, "count")
        for name, value in found[kind].items():
            table.add_row(name, f"{value:,}")
        console.print(table)
