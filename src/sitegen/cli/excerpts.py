"""Problems grouped by file, each with the line it stands on and a caret under the place."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from sitegen.cli.console import inert, is_fancy, say
from sitegen.files import lines_of
from sitegen.problems import EXCERPT, Problem, excerpt

NARROWEST = 30
ENDLESS = 10_000
"""Columns of a log file: its lines are not broken, so that they can be searched."""


def show_grouped(root: Path, problems: Sequence[Problem]) -> None:
    """Print the problems on stderr, file by file, within the columns of a terminal."""
    columns = max(NARROWEST, shutil.get_terminal_size().columns) if sys.stderr.isatty() else ENDLESS
    for path, group in groupby(problems, key=lambda problem: problem.path):
        lines = lines_of(root / path)
        say(_bold(inert(path)))
        for problem in group:
            place = f"  {problem.line}:{problem.column}: "
            text = _wrapped(f"{place}{problem.severity}: {inert(problem.message)}", columns)
            say(text.replace(problem.severity, _coloured(problem.severity), 1))
            for row in excerpt(lines, problem.line, problem.column, min(EXCERPT, columns - 7)):
                say(f"      {inert(row)}")
            if problem.hint:
                say(_wrapped(f"      → {inert(problem.hint)}", columns))
        say("")


def _wrapped(text: str, columns: int) -> str:
    """The text in lines of a terminal, the later ones indented under the first."""
    return textwrap.fill(
        text, columns - 1, subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False
    )


def _bold(text: str) -> str:
    return click.style(text, bold=True) if is_fancy() else text


def _coloured(severity: str) -> str:
    return click.style(severity, fg="red" if severity == "error" else "yellow") if is_fancy() else severity
