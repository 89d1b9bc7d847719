"""Inputs made to take for ever: read, or refused with the file's name; never a bug, never a hang."""

import pytest

from sitegen.model import Settings
from sitegen.parse import MAX_BYTES, Source, parse

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
