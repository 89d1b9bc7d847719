"""The same input gives the same bytes, whoever builds it, where, and how."""

import hashlib
import os
import subprocess
import sys

import pytest

from faults import kills
from security.hostile import PIXEL, put

EXTRA = {
    "about.fa.md": "---\ntitle: درباره\ndate: 2019-01-01 12:30\nauthors: [Ana Example]\n---\nمتن [^1]\n\n[^1]: یک\n",
    "posts.md": "---\ntitle: Posts\ndate: 2019-01-01T00:30:00+03:30\ntags: [C, C++, 'C#', c]\n---\n"
    "https://x.com/example_w/status/1\n\n![A pixel](pixel.png)\n\n| a | b |\n|--|--|\n| 1 | 2 |\n",
}


def prepare(root, *, backwards):
    """The same archive, its files made in one order or the other."""
    wanted = {"site.yaml": kills.SETTINGS, **dict(kills.articles(12, 0)), **EXTRA, "pixel.png": PIXEL}
    for path in sorted(wanted, reverse=backwards):
        put(root, path, wanted[path])


def built(root, *, umask, jobs, **environment):
    subprocess.run(
        [sys.executable, "-m", "sitegen", "build", str(root), "--jobs", str(jobs)],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        umask=umask,
        cwd=root,
    )
    folder = root / "output"
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.skipif(sys.platform == "win32", reason="umask and TZ are POSIX")
def test_the_same_bytes_everywhere(tmp_path):
    here, there = tmp_path / "a", tmp_path / "elsewhere é" / "deep" / "er"
    prepare(here, backwards=False)
    prepare(there, backwards=True)
    one = built(here, umask=0o022, jobs=1, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")
    other = built(
        there, umask=0o077, jobs=3, TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", LANG="fa_IR",
        PYTHONHASHSEED="4711", PYTHONUTF8="0", HOME=str(there), USER="someone", COLUMNS="7",
    )  # fmt: skip
    assert other == one
