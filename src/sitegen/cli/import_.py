"""`sitegen import`: articles of another tool into the archive."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.console import counted, inert, print_json, problem_json, progress_bar, say, show_problems
from sitegen.cli.help import Command
from sitegen.problems import has_errors

if TYPE_CHECKING:
    from sitegen.importing.tally import Tally
    from sitegen.importing.verifying import Faithfulness

FORMS = ("auto", "wordpress", "jekyll", "hugo", "markdown", "text")
SHOWN = 40
"""How many problems are shown on the terminal; the report has them all."""

EXAMPLES = """Examples:
  sitegen import blog.xml archive --uploads wp-content/uploads
  sitegen import ../old-jekyll-site archive --oembed ../old-jekyll-site/.tweet-cache
  sitegen import article.txt archive --title "The river" --date 2019-03-04
  sitegen import ../hugo-site archive --dry-run
"""


@click.command(name="import", cls=Command, epilog=EXAMPLES)
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("site", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--from", "form", type=click.Choice(FORMS), default="auto", metavar="FORMAT",
              help="The format of SOURCE: auto (by its looks), wordpress, jekyll, hugo, markdown or text.",
              )  # fmt: skip
@click.option("--oembed", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="Stored oEmbed answers: one JSON a file.")  # fmt: skip
@click.option("--uploads", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="A copy of the WordPress site's wp-content/uploads.")  # fmt: skip
@click.option("--media", is_flag=True, help="Fetch media that the source only links to.")
@click.option("--mirror", default="", metavar="URL", help="Fetch media from this host, not the source's.")
@click.option("--title", default="", help="The title, for a source that has none.")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The date, for a source that has none.")
@click.option("--verify", is_flag=True, help="Build, and compare the words of each article with its source.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    source: Path, site: Path, *, form: str, verify: bool, dry_run: bool, as_json: bool, **asked: Any
) -> int:
    """Bring SOURCE into the archive in SITE (this folder by default). Nothing is ever overwritten."""
    from sitegen.importing import detect, job  # noqa: PLC0415 - slow to import
    from sitegen.importing.values import Options  # noqa: PLC0415 - likewise

    _check_date(asked["date"])
    form = detect.form_of(source) if form == "auto" else form
    if not form:
        raise click.UsageError(f"Nothing in {source} looks like articles; say what it is with --from.")
    if verify and dry_run:
        raise click.UsageError("--verify builds what was imported; it cannot go with --dry-run.")
    with progress_bar() as progress:
        tally = job.run(
            source, site, form, Options(**asked, now=_now()), dry_run=dry_run, check=verify, progress=progress
        )
    if as_json:
        print_json(report_json(tally))
    else:
        _show(tally, dry_run=dry_run)
    return int(has_errors(tally.problems))


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _check_date(text: str) -> None:
    from sitegen.importing import when  # noqa: PLC0415 - slow to import

    if text and not when.whole(text):
        raise click.BadParameter(f"“{text}” is no date; write it like 2019-03-04", param_hint="--date")


def report_json(tally: Tally) -> dict[str, Any]:
    """The report as scripts read it (contract, section 6)."""
    return {
        "version": 1,
        "imported": tally.imported,
        "skipped": [{k: v for k, v in asdict(s).items() if k != "problem"} for s in tally.skipped],
        "embeds": tally.embeds(),
        "media": tally.media,
        "redirects": tally.redirects,
        "problems": [problem_json(problem) for problem in tally.problems],
        "written": tally.written,
        "unchanged": tally.unchanged,
        "seconds": round(tally.seconds, 3),
        **({"faithfulness": faithfulness_json(tally.faithfulness)} if tally.faithfulness else {}),
    }


def faithfulness_json(found: Faithfulness) -> dict[str, Any]:
    """The comparison of sources and pages; `kept` is a share of 1."""
    return {**asdict(found), "kept": round(found.kept, 5)}


def _show(tally: Tally, *, dry_run: bool) -> None:
    show_problems(tally.problems[:SHOWN])
    if len(tally.problems) > SHOWN:
        say(f"… and {counted(len(tally.problems) - SHOWN, 'more problem')}: see import-report.md")
    if tally.faithfulness:
        _show_faithfulness(tally.faithfulness)
    if not tally.imported:
        for skip in [skip for skip in tally.skipped if not skip.problem][:SHOWN]:
            say(f"{inert(skip.path)}: left out: {inert(skip.detail or skip.reason)}")
    posts = tally.embeds()
    parts = [
        f"{counted(tally.imported, 'article')} {'would be imported' if dry_run else 'imported'}",
        f"{tally.written:,} new, {tally.unchanged:,} unchanged",
        f"{len(tally.skipped):,} skipped",
        counted(posts["found"], "embedded post"),
        counted(tally.media, "media file"),
        counted(tally.redirects, "former address", "former addresses"),
    ]
    say(f"{', '.join(parts)} in {tally.seconds:.1f} s")


def _show_faithfulness(found: Faithfulness) -> None:
    for loss in found.listed:
        words = f"lost {loss.lost:,}, gained {loss.gained:,} of {loss.words:,} words"
        say(f"{loss.path}:{loss.line}: {words} ({', '.join((*loss.missing, *loss.added)[:8])})")
    for path in found.unbuilt:
        say(f"{path}: its page could not be built")
    say(
        f"{counted(found.articles, 'article')} compared: {found.kept:.3%} of {found.words:,} words kept, "
        f"{found.gained:,} gained, {counted(len(found.listed), 'article')} off by more than 1%"
    )
