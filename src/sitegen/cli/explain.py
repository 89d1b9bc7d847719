"""`sitegen explain`: what a file or an address is, and why it is or is not published."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.console import inert, print_result, show_problems
from sitegen.cli.help import Command

EXAMPLES = """Examples:
  sitegen explain content/2019/river.md
  sitegen explain https://archive.example.org/2019/river/
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("what", metavar="PATH-OR-URL")
@click.argument("site", type=click.Path(path_type=Path), default=".")
def command(what: str, site: Path) -> int:
    """Explain a file of the archive in SITE, or an address of its site."""
    from sitegen.explaining import explain  # noqa: PLC0415 - slow to import

    explained = explain(site, what)
    width = max(len(name) for name, _ in explained.rows)
    for name, text in explained.rows:
        print_result(inert(f"{name:<{width}}  {text}"))
    show_problems(explained.problems)
    return 0 if explained.found else 1
