"""What is written can be read again, whatever is given to be kept."""

from dataclasses import replace

import pytest
from archive import keep, write_archive

from sitegen import snapshots
from sitegen.capture.store import opened_store
from sitegen.model import ArchivedCopy, Expanded, Snapshot
from sitegen.snapshots import SourceRecord

POST = Snapshot("x", "7", url="https://x.com/example_river/status/7", text="Hello", status="live")


def faults(root):
    with opened_store(root) as store:
        return [problem.message for problem in store.problems]


@pytest.mark.parametrize(
    "more",
    [
        {"text": "Hello \ud800"}, {"created_at": "2021-02-30"}, {"author_url": "javascript:x"},
        {"links": (Expanded("https://t.co/a", "https://news.example.org/a b"),)},
        {"archives": (ArchivedCopy("https://archive.example.org/ x", "2021"),)}, {"lang": "no language"},
        {"html": "<i>" * 2000, "text": "Hello"},
    ],
)  # fmt: skip
def test_what_is_written_of_a_post_is_read_again_without_fault(tmp_path, more):
    write_archive(tmp_path)
    with opened_store(tmp_path) as store:
        assert store.write(Snapshot(**{name: getattr(POST, name) for name in POST.__slots__} | more))
        held = store.posts["x/7"]
    assert faults(tmp_path) == []
    text = (tmp_path / "content/_snapshots/x/7.json").read_text()
    assert snapshots.decode(text, "x/7.json") == (held, ())
    assert held.text.startswith("Hello")


def test_a_post_that_cannot_be_read_again_is_refused_and_told(tmp_path):
    write_archive(tmp_path)
    with opened_store(tmp_path) as store:
        assert not store.write(Snapshot("x", "7", text="a" * 5_000_001))
        [problem] = store.problems
    assert (problem.code, problem.path) == ("not-kept", "content/_snapshots/x/7.json")
    assert not (tmp_path / "content/_snapshots/x").exists()


@pytest.mark.parametrize(
    "record",
    [
        SourceRecord("https://a.example.org/", (ArchivedCopy("https://b.example.org/", "2021-02-30"),)),
        SourceRecord("https://a.example.org/", (ArchivedCopy("https://b.example.org/ c", "2021"),)),
        SourceRecord("https://a.example.org/\ud800"),
    ],
)
def test_a_source_that_cannot_be_read_again_is_refused_and_told(tmp_path, record):
    write_archive(tmp_path)
    sound = SourceRecord("https://c.example.org/", checked_at="2024-01-01T00:00:00Z")
    with opened_store(tmp_path) as store:
        assert [store.note(record), store.note(sound)] == [False, True]
        assert [problem.code for problem in store.problems] == ["not-kept"]
    assert faults(tmp_path) == []
    with opened_store(tmp_path) as store:
        assert list(store.ledger.values()) == [sound]


@pytest.mark.parametrize("copy", ["7 2", "7.old"])
def test_a_state_is_written_into_the_file_that_has_the_posts_name_and_not_into_a_copy(tmp_path, copy):
    write_archive(tmp_path)
    file = keep(tmp_path, "x/7", text="Own")
    keep(tmp_path, f"x/{copy}", id="7", text="Copied")
    with opened_store(tmp_path) as store:
        assert store.posts["x/7"].text == "Own"
        store.write(replace(store.posts["x/7"], status="deleted"))
    assert '"deleted"' in file.read_text()
