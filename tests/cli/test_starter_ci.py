"""The files for CI that a new archive gets: their own commands, run one after the other as CI would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sitegen.starting import Wanted, start

WANTED = Wanted("Our archive", "en", "https://archive.example.org/", "UTC")
TOOLS = str(Path(sys.executable).parent)


@pytest.fixture
def archive(tmp_path):
    list(start(tmp_path, WANTED))
    return tmp_path


def run(archive, lines):
    """Run lines of a shell with sitegen installed already, so that pip has nothing to fetch."""
    environment = {
        "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(archive),
        "LANG": "C.UTF-8",
    }
    for line in lines:
        done = subprocess.run(
            ["bash", "-ec", line],
            check=False,
            cwd=archive,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (line, done.stdout, done.stderr)


def test_github_builds_what_it_uploads(archive):
    workflow = yaml.safe_load((archive / ".github/workflows/publish.yml").read_text())
    steps = workflow["jobs"]["publish"]["steps"]
    run(archive, [step["run"] for step in steps if "run" in step])
    [uploaded] = [s["with"]["path"] for s in steps if "upload-pages-artifact" in s.get("uses", "")]
    assert (archive / uploaded / "index.html").is_file()
    [kept] = [s["with"]["path"] for s in steps if "actions/cache" in s.get("uses", "")]
    assert (archive / kept / "contents.db").is_file()


def test_gitlab_builds_what_it_publishes(archive):
    job = yaml.safe_load((archive / ".gitlab-ci.yml").read_text())["pages"]
    run(archive, job["script"])
    [public] = job["artifacts"]["paths"]
    assert (archive / public / "index.html").is_file()
    [kept] = job["cache"]["paths"]
    assert (archive / kept / "contents.db").is_file()


def test_the_hook_of_pre_commit_stops_a_commit_that_would_break_the_archive(archive):
    [hook] = yaml.safe_load((archive / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    run(archive, [hook["entry"]])
    (archive / "content/broken.md").write_text("---\ntitle: T\ndate: never\n---\nText\n")
    with pytest.raises(AssertionError, match="never"):
        run(archive, [hook["entry"]])
