"""Inputs made to take for ever: read, or refused with the file's name; never a bug, never a hang."""

import json
import os
from datetime import UTC, datetime

import pytest

from security.hostile import put
from sitegen import snapshots
from sitegen.build import build
from sitegen.model import Settings
from sitegen.parse import MAX_BYTES, Source, parse
from sitegen.report import Options

SETTINGS = Settings(title="Sample", base_url="https://archive.example.org/")
HEAD = "---\ntitle: T\ndate: 2019-01-01\n"
BODIES = {
    "images": "![a](" * 8000,
    "brackets": "[" * 4000,
    "lists": "".join(" " * (4 * n) + "- x\n" for n in range(400)),
    "quotes": ">" * 10_000 + " x",
    "tags": "<div>" * 50_000,
    "stars": "*a " * 20_000,
    "ticks": "`" * 9_999 + "a",
    "references": "[a]: x\n" * 20_000 + "[a] " * 5_000,
    "footnotes": "[^a]\n\n" + "[^a]: x\n" * 5_000,
    "table": "|" * 5_000 + "\n" + "|-" * 5_000 + "\n",
    "ampersands": "&" * 100_000,
}
HEADS = {
    "deep": "tags: " + "[" * 10_000 + "]" * 10_000,
    "aliases": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
    "tags": "tags: [" + ",".join(f"t{n}" for n in range(50_000)) + "]",
    "tags in one text": "tags: " + ",".join(f"t{n}" for n in range(300_000)),
    "aliases of the site": "aliases: [" + ",".join(f"/a{n}/" for n in range(5_000)) + "]",
}


def read(text):
    data = text.encode()
    parsed = parse(Source("a.md", data, "digest"), SETTINGS, "environment")
    assert [problem.code for problem in parsed.problems if problem.code == "internal"] == []
    assert all(problem.path == "content/a.md" for problem in parsed.problems)
    assert parsed.article or parsed.problems
    return parsed


@pytest.mark.parametrize("name", BODIES)
def test_a_body_made_to_take_for_ever(name):
    read(f"{HEAD}---\n{BODIES[name]}\n")


@pytest.mark.parametrize("name", HEADS)
def test_a_head_made_to_take_for_ever(name):
    read(f"{HEAD}{HEADS[name]}\n---\nText.\n")


def test_a_file_too_large_to_be_an_article():
    assert [problem.code for problem in read("x" * (MAX_BYTES + 1)).problems] == ["too-large"]


@pytest.mark.parametrize("key", ["tags", "authors", "aliases"])
def test_no_article_makes_a_million_pages(key):
    names = ", ".join(f"/t{n}/" for n in range(1_001))
    assert [p.code for p in read(f"{HEAD}{key}: [{names}]\n---\nx\n").problems] == ["too-many"]


POST = {"provider": "x", "id": "1", "text": "t"}
SNAPSHOTS = {
    "open tags": {"html": "<div>" * 500_000},
    "formatting": {"html": "<b><p>" * 300_000},
    "no tags": {"html": "<" * 1_000_000},
    "unknown keys": {f"key{n}": 1 for n in range(100_000)},
    "faulty entries": {"mark": "x" * 3_000_000, "links": [{"short": 1}] * 50_000},
}


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_a_snapshot_made_to_take_for_ever(name):
    post, problems = snapshots.decode(json.dumps(POST | SNAPSHOTS[name]), "content/_snapshots/x/1.json")
    assert post is not None
    assert len(problems) <= 100
    assert {problem.path for problem in problems} <= {"content/_snapshots/x/1.json"}


def test_the_words_of_a_post_nested_too_deeply_are_kept():
    html = "<div>" * 600 + "5 &lt; 6 <script>" + "</div>" * 600
    post, problems = snapshots.decode(
        json.dumps(POST | {"html": html, "text": ""}), "content/_snapshots/x/1.json"
    )
    assert (post.html, post.text) == ("5 &lt; 6", "5 < 6")
    assert [problem.code for problem in problems] == ["snapshot-field"]


def test_files_larger_than_memory_are_not_read(tmp_path):
    put(tmp_path, "site.yaml", "title: T\nbase_url: https://archive.example.org/\nsearch: false\n")
    large = {
        "a.md": "too-large",
        "film.mp4": "too-large",
        "b.png": "image-damaged",
        "_snapshots/x/1.json": "snapshot-too-large",
        "_snapshots/sources.json": "snapshot-too-large",
    }
    for path in large:
        put(tmp_path, path, "\x89PNG" if path.endswith("png") else "")
        os.truncate(tmp_path / "content" / path, 200_000_000 if path.endswith("png") else 1 << 40)
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert {
        p.path.removeprefix("content/"): p.code for p in report.problems if p.severity == "error"
    } == large
