"""A build makes no network call, ever: sockets are forbidden to it and to its workers."""

import os
import shutil
import subprocess
import sys

import pytest

from faults import kills
from security.hostile import PIXEL, put
from security.test_reproducible import EXTRA

FORBID = """
import sys
def forbid(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        with open({log!r}, "a") as file:
            file.write(f"{{event}} {{args}}\\n")
        raise OSError("no network here")
sys.addaudithook(forbid)
"""


@pytest.fixture
def archive(tmp_path):
    for path, data in {
        "site.yaml": kills.SETTINGS,
        **dict(kills.articles(5, 0)),
        **EXTRA,
        "pixel.png": PIXEL,
    }.items():
        put(tmp_path / "archive", path, data)
    return tmp_path / "archive"


@pytest.mark.parametrize("command", [["build", "--strict"], ["check"]])
def test_no_socket_is_opened(archive, tmp_path, command):
    (tmp_path / "hook").mkdir()
    log = tmp_path / "asked"
    (tmp_path / "hook/sitecustomize.py").write_text(FORBID.format(log=str(log)))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "hook")}
    probe = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert subprocess.run(
        [sys.executable, "-c", probe], env=environment, capture_output=True, check=False
    ).returncode
    assert log.read_text()  # the hook is at work
    log.unlink()
    line = [sys.executable, "-m", "sitegen", *command, str(archive), "--json"]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    assert not log.exists(), log.read_text()


def test_a_build_where_there_is_no_network_at_all(archive):
    """Search index and all: the index is made by a program that no hook reaches."""
    alone = ["unshare", "--net", "--map-root-user"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("needs the right to make a network namespace")
    put(archive, "site.yaml", kills.SETTINGS.replace("search: false", "search: true"))
    line = [*alone, sys.executable, "-m", "sitegen", "build", str(archive), "--jobs", "1"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (archive / "output/pagefind").is_dir()
