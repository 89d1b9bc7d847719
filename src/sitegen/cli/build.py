"""`sitegen build`: the site, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.allocation import seldom_collected
from sitegen.cli.console import (
    counted,
    inert,
    print_json,
    problem_json,
    progress_bar,
    say,
    say_waiting,
    show_problems,
)
from sitegen.cli.help import Command
from sitegen.problems import has_errors

if TYPE_CHECKING:
    from sitegen.report import Options, Report

EXAMPLES = """Examples:
  sitegen build                            build the archive in this folder
  sitegen build --drafts --future          with what is not published yet
  sitegen build --why                      say why each page was rendered
  sitegen build --output /srv/www          into another folder
  sitegen build --output /srv/www --swap   the whole site by one rename
  sitegen build --sign ~/.ssh/id_ed25519   with its checksums signed
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--output", type=click.Path(path_type=Path), help="The folder to write (default: SITE/output).")
@click.option("--base-url", default="", help="The address of the published site, instead of the settings'.")
@click.option("--drafts", is_flag=True, help="Publish drafts too.")
@click.option("--future", is_flag=True, help="Publish articles of the future too.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to use (default: the usable cores).")
@click.option("--executor", default="", metavar="dask:URL", help="Send the work to a Dask cluster.")
@click.option("--clean", is_flag=True, help="Forget earlier builds, and do everything anew.")
@click.option("--strict", is_flag=True, help="Check links too, and treat warnings as errors.")
@click.option("--adopt", is_flag=True, help="Take over an output folder that holds other files.")
@click.option(
    "--swap", is_flag=True, help="Publish the whole site by one rename: the output is a link to it."
)
@click.option(
    "--sign", type=click.Path(path_type=Path), metavar="KEY", help="Sign SHA256SUMS with an SSH key."
)
@click.option("--why", is_flag=True, help="Say why each page was rendered.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    site: Path, *, strict: bool, swap: bool, why: bool, as_json: bool, executor: str, **options: Any
) -> int:
    """Build the archive in SITE (this folder by default) into its folder “output”."""
    with seldom_collected():  # imports make values as well
        from sitegen.build import build  # noqa: PLC0415 - slow to import
        from sitegen.report import Options  # noqa: PLC0415 - likewise

    jobs = options.pop("jobs") or 0
    asked = Options(jobs=jobs, executor=_executor(executor), strict=strict, why=why, **options)
    with progress_bar() as progress:
        report = (_swapped if swap else build)(site, asked, progress=progress, waiting=say_waiting)
    if as_json:
        reasons = [{"path": path, "reason": reason} for path, reason, _ in report.reasons]
        print_json(report_json(report) | ({"reasons": reasons} if why else {}))
    else:
        show_problems(report.problems)
        show_reasons(report)
        say(summary(report))
    return exit_code(report, strict=strict)


def _swapped(site: Path, asked: Options, **watched: Any) -> Report:
    """Build the generation that readers do not see, and show it to them if there are no errors."""
    from sitegen import generations  # noqa: PLC0415 - only when it is asked for
    from sitegen.build import build  # noqa: PLC0415 - slow to import

    link = asked.output_of(site).absolute()
    folder = generations.spare(link)
    report = build(site, replace(asked, output=folder), **watched)
    if exit_code(report, strict=asked.strict):
        say(f"{link} still shows the last whole site: what was built now is in {folder}")
    else:
        generations.publish(link, folder)
    return report


def _executor(wanted: str) -> Callable[[int], Executor] | None:
    if not wanted:
        return None
    kind, _, address = wanted.partition(":")
    if kind != "dask" or not address:
        raise click.BadParameter(
            "only dask:ADDRESS is known, such as dask:tcp://127.0.0.1:8786", param_hint="--executor"
        )
    from sitegen.cluster import dask_executor  # noqa: PLC0415 - an extra

    return dask_executor(address)


def report_json(report: Report) -> dict[str, Any]:
    """The report as scripts read it (contract, section 6)."""
    return {
        "version": 1,
        "counts": asdict(report.counts),
        "problems": [problem_json(problem) for problem in report.problems],
        "seconds": dict(report.seconds),
        "feeds": report.feeds,
        "unpublished": [{"path": f"content/{path}", "reason": reason} for path, reason in report.unpublished],
    }


def exit_code(report: Report, *, strict: bool) -> int:
    """1 if the content has errors, or, when strict, any problem at all."""
    return int(has_errors(report.problems) or (strict and bool(report.problems)))


def show_reasons(report: Report) -> None:
    """Why each page was rendered, and how long it took where that is much."""
    for path, reason, seconds in report.reasons:
        slow = f" ({seconds:.1f} s)" if seconds >= 1 else ""
        say(f"{inert(path)}: {inert(reason)}{slow}")


def summary(report: Report) -> str:
    """The one line at the end."""
    counts = report.counts
    parts = [
        counted(counts.articles, "article"),
        counted(counts.pages, "page"),
        counted(report.feeds, "feed"),
        f"{counts.written:,} written",
        f"{counts.unchanged:,} unchanged",
        f"{counts.removed:,} removed",
    ]
    if counts.failed:
        parts.append(f"{counts.failed:,} failed")
    if report.kept:
        parts.append(f"{report.kept:,} kept that belong to it no longer, until the errors are mended")
    left = [counted(counts.drafts, "draft")] if counts.drafts else []
    left += [f"{counts.future:,} future"] if counts.future else []
    out = f" ({' and '.join(left)} left out)" if left else ""
    return f"{', '.join(parts)} in {report.seconds['total']:.2f} s{out}"
