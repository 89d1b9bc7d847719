"""`sitegen init`: a small, complete archive that builds at once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen.cli.console import say
from sitegen.cli.help import Command

EXAMPLES = """Examples:
  sitegen init river-archive
  sitegen init . --title "River archive" --language fa --base-url https://river.example.org/
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--title", default="", help="The title of the site.")
@click.option("--language", "--lang", default="", help="Its main language: en, fa, ar, fr, …")
@click.option("--base-url", default="", help="Where it will be published: https://…")
@click.option("--timezone", default="", help="The time zone of its dates: Europe/Berlin, Asia/Tehran, …")
def command(site: Path, *, title: str, language: str, base_url: str, timezone: str) -> int:
    """Make a new archive in the folder SITE, which must be empty or not exist yet."""
    from sitegen.report import as_argument  # noqa: PLC0415 - slow to import
    from sitegen.starting import Wanted, fault_of, refuse_used, start  # noqa: PLC0415 - slow to import

    refuse_used(site)
    for key, value in (
        ("title", title),
        ("language", language),
        ("base_url", base_url),
        ("timezone", timezone),
    ):
        if value and (fault := fault_of(key, value)):
            raise click.BadParameter(fault, param_hint=f"--{key.replace('_', '-')}")
    if sys.stdin.isatty():
        title = title or _asked("Title of the site", "title", "Our archive")
        language = language or _asked("Main language", "language", "en")
        base_url = base_url or _asked("Address", "base_url", "https://archive.example.org/")
    wanted = Wanted(
        title or "Our archive",
        language or "en",
        base_url or "https://archive.example.org/",
        timezone or "UTC",
    )
    for path in start(site, wanted):
        say(f"  {path}")
    where = "" if site == Path() else f" {as_argument(site)}"
    say(f"\nYour archive is ready. Next:\n  sitegen build{where}\n  sitegen serve{where}")
    return 0


def _asked(question: str, key: str, default: str) -> str:
    """The answer to a question, asked again until it is one that the settings take."""
    from sitegen.starting import fault_of  # noqa: PLC0415 - slow to import

    def sound(answer: str) -> str:
        if fault := fault_of(key, answer):
            raise click.BadParameter(fault)
        return answer

    answer: str = click.prompt(question, default=default, err=True, value_proc=sound)
    return answer
