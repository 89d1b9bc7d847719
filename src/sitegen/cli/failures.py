"""What a command says when it cannot go on: expected faults in a sentence, bugs with a log file."""

from __future__ import annotations

import codecs
import errno
import sys
import tempfile
import traceback
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from sitegen.cache import LinkedCacheError, LockedError
from sitegen.cli import import_
from sitegen.cli.build import report_json
from sitegen.cli.console import print_json, problem_json, show_problems
from sitegen.clock import Clock
from sitegen.cluster import ClusterError
from sitegen.importing.tally import Tally
from sitegen.network import ProxyError
from sitegen.output import ForeignOutputError
from sitegen.problems import Problem, error
from sitegen.report import Counts, LocaleError, NoArchiveError, Report, SettingsError, SourceError, StartError

MACHINE = frozenset(
    (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
        errno.EIO,
        errno.ESTALE,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
        errno.ENAMETOOLONG,
        errno.ELOOP,
    )
)
"""What a disk or its owner refuses, or what something in the way does: no bug, and for the person at the
machine to mend.
"""

CURES = {
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room on that disk",
    errno.EFBIG: "have the limit on the size of files raised (“ulimit -f”)",
    errno.ESTALE: "connect that drive anew",
    errno.EROFS: "have that disk made writable",
    errno.EACCES: "see whose it is",
    errno.EPERM: "see whose it is",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "remove the link that leads to itself",
}

EXPECTED = (
    NoArchiveError,
    StartError,
    SourceError,
    LocaleError,
    LockedError,
    LinkedCacheError,
    ForeignOutputError,
    ClusterError,
    ProxyError,
)


def tell(fault: Exception, *, command: str = "", as_json: bool = False) -> int:
    """Say what went wrong with a command, `as_json` on stdout too; the exit code."""
    refused = partial(_refused, command=command if as_json else None)
    if isinstance(fault, SettingsError):
        show_problems(fault.problems)
        return refused(2, fault.problems)
    if isinstance(fault, EXPECTED):
        click.echo(f"sitegen: {fault}", err=True)
        return refused(2, [error("refused", "", str(fault))])
    if isinstance(fault, UnicodeEncodeError) and _is_of_locale(fault.encoding):
        return tell(LocaleError(fault.object), command=command, as_json=as_json)
    if isinstance(fault, OSError) and fault.errno in MACHINE:
        place = f" ({fault.filename})" if fault.filename else ""
        cure = CURES.get(fault.errno, "mend it")
        click.echo(
            f"sitegen: {fault.strerror}{place}: nothing is half written; {cure}, and run again", err=True
        )
        problem = error(
            "machine", str(fault.filename or ""), str(fault.strerror), hint=f"{cure}, and run again"
        )
        return refused(1, [problem])
    if isinstance(fault, click.ClickException):  # shown already
        return refused(2, [error("wrong-usage", "", fault.format_message())])
    message = f"a bug: {type(fault).__name__}: {fault}"
    click.echo(f"sitegen: {message}", err=True)
    try:
        place = f"The traceback is in {_log(fault)}."
    except OSError:  # no room for a log either
        place = "".join(traceback.format_exception(fault))
    click.echo(f"{place} Please report it with the command that you ran.", err=True)
    return refused(3, [error("internal", "", message, hint=place)])


def _is_of_locale(encoding: str) -> bool:
    """Whether an encoding is that of names of files, or of the terminal, here, and not UTF-8."""
    here = {codecs.lookup(name).name for name in (sys.getfilesystemencoding(), sys.stdout.encoding) if name}
    return codecs.lookup(encoding).name in here - {"utf-8"}


def _refused(code: int, problems: Iterable[Problem], *, command: str | None) -> int:
    """Print the report of a `command` that could not do its work, if one is asked for; the exit code."""
    if command in {"build", "check"}:  # their reports have all of their parts in any case
        print_json(report_json(Report(Counts(), tuple(problems), Clock().seconds())))
    elif command == "import":
        print_json(import_.report_json(Tally(problems=list(problems))))
    elif command is not None:
        print_json({"version": 1, "problems": [problem_json(problem) for problem in problems]})
    return code


def _log(fault: Exception) -> Path:
    text = "".join(traceback.format_exception(fault))
    with tempfile.NamedTemporaryFile(
        "w", prefix="sitegen-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    return Path(file.name)
