"""Texts that changed alone: only their pages are made anew, and the site is that of a clean build."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import changes
from engine.test_state_machine import in_memory, published
from sitegen import cache, search
from sitegen.again import Memory
from sitegen.build import build
from sitegen.report import Options, Urgent
from sitegen.workers import process_pool
from ticks import TICK, settle

OPTIONS = Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1, racy=TICK)
RIVER, LAKE, ABOUT = "content/2019-river.md", "content/lake.md", "content/pages/about.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("built") / "site"
    changes.start(root)
    changes.put(root, "content/hill.md", changes.article("Hill", "2019-07-01", "[stone]", "Some text.\n"))
    changes.put(
        root, "content/draft.md", changes.article("Draft", "2019-07-01", "[]", "text\n", "draft: true\n")
    )
    changes.put(root, "content/data.txt", "text")
    build(root, OPTIONS)
    return root


@pytest.fixture
def site(built, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(built, root)
    settle()
    build(root, OPTIONS)
    settle()
    return root


def is_retouched(report):
    """Whether a build rendered pages of texts only: the articles were not linked."""
    return "render" in report.seconds and "link" not in report.seconds


def clean(root, options=OPTIONS):
    """What a build of the same sources from nothing makes and tells."""
    folder = in_memory()
    try:
        for name in ("content", "templates"):
            shutil.copytree(root / name, folder / name, symlinks=True)
        report = build(folder, replace(options, output=None, why=False, memory=None, urgent=None))
        return published(folder / "output"), report
    finally:
        shutil.rmtree(folder)


def assert_clean(root, report, options=OPTIONS):
    expected, other = clean(root, options)
    assert published(options.output_of(root)) == expected
    assert report.problems == other.problems
    assert report.counts.written + report.counts.unchanged == other.counts.written
    same = {"written": 0, "unchanged": 0, "removed": 0}
    assert replace(report.counts, **same) == replace(other.counts, **same)
    assert (report.feeds, report.unpublished) == (other.feeds, other.unpublished)


def test_a_text_alone_renders_its_pages_and_feeds(site):
    changes.add(site, RIVER, "More words.")
    report = build(site, OPTIONS)
    assert is_retouched(report)
    folder = "2019/2019-river"
    assert set(report.changed) == {
        *(f"{folder}/{name}" for name in ("index.html", "article.json", "index.md")),
        *(
            f"{place}{name}"
            for place in ("", "tags/water/")
            for name in ("feed.xml", "atom.xml", "feed.json")
        ),
        "feeds/2019.atom.xml",
        "SHA256SUMS",
    }
    assert_clean(site, report)


@pytest.mark.parametrize("name", [RIVER, LAKE, ABOUT])
def test_a_text_that_moves_down_is_a_text_alone(site, name):
    changes.shift(site, name)
    changes.add(site, name, "## Part\n\nMore words.")
    report = build(site, OPTIONS)
    assert is_retouched(report)
    assert_clean(site, report)


@pytest.mark.parametrize(
    ("change", "drawn"),
    [
        (changes.put, (RIVER, changes.article("Stream", "2019-05-01", "[water]", "[lake](lake.md) and text\n"))),
        (changes.put, (RIVER, changes.article("River", "2019-05-01", "[fish]", "[lake](lake.md) and text\n"))),
        (changes.put, (RIVER, changes.article("River", "2019-05-01", "[water]", "[lake](lake.md) and more text\n"))),
        (changes.put, (RIVER, changes.article("River", "2019-05-01", "[water]", "text\n"))),
        (changes.put, (RIVER, "---\ntitle: River\ndate: never\n---\ntext\n")),
        (changes.put, (RIVER, "---\ntitle: [\n---\ntext\n")),
        (changes.add, (RIVER, "[hill](hill.md)")),
        (changes.add, (RIVER, "![A view](photo.png)")),
        (changes.add, (RIVER, "https://x.com/example_a/status/1000000000000000001")),
        (changes.put, ("content/draft.md", changes.article("Draft", "2019-07-01", "[]", "text\n"))),
        (changes.put, ("content/new.md", changes.article("New", "2019-05-01", "[water]", "text\n"))),
        (changes.put, ("content/_snapshots/x/1.json", "{}")),
        (changes.put, ("content/data.txt", "more text")),
        (changes.put, ("content/site.yaml", changes.SETTINGS.format(title="Other", more=""))),
        (changes.put, ("templates/_note.html", "a note")),
        (changes.put, ("templates/static/style.css", "a{}")),
        (changes.drop, (LAKE,)),
        (changes.rename, (LAKE, "content/mere.md")),
        (changes.lead_out, (LAKE,)),
        (changes.drop, ("output/index.html",)),
        (changes.put, ("output/stray.html", "x")),
        (changes.put, ("output/2020/lake/index.html", "x")),
        (changes.drop, (".sitegen/contents.db",)),
        (changes.drop, (".sitegen",)),
    ],
)  # fmt: skip
def test_whatever_else_changed_takes_the_whole_pipeline(site, change, drawn):
    changes.add(site, LAKE, "More words.")
    change(site, *drawn)
    report = build(site, OPTIONS)
    assert not is_retouched(report)
    if all(problem.severity == "warning" for problem in report.problems):
        assert_clean(site, report)


@pytest.mark.parametrize(
    "asked",
    [
        {"drafts": True}, {"future": True}, {"strict": True}, {"clean": True}, {"adopt": True}, {"why": True},
        {"base_url": "https://b.example.org/"}, {"now": datetime(2018, 1, 1, tzinfo=UTC)}, {"executor": process_pool},
    ],
)  # fmt: skip
def test_who_asks_otherwise_gets_the_whole_pipeline(site, asked):
    changes.add(site, RIVER, "More words.")
    options = replace(OPTIONS, **asked)
    report = build(site, options)
    assert not is_retouched(report)
    assert_clean(site, report, options)


def test_a_text_that_is_not_published_changes_nothing(site):
    changes.add(site, "content/draft.md", "More words.")
    changes.add(site, RIVER, "More words.")
    settle()
    report = build(site, OPTIONS)
    assert is_retouched(report)
    assert_clean(site, report)
    assert build(site, OPTIONS).seconds.keys() == {"total", "parse"}
    changes.add(site, "content/draft.md", "Other words.")
    report = build(site, OPTIONS)
    assert is_retouched(report)
    assert report.changed == ()


def test_a_draft_that_another_build_saw_otherwise_takes_the_whole_pipeline(site):
    changes.put(
        site,
        "content/draft.md",
        changes.article("Draft", "2019-07-01", "[]", "text\n", changes.WITHHELD + "draft: true\n"),
    )
    settle()
    build(site, replace(OPTIONS, output=site / "other"))
    changes.add(site, "content/draft.md", "More words.")
    assert not is_retouched(build(site, OPTIONS))


@pytest.mark.parametrize("more", ["search: true\n", "search: false\ndates: git\n"])
def test_nothing_is_kept_for_builds_that_could_not_use_it(site, monkeypatch, more):
    monkeypatch.setattr(search, "index", lambda *_, **__: ({"pagefind/index.js": b"of all pages"}, ()))
    changes.put(site, "content/site.yaml", f"title: Sample\nbase_url: https://archive.example.org/\n{more}")
    shutil.rmtree(site / ".sitegen")
    settle()
    build(site, OPTIONS)
    assert [*(site / ".sitegen").glob("last-*")]
    assert not [*(site / ".sitegen").glob("outline-*"), *(site / ".sitegen").glob("content-*")]


def test_a_check_leaves_what_builds_keep(site):
    build(site, replace(OPTIONS, strict=True, output=site / "other"))
    changes.add(site, RIVER, "More words.")
    assert is_retouched(build(site, OPTIONS))


def test_many_texts_take_the_whole_pipeline(site, monkeypatch):
    monkeypatch.setattr("sitegen.noop.FEW", 1)
    for name in (RIVER, LAKE):
        changes.add(site, name, "More words.")
    report = build(site, OPTIONS)
    assert not is_retouched(report)
    assert_clean(site, report)


def test_a_file_that_was_only_touched_changes_nothing(site):
    changes.touch(site, RIVER)
    settle()
    report = build(site, OPTIONS)
    assert is_retouched(report)
    assert report.changed == ()
    assert_clean(site, report)
    assert build(site, OPTIONS).seconds.keys() == {"total", "parse"}


def test_a_text_that_was_just_changed_is_read_again(site):
    cautious = replace(OPTIONS, racy=3600 * 10**9)
    changes.add(site, RIVER, "More text.")
    assert build(site, cautious).changed  # all is young: that it is as it was read cannot be known
    changes.sly(site, RIVER)
    report = build(site, cautious)
    assert report.changed
    assert_clean(site, report)


def test_edit_upon_edit(site):
    for number in range(5):
        changes.add(site, (RIVER, LAKE, ABOUT)[number % 3], f"Words {number}.")
        report = build(site, OPTIONS)
        assert is_retouched(report)
    assert_clean(site, report)


def test_the_cache_does_not_grow_with_edits(site):
    def rows():
        connection = sqlite3.connect(site / ".sitegen/contents.db")
        try:
            return connection.execute("SELECT count(*) FROM contents").fetchone()[0]
        finally:
            connection.close()

    before = rows()
    for number in range(3):
        for name in (RIVER, "content/draft.md"):
            changes.add(site, name, f"Words {number}.")
        assert is_retouched(build(site, OPTIONS))
    assert rows() == before


def test_the_next_whole_build_knows_what_was_made(site):
    changes.add(site, RIVER, "More words.")
    assert is_retouched(build(site, OPTIONS))
    changes.put(site, "templates/tags.html", "{% extends 'base.html' %} ")
    settle()
    report = build(site, replace(OPTIONS, why=True))
    assert [path for path, _, _ in report.reasons] == ["tags/index.html"]


def test_reasons_are_told_of_the_text_as_it_was_made_last(site):
    changes.snapshot(site, "1000000000000000001", "Said", "live")
    changes.add(site, RIVER, "https://x.com/example_a/status/1000000000000000001")
    settle()
    build(site, OPTIONS)
    changes.add(site, RIVER, "More words.")
    assert is_retouched(build(site, OPTIONS))
    changes.snapshot(site, "1000000000000000001", "Told", "live")
    reasons = {path: why for path, why, _ in build(site, replace(OPTIONS, why=True)).reasons}
    assert reasons["2019/2019-river/index.html"] == "what it quotes, cites, shows or lists changed"


def test_a_manifest_that_is_not_of_the_last_build_is_not_trusted(site):
    text = (site / RIVER).read_bytes()
    manifest = {file: file.read_bytes() for file in (site / ".sitegen").glob("output-*")}
    changes.add(site, RIVER, "More words.")
    assert is_retouched(build(site, OPTIONS))
    for file, data in manifest.items():  # as if the disk had been full
        file.write_bytes(data)
    changes.put(site, RIVER, text)
    assert_clean(site, build(site, OPTIONS))


WARNED = "[TOC]"
"""A mark of another dialect: there is a warning at its line."""


def test_warnings_of_a_text_are_those_of_its_last_state(site):
    changes.add(site, RIVER, WARNED)
    first = build(site, OPTIONS)
    assert is_retouched(first)
    changes.shift(site, RIVER)
    second = build(site, OPTIONS)
    assert is_retouched(second)
    assert [p.line for p in second.problems] == [p.line + 1 for p in first.problems] != []
    assert_clean(site, second)
    file = site / RIVER
    file.write_text(file.read_text().replace(WARNED, "Words."))
    third = build(site, OPTIONS)
    assert is_retouched(third)
    assert third.problems == ()


def test_where_links_are_told_of_by_lines_that_moved_the_site_is_linked_anew(site):
    changes.add(site, RIVER, "[a draft](draft.md)")
    first = build(site, OPTIONS)
    settle()
    changes.add(site, RIVER, "More words.")
    assert is_retouched(build(site, OPTIONS))
    changes.shift(site, RIVER)
    second = build(site, OPTIONS)
    assert not is_retouched(second)
    assert [p.line for p in second.problems] == [p.line + 1 for p in first.problems] != []


def test_articles_in_several_parts_and_a_pool(site, monkeypatch):
    monkeypatch.setattr(cache, "MANY", 0)
    monkeypatch.setattr(cache, "PARTS", 5)
    monkeypatch.setattr("sitegen.noop.MANY", 0)
    options = replace(OPTIONS, jobs=2)
    build(site, replace(options, clean=True))
    settle()
    changes.add(site, RIVER, "More words.")
    report = build(site, options)
    assert is_retouched(report)
    assert_clean(site, report)
    settle()
    assert is_retouched(build(site, options))  # the text was young
    assert build(site, options).seconds.keys() == {"total", "parse"}


def test_a_preview_makes_texts_alone_and_the_pages_that_are_looked_at_first(site):
    told = []
    urgent = Urgent(frozenset({"2019/2019-river/index.html"}), told.append)
    options = replace(OPTIONS, memory=Memory(), output=site / "preview", urgent=urgent)
    build(site, options)
    told.clear()
    settle()
    for words in ("More words.", "Other words."):
        changes.add(site, RIVER, words)
        report = build(site, options)
        assert is_retouched(report)
        assert_clean(site, report, options)
    assert told == [("2019/2019-river/index.html",)] * 2
    changes.put(site, RIVER, changes.article("Stream", "2019-05-01", "[water]", "text\n"))
    report = build(site, options)
    assert not is_retouched(report)
    assert_clean(site, report, options)


def test_a_preview_sees_files_that_came_to_its_output(site):
    options = replace(OPTIONS, memory=Memory(), output=site / "preview")
    build(site, options)
    settle()
    changes.add(site, RIVER, "More words.")
    changes.put(site, "preview/2019/stray.html", "x")
    report = build(site, options)
    assert not is_retouched(report)
    assert_clean(site, report, options)


def test_a_preview_leaves_its_search_as_it_is(site, monkeypatch):
    monkeypatch.setattr(search, "index", lambda *_, **__: ({"pagefind/index.js": b"of all pages"}, ()))
    changes.put(
        site, "content/site.yaml", changes.SETTINGS.format(title="Sample", more="").replace("false", "true")
    )
    settle()
    options = replace(OPTIONS, memory=Memory(), output=site / "preview", search=False)
    build(site, options)
    changes.add(site, RIVER, "More words.")
    report = build(site, options)
    assert is_retouched(report)
    assert not is_retouched(build(site, replace(options, search=True)))
    assert_clean(site, report, options)


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(changes.rewordings, min_size=1, max_size=3), min_size=2, max_size=4))
def test_rewordings_equal_a_clean_build(built, steps):
    folder = in_memory()
    root = folder / "site"
    try:
        shutil.copytree(built, root)
        build(root, OPTIONS)
        for edits in steps:
            for function, drawn in edits:
                function(root, *drawn)
            report = build(root, OPTIONS)
            if all(problem.severity == "warning" for problem in report.problems):
                assert_clean(root, report)
    finally:
        shutil.rmtree(folder)
