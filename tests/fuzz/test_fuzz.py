"""Whatever bytes come in, an article or problems come out: a short search, afresh at each run."""

import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS
from security.attacks import attacks
from sitegen import config, snapshots
from sitegen.model import Settings
from sitegen.parse import Source, parse

SETTINGS = Settings(title="Sample", base_url="https://archive.example.org/")
PIECES = st.one_of(
    st.sampled_from(attacks()), st.text(max_size=20), st.sampled_from(["\n", "\n\n", "    ", "---\n"])
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
KEYS = "title date slug authors tags summary lang aliases image sources tweets corrections withdrawn".split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def sound(data):
    parsed = parse(Source("a.md", data, "digest"), SETTINGS, "environment")
    assert [problem for problem in parsed.problems if problem.code == "internal"] == []


TIMES = 100 if os.environ.get("CI") else 1
"""A moment in an editor's run of the tests, a minute or two in CI."""


@settings(max_examples=60 * TIMES, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data):
    sound(data)


@settings(max_examples=60 * TIMES, deadline=None)
@given(TEXTS)
def test_any_body(text):
    sound(f"---\ntitle: T\ndate: 2019-01-01\n---\n{text}".encode("utf-8", "surrogatepass"))


@settings(max_examples=60 * TIMES, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5))
def test_any_value_of_any_key(head):
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
    sound(f"---\n{lines}---\nText.".encode("utf-8", "surrogatepass"))


@settings(max_examples=40 * TIMES, deadline=None)
@given(TEXTS)
def test_any_settings(text):
    config.read_settings(text)


@settings(max_examples=60 * TIMES, deadline=None)
@given(st.dictionaries(st.sampled_from(snapshots.posts.KEYS), JSON, max_size=6), TEXTS)
def test_any_snapshot(raw, text):
    snapshots.decode(json.dumps(raw), "content/_snapshots/x/1.json")
    snapshots.decode(text, "content/_snapshots/x/1.json")


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=15 * TIMES, deadline=None)
@given(data=st.binary(max_size=100) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_every_target_takes_any_bytes(name, data):
    TARGETS[name](data)


FOUND = {
    "brackets in an address": b"[w](//evil.example.net](h:x) [x](http://[::y) <a href='http://[z'><img src='http://[i.jpg'></a>",
    "an alias that is none": b"---\ntitle: T\ndate: 2019-01-01\naliases: ['http://[x']\n---\n",
}
"""What a fuzzer broke something with."""


@pytest.mark.parametrize("data", FOUND.values(), ids=FOUND)
@pytest.mark.parametrize("name", TARGETS)
def test_what_was_found_stays_mended(name, data):
    TARGETS[name](data)
