"""A build of nothing: recognised when nothing changed, and only then."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine import changes
from sitegen import noop, search
from sitegen.build import build
from sitegen.files import scan
from sitegen.report import Options
from ticks import TICK, settle

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OPTIONS = Options(now=NOW, jobs=1, racy=TICK)
RIVER = "content/2019-river.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("built") / "site"
    changes.start(root)
    changes.put(root, "content/soon.md", changes.article("Soon", "2026-12-01", "[water]", "text\n"))
    settle()
    build(root, OPTIONS)
    return root


@pytest.fixture
def site(built, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(built, root)
    settle()
    build(root, OPTIONS)
    return root


def idle(root, options=OPTIONS):
    """Whether a build found nothing to do, and did not even look for it."""
    return "write" not in build(root, options).seconds


def test_nothing_changed(site):
    assert idle(site)
    assert idle(site)


@pytest.mark.parametrize(
    ("change", "drawn"),
    [
        (changes.sly, (RIVER,)),  # as long as before, and as old
        (changes.touch, (RIVER,)),
        (changes.drop, (RIVER,)),
        (changes.put, ("content/new.md", "x")),
        (changes.put, ("content/_snapshots/x/1.json", "{}")),
        (changes.put, ("content/_snapshots/x/.1.png", "a picture, for all that its name tells")),
        (changes.put, ("templates/_note.html", "x")),
        (changes.drop, ("templates/base.html",)),
        (changes.drop, ("output/index.html",)),
        (changes.put, ("output/stray.html", "x")),
        (changes.damage, ("output", 7, "flipped")),
    ],
)
def test_any_change_is_looked_at(site, change, drawn):
    change(site, *drawn)
    assert not idle(site)


@pytest.mark.parametrize("name", [".river.md.swp", "_notes/river.md", ".git/index"])
def test_what_is_hidden_in_the_sources_changes_nothing(site, name):
    changes.put(site, f"content/{name}", "text")
    assert idle(site)


@pytest.mark.parametrize(
    "asked",
    [
        {"drafts": True}, {"future": True}, {"strict": True}, {"base_url": "https://b.example.org/"}, {"clean": True},
        {"adopt": True}, {"now": datetime(2026, 12, 2, tzinfo=UTC)}, {"now": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)  # fmt: skip
def test_another_question_has_another_answer(site, asked):
    assert not idle(site, replace(OPTIONS, **asked))


def test_a_clock_set_back_takes_back_what_was_not_due_then(site):
    later = replace(OPTIONS, now=datetime(2026, 12, 2, tzinfo=UTC))
    assert build(site, later).counts.articles == 3  # two, and the one that is due then
    assert build(site, OPTIONS).counts.articles == 2


def test_hidden_files_in_the_output_are_none_of_the_site(site):
    (site / "output/.nojekyll").write_text("")
    assert idle(site)


def test_what_a_killed_build_left_half_written_is_removed(site):
    (site / "output/2019/.sitegen-1-index.html").write_text("half")
    assert not idle(site)
    assert not (site / "output/2019/.sitegen-1-index.html").exists()
    assert idle(site)


def test_an_output_that_two_processes_look_at_is_the_same(site):
    output = site / "output"
    (output / "_redirects").unlink()
    (output / "_redirects").symlink_to("index.html")
    stamps = [(file.path, file.stamp) for file in scan(output, hidden=True, links="as files")]
    for parts in (1, 4):
        expected = noop.outputs_of(stamps, parts)
        assert len(set(expected)) == parts
        assert noop.outputs_in(output, parts, shared=True) == expected
        assert noop.outputs_in(output, parts, shared=False) == expected


def test_another_output_folder_is_another_build(site):
    assert not idle(site, replace(OPTIONS, output=site / "other"))
    assert idle(site, replace(OPTIONS, output=site / "other"))
    assert idle(site)


def test_source_date_epoch_is_an_input(site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert not idle(site)
    assert idle(site)


def test_what_the_machine_knows_of_the_time_zone_is_an_input(site, tmp_path, monkeypatch):
    rules = tmp_path / "zones/Asia/Tehran"
    monkeypatch.setattr("zoneinfo.TZPATH", (str(rules.parents[1]),))
    rules.parent.mkdir(parents=True)
    rules.write_bytes(b"of one year")
    changes.put(
        site, "content/site.yaml", changes.SETTINGS.format(title="Sample", more="timezone: Asia/Tehran")
    )
    settle()
    build(site, OPTIONS)
    assert idle(site)
    rules.write_bytes(b"of another")
    assert not idle(site)
    assert idle(site)


def test_what_was_just_touched_is_not_trusted(site):
    cautious = replace(OPTIONS, racy=3600 * 10**9)
    changes.touch(site, RIVER)
    assert not idle(site, cautious)
    assert not idle(site, cautious)


def test_a_build_with_a_failed_page_is_tried_again(site):
    changes.put(site, "templates/verify.html", "{{ nothing.there }}")
    settle()
    assert not idle(site)
    assert not idle(site)


@pytest.mark.parametrize("path", ["content/site.yaml", "templates/base.html", "templates/static/more.css"])
def test_what_a_link_leads_to_outside_is_an_input(site, tmp_path, path):
    outside = tmp_path / "shared"
    outside.write_text((site / path).read_text() if (site / path).exists() else "p{}")
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).unlink(missing_ok=True)
    (site / path).symlink_to(outside)
    settle()
    build(site, OPTIONS)
    assert idle(site)
    outside.write_text(outside.read_text() + "\n")
    assert not idle(site)


def test_a_signing_key_that_was_not_there_is_looked_for_again(site, tmp_path):
    signed = replace(OPTIONS, sign=tmp_path / "key")
    assert [problem.code for problem in build(site, signed).problems] == ["signing-failed"]
    assert not idle(site, signed)


def test_another_key_of_that_name_is_an_input(site, tmp_path):
    key = tmp_path / "key"
    key.write_text("one")
    first = noop.inputs_of(site, replace(OPTIONS, sign=key))
    key.write_text("another")
    assert noop.inputs_of(site, replace(OPTIONS, sign=key)).digest != first.digest


def test_a_site_without_its_search_is_tried_again(site, monkeypatch):
    changes.put(site, "content/site.yaml", "title: Sample\nbase_url: https://archive.example.org/\n")
    settle()
    monkeypatch.setattr(search, "executable", lambda: None)
    assert [problem.code for problem in build(site, OPTIONS).problems] == ["search-unavailable"]
    assert not idle(site)
