"""A small archive on disk that quotes posts and cites sources, and runs of `capture` over it."""

import json
from datetime import UTC, datetime

from sitegen.capture.endpoints import read_endpoints
from sitegen.capture.job import Options
from sitegen.capture.run import capture
from sitegen.network import Pacing

NOW = datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)
QUICK = Pacing(interval=0.0, tries=2, backoff=0.01, patience=3.0, strikes=50)


def tweet_url(number):
    return f"https://twitter.com/example_river/status/{number}"


def write_archive(root, body="", *, sources="", tweets="", name="2022/river.md"):
    """An archive of one article; a second call adds another."""
    content = root / "content"
    (content / name).parent.mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text("title: Sample\nbase_url: https://archive.example.org/\n")
    head = "title: River\ndate: 2022-06-04\n"
    head += f"sources:\n{sources}" if sources else ""
    head += f"tweets:\n{tweets}" if tweets else ""
    (content / name).write_text(f"---\n{head}---\n{body}\n")
    return root


def run(root, internet, *, now=NOW, services=(), **more):
    """One run in this process, quick and impatient."""
    more = {"posts": True, "media": True, "sources": False, "pacing": QUICK} | more
    endpoints = read_endpoints(internet.endpoints(*services))
    return capture(root, Options(endpoints=endpoints, **more), clock=lambda: now)


def file_of(root, key):
    return root / "content" / "_snapshots" / f"{key}.json"


def snapshot(root, key):
    return json.loads(file_of(root, key).read_text())


def keep(root, key, **values):
    """Put a snapshot there as an earlier run would have."""
    provider, _, number = key.partition("/")
    data = {"provider": provider, "id": number} | values
    file = file_of(root, key)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data))
    return file
