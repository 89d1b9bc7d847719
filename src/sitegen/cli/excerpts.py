"""Problems grouped by file, each with the line it stands on and a caret under the place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from sitegen.cli.console import inert, is_fancy, say
from sitegen.problems import Problem, excerpt


def show_grouped(root: Path, problems: Sequence[Problem]) -> None:
    """Print the problems on stderr, file by file."""
    for path, group in groupby(problems, key=lambda problem: problem.path):
        lines = _lines(root / path)
        say(_bold(inert(path)))
        for problem in group:
            say(f"  {problem.line}:{problem.column}: {_coloured(problem.severity)}: {inert(problem.message)}")
            for row in excerpt(lines, problem.line, problem.column):
                say(f"      {inert(row)}")
            if problem.hint:
                say(f"      → {inert(problem.hint)}")
        say("")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _bold(text: str) -> str:
    return click.style(text, bold=True) if is_fancy() else text


def _coloured(severity: str) -> str:
    return click.style(severity, fg="red" if severity == "error" else "yellow") if is_fancy() else severity
