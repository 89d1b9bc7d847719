"""`sitegen capture`: keep the posts and sources that articles rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.console import (
    counted,
    print_json,
    print_result,
    problem_json,
    progress_bar,
    say,
    show_problems,
)
from sitegen.cli.help import Command
from sitegen.problems import has_errors

if TYPE_CHECKING:
    from sitegen.capture.endpoints import Endpoints
    from sitegen.capture.report import Report

EXAMPLES = """Examples:
  sitegen capture                       posts, their links and pictures, and copies of sources
  sitegen capture --dry-run             list what would be asked
  sitegen capture --sources             archived copies only
  sitegen capture --warc                keep all answers as a WARC file too
  sitegen capture --wacz evidence.wacz  pack the WARC files kept so far

Services for --endpoint: x, youtube, vimeo, mastodon, bluesky, cdx (the Wayback Machine's index),
spn (Save Page Now), or the name of a host. An endpoint may be on this machine; nothing else may.

Save Page Now is asked only with an archive.org account: set SITEGEN_SPN_ACCESS and
SITEGEN_SPN_SECRET (https://archive.org/account/s3.php). They are never written anywhere.
"""


WORDS = {
    "written": "written down",
    "without_words": "without words",
    "archived": "archived before",
    "found": "copies found",
    "without_copy": "without a copy",
}
"""How the figures of a report are called, where that is not their name."""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--posts", is_flag=True, help="Only posts.")
@click.option("--sources", is_flag=True, help="Only sources.")
@click.option("--media", is_flag=True, help="Only the pictures of posts.")
@click.option("--dry-run", is_flag=True, help="List what would be asked; ask and write nothing.")
@click.option(
    "--endpoint", "endpoints", multiple=True, metavar="NAME=URL", help="Use another address of a service."
)
@click.option("--warc", is_flag=True, help="Keep every answer as a WARC file, too.")
@click.option(
    "--wacz", type=click.Path(dir_okay=False, path_type=Path), help="Pack the kept WARC files into FILE."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    site: Path,
    *,
    endpoints: Sequence[str],
    wacz: Path | None,
    as_json: bool,
    dry_run: bool,
    warc: bool,
    **parts: Any,
) -> int:
    """Keep the posts and sources that the articles in SITE rest on, in content/_snapshots/."""
    if wacz is not None and not wacz.parent.is_dir():
        raise click.BadParameter(f"there is no folder {wacz.parent}: make it first", param_hint="--wacz")
    if wacz is not None and not (warc or endpoints or any(parts.values())):
        told = _pack(site, wacz, dry_run=dry_run, as_json=as_json)
        if as_json:
            print_json({"version": 1, "dry_run": dry_run, "wacz": told, "problems": []})
        return 0
    warc = warc or wacz is not None
    from sitegen.capture.job import Options  # noqa: PLC0415 - slow to import
    from sitegen.capture.run import capture  # noqa: PLC0415 - likewise
    from sitegen.capture.wayback import keys_from_environment  # noqa: PLC0415 - likewise

    chosen = parts if any(parts.values()) else dict.fromkeys(parts, True)
    options = Options(
        **chosen, dry_run=dry_run, warc=warc, endpoints=endpoints_of(endpoints), keys=keys_from_environment()
    )
    _require_warcio(wanted=warc)
    with progress_bar() as progress:
        report = capture(site, options, progress=progress)
    if not as_json:
        _show(report, dry_run=dry_run)
    packed = None
    if wacz is not None and not dry_run:
        packed = _pack(site, wacz, as_json=as_json, captured=True)
    if as_json:
        print_json(report_json(report, dry_run=dry_run) | ({"wacz": packed} if packed else {}))
    return int(has_errors(report.problems))


def endpoints_of(values: Sequence[str]) -> Endpoints:
    """The values of `--endpoint`."""
    from sitegen.capture.endpoints import EndpointError, read_endpoints  # noqa: PLC0415 - imports the network

    try:
        return read_endpoints(values)
    except EndpointError as fault:
        raise click.BadParameter(str(fault), param_hint="--endpoint") from fault


def _require_warcio(*, wanted: bool) -> None:
    from sitegen.capture.warc import MissingExtraError, require_warcio  # noqa: PLC0415 - rarely needed

    try:
        if wanted:
            require_warcio()
    except MissingExtraError as fault:
        raise click.UsageError(str(fault)) from fault


def _pack(
    site: Path, target: Path, *, as_json: bool, dry_run: bool = False, captured: bool = False
) -> dict[str, Any] | None:
    """Pack the WARC files of an archive, unless it is a `dry_run`; what the report says of it. None where a
    run has just `captured` nothing, and none before did.
    """
    from sitegen.capture import wacz  # noqa: PLC0415 - rarely needed
    from sitegen.capture.run import WARCS  # noqa: PLC0415 - likewise
    from sitegen.capture.warc import recover  # noqa: PLC0415 - likewise
    from sitegen.files import leads_out  # noqa: PLC0415 - likewise

    _require_warcio(wanted=True)
    if link := leads_out(site / "content", WARCS):
        raise click.UsageError(
            f"content/{link} is a symbolic link that leads out of content/: put the folder there"
        )
    folder = site / "content" / WARCS
    if folder.is_dir() and not dry_run:
        recover(folder)
    warcs = sorted(folder.glob("*.warc.gz"))
    if not warcs and captured:
        say(f"{target} was not written: there are no answers to pack")
        return None
    if not warcs:
        raise click.UsageError(f"there are no WARC files in {folder}: run “sitegen capture --warc” first")
    if dry_run:
        say(f"{counted(len(warcs), 'WARC file')} would be packed into {target}; nothing was written")
        return {"file": str(target), "warcs": len(warcs)}
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        packed = wacz.pack(warcs, target, now=now)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from fault
    say(f"{counted(packed, 'answer')} of {counted(len(warcs), 'WARC file')} packed")
    if not as_json:
        print_result(str(target))
    return {"file": str(target), "warcs": len(warcs), "answers": packed}


def _show(report: Report, *, dry_run: bool) -> None:
    show_problems(report.problems)
    if dry_run:
        for asked in report.asked:
            print_result(f"{asked.kind} {asked.about} {asked.address}")
        say(f"{counted(len(report.asked), 'question')} would be asked; nothing was")
        return
    say(summary(report))


def report_json(report: Report, *, dry_run: bool) -> dict[str, Any]:
    """The report as scripts read it."""
    return {
        "version": 1,
        "dry_run": dry_run,
        **report.figures(),
        "asked": [asdict(asked) for asked in report.asked],
        "problems": [problem_json(problem) for problem in report.problems],
    }


def summary(report: Report) -> str:
    """What was done, in a line for each kind of thing that there was."""
    posts, sources, media = report.posts, report.sources, report.media
    gone = posts["deleted"] + posts["protected"] + posts["suspended"]
    figures = (
        (posts["quoted"], "post", posts, ("captured", "written", "kept", "without_words")),
        (media["wanted"], "picture", media, ("kept", "refused")),
        (sources["cited"], "source", sources, ("archived", "found", "saved", "without_copy")),
    )
    lines = [
        f"{counted(amount, one)}: "
        + ", ".join(f"{counts[name]:,} {WORDS.get(name, name)}" for name in names)
        + (_apart(posts) if counts is posts else "")
        for amount, one, counts, names in figures
        if amount
    ]
    lines = lines or ["There is nothing to capture."]
    if gone or posts["unknown"]:
        lines.append(f"The services say that {gone:,} are gone; of {posts['unknown']:,} they say nothing")
    if spelt_out := posts["spelt_out"]:
        lines.append(f"{counted(spelt_out, 'short link')} of posts spelt out")
    if later := posts["later"]:
        again = counted(posts["looked_again"], "kept post")
        lines.append(f"{again} looked at again; {later:,} more come in the next runs")
    if left := posts["left"] + sources["left"]:
        lines.append(f"{counted(left, 'question')} left for the next run")
    if waiting := media["left"]:
        lines.append(f"{counted(waiting, 'picture')} left for another day: they could not be had before")
    if report.warc is not None:
        lines += _recorded(report.warc)
    return "\n".join(lines)


def _recorded(answers: Mapping[str, int]) -> Iterator[str]:
    """What the WARC file of a run holds, and what it does not."""
    kept, left_out = (counted(answers[name], "answer") for name in ("kept", "left_out"))
    yield f"{kept} recorded" if answers["kept"] else "No answer was recorded: there is no new WARC file"
    if answers["left_out"]:
        yield f"{left_out} not recorded, which broke off or were too large"


def _apart(posts: Mapping[str, int]) -> str:
    """The posts that are not to be captured."""
    words = {"withheld": "withheld", "own": "in one article only"}
    return "".join(f", {posts[name]:,} {said}" for name, said in words.items() if posts[name])
