"""What commands print: messages and progress on stderr, results on stdout, plain text in pipes."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.problems import Problem

if TYPE_CHECKING:
    from sitegen.report import Progress


_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


def is_fancy() -> bool:
    """Whether stderr is a terminal that shows colours and moving lines, and its owner wants them."""
    plain = os.environ.get("TERM") == "dumb" or os.environ.get("NO_COLOR")  # set and not empty: no-color.org
    return sys.stderr.isatty() and not plain


def say(text: str) -> None:
    """A message to the person at the terminal."""
    click.echo(text, err=True)


def say_waiting() -> None:
    """What a command says once that another one keeps from its archive."""
    say("Another build of this archive is running; waiting for it to end…")


def inert(text: str) -> str:
    """Words of content, on one line and without what acts on a terminal: control characters are spelt out."""
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def show_problems(problems: Iterable[Problem]) -> None:
    """Each problem on its line: `path:line:column: severity: message (hint)`."""
    colours = {"error": "red", "warning": "yellow"}
    for problem in problems:
        text = inert(str(problem))
        if is_fancy():
            word = click.style(problem.severity, fg=colours[problem.severity], bold=True)
            text = text.replace(f" {problem.severity}: ", f" {word}: ", 1)
        say(text)


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as in a `--json` report (contract, section 6)."""
    names = ("severity", "code", "path", "line", "column", "message", "hint")
    data = asdict(problem)
    return {name: data[name] for name in names}


def print_result(text: str) -> None:
    """A line on stdout. Raises an `OSError` that names stdout if it takes none; nothing goes there then."""
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as fault:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - what is left is lost, too
        fault.filename = "stdout"
        raise


def print_json(data: Any) -> None:
    """One object on stdout."""
    print_result(json.dumps(data, ensure_ascii=False, indent=2))


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on a terminal; silence elsewhere."""
    if not is_fancy():
        yield lambda _stage, _done, _total: None
        return
    from rich import progress as rich  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415 - slow to import

    columns = (rich.TextColumn("{task.description:>8}"), rich.BarColumn(), rich.MofNCompleteColumn())
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield progress


def counted(number: int, one: str, many: str = "") -> str:
    """“1 article”, “2 articles”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
