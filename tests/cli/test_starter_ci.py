"""The files for CI that a new archive gets: their own commands, run one after the other as CI would."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from sitegen import __version__
from sitegen.starting import Wanted, requirements, start

WANTED = Wanted("Our archive", "en", "https://archive.example.org/", "UTC")
TOOLS = str(Path(sys.executable).parent)


@pytest.fixture
def archive(tmp_path):
    """An archive with what `requirements.txt` asks for: the wheel of this version (of its metadata alone)."""
    folder = tmp_path / "archive"
    list(start(folder, WANTED))
    [wheel] = [line for line in (folder / "requirements.txt").read_text().splitlines() if line[0] != "#"]
    about = f"sitegen-{__version__}.dist-info"
    with zipfile.ZipFile(folder / wheel, "w") as packed:
        packed.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: sitegen\nVersion: {__version__}\n"
        )
        packed.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{about}/RECORD", f"{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")
    return folder


@pytest.fixture
def run(archive):
    """Run lines of a shell where sitegen is installed already. What pip installs goes beside the archive, and
    it fetches nothing.
    """
    return lambda lines: run_in(archive, lines)


def run_in(archive, lines):
    environment = {
        "PIP_NO_INDEX": "1",
        "PIP_TARGET": str(archive.parent / "fetched"),
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


def test_github_builds_what_it_uploads(archive, run):
    workflow = yaml.safe_load((archive / ".github/workflows/publish.yml").read_text())
    steps = workflow["jobs"]["publish"]["steps"]
    run([step["run"] for step in steps if "run" in step])
    [uploaded] = [s["with"]["path"] for s in steps if "upload-pages-artifact" in s.get("uses", "")]
    assert (archive / uploaded / "index.html").is_file()
    assert (archive.parent / f"fetched/sitegen-{__version__}.dist-info").is_dir()
    [kept] = [s["with"]["path"] for s in steps if "actions/cache" in s.get("uses", "")]
    assert (archive / kept / "contents.db").is_file()


def test_gitlab_builds_what_it_publishes(archive, run):
    job = yaml.safe_load((archive / ".gitlab-ci.yml").read_text())["pages"]
    run(job["script"])
    [public] = job["artifacts"]["paths"]
    assert (archive / public / "index.html").is_file()
    assert (archive.parent / f"fetched/sitegen-{__version__}.dist-info").is_dir()
    [kept] = job["cache"]["paths"]
    assert (archive / kept / "contents.db").is_file()


def test_the_hook_of_pre_commit_stops_a_commit_that_would_break_the_archive(archive, run):
    [hook] = yaml.safe_load((archive / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    run([hook["entry"]])
    (archive / "content/broken.md").write_text("---\ntitle: T\ndate: never\n---\nText\n")
    with pytest.raises(AssertionError, match="never"):
        run([hook["entry"]])


def test_the_hook_runs_whatever_is_committed(archive):
    """pre-commit matches `files:` against what a commit adds and changes, not against what it deletes."""
    [hook] = yaml.safe_load((archive / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert (hook["always_run"], hook["pass_filenames"], "files" in hook) == (True, False, False)


def test_what_was_installed_from_a_repository_is_fetched_from_there():
    origin = '{"url": "https://git.example.org/s.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}%s}'
    assert requirements(origin % "") == "sitegen @ git+https://git.example.org/s.git@0a1b\n"
    below = origin % ', "subdirectory": "tool"'
    assert requirements(below) == "sitegen @ git+https://git.example.org/s.git@0a1b#subdirectory=tool\n"


@pytest.mark.parametrize(
    "origin",
    [
        "",
        '{"url": "file:///home/example/sitegen", "dir_info": {"editable": true}}',
        '{"url": "file:///home/example/sitegen", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}}',
        '{"url": "https://files.example.org/sitegen.whl", "archive_info": {}}',
    ],
)
def test_else_a_wheel_is_asked_for_and_never_the_name_alone(origin):
    *comments, wheel = requirements(origin).splitlines()
    assert all(line.startswith("#") for line in comments)
    assert wheel == f"./sitegen-{__version__}-py3-none-any.whl"
    assert "example/" not in requirements(origin)
