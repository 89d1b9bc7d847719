"""Commands as they are started: their own process, their own folder, an environment without surprises."""

import os
import subprocess
import sys

import pytest

from previewed import small_site

PLAIN = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}


@pytest.fixture
def started(tmp_path):
    """Run a command in `tmp_path` as a process: exit code, stdout, stderr."""

    def run(*arguments, **environment):
        command = [sys.executable, "-m", "sitegen.cli.main", *map(str, arguments)]
        return subprocess.run(
            command,
            check=False,
            cwd=tmp_path,
            env=PLAIN | environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    return run


@pytest.fixture
def site(tmp_path):
    """An archive of two articles, in a folder of its own."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return small_site(folder)
