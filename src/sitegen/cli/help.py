"""The help of a command, as wide as the terminal: also in forty columns."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator

import click

WIDEST, NARROWEST = 80, 20
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""What parts an example from the words about it."""


def width() -> int:
    """Columns that a help text may fill, for `terminal_width` of a context."""
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST) - 1)


class _Formatter(click.HelpFormatter):
    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl(list(rows), min(col_max, self.width // 3), col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose options and examples fit the terminal."""

    context_class = _Context

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the examples and what else stands below the options.

        A paragraph whose first line ends with a colon is a list of examples, its lines indented:
        a command, two spaces or more, and what it does. Any other paragraph is prose.
        """
        for paragraph in (self.epilog or "").strip().split("\n\n"):
            formatter.write_paragraph()
            if paragraph.partition("\n")[0].endswith(":"):
                lines = examples(paragraph, formatter.width)
                formatter.write("".join(f"{line}\n" for line in lines))
            else:
                formatter.write_text(paragraph)


def examples(paragraph: str, columns: int) -> Iterator[str]:
    """The lines of a list of examples; one that is too long stands above the words about it."""
    head, *lines = paragraph.splitlines()
    yield head
    for line in lines:
        if len(line) <= columns:
            yield line
            continue
        command, *about = _GAP.split(line.strip())
        for text, indent in ((command, "  "), *((part, "      ") for part in about)):
            yield from textwrap.wrap(
                text,
                columns,
                initial_indent=indent,
                subsequent_indent="      ",
                break_long_words=False,
                break_on_hyphens=False,
            )
