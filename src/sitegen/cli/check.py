"""`sitegen check`: what is broken, lost, or not kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.build import exit_code, report_json
from sitegen.cli.capture import endpoints_of
from sitegen.cli.console import counted, print_json, progress_bar, say, say_waiting
from sitegen.cli.excerpts import show_grouped
from sitegen.cli.help import Command

if TYPE_CHECKING:
    from sitegen.checking import CheckReport

EXAMPLES = """Examples:
  sitegen check              links, anchors, posts, pictures, lost addresses
  sitegen check --external   ask the sources too, politely
  sitegen check --record     remember every address that is public now
  sitegen check --fix        mend dates, tags and spaces, after showing what would change

What --fix mends, and nothing else in a file: dates become ISO 8601; tags are written as in
site.yaml, else as most articles write them; spaces at the ends of lines go, but for Markdown's
line breaks and code; a source's http:// becomes https:// where its archived copy is of that.
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--external", is_flag=True, help="Ask the cited sources whether they are still there.")
@click.option("--endpoint", "endpoints", multiple=True, metavar="HOST=URL", help="As in “sitegen capture”.")
@click.option("--record", is_flag=True, help="Write the public addresses to content/_published.json.")
@click.option("--fix", is_flag=True, help="Mend what is mechanical first: shows a diff, then asks.")
@click.option("--yes", is_flag=True, help="Do not ask before mending.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--drafts", is_flag=True, help="Check drafts too.")
@click.option("--future", is_flag=True, help="Check articles of the future too.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    site: Path,
    *,
    external: bool,
    endpoints: tuple[str, ...],
    record: bool,
    fix: bool,
    yes: bool,
    strict: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Check the archive in SITE (this folder by default) without touching what is published."""
    from sitegen.checking import check  # noqa: PLC0415 - slow to import
    from sitegen.checking.published import record as keep  # noqa: PLC0415 - likewise
    from sitegen.report import Options  # noqa: PLC0415 - likewise

    if yes and not fix:
        raise click.UsageError("--yes goes with --fix.")
    if fix:
        _fix(site, sure=yes, as_json=as_json)
    with progress_bar() as progress:
        checked = check(site, Options(**options), progress=progress, waiting=say_waiting)
    if external:
        checked = _ask(site, checked, endpoints)
    if record:
        added = keep(site, checked.urls)
        about = "left as it is" if added is None else f"{counted(added, 'address', 'addresses')} added"
        say(f"content/_published.json: {about}")
    report = checked.report
    if as_json:
        print_json(report_json(report) | {"evidence": checked.evidence})
    else:
        show_grouped(site, report.problems)
        if checked.doubted:
            gone = f"Gone at first sight: {counted(checked.doubted, 'source')} (404 or 410)"
            say(f"{gone}; what answers so again, a day later or more, is called dead")
        say(summary(checked))
    return exit_code(report, strict=strict)


def _fix(site: Path, *, sure: bool, as_json: bool) -> None:
    """Show what can be mended, and mend it if that is wanted."""
    from sitegen.checking.fixing import apply, found_in  # noqa: PLC0415 - slow to import

    archive, fixes = found_in(site)
    for fix in fixes:
        click.echo(fix.diff, nl=False, err=as_json)
    if not fixes:
        say("Nothing to mend.")
        return
    lines = counted(sum(fix.changes for fix in fixes), "line")
    what = f"{lines} of {counted(len(fixes), 'file')}"
    if not sure and not sys.stdin.isatty():
        say(f"{what} would change; nothing was: add --yes to mend them.")
    elif sure or click.confirm(f"Change {what}?", err=True):
        kept = [fix.path for fix in fixes if not apply(archive, fix)]
        for path in kept:
            say(f"content/{path} changed meanwhile, and was left alone.")
        say(f"Mended {counted(len(fixes) - len(kept), 'file')}.")
    else:
        say("Nothing was changed.")


def _ask(site: Path, checked: CheckReport, endpoints: tuple[str, ...]) -> CheckReport:
    from sitegen.checking.external import with_sources_asked  # noqa: PLC0415 - slow to import

    moved = endpoints_of(endpoints)
    with progress_bar() as progress:
        return with_sources_asked(site, checked, moved, progress=progress)


def summary(checked: CheckReport) -> str:
    """The line at the end."""
    report = checked.report
    errors = sum(problem.severity == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    found = f"{counted(errors, 'error')} and {counted(warnings, 'warning')}"
    pages = counted(report.counts.pages, "page")
    return (
        f"{counted(report.counts.articles, 'article')}, {pages}: {found} in {report.seconds['total']:.2f} s"
    )
