"""A build calls nobody: the same bytes with the network, and with sockets forbidden."""

import hashlib
import os
import subprocess
import sys

from archive import run, tweet_url, write_archive

from fakes.internet import bluesky_post, picture, toot, tweet, video
from sitegen.build import build
from sitegen.report import Options

NO_SOCKETS = """
import socket

def refused(*_, **__):
    raise SystemExit("a build called the network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused
"""


def built(root, **env):
    command = [sys.executable, "-m", "sitegen", "build", str(root), "--clean"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **env})
    assert done.returncode == 0, done.stderr
    files = sorted(path for path in (root / "output").rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_build_is_the_same_when_the_internet_is_gone(tmp_path, internet):
    root = write_archive(tmp_path / "a", f"{tweet_url(7)}\n\nhttps://social.example.org/@example_lake/8")
    internet.posts |= {
        "7": tweet("7", "Hello"),
        "8": toot("<p>Hi</p>", pictures=[(f"{internet.url}/p", "A lake")]),
    }
    internet.pages["/p"] = picture()
    run(root, internet)
    before = built(root)
    asked = len(internet.asked)
    customs = tmp_path / "customs"
    customs.mkdir()
    (customs / "sitecustomize.py").write_text(NO_SOCKETS)
    after = built(root, PYTHONPATH=str(customs))
    assert after == before
    assert len(internet.asked) == asked
    assert "output/evidence/mastodon/8@social.example.org-1.jpg" in before


def test_a_strict_build_has_nothing_to_say_of_what_was_captured(tmp_path, internet):
    addresses = (
        tweet_url(7),
        "https://social.example.org/@example_lake/8",
        "https://bsky.app/profile/hill.example.org/post/3kabc",
        "https://youtu.be/abcdefghijk",
        "https://vimeo.com/123456",
    )
    root = write_archive(tmp_path, "\n\n".join(addresses), sources="- https://news.example.org/a\n")
    internet.posts |= {
        "7": tweet("7", "Hello"),
        "8": toot("<p>Hi</p>", pictures=[(f"{internet.url}/p", "A lake"), (f"{internet.url}/none", "")]),
        "3kabc": bluesky_post("Guten Tag"),
        "abcdefghijk": video("A film", thumbnail=f"{internet.url}/p"),
        "123456": video("Another", thumbnail=f"{internet.url}/p"),
    }
    internet.pages["/p"] = picture()
    run(root, internet, sources=True, services=(*internet.SERVICES, "news.example.org"))
    assert len(list((root / "content/_snapshots").rglob("*.json"))) == 6
    assert build(root, Options(strict=True, jobs=1)).problems == ()
