"""Never stale: whatever happens between builds, the tree is what a clean build makes, a preview's as well.

    SITEGEN_SEQUENCES=5000 pytest -n0 tests/engine/test_state_machine.py

runs as many sequences as one likes, each time others.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from engine import changes
from engine.killing import killed_build
from sitegen.again import Memory
from sitegen.build import build
from sitegen.report import Options
from sitegen.workers import process_pool
from ticks import TICK

SEQUENCES = int(os.environ.get("SITEGEN_SEQUENCES", "0"))
FIRST, LATER = datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
MEMORY = "/dev/shm"
"""A file system in memory: on a disk, trees that are made and removed without end take most of the time."""


class Editing(RuleBasedStateMachine):
    """An archive that is edited, damaged, and after each step built again and previewed."""

    def __init__(self):
        super().__init__()
        self.folder = in_memory()
        self.root = self.folder / "site"
        self.options = Options(now=FIRST, jobs=1, racy=TICK)
        self.memory = Memory()
        changes.start(self.root)

    def teardown(self):
        shutil.rmtree(self.folder)

    @rule(edits=st.lists(changes.changes, min_size=1, max_size=3))
    def edited(self, edits):
        self.apply(edits)

    @rule(edits=st.lists(changes.rewordings, min_size=1, max_size=2))
    def reworded(self, edits):
        self.apply(edits)

    @rule(edits=st.lists(changes.rewordings, min_size=1, max_size=2), at=st.integers(0, 60))
    def reworded_and_killed(self, edits, at):
        self.apply(edits)
        killed_build(self.root, self.options, at)

    @rule(
        before=st.lists(changes.changes, max_size=2),
        at=st.integers(0, 500),
        edits=st.lists(changes.changes, max_size=2),
    )
    def killed(self, before, at, edits):
        self.apply(before)
        killed_build(self.root, self.options, at)
        self.apply(edits)

    @rule(name=changes.sources, text=changes.texts, at=st.integers(0, 500))
    def killed_and_reverted(self, name, text, at):
        file = self.root / name
        kept = file.read_bytes() if file.is_file() else None
        changes.put(self.root, name, text)
        killed_build(self.root, self.options, at)
        changes.drop(self.root, name) if kept is None else changes.put(self.root, name, kept)

    @rule(
        now=st.sampled_from([FIRST, LATER]),
        drafts=st.booleans(),
        future=st.booleans(),
        url=st.sampled_from(["", "https://b.example.org/x/"]),
        place=st.sampled_from(["output", "other"]),
    )
    def asked_otherwise(self, now, drafts, future, url, place):
        asked = {"now": now, "drafts": drafts, "future": future, "base_url": url}
        self.options = replace(self.options, output=self.root / place, **asked)

    @rule(pool=st.booleans(), racy=st.sampled_from([TICK, 2 * 10**9]))
    def built_otherwise(self, pool, racy):
        jobs, executor = (2, process_pool) if pool else (1, None)
        self.options = replace(self.options, jobs=jobs, executor=executor, racy=racy)

    @invariant()
    def as_a_clean_build(self):
        single = replace(self.options, jobs=1, executor=None, output=None)
        built = build(self.root, self.options)
        preview = replace(single, output=self.folder / "preview", memory=self.memory)
        previewed = build(self.root, preview)
        problems, expected = clean_build(sources_of(self.root), replace(single, racy=TICK))
        for report, folder in ((built, self.options.output_of(self.root)), (previewed, preview.output)):
            assert report.problems == problems
            tree = published(folder)
            if "SHA256SUMS" not in expected:
                tree = {path: tree.get(path) for path in expected}
            assert tree.keys() == expected.keys()
            assert [path for path, data in expected.items() if tree[path] != data] == []

    def apply(self, edits):
        for function, drawn in edits:
            function(self.root, *drawn)


def in_memory():
    """A new folder, in memory if there is such a file system."""
    return Path(tempfile.mkdtemp(prefix="sitegen-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))


@lru_cache(maxsize=256)
def clean_build(sources, options):
    """What a build of these sources, and of nothing else, tells and makes. Most steps lead to sources that were
    there before: they damage what was built, ask for the same otherwise, or write what another sequence wrote.
    """
    folder = in_memory()
    try:
        for path, data in sources:
            (folder / path).mkdir() if data is None else (folder / path).write_bytes(data)
        problems = build(folder, options).problems
        made = published(folder / "output")
    finally:
        shutil.rmtree(folder)
    if any(problem.severity == "error" for problem in problems):  # then nothing is pruned
        del made["SHA256SUMS"]
    return problems, made


def sources_of(root):
    """The folders (None) and files (their bytes) that a build reads; a folder comes before what is in it."""
    return tuple((path, data) for name in ("content", "templates") for path, data in entries(root, name))


def published(folder):
    """The bytes of the files of a site."""
    return {path: data for path, data in entries(folder) if data is not None and "/." not in f"/{path}"}


def entries(root, below=""):
    """Folders and files below a folder: their paths from the root, and their bytes or None."""
    for folder, _, files in os.walk(root / below):
        path = Path(folder).relative_to(root).as_posix()
        before = "" if path == "." else f"{path}/"
        yield path, None
        for name in files:
            yield before + name, Path(folder, name).read_bytes()


@pytest.mark.parametrize("part", range(1 if SEQUENCES else 4))
def test_an_archive_is_never_stale(part, monkeypatch):
    monkeypatch.setattr("sitegen.noop.MANY", 0)  # a pool's builds look at the output meanwhile
    if part == 3 or SEQUENCES:  # large archives keep their manifest in parts
        monkeypatch.setattr("sitegen.cache.MANY", 0)
        monkeypatch.setattr("sitegen.cache.PARTS", 4)

    class Part(Editing):
        """The same machine, for draws of its own."""

    run_state_machine_as_test(
        Part if SEQUENCES else seed(part)(Part),
        settings=settings(
            max_examples=SEQUENCES or 75,
            stateful_step_count=6,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
