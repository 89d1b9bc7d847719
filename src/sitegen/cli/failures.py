"""What a command says when it cannot go on: expected faults in a sentence, bugs with a log file."""

from __future__ import annotations

import errno
import tempfile
import traceback
from pathlib import Path

import click

from sitegen.cache import LinkedCacheError, LockedError
from sitegen.cli.console import show_problems
from sitegen.cluster import ClusterError
from sitegen.network import ProxyError
from sitegen.output import ForeignOutputError
from sitegen.report import NoArchiveError, SettingsError, StartError

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
    LockedError,
    LinkedCacheError,
    ForeignOutputError,
    ClusterError,
    ProxyError,
)


def tell(fault: Exception) -> int:
    """Say what went wrong; the exit code."""
    if isinstance(fault, SettingsError):
        show_problems(fault.problems)
        return 2
    if isinstance(fault, EXPECTED):
        click.echo(f"sitegen: {fault}", err=True)
        return 2
    if isinstance(fault, OSError) and fault.errno in MACHINE:
        place = f" ({fault.filename})" if fault.filename else ""
        click.echo(
            f"sitegen: {fault.strerror}{place}: nothing is half written; mend it, and run again", err=True
        )
        return 1
    click.echo(f"sitegen: a bug: {type(fault).__name__}: {fault}", err=True)
    log = _log(fault)
    click.echo(f"The traceback is in {log}. Please report it with the command that you ran.", err=True)
    return 3


def _log(fault: Exception) -> Path:
    text = "".join(traceback.format_exception(fault))
    with tempfile.NamedTemporaryFile(
        "w", prefix="sitegen-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    return Path(file.name)
