"""Streams that take no words: full, closed, or left by who read them."""

import subprocess
import sys
from pathlib import Path

import pytest

SITEGEN = f"{sys.executable} -m sitegen"
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")


def shell(line, folder):
    """Run a line of bash: exit code and what was said."""
    found = subprocess.run(["bash", "-c", line], check=False, cwd=folder, capture_output=True, text=True)
    return found.returncode, found.stderr


@FULL
@pytest.mark.parametrize(
    "command", ["check --json", "build --json", "schema", "new River", "explain content/site.yaml"]
)
def test_an_answer_that_cannot_be_written_is_told_shortly(site, command):
    code, said = shell(f"{SITEGEN} {command} >/dev/full", site)
    assert code == 1
    assert "sitegen: No space left on device (stdout)" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_a_closed_stream_keeps_nothing_from_being_done(site, closed):
    assert shell(f"{SITEGEN} build {closed}", site)[0] == 0
    assert (site / "output/index.html").is_file()


def test_a_reader_that_leaves_early_is_no_fault(site):
    assert shell(f"{SITEGEN} schema | true; exit ${{PIPESTATUS[0]}}", site) == (0, "")
