"""What a command says when it cannot go on: expected faults in a sentence, bugs with a log file."""

from __future__ import annotations

import codecs
import errno
import sys
import tempfile
import traceback
from pathlib import Path

import click

from sitegen.cache import LinkedCacheError, LockedError
from sitegen.cli.console import show_problems
from sitegen.cluster import ClusterError
from sitegen.output import ForeignOutputError
from sitegen.report import LocaleError, NoArchiveError, SettingsError, StartError

MACHINE = frozenset(
    (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
    )
)
"""What a disk or its owner refuses, or what something in the way does: no bug, and for the person at the
machine to mend.
"""

EXPECTED = (
    NoArchiveError,
    StartError,
    LocaleError,
    LockedError,
    LinkedCacheError,
    ForeignOutputError,
    ClusterError,
)


def tell(fault: Exception) -> int:
    """Say what went wrong; the exit code."""
    if isinstance(fault, SettingsError):
        show_problems(fault.problems)
        return 2
    if isinstance(fault, EXPECTED):
        click.echo(f"sitegen: {fault}", err=True)
        return 2
    if isinstance(fault, UnicodeEncodeError) and _is_of_locale(fault.encoding):
        return tell(LocaleError(fault.object))
    if isinstance(fault, OSError) and fault.errno in MACHINE:
        place = f" ({fault.filename})" if fault.filename else ""
        click.echo(
            f"sitegen: {fault.strerror}{place}: nothing is half written; mend it, and run again", err=True
        )
        return 1
    click.echo(f"sitegen: a bug: {type(fault).__name__}: {fault}", err=True)
    try:
        place = f"The traceback is in {_log(fault)}."
    except OSError:  # no room for a log either
        place = "".join(traceback.format_exception(fault))
    click.echo(f"{place} Please report it with the command that you ran.", err=True)
    return 3


def _is_of_locale(encoding: str) -> bool:
    """Whether an encoding is that of names of files, or of the terminal, here, and not UTF-8."""
    here = {codecs.lookup(name).name for name in (sys.getfilesystemencoding(), sys.stdout.encoding) if name}
    return codecs.lookup(encoding).name in here - {"utf-8"}


def _log(fault: Exception) -> Path:
    text = "".join(traceback.format_exception(fault))
    with tempfile.NamedTemporaryFile(
        "w", prefix="sitegen-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    return Path(file.name)
