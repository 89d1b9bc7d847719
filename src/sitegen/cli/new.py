"""`sitegen new`: an article's file, with its front matter filled in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from sitegen.cli.console import print_result, progress_bar, say
from sitegen.cli.help import Command

EXAMPLES = """Examples:
  sitegen new "The river is back"
  sitegen new "The river is back" --tag water --tag "press freedom" --edit
  sitegen new "رودخانه برگشت" --lang fa
"""


@click.command(cls=Command, epilog=EXAMPLES)
@click.argument("title")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option(
    "--tag", "tags", multiple=True, help="A tag, or several with commas; may be given several times."
)
@click.option("--lang", default="", help="The language, if it is not the archive's own.")
@click.option("--author", "authors", multiple=True, help="An author; may be given several times.")
@click.option("--draft", is_flag=True, help="Begin it as a draft.")
@click.option("--edit", is_flag=True, help="Open it in your editor ($VISUAL or $EDITOR).")
def command(
    title: str,
    site: Path,
    *,
    tags: tuple[str, ...],
    lang: str,
    authors: tuple[str, ...],
    draft: bool,
    edit: bool,
) -> int:
    """Begin an article called TITLE in the archive in SITE, and print the path of its file."""
    from sitegen.writing import begin_article  # noqa: PLC0415 - slow to import

    if not title.strip():
        raise click.BadParameter("a title is needed, such as “The river is back”", param_hint="TITLE")
    asked: dict[str, Any] = {"tags": tags, "lang": lang, "authors": authors, "draft": draft}
    with progress_bar() as progress:
        begun = begin_article(site, title, progress=progress, **asked)
    for note in begun.notes:
        say(note)
    print_result(str(begun.path))
    if edit:
        _edit(begun.path)
    return 0


def _edit(path: Path) -> None:
    """Open the file in the person's editor. Raises `click.ClickException` with a cure."""
    try:
        click.edit(filename=str(path))
    except (click.ClickException, ValueError) as fault:
        name = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "editor"
        if isinstance(fault, ValueError) or isinstance(fault.__cause__, OSError):
            cure = "name it in EDITOR, a path with spaces in quotes of its own: EDITOR='\"/opt/my editor\"'"
            message = f"“{name}” cannot be started; {cure}"
        else:
            message = f"“{name}” ended with an error"
        raise click.ClickException(f"{message}. The article is begun: open {path} in any editor") from fault
